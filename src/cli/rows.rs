//! The rows of a table, or the lines of a text, one string in each.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use anyhow::{Context, bail};
use csv::{ByteRecord, ReaderBuilder};

use crate::bytes::is_well_quoted;
use crate::report::{Finding, Place};
use crate::rules;

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
    delimiter: u8,
    reader: csv::Reader<Kept>,
    /// How many lines and bytes stand before what the reader reads.
    before: (u64, u64),
    ended: bool,
}

/// A reader that keeps what it gave since the row at hand began, so that a row whose quote has no end can be read again.
struct Kept {
    /// What is to be read once more, before the source is read on.
    again: io::Cursor<Vec<u8>>,
    source: Box<dyn Read>,
    bytes: Vec<u8>,
    /// Where these bytes begin.
    from: u64,
}

impl Kept {
    fn new(source: Box<dyn Read>) -> Self {
        Self { again: io::Cursor::default(), source, bytes: Vec::new(), from: 0 }
    }

    /// Forgets what stands before a place.
    fn forget_until(&mut self, place: u64) {
        /// Bytes are moved only where there are so many to forget.
        const MANY: usize = 1 << 16;
        let count = usize::try_from(place - self.from).map_or(0, |count| count.min(self.bytes.len()));
        if count >= MANY {
            self.bytes.drain(..count);
            self.from = place;
        }
    }

    /// A reader that begins at a place which was read already.
    fn again_from(mut self, place: u64) -> Self {
        let mut again = self.since(place).to_vec();
        let unread = usize::try_from(self.again.position()).unwrap_or(usize::MAX);
        again.extend_from_slice(self.again.get_ref().get(unread..).unwrap_or_default());
        self.again = io::Cursor::new(again);
        Self { bytes: Vec::new(), from: 0, ..self }
    }

    /// What was kept from a place on.
    fn since(&self, place: u64) -> &[u8] {
        let at = usize::try_from(place - self.from).unwrap_or(usize::MAX);
        self.bytes.get(at..).unwrap_or_default()
    }
}

impl Read for Kept {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = match self.again.read(buffer)? {
            0 => self.source.read(buffer)?,
            count => count,
        };
        self.bytes.extend_from_slice(&buffer[..count]);
        Ok(count)
    }
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
            ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(Kept::new(Box::new(source)));
        let head = reader.headers().with_context(|| file.clone())?.iter().map(str::to_owned).collect::<Vec<_>>();
        if head.is_empty() {
            bail!("{file}: the table is empty; its first line names the columns");
        }
        let column = chosen(&head, column).with_context(|| file.clone())?;
        Ok(Self { file, head, column, delimiter, reader, before: (0, 0), ended: false })
    }

    /// Lines are rows of one cell, in which no character has a meaning.
    fn lines(file: String, source: BufReader<Box<dyn Read>>) -> Self {
        let mut builder = ReaderBuilder::new();
        builder.has_headers(false).quoting(false).flexible(true).delimiter(b'\0');
        let reader = builder.from_reader(Kept::new(Box::new(source)));
        Self { file, head: vec!["string".into()], column: 0, delimiter: b'\0', reader, before: (0, 0), ended: false }
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
        let start = self.reader.position().byte();
        self.reader.get_mut().forget_until(start);
        match self.reader.read_byte_record(&mut record) {
            _ if self.ended => None,
            Ok(true) if self.is_unended(&record) => Some(Err(self.read_again(&record))),
            Ok(true) => Some(self.row(&record)),
            Ok(false) => None,
            Err(error) => {
                self.ended = true;
                let line = self.before.0 + self.reader.position().line();
                Some(Err(self.finding(line, format!("cannot be read: {error}"), None)))
            }
        }
    }

    /// What the input has from the beginning of a row to where the reader is.
    fn raw(&self, record: &ByteRecord) -> &[u8] {
        let (start, end) = (record.position().map_or(0, csv::Position::byte), self.reader.position().byte());
        let raw = self.reader.get_ref().since(start);
        &raw[..usize::try_from(end - start).map_or(raw.len(), |length| length.min(raw.len()))]
    }

    /// The line in which a row begins. Its bytes may begin with the end of the line before, of which a reader takes `\r` alone.
    fn line(&self, record: &ByteRecord) -> u64 {
        let ends = self.raw(record).iter().take_while(|byte| b"\r\n".contains(byte)).filter(|byte| **byte == b'\n');
        self.before.0 + record.position().map_or(1, csv::Position::line) + ends.count() as u64
    }

    /// Whether a row has taken other lines into a cell whose quote ends nowhere, or within another row.
    fn is_unended(&self, record: &ByteRecord) -> bool {
        let spans = record.iter().any(|cell| cell.contains(&b'\n'));
        spans && !is_well_quoted(self.raw(record).trim_ascii_start(), self.delimiter)
    }

    /// Begins anew with the line behind that in which a row began.
    fn read_again(&mut self, record: &ByteRecord) -> Finding {
        let (line, start) = record.position().map_or((1, 0), |place| (place.line(), place.byte()));
        let raw = self.raw(record);
        let first = raw.len() - raw.trim_ascii_start().len();
        let end = raw[first..].iter().position(|byte| *byte == b'\n').map_or(raw.len(), |at| first + at + 1);
        let lines = raw[..end].iter().filter(|byte| **byte == b'\n').count() as u64;
        let finding = self.finding(
            self.line(record),
            "a row with a quote that has no end".into(),
            Some("write two quotes for one within quotes"),
        );
        self.before = (self.before.0 + line - 1 + lines, self.before.1 + start + end as u64);
        let reader = std::mem::replace(&mut self.reader, csv::Reader::from_reader(Kept::new(Box::new(io::empty()))));
        let kept = reader.into_inner().again_from(start + end as u64);
        let mut builder = ReaderBuilder::new();
        self.reader = builder.delimiter(self.delimiter).has_headers(false).flexible(true).from_reader(kept);
        finding
    }

    fn row(&self, record: &ByteRecord) -> Result<Row, Finding> {
        let cell = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).ok();
        let Some(mut cells) = record.iter().map(cell).collect::<Option<Vec<String>>>() else {
            return Err(self.finding(self.line(record), "the row is not UTF-8".into(), Some("save the file as UTF-8")));
        };
        if cells.len() > self.head.len() || cells.len() <= self.column {
            let message = format!("the row has {} cells, and the head has {}", cells.len(), self.head.len());
            return Err(self.finding(self.line(record), message, Some("put cells with commas into double quotes")));
        }
        let text = cells[self.column].clone();
        cells.resize(self.head.len(), String::new());
        Ok(Row { cells, text, end: self.before.1 + self.reader.position().byte() })
    }

    fn finding(&self, line: u64, message: String, hint: Option<&str>) -> Finding {
        let place = Place { file: self.file.clone(), line: line as usize, column: 1 };
        Finding { hint: hint.map(str::to_owned), ..Finding::new(&rules::LIST, place, message) }
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
