//! Frames: which properties of a node are shown, in which order and how, and the tree that comes of it.

use std::cmp::Reverse;

use oxigraph::model::vocab::rdf;
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Term};
use serde_json::{Map, Value, json};

use super::Context;
use super::context::is_date;
use crate::error::Error;
use crate::store::Store;
use crate::text::preferred;
use crate::vocab::schema;

/// The properties to show of a kind of node.
pub(super) struct Frame {
    /// Classes to leave out: their nodes stand beside others of the same property.
    pub(super) except: &'static [NamedNodeRef<'static>],
    /// The properties, in order.
    pub(super) properties: &'static [(NamedNodeRef<'static>, Show)],
}

/// How the values of a property are shown.
pub(super) enum Show {
    /// The text in the wanted language.
    Text,
    /// The names in the other languages, and all other names.
    OtherNames,
    /// All IRIs and literals without language, as they are.
    Values,
    /// The names of the linked nodes.
    Names,
    /// The codes of the linked languages.
    Codes,
    /// The linked nodes, framed.
    Nodes(&'static Frame),
    /// The nodes that link here by the given property, framed.
    Inverse(NamedNodeRef<'static>, &'static Frame),
    /// The names of the nodes of a class that link here by the given property.
    InverseNames(NamedNodeRef<'static>, NamedNodeRef<'static>),
    /// Authors or inventors in order: people of the collection by reference, others by name.
    People,
    /// A date with time and zone, where a day at least is known.
    Time,
}

/// Makes trees of nodes.
pub(super) struct Framer<'a> {
    pub(super) store: &'a Store,
    pub(super) context: &'a Context,
    pub(super) languages: &'a [String],
}

