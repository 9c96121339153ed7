//! Posts told in Chinese: `2015年至2018年在甲公司担任工程师，2018年加入乙公司`, `曾就职于甲公司，任工程师（2015–2018）`.

use std::borrow::Cow;

use crate::date::{Found, Span, found};
use crate::import::parts::{part, trimmed};
use crate::import::prose::{Post, pieces, post};
use crate::import::words::{Kind, Words};

/// The posts of a paragraph: by the dates that begin its clauses, else by its verbs.
pub(super) fn career(text: &str, words: &Words) -> Vec<Post> {
    let dated = by_date(text, words);
    if dated.is_empty() { by_verb(&listed(text), words) } else { dated }
}

/// A text in which `、` stands between the employers of a list, as it should: `曾就职于甲，乙，丙等公司`.
fn listed(text: &str) -> Cow<'_, str> {
    let begins = ["就职于", "任职于", "供职于", "工作于"].iter().find_map(|verb| Some(text.find(verb)? + verb.len()));
    let list = begins.and_then(|from| Some(from..from + text[from..].find('等')?));
    let short = |list: &str| list.split(['，', ',']).all(|name| name.trim().chars().count() <= 10);
    match list.filter(|list| text[list.clone()].contains(['，', ',']) && short(&text[list.clone()])) {
        Some(list) => {
            let names = text[list.clone()].replace(['，', ','], "、");
            Cow::Owned(format!("{}{names}{}", &text[..list.start], &text[list.end..]))
        }
        None => Cow::Borrowed(text),
    }
}

/// Each clause that a date begins: `2015年至2018年在甲公司担任工程师，2018年加入乙公司任架构师。`
fn by_date(text: &str, words: &Words) -> Vec<Post> {
    let dates = found(text);
    let begins = |found: &&Found| {
        let before = text[..found.range.start].trim_end_matches([' ', '于', '自', '从']);
        before.is_empty() || before.ends_with(['，', '。', '；', ',', ';', '、', '：'])
    };
    let starts: Vec<usize> = dates.iter().filter(begins).map(|found| found.range.start).collect();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let clauses = starts.iter().zip(ends).map(|(start, end)| &text[*start..end]);
    let mut last = String::new();
    let mut told = |clause: &str| {
        // `2019年从某大学毕业后加入某公司`: the date is that of both.
        let behind = clause.split_once("毕业后").map(|(_, rest)| rest);
        let study = ["毕业", "学位", "就读", "考入"].iter().any(|word| clause.contains(word));
        let clause = match behind {
            Some(rest) => {
                let date = found(clause).first().map(|found| &clause[found.range.clone()]).unwrap_or_default();
                Cow::Owned(format!("{date}{}", rest.trim_start_matches('，')))
            }
            None if study => return None,
            None => Cow::Borrowed(clause),
        };
        let dates = found(&clause);
        if let Some(post) = promotion(&clause, &dates, &last, words) {
            return Some(post);
        }
        let joins = ["加入", "入职", "就职", "任职", "跳槽", "加盟", "供职"].iter().any(|word| clause.contains(word));
        let post =
            post(&clause, &dates, words).filter(|post| is_sure(post, words) || joins && is_name(&post.organization))?;
        last.clone_from(&post.organization);
        Some(post)
    };
    clauses.filter_map(&mut told).collect()
}

