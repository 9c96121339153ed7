//! The rules of the vocabulary, on documents and on graphs.

use std::collections::BTreeSet;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Quad;
use vitagraph::check::vocabulary::{Form, check_quads, check_tree};
use vitagraph::check::{Options, check};
use vitagraph::report::{Place, Report, Severity};
use vitagraph::rules::{PENDING, VOCABULARY};
use vitagraph::tree::{Source, from_json};

use crate::support::root;

/// Rule, what breaks it and no other, and what nearly does: properties of a thing, with its class.
const CASES: &[(&str, &str, &str)] = &[
    ("vocabulary/unknown-term", r#""@type": "Persn""#, r#""@type": "Person""#),
    (
        "vocabulary/unknown-term",
        r#""@type": "name""#,
        r#""@type": ["Person", "foaf:Agent", "http://xmlns.com/foaf/0.1/Person"]"#,
    ),
    (
        "vocabulary/unknown-term",
        r#""@type": "Person", "jobTitel": "Engineer""#,
        r#""@type": "Person", "jobTitle": "Engineer""#,
    ),
    (
        "vocabulary/unknown-term",
        r#""@type": "Person", "https://schema.org/nam": "A""#,
        r#""@type": "Person", "https://schema.org/name": "A", "foaf:nam": "B""#,
    ),
    (
        "vocabulary/unknown-term",
        r#""@type": "Offer", "availability": {"@id": "https://schema.org/InStok"}"#,
        r#""@type": "Offer", "availability": {"@id": "https://schema.org/InStock"}"#,
    ),
    (
        "vocabulary/unknown-term",
        r#""@type": "SearchAction", "quer-input": "required""#,
        r#""@type": "SearchAction", "query-input": "required""#,
    ),
    (
        "vocabulary/superseded",
        r#""@type": "Person", "colleagues": "John Roe""#,
        r#""@type": "Person", "colleague": "https://example.com/john""#,
    ),
    ("vocabulary/superseded", r#""@type": "Code", "name": "A""#, r#""@type": "SoftwareSourceCode", "name": "A""#),
    (
        "vocabulary/domain",
        r#""@type": "Person", "foundingDate": "2011""#,
        r#""@type": "Corporation", "foundingDate": "2011""#,
    ),
    (
        "vocabulary/domain",
        r#""@type": "CreativeWork", "position": 1, "startDate": "2011""#,
        r#""@type": "ListItem", "position": 1"#,
    ),
    (
        "vocabulary/domain",
        r#""@type": "Person", "worksFor": {"@type": "EmployeeRole", "worksFor": "Example", "wordCount": 3}"#,
        r#""@type": "Person", "worksFor": {"@type": "EmployeeRole", "worksFor": "Example", "startDate": "2011", "foundingDate": "2001", "jobTitle": "Engineer"}"#,
    ),
    (
        "vocabulary/domain",
        r#""@type": "Organization", "@reverse": {"worksFor": {"@type": "Book", "name": "A"}}"#,
        r#""@type": "Organization", "@reverse": {"worksFor": {"@type": "Person", "name": "A"}}"#,
    ),
    (
        "vocabulary/range",
        r#""@type": "Person", "worksFor": {"@type": "Person", "name": "A"}"#,
        r#""@type": "Person", "worksFor": {"@type": "LocalBusiness", "name": "A"}"#,
    ),
    (
        "vocabulary/range",
        r##""@type": "Person", "worksFor": {"@id": "#it"}"##,
        r##""@type": "Person", "spouse": {"@id": "#it"}"##,
    ),
    (
        "vocabulary/range",
        r#""@type": "Person", "name": {"@type": "Book", "name": "A"}"#,
        r#""@type": "Person", "name": {"@value": "A", "@language": "en"}"#,
    ),
    (
        "vocabulary/range",
        r#""@type": "Person", "gender": {"@id": "http://schema.org/InStock"}"#,
        r#""@type": "Person", "gender": {"@id": "http://schema.org/Male"}"#,
    ),
    (
        "vocabulary/range",
        r#""@type": "Person", "birthDate": {"@type": "Event"}"#,
        r#""@type": "Person", "worksFor": {"name": "Example"}"#,
    ),
    (
        "vocabulary/value-kind",
        r#""@type": "Person", "birthDate": "May 1990""#,
        r#""@type": "Person", "birthDate": "1990-05""#,
    ),
    (
        "vocabulary/value-kind",
        r#""@type": "Person", "birthDate": "1990-02-30""#,
        r#""@type": "Person", "birthDate": "1990-02-28T10:00:00+08:00""#,
    ),
    (
        "vocabulary/value-kind",
        r#""@type": "Person", "sameAs": ["https://example.com/a", "jane roe"]"#,
        r#""@type": "Person", "sameAs": ["https://example.com/a", "/about"]"#,
    ),
    (
        "vocabulary/value-kind",
        r#""@type": "Person", "url": "www.example.com""#,
        r#""@type": "Person", "url": {"@id": "https://www.example.com"}"#,
    ),
    (
        "vocabulary/value-kind",
        r#""@type": "Book", "numberOfPages": "many""#,
        r#""@type": "Book", "numberOfPages": "300""#,
    ),
    (
        "vocabulary/value-kind",
        r#""@type": "CreativeWork", "isAccessibleForFree": "perhaps""#,
        r#""@type": "CreativeWork", "isAccessibleForFree": true"#,
    ),
    (
        "vocabulary/value-kind",
        r#""@type": "Recipe", "cookTime": "an hour""#,
        r#""@type": "Recipe", "cookTime": "PT1H""#,
    ),
    (
        "vocabulary/link-as-text",
        r#""@type": "Person", "worksFor": "https://example.com/""#,
        r#""@type": "Person", "worksFor": {"@id": "https://example.com/"}"#,
    ),
    (
        "vocabulary/link-as-text",
        r#""@type": "Person", "spouse": "https://example.com/""#,
        r#""@context": {"spouse": {"@type": "@id"}}, "@type": "Person", "spouse": "https://example.com/""#,
    ),
    ("vocabulary/pending", r#""@type": "Person", "pronouns": "she""#, r#""@type": "Person", "award": "A""#),
];

fn found(document: &str) -> Vec<String> {
    let source = Source { file: "page.json", text: document, lines_before: 0 };
    let mut report = Report::default();
    check_tree(&source, &from_json(document).unwrap(), Form::JsonLd, &mut report);
    report.findings().iter().map(|finding| finding.rule.id.to_owned()).collect()
}

/// A document about the thing, beside another person.
fn about(properties: &str) -> String {
    let other = r##"{"@id": "#it", "@type": "Person", "name": "It"}"##;
    format!(r#"{{"@context": "https://schema.org", "@graph": [{{{properties}}}, {other}]}}"#)
}

#[test]
fn each_rule_finds_what_breaks_it_and_nothing_else() {
    for (rule, breaks, nearly) in CASES {
        // Many terms are pending, such as `jobTitle`, and may occur in any case.
        let counts = |id: &String| id != PENDING.id || *rule == PENDING.id;
        let found = |properties: &str| found(&about(properties)).into_iter().filter(counts).collect::<BTreeSet<_>>();
        assert_eq!(found(breaks), [(*rule).to_owned()].into(), "{breaks}");
        assert_eq!(found(nearly), BTreeSet::new(), "{nearly}");
    }
}

#[test]
fn each_rule_has_a_case() {
    let cases: BTreeSet<&str> = CASES.iter().map(|(rule, ..)| *rule).collect();
    assert_eq!(cases, VOCABULARY.iter().map(|rule| rule.id).collect());
}

#[test]
fn findings_have_their_places_and_name_what_is_near() {
    let text = "{\"@context\": \"http://schema.org/\",\n \"@type\": \"Person\",\n \"jobTitel\": \"A\",\n  \"birthDate\": \"soon\"}";
    let source = Source { file: "page.json", text, lines_before: 7 };
    let mut report = Report::default();
    check_tree(&source, &from_json(text).unwrap(), Form::JsonLd, &mut report);
    let lines: Vec<String> = report.findings().iter().map(ToString::to_string).collect();
    assert_eq!(
        lines,
        [
            "page.json:10:2: error: there is no property `jobTitel`\n  hint: did you mean `jobTitle`?",
            "page.json:11:16: warning: the value of `birthDate` is `soon`\n  hint: write a date, such as `2024-05-31`",
        ]
    );
}

#[test]
fn names_of_other_vocabularies_are_let_be() {
    for context in [
        r#"{"@vocab": "https://example.com/terms#"}"#,
        r#"["https://schema.org", {"nam": "https://example.com/nam"}]"#,
        r#"["https://schema.org", "https://example.com/context.jsonld"]"#,
        r#"{"ex": "https://example.com/", "nam": {"@id": "ex:nam"}, "Person": "ex:Person"}"#,
    ] {
        let document = format!(r#"{{"@context": {context}, "@type": "Person", "nam": "A"}}"#);
        assert_eq!(found(&document), Vec::<String>::new(), "{context}");
    }
    for context in [
        r#""http://www.schema.org""#,
        r#"{"@vocab": "http://schema.org/"}"#,
        r#"[{"nam": "schema:nam"}, "https://schema.org/"]"#,
    ] {
        let document = format!(r#"{{"@context": {context}, "@type": "Person", "nam": "A"}}"#);
        assert_eq!(found(&document), ["vocabulary/unknown-term"], "{context}");
    }
}

#[test]
fn links_in_markup_are_links() {
    let text = r#"[{"@type": "Person", "worksFor": "https://example.com/", "birthDate": "soon"}]"#;
    let source = Source { file: "page.html", text, lines_before: 0 };
    let mut report = Report::default();
    check_tree(&source, &from_json(text).unwrap(), Form::Markup, &mut report);
    assert_eq!(report.findings().iter().map(|finding| finding.rule.id).collect::<Vec<_>>(), ["vocabulary/value-kind"]);
}

/// As [`found`], of the graph that a Turtle document states.
fn found_in_graph(turtle: &str) -> Vec<&'static str> {
    let prefixes =
        "@prefix : <http://schema.org/> . @prefix vita: <https://w3id.org/vitagraph#> . @base <https://e.example/> .";
    let text = format!("{prefixes}\n{turtle}");
    let quads: Vec<Quad> = RdfParser::from_format(RdfFormat::Turtle).for_slice(&text).map(Result::unwrap).collect();
    let quads: Vec<_> = quads.iter().map(Quad::as_ref).collect();
    let mut report = Report::default();
    check_quads(&quads, &Place::default(), &mut report);
    report.findings().iter().map(|finding| finding.rule.id).collect()
}

#[test]
fn graphs_are_judged_as_documents_are() {
    for (turtle, wanted) in [
        (
            "<#a> a :Person ; :worksFor <#r> . <#r> a :EmployeeRole ; :worksFor <#o> ; :jobTitle 'A' . <#o> a :Corporation .",
            None,
        ),
        (
            "<#a> a :Person ; :worksFor <#r> . <#r> a :EmployeeRole ; :worksFor <#o> ; :isbn 'A' .",
            Some("vocabulary/domain"),
        ),
        (
            "<#w> a :Book ; :author <#r> . <#r> a :Role ; :author <#a> ; :position 1 ; :name 'A' . <#a> a :Person .",
            None,
        ),
        ("<#r> a :EmployeeRole ; vita:at <#a> . <#a> a :Person .", Some("vocabulary/range")),
        ("<#r> a :EmployeeRole ; vita:at <#a> ; vita:from '2011-01-01' .", None),
        ("<#r> a :EmployeeRole ; vita:from 'soon' .", Some("vocabulary/value-kind")),
        ("<#r> a :EmployeeRole ; vita:form '2011-01-01' .", Some("vocabulary/unknown-term")),
        ("<#a> a vita:Award ; vita:holder <#p> . <#p> a :Person .", None),
        ("<#a> a :Person ; vita:area 'A' .", Some("vocabulary/domain")),
        ("[] a :Person ; :knows [ a :Person ; :nam 'A' ] .", Some("vocabulary/unknown-term")),
    ] {
        assert_eq!(found_in_graph(turtle), wanted.into_iter().collect::<Vec<_>>(), "{turtle}");
    }
}

#[test]
fn our_own_data_keeps_to_the_vocabulary() {
    let (_, report) = check(&root().join("data"), &Options::default()).unwrap();
    let report = report.filter(|finding| finding.rule.group() == "vocabulary" && finding.severity != Severity::Note);
    assert_eq!(report.findings().iter().map(ToString::to_string).collect::<Vec<_>>(), Vec::<String>::new());
}
