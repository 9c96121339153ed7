//! What speaks for and against each organization that a string may name, and how much.

use super::align::{Asked, Found};
use super::countries::{country, without_country};
use super::index::Index;
use super::names::COMMON_WEIGHT;
use crate::text::folded;

/// The least share of a name's weight that must be found in a string.
const LEAST_SHARE: f32 = 0.55;
/// The share from which a name counts as one that is in the string, where others are compared with it.
const NEARLY_ALL: f32 = 0.9;
/// How many organizations are compared.
const MOST: usize = 16;
/// An acronym of more organizations than these tells nothing by itself.
const MOST_HOLDERS: usize = 4;

/// How many clues there are.
pub const COUNT: usize = 31;

/// What is looked at, and how much each of it counts. The chance of an organization is the exponential of the sum of its
/// clues, each times its weight, divided by one and those of all organizations that the string may name: a conditional
/// logit model (D. McFadden, 1974). `examples/reconcile_weights.rs` learns the weights from strings whose
/// organizations are known.
pub const CLUES: [(&str, f32); COUNT] = [
    ("always", -6.02),
    ("the share of a name that is found, by weight", 2.29),
    ("the name is found as it is", -0.17),
    ("the words between those of the name, against the name", -3.83),
    ("its words stand in another order", -0.39),
    ("the logarithm of what is found, by weight", 1.82),
    ("the share of the other words in the same part of the string", -2.22),
    ("the logarithm of the number of others that the same words name as well", -1.11),
    ("the logarithm of the number of names that it has", 0.50),
    ("it has more names than others that the same words name", 0.17),
    ("the string names its country", 0.44),
    ("the string names another country", -1.22),
    ("it is the usual name", 1.09),
    ("its acronym, another name or its parent is in the string too", 0.96),
    ("what is found against the most that is found of any name", -0.91),
    ("it is no university, and another that is one is in the string", -0.63),
    ("only one word is found", -0.80),
    ("the number of words of the name, in tens", -3.44),
    ("the weight of the word before, in tens", -1.36),
    ("only common words of the name are missing", -1.58),
    ("such words, and the string names a school of a university", 2.71),
    ("the name of a university as it is", 1.01),
    ("the name is all of its part of the string", 0.26),
    ("it is the last of the names", 0.39),
    ("the name of a national body", 0.36),
    ("another name is found better", -0.52),
    ("the name of a part of a university or hospital", -1.28),
    ("the same, and another name is within it", -1.03),
    ("the name is found letter by letter", 1.40),
    ("of an acronym alone: its length, in fives", 6.52),
    ("of an acronym alone: the logarithm of the number of organizations that have it", -0.98),
];

/// What kinds of schools universities have.
const SCHOOLS: [&str; 5] = ["school", "medicine", "faculty", "college", "medical"];
/// What kinds of universities there are.
const UNIVERSITIES: [&str; 3] = ["university", "college", "polytechnic"];
/// What kinds of parts they have.
const PARTS: [&str; 6] = ["department", "division", "school", "faculty", "laboratory", "medicine"];
/// What kinds of bodies there are once in a country.
const BODIES: [&str; 6] = ["academy", "council", "national", "foundation", "ministry", "agency"];

/// An organization that a string may name.
#[derive(Clone, Debug)]
pub(super) struct Trace {
    /// The number of the organization.
    pub(super) organization: u32,
    /// Its name that is found best.
    pub(super) found: Option<Found>,
    /// Where an acronym of it stands.
    pub(super) acronym: Option<usize>,
    /// The number of another name of it that stands elsewhere in the string.
    pub(super) second: Option<u32>,
    /// The organization that it belongs to, where that is named too.
    pub(super) parent: Option<u32>,
    /// How many others the same words name as well.
    pub(super) rivals: usize,
}

/// A string with all that it may name.
pub(super) struct Evidence<'a, 'r> {
    pub(super) asked: &'a Asked,
    pub(super) index: &'a Index<'r>,
    /// The country that it names.
    pub(super) country: Option<&'static str>,
    pub(super) traces: Vec<Trace>,
    /// The most that is found of any name, by weight.
    most: f32,
}

