//! Several posts told in one paragraph: `I'm an engineer at Acme. Before that I was an analyst at Widget (2013-2018).`

use super::parts::trimmed;
use super::prose::{Post, post, sentences};
use super::words::{Kind, Words};
use crate::date::{Found, Span, found};
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
    let told = |clause: &&str| !["毕业", "学位", "就读", "考入"].iter().any(|word| clause.contains(word));
    clauses.filter(told).filter_map(|clause| post(clause, words)).filter(|post| is_sure(post, words)).collect()
}

/// Whether a post has an employer and a title that words tell of.
fn is_sure(post: &Post, words: &Words) -> bool {
    let marks = |text: &str, kinds: &[Kind]| words.marks(text).iter().any(|mark| kinds.contains(&mark.kind));
    let short = |text: &str| (2..=24).contains(&text.chars().count());
    short(&post.organization)
        && (marks(&post.title, &[Kind::Title]) || marks(&post.organization, &[Kind::Company, Kind::School]))
        && !post.organization.contains(['，', '。', '、', '的'])
}

/// Each `engineer at Acme`, with the dates that follow it.
fn english(text: &str, words: &Words) -> Vec<Post> {
    let mut posts: Vec<Post> = Vec::new();
    for sentence in sentences(text) {
        let places = places(sentence, words);
        for (number, (at, post, end)) in places.iter().enumerate() {
            let next = places.get(number + 1).map_or(sentence.len(), |(at, ..)| *at);
            let dates = found(&sentence[*end..next.max(*end)]);
            let from = if number == 0 { 0 } else { *at };
            let lead = found(&sentence[from..*at]);
            let present = ["I'm ", "I’m ", "I am ", "currently", "Currently", " is an ", " is a ", " is the ", "now "];
            let present = number == 0 && present.iter().any(|word| sentence[..*at + 1].contains(word));
            let span = dates.first().or(lead.last().filter(|_| number == 0)).map(|found| found.span);
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
        assert_eq!(told("I am an engineer at heart and have worked for 12 years with a team at large companies."), []);
    }
}
