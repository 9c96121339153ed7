//! From a tree to typed values: one decoder that collects findings and never stops at one.
//!
//! The macro `record!` takes a struct with its fields, their names in files, their meaning, an example
//! and what each becomes in the graph. From this one list come the reading of files, the JSON Schema, the
//! tables of `docs/record.md` and the accessors ([`Lens`]) that merging and mapping use, so that they cannot disagree.

use std::collections::HashSet;

use oxiri::Iri;
use serde_json::json;
use url::Url;

use crate::date::{Date, DateError, End};
use crate::report::{Finding, Place, Report, Severity, near};
use crate::text::{Text, script_fits};
use crate::tree::{Entry, Kind, Node, Source, Value, shortened};

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
}

impl<'a> Reader<'a> {
    /// A reader of this source; plain texts are taken to be in `language` where their script allows it.
    pub fn new(source: &'a Source<'a>, report: &'a mut Report, language: Option<&str>) -> Self {
        Self { source, report, language: language.map(str::to_lowercase) }
    }

    /// The place of a byte offset of the source.
    #[must_use]
    pub fn place(&self, at: usize) -> Place {
        self.source.place(at)
    }

    /// Reports an error.
    pub fn error(&mut self, at: usize, message: String, hint: Option<String>) {
        self.find(Severity::Error, at, message, hint);
    }

    /// Reports a warning.
    pub fn warn(&mut self, at: usize, message: String, hint: Option<String>) {
        self.find(Severity::Warning, at, message, hint);
    }

    fn find(&mut self, severity: Severity, at: usize, message: String, hint: Option<String>) {
        let place = self.source.place(at);
        self.report.push(Finding { severity, place, message, hint });
    }

    /// Reads a value; null and the empty text are none.
    pub fn optional<T: Decode>(&mut self, node: Node) -> Option<T> {
        let absent = matches!(&node.value, Value::Scalar(kind, text) if *kind == Kind::Null || text.trim().is_empty());
        if absent { None } else { T::decode(node, self).or_else(T::unreadable) }
    }

    /// The entries of a map; a repeated key is an error, and its last value counts.
    pub fn entries(&mut self, node: Node, kind: &str) -> Option<Vec<Entry>> {
        let Value::Map(mut entries) = node.value else {
            self.error(
                node.at,
                format!("expected {kind}, found {}", node.description()),
                Some("write a map of fields and values".into()),
            );
            return None;
        };
        let mut last = HashSet::new();
        let repeated: Vec<bool> = entries.iter().rev().map(|entry| !last.insert(entry.key.clone())).collect();
        let mut repeated = repeated.into_iter().rev();
        entries.retain(|entry| {
            let again = repeated.next() == Some(true);
            if again {
                self.error(
                    entry.at,
                    format!("`{}` is stated twice", shortened(&entry.key)),
                    Some("the last one counts; remove the other".into()),
                );
            }
            !again
        });
        Some(entries)
    }

    /// Warns of a field that the object does not have.
    pub fn unknown_field(&mut self, entry: &Entry, kind: &str, fields: &[Field]) {
        let names = fields.iter().map(|field| field.name).chain(Common::NAMES);
        let hint = match near(&entry.key, names).first() {
            Some(name) => format!("did you mean `{name}`?"),
            None => format!("the fields of {kind} are listed in docs/record.md"),
        };
        self.warn(entry.at, format!("unknown field `{}` in {kind}; it is left out", shortened(&entry.key)), Some(hint));
    }

    fn expected<T>(&mut self, node: &Node, kind: &str, hint: Option<String>) -> Option<T> {
        self.error(node.at, format!("expected {kind}, found {}", node.description()), hint);
        None
    }
}

impl Common {
    /// The names of the common fields.
    pub const NAMES: [&str; 3] = ["id", "formerIds", "visibility"];

    /// Takes an entry that is a common field; gives back any other.
    pub fn take(&mut self, entry: Entry, reader: &mut Reader<'_>, fields: &[Field]) -> Option<Entry> {
        match entry.key.as_str() {
            "id" => self.id = reader.optional(entry.value),
            "formerIds" => self.former_ids = reader.optional(entry.value).unwrap_or_default(),
            "visibility" => self.marks = Marks::decode_for(entry.value, reader, fields),
            _ => return Some(entry),
        }
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
                reader.error(
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

impl Visibility {
    /// The three, from the widest to the narrowest.
    pub const ALL: [Self; 3] = [Self::Public, Self::Internal, Self::Private];

    /// Its name in files and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Internal => "internal",
            Self::Private => "private",
        }
    }

    /// The visibility of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|visibility| visibility.name() == name)
    }
}

impl Decode for Visibility {
    const KIND: &'static str = "visibility";

