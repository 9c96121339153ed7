//! Input in pieces: files of one record, and runs of lines of files of many, so that several threads can read them.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::sync_channel;
use std::sync::{Mutex, PoisonError};
use std::{iter, thread};

use crate::report::{Finding, Place, Report, Rule};
use crate::rules;
use crate::tree::Source;

/// How many bytes of lines one piece holds, at least.
const PIECE: usize = 1 << 16;

/// How many pieces wait for each thread, and how many of its results wait to be taken.
const WAITING: usize = 1;

/// A piece of the input.
#[derive(Debug)]
pub enum Piece {
    /// A file of one record, or a small one of several.
    File {
        /// Its name, by which its syntax is known.
        name: String,
        /// Its text.
        text: String,
    },
    /// Whole lines of a file with a JSON record on each.
    Lines {
        /// The file's name.
        name: String,
        /// How many lines stand before these.
        before: usize,
        /// The lines.
        bytes: Vec<u8>,
    },
    /// A file that cannot be read, or not to its end.
    Fault(Finding),
}

/// The pieces of the files of records in a folder and those below it, or of one file; `name` says what a file is called.
/// Lines are read as they are needed, other files one at a time.
pub fn pieces(path: &Path, name: impl Fn(&Path) -> String) -> impl Iterator<Item = Piece> {
    let mut report = Report::default();
    let files = record_files(path, &name, &mut report);
    let faults: Vec<Piece> = report.findings().into_iter().cloned().map(Piece::Fault).collect();
    faults.into_iter().chain(files.into_iter().flat_map(move |file| file_pieces(&file, name(&file))))
}

fn file_pieces(file: &Path, name: String) -> Box<dyn Iterator<Item = Piece>> {
    if has_extension(file, &["jsonl", "ndjson"])
        && let Ok(opened) = File::open(file)
    {
        return Box::new(lines(name, BufReader::with_capacity(1 << 16, opened)));
    }
    let piece = match read_text(file, &name) {
        Ok(text) => Piece::File { name, text },
        Err(finding) => Piece::Fault(finding),
    };
    Box::new(iter::once(piece))
}

/// The lines of a reader as pieces.
pub fn lines(name: String, mut reader: impl BufRead) -> impl Iterator<Item = Piece> {
    let (mut before, mut failed) = (0, None);
    iter::from_fn(move || {
        let mut bytes = Vec::new();
        while bytes.len() < PIECE && failed.is_none() {
            match reader.read_until(b'\n', &mut bytes) {
                Ok(0) => break,
                Ok(_) => {}
                Err(error) => failed = Some(error),
            }
        }
        if bytes.is_empty() {
            return failed.take().map(|error| Piece::Fault(unreadable(&name, &error)));
        }
        let first = before;
        before += memchr::memchr_iter(b'\n', &bytes).count();
        Some(Piece::Lines { name: name.clone(), before: first, bytes })
    })
}

/// How many threads work best on this machine.
#[must_use]
pub fn threads() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// Does `work` on each item, in several threads, and hands the results to `take` in the order of the items.
///
/// # Errors
/// The first error of `take`; then no more work is done.
pub fn in_order<I: Send, O: Send>(
    items: impl Iterator<Item = I>,
    threads: usize,
    work: impl Fn(I) -> O + Sync,
    mut take: impl FnMut(O) -> io::Result<()> + Send,
) -> io::Result<()> {
    thread::scope(|scope| {
        let (mut inputs, mut outputs) = (Vec::new(), Vec::new());
        for _ in 0..threads.max(1) {
            let (input, items) = sync_channel(WAITING);
            let (output, results) = sync_channel(WAITING);
            let work = &work;
            scope.spawn(move || items.into_iter().map(work).try_for_each(|result| output.send(result)));
            inputs.push(input);
            outputs.push(results);
        }
        let taker = scope.spawn(move || {
            let results = outputs.iter().cycle().map_while(|results| results.recv().ok());
            results.into_iter().try_for_each(&mut take)
        });
        // Ends early, and quietly, where nobody takes the results any more: the taker says why.
        for (number, item) in items.enumerate() {
            if inputs[number % inputs.len()].send(item).is_err() {
                break;
            }
        }
        drop(inputs);
        taker.join().unwrap_or_else(|_| Err(io::Error::other("a thread ended early")))
    })
}

