//! What linking knows of a person.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::Datelike;

use crate::collection::SourceRecord;
use crate::decode::{Key, Visibility};
use crate::merge::{Item, Period, Profile, bounds};
use crate::record::{Account, Basics, Education, Project, Skill, Work as Job};
use crate::register::Named;
use crate::setup::{OrganizationId, Setup};
use crate::text::Text;
use crate::works::{Work, of_profile};

/// What linking knows of a person of the collection.
#[derive(Clone, Debug)]
pub struct Person {
    /// The key.
    pub key: Key,
    /// All names, in every language.
    pub names: Vec<String>,
    /// The papers and patents of the records.
    pub(super) works: Vec<Work>,
    /// Jobs and studies.
    pub(super) posts: Vec<Post>,
    /// Skills and subjects.
    pub(super) topics: Vec<String>,
    /// The bare ORCID iD.
    pub(super) orcid: Option<String>,
    /// The year of birth, where it is known.
    pub(super) born: Option<u16>,
}

/// A job or study.
#[derive(Clone, Debug)]
pub(super) struct Post {
    /// The names of the organization, and of those above and below it, with how far they stand for it.
    pub(super) names: Vec<(String, f32)>,
    /// The same in the register: key, a name, and how far it stands for the organization.
    pub(super) registered: Vec<(String, String, f32)>,
    /// The first and the last year, where they are known.
    pub(super) years: Option<(u16, u16)>,
}

/// How far the name of a parent or subsidiary stands for an organization: it counts without being it.
const RELATED: f32 = 0.5;

/// The organizations right below each of the register.
type Below<'a> = BTreeMap<&'a str, Vec<&'a Key>>;

impl Person {
    /// What is known of people, by their keys and records.
    pub fn all<'a>(people: impl Iterator<Item = (&'a Key, Cow<'a, [SourceRecord]>)>, setup: &Setup) -> Vec<Self> {
        let mut below = Below::new();
        for (key, organization) in setup.organizations.iter() {
            if let Some(parent) = &organization.parent {
                below.entry(parent.as_str()).or_default().push(key);
            }
        }
        people.map(|(key, records)| Self::new(&Profile::new(key, &records, setup), setup, &below)).collect()
    }

    fn new(profile: &Profile<'_>, setup: &Setup, below: &Below<'_>) -> Self {
        let basics = &profile.basics;
        let mut names: Vec<String> = wordings(&basics.text(Basics::name())).collect();
        names.extend(basics.all(Basics::alternate_names()).into_iter().flat_map(|(name, _)| wordings(name)));
        names.sort();
        names.dedup();
        Self {
            key: profile.key.clone(),
            names,
            works: of_profile(profile, setup, Visibility::Private),
            posts: posts(profile, setup, below),
            topics: topics(profile),
            orcid: orcid(profile),
            born: basics.one(Basics::birth_date()).map(|date| date.value.year()),
        }
    }
}

fn wordings(text: &Text) -> impl Iterator<Item = String> {
    text.wordings().map(str::to_owned)
}

fn posts(profile: &Profile<'_>, setup: &Setup, below: &Below<'_>) -> Vec<Post> {
    let job = |item: &Item<'_, Job>| {
        let employers: Vec<_> = item.parts.iter().flat_map(|job| setup.employers(job.value)).collect();
        post(kin(&employers, setup, below), &item.text(Job::name()), years(item), setup)
    };
    let study = |item: &Item<'_, Education>| {
        let institutions: Vec<_> = item.parts.iter().flat_map(|study| setup.institution(study.value)).collect();
        post(kin(&institutions, setup, below), &item.text(Education::institution()), years(item), setup)
    };
    profile.work.iter().map(job).chain(profile.education.iter().map(study)).collect()
}

/// A post at organizations of the register, with how far each stands for it, and one of this name.
fn post(kin: Kin, written: &Text, years: Option<(u16, u16)>, setup: &Setup) -> Post {
    let mut names: BTreeMap<String, f32> = wordings(written).map(|name| (name, 1.0)).collect();
    let mut registered = Vec::new();
    for (key, part) in kin {
        let Some(entry) = Key::new(&key).and_then(|key| setup.organizations.get(&key)) else { continue };
        for name in entry.names().flat_map(wordings) {
            let known = names.entry(name).or_insert(part);
            *known = known.max(part);
        }
        let name = entry.names().flat_map(wordings).next();
        registered.push((key.clone(), name.unwrap_or(key), part));
    }
    Post { names: names.into_iter().collect(), registered, years }
}

fn years<T: Period>(item: &Item<'_, T>) -> Option<(u16, u16)> {
    let year = |day: chrono::NaiveDate| u16::try_from(day.year()).unwrap_or(u16::MAX);
    let start = item.one(T::start()).map(|date| *date.value);
    let (from, until) = bounds(start, item.end().map(|end| *end.value))?;
    Some((year(from), year(until)))
}

/// Organizations by their keys, with how far each stands for a post.
type Kin = BTreeMap<String, f32>;

/// These organizations and all above and below them.
fn kin(ids: &[OrganizationId<'_>], setup: &Setup, below: &Below<'_>) -> Kin {
    let mut kin = Kin::new();
    for id in ids {
        let mut waiting = vec![id.as_str()];
        while let Some(key) = waiting.pop() {
            if kin.insert(key.to_owned(), RELATED).is_none() {
                waiting.extend(below.get(key).into_iter().flatten().map(|key| key.as_str()));
            }
        }
        kin.extend(setup.lineage(id).into_iter().map(|key| (key, RELATED)));
    }
    kin.extend(ids.iter().map(|id| (id.as_str().to_owned(), 1.0)));
    kin
}

fn topics(profile: &Profile<'_>) -> Vec<String> {
    let skills = profile.skills.iter().flat_map(|skill| {
        wordings(&skill.text(Skill::name()))
            .chain(skill.all(Skill::keywords()).into_iter().flat_map(|(word, _)| wordings(word)))
            .collect::<Vec<_>>()
    });
    let areas = profile.education.iter().flat_map(|study| wordings(&study.text(Education::area())).collect::<Vec<_>>());
    let projects = profile.projects.iter().flat_map(|item| wordings(&item.text(Project::name())).collect::<Vec<_>>());
    let jobs = profile.work.iter().flat_map(|job| job.all(Job::keywords()));
    skills.chain(areas).chain(projects).chain(jobs.flat_map(|(word, _)| wordings(word))).collect()
}

fn orcid(profile: &Profile<'_>) -> Option<String> {
    let stated = profile.basics.parts.iter().flat_map(|part| &part.value.identifiers.0);
    let mut stated = stated.filter(|(system, _)| system.eq_ignore_ascii_case("orcid")).map(|(_, value)| value.as_str());
    let is_orcid =
        |account: &&Account| account.network.as_deref().is_some_and(|name| name.eq_ignore_ascii_case("orcid"));
    let mut accounts =
        profile.accounts.iter().flat_map(|item| item.parts.iter().map(|part| part.value)).filter(is_orcid);
    let account = || accounts.find_map(|account| account.username.as_deref());
    let found = stated.next().or_else(account)?;
    found.rsplit('/').next().map(str::to_uppercase)
}
