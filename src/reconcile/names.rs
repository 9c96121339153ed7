//! The names of all organizations, found by their words.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use strsim::osa_distance;

use super::countries::without_country;
use super::words::{Word, canonical, words};

/// Words of kinds and subjects, which many names share, whatever register they are in.
const COMMON: &str = include_str!("common.txt");

/// What a common word weighs at most.
pub(super) const COMMON_WEIGHT: f32 = 2.0;
/// How many organizations words are weighed for at least, so that a short register tells rare words from common ones.
const LEAST_SIZE: f32 = 20_000.0;
/// A word of a name that more organizations have is not one to look the name up by, save the name's rarest.
const FREQUENT: usize = 400;

/// What parts a place, an acronym or a second half from the first part of a name.
const TAILS: [&str; 8] = [" in ", " at ", " (", ", ", " - ", "–", " | ", " & "];

/// A name of an organization.
#[derive(Debug)]
pub(super) struct Name {
    /// As it is written.
    pub(super) wording: Arc<str>,
    /// The number of the organization.
    pub(super) organization: u32,
    /// The numbers of its words, in their order.
    pub(super) words: Box<[u32]>,
    /// What its words weigh together.
    pub(super) weight: f32,
    /// How many longer names hold it.
    pub(super) holders: u32,
    /// Whether another name of its organization is this one with something after it.
    pub(super) is_qualified: bool,
    /// What kind of name it is.
    pub(super) kind: Kind,
    /// Whether it has characters that are words, as Chinese has: these say something only together.
    pub(super) is_solid: bool,
}

/// What kind of name one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The usual one.
    Usual,
    /// An alias.
    Other,
    /// One that is made of another by leaving out a place or a patron.
    Short,
}

/// All names, and the words that they have.
#[derive(Debug, Default)]
pub(super) struct Names {
    names: Vec<Name>,
    ids: FxHashMap<Box<str>, u32>,
    spelled: Vec<Box<str>>,
    weights: Vec<f32>,
    /// The letters that each word has, as bits.
    letters: Vec<u32>,
    /// The names to look up by each word.
    postings: Vec<Vec<u32>>,
    /// The words with the same two first letters and the same length.
    alike: FxHashMap<([u8; 2], usize), Vec<u32>>,
    /// The organizations with an acronym, as it is written in capitals.
    acronyms: FxHashMap<Box<str>, Vec<u32>>,
}

