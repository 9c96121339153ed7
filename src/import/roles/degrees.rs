//! The degree and the subject in one text.

use crate::import::words::{Kind, Words};

/// The level of a degree: 3 for a doctor, 2 for a master, 1 for a bachelor.
#[must_use]
pub fn level(degree: &str) -> Option<u8> {
    const LEVELS: [(u8, &[&str]); 3] = [
        (3, &["phd", "dphil", "doctor", "drin", "dring", "drrer", "博士", "直博"]),
        (2, &["master", "msc", "ms", "ma", "meng", "mtech", "mba", "mphil", "mres", "mfa", "mph", "硕士", "研究生"]),
        (1, &["bachelor", "bsc", "bs", "ba", "beng", "btech", "be", "bba", "undergraduate", "学士", "本科"]),
    ];
    let letters: String = degree.to_lowercase().chars().filter(|c| c.is_alphanumeric() || *c == ' ').collect();
    let is = |word: &&&str| {
        if word.len() > 4 { letters.contains(**word) } else { letters.split(' ').next() == Some(**word) }
    };
    LEVELS.iter().find(|(_, words)| words.iter().any(|word| is(&word))).map(|(level, _)| *level)
}

/// The degree and the subject of a text that names a degree: `B.Sc. in Physics`, `硕士（物理）`, `Physics, PhD`.
#[must_use]
pub fn degree_and_area(text: &str, words: &Words) -> (String, Option<String>) {
    let marks = words.marks(text);
    let degrees: Vec<_> = marks.iter().filter(|mark| mark.kind == Kind::Degree).collect();
    let (Some(first), Some(last)) = (degrees.first(), degrees.last()) else { return (text.to_owned(), None) };
    let (before, after) = (text[..first.start].trim(), text[last.end..].trim());
    if text.chars().any(crate::text::is_han) {
        let area = [before, after]
            .into_iter()
            .map(|text| text.trim_matches(|c: char| !c.is_alphanumeric()).trim_end_matches("专业"))
            .find(|text| text.chars().count() >= 2);
        if ["联合培养", "访问", "交换", "联培", "公派"].contains(&before) {
            return (text.to_owned(), None);
        }
        let suffix = ["学位", "研究生", "学历", "毕业"].iter().find(|word| after == **word);
        return match (area, suffix) {
            (_, Some(_)) => (text.to_owned(), None),
            (Some(area), _) => (text[first.start..last.end].to_owned(), Some(area.to_owned())),
            _ => (text.to_owned(), None),
        };
    }
    latin_degree(text, before, after, first.start)
}

/// Whether a text says how well somebody passed, and no subject: `(Hons)`, `with distinction`.
fn is_honours(text: &str) -> bool {
    const WORDS: [&str; 9] =
        ["hons", "honours", "honors", "distinction", "merit", "first class", "1st class", "cum laude", "upper second"];
    let lower = text.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric()).trim_start_matches("with ");
    bare == "first"
        || WORDS.iter().any(|word| bare.strip_suffix(word).is_some_and(|before| before.split(' ').count() <= 3))
}

/// `Master of Science in Physics`, `BSc (Hons) Physics`, `Physics (PhD)`.
fn latin_degree(text: &str, before: &str, after: &str, start: usize) -> (String, Option<String>) {
    let lower = text.to_lowercase();
    if let Some(at) = lower
        .find(" in ")
        .or_else(|| lower.find(" en "))
        .or_else(|| lower.find(" em "))
        .filter(|_| lower.len() == text.len())
    {
        let (degree, area) = (text[..at].trim(), text[at + 4..].trim());
        return (degree.to_owned(), Some(area.to_owned()).filter(|area| !area.is_empty()));
    }
    const FACULTIES: [&str; 17] = [
        "Applied Science",
        "Business Administration",
        "Public Administration",
        "Computer Science",
        "Fine Arts",
        "Public Health",
        "Social Work",
        "Public Policy",
        "Science",
        "Sciences",
        "Arts",
        "Engineering",
        "Laws",
        "Education",
        "Commerce",
        "Technology",
        "Philosophy",
    ];
    let faculty = FACULTIES.iter().find_map(|faculty| after.strip_prefix("of ")?.strip_prefix(faculty));
    if let Some(area) = faculty
        .map(|rest| rest.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '('))
        .filter(|rest| rest.starts_with(char::is_uppercase))
    {
        return (
            text[..text.len() - area.len()].trim_end_matches(|c: char| !c.is_alphanumeric() && c != ')').to_owned(),
            Some(area.to_owned()),
        );
    }
    let whole = |after: &str| {
        after.starts_with("of ")
            || after.to_lowercase().starts_with("degree")
            || after.is_empty()
            || after.to_lowercase().starts_with("student")
            || after.to_lowercase().starts_with("candidate")
    };
    // `Visiting PhD student`, `Joint master`: no subject stands before the degree.
    const KINDS: [&str; 10] = [
        "Visiting",
        "Joint",
        "Exchange",
        "Executive",
        "Professional",
        "Double",
        "Dual",
        "Part-time",
        "Incoming",
        "Guest",
    ];
    if KINDS.contains(&before) && whole(after) {
        return (text.to_owned(), None);
    }
    if !before.is_empty() && before.len() > 3 && whole(after) && !before.ends_with("of") {
        let area = before.trim_matches(|c: char| !c.is_alphanumeric());
        return (text[start..].trim_matches(['(', ')', ' ']).to_owned(), Some(area.to_owned()));
    }
    if whole(after) {
        return match after.split_once(" - ").or_else(|| after.split_once(": ")) {
            Some((kind, area)) => {
                (format!("{} {kind}", &text[..text.len() - after.len()]).trim().to_owned(), Some(area.to_owned()))
            }
            None => (text.to_owned(), None),
        };
    }
    let area = after.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '(');
    if is_honours(area) {
        return (text.to_owned(), None);
    }
    let (honours, area) = match area.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        Some((honours, rest)) if !rest.trim().is_empty() => (format!(" ({honours})"), rest.trim()),
        _ => (String::new(), area.trim_matches(['(', ')'])),
    };
    (
        format!("{}{honours}", text[..text.len() - after.len()].trim().trim_end_matches(['(', ',', '-', ' '])),
        Some(area.to_owned()).filter(|area| !area.is_empty()),
    )
}
