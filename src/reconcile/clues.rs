//! The clues by which organizations are told apart, and the chances that they make.

use super::align::Found;
use super::countries::without_country;
use super::evidence::{Evidence, Trace, is_same_span, is_there};
use super::names::{COMMON_WEIGHT, Kind};
use crate::text::folded;

/// How many clues there are.
pub const COUNT: usize = ACRONYM + 2 + TOGETHER.len();

/// What is looked at, and how much each of it counts. The chance of an organization is the exponential of the sum of its
/// clues, each times its weight, divided by one and those of all organizations that the string may name: a conditional
/// logit model (D. McFadden, 1974). `examples/reconcile_weights.rs` learns the weights from strings whose
/// organizations are known.
pub const CLUES: [(&str, f32); COUNT] = [
    ("always", -5.35),
    ("the share of a name that is found, by weight", 1.82),
    ("the name is found as it is", 0.76),
    ("the name is found letter by letter", 0.93),
    ("the words between those of the name, against the name", -3.28),
    ("its words stand in another order", -0.20),
    ("the logarithm of what is found, by weight", 1.51),
    ("only one word is found", -1.40),
    ("the number of words of the name, in tens", -3.51),
    ("the weight of the word before, in tens", -1.79),
    ("the share of the other words in the same part of the string", -2.04),
    ("the name is all of its part of the string", 0.45),
    ("the logarithm of the number of others that the same words name as well", -0.96),
    ("the logarithm of the number of names that it has", 0.41),
    ("it has fewer names than others that the same words name", 0.42),
    ("what is found against the most that is found of any name", -0.54),
    ("another name is found better", -1.10),
    ("it is the last of the names", 0.51),
    ("it is no university, and another that is one is in the string", -0.46),
    ("the string names its country", 0.00),
    ("the string names another country", -1.49),
    ("it is the usual name", 0.93),
    ("its acronym, another name or its parent is in the string too", 0.70),
    ("only common words of the name are missing", -1.79),
    ("such words, and the string names a school of a university", 1.58),
    ("the name of a university as it is", 1.06),
    ("the name of a national body", 0.20),
    ("the name of a part of a university or hospital", -0.79),
    ("the same, and the name of a university is within it", -0.12),
    ("its words are among those of a longer name that is in the string", 0.03),
    ("its country has fewer organizations than those of others that the same words name", 0.56),
    ("it is the short form of a name", -0.60),
    ("the logarithm of the number of longer names that hold it", -0.19),
    ("another of its names adds to this one, and others have this one too", -0.66),
    ("of an acronym alone: its length, in fives", 6.05),
    ("of an acronym alone: the logarithm of the number of organizations that have it", -1.15),
    (
        "the same, and the name of a university is within it, and its words are among those of a longer name that is in the string",
        2.21,
    ),
    ("only one word is found, and such words, and the string names a school of a university", 2.00),
    ("only one word is found, and another name is found better", 1.30),
    ("the name is all of its part of the string, and the name of a part of a university or hospital", -0.77),
    ("the name is all of its part of the string, and the same, and the name of a university is within it", -1.72),
    ("only one word is found, and the logarithm of the number of others that the same words name as well", 0.68),
    ("the weight of the word before, in tens, and its acronym, another name or its parent is in the string too", 1.92),
    ("the weight of the word before, in tens, and only common words of the name are missing", 1.67),
    (
        "the name is found letter by letter, and the logarithm of the number of others that the same words name as well",
        0.54,
    ),
    (
        "it has fewer names than others that the same words name, and its words are among those of a longer name that is in the string",
        0.83,
    ),
    ("only common words of the name are missing, and the logarithm of the number of longer names that hold it", 0.65),
    (
        "its acronym, another name or its parent is in the string too, and only common words of the name are missing",
        2.63,
    ),
];

/// The places of clues that acronyms have too.
const NAME_COUNT: usize = 13;
const COUNTRY: usize = 19;
const ACRONYM: usize = 34;

/// Clues that tell something together which they do not tell one by one, by their places. Their products follow on the
/// other clues, in this order. These are the pairs whose products the model of the single clues explained worst, on both
/// halves of the strings that it was learned from.
const TOGETHER: [(usize, usize); 12] =
    [(28, 29), (7, 24), (7, 16), (11, 27), (11, 28), (7, 12), (9, 22), (9, 23), (3, 12), (14, 29), (23, 32), (22, 23)];

