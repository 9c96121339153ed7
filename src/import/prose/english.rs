//! Studies that an English sentence tells of: each degree with the school and the date that follow it.

use super::cut;
use super::studies::Study;
use crate::date::{Span, found};
use crate::import::career::SMALL;
use crate::import::outline::width;
use crate::import::parts::{part, trimmed};
use crate::import::words::{Kind, Mark, Words};

/// Words by which a sentence says that somebody studied.
const VERBS: [&str; 27] = [
    "attended ",
    "studying ",
    "studied",
    "received",
    "obtained",
    "earned",
    "graduated",
    "completed",
    "holds",
    "hold ",
    "i have a",
    "have an m",
    "awarded",
    "got ",
    "did my",
    "did his",
    "did her",
    "finished",
    "pursu",
    "defended",
    "degree in",
    "degree from",
    "degree at",
    "gained",
    "was granted",
    " student ",
    "candidate ",
];

/// Words of others' studies.
const OTHERS: [&str; 10] = [
    "have supervised",
    "supervising",
    "supervise ",
    "supervised a",
    "mentor",
    "co-advis",
    "looking for",
    "recruit",
    "students at",
    "students in",
];

/// The studies of a sentence; `before` is the school of the study before.
pub(super) fn studies(sentence: &str, before: Option<&str>, words: &Words) -> Vec<Study> {
    let lower = sentence.to_ascii_lowercase();
    let others = OTHERS.iter().filter_map(|word| lower.find(word)).min();
    let degrees = degrees(sentence, words);
    let first = degrees.first().map_or(sentence.len(), |degree| degree.start);
    if !VERBS.iter().any(|verb| lower.contains(verb)) || others.is_some_and(|at| at < first) {
        return Vec::new();
    }
    if degrees.is_empty() {
        let clauses = sentence.split(", and I ");
        return clauses.filter_map(|clause| without_degree(clause, &clause.to_ascii_lowercase(), words)).collect();
    }
    if let Some(studies) = bracketed(sentence, &degrees, words) {
        return studies;
    }
    let ends = degrees.iter().skip(1).map(|degree| degree.start).chain([sentence.len()]);
    let mut all: Vec<Study> = Vec::new();
    for (degree, end) in degrees.iter().zip(ends) {
        let last = all.last().map(|study| study.institution.clone()).filter(|last| !last.is_empty());
        all.push(study(&sentence[degree.start..end], degree, last.as_deref().or(before), words));
    }
    share(&mut all, &sentence[..first], words);
    // `In 1998 he earned his Master of Science` was at the school that the sentence before names.
    let earned = ["earned", "received", "obtained", "completed"].iter().any(|verb| lower.contains(verb));
    if let Some(before) = before.filter(|_| earned) {
        all.iter_mut()
            .filter(|study| study.institution.is_empty())
            .for_each(|study| before.clone_into(&mut study.institution));
    }
    share_dates(&mut all, &sentence[..first], &sentence[degrees[degrees.len() - 1].start..]);
    if let ([study], Some(at)) = (&mut all[..], lower.find("studied ").filter(|at| *at < first)) {
        study.area = area_behind(&sentence[at + "studied ".len()..]);
    }
    all.retain(|study| !study.institution.is_empty());
    all
}

/// The studies of a sentence that has the degrees in brackets behind the schools:
/// `I studied Physics at Northern University (BSc, 2010) and robotics at Southern University (MS, 2012)`.
fn bracketed(sentence: &str, degrees: &[Mark], words: &Words) -> Option<Vec<Study>> {
    let mut from = 0;
    degrees.iter().map(|degree| bracketed_study(sentence, &mut from, degree, words)).collect()
}

