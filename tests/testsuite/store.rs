//! The store: what it finds, what its queries answer beside the engine's own store, and when they end.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term, TermRef};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use vitagraph::decode::Visibility::Internal;
use vitagraph::query::parse;
use vitagraph::store::Store;
use vitagraph::store::budget::{Exceeded, LONGEST_TEXT, Limits, held, limited};

use crate::support::Folder;

const BASE: &str = "https://x.example/";

fn node(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{BASE}{name}"))
}

fn typed(text: &str, datatype: NamedNodeRef<'_>) -> Term {
    Literal::new_typed_literal(text, datatype).into()
}

fn tagged(text: &str, tag: &str) -> Term {
    Literal::new_language_tagged_literal_unchecked(text, tag).into()
}

fn simple(text: &str) -> Term {
    Literal::from(text).into()
}

fn quad(subject: &str, property: &str, object: impl Into<Term>) -> Quad {
    Quad::new(node(subject), node(property), object, GraphName::DefaultGraph)
}

/// The results of a query as lines, sorted unless their order is asked for.
fn lines(results: QueryResults<'_>, ordered: bool) -> Vec<String> {
    let mut lines: Vec<String> = match results {
        QueryResults::Solutions(solutions) => {
            let variables = solutions.variables().to_vec();
            let row = |solution: oxigraph::sparql::QuerySolution| {
                let cells = variables.iter().map(|name| solution.get(name).map_or("-".to_owned(), ToString::to_string));
                cells.collect::<Vec<_>>().join(" ")
            };
            solutions.map(|solution| row(solution.unwrap())).collect()
        }
        QueryResults::Graph(triples) => triples.map(|triple| triple.unwrap().to_string()).collect(),
        QueryResults::Boolean(value) => vec![value.to_string()],
    };
    if !ordered {
        lines.sort();
    }
    lines
}

/// A query with the prefix of these tests.
fn full(query: &str) -> String {
    format!("PREFIX : <{BASE}> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> {query}")
}

fn ask(store: &Store, query: &str) -> Vec<String> {
    lines(store.query(parse(&full(query)).unwrap()).execute().unwrap(), query.contains("ORDER BY"))
}

/// What the engine answers over its own store.
fn engine(quads: &[Quad], query: &str) -> Vec<String> {
    let store = oxigraph::store::Store::new().unwrap();
    store.extend(quads.iter().cloned()).unwrap();
    let prepared = SparqlEvaluator::new().for_query(parse(&full(query)).unwrap());
    lines(prepared.on_store(&store).execute().unwrap(), query.contains("ORDER BY"))
}

/// Quads of few terms, so that many share some.
fn any_quad() -> impl Strategy<Value = Quad> {
    let object = prop_oneof![
        (0..6_u8).prop_map(|number| Term::from(node(&format!("n{number}")))),
        (0..3_u8).prop_map(|number| Term::from(Literal::from(i64::from(number)))),
        (0..3_u8).prop_map(|number| simple(&number.to_string())),
        (0..3_u8).prop_map(|number| tagged(&number.to_string(), if number == 0 { "en" } else { "zh" })),
    ];
    let graph = prop_oneof![
        3 => Just(GraphName::DefaultGraph),
        2 => (0..3_u8).prop_map(|number| node(&format!("g{number}")).into()),
    ];
    (0..6_u8, 0..4_u8, object, graph).prop_map(|(subject, property, object, graph)| {
        Quad::new(node(&format!("n{subject}")), node(&format!("p{property}")), object, graph)
    })
}

/// A quad with variables in some places.
fn pattern(quad: &Quad, known: u8) -> [Option<String>; 4] {
    let texts = [quad.subject.to_string(), quad.predicate.to_string(), quad.object.to_string()];
    let graph = (quad.graph_name != GraphName::DefaultGraph).then(|| quad.graph_name.to_string());
    let [subject, property, object] = texts;
    let is_known = |place: u8| known >> place & 1 == 1;
    [(0, Some(subject)), (1, Some(property)), (2, Some(object)), (3, graph)]
        .map(|(place, text)| text.filter(|_| is_known(place)))
}

