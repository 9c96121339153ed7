//! Records to N-Quads as a stream: each record alone, in the order of the input, in constant memory.
//!
//! There is no store and no merging: a person with two records is a finding. Nodes that several records share are
//! written again for each, so that results compare after `sort -u`.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, BufRead, Write};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use oxigraph::model::vocab::xsd;
use oxigraph::model::{GraphNameRef, LiteralRef, NamedNodeRef, NamedOrBlankNodeRef, QuadRef, TermRef};

use crate::collection::{RecordReader, SourceRecord};
use crate::decode::Visibility;
use crate::graph;
use crate::merge::Profile;
use crate::report::{Finding, Place, Report, Severity};
use crate::setup::Setup;

/// How many bytes of lines one piece holds, at least.
const PIECE: usize = 1 << 18;

/// How many pieces wait for each thread, and how many of its results wait to be written.
const WAITING: usize = 2;

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
    /// A file that cannot be read.
    Fault(Finding),
}

/// What became of a piece.
#[derive(Default)]
struct Mapped {
    quads: Vec<u8>,
    report: Report,
    /// A hash of each record's key, with its place.
    keys: Vec<(u64, Place)>,
}

/// The lines of a reader as pieces.
pub fn lines(name: String, mut reader: impl BufRead) -> impl Iterator<Item = io::Result<Piece>> {
    let mut before = 0;
    std::iter::from_fn(move || {
        let mut bytes = Vec::new();
        while bytes.len() < PIECE {
            match reader.read_until(b'\n', &mut bytes) {
                Ok(0) => break,
                Ok(_) => {}
                Err(error) => return Some(Err(error)),
            }
        }
        let piece = Piece::Lines { name: name.clone(), before, bytes };
        let Piece::Lines { bytes, .. } = &piece else { return None };
        before += memchr::memchr_iter(b'\n', bytes).count();
        (!bytes.is_empty()).then_some(Ok(piece))
    })
}

/// Writes the quads of all records that this audience may see. `tell` gets the findings, piece by piece.
///
/// # Errors
/// Where the input cannot be read on, or the output cannot be written.
pub fn map(
    pieces: impl Iterator<Item = io::Result<Piece>>,
    setup: &Setup,
    audience: Visibility,
    threads: usize,
    output: &mut (impl Write + Send),
    tell: &mut (impl FnMut(Report) + Send),
) -> io::Result<()> {
    thread::scope(|scope| {
        let (mut inputs, mut results) = (Vec::new(), Vec::new());
        for _ in 0..threads.max(1) {
            let (input, pieces) = sync_channel(WAITING);
            let (result, mapped) = sync_channel(WAITING);
            scope.spawn(move || work(&pieces, &result, setup, audience));
            inputs.push(input);
            results.push(mapped);
        }
        let writer = scope.spawn(move || write(&results, output, tell));
        let read = deal(pieces, inputs);
        let written = writer.join().unwrap_or_else(|_| Err(io::Error::other("a thread of the mapping ended early")));
        written.and(read)
    })
}

/// Deals the pieces to the threads in turn, so that their results can be taken in turn too. Ends early, and quietly,
/// where nobody takes them any more: the writer says why.
fn deal(pieces: impl Iterator<Item = io::Result<Piece>>, inputs: Vec<SyncSender<Piece>>) -> io::Result<()> {
    for (number, piece) in pieces.enumerate() {
        if inputs[number % inputs.len()].send(piece?).is_err() {
            break;
        }
    }
    Ok(())
}

fn work(pieces: &Receiver<Piece>, results: &SyncSender<Mapped>, setup: &Setup, audience: Visibility) {
    let mut reader = RecordReader::new(setup);
    for piece in pieces {
        let mut mapped = Mapped::default();
        mapped.piece(piece, &mut reader, setup, audience);
        if results.send(mapped).is_err() {
            break;
        }
    }
}

impl Mapped {
    fn piece(&mut self, piece: Piece, reader: &mut RecordReader<'_>, setup: &Setup, audience: Visibility) {
        match piece {
            Piece::Fault(finding) => self.report.push(finding),
            Piece::File { name, text } => {
                for record in reader.read_file(&name, &text, &mut self.report) {
                    self.record(&record, setup, audience);
                }
            }
            Piece::Lines { name, before, bytes } => {
                for (number, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
                    self.line(&name, before + number, line, reader, setup, audience);
                }
            }
        }
    }

