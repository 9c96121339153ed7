//! Queries, evaluated within limits, and their results in the form that the client reads.
//!
//! Results are written as a whole before the first byte is sent: so a query that comes to a limit has the status of an
//! error, and a slow client holds on to bytes, never to a query or a state of the collection.

use std::io::{self, BufWriter, Write};
use std::time::{Duration, Instant};

use axum::http::{HeaderMap, StatusCode};
use oxigraph::model::{GraphName, NamedNode, Quad, Term, Triple};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxigraph::sparql::{QueryEvaluationError, QueryResults, QuerySolutionIter, QueryTripleIter};
use spargebra::Query;

use super::answer::{Answer, Offer, Problem, negotiated};
use super::html::Look;
use super::loaded::Loaded;
use crate::pages::{self, Cell, Results};
use crate::query::{Datum, NamedQuery, Values, guard};
use crate::rdf;
use crate::store::budget::{Exceeded, LONGEST_TEXT, Limits as Budget, limited};

/// How many bytes of a result are counted at once.
const PIECE: usize = 16 << 10;

/// How many bytes a gathered term takes beside its text.
const OVERHEAD: usize = 64;

/// What a query may take.
#[derive(Clone, Copy, Debug)]
pub struct QueryLimits {
    /// Its time, with what it waits for its turn.
    pub time: Duration,
    /// The solutions or triples of its result.
    pub rows: usize,
    /// The bytes of its result.
    pub bytes: usize,
    /// The terms that it may hold in memory at once.
    pub terms: usize,
    /// The bytes of the texts that it may make and hold at once.
    pub texts: usize,
    /// What is refused before it runs.
    pub guard: guard::Limits,
}

impl Default for QueryLimits {
    fn default() -> Self {
        let guard = guard::Limits::default();
        Self {
            time: Duration::from_secs(10),
            rows: 100_000,
            bytes: 32 << 20,
            terms: 5_000_000,
            texts: 128 << 20,
            guard,
        }
    }
}

/// A form of results.
#[derive(Clone, Copy, Debug)]
pub(super) enum Form {
    /// Solutions or a boolean.
    Results(QueryResultsFormat),
    /// Triples.
    Graph(rdf::Format),
    /// A table for people.
    Html,
}

/// The forms of solutions and booleans.
pub(super) const RESULTS: [Offer<Form>; 7] = [
    ("application/sparql-results+json", Form::Results(QueryResultsFormat::Json)),
    ("application/json", Form::Results(QueryResultsFormat::Json)),
    ("application/sparql-results+xml", Form::Results(QueryResultsFormat::Xml)),
    ("application/xml", Form::Results(QueryResultsFormat::Xml)),
    ("text/csv", Form::Results(QueryResultsFormat::Csv)),
    ("text/tab-separated-values", Form::Results(QueryResultsFormat::Tsv)),
    ("text/html;charset=utf-8", Form::Html),
];

/// The forms of triples.
pub(super) const GRAPHS: [Offer<Form>; 8] = [
    ("text/turtle", Form::Graph(rdf::Format::Turtle)),
    ("application/n-triples", Form::Graph(rdf::Format::NTriples)),
    ("application/rdf+xml", Form::Graph(rdf::Format::RdfXml)),
    ("application/ld+json", Form::Graph(rdf::Format::JsonLdExpanded)),
    ("application/json", Form::Graph(rdf::Format::JsonLdExpanded)),
    ("application/n-quads", Form::Graph(rdf::Format::NQuads)),
    ("application/trig", Form::Graph(rdf::Format::TriG)),
    ("text/html;charset=utf-8", Form::Html),
];

/// The forms of what a query gives.
pub(super) fn offers(query: &Query) -> &'static [Offer<Form>] {
    match query {
        Query::Select { .. } | Query::Ask { .. } => &RESULTS,
        Query::Construct { .. } | Query::Describe { .. } => &GRAPHS,
    }
}

/// What is asked, and by whom.
pub(super) struct Asked {
    pub(super) query: Query,
    /// What the client says that it reads.
    pub(super) headers: HeaderMap,
    /// A title for people.
    pub(super) title: String,
    /// What is asked, so that people can ask again.
    pub(super) form: Again,
    /// How they look at it.
    pub(super) look: Look,
    /// Whether it is one of the catalogue, which is not refused before it runs.
    pub(super) is_named: bool,
    /// No more than so many rows are wanted.
    pub(super) wanted: Option<usize>,
}

/// What people are shown above the results.
pub(super) enum Again {
    /// The form of a query of their own.
    Text(String),
    /// The form of a named query.
    Named(String, Values),
}

/// What went wrong with a query that could be read.
#[derive(Debug)]
pub(super) enum Failed {
    /// It was refused before it ran.
    Refused(Problem),
    /// It came to a limit.
    Ended(Problem),
    /// Something else.
    Other(Problem),
}

