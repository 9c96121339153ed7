//! What somebody may mean who has begun to type.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;
use serde_json::{Value, json};

use super::properties::PROPERTIES;
use super::queries::spaced;
use super::things::{Kind, Thing, Things};
use super::{Reconciler, USUAL_LIMIT, cut};
use crate::names::{NameKeys, spelled};
use crate::text::is_han;

/// How many starts of names are looked at.
const STARTS: usize = 20_000;
/// At how many places of a name somebody may begin.
const PLACES: usize = 12;

/// The starts of all names and of their words, in alphabetical order.
#[derive(Default)]
pub(super) struct Prefixes {
    texts: Vec<Box<str>>,
    /// The thing of each text.
    things: Vec<u32>,
    /// Places in texts, by what follows there.
    starts: Vec<(u32, u16)>,
    /// The classes that things of each kind have.
    pub(super) classes: BTreeSet<(Kind, String)>,
}

impl Prefixes {
    pub(super) fn new(things: &Things) -> Self {
        let mut prefixes = Self::default();
        for (number, thing) in (0..).zip(&things.all) {
            prefixes.add(number, thing);
            prefixes.classes.insert((thing.kind, thing.kind.class().to_owned()));
            let classes = thing.classes.iter().map(|class| (thing.kind, class.to_string()));
            prefixes.classes.extend(classes);
        }
        let mut starts = std::mem::take(&mut prefixes.starts);
        starts.sort_by(|one, two| prefixes.rest(*one).cmp(prefixes.rest(*two)));
        prefixes.starts = starts;
        prefixes
    }

    fn add(&mut self, number: u32, thing: &Thing) {
        let mut texts: BTreeSet<(String, Vec<u16>)> = BTreeSet::new();
        for name in thing.all_names() {
            texts.insert(sounding(name));
            if !name.is_ascii() {
                texts.insert(written(name));
            }
            if thing.kind == Kind::Person && name.chars().all(is_han) {
                texts.extend(NameKeys::new(name).full.iter().map(|key| read(key)));
            }
        }
        texts.insert((spelled(thing.key()), vec![0]));
        for (text, places) in texts.into_iter().filter(|(text, _)| !text.is_empty()) {
            let at = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
            self.starts.extend(places.into_iter().map(|place| (at, place)));
            self.texts.push(text.into());
            self.things.push(number);
        }
    }

    fn rest(&self, (text, place): (u32, u16)) -> &str {
        &self.texts[text as usize][usize::from(place)..]
    }

    /// The things with a name or a word that begins so, each with how well: whole names come before starts of names, and
    /// these before starts of words.
    fn find(&self, prefix: &str, bonus: u32, found: &mut FxHashMap<u32, u32>) {
        let begin = self.starts.partition_point(|start| self.rest(*start) < prefix);
        let starts = self.starts[begin..].iter().take(STARTS);
        for (text, place) in starts.take_while(|start| self.rest(**start).starts_with(prefix)) {
            let whole = self.texts[*text as usize].len() == prefix.len();
            let rank = bonus + if whole { 3 } else { u32::from(*place == 0) };
            let known = found.entry(self.things[*text as usize]).or_default();
            *known = (*known).max(rank);
        }
    }
}

impl Reconciler {
    /// The things that somebody may mean who has typed a prefix, in any script; the first `cursor` are left out.
    #[must_use]
    pub fn suggest_entity(&self, prefix: &str, cursor: usize) -> Value {
        let prefix = cut(prefix.trim());
        let found = self.beginning(prefix);
        let shown = found.into_iter().skip(cursor).take(USUAL_LIMIT).map(|number| {
            let mut told = self.entity(number);
            if let Some(types) = told.shift_remove("type") {
                told.insert("notable".into(), types);
            }
            Value::Object(told)
        });
        json!({"result": shown.collect::<Vec<_>>()})
    }