    fn line(
        &mut self,
        name: &str,
        number: usize,
        line: &[u8],
        reader: &mut RecordReader<'_>,
        setup: &Setup,
        audience: Visibility,
    ) {
        match str::from_utf8(line) {
            Ok(line) => {
                let record = reader.read_line(name, number, line.trim_start_matches('\u{feff}'), &mut self.report);
                record.iter().for_each(|record| self.record(record, setup, audience));
            }
            Err(error) => self.report.push(Finding {
                severity: Severity::Error,
                place: Place { file: name.to_owned(), line: number + 1, column: 1 },
                message: format!("the line is not UTF-8 from byte {} on", error.valid_up_to() + 1),
                hint: Some("save the file as UTF-8".into()),
            }),
        }
    }

    fn record(&mut self, record: &SourceRecord, setup: &Setup, audience: Visibility) {
        let (file, line) = record.path.rsplit_once(':').unwrap_or((&record.path, "0"));
        let mut hasher = DefaultHasher::new();
        record.key.hash(&mut hasher);
        self.keys.push((hasher.finish(), Place { file: file.to_owned(), line: line.parse().unwrap_or(0), column: 1 }));
        let profile = Profile::new(&record.key, std::slice::from_ref(record), setup);
        graph::quads(&profile, setup, audience, |quad| write_quad(quad, &mut self.quads));
    }
}

/// A quad as a line of N-Quads. Written by hand because it is half of the work: through the formatting machinery of
/// the engine's serializer, the whole mapping takes a third longer. What needs an escape is left to the engine.
fn write_quad(quad: QuadRef<'_>, line: &mut Vec<u8>) {
    match quad.subject {
        NamedOrBlankNodeRef::NamedNode(node) => write_iri(node, line),
        NamedOrBlankNodeRef::BlankNode(node) => line.extend_from_slice(node.to_string().as_bytes()),
    }
    line.push(b' ');
    write_iri(quad.predicate, line);
    line.push(b' ');
    match quad.object {
        TermRef::NamedNode(node) => write_iri(node, line),
        TermRef::Literal(literal) => write_literal(literal, line),
        other => line.extend_from_slice(other.to_string().as_bytes()),
    }
    if let GraphNameRef::NamedNode(graph) = quad.graph_name {
        line.push(b' ');
        write_iri(graph, line);
    }
    line.extend_from_slice(b" .\n");
}

fn write_iri(iri: NamedNodeRef<'_>, line: &mut Vec<u8>) {
    line.push(b'<');
    line.extend_from_slice(iri.as_str().as_bytes());
    line.push(b'>');
}

fn write_literal(literal: LiteralRef<'_>, line: &mut Vec<u8>) {
    let (text, language, plain) = (literal.value(), literal.language(), literal.datatype() == xsd::STRING);
    if text.bytes().any(|byte| byte < b' ' || matches!(byte, b'"' | b'\\' | 0x7f)) {
        return line.extend_from_slice(literal.to_string().as_bytes());
    }
    line.push(b'"');
    line.extend_from_slice(text.as_bytes());
    line.push(b'"');
    if let Some(language) = language {
        line.push(b'@');
        line.extend_from_slice(language.as_bytes());
    } else if !plain {
        line.extend_from_slice(b"^^");
        write_iri(literal.datatype(), line);
    }
}

/// Takes the results in turn and writes them; a key that occurred before is a finding.
fn write(results: &[Receiver<Mapped>], output: &mut impl Write, tell: &mut impl FnMut(Report)) -> io::Result<()> {
    let mut seen = HashSet::new();
    for number in 0.. {
        let Ok(mut mapped) = results[number % results.len()].recv() else { break };
        for (_, place) in mapped.keys.into_iter().filter(|(key, _)| !seen.insert(*key)) {
            mapped.report.push(Finding {
                severity: Severity::Error,
                place,
                message: "a record with this `id` came before; the two are not merged here".into(),
                hint: Some("merge them with `vitagraph export`, or give one another `id`".into()),
            });
        }
        output.write_all(&mapped.quads)?;
        tell(mapped.report);
    }
    output.flush()
}
