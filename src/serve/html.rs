//! Pages for people. Everything from data is escaped by the templates; no page needs a script, though some have one, or
//! loads anything from elsewhere.

use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use oxigraph::model::{Literal, NamedNodeRef, Term};
use serde_json::{Map, Value, json};

use super::answer::Answer;
use super::loaded::Loaded;
use crate::decode::is_web;
use crate::inject::{escaped, script};
use crate::iri::short;
use crate::query::{NamedQuery, Parameter, Values};
use crate::vocab::{owl, prov, schema, vita};

/// The script of the editor.
const EDITOR: &str = "editor.js";
/// The script that draws charts.
const CHARTS: &str = "charts.js";
/// The query that is shown at first.
const EXAMPLE: &str = "SELECT ?name ?title WHERE {\n  ?person a schema:Person ; schema:name ?name .\n  OPTIONAL { ?person schema:jobTitle ?title }\n} LIMIT 20";

/// The stylesheet of all pages.
pub(super) async fn style() -> Response {
    let head = [(CONTENT_TYPE, "text/css;charset=utf-8"), (CACHE_CONTROL, "public, max-age=3600")];
    (head, include_str!("style.css")).into_response()
}

/// A page with what all pages have around its body.
pub(super) fn page(title: &str, head: &Markup, body: &Markup) -> String {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                link rel="stylesheet" href="/style.css";
                (head)
            }
            body {
                nav aria-label="Site" {
                    a href="/" { "Start" } a href="/people/" { "People" } a href="/queries" { "Queries" }
                    a href="/sparql" { "SPARQL" }
                }
                main { (body) }
            }
        }
    }
    .into_string()
}

/// A page about what went wrong.
pub(super) fn problem(status: StatusCode, message: &str, hint: Option<&str>) -> String {
    let title = status.canonical_reason().unwrap_or("Error");
    let body = html! {
        h1 { (title) }
        p { (message) }
        @if let Some(hint) = hint { p { "Hint: " (hint) } }
    };
    page(title, &html! {}, &body)
}

/// A value in a table or list.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub(super) text: String,
    /// Where it leads, if anywhere.
    link: Option<String>,
    language: Option<String>,
}

impl Cell {
    /// A text that leads nowhere.
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), link: None, language: None }
    }

    /// What a term is called; a thing of ours by its name, with a link to its page here.
    pub(super) fn new(term: Option<&Term>, loaded: &Loaded) -> Self {
        match term {
            Some(Term::NamedNode(node)) => Self::node(node.as_ref(), loaded),
            Some(Term::Literal(literal)) => {
                let text = if literal.value() == "9999-12-31" { "today" } else { literal.value() };
                Self { text: text.to_owned(), link: None, language: literal.language().map(str::to_owned) }
            }
            Some(other) => Self::text(other.to_string()),
            None => Self::text(""),
        }
    }

    /// A thing by its IRI.
    fn iri(iri: &str, loaded: &Loaded) -> Self {
        NamedNodeRef::new(iri).map_or_else(|_| Self::text(iri), |node| Self::node(node, loaded))
    }

    fn node(node: NamedNodeRef<'_>, loaded: &Loaded) -> Self {
        let link = link(node.as_str(), loaded);
        let name = link.as_ref().and_then(|_| loaded.name(node));
        let local = || link.as_deref().and_then(|link| link.strip_prefix('/')).map(str::to_owned);
        let text = name.or_else(local).unwrap_or_else(|| short(node.as_str(), loaded.base()));
        Self { text, link, language: None }
    }

    /// It as it stands in a page.
    pub(super) fn markup(&self) -> Markup {
        html! {
            @match &self.link {
                Some(link) => a href=(link) { (self.text) },
                None => span lang=[self.language.as_deref()] { (self.text) },
            }
        }
    }
}

/// Where a browser finds a node: below the root of this server where it is ours, else at its own address.
pub(super) fn link(iri: &str, loaded: &Loaded) -> Option<String> {
    let (page, fragment) = iri.split_once('#').map_or((iri, None), |(page, fragment)| (page, Some(fragment)));
    match (loaded.path_of(page), fragment) {
        (Some(path), Some(fragment)) => Some(format!("/{path}#{fragment}")),
        (Some(path), None) => Some(format!("/{path}")),
        (None, _) => is_web(iri).then(|| iri.to_owned()),
    }
}

