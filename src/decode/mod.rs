//! From a tree to typed values: one decoder that collects findings and never stops at one.
//!
//! The macro `record!` takes a struct with its fields, their names in files, their meaning, an example
//! and what each becomes in the graph. From this one list come the reading of files, the JSON Schema, the
//! tables of `docs/record.md` and the accessors ([`Lens`]) that merging and mapping use, so that they cannot disagree.

mod named;
mod object;
mod order;
mod unread;
mod values;
mod wild;

use std::collections::HashSet;

use serde_json::json;

pub use object::Slot;
pub(crate) use object::record;
pub use values::{OneOrMany, Pairs, is_web};

use crate::date::Date;
use crate::report::{Finding, Fix, Place, Report, Rule, near};
use crate::rules;
use crate::tree::{Counted, Entry, Node, Source, Value, shortened};

/// Who may see a fact; each audience sees what those before it see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Visibility {
    /// Everybody.
    #[default]
    Public,
    /// Colleagues.
    Internal,
    /// The person alone.
    Private,
}

/// The visibility marks of one object.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marks {
    /// The mark of the object as a whole.
    pub whole: Option<Visibility>,
    /// The marks of its fields, by their names in files.
    pub fields: Vec<(String, Visibility)>,
}

/// What every object of a record may have besides its own fields.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Common {
    /// The object's own key, used in its IRI.
    pub id: Option<Key>,
    /// Keys that the object had before.
    pub former_ids: Vec<Key>,
    /// Who may see it and its fields.
    pub marks: Marks,
    /// What could not be read, or only in part, and what stands in no field of the object; it is private.
    pub unread: Vec<Entry>,
    /// Where it begins in its file, in bytes.
    pub at: usize,
}

/// A key: a path segment of ASCII letters, digits, `-`, `_` and `.`, such as `stuart-lau`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(String);

/// An absolute IRI of a scheme that a page may link to, as it was written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Link(String);

/// A finite decimal number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number(pub f64);

/// How a figure is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Comparator {
    /// It is just this.
    #[default]
    Exactly,
    /// It is this or more.
    AtLeast,
    /// It is near this.
    About,
}

/// The kind of a post: one of [`PostKind::KNOWN`], or another word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostKind(pub String);

/// A language tag (BCP 47), in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag(pub String);

/// A point in time as it was written: a [`Date`], or a time stamp of RFC 3339.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Its day, month or year.
    pub date: Date,
    /// The whole text.
    pub text: String,
}

/// A field of an object: its names, and what a reader of the documentation learns about it.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The name in files.
    pub name: &'static str,
    /// Names that it had in older files, which are read as well.
    pub was: &'static [&'static str],
    /// The meaning.
    pub doc: &'static str,
    /// An example, as it stands in a file.
    pub example: &'static str,
    /// What it becomes in the graph.
    pub graph: &'static str,
    /// Who may see it unless a mark says otherwise.
    pub visibility: Visibility,
    /// What kind of value it takes, in a reader's words.
    pub kind: &'static str,
    /// The JSON Schema of its value.
    pub schema: fn() -> serde_json::Value,
}

/// An object with fields; `record!` implements it.
pub trait Object: Decode + Default {
    /// The name of this kind of object in documentation and settings, such as `work`.
    const NAME: &'static str;
    /// Its own fields, without those of [`Common`].
    const FIELDS: &'static [Field];
    /// What it has besides its own fields.
    fn common(&self) -> &Common;
}

/// What the documentation tells about one kind of object.
#[derive(Clone, Copy, Debug)]
pub struct ObjectInfo {
    /// Its name.
    pub name: &'static str,
    /// Its own fields.
    pub fields: &'static [Field],
    /// Its JSON Schema.
    pub schema: fn() -> serde_json::Value,
}

impl ObjectInfo {
    /// What the documentation tells about this kind of object.
    #[must_use]
    pub fn of<T: Object>() -> Self {
        Self { name: T::NAME, fields: T::FIELDS, schema: object_schema::<T> }
    }
}

/// The way from an object to one of its fields.
pub struct Lens<T, V> {
    /// The field's name in files.
    pub name: &'static str,
    /// Who may see it unless a mark says otherwise.
    pub visibility: Visibility,
    /// The field itself.
    pub get: fn(&T) -> &V,
}

