//! Careers told in sentences: `2014年，作为某中心的工程师，…`, `In 2014 I joined Acme as an engineer.`

mod english;
pub(super) mod sentences;
mod studies;

use super::outline::width;
use super::parts::{QUALITIES, trimmed};
use super::words::{Kind, Mark, Words};
use crate::date::{Found, Span};
use crate::text::{folded, is_han};

pub use sentences::sentences;
pub use studies::{Study, studies};

/// A post that a sentence tells of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Post {
    /// The employer.
    pub organization: String,
    /// The department.
    pub department: String,
    /// The title.
    pub title: String,
    /// When.
    pub span: Option<Span>,
    /// Whether the text says that it is over.
    pub past: bool,
}

/// Words before an employer.
const JOINS: [&str; 18] = [
    "跳槽到",
    "跳槽至",
    "来到",
    "回到",
    "加入了",
    "加入",
    "就职于",
    "就职",
    "任职于",
    "任职",
    "入职",
    "供职于",
    "加盟",
    "受雇于",
    "服务于",
    "进入",
    "在",
    "于",
];

/// Words before a title.
const AS: [&str; 8] = ["作为", "担任", "出任", "任", "现任", "历任", "成为", "转为"];

/// What ends the name of an employer or a title.
const STOPS: [&str; 24] = [
    "，",
    ",",
    "。",
    "；",
    ";",
    "担任",
    "作为",
    "任职",
    "负责",
    "从事",
    "主要",
    "从0",
    "从零",
    "带领",
    "工作",
    "参与",
    "实习",
    "开始",
    "期间",
    "并",
    "的同时",
    "至今",
    "（",
    "(",
];

/// The post that a sentence in Chinese or English with these dates tells of, if it begins with a date or with a name
/// and a date.
#[must_use]
pub fn post(text: &str, dates: &[Found], words: &Words) -> Option<Post> {
    let first = dates.first()?;
    let before = text[..first.range.start].trim_end_matches(['自', '从', '于', ' ']);
    let name = before.trim().trim_end_matches([':', '：', ',', '，', '-', '–', '—', ' ', '(', '（']);
    let rest = text[first.range.end..].trim_start_matches(|c: char| !c.is_alphanumeric());
    let mut post =
        if text.chars().filter(|c| is_han(*c)).count() > 4 { chinese(rest, words) } else { english(text, words)? };
    if width(name) > 40 {
        return None;
    }
    if post.organization.is_empty()
        && !name.is_empty()
        && !["in", "from", "since"].iter().any(|word| name.eq_ignore_ascii_case(word))
        && before.trim_end().ends_with([':', '：', '-', '–', '—'])
    {
        post.organization = name.to_owned();
    }
    post.span = Some(first.span);
    (!post.organization.is_empty() || !post.title.is_empty()).then_some(post)
}

/// The post that the words behind a date tell of.
fn chinese(text: &str, words: &Words) -> Post {
    let clause: String = text.split(['。', '；']).next().unwrap_or_default().to_owned();
    let mut post = Post::default();
    for join in JOINS {
        if let Some(rest) = behind(&clause, join, 12) {
            let name = until(rest);
            (post.organization, post.department) = named(name, words);
            break;
        }
    }
    for word in AS {
        if let Some(rest) = behind(&clause, word, 40) {
            let title = until_title(rest);
            if !title.is_empty() {
                post.title = title.to_owned();
                break;
            }
        }
    }
    split_title(&mut post, words);
    post
}

/// What follows a word that stands within the first characters of a text.
fn behind<'t>(text: &'t str, word: &str, within: usize) -> Option<&'t str> {
    let at = text.char_indices().map(|(at, _)| at).take(within + 1).find(|at| text[*at..].starts_with(word))?;
    Some(text[at + word.len()..].trim_start())
}

fn until(text: &str) -> &str {
    trimmed(&text[..stop(text, &STOPS)])
}

/// A title goes as far as its last word of a title before the clause ends.
fn until_title(text: &str) -> &str {
    const ENDS: [&str; 16] = [
        "加入", "入职", "，", ",", "。", "；", "负责", "主要", "从0", "从零", "带领", "工作", "参与", "从事", "（", "(",
    ];
    let title = trimmed(&text[..stop(text, &ENDS)]);
    if width(title) <= 60 { title } else { "" }
}

