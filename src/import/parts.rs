//! The parts of a line, and what each names: an organization, a department, a title, a degree, a place.

mod glued;
mod kinds;

use std::ops::Range;

use kinds::kind;
pub use kinds::tells_of_deeds;

use super::labels::{Label, label, label_named};
use super::outline::{Level, Line};
use super::words::{Kind, Words};
use crate::date::Found;
use crate::decode::Key;
use crate::text::is_han;

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

/// `在某公司工作` is `某公司`, and `先后任技术员` is `技术员`.
fn without_verbs(text: &str) -> &str {
    let gained = ["获得", "毕业于", "就读于", "考入", "获"].iter().find_map(|verb| text.strip_prefix(verb));
    let text = gained.filter(|rest| rest.contains(['学', '校'])).unwrap_or(text);
    let place = ["在", "于", "就职于", "任职于", "供职于"].iter().find_map(|verb| text.strip_prefix(verb));
    let ended = place.and_then(|text| ["工作", "任职", "就职", "实习"].iter().find_map(|verb| text.strip_suffix(verb)));
    let post =
        || ["先后担任", "先后任", "历任", "担任", "曾任", "现任", "任"].iter().find_map(|verb| text.strip_prefix(verb));
    ended.or_else(post).filter(|rest| rest.chars().count() >= 2).unwrap_or(text)
}

/// A text without brackets that say how somebody studied, or how the school is ranked: `某某大学(统招)本科`.
fn without_modes(text: String) -> String {
    const MODES: [&str; 12] =
        ["统招", "全日制", "非全日制", "自考", "成人", "函授", "推免", "保研", "保送", "211", "985", "双一流"];
    if !text.contains("学") {
        return text;
    }
    MODES.iter().fold(text, |text, mode| text.replace(&format!("({mode})"), " ").replace(&format!("（{mode}）"), " "))
}

/// `在 某公司 做平台，职位是 工程师` with marks in place of the words that say what is what.
fn told_place(text: String) -> String {
    let begun = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let Some(rest) = ["在", "于", "就职于", "任职于"].iter().find_map(|word| begun.strip_prefix(word)) else {
        return text;
    };
    let verbs = ["负责", "从事", "做", "担任", "任", "读书", "读", "当"];
    let verb = verbs.iter().filter_map(|verb| Some((rest.find(verb)?, verb.len()))).min();
    let Some((at, length)) = verb.filter(|(at, _)| *at > 0) else { return text };
    let stated = ["职位是", "职位为", "职务是", "职务为", "岗位是", "岗位为"];
    let told = &rest[at + length..];
    let title = stated.iter().find_map(|words| Some(told.split_once(words)?.1));
    // What somebody did stands behind the verb, and behind it perhaps the post.
    let told = match title {
        Some(title) => title,
        None if rest[at..].starts_with(['做', '负', '从']) => {
            told.split_once(['，', ',']).map_or("", |(_, post)| post)
        }
        None => told,
    };
    format!("{}\t{told}", rest[..at].trim())
}

/// Words behind the name of an organization that say what somebody did there.
const DONE: [&str; 8] = ["工作", "任职", "就职", "就读", "学习", "进修", "求学", "攻读"];

/// `某某医院工作` is `某某医院`.
fn without_deed<'t>(text: &'t str, words: &Words) -> &'t str {
    let Some(name) = DONE.iter().find_map(|word| text.strip_suffix(word)) else { return text };
    let ends = |kind: Kind| matches!(kind, Kind::Company | Kind::School | Kind::Department);
    let named = words.marks(name).iter().any(|mark| mark.end == name.len() && mark.start > 0 && ends(mark.kind));
    if named { name } else { text }
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

