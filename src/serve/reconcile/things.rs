//! What can be found: people, organizations, skills and works of the store, with their names and facts.
//!
//! All of it comes from the store, which holds only what the audience may see; of the collection only the keys are taken.

use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNodeRef, Quad, TermRef};
use rustc_hash::FxHashMap;

use super::properties::FACTS;
use crate::collection::{Collection, SourceRecord};
use crate::decode::Key;
use crate::graph;
use crate::store::Store;
use crate::text::Text;
use crate::vocab::{schema, vita};

/// Nodes between a thing and a value: the predicate from the thing to the node, and that from the node to the value.
const BETWEEN: [(NamedNodeRef<'static>, NamedNodeRef<'static>); 4] = [
    (schema::IDENTIFIER, schema::VALUE),
    (schema::ADDRESS, schema::ADDRESS_COUNTRY),
    (schema::AUTHOR, schema::NAME),
    (schema::CREATOR, schema::NAME),
];

/// The kinds of things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    Person,
    Organization,
    Skill,
    Work,
}

/// A text in a language, which is empty where nobody stated it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wording {
    pub(super) language: Box<str>,
    pub(super) text: Box<str>,
}

/// The value of a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Thing(u32),
    Text(Wording),
}

/// A thing.
#[derive(Debug)]
pub(super) struct Thing {
    pub(super) kind: Kind,
    /// Its page below the base, with the fragment as another segment where it is not what the page is about; of a node
    /// elsewhere the whole IRI.
    pub(super) id: String,
    pub(super) iri: NamedNode,
    /// Its classes of schema.org, without the one of its kind.
    pub(super) classes: Vec<Box<str>>,
    pub(super) names: Vec<Wording>,
    pub(super) other_names: Vec<Wording>,
    /// Facts, each with the place of its predicate in [`FACTS`].
    pub(super) facts: Vec<(u8, Value)>,
}

/// All things of a store, by numbers.
#[derive(Debug, Default)]
pub(super) struct Things {
    pub(super) all: Vec<Thing>,
    by_iri: FxHashMap<NamedNode, u32>,
    by_id: FxHashMap<String, u32>,
    /// The address that the pages are below.
    pub(super) base: String,
    /// The languages of the collection, the preferred one first.
    languages: Vec<String>,
}

impl Kind {
    pub(super) const ALL: [Self; 4] = [Self::Person, Self::Organization, Self::Skill, Self::Work];

    /// The class of schema.org, which is the identifier of the type.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Person => "Person",
            Self::Organization => "Organization",
            Self::Skill => "DefinedTerm",
            Self::Work => "CreativeWork",
        }
    }

    /// The name of the type, for people.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Person => "Person",
            Self::Organization => "Organization",
            Self::Skill => "Skill",
            Self::Work => "Work",
        }
    }
}

impl Thing {
    /// All names.
    pub(super) fn all_names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().chain(&self.other_names).map(|wording| &*wording.text)
    }

    /// The last segment of the identifier: a key or a slug.
    pub(super) fn key(&self) -> &str {
        self.id.rsplit('/').next().unwrap_or_default()
    }

    /// The values of a fact.
    pub(super) fn values(&self, predicate: NamedNodeRef<'_>) -> impl Iterator<Item = &Value> {
        let wanted = FACTS.iter().position(|fact| *fact == predicate);
        self.facts.iter().filter(move |(fact, _)| Some(usize::from(*fact)) == wanted).map(|(_, value)| value)
    }
}

impl Things {
    /// Reads them from a store.
    pub(super) fn new(store: &Store, collection: &Collection) -> Self {
        let settings = &collection.setup.settings;
        let mut things = Self { base: settings.base.clone(), languages: settings.languages.clone(), ..Self::default() };
        let pages = things.add_people(store, collection);
        things.add_named(store, &pages);
        things.add_classes(store);
        things.add_facts(store);
        things.add_distant_facts(store);
        things
    }

    pub(super) fn get(&self, number: u32) -> &Thing {
        &self.all[number as usize]
    }

    /// The thing with an identifier, or with an IRI.
    pub(super) fn find(&self, id: &str) -> Option<u32> {
        let by_iri = || self.by_iri.get(&NamedNode::new(id).ok()?);
        let page = || self.by_id.get(id.strip_prefix(&self.base)?);
        self.by_id.get(id).or_else(by_iri).or_else(page).copied()
    }

