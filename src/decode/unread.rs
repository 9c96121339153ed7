//! What could not be read: it is kept as it stands, so that nothing of a file is lost.

use super::{Common, Reader};
use crate::tree::{Entry, Node, Value};

impl Reader<'_> {
    /// Keeps a node that cannot be read as what it should be.
    pub(super) fn keep(&mut self, node: &Node) {
        if !node.is_absent() {
            self.kept.push(node.clone());
        }
    }

    /// Goes on with what the objects around keep.
    pub fn resume(&mut self, outer: Vec<Node>) {
        self.kept = outer;
    }
}

impl Common {
    /// Takes what could not be read of a field.
    pub fn keep(&mut self, field: &str, reader: &mut Reader<'_>) {
        if !reader.entries_kept.is_empty() {
            let entries = std::mem::take(&mut reader.entries_kept);
            reader.kept.push(Node { at: entries[0].at, value: Value::Map(entries) });
        }
        let entry = |value: Node| Entry { at: value.at, key: field.to_owned(), value };
        self.unread.extend(reader.kept.drain(..).map(entry));
    }

    /// Takes the entries that others of the same name have overruled, and sets aside what the objects around keep.
    pub fn begin(&mut self, reader: &mut Reader<'_>) -> Vec<Node> {
        self.unread.append(&mut reader.entries_kept);
        std::mem::take(&mut reader.kept)
    }

    /// The texts that could not be read, each with the names of the fields that it stands in: `courses.room`.
    #[must_use]
    pub fn unread_texts(&self) -> Vec<(String, &str)> {
        let mut texts = Vec::new();
        self.unread.iter().for_each(|entry| gather(&entry.key, &entry.value, &mut texts));
        texts
    }
}

fn gather<'n>(path: &str, node: &'n Node, texts: &mut Vec<(String, &'n str)>) {
    match &node.value {
        Value::Scalar(..) if node.is_absent() => {}
        Value::Scalar(_, text) => texts.push((path.to_owned(), text)),
        Value::List(items) => items.iter().for_each(|item| gather(path, item, texts)),
        Value::Map(entries) => {
            entries.iter().for_each(|entry| gather(&format!("{path}.{}", entry.key), &entry.value, texts));
        }
    }
}
