//! Where a person stands in the files of a collection and in what was made of it, and these files without the person.
//!
//! Nothing is changed here. What another file only mentions, such as a co-author in somebody else's record, is told, because
//! only a person can say what remains true without the name.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::Value;
use walkdir::WalkDir;

use crate::bytes::decode;
use crate::collection::Collection;
use crate::decode::Key;
use crate::error::Error;
use crate::folder::read_index;
use crate::graph;
use crate::inject::{Block, blocks, without_blocks};
use crate::jsonld::about;
use crate::link::Memory;
use crate::links::LINKS_FILE;
use crate::merge::Profile;
use crate::report::Report;
use crate::text::Text;

/// A file in which the person stands.
#[derive(Debug, PartialEq, Eq)]
pub struct Trace {
    /// The file.
    pub path: PathBuf,
    /// What stands there.
    pub what: String,
    /// What takes the person out.
    pub change: Change,
}

/// What takes a person out of a file.
#[derive(Debug, PartialEq, Eq)]
pub enum Change {
    /// The file goes.
    Delete,
    /// The file says this instead.
    Write(Vec<u8>),
    /// Only a person can say.
    Tell,
}

/// How the person is known in files.
struct Wanted<'c> {
    key: &'c Key,
    /// What the IRIs of the person's things begin with.
    page: String,
    names: Vec<String>,
}

/// The traces of a person in a collection, and in folders with pages, exported documents and dumps.
///
/// # Errors
/// Where a file cannot be read: a trace that is not seen would stay.
pub fn traces(root: &Path, collection: &Collection, key: &Key, folders: &[PathBuf]) -> Result<Vec<Trace>, Error> {
    let records = collection.people.get(key).map_or(&[][..], Vec::as_slice);
    let profile = Profile::new(key, records, &collection.setup);
    let basics = records.iter().filter_map(|source| source.record.basics.as_ref());
    let names = basics.flat_map(|basics| basics.name.iter().chain(&basics.alternate_names)).flat_map(Text::wordings);
    let wanted = Wanted {
        key,
        page: graph::page(&profile, &collection.setup),
        names: names.filter(|name| name.chars().count() > 1).map(str::to_owned).collect(),
    };
    let mut traces =
        of_records(root, records.iter().filter(|source| source.link.is_none()).map(|source| &source.path))?;
    traces.extend(of_links(root, &wanted)?);
    let own: Vec<PathBuf> = traces.iter().map(|trace| trace.path.clone()).collect();
    for folder in ["people", "works"] {
        for path in files(&root.join(folder)).filter(|path| !own.contains(path)) {
            traces.extend(mention(&path, &wanted)?);
        }
    }
    for folder in folders {
        for path in files(folder) {
            traces.extend(of_made(&path, &wanted)?);
        }
    }
    Ok(traces)
}

/// The files of records: those of one record go, of others the person's lines.
fn of_records<'p>(root: &Path, paths: impl Iterator<Item = &'p String>) -> Result<Vec<Trace>, Error> {
    let mut lines: BTreeMap<PathBuf, Vec<usize>> = BTreeMap::new();
    for path in paths {
        let line = path.rsplit_once(':').and_then(|(file, line)| Some((file, line.parse::<usize>().ok()?)));
        let (file, line) = line.map_or((path.as_str(), None), |(file, line)| (file, Some(line)));
        lines.entry(root.join(file)).or_default().extend(line);
    }
    let trace = |(path, lines): (PathBuf, Vec<usize>)| {
        if lines.is_empty() {
            return Ok(Trace { path, what: "the record".into(), change: Change::Delete });
        }
        let text = read(&path)?;
        let kept = text.split_inclusive(|byte| *byte == b'\n').enumerate().filter(|(at, _)| !lines.contains(&(at + 1)));
        let kept = kept.flat_map(|(_, line)| line).copied().collect();
        let told: Vec<String> = lines.iter().map(ToString::to_string).collect();
        Ok(Trace { path, what: format!("the record on line {}", told.join(", ")), change: Change::Write(kept) })
    };
    lines.into_iter().map(trace).collect()
}

