//! What JSON Resume has no field for, for the person alone: a document that was read comes out with nothing lost.
//!
//! A field that the record does not have stands where it stood. What cannot stand in its field, because the schema
//! would not have it there, is in the map `aside` of its object, under the name of the field.

use serde_json::{Map, Value};

use super::{Fields, put};
use crate::decode::{Field, Object, Visibility};
use crate::tree::{Entry, Kind, Node, Value as Tree};

const ASIDE: &str = "aside";

impl<T: Object> Fields<'_, '_, '_, T> {
    /// With what could not be read of the object.
    pub(super) fn unread(mut self) -> Self {
        if self.is_private() {
            for common in self.view.own.parts.iter().map(|part| part.value.common()) {
                let id = common.id.as_ref().map(|key| key.as_str());
                put(&mut self.object, "id", id.into());
                common.unread.iter().for_each(|entry| put_unread(&mut self.object, entry, T::FIELDS));
            }
        }
        self
    }

    /// With a value that the schema would not have in its field.
    pub(super) fn aside(mut self, name: &str, value: impl Into<Value>) -> Self {
        if self.is_private() {
            set_aside(&mut self.object, name, value.into());
        }
        self
    }

    /// With fields that JSON Resume allows but does not name.
    pub(super) fn beyond(self, with: impl FnOnce(Self) -> Self) -> Self {
        if self.is_private() { with(self) } else { self }
    }

    fn is_private(&self) -> bool {
        self.seen.sees(Visibility::Private)
    }
}

fn put_unread(object: &mut Map<String, Value>, entry: &Entry, fields: &[Field]) {
    let value = json(&entry.value);
    let known = fields.iter().any(|field| field.name == entry.key);
    match object.get(&entry.key) {
        Some(there) if *there == value => {}
        None if !known => put(object, &entry.key, value),
        _ => set_aside(object, &entry.key, value),
    }
}

/// Puts a value into the map of what stands aside, beside those of the same name.
fn set_aside(object: &mut Map<String, Value>, name: &str, value: Value) {
    let aside = object.entry(ASIDE).or_insert_with(|| Map::new().into());
    let Some(aside) = aside.as_object_mut() else { return };
    match aside.get_mut(name) {
        None => put(aside, name, value),
        Some(there) if *there == value => {}
        Some(Value::Array(values)) => values.push(value),
        Some(there) => *there = vec![there.take(), value].into(),
    }
}

/// A node as JSON, numbers as they are written.
fn json(node: &Node) -> Value {
    match &node.value {
        Tree::Scalar(Kind::Null, _) => Value::Null,
        Tree::Scalar(Kind::Text, text) => text.as_str().into(),
        Tree::Scalar(_, text) => serde_json::from_str(text).unwrap_or_else(|_| text.as_str().into()),
        Tree::List(items) => items.iter().map(json).collect(),
        Tree::Map(entries) => entries.iter().map(|entry| (entry.key.clone(), json(&entry.value))).collect(),
    }
}
