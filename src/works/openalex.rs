//! Works of OpenAlex: the answers of its API, and the lines of its snapshot.
//!
//! Fields: `docs.openalex.org/api-entities/works/work-object` (2024).

use serde::Deserialize;

use super::json::Texts;
use super::{Author, Work, kind, plain};

/// A work, as far as it is read.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Item {
    id: Texts,
    doi: Texts,
    title: Texts,
    display_name: Texts,
    publication_date: Texts,
    publication_year: Texts,
    #[serde(rename = "type")]
    kind: Texts,
    authorships: Option<Vec<Authorship>>,
    primary_location: Option<Location>,
    host_venue: Option<Source>,
    topics: Option<Vec<Named>>,
    concepts: Option<Vec<Named>>,
    keywords: Option<Vec<Named>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Authorship {
    raw_author_name: Texts,
    author: Option<Named>,
    institutions: Option<Vec<Named>>,
    raw_affiliation_strings: Texts,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Named {
    display_name: Texts,
    orcid: Texts,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Location {
    landing_page_url: Texts,
    source: Option<Source>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Source {
    display_name: Texts,
    host_organization_name: Texts,
    publisher: Texts,
}

/// The work of an item; nothing where it has neither title nor identifier.
pub(super) fn work(item: Item) -> Option<Work> {
    let id = item.id.first();
    let titles: Vec<String> = item.title.first().or_else(|| item.display_name.first()).into_iter().collect();
    let date = [&item.publication_date, &item.publication_year].into_iter().filter_map(Texts::first);
    let (url, source) =
        item.primary_location.map(|place| (place.landing_page_url.first(), place.source)).unwrap_or_default();
    let source = source.or(item.host_venue).unwrap_or_default();
    let topics = item.topics.filter(|topics| !topics.is_empty()).or(item.concepts);
    (id.is_some() || !titles.is_empty()).then(|| Work {
        id: id.unwrap_or_default(),
        kind: item.kind.first().as_deref().and_then(kind),
        titles,
        authors: item.authorships.into_iter().flatten().filter_map(Authorship::author).collect(),
        date: date.filter_map(|text| plain::written_date(&text)).next(),
        venue: source.display_name.first(),
        publisher: source.host_organization_name.first().or_else(|| source.publisher.first()),
        subjects: names(topics.into_iter().chain(item.keywords).flatten()),
        doi: item.doi.first().as_deref().and_then(plain::doi),
        url,
        ..Work::default()
    })
}

fn names(things: impl Iterator<Item = Named>) -> Vec<String> {
    things.filter_map(|thing| thing.display_name.first()).collect()
}

impl Authorship {
    /// The name as the work prints it, else as OpenAlex calls the person.
    fn author(self) -> Option<Author> {
        let person = self.author.unwrap_or_default();
        let institutions = names(self.institutions.into_iter().flatten());
        Some(Author {
            name: self.raw_author_name.first().or_else(|| person.display_name.first())?,
            orcid: person.orcid.first().as_deref().and_then(plain::orcid),
            affiliations: if institutions.is_empty() { self.raw_affiliation_strings.all() } else { institutions },
            ..Author::default()
        })
    }
}