#[test]
fn each_pattern_finds_what_a_filter_finds() {
    let mut runner = TestRunner::deterministic();
    let quads = (proptest::collection::vec(any_quad(), 0..120), any_quad());
    runner
        .run(&quads, |(mut quads, wanted)| {
            let store = Store::new(quads.clone()).unwrap();
            quads.sort_by_key(ToString::to_string);
            quads.dedup();
            prop_assert_eq!(store.len(), quads.len());
            for known in 0..16 {
                compare_pattern(&store, &quads, &pattern(&wanted, known), wanted.graph_name != GraphName::DefaultGraph);
            }
            compare_counts(&store, &quads, &wanted);
            Ok(())
        })
        .unwrap();
}

fn compare_pattern(store: &Store, quads: &[Quad], pattern: &[Option<String>; 4], in_graph: bool) {
    let [subject, property, object, graph] = pattern;
    let place = |text: &Option<String>, name: &str| text.clone().unwrap_or_else(|| name.to_owned());
    let triple = format!("{} {} {}", place(subject, "?s"), place(property, "?p"), place(object, "?o"));
    let query = match in_graph {
        true => format!("SELECT (COUNT(*) AS ?n) {{ GRAPH {} {{ {triple} }} }}", place(graph, "?g")),
        false => format!("SELECT (COUNT(*) AS ?n) {{ {triple} }}"),
    };
    let fits = |quad: &&Quad| {
        let texts = [&quad.subject.to_string(), &quad.predicate.to_string(), &quad.object.to_string()];
        let in_place = (quad.graph_name != GraphName::DefaultGraph) == in_graph;
        let same_graph = graph.as_ref().is_none_or(|graph| quad.graph_name.to_string() == *graph);
        in_place
            && same_graph
            && texts
                .iter()
                .zip([subject, property, object])
                .all(|(text, known)| known.as_ref().is_none_or(|known| known == *text))
    };
    let expected = quads.iter().filter(fits).count();
    assert_eq!(ask(store, &query), [Literal::from(expected as i64).to_string()], "{query}");
}

fn compare_counts(store: &Store, quads: &[Quad], wanted: &Quad) {
    let NamedOrBlankNode::NamedNode(subject) = &wanted.subject else { unreachable!() };
    for known in 0..8_u8 {
        let is_known = |place: u8| known >> place & 1 == 1;
        let fits = |quad: &&Quad| {
            quad.graph_name == GraphName::DefaultGraph
                && (!is_known(0) || quad.subject == wanted.subject)
                && (!is_known(1) || quad.predicate == wanted.predicate)
                && (!is_known(2) || quad.object == wanted.object)
        };
        let count = store.count(
            Some(subject.as_ref()).filter(|_| is_known(0)),
            Some(wanted.predicate.as_ref()).filter(|_| is_known(1)),
            Some(wanted.object.as_ref()).filter(|_| is_known(2)),
        );
        let expected = quads.iter().filter(fits).count();
        assert!(count == expected || (known == 0b101 && count > expected), "{known:b}: {count}, not {expected}");
    }
    let as_set = |quads: Vec<Quad>| quads.iter().map(ToString::to_string).collect::<BTreeSet<_>>();
    let filtered = |fits: &dyn Fn(&Quad) -> bool| as_set(quads.iter().filter(|quad| fits(quad)).cloned().collect());
    assert_eq!(as_set(store.quads()), filtered(&|_| true));
    assert_eq!(as_set(store.quads_about(subject.as_ref())), filtered(&|quad| quad.subject == wanted.subject));
    let adopted = |quad: &Quad| quad.graph_name == GraphName::DefaultGraph;
    let same = |quad: &Quad| adopted(quad) && quad.predicate == wanted.predicate;
    assert_eq!(as_set(store.quads_with(wanted.predicate.as_ref())), filtered(&same));
    let to = |quad: &Quad| adopted(quad) && quad.object == Term::from(subject.clone());
    assert_eq!(as_set(store.quads_to(subject.as_ref())), filtered(&to));
    let graphs: BTreeSet<String> = store.named_graphs().iter().map(ToString::to_string).collect();
    let named = quads.iter().filter(|quad| !adopted(quad)).map(|quad| quad.graph_name.to_string());
    assert_eq!(graphs, named.collect());
}

