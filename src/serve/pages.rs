//! Pages of linked data: each page of the graph answers for the things that are its fragments, as HTML, JSON-LD or
//! another format of RDF, by what the client reads or by the ending of the address.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{HeaderValue, LINK, LOCATION};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};

use super::answer::{Answer, Offer, Problem, asked, negotiated};
use super::html::Look;
use super::loaded::Loaded;
use super::{Server, outer};
use crate::jsonld::{self, View};
use crate::pages::{Document, Place};
use crate::rdf;

/// A form of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Form {
    Html,
    JsonLd,
    Rdf(rdf::Format),
}

/// The forms of pages, the first for who does not say what it reads.
const FORMS: [Offer<Form>; 9] = [
    ("text/html;charset=utf-8", Form::Html),
    ("application/ld+json", Form::JsonLd),
    ("application/json", Form::JsonLd),
    ("text/turtle", Form::Rdf(rdf::Format::Turtle)),
    ("application/n-triples", Form::Rdf(rdf::Format::NTriples)),
    ("application/rdf+xml", Form::Rdf(rdf::Format::RdfXml)),
    ("application/n-quads", Form::Rdf(rdf::Format::NQuads)),
    ("application/trig", Form::Rdf(rdf::Format::TriG)),
    // As N-Triples were called before RDF 1.1, and rdflib still asks for them.
    ("text/plain;charset=utf-8", Form::Rdf(rdf::Format::NTriples)),
];

/// The endings of addresses.
const ENDINGS: [(&str, usize); 8] =
    [(".html", 0), (".jsonld", 1), (".json", 2), (".ttl", 3), (".nt", 4), (".rdf", 5), (".nq", 6), (".trig", 7)];

/// The forms that are told in the head of each answer.
const ALTERNATES: [(&str, &str); 2] = [(".jsonld", "application/ld+json"), (".ttl", "text/turtle")];

/// Any address that no other route has: a page of the graph, or one about it.
pub(super) async fn page(State(server): State<Arc<Server>>, request: Request) -> Result<Response, Problem> {
    if ![Method::GET, Method::HEAD].contains(request.method()) {
        return Err(Problem::not_allowed("GET, HEAD"));
    }
    let loaded = server.loaded();
    if let Some(look) = Look::of_index(&loaded, request.uri()) {
        let key = format!("index {}", look.key());
        let make = move |loaded: &Loaded| Ok(Answer::new("application/json", loaded.pages(&look).index_json()));
        let answer = server.kept(&loaded, key, make).await?;
        return Ok(outer::conditional(request.headers(), loaded.modified, outer::held(&server, answer)?));
    }
    let mut look = Look::new(&loaded, request.uri(), request.headers());
    let path = look.path.clone();
    // A route cannot name languages, which the collection has.
    if look.is_chosen() && path == "sparql" {
        return super::sparql::sparql(State(server), request).await;
    }
    let (place, form) = found(&loaded, &path, look.is_chosen()).ok_or_else(Problem::not_found)?;
    look.path = place.path().to_owned();
    let offer = match form {
        Some(at) => FORMS[at],
        None => negotiated(request.headers(), &FORMS)?,
    };
    let is_search = place.is_directory() && asked(request.uri(), "q").is_some_and(|text| !text.trim().is_empty());
    if !is_search {
        look.forget_query();
    }
    match place.page() {
        Some(page) if !is_search => {
            let page = page.to_owned();
            answer(&server, request.headers(), request.uri(), page, place, look, offer).await
        }
        _ if form.is_none_or(|at| FORMS[at].1 == Form::Html) => {
            about(&server, request.headers(), request.uri(), place, look).await
        }
        _ => Err(Problem::not_found()),
    }
}

/// `/resource?iri=IRI`: the page about a thing, wherever that says it is.
pub(super) async fn resource(State(server): State<Arc<Server>>, request: Request) -> Result<Response, Problem> {
    let iri = asked(request.uri(), "iri").ok_or_else(|| Problem::bad("which one?").with_hint("give `?iri=IRI`"))?;
    let loaded = server.loaded();
    let page = iri.split('#').next().unwrap_or_default();
    let path = loaded.path_of(page).filter(|_| !loaded.store.subjects_of_page(page).is_empty());
    let address = format!("/{}", path.ok_or_else(Problem::not_found)?);
    let address = HeaderValue::from_str(&address).map_err(|_| Problem::not_found())?;
    Ok((StatusCode::SEE_OTHER, [(LOCATION, address)]).into_response())
}

