//! Skills, in lists and in sentences: `Java, Go`, `熟悉 Redis 的使用`, `I have used PostgreSQL in production`.

use super::draft::Block;
use super::lists::terms;
use super::outline::{Line, width};
use super::parts::tells_of_deeds;
use super::prose::sentences::sentences;
use super::words::Words;
use crate::text::is_han;

/// Words that say how well a skill is known.
const LEVELS: [&str; 22] = [
    "精通",
    "熟练掌握",
    "熟练使用",
    "熟练",
    "熟悉",
    "掌握",
    "了解",
    "擅长",
    "会使用",
    "proficient in",
    "proficient with",
    "experienced with",
    "experienced in",
    "experience with",
    "familiar with",
    "knowledge of",
    "expert in",
    "fluent in",
    "skilled in",
    "working knowledge of",
    "advanced",
    "basic",
];

/// The skills that a text of a section of skills names, a line or a paragraph that begins with one; none where it names
/// none.
#[must_use]
pub fn skills(text: &str, line: &Line, words: &Words) -> Vec<Block> {
    let (_, rest) = category(text);
    let named = if is_told(rest) { told(rest, words) } else { listed(rest, words) };
    let mut skills: Vec<Block> = Vec::new();
    for (name, level) in named {
        let mut skill = Block::new(line.number, &line.text);
        skill.text("name", name).text("level", level);
        if !skills.iter().any(|other| other.get("name") == skill.get("name")) {
            skills.push(skill);
        }
    }
    skills
}

/// The skills of a list, each with the level that its clause or one before states.
fn listed(text: &str, words: &Words) -> Vec<(String, &'static str)> {
    let (mut skills, mut level) = (Vec::new(), None);
    for clause in clauses(text) {
        let lower = clause.to_lowercase();
        let stated = LEVELS.iter().find(|level| lower.trim_start().starts_with(**level) && lower.len() == clause.len());
        level = stated.or(level);
        let clause = stated.map_or(clause, |level| &clause[clause.len() - clause.trim_start().len() + level.len()..]);
        let names = named(clause, words, level.is_some()).into_iter();
        skills.extend(names.map(|name| (name, level.copied().unwrap_or_default())));
    }
    skills
}

/// Words behind which a sentence names skills.
const LEADING: [&str; 24] = [
    "such as",
    "including",
    "like",
    "used",
    "using",
    "use",
    "know",
    "worked with",
    "work with",
    "working with",
    "worked in",
    "comfortable with",
    "comfortable in",
    "well versed in",
    "versed in",
    "experience in",
    "experience of",
    "experience using",
    "knowledge in",
    "understanding of",
    "exposure to",
    "background in",
    "expertise in",
    "good at",
];

/// Words that end the name of a skill.
const ENDING: [&str; 26] = [
    "in", "for", "with", "to", "on", "as", "at", "from", "which", "when", "through", "across", "since", "over",
    "while", "that", "is", "are", "have", "has", "by", "into", "at", "but", "where", "during",
];

/// Words that are no part of a skill's name, and those of which it is not made.
const LEAD_INS: [&str; 14] =
    ["and", "or", "also", "both", "the", "a", "an", "some", "various", "tools", "languages", "am", "mainly", "mostly"];
const NO_NAMES: [&str; 22] = [
    "experience",
    "years",
    "year",
    "production",
    "skills",
    "tools",
    "languages",
    "projects",
    "it",
    "them",
    "this",
    "these",
    "others",
    "both",
    "i",
    "my",
    "everything",
    "things",
    "many",
    "several",
    "etc",
    "technologies",
];

/// Whether a text tells of skills in English sentences, rather than listing them.
fn is_told(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let speaks = ["i ", "i'm ", "i’m "].iter().any(|word| lower.starts_with(word))
        || [" i ", " my ", " have ", " has ", " am "].iter().any(|word| lower.contains(word));
    let words = lower.split(' ').count();
    !text.chars().any(is_han) && words >= 6 && (speaks || sentences(text).count() > 1 && leads(&lower).len() > 1)
}

/// Where a sentence, in small letters, leads over to names: the range of the words, and the level if they state one.
fn leads(lower: &str) -> Vec<(usize, usize, &'static str)> {
    let whole = |at: usize, end: usize| {
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        !letter(lower[..at].chars().next_back()) && !letter(lower[end..].chars().next())
    };
    let levels = LEVELS.iter().map(|word| (*word, *word));
    let mut all: Vec<(usize, usize, &str)> = levels
        .chain(LEADING.iter().map(|word| (*word, "")))
        .flat_map(|(word, level)| lower.match_indices(word).map(move |(at, _)| (at, at + word.len(), level)))
        .filter(|(at, end, _)| whole(*at, *end))
        .collect();
    all.sort_by_key(|(at, end, _)| (*at, std::cmp::Reverse(*end)));
    let mut last = 0;
    all.retain(|(at, end, _)| {
        let kept = *at >= last;
        last = if kept { *end } else { last };
        kept
    });
    all
}

/// The skills that English sentences tell of: what stands behind words that lead over to names, else those of the register.
fn told(text: &str, words: &Words) -> Vec<(String, &'static str)> {
    let mut skills = Vec::new();
    for sentence in sentences(text) {
        let leads = leads(&sentence.to_ascii_lowercase());
        let ends = leads.iter().skip(1).map(|(at, ..)| *at).chain([sentence.len()]);
        let mut level = "";
        for ((_, from, stated), to) in leads.iter().zip(ends) {
            level = if stated.is_empty() { level } else { stated };
            let members = terms(&sentence[*from..to]);
            let members = members.iter().flat_map(|term| term.split(" and ")).flat_map(|term| term.split(" or "));
            skills.extend(members.filter_map(member).map(|name| (name, level)));
        }
        if leads.is_empty() {
            skills.extend(words.skills(sentence).into_iter().map(|(_, name)| (name.to_owned(), "")));
        }
    }
    skills
}

