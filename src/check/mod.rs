//! What is wrong with a collection, in all that is made of it: its files, its records, its people, its graph, and what
//! search engines read.

pub mod fix;
mod records;

use std::path::Path;

use crate::collection::Collection;
use crate::error::Error;
use crate::report::Report;

/// Checks the collection in a folder. The findings have the levels that its settings give them.
///
/// # Errors
/// Only where there is no such folder, or it cannot be listed.
pub fn check(root: &Path) -> Result<(Collection, Report), Error> {
    let mut report = Report::default();
    let collection = Collection::load_with(root, &mut report, &records::check)?;
    let report = report.with_levels(&collection.setup.settings.levels);
    Ok((collection, report))
}
