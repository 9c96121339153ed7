//! Periods whose years have two digits: `05/9 - 09/6`, `03/15 – 06/18`.

use super::found::{now, number, rest};
use super::writings::known;
use super::{Date, End};

/// The two ends of such a period that begins at a place, and where it ends. Nothing where the figures may be read as month
/// and year as well as year and month.
pub(super) fn short_years(text: &str, at: usize) -> Option<(Date, End, usize)> {
    let (first, end) = pair(text, at)?;
    let (place, after) = rest(text, end);
    let dash = ["--", "–", "—", "~", "～", "-", "至", "到"].iter().find(|dash| after.starts_with(**dash))?;
    let (place, _) = rest(text, place + dash.len());
    let (last, end) = match (now(text, place), pair(text, place)) {
        (Some((end, _)), _) => (None, end),
        (None, Some((last, end))) => (Some(last), end),
        (None, None) => return None,
    };
    let read = |order: fn(Pair) -> Option<Date>| {
        let start = order(first)?;
        let Some(last) = last else { return Some((start, End::Present)) };
        order(last).filter(|last| start.first_day() <= last.last_day()).map(|last| (start, End::Date(last)))
    };
    match (read(year_first), read(month_first)) {
        (Some((start, last)), None) | (None, Some((start, last))) => Some((start, last, end)),
        _ => None,
    }
}

/// Two numbers with their widths.
type Pair = [(u32, usize); 2];

/// Two numbers with a stroke between, and where they end.
fn pair(text: &str, at: usize) -> Option<(Pair, usize)> {
    let one = number(text, at)?;
    let behind = text[at + one.1..].strip_prefix('/')?;
    let two = number(text, text.len() - behind.len())?;
    let end = text.len() - behind.len() + two.1;
    let closed = !text[end..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/');
    (one.1 <= 2 && two.1 <= 2 && closed).then_some(([one, two], end))
}

fn year_first([year, month]: Pair) -> Option<Date> {
    dated(year, month)
}

fn month_first([month, year]: Pair) -> Option<Date> {
    dated(year, month)
}

/// A month of a year with two digits, of which those up to 40 are of this century.
fn dated((year, width): (u32, usize), (month, _): (u32, usize)) -> Option<Date> {
    let century = if year <= 40 { 2000 } else { 1900 };
    known(century + year, Some(month), None).filter(|_| width == 2 && month > 0)
}
