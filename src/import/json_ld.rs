//! JSON-LD: in a file, or in the scripts of a page, with the names of schema.org without their prefixes.

use super::page::Page;
use super::structured::Found;
use crate::tree::{Node, Value, from_json};

/// What schema.org's names may have before them.
const PREFIXES: [&str; 3] = ["http://schema.org/", "https://schema.org/", "schema:"];

/// The things that the scripts of a page state. A script that is no JSON states nothing.
#[must_use]
pub fn items(html: &str, page: &Page) -> Found {
    let mut nodes = Vec::new();
    for element in &page.elements {
        let is_data =
            element.attribute("type").is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json"));
        if element.name != "script" || !is_data {
            continue;
        }
        let whole = &html[element.start.min(html.len())..element.end.min(html.len())];
        let Some(open) = whole.find('>').map(|at| at + 1) else { continue };
        let close = whole.rfind("</").unwrap_or(whole.len()).max(open);
        if let Ok(mut node) = from_json(&whole[open..close]) {
            shift(&mut node, element.start + open);
            nodes.extend(things(node));
        }
    }
    (nodes, Vec::new())
}

/// The things of a document: the members of its graph, or of its list, or itself.
#[must_use]
pub fn things(mut node: Node) -> Vec<Node> {
    unprefixed(&mut node);
    flat(node)
}

fn flat(node: Node) -> Vec<Node> {
    match node.value {
        Value::List(items) => items.into_iter().flat_map(flat).collect(),
        Value::Map(mut entries) => {
            entries.retain(|entry| entry.key != "@context");
            match entries.iter().position(|entry| entry.key == "@graph") {
                Some(at) => {
                    let graph = entries.remove(at).value;
                    let rest = Node { at: node.at, value: Value::Map(entries) };
                    let named =
                        matches!(&rest.value, Value::Map(entries) if entries.iter().any(|it| !it.key.starts_with('@')));
                    flat(graph).into_iter().chain(named.then_some(rest)).collect()
                }
                None => vec![Node { at: node.at, value: Value::Map(entries) }],
            }
        }
        Value::Scalar(..) => Vec::new(),
    }
}

/// Moves a tree, read from a part of a text, to where that part begins.
pub fn shift(node: &mut Node, by: usize) {
    node.at += by;
    match &mut node.value {
        Value::List(items) => items.iter_mut().for_each(|item| shift(item, by)),
        Value::Map(entries) => entries.iter_mut().for_each(|entry| {
            entry.at += by;
            shift(&mut entry.value, by);
        }),
        Value::Scalar(..) => {}
    }
}

fn unprefixed(node: &mut Node) {
    let bare = |text: &str| PREFIXES.iter().find_map(|prefix| text.strip_prefix(prefix)).map(str::to_owned);
    match &mut node.value {
        Value::List(items) => items.iter_mut().for_each(unprefixed),
        Value::Map(entries) => {
            for entry in entries {
                entry.key = bare(&entry.key).unwrap_or_else(|| std::mem::take(&mut entry.key));
                if entry.key == "@type" || entry.key == "type" {
                    "@type".clone_into(&mut entry.key);
                    types(&mut entry.value, &bare);
                } else {
                    unprefixed(&mut entry.value);
                }
            }
        }
        Value::Scalar(..) => {}
    }
}

fn types(node: &mut Node, bare: &impl Fn(&str) -> Option<String>) {
    match &mut node.value {
        Value::List(items) => items.iter_mut().for_each(|item| types(item, bare)),
        Value::Scalar(_, text) => {
            if let Some(name) = bare(text) {
                *text = name;
            }
        }
        Value::Map(_) => {}
    }
}
