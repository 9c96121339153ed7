//! What is wrong with a collection, in all that is made of it: its files, its records, its people, its graph, and what
//! search engines read.

mod dates;
mod finds;
pub mod fix;
mod graph;
mod links;
mod near;
mod people;
mod private;
mod records;
mod registers;
mod same;
mod texts;
mod view;
pub mod vocabulary;

use std::path::Path;

pub use people::{Completeness, completeness};

use crate::collection::Collection;
use crate::error::Error;
use crate::report::Report;
use crate::setup::Setup;
use crate::tree::{Node, Source};

/// Checks the collection in a folder. The findings have the levels that its settings give them.
///
/// # Errors
/// Only where there is no such folder, or it cannot be listed.
pub fn check(root: &Path) -> Result<(Collection, Report), Error> {
    let mut report = Report::default();
    let records = records::Records::default();
    let inspect = |source: &Source<'_>, node: &Node, setup: &Setup, report: &mut Report| {
        records.check(source, node, setup, report);
    };
    let collection = Collection::load_with(root, &mut report, &inspect)?;
    registers::check(root, &collection.setup, &mut report);
    people::check(&collection, &mut report);
    graph::check(&collection, &mut report);
    let report = report.with_levels(&collection.setup.settings.levels);
    Ok((collection, report))
}
