//! The server, asked through its router, in this process.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use serde_json::Value;
use tokio::runtime::{Builder, Runtime};
use tower::ServiceExt;
use url::form_urlencoded::byte_serialize;
use vitagraph::assets;
use vitagraph::decode::Visibility;
use vitagraph::serve::{Limits, Options, Server};

use crate::support::{Folder, root};

const SETTINGS: (&str, &str) = ("vitagraph.toml", "base = \"https://team.example/\"\nlanguages = [\"en\", \"zh\"]\n");
const ANN: (&str, &str) = (
    "people/ann.yaml",
    "basics:\n  name: {en: Ann Lee, zh: 李安}\n  email: ann@secret.example\n  phone: '0109876543'\n\
     work:\n- {name: Acme, position: Engineer, startDate: 2018, endDate: present}\nskills: [{name: Kafka}]\n",
);
const BOB: (&str, &str) = (
    "people/bob.yaml",
    "basics: {name: Bob Ray}\nwork:\n- {name: Acme, position: Chemist, startDate: 2019-02, endDate: 2020}\n",
);
const HIDDEN: (&str, &str) = (
    "people/hidden.yaml",
    "visibility: internal\nbasics: {name: Eve Hidden}\nwork:\n- {name: Acme, startDate: 2019}\n",
);
const PEOPLE: [(&str, &str); 4] = [SETTINGS, ANN, BOB, HIDDEN];

/// A server, and what its answers are read with.
struct Asked {
    runtime: Runtime,
    router: Router,
    _folder: Option<Folder>,
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
}

impl Asked {
    fn new(files: &[(&str, &str)]) -> Self {
        Self::with(files, |_| {})
    }

    fn with(files: &[(&str, &str)], change: impl FnOnce(&mut Options)) -> Self {
        let folder = Folder::new(files);
        let mut options = options(folder.path());
        change(&mut options);
        Self { _folder: Some(folder), ..Self::of(options) }
    }

    /// The server of the repository's own data.
    fn data() -> Self {
        Self::of(options(&root().join("data")))
    }

    fn of(options: Options) -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let router = Server::new(options).unwrap().router();
        Self { runtime, router, _folder: None }
    }

    fn send(&self, request: Request<Body>) -> Answer {
        self.runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.unwrap();
            let (head, body) = response.into_parts();
            let text = to_bytes(body, usize::MAX).await.unwrap();
            Answer { status: head.status, headers: head.headers, text: String::from_utf8_lossy(&text).into_owned() }
        })
    }

    fn get_as(&self, path: &str, accept: &str) -> Answer {
        self.send(Request::get(path).header("accept", accept).body(Body::empty()).unwrap())
    }

    fn get(&self, path: &str) -> Answer {
        self.get_as(path, "*/*")
    }

    fn sparql(&self, query: &str) -> Answer {
        self.get_as(&format!("/sparql?query={}", escaped(query)), "text/csv")
    }

    fn post(&self, path: &str, kind: &str, body: &str) -> Answer {
        self.send(Request::post(path).header("content-type", kind).body(Body::from(body.to_owned())).unwrap())
    }
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap()
    }
}

fn options(root: &std::path::Path) -> Options {
    let mut limits = Limits::default();
    limits.query.time = Duration::from_secs(2);
    Options { root: root.to_owned(), audience: Visibility::Public, token: None, live: false, limits }
}

fn escaped(text: &str) -> String {
    byte_serialize(text.as_bytes()).collect()
}

const NAMES: &str = "SELECT ?name { ?person a schema:Person ; schema:name ?name } ORDER BY ?name";

#[test]
fn a_query_is_answered_by_get_and_by_both_ways_of_post() {
    let server = Asked::new(&PEOPLE);
    let expected = "name\r\nAnn Lee\r\n李安\r\nBob Ray\r\n";
    let sorted = |text: &str| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert_eq!(sorted(&server.sparql(NAMES).text), sorted(expected));
    let form = server.post("/sparql", "application/x-www-form-urlencoded", &format!("query={}", escaped(NAMES)));
    let direct = server.post("/sparql", "application/sparql-query", NAMES);
    for answer in [form, direct] {
        assert_eq!(answer.header("content-type"), "application/sparql-results+json");
        assert_eq!(answer.json()["results"]["bindings"].as_array().unwrap().len(), 3);
    }
}

