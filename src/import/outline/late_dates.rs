//! Dates that stand behind what tells of an entry, as in a column at the right of a page.

use super::{Level, Line};
use crate::date::{Span, found};
use crate::import::labels::{Label, label};

/// A period alone that ends an entry below a heading is put behind the lines that name the entry, before the sentences.
pub(super) fn raise_dates(lines: &mut [Line]) {
    for at in 2..lines.len() {
        let closes = lines.get(at + 1).is_none_or(|next| is_heading(next) || next.level == Level::Rule);
        if let Some(to) = (closes && is_period(&lines[at])).then(|| told_from(lines, at)).flatten() {
            lines[to..=at].rotate_right(1);
        }
    }
}

/// Where the sentences begin that stand between the heading of an entry and the period that ends it. A heading with
/// dates above it has its own.
fn told_from(lines: &[Line], end: usize) -> Option<usize> {
    let heading = (end.saturating_sub(10)..end).rev().find(|at| is_heading(&lines[*at]))?;
    let dated = |line: &Line| !found(&line.text).is_empty();
    let above = heading > 0 && is_period(&lines[heading - 1]);
    if above || lines[heading..end].iter().any(dated) {
        return None;
    }
    let mark = |line: &Line| matches!(label(&line.text), Some((Label::Score, _)));
    let told =
        |line: &Line| mark(line) || line.text.ends_with('.') && line.text.split(' ').count() > 3 || line.width() > 80;
    let first = (heading + 1..end).find(|at| told(&lines[*at]) || matches!(lines[*at].level, Level::Item(_)))?;
    (first > heading + 1).then_some(first)
}

fn is_heading(line: &Line) -> bool {
    matches!(line.level, Level::Heading(_))
}

/// Whether a line is a period and nothing else.
fn is_period(line: &Line) -> bool {
    let dates = if line.text.len() <= 60 { found(&line.text) } else { Vec::new() };
    // A picture of a calendar may stand before it.
    let start = line.text.find(char::is_alphanumeric).unwrap_or(0);
    let whole = dates.first().is_some_and(|found| found.range == (start..line.text.len()));
    whole && line.level == Level::Text && !matches!(dates[0].span, Span::At(_))
}
