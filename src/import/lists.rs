//! Sections that are lists: languages, prizes, certificates.

use super::draft::{Block, Value};
use super::labels::{Label, label};
use super::outline::{Line, width};
use crate::date::{Found, Span, found};
use crate::text::is_han;

/// The terms of a list of technologies: `Java, Python（Flask）, CI/CD`.
#[must_use]
pub fn terms(text: &str) -> Vec<String> {
    let mut terms: Vec<String> = Vec::new();
    let mut add = |term: &str| {
        let term = term.trim_matches(|c: char| c.is_whitespace() || "-–—•·*。:：;；\"“”".contains(c));
        let term = term.strip_suffix('.').unwrap_or(term);
        let term = ["等等", "等", "etc.", "etc", "and more"]
            .iter()
            .find_map(|end| term.strip_suffix(end))
            .unwrap_or(term)
            .trim();
        let term = ["and ", "以及", "和"].iter().find_map(|start| term.strip_prefix(start)).unwrap_or(term).trim();
        let filler = ["tech stack", "technologies", "stack", "and"].iter().any(|word| term.eq_ignore_ascii_case(word));
        if term.chars().any(char::is_alphanumeric) && !filler && !terms.iter().any(|known| known == term) {
            terms.push(term.to_owned());
        }
    };
    let mut from = 0;
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    for (number, (at, c)) in characters.iter().enumerate() {
        let before = characters[..number].last().map_or(' ', |(_, c)| *c);
        let after = characters.get(number + 1).map_or(' ', |(_, c)| *c);
        let cut = match c {
            ',' | '，' | '、' | ';' | '；' | '|' | '｜' | '(' | ')' | '（' | '）' | '[' | ']' | '\t' | '•' | '·'
            | '。' => true,
            '/' => splits_words(text, *at),
            ' ' => before.is_whitespace() || is_han(before) && is_han(after),
            '+' | '&' => before == ' ' && after == ' ',
            _ => false,
        };
        if cut {
            add(&text[from..*at]);
            from = at + c.len_utf8();
        }
    }
    add(&text[from..]);
    terms
}

/// Whether a stroke stands between two words, rather than in one such as `CI/CD`.
fn splits_words(text: &str, at: usize) -> bool {
    let word = |c: char| c.is_alphanumeric() || matches!(c, '+' | '#' | '.');
    let before = text[..at].chars().rev().take_while(|c| word(*c)).count();
    let after = text[at + 1..].chars().take_while(|c| word(*c)).count();
    before >= 3 && after >= 3
        || text[..at].ends_with(' ')
        || text[at + 1..].starts_with(' ')
        || before >= 4
        || after >= 4
}

/// Languages in Chinese and in English.
const LANGUAGES: [(&str, &str); 52] = [
    ("English", "english"),
    ("English", "英语"),
    ("English", "英文"),
    ("Chinese", "chinese"),
    ("Chinese", "中文"),
    ("Chinese", "汉语"),
    ("Mandarin", "mandarin"),
    ("Mandarin", "普通话"),
    ("Cantonese", "cantonese"),
    ("Cantonese", "粤语"),
    ("Japanese", "japanese"),
    ("Japanese", "日语"),
    ("Japanese", "日文"),
    ("Korean", "korean"),
    ("Korean", "韩语"),
    ("French", "french"),
    ("French", "法语"),
    ("German", "german"),
    ("German", "德语"),
    ("Spanish", "spanish"),
    ("Spanish", "西班牙语"),
    ("Italian", "italian"),
    ("Italian", "意大利语"),
    ("Portuguese", "portuguese"),
    ("Portuguese", "葡萄牙语"),
    ("Russian", "russian"),
    ("Russian", "俄语"),
    ("Arabic", "arabic"),
    ("Arabic", "阿拉伯语"),
    ("Hindi", "hindi"),
    ("Bengali", "bengali"),
    ("Urdu", "urdu"),
    ("Dutch", "dutch"),
    ("Swedish", "swedish"),
    ("Norwegian", "norwegian"),
    ("Danish", "danish"),
    ("Finnish", "finnish"),
    ("Polish", "polish"),
    ("Czech", "czech"),
    ("Ukrainian", "ukrainian"),
    ("Turkish", "turkish"),
    ("Greek", "greek"),
    ("Hebrew", "hebrew"),
    ("Hungarian", "hungarian"),
    ("Romanian", "romanian"),
    ("Vietnamese", "vietnamese"),
    ("Thai", "thai"),
    ("Tamil", "tamil"),
    ("Telugu", "telugu"),
    ("Malay", "malay"),
    ("Indonesian", "indonesian"),
    ("Persian", "persian"),
];

