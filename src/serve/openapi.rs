//! The named queries as an OpenAPI description, made from the catalogue: <https://spec.openapis.org/oas/v3.1.1>.

use std::sync::Arc;

use axum::extract::State;
use serde_json::{Map, Value, json};

use super::Server;
use super::answer::{Answer, Problem};
use super::evaluate::{GRAPHS, RESULTS};
use super::loaded::Loaded;
use super::queries::LIMIT;
use crate::query::{NamedQuery, Parameter, ValueKind};

/// `/openapi.json`.
pub(super) async fn document(State(server): State<Arc<Server>>) -> Result<Answer, Problem> {
    let make = |loaded: &Loaded| Ok(Answer::new("application/json", described(loaded).to_string()));
    server.kept(&server.loaded(), "openapi".to_owned(), make).await
}

fn described(loaded: &Loaded) -> Value {
    let mut paths = Map::new();
    paths.insert("/queries".into(), json!({ "get": list() }));
    for query in loaded.catalogue.iter() {
        paths.insert(format!("/queries/{}", query.name), json!({ "get": operation(query) }));
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "vitagraph: named queries",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "What a graph of professional profiles answers, by named SPARQL queries.",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "paths": paths,
        "components": { "schemas": { "Results": results(), "Problem": problem() } },
    })
}

fn list() -> Value {
    let schema = json!({ "type": "array", "items": { "type": "object", "required": ["name", "summary", "path"] } });
    json!({
        "operationId": "queries",
        "summary": "What can be asked",
        "responses": {
            "200": {
                "description": "The queries",
                "content": { "application/json": { "schema": schema }, "text/html": { "schema": { "type": "string" } } },
            },
            "406": told("None of the forms is acceptable"),
            "503": told("The server is busy"),
        },
    })
}

fn operation(query: &NamedQuery) -> Value {
    let parameters = query.parameters.iter().map(parameter).chain([limit()]);
    json!({
        "operationId": query.name,
        "summary": query.summary,
        "description": query.description,
        "tags": query.tags,
        "parameters": Value::from_iter(parameters),
        "responses": {
            "200": { "description": "The answer", "content": content(query) },
            "400": told("A value is missing or not of its kind"),
            "406": told("None of the forms is acceptable"),
            "422": told("The answer is too large, or takes too much memory"),
            "503": told("The server is busy, or the query takes too long"),
        },
    })
}

fn content(query: &NamedQuery) -> Value {
    let names: Vec<&str> = match query.is_graph() {
        true => GRAPHS.iter().map(|(name, _)| *name).collect(),
        false => RESULTS.iter().map(|(name, _)| *name).collect(),
    };
    let schema = |name: &str| match name {
        "application/json" | "application/sparql-results+json" if !query.is_graph() => {
            json!({ "$ref": "#/components/schemas/Results" })
        }
        "application/json" | "application/ld+json" => json!({ "type": "array" }),
        _ => json!({ "type": "string" }),
    };
    let bare = |name: &str| name.split(';').next().unwrap_or_default().to_owned();
    names.iter().map(|name| (bare(name), json!({ "schema": schema(name) }))).collect::<Map<_, _>>().into()
}

fn parameter(parameter: &Parameter) -> Value {
    let mut schema = schema(parameter.kind);
    if let Some(default) = &parameter.default {
        schema["default"] = match (parameter.kind, default.parse::<i64>()) {
            (ValueKind::Integer, Ok(number)) => number.into(),
            _ => default.as_str().into(),
        };
    }
    json!({
        "name": parameter.name,
        "in": "query",
        "description": format!("{} ({})", parameter.summary, parameter.kind.name()),
        "required": parameter.is_required(),
        "schema": schema,
    })
}

fn schema(kind: ValueKind) -> Value {
    match kind {
        ValueKind::Integer => json!({ "type": "integer" }),
        ValueKind::Date => json!({ "type": "string", "examples": ["2018", "2018-05", "2018-05-31", "today"] }),
        ValueKind::Lang => json!({ "type": "string", "examples": ["en", "zh"] }),
        ValueKind::Iri => json!({ "type": "string", "format": "iri" }),
        _ => json!({ "type": "string" }),
    }
}

fn limit() -> Value {
    json!({
        "name": LIMIT,
        "in": "query",
        "description": "Give no more than so many rows",
        "schema": { "type": "integer", "minimum": 0 },
    })
}

fn told(description: &str) -> Value {
    let problem = json!({ "schema": { "$ref": "#/components/schemas/Problem" } });
    json!({
        "description": description,
        "content": {
            "application/problem+json": problem,
            "text/plain": { "schema": { "type": "string" } },
            "text/html": { "schema": { "type": "string" } },
        },
    })
}

/// SPARQL 1.1 Query Results JSON Format.
fn results() -> Value {
    let term = json!({
        "type": "object",
        "required": ["type", "value"],
        "properties": { "type": { "enum": ["uri", "literal", "bnode", "triple"] } },
    });
    json!({
        "type": "object",
        "required": ["head"],
        "properties": {
            "head": {
                "type": "object",
                "properties": { "vars": { "type": "array", "items": { "type": "string" } } },
            },
            "results": {
                "type": "object",
                "required": ["bindings"],
                "properties": {
                    "bindings": { "type": "array", "items": { "type": "object", "additionalProperties": term } },
                },
            },
            "boolean": { "type": "boolean" },
        },
    })
}

/// RFC 9457.
fn problem() -> Value {
    json!({
        "type": "object",
        "required": ["title", "status", "detail"],
        "properties": {
            "title": { "type": "string" },
            "status": { "type": "integer" },
            "detail": { "type": "string" },
            "hint": { "type": "string" },
        },
    })
}
