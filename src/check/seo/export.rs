//! The documents that `export` would write for the public, one for each person, each organization and the team.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use super::super::items::{Document, Origin, entries};
use super::document;
use crate::collection::{Collection, ORGANIZATIONS_FILE, SourceRecord, read_source};
use crate::decode::{Key, Visibility};
use crate::folder::{self, Index};
use crate::jsonld::{Options, Tree, View};
use crate::pieces::threads;
use crate::report::{Place, Report};
use crate::tree::{Counted, Entry, Kind, Node, Value};

type Register = HashMap<String, Place>;

/// Checks the documents of a collection.
pub(in super::super) fn check(root: &Path, collection: &Collection, report: &mut Report) {
    let register = register(root);
    let languages = &collection.setup.settings.languages;
    let options = Options { view: View::Seo, languages, inline_context: false };
    let found = Mutex::new(Vec::new());
    let look = |written: folder::Document<'_>| {
        let found_here = examine(collection, &register, written.path, &written.tree);
        if !found_here.is_empty() {
            found.lock().unwrap_or_else(PoisonError::into_inner).push((written.path.to_owned(), found_here));
        }
        Ok::<_, io::Error>(())
    };
    let done = folder::documents(collection, Visibility::Public, options, threads(), Index::new(), &look);
    debug_assert!(done.is_ok(), "looking does not fail");
    let mut found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    found.sort_unstable_by(|one, two| one.0.cmp(&two.0));
    found.into_iter().for_each(|(_, more)| report.extend(more));
}

/// The places of the entries of the register of organizations. What is wrong with it is told where it is read.
fn register(root: &Path) -> Register {
    let (mut register, mut counted) = (Register::default(), Counted::default());
    read_source(root, ORGANIZATIONS_FILE, &mut |source, node| {
        let places = entries(node).iter().map(|entry| (entry.key.clone(), source.place_after(&mut counted, entry.at)));
        register.extend(places);
    });
    register
}

/// Checks one document.
fn examine(collection: &Collection, register: &Register, path: &str, tree: &Tree<'_>) -> Report {
    let mut report = Report::default();
    let (place, origin) = place(collection, register, path);
    if path != "index" {
        let node = node(tree, path.starts_with("people/"));
        document(&Document::new(vec![&node], origin, &|_| place.clone()), &mut report);
    }
    report
}

/// The file that a document comes from, and whether it can say more.
fn place(collection: &Collection, register: &Register, path: &str) -> (Place, Origin) {
    let (folder, key) = path.split_once('/').unwrap_or((path, ""));
    if folder == "organizations" {
        let known = register.get(key);
        let origin = if known.is_some() { Origin::Record } else { Origin::Aside };
        return (known.cloned().unwrap_or_else(|| Place::of_file(ORGANIZATIONS_FILE)), origin);
    }
    let key = Key::new(key);
    let records = key.and_then(|key| collection.people.get(&key));
    let first = records.and_then(|records| records.first());
    (first.map_or_else(|| Place::of_file(folder), SourceRecord::place), Origin::Record)
}

/// What documents about several people say of each; it is the same as on the person's page.
const PEOPLE: [&str; 3] = ["employee", "alumni", "item"];

/// A document as it is read; with people, or without what it says of each.
fn node(tree: &Tree<'_>, people: bool) -> Node {
    let value = match tree {
        Tree::Null => Value::Scalar(Kind::Null, String::new()),
        Tree::Number(number) => Value::Scalar(Kind::Number, number.to_string()),
        Tree::Text(text) => Value::Scalar(Kind::Text, text.to_string()),
        Tree::List(items) => Value::List(items.iter().map(|item| node(item, people)).collect()),
        Tree::Object(entries) => {
            let shown = entries.iter().filter(|(key, _)| people || !PEOPLE.contains(&key.as_ref()));
            let entry = |(key, tree): &(Cow<'_, str>, Tree<'_>)| Entry {
                at: 0,
                key: key.to_string(),
                value: node(tree, people),
            };
            Value::Map(shown.map(entry).collect())
        }
        Tree::Shared(tree) => return node(tree, people),
    };
    Node { at: 0, value }
}
