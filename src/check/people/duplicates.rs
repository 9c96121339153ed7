//! Two people who are one: how probable it is, and why.
//!
//! The evidence is added up as logarithms of likelihood ratios, as in linking: how much more often two records of one
//! person have this in common than records of two people do. What both share counts by its rarity, here and in the world.

use rustc_hash::FxHashMap;

use super::known::{Known, Numbers, Traits};
use super::pairs::pairs;
use crate::collection::{Collection, SourceRecord};
use crate::decode::Key;
use crate::names::spelled;
use crate::pieces::{in_any_order, threads};
use crate::report::{Finding, Report, Severity};
use crate::rules;
use crate::tree::shortened;

/// How many of a hundred people are expected to be here twice.
const TWICE: f64 = 0.01;

/// The score from which on two people are told of: a hundred to one.
const PROBABLE: f64 = 4.6;

/// The score from which on it is nearly certain, where something is shared that only one person has.
const CERTAIN: f64 = 9.0;

/// What no evidence exceeds: records have faults.
const MOST: f64 = 7.0;

/// What only one person has, such as an e-mail address.
const CONTACT: f64 = 9.0;

/// Things that tell two people apart.
const CONTRADICTION: f64 = -9.0;

/// A pair that is probably one person.
struct Likely {
    pair: (u32, u32),
    score: f64,
    has_contact: bool,
    reasons: Vec<String>,
}

/// The people, and how many have what.
struct People<'a> {
    known: Vec<Known<'a>>,
    traits: Vec<Traits>,
    numbers: Numbers,
    counts: FxHashMap<u32, u32>,
}

pub(super) fn check(collection: &Collection, report: &mut Report) {
    let people = People::new(collection);
    let pairs = pairs(&people.traits);
    let look = |run: &[(u32, u32)]| run.iter().filter_map(|pair| people.compare(*pair)).collect::<Vec<_>>();
    let found: Vec<Likely> =
        in_any_order(pairs.chunks(4096).collect(), threads(), &look).into_iter().flatten().collect();
    let (mut likely, mut shared): (Vec<Likely>, Vec<Likely>) =
        found.into_iter().partition(|found| found.score >= PROBABLE);
    likely.sort_by(|one, two| two.score.total_cmp(&one.score).then(one.pair.cmp(&two.pair)));
    let mut joined = Joined((0..people.known.len()).collect());
    likely.retain(|found| joined.join(found.pair));
    // People of whom it is told that they are one may share what they like.
    shared.retain(|found| joined.join(found.pair));
    likely.iter().for_each(|found| report.push(people.duplicate(found)));
    shared.iter().for_each(|found| report.push(people.shared(found)));
}

impl<'a> People<'a> {
    fn new(collection: &'a Collection) -> Self {
        let records: Vec<(&Key, &[SourceRecord])> =
            collection.people.iter().map(|(key, records)| (key, &records[..])).collect();
        let look = |(key, records)| Known::new(key, records, &collection.setup);
        let mut known: Vec<Known<'_>> = in_any_order(records, threads(), &look);
        let mut numbers = Numbers::default();
        let traits: Vec<Traits> = known.iter_mut().map(|known| known.numbered(&mut numbers)).collect();
        let mut counts = FxHashMap::default();
        for traits in &traits {
            let mut all: Vec<u32> =
                traits.posts.iter().map(|(place, _)| *place).chain(traits.names.iter().copied()).collect();
            all.sort_unstable();
            all.dedup();
            all.into_iter().for_each(|number| *counts.entry(number).or_default() += 1);
        }
        Self { known, traits, numbers, counts }
    }

    fn of(&self, number: u32) -> (&Known<'a>, &Traits) {
        (&self.known[number as usize], &self.traits[number as usize])
    }

    /// The share of the people here who have something.
    fn share(&self, number: u32) -> f64 {
        f64::from(self.counts.get(&number).copied().unwrap_or(1)) / self.known.len() as f64
    }

    fn compare(&self, pair: (u32, u32)) -> Option<Likely> {
        let ((one, of_one), (two, of_two)) = (self.of(pair.0), self.of(pair.1));
        let mut likely =
            Likely { pair, score: (TWICE / self.known.len() as f64).ln(), has_contact: false, reasons: Vec::new() };
        self.contacts(of_one, of_two, &mut likely);
        let named = self.names((one, of_one), (two, of_two), &mut likely);
        if !named {
            // Of other names they are two people, of whom one has what is the other's.
            likely.score = 0.0;
            return likely.has_contact.then_some(likely);
        }
        self.posts(of_one, of_two, &mut likely);
        works(of_one, of_two, &mut likely);
        born(one, two, &mut likely);
        (likely.score >= PROBABLE || likely.has_contact).then_some(likely)
    }