/// Where the first of these words stands behind the first character; `负责` is none in `负责人`.
fn stop(text: &str, words: &[&str]) -> usize {
    let ends = |word: &&str, rest: &str| rest.starts_with(*word) && !rest.starts_with("负责人");
    let mut places = text.char_indices().map(|(at, _)| at).skip(1);
    places.find(|at| words.iter().any(|word| ends(word, &text[*at..]))).unwrap_or(text.len())
}

/// An employer and its department in one phrase: the name of the register, or up to the end of a name.
fn named(text: &str, words: &Words) -> (String, String) {
    let marks = words.marks(text);
    let known = marks.iter().find(|mark| mark.key.is_some() && mark.start == 0 && mark.end < text.len());
    let ends = marks
        .iter()
        .find(|mark| matches!(mark.kind, Kind::Company | Kind::School) && mark.end < text.len() && mark.start > 0);
    match known.or(ends) {
        Some(mark) => {
            let rest = trimmed(text[mark.end..].trim_start_matches('的'));
            let below = words.marks(rest).iter().any(|mark| mark.kind == Kind::Department) || rest.ends_with("团队");
            (text[..mark.end].to_owned(), if below { rest.to_owned() } else { String::new() })
        }
        None => (text.to_owned(), String::new()),
    }
}

/// A title that begins with the employer's name, `某公司后端工程师`, gives it to the employer.
fn split_title(post: &mut Post, words: &Words) {
    let marks = words.marks(&post.title);
    let named = |mark: &&Mark| match mark.kind {
        Kind::Company | Kind::School => mark.key.is_none() != (mark.start == 0),
        Kind::Department => mark.key.is_some() && mark.start == 0,
        _ => false,
    };
    let mark = marks.iter().find(|mark| named(mark) && mark.end < post.title.len());
    if let Some(mark) = mark {
        let (name, rest) =
            (post.title[..mark.end].to_owned(), post.title[mark.end..].trim_start_matches('的').to_owned());
        if post.organization.is_empty() {
            post.organization = name;
        } else if post.department.is_empty() && folded(&name) != folded(&post.organization) {
            post.department = name;
        }
        post.title = rest;
    }
    from_grade(post);
    let marks = words.marks(&post.title);
    let below =
        marks.iter().find(|mark| mark.kind == Kind::Department && mark.start > 0 && mark.end < post.title.len());
    let title = marks.iter().any(|mark| mark.kind == Kind::Title && below.is_some_and(|below| mark.start >= below.end));
    if let Some(mark) = below.filter(|_| title && post.department.is_empty()) {
        let (department, rest) =
            (post.title[..mark.end].to_owned(), post.title[mark.end..].trim_start_matches('的').to_owned());
        if !QUALITIES.contains(&department.as_str()) {
            post.department = department;
            post.title = rest;
        }
    }
}

/// A title begins with its grade: what stands before that is where it was held.
fn from_grade(post: &mut Post) {
    let grade = ["高级", "资深", "首席", "中级", "初级"].iter().filter_map(|grade| post.title.find(grade)).min();
    if let Some(at) = grade.filter(|at| *at > 0) {
        let before = post.title[..at].trim_end_matches('的').to_owned();
        post.title = post.title[at..].to_owned();
        post.department += &before;
    }
}

/// `In 2014 I joined Acme as an engineer`, `2014-2016: worked at Acme as engineer`.
fn english(text: &str, words: &Words) -> Option<Post> {
    let sentence = text.split(". ").next().unwrap_or(text);
    let lower = sentence.to_ascii_lowercase();
    const VERBS: [&str; 14] = [
        "joined ",
        "worked at ",
        "worked for ",
        "work at ",
        "works at ",
        "work for ",
        "working at ",
        "working for ",
        "employed at ",
        "employed by ",
        "moved to ",
        "was with ",
        "interned at ",
        "started at ",
    ];
    let behind = |word: &str| lower.find(word).map(|at| &sentence[at + word.len()..]);
    let organization = VERBS.iter().find_map(|verb| behind(verb));
    let title = [" as an ", " as a ", " as the ", " as "].iter().find_map(|word| behind(word));
    let title = title.map(|title| {
        cut(title, &[",", " at ", " in ", " for ", " with ", " where ", ".", ";", " from ", " until ", " and ", " on "])
    });
    let at = || title.and_then(|_| [" at ", " with ", " for "].iter().find_map(|word| behind(word)));
    let organization = organization.or_else(at)?;
    let name = cut(
        organization,
        &[",", " as ", " in ", ".", ";", " where ", " from ", " until ", " to ", " on ", " working "],
    );
    let starts = name.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric());
    let known = words.marks(name).iter().any(|mark| mark.key.is_some());
    (starts || known).then(|| Post {
        organization: name.to_owned(),
        title: title.unwrap_or_default().to_owned(),
        ..Post::default()
    })
}

