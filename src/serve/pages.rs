//! Pages of linked data: each page of the graph answers for the things that are its fragments, as HTML, JSON-LD or
//! another format of RDF, by what the client reads or by the ending of the address.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{HeaderValue, LINK, LOCATION};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use bumpalo::Bump;
use maud::html;
use oxigraph::model::vocab::rdf as rdf_terms;
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use percent_encoding::percent_decode_str;
use serde_json::Value;
use url::form_urlencoded;

use super::answer::{Answer, Offer, Problem, asked, negotiated};
use super::html::{self as pages, Cell, label, link};
use super::loaded::Loaded;
use super::{Server, outer};
use crate::folder::TEXTS;
use crate::graph;
use crate::iri::{Iris, fragment};
use crate::jsonld::{self, Directory, Documents, Options, Thing, Tree, View};
use crate::merge::Profile;
use crate::rdf;
use crate::vocab::{schema, vita};

/// How many things that lead to a page are shown on it.
const LEADING: usize = 200;
/// How many values of a property are shown.
const VALUES: usize = 500;
/// How many people are on one page of their list.
const PEOPLE: usize = 500;

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

/// Any address that no other route has: a page of the graph.
pub(super) async fn page(State(server): State<Arc<Server>>, request: Request) -> Result<Response, Problem> {
    if ![Method::GET, Method::HEAD].contains(request.method()) {
        return Err(Problem::not_allowed("GET, HEAD"));
    }
    let loaded = server.loaded();
    let path = percent_decode_str(request.uri().path().trim_start_matches('/')).decode_utf8_lossy();
    let (page, form) = found(&loaded, &path).ok_or_else(Problem::not_found)?;
    let offer = match form {
        Some(at) => FORMS[at],
        None => negotiated(request.headers(), &FORMS)?,
    };
    answer(&server, request.headers(), request.uri(), page, offer).await
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

/// The page that a path leads to, and the form that its ending asks for.
fn found(loaded: &Loaded, path: &str) -> Option<(String, Option<usize>)> {
    let whole = page_at(loaded, path).map(|page| (page, None));
    whole.or_else(|| {
        let (path, form) = ENDINGS.iter().find_map(|(ending, form)| Some((path.strip_suffix(ending)?, *form)))?;
        page_at(loaded, path).map(|page| (page, Some(form)))
    })
}

fn page_at(loaded: &Loaded, path: &str) -> Option<String> {
    // Where the base has a path of its own, a proxy may have left it on or taken it off.
    let own = url::Url::parse(loaded.base()).ok()?;
    let path = path.strip_prefix(own.path().trim_start_matches('/')).unwrap_or(path);
    let key = path.strip_prefix("people/").and_then(crate::decode::Key::new);
    let elsewhere = key.and_then(|key| loaded.page_of(&key).map(str::to_owned));
    let page = elsewhere.unwrap_or_else(|| [loaded.base(), path].concat());
    let is_there = |page: &String| *page == team_page(loaded) || !loaded.store.subjects_of_page(page).is_empty();
    // The page of a folder ends in a slash, which an ending stands in place of.
    [page.clone(), page + "/"].into_iter().find(is_there)
}

fn team_page(loaded: &Loaded) -> String {
    [loaded.base(), "people/"].concat()
}

async fn answer(
    server: &Arc<Server>,
    headers: &HeaderMap,
    uri: &Uri,
    page: String,
    (media_type, form): Offer<Form>,
) -> Result<Response, Problem> {
    let pairs: BTreeMap<String, String> =
        form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()).into_owned().collect();
    let view = match pairs.get("view").map(String::as_str) {
        Some("seo") => View::Seo,
        Some("full") | None => View::Full,
        Some(_) => return Err(Problem::bad("unknown view").with_hint("there are `full` and `seo`")),
    };
    let part: usize = pairs.get("part").map_or(Ok(1), |part| part.parse()).map_err(|_| Problem::bad("unknown part"))?;
    let loaded = server.loaded();
    let parts = || loaded.store.people().len().div_ceil(PEOPLE);
    if part != 1 && !(page == team_page(&loaded) && (2..=parts()).contains(&part)) {
        return Err(Problem::not_found());
    }
    let key = format!("page {page} {media_type} {view:?} {part}");
    let canonical = Page::new(&loaded, &page).path();
    let answer = server.kept(&loaded, key, move |loaded| made(loaded, &page, media_type, form, view, part)).await?;
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
    media_type: &'static str,
    form: Form,
    view: View,
    part: usize,
) -> Result<Answer, Problem> {
    let told = Page::new(loaded, page);
    Ok(match form {
        Form::Html => Answer::html(told.html(part)),
        Form::JsonLd => {
            let text = told.with_document(view, |document| serde_json::to_string(&document));
            // A tree of texts is always JSON.
            Answer::new(media_type, text.unwrap_or_default() + "\n")
        }
        Form::Rdf(format) => {
            let quads = jsonld::quads_about(told.quads(View::Full), &told.thing);
            let text = rdf::dump(&quads, format);
            Answer::new(
                media_type,
                text.map_err(|_| Problem::new(StatusCode::NOT_ACCEPTABLE, "this format cannot hold the page"))?,
            )
        }
    })
}