/// A clause that tells of the next post at the same employer: `2009年9月晋升副教授`.
fn promotion(clause: &str, dates: &[Found], employer: &str, words: &Words) -> Option<Post> {
    let verbs = ["晋升为", "晋升", "升任", "升为", "晋级", "起任", "起担任", "被聘为", "聘为", "转任", "破格晋升"];
    let rest = verbs.iter().filter_map(|verb| clause.split_once(verb)).map(|(_, rest)| rest).next()?;
    let title = trimmed(rest.split(['，', '。', '；', '、', ',', '（']).next()?);
    let titled = words.marks(title).iter().any(|mark| mark.kind == Kind::Title) && title.chars().count() <= 16;
    let span = dates.first().map(|found| found.span)?;
    (titled && !employer.is_empty()).then(|| Post {
        organization: employer.to_owned(),
        title: title.to_owned(),
        span: Some(span),
        ..Post::default()
    })
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

/// Each clause with a verb of working, or the one that says at the beginning who somebody is.
fn by_verb(text: &str, words: &Words) -> Vec<Post> {
    let mut posts: Vec<Post> = Vec::new();
    let clauses = clauses(text);
    let begins_with_name = clauses.first().is_some_and(|first| first.chars().count() <= 12);
    for (number, clause) in clauses.into_iter().enumerate() {
        let dates = found(clause);
        let bare =
            dates.first().map_or(clause, |found| &clause[..found.range.start]).trim_end_matches(['（', '(', ' ']);
        let study = ["毕业", "学位", "就读", "攻读", "获得", "就学"].iter().any(|word| bare.contains(word));
        let bare = bare.split_once("毕业后").map_or(bare, |(_, rest)| rest);
        let other = ["挂职", "师从", "导师", "合作"].iter().any(|word| bare.contains(word));
        let none = other || study && !clause.contains("毕业后");
        let verbal = if none { Vec::new() } else { told(bare, !dates.is_empty(), words) };
        let named = (1..=2).contains(&number) && begins_with_name && posts.is_empty() && !study && !other;
        let told = if verbal.is_empty() && named { named_post(bare, words).into_iter().collect() } else { verbal };
        let span = dates.iter().map(|found| found.span).find(|span| matches!(span, Span::Period(..)));
        posts.extend(told.into_iter().map(|post| Post { span, past: post.past && span.is_none(), ..post }));
        // `加入甲公司，目前是技术负责人`
        let now = ["目前是", "现在是", "目前担任", "现担任", "现任"].iter().find_map(|word| bare.strip_prefix(word));
        if let (Some(title), Some(last)) = (now, posts.last_mut().filter(|last| last.title.is_empty())) {
            (last.title, last.past) = (trimmed(title).to_owned(), false);
        }
    }
    posts
}

/// The clauses of a text; marks within brackets part none.
fn clauses(text: &str) -> Vec<&str> {
    let (mut depth, mut from, mut all) = (0i32, 0, Vec::new());
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' | '《' => depth += 1,
            '）' | ')' | '》' => depth -= 1,
            '，' | '。' | '；' | ',' | ';' if depth <= 0 => {
                all.push(text[from..at].trim());
                from = at + c.len_utf8();
            }
            _ => {}
        }
    }
    all.push(text[from..].trim());
    all
}

/// What stands before the verb of a clause.
const LEADS: [&str; 22] = [
    "毕业后",
    "之后",
    "随后",
    "此后",
    "后来",
    "期间",
    "目前",
    "曾经",
    "先后",
    "本人",
    "并曾",
    "后",
    "并",
    "又",
    "曾",
    "先",
    "现",
    "他",
    "她",
    "我",
    "也",
    "还",
];

/// The verbs behind which an employer stands.
const AT: [&str; 15] = [
    "就职于",
    "任职于",
    "工作于",
    "供职于",
    "服务于",
    "受聘于",
    "加入了",
    "加入",
    "入职",
    "加盟",
    "跳槽到",
    "于",
    "在",
    "回到",
    "来到",
];