    /// The name of a thing in the first of some languages in which it has one, or else in those of the collection.
    pub(super) fn name<'a>(&'a self, number: u32, languages: &[&str]) -> &'a str {
        let thing = self.get(number);
        let name = self.pick(&thing.names, languages);
        name.or_else(|| thing.all_names().next()).unwrap_or_else(|| thing.key())
    }

    /// The wording to show.
    pub(super) fn pick<'a>(&self, wordings: &'a [Wording], languages: &[&str]) -> Option<&'a str> {
        let own = self.languages.iter().map(String::as_str);
        let wanted: Vec<&str> = languages.iter().copied().chain(own).collect();
        let text = wordings.iter().fold(Text::default(), |text, wording| match text.get(&wording.language) {
            Some(_) => text,
            None => text.with(&*wording.language, &*wording.text),
        });
        let shown = text.pick(wanted);
        wordings.iter().map(|wording| &*wording.text).find(|text| *text == shown)
    }

    /// Adds all people, and says which identifiers belong to their pages.
    fn add_people(&mut self, store: &Store, collection: &Collection) -> FxHashMap<String, String> {
        let node = |(key, records): (&Key, &Vec<SourceRecord>)| {
            (graph::person(key, records, &collection.setup), format!("people/{}", key.as_str()))
        };
        let known: FxHashMap<NamedNode, String> = collection.people.iter().map(node).collect();
        let mut pages = FxHashMap::default();
        for person in store.people() {
            let own = || person.as_str().strip_prefix(&self.base)?.strip_suffix("#person").map(str::to_owned);
            let id = known.get(&person).cloned().or_else(own).unwrap_or_else(|| person.as_str().to_owned());
            if let Some((page, _)) = person.as_str().split_once('#') {
                pages.insert(page.to_owned(), id.clone());
            }
            self.add(Kind::Person, id, person);
        }
        pages
    }

    fn add(&mut self, kind: Kind, id: String, iri: NamedNode) -> u32 {
        let number = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        self.by_iri.insert(iri.clone(), number);
        self.by_id.insert(id.clone(), number);
        let (classes, names, other_names, facts) = Default::default();
        self.all.push(Thing { kind, id, iri, classes, names, other_names, facts });
        number
    }

    /// Adds what else has a name, and all names.
    fn add_named(&mut self, store: &Store, pages: &FxHashMap<String, String>) {
        for predicate in [schema::NAME, schema::ALTERNATE_NAME] {
            for quad in store.quads_with(predicate) {
                let (Some(node), TermRef::Literal(name)) = (subject(&quad), quad.object.as_ref()) else { continue };
                let Some(number) = self.number(node, pages) else { continue };
                let thing = &mut self.all[number as usize];
                let names = if predicate == schema::NAME { &mut thing.names } else { &mut thing.other_names };
                names.push(Wording::new(name));
            }
        }
        for thing in &mut self.all {
            thing.names.sort_by(|one, two| (&one.language, &one.text).cmp(&(&two.language, &two.text)));
            thing.other_names.sort_by(|one, two| (&one.language, &one.text).cmp(&(&two.language, &two.text)));
        }
    }

    /// The number of the thing that a node is, if it is one.
    fn number(&mut self, node: NamedNodeRef<'_>, pages: &FxHashMap<String, String>) -> Option<u32> {
        let node = node.into_owned();
        if let Some(number) = self.by_iri.get(&node) {
            return Some(*number);
        }
        let (page, place) = node.as_str().split_once('#')?;
        let id = match pages.get(page) {
            Some(id) => id,
            None => page.strip_prefix(&self.base).unwrap_or(page),
        };
        let (kind, is_main) = kind(id, place)?;
        let id = if is_main { id.to_owned() } else { format!("{id}/{place}") };
        Some(self.add(kind, id, node))
    }

    fn add_classes(&mut self, store: &Store) {
        for quad in store.quads_with(rdf::TYPE) {
            let (Some(number), TermRef::NamedNode(class)) = (self.known(&quad), quad.object.as_ref()) else { continue };
            let thing = &mut self.all[number as usize];
            let local = class.as_str().strip_prefix(schema::NAMESPACE);
            thing.classes.extend(local.filter(|class| *class != thing.kind.class()).map(Box::from));
        }
        self.all.iter_mut().for_each(|thing| thing.classes.sort_unstable());
    }

    fn add_facts(&mut self, store: &Store) {
        for (place, predicate) in (0_u8..).zip(FACTS) {
            for quad in store.quads_with(predicate) {
                if let (Some(number), Some(value)) = (self.known(&quad), self.value(&quad)) {
                    self.add_fact(number, place, value);
                }
            }
        }
    }

    /// Adds values that stand at a node of their own, and the years in which roles began.
    fn add_distant_facts(&mut self, store: &Store) {
        for (to_node, to_value) in BETWEEN {
            let linked = store.quads_with(to_node);
            let link = |quad: &Quad| Some((object(quad)?, self.known(quad)?));
            let owners: FxHashMap<NamedNode, u32> =
                linked.iter().filter_map(link).filter(|(node, _)| !self.by_iri.contains_key(node)).collect();
            self.add_values(store, &owners, to_value, to_node);
        }
        let held = store.quads_with(vita::HOLDER);
        let role = |quad: &Quad| Some((subject(quad)?.into_owned(), *self.by_iri.get(&object(quad)?)?));
        let roles: FxHashMap<NamedNode, u32> = held.iter().filter_map(role).collect();
        self.add_values(store, &roles, schema::START_DATE, schema::START_DATE)
    }

    /// Adds the literals that nodes have to the things whose nodes they are.
    fn add_values(
        &mut self,
        store: &Store,
        owners: &FxHashMap<NamedNode, u32>,
        predicate: NamedNodeRef<'_>,
        fact: NamedNodeRef<'_>,
    ) {
        let Some(place) = (0_u8..).zip(FACTS).find(|(_, known)| *known == fact).map(|(place, _)| place) else {
            return;
        };
        for quad in store.quads_with(predicate) {
            let owner = subject(&quad).and_then(|node| owners.get(&node.into_owned()));
            if let (Some(owner), TermRef::Literal(value)) = (owner, quad.object.as_ref()) {
                self.add_fact(*owner, place, Value::Text(Wording::new(value)));
            }
        }
    }

    fn add_fact(&mut self, number: u32, place: u8, value: Value) {
        let fact = (place, value);
        let facts = &mut self.all[number as usize].facts;
        if !facts.contains(&fact) {
            facts.push(fact);
        }
    }

    fn known(&self, quad: &Quad) -> Option<u32> {
        self.by_iri.get(&subject(quad)?.into_owned()).copied()
    }

    /// The value of a quad: a thing, a literal, or an address that is not one of our own nodes.
    fn value(&self, quad: &Quad) -> Option<Value> {
        match quad.object.as_ref() {
            TermRef::Literal(literal) => Some(Value::Text(Wording::new(literal))),
            TermRef::NamedNode(node) => match self.by_iri.get(&node.into_owned()) {
                Some(number) => Some(Value::Thing(*number)),
                None => [schema::URL, schema::SAME_AS, schema::EMAIL]
                    .contains(&quad.predicate.as_ref())
                    .then(|| Value::Text(Wording { language: Box::default(), text: node.as_str().into() })),
            },
            _ => None,
        }
    }
}