#[test]
fn the_form_of_an_answer_is_what_the_client_reads() {
    let server = Asked::new(&PEOPLE);
    let forms = [
        ("SELECT * { ?s a schema:Person }", "application/sparql-results+xml", "<sparql"),
        ("SELECT * { ?s a schema:Person }", "text/tab-separated-values", "?s"),
        ("SELECT * { ?s a schema:Person }", "text/html", "<table>"),
        ("ASK { ?s a schema:Person }", "application/sparql-results+json", "true"),
        ("ASK { ?s a schema:Person }", "text/html", "yes"),
        ("CONSTRUCT WHERE { ?s a schema:Person }", "text/turtle", "schema:Person"),
        ("CONSTRUCT WHERE { ?s a schema:Person }", "application/n-triples", "<http://schema.org/Person> ."),
        ("CONSTRUCT WHERE { ?s a schema:Person }", "application/ld+json", "\"@type\""),
        ("CONSTRUCT WHERE { ?s a schema:Person }", "application/rdf+xml", "<rdf:RDF"),
        ("DESCRIBE <https://team.example/people/ann#person>", "text/turtle", "Ann Lee"),
    ];
    for (query, media_type, part) in forms {
        let answer = server.get_as(&format!("/sparql?query={}", escaped(query)), media_type);
        assert_eq!(answer.status, StatusCode::OK, "{query} {media_type}: {}", answer.text);
        assert!(answer.header("content-type").starts_with(media_type), "{query} {media_type}");
        assert!(answer.text.contains(part), "{query} {media_type}: {}", answer.text);
    }
    assert_eq!(server.get_as("/sparql?query=ASK{}", "image/png").status, StatusCode::NOT_ACCEPTABLE);
}

#[test]
fn what_the_protocol_does_not_allow_is_refused() {
    let server = Asked::new(&PEOPLE);
    let refused = [
        (server.get("/sparql?query=SELECT"), 400),
        (server.get("/sparql?query=ASK%7B%7D&query=ASK%7B%7D"), 400),
        (server.get("/sparql?query=ASK%7B%7D%FF"), 400),
        (server.get("/sparql?query=ASK%7B%7D&default-graph-uri=relative"), 400),
        (server.get("/sparql?update=CLEAR%20ALL"), 403),
        (server.post("/sparql", "application/sparql-update", "CLEAR ALL"), 403),
        (server.post("/sparql", "application/x-www-form-urlencoded", "update=CLEAR+ALL"), 403),
        (server.post("/sparql", "text/plain", "ASK {}"), 415),
        (server.post("/sparql", "application/sparql-query;charset=utf-16", "ASK {}"), 415),
        (server.post("/sparql", "application/x-www-form-urlencoded", ""), 400),
        (server.send(Request::put("/sparql").body(Body::empty()).unwrap()), 405),
        (server.send(Request::put("/store?default").body(Body::empty()).unwrap()), 403),
        (server.send(Request::delete("/people/ann").body(Body::empty()).unwrap()), 405),
        (server.post("/sparql", "application/sparql-query", &"#".repeat(2 << 20)), 413),
    ];
    for (at, (answer, status)) in refused.into_iter().enumerate() {
        assert_eq!(answer.status.as_u16(), status, "number {at}: {}", answer.text);
    }
    let update = server.get("/sparql?query=CLEAR%20ALL");
    assert!(update.status == StatusCode::BAD_REQUEST && update.text.contains("is an update"), "{}", update.text);
}

