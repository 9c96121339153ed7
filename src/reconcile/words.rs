//! The words of names and of strings, folded so that the spellings of one word are equal.

use deunicode::deunicode_char;

use crate::text::is_han;

/// Words that tell nothing, in the languages of most names.
const STOP: [&str; 54] = [
    "a", "al", "an", "and", "at", "av", "by", "d", "da", "das", "de", "degli", "dei", "del", "dell", "della", "delle",
    "den", "der", "des", "di", "die", "do", "dos", "du", "e", "ed", "el", "en", "et", "for", "fuer", "fur", "i", "im",
    "in", "inc", "l", "la", "las", "le", "les", "los", "ltd", "of", "on", "per", "the", "to", "und", "van", "voor",
    "y", "zu",
];

/// Other spellings, abbreviations and cognates of words that many names have, each list after the word itself.
const SPELLINGS: &str = include_str!("spellings.txt");

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// In lower-case ASCII where it can be written so, abbreviations and cognates in full.
    pub(super) text: String,
    /// As it is written, where it is in capitals and may be an acronym.
    pub(super) capitals: Option<String>,
    /// The number of the part of the text between commas, brackets and the like.
    pub(super) segment: u16,
}

/// The words of a text, without those that tell nothing.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut cutter = Cutter::default();
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        cutter.take(c, characters.peek().copied());
    }
    cutter.flush();
    cutter.words
}

/// Cuts a text into words.
#[derive(Default)]
struct Cutter {
    words: Vec<Word>,
    raw: String,
    segment: u16,
    spaced_dash: bool,
}

impl Cutter {
    fn take(&mut self, c: char, next: Option<char>) {
        if is_apart(c) {
            self.flush();
            self.push(c.to_string(), None);
        } else if c.is_alphanumeric() || is_mark(c) {
            if c.is_uppercase() && self.raw.ends_with(char::is_lowercase) && is_run_on(&self.raw) {
                self.flush();
            }
            self.raw.push(c);
        } else if matches!(c, '\'' | '’' | 'ʼ' | '`' | '‘') {
            self.apostrophe();
        } else if c == '.' && next.is_some_and(char::is_alphabetic) && is_dotted(&self.raw) {
        } else {
            // A number before a comma that stands alone is the mark of a footnote: `Emory University 1 , Atlanta`.
            if c.is_whitespace() && next == Some(',') && self.raw.chars().all(|c| c.is_ascii_digit()) {
                self.raw.clear();
            }
            self.flush();
            let dash = matches!(c, '-' | '–' | '‐') && self.spaced_dash && next.is_some_and(char::is_whitespace);
            self.segment += u16::from(dash || is_separator(c));
        }
        self.spaced_dash = c.is_whitespace();
    }

    /// An apostrophe ends an article, as in `l'Institut`, and stands within other words, as in `Xi'an`.
    fn apostrophe(&mut self) {
        if matches!(&*self.raw.to_lowercase(), "l" | "d" | "dell" | "all" | "nell" | "sull" | "qu") {
            self.raw.clear();
        }
    }

    fn flush(&mut self) {
        let raw = std::mem::take(&mut self.raw);
        let folded: String = raw.chars().filter_map(deunicode_char).flat_map(str::chars).collect();
        let folded: String = folded.chars().filter(char::is_ascii_alphanumeric).collect();
        let letters = folded.chars().filter(char::is_ascii_alphabetic).count();
        let capitals = letters > 1 && folded.len() < 9 && !folded.contains(|c: char| c.is_ascii_lowercase());
        let lower = folded.to_ascii_lowercase();
        if !lower.is_empty() && !STOP.contains(&&*lower) || capitals && letters > 2 {
            let text = canonical(lower);
            self.push(text, capitals.then_some(raw));
        }
    }

    fn push(&mut self, text: String, capitals: Option<String>) {
        self.words.push(Word { text, capitals, segment: self.segment });
    }
}

/// Whether a character is a word of its own: scripts without spaces.
fn is_apart(c: char) -> bool {
    is_han(c) || ('\u{3040}'..='\u{30ff}').contains(&c)
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}')
}

/// Whether a word that goes on with a capital is one without the space after it: `ofUniversity`, but not `McGill`.
fn is_run_on(raw: &str) -> bool {
    raw.len() > 3 || matches!(raw, "of" | "at" | "in" | "and" | "the" | "for" | "by")
}

/// Whether a point after these letters may be one within an acronym: `U.` of `U.S.A.`
fn is_dotted(raw: &str) -> bool {
    raw.len() < 6 && !raw.is_empty() && raw.chars().all(|c| c.is_ascii_uppercase())
}

fn is_separator(c: char) -> bool {
    matches!(
        c,
        ',' | ';'
            | '/'
            | '('
            | ')'
            | '['
            | ']'
            | '{'
            | '}'
            | '|'
            | '\n'
            | '\t'
            | ':'
            | '、'
            | '，'
            | '；'
            | '（'
            | '）'
            | '—'
            | '"'
            | '“'
            | '”'
            | '@'
            | '•'
    )
}

/// A word by its usual spelling, without the ending of a plural.
pub(super) fn canonical(word: String) -> String {
    if let Ok(at) = spellings().binary_search_by(|(spelling, _)| (*spelling).cmp(&word)) {
        return spellings()[at].1.to_owned();
    }
    let plural = word.len() > 4 && word.ends_with('s') && !word.ends_with("ss") && word.is_ascii();
    if plural { word[..word.len() - 1].to_owned() } else { word }
}

/// The spellings in their order, each with the word that it stands for.
fn spellings() -> &'static [(&'static str, &'static str)] {
    static TABLE: std::sync::LazyLock<Vec<(&str, &str)>> = std::sync::LazyLock::new(|| {
        let entries = SPELLINGS.lines().filter_map(|line| line.split_once(": "));
        let pairs = entries.flat_map(|(word, others)| others.split(' ').chain([word]).map(move |other| (other, word)));
        let mut table: Vec<_> = pairs.collect();
        table.sort_unstable();
        table
    });
    &TABLE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn spellings_of_one_word_are_equal() {
        assert_eq!(texts("Univ. of the Lakes"), texts("Università dei Lake"));
        assert_eq!(texts("L’Institut d'Étude"), ["institute", "etude"]);
        assert_eq!(texts("Xi'an and Xi’an"), ["xian", "xian"]);
        assert_eq!(texts("physics"), texts("Phys."));
    }

    #[test]
    fn words_end_at_capitals_and_characters_are_words() {
        assert_eq!(texts("ofUniversity McGill"), ["university", "mcgill"]);
        assert_eq!(texts("北大Lab"), ["北", "大", "laboratory"]);
    }

    #[test]
    fn acronyms_keep_their_capitals() {
        let capitals: Vec<Option<String>> = words("U.S.A. PKU Pku").into_iter().map(|word| word.capitals).collect();
        assert_eq!(capitals, [Some("USA".to_owned()), Some("PKU".to_owned()), None]);
    }

    #[test]
    fn commas_brackets_and_spaced_dashes_part_a_text() {
        let parts: Vec<u16> = words("One-Two, Three (Four) - Five").into_iter().map(|word| word.segment).collect();
        assert_eq!(parts, [0, 0, 1, 2, 4]);
    }
}
