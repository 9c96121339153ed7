//! The guard before a query runs: what it refuses and why, what it lets pass, and that what passes does no harm.

use std::thread;

use oxigraph::model::{Literal, NamedNode, Term, Variable};
use oxigraph::sparql::{CancellationToken, QueryResults, SparqlEvaluator};
use oxigraph::store::Store as Engine;
use proptest::prelude::*;
use vitagraph::query::guard::{self, Limits, Refusal};
use vitagraph::query::{Bindings, Catalogue, ValueKind, bind, parse, printed};

/// The stack of a thread that a query may run on, a quarter of it in a release build.
const STACK: usize = 256 << 20;

/// The counts of a graph of 20,000 people.
fn count(subject: Option<&NamedNode>, predicate: Option<&NamedNode>, object: Option<&Term>) -> usize {
    match (subject, predicate, object) {
        (Some(_), ..) => 10,
        (None, _, Some(_)) => 1_000,
        // What is compared with the few names of a skill, each with each.
        (None, Some(predicate), None) if predicate.as_str().ends_with("/keywords") => 20_000,
        (None, Some(predicate), None) if predicate.as_str().ends_with("/author") => 40_000,
        (None, Some(_), None) => 300_000,
        (None, None, None) => 4_000_000,
    }
}

/// What the guard says of a query.
fn judged(query: &str) -> Result<(), Refusal> {
    let limits = Limits::default();
    guard::text(query, &limits)?;
    guard::algebra(&parse(query).unwrap(), &count, &limits)
}

fn reason(query: &str) -> String {
    judged(query).err().map_or_else(|| panic!("{query} is accepted"), |refusal| refusal.to_string())
}

fn refused(cases: &[(&str, &str)]) {
    for (query, wanted) in cases {
        let reason = reason(query);
        assert!(reason.contains(wanted), "{query}\n  {reason}");
    }
}

#[test]
fn what_shares_no_variable_is_refused_with_both_parts_and_their_rows() {
    assert_eq!(
        reason("SELECT * { ?a ?b ?c . ?d schema:name ?e }"),
        "joins 2 parts that share no variable: ?a ?b ?c (4,000,000 rows) and ?d ?e (300,000 rows); \
         add a pattern that connects them, or LIMIT in a sub-select"
    );
    refused(&[
        (
            "SELECT * { ?a schema:name ?b . ?c schema:name ?d FILTER(?b = ?d) }",
            "share no variable: ?a ?b (300,000 rows)",
        ),
        ("SELECT * { { ?a schema:name ?b } { ?c schema:name ?d } }", "share no variable"),
        ("ASK { ?a ?b ?c . { SELECT ?x { ?x ?y ?z } } }", "?x (4,000,000 rows)"),
        (
            "SELECT * { ?a schema:name ?b . { ?c schema:name ?d } UNION { ?e schema:name ?f } }",
            "?c ?d ?e … (600,000 rows)",
        ),
        ("SELECT * { ?a schema:name ?b OPTIONAL { ?c schema:name ?d } }", "OPTIONAL with no variable"),
        ("SELECT * { ?a schema:name ?b MINUS { ?c schema:name ?d } }", "MINUS with no variable"),
        ("SELECT * { ?a schema:name ?b LATERAL { ?c schema:name ?d } }", "LATERAL with no variable"),
        ("SELECT * { ?a schema:name ?b FILTER EXISTS { ?c schema:name ?d . ?e schema:name ?f } }", "share no variable"),
        ("SELECT * { ?a schema:name ?b BIND(EXISTS { ?c ?d ?e . ?f ?g ?h } AS ?x) }", "share no variable"),
        ("SELECT ?x { { SELECT ?x { ?x ?y ?z . ?u ?v ?w } } }", "share no variable"),
        ("SELECT * { ?a schema:knows* ?b . ?c schema:name ?d }", "share no variable"),
        ("SELECT * { GRAPH ?g { ?a ?b ?c } GRAPH ?h { ?d ?e ?f } }", "share no variable"),
        ("CONSTRUCT { ?a ?b ?f } { ?a ?b ?c . ?d ?e ?f }", "share no variable"),
        ("DESCRIBE ?a { ?a ?b ?c . ?d ?e ?f }", "share no variable"),
        ("SELECT * { { ?a schema:name ?b OPTIONAL { ?a schema:about ?c } } { ?c schema:name ?d } }", "may be unbound"),
        (
            "SELECT * { ?a a schema:Person OPTIONAL { ?a schema:about ?c } OPTIONAL { ?c schema:name ?d } }",
            "may be unbound",
        ),
    ]);
}

