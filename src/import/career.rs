//! Several posts told in one paragraph: `I'm an engineer at Acme. Before that I was an analyst at Widget (2013-2018).`

use super::outline::width;
use super::parts::trimmed;
use super::prose::{Post, post, sentences};
use super::words::{Kind, Words};
use crate::date::{End, Found, Span, found};
use crate::text::is_han;

/// The posts that a paragraph tells of, in its order.
#[must_use]
pub fn career(text: &str, words: &Words) -> Vec<Post> {
    if text.chars().filter(|c| is_han(*c)).count() > 6 { chinese(text, words) } else { english(text, words) }
}

/// Each clause that a date begins: `2015年至2018年在甲公司担任工程师，2018年加入乙公司任架构师。`
fn chinese(text: &str, words: &Words) -> Vec<Post> {
    let dates = found(text);
    let begins = |found: &&Found| {
        let before = text[..found.range.start].trim_end_matches([' ', '于', '自', '从']);
        before.is_empty() || before.ends_with(['，', '。', '；', ',', ';', '、', '：'])
    };
    let starts: Vec<usize> = dates.iter().filter(begins).map(|found| found.range.start).collect();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let clauses = starts.iter().zip(ends).map(|(start, end)| &text[*start..end]);
    let told = |clause: &str| {
        // `2019年从某大学毕业后加入某公司`: the date is that of both.
        let behind = clause.split_once("毕业后").map(|(_, rest)| rest);
        let study = ["毕业", "学位", "就读", "考入"].iter().any(|word| clause.contains(word));
        let date = found(clause).first().map(|found| &clause[found.range.clone()]).unwrap_or_default().to_owned();
        let clause = match behind {
            Some(rest) => format!("{date}{}", rest.trim_start_matches('，')),
            None if study => return None,
            None => clause.to_owned(),
        };
        let joins = ["加入", "入职", "就职", "任职", "跳槽", "加盟", "供职"].iter().any(|word| clause.contains(word));
        post(&clause, words).filter(|post| is_sure(post, words) || joins && is_name(&post.organization))
    };
    clauses.filter_map(told).collect()
}

fn is_name(text: &str) -> bool {
    (2..=24).contains(&text.chars().count()) && !text.contains(['，', '。', '、', '的', '了'])
}

/// Whether a post has an employer and a title that words tell of.
fn is_sure(post: &Post, words: &Words) -> bool {
    let marks = |text: &str, kinds: &[Kind]| words.marks(text).iter().any(|mark| kinds.contains(&mark.kind));
    is_name(&post.organization)
        && (marks(&post.title, &[Kind::Title]) || marks(&post.organization, &[Kind::Company, Kind::School]))
}

/// Each `engineer at Acme`, with the dates that follow it.
fn english(text: &str, words: &Words) -> Vec<Post> {
    let mut posts: Vec<Post> = Vec::new();
    for sentence in sentences(text) {
        let places = places(sentence, words);
        for number in 0..places.len() {
            posts.extend(dated(sentence, &places, number));
        }
    }
    posts
}

/// A post told in a sentence, with the place of its title and the end of its employer.
type Place = (usize, Post, usize);

/// The post of this number with its dates, if the sentence says when it was or that it is or was one of the person.
fn dated(sentence: &str, places: &[Place], number: usize) -> Option<Post> {
    let (at, post, end) = &places[number];
    let next = places.get(number + 1).map_or(sentence.len(), |(at, ..)| *at);
    let dates = found(&sentence[*end..next.max(*end)]);
    // Dates before the title are its own, unless they are the only ones behind the post before.
    let from = number.checked_sub(1).map_or(0, |before| places[before].2.min(*at));
    let lead = found(&sentence[from..*at]);
    let free = number == 0 || lead.len() > 1;
    let (present, past) = (is_present(sentence, *at, *end, number == 0), is_past(&sentence[from..*at]));
    let span = dates.first().or(lead.last().filter(|_| free)).map(|found| found.span);
    // `In 2014 I joined Acme, where I was an engineer until 2019`
    let until = dates.first().filter(|found| {
        let before = sentence[..*end + found.range.start].trim_end();
        before.ends_with("until") || before.ends_with("till")
    });
    let span = match (until.map(|found| found.span), lead.last().map(|found| found.span)) {
        (Some(Span::At(until)), Some(Span::At(from))) if from.first_day() <= until.last_day() => {
            Some(Span::Period(from, End::Date(until)))
        }
        _ => match span {
            Some(Span::At(date)) if present && !past => Some(Span::Since(date)),
            span => span,
        },
    };
    (span.is_some() || present || past).then(|| Post { span, past: past && span.is_none(), ..post.clone() })
}

