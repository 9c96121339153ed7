//! The embedded store: the one door to the engine.
//!
//! Its quads are our own, and only read; the engine evaluates queries over them. `terms` keeps each term once, `index`
//! finds quads, `dataset` is both as the evaluator takes them, `build` puts them together, `stays` is who was where and
//! when, and `budget` ends a query that takes too much.

pub mod budget;
mod build;
mod dataset;
mod functions;
mod index;
mod stays;
mod terms;

use std::io;
use std::sync::OnceLock;

use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphName, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term, TermRef};
use oxigraph::sparql::{BoundPreparedSparqlQuery, SparqlEvaluator};
use spargebra::Query;

use self::build::{Part, on_page};
pub use self::dataset::Dataset;
use self::functions::{NAME_MATCHES, name_matches};
use self::index::{DEFAULT, Index, Pattern, Row};
pub use self::stays::{Node, Stay, month};
use self::terms::Terms;
use crate::collection::{Collection, SourceRecord};
use crate::decode::{Key, Visibility};
use crate::error::{Error, Kind};
use crate::graph;
use crate::merge::Profile;
use crate::pieces::{in_order, threads};
use crate::vocab::schema;

/// How many people's quads become a part of a store at once.
const PEOPLE_AT_ONCE: usize = 32;

/// A query on its store, to be executed.
pub type Prepared<'s> = BoundPreparedSparqlQuery<'s, Dataset<'s>>;

/// A dataset in memory, which does not change.
pub struct Store {
    terms: Terms,
    index: Index,
    /// Subjects that are IRIs, those of one page beside each other.
    subjects: Vec<u32>,
    stays: OnceLock<Vec<Stay>>,
}

impl Store {
    /// A store with these quads.
    ///
    /// # Errors
    /// Where there are more than four billion.
    pub fn new(quads: impl IntoIterator<Item = Quad>) -> Result<Self, Error> {
        let mut part = Part::default();
        quads.into_iter().for_each(|quad| part.add(quad.as_ref()));
        part.build()
    }

    /// A store with what this audience may see of all people. They are mapped in several threads beside the one
    /// which puts their quads together.
    ///
    /// # Errors
    /// Where there are more than four billion quads, or a thread ends early.
    pub fn from_people(collection: &Collection, audience: Visibility) -> Result<Self, Error> {
        let people: Vec<(&Key, &Vec<SourceRecord>)> = collection.people.iter().collect();
        let map = |people: &[(&Key, &Vec<SourceRecord>)]| {
            let mut part = Part::default();
            for (key, records) in people {
                let profile = Profile::new(key, records, &collection.setup);
                graph::quads(&profile, &collection.setup, audience, |quad| part.add(quad));
            }
            part
        };
        let mut whole = Part::default();
        let take = |part: Part| {
            whole.add_all(&part);
            Ok::<(), io::Error>(())
        };
        in_order(people.chunks(PEOPLE_AT_ONCE), threads(), map, take)
            .map_err(|error| Kind::Store(error.to_string()))?;
        whole.build()
    }

    /// The store with more quads. It is built anew.
    ///
    /// # Errors
    /// Where there are more than four billion.
    pub fn with(self, quads: impl IntoIterator<Item = Quad>) -> Result<Self, Error> {
        let mut part = Part::from(self);
        quads.into_iter().for_each(|quad| part.add(quad.as_ref()));
        part.build()
    }

