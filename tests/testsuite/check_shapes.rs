//! Shapes: the graph that we promise, and the words of SHACL that the program understands.

use std::collections::BTreeSet;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Quad;
use vitagraph::check::shapes::{SHAPES, check_quads};
use vitagraph::report::Place;
use vitagraph::rules::SHAPE_RULES;

use crate::support::{Folder, data, mapped, root, text};

fn parsed(turtle: &str) -> Vec<Quad> {
    RdfParser::from_format(RdfFormat::Turtle)
        .for_slice(turtle)
        .map(|quad| quad.unwrap_or_else(|error| panic!("{error}\n{turtle}")))
        .collect()
}

/// What is found in a graph, line by line.
fn found(turtle: &str, shapes: &str) -> Vec<String> {
    let quads = parsed(turtle);
    let report = check_quads(quads.iter().map(Quad::as_ref), "shapes.ttl", shapes, &Place::default());
    report.findings().iter().map(|finding| format!("{}: {}", finding.rule.id, finding.message)).collect()
}

fn fixture(name: &str) -> String {
    std::fs::read_to_string(root().join("tests/fixtures/shapes").join(name)).unwrap()
}

/// The good graph with one error: shape, what was changed, and the graph. Line ends of the texts to look for are spaces.
fn planted() -> Vec<(String, String, String)> {
    let good = fixture("good.ttl").replace('\n', " ").replacen("# A graph", "\n# A graph", 1);
    let good = good.split_once("@prefix").map(|(_, rest)| format!("@prefix{rest}")).unwrap();
    let row = |line: &str| {
        let [shape, from, to] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        assert_eq!(good.matches(from).count(), 1, "{line}");
        (shape.to_owned(), line.to_owned(), good.replace(from, to))
    };
    fixture("planted.tsv").lines().filter(|line| !line.starts_with('#')).map(row).collect()
}

#[test]
fn a_good_graph_has_all_shapes() {
    assert_eq!(found(&fixture("good.ttl"), SHAPES), Vec::<String>::new());
}

#[test]
fn each_planted_error_breaks_its_shape() {
    for (shape, line, graph) in planted() {
        let found = found(&graph, SHAPES);
        assert!(found.iter().any(|finding| finding.contains(&format!(" of `{shape}`"))), "{line}: {found:#?}");
    }
}

#[test]
fn each_shape_has_a_planted_error() {
    let planted: BTreeSet<String> = planted().into_iter().map(|(shape, ..)| shape).collect();
    let with_targets = SHAPES.split("\n\n").filter(|block| block.contains("sh:target"));
    let shapes =
        with_targets.map(|block| block.trim().trim_start_matches("shape:").split(' ').next().unwrap().to_owned());
    assert_eq!(planted, shapes.filter(|name| name != "#").collect());
    assert_eq!(SHAPE_RULES.iter().map(|rule| rule.id).collect::<Vec<_>>(), ["shape/broken", "shape/file"]);
}

#[test]
fn our_own_data_has_all_shapes() {
    let quads = mapped(&data(), vitagraph::decode::Visibility::Private);
    let report = check_quads(quads.iter().map(Quad::as_ref), "shapes.ttl", SHAPES, &Place::default());
    assert_eq!(report.findings().iter().map(|finding| &finding.message).collect::<Vec<_>>(), Vec::<&String>::new());
}

const PREFIXES: &str = "@prefix : <https://e.example/> . @prefix sh: <http://www.w3.org/ns/shacl#> . \
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . ";