/// Whether a sentence says that the person holds the post whose title stands here.
fn is_present(sentence: &str, at: usize, end: usize, first: bool) -> bool {
    let is = [
        "I'm ",
        "I’m ",
        "I am ",
        "currently",
        "Currently",
        " is an ",
        " is a ",
        " is the ",
        "now ",
        "am currently ",
        "serve as ",
        "serves as ",
        "work as ",
        "works as ",
    ];
    let works = ["I work ", "I now work ", " works at ", " works for ", "currently work", "currently lead", "I lead "];
    let before = &sentence[..at];
    works.iter().any(|word| sentence[..end].contains(word))
        || first
            && is.iter().any(|word| {
                before.contains(word) || sentence.get(..before.len() + 2).is_some_and(|b| b.ends_with(word))
            })
}

/// Whether the words before a title say that the post is over.
fn is_past(before: &str) -> bool {
    let lower = before.to_ascii_lowercase();
    [" was ", "worked ", "served ", "spent ", "interned ", "previously", "formerly", "have been ", "had been "]
        .iter()
        .any(|word| lower.contains(word) || lower.trim_start().starts_with(word.trim_start()))
}

/// The posts of a sentence: where each title begins, and where its employer ends.
fn places(sentence: &str, words: &Words) -> Vec<Place> {
    let mut all = Vec::new();
    for word in [" at ", " with ", " for ", " @ "] {
        all.extend(sentence.match_indices(word).filter_map(|(at, _)| title_at(sentence, at, word, words)));
    }
    for verb in VERBS {
        all.extend(sentence.match_indices(verb).filter_map(|(at, _)| verb_at(sentence, at, verb, words)));
    }
    all.sort_by_key(|(start, ..)| *start);
    // `as an engineer at Acme` behind `worked`, found twice, is one post.
    all.dedup_by(|next, last| next.0 == last.0 || next.1.organization == last.1.organization && next.0 < last.2);
    all
}

/// `engineer at Acme`, `Senior Lecturer in the School of Health at the University of Cape`.
fn title_at(sentence: &str, at: usize, word: &str, words: &Words) -> Option<Place> {
    let before = &sentence[..at];
    let leads = [" a ", " an ", " the ", " as ", ", ", "; ", ": ", " my "];
    let (name, unit, end) = employer(sentence, at + word.len());
    let starts = leads.iter().flat_map(|lead| before.match_indices(lead).map(|(place, lead)| place + lead.len()));
    let mut starts: Vec<usize> = starts.collect();
    starts.sort_unstable_by(|one, other| other.cmp(one));
    let (start, title, department) = starts.iter().take(3).find_map(|start| {
        let phrase = trimmed(&before[*start..]);
        let (title, department) = [" in the ", " of the ", " on the ", " in ", " of "]
            .iter()
            .find_map(|word| phrase.split_once(word).filter(|(title, _)| is_title(title, words)))
            .unwrap_or((phrase, ""));
        is_title(title, words).then_some((*start, title, department))
    })?;
    let department = department.split([',', ';']).next().filter(|text| !text.is_empty()).unwrap_or(unit);
    let post = Post {
        organization: name.to_owned(),
        title: title.to_owned(),
        department: if width(department) <= 60 { department.to_owned() } else { String::new() },
        ..Post::default()
    };
    (!name.is_empty()).then_some((start, post, end))
}

/// The employer that stands at a place, with the group of it that stands before, as in `the Vision team at Acme`, and
/// where both end.
fn employer(sentence: &str, at: usize) -> (&str, &str, usize) {
    const UNITS: [&str; 8] = ["group", "team", "lab", "laboratory", "department", "division", "unit", "center"];
    let unit = name(&sentence[at..]);
    let end = at + unit.len();
    let rest = &sentence[end..];
    let word = rest.trim_start().split([' ', ',', '.']).next().unwrap_or_default();
    let last = unit.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let behind = if UNITS.contains(&word) { end + 1 + word.len() } else { end };
    let lead = [" at ", " of ", " in ", ", "]
        .iter()
        .find(|lead| sentence.get(behind..).is_some_and(|t| t.starts_with(**lead)));
    let whole = |name: &'_ str| name.len() - name.strip_prefix("the ").unwrap_or(name).len();
    if let Some(lead) = lead.filter(|_| !unit.is_empty() && (UNITS.contains(&word) || UNITS.contains(&last.as_str()))) {
        let from = behind + lead.len();
        let name = name(&sentence[from..]);
        if !name.is_empty() {
            return (trimmed(&name[whole(name)..]), trimmed(&sentence[at + whole(unit)..behind]), from + name.len());
        }
    }
    (trimmed(&unit[whole(unit)..]), "", end)
}

/// Whether a text is the title of a post, in few words of which the last tells.
fn is_title(text: &str, words: &Words) -> bool {
    let titled = words.marks(text).iter().any(|mark| mark.kind == Kind::Title && mark.end == text.len());
    titled && text.split(' ').count() <= 6
}

