//! Taking the fields of a tree one by one: what nobody has taken in the end was not understood, and is listed.
//!
//! JSON and YAML are trees as they stand; XML, CSV, vCard and the markup of HTML pages become such trees first.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use super::addresses::address;
use super::draft::{Block, Draft};
use crate::date::{End, Writing};
use crate::text::letters;
use crate::tree::{Entry, Kind, Node, Value};

/// The key of an XML element's own text, and of other values beside their attributes.
pub const TEXT: &str = "#text";

/// How long a word may be; what is longer is a picture or a key, not a text.
const MAX_WORD: usize = 500;

/// A document whose tree is being read: where its lines begin, and what was taken.
#[derive(Debug)]
pub struct Book {
    lines: Vec<usize>,
    files: Vec<(usize, String)>,
    /// The nodes that were taken, and whether into a field; others say nothing about the person, or a thing again.
    taken: RefCell<HashMap<*const Node, bool>>,
}

/// A node of the document.
#[derive(Clone, Copy, Debug)]
pub struct View<'b> {
    /// The node.
    pub node: &'b Node,
    book: &'b Book,
}

impl Book {
    /// The book of a text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self::of_files(text, Vec::new())
    }

    /// The book of several files, one after the other in a text: where each begins, and its name.
    #[must_use]
    pub fn of_files(text: &str, files: Vec<(usize, String)>) -> Self {
        let ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
        Self { lines: std::iter::once(0).chain(ends).collect(), files, taken: RefCell::default() }
    }

    /// A node of the book's tree.
    #[must_use]
    pub fn view<'b>(&'b self, node: &'b Node) -> View<'b> {
        View { node, book: self }
    }

    /// The number of the line of a byte offset, within its file.
    #[must_use]
    pub fn line(&self, at: usize) -> usize {
        let line = |at: usize| self.lines.partition_point(|start| *start <= at);
        let first = self.file(at).map_or(1, |(start, _)| line(*start));
        line(at) + 1 - first
    }

    fn file(&self, at: usize) -> Option<&(usize, String)> {
        self.files.iter().rev().find(|(start, _)| *start <= at)
    }

    fn take(&self, node: &Node) {
        self.taken.borrow_mut().insert(std::ptr::from_ref(node), true);
    }

    fn skip(&self, node: &Node) {
        self.taken.borrow_mut().entry(std::ptr::from_ref(node)).or_insert(false);
    }

    /// Whether a node was taken, and came into a field.
    fn fate(&self, node: &Node) -> Option<bool> {
        self.taken.borrow().get(&std::ptr::from_ref(node)).copied()
    }

    /// The texts that were taken, with their places.
    #[must_use]
    pub fn taken<'n>(&self, root: &'n Node) -> Vec<(usize, &'n str)> {
        let mut taken = Vec::new();
        leaves(root, "", &mut |_, node, text| {
            if self.fate(node).is_some() {
                taken.push((node.at, text));
            }
        });
        taken
    }

    /// The draft of a record, with what of the tree did not come into it.
    #[must_use]
    pub fn draft(&self, root: &Node, record: Block) -> Draft {
        let mut draft = Draft { record, ..Draft::default() };
        leaves(root, "", &mut |key, node, text| {
            let letters = letters(text);
            match self.fate(node) {
                Some(false) => return,
                Some(true) => draft.counted.1 += letters,
                None => draft.unread.push((self.line(node.at), self.told(key, node.at, text))),
            }
            draft.counted.0 += letters;
        });
        draft
    }

    /// What is told of a text that was not taken: its file, its key, the text.
    fn told(&self, key: &str, at: usize, text: &str) -> String {
        let file = self.file(at).map(|(_, name)| format!("{name}: ")).unwrap_or_default();
        let key = if key.is_empty() { String::new() } else { format!("{key}: ") };
        if text.len() > MAX_WORD && !text.contains(char::is_whitespace) {
            return format!("{file}{key}{} characters of data", text.chars().count());
        }
        format!("{file}{key}{}", text.trim().replace(['\r', '\n'], " "))
    }
}

/// Calls for each text of a tree with the key that it stands under.
fn leaves<'n>(node: &'n Node, key: &str, call: &mut impl FnMut(&str, &'n Node, &'n str)) {
    match &node.value {
        Value::Scalar(Kind::Null, _) => {}
        Value::Scalar(_, text) if text.trim().is_empty() => {}
        Value::Scalar(_, text) => call(key, node, text),
        Value::List(items) => items.iter().for_each(|item| leaves(item, key, call)),
        Value::Map(entries) => {
            for Entry { key: inner, value, .. } in entries {
                leaves(value, if inner.starts_with('#') { key } else { inner }, call);
            }
        }
    }
}