/// People with names, dates, numbers and acquaintances, and a graph of claims.
fn people() -> Vec<Quad> {
    let mut quads = Vec::new();
    for number in 0..24_i64 {
        let name = format!("n{number}");
        let mut put = |property: &str, object: Term| quads.push(quad(&name, property, object));
        put("name", simple(&format!("Name {}", number % 7)));
        put("label", tagged(&format!("Label {number}"), if number % 2 == 0 { "en" } else { "zh-hans" }));
        put("age", Literal::from(20 + number % 9).into());
        put("born", typed(&format!("19{:02}-0{}-1{}", 70 + number % 20, 1 + number % 9, number % 10), xsd::DATE));
        put("seen", typed(&format!("2020-01-0{}T10:00:0{}Z", 1 + number % 9, number % 10), xsd::DATE_TIME));
        put("score", typed(&format!("{}.{}", number % 5, 1 + number % 9), xsd::DECIMAL));
        put("weight", Literal::from(1.5 + (number % 6) as f64).into());
        put("good", Literal::from(number % 3 == 0).into());
        put("knows", node(&format!("n{}", (number + 1) % 24)).into());
        put("code", typed("x", node("type").as_ref()));
        if number % 4 == 0 {
            put("boss", node(&format!("n{}", number / 4)).into());
            put("nick", simple("nick"));
        }
        let graph = node(&format!("g{}", number % 3));
        quads.push(Quad::new(node(&name), node("claim"), Literal::from(number), graph.clone()));
        quads.push(Quad::new(node(&name), node("age"), Literal::from(number % 4), graph));
    }
    quads
}

