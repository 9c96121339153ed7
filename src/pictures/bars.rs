//! A stretch of time as a bar that is honest about what its dates leave open.
//!
//! It is solid where it surely ran. Where a date is only a year or a month, it rises from nothing on the first possible
//! day to solid on the last possible one, and falls in the same way at its end. What is not known at all fades out at
//! once, with a question mark; what still runs has an arrow today.

use chrono::NaiveDate;
use maud::{Markup, html};

use super::axis::Axis;
use super::measure::{SIZE, shortened, width};
use super::spans::{Kind, Span};
use super::svg::Px;
use crate::date::{Date, End};

/// How high a bar is.
pub(super) const HEIGHT: f64 = 20.0;

/// How far a bar fades where the other end is not known; its length says nothing.
pub(super) const FADE: f64 = 26.0;

/// How far a text stands from what it belongs to.
const GAP: f64 = 5.0;

/// How sure it is that something ran in a part of its bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fill {
    /// It ran.
    Sure,
    /// The nearer to the end the surer.
    Rising,
    /// The nearer to the beginning the surer.
    Falling,
    /// At some time in it.
    Within,
}

/// A bar, placed along an axis.
#[derive(Clone, Debug)]
pub(super) struct Bar<'t> {
    pub(super) span: &'t Span,
    pub(super) parts: Vec<(f64, f64, Fill)>,
    /// Where a question mark stands, and whether before or after the bar.
    question: Option<(f64, bool)>,
    /// Where the arrow of what still runs is.
    arrow: Option<f64>,
    label: Option<Label>,
}

/// A text and where it is.
#[derive(Clone, Debug)]
struct Label {
    text: String,
    x: f64,
    at_end: bool,
    width: f64,
}

/// Where the text of a bar may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Labels {
    /// In the bar, else beside it.
    Anywhere,
    /// In the bar, else nowhere.
    Inside,
}

impl<'t> Bar<'t> {
    /// The bar of a span that is dated.
    pub(super) fn new(span: &'t Span, text: &str, axis: &Axis, today: NaiveDate, labels: Labels) -> Self {
        let parts = parts(span, axis, today);
        let question = match (span.start, span.end) {
            (None, _) => Some((parts.first().map_or(0.0, |part| part.0), true)),
            (_, End::Unknown) => Some((parts.last().map_or(0.0, |part| part.1), false)),
            _ => None,
        };
        let arrow = parts.last().filter(|_| span.end == End::Present).map(|part| part.1);
        let mut bar = Self { span, parts, question, arrow, label: None };
        bar.label = bar.labelled(text, axis, labels);
        bar
    }

    /// Where the bar begins and ends, without its label.
    pub(super) fn extent(&self) -> (f64, f64) {
        (self.parts.first().map_or(0.0, |part| part.0), self.parts.last().map_or(0.0, |part| part.1))
    }

    /// Where the bar begins and ends with all that belongs to it.
    pub(super) fn stretch(&self) -> (f64, f64) {
        let (mut start, mut end) = self.solid();
        if let Some(label) = &self.label {
            let from = if label.at_end { label.x - label.width } else { label.x };
            (start, end) = (start.min(from), end.max(from + label.width));
        }
        (start, end)
    }

    /// The bar with its question mark and arrow.
    fn solid(&self) -> (f64, f64) {
        let (start, end) = self.extent();
        match (self.question, self.arrow) {
            (Some((_, true)), _) => (start - 9.0, end),
            (Some((_, false)), _) => (start, end + 9.0),
            (None, Some(_)) => (start, end + 7.0),
            _ => (start, end),
        }
    }

    fn labelled(&self, text: &str, axis: &Axis, labels: Labels) -> Option<Label> {
        let (start, end) = self.extent();
        let (outer_start, outer_end) = self.solid();
        let wide = width(text, SIZE);
        let inside = end - start - 2.0 * GAP;
        if wide <= inside || labels == Labels::Inside {
            let text = shortened(text, SIZE, inside)?.into_owned();
            return Some(Label { width: width(&text, SIZE), text, x: start + GAP, at_end: false });
        }
        let (before, after) = (outer_start - GAP - axis.left(), axis.right() - outer_end - GAP);
        let at_end = wide > after && before > after;
        let text = shortened(text, SIZE, if at_end { before } else { after }.max(inside))?.into_owned();
        let wide = width(&text, SIZE);
        Some(match at_end {
            _ if wide <= inside => Label { text, x: start + GAP, at_end: false, width: wide },
            true => Label { text, x: outer_start - GAP, at_end: true, width: wide },
            false => Label { text, x: outer_end + GAP, at_end: false, width: wide },
        })
    }

