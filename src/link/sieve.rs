//! Names that are those of nobody here, told by a look at their letters: nearly all names of a long list are.

use std::hash::Hasher;

use rustc_hash::{FxHashSet, FxHasher};
use smallvec::SmallVec;

/// Family names with first letters of given names, and names as one word, as hashes.
#[derive(Debug, Default)]
pub(super) struct Sieve {
    /// Family names with the first letter of the given names.
    initials: FxHashSet<u64>,
    /// All letters of a name in a row.
    solid: FxHashSet<u64>,
    /// Whether somebody's name is one word, which a name of several may be.
    has_single: bool,
}

impl Sieve {
    /// Adds a key of an index: a family name with a space and the first letter of the given names, or none, or all letters
    /// of a name in a row.
    pub(super) fn add(&mut self, key: &str) {
        match key.split_once(' ') {
            Some((_, "")) => self.has_single = true,
            Some((family, given)) => drop(self.initials.insert(hash(&[family.as_bytes(), &given.as_bytes()[..1]]))),
            None => drop(self.solid.insert(hash(&[key.as_bytes()]))),
        }
    }

    /// Whether a name may be somebody's here. All names pass that are not in ASCII.
    pub(super) fn passes(&self, name: &str) -> bool {
        if !name.is_ascii() {
            return true;
        }
        let (letters, ends) = words(name);
        let word = |at: usize| &letters[at.checked_sub(1).map_or(0, |before| ends[before])..ends[at]];
        if ends.len() < 2 || self.has_single {
            return ends.len() != 1 || self.has_single || self.solid.contains(&hash(&[word(0)]));
        }
        let last = ends.len() - 1;
        let start = |words: usize| &letters[..ends[words - 1]];
        let end = |words: usize| &letters[ends[last - words]..];
        let is_known = |family: &[u8], mut given: std::ops::Range<usize>| {
            given.any(|at| self.initials.contains(&hash(&[family, &word(at)[..1]])))
        };
        (1..=2.min(last))
            .any(|words| is_known(start(words), words..last + 1) || is_known(end(words), 0..last + 1 - words))
    }
}

/// The letters of the words of a name, in lower case, and where each word ends. Hyphens and apostrophes stand within a word.
fn words(name: &str) -> (SmallVec<[u8; 64]>, SmallVec<[usize; 8]>) {
    let (mut letters, mut ends) = (SmallVec::new(), SmallVec::<[usize; 8]>::new());
    for byte in name.bytes().chain([b' ']) {
        if byte.is_ascii_alphabetic() {
            letters.push(byte.to_ascii_lowercase());
        } else if !byte.is_ascii_digit()
            && !matches!(byte, b'-' | b'\'' | b'`')
            && letters.len() > ends.last().copied().unwrap_or_default()
        {
            ends.push(letters.len());
        }
    }
    (letters, ends)
}

fn hash(parts: &[&[u8]]) -> u64 {
    let mut hasher = FxHasher::default();
    for part in parts {
        hasher.write(part);
        hasher.write_u8(0);
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_pass_that_may_be_those_of_somebody() {
        let mut sieve = Sieve::default();
        ["liu s", "shuo l", "liushuo", "shuoliu", "vandam j"].into_iter().for_each(|key| sieve.add(key));
        for name in ["Shuo Liu", "LIU, Shuo", "S. Liu", "Liu S", "liushuo", "S. T. Liu", "Jean van Dam", "刘硕", ""] {
            assert!(sieve.passes(name), "{name}");
        }
        for name in ["Shuang Li", "Wei Liu", "W. Liu", "Dam Jean", "liu", "Liu Wei Tao"] {
            assert!(!sieve.passes(name), "{name}");
        }
    }
}
