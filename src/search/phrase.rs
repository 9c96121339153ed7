//! Phrases: names and texts as words, each in all its spellings.
//!
//! A phrase is written `刘/liu 硕/shuo`: words with a space between, and between the spellings of a word a stroke. A Chinese
//! character is a word, spelled by itself and by its readings in pinyin; words of other scripts than the Latin have
//! a transliteration. A word of a query is found where it is the beginning of words that follow each other: `liush`, `刘s`
//! and `shuo` are. After the last word of a name comes its first again, so that the order of family name and given name
//! makes no difference.

use smallvec::SmallVec;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::fold::{fold, is_part};
use crate::names::{self, spelled};
use crate::text::is_han;

/// How many words of a text count.
pub(super) const MAX_WORDS: usize = 32;

/// How many readings of a character count outside of names, where the others are rare.
pub(super) const COMMON: usize = 2;

/// Words that need no initial in an acronym.
const SMALL: [&str; 16] =
    ["a", "an", "and", "at", "de", "der", "des", "di", "du", "for", "fur", "in", "la", "of", "the", "und"];

/// How far a word of a query is found in a name, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    Nothing,
    Initials,
    /// It ends within a word.
    Part,
    /// It ends with a word.
    Words,
    /// It is the whole name.
    Whole,
}

/// Phrases in their written form, with `|` between them, and which characters their spellings begin with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Phrases {
    text: Box<str>,
    firsts: u64,
}

type Words<'p> = SmallVec<[&'p str; 8]>;

impl Phrases {
    /// The phrases of the names of a person, whose first characters are read as surnames.
    pub(super) fn of_names<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        Self::new(names.into_iter().map(|name| phrase(name, true)))
    }

    /// The phrases of other texts.
    pub(super) fn of_texts<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        Self::new(texts.into_iter().map(|text| phrase(text, false)))
    }

    fn new(phrases: impl Iterator<Item = String>) -> Self {
        let mut kept: Vec<String> = Vec::new();
        for phrase in phrases.filter(|phrase| !phrase.is_empty()) {
            if !kept.contains(&phrase) {
                kept.push(phrase);
            }
        }
        let text: Box<str> = kept.join("|").into();
        let firsts = text.split(['|', ' ', '/']).fold(0, |firsts, spelling| firsts | first(spelling));
        Self { text, firsts }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.text.split('|').filter(|phrase| !phrase.is_empty())
    }

    /// How far these, as names, have a word of a query.
    pub(super) fn name(&self, word: &str) -> Reach {
        let found = self.starting(word).map(|words| {
            let reach = starts(&words).map(|start| reach(&words, start, 0, word, words.len())).max();
            let reach = reach.unwrap_or(Reach::Nothing);
            let initials = || starts(&words).any(|start| has_initials(&words, start, 0, word, false));
            if reach == Reach::Nothing && is_long(word) && initials() { Reach::Initials } else { reach }
        });
        found.max().unwrap_or(Reach::Nothing)
    }

    /// Whether these, as texts, have a word of a query, or it is their initials.
    pub(super) fn tell(&self, word: &str) -> bool {
        self.starting(word).any(|words| {
            let has = |start| reach(&words, start, 0, word, words.len() - start) > Reach::Nothing;
            starts(&words).any(has) || is_long(word) && has_initials(&words, 0, 0, word, true)
        })
    }

    /// The words of the phrases in which a spelling begins as a word of a query.
    fn starting<'p>(&'p self, word: &str) -> impl Iterator<Item = Words<'p>> + use<'p> {
        let (may, first) = (self.firsts & first(word) != 0, word.bytes().next());
        let begins = move |phrase: &&str| {
            let bytes = phrase.as_bytes();
            let after_gap =
                |(at, byte): (usize, &u8)| Some(*byte) == first && (at == 0 || matches!(bytes[at - 1], b' ' | b'/'));
            bytes.iter().enumerate().any(after_gap)
        };
        self.iter().filter(move |_| may).filter(begins).map(|phrase| phrase.split(' ').collect())
    }
}

/// A bit for the first character of a word: where it is not among those of phrases, none of these begins so.
fn first(word: &str) -> u64 {
    word.chars().next().map_or(0, |c| 1 << (u32::from(c) % 64))
}

/// A name as it sounds, by which it is put into order.
pub(super) fn sounding(name: &str) -> String {
    let phrase = phrase(name, true);
    let words = phrase.split(' ').map(|word| word.split('/').nth(1).unwrap_or(word));
    words.collect::<Vec<_>>().join(" ")
}

fn starts(words: &Words<'_>) -> std::ops::Range<usize> {
    0..words.len()
}

/// Initials are two letters or more.
fn is_long(word: &str) -> bool {
    word.chars().nth(1).is_some()
}

/// How far the words from `start` on begin with `rest`, `used` of them being found before, and no more than `limit` at all.
fn reach(words: &Words<'_>, start: usize, used: usize, rest: &str, limit: usize) -> Reach {
    let mut best = Reach::Nothing;
    for spelling in words[(start + used) % words.len()].split('/') {
        let found = match (spelling.strip_prefix(rest), rest.strip_prefix(spelling)) {
            (Some(""), _) if used + 1 == words.len() => Reach::Whole,
            (Some(""), _) => Reach::Words,
            (Some(_), _) => Reach::Part,
            (None, Some(rest)) if used + 1 < limit => reach(words, start, used + 1, rest, limit),
            _ => Reach::Nothing,
        };
        best = best.max(found);
    }
    best
}

