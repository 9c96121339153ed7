//! The nodes of the default graph, indexed for framing.

use std::cmp::Ordering;

use oxigraph::model::{NamedNodeRef, NamedOrBlankNodeRef, QuadRef, TermRef};
use rustc_hash::FxHashMap;

/// The properties of each node, and the links to it, both ordered as text.
#[derive(Default)]
pub(super) struct Nodes<'q> {
    properties: FxHashMap<&'q str, Vec<(&'q str, TermRef<'q>)>>,
    links: FxHashMap<&'q str, Vec<(&'q str, NamedNodeRef<'q>)>>,
}

impl<'q> Nodes<'q> {
    /// Adds a quad, whatever its graph.
    pub(super) fn add(&mut self, quad: QuadRef<'q>) {
        let NamedOrBlankNodeRef::NamedNode(subject) = quad.subject else { return };
        let predicate = quad.predicate.as_str();
        self.properties.entry(subject.as_str()).or_default().push((predicate, quad.object));
        if let TermRef::NamedNode(object) = quad.object {
            self.links.entry(object.as_str()).or_default().push((predicate, subject));
        }
    }

    /// Puts all in order, to be called when all quads are there.
    pub(super) fn finish(&mut self) {
        let by_property =
            |one: &(&str, TermRef<'_>), two: &(&str, TermRef<'_>)| one.0.cmp(two.0).then_with(|| compare(one.1, two.1));
        for properties in self.properties.values_mut() {
            properties.sort_unstable_by(by_property);
            properties.dedup();
        }
        for links in self.links.values_mut() {
            links.sort_unstable();
            links.dedup();
        }
    }

    /// All nodes with properties, in alphabetical order.
    pub(super) fn all(&self) -> Vec<&'q str> {
        let mut nodes: Vec<&str> = self.properties.keys().copied().collect();
        nodes.sort_unstable();
        nodes
    }

    /// All properties of a node.
    pub(super) fn properties(&self, node: &str) -> &[(&'q str, TermRef<'q>)] {
        self.properties.get(node).map(Vec::as_slice).unwrap_or_default()
    }

    /// The objects of a node's property. A node has so few properties that looking at each is quicker than halving.
    pub(super) fn objects(
        &self,
        node: NamedNodeRef<'_>,
        property: NamedNodeRef<'_>,
    ) -> impl Iterator<Item = TermRef<'q>> {
        let mut all = self.properties(node.as_str()).iter().skip_while(move |(name, _)| *name != property.as_str());
        std::iter::from_fn(move || all.next().filter(|(name, _)| *name == property.as_str()).map(|(_, object)| *object))
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

    /// The nodes whose property leads to a node.
    pub(super) fn subjects(
        &self,
        property: NamedNodeRef<'_>,
        node: NamedNodeRef<'_>,
    ) -> impl Iterator<Item = NamedNodeRef<'q>> {
        let all = self.links.get(node.as_str()).map(Vec::as_slice).unwrap_or_default();
        let start = all.partition_point(|(name, _)| *name < property.as_str());
        let end = all.partition_point(|(name, _)| *name <= property.as_str());
        all[start..end].iter().map(|(_, subject)| *subject)
    }
}

/// The order of terms: IRIs, then literals by text, language and datatype.
pub(super) fn compare(one: TermRef<'_>, two: TermRef<'_>) -> Ordering {
    fn key(term: TermRef<'_>) -> (u8, &str, &str, &str) {
        match term {
            TermRef::NamedNode(node) => (0, node.as_str(), "", ""),
            TermRef::BlankNode(node) => (1, node.as_str(), "", ""),
            TermRef::Literal(literal) => {
                (2, literal.value(), literal.language().unwrap_or_default(), literal.datatype().as_str())
            }
        }
    }
    key(one).cmp(&key(two))
}
