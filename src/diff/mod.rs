//! What changed about whom between two collections, exports or dumps, in words.
//!
//! Both are read as facts: subjects, properties by their local names, and texts. So a folder of records can be compared
//! with what was exported of it earlier. Claims that were set aside play no part.

mod facts;
mod read;
mod told;

use std::collections::BTreeSet;

use serde::Serialize;

use facts::Facts;

pub use read::{Form, Input};

/// What became of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Fate {
    /// The person is only in the newer one.
    Came,
    /// The person is only in the older one.
    Went,
    /// Something else is told of the person.
    Changed,
}

/// A person of whom something else is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// What became of the person.
    pub fate: Fate,
    /// The IRI of the person.
    pub person: String,
    /// The person's name.
    pub name: String,
    /// What changed.
    pub changes: Vec<Change>,
}

/// Something that changed about a person.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Change {
    /// What it is about, such as `job` or `title`.
    pub about: &'static str,
    /// What was told before.
    pub from: Option<String>,
    /// What is told now.
    pub to: Option<String>,
    /// All of it in words.
    pub words: String,
}

/// What changed about whom, in the order of names.
#[must_use]
pub fn diff(old: &Input, new: &Input) -> Vec<Difference> {
    let people = |facts: &Facts| facts.people().map(str::to_owned).collect::<BTreeSet<String>>();
    let (before, after) = (people(&old.facts), people(&new.facts));
    let mut found: Vec<Difference> = before.union(&after).filter_map(|person| difference(old, new, person)).collect();
    found.sort_by(|one, two| (one.fate, &one.name, &one.person).cmp(&(two.fate, &two.name, &two.person)));
    found
}

fn difference(old: &Input, new: &Input, person: &str) -> Option<Difference> {
    let fate = match (old.facts.is_person(person), new.facts.is_person(person)) {
        (false, _) => Fate::Came,
        (true, false) => Fate::Went,
        (true, true) => Fate::Changed,
    };
    let changes = if fate == Fate::Changed { told::changes(&old.facts, &new.facts, person) } else { Vec::new() };
    let name = if fate == Fate::Went { old.facts.label(person) } else { new.facts.label(person) };
    let is_told = fate != Fate::Changed || !changes.is_empty();
    is_told.then(|| Difference { fate, person: person.to_owned(), name, changes })
}
