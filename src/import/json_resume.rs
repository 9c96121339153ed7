//! JSON Resume, which is a record as it stands.

use super::draft::{Block, Draft, Field, Value};
use super::unreadable;
use crate::error::Error;
use crate::text::letters;
use crate::tree::{self, Kind, Node, Source};

/// The document as a record.
///
/// # Errors
/// Where it is no object.
pub fn read(text: &str, root: &Node) -> Result<Draft, Error> {
    let tree::Value::Map(_) = &root.value else {
        return Err(unreadable("it is JSON, but no record", "a record is an object with `basics`, `work` and so on"));
    };
    let source = Source { file: "", text, lines_before: 0 };
    let record = block(root, &source, true);
    let letters = letters(text);
    Ok(Draft { record, counted: (letters, letters), ..Draft::default() })
}

fn block(node: &Node, source: &Source<'_>, top: bool) -> Block {
    let tree::Value::Map(entries) = &node.value else { return Block::default() };
    let line = if top { 0 } else { source.place(node.at).line };
    let field = |entry: &tree::Entry| {
        let value = value(&entry.value, source)?;
        Some(Field { name: entry.key.clone(), value, check: None })
    };
    let text = source.text[node.at..].lines().next().unwrap_or_default();
    Block { line, source: text.to_owned(), fields: entries.iter().filter_map(field).collect() }
}

fn value(node: &Node, source: &Source<'_>) -> Option<Value> {
    Some(match &node.value {
        tree::Value::Scalar(Kind::Null, _) => return None,
        tree::Value::Scalar(Kind::Text, text) => Value::Text(text.clone()),
        tree::Value::Scalar(_, raw) => Value::Raw(raw.clone()),
        tree::Value::Map(entries) if entries.is_empty() => return None,
        tree::Value::Map(_) => Value::Block(block(node, source, false)),
        tree::Value::List(items) if items.is_empty() => return None,
        tree::Value::List(items) if items.iter().all(|item| matches!(item.value, tree::Value::Map(_))) => {
            Value::Blocks(items.iter().map(|item| block(item, source, false)).collect())
        }
        tree::Value::List(items) => Value::Texts(items.iter().filter_map(Node::as_str).map(str::to_owned).collect()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_stays_as_it_is() {
        let read = |text: &str| super::read(text, &tree::from_json(text).unwrap());
        let draft =
            read("{\"basics\": {\"name\": \"Ann\"},\n \"work\": [{\"name\": \"Acme\", \"highlights\": [\"x: y\"]}]}")
                .unwrap();
        let yaml = draft.to_yaml();
        assert!(
            yaml.contains("basics:\n  name: Ann\n") && yaml.contains("  - name: Acme\n    highlights: [\"x: y\"]\n"),
            "{yaml}"
        );
        assert!(read("[1]").is_err());
    }
}
