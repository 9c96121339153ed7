//! Texts in YAML, JSON and TOML as one kind of tree whose nodes know their place.
//!
//! The syntax is read by libraries; here it becomes nodes with byte offsets and with each scalar's raw
//! text, because `2018.10` is a month for one who writes dates and 2018.1 for one who parses numbers.

use std::borrow::Cow;
use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle, Span, SpannedEventReceiver};

use crate::report::Place;

/// How deep lists and maps may be nested.
const MAX_DEPTH: usize = 64;

/// How many nodes the aliases of one YAML document may add.
const MAX_ALIASED: usize = 100_000;

/// A text with the name under which findings speak of it.
#[derive(Debug)]
pub struct Source<'a> {
    /// The file, relative to the folder of the collection.
    pub file: &'a str,
    /// Its text.
    pub text: &'a str,
    /// How many lines stand before the text in the file.
    pub lines_before: usize,
}

/// A node of the tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Where it begins, in bytes.
    pub at: usize,
    /// What it is.
    pub value: Value,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// No value, a truth value, number or text, with its raw text.
    Scalar(Kind, String),
    /// A list.
    List(Vec<Node>),
    /// A map, its entries in order; a key may occur twice.
    Map(Vec<Entry>),
}

/// The kind of a scalar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`, `~`, or nothing.
    Null,
    /// `true` or `false`.
    Bool,
    /// A number.
    Number,
    /// Any other text.
    Text,
}

/// An entry of a map.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Where the key begins, in bytes.
    pub at: usize,
    /// The key.
    pub key: String,
    /// The value.
    pub value: Node,
}

/// Why a text has no tree: the first fault of its syntax.
#[derive(Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// Where the fault is, in bytes.
    pub at: usize,
    /// What it is.
    pub message: String,
}

impl Source<'_> {
    /// The place of a byte offset.
    #[must_use]
    pub fn place(&self, at: usize) -> Place {
        let before = &self.text[..self.text.floor_char_boundary(at)];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before.matches('\n').count() + 1 + self.lines_before;
        Place { file: self.file.to_owned(), line, column: before[line_start..].chars().count() + 1 }
    }
}

impl Node {
    /// The value of a map's key, where the node is a map that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        match &self.value {
            Value::Map(entries) => entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value),
            _ => None,
        }
    }

    /// The text of a scalar that is not null.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(kind, text) if *kind != Kind::Null => Some(text),
            _ => None,
        }
    }

    /// What the node is, in a reader's words.
    #[must_use]
    pub fn description(&self) -> Cow<'static, str> {
        match &self.value {
            Value::Scalar(Kind::Null, _) => "nothing".into(),
            Value::Scalar(_, text) => format!("`{}`", shortened(text)).into(),
            Value::List(_) => "a list".into(),
            Value::Map(_) => "a map".into(),
        }
    }

    fn size(&self) -> usize {
        1 + match &self.value {
            Value::Scalar(..) => 0,
            Value::List(items) => items.iter().map(Node::size).sum(),
            Value::Map(entries) => entries.iter().map(|entry| entry.value.size()).sum(),
        }
    }
}

/// A text of at most 60 characters on one line, for messages.
#[must_use]
pub fn shortened(text: &str) -> String {
    let visible = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    let mut short: String = text.chars().take(60).map(visible).collect();
    if text.chars().nth(60).is_some() {
        short.push('…');
    }
    short
}

impl SyntaxError {
    fn new(at: usize, message: impl Into<String>) -> Self {
        Self { at, message: message.into() }
    }

    fn too_deep(at: usize) -> Self {
        Self::new(at, format!("lists and maps are nested more than {MAX_DEPTH} deep"))
    }
}

/// Reads JSON (RFC 8259).
///
/// # Errors
/// The first fault of the syntax.
pub fn from_json(text: &str) -> Result<Node, SyntaxError> {
    let mut json = Json { text, jiter: jiter::Jiter::new(text.as_bytes()) };
    let node = json.value(0)?;
    json.jiter.finish().map_err(|error| SyntaxError::new(error.index, error.error_type.to_string()))?;
    Ok(node)
}

struct Json<'a> {
    text: &'a str,
    jiter: jiter::Jiter<'a>,
}

