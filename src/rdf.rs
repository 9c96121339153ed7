//! Quads as files in the formats of RDF.
//!
//! Quads are written in one order and without repetition, so that the same quads give the same bytes.

use std::borrow::Borrow;
use std::io::{self, Write};

use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfParser, RdfSerializer, RdfSyntaxError};
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{GraphName, NamedOrBlankNode, Quad, Term};
use serde_json::{Map, Value, json};

use crate::error::{Error, Kind};
use crate::vocab;

/// A format of RDF.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Turtle. It holds the default graph only: what is adopted, without the claims that were set aside.
    Turtle,
    /// N-Triples. It holds the default graph only.
    NTriples,
    /// N-Quads, with the named graphs of the claims that were set aside.
    NQuads,
    /// TriG: Turtle with named graphs.
    TriG,
    /// RDF/XML. It holds the default graph only.
    RdfXml,
    /// Expanded JSON-LD: full IRIs and no context, with named graphs.
    JsonLdExpanded,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 6] =
        [Self::Turtle, Self::NTriples, Self::NQuads, Self::TriG, Self::RdfXml, Self::JsonLdExpanded];

    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Turtle => "turtle",
            Self::NTriples => "ntriples",
            Self::NQuads => "nquads",
            Self::TriG => "trig",
            Self::RdfXml => "rdfxml",
            Self::JsonLdExpanded => "jsonld-expanded",
        }
    }

    /// The ending of its files.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Turtle => "ttl",
            Self::NTriples => "nt",
            Self::NQuads => "nq",
            Self::TriG => "trig",
            Self::RdfXml => "rdf",
            Self::JsonLdExpanded => "jsonld",
        }
    }

    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Turtle => "text/turtle",
            Self::NTriples => "application/n-triples",
            Self::NQuads => "application/n-quads",
            Self::TriG => "application/trig",
            Self::RdfXml => "application/rdf+xml",
            Self::JsonLdExpanded => "application/ld+json;profile=\"http://www.w3.org/ns/json-ld#expanded\"",
        }
    }

    /// The format of a name, whatever its case.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name().eq_ignore_ascii_case(name))
    }

    /// The format of files with this ending.
    #[must_use]
    pub fn from_extension(extension: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.extension().eq_ignore_ascii_case(extension))
    }

    /// Whether it holds named graphs.
    #[must_use]
    pub fn has_graphs(self) -> bool {
        matches!(self, Self::NQuads | Self::TriG | Self::JsonLdExpanded)
    }
}

impl From<Format> for RdfFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::Turtle => Self::Turtle,
            Format::NTriples => Self::NTriples,
            Format::NQuads => Self::NQuads,
            Format::TriG => Self::TriG,
            Format::RdfXml => Self::RdfXml,
            Format::JsonLdExpanded => Self::JsonLd { profile: JsonLdProfileSet::empty() },
        }
    }
}

/// The line and column of a fault of syntax, where they are known, and what it is.
#[must_use]
pub fn told(error: &RdfSyntaxError) -> (usize, usize, String) {
    let (text, start) = (error.to_string(), error.location().map(|place| place.start));
    let message =
        text.split_once(": ").filter(|(place, _)| place.contains("line")).map(|(_, message)| message.to_owned());
    let (line, column) = start.map_or((0, 0), |start| (start.line as usize + 1, start.column as usize + 1));
    (line, column, message.unwrap_or(text))
}

/// Reads quads, one by one.
///
/// # Errors
/// The first fault of the syntax.
pub fn parse(bytes: &[u8], format: Format, mut take: impl FnMut(Quad)) -> Result<(), Error> {
    for quad in RdfParser::from_format(format.into()).for_slice(bytes) {
        take(quad.map_err(|error| Kind::Store(error.to_string()))?);
    }
    Ok(())
}

