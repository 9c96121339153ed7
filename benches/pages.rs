//! How long it takes to make a page of each kind, and how large it is.
//!
//! ```text
//! cargo bench --bench pages -- COLLECTION [PAGES]
//! ```
//!
//! Up to `PAGES` (2,000) of each kind are made, spread over all of them, and each is timed alone.
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measures")]

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use vitagraph::collection::Collection;
use vitagraph::decode::Visibility::Public;
use vitagraph::pages::{Addresses, Language, Pages, Place, Source, Style, page};
use vitagraph::report::Report;
use vitagraph::search::Index;
use vitagraph::store::Store;

/// The program's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let Some(folder) = arguments.next() else {
        return println!("usage: cargo bench --bench pages -- COLLECTION [PAGES]");
    };
    let most: usize = arguments.next().map_or(2000, |pages| pages.parse().expect("a number of pages"));
    let collection = Collection::load(Path::new(&folder), &mut Report::default()).expect("a collection");
    let store = Store::from_people(&collection, Public).expect("a store");
    let (addresses, languages) = (Addresses::new(&collection), Language::all(&collection));
    let index = Index::new(&store, &collection.setup.settings.languages);
    let source =
        Source { collection: &collection, store: &store, audience: Public, addresses: &addresses, index: &index };
    let mut kinds: BTreeMap<String, Vec<Place>> = BTreeMap::new();
    for place in Place::all(source) {
        let kind = place.path().split_once('/').map_or("", |(kind, rest)| if rest.is_empty() { "lists" } else { kind });
        kinds.entry(kind.to_owned()).or_default().push(place);
    }
    for (kind, places) in kinds {
        let step = places.len().div_ceil(most);
        let made = places.iter().step_by(step).map(|place| made(place, source, &languages));
        tell(&kind, places.len(), made.collect());
    }
}

/// The time that a page takes, its size and its size when zipped.
fn made(place: &Place, source: Source<'_>, languages: &[Language]) -> (Duration, usize, usize) {
    let start = Instant::now();
    let pages = Pages::new(source, languages, &languages[0], place.path(), Style::Files);
    let page = page(&pages, &pages.content(place));
    let took = start.elapsed();
    let mut zip = GzEncoder::new(Vec::new(), Compression::default());
    zip.write_all(page.as_bytes()).expect("memory");
    (took, page.len(), zip.finish().expect("memory").len())
}

fn tell(kind: &str, all: usize, mut made: Vec<(Duration, usize, usize)>) {
    made.sort();
    let at = |part: f64| made[((made.len() - 1) as f64 * part) as usize].0.as_secs_f64() * 1e3;
    let most = |of: fn(&(Duration, usize, usize)) -> usize| made.iter().map(of).max().unwrap_or_default() as f64 / 1e3;
    println!(
        "{kind:>14} {:5} of {all:6}: median {:6.3} ms, p99 {:6.3} ms, most {:6.3} ms; {:5.1} kB at most, {:5.1} kB zipped",
        made.len(),
        at(0.5),
        at(0.99),
        at(1.0),
        most(|(_, size, _)| *size),
        most(|(_, _, zipped)| *zipped),
    );
}