impl From<Failed> for Problem {
    fn from(failed: Failed) -> Self {
        let (Failed::Refused(problem) | Failed::Ended(problem) | Failed::Other(problem)) = failed;
        problem
    }
}

/// The answer to a query, evaluated until `until` at the latest.
pub(super) fn evaluate(loaded: &Loaded, asked: &Asked, limits: &QueryLimits, until: Instant) -> Result<Answer, Failed> {
    let offer = negotiated(&asked.headers, offers(&asked.query)).map_err(Failed::Other)?;
    let count = |subject: Option<&NamedNode>, property: Option<&NamedNode>, object: Option<&Term>| {
        loaded.store.count(subject.map(Into::into), property.map(Into::into), object.map(Into::into))
    };
    if !asked.is_named {
        guard::algebra(&asked.query, &count, &limits.guard)
            .map_err(|refusal| Failed::Refused(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, refusal.to_string())))?;
    }
    let budget = Budget { until: Some(until), terms: limits.terms, text: LONGEST_TEXT, texts: limits.texts };
    let work = || Writer { loaded, asked, limits }.write(offer);
    limited(&budget, work).unwrap_or_else(|exceeded| Err(Failed::Ended(told(exceeded, limits))))
}

fn told(exceeded: Exceeded, limits: &QueryLimits) -> Problem {
    let (status, message, hint) = match exceeded {
        Exceeded::Time => (
            StatusCode::SERVICE_UNAVAILABLE,
            format!("the query takes longer than {} s", limits.time.as_secs_f64()),
            "name what you know of the things you ask for, or ask for fewer",
        ),
        Exceeded::Memory => (
            StatusCode::UNPROCESSABLE_ENTITY,
            "the query holds too much in memory".to_owned(),
            "sort or group fewer rows",
        ),
        Exceeded::Text => {
            (StatusCode::UNPROCESSABLE_ENTITY, "the query makes a text that is too long".to_owned(), "join fewer texts")
        }
    };
    Problem::new(status, message).with_hint(hint)
}

/// Writes the results of one query.
struct Writer<'a> {
    loaded: &'a Loaded,
    asked: &'a Asked,
    limits: &'a QueryLimits,
}