fn bracketed_study(sentence: &str, from: &mut usize, degree: &Mark, words: &Words) -> Option<Study> {
    let open = sentence[..degree.start].ends_with('(').then(|| degree.start - 1)?;
    let close = degree.end + sentence[degree.end..].find(')')?;
    let lead = &sentence[*from..open];
    *from = close;
    let (at, word) = [" at ", " from "].iter().filter_map(|word| Some((lead.rfind(word)?, word.len()))).max()?;
    let institution = name(lead[at + word..].trim(), words).to_owned();
    let area = lead[..at].rsplit([',', ')']).next().unwrap_or_default();
    let area = [" and ", "studied ", " in "].iter().fold(area, |area, word| area.rsplit(word).next().unwrap_or(area));
    let span = found(&sentence[degree.end..close]).first().map(|found| found.span);
    let degree = sentence[degree.start..degree.end].to_owned();
    let area = if width(area) <= 50 { area.trim().to_owned() } else { String::new() };
    (!institution.is_empty()).then(|| Study { institution, department: String::new(), degree, area, span })
}

/// The subject behind `studied`.
fn area_behind(text: &str) -> String {
    let area = cut(text, &[" at ", " from ", " in ", ",", "."]);
    if width(area) <= 50 { area.to_owned() } else { String::new() }
}

/// The degrees that a sentence names, without words that say other things as well.
fn degrees(sentence: &str, words: &Words) -> Vec<Mark> {
    let known = |mark: &Mark| {
        let (word, rest) = (&sentence[mark.start..mark.end], &sentence[mark.end..]);
        let general = ["bachelor", "master", "doctor", "undergraduate", "postgraduate", "licen", "diplom"]
            .iter()
            .any(|general| word.to_ascii_lowercase().starts_with(general));
        let named = [" degree", " of ", " in ", " from ", " at ", "'s", "’s", " (", " and ", " student"];
        let weak =
            ["dr.", "promotion", "minor", "md", "certificate", "minor in", "major in", "undergraduate", "doctoral"];
        mark.kind == Kind::Degree
            && !weak.contains(&word.to_ascii_lowercase().as_str())
            && (!general || word.contains(['\'', '’']) || named.iter().any(|next| rest.starts_with(next)))
            && (word.starts_with(char::is_uppercase) || general)
            // `the Ph.D. advisor`, `Master Class`
            && !["advis", "thesis", "supervis", "dissertation", "key", "class"]
                .iter()
                .any(|next| rest.trim_start().to_ascii_lowercase().starts_with(next))
    };
    let mut degrees: Vec<Mark> = words.marks(sentence).into_iter().filter(known).collect();
    // `Bachelor of Engineering (B.Eng.)` is one.
    degrees.dedup_by(|next, last| {
        let between = sentence.get(last.end..next.start).unwrap_or_default();
        between.ends_with('(') && !between.contains([')', ','])
    });
    degrees
}

/// The study of a degree by the words from it to the next degree.
fn study(segment: &str, degree: &Mark, before: Option<&str>, words: &Words) -> Study {
    let length = degree.end - degree.start;
    let rest = &segment[length..];
    let end = [" from ", " at ", " in 1", " in 2", ",", ";", " under ", " with ", " where ", " advised", " ("]
        .iter()
        .filter_map(|stop| rest.find(stop))
        .min()
        .unwrap_or(rest.len());
    let phrase = trimmed_degree(&segment[..length + end]);
    let (degree, area) = crate::import::roles::degree_and_area(phrase, words);
    let area =
        area.filter(|area| width(area) <= 60 && !area.starts_with(|c: char| c.is_ascii_digit())).unwrap_or_default();
    let bare = [" degree", " degrees", " student", " candidate"].iter().find_map(|end| degree.strip_suffix(end));
    let degree = bare.filter(|bare| !bare.ends_with("'s") && !bare.ends_with("’s")).unwrap_or(&degree).to_owned();
    let rest = &rest[..clause(rest)];
    let (institution, department) = school(rest, before, words).unwrap_or_default();
    Study { institution, department, degree, area, span: found(rest).first().map(|found| found.span) }
}