/// Does `work` on each item, in several threads, each of which takes the next item when it is done with one. The results
/// are in the order of the items. For items that differ much in the work that they make.
pub fn in_any_order<I: Send, O: Send>(items: Vec<I>, threads: usize, work: &(dyn Fn(I) -> O + Sync)) -> Vec<O> {
    let items = Mutex::new(items.into_iter().enumerate());
    let next = || items.lock().unwrap_or_else(PoisonError::into_inner).next();
    let take = || iter::from_fn(next).map(|(number, item)| (number, work(item))).collect::<Vec<_>>();
    let mut results: Vec<(usize, O)> = thread::scope(|scope| {
        let taking: Vec<_> = (0..threads.max(1)).map(|_| scope.spawn(take)).collect();
        taking.into_iter().flat_map(|taking| taking.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
    });
    results.sort_by_key(|(number, _)| *number);
    results.into_iter().map(|(_, result)| result).collect()
}

/// As [`in_any_order`], for work that may fail.
///
/// # Errors
/// The first error in the order of the items; after one no more work is begun.
pub fn try_in_any_order<I: Send, O: Send, E: Send>(
    items: Vec<I>,
    threads: usize,
    work: &(dyn Fn(I) -> Result<O, E> + Sync),
) -> Result<Vec<O>, E> {
    let failed = AtomicBool::new(false);
    let work = |item| {
        let goes_on = !failed.load(Ordering::Relaxed);
        goes_on.then(|| work(item).inspect_err(|_| failed.store(true, Ordering::Relaxed)))
    };
    in_any_order(items, threads, &work).into_iter().flatten().collect()
}

/// The files of records in a folder and those below it, in the order of their names; a file is itself.
fn record_files(path: &Path, name: impl Fn(&Path) -> String, report: &mut Report) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(path).sort_by_file_name().follow_links(true) {
        match entry {
            Ok(entry) if is_input(&entry) => files.push(entry.into_path()),
            Ok(_) => {}
            Err(error) => report.push(unlisted(&name(error.path().unwrap_or(path)), &error)),
        }
    }
    files
}

/// Whether to read something: a file of records, or whatever was named that is no folder, such as a named pipe.
fn is_input(entry: &walkdir::DirEntry) -> bool {
    let file = entry.file_type();
    if entry.depth() == 0 { !file.is_dir() } else { file.is_file() && is_record(entry.path()) }
}

/// The finding for a folder that cannot be listed, or an entry of one that leads nowhere.
fn unlisted(name: &str, error: &walkdir::Error) -> Finding {
    match error.io_error() {
        Some(error) => unreadable(name, error),
        None => file_error(
            &rules::UNREADABLE_FILE,
            name,
            format!("cannot be read: {error}"),
            Some("remove the link that leads back"),
        ),
    }
}

/// The text of a file, without byte order mark.
///
/// # Errors
/// A finding where it cannot be read, or is not UTF-8; it calls the file `name`.
pub fn read_text(path: &Path, name: &str) -> Result<String, Finding> {
    let bytes = std::fs::read(path).map_err(|error| unreadable(name, &error))?;
    let text = String::from_utf8(bytes).map_err(|error| not_utf8(error.as_bytes(), name, 0))?;
    Ok(if text.starts_with('\u{feff}') { text.trim_start_matches('\u{feff}').to_owned() } else { text })
}

/// The finding for bytes that are no UTF-8, with the place of the first one that is wrong.
pub fn not_utf8(bytes: &[u8], file: &str, lines_before: usize) -> Finding {
    let text = bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    let wide = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let hint = if wide { "it seems to be UTF-16; save the file as UTF-8" } else { "save the file as UTF-8" };
    let place = Source { file, text, lines_before }.place(text.len());
    Finding::new(&rules::ENCODING, place, "the file is not UTF-8 from here on").with_hint(hint)
}

/// An error about a file as a whole.
pub fn file_error(rule: &'static Rule, name: &str, message: String, hint: Option<&str>) -> Finding {
    Finding { hint: hint.map(str::to_owned), ..Finding::new(rule, Place::of_file(name), message) }
}

/// The finding for a file that cannot be read.
pub fn unreadable(name: &str, error: &io::Error) -> Finding {
    let hint = match error.kind() {
        io::ErrorKind::NotFound => Some("it is gone, or a link that leads nowhere"),
        io::ErrorKind::PermissionDenied => Some("let it be read by the user who runs this, with `chmod` or `chown`"),
        _ => None,
    };
    file_error(&rules::UNREADABLE_FILE, name, format!("cannot be read: {error}"), hint)
}

/// Whether a file is one of records, by its name.
pub fn is_record(path: &Path) -> bool {
    has_extension(path, &["yaml", "yml", "json", "jsonl", "ndjson"])
}

fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    path.extension().and_then(|extension| extension.to_str()).is_some_and(|extension| extensions.contains(&extension))
}