impl Wording {
    fn new(literal: oxigraph::model::LiteralRef<'_>) -> Self {
        Self { language: literal.language().unwrap_or_default().into(), text: literal.value().into() }
    }
}

/// The kind of a node by its page and fragment, and whether the page is about it.
fn kind(page: &str, place: &str) -> Option<(Kind, bool)> {
    match (page.split_once('/').map(|(folder, _)| folder), place) {
        (Some("organizations"), "organization") => Some((Kind::Organization, true)),
        (Some("organizations"), place) if place.starts_with("department-") => Some((Kind::Organization, false)),
        (Some("skills"), "term") => Some((Kind::Skill, true)),
        (Some("works"), "work") => Some((Kind::Work, true)),
        (_, place) if place.starts_with("project-") => Some((Kind::Work, false)),
        _ => None,
    }
}

fn subject(quad: &Quad) -> Option<NamedNodeRef<'_>> {
    match quad.subject.as_ref() {
        NamedOrBlankNodeRef::NamedNode(node) => Some(node),
        NamedOrBlankNodeRef::BlankNode(_) => None,
    }
}

fn object(quad: &Quad) -> Option<NamedNode> {
    match quad.object.as_ref() {
        TermRef::NamedNode(node) => Some(node.into_owned()),
        _ => None,
    }
}
