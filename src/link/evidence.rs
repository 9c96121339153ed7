//! What the likeness of a work to other works is worth.

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use super::features::{FIELDS, Field, Item, Vocabulary};
use super::weights::{self, Weights};

/// Works that are probably by one person.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    counts: [FxHashMap<u32, f32>; FIELDS.len()],
    totals: [f32; FIELDS.len()],
    /// How many works it has.
    pub(super) works: u32,
    years: Option<(u16, u16)>,
    /// What counts only at its time, such as an employer.
    posts: Vec<Bag>,
    /// From this year on the person may have written something.
    grown: Option<u16>,
}

/// Things of one field that count for a time.
#[derive(Clone, Debug)]
pub(super) struct Bag {
    pub(super) numbers: Vec<(u32, f32)>,
    /// How many of them a work shows that shows the thing: an affiliation has one of the names of an organization.
    pub(super) length: f32,
    pub(super) years: Option<(u16, u16)>,
}

/// What each thing of a field is worth.
pub(super) type Worths = SmallVec<[(u32, f64); 16]>;

/// The part that a post counts at another time.
const OUT_OF_TIME: f32 = 0.1;

/// How many years before and after a post a work may appear that was done in it.
const DELAY: (u16, u16) = (1, 2);

/// How many years away from all others a work is no wonder.
const PAUSE: u16 = 3;

/// What each year before somebody is grown up takes away.
const CHILDHOOD: f64 = 1.0;

impl Group {
    pub(super) fn add(&mut self, item: &Item) {
        self.works += 1;
        for field in FIELDS {
            self.add_part(field, item.of(field), 1.0);
        }
        self.extend(item.year.map(|year| (year, year)));
    }

    /// Adds things that count only in part.
    pub(super) fn add_part(&mut self, field: Field, numbers: &[u32], part: f32) {
        for number in numbers {
            *self.counts[field as usize].entry(*number).or_default() += part;
            self.totals[field as usize] += part;
        }
    }

    /// Takes a work out again; the years stay.
    pub(super) fn remove(&mut self, item: &Item) {
        self.works -= 1;
        for field in FIELDS {
            for number in item.of(field) {
                *self.counts[field as usize].entry(*number).or_default() -= 1.0;
                self.totals[field as usize] -= 1.0;
            }
        }
    }

    /// That the person was at work in these years.
    fn extend(&mut self, years: Option<(u16, u16)>) {
        if let Some((first, last)) = years {
            let known = self.years.unwrap_or((first, last));
            self.years = Some((known.0.min(first), known.1.max(last)));
        }
    }

    pub(super) fn add_post(&mut self, post: Bag) {
        self.extend(post.years);
        self.posts.push(post);
    }

    /// That somebody born in this year is grown up.
    pub(super) fn born(&mut self, year: Option<u16>) {
        self.grown = year.map(|year| year + 16);
    }

    pub(super) fn count(&self, field: Field, number: u32) -> f32 {
        self.counts[field as usize].get(&number).copied().unwrap_or_default()
    }

    /// The things of a field that are in some work of the group.
    pub(super) fn things(&self, field: Field) -> impl Iterator<Item = u32> {
        self.counts[field as usize].iter().filter(|(_, count)| **count > 0.0).map(|(number, _)| *number)
    }

    /// The same, and those of posts.
    pub(super) fn all_things(&self, field: Field) -> impl Iterator<Item = u32> {
        let posts = if field == Field::Organizations { &self.posts[..] } else { &[] };
        self.things(field).chain(posts.iter().flat_map(|post| post.numbers.iter().map(|(number, _)| *number)))
    }

    /// How often something of a field occurs, and all of it together, for a work of this year.
    fn counts(&self, field: Field, number: u32, year: Option<u16>) -> (f32, f32) {
        let (mut count, mut total) = (self.count(field, number), self.totals[field as usize]);
        if field == Field::Organizations {
            for post in &self.posts {
                let part = post.part(year);
                count +=
                    part * post.numbers.iter().filter(|(known, _)| *known == number).map(|(_, part)| part).sum::<f32>();
                total += part * post.length;
            }
        }
        (count, total)
    }
}

impl Bag {
    /// The part that it counts for a work of this year.
    pub(super) fn part(&self, year: Option<u16>) -> f32 {
        let fits = |(from, until): (u16, u16), year: u16| {
            (from.saturating_sub(DELAY.0)..=until.saturating_add(DELAY.1)).contains(&year)
        };
        match (self.years, year) {
            (Some(years), Some(year)) if !fits(years, year) => OUT_OF_TIME,
            _ => 1.0,
        }
    }
}

/// What evidence is weighed with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale<'a> {
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) weights: &'a Weights,
}

