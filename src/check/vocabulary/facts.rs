//! What schema.org and `ontology/vitagraph.ttl` say of their terms, by number: a question is asked of millions of quads.

use std::sync::LazyLock;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Quad, Term as Object};
use rustc_hash::FxHashMap;

use super::kinds::{KINDS, Kind};
use crate::vocab::{prov, schema, vita};

const SCHEMA_ORG: &str = include_str!("../../../ontology/schema-org.tsv");
const OWN: &str = include_str!("../../../ontology/vitagraph.ttl");

/// Both addresses of schema.org; what comes from outside has either.
const NAMESPACES: [&str; 2] = [schema::NAMESPACE, "https://schema.org/"];

/// The class of sources, which some of our properties are of.
const ENTITY: &str = "prov:Entity";

static FACTS: LazyLock<Facts> = LazyLock::new(Facts::read);

/// The number of a class.
pub(super) type ClassId = u16;
/// The number of a property.
pub(super) type PropertyId = u16;

/// What a term is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Term {
    Class(ClassId),
    Property(PropertyId),
    /// A member of an enumeration, with its class.
    Member(ClassId),
}

/// What a name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning<'n> {
    Known(Term),
    /// A name in a vocabulary that we know, which has no such term.
    Unknown(&'n str),
    /// A name of another vocabulary, of which nothing is said.
    Foreign,
}

/// What is said of a class.
#[derive(Debug, Default)]
pub(super) struct Class {
    pub(super) name: String,
    pub(super) status: Status,
    /// The kind of its values, where it is a data type.
    pub(super) kind: Option<Kind>,
    /// The class, and all that it is below.
    up: Vec<ClassId>,
}

/// What is said of a property.
#[derive(Debug, Default)]
pub(super) struct Property {
    pub(super) name: String,
    pub(super) status: Status,
    pub(super) domains: Vec<ClassId>,
    pub(super) ranges: Vec<ClassId>,
}

/// How a term stands in its vocabulary.
#[derive(Debug, Default)]
pub(super) struct Status {
    /// The terms that took its place.
    pub(super) superseded: Option<String>,
    /// Whether it is still being discussed.
    pub(super) pending: bool,
}

/// All terms.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub(super) classes: Vec<Class>,
    pub(super) properties: Vec<Property>,
    /// Names without prefix for schema.org, with it for others, such as `vita:at`.
    names: FxHashMap<String, Term>,
    /// Our own terms by their names without prefix.
    own: FxHashMap<String, Term>,
}

/// A line of the table, or what our own ontology says of a term.
#[derive(Default)]
struct Row {
    kind: &'static str,
    name: String,
    up: Vec<String>,
    to: Vec<String>,
    status: Status,
}

impl Facts {
    /// The facts of schema.org and of our own terms.
    pub(super) fn known() -> &'static Self {
        &FACTS
    }

    fn read() -> Self {
        let mut rows: Vec<Row> = SCHEMA_ORG.lines().filter_map(row_of_table).collect();
        let additions = own_rows(&mut rows);
        let mut facts = Self::default();
        rows.iter().for_each(|row| facts.name(row));
        for row in rows {
            facts.fill(row);
        }
        for (property, class) in additions {
            if let (Some(Term::Property(property)), Some(Term::Class(class))) =
                (facts.named(&property), facts.named(&class))
            {
                facts.properties[usize::from(property)].domains.push(class);
            }
        }
        facts.close();
        facts
    }

    fn name(&mut self, row: &Row) {
        // Members wait until classes have their numbers.
        let term = match row.kind {
            "class" => {
                self.classes.push(Class { name: row.name.clone(), ..Class::default() });
                Term::Class((self.classes.len() - 1) as ClassId)
            }
            "property" => {
                self.properties.push(Property { name: row.name.clone(), ..Property::default() });
                Term::Property((self.properties.len() - 1) as PropertyId)
            }
            _ => return,
        };
        if let Some(local) = row.name.strip_prefix("vita:") {
            self.own.insert(local.to_owned(), term);
        }
        self.names.insert(row.name.clone(), term);
    }

    fn fill(&mut self, row: Row) {
        let numbers = |names: &[String]| names.iter().filter_map(|name| self.class(name)).collect::<Vec<_>>();
        let (up, to) = (numbers(&row.up), numbers(&row.to));
        match self.names.get(&row.name) {
            Some(Term::Class(class)) => {
                let class = &mut self.classes[usize::from(*class)];
                (class.up, class.status) = (up, row.status);
            }
            Some(Term::Property(property)) => {
                let property = &mut self.properties[usize::from(*property)];
                (property.domains, property.ranges, property.status) = (up, to, row.status);
            }
            _ => {
                if let Some(class) = up.first() {
                    self.names.insert(row.name, Term::Member(*class));
                }
            }
        }
    }

    /// Makes of the classes above each all that are above these too.
    fn close(&mut self) {
        for class in 0..self.classes.len() {
            let mut all = vec![class as ClassId];
            let mut at = 0;
            while let Some(next) = all.get(at).copied() {
                let above = self.classes[usize::from(next)].up.iter().filter(|up| !all.contains(up));
                all.extend(above.copied().collect::<Vec<_>>());
                at += 1;
            }
            self.classes[class].up = all;
        }
        for (name, kind) in KINDS {
            let Some(data_type) = self.class(name) else { continue };
            let of_kind = self.classes.iter_mut().filter(|class| class.kind.is_none() && class.up.contains(&data_type));
            of_kind.for_each(|class| class.kind = Some(kind));
        }
    }

    /// The term of a short name.
    pub(super) fn named(&self, name: &str) -> Option<Term> {
        self.names.get(name).copied()
    }

    /// The class of a short name.
    pub(super) fn class(&self, name: &str) -> Option<ClassId> {
        if let Some(Term::Class(class)) = self.named(name) { Some(class) } else { None }
    }

    /// What an IRI means.
    pub(super) fn meaning<'n>(&self, iri: &'n str) -> Meaning<'n> {
        let known = |term: Option<&Term>, name| term.map_or(Meaning::Unknown(name), |term| Meaning::Known(*term));
        if let Some(name) = NAMESPACES.iter().find_map(|namespace| iri.strip_prefix(namespace)) {
            return known(self.names.get(name), name);
        }
        if let Some(name) = iri.strip_prefix(vita::NAMESPACE) {
            return known(self.own.get(name), name);
        }
        let entity = self.named(ENTITY).filter(|_| iri == prov::ENTITY.as_str());
        entity.map_or(Meaning::Foreign, Meaning::Known)
    }

    /// Whether a class is another one, or below it.
    pub(super) fn is_a(&self, class: ClassId, other: ClassId) -> bool {
        self.classes[usize::from(class)].up.contains(&other)
    }

    /// The names of all terms of schema.org that are of a kind.
    pub(super) fn names(&self, wanted: impl Fn(Term) -> bool) -> impl Iterator<Item = &str> {
        self.names.iter().filter(move |(_, term)| wanted(**term)).map(|(name, _)| name.as_str())
    }
}

