//! What programs find in a document of JSON-LD: items with classes and values, in whichever form these are written.

use std::fmt;

use rustc_hash::FxHashMap;

use super::vocabulary::is_below;
use crate::report::Place;
use crate::tree::{Entry, Node, Value};

/// Where a document comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// Others wrote it.
    Page,
    /// It is made from a record or an entry of a register, which can say more.
    Record,
    /// It is made only from what others say in passing.
    Aside,
}

/// The properties that led to a value, each with the number of the value where it has several.
#[derive(Clone, Debug, Default)]
pub(super) struct Path<'d>(pub(super) Vec<(&'d str, Option<usize>)>);

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (name, number)) in self.0.iter().enumerate() {
            write!(f, "{}{name}", if at == 0 { "" } else { "." })?;
            number.iter().try_for_each(|number| write!(f, "[{number}]"))?;
        }
        Ok(())
    }
}

/// The items of a document, or those of all blocks of a page.
pub(super) struct Document<'d> {
    pub(super) roots: Vec<&'d Node>,
    pub(super) origin: Origin,
    /// The place of a byte offset.
    pub(super) place: &'d dyn Fn(usize) -> Place,
    /// The items that more is said of than their IRI.
    named: FxHashMap<&'d str, &'d Node>,
}

impl<'d> Document<'d> {
    pub(super) fn new(roots: Vec<&'d Node>, origin: Origin, place: &'d dyn Fn(usize) -> Place) -> Self {
        let mut named = FxHashMap::default();
        roots.iter().for_each(|root| note_named(root, &mut named));
        Self { roots, origin, place, named }
    }

    /// The item that a value is, or leads to within the document.
    pub(super) fn resolve(&self, value: &'d Node) -> &'d Node {
        let target = if is_reference(value) { id(value).and_then(|id| self.at(id)) } else { None };
        target.unwrap_or(value)
    }

    /// The item with this IRI. A fragment alone is of the page, whose address may not be known.
    fn at(&self, id: &str) -> Option<&'d Node> {
        let of_page = || {
            let fragment = id.rfind('#').map(|at| &id[at..]).filter(|fragment| fragment.len() > 1)?;
            let same = |other: &&str| if id == fragment { other.ends_with(fragment) } else { *other == fragment };
            self.named.keys().find(|other| same(other)).map(|other| self.named[other])
        };
        self.named.get(id).copied().or_else(of_page)
    }
}

fn note_named<'d>(node: &'d Node, named: &mut FxHashMap<&'d str, &'d Node>) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| note_named(item, named)),
        Value::Map(entries) => {
            if let Some(id) = id(node).filter(|_| !is_reference(node)) {
                named.entry(id).or_insert(node);
            }
            entries.iter().for_each(|entry| note_named(&entry.value, named));
        }
        Value::Scalar(..) => {}
    }
}

/// The entries of an item.
pub(super) fn entries(node: &Node) -> &[Entry] {
    if let Value::Map(entries) = &node.value { entries } else { &[] }
}

/// The values of an item's property, those of lists one by one; null is none.
pub(super) fn values<'n>(node: &'n Node, property: &str) -> Vec<&'n Node> {
    let mut values = Vec::new();
    entries(node).iter().filter(|entry| entry.key == property).for_each(|entry| flatten(&entry.value, &mut values));
    values
}

/// A value, or those of a list, one by one.
fn flatten<'n>(value: &'n Node, values: &mut Vec<&'n Node>) {
    match &value.value {
        Value::List(items) => items.iter().for_each(|item| flatten(item, values)),
        Value::Scalar(..) if value.as_str().is_none() => {}
        _ => match value.get("@list").or_else(|| value.get("@set")) {
            Some(list) => flatten(list, values),
            None => values.push(value),
        },
    }
}

/// The values of a property's entry, each with its number where they are several.
pub(super) fn numbered(entry: &Entry) -> impl Iterator<Item = (Option<usize>, &Node)> {
    let mut values = Vec::new();
    flatten(&entry.value, &mut values);
    let several = values.len() > 1;
    values.into_iter().enumerate().map(move |(number, value)| (several.then_some(number), value))
}

/// Whether a value is an item that more is said of than its IRI.
pub(super) fn is_item(value: &Node) -> bool {
    matches!(value.value, Value::Map(_)) && !is_reference(value) && value.get("@value").is_none()
}

/// The text of a value, where it is one.
pub(super) fn text(value: &Node) -> Option<&str> {
    value.as_str().or_else(|| value.get("@value")?.as_str())
}

/// Whether the item has a value of this property that says something.
pub(super) fn has(node: &Node, property: &str) -> bool {
    values(node, property).into_iter().any(|value| text(value).is_none_or(|text| !text.trim().is_empty()))
}

/// The IRI of an item.
pub(super) fn id(node: &Node) -> Option<&str> {
    node.get("@id")?.as_str()
}

/// Whether a value is nothing but the IRI of an item.
pub(super) fn is_reference(value: &Node) -> bool {
    matches!(&value.value, Value::Map(entries) if entries.len() == 1 && entries[0].key == "@id")
}

/// The classes of an item.
pub(super) fn classes(node: &Node) -> Vec<&str> {
    values(node, "@type").into_iter().filter_map(Node::as_str).collect()
}

/// Whether an item is of a class of schema.org, or of one below it.
pub(super) fn is(node: &Node, class: &str) -> bool {
    values(node, "@type").into_iter().filter_map(Node::as_str).any(|known| is_below(known, class))
}

/// Whether an item is of one of the two classes that pages and authors can be.
pub(super) fn is_agent(node: &Node) -> bool {
    is(node, "Person") || is(node, "Organization")
}