/// Queries, each of whose answers is the same over the engine's own store.
const QUERIES: [&str; 64] = [
    "SELECT * { ?s ?p ?o }",
    "SELECT ?s ?o { ?s :knows ?o }",
    "SELECT ?s ?n { ?s :name ?n OPTIONAL { ?s :boss ?b } FILTER(!BOUND(?b)) }",
    "SELECT ?s ?b ?n { ?s :age ?a OPTIONAL { ?s :boss ?b OPTIONAL { ?b :nick ?n } } }",
    "SELECT ?s { ?s :age ?a MINUS { ?s :boss ?b } }",
    "SELECT ?s { ?s :age ?a FILTER EXISTS { ?s :boss ?b . ?b :nick ?n } }",
    "SELECT ?s { ?s :age ?a FILTER NOT EXISTS { ?s :boss ?b } }",
    "SELECT ?n (COUNT(?s) AS ?c) { ?s :name ?n } GROUP BY ?n",
    "SELECT ?n (SUM(?a) AS ?c) (AVG(?a) AS ?d) (MIN(?b) AS ?e) (MAX(?b) AS ?f) { ?s :name ?n ; :age ?a ; :born ?b } GROUP BY ?n",
    "SELECT (COUNT(DISTINCT ?n) AS ?c) (COUNT(*) AS ?d) { ?s :name ?n }",
    "SELECT (COUNT(DISTINCT *) AS ?c) { ?s :name ?n }",
    "SELECT ?n (COUNT(?s) AS ?c) { ?s :name ?n } GROUP BY ?n HAVING (COUNT(?s) > 3)",
    "SELECT (SUM(?w) AS ?a) (SUM(?d) AS ?b) { ?s :weight ?w ; :score ?d FILTER(?d > 2) }",
    "SELECT ?n (GROUP_CONCAT(DISTINCT ?n ; separator='|') AS ?c) { ?s :name ?n } GROUP BY ?n",
    "SELECT ?x { :n0 :knows+ ?x }",
    "SELECT ?x { :n0 :knows* ?x }",
    "SELECT ?x { ?x :boss+ :n0 }",
    "SELECT ?x ?y { ?x :boss/:knows ?y }",
    "SELECT ?x ?y { ?x (:boss|^:knows) ?y }",
    "SELECT ?x ?y { ?x :knows? ?y }",
    "SELECT ?x ?y { ?x !(:knows|:boss|:name) ?y }",
    "SELECT ?x ?y { ?x :boss* ?y }",
    "SELECT ?s { { ?s :boss ?b } UNION { ?s :age 21 } }",
    "SELECT ?s ?a { VALUES ?a { 21 22 '21' UNDEF } ?s :age ?a }",
    "SELECT * { VALUES (?a ?b) { (1 'x') (UNDEF 'y') (:n1 UNDEF) } OPTIONAL { ?a :knows ?b } }",
    "SELECT ?s ?m { ?s :age ?m { SELECT (MAX(?a) AS ?m) { ?x :age ?a } } }",
    "SELECT ?n ?c { { SELECT ?n (COUNT(*) AS ?c) { ?s :name ?n } GROUP BY ?n } FILTER(?c = 4) }",
    "SELECT ?s ?a { ?s :age ?a } ORDER BY DESC(?a) ?s",
    "SELECT ?s ?b { ?s :born ?b } ORDER BY ?b ?s LIMIT 7",
    "SELECT ?s ?l { ?s :label ?l } ORDER BY LANG(?l) DESC(STR(?l)) OFFSET 3",
    "SELECT ?o { ?s :age|:name|:born|:good ?o } ORDER BY ?o",
    "SELECT DISTINCT ?x { ?s :age ?a BIND(?a + 1 AS ?x) }",
    "SELECT DISTINCT ?x { { ?s :age ?x } UNION { ?s :age ?a BIND(?a + 1 AS ?x) } }",
    "SELECT ?s ?t { ?s :age ?a . ?t :age ?b FILTER(?b = ?a + 1) }",
    "SELECT ?s ?t { ?s :age ?a BIND(?a + 1 AS ?b) ?t :age ?b }",
    "SELECT ?s { ?s :name ?n BIND(CONCAT('Name ', '3') AS ?x) FILTER(sameTerm(?n, ?x)) }",
    "SELECT ?s { ?s :name ?n FILTER(sameTerm(?n, CONCAT('Name', ' 3'))) }",
    "SELECT ?s { BIND(CONCAT('Name ', '3') AS ?n) ?s :name ?n }",
    "SELECT ?o { BIND(IRI(CONCAT(STR(:), 'n', '5')) AS ?s) ?s :knows ?o }",
    "SELECT ?s ?x { ?s :label ?l BIND(UCASE(SUBSTR(?l, 2)) AS ?x) FILTER(STRSTARTS(?l, 'Label 1')) }",
    "SELECT ?x { ?s :label ?l BIND(REPLACE(STR(?l), '[0-9]+', '#') AS ?x) }",
    "SELECT ?s { ?s :label ?l FILTER(LANGMATCHES(LANG(?l), 'zh') && REGEX(?l, '1$')) }",
    "SELECT ?s ?l { ?s :label ?l FILTER(?l = 'Label 2'@en) }",
    "SELECT ?s { ?s :label 'Label 2'@en }",
    "SELECT ?s { ?s :label 'Label 2' }",
    "SELECT ?s ?y { ?s :born ?b BIND(YEAR(?b) AS ?y) FILTER(?b >= '1980-01-01'^^xsd:date && ?b < '1985-06-01'^^xsd:date) }",
    "SELECT ?s ?t { ?s :born ?b . ?t :born ?c FILTER(?b < ?c && ?c < '1975-01-01'^^xsd:date) }",
    "SELECT ?s { ?s :seen ?d FILTER(?d > '2020-01-05T00:00:00Z'^^xsd:dateTime && HOURS(?d) = 10) }",
    "SELECT ?s ?x { ?s :score ?d ; :weight ?w ; :age ?a BIND(?d * ?w + ?a / 2 AS ?x) }",
    "SELECT ?s { ?s :score ?d FILTER(?d IN (1.2, 2.3, 3.4)) }",
    "SELECT ?s ?x { ?s :good ?g BIND(IF(?g, 'yes', COALESCE(?u, 'no')) AS ?x) }",
    "SELECT ?s { ?s :good ?g FILTER(?g) }",
    "SELECT ?s { ?s :code ?c FILTER(?c = 'x'^^:type && DATATYPE(?c) = :type) }",
    "SELECT ?g ?s ?o { GRAPH ?g { ?s :claim ?o } }",
    "SELECT ?g { GRAPH ?g {} }",
    "SELECT ?g ?s { GRAPH ?g { ?s :age ?a } ?s :age ?b FILTER(?a < ?b) }",
    "SELECT ?s ?a { GRAPH :g1 { ?s :claim ?c ; :age ?a } }",
    "SELECT ?s ?o { GRAPH :missing { ?s ?p ?o } }",
    "SELECT ?s ?a FROM :g1 FROM :g2 { ?s :age ?a }",
    "SELECT ?g ?s ?a FROM NAMED :g1 { GRAPH ?g { ?s :age ?a } }",
    "SELECT ?g ?x ?y { GRAPH ?g { ?x :age|:claim ?y } FILTER(ISIRI(?x) && ISNUMERIC(?y)) }",
    "CONSTRUCT { ?s :older ?t } { ?s :age ?a . ?t :age ?b FILTER(?a > ?b + 7) }",
    "DESCRIBE :n3",
    "ASK { ?s :knows ?s }",
];

