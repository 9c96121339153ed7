//! Who worked with whom: the people around a person, and those of a team.
//!
//! Around a person stand lines of text on two sides, so that names never cover each other; in a team's picture a name is
//! written only where it has room. A line for months at one place is solid, one for common works dashed, both the wider
//! the more there was.

use std::collections::BTreeMap;

use maud::{Markup, html};
use oxigraph::model::{NamedNode, NamedNodeRef};

use super::facts::Facts;
use super::measure::{SIZE, SMALL, shortened, width};
use super::svg::{Px, item};
use super::ties::{coauthors, colleagues};
pub use super::web::{PEOPLE, of_team};
use super::{Options, Picture};
use crate::store::Store;

/// How many people stand around a person.
pub const AROUND: usize = 24;

/// From one line of text to the next.
const ROW: f64 = 22.0;

const MARGIN: f64 = 10.0;

/// Somebody around a person.
struct Tie {
    node: Option<NamedNode>,
    name: String,
    /// Where they were together, if they were.
    place: Option<String>,
    months: u32,
    works: usize,
}

/// A line of text on one side.
enum Line {
    Heading(String),
    Tie(usize),
}

/// The people around a person: colleagues by organization, then co-authors alone. The [`AROUND`] with most months
/// and works in common are shown. Nothing where there are none.
#[must_use]
pub fn of_person(store: &Store, person: NamedNodeRef<'_>, options: &Options<'_>) -> Option<Picture> {
    let (ties, count) = ties(store, person, options);
    if ties.is_empty() {
        return None;
    }
    let name = Facts::new(store, options).name(person);
    let words = options.words;
    let sides = sides(lines(&ties, words.pick("Co-authors", "合著者")));
    let rows = sides.iter().map(Vec::len).max().unwrap_or_default().max(5) as f64;
    let (wide, middle) = (options.wide(), (options.wide() / 2.0, MARGIN + rows * ROW / 2.0));
    let most = (ties.iter().map(|tie| tie.months).max(), ties.iter().map(|tie| tie.works).max());
    // Little is drawn as little, also where nobody has more.
    let most = (most.0.unwrap_or_default().max(24), most.1.unwrap_or_default().max(4));
    let reach = wide * 0.2;
    let mut drawn = Vec::new();
    for (lines, right) in sides.iter().zip([true, false]) {
        let top = middle.1 - lines.len() as f64 * ROW / 2.0;
        for (line, at) in lines.iter().zip(0..) {
            let y = top + (f64::from(at) + 0.5) * ROW;
            // On an arc, the ends of which come nearer to the middle.
            let bend = ((y - middle.1) / (rows * ROW / 2.0 + ROW)).powi(2);
            let x = reach * (1.0 - 0.35 * bend);
            let x = if right { middle.0 + x } else { middle.0 - x };
            let room = if right { wide - MARGIN - x - 10.0 } else { x - MARGIN - 10.0 };
            drawn.push(match line {
                Line::Heading(text) => heading(text, (x, y), right, room),
                Line::Tie(tie) => drawn_tie(&ties[*tie], (x, y), right, room, middle, most, options),
            });
        }
    }
    let bottom = MARGIN + rows * ROW;
    let kinds = [ties.iter().any(|tie| tie.months > 0), ties.iter().any(|tie| tie.works > 0)];
    let (legend, height) = legend(kinds, count - ties.len(), bottom + 6.0, options);
    Some(Picture {
        label: format!("{}{name}", words.pick("Colleagues and co-authors of ", "同事与合著者：")),
        width: wide,
        height,
        content: html! {
            g role="list" aria-label=(words.pick("People", "人物")) { @for tie in drawn { (tie) } }
            (plate(&name, middle, reach))
            (legend)
        },
    })
}

