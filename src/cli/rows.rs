//! The rows of a table, or the lines of a text, one string in each.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use crate::report::{Finding, Place, Severity};
use anyhow::{Context, bail};
use csv::{ByteRecord, ReaderBuilder};

/// Heads of columns that hold names of organizations, the likeliest first.
const USUAL: [&str; 8] =
    ["affiliation", "affiliations", "organization", "organisation", "institution", "employer", "company", "string"];

/// A row of the input.
#[derive(Debug)]
pub(super) struct Row {
    /// Its cells.
    pub(super) cells: Vec<String>,
    /// The string to look at.
    pub(super) text: String,
    /// How many bytes of the input end with it.
    pub(super) end: u64,
}

/// The rows of the input, read as they are needed.
pub(super) struct Rows {
    file: String,
    head: Vec<String>,
    column: usize,
    reader: csv::Reader<Box<dyn Read>>,
    ended: bool,
}

impl Rows {
    /// Opens a file, or standard input for `-`. Where a column is named, or the name of the file ends in `.csv` or
    /// `.tsv`, it is a table with a head; else each line is a string.
    pub(super) fn open(file: &Path, column: Option<&str>) -> anyhow::Result<Self> {
        let is_input = file == Path::new("-");
        let name = if is_input { "standard input".into() } else { file.display().to_string() };
        let source: Box<dyn Read> = match is_input {
            true => Box::new(io::stdin()),
            false => Box::new(File::open(file).with_context(|| name.clone())?),
        };
        let mut source = BufReader::with_capacity(1 << 16, source);
        if source.fill_buf().with_context(|| name.clone())?.starts_with(b"\xef\xbb\xbf") {
            source.consume(3);
        }
        let ending = file.extension().unwrap_or_default().to_ascii_lowercase();
        match column.is_some() || ending == "csv" || ending == "tsv" {
            true => Self::table(name, source, column),
            false => Ok(Self::lines(name, source)),
        }
    }

    fn table(file: String, mut source: BufReader<Box<dyn Read>>, column: Option<&str>) -> anyhow::Result<Self> {
        let first = source.fill_buf()?.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let count = |separator: u8| first.iter().filter(|byte| **byte == separator).count();
        let delimiter = *[b',', b'\t', b';'].iter().max_by_key(|one| (count(**one), **one == b',')).unwrap_or(&b',');
        let mut reader =
            ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(Box::new(source) as Box<dyn Read>);
        let head = reader.headers().with_context(|| file.clone())?.iter().map(str::to_owned).collect::<Vec<_>>();
        let column = chosen(&head, column).with_context(|| file.clone())?;
        Ok(Self { file, head, column, reader, ended: false })
    }

    /// Lines are rows of one cell, in which no character has a meaning.
    fn lines(file: String, source: BufReader<Box<dyn Read>>) -> Self {
        let mut builder = ReaderBuilder::new();
        builder.has_headers(false).quoting(false).flexible(true).delimiter(b'\0');
        let reader = builder.from_reader(Box::new(source) as Box<dyn Read>);
        Self { file, head: vec!["string".into()], column: 0, reader, ended: false }
    }

    /// The names of the columns.
    pub(super) fn head(&self) -> &[String] {
        &self.head
    }

    /// The rows in pieces of so many, those that cannot be read as findings.
    pub(super) fn pieces(mut self, size: usize) -> impl Iterator<Item = Vec<Result<Row, Finding>>> {
        std::iter::from_fn(move || {
            let piece: Vec<_> = std::iter::from_fn(|| self.next()).take(size).collect();
            (!piece.is_empty()).then_some(piece)
        })
    }

    /// The next row. Where the input cannot be read there is one finding, and nothing after it.
    fn next(&mut self) -> Option<Result<Row, Finding>> {
        let mut record = ByteRecord::new();
        match self.reader.read_byte_record(&mut record) {
            _ if self.ended => None,
            Ok(true) => Some(self.row(&record)),
            Ok(false) => None,
            Err(error) => {
                self.ended = true;
                Some(Err(self.finding(self.reader.position().line(), format!("cannot be read: {error}"), None)))
            }
        }
    }

    fn row(&self, record: &ByteRecord) -> Result<Row, Finding> {
        let line = record.position().map_or(0, csv::Position::line);
        let cell = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).ok();
        let Some(mut cells) = record.iter().map(cell).collect::<Option<Vec<String>>>() else {
            return Err(self.finding(line, "the row is not UTF-8".into(), Some("save the file as UTF-8")));
        };
        if cells.len() > self.head.len() || cells.len() <= self.column {
            let message = format!("the row has {} cells, and the head has {}", cells.len(), self.head.len());
            return Err(self.finding(line, message, Some("put cells with commas into double quotes")));
        }
        let text = cells[self.column].clone();
        cells.resize(self.head.len(), String::new());
        Ok(Row { cells, text, end: self.reader.position().byte() })
    }

    fn finding(&self, line: u64, message: String, hint: Option<&str>) -> Finding {
        let place = Place { file: self.file.clone(), line: line as usize, column: 1 };
        Finding { severity: Severity::Error, place, message, hint: hint.map(str::to_owned) }
    }
}

/// The column with the strings: the one that is named, else the only one, else one with a usual name.
fn chosen(head: &[String], column: Option<&str>) -> anyhow::Result<usize> {
    let named = |name: &str| head.iter().position(|known| known.trim().eq_ignore_ascii_case(name));
    let found = match column {
        Some(name) => named(name),
        None if head.len() == 1 => Some(0),
        None => USUAL.iter().find_map(|name| named(name)),
    };
    let Some(found) = found else {
        let columns = head.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        bail!("which column has the strings? `--column` names one of {columns}");
    };
    Ok(found)
}
