//! Whether what was written earlier, blocks in pages and documents of a folder, is what would be written now.
//!
//! What a document says of itself tells how it was made: its view, its language and its form of the context. All that was
//! made in one way is compared while `folder` makes the documents of the collection once more.

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde_json::Value;

use super::differences::differences;
use super::{DOCUMENTS, below, blocks, has_ending, shown, walk};
use crate::bytes::decode;
use crate::collection::Collection;
use crate::decode::Visibility;
use crate::folder::{self, Index};
use crate::import::page::Page;
use crate::inject;
use crate::iri::Iris;
use crate::jsonld::{Options, View, about};
use crate::pieces::{threads, unreadable};
use crate::report::{Finding, Place, Report, Rule};
use crate::rules;
use crate::tree::{Source, shortened};

/// A document that was written earlier.
struct Written {
    place: Place,
    document: Value,
    /// What our block says that it was written as; nothing for a file.
    mark: Option<String>,
    /// What it is about: an IRI.
    about: Option<String>,
}

/// How a document was made.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Way {
    is_full: bool,
    language: String,
    inline_context: bool,
}

/// What became of a document when it was compared.
#[derive(Clone, Debug, PartialEq, Eq)]
enum State {
    Unknown,
    Same,
    Differs(Vec<String>),
}

/// Compares the blocks and documents below a folder with what the collection would give now.
pub(in super::super) fn check(collection: &Collection, folder: &Path) -> Report {
    let mut report = Report::default();
    let now = index(collection);
    let mut written = Vec::new();
    let indexes = indexes(folder);
    for path in below(folder) {
        match std::fs::read(&path) {
            Ok(bytes) if has_ending(&path, &DOCUMENTS) => written.extend(document(&path, &bytes, &indexes)),
            Ok(bytes) => written.extend(page(&path, &bytes, &mut report)),
            Err(error) => report.push(unreadable(&path.to_string_lossy(), &error)),
        }
    }
    let states = compared(collection, &now, &written);
    for (written, state) in written.iter().zip(states) {
        report.extend(judged(collection, written, state).map(Report::from).unwrap_or_default());
    }
    for (place, entries) in indexes {
        missing(&place, &entries, &now, &mut report);
    }
    report
}

/// What there is for everybody: paths and IRIs.
fn index(collection: &Collection) -> Index {
    let languages = &collection.setup.settings.languages;
    let options = Options { view: View::Seo, languages, inline_context: false };
    let made = folder::documents(collection, Visibility::Public, options, threads(), Index::new(), &|_| Ok(()));
    made.unwrap_or_default()
}

/// The indexes that `export --out` wrote, with their files.
fn indexes(below: &Path) -> Vec<(PathBuf, Index)> {
    let files = walk(below).filter(|path| path.file_name().is_some_and(|name| name == "index.json"));
    let read = |path: PathBuf| Some((folder::read_index(&std::fs::read(&path).ok()?)?, path));
    files.filter_map(read).map(|(index, path)| (path, index)).collect()
}

/// A file of JSON-LD; it may be of others.
fn document(path: &Path, bytes: &[u8], indexes: &[(PathBuf, Index)]) -> Option<Written> {
    let document: Value = serde_json::from_slice(bytes).ok()?;
    let listed = indexes.iter().find_map(|(index, entries)| {
        let below = path.strip_prefix(index.parent()?).ok()?.with_extension("");
        entries.get(below.to_str()?).cloned()
    });
    let place = Place { file: path.to_string_lossy().into_owned(), line: 1, column: 1 };
    let about = listed.or_else(|| about(&document).map(str::to_owned));
    Some(Written { place, document, mark: None, about })
}

/// The blocks of ours in a page. What they say is seen on it, where it shows anything.
fn page(path: &Path, bytes: &[u8], report: &mut Report) -> Vec<Written> {
    let file = path.to_string_lossy().into_owned();
    let found = inject::blocks(bytes);
    let mut written = Vec::new();
    for block in &found {
        let place = place(&file, bytes, block.range.start);
        match serde_json::from_str::<Value>(&block.json) {
            Ok(document) => {
                let about = about(&document).map(str::to_owned);
                written.push(Written { place, document, mark: Some(block.mark.clone()), about });
            }
            Err(error) => {
                report.push(Finding::new(&rules::EDITED, place, format!("the block is no JSON any more: {error}")));
            }
        }
    }
    if let Some(decoded) = decode(bytes).filter(|_| !found.is_empty()) {
        let (source, page) = (Source { file: &file, text: &decoded.text, lines_before: 0 }, Page::of(&decoded.text));
        let (blocks, _) = blocks::of_page(&source, &page);
        shown::check(&source, &page, &blocks, report);
    }
    written
}

/// The place of a byte of a page in whatever encoding.
fn place(file: &str, bytes: &[u8], at: usize) -> Place {
    let before = &bytes[..at];
    let line = memchr::memrchr(b'\n', before).map_or(0, |end| end + 1);
    let column = String::from_utf8_lossy(&before[line..]).chars().count() + 1;
    Place { file: file.to_owned(), line: memchr::memchr_iter(b'\n', before).count() + 1, column }
}

/// The ways in which a document may have been made. Only a page says its language.
fn ways(document: &Value, languages: &[String]) -> Vec<Way> {
    let is_full = document.get("@graph").is_some();
    let inline_context = document.get("@context").is_some_and(Value::is_object);
    let stated = document.get("inLanguage").and_then(Value::as_str);
    let languages = stated.map_or_else(|| languages.to_vec(), |tag| vec![tag.to_owned()]);
    languages.into_iter().map(|language| Way { is_full, language, inline_context }).collect()
}

