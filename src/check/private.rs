//! Data in public texts that is private by default in fields of its own.
//!
//! Only what can hardly be anything else is found: figures, versions, numbers of patents and identifiers look alike.

use std::ops::Range;

use chrono::NaiveDate;

use super::finds::Finds;
use super::view::{Holds, Leaf, Object};
use crate::decode::Visibility;
use crate::rules;
use crate::settings::Settings;
use crate::text::is_han;

/// What the person shows to everybody by a mark or by the settings of the collection.
#[derive(Clone, Copy, Default)]
pub(super) struct Shown {
    email: bool,
    phone: bool,
    address: bool,
}

/// Words before a number that is to be called.
const CALLED: [&str; 20] = [
    "tel",
    "tel.",
    "phone",
    "telephone",
    "mobile",
    "cell",
    "cellphone",
    "call",
    "whatsapp",
    "fax",
    "电话",
    "手机",
    "手机号",
    "联系方式",
    "联系电话",
    "座机",
    "微信同号",
    "电话号码",
    "手机号码",
    "致电",
];

/// Endings of the names of streets.
const STREETS: [&str; 9] = ["Street", "Road", "Avenue", "Lane", "Boulevard", "Drive", "St.", "Rd.", "Ave."];

impl Shown {
    pub(super) fn of(objects: &[Object<'_>], settings: &Settings) -> Self {
        let shows = |kind: &str, field: &str| {
            let mut found = objects.iter().filter(|object| object.kind.name == kind);
            found.any(|object| object.shows(field, settings))
        };
        let [email, phone] = ["email", "phone"].map(|field| shows("basics", field));
        Self { email, phone, address: shows("location", "address") }
    }
}

pub(super) fn check(leaves: &[Leaf<'_>], shown: Shown, finds: &mut Finds) {
    for leaf in leaves.iter().filter(|leaf| leaf.level == Visibility::Public) {
        match leaf.slot.holds {
            Holds::Text => check_text(leaf, shown, finds),
            Holds::Link => check_link(leaf, shown, finds),
            _ => {}
        }
    }
}

fn check_link(leaf: &Leaf<'_>, shown: Shown, finds: &mut Finds) {
    if !shown.email && leaf.text.starts_with("mailto:") {
        finds.add(&rules::EMAIL, leaf.at, "an e-mail address as a public address".into(), "move it to `email`");
    } else if !shown.phone && leaf.text.starts_with("tel:") {
        finds.add(&rules::PHONE, leaf.at, "a telephone number as a public address".into(), "move it to `phone`");
    }
}

fn check_text(leaf: &Leaf<'_>, shown: Shown, finds: &mut Finds) {
    let text = leaf.text;
    if !shown.email && memchr::memchr(b'@', text.as_bytes()).is_some() && has_email(text) {
        finds.add(
            &rules::EMAIL,
            leaf.at,
            "an e-mail address in a public text".into(),
            "move it to `email`, or mark the text `private`",
        );
    }
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return;
    }
    let runs = runs(text);
    if runs.iter().any(|run| is_identity_card(text, run)) {
        finds.add(
            &rules::IDENTITY_CARD,
            leaf.at,
            "the number of an identity card in a public text".into(),
            "remove it",
        );
    } else if !shown.phone && runs.iter().any(|run| is_phone(text, run)) {
        finds.add(
            &rules::PHONE,
            leaf.at,
            "a telephone number in a public text".into(),
            "move it to `phone`, or mark the text `private`",
        );
    }
    if !shown.address && has_address(text) {
        finds.add(
            &rules::ADDRESS,
            leaf.at,
            "a street address in a public text".into(),
            "move it to `location.address`, or mark the text `private`",
        );
    }
}

/// Runs of digits with what may stand between the groups of a telephone number.
fn runs(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let (mut runs, mut at) = (Vec::new(), 0);
    while let Some(start) = (at..bytes.len()).find(|at| bytes[*at].is_ascii_digit()) {
        let mut end = start + 1;
        while end < bytes.len() {
            let between =
                bytes[end..].iter().take(2).take_while(|byte| matches!(byte, b' ' | b'-' | b'.' | b'(' | b')')).count();
            match bytes.get(end + between) {
                Some(byte) if byte.is_ascii_digit() => end += between + 1,
                _ => break,
            }
        }
        runs.push(start..end);
        at = end;
    }
    runs
}

/// Eighteen characters with a day of birth and the check digit of ISO 7064, MOD 11-2, as GB 11643 wants them.
fn is_identity_card(text: &str, run: &Range<usize>) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let written = &text[run.clone()];
    let last = text[run.end..].chars().next().filter(|c| matches!(c, 'x' | 'X'));
    let digits: Vec<u32> = written.chars().filter_map(|c| c.to_digit(10)).collect();
    let check = match (digits.len(), last) {
        (18, _) => digits[17],
        (17, Some(_)) => 10,
        _ => return false,
    };
    let number = |range: Range<usize>| digits[range].iter().fold(0, |number, digit| number * 10 + digit);
    let year = i32::try_from(number(6..10)).unwrap_or_default();
    let is_born =
        (1900..2100).contains(&year) && NaiveDate::from_ymd_opt(year, number(10..12), number(12..14)).is_some();
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    is_born && (12 - sum % 11) % 11 == check && written.len() == digits.len() && is_apart(text, run)
}

