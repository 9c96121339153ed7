//! Shapes: what a graph must be, in SHACL. The graph of a collection is held to `ontology/shapes.ttl`, or to a file of the
//! user's.
//!
//! `read` makes `model` of Turtle, and tells what it does not understand; `graph` holds the quads; `validate` checks them
//! node by node, so that threads share the work.

mod graph;
mod model;
mod read;
mod validate;
mod values;

use oxigraph::model::vocab::rdfs;
use oxigraph::model::{LiteralRef, QuadRef, Term};

pub(super) use graph::Piece;
use graph::{Graph, Id, Terms, Triple};
use model::{Constraint, Path, ShapeId, Shapes};
use validate::{Broken, Validator};

use crate::pieces::{in_any_order, threads};
use crate::report::{Finding, Place, Report};
use crate::rules;
use crate::tree::shortened;
use crate::vocab::PREFIXES;

/// The shapes of the graph that we promise.
pub const SHAPES: &str = include_str!("../../../ontology/shapes.ttl");

/// What of a graph does not have the shapes of a file, or what in the file cannot be read.
#[must_use]
pub fn check_quads<'q>(quads: impl IntoIterator<Item = QuadRef<'q>>, file: &str, text: &str, place: &Place) -> Report {
    Checker::new(file, text).map_or_else(
        |faults| faults,
        |mut checker| {
            checker.add(Piece::new(quads), place.clone());
            checker.check()
        },
    )
}

/// How many nodes are checked at once.
const NODES_AT_ONCE: usize = 1024;

/// A file of shapes, and the quads that they are about.
pub(super) struct Checker {
    shapes: Shapes,
    terms: Terms,
    triples: Vec<Triple>,
    /// For each term the number of the place that first says something of it, and these places.
    owners: Vec<u32>,
    places: Vec<Place>,
}

impl Checker {
    /// The shapes of a file.
    ///
    /// # Errors
    /// What in the file cannot be read, or is not supported.
    pub(super) fn new(file: &str, text: &str) -> Result<Self, Report> {
        let mut terms = Terms::default();
        let shapes = read::read(text, &mut terms).map_err(|faults| {
            let mut report = Report::default();
            for read::Fault { message, at } in faults {
                let (line, column) = at.unwrap_or_default();
                report.push(Finding::new(&rules::SHAPES, Place { file: file.to_owned(), line, column }, message));
            }
            report
        })?;
        Ok(Self { shapes, terms, triples: Vec::new(), owners: Vec::new(), places: Vec::new() })
    }

    /// Adds quads that come from a place.
    pub(super) fn add(&mut self, piece: Piece, place: Place) {
        const NOBODY: u32 = u32::MAX;
        let start = self.triples.len();
        self.triples.extend(self.terms.take(piece));
        self.owners.resize(self.terms.len(), NOBODY);
        for [subject, ..] in &self.triples[start..] {
            let owner = &mut self.owners[*subject as usize];
            *owner = (*owner).min(self.places.len() as u32);
        }
        self.places.push(place);
    }

    /// Checks all quads.
    pub(super) fn check(mut self) -> Report {
        let (kind, sub_class) = (validate::kind(&mut self.terms), self.terms.node(rdfs::SUB_CLASS_OF));
        let triples = std::mem::take(&mut self.triples);
        let graph = Graph::new(triples, self.terms.len(), self.shapes.are_backwards());
        let validator = Validator::new(&self.shapes, &self.terms, &graph, kind, sub_class);
        let focus_nodes = validator.focus_nodes();
        let jobs =
            focus_nodes.iter().flat_map(|(shape, nodes)| nodes.chunks(NODES_AT_ONCE).map(move |nodes| (*shape, nodes)));
        let work = |(shape, nodes): (ShapeId, &[Id])| {
            let mut broken = Vec::new();
            nodes.iter().for_each(|node| validator.check(shape, *node, &mut broken));
            broken
        };
        let mut report = Report::default();
        in_any_order(jobs.collect(), threads(), &work)
            .iter()
            .flatten()
            .for_each(|broken| report.push(self.finding(broken)));
        report
    }

