//! Texts in YAML, JSON and TOML as one kind of tree whose nodes know their place.
//!
//! The syntax is read by libraries; here it becomes nodes with byte offsets and with each scalar's raw
//! text, because `2018.10` is a month for one who writes dates and 2018.1 for one who parses numbers.

mod hint;
mod json;
mod toml;
mod yaml;

use std::borrow::Cow;

pub use json::from_json;
pub use toml::from_toml;
pub use yaml::from_yaml;

use crate::report::Place;

/// How deep lists and maps may be nested.
const MAX_DEPTH: usize = 64;

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

/// How many lines, and columns of the last one, stand before a byte offset.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counted {
    at: usize,
    lines: usize,
    columns: usize,
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
    /// How to mend it.
    pub hint: Option<String>,
    /// Where that begins which the hint speaks of, in bytes.
    pub opened: Option<usize>,
}

impl Source<'_> {
    /// The place of a byte offset.
    #[must_use]
    pub fn place(&self, at: usize) -> Place {
        self.place_after(&mut Counted::default(), at)
    }

    /// The place of a byte offset; what was counted for an earlier one is not counted again.
    pub fn place_after(&self, counted: &mut Counted, at: usize) -> Place {
        let at = self.text.floor_char_boundary(at);
        if at < counted.at {
            *counted = Counted::default();
        }
        let between = &self.text[counted.at..at];
        let before = if let Some(newline) = memchr::memrchr(b'\n', between.as_bytes()) {
            counted.lines += memchr::memchr_iter(b'\n', between.as_bytes()).count();
            counted.columns = 0;
            &between[newline + 1..]
        } else {
            between
        };
        counted.columns += before.chars().count();
        counted.at = at;
        let line = counted.lines + 1 + self.lines_before;
        Place { file: self.file.to_owned(), line, column: counted.columns + 1 }
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

    /// Whether it says nothing: null, or the empty text.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        matches!(&self.value, Value::Scalar(kind, text) if *kind == Kind::Null || text.trim().is_empty())
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

    /// Puts a space in place of what is no character of a text, such as U+001B; `tell` gets the first such one of
    /// each text, with its place. Terminals obey these, and XML and vCard cannot hold them.
    pub fn without_controls(&mut self, tell: &mut impl FnMut(usize, char)) {
        match &mut self.value {
            Value::Scalar(_, text) => clear_controls(text, self.at, tell),
            Value::List(items) => items.iter_mut().for_each(|item| item.without_controls(tell)),
            Value::Map(entries) => {
                for entry in entries {
                    clear_controls(&mut entry.key, entry.at, tell);
                    entry.value.without_controls(tell);
                }
            }
        }
    }

    /// About how many bytes it takes.
    fn size(&self) -> usize {
        size_of::<Self>()
            + match &self.value {
                Value::Scalar(_, text) => text.len(),
                Value::List(items) => items.iter().map(Self::size).sum(),
                Value::Map(entries) => {
                    entries.iter().map(|entry| size_of::<Entry>() + entry.key.len() + entry.value.size()).sum()
                }
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

/// Whether a text may hold a character that is none, such as U+001B, itself or by an escape of YAML or JSON.
#[must_use]
pub fn may_hold_controls(text: &str) -> bool {
    has_byte(text, |byte| byte == b'\\' || may_begin_control(byte))
}

fn may_begin_control(byte: u8) -> bool {
    byte < b' ' || matches!(byte, 0x7f | 0xc2 | 0xef)
}

/// A loop that compilers make fast.
fn has_byte(text: &str, wanted: impl Fn(u8) -> bool) -> bool {
    text.bytes().fold(false, |found, byte| found | wanted(byte))
}

fn clear_controls(text: &mut String, at: usize, tell: &mut impl FnMut(usize, char)) {
    // Most texts have no such byte.
    if !has_byte(text, may_begin_control) {
        return;
    }
    if let Some(control) = text.chars().find(|c| is_control(*c)) {
        tell(at, control);
        *text = text.replace(is_control, " ");
    }
}

fn is_control(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}')
}

impl SyntaxError {
    fn new(at: usize, message: impl Into<String>) -> Self {
        Self { at, message: message.into(), hint: None, opened: None }
    }

    /// The error of a library, which may have a limit of its own for the depth.
    fn read(at: usize, message: &str) -> Self {
        if message.contains("recur") { Self::too_deep(at) } else { Self::new(at, message) }
    }

    /// How to mend it, with the place that this speaks of.
    #[must_use]
    pub fn hint_in(&self, source: &Source<'_>) -> Option<String> {
        let place = self.opened.map(|at| source.place(at));
        let place = place.map(|place| format!(" since line {}, column {}", place.line, place.column));
        self.hint.as_ref().map(|hint| format!("{hint}{}", place.unwrap_or_default()))
    }

    fn too_deep(at: usize) -> Self {
        let error = Self::new(at, format!("lists and maps are nested more than {MAX_DEPTH} deep"));
        Self {
            hint: Some("records need fewer than ten levels; look for brackets or indents that never end".into()),
            ..error
        }
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
    fn places_are_the_same_in_any_order() {
        let source = Source { file: "f", text: "a刘\n\nb硕c\nd", lines_before: 1 };
        let lines_and_columns = [(2, 1), (2, 2), (2, 3), (3, 1), (4, 1), (4, 2), (4, 3), (4, 4), (5, 1), (5, 2)];
        let offsets = [0, 1, 4, 5, 6, 7, 10, 11, 12, 13];
        for order in [1, 3, 7] {
            let mut counted = Counted::default();
            for turn in 0..offsets.len() {
                let number = turn * order % offsets.len();
                let place = source.place_after(&mut counted, offsets[number]);
                assert_eq!((place.line, place.column), lines_and_columns[number]);
            }
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
    fn a_byte_order_mark_is_no_part_of_the_text() {
        let mark = '\u{feff}';
        assert_eq!(kinds(&from_json(&format!("{mark}[1]")).unwrap()), [(Kind::Number, "1")]);
        assert!(from_yaml(&format!("{mark}a: 1\nb: 2\n")).unwrap().get("a").is_some());
    }

    #[test]
    fn alias_bombs_and_deep_nesting_are_refused() {
        let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..9 {
            let before = format!("*a{}", level - 1);
            bomb += &format!("a{level}: &a{level} [{}]\n", [before.as_str(); 9].join(", "));
        }
        let long = format!("a: &a {}\nb: [{}]\n", "x".repeat(10_000), "*a, ".repeat(10_000));
        let nested: String = (0..50).map(|level| format!("&a{level} [")).collect();
        let nested = nested + &"x".repeat(1 << 20) + &"]".repeat(50);
        for bomb in [bomb, long, nested] {
            assert!(from_yaml(&bomb).unwrap_err().message.contains("anchors and aliases"));
        }
        for level in ["[", "{a: ", "- ", "? ", "- ? "] {
            assert!(from_yaml(&level.repeat(10_000)).unwrap_err().message.contains("nested"), "{level}");
        }
        let indented: String = (0..10_000).map(|level| " ".repeat(level) + "a:\n").collect();
        assert!(from_yaml(&indented).unwrap_err().message.contains("nested"));
        assert!(from_json(&"[".repeat(10_000)).unwrap_err().message.contains("nested"));
        let toml = [
            "a = ".to_owned() + &"[".repeat(10_000),
            "a = ".to_owned() + &"{a = ".repeat(10_000),
            "a.".repeat(10_000) + "a = 1",
        ];
        for text in toml {
            assert!(from_toml(&text).unwrap_err().message.contains("nested"), "{}", &text[..9]);
        }
        assert!(from_yaml("a: &x [*x]").is_err());
    }

    #[test]
    fn aliases_stand_for_what_they_name() {
        assert_eq!(kinds(&from_yaml("a: &x [1]\nb: *x\n").unwrap()), [(Kind::Number, "1"), (Kind::Number, "1")]);
    }
}
