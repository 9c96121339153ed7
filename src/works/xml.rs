//! XML of lists: records one by one, so that a broken one spoils no other, each as a tree of elements.

use std::ops::Range;

use memchr::memmem;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::plain;

/// How deep elements may be nested.
const MAX_DEPTH: usize = 64;

/// An element with what stands in it.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    children: Vec<Element>,
    /// Its text and that of all within, with entities as written.
    text: String,
}

/// Where the records of these names stand in a text. A record that has no end goes on to the next one.
pub(super) fn records(text: &str, names: &[&str]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while let Some((start, name)) = next_start(text, at, names) {
        let limit = next_start(text, start + 1, names).map_or(text.len(), |(next, _)| next);
        let close = format!("</{name}>");
        let end = text[start..limit].find(&close).map_or(limit, |end| start + end + close.len());
        found.push(start..end);
        at = end;
    }
    found
}

/// The next tag that opens a record.
fn next_start<'n>(text: &str, from: usize, names: &[&'n str]) -> Option<(usize, &'n str)> {
    memmem::find_iter(&text.as_bytes()[from..], "<").find_map(|at| {
        let rest = &text[from + at + 1..];
        let begins = |name: &&&str| {
            rest.strip_prefix(**name)
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_whitespace() || c == '>'))
        };
        names.iter().find(begins).map(|name| (from + at, *name))
    })
}

impl Element {
    /// Reads an element.
    ///
    /// # Errors
    /// What is wrong with the first tag that is.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let mut reader = Reader::from_str(text);
        let mut open: Vec<Self> = Vec::new();
        loop {
            match reader.read_event().map_err(|error| error.to_string())? {
                Event::Start(tag) if open.len() < MAX_DEPTH => open.push(Self::opened(&tag)),
                Event::Start(_) => return Err("its elements are nested more than 64 deep".into()),
                Event::Empty(tag) => close(Self::opened(&tag), &mut open),
                Event::End(_) => {
                    let Some(last) = open.pop() else { return Err("an element ends that has not begun".into()) };
                    if open.is_empty() {
                        return Ok(last);
                    }
                    close(last, &mut open);
                }
                Event::Text(piece) => write(&mut open, &String::from_utf8_lossy(&piece)),
                Event::CData(piece) => write(&mut open, &escaped(&String::from_utf8_lossy(&piece))),
                Event::Eof => return Err("it breaks off".into()),
                _ => {}
            }
        }
    }

    fn opened(tag: &BytesStart<'_>) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let attributes = tag.attributes().flatten();
        let attributes = attributes.map(|one| (text(one.key.as_ref()), plain::text(&text(&one.value))));
        Self { name: text(tag.local_name().as_ref()), attributes: attributes.collect(), ..Self::default() }
    }

    /// The value of an attribute, or nothing.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The elements at a path of names, such as `inventors/inventor`.
    pub(super) fn all<'e>(&'e self, path: &str) -> Vec<&'e Self> {
        path.split('/').fold(vec![self], |found, name| {
            found.into_iter().flat_map(|element| &element.children).filter(|child| child.name == name).collect()
        })
    }

    /// The plain text of the first element at a path that has one.
    pub(super) fn text(&self, path: &str) -> Option<String> {
        self.all(path).into_iter().find_map(Self::own_text)
    }

    /// The plain text of all elements at a path.
    pub(super) fn texts(&self, path: &str) -> Vec<String> {
        self.all(path).into_iter().filter_map(Self::own_text).collect()
    }

    /// Its plain text and that of all within.
    pub(super) fn own_text(&self) -> Option<String> {
        plain::some(&self.text)
    }
}

fn write(open: &mut [Element], text: &str) {
    if let Some(last) = open.last_mut() {
        last.text.push_str(text);
    }
}

/// Puts an element that has ended into the one around it.
fn close(element: Element, open: &mut [Element]) {
    if let Some(outer) = open.last_mut() {
        outer.text.push_str(&element.text);
        outer.children.push(element);
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
