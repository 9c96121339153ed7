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

pub use page::{files, structured_data};

use std::path::Path;

pub use people::{Completeness, completeness};

use crate::collection::Collection;
use crate::error::Error;
use crate::report::Report;
use crate::setup::Setup;
use crate::tree::{Node, Source};

/// What to check besides the collection itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'o> {
    /// The name and text of a file of shapes that the graph must have, in place of those that come with the program.
    pub shapes: Option<(&'o str, &'o str)>,
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
    people::check(&collection, &mut report);
    graph::check(&collection, options.shapes, &mut report);
    seo::check(root, &collection, &mut report);
    let report = report.with_levels(&collection.setup.settings.levels);
    Ok((collection, report))
}