/// The languages that a line names; in a section that is called after a language, that one.
#[must_use]
pub fn languages(line: &Line, title: &str) -> Vec<Block> {
    let lower = line.text.to_lowercase();
    let mut found: Vec<(usize, usize, &str)> = Vec::new();
    for (name, word) in LANGUAGES {
        if let Some(at) = lower.find(word)
            && !found.iter().any(|(_, _, other)| *other == name)
        {
            found.push((at, at + word.len(), name));
        }
    }
    found.sort_unstable();
    if found.is_empty() || lower.len() != line.text.len() {
        let lower = title.to_lowercase();
        let named = LANGUAGES.iter().find(|(_, word)| lower.contains(word));
        return named.map(|(name, _)| vec![language(line, name, &line.text)]).unwrap_or_default();
    }
    let ends = found.iter().skip(1).map(|(start, ..)| *start).chain([line.text.len()]);
    found.iter().zip(ends).map(|((_, end, name), next)| language(line, name, &line.text[*end..next])).collect()
}

fn language(line: &Line, name: &str, rest: &str) -> Block {
    let mut block = Block::new(line.number, &line.text);
    let fluency = rest.trim_matches(|c: char| !c.is_alphanumeric());
    block.text("language", name).text("fluency", fluency).blocks("statistics", scores(&line.text));
    block
}

/// The scores of the Chinese tests of English, TOEFL and IELTS.
fn scores(text: &str) -> Vec<Block> {
    const TESTS: [(&str, &str); 12] = [
        ("CET-4", "四级"),
        ("CET-4", "CET-4"),
        ("CET-4", "CET4"),
        ("CET-6", "六级"),
        ("CET-6", "CET-6"),
        ("CET-6", "CET6"),
        ("TOEFL", "托福"),
        ("TOEFL", "TOEFL"),
        ("IELTS", "雅思"),
        ("IELTS", "IELTS"),
        ("TOEIC", "TOEIC"),
        ("GRE", "GRE"),
    ];
    let mut scores: Vec<Block> = Vec::new();
    for (name, word) in TESTS {
        let Some(at) = text.find(word) else { continue };
        let rest = text[at + word.len()..]
            .trim_start_matches(|c: char| !c.is_ascii_digit() && "（(：: 分成绩为,，".contains(c));
        let value: String = rest.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
        let value = value.trim_end_matches('.');
        if !value.is_empty()
            && value.parse::<f64>().is_ok()
            && !scores.iter().any(|score| score.get("name") == Some(name))
        {
            let mut score = Block::default();
            score.text("name", name);
            score.fields.push(super::draft::Field {
                name: "value".into(),
                value: Value::Raw(value.to_owned()),
                check: None,
            });
            scores.push(score);
        }
    }
    scores
}

