//! Words that tell what a part of a line names, from built-in lists and from the registers of the collection.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

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
    register: Option<AhoCorasick>,
    organizations: Vec<(Key, Kind, String)>,
    skills: Option<AhoCorasick>,
    skill_names: Vec<String>,
}

struct Lists {
    automaton: AhoCorasick,
    words: Vec<(Kind, How, String)>,
}

impl Words {
    /// The built-in words with the names of the registers.
    #[must_use]
    pub fn new(setup: &Setup) -> Self {
        let mut organizations = Vec::new();
        for (key, organization) in setup.organizations.iter() {
            let kind = kind_of_class(organization.class.as_deref().unwrap_or_default(), organization.parent.is_some());
            for name in wordings(organization).filter(|name| is_telling(name)) {
                organizations.push((key.clone(), kind, name.to_owned()));
            }
        }
        let skill_names = names(&setup.skills);
        Self {
            register: automaton(organizations.iter().map(|(_, _, name)| name.as_str())),
            skills: automaton(skill_names.iter().map(String::as_str)),
            organizations,
            skill_names,
        }
    }

    /// The words of a part of a line, in order; of words within each other the longest.
    #[must_use]
    pub fn marks(&self, text: &str) -> Vec<Mark> {
        let lists = lists();
        let mut marks: Vec<Mark> = Vec::new();
        for found in lists.automaton.find_overlapping_iter(text) {
            let (kind, how, word) = &lists.words[found.pattern().as_usize()];
            if counts(text, found.start(), found.end(), *how, word) {
                marks.push(Mark { kind: *kind, start: found.start(), end: found.end(), key: None });
            }
        }
        for found in self.register.iter().flat_map(|register| register.find_overlapping_iter(text)) {
            let (key, kind, _) = &self.organizations[found.pattern().as_usize()];
            if is_whole(text, found.start(), found.end()) {
                marks.push(Mark { kind: *kind, start: found.start(), end: found.end(), key: Some(key.clone()) });
            }
        }
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
        let found = self.register.iter().flat_map(|register| register.find_overlapping_iter(text));
        let whole = found.filter(|found| found.start() == 0 && is_whole(text, 0, found.end()));
        whole
            .filter(|found| self.organizations[found.pattern().as_usize()].1 != Kind::Department)
            .map(|found| found.end())
            .max()
            .unwrap_or(0)
    }

    /// The skills of the register that a text names, as it writes them.
    #[must_use]
    pub fn skills<'t>(&self, text: &'t str) -> Vec<(usize, &'t str)> {
        let found = self.skills.iter().flat_map(|skills| skills.find_iter(text));
        let whole = found.filter(|found| is_whole(text, found.start(), found.end()));
        whole
            .filter(|found| !self.skill_names[found.pattern().as_usize()].is_empty())
            .map(|found| (found.start(), &text[found.range()]))
            .collect()
    }
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

fn automaton<'w>(words: impl Iterator<Item = &'w str>) -> Option<AhoCorasick> {
    let words: Vec<&str> = words.collect();
    (!words.is_empty()).then(|| AhoCorasick::builder().ascii_case_insensitive(true).build(words).ok())?
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let mut words = Vec::new();
        for line in WORDS.lines().filter(|line| !line.starts_with('#')) {
            let Some((name, list)) = line.split_once(": ") else { continue };
            let (name, how) = name.split_once('-').unwrap_or((name, ""));
            let (Some(kind), how) = (kind_named(name), how_named(how)) else { continue };
            words.extend(list.split(", ").map(|word| (kind, how, word.trim().to_owned())));
        }
        let patterns = words.iter().map(|(_, _, word)| word.as_str());
        // The quickest kind, which takes longer to build than the lists are read; that is done once.
        let kind = Some(AhoCorasickKind::DFA);
        let automaton = AhoCorasick::builder().ascii_case_insensitive(true).kind(kind).build(patterns);
        Lists { automaton: automaton.unwrap_or_else(|_| unreachable!("the lists are small")), words }
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
        && is_whole(text, start, end)
        && match how {
            How::Anywhere => true,
            How::Ending if word.chars().count() == 1 => at_end() && text[..end].chars().count() >= 3,
            How::Ending | How::Last => at_end(),
            How::Exact => &text[start..end] == word,
        }
}

/// Whether a word of Latin letters is no part of a longer one.
fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let letter = |c: char| !is_han(c) && c.is_alphanumeric();
    let touches = |inner: Option<char>, outer: Option<char>| inner.is_some_and(letter) && outer.is_some_and(letter);
    let word = &text[start..end];
    !touches(word.chars().next(), text[..start].chars().last())
        && !touches(word.chars().last(), text[end..].chars().next())
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
