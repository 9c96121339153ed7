//! Quads against the vocabulary.

use std::collections::BTreeSet;

use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedOrBlankNodeRef, QuadRef, TermRef};
use rustc_hash::FxHashMap;

use super::facts::{Facts, Meaning, PropertyId, Term};
use super::judge::{self, Fault, Thing, Value};
use crate::report::{Place, Report};

/// The terms in use that are still being discussed. A graph has the same few again and again, which is one note each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pending(BTreeSet<&'static str>);

impl Pending {
    /// Adds those of another graph.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// A note for each.
    pub fn tell(self, place: &Place, report: &mut Report) {
        self.0.into_iter().for_each(|name| report.push(judge::pending(name).at(place.clone(), "")));
    }
}

/// Checks a graph against the vocabulary. What it says of a thing must be together in it.
pub fn check_quads(quads: &[QuadRef<'_>], place: &Place, report: &mut Report) -> Pending {
    let mut checked = Checked { things: things(quads), pending: Pending::default(), place, report };
    checked.lead(quads);
    quads.iter().for_each(|quad| checked.quad(*quad));
    checked.pending
}

struct Checked<'q, 'r> {
    things: FxHashMap<&'q str, Thing>,
    pending: Pending,
    place: &'r Place,
    report: &'r mut Report,
}

fn things<'q>(quads: &[QuadRef<'q>]) -> FxHashMap<&'q str, Thing> {
    let mut things: FxHashMap<&str, Thing> = FxHashMap::default();
    for quad in quads.iter().filter(|quad| quad.predicate == rdf::TYPE) {
        if let TermRef::NamedNode(class) = quad.object {
            things.entry(name(quad.subject)).or_default().add_class(class.as_str());
        }
    }
    things
}

/// The name of a node within its graph.
fn name(node: NamedOrBlankNodeRef<'_>) -> &str {
    match node {
        NamedOrBlankNodeRef::NamedNode(node) => node.as_str(),
        NamedOrBlankNodeRef::BlankNode(node) => node.as_str(),
    }
}

fn property(iri: &str) -> Option<PropertyId> {
    if let Meaning::Known(Term::Property(property)) = Facts::known().meaning(iri) { Some(property) } else { None }
}

impl Checked<'_, '_> {
    /// Notes which properties lead to Roles.
    fn lead(&mut self, quads: &[QuadRef<'_>]) {
        for quad in quads {
            let object = match quad.object {
                TermRef::NamedNode(node) => node.as_str(),
                TermRef::BlankNode(node) => node.as_str(),
                TermRef::Literal(_) => continue,
            };
            let Some(thing) = self.things.get_mut(object).filter(|thing| thing.is_role()) else { continue };
            if let Some(property) = property(quad.predicate.as_str()).filter(|it| !thing.leading.contains(it)) {
                thing.leading.push(property);
            }
        }
    }

    fn quad(&mut self, quad: QuadRef<'_>) {
        let subject = name(quad.subject);
        if quad.predicate == rdf::TYPE {
            if let TermRef::NamedNode(class) = quad.object {
                self.class(subject, class.as_str());
            }
            return;
        }
        match judge::property_name(quad.predicate.as_str()) {
            Err(fault) => self.tell(subject, fault),
            Ok(None) => {}
            Ok(Some(property)) => self.property(subject, property, quad.object),
        }
    }

    fn class(&mut self, subject: &str, iri: &str) {
        if let Some(fault) = judge::class_name(iri) {
            self.tell(subject, fault);
        }
        let facts = Facts::known();
        if let Meaning::Known(Term::Class(class)) = facts.meaning(iri) {
            let class = &facts.classes[usize::from(class)];
            if class.status.pending {
                self.pending.0.insert(&class.name);
            }
        }
    }

    fn property(&mut self, subject: &str, property: PropertyId, object: TermRef<'_>) {
        let known = &Facts::known().properties[usize::from(property)];
        if known.status.pending {
            self.pending.0.insert(&known.name);
        }
        let of_thing = self.things.get(subject).and_then(|thing| judge::property_of(thing, property));
        let node = |name| match self.things.get(name) {
            Some(thing) => Value::Thing { thing, named: matches!(object, TermRef::NamedNode(_)) },
            None => Value::Address(name),
        };
        let value = match object {
            TermRef::NamedNode(named) => node(named.as_str()),
            TermRef::BlankNode(blank) => node(blank.as_str()),
            TermRef::Literal(literal) => Value::Literal(literal.value()),
        };
        let of_value = judge::value_of(property, value);
        of_thing.into_iter().chain(of_value).for_each(|fault| self.tell(subject, fault));
    }

    fn tell(&mut self, subject: &str, fault: Fault) {
        self.report.push(fault.at(self.place.clone(), &format!("`{subject}`: ")));
    }
}