impl<'a, 'r> Evidence<'a, 'r> {
    pub(super) fn new(asked: &'a Asked, index: &'a Index<'r>) -> Self {
        let mut traces = by_names(asked, index);
        add_acronyms(asked, index, &mut traces);
        let named: Vec<u32> = traces.iter().filter(|trace| trace.is_named()).map(|trace| trace.organization).collect();
        for trace in &mut traces {
            trace.parent = index.lineage(trace.organization).skip(1).find(|above| named.contains(above));
        }
        let rivals: Vec<usize> = traces.iter().map(|trace| rivals(trace, &traces)).collect();
        traces.iter_mut().zip(rivals).for_each(|(trace, rivals)| trace.rivals = rivals);
        let named = traces.iter().filter(|trace| trace.is_named()).filter_map(|trace| trace.found.as_ref());
        let most = named.map(|found| found.weight).fold(0.0, f32::max);
        Self { asked, index, country: country(&asked.words), traces, most }
    }

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
        match (&trace.found, trace.acronym) {
            (Some(found), _) => self.of_name(trace, found),
            (None, Some(at)) => self.of_acronym(trace, at),
            (None, None) => [0.0; COUNT],
        }
    }

    fn of_name(&self, trace: &Trace, found: &Found) -> [f32; COUNT] {
        let names = &self.index.names;
        let name = names.name(found.name);
        let before = self.asked.before(found).unwrap_or_default();
        let missing_common = self.is_only_common_missing(found);
        let university = self.has(found, &UNIVERSITIES);
        [
            1.0,
            found.share,
            flag(found.is_exact()),
            (found.between / name.weight).min(3.0),
            flag(found.turns > 0),
            found.weight.max(0.1).ln(),
            self.asked.share_beside(found),
            (1.0 + trace.rivals as f32).ln(),
            (1.0 + self.index.name_count(trace.organization) as f32).ln(),
            self.standing(trace),
            flag(self.agrees_on_country(trace.organization) == Some(true)),
            flag(self.agrees_on_country(trace.organization) == Some(false)),
            flag(name.is_usual),
            flag(trace.is_confirmed()),
            if self.most > 0.0 { (found.weight / self.most).min(1.5) } else { 1.0 },
            flag(!university && self.others(trace).any(|other| is_there(other) && self.has(other, &UNIVERSITIES))),
            flag(found.count == 1),
            name.words.len() as f32 / 10.0,
            before / 10.0,
            flag(missing_common),
            flag(
                missing_common
                    && name.words.iter().any(|word| names.word(*word) == "university")
                    && self.is_school(found),
            ),
            flag(university && found.is_exact()),
            flag(found.is_exact() && self.asked.share_beside(found) < 0.02),
            flag(!self.others(trace).any(|other| is_there(other) && other.span.0 > found.span.1)),
            flag(self.has(found, &BODIES)),
            flag(!is_there(found) && self.most > found.weight),
            flag(self.has(found, &PARTS)),
            flag(
                self.has(found, &PARTS)
                    && self
                        .others(trace)
                        .any(|other| is_there(other) && other.is_within(found) && self.has(other, &UNIVERSITIES)),
            ),
            flag(found.is_exact() && self.asked.folded.contains(&folded(without_country(name.wording)))),
            0.0,
            0.0,
        ]
    }

    fn of_acronym(&self, trace: &Trace, at: usize) -> [f32; COUNT] {
        let acronym = self.asked.words[at].capitals.as_deref().unwrap_or_default();
        let mut clues = [0.0; COUNT];
        clues[0] = 1.0;
        clues[8] = (1.0 + self.index.name_count(trace.organization) as f32).ln();
        clues[10] = flag(self.agrees_on_country(trace.organization) == Some(true));
        clues[11] = flag(self.agrees_on_country(trace.organization) == Some(false));
        clues[29] = acronym.len() as f32 / 5.0;
        clues[30] = (self.index.names.by_acronym(acronym).len() as f32).ln();
        clues
    }

    /// Whether the string names the country of an organization, where both are known.
    pub(super) fn agrees_on_country(&self, organization: u32) -> Option<bool> {
        Some(self.country? == self.index.country(organization)?)
    }

    /// Whether a name says too little alone, because all of its words are common: two of them, or the name of a part,
    /// or one that others have too. `Department of Physics` and `Ministry of Health` do, the only
    /// `National Institutes of Health` do not.
    pub(super) fn is_common(&self, trace: &Trace, found: &Found) -> bool {
        let names = &self.index.names;
        let name = names.name(found.name);
        name.words.iter().all(|word| names.weight(Some(*word)) <= COMMON_WEIGHT)
            && (name.words.len() < 3 || trace.rivals > 0 || self.has(found, &PARTS))
    }

    /// The names found of other organizations.
    fn others(&self, trace: &Trace) -> impl Iterator<Item = &Found> {
        let organization = trace.organization;
        self.traces
            .iter()
            .filter(move |other| other.organization != organization)
            .filter_map(|other| other.found.as_ref())
    }

    /// How many more names an organization has than any other that the same words name, as a logarithm.
    fn standing(&self, trace: &Trace) -> f32 {
        let same = |other: &&Trace| other.organization != trace.organization && is_same_span(trace, other);
        let most = self.traces.iter().filter(same).map(|other| self.index.name_count(other.organization)).max();
        let own = self.index.name_count(trace.organization) as f32;
        most.map_or(0.0, |most| (own / most as f32).ln().clamp(-2.0, 2.0))
    }

    fn has(&self, found: &Found, kinds: &[&str]) -> bool {
        self.asked.words[found.span.0..=found.span.1].iter().any(|word| kinds.contains(&&*word.text))
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

impl Trace {
    fn new(organization: u32) -> Self {
        Self { organization, found: None, acronym: None, second: None, parent: None, rivals: 0 }
    }

    fn is_named(&self) -> bool {
        self.found.as_ref().is_some_and(is_there)
    }

    /// Whether more than one thing in the string names it.
    pub(super) fn is_confirmed(&self) -> bool {
        self.found.is_some() && (self.acronym.is_some() || self.second.is_some() || self.parent.is_some())
    }
}

/// The organizations with the names that are found best.
fn by_names(asked: &Asked, index: &Index<'_>) -> Vec<Trace> {
    let names = &index.names;
    let find = |at| asked.find(at, names.name(at), names, LEAST_SHARE);
    let mut found: Vec<Found> = asked.candidates(names).into_iter().filter_map(find).collect();
    found.sort_by(|one, two| two.score().total_cmp(&one.score()).then(one.name.cmp(&two.name)));
    let mut traces: Vec<Trace> = Vec::new();
    for found in found {
        let organization = names.name(found.name).organization;
        let has_room = traces.len() < MOST;
        match traces.iter_mut().find(|trace| trace.organization == organization) {
            Some(trace) if found.is_exact() && trace.found.as_ref().is_some_and(|first| first.is_apart(&found)) => {
                trace.second = trace.second.or(Some(found.name));
            }
            None if has_room => traces.push(Trace { found: Some(found), ..Trace::new(organization) }),
            _ => {}
        }
    }
    traces
}

fn add_acronyms(asked: &Asked, index: &Index<'_>, traces: &mut Vec<Trace>) {
    for (at, word) in asked.words.iter().enumerate() {
        let holders = word.capitals.as_ref().map_or(&[][..], |acronym| index.names.by_acronym(acronym));
        for organization in holders {
            match traces.iter_mut().find(|trace| trace.organization == *organization) {
                Some(trace) => trace.acronym = Some(at),
                None if holders.len() <= MOST_HOLDERS => {
                    traces.push(Trace { acronym: Some(at), ..Trace::new(*organization) });
                }
                None => {}
            }
        }
    }
}

/// How many other organizations have a name in the same words, or in more, that is found as well.
fn rivals(trace: &Trace, all: &[Trace]) -> usize {
    let Some(own) = &trace.found else { return 0 };
    let others =
        all.iter().filter(|other| other.organization != trace.organization).filter_map(|other| other.found.as_ref());
    let is_rival =
        |other: &&Found| own.is_within(other) && other.weight + 0.01 >= own.weight && other.share >= own.share;
    others.filter(is_rival).count()
}

fn is_same_span(one: &Trace, two: &Trace) -> bool {
    let pair = one.found.as_ref().zip(two.found.as_ref());
    pair.is_some_and(|(one, two)| one.span == two.span && two.share + 0.02 >= one.share)
}

/// Whether a name is in the string, all of it or nearly.
fn is_there(found: &Found) -> bool {
    found.share > NEARLY_ALL
}

fn flag(value: bool) -> f32 {
    f32::from(u8::from(value))
}