/// The place that a path leads to, and the form that its ending asks for.
fn found(loaded: &Loaded, path: &str, is_chosen: bool) -> Option<(Place, Option<usize>)> {
    if let Some(place) = Place::at(loaded.source(), path) {
        return Some((place, is_chosen.then_some(0)));
    }
    let (path, form) = ENDINGS.iter().find_map(|(ending, form)| Some((path.strip_suffix(ending)?, *form)))?;
    let folder = path.strip_suffix("index").filter(|folder| folder.is_empty() || folder.ends_with('/'));
    Place::at(loaded.source(), folder.unwrap_or(path)).map(|place| (place, Some(form)))
}

/// A page that is about the graph, and so has no other forms.
async fn about(
    server: &Arc<Server>,
    headers: &HeaderMap,
    uri: &Uri,
    place: Place,
    look: Look,
) -> Result<Response, Problem> {
    let loaded = server.loaded();
    if let Some(text) = asked(uri, "q").filter(|text| !text.trim().is_empty() && place.is_directory()) {
        let work = move |loaded: &Loaded| Ok(loaded.answered(&look, |pages| pages.found(&text, loaded.find(&text))));
        return Ok(outer::held(server, server.work(loaded, work).await?)?.into_response());
    }
    let key = format!("about {} {}", look.key(), crate::date::today());
    let make = move |loaded: &Loaded| Ok(loaded.answered(&look, |pages| pages.content(&place)));
    let answer = server.kept(&loaded, key, make).await?;
    Ok(outer::conditional(headers, loaded.modified, outer::held(server, answer)?))
}

async fn answer(
    server: &Arc<Server>,
    headers: &HeaderMap,
    uri: &Uri,
    page: String,
    place: Place,
    look: Look,
    (media_type, form): Offer<Form>,
) -> Result<Response, Problem> {
    let view = match asked(uri, "view").as_deref() {
        Some("seo") => View::Seo,
        Some("full") | None => View::Full,
        Some(_) => return Err(Problem::bad("unknown view").with_hint("there are `full` and `seo`")),
    };
    let loaded = server.loaded();
    let key = match form {
        Form::Html => format!("page {} {}", look.key(), crate::date::today()),
        _ => format!("page {page} {media_type} {view:?}"),
    };
    let canonical = place.data().to_owned();
    let answer =
        server.kept(&loaded, key, move |loaded| made(loaded, &page, &place, &look, media_type, form, view)).await?;
    let mut response = outer::conditional(headers, loaded.modified, outer::held(server, answer)?);
    for (ending, name) in ALTERNATES {
        let link = format!("</{canonical}{ending}>; rel=\"alternate\"; type=\"{name}\"");
        if let Ok(link) = HeaderValue::from_str(&link) {
            response.headers_mut().append(LINK, link);
        }
    }
    Ok(response)
}

fn made(
    loaded: &Loaded,
    page: &str,
    place: &Place,
    look: &Look,
    media_type: &'static str,
    form: Form,
    view: View,
) -> Result<Answer, Problem> {
    let document = Document::new(loaded.source(), page);
    Ok(match form {
        Form::Html => loaded.answered(look, |pages| pages.content(place)),
        Form::JsonLd => {
            let languages = &loaded.collection.setup.settings.languages;
            let text = document.show(view, languages, |document| serde_json::to_string(&document));
            // A tree of texts is always JSON.
            Answer::new(media_type, text.unwrap_or_default() + "\n")
        }
        Form::Rdf(format) => {
            let quads = jsonld::quads_about(document.quads(View::Full), &document.thing);
            let text = rdf::dump(&quads, format);
            Answer::new(
                media_type,
                text.map_err(|_| Problem::new(StatusCode::NOT_ACCEPTABLE, "this format cannot hold the page"))?,
            )
        }
    })
}