/// A constraint on the values of `:p`, what breaks it, and what nearly does.
const CONSTRAINTS: &[(&str, &str, &str)] = &[
    ("sh:class :C", ":a :p :b . :b a :D .", ":a :p :b . :b a :C ."),
    ("sh:class :C", ":a :p 'x' .", ":a :p :b . :b a :D . :D rdfs:subClassOf :E . :E rdfs:subClassOf :C ."),
    ("sh:datatype xsd:integer", ":a :p 'x'^^xsd:integer .", ":a :p 12345678901234567890123 ."),
    ("sh:datatype xsd:date", ":a :p '2021-02-29'^^xsd:date .", ":a :p '2020-02-29'^^xsd:date ."),
    ("sh:nodeKind sh:BlankNodeOrIRI", ":a :p 'x' .", ":a :p [] ."),
    ("sh:minCount 2", ":a :p 1 .", ":a :p 1, 2 ."),
    ("sh:maxCount 1", ":a :p 1, 2 .", ":a :p 1 ."),
    ("sh:minExclusive 1", ":a :p 1 .", ":a :p 1.1 ."),
    ("sh:minInclusive '2020-01-01'^^xsd:date", ":a :p '2019-12-31'^^xsd:date .", ":a :p '2020-01-01'^^xsd:date ."),
    ("sh:maxExclusive 10", ":a :p 'x' .", ":a :p 9.5e0 ."),
    ("sh:maxInclusive 10", ":a :p 10.5 .", ":a :p 10 ."),
    ("sh:minLength 2", ":a :p '刘' .", ":a :p '刘硕' ."),
    ("sh:maxLength 2", ":a :p 'abc' .", ":a :p '刘硕' ."),
    ("sh:pattern '^b' ; sh:flags 'i'", ":a :p 'abc' .", ":a :p 'Bc' ."),
    ("sh:languageIn ('zh' 'en')", ":a :p 'x' .", ":a :p 'x'@zh-Hans ."),
    ("sh:uniqueLang true", ":a :p 'x'@en, 'y'@en .", ":a :p 'x'@en, 'y'@zh, 'z', 'w' ."),
    ("sh:equals :q", ":a :p 1 ; :q 2 .", ":a :p 1 ; :q 1 ."),
    ("sh:disjoint :q", ":a :p 1 ; :q 1 .", ":a :p 1 ; :q 2 ."),
    ("sh:lessThan :q", ":a :p 1 ; :q 1 .", ":a :p 1 ; :q 2 ."),
    ("sh:lessThanOrEquals :q", ":a :p 2 ; :q 1 .", ":a :p 1 ; :q 1 ."),
    ("sh:not [ sh:datatype xsd:integer ]", ":a :p 1 .", ":a :p 'x' ."),
    ("sh:and ( [ sh:minInclusive 1 ] [ sh:maxInclusive 2 ] )", ":a :p 3 .", ":a :p 2 ."),
    ("sh:or ( [ sh:minInclusive 5 ] [ sh:maxInclusive 2 ] )", ":a :p 3 .", ":a :p 2 ."),
    ("sh:xone ( [ sh:minInclusive 1 ] [ sh:maxInclusive 2 ] )", ":a :p 2 .", ":a :p 3 ."),
    ("sh:node [ sh:property [ sh:path :q ; sh:minCount 1 ] ]", ":a :p :b .", ":a :p :b . :b :q 1 ."),
    ("sh:property [ sh:path :q ; sh:minCount 1 ]", ":a :p :b .", ":a :p :b . :b :q 1 ."),
    ("sh:qualifiedValueShape [ sh:class :C ] ; sh:qualifiedMinCount 1", ":a :p :b .", ":a :p :b, :c . :c a :C ."),
    ("sh:qualifiedValueShape [ sh:class :C ] ; sh:qualifiedMaxCount 0", ":a :p :c . :c a :C .", ":a :p :b ."),
    (
        "sh:node [ sh:closed true ; sh:ignoredProperties ( :r ) ; sh:property [ sh:path :q ] ]",
        ":a :p :b . :b :s 1 .",
        ":a :p :b . :b :q 1 ; :r 1 .",
    ),
    ("sh:hasValue 1", ":a :p 2 .", ":a :p 1, 2 ."),
    ("sh:in ( 1 2 )", ":a :p 3 .", ":a :p 1 ."),
];

#[test]
fn each_constraint_of_the_core_is_checked() {
    for (constraint, breaks, nearly) in CONSTRAINTS {
        let shapes =
            format!("{PREFIXES} :S a sh:NodeShape ; sh:targetNode :a ; sh:property [ sh:path :p ; {constraint} ] .");
        let count = |graph: &str| found(&format!("{PREFIXES}{graph}"), &shapes).len();
        assert!(count(breaks) > 0, "{constraint}: {breaks}");
        assert_eq!(found(&format!("{PREFIXES}{nearly}"), &shapes), Vec::<String>::new(), "{constraint}");
    }
}

#[test]
fn paths_lead_where_they_say() {
    let graph = format!("{PREFIXES} :a :p :b, :c . :b :q :c . :c :q :d . :d :q :b . :e :p :a .");
    for (path, values) in [
        (":p", 2),
        ("[ sh:inversePath :p ]", 1),
        ("( :p :q )", 2),
        ("[ sh:alternativePath ( :p [ sh:inversePath :p ] ) ]", 3),
        ("( :p [ sh:zeroOrMorePath :q ] )", 3),
        ("( [ sh:inversePath :p ] :p [ sh:oneOrMorePath :p ] )", 2),
        ("[ sh:zeroOrOnePath :p ]", 3),
        ("[ sh:inversePath ( :p :p ) ]", 0),
    ] {
        let shape =
            |bounds: String| format!("{PREFIXES} :S sh:targetNode :a ; sh:property [ sh:path {path} ; {bounds} ] .");
        let exactly = shape(format!("sh:minCount {values} ; sh:maxCount {values}"));
        assert_eq!(found(&graph, &exactly), Vec::<String>::new(), "{path}");
        assert_eq!(found(&graph, &shape(format!("sh:minCount {}", values + 1))).len(), 1, "{path}");
    }
}

