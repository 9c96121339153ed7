//! What a work shows that another by the same author may show too: co-authors, organizations, venue, words.
//!
//! Each is a number, and has a background: how probable it is in the same place of a work by anybody.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use deunicode::deunicode;
use rustc_hash::{FxHashMap, FxHashSet};

use super::people::Person;
use super::rarity;
use crate::decode::Key;
use crate::names::NameKeys;
use crate::reconcile::Reconciler;
use crate::text::is_han;
use crate::works::{Author, Work};

/// The fields of a work that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    CoAuthors,
    Organizations,
    Venues,
    VenueWords,
    Subjects,
}

pub(super) const FIELDS: [Field; 5] =
    [Field::CoAuthors, Field::Organizations, Field::Venues, Field::VenueWords, Field::Subjects];

impl Field {
    /// Whether words of one stem are one: the words of titles and venues, not those of names.
    fn has_stems(self) -> bool {
        matches!(self, Self::VenueWords | Self::Subjects)
    }
}

/// A work from the point of view of one of its authors.
#[derive(Clone, Debug, Default)]
pub(super) struct Item {
    /// The numbers of what the fields hold, one field after the other, each without repetition.
    things: Box<[u32]>,
    /// Where each field ends.
    ends: [u32; FIELDS.len()],
    pub(super) year: Option<u16>,
}

impl Item {
    fn new(fields: [&Vec<u32>; FIELDS.len()], year: Option<u16>) -> Self {
        let mut ends = [0; FIELDS.len()];
        let mut things = Vec::with_capacity(fields.iter().map(|field| field.len()).sum());
        for (field, end) in fields.into_iter().zip(&mut ends) {
            things.extend_from_slice(field);
            *end = u32::try_from(things.len()).unwrap_or(u32::MAX);
        }
        Self { things: things.into_boxed_slice(), ends, year }
    }

    pub(super) fn of(&self, field: Field) -> &[u32] {
        &self.things[self.range(field)]
    }

    /// Where the things of a field stand among all.
    pub(super) fn range(&self, field: Field) -> Range<usize> {
        let field = field as usize;
        let start = field.checked_sub(1).map_or(0, |before| self.ends[before]);
        start as usize..self.ends[field] as usize
    }

    pub(super) fn len(&self) -> usize {
        self.things.len()
    }
}

/// All that occurs in a field, with its background.
#[derive(Debug, Default)]
struct Column {
    numbers: FxHashMap<String, u32>,
    /// How each is written.
    printed: Vec<String>,
    /// How often each occurs.
    counts: Vec<u32>,
    total: u32,
}

/// All that occurs in the works at hand.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    columns: [Column; FIELDS.len()],
    /// Of each co-author, the share of authors with such a name.
    shares: Vec<f64>,
    /// The share of people with each name that several of the collection have, among these and as many others.
    here: FxHashMap<String, f64>,
    /// Of each co-author, all co-authors of any work, in order.
    pub(super) near: Vec<Vec<u32>>,
}

/// Beside how many others the people of a collection may write: who writes together is often in one collection, so that a
/// name is no rarer among co-authors than it is here.
const OTHERS: f64 = 1e4;

/// How many words beside those at hand the background is guessed from.
const ELSEWHERE: f64 = 3000.0;

/// In a work with more authors than this, these need not know each other.
const ACQUAINTED: usize = 50;

/// Who has more co-authors than this is several people of one name, or says nothing about who knows whom.
const KNOWN_TO_ALL: usize = 1000;

