//! What kinds of lines stand in and between entries.

use crate::import::labels::{Label, label};
use crate::import::outline::{Level, Line};

/// Whether a line has a label of what names an entry.
pub(super) fn labelled(line: &Line) -> bool {
    label(&line.text).is_some() && !is_telling(line)
}

/// Whether a line is the mark of a study and nothing else.
pub(super) fn is_score(line: &Line) -> bool {
    line.width() <= 40 && matches!(label(&line.text), Some((Label::Score, _)))
}

/// Whether a line has a label of what tells of an entry, rather than names it.
pub(super) fn is_telling(line: &Line) -> bool {
    matches!(
        label(&line.text),
        Some((
            Label::Technologies
                | Label::Summary
                | Label::Duties
                | Label::Projects
                | Label::Score
                | Label::Courses
                | Label::Awards,
            _
        ))
    )
}

/// Whether the stop at the end of a text belongs to its last word: `Inc.`, `S.A.`, `Ph.D.`
pub(super) fn ends_with_abbreviation(text: &str) -> bool {
    let word = text.trim_end_matches('.').rsplit([' ', ',']).next().unwrap_or_default();
    let letters = word.len() <= 6 && word.contains('.') && word.starts_with(char::is_uppercase);
    letters || ["Inc", "Ltd", "Co", "Corp", "LLC", "D", "Jr"].contains(&word)
}

/// Whether a line is the title of some of a section's entries: `Vocational`, `In industry`, `全职`.
pub(super) fn parts_section(text: &str) -> bool {
    const PARTS: [&str; 16] = [
        "vocational",
        "miscellaneous",
        "academic",
        "academia",
        "in academia",
        "industry",
        "industrial",
        "in industry",
        "professional",
        "research",
        "teaching",
        "other",
        "others",
        "current",
        "previous",
        "其他",
    ];
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    text.len() <= 16 && PARTS.iter().any(|part| text.eq_ignore_ascii_case(part))
}

/// Whether a text is a length of time and nothing else: `4 years 7 months`, `5 年 4 个月`.
pub(super) fn is_length(text: &str) -> bool {
    let mut words = text.split(|c: char| c.is_whitespace() || c.is_ascii_digit()).filter(|word| !word.is_empty());
    let unit = |word: &str| {
        ["year", "years", "yr", "yrs", "month", "months", "mos", "mo", "年", "个月", "less", "than", "a"]
            .contains(&word)
    };
    text.len() <= 30 && text.contains(|c: char| c.is_ascii_digit()) && words.all(unit)
}

/// Whether a line is so near to what follows that an empty line between says nothing.
pub(super) fn is_near(line: &Line) -> bool {
    matches!(line.level, Level::Heading(_)) || line.is_bold()
}