    /// Whether they share a name, and how much that says.
    fn names(
        &self,
        (one, of_one): (&Known<'_>, &Traits),
        (two, of_two): (&Known<'_>, &Traits),
        likely: &mut Likely,
    ) -> bool {
        let shared = common(&of_one.names, &of_two.names);
        let here = shared.iter().map(|name| self.share(*name)).reduce(f64::min);
        let Some(here) = here else { return false };
        // Two people here may well have a name that nobody else has.
        let rarity = one.share.max(two.share).max(here - 2.0 / self.known.len() as f64);
        likely.score += -rarity.max(1e-7).ln();
        likely.reasons.push(format!("both are called `{}`", shortened(&one.name)));
        if !one.hanzi.is_empty() && !two.hanzi.is_empty() && !one.hanzi.iter().any(|name| two.hanzi.contains(name)) {
            // Of traditional and simplified characters the sound is all that agrees.
            let alike = one.hanzi.iter().any(|name| two.hanzi.iter().any(|other| spelled(name) == spelled(other)));
            likely.score += if alike { CONTRADICTION / 3.0 } else { CONTRADICTION };
        }
        true
    }

    fn contacts(&self, one: &Traits, two: &Traits, likely: &mut Likely) {
        for contact in common(&one.contacts, &two.contacts) {
            let (kind, text) = self.numbers.text(contact);
            likely.score += if likely.has_contact { 1.0 } else { CONTACT };
            likely.has_contact = true;
            likely.reasons.push(format!("the same {kind} `{}`", shortened(text)));
        }
        let single = |traits: &Traits| -> Vec<(&str, u32)> {
            let kinds = traits.contacts.iter().map(|contact| (self.numbers.text(*contact).0, *contact));
            kinds.filter(|(kind, _)| !matches!(*kind, "account" | "e-mail address" | "telephone number")).collect()
        };
        let (of_one, of_two) = (single(one), single(two));
        let differs = of_one.iter().any(|(kind, contact)| {
            of_two.iter().any(|(other, _)| other == kind) && !of_two.contains(&(*kind, *contact))
        });
        likely.score += if differs { CONTRADICTION } else { 0.0 };
    }

    fn posts(&self, one: &Traits, two: &Traits, likely: &mut Likely) {
        let (mut places, mut elsewhere) = (Vec::new(), 0.0_f64);
        for (place, span) in &one.posts {
            for (other, of_other) in &two.posts {
                let common_years = span.common_years(of_other);
                if place == other && !places.contains(place) {
                    let (start, end) = span.same_ends(of_other);
                    let agreement = f64::from(u8::from(start) + u8::from(end)) * 2.0;
                    let apart = common_years.is_some_and(|years| years < 0.0);
                    let said = -self.share(*place).ln() + agreement - if apart { 4.0 } else { 0.0 };
                    likely.score += said.clamp(-1.0, MOST);
                    places.push(*place);
                    likely.reasons.push(self.at(*place, span.year()));
                } else if span.is_study == of_other.is_study
                    && place != other
                    && common_years.is_some_and(|years| years > 1.0)
                {
                    elsewhere += 1.5;
                }
            }
        }
        likely.score -= elsewhere.min(6.0);
    }

    fn at(&self, place: u32, year: Option<i32>) -> String {
        let since = year.map(|year| format!(" from {year} on")).unwrap_or_default();
        format!("both at `{}`{since}", shortened(self.numbers.text(place).1))
    }

    fn duplicate(&self, found: &Likely) -> Finding {
        let ((one, _), (two, _)) = (self.of(found.pair.0), self.of(found.pair.1));
        let sure = found.has_contact && found.score >= CERTAIN;
        let severity = if sure { rules::DUPLICATE.severity } else { Severity::Note };
        let message = format!(
            "`{}` and `{}` ({}) are probably one person: {}",
            two.key.as_str(),
            one.key.as_str(),
            one.place,
            found.reasons.join(", ")
        );
        let hint = format!(
            "of one person, give both records the `id` `{}`; of two, an ORCID iD tells them apart",
            one.key.as_str()
        );
        Finding { severity, ..Finding::new(&rules::DUPLICATE, two.place.clone(), message).with_hint(hint) }
    }

    fn shared(&self, found: &Likely) -> Finding {
        let ((one, _), (two, _)) = (self.of(found.pair.0), self.of(found.pair.1));
        let same: Vec<&str> =
            found.reasons.iter().map(String::as_str).filter(|reason| reason.starts_with("the same ")).collect();
        // A team may have one address for all.
        let is_personal = same.iter().any(|reason| !reason.contains("e-mail") && !reason.contains("telephone"));
        let severity = if is_personal { rules::SHARED_IDENTIFIER.severity } else { Severity::Note };
        let message =
            format!("`{}` has {} as `{}` ({}) has", two.key.as_str(), same.join(" and "), one.key.as_str(), one.place);
        let hint = "remove it from the one whose it is not; of one person, give both records one `id`";
        Finding { severity, ..Finding::new(&rules::SHARED_IDENTIFIER, two.place.clone(), message).with_hint(hint) }
    }
}

/// A work that both have written is one of namesakes only where its authors share a name.
fn works(one: &Traits, two: &Traits, likely: &mut Likely) {
    let shared = common(&one.works, &two.works).len();
    if shared > 0 {
        likely.score += MOST;
        likely.reasons.push(format!("{shared} of the same works"));
    }
}

fn born(one: &Known<'_>, two: &Known<'_>, likely: &mut Likely) {
    let (Some(one), Some(two)) = (one.born, two.born) else { return };
    if !one.contains(two) && !two.contains(one) {
        likely.score += CONTRADICTION;
    } else {
        let precise = usize::from(one.month().is_some() && two.month().is_some())
            + usize::from(one.day().is_some() && two.day().is_some());
        likely.score += [3.5, 6.0, MOST][precise];
        likely.reasons.push("the same date of birth".to_owned());
    }
}

/// What two sorted lists have in common.
fn common(one: &[u32], two: &[u32]) -> Vec<u32> {
    one.iter().filter(|number| two.binary_search(number).is_ok()).copied().collect()
}

/// People put together: each points to another of its group, the last one to itself.
struct Joined(Vec<usize>);

impl Joined {
    fn top(&mut self, mut number: usize) -> usize {
        while self.0[number] != number {
            self.0[number] = self.0[self.0[number]];
            number = self.0[number];
        }
        number
    }

    /// Puts a pair together; whether they were apart.
    fn join(&mut self, (one, two): (u32, u32)) -> bool {
        let (one, two) = (self.top(one as usize), self.top(two as usize));
        self.0[two] = one;
        one != two
    }
}
