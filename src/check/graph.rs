//! Rules for the graph of a collection, as the person sees it of whom it is: nothing is hidden from a check.

use std::collections::HashSet;

use bumpalo::Bump;

use super::shapes::{Checker, Piece, SHAPES};
use super::vocabulary::{self, Pending};
use crate::collection::{Collection, SourceRecord};
use crate::decode::{Key, Visibility};
use crate::graph;
use crate::merge::Profile;
use crate::pieces::{in_order, threads};
use crate::report::{Place, Report};
use crate::setup::Setup;

/// How many people are checked at once.
const PEOPLE_AT_ONCE: usize = 32;

type Person<'c> = (&'c Key, &'c Vec<SourceRecord>);

/// What was made of some people: findings, terms that are pending, and the quads with their places, for shapes.
struct Checked {
    report: Report,
    pending: Pending,
    pieces: Vec<(Piece, Place)>,
}

/// Checks the graph of all people against the vocabulary, and against shapes: those of a file, with its name, or our own.
pub(super) fn check(collection: &Collection, shapes: Option<(&str, &str)>, report: &mut Report) {
    let people: Vec<Person<'_>> = collection.people.iter().collect();
    let (name, text) = shapes.unwrap_or(("shapes.ttl", SHAPES));
    let mut checker = Checker::new(name, text).map_err(|faults| report.extend(faults)).ok();
    let (mut pending, mut told) = (Pending::default(), HashSet::new());
    let has_shapes = checker.is_some();
    let work = |people: &[Person<'_>]| check_people(people, &collection.setup, has_shapes);
    let take = |checked: Checked| {
        pending.extend(checked.pending);
        // What several people share is wrong once.
        report.extend(checked.report.filter(|finding| told.insert((finding.rule.id, finding.message.clone()))));
        let pieces = checked.pieces.into_iter();
        pieces.for_each(|(piece, place)| checker.as_mut().map_or((), |checker| checker.add(piece, place)));
        Ok(())
    };
    let taken = in_order(people.chunks(PEOPLE_AT_ONCE), threads(), work, take);
    taken.unwrap_or_else(|_| unreachable!("taking does not fail"));
    pending.tell(&first_place(collection), report);
    checker.into_iter().for_each(|checker| report.extend(checker.check()));
}

/// The place of what is about the collection as a whole.
fn first_place(collection: &Collection) -> Place {
    let first = collection.people.values().flatten().next();
    first.map(|record| Place::of_file(&record.place().file)).unwrap_or_default()
}

fn check_people(people: &[Person<'_>], setup: &Setup, has_shapes: bool) -> Checked {
    let (mut report, mut pending, mut pieces) = (Report::default(), Pending::default(), Vec::new());
    let mut texts = Bump::new();
    for (key, records) in people {
        texts.reset();
        let profile = Profile::new(key, records, setup);
        let quads = graph::collect_in(&texts, &profile, setup, Visibility::Private, None);
        let place = records.first().map(SourceRecord::place).unwrap_or_default();
        pending.extend(vocabulary::check_quads(&quads, &place, &mut report));
        if has_shapes {
            pieces.push((Piece::new(quads), place));
        }
    }
    Checked { report, pending, pieces }
}
