//! What a store says about a thing, as a page reads it.

use oxigraph::model::vocab::rdf;
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Quad, Term};

use crate::store::Store;
use crate::text::{preferred, speaks};
use crate::vocab::{schema, vita};

/// The statements about a thing that hold.
#[derive(Debug)]
pub(super) struct Facts {
    pub(super) node: NamedNode,
    quads: Vec<Quad>,
}

impl Facts {
    /// What a store says about a thing in its default graph.
    pub(super) fn of(node: NamedNode, store: &Store) -> Self {
        let mut quads = store.quads_about(node.as_ref());
        quads.retain(|quad| quad.graph_name.is_default_graph());
        Self { node, quads }
    }

    /// What stands in the IRI behind `#`.
    pub(super) fn fragment(&self) -> Option<&str> {
        self.node.as_str().split_once('#').map(|(_, fragment)| fragment)
    }

    /// All properties but the class, each with its values, in alphabetical order.
    pub(super) fn properties(&self) -> Vec<(&str, Vec<&Term>)> {
        let mut properties: Vec<(&str, Vec<&Term>)> = Vec::new();
        let mut quads: Vec<&Quad> = self.quads.iter().filter(|quad| quad.predicate != rdf::TYPE).collect();
        quads.sort_by(|one, two| one.predicate.cmp(&two.predicate));
        for quad in quads {
            match properties.last_mut() {
                Some((property, values)) if *property == quad.predicate.as_str() => values.push(&quad.object),
                _ => properties.push((quad.predicate.as_str(), vec![&quad.object])),
            }
        }
        properties
    }

    pub(super) fn objects(&self, property: NamedNodeRef<'_>) -> impl Iterator<Item = &Term> {
        self.quads.iter().filter(move |quad| quad.predicate == property).map(|quad| &quad.object)
    }

    pub(super) fn nodes(&self, property: NamedNodeRef<'_>) -> impl Iterator<Item = &NamedNode> {
        self.objects(property).filter_map(|object| if let Term::NamedNode(node) = object { Some(node) } else { None })
    }

    /// The values that are literals, in whatever language.
    pub(super) fn literals(&self, property: NamedNodeRef<'_>) -> impl Iterator<Item = &Literal> {
        self.objects(property)
            .filter_map(|object| if let Term::Literal(literal) = object { Some(literal) } else { None })
    }

    /// The values in the first of these languages that there are any in.
    pub(super) fn texts(&self, property: NamedNodeRef<'_>, languages: &[String]) -> Vec<&Literal> {
        let literals: Vec<&Literal> = self.literals(property).collect();
        let Some(best) = best(&literals, languages) else { return Vec::new() };
        let tag = best.language().unwrap_or_default();
        let fits = |literal: &Literal| match literal.language() {
            Some(other) => speaks(other, tag),
            None => tag.is_empty(),
        };
        literals.into_iter().filter(|literal| fits(literal)).collect()
    }

    /// The one value to show where these languages are wanted.
    pub(super) fn text(&self, property: NamedNodeRef<'_>, languages: &[String]) -> Option<&Literal> {
        let literals: Vec<&Literal> = self.literals(property).collect();
        best(&literals, languages)
    }

    /// The first value, where the language does not matter.
    pub(super) fn value(&self, property: NamedNodeRef<'_>) -> Option<&str> {
        self.literals(property).next().map(Literal::value)
    }

    pub(super) fn is_a(&self, class: NamedNodeRef<'_>) -> bool {
        self.nodes(rdf::TYPE).any(|known| *known == class)
    }

    /// Whether it is the role of somebody who studies.
    pub(super) fn is_study(&self) -> bool {
        self.literals(schema::ROLE_NAME).any(|name| name.value() == "student" && name.language() == Some("en"))
    }

    /// The first possible day of a period, for sorting.
    pub(super) fn from(&self) -> &str {
        self.value(vita::FROM).unwrap_or_default()
    }

    /// The last possible day of a period, for sorting.
    pub(super) fn until(&self) -> &str {
        self.value(vita::UNTIL).unwrap_or_default()
    }
}

/// The literal in the first of these languages, as [`preferred`] chooses.
fn best<'q>(literals: &[&'q Literal], languages: &[String]) -> Option<&'q Literal> {
    if let [one] = literals {
        return Some(one);
    }
    let tags: Vec<&str> = literals.iter().map(|literal| literal.language().unwrap_or_default()).collect();
    preferred(&tags, languages.iter().map(String::as_str)).map(|at| literals[at])
}

/// The name of a thing in the first of these languages that it has one in.
pub(super) fn name(node: NamedNodeRef<'_>, store: &Store, languages: &[String]) -> Option<Literal> {
    let names = store.objects(node, schema::NAME);
    let literals = names.iter().filter_map(|name| if let Term::Literal(literal) = name { Some(literal) } else { None });
    best(&literals.collect::<Vec<_>>(), languages).cloned()
}
