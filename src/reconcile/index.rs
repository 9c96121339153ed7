//! The organizations of a register by numbers, with what is looked up of them often.

use std::collections::HashMap;

use super::countries::code;
use super::names::Names;
use crate::decode::Key;
use crate::register::{Organization, Register};

/// How many organizations one may stand above another.
const HIGHEST: usize = 16;

/// A register that is ready for looking up.
#[derive(Debug)]
pub(super) struct Index<'r> {
    pub(super) names: Names<'r>,
    organizations: Vec<Entry<'r>>,
    numbers: HashMap<&'r Key, u32>,
}

#[derive(Debug)]
struct Entry<'r> {
    key: &'r Key,
    country: Option<&'static str>,
    parent: Option<u32>,
    names: usize,
}

impl<'r> Index<'r> {
    pub(super) fn new(register: &'r Register<Organization>) -> Self {
        let numbers: HashMap<&Key, u32> = register.iter().enumerate().map(|(at, (key, _))| (key, at as u32)).collect();
        let entry = |(key, organization): (&'r Key, &'r Organization)| Entry {
            key,
            country: organization.country.as_deref().and_then(code),
            parent: organization.parent.as_ref().and_then(|parent| numbers.get(parent)).copied(),
            names: wordings(organization).count(),
        };
        let organizations = register.iter().map(entry).collect();
        let names = Names::new(register.iter().map(|(_, organization)| wordings(organization).collect()));
        Self { names, organizations, numbers }
    }

    pub(super) fn key(&self, organization: u32) -> &'r Key {
        self.organizations[organization as usize].key
    }

    pub(super) fn number(&self, key: &Key) -> Option<u32> {
        self.numbers.get(key).copied()
    }

    pub(super) fn country(&self, organization: u32) -> Option<&'static str> {
        self.organizations[organization as usize].country
    }

    pub(super) fn name_count(&self, organization: u32) -> usize {
        self.organizations[organization as usize].names
    }

    /// An organization and those that it belongs to, upwards; an end is put to circles.
    pub(super) fn lineage(&self, organization: u32) -> impl Iterator<Item = u32> + use<'_> {
        std::iter::successors(Some(organization), |at| self.organizations[*at as usize].parent).take(HIGHEST)
    }
}

/// All names of an organization, and whether each is a usual one, no alias.
fn wordings(organization: &Organization) -> impl Iterator<Item = (bool, &str)> {
    let usual = organization.name.iter().map(|name| (true, name));
    let names = usual.chain(organization.aliases.iter().map(|alias| (false, alias)));
    names.flat_map(|(usual, name)| name.iter().map(move |(_, wording)| (usual, wording)))
}
