//! Quads on their way into a store.
//!
//! A part of a store has numbers of its own for its terms. So parts are made in several threads, and the one that puts
//! them together looks up each term of a part once, not for every quad.

use std::sync::OnceLock;
use std::thread;

use oxigraph::model::{GraphNameRef, NamedOrBlankNodeRef, QuadRef, TermRef};

use super::Store;
use super::index::{Index, Row};
use super::terms::Terms;
use crate::error::{Error, Kind};

/// Quads, and their terms.
#[derive(Default)]
pub(super) struct Part {
    terms: Terms,
    triples: Vec<[u32; 3]>,
    named: Vec<Row>,
}

impl Part {
    pub(super) fn add(&mut self, quad: QuadRef<'_>) {
        let subject = self.node(quad.subject);
        let triple = [subject, self.terms.add(quad.predicate.into()), self.terms.add(quad.object)];
        match quad.graph_name {
            GraphNameRef::DefaultGraph => self.triples.push(triple),
            GraphNameRef::NamedNode(graph) => self.add_named(triple, graph.into()),
            GraphNameRef::BlankNode(graph) => self.add_named(triple, graph.into()),
        }
    }

    fn node(&mut self, node: NamedOrBlankNodeRef<'_>) -> u32 {
        self.terms.add(node.into())
    }

    fn add_named(&mut self, [subject, property, object]: [u32; 3], graph: TermRef<'_>) {
        let graph = self.terms.add(graph);
        self.named.push([subject, property, object, graph]);
    }

    pub(super) fn add_all(&mut self, part: &Self) {
        let numbers = self.terms.add_all(&part.terms);
        let number = |number: u32| numbers[number as usize];
        self.triples.extend(part.triples.iter().map(|triple| triple.map(number)));
        self.named.extend(part.named.iter().map(|row| row.map(number)));
    }

    /// # Errors
    /// Where there are more quads or terms than numbers for them.
    pub(super) fn build(mut self) -> Result<Store, Error> {
        if self.triples.len().max(self.named.len()).max(self.terms.len()) >= u32::MAX as usize {
            return Err(Kind::Store("a store holds no more than four billion quads".to_owned()).into());
        }
        self.terms.finish();
        let terms = self.terms;
        let (subjects, index) = thread::scope(|scope| {
            let subjects = subjects(&terms, &self.triples, &self.named);
            let subjects = scope.spawn(|| sorted(&terms, subjects));
            let index = Index::new(self.triples, self.named, terms.len());
            (subjects.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), index)
        });
        Ok(Store { terms, index, subjects, stays: OnceLock::new() })
    }
}

impl From<Store> for Part {
    fn from(store: Store) -> Self {
        let (triples, named) = store.index.into_quads();
        Self { terms: store.terms, triples, named }
    }
}

/// The different subjects that are IRIs.
fn subjects(terms: &Terms, triples: &[[u32; 3]], named: &[Row]) -> Vec<u32> {
    let mut seen = vec![false; terms.len()];
    let all = triples.iter().map(|triple| triple[0]).chain(named.iter().map(|row| row[0]));
    all.for_each(|subject| seen[subject as usize] = true);
    let numbers = seen.iter().zip(0..).filter(|(seen, _)| **seen).map(|(_, number)| number);
    numbers.filter(|number| terms.is_iri(*number)).collect()
}

/// Subjects by their pages, and those of a page by the rest of their IRIs.
fn sorted(terms: &Terms, mut subjects: Vec<u32>) -> Vec<u32> {
    subjects.sort_by(|one, other| on_page(terms.text(*one)).cmp(&on_page(terms.text(*other))));
    subjects
}

/// The page of an IRI, and what stands after `#`, if anything.
pub(super) fn on_page(iri: &str) -> (&str, Option<&str>) {
    iri.split_once('#').map_or((iri, None), |(page, rest)| (page, Some(rest)))
}