/// Words of titles and organizations that are frequent everywhere, by how often they occur in a thousand.
const FREQUENT: [(f64, &str); 4] = [
    (
        60.0,
        "university univ department dept school college institute inst technology sci science engineering eng china usa \
         公司 有限 限公 大学 一种 方法 装置",
    ),
    (
        20.0,
        "research computer comput laboratory lab center centre national electronic electrical information state key \
         academy beijing uk germany japan 系统 科技 技术 股份 份有 学院 设备 存储 介质",
    ),
    (
        6.0,
        "system model network data algorithm analysi learn base design application process control inform performance \
         distributed web dynamic optimization method international conference journal proceeding ieee acm transaction \
         北京 中国 及其 以及 信息 网络 数据 处理",
    ),
    (
        3.0,
        "parallel efficient adaptive multi simulation time real service software computing graph image mining evaluation \
         framework high large structure problem knowledge detection estimation management communication symposium workshop \
         letter review 电子 计算 控制 基于 用户 上海",
    ),
];

/// Words that say nothing about a subject.
const STOP: &str = " a an and are as at be between by for from in into is its la de le des der die und of on or over the their \
                    through to toward towards under using via with new approach study based das el et du ";

/// What a work says in words, before they have numbers.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// The key of each author, and the share of authors with such a name; nothing where the author is not counted.
    authors: Vec<Option<(String, f64)>>,
    /// The affiliations and assignees, for each author that an item is wanted of.
    organizations: Vec<(usize, Places)>,
    venue: Vec<String>,
    subjects: Vec<String>,
    year: Option<u16>,
}

/// Affiliations and assignees: the organizations of the register that they name, each with what names it, and their words.
#[derive(Debug, Default)]
struct Places {
    known: Vec<(Key, String)>,
    words: Vec<String>,
}

impl Draft {
    /// The draft of a work as these of its authors see it, which make an item each.
    pub(super) fn of_authors(work: &Work, authors: impl Iterator<Item = usize>, register: &Reconciler) -> Self {
        let places = |author| Places::of(work, Some(author), Some(register));
        let organizations = authors.map(|author| (author, places(author))).collect();
        Self { organizations, ..Self::new(work, |_| false) }
    }

    /// The draft of a work as nobody of its authors sees it. `own` says of a name whether it is not counted.
    pub(super) fn of_work(work: &Work, own: impl Fn(&NameKeys) -> bool) -> Self {
        Self { organizations: vec![(usize::MAX, Places::of(work, None, None))], ..Self::new(work, own) }
    }

    fn new(work: &Work, own: impl Fn(&NameKeys) -> bool) -> Self {
        let author = |name: &str| {
            let keys = NameKeys::new(name);
            let counts = !own(&keys);
            key(&keys).filter(|_| counts).map(|key| (key, rarity::share(&keys)))
        };
        let venue = work.venue.as_deref().or(work.publisher.as_deref()).map(bare_venue).unwrap_or_default();
        let filing = || work.patent.as_ref().and_then(|patent| patent.filing);
        Self {
            authors: work.authors.iter().map(|other| author(&other.name)).collect(),
            organizations: Vec::new(),
            venue: words(&venue),
            subjects: work.titles.iter().chain(&work.subjects).flat_map(|text| words(text)).collect(),
            year: work.date.or_else(filing).map(|date| date.year()),
        }
    }
}

impl Places {
    /// Those of an author and of a patent.
    fn of(work: &Work, author: Option<usize>, register: Option<&Reconciler>) -> Self {
        let stated = author.and_then(|author| work.authors.get(author)).into_iter().flat_map(|own| &own.affiliations);
        let mut places = Self::default();
        for text in stated.chain(work.patent.iter().flat_map(|patent| &patent.assignees)) {
            let named = register.into_iter().flat_map(|register| register.named_in(text));
            places.known.extend(named.map(|key| (key.clone(), text.clone())));
            places.words.extend(words(text));
        }
        places
    }
}

/// What stands before the key of an organization of the register, and in no word.
const REGISTERED: char = '=';

static STOP_WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| STOP.split_whitespace().collect());

