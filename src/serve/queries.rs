//! Named queries as resources: `/queries` lists them, `/queries/NAME?PARAM=VALUE` answers.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{Path, Request, State};
use axum::http::Uri;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use url::form_urlencoded;

use super::answer::{Answer, Offer, Problem, negotiated};
use super::evaluate::{Asked, Failed, Form, RESULTS};
use super::loaded::Loaded;
use super::{Server, html, outer};
use crate::query::{NamedQuery, Values};

/// The parameter of all queries that says how many rows are wanted.
pub(super) const LIMIT: &str = "limit";

/// How many characters a value may have: what is no name is compared with all that are.
const LENGTH: usize = 500;

/// `/queries`: what can be asked.
pub(super) async fn list(State(server): State<Arc<Server>>, request: Request) -> Result<Response, Problem> {
    const FORMS: [Offer<bool>; 2] = [("application/json", false), ("text/html;charset=utf-8", true)];
    let (media_type, is_page) = negotiated(request.headers(), &FORMS)?;
    let loaded = server.loaded();
    let answer = match is_page {
        true => html::queries(&loaded),
        false => Answer::new(media_type, Value::from_iter(loaded.catalogue.iter().map(entry)).to_string()),
    };
    Ok(answer.into_response())
}

fn entry(query: &NamedQuery) -> Value {
    let parameters = query.parameters.iter().map(|parameter| {
        json!({
            "name": parameter.name,
            "type": parameter.kind.name(),
            "summary": parameter.summary,
            "default": parameter.default,
            "required": parameter.is_required(),
        })
    });
    json!({
        "name": query.name,
        "summary": query.summary,
        "description": query.description,
        "tags": query.tags,
        "path": format!("/queries/{}", query.name),
        "parameters": Value::from_iter(parameters),
    })
}

/// `/queries/NAME`: the answer, or for people a form where values are missing.
pub(super) async fn answer(
    State(server): State<Arc<Server>>,
    Path(name): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let (head, _) = request.into_parts();
    let until = Instant::now() + server.options.limits.query.time;
    let loaded = server.loaded();
    let Ok(query) = loaded.catalogue.get(&name) else {
        return Err(Problem::not_found().with_hint("`/queries` lists the queries"));
    };
    let (values, wanted) = values(query, &head.uri)?;
    let is_page = matches!(negotiated(&head.headers, &RESULTS), Ok((_, Form::Html)));
    if is_page && query.parameters.iter().any(|one| one.is_required() && !values.contains_key(&one.name)) {
        return Ok(html::query_page(query, &values).into_response());
    }
    let key = key(&name, &values, wanted, &head);
    let answer = match loaded.answers.get(&key) {
        Some(answer) => answer,
        None => {
            let answer = server
                .query(&server.own, Arc::clone(&loaded), until, move |loaded, _| {
                    asked(loaded, &name, &values, wanted, head)
                })
                .await?;
            loaded.answers.insert(key, answer.clone());
            answer
        }
    };
    Ok(outer::held(&server, answer)?.into_response())
}

/// What an answer is kept under: all that it depends on.
fn key(name: &str, values: &Values, wanted: Option<usize>, head: &Parts) -> String {
    let accept: Vec<&[u8]> = head.headers.get_all("accept").iter().map(|value| value.as_bytes()).collect();
    format!("query {name} {values:?} {wanted:?} {accept:?}")
}

/// The values in an address, and how many rows are wanted.
fn values(query: &NamedQuery, uri: &Uri) -> Result<(Values, Option<usize>), Problem> {
    let (mut values, mut wanted) = (Values::new(), None);
    for (name, value) in form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()) {
        let is_known = query.parameters.iter().any(|parameter| parameter.name == name);
        if is_known && value.is_empty() {
            // A field of a form that was left empty.
            continue;
        }
        if value.chars().count() > LENGTH {
            return Err(Problem::bad(format!("a value has more than {LENGTH} characters")));
        }
        if is_known {
            if values.insert(name.clone().into_owned(), value.into_owned()).is_some() {
                return Err(Problem::bad(format!("`{name}` is given twice")));
            }
        } else if name == LIMIT {
            let number = value.parse().map_err(|_| Problem::bad("`limit` is no whole number"))?;
            wanted = Some(number);
        } else {
            let known: Vec<&str> =
                query.parameters.iter().map(|parameter| parameter.name.as_str()).chain([LIMIT]).collect();
            let problem = Problem::bad(format!("unknown parameter `{}`", crate::tree::shortened(&name)));
            return Err(problem.with_hint(format!("there are {}", known.join(", "))));
        }
    }
    Ok((values, wanted))
}

fn asked(loaded: &Loaded, name: &str, values: &Values, wanted: Option<usize>, head: Parts) -> Result<Asked, Failed> {
    let bad = |error: &crate::error::Error| Failed::Other(Problem::of_error(error));
    let query = loaded.catalogue.get(name).map_err(|error| bad(&error))?;
    let bound = query.bound(values, &loaded.entities).map_err(|error| bad(&error))?;
    let form = html::query_form(query, values);
    let (title, chart) = (query.summary.clone(), query.chart.clone());
    Ok(Asked { query: bound, headers: head.headers, title, form, chart, is_named: true, wanted })
}
