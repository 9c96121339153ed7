//! What a profile has of that which search engines recommend, as everybody sees it.

use crate::collection::Collection;
use crate::decode::{Key, Visibility};
use crate::graph;
use crate::iri::fragment;
use crate::merge::Profile;
use crate::pieces::{in_any_order, threads};
use crate::record::Work;
use crate::setup::Setup;
use crate::vocab::schema;

/// Something that a profile should have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Its name: that of a property of schema.org.
    pub name: &'static str,
    /// How to add it.
    pub hint: &'static str,
    weight: u32,
}

/// How much of it a profile has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completeness {
    /// A part of 100.
    pub percent: u32,
    /// What it lacks, first what counts most.
    pub missing: Vec<Wanted>,
}

const fn wanted(name: &'static str, weight: u32, hint: &'static str) -> Wanted {
    Wanted { name, hint, weight }
}

/// First what Google recommends of a profile page's person, then what else tells who somebody is.
const WANTED: [Wanted; 11] = [
    wanted("image", 4, "add `image` to `basics`: the address of a portrait"),
    wanted("description", 4, "add `summary` to `basics`: who the person is, in a few sentences"),
    wanted("sameAs", 4, "add `profiles` or `identifiers` to `basics`: the same person elsewhere"),
    wanted("alternateName", 3, "add `alternateNames` to `basics`: another spelling, or a handle"),
    wanted("identifier", 3, "add `identifiers` to `basics`, such as an ORCID iD, or the `username` of an account"),
    wanted("url", 2, "add `url` to `basics`: the homepage"),
    wanted("jobTitle", 2, "add `label` to `basics`: the current position"),
    wanted("knowsAbout", 2, "add `skills`"),
    wanted("alumniOf", 1, "add `education`"),
    wanted("address", 1, "add `location` to `basics`: a city and a country will do"),
    wanted("startDate", 1, "add `startDate` to each of `work`"),
];

impl Completeness {
    /// What everybody sees of a profile.
    #[must_use]
    pub fn of(profile: &Profile<'_>, setup: &Setup) -> Self {
        let person = fragment(&graph::page(profile, setup), "person");
        let mut has = WANTED.map(|wanted| wanted.name == "startDate" && all_begin(profile));
        graph::statements(profile, setup, Visibility::Public, &mut |quad, _| {
            let name = quad.predicate.as_str().strip_prefix(schema::NAMESPACE).unwrap_or_default();
            let found = WANTED.iter().position(|wanted| wanted.name == name);
            if let Some(number) = found.filter(|number| !has[*number])
                && quad.subject == person.as_ref().into()
            {
                has[number] = true;
            }
        });
        let weigh = |wanted: &[Wanted]| wanted.iter().map(|wanted| wanted.weight).sum::<u32>();
        let missing: Vec<Wanted> =
            WANTED.into_iter().zip(has).filter(|(_, has)| !has).map(|(wanted, _)| wanted).collect();
        Self { percent: 100 - weigh(&missing) * 100 / weigh(&WANTED), missing }
    }
}

/// Whether of each job it is known when it began.
fn all_begin(profile: &Profile<'_>) -> bool {
    profile.work.iter().all(|job| job.one(Work::start_date()).is_some())
}

/// How complete the profile of each person is, the least complete first.
#[must_use]
pub fn completeness(collection: &Collection) -> Vec<(&Key, Completeness)> {
    let look =
        |(key, records)| (key, Completeness::of(&Profile::new(key, records, &collection.setup), &collection.setup));
    let people = collection.people.iter().map(|(key, records)| (key, &records[..])).collect();
    let mut found = in_any_order(people, threads(), &look);
    found.sort_by_key(|(_, complete)| complete.percent);
    found
}
