//! The registers of a collection: organizations and skills under their keys, with all their names.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use crate::date::Date;
use crate::decode::{Key, Link, Object, ObjectInfo, OneOrMany, Reader, record};
use crate::names::spelled;
use crate::rules;
use crate::text::{Text, folded};
use crate::tree::{Node, Value};

record! {
    /// An organization of the register.
    Organization as "organization" {
        /// Its name.
        name "name": Option<Text>, Public, "{zh: 快手, en: Kuaishou}" => "`schema:name`";
        /// Its other names.
        aliases "aliases": Vec<Text>, Public, "[快手科技, Kwai]" => "`schema:alternateName`";
        /// Its class in schema.org, such as `Corporation` or `CollegeOrUniversity`.
        class "type": Option<String>, Public, "Corporation" => "the class, below `schema:Organization`";
        /// The key of the organization that it belongs to.
        parent "parent": Option<Key>, Public, "kuaishou" => "`schema:parentOrganization`";
        /// The country that it is in, as an ISO 3166-1 code of two letters.
        country "country": Option<String>, Public, "CN" => "`schema:address`, a `schema:PostalAddress` with `schema:addressCountry`";
        /// Its homepage.
        url "url": Option<Link>, Public, "https://www.kuaishou.com" => "`schema:url`";
        /// The address of its logo.
        logo "logo": Option<Link>, Public, "https://example.org/logo.png" => "`schema:logo`";
        /// The same organization elsewhere, such as ROR or Wikidata.
        same_as "sameAs": OneOrMany<Link>, Public, "[https://ror.org/04w9fbh59]" => "`schema:sameAs`";
        /// What it is.
        description "description": Option<Text>, Public, "Short video" => "`schema:description`";
        /// When it was founded.
        founding_date "foundingDate": Option<Date>, Public, "2011" => "`schema:foundingDate`";
    }

    /// A skill of the register.
    Term as "term" {
        /// Its name.
        name "name": Option<Text>, Public, "Kubernetes" => "`schema:name`";
        /// Its other names.
        aliases "aliases": Vec<Text>, Public, "[k8s]" => "`schema:alternateName`";
        /// Its homepage.
        url "url": Option<Link>, Public, "https://kubernetes.io" => "`schema:url`";
        /// The same skill elsewhere, such as Wikidata.
        same_as "sameAs": OneOrMany<Link>, Public, "[https://www.wikidata.org/entity/Q22661306]" => "`schema:sameAs`";
    }
}

/// The kinds of entries of the registers.
#[must_use]
pub fn objects() -> Vec<ObjectInfo> {
    vec![ObjectInfo::of::<Organization>(), ObjectInfo::of::<Term>()]
}

/// An entry of a register: something with names under a key.
pub trait Named: Object {
    /// Its name and its aliases.
    fn names(&self) -> impl Iterator<Item = &Text>;
}

impl Named for Organization {
    fn names(&self) -> impl Iterator<Item = &Text> {
        self.name.iter().chain(&self.aliases)
    }
}

impl Named for Term {
    fn names(&self) -> impl Iterator<Item = &Text> {
        self.name.iter().chain(&self.aliases)
    }
}

/// Entries under their keys, found by key and by exact name or alias (case and punctuation aside).
#[derive(Clone, Debug, Default)]
pub struct Register<T> {
    entries: BTreeMap<Key, T>,
    by_name: HashMap<String, Vec<Key>>,
    /// All names and keys as they sound, by the number of letters; made when first asked for.
    spellings: OnceLock<BTreeMap<usize, Vec<Spelling>>>,
}

/// A name or key as it sounds.
#[derive(Clone, Debug)]
struct Spelling {
    letters: String,
    name: String,
    key: Key,
}

impl<T: Named> Register<T> {
    /// Reads a register from a map of keys to entries. Findings go to the reader's report.
    pub fn from_node(node: Node, reader: &mut Reader<'_>) -> Self {
        let mut register = Self { entries: BTreeMap::new(), by_name: HashMap::new(), spellings: OnceLock::new() };
        if matches!(node.value, Value::Scalar(..)) && node.as_str().is_none() {
            return register;
        }
        for entry in reader.entries(node, "a register").unwrap_or_default() {
            let Some(key) = Key::new(&entry.key) else {
                reader.find(
                    &rules::KEY,
                    entry.at,
                    format!("`{}` is no key", crate::tree::shortened(&entry.key)),
                    Some("a key has ASCII letters, digits, `-`, `_` and `.` only".into()),
                );
                continue;
            };
            let Some(value) = reader.optional::<T>(entry.value) else { continue };
            register.insert(key, value);
        }
        register
    }

