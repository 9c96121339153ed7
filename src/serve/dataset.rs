//! The dataset as a whole: its quads at `/store` (the SPARQL 1.1 Graph Store HTTP Protocol, for reading), and
//! descriptions of it, VoID and of the SPARQL service.

use std::io::{self, Write};
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use futures_util::stream::poll_fn;
use oxigraph::model::vocab::{rdf as rdf_terms, xsd};
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};
use tokio::sync::mpsc::{Sender, channel};
use url::form_urlencoded;

use super::answer::{Answer, Offer, Problem, negotiated};
use super::evaluate::{Form, GRAPHS};
use super::loaded::Loaded;
use super::{Server, outer, sparql};
use crate::rdf;

/// How many bytes are sent at once.
const PIECE: usize = 64 << 10;
/// How long a client may take to read all: others wait.
const LONGEST: Duration = Duration::from_secs(600);
/// How many pieces wait for a client.
const PIECES: usize = 4;

/// The formats in which a graph, or the whole dataset, is written quad by quad.
const STREAMED: [Offer<rdf::Format>; 5] = [
    ("text/turtle", rdf::Format::Turtle),
    ("application/n-triples", rdf::Format::NTriples),
    ("application/rdf+xml", rdf::Format::RdfXml),
    ("application/n-quads", rdf::Format::NQuads),
    ("application/trig", rdf::Format::TriG),
];
const STREAMED_WITH_GRAPHS: [Offer<rdf::Format>; 2] =
    [("application/n-quads", rdf::Format::NQuads), ("application/trig", rdf::Format::TriG)];

/// Which graphs are asked for.
#[derive(Clone, Debug, PartialEq)]
enum Which {
    Default,
    Named(NamedNode),
    All,
}

/// `/store?default`, `/store?graph=IRI`, or `/store` for all quads.
pub(super) async fn store(State(server): State<Arc<Server>>, request: Request) -> Result<Response, Problem> {
    if ![Method::GET, Method::HEAD].contains(request.method()) {
        return Err(sparql::read_only());
    }
    let (which, loaded) = (which(request.uri().query().unwrap_or_default())?, server.loaded());
    let offers = if which == Which::All { &STREAMED_WITH_GRAPHS[..] } else { &STREAMED[..] };
    let (media_type, format) = negotiated(request.headers(), offers)?;
    if let Which::Named(graph) = &which
        && !loaded.store.named_graphs().contains(graph)
    {
        return Err(Problem::new(StatusCode::NOT_FOUND, "there is no such graph"));
    }
    let permit = Arc::clone(&server.dumps).try_acquire_owned();
    let permit =
        permit.map_err(|_| Problem::new(StatusCode::SERVICE_UNAVAILABLE, "others are reading the whole store"))?;
    let (send, mut pieces) = channel::<io::Result<Bytes>>(PIECES);
    if request.method() == Method::GET {
        tokio::task::spawn_blocking(move || {
            let until = Instant::now() + LONGEST;
            dump(&loaded, &which, format, Pieces { piece: Vec::with_capacity(PIECE), send, until });
            drop(permit);
        });
    }
    let body = Body::from_stream(poll_fn(move |context| pieces.poll_recv(context)));
    Ok(([(CONTENT_TYPE, media_type)], body).into_response())
}

fn which(query: &str) -> Result<Which, Problem> {
    let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    match &pairs[..] {
        [] => Ok(Which::All),
        [(name, value)] if name == "default" && value.is_empty() => Ok(Which::Default),
        [(name, iri)] if name == "graph" => match NamedNode::new(iri) {
            Ok(node) => Ok(Which::Named(node)),
            Err(_) => Err(Problem::bad("the name of the graph is no absolute IRI")),
        },
        _ => Err(Problem::bad("which graph?").with_hint("`?default`, `?graph=IRI`, or nothing for all quads")),
    }
}

fn dump(loaded: &Loaded, which: &Which, format: rdf::Format, pieces: Pieces) {
    let is_wanted = |quad: &Quad| match (which, &quad.graph_name) {
        (Which::All, _) => true,
        (Which::Default, graph) => graph.is_default_graph(),
        (Which::Named(wanted), graph) => matches!(graph, GraphName::NamedNode(graph) if graph == wanted),
    };
    let quads = loaded.store.iter().filter(is_wanted).map(|quad| match which {
        Which::All => quad,
        _ => Quad { graph_name: GraphName::DefaultGraph, ..quad },
    });
    // A client that goes away is no fault.
    let _ = rdf::stream(quads, format, pieces);
}

/// Bytes on their way to a client, as fast as it takes them.
struct Pieces {
    piece: Vec<u8>,
    send: Sender<io::Result<Bytes>>,
    /// When the client has had enough time.
    until: Instant,
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if Instant::now() > self.until {
            let _ = self.send.blocking_send(Err(io::ErrorKind::TimedOut.into()));
            return Err(io::ErrorKind::TimedOut.into());
        }
        let piece = std::mem::replace(&mut self.piece, Vec::with_capacity(PIECE));
        match piece.is_empty() {
            true => Ok(()),
            false => self.send.blocking_send(Ok(piece.into())).map_err(io::Error::other),
        }
    }
}

