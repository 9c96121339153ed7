//! The Reconciliation Service API over HTTP; the answers come from [`reconcile`](super::reconcile).

use std::sync::Arc;

use axum::body::{Bytes, to_bytes};
use axum::extract::{Path, Request, State};
use axum::http::header::{CONTENT_SECURITY_POLICY, HOST, HeaderValue, LOCATION};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use headers::{ContentType, HeaderMapExt};
use maud::html;
use serde_json::Value;

use super::answer::{Answer, Problem, asked, parameter};
use super::reconcile::Refused;
use super::{Server, outer, sparql};

const JSON: &str = "application/json";

/// `GET /reconcile`: what the service is, or the answers to `?queries=`.
pub(super) async fn manifest(State(server): State<Arc<Server>>, request: Request) -> Result<Response, Problem> {
    match (asked(request.uri(), "queries"), asked(request.uri(), "extend")) {
        (Some(queries), _) => answered(&server, queries, false).await,
        (None, Some(extend)) => answered(&server, extend, true).await,
        (None, None) => {
            let loaded = server.loaded();
            let manifest = loaded.reconciler.manifest(&address(request.headers(), loaded.base()));
            Ok(Answer::new(JSON, manifest.to_string()).into_response())
        }
    }
}

/// The address at which the client has found this server: the base, or what stands in `Host` where that is another.
fn address(headers: &HeaderMap, base: &str) -> String {
    let host = headers.get(HOST).and_then(|host| Authority::try_from(host.as_bytes()).ok());
    match host {
        Some(host) if Uri::try_from(base).is_ok_and(|base| base.authority() != Some(&host)) => {
            format!("http://{host}/")
        }
        _ => base.to_owned(),
    }
}

/// `POST /reconcile`: the answers to a batch of queries.
pub(super) async fn batch(State(server): State<Arc<Server>>, request: Request) -> Result<Response, Problem> {
    let given = form(&server, request).await?;
    match (parameter(&given, "queries"), parameter(&given, "extend")) {
        (Some(queries), _) => answered(&server, queries, false).await,
        (None, Some(extend)) => answered(&server, extend, true).await,
        (None, None) => Err(Problem::bad("there are no queries").with_hint("send a form with the field `queries`")),
    }
}

async fn form(server: &Server, request: Request) -> Result<Bytes, Problem> {
    let kind = request.headers().typed_get::<ContentType>().map(|kind| kind.to_string()).unwrap_or_default();
    if !kind.starts_with("application/x-www-form-urlencoded") {
        let problem = Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "the body is no form");
        return Err(problem.with_hint("send it as `application/x-www-form-urlencoded`"));
    }
    let limit = server.options.limits.body;
    to_bytes(request.into_body(), limit).await.map_err(|_| sparql::too_large(limit))
}

async fn answered(server: &Arc<Server>, text: String, is_extension: bool) -> Result<Response, Problem> {
    let answer = server
        .work(server.loaded(), move |loaded| {
            let batch: Value = serde_json::from_str(&text).map_err(|_| Problem::bad("the field is no JSON"))?;
            let answers = match is_extension {
                true => loaded.reconciler.extend(&batch),
                false => loaded.reconciler.queries(&batch),
            };
            Ok(Answer::new(JSON, answers.map_err(refused)?.to_string()))
        })
        .await?;
    Ok(outer::held(server, answer)?.into_response())
}

fn refused(refused: Refused) -> Problem {
    let status = StatusCode::from_u16(refused.status()).unwrap_or(StatusCode::BAD_REQUEST);
    Problem::new(status, refused.to_string())
}

/// `GET /reconcile/view?id=`: leads to the page about a thing.
pub(super) async fn view(State(server): State<Arc<Server>>, request: Request) -> Result<Response, Problem> {
    let id = asked(request.uri(), "id").ok_or_else(|| Problem::bad("`id` is missing"))?;
    let loaded = server.loaded();
    let link = loaded.reconciler.iri(&id).and_then(|iri| loaded.place(iri));
    let link = link.and_then(|link| HeaderValue::from_str(&link).ok()).ok_or_else(Problem::not_found)?;
    Ok((StatusCode::SEE_OTHER, [(LOCATION, link)]).into_response())
}

/// `GET /reconcile/properties?type=`: what can be asked for of things of a type.
pub(super) async fn properties(State(server): State<Arc<Server>>, request: Request) -> Result<Answer, Problem> {
    let class = asked(request.uri(), "type").ok_or_else(|| Problem::bad("`type` is missing"))?;
    let limit = asked(request.uri(), "limit").and_then(|limit| limit.parse().ok());
    server
        .work(server.loaded(), move |loaded| {
            Ok(Answer::new(JSON, loaded.reconciler.propose_properties(&class, limit).to_string()))
        })
        .await
}

/// `GET /reconcile/suggest/entity`, `…/type`, `…/property`: what begins as typed.
pub(super) async fn suggest(
    State(server): State<Arc<Server>>,
    Path(what): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let prefix = asked(request.uri(), "prefix").ok_or_else(|| Problem::bad("`prefix` is missing"))?;
    let cursor = asked(request.uri(), "cursor").and_then(|cursor| cursor.parse().ok()).unwrap_or(0);
    let answer = server
        .work(server.loaded(), move |loaded| {
            let reconciler = &loaded.reconciler;
            let suggested = match what.as_str() {
                "entity" => reconciler.suggest_entity(&prefix, cursor),
                "type" => reconciler.suggest_type(&prefix),
                "property" => reconciler.suggest_property(&prefix),
                _ => return Err(Problem::not_found()),
            };
            Ok(Answer::new(JSON, suggested.to_string()))
        })
        .await?;
    Ok(answer.into_response())
}

/// `GET /reconcile/preview?id=`: a thing in short, to be shown in a frame.
pub(super) async fn preview(State(server): State<Arc<Server>>, request: Request) -> Result<Response, Problem> {
    let id = asked(request.uri(), "id").ok_or_else(|| Problem::bad("`id` is missing"))?;
    let loaded = server.loaded();
    let languages: Vec<&str> = loaded.collection.setup.settings.languages.iter().map(String::as_str).collect();
    let preview = loaded.reconciler.preview(&id, &languages).ok_or_else(Problem::not_found)?;
    let page = html! {
        (maud::DOCTYPE)
        html lang="en" {
            head { meta charset="utf-8"; title { (preview.name) } link rel="stylesheet" href="/style.css"; }
            body { h1 { (preview.name) } p { (preview.kind) } dl {
                @for (label, values) in &preview.lines { dt { (label) } dd { (values.join(", ")) } }
            } }
        }
    };
    let mut response = Answer::html(page.into_string()).into_response();
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(outer::FRAMED_POLICY));
    Ok(response)
}
