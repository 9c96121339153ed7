//! Lists in pieces: each holds whole works, so that several threads can read them.
//!
//! Lists that are cut at lines or elements are read in constant memory; JSON documents and BibTeX are read as a whole.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Cursor, Read as _};
use std::iter;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use flate2::bufread::MultiGzDecoder;

use super::cutter::Cutter;
use super::patentsview::{self, Companions};
use super::sheet::Sheet;
use super::table::Head;
use super::{Format, Work, bibtex, csl, dblp, google_patents, json, lens, openalex, orcid, ris, uspto};
use crate::bytes::{self, Encoding, encoding, is_wide};
use crate::pieces::{file_error, unreadable};
use crate::report::{Finding, Report};
use crate::rules;
use crate::tree::Source;

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
    bytes: Result<Vec<u8>, Report>,
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
    /// The head of a table.
    head: Head,
    /// What other tables add to its works.
    companions: Arc<Companions>,
}

/// The folder of a collection with lists of works.
pub const FOLDER: &str = "works";

/// The lists below a folder, in the order of their names; a file is itself. Hidden files and Markdown are none.
#[must_use]
pub fn files(path: &Path) -> Vec<PathBuf> {
    if !path.is_dir() {
        return vec![path.to_owned()];
    }
    let is_list = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        path.is_file() && !name.starts_with('.') && !name.ends_with(".md")
    };
    let entries = walkdir::WalkDir::new(path).sort_by_file_name().into_iter().flatten();
    entries.map(walkdir::DirEntry::into_path).filter(is_list).collect()
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

/// The pieces of several files, each with what findings call it. Tables that add to the works of others, such as the
/// inventors of PatentsView, are read first, and kept in memory.
pub fn open_all(files: &[(PathBuf, String)], format: Option<Format>) -> impl Iterator<Item = Piece> {
    let (mut report, mut companions) = (Report::default(), Companions::default());
    let adds = |(path, name): &&(PathBuf, String)| open(path, name, format).next().is_some_and(|piece| piece.adds());
    let (adding, files): (Vec<_>, Vec<_>) = files.iter().partition(adds);
    for piece in adding.iter().flat_map(|(path, name)| open(path, name, format)) {
        let list = Arc::clone(&piece.list);
        report.extend(piece.with_sheet(|sheet| companions.take(sheet, &list.head)).report);
    }
    let alone = (!adding.is_empty() && files.is_empty())
        .then(|| file_error(&rules::LIST, &adding[0].1, ADDS.into(), Some(ADDS_HINT)));
    alone.into_iter().for_each(|finding| report.push(finding));
    let (companions, files) = (Arc::new(companions), files.into_iter().cloned().collect::<Vec<_>>());
    let first = (!report.is_empty()).then(|| told(report));
    first.into_iter().chain(files.into_iter().flat_map(move |(path, name)| {
        let companions = Arc::clone(&companions);
        opened_file(&path, &name, format, companions)
    }))
}

/// The pieces of a file. `name` is what findings call it; a file that cannot be read is a piece with a finding.
pub fn open(path: &Path, name: &str, format: Option<Format>) -> Box<dyn Iterator<Item = Piece>> {
    opened_file(path, name, format, Arc::default())
}

fn opened_file(
    path: &Path,
    name: &str,
    format: Option<Format>,
    companions: Arc<Companions>,
) -> Box<dyn Iterator<Item = Piece>> {
    let opened = File::open(path).map_err(|error| unreadable(name, &error));
    let pieces = opened.and_then(|file| opened_list(name, file, format, companions));
    pieces.unwrap_or_else(|finding| Box::new(iter::once(told(finding.into()))))
}

/// The pieces of a list. `name` is what findings call it; where no format is stated, it is known by what the list
/// begins with, else by its name. What is compressed by gzip is unpacked, what is no UTF-8 is decoded.
pub fn pieces<'r>(
    name: &str,
    reader: impl io::Read + 'r,
    format: Option<Format>,
) -> Box<dyn Iterator<Item = Piece> + 'r> {
    opened_list(name, reader, format, Arc::default())
        .unwrap_or_else(|finding| Box::new(iter::once(told(finding.into()))))
}

fn opened_list<'r>(
    name: &str,
    reader: impl io::Read + 'r,
    format: Option<Format>,
    companions: Arc<Companions>,
) -> Result<Box<dyn Iterator<Item = Piece> + 'r>, Finding> {
    let failed = |error: io::Error| unreadable(name, &error);
    let (mut start, mut rest) = begun(reader).map_err(failed)?;
    let mut encoding = encoding(whole_lines(&start));
    if is_wide(encoding) {
        rest.read_to_end(&mut start).map_err(failed)?;
        start = encoding.decode(&start).0.into_owned().into_bytes();
        (encoding, rest) = (bytes::encoding(b""), Box::new(io::empty()));
    }
    let text = encoding.decode(whole_lines(&start)).0;
    let Some(format) = format.or_else(|| Format::detect(name, &text)) else {
        return if text.trim().is_empty() { Ok(Box::new(iter::empty())) } else { Err(unknown(name)) };
    };
    let (lines, head) = (is_lines(&text), format.head(&text).unwrap_or_default());
    let list = List { name: name.to_owned(), format, encoding, lines, head, companions };
    Ok(Box::new(cut(list, BufReader::with_capacity(PIECE, Cursor::new(start).chain(rest)))))
}

