//! The embedded store: the one door to the engine.

use std::{io, thread};

use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphNameRef, NamedNode, NamedOrBlankNodeRef, Quad};

use crate::collection::{Collection, SourceRecord};
use crate::decode::{Key, Visibility};
use crate::error::{Error, Kind};
use crate::graph;
use crate::merge::Profile;
use crate::pieces::in_order;
use crate::vocab::schema;

/// How many people's quads go to the engine at once.
const PEOPLE_AT_ONCE: usize = 32;

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
                graph::quads(&profile, &collection.setup, audience, |quad| quads.push(quad.into_owned()));
            }
            quads
        };
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let load = |quads: Vec<Quad>| loader.load_quads(quads).map_err(io::Error::other);
        in_order(people.chunks(PEOPLE_AT_ONCE), threads, map, load).map_err(|error| Kind::Store(error.to_string()))?;
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

    /// All quads, in no stated order.
    ///
    /// # Errors
    /// Where the engine fails.
    pub fn quads(&self) -> Result<Vec<Quad>, Error> {
        self.store.iter().collect::<Result<_, _>>().map_err(failed)
    }
}

fn failed(error: oxigraph::store::StorageError) -> Error {
    Kind::Store(error.to_string()).into()
}