/// The text of a line with a tab in place of each date.
fn without(text: &str, dates: &[Found]) -> String {
    let mut result = String::with_capacity(text.len());
    let mut from = 0;
    for Range { start, end } in dates.iter().map(|found| found.range.clone()).filter(|range| range.end <= text.len()) {
        let Some(before) = text.get(from..start) else { continue };
        result.push_str(without_preposition(before));
        result.push('\t');
        from = end;
        // Brackets that hold more than the date are no brackets around a name.
        let open = result.rfind(['(', '（']).filter(|open| !result[*open..].contains([')', '）']));
        if let (Some(open), Some(close)) = (open, text[end..].find([')', '）'])) {
            let width = result[open..].chars().next().map_or(1, char::len_utf8);
            result.replace_range(open..open + width, "\t");
            result.push_str(&text[end..end + close]);
            result.push('\t');
            from = end + close + text[end + close..].chars().next().map_or(1, char::len_utf8);
        }
    }
    result.push_str(&text[from.min(text.len())..]);
    result
}

/// A text without the word that leads over to the date behind it: `Acme from` before `2015 to today`.
fn without_preposition(text: &str) -> &str {
    let cut = text.trim_end();
    let lower = cut.to_ascii_lowercase();
    let word = [" from", " since", " between", " during", " in", " as of", " seit", " von", " depuis"];
    word.iter().find(|word| lower.ends_with(**word)).map_or(text, |word| &cut[..cut.len() - word.len()])
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

struct Piece {
    text: String,
    bold: bool,
}

/// The pieces between strong marks.
fn strong(text: &str, line: &Line) -> Vec<Piece> {
    let bold_text = line.text.get(..line.bold).unwrap_or_default().trim();
    let cuts = strong_cuts(text);
    let mut pieces = Vec::new();
    let mut from = 0;
    for Range { start, end } in cuts.into_iter().chain(std::iter::once(text.len()..text.len())) {
        let piece = text[from..start].trim();
        from = end;
        match piece
            .strip_prefix(bold_text)
            .filter(|rest| !bold_text.is_empty() && !rest.is_empty() && !rest.starts_with(char::is_alphanumeric))
        {
            Some(rest)
                if rest.chars().any(char::is_alphanumeric)
                    && ![" in ", " of ", " en "].iter().any(|word| rest.starts_with(word))
                    && !rest.trim_start().starts_with(['(', '（'])
                    && label(piece).is_none() =>
            {
                pieces.push(Piece { text: bold_text.to_owned(), bold: true });
                pieces.push(Piece { text: rest.to_owned(), bold: false });
            }
            _ if piece.is_empty() => {}
            _ => {
                let bold = !bold_text.is_empty() && bold_text.contains(piece);
                pieces.push(Piece { text: piece.to_owned(), bold });
            }
        }
    }
    pieces
}

/// Where strong marks stand: those that always set apart, and strokes with a space on each side.
fn strong_cuts(text: &str) -> Vec<Range<usize>> {
    let mut cuts = Vec::new();
    let (mut depth, mut previous) = (0i32, ' ');
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let next = characters.peek().map_or(' ', |(_, next)| *next);
        let spaced = previous.is_whitespace() && next.is_whitespace();

        let cut = match c {
            '(' | '（' | '[' | '【' => {
                depth += 1;
                false
            }
            ')' | '）' | ']' | '】' => {
                depth -= 1;
                false
            }
            c if STRONG.contains(c) => depth <= 0 || c == '\t',
            '-' if depth <= 0 && next == '-' && previous.is_whitespace() => true,
            '-' if depth <= 0 && previous == '-' => true,
            '—' => depth <= 0,
            '–' | '-' | '~' | '/' | '·' | '－' | ':' | '：' if depth <= 0 => {
                let tight = matches!(c, '–' | '-' | '·' | '－') || c == '：' && is_named(&text[..at]);
                spaced || (tight && is_han(previous) && is_han(next))
            }
            '.' => depth <= 0 && next == ' ' && (ends_before_thesis(&text[at + 1..]) || ends_sentence(text, at)),
            '@' => depth <= 0 && (previous.is_whitespace() || next.is_whitespace() || is_han(previous)),
            _ => false,
        };
        if cut {
            cuts.push(at..at + c.len_utf8());
        } else if depth <= 0 && c == ' ' && !names_campus(&text[..at]) {
            let rest = &text[at..];
            if let Some(word) = [" at ", " bei ", " chez "].iter().find(|word| {
                rest.len() > word.len() && rest.as_bytes()[..word.len()].eq_ignore_ascii_case(word.as_bytes())
            }) {
                cuts.push(at..at + word.len());
            }
        }
        previous = c;
    }
    cuts.dedup_by(|next, last| next.start < last.end);
    cuts
}