const ADDS: &str = "a table that only adds to the table of patents, which is not there";
const ADDS_HINT: &str = "give `g_patent.tsv` and its companions in one run";

/// A piece that has only findings.
fn told(report: Report) -> Piece {
    let list = List {
        name: String::new(),
        format: Format::CslJson,
        encoding: bytes::encoding(b""),
        lines: false,
        head: Head::default(),
        companions: Arc::default(),
    };
    Piece { list: Arc::new(list), before: 0, bytes: Err(report) }
}

fn unknown(name: &str) -> Finding {
    let names = Format::ALL.map(|format| format!("`{}`", format.name())).join(", ");
    file_error(
        &rules::LIST,
        name,
        "it is in no format that lists of works have".into(),
        Some(&format!("known formats: {names}")),
    )
}

/// The first bytes of a list, and a reader of the rest. A list that breaks off within these is told of by that reader.
fn begun<'r>(reader: impl io::Read + 'r) -> io::Result<(Vec<u8>, Box<dyn io::Read + 'r>)> {
    let mut packed = BufReader::with_capacity(PIECE, reader);
    let is_packed = packed.fill_buf()?.starts_with(&[0x1f, 0x8b]);
    let mut reader: Box<dyn io::Read + 'r> =
        if is_packed { Box::new(MultiGzDecoder::new(packed)) } else { Box::new(packed) };
    let mut head = Vec::new();
    match reader.by_ref().take(HEAD).read_to_end(&mut head) {
        Ok(_) => Ok((head, reader)),
        Err(error) if head.is_empty() => Err(error),
        Err(error) => Ok((head, Box::new(Broken(Some(error))))),
    }
}

/// A reader that fails once.
struct Broken(Option<io::Error>);

impl io::Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// The lines of the first bytes of a list that end; else what ends with no part of a character, which would make the
/// encoding doubtful.
fn whole_lines(bytes: &[u8]) -> &[u8] {
    let is_cut = bytes.len() as u64 == HEAD;
    let line_end = memchr::memrchr(b'\n', bytes).filter(|_| is_cut).map(|at| at + 1);
    let cut_character = || match std::str::from_utf8(bytes) {
        Err(error) if error.error_len().is_none() => Some(error.valid_up_to()),
        _ => None,
    };
    &bytes[..line_end.or_else(cut_character).unwrap_or(bytes.len())]
}

/// Whether the first two lines of a text are JSON objects.
fn is_lines(text: &str) -> bool {
    let mut lines = text.trim_start_matches('\u{feff}').lines().map(str::trim).filter(|line| !line.is_empty());
    let object = |line: &str| line.starts_with('{') && line.ends_with('}') && line.len() > 2;
    lines.next().is_some_and(object) && lines.next().is_some_and(|line| line.starts_with('{'))
}

/// Cuts a list into pieces.
fn cut(list: List, reader: impl io::BufRead) -> impl Iterator<Item = Piece> {
    let mut cutter = Cutter::new(reader, list.format.cut(list.lines));
    let list = Arc::new(list);
    let (mut before, mut failed) = (0, false);
    iter::from_fn(move || {
        if failed {
            return None;
        }
        let bytes = match cutter.piece(PIECE) {
            Ok(bytes) if bytes.is_empty() => return None,
            Ok(bytes) => bytes,
            Err(error) => {
                failed = true;
                return Some(told(unreadable(&list.name, &error).into()));
            }
        };
        let first = before;
        before += memchr::memchr_iter(b'\n', &bytes).count();
        Some(Piece { list: Arc::clone(&list), before: first, bytes: Ok(bytes) })
    })
}

impl Piece {
    /// Reads the works of a piece.
    #[must_use]
    pub fn read(self) -> Read {
        let list = Arc::clone(&self.list);
        self.with_sheet(|sheet| match list.format {
            Format::Crossref | Format::CslJson => json::read(sheet, |item| [csl::work(item)]),
            Format::OpenAlex => json::read(sheet, |item| [openalex::work(item)]),
            Format::Orcid => json::read(sheet, orcid::works),
            Format::BibTex => bibtex::read(sheet),
            Format::Ris => ris::read(sheet),
            Format::Dblp => dblp::read(sheet),
            Format::GooglePatents => google_patents::read(sheet, &list.head),
            Format::Lens => lens::read(sheet, &list.head),
            Format::PatentsView => patentsview::read(sheet, &list.head, &list.companions),
            Format::Uspto => uspto::read(sheet),
        })
    }

    /// Whether it is of a table that only adds to the works of another.
    fn adds(&self) -> bool {
        let is_read = self.bytes.is_ok() && self.list.format == Format::PatentsView;
        is_read && !patentsview::is_of_patents(&self.list.head)
    }

    fn with_sheet(self, read: impl FnOnce(&mut Sheet<'_>)) -> Read {
        let bytes = match self.bytes {
            Ok(bytes) => bytes,
            Err(report) => return Read { works: Vec::new(), report },
        };
        let text = self.list.encoding.decode_with_bom_removal(&bytes).0;
        let source = Source { file: &self.list.name, text: &text, lines_before: self.before };
        let mut sheet = Sheet::new(source, self.list.lines, self.list.head.lines);
        read(&mut sheet);
        sheet.into_read()
    }
}