#[test]
fn queries_answer_what_they_answer_over_the_store_of_the_engine() {
    let quads = people();
    let store = Store::new(quads.clone()).unwrap();
    for query in QUERIES {
        let found = ask(&store, query);
        assert_eq!(found, engine(&quads, query), "{query}");
        assert_eq!(held(), 0, "{query}");
    }
}

#[test]
fn queries_on_records_answer_what_they_answer_over_the_store_of_the_engine() {
    let people = [
        ("people/ann.yaml", "basics: {name: Ann}\nwork: [{organization: acme, startDate: 2010, endDate: 2012}]"),
        ("people/ann.2.yaml", "id: ann\nbasics: {name: Anne}\nwork: [{organization: acme, startDate: 2011}]"),
        ("people/ben.yaml", "basics: {name: {en: Ben, zh: 本}}\nwork: [{organization: acme, startDate: 2012-05}]"),
    ];
    let store = Store::from_people(&Folder::new(&people).load().0, Internal).unwrap();
    let quads = store.quads();
    assert_eq!(quads.len(), store.len());
    for query in [
        "SELECT * { ?s ?p ?o }",
        "SELECT * { GRAPH ?g { ?s ?p ?o } }",
        "SELECT ?p ?n { ?r vita:holder ?p ; vita:from ?f ; vita:at/schema:name ?n FILTER(?f <= '2011-06-01'^^xsd:date) }",
        "SELECT ?x { ?x schema:name ?n FILTER(vita:nameMatches(?n, 'Ben')) }",
    ] {
        let ours = ask(&store, query);
        if query.contains("nameMatches") {
            assert_eq!(ours.len(), 2, "{ours:?}");
        } else {
            assert_eq!(ours, engine(&quads, query), "{query}");
        }
    }
}

#[test]
fn a_literal_is_given_back_as_it_was_written() {
    let forms = ["01", "1", "+1"].map(|text| quad("a", "n", typed(text, xsd::INTEGER)));
    let store = Store::new(forms).unwrap();
    assert_eq!(store.len(), 3);
    assert_eq!(ask(&store, "SELECT ?o { ?s :n ?o FILTER(?o = 1) } ORDER BY STR(?o)").len(), 3);
    assert_eq!(ask(&store, "SELECT ?s { ?s :n 01 }"), [node("a").to_string()]);
    assert_eq!(ask(&store, "SELECT ?s { ?s :n 001 }"), [] as [&str; 0]);
    assert_eq!(
        ask(&store, "SELECT (COUNT(*) AS ?c) { ?s :n ?a . ?s :n ?b FILTER(sameTerm(?a, ?b)) }"),
        [Literal::from(3).to_string()]
    );
}

#[test]
fn subjects_are_found_by_their_page() {
    let subjects = ["p", "p#a", "p#b", "p!x", "p2#a", "q", "p/x#y"];
    let store = Store::new(subjects.map(|subject| quad(subject, "is", simple("x")))).unwrap();
    let of = |page: &str| -> Vec<String> {
        let found = store.subjects_of_page(&format!("{BASE}{page}"));
        found.iter().map(|subject| subject.as_str().trim_start_matches(BASE).to_owned()).collect()
    };
    assert_eq!(of("p"), ["p", "p#a", "p#b"]);
    assert_eq!(of("p2"), ["p2#a"]);
    assert_eq!(of("q"), ["q"]);
    assert_eq!(of("nothing"), [] as [&str; 0]);
    assert_eq!(of("zzz"), [] as [&str; 0]);
    let pages: Vec<&str> = store.pages().map(|page| page.trim_start_matches(BASE)).collect();
    assert_eq!(pages, ["p", "p!x", "p/x", "p2", "q"]);
}

