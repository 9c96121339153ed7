//! A degree that stands before its school without a mark between them: `DPhil University of Oxbridge`.

use super::part;
use crate::import::words::{Kind, Words};

/// The degree and the school of a text in which nothing sets them apart, else the text as it is.
pub(super) fn degree_and_school(text: &str, words: &Words) -> Vec<String> {
    match school_from(text, words) {
        Some(at) => vec![text[..at].to_owned(), text[at..].trim_start().to_owned()],
        None => vec![text.to_owned()],
    }
}

/// Where the school begins: at `University of …`, or right behind a degree in its short form, where a name follows.
fn school_from(text: &str, words: &Words) -> Option<usize> {
    if !text.contains("Universit") && !text.contains(" College") && !text.contains(" Institut") {
        return None;
    }
    let marks = words.marks(text);
    let degree = marks.first().filter(|mark| mark.kind == Kind::Degree && mark.start == 0)?;
    let of = [" University of ", " Universidad ", " Université ", " Universität ", " Università "];
    let named = of.iter().filter_map(|words| text.find(words)).min().filter(|at| !leads_over(&text[..*at]));
    let short = || {
        let behind = text[degree.end..].strip_prefix(' ')?;
        let first = behind.split(' ').next()?;
        let name = first.starts_with(char::is_uppercase) && behind.split(' ').count() <= 5;
        let subject =
            words.marks(behind).iter().any(|mark| matches!(mark.kind, Kind::Area | Kind::Title | Kind::Degree));
        (name && !subject && is_short(&text[..degree.end])).then_some(degree.end)
    };
    named.filter(|at| *at >= degree.end).or_else(short).filter(|at| {
        let school = part(&text[*at..], 0, words).kind == Some(Kind::School);
        school && part(&text[..*at], 0, words).kind == Some(Kind::Degree)
    })
}

/// Whether a text ends with a word that belongs to what follows: `Bachelor of Arts at the`.
fn leads_over(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default();
    last.starts_with(char::is_lowercase) || text.ends_with([',', '-', '–', '&', '('])
}

/// Whether a degree is written in its short form: `PhD`, `B.Sc.`, `MA`.
fn is_short(degree: &str) -> bool {
    let capitals = degree.chars().filter(char::is_ascii_uppercase).count();
    degree.len() <= 7 && capitals >= 2
}