/// What became of each document: it is the same as what some audience would get, or differs from what the public would.
fn compared(collection: &Collection, now: &Index, written: &[Written]) -> Vec<State> {
    let mut states = vec![State::Unknown; written.len()];
    let paths: HashMap<&str, &str> = now.iter().map(|(path, id)| (id.as_str(), path.as_str())).collect();
    for audience in [Visibility::Public, Visibility::Internal, Visibility::Private] {
        let mut groups: BTreeMap<Way, Vec<usize>> = BTreeMap::new();
        for (number, written) in written.iter().enumerate().filter(|(number, _)| states[*number] != State::Same) {
            let known = written.about.as_ref().is_some_and(|id| paths.contains_key(id.as_str()));
            for way in ways(&written.document, &collection.setup.settings.languages).into_iter().filter(|_| known) {
                groups.entry(way).or_default().push(number);
            }
        }
        for (way, numbers) in groups {
            let path = |number: &usize| written[*number].about.as_ref().and_then(|id| paths.get(id.as_str()));
            let mut wanted: HashMap<&str, Vec<(usize, &Value)>> = HashMap::new();
            for number in &numbers {
                wanted.entry(path(number).unwrap_or(&"")).or_default().push((*number, &written[*number].document));
            }
            for (number, state) in remade(collection, &way, audience, &wanted) {
                if state == State::Same || (audience == Visibility::Public && states[number] == State::Unknown) {
                    states[number] = state;
                }
            }
        }
    }
    states
}

/// Makes the documents of a collection in one way, and compares those that are wanted, by their paths.
fn remade(
    collection: &Collection,
    way: &Way,
    audience: Visibility,
    wanted: &HashMap<&str, Vec<(usize, &Value)>>,
) -> Vec<(usize, State)> {
    let mut languages = vec![way.language.clone()];
    languages.extend(collection.setup.settings.languages.iter().cloned());
    let view = if way.is_full { View::Full } else { View::Seo };
    let options = Options { view, languages: &languages, inline_context: way.inline_context };
    let states = Mutex::new(Vec::new());
    let look = |made: folder::Document<'_>| {
        let Some(old) = wanted.get(made.path) else { return Ok::<_, io::Error>(()) };
        let new = Value::from(made.tree);
        let compare = |(number, old): &(usize, &Value)| {
            let found = differences(old, &new);
            (*number, if found.is_empty() { State::Same } else { State::Differs(found) })
        };
        states.lock().unwrap_or_else(PoisonError::into_inner).extend(old.iter().map(compare));
        Ok(())
    };
    let made = folder::documents(collection, audience, options, threads(), Index::new(), &look);
    debug_assert!(made.is_ok(), "comparing does not fail");
    states.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// What is to be told of a document. A file that is about nothing of this collection is of others.
fn judged(collection: &Collection, written: &Written, state: State) -> Option<Finding> {
    let what = if written.mark.is_some() { "block" } else { "document" };
    let find = |rule: &'static Rule, message: String| Some(Finding::new(rule, written.place.clone(), message));
    let edited =
        written.mark.as_ref().is_some_and(|mark| !mark.is_empty() && *mark != inject::digest(&written.document));
    match (state, &written.about) {
        (State::Same, _) => None,
        (State::Differs(found), _) => {
            let told = told(&found);
            match edited {
                true => find(&rules::EDITED, format!("the {what} was changed since it was written; {told}")),
                false => find(&rules::STALE, format!("the {what} is not what would be written now: {told}")),
            }
        }
        (State::Unknown, None) if edited => {
            find(&rules::EDITED, format!("the {what} was changed since it was written"))
        }
        (State::Unknown, Some(id)) if is_unused(collection, id) => None,
        (State::Unknown, Some(id)) if written.mark.is_some() || id.starts_with(&collection.setup.settings.base) => {
            find(
                &rules::ORPHAN,
                format!("the {what} is about `{}`, of whom or which the public is told nothing here", shortened(id)),
            )
        }
        (State::Unknown, _) => None,
    }
}

/// Whether an organization is in the register, and nobody is or was there: it has a document only where one asks for it.
fn is_unused(collection: &Collection, id: &str) -> bool {
    let iris = Iris::new(&collection.setup.settings.base);
    collection.setup.organizations.iter().any(|(key, _)| iris.organization(key.as_str()).as_str() == id)
}

/// The first few of several differences.
fn told(found: &[String]) -> String {
    let more = if found.len() > 3 { format!(", and {} more", found.len() - 3) } else { String::new() };
    format!("{}{more}", found[..found.len().min(3)].join(", "))
}

/// Tells of what an index does not have, though there is something to say of it, and of files that it names in vain.
fn missing(index: &Path, entries: &Index, now: &Index, report: &mut Report) {
    let place = Place { file: index.to_string_lossy().into_owned(), line: 1, column: 1 };
    let is_there = |path: &str| {
        let file = |ending: &str| index.with_file_name(format!("{path}.{ending}")).is_file();
        file("jsonld") || file("html")
    };
    let absent = now.keys().filter(|path| !entries.contains_key(*path) || !is_there(path));
    let absent: Vec<String> = absent.map(|path| format!("`{path}`")).collect();
    if !absent.is_empty() {
        let message = format!("the folder has no document for {}", told(&absent));
        report.push(Finding::new(&rules::STALE, place, message));
    }
}
