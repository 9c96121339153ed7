//! Words that tell what a part of a line names, from built-in lists and from the registers of the collection.

mod index;

use std::sync::OnceLock;

use index::Index;

use super::traditional::simplify;

use crate::decode::Key;
use crate::register::{Named, Register};
use crate::setup::Setup;
use crate::text::{Text, is_han};

const WORDS: &str = include_str!("words.txt");

/// What kind of thing a word tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A company or another organization that is no school.
    Company,
    /// A school or university.
    School,
    /// A part of an organization.
    Department,
    /// A post.
    Title,
    /// A degree or kind of school.
    Degree,
    /// A subject of study.
    Area,
    /// A place.
    Place,
}

/// Where a word counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    Anywhere,
    Ending,
    Last,
    Exact,
}

/// A word found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What it tells of.
    pub kind: Kind,
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// The key of the register that it names.
    pub key: Option<Key>,
}

/// The words of the built-in lists and of the registers.
#[derive(Debug)]
pub struct Words {
    register: Index,
    organizations: Vec<(Key, Kind)>,
    skills: Index,
}

struct Lists {
    index: Index,
    kinds: Vec<(Kind, How)>,
}

impl Words {
    /// The built-in words with the names of the registers.
    #[must_use]
    pub fn new(setup: &Setup) -> Self {
        let (mut register, mut organizations) = (Index::default(), Vec::new());
        for (key, organization) in setup.organizations.iter() {
            let kind = kind_of_class(organization.class.as_deref().unwrap_or_default(), organization.parent.is_some());
            for name in wordings(organization).filter(|name| is_telling(name)) {
                for name in spellings(name) {
                    organizations.push((key.clone(), kind));
                    register.add(name.into());
                }
            }
        }
        let mut skills = Index::default();
        names(&setup.skills).into_iter().for_each(|name| skills.add(name.into()));
        Self { register, organizations, skills }
    }

    /// The words of a part of a line, in order; of words within each other the longest.
    #[must_use]
    pub fn marks(&self, text: &str) -> Vec<Mark> {
        let lists = lists();
        let mut marks: Vec<Mark> = Vec::new();
        lists.index.each(text, &mut |start, end, number| {
            let (kind, how) = lists.kinds[number];
            if counts(text, start, end, how, lists.index.word(number)) {
                marks.push(Mark { kind, start, end, key: None });
            }
        });
        self.register.each(text, &mut |start, end, number| {
            let (key, kind) = &self.organizations[number];
            marks.push(Mark { kind: *kind, start, end, key: Some(key.clone()) });
        });
        marks.sort_by_key(|mark| (mark.start, std::cmp::Reverse(mark.end), mark.key.is_none()));
        let mut kept: Vec<Mark> = Vec::with_capacity(marks.len());
        for mark in marks {
            let within = |other: &Mark| other.start <= mark.start && mark.end <= other.end;
            if !kept.iter().any(within) {
                kept.push(mark);
            }
        }
        kept
    }

    /// How much of a text's beginning is the name of an organization of the register that belongs to no other.
    #[must_use]
    pub fn leading(&self, text: &str) -> usize {
        let mut leading = 0;
        self.register.at(text, 0, &mut |_, end, number| {
            if self.organizations[number].1 != Kind::Department {
                leading = leading.max(end);
            }
        });
        leading
    }

    /// The skills of the register that a text names, as it writes them.
    #[must_use]
    pub fn skills<'t>(&self, text: &'t str) -> Vec<(usize, &'t str)> {
        let mut found: Vec<(usize, usize)> = Vec::new();
        self.skills.each(text, &mut |start, end, _| match found.last_mut() {
            Some(last) if start == last.0 => last.1 = last.1.max(end),
            Some(last) if start < last.1 => {}
            _ => found.push((start, end)),
        });
        found.into_iter().map(|(start, end)| (start, &text[start..end])).collect()
    }
}

/// A name as it is, and in simplified characters where these are others.
fn spellings(name: &str) -> Vec<String> {
    let mut spellings = vec![name.to_owned(), simplify(name)];
    spellings.dedup();
    spellings
}