#[test]
fn graphs_that_the_protocol_names_are_the_dataset() {
    let files = [
        SETTINGS,
        ("people/ann.a.yaml", "id: ann\nmeta: {lastModified: 2024}\nbasics: {name: Ann, label: Chemist}\n"),
        ("people/ann.b.yaml", "id: ann\nmeta: {lastModified: 2020}\nbasics: {name: Ann, label: Engineer}\n"),
    ];
    let server = Asked::with(&files, |options| options.audience = Visibility::Internal);
    let ask = |query: &str, more: &str| {
        let path = format!("/sparql?query={}{more}", escaped(query));
        server.send(
            Request::get(path).header("host", "localhost").header("accept", "text/csv").body(Body::empty()).unwrap(),
        )
    };
    let graphs = ask("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", "").text;
    let graph = graphs.lines().nth(1).unwrap();
    let titles = "SELECT ?title { ?person schema:jobTitle ?title }";
    assert_eq!(ask(titles, "").text, "title\r\nChemist\r\n");
    assert_eq!(ask(titles, &format!("&default-graph-uri={}", escaped(graph))).text, "title\r\nEngineer\r\n");
    let named = "SELECT ?title { GRAPH ?g { ?person schema:jobTitle ?title } }";
    assert_eq!(ask(named, &format!("&named-graph-uri={}", escaped(graph))).text, "title\r\nEngineer\r\n");
    assert_eq!(ask(named, "&named-graph-uri=https%3A%2F%2Fnone.example%2F").text, "title\r\n");
    let from = format!("SELECT ?title FROM <{graph}> {{ ?person schema:jobTitle ?title }}");
    assert_eq!(ask(&from, "").text, "title\r\nEngineer\r\n");
    assert_eq!(ask(&from, "&default-graph-uri=https%3A%2F%2Fnone.example%2F").text, "title\r\n");
    let store = |path: &str| {
        server.send(
            Request::get(path)
                .header("host", "localhost")
                .header("accept", "application/n-triples")
                .body(Body::empty())
                .unwrap(),
        )
    };
    assert!(store(&format!("/store?graph={}", escaped(graph))).text.contains("Engineer"));
    assert!(!store("/store?default").text.contains("Engineer"));
    assert_eq!(store("/store?graph=https%3A%2F%2Fnone.example%2F").status, StatusCode::NOT_FOUND);
    assert_eq!(store("/store?graph=x").status, StatusCode::BAD_REQUEST);
}

#[test]
fn a_bare_request_describes_the_service() {
    let server = Asked::new(&PEOPLE);
    let description = server.get("/sparql");
    assert_eq!(description.header("content-type"), "text/turtle");
    assert!(description.text.contains("sparql-service-description#endpoint"), "{}", description.text);
    assert!(server.get_as("/sparql", "text/html").text.contains("<textarea"));
    assert!(server.get("/.well-known/void").text.contains("http://rdfs.org/ns/void#triples"));
}

#[test]
fn named_queries_answer_as_json_csv_and_pages() {
    let server = Asked::new(&PEOPLE);
    let list = server.get_as("/queries", "application/json").json();
    assert!(list.as_array().unwrap().iter().any(|query| query["path"] == "/queries/colleagues"));
    let csv = server.get_as("/queries/colleagues?person=ann", "text/csv");
    assert!(csv.status == StatusCode::OK && csv.text.contains("people/bob#person"), "{}", csv.text);
    assert!(!csv.text.contains("Hidden"));
    let json = server.get_as("/queries/colleagues?person=%E6%9D%8E%E5%AE%89", "application/json");
    assert_eq!(json.json()["results"]["bindings"].as_array().unwrap().len(), 1, "{}", json.text);
    let page = server.get_as("/queries/colleagues?person=ann", "text/html");
    assert!(page.text.contains("<a href=\"../people/bob\">Bob Ray</a>"), "{}", page.text);
    assert!(server.get_as("/queries/colleagues", "text/html").text.contains("<input id=\"person\""));
    assert_eq!(
        server.get("/queries/colleagues?person=ann&limit=0").json()["results"]["bindings"],
        serde_json::json!([])
    );
}

#[test]
fn wrong_values_of_named_queries_are_told() {
    let server = Asked::new(&PEOPLE);
    let told = [
        ("/queries/colleagues", 400, "needs a value for `person`"),
        ("/queries/colleagues?person=nobody", 400, "unknown person `nobody`"),
        ("/queries/colleagues?person=Eve%20Hidden", 400, "unknown person"),
        ("/queries/colleagues?person=ann&person=bob", 400, "given twice"),
        ("/queries/colleagues?person=ann&limit=many", 400, "no whole number"),
        ("/queries/colleagues?who=ann", 400, "unknown parameter `who`"),
        (&format!("/queries/colleagues?person={}", "a".repeat(501)), 400, "more than 500 characters"),
        ("/queries/nothing", 404, "nothing here"),
    ];
    for (path, status, part) in told {
        let answer = server.get(path);
        assert_eq!(answer.status.as_u16(), status, "{path}");
        assert!(answer.text.contains(part), "{path}: {}", answer.text);
    }
    let problem = server.get_as("/queries/colleagues", "application/json");
    assert_eq!(problem.header("content-type"), "application/problem+json");
    assert_eq!(problem.json()["status"], 400);
}

#[test]
fn openapi_describes_each_query_with_its_values() {
    let openapi = Asked::new(&PEOPLE).get("/openapi.json").json();
    let operation = &openapi["paths"]["/queries/colleagues"]["get"];
    assert_eq!(operation["parameters"][0]["name"], "person");
    assert_eq!(operation["parameters"][0]["required"], true);
    assert_eq!(openapi["paths"].as_object().unwrap().len(), 25);
}

