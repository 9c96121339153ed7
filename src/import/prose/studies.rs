//! Studies that sentences tell of: `2012年于某大学获得工学硕士学位`, `She received her PhD from X in 2012`.

use super::english;
use super::sentences::sentences;
use crate::date::{Found, Span, found};
use crate::import::parts::{part, trimmed};
use crate::import::words::{Kind, Mark, Words};
use crate::text::is_han;

/// A study that a sentence tells of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Study {
    /// The school.
    pub institution: String,
    /// The department.
    pub department: String,
    /// The degree.
    pub degree: String,
    /// The subject.
    pub area: String,
    /// When it ended, or its period.
    pub span: Option<Span>,
}

/// The studies that a text tells of, in its order. One `at the same university` is at that of the study before.
#[must_use]
pub fn studies(text: &str, words: &Words) -> Vec<Study> {
    let mut all: Vec<Study> = Vec::new();
    for sentence in sentences(text) {
        let before = all.last().map(|study| study.institution.clone());
        if sentence.chars().filter(|c| is_han(*c)).count() > 6 {
            chinese(sentence, before.as_deref(), words, &mut all);
        } else {
            all.extend(english::studies(sentence, before.as_deref(), words));
        }
    }
    all
}

/// Each clause with a school or a degree of its own: `2014年从甲大学本科毕业，2017年在同一所学校拿到硕士学位`.
fn chinese(sentence: &str, before: Option<&str>, words: &Words, all: &mut Vec<Study>) {
    let from = all.len();
    let mut before = before.map(str::to_owned);
    for clause in clauses(sentence) {
        let Some(study) = chinese_study(clause, before.as_deref(), words) else { continue };
        before = Some(study.institution.clone());
        // `本科和硕士毕业于甲大学` are two.
        if let Some(degree) = second_degree(clause, words) {
            all.push(Study { degree, ..study.clone() });
        }
        all.push(study);
    }
    if all.len() == from {
        all.extend(chinese_study(sentence, before.as_deref(), words));
    }
}

/// A sentence cut before each comma behind which a date or a word of time stands.
fn clauses(sentence: &str) -> Vec<&str> {
    let mut clauses = Vec::new();
    let mut from = 0;
    for (at, comma) in sentence.match_indices(['，', ',', '；']) {
        let rest = &sentence[at + comma.len()..];
        let dated = found(rest).first().is_some_and(|found| rest[..found.range.start].chars().count() <= 2);
        let whole = |text: &str| GRADUATED.iter().any(|word| text.contains(word));
        let next = rest.split(['，', ',', '；']).next().unwrap_or(rest);
        let both = whole(&sentence[from..at]) && whole(next);
        if dated || both || ["后", "随后", "同年", "次年", "并"].iter().any(|word| rest.starts_with(word)) {
            clauses.push(&sentence[from..at]);
            from = at + comma.len();
        }
    }
    clauses.push(&sentence[from..]);
    clauses
}

/// The degree that stands before another one in the same clause.
fn second_degree(clause: &str, words: &Words) -> Option<String> {
    let degrees: Vec<Mark> = words.marks(clause).into_iter().filter(|mark| mark.kind == Kind::Degree).collect();
    let [one, two] = &degrees[..] else { return None };
    let joined = matches!(clause.get(one.end..two.start)?, "和" | "、" | "及" | "与");
    joined.then(|| clause[two.start..two.end].to_owned())
}

const GRADUATED: [&str; 9] = ["毕业", "获得", "获", "取得", "就读", "拿到", "攻读", "考入", "保送"];

fn chinese_study(sentence: &str, before: Option<&str>, words: &Words) -> Option<Study> {
    let dates = found(sentence);
    let marks = words.marks(sentence);
    let degree = marks.iter().find(|mark| mark.kind == Kind::Degree);
    if !GRADUATED.iter().any(|word| sentence.contains(word)) || degree.is_none() && dates.is_empty() {
        return None;
    }
    let same = ["同一所", "同校", "本校", "母校", "同一学校", "该校"].iter().find_map(|word| sentence.find(word));
    let school = marks.iter().find(|mark| mark.kind == Kind::School && (mark.start > 0 || mark.key.is_some()));
    let (institution, end) = match (same.zip(before), school) {
        (Some((at, before)), _) => (before.to_owned(), at),
        (None, Some(school)) => (school_name(sentence, school), school.end),
        (None, None) => return None,
    };
    let degree = marks.iter().find(|mark| mark.kind == Kind::Degree && mark.start >= end).or(degree);
    let rest = sentence.get(end..degree.map_or(sentence.len(), |mark| mark.start.max(end))).unwrap_or_default();
    let (department, area) = below(rest, words);
    let degree = degree.map(|mark| sentence[mark.start..mark.end].to_owned()).unwrap_or_default();
    Some(Study { institution, department, degree, area, span: span(&dates) })
}