/// The posts of a clause with a verb: several where `、` stands between employers.
fn told(clause: &str, dated: bool, words: &Words) -> Vec<Post> {
    let mut rest = clause;
    let (mut past, mut present) = (false, false);
    while let Some((lead, after)) = LEADS.iter().find_map(|lead| Some((*lead, rest.strip_prefix(*lead)?))) {
        past |= lead.contains('曾') || lead == "先后";
        present |= lead.contains('现') || lead == "目前";
        rest = after;
    }
    if let Some(title) = ["历任", "担任", "出任", "任"].iter().find_map(|verb| rest.strip_prefix(verb)) {
        return named_post(title, words).map(|post| Post { past: past || !present, ..post }).into_iter().collect();
    }
    let Some((verb, phrase)) = AT.iter().find_map(|verb| Some((*verb, rest.strip_prefix(*verb)?))) else {
        return Vec::new();
    };
    let (names, title) = employer_and_title(phrase);
    let joins = verb.len() > "在".len();
    let post = |name: &str| {
        let (organization, department) = organization(trimmed(name), words);
        let known = words.marks(&organization).iter().any(|mark| matches!(mark.kind, Kind::Company | Kind::School));
        let post =
            Post { organization, department, title: title.to_owned(), past: past || !present, ..Post::default() };
        let sure = known || !title.is_empty() || joins || past || dated;
        let place = part(&post.organization, 0, words).kind == Some(Kind::Place);
        (sure && !place && is_name(&post.organization)).then_some(post)
    };
    names.split('、').filter_map(post).collect()
}

/// The employer and the title of what follows `在`: `甲大学从事博士后研究`, `甲公司担任科学家`.
fn employer_and_title(phrase: &str) -> (&str, &str) {
    const TITLES: [&str; 5] = ["担任", "出任", "作为", "任", "做"];
    const ENDS: [&str; 10] = ["工作", "从事", "负责", "实习", "挂职", "进行", "开展", "主要", "参与", "（"];
    let titled = TITLES.iter().filter_map(|verb| Some((phrase.find(verb)?, verb.len()))).min();
    let end = ENDS.iter().filter_map(|word| phrase.find(word)).chain(titled.map(|(at, _)| at)).min();
    let name = &phrase[..end.unwrap_or(phrase.len())];
    // `甲、乙等大厂`
    let name = name.split(|c: char| c.is_ascii_digit() || c == '等').next().unwrap_or(name);
    let title = match titled.filter(|(at, _)| Some(*at) == end) {
        Some((at, width)) if !phrase[at..].starts_with("做了") => trimmed(&phrase[at + width..]),
        _ if phrase.contains("博士后") => "博士后",
        _ if phrase.contains("实习") => "实习生",
        _ => "",
    };
    (name, title)
}

/// An organization and its department in one phrase.
fn organization(phrase: &str, words: &Words) -> (String, String) {
    let mut names = pieces(phrase, words).into_iter();
    match names.next() {
        Some((Some(Kind::Company | Kind::School), name)) => {
            (name, names.map(|(_, text)| text).collect::<String>().trim_matches('的').to_owned())
        }
        _ => (phrase.to_owned(), String::new()),
    }
}

/// `甲大学乙实验室研究员`: an organization, a department and a title without a verb.
fn named_post(phrase: &str, words: &Words) -> Option<Post> {
    let phrase = phrase.split(['、', '（', '(']).next().unwrap_or(phrase);
    let phrase = ["是", "系", "为"].iter().find_map(|verb| phrase.strip_prefix(verb)).unwrap_or(phrase).trim();
    let marks = words.marks(phrase);
    let titled = marks.iter().any(|mark| mark.kind == Kind::Title && mark.end == phrase.len());
    if !titled || phrase.chars().count() > 40 {
        return None;
    }
    let mut post = Post::default();
    for (kind, piece) in pieces(phrase, words) {
        match kind {
            Some(Kind::Company | Kind::School) if post.organization.is_empty() => post.organization = piece,
            Some(Kind::Department | Kind::School | Kind::Company) => post.department += &piece,
            _ => post.title += &piece,
        }
    }
    // `之江实验室研究员`: a laboratory by itself is an employer.
    let last = marks.iter().rfind(|mark| mark.kind == Kind::Department && mark.end < phrase.len() && mark.start > 0);
    if let Some(mark) = last.filter(|_| post.organization.is_empty()) {
        post.organization = phrase[..mark.end].to_owned();
        post.title = phrase[mark.end..].trim_start_matches('的').to_owned();
    }
    (!post.organization.is_empty() && !post.title.is_empty()).then_some(post)
}