/// A page of the graph.
struct Page<'l> {
    loaded: &'l Loaded,
    page: String,
    thing: Thing,
}

impl<'l> Page<'l> {
    fn new(loaded: &'l Loaded, page: &str) -> Self {
        let local = page.strip_prefix(loaded.base()).unwrap_or_default();
        let thing = match loaded.person_of(page) {
            Some(_) => Thing::Person { page: page.to_owned() },
            None if local == "people/" => Thing::Team(Iris::new(loaded.base()).team()),
            None if local.starts_with("organizations/") && !local.ends_with('/') => {
                Thing::Organization(fragment(page, "organization"))
            }
            None => Thing::Everything,
        };
        Self { loaded, page: page.to_owned(), thing }
    }

    /// The quads that documents about the page are made from: those of a person as the person's records are mapped, else
    /// those of the page's things, and of what leads to an organization.
    fn quads(&self, view: View) -> Vec<Quad> {
        let (store, setup, audience) = (&self.loaded.store, &self.loaded.collection.setup, self.loaded.audience);
        if let Some(key) = self.loaded.person_of(&self.page) {
            let profile = Profile::new(key, &self.loaded.collection.people[key], setup);
            return graph::collect(&profile, setup, audience);
        }
        if let Thing::Team(_) = self.thing {
            let people = store.people();
            let short = people.iter().flat_map(|person| self.in_short(person.as_ref()));
            return short.chain(graph::team(setup, people.clone())).collect();
        }
        let mut nodes = store.subjects_of_page(&self.page);
        let mut quads = Vec::new();
        let mut at = 0;
        while let Some(node) = nodes.get(at).cloned() {
            at += 1;
            let own = store.quads_about(node.as_ref());
            if let Thing::Organization(_) = self.thing {
                let parents = own.iter().filter(|quad| quad.predicate == schema::PARENT_ORGANIZATION);
                let related: Vec<NamedNode> = parents.filter_map(|quad| object_node(quad).cloned()).collect();
                nodes.extend(related.into_iter().filter(|node| !nodes.contains(node)).collect::<Vec<_>>());
                quads.extend(self.leading_to(node.as_ref(), view, &mut nodes));
            }
            quads.extend(own);
        }
        quads
    }

