//! Finds things that a text may mean, quickly: by whole names in any writing, by identifiers and by words.

use rustc_hash::{FxHashMap, FxHashSet};

use super::things::{Kind, Thing, Things};
use super::words::{deletions, identifiers, is_slip, may_slip, words};
use crate::decode::Key;
use crate::names::{NameKeys, spelled};
use crate::reconcile::Reconciler as Affiliations;
use crate::register::{Organization, Register};
use crate::text::{Text, folded, is_han};
use crate::vocab::schema;

/// How many things are taken by one name, and by the words of a text.
const BY_NAME: usize = 500;
const BY_WORDS: usize = 60;
/// How many entries of words are looked at.
const ENTRIES: usize = 30_000;
/// How many words may be meant by one with a slip.
const SLIPS: usize = 8;

/// The names of all things, ready for looking up.
pub(super) struct Lookup {
    /// By whole names: folded, as they sound, as keys of names of people, and by family name and initial.
    names: FxHashMap<Box<str>, Vec<u32>>,
    identifiers: FxHashMap<String, Vec<u32>>,
    words: Words,
    /// The keys of the names of people.
    keys: FxHashMap<u32, NameKeys>,
    affiliations: Affiliations,
    organizations: FxHashMap<Key, u32>,
}

/// The words of names, and the things that have them.
#[derive(Default)]
struct Words {
    ids: FxHashMap<Box<str>, u32>,
    texts: Vec<Box<str>>,
    things: Vec<Vec<u32>>,
    /// Words by hashes of themselves without a letter.
    near: FxHashMap<u64, Vec<u32>>,
}

/// A text that is looked for, in all forms in which it is compared.
pub(super) struct Asked {
    pub(super) text: String,
    pub(super) folded: String,
    pub(super) spelled: String,
    pub(super) words: Vec<String>,
    pub(super) keys: NameKeys,
    pub(super) identifiers: Vec<String>,
    /// The organizations that it may mean, with their chances, the best first.
    pub(super) organizations: Vec<(u32, f32)>,
}

impl Lookup {
    pub(super) fn new(things: &Things) -> Self {
        let mut lookup = Self {
            names: FxHashMap::default(),
            identifiers: FxHashMap::default(),
            words: Words::default(),
            keys: FxHashMap::default(),
            affiliations: Affiliations::new(&register(things)),
            organizations: FxHashMap::default(),
        };
        for (number, thing) in (0..).zip(&things.all) {
            lookup.add(number, thing);
        }
        lookup.words.find_near();
        lookup
    }

    fn add(&mut self, number: u32, thing: &Thing) {
        let mut forms: FxHashSet<String> = FxHashSet::default();
        let mut parts: FxHashSet<String> = FxHashSet::default();
        forms.insert(folded(thing.key()));
        for name in thing.all_names() {
            forms.extend([folded(name), spelled(name)]);
            parts.extend(words(name));
            let hanzi = name.chars().filter(|c| is_han(*c));
            parts.extend(hanzi.take(4).map(String::from).filter(|_| thing.kind == Kind::Person));
        }
        if thing.kind == Kind::Person {
            let keys = NameKeys::of_all(thing.all_names());
            forms.extend(name_forms(&keys));
            self.keys.insert(number, keys);
        }
        forms.remove("");
        forms.into_iter().for_each(|form| self.names.entry(form.into()).or_default().push(number));
        parts.into_iter().for_each(|word| self.words.add(&word, number));
        self.add_identifiers(number, thing);
        if let Some(key) = organization_key(thing) {
            self.organizations.insert(key, number);
        }
    }

    fn add_identifiers(&mut self, number: u32, thing: &Thing) {
        for identifier in identifiers_of(thing) {
            let known = self.identifiers.entry(identifier).or_default();
            if known.last() != Some(&number) {
                known.push(number);
            }
        }
    }

    /// The forms of a text that is looked for. Organizations are looked for only where they are wanted.
    pub(super) fn asked(&self, text: &str, with_organizations: bool) -> Asked {
        let decision = with_organizations.then(|| self.affiliations.find(text));
        let organizations = decision.into_iter().flat_map(|decision| decision.candidates).filter_map(|candidate| {
            let number = self.organizations.get(&candidate.key)?;
            Some((*number, candidate.confidence))
        });
        Asked {
            text: text.to_owned(),
            folded: folded(text),
            spelled: spelled(text),
            words: words(text),
            keys: NameKeys::new(text),
            identifiers: identifiers(text),
            organizations: organizations.collect(),
        }
    }

    /// The things of some kinds that a text may mean.
    pub(super) fn candidates(&self, things: &Things, asked: &Asked, kinds: &[Kind]) -> Vec<u32> {
        let is_wanted = |number: &u32| kinds.contains(&things.get(*number).kind);
        let mut found: FxHashSet<u32> = FxHashSet::default();
        let forms = [asked.folded.clone(), asked.spelled.clone()].into_iter().chain(name_forms(&asked.keys));
        for form in forms {
            let named = self.names.get(form.as_str()).into_iter().flatten().copied();
            found.extend(named.filter(is_wanted).take(BY_NAME));
        }
        let identified = asked.identifiers.iter().filter_map(|identifier| self.identifiers.get(identifier)).flatten();
        found.extend(identified.copied().filter(is_wanted).take(BY_NAME));
        found.extend(asked.organizations.iter().map(|(number, _)| *number).filter(is_wanted));
        found.extend(things.find(&asked.text).filter(is_wanted));
        found.extend(self.words.candidates(&asked.words, is_wanted));
        let mut found: Vec<u32> = found.into_iter().collect();
        found.sort_unstable();
        found
    }

