//! The quads of a store, found by any of their terms.
//!
//! The default graph, which holds nearly all, stands in three orders. Each has, for every term in first place, the pairs
//! of the other two, sorted; two terms are found by halving. Named graphs are many and small, so that their quads
//! stand together, in an order for each set of terms that may be known.

use std::cmp::Ordering;
use std::{iter, slice};

use super::budget::tick;

/// Subject, property, object and graph, as numbers of terms.
pub(super) type Row = [u32; 4];

/// The number that stands for the default graph.
pub(super) const DEFAULT: u32 = u32::MAX;

/// What is known of a quad's subject, property and object.
pub(super) type Pattern = [Option<u32>; 3];

/// Where subject, property, object and graph stand in each order of the named graphs. For each set of known terms there
/// is one that begins with them.
const NAMED: [[usize; 4]; 6] = [[0, 1, 2, 3], [1, 2, 0, 3], [2, 0, 1, 3], [3, 0, 1, 2], [3, 1, 2, 0], [3, 2, 0, 1]];

/// Places of a quad's terms in the orders of the default graph: the first one, and those of the pair.
const SUBJECT: [usize; 3] = [0, 1, 2];
const PROPERTY: [usize; 3] = [1, 0, 2];
const OBJECT: [usize; 3] = [2, 1, 0];

/// The quads of a store.
#[derive(Debug, Default)]
pub(super) struct Index {
    by_subject: Order,
    by_property: Order,
    by_object: Order,
    named: [Vec<Row>; 6],
    graphs: Vec<u32>,
}

/// Triples in the order of one of their terms: where its pairs begin for each term, and the pairs.
#[derive(Debug, Default)]
struct Order {
    starts: Vec<u32>,
    pairs: Vec<[u32; 2]>,
}

/// Quads that match a pattern.
#[derive(Clone)]
pub(super) enum Found<'s> {
    /// Pairs of one term in an order of the default graph; the last one of a pair may have to be a certain term.
    Pairs { first: u32, places: [usize; 3], pairs: slice::Iter<'s, [u32; 2]>, last: Option<u32> },
    /// The whole default graph: the term whose pairs these are, the number of pairs before the next term.
    All { starts: &'s [u32], first: u32, pairs: iter::Enumerate<slice::Iter<'s, [u32; 2]>> },
    /// Rows of an order of the named graphs.
    Named { places: [usize; 4], rows: slice::Iter<'s, Row> },
}

impl Index {
    /// An index of triples of the default graph and quads of named ones, of which some may be the same. Numbers of terms
    /// are below `terms`.
    pub(super) fn new(triples: Vec<[u32; 3]>, named: Vec<Row>, terms: usize) -> Self {
        let mut by_subject = Order::new(&|| triples.iter().copied(), terms);
        drop(triples);
        by_subject.sort();
        let by_property =
            Order::new(&|| by_subject.rows().map(|[subject, property, object]| [property, subject, object]), terms);
        // What goes in in the order of properties and subjects comes out so for each object.
        let by_object =
            Order::new(&|| by_property.rows().map(|[property, subject, object]| [object, property, subject]), terms);
        let named = NAMED.map(|places| {
            let mut rows: Vec<Row> = named.iter().map(|row| places.map(|place| row[place])).collect();
            rows.sort_unstable();
            rows.dedup();
            rows
        });
        let mut graphs: Vec<u32> = named[3].iter().map(|row| row[0]).collect();
        graphs.dedup();
        Self { by_subject, by_property, by_object, named, graphs }
    }

    /// The triples of the default graph, and the quads of the named ones.
    pub(super) fn into_quads(mut self) -> (Vec<[u32; 3]>, Vec<Row>) {
        (self.by_subject.rows().collect(), std::mem::take(&mut self.named[0]))
    }

    /// How many quads there are.
    pub(super) fn len(&self) -> usize {
        self.by_subject.pairs.len() + self.named[0].len()
    }

    /// The named graphs, each of which has quads.
    pub(super) fn graphs(&self) -> &[u32] {
        &self.graphs
    }

    /// Whether there is a named graph.
    pub(super) fn has_graph(&self, graph: u32) -> bool {
        self.graphs.binary_search(&graph).is_ok()
    }

    /// The quads of the default graph that match.
    pub(super) fn of_default_graph(&self, pattern: Pattern) -> Found<'_> {
        match pattern {
            [Some(subject), Some(property), Some(object)] => {
                pairs(SUBJECT, subject, self.by_subject.at(subject, property, object), None)
            }
            [Some(subject), Some(property), None] => {
                pairs(SUBJECT, subject, self.by_subject.with(subject, property), None)
            }
            [None, Some(property), Some(object)] => pairs(OBJECT, object, self.by_object.with(object, property), None),
            [Some(subject), None, Some(object)] => {
                let (about, to) = (self.by_subject.of(subject), self.by_object.of(object));
                if about.len() <= to.len() {
                    pairs(SUBJECT, subject, about, Some(object))
                } else {
                    pairs(OBJECT, object, to, Some(subject))
                }
            }
            [Some(subject), None, None] => pairs(SUBJECT, subject, self.by_subject.of(subject), None),
            [None, Some(property), None] => pairs(PROPERTY, property, self.by_property.of(property), None),
            [None, None, Some(object)] => pairs(OBJECT, object, self.by_object.of(object), None),
            [None, None, None] => self.by_subject.all(),
        }
    }

    /// The quads of a named graph, or of all of them, that match.
    pub(super) fn of_named_graphs(&self, [subject, property, object]: Pattern, graph: Option<u32>) -> Found<'_> {
        let pattern = [subject, property, object, graph];
        let known = pattern.iter().flatten().count();
        let begins = |places: &[usize; 4]| places[..known].iter().all(|place| pattern[*place].is_some());
        let order = NAMED.iter().position(begins).unwrap_or_default();
        let places = NAMED[order];
        let prefix: Vec<u32> = places.iter().map_while(|place| pattern[*place]).collect();
        let rows = between(&self.named[order], |row| row[..known].cmp(&prefix[..known]));
        Found::Named { places, rows: rows.iter() }
    }

    /// How many quads of the default graph match; of those with a subject and an object no fewer than that.
    pub(super) fn count(&self, pattern: Pattern) -> usize {
        match self.of_default_graph(pattern) {
            Found::Pairs { pairs, .. } => pairs.len(),
            Found::All { pairs, .. } => pairs.len(),
            Found::Named { rows, .. } => rows.len(),
        }
    }
}