/// Verbs before an employer.
const VERBS: [&str; 11] = [
    "worked at ",
    "worked for ",
    "work at ",
    "work for ",
    "joined ",
    "moved to ",
    "employed by ",
    "years at ",
    "years with ",
    "interned at ",
    "months at ",
];

/// `worked at Acme as an engineer`.
fn verb_at(sentence: &str, at: usize, verb: &str, words: &Words) -> Option<Place> {
    let (name, unit, end) = employer(sentence, at + verb.len());
    if name.is_empty() {
        return None;
    }
    let (organization, department) = (name.to_owned(), unit.to_owned());
    if verb.starts_with("interned") {
        return Some((end, Post { organization, department, title: "Intern".to_owned(), ..Post::default() }, end));
    }
    let rest = sentence[end..].split(';').next().unwrap_or_default();
    let lead = ["as an ", "as a ", "as the ", "as "];
    let (place, title) = lead.iter().find_map(|word| {
        rest.find(word).filter(|at| *at < 30).map(|at| (end + at + word.len(), &rest[at + word.len()..]))
    })?;
    let stops = [" from ", " in ", " between ", " (", ",", " and ", " until ", " where ", " for ", " on ", "."];
    let length = stops.iter().filter_map(|stop| title.find(stop)).min().unwrap_or(title.len());
    let title = trimmed(&title[..length]);
    let post = Post { organization, department, title: title.to_owned(), ..Post::default() };
    words.marks(title).iter().any(|mark| mark.kind == Kind::Title).then_some((place, post, place + length))
}

/// Small words within names.
pub(super) const SMALL: [&str; 16] =
    ["of", "for", "the", "and", "&", "de", "bin", "di", "du", "la", "des", "der", "van", "von", "do", "da"];

/// The name that a text begins with: words with capitals, and the small ones between them.
fn name(text: &str) -> &str {
    const STOPS: [&str; 18] = [
        ",",
        ";",
        ". ",
        " (",
        " where ",
        " in ",
        " from ",
        " since ",
        " until ",
        " as ",
        " to ",
        " on ",
        " working ",
        " who ",
        " which ",
        " – ",
        " — ",
        " - ",
    ];
    let end = STOPS.iter().filter_map(|stop| text.find(stop)).min().unwrap_or(text.len());
    let name = text[..end].trim_end_matches(['.', ' ']);
    let (mut last, mut at) = (0, 0);
    for word in name.split_inclusive(' ') {
        at += word.len();
        let capital = word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        if capital {
            last = at;
        } else if !SMALL.contains(&word.trim_end()) {
            break;
        }
    }
    let name = name[..last].trim_end();
    let begins =
        name.strip_prefix("the ").unwrap_or(name).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    if begins && name.split(' ').count() <= 7 && !name.bytes().all(|byte| byte.is_ascii_digit()) { name } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::setup::Setup;

    fn told(text: &str) -> Vec<(String, String)> {
        let words = Words::new(&Setup::default());
        career(text, &words).into_iter().map(|post| (post.organization, post.title)).collect()
    }

    #[test]
    fn careers_in_one_paragraph_are_read() {
        let text = "I'm a Principal Engineer at Acme.com, where since 2018 I look after things. Before that I was a \
                    Database Engineer at Percolate (2013-2018) and a Unix Administrator at Widget BV (2009-2013).";
        let expected = [
            ("Acme.com", "Principal Engineer"),
            ("Percolate", "Database Engineer"),
            ("Widget BV", "Unix Administrator"),
        ];
        assert_eq!(told(text), expected.map(|(name, title)| (name.to_owned(), title.to_owned())));
        let text = "2015年至2018年在星辰科技有限公司担任后端工程师，2018年加入海蓝网络，任架构师。";
        let expected = [("星辰科技有限公司", "后端工程师"), ("海蓝网络", "架构师")];
        assert_eq!(told(text), expected.map(|(name, title)| (name.to_owned(), title.to_owned())));
        let text = "I work at Acme as an engineer. Before, I worked at Widget as a Senior Analyst from 2015 to 2019.";
        let expected = [("Acme", "engineer"), ("Widget", "Senior Analyst")];
        assert_eq!(told(text)[1..], expected.map(|(name, title)| (name.to_owned(), title.to_owned()))[1..]);
        let text = "2019 年从东海大学毕业后加入海蓝网络，负责直播；2022 年 3 月跳槽到星辰，任资深工程师。";
        let expected = [("海蓝网络", ""), ("星辰", "资深工程师")];
        assert_eq!(told(text), expected.map(|(name, title)| (name.to_owned(), title.to_owned())));
        assert_eq!(told("I'm an Übersetzer and Editor at Øresund, since 2019.").len(), 1);
        assert_eq!(told("I am an engineer at heart and have worked for 12 years with a team at large companies."), []);
    }
}
