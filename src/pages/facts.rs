//! What a store says about a thing, as a page reads it.

use oxigraph::model::vocab::rdf;
use oxigraph::model::{Literal, LiteralRef, NamedNode, NamedNodeRef, Term, TermRef};

use crate::store::Store;
use crate::text::{preferred, speaks};
use crate::vocab::{schema, vita};

/// The statements about a thing that hold.
#[derive(Debug)]
pub(super) struct Facts<'l> {
    pub(super) node: NamedNode,
    statements: Vec<(&'l str, Term)>,
}

impl<'l> Facts<'l> {
    /// What a store says about a thing in its default graph.
    pub(super) fn of(node: NamedNode, store: &'l Store) -> Self {
        let statements = store.statements(node.as_ref()).collect();
        Self { node, statements }
    }

    /// What stands in the IRI behind `#`.
    pub(super) fn fragment(&self) -> Option<&str> {
        self.node.as_str().split_once('#').map(|(_, fragment)| fragment)
    }

    /// All properties but the class, each with its values, in alphabetical order.
    pub(super) fn properties(&self) -> Vec<(&str, Vec<&Term>)> {
        let mut properties: Vec<(&str, Vec<&Term>)> = Vec::new();
        let mut statements: Vec<&(&str, Term)> =
            self.statements.iter().filter(|(property, _)| *property != rdf::TYPE.as_str()).collect();
        statements.sort_by_key(|(property, _)| *property);
        for (property, value) in statements {
            match properties.last_mut() {
                Some((known, values)) if known == property => values.push(value),
                _ => properties.push((property, vec![value])),
            }
        }
        properties
    }

    pub(super) fn objects(&self, property: NamedNodeRef<'_>) -> impl Iterator<Item = &Term> {
        self.statements.iter().filter(move |(known, _)| *known == property.as_str()).map(|(_, object)| object)
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
    let tags = literals.iter().map(|literal| literal.language());
    best_of(tags, languages).map(|at| literals[at])
}

/// Which of some texts in these languages is in the first of the wanted ones.
fn best_of<'t>(tags: impl ExactSizeIterator<Item = Option<&'t str>>, languages: &[String]) -> Option<usize> {
    if tags.len() == 1 {
        return Some(0);
    }
    let tags: Vec<&str> = tags.map(Option::unwrap_or_default).collect();
    preferred(&tags, languages.iter().map(String::as_str))
}

/// The name of a thing in the first of these languages that it has one in.
pub(super) fn name(node: NamedNodeRef<'_>, store: &Store, languages: &[String]) -> Option<Literal> {
    let names: Vec<LiteralRef<'_>> = store.values(node, schema::NAME).filter_map(literal).collect();
    best_of(names.iter().map(|name| name.language()), languages).map(|at| names[at].into_owned())
}

fn literal(term: TermRef<'_>) -> Option<LiteralRef<'_>> {
    if let TermRef::Literal(literal) = term { Some(literal) } else { None }
}