/// Whether the place of a campus may follow, as in `University of Westmark at Redfield`.
fn names_campus(text: &str) -> bool {
    text.rsplit([',', ';', '\t', '|', '(']).next().is_some_and(|last| last.contains("University of "))
}

/// Whether a text before a colon is a name, and no label: `某某大学：经济学博士`.
fn is_named(text: &str) -> bool {
    let last = text.rsplit(|c: char| c.is_whitespace() || STRONG.contains(c)).next().unwrap_or_default();
    (3..=16).contains(&last.chars().count()) && label_named(last).is_none()
}

/// Whether a text behind a stop tells of a thesis or who supervised it.
fn ends_before_thesis(rest: &str) -> bool {
    ["Thesis", "Dissertation", "Advisor", "Adviser", "Supervisor", "Supervised", "GPA", "Grade", "Minor"]
        .iter()
        .any(|word| rest.trim_start().starts_with(word))
}

/// Whether a stop ends a sentence, and no abbreviation: `Northern University. Funded by …`
fn ends_sentence(text: &str, at: usize) -> bool {
    let word = text[..at].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let abbreviation = ["Univ", "Dept", "Prof", "Assoc", "Assist", "Engg", "Tech", "Corp", "Govt"].contains(&word);
    let next = text[at + 1..].trim_start();
    let legal = ["Co.", "Co ", "Inc", "Ltd", "LLC", "S.A", "GmbH", "Corp"].iter().any(|form| next.starts_with(form));
    word.chars().count() >= 4 && !abbreviation && !legal && next.starts_with(char::is_uppercase) && next.contains(' ')
}

/// The pieces between commas outside of brackets; what only seems to be a piece stays with the one before.
fn commas(text: &str, words: &Words) -> Vec<String> {
    if let Some((name, rest)) = named_before_colon(text, words) {
        return [vec![name.to_owned()], commas(rest, words)].concat();
    }
    let mut pieces: Vec<String> = Vec::new();
    for (number, piece) in split_commas(text).into_iter().enumerate() {
        // `Universität Holm, Abschluss: Diplom`
        let piece = match label(piece).filter(|_| number > 0) {
            Some((Label::Degree, value)) => value,
            _ => piece,
        };
        let rest = piece.trim_matches(|c: char| c.is_whitespace() || c == '.');
        // `Acme, Inc. (Analyst)`
        let form = aside(rest).0.trim_end_matches('.');
        let legal = ["inc", "ltd", "llc", "llp", "co", "corp", "s.a", "gmbh", "l.l.c", "limited", "jr", "sr", "plc"];
        let is_legal =
            legal.iter().any(|word| form.eq_ignore_ascii_case(word)) || rest.to_ascii_lowercase().starts_with("ltd");
        let place = |text: &str| part(text, 0, words).kind == Some(Kind::Place);
        let state = is_state(rest);
        let joins = pieces.last().is_some_and(|last| {
            let campus = last
                .trim()
                .rsplit_once(" of ")
                .is_some_and(|(before, state)| before.ends_with("University") && place(state));
            let city =
                state && is_city_with_state(&format!("{}, {rest}", last.trim())) && part(last, 0, words).kind.is_none();
            is_legal || city || (place(last) && (place(rest) || state)) || (campus && place(rest) && !state)
        });
        let before = pieces.last().filter(|_| state);
        let parted =
            before.and_then(|last| before_city(last, words).or_else(|| behind_school(last, words).filter(|_| !joins)));
        if let Some((name, city)) = parted {
            pieces.pop();
            pieces.push(name);
            pieces.push(format!("{city},{piece}"));
            continue;
        }
        match pieces.last_mut().filter(|_| joins) {
            Some(last) => *last = format!("{last},{piece}"),
            None => pieces.push(piece.to_owned()),
        }
    }
    pieces
}

