//! A graph in memory whose terms are numbers: what shapes ask of it millions of times are slices and comparisons.

use oxigraph::model::{GraphNameRef, NamedNode, NamedOrBlankNodeRef, QuadRef, Term, TermRef};
use rustc_hash::FxHashMap;

/// The number of a term.
pub(super) type Id = u32;

/// Subject, predicate and object.
pub(super) type Triple = [Id; 3];

/// All terms, each with its number.
#[derive(Clone, Debug, Default)]
pub(super) struct Terms {
    numbers: FxHashMap<Term, Id>,
    terms: Vec<Term>,
}

/// Some quads whose terms have numbers of their own, as threads make them.
#[derive(Debug, Default)]
pub(in crate::check) struct Piece {
    terms: Vec<Term>,
    triples: Vec<Triple>,
}

/// The triples, to be found by their subjects, and by their objects where paths lead backwards.
#[derive(Debug, Default)]
pub(super) struct Graph {
    forwards: Index,
    backwards: Index,
}

/// Pairs of predicate and node, by the node at the other end.
#[derive(Debug, Default)]
struct Index {
    starts: Vec<u32>,
    pairs: Vec<(Id, Id)>,
}

impl Terms {
    /// The number of a term.
    pub(super) fn add(&mut self, term: Term) -> Id {
        if let Some(number) = self.numbers.get(&term) {
            return *number;
        }
        let number = self.terms.len() as Id;
        self.terms.push(term.clone());
        self.numbers.insert(term, number);
        number
    }

    /// The number of an IRI.
    pub(super) fn node(&mut self, iri: impl Into<NamedNode>) -> Id {
        self.add(iri.into().into())
    }

    /// The triples of a piece, with the numbers that its terms have here.
    pub(super) fn take(&mut self, piece: Piece) -> impl Iterator<Item = Triple> + use<> {
        let numbers: Vec<Id> = piece.terms.into_iter().map(|term| self.add(term)).collect();
        piece.triples.into_iter().map(move |triple| triple.map(|number| numbers[number as usize]))
    }

    /// The term of a number.
    pub(super) fn get(&self, id: Id) -> &Term {
        &self.terms[id as usize]
    }

    pub(super) fn len(&self) -> usize {
        self.terms.len()
    }
}

impl Piece {
    /// The quads of the default graph, as a piece.
    pub(in crate::check) fn new<'q>(quads: impl IntoIterator<Item = QuadRef<'q>>) -> Self {
        let (mut numbers, mut terms, mut triples) = (FxHashMap::<TermRef<'q>, Id>::default(), Vec::new(), Vec::new());
        let mut number = |term: TermRef<'q>| {
            *numbers.entry(term).or_insert_with(|| {
                terms.push(term.into_owned());
                (terms.len() - 1) as Id
            })
        };
        for quad in quads {
            if quad.graph_name == GraphNameRef::DefaultGraph {
                triples.push([number(subject(quad.subject)), number(quad.predicate.into()), number(quad.object)]);
            }
        }
        Self { terms, triples }
    }
}

fn subject(node: NamedOrBlankNodeRef<'_>) -> TermRef<'_> {
    match node {
        NamedOrBlankNodeRef::NamedNode(node) => node.into(),
        NamedOrBlankNodeRef::BlankNode(node) => node.into(),
    }
}

impl Graph {
    /// The graph of these triples, whose terms have numbers below `terms`; what leads backwards is there on demand.
    pub(super) fn new(mut triples: Vec<Triple>, terms: usize, backwards: bool) -> Self {
        let forwards = Index::new(&mut triples, terms);
        let backwards = if backwards {
            let mut reversed: Vec<Triple> = triples.into_iter().map(|[s, p, o]| [o, p, s]).collect();
            Index::new(&mut reversed, terms)
        } else {
            Index::default()
        };
        Self { forwards, backwards }
    }

    /// Predicates and objects of a subject, in order.
    pub(super) fn of(&self, subject: Id) -> &[(Id, Id)] {
        self.forwards.of(subject)
    }

    /// The objects of a subject's property, in order.
    pub(super) fn objects(&self, subject: Id, predicate: Id) -> impl Iterator<Item = Id> {
        with(self.forwards.of(subject), predicate)
    }

    /// The subjects whose property is an object.
    pub(super) fn subjects(&self, predicate: Id, object: Id) -> impl Iterator<Item = Id> {
        with(self.backwards.of(object), predicate)
    }

    /// The only object, or the first of several.
    pub(super) fn object(&self, subject: Id, predicate: Id) -> Option<Id> {
        self.objects(subject, predicate).next()
    }

    /// All triples.
    pub(super) fn triples(&self) -> impl Iterator<Item = Triple> {
        let nodes = 0..self.forwards.starts.len().saturating_sub(1) as Id;
        nodes.flat_map(|subject| self.of(subject).iter().map(move |(predicate, object)| [subject, *predicate, *object]))
    }
}

/// The nodes at the other end of a predicate; a node has so few pairs that looking at each is quicker than halving.
fn with(pairs: &[(Id, Id)], predicate: Id) -> impl Iterator<Item = Id> {
    pairs.iter().filter(move |(known, _)| *known == predicate).map(|(_, node)| *node)
}

impl Index {
    fn new(triples: &mut Vec<Triple>, terms: usize) -> Self {
        triples.sort_unstable();
        triples.dedup();
        let mut starts = vec![0; terms + 1];
        triples.iter().for_each(|[node, ..]| starts[*node as usize + 1] += 1);
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        Self { starts, pairs: triples.iter().map(|[_, predicate, other]| (*predicate, *other)).collect() }
    }

    fn of(&self, node: Id) -> &[(Id, Id)] {
        let start = |node: usize| self.starts.get(node).map_or(self.pairs.len(), |start| *start as usize);
        &self.pairs[start(node as usize)..start(node as usize + 1)]
    }
}
