//! Words of names, and identifiers, in a form in which they compare.

use deunicode::deunicode;

use crate::iri::bare_doi;
use crate::text::is_han;
use crate::works::Patent;

/// How many words of a text count.
const MOST: usize = 48;

/// The words of a text in lower-case ASCII; Chinese as pairs of characters.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for run in text.split(|c: char| !c.is_alphanumeric() && !is_mark(c) && c != '+' && c != '#') {
        for part in by_script(run) {
            match part.starts_with(is_han) {
                true => words.extend(pairs(part)),
                false => words.extend(Some(plain(part)).filter(|word| !word.is_empty())),
            }
        }
    }
    words.truncate(MOST);
    words
}

/// A word in lower-case ASCII.
pub(super) fn plain(text: &str) -> String {
    let kept = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '+' | '#');
    deunicode(text).chars().filter(kept).map(|c| c.to_ascii_lowercase()).collect()
}

/// The forms in which an identifier is kept and asked for: an address without what differs from writer to writer, a DOI,
/// the number of a patent. Nothing for a text that is no identifier by its look.
pub(super) fn identifiers(text: &str) -> Vec<String> {
    let text = text.trim();
    if text.len() > 300 || text.contains(char::is_whitespace) && !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    let doi = bare_doi(text);
    let lower = doi.strip_prefix("mailto:").unwrap_or(&doi);
    let address = lower.split_once("://").map_or(lower, |(_, rest)| rest);
    let address = address.strip_prefix("www.").unwrap_or(address).trim_end_matches('/');
    let is_telling = address.contains(['/', '@', '.', ':']) || address.bytes().any(|byte| byte.is_ascii_digit());
    let own = (is_telling && !address.is_empty()).then(|| {
        let prefixes = ["orcid.org/", "orcid:", "doi.org/"];
        prefixes.iter().find_map(|prefix| address.strip_prefix(prefix)).unwrap_or(address).trim().to_owned()
    });
    own.into_iter().chain(Patent::of_number(text).and_then(|patent| patent.key())).collect()
}

/// The hashes of a word and of what is left of it without one of its letters: two words within one slip of each other share
/// one of them.
pub(super) fn deletions(word: &str) -> impl Iterator<Item = u64> + '_ {
    use std::hash::{Hash, Hasher};
    let hash = |skipped: usize| {
        let mut hasher = rustc_hash::FxHasher::default();
        word.bytes().enumerate().filter(|(at, _)| *at != skipped).for_each(|(_, byte)| byte.hash(&mut hasher));
        hasher.finish()
    };
    (0..=word.len()).map(hash)
}

/// Whether a word is one in which a slip is forgiven.
pub(super) fn may_slip(word: &str) -> bool {
    (4..=24).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Whether two words are one but for a slip.
pub(super) fn is_slip(one: &str, two: &str) -> bool {
    let most = if one.len().min(two.len()) > 8 { 2 } else { 1 };
    may_slip(one) && may_slip(two) && one.len().abs_diff(two.len()) <= most && strsim::osa_distance(one, two) <= most
}

/// The parts of a run of letters that are Chinese, and those that are not.
fn by_script(run: &str) -> impl Iterator<Item = &str> {
    let mut rest = run;
    std::iter::from_fn(move || {
        let han = is_han(rest.chars().next()?);
        let end = rest.char_indices().find(|(_, c)| is_han(*c) != han).map_or(rest.len(), |(at, _)| at);
        let (part, after) = rest.split_at(end);
        rest = after;
        Some(part)
    })
}

fn pairs(run: &str) -> Vec<String> {
    let characters: Vec<char> = run.chars().collect();
    match characters.len() {
        1 => vec![run.to_owned()],
        _ => characters.windows(2).map(|pair| pair.iter().collect()).collect(),
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\'' | '’')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_plain_and_chinese_ones_pairs() {
        assert_eq!(words("José O’Neil, C++"), ["jose", "oneil", "c++"]);
        assert_eq!(words("北京大学 PKU"), ["北京", "京大", "大学", "pku"]);
        assert_eq!(words("快手IM"), ["快手", "im"]);
        assert_eq!(words("刘 - !"), ["刘"]);
    }

    #[test]
    fn identifiers_compare_however_they_are_written() {
        assert_eq!(identifiers("https://doi.org/10.5555/FAST"), ["10.5555/fast"]);
        assert_eq!(identifiers("doi:10.5555/fast"), ["10.5555/fast"]);
        assert_eq!(identifiers("http://www.acme.example/"), ["acme.example"]);
        assert_eq!(identifiers("https://orcid.org/0000-0001-2345-6789"), ["0000-0001-2345-6789"]);
        assert_eq!(identifiers("US 9,876,543 B2").last().map(String::as_str), Some("US9876543"));
        assert_eq!(identifiers("Stuart Lau"), Vec::<String>::new());
    }

    #[test]
    fn words_with_a_slip_share_a_deletion() {
        for (one, two) in [("shuo", "shou"), ("kubernetes", "kubernets"), ("graph", "grapf")] {
            assert!(is_slip(one, two), "{one} {two}");
            let hashes: Vec<u64> = deletions(one).collect();
            assert!(deletions(two).any(|hash| hashes.contains(&hash)), "{one} {two}");
        }
        assert!(!is_slip("liu", "lau") && !is_slip("kafka", "kaffee"));
    }
}