#[test]
fn a_store_gets_more_quads_and_keeps_those_it_has() {
    let store = Store::new(people()).unwrap();
    let count = store.len();
    let more = [quad("n0", "name", simple("Name 0")), quad("more", "name", typed("2020-01-01", xsd::DATE))];
    let store = store.with(more).unwrap();
    assert_eq!(store.len(), count + 1);
    assert_eq!(
        ask(&store, "SELECT ?s { ?s :name ?n FILTER(?n > '2019-01-01'^^xsd:date) }"),
        [node("more").to_string()]
    );
    assert!(!store.is_empty() && Store::new([]).unwrap().is_empty());
    let class = Some(TermRef::from(rdf::TYPE));
    assert_eq!(Store::new([]).unwrap().count(None, None, class), 0);
}

#[test]
fn a_store_is_shared_between_threads() {
    fn shared<T: Send + Sync>(_: &T) {}
    let store = Store::new(people()).unwrap();
    shared(&store);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert_eq!(ask(&store, "SELECT ?s { ?s :knows ?o }").len(), 24));
        }
    });
}

/// Asks within limits, and reads all results.
fn within(store: &Store, query: &str, limits: &Limits) -> Result<usize, Exceeded> {
    let prepared = || store.query(parse(&full(query)).unwrap());
    let result = limited(limits, || match prepared().execute().unwrap() {
        QueryResults::Solutions(solutions) => solutions.inspect(|solution| assert!(solution.is_ok())).count(),
        QueryResults::Graph(triples) => triples.inspect(|triple| assert!(triple.is_ok())).count(),
        QueryResults::Boolean(_) => 1,
    });
    let late = limits.until.map_or(Duration::ZERO, |until| Instant::now().saturating_duration_since(until));
    assert!(late < Duration::from_secs(1), "{}: {late:?} late", short(query));
    assert_eq!(held(), 0, "{}", short(query));
    result
}

fn soon() -> Limits {
    Limits { until: Some(Instant::now() + Duration::from_millis(300)), terms: 5_000_000, ..Limits::NONE }
}

/// So many integers in a row.
fn values(variable: &str, count: usize) -> String {
    let numbers: Vec<String> = (0..count).map(|number| number.to_string()).collect();
    format!("VALUES ?{variable} {{ {} }}", numbers.join(" "))
}

/// A query without most of its numbers.
fn short(query: &str) -> String {
    query.split(' ').filter(|word| word.len() < 3 || word.parse::<u32>().is_err()).collect::<Vec<_>>().join(" ")
}

/// Queries that would take hours or all memory.
fn endless() -> Vec<String> {
    let three = ["a", "b", "c"].map(|variable| values(variable, 2000)).join(" ");
    let product = "?a :age ?b . ?c :name ?d . ?e :born ?f . ?g :label ?h";
    vec![
        format!("SELECT (COUNT(*) AS ?n) {{ {product} . ?i :score ?j . ?k :age ?l }}"),
        format!("SELECT (COUNT(*) AS ?n) {{ {three} }}"),
        format!("SELECT DISTINCT * {{ {three} }}"),
        format!("SELECT * {{ {three} }} ORDER BY DESC(?a + ?b) ?c"),
        format!("SELECT ?a ?c {{ {product} }} ORDER BY ?h ?d LIMIT 3"),
        format!(
            "SELECT (COUNT(*) AS ?n) {{ {{ SELECT ?a ?b ?c ?d {{ {product} }} }} {{ SELECT ?x ?y {{ ?x :age ?y . ?z :age ?w . ?v :age ?u . ?t :age ?r }} }} }}"
        ),
        format!("SELECT (SUM(?b * 2) AS ?n) {{ {product} . ?i :score ?j . ?k :age ?l }} GROUP BY ?a ?c ?e ?g"),
        format!(
            "SELECT (COUNT(*) AS ?n) {{ {product} . ?i :score ?j . ?k :age ?l FILTER(CONCAT(STR(?d), STR(?h)) = 'x') }}"
        ),
        format!("SELECT * {{ {three} FILTER(?a + ?b + ?c = -1) }}"),
        format!(
            "SELECT ?a {{ ?a :name ?n FILTER NOT EXISTS {{ {product} . ?i :score ?j . ?k :age ?l FILTER(?b + ?l < 0) }} }}"
        ),
        format!("SELECT * {{ {{ {three} }} UNION {{ {product} . ?i :score ?j . ?k :age ?l }} }}"),
        format!("CONSTRUCT {{ ?a :x ?d }} {{ {product} . ?i :score ?j . ?k :age ?l }}"),
        format!(
            "SELECT * {{ ?a :name ?n OPTIONAL {{ {product} . ?i :score ?j . ?k :age ?l FILTER(?b + ?l > 1000) }} }}"
        ),
    ]
}