/// Where what a text says of a study ends, and another clause begins.
fn clause(text: &str) -> usize {
    const STOPS: [&str; 11] = [
        " and worked",
        " and was ",
        " and joined",
        " and I ",
        " before joining",
        ", then ",
        " and then",
        " and am ",
        " and spent",
        " and completed",
        ", and was ",
    ];
    STOPS.iter().filter_map(|stop| text.find(stop)).min().unwrap_or(text.len())
}

/// A phrase with a degree, without what follows the degree in a list: `B.S. and my`.
fn trimmed_degree(phrase: &str) -> &str {
    let phrase = phrase.split(" and ").next().unwrap_or(phrase).split(" then ").next().unwrap_or(phrase);
    phrase.trim_end_matches(|c: char| c.is_whitespace() || c == ',')
}

/// The school behind a degree, with its department: the first name that is one of a school, else the first name.
fn school(text: &str, before: Option<&str>, words: &Words) -> Option<(String, String)> {
    let mut other = None;
    let mut department = String::new();
    for at in beginnings(text) {
        let rest = &text[at..];
        if ["the same ", "this "].iter().any(|same| rest.starts_with(same)) {
            return before.map(|before| (before.to_owned(), department));
        }
        let name = name(rest, words);
        let behind = rest.split_once(name).map_or("", |(_, behind)| behind.trim_start());
        if ["group", "lab", "program", "team"].iter().any(|unit| behind.starts_with(unit)) {
            name.clone_into(&mut department);
            continue;
        }
        match part(name, 0, words).kind {
            Some(Kind::School | Kind::Company) if !is_faculty(name) => return Some((name.to_owned(), department)),
            Some(Kind::Department | Kind::School) => name.clone_into(&mut department),
            // `(Hons)` behind a degree is no school, `(Harrow, 2008)` is one.
            _ if text[..at].ends_with('(') && !behind.starts_with(", ") => {}
            _ if name.starts_with(char::is_uppercase) => drop(other.get_or_insert(name)),
            _ => {}
        }
    }
    match other {
        Some(name) => Some((name.to_owned(), department)),
        None => Some((department, String::new())).filter(|(name, _)| !name.is_empty()),
    }
}

/// Where the name of a school may begin: behind ` from `, ` at `, a comma, or `department of `.
fn beginnings(text: &str) -> Vec<usize> {
    const LEADS: [&str; 11] = [
        " from ",
        " graduated ",
        " (",
        " at ",
        ", ",
        " department of ",
        " school of ",
        " faculty of ",
        " lab of ",
        " college of ",
        " division of ",
    ];
    let stop = [" where ", " under ", " advised ", " supervised ", " working ", " with "]
        .iter()
        .filter_map(|stop| text.find(stop))
        .min()
        .unwrap_or(text.len());
    let ends = |word: &'static str| text.match_indices(word).map(|(at, word)| at + word.len());
    let mut all: Vec<usize> = LEADS.into_iter().flat_map(ends).filter(|at| *at <= stop).collect();
    all.sort_unstable();
    all
}

fn is_faculty(name: &str) -> bool {
    ["School of", "College of Eng", "Faculty", "Department", "Dept", "Institute of Computer Sc"]
        .iter()
        .any(|word| name.starts_with(word))
}

