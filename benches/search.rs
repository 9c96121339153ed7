//! How fast an index of people is made and asked, and how large it is as JSON.
//!
//! ```text
//! cargo bench --bench search -- COLLECTION [RUNS [OUT.json]]
//! ```
//!
//! `OUT.json` gets the index, for measuring `people.js` with it.
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measures")]

use std::io::Write;
use std::path::Path;
use std::time::Instant;

use flate2::Compression;
use flate2::write::GzEncoder;
use vitagraph::collection::Collection;
use vitagraph::decode::Visibility::Public;
use vitagraph::report::Report;
use vitagraph::search::Index;
use vitagraph::store::Store;

/// What is asked: names, initials, organizations, titles, skills, several words, and what nobody has.
const ASKED: [&str; 14] = [
    "l",
    "li",
    "liu",
    "liuwei",
    "刘",
    "ls",
    "company-1",
    "comp",
    "engineer",
    "k",
    "kafka",
    "wei company engineer java",
    "a b c d e f g h i j k l m n o p",
    "zzzzzz",
];

/// The program's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let Some(folder) = arguments.next() else {
        return println!("usage: cargo bench --bench search -- COLLECTION [RUNS [OUT.json]]");
    };
    let runs: usize = arguments.next().map_or(21, |runs| runs.parse().expect("a number of runs"));
    let collection = Collection::load(Path::new(&folder), &mut Report::default()).expect("a collection");
    let store = Store::from_people(&collection, Public).expect("a store");
    let index = timed("index made", || Index::new(&store, &collection.setup.settings.languages));
    let base = collection.setup.settings.base.as_str();
    let href = |iri: &str| iri.trim_start_matches(base).split('#').next().unwrap_or_default().to_owned();
    let json = timed("as JSON", || index.json("en", |iri| href(iri.as_str())));
    let zipped = timed("zipped", || zipped(json.as_bytes()));
    println!("{} people, {:.0} kB, {:.0} kB zipped", index.entries().len(), kilobytes(json.len()), kilobytes(zipped));
    if let Some(out) = arguments.next() {
        std::fs::write(out, &json).expect("a file");
    }
    println!("{:34} {:>6} {:>8} {:>10}", "query", "found", "min, ms", "median, ms");
    ASKED.iter().for_each(|asked| measure(&index, asked, runs));
}

fn measure(index: &Index, asked: &str, runs: usize) {
    let mut times: Vec<f64> = (0..runs.max(1))
        .map(|_| {
            let start = Instant::now();
            std::hint::black_box(index.find(asked, 200));
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let found = index.find(asked, usize::MAX).len();
    println!("{asked:34} {found:6} {:8.2} {:10.2}", times[0], times[times.len() / 2]);
}

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    println!("{what}: {:.0} ms", start.elapsed().as_secs_f64() * 1e3);
    result
}

fn zipped(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("memory takes all");
    encoder.finish().expect("memory takes all").len()
}

fn kilobytes(bytes: usize) -> f64 {
    bytes as f64 / 1e3
}
