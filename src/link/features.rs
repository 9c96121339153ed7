//! What a work shows that another by the same author may show too: co-authors, organizations, venue, words.
//!
//! Each is a number, and has a background: how probable it is in the same place of a work by anybody.

use deunicode::deunicode;
use rustc_hash::FxHashMap;

use super::rarity;
use crate::names::NameKeys;
use crate::text::is_han;
use crate::works::Work;

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
    /// The numbers of what each field holds, without repetition.
    pub(super) fields: [Vec<u32>; FIELDS.len()],
    pub(super) year: Option<u16>,
}

impl Item {
    pub(super) fn of(&self, field: Field) -> &[u32] {
        &self.fields[field as usize]
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
    /// Of each co-author, all co-authors of any work, in order.
    pub(super) near: Vec<Vec<u32>>,
}

/// How many words beside those at hand the background is guessed from.
const ELSEWHERE: f64 = 3000.0;

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

impl Vocabulary {
    /// The work as the author of this number sees it, or as nobody of its authors does. `own` says of a name whether it is the author's own.
    pub(super) fn item(&mut self, work: &Work, author: Option<usize>, own: impl Fn(&str) -> bool) -> Item {
        let others = work.authors.iter().enumerate();
        let others = others.filter(|(number, other)| author.map_or(!own(&other.name), |author| author != *number));
        let names: Vec<&str> = others.map(|(_, other)| other.name.as_str()).collect();
        let filing = || work.patent.as_ref().and_then(|patent| patent.filing);
        let mut item = Item { year: work.date.or_else(filing).map(|date| date.year()), ..Item::default() };
        item.fields[Field::CoAuthors as usize] = self.co_authors(&names);
        let stated = author.and_then(|author| work.authors.get(author)).into_iter().flat_map(|own| &own.affiliations);
        let assignees = work.patent.iter().flat_map(|patent| &patent.assignees);
        let organizations: Vec<String> = stated.chain(assignees).flat_map(|name| words(name)).collect();
        item.fields[Field::Organizations as usize] = self.numbers(Field::Organizations, organizations);
        let venue = work.venue.as_deref().or(work.publisher.as_deref()).map(bare_venue).unwrap_or_default();
        item.fields[Field::VenueWords as usize] = self.numbers(Field::VenueWords, words(&venue));
        let whole = words(&venue).join(" ");
        item.fields[Field::Venues as usize] =
            self.numbers(Field::Venues, Some(whole).filter(|venue| !venue.is_empty()));
        let texts = work.titles.iter().chain(&work.subjects);
        item.fields[Field::Subjects as usize] = self.numbers(Field::Subjects, texts.flat_map(|text| words(text)));
        item
    }

    /// The numbers of some words of a text, in a field.
    pub(super) fn words(&mut self, field: Field, text: &str) -> Vec<u32> {
        self.numbers(field, words(text))
    }

    fn co_authors(&mut self, names: &[&str]) -> Vec<u32> {
        let mut numbers = Vec::new();
        for name in names {
            let keys = NameKeys::new(name);
            let Some(key) = key(&keys) else { continue };
            let number = self.columns[Field::CoAuthors as usize].number(&key, name);
            if number as usize == self.shares.len() {
                self.shares.push(rarity::share(&keys));
                self.near.push(Vec::new());
            }
            if !numbers.contains(&number) {
                numbers.push(number);
            }
        }
        for one in &numbers {
            self.near[*one as usize].extend(numbers.iter().filter(|two| *two != one));
        }
        numbers
    }

    fn numbers(&mut self, field: Field, texts: impl IntoIterator<Item = String>) -> Vec<u32> {
        let mut numbers = Vec::new();
        for text in texts {
            let key = if field.has_stems() { stem(text.clone()) } else { text.clone() };
            let number = self.columns[field as usize].number(&key, &text);
            if !numbers.contains(&number) {
                numbers.push(number);
            }
        }
        numbers
    }

    /// To be called when all works are there.
    pub(super) fn finish(&mut self) {
        for near in &mut self.near {
            near.sort_unstable();
            near.dedup();
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
    /// The number of a text, whose occurrence is counted. Of several writings the first by the alphabet is shown.
    fn number(&mut self, key: &str, printed: &str) -> u32 {
        self.total += 1;
        if let Some(number) = self.numbers.get(key) {
            self.counts[*number as usize] += 1;
            let known = &mut self.printed[*number as usize];
            if printed < known.as_str() {
                printed.clone_into(known);
            }
            return *number;
        }
        let number = u32::try_from(self.counts.len()).unwrap_or(u32::MAX);
        self.numbers.insert(key.to_owned(), number);
        self.printed.push(printed.to_owned());
        self.counts.push(1);
        number
    }

    fn add_elsewhere(&mut self, word: &str, share: f64) {
        if let Some(number) = self.numbers.get(&stem(word.to_owned())) {
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
            let word = deunicode(word).to_lowercase();
            if word.len() > 1 && !STOP.contains(&format!(" {word} ")) {
                words.push(word);
            }
        }
    }
    words
}

/// An English word without its commonest endings.
fn stem(mut word: String) -> String {
    let ending = ["ings", "ing", "ies", "es", "s", "ed"].into_iter().find(|ending| word.ends_with(ending));
    if let Some(ending) = ending.filter(|ending| word.len() >= ending.len() + 4) {
        word.truncate(word.len() - ending.len());
    }
    word
}