/// Quads as text. Where the format has no named graphs, only the default graph is written.
///
/// # Errors
/// Where a literal has a character that RDF/XML has not.
pub fn dump(quads: &[Quad], format: Format) -> Result<String, Error> {
    let mut bytes = Vec::new();
    dump_into(quads, format, &mut bytes).map_err(|error| Kind::Store(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| Kind::Store(error.to_string()).into())
}

/// As [`dump`], into a writer.
///
/// # Errors
/// As [`dump`], and where the writer fails.
pub fn dump_into(quads: &[Quad], format: Format, writer: impl Write) -> io::Result<()> {
    let quads = ordered(quads, format);
    match format {
        Format::RdfXml => check_xml(&quads).and_then(|()| serialize(&quads, format.into(), writer)),
        Format::JsonLdExpanded => expand(&quads, writer),
        _ => serialize(&quads, format.into(), writer),
    }
}

/// The quads that the format holds, once each: lines in the order of their text, else node by node, its types first.
fn ordered(quads: &[Quad], format: Format) -> Vec<&Quad> {
    let by_line = matches!(format, Format::NTriples | Format::NQuads);
    // The default graph comes first.
    let graph =
        |quad: &Quad| if quad.graph_name.is_default_graph() { String::new() } else { quad.graph_name.to_string() };
    let key = |quad: &&Quad| {
        let place = if by_line { [quad.to_string(), String::new()] } else { [graph(quad), quad.subject.to_string()] };
        let property = quad.predicate.as_str();
        (place, property != rdf::TYPE.as_str(), property.to_owned(), quad.object.to_string())
    };
    let held = |quad: &&Quad| format.has_graphs() || quad.graph_name.is_default_graph();
    let mut ordered: Vec<&Quad> = quads.iter().filter(held).collect();
    ordered.sort_by_cached_key(key);
    ordered.dedup();
    ordered
}

fn serialize(quads: &[&Quad], format: RdfFormat, writer: impl Write) -> io::Result<()> {
    write_all(quads.iter().copied(), format, writer)
}

/// Writes quads as they come, none of which stays in memory. Where the format has no named graphs, only the default graph
/// is written.
///
/// # Errors
/// Where the writer fails, or the format cannot hold a quad.
pub fn stream(quads: impl Iterator<Item = Quad>, format: Format, writer: impl Write) -> io::Result<()> {
    write_all(quads.filter(|quad| format.has_graphs() || quad.graph_name.is_default_graph()), format.into(), writer)
}

fn write_all(
    quads: impl Iterator<Item = impl Borrow<Quad>>,
    format: RdfFormat,
    mut writer: impl Write,
) -> io::Result<()> {
    let mut serializer = RdfSerializer::from_format(format);
    for (name, namespace) in vocab::PREFIXES {
        serializer = serializer.with_prefix(name, namespace).map_err(io::Error::other)?;
    }
    let mut serializer = serializer.for_writer(&mut writer);
    for quad in quads {
        serializer.serialize_quad(quad.borrow())?;
    }
    serializer.finish()?;
    writer.flush()
}

/// XML has no way to write most control characters.
fn check_xml(quads: &[&Quad]) -> io::Result<()> {
    let forbidden = |c: char| (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}');
    let found = quads.iter().find_map(|quad| match &quad.object {
        Term::Literal(literal) => literal.value().chars().find(|c| forbidden(*c)).map(|c| (c, quad)),
        _ => None,
    });
    let message = |(c, quad): (char, &&Quad)| {
        format!("RDF/XML cannot hold the character U+{:04X} in {} of {}", u32::from(c), quad.predicate, quad.subject)
    };
    found.map_or(Ok(()), |found| Err(io::Error::new(io::ErrorKind::InvalidData, message(found))))
}

/// Writes expanded JSON-LD, one line a node. The engine's own writer has no `@type`.
fn expand(quads: &[&Quad], mut writer: impl Write) -> io::Result<()> {
    let mut separator = "[\n";
    for graph in quads.chunk_by(|one, two| one.graph_name == two.graph_name) {
        let nodes = graph.chunk_by(|one, two| one.subject == two.subject).map(expanded_node);
        let lines: Vec<Value> = match &graph[0].graph_name {
            GraphName::DefaultGraph => nodes.collect(),
            name => vec![json!({"@id": graph_id(name), "@graph": nodes.collect::<Vec<_>>()})],
        };
        for line in lines {
            write!(writer, "{separator}{line}")?;
            separator = ",\n";
        }
    }
    writer.write_all(if separator == "[\n" { b"[]\n" } else { b"\n]\n" })?;
    writer.flush()
}

/// A node with its properties; the quads are those of one subject, ordered by property.
fn expanded_node(quads: &[&Quad]) -> Value {
    let mut node = Map::from_iter([("@id".to_owned(), subject_id(&quads[0].subject).into())]);
    for same in quads.chunk_by(|one, two| one.predicate == two.predicate) {
        let is_type = same[0].predicate == rdf::TYPE;
        let name = if is_type { "@type" } else { same[0].predicate.as_str() };
        let values: Vec<Value> = same.iter().map(|quad| expanded(&quad.object, is_type)).collect();
        node.insert(name.to_owned(), values.into());
    }
    node.into()
}

fn expanded(term: &Term, is_type: bool) -> Value {
    match term {
        Term::NamedNode(node) if is_type => node.as_str().into(),
        Term::NamedNode(node) => json!({"@id": node.as_str()}),
        Term::BlankNode(node) => json!({"@id": node.to_string()}),
        Term::Literal(literal) => match (literal.language(), literal.datatype()) {
            (Some(language), _) => json!({"@value": literal.value(), "@language": language}),
            (None, xsd::STRING) => json!({"@value": literal.value()}),
            (None, datatype) => json!({"@value": literal.value(), "@type": datatype.as_str()}),
        },
    }
}

fn subject_id(subject: &NamedOrBlankNode) -> String {
    match subject {
        NamedOrBlankNode::NamedNode(node) => node.as_str().to_owned(),
        NamedOrBlankNode::BlankNode(node) => node.to_string(),
    }
}

fn graph_id(graph: &GraphName) -> String {
    match graph {
        GraphName::NamedNode(node) => node.as_str().to_owned(),
        other => other.to_string(),
    }
}