/// Those who are shown around a person, and how many there are in all.
fn ties(store: &Store, person: NamedNodeRef<'_>, options: &Options<'_>) -> (Vec<Tie>, usize) {
    let authors = coauthors(store, person, options);
    let colleagues = colleagues(store, person, options, AROUND + authors.len());
    let mut count = colleagues.count;
    let mut ties: Vec<Tie> = colleagues
        .list
        .into_iter()
        .map(|known| Tie {
            node: Some(known.node),
            name: known.name,
            place: Some(known.place),
            months: known.months,
            works: 0,
        })
        .collect();
    let known: BTreeMap<NamedNode, usize> =
        ties.iter().zip(0..).filter_map(|(tie, at)| Some((tie.node.clone()?, at))).collect();
    for author in authors {
        match author.node.as_ref().and_then(|node| known.get(node)) {
            Some(at) => ties[*at].works = author.works,
            None => {
                count += 1;
                ties.push(Tie { node: author.node, name: author.name, place: None, months: 0, works: author.works });
            }
        }
    }
    // A work in common weighs as much as a year at one place.
    let weight = |tie: &Tie| tie.months as usize + 12 * tie.works;
    ties.sort_by_key(|tie| std::cmp::Reverse(weight(tie)));
    ties.truncate(AROUND);
    (ties, count)
}

/// The lines of text: those of an organization together below its name, the organization with most months first.
fn lines(ties: &[Tie], authors: &str) -> Vec<Vec<Line>> {
    let mut places: Vec<(Option<&str>, Vec<usize>)> = Vec::new();
    for (tie, at) in ties.iter().zip(0..) {
        match places.iter_mut().find(|(place, _)| *place == tie.place.as_deref()) {
            Some((_, people)) => people.push(at),
            None => places.push((tie.place.as_deref(), vec![at])),
        }
    }
    places.sort_by_key(|(place, _)| place.is_none());
    let group = |(place, people): (Option<&str>, Vec<usize>)| {
        let heading = Line::Heading(place.unwrap_or(authors).to_owned());
        std::iter::once(heading).chain(people.into_iter().map(Line::Tie)).collect()
    };
    places.into_iter().map(group).collect()
}

/// The groups on two sides, about as many lines on each; a group that is too long for one side goes on at the other.
fn sides(groups: Vec<Vec<Line>>) -> [Vec<Line>; 2] {
    let half = groups.iter().map(Vec::len).sum::<usize>().div_ceil(2);
    let (mut right, mut left): (Vec<Line>, Vec<Line>) = (Vec::new(), Vec::new());
    for group in groups {
        let heading = if let Some(Line::Heading(text)) = group.first() { text.clone() } else { String::new() };
        for line in group {
            // No heading stands alone at the end of a side.
            let full = right.len()
                >= half + usize::from(matches!(line, Line::Tie(_)) && matches!(right.last(), Some(Line::Heading(_))));
            if !full && left.is_empty() {
                right.push(line);
            } else {
                if left.is_empty() && matches!(line, Line::Tie(_)) {
                    left.push(Line::Heading(heading.clone()));
                }
                left.push(line);
            }
        }
    }
    [right, left]
}

fn heading(text: &str, (x, y): (f64, f64), right: bool, room: f64) -> Markup {
    let text = shortened(text, SMALL, room - 4.0).unwrap_or_default();
    html! {
        text class="muted small" aria-hidden="true" x=(Px(if right { x + 10.0 } else { x - 10.0 })) y=(Px(y + 6.0))
            text-anchor=[(!right).then_some("end")] { (text) }
    }
}

/// Somebody with the lines to the middle, the name, and how much there is in common.
fn drawn_tie(
    tie: &Tie,
    (x, y): (f64, f64),
    right: bool,
    room: f64,
    middle: (f64, f64),
    most: (u32, usize),
    options: &Options<'_>,
) -> Markup {
    let words = options.words;
    let months = (tie.months > 0).then(|| words.months(tie.months));
    let works = (tie.works > 0).then(|| words.works(tie.works));
    let detail: Vec<String> = months.into_iter().chain(works).collect();
    let detail = detail.join(" · ");
    let place = tie.place.as_ref().map(|place| format!(" ({place})")).unwrap_or_default();
    let title = format!("{}{}{detail}{place}", tie.name, words.pick(": ", "："));
    let name = shortened(&tie.name, SIZE, room).unwrap_or_default();
    let fits = width(&tie.name, SIZE) + 8.0 + width(&detail, SMALL) <= room;
    let share = |value: f64, most: f64| (value / most.max(1.0)).sqrt();
    let bend = if tie.months > 0 { 10.0 } else { 0.0 };
    let drawn = html! {
        @if tie.months > 0 { (line("colleague", middle, (x, y), 0.0, share(f64::from(tie.months), f64::from(most.0)))) }
        @if tie.works > 0 { (line("coauthor", middle, (x, y), bend, share(tie.works as f64, most.1 as f64))) }
        circle class="dot" cx=(Px(x)) cy=(Px(y)) r="4" {}
        text x=(Px(if right { x + 10.0 } else { x - 10.0 })) y=(Px(y + 4.0)) text-anchor=[(!right).then_some("end")] {
            @if right || !fits { (name) @if fits { tspan class="muted small" dx="8" { (detail) } } }
            @else { tspan class="muted small" { (detail) } tspan dx="8" { (name) } }
        }
    };
    item(&title, tie.node.as_ref().and_then(|node| options.link(Some(node.as_str()))).as_deref(), &drawn)
}