impl Json<'_> {
    fn value(&mut self, depth: usize) -> Result<Node, SyntaxError> {
        let peek = self.jiter.peek().map_err(json_error)?;
        let at = self.jiter.current_index();
        if depth > MAX_DEPTH {
            return Err(SyntaxError::too_deep(at));
        }
        let value = match peek {
            jiter::Peek::Null => {
                self.jiter.known_null().map(|()| Value::Scalar(Kind::Null, String::new())).map_err(json_error)?
            }
            jiter::Peek::True | jiter::Peek::False => self
                .jiter
                .known_bool(peek)
                .map(|value| Value::Scalar(Kind::Bool, value.to_string()))
                .map_err(json_error)?,
            jiter::Peek::String => {
                self.jiter.known_str().map(|text| Value::Scalar(Kind::Text, text.to_owned())).map_err(json_error)?
            }
            jiter::Peek::Array => Value::List(self.list(depth)?),
            jiter::Peek::Object => Value::Map(self.map(depth)?),
            _ => {
                self.jiter.known_number_bytes(peek).map_err(json_error)?;
                Value::Scalar(Kind::Number, self.text[at..self.jiter.current_index()].to_owned())
            }
        };
        Ok(Node { at, value })
    }

    fn list(&mut self, depth: usize) -> Result<Vec<Node>, SyntaxError> {
        let mut items = Vec::new();
        let mut next = self.jiter.known_array().map_err(json_error)?;
        while next.is_some() {
            items.push(self.value(depth + 1)?);
            next = self.jiter.array_step().map_err(json_error)?;
        }
        Ok(items)
    }

    fn map(&mut self, depth: usize) -> Result<Vec<Entry>, SyntaxError> {
        let mut entries = Vec::new();
        let mut next = self.jiter.known_object().map_err(json_error)?.map(str::to_owned);
        while let Some(key) = next {
            let at = self.key_start(&key);
            entries.push(Entry { at, key, value: self.value(depth + 1)? });
            next = self.jiter.next_key().map_err(json_error)?.map(str::to_owned);
        }
        Ok(entries)
    }

    /// Where the key begins that was read last: its closing quote is the last one before the cursor.
    fn key_start(&self, key: &str) -> usize {
        let before = &self.text.as_bytes()[..self.jiter.current_index()];
        memchr::memrchr(b'"', before).map_or(0, |quote| quote.saturating_sub(key.len() + 1))
    }
}

fn json_error(error: jiter::JiterError) -> SyntaxError {
    SyntaxError::new(error.index, error.error_type.to_string())
}

/// Reads one YAML 1.2 document; an empty one is null.
///
/// # Errors
/// The first fault of the syntax.
pub fn from_yaml(text: &str) -> Result<Node, SyntaxError> {
    let mut yaml = Yaml { offsets: Offsets::new(text), ..Yaml::default() };
    let parsed = Parser::new_from_str(text).load(&mut yaml, true);
    if let Some(error) = yaml.error {
        return Err(error);
    }
    parsed.map_err(|error| SyntaxError::new(yaml.offsets.byte(error.marker().index()), error.info()))?;
    Ok(yaml.document.unwrap_or(Node { at: 0, value: Value::Scalar(Kind::Null, String::new()) }))
}

/// Byte offsets of characters, found fast because they are asked for in rising order.
#[derive(Default)]
struct Offsets<'a> {
    text: &'a str,
    ascii: bool,
    last: (usize, usize),
}

impl<'a> Offsets<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, ascii: text.is_ascii(), last: (0, 0) }
    }

    fn byte(&mut self, index: usize) -> usize {
        if self.ascii {
            return index.min(self.text.len());
        }
        let (from_index, from_byte) = if index < self.last.0 { (0, 0) } else { self.last };
        let ahead = self.text[from_byte..].char_indices().nth(index - from_index);
        let byte = ahead.map_or(self.text.len(), |(bytes, _)| from_byte + bytes);
        self.last = (index, byte);
        byte
    }
}

/// Builds the tree from the events of the YAML parser.
#[derive(Default)]
struct Yaml<'a> {
    offsets: Offsets<'a>,
    open: Vec<Open>,
    anchors: Vec<(usize, Node)>,
    aliased: usize,
    document: Option<Node>,
    error: Option<SyntaxError>,
}