#[test]
fn rows_that_repeat_or_hold_nothing_are_counted() {
    let values = |head: &str, row: &str| format!("VALUES {head} {{ {} }} ", row.repeat(1_100));
    let ones = values("?x", "1 ");
    let nothing = values("()", "() ");
    let undefined = values("(?x)", "(UNDEF) ");
    let cases = [
        (format!("SELECT * {{ {nothing} {nothing} }}"), "rows without values (1,100 rows)"),
        (format!("SELECT * {{ {nothing} ?a schema:name ?b }}"), "rows without values"),
        (format!("SELECT * {{ {undefined} {undefined} }}"), "rows without values"),
        (format!("SELECT * {{ {} {} }}", nothing, "{ SELECT ?none { ?a ?b ?c } }"), "share no variable"),
        (format!("SELECT * {{ {ones} OPTIONAL {{ {nothing} }} }}"), "OPTIONAL with no variable"),
    ];
    for (query, wanted) in &cases {
        refused(&[(query, wanted)]);
    }
    refused(&[(&format!("SELECT * {{ {ones} {ones} {ones} }}"), "rows that repeat")]);
    let distinct: String = (0..1_100).map(|number| format!("{number} ")).collect();
    let block = format!("VALUES ?x {{ {distinct} }}");
    judged(&format!("SELECT * {{ {block} {block} }}")).unwrap();
}

#[test]
fn texts_that_grow_and_regular_expressions_are_refused() {
    let long = "a".repeat(2_000);
    let cases = [
        ("SELECT (REPLACE(?n, \".\", ?n) AS ?x) { ?a schema:name ?n }".to_owned(), "may make a text"),
        (format!("SELECT (REPLACE(?n, \"\", \"{}\") AS ?x) {{ ?a schema:name ?n }}", "a".repeat(100)), "`REPLACE`"),
        (format!("SELECT (CONCAT(?n{}) AS ?x) {{ ?a schema:name ?n }}", ",?n".repeat(64)), "`CONCAT`"),
        ("SELECT * { ?a schema:name ?n FILTER(STRLEN(UCASE(UCASE(UCASE(UCASE(?n))))) > 1) }".to_owned(), "84,"),
        (
            "SELECT (ENCODE_FOR_URI(ENCODE_FOR_URI(ENCODE_FOR_URI(LCASE(?n)))) AS ?x) { ?a schema:name ?n }".to_owned(),
            "84,",
        ),
        ("SELECT * { ?a schema:name ?n FILTER REGEX(\"x\", ?n) }".to_owned(), "CONTAINS"),
        ("SELECT * { ?a schema:name ?n FILTER REGEX(?n, \"x\", ?n) }".to_owned(), "computes"),
        ("SELECT * { ?a schema:name ?n FILTER REGEX(?n, \"(a{1000}){1000}\") }".to_owned(), "repeats too much"),
        ("SELECT * { ?a schema:name ?n FILTER REGEX(?n, \"(\") }".to_owned(), "cannot be understood"),
        ("SELECT * { ?a schema:name ?n FILTER REGEX(?n, \"a\", \"z\") }".to_owned(), "unknown flag `z`"),
        ("SELECT * { ?a schema:name ?n FILTER REGEX(?n, \"a\"@en) }".to_owned(), "plain text"),
        (format!("SELECT * {{ ?a schema:name ?n FILTER REGEX(?n, \"{long}\") }}"), "longer than 1024 bytes"),
    ];
    for (query, wanted) in &cases {
        refused(&[(query, wanted)]);
    }
}

