//! Many words found in a text by how they begin: cheap to make, and as quick as an automaton in texts of this kind.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::text::is_han;

/// How many bytes at the beginning of a word tell where to look for it: two Chinese characters, or four letters.
const HAN: usize = 6;
const LATIN: usize = 4;

/// No other word begins alike.
const LAST: u32 = u32::MAX;

/// Words, to be found in texts whatever the case of ASCII letters.
#[derive(Debug, Default)]
pub(super) struct Index {
    words: Vec<Cow<'static, str>>,
    /// The first and the last word that begin with these bytes.
    heads: FxHashMap<u64, (u32, u32)>,
    /// The next word that begins alike.
    next: Vec<u32>,
    /// How many bytes such beginnings have, of words that begin with an ASCII letter and of others.
    lengths: [u8; 2],
}

impl Index {
    /// Adds a word.
    pub(super) fn add(&mut self, word: Cow<'static, str>) {
        let bytes = word.as_bytes();
        let Some(first) = bytes.first() else { return };
        let length = bytes.len().min(if first.is_ascii() { LATIN } else { HAN });
        self.lengths[usize::from(!first.is_ascii())] |= 1 << length;
        let number = u32::try_from(self.words.len()).unwrap_or(LAST);
        let (_, last) = self.heads.entry(key(&bytes[..length])).or_insert((number, number));
        let before = std::mem::replace(last, number);
        self.next.push(LAST);
        if before != number {
            self.next[before as usize] = number;
        }
        self.words.push(word);
    }

    /// The word of this number, in the order in which they were added.
    pub(super) fn word(&self, number: usize) -> &str {
        &self.words[number]
    }

    /// Gives each place where a word stands that is no part of a longer one, with the number of the word, in the order of
    /// the places.
    pub(super) fn each(&self, text: &str, found: &mut dyn FnMut(usize, usize, usize)) {
        let mut before = false;
        for (at, c) in text.char_indices() {
            let letter = !is_han(c) && c.is_alphanumeric();
            if !(letter && before) {
                self.at(text, at, found);
            }
            before = letter;
        }
    }

    /// The words that begin at a place.
    pub(super) fn at(&self, text: &str, at: usize, found: &mut dyn FnMut(usize, usize, usize)) {
        let rest = &text.as_bytes()[at..];
        let Some(first) = rest.first() else { return };
        let lengths = self.lengths[usize::from(!first.is_ascii())];
        for length in (1..=HAN.min(rest.len())).filter(|length| lengths & 1 << length != 0) {
            let mut number = self.heads.get(&key(&rest[..length])).map_or(LAST, |(first, _)| *first);
            while number != LAST {
                let word = self.words[number as usize].as_bytes();
                let end = at + word.len();
                if rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)) && ends(text, end) {
                    found(at, end, number as usize);
                }
                number = self.next[number as usize];
            }
        }
    }
}

/// Whether a word that ends here is no part of a longer one.
fn ends(text: &str, end: usize) -> bool {
    let letter = |c: char| !is_han(c) && c.is_alphanumeric();
    let (before, behind) = (text[..end].chars().next_back(), text[end..].chars().next());
    !(before.is_some_and(letter) && behind.is_some_and(letter))
}

/// These bytes as one number, whatever the case of ASCII letters.
fn key(bytes: &[u8]) -> u64 {
    bytes.iter().fold(bytes.len() as u64, |key, byte| key << 8 | u64::from(byte.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_as_whole_words_in_any_case() {
        let mut index = Index::default();
        ["engineer", "engineering", "工程师", "师", "c"].into_iter().for_each(|word| index.add(word.into()));
        let mut found = Vec::new();
        index.each("Engineering 高级工程师, ENGINEER; Cc c", &mut |_, _, number| found.push(index.word(number)));
        assert_eq!(found, ["engineering", "工程师", "师", "engineer", "c"]);
    }
}
