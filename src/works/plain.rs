//! Texts of lists as plain text: without markup, entities and runs of spaces; names and identifiers without ornament.

use std::borrow::Cow;

use html5gum::{Token, Tokenizer};

use super::Author;
use crate::date::Date;
use crate::iri::bare_doi;
use crate::text::is_han;

/// A text without tags such as `<i>` and `<jats:p>`, entities, and more than one space at once.
pub(super) fn text(raw: &str) -> String {
    let unmarked = if raw.contains(['<', '&']) { Cow::Owned(unmarked(raw)) } else { Cow::Borrowed(raw) };
    let mut out = String::with_capacity(unmarked.len());
    for word in unmarked.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// A text that says something.
pub(super) fn some(raw: &str) -> Option<String> {
    Some(text(raw)).filter(|text| !text.is_empty())
}

/// What is text in HTML.
fn unmarked(markup: &str) -> String {
    let tokens = Tokenizer::new(markup).flatten();
    let texts = tokens.filter_map(|token| if let Token::String(text) = token { Some(text.value) } else { None });
    texts.map(|text| String::from_utf8_lossy(&text).into_owned()).collect()
}

/// A bare ORCID iD of an address or of itself.
pub(super) fn orcid(text: &str) -> Option<String> {
    let bare = text.trim().trim_end_matches('/').rsplit('/').next()?.to_ascii_uppercase();
    let digits = bare.split('-').all(|group| group.len() == 4) && bare.len() == 19;
    digits.then_some(bare)
}

/// A bare DOI in lower case; nothing where it is none.
pub(super) fn doi(text: &str) -> Option<String> {
    Some(bare_doi(text)).filter(|doi| doi.starts_with("10.") && doi.contains('/'))
}

/// A date of numbers: a year, a month and a day, as far as they are some.
pub(super) fn date(parts: &[i64]) -> Option<Date> {
    let small = |at: usize| parts.get(at).and_then(|part| u8::try_from(*part).ok()).filter(|part| *part > 0);
    let year = u16::try_from(*parts.first()?).ok()?;
    let (month, day) = (small(1), small(2));
    Date::new(year, month, day.filter(|_| month.is_some()))
        .or_else(|| Date::new(year, month, None))
        .or_else(|| Date::new(year, None, None))
}

/// A date as lists write it: `2019-02-03`, `2019/2/3/`, `20190203`, `2019`; nothing where it is none.
pub(super) fn written_date(text: &str) -> Option<Date> {
    let text = text.trim();
    let text = text.split_once('T').map_or(text, |(day, _)| day);
    let number = |part: &str| part.trim().parse::<i64>().ok();
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return date(&[number(&text[..4])?, number(&text[4..6])?, number(&text[6..])?]);
    }
    let parts = text.split(['-', '/', '.', ' ']).map_while(number).collect::<Vec<_>>();
    date(&parts).filter(|date| date.year() > 1000)
}

/// An author whose name a list keeps in parts. Chinese names are written as Chinese write them.
pub(super) fn author(given: &str, family: &str) -> Option<Author> {
    let (given, family) = (text(given), text(family));
    let chinese = !given.is_empty() && given.chars().chain(family.chars()).all(is_han);
    let name = match (given.is_empty(), family.is_empty()) {
        (true, true) => return None,
        (true, _) => family.clone(),
        (_, true) => given,
        _ if chinese => format!("{family}{given}"),
        _ => format!("{given} {family}"),
    };
    Some(Author { name, family: Some(family).filter(|family| !family.is_empty()), ..Author::default() })
}
/// An author whose name a list keeps in one: as printed, or `Family, Given`.
pub(super) fn whole_author(name: &str) -> Option<Author> {
    match name.split_once(',') {
        Some((family, given)) if !given.trim().is_empty() => author(given, family),
        _ => some(name.trim_end_matches([',', ' '])).map(|name| Author { name, ..Author::default() }),
    }
}

/// An author as a list prints the name, which never begins with the family name and a comma.
pub(super) fn printed_author(name: &str) -> Option<Author> {
    some(name).map(|name| Author { name, ..Author::default() })
}
