//! How well a thing agrees with what is asked: its names, and its properties.

use rustc_hash::FxHashSet;
use serde_json::Value as Json;

use super::lookup::{Asked, Lookup};
use super::properties::Property;
use super::things::{Kind, Thing, Things, Value};
use super::words::{identifiers, is_slip, words};
use crate::names::{Agreement, NameKeys, spelled};
use crate::text::folded;
use crate::works;

/// From this score of the name on, a thing may be the one that is meant.
pub(super) const RIVAL: f64 = 85.0;
/// The best score of a name that has a slip or lacks a word.
const UNSURE: f64 = 84.0;
/// How many values of a property count; each is looked up, which takes time.
const VALUES: usize = 5;
/// How sure an affiliation must be to be matched.
const SURE: f32 = 0.9;

/// How well a name agrees.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Likeness {
    /// From 0 to 100.
    pub(super) score: f64,
    /// Whether it is this name and no other.
    pub(super) is_exact: bool,
}

/// How well properties agree.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Agreed {
    pub(super) agreeing: u16,
    pub(super) contradicting: u16,
    pub(super) unknown: u16,
    /// Whether something agrees that belongs to one thing alone.
    pub(super) is_identified: bool,
}

/// A property that is wanted, with its values.
pub(super) struct Wanted {
    pub(super) property: &'static Property,
    values: Vec<WantedValue>,
}

struct WantedValue {
    text: String,
    folded: String,
    identifiers: Vec<String>,
    /// The things that it may mean.
    things: FxHashSet<u32>,
}

impl Wanted {
    /// The identifiers among its values.
    pub(super) fn identifiers(&self) -> impl Iterator<Item = String> {
        self.values.iter().flat_map(|value| value.identifiers.iter().cloned())
    }
}

/// What scores need.
#[derive(Clone, Copy)]
pub(super) struct Scorer<'a> {
    pub(super) things: &'a Things,
    pub(super) lookup: &'a Lookup,
}

impl Scorer<'_> {
    /// How well the names of a thing agree with a text.
    pub(super) fn likeness(self, number: u32, asked: &Asked) -> Likeness {
        let thing = self.things.get(number);
        let is_it = self.things.find(&asked.text) == Some(number) || thing.key() == asked.text;
        if is_it || self.lookup.is_identified(number, &asked.identifiers) {
            return Likeness { score: 100.0, is_exact: true };
        }
        let names = thing.all_names().map(|name| of_name(thing.kind, name, asked));
        names.chain(self.of_person(number, asked)).chain(of_organization(number, asked)).fold(
            Likeness::default(),
            |best, next| {
                if (next.score, next.is_exact) > (best.score, best.is_exact) { next } else { best }
            },
        )
    }

    /// By the keys of a person's names.
    fn of_person(self, number: u32, asked: &Asked) -> Option<Likeness> {
        let score = match self.lookup.keys(number)?.agreement(&asked.keys)? {
            Agreement::Full => 90.0,
            Agreement::Initials => 72.0,
        };
        Some(Likeness { score, is_exact: false })
    }

    /// A property of a query with its values; nothing where it is unknown or has no values.
    pub(super) fn wanted(self, pid: &str, values: &Json) -> Option<Wanted> {
        let property = Property::find(pid)?;
        let values = match values {
            Json::Array(values) => {
                values.iter().take(VALUES).filter_map(|value| self.wanted_value(property, value)).collect()
            }
            value => Vec::from_iter(self.wanted_value(property, value)),
        };
        (!values.is_empty()).then_some(Wanted { property, values })
    }

    fn wanted_value(self, property: &Property, value: &Json) -> Option<WantedValue> {
        let text = match value {
            Json::String(text) => super::cut(text).to_owned(),
            Json::Number(number) => number.to_string(),
            Json::Object(object) => super::cut(object.get("id")?.as_str()?).to_owned(),
            _ => return None,
        };
        let things = property.values.map(|kind| self.meant(&text, kind)).unwrap_or_default();
        let (folded, identifiers) = (folded(&text), identifiers(&text));
        (!folded.is_empty()).then_some(WantedValue { text, folded, identifiers, things })
    }

    /// The things of a kind that a text may well mean.
    fn meant(self, text: &str, kind: Kind) -> FxHashSet<u32> {
        let asked = self.lookup.asked(text, kind == Kind::Organization);
        let candidates = self.lookup.candidates(self.things, &asked, &[kind]);
        candidates.into_iter().filter(|number| self.likeness(*number, &asked).score >= RIVAL).collect()
    }

    /// How well a thing agrees with properties. One that it has no value for speaks neither for it nor against it.
    pub(super) fn agreed(self, number: u32, wanted: &[Wanted]) -> Agreed {
        let thing = self.things.get(number);
        let mut agreed = Agreed::default();
        for wanted in wanted {
            match self.agrees(thing, wanted) {
                Some(true) => {
                    agreed.agreeing += 1;
                    agreed.is_identified |= wanted.property.is_identifier;
                }
                Some(false) => agreed.contradicting += 1,
                None => agreed.unknown += 1,
            }
        }
        agreed
    }

    fn agrees(self, thing: &Thing, wanted: &Wanted) -> Option<bool> {
        let property = wanted.property;
        if matches!(property.id, "name" | "alternateName") {
            let mut names = thing.all_names().map(folded).peekable();
            names.peek()?;
            return Some(names.any(|name| wanted.values.iter().any(|value| value.folded == name)));
        }
        let mut values = property.values(thing).peekable();
        values.peek()?;
        Some(values.any(|value| wanted.values.iter().any(|wanted| self.is_value(property, value, wanted))))
    }

    fn is_value(self, property: &Property, value: &Value, wanted: &WantedValue) -> bool {
        match value {
            Value::Thing(number) => wanted.things.contains(number) || self.things.find(&wanted.text) == Some(*number),
            Value::Text(wording) => is_text(property, &wording.text, wanted),
        }
    }
}