/// Whether the class of a short name is another one, or below it; a name that nobody knows is only itself.
pub(in super::super) fn is_below(class: &str, ancestor: &str) -> bool {
    let facts = Facts::known();
    class == ancestor
        || facts.class(class).zip(facts.class(ancestor)).is_some_and(|(class, ancestor)| facts.is_a(class, ancestor))
}

fn row_of_table(line: &'static str) -> Option<Row> {
    let fields: Vec<&'static str> = line.split('\t').collect();
    let [kind, name, up, to, superseded, part] = fields[..] else { return None };
    let list = |field: &str| field.split(' ').filter(|name| *name != "-").map(str::to_owned).collect();
    let superseded = (superseded != "-").then(|| superseded.to_owned());
    let status = Status { superseded, pending: part == "pending" };
    Some(Row { kind, name: name.to_owned(), up: list(up), to: list(to), status })
}

/// Adds the terms of our own ontology. Returns the classes of ours that take properties of schema.org, each with one.
fn own_rows(rows: &mut Vec<Row>) -> Vec<(String, String)> {
    let mut own: FxHashMap<String, Row> = FxHashMap::default();
    let mut additions = Vec::new();
    let quads = RdfParser::from_format(RdfFormat::Turtle).for_slice(OWN).flatten();
    for Quad { subject, predicate, object, .. } in quads {
        let (NamedOrBlankNode::NamedNode(subject), Object::NamedNode(object)) = (subject, object) else { continue };
        let (name, object) = (short(subject.as_str()), short(object.as_str()));
        if !name.starts_with("vita:") {
            additions.push((name, object));
            continue;
        }
        let row = own.entry(name.clone()).or_insert_with(|| Row { name, ..Row::default() });
        match predicate.as_str().rsplit('#').next() {
            Some("type") => row.kind = if object == "owl:Class" { "class" } else { "property" },
            Some("subClassOf" | "domain") => row.up.push(object),
            Some("range") => row.to.push(object),
            _ => {}
        }
    }
    rows.push(Row { kind: "class", name: ENTITY.into(), ..Row::default() });
    rows.extend(own.into_values());
    additions
}

/// The short name of a term in the ontology; datatypes of RDF have the names of schema.org.
fn short(iri: &str) -> String {
    match iri {
        "http://www.w3.org/2002/07/owl#Thing" => return "Thing".into(),
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString" | "http://www.w3.org/2001/XMLSchema#string" => {
            return "Text".into();
        }
        "http://www.w3.org/2001/XMLSchema#date" => return "Date".into(),
        "http://www.w3.org/2001/XMLSchema#decimal" => return "Number".into(),
        _ => {}
    }
    let prefixed = crate::vocab::PREFIXES.iter().find_map(|(prefix, namespace)| {
        let local = iri.strip_prefix(namespace)?;
        Some(if *prefix == "schema" { local.to_owned() } else { format!("{prefix}:{local}") })
    });
    prefixed.unwrap_or_else(|| iri.to_owned())
}
