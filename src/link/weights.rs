//! How much each kind of evidence counts.

use std::path::Path;

use super::Kind;
use crate::collection::read_tree;
use crate::decode::Reader;
use crate::report::{Report, near};
use crate::rules;
use crate::tree::{self, Node};

/// The name of the file of weights in a collection.
pub const WEIGHTS_FILE: &str = "weights.toml";

/// The weights of linking, and where the lines between its answers are.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    /// How common the name is.
    pub name: f64,
    /// Shared co-authors.
    pub co_authors: Field,
    /// Co-authors of co-authors.
    pub two_steps: Field,
    /// Words of affiliations and assignees.
    pub organizations: Field,
    /// The venue as a whole.
    pub venues: Field,
    /// Words of the venue.
    pub venue_words: Field,
    /// Words of titles and subjects.
    pub subjects: Field,
    /// What a year too early or too late takes away.
    pub year: f64,
    /// What the evidence of works that join together is divided by: their number to this power.
    pub group: f64,
    /// Works are put together, and with a person, from this sum of weights on.
    pub join: f64,
    /// A link holds from this sum of weights on, which then is that of its confidence: the person beside all others.
    pub accept: f64,
    /// A link is worth a look from this sum of weights on.
    pub review: f64,
}

/// How one kind of evidence counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Field {
    /// How probable it is that a work by the same author repeats something of the earlier ones, where these are many.
    pub reuse: f64,
    /// How many things a group needs to be half as telling as one with many.
    pub half: f64,
    /// The part of the likelihood ratio that counts, because such evidence is not independent of other evidence.
    pub trust: f64,
    /// The part that each further shared thing counts of the one before, because they come together.
    pub series: f64,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            name: 1.0,
            co_authors: Field { reuse: 0.5, half: 2.0, trust: 1.0, series: 0.5 },
            two_steps: Field { reuse: 0.15, half: 0.0, trust: 0.8, series: 0.5 },
            organizations: Field { reuse: 0.5, half: 3.0, trust: 1.0, series: 0.7 },
            venues: Field { reuse: 0.3, half: 1.0, trust: 0.7, series: 1.0 },
            venue_words: Field { reuse: 0.2, half: 5.0, trust: 0.5, series: 1.0 },
            subjects: Field { reuse: 0.35, half: 5.0, trust: 0.5, series: 1.0 },
            year: 0.15,
            group: 0.75,
            join: 0.85,
            accept: 1.0,
            review: -1.0,
        }
    }
}

/// The numbers of a file of weights: their names, what they mean, and where they stand.
type Number = (&'static str, &'static str, fn(&mut Weights) -> &mut f64);

const NUMBERS: [Number; 11] = [
    ("join", "works are put together from this sum on", |weights| &mut weights.join),
    ("accept", "a link holds from this logarithm of the odds on", |weights| &mut weights.accept),
    ("review", "a link is worth a look from this sum on", |weights| &mut weights.review),
    ("name", "how common the name is", |weights| &mut weights.name),
    ("co-authors", "shared co-authors", |weights| &mut weights.co_authors.trust),
    ("two-steps", "co-authors of co-authors", |weights| &mut weights.two_steps.trust),
    ("organizations", "affiliations and assignees", |weights| &mut weights.organizations.trust),
    ("venues", "the same venue", |weights| &mut weights.venues.trust),
    ("venue-words", "words of the venue", |weights| &mut weights.venue_words.trust),
    ("subjects", "words of titles and subjects", |weights| &mut weights.subjects.trust),
    ("year", "a year far from all others", |weights| &mut weights.year),
];

impl Weights {
    /// The weights of the collection in this folder: those of its file, else the usual ones. What is wrong with the
    /// file goes to `report`.
    #[must_use]
    pub fn load(root: &Path, report: &mut Report) -> Self {
        read_tree(root, WEIGHTS_FILE, tree::from_toml, Self::from_node, report).unwrap_or_default()
    }

    fn from_node(node: Node, reader: &mut Reader<'_>) -> Self {
        let mut weights = Self::default();
        for entry in reader.entries(node, "a table of weights").unwrap_or_default() {
            let Some((.., place)) = NUMBERS.iter().find(|(name, ..)| *name == entry.key) else {
                let known = near(&entry.key, NUMBERS.map(|(name, ..)| name));
                let hint = known.first().map(|name| format!("did you mean `{name}`?"));
                reader.find(&rules::LIST, entry.at, format!("unknown weight `{}`", tree::shortened(&entry.key)), hint);
                continue;
            };
            if let Some(crate::decode::Number(number)) = reader.optional(entry.value) {
                *place(&mut weights) = number;
            }
        }
        weights
    }

    /// The text of a file with these weights, which begins with `head` as a comment.
    #[must_use]
    pub fn dump(&self, head: &str) -> String {
        let mut weights = self.clone();
        let line = |(name, meaning, place): &Number| format!("{name} = {:.3} # {meaning}\n", place(&mut weights));
        let lines: String = NUMBERS.iter().map(line).collect();
        format!("# {head}\n{lines}")
    }

    /// Multiplies what a kind of evidence counts.
    pub(super) fn multiply(&mut self, kind: Kind, factor: f64) {
        let places: &mut [&mut f64] = match kind {
            Kind::Name => &mut [&mut self.name],
            Kind::CoAuthor => &mut [&mut self.co_authors.trust],
            Kind::TwoSteps => &mut [&mut self.two_steps.trust],
            Kind::Organization => &mut [&mut self.organizations.trust],
            Kind::Venue => &mut [&mut self.venues.trust, &mut self.venue_words.trust],
            Kind::Subject => &mut [&mut self.subjects.trust],
            Kind::Year => &mut [&mut self.year],
            Kind::Identifier | Kind::Group | Kind::Decision => &mut [],
        };
        places.iter_mut().for_each(|place| **place *= factor);
    }
}
