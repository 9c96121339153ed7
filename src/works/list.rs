//! Lists in pieces: each holds whole works, so that several threads can read them.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read as _};
use std::iter;
use std::path::Path;
use std::sync::Arc;

use flate2::bufread::MultiGzDecoder;

use super::{Format, Work, csl, json};
use crate::bytes::{Encoding, encoding, is_wide};
use crate::pieces::{file_error, unreadable};
use crate::report::{Finding, Place, Report, Severity};
use crate::tree::{Counted, Source};

/// How many bytes a piece has, at least, where its list does not end before.
const PIECE: usize = 1 << 18;

/// How many bytes are looked at to know what a list is.
const HEAD: u64 = 1 << 20;

/// Some works of a list, still to be read.
#[derive(Debug)]
pub struct Piece {
    list: Arc<List>,
    /// How many lines stand before.
    before: usize,
    /// The bytes, or why there are none.
    bytes: Result<Vec<u8>, Finding>,
}

/// What was read of a piece.
#[derive(Debug, Default)]
pub struct Read {
    /// The works, in the order of the list.
    pub works: Vec<Work>,
    /// What is wrong with others.
    pub report: Report,
}

/// What all pieces of a list have in common.
#[derive(Debug)]
struct List {
    name: String,
    format: Format,
    encoding: &'static Encoding,
    /// Whether it is JSON with one work a line.
    lines: bool,
}

/// Reads a list as a whole, in one thread. `name` is what findings call it.
pub fn read(name: &str, reader: impl io::Read, format: Option<Format>, report: &mut Report) -> Vec<Work> {
    let mut works = Vec::new();
    for read in pieces(name, reader, format).map(Piece::read) {
        works.extend(read.works);
        report.extend(read.report);
    }
    works
}

/// The pieces of a file. `name` is what findings call it; a file that cannot be read is a piece with a finding.
pub fn open(path: &Path, name: &str, format: Option<Format>) -> Box<dyn Iterator<Item = Piece>> {
    match File::open(path) {
        Ok(file) => pieces(name, file, format),
        Err(error) => Box::new(iter::once(fault(name, unreadable(name, &error)))),
    }
}

/// The pieces of a list. `name` is what findings call it; where no format is stated, it is known by what the list
/// begins with, else by its name. What is compressed by gzip is unpacked, what is no UTF-8 is decoded.
pub fn pieces<'r>(
    name: &str,
    reader: impl io::Read + 'r,
    format: Option<Format>,
) -> Box<dyn Iterator<Item = Piece> + 'r> {
    opened(name, reader, format).unwrap_or_else(|finding| Box::new(iter::once(fault(name, finding))))
}

fn opened<'r>(
    name: &str,
    reader: impl io::Read + 'r,
    format: Option<Format>,
) -> Result<Box<dyn Iterator<Item = Piece> + 'r>, Finding> {
    let failed = |error: io::Error| unreadable(name, &error);
    let (mut head, mut rest) = begun(reader).map_err(failed)?;
    let mut encoding = encoding(whole_lines(&head));
    if is_wide(encoding) {
        rest.read_to_end(&mut head).map_err(failed)?;
        head = encoding.decode(&head).0.into_owned().into_bytes();
        (encoding, rest) = (encoding_of_text(), Box::new(io::empty()));
    }
    let text = encoding.decode(whole_lines(&head)).0;
    let Some(format) = format.or_else(|| Format::detect(name, &text)) else {
        return if text.trim().is_empty() { Ok(Box::new(iter::empty())) } else { Err(unknown(name)) };
    };
    let list = List { name: name.to_owned(), format, encoding, lines: is_lines(&text) };
    Ok(Box::new(cut(list, BufReader::with_capacity(PIECE, Cursor::new(head).chain(rest)))))
}

fn encoding_of_text() -> &'static Encoding {
    encoding(b"")
}

fn fault(name: &str, finding: Finding) -> Piece {
    let list = List { name: name.to_owned(), format: Format::CslJson, encoding: encoding_of_text(), lines: false };
    Piece { list: Arc::new(list), before: 0, bytes: Err(finding) }
}

fn unknown(name: &str) -> Finding {
    let names = Format::ALL.map(|format| format!("`{}`", format.name())).join(", ");
    file_error(name, "it is in no format that lists of works have".into(), Some(&format!("known formats: {names}")))
}