#[test]
fn too_much_of_anything_is_refused() {
    let cases = [
        (" ".repeat(70_000), "70000 bytes"),
        (format!("SELECT * {{ ?s ?p ?o FILTER({}?o{}) }}", "(".repeat(101), ")".repeat(101)), "100 levels"),
        (format!("SELECT * {{ ?s ?p ?o FILTER(?o{}) }}", "||?o".repeat(3_000)), "levels"),
        (format!("SELECT * {{ {} }}", "?s ?p ?o .".repeat(100)), "too many patterns"),
        (format!("SELECT * {{ ?s ?p ?o {} }}", "OPTIONAL { ?s ?p ?x } ".repeat(100)), "too many patterns"),
        (format!("SELECT * {{ ?s (<x:p>{})* ?o }}", "/<x:p>".repeat(300)), "property paths"),
        (format!("SELECT * {{ VALUES ?x {{ {} }} }}", "1 ".repeat(11_000)), "rows of VALUES"),
        (format!("SELECT * {{ VALUES ({}) {{}} }}", "?x ".repeat(4_001)), "variables"),
        (format!("SELECT * {{ ?s ?p ?o FILTER({}?o{}) }}", "(".repeat(24), " IN (1,2))".repeat(24)), "too many"),
        (format!("{}?s ?p ?o{}", "SELECT ?s {".repeat(30), "} GROUP BY ?s".repeat(30)), "too many"),
        (format!("SELECT * {{ ?s ?p ?o FILTER({}?o{}) }}", "!(".repeat(30), ")".repeat(30)), "BIND"),
        (format!("SELECT * {{ ?s ?p ?o FILTER({}?o{}) }}", "REGEX(".repeat(30), ",'a')".repeat(30)), "BIND"),
        ("SELECT * { ?s ?p ?o FILTER(?o<x:f((1))>1) }".into(), "may be an IRI or a comparison"),
    ];
    for (query, wanted) in cases {
        on_its_stack(move || {
            let limits = Limits::default();
            let refusal = guard::text(&query, &limits)
                .and_then(|()| guard::algebra(&parse(&query).unwrap(), &count, &limits))
                .err()
                .map(|refusal| refusal.to_string());
            assert!(refusal.as_ref().is_some_and(|refusal| refusal.contains(wanted)), "{wanted}: {refusal:?}");
        });
    }
}

#[test]
fn nothing_hides_in_strings_comments_and_iris() {
    let limits = Limits::default();
    let deep = "(".repeat(101);
    for hidden in [
        format!("'''{deep}"),
        format!("'' '\n{deep}"),
        format!("# '\n{deep}"),
        format!("?a < {deep} >"),
        format!("<http://x/'> {deep} '"),
        format!("<http://x/#> {deep}"),
        format!("'\\q{deep}'"),
        format!("'''\\ud800{deep}'''"),
        format!("ex:a\\'{deep}'"),
        format!("ex:a\\#{deep}"),
        "!".repeat(102),
        "<<".repeat(101),
        "( ]".repeat(101),
    ] {
        assert_eq!(guard::text(&hidden, &limits), Err(Refusal::Deep { limit: 100 }), "{hidden}");
    }
    for shown in [
        format!("'{deep}' \"{deep}\" '''{deep}\n'{deep}''' \"\"\"{deep}\"\"\""),
        format!("# {deep}\n<http://x/{deep}>"),
        format!("<https://example.org/a_(b)#c> {}", "ex:a\\( ".repeat(200)),
    ] {
        assert_eq!(guard::text(&shown, &limits), Ok(()), "{shown}");
    }
}

#[test]
fn the_queries_of_the_catalogue_pass_with_values_and_without() {
    for query in Catalogue::built_in().iter() {
        let limits = Limits::default();
        guard::text(&query.text, &limits).unwrap_or_else(|refusal| panic!("{} {refusal}", query.name));
        for all in [true, false] {
            let mut bindings = Bindings::default();
            for parameter in query.parameters.iter().filter(|parameter| all || !parameter.optional) {
                let mut put = |suffix: &str| {
                    let name = Variable::new_unchecked(format!("{}{suffix}", parameter.name));
                    bindings.insert(name, value(parameter.kind));
                };
                put("");
                if parameter.kind == ValueKind::Date {
                    put("From");
                    put("Until");
                }
            }
            let bound = bind(parse(&query.text).unwrap(), &bindings).unwrap();
            guard::algebra(&bound, &count, &limits).unwrap_or_else(|refusal| panic!("{} {refusal}", query.name));
        }
    }
}

fn value(kind: ValueKind) -> Term {
    match kind {
        ValueKind::Text | ValueKind::Lang => Literal::from("en").into(),
        ValueKind::Integer => Literal::from(10).into(),
        ValueKind::Date => Literal::from("2020-01-01").into(),
        _ => NamedNode::new_unchecked("https://example.org/x").into(),
    }
}