/// Names of one letter, or of two Chinese characters that are common words, tell too little.
fn is_telling(name: &str) -> bool {
    name.chars().count() >= 2
}

fn names<T: Named>(register: &Register<T>) -> Vec<String> {
    register.iter().flat_map(|(_, entry)| wordings(entry)).filter(|name| is_telling(name)).map(str::to_owned).collect()
}

fn wordings(entry: &impl Named) -> impl Iterator<Item = &str> {
    entry.names().flat_map(Text::wordings)
}

fn kind_of_class(class: &str, has_parent: bool) -> Kind {
    let school = class.contains("College") || class.contains("School") || class.contains("Educational");
    match (school, has_parent) {
        (_, true) if class == "Organization" || school => Kind::Department,
        (true, _) => Kind::School,
        _ => Kind::Company,
    }
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let mut lists = Lists { index: Index::default(), kinds: Vec::new() };
        for line in WORDS.lines().filter(|line| !line.starts_with('#')) {
            let Some((name, list)) = line.split_once(": ") else { continue };
            let (name, how) = name.split_once('-').unwrap_or((name, ""));
            let (Some(kind), how) = (kind_named(name), how_named(how)) else { continue };
            for word in list.split(", ").map(str::trim).filter(|word| !word.is_empty()) {
                lists.index.add(word.into());
                lists.kinds.push((kind, how));
            }
        }
        lists
    })
}

fn kind_named(name: &str) -> Option<Kind> {
    Some(match name {
        "company" => Kind::Company,
        "school" => Kind::School,
        "department" => Kind::Department,
        "title" => Kind::Title,
        "degree" => Kind::Degree,
        "area" => Kind::Area,
        "place" => Kind::Place,
        _ => return None,
    })
}

fn how_named(name: &str) -> How {
    match name {
        "ending" => How::Ending,
        "last" => How::Last,
        "exact" => How::Exact,
        _ => How::Anywhere,
    }
}

/// Whether a word counts where it was found.
fn counts(text: &str, start: usize, end: usize, how: How, word: &str) -> bool {
    let at_end = || text[end..].chars().all(|c| !c.is_alphanumeric()) && start > 0;
    // `Northern School of Law` is a school, `School of Law` a part of one.
    let part = start == 0 || !["school of", "college of"].contains(&word);
    // `东海大学本科` is a school and a degree.
    let cut = word.starts_with("大学") && word.len() > "大学".len() && text[..start].ends_with(is_han);
    let cut = cut && !["学院", "大学", "学校"].iter().any(|school| text[..start].ends_with(school));
    part && !cut
        && match how {
            How::Anywhere => true,
            How::Ending if word.chars().count() == 1 => at_end() && text[..end].chars().count() >= 3,
            How::Ending | How::Last => at_end(),
            How::Exact => &text[start..end] == word,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(Kind, &str)> {
        let words = Words::new(&Setup::default());
        words.marks(text).into_iter().map(|mark| (mark.kind, &text[mark.start..mark.end])).collect()
    }

    #[test]
    fn the_longest_word_tells() {
        assert_eq!(kinds("小米科技有限公司"), [(Kind::Company, "有限公司")]);
        assert_eq!(kinds("中国科学院"), [(Kind::Place, "中国"), (Kind::Company, "科学院")]);
        assert_eq!(kinds("Research Assistant"), [(Kind::Title, "Assistant")]);
        assert_eq!(kinds("School of Engineering"), [(Kind::Department, "School of"), (Kind::Area, "Engineering")]);
    }

    #[test]
    fn words_of_latin_letters_count_as_whole_words() {
        assert_eq!(kinds("Leadership"), []);
        assert_eq!(kinds("ms"), []);
        assert_eq!(kinds("MS"), [(Kind::Degree, "MS")]);
        assert_eq!(kinds("技术部"), [(Kind::Department, "技术部")]);
        assert_eq!(kinds("部署"), []);
    }
}
