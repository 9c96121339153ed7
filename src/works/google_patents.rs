//! The CSV of a search with Google Patents: its address in the first line, the columns in the second.

use super::sheet::Sheet;
use super::table::{self, Head, Row};
use super::{Patent, Work};

/// The column by which the head is known.
pub(super) const COLUMN: &str = "inventor/author";

/// Reads the rows of a piece.
pub(super) fn read(sheet: &mut Sheet<'_>, head: &Head) {
    table::rows(sheet, head, |sheet, at, row| match work(row) {
        Some(work) => sheet.take(at, Some(work)),
        None => sheet.left_out(
            at,
            "a row without the number of a patent",
            "the column `id` has numbers such as `US-9876543-B2`",
        ),
    });
}

fn work(row: &Row<'_>) -> Option<Work> {
    let id = row.text("id")?;
    let grant = row.date("grant date");
    let published = row.date("publication date");
    let patent = Patent {
        assignees: owners(row.list("assignee", ", ")),
        priority: row.date("priority date"),
        filing: row.date("filing/creation date"),
        grant,
        ..Patent::of_number(&id).or_else(|| of_parts(&id))?
    };
    Some(Work {
        id,
        titles: row.text("title").into_iter().collect(),
        authors: row.authors("inventor/author", ", "),
        date: grant.or(published),
        url: row.text("result link"),
        patent: Some(patent),
        ..Work::default()
    })
}

/// The patent of an id whose parts have strokes between them. So short numbers, which the first patents of an office
/// have, are told from other texts.
fn of_parts(id: &str) -> Option<Patent> {
    let parts: Vec<&str> = id.split('-').collect();
    let [office, number, kind] = parts[..] else { return None };
    let is_office = office.len() == 2 && office.bytes().all(|byte| byte.is_ascii_uppercase());
    (is_office && number.bytes().any(|byte| byte.is_ascii_digit())).then(|| Patent {
        office: office.to_owned(),
        number: number.to_owned(),
        kind_code: Some(kind.to_owned()),
        ..Patent::default()
    })
}

/// Owners, parted by the comma that also stands before a legal form.
fn owners(parts: Vec<String>) -> Vec<String> {
    const FORMS: [&str; 12] =
        ["inc", "llc", "ltd", "corp", "co", "gmbh", "sa", "ag", "limited", "lp", "llp", "incorporated"];
    let mut owners: Vec<String> = Vec::new();
    for part in parts {
        let first = part.split_whitespace().next().unwrap_or_default().to_lowercase().replace('.', "");
        match owners.last_mut().filter(|_| FORMS.contains(&first.as_str())) {
            Some(owner) => *owner = format!("{owner}, {part}"),
            None => owners.push(part),
        }
    }
    owners
}