    /// What leads to an organization or a department: people in short, jobs and studies whole, other organizations as nodes
    /// to look at.
    fn leading_to(&self, node: NamedNodeRef<'_>, view: View, nodes: &mut Vec<NamedNode>) -> Vec<Quad> {
        let store = &self.loaded.store;
        let mut quads = Vec::new();
        for leading in store.quads_to(node) {
            let NamedOrBlankNode::NamedNode(subject) = &leading.subject else { continue };
            if leading.predicate == schema::PARENT_ORGANIZATION {
                if !nodes.contains(subject) {
                    nodes.push(subject.clone());
                }
            } else if leading.predicate == vita::AT || leading.predicate == vita::DEPARTMENT {
                let role = if view == View::Full { store.quads_about(subject.as_ref()) } else { Vec::new() };
                let holders = role.iter().filter(|quad| quad.predicate == vita::HOLDER).filter_map(object_node);
                quads.extend(holders.flat_map(|holder| store.quads_about(holder.as_ref())));
                quads.extend(role);
            } else if subject.as_str().ends_with("#person") {
                quads.extend(self.in_short(subject.as_ref()));
            }
        }
        quads
    }

    /// What a list of people shows of one.
    fn in_short(&self, person: NamedNodeRef<'_>) -> Vec<Quad> {
        let mut quads = self.loaded.store.quads_about(person);
        quads.retain(|quad| {
            View::Seo.properties().is_none_or(|properties| properties.contains(quad.predicate.as_str()))
        });
        quads
    }

