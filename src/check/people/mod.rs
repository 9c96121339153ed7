//! Rules for people: who is here twice, where sources disagree, and what profiles lack.

mod completeness;
mod duplicates;
mod known;
mod pairs;

pub use completeness::{Completeness, completeness};

use crate::collection::{Collection, SourceRecord, place_of};
use crate::decode::{Key, Visibility};
use crate::graph;
use crate::merge::Profile;
use crate::pieces::{in_any_order, threads};
use crate::report::{Finding, Place, Report};
use crate::rules;
use crate::setup::Setup;
use crate::tree::shortened;

/// How many people a thread takes at a time.
const RUN: usize = 200;

/// Checks all people of a collection.
pub(super) fn check(collection: &Collection, report: &mut Report) {
    duplicates::check(collection, report);
    let people: Vec<(&Key, &[SourceRecord])> =
        collection.people.iter().map(|(key, records)| (key, &records[..])).collect();
    let setup = &collection.setup;
    let look = |people: &[(&Key, &[SourceRecord])]| {
        let mut report = Report::default();
        people.iter().for_each(|(key, records)| check_person(key, records, setup, &mut report));
        report
    };
    in_any_order(people.chunks(RUN).collect(), threads(), &look).into_iter().for_each(|found| report.extend(found));
}

fn check_person(key: &Key, records: &[SourceRecord], setup: &Setup, report: &mut Report) {
    let profile = Profile::new(key, records, setup);
    if profile.sources.len() > 1 {
        conflicts(&profile, setup, report);
    }
    let lacking = Completeness::of(&profile, setup).missing;
    if let (Some(first), Some(place)) = (lacking.first(), records.first().map(SourceRecord::place)) {
        let names: Vec<&str> = lacking.iter().map(|wanted| wanted.name).collect();
        let message = format!("the profile of `{}` lacks {}", key.as_str(), names.join(", "));
        report.push(Finding::new(&rules::MISSING, place, message).with_hint(first.hint));
    }
}

/// The claims that were set aside, as `queries/conflicts.rq` finds them: what stands in the graph of a source.
fn conflicts(profile: &Profile<'_>, setup: &Setup, report: &mut Report) {
    let (mut claims, mut held) = (Vec::new(), Vec::new());
    graph::statements(profile, setup, Visibility::Internal, &mut |quad, sources| {
        let statement = (quad.subject.to_string(), quad.predicate.as_str().to_owned(), quad.object.to_string());
        match sources {
            [source] if !quad.graph_name.is_default_graph() => claims.push((*source, statement)),
            _ => held.push(statement),
        }
    });
    let is_source =
        |node: &str| profile.sources.iter().any(|source| node.ends_with(&format!("#source-{}>", source.slug)));
    for (source, (node, property, claim)) in claims.into_iter().filter(|(_, (node, ..))| !is_source(node)) {
        let same = |(other, name, _): &&(String, String, String)| *other == node && *name == property;
        let language = |term: &str| term.rsplit_once("\"@").map(|(_, language)| language.to_owned());
        let mut others = held.iter().filter(same);
        let value = others.clone().find(|(.., value)| language(value) == language(&claim)).or_else(|| others.next());
        let holds = value.map_or_else(|| "`present`".to_owned(), |(.., value)| format!("`{}`", shown(value)));
        let message =
            format!("`{}` of `{}` is `{}` here; {holds} holds", end_of(&property), end_of(&node), shown(&claim));
        let place = profile.sources.get(source).map_or_else(Place::default, |source| place_of(source.path));
        report.push(
            Finding::new(&rules::CONFLICT, place, message).with_hint("mend the source that is wrong, if this is one"),
        );
    }
}

/// A term of the graph without its marks, type and language.
fn shown(term: &str) -> String {
    let literal = term.strip_prefix('"').and_then(|rest| rest.rsplit_once('"')).map(|(text, _)| text);
    shortened(literal.unwrap_or_else(|| term.trim_matches(['<', '>']))).to_string()
}

fn end_of(iri: &str) -> &str {
    iri.trim_end_matches('>').rsplit(['#', '/']).next().unwrap_or_default()
}