/// The links of the person in `links.yaml`; comments before others and other links stay.
fn of_links(root: &Path, wanted: &Wanted<'_>) -> Result<Option<Trace>, Error> {
    let mut memory = Memory::load(root, &mut Report::default())?;
    let count = memory.forget_person(wanted.key);
    let what = format!("{count} link{}", if count == 1 { "" } else { "s" });
    let change = Change::Write(memory.text().as_bytes().to_owned());
    Ok((count > 0).then(|| Trace { path: root.join(LINKS_FILE), what, change }))
}

/// What a file says of the person that is not the person's own.
fn mention(path: &Path, wanted: &Wanted<'_>) -> Result<Option<Trace>, Error> {
    let bytes = read(path)?;
    let Some(text) = decode(&bytes).map(|decoded| decoded.text) else { return Ok(None) };
    let named = |line: &str| wanted.names.iter().find(|name| line.contains(name.as_str()));
    let mut found = text.lines().enumerate().filter_map(|(at, line)| Some((at + 1, named(line)?)));
    let Some((line, name)) = found.next() else { return Ok(None) };
    let more = match found.count() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let what = format!("`{name}` is named on line {line}{more}");
    Ok(Some(Trace { path: path.to_owned(), what, change: Change::Tell }))
}

/// A file that was made of the collection: a page with a block, a document, the index of these, or a dump.
fn of_made(path: &Path, wanted: &Wanted<'_>) -> Result<Option<Trace>, Error> {
    let bytes = read(path)?;
    let things = format!("{}#", wanted.page);
    if !contains(&bytes, things.as_bytes()) {
        return Ok(None);
    }
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let (what, change) = match ending {
        "html" | "htm" => {
            let is_own = |block: &Block| serde_json::from_str(&block.json).is_ok_and(|json| is_about(&json, &things));
            if !blocks(&bytes).iter().any(is_own) {
                return Ok(Some(told(path)));
            }
            ("the script block in the page", Change::Write(without_blocks(&bytes, is_own)))
        }
        "nq" | "nt" => {
            let lines = bytes.split_inclusive(|byte| *byte == b'\n').filter(|line| !contains(line, things.as_bytes()));
            ("statements of a dump", Change::Write(lines.flatten().copied().collect()))
        }
        "json" | "jsonld" => match (read_index(&bytes), serde_json::from_slice::<Value>(&bytes)) {
            (Some(_), Ok(Value::Array(entries))) => {
                let is_other = |entry: &Value| entry["id"].as_str().is_none_or(|id| !id.starts_with(&things));
                let text = format!("{:#}\n", Value::Array(entries.into_iter().filter(is_other).collect()));
                ("an entry of the index", Change::Write(text.into_bytes()))
            }
            (_, Ok(document)) if is_about(&document, &things) => ("the document", Change::Delete),
            _ => return Ok(Some(told(path))),
        },
        _ => return Ok(Some(told(path))),
    };
    Ok(Some(Trace { path: path.to_owned(), what: what.into(), change }))
}

fn told(path: &Path) -> Trace {
    let what = "it mentions the person; make it anew".into();
    Trace { path: path.to_owned(), what, change: Change::Tell }
}

/// Whether a document is about one of these things, or about the page that has them.
fn is_about(document: &Value, things: &str) -> bool {
    about(document).is_some_and(|id| id.starts_with(things) || things.strip_suffix('#') == Some(id))
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    memchr::memmem::find(bytes, wanted).is_some()
}

fn files(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter().flatten();
    entries.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path)
}

fn read(path: &Path) -> Result<Vec<u8>, Error> {
    std::fs::read(path).map_err(|error: io::Error| Error::io(path, error))
}
