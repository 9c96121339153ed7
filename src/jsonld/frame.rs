//! Frames: which properties of a node are shown, in which order and how, and the tree that comes of it.

use std::cmp::Reverse;

use oxigraph::model::vocab::rdf;
use oxigraph::model::{LiteralRef, NamedNodeRef, TermRef};

use super::Context;
use super::context::is_date;
use super::nodes::Nodes;
use super::tree::{Object, Tree};
use crate::decode::is_web;
use crate::graph::Properties;
use crate::text::preferred;
use crate::vocab::schema;

/// The properties to show of a kind of node.
pub(super) struct Frame {
    /// Classes to leave out: their nodes stand beside others of the same property.
    pub(super) except: &'static [NamedNodeRef<'static>],
    /// The properties, in order.
    pub(super) properties: &'static [(NamedNodeRef<'static>, Show)],
}

impl Frame {
    /// Adds all properties that trees of this frame are made from.
    pub(super) fn add_properties(&self, properties: &mut Properties) {
        for (property, show) in self.properties {
            properties.insert(property.as_str());
            match show {
                Show::Nodes(frame) => frame.add_properties(properties),
                Show::InverseNames(inverse, _) => drop(properties.insert(inverse.as_str())),
                Show::Text
                | Show::OtherNames
                | Show::Values
                | Show::Links
                | Show::Names
                | Show::Codes
                | Show::People
                | Show::PeopleByName
                | Show::Time => {}
            }
        }
    }
}

/// How the values of a property are shown.
pub(super) enum Show {
    /// The text in the wanted language.
    Text,
    /// The names in the other languages, and all other names.
    OtherNames,
    /// All IRIs and literals without language, as they are.
    Values,
    /// The IRIs that a browser can open.
    Links,
    /// The names of the linked nodes.
    Names,
    /// The codes of the linked languages.
    Codes,
    /// The linked nodes, framed.
    Nodes(&'static Frame),
    /// The names of the nodes of a class that link here by the given property.
    InverseNames(NamedNodeRef<'static>, NamedNodeRef<'static>),
    /// Authors or inventors in order: people of the collection by reference, others by name.
    People,
    /// Authors or inventors in order, all by name, where no person stands whole in the document.
    PeopleByName,
    /// A date with time and zone, where a day at least is known.
    Time,
}

/// Makes trees of nodes.
pub(super) struct Framer<'a> {
    pub(super) nodes: &'a Nodes<'a>,
    pub(super) context: &'a Context,
    pub(super) languages: &'a [String],
}

impl<'a> Framer<'a> {
    /// The tree of a node.
    pub(super) fn tree(&self, node: NamedNodeRef<'_>, frame: &Frame) -> Object<'a> {
        let types: Vec<Tree<'a>> = self.classes(node).map(|class| Tree::Text(self.context.compact(class))).collect();
        let mut tree = Object::with_capacity(frame.properties.len().min(8));
        tree.extend(Tree::one_or_many(types).map(|types| ("@type".into(), types)));
        tree.push(("@id".into(), node.as_str().to_owned().into()));
        for (property, show) in frame.properties {
            if let Some(value) = Tree::one_or_many(self.values(node, *property, show)) {
                tree.push((self.context.compact(*property), value));
            }
        }
        tree
    }

    fn values(&self, node: NamedNodeRef<'_>, property: NamedNodeRef<'_>, show: &Show) -> Vec<Tree<'a>> {
        match show {
            Show::Text => self.text(node, property).into_iter().map(Tree::from).collect(),
            Show::OtherNames => self.other_names(node),
            Show::Values => self.nodes.objects(node, property).filter_map(|term| self.plain(property, term)).collect(),
            Show::Links => self
                .nodes
                .linked(node, property)
                .filter(|link| is_web(link.as_str()))
                .map(|link| link.as_str().into())
                .collect(),
            Show::Names => self.names(self.nodes.linked(node, property)),
            Show::Codes => self.nodes.linked(node, property).filter_map(|node| self.code(node)).collect(),
            Show::Nodes(frame) => self.framed(self.nodes.linked(node, property), frame),
            Show::InverseNames(inverse, class) => {
                self.names(self.nodes.subjects(*inverse, node).filter(|node| self.is_a(*node, &[*class])))
            }
            Show::People => self.people(node, property, &|person, _| reference(person)),
            Show::PeopleByName => self.people(node, property, &|person, printed| self.named(person, printed)),
            Show::Time => self.nodes.objects(node, property).filter_map(time).collect(),
        }
    }

    fn framed(&self, nodes: impl Iterator<Item = NamedNodeRef<'a>>, frame: &Frame) -> Vec<Tree<'a>> {
        let shown = nodes.filter(|node| self.is_described(*node) && !self.is_a(*node, frame.except));
        shown.map(|node| Tree::Object(self.tree(node, frame))).collect()
    }

    fn classes(&self, node: NamedNodeRef<'_>) -> impl Iterator<Item = NamedNodeRef<'a>> {
        self.nodes.linked(node, rdf::TYPE)
    }

    pub(super) fn is_a(&self, node: NamedNodeRef<'_>, classes: &[NamedNodeRef<'_>]) -> bool {
        self.classes(node).any(|class| classes.contains(&class))
    }

    /// Whether more is known of a node than that something leads to it.
    pub(super) fn is_described(&self, node: NamedNodeRef<'_>) -> bool {
        self.classes(node).next().is_some()
    }

    fn literals(&self, node: NamedNodeRef<'_>, property: NamedNodeRef<'_>) -> impl Iterator<Item = LiteralRef<'a>> {
        let objects = self.nodes.objects(node, property);
        objects.filter_map(|term| if let TermRef::Literal(literal) = term { Some(literal) } else { None })
    }

