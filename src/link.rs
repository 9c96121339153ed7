//! Which works of a list are by which people of the collection, and why.
//!
//! An author of a work may be a person where the names agree ([`Index`]). What else speaks for it or against it is
//! weighed as the logarithm of a likelihood ratio: how much more likely it is where both are one person than where the
//! author is a namesake, after I. P. Fellegi and A. B. Sunter, “A theory for record linkage”, JASA 64 (1969). The weights
//! are added, and stand in the reasons of each link.
//!
//! All works are decided together. Each person is a group of works from the start, each author of a candidate a
//! group of its own; the two groups that most probably are of one person become one, until no two are left that do. So a link
//! is evidence for others, and the works of a namesake who is nobody here gather by themselves. How likely
//! the next work is by the author of a group is, before any evidence, in proportion to the works that it has, beside as many as there are
//! people of that name: the Chinese restaurant process (J. Pitman, “Combinatorial Stochastic Processes”, 2006).

mod block;
mod candidates;
mod cluster;
mod copies;
mod decide;
mod evidence;
mod features;
mod fit;
mod lens;
mod memory;
mod people;
mod rarity;
mod reasons;
mod sieve;
mod weights;

pub use candidates::{Candidate, Found, Index, Mention, read};
pub use copies::unite;
pub use decide::{Terms, link};
pub use fit::fit;
pub use memory::Memory;
pub use people::Person;
pub(crate) use rarity::share as name_share;
pub use weights::{WEIGHTS_FILE, Weights};

use std::fmt;

use serde::Serialize;

use crate::decode::Key;

/// What is found out about one author of a work: who of the people it may be, the most likely first.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The number of the work among the candidates.
    pub work: usize,
    /// The number of the author on it, from 0.
    pub author: usize,
    /// What is to be done with the first one.
    pub state: State,
    /// Who it may be; never empty.
    pub people: Vec<Likely>,
}

/// A person that an author may be.
#[derive(Clone, Debug, PartialEq)]
pub struct Likely {
    /// The person.
    pub person: Key,
    /// How probable it is, between 0 and 1.
    pub confidence: f64,
    /// Why, the weightiest first.
    pub reasons: Vec<Reason>,
}

/// Something that speaks for a link, or against it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reason {
    /// The kind of evidence.
    pub kind: Kind,
    /// The natural logarithm of the likelihood ratio: above 0 it speaks for the link.
    pub weight: f64,
    /// What it is, in a few words.
    pub text: String,
}

/// The kinds of evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// How many people have such a name, and how many works the person has.
    Name,
    /// An identifier of the person, or the work itself in the person's record.
    Identifier,
    /// Shared co-authors or co-inventors.
    CoAuthor,
    /// Co-authors of co-authors.
    TwoSteps,
    /// Affiliations and assignees against jobs, studies and the affiliations on other works.
    Organization,
    /// The journal, conference or series.
    Venue,
    /// Words of titles and subjects.
    Subject,
    /// The year.
    Year,
    /// Other works that were linked together with this one.
    Group,
    /// What somebody decided.
    Decision,
}

/// What is to be done with a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It is probable enough to hold.
    Accepted,
    /// Somebody confirmed it.
    Confirmed,
    /// Somebody should decide.
    Review,
    /// It is too improbable.
    None,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:+.1}: {}", self.kind.name(), self.weight, self.text)
    }
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 10] = [
        Self::Name,
        Self::Identifier,
        Self::CoAuthor,
        Self::TwoSteps,
        Self::Organization,
        Self::Venue,
        Self::Subject,
        Self::Year,
        Self::Group,
        Self::Decision,
    ];

    /// Its name in outputs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Identifier => "identifier",
            Self::CoAuthor => "co-author",
            Self::TwoSteps => "two-steps",
            Self::Organization => "organization",
            Self::Venue => "venue",
            Self::Subject => "subject",
            Self::Year => "year",
            Self::Group => "group",
            Self::Decision => "decision",
        }
    }
}

impl State {
    /// Whether the link holds.
    #[must_use]
    pub fn holds(self) -> bool {
        matches!(self, Self::Accepted | Self::Confirmed)
    }
}
