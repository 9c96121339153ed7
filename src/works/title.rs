//! Titles as words that compare, whatever their case, accents and punctuation.

use rustc_hash::FxHashMap;

use crate::text::is_han;

/// Words that titles have or lack without a difference.
const EMPTY: [&str; 18] = [
    "a", "an", "the", "of", "for", "in", "on", "and", "with", "to", "from", "by", "at", "as", "der", "die", "das",
    "und",
];

/// What parts a title from what stands below it.
const BELOW: [char; 8] = [':', '(', '?', '—', '–', '：', '（', '.'];

/// How alike two words must be (normalized Damerau–Levenshtein similarity) to be one with a slip.
const SLIP: f64 = 0.75;

/// The words of all titles, by numbers.
#[derive(Default)]
pub(super) struct Words {
    numbers: FxHashMap<Box<str>, u32>,
    words: Vec<Box<str>>,
    /// How many titles have each.
    counts: Vec<u32>,
}

/// A title: the numbers of its words, in order.
#[derive(Default)]
pub(super) struct Title {
    words: Box<[u32]>,
    /// How many of them belong to the title without what stands below it.
    main: usize,
}

/// How two titles compare.
#[derive(Clone, Copy, Debug)]
pub struct Likeness {
    /// The part of the words that both have (Jaccard index), slips forgiven.
    pub common: f64,
    /// Whether one is the other without what stands below it, or without at most some words at its end.
    pub is_cut: bool,
}

/// How far two titles are one, from 0 to 1: the part of the words that both have, slips forgiven. Nothing where they differ
/// in a number, as volumes and parts of a series do, or one has no words.
#[must_use]
pub fn likeness(one: &str, two: &str) -> Option<Likeness> {
    let mut words = Words::default();
    let (one, two) = (words.title(one), words.title(two));
    words.likeness(&one, &two)
}

impl Words {
    /// The title that a text is.
    pub(super) fn title(&mut self, text: &str) -> Title {
        let below =
            text.char_indices().find(|(at, c)| *at > 0 && is_below(*c, &text[*at..])).map_or(text.len(), |(at, _)| at);
        let main = split(&text[..below]);
        let rest = split(&text[below..]);
        let (main, rest) = if main.is_empty() { (rest, main) } else { (main, rest) };
        let words: Box<[u32]> = main.iter().chain(&rest).map(|word| self.number(word)).collect();
        let mut distinct = words.to_vec();
        distinct.sort_unstable();
        distinct.dedup();
        distinct.iter().for_each(|word| self.counts[*word as usize] += 1);
        Title { words, main: main.len() }
    }

    fn number(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        self.numbers.insert(word.into(), number);
        self.words.push(word.into());
        self.counts.push(0);
        number
    }

    /// The rarest words of a title, so many that two titles with at least half of their words in common share one of
    /// them (prefix filtering: Chaudhuri, Ganti, Kaushik, ICDE 2006), and so for the title without what stands below it.
    pub(super) fn signature(&self, title: &Title) -> Vec<u32> {
        let mut signature = self.rarest(&title.words);
        signature.extend(self.rarest(&title.words[..title.main]));
        signature.sort_unstable();
        signature.dedup();
        signature
    }

    fn rarest(&self, words: &[u32]) -> Vec<u32> {
        let mut words = words.to_vec();
        words.sort_unstable_by_key(|word| (self.counts[*word as usize], *word));
        words.dedup();
        words.truncate(words.len() / 2 + 1);
        words
    }

    /// Whether a title says enough to be known by it: three words, or one that hardly any other has.
    pub(super) fn is_telling(&self, title: &Title) -> bool {
        title.words.len() > 2 || title.words.iter().any(|word| self.counts[*word as usize] <= 10)
    }

    /// How two titles compare; nothing where they differ in a number, as volumes and parts of a series do.
    pub(super) fn likeness(&self, one: &Title, two: &Title) -> Option<Likeness> {
        let (mut first, mut second) = (one.words.to_vec(), two.words.to_vec());
        let exact = take_common(&mut first, &mut second);
        let has_number = |words: &[u32]| words.iter().any(|word| is_number(&self.words[*word as usize]));
        if has_number(&first) && has_number(&second) || one.words.is_empty() || two.words.is_empty() {
            return None;
        }
        let common = exact + self.take_slips(&mut first, &mut second);
        let rests = [self.joined(&first), self.joined(&second)];
        let is_one = is_slip(&rests[0], &rests[1])
            || is_letter(&rests[0], &rests[1])
            || self.joined(&one.words) == self.joined(&two.words);
        Some(Likeness {
            common: if is_one { 1.0 } else { ratio(common, common + first.len() + second.len()) },
            is_cut: one.is_cut(two) || two.is_cut(one),
        })
    }