const ORDINARY: [&str; 32] = [
    "SELECT * { ?s ?p ?o } LIMIT 10",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "SELECT ?name { ?p a schema:Person ; schema:name ?name } ORDER BY ?name",
    "SELECT ?p ?o { ?r vita:holder ?p ; vita:at ?o . ?o schema:name ?n FILTER(CONTAINS(?n, \"Uni\")) }",
    "SELECT ?p ?n ?t { ?p schema:name ?n OPTIONAL { ?p schema:jobTitle ?t } }",
    "SELECT ?p { ?p schema:name ?n OPTIONAL { ?p schema:url ?u } OPTIONAL { ?p schema:email ?m } }",
    "SELECT ?p { ?p schema:name ?n OPTIONAL { ?p schema:worksFor ?o OPTIONAL { ?o schema:name ?m } } }",
    "SELECT ?p { ?p a schema:Person FILTER NOT EXISTS { ?p schema:url ?u } }",
    "SELECT ?p { ?p a schema:Person MINUS { ?p schema:url ?u } }",
    "SELECT ?a ?b { ?a schema:knows+ ?b } LIMIT 5",
    "SELECT ?b { <https://example.org/a> schema:knows* ?b . ?b schema:name ?n }",
    "SELECT ?a { ?a schema:worksFor/schema:name \"x\" }",
    "SELECT ?a ?n { ?a (schema:name|schema:alternateName) ?n }",
    "SELECT ?a ?n { { ?a schema:name ?n } UNION { ?a schema:alternateName ?n } ?a a schema:Person }",
    "SELECT ?o (COUNT(DISTINCT ?p) AS ?n) { ?p schema:worksFor ?o } GROUP BY ?o HAVING (COUNT(?p) > 3) ORDER BY DESC(?n)",
    "SELECT ?p (GROUP_CONCAT(DISTINCT ?n; SEPARATOR = \", \") AS ?names) { ?p schema:name ?n } GROUP BY ?p",
    "SELECT ?p ?n { VALUES ?p { <x:a> <x:b> <x:c> } ?p schema:name ?n }",
    "SELECT ?p { VALUES (?o ?n) { (<x:a> \"b\") (<x:c> \"d\") } ?p schema:worksFor ?o ; schema:name ?n }",
    "SELECT * { VALUES ?x { 1 2 3 } VALUES ?y { 4 5 6 } }",
    "SELECT * { ?a schema:name \"x\" . ?b schema:name \"y\" }",
    "SELECT ?a ?b { { SELECT ?a { ?a a schema:Person } LIMIT 10 } { SELECT ?b { ?b a schema:Person } LIMIT 10 } }",
    "SELECT ?a ?share { ?a schema:name ?n { SELECT (COUNT(*) AS ?all) { ?s a schema:Person } } BIND(1 / ?all AS ?share) }",
    "SELECT ?a ?b { ?w schema:author ?a, ?b FILTER(?a != ?b) }",
    "SELECT ?a { ?a schema:birthDate ?d FILTER(YEAR(?d) > 1980 && ?d < NOW()) }",
    "SELECT * { ?a schema:name ?n BIND(CONCAT(UCASE(SUBSTR(?n, 1, 1)), LCASE(SUBSTR(?n, 2))) AS ?m) }",
    "SELECT * { ?a schema:name ?n FILTER REGEX(?n, \"^(Ann|Ben)\\\\b\", \"i\") }",
    "SELECT (REPLACE(?n, \"[^a-z]+\", \"-\") AS ?slug) { ?a schema:name ?n }",
    "SELECT ?g ?a { GRAPH ?g { ?a schema:name ?n } }",
    "SELECT ?a { ?a schema:name ?n . GRAPH ?g { ?a schema:name ?m } FILTER(?n != ?m) }",
    "CONSTRUCT { ?a schema:knows ?b } WHERE { ?w schema:author ?a, ?b }",
    "DESCRIBE <https://example.org/a>",
    "ASK { ?a schema:name \"x\"@en ; a schema:Person . FILTER(!BOUND(?z) || STRLEN(STR(?a)) IN (1, 2)) }",
];

#[test]
fn ordinary_queries_pass() {
    for query in ORDINARY {
        judged(query).unwrap_or_else(|refusal| panic!("{query} {refusal}"));
    }
}

