//! Which parts may be names of employers and schools, and which of several is the one.

use crate::import::outline::width;
use crate::import::parts::{Part, tells_of_deeds};

/// Whether an unknown part may be a name: short, and no sentence.
pub(super) fn may_name(part: &Part) -> bool {
    let text = part.text.as_str();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let amounts = ["元/月", "人以上", "以上学历", "K·", "k/月", "%"].iter().any(|word| text.contains(word));
    let open = [" in", " of", " for", " with", " at", " to", " and"].iter().any(|word| text.ends_with(word));
    !tells_of_deeds(text)
        && !open
        && width(text) <= 70
        && digits <= 2 * text.chars().filter(|c| c.is_alphabetic()).count()
        && text.split(' ').count() <= 9
        && !text.contains("://")
        && !text.starts_with("www.")
        && !text.contains('@')
        && !amounts
        && (!text.starts_with(|c: char| c.is_lowercase() && c.is_ascii()) || is_domain(text) || is_brand(text))
}

/// Whether a name is written as an address: `acme.io`.
pub(super) fn is_domain(text: &str) -> bool {
    let end = text.rsplit_once('.').map_or("", |(_, end)| end);
    !text.contains([' ', '/']) && (2..=6).contains(&end.len()) && end.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Whether a name begins with a small letter as brands do: `eBay`, `n2N Commerce`.
pub(super) fn is_brand(text: &str) -> bool {
    let first = text.split(' ').next().unwrap_or_default();
    first.len() <= 12 && first[1..].contains(|c: char| c.is_ascii_uppercase())
}

/// Whether a text is the initials of another: `HSC` of `Higher Secondary Certificate`.
pub(super) fn is_initials(text: &str, of: &str) -> bool {
    let initials = of.split([' ', '-']).filter_map(|word| word.chars().next().filter(|c| c.is_uppercase()));
    text.len() > 1 && initials.eq(text.chars())
}

/// Where the university stands that the institute at a place is a part of: `Institute of Physics, Northern University`.
pub(super) fn university_of(parts: &[Part], at: usize) -> Option<usize> {
    const UNIVERSITIES: [&str; 5] = ["Universit", "Universidad", "大学", "Hochschule", "Polytechnic"];
    let of_university = |part: &Part| UNIVERSITIES.iter().any(|word| part.text.contains(word));
    let institute = |part: &Part| {
        ["Institut", "Center", "Centre", "School", "Laborator", "Lab", "Faculty", "College"]
            .iter()
            .any(|word| part.text.starts_with(word))
    };
    let (line, group) = (parts[at].line, parts[at].group);
    let beside = |part: &Part| part.line == line && part.group == group && of_university(part);
    let next = parts.iter().skip(at + 1).position(beside)?;
    (institute(&parts[at]) && !of_university(&parts[at])).then_some(at + 1 + next)
}

/// Where an employer stands on a line of its own below that of a group or team of it.
pub(super) fn below_unit(parts: &[Part], at: usize, known: &dyn Fn(&Part) -> bool) -> Option<usize> {
    let last = parts[at].text.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let unit = ["group", "team", "lab", "office", "unit", "division", "committee"].contains(&last.as_str());
    let below = |part: &Part| part.line > parts[at].line && known(part);
    parts.iter().position(below).filter(|_| unit && parts[at].key.is_none())
}

/// Whether a name ends as those of companies do by law.
pub(super) fn has_legal_form(name: &str) -> bool {
    const FORMS: [&str; 16] = [
        "inc",
        "ltd",
        "llc",
        "llp",
        "gmbh",
        "corp",
        "corporation",
        "limited",
        "plc",
        "ag",
        "s.a",
        "b.v",
        "sas",
        "sarl",
        "公司",
        "集团",
    ];
    let last = name.trim_end_matches('.').rsplit([' ', '\u{a0}']).next().unwrap_or_default().to_lowercase();
    FORMS.iter().any(|form| last == *form || !form.is_ascii() && last.ends_with(form))
}