    fn schema() -> serde_json::Value {
        json!({"enum": Self::ALL.map(Self::name)})
    }

    fn decode(node: Node, reader: &mut Reader<'_>) -> Option<Self> {
        let found = node.as_str().and_then(Self::from_name);
        found.or_else(|| {
            reader.expected(&node, "`public`, `internal` or `private`", Some("until mended, it is kept private".into()))
        })
    }

    fn unreadable() -> Option<Self> {
        Some(Self::Private)
    }
}

impl Key {
    /// The key of a text, where it is a path segment.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        let segment =
            text.len() <= 200 && text.bytes().all(allowed) && text.bytes().any(|byte| byte.is_ascii_alphanumeric());
        segment.then(|| Self(text.to_owned()))
    }

    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Decode for Key {
    const KIND: &'static str = "key";

    fn schema() -> serde_json::Value {
        json!({"type": "string", "pattern": "^[A-Za-z0-9._-]*[A-Za-z0-9][A-Za-z0-9._-]*$"})
    }

    fn decode(node: Node, reader: &mut Reader<'_>) -> Option<Self> {
        let hint = "a key has ASCII letters, digits, `-`, `_` and `.` only, such as `stuart-lau`";
        node.as_str().and_then(Self::new).or_else(|| reader.expected(&node, "a key", Some(hint.into())))
    }
}

impl Link {
    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The link of a text, or why it is none.
    ///
    /// # Errors
    /// A reason and a hint.
    pub fn new(text: &str) -> Result<Self, (&'static str, Option<String>)> {
        const SCHEMES: [&str; 9] = ["http", "https", "ftp", "mailto", "tel", "urn", "doi", "info", "ipfs"];
        let text = text.trim();
        let Ok(url) = Url::parse(text) else {
            let host = text.split('/').next().is_some_and(|host| {
                host.contains('.') && !host.contains(char::is_whitespace) && !host.starts_with('.')
            });
            return Err((
                "expected an absolute URL",
                Some(if host {
                    format!("did you mean `https://{text}`?")
                } else {
                    "a URL begins with `https://`".into()
                }),
            ));
        };
        if !SCHEMES.contains(&url.scheme()) {
            return Err((
                "expected a URL that a page may link to",
                Some(format!("these begin with {}", SCHEMES.map(|scheme| format!("`{scheme}:`")).join(", "))),
            ));
        }
        if matches!(url.scheme(), "http" | "https") && text.split("://").nth(1).is_none_or(|rest| rest.starts_with('/'))
        {
            return Err(("expected a URL with a host", Some(format!("did you mean `{url}`?"))));
        }
        let written = [text, url.as_str()].into_iter().find(|text| Iri::parse(*text).is_ok());
        written.map(|text| Self(text.to_owned())).ok_or(("expected a URL", None))
    }
}

impl Decode for Link {
    const KIND: &'static str = "URL";

    fn schema() -> serde_json::Value {
        json!({"type": "string", "format": "iri"})
    }

    fn decode(node: Node, reader: &mut Reader<'_>) -> Option<Self> {
        match node.as_str().map(Self::new) {
            Some(Ok(link)) => Some(link),
            Some(Err((expected, hint))) => reader.expected(&node, expected, hint),
            None => reader.expected(&node, "a URL", None),
        }
    }
}

impl Number {
    /// The number in plain decimal digits, without exponent.
    #[must_use]
    pub fn digits(self) -> String {
        self.0.to_string()
    }

    /// Whether it has no fraction.
    #[must_use]
    pub fn is_integer(self) -> bool {
        self.0.fract() == 0.0
    }
}

impl Decode for Number {
    const KIND: &'static str = "number";

    fn schema() -> serde_json::Value {
        json!({"type": "number"})
    }

    fn decode(node: Node, reader: &mut Reader<'_>) -> Option<Self> {
        let digits: Option<String> =
            node.as_str().map(|text| text.chars().filter(|c| !matches!(c, '_' | ',' | ' ')).collect());
        let number = digits.and_then(|digits| digits.parse().ok()).filter(|number: &f64| number.is_finite());
        number.map(Self).or_else(|| {
            reader.expected(&node, "a number", Some("write digits only; `comparator` says `atLeast` or `about`".into()))
        })
    }
}

impl Decode for Date {
    const KIND: &'static str = "date";

    fn schema() -> serde_json::Value {
        json!({"type": ["string", "integer"], "pattern": DATE_PATTERN})
    }

    fn decode(node: Node, reader: &mut Reader<'_>) -> Option<Self> {
        parsed(&node, reader)
    }
}

impl Decode for End {
    const KIND: &'static str = "date, `present` or `unknown`";

    fn schema() -> serde_json::Value {
        json!({"anyOf": [Date::schema(), {"enum": ["present", "unknown"]}]})
    }

