//! Which organization of the register a string means: an affiliation, an employer, a line of thanks.
//!
//! The words of the string are compared with all names of all organizations, each word by how rare it is among these
//! names. What agrees, and what speaks against it, makes a chance for each organization ([`CLUES`]), and the chances make
//! the decision: link, review or none.

mod align;
mod clues;
mod countries;
mod evidence;
mod index;
mod names;
mod reason;
mod words;

use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;

use crate::decode::Key;
use crate::register::{Organization, Register};
use align::Asked;
use evidence::{Evidence, Trace};
use index::Index;

pub use clues::{CLUES, COUNT};
pub use reason::Reason;

/// How many organizations a decision tells of.
const TOLD: usize = 3;
/// How many strings are remembered.
const REMEMBERED: usize = 1 << 18;

/// Finds the organizations of a register in strings.
#[derive(Debug)]
pub struct Reconciler {
    index: Index,
    thresholds: Thresholds,
    /// The organizations that strings name, for [`relation`](Self::relation).
    known: Mutex<FxHashMap<Box<str>, Box<[u32]>>>,
}

/// The confidences from which a string is linked, and looked at by a person.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thresholds {
    /// From this confidence on, from 0 to 1, the best organization is the one that is meant.
    pub link: f32,
    /// From this one on a person should look at it.
    pub review: f32,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { link: 0.35, review: 0.1 }
    }
}

/// What is to be done with a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The best organization is the one that is meant.
    Link,
    /// A person should look at the best ones.
    Review,
    /// No organization of the register is meant.
    None,
}

/// What a string means.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// What is to be done.
    pub verdict: Verdict,
    /// The best organizations from the confidence for review on, the best first; none where the verdict is so.
    pub candidates: Vec<Candidate>,
}

/// An organization that a string may mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Its key.
    pub key: Key,
    /// The chance that it is meant, from 0 to 1.
    pub confidence: f32,
    /// What speaks for it, and what against.
    pub reasons: Vec<Reason>,
}

/// How the organization that a string names is related to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// It is that one.
    Same,
    /// It belongs to the other.
    Part,
    /// The other belongs to it.
    Parent,
    /// Nothing is known of both.
    None,
}

impl Verdict {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Review => "review",
            Self::None => "none",
        }
    }
}

impl Decision {
    /// The organization that is meant, if one is.
    #[must_use]
    pub fn link(&self) -> Option<&Candidate> {
        self.candidates.first().filter(|_| self.verdict == Verdict::Link)
    }
}

impl Reconciler {
    /// Makes the names of a register ready for looking up, once for many strings.
    #[must_use]
    pub fn new(register: &Register<Organization>) -> Self {
        Self { index: Index::new(register), thresholds: Thresholds::default(), known: Mutex::default() }
    }

    /// The same with other thresholds.
    #[must_use]
    pub fn with_thresholds(self, thresholds: Thresholds) -> Self {
        Self { thresholds, known: Mutex::default(), ..self }
    }

    /// What a string means.
    #[must_use]
    pub fn find(&self, text: &str) -> Decision {
        let asked = Asked::new(text, &self.index.names);
        let evidence = Evidence::new(&asked, &self.index);
        let best = self.best(&evidence);
        let verdict = match best.first() {
            Some((trace, chance)) if *chance >= self.thresholds.link && !is_too_common(&evidence, trace) => {
                Verdict::Link
            }
            Some(_) => Verdict::Review,
            None => Verdict::None,
        };
        let candidate = |(trace, confidence): (&Trace, f32)| Candidate {
            key: self.index.key(trace.organization).clone(),
            confidence,
            reasons: reason::reasons(&evidence, trace),
        };
        Decision { verdict, candidates: best.into_iter().map(candidate).collect() }
    }

    /// How the organizations that a string names, even as one of several, are related to the one with this key. Each
    /// string is looked up once, so that millions of questions are cheap.
    #[must_use]
    pub fn relation(&self, text: &str, key: &Key) -> Relation {
        let Some(other) = self.index.number(key) else { return Relation::None };
        self.with_named(text, &mut |named| self.related(named, other))
    }

    /// The keys of the organizations that a string names, even as one of several, the likeliest first. Each string is
    /// looked up once.
    #[must_use]
    pub fn named_in(&self, text: &str) -> Vec<&Key> {
        if self.index.is_empty() {
            return Vec::new();
        }
        self.with_named(text, &mut |named| named.iter().map(|number| self.index.key(*number)).collect())
    }

    /// Hands the organizations that a string names to a function.
    fn with_named<O>(&self, text: &str, take: &mut dyn FnMut(&[u32]) -> O) -> O {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(named) = known.get(text) {
            return take(named);
        }
        drop(known);
        let named = self.named(text);
        let found = take(&named);
        known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= REMEMBERED {
            known.clear();
        }
        known.insert(text.into(), named);
        found
    }

    /// The organizations that a string may mean, each with the values of its [`CLUES`], to learn their weights from.
    #[must_use]
    pub fn clues(&self, text: &str) -> Vec<(&Key, [f32; COUNT])> {
        let asked = Asked::new(text, &self.index.names);
        let evidence = Evidence::new(&asked, &self.index);
        let clues = |trace: &Trace| (self.index.key(trace.organization), evidence.clues(trace));
        evidence.traces.iter().map(clues).collect()
    }

    /// The best organizations with their chances.
    fn best<'e>(&self, evidence: &'e Evidence<'_>) -> Vec<(&'e Trace, f32)> {
        let chances = evidence.traces.iter().zip(evidence.chances());
        let mut best: Vec<_> = chances.filter(|(_, chance)| *chance >= self.thresholds.review).collect();
        best.sort_by(|one, two| two.1.total_cmp(&one.1));
        best.truncate(TOLD);
        best
    }

    /// The organizations that a string names.
    fn named(&self, text: &str) -> Box<[u32]> {
        let asked = Asked::new(text, &self.index.names);
        let evidence = Evidence::new(&asked, &self.index);
        let best = self.best(&evidence).into_iter().filter(|(trace, _)| !is_too_common(&evidence, trace));
        best.map(|(trace, _)| trace.organization).collect()
    }

    fn related(&self, named: &[u32], other: u32) -> Relation {
        let is_below = |one: u32, two: u32| self.index.lineage(one).skip(1).any(|above| above == two);
        if named.contains(&other) {
            Relation::Same
        } else if named.iter().any(|one| is_below(*one, other)) {
            Relation::Part
        } else if named.iter().any(|one| is_below(other, *one)) {
            Relation::Parent
        } else {
            Relation::None
        }
    }
}

/// Whether all that names an organization is common words, and nothing confirms it: `Ministry of Health`.
fn is_too_common(evidence: &Evidence<'_>, trace: &Trace) -> bool {
    let is_confirmed = trace.is_confirmed() || evidence.agrees_on_country(trace.organization) == Some(true);
    !is_confirmed && trace.found.as_ref().is_some_and(|found| evidence.is_common(found))
}