/// The name of a school that a text begins with.
fn name<'t>(text: &'t str, words: &Words) -> &'t str {
    const STOPS: [&str; 14] = [
        ",",
        " in 1",
        " in 2",
        " (",
        " with ",
        " where ",
        " under ",
        ";",
        " advised",
        " supervised",
        " and my",
        " and a ",
        " in the ",
        " as ",
    ];
    let text = text.strip_prefix("the ").or_else(|| text.strip_prefix("The ")).unwrap_or(text);
    let end = STOPS.iter().filter_map(|stop| text.find(stop)).min().unwrap_or(text.len());
    // `University of Texas at Austin` is one name.
    let cuts = |stop: &&str| {
        let at = text[..end].find(*stop)?;
        let campus =
            *stop == " at " && text[..at].contains("University") && text[at + 4..].starts_with(char::is_uppercase);
        (!campus).then_some(at)
    };
    let mut end = [" in ", " at "].iter().filter_map(cuts).min().unwrap_or(end);
    // `Sample University and …` ends there, `College of William and Mary` does not.
    if let Some(at) = text[..end].find(" and ") {
        let ended = words.marks(&text[..at]).iter().any(|mark| mark.kind == Kind::School && mark.end == at);
        let goes_on = text[at + 5..end].starts_with(char::is_uppercase) && !text[at + 5..end].starts_with("I ");
        end = if ended || !goes_on { at } else { end };
    }
    // `University of California, Berkeley`
    let campus =
        text[end..].strip_prefix(", ").map(|rest| cut(rest, &[",", " in ", " and ", " (", ".", " under ", " where "]));
    let place = |text: &str| part(text, 0, words).kind == Some(Kind::Place);
    if let Some(campus) =
        campus.filter(|campus| text.starts_with("University of ") && place(campus) && !place(&text[..end]))
    {
        let state = text[..end].trim_start_matches("University of ");
        end += if place(state) { 2 + campus.len() } else { 0 };
    }
    // A word with a small letter is none of a name, save those within names.
    let small = |word: &str| SMALL.contains(&word) || word == "at" && text.contains("University");
    let plain = |word: &&str| word.starts_with(|c: char| c.is_lowercase()) && !small(word.trim_end());
    let words = text[..end].split_inclusive(' ');
    let end = words.clone().find(plain).map_or(end, |word| word.as_ptr() as usize - text.as_ptr() as usize);
    trimmed(&text[..end])
}

/// Degrees without a school are from that of the next, or from the one named before the first.
fn share(all: &mut [Study], lead: &str, words: &Words) {
    for at in (0..all.len().saturating_sub(1)).rev() {
        if all[at].institution.is_empty() {
            all[at].institution = all[at + 1].institution.clone();
        }
    }
    let lead = school(&format!(" {lead}"), None, words);
    for study in all.iter_mut().filter(|study| study.institution.is_empty()) {
        if let Some((school, _)) = &lead {
            study.institution.clone_from(school);
        }
    }
}

/// Degrees without dates have those that stand behind the last in their order, or the one before the first.
fn share_dates(all: &mut [Study], lead: &str, last: &str) {
    let dates: Vec<Span> = found(last).iter().map(|found| found.span).collect();
    let bare = all.iter().rev().skip(1).all(|study| study.span.is_none());
    if all.len() > 1 && bare && dates.len() == all.len() {
        all.iter_mut().zip(dates).for_each(|(study, date)| study.span = Some(date));
    } else if let [study] = all
        && study.span.is_none()
    {
        study.span = found(lead).last().map(|found| found.span);
    }
}

/// `I studied Physics at Northern University`, `I graduated from Northern University in 2019`, without a degree.
fn without_degree(sentence: &str, lower: &str, words: &Words) -> Option<Study> {
    let verbs = ["attended ", "studied ", "studying ", "graduated ", "majored in ", "degree in "];
    let (at, verb) = verbs.iter().find_map(|verb| Some((lower.find(verb)?, *verb)))?;
    let rest = &sentence[at + verb.len()..];
    let (institution, department) = match verb {
        "attended " => (name(rest, words).to_owned(), String::new()),
        _ => school(&sentence[at..], None, words)?,
    };
    words.marks(&institution).iter().any(|mark| mark.kind == Kind::School).then_some(())?;
    let area = if matches!(verb, "graduated " | "attended ") { String::new() } else { area_behind(rest) };
    let span = found(sentence).first().map(|found| found.span);
    Some(Study { institution, department, degree: String::new(), area, span })
}
