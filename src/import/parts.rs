//! The parts of a line, and what each names: an organization, a department, a title, a degree, a place.

mod commas;
mod cuts;
mod glued;
mod kinds;
mod said;

use commas::{chinese, commas};
use cuts::strong;
use kinds::kind;
pub use kinds::tells_of_deeds;
use said::{told_place, without, without_deed, without_modes, without_verbs};

use super::labels::{Label, label, label_named};
use super::outline::{Level, Line};
use super::words::{Kind, Words};
use crate::date::Found;
use crate::decode::Key;

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its text.
    pub text: String,
    /// What it names, as far as its words tell.
    pub kind: Option<Kind>,
    /// What a label before it says that it is.
    pub label: Option<Label>,
    /// What stands in brackets behind it.
    pub aside: Option<String>,
    /// The index of its line.
    pub line: usize,
    /// The number of its group in the line: only commas stand between parts of one group.
    pub group: usize,
    /// Where it leads to.
    pub link: Option<String>,
    /// The key of the register that it names.
    pub key: Option<Key>,
    /// Whether it is bold.
    pub bold: bool,
}

/// Marks that set parts apart wherever they stand.
const STRONG: &str = "\t|｜;；•▪◆●┃¦│‖»«";

/// The parts of a line without its dates.
#[must_use]
pub fn parts(line: &Line, at: usize, dates: &[Found], words: &Words) -> Vec<Part> {
    let end = tail(&line.text, dates).unwrap_or(line.text.len());
    let text = told_place(without_modes(without(&line.text[..end], dates)));
    let text = if matches!(line.level, Level::Heading(_)) { unnumbered(&text) } else { &text };
    let mut parts = Vec::new();
    // `@Acme (2013 ~ 2014)`
    if let Some(name) = text.trim().strip_prefix('@').filter(|_| matches!(line.level, Level::Heading(_))) {
        return vec![Part { label: Some(Label::Company), ..part(name, at, words) }];
    }
    if let Some((label, value)) = first_cell(&line.text) {
        let value = value.replace('\t', " ");
        let pieces = match label {
            Label::Company | Label::School => named_pieces(&value, words),
            _ => vec![value],
        };
        let named = pieces.iter().enumerate().map(|(number, text)| Part {
            label: (number == 0).then_some(label),
            group: number,
            ..part(text, at, words)
        });
        return named.filter(|part| part.text.chars().any(char::is_alphanumeric)).collect();
    }
    for (group, piece) in strong(text, line).into_iter().enumerate() {
        let (named, rest) = match label(&piece.text) {
            Some((label, rest)) => (Some(label), rest.to_owned()),
            None => (None, piece.text.clone()),
        };
        let placed = |rest: &str| {
            let place = rest.rsplit([',', '，']).next().filter(|place| place.len() < rest.len());
            place.is_some_and(|place| part(place, at, words).kind == Some(Kind::Place))
        };
        let employed = |rest: &str| {
            let named = |piece: &String| matches!(part(piece, at, words).kind, Some(Kind::Company | Kind::School));
            commas(rest, words).iter().skip(1).any(named)
        };
        let split = matches!(named, Some(Label::Company | Label::School)) && placed(&rest);
        let post = named == Some(Label::Title) && employed(&rest);
        let named = named.filter(|_| !post);
        let behind = matches!(named, Some(Label::School)) && named_pieces(&rest, words).len() > 1;
        let texts = match named {
            Some(Label::School) if behind => named_pieces(&rest, words),
            Some(_) if !split => vec![rest],
            _ => commas(&rest, words),
        };
        let parted = |text: &String| match named {
            Some(_) => vec![text.clone()],
            None => {
                let texts = chinese(text, words);
                let texts = texts.iter().flat_map(|text| capitals(text, words));
                texts.flat_map(|text| glued::degree_and_school(&text, words)).collect()
            }
        };
        for text in texts.iter().flat_map(parted) {
            let mut part = part(&text, at, words);
            let label = named.filter(|_| !split || part.kind != Some(Kind::Place));
            let label = label.filter(|_| !behind || part.kind == Some(Kind::School));
            // In a list of posts and studies, a degree stands where posts have their title.
            let label = if label == Some(Label::Title) && part.kind == Some(Kind::Degree) { None } else { label };
            part = Part { label, group, bold: piece.bold, ..part };
            part.link = line
                .links
                .iter()
                .find(|(name, _)| {
                    !name.is_empty() && (part.text.contains(name.as_str()) || name.contains(part.text.as_str()))
                })
                .map(|(_, address)| address.clone());
            if part.text.chars().any(char::is_alphanumeric) {
                parts.push(part);
            }
        }
    }
    // `MIS at 某某局`: what somebody is at a place is a title, whatever the word.
    if let (Some((title, _)), Some(first)) = (text.split_once(" at "), parts.first_mut())
        && first.kind.is_none()
        && first.text == title.trim()
    {
        first.kind = Some(Kind::Title);
    }
    parts
}

