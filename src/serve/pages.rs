//! Pages of linked data: each page of the graph answers for the things that are its fragments, as HTML, JSON-LD or
//! another format of RDF, by what the client reads or by the ending of the address.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{HeaderValue, LINK, LOCATION};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};

use super::answer::{Answer, Offer, Problem, asked, negotiated};
use super::html::{Look, folder_of};
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
    let (loaded, uri, headers) = (server.loaded(), request.uri(), request.headers());
    if let Some(look) = Look::of_index(&loaded, uri) {
        let key = format!("index {}", look.key());
        let make = move |loaded: &Loaded| Ok(Answer::new("application/json", loaded.pages(&look).index_json()));
        let answer = server.kept(&loaded, key, make).await?;
        return Ok(outer::conditional(headers, loaded.modified, outer::held(&server, answer)?));
    }
    let mut look = Look::new(&loaded, uri, headers);
    // A route cannot name languages, which the collection has.
    if look.is_chosen() && look.path == "sparql" {
        return super::sparql::sparql(State(server), request).await;
    }
    let (place, form) = found(&loaded, &look.path, look.is_chosen()).ok_or_else(Problem::not_found)?;
    look.path = place.path().to_owned();
    let offer = match form {
        Some(at) => FORMS[at],
        None => negotiated(headers, &FORMS)?,
    };
    let is_page = form.is_none_or(|at| FORMS[at].1 == Form::Html);
    let text = asked(uri, "q").filter(|text| place.is_directory() && !text.trim().is_empty());
    if text.is_none() {
        look.forget_query();
    }
    match (text, place.page()) {
        (Some(text), _) if is_page => search(&server, look, text).await,
        (None, Some(_)) => answer(&server, headers, uri, place, look, offer).await,
        (None, None) if is_page => answer(&server, headers, uri, place, look, FORMS[0]).await,
        _ => Err(Problem::not_found()),
    }
}

/// `/resource?iri=IRI`: the page about a thing, wherever that says it is.
pub(super) async fn resource(State(server): State<Arc<Server>>, request: Request) -> Result<Response, Problem> {
    let iri = asked(request.uri(), "iri").ok_or_else(|| Problem::bad("which one?").with_hint("give `?iri=IRI`"))?;
    let loaded = server.loaded();
    let page = iri.split('#').next().unwrap_or_default();
    let path = loaded.addresses.path_of(page).filter(|_| !loaded.store.subjects_of_page(page).is_empty());
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
    Place::at(loaded.source(), folder_of(path)).map(|place| (place, Some(form)))
}

/// The page of who is found by a text.
async fn search(server: &Arc<Server>, look: Look, text: String) -> Result<Response, Problem> {
    let work = move |loaded: &Loaded| Ok(loaded.answered(&look, |pages| pages.found(&text, loaded.find(&text))));
    Ok(outer::held(server, server.work(server.loaded(), work).await?)?.into_response())
}

async fn answer(
    server: &Arc<Server>,
    headers: &HeaderMap,
    uri: &Uri,
    place: Place,
    look: Look,
    (media_type, form): Offer<Form>,
) -> Result<Response, Problem> {
    // What is no page of the graph has one view.
    let view = match asked(uri, "view").as_deref().filter(|_| place.page().is_some()) {
        Some("seo") => View::Seo,
        Some("full") | None => View::Full,
        Some(_) => return Err(Problem::bad("unknown view").with_hint("there are `full` and `seo`")),
    };
    let loaded = server.loaded();
    let key = match form {
        Form::Html => format!("page {} {}", look.key(), crate::date::today()),
        _ => format!("data {} {media_type} {view:?}", place.path()),
    };
    let data = place.page().map(|_| place.data().to_owned());
    let make = move |loaded: &Loaded| made(loaded, &place, &look, media_type, form, view);
    let answer = server.kept(&loaded, key, make).await?;
    let mut response = outer::conditional(headers, loaded.modified, outer::held(server, answer)?);
    for (ending, name) in ALTERNATES.iter().filter(|_| data.is_some()) {
        let link = format!("</{}{ending}>; rel=\"alternate\"; type=\"{name}\"", data.as_deref().unwrap_or_default());
        if let Ok(link) = HeaderValue::from_str(&link) {
            response.headers_mut().append(LINK, link);
        }
    }
    Ok(response)
}

fn made(
    loaded: &Loaded,
    place: &Place,
    look: &Look,
    media_type: &'static str,
    form: Form,
    view: View,
) -> Result<Answer, Problem> {
    let document = || Document::new(loaded.source(), place.page().unwrap_or_default());
    Ok(match form {
        Form::Html => loaded.answered(look, |pages| pages.content(place)),
        Form::JsonLd => {
            let languages = &loaded.collection.setup.settings.languages;
            let text = document().show(view, languages, |document| serde_json::to_string(&document));
            // A tree of texts is always JSON.
            Answer::new(media_type, text.unwrap_or_default() + "\n")
        }
        Form::Rdf(format) => {
            let document = document();
            let quads = jsonld::quads_about(document.quads(View::Full), &document.thing);
            let text = rdf::dump(&quads, format);
            Answer::new(
                media_type,
                text.map_err(|_| Problem::new(StatusCode::NOT_ACCEPTABLE, "this format cannot hold the page"))?,
            )
        }
    })
}
