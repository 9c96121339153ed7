//! Facts: what is said of each subject, by the local names of properties.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{NamedOrBlankNode, Quad, Term};
use serde_json::Value;

/// The properties that play a part, by their local names.
const WANTED: [&str; 36] = [
    "type",
    "name",
    "alternateName",
    "jobTitle",
    "description",
    "image",
    "url",
    "sameAs",
    "email",
    "telephone",
    "birthDate",
    "nationality",
    "address",
    "streetAddress",
    "postalCode",
    "addressLocality",
    "addressRegion",
    "addressCountry",
    "worksFor",
    "memberOf",
    "alumniOf",
    "hasCredential",
    "award",
    "knowsAbout",
    "knowsLanguage",
    "holder",
    "at",
    "department",
    "roleName",
    "startDate",
    "endDate",
    "educationalLevel",
    "dateCreated",
    "author",
    "creator",
    "datePublished",
];

/// A value: a text or an IRI, and the language of a text that has one.
pub(super) type Fact = (String, String);

/// The facts of a node, each with the number of its property among those that are wanted. Most nodes have few, so that a
/// list takes a tenth of what a map of sets does.
type Node = Vec<(u8, Fact)>;

/// What is said of each subject.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    nodes: BTreeMap<String, Node>,
    /// What leads to a person, by one of the properties of those who hold or made something.
    held: BTreeMap<String, BTreeSet<String>>,
}

impl Facts {
    /// Adds a quad of the default graph.
    pub(super) fn add_quad(&mut self, quad: &Quad) {
        let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { return };
        if !quad.graph_name.is_default_graph() {
            return;
        }
        let property = local(quad.predicate.as_str());
        match &quad.object {
            Term::NamedNode(node) if property == "type" => {
                self.add(subject.as_str(), property, local(node.as_str()), "")
            }
            Term::NamedNode(node) => self.add(subject.as_str(), property, node.as_str(), ""),
            Term::Literal(literal) => {
                self.add(subject.as_str(), property, literal.value(), literal.language().unwrap_or_default());
            }
            _ => {}
        }
    }

    /// Adds what a document of JSON-LD says, of ours or one of its form.
    pub(super) fn add_document(&mut self, document: &Value) {
        match document {
            Value::Array(items) => items.iter().for_each(|item| self.add_document(item)),
            Value::Object(entries) => match entries.get("@graph") {
                // A graph with a name holds claims that were set aside.
                Some(graph) if !entries.contains_key("@id") => self.add_document(graph),
                Some(_) => {}
                None => drop(self.add_item(document, "")),
            },
            _ => {}
        }
    }

    /// Adds an item, and returns its IRI, or a name for one that has none; `path` is of what led to it.
    fn add_item(&mut self, item: &Value, path: &str) -> String {
        let id = item.get("@id").and_then(Value::as_str).map_or_else(|| format!("_:{path}"), str::to_owned);
        for (key, value) in item.as_object().into_iter().flatten() {
            let property = if key == "@type" { "type" } else { local(key) };
            if property.starts_with('@') {
                continue;
            }
            let values = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
            for (number, value) in values.iter().enumerate() {
                let (text, language) = self.value(value, &format!("{id} {property} {number}"));
                let text = if property == "type" { local(&text) } else { &text };
                self.add(&id, property, text, &language);
            }
        }
        id
    }

    fn value(&mut self, value: &Value, path: &str) -> Fact {
        match value {
            Value::String(text) => (text.clone(), String::new()),
            Value::Object(entries) => match entries.get("@value") {
                Some(text) => {
                    let language = entries.get("@language").and_then(Value::as_str).unwrap_or_default();
                    (text.as_str().map_or_else(|| text.to_string(), str::to_owned), language.to_owned())
                }
                None => (self.add_item(value, path), String::new()),
            },
            other => (other.to_string(), String::new()),
        }
    }

    fn add(&mut self, subject: &str, property: &str, text: &str, language: &str) {
        if matches!(property, "holder" | "author" | "creator") {
            self.held.entry(text.to_owned()).or_default().insert(subject.to_owned());
        }
        self.put(subject, property, (text.to_owned(), language.to_owned()));
    }