impl Order {
    /// Triples by their first term, else in the order in which they are given.
    fn new<I: Iterator<Item = [u32; 3]>>(triples: &dyn Fn() -> I, terms: usize) -> Self {
        let mut starts = vec![0; terms + 1];
        triples().for_each(|[first, ..]| starts[first as usize + 1] += 1);
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let (mut next, mut pairs) = (starts.clone(), vec![[0; 2]; sum as usize]);
        for [first, second, third] in triples() {
            let place = &mut next[first as usize];
            pairs[*place as usize] = [second, third];
            *place += 1;
        }
        Self { starts, pairs }
    }

    /// Sorts the pairs of each term, and keeps one of those that are the same.
    fn sort(&mut self) {
        let mut kept = 0;
        for first in 0..self.starts.len().saturating_sub(1) {
            let (from, to) = (self.starts[first] as usize, self.starts[first + 1] as usize);
            self.pairs[from..to].sort_unstable();
            let begin = kept;
            for at in from..to {
                if kept == begin || self.pairs[kept - 1] != self.pairs[at] {
                    self.pairs[kept] = self.pairs[at];
                    kept += 1;
                }
            }
            self.starts[first] = begin as u32;
        }
        self.pairs.truncate(kept);
        self.pairs.shrink_to_fit();
        if let Some(last) = self.starts.last_mut() {
            *last = kept as u32;
        }
    }

    /// All triples, their first term first.
    fn rows(&self) -> impl Iterator<Item = [u32; 3]> + '_ {
        let firsts = self.starts.windows(2).zip(0..);
        firsts.flat_map(|(ends, first)| {
            let pairs = &self.pairs[ends[0] as usize..ends[1] as usize];
            pairs.iter().map(move |[second, third]| [first, *second, *third])
        })
    }

    fn all(&self) -> Found<'_> {
        Found::All { starts: &self.starts, first: 0, pairs: self.pairs.iter().enumerate() }
    }

    /// The pairs of a term.
    fn of(&self, first: u32) -> &[[u32; 2]] {
        let first = first as usize;
        match (self.starts.get(first), self.starts.get(first + 1)) {
            (Some(from), Some(to)) => &self.pairs[*from as usize..*to as usize],
            _ => &[],
        }
    }

    /// The pairs of a term that begin with another.
    fn with(&self, first: u32, second: u32) -> &[[u32; 2]] {
        between(self.of(first), |pair| pair[0].cmp(&second))
    }

    fn at(&self, first: u32, second: u32, third: u32) -> &[[u32; 2]] {
        between(self.of(first), |pair| pair.cmp(&[second, third]))
    }
}

fn pairs(places: [usize; 3], first: u32, pairs: &[[u32; 2]], last: Option<u32>) -> Found<'_> {
    Found::Pairs { first, places, pairs: pairs.iter(), last }
}

/// The part of sorted items that are equal to what is looked for. Its end is looked for from its beginning on, in steps
/// that grow, because it is mostly near.
fn between<T>(items: &[T], compare: impl Fn(&T) -> Ordering) -> &[T] {
    let items = &items[items.partition_point(|item| compare(item).is_lt())..];
    let mut step = 1;
    while items.get(step - 1).is_some_and(|item| compare(item).is_eq()) {
        step *= 2;
    }
    let (equal, end) = (step / 2, items.len().min(step));
    &items[..equal + items[equal..end].partition_point(|item| compare(item).is_eq())]
}

impl Iterator for Found<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        match self {
            Self::Pairs { first, places, pairs, last } => loop {
                tick();
                let [second, third] = *pairs.next()?;
                if last.is_none_or(|last| last == third) {
                    let mut row = [DEFAULT; 4];
                    row[places[0]] = *first;
                    row[places[1]] = second;
                    row[places[2]] = third;
                    return Some(row);
                }
            },
            Self::All { starts, first, pairs } => {
                tick();
                let (at, [property, object]) = pairs.next()?;
                while starts[*first as usize + 1] as usize <= at {
                    *first += 1;
                }
                Some([*first, *property, *object, DEFAULT])
            }
            Self::Named { places, rows } => {
                tick();
                let found = rows.next()?;
                let mut row = [DEFAULT; 4];
                places.iter().zip(found).for_each(|(place, term)| row[*place] = *term);
                Some(row)
            }
        }
    }
}
