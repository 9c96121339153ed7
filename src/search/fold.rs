//! Texts folded, so that what looks alike to a reader is equal: NFKD without marks, in lower case.
//!
//! `fold` of `people.js` does the same. It goes by characters, because whole texts have another lower case at the end of
//! words in Greek.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How many characters of a query count, and how many of its words.
const MAX_CHARACTERS: usize = 200;
const MAX_WORDS: usize = 16;

/// The words of a query, folded.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    let start: String = text.chars().take(MAX_CHARACTERS).collect();
    fold(&start).split(' ').filter(|word| !word.is_empty()).take(MAX_WORDS).map(str::to_owned).collect()
}

/// A text in folded letters and digits, `+` and `#`, with a space for anything else.
pub(super) fn fold(text: &str) -> String {
    let plain = text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    plain.map(|c| if c == 'ς' { 'σ' } else { c }).map(|c| if is_part(c) { c } else { ' ' }).collect()
}

/// Whether a character is part of a word.
pub(super) fn is_part(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '+' | '#')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_case_and_width_make_no_difference() {
        for (one, two) in [
            ("José", "JOSE"),
            ("Jose\u{301}", "José"),
            ("Ｋｕａｉ", "kuai"),
            ("ΟΔΟΣ", "οδος"),
            ("İstanbul", "istanbul"),
            ("ｶﾅ", "カナ"),
        ] {
            assert_eq!(fold(one), fold(two));
        }
        assert_eq!(words("C++ / Node.js, 刘硕🦀"), ["c++", "node", "js", "刘硕"]);
    }

    #[test]
    fn a_query_has_an_end() {
        assert_eq!(words(&"a ".repeat(1000)).len(), MAX_WORDS);
        assert_eq!(words(&"ab".repeat(1000)), ["ab".repeat(MAX_CHARACTERS / 2)]);
        assert_eq!(words("🦀 ... \u{301}"), Vec::<String>::new());
    }
}
