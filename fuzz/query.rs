//! Any bytes as a query: what the guard lets pass is parsed, judged and printed.

#![no_main]

use libfuzzer_sys::fuzz_target;
use oxigraph::model::{NamedNode, Term};
use vitagraph::query::guard::{Limits, algebra, bounded, text};
use vitagraph::query::{parse, printed};

fuzz_target!(|bytes: &[u8]| {
    let (Ok(query), limits) = (str::from_utf8(bytes), Limits::default()) else { return };
    if text(query, &limits).is_err() {
        return;
    }
    let Ok(query) = parse(query) else { return };
    if algebra(&query, &count, &limits).is_ok() {
        printed(&query);
        drop(bounded(query));
    }
});

fn count(subject: Option<&NamedNode>, predicate: Option<&NamedNode>, object: Option<&Term>) -> usize {
    match (subject, predicate, object) {
        (Some(_), ..) => 10,
        (None, _, Some(_)) => 1_000,
        (None, Some(_), None) => 100_000,
        (None, None, None) => 4_000_000,
    }
}
