//! RIS, which reference managers and publishers export: a tag, two spaces, a stroke and a value on each line.
//!
//! Tags: `refman.com/support/risformat_intro.asp` (archived), and those of EndNote and Zotero. Read here and not by a
//! crate: a line is split at one place, and a crate would bring a parser for each format that it reads besides.

use super::sheet::Sheet;
use super::{Author, Patent, Work, kind, plain};
use crate::date::Date;

/// What begins the last line of a record.
pub(super) const END: &str = "ER  -";

/// A record: its place, and its tags with their values.
#[derive(Default)]
struct Record<'a> {
    at: usize,
    fields: Vec<(&'a str, String)>,
}

/// Reads the records of a piece. What stands before the first tag is no part of one.
pub(super) fn read(sheet: &mut Sheet<'_>) {
    let text = sheet.text();
    let mut record = Record::default();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        match tagged(line) {
            Some(("TY", value)) => {
                unended(sheet, std::mem::take(&mut record));
                record = Record { at: start, fields: vec![("TY", value.to_owned())] };
            }
            Some(("ER", _)) => take(sheet, std::mem::take(&mut record)),
            Some((tag, value)) if !record.fields.is_empty() => record.fields.push((tag, value.to_owned())),
            Some((tag, _)) => {
                sheet.fault(start, format!("`{tag}` outside of a record"), "begin each record with `TY  - `")
            }
            None => record.go_on(line),
        }
    }
    unended(sheet, record);
}

/// The tag and the value of a line.
fn tagged(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start_matches('\u{feff}').trim_end();
    let (tag, value) = line.split_once('-')?;
    let tag = tag.strip_suffix(' ')?.trim_end();
    let is_tag = tag.len() == 2 && tag.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    is_tag.then(|| (tag, value.trim()))
}

/// A record without an end is read, and told of.
fn unended(sheet: &mut Sheet<'_>, record: Record<'_>) {
    if !record.fields.is_empty() {
        sheet.fault(record.at, "a record without an end".into(), "end each record with `ER  - `");
        take(sheet, record);
    }
}

fn take(sheet: &mut Sheet<'_>, record: Record<'_>) {
    if !record.fields.is_empty() {
        sheet.take(record.at, record.work());
    }
}

impl Record<'_> {
    /// Adds a line without a tag to the value before it.
    fn go_on(&mut self, line: &str) {
        if let Some((_, value)) = self.fields.last_mut().filter(|_| !line.trim().is_empty()) {
            value.push(' ');
            value.push_str(line.trim());
        }
    }

    fn all(&self, tags: &[&str]) -> Vec<String> {
        let of = |tag: &str| {
            let values = self.fields.iter().filter(|(known, _)| *known == tag);
            values.filter_map(|(_, value)| plain::some(value)).collect::<Vec<_>>()
        };
        tags.iter().flat_map(|tag| of(tag)).collect()
    }

    fn first(&self, tags: &[&str]) -> Option<String> {
        self.all(tags).into_iter().next()
    }

    fn work(&self) -> Option<Work> {
        let titles: Vec<String> = self.first(&["TI", "T1", "CT"]).into_iter().chain(self.first(&["TT"])).collect();
        let titles = if titles.is_empty() { self.first(&["BT"]).into_iter().collect() } else { titles };
        let kind = self.first(&["TY"]).as_deref().and_then(kind);
        let is_patent = kind.as_deref() == Some("patent");
        let doi = self.first(&["DO", "DI", "M3"]).as_deref().and_then(plain::doi);
        let id = self.first(&["ID"]).or_else(|| doi.clone()).or_else(|| self.first(&["AN"]));
        let date = self.date(&["DA", "PY", "Y1"]);
        (!titles.is_empty() || id.is_some()).then(|| Work {
            id: id.unwrap_or_default(),
            titles,
            authors: self.authors(),
            venue: self.first(&["T2", "JF", "JO", "JA", "BT", "T3"]).filter(|_| !is_patent),
            publisher: self.first(&["PB"]),
            subjects: self.all(&["KW"]),
            url: self.first(&["UR", "L2"]),
            patent: is_patent.then(|| self.patent(date)),
            kind: kind.filter(|_| !is_patent),
            date,
            doi,
            ..Work::default()
        })
    }

    fn authors(&self) -> Vec<Author> {
        self.all(&["AU", "A1"]).iter().filter_map(|name| plain::whole_author(name)).collect()
    }

    fn date(&self, tags: &[&str]) -> Option<Date> {
        self.all(tags).iter().find_map(|text| plain::written_date(text))
    }

    /// Programs write the number under several tags; it is the value that looks like one.
    fn patent(&self, date: Option<Date>) -> Patent {
        let country = self.first(&["CY", "PP"]).unwrap_or_default();
        let numbers = self.all(&["M1", "SN", "IS", "AN", "ID", "M3"]);
        let numbered = numbers.iter().find_map(|number| Patent::of_number(number));
        let plain = || Patent::named(numbers.first().map_or("", String::as_str), &country);
        Patent { assignees: self.all(&["A3", "A2"]), grant: date, ..numbered.unwrap_or_else(plain) }
    }
}
