//! What speaks for and against each organization that a string may name.

use super::align::{Asked, Found};
use super::countries::country;
use super::index::Index;

/// The least share of a name's weight that must be found in a string.
const LEAST_SHARE: f32 = 0.55;
/// The share from which a name counts as one that is in the string, where others are compared with it.
const NEARLY_ALL: f32 = 0.9;
/// How many organizations are compared.
const MOST: usize = 16;
/// An acronym of more organizations than these tells nothing by itself.
const MOST_HOLDERS: usize = 4;

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
    /// Whether one of them has a longer name, which is in the string too.
    pub(super) is_held: bool,
}

/// A string with all that it may name.
pub(super) struct Evidence<'a> {
    pub(super) asked: &'a Asked,
    pub(super) index: &'a Index,
    /// The country that it names.
    pub(super) country: Option<&'static str>,
    pub(super) traces: Vec<Trace>,
    /// The most that is found of any name, by weight.
    pub(super) most: f32,
}

impl<'a> Evidence<'a> {
    pub(super) fn new(asked: &'a Asked, index: &'a Index) -> Self {
        let mut traces = by_names(asked, index);
        add_acronyms(asked, index, &mut traces);
        let named: Vec<u32> = traces.iter().filter(|trace| trace.is_named()).map(|trace| trace.organization).collect();
        for trace in &mut traces {
            trace.parent = index.lineage(trace.organization).skip(1).find(|above| named.contains(above));
        }
        let rivals: Vec<usize> = traces.iter().map(|trace| rivals(trace, &traces)).collect();
        let held: Vec<bool> = traces.iter().map(|trace| is_held(trace, &traces)).collect();
        for ((trace, rivals), is_held) in traces.iter_mut().zip(rivals).zip(held) {
            (trace.rivals, trace.is_held) = (rivals, is_held);
        }
        let named = traces.iter().filter(|trace| trace.is_named()).filter_map(|trace| trace.found.as_ref());
        let most = named.map(|found| found.weight).fold(0.0, f32::max);
        Self { asked, index, country: country(&asked.words), traces, most }
    }

    /// Whether the string names the country of an organization, where both are known.
    pub(super) fn agrees_on_country(&self, organization: u32) -> Option<bool> {
        Some(self.country? == self.index.country(organization)?)
    }

    /// The names found of other organizations.
    pub(super) fn others(&self, trace: &Trace) -> impl Iterator<Item = &Found> {
        let organization = trace.organization;
        self.traces
            .iter()
            .filter(move |other| other.organization != organization)
            .filter_map(|other| other.found.as_ref())
    }
}

impl Trace {
    fn new(organization: u32) -> Self {
        Self { organization, found: None, acronym: None, second: None, parent: None, rivals: 0, is_held: false }
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
fn by_names(asked: &Asked, index: &Index) -> Vec<Trace> {
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

fn add_acronyms(asked: &Asked, index: &Index, traces: &mut Vec<Trace>) {
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
    let is_rival = |other: &&Found| {
        own.is_within(other) && other.weight + 0.01 >= own.weight && other.share >= own.share && is_in_order(own, other)
    };
    others.filter(is_rival).count()
}

/// Whether the words of another name do not stand in the wrong order where those of one stand in the right one.
fn is_in_order(own: &Found, other: &Found) -> bool {
    other.turns == 0 || own.turns > 0
}

/// Whether the words of a name are among those of a longer one of another organization.
fn is_held(trace: &Trace, all: &[Trace]) -> bool {
    let Some(own) = &trace.found else { return false };
    let mut others =
        all.iter().filter(|other| other.organization != trace.organization).filter_map(|other| other.found.as_ref());
    others.any(|other| own.is_within(other) && is_there(other) && other.weight > own.weight + 0.5)
}

pub(super) fn is_same_span(one: &Trace, two: &Trace) -> bool {
    let pair = one.found.as_ref().zip(two.found.as_ref());
    pair.is_some_and(|(one, two)| one.span == two.span && two.share + 0.02 >= one.share)
}

/// Whether a name is in the string, all of it or nearly.
pub(super) fn is_there(found: &Found) -> bool {
    found.share > NEARLY_ALL
}