    /// Evaluates a query over the default graph, where it does not name others. What it may use is said by
    /// [`budget::limited`].
    pub fn query(&self, query: Query) -> Prepared<'_> {
        self.query_with(query, |evaluator| evaluator)
    }

    /// As [`query`](Self::query), by an evaluator that knows more functions.
    pub fn query_with(&self, query: Query, prepare: impl FnOnce(SparqlEvaluator) -> SparqlEvaluator) -> Prepared<'_> {
        prepare(SparqlEvaluator::new().with_custom_function(NAME_MATCHES.into_owned(), name_matches))
            .for_query(query)
            .on_queryable_dataset(Dataset { terms: &self.terms, index: &self.index })
    }

    /// How many quads there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.index.len()
    }

    /// Whether there are no quads.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many quads of the default graph have these terms. Where subject and object are known and the property is not,
    /// it is as many or more.
    #[must_use]
    pub fn count(
        &self,
        subject: Option<NamedNodeRef<'_>>,
        predicate: Option<NamedNodeRef<'_>>,
        object: Option<TermRef<'_>>,
    ) -> usize {
        let pattern = [subject.map(TermRef::from), predicate.map(TermRef::from), object];
        self.pattern(pattern).map_or(0, |pattern| self.index.count(pattern))
    }

    /// All people, in alphabetical order.
    #[must_use]
    pub fn people(&self) -> Vec<NamedNode> {
        let quads = self.matching([None, Some(rdf::TYPE.into()), Some(schema::PERSON.into())]);
        let mut people: Vec<NamedNode> = quads.filter_map(|quad| iri(quad.subject)).collect();
        people.sort();
        people
    }

    /// The quads of the default graph with this property, in no stated order.
    #[must_use]
    pub fn quads_with(&self, property: NamedNodeRef<'_>) -> Vec<Quad> {
        self.matching([None, Some(property.into()), None]).collect()
    }

    /// The quads about a thing, first those of the default graph.
    #[must_use]
    pub fn quads_about(&self, subject: NamedNodeRef<'_>) -> Vec<Quad> {
        let Some(pattern) = self.pattern([Some(subject.into()), None, None]) else { return Vec::new() };
        let rows = self.index.of_default_graph(pattern).chain(self.index.of_named_graphs(pattern, None));
        rows.map(|row| self.quad(row)).collect()
    }

    /// The properties of a thing in the default graph, not copied, with their values.
    pub fn statements<'s>(&'s self, subject: NamedNodeRef<'_>) -> impl Iterator<Item = (&'s str, Term)> + use<'s> {
        let rows = self.rows([Some(subject.into()), None, None]);
        rows.map(|row| (self.terms.text(row[1]), self.terms.term(row[2])))
    }

    /// What a property of a thing has in the default graph.
    #[must_use]
    pub fn objects(&self, subject: NamedNodeRef<'_>, property: NamedNodeRef<'_>) -> Vec<Term> {
        let rows = self.rows([Some(subject.into()), Some(property.into()), None]);
        rows.map(|row| self.terms.term(row[2])).collect()
    }

    /// What a property of a thing has in the default graph, not copied.
    pub fn values<'s>(
        &'s self,
        subject: NamedNodeRef<'_>,
        property: NamedNodeRef<'_>,
    ) -> impl Iterator<Item = TermRef<'s>> + use<'s> {
        let rows = self.rows([Some(subject.into()), Some(property.into()), None]);
        rows.map(|row| self.terms.term_ref(row[2]))
    }

    /// The things, named by IRIs, whose property has this value in the default graph, not copied, in no stated order.
    pub fn subjects<'s>(
        &'s self,
        property: NamedNodeRef<'_>,
        object: TermRef<'_>,
    ) -> impl Iterator<Item = NamedNodeRef<'s>> + use<'s> {
        let rows = self.rows([None, Some(property.into()), Some(object)]).map(|row| row[0]);
        rows.filter(|subject| self.terms.is_iri(*subject)).map(|subject| self.iri(Node(subject)))
    }

    /// The quads of the default graph that lead to a thing.
    #[must_use]
    pub fn quads_to(&self, object: NamedNodeRef<'_>) -> Vec<Quad> {
        self.matching([None, None, Some(object.into())]).collect()
    }

    /// The quads of all named graphs: claims that were set aside, and what is known of links.
    #[must_use]
    pub fn claims(&self) -> Vec<Quad> {
        self.index.of_named_graphs([None; 3], None).map(|row| self.quad(row)).collect()
    }

    /// All quads, first those of the default graph, those of a subject beside each other.
    pub fn iter(&self) -> impl Iterator<Item = Quad> + '_ {
        let rows = self.index.of_default_graph([None; 3]).chain(self.index.of_named_graphs([None; 3], None));
        rows.map(|row| self.quad(row))
    }

    /// All quads, in the order of [`Self::iter`].
    #[must_use]
    pub fn quads(&self) -> Vec<Quad> {
        self.iter().collect()
    }

    /// The named graphs whose names are IRIs.
    #[must_use]
    pub fn named_graphs(&self) -> Vec<NamedNode> {
        self.iris(self.index.graphs()).map(NamedNode::new_unchecked).collect()
    }

    /// The subjects that are this page or a fragment of it, in alphabetical order.
    #[must_use]
    pub fn subjects_of_page(&self, page: &str) -> Vec<NamedNode> {
        let subjects = self.iris(self.subjects_from(page));
        subjects.take_while(|subject| on_page(subject).0 == page).map(NamedNode::new_unchecked).collect()
    }

    /// The pages that have subjects: what stands before `#` in their IRIs, in alphabetical order.
    pub fn pages(&self) -> impl Iterator<Item = &str> {
        self.pages_with_prefix("")
    }

    /// The pages that have subjects and begin with this, in alphabetical order.
    pub fn pages_with_prefix<'s>(&'s self, prefix: &str) -> impl Iterator<Item = &'s str> {
        let mut last = None;
        let pages = self.iris(self.subjects_from(prefix)).map(|subject| on_page(subject).0);
        pages.take_while(move |page| page.starts_with(prefix)).filter(move |page| last.replace(*page) != Some(*page))
    }

    /// The subjects on this page and on those behind it.
    fn subjects_from(&self, page: &str) -> &[u32] {
        let page_of = |subject: &u32| on_page(self.terms.text(*subject)).0;
        &self.subjects[self.subjects.partition_point(|subject| page_of(subject) < page)..]
    }

    fn iris<'s>(&'s self, terms: &'s [u32]) -> impl Iterator<Item = &'s str> {
        terms.iter().filter(|term| self.terms.is_iri(**term)).map(|term| self.terms.text(*term))
    }

    /// The quads of the default graph that match.
    fn matching(&self, pattern: [Option<TermRef<'_>>; 3]) -> impl Iterator<Item = Quad> + use<'_> {
        self.rows(pattern).map(|row| self.quad(row))
    }

    fn rows(&self, pattern: [Option<TermRef<'_>>; 3]) -> impl Iterator<Item = Row> + use<'_> {
        self.pattern(pattern).map(|pattern| self.index.of_default_graph(pattern)).into_iter().flatten()
    }

    /// A pattern in numbers, unless it has a term that no quad has.
    fn pattern(&self, pattern: [Option<TermRef<'_>>; 3]) -> Option<Pattern> {
        let mut numbers = [None; 3];
        for (number, term) in numbers.iter_mut().zip(pattern) {
            if let Some(term) = term {
                *number = Some(self.terms.number(term)?);
            }
        }
        Some(numbers)
    }

    fn quad(&self, [subject, property, object, graph]: Row) -> Quad {
        let graph = match graph {
            DEFAULT => GraphName::DefaultGraph,
            graph => self.node(graph).into(),
        };
        let property = NamedNode::new_unchecked(self.terms.text(property));
        Quad::new(self.node(subject), property, self.terms.term(object), graph)
    }

    fn node(&self, number: u32) -> NamedOrBlankNode {
        match self.terms.term(number) {
            Term::NamedNode(node) => node.into(),
            Term::BlankNode(node) => node.into(),
            Term::Literal(_) => unreachable!("no literal is a subject or a graph"),
        }
    }
}

fn iri(node: NamedOrBlankNode) -> Option<NamedNode> {
    match node {
        NamedOrBlankNode::NamedNode(node) => Some(node),
        NamedOrBlankNode::BlankNode(_) => None,
    }
}
