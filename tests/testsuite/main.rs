//! All integration tests, in one binary; each module tests one part of the program.
//!
//! `support` runs the program and reads what it prints. Long outputs are kept in files: a test that finds another
//! output fails and says where; `VITAGRAPH_ACCEPT=1 cargo test` writes the new one.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that cannot go on fails, and one that skips says so"
)]

mod bad_input;
#[cfg(unix)]
mod bad_places;
mod check_cli;
mod check_mutations;
mod check_page;
mod check_people;
mod check_record;
mod check_seo;
mod check_shapes;
mod check_vocabulary;
mod cli;
mod diff;
mod documentation;
mod export;
mod foreign;
mod foreign_kept;
mod forget;
mod formats;
mod guard;
mod import;
mod import_cli;
mod import_layouts;
mod import_loop;
#[cfg(feature = "pdf")]
mod import_pdf;
mod import_services;
mod layers;
mod link;
mod merging;
mod names;
mod ontology;
mod pages;
mod pages_shown;
mod pictures;
mod privacy;
mod properties;
mod queries;
mod reading;
mod reconcile;
#[cfg(feature = "server")]
mod reconciliation;
mod roundtrip;
mod search;
mod seeds;
mod seo_schema;
#[cfg(feature = "server")]
mod serve;
mod site;
mod store;
mod support;
mod visibility;
mod works;
mod works_same;