    /// The things that begin with a prefix, the best first.
    fn beginning(&self, prefix: &str) -> Vec<u32> {
        let mut found = FxHashMap::default();
        let (written, sounding) = (written(prefix).0, sounding(prefix).0);
        if !prefix.is_ascii() && !written.is_empty() {
            self.prefixes.find(&written, 4, &mut found);
        }
        if !sounding.is_empty() {
            self.prefixes.find(&sounding, 0, &mut found);
        }
        found.extend(self.things.find(prefix).map(|number| (number, 100)));
        let mut found: Vec<(u32, u32)> = found.into_iter().collect();
        found.sort_by_cached_key(|(number, rank)| {
            let thing = self.things.get(*number);
            (u32::MAX - rank, thing.kind, thing.all_names().map(str::len).min(), thing.id.clone())
        });
        found.into_iter().map(|(number, _)| number).collect()
    }

    /// The types that somebody may mean who has typed a prefix of one or of a word of its name.
    #[must_use]
    pub fn suggest_type(&self, prefix: &str) -> Value {
        let kinds = Kind::ALL.map(|kind| (kind.class().to_owned(), kind.name().to_owned()));
        let classes = self.prefixes.classes.iter().map(|(_, class)| (class.clone(), spaced(class)));
        let mut types: Vec<(String, String)> = kinds.into();
        for class in classes {
            if types.iter().all(|(id, _)| *id != class.0) {
                types.push(class);
            }
        }
        let types = types.into_iter().filter(|(id, name)| begins(id, name, prefix));
        json!({"result": types.map(|(id, name)| json!({"id": id, "name": name})).collect::<Vec<_>>()})
    }

    /// The properties that somebody may mean who has typed a prefix of one or of a word of its name.
    #[must_use]
    pub fn suggest_property(&self, prefix: &str) -> Value {
        let properties = PROPERTIES.iter().filter(|property| begins(property.id, property.name, prefix));
        let told = properties.map(|property| {
            let kinds: Vec<&str> = property.kinds.iter().map(|kind| kind.name()).collect();
            json!({"id": property.id, "name": property.name, "description": format!("of: {}", kinds.join(", "))})
        });
        json!({"result": told.collect::<Vec<_>>()})
    }
}

/// Whether an identifier, a name or a word of the name begins so.
fn begins(id: &str, name: &str, prefix: &str) -> bool {
    let (id, name, prefix) = (id.to_lowercase(), name.to_lowercase(), cut(prefix.trim()).to_lowercase());
    id.starts_with(&prefix) || name.starts_with(&prefix) || name.split(' ').any(|word| word.starts_with(&prefix))
}

/// A name as it sounds, and the places where its words begin.
fn sounding(name: &str) -> (String, Vec<u16>) {
    let (mut text, mut places) = (String::new(), Vec::new());
    for word in name.split(|c: char| !c.is_alphanumeric()).map(spelled).filter(|word| !word.is_empty()) {
        places.extend(u16::try_from(text.len()).ok().filter(|_| places.len() < PLACES));
        text.push_str(&word);
    }
    (text, places)
}

/// A name as it is written, and the places where its words and Chinese characters begin.
fn written(name: &str) -> (String, Vec<u16>) {
    let (mut text, mut places, mut is_start) = (String::new(), Vec::new(), true);
    for c in name.chars().flat_map(char::to_lowercase) {
        if !c.is_alphanumeric() {
            is_start = true;
            continue;
        }
        if is_start || is_han(c) {
            places.extend(u16::try_from(text.len()).ok().filter(|_| places.len() < PLACES));
        }
        is_start = false;
        text.push(c);
    }
    (text, places)
}

/// A reading of a name, and the places of family name and given names.
fn read(key: &str) -> (String, Vec<u16>) {
    let family = key.find(' ').and_then(|at| u16::try_from(at).ok());
    (key.replace(' ', ""), [0].into_iter().chain(family).collect())
}