/// What is written before and after the middle, to nest or to chain it.
const BOMBS: [(&str, &str, &str); 40] = [
    ("SELECT * { ?s ?p ?a FILTER(", "(", ")"),
    ("SELECT * { ?s ?p ?a FILTER(", "-(", ")"),
    ("SELECT * { ?s ?p ?a FILTER(", "!", ""),
    ("SELECT * { ?s ?p ?a FILTER(", "!(", ")"),
    ("SELECT * { ?s ?p ?a FILTER(", "?a||", ""),
    ("SELECT * { ?s ?p ?a FILTER(", "?a&&", ""),
    ("SELECT * { ?s ?p ?a FILTER(", "?a+", ""),
    ("SELECT * { ?s ?p ?a FILTER(", "?a*", ""),
    ("SELECT * { ?s ?p ?a FILTER(", "(", " IN (1,2))"),
    ("SELECT * { ?s ?p ?a FILTER(", "1 IN (1,", ")"),
    ("SELECT * { ?s ?p ?a FILTER(", "STR(", ")"),
    ("SELECT * { ?s ?p ?a FILTER(", "IF(?a,1+1,", ")"),
    ("SELECT * { ?s ?p ?a FILTER(", "COALESCE(1+1,", ")"),
    ("SELECT * { ?s ?p ?a FILTER(", "sameTerm(1+1,", ")"),
    ("SELECT * { ?s ?p ?a FILTER(", "sameTerm(IF(1,1+1,2),", ")"),
    ("SELECT * { ?s ?p ?a FILTER(", "COALESCE(EXISTS{ ?s ?p ?a FILTER(", ")},1+1)"),
    ("SELECT * { ?s ?p ?a FILTER(", "REGEX(", ",'a')"),
    ("SELECT * { ?s ?p ?a FILTER(", "REPLACE(", ",'a','b')"),
    ("SELECT * { ?s ?p ?a FILTER(", "<x:f>(", ")"),
    ("SELECT * { ?s ?p ?a FILTER(", "?a<", ""),
    ("SELECT * { ", "{", "}"),
    ("SELECT * { ", "?s ?p ?a {", "}"),
    ("SELECT * { ", "?s ?p ?a OPTIONAL {", "}"),
    ("SELECT * { ", "?s ?p ?a OPTIONAL {", "?s ?p ?b MINUS { ?s ?p ?c } }"),
    ("SELECT * { ", "?s ?p ?a MINUS {", "}"),
    ("SELECT * { ", "?s ?p ?a LATERAL {", "}"),
    ("SELECT * { ", "?s ?p ?a FILTER EXISTS {", "}"),
    ("SELECT * { ", "FILTER <x:f>(EXISTS { ?s ?p ?a ", "})"),
    ("SELECT * { ", "{ ?s ?p ?a } UNION ", ""),
    ("SELECT * { ", "{ ?s ?p ?a } UNION {", "}"),
    ("SELECT * { ", "OPTIONAL {?s ?p ?a}", ""),
    ("SELECT * { ", "SELECT * {", "}"),
    ("SELECT * { ", "{ SELECT ?s {", "} GROUP BY ?s }"),
    ("SELECT * { ", "GRAPH ?g {", "}"),
    ("SELECT * { ", "?s ?p ?a .", ""),
    ("SELECT * { ?s ?p ", "(", ")"),
    ("SELECT * { ?s ?p ", "[ ?p ", "]"),
    ("SELECT * { ?s ?p ", "<< ", " ?p ?o >>"),
    ("SELECT * { ?s ", "(", ")*"),
    ("SELECT * { ?s ", "<x:p>/", ""),
];

/// A query of one kind of bomb, with so many levels.
fn bomb((start, before, after): (&str, &str, &str), levels: usize) -> String {
    let middle = match start {
        "SELECT * { ?s " => "<x:p>",
        "SELECT * { " if before.ends_with("UNION ") => "{ ?s ?p ?o }",
        "SELECT * { " => "?s ?p ?o",
        _ => "?a",
    };
    let rest = match start {
        "SELECT * { ?s " => " ?o }",
        start if start.ends_with('(') => ") }",
        _ => " }",
    };
    format!("{start}{}{middle}{}{rest}", before.repeat(levels), after.repeat(levels))
}

/// Takes a query through all that a server does with one.
fn run(query: &str) {
    let limits = Limits::default();
    if guard::text(query, &limits).is_err() {
        return;
    }
    let Ok(parsed) = parse(query) else { return };
    if guard::algebra(&parsed, &|_, _, _| 1, &limits).is_err() {
        return;
    }
    printed(&parsed);
    let (bounded, concats) = guard::bounded(parsed);
    let evaluator = guard::register(SparqlEvaluator::new(), &concats).with_cancellation_token(CancellationToken::new());
    let store = Engine::new().unwrap();
    if let Ok(QueryResults::Solutions(solutions)) = evaluator.for_query(bounded).on_store(&store).execute() {
        solutions.take(3).for_each(drop);
    }
}

