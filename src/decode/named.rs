//! Things by their names, where lists are expected: `profiles: {GitHub: me}`, `skills: {Languages: [C, Java]}`; and
//! names of people in parts.

use super::wild::{field_named, main_field};
use super::{Common, Field, Reader};
use crate::text::{folded, is_han};
use crate::tree::{Entry, Kind, Node, Value, shortened};

/// The field of a thing that holds what stands beside its name: a list or a text of several, and one text.
const BESIDE: [(&str, &str, &str); 7] = [
    ("award", "summary", "summary"),
    ("interest", "keywords", "keywords"),
    ("language", "fluency", "fluency"),
    ("project", "description", "description"),
    ("publication", "summary", "summary"),
    ("reference", "reference", "reference"),
    ("skill", "keywords", "level"),
];

/// The parts of a name in the order of the languages that write spaces, each with its spellings.
const PARTS: [&[&str]; 3] = [
    &["firstname", "first", "givenname", "given", "forename"],
    &["middlename", "middle"],
    &["lastname", "last", "familyname", "family", "surname"],
];

impl Reader<'_> {
    /// The items of a map from names to things, or the node itself where it is no such map.
    pub(super) fn items_by_name(&mut self, node: Node, kind: &str, fields: &[Field]) -> Result<Vec<Node>, Node> {
        let named = |entry: &Entry| is_name(&entry.key, fields) && is_thing(&entry.value, kind);
        match node.value {
            Value::Map(entries) if !entries.is_empty() && entries.iter().all(named) => {
                self.note(node.at, format!("the names of a map are read as those of a list of {kind}s"), None);
                Ok(entries.into_iter().map(|entry| item(entry, kind, fields)).collect())
            }
            value => Err(Node { at: node.at, value }),
        }
    }

    /// A name in parts as the whole name, where the object has no other; the parts are kept.
    pub(super) fn join_name(&mut self, entries: &mut Vec<Entry>, fields: &[Field], common: &mut Common) {
        let whole = |name: &str| field_named(name, fields).is_some_and(|field| field.name == "name");
        let takes_name = fields.iter().any(|field| field.name == "name" && field.kind == "text");
        if !takes_name || entries.iter().any(|entry| whole(&entry.key)) {
            return;
        }
        let Some(name) = whole_name(entries) else { return };
        let is_part = |entry: &Entry| part(&entry.key).is_some() && entry.value.as_str().is_some();
        let at = entries.iter().find(|entry| is_part(entry)).map_or(0, |entry| entry.at);
        self.note(at, format!("the parts of a name are read as the `name` `{}`", shortened(&name)), None);
        common.unread.extend(entries.extract_if(.., |entry| is_part(entry)));
        entries.push(entry(at, "name", text(at, name)));
    }
}

/// The whole name that the parts make: a Chinese one with the family name first.
pub(super) fn whole_name(entries: &[Entry]) -> Option<String> {
    let one = |at: usize| {
        let found = entries.iter().find(|entry| part(&entry.key) == Some(at) && !entry.value.is_absent());
        found.and_then(|entry| entry.value.as_str()).map(str::trim)
    };
    let parts: Vec<&str> = (0..PARTS.len()).filter_map(one).collect();
    let han = parts.iter().all(|part| part.chars().all(is_han));
    match parts[..] {
        [] => None,
        [given, family] if han => Some(format!("{family}{given}")),
        _ => Some(parts.join(" ")),
    }
}

fn part(key: &str) -> Option<usize> {
    let key = folded(key);
    PARTS.iter().position(|spellings| spellings.contains(&key.as_str()))
}

fn is_name(key: &str, fields: &[Field]) -> bool {
    !key.is_empty() && !Common::NAMES.contains(&key) && field_named(key, fields).is_none()
}

/// Whether a value says something of a thing whose name stands before it.
fn is_thing(value: &Node, kind: &str) -> bool {
    let known = kind == "profile" || BESIDE.iter().any(|(object, ..)| *object == kind);
    match &value.value {
        Value::Map(_) => main_field(kind, "").is_some(),
        Value::Scalar(kind, _) => known && *kind != Kind::Bool,
        Value::List(items) => known && kind != "profile" && items.iter().all(|item| item.as_str().is_some()),
    }
}

/// The thing of a name and what stands beside it.
fn item(named: Entry, kind: &str, fields: &[Field]) -> Node {
    let (at, name_field) = (named.at, name_field(kind, fields));
    let mut entries = match named.value.value {
        Value::Map(entries) => entries,
        _ if named.value.is_absent() => Vec::new(),
        value => vec![entry(named.value.at, beside(kind, &value), Node { at: named.value.at, value })],
    };
    let is_name = |entry: &Entry| field_named(&entry.key, fields).is_some_and(|field| field.name == name_field);
    let key = if entries.iter().any(is_name) { "key" } else { name_field };
    entries.insert(0, entry(at, key, text(at, named.key)));
    Node { at, value: Value::Map(entries) }
}

fn name_field(kind: &str, fields: &[Field]) -> &'static str {
    match kind {
        "profile" => "network",
        _ if fields.iter().any(|field| field.name == "name") => "name",
        _ => main_field(kind, "").unwrap_or("name"),
    }
}

/// The field of what stands beside a name.
fn beside(kind: &str, value: &Value) -> &'static str {
    let text = if let Value::Scalar(_, text) = value { text.as_str() } else { "," };
    if kind == "profile" {
        return main_field(kind, text).unwrap_or("username");
    }
    let (_, several, one) = BESIDE.iter().find(|(object, ..)| *object == kind).unwrap_or(&("", "summary", "summary"));
    if text.contains(',') { several } else { one }
}

fn entry(at: usize, key: &str, value: Node) -> Entry {
    Entry { at, key: key.to_owned(), value }
}

fn text(at: usize, text: String) -> Node {
    Node { at, value: Value::Scalar(Kind::Text, text) }
}
