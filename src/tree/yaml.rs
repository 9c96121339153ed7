//! YAML, read by saphyr's parser of events.

use std::borrow::Cow;
use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::{Entry, Kind, MAX_DEPTH, Node, SyntaxError, Value};

/// How many bytes the anchors and aliases of one document may add to the tree.
const MAX_REPEATED: usize = 1 << 23;

/// Reads one YAML 1.2 document; an empty one is null.
///
/// # Errors
/// The first fault of the syntax.
pub fn from_yaml(text: &str) -> Result<Node, SyntaxError> {
    let mut yaml = Yaml { offsets: Offsets::new(text), ..Yaml::default() };
    // One event at a time: the parser's own loader calls itself for each level, before any limit of ours.
    for event in Parser::new_from_str(text) {
        let (event, span) =
            event.map_err(|error| SyntaxError::read(yaml.offsets.byte(error.marker().index()), error.info()))?;
        let at = yaml.offsets.byte(span.start.index());
        yaml.event(event, at)?;
    }
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
    anchors: HashMap<usize, Node>,
    repeated: usize,
    document: Option<Node>,
}

/// A list or map that has begun and not ended.
struct Open {
    at: usize,
    anchor: usize,
    value: Value,
    key: Option<(usize, String)>,
}

impl Yaml<'_> {
    fn event(&mut self, event: Event<'_>, at: usize) -> Result<(), SyntaxError> {
        match event {
            Event::DocumentStart(_) if self.document.is_some() => {
                Err(SyntaxError::new(at, "a second document begins; one file holds one"))
            }
            Event::Scalar(text, style, anchor, _) => self.take(Node { at, value: scalar(text, style) }, anchor),
            Event::SequenceStart(anchor, _) => self.begin(at, anchor, Value::List(Vec::new())),
            Event::MappingStart(anchor, _) => self.begin(at, anchor, Value::Map(Vec::new())),
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(Open { at, anchor, value, .. }) => self.take(Node { at, value }, anchor),
                None => Ok(()),
            },
            Event::Alias(anchor) => self.alias(at, anchor),
            _ => Ok(()),
        }
    }

    fn begin(&mut self, at: usize, anchor: usize, value: Value) -> Result<(), SyntaxError> {
        if self.open.len() >= MAX_DEPTH {
            return Err(SyntaxError::too_deep(at));
        }
        self.open.push(Open { at, anchor, value, key: None });
        Ok(())
    }

    fn alias(&mut self, at: usize, anchor: usize) -> Result<(), SyntaxError> {
        let Some(node) = self.anchors.get(&anchor) else {
            return Err(SyntaxError::new(at, "an alias stands inside the value that it names"));
        };
        let value = node.value.clone();
        let node = self.repeat(Node { at, value })?;
        self.take(node, 0)
    }

    /// Counts a node that the tree, or the list of anchors, holds once more.
    fn repeat(&mut self, node: Node) -> Result<Node, SyntaxError> {
        self.repeated += node.size();
        if self.repeated > MAX_REPEATED {
            let hint = "write out what is needed, without `&` and `*`".to_owned();
            let error = SyntaxError::new(node.at, "anchors and aliases repeat too much of the document");
            return Err(SyntaxError { hint: Some(hint), ..error });
        }
        Ok(node)
    }

    /// Puts a finished node where it belongs: into the open list or map, or at the top.
    fn take(&mut self, node: Node, anchor: usize) -> Result<(), SyntaxError> {
        if anchor != 0 {
            let known = self.repeat(node.clone())?;
            self.anchors.insert(anchor, known);
        }
        match self.open.last_mut() {
            None => self.document = Some(node),
            Some(Open { value: Value::List(items), .. }) => items.push(node),
            Some(Open { value: Value::Map(entries), key, .. }) => match key.take() {
                Some((at, key)) => entries.push(Entry { at, key, value: node }),
                None => match node.value {
                    Value::Scalar(_, text) => *key = Some((node.at, text)),
                    _ => return Err(SyntaxError::new(node.at, "a key must be a text")),
                },
            },
            Some(_) => {}
        }
        Ok(())
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
