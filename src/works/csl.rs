//! CSL-JSON, and the works of Crossref, which are the same with lists in place of single texts.
//!
//! Fields: `citeproc-js.readthedocs.io/en/latest/csl-json` and `api.crossref.org/swagger-ui` (2024).

use serde::Deserialize;

use super::json::{Numbers, Texts};
use super::{Author, Patent, Work, kind, plain};
use crate::date::Date;

/// An item, as far as it is read.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub(super) struct Item {
    id: Texts,
    #[serde(rename = "DOI")]
    doi: Texts,
    #[serde(rename = "type")]
    kind: Texts,
    title: Texts,
    subtitle: Texts,
    original_title: Texts,
    author: Option<Vec<Name>>,
    issued: Option<When>,
    published: Option<When>,
    published_print: Option<When>,
    published_online: Option<When>,
    submitted: Option<When>,
    container_title: Texts,
    publisher: Texts,
    subject: Texts,
    keyword: Texts,
    #[serde(rename = "URL")]
    url: Texts,
    number: Texts,
    authority: Texts,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Name {
    given: Texts,
    family: Texts,
    #[serde(rename = "non-dropping-particle")]
    particle: Texts,
    literal: Texts,
    name: Texts,
    affiliation: Option<Vec<Affiliation>>,
    #[serde(rename = "ORCID")]
    orcid: Texts,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Affiliation {
    name: Texts,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct When {
    #[serde(rename = "date-parts")]
    parts: Numbers,
    raw: Texts,
    literal: Texts,
}

/// The work of an item; nothing where it has neither title nor identifier.
pub(super) fn work(item: Item) -> Option<Work> {
    let doi = item.doi.first().as_deref().and_then(plain::doi);
    let titles = titles(&item);
    let kind = item.kind.first().as_deref().and_then(kind);
    let is_patent = kind.as_deref() == Some("patent");
    let dates = [&item.issued, &item.published, &item.published_print, &item.published_online];
    let date = dates.into_iter().flatten().find_map(When::date);
    let id = item.id.first().or_else(|| doi.clone()).or_else(|| item.number.first());
    (id.is_some() || !titles.is_empty()).then(|| Work {
        id: id.unwrap_or_default(),
        patent: is_patent.then(|| patent(&item, date)),
        kind: kind.filter(|_| !is_patent),
        titles,
        authors: item.author.into_iter().flatten().filter_map(|name| name.author()).collect(),
        date,
        venue: item.container_title.first(),
        publisher: item.publisher.first(),
        subjects: subjects(&item.subject, &item.keyword),
        doi,
        url: item.url.first(),
        ..Work::default()
    })
}

/// The title with what stands below it, and the title in the language of the work.
fn titles(item: &Item) -> Vec<String> {
    let subtitle = item.subtitle.first();
    let mut titles = item.title.all();
    if let (Some(title), Some(subtitle)) = (titles.first_mut(), subtitle)
        && !title.to_lowercase().contains(&subtitle.to_lowercase())
    {
        *title = format!("{}: {subtitle}", title.trim_end_matches([':', ' ']));
    }
    let known = titles.clone();
    titles.extend(item.original_title.all().into_iter().filter(|title| !known.contains(title)));
    titles
}

fn subjects(subject: &Texts, keyword: &Texts) -> Vec<String> {
    let keywords = keyword.all();
    let keywords = keywords.iter().flat_map(|list| list.split([',', ';'])).filter_map(plain::some);
    subject.all().into_iter().chain(keywords).collect()
}

fn patent(item: &Item, date: Option<Date>) -> Patent {
    let part = |texts: &Texts| texts.first().unwrap_or_default();
    let filing = item.submitted.as_ref().and_then(When::date);
    Patent { grant: date, filing, ..Patent::named(&part(&item.number), &part(&item.authority)) }
}

impl When {
    fn date(&self) -> Option<Date> {
        let written = || self.raw.first().or_else(|| self.literal.first()).as_deref().and_then(plain::written_date);
        // A period has the parts of its end behind those of its start.
        plain::date(&self.parts.0[..self.parts.0.len().min(3)]).or_else(written)
    }
}

impl Name {
    fn author(self) -> Option<Author> {
        let part = |texts: &Texts| texts.first().unwrap_or_default();
        let family = [part(&self.particle), part(&self.family)].join(" ");
        let whole = || self.literal.first().or_else(|| self.name.first());
        let named = plain::author(&part(&self.given), &family)
            .or_else(|| whole().map(|name| Author { name, ..Author::default() }))?;
        let affiliations = self.affiliation.into_iter().flatten().filter_map(|place| place.name.first()).collect();
        Some(Author { affiliations, orcid: self.orcid.first().as_deref().and_then(plain::orcid), ..named })
    }
}
