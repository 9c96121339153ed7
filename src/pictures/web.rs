//! The network of a team: people as dots, placed by forces, their names where they have room.

use maud::{Markup, html};

use super::force;
use super::measure::{SIZE, shortened, width};
use super::network::{legend, line};
use super::svg::{Px, item};
use super::team::{Team, team};
use super::{Options, Picture};
use crate::store::Store;

/// How many people a team's picture shows.
pub const PEOPLE: usize = 150;

/// From how many ties on they are drawn pale.
const MANY: usize = 120;

/// The people of a team, those who worked at the same place at the same time or wrote something together tied. Of more
/// than [`PEOPLE`] those with most ties are shown.
#[must_use]
pub fn of_team(store: &Store, options: &Options<'_>) -> Option<Picture> {
    let team = team(store, options, PEOPLE);
    if team.ties.is_empty() {
        return None;
    }
    let wide = options.wide();
    let high = (wide * 0.62 * (team.people.len() as f64 / 40.0).sqrt().clamp(0.45, 1.5)).round();
    let (months, works) = team.ties.iter().fold((24, 4), |most, tie| (most.0.max(tie.months), most.1.max(tie.works)));
    let weight = |value: f64, most: f64| (value / most).sqrt();
    let edges: Vec<(usize, usize, f64)> = team
        .ties
        .iter()
        .map(|tie| {
            let months = weight(f64::from(tie.months), f64::from(months));
            (tie.people.0, tie.people.1, months.max(weight(tie.works as f64, works as f64)))
        })
        .collect();
    let (side, top) = (wide * 0.09, 24.0);
    let places = force::places(team.people.len(), &edges, wide - 2.0 * side, high - 2.0 * top);
    let places: Vec<(f64, f64)> = places.into_iter().map(|(x, y)| (x + side, y + top)).collect();
    let labels = labels(&team, &places, (wide, high));
    let lines = team.ties.iter().map(|tie| {
        let (from, to) = (places[tie.people.0], places[tie.people.1]);
        html! {
            @if tie.months > 0 { (line("colleague", from, to, 0.0, weight(f64::from(tie.months), f64::from(months)))) }
            @if tie.works > 0 { (line("coauthor", from, to, if tie.months > 0 { 8.0 } else { 0.0 }, weight(tie.works as f64, works as f64))) }
        }
    });
    let lines: Vec<Markup> = lines.collect();
    let kinds = [team.ties.iter().any(|tie| tie.months > 0), team.ties.iter().any(|tie| tie.works > 0)];
    let (legend, height) = legend(kinds, team.count - team.people.len(), high + 6.0, options);
    Some(Picture {
        label: options.words.pick("Colleagues and co-authors in the team", "团队同事与合著关系").to_owned(),
        width: wide,
        height,
        content: html! {
            g aria-hidden="true" class=[(team.ties.len() > MANY).then_some("pale")] { @for line in lines { (line) } }
            g role="list" aria-label=(options.words.pick("People", "人物")) {
                @for (((node, name), place), label) in team.people.iter().zip(&places).zip(&labels) {
                    (item(name, options.link(Some(node.as_str())).as_deref(), &html! {
                        circle class="dot" cx=(Px(place.0)) cy=(Px(place.1)) r="5" {}
                        @if let Some((text, x, y, anchor)) = label {
                            text class="halo" x=(Px(*x)) y=(Px(*y)) text-anchor=(anchor) { (text) }
                        }
                    }))
                }
            }
            (legend)
        },
    })
}

/// A name, where it begins, its base line, and which end that is.
type Written<'t> = Option<(std::borrow::Cow<'t, str>, f64, f64, &'static str)>;

/// Where names have room: to the right, to the left, below or above their dots, where fewest lines are crossed; those
/// with most ties first.
fn labels<'t>(team: &'t Team, places: &[(f64, f64)], field: (f64, f64)) -> Vec<Written<'t>> {
    let lines: Vec<[(f64, f64); 2]> =
        team.ties.iter().map(|tie| [places[tie.people.0], places[tie.people.1]]).collect();
    let mut taken: Vec<Area> = places.iter().map(|(x, y)| [x - 7.0, y - 7.0, x + 7.0, y + 7.0]).collect();
    let mut labels = vec![None; places.len()];
    for (at, (x, y)) in places.iter().enumerate() {
        let Some(name) = shortened(&team.people[at].1, SIZE, 130.0) else { continue };
        let long = width(&name, SIZE);
        let tries = [
            (x + 9.0, y + 4.0, "start", x + 9.0),
            (x - 9.0, y + 4.0, "end", x - 9.0 - long),
            (*x, y + 20.0, "middle", x - long / 2.0),
            (*x, y - 11.0, "middle", x - long / 2.0),
        ];
        let tries = tries.map(|(x, y, anchor, left)| (x, y, anchor, [left, y - 10.0, left + long, y + 3.0]));
        let free = tries.iter().filter(|(.., area)| is_free(area, &taken, field));
        let crossed = |area: &Area| lines.iter().filter(|line| crosses(line, area)).count();
        if let Some((x, y, anchor, area)) = free.min_by_key(|(.., area)| crossed(area)) {
            taken.push(*area);
            labels[at] = Some((name, *x, *y, *anchor));
        }
    }
    labels
}

/// Left, upper, right and lower edge.
type Area = [f64; 4];

fn is_free(area: &Area, taken: &[Area], (wide, high): (f64, f64)) -> bool {
    let inside = area[0] >= 2.0 && area[2] <= wide - 2.0 && area[1] >= 2.0 && area[3] <= high - 2.0;
    let apart = |other: &Area| other[2] <= area[0] || area[2] <= other[0] || other[3] <= area[1] || area[3] <= other[1];
    inside && taken.iter().all(apart)
}

/// Whether a line goes through an area: some part of it is on the inner side of all four edges (Liang and Barsky, 1984).
fn crosses([from, to]: &[(f64, f64); 2], area: &Area) -> bool {
    let (x, y) = (to.0 - from.0, to.1 - from.1);
    let edges = [(-x, from.0 - area[0]), (x, area[2] - from.0), (-y, from.1 - area[1]), (y, area[3] - from.1)];
    let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
    for (step, room) in edges {
        if step == 0.0 && room < 0.0 {
            return false;
        }
        match step {
            step if step < 0.0 => enters = enters.max(room / step),
            step if step > 0.0 => leaves = leaves.min(room / step),
            _ => {}
        }
    }
    enters <= leaves
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_crosses_an_area_only_where_it_goes_through_it() {
        let area = [10.0, 10.0, 20.0, 20.0];
        assert!(crosses(&[(0.0, 0.0), (30.0, 30.0)], &area));
        assert!(crosses(&[(15.0, 0.0), (15.0, 30.0)], &area));
        assert!(!crosses(&[(0.0, 0.0), (5.0, 5.0)], &area));
        assert!(!crosses(&[(0.0, 15.0), (8.0, 30.0)], &area));
        assert!(!crosses(&[(25.0, 0.0), (25.0, 30.0)], &area));
    }
}