#[test]
fn targets_are_found() {
    let graph = format!("{PREFIXES} :a a :C ; :p :b . :c a :D . :D rdfs:subClassOf :C .");
    for (target, nodes) in [
        ("sh:targetClass :C", 2),
        ("sh:targetNode :x, 'y'", 2),
        ("sh:targetSubjectsOf :p", 1),
        ("sh:targetObjectsOf :p ; sh:targetNode :b", 1),
        ("a rdfs:Class ; sh:targetNode :S", 1),
        ("sh:deactivated true ; sh:targetClass :C", 0),
    ] {
        let shapes = format!("{PREFIXES} :S a sh:NodeShape ; {target} ; sh:in () .");
        assert_eq!(found(&graph, &shapes).len(), nodes, "{target}");
    }
    let implicit = format!("{PREFIXES} :C a sh:NodeShape, rdfs:Class ; sh:in () .");
    assert_eq!(found(&graph, &implicit).len(), 2);
}

#[test]
fn what_is_not_supported_is_an_error() {
    for (shapes, wanted) in [
        (":S sh:targetNode :a ; sh:sparql [ sh:select '' ] .", "`sh:sparql` is not supported"),
        (":S sh:targetNode :a ; sh:minCuont 1 .", "`sh:minCuont` is not supported"),
        (":S sh:targetNode :a ; sh:nodeKind sh:Iri .", "`sh:nodeKind` of `S` wants a kind of nodes"),
        (":S sh:targetNode :a ; sh:pattern '(?=a)' .", "`sh:pattern` of `S` wants a regular expression"),
        (":S sh:targetNode :a ; sh:minCount 'x' .", "wants a whole number"),
        (":S sh:targetNode :a ; sh:qualifiedMinCount 1 .", "wants a `sh:qualifiedValueShape`"),
        (":S sh:targetNode :a ; sh:node :T . :T sh:not :S .", "asks for itself"),
        (":S sh:targetNode :a ; sh:property [ sh:path [ sh:name 'x' ] ] .", "a path is none of SHACL's"),
        (":S sh:targetNode", "shape/file"),
    ] {
        let found = found("", &format!("{PREFIXES} {shapes}"));
        assert!(
            !found.is_empty() && found.iter().all(|finding| finding.starts_with("shape/file")),
            "{shapes}: {found:?}"
        );
        assert!(found.iter().any(|finding| finding.contains(wanted)), "{shapes}: {found:?}");
    }
}

#[test]
fn the_command_takes_shapes_of_the_users() {
    let folder = Folder::new(&[
        ("people/jane.yaml", "basics: {name: Jane Roe}\nwork: [{name: Example, startDate: 2018}]\n"),
        ("vitagraph.toml", "base = \"https://e.example/\"\n"),
        (
            "my.ttl",
            "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix schema: <http://schema.org/> .\n\
             [] sh:targetClass schema:Person ; sh:property [ sh:path schema:jobTitle ; sh:minCount 1 ; sh:severity sh:Warning ; sh:message 'say what you do' ] .\n",
        ),
        ("bad.ttl", "@prefix sh: <http://www.w3.org/ns/shacl#> .\n[] sh:js 1 .\n"),
    ]);
    let output = folder.run(&["check", "--only", "shape", "--fail-on", "warning", "--shapes", "my.ttl"]);
    assert_eq!(output.status.code(), Some(1));
    let wanted =
        "`https://e.example/people/jane#person`: `schema:jobTitle` breaks `sh:minCount 1` of ``: say what you do";
    assert!(text(&output.stdout).contains(wanted), "{}", text(&output.stdout));
    assert!(text(&folder.run(&["check", "--shapes", "bad.ttl"]).stdout).contains("`sh:js` is not supported"));
    assert_eq!(folder.run(&["check", "--shapes", "none.ttl"]).status.code(), Some(2));
    assert_eq!(folder.run(&["check", "--only", "shape", "--fail-on", "note"]).status.code(), Some(0));
}

#[test]
fn the_command_takes_dumps() {
    let folder = Folder::new(&[
        ("bad.ttl", "@prefix : <http://schema.org/> .\n[] a :Person ; :nam 'Jane' .\n"),
        ("broken.nt", "<https://e.example/> <https://e.example/>\n"),
        ("page.html", ""),
    ]);
    let output = folder.run(&["check", "--graph", "bad.ttl"]);
    assert_eq!(output.status.code(), Some(1));
    for wanted in [
        "`sh:nodeKind` of `Node`",
        "there is no property `nam`",
        "breaks `sh:minCount 1` of `Derived`: what is stated comes from a source",
    ] {
        assert!(text(&output.stdout).contains(wanted), "{}", text(&output.stdout));
    }
    let output = folder.run(&["check", "--graph", "broken.nt"]);
    assert!(text(&output.stdout).contains("broken.nt:2:1: line jumps are not allowed"), "{}", text(&output.stdout));
    for file in ["page.html", "none.nt"] {
        assert_eq!(folder.run(&["check", "--graph", file]).status.code(), Some(2), "{file}");
    }
}