    /// The bar with its upper edge at `y`; `id` begins the names of its gradients.
    pub(super) fn markup(&self, y: f64, id: &str) -> Markup {
        let class = class(self.span.kind);
        let (start, end) = self.extent();
        let ran = self.parts.iter().find(|part| matches!(part.2, Fill::Sure | Fill::Within));
        html! {
            @for (from, to, fill) in &self.parts { (part(*from, *to, *fill, y, class, id)) }
            @if let Some((from, to, fill)) = ran {
                @let perhaps = if *fill == Fill::Within { " perhaps" } else { "" };
                @if weave(self.span.kind).is_some() {
                    rect x=(Px(*from)) y=(Px(y)) width=(Px(to - from)) height=(Px(HEIGHT))
                        fill={ "url(#" (id) "-" (class) "-weave)" } {}
                }
                line class={ "edge " (class) "-edge" (perhaps) } x1=(Px(*from)) x2=(Px(*to)) y1=(Px(y + HEIGHT - 1.0)) y2=(Px(y + HEIGHT - 1.0)) {}
            }
            @if let Some(x) = self.arrow {
                path class={ "arrow " (class) "-edge" } d={ "M" (Px(x + 1.0)) " " (Px(y + 5.0)) "l5 5l-5 5" } {}
            }
            @if let Some((x, before)) = self.question {
                text class="muted" x=(Px(if before { x - 8.0 } else { x + 2.0 })) y=(Px(y + 14.0)) { "?" }
            }
            @if let Some(label) = &self.label {
                text x=(Px(label.x)) y=(Px(y + 14.0)) text-anchor=[label.at_end.then_some("end")] { (label.text) }
            }
            rect class="hit" x=(Px(start)) y=(Px(y)) width=(Px(end - start)) height=(Px(HEIGHT))
                data-from=(self.span.start.map_or_else(|| "unknown".to_owned(), |date| date.to_string())) data-until=(self.span.end) {}
        }
    }
}

/// What all bars of these kinds refer to: gradients from nothing to solid and back, and patterns for whoever sees no colours.
pub(super) fn definitions(kinds: &[Kind], id: &str) -> Markup {
    html! {
        defs {
            @for kind in kinds {
                @let class = class(*kind);
                @for (name, [from, to]) in [("rising", ["0.08", "1"]), ("falling", ["1", "0.08"])] {
                    linearGradient id={ (id) "-" (class) "-" (name) } {
                        stop class=(class) offset="0" stop-opacity=(from) {}
                        stop class=(class) offset="1" stop-opacity=(to) {}
                    }
                }
                @if let Some((size, path)) = weave(*kind) {
                    pattern id={ (id) "-" (class) "-weave" } width=(size) height=(size) patternUnits="userSpaceOnUse" {
                        path class={ "weave " (class) "-edge" } d=(path) {}
                    }
                }
            }
        }
    }
}

/// The name of a kind in classes.
pub(super) fn class(kind: Kind) -> &'static str {
    match kind {
        Kind::Job => "job",
        Kind::Internship => "internship",
        Kind::Post => "post",
        Kind::Study => "study",
    }
}

/// The size and lines of a kind's pattern.
fn weave(kind: Kind) -> Option<(&'static str, &'static str)> {
    match kind {
        Kind::Job => None,
        Kind::Internship => Some(("7", "M0 3.5h7")),
        Kind::Post => Some(("6", "M2 3h2M3 2v2")),
        Kind::Study => Some(("6", "M-1 7L7 -1M-1 1L1 -1M5 7L7 5")),
    }
}

fn part(from: f64, to: f64, fill: Fill, y: f64, class: &str, id: &str) -> Markup {
    let gradient = match fill {
        Fill::Rising => Some("rising"),
        Fill::Falling => Some("falling"),
        Fill::Sure | Fill::Within => None,
    };
    let class_of_part = match fill {
        Fill::Sure => Some(class.to_owned()),
        Fill::Within => Some(format!("within {class}")),
        Fill::Rising | Fill::Falling => None,
    };
    html! {
        rect class=[class_of_part] x=(Px(from)) y=(Px(y)) width=(Px((to - from).max(0.5))) height=(Px(HEIGHT))
            fill=[gradient.map(|gradient| format!("url(#{id}-{class}-{gradient})"))] {}
    }
}