#[test]
fn each_page_answers_by_accept_and_by_ending() {
    let server = Asked::data();
    for page in ["/people/stuart-lau", "/people/", "/organizations/kuaishou", "/skills/java"] {
        let forms = [
            ("text/html", "", "<h1>"),
            ("application/ld+json", ".jsonld", "@context"),
            ("text/turtle", ".ttl", "@prefix"),
            ("application/n-triples", ".nt", " .\n"),
            ("application/rdf+xml", ".rdf", "<rdf:RDF"),
            ("application/n-quads", ".nq", " .\n"),
        ];
        for (media_type, ending, part) in forms {
            let answer = server.get_as(page, media_type);
            assert_eq!(answer.status, StatusCode::OK, "{page} {media_type}");
            assert!(answer.header("content-type").starts_with(media_type), "{page} {media_type}");
            assert!(answer.text.contains(part), "{page} {media_type}: {}", answer.text);
            let by_ending = server.get(&format!("{}{ending}", page.trim_end_matches('/')));
            if !ending.is_empty() {
                assert!(by_ending.text == answer.text, "{page}{ending}");
            }
        }
    }
    assert_eq!(server.get("/people/nobody").status, StatusCode::NOT_FOUND);
}

#[test]
fn every_subject_of_the_store_is_found_at_its_page() {
    let server = Asked::data();
    let quads = server.get("/store").text;
    let mut pages: Vec<&str> =
        quads.lines().filter_map(|line| line.strip_prefix('<')?.split(['#', '>']).next()).collect();
    pages.sort_unstable();
    pages.dedup();
    assert!(pages.len() > 50);
    for page in pages {
        let found = server.get(&format!("/resource?iri={}", escaped(page)));
        assert_eq!(found.status, StatusCode::SEE_OTHER, "{page}");
        let page = server.get_as(found.header("location"), "text/turtle");
        assert_eq!(page.status, StatusCode::OK, "{}", found.header("location"));
    }
}

#[test]
fn the_document_of_a_page_is_what_export_prints() {
    let server = Asked::data();
    for (path, arguments) in [
        ("/people/stuart-lau.jsonld?view=seo", vec!["export", "stuart-lau"]),
        ("/people.jsonld?view=seo", vec!["export", "--team"]),
        ("/organizations/kuaishou.jsonld?view=seo", vec!["export", "--organization", "kuaishou"]),
        ("/people/stuart-lau.jsonld", vec!["export", "stuart-lau", "--view", "full", "--context", "inline"]),
        (
            "/organizations/xiaomi.jsonld",
            vec!["export", "--organization", "xiaomi", "--view", "full", "--context", "inline"],
        ),
    ] {
        assert_eq!(server.get(path).json(), crate::support::json(&arguments), "{path}");
    }
    for (path, arguments) in [
        ("/people/stuart-lau.ttl", vec!["export", "stuart-lau", "--format", "turtle"]),
        ("/organizations/xiaomi.nt", vec!["export", "--organization", "xiaomi", "--format", "ntriples"]),
    ] {
        assert_eq!(server.get(path).text, crate::support::printed(&arguments), "{path}");
    }
}

#[test]
fn what_a_client_has_already_is_not_sent_again() {
    let server = Asked::new(&PEOPLE);
    let first = server.get("/people/ann");
    let again = |name: &str, value: &str| {
        server.send(Request::get("/people/ann").header(name, value).body(Body::empty()).unwrap())
    };
    assert_eq!(again("if-none-match", first.header("etag")).status, StatusCode::NOT_MODIFIED);
    assert_eq!(again("if-none-match", "\"other\"").status, StatusCode::OK);
    assert_eq!(again("if-modified-since", first.header("last-modified")).status, StatusCode::NOT_MODIFIED);
    assert_eq!(again("if-modified-since", "Thu, 01 Jan 2015 00:00:00 GMT").status, StatusCode::OK);
    assert_ne!(server.get("/people/bob").header("etag"), first.header("etag"));
    let head = server.send(Request::head("/people/ann").body(Body::empty()).unwrap());
    assert_eq!(head.header("etag"), first.header("etag"));
    let zipped = again("accept-encoding", "gzip");
    assert_eq!((zipped.status, zipped.header("content-encoding")), (StatusCode::OK, "gzip"));
}

