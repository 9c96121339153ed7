//! Works of ORCID: a person's record or list of works, JSON of the public API, version 3.0.

use serde::Deserialize;

use super::json::Texts;
use super::{Author, Patent, Work, kind, plain};
use crate::date::Date;

/// A record, the list of works of one, or a work.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub(super) struct Item {
    orcid_identifier: Option<Owner>,
    person: Option<Person>,
    activities_summary: Option<Activities>,
    group: Option<Vec<Group>>,
    bulk: Option<Vec<Bulk>>,
    #[serde(flatten)]
    work: Summary,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Owner {
    path: Texts,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Person {
    name: Option<Name>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
struct Name {
    given_names: Option<Valued>,
    family_name: Option<Valued>,
    credit_name: Option<Valued>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Activities {
    works: Option<Works>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Works {
    group: Option<Vec<Group>>,
}

/// One work in the versions of those who told of it, the preferred one first.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
struct Group {
    work_summary: Option<Vec<Summary>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Bulk {
    work: Option<Summary>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
struct Summary {
    put_code: Texts,
    title: Option<Title>,
    journal_title: Option<Valued>,
    #[serde(rename = "type")]
    kind: Texts,
    publication_date: Option<Day>,
    external_ids: Option<Ids>,
    url: Option<Valued>,
    contributors: Option<Contributors>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
struct Title {
    title: Option<Valued>,
    subtitle: Option<Valued>,
    translated_title: Option<Valued>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Valued {
    value: Texts,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Day {
    year: Option<Valued>,
    month: Option<Valued>,
    day: Option<Valued>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
struct Ids {
    external_id: Option<Vec<Id>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
struct Id {
    external_id_type: Texts,
    external_id_value: Texts,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Contributors {
    contributor: Option<Vec<Contributor>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
struct Contributor {
    credit_name: Option<Valued>,
    contributor_orcid: Option<Owner>,
}

/// The works of a record. Short forms name no authors: then the owner of the record is one.
pub(super) fn works(item: Item) -> Vec<Option<Work>> {
    let owner = owner(&item);
    let groups = item.activities_summary.and_then(|activities| activities.works?.group).into_iter().chain(item.group);
    let preferred = groups.flatten().filter_map(|group| group.work_summary?.into_iter().next());
    let bulk = item.bulk.into_iter().flatten().filter_map(|bulk| bulk.work);
    let alone = Some(item.work).filter(|work| work.title.is_some());
    preferred.chain(bulk).chain(alone).map(|summary| work(summary, owner.as_ref())).collect()
}

fn owner(item: &Item) -> Option<Author> {
    let name = item.person.as_ref()?.name.as_ref()?;
    let part = |part: &Option<Valued>| value(part).unwrap_or_default();
    let author = plain::author(&part(&name.given_names), &part(&name.family_name));
    let credit = value(&name.credit_name).map(|name| Author { name, ..Author::default() });
    let orcid = item.orcid_identifier.as_ref().and_then(|id| id.path.first()).as_deref().and_then(plain::orcid);
    Some(Author { orcid, ..author.or(credit)? })
}

fn value(valued: &Option<Valued>) -> Option<String> {
    valued.as_ref()?.value.first()
}

fn work(summary: Summary, owner: Option<&Author>) -> Option<Work> {
    let kind = summary.kind.first().as_deref().and_then(kind);
    let is_patent = kind.as_deref() == Some("patent");
    let date = summary.publication_date.as_ref().and_then(Day::date);
    let number = id(&summary, "patent");
    let authors: Vec<Author> = summary.contributors.as_ref().map(Contributors::authors).unwrap_or_default();
    let titles = summary.title.as_ref().map(Title::all).unwrap_or_default();
    let doi = id(&summary, "doi").as_deref().and_then(plain::doi);
    let key = summary.put_code.first().or_else(|| doi.clone());
    (!titles.is_empty() || key.is_some()).then(|| Work {
        id: key.unwrap_or_default(),
        kind: kind.filter(|_| !is_patent),
        titles,
        authors: if authors.is_empty() { owner.cloned().into_iter().collect() } else { authors },
        date,
        venue: value(&summary.journal_title),
        doi,
        url: value(&summary.url),
        patent: is_patent.then(|| Patent { grant: date, ..Patent::named(&number.unwrap_or_default(), "") }),
        ..Work::default()
    })
}

/// The identifier of the kind that a word begins, such as `doi` or `patent`.
fn id(summary: &Summary, kind: &str) -> Option<String> {
    let mut ids = summary.external_ids.as_ref()?.external_id.iter().flatten();
    let found =
        ids.find(|id| kind.starts_with(&*id.external_id_type.first().unwrap_or_else(|| "-".into()).to_lowercase()));
    found?.external_id_value.first()
}

impl Title {
    fn all(&self) -> Vec<String> {
        let subtitle = value(&self.subtitle).map(|subtitle| format!(": {subtitle}")).unwrap_or_default();
        let title = value(&self.title).map(|title| title + &subtitle);
        title.into_iter().chain(value(&self.translated_title)).collect()
    }
}

impl Day {
    fn date(&self) -> Option<Date> {
        let parts = [&self.year, &self.month, &self.day].into_iter().map_while(value);
        plain::date(&parts.map_while(|part| part.parse().ok()).collect::<Vec<i64>>())
    }
}

impl Contributors {
    fn authors(&self) -> Vec<Author> {
        let named =
            |one: &Contributor| Some(Author { orcid: orcid(one), ..plain::whole_author(&value(&one.credit_name)?)? });
        self.contributor.iter().flatten().filter_map(named).collect()
    }
}

fn orcid(contributor: &Contributor) -> Option<String> {
    contributor.contributor_orcid.as_ref()?.path.first().as_deref().and_then(plain::orcid)
}
