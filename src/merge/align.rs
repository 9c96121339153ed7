//! Which parts of several sources are one thing.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::{Item, Part, Period, bounds};
use crate::date::Date;
use crate::decode::Object;

/// Groups parts of several sources into things: the parts of one source stay apart, and each goes to the item
/// that it resembles most. `same` gives 0 for different things, and more the more two are alike; keys decide alone.
pub(super) fn align<'a, T: Object>(parts: Vec<Part<'a, T>>, same: impl Fn(&T, &T) -> u32) -> Vec<Item<'a, T>> {
    let mut items: Vec<Item<'a, T>> = Vec::new();
    for parts in by_source(parts) {
        let homes = homes(items.len(), parts.len(), |item, part| {
            let known = items[item].parts.iter().map(|known| likeness(known.value, parts[part].value, &same));
            known.max().unwrap_or(0)
        });
        for (part, home) in parts.into_iter().zip(homes) {
            match home {
                Some(item) => items[item].parts.push(part),
                None => items.push(Item { parts: vec![part], slug: String::new() }),
            }
        }
    }
    items
}

/// The parts of each source, in the order of the sources.
fn by_source<T>(mut parts: Vec<Part<'_, T>>) -> Vec<Vec<Part<'_, T>>> {
    parts.sort_by_key(|part| part.source);
    let mut sources: Vec<Vec<Part<'_, T>>> = Vec::new();
    for part in parts {
        match sources.last_mut().filter(|parts| parts[0].source == part.source) {
            Some(parts) => parts.push(part),
            None => sources.push(vec![part]),
        }
    }
    sources
}

/// The item that each part of one source goes to, if any: the likest pairs find each other first.
fn homes(items: usize, parts: usize, alike: impl Fn(usize, usize) -> u32) -> Vec<Option<usize>> {
    let mut pairs: Vec<(Reverse<u32>, usize, usize)> = Vec::new();
    for part in 0..parts {
        for item in 0..items {
            let score = alike(item, part);
            if score > 0 {
                pairs.push((Reverse(score), item, part));
            }
        }
    }
    matched(pairs, parts)
}

fn matched(mut pairs: Vec<(Reverse<u32>, usize, usize)>, parts: usize) -> Vec<Option<usize>> {
    pairs.sort_unstable();
    let mut homes: Vec<Option<usize>> = vec![None; parts];
    for (_, item, part) in pairs {
        if homes[part].is_none() && !homes.contains(&Some(item)) {
            homes[part] = Some(item);
        }
    }
    homes
}

/// How alike two things are; a key in common, former ones included, decides for them, two different keys against.
fn likeness<T: Object>(one: &T, two: &T, same: &impl Fn(&T, &T) -> u32) -> u32 {
    let (one_common, two_common) = (one.common(), two.common());
    match one_common.keys().any(|key| two_common.keys().any(|other| key == other)) {
        true => u32::MAX,
        false if one_common.id.is_some() && two_common.id.is_some() => 0,
        false => same(one, two),
    }
}

/// Items of one slug are one thing.
pub(super) fn coalesce<T>(items: Vec<Item<'_, T>>) -> Vec<Item<'_, T>> {
    let mut places: FxHashMap<String, usize> = FxHashMap::default();
    let mut merged: Vec<Item<'_, T>> = Vec::with_capacity(items.len());
    for item in items {
        match places.get(&item.slug) {
            Some(&at) => {
                merged[at].parts.extend(item.parts);
                merged[at].parts.sort_by_key(|part| part.source);
            }
            None => {
                places.insert(item.slug.clone(), merged.len());
                merged.push(item);
            }
        }
    }
    merged
}

/// The key that the newest source with one gives an item.
pub(super) fn own_key<T: Object>(item: &Item<'_, T>) -> Option<String> {
    item.parts.iter().find_map(|part| part.value.common().id.as_ref()).map(|key| key.as_str().to_owned())
}

/// 1 where the periods of two things overlap or one has none, 2 where they also begin in one year.
pub(super) fn overlap<T: Period>(one: &T, two: &T) -> u32 {
    let period = |thing: &T| bounds(*(T::start().get)(thing), thing.stated_end());
    match (period(one), period(two)) {
        (Some((from, until)), Some((other_from, other_until))) => match from <= other_until && other_from <= until {
            true => 1 + u32::from((T::start().get)(one).map(Date::year) == (T::start().get)(two).map(Date::year)),
            false => 0,
        },
        _ => 1,
    }
}
