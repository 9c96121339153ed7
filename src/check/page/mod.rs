//! Pages and files of JSON-LD, whoever wrote them: what their structured data says, and whether it is seen on the page.

mod blocks;
mod differences;
pub(super) mod fresh;
mod shown;

use std::path::{Path, PathBuf};

use blocks::Block;

use super::items::{Document, Origin};
use super::seo;
use crate::bytes::decode;
use crate::import::page::Page;
use crate::pieces::{file_error, unreadable};
use crate::report::{Finding, Place, Report};
use crate::rules;
use crate::tree::{Node, Source};

/// The endings of pages.
const PAGES: [&str; 3] = ["html", "htm", "xhtml"];
/// The endings of files of JSON-LD.
const DOCUMENTS: [&str; 2] = ["jsonld", "json"];

/// Checks files, and in folders all pages and documents. Findings call each as it is named here.
#[must_use]
pub fn files(paths: &[PathBuf]) -> Report {
    let mut report = Report::default();
    for path in paths.iter().flat_map(|path| below(path)) {
        let name = path.to_string_lossy().into_owned();
        match std::fs::read(&path) {
            Ok(bytes) => report.extend(file(&name, &bytes)),
            Err(error) => report.push(unreadable(&name, &error)),
        }
    }
    report
}

/// A file, or those of a folder that may have structured data, in the order of their names.
pub(super) fn below(path: &Path) -> Vec<PathBuf> {
    if !path.is_dir() {
        return vec![path.to_owned()];
    }
    let files = walk(path).filter(|path| has_ending(path, &PAGES) || has_ending(path, &DOCUMENTS[..1]));
    files.collect()
}

/// The files below a folder, without those of tools, as people name them.
fn walk(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let of_tools = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() > 0 && entry.file_type().is_dir() && (name.starts_with('.') || name == "node_modules")
    };
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter();
    let files = entries.filter_entry(move |entry| !of_tools(entry)).flatten();
    let files = files.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path);
    files.map(|path| path.strip_prefix("./").map_or_else(|_| path.clone(), Path::to_owned))
}

pub(super) fn has_ending(path: &Path, endings: &[&str]) -> bool {
    path.extension().and_then(|ending| ending.to_str()).is_some_and(|ending| endings.contains(&ending))
}

fn file(name: &str, bytes: &[u8]) -> Report {
    match decode(bytes) {
        Some(decoded) => structured_data(name, &decoded.text),
        None => file_error(&rules::ENCODING, name, "the file is no text".into(), None).into(),
    }
}

/// Checks the structured data of a page, or of a document where the name ends in `.jsonld` or `.json`.
#[must_use]
pub fn structured_data(file: &str, text: &str) -> Report {
    let (source, mut report) = (Source { file, text, lines_before: 0 }, Report::default());
    match has_ending(Path::new(file), &DOCUMENTS) {
        true => {
            let block = Block::whole(&source, &mut report);
            check(&source, block.as_slice(), &mut report);
        }
        false => page(&source, &mut report),
    }
    report
}

fn page(source: &Source<'_>, report: &mut Report) {
    let page = Page::of(source.text);
    let (blocks, faults) = blocks::of_page(source, &page);
    let is_empty = blocks.is_empty() && faults.is_empty();
    report.extend(faults);
    match blocks::rdfa(&page) {
        Some(at) => report.push(Finding::new(&rules::RDFA, source.place(at), "the page has RDFa, which is not read")),
        None if is_empty => {
            let message = "the page has no structured data";
            report.push(Finding::new(&rules::NO_DATA, Place::of_file(source.file), message));
        }
        None => {}
    }
    check(source, &blocks, report);
    shown::check(source, &page, &blocks, report);
}

/// Checks blocks, which may lead to each other's items.
fn check(source: &Source<'_>, blocks: &[Block], report: &mut Report) {
    let roots: Vec<&Node> = blocks.iter().flat_map(|block| &block.items).collect();
    seo::document(&Document::new(roots, Origin::Page, &|at| source.place(at)), report);
}