impl Framer<'_> {
    /// The tree of a node.
    pub(super) fn tree(&self, node: NamedNodeRef<'_>, frame: &Frame) -> Result<Map<String, Value>, Error> {
        let types: Vec<Value> =
            self.classes(node)?.iter().map(|class| self.context.compact(class.as_ref()).into()).collect();
        let mut tree = Map::from_iter([
            ("@type".to_owned(), one_or_many(types).unwrap_or_default()),
            ("@id".to_owned(), node.as_str().into()),
        ]);
        for (property, show) in frame.properties {
            let name = self.context.compact(*property);
            if let Some(value) = one_or_many(self.values(node, *property, &name, show)?) {
                tree.insert(name, value);
            }
        }
        Ok(tree)
    }

    fn values(
        &self,
        node: NamedNodeRef<'_>,
        property: NamedNodeRef<'_>,
        name: &str,
        show: &Show,
    ) -> Result<Vec<Value>, Error> {
        Ok(match show {
            Show::Text => self.text(node, property)?.into_iter().map(Value::from).collect(),
            Show::OtherNames => self.other_names(node)?,
            Show::Values => {
                self.store.objects(node, property)?.iter().filter_map(|term| self.plain(name, term)).collect()
            }
            Show::Names => {
                let mut names = self
                    .linked(node, property)?
                    .iter()
                    .map(|node| self.name(node.as_ref()))
                    .collect::<Result<Vec<_>, _>>()?;
                names.sort_by_key(|name| name.to_lowercase());
                names.dedup();
                names.into_iter().map(Value::from).collect()
            }
            Show::Codes => {
                let linked = self.linked(node, property)?;
                let code = |node: &NamedNode| {
                    Ok(self.text(node.as_ref(), schema::ALTERNATE_NAME)?.or(self.text(node.as_ref(), schema::NAME)?))
                };
                linked
                    .iter()
                    .filter_map(|node| code(node).transpose())
                    .map(|code| code.map(Value::from))
                    .collect::<Result<_, Error>>()?
            }
            Show::Nodes(frame) => self.framed(self.linked(node, property)?, frame)?,
            Show::Inverse(inverse, frame) => self.framed(self.store.subjects(*inverse, node.into())?, frame)?,
            Show::InverseNames(inverse, class) => {
                let mut names = Vec::new();
                for node in self.store.subjects(*inverse, node.into())? {
                    if self.classes(node.as_ref())?.iter().any(|known| known.as_ref() == *class) {
                        names.push(Value::from(self.name(node.as_ref())?));
                    }
                }
                names
            }
            Show::People => self.people(node, property)?,
            Show::Time => self.store.objects(node, property)?.iter().filter_map(time).collect(),
        })
    }

    fn framed(&self, nodes: Vec<NamedNode>, frame: &Frame) -> Result<Vec<Value>, Error> {
        let mut trees = Vec::new();
        for node in nodes {
            let classes = self.classes(node.as_ref())?;
            if !classes.is_empty() && !classes.iter().any(|class| frame.except.contains(&class.as_ref())) {
                trees.push(Value::Object(self.tree(node.as_ref(), frame)?));
            }
        }
        Ok(trees)
    }

    pub(super) fn classes(&self, node: NamedNodeRef<'_>) -> Result<Vec<NamedNode>, Error> {
        self.linked(node, rdf::TYPE)
    }

    pub(super) fn linked(&self, node: NamedNodeRef<'_>, property: NamedNodeRef<'_>) -> Result<Vec<NamedNode>, Error> {
        let named = |term| if let Term::NamedNode(node) = term { Some(node) } else { None };
        Ok(self.store.objects(node, property)?.into_iter().filter_map(named).collect())
    }

    fn literals(&self, node: NamedNodeRef<'_>, property: NamedNodeRef<'_>) -> Result<Vec<Literal>, Error> {
        let literal = |term| if let Term::Literal(literal) = term { Some(literal) } else { None };
        Ok(self.store.objects(node, property)?.into_iter().filter_map(literal).collect())
    }

    /// The one text to show.
    pub(super) fn text(&self, node: NamedNodeRef<'_>, property: NamedNodeRef<'_>) -> Result<Option<String>, Error> {
        let literals = self.literals(node, property)?;
        let tags: Vec<&str> = literals.iter().map(|literal| literal.language().unwrap_or_default()).collect();
        Ok(preferred(&tags, self.languages.iter().map(String::as_str)).map(|at| literals[at].value().to_owned()))
    }

    fn name(&self, node: NamedNodeRef<'_>) -> Result<String, Error> {
        Ok(self.text(node, schema::NAME)?.unwrap_or_else(|| node.as_str().to_owned()))
    }

    fn other_names(&self, node: NamedNodeRef<'_>) -> Result<Vec<Value>, Error> {
        let shown = self.text(node, schema::NAME)?;
        let mut names: Vec<String> = Vec::new();
        for literal in self.literals(node, schema::NAME)?.iter().chain(&self.literals(node, schema::ALTERNATE_NAME)?) {
            let name = literal.value();
            if shown.as_deref() != Some(name) && !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        }
        Ok(names.into_iter().map(Value::from).collect())
    }

    /// An IRI, or a literal without language, as a plain value. Dates and numbers are printed as JSON has them.
    fn plain(&self, name: &str, term: &Term) -> Option<Value> {
        match term {
            Term::Literal(literal) if literal.language().is_some() => None,
            Term::Literal(literal) if is_date(literal.datatype()) => Some(literal.value().into()),
            term => Some(self.context.value(name, term)),
        }
    }

    /// Authors in the order of their Roles; the Role's own property leads to the person, or has the name as printed.
    fn people(&self, work: NamedNodeRef<'_>, property: NamedNodeRef<'_>) -> Result<Vec<Value>, Error> {
        let mut roles: Vec<(u64, NamedNode)> = Vec::new();
        let mut direct = Vec::new();
        for node in self.linked(work, property)? {
            match self.classes(node.as_ref())?.iter().any(|class| class.as_ref() == schema::ROLE) {
                true => roles.push((self.position(node.as_ref())?, node)),
                false => direct.push(node),
            }
        }
        roles.sort_by_key(|(position, _)| *position);
        let mut people = Vec::new();
        for (_, role) in &roles {
            let linked = self.linked(role.as_ref(), property)?;
            direct.retain(|person| !linked.contains(person));
            match linked.first() {
                Some(person) => people.push(reference(person)),
                None => people
                    .extend(self.text(role.as_ref(), property)?.map(|name| json!({ "@type": "Person", "name": name }))),
            }
        }
        people.extend(direct.iter().map(reference));
        Ok(people)
    }

    fn position(&self, role: NamedNodeRef<'_>) -> Result<u64, Error> {
        let position = self.literals(role, schema::POSITION)?.first().and_then(|literal| literal.value().parse().ok());
        Ok(position.unwrap_or(u64::MAX))
    }

    /// The works of a person, the newest first.
    pub(super) fn works(&self, person: NamedNodeRef<'_>) -> Result<Vec<NamedNode>, Error> {
        let mut works = Vec::new();
        for property in [schema::AUTHOR, schema::CREATOR] {
            for node in self.store.subjects(property, person.into())? {
                let is_role = self.classes(node.as_ref())?.iter().any(|class| class.as_ref() == schema::ROLE);
                if !is_role {
                    let date = self
                        .literals(node.as_ref(), schema::DATE_PUBLISHED)?
                        .first()
                        .map(|literal| literal.value().to_owned());
                    works.push((Reverse(date), node));
                }
            }
        }
        works.sort();
        Ok(works.into_iter().map(|(_, node)| node).collect())
    }
}

fn reference(node: &NamedNode) -> Value {
    json!({ "@id": node.as_str() })
}

/// A time stamp with a zone, as search engines want it; a day is taken as its first second (UTC), less than a day is none.
fn time(term: &Term) -> Option<Value> {
    let Term::Literal(literal) = term else { return None };
    let text = literal.value();
    let zoned = text.ends_with('Z') || text.get(19..).is_some_and(|rest| rest.contains(['+', '-']));
    match text.len() {
        10 => Some(format!("{text}T00:00:00Z").into()),
        19.. if zoned => Some(text.into()),
        19.. => Some(format!("{text}Z").into()),
        _ => None,
    }
}

fn one_or_many(mut values: Vec<Value>) -> Option<Value> {
    match values.len() {
        0 => None,
        1 => Some(values.remove(0)),
        _ => Some(Value::Array(values)),
    }
}
