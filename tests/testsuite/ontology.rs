//! The vocabulary: each term that the program writes is declared, and the context is the official one.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedNodeRef, Quad, Term};
use serde_json::Value;
use vitagraph::decode::Visibility;
use vitagraph::vocab::{owl, prov, schema, vita};

use crate::support::{data, quads, root, shared};

const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

/// The facts about schema.org: kind, and the rest of the line, by name.
fn schema_org() -> BTreeMap<String, (String, Vec<String>)> {
    let text = std::fs::read_to_string(root().join("ontology/schema-org.tsv")).unwrap();
    let row = |line: &str| {
        let fields: Vec<String> = line.split('\t').map(str::to_owned).collect();
        (fields[1].clone(), (fields[0].clone(), fields[2..].to_vec()))
    };
    text.lines().filter(|line| !line.starts_with('#')).map(row).collect()
}

fn declarations() -> Vec<Quad> {
    let file = std::fs::File::open(root().join("ontology/vitagraph.ttl")).unwrap();
    RdfParser::from_format(RdfFormat::Turtle).for_reader(file).collect::<Result<_, _>>().unwrap()
}

fn is_class(term: NamedNodeRef<'_>) -> bool {
    term.as_str().rsplit(['/', '#']).next().unwrap().starts_with(char::is_uppercase)
}

#[test]
fn each_term_of_schema_org_exists_and_is_not_superseded() {
    let facts = schema_org();
    for term in schema::TERMS {
        let name = term.as_str().strip_prefix(schema::NAMESPACE).unwrap();
        let (kind, fields) = facts.get(name).unwrap_or_else(|| panic!("{name}"));
        assert_eq!(kind, if is_class(*term) { "class" } else { "property" }, "{name}");
        assert_eq!(fields[2], "-", "{name} is superseded");
    }
}

#[test]
fn each_own_term_is_declared_with_label_comment_domain_and_range_and_no_other() {
    let quads = declarations();
    let has = |term: &str, property: &str| {
        quads
            .iter()
            .any(|quad| quad.subject.to_string() == format!("<{term}>") && quad.predicate.as_str().ends_with(property))
    };
    for term in vita::TERMS {
        let wanted = if is_class(*term) {
            ["#label", "#comment", "#subClassOf"].as_slice()
        } else {
            &["#label", "#comment", "#domain", "#range"]
        };
        wanted.iter().for_each(|property| assert!(has(term.as_str(), property), "{term} {property}"));
    }
    let declared: BTreeSet<String> =
        quads.iter().map(|quad| quad.subject.to_string()).filter(|subject| subject.contains('#')).collect();
    assert_eq!(declared, vita::TERMS.iter().map(ToString::to_string).collect());
}

#[test]
fn the_program_writes_no_term_that_its_vocabulary_has_not() {
    let known: BTreeSet<String> =
        [schema::TERMS, vita::TERMS, prov::TERMS, owl::TERMS].concat().iter().map(ToString::to_string).collect();
    let classes = schema_org();
    for line in quads(&data(), Visibility::Private) {
        let predicate = line.split(' ').nth(1).unwrap();
        assert!(known.contains(predicate) || predicate == format!("<{RDF_TYPE}>"), "{line}");
        if predicate.contains(RDF_TYPE) {
            let class = line.split(' ').nth(2).unwrap();
            let name = class.trim_matches(['<', '>']).trim_start_matches(schema::NAMESPACE);
            assert!(known.contains(class) || classes.get(name).is_some_and(|(kind, _)| kind == "class"), "{line}");
        }
    }
}

#[test]
fn the_context_has_each_term_as_the_official_one_has_it() {
    let Some(path) = shared("schema-org/schemaorgcontext.jsonld") else { return };
    let read = |path: &std::path::Path| serde_json::from_slice::<Value>(&std::fs::read(path).unwrap()).unwrap();
    let (official, own) = (read(&path), read(&root().join("ontology/context.jsonld")));
    let definitions = own["@context"].as_object().unwrap();
    for (name, definition) in definitions.iter().filter(|(name, _)| *name != "vita") {
        assert_eq!(definition, &official["@context"][name], "{name}");
    }
    for term in schema::TERMS {
        assert!(definitions.contains_key(term.as_str().trim_start_matches(schema::NAMESPACE)), "{term}");
    }
}

#[test]
fn the_facts_are_those_of_the_release() {
    let Some(path) = shared("schema-org/schemaorg-current-http.nt") else { return };
    let facts = schema_org();
    let file = std::fs::File::open(path).unwrap();
    let mut seen = 0;
    for quad in RdfParser::from_format(RdfFormat::NTriples).for_reader(file) {
        let quad = quad.unwrap();
        let (subject, predicate) = (quad.subject.to_string(), quad.predicate.as_str());
        let column = match predicate.rsplit(['/', '#']).next().unwrap() {
            "subClassOf" | "domainIncludes" => 0,
            "rangeIncludes" => 1,
            "supersededBy" => 2,
            _ => continue,
        };
        let (Some(name), Term::NamedNode(object)) =
            (subject.trim_matches(['<', '>']).strip_prefix(schema::NAMESPACE), &quad.object)
        else {
            continue;
        };
        let Some((_, fields)) = facts.get(name) else { continue };
        let object = object.as_str().rsplit(['/', '#']).next().unwrap();
        assert!(fields[column].split(' ').any(|value| value == object), "{quad}");
        seen += 1;
    }
    assert!(seen > 5000, "{seen}");
}
