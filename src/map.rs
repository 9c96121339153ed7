//! Records to N-Quads as a stream: each record alone, in the order of the input, in constant memory.
//!
//! There is no store and no merging: a person with two records is a finding. Nodes that several records share are
//! written again for each, so that results compare after `sort -u`.

use std::collections::{BTreeMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Write};

use oxigraph::model::vocab::xsd;
use oxigraph::model::{GraphNameRef, LiteralRef, NamedNodeRef, NamedOrBlankNodeRef, QuadRef, TermRef};

use crate::collection::{Read, SourceRecord, UnknownKeys};
use crate::decode::Visibility;
use crate::graph;
use crate::merge::Profile;
use crate::pieces::{Piece, in_order};
use crate::report::{Finding, Place, Report};
use crate::rules;
use crate::setup::Setup;

/// How many times longer quads usually are than the lines that they come of.
const GROWTH: usize = 20;

/// What became of a piece.
struct Mapped {
    quads: Vec<u8>,
    report: Report,
    unknown: BTreeMap<String, Place>,
    /// A hash of each record's key, with its place.
    keys: Vec<(u64, Place)>,
}

/// Writes the quads of all records that this audience may see. `tell` gets the findings, piece by piece.
///
/// # Errors
/// Where the input cannot be read on, or the output cannot be written.
pub fn map(
    pieces: impl Iterator<Item = Piece>,
    setup: &Setup,
    audience: Visibility,
    threads: usize,
    output: &mut (impl Write + Send),
    tell: &mut (impl FnMut(Report) + Send),
) -> io::Result<()> {
    let mut writer = Writer { setup, seen: HashSet::new(), unknown: UnknownKeys::default(), output };
    in_order(pieces, threads, |piece| map_piece(piece, setup, audience), |mapped| writer.write(mapped, tell))?;
    output.flush()
}

fn map_piece(piece: Piece, setup: &Setup, audience: Visibility) -> Mapped {
    let size = if let Piece::Lines { bytes, .. } = &piece { bytes.len() } else { 0 };
    let (mut quads, read) = (Vec::with_capacity(size * GROWTH), Read::piece(piece, setup));
    for record in &read.records {
        let profile = Profile::new(&record.key, std::slice::from_ref(record), setup);
        graph::quads(&profile, setup, audience, |quad| write_quad(quad, &mut quads));
    }
    Mapped { quads, keys: read.records.iter().map(hashed_key).collect(), report: read.report, unknown: read.unknown }
}

fn hashed_key(record: &SourceRecord) -> (u64, Place) {
    let mut hasher = DefaultHasher::new();
    record.key.hash(&mut hasher);
    (hasher.finish(), record.place())
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

/// Takes what became of the pieces, in order.
struct Writer<'a, O> {
    setup: &'a Setup,
    /// Hashes of all keys: a set of the keys themselves would grow faster.
    seen: HashSet<u64>,
    unknown: UnknownKeys,
    output: &'a mut O,
}

impl<O: Write> Writer<'_, O> {
    /// Writes the quads of a piece; a key that occurred before is a finding.
    fn write(&mut self, mapped: Mapped, tell: &mut impl FnMut(Report)) -> io::Result<()> {
        let Mapped { quads, mut report, unknown, keys } = mapped;
        self.unknown.extend(unknown, self.setup, &mut report);
        for (_, place) in keys.into_iter().filter(|(key, _)| !self.seen.insert(*key)) {
            let message = "a record with this `id` came before; the two are not merged here";
            let hint = "merge them with `vitagraph export`, or give one another `id`";
            report.push(Finding::new(&rules::REPEATED_KEY, place, message).with_hint(hint));
        }
        self.output.write_all(&quads)?;
        tell(report);
        Ok(())
    }
}