impl Names {
    /// Takes in the names of organizations, each with whether it is a usual one.
    pub(super) fn new<'r>(organizations: impl Iterator<Item = Vec<(bool, &'r str)>>) -> Self {
        let mut names = Self::default();
        let mut counts = Vec::new();
        let mut size = 0;
        for (organization, wordings) in organizations.enumerate() {
            names.add(organization as u32, &wordings, &mut counts);
            size += 1;
        }
        names.shorten();
        names.count_holders();
        names.find_qualified();
        names.weigh(&counts, size);
        names.index(&counts);
        names
    }

    fn add(&mut self, organization: u32, wordings: &[(bool, &str)], counts: &mut Vec<u32>) {
        let first = self.names.len();
        for (is_usual, wording) in wordings {
            let parts = words(without_country(wording));
            if let [Word { capitals: Some(acronym), .. }] = &parts[..] {
                let known = self.acronyms.entry(acronym.as_str().into()).or_default();
                if !known.contains(&organization) {
                    known.push(organization);
                }
                if acronym.len() < 6 {
                    continue;
                }
            }
            let kind = if *is_usual { Kind::Usual } else { Kind::Other };
            let is_solid = parts.iter().any(|word| !word.text.is_ascii());
            let words: Box<[u32]> = parts.into_iter().map(|word| self.id(word.text, counts)).collect();
            if !words.is_empty() && self.names[first..].iter().all(|known| known.words != words) {
                self.names.push(Name {
                    wording: Arc::from(*wording),
                    organization,
                    words,
                    weight: 0.0,
                    holders: 0,
                    is_qualified: false,
                    kind,
                    is_solid,
                });
            }
        }
        let mut seen: Vec<u32> = self.names[first..].iter().flat_map(|name| name.words.iter().copied()).collect();
        seen.sort_unstable();
        seen.dedup();
        seen.into_iter().for_each(|word| counts[word as usize] += 1);
    }

    /// Adds the short forms of names, where no organization has such a usual name.
    fn shorten(&mut self) {
        let common: FxHashSet<u32> =
            COMMON.split_whitespace().filter_map(|word| self.ids.get(&*canonical(word.to_owned())).copied()).collect();
        let full: FxHashSet<&[u32]> =
            self.names.iter().filter(|name| name.kind == Kind::Usual).map(|name| &*name.words).collect();
        let university = self.ids.get("university").copied();
        let mut short: Vec<Name> = Vec::new();
        for name in self.names.iter().filter(|name| !name.is_solid) {
            for words in short_forms(name, university, &common) {
                let is_known = full.contains(words)
                    || short
                        .iter()
                        .rev()
                        .take_while(|known| known.organization == name.organization)
                        .any(|known| *known.words == *words);
                if !is_known {
                    short.push(Name {
                        wording: Arc::clone(&name.wording),
                        words: words.into(),
                        kind: Kind::Short,
                        ..*name
                    });
                }
            }
        }
        self.names.append(&mut short);
    }

    /// Counts for each name the longer ones that hold it.
    fn count_holders(&mut self) {
        let mut counts: FxHashMap<&[u32], u32> = self.names.iter().map(|name| (&*name.words, 0)).collect();
        for name in self.names.iter().filter(|name| name.kind != Kind::Short && !name.is_solid) {
            for length in 1..name.words.len() {
                for part in name.words.windows(length) {
                    counts.entry(part).and_modify(|count| *count += 1);
                }
            }
        }
        let counts: Vec<u32> = self.names.iter().map(|name| counts[&*name.words]).collect();
        self.names.iter_mut().zip(counts).for_each(|(name, count)| name.holders = count);
    }

    /// Finds names to which their organization adds something, as those must that are not the best known of that name.
    fn find_qualified(&mut self) {
        let mut qualified = vec![false; self.names.len()];
        let mut at = 0;
        for names in self.names.chunk_by(|one, two| one.organization == two.organization) {
            for (name, qualified) in names.iter().zip(&mut qualified[at..]) {
                let adds = |other: &Name| other.words.len() > name.words.len() && other.words.starts_with(&name.words);
                *qualified = names.iter().any(adds);
            }
            at += names.len();
        }
        self.names.iter_mut().zip(qualified).for_each(|(name, is)| name.is_qualified = is);
    }

    fn id(&mut self, word: String, counts: &mut Vec<u32>) -> u32 {
        if let Some(id) = self.ids.get(&*word) {
            return *id;
        }
        let id = self.spelled.len() as u32;
        if let (true, Some(start)) = (word.is_ascii(), word.as_bytes().first_chunk()) {
            self.alike.entry((*start, word.len())).or_default().push(id);
        }
        self.letters.push(letters(&word));
        self.spelled.push(word.as_str().into());
        self.ids.insert(word.into(), id);
        counts.push(0);
        id
    }

    fn weigh(&mut self, counts: &[u32], size: usize) {
        let size = (size as f32).max(LEAST_SIZE);
        self.weights = counts.iter().map(|count| (1.0 + size / (*count).max(1) as f32).ln()).collect();
        for word in COMMON.split_whitespace() {
            if let Some(id) = self.ids.get(&*canonical(word.to_owned())) {
                let weight = &mut self.weights[*id as usize];
                *weight = weight.min(COMMON_WEIGHT);
            }
        }
        for name in &mut self.names {
            name.weight = name.words.iter().map(|word| self.weights[*word as usize]).sum();
        }
    }

    /// Each name is looked up by its two rarest words.
    fn index(&mut self, counts: &[u32]) {
        self.postings = vec![Vec::new(); self.spelled.len()];
        for (at, name) in self.names.iter().enumerate() {
            let mut rare = name.words.to_vec();
            rare.sort_by_key(|word| counts[*word as usize]);
            rare.dedup();
            let usable = |(place, word): &(usize, u32)| *place == 0 || counts[*word as usize] as usize <= FREQUENT;
            for (_, word) in rare.into_iter().enumerate().take(3).filter(usable) {
                self.postings[word as usize].push(at as u32);
            }
        }
    }

    /// A name by its number.
    pub(super) fn name(&self, at: u32) -> &Name {
        &self.names[at as usize]
    }

    /// A word of names by its number.
    pub(super) fn word(&self, word: u32) -> &str {
        &self.spelled[word as usize]
    }

    /// How many words there are.
    pub(super) fn vocabulary(&self) -> usize {
        self.spelled.len()
    }

    /// What a word weighs; one that no name has weighs as much as a rare one.
    pub(super) fn weight(&self, word: Option<u32>) -> f32 {
        word.map_or(LEAST_SIZE.ln(), |word| self.weights[word as usize])
    }

    /// The names to look up by a word.
    pub(super) fn names_by(&self, word: u32) -> &[u32] {
        &self.postings[word as usize]
    }

    /// The organizations with an acronym.
    pub(super) fn by_acronym(&self, acronym: &str) -> &[u32] {
        self.acronyms.get(acronym).map_or(&[], Vec::as_slice)
    }

    /// The words of names that a word may stand for, and how alike they are: itself, else what it abbreviates or is
    /// a slip of the pen for.
    pub(super) fn meanings(&self, word: &str) -> Vec<(u32, f32)> {
        if let Some(id) = self.ids.get(word) {
            return vec![(*id, 1.0)];
        }
        let Some(start) = word.as_bytes().first_chunk::<2>().filter(|_| word.is_ascii() && word.len() > 4) else {
            return Vec::new();
        };
        let slips = if word.len() > 8 { 2 } else { 1 };
        let lengths = word.len() - slips..=word.len() + slips;
        let alike = lengths.flat_map(|length| self.alike.get(&(*start, length)).into_iter().flatten().copied());
        let own = letters(word);
        let may_be_near = |id: &u32| (own ^ self.letters[*id as usize]).count_ones() as usize <= 2 * slips;
        let distance = |id: &u32| osa_distance(word, &self.spelled[*id as usize]);
        let mut near: Vec<(u32, f32)> = alike
            .filter(may_be_near)
            .map(|id| (id, distance(&id)))
            .filter(|(_, distance)| *distance <= slips)
            .map(|(id, distance)| (id, 1.0 - distance as f32 / word.len() as f32))
            .collect();
        near.sort_by(|one, two| two.1.total_cmp(&one.1));
        near.truncate(4);
        near
    }
}

