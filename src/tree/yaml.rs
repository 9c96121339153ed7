//! YAML, read by saphyr's parser of events.

use std::borrow::Cow;

use saphyr_parser::{Event, Parser, ScalarStyle, Span, SpannedEventReceiver};

use super::{Entry, Kind, MAX_DEPTH, Node, SyntaxError, Value};

/// How many nodes the aliases of one document may add.
const MAX_ALIASED: usize = 100_000;

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
