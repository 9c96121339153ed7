//! XML as a tree: elements by their local names, attributes with `@` before theirs, texts under `#text`.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::taking::TEXT;
use super::unreadable;
use crate::error::Error;
use crate::tree::{Entry, Kind, Node, Value};

/// How deep elements may be nested.
const MAX_DEPTH: usize = 64;

struct Open {
    at: usize,
    name: String,
    entries: Vec<Entry>,
    text: String,
}

/// Reads a document: the name of its root, and the tree.
///
/// # Errors
/// Where it is no XML, or nested too deep.
pub fn read(text: &str) -> Result<(String, Node), Error> {
    let broken =
        || unreadable("it is no well-formed XML", "export it anew; a file that was edited by hand may be broken");
    let mut reader = Reader::from_str(text);
    let mut open: Vec<Open> = Vec::new();
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        match reader.read_event().map_err(|_| broken())? {
            Event::Start(tag) => open.push(opened(&tag, at)),
            Event::Empty(tag) => {
                if let Some(root) = closed(opened(&tag, at), &mut open) {
                    return Ok(root);
                }
            }
            Event::End(_) => {
                let last = open.pop().ok_or_else(broken)?;
                if let Some(root) = closed(last, &mut open) {
                    return Ok(root);
                }
            }
            Event::Text(piece) => {
                // An entity that nobody has declared is text like any other.
                let raw = || String::from_utf8_lossy(&piece).into_owned();
                write(&mut open, &piece.unescape().map_or_else(|_| raw(), |text| text.into_owned()));
            }
            Event::CData(piece) => write(&mut open, &String::from_utf8_lossy(&piece)),
            Event::Eof => return Err(broken()),
            _ => {}
        }
        if open.len() > MAX_DEPTH {
            return Err(unreadable("its elements are nested more than 64 deep", "look for elements that never end"));
        }
    }
}

fn write(open: &mut [Open], text: &str) {
    if let Some(last) = open.last_mut() {
        last.text.push_str(text);
    }
}

fn opened(tag: &BytesStart<'_>, at: usize) -> Open {
    let name = String::from_utf8_lossy(tag.local_name().as_ref()).into_owned();
    let mut entries = Vec::new();
    for attribute in tag.attributes().flatten() {
        let key = String::from_utf8_lossy(attribute.key.as_ref()).into_owned();
        if key.starts_with("xmlns") || key.starts_with("xsi:") {
            continue;
        }
        let value = attribute.unescape_value().map(|value| value.into_owned()).unwrap_or_default();
        entries.push(entry(at, format!("@{key}"), value));
    }
    Open { at, name, entries, text: String::new() }
}

fn entry(at: usize, key: String, text: String) -> Entry {
    Entry { at, key, value: Node { at, value: Value::Scalar(Kind::Text, text) } }
}

/// Puts an element that has ended into the one around it; the root is returned.
fn closed(element: Open, open: &mut [Open]) -> Option<(String, Node)> {
    let Open { at, name, mut entries, text } = element;
    let value = if entries.is_empty() {
        Value::Scalar(Kind::Text, text)
    } else {
        if !text.trim().is_empty() {
            entries.push(entry(at, TEXT.to_owned(), text));
        }
        Value::Map(entries)
    };
    let node = Node { at, value };
    match open.last_mut() {
        Some(outer) => outer.entries.push(Entry { at, key: name, value: node }),
        None => return Some((name, node)),
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_become_a_tree() {
        let (name, root) =
            read("<?xml version=\"1.0\"?>\n<x:r a='1&amp;'><b>t &lt;p&gt;</b><b c='2'>u<![CDATA[<v>]]></b><d/></x:r>")
                .unwrap();
        assert_eq!(name, "r");
        assert_eq!(root.get("@a").and_then(Node::as_str), Some("1&"));
        assert_eq!(root.get("b").and_then(Node::as_str), Some("t <p>"));
        let Value::Map(entries) = &root.value else { panic!() };
        assert_eq!(entries[2].value.get(TEXT).and_then(Node::as_str), Some("u<v>"));
    }

    #[test]
    fn what_is_broken_or_too_deep_is_refused() {
        for text in ["", "text", "<a>", "<a></b>", "<a", "</a>", "<a><b></a></b>"] {
            assert!(read(text).is_err(), "{text}");
        }
        assert!(read(&"<a>".repeat(100_000)).is_err());
        assert!(read("<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>").is_ok());
    }
}
