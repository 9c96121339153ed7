//! Lives over the years: of a person, of a team, of an organization.

use std::collections::BTreeMap;

use maud::{Markup, html};
use oxigraph::model::NamedNodeRef;

use super::axis::{self, Axis};
use super::bars::{self, Bar, Labels};
use super::facts::Facts;
use super::lanes::pack;
use super::legend::{kind_name, kinds, legend, mark_kinds, mark_name, shape};
use super::measure::{SIZE, shortened, width};
use super::spans::{Kind, Mark, Span, marks, order, span, spans};
use super::svg::{Px, item};
use super::ties::{after, union};
use super::{Options, Picture};
use crate::date::{Date, End};
use crate::store::{Node, Stay, Store};

/// How many people a team's picture shows.
pub const PEOPLE: usize = 60;

/// How many bars a person's picture shows.
const BARS: usize = 80;

/// From one lane to the next.
const LANE: f64 = bars::HEIGHT + 6.0;

/// From one row of marks to the next.
const MARKS: f64 = 20.0;

/// How many names of works one mark tells.
const NAMES: usize = 5;

const MARGIN: f64 = 10.0;

/// What holds for bars however they are arranged: how they lie along the axis.
struct Drawing<'a> {
    axis: Axis,
    options: &'a Options<'a>,
}

/// The timeline of a person: roles as bars, works, certificates and awards as marks below them. Nothing where the
/// store tells no dates of the person.
#[must_use]
pub fn of_person(store: &Store, person: NamedNodeRef<'_>, options: &Options<'_>) -> Option<Picture> {
    let (spans, marks) = (spans(store, person, options), marks(store, person, options));
    let dated: Vec<&Span> = spans.iter().filter(|span| span.is_dated()).take(BARS).collect();
    let left_out = spans.len() - dated.len();
    let drawing = Drawing { axis: axis_of(&dated, &marks, MARGIN, options)?, options };
    let bars: Vec<Bar<'_>> = dated.iter().map(|span| drawing.bar(span, &label(span), Labels::Anywhere)).collect();
    let lanes = pack(&bars.iter().map(Bar::stretch).collect::<Vec<_>>(), 8.0);
    let top = axis::HEIGHT;
    let below = top + LANE * lanes.iter().max().map_or(0.0, |lane| (lane + 1) as f64);
    let (rows, bottom) = drawing.marks(&marks, below + 4.0);
    let kinds = kinds(&dated);
    let (legend, height) = legend(&kinds, &mark_kinds(&marks), left_out, bottom + 6.0, options);
    let name = Facts::new(store, options).name(person);
    let label = options.words.pick("Timeline of", "时间线：");
    Some(Picture {
        label: format!("{label}{}{name}", options.words.pick(" ", "")),
        width: options.wide(),
        height,
        content: html! {
            (bars::definitions(&kinds, options.id))
            (drawing.axis.markup(bottom))
            g role="list" aria-label=(options.words.pick("Roles", "经历")) {
                @for (bar, lane) in bars.iter().zip(&lanes) { (drawing.item(bar, top + LANE * *lane as f64, &title(bar.span, options))) }
            }
            (rows)
            (legend)
        },
    })
}

/// The timeline of all people: their jobs, internships and posts, a row for each person. No more than [`PEOPLE`] are
/// shown, those whose roles take most months.
#[must_use]
pub fn of_team(store: &Store, options: &Options<'_>) -> Option<Picture> {
    let mut stays: Vec<Stay> = store.stays().to_vec();
    stays.sort_unstable_by_key(|stay| (stay.holder, stay.from, stay.role));
    let label = options.words.pick("Timeline of the team", "团队时间线").to_owned();
    let text = |span: &Span| span.place.clone().or_else(|| span.title.clone());
    of_people(store, &stays, label, &|span| (span.kind != Kind::Study).then(|| text(span)), options)
}

/// The timeline of an organization: who was there when. No more than [`PEOPLE`] are shown, those who were there longest.
#[must_use]
pub fn of_organization(store: &Store, organization: NamedNodeRef<'_>, options: &Options<'_>) -> Option<Picture> {
    let name = Facts::new(store, options).name(organization);
    let label = format!("{}{name}", options.words.pick("People over time at ", "历年成员："));
    let text = |span: &Span| Some(span.title.clone().or_else(|| span.place.clone()));
    of_people(store, store.stays_at(organization), label, &text, options)
}