/// A list or map that has begun and not ended.
struct Open {
    at: usize,
    anchor: usize,
    value: Value,
    key: Option<(usize, String)>,
}

impl<'a> SpannedEventReceiver<'a> for Yaml<'a> {
    fn on_event(&mut self, event: Event<'a>, span: Span) {
        if self.error.is_some() {
            return;
        }
        let at = self.offsets.byte(span.start.index());
        match event {
            Event::DocumentStart(_) if self.document.is_some() => {
                self.fail(at, "a second document begins; one file holds one")
            }
            Event::Scalar(text, style, anchor, _) => self.take(Node { at, value: scalar(text, style) }, anchor),
            Event::SequenceStart(anchor, _) => self.begin(at, anchor, Value::List(Vec::new())),
            Event::MappingStart(anchor, _) => self.begin(at, anchor, Value::Map(Vec::new())),
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(Open { at, anchor, value, .. }) = self.open.pop() {
                    self.take(Node { at, value }, anchor);
                }
            }
            Event::Alias(anchor) => self.alias(at, anchor),
            _ => {}
        }
    }
}

impl Yaml<'_> {
    fn fail(&mut self, at: usize, message: &str) {
        self.error = Some(SyntaxError::new(at, message));
    }

    fn begin(&mut self, at: usize, anchor: usize, value: Value) {
        if self.open.len() >= MAX_DEPTH {
            self.error = Some(SyntaxError::too_deep(at));
        }
        self.open.push(Open { at, anchor, value, key: None });
    }

    fn alias(&mut self, at: usize, anchor: usize) {
        let Some((_, node)) = self.anchors.iter().rev().find(|(known, _)| *known == anchor) else {
            return self.fail(at, "an alias stands inside the value that it names");
        };
        self.aliased += node.size();
        if self.aliased > MAX_ALIASED {
            return self.fail(at, "aliases repeat too much of the document");
        }
        let value = node.value.clone();
        self.take(Node { at, value }, 0);
    }

    /// Puts a finished node where it belongs: into the open list or map, or at the top.
    fn take(&mut self, node: Node, anchor: usize) {
        if anchor != 0 {
            self.anchors.push((anchor, node.clone()));
        }
        match self.open.last_mut() {
            None => self.document = Some(node),
            Some(Open { value: Value::List(items), .. }) => items.push(node),
            Some(Open { value: Value::Map(entries), key, .. }) => match key.take() {
                Some((at, key)) => entries.push(Entry { at, key, value: node }),
                None => match node.value {
                    Value::Scalar(_, text) => *key = Some((node.at, text)),
                    _ => self.fail(node.at, "a key must be a text"),
                },
            },
            Some(_) => {}
        }
    }
}

/// A YAML scalar by the core schema (YAML 1.2.2, section 10.3.2), its raw text kept.
fn scalar(text: Cow<'_, str>, style: ScalarStyle) -> Value {
    let kind = match (style, text.as_ref()) {
        (ScalarStyle::Plain, "" | "~" | "null" | "Null" | "NULL") => Kind::Null,
        (ScalarStyle::Plain, "true" | "True" | "TRUE" | "false" | "False" | "FALSE") => Kind::Bool,
        (ScalarStyle::Plain, number) if is_number(number) => Kind::Number,
        _ => Kind::Text,
    };
    Value::Scalar(kind, text.into_owned())
}

fn is_number(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
        && text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte))
        && text.parse::<f64>().is_ok()
}

/// Reads TOML.
///
/// # Errors
/// The first fault of the syntax.
pub fn from_toml(text: &str) -> Result<Node, SyntaxError> {
    let table = toml::de::DeTable::parse(text)
        .map_err(|error| SyntaxError::new(error.span().map_or(0, |span| span.start), error.message().to_owned()))?;
    Ok(toml_table(table.span(), table.get_ref()))
}

fn toml_table(span: Range<usize>, table: &toml::de::DeTable<'_>) -> Node {
    let entry = |(key, value): (&toml::Spanned<Cow<'_, str>>, &toml::Spanned<toml::de::DeValue<'_>>)| Entry {
        at: key.span().start,
        key: key.get_ref().to_string(),
        value: toml_value(value.span(), value.get_ref()),
    };
    Node { at: span.start, value: Value::Map(table.iter().map(entry).collect()) }
}