/// Whether a run is no part of an address, an identifier or a longer figure.
fn is_apart(text: &str, run: &Range<usize>) -> bool {
    let before = text[..run.start].chars().next_back();
    let after = text[run.end..].chars().next();
    let is_part = |c: char| {
        (c.is_ascii_alphanumeric() && !matches!(c, 'x' | 'X'))
            || matches!(c, '/' | '=' | '_' | '%' | '#' | '&' | '-' | '.' | ',')
    };
    let ends = |c: char| is_part(c) && !matches!(c, '.' | ',');
    before.is_none_or(|c| !is_part(c)) && after.is_none_or(|c| !ends(c))
}

fn is_phone(text: &str, run: &Range<usize>) -> bool {
    let written = &text[run.clone()];
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let groups: Vec<usize> =
        written.split(|c: char| !c.is_ascii_digit()).map(str::len).filter(|length| *length > 0).collect();
    if !(7..=15).contains(&digits.len()) || is_period(written) {
        return false;
    }
    if is_called(&text[..run.start]) {
        return true;
    }
    let plus = text[..run.start].trim_end_matches('(').strip_suffix('+');
    // What ends in so many zeros in one group is a figure: `+100000000 users`.
    let figure = groups.len() == 1 && digits.ends_with("00000");
    if let Some(before) = plus {
        return digits.len() >= 9 && !figure && !before.ends_with(|c: char| c.is_ascii_alphanumeric());
    }
    if !is_apart(text, run) || figure {
        return false;
    }
    let mobile =
        digits.len() == 11 && digits.starts_with('1') && digits.as_bytes()[1] >= b'3' && !written.contains('.');
    let mobile = mobile && matches!(groups[..], [11] | [3, 4, 4] | [3, 8] | [7, 4]);
    let dashed = written.contains('-') || written.contains(')');
    let landline =
        dashed && digits.starts_with('0') && matches!(groups[..], [3 | 4, 7 | 8] | [3, 4, 4] | [4, 3 | 4, 4]);
    let american = dashed && matches!(groups[..], [3, 3, 4]) && !written.starts_with(['0', '1']) && is_even(written);
    mobile || landline || american
}

/// Whether the groups of a number are parted in one way: `(202) 555-0100`, `202-555-0100`.
fn is_even(written: &str) -> bool {
    written.contains(')') || written.matches('-').count() == 2
}

/// Whether digits are years or days: `2012 - 2018`, `2018-01-31`.
fn is_period(written: &str) -> bool {
    let numbers: Vec<&str> = written.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()).collect();
    let is_year = |number: &&&str| number.len() == 4 && (number.starts_with("19") || number.starts_with("20"));
    let years = numbers.iter().filter(is_year).count();
    years > 0 && numbers.iter().all(|number| number.len() <= 2 || is_year(&number))
}

/// Whether the text before a number says that it is one to call.
fn is_called(before: &str) -> bool {
    let before =
        before.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | '+' | '(' | '（' | '#'));
    let word: String = before.chars().rev().take_while(|c| c.is_alphabetic() || *c == '.').take(12).collect();
    let word: String = word.chars().rev().collect::<String>().to_lowercase();
    CALLED.iter().any(|known| word == *known || (!known.is_ascii() && word.ends_with(known)))
}

/// Whether there is an address `name@host.tld` that is no remote of git, no account in an address, and no example.
fn has_email(text: &str) -> bool {
    let is_local = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-');
    text.match_indices('@').any(|(at, _)| {
        let local: String = text[..at].chars().rev().take_while(|c| is_local(*c)).collect();
        let host: String =
            text[at + 1..].chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-')).collect();
        let host = host.trim_end_matches(['.', '-']);
        let top = host.rsplit('.').next().unwrap_or_default();
        let before = text[..at - local.len()].chars().next_back();
        let named = local.chars().any(|c| c.is_ascii_alphanumeric()) && !before.is_some_and(|c| matches!(c, '/' | ':'));
        let git = local == "tig" || text[at + 1 + host.len()..].starts_with([':', '/']);
        named && !git && host.contains('.') && top.len() >= 2 && top.bytes().all(|byte| byte.is_ascii_alphabetic())
    })
}

fn has_address(text: &str) -> bool {
    (!text.is_ascii() && has_chinese_address(text))
        || STREETS.iter().any(|street| text.match_indices(street).any(|(at, _)| is_numbered(text, at, street)))
}

/// `中关村南四街4号`, `长江路１号`: a street, a number, and 号 or 弄 behind it.
fn has_chinese_address(text: &str) -> bool {
    ["路", "街", "大道", "巷", "弄", "胡同"].iter().any(|street| {
        text.match_indices(street).any(|(at, _)| {
            let rest = text[at + street.len()..].trim_start_matches([' ', '甲', '乙']);
            let number = rest.chars().take_while(|c| c.is_numeric()).count();
            let behind: String = rest.chars().skip(number).take(2).collect();
            // `1号线` is a line of the underground.
            let numbered = behind.starts_with(['号', '號', '弄']) && !behind.ends_with('线');
            (1..=5).contains(&number) && numbered && text[..at].ends_with(is_han)
        })
    })
}

/// `1 Example Street`: a number, one to three words with capitals, and the street, of which the text says no more.
fn is_numbered(text: &str, at: usize, street: &str) -> bool {
    let after = text[at + street.len()..].chars().next();
    let mut words = text[..at].split_whitespace().rev();
    let capital = |word: &&str| word.starts_with(|c: char| c.is_uppercase());
    let names = words.by_ref().take(3).take_while(|word| capital(word)).count();
    let number = text[..at].split_whitespace().rev().nth(names).unwrap_or_default();
    let is_number = !number.is_empty() && number.len() <= 5 && number.bytes().all(|byte| byte.is_ascii_digit());
    (1..=3).contains(&names) && is_number && text[..at].ends_with(' ') && after.is_none_or(|c| !c.is_alphanumeric())
}