/// A title or degree in capitals that stands before a name without a mark between them, as Europass writes:
/// `DATA ANALYST Vltava Health`, `MSC IN MATHEMATICS Northern University`.
fn capitals(text: &str, words: &Words) -> Vec<String> {
    let small = |c: char| c.is_lowercase();
    let leads = text.split(' ').take(2).all(|word| word.len() > 1 && !word.contains(small));
    if !leads || !text.contains(' ') {
        return vec![text.to_owned()];
    }
    let marks = words.marks(text);
    let Some(first) = marks.iter().find(|mark| matches!(mark.kind, Kind::Title | Kind::Degree)) else {
        return vec![text.to_owned()];
    };
    // The first word with small letters begins the name; in a line of capitals, what stands behind the title does.
    let mixed = text.match_indices(' ').map(|(at, _)| at).find(|at| {
        let word = text[at + 1..].split(' ').next().unwrap_or_default();
        word.starts_with(char::is_uppercase) && word.contains(small)
    });
    let named = |at: usize| part(&text[at..], 0, words).kind.is_some_and(|kind| kind != Kind::Title);
    let caps = !text.contains(small) && first.kind == Kind::Title && text[first.end..].starts_with(' ');
    let behind = &text[first.end..];
    let goes_on = [" OF ", " FOR ", " IN ", " AND ", " &", " -", " ("].iter().any(|word| behind.starts_with(word));
    let legal = || has_form(behind);
    let at = mixed.filter(|at| *at >= first.end && named(*at)).or((caps && !goes_on && legal()).then_some(first.end));
    match at {
        Some(at) => vec![text[..at].to_owned(), text[at..].trim_start().to_owned()],
        None => vec![text.to_owned()],
    }
}

/// Whether a text ends with the form that a company has by law.
fn has_form(text: &str) -> bool {
    let last = text.trim_end_matches('.').rsplit(' ').next().unwrap_or_default().to_ascii_lowercase();
    [
        "s.r.o", "ltd", "inc", "llc", "gmbh", "ag", "s.a", "s.p.a", "s.r.l", "srl", "d.o.o", "b.v", "oy", "ab", "plc",
        "kft",
    ]
    .contains(&last.as_str())
}

/// A heading without its number: `2. Acme`.
fn unnumbered(text: &str) -> &str {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = (1..=2).contains(&(text.len() - rest.len()));
    let behind = rest.strip_prefix(['.', '、', ')', '）', '．']).map(str::trim_start);
    behind.filter(|behind| numbered && behind.starts_with(char::is_alphabetic)).unwrap_or(text)
}

/// The value of a label that names an organization: `甲大学 土木工程` is a school and a subject.
fn named_pieces(value: &str, words: &Words) -> Vec<String> {
    let pieces: Vec<String> = commas(value, words).iter().flat_map(|piece| chinese(piece, words)).collect();
    let leads = pieces.first().is_some_and(|first| part(first, 0, words).kind == Some(Kind::School));
    if leads && pieces.len() > 1 { pieces } else { commas(value, words) }
}

