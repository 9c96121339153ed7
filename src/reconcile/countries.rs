//! Countries that a string names (ISO 3166-1).

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::words::{Word, words};

/// Codes with the names that countries have in affiliations, after the list of the time zone database (public domain).
const NAMES: &str = include_str!("countries.txt");

/// How many words a country's name has at most.
const LONGEST: usize = 6;

/// The countries by the words of their names.
static COUNTRIES: LazyLock<FxHashMap<Vec<String>, &str>> = LazyLock::new(|| {
    let entries = NAMES.lines().filter_map(|line| line.split_once(": "));
    let pairs = entries.flat_map(|(code, names)| names.split('|').map(move |name| (texts(&words(name)), code)));
    pairs.collect()
});

fn texts(words: &[Word]) -> Vec<String> {
    words.iter().map(|word| word.text.clone()).collect()
}

/// The country whose name ends a string or is a whole part of it between commas, the last such one.
pub(super) fn country(words: &[Word]) -> Option<&'static str> {
    let mut parts: Vec<&[Word]> = words.chunk_by(|one, two| one.segment == two.segment).collect();
    let last = parts.pop()?;
    let is_new = |at: usize| at.checked_sub(1).is_some_and(|before| last[before].text == "new");
    let starts = last.len().saturating_sub(LONGEST)..last.len();
    let at_end = starts.filter(|at| !is_new(*at)).find_map(|at| named(&last[at..]));
    at_end.or_else(|| parts.iter().rev().find_map(|part| named(part)))
}

fn named(words: &[Word]) -> Option<&'static str> {
    if words.len() > LONGEST { None } else { COUNTRIES.get(&texts(words)).copied() }
}

/// The code of a country, known by its code or by a name.
pub(super) fn code(country: &str) -> Option<&'static str> {
    let by_code = || COUNTRIES.values().find(|code| code.eq_ignore_ascii_case(country)).copied();
    by_code().or_else(|| named(&words(country)))
}

/// The country that a name ends with, in brackets or not: `Quarz (Austria)`, `University of Newcastle Australia`.
pub(super) fn country_of_name(name: &str) -> Option<&'static str> {
    if name.contains(' ') { country(&words(name)) } else { None }
}

/// A name without a country in brackets at its end, which tells apart the companies of a group and is seldom written.
pub(super) fn without_country(name: &str) -> &str {
    let cut = name.strip_suffix(')').and_then(|name| name.rsplit_once(" ("));
    cut.filter(|(_, last)| named(&words(last)).is_some()).map_or(name, |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_ends_a_string_or_is_a_part_of_it() {
        for (text, code) in [
            ("Guild of Linz, Austria", Some("AT")),
            ("Nanjing China", Some("CN")),
            ("Oslo, Norway, 0313", Some("NO")),
            ("University of New Mexico", None),
            ("Chinese Academy", None),
            ("", None),
        ] {
            assert_eq!(country(&words(text)), code, "{text}");
        }
        assert_eq!((code("cn"), code("Deutschland"), code("Nowhere")), (Some("CN"), Some("DE"), None));
        assert_eq!(without_country("Quarz (Austria)"), "Quarz");
        assert_eq!(without_country("Quarz (Lab)"), "Quarz (Lab)");
    }
}