    fn insert(&mut self, key: Key, value: T) {
        for name in value.names().flat_map(Text::wordings) {
            let keys = self.by_name.entry(folded(name)).or_default();
            if !keys.contains(&key) {
                keys.push(key.clone());
            }
        }
        self.entries.insert(key, value);
    }

    /// The entry of a key.
    #[must_use]
    pub fn get(&self, key: &Key) -> Option<&T> {
        self.entries.get(key)
    }

    /// All entries in the order of their keys.
    pub fn iter(&self) -> impl Iterator<Item = (&Key, &T)> {
        self.entries.iter()
    }

    /// The keys of all entries that have this name or alias.
    #[must_use]
    pub fn keys_named(&self, name: &str) -> &[Key] {
        self.by_name.get(&folded(name)).map_or(&[], Vec::as_slice)
    }

    /// The entry that a text means which is none of its names, with the name that is meant: one that sounds the same, or
    /// differs by one letter of five or by two of nine. Nothing where several entries are as near, or digits differ.
    #[must_use]
    pub fn nearest(&self, text: &str) -> Option<(&Key, &str)> {
        let letters = spelled(text);
        let allowed = match letters.len() {
            0..=4 => 0,
            5..=8 => 1,
            _ => 2,
        };
        let mut best: Vec<(usize, &Spelling)> = Vec::new();
        let range = letters.len().saturating_sub(allowed)..=letters.len() + allowed;
        for spelling in self.spellings().range(range).flat_map(|(_, spellings)| spellings) {
            let most = best.first().map_or(allowed, |(distance, _)| *distance);
            let Some(distance) = distance(&letters, &spelling.letters, most) else { continue };
            if distance < most {
                best.clear();
            }
            best.push((distance, spelling));
        }
        let (_, first) = best.first()?;
        best.iter().all(|(_, other)| other.key == first.key).then_some((&first.key, first.name.as_str()))
    }

    fn spellings(&self) -> &BTreeMap<usize, Vec<Spelling>> {
        self.spellings.get_or_init(|| {
            let mut spellings: BTreeMap<usize, Vec<Spelling>> = BTreeMap::new();
            let names = self.entries.iter().flat_map(|(key, entry)| {
                let names = entry.names().flat_map(Text::wordings);
                names.map(str::to_owned).chain([key.as_str().to_owned()]).map(move |name| (key, name))
            });
            for (key, name) in names {
                let letters = spelled(&name);
                spellings.entry(letters.len()).or_default().push(Spelling { letters, name, key: key.clone() });
            }
            spellings
        })
    }

    /// The key that a text means: itself where it is one, else that of the only entry with such a name.
    #[must_use]
    pub fn find(&self, text: &Text) -> Option<&Key> {
        self.find_among(text, |_| true)
    }

    /// As [`find`](Self::find), among the entries that pass `filter`.
    pub fn find_among(&self, text: &Text, filter: impl Fn(&T) -> bool) -> Option<&Key> {
        let known = |key: &Key| self.entries.get_key_value(key).filter(|(_, entry)| filter(entry)).map(|(key, _)| key);
        let by_key = || text.iter().find_map(|(_, wording)| Key::new(wording).and_then(|key| known(&key)));
        let named = |wording: &str| {
            let mut keys = self.keys_named(wording).iter().filter_map(known);
            keys.next().filter(|_| keys.next().is_none())
        };
        by_key().or_else(|| text.iter().find_map(|(_, wording)| named(wording)))
    }
}

impl<T: Named> FromIterator<(Key, T)> for Register<T> {
    fn from_iter<I: IntoIterator<Item = (Key, T)>>(entries: I) -> Self {
        let mut register = Self { entries: BTreeMap::new(), by_name: HashMap::new(), spellings: OnceLock::new() };
        entries.into_iter().for_each(|(key, entry)| register.insert(key, entry));
        register
    }
}

/// How many letters differ between two spellings, where these are no more than `most`, and no digits.
fn distance(one: &str, two: &str, most: usize) -> Option<usize> {
    if one == two {
        return (!one.is_empty()).then_some(0);
    }
    let letters = |text: &str| {
        text.bytes().fold([0_i16; 36], |mut counts, byte| {
            counts[usize::from(if byte.is_ascii_digit() {
                byte - b'0'
            } else {
                byte.saturating_sub(b'a').min(25) + 10
            })] += 1;
            counts
        })
    };
    let (of_one, of_two) = (letters(one), letters(two));
    let apart: usize = of_one.iter().zip(of_two).map(|(one, two)| usize::from(one.abs_diff(two))).sum();
    if of_one[..10] != of_two[..10] || apart > 2 * most || most == 0 {
        return None;
    }
    let distance = strsim::damerau_levenshtein(one, two);
    (distance <= most).then_some(distance)
}
