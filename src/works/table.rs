//! Lists as tables: rows under a head of columns, which pieces after the first have no more.

use super::sheet::Sheet;
use super::{Author, plain};
use crate::bytes::is_well_quoted;
use crate::date::Date;

/// The head of a table.
#[derive(Clone, Debug, Default)]
pub(super) struct Head {
    columns: Vec<String>,
    separator: u8,
    /// How many lines stand before the rows.
    pub(super) lines: usize,
}

/// A row with the columns' names.
pub(super) struct Row<'a> {
    head: &'a Head,
    cells: &'a csv::StringRecord,
}

impl Head {
    /// The head of a table that begins with this text: its first line with a name that a table must have.
    pub(super) fn find(text: &str, separator: u8, known: &str) -> Option<Self> {
        let text = text.trim_start_matches('\u{feff}');
        text.lines().take(5).enumerate().find_map(|(at, line)| {
            let columns = cells(line, separator);
            columns.iter().any(|column| column == known).then_some(Self { columns, separator, lines: at + 1 })
        })
    }

    /// Whether there is such a column.
    pub(super) fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|known| known == column)
    }
}

/// The names of columns in a line, in lower case.
fn cells(line: &str, separator: u8) -> Vec<String> {
    let mut reader = builder(separator).from_reader(line.as_bytes());
    let first = reader.records().next().and_then(Result::ok).unwrap_or_default();
    first.iter().map(|cell| cell.trim().to_lowercase()).collect()
}

fn builder(separator: u8) -> csv::ReaderBuilder {
    let mut builder = csv::ReaderBuilder::new();
    builder.delimiter(separator).has_headers(false).flexible(true);
    builder
}

/// Hands each row of a piece, with its place, to a function. A row with more cells than the head has is an error: a
/// separator in a text without quotes has shifted what follows, or a quote has no end; the next line begins a row again.
pub(super) fn rows(sheet: &mut Sheet<'_>, head: &Head, mut take: impl FnMut(&mut Sheet<'_>, usize, &Row<'_>)) {
    let text = sheet.text();
    let mut start = text.len() - sheet.rows().len();
    while let Some(bad) = rows_until_bad(sheet, head, start, &mut take) {
        start = text[bad..].find('\n').map_or(text.len(), |end| bad + end + 1);
    }
}

/// Hands rows to a function, from this byte on; returns where a bad one begins.
fn rows_until_bad(
    sheet: &mut Sheet<'_>,
    head: &Head,
    start: usize,
    take: &mut impl FnMut(&mut Sheet<'_>, usize, &Row<'_>),
) -> Option<usize> {
    let text = sheet.text();
    let mut reader = builder(head.separator).from_reader(&text.as_bytes()[start..]);
    let mut cells = csv::StringRecord::new();
    loop {
        let at = start + byte(&reader);
        let at = text.len() - text[at..].trim_start_matches(['\r', '\n']).len();
        match reader.read_record(&mut cells) {
            Ok(false) => return None,
            Ok(true) if is_unended(&text[at..start + byte(&reader)], head.separator) => {
                sheet.fault(at, "a row with a quote that has no end".into(), "write two quotes for one within quotes");
                return Some(at);
            }
            Ok(true) if cells.len() <= head.columns.len() => take(sheet, at, &Row { head, cells: &cells }),
            Ok(true) => {
                let message = format!("a row of {} cells under {} columns", cells.len(), head.columns.len());
                sheet.fault(
                    at,
                    message,
                    "put quotes around texts that hold the separator, and two for a quote in them",
                );
                return Some(at);
            }
            Err(error) => {
                sheet.broken(at, &error.to_string());
                return Some(at);
            }
        }
    }
}

/// The byte at which a reader is.
fn byte(reader: &csv::Reader<&[u8]>) -> usize {
    usize::try_from(reader.position().byte()).unwrap_or(usize::MAX)
}

/// Whether a row has taken other lines into a cell whose quote ends nowhere, or within another row.
fn is_unended(row: &str, separator: u8) -> bool {
    row.trim_end().contains('\n') && !is_well_quoted(row.as_bytes(), separator)
}

impl Row<'_> {
    /// The cell in a column; nothing where it is empty.
    pub(super) fn get(&self, column: &str) -> Option<&str> {
        let at = self.head.columns.iter().position(|known| known == column)?;
        self.cells.get(at).map(str::trim).filter(|cell| !cell.is_empty())
    }

    /// The cell as plain text.
    pub(super) fn text(&self, column: &str) -> Option<String> {
        self.get(column).and_then(plain::some)
    }

    /// The cell as a date.
    pub(super) fn date(&self, column: &str) -> Option<Date> {
        self.get(column).and_then(plain::written_date)
    }

    /// The parts of a cell.
    pub(super) fn list(&self, column: &str, separator: &str) -> Vec<String> {
        self.get(column).unwrap_or_default().split(separator).filter_map(plain::some).collect()
    }

    /// The names in a cell.
    pub(super) fn authors(&self, column: &str, separator: &str) -> Vec<Author> {
        self.list(column, separator).iter().filter_map(|name| plain::printed_author(name)).collect()
    }
}
