//! What a decision rests on, in words that a person can check.

use std::fmt;

use super::align::Found;
use super::evidence::{Evidence, Trace};
use super::names::Kind;
use crate::decode::Key;

/// Something that speaks for an organization, or against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The string is this name of it, and nothing else.
    Exact(String),
    /// The string contains this name, which is its usual one.
    Name(String),
    /// The string contains this other name of it.
    Alias(String),
    /// The string has this name without its place or patron.
    Short(String),
    /// The string has this name's words, with others between them or in another order.
    Words(String),
    /// The string has so much of this name, in percent by how rare the words are.
    Partly(String, u8),
    /// The string has this other name of it too, such as one in another language.
    Second(String),
    /// The string has this acronym of it.
    Acronym(String),
    /// The string names the organization with this key, which it belongs to.
    Parent(Key),
    /// The string names its country (ISO 3166-1).
    Country(&'static str),
    /// The string names a country, and it is in another.
    OtherCountry(&'static str, &'static str),
    /// The same words name so many others too.
    Rivals(usize),
    /// All of the name is common words.
    Common,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(name) => write!(f, "is `{name}`"),
            Self::Name(name) => write!(f, "has its name `{name}`"),
            Self::Alias(name) => write!(f, "has its other name `{name}`"),
            Self::Short(name) => write!(f, "has the short form of `{name}`"),
            Self::Words(name) => write!(f, "has the words of `{name}`"),
            Self::Partly(name, percent) => write!(f, "has {percent} % of `{name}`"),
            Self::Second(name) => write!(f, "has `{name}` too"),
            Self::Acronym(acronym) => write!(f, "has its acronym `{acronym}`"),
            Self::Parent(key) => write!(f, "names `{}`, which it belongs to", key.as_str()),
            Self::Country(code) => write!(f, "names its country {code}"),
            Self::OtherCountry(asked, own) => write!(f, "names {asked}, and it is in {own}"),
            Self::Rivals(1) => write!(f, "the same words name another one too"),
            Self::Rivals(count) => write!(f, "the same words name {count} others too"),
            Self::Common => write!(f, "only common words"),
        }
    }
}

/// What speaks for an organization and against it, the weightiest first.
pub(super) fn reasons(evidence: &Evidence<'_>, trace: &Trace) -> Vec<Reason> {
    let wording = |name: u32| evidence.index.names.name(name).wording.to_string();
    let mut reasons = Vec::new();
    reasons.extend(trace.found.as_ref().map(|found| of_name(evidence, found)));
    reasons.extend(trace.second.map(|name| Reason::Second(wording(name))));
    reasons.extend(trace.acronym.and_then(|at| evidence.asked.words[at].capitals.clone()).map(Reason::Acronym));
    reasons.extend(trace.parent.map(|parent| Reason::Parent(evidence.index.key(parent).clone())));
    let countries = evidence.country.zip(evidence.index.country(trace.organization));
    reasons.extend(countries.map(|(asked, own)| match asked == own {
        true => Reason::Country(own),
        false => Reason::OtherCountry(asked, own),
    }));
    reasons.extend((trace.rivals > 0).then_some(Reason::Rivals(trace.rivals)));
    reasons.extend(trace.found.as_ref().filter(|found| evidence.is_common(found)).map(|_| Reason::Common));
    reasons
}

fn of_name(evidence: &Evidence<'_>, found: &Found) -> Reason {
    let name = evidence.index.names.name(found.name);
    let wording = name.wording.to_string();
    let is_all = found.span == (0, evidence.asked.words.len() - 1);
    match (found.is_exact(), name.kind) {
        (true, Kind::Short) => Reason::Short(wording),
        (true, _) if is_all => Reason::Exact(wording),
        (true, Kind::Usual) => Reason::Name(wording),
        (true, Kind::Other) => Reason::Alias(wording),
        (false, _) if found.share > 0.999 => Reason::Words(wording),
        (false, _) => Reason::Partly(wording, (found.share * 100.0) as u8),
    }
}
