//! The organizations of a register by numbers, with what is looked up of them often.

use std::collections::HashMap;

use super::countries::{code, country_of_name};
use super::names::Names;
use crate::decode::Key;
use crate::register::{Organization, Register};

/// How many organizations one may stand above another.
const HIGHEST: usize = 16;

/// A register that is ready for looking up.
#[derive(Debug)]
pub(super) struct Index {
    pub(super) names: Names,
    organizations: Vec<Entry>,
    numbers: HashMap<Key, u32>,
}

#[derive(Debug)]
struct Entry {
    key: Key,
    country: Option<&'static str>,
    parent: Option<u32>,
    names: usize,
    /// How many organizations of the register are in its country; 0 where that is not known.
    neighbours: u32,
}

impl Index {
    pub(super) fn new(register: &Register<Organization>) -> Self {
        let numbers: HashMap<Key, u32> =
            register.iter().enumerate().map(|(at, (key, _))| (key.clone(), at as u32)).collect();
        let entry = |(key, organization): (&Key, &Organization)| Entry {
            key: key.clone(),
            country: organization.country.as_deref().map_or_else(|| told(organization), code),
            parent: organization.parent.as_ref().and_then(|parent| numbers.get(parent)).copied(),
            names: wordings(organization).count(),
            neighbours: 0,
        };
        let mut organizations: Vec<Entry> = register.iter().map(entry).collect();
        count_neighbours(&mut organizations);
        let names = Names::new(register.iter().map(|(_, organization)| wordings(organization).collect()));
        Self { names, organizations, numbers }
    }

    /// Whether the register has no organization.
    pub(super) fn is_empty(&self) -> bool {
        self.organizations.is_empty()
    }

    pub(super) fn key(&self, organization: u32) -> &Key {
        &self.organizations[organization as usize].key
    }

    pub(super) fn number(&self, key: &Key) -> Option<u32> {
        self.numbers.get(key).copied()
    }

    pub(super) fn country(&self, organization: u32) -> Option<&'static str> {
        self.organizations[organization as usize].country
    }

    /// How many organizations of the register are in the country of this one.
    pub(super) fn neighbours(&self, organization: u32) -> u32 {
        self.organizations[organization as usize].neighbours
    }

    pub(super) fn name_count(&self, organization: u32) -> usize {
        self.organizations[organization as usize].names
    }

    /// An organization and those that it belongs to, upwards; an end is put to circles.
    pub(super) fn lineage(&self, organization: u32) -> impl Iterator<Item = u32> + use<'_> {
        std::iter::successors(Some(organization), |at| self.organizations[*at as usize].parent).take(HIGHEST)
    }
}

/// The country that the names of an organization tell: `Quarz (Austria)`.
fn told(organization: &Organization) -> Option<&'static str> {
    wordings(organization).find_map(|(_, wording)| country_of_name(wording))
}

fn count_neighbours(organizations: &mut [Entry]) {
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for country in organizations.iter().filter_map(|entry| entry.country) {
        *counts.entry(country).or_default() += 1;
    }
    for entry in organizations {
        entry.neighbours = entry.country.map_or(0, |country| counts[country]);
    }
}

/// All names of an organization, and whether each is the usual one: the first wording of its name.
fn wordings(organization: &Organization) -> impl Iterator<Item = (bool, &str)> {
    let names = organization.name.iter().chain(&organization.aliases);
    let usual = usize::from(organization.name.is_none());
    names.flat_map(|name| name.iter()).enumerate().map(move |(at, (_, wording))| (at + usual == 0, wording))
}
