//! Rules for the graph of a collection, as the person sees it of whom it is: nothing is hidden from a check.

use std::collections::HashSet;

use bumpalo::Bump;

use super::vocabulary::{self, Pending};
use crate::collection::{Collection, SourceRecord};
use crate::decode::{Key, Visibility};
use crate::graph;
use crate::merge::Profile;
use crate::pieces::{in_any_order, threads};
use crate::report::{Place, Report};
use crate::setup::Setup;

/// How many people are checked at once.
const PEOPLE_AT_ONCE: usize = 32;

type Person<'c> = (&'c Key, &'c Vec<SourceRecord>);

/// Checks the graph of all people.
pub(super) fn check(collection: &Collection, report: &mut Report) {
    let people: Vec<Person<'_>> = collection.people.iter().collect();
    let work = |people: &[Person<'_>]| check_people(people, &collection.setup);
    let checked = in_any_order(people.chunks(PEOPLE_AT_ONCE).collect(), threads(), &work);
    let (mut pending, mut told) = (Pending::default(), HashSet::new());
    for (of_people, terms) in checked {
        pending.extend(terms);
        // What several people share is wrong once.
        report.extend(of_people.filter(|finding| told.insert((finding.rule.id, finding.message.clone()))));
    }
    pending.tell(&first_place(collection), report);
}

/// The place of what is about the collection as a whole.
fn first_place(collection: &Collection) -> Place {
    let first = collection.people.values().flatten().next();
    first.map(|record| Place::of_file(&record.place().file)).unwrap_or_default()
}

fn check_people(people: &[Person<'_>], setup: &Setup) -> (Report, Pending) {
    let (mut report, mut pending, mut texts) = (Report::default(), Pending::default(), Bump::new());
    for (key, records) in people {
        texts.reset();
        let profile = Profile::new(key, records, setup);
        let quads = graph::collect_in(&texts, &profile, setup, Visibility::Private, None);
        let place = records.first().map(SourceRecord::place).unwrap_or_default();
        pending.extend(vocabulary::check_quads(&quads, &place, &mut report));
    }
    (report, pending)
}