/// Rows of people, of stays that are sorted by their holders. `text` tells which roles are shown, and what they say.
fn of_people(
    store: &Store,
    stays: &[Stay],
    label: String,
    text: &dyn Fn(&Span) -> Option<Option<String>>,
    options: &Options<'_>,
) -> Option<Picture> {
    let facts = Facts::new(store, options);
    let (chosen, left_out) = longest(stays, after(options));
    let mut rows: Vec<(NamedNodeRef<'_>, Vec<Span>)> = Vec::new();
    for stays in chosen {
        let holder = store.iri(stays[0].holder);
        let mut roles: Vec<Node> = stays.iter().map(|stay| stay.role).collect();
        roles.sort_unstable();
        roles.dedup();
        let mut spans: Vec<Span> = roles.into_iter().filter_map(|role| span(facts, store.iri(role), holder)).collect();
        spans.retain(|span| text(span).is_some());
        spans.sort_by_cached_key(order);
        rows.push((holder, spans));
    }
    rows.retain(|(_, spans)| !spans.is_empty());
    rows.sort_by_cached_key(|(holder, spans)| (spans.first().map(order), holder.as_str().to_owned()));
    let all: Vec<&Span> = rows.iter().flat_map(|(_, spans)| spans).collect();
    let names: Vec<String> = rows.iter().map(|(holder, _)| facts.name(*holder)).collect();
    let column = names.iter().map(|name| width(name, SIZE)).fold(0.0, f64::max).min(options.wide() * 0.26);
    let drawing = Drawing { axis: axis_of(&all, &[], MARGIN + column + 12.0, options)?, options };
    let mut y = axis::HEIGHT;
    let mut content = Vec::new();
    for ((holder, spans), name) in rows.iter().zip(&names) {
        let (row, height) = drawing.row(spans, text, y);
        let link = options.link(Some(holder.as_str()));
        let short = shortened(name, SIZE, column).unwrap_or_default();
        let heading = html! { text x=(Px(MARGIN)) y=(Px(y + 14.0)) { (short) } };
        content.push(html! { (item(name, link.as_deref(), &heading)) (row) });
        y += height;
    }
    let kinds = kinds(&all);
    let (legend, height) = legend(&kinds, &[], left_out, y + 6.0, options);
    Some(Picture {
        label: label.clone(),
        width: options.wide(),
        height,
        content: html! {
            (bars::definitions(&kinds, options.id))
            (drawing.axis.markup(y))
            g role="list" aria-label=(label) { @for row in content { (row) } }
            (legend)
        },
    })
}

/// The stays of those who have most months, and how many others there are.
fn longest(stays: &[Stay], now: i32) -> (Vec<&[Stay]>, usize) {
    let mut people: Vec<(i32, &[Stay])> = stays
        .chunk_by(|one, other| one.holder == other.holder)
        .map(|stays| (union(stays.iter(), now).iter().map(|(from, after)| after - from).sum(), stays))
        .filter(|(months, _)| *months > 0)
        .collect();
    people.sort_by(|one, other| other.0.cmp(&one.0).then(one.1[0].holder.cmp(&other.1[0].holder)));
    let left_out = people.len().saturating_sub(PEOPLE);
    people.truncate(PEOPLE);
    (people.into_iter().map(|(_, stays)| stays).collect(), left_out)
}

impl Drawing<'_> {
    fn bar<'t>(&self, span: &'t Span, text: &str, labels: Labels) -> Bar<'t> {
        Bar::new(span, text, &self.axis, self.options.today, labels)
    }

    fn item(&self, bar: &Bar<'_>, y: f64, title: &str) -> Markup {
        let organization = bar.span.organization.as_ref().map(|node| node.as_str());
        item(title, self.options.link(organization).as_deref(), &bar.markup(y, self.options.id))
    }

    /// The bars of one person, and how high they are together.
    fn row(&self, spans: &[Span], text: &dyn Fn(&Span) -> Option<Option<String>>, y: f64) -> (Markup, f64) {
        let dated = spans.iter().filter(|span| span.is_dated());
        let bars: Vec<Bar<'_>> =
            dated.map(|span| self.bar(span, &text(span).flatten().unwrap_or_default(), Labels::Inside)).collect();
        let lanes = pack(&bars.iter().map(Bar::stretch).collect::<Vec<_>>(), 0.0);
        let row = html! {
            @for (bar, lane) in bars.iter().zip(&lanes) {
                (self.item(bar, y + LANE * *lane as f64, &title(bar.span, self.options)))
            }
        };
        (row, LANE * lanes.iter().max().map_or(1.0, |lane| (lane + 1) as f64))
    }

    /// The marks below the bars, a row for each kind and one mark for each year; and where they end.
    fn marks(&self, marks: &[Mark], mut y: f64) -> (Markup, f64) {
        let mut rows = Vec::new();
        for marks in marks.chunk_by(|one, other| one.kind == other.kind) {
            let mut years: BTreeMap<u16, Vec<&Mark>> = BTreeMap::new();
            for mark in marks {
                if let Some(date) = mark.date {
                    years.entry(date.year()).or_default().push(mark);
                }
            }
            if years.is_empty() {
                continue;
            }
            let label = mark_name(marks[0].kind, self.options);
            rows.push(html! {
                g role="list" aria-label=(label) { @for (year, marks) in &years { (self.mark(*year, marks, y)) } }
            });
            y += MARKS;
        }
        (html! { @for row in rows { (row) } }, y)
    }

    /// What there is of a year: one thing at its date, several together in the middle of the year.
    fn mark(&self, year: u16, marks: &[&Mark], y: f64) -> Markup {
        let date = if let [mark] = marks { mark.date } else { Date::new(year, None, None) };
        let Some(date) = date else { return Markup::default() };
        let (from, to) = (self.axis.x(date.first_day()), self.axis.end(date.last_day()));
        let (x, middle) = ((from + to) / 2.0, y + MARKS / 2.0);
        let names: Vec<&str> = marks.iter().take(NAMES).map(|mark| mark.name.as_str()).collect();
        let more = marks.len() - names.len();
        let more = if more > 0 { format!(" ({})", self.options.words.more(more)) } else { String::new() };
        let title = format!("{date}: {}{more}", names.join("; "));
        let link = if let [mark] = marks { self.options.link(Some(mark.node.as_str())) } else { None };
        let drawn = html! {
            @if date.day().is_none() {
                line class="when" x1=(Px(from)) x2=(Px(to)) y1=(Px(middle)) y2=(Px(middle)) {}
            }
            (shape(marks[0].kind, x, middle))
            @if marks.len() > 1 {
                text class="small" x=(Px(x + 7.0)) y=(Px(middle - 2.0)) { (marks.len()) }
            }
        };
        item(&title, link.as_deref(), &drawn)
    }
}