    /// Shows the document about the page. It carries its context along, so that nobody has to fetch one.
    fn with_document<T>(&self, view: View, show: impl FnOnce(Tree<'_>) -> T) -> T {
        let setup = &self.loaded.collection.setup;
        let (inline_context, languages) = (view == View::Full, &setup.settings.languages[..]);
        let view = if matches!(self.thing, Thing::Everything) { View::Full } else { view };
        let options = Options { view, languages, inline_context };
        if let Some(key) = self.loaded.person_of(&self.page) {
            let texts = Bump::with_capacity(TEXTS);
            let profile = Profile::new(key, &self.loaded.collection.people[key], setup);
            let quads = graph::collect_in(&texts, &profile, setup, self.loaded.audience, view.properties());
            let framed = Documents::new(quads.iter().copied(), options);
            return show(framed.document_with(&self.thing, &Directory::default()));
        }
        let quads = self.quads(view);
        let framed = Documents::new(quads.iter().map(Quad::as_ref), options);
        let directory = Directory::new(framed.members());
        show(framed.document_with(&self.thing, &directory))
    }

    /// The page for people.
    fn html(&self, part: usize) -> String {
        let loaded = self.loaded;
        let mut things = loaded.store.subjects_of_page(&self.page);
        let main = self.main(&things);
        things.sort_by_key(|thing| Some(thing) != main.as_ref());
        let team = matches!(self.thing, Thing::Team(_));
        let title = main.as_ref().and_then(|node| loaded.name(node.as_ref()));
        let title = if team { Some("People".to_owned()) } else { title };
        let title = title.unwrap_or_else(|| crate::iri::short(&self.page, loaded.base()));
        let document: Option<Value> = (!team).then(|| self.with_document(View::Seo, |document| document.into()));
        let head = self.head(document.as_ref());
        let is_framed = matches!(self.thing, Thing::Person { .. } | Thing::Organization(_));
        let body = html! {
            h1 { (title) }
            @if team { (self.people(part)) }
            @if let Some(document) = document.filter(|_| is_framed) { (pages::document(&document, loaded)) h2 { "All statements" } }
            @for thing in &things { (self.section(thing)) }
            @if let Some(main) = main.filter(|_| !team) { (self.leading(&main)) }
            p { "Also as " a href={ "/" (self.path()) ".jsonld" } { "JSON-LD" } " and " a href={ "/" (self.path()) ".ttl" } { "Turtle" } "." }
        };
        pages::page(&title, &head, &body)
    }

    fn path(&self) -> String {
        let path = self.loaded.path_of(&self.page).unwrap_or_default();
        if path == "people/" { "people".into() } else { path }
    }

    fn head(&self, document: Option<&Value>) -> maud::Markup {
        html! {
            link rel="canonical" href=(self.page);
            link rel="alternate" type="application/ld+json" href={ "/" (self.path()) ".jsonld" };
            link rel="alternate" type="text/turtle" href={ "/" (self.path()) ".ttl" };
            @if let Some(document) = document { (pages::json_ld(document)) }
        }
    }

    /// The thing that the page is about.
    fn main(&self, things: &[NamedNode]) -> Option<NamedNode> {
        let ends = ["#person", "#organization", "#work", "#term", "#language"];
        let main = things.iter().find(|node| ends.iter().any(|end| node.as_str().ends_with(end)));
        main.or(things.first()).cloned()
    }

    /// All that is known of a thing.
    fn section(&self, thing: &NamedNode) -> maud::Markup {
        let mut properties: BTreeMap<String, Vec<Term>> = BTreeMap::new();
        let mut classes = Vec::new();
        let quads = self.loaded.store.quads_about(thing.as_ref());
        for quad in quads.into_iter().filter(|quad| quad.graph_name.is_default_graph()) {
            match quad.predicate == rdf_terms::TYPE {
                true => classes.extend(object_node(&quad).map(|class| label(class.as_str()))),
                false => properties.entry(label(quad.predicate.as_str())).or_default().push(quad.object),
            }
        }
        let fragment = thing.as_str().split_once('#').map(|(_, fragment)| fragment);
        html! {
            section id=[fragment] {
                h2 { (self.loaded.name(thing.as_ref()).unwrap_or_else(|| classes.join(", "))) }
                dl {
                    dt { "is a" } dd { (classes.join(", ")) }
                    @for (property, values) in &properties {
                        dt { (property) }
                        dd {
                            @for value in values.iter().take(VALUES) { (Cell::new(Some(value), self.loaded).markup()) }
                            @if values.len() > VALUES { span { "and " (values.len() - VALUES) " more" } }
                        }
                    }
                }
            }
        }
    }

    /// What leads to the page's thing.
    fn leading(&self, main: &NamedNode) -> maud::Markup {
        let mut things: BTreeMap<String, Vec<NamedNode>> = BTreeMap::new();
        for quad in self.loaded.store.quads_to(main.as_ref()).into_iter().take(LEADING) {
            if let NamedOrBlankNode::NamedNode(subject) = quad.subject
                && !subject.as_str().starts_with(&format!("{}#", self.page))
            {
                things.entry(label(quad.predicate.as_str())).or_default().push(subject);
            }
        }
        html! {
            @if !things.is_empty() {
                h2 { "Where it is named" }
                dl { @for (property, nodes) in &things {
                    dt { (property) " of" }
                    dd { @for node in nodes { (Cell::new(Some(&node.clone().into()), self.loaded).markup()) } }
                } }
            }
        }
    }

    /// The list of all people, in parts.
    fn people(&self, part: usize) -> maud::Markup {
        let people = self.loaded.store.people();
        let parts = people.len().div_ceil(PEOPLE);
        let shown = people.iter().skip(part.saturating_sub(1) * PEOPLE).take(PEOPLE);
        html! {
            ul { @for person in shown {
                li {
                    @match link(person.as_str(), self.loaded) {
                        Some(link) => a href=(link) { (self.loaded.name(person.as_ref()).unwrap_or_else(|| "(no name)".into())) },
                        None => (self.loaded.name(person.as_ref()).unwrap_or_default()),
                    }
                }
            } }
            @if parts > 1 {
                nav aria-label="Parts" { @for number in 1..=parts {
                    a href={ "/people/?part=" (number) } aria-current=[(number == part).then_some("page")] { (number) }
                } }
            }
        }
    }
}

fn object_node(quad: &Quad) -> Option<&NamedNode> {
    if let Term::NamedNode(node) = &quad.object { Some(node) } else { None }
}