    /// The words without spaces: `data base` is `database`.
    fn joined(&self, words: &[u32]) -> String {
        words.iter().map(|word| &*self.words[*word as usize]).collect()
    }

    /// Takes the words out that are one with a slip, and counts them.
    fn take_slips(&self, first: &mut Vec<u32>, second: &mut Vec<u32>) -> usize {
        let before = first.len();
        first.retain(|word| {
            let word = &self.words[*word as usize];
            let slip = second.iter().position(|other| is_slip(word, &self.words[*other as usize]));
            slip.map(|at| second.remove(at)).is_none()
        });
        before - first.len()
    }
}

impl Title {
    /// The words, in an order that does not tell.
    pub(super) fn key(&self) -> &[u32] {
        &self.words
    }

    /// Whether it has more words than titles that many works share, such as `Guest editorial`.
    pub(super) fn is_long(&self) -> bool {
        self.words.len() > 3
    }

    /// Whether it is the other one without what stands below that, or without less than half of its words at the end.
    fn is_cut(&self, whole: &Self) -> bool {
        let begins = whole.words.starts_with(&self.words);
        begins && (self.words.len() == whole.main || self.words.len() * 10 >= whole.words.len() * 6)
    }
}

/// Whether a title ends here, and what stands below it begins. A stop does so only before a space.
fn is_below(c: char, rest: &str) -> bool {
    match c {
        '.' => rest[1..].starts_with(' '),
        ' ' => rest.starts_with(" - "),
        c => BELOW.contains(&c),
    }
}

/// The words of a text in lower-case ASCII, without those that say nothing; Chinese as pairs of characters.
fn split(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let plain = text.replace(['\'', '’', '`'], "");
    for run in plain.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty()) {
        if run.chars().any(is_han) {
            words.extend(pairs(run));
        } else {
            words.push(deunicode::deunicode(run).to_lowercase());
        }
    }
    let says = |word: &String| !EMPTY.contains(&word.as_str());
    if words.iter().any(says) {
        words.retain(says);
    }
    words
}

fn pairs(run: &str) -> Vec<String> {
    let characters: Vec<char> = run.to_lowercase().chars().collect();
    if characters.len() == 1 {
        vec![run.to_owned()]
    } else {
        characters.windows(2).map(|pair| pair.iter().collect()).collect()
    }
}

/// Whether a word is a number: in digits, as `4th`, or a Roman one up to ten.
fn is_number(word: &str) -> bool {
    const ROMAN: [&str; 9] = ["ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "i"];
    word.starts_with(|c: char| c.is_ascii_digit()) || ROMAN.contains(&word)
}

fn is_slip(one: &str, two: &str) -> bool {
    let long = one.len().min(two.len()) > 2 && one.len().max(two.len()) > 3;
    long && !is_number(one) && !is_number(two) && strsim::normalized_damerau_levenshtein(one, two) >= SLIP
}

/// Whether all that two titles differ in is a letter of a short word.
fn is_letter(one: &str, two: &str) -> bool {
    let short = one.len().min(two.len()) > 1 && one.len().max(two.len()) < 5;
    short && !is_number(one) && !is_number(two) && strsim::damerau_levenshtein(one, two) < 2
}

/// Takes the words out that both have, and counts them.
fn take_common(first: &mut Vec<u32>, second: &mut Vec<u32>) -> usize {
    let before = first.len();
    first.retain(|word| second.iter().position(|other| other == word).map(|at| second.remove(at)).is_none());
    before - first.len()
}

/// A part of a whole, of at most some thousand words.
pub(super) fn ratio(part: usize, whole: usize) -> f64 {
    let exact = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    exact(part) / exact(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn common(one: &str, two: &str) -> Option<f64> {
        likeness(one, two).map(|likeness| likeness.common)
    }

    #[test]
    fn titles_compare_by_their_words() {
        assert_eq!(common("The Editor’s Notes", "Editors notes"), Some(1.0));
        assert_eq!(common("Data Base Systems", "Database systems"), Some(1.0));
        assert_eq!(common("Müller’s Überblick", "MULLERS UBERBLICK"), Some(1.0));
        assert_eq!(common("Mining Assocation Rules", "Mining association rules"), Some(1.0));
        assert_eq!(common("Query Optimization", "Query Processing"), Some(1.0 / 3.0));
        assert_eq!(common("Kites, Part I", "Kites, Part II"), None);
        assert_eq!(common("图的划分方法", "图的划分方法"), Some(1.0));
    }

    #[test]
    fn a_title_may_lack_what_stands_below_it() {
        let mut words = Words::default();
        let (long, short) = (words.title("Aurora: A Data Stream System"), words.title("Aurora"));
        assert!(words.likeness(&long, &short).unwrap().is_cut);
        let other = words.title("Data Stream Systems");
        assert!(!words.likeness(&long, &other).unwrap().is_cut);
    }
}