impl Vocabulary {
    /// A vocabulary that knows how many people of a collection have each name.
    pub(super) fn of(people: &[Person]) -> Self {
        let mut counts: FxHashMap<String, usize> = FxHashMap::default();
        for person in people {
            let keys: BTreeSet<String> = person.names.iter().filter_map(|name| key(&NameKeys::new(name))).collect();
            keys.into_iter().for_each(|key| *counts.entry(key).or_default() += 1);
        }
        let share = |(key, count): (String, usize)| (key, (count - 1) as f64 / (people.len() as f64 + OTHERS));
        Self { here: counts.into_iter().filter(|(_, count)| *count > 1).map(share).collect(), ..Self::default() }
    }

    /// The items of a draft, one for each author that it was made for. `work` is what it was made of.
    pub(super) fn items(&mut self, draft: &Draft, work: &Work) -> Vec<Item> {
        let times = u32::try_from(draft.organizations.len()).unwrap_or(u32::MAX);
        let authors: Vec<Option<u32>> =
            draft.authors.iter().zip(&work.authors).map(|(one, printed)| self.author(one.as_ref()?, printed)).collect();
        let whole = draft.venue.join(" ");
        let venue_words = self.numbers(Field::VenueWords, &draft.venue, times);
        let venues = self.numbers(Field::Venues, Some(&whole).filter(|venue| !venue.is_empty()), times);
        let subjects = self.numbers(Field::Subjects, &draft.subjects, times);
        let item = |(author, places): &(usize, Places)| {
            let others =
                distinct(authors.iter().enumerate().filter(|(at, _)| at != author).filter_map(|(_, one)| *one));
            self.introduce(&others);
            let known = places.known.iter().map(|(key, text)| self.organization(key.as_str(), text));
            let known: Vec<u32> = known.collect();
            let organizations = distinct(known.into_iter().chain(self.numbers(Field::Organizations, &places.words, 1)));
            Item::new([&others, &organizations, &venues, &venue_words, &subjects], draft.year)
        };
        draft.organizations.iter().map(item).collect()
    }

    /// The numbers of some words of a text, in a field.
    pub(super) fn words(&mut self, field: Field, text: &str) -> Vec<u32> {
        self.numbers(field, &words(text), 1)
    }

    /// The number of an organization of the register, which stands there under this name.
    pub(super) fn organization(&mut self, key: &str, name: &str) -> u32 {
        self.columns[Field::Organizations as usize].number(&format!("{REGISTERED}{key}"), name, 1)
    }

    fn author(&mut self, (key, share): &(String, f64), printed: &Author) -> Option<u32> {
        let number = self.columns[Field::CoAuthors as usize].number(key, &printed.name, 1);
        if number as usize == self.shares.len() {
            self.shares.push(self.here.get(key).map_or(*share, |here| share.max(*here)));
            self.near.push(Vec::new());
        }
        Some(number)
    }

    /// That these have written together. The authors of a work of hundreds need not know each other.
    fn introduce(&mut self, authors: &[u32]) {
        for one in authors.iter().filter(|_| authors.len() <= ACQUAINTED) {
            self.near[*one as usize].extend(authors.iter().filter(|two| *two != one));
        }
    }

    fn numbers<'t>(&mut self, field: Field, texts: impl IntoIterator<Item = &'t String>, times: u32) -> Vec<u32> {
        let column = &mut self.columns[field as usize];
        let key = |text: &'t String| if field.has_stems() { stem(text) } else { text.as_str() };
        distinct(texts.into_iter().map(|text| column.number(key(text), text, times)))
    }

    /// To be called when all works are there.
    pub(super) fn finish(&mut self) {
        for near in &mut self.near {
            near.sort_unstable();
            near.dedup();
        }
        let known_to_all: Vec<bool> = self.near.iter().map(|near| near.len() > KNOWN_TO_ALL).collect();
        for (near, is_known) in self.near.iter_mut().zip(&known_to_all) {
            near.retain(|one| !is_known && !known_to_all[*one as usize]);
            near.shrink_to_fit();
        }
        for (share, words) in FREQUENT {
            for word in words.split_whitespace() {
                for field in [Field::Organizations, Field::VenueWords, Field::Subjects] {
                    self.columns[field as usize].add_elsewhere(word, share);
                }
            }
        }
    }

    /// How probable something is in its field of any work.
    pub(super) fn background(&self, field: Field, number: u32) -> f64 {
        if field == Field::CoAuthors {
            return self.shares[number as usize];
        }
        let column = &self.columns[field as usize];
        (f64::from(column.counts[number as usize]) + 0.5) / (f64::from(column.total) + ELSEWHERE)
    }

    /// How something is written.
    pub(super) fn printed(&self, field: Field, number: u32) -> &str {
        &self.columns[field as usize].printed[number as usize]
    }
}

