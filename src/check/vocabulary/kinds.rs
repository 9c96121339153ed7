//! The data types of schema.org, and which texts are of them. As lenient as those who read structured data are: a date
//! may be less than a day, a number may be a text.

use super::facts::{ClassId, Facts};
use crate::date::Date;

/// A data type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Url,
    Date,
    Time,
    Number,
    Boolean,
}

/// The data types by their classes; what is below one is of its kind, and a URL is a text by name only.
pub(super) const KINDS: [(&str, Kind); 7] = [
    ("URL", Kind::Url),
    ("Text", Kind::Text),
    ("Date", Kind::Date),
    ("DateTime", Kind::Date),
    ("Time", Kind::Time),
    ("Number", Kind::Number),
    ("Boolean", Kind::Boolean),
];

impl Kind {
    /// The kind of a class that is a data type.
    pub(super) fn of(class: ClassId) -> Option<Self> {
        Facts::known().classes[usize::from(class)].kind
    }

    /// How a text of the kind is written.
    pub(super) fn form(self) -> &'static str {
        match self {
            Self::Text => "a text",
            Self::Url => "an address, such as `https://example.com/`",
            Self::Date => "a date, such as `2024-05-31`",
            Self::Time => "a time, such as `09:30`",
            Self::Number => "a number",
            Self::Boolean => "`true` or `false`",
        }
    }

    /// Whether a text is of the kind.
    pub(super) fn takes(self, text: &str) -> bool {
        let text = text.trim();
        match self {
            Self::Text => true,
            Self::Url => is_address(text),
            Self::Date => is_date(text),
            Self::Time => is_time(text),
            Self::Number => text.parse::<f64>().is_ok(),
            Self::Boolean => matches!(local(text).to_ascii_lowercase().as_str(), "true" | "false"),
        }
    }

    /// Whether a text is a duration of ISO 8601.
    pub(super) fn is_duration(text: &str) -> bool {
        let body = text.trim().trim_start_matches('-').strip_prefix('P');
        body.is_some_and(|body| {
            body.contains(|c: char| c.is_ascii_digit())
                && body.chars().all(|c| c.is_ascii_digit() || "YMWDTHS.,".contains(c))
        })
    }
}

fn local(text: &str) -> &str {
    text.rsplit('/').next().unwrap_or(text)
}

/// Whether a text is an address, or one relative to a page.
fn is_address(text: &str) -> bool {
    let has_space = text.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(c));
    !has_space && !text.starts_with("www.") && text.contains([':', '/', '#', '.', '?'])
}

/// Whether a text is a date of ISO 8601, with a time or without.
fn is_date(text: &str) -> bool {
    let (date, time) = text.split_once(['T', 't', ' ']).map_or((text, None), |(date, time)| (date, Some(time)));
    let basic = date.len() == 8 && date.bytes().all(|byte| byte.is_ascii_digit());
    let date = if basic { format!("{}-{}-{}", &date[..4], &date[4..6], &date[6..]) } else { date.to_owned() };
    let parts: Vec<&str> = date.split('-').collect();
    let number = |part: &str, length: usize| {
        (part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse::<u16>().ok())?
    };
    let two = |part: &&str| number(part, 2).and_then(|number| u8::try_from(number).ok());
    let is_whole = match parts.as_slice() {
        [year] => number(year, 4).and_then(|year| Date::new(year, None, None)),
        [year, month] => number(year, 4).zip(two(month)).and_then(|(year, month)| Date::new(year, Some(month), None)),
        [year, month, day] => {
            let day = number(year, 4).zip(two(month)).zip(two(day));
            day.and_then(|((year, month), day)| Date::new(year, Some(month), Some(day)))
        }
        _ => None,
    };
    is_whole.is_some() && time.is_none_or(|time| parts.len() == 3 && is_time(time))
}

/// Whether a text is a time of day, with a zone or without.
fn is_time(text: &str) -> bool {
    let end = text.find(['Z', 'z', '+', '-']).unwrap_or(text.len());
    let (time, zone) = text.split_at(end);
    let parts: Vec<&str> = time.split([':', '.']).collect();
    let digits = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let zone_fits = zone.len() <= 6 && zone.chars().skip(1).all(|c| c.is_ascii_digit() || c == ':');
    (2..=4).contains(&parts.len())
        && parts.iter().all(digits)
        && parts.iter().zip([24, 59, 60]).all(|(part, most)| part.parse::<u8>().is_ok_and(|number| number <= most))
        && zone_fits
}
