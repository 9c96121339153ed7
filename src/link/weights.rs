//! How much each kind of evidence counts.

/// The weights of linking, and where the lines between its answers are.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
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
    /// A link holds from this sum of weights on.
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
            co_authors: Field { reuse: 0.5, half: 2.0, trust: 1.0, series: 0.5 },
            two_steps: Field { reuse: 0.15, half: 0.0, trust: 0.8, series: 0.5 },
            organizations: Field { reuse: 0.5, half: 3.0, trust: 0.8, series: 0.7 },
            venues: Field { reuse: 0.3, half: 1.0, trust: 0.7, series: 1.0 },
            venue_words: Field { reuse: 0.2, half: 5.0, trust: 0.5, series: 1.0 },
            subjects: Field { reuse: 0.35, half: 5.0, trust: 0.5, series: 1.0 },
            year: 0.15,
            group: 0.75,
            accept: 1.0,
            review: -1.0,
        }
    }
}
