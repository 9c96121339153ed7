//! Several posts told in one paragraph: `I'm an engineer at Acme. Before that I was an analyst at Widget (2013-2018).`

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
        for (number, (at, post, end)) in places.iter().enumerate() {
            let next = places.get(number + 1).map_or(sentence.len(), |(at, ..)| *at);
            let dates = found(&sentence[*end..next.max(*end)]);
            // Dates before the title are its own, unless they are the only ones behind the post before.
            let from = number.checked_sub(1).map_or(0, |before| places[before].2.min(*at));
            let lead = found(&sentence[from..*at]);
            let free = number == 0 || lead.len() > 1;
            let present = ["I'm ", "I’m ", "I am ", "currently", "Currently", " is an ", " is a ", " is the ", "now "];
            let works = ["I work ", "I now work ", " works at ", " works for "]
                .iter()
                .any(|word| sentence[..*end].contains(word));
            let present = works || number == 0 && present.iter().any(|word| sentence[..*at].contains(word));
            let span = dates.first().or(lead.last().filter(|_| free)).map(|found| found.span);
            // `In 2014 I joined Acme, where I was an engineer until 2019`
            let until = dates.first().filter(|found| {
                let before = sentence[..*end + found.range.start].trim_end();
                before.ends_with("until") || before.ends_with("till")
            });
            if let (Some(Found { span: Span::At(until), .. }), Some(Found { span: Span::At(from), .. })) =
                (until, lead.last())
                && from.first_day() <= until.last_day()
            {
                posts.push(Post { span: Some(Span::Period(*from, End::Date(*until))), ..post.clone() });
                continue;
            }
            match (span, present) {
                (Some(Span::At(date)), true) => posts.push(Post { span: Some(Span::Since(date)), ..post.clone() }),
                (Some(_), _) | (None, true) => posts.push(Post { span, ..post.clone() }),
                (None, false) => {}
            }
        }
    }
    posts
}

/// The posts of a sentence: where each title begins, and where its employer ends.
fn places(sentence: &str, words: &Words) -> Vec<(usize, Post, usize)> {
    let mut all: Vec<(usize, Post, usize)> = Vec::new();
    for word in [" at ", " with ", " for "] {
        for (at, _) in sentence.match_indices(word) {
            let before = &sentence[..at];
            let start = [" a ", " an ", " the ", " as ", ", ", "; "]
                .iter()
                .filter_map(|lead| before.rfind(lead).map(|place| place + lead.len()))
                .max();
            let Some(start) = start else { continue };
            let title = trimmed(&before[start..]);
            let marks = words.marks(title);
            let titled = marks.iter().any(|mark| mark.kind == Kind::Title && mark.end == title.len());
            let name = name(&sentence[at + word.len()..]);
            if titled && title.split(' ').count() <= 6 && !name.is_empty() {
                let end = at + word.len() + name.len();
                let post = Post { organization: trimmed(name).to_owned(), title: title.to_owned(), ..Post::default() };
                all.push((start, post, end));
            }
        }
    }
    for verb in ["worked at ", "worked for ", "work at ", "work for ", "joined ", "moved to ", "employed by "] {
        for (at, _) in sentence.match_indices(verb) {
            let begin = at + verb.len();
            let name = name(&sentence[begin..]);
            let end = begin + name.len();
            let title = ["as an ", "as a ", "as the ", "as "].iter().find_map(|word| {
                let rest = sentence[end..].split([';', '.']).next().unwrap_or_default();
                rest.find(word).filter(|at| *at < 30).map(|at| (end + at + word.len(), &rest[at + word.len()..]))
            });
            let Some((place, title)) = title.filter(|_| !name.is_empty()) else { continue };
            let stops = [" from ", " in ", " between ", " (", ",", " and ", " until ", " where ", " for ", " on "];
            let length = stops.iter().filter_map(|stop| title.find(stop)).min().unwrap_or(title.len());
            let title = trimmed(&title[..length]);
            if words.marks(title).iter().any(|mark| mark.kind == Kind::Title) {
                let post = Post { organization: trimmed(name).to_owned(), title: title.to_owned(), ..Post::default() };
                all.push((at, post, place + length));
            }
        }
    }
    all.sort_by_key(|(start, ..)| *start);
    all.dedup_by_key(|(start, ..)| *start);
    all
}

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
        } else if !["of ", "for ", "the ", "and ", "& ", "de "].contains(&word) {
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
