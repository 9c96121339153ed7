//! What people mean by a text: a person, an organization, a skill or a work of the graph, by key, IRI or name.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNodeRef, Quad, TermRef};

use super::parameters::Kind;
use crate::collection::Collection;
use crate::error::{Error, Kind as ErrorKind};
use crate::graph;
use crate::iri::fragment;
use crate::names::agreeing;
use crate::report::{alike, near};
use crate::store::Store;
use crate::text::folded;
use crate::vocab::schema;

/// How many candidates an error lists.
const CANDIDATES: usize = 8;

/// The people, organizations, skills and works of a store, by their names.
#[derive(Debug, Default)]
pub struct Entities {
    things: BTreeMap<Kind, Things>,
}

/// Things of one kind.
#[derive(Debug, Default)]
struct Things {
    entities: Vec<Entity>,
    by_text: HashMap<String, Vec<usize>>,
    by_iri: HashMap<NamedNode, usize>,
}

#[derive(Debug)]
struct Entity {
    iri: NamedNode,
    key: String,
    names: BTreeSet<String>,
}

impl Entities {
    /// The things of a store, with the keys that the collection gives to people.
    #[must_use]
    pub fn new(store: &Store, collection: &Collection) -> Self {
        let mut entities = Self::default();
        for (key, records) in &collection.people {
            entities.add(Kind::Person, graph::person(key, records, &collection.setup), key.as_str());
        }
        let people: BTreeSet<NamedNode> = store.people().into_iter().collect();
        entities.things.entry(Kind::Person).or_default().retain(|iri| people.contains(iri));
        for property in [schema::NAME, schema::ALTERNATE_NAME, schema::VALUE] {
            for quad in store.quads_with(property) {
                entities.name(&quad, &collection.setup.settings.base);
            }
        }
        entities
    }

    fn add(&mut self, kind: Kind, iri: NamedNode, key: &str) {
        self.things.entry(kind).or_default().entity(iri, key);
    }

    /// Takes a name of a thing, or the number of a work.
    fn name(&mut self, quad: &Quad, base: &str) {
        let (Some(node), TermRef::Literal(name)) = (subject(quad), quad.object.as_ref()) else { return };
        let number = quad.predicate == schema::VALUE;
        if let Some(people) = self.things.get_mut(&Kind::Person)
            && let Some(at) = people.by_iri.get(&node.into_owned()).copied().filter(|_| !number)
        {
            return people.add_name(at, name.value());
        }
        let Some((page, place)) = node.as_str().split_once('#') else { return };
        let local = page.strip_prefix(base).unwrap_or_default();
        let (kind, key, iri) = match (local.split_once('/'), place, number) {
            (Some(("organizations", key)), "organization", false) => (Kind::Organization, key, node.into_owned()),
            (Some(("organizations", _)), place, false) if place.starts_with("department-") => {
                (Kind::Organization, place, node.into_owned())
            }
            (Some(("skills", key)), "term", false) => (Kind::Skill, key, node.into_owned()),
            (Some(("works", key)), "work", false) => (Kind::Work, key, node.into_owned()),
            (Some(("works", key)), place, true) if place.starts_with("identifier-") => {
                (Kind::Work, key, fragment(page, "work"))
            }
            (_, place, false) if place.starts_with("project-") => (Kind::Work, place, node.into_owned()),
            _ => return,
        };
        let things = self.things.entry(kind).or_default();
        let at = things.entity(iri, key);
        things.add_name(at, name.value());
    }

    /// The thing that a text means.
    ///
    /// # Errors
    /// Where it means none or several; the error's hint names candidates, the nearest first.
    pub fn find(&self, kind: Kind, text: &str) -> Result<NamedNode, Error> {
        let empty = Things::default();
        let things = self.things.get(&kind).unwrap_or(&empty);
        let found = things.find(text, kind);
        match found[..] {
            [at] => Ok(things.entities[at].iri.clone()),
            [] => Err(ErrorKind::Unknown { kind: kind.name(), name: text.to_owned(), near: things.near(text) }.into()),
            _ => {
                let several = found.iter().take(CANDIDATES).map(|at| things.entities[*at].described()).collect();
                Err(ErrorKind::Ambiguous { kind: kind.name(), name: text.to_owned(), keys: several }.into())
            }
        }
    }
}

impl Things {
    fn entity(&mut self, iri: NamedNode, key: &str) -> usize {
        let next = self.entities.len();
        let at = *self.by_iri.entry(iri.clone()).or_insert(next);
        if at == next {
            self.entities.push(Entity { iri, key: key.to_owned(), names: BTreeSet::new() });
            self.by_text.entry(folded(key)).or_default().push(at);
        }
        at
    }

    fn retain(&mut self, keep: impl Fn(&NamedNode) -> bool) {
        let entities = std::mem::take(self).entities;
        entities.into_iter().filter(|entity| keep(&entity.iri)).for_each(|entity| {
            self.entity(entity.iri, &entity.key);
        });
    }

    fn add_name(&mut self, at: usize, name: &str) {
        if self.entities[at].names.insert(name.to_owned()) {
            let named = self.by_text.entry(folded(name)).or_default();
            if !named.contains(&at) {
                named.push(at);
            }
        }
    }

    /// A key, else an IRI, else all things of a name; of people also those whose names agree in another script.
    fn find(&self, text: &str, kind: Kind) -> Vec<usize> {
        if let Some(at) = NamedNode::new(text).ok().and_then(|iri| self.by_iri.get(&iri)) {
            return vec![*at];
        }
        let named = self.by_text.get(&folded(text)).cloned().unwrap_or_default();
        if let Some(at) = named.iter().find(|at| self.entities[**at].key == text) {
            return vec![*at];
        }
        if named.is_empty() && kind == Kind::Person {
            let people = self.entities.iter().enumerate();
            return agreeing(text, people.map(|(at, entity)| (at, entity.names.iter().map(String::as_str))));
        }
        named
    }

    /// Descriptions of those whose keys or names are nearest to a text.
    fn near(&self, text: &str) -> Vec<String> {
        let texts = || {
            let texts = self.entities.iter().flat_map(|entity| entity.names.iter().chain([&entity.key]));
            texts.map(String::as_str)
        };
        let misspelled = near(text, texts());
        let names = if misspelled.is_empty() { alike(text, texts()) } else { misspelled };
        let mut described: Vec<String> = Vec::new();
        for name in names {
            for at in self.by_text.get(&folded(name)).into_iter().flatten().take(CANDIDATES) {
                let candidate = self.entities[*at].described();
                if !described.contains(&candidate) {
                    described.push(candidate);
                }
            }
        }
        described
    }
}

impl Entity {
    fn described(&self) -> String {
        match self.names.iter().find(|name| **name != self.key) {
            Some(name) => format!("{} ({name})", self.key),
            None => self.key.clone(),
        }
    }
}

fn subject(quad: &Quad) -> Option<NamedNodeRef<'_>> {
    match quad.subject.as_ref() {
        NamedOrBlankNodeRef::NamedNode(node) => Some(node),
        NamedOrBlankNodeRef::BlankNode(_) => None,
    }
}
