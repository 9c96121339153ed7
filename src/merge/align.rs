//! Which parts of several sources are one thing.

use std::collections::BTreeMap;

use super::{Item, Part, Period, bounds};
use crate::date::Date;
use crate::decode::Object;

/// Groups parts of several sources into things: the parts of one source stay apart, and each goes to the item
/// that it resembles most. `same` gives 0 for different things, and more the more two are alike; keys decide alone.
pub(super) fn align<'a, T: Object>(parts: Vec<Part<'a, T>>, same: impl Fn(&T, &T) -> u32) -> Vec<Item<'a, T>> {
    let mut by_source: BTreeMap<usize, Vec<Part<'a, T>>> = BTreeMap::new();
    for part in parts {
        by_source.entry(part.source).or_default().push(part);
    }
    let mut items: Vec<Item<'a, T>> = Vec::new();
    for (_, parts) in by_source {
        let alike = |item: &Item<'a, T>, part: &Part<'a, T>| {
            item.parts.iter().map(|known| likeness(known.value, part.value, &same)).max().unwrap_or(0)
        };
        let mut pairs: Vec<(u32, usize, usize)> = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            pairs.extend(
                items
                    .iter()
                    .enumerate()
                    .map(|(item, known)| (alike(known, part), item, at))
                    .filter(|(score, ..)| *score > 0),
            );
        }
        pairs.sort_by_key(|&(score, item, at)| (std::cmp::Reverse(score), item, at));
        let mut home: Vec<Option<usize>> = vec![None; parts.len()];
        for (_, item, at) in pairs {
            if home[at].is_none() && !home.contains(&Some(item)) {
                home[at] = Some(item);
            }
        }
        for (part, home) in parts.into_iter().zip(home) {
            match home {
                Some(item) => items[item].parts.push(part),
                None => items.push(Item { parts: vec![part], slug: String::new() }),
            }
        }
    }
    items
}

/// How alike two things are; a key in common, former ones included, decides for them, two different keys against.
fn likeness<T: Object>(one: &T, two: &T, same: &impl Fn(&T, &T) -> u32) -> u32 {
    let keys = |value: &T| value.common().id.iter().chain(&value.common().former_ids).cloned().collect::<Vec<_>>();
    let (one_keys, two_keys) = (keys(one), keys(two));
    match one_keys.iter().any(|key| two_keys.contains(key)) {
        true => u32::MAX,
        false if one.common().id.is_some() && two.common().id.is_some() => 0,
        false => same(one, two),
    }
}

/// Items of one slug are one thing.
pub(super) fn coalesce<T>(items: Vec<Item<'_, T>>) -> Vec<Item<'_, T>> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut merged: Vec<Item<'_, T>> = Vec::new();
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