    fn decode(node: Node, reader: &mut Reader<'_>) -> Option<Self> {
        parsed(&node, reader)
    }

    /// An end that cannot be read must not turn into none, which would mean that the thing still runs.
    fn unreadable() -> Option<Self> {
        Some(Self::Unknown)
    }
}

const DATE_PATTERN: &str = "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$";

fn parsed<T: std::str::FromStr<Err = DateError>>(node: &Node, reader: &mut Reader<'_>) -> Option<T> {
    let Some(text) = node.as_str() else { return reader.expected(node, "a date", None) };
    let result = text.trim().parse();
    result
        .map_err(|error: DateError| {
            reader.error(node.at, format!("unknown date `{}`", shortened(text)), Some(date_hint(error)))
        })
        .ok()
}

fn date_hint(error: DateError) -> String {
    match error.hint {
        Some(text) => format!("did you mean `{text}`?"),
        None => "write `2018`, `2018-03` or `2018-03-31`".into(),
    }
}

impl Decode for Stamp {
    const KIND: &'static str = "date or time stamp";

    fn schema() -> serde_json::Value {
        json!({"type": ["string", "integer"]})
    }

    fn decode(node: Node, reader: &mut Reader<'_>) -> Option<Self> {
        let text = node.as_str().unwrap_or_default().trim();
        let day = if text.contains('T') { stamp_day(text) } else { text };
        let date = day
            .parse()
            .map_err(|error| {
                reader.error(node.at, format!("unknown date `{}`", shortened(text)), Some(date_hint(error)))
            })
            .ok()?;
        Some(Self { date, text: text.to_owned() })
    }
}

/// The day of an RFC 3339 time stamp, or of one without zone; the whole text where it is neither.
fn stamp_day(text: &str) -> &str {
    let zoned = chrono::DateTime::parse_from_rfc3339(text).is_ok();
    let local = chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").is_ok();
    if zoned || local { &text[..10] } else { text }
}

impl Decode for String {
    const KIND: &'static str = "text";

    fn schema() -> serde_json::Value {
        json!({"type": ["string", "number", "boolean"]})
    }

    fn decode(node: Node, reader: &mut Reader<'_>) -> Option<Self> {
        match node.value {
            Value::Scalar(_, text) => Some(text),
            _ => reader.expected(&node, "a text", None),
        }
    }
}

impl Decode for Text {
    const KIND: &'static str = "text";

    fn schema() -> serde_json::Value {
        json!({"anyOf": [String::schema(), {"type": "object", "description": "The text by language, such as {zh: 快手, en: Kuaishou}.", "additionalProperties": {"type": "string"}}]})
    }

    fn decode(node: Node, reader: &mut Reader<'_>) -> Option<Self> {
        match node.value {
            Value::Scalar(_, text) => Some(reader.in_language(text)),
            Value::Map(_) => reader.language_map(node).filter(|text| !text.is_empty()),
            Value::List(_) => reader.expected(&node, "a text or a map from languages to texts", None),
        }
    }
}

impl Reader<'_> {
    fn in_language(&self, text: String) -> Text {
        match &self.language {
            Some(language) if script_fits(&text, language) => Text::default().with(language, text),
            _ => Text::plain(text),
        }
    }

    fn language_map(&mut self, node: Node) -> Option<Text> {
        let mut text = Text::default();
        for entry in self.entries(node, "a map from languages to texts")? {
            let tag = oxilangtag::LanguageTag::parse(entry.key.to_lowercase());
            let Ok(tag) = tag else {
                self.error(
                    entry.at,
                    format!("unknown language `{}`", shortened(&entry.key)),
                    Some("a key of a language map is a BCP 47 tag such as `zh` or `en`".into()),
                );
                continue;
            };
            let language = if tag.as_str() == "und" { "" } else { tag.as_str() };
            if let Some(wording) = self.optional::<String>(entry.value) {
                text = text.with(language, wording);
            }
        }
        Some(text)
    }
}

impl<T: Decode> Decode for Vec<T> {
    const KIND: &'static str = "list";

    fn schema() -> serde_json::Value {
        json!({"type": "array", "items": T::schema()})
    }

    fn decode(node: Node, reader: &mut Reader<'_>) -> Option<Self> {
        match node.value {
            Value::List(items) => Some(items.into_iter().filter_map(|item| reader.optional(item)).collect()),
            _ => {
                reader.error(
                    node.at,
                    format!("expected a list of {}, found {}", plural(T::KIND), node.description()),
                    Some("write it as a list: `- …`".into()),
                );
                reader.optional(node).map(|item| vec![item])
            }
        }
    }
}

