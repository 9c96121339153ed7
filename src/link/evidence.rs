//! What the likeness of a work to other works is worth.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use super::features::{FIELDS, Field, Item, Vocabulary};
use super::lens::in_series;
use super::weights::{self, Weights};

/// Works that are probably by one person.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    /// How often each thing occurs, by the field and its number.
    counts: FxHashMap<u64, f32>,
    totals: [f32; FIELDS.len()],
    /// How many works it has.
    pub(super) works: u32,
    years: Option<(u16, u16)>,
    /// What counts only at its time, such as an employer.
    posts: Vec<Bag>,
    /// From this year on the person may have written something.
    grown: Option<u16>,
    /// The co-authors of co-authors, once they are asked for.
    reach: OnceLock<FxHashSet<u32>>,
}

/// Things of one field that count for a time.
#[derive(Clone, Debug)]
pub(super) struct Bag {
    pub(super) numbers: FxHashMap<u32, f32>,
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

    /// The same where the co-authors of co-authors are known and stay so.
    pub(super) fn add_known(&mut self, item: &Item, vocabulary: &Vocabulary) {
        let mut reach = std::mem::take(&mut self.reach);
        self.add(item);
        if let Some(reach) = reach.get_mut() {
            reach.extend(item.of(Field::CoAuthors).iter().flat_map(|one| &vocabulary.near[*one as usize]));
        }
        self.reach = reach;
    }

    /// Adds things that count only in part.
    pub(super) fn add_part(&mut self, field: Field, numbers: &[u32], part: f32) {
        self.reach.take();
        for number in numbers {
            *self.counts.entry(thing(field, *number)).or_default() += part;
            self.totals[field as usize] += part;
        }
    }

    /// Takes a work out for a while; the years stay. Gives what is to be put back with it.
    pub(super) fn without(&mut self, item: &Item) -> OnceLock<FxHashSet<u32>> {
        let reach = std::mem::take(&mut self.reach);
        self.works -= 1;
        for field in FIELDS {
            self.add_part(field, item.of(field), -1.0);
        }
        reach
    }

    /// Puts a work back.
    pub(super) fn with(&mut self, item: &Item, reach: OnceLock<FxHashSet<u32>>) {
        self.add(item);
        self.reach = reach;
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
        self.counts.get(&thing(field, number)).copied().unwrap_or_default()
    }

    /// The things of a field that are in some work of the group.
    pub(super) fn things(&self, field: Field) -> impl Iterator<Item = u32> {
        let things =
            self.counts.iter().filter(move |(thing, count)| field_of(**thing) == field as u64 && **count > 0.0);
        things.map(|(thing, _)| number_of(*thing))
    }

    /// The same, and those of posts.
    pub(super) fn all_things(&self, field: Field) -> impl Iterator<Item = u32> {
        let posts = if field == Field::Organizations { &self.posts[..] } else { &[] };
        self.things(field).chain(posts.iter().flat_map(|post| post.numbers.keys().copied()))
    }

    /// All things with how often they occur, and those of posts, which may come twice.
    pub(super) fn all_counts(&self) -> impl Iterator<Item = (u64, f32)> {
        let posts = self.posts.iter().flat_map(|post| post.numbers.keys());
        let posts = posts.map(|number| (thing(Field::Organizations, *number), 0.0));
        self.counts.iter().map(|(thing, count)| (*thing, *count)).chain(posts)
    }

    pub(super) fn has_posts(&self) -> bool {
        !self.posts.is_empty()
    }

    /// How many things of a field there are for a work of this year, repetitions counted.
    fn total(&self, field: Field, year: Option<u16>) -> f32 {
        let posts = if field == Field::Organizations { &self.posts[..] } else { &[] };
        self.totals[field as usize] + posts.iter().map(|post| post.part(year) * post.length).sum::<f32>()
    }

    /// How often something of a field occurs for a work of this year.
    pub(super) fn count_at(&self, field: Field, number: u32, year: Option<u16>) -> f32 {
        let posts = if field == Field::Organizations { &self.posts[..] } else { &[] };
        let at = |post: &Bag| post.numbers.get(&number).map(|part| post.part(year) * part);
        self.count(field, number) + posts.iter().filter_map(at).sum::<f32>()
    }

    /// All who have written with co-authors of the group. It is kept until something is added.
    pub(super) fn reach(&self, vocabulary: &Vocabulary) -> &FxHashSet<u32> {
        let near = |one: u32| vocabulary.near[one as usize].iter().copied();
        self.reach.get_or_init(|| self.things(Field::CoAuthors).flat_map(near).collect())
    }

    /// Whether somebody has written with a co-author of the group.
    fn reaches(&self, author: u32, vocabulary: &Vocabulary) -> bool {
        let knows = |one: &u32| self.count(Field::CoAuthors, *one) > 0.0;
        match self.reach.get() {
            Some(reach) => reach.contains(&author),
            None => vocabulary.near[author as usize].iter().any(knows),
        }
    }
}