fn cut<'t>(text: &'t str, stops: &[&str]) -> &'t str {
    let end = stops.iter().filter_map(|stop| text.find(stop)).min().unwrap_or(text.len());
    trimmed(&text[..end])
}

/// The present post that a summary states: `现任某公司某部技术负责人`.
#[must_use]
pub fn present(text: &str, words: &Words) -> Option<Post> {
    let at = ["现任职于", "现就职于", "目前就职于", "目前任职于", "现任", "现为", "目前担任"]
        .iter()
        .find_map(|word| text.find(word).map(|at| at + word.len()))?;
    let phrase = text[at..].split(['，', '。', '；', ',', '(', '（']).next()?;
    let pieces = pieces(phrase, words);
    let mut post = Post::default();
    for (kind, piece) in pieces {
        match kind {
            Some(Kind::Company | Kind::School) if post.organization.is_empty() => post.organization = piece,
            Some(Kind::Department) => post.department += &piece,
            _ => post.title += &piece,
        }
    }
    post.department = trimmed(post.department.trim_matches('的')).to_owned();
    post.title = trimmed(post.title.trim_start_matches('的')).to_owned();
    (!post.organization.is_empty() && !post.title.is_empty()).then_some(post)
}

/// A phrase without separators, cut behind each name of an organization or department.
pub(super) fn pieces(phrase: &str, words: &Words) -> Vec<(Option<Kind>, String)> {
    let phrase = phrase.trim();
    let mut from = words.leading(phrase);
    let mut pieces = Vec::new();
    if from > 0 {
        pieces.push((Some(Kind::Company), phrase[..from].to_owned()));
    }
    let marks = words.marks(phrase);
    for mark in marks.iter().filter(|mark| matches!(mark.kind, Kind::Company | Kind::School | Kind::Department)) {
        let title_inside =
            marks.iter().any(|other| other.kind == Kind::Title && other.start < mark.start && other.start >= from);
        let name = phrase.get(from..mark.end).unwrap_or_default();
        if mark.end > from && !title_inside && (mark.key.is_some() || name.chars().count() >= 2) {
            let kind = if pieces.is_empty() && mark.kind == Kind::Department { None } else { Some(mark.kind) };
            if kind.is_some() {
                pieces.push((kind, name.to_owned()));
                from = mark.end;
            }
        }
    }
    if from < phrase.len() {
        pieces.push((Some(Kind::Title), phrase[from..].to_owned()));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::found;
    use crate::setup::Setup;

    fn words() -> Words {
        Words::new(&Setup::default())
    }

    #[test]
    fn careers_by_year_are_read() {
        for (text, organization, title) in [
            ("2014年，加入星辰科技有限公司，作为后端工程师，负责网关", "星辰科技有限公司", "后端工程师"),
            ("2012年，在海蓝网络作为创始团队的核心工程师从0研发了系统", "海蓝网络", "创始团队的核心工程师"),
            ("2014年，作为星辰公司后端架构师，主要负责服务", "星辰公司", "后端架构师"),
            ("In 2014 I joined Acme as a software engineer, where I built things", "Acme", "software engineer"),
            ("海蓝网络：2018 年夏，开发了年度页面", "海蓝网络", ""),
        ] {
            let post = post(text, &found(text), &words()).unwrap_or_default();
            assert_eq!((post.organization.as_str(), post.title.as_str()), (organization, title), "{text}");
        }
    }
}
