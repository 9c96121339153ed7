//! The nodes of a graph, indexed for framing.

use std::cmp::Ordering;
use std::ops::Range;

use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNodeRef, NamedOrBlankNodeRef, QuadRef, TermRef};
use rustc_hash::FxHashMap;

use crate::vocab::{schema, vita};

/// The properties that frames follow backwards too, and the only ones that [`Nodes::subjects`] knows.
const INVERSE: [NamedNodeRef<'static>; 9] = [
    rdf::TYPE,
    schema::AUTHOR,
    schema::CREATOR,
    schema::WORKS_FOR,
    schema::ALUMNI_OF,
    schema::PARENT_ORGANIZATION,
    vita::AT,
    vita::DEPARTMENT,
    vita::HOLDER,
];

/// The number of a property, and an object that a node has by it.
type Property<'q> = (usize, TermRef<'q>);

/// The properties of each node, and the links to it: what one property leads to stands together, in the order of terms.
#[derive(Default)]
pub(super) struct Nodes<'q> {
    numbers: FxHashMap<&'q str, usize>,
    /// The node that the last quad was about, with its number: quads about one mostly follow each other.
    last: Option<(&'q str, usize)>,
    /// The IRIs of properties by number, and whether they are followed backwards; there are so few that looking at each
    /// is quicker than a table.
    names: Vec<(&'q str, bool)>,
    quads: Vec<(usize, Property<'q>)>,
    properties: Vec<Property<'q>>,
    /// Where the properties of each node are.
    spans: Vec<Range<usize>>,
    /// Property, object and subject.
    links: Vec<(usize, &'q str, NamedNodeRef<'q>)>,
}

impl<'q> Nodes<'q> {
    /// Adds a quad, whatever its graph.
    pub(super) fn add(&mut self, quad: QuadRef<'q>) {
        let NamedOrBlankNodeRef::NamedNode(subject) = quad.subject else { return };
        let number = self.number(subject.as_str());
        let property = self.named(quad.predicate.as_str()).unwrap_or_else(|| {
            self.names.push((quad.predicate.as_str(), INVERSE.contains(&quad.predicate)));
            self.names.len() - 1
        });
        self.quads.push((number, (property, quad.object)));
        if let TermRef::NamedNode(object) = quad.object
            && self.names[property].1
        {
            self.links.push((property, object.as_str(), subject));
        }
    }

    /// The number of a property. The quads of a mapping share its text.
    fn named(&self, property: &str) -> Option<usize> {
        self.names.iter().position(|(name, _)| std::ptr::eq(*name, property) || *name == property)
    }

    fn number(&mut self, node: &'q str) -> usize {
        if let Some((_, number)) = self.last.filter(|(last, _)| std::ptr::eq(*last, node) || *last == node) {
            return number;
        }
        let next = self.numbers.len();
        let number = *self.numbers.entry(node).or_insert(next);
        self.last = Some((node, number));
        number
    }

    /// Puts all in order, to be called when all quads are there.
    pub(super) fn finish(&mut self) {
        self.gather();
        for span in &mut self.spans {
            span.end = span.start + settle(&mut self.properties[span.clone()]);
        }
        self.links.sort_unstable();
        self.links.dedup();
    }

    /// Puts the properties of each node beside each other.
    fn gather(&mut self) {
        let quads = std::mem::take(&mut self.quads);
        let Some((_, any)) = quads.first() else { return };
        self.properties = vec![*any; quads.len()];
        let mut counts = vec![0; self.numbers.len()];
        quads.iter().for_each(|(number, _)| counts[*number] += 1);
        let mut start = 0;
        for count in counts {
            self.spans.push(start..start);
            start += count;
        }
        for (number, property) in quads {
            let end = &mut self.spans[number].end;
            self.properties[*end] = property;
            *end += 1;
        }
    }

    /// All nodes with properties, in alphabetical order.
    pub(super) fn all(&self) -> Vec<&'q str> {
        let mut nodes: Vec<&str> = self.numbers.keys().copied().collect();
        nodes.sort_unstable();
        nodes
    }

    /// All properties of a node, with their objects.
    pub(super) fn properties(&self, node: &str) -> impl Iterator<Item = (&'q str, TermRef<'q>)> {
        self.of(node).iter().map(|(property, object)| (self.names[*property].0, *object))
    }

    fn of(&self, node: &str) -> &[Property<'q>] {
        let span = self.numbers.get(node).map(|number| self.spans[*number].clone());
        &self.properties[span.unwrap_or_default()]
    }

    /// The objects of a node's property. A node has so few properties that looking at each is quicker than halving.
    pub(super) fn objects(
        &self,
        node: NamedNodeRef<'_>,
        property: NamedNodeRef<'_>,
    ) -> impl Iterator<Item = TermRef<'q>> {
        let wanted = self.named(property.as_str());
        let all = wanted.map(|_| self.of(node.as_str())).unwrap_or_default().iter();
        let of_property = move |(property, object): &Property<'q>| (Some(*property) == wanted).then_some(*object);
        all.skip_while(move |property| of_property(property).is_none()).map_while(of_property)
    }

    /// The nodes that a node's property leads to.
    pub(super) fn linked(
        &self,
        node: NamedNodeRef<'_>,
        property: NamedNodeRef<'_>,
    ) -> impl Iterator<Item = NamedNodeRef<'q>> {
        self.objects(node, property)
            .filter_map(|term| if let TermRef::NamedNode(node) = term { Some(node) } else { None })
    }

    /// The nodes whose property, one of [`INVERSE`], leads to a node.
    pub(super) fn subjects(
        &self,
        property: NamedNodeRef<'_>,
        node: NamedNodeRef<'_>,
    ) -> impl Iterator<Item = NamedNodeRef<'q>> {
        debug_assert!(INVERSE.contains(&property), "{property} is not followed backwards");
        let wanted = (self.named(property.as_str()).unwrap_or(usize::MAX), node.as_str());
        let start = self.links.partition_point(|(property, object, _)| (*property, *object) < wanted);
        let links = &self.links[start..];
        let end = links.partition_point(|(property, object, _)| (*property, *object) == wanted);
        links[..end].iter().map(|(_, _, subject)| *subject)
    }
}

/// Sorts properties, and puts what is stated again behind those that differ. Returns how many these are.
fn settle(properties: &mut [Property<'_>]) -> usize {
    properties.sort_unstable_by(order);
    let mut kept = 0;
    for at in 0..properties.len() {
        if at == 0 || properties[at] != properties[kept - 1] {
            properties[kept] = properties[at];
            kept += 1;
        }
    }
    kept
}

fn order(one: &Property<'_>, two: &Property<'_>) -> Ordering {
    one.0.cmp(&two.0).then_with(|| compare(one.1, two.1))
}

/// The order of terms: IRIs, then literals by text, language and datatype.
fn compare(one: TermRef<'_>, two: TermRef<'_>) -> Ordering {
    fn key(term: TermRef<'_>) -> (u8, &str, &str, &str) {
        match term {
            TermRef::NamedNode(node) => (0, node.as_str(), "", ""),
            TermRef::BlankNode(node) => (1, node.as_str(), "", ""),
            TermRef::Literal(literal) => {
                (2, literal.value(), literal.language().unwrap_or_default(), literal.datatype().as_str())
            }
        }
    }
    match (one, two) {
        (TermRef::NamedNode(one), TermRef::NamedNode(two)) => one.as_str().cmp(two.as_str()),
        _ => key(one).cmp(&key(two)),
    }
}