/// A prize or certificate: its name, its date, who gave it.
#[must_use]
pub fn award(line: &Line, name: &str, giver: &str) -> Block {
    let dates = found(&line.text);
    let (named, aside) = super::parts::aside(line.text.trim());
    let inner = aside.filter(|aside| {
        !found(aside).is_empty() && found(named).is_empty() && aside.chars().filter(|c| c.is_alphabetic()).count() > 3
    });
    if let Some(aside) = inner {
        let mut block = Block::new(line.number, &line.text);
        block.text(name, named).text("date", dates.first().map(first_date).unwrap_or_default());
        block.text(if name == "name" { giver } else { "summary" }, aside);
        return block;
    }
    let mut rest = line.text.clone();
    dates.iter().rev().for_each(|found| rest.replace_range(found.range.clone(), "\t"));
    let rest = match label(&rest) {
        Some((Label::Awards, value)) => value.to_owned(),
        _ => rest,
    };
    let mut parts = rest
        .split(['\t', '|', '｜', ',', '，', '—', '·'])
        .flat_map(|part| part.split(" - "))
        .flat_map(|part| part.split(" – "))
        .map(super::parts::trimmed)
        .filter(|part| part.chars().any(char::is_alphanumeric));
    let mut block = Block::new(line.number, &line.text);
    block.text(name, bare(parts.next().unwrap_or_default()));
    if let Some(date) = dates.first().map(first_date) {
        block.text("date", date);
    }
    let others: Vec<&str> = parts.collect();
    match others[..] {
        [one] => block.text(giver, one),
        [] => &mut block,
        _ => block.text(if name == "name" { giver } else { "summary" }, others.join(", ")),
    };
    if let Some(link) = line.links.iter().find_map(|(_, address)| web(address)) {
        block.text("url", link);
    }
    block
}

/// A name without empty brackets at its end.
fn bare(name: &str) -> &str {
    name.trim_end_matches(['(', '（', ' '])
}

/// The first date of what was found, as it is written in records.
#[must_use]
pub fn first_date(found: &Found) -> String {
    match found.span {
        Span::At(date) | Span::Since(date) | Span::Period(date, _) => date.to_string(),
    }
}

/// An address that leads somewhere on the web.
#[must_use]
pub fn web(address: &str) -> Option<String> {
    let address = address.trim();
    let good = ["https://", "http://"].iter().any(|scheme| address.starts_with(scheme))
        && address.len() < 2000
        && !address.contains(char::is_whitespace)
        && !address.contains(":///");
    (good && url::Url::parse(address).is_ok() && oxiri::Iri::parse(address).is_ok()).then(|| address.to_owned())
}

/// Words of prizes.
const PRIZES: [&str; 24] = [
    "奖",
    "三好",
    "优干",
    "优秀",
    "称号",
    "一等",
    "二等",
    "荣誉",
    "冠军",
    "亚军",
    "金牌",
    "银牌",
    "铜牌",
    "award",
    "prize",
    "scholarship",
    "dean's list",
    "dean’s list",
    "medal",
    "honor",
    "honour",
    "winner",
    "fellowship",
    "valedictorian",
];

/// Whether a short text names a prize.
#[must_use]
pub fn is_prize(text: &str) -> bool {
    let lower = text.to_lowercase();
    width(text) <= 80 && PRIZES.iter().any(|word| lower.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::outline::line;

    #[test]
    fn lists_of_technologies_are_cut_into_terms() {
        assert_eq!(terms("Java, Python（Flask）, CI/CD, K8S等"), ["Java", "Python", "Flask", "CI/CD", "K8S"]);
        assert_eq!(terms("AWS Tech Stack（EC2, S3）, Hadoop"), ["AWS Tech Stack", "EC2", "S3", "Hadoop"]);
        assert_eq!(terms("Go / Rust / C++"), ["Go", "Rust", "C++"]);
    }

    #[test]
    fn languages_have_their_fluency_and_scores() {
        let told = languages(&line("English – fluent, French (basic)"), "Languages");
        let told: Vec<_> = told.iter().map(|one| (one.get("language"), one.get("fluency"))).collect();
        assert_eq!(told, [(Some("English"), Some("fluent")), (Some("French"), Some("basic"))]);
        assert_eq!(scores("四级614、六级610").len(), 2);
    }
}
