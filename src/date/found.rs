//! Dates and periods within lines of text, in the writings of CVs: `2018.1 ~ 今`, `Jan 2019 – Present`, `2018 年夏`.
//!
//! [`Writing`](super::Writing) reads a text that is a date and nothing else; here they are found among other words.

use std::ops::Range;

use super::short::short_years;
use super::writings::{NOW, known, month};
use super::{Date, End};

/// What a place in a text says about time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// A date alone.
    At(Date),
    /// A beginning that is called one: `since 2018`, `2018年起`.
    Since(Date),
    /// A period; one whose end the text leaves open has an unknown end.
    Period(Date, End),
}

/// A date or period and where it stands, with brackets around it and a length behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// What it says.
    pub span: Span,
}

/// What separates the ends of a period, the longest first.
const TO: [&str; 23] = [
    "——", "---", "--", "until", "till", "through", "bis", "to", "–", "—", "~", "～", "〜", "∼", "−", "‑", "‒", "－",
    "→", "至", "到", "-", "/",
];

/// Words that begin a period whose end is open.
const SINCE: [&str; 5] = ["since ", "seit ", "depuis ", "starting ", "自"];

/// Seasons and other parts of a year; the first four may stand before a year.
const SEASONS: [&str; 10] = ["spring", "summers", "summer", "fall", "autumn", "winter", "q1", "q2", "q3", "q4"];

/// Parts of a year that follow it in Chinese.
const PARTS: [&str; 15] =
    ["上半年", "下半年", "年初", "年底", "年末", "春季", "夏季", "秋季", "冬季", "春", "夏", "秋", "冬", "初", "末"];

/// Dates and periods of a text, in order.
#[must_use]
pub fn found(text: &str) -> Vec<Found> {
    let mut all = Vec::new();
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return all;
    }
    let mut at = 0;
    while at < text.len() {
        match starts(text, at).then(|| period(text, at)).flatten() {
            Some(period) => {
                at = period.range.end;
                all.push(period);
            }
            None => at += 1,
        }
    }
    all
}

/// Whether a date may begin here: a run of digits or of letters that is no part of another word or figure.
fn starts(text: &str, at: usize) -> bool {
    // Most places are within a word, which the bytes tell; where a letter or digit of ASCII stands, a character begins.
    let within = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_alphanumeric);
    let Some(first) = text.as_bytes().get(at).filter(|_| within(at) && !within(at.wrapping_sub(1))) else {
        return false;
    };
    let mut before = text[..at].chars().rev();
    let (last, other) = (before.next(), before.next());
    let follows = |c: char| matches!(c, '_' | '$' | '¥' | '￥' | '#');
    let figure =
        last.is_some_and(|c| matches!(c, '.' | '-' | '/' | ',' | ':')) && other.is_some_and(|c| c.is_ascii_digit());
    !(last.is_some_and(follows) || figure && first.is_ascii_digit())
}

/// A part of a year, as precise as it is written; without year it is the beginning of a longer writing.
#[derive(Clone, Copy)]
struct Point {
    year: Option<u32>,
    month: Option<u32>,
    day: Option<u32>,
    end: usize,
}

impl Point {
    fn date(self) -> Option<Date> {
        let year = self.year.filter(|year| (1940..=2100).contains(year))?;
        known(year, self.month, self.day).or_else(|| known(year, self.month, None))
    }
}

fn period(text: &str, at: usize) -> Option<Found> {
    let Some(start) = point(text, at) else {
        let (start, last, end) = short_years(text, at)?;
        return Some(Found { range: bracketed(text, at, length(text, end)), span: Span::Period(start, last) });
    };
    let span = range(text, start);
    let (span, end) = match span {
        Some((from, until, end)) => (Span::Period(from, until), end),
        None => (Span::At(start.date()?), start.end),
    };
    let (span, begin, end) = since(text, span, at, end);
    Some(Found { range: bracketed(text, begin, only_expected(text, length(text, end))), span })
}

