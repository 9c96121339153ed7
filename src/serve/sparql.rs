//! The SPARQL 1.1 Protocol, for reading: <https://www.w3.org/TR/sparql11-protocol/>.

use std::sync::Arc;
use std::time::Instant;

use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use headers::{ContentType, HeaderMapExt};
use oxigraph::model::NamedNode;
use spargebra::Query;
use spargebra::algebra::QueryDataset;
use url::form_urlencoded;

use super::answer::{Problem, negotiated};
use super::evaluate::{Asked, Failed, Form, GRAPHS, QueryLimits};
use super::{Server, dataset, html, outer};
use crate::query::{guard, parse};

/// What the protocol has of a query.
#[derive(Debug, Default)]
struct Operation {
    queries: Vec<String>,
    default_graphs: Vec<String>,
    named_graphs: Vec<String>,
    is_update: bool,
}

impl Operation {
    /// Takes the parameters of an address or of a form. The protocol knows no others, and says nothing of them.
    fn take(&mut self, pairs: &[u8]) -> Result<(), Problem> {
        if !is_utf8(pairs) {
            return Err(Problem::bad("a parameter is not UTF-8"));
        }
        for (name, value) in form_urlencoded::parse(pairs) {
            match &*name {
                "query" => self.queries.push(value.into_owned()),
                "default-graph-uri" => self.default_graphs.push(value.into_owned()),
                "named-graph-uri" => self.named_graphs.push(value.into_owned()),
                "update" | "using-graph-uri" | "using-named-graph-uri" => self.is_update = true,
                _ => {}
            }
        }
        Ok(())
    }

    fn dataset(&self) -> Result<Option<QueryDataset>, Problem> {
        let nodes = |iris: &[String]| iris.iter().map(|iri| node(iri)).collect::<Result<Vec<NamedNode>, Problem>>();
        let (default, named) = (nodes(&self.default_graphs)?, nodes(&self.named_graphs)?);
        let is_told = !default.is_empty() || !named.is_empty();
        Ok(is_told.then_some(QueryDataset { default, named: Some(named) }))
    }
}

fn node(iri: &str) -> Result<NamedNode, Problem> {
    NamedNode::new(iri).map_err(|_| Problem::bad("the name of a graph is no absolute IRI"))
}

/// Whether no character was put in place of bytes that are none.
fn is_utf8(pairs: &[u8]) -> bool {
    let replaced = |text: &str| text.contains(char::REPLACEMENT_CHARACTER);
    let told = || pairs.to_ascii_uppercase().windows(9).any(|bytes| bytes == b"%EF%BF%BD");
    !form_urlencoded::parse(pairs).any(|(name, value)| replaced(&name) || replaced(&value)) || told()
}

/// Answers at `/sparql`.
pub(super) async fn sparql(State(server): State<Arc<Server>>, request: Request) -> Result<Response, Problem> {
    let (head, body) = request.into_parts();
    let mut operation = Operation::default();
    operation.take(head.uri.query().unwrap_or_default().as_bytes())?;
    match head.method {
        Method::GET | Method::HEAD => {}
        Method::POST => {
            let body =
                to_bytes(body, server.options.limits.body).await.map_err(|_| too_large(server.options.limits.body))?;
            posted(&mut operation, &head, &body)?;
        }
        _ => return Err(Problem::not_allowed("GET, HEAD, POST, OPTIONS")),
    }
    if operation.is_update {
        return Err(read_only());
    }
    match operation.queries.len() {
        1 => ask(&server, head, operation).await,
        0 if head.method != Method::POST && head.uri.query().unwrap_or_default().is_empty() => bare(&server, &head),
        0 => Err(Problem::bad("there is no query").with_hint("give it as the parameter `query`")),
        _ => Err(Problem::bad("there are several queries").with_hint("give one parameter `query`")),
    }
}

fn posted(operation: &mut Operation, head: &Parts, body: &[u8]) -> Result<(), Problem> {
    let media_type = head.headers.typed_get::<ContentType>().map(|kind| kind.to_string()).unwrap_or_default();
    let mut parts = media_type.split(';').map(str::trim);
    let essence = parts.next().unwrap_or_default();
    if parts.any(|part| {
        part.strip_prefix("charset=").is_some_and(|name| !name.trim_matches('"').eq_ignore_ascii_case("utf-8"))
    }) {
        return Err(unsupported("the body must be UTF-8"));
    }
    match essence {
        "application/x-www-form-urlencoded" => operation.take(body),
        "application/sparql-query" => {
            let query = str::from_utf8(body).map_err(|_| Problem::bad("the query is not UTF-8"))?;
            operation.queries.push(query.to_owned());
            Ok(())
        }
        "application/sparql-update" => Err(read_only()),
        _ if head.headers.contains_key(CONTENT_TYPE) => Err(unsupported("the type of the body is not supported")),
        _ => Err(unsupported("the body has no type")),
    }
}

fn unsupported(message: &str) -> Problem {
    let problem = Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, message);
    problem.with_hint("send `application/sparql-query`, or a form as `application/x-www-form-urlencoded`")
}

pub(super) fn too_large(limit: usize) -> Problem {
    let message = format!("the body has more than {limit} bytes, or did not come to its end");
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, message)
}

/// Why an update is refused.
pub(super) fn read_only() -> Problem {
    let problem = Problem::new(StatusCode::FORBIDDEN, "this endpoint is read-only");
    problem.with_hint("the graph is made from the records of the collection, and changes with them alone")
}

/// What is told where nothing is asked: a form for people, a description of the service for programs.
fn bare(server: &Server, head: &Parts) -> Result<Response, Problem> {
    let (media_type, form) = negotiated(&head.headers, &GRAPHS)?;
    match form {
        Form::Graph(format) => dataset::described(server, &head.headers, media_type, format),
        _ => Ok(html::sparql_page(&server.loaded()).into_response()),
    }
}

async fn ask(server: &Arc<Server>, head: Parts, mut operation: Operation) -> Result<Response, Problem> {
    let until = Instant::now() + server.options.limits.query.time;
    let text = operation.queries.pop().unwrap_or_default();
    let dataset = operation.dataset()?;
    let read = move |limits: &QueryLimits| {
        guard::text(&text, &limits.guard).map_err(|refusal| Failed::Refused(Problem::bad(refusal.to_string())))?;
        let query = parse(&text).map_err(|message| Failed::Other(Problem::bad(format!("the query: {message}"))))?;
        let (headers, form) = (head.headers, html::sparql_form(&text));
        Ok(Asked {
            query: with_dataset(query, dataset),
            headers,
            title: "SPARQL".into(),
            form,
            chart: None,
            is_named: false,
            wanted: None,
        })
    };
    let answer = server.query(&server.strange, server.loaded(), until, move |_, limits| read(limits)).await?;
    Ok(outer::held(server, answer)?.into_response())
}

/// What the protocol says of the dataset counts, and not what the query says.
fn with_dataset(mut query: Query, told: Option<QueryDataset>) -> Query {
    let (Query::Select { dataset, .. }
    | Query::Construct { dataset, .. }
    | Query::Describe { dataset, .. }
    | Query::Ask { dataset, .. }) = &mut query;
    *dataset = told.or(dataset.take());
    query
}
