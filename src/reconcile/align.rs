//! How well a name agrees with a part of a string.

use rustc_hash::FxHashMap;

use super::names::{Name, Names};
use super::words::{Word, words};
use crate::text::folded;

/// A string whose words are looked up.
pub(super) struct Asked {
    /// Its words.
    pub(super) words: Vec<Word>,
    /// The string without case, white space and punctuation.
    pub(super) folded: String,
    /// What each of them weighs.
    pub(super) weights: Vec<f32>,
    /// Where the words of names stand, and how alike they are.
    places: FxHashMap<u32, Vec<(usize, f32)>>,
    /// The words of names that stand in it, as bits.
    present: Vec<u64>,
}

/// Where and how well a name is found in a string.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// The number of the name.
    pub(super) name: u32,
    /// The first and the last word of it in the string.
    pub(super) span: (usize, usize),
    /// The weight of those words of the name that are found.
    pub(super) weight: f32,
    /// Its share in the weight of all words of the name.
    pub(super) share: f32,
    /// The weight of words between them that the name has not.
    pub(super) between: f32,
    /// How often two words stand in another order than in the name.
    pub(super) turns: usize,
    /// The number of words found.
    pub(super) count: usize,
}

impl Asked {
    pub(super) fn new(text: &str, names: &Names) -> Self {
        let words = words(text);
        let mut places: FxHashMap<u32, Vec<(usize, f32)>> = FxHashMap::default();
        let mut weights = Vec::with_capacity(words.len());
        let mut present = vec![0; names.vocabulary() / 64 + 1];
        for (at, word) in words.iter().enumerate() {
            let meanings = names.meanings(&word.text);
            weights.push(names.weight(meanings.first().map(|(id, _)| *id)));
            for (id, likeness) in meanings {
                present[id as usize / 64] |= 1 << (id % 64);
                places.entry(id).or_default().push((at, likeness));
            }
        }
        Self { words, folded: folded(text), weights, places, present }
    }

    /// The numbers of all names that share a word by which they are looked up.
    pub(super) fn candidates(&self, names: &Names) -> Vec<u32> {
        let mut found: Vec<u32> = self.places.keys().flat_map(|word| names.names_by(*word).iter().copied()).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Where a name is found best, if at least `least` of its weight is.
    pub(super) fn find(&self, at: u32, name: &Name, names: &Names, least: f32) -> Option<Found> {
        let known = name.words.iter().filter(|word| self.has(**word));
        let weight: f32 = known.map(|word| names.weight(Some(*word))).sum();
        if weight < least * name.weight {
            return None;
        }
        let heaviest = |one: &usize, two: &usize| {
            names.weight(Some(name.words[*one])).total_cmp(&names.weight(Some(name.words[*two])))
        };
        let anchor = (0..name.words.len()).filter(|at| self.has(name.words[*at])).max_by(heaviest)?;
        let found = self.places[&name.words[anchor]].iter().take(6);
        let found = found.map(|(place, _)| self.aligned(at, name, names, anchor, *place));
        found
            .max_by(|one, two| one.rank().total_cmp(&two.rank()))
            .filter(|found| found.share >= least)
            .filter(|found| !name.is_solid || found.is_exact())
    }

    pub(super) fn has(&self, word: u32) -> bool {
        self.present[word as usize / 64] >> (word % 64) & 1 == 1
    }

    /// Takes each word of a name at the place nearest to where it belongs beside the anchor.
    fn aligned(&self, at: u32, name: &Name, names: &Names, anchor: usize, place: usize) -> Found {
        let reach = name.words.len() + 2;
        let (mut taken, mut weight) = (Vec::with_capacity(name.words.len()), 0.0);
        for (number, word) in name.words.iter().enumerate() {
            let expected = place as isize + number as isize - anchor as isize;
            let distance = |place: &usize| (*place as isize - expected).unsigned_abs();
            let places = self.places.get(word).into_iter().flatten().filter(|(place, _)| !taken.contains(place));
            let nearest = if number == anchor {
                places.into_iter().find(|(at, _)| *at == place)
            } else {
                places.filter(|(at, _)| *at != place).min_by_key(|(place, _)| distance(place))
            };
            if let Some((place, alike)) = nearest.filter(|(place, _)| distance(place) <= reach) {
                taken.push(*place);
                weight += names.weight(Some(*word)) * alike;
            }
        }
        let span = (taken.iter().copied().min().unwrap_or(place), taken.iter().copied().max().unwrap_or(place));
        let between = (span.0..=span.1).filter(|at| !taken.contains(at)).map(|at| self.weights[at]).sum();
        let turns = taken.windows(2).filter(|pair| pair[0] > pair[1]).count();
        let count = taken.len();
        Found { name: at, span, weight, share: weight / name.weight.max(0.1), between, turns, count }
    }
}

impl Asked {
    /// The words in the same part of the string as a name, by their places.
    pub(super) fn part_of(&self, found: &Found) -> impl Iterator<Item = usize> {
        let parts = self.words[found.span.0].segment..=self.words[found.span.1].segment;
        (0..self.words.len()).filter(move |at| parts.contains(&self.words[*at].segment))
    }

    /// The share of the weight of that part which other words have.
    pub(super) fn share_beside(&self, found: &Found) -> f32 {
        let part: f32 = self.part_of(found).map(|at| self.weights[at]).sum();
        ((part - found.weight - found.between) / part).max(0.0)
    }

    /// The weight of the word before a name in the same part of the string.
    pub(super) fn before(&self, found: &Found) -> Option<f32> {
        let before = found.span.0.checked_sub(1)?;
        (self.words[before].segment == self.words[found.span.0].segment).then_some(self.weights[before])
    }
}

impl Found {
    /// Whether all words of the name are found as they are, one after the other.
    pub(super) fn is_exact(&self) -> bool {
        self.share > 0.999 && self.between < 0.01 && self.turns == 0
    }

    /// Whether no word is part of both.
    pub(super) fn is_apart(&self, other: &Self) -> bool {
        other.span.1 < self.span.0 || self.span.1 < other.span.0
    }

    /// By what the names found are put in order: one that is found as it is comes before more words of a longer one that
    /// stand about.
    pub(super) fn score(&self) -> f32 {
        let order = if self.turns > 0 { 0.75 } else { 1.0 };
        (self.weight - self.between) * self.share * self.share * order
    }

    fn rank(&self) -> f32 {
        self.weight - 0.5 * self.between - 0.1 * self.turns as f32
    }

    /// Whether another is found in words that hold these.
    pub(super) fn is_within(&self, other: &Self) -> bool {
        other.span.0 <= self.span.0 && self.span.1 <= other.span.1
    }
}