/// Whether the text of a fact is the one that is wanted: dates agree as far as both are known, headlines where one holds
/// the words, printed names of authors as names of people.
fn is_text(property: &Property, text: &str, wanted: &WantedValue) -> bool {
    match property.id {
        "datePublished" | "foundingDate" | "birthDate" => {
            text.starts_with(&wanted.text) || wanted.text.starts_with(text)
        }
        "jobTitle" | "description" => folded(text).contains(&wanted.folded),
        "author" => NameKeys::new(text).agreement(&NameKeys::new(&wanted.text)).is_some(),
        _ if property.is_identifier => {
            folded(text) == wanted.folded || identifiers(text).iter().any(|own| wanted.identifiers.contains(own))
        }
        _ => folded(text) == wanted.folded,
    }
}

fn of_organization(number: u32, asked: &Asked) -> Option<Likeness> {
    let (at, (_, chance)) = asked.organizations.iter().enumerate().find(|(_, (found, _))| *found == number)?;
    Some(Likeness { score: 55.0 + 40.0 * f64::from(*chance), is_exact: at == 0 && *chance >= SURE })
}

/// How well a name agrees with a text, whatever it is the name of.
fn of_name(kind: Kind, name: &str, asked: &Asked) -> Likeness {
    let (plain, own) = (folded(name), words(name));
    if plain == asked.folded && !plain.is_empty() {
        return Likeness { score: 100.0, is_exact: true };
    }
    if sorted(&own) == sorted(&asked.words) && own.len() > 1 {
        return Likeness { score: 98.0, is_exact: true };
    }
    let sound = spelled(name);
    let sounds_alike = sound.len() > 2 && sound == asked.spelled && kind != Kind::Person;
    let score = match kind {
        _ if sounds_alike => 92.0,
        Kind::Work => return of_title(name, asked, &own),
        _ => with_slips(&sound, &own, asked).max(in_part(&own, asked)),
    };
    Likeness { score, is_exact: false }
}

fn of_title(title: &str, asked: &Asked, own: &[String]) -> Likeness {
    let Some(likeness) = works::likeness(title, &asked.text) else {
        return Likeness { score: in_part(own, asked) / 2.0, is_exact: false };
    };
    let is_exact = likeness.common >= 1.0 && own.len() > 2;
    let common = if is_exact { 97.0 } else { likeness.common * 90.0 };
    let cut = if likeness.is_cut { UNSURE } else { 0.0 };
    Likeness { score: common.max(cut).max(in_part(own, asked)), is_exact }
}

/// The score of a name that is another but for slips of the pen, in whatever order its words stand.
fn with_slips(sound: &str, own: &[String], asked: &Asked) -> f64 {
    let distance = sound.len().abs_diff(asked.spelled.len());
    if sound.len().min(asked.spelled.len()) < 4 || distance * 4 > sound.len() {
        return 0.0;
    }
    let likeness = strsim::normalized_damerau_levenshtein(sound, &asked.spelled);
    let ordered = strsim::normalized_damerau_levenshtein(&sorted(own).concat(), &sorted(&asked.words).concat());
    let best = likeness.max(ordered);
    if best < 0.75 { 0.0 } else { (best * 90.0).min(UNSURE) }
}

/// The score of a name that has some of the words.
fn in_part(own: &[String], asked: &Asked) -> f64 {
    let score = |word: &String| match own.contains(word) {
        true => 1.0,
        false if own.iter().any(|other| is_slip(word, other)) => 0.8,
        false if own.iter().any(|other| word.len() > 2 && other.starts_with(word.as_str())) => 0.7,
        // A single character is part of a pair.
        false if own.iter().any(|other| !word.is_ascii() && other.contains(word.as_str())) => 0.8,
        false => 0.0,
    };
    let common: f64 = asked.words.iter().map(score).sum();
    let part = |count: usize| common / f64::from(u16::try_from(count.max(1)).unwrap_or(u16::MAX));
    let (of_asked, of_own) = (part(asked.words.len()), part(own.len()).min(1.0));
    if of_asked < 0.5 { 0.0 } else { 70.0 * (2.0 * of_asked + of_own) / 3.0 }
}

fn sorted(words: &[String]) -> Vec<&str> {
    let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
    words.sort_unstable();
    words
}