impl Writer<'_> {
    fn write(&self, (media_type, form): Offer<Form>) -> Result<Answer, Failed> {
        let (query, concats) = guard::bounded(self.asked.query.clone());
        let prepared = self.loaded.store.query_with(query, |evaluator| guard::register(evaluator, &concats));
        let results = prepared.execute().map_err(|error| failed(&error))?;
        let bytes = match (results, form) {
            (results, Form::Html) => return self.page(results).map(Answer::html),
            (QueryResults::Boolean(value), Form::Results(format)) => self.written(|output| {
                QueryResultsSerializer::from_format(format).serialize_boolean_to_writer(output, value).map(drop)
            }),
            (QueryResults::Solutions(solutions), Form::Results(format)) => self.solutions(solutions, format),
            (QueryResults::Graph(triples), Form::Graph(format)) => {
                let quads = self.quads(triples)?;
                self.written(|output| rdf::dump_into(&quads, format, output))
            }
            _ => Err(Failed::Other(Problem::new(StatusCode::NOT_ACCEPTABLE, "the result has not this form"))),
        };
        Ok(Answer::new(media_type, bytes?))
    }

    /// What is written, up to the limit. The writers of results write a few bytes at a time.
    fn written(&self, write: impl FnOnce(&mut BufWriter<Limited>) -> io::Result<()>) -> Result<Vec<u8>, Failed> {
        let mut output = BufWriter::with_capacity(PIECE, Limited { bytes: Vec::new(), limit: self.limits.bytes });
        write(&mut output).map_err(|_| self.too_large())?;
        Ok(output.into_inner().map_err(|_| self.too_large())?.bytes)
    }

    fn solutions(&self, solutions: QuerySolutionIter<'_>, format: QueryResultsFormat) -> Result<Vec<u8>, Failed> {
        let variables = solutions.variables().to_vec();
        let mut fault = None;
        let written = self.written(|output| {
            let mut writer =
                QueryResultsSerializer::from_format(format).serialize_solutions_to_writer(output, variables)?;
            for solution in self.rows(solutions, |_| 0) {
                match solution {
                    Ok(solution) => writer.serialize(&solution)?,
                    Err(failed) => {
                        fault = Some(failed);
                        return Err(io::ErrorKind::Other.into());
                    }
                }
            }
            writer.finish().map(drop)
        });
        fault.map_or(written, Err)
    }

    fn quads(&self, triples: QueryTripleIter<'_>) -> Result<Vec<Quad>, Failed> {
        let size = |triple: &Triple| length(&triple.object) + OVERHEAD;
        self.rows(triples, size).map(|triple| Ok(triple?.in_graph(GraphName::DefaultGraph))).collect()
    }

    /// The rows, no more than are wanted. One more than is allowed is an error, and so are more bytes, where rows are
    /// gathered.
    fn rows<T>(
        &self,
        rows: impl Iterator<Item = Result<T, QueryEvaluationError>>,
        size: impl Fn(&T) -> usize,
    ) -> impl Iterator<Item = Result<T, Failed>> {
        let (limit, mut bytes) = (self.limits.rows, 0);
        rows.take(self.asked.wanted.unwrap_or(usize::MAX)).enumerate().map(move |(at, row)| {
            let row = row.map_err(|error| failed(&error))?;
            bytes += size(&row);
            if at >= limit {
                let message = format!("the result has more than {limit} rows");
                let problem = Problem::new(StatusCode::UNPROCESSABLE_ENTITY, message);
                return Err(Failed::Ended(problem.with_hint("add `LIMIT` and `OFFSET`, and ask in parts")));
            }
            if bytes > self.limits.bytes { Err(self.too_large()) } else { Ok(row) }
        })
    }

    fn too_large(&self) -> Failed {
        let message =
            format!("the result has more than {} bytes, or cannot be written in this form", self.limits.bytes);
        let problem = Problem::new(StatusCode::UNPROCESSABLE_ENTITY, message);
        Failed::Ended(problem.with_hint("ask for fewer rows or columns, or for JSON"))
    }

    /// The named query that was asked, if it is one.
    fn named(&self) -> Option<&NamedQuery> {
        let Again::Named(name, _) = &self.asked.form else { return None };
        self.loaded.catalogue.get(name).ok()
    }

    /// The results as a page for people.
    fn page(&self, results: QueryResults<'_>) -> Result<String, Failed> {
        let (pages, query) = (self.loaded.pages(&self.asked.look), self.named());
        let chart = query.and_then(|query| query.chart.as_ref());
        let mut data: Vec<Vec<Datum>> = Vec::new();
        let cells =
            |terms: &[Option<Term>]| -> Vec<Cell> { terms.iter().map(|term| pages.cell(term.as_ref())).collect() };
        let size = |terms: &[Option<Term>]| terms.iter().map(|term| term.as_ref().map_or(0, length) + OVERHEAD).sum();
        let (columns, rows): (Vec<String>, Vec<Vec<Cell>>) = match results {
            QueryResults::Boolean(value) => {
                (vec!["answer".into()], vec![vec![Cell::text(if value { "yes" } else { "no" })]])
            }
            QueryResults::Solutions(solutions) => {
                let columns = solutions.variables().iter().map(|name| name.as_str().to_owned()).collect();
                let rows = self.rows(solutions, |solution| size(solution.values()));
                let rows = rows.map(|solution| {
                    let solution = solution?;
                    let cells = cells(solution.values());
                    if chart.is_some() {
                        data.push(solution.values().iter().zip(&cells).map(datum).collect());
                    }
                    Ok(cells)
                });
                (columns, rows.collect::<Result<_, Failed>>()?)
            }
            QueryResults::Graph(triples) => {
                let terms = |quad: Quad| [quad.subject.into(), quad.predicate.into(), quad.object].map(Some);
                let rows = self.quads(triples)?.into_iter().map(|quad| cells(&terms(quad)));
                (["subject", "property", "object"].map(str::to_owned).to_vec(), rows.collect())
            }
        };
        let chart = chart.and_then(|chart| chart.spec(&self.asked.title, &columns, &data));
        let results = Results { columns, rows, chart };
        let content = match (&self.asked.form, query) {
            (Again::Named(_, values), Some(query)) => pages.query(query, values, Some(&results)),
            (Again::Text(text) | Again::Named(text, _), _) => {
                pages.results(&self.asked.title, pages.sparql_form(text), Some(&results))
            }
        };
        let page = pages::page(&pages, &content);
        if page.len() > self.limits.bytes { Err(self.too_large()) } else { Ok(page) }
    }
}

/// What the engine says of a query stands in the log.
fn failed(error: &QueryEvaluationError) -> Failed {
    tracing::debug!(%error, "a query failed");
    Failed::Other(Problem::bad("the query cannot be evaluated"))
}

fn datum((term, cell): (&Option<Term>, &Cell)) -> Datum {
    Datum::new(term.as_ref(), &cell.text)
}

fn length(term: &Term) -> usize {
    match term {
        Term::NamedNode(node) => node.as_str().len(),
        Term::BlankNode(node) => node.as_str().len(),
        Term::Literal(literal) => literal.value().len(),
    }
}

/// Bytes up to a limit.
struct Limited {
    bytes: Vec<u8>,
    limit: usize,
}

impl Write for Limited {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > self.limit {
            return Err(io::Error::other("too large"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
