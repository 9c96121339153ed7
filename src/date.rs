//! Partial dates: a year, a year and month, or a day, kept as precise as they were written.
//!
//! Nothing here ever pads a date. What a partial date leaves open is asked for by its two bounds,
//! [`Date::first_day`] and [`Date::last_day`].

mod found;
mod short;
mod writings;

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Months, NaiveDate};

pub use found::{Found, Span, found};
pub use writings::Writing;

/// A calendar date of the precision that the source states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Date {
    year: u16,
    month: Option<u8>,
    day: Option<u8>,
}

/// Why a text is no [`Date`], with a mend where one is likely.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct DateError {
    /// How to mend it, such as a question whether `2018-10` was meant by `2018.10`.
    pub hint: Option<String>,
    /// What is certain of it all the same, such as `2019-02` for `2019-02-30`.
    pub certain: Option<Date>,
}

/// When something ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// It ended then.
    Date(Date),
    /// It still runs.
    Present,
    /// The source does not say whether it still runs.
    Unknown,
}

/// The last day of a period that still runs, as an upper bound for comparisons.
pub const OPEN: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 31).expect("a calendar day");

/// Today, by the clock of the machine (UTC).
#[must_use]
pub fn today() -> Date {
    let today = chrono::Utc::now().date_naive();
    let part = |number: u32| u8::try_from(number).ok();
    let date =
        u16::try_from(today.year()).ok().and_then(|year| Date::new(year, part(today.month()), part(today.day())));
    date.unwrap_or_else(|| unreachable!("the clock is between the years 1 and 9999"))
}

impl Date {
    /// The date `year`, `year-month` or `year-month-day`, or nothing where the calendar has none.
    #[must_use]
    pub fn new(year: u16, month: Option<u8>, day: Option<u8>) -> Option<Self> {
        let first = NaiveDate::from_ymd_opt(year.into(), month.unwrap_or(1).into(), day.unwrap_or(1).into());
        let whole = month.is_some() || day.is_none();
        (whole && (1..=9999).contains(&year) && first.is_some()).then_some(Self { year, month, day })
    }

    /// The year, 1 to 9999.
    #[must_use]
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, where it is stated.
    #[must_use]
    pub fn month(self) -> Option<u8> {
        self.month
    }

    /// The day of the month, where it is stated.
    #[must_use]
    pub fn day(self) -> Option<u8> {
        self.day
    }

    /// The first day that the date may mean.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        let month = self.month.unwrap_or(1).into();
        NaiveDate::from_ymd_opt(self.year.into(), month, self.day.unwrap_or(1).into()).unwrap_or_default()
    }

    /// The last day that the date may mean.
    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        let first = self.first_day();
        let months = match (self.month, self.day) {
            (_, Some(_)) => return first,
            (Some(_), None) => 1,
            (None, None) => 12,
        };
        first.checked_add_months(Months::new(months)).and_then(|next| next.pred_opt()).unwrap_or(OPEN)
    }

    /// Whether each day that `other` may mean is one that this date may mean: 2018 contains 2018-01.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        let same = |one: Option<u8>, two: Option<u8>| one.is_none() || one == two;
        self.year == other.year && same(self.month, other.month) && same(self.day, other.day)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        self.month.map_or(Ok(()), |month| write!(f, "-{month:02}"))?;
        self.day.map_or(Ok(()), |day| write!(f, "-{day:02}"))
    }
}

impl FromStr for Date {
    type Err = DateError;

    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD` (ISO 8601, calendar dates), and nothing else; see [`Writing`].
    fn from_str(text: &str) -> Result<Self, DateError> {
        let parts: Vec<&str> = text.split('-').collect();
        let widths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
        let iso = matches!(widths[..], [4] | [4, 2] | [4, 2, 2]);
        from_parts(&parts).filter(|_| iso).ok_or_else(|| strict_error(text))
    }
}

impl FromStr for End {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        match text {
            "present" => Ok(Self::Present),
            "unknown" => Ok(Self::Unknown),
            _ => text.parse().map(Self::Date),
        }
    }
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(date) => date.fmt(f),
            Self::Present => f.write_str("present"),
            Self::Unknown => f.write_str("unknown"),
        }
    }
}

fn from_parts(parts: &[&str]) -> Option<Date> {
    let number = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<u16>().ok())?;
    let numbers: Vec<u16> = parts.iter().map(number).collect::<Option<_>>()?;
    let small = |at: usize| numbers.get(at).map(|&number| u8::try_from(number).unwrap_or(u8::MAX));
    (1..=3).contains(&numbers.len()).then(|| Date::new(numbers[0], small(1), small(2)))?
}

/// Why a text is not in the strict writing, with that writing where the text is a date in another one.
fn strict_error(text: &str) -> DateError {
    match Writing::of(text) {
        Ok(Writing::At(End::Date(date))) => DateError { hint: Some(format!("did you mean `{date}`?")), certain: None },
        Ok(_) => DateError::default(),
        Err(error) => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_date_is_kept_as_it_was_written() {
        for text in ["2018", "2018-10", "2018-10-31", "0001", "9999-12-31"] {
            assert_eq!(date(text).to_string(), text);
        }
    }

    #[test]
    fn what_the_calendar_does_not_have_is_no_date() {
        for text in ["2018-13", "2018-00", "2019-02-29", "0000", "18", "2018-1", "", "-2018", "2018-", "２０１８"] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }

    #[test]
    fn other_writings_are_hinted_at() {
        for (text, hint) in [
            ("2018.10", "2018-10"),
            ("2018/3/1", "2018-03-01"),
            ("07/2025", "2025-07"),
            ("2018年1月", "2018-01"),
            ("2018-1", "2018-01"),
        ] {
            let expected = format!("did you mean `{hint}`?");
            assert_eq!(text.parse::<Date>().unwrap_err().hint, Some(expected), "{text}");
        }
        assert_eq!("soon".parse::<Date>().unwrap_err().hint, None);
        assert_eq!("2018-13".parse::<Date>().unwrap_err().hint, None);
    }

    #[test]
    fn bounds_are_the_first_and_last_possible_day() {
        let bounds = |text: &str| (date(text).first_day().to_string(), date(text).last_day().to_string());
        assert_eq!(bounds("2020"), ("2020-01-01".into(), "2020-12-31".into()));
        assert_eq!(bounds("2020-02"), ("2020-02-01".into(), "2020-02-29".into()));
        assert_eq!(bounds("2020-02-03"), ("2020-02-03".into(), "2020-02-03".into()));
        assert_eq!(bounds("9999"), ("9999-01-01".into(), "9999-12-31".into()));
    }

    #[test]
    fn a_year_contains_its_months_and_no_others() {
        assert!(date("2018").contains(date("2018-01")));
        assert!(date("2018").contains(date("2018")));
        assert!(!date("2018-01").contains(date("2018")));
        assert!(!date("2018").contains(date("2019-01")));
    }
}
