//! A group of works as many others look at it: what each thing that they may share is worth is worked out once.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::evidence::{Group, Scale, number_of, thing};
use super::features::{FIELDS, Field, Item};

/// All things that the authors of a block show, numbered in a row.
#[derive(Debug, Default)]
pub(super) struct Things {
    numbers: FxHashMap<u64, u32>,
}

/// What the things of a group are worth to the authors of a block.
#[derive(Debug, Default)]
pub(super) struct Lens {
    /// By the number of the thing in the block; not a number where the group lacks it.
    worths: Vec<f64>,
    /// The numbers of those that it has.
    shown: Vec<u32>,
    /// What a thing is worth that the group lacks; nothing where it has none of the field.
    lacked: [Option<f64>; FIELDS.len()],
    /// The organizations that count for a time, by their numbers in the block and in the vocabulary.
    organizations: Vec<(u32, u32)>,
    /// What these are worth in a year, and what others are.
    years: FxHashMap<Option<u16>, InYear>,
}

/// What organizations are worth in a year that the group lacks, and those that it has; nothing where it has none.
type InYear = Option<(f64, FxHashMap<u32, f64>)>;

/// What several things of a field are worth.
type Positive = SmallVec<[f64; 16]>;

impl Things {
    /// The numbers of an item's things, in their order.
    pub(super) fn of(&mut self, item: &Item) -> Box<[u32]> {
        let mut numbers = Vec::with_capacity(item.len());
        for field in FIELDS {
            for number in item.of(field) {
                let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
                numbers.push(*self.numbers.entry(thing(field, *number)).or_insert(next));
            }
        }
        numbers.into_boxed_slice()
    }
}

impl Lens {
    /// Looks at a group. Organizations of posts are worked out for each year when it is asked for.
    pub(super) fn look(&mut self, group: &Group, things: &Things, scale: Scale<'_>) {
        self.shown.drain(..).for_each(|thing| self.worths[thing as usize] = f64::NAN);
        self.worths.resize(things.numbers.len(), f64::NAN);
        self.organizations.clear();
        self.years.clear();
        group.reach(scale.vocabulary);
        let ratios = FIELDS.map(|field| scale.ratios(field, group, None));
        self.lacked = ratios.map(|ratios| ratios.map(|ratios| ratios.of_lacked()));
        for (thing, count) in group.all_counts() {
            let (field, number) = (FIELDS[(thing >> 32) as usize], number_of(thing));
            let Some(at) = things.numbers.get(&thing) else { continue };
            if field == Field::Organizations && group.has_posts() {
                self.organizations.push((*at, number));
            } else if let Some(ratios) = ratios[field as usize].filter(|_| count > 0.0) {
                self.worths[*at as usize] = ratios.of(f64::from(count), scale.vocabulary.background(field, number));
                self.shown.push(*at);
            }
        }
    }

    /// What a work is worth as one more of the group: the sum of all evidence but the name. `things` are the numbers of
    /// the item's things in the block.
    pub(super) fn weigh(&mut self, item: &Item, things: &[u32], group: &Group, scale: Scale<'_>) -> f64 {
        let mut fields = [0.0; FIELDS.len()];
        let mut positive = Positive::new();
        for field in FIELDS {
            let things = &things[item.range(field)];
            if !things.is_empty() {
                fields[field as usize] = match field {
                    Field::Organizations if group.has_posts() => self.at_time(item, things, group, scale),
                    _ => self.field(field, things, &mut positive, scale),
                };
            }
        }
        let [co_authors, organizations, venues, venue_words, subjects] = fields;
        let two_steps = if co_authors == 0.0 { 0.0 } else { scale.two_steps(item, group) };
        co_authors + organizations + subjects + venues.max(venue_words) + two_steps + scale.year(item, group)
    }

    fn field(&self, field: Field, things: &[u32], positive: &mut Positive, scale: Scale<'_>) -> f64 {
        let (Some(lacked), weights) = (self.lacked[field as usize], scale.of(field)) else { return 0.0 };
        positive.clear();
        let (mut against, mut count) = (0.0, 0_u32);
        for thing in things {
            let worth = self.worths[*thing as usize];
            if worth > 0.0 {
                positive.push(worth);
            } else {
                against += if worth.is_nan() { lacked } else { worth };
                count += 1;
            }
        }
        weights.trust * (in_series(positive, weights.series) + against / f64::from(count.max(1)))
    }

    /// What organizations are worth that count for a time.
    fn at_time(&mut self, item: &Item, things: &[u32], group: &Group, scale: Scale<'_>) -> f64 {
        let (weights, organizations) = (scale.of(Field::Organizations), &self.organizations);
        let in_year = || {
            let ratios = scale.ratios(Field::Organizations, group, item.year)?;
            let worth = |(at, number): &(u32, u32)| {
                let count = f64::from(group.count_at(Field::Organizations, *number, item.year));
                (*at, ratios.of(count, scale.vocabulary.background(Field::Organizations, *number)))
            };
            Some((ratios.of_lacked(), organizations.iter().map(worth).collect()))
        };
        let Some((lacked, worths)) = self.years.entry(item.year).or_insert_with(in_year) else { return 0.0 };
        let (mut positive, mut against, mut count) = (Positive::new(), 0.0, 0_u32);
        for thing in things {
            match worths.get(thing) {
                Some(worth) if *worth > 0.0 => positive.push(*worth),
                worth => {
                    against += worth.unwrap_or(lacked);
                    count += 1;
                }
            }
        }
        weights.trust * (in_series(&mut positive, weights.series) + against / f64::from(count.max(1)))
    }
}

/// The sum of what speaks for a link, each thing counting a part of the weightier one before.
pub(super) fn in_series(positive: &mut [f64], series: f64) -> f64 {
    positive.sort_unstable_by(f64::total_cmp);
    positive.iter().fold(0.0, |rest, worth| worth + series * rest)
}
