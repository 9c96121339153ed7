//! What pages tell programs is seen on them.

use std::path::Path;

use vitagraph::check::structured_data;
use vitagraph::collection::Collection;
use vitagraph::decode::Visibility;
use vitagraph::pages::{self, Addresses, Language, Pages, Place, Source, Style};
use vitagraph::report::{Report, Severity};
use vitagraph::search::Index;
use vitagraph::store::Store;

use crate::support::root;

/// How many pages a collection has, and what the check finds in those with structured data, in all languages.
fn findings(folder: &str, audience: Visibility) -> (usize, Vec<String>) {
    let collection = Collection::load(&root().join(Path::new(folder)), &mut Report::default()).unwrap();
    let store = Store::from_people(&collection, audience).unwrap();
    let languages = Language::all(&collection);
    let (addresses, index) = (Addresses::new(&collection), Index::new(&store, &collection.setup.settings.languages));
    let source = Source { collection: &collection, store: &store, audience, addresses: &addresses, index: &index };
    let places = Place::all(source);
    let mut found = Vec::new();
    for (place, language) in places.iter().flat_map(|place| languages.iter().map(move |language| (place, language))) {
        let pages = Pages::new(source, &languages, language, place.path(), Style::Plain);
        let content = pages.content(place);
        if content.document.is_none() {
            continue;
        }
        let text = pages::page(&pages, &content);
        let name = format!("{}.{}.html", place.data(), language.tag);
        let report = structured_data(&name, &text);
        let told = report.findings().into_iter().filter(|finding| finding.severity != Severity::Note);
        found.extend(told.map(ToString::to_string));
    }
    (places.len(), found)
}

#[test]
fn a_page_shows_all_that_it_tells_search_engines() {
    for (folder, least) in [("data", 200), ("tests/team", 10), ("tests/fixtures/pages", 25)] {
        for audience in [Visibility::Public, Visibility::Internal] {
            let (pages, found) = findings(folder, audience);
            assert!(pages >= least, "{folder} has {pages} pages");
            assert!(
                found.is_empty(),
                "{folder}: {} findings\n{}",
                found.len(),
                found[..found.len().min(20)].join("\n")
            );
        }
    }
}
