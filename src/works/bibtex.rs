//! BibTeX and BibLaTeX, read by the crate `biblatex`, which undoes accents and other commands of LaTeX.
//!
//! Entries are read one by one, each with the abbreviations and the entry that it refers to, so that a broken one
//! spoils no other.

use std::ops::Range;
use std::panic::catch_unwind;

use biblatex::{
    Bibliography, ChunksExt, Entry, Pair, ParseError, ParseErrorKind, Person, RawBibliography, RawChunk, Spanned,
};
use rustc_hash::FxHashMap;

use super::sheet::Sheet;
use super::{Author, Patent, Work, kind, plain};
use crate::date::Date;

/// How deep braces may be nested; the crate goes down by calling itself.
const MAX_DEPTH: usize = 64;

const HINT: &str = "look for a brace, quote or comma too many or too few; all other entries are read";

/// Reads the entries of a list.
pub(super) fn read(sheet: &mut Sheet<'_>) {
    let text = sheet.text();
    let (strings, entries): (Vec<_>, Vec<_>) =
        blocks(text).into_iter().partition(|block| begins(&text[block.clone()], "string"));
    let strings: Vec<Pair<'_>> = strings
        .into_iter()
        .filter_map(|block| RawBibliography::parse(&text[block]).ok())
        .flat_map(|raw| raw.abbreviations)
        .collect();
    let blocks: FxHashMap<&str, &str> =
        entries.iter().filter_map(|block| Some((key(&text[block.clone()])?, &text[block.clone()]))).collect();
    let silent = ["comment", "preamble"];
    for block in entries.into_iter().filter(|block| !silent.iter().any(|word| begins(&text[block.clone()], word))) {
        let at = block.start;
        if depth(&text[block.clone()]) > MAX_DEPTH {
            sheet.fault(at, "an entry with braces more than 64 deep".into(), HINT);
            continue;
        }
        // The crate takes for granted that some fields are well formed; a panic of it must not end the run.
        match catch_unwind(|| entry(&text[block], &blocks, &strings)) {
            Ok(Ok(entry)) => sheet.take(at, work(&entry)),
            Ok(Err(error)) => sheet.fault(at, format!("an entry that cannot be read: {}", error.kind), HINT),
            Err(_) => sheet.fault(at, "an entry that cannot be read".into(), HINT),
        }
    }
}

/// How deep braces are nested.
fn depth(block: &str) -> usize {
    let step = |depth: &mut usize, byte: u8| {
        *depth = if byte == b'{' { *depth + 1 } else { depth.saturating_sub(usize::from(byte == b'}')) };
        Some(*depth)
    };
    block.bytes().scan(0, step).max().unwrap_or_default()
}