    /// The one text to show.
    fn text(&self, node: NamedNodeRef<'_>, property: NamedNodeRef<'_>) -> Option<&'a str> {
        let mut literals = self.literals(node, property);
        let first = literals.next()?;
        let Some(second) = literals.next() else { return Some(first.value()) };
        let literals: Vec<LiteralRef<'a>> = [first, second].into_iter().chain(literals).collect();
        let tags: Vec<&str> = literals.iter().map(|literal| literal.language().unwrap_or_default()).collect();
        preferred(&tags, self.languages.iter().map(String::as_str)).map(|at| literals[at].value())
    }

    /// The names of nodes, in alphabetical order.
    fn names(&self, nodes: impl Iterator<Item = NamedNodeRef<'a>>) -> Vec<Tree<'a>> {
        let mut names: Vec<&str> = nodes.filter_map(|node| self.text(node, schema::NAME)).collect();
        names.sort_by_cached_key(|name| (name.to_lowercase(), *name));
        names.dedup();
        names.into_iter().map(Tree::from).collect()
    }

    fn code(&self, language: NamedNodeRef<'_>) -> Option<Tree<'a>> {
        let code = self.text(language, schema::ALTERNATE_NAME).or_else(|| self.text(language, schema::NAME));
        code.map(Tree::from)
    }

    fn other_names(&self, node: NamedNodeRef<'_>) -> Vec<Tree<'a>> {
        let shown = self.text(node, schema::NAME);
        let mut names: Vec<&str> = Vec::new();
        for literal in self.literals(node, schema::NAME).chain(self.literals(node, schema::ALTERNATE_NAME)) {
            let name = literal.value();
            if shown != Some(name) && !names.contains(&name) {
                names.push(name);
            }
        }
        names.into_iter().map(Tree::from).collect()
    }

    /// An IRI, or a literal without language, as a plain value. Dates and numbers are printed as JSON has them.
    fn plain(&self, property: NamedNodeRef<'_>, term: TermRef<'a>) -> Option<Tree<'a>> {
        match term {
            TermRef::Literal(literal) if literal.language().is_some() => None,
            TermRef::Literal(literal) if is_date(literal.datatype()) => Some(literal.value().into()),
            term => Some(self.context.value(&self.context.compact(property), term)),
        }
    }

    /// Authors in the order of their Roles; the Role's own property leads to the person, who is shown with the name as
    /// printed, or has that name alone.
    fn people(
        &self,
        work: NamedNodeRef<'_>,
        property: NamedNodeRef<'_>,
        show: &dyn Fn(NamedNodeRef<'a>, Option<&'a str>) -> Tree<'a>,
    ) -> Vec<Tree<'a>> {
        let (mut roles, mut direct): (Vec<NamedNodeRef<'a>>, Vec<NamedNodeRef<'a>>) =
            self.nodes.linked(work, property).partition(|node| self.is_a(*node, &[schema::ROLE]));
        roles.sort_by_key(|role| self.position(*role));
        let mut people = Vec::new();
        for role in roles {
            let linked: Vec<NamedNodeRef<'a>> = self.nodes.linked(role, property).collect();
            direct.retain(|person| !linked.contains(person));
            match linked.first() {
                Some(person) => people.push(show(*person, self.text(role, schema::NAME))),
                None => people.extend(self.text(role, property).map(named_person)),
            }
        }
        people.extend(direct.into_iter().map(|person| show(person, None)));
        people
    }

    /// A person by the name as printed, else by the person's own.
    fn named(&self, person: NamedNodeRef<'a>, printed: Option<&'a str>) -> Tree<'a> {
        printed.or_else(|| self.text(person, schema::NAME)).map_or_else(|| reference(person), named_person)
    }

    fn position(&self, role: NamedNodeRef<'_>) -> u64 {
        self.literals(role, schema::POSITION).find_map(|literal| literal.value().parse().ok()).unwrap_or(u64::MAX)
    }

    /// The works of a person, the newest first.
    pub(super) fn works(&self, person: NamedNodeRef<'_>) -> Vec<NamedNodeRef<'a>> {
        let subjects =
            [schema::AUTHOR, schema::CREATOR].into_iter().flat_map(|property| self.nodes.subjects(property, person));
        let mut works: Vec<NamedNodeRef<'a>> = subjects.filter(|node| !self.is_a(*node, &[schema::ROLE])).collect();
        let date =
            |work: NamedNodeRef<'_>| self.literals(work, schema::DATE_PUBLISHED).next().map(|literal| literal.value());
        works.sort_by_key(|work| (Reverse(date(*work)), *work));
        works
    }
}

fn reference(node: NamedNodeRef<'_>) -> Tree<'_> {
    Tree::entry("@id", node.as_str())
}

fn named_person(name: &str) -> Tree<'_> {
    Tree::Object(vec![("@type".into(), "Person".into()), ("name".into(), name.into())])
}

/// A time stamp with a zone, as search engines want it; a day is taken as its first second (UTC), less than a day is none.
fn time(term: TermRef<'_>) -> Option<Tree<'_>> {
    let TermRef::Literal(literal) = term else { return None };
    let text = literal.value();
    let zoned = text.ends_with('Z') || text.get(19..).is_some_and(|rest| rest.contains(['+', '-']));
    match text.len() {
        10 => Some(format!("{text}T00:00:00Z").into()),
        19.. if zoned => Some(text.into()),
        19.. => Some(format!("{text}Z").into()),
        _ => None,
    }
}