#[test]
fn answers_have_the_headers_that_keep_browsers_safe() {
    let server = Asked::new(&PEOPLE);
    for path in ["/", "/people/ann", "/sparql", "/nothing", "/queries/colleagues", "/openapi.json"] {
        let answer = server.get_as(path, "text/html, application/json;q=0.5");
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; script-src 'self';"), "{path}: {policy}");
        assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
        assert!(!policy.contains("data:") && !policy.contains('*'), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("x-frame-options"), "DENY", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{path}");
    }
}

#[test]
fn scripts_of_pages_are_as_the_program_holds_them() {
    let server = Asked::new(&PEOPLE);
    for name in assets::names() {
        let path = format!("/assets/{name}");
        let (bytes, media_type) = assets::get(&name).unwrap();
        let plain = server.get(&path);
        assert_eq!((plain.status, plain.header("content-type")), (StatusCode::OK, media_type), "{path}");
        assert_eq!(plain.text.as_bytes(), &*bytes, "{path}");
        let again =
            |name: &str, value: &str| server.send(Request::get(&path).header(name, value).body(Body::empty()).unwrap());
        assert_eq!(again("if-none-match", plain.header("etag")).status, StatusCode::NOT_MODIFIED, "{path}");
        let pressed = again("accept-encoding", "br, gzip;q=0.8");
        assert_eq!(pressed.header("content-encoding"), "gzip", "{path}");
        assert!(pressed.headers.get_all("vary").iter().any(|value| value == "accept-encoding"), "{path}");
        assert_eq!(again("accept-encoding", "gzip;q=0").header("content-encoding"), "", "{path}");
    }
    for path in ["/assets/", "/assets/none.js", "/assets/..%2Fpackage.json", "/assets/%2Fetc%2Fhostname"] {
        assert_eq!(server.get(path).status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(server.get("/favicon.ico").header("content-type"), "image/svg+xml");
}

#[test]
fn the_form_for_queries_has_the_editor_where_the_program_has_it() {
    let page = Asked::new(&PEOPLE).get_as("/sparql", "text/html").text;
    assert!(page.contains("action=\"sparql\" method=\"get\" data-endpoint=\"sparql\">"), "{page}");
    assert!(page.contains("<textarea id=\"query\" name=\"query\""), "{page}");
    if !assets::has("editor.js") {
        assert!(page.contains("web/build") && !page.contains("<script"), "{page}");
        return;
    }
    assert!(page.contains("<script type=\"module\" src=\"assets/editor.js\"></script>"), "{page}");
    let known = block(&page, "id=\"vocabulary\"");
    assert_eq!(known["prefixes"]["schema"], "http://schema.org/");
    let terms: Vec<&str> = known["terms"].as_array().unwrap().iter().map(|term| term.as_str().unwrap()).collect();
    assert!(terms.contains(&"schema:Person") && terms.contains(&"vita:holder"), "{terms:?}");
}

/// The block of data with an attribute in a page.
fn block(page: &str, attribute: &str) -> Value {
    let (_, rest) = page.split_once(&format!("<script type=\"application/json\" {attribute}>")).unwrap();
    serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
}

#[test]
fn a_chart_has_the_rows_of_the_answer_with_names() {
    let server = Asked::new(&PEOPLE);
    let page = server.get_as("/queries/since?today=2019-06", "text/html").text;
    assert!(page.contains("<td>"), "the table stays: {page}");
    if !assets::has("charts.js") {
        assert!(!page.contains("<script") && !page.contains("<figure"), "{page}");
        return;
    }
    assert!(page.contains("<script type=\"module\" src=\"../assets/charts.js\"></script>"), "{page}");
    let chart = block(&page, "class=\"chart\"");
    let values = chart["data"]["values"].as_array().unwrap();
    let rows = server.get_as("/queries/since?today=2019-06", "application/json").json();
    let rows = rows["results"]["bindings"].as_array().unwrap();
    assert_eq!((values.len(), rows.len()), (2, 2), "{values:?}");
    for (value, row) in values.iter().zip(rows) {
        assert_eq!(value["months"].to_string(), row["months"]["value"].as_str().unwrap());
        assert!(["Ann Lee", "Bob Ray"].contains(&value["person"].as_str().unwrap()), "{value}");
        assert_eq!(value["organization"], "Acme");
    }
    assert!(page.contains(&format!("<figcaption>{}</figcaption>", chart["title"].as_str().unwrap())), "{page}");
    assert!(chart["description"].as_str().unwrap().contains("2 rows"), "{chart}");
    let without = server.get_as("/queries/search?text=Ann", "text/html").text;
    assert!(!without.contains("<figure") && !without.contains("<script"), "{without}");
    let empty = server.get_as("/queries/since?today=1990", "text/html").text;
    assert!(!empty.contains("<figure"), "nothing to draw: {empty}");
}

#[test]
fn nothing_private_comes_out_whatever_is_asked() {
    let server = Asked::new(&PEOPLE);
    let everything = "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }";
    let paths = [
        format!("/sparql?query={}", escaped(everything)),
        "/store".into(),
        "/store?default".into(),
        "/people/".into(),
        "/people.jsonld".into(),
        "/people/ann".into(),
        "/people/ann.jsonld".into(),
        "/people/ann.jsonld?view=seo".into(),
        "/people/ann.ttl".into(),
        "/people/hidden".into(),
        "/people/hidden.jsonld".into(),
        "/organizations/acme".into(),
        "/organizations/acme.jsonld".into(),
        "/organizations/acme.jsonld?view=seo".into(),
        "/queries/colleagues?person=ann".into(),
        "/queries/describe?person=ann".into(),
        "/queries/search?text=Hidden".into(),
        "/sitemap.xml".into(),
        "/llms.txt".into(),
        "/health".into(),
        "/metrics".into(),
        "/resource?iri=https://team.example/people/hidden%23person".into(),
        "/reconcile/suggest/entity?prefix=Eve".into(),
        "/reconcile/suggest/entity?prefix=ann%40".into(),
        "/reconcile?queries=%7B%22q0%22%3A%7B%22query%22%3A%22Eve%20Hidden%22%7D%7D".into(),
        "/reconcile/preview?id=people/hidden".into(),
        "/reconcile/preview?id=people/ann".into(),
    ];
    for path in paths {
        for accept in ["*/*", "text/html"] {
            let answer = server.get_as(&path, accept);
            let told = answer.text.replace("text=Hidden", "").replace("value=\"Hidden\"", "");
            for secret in ["secret.example", "0109876543", "Eve Hidden", "people/hidden#"] {
                assert!(!told.contains(secret), "{path} as {accept} tells {secret}: {told}");
            }
        }
    }
    assert_eq!(server.get("/people/hidden").status, StatusCode::NOT_FOUND);
}

#[test]
fn script_in_data_stays_text() {
    let bad = r#""><script>alert(1)</script><img src=x onerror=alert(1)>"#;
    let record = format!(
        "basics:\n  name: '{bad}'\n  label: '{bad}'\n  url: 'javascript:alert(1)'\n  summary: '</script>{bad}'\nwork:\n- {{name: '{bad}', position: '{bad}', startDate: 2019}}\nskills: [{{name: '{bad}'}}]\n"
    );
    let server = Asked::new(&[SETTINGS, ("people/eve.yaml", &record), BOB]);
    let paths = ["/people/eve", "/people/", "/queries/search?text=script", "/queries/timeline?person=eve"];
    let paths = paths.into_iter().map(str::to_owned).chain([
        format!("/sparql?query={}", escaped("SELECT * { ?s ?p ?o }")),
        format!("/sparql?query={}", escaped("SELECT ('</textarea><script>alert(1)</script>' AS ?x) {}")),
        format!("/queries/search?text={}", escaped(bad)),
        format!("/queries/colleagues?person={}", escaped(bad)),
        format!("/queries/{}", escaped(bad)),
    ]);
    for path in paths {
        let page = server.get_as(&path, "text/html").text;
        let scripts = page.matches("<script").count();
        let own = ["ld+json\"", "json\" class=\"chart\""].map(|end| format!("<script type=\"application/{end}"));
        let scripts_of_ours =
            ["assets/charts", "people"].map(|name| format!("<script type=\"module\" src=\"../{name}.js\">"));
        let own = own.into_iter().chain(scripts_of_ours);
        let known: usize = own.map(|script| page.matches(&script).count()).sum();
        assert_eq!(scripts, known, "{path}: {page}");
        assert_eq!(scripts, page.matches("</script>").count(), "{path}: {page}");
        assert!(!page.contains("<img"), "{path}: {page}");
        assert!(!page.contains("href=\"javascript:"), "{path}: {page}");
    }
}

#[test]
fn what_is_internal_needs_the_token() {
    let token = "0123456789abcdef0123456789abcdef";
    let server = Asked::with(&PEOPLE, |options| {
        options.audience = Visibility::Internal;
        options.token = Some(token.to_owned());
    });
    let with = |shown: &str| {
        server.send(Request::get("/people/hidden").header("authorization", shown).body(Body::empty()).unwrap())
    };
    let without = server.get("/people/hidden");
    assert_eq!((without.status, without.header("www-authenticate")), (StatusCode::UNAUTHORIZED, "Bearer"));
    assert_eq!(with("Bearer wrong").status, StatusCode::UNAUTHORIZED);
    assert_eq!(with(&format!("Basic {token}")).status, StatusCode::UNAUTHORIZED);
    let shown = with(&format!("Bearer {token}"));
    assert!(shown.status == StatusCode::OK && shown.text.contains("Eve Hidden"));
    assert_eq!(shown.header("access-control-allow-origin"), "");
    assert_eq!(shown.header("cache-control"), "private, no-cache");
}

#[test]
fn what_is_internal_and_without_a_token_is_for_this_machine_alone() {
    let server = Asked::with(&PEOPLE, |options| options.audience = Visibility::Internal);
    let from =
        |host: &str| server.send(Request::get("/people/hidden").header("host", host).body(Body::empty()).unwrap());
    for host in ["localhost:7878", "127.0.0.1:7878", "[::1]:7878"] {
        assert_eq!(from(host).status, StatusCode::OK, "{host}");
    }
    for host in ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", ""] {
        assert_eq!(from(host).status, StatusCode::FORBIDDEN, "{host}");
    }
}

#[test]
fn results_that_are_too_large_are_refused_with_a_reason() {
    let server = Asked::with(&PEOPLE, |options| {
        options.limits.query.rows = 10;
        options.limits.query.bytes = 2000;
    });
    let rows = server.sparql("SELECT ?s { ?s ?p ?o }");
    assert_eq!(rows.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(rows.text.contains("more than 10 rows"), "{}", rows.text);
    let bytes = server.sparql(&format!("SELECT ?a {{ VALUES ?a {{ '{}' }} }}", "x".repeat(3000)));
    assert_eq!(bytes.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(server.sparql("SELECT ?s { ?s ?p ?o } LIMIT 10").status, StatusCode::OK);
    let triples = format!("CONSTRUCT {{ ?s schema:name '{}' }} WHERE {{ ?s a schema:Person }}", "x".repeat(1500));
    for accept in ["text/turtle", "text/html"] {
        let answer = server.get_as(&format!("/sparql?query={}", escaped(&triples)), accept);
        assert!(answer.text.contains("more than 2000 bytes"), "{accept}: {}", answer.text);
    }
    let long = server.post("/sparql", "application/sparql-query", &format!("ASK {{}} #{}", " ".repeat(100_000)));
    assert_eq!(long.status, StatusCode::BAD_REQUEST);
}

#[test]
fn a_query_without_an_end_is_ended() {
    let server = Asked::data();
    let endless = [
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
        "SELECT (COUNT(*) AS ?n) { ?a (!schema:none)* ?b . ?b (!schema:none)* ?c . ?c (!schema:none)* ?d }",
        "SELECT * { ?a ?p ?b . ?c ?p ?d . ?e ?p ?f . ?g ?p ?h } ORDER BY ?a ?h",
        "SELECT (COUNT(*) AS ?n) { { SELECT ?p ?x { ?x ?p ?y } } { SELECT ?p ?z { ?z ?p ?w } } { SELECT ?p ?v { ?v ?p ?u } } }",
        "SELECT (GROUP_CONCAT(?x) AS ?t) { ?x ?p ?y . ?z ?p ?w . ?v ?p ?u }",
    ];
    for query in endless {
        let start = Instant::now();
        let answer = server.sparql(query);
        assert!(
            answer.status.is_client_error() || answer.status == StatusCode::SERVICE_UNAVAILABLE,
            "{query}: {}",
            answer.text
        );
        assert!(start.elapsed() < Duration::from_secs(4), "{query}: {:?}", start.elapsed());
        assert_eq!(server.sparql("ASK { ?s a schema:Person }").status, StatusCode::OK, "after {query}");
    }
}

#[test]
fn addresses_that_lead_elsewhere_lead_nowhere() {
    let server = Asked::new(&PEOPLE);
    for path in [
        "/../../etc/passwd",
        "/people/../../vitagraph.toml",
        "/people/%2e%2e/%2e%2e/etc/passwd",
        "/people/ann%00",
        "/vitagraph.toml",
        "/people/ann.yaml",
        "//etc/passwd",
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(!answer.text.contains("root:"));
    }
    let location = server.get("/resource?iri=https://team.example/people/ann%0d%0aX-Evil:%201");
    assert_eq!((location.status, location.header("x-evil")), (StatusCode::NOT_FOUND, ""));
}

#[test]
fn crawlers_find_all_pages() {
    let server = Asked::new(&PEOPLE);
    assert!(server.get("/robots.txt").text.contains("Sitemap: https://team.example/sitemap.xml"));
    let sitemap = server.get("/sitemap.xml").text;
    let pages: Vec<&str> = sitemap.split("<loc>").skip(1).filter_map(|rest| rest.split("</loc>").next()).collect();
    assert!(pages.contains(&"https://team.example/people/ann"), "{pages:?}");
    for page in pages {
        assert_eq!(server.get(page.strip_prefix("https://team.example").unwrap()).status, StatusCode::OK, "{page}");
    }
    assert_eq!(server.get("/sitemap/2.xml").status, StatusCode::NOT_FOUND);
    assert!(server.get("/llms.txt").text.contains("/queries/colleagues"));
}

#[test]
fn metrics_count_by_route_and_not_by_address() {
    let server = Asked::new(&PEOPLE);
    for path in ["/people/ann", "/people/bob", "/nothing", "/queries/colleagues?person=ann"] {
        server.get(path);
    }
    let metrics = server.get("/metrics").text;
    assert!(metrics.contains("vitagraph_requests_total{route=\"page\",status=\"200\"} 2"), "{metrics}");
    assert!(metrics.contains("vitagraph_requests_total{route=\"/queries/{name}\",status=\"200\"} 1"), "{metrics}");
    assert!(metrics.ends_with("# EOF\n"));
}

#[test]
fn methods_that_a_place_does_not_know_are_told() {
    let server = Asked::new(&PEOPLE);
    for (method, path) in [(Method::POST, "/queries"), (Method::PUT, "/"), (Method::PATCH, "/queries/colleagues")] {
        let answer = server.send(Request::builder().method(&method).uri(path).body(Body::empty()).unwrap());
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
        assert_ne!(answer.header("allow"), "", "{method} {path}");
    }
}

#[test]
fn files_that_change_are_read_again_and_those_with_new_errors_leave_the_old_state() {
    let folder = Folder::new(&[
        SETTINGS,
        ANN,
        ("people/odd.yaml", "basics: {name: Odd}\nwork: [{name: Acme, startDate: 2018-13}]\n"),
    ]);
    let options = Options { live: true, ..options(folder.path()) };
    let runtime = Builder::new_multi_thread().enable_all().build().unwrap();
    let server = Server::new(options).unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let running = runtime.spawn({
        let server = Arc::clone(&server);
        async move {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            server.run(listener, async { drop(stopped.await) }).await
        }
    });
    let asked = Asked { router: server.router(), runtime, _folder: None };
    let until = |path: &str, what: &str| {
        let start = Instant::now();
        while !asked.get(path).text.contains(what) {
            assert!(start.elapsed() < Duration::from_secs(20), "{what} is not in {}", asked.get(path).text);
            std::thread::sleep(Duration::from_millis(50));
        }
    };
    until("/health", "\"status\":\"degraded\",\"current\":true");
    // The watcher may begin a moment later: what is written twice is seen once at least.
    std::thread::sleep(Duration::from_millis(500));
    folder.write("people/bob.yaml", BOB.1);
    until("/people/", "Bob Ray");
    folder.write("people/bob.yaml", "basics: {name: Robert Ray\n");
    until("/health", "\"current\":false");
    let health = asked.get("/health");
    assert!(health.text.contains("people/bob.yaml") && health.text.contains("syntax"), "{}", health.text);
    assert!(asked.get("/people/").text.contains("Bob Ray"));
    folder.write("people/bob.yaml", "basics: {name: Robert Ray}\n");
    until("/people/", "Robert Ray");
    until("/health", "\"current\":true");
    drop(stop);
    asked.runtime.block_on(running).unwrap().unwrap();
}

#[test]
fn bytes_on_their_way_to_clients_are_limited_until_they_have_arrived() {
    let with = |sending: usize| Asked::with(&PEOPLE, |options| options.limits.sending = sending);
    let busy = with(1000).get("/people/ann");
    assert_eq!((busy.status, busy.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "2"));
    let server = with(8_000);
    for _ in 0..5 {
        let page = server.get("/people/ann");
        assert!(page.status == StatusCode::OK && page.text.len() > 2_000, "{}", page.text);
    }
}