/// The skill that a member of a list in a sentence names: `Kafka in production` is about Kafka.
fn member(term: &str) -> Option<String> {
    let one_of = |list: &[&str], word: &str| list.iter().any(|other| word.eq_ignore_ascii_case(other));
    let lead_in = |word: &&str| one_of(&LEAD_INS, word);
    let name: Vec<&str> = term
        .split_whitespace()
        .skip_while(lead_in)
        .take_while(|word| !one_of(&ENDING, word))
        .map(|word| word.trim_matches(|c: char| "!?\"“”'’".contains(c)))
        .collect();
    let is_name = |word: &&str| word.chars().any(|c| c.is_uppercase() || c.is_ascii_digit() || "+#".contains(c));
    let counts = (1..=4).contains(&name.len())
        && (name.len() <= 2 || name.iter().any(is_name))
        && !name.iter().any(|word| word.is_empty() || one_of(&NO_NAMES, word));
    counts.then(|| name.join(" "))
}

/// A line without the name of its group.
fn category(text: &str) -> (&str, &str) {
    let tabbed =
        text.split_once('\t').filter(|(_, rest)| !rest.contains('\t') && rest.contains([',', '，', '、', '/']));
    match text.split_once([':', '：']).or(tabbed) {
        Some((group, rest)) if width(group) <= 44 && !rest.trim().is_empty() && !rest.starts_with("//") => {
            (group, rest)
        }
        _ => text
            .split_once(" – ")
            .or_else(|| text.split_once(" - "))
            .filter(|(group, rest)| width(group) <= 30 && rest.contains(','))
            .unwrap_or(("", text)),
    }
}

/// The clauses of a Chinese sentence; other texts are one.
fn clauses(text: &str) -> Vec<&str> {
    let level = |text: &str| LEVELS.iter().any(|level| text.contains(level));
    if !level(text) {
        return vec![text];
    }
    text.split(['，', '；', ';', '。']).filter(|clause| !clause.trim().is_empty()).collect()
}

/// The skills that a clause names: the terms of a list, or the names within a sentence.
fn named(clause: &str, words: &Words, levelled: bool) -> Vec<String> {
    let terms = terms(clause);
    let sentence = |term: &String| {
        let han = term.chars().filter(|c| is_han(*c)).count();
        han > 10
            || (levelled && han > 0)
            || (han > 0 && term.chars().any(|c| c.is_ascii_alphabetic()) && han > 4)
            || term.split(' ').count() > 5
            || tells_of_deeds(term)
    };
    terms.into_iter().flat_map(|term| if sentence(&term) { names_within(&term, words) } else { vec![term] }).collect()
}

/// Names of technologies in a sentence: words of Latin letters with a capital, and skills of the register.
fn names_within(text: &str, words: &Words) -> Vec<String> {
    let mut names: Vec<(usize, String)> =
        words.skills(text).into_iter().map(|(at, name)| (at, name.to_owned())).collect();
    if text.chars().any(is_han) {
        let mut at = 0;
        for run in text.split(|c: char| !(c.is_ascii_alphanumeric() || " +#.-".contains(c))) {
            let name = run.trim_matches([' ', '-', '.']);
            let begin = at + run.find(name).unwrap_or(0);
            at = begin.max(at) + (run.len() - run.find(name).unwrap_or(0));
            at += text[at..].chars().next().map_or(0, char::len_utf8);
            let known = names.iter().any(|(place, other)| {
                *place <= begin + name.len()
                    && begin <= place + other.len()
                    && !other.is_empty()
                    && (name.contains(other.as_str()) || other.contains(name))
            });
            if name.len() >= 2 && name.chars().any(|c| c.is_ascii_alphabetic()) && !known {
                names.push((begin, name.to_owned()));
            }
        }
    }
    names.sort();
    let mut distinct: Vec<String> = Vec::new();
    for (_, name) in names {
        if !distinct.contains(&name) {
            distinct.push(name);
        }
    }
    distinct
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::outline::line;
    use crate::setup::Setup;

    fn names(text: &str) -> Vec<String> {
        let words = Words::new(&Setup::default());
        skills(text, &line(text), &words).iter().filter_map(|skill| skill.get("name").map(str::to_owned)).collect()
    }

    #[test]
    fn skills_are_found_in_lists_and_sentences() {
        assert_eq!(names("熟悉 Golang 语言，了解 Java/TypeScript"), ["Golang", "Java", "TypeScript"]);
        assert_eq!(names("熟悉基于 Kubernetes 的云原生交付，了解 DevOps 模式"), ["Kubernetes", "DevOps"]);
        assert_eq!(names("Languages: C++, Go, SQL"), ["C++", "Go", "SQL"]);
        assert_eq!(names("Proficient in Java, Python"), ["Java", "Python"]);
    }

    #[test]
    fn skills_are_found_in_what_a_person_tells() {
        let text = "I am proficient in Perl and Go, and have used Redis and machine learning in production for years. \
                    Comfortable with Docker, building things and Terraform.";
        assert_eq!(names(text), ["Perl", "Go", "Redis", "machine learning", "Docker", "Terraform"]);
        let words = Words::new(&Setup::default());
        let told = skills(text, &line(text), &words);
        assert_eq!((told[0].get("level"), told[2].get("level")), (Some("proficient in"), Some("proficient in")));
    }
}