/// `City Hospital: Consultant physician`, `Northern University: MSc, Physics`: a name, and what somebody was there.
fn named_before_colon<'t>(text: &'t str, words: &Words) -> Option<(&'t str, &'t str)> {
    let (name, rest) = text.split_once([':', '：'])?;
    let last = name.rsplit(',').next().unwrap_or_default();
    if last.len() < name.len() && label_named(last).is_some() {
        return None;
    }
    let names = matches!(part(name, 0, words).kind, Some(Kind::Company | Kind::School));
    let first = split_commas(rest).first().copied().unwrap_or_default();
    let tells = matches!(part(first, 0, words).kind, Some(Kind::Title | Kind::Degree));
    (names && tells).then_some((name, rest))
}

/// Whether a text is the code of a state of the USA or Australia, or of a province of Canada.
fn is_state(text: &str) -> bool {
    const STATES: &str = " AL AK AZ AR CA CO CT DE DC FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY OH OK OR PA RI SC SD TN TX UT VA VT WA WI WV WY VIC NSW QLD TAS ACT AB BC MB NB NS ON QC SK ";
    (2..=3).contains(&text.len()) && STATES.contains(&format!(" {text} "))
}

/// Whether a text is a city with the code of its state.
fn is_city_with_state(text: &str) -> bool {
    let city = |city: &str| city.split(' ').count() <= 3 && city.starts_with(char::is_uppercase) && !city.contains(',');
    text.rsplit_once(", ").is_some_and(|(name, state)| is_state(state) && city(name))
}

/// A school and the city that only a space sets apart from it, as texts taken out of a PDF have them.
fn behind_school(text: &str, words: &Words) -> Option<(String, String)> {
    let marks = words.marks(text);
    let last = marks.iter().rfind(|mark| matches!(mark.kind, Kind::School | Kind::Company))?;
    let city = text[last.end..].trim();
    let named = city.split(' ').count() <= 2 && city.starts_with(char::is_uppercase) && last.start > 0;
    named.then(|| (text[..last.end].trim().to_owned(), city.to_owned()))
}

/// An employer that no word tells of, and a known city that only a space sets apart: `Bluefin Philadelphia`, before a
/// state. What cities are called after is none: `Greater Boston`.
fn before_city(text: &str, words: &Words) -> Option<(String, String)> {
    const OF_PLACES: &str = " Greater New North South East West Northern Southern Eastern Western Central Upper Lower Downtown Fort Port Lake Mount San Santa Saint St. St Los Las El La Old ";
    let text = text.trim();
    let marks = words.marks(text);
    let city = marks.last().filter(|mark| mark.kind == Kind::Place && mark.end == text.len() && mark.key.is_none())?;
    let name = text[..city.start].trim_end();
    let first = name.split(' ').next().unwrap_or_default();
    let named = name.len() > 2 && marks.len() == 1 && first.starts_with(char::is_uppercase);
    (named && !OF_PLACES.contains(&format!(" {first} "))).then(|| (name.to_owned(), text[city.start..].to_owned()))
}

fn split_commas(text: &str) -> Vec<&str> {
    let (mut depth, mut from, mut pieces) = (0i32, 0, Vec::new());
    for (at, c) in text.char_indices() {
        match c {
            '(' | '（' | '[' => depth += 1,
            ')' | '）' | ']' => depth -= 1,
            ',' | '，' | '、' if depth <= 0 => {
                pieces.push(&text[from..at]);
                from = at + c.len_utf8();
            }
            _ => {}
        }
    }
    pieces.push(&text[from..]);
    pieces.retain(|piece| !piece.trim().is_empty());
    pieces
}

