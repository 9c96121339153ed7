//! The embedded store: the one door to the engine.

use std::cell::RefCell;
use std::io;

use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphNameRef, Literal, NamedNode, NamedNodeRef, NamedOrBlankNodeRef, Quad, Term};
use oxigraph::sparql::{BoundPreparedSparqlQuery, CancellationToken, SparqlEvaluator};
use spargebra::Query;

use crate::collection::{Collection, SourceRecord};
use crate::decode::{Key, Visibility};
use crate::error::{Error, Kind};
use crate::graph;
use crate::merge::Profile;
use crate::names::NameKeys;
use crate::pieces::{in_order, threads};
use crate::text::folded;
use crate::vocab::schema;

/// How many people's quads go to the engine at once.
const PEOPLE_AT_ONCE: usize = 32;

/// The function `vita:nameMatches(name, wanted)`.
const NAME_MATCHES: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/vitagraph#nameMatches");

/// A dataset in memory.
pub struct Store {
    store: oxigraph::store::Store,
}

impl Store {
    /// A store with these quads.
    ///
    /// # Errors
    /// Where the engine fails.
    pub fn new(quads: impl IntoIterator<Item = Quad>) -> Result<Self, Error> {
        let store = oxigraph::store::Store::new().map_err(failed)?;
        store.extend(quads).map_err(failed)?;
        Ok(Self { store })
    }

    /// A store with what this audience may see of all people. They are mapped in several threads beside the one
    /// in which the engine stores their quads.
    ///
    /// # Errors
    /// Where the engine fails.
    pub fn from_people(collection: &Collection, audience: Visibility) -> Result<Self, Error> {
        let store = oxigraph::store::Store::new().map_err(failed)?;
        let mut loader = store.bulk_loader();
        let people: Vec<(&Key, &Vec<SourceRecord>)> = collection.people.iter().collect();
        let map = |people: &[(&Key, &Vec<SourceRecord>)]| {
            let mut quads = Vec::new();
            for (key, records) in people {
                let profile = Profile::new(key, records, &collection.setup);
                quads.extend(graph::collect(&profile, &collection.setup, audience));
            }
            quads
        };
        let load = |quads: Vec<Quad>| loader.load_quads(quads).map_err(io::Error::other);
        in_order(people.chunks(PEOPLE_AT_ONCE), threads(), map, load)
            .map_err(|error| Kind::Store(error.to_string()))?;
        loader.commit().map_err(failed)?;
        Ok(Self { store })
    }

    /// Adds quads.
    ///
    /// # Errors
    /// Where the engine fails.
    pub fn extend(&self, quads: impl IntoIterator<Item = Quad>) -> Result<(), Error> {
        self.store.extend(quads).map_err(failed)
    }

    /// All people, in alphabetical order.
    ///
    /// # Errors
    /// Where the engine fails.
    pub fn people(&self) -> Result<Vec<NamedNode>, Error> {
        let (class, graph) = (schema::PERSON.into(), GraphNameRef::DefaultGraph);
        let mut people = Vec::new();
        for quad in self.store.quads_for_pattern(None, Some(rdf::TYPE), Some(class), Some(graph)) {
            if let NamedOrBlankNodeRef::NamedNode(node) = quad.map_err(failed)?.subject.as_ref() {
                people.push(node.into_owned());
            }
        }
        people.sort();
        Ok(people)
    }

    /// The quads of the default graph with this property, in no stated order.
    ///
    /// # Errors
    /// Where the engine fails.
    pub fn quads_with(&self, property: NamedNodeRef<'_>) -> Result<Vec<Quad>, Error> {
        let graph = GraphNameRef::DefaultGraph;
        let quads = self.store.quads_for_pattern(None, Some(property), None, Some(graph));
        quads.collect::<Result<_, _>>().map_err(failed)
    }

    /// Evaluates a query over the default graph, where it does not name others. It ends with an error when `token` is
    /// cancelled.
    pub fn query(&self, query: Query, token: &CancellationToken) -> BoundPreparedSparqlQuery<'static> {
        SparqlEvaluator::new()
            .with_cancellation_token(token.clone())
            .with_custom_function(NAME_MATCHES.into_owned(), name_matches)
            .for_query(query)
            .on_store(&self.store)
    }

    /// All quads, in no stated order.
    ///
    /// # Errors
    /// Where the engine fails.
    pub fn quads(&self) -> Result<Vec<Quad>, Error> {
        self.store.iter().collect::<Result<_, _>>().map_err(failed)
    }
}

/// `vita:nameMatches(name, wanted)`: whether two names may be of one person, in whatever scripts, or one has the other
/// in it.
fn name_matches(arguments: &[Term]) -> Option<Term> {
    let [Term::Literal(name), Term::Literal(wanted)] = arguments else { return None };
    let matches = WANTED.with_borrow_mut(|last| {
        if last.as_ref().is_none_or(|last| last.text != wanted.value()) {
            *last = Some(Wanted::new(wanted.value()));
        }
        last.as_ref().is_some_and(|last| last.is_in(name.value()))
    });
    Some(Literal::from(matches).into())
}

thread_local! {
    /// What was wanted last: a query compares all names with the same text.
    static WANTED: RefCell<Option<Wanted>> = const { RefCell::new(None) };
}

/// A text that names are compared with.
struct Wanted {
    text: String,
    folded: String,
    keys: NameKeys,
}

impl Wanted {
    fn new(text: &str) -> Self {
        Self { text: text.to_owned(), folded: folded(text), keys: NameKeys::new(text) }
    }

    fn is_in(&self, name: &str) -> bool {
        folded(name).contains(&self.folded) || NameKeys::new(name).agreement(&self.keys).is_some()
    }
}

fn failed(error: oxigraph::store::StorageError) -> Error {
    Kind::Store(error.to_string()).into()
}