/// A line from one place to another, bent by so much, and the wider the larger its share of the most.
pub(super) fn line(class: &str, from: (f64, f64), to: (f64, f64), bend: f64, share: f64) -> Markup {
    let (x, y) = (to.0 - from.0, to.1 - from.1);
    let length = x.hypot(y).max(1.0);
    let control = ((from.0 + to.0) / 2.0 - y / length * bend, (from.1 + to.1) / 2.0 + x / length * bend);
    html! {
        path class=(class) stroke-width=(Px(1.0 + 2.6 * share)) d={
            "M" (Px(from.0)) " " (Px(from.1)) "Q" (Px(control.0)) " " (Px(control.1)) " " (Px(to.0)) " " (Px(to.1))
        } {}
    }
}

/// The name of the person in the middle.
fn plate(name: &str, (x, y): (f64, f64), reach: f64) -> Markup {
    let name = shortened(name, SIZE, reach * 1.5).unwrap_or_default();
    let wide = width(&name, SIZE) * 1.06 + 20.0;
    html! {
        rect class="plate" x=(Px(x - wide / 2.0)) y=(Px(y - 14.0)) width=(Px(wide)) height="28" rx="14" {}
        text class="strong" x=(Px(x)) y=(Px(y + 4.5)) text-anchor="middle" { (name) }
    }
}

/// What the lines of those kinds that are there mean, from `y` down, and where that ends.
pub(super) fn legend(kinds: [bool; 2], left_out: usize, y: f64, options: &Options<'_>) -> (Markup, f64) {
    let words = options.words;
    let entries = [
        ("colleague", words.pick("same place, same time", "同处共事")),
        ("coauthor", words.pick("common works", "合著作品")),
    ];
    let mut x = MARGIN;
    let line = y + 10.0;
    let mut drawn = Vec::new();
    for ((class, text), _) in entries.into_iter().zip(kinds).filter(|(_, shown)| *shown) {
        drawn.push(html! {
            path class=(class) stroke-width="2.5" d={ "M" (Px(x)) " " (Px(line)) "h26" } {}
            text class="muted small" x=(Px(x + 32.0)) y=(Px(line + 4.0)) { (text) }
        });
        x += 32.0 + width(text, SMALL) + 16.0;
    }
    if left_out > 0 {
        drawn.push(html! { text class="muted small" x=(Px(x)) y=(Px(line + 4.0)) { (words.more(left_out)) } });
    }
    (html! { g aria-hidden="true" { @for entry in drawn { (entry) } } }, line + 14.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_are_about_even_and_a_group_that_goes_on_says_so() {
        let group = |name: &str, people: usize| {
            std::iter::once(Line::Heading(name.to_owned())).chain((0..people).map(Line::Tie)).collect()
        };
        let told = |side: &[Line]| {
            let line = |line: &Line| if let Line::Heading(text) = line { text.clone() } else { "-".to_owned() };
            side.iter().map(line).collect::<Vec<_>>().join("")
        };
        assert_eq!(sides(vec![group("A", 2), group("B", 2)]).map(|side| told(&side)), ["A--", "B--"]);
        assert_eq!(sides(vec![group("A", 5)]).map(|side| told(&side)), ["A--", "A---"]);
        assert_eq!(sides(vec![group("A", 1)]).map(|side| told(&side)), ["A-", ""]);
    }
}