/// `/.well-known/void`: the dataset in numbers, <https://www.w3.org/TR/void/>.
pub(super) async fn void(State(server): State<Arc<Server>>, request: Request) -> Result<Response, Problem> {
    let offers: Vec<Offer<Form>> = GRAPHS.into_iter().filter(|(_, form)| matches!(form, Form::Graph(_))).collect();
    let (media_type, form) = negotiated(request.headers(), &offers)?;
    let Form::Graph(format) = form else { return Err(Problem::not_found()) };
    let loaded = server.loaded();
    let body = dumped(&described_dataset(&loaded), format)?;
    Ok(outer::conditional(request.headers(), loaded.modified, Answer::new(media_type, body)))
}

/// The description of the SPARQL service: <https://www.w3.org/TR/sparql11-service-description/>.
pub(super) fn described(
    server: &Server,
    headers: &HeaderMap,
    media_type: &'static str,
    format: rdf::Format,
) -> Result<Response, Problem> {
    let loaded = server.loaded();
    let mut graph = Description::new(&loaded, "sparql#service");
    graph.link(rdf_terms::TYPE, &sd("Service"));
    graph.link(sd("endpoint").as_ref(), &graph.at("sparql"));
    graph.link(sd("supportedLanguage").as_ref(), &sd("SPARQL11Query"));
    for name in [
        "SPARQL_Results_JSON",
        "SPARQL_Results_XML",
        "SPARQL_Results_CSV",
        "SPARQL_Results_TSV",
        "Turtle",
        "N-Triples",
        "RDF_XML",
        "N-Quads",
        "TriG",
        "JSON-LD",
    ] {
        graph.link(
            sd("resultFormat").as_ref(),
            &NamedNode::new_unchecked(format!("http://www.w3.org/ns/formats/{name}")),
        );
    }
    graph.link(
        sd("extensionFunction").as_ref(),
        &NamedNode::new_unchecked(format!("{}nameMatches", crate::vocab::vita::NAMESPACE)),
    );
    let dataset = graph.at("void#dataset");
    graph.link(sd("defaultDataset").as_ref(), &dataset);
    let mut quads = graph.quads;
    quads.extend(described_dataset(&loaded));
    quads.push(Quad::new(dataset, rdf_terms::TYPE, sd("Dataset"), GraphName::DefaultGraph));
    Ok(outer::conditional(headers, loaded.modified, Answer::new(media_type, dumped(&quads, format)?)))
}

fn dumped(quads: &[Quad], format: rdf::Format) -> Result<String, Problem> {
    rdf::dump(quads, format).map_err(|_| Problem::new(StatusCode::NOT_ACCEPTABLE, "this format cannot hold the data"))
}

fn described_dataset(loaded: &Loaded) -> Vec<Quad> {
    let mut graph = Description::new(loaded, "void#dataset");
    graph.link(rdf_terms::TYPE, &void_term("Dataset"));
    graph.link(void_term("sparqlEndpoint").as_ref(), &graph.at("sparql"));
    graph.link(void_term("dataDump").as_ref(), &graph.at("store"));
    graph.text(void_term("uriSpace").as_ref(), loaded.base());
    graph.number(void_term("triples").as_ref(), loaded.store.len());
    for (_, namespace) in crate::vocab::PREFIXES {
        graph.link(void_term("vocabulary").as_ref(), &NamedNode::new_unchecked(namespace));
    }
    graph.number(void_term("distinctSubjects").as_ref(), loaded.subjects);
    for (class, count) in &loaded.classes {
        let part = graph.at(&format!("void#class-{}", class.as_str().rsplit(['/', '#']).next().unwrap_or_default()));
        graph.link(void_term("classPartition").as_ref(), &part);
        let put =
            |property: NamedNode, object: Term| Quad::new(part.clone(), property, object, GraphName::DefaultGraph);
        graph.quads.push(put(void_term("class"), class.clone().into()));
        graph.quads.push(put(void_term("entities"), integer(*count).into()));
    }
    graph.quads
}

/// What is said of a node of this server.
struct Description<'a> {
    base: &'a str,
    node: NamedNode,
    quads: Vec<Quad>,
}

impl<'a> Description<'a> {
    fn new(loaded: &'a Loaded, node: &str) -> Self {
        Self {
            base: loaded.base(),
            node: NamedNode::new_unchecked(format!("{}{node}", loaded.base())),
            quads: Vec::new(),
        }
    }

    fn at(&self, path: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}{path}", self.base))
    }

    fn put(&mut self, property: NamedNodeRef<'_>, object: impl Into<Term>) {
        self.quads.push(Quad::new(self.node.clone(), property, object, GraphName::DefaultGraph));
    }

    fn link(&mut self, property: NamedNodeRef<'_>, object: &NamedNode) {
        self.put(property, object.clone());
    }

    fn text(&mut self, property: NamedNodeRef<'_>, text: &str) {
        self.put(property, Literal::from(text));
    }

    fn number(&mut self, property: NamedNodeRef<'_>, number: usize) {
        self.put(property, integer(number));
    }
}

fn integer(number: usize) -> Literal {
    Literal::new_typed_literal(number.to_string(), xsd::INTEGER)
}

fn sd(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("http://www.w3.org/ns/sparql-service-description#{name}"))
}

fn void_term(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("http://rdfs.org/ns/void#{name}"))
}
