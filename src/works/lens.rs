//! The CSV of The Lens, for patents and for scholarly works. Lists within a cell are parted by `;;`, or by `;`.

use super::sheet::Sheet;
use super::table::{self, Head, Row};
use super::{Patent, Work, kind, plain};

/// The column by which the head is known.
pub(super) const COLUMN: &str = "lens id";

/// Reads the rows of a piece.
pub(super) fn read(sheet: &mut Sheet<'_>, head: &Head) {
    let make = if head.has("jurisdiction") { patent } else { paper };
    table::rows(sheet, head, |sheet, at, row| sheet.take(at, make(row)));
}

/// What parts the lists of a column.
fn separator(row: &Row<'_>, column: &str) -> &'static str {
    if row.get(column).is_some_and(|cell| cell.contains(";;")) { ";;" } else { ";" }
}

fn list(row: &Row<'_>, column: &str) -> Vec<String> {
    row.list(column, separator(row, column))
}

fn patent(row: &Row<'_>) -> Option<Work> {
    let number = row.get("display key").or_else(|| row.get("publication number")).unwrap_or_default();
    let numbered = Patent::of_number(number)?;
    let granted = row.get("document type").is_some_and(|word| word.to_lowercase().contains("grant"));
    let published = row.date("publication date").or_else(|| row.date("publication year"));
    let owners = ["owners", "owners (us)", "applicants"].map(|column| list(row, column));
    let patent = Patent {
        assignees: owners.into_iter().find(|owners| !owners.is_empty()).unwrap_or_default(),
        priority: row.date("earliest priority date"),
        filing: row.date("application date"),
        grant: published.filter(|_| granted),
        family: family(row),
        application: row.text("application number").map(|number| numbered_application(&number)),
        ..numbered
    };
    Some(Work {
        id: row.text("lens id")?,
        titles: row.text("title").into_iter().collect(),
        authors: row.authors("inventors", separator(row, "inventors")),
        date: published,
        url: row.text("url"),
        patent: Some(patent),
        ..Work::default()
    })
}

/// The first application.
fn family(row: &Row<'_>) -> Option<String> {
    list(row, "priority numbers").first().map(|number| numbered_application(number))
}

/// The number of an application without its kind: `CN 201910123456 A` is `CN201910123456`.
fn numbered_application(text: &str) -> String {
    let parts: Vec<&str> = text.split([' ', '/', '_']).collect();
    let (last, rest) = parts.split_last().map_or(("", &[][..]), |(last, rest)| (*last, rest));
    let is_kind = rest.len() > 1 && last.starts_with(|c: char| c.is_ascii_alphabetic());
    if is_kind { rest.concat() } else { parts.concat() }
}

fn paper(row: &Row<'_>) -> Option<Work> {
    let id = row.text("lens id")?;
    let titles: Vec<String> = row.text("title").into_iter().collect();
    (!titles.is_empty()).then(|| Work {
        id,
        kind: row.get("publication type").and_then(kind),
        titles,
        authors: row.authors("author/s", separator(row, "author/s")),
        date: row.date("date published").or_else(|| row.date("publication year")),
        venue: row.text("source title"),
        publisher: row.text("publisher"),
        subjects: [list(row, "fields of study"), list(row, "keywords")].concat(),
        doi: row.get("doi").and_then(plain::doi),
        url: row.text("external url"),
        ..Work::default()
    })
}
