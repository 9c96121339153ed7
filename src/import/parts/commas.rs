//! Where commas and the words of Chinese part what stands between strong marks.

use super::said::without_verbs;
use super::{QUALITIES, aside, part, tells_of_deeds, trimmed};
use crate::import::labels::{Label, label, label_named};
use crate::import::words::{Kind, Words};
use crate::text::is_han;

/// The pieces between commas outside of brackets; what only seems to be a piece stays with the one before.
pub(super) fn commas(text: &str, words: &Words) -> Vec<String> {
    if let Some((name, rest)) = named_before_colon(text, words) {
        return [vec![name.to_owned()], commas(rest, words)].concat();
    }
    let mut pieces: Vec<String> = Vec::new();
    for (number, piece) in split_commas(text).into_iter().enumerate() {
        // `Universität Holm, Abschluss: Diplom`
        let piece = match label(piece).filter(|_| number > 0) {
            Some((Label::Degree, value)) => value,
            _ => piece,
        };
        let rest = piece.trim_matches(|c: char| c.is_whitespace() || c == '.');
        // `Acme, Inc. (Analyst)`
        let form = aside(rest).0.trim_end_matches('.');
        let legal = ["inc", "ltd", "llc", "llp", "co", "corp", "s.a", "gmbh", "l.l.c", "limited", "jr", "sr", "plc"];
        let is_legal =
            legal.iter().any(|word| form.eq_ignore_ascii_case(word)) || rest.to_ascii_lowercase().starts_with("ltd");
        let place = |text: &str| part(text, 0, words).kind == Some(Kind::Place);
        let state = is_state(rest);
        let joins = pieces.last().is_some_and(|last| {
            let campus = last
                .trim()
                .rsplit_once(" of ")
                .is_some_and(|(before, state)| before.ends_with("University") && place(state));
            let city =
                state && is_city_with_state(&format!("{}, {rest}", last.trim())) && part(last, 0, words).kind.is_none();
            is_legal || city || (place(last) && (place(rest) || state)) || (campus && place(rest) && !state)
        });
        let before = pieces.last().filter(|_| state);
        let parted =
            before.and_then(|last| before_city(last, words).or_else(|| behind_school(last, words).filter(|_| !joins)));
        if let Some((name, city)) = parted {
            pieces.pop();
            pieces.push(name);
            pieces.push(format!("{city},{piece}"));
            continue;
        }
        match pieces.last_mut().filter(|_| joins) {
            Some(last) => *last = format!("{last},{piece}"),
            None => pieces.push(piece.to_owned()),
        }
    }
    pieces
}

/// `City Hospital: Consultant physician`, `Northern University: MSc, Physics`: a name, and what somebody was there.
pub(super) fn named_before_colon<'t>(text: &'t str, words: &Words) -> Option<(&'t str, &'t str)> {
    let (name, rest) = text.split_once([':', '：'])?;
    let last = name.rsplit(',').next().unwrap_or_default();
    if last.len() < name.len() && label_named(last).is_some() {
        return None;
    }
    let names = matches!(part(name, 0, words).kind, Some(Kind::Company | Kind::School));
    let first = split_commas(rest).first().copied().unwrap_or_default();
    let tells = matches!(part(first, 0, words).kind, Some(Kind::Title | Kind::Degree));
    (names && tells).then_some((name, rest))
}

/// Whether a text is the code of a state of the USA or Australia, or of a province of Canada.
pub(super) fn is_state(text: &str) -> bool {
    const STATES: &str = " AL AK AZ AR CA CO CT DE DC FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY OH OK OR PA RI SC SD TN TX UT VA VT WA WI WV WY VIC NSW QLD TAS ACT AB BC MB NB NS ON QC SK ";
    (2..=3).contains(&text.len()) && STATES.contains(&format!(" {text} "))
}

/// Whether a text is a city with the code of its state.
pub(super) fn is_city_with_state(text: &str) -> bool {
    let city = |city: &str| city.split(' ').count() <= 3 && city.starts_with(char::is_uppercase) && !city.contains(',');
    text.rsplit_once(", ").is_some_and(|(name, state)| is_state(state) && city(name))
}

/// A school and the city that only a space sets apart from it, as texts taken out of a PDF have them.
pub(super) fn behind_school(text: &str, words: &Words) -> Option<(String, String)> {
    let marks = words.marks(text);
    let last = marks.iter().rfind(|mark| matches!(mark.kind, Kind::School | Kind::Company))?;
    let city = text[last.end..].trim();
    let named = city.split(' ').count() <= 2 && city.starts_with(char::is_uppercase) && last.start > 0;
    named.then(|| (text[..last.end].trim().to_owned(), city.to_owned()))
}