/// The script block with a document. What could end the block is escaped in it.
pub(super) fn json_ld(document: &Value) -> Markup {
    PreEscaped(script(document, false))
}

/// What a document says, so that a page shows all that it tells search engines. Of a profile page that is the person, and
/// the works that are its parts.
pub(super) fn document(document: &Value, loaded: &Loaded) -> Markup {
    let (entity, parts) = (document.get("mainEntity"), document.get("hasPart"));
    html! {
        (shown(entity.unwrap_or(document), loaded))
        @if let Some(parts) = parts { h2 { "Works" } (shown(parts, loaded)) }
    }
}

fn shown(value: &Value, loaded: &Loaded) -> Markup {
    match value {
        Value::Object(entries) if entries.len() == 1 => {
            html! { @for id in entries.values().filter_map(Value::as_str) { (Cell::iri(id, loaded).markup()) } }
        }
        Value::Object(entries) => {
            let id = entries.get("@id").and_then(Value::as_str);
            let told = entries.iter().filter(|(name, _)| !["@context", "@id"].contains(&name.as_str()));
            html! { dl { @for (property, value) in told { (entry(property, value, id, loaded)) } } }
        }
        Value::Array(values) => html! { @for value in values { (shown(value, loaded)) } },
        Value::String(text) if is_web(text) => html! { a href=(text) { (text) } },
        Value::String(text) => html! { span { (text) } },
        other => html! { span { (other.to_string()) } },
    }
}

/// A property with its values; the name of a thing leads to its page.
fn entry(property: &str, value: &Value, id: Option<&str>, loaded: &Loaded) -> Markup {
    let link = || id.filter(|_| property == "name").and_then(|id| link(id, loaded));
    html! {
        dt { @if property == "@type" { "is a" } @else { (label(property)) } }
        dd { @match value {
            Value::String(class) if property == "@type" => span { (label(class)) },
            Value::String(name) => {
                @match link() { Some(link) => a href=(link) { (name) }, None => (shown(value, loaded)) }
            }
            _ => (shown(value, loaded)),
        } }
    }
}

/// A table of results, below the form that asks again.
pub(super) fn results(title: &str, form: Markup, chart: &Markup, columns: &[String], rows: &[Vec<Cell>]) -> String {
    let body = html! {
        h1 { (title) }
        (form)
        (chart)
        p { (rows.len()) @if rows.len() == 1 { " row" } @else { " rows" } }
        div .wide {
            table {
                thead { tr { @for column in columns { th scope="col" { (column) } } } }
                tbody { @for row in rows { tr { @for cell in row { td { (cell.markup()) } } } } }
            }
        }
    };
    page(title, &html! {}, &body)
}

/// What a script draws of a specification. The table beside it says the same, for who runs no script.
pub(super) fn chart(spec: &Value) -> Markup {
    html! { @if crate::assets::has(CHARTS) {
        figure .chart {
            figcaption { (spec["title"].as_str().unwrap_or_default()) }
            (data_block(&[("class", "chart")], spec))
        }
        (module(CHARTS))
    } }
}

/// The page at `/sparql` where nothing is asked.
pub(super) fn sparql_page(loaded: &Loaded) -> Answer {
    let has_editor = crate::assets::has(EDITOR);
    let body = html! {
        h1 { "SPARQL" }
        p { "Ask the graph of " (loaded.store.len()) " quads." }
        (sparql_form(EXAMPLE))
        @if !has_editor { p { "This program was built without the editor: run " code { "web/build" } " and build it again." } }
        h2 { "Prefixes that need not be declared" }
        dl { @for (prefix, namespace) in crate::vocab::PREFIXES { dt { (prefix) } dd { code { (namespace) } } } }
        @if has_editor { (data_block(&[("id", "vocabulary")], &vocabulary(loaded))) }
    };
    let head = html! { @if has_editor {
        link rel="stylesheet" href="/assets/editor.css";
        (module(EDITOR))
    } };
    Answer::html(page("SPARQL", &head, &body))
}

