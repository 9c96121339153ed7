//! Loading records into the store, beside the engine's own store and its bulk loader on the same quads as N-Quads in
//! memory.
//!
//! ```text
//! cargo bench --bench load -- COLLECTION [RUNS]
//! ```
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measures")]

use std::path::Path;
use std::time::{Duration, Instant};

use oxigraph::io::RdfFormat;
use vitagraph::collection::Collection;
use vitagraph::decode::Visibility::Public;
use vitagraph::graph;
use vitagraph::merge::Profile;
use vitagraph::report::Report;
use vitagraph::store::Store;

/// The program's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let Some(folder) = arguments.next() else {
        return println!("usage: cargo bench --bench load -- COLLECTION [RUNS]");
    };
    let runs: usize = arguments.next().map_or(3, |runs| runs.parse().expect("a number of runs"));
    let quads = nquads(&load(&folder));
    println!("{:.1} MB of N-Quads", quads.len() as f64 / 1e6);
    for _ in 0..runs {
        let (collection, reading) = timed(|| load(&folder));
        let before = memory();
        let (store, loading) = timed(|| Store::from_people(&collection, Public).expect("a store"));
        let (own, count) = (memory() - before, store.len());
        drop((store, collection));
        let before = memory();
        let (store, bulk) = timed(|| bulk_load(&quads));
        let engine = memory() - before;
        drop(store);
        println!(
            "{count} quads; reading {:.2} s, mapping and loading {:.2} s, {own:.0} MB; bulk loader {:.2} s, {engine:.0} MB",
            reading.as_secs_f64(),
            loading.as_secs_f64(),
            bulk.as_secs_f64(),
        );
    }
}

fn load(folder: &str) -> Collection {
    Collection::load(Path::new(folder), &mut Report::default()).expect("a collection")
}

/// All quads, those that several people share again for each, as `map` prints them.
fn nquads(collection: &Collection) -> String {
    use std::fmt::Write;
    let mut text = String::new();
    for (key, records) in &collection.people {
        let profile = Profile::new(key, records, &collection.setup);
        graph::quads(&profile, &collection.setup, Public, |quad| writeln!(text, "{quad} .").expect("text grows"));
    }
    text
}

fn bulk_load(quads: &str) -> oxigraph::store::Store {
    let store = oxigraph::store::Store::new().expect("a store");
    let mut loader = store.bulk_loader();
    loader.load_from_slice(RdfFormat::NQuads, quads.as_bytes()).expect("valid quads");
    loader.commit().expect("a commit");
    store
}

/// The memory that the process has, in MB, where the system tells.
fn memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok()).unwrap_or_default() / 1024.0
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}
