//! Works that may be by somebody of the collection: those with an author whose name agrees.
//!
//! A list may be far longer than what it says about the people at hand, so that works are looked through while they are
//! read, in several threads, and only candidates are kept.

use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use smallvec::SmallVec;

use super::people::Person;
use super::sieve::Sieve;
use crate::names::{Agreement, NameKeys};
use crate::pieces::{in_order, threads};
use crate::report::Report;
use crate::works::{Piece, Work};

/// The people of a collection by their names.
#[derive(Debug)]
pub struct Index {
    keys: Vec<NameKeys>,
    /// By the letters of all names in a row.
    solid: FxHashMap<String, Vec<u32>>,
    /// By family name and first initial.
    initials: FxHashMap<String, Vec<u32>>,
    /// The same of those alone whose names have initials.
    abbreviated: FxHashMap<String, Vec<u32>>,
    sieve: Sieve,
    /// Whom the names stand for that were looked up.
    known: [Mutex<FxHashMap<Box<str>, Found>>; 16],
}

/// A work with the authors that may be somebody of the collection.
#[derive(Clone, Debug, Default)]
pub struct Candidate {
    /// The work.
    pub work: Work,
    /// Those authors.
    pub mentions: Vec<Mention>,
    /// What other lists call it.
    pub copies: Vec<String>,
    /// The numbers of the people whose records have it.
    pub listed: Vec<u32>,
}

/// An author whose name agrees with those of some people.
#[derive(Clone, Debug)]
pub struct Mention {
    /// The number of the author, from 0.
    pub author: usize,
    /// The people.
    pub people: Found,
}

/// The numbers of people, in order, and how far the names agree.
pub type Found = Arc<[(u32, Agreement)]>;

/// How many names each part of the memory of an index holds.
const REMEMBERED: usize = 1 << 14;

impl Candidate {
    /// What the lists call it, each once.
    pub fn ids(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.work.id).chain(&self.copies)
    }
}

impl Index {
    /// An index of these people.
    #[must_use]
    pub fn new(people: &[Person]) -> Self {
        let keys = people.iter().map(|person| NameKeys::of_all(person.names.iter().map(String::as_str))).collect();
        let mut index = Self {
            keys,
            solid: FxHashMap::default(),
            initials: FxHashMap::default(),
            abbreviated: FxHashMap::default(),
            sieve: Sieve::default(),
            known: Default::default(),
        };
        for (number, keys) in (0_u32..).zip(&index.keys) {
            solid(keys).for_each(|key| index.solid.entry(key).or_default().push(number));
            for key in initials(keys) {
                if !keys.abbreviated.is_empty() {
                    index.abbreviated.entry(key.clone()).or_default().push(number);
                }
                index.initials.entry(key).or_default().push(number);
            }
        }
        index.solid.keys().chain(index.initials.keys()).for_each(|key| index.sieve.add(key));
        index
    }

    /// The people for whom a printed name may stand.
    #[must_use]
    pub fn find(&self, name: &str) -> Found {
        if !self.sieve.passes(name) {
            return Found::default();
        }
        let mut hasher = FxHasher::default();
        name.hash(&mut hasher);
        let part = &self.known[(hasher.finish() >> 32) as usize % self.known.len()];
        let known = || part.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known().get(name) {
            return Arc::clone(found);
        }
        let found = self.look_up(name);
        let mut known = known();
        if known.len() >= REMEMBERED {
            known.clear();
        }
        known.insert(name.into(), Arc::clone(&found));
        found
    }

    fn look_up(&self, name: &str) -> Found {
        let keys = NameKeys::new(name);
        let mut found: SmallVec<[u32; 8]> = SmallVec::new();
        solid(&keys).filter_map(|key| self.solid.get(&key)).for_each(|people| found.extend_from_slice(people));
        // Two names in full agree in full or not at all.
        let short = if keys.abbreviated.is_empty() { &self.abbreviated } else { &self.initials };
        initials(&keys).filter_map(|key| short.get(&key)).for_each(|people| found.extend_from_slice(people));
        found.sort_unstable();
        found.dedup();
        let agreeing = |person: u32| Some((person, self.keys.get(person as usize)?.agreement(&keys)?));
        found.into_iter().filter_map(agreeing).collect()
    }

    /// The work as a candidate, where it is one.
    #[must_use]
    pub fn candidate(&self, work: Work) -> Option<Candidate> {
        let mentions = self.mentions(&work);
        (!mentions.is_empty()).then(|| Candidate { work, mentions, ..Candidate::default() })
    }

    /// The authors of a work that may be somebody of the collection.
    pub(super) fn mentions(&self, work: &Work) -> Vec<Mention> {
        let authors = work.authors.iter().enumerate();
        let mention = authors.map(|(author, named)| Mention { author, people: self.find(&named.name) });
        mention.filter(|mention| !mention.people.is_empty()).collect()
    }
}

/// The keys of a name without the space between its parts.
fn solid(keys: &NameKeys) -> impl Iterator<Item = String> {
    let found: FxHashSet<String> = keys.full.iter().map(|key| key.replacen(' ', "", 1)).collect();
    found.into_iter()
}

/// The keys of a name with one letter of the given names.
fn initials(keys: &NameKeys) -> impl Iterator<Item = String> {
    let short = |key: &String| {
        let given = key.find(' ')? + 1;
        Some(key[..(given + 1).min(key.len())].to_owned())
    };
    let found: FxHashSet<String> = keys.full.iter().chain(&keys.abbreviated).filter_map(short).collect();
    found.into_iter()
}

/// Reads lists in several threads, and keeps the candidates, in order; `each` is told how many works each piece had.
/// What is wrong with a list goes to `report`.
pub fn read(
    pieces: impl Iterator<Item = Piece>,
    index: &Index,
    report: &mut Report,
    mut each: impl FnMut(usize) + Send,
) -> Vec<Candidate> {
    let work = |piece: Piece| {
        let read = piece.read();
        let count = read.works.len();
        let found: Vec<Candidate> = read.works.into_iter().filter_map(|work| index.candidate(work)).collect();
        (found, count, read.report)
    };
    let mut candidates = Vec::new();
    let taken = in_order(pieces, threads(), work, |(found, count, findings)| {
        candidates.extend(found);
        report.extend(findings);
        each(count);
        Ok(())
    });
    taken.unwrap_or_else(|_| unreachable!("taking does not fail"));
    candidates
}