/// What the editor completes: the prefixes with their namespaces, and the terms of the vocabularies, written with these.
fn vocabulary(loaded: &Loaded) -> Value {
    let prefixes = crate::vocab::PREFIXES.iter().map(|(prefix, namespace)| ((*prefix).to_owned(), (*namespace).into()));
    let known = [owl::TERMS, prov::TERMS, schema::TERMS, vita::TERMS];
    let terms =
        known.iter().flat_map(|terms| terms.iter()).map(|term| Value::from(short(term.as_str(), loaded.base())));
    json!({ "prefixes": prefixes.collect::<Map<String, Value>>(), "terms": terms.collect::<Vec<Value>>() })
}

/// The tag of a script of ours, which runs when the page is read.
pub(super) fn module(name: &str) -> Markup {
    html! { script type="module" src={ "/assets/" (name) } {} }
}

/// A block of data for scripts, with attributes. What could end the block is escaped in it.
pub(super) fn data_block(attributes: &[(&str, &str)], data: &Value) -> Markup {
    let attributes: String = attributes.iter().map(|(name, value)| format!(" {name}=\"{value}\"")).collect();
    PreEscaped(format!("<script type=\"application/json\"{attributes}>{}</script>", escaped(data, false)))
}

/// A form for a query. Where there is the editor, it takes its place.
pub(super) fn sparql_form(query: &str) -> Markup {
    html! {
        form action="/sparql" method="get" data-endpoint="/sparql" {
            label for="query" { "Query" }
            textarea #query name="query" rows="10" spellcheck="false" { (query) }
            button { "Ask" }
        }
    }
}

/// A form for the values of a named query.
pub(super) fn query_form(query: &NamedQuery, values: &Values) -> Markup {
    let value = |parameter: &Parameter| values.get(&parameter.name).or(parameter.default.as_ref()).cloned();
    html! {
        @if !query.description.is_empty() { p { (query.description) } }
        form action={ "/queries/" (query.name) } method="get" {
            @for parameter in &query.parameters {
                label for=(parameter.name) { (parameter.name) " (" (parameter.kind.name()) "): " (parameter.summary) }
                input #(parameter.name) name=(parameter.name) value=[value(parameter)]
                    required[parameter.is_required()];
            }
            button { "Ask" }
        }
    }
}

/// The page of a named query that has no values yet.
pub(super) fn query_page(query: &NamedQuery, values: &Values) -> Answer {
    let body = html! { h1 { (query.summary) } (query_form(query, values)) };
    Answer::html(page(&query.summary, &html! {}, &body))
}

/// The list of all named queries.
pub(super) fn queries(loaded: &Loaded) -> Answer {
    let body = html! {
        h1 { "Queries" }
        dl { @for query in loaded.catalogue.iter() {
            dt { a href={ "/queries/" (query.name) } { (query.name) } } dd { (query.summary) }
        } }
        p { "For programs: " a href="/openapi.json" { "OpenAPI" } }
    };
    Answer::html(page("Queries", &html! {}, &body))
}

/// The name of a property for people: `startDate` as `start date`, `propertyID` as `property id`.
pub(super) fn label(property: &str) -> String {
    let local = property.rsplit(['#', '/']).next().unwrap_or(property);
    let mut label = String::with_capacity(local.len() + 4);
    let mut after_lower = false;
    for c in local.chars() {
        if c.is_uppercase() && after_lower {
            label.push(' ');
        }
        after_lower = !c.is_uppercase();
        label.extend(c.to_lowercase());
    }
    label
}

impl Loaded {
    /// The name of a node in the first language of the collection that it has one in.
    pub(super) fn name(&self, node: NamedNodeRef<'_>) -> Option<String> {
        let names = self.store.objects(node, schema::NAME);
        let literals: Vec<&Literal> = names
            .iter()
            .filter_map(|name| if let Term::Literal(literal) = name { Some(literal) } else { None })
            .collect();
        let tags: Vec<&str> = literals.iter().map(|literal| literal.language().unwrap_or_default()).collect();
        let languages = self.collection.setup.settings.languages.iter().map(String::as_str);
        crate::text::preferred(&tags, languages).map(|at| literals[at].value().to_owned())
    }
}
