//! The search of the directory of people, as somebody types, in any script.
//!
//! An index is made from a store, so that it holds only what the audience of the store may see. People are found by their
//! names, organizations, titles and skills; each of these is some phrases ([`phrase`]), whose words are known in all their
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
    texts: Vec<Known>,
    languages: Vec<String>,
}

/// A person of an index. Texts are known by their numbers.
#[derive(Debug)]
struct Person {
    entry: Entry,
    names: Phrases,
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
}

impl Index {
    /// An index of the people of a store; `languages` are those of the collection, the preferred one first. People are in
    /// the order of their names as these sound.
    #[must_use]
    pub fn new(store: &Store, languages: &[String]) -> Self {
        let (people, texts) = read::people(store, languages);
        Self { people, texts, languages: languages.to_vec() }
    }

    /// All people, in the order in which those of one rank are found.
    pub fn entries(&self) -> impl ExactSizeIterator<Item = &Entry> {
        self.people.iter().map(|person| &person.entry)
    }

    /// The people in whom all words of a text are found, the best first, no more than `limit`. A text without a letter or
    /// digit finds nobody.
    #[must_use]
    pub fn find(&self, text: &str, limit: usize) -> Vec<Hit<'_>> {
        let words: Vec<Word> = words(text).into_iter().map(|word| Word::new(word, &self.texts)).collect();
        let all: String = words.iter().map(|word| &*word.text).collect();
        let found = self.people.iter().filter(|_| !words.is_empty()).enumerate();
        let mut found: Vec<(Rank, u32, usize)> =
            found.filter_map(|(at, person)| person.rank(&words, &all).map(|(rank, sum)| (rank, sum, at))).collect();
        found.sort_unstable();
        found.truncate(limit);
        found.into_iter().map(|(rank, _, at)| Hit { entry: &self.people[at].entry, rank }).collect()
    }
}

/// A word of a query, and in which texts it is found.
struct Word {
    text: String,
    texts: Vec<bool>,
}

impl Word {
    fn new(text: String, texts: &[Known]) -> Self {
        let texts = texts.iter().map(|known| known.phrases.tell(&text)).collect();
        Self { text, texts }
    }

    fn is_in(&self, texts: &[u32]) -> bool {
        texts.iter().any(|text| self.texts[*text as usize])
    }
}

impl Person {
    /// The rank of a person whom all words find, and the sum of the ranks of each.
    fn rank(&self, words: &[Word], all: &str) -> Option<(Rank, u32)> {
        let mut worst = Rank::Exact;
        let mut sum = 0;
        for word in words {
            let rank = self.rank_of(word)?;
            worst = worst.max(rank);
            sum += rank as u32;
        }
        let exact = worst == Rank::Name && self.names.name(all) == Reach::Whole;
        Some((if exact { Rank::Exact } else { worst }, sum))
    }

    fn rank_of(&self, word: &Word) -> Option<Rank> {
        match self.names.name(&word.text) {
            Reach::Whole | Reach::Words => Some(Rank::Name),
            Reach::Part => Some(Rank::Prefix),
            Reach::Initials => Some(Rank::Initials),
            Reach::Nothing if word.is_in(&self.organizations) => Some(Rank::Organization),
            Reach::Nothing if word.is_in(&self.titles) => Some(Rank::Title),
            Reach::Nothing if word.is_in(&self.past) => Some(Rank::Past),
            Reach::Nothing => word.is_in(&self.skills).then_some(Rank::Skill),
        }
    }
}