impl<T, V> Clone for Lens<T, V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, V> Copy for Lens<T, V> {}

/// Something that can be read from a node of a tree.
pub trait Decode: Sized {
    /// What it is, in a reader's words.
    const KIND: &'static str;
    /// Its JSON Schema.
    fn schema() -> serde_json::Value;
    /// Reads it. Findings go to the reader's report; where nothing can be kept, the result is nothing.
    fn decode(node: Node, reader: &mut Reader<'_>) -> Option<Self>;
    /// The fields of an object; other values have none.
    fn fields() -> &'static [Field] {
        &[]
    }
    /// What stands for a value that could not be read, if something must.
    fn unreadable() -> Option<Self> {
        None
    }
}

/// Where values are read from and findings go to.
pub struct Reader<'a> {
    source: &'a Source<'a>,
    report: &'a mut Report,
    language: Option<String>,
    counted: Counted,
    kept: Vec<Node>,
    entries_kept: Vec<Entry>,
}

impl<'a> Reader<'a> {
    /// A reader of this source; plain texts are taken to be in `language` where their script allows it.
    pub fn new(source: &'a Source<'a>, report: &'a mut Report, language: Option<&str>) -> Self {
        let (language, counted) = (language.map(str::to_lowercase), Counted::default());
        Self { source, report, language, counted, kept: Vec::new(), entries_kept: Vec::new() }
    }

    /// The place of a byte offset of the source.
    #[must_use]
    pub fn place(&self, at: usize) -> Place {
        self.source.place(at)
    }

    /// Reports what breaks a rule, at a byte offset of the source.
    pub fn find(&mut self, rule: &'static Rule, at: usize, message: String, hint: Option<String>) {
        let place = self.source.place_after(&mut self.counted, at);
        self.push(Finding { hint, ..Finding::new(rule, place, message) });
    }

    /// Reports that a text is read as another one, which would better stand in its place.
    pub fn read_as(&mut self, at: usize, message: String, old: &str, new: &str) {
        let fix = Fix { old: old.to_owned(), new: new.to_owned() };
        let place = self.source.place_after(&mut self.counted, at);
        self.push(Finding { fix: Some(Box::new(fix)), ..Finding::new(&rules::READ_AS, place, message) });
    }

    /// Reports a finding.
    pub fn push(&mut self, finding: Finding) {
        self.report.push(finding);
    }

    /// Reads a value; null and the empty text are none.
    pub fn optional<T: Decode>(&mut self, node: Node) -> Option<T> {
        if node.is_absent() { None } else { T::decode(node, self).or_else(T::unreadable) }
    }

    /// The entries of a map; a repeated key is an error, and its last value counts.
    pub fn entries(&mut self, node: Node, kind: &str) -> Option<Vec<Entry>> {
        let Value::Map(mut entries) = node.value else {
            return self.expected(&node, kind, Some("write a map of fields and values".into()));
        };
        if !has_repeated_key(&entries) {
            return Some(entries);
        }
        let mut last = HashSet::new();
        let repeated: Vec<bool> = entries.iter().rev().map(|entry| !last.insert(entry.key.clone())).collect();
        let mut repeated = repeated.into_iter().rev();
        entries.retain(|entry| {
            let again = repeated.next() == Some(true);
            if again {
                self.find(
                    &rules::REPEATED_FIELD,
                    entry.at,
                    format!("`{}` is stated twice", shortened(&entry.key)),
                    Some("the last one counts; remove the other".into()),
                );
                self.entries_kept.push(entry.clone());
            }
            !again
        });
        Some(entries)
    }

    /// Keeps a field that the object does not have, with a warning.
    pub fn unknown_field(&mut self, entry: &Entry, kind: &str, fields: &[Field]) {
        let names = fields.iter().map(|field| field.name).chain(Common::NAMES);
        let hint = match near(&entry.key, names).first() {
            Some(name) => format!("did you mean `{name}`?"),
            None => format!("the fields of {kind} are listed in docs/record.md"),
        };
        self.find(
            &rules::UNKNOWN_FIELD,
            entry.at,
            format!("unknown field `{}` in {kind}; it is kept aside", shortened(&entry.key)),
            Some(hint),
        );
        self.keep(&entry.value);
    }