/// An employer that no word tells of, and a known city that only a space sets apart: `Bluefin Philadelphia`, before a
/// state. What cities are called after is none: `Greater Boston`.
pub(super) fn before_city(text: &str, words: &Words) -> Option<(String, String)> {
    const OF_PLACES: &str = " Greater New North South East West Northern Southern Eastern Western Central Upper Lower Downtown Fort Port Lake Mount San Santa Saint St. St Los Las El La Old ";
    let text = text.trim();
    let marks = words.marks(text);
    let city = marks.last().filter(|mark| mark.kind == Kind::Place && mark.end == text.len() && mark.key.is_none())?;
    let name = text[..city.start].trim_end();
    let first = name.split(' ').next().unwrap_or_default();
    let named = name.len() > 2 && marks.len() == 1 && first.starts_with(char::is_uppercase);
    (named && !OF_PLACES.contains(&format!(" {first} "))).then(|| (name.to_owned(), text[city.start..].to_owned()))
}

pub(super) fn split_commas(text: &str) -> Vec<&str> {
    let (mut depth, mut from, mut pieces) = (0i32, 0, Vec::new());
    for (at, c) in text.char_indices() {
        match c {
            '(' | '（' | '[' => depth += 1,
            ')' | '）' | ']' => depth -= 1,
            ',' | '，' | '、' if depth <= 0 => {
                pieces.push(&text[from..at]);
                from = at + c.len_utf8();
            }
            _ => {}
        }
    }
    pieces.push(&text[from..]);
    pieces.retain(|piece| !piece.trim().is_empty());
    pieces
}

/// The pieces of a text with Chinese words: spaces set them apart where each is a word of its own, and so does the
/// end of the name of an organization.
pub(super) fn chinese(text: &str, words: &Words) -> Vec<String> {
    let text = without_verbs(trimmed(text));
    // What stands in brackets as a whole is parted as if it did not.
    let text = if text.starts_with(['(', '（']) { aside(text).0 } else { text };
    if !text.chars().any(is_han) || tells_of_deeds(text) || part(text, 0, words).kind == Some(Kind::Place) {
        return vec![text.to_owned()];
    }
    let mut pieces: Vec<String> = Vec::new();
    let mut depth = 0i32;
    let all: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    for (number, word) in all.iter().copied().enumerate() {
        let unknown = |text: &str| part(text, 0, words).kind.is_none();
        // `某某电商 Java 工程师`: the technology belongs to the title behind it.
        let leads =
            |number: usize| all.get(number + 1).is_some_and(|next| part(next, 0, words).kind == Some(Kind::Title));
        let joins = pieces.last().is_some_and(|last| {
            let latin = !last.ends_with(is_han) && !last.ends_with(['）', ')']);
            let latin_words =
                last.ends_with(|c: char| c.is_ascii()) && word.starts_with(|c: char| c.is_ascii_alphabetic());
            let place = part(word, 0, words).kind == Some(Kind::Place);
            depth > 0
                || latin_words
                || word.starts_with(['(', '（'])
                || (unknown(last) && !place && (latin || !word.starts_with(is_han) && unknown(word) && !leads(number)))
        });
        depth += i32::try_from(word.matches(['(', '（']).count()).unwrap_or(0)
            - i32::try_from(word.matches([')', '）']).count()).unwrap_or(0);
        match pieces.last_mut().filter(|_| joins) {
            Some(last) => *last = format!("{last} {word}"),
            None => pieces.push(word.to_owned()),
        }
    }
    pieces.iter().flat_map(|piece| behind_names(piece, words)).collect()
}

/// `某某科技有限公司高级工程师` is two: what stands behind the end of a name is something else.
pub(super) fn behind_names(text: &str, words: &Words) -> Vec<String> {
    if !text.ends_with(|c: char| is_han(c) || c.is_ascii_alphanumeric()) || text.chars().count() < 4 {
        return vec![text.to_owned()];
    }
    let marks = words.marks(text);
    let names = marks.iter().filter(|mark| {
        matches!(mark.kind, Kind::Company | Kind::School | Kind::Department) && mark.end < text.len() && mark.end >= 4
    });
    let ends = names.filter(|mark| mark.start > 0 || mark.key.is_some());
    for mark in ends.collect::<Vec<_>>().into_iter().rev() {
        let rest = &text[mark.end..];
        let begins =
            text[..mark.end].ends_with(is_han) && rest.starts_with(|c: char| is_han(c) || c.is_ascii_alphabetic());
        let other = part(rest, 0, words)
            .kind
            .filter(|kind| matches!(kind, Kind::Title | Kind::Department | Kind::School | Kind::Degree | Kind::Area));
        let quality = mark.kind == Kind::Department && QUALITIES.iter().any(|word| text[..mark.end].ends_with(word));
        // `中国科学院大学` is one name.
        let bare = ["大学", "学院", "医院", "公司", "研究院"].contains(&rest)
            || rest.ends_with("学院")
                && words.marks(rest).iter().any(|mark| mark.kind == Kind::Place && mark.start == 0);
        if begins && other.is_some() && !quality && !bare && rest.chars().count() >= 2 {
            let mut pieces = behind_names(&text[..mark.end], words);
            pieces.push(rest.to_owned());
            return pieces;
        }
    }
    vec![text.to_owned()]
}
