//! A tree as objects with fields, before it is decoded: what stands in a field, who may see it, and where it is.
//!
//! The kinds of objects and their fields are those of `record!`, so that a new field is looked at without more.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::date::{Date, End, Writing};
use crate::decode::{Field, ObjectInfo, Visibility};
use crate::settings::Settings;
use crate::text::folded;
use crate::tree::{Entry, Node, Value};
use crate::{record, register};

/// A kind of object, with its fields by their names.
pub(super) struct Kind {
    pub(super) name: &'static str,
    slots: Vec<Slot>,
}

/// A field, and what stands in it.
pub(super) struct Slot {
    pub(super) field: Field,
    pub(super) holds: Holds,
    /// What it is called in settings: `basics.email`.
    path: String,
}

/// What stands in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// Objects of a kind.
    Objects(String),
    /// A text that may have several languages.
    Text,
    /// A key of a register, or several.
    Key,
    /// An address.
    Link,
    /// A date, or an end.
    Date,
    /// Identifiers by their systems.
    Pairs,
    /// Any other value.
    Other,
}

/// An object of a tree.
pub(super) struct Object<'n> {
    pub(super) kind: &'static Kind,
    pub(super) node: &'n Node,
    /// Who may see it.
    pub(super) level: Visibility,
    /// The number of the object that it stands in, and the field there; nothing for the outermost.
    pub(super) within: Option<(usize, &'static str)>,
    fields: Vec<(&'static Slot, &'n Node, Visibility)>,
}

/// A scalar of an object.
#[derive(Clone, Copy)]
pub(super) struct Leaf<'n> {
    pub(super) slot: &'static Slot,
    /// The language that is stated for it.
    pub(super) language: Option<&'n str>,
    pub(super) at: usize,
    /// Where the text stands of which this is a wording.
    pub(super) of: usize,
    pub(super) text: &'n str,
    pub(super) level: Visibility,
}

static KINDS: LazyLock<FxHashMap<&'static str, Kind>> = LazyLock::new(|| {
    record::objects().iter().chain(&register::objects()).map(|info| (info.name, Kind::of(info))).collect()
});

impl Kind {
    fn of(info: &ObjectInfo) -> Self {
        let path = |field: &Field| match info.name {
            "record" => field.name.to_owned(),
            name => format!("{name}.{}", field.name),
        };
        let slot = |field: &Field| Slot { field: *field, holds: Holds::of(field), path: path(field) };
        Self { name: info.name, slots: info.fields.iter().map(slot).collect() }
    }

    /// The kind of this name.
    pub(super) fn named(name: &str) -> Option<&'static Self> {
        KINDS.get(name)
    }

    /// The field of this name, written as now or once, or but for case and punctuation.
    fn slot(&self, name: &str) -> Option<&Slot> {
        let exact = self.slots.iter().find(|slot| slot.field.name == name);
        exact.or_else(|| {
            let name = folded(name);
            let is = |one: &str| folded(one) == name;
            self.slots.iter().find(|slot| is(slot.field.name) || slot.field.was.iter().any(|was| is(was)))
        })
    }
}

impl Holds {
    fn of(field: &Field) -> Self {
        let schema = (field.schema)().to_string();
        let object = schema.split("\"#/$defs/").nth(1).and_then(|rest| rest.split('"').next());
        match field.kind {
            _ if object.is_some() => Self::Objects(object.unwrap_or_default().to_owned()),
            "URL" => Self::Link,
            "key" => Self::Key,
            "map of texts" => Self::Pairs,
            kind if kind.starts_with("date") => Self::Date,
            "text" | "list" if schema.contains("The text by language") => Self::Text,
            "list" if schema.contains("\"iri\"") => Self::Link,
            _ => Self::Other,
        }
    }
}

/// All objects of a tree, the outermost first, each before those within it.
pub(super) fn objects<'n>(kind: &'static Kind, node: &'n Node, settings: &Settings) -> Vec<Object<'n>> {
    let mut objects = Vec::with_capacity(32);
    add(&mut objects, Object::new(kind, node, Visibility::Public, None, settings), settings);
    objects
}

fn add<'n>(objects: &mut Vec<Object<'n>>, object: Object<'n>, settings: &Settings) {
    let number = objects.len();
    let fields = object.fields.clone();
    objects.push(object);
    for (slot, value, _) in fields {
        let Holds::Objects(name) = &slot.holds else { continue };
        let Some(kind) = Kind::named(name) else { continue };
        for node in items(value).iter().filter(|node| matches!(node.value, Value::Map(_))) {
            let level = objects[number].level_of_item(slot, node, settings);
            add(objects, Object::new(kind, node, level, Some((number, slot.field.name)), settings), settings);
        }
    }
}

/// The items of a list; another node is the only one.
pub(super) fn items(node: &Node) -> &[Node] {
    if let Value::List(items) = &node.value { items } else { std::slice::from_ref(node) }
}