/// An axis for all that is drawn, with room for what fades out, if anything has a date.
fn axis_of(spans: &[&Span], marks: &[Mark], left: f64, options: &Options<'_>) -> Option<Axis> {
    let bounds = |date: Date| (date.first_day(), date.last_day());
    let of_span = |span: &&Span| {
        let end = match span.end {
            End::Date(date) => Some(bounds(date)),
            End::Present => Some((options.today, options.today)),
            End::Unknown => None,
        };
        [span.start.map(bounds), end.filter(|_| span.is_dated())]
    };
    let of_marks = marks.iter().filter_map(|mark| mark.date).map(bounds);
    let all = spans.iter().flat_map(of_span).flatten().chain(of_marks);
    let (first, last) = all.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)))?;
    let room = |fades: bool| if fades { bars::FADE } else { 0.0 };
    let before = room(spans.iter().any(|span| span.start.is_none() && span.is_dated()));
    let after = room(spans.iter().any(|span| span.end == End::Unknown && span.is_dated()));
    Some(Axis::new(first, last, left + before, options.wide() - MARGIN - 8.0 - after))
}

/// What a bar says: `Kuaishou · Tech Lead`.
fn label(span: &Span) -> String {
    span.name().replacen(", ", " · ", usize::from(span.place.is_some() && span.title.is_some()))
}

/// All that a bar stands for: `Kuaishou, Tech Lead: 2018-10 – present (job)`.
fn title(span: &Span, options: &Options<'_>) -> String {
    let (name, period) = (span.name(), options.words.period(span.start, span.end));
    let colon = options.words.pick(": ", "：");
    let kind = kind_name(span.kind, options);
    if name.is_empty() { format!("{kind}{colon}{period}") } else { format!("{name}{colon}{period} ({kind})") }
}
