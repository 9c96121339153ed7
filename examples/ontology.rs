//! Makes `ontology/schema-org.tsv` and `ontology/context.jsonld` from the files of a schema.org release:
//!
//!     cargo run --example ontology -- FOLDER
//!
//! `FOLDER` holds `schemaorg-current-http.nt` and `schemaorgcontext.jsonld`. Only facts are taken over, no descriptions.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Term;
use serde_json::{Map, Value, json};
use vitagraph::vocab::{owl, prov, schema, vita};

type Facts = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("name the folder of the release")?;
    let ontology = Path::new(env!("CARGO_MANIFEST_DIR")).join("ontology");
    let facts = facts(&Path::new(&folder).join("schemaorg-current-http.nt"))?;
    std::fs::write(ontology.join("schema-org.tsv"), table(&facts))?;
    let official: Value = serde_json::from_slice(&std::fs::read(Path::new(&folder).join("schemaorgcontext.jsonld"))?)?;
    std::fs::write(ontology.join("context.jsonld"), format!("{:#}\n", context(&official["@context"])))?;
    Ok(())
}

/// For each term its facts by predicate, with local names.
fn facts(path: &Path) -> Result<Facts, Box<dyn Error>> {
    let mut facts = Facts::new();
    for quad in RdfParser::from_format(RdfFormat::NTriples).for_reader(std::fs::File::open(path)?) {
        let quad = quad?;
        let subject = quad.subject.to_string();
        let Some(term) = subject.trim_matches(['<', '>']).strip_prefix(schema::NAMESPACE) else { continue };
        if let Term::NamedNode(object) = &quad.object {
            let predicate = local(quad.predicate.as_str());
            facts
                .entry(term.to_owned())
                .or_default()
                .entry(predicate.to_owned())
                .or_default()
                .insert(local(object.as_str()).to_owned());
        }
    }
    Ok(facts)
}

fn local(iri: &str) -> &str {
    iri.rsplit(['/', '#']).find(|part| !part.is_empty()).unwrap_or(iri)
}

fn table(facts: &Facts) -> String {
    let mut lines = vec!["# schema.org 30.0, facts only; made by `cargo run --example ontology`".to_owned()];
    lines.push("# class <name> <superclasses> - <superseded by> <part>; property <name> <domains> <ranges> <superseded by> <part>; member <name> <classes> - <superseded by> <part>".to_owned());
    let is_class =
        |facts: &BTreeMap<String, BTreeSet<String>>| facts.get("type").is_some_and(|it| it.contains("Class"));
    let classes: BTreeSet<&str> =
        facts.iter().filter(|(_, facts)| is_class(facts)).map(|(term, _)| term.as_str()).collect();
    for (term, facts) in facts {
        let get = |predicate: &str| {
            facts
                .get(predicate)
                .map(|values| values.iter().cloned().collect::<Vec<_>>().join(" "))
                .filter(|text| !text.is_empty())
                .unwrap_or_else(|| "-".into())
        };
        let (kind, up, to) = match get("type") {
            types if types.split(' ').any(|name| name == "Property") => {
                ("property", get("domainIncludes"), get("rangeIncludes"))
            }
            types if types.split(' ').any(|name| name == "Class") => ("class", get("subClassOf"), "-".into()),
            // Some members of enumerations are classes too.
            _ if get("subClassOf") != "-" => ("class", get("subClassOf"), "-".into()),
            types if types.split(' ').any(|name| classes.contains(name)) => ("member", types, "-".into()),
            _ => continue,
        };
        let part = get("isPartOf").replace(".schema.org", "");
        lines.push([kind, term, &up, &to, &get("supersededBy"), &part].join("\t"));
    }
    lines.push(String::new());
    lines.join("\n")
}

/// The official context, cut down to the terms and prefixes that we use, and our own prefix.
fn context(official: &Value) -> Value {
    let mut own = Map::new();
    for name in ["type", "id", "@vocab", "schema", "prov", "owl", "rdf", "xsd"] {
        own.insert(name.into(), official[name].clone());
    }
    assert_eq!(
        [prov::NAMESPACE, owl::NAMESPACE],
        [&official["prov"], &official["owl"]].map(|value| value.as_str().unwrap_or_default())
    );
    own.insert("vita".into(), vita::NAMESPACE.into());
    for term in schema::TERMS {
        let name = local(term.as_str());
        own.insert(name.into(), official[name].clone());
    }
    json!({ "@context": own })
}
