//! Where strong marks part a line: bars, dashes, strokes, and `at`.

use std::ops::Range;

use super::STRONG;
use crate::import::labels::{label, label_named};
use crate::import::outline::Line;
use crate::text::is_han;

/// A piece between strong marks.
pub(super) struct Piece {
    /// Its text.
    pub(super) text: String,
    /// Whether it is bold.
    pub(super) bold: bool,
}

/// The pieces between strong marks.
pub(super) fn strong(text: &str, line: &Line) -> Vec<Piece> {
    let bold_text = line.text.get(..line.bold).unwrap_or_default().trim();
    let cuts = strong_cuts(text);
    let mut pieces = Vec::new();
    let mut from = 0;
    for Range { start, end } in cuts.into_iter().chain(std::iter::once(text.len()..text.len())) {
        let piece = text[from..start].trim();
        from = end;
        match piece
            .strip_prefix(bold_text)
            .filter(|rest| !bold_text.is_empty() && !rest.is_empty() && !rest.starts_with(char::is_alphanumeric))
        {
            Some(rest)
                if rest.chars().any(char::is_alphanumeric)
                    && ![" in ", " of ", " en "].iter().any(|word| rest.starts_with(word))
                    && !rest.trim_start().starts_with(['(', '（'])
                    && label(piece).is_none() =>
            {
                pieces.push(Piece { text: bold_text.to_owned(), bold: true });
                pieces.push(Piece { text: rest.to_owned(), bold: false });
            }
            _ if piece.is_empty() => {}
            _ => {
                let bold = !bold_text.is_empty() && bold_text.contains(piece);
                pieces.push(Piece { text: piece.to_owned(), bold });
            }
        }
    }
    pieces
}

/// Where strong marks stand: those that always set apart, and strokes with a space on each side.
pub(super) fn strong_cuts(text: &str) -> Vec<Range<usize>> {
    let mut cuts = Vec::new();
    let (mut depth, mut previous) = (0i32, ' ');
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let next = characters.peek().map_or(' ', |(_, next)| *next);
        let spaced = previous.is_whitespace() && next.is_whitespace();

        let cut = match c {
            '(' | '（' | '[' | '【' => {
                depth += 1;
                false
            }
            ')' | '）' | ']' | '】' => {
                depth -= 1;
                false
            }
            c if STRONG.contains(c) => depth <= 0 || c == '\t',
            '-' if depth <= 0 && next == '-' && previous.is_whitespace() => true,
            '-' if depth <= 0 && previous == '-' => true,
            '—' => depth <= 0,
            '–' | '-' | '~' | '/' | '·' | '－' | ':' | '：' if depth <= 0 => {
                let tight = matches!(c, '–' | '-' | '·' | '－') || c == '：' && is_named(&text[..at]);
                spaced || (tight && is_han(previous) && is_han(next))
            }
            '.' => depth <= 0 && next == ' ' && (ends_before_thesis(&text[at + 1..]) || ends_sentence(text, at)),
            '@' => depth <= 0 && (previous.is_whitespace() || next.is_whitespace() || is_han(previous)),
            _ => false,
        };
        if cut {
            cuts.push(at..at + c.len_utf8());
        } else if depth <= 0 && c == ' ' && !names_campus(&text[..at]) {
            let rest = &text[at..];
            if let Some(word) = [" at ", " bei ", " chez "].iter().find(|word| {
                rest.len() > word.len() && rest.as_bytes()[..word.len()].eq_ignore_ascii_case(word.as_bytes())
            }) {
                cuts.push(at..at + word.len());
            }
        }
        previous = c;
    }
    cuts.dedup_by(|next, last| next.start < last.end);
    cuts
}

/// Whether the place of a campus may follow, as in `University of Westmark at Redfield`.
pub(super) fn names_campus(text: &str) -> bool {
    text.rsplit([',', ';', '\t', '|', '(']).next().is_some_and(|last| last.contains("University of "))
}

/// Whether a text before a colon is a name, and no label: `某某大学：经济学博士`.
pub(super) fn is_named(text: &str) -> bool {
    let last = text.rsplit(|c: char| c.is_whitespace() || STRONG.contains(c)).next().unwrap_or_default();
    (3..=16).contains(&last.chars().count()) && label_named(last).is_none()
}

/// Whether a text behind a stop tells of a thesis or who supervised it.
pub(super) fn ends_before_thesis(rest: &str) -> bool {
    ["Thesis", "Dissertation", "Advisor", "Adviser", "Supervisor", "Supervised", "GPA", "Grade", "Minor"]
        .iter()
        .any(|word| rest.trim_start().starts_with(word))
}

/// Whether a stop ends a sentence, and no abbreviation: `Northern University. Funded by …`
pub(super) fn ends_sentence(text: &str, at: usize) -> bool {
    let word = text[..at].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let abbreviation = ["Univ", "Dept", "Prof", "Assoc", "Assist", "Engg", "Tech", "Corp", "Govt"].contains(&word);
    let next = text[at + 1..].trim_start();
    let legal = ["Co.", "Co ", "Inc", "Ltd", "LLC", "S.A", "GmbH", "Corp"].iter().any(|form| next.starts_with(form));
    word.chars().count() >= 4 && !abbreviation && !legal && next.starts_with(char::is_uppercase) && next.contains(' ')
}