fn span(dates: &[Found]) -> Option<Span> {
    dates.iter().map(|found| found.span).find(|span| matches!(span, Span::Period(..))).or(dates.first().map(|d| d.span))
}

/// The name of a school that ends at a mark: it begins behind a preposition or a mark of punctuation.
fn school_name(sentence: &str, school: &Mark) -> String {
    if school.key.is_some() {
        return sentence[school.start..school.end].to_owned();
    }
    let begin = sentence[..school.end]
        .rfind(['于', '从', '在', '，', '。', ' ', '年', '读', '获', '入', '月', '：', '）', ')']);
    let begin = begin.map_or(0, |at| at + sentence[at..].chars().next().map_or(0, char::len_utf8));
    trimmed(&sentence[begin.min(school.start)..school.end]).to_owned()
}

/// The department or the subject between the school and the degree.
fn below(rest: &str, words: &Words) -> (String, String) {
    let rest = rest.split(['，', '。']).next().unwrap_or_default();
    let cut = GRADUATED.iter().filter_map(|word| rest.find(word)).min().unwrap_or(rest.len());
    let below = trimmed(rest[..cut].trim_start_matches(['的', '—', '–', '-']));
    let subject = below.trim_end_matches("专业").to_owned();
    match part(below, 0, words).kind {
        Some(Kind::Department | Kind::School | Kind::Company) => (below.to_owned(), String::new()),
        Some(Kind::Area) => (String::new(), subject),
        _ if below.ends_with("专业") => (String::new(), subject),
        _ => (String::new(), String::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::setup::Setup;

    /// The studies of a text, each as `school | degree | year of the end`.
    fn told(text: &str) -> Vec<String> {
        let end = |span: Span| match span {
            Span::At(date) | Span::Since(date) => date.to_string(),
            Span::Period(_, end) => end.to_string(),
        };
        let told = studies(text, &Words::new(&Setup::default()));
        let line = |study: &Study| {
            format!("{} | {} | {}", study.institution, study.degree, study.span.map(end).unwrap_or_default())
        };
        told.iter().map(line).collect()
    }

    #[test]
    fn studies_in_chinese_sentences_are_read() {
        assert_eq!(told("2012年于东海大学网络国家重点实验室获得工学硕士学位后"), ["东海大学 | 工学硕士 | 2012"]);
        assert_eq!(
            told("我 2014 年从东陵大学计算机系本科毕业，2017 年在同一所学校拿到硕士学位。"),
            ["东陵大学 | 本科 | 2014", "东陵大学 | 硕士 | 2017"]
        );
    }

    #[test]
    fn studies_in_english_sentences_are_read() {
        for (text, expected) in [
            (
                "She received a PhD in Physics from Northern University in 2012.",
                vec!["Northern University | PhD | 2012"],
            ),
            (
                "I received my PhD degree in Robotics at the University of Bonn in 2022, my Master degree in Robotics \
                 at the Northern University of Things in 2017, and Bachelor degree in Electronics at Sample \
                 University in 2015.",
                vec![
                    "University of Bonn | PhD | 2022",
                    "Northern University of Things | Master | 2017",
                    "Sample University | Bachelor | 2015",
                ],
            ),
            (
                "I received my Ph.D. from the CS department at Sample University in 2020, where I was advised by A. B.",
                vec!["Sample University | Ph.D. | 2020"],
            ),
            (
                "I hold an MEng in Information Science from Naniwa Example University (2012) and a BEng from the same \
                 university (2010).",
                vec!["Naniwa Example University | MEng | 2012", "Naniwa Example University | BEng | 2010"],
            ),
            (
                "He obtained his B.S. and M.S. degrees from Sample University in 2010 and 2012, respectively.",
                vec!["Sample University | B.S. | 2010", "Sample University | M.S. | 2012"],
            ),
            ("I graduated from Sample College with a BA in History in 2009.", vec!["Sample College | BA | 2009"]),
            ("I did my PhD at UIUC, where I was advised by C. D.", vec!["UIUC | PhD | "]),
            ("I have supervised two PhD students at Sample University.", vec![]),
            ("My research is about the master key of a system at Sample University.", vec![]),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }
}