/// The parts of a bar, from left to right.
pub(super) fn parts(span: &Span, axis: &Axis, today: NaiveDate) -> Vec<(f64, f64, Fill)> {
    let bounds = |date: Date| (axis.x(date.first_day()), axis.end(date.last_day()), date.day().is_some());
    let start = span.start.map(bounds);
    let end = if let End::Date(date) = span.end { Some(bounds(date)) } else { None };
    let parts = match (start, end, span.end) {
        (Some(start), Some(end), _) => between(start, end),
        // A day is sure from its beginning on, a year or a month only from its last day on.
        (Some((first, last, exact)), None, End::Present) => {
            let now = axis.end(today).max(last);
            vec![
                (first, if exact { first } else { last }, Fill::Rising),
                (if exact { first } else { last }, now, Fill::Sure),
            ]
        }
        (Some((first, last, exact)), None, _) => {
            vec![(first, last, if exact { Fill::Sure } else { Fill::Rising }), (last, last + FADE, Fill::Falling)]
        }
        (None, Some((first, last, exact)), _) => {
            vec![(first - FADE, first, Fill::Rising), (first, last, if exact { Fill::Sure } else { Fill::Falling })]
        }
        (None, None, _) => Vec::new(),
    };
    parts.into_iter().filter(|(from, to, _)| to > from).collect()
}

/// The parts of what began and ended in these times. A day is exact.
fn between(start: (f64, f64, bool), end: (f64, f64, bool)) -> Vec<(f64, f64, Fill)> {
    let sure_from = if start.2 { start.0 } else { start.1 };
    let sure_to = if end.2 { end.1 } else { end.0 };
    if sure_from > sure_to {
        return vec![(start.0.min(end.0), end.1.max(start.1), Fill::Within)];
    }
    vec![(start.0, sure_from, Fill::Rising), (sure_from, sure_to, Fill::Sure), (sure_to, end.1, Fill::Falling)]
}

#[cfg(test)]
mod tests {
    use oxigraph::model::NamedNode;

    use super::*;

    fn span(start: &str, end: &str) -> Span {
        let node = NamedNode::new_unchecked("https://example.org/#role");
        Span {
            node: node.clone(),
            kind: Kind::Job,
            holder: node,
            organization: None,
            place: None,
            title: None,
            start: start.parse().ok(),
            end: end.parse().unwrap(),
        }
    }

    /// An axis on which a day is a unit, from 2010-01-01 on.
    fn axis() -> Axis {
        let (first, last) = (day("2010-01-01"), day("2030-01-01"));
        Axis::new(first, last, 0.0, (last - first).num_days() as f64)
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn drawn(start: &str, end: &str) -> Vec<(i64, i64, Fill)> {
        let parts = parts(&span(start, end), &axis(), day("2026-01-01"));
        parts.into_iter().map(|(from, to, fill)| (from.round() as i64, to.round() as i64, fill)).collect()
    }

    #[test]
    fn a_year_is_solid_only_from_its_end_on() {
        assert_eq!(
            drawn("2010", "2013"),
            [(0, 365, Fill::Rising), (365, 1096, Fill::Sure), (1096, 1461, Fill::Falling)]
        );
    }

    #[test]
    fn days_are_solid_from_the_first_to_the_last() {
        assert_eq!(drawn("2010-01-01", "2010-01-31"), [(0, 31, Fill::Sure)]);
    }

    #[test]
    fn what_began_and_ended_in_one_year_is_nowhere_sure() {
        assert_eq!(drawn("2010", "2010"), [(0, 365, Fill::Within)]);
    }

    #[test]
    fn an_unknown_end_fades_after_the_period_of_the_start() {
        assert_eq!(drawn("2010-01", "unknown"), [(0, 31, Fill::Rising), (31, 57, Fill::Falling)]);
        assert_eq!(drawn("", "2011-01-01"), [(339, 365, Fill::Rising), (365, 366, Fill::Sure)]);
    }

    #[test]
    fn what_still_runs_is_solid_up_to_today() {
        assert_eq!(drawn("2025-12-01", "present"), [(5813, 5845, Fill::Sure)]);
    }
}