/// The first bytes of a list, and a reader of the rest.
fn begun<'r>(reader: impl io::Read + 'r) -> io::Result<(Vec<u8>, Box<dyn io::Read + 'r>)> {
    let mut packed = BufReader::with_capacity(PIECE, reader);
    let is_packed = packed.fill_buf()?.starts_with(&[0x1f, 0x8b]);
    let mut reader: Box<dyn io::Read + 'r> =
        if is_packed { Box::new(MultiGzDecoder::new(packed)) } else { Box::new(packed) };
    let mut head = Vec::new();
    reader.by_ref().take(HEAD).read_to_end(&mut head)?;
    Ok((head, reader))
}

/// The lines of some bytes that end; where none does, what ends with no part of a character.
fn whole_lines(bytes: &[u8]) -> &[u8] {
    let is_cut = bytes.len() as u64 == HEAD;
    let line_end = memchr::memrchr(b'\n', bytes).filter(|_| is_cut).map(|at| at + 1);
    let ascii_end = || bytes.iter().rposition(u8::is_ascii).filter(|_| is_cut).map(|at| at + 1);
    &bytes[..line_end.or_else(ascii_end).unwrap_or(bytes.len())]
}

/// Whether the first two lines of a text are JSON objects.
fn is_lines(text: &str) -> bool {
    let mut lines = text.trim_start_matches('\u{feff}').lines().map(str::trim).filter(|line| !line.is_empty());
    let object = |line: &str| line.starts_with('{') && line.ends_with('}') && line.len() > 2;
    lines.next().is_some_and(object) && lines.next().is_some_and(|line| line.starts_with('{'))
}

/// Cuts a list into pieces.
fn cut(list: List, mut reader: impl BufRead) -> impl Iterator<Item = Piece> {
    let list = Arc::new(list);
    let (mut before, mut failed) = (0, None);
    iter::from_fn(move || {
        let mut bytes = Vec::new();
        while failed.is_none() && (bytes.len() < PIECE || !list.lines) {
            match reader.read_until(b'\n', &mut bytes) {
                Ok(0) => break,
                Ok(_) => {}
                Err(error) => failed = Some(error),
            }
        }
        if bytes.is_empty() {
            return failed.take().map(|error| fault(&list.name, unreadable(&list.name, &error)));
        }
        let first = before;
        before += memchr::memchr_iter(b'\n', &bytes).count();
        Some(Piece { list: Arc::clone(&list), before: first, bytes: Ok(bytes) })
    })
}

impl Piece {
    /// Reads the works of a piece.
    #[must_use]
    pub fn read(self) -> Read {
        let mut read = Read::default();
        let bytes = match self.bytes {
            Ok(bytes) => bytes,
            Err(finding) => {
                read.report.push(finding);
                return read;
            }
        };
        let text = self.list.encoding.decode_with_bom_removal(&bytes).0;
        let source = Source { file: &self.list.name, text: &text, lines_before: self.before };
        let mut sheet = Sheet { source, lines: self.list.lines, counted: Counted::default(), read };
        match self.list.format {
            Format::Crossref | Format::CslJson => json::read(&mut sheet, csl::work),
        }
        sheet.read
    }
}

/// A piece while it is read.
pub(super) struct Sheet<'a> {
    source: Source<'a>,
    lines: bool,
    counted: Counted,
    read: Read,
}

impl<'a> Sheet<'a> {
    pub(super) fn text(&self) -> &'a str {
        self.source.text
    }

    /// Whether it has one work a line.
    pub(super) fn is_lines(&self) -> bool {
        self.lines
    }

    /// Adds a work that stands at this byte.
    pub(super) fn push(&mut self, at: usize, mut work: Work) {
        work.place = self.place(at);
        self.read.works.push(work);
    }

    /// Adds an error about what stands at this byte.
    pub(super) fn fault(&mut self, at: usize, message: String, hint: &str) {
        let place = self.place(at);
        let finding = Finding { severity: Severity::Error, place, message, hint: Some(hint.to_owned()) };
        self.read.report.push(finding);
    }

    /// Adds a warning about a work that has neither title nor identifier.
    pub(super) fn untitled(&mut self, at: usize) {
        let place = self.place(at);
        let message = "a work with neither title nor identifier is left out".to_owned();
        let hint = Some("look whether the list is in the format that it is read as".to_owned());
        self.read.report.push(Finding { severity: Severity::Warning, place, message, hint });
    }

    fn place(&mut self, at: usize) -> Place {
        self.source.place_after(&mut self.counted, at)
    }
}