/// A field and a number in it as one.
pub(super) fn thing(field: Field, number: u32) -> u64 {
    (field as u64) << 32 | u64::from(number)
}

fn field_of(thing: u64) -> u64 {
    thing >> 32
}

#[expect(clippy::cast_possible_truncation, reason = "the lower half is the number")]
pub(super) fn number_of(thing: u64) -> u32 {
    thing as u32
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
        let mut sum = Sum::default();
        self.each_worth(field, item, group, &mut |_, worth| sum.add(worth));
        weights.trust * sum.of(weights.series)
    }

    pub(super) fn of(&self, field: Field) -> &weights::Field {
        match field {
            Field::CoAuthors => &self.weights.co_authors,
            Field::Organizations => &self.weights.organizations,
            Field::Venues => &self.weights.venues,
            Field::VenueWords => &self.weights.venue_words,
            Field::Subjects => &self.weights.subjects,
        }
    }

    /// What each thing of a field is worth.
    pub(super) fn worths(&self, field: Field, item: &Item, group: &Group) -> Worths {
        let mut worths = Worths::new();
        self.each_worth(field, item, group, &mut |number, worth| worths.push((number, worth)));
        worths
    }

    /// Hands on what each thing of a field is worth.
    fn each_worth(&self, field: Field, item: &Item, group: &Group, take: &mut dyn FnMut(u32, f64)) {
        let numbers = item.of(field);
        let Some(ratios) = self.ratios(field, group, item.year).filter(|_| !numbers.is_empty()) else { return };
        let lacked = ratios.of_lacked();
        for number in numbers {
            let count = f64::from(group.count_at(field, *number, item.year));
            let seen = || ratios.of(count, self.vocabulary.background(field, *number));
            take(*number, if count > 0.0 { seen() } else { lacked });
        }
    }

    /// What a group says about a field for a work of this year; nothing where it has none of it.
    pub(super) fn ratios(&self, field: Field, group: &Group, year: Option<u16>) -> Option<Ratios> {
        let (weights, total) = (self.of(field), f64::from(group.total(field, year)));
        (total > 0.0).then(|| Ratios { reuse: weights.reuse * total / (total + weights.half), total })
    }

    /// What the co-authors of co-authors are worth.
    pub(super) fn two_steps(&self, item: &Item, group: &Group) -> f64 {
        let mut sum = Sum::default();
        self.two_step_worths(item, group).iter().for_each(|(_, worth)| sum.add(*worth));
        self.weights.two_steps.trust * sum.of(self.weights.two_steps.series)
    }

    /// What each co-author is worth that has written with a co-author of the group.
    pub(super) fn two_step_worths(&self, item: &Item, group: &Group) -> Worths {
        let mut worths = Worths::new();
        let found = |one: &&u32| group.count(Field::CoAuthors, **one) <= 0.0 && group.reaches(**one, self.vocabulary);
        let found: SmallVec<[&u32; 16]> = item.of(Field::CoAuthors).iter().filter(found).collect();
        if found.is_empty() {
            return worths;
        }
        let reuse = self.weights.two_steps.reuse;
        #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52")]
        let share = reuse / group.reach(self.vocabulary).len().max(1) as f64;
        for number in found {
            let background = self.vocabulary.background(Field::CoAuthors, *number);
            worths.push((*number, (share / background + 1.0 - reuse).ln().max(0.0)));
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

/// What a group says about a field: a work by the author of the group repeats something of it with some probability,
/// else it shows what works by anybody show. The ratio to the latter is the likelihood ratio.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ratios {
    reuse: f64,
    total: f64,
}

impl Ratios {
    /// What a thing is worth that occurs so often, and has this background.
    pub(super) fn of(self, count: f64, background: f64) -> f64 {
        (self.reuse * count / self.total / background + 1.0 - self.reuse).ln()
    }

    /// What a thing is worth that does not occur.
    pub(super) fn of_lacked(self) -> f64 {
        (1.0 - self.reuse).ln()
    }
}

/// The worth of several things together: what speaks for the link counts by the series, what speaks against it once, on
/// the average, because people write with new co-authors about new subjects.
#[derive(Default)]
struct Sum {
    positive: SmallVec<[f64; 16]>,
    against: f64,
    count: u32,
}

impl Sum {
    fn add(&mut self, worth: f64) {
        if worth > 0.0 {
            self.positive.push(worth);
        } else {
            self.against += worth;
            self.count += 1;
        }
    }

    fn of(&mut self, series: f64) -> f64 {
        in_series(&mut self.positive, series) + self.against / f64::from(self.count.max(1))
    }
}
