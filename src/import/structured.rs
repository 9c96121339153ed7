//! Data in the markup of pages as a tree, and what of the page's text is not in it.

use std::collections::HashSet;

use super::draft::{Block, Draft};
use super::page::{Element, Page};
use super::taking::{Book, View};
use crate::text::{folded, letters};
use crate::tree::{Entry, Kind, Node, Value};

/// An item of a page in the making: its properties, and which parts of the page they were read from.
#[derive(Clone, Debug)]
pub struct Item {
    start: usize,
    entries: Vec<Entry>,
    ranges: Vec<(usize, usize)>,
}

/// The items of a page, and the parts of the page that their properties were read from.
pub type Found = (Vec<Node>, Vec<(usize, usize)>);

impl Item {
    /// An item that begins with an element.
    #[must_use]
    pub fn new(element: &Element) -> Self {
        Self { start: element.start, entries: Vec::new(), ranges: Vec::new() }
    }

    /// Adds what the markup says of the item.
    pub fn text(&mut self, key: &str, text: &str, at: usize) {
        let value = Node { at, value: Value::Scalar(Kind::Text, text.to_owned()) };
        self.entries.push(Entry { at, key: key.to_owned(), value });
    }

    /// Adds a property with the value of an element.
    pub fn property(&mut self, key: &str, text: &str, element: &Element) {
        self.text(key, text, element.start);
        self.ranges.push((element.start, element.end));
    }

    /// Adds a property whose value is an item.
    pub fn item(&mut self, key: &str, item: Self) {
        self.ranges.extend(&item.ranges);
        self.entries.push(Entry { at: item.start, key: key.to_owned(), value: item.node() });
    }

    /// Whether the item has more than its type.
    #[must_use]
    pub fn has_properties(&self) -> bool {
        self.entries.iter().any(|entry| !entry.key.starts_with('@'))
    }

    fn node(self) -> Node {
        Node { at: self.start, value: Value::Map(self.entries) }
    }
}

/// Items as trees.
#[must_use]
pub fn found(items: Vec<Item>) -> Found {
    let ranges = items.iter().flat_map(|item| item.ranges.clone()).collect();
    (items.into_iter().map(Item::node).collect(), ranges)
}

/// The draft of what `read` makes of the items, which it finds under `item`; what is seen on the page and came from no
/// property, nor says only what the properties say, is listed.
pub fn draft(html: &str, page: &Page, found: Found, read: impl FnOnce(View<'_>) -> Option<Block>) -> Option<Draft> {
    let (nodes, ranges) = found;
    let entries = nodes.into_iter().map(|node| Entry { at: node.at, key: "item".into(), value: node });
    let root = Node { at: 0, value: Value::Map(entries.collect()) };
    let book = Book::new(html);
    let record = read(book.view(&root))?;
    let mut draft = book.draft(&root, record);
    let taken = book.taken(&root);
    let places: HashSet<usize> = taken.iter().map(|(at, _)| *at).collect();
    let read = disjoint(ranges.into_iter().filter(|(start, _)| places.contains(start)).collect());
    let known: HashSet<String> = taken.iter().flat_map(|(_, text)| words(text)).collect();
    for (at, text) in page.seen() {
        let before = read.partition_point(|(start, _)| *start <= at);
        let is_read = before.checked_sub(1).is_some_and(|last| at < read[last].1);
        if !is_read && !words(text).iter().all(|word| known.contains(word)) {
            draft.counted.0 += letters(text);
            draft.unread.push((book.line(at), text.split_whitespace().collect::<Vec<_>>().join(" ")));
        }
    }
    draft.unread.sort();
    Some(draft)
}

/// Ranges in order, those that overlap as one.
fn disjoint(mut ranges: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    ranges.sort_unstable();
    ranges.dedup_by(|next, last| {
        let overlaps = next.0 <= last.1;
        if overlaps {
            last.1 = last.1.max(next.1);
        }
        overlaps
    });
    ranges
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(folded).collect()
}