impl<'b> View<'b> {
    /// All nodes at a path, whose keys are parted by `/`. A list stands for its items.
    #[must_use]
    pub fn all(self, path: &str) -> Vec<Self> {
        let mut views = self.items();
        for key in path.split('/').filter(|key| !key.is_empty()) {
            let inner = |view: Self| view.entries().iter().filter(|entry| entry.key == key);
            let found =
                views.into_iter().flat_map(|view| inner(view).flat_map(move |it| self.book.view(&it.value).items()));
            views = found.collect();
        }
        views
    }

    /// The first node at a path.
    #[must_use]
    pub fn at(self, path: &str) -> Option<Self> {
        self.all(path).into_iter().next()
    }

    /// The items of a list; another node alone; nothing where there is none.
    #[must_use]
    pub fn items(self) -> Vec<Self> {
        match &self.node.value {
            Value::List(items) => items.iter().flat_map(|item| self.book.view(item).items()).collect(),
            Value::Scalar(Kind::Null, _) => Vec::new(),
            _ => vec![self],
        }
    }

    /// The entries of a map.
    #[must_use]
    pub fn entries(self) -> &'b [Entry] {
        match &self.node.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The node of an entry.
    #[must_use]
    pub fn entry(self, entry: &'b Entry) -> Self {
        self.book.view(&entry.value)
    }

    /// The text of this node, without taking it.
    #[must_use]
    pub fn peek(self) -> &'b str {
        self.scalar().and_then(Node::as_str).map_or("", str::trim)
    }

    /// The text of the first node at a path that has one, without taking it.
    #[must_use]
    pub fn peek_at(self, path: &str) -> &'b str {
        self.all(path).into_iter().map(Self::peek).find(|text| !text.is_empty()).unwrap_or_default()
    }

    /// The text of this node, which is taken.
    #[must_use]
    pub fn take(self) -> String {
        self.scalar().into_iter().for_each(|node| self.book.take(node));
        self.peek().to_owned()
    }

    /// The text of the first node at a path that has one, which is taken.
    #[must_use]
    pub fn text(self, path: &str) -> String {
        let found = self.all(path).into_iter().find(|view| !view.peek().is_empty());
        found.map(Self::take).unwrap_or_default()
    }

    /// The first text of several paths.
    #[must_use]
    pub fn first(self, paths: &[&str]) -> String {
        let found = paths.iter().find(|path| !self.peek_at(path).is_empty());
        found.map(|path| self.text(path)).unwrap_or_default()
    }

    /// All texts at a path, which are taken.
    #[must_use]
    pub fn texts(self, path: &str) -> Vec<String> {
        let texts = self.all(path).into_iter().filter(|view| !view.peek().is_empty());
        texts.map(Self::take).collect()
    }

    /// The date at a path as records write it, `present` where it says so; taken only where it is one.
    #[must_use]
    pub fn date(self, path: &str) -> String {
        let found = self.all(path).into_iter().find(|view| !view.peek().is_empty());
        let date = found.and_then(|view| Some((view, date(view.peek())?)));
        date.map(|(view, date)| {
            view.settle();
            date
        })
        .unwrap_or_default()
    }

    /// The address of a web page at a path; taken only where it is one.
    #[must_use]
    pub fn link(self, path: &str) -> String {
        self.links(path).into_iter().next().unwrap_or_default()
    }

    /// The addresses of web pages at a path; taken only where they are such.
    #[must_use]
    pub fn links(self, path: &str) -> Vec<String> {
        let link = |view: Self| {
            let link = address(view.peek())?;
            view.settle();
            Some(link)
        };
        self.all(path).into_iter().filter_map(link).collect()
    }

    /// Takes the text of this node, which a caller has read.
    pub fn settle(self) {
        self.scalar().into_iter().for_each(|node| self.book.take(node));
    }

    /// Takes all that is at a path: it says nothing about the person, or says again what was taken.
    pub fn skip(self, path: &str) {
        for view in self.all(path) {
            leaves(view.node, "", &mut |_, node, _| self.book.skip(node));
        }
    }

    /// Takes what is below, at any depth, under keys that say nothing about the person.
    pub fn skip_keys(self, keys: &[&str]) {
        match &self.node.value {
            Value::Map(entries) => entries.iter().for_each(|entry| {
                let view = self.entry(entry);
                if keys.contains(&entry.key.as_str()) { view.skip("") } else { view.skip_keys(keys) }
            }),
            Value::List(items) => items.iter().for_each(|item| self.book.view(item).skip_keys(keys)),
            Value::Scalar(..) => {}
        }
    }

    /// Takes those texts below that are one of these: they say a thing again.
    pub fn skip_texts(self, texts: &HashSet<String>) {
        leaves(self.node, "", &mut |_, node, text| {
            if texts.contains(text.trim()) {
                self.book.skip(node);
            }
        });
    }

    /// The texts below that were taken.
    #[must_use]
    pub fn taken(self) -> HashSet<String> {
        self.book.taken(self.node).into_iter().map(|(_, text)| text.trim().to_owned()).collect()
    }

    /// An empty object of the record, read from this node: it shows the first of the node's texts.
    #[must_use]
    pub fn block(self) -> Block {
        let mut texts: Vec<&str> = Vec::new();
        leaves(self.node, "", &mut |_, _, text| {
            if texts.len() < 6 && text.len() < MAX_WORD {
                texts.push(text.trim());
            }
        });
        Block::new(self.book.line(self.node.at), &texts.join(", "))
    }

    fn scalar(self) -> Option<&'b Node> {
        match &self.node.value {
            Value::Scalar(..) => Some(self.node),
            Value::Map(_) => self.node.get(TEXT).or_else(|| self.node.get("@value")),
            Value::List(_) => None,
        }
    }
}

