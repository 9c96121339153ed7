//! The search of the directory of people, as somebody types, in any script.
//!
//! An index is made from a store, so that it holds only what the audience of the store may see. People are found by their
//! names, organizations, titles and skills; each of these is some phrases (`phrase`), whose words are known in all their
//! spellings. `people.js` finds the same in the same order from the index as JSON, so that a page works with script and
//! without: what a query's words are (`fold`) and how they meet phrases stands there once more, and the tests compare both.

mod facts;
mod fold;
mod json;
mod phrase;
mod read;

use oxigraph::model::NamedNode;

pub use self::fold::words;
use self::phrase::{Phrases, Reach};
use crate::store::Store;
use crate::text::Text;

/// The script that searches in a page: an ES module that needs no other.
pub const SCRIPT: &str = include_str!("people.js");

/// What a directory shows of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The node of the person.
    pub iri: NamedNode,
    /// The name in all languages.
    pub name: Text,
    /// The title, or else the position of today; may be empty.
    pub title: Text,
    /// The name of the organization of today; may be empty.
    pub organization: Text,
}

/// By what a person was found, the best first. Of several words the one that was found worst counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// The words are a whole name.
    Exact,
    /// Whole words of a name.
    Name,
    /// A beginning of words of a name.
    Prefix,
    /// Initials of a name.
    Initials,
    /// An organization of today.
    Organization,
    /// A title or position of today.
    Title,
    /// An organization or position of the past.
    Past,
    /// A skill.
    Skill,
}

/// A person who was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit<'i> {
    /// The person.
    pub entry: &'i Entry,
    /// By what.
    pub rank: Rank,
}

/// All people of a store, ready for searching.
#[derive(Debug)]
pub struct Index {
    people: Vec<Person>,
    /// The names of each person, beside each other because a search goes through all of them.
    names: Vec<Phrases>,
    texts: Vec<Known>,
    languages: Vec<String>,
}

/// A person of an index. Texts are known by their numbers.
#[derive(Debug)]
struct Person {
    entry: Entry,
    organizations: Vec<u32>,
    titles: Vec<u32>,
    past: Vec<u32>,
    skills: Vec<u32>,
}

/// A name of an organization or skill, or a title, as several people have it.
#[derive(Debug)]
struct Known {
    name: Text,
    phrases: Phrases,
    /// By number the people who are found by it, and how.
    people: Vec<(u32, Rank)>,
}

impl Index {
    /// An index of the people of a store; `languages` are those of the collection, the preferred one first. People are in
    /// the order of their names as these sound.
    #[must_use]
    pub fn new(store: &Store, languages: &[String]) -> Self {
        let (people, names, mut texts) = read::people(store, languages);
        for (number, person) in (0..).zip(&people) {
            for (text, rank) in person.texts() {
                texts[text as usize].people.push((number, rank));
            }
        }
        Self { people, names, texts, languages: languages.to_vec() }
    }

    /// All people, in the order in which those of one rank are found.
    pub fn entries(&self) -> impl ExactSizeIterator<Item = &Entry> {
        self.people.iter().map(|person| &person.entry)
    }

    /// The people in whom all words of a text are found, the best first, no more than `limit`. A text without a letter or
    /// digit finds nobody.
    #[must_use]
    pub fn find(&self, text: &str, limit: usize) -> Vec<Hit<'_>> {
        let words: Vec<Word> = words(text).into_iter().map(|word| self.word(word)).collect();
        let all: String = words.iter().map(|word| &*word.text).collect();
        let found = self.names.iter().filter(|_| !words.is_empty()).enumerate();
        let mut found: Vec<(Rank, u32, usize)> =
            found.filter_map(|(at, names)| rank(at, names, &words, &all).map(|(rank, sum)| (rank, sum, at))).collect();
        found.sort_unstable();
        found.truncate(limit);
        found.into_iter().map(|(rank, _, at)| Hit { entry: &self.people[at].entry, rank }).collect()
    }

    /// A word of a query, looked up in all texts.
    fn word(&self, text: String) -> Word {
        let mut ranks = vec![None; self.people.len()];
        for known in self.texts.iter().filter(|known| known.phrases.tell(&text)) {
            for (person, rank) in &known.people {
                let best = &mut ranks[*person as usize];
                *best = Some(best.map_or(*rank, |best: Rank| best.min(*rank)));
            }
        }
        Word { text, ranks }
    }
}

impl Person {
    /// The texts that the person is found by.
    fn texts(&self) -> impl Iterator<Item = (u32, Rank)> {
        let lists = [
            (&self.organizations, Rank::Organization),
            (&self.titles, Rank::Title),
            (&self.past, Rank::Past),
            (&self.skills, Rank::Skill),
        ];
        lists.into_iter().flat_map(|(texts, rank)| texts.iter().map(move |text| (*text, rank)))
    }
}

/// A word of a query, and by which texts it finds each person, if by any.
struct Word {
    text: String,
    ranks: Vec<Option<Rank>>,
}

/// The rank of a person whom all words find, and the sum of the ranks of each.
fn rank(person: usize, names: &Phrases, words: &[Word], all: &str) -> Option<(Rank, u32)> {
    let mut worst = Rank::Exact;
    let mut sum = 0;
    for word in words {
        let rank = match names.name(&word.text) {
            Reach::Whole | Reach::Words => Rank::Name,
            Reach::Part => Rank::Prefix,
            Reach::Initials => Rank::Initials,
            Reach::Nothing => word.ranks[person]?,
        };
        worst = worst.max(rank);
        sum += rank as u32;
    }
    let exact = worst == Rank::Name && names.name(all) == Reach::Whole;
    Some((if exact { Rank::Exact } else { worst }, sum))
}
