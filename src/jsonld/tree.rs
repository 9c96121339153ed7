//! A document while it is made: trees of borrowed texts, of which most are written once and forgotten.

use std::borrow::Cow;

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

/// A JSON value whose texts are mostly those of the quads it is made from.
#[derive(Clone, Debug, PartialEq)]
pub enum Tree<'t> {
    /// `null`
    Null,
    /// An integer that JSON holds exactly.
    Number(i64),
    /// A text.
    Text(Cow<'t, str>),
    /// A list.
    List(Vec<Self>),
    /// An object, whose keys are in order and differ.
    Object(Object<'t>),
    /// A tree that stands in several places.
    Shared(&'t Tree<'t>),
}

/// The entries of an object.
pub type Object<'t> = Vec<(Cow<'t, str>, Tree<'t>)>;

impl<'t> Tree<'t> {
    /// An object of one entry.
    pub(super) fn entry(key: &'static str, value: impl Into<Self>) -> Self {
        Self::Object(vec![(key.into(), value.into())])
    }

    /// Nothing, the one value, or a list of several.
    pub(super) fn one_or_many(mut values: Vec<Self>) -> Option<Self> {
        if values.len() > 1 { Some(Self::List(values)) } else { values.pop() }
    }

    /// The value of an object's key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Object(entries) => entries.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            Self::Shared(tree) => tree.get(key),
            _ => None,
        }
    }

    /// The text, where it is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The same, with texts of its own.
    pub(super) fn into_owned(self) -> Tree<'static> {
        match self {
            Self::Null => Tree::Null,
            Self::Number(number) => Tree::Number(number),
            Self::Text(text) => Tree::Text(text.into_owned().into()),
            Self::List(items) => Tree::List(items.into_iter().map(Self::into_owned).collect()),
            Self::Object(entries) => Tree::Object(entries.into_iter().map(owned_entry).collect()),
            Self::Shared(tree) => tree.clone().into_owned(),
        }
    }
}

fn owned_entry((key, value): (Cow<'_, str>, Tree<'_>)) -> (Cow<'static, str>, Tree<'static>) {
    (key.into_owned().into(), value.into_owned())
}

impl<'t> From<&'t str> for Tree<'t> {
    fn from(text: &'t str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Tree<'_> {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<Tree<'_>> for Value {
    fn from(tree: Tree<'_>) -> Self {
        match tree {
            Tree::Null => Self::Null,
            Tree::Number(number) => number.into(),
            Tree::Text(text) => text.into_owned().into(),
            Tree::List(items) => items.into_iter().map(Self::from).collect(),
            Tree::Object(entries) => {
                entries.into_iter().map(|(key, value)| (key.into_owned(), Self::from(value))).collect()
            }
            Tree::Shared(tree) => tree.clone().into(),
        }
    }
}

impl Serialize for Tree<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Number(number) => serializer.serialize_i64(*number),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                entries.iter().try_for_each(|(key, value)| map.serialize_entry(key, value))?;
                map.end()
            }
            Self::Shared(tree) => tree.serialize(serializer),
        }
    }
}