    fn expected<T>(&mut self, node: &Node, kind: &str, hint: Option<String>) -> Option<T> {
        self.find(&rules::EXPECTED, node.at, format!("expected {kind}, found {}", node.description()), hint);
        self.keep(node);
        None
    }
}

/// Whether a key stands in a map twice. Nearly all maps are so small that comparing all is the quickest.
fn has_repeated_key(entries: &[Entry]) -> bool {
    match entries.len() {
        0..=24 => entries.iter().enumerate().any(|(at, one)| entries[..at].iter().any(|two| one.key == two.key)),
        _ => entries.iter().map(|entry| entry.key.as_str()).collect::<HashSet<_>>().len() < entries.len(),
    }
}

impl Common {
    /// The names of the common fields.
    pub const NAMES: [&str; 3] = ["id", "formerIds", "visibility"];

    /// The key that the object has and those that it had.
    pub fn keys(&self) -> impl Iterator<Item = &Key> {
        self.id.iter().chain(&self.former_ids)
    }

    /// Takes an entry that is a common field; gives back any other.
    pub fn take(&mut self, entry: Entry, reader: &mut Reader<'_>, kind: &str, fields: &[Field]) -> Option<Entry> {
        // The IRI of what a person has but one of is not made of its key.
        if entry.key == "id" && matches!(kind, "basics" | "location") {
            reader.keep(&entry.value);
        }
        match entry.key.as_str() {
            "id" => self.id = reader.optional(entry.value),
            "formerIds" => self.former_ids = reader.optional(entry.value).unwrap_or_default(),
            "visibility" => self.marks = Marks::decode_for(entry.value, reader, fields),
            _ => return Some(entry),
        }
        self.keep(&entry.key, reader);
        None
    }

    /// The JSON Schema of the common fields.
    #[must_use]
    pub fn schema(fields: &[Field]) -> Vec<(&'static str, serde_json::Value)> {
        let names: serde_json::Map<_, _> =
            fields.iter().map(|field| (field.name.to_owned(), Visibility::schema())).collect();
        let marks = json!({"description": "Who may see this, or which field whom.", "anyOf": [Visibility::schema(), {"type": "object", "properties": names, "additionalProperties": false}]});
        vec![("id", Key::schema()), ("formerIds", <Vec<Key>>::schema()), ("visibility", marks)]
    }
}

impl Marks {
    /// Reads marks. It fails closed: where a mark cannot be understood, the whole object is private.
    fn decode_for(node: Node, reader: &mut Reader<'_>, fields: &[Field]) -> Self {
        let Value::Map(_) = node.value else {
            return Self {
                whole: Some(Visibility::decode(node, reader).unwrap_or(Visibility::Private)),
                fields: Vec::new(),
            };
        };
        let mut marks = Self::default();
        for entry in reader.entries(node, "visibility marks").unwrap_or_default() {
            if !fields.iter().any(|field| field.name == entry.key) {
                let hint = near(&entry.key, fields.iter().map(|field| field.name))
                    .first()
                    .map(|name| format!("did you mean `{name}`?"));
                reader.find(
                    &rules::VISIBILITY,
                    entry.at,
                    format!(
                        "visibility of an unknown field `{}`; the whole object is kept private",
                        shortened(&entry.key)
                    ),
                    hint,
                );
                marks.whole = Some(Visibility::Private);
            }
            let mark = Visibility::decode(entry.value, reader).unwrap_or(Visibility::Private);
            marks.fields.push((entry.key, mark));
        }
        marks
    }

    /// The mark of a field.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<Visibility> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, mark)| *mark)
    }
}

/// The JSON Schema of an object.
#[must_use]
pub fn object_schema<T: Object>() -> serde_json::Value {
    let own = T::FIELDS.iter().map(|field| (field.name, described(field)));
    let properties: serde_json::Map<_, _> =
        own.chain(Common::schema(T::FIELDS)).map(|(name, schema)| (name.to_owned(), schema)).collect();
    json!({"type": "object", "additionalProperties": false, "properties": properties})
}

fn described(field: &Field) -> serde_json::Value {
    let mut schema = (field.schema)();
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("description".into(), field.doc.trim().into());
    }
    schema
}