    fn finding(&self, broken: &Broken) -> Finding {
        let shape = &self.shapes.shapes[broken.shape];
        let constraint = &shape.constraints[broken.constraint];
        let path = broken.property.map(|id| self.term(id)).or_else(|| shape.path.as_ref().map(|path| self.path(path)));
        // Of a shape without path the value is the node itself.
        let value = broken.value.filter(|_| path.is_some());
        let quoted = |text: String| format!(" `{text}`");
        let message = format!(
            "`{}`:{}{} breaks `sh:{}{}` of `{}`{}",
            self.term(broken.focus),
            path.map(quoted).unwrap_or_default(),
            value.map(|value| quoted(self.term(value))).unwrap_or_default(),
            constraint.name(),
            self.parameter(constraint).map(|text| format!(" {text}")).unwrap_or_default(),
            shape.name,
            shape.message.as_ref().map(|message| format!(": {message}")).unwrap_or_default(),
        );
        let finding = Finding::new(&rules::SHAPE, self.place(broken.focus), message);
        Finding { severity: shape.severity.unwrap_or(finding.severity), ..finding }
    }

    fn place(&self, node: Id) -> Place {
        let owner = self.owners.get(node as usize).and_then(|owner| self.places.get(*owner as usize));
        owner.or(self.places.first()).cloned().unwrap_or_default()
    }

    fn term(&self, id: Id) -> String {
        match self.terms.get(id) {
            Term::NamedNode(node) => prefixed(node.as_str()),
            Term::BlankNode(node) => node.to_string(),
            Term::Literal(literal) => shown(literal.as_ref()),
        }
    }

    fn path(&self, path: &Path) -> String {
        let joined = |paths: &[Path], by| paths.iter().map(|path| self.path(path)).collect::<Vec<_>>().join(by);
        match path {
            Path::Property(property) => self.term(*property),
            Path::Inverse(inner) => format!("^{}", self.path(inner)),
            Path::Sequence(paths) => joined(paths, "/"),
            Path::Alternative(paths) => format!("({})", joined(paths, "|")),
            Path::ZeroOrMore(inner) => format!("{}*", self.path(inner)),
            Path::OneOrMore(inner) => format!("{}+", self.path(inner)),
            Path::ZeroOrOne(inner) => format!("{}?", self.path(inner)),
        }
    }

    fn parameter(&self, constraint: &Constraint) -> Option<String> {
        match constraint {
            Constraint::MinCount(number)
            | Constraint::MaxCount(number)
            | Constraint::MinLength(number)
            | Constraint::MaxLength(number)
            | Constraint::Qualified { min: Some(number), .. }
            | Constraint::Qualified { max: Some(number), .. } => Some(number.to_string()),
            Constraint::Class(id)
            | Constraint::Datatype(id)
            | Constraint::Bound(_, id)
            | Constraint::Equals(id)
            | Constraint::Disjoint(id)
            | Constraint::LessThan(id)
            | Constraint::LessThanOrEquals(id)
            | Constraint::HasValue(id) => Some(self.term(*id)),
            Constraint::Pattern(pattern) => Some(pattern.as_str().to_owned()),
            Constraint::LanguageIn(tags) => Some(tags.join(", ")),
            Constraint::In(values) => Some(values.iter().map(|value| self.term(*value)).collect::<Vec<_>>().join(", ")),
            _ => None,
        }
    }
}

/// An IRI with the prefix that it has in the graph.
fn prefixed(iri: &str) -> String {
    let short = PREFIXES.iter().find_map(|(prefix, namespace)| Some((prefix, iri.strip_prefix(namespace)?)));
    short.map_or_else(|| iri.to_owned(), |(prefix, local)| format!("{prefix}:{local}"))
}

fn shown(literal: LiteralRef<'_>) -> String {
    let language = literal.language().map(|tag| format!("@{tag}")).unwrap_or_default();
    format!("{}{language}", shortened(literal.value()))
}