/// One value, or a list of them.
#[derive(Clone, Debug, PartialEq)]
pub struct OneOrMany<T>(pub Vec<T>);

impl<T> Default for OneOrMany<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Decode> Decode for OneOrMany<T> {
    const KIND: &'static str = T::KIND;

    fn schema() -> serde_json::Value {
        json!({"anyOf": [T::schema(), <Vec<T>>::schema()]})
    }

    fn decode(node: Node, reader: &mut Reader<'_>) -> Option<Self> {
        match node.value {
            Value::List(_) => Vec::decode(node, reader).map(Self),
            _ => T::decode(node, reader).map(|item| Self(vec![item])),
        }
    }
}

/// Texts by free keys, such as identifiers by their systems.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pairs(pub Vec<(String, String)>);

impl Decode for Pairs {
    const KIND: &'static str = "map of texts";

    fn schema() -> serde_json::Value {
        json!({"type": "object", "additionalProperties": String::schema()})
    }

    fn decode(node: Node, reader: &mut Reader<'_>) -> Option<Self> {
        let entries = reader.entries(node, "a map of texts")?;
        Some(Self(entries.into_iter().filter_map(|entry| Some((entry.key, reader.optional(entry.value)?))).collect()))
    }
}

fn plural(kind: &str) -> String {
    match kind.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None => format!("{kind}s"),
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

/// Declares objects of the record; see the head of this module.
macro_rules! record {
    ($(
        $(#[doc = $doc:literal])+
        $name:ident as $path:literal {
            $( $(#[doc = $field_doc:literal])+ $field:ident $json:literal : $type:ty, $visibility:ident, $example:literal => $graph:literal; )*
        }
    )*) => { $(
        $(#[doc = $doc])+
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            $( $(#[doc = $field_doc])+ pub $field: $type, )*
            /// What every object may have.
            pub common: $crate::decode::Common,
        }

        impl $name {
            $( $(#[doc = $field_doc])+ #[must_use] pub fn $field() -> $crate::decode::Lens<Self, $type> {
                $crate::decode::Lens { name: $json, visibility: $crate::decode::Visibility::$visibility, get: |object| &object.$field }
            } )*
        }

        impl $crate::decode::Object for $name {
            const NAME: &'static str = $path;
            const FIELDS: &'static [$crate::decode::Field] = &[ $( $crate::decode::Field {
                name: $json,
                doc: concat!($($field_doc),+),
                example: $example,
                graph: $graph,
                visibility: $crate::decode::Visibility::$visibility,
                kind: <<$type as $crate::decode::Slot>::Value as $crate::decode::Decode>::KIND,
                schema: <<$type as $crate::decode::Slot>::Value as $crate::decode::Decode>::schema,
            } ),* ];
            fn common(&self) -> &$crate::decode::Common {
                &self.common
            }
        }

        impl $crate::decode::Decode for $name {
            const KIND: &'static str = $path;

            fn schema() -> serde_json::Value {
                serde_json::json!({"$ref": concat!("#/$defs/", $path)})
            }

            fn decode(node: $crate::tree::Node, reader: &mut $crate::decode::Reader<'_>) -> Option<Self> {
                use $crate::decode::{Object, Slot};
                let mut object = Self::default();
                object.common.at = node.at;
                for entry in reader.entries(node, $path)? {
                    let Some(entry) = object.common.take(entry, reader, Self::FIELDS) else { continue };
                    match entry.key.as_str() {
                        $( $json => object.$field.fill(entry.value, reader), )*
                        _ => reader.unknown_field(&entry, $path, Self::FIELDS),
                    }
                }
                Some(object)
            }
        }
    )* };
}

pub(crate) use record;

/// A field's place in an object: an option, a list, or a value that may stay empty.
pub trait Slot {
    /// What is read into it.
    type Value: Decode;
    /// Reads a value into it.
    fn fill(&mut self, node: Node, reader: &mut Reader<'_>);
}

impl<T: Decode> Slot for Option<T> {
    type Value = T;

    fn fill(&mut self, node: Node, reader: &mut Reader<'_>) {
        *self = reader.optional(node);
    }
}

impl<T: Decode> Slot for Vec<T> {
    type Value = Self;

    fn fill(&mut self, node: Node, reader: &mut Reader<'_>) {
        *self = reader.optional(node).unwrap_or_default();
    }
}

impl<T: Decode> Slot for OneOrMany<T> {
    type Value = Self;

    fn fill(&mut self, node: Node, reader: &mut Reader<'_>) {
        *self = reader.optional(node).unwrap_or_default();
    }
}

impl Slot for Pairs {
    type Value = Self;

    fn fill(&mut self, node: Node, reader: &mut Reader<'_>) {
        *self = reader.optional(node).unwrap_or_default();
    }
}