/// Behind an end of which the text says that it is only expected: `2023 (expected)`.
fn only_expected(text: &str, end: usize) -> usize {
    let Some(open) = text[end..].trim_start().strip_prefix(['(', '（', '[']) else { return end };
    let words = ["expected", "anticipated", "ongoing", "in progress", "current", "预计", "在读", "预计毕业"];
    let behind = |word: &&str| {
        let rest = open.get(word.len()..).filter(|_| starts_with(open, word))?;
        rest.strip_prefix([')', '）', ']'])
    };
    words.iter().find_map(behind).map_or(end, |rest| text.len() - rest.len())
}

/// Takes in the words that call a date a beginning.
fn since(text: &str, span: Span, at: usize, end: usize) -> (Span, usize, usize) {
    let Span::At(date) = span else { return (span, at, end) };
    let word = SINCE.iter().find(|word| ends_with(&text[..at], word));
    if let Some(word) = word {
        let after = rest(text, end).1;
        let end = if after.starts_with('起') { rest(text, end).0 + '起'.len_utf8() } else { end };
        return (Span::Since(date), at - word.len(), end);
    }
    let (place, after) = rest(text, end);
    match ["以来", "起"].iter().find(|word| after.starts_with(*word)) {
        Some(word) => (Span::Since(date), at, place + word.len()),
        None => (span, at, end),
    }
}

fn ends_with(text: &str, word: &str) -> bool {
    let at = text.len().wrapping_sub(word.len());
    text.get(at..).is_some_and(|end| end.eq_ignore_ascii_case(word))
}