fn toml_value(span: Range<usize>, value: &toml::de::DeValue<'_>) -> Node {
    use toml::de::DeValue;
    let scalar = |kind, text: String| Node { at: span.start, value: Value::Scalar(kind, text) };
    match value {
        DeValue::String(text) => scalar(Kind::Text, text.to_string()),
        DeValue::Integer(number) => scalar(Kind::Number, number.as_str().to_owned()),
        DeValue::Float(number) => scalar(Kind::Number, number.as_str().to_owned()),
        DeValue::Boolean(value) => scalar(Kind::Bool, value.to_string()),
        DeValue::Datetime(date) => scalar(Kind::Text, date.to_string()),
        DeValue::Array(items) => Node {
            at: span.start,
            value: Value::List(items.iter().map(|item| toml_value(item.span(), item.get_ref())).collect()),
        },
        DeValue::Table(table) => toml_table(span, table),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(node: &Node) -> Vec<(Kind, &str)> {
        match &node.value {
            Value::List(items) => items.iter().flat_map(kinds).collect(),
            Value::Scalar(kind, text) => vec![(*kind, text)],
            Value::Map(entries) => entries.iter().flat_map(|entry| kinds(&entry.value)).collect(),
        }
    }

    #[test]
    fn scalars_keep_their_raw_text_in_each_syntax() {
        let expected = [(Kind::Number, "2018.10"), (Kind::Text, "2018-10"), (Kind::Bool, "true"), (Kind::Null, "")];
        assert_eq!(kinds(&from_json(r#"[2018.10, "2018-10", true, null]"#).unwrap()), expected);
        assert_eq!(kinds(&from_yaml("[2018.10, 2018-10, true, ]\n").unwrap()), expected[..3]);
        assert_eq!(kinds(&from_toml("a = 2018.10\nb = '2018-10'\nc = true").unwrap()), expected[..3]);
    }

    #[test]
    fn nodes_and_keys_know_their_place() {
        for (text, read) in [
            ("{\n \"姓\": \"x\",\n \"名\": [\"硕\"]}", from_json as fn(&str) -> Result<Node, SyntaxError>),
            ("# 注\n姓: x\n\"名\": [硕]\n", from_yaml),
        ] {
            let tree = read(text).unwrap();
            let Value::Map(entries) = &tree.value else { panic!() };
            let source = Source { file: "f", text, lines_before: 0 };
            assert!(text[entries[1].at..].trim_start_matches('"').starts_with('名'), "{text}");
            let Value::List(items) = &entries[1].value.value else { panic!() };
            assert!(text[items[0].at..].trim_start_matches('"').starts_with('硕'));
            assert_eq!(source.place(items[0].at).line, 3);
        }
    }

    #[test]
    fn a_syntax_error_has_its_place() {
        let text = "{\"a\": 1,\n \"b\": }";
        let place = Source { file: "f", text, lines_before: 2 }.place(from_json(text).unwrap_err().at);
        assert_eq!((place.line, place.column), (4, 7));
        assert_eq!(from_json("[1,]").unwrap_err().at, 3);
        assert_eq!(from_toml("a = 1\nb = ").unwrap_err().at, 10);
        let text = "a: 1\nb: [1, 2\nc: 3\n";
        assert!(Source { file: "f", text, lines_before: 0 }.place(from_yaml(text).unwrap_err().at).line >= 2);
    }

    #[test]
    fn alias_bombs_and_deep_nesting_are_refused() {
        let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..9 {
            let before = format!("*a{}", level - 1);
            bomb += &format!("a{level}: &a{level} [{}]\n", [before.as_str(); 9].join(", "));
        }
        assert!(from_yaml(&bomb).unwrap_err().message.contains("aliases"));
        assert!(from_yaml(&"[".repeat(10_000)).is_err());
        assert!(from_json(&"[".repeat(10_000)).unwrap_err().message.contains("nested"));
        assert!(from_yaml("a: &x [*x]").is_err());
    }

    #[test]
    fn aliases_stand_for_what_they_name() {
        assert_eq!(kinds(&from_yaml("a: &x [1]\nb: *x\n").unwrap()), [(Kind::Number, "1"), (Kind::Number, "1")]);
    }
}
