//! Rules for the graph of a collection, as the person sees it of whom it is: nothing is hidden from a check.

use std::collections::HashSet;

use bumpalo::Bump;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{Quad, QuadRef};

use super::Options;
use super::shapes::{self, Checker, Piece, SHAPES};
use super::vocabulary::{self, Pending};
use crate::collection::{Collection, SourceRecord};
use crate::decode::{Key, Visibility};
use crate::graph;
use crate::merge::Profile;
use crate::pieces::{in_order, threads};
use crate::rdf;
use crate::report::{Finding, Place, Report};
use crate::rules;
use crate::setup::Setup;

/// How many people are checked at once.
const PEOPLE_AT_ONCE: usize = 32;

/// The shapes that come with the program.
const OWN_SHAPES: (&str, &str) = ("shapes.ttl", SHAPES);

type Person<'c> = (&'c Key, &'c Vec<SourceRecord>);

/// What was made of some people: findings, terms that are pending, and the quads with their places, for shapes.
struct Checked {
    report: Report,
    pending: Pending,
    pieces: Vec<(Piece, Place)>,
}

/// Checks the graph of all people against the vocabulary, and against shapes: those of a file, with its name, or our own.
pub(super) fn check(collection: &Collection, options: &Options<'_>, report: &mut Report) {
    let people: Vec<Person<'_>> = collection.people.iter().collect();
    let (name, text) = options.shapes.unwrap_or(OWN_SHAPES);
    let wanted = options.wants(rules::SHAPE_RULES).then(|| Checker::new(name, text));
    let mut checker = wanted.and_then(|checker| checker.map_err(|faults| report.extend(faults)).ok());
    let (mut pending, mut told) = (Pending::default(), HashSet::new());
    let (has_words, has_shapes) = (options.wants(rules::VOCABULARY), checker.is_some());
    let work = |people: &[Person<'_>]| check_people(people, &collection.setup, has_words, has_shapes);
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

/// Checks a dump in the format that files with this ending have, where there is one: all of it against the vocabulary,
/// the default graph against shapes.
#[must_use]
pub fn check_dump(name: &str, bytes: &[u8], ending: &str, options: &Options<'_>) -> Option<Report> {
    let format = RdfFormat::from_extension(&ending.to_lowercase())?;
    let quads = match RdfParser::from_format(format).for_slice(bytes).collect::<Result<Vec<Quad>, _>>() {
        Ok(quads) => quads,
        Err(error) => {
            let (line, column, message) = rdf::told(&error);
            let place = Place { file: name.to_owned(), line, column };
            return Some(Finding::new(&rules::SYNTAX, place, message).into());
        }
    };
    let (quads, place): (Vec<QuadRef<'_>>, _) = (quads.iter().map(Quad::as_ref).collect(), Place::of_file(name));
    let mut report = Report::default();
    vocabulary::check_quads(&quads, &place, &mut report).tell(&place, &mut report);
    let (file, text) = options.shapes.unwrap_or(OWN_SHAPES);
    report.extend(shapes::check_quads(quads, file, text, &place));
    Some(report)
}

/// The place of what is about the collection as a whole.
fn first_place(collection: &Collection) -> Place {
    let first = collection.people.values().flatten().next();
    first.map(|record| Place::of_file(&record.place().file)).unwrap_or_default()
}

fn check_people(people: &[Person<'_>], setup: &Setup, has_words: bool, has_shapes: bool) -> Checked {
    let (mut report, mut pending, mut pieces) = (Report::default(), Pending::default(), Vec::new());
    let mut texts = Bump::new();
    for (key, records) in people {
        texts.reset();
        let profile = Profile::new(key, records, setup);
        let quads = graph::collect_in(&texts, &profile, setup, Visibility::Private, None);
        let place = records.first().map(SourceRecord::place).unwrap_or_default();
        if has_words {
            pending.extend(vocabulary::check_quads(&quads, &place, &mut report));
        }
        if has_shapes {
            pieces.push((Piece::new(quads), place));
        }
    }
    Checked { report, pending, pieces }
}
