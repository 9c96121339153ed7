//! Years along a picture: where a day stands, and which years are written.

use chrono::{Datelike, NaiveDate};
use maud::{Markup, html};

use super::svg::Px;

/// How many units apart the years that are written are at least.
const APART: f64 = 46.0;

/// How high the years stand.
pub(super) const HEIGHT: f64 = 22.0;

/// A scale of days from one place to another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Axis {
    first: NaiveDate,
    last: NaiveDate,
    left: f64,
    right: f64,
}

impl Axis {
    /// A scale on which the days from `first` to `last` stand between `left` and `right`. It begins with a year.
    pub(super) fn new(first: NaiveDate, last: NaiveDate, left: f64, right: f64) -> Self {
        let first = first.with_ordinal(1).unwrap_or(first);
        // Of a few months alone the years would be far apart.
        let last = last.max(first.checked_add_months(chrono::Months::new(12)).unwrap_or(last));
        Self { first, last, left, right }
    }

    /// Where a day begins.
    pub(super) fn x(&self, day: NaiveDate) -> f64 {
        let days = |from: NaiveDate, to: NaiveDate| to.signed_duration_since(from).num_days() as f64;
        self.left + (self.right - self.left) * days(self.first, day) / days(self.first, self.last)
    }

    /// Where a day ends.
    pub(super) fn end(&self, day: NaiveDate) -> f64 {
        self.x(day.succ_opt().unwrap_or(day)).min(self.right.max(self.x(day)))
    }

    pub(super) fn left(&self) -> f64 {
        self.left
    }

    pub(super) fn right(&self) -> f64 {
        self.right
    }

    /// The years at the top, with lines down to `bottom`.
    pub(super) fn markup(&self, bottom: f64) -> Markup {
        let year = (self.right - self.left) / (self.last.signed_duration_since(self.first).num_days() as f64 / 365.25);
        let step = [1, 2, 5, 10, 20, 50].into_iter().find(|step| f64::from(*step) * year >= APART).unwrap_or(100);
        let years = (self.first.year()..=self.last.year()).filter(|year| year % step == 0);
        let starts = years.filter_map(|year| Some((year, self.x(NaiveDate::from_ymd_opt(year, 1, 1)?))));
        html! {
            g aria-hidden="true" data-first=(self.first) data-last=(self.last) data-left=(Px(self.left)) data-right=(Px(self.right)) {
                @for (year, x) in starts {
                    line class="grid" x1=(Px(x)) x2=(Px(x)) y1=(Px(HEIGHT - 4.0)) y2=(Px(bottom)) {}
                    @if x + 28.0 <= self.right + 12.0 { text class="muted small" x=(Px(x)) y="12" { (year) } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn days_stand_where_their_share_of_the_time_is() {
        let axis = Axis::new(day("2000-06-01"), day("2004-01-01"), 100.0, 200.0);
        assert!((axis.x(day("2000-01-01")) - 100.0).abs() < 1e-9);
        assert!((axis.x(day("2004-01-01")) - 200.0).abs() < 1e-9);
        assert!((axis.x(day("2002-01-01")) - 150.0).abs() < 0.2);
    }

    #[test]
    fn years_that_are_written_have_room() {
        let text = Axis::new(day("1960-01-01"), day("2026-01-01"), 0.0, 300.0).markup(10.0).into_string();
        assert!(text.contains(">1960<") && text.contains(">1980<"), "{text}");
        assert!(!text.contains(">1970<"), "{text}");
    }
}
