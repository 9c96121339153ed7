//! What is wrong with a collection, in all that is made of it: its files, its records, its people, its graph, and what
//! search engines read.

mod dates;
mod finds;
pub mod fix;
mod graph;
mod items;
mod links;
mod near;
mod page;
mod people;
mod private;
mod records;
mod registers;
mod same;
mod seo;
pub mod shapes;
mod texts;
mod view;
pub mod vocabulary;

use std::path::{Path, PathBuf};

pub use graph::check_dump;
pub use page::{files, structured_data};
pub use people::{Completeness, completeness};

use rustc_hash::FxHashSet;

use crate::collection::{Collection, SourceRecord};
use crate::error::Error;
use crate::pieces::{in_order, threads};
use crate::report::{Report, Rule, Severity};
use crate::rules::{PEOPLE, READING, SEO, SHAPE_RULES, VOCABULARY};
use crate::setup::Setup;
use crate::tree::{Node, Source};
use crate::works;

/// What to check besides the collection itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'o> {
    /// The name and text of a file of shapes that the graph must have, in place of those that come with the program.
    pub shapes: Option<(&'o str, &'o str)>,
    /// The rules, or groups of rules, that alone are looked for; all where there are none.
    pub only: &'o [String],
}

impl Options<'_> {
    /// Whether one of these rules is looked for.
    #[must_use]
    pub fn wants(&self, rules: &[&Rule]) -> bool {
        self.only.is_empty()
            || rules.iter().any(|rule| self.only.iter().any(|name| name == rule.id || name == rule.group()))
    }
}

/// Checks the collection in a folder. The findings have the levels that its settings give them.
///
/// # Errors
/// Only where there is no such folder, or it cannot be listed.
pub fn check(root: &Path, options: &Options<'_>) -> Result<(Collection, Report), Error> {
    let mut report = Report::default();
    let records = records::Records::default();
    let inspect = |source: &Source<'_>, node: &Node, setup: &Setup, report: &mut Report| {
        records.check(source, node, setup, report);
    };
    let collection = Collection::load_with(root, &mut report, &inspect)?;
    registers::check(root, &collection.setup, &mut report);
    if options.wants(READING) {
        check_lists(root, &mut report);
    }
    let faulty = faulty_files(&collection, &report);
    let mut made = Report::default();
    if options.wants(PEOPLE) {
        people::check(&collection, &mut report);
    }
    if options.wants(VOCABULARY) || options.wants(SHAPE_RULES) {
        graph::check(&collection, options, &mut made);
    }
    if options.wants(SEO) {
        seo::check(root, &collection, &mut made);
    }
    report.extend(made.filter(|finding| !faulty.contains(&finding.place.file)));
    let report = report.filter(|finding| options.wants(&[finding.rule]));
    let report = report.with_levels(&collection.setup.settings.levels);
    Ok((collection, report))
}

/// Reads the lists of works of a collection, for what is wrong with them.
fn check_lists(root: &Path, report: &mut Report) {
    let folder = root.join(works::FOLDER);
    let named = |path: PathBuf| {
        let name = path.strip_prefix(root).unwrap_or(&path).display().to_string();
        (path, name)
    };
    let files: Vec<(PathBuf, String)> =
        folder.is_dir().then(|| works::files(&folder)).into_iter().flatten().map(named).collect();
    let take = |read: Report| {
        report.extend(read);
        Ok(())
    };
    let taken = in_order(works::open_all(&files, None), threads(), |piece| piece.read().report, take);
    taken.unwrap_or_else(|_| unreachable!("taking does not fail"));
}

/// The files of people of whom something could not be read. What is made of such a record lacks it, and is checked when
/// it can be read: one fault is told once.
fn faulty_files(collection: &Collection, report: &Report) -> FxHashSet<String> {
    let lost = report
        .findings()
        .into_iter()
        .filter(|finding| finding.severity != Severity::Note && READING.contains(&finding.rule));
    let lost: FxHashSet<&str> = lost.map(|finding| finding.place.file.as_str()).collect();
    let file = |source: &SourceRecord| source.path.split(':').next().unwrap_or_default().to_owned();
    let people = collection.people.values().map(|records| records.iter().map(file).collect::<Vec<String>>());
    people.filter(|files| files.iter().any(|file| lost.contains(file.as_str()))).flatten().collect()
}

/// Compares the blocks and documents below a folder that were made of the collection earlier with what it would give now.
/// What is wrong with the collection itself is told only where it cannot be read.
///
/// # Errors
/// As [`check`].
pub fn pages(root: &Path, folder: &Path) -> Result<Report, Error> {
    let mut report = Report::default();
    let collection = Collection::load(root, &mut report)?;
    let mut report = report.filter(|finding| finding.severity == Severity::Error);
    report.extend(page::fresh::check(&collection, folder));
    Ok(report.with_levels(&collection.setup.settings.levels))
}
