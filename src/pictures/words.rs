//! What pictures say that is not data, in English and Chinese.

use crate::date::{Date, End};

/// The language of what is not data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Words {
    /// English.
    #[default]
    English,
    /// Chinese.
    Chinese,
}

impl Words {
    /// The words for whoever reads this language (BCP 47); English where there are none.
    #[must_use]
    pub fn of(language: &str) -> Self {
        if crate::text::speaks(language, "zh") { Self::Chinese } else { Self::English }
    }

    /// The one of two wordings that is in this language.
    #[must_use]
    pub fn pick<'t>(self, english: &'t str, chinese: &'t str) -> &'t str {
        match self {
            Self::English => english,
            Self::Chinese => chinese,
        }
    }

    /// A length of time: `3 y 2 mo`.
    #[must_use]
    pub fn months(self, months: u32) -> String {
        let (years, rest) = (months / 12, months % 12);
        let (year, month) = (self.pick(" y", "年"), self.pick(" mo", "个月"));
        match (years, rest) {
            (0, _) => format!("{rest}{month}"),
            (_, 0) => format!("{years}{year}"),
            _ => format!("{years}{year}{}{rest}{month}", self.pick(" ", "")),
        }
    }

    /// A number of works: `2 works`.
    #[must_use]
    pub fn works(self, works: usize) -> String {
        match self {
            Self::English if works == 1 => "1 work".to_owned(),
            Self::English => format!("{works} works"),
            Self::Chinese => format!("{works}篇作品"),
        }
    }

    /// From when to when: `2018-10 – present`.
    #[must_use]
    pub fn period(self, start: Option<Date>, end: End) -> String {
        let unknown = || "?".to_owned();
        let from = start.map_or_else(unknown, |date| date.to_string());
        match end {
            End::Date(end) if start == Some(end) => from,
            End::Date(end) => format!("{from} – {end}"),
            End::Present => format!("{from} – {}", self.pick("present", "至今")),
            End::Unknown => format!("{from} – ?"),
        }
    }

    /// That there are more than are shown.
    #[must_use]
    pub fn more(self, count: usize) -> String {
        match self {
            Self::English => format!("and {count} more"),
            Self::Chinese => format!("另有{count}个"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time_name_what_is_there() {
        assert_eq!(Words::English.months(38), "3 y 2 mo");
        assert_eq!(Words::English.months(24), "2 y");
        assert_eq!(Words::Chinese.months(5), "5个月");
        assert_eq!(Words::Chinese.months(13), "1年1个月");
    }

    #[test]
    fn periods_are_as_precise_as_their_dates() {
        let start = "2018-10".parse().ok();
        assert_eq!(Words::English.period(start, End::Present), "2018-10 – present");
        assert_eq!(Words::Chinese.period(start, End::Present), "2018-10 – 至今");
        assert_eq!(Words::English.period(None, End::Unknown), "? – ?");
    }
}