/// The label in the first cell of a line that has one value beside it.
fn first_cell(text: &str) -> Option<(Label, &str)> {
    let (name, rest) = text.split_once('\t')?;
    let label = label_named(name.trim().trim_end_matches([':', '：']))?;
    (label_named(rest.split('\t').next().unwrap_or_default()).is_none()).then_some((label, rest.trim()))
}

/// A part of this text.
#[must_use]
pub fn part(text: &str, line: usize, words: &Words) -> Part {
    let (text, aside) = aside(without_verbs(trimmed(text)));
    let article = ["the ", "der ", "dem "].iter().find_map(|article| text.strip_prefix(article));
    let text = without_deed(article.unwrap_or(text), words);
    let marks = words.marks(text);
    let key = marks
        .iter()
        .find(|mark| mark.key.is_some() && mark.end - mark.start == text.len())
        .and_then(|mark| mark.key.clone());
    let kind = kind(text, &marks);
    Part { text: text.to_owned(), kind, label: None, aside, line, group: 0, link: None, key, bold: false }
}

pub(super) fn trimmed(text: &str) -> &str {
    let whole = text;
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric() && !"(（《[【“\"‘'.<".contains(c));
    let text = text.trim_matches(|c: char| c.is_whitespace() || "-–—~|,，、:：;；·•*_\"“”/@#=>!！".contains(c));
    let text = text.strip_suffix('.').filter(|cut| !abbreviates(cut)).unwrap_or(text);
    // A quotation mark that closes one within the name stays.
    let from = text.as_ptr() as usize - whole.as_ptr() as usize;
    let closed = whole.get(from..from + text.len() + 1).filter(|closed| closed.ends_with('"'));
    closed.filter(|_| text.matches('"').count() % 2 == 1).unwrap_or(text)
}

/// Whether a text says that somebody studied there: in Chinese at its end, else in words such as `Studies of`.
#[must_use]
pub fn tells_of_study(text: &str) -> bool {
    ["就读", "学习", "求学", "攻读", "进修"].iter().any(|word| trimmed(text).ends_with(word))
        || ["Studies of ", "Studies in ", "Studium ", " studying ", " studied "].iter().any(|word| text.contains(word))
}

/// Whether a final stop belongs to its word: `Inc.`, `Ph.D.`, `Co.`
fn abbreviates(text: &str) -> bool {
    text.rsplit([' ', '.']).next().unwrap_or_default().chars().count() <= 4
}

/// Whether no date stands behind a place.
fn found_none(dates: &[Found], place: usize) -> bool {
    dates.iter().all(|found| found.range.start < place)
}

/// A text without the brackets at its end, and what stands in them.
pub(super) fn aside(text: &str) -> (&str, Option<String>) {
    let close = text.chars().last().filter(|c| matches!(c, ')' | '）' | ']' | '】'));
    let Some(close) = close else { return (text, None) };
    let mut depth = 0;
    for (at, c) in text.char_indices().rev() {
        match c {
            ')' | '）' | ']' | '】' => depth += 1,
            '(' | '（' | '[' | '【' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            let inner = &text[at + c.len_utf8()..text.len() - close.len_utf8()];
            let before = trimmed(&text[..at]);
            return if before.is_empty() { (inner.trim(), None) } else { (before, Some(inner.trim().to_owned())) };
        }
    }
    (text, None)
}