/// The blocks of a list: each begins with an `@` that is the first character of a line.
fn blocks(text: &str) -> Vec<Range<usize>> {
    let mut starts = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start_matches(['\u{feff}', ' ', '\t']);
        if bare.starts_with('@') {
            starts.push(at + line.len() - bare.len());
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

fn begins(block: &str, word: &str) -> bool {
    block.get(1..=word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word))
}

/// The key of an entry.
fn key(block: &str) -> Option<&str> {
    let (_, rest) = block.split_once(['{', '('])?;
    rest.split_once(',').map(|(key, _)| key.trim())
}

/// The fields by which an entry takes missing fields of another.
const PARENTS: [&str; 2] = ["crossref", "xdata"];

/// Reads an entry, with what it takes of another one.
fn entry(own: &str, blocks: &FxHashMap<&str, &str>, strings: &[Pair<'_>]) -> Result<Entry, ParseError> {
    let (mut entry, parent) = alone(own, strings)?;
    let parent = parent.and_then(|key| blocks.get(key.as_str())).and_then(|block| alone(block, strings).ok());
    for (field, value) in parent.map(|(parent, _)| parent.fields).unwrap_or_default() {
        // The title of a volume is no title of what stands in it.
        let field = if field == "title" { "booktitle".to_owned() } else { field };
        entry.fields.entry(field).or_insert(value);
    }
    Ok(entry)
}

/// Reads an entry alone, and the key of the one that it refers to, which the crate would follow without end where two
/// refer to each other. An abbreviation that nobody has defined stands for itself.
fn alone(block: &str, strings: &[Pair<'_>]) -> Result<(Entry, Option<String>), ParseError> {
    let mut raw = RawBibliography::parse(block)?;
    raw.abbreviations = strings.iter().filter(|pair| block.contains(pair.key.v)).cloned().collect();
    let is_parent = |pair: &Pair<'_>| PARENTS.iter().any(|field| pair.key.v.eq_ignore_ascii_case(field));
    let fields = raw.entries.iter_mut().flat_map(|entry| entry.v.fields.extract_if(.., |pair| is_parent(pair)));
    let parent = fields.last().and_then(|pair| match pair.value.v.first()?.v {
        RawChunk::Normal(key) => Some(key.trim().to_owned()),
        RawChunk::Abbreviation(_) => None,
    });
    loop {
        match Bibliography::from_raw(raw.clone()) {
            Err(ParseError { kind: ParseErrorKind::UnknownAbbreviation(name), span }) => {
                let start = block.find(&name).unwrap_or_default();
                let name = &block[start..start + name.len()];
                if raw.abbreviations.iter().any(|pair| pair.key.v == name) {
                    return Err(ParseError { span, kind: ParseErrorKind::UnknownAbbreviation(name.to_owned()) });
                }
                let value = Spanned::zero(vec![Spanned::zero(RawChunk::Normal(name))]);
                raw.abbreviations.push(Pair::new(Spanned::zero(name), value));
            }
            Err(error) => return Err(error),
            Ok(found) => {
                let missing = ParseError { span: 0..0, kind: ParseErrorKind::UnexpectedEof };
                return Ok((found.into_iter().next().ok_or(missing)?, parent));
            }
        }
    }
}

fn work(entry: &Entry) -> Option<Work> {
    let number = text(entry, "number");
    let note = text(entry, "note").or_else(|| text(entry, "howpublished"));
    let kind = kind(&entry.entry_type.to_string());
    let patent = match kind.as_deref() {
        Some("patent") => {
            Some(Patent::named(&number.unwrap_or_default(), &text(entry, "location").unwrap_or_default()))
        }
        _ => note.as_deref().and_then(patent_of_note),
    };
    let date = date(entry);
    let titles = titles(entry);
    (!titles.is_empty() || !entry.key.is_empty()).then(|| Work {
        id: entry.key.clone(),
        kind: kind.filter(|_| patent.is_none()),
        titles,
        authors: entry.author().unwrap_or_default().iter().filter_map(author).collect(),
        date,
        venue: first(entry, &["journaltitle", "journal", "booktitle", "series", "eventtitle"]),
        publisher: first(entry, &["publisher", "institution", "school", "organization"]),
        subjects: text(entry, "keywords")
            .iter()
            .flat_map(|list| list.split([',', ';']))
            .filter_map(plain::some)
            .collect(),
        doi: text(entry, "doi").as_deref().and_then(plain::doi),
        url: text(entry, "url"),
        patent: patent.map(|patent| Patent {
            grant: date,
            assignees: text(entry, "holder").into_iter().collect(),
            ..patent
        }),
        ..Work::default()
    })
}

/// What Google Scholar writes about patents: `US Patent 9,876,543`, `US Patent App. 16/123,456`.
fn patent_of_note(note: &str) -> Option<Patent> {
    let (office, number) = note.split_once(" Patent ")?;
    Patent::of_number(&format!("{office} {}", number.trim_start_matches("App. ")))
}

fn titles(entry: &Entry) -> Vec<String> {
    let subtitle = text(entry, "subtitle").map(|subtitle| format!(": {subtitle}")).unwrap_or_default();
    text(entry, "title").map(|title| title + &subtitle).into_iter().collect()
}

fn first(entry: &Entry, fields: &[&str]) -> Option<String> {
    fields.iter().find_map(|field| text(entry, field))
}

/// A field as plain text; formulas without their dollars.
fn text(entry: &Entry, field: &str) -> Option<String> {
    plain::some(&entry.get(field)?.format_verbatim().replace('$', "").replace('~', " "))
}

/// The date, or the year and a month by its name or number.
fn date(entry: &Entry) -> Option<Date> {
    let whole = text(entry, "date").as_deref().and_then(plain::written_date);
    whole.or_else(|| {
        let year = text(entry, "year")?;
        let year: i64 = year.trim_matches(|c: char| !c.is_ascii_digit()).get(..4)?.parse().ok()?;
        let month = text(entry, "month").and_then(|month| month_number(&month));
        plain::date(&[year, month.unwrap_or_default()])
    })
}

fn month_number(text: &str) -> Option<i64> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let text = text.trim().to_lowercase();
    let named = || MONTHS.iter().zip(1..).find(|(name, _)| text.starts_with(**name)).map(|(_, number)| number);
    text.parse().ok().or_else(named)
}

/// An author; `and others` is none.
fn author(person: &Person) -> Option<Author> {
    let family = [person.prefix.as_str(), &person.name].join(" ");
    let given = [person.given_name.as_str(), &person.suffix].join(" ");
    let others = person.given_name.is_empty() && person.name == "others";
    plain::author(given.trim(), family.trim()).filter(|_| !others)
}