fn on_its_stack(work: impl FnOnce() + Send + 'static) {
    let stack = if cfg!(debug_assertions) { STACK } else { STACK / 4 };
    thread::Builder::new().stack_size(stack).spawn(work).unwrap().join().unwrap();
}

#[test]
fn bombs_of_every_operator_are_refused_or_run() {
    on_its_stack(|| {
        for kind in BOMBS {
            for levels in [1, 5, 9, 15, 30, 60, 99, 240, 700, 950, 20_000] {
                let most = 65_000 / (kind.1.len() + kind.2.len());
                run(&bomb(kind, levels.min(most)));
            }
        }
    });
}

#[test]
fn a_bounded_group_concat_gives_what_the_engine_gives() {
    let rows = [
        "\"a\" \"b\" \"a\"",
        "\"a\"@en \"b\"@en",
        "\"a\"@en \"b\"",
        "\"a\" \"b\"@en \"c\"@en",
        "\"a\" 1",
        "1",
        "",
        "<x:a> \"a\"",
        "\"\" \"\"",
        "\"a\" UNDEF",
        "\"a\"@en \"a\"@EN \"b\"@de",
    ];
    for row in rows {
        for call in ["?x", "DISTINCT ?x", "?x; SEPARATOR = \"\"", "DISTINCT ?x; SEPARATOR = \", \"", "STR(?x)"] {
            let query = format!(
                "SELECT (GROUP_CONCAT({call}) AS ?y) (GROUP_CONCAT(?x; SEPARATOR = \"|\") AS ?z) {{ VALUES ?x {{ {row} }} }}"
            );
            let parsed = parse(&query).unwrap();
            let (bounded, concats) = guard::bounded(parsed.clone());
            let results = |query, evaluator: SparqlEvaluator| {
                let store = Engine::new().unwrap();
                let QueryResults::Solutions(solutions) = evaluator.for_query(query).on_store(&store).execute().unwrap()
                else {
                    panic!("a SELECT has solutions");
                };
                solutions.map(|solution| solution.unwrap().values().to_vec()).collect::<Vec<_>>()
            };
            let ours = results(bounded, guard::register(SparqlEvaluator::new(), &concats));
            assert_eq!(ours, results(parsed, SparqlEvaluator::new()), "{query}");
        }
    }
}

/// Pieces of queries, in any order.
fn soup() -> impl Strategy<Value = String> {
    let words = "SELECT|*|{|}|(|)|[|]|WHERE|?a|?b|<x:p>|<http://x/(>|<|>|=|!|!!|-|+|/|\\||^|\\|\\||&&|'|\"|'''|\"\"\"|'a'|#|\n|.|;|,|a|\
                 UNION|OPTIONAL|MINUS|FILTER|EXISTS|NOT|BIND|AS|VALUES|UNDEF|GRAPH|GROUP BY|HAVING|ORDER BY|LIMIT|1|1.5|REGEX|\
                 REPLACE|SUBSTR|STR|COALESCE|IF|IN|GROUP_CONCAT|COUNT|DISTINCT|schema:name|ex:f|_:b|<<|>>|<<(|)>>|{||}|~|\\|\\u0041|\
                 CONSTRUCT|DESCRIBE|ASK|LATERAL|é|𝒳";
    let words: Vec<String> = words.split('|').map(|word| format!("{word} ")).collect();
    prop::collection::vec(prop::sample::select(words), 0..200).prop_map(|words| words.concat())
}

/// Whole queries with bombs of several kinds within each other.
fn mixed() -> impl Strategy<Value = String> {
    let kinds: Vec<(&str, &str, &str)> = BOMBS.iter().copied().filter(|kind| kind.0 == BOMBS[0].0).collect();
    prop::collection::vec((prop::sample::select(kinds), 1_usize..20), 1..8).prop_map(|parts| {
        let (before, after): (Vec<String>, Vec<String>) =
            parts.iter().map(|((_, before, after), levels)| (before.repeat(*levels), after.repeat(*levels))).unzip();
        let after: String = after.into_iter().rev().collect();
        format!("{}{}?a{after}) }}", BOMBS[0].0, before.concat())
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_break_the_guard(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        let _ = guard::text(&String::from_utf8_lossy(&bytes), &Limits::default());
    }

    #[test]
    fn no_words_break_the_guard_or_what_comes_after(query in soup()) {
        on_its_stack(move || run(&query));
    }

    #[test]
    fn no_bombs_within_each_other_break_what_comes_after(query in mixed()) {
        on_its_stack(move || run(&query));
    }
}
