//! The queries of the catalogue on a store that is loaded: each is parsed, gets its values, and all its solutions are
//! read.
//!
//! ```text
//! cargo bench --bench query -- COLLECTION [QUERIES [RUNS [ASKED]...]]
//! ```
//!
//! `QUERIES` is a folder with files that stand in place of the catalogue's. What takes long runs fewer times.
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measures")]

use std::path::Path;
use std::time::{Duration, Instant};

use vitagraph::collection::Collection;
use vitagraph::decode::Visibility::Internal;
use vitagraph::query::sparql::QueryResults;
use vitagraph::query::{Catalogue, Entities, NamedQuery, Values};
use vitagraph::report::Report;
use vitagraph::store::Store;
use vitagraph::store::budget::{Limits, limited};

/// What is asked, in the words of the command line, with the keys of generated records.
const ASKED: [&str; 43] = [
    "alumni --institution university-0",
    "alumni --institution university-0 --degree master",
    "career-moves",
    "career-moves --organization company-0",
    "coauthors --person p0",
    "colleagues --person p0",
    "conflicts",
    "conflicts --person p0",
    "credentials",
    "credentials --person p0",
    "credentials --organization university-0",
    "describe --person p0",
    "experts --skill kafka",
    "inventors-at --organization company-0",
    "missing",
    "missing --person p0",
    "overlap --person p0 --other p2",
    "papers",
    "papers --person p0",
    "papers --since 2020",
    "patents",
    "patents --person p0",
    "path --from p0 --to p1",
    "products",
    "products --person p0",
    "products --organization company-0",
    "provenance --node https://big.example/people/p0#person",
    "search --text 刘磊",
    "search --text Kovalenko",
    "since",
    "since --organization company-0",
    "skill-matrix",
    "skill-matrix --skill kafka",
    "skills",
    "skills --person p0",
    "skills --organization company-0",
    "statistics",
    "statistics --person p0",
    "tenure",
    "tenure --organization company-0",
    "timeline --person p0",
    "who-was-at --organization company-0",
    "who-was-at --organization company-0 --at 2010-05",
];

/// How long one query may take, and all runs of it.
const LONGEST: Duration = Duration::from_secs(120);
const TOGETHER: Duration = Duration::from_secs(5);

/// The program's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let Some(folder) = arguments.next() else {
        return println!("usage: cargo bench --bench query -- COLLECTION [QUERIES [RUNS [ASKED]...]]");
    };
    let queries = arguments.next().unwrap_or_else(|| concat!(env!("CARGO_MANIFEST_DIR"), "/queries").to_owned());
    let runs: usize = arguments.next().map_or(21, |runs| runs.parse().expect("a number of runs"));
    let given: Vec<String> = arguments.collect();
    let asked: Vec<&str> = if given.is_empty() { ASKED.to_vec() } else { given.iter().map(String::as_str).collect() };
    let collection = Collection::load(Path::new(&folder), &mut Report::default()).expect("a collection");
    let store = Store::from_people(&collection, Internal).expect("a store");
    let entities = Entities::new(&store, &collection);
    println!("{:52} {:>8} {:>10} {:>10} {:>5}", "query", "rows", "min, ms", "median, ms", "runs");
    for asked in asked {
        let (name, values) = words(asked);
        let file = Path::new(&queries).join(format!("{name}.rq"));
        let text = std::fs::read_to_string(file).unwrap_or_else(|_| built_in(name));
        let run = || rows(name, &text, &values, &store, &entities);
        match measured(runs, run) {
            Some((rows, times)) => println!(
                "{asked:52} {rows:8} {:10.2} {:10.2} {:5}",
                milliseconds(times[0]),
                milliseconds(times[times.len() / 2]),
                times.len()
            ),
            None => println!("{asked:52} more than {} s", LONGEST.as_secs()),
        }
    }
}

/// The name of a query and its values.
fn words(asked: &str) -> (&str, Values) {
    let mut parts = asked.split(" --");
    let name = parts.next().unwrap_or_default();
    (name, parts.filter_map(|part| part.split_once(' ')).map(|(name, value)| (name.into(), value.into())).collect())
}

fn built_in(name: &str) -> String {
    Catalogue::built_in().get(name).expect("a query of the catalogue").text.clone()
}

/// The number of solutions, and the times of the runs in their order, if none was given up.
fn measured(runs: usize, run: impl Fn() -> Option<usize>) -> Option<(usize, Vec<Duration>)> {
    let (start, mut rows, mut times) = (Instant::now(), 0, Vec::new());
    while times.len() < runs && (times.is_empty() || start.elapsed() < TOGETHER) {
        let begin = Instant::now();
        rows = run()?;
        times.push(begin.elapsed());
    }
    times.sort();
    Some((rows, times))
}

/// Reads all solutions or triples; none where that takes too long.
fn rows(name: &str, text: &str, values: &Values, store: &Store, entities: &Entities) -> Option<usize> {
    let limits = Limits { until: Some(Instant::now() + LONGEST), ..Limits::NONE };
    limited(&limits, || count(name, text, values, store, entities)).ok()
}

fn count(name: &str, text: &str, values: &Values, store: &Store, entities: &Entities) -> usize {
    let query = NamedQuery::new(name, text, &mut Report::default()).expect("a query");
    let query = query.bound(values, entities).expect("values");
    match store.query(query).execute().expect("results") {
        QueryResults::Solutions(solutions) => solutions.inspect(|solution| assert!(solution.is_ok())).count(),
        QueryResults::Graph(triples) => triples.inspect(|triple| assert!(triple.is_ok())).count(),
        QueryResults::Boolean(_) => 1,
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