impl<'n> Object<'n> {
    fn new(
        kind: &'static Kind,
        node: &'n Node,
        level: Visibility,
        within: Option<(usize, &'static str)>,
        settings: &Settings,
    ) -> Self {
        let entries: &[Entry] = if let Value::Map(entries) = &node.value { entries } else { &[] };
        let level = if within.is_none() { whole(node).unwrap_or(level) } else { level };
        let field = |entry: &'n Entry| {
            let slot = kind.slot(&entry.key)?;
            let mark = mark(node, slot.field.name).unwrap_or_else(|| default_of(slot, settings));
            Some((slot, &entry.value, mark.max(level)))
        };
        let fields = entries.iter().filter(|entry| !entry.value.is_absent()).filter_map(field).collect();
        Self { kind, node, level, within, fields }
    }

    /// Who may see an object in a field: the marks of both count in place of the default.
    fn level_of_item(&self, slot: &Slot, item: &Node, settings: &Settings) -> Visibility {
        let marks = mark(self.node, slot.field.name).max(whole(item));
        marks.unwrap_or_else(|| default_of(slot, settings)).max(self.level)
    }

    /// What stands in a field; of several the last one counts.
    pub(super) fn get(&self, name: &str) -> Option<&'n Node> {
        self.fields.iter().rev().find(|(slot, ..)| slot.field.name == name).map(|(_, value, _)| *value)
    }

    /// The scalar of a field.
    pub(super) fn text(&self, name: &str) -> Option<&'n str> {
        self.get(name)?.as_str()
    }

    /// The wordings of a text, or the scalars of a list.
    pub(super) fn wordings(&self, name: &str) -> Vec<&'n str> {
        let mut leaves = Vec::new();
        self.leaves_of(|slot| slot.field.name == name, &mut leaves);
        leaves.into_iter().map(|leaf| leaf.text).collect()
    }

    /// Who may see a field by default and by its mark, whether it is stated or not.
    pub(super) fn shows(&self, name: &str, settings: &Settings) -> bool {
        let Some(slot) = self.kind.slot(name) else { return false };
        mark(self.node, slot.field.name).unwrap_or_else(|| default_of(slot, settings)).max(self.level)
            == Visibility::Public
    }

    /// The date in a field, with its place.
    pub(super) fn date(&self, name: &str) -> Option<(Date, usize)> {
        match self.end(name)? {
            (End::Date(date), at) => Some((date, at)),
            _ => None,
        }
    }

    /// The end in a field, with its place. A period within one field is left to reading.
    pub(super) fn end(&self, name: &str) -> Option<(End, usize)> {
        let node = self.get(name)?;
        let text = node.as_str()?;
        let loose = || if let Ok(Writing::At(end)) = Writing::of(text) { Some(end) } else { None };
        Some((text.parse().ok().or_else(loose)?, node.at))
    }

    /// All scalars, without those of objects within it.
    pub(super) fn leaves(&self) -> Vec<Leaf<'n>> {
        let mut leaves = Vec::with_capacity(self.fields.len() + 8);
        self.leaves_of(|_| true, &mut leaves);
        leaves
    }

    /// All fields that say something, with what stands in them.
    pub(super) fn fields(&self) -> impl Iterator<Item = (&'static Slot, &'n Node)> {
        self.fields.iter().map(|(slot, value, _)| (*slot, *value))
    }

    fn leaves_of(&self, wanted: impl Fn(&Slot) -> bool, leaves: &mut Vec<Leaf<'n>>) {
        for (slot, value, level) in self.fields.iter().filter(|(slot, ..)| wanted(slot)) {
            for item in items(value) {
                let leaf = |language, node: &'n Node| {
                    node.as_str().map(|text| Leaf { slot, language, at: node.at, of: item.at, text, level: *level })
                };
                match &item.value {
                    Value::Map(_) if matches!(slot.holds, Holds::Objects(_)) => {}
                    Value::Map(entries) => {
                        leaves.extend(entries.iter().filter_map(|entry| leaf(Some(entry.key.as_str()), &entry.value)))
                    }
                    _ => leaves.extend(leaf(None, item)),
                }
            }
        }
    }
}

fn default_of(slot: &Slot, settings: &Settings) -> Visibility {
    settings.visibility.get(&slot.path).copied().unwrap_or(slot.field.visibility)
}

/// The mark of an object as a whole.
fn whole(node: &Node) -> Option<Visibility> {
    node.get("visibility")?.as_str().map(level)
}

/// The mark of a field.
fn mark(node: &Node, field: &str) -> Option<Visibility> {
    node.get("visibility")?.get(field)?.as_str().map(level)
}

/// What cannot be understood is private, as in reading.
fn level(word: &str) -> Visibility {
    match word {
        "public" => Visibility::Public,
        "internal" => Visibility::Internal,
        _ => Visibility::Private,
    }
}