impl Scale<'_> {
    /// What a work is worth as one more of a group: the sum of all evidence but the name.
    pub(super) fn weigh(&self, item: &Item, group: &Group) -> f64 {
        let of = |field| self.field(field, item, group);
        let venue = of(Field::Venues).max(of(Field::VenueWords));
        of(Field::CoAuthors)
            + of(Field::Organizations)
            + of(Field::Subjects)
            + venue
            + self.two_steps(item, group)
            + self.year(item, group)
    }

    /// What a field is worth.
    pub(super) fn field(&self, field: Field, item: &Item, group: &Group) -> f64 {
        let weights = self.of(field);
        weights.trust * sum(&self.worths(field, item, group), weights.series)
    }

    fn of(&self, field: Field) -> &weights::Field {
        match field {
            Field::CoAuthors => &self.weights.co_authors,
            Field::Organizations => &self.weights.organizations,
            Field::Venues => &self.weights.venues,
            Field::VenueWords => &self.weights.venue_words,
            Field::Subjects => &self.weights.subjects,
        }
    }

    /// What each thing of a field is worth. A work by the author of the group repeats something of it with some
    /// probability, else it shows what works by anybody show: the ratio to the latter is the likelihood ratio.
    pub(super) fn worths(&self, field: Field, item: &Item, group: &Group) -> Worths {
        let weights = self.of(field);
        let mut worths = Worths::new();
        for number in item.of(field) {
            let (count, total) = group.counts(field, *number, item.year);
            let (count, total) = (f64::from(count), f64::from(total));
            if total <= 0.0 {
                break;
            }
            let reuse = weights.reuse * total / (total + weights.half);
            let background = self.vocabulary.background(field, *number);
            worths.push((*number, (reuse * count / total / background + 1.0 - reuse).ln()));
        }
        worths
    }

    /// What the co-authors of co-authors are worth.
    pub(super) fn two_steps(&self, item: &Item, group: &Group) -> f64 {
        self.weights.two_steps.trust * sum(&self.two_step_worths(item, group), self.weights.two_steps.series)
    }

    /// What each co-author is worth that has written with a co-author of the group.
    pub(super) fn two_step_worths(&self, item: &Item, group: &Group) -> Worths {
        let new: SmallVec<[u32; 16]> = item
            .of(Field::CoAuthors)
            .iter()
            .copied()
            .filter(|one| group.count(Field::CoAuthors, *one) <= 0.0)
            .collect();
        let mut worths = Worths::new();
        let is_near =
            |one: &u32| self.vocabulary.near[*one as usize].iter().any(|two| group.count(Field::CoAuthors, *two) > 0.0);
        let known: SmallVec<[u32; 16]> = new.into_iter().filter(is_near).collect();
        if known.is_empty() {
            return worths;
        }
        let all: FxHashSet<u32> =
            group.things(Field::CoAuthors).flat_map(|one| self.vocabulary.near[one as usize].iter().copied()).collect();
        let reuse = self.weights.two_steps.reuse;
        #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52")]
        let share = reuse / all.len().max(1) as f64;
        for number in known {
            let background = self.vocabulary.background(Field::CoAuthors, number);
            worths.push((number, (share / background + 1.0 - reuse).ln().max(0.0)));
        }
        worths
    }

    /// What the year takes away.
    pub(super) fn year(&self, item: &Item, group: &Group) -> f64 {
        let Some(year) = item.year else { return 0.0 };
        let away = |(first, last): (u16, u16)| first.saturating_sub(year).max(year.saturating_sub(last));
        let away = group.years.map_or(0, away).saturating_sub(PAUSE);
        let young = group.grown.map_or(0, |grown| grown.saturating_sub(year));
        -self.weights.year * f64::from(away) - CHILDHOOD * f64::from(young)
    }
}

/// The worth of several things together: what speaks for the link counts by the series, what speaks against it once, on
/// the average, because people write with new co-authors about new subjects.
pub(super) fn sum(worths: &Worths, series: f64) -> f64 {
    let mut positive: SmallVec<[f64; 16]> =
        worths.iter().map(|(_, worth)| *worth).filter(|worth| *worth > 0.0).collect();
    positive.sort_unstable_by(|one, two| two.total_cmp(one));
    let for_it: f64 = positive.iter().rev().fold(0.0, |rest, worth| worth + series * rest);
    #[expect(clippy::cast_precision_loss, reason = "few things")]
    let count = (worths.len() - positive.len()) as f64;
    let against: f64 = worths.iter().map(|(_, worth)| *worth).filter(|worth| *worth <= 0.0).sum();
    for_it + if count > 0.0 { against / count } else { 0.0 }
}