    /// The keys of the names of a person.
    pub(super) fn keys(&self, number: u32) -> Option<&NameKeys> {
        self.keys.get(&number)
    }

    /// Whether a thing has one of these identifiers.
    pub(super) fn is_identified(&self, number: u32, identifiers: &[String]) -> bool {
        let mut known = identifiers.iter().filter_map(|identifier| self.identifiers.get(identifier));
        known.any(|things| things.contains(&number))
    }

    /// The things that have one of these identifiers.
    pub(super) fn things_identified(&self, identifiers: &[String]) -> impl Iterator<Item = u32> {
        identifiers.iter().filter_map(|identifier| self.identifiers.get(identifier)).flatten().copied()
    }
}

impl Words {
    fn add(&mut self, word: &str, thing: u32) {
        let next = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        let id = match self.ids.get(word) {
            Some(id) => *id,
            None => {
                self.ids.insert(word.into(), next);
                self.texts.push(word.into());
                self.things.push(Vec::new());
                next
            }
        };
        self.things[id as usize].push(thing);
    }

    fn find_near(&mut self) {
        for (id, word) in (0..).zip(&self.texts) {
            if may_slip(word) {
                deletions(word).for_each(|hash| self.near.entry(hash).or_default().push(id));
            }
        }
    }

    /// The words that one may stand for: itself, and those but for a slip.
    fn meanings(&self, word: &str) -> Vec<(u32, f32)> {
        let mut meanings: Vec<(u32, f32)> = self.ids.get(word).map(|id| (*id, 1.0)).into_iter().collect();
        if may_slip(word) {
            let near = deletions(word).filter_map(|hash| self.near.get(&hash)).flatten();
            let mut near: Vec<u32> = near.copied().filter(|id| is_slip(word, &self.texts[*id as usize])).collect();
            near.sort_unstable();
            near.dedup();
            near.retain(|id| &*self.texts[*id as usize] != word);
            meanings.extend(near.into_iter().take(SLIPS).map(|id| (id, 0.7)));
        }
        meanings
    }

    /// The things that have most of some words, each word by its rarity.
    fn candidates(&self, words: &[String], is_wanted: impl Fn(&u32) -> bool) -> Vec<u32> {
        let mut meanings: Vec<(u32, f32)> = words.iter().flat_map(|word| self.meanings(word)).collect();
        meanings.sort_by_key(|(id, _)| self.things[*id as usize].len());
        let mut weights: FxHashMap<u32, f32> = FxHashMap::default();
        let mut left = ENTRIES;
        for (id, likeness) in meanings {
            let things = &self.things[id as usize];
            let weight = likeness * rarity(things.len());
            for thing in things.iter().take(left).filter(|thing| is_wanted(thing)) {
                *weights.entry(*thing).or_default() += weight;
            }
            left = left.saturating_sub(things.len());
        }
        let mut best: Vec<(u32, f32)> = weights.into_iter().collect();
        best.sort_unstable_by(|one, two| two.1.total_cmp(&one.1).then(one.0.cmp(&two.0)));
        best.into_iter().take(BY_WORDS).map(|(thing, _)| thing).collect()
    }
}

/// What a word weighs that this many things have.
fn rarity(things: usize) -> f32 {
    1.0 / (1.0 + f32::from(u16::try_from(things).unwrap_or(u16::MAX)).ln_1p())
}

/// The forms by which a person's name is looked up: whole names without spaces, and family name and initial.
fn name_forms(keys: &NameKeys) -> impl Iterator<Item = String> + '_ {
    let initial = |key: &String| {
        let (family, given) = key.split_once(' ')?;
        Some(format!("{family} {}", given.chars().next()?))
    };
    let whole = keys.full.iter().map(|key| key.replace(' ', ""));
    whole.chain(keys.abbreviated.iter().filter_map(initial)).chain(keys.full.iter().filter_map(initial))
}

/// The identifiers of a thing, as they compare.
fn identifiers_of(thing: &Thing) -> Vec<String> {
    use super::things::Value;
    let predicates = [schema::IDENTIFIER, schema::SAME_AS, schema::URL, schema::EMAIL];
    let texts = predicates.into_iter().flat_map(|predicate| thing.values(predicate)).filter_map(|value| match value {
        Value::Text(wording) => Some(&*wording.text),
        Value::Thing(_) => None,
    });
    texts.flat_map(identifiers).collect()
}

/// The key of an organization that has a page.
fn organization_key(thing: &Thing) -> Option<Key> {
    let key = thing.id.strip_prefix("organizations/").filter(|_| thing.kind == Kind::Organization)?;
    Key::new(key).filter(|key| key.as_str() == thing.key())
}

/// The organizations of the store as a register, in which affiliations are looked up.
fn register(things: &Things) -> Register<Organization> {
    let entry = |thing: &Thing| Some((organization_key(thing)?, organization(things, thing)));
    things.all.iter().filter_map(entry).collect()
}

fn organization(things: &Things, thing: &Thing) -> Organization {
    use super::things::Value;
    let plain = |name: &str| Text::plain(name);
    let mut names = thing.all_names().map(plain);
    let country = thing.values(schema::ADDRESS).find_map(|value| match value {
        Value::Text(wording) => Some(wording.text.to_string()),
        Value::Thing(_) => None,
    });
    let parent = thing.values(schema::PARENT_ORGANIZATION).find_map(|value| match value {
        Value::Thing(number) => organization_key(things.get(*number)),
        Value::Text(_) => None,
    });
    Organization { name: names.next(), aliases: names.collect(), country, parent, ..Organization::default() }
}