/// What kinds of schools universities have.
const SCHOOLS: [&str; 5] = ["school", "medicine", "faculty", "college", "medical"];
/// What kinds of universities there are.
const UNIVERSITIES: [&str; 3] = ["university", "college", "polytechnic"];
/// What kinds of parts they have.
const PARTS: [&str; 6] = ["department", "division", "school", "faculty", "laboratory", "medicine"];
/// What kinds of bodies there are once in a country.
const BODIES: [&str; 6] = ["academy", "council", "national", "foundation", "ministry", "agency"];

impl Evidence<'_> {
    /// The chance of each organization, in the order of the traces.
    pub(super) fn chances(&self) -> Vec<f32> {
        let score =
            |clues: [f32; COUNT]| clues.iter().zip(&CLUES).map(|(value, (_, weight))| value * weight).sum::<f32>();
        let odds: Vec<f32> = self.traces.iter().map(|trace| score(self.clues(trace)).min(30.0).exp()).collect();
        let all = 1.0 + odds.iter().sum::<f32>();
        odds.into_iter().map(|odds| odds / all).collect()
    }

    /// The clues of an organization, in the order of [`CLUES`].
    pub(super) fn clues(&self, trace: &Trace) -> [f32; COUNT] {
        let mut clues = [0.0; COUNT];
        if let Some(found) = &trace.found {
            let groups: [&[f32]; 5] = [
                &self.of_words(found),
                &self.of_others(trace, found),
                &self.of_organization(trace),
                &self.of_kind(trace, found),
                &self.of_renown(trace, found),
            ];
            clues.iter_mut().zip(groups.into_iter().flatten()).for_each(|(clue, value)| *clue = *value);
        } else if let Some(at) = trace.acronym {
            let acronym = self.asked.words[at].capitals.as_deref().unwrap_or_default();
            clues[0] = 1.0;
            clues[NAME_COUNT] = self.name_count(trace);
            clues[COUNTRY..COUNTRY + 2].copy_from_slice(&self.of_organization(trace)[..2]);
            clues[ACRONYM] = acronym.len() as f32 / 5.0;
            clues[ACRONYM + 1] = (self.index.names.by_acronym(acronym).len() as f32).ln();
        }
        for (at, (one, two)) in TOGETHER.iter().enumerate() {
            clues[ACRONYM + 2 + at] = clues[*one] * clues[*two];
        }
        clues
    }

    /// How a name stands in the string.
    fn of_words(&self, found: &Found) -> [f32; 12] {
        let name = self.index.names.name(found.name);
        let beside = self.asked.share_beside(found);
        [
            1.0,
            found.share,
            flag(found.is_exact()),
            flag(found.is_exact() && self.asked.folded.contains(&folded(without_country(&name.wording)))),
            (found.between / name.weight).min(3.0),
            flag(found.turns > 0),
            found.weight.max(0.1).ln(),
            flag(found.count == 1),
            name.words.len() as f32 / 10.0,
            self.asked.before(found).unwrap_or_default() / 10.0,
            beside,
            flag(found.is_exact() && beside < 0.02),
        ]
    }

    /// What else the string may name.
    fn of_others(&self, trace: &Trace, found: &Found) -> [f32; 7] {
        let university = self.has(found, &UNIVERSITIES);
        let there = || self.others(trace).filter(|other| is_there(other));
        [
            (1.0 + trace.rivals as f32).ln(),
            self.name_count(trace),
            self.against_namesakes(trace, |organization| self.index.name_count(organization) as f32),
            if self.most > 0.0 { (found.weight / self.most).min(1.5) } else { 1.0 },
            flag(!is_there(found) && self.most > found.weight),
            flag(!there().any(|other| other.span.0 > found.span.1)),
            flag(!university && there().any(|other| self.has(other, &UNIVERSITIES))),
        ]
    }

    /// What is known of the organization.
    fn of_organization(&self, trace: &Trace) -> [f32; 4] {
        let country = self.agrees_on_country(trace.organization);
        let is_usual = trace.found.as_ref().is_some_and(|found| self.index.names.name(found.name).kind == Kind::Usual);
        [flag(country == Some(true)), flag(country == Some(false)), flag(is_usual), flag(trace.is_confirmed())]
    }

    /// What kind of organization the words tell of.
    fn of_kind(&self, trace: &Trace, found: &Found) -> [f32; 6] {
        let missing = self.is_only_common_missing(found);
        let (university, part) = (self.has(found, &UNIVERSITIES), self.has(found, &PARTS));
        let holds = |other: &Found| is_there(other) && other.is_within(found) && self.has(other, &UNIVERSITIES);
        [
            flag(missing),
            flag(missing && self.is_university(found) && self.is_school(found)),
            flag(university && found.is_exact()),
            flag(self.has(found, &BODIES)),
            flag(part),
            flag(part && self.others(trace).any(holds)),
        ]
    }

    /// How well known the name is, beside others that the same words name. Bodies that each country has once are not
    /// better known in a country with more organizations.
    fn of_renown(&self, trace: &Trace, found: &Found) -> [f32; 5] {
        let name = self.index.names.name(found.name);
        let size = |organization| self.index.neighbours(organization) as f32;
        let standing = if self.has(found, &BODIES) { 0.0 } else { self.against_namesakes(trace, size) };
        [
            flag(trace.is_held),
            standing,
            flag(name.kind == Kind::Short),
            (1.0 + name.holders as f32).ln(),
            flag(name.is_qualified && trace.rivals > 0),
        ]
    }

    /// Whether a name says too little alone, because all of its words are common: two of them, or the name of a part, and no
    /// university's. `Department of Physics` and `Ministry of Health` do, the only
    /// `National Institutes of Health` do not.
    pub(super) fn is_common(&self, found: &Found) -> bool {
        let names = &self.index.names;
        let name = names.name(found.name);
        name.words.iter().all(|word| names.weight(Some(*word)) <= COMMON_WEIGHT)
            && !self.is_university(found)
            && (name.words.len() < 3 || self.has(found, &PARTS))
    }

    fn name_count(&self, trace: &Trace) -> f32 {
        (1.0 + self.index.name_count(trace.organization) as f32).ln()
    }

    /// How much less of something an organization has than another that the same words name, as a logarithm; 0 where it
    /// has more, or where nothing is known.
    fn against_namesakes(&self, trace: &Trace, amount: impl Fn(u32) -> f32) -> f32 {
        let same = |other: &&Trace| other.organization != trace.organization && is_same_span(trace, other);
        let others = self.traces.iter().filter(same).map(|other| amount(other.organization));
        let most = others.fold(0.0, f32::max);
        let own = amount(trace.organization);
        if own > 0.0 && most > 0.0 { (own / most).ln().clamp(-2.0, 0.0) } else { 0.0 }
    }

    fn has(&self, found: &Found, kinds: &[&str]) -> bool {
        self.asked.words[found.span.0..=found.span.1].iter().any(|word| kinds.contains(&&*word.text))
    }

    /// Whether the whole name is one of a university, even if the string leaves that out.
    fn is_university(&self, found: &Found) -> bool {
        let names = &self.index.names;
        names.name(found.name).words.iter().any(|word| names.word(*word) == "university")
    }

    fn is_school(&self, found: &Found) -> bool {
        self.asked.part_of(found).any(|at| SCHOOLS.contains(&&*self.asked.words[at].text))
    }

    fn is_only_common_missing(&self, found: &Found) -> bool {
        let names = &self.index.names;
        let mut missing = names.name(found.name).words.iter().filter(|word| !self.asked.has(**word)).peekable();
        missing.peek().is_some() && missing.all(|word| names.weight(Some(*word)) <= COMMON_WEIGHT)
    }
}

fn flag(value: bool) -> f32 {
    f32::from(u8::from(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clues_of_acronyms_stand_where_they_are_described() {
        assert!(CLUES[NAME_COUNT].0.contains("number of names that it has"));
        assert!(CLUES[COUNTRY].0.contains("names its country") && CLUES[COUNTRY + 1].0.contains("another country"));
        assert!(CLUES[ACRONYM].0.starts_with("of an acronym"));
        for (at, (one, two)) in TOGETHER.iter().enumerate() {
            assert_eq!(CLUES[ACRONYM + 2 + at].0, format!("{}, and {}", CLUES[*one].0, CLUES[*two].0));
        }
    }
}