/// A text as a date of the record, or `present`.
#[must_use]
pub fn date(text: &str) -> Option<String> {
    match Writing::of(text) {
        Ok(Writing::At(end @ (End::Date(_) | End::Present))) => Some(end.to_string()),
        _ => None,
    }
}

/// Whether a text is the tag of a language.
#[must_use]
pub fn is_tag(text: &str) -> bool {
    oxilangtag::LanguageTag::parse(text).is_ok()
}

/// What a missing end of a period means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Open {
    /// The format says that the thing still runs.
    Present,
    /// The format does not say.
    Unknown,
    /// Nothing: the thing need not have a period.
    Nothing,
}

/// Writes the period of a post or study: an end is never left to be guessed.
pub fn period(block: &mut Block, start: &str, end: &str, open: Open) {
    let start = if start == "present" { "" } else { start };
    block.text("startDate", start);
    let missing = match open {
        Open::Present => ("present", None),
        Open::Unknown => ("unknown", Some("the source states no end")),
        Open::Nothing => ("", None),
    };
    if end.is_empty() {
        block.checked("endDate", missing.0, missing.1)
    } else {
        let early = end.starts_with(|c: char| c.is_ascii_digit()) && end < start && !start.starts_with(end);
        block.checked("endDate", end, early.then_some("it is before the beginning"))
    };
}

/// The name of a person of its parts.
#[must_use]
pub fn joined(parts: &[&str]) -> String {
    let parts: Vec<&str> = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
    let han = parts.iter().all(|part| part.chars().all(crate::text::is_han));
    if han { parts.iter().rev().copied().collect() } else { parts.join(" ") }
}

/// Marks these fields of an object as private, where it has them.
pub fn private(block: &mut Block, fields: &[&str]) {
    let mut marks = Block::default();
    for field in fields.iter().filter(|field| block.get(field).is_some()) {
        marks.text(field, "private");
    }
    block.block("visibility", marks);
}

/// The fields of a person that are contact data.
pub const CONTACT: [&str; 3] = ["email", "phone", "birthDate"];

/// The fields of a place that are contact data.
pub const ADDRESS: [&str; 2] = ["address", "postalCode"];

/// A block with one text.
#[must_use]
pub fn single(name: &str, text: impl Into<String>) -> Block {
    let mut block = Block::default();
    block.text(name, text);
    block
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::from_json;

    #[test]
    fn what_nobody_takes_is_listed_with_its_line() {
        let text =
            "{\"a\": {\"b\": [\"x\", \"y\"]},\n \"c\": [{\"d\": 1}, {\"d\": 2}],\n \"e\": null, \"f\": \"Mar 2018\"}";
        let (root, book) = (from_json(text).unwrap(), Book::new(text));
        let view = book.view(&root);
        assert_eq!(view.text("a/b"), "x");
        assert_eq!(view.texts("c/d"), ["1", "2"]);
        assert_eq!((view.date("a/b"), view.date("f")), (String::new(), "2018-03".into()));
        assert_eq!(view.text("e/g"), "");
        assert_eq!(book.draft(&root, Block::default()).unread, [(1, "b: y".to_owned())]);
    }

    #[test]
    fn lines_are_counted_in_each_file() {
        let book = Book::of_files("a\nb\nc\nd\n", vec![(0, "one".into()), (4, "two".into())]);
        assert_eq!([0, 2, 4, 6].map(|at| book.line(at)), [1, 2, 1, 2]);
        assert_eq!(book.told("k", 6, "d"), "two: k: d");
    }

    #[test]
    fn names_are_put_together_in_the_order_of_their_script() {
        assert_eq!(joined(&["Ada", "", "Lovelace"]), "Ada Lovelace");
        assert_eq!(joined(&["硕", "刘"]), "刘硕");
    }
}