    pub(super) fn put(&mut self, subject: &str, property: &str, fact: Fact) {
        if let Some(number) = numbered(property) {
            let node = self.nodes.entry(subject.to_owned()).or_default();
            if !node.iter().any(|(known, other)| *known == number && *other == fact) {
                node.push((number, fact));
            }
        }
    }

    /// Takes over what other facts say.
    pub(super) fn extend(&mut self, other: Self) {
        for (subject, node) in other.nodes {
            match self.nodes.entry(subject) {
                Entry::Vacant(place) => drop(place.insert(node)),
                Entry::Occupied(mut known) => {
                    let more = node.into_iter().filter(|fact| !known.get().contains(fact)).collect::<Vec<_>>();
                    known.get_mut().extend(more);
                }
            }
        }
        for (person, held) in other.held {
            self.held.entry(person).or_default().extend(held);
        }
    }

    /// Whether Roles are told of, with their posts and periods.
    pub(super) fn has_roles(&self) -> bool {
        let holder = numbered("holder");
        self.nodes.values().flatten().any(|(property, _)| Some(*property) == holder)
    }

    /// The people with an IRI.
    pub(super) fn people(&self) -> impl Iterator<Item = &str> {
        self.nodes.keys().map(String::as_str).filter(|node| !node.starts_with("_:") && self.is_person(node))
    }

    pub(super) fn is_person(&self, node: &str) -> bool {
        self.is(node, &["Person"])
    }

    /// Whether a node is of one of these classes.
    pub(super) fn is(&self, node: &str, classes: &[&str]) -> bool {
        self.of(node, "type").iter().any(|(class, _)| classes.contains(&class.as_str()))
    }

    /// What is said of a node by a property, in order.
    pub(super) fn of(&self, node: &str, property: &str) -> BTreeSet<&Fact> {
        let wanted = numbered(property);
        let facts = self.nodes.get(node).into_iter().flatten();
        facts.filter(|(number, _)| Some(*number) == wanted).map(|(_, fact)| fact).collect()
    }

    /// What leads to a person: Roles, works and what else the person holds.
    pub(super) fn held_by(&self, person: &str) -> BTreeSet<&str> {
        self.held.get(person).into_iter().flatten().map(String::as_str).collect()
    }

    /// The text to call a value by: plain or English before others.
    pub(super) fn wording(&self, node: &str, property: &str) -> Option<&str> {
        let rank = |language: &str| (!language.is_empty(), !language.starts_with("en"));
        let facts = self.of(node, property).into_iter();
        facts.min_by_key(|(text, language)| (rank(language), text)).map(|(text, _)| text.as_str())
    }

    /// What to call a node: its name, else the last part of its IRI.
    pub(super) fn label(&self, node: &str) -> String {
        let name = self.wording(node, "name").or_else(|| self.wording(node, "alternateName"));
        name.map_or_else(|| short(node), str::to_owned)
    }

    /// A value in words: the name of a node that has one, the parts of an address, or the text.
    pub(super) fn said(&self, (text, _): &Fact) -> String {
        if !self.nodes.contains_key(text) {
            return text.clone();
        }
        let parts = ["streetAddress", "postalCode", "addressLocality", "addressRegion", "addressCountry"];
        let parts: Vec<&str> = parts.iter().filter_map(|part| self.wording(text, part)).collect();
        if parts.is_empty() { self.label(text) } else { parts.join(", ") }
    }
}

/// The number of a property that is wanted.
fn numbered(property: &str) -> Option<u8> {
    WANTED.iter().position(|wanted| *wanted == property).and_then(|number| u8::try_from(number).ok())
}

/// The local name of a property or class.
fn local(name: &str) -> &str {
    name.rsplit(['/', '#', ':']).next().unwrap_or(name)
}

/// The last part of an IRI that says something.
fn short(iri: &str) -> String {
    let page = iri.trim_end_matches("#person").trim_end_matches("#organization").trim_end_matches('/');
    page.rsplit('/').next().unwrap_or(page).to_owned()
}