#[test]
fn a_query_that_takes_too_long_ends_wherever_it_is() {
    let store = Store::new(people()).unwrap();
    for query in endless() {
        let result = within(&store, &query, &soon());
        assert!(matches!(result, Err(Exceeded::Time | Exceeded::Memory)), "{}: {result:?}", short(&query));
        assert_eq!(within(&store, "SELECT ?s { ?s :knows ?o }", &soon()), Ok(24));
    }
}

#[test]
fn a_query_that_holds_too_much_ends() {
    let store = Store::new(people()).unwrap();
    let limits = Limits { terms: 10_000, ..Limits::NONE };
    let query = format!("SELECT * {{ {} {} }} ORDER BY ?a", values("a", 200), values("b", 200));
    assert_eq!(within(&store, &query, &limits), Err(Exceeded::Memory));
    assert_eq!(within(&store, &query.replace(" ORDER BY ?a", ""), &limits), Ok(40_000));
    let texts = Limits { texts: 100_000, text: LONGEST_TEXT, ..Limits::NONE };
    let query = format!(
        "SELECT ?t {{ {} {} BIND(CONCAT('a computed text ', STR(?a), ' ', STR(?b)) AS ?t) }} ORDER BY ?t",
        values("a", 100),
        values("b", 100)
    );
    assert_eq!(within(&store, &query, &texts), Err(Exceeded::Memory));
    assert_eq!(within(&store, &query, &Limits { texts: 1_000_000, ..texts }), Ok(10_000));
}

#[test]
fn a_text_that_grows_without_end_ends_the_query() {
    let store = Store::new(people()).unwrap();
    let doubled: String = (0..40).map(|at| format!("BIND(CONCAT(?t{at}, ?t{at}) AS ?t{}) ", at + 1)).collect();
    let query = format!("SELECT ?t40 {{ BIND('text' AS ?t0) {doubled} }}");
    let limits = Limits { text: LONGEST_TEXT, ..soon() };
    assert_eq!(within(&store, &query, &limits), Err(Exceeded::Text));
}

#[test]
fn another_panic_goes_on_and_the_limits_are_gone() {
    let limits = Limits { terms: 1, ..soon() };
    let panic = std::panic::catch_unwind(|| limited(&limits, || std::panic::resume_unwind(Box::new("other"))));
    assert_eq!(panic.unwrap_err().downcast_ref(), Some(&"other"));
    assert_eq!(ask(&Store::new(people()).unwrap(), "SELECT ?s { ?s :knows ?o }").len(), 24);
}

#[test]
fn the_command_gives_up_after_its_time() {
    let query =
        format!("SELECT * {{ {} {} {} }} ORDER BY ?a ?b", values("a", 3000), values("b", 3000), values("c", 3000));
    let folder = Folder::new(&[("people/a.yaml", "basics: {name: Ann}"), ("long.rq", &query)]);
    for format in ["table", "csv"] {
        let start = Instant::now();
        let output = folder.run(&["query", "long.rq", "--data", ".", "--timeout", "0.3", "--format", format]);
        assert_eq!(output.status.code(), Some(2));
        let told = crate::support::text(&output.stderr);
        assert!(told.ends_with("error: the query takes longer than 0.3 seconds\n"), "{told}");
        assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    }
}
