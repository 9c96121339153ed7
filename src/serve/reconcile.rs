//! The Reconciliation Service API: which people, organizations, skills and works the cells of a table mean, for OpenRefine
//! and other clients. See <https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/>.
//!
//! It stands alone because it is a protocol of its own: JSON in, JSON out. What it knows is made once for a store.

mod extend;
mod lookup;
mod manifest;
mod preview;
mod properties;
mod queries;
mod score;
mod suggest;
mod things;
mod words;

use std::fmt;

use crate::collection::Collection;
use crate::store::Store;
use crate::vocab::schema;
use lookup::Lookup;
use suggest::Prefixes;
use things::{Kind, Things, Value};

pub use preview::Preview;

/// How many queries a batch may have.
pub const BATCH: usize = 50;
/// How many candidates or suggestions an answer has at most.
pub const LIMIT: usize = 100;
/// How many it has where nobody says.
pub const USUAL_LIMIT: usize = 10;
/// How many characters of a text count; what follows is cut off.
pub const LENGTH: usize = 1000;
/// How many things one question for their properties may name, and how many properties.
pub const ROWS: usize = 500;

/// Why a request is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It is not what the protocol says.
    Malformed(String),
    /// It asks for more than is answered at once.
    TooLarge(String),
}

/// Answers the questions of the protocol about a store.
pub struct Reconciler {
    things: Things,
    lookup: Lookup,
    prefixes: Prefixes,
}

impl Reconciler {
    /// Makes the things of a store ready for looking up. Of the collection only the settings and the keys of people in the
    /// store are taken.
    #[must_use]
    pub fn new(store: &Store, collection: &Collection) -> Self {
        let things = Things::new(store, collection);
        let (lookup, prefixes) = (Lookup::new(&things), Prefixes::new(&things));
        Self { things, lookup, prefixes }
    }

    /// The IRI of the node that an identifier is for, to send the readers of a page to.
    #[must_use]
    pub fn iri(&self, id: &str) -> Option<&str> {
        self.things.find(id).map(|number| self.things.get(number).iri.as_str())
    }

    /// The classes that things of a kind have.
    fn classes_of(&self, kind: Kind) -> impl Iterator<Item = &str> {
        self.prefixes.classes.iter().filter(move |(own, _)| *own == kind).map(|(_, class)| class.as_str())
    }

    /// What tells a thing from its namesakes, in one line.
    fn description(&self, number: u32) -> Option<String> {
        let thing = self.things.get(number);
        let parts: Vec<String> = match thing.kind {
            Kind::Person => {
                self.shown(number, schema::JOB_TITLE, 1).chain(self.shown(number, schema::WORKS_FOR, 2)).collect()
            }
            Kind::Organization => {
                let parent = self.shown(number, schema::PARENT_ORGANIZATION, 1);
                self.shown(number, schema::DESCRIPTION, 1)
                    .chain(parent)
                    .chain(self.shown(number, schema::ADDRESS, 1))
                    .collect()
            }
            Kind::Skill => Vec::new(),
            Kind::Work => {
                let authors = self.shown(number, schema::AUTHOR, 3).chain(self.shown(number, schema::CREATOR, 3));
                authors.chain(self.dates(number).take(1)).collect()
            }
        };
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    /// The first values of a fact, as texts; a text that is there in several languages is one value.
    fn shown(&self, number: u32, fact: oxigraph::model::NamedNodeRef<'_>, most: usize) -> impl Iterator<Item = String> {
        self.texts(number, fact, &[]).into_iter().take(most)
    }

    fn dates(&self, number: u32) -> impl Iterator<Item = String> {
        let published = self.texts(number, schema::DATE_PUBLISHED, &[]);
        published.into_iter().chain(self.texts(number, schema::DATE_CREATED, &[]))
    }

    /// The values of a fact as texts: things by their names, and of texts in several languages the one to show.
    fn texts(&self, number: u32, fact: oxigraph::model::NamedNodeRef<'_>, languages: &[&str]) -> Vec<String> {
        let (mut texts, mut wordings) = (Vec::new(), Vec::new());
        for value in self.things.get(number).values(fact) {
            match value {
                Value::Thing(other) => texts.push(self.things.name(*other, languages).to_owned()),
                Value::Text(wording) if wording.language.is_empty() => texts.push(wording.text.to_string()),
                Value::Text(wording) => wordings.push(wording.clone()),
            }
        }
        texts.extend(self.things.pick(&wordings, languages).map(str::to_owned));
        texts.sort_unstable();
        texts.dedup();
        texts
    }
}

impl fmt::Debug for Reconciler {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reconciler").field("things", &self.things.all.len()).finish_non_exhaustive()
    }
}

impl Refused {
    /// The status of HTTP for it.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::Malformed(_) => 400,
            Self::TooLarge(_) => 413,
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Malformed(message) | Self::TooLarge(message)) = self;
        f.write_str(message)
    }
}

impl std::error::Error for Refused {}

/// The part of a text that counts.
fn cut(text: &str) -> &str {
    text.char_indices().nth(LENGTH).map_or(text, |(end, _)| &text[..end])
}