fn starts_with(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

/// The text after white space, and where it begins.
pub(super) fn rest(text: &str, at: usize) -> (usize, &str) {
    let after = text[at..].trim_start();
    (text.len() - after.len(), after)
}

/// The two ends of a period that begins with this point, and where it ends in the text.
fn range(text: &str, start: Point) -> Option<(Date, End, usize)> {
    let (at, after) = rest(text, start.end);
    let word = TO.iter().find(|word| starts_with(after, word))?;
    let (behind, _) = rest(text, at + word.len());
    let behind = expected(text, behind);
    if word.is_ascii() && word.as_bytes()[0].is_ascii_alphabetic() && behind == at + word.len() {
        return None;
    }
    if let Some((end, now)) = now(text, behind).or_else(|| now(text, at)) {
        return start.date().map(|date| (date, now, end));
    }
    let full = starts(text, behind).then(|| point(text, behind)).flatten().or_else(|| hidden(text, behind));
    if let Some(end) = full.filter(|end| end.year.is_some()) {
        let start = Point { year: start.year.or(end.year), ..start }.date()?;
        let end_date = end.date().filter(|end| start.first_day() <= end.last_day())?;
        return (*word != "/" || is_academic(start, end_date)).then_some((start, End::Date(end_date), end.end));
    }
    short_end(text, start, behind, word).or_else(|| open_end(start, &text[at + word.len()..], at + word.len(), word))
}

/// Where an end begins before which the text says that it is only expected.
fn expected(text: &str, at: usize) -> usize {
    let open = text[at..].trim_start_matches(['(', '（', '[']);
    let word = ["expected ", "anticipated ", "expected: ", "exp. ", "预计", "预期"].iter();
    let behind = word.filter(|word| starts_with(open, word)).map(|word| text.len() - open.len() + word.len()).max();
    let closed = |end: usize| text[end..].trim_start_matches([')', '）', ']']).trim_start();
    behind.map_or(at, |end| text.len() - closed(end).len())
}

/// A point directly behind a hyphen, which elsewhere would be a part of a figure.
fn hidden(text: &str, at: usize) -> Option<Point> {
    text.as_bytes().get(at).filter(|byte| byte.is_ascii_digit())?;
    point(text, at)
}

/// `2018/2019` is an academic year.
fn is_academic(start: Date, end: Date) -> bool {
    start.month().is_none() && end.month().is_none() && end.year() - start.year() <= 8
}

/// An end of which only the month is written, `2018.3-6`, or only the end of the year, `2018-19`.
fn short_end(text: &str, start: Point, at: usize, word: &str) -> Option<(Date, End, usize)> {
    let (number, width) = number(text, at)?;
    let end = at + width;
    let behind = text[end..].chars().next();
    if width > 2 || behind.is_some_and(|c| c.is_ascii_alphanumeric()) || word == "/" {
        return None;
    }
    let from = start.date()?;
    let month_end = rest(text, end).1.starts_with('月').then(|| rest(text, end).0 + '月'.len_utf8());
    let date = match (start.month, start.year) {
        (Some(first), Some(year)) if number >= first && number <= 12 => known(year, Some(number), None),
        (None, Some(year)) if width == 2 && year % 100 < number && month_end.is_none() => {
            known(year / 100 * 100 + number, None, None)
        }
        _ => None,
    };
    date.map(|date| (from, End::Date(date), month_end.unwrap_or(end)))
}

/// A period that ends with its hyphen: the text does not say until when.
fn open_end(start: Point, after: &str, behind: usize, word: &str) -> Option<(Date, End, usize)> {
    let closes = after.trim().is_empty()
        || after.starts_with("  ")
        || after.starts_with('\t')
        || after.trim_start().starts_with([')', '）', ']', '】', '|', ':', '：', ';', '；']);
    // `2017.10-?`
    let asked = after.len() - after.trim_start().trim_start_matches(['?', '？']).len();
    let asked = if after.trim_start().starts_with(['?', '？']) { asked } else { 0 };
    ((closes || asked > 0) && word != "/").then_some(())?;
    start.date().map(|date| (date, End::Unknown, behind + asked))
}

/// A word for now at this place, and where it ends.
pub(super) fn now(text: &str, at: usize) -> Option<(usize, End)> {
    let after = text[at..].trim_start_matches(['(', '（']);
    let at = text.len() - after.len();
    let lower: String = after.chars().take(24).flat_map(char::to_lowercase).collect();
    // `CurrentParking Supervisor`: the text of a column that the document sets apart is glued to the word.
    let glued = |word: &str| after.get(word.len()..).is_some_and(|rest| rest.starts_with(|c: char| c.is_uppercase()));
    let whole = |word: &str| {
        let goes_on = |c: char| c.is_alphabetic() && c.is_ascii() && word.is_ascii();
        !lower[word.len()..].starts_with(goes_on) || glued(word) && !after.starts_with(&word.to_uppercase())
    };
    let words = NOW.iter().chain(&["至今", "date"]).filter(|word| lower.starts_with(**word) && whole(word));
    let word = words.max_by_key(|word| word.len())?;
    text.is_char_boundary(at + word.len()).then_some((at + word.len(), End::Present))
}

/// The point that begins at this place.
fn point(text: &str, at: usize) -> Option<Point> {
    let first = text.as_bytes().get(at)?;
    if first.is_ascii_digit() { numeric(text, at) } else { worded(text, at) }
}

/// The number at this place and its width.
pub(super) fn number(text: &str, at: usize) -> Option<(u32, usize)> {
    let width = text[at..].bytes().take_while(u8::is_ascii_digit).count();
    (1..=8).contains(&width).then(|| text[at..at + width].parse().ok().map(|number| (number, width)))?
}

fn numeric(text: &str, at: usize) -> Option<Point> {
    let (value, width) = number(text, at)?;
    let end = at + width;
    match width {
        4 => of_year(text, value, end),
        6 if (1..=12).contains(&(value % 100)) => {
            sure(text, Point { year: Some(value / 100), month: Some(value % 100), day: None, end })
        }
        2 if short_year(value) && follows_short_year(&text[end..]) => {
            of_year(text, value + if value <= 40 { 2000 } else { 1900 }, end)
        }
        1 | 2 => month_first(text, value, end).or_else(|| day_first(text, value, end)),
        _ => None,
    }
}

fn short_year(value: u32) -> bool {
    value <= 40 || value >= 70
}

/// Whether what follows two figures makes them a year: `16年毕业`, `18年3月`; `3年` is a length.
fn follows_short_year(rest: &str) -> bool {
    let Some(rest) = rest.strip_prefix('年') else { return false };
    let month = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    ["毕业", "入学", "入职"].iter().any(|word| rest.starts_with(word))
        || (1..=2).contains(&(rest.len() - month.len())) && month.starts_with('月')
}

/// A point of figures alone, unless what follows makes it an amount of something.
fn sure(text: &str, point: Point) -> Option<Point> {
    let next = text[point.end..].chars().next();
    let counts = |c: char| c.is_ascii_alphanumeric() || "+%万亿人个項项名元台次多余分天家款条篇件位字".contains(c);
    (point.date().is_some() && !next.is_some_and(counts)).then_some(point)
}

/// A point that begins with its year.
fn of_year(text: &str, year: u32, end: usize) -> Option<Point> {
    let bare = Point { year: Some(year), month: None, day: None, end };
    bare.date()?;
    let (at, after) = rest(text, end);
    if after.starts_with('年') {
        return Some(chinese(text, Point { end: at + '年'.len_utf8(), ..bare }));
    }
    if let Some(separator) = after.chars().next().filter(|c| matches!(c, '.' | '/' | '-' | '／' | '、' | ','))
        && let Some(dated) = with_month(text, bare, separator, at + separator.len_utf8())
    {
        return Some(dated);
    }
    if let Some((month, width)) = chinese_month(after) {
        return Some(Point { month: Some(month), end: at + width, ..bare });
    }
    if let Some((month, word_end)) = month_word(text, at).filter(|_| at > end || text.is_char_boundary(at)) {
        return Some(Point { month: Some(month), end: word_end, ..bare });
    }
    if let Some(part) = SEASONS.iter().find(|part| starts_with(after, part) && at > end) {
        return Some(Point { end: at + part.len(), ..bare });
    }
    sure(text, bare)
}

/// `2018.03`, `2018/3/1`, `2018-03`, `2018. 9`, and `2018, March`.
fn with_month(text: &str, bare: Point, separator: char, at: usize) -> Option<Point> {
    let (place, _) = rest(text, at);
    let tight = place == at;
    if separator == ',' || separator == '、' {
        return month_word(text, place).map(|(month, end)| Point { month: Some(month), end, ..bare });
    }
    if !tight && separator != '.' {
        return None;
    }
    let (month, width) = number(text, place).filter(|(month, width)| *width <= 2 && (1..=12).contains(month))?;
    let dated = Point { month: Some(month), end: place + width, ..bare };
    let after = &text[dated.end..];
    let day = after.strip_prefix(separator).and_then(|_| number(text, dated.end + separator.len_utf8()));
    let longer = |point: Point| text[point.end..].starts_with(|c: char| c.is_ascii_alphanumeric());
    match day.filter(|(day, width)| *width <= 2 && (1..=31).contains(day)) {
        Some((day, width)) if separator != '.' || width == 2 => {
            Some(Point { day: Some(day), end: dated.end + separator.len_utf8() + width, ..dated })
                .filter(|point| !longer(*point))
        }
        _ => Some(dated).filter(|point| !longer(*point)).map(|point| after_month(text, point)),
    }
}

/// `2018.3月`.
fn after_month(text: &str, point: Point) -> Point {
    if text[point.end..].starts_with('月') { Point { end: point.end + '月'.len_utf8(), ..point } } else { point }
}

/// What follows `2018年`: `9月`, `9 月 3 日`, `夏`, `初`.
fn chinese(text: &str, year: Point) -> Point {
    let (at, after) = rest(text, year.end);
    if let Some((month, width)) = number(text, at).filter(|(month, _)| (1..=12).contains(month)) {
        let (place, behind) = rest(text, at + width);
        let Some(word) = ["月份", "月"].iter().find(|word| behind.starts_with(*word)) else { return year };
        let dated = Point { month: Some(month), end: place + word.len(), ..year };
        let (at, _) = rest(text, dated.end);
        let day = number(text, at).filter(|(day, width)| *width <= 2 && (1..=31).contains(day));
        let closed = day.and_then(|(day, width)| {
            let (place, behind) = rest(text, at + width);
            let word = behind.chars().next().filter(|c| matches!(c, '日' | '号'))?;
            Some(Point { day: Some(day), end: place + word.len_utf8(), ..dated })
        });
        return closed.unwrap_or(dated);
    }
    if let Some((month, width)) = chinese_month(after) {
        return Point { month: Some(month), end: at + width, ..year };
    }
    match PARTS.iter().find(|part| after.starts_with(*part)) {
        Some(part) => Point { end: at + part.len(), ..year },
        None => year,
    }
}

/// A month in Chinese numerals, `九月`, and its width.
fn chinese_month(text: &str) -> Option<(u32, usize)> {
    const MONTHS: [&str; 12] =
        ["一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月"];
    let mut named = (1..).zip(MONTHS).filter(|(_, month)| text.starts_with(month));
    named.next().map(|(month, name)| (month, name.len()))
}

/// `03/2018`, `3.2018`, `31/03/2018`, `31.03.2018`.
fn month_first(text: &str, first: u32, end: usize) -> Option<Point> {
    let separator = text[end..].chars().next().filter(|c| matches!(c, '/' | '.' | '-'))?;
    let place = end + separator.len_utf8();
    let (second, width) = number(text, place)?;
    let behind = place + width;
    let point = match width {
        4 => Point { year: Some(second), month: Some(first), day: None, end: behind },
        1 | 2 => {
            let third = text[behind..].strip_prefix(separator).and_then(|_| number(text, behind + 1));
            let (year, _) = third.filter(|(_, width)| *width == 4)?;
            let (day, month) = if second > 12 { (second, first) } else { (first, second) };
            let day = (day > 12 || separator == '.').then_some(day);
            Point { year: Some(year), month: Some(month), day, end: behind + 5 }
        }
        _ => return None,
    };
    point.month.filter(|month| (1..=12).contains(month))?;
    sure(text, point)
}

/// `12 March 2018`, `1st Mar, 2018`.
fn day_first(text: &str, day: u32, end: usize) -> Option<Point> {
    let ordinal = ["st", "nd", "rd", "th", "."].iter().find(|word| starts_with(&text[end..], word));
    let (at, _) = rest(text, end + ordinal.map_or(0, |word| word.len()));
    if text[end..at].contains('\t') {
        return None;
    }
    let (month, end) = before_date(text, at).then(|| month_word(text, at)).flatten()?;
    let point =
        year_after(text, end).map(|(year, end)| Point { year: Some(year), month: Some(month), day: Some(day), end })?;
    (1..=31).contains(&day).then_some(point)
}

/// The month that a word at this place names, and where the word ends.
fn month_word(text: &str, at: usize) -> Option<(u32, usize)> {
    text.as_bytes().get(at).filter(|byte| byte.is_ascii_alphabetic())?;
    let end = text[at..].char_indices().take(13).find(|(_, c)| !c.is_alphabetic()).map(|(end, _)| at + end);
    let word = &text[at..end.unwrap_or(text.len())];
    let month = (3..=12).contains(&word.len()).then(|| month(&word.to_lowercase())).flatten()?;
    let end = at + word.len();
    Some((month.into(), end + usize::from(text[end..].starts_with('.'))))
}

/// Whether what follows a word may follow the name of a month: a figure, an apostrophe, or the other end of a period.
/// Most words are ruled out by that, which is much cheaper than to look them up.
fn before_date(text: &str, at: usize) -> bool {
    // No name of a month is longer.
    let Some((end, _)) = text[at..].char_indices().take(13).find(|(_, c)| !c.is_alphabetic()) else { return false };
    let rest = text[at + end..].trim_start_matches(['.', ' ', ',', '，', '\u{a0}']);
    let sign = |c: char| c.is_ascii_digit() || "'’‘-–—~/".contains(c);
    rest.starts_with(sign) || ["to ", "of ", "de ", "until "].iter().any(|word| rest.starts_with(word))
}

/// A year behind a month, with a comma, an apostrophe or `of` between.
fn year_after(text: &str, end: usize) -> Option<(u32, usize)> {
    let after = text[end..].trim_start_matches([' ', ',', '.', '/', '-', '，', '\u{a0}']);
    let after = ["of ", "de "].iter().find_map(|word| after.strip_prefix(word)).unwrap_or(after);
    let cut = after.trim_start_matches(['\'', '’', '‘']);
    let at = text.len() - cut.len();
    match number(text, at)? {
        (year, 4) => Some((year, at + 4)),
        (year, 2) if cut.len() < after.len() => Some((if year < 70 { 2000 + year } else { 1900 + year }, at + 2)),
        _ => None,
    }
}

/// A point that begins with the name of a month or a season.
fn worded(text: &str, at: usize) -> Option<Point> {
    // The first letters of all seasons and months: most words are ruled out by that.
    let first = text.as_bytes().get(at).map(u8::to_ascii_lowercase)?;
    if !b"adefgjlmnoqsw".contains(&first) {
        return None;
    }
    if let Some(season) = SEASONS.iter().find(|season| starts_with(&text[at..], season)) {
        let (year, end) = year_after(text, at + season.len())?;
        return Some(Point { year: Some(year), month: None, day: None, end }).filter(|point| point.date().is_some());
    }
    let (month, end) = before_date(text, at).then(|| month_word(text, at)).flatten()?;
    let undated = Point { year: None, month: Some(month), day: None, end };
    let day = number(text, rest(text, end).0).filter(|(day, width)| *width <= 2 && (1..=31).contains(day));
    let dated = year_after(text, end).map(|(year, end)| Point { year: Some(year), end, ..undated });
    let with_day = || {
        let (day, width) = day?;
        let at = rest(text, end).0 + width;
        let ordinal =
            ["st", "nd", "rd", "th"].iter().find(|word| starts_with(&text[at..], word)).map_or(0, |word| word.len());
        year_after(text, at + ordinal).map(|(year, end)| Point { year: Some(year), day: Some(day), end, ..undated })
    };
    let point = dated.or_else(with_day).unwrap_or(undated);
    (point.year.is_none() || point.date().is_some()).then_some(point)
}

/// The end of a length of time behind a period: `(2 years 3 months)`, `，共1年`, `· 2 yrs`.
fn length(text: &str, end: usize) -> usize {
    let units = ["years", "year", "yrs", "yr", "months", "month", "mos", "mo", "年", "个月", "個月"];
    let skipped = |at: usize| {
        let after = text[at..]
            .trim_start_matches([' ', '(', '（', '·', '共', '+', '余', '多', ',', '，', '约', '计', '：', ':']);
        text.len() - after.len()
    };
    let mut last = end;
    while let Some((value, width)) = number(text, skipped(last)).filter(|(value, width)| *width <= 2 && *value < 60) {
        let (at, after) = rest(text, skipped(last) + width);
        let Some(unit) = units.iter().find(|unit| starts_with(after, unit)) else { break };
        if value > 60 {
            break;
        }
        last = at + unit.len();
    }
    let closes = text[end..last].contains(['(', '（']) && text[last..].starts_with([')', '）']);
    last + if closes { text[last..].chars().next().map_or(0, char::len_utf8) } else { 0 }
}

/// The range with the brackets around it.
fn bracketed(text: &str, start: usize, end: usize) -> Range<usize> {
    let before = text[..start].trim_end();
    let after = text[end..].trim_start();
    let closer = match before.chars().last() {
        Some('(') => ')',
        Some('（') => '）',
        Some('[') => ']',
        Some('【') => '】',
        Some('〔') => '〕',
        _ => return start..end,
    };
    match after.chars().next() {
        Some(c) if c == closer || (c == ')' && closer == '）') || (c == '）' && closer == ')') => {
            let opener = before.chars().last().map_or(0, char::len_utf8);
            before.len() - opener..text.len() - after.len() + c.len_utf8()
        }
        _ => start..end,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a text says about time, and the text around it.
    fn told(text: &str) -> String {
        let all: Vec<String> = found(text)
            .into_iter()
            .map(|found| match found.span {
                Span::At(date) => date.to_string(),
                Span::Since(date) => format!("{date}.."),
                Span::Period(start, end) => format!("{start}..{end}"),
            })
            .collect();
        all.join(" ")
    }

    fn around(text: &str) -> String {
        let found = found(text).remove(0);
        format!("{}|{}", &text[..found.range.start], &text[found.range.end..])
    }

    #[test]
    fn years_of_two_digits_are_read_where_nothing_else_can_be_meant() {
        let read = |text: &str| found(text).first().map(|found| (found.range.clone(), found.span));
        let period = |start: (u16, u8), end: (u16, u8)| {
            let date = |(year, month)| Date::new(year, Some(month), None).unwrap();
            Span::Period(date(start), End::Date(date(end)))
        };
        assert_eq!(read("05/9 - 09/6 复旦大学"), Some((0..11, period((2005, 9), (2009, 6)))));
        assert_eq!(read("16/7-17/6"), Some((0..9, period((2016, 7), (2017, 6)))));
        assert_eq!(read("10/11 - 11/2"), Some((0..12, period((2010, 11), (2011, 2)))));
        assert_eq!(read("03/15 – 06/18"), Some((0..15, period((2015, 3), (2018, 6)))));
        assert_eq!(read("10/11 - 11/12"), None);
        assert_eq!(read("1/2 - 3/4"), None);
    }

    #[test]
    fn periods_are_found_in_the_writings_of_cvs() {
        for (text, expected) in [
            ("2018.1 ~ 今    快手", "2018-01..present"),
            ("2016 年 9 月 - 2019 年 1 月", "2016-09..2019-01"),
            ("Acme 2020.08 - 至今", "2020-08..present"),
            ("Jan 2019 – Present", "2019-01..present"),
            ("03/2015 - 06/2018", "2015-03..2018-06"),
            ("2018 年夏, 爱彼迎", "2018"),
            ("2012—2014", "2012..2014"),
            ("2016年九月 - 2017八月", "2016-09..2017-08"),
            ("2016/07/02---2017/02/28", "2016-07-02..2017-02-28"),
            ("2012-2014", "2012..2014"),
            ("2018年3月至今", "2018-03..present"),
            ("2018年至2020年", "2018..2020"),
            ("2018.03-2019.06", "2018-03..2019-06"),
            ("2018-03-2019-06", "2018-03..2019-06"),
            ("2018/09－2022/06", "2018-09..2022-06"),
            ("2018.9-12", "2018-09..2018-12"),
            ("2018年7月-9月", "2018-07..2018-09"),
            ("Jun. – Aug. 2019", "2019-06..2019-08"),
            ("June 2019 to September 2020", "2019-06..2020-09"),
            ("Sept 2019 until now", "2019-09..present"),
            ("Summer 2018", "2018"),
            ("Fall 2016 - Spring 2018", "2016..2018"),
            ("2018/2019", "2018..2019"),
            ("2016-18", "2016..2018"),
            ("Since 2018", "2018.."),
            ("自2018年起", "2018.."),
            ("201809-202206", "2018-09..2022-06"),
            ("12 March 2018 - 1 May 2019", "2018-03-12..2019-05-01"),
            ("May 12, 2018", "2018-05-12"),
            ("Mar '18 - Jun ’19", "2018-03..2019-06"),
            ("01.03.2018 – 31.12.2019", "2018-03-01..2019-12-31"),
            ("2018 - ", "2018..unknown"),
            ("2019 – Current", "2019..present"),
            ("2018年9月—2022年6月", "2018-09..2022-06"),
            ("2018. 9 - 2019. 6", "2018-09..2019-06"),
            ("2020 Jan - 2021 Feb", "2020-01..2021-02"),
            ("Aug 2015 -- May 2017", "2015-08..2017-05"),
            ("2018.09.01-2019.03.15", "2018-09-01..2019-03-15"),
            ("(2009 to date)", "2009..present"),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn figures_are_no_dates() {
        for text in [
            "2000+ users",
            "v2018",
            "QPS 2018人",
            "1.2018.3x",
            "RFC 5730/5731",
            "2048",
            "10.1109/2018x",
            "marketing 12",
            "+00 000 2018 2019x",
        ] {
            assert_eq!(told(text).split(' ').filter(|one| one.contains("..")).count(), 0, "{text}");
        }
        assert_eq!(told("支撑 2000+ 个服务，5000人"), "");
    }

    #[test]
    fn brackets_and_lengths_belong_to_a_period() {
        assert_eq!(around("Acme (2018 - 2019), Berlin"), "Acme |, Berlin");
        assert_eq!(around("某公司（2018.03-2019.05）"), "某公司|");
        assert_eq!(around("Jan 2018 - Mar 2020 (2 years 3 months) x"), "| x");
        assert_eq!(around("2018.3 - 至今 （2年3个月）"), "|");
        assert_eq!(around("Acme · Jan 2018 - Mar 2020 · 2 yrs 3 mos"), "Acme · |");
        assert_eq!(around("PhD, Sample University, 2023 (expected)"), "PhD, Sample University, |");
    }
}