/// Where a sentence begins behind the dates of a line that names something: `Engineer (Acme, 2018): built …`.
#[must_use]
pub fn tail(text: &str, dates: &[Found]) -> Option<usize> {
    let stop = dates.iter().map(|found| found.range.end).find(|end| {
        let rest = text[*end..].strip_prefix(['.', ';']).unwrap_or_default();
        rest.starts_with(' ') && rest.split(' ').count() > 2 && found_none(dates, *end)
    });
    if stop.is_some() {
        return stop;
    }
    let end = dates.last()?.range.end;
    let mark = text[end..].char_indices().take(12).find(|(_, c)| matches!(c, ':' | '：')).map(|(at, _)| end + at)?;
    let rest = text[mark..].trim_start_matches([':', '：', ' ']);
    let sentence = |rest: &str| {
        rest.starts_with(|c: char| c.is_lowercase()) || super::entries::is_prose(rest) || rest.ends_with('.')
    };
    // Behind a date that begins the line stands what it is the date of.
    let begins = !text[..dates.last()?.range.start].chars().any(char::is_alphabetic);
    let first = rest.split(". ").next().unwrap_or(rest).trim_end_matches('.');
    // An employer may write its name with a small letter: `2021: abc Finance GmbH`.
    let named = first.split(' ').nth(1).is_some_and(|word| word.starts_with(char::is_uppercase));
    let named = begins && named && !rest.ends_with('.') && first.len() <= 60 && !super::entries::is_prose(first);
    let sentence = !named && sentence(if begins { first } else { rest });
    let closed = text[end..mark].chars().all(|c| !c.is_alphanumeric());
    (sentence && closed && !rest.is_empty()).then_some(mark)
}

/// Teams that say what kind of member somebody is, rather than where.
pub(super) const QUALITIES: [&str; 4] = ["创始团队", "核心团队", "初创团队", "创业团队"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::found;
    use crate::import::outline::Pen;
    use crate::setup::Setup;

    fn told(text: &str) -> Vec<(String, Option<Kind>)> {
        let mut pen = Pen::default();
        pen.text(text, 1);
        let line = pen.finish().remove(0);
        let words = Words::new(&Setup::default());
        parts(&line, 0, &found(&line.text), &words).into_iter().map(|part| (part.text, part.kind)).collect()
    }

    #[test]
    fn any_separator_sets_parts_apart() {
        use Kind::{Company, Degree, Department, Place, School, Title};
        for (text, expected) in [
            (
                "2018.1 ~ 今\t快手\t主站技术部\tTech Lead",
                vec![("快手", None), ("主站技术部", Some(Department)), ("Tech Lead", Some(Title))],
            ),
            (
                "Software Engineer at Widget Inc., Berlin, Germany",
                vec![
                    ("Software Engineer", Some(Title)),
                    ("Widget Inc.", Some(Company)),
                    ("Berlin, Germany", Some(Place)),
                ],
            ),
            ("Acme | Engineer | Jan 2018 - Mar 2019", vec![("Acme", None), ("Engineer", Some(Title))]),
            ("University of California, Berkeley", vec![("University of California, Berkeley", Some(School))]),
            ("星辰科技有限公司高级工程师", vec![("星辰科技有限公司", Some(Company)), ("高级工程师", Some(Title))]),
            (
                "东海大学计算机学院教授",
                vec![("东海大学", Some(School)), ("计算机学院", Some(School)), ("教授", Some(Title))],
            ),
            (
                "某某公司 研发部 Java 工程师",
                vec![("某某公司", Some(Company)), ("研发部", Some(Department)), ("Java 工程师", Some(Title))],
            ),
            (
                "硕士 - 东海大学 - 通信工程",
                vec![("硕士", Some(Degree)), ("东海大学", Some(School)), ("通信工程", Some(Kind::Area))],
            ),
            ("Engineer @ Acme (Berlin)", vec![("Engineer", Some(Title)), ("Acme", None)]),
            (
                "Department of Physics, Northern University",
                vec![("Department of Physics", Some(Department)), ("Northern University", Some(School))],
            ),
        ] {
            let expected: Vec<(String, Option<Kind>)> =
                expected.into_iter().map(|(text, kind)| (text.to_owned(), kind)).collect();
            assert_eq!(told(text), expected, "{text}");
        }
    }
}
