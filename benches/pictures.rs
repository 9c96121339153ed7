//! How long pictures take on a store that is loaded: of people, each another one, and of the team.
//!
//! ```text
//! cargo bench --bench pictures -- COLLECTION [PEOPLE]
//! ```
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measures")]

use std::path::Path;
use std::time::{Duration, Instant};

use vitagraph::collection::Collection;
use vitagraph::decode::Visibility::Public;
use vitagraph::pictures::{Options, Picture, WIDTH, Words, network, skills, timeline};
use vitagraph::report::Report;
use vitagraph::store::Store;

/// The program's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let Some(folder) = arguments.next() else {
        return println!("usage: cargo bench --bench pictures -- COLLECTION [PEOPLE]");
    };
    let count: usize = arguments.next().map_or(1000, |count| count.parse().expect("a number of people"));
    let collection = Collection::load(Path::new(&folder), &mut Report::default()).expect("a collection");
    let store = Store::from_people(&collection, Public).expect("a store");
    let languages = &collection.setup.settings.languages;
    let today = "2026-11-28".parse().expect("a day");
    let href = |iri: &str| Some(iri.to_owned());
    let options = Options { languages, today, href: &href, words: Words::English, width: WIDTH, id: "p" };
    let stays = once("table of stays, made once", || store.stays().len());
    println!("{stays} stays");
    let people = store.people();
    let chosen: Vec<_> = people.iter().step_by((people.len() / count).max(1)).take(count).collect();
    println!(
        "{:32} {:>8} {:>11} {:>11} {:>11} {:>8}",
        "picture", "people", "median, µs", "99 %, µs", "most, µs", "bytes"
    );
    let (store, options) = (&store, &options);
    let of_all = |name: &str, draw: &dyn Fn(usize) -> Vec<Option<Picture>>| measured(name, chosen.len(), draw);
    of_all("timeline", &|at| vec![timeline::of_person(store, chosen[at].as_ref(), options)]);
    of_all("network", &|at| vec![network::of_person(store, chosen[at].as_ref(), options)]);
    of_all("skills", &|at| vec![skills::of_person(store, chosen[at].as_ref(), options)]);
    of_all("timeline and network", &|at| {
        let person = chosen[at].as_ref();
        vec![timeline::of_person(store, person, options), network::of_person(store, person, options)]
    });
    once("timeline of the team", || timeline::of_team(store, options).is_some());
    once("network of the team", || network::of_team(store, options).is_some());
    once("skills of the team", || skills::of_team(store, options).is_some());
    if let Some(largest) = largest(store) {
        let largest = store.iri(largest);
        println!("the largest organization has {} stays", store.stays_at(largest).len());
        once("timeline of the largest organization", || timeline::of_organization(store, largest, options).is_some());
        once("skills of the largest organization", || skills::of_organization(store, largest, options).is_some());
    }
}

fn largest(store: &Store) -> Option<vitagraph::store::Node> {
    let organizations = store.stays().chunk_by(|one, other| one.organization == other.organization);
    organizations.max_by_key(|stays| stays.len()).map(|stays| stays[0].organization)
}

fn once<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    println!("{what}: {:.2} ms", start.elapsed().as_secs_f64() * 1e3);
    result
}

/// Draws for each person, as an inline picture of a page.
fn measured(name: &str, people: usize, draw: &dyn Fn(usize) -> Vec<Option<Picture>>) {
    let (mut times, mut bytes) = (Vec::with_capacity(people), 0);
    for at in 0..people {
        let start = Instant::now();
        bytes += draw(at).iter().flatten().map(|picture| picture.inline().into_string().len()).sum::<usize>();
        times.push(start.elapsed());
    }
    times.sort_unstable();
    let at = |share: f64| microseconds(times[((times.len() - 1) as f64 * share) as usize]);
    println!("{name:32} {people:8} {:11.1} {:11.1} {:11.1} {:8}", at(0.5), at(0.99), at(1.0), bytes / people.max(1));
}

fn microseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}