/// The pieces of a text with Chinese words: spaces set them apart where each is a word of its own, and so does the
/// end of the name of an organization.
fn chinese(text: &str, words: &Words) -> Vec<String> {
    let text = without_verbs(trimmed(text));
    // What stands in brackets as a whole is parted as if it did not.
    let text = if text.starts_with(['(', '（']) { aside(text).0 } else { text };
    if !text.chars().any(is_han) || tells_of_deeds(text) || part(text, 0, words).kind == Some(Kind::Place) {
        return vec![text.to_owned()];
    }
    let mut pieces: Vec<String> = Vec::new();
    let mut depth = 0i32;
    let all: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    for (number, word) in all.iter().copied().enumerate() {
        let unknown = |text: &str| part(text, 0, words).kind.is_none();
        // `某某电商 Java 工程师`: the technology belongs to the title behind it.
        let leads =
            |number: usize| all.get(number + 1).is_some_and(|next| part(next, 0, words).kind == Some(Kind::Title));
        let joins = pieces.last().is_some_and(|last| {
            let latin = !last.ends_with(is_han) && !last.ends_with(['）', ')']);
            let latin_words =
                last.ends_with(|c: char| c.is_ascii()) && word.starts_with(|c: char| c.is_ascii_alphabetic());
            let place = part(word, 0, words).kind == Some(Kind::Place);
            depth > 0
                || latin_words
                || word.starts_with(['(', '（'])
                || (unknown(last) && !place && (latin || !word.starts_with(is_han) && unknown(word) && !leads(number)))
        });
        depth += i32::try_from(word.matches(['(', '（']).count()).unwrap_or(0)
            - i32::try_from(word.matches([')', '）']).count()).unwrap_or(0);
        match pieces.last_mut().filter(|_| joins) {
            Some(last) => *last = format!("{last} {word}"),
            None => pieces.push(word.to_owned()),
        }
    }
    pieces.iter().flat_map(|piece| behind_names(piece, words)).collect()
}

/// Teams that say what kind of member somebody is, rather than where.
pub(super) const QUALITIES: [&str; 4] = ["创始团队", "核心团队", "初创团队", "创业团队"];

/// `某某科技有限公司高级工程师` is two: what stands behind the end of a name is something else.
fn behind_names(text: &str, words: &Words) -> Vec<String> {
    if !text.ends_with(|c: char| is_han(c) || c.is_ascii_alphanumeric()) || text.chars().count() < 4 {
        return vec![text.to_owned()];
    }
    let marks = words.marks(text);
    let names = marks.iter().filter(|mark| {
        matches!(mark.kind, Kind::Company | Kind::School | Kind::Department) && mark.end < text.len() && mark.end >= 4
    });
    let ends = names.filter(|mark| mark.start > 0 || mark.key.is_some());
    for mark in ends.collect::<Vec<_>>().into_iter().rev() {
        let rest = &text[mark.end..];
        let begins =
            text[..mark.end].ends_with(is_han) && rest.starts_with(|c: char| is_han(c) || c.is_ascii_alphabetic());
        let other = part(rest, 0, words)
            .kind
            .filter(|kind| matches!(kind, Kind::Title | Kind::Department | Kind::School | Kind::Degree | Kind::Area));
        let quality = mark.kind == Kind::Department && QUALITIES.iter().any(|word| text[..mark.end].ends_with(word));
        // `中国科学院大学` is one name.
        let bare = ["大学", "学院", "医院", "公司", "研究院"].contains(&rest)
            || rest.ends_with("学院")
                && words.marks(rest).iter().any(|mark| mark.kind == Kind::Place && mark.start == 0);
        if begins && other.is_some() && !quality && !bare && rest.chars().count() >= 2 {
            let mut pieces = behind_names(&text[..mark.end], words);
            pieces.push(rest.to_owned());
            return pieces;
        }
    }
    vec![text.to_owned()]
}

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