/// A name without what follows on its first part, such as the place in `Washington University in St. Louis`; and what is
/// left of a university with a patron and a place without one of them: `Philipps University`, `University of Marburg`.
/// A form has two words at least, not all of them common.
fn short_forms<'n>(name: &'n Name, university: Option<u32>, common: &FxHashSet<u32>) -> Vec<&'n [u32]> {
    let ends = TAILS.iter().filter_map(|tail| name.wording.find(tail));
    let mut forms: Vec<&[u32]> =
        ends.map(|end| words(&name.wording[..end]).len()).filter_map(|count| name.words.get(..count)).collect();
    if let Some(at) = name.words.iter().position(|word| Some(*word) == university) {
        let (patron, place) = (&name.words[..at], &name.words[at + 1..]);
        let is_own = |words: &[u32]| (1..=3).contains(&words.len()) && !words.iter().any(|word| common.contains(word));
        if is_own(patron) && is_own(place) {
            forms.extend([&name.words[..=at], &name.words[at..]]);
        }
    }
    forms.retain(|form| {
        form.len() > 1 && form.len() < name.words.len() && !form.iter().all(|word| common.contains(word))
    });
    forms
}

/// The letters of a word as bits, so that most words that are far from it are known at once.
fn letters(word: &str) -> u32 {
    word.bytes().fold(0, |letters, byte| letters | 1 << (byte & 31))
}