impl Column {
    /// The number of a text, which occurs so many times. Of several writings the first by the alphabet is shown.
    fn number(&mut self, key: &str, printed: &str, times: u32) -> u32 {
        self.total += times;
        if let Some(number) = self.numbers.get(key) {
            self.counts[*number as usize] += times;
            let known = &mut self.printed[*number as usize];
            if printed < known.as_str() {
                printed.clone_into(known);
            }
            return *number;
        }
        let number = u32::try_from(self.counts.len()).unwrap_or(u32::MAX);
        self.numbers.insert(key.to_owned(), number);
        self.printed.push(printed.to_owned());
        self.counts.push(times);
        number
    }

    fn add_elsewhere(&mut self, word: &str, share: f64) {
        if let Some(number) = self.numbers.get(stem(word)) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of some thousands")]
            let count = (share * ELSEWHERE / 1000.0) as u32;
            self.counts[*number as usize] += count;
        }
    }
}

/// The key of a co-author: the parts of the name by the alphabet, so that both orders have one. Of the keys of a name
/// the first is taken; initials count only where there is no more.
fn key(keys: &NameKeys) -> Option<String> {
    let sorted = |key: &String| {
        let (one, two) = key.split_once(' ')?;
        Some(if one < two { format!("{one} {two}") } else { format!("{two} {one}") })
    };
    keys.full.iter().filter_map(sorted).min().or_else(|| keys.abbreviated.iter().cloned().min())
}

/// A venue without volume and year.
fn bare_venue(venue: &str) -> String {
    let bare: String = venue.chars().map(|c| if c.is_ascii_digit() { ' ' } else { c }).collect();
    bare.split_whitespace().filter(|word| !matches!(*word, "st" | "nd" | "rd" | "th")).collect::<Vec<_>>().join(" ")
}

/// The words of a text in ASCII; Chinese as pairs of characters that stand beside each other.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let is_other = |c: char| !c.is_alphanumeric();
    for part in text.split(is_other).filter(|part| !part.is_empty()) {
        let hanzi: Vec<char> = part.chars().filter(|c| is_han(*c)).collect();
        words.extend(hanzi.windows(2).map(|pair| pair.iter().collect::<String>()));
        let latin: String = part.chars().map(|c| if is_han(c) { ' ' } else { c }).collect();
        for word in latin.split_whitespace() {
            let word = if word.is_ascii() { word.to_ascii_lowercase() } else { deunicode(word).to_lowercase() };
            if word.len() > 1 && !STOP_WORDS.contains(word.as_str()) {
                words.push(word);
            }
        }
    }
    words
}

/// An English word without its commonest endings.
fn stem(word: &str) -> &str {
    let ending = ["ings", "ing", "ies", "es", "s", "ed"].into_iter().find(|ending| word.ends_with(ending));
    match ending.filter(|ending| word.len() >= ending.len() + 4) {
        Some(ending) => &word[..word.len() - ending.len()],
        None => word,
    }
}

/// Numbers in their order, each once.
fn distinct(numbers: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut found = Vec::new();
    for number in numbers {
        if !found.contains(&number) {
            found.push(number);
        }
    }
    found
}
