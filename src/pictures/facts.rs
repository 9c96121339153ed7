//! What a store says, as pictures need it: names in the wanted languages, dates as they were stated.

use oxigraph::model::{LiteralRef, NamedNodeRef, TermRef};

use super::Options;
use crate::date::{Date, OPEN};
use crate::store::Store;
use crate::text::preferred;
use crate::vocab::{schema, vita};

/// A store, asked in the languages of somebody who looks at a picture.
#[derive(Clone, Copy)]
pub(super) struct Facts<'s> {
    pub(super) store: &'s Store,
    languages: &'s [String],
}

impl<'s> Facts<'s> {
    pub(super) fn new(store: &'s Store, options: &Options<'s>) -> Self {
        Self { store, languages: options.languages }
    }

    /// The literals of a property, in no stated order.
    pub(super) fn literals(
        self,
        thing: NamedNodeRef<'_>,
        property: NamedNodeRef<'_>,
    ) -> impl Iterator<Item = LiteralRef<'s>> {
        self.store.values(thing, property).filter_map(|value| match value {
            TermRef::Literal(literal) => Some(literal),
            _ => None,
        })
    }

    /// The things that a property leads to.
    pub(super) fn nodes(
        self,
        thing: NamedNodeRef<'_>,
        property: NamedNodeRef<'_>,
    ) -> impl Iterator<Item = NamedNodeRef<'s>> {
        self.store.values(thing, property).filter_map(|value| match value {
            TermRef::NamedNode(node) => Some(node),
            _ => None,
        })
    }

    /// A text in the first wanted language that it is in.
    pub(super) fn text(self, thing: NamedNodeRef<'_>, property: NamedNodeRef<'_>) -> Option<String> {
        let mut literals: Vec<LiteralRef<'s>> = self.literals(thing, property).collect();
        literals.sort_by_key(|literal| (literal.language(), literal.value()));
        let tags: Vec<&str> = literals.iter().map(|literal| literal.language().unwrap_or_default()).collect();
        preferred(&tags, self.languages.iter().map(String::as_str)).map(|at| clean(literals[at].value()))
    }

    /// The name of a thing, else the last part of its IRI.
    pub(super) fn name(self, thing: NamedNodeRef<'_>) -> String {
        self.text(thing, schema::NAME).unwrap_or_else(|| {
            let page = thing.as_str().split('#').next().unwrap_or_default();
            page.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned()
        })
    }

    /// Whether a thing is of a class.
    pub(super) fn is_a(self, thing: NamedNodeRef<'_>, class: NamedNodeRef<'_>) -> bool {
        self.nodes(thing, oxigraph::model::vocab::rdf::TYPE).any(|found| found == class)
    }

    /// A date, as precise as it was stated.
    pub(super) fn date(self, thing: NamedNodeRef<'_>, property: NamedNodeRef<'_>) -> Option<Date> {
        self.literals(thing, property).find_map(|literal| literal.value().parse().ok())
    }

    /// Whether a role still runs.
    pub(super) fn is_open(self, role: NamedNodeRef<'_>) -> bool {
        self.literals(role, vita::UNTIL).any(|literal| literal.value().parse() == Ok(OPEN))
    }
}

/// A text without characters that no XML may hold.
fn clean(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')).collect()
}
