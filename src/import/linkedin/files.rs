//! The files of an export: unpacked, and known by their names and columns in the languages of the site.

use std::io::{Cursor, Read};
use std::sync::OnceLock;

use csv::{Position, ReaderBuilder};
use rustc_hash::FxHashMap;
use zip::ZipArchive;

use crate::error::Error;
use crate::import::{MAX_BYTES, unpacks_too_large, unreadable};
use crate::text::folded;
use crate::tree::{Entry, Kind, Node, Value};

/// The names of files and columns in other languages.
const NAMES: &str = include_str!("names.txt");

/// Files by two columns that only they have.
const COLUMNS: [(&str, &str, &str); 6] = [
    ("first name", "headline", "profile"),
    ("company name", "role", "volunteering"),
    ("company name", "title", "positions"),
    ("school name", "degree name", "education"),
    ("name", "authority", "certifications"),
    ("name", "proficiency", "languages"),
];

/// The files that are read, without their ending.
const FILES: [&str; 20] = [
    "profile",
    "profile summary",
    "positions",
    "education",
    "skills",
    "certifications",
    "languages",
    "projects",
    "publications",
    "patents",
    "honors",
    "volunteering",
    "organizations",
    "courses",
    "testscores",
    "email addresses",
    "phonenumbers",
    "whatsapp phone numbers",
    "recommendations_received",
    "causes you care about",
];

/// How many files an archive may have.
const MAX_FILES: usize = 10_000;

/// The files of an archive, of which only those in CSV are unpacked. Nothing is written, whatever the paths within say.
///
/// # Errors
/// Where it is no archive, has too many files, or unpacks to more than a profile has.
pub fn unpacked(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let broken = || unreadable("it is a broken archive", "download it anew");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
    let mut files = Vec::new();
    let mut left = MAX_BYTES;
    if archive.len() > MAX_FILES {
        return Err(unreadable(
            "it has more than 10,000 files, which no profile has",
            "unpack it, and import the CSV files",
        ));
    }
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(|_| broken())?;
        let name = file.name().map_err(|_| broken())?.into_owned();
        let mut content = Vec::new();
        if !is_csv(&name) {
            // Of other files, the name is told.
            files.extend((!file.is_dir()).then_some((name, content)));
            continue;
        }
        file.take(left + 1).read_to_end(&mut content).map_err(|_| broken())?;
        left = left.checked_sub(content.len() as u64).ok_or_else(unpacks_too_large)?;
        files.push((name, content));
    }
    Ok(files)
}

/// Whether an archive has CSV files, and is no document of a word processor.
#[must_use]
pub fn is_archive(bytes: &[u8]) -> bool {
    let Ok(archive) = ZipArchive::new(Cursor::new(bytes)) else { return false };
    let names: Vec<String> = archive.file_names().flatten().map(|name| name.into_owned()).collect();
    names.iter().any(|name| is_csv(name)) && !names.iter().any(|name| name == "word/document.xml")
}

/// Whether a name is that of a CSV file.
#[must_use]
pub fn is_csv(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("csv"))
}

/// Whether a text begins as one of the files does: with columns that only it has.
#[must_use]
pub fn is_export(text: &str) -> bool {
    let columns = text.trim_start_matches('\u{feff}').lines().next().unwrap_or_default();
    columns.split(delimiter(columns)).count() > 2 && by_columns(columns).is_some()
}

/// The kind of a file: by its name, which may have a number behind it, else by its columns.
pub(super) fn kind(name: &str, text: &str) -> Option<&'static str> {
    let (stem, _) = name.rsplit_once('.').filter(|_| is_csv(name))?;
    let stem = english("", stem.split(" (").next().unwrap_or(stem));
    let by_name = FILES.into_iter().find(|file| folded(file) == folded(&stem));
    by_name.or_else(|| by_columns(text.lines().next()?))
}

fn by_columns(head: &str) -> Option<&'static str> {
    let has = |file: &str, name: &str| {
        head.split(delimiter(head)).any(|column| english(file, column.trim_matches('"')) == name)
    };
    COLUMNS.into_iter().find(|(one, two, file)| has(file, one) && has(file, two)).map(|(.., file)| file)
}

/// What separates the cells, which programs for tables change in some countries.
fn delimiter(head: &str) -> char {
    if head.matches(';').count() > head.matches(',').count() { ';' } else { ',' }
}

/// The English name of a column of a file, or of a file, in lower case; of one that nobody knows, itself.
fn english(file: &str, name: &str) -> String {
    static KNOWN: OnceLock<FxHashMap<(&str, String), &str>> = OnceLock::new();
    let known = KNOWN.get_or_init(|| {
        let lines = NAMES.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": "));
        let names = lines.flat_map(|(english, names)| {
            let (file, english) = english.split_once('/').unwrap_or(("", english));
            names.split(", ").map(move |name| ((file, folded(name)), english))
        });
        names.collect()
    });
    let folded = folded(name);
    let found = known.get(&(file, folded.clone())).or_else(|| known.get(&("", folded)));
    found.map_or_else(|| name.trim().to_lowercase(), |english| (*english).to_owned())
}

/// The rows of a file as maps by column. Values behind the last column get its number.
pub(super) fn table(kind: &str, text: &str, start: usize) -> Entry {
    let delimiter = u8::try_from(delimiter(text.lines().next().unwrap_or_default())).unwrap_or(b',');
    let mut options = ReaderBuilder::new();
    let mut reader = options.flexible(true).has_headers(false).delimiter(delimiter).from_reader(text.as_bytes());
    let (mut columns, mut rows) = (Vec::new(), Vec::new());
    for row in reader.records().flatten() {
        let at = start + row.position().map(Position::byte).and_then(|at| usize::try_from(at).ok()).unwrap_or(0);
        if columns.is_empty() {
            columns = row.iter().map(|column| english(kind, column)).collect();
            continue;
        }
        let cell = |(number, value): (usize, &str)| {
            let key = columns.get(number).cloned().unwrap_or_else(|| format!("column {}", number + 1));
            Entry { at, key, value: Node { at, value: Value::Scalar(Kind::Text, value.to_owned()) } }
        };
        rows.push(Node { at, value: Value::Map(row.iter().enumerate().map(cell).collect()) });
    }
    Entry { at: start, key: kind.to_owned(), value: Node { at: start, value: Value::List(rows) } }
}
