//! The people of a team and what ties them: who is shown of many, and which ties.

use std::collections::BTreeMap;

use oxigraph::model::NamedNode;
use rustc_hash::FxHashMap;

use super::Options;
use super::facts::Facts;
use super::ties::{Months, after, coauthors, common, months, union};
use crate::store::{Node, Store};

/// How many ties of one person a team's picture draws, the strongest.
const TIES: usize = 4;

/// The people of a team and their ties.
#[derive(Clone, Debug, Default)]
pub(super) struct Team {
    /// Those who are shown, with their names, those with most ties first.
    pub(super) people: Vec<(NamedNode, String)>,
    pub(super) ties: Vec<TeamTie>,
    /// How many people there are in all.
    pub(super) count: usize,
}

/// What two people of a team have in common.
#[derive(Clone, Copy, Debug)]
pub(super) struct TeamTie {
    /// Their places in the list.
    pub(super) people: (usize, usize),
    pub(super) months: u32,
    pub(super) works: usize,
}

/// The people of a team, no more than `limit`, those who shared a place with most others.
pub(super) fn team(store: &Store, options: &Options<'_>, limit: usize) -> Team {
    let facts = Facts::new(store, options);
    let people = store.people();
    let count = people.len();
    let met = met(store, after(options));
    let mut people: Vec<(usize, Node, NamedNode)> = people
        .into_iter()
        .filter_map(|person| {
            store.node_of(person.as_ref()).map(|node| (met.get(&node).copied().unwrap_or(0), node, person))
        })
        .collect();
    // They come in alphabetical order, which a stable sort keeps.
    people.sort_by_key(|(met, ..)| std::cmp::Reverse(*met));
    people.truncate(limit);
    let places: FxHashMap<Node, usize> = people.iter().zip(0..).map(|((_, node, _), at)| (*node, at)).collect();
    let mut ties: BTreeMap<(usize, usize), TeamTie> = BTreeMap::new();
    share_places(store, after(options), &places, &mut ties);
    for ((_, _, person), at) in people.iter().zip(0..) {
        for author in coauthors(store, person.as_ref(), options) {
            let other = author.node.and_then(|node| places.get(&store.node_of(node.as_ref())?).copied());
            if let Some(other) = other.filter(|other| *other > at) {
                tie(&mut ties, (at, other)).works = author.works;
            }
        }
    }
    let people = people.into_iter().map(|(_, _, person)| (facts.name(person.as_ref()), person));
    Team {
        people: people.map(|(name, person)| (person, name)).collect(),
        ties: strongest(ties.into_values().collect()),
        count,
    }
}

/// With how many others each person was at the same place at the same time, whoever was there twice counted twice.
fn met(store: &Store, now: i32) -> FxHashMap<Node, usize> {
    let mut met: FxHashMap<Node, usize> = FxHashMap::default();
    for stays in store.stays().chunk_by(|one, other| one.organization == other.organization) {
        let months: Vec<(Node, Months)> =
            stays.iter().filter_map(|stay| Some((stay.holder, months(stay, now)?))).collect();
        let mut starts: Vec<i32> = months.iter().map(|(_, (from, _))| *from).collect();
        let mut ends: Vec<i32> = months.iter().map(|(_, (_, after))| *after).collect();
        starts.sort_unstable();
        ends.sort_unstable();
        for (holder, (from, after)) in months {
            let before = ends.partition_point(|end| *end <= from);
            let begun = starts.partition_point(|start| *start < after);
            *met.entry(holder).or_default() += begun.saturating_sub(before + 1);
        }
    }
    met
}

/// The months that people who are shown shared.
fn share_places(
    store: &Store,
    now: i32,
    places: &FxHashMap<Node, usize>,
    ties: &mut BTreeMap<(usize, usize), TeamTie>,
) {
    for stays in store.stays().chunk_by(|one, other| one.organization == other.organization) {
        let people = stays.chunk_by(|one, other| one.holder == other.holder);
        let shown: Vec<(usize, Vec<Months>)> =
            people.filter_map(|stays| Some((*places.get(&stays[0].holder)?, union(stays.iter(), now)))).collect();
        for (at, (one, mine)) in shown.iter().enumerate() {
            for (other, theirs) in &shown[at + 1..] {
                let months: i32 = theirs.iter().map(|theirs| common(mine, *theirs)).sum();
                if months > 0 {
                    tie(ties, (*one.min(other), *one.max(other))).months += months.unsigned_abs();
                }
            }
        }
    }
}

fn tie(ties: &mut BTreeMap<(usize, usize), TeamTie>, people: (usize, usize)) -> &mut TeamTie {
    ties.entry(people).or_insert(TeamTie { people, months: 0, works: 0 })
}

/// Of each person's ties the strongest, so that in a large team a picture still shows something.
fn strongest(mut ties: Vec<TeamTie>) -> Vec<TeamTie> {
    ties.sort_by_key(|tie| std::cmp::Reverse(tie.months as usize + 12 * tie.works));
    let mut drawn: FxHashMap<usize, usize> = FxHashMap::default();
    ties.retain(|tie| {
        let (one, other) = tie.people;
        let keep = [one, other].iter().any(|person| drawn.get(person).copied().unwrap_or(0) < TIES);
        if keep {
            [one, other].into_iter().for_each(|person| *drawn.entry(person).or_default() += 1);
        }
        keep
    });
    ties
}