/// Whether the words from `start` on have these initials; all of the words, where these are to be `whole`.
fn has_initials(words: &Words<'_>, start: usize, used: usize, rest: &str, whole: bool) -> bool {
    if used == words.len() || rest.is_empty() {
        return rest.is_empty() && (used == words.len() || !whole);
    }
    let word = words[(start + used) % words.len()];
    let mut firsts = word.split('/').filter_map(|spelling| spelling.chars().next());
    firsts.any(|first| rest.strip_prefix(first).is_some_and(|rest| has_initials(words, start, used + 1, rest, whole)))
        || SMALL.contains(&word) && has_initials(words, start, used + 1, rest, whole)
}

/// A text as a phrase.
fn phrase(text: &str, is_name: bool) -> String {
    let text: String = text.nfkc().collect();
    let mut words: Vec<String> = Vec::new();
    for word in raw_words(&text) {
        let word = spellings(word, is_name, words.is_empty()).join("/");
        words.extend(Some(word).filter(|word| !word.is_empty()));
    }
    words.truncate(MAX_WORDS);
    words.join(" ")
}

/// The words of a text as they are written; a Chinese character is one.
fn raw_words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        if is_han(c) || !(is_part(c) || is_combining_mark(c)) {
            words.push(&text[start..at]);
            words.push(if is_han(c) { &text[at..end] } else { "" });
            start = end;
        }
    }
    words.push(&text[start..]);
    words.retain(|word| !word.is_empty());
    words
}

/// A word as it is folded, and as it sounds.
fn spellings(word: &str, is_name: bool, is_first: bool) -> SmallVec<[String; 4]> {
    let folded = fold(word).replace(' ', "");
    let sounds = match word.chars().next() {
        Some(c) if is_han(c) && is_name => names::sounds(c, is_first),
        Some(c) if is_han(c) => names::sounds(c, false).into_iter().take(COMMON).collect(),
        _ if folded.is_ascii() => Vec::new(),
        _ => vec![spelled(word)],
    };
    let mut all: SmallVec<[String; 4]> = SmallVec::new();
    for spelling in std::iter::once(folded).chain(sounds).filter(|spelling| !spelling.is_empty()) {
        if !all.contains(&spelling) {
            all.push(spelling);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(name: &str, word: &str) -> Reach {
        Phrases::of_names([name]).name(word)
    }

    fn tells(text: &str, word: &str) -> bool {
        Phrases::of_texts([text]).tell(word)
    }

    #[test]
    fn a_name_is_found_by_each_of_its_spellings() {
        for word in ["刘硕", "liushuo", "shuoliu", "刘shuo", "硕liu"] {
            assert_eq!(name("刘硕", word), Reach::Whole, "{word}");
        }
        for word in ["刘", "硕", "liu", "shuo"] {
            assert_eq!(name("刘硕", word), Reach::Words, "{word}");
        }
        for word in ["l", "liush", "刘s", "shu"] {
            assert_eq!(name("刘硕", word), Reach::Part, "{word}");
        }
        for word in ["ls", "sl"] {
            assert_eq!(name("刘硕", word), Reach::Initials, "{word}");
        }
        for word in ["iu", "liushuoliu", "lss", "x", "硕士"] {
            assert_eq!(name("刘硕", word), Reach::Nothing, "{word}");
        }
    }

    #[test]
    fn surnames_and_heteronyms_are_read_in_each_way() {
        for (hanzi, word) in
            [("单田芳", "shantian"), ("曾国藩", "zengguo"), ("尉迟恭", "yuchigong"), ("吕布", "lvbu"), ("吕布", "lubu")]
        {
            assert!(name(hanzi, word) > Reach::Initials, "{hanzi} {word}");
        }
        assert!(tells("重庆银行", "chongqingyinhang"));
    }

    #[test]
    fn other_scripts_are_folded_and_transliterated() {
        for (one, word) in [
            ("Łukasz Żak", "lukasz"),
            ("Łukasz Żak", "łukaszzak"),
            ("Олена Петров", "olenapetrov"),
            ("김 민준", "minjun"),
            ("ガブリエル", "gaburi"),
            ("Jian-De O’Brien", "jiandeobrien"),
        ] {
            assert!(name(one, word) > Reach::Initials, "{one} {word}");
        }
    }

    #[test]
    fn texts_are_found_by_words_and_whole_initials() {
        for word in ["kuaishou", "kuai", "shou", "ks", "快手", "手"] {
            assert!(tells("快手", word), "{word}");
        }
        for word in ["cas", "caos", "academy", "academyof", "sci"] {
            assert!(tells("Chinese Academy of Sciences", word), "{word}");
        }
        for word in ["ca", "as", "sciencesch", "emy"] {
            assert!(!tells("Chinese Academy of Sciences", word), "{word}");
        }
        assert!(tells("中科院", "zhongkeyuan"));
        assert!(tells("C++", "c++"));
    }

    #[test]
    fn phrases_are_written_once() {
        assert_eq!(&*Phrases::of_names(["刘硕", "Shuo  Liu", "shuo LIU", "…"]).text, "刘/liu 硕/shuo|shuo liu");
    }
}
