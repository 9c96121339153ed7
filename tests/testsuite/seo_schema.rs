//! The JSON Schema of the `seo` view: all that the program prints for search engines keeps to it, and what breaks a
//! rule is refused with the place of the fault.
//!
//! What no schema can tell is tested beside it: that references lead somewhere, and that lists count right.

use std::collections::{BTreeMap, BTreeSet};

use jsonschema::Validator;
use oxigraph::model::{NamedNode, Quad};
use serde_json::{Value, json};
use vitagraph::collection::Collection;
use vitagraph::decode::Key;
use vitagraph::decode::Visibility::{self, Private, Public};
use vitagraph::graph;
use vitagraph::iri::Iris;
use vitagraph::jsonld::{self, Documents, Options, Thing, View};

use crate::roundtrip::{collection_of, generated, people};
use crate::support::{Folder, data, mapped, printed, root};

/// A collection whose documents have all properties of the view between them.
const ADA: &str = "
page: https://ada.example/
basics:
  name: Ada Lovelace
  alternateNames: [Ada King, Ada Byron]
  label: Analyst
  summary: She wrote the first program.
  image: https://ada.example/ada.jpg
  url: https://ada.example/
  email: ada@ada.example
  phone: '+00 000'
  birthDate: 1815-12-10
  location: {address: 1 Street, postalCode: '00100', city: London, region: England, countryCode: GB}
  profiles: [{network: GitHub, username: ada}, {network: GitLab, username: ada}]
work:
  - {organization: engines, position: Analyst, startDate: 1833}
  - {organization: crown, position: Countess, startDate: 1838}
volunteer: [{organization: A Club, startDate: 1835}]
certificates: [{name: Analyst, issuer: A Society, date: 1834-05, url: https://ada.example/certificate}]
education: [{institution: A School, studyType: Degree, area: Mathematics, endDate: 1832}]
awards: [{title: A prize}, {title: Another prize}]
languages: [{language: English}, {language: French}]
skills: [{name: Analysis}, {name: Poetry}]
publications:
  - {name: Notes, publisher: A Journal, releaseDate: 1843-08, url: https://ada.example/notes, doi: 10.5555/1,
    authors: [Luigi Menabrea, Ada Lovelace]}
patents: [{name: A machine, grantDate: 1844, inventors: [Ada Lovelace]}]
meta: {lastModified: 1852-11-27T10:00:00Z}
";
const CHARLES: &str = "
basics: {name: Charles Babbage}
work: [{organization: engines, startDate: 1822}]
publications: [{name: Notes, type: book, releaseDate: 1844, doi: 10.5555/1, authors: [Luigi Menabrea, Ada Lovelace]}]
";
const ANNE: &str = "{basics: {name: Anne}, work: [{organization: engines, startDate: 1823, endDate: 1824}]}";
const ORGANIZATIONS: &str = "
engines:
  name: Difference Engines
  aliases: [Engine Works, The Engines]
  type: Corporation
  parent: crown
  url: https://engines.example
  logo: https://engines.example/logo.png
  sameAs: [https://engines.example/a, https://engines.example/b]
  description: Builders of engines
  foundingDate: 1822
crown: {name: The Crown, type: GovernmentOrganization}
";

/// The objects of good documents, each with the properties that it needs: document, pointer, properties.
const OBJECTS: [(&str, &str, &str); 14] = [
    ("ada", "", "@context @type @id url inLanguage mainEntity"),
    ("ada", "/mainEntity", "@type @id name"),
    ("ada", "/mainEntity/address", "@type @id"),
    ("ada", "/mainEntity/worksFor/0", "@type @id name"),
    ("ada", "/mainEntity/hasCredential/0", "@type @id name credentialCategory"),
    ("ada", "/hasPart/1", "@type @id name author"),
    ("ada", "/hasPart/1/author/0", "@type name"),
    ("ada", "/hasPart/1/author/1", "@id"),
    ("engines", "", "@context @type @id name"),
    ("engines", "/employee/0", "@type @id name"),
    ("people", "", "@context @type @id numberOfItems itemListElement"),
    ("people", "/itemListElement/0", "@type position item"),
    ("everything", "", "@context"),
    ("everything", "/@graph/0", "@type @id url inLanguage mainEntity"),
];

/// Properties that no object has: terms of our own, those of Roles, and what is no part of a name.
const UNKNOWN: [&str; 5] = ["vita:holder", "prov:wasDerivedFrom", "roleName", "honorificPrefix", "@language"];

/// Lists of good documents.
const LISTS: [(&str, &str); 8] = [
    ("ada", "/mainEntity/worksFor"),
    ("ada", "/mainEntity/hasCredential"),
    ("ada", "/mainEntity/knowsAbout"),
    ("ada", "/mainEntity/sameAs"),
    ("ada", "/hasPart/1/author"),
    ("engines", "/employee"),
    ("everything", "/@graph/0/hasPart/1/@type"),
    ("everything", "/@graph/0/hasPart/1/datePublished"),
];

/// Values that break a rule of a good document: document, pointer, value, broken rule.
fn bad_values() -> Vec<(&'static str, &'static str, Value, &'static str)> {
    let in_english = |text: &str| json!({"@value": text, "@language": "en"});
    vec![
        ("ada", "/@context", "https://vita.example".into(), "const"),
        ("inline", "/@context/@vocab", Value::Null, "required"),
        ("inline", "/@context/@vocab", "https://vita.example".into(), "const"),
        ("inline", "/@context/vita", "https://w3id.org/vitagraph#".into(), "falseSchema"),
        ("inline", "/@context/prov", "http://www.w3.org/ns/prov#".into(), "falseSchema"),
        ("inline", "/@context/owl", "http://www.w3.org/2002/07/owl#".into(), "falseSchema"),
        ("everything", "/@graph", json!({}), "type"),
        ("everything", "/@graph/0/@context", "https://schema.org".into(), "falseSchema"),
        ("everything", "/@graph/0/mainEntity/name", "".into(), "pattern"),
        ("ada", "/@type", "AboutPage".into(), "enum"),
        ("ada", "/@id", 5.into(), "type"),
        ("ada", "/@id", "/ada".into(), "pattern"),
        ("ada", "/url", "https://".into(), "pattern"),
        ("ada", "/url", "https://ada.example/a b".into(), "format"),
        ("ada", "/inLanguage", 5.into(), "type"),
        ("ada", "/inLanguage", "British English".into(), "pattern"),
        ("ada", "/dateModified", 1852.into(), "type"),
        ("ada", "/dateModified", "1852-11-27".into(), "format"),
        ("ada", "/dateModified", "1852-11-27T10:00:00".into(), "format"),
        ("ada", "/mainEntity", json!({"@id": "https://ada.example/#person"}), "required"),
        ("ada", "/mainEntity/@type", "Thing".into(), "const"),
        ("ada", "/mainEntity/@type", json!(["Person", "Organization"]), "const"),
        ("ada", "/mainEntity/name", in_english("Ada Lovelace"), "type"),
        ("ada", "/mainEntity/name", "Prof. Ada Lovelace".into(), "pattern"),
        ("ada", "/mainEntity/alternateName/0", "\t".into(), "pattern"),
        ("ada", "/mainEntity/description", in_english("A description"), "type"),
        ("ada", "/mainEntity/jobTitle", json!(["Analyst", "Countess"]), "type"),
        ("ada", "/mainEntity/image", "ada.jpg".into(), "pattern"),
        ("ada", "/mainEntity/sameAs/0", "mailto:ada@ada.example".into(), "pattern"),
        ("ada", "/mainEntity/birthDate", 1815.into(), "type"),
        ("ada", "/mainEntity/birthDate", "1815-13".into(), "pattern"),
        ("ada", "/mainEntity/address/@type", "Place".into(), "const"),
        ("ada", "/mainEntity/worksFor/0/@type", "EmployeeRole".into(), "enum"),
        ("ada", "/mainEntity/hasCredential/0/@type", "Thing".into(), "const"),
        ("ada", "/hasPart", json!({}), "type"),
        ("ada", "/hasPart", json!([]), "minItems"),
        ("ada", "/hasPart", vec![Value::Null; 11].into(), "maxItems"),
        ("ada", "/hasPart/0/@type", "vita:Patent".into(), "enum"),
        ("ada", "/hasPart/1/author", "Ada Lovelace".into(), "type"),
        ("ada", "/hasPart/1/author/0/name", "Dr Luigi Menabrea".into(), "pattern"),
        ("ada", "/hasPart/1/author/0/name", "Luigi Menabrea, Ph.D.".into(), "pattern"),
        ("ada", "/hasPart/1/author/0/name", "Luigi Menabrea, CTO".into(), "pattern"),
        ("ada", "/hasPart/1/author/0/name", "刘硕教授".into(), "pattern"),
        ("ada", "/hasPart/1/author/0/name", "Posted by Luigi Menabrea".into(), "pattern"),
        ("ada", "/hasPart/1/author/0/name", "Luigi Menabrea and Ada Lovelace".into(), "pattern"),
        ("ada", "/hasPart/1/author/1/@id", "#person".into(), "pattern"),
        ("people", "/numberOfItems", "3".into(), "type"),
        ("people", "/numberOfItems", (-1).into(), "minimum"),
        ("people", "/itemListElement", json!({}), "type"),
        ("people", "/itemListElement/0/@type", "Person".into(), "const"),
        ("people", "/itemListElement/0/position", "1".into(), "type"),
        ("people", "/itemListElement/0/position", 0.into(), "minimum"),
        ("people", "/itemListElement/0/item", "https://ada.example/".into(), "type"),
    ]
}

/// The properties that are private unless a person or a collection says otherwise.
const PRIVATE_BY_DEFAULT: [&str; 5] = ["email", "telephone", "birthDate", "streetAddress", "postalCode"];

fn schema() -> Value {
    serde_json::from_str(&std::fs::read_to_string(root().join("ontology/seo.schema.json")).unwrap()).unwrap()
}

fn validator(schema: &Value) -> Validator {
    jsonschema::options().should_validate_formats(true).should_ignore_unknown_formats(false).build(schema).unwrap()
}

/// All documents about a collection, by what they are about: people by their keys, organizations by their slugs,
/// `people` and `everything`.
fn documents(collection: &Collection, audience: Visibility, language: &str, inline: bool) -> Vec<(String, Value)> {
    let (setup, languages) = (&collection.setup, [language.to_owned()]);
    let options = Options { view: View::Seo, languages: &languages, inline_context: inline };
    let page = |(key, (quads, thing)): (&Key, (Vec<Quad>, Thing))| {
        (key.as_str().to_owned(), jsonld::document(&quads, &thing, options))
    };
    let pages = collection.people.keys().zip(people(collection, audience)).map(page);
    let quads = mapped_with_register(collection, audience);
    let all = Documents::new(quads.iter().map(Quad::as_ref), options);
    let everything = all.document(&Thing::Everything);
    let slug = |node: &NamedNode| node.as_str().rsplit(['/', '#']).nth(1).unwrap().to_owned();
    let organization = |node: NamedNode| (slug(&node), all.document(&Thing::Organization(node)));
    let organizations = organizations(collection, &everything).into_iter().map(organization);
    let team = all.document(&Thing::Team(Iris::new(&setup.settings.base).team()));
    pages.chain(organizations).chain([("people".into(), team), ("everything".into(), everything.clone())]).collect()
}

fn mapped_with_register(collection: &Collection, audience: Visibility) -> Vec<Quad> {
    let mut quads = mapped(collection, audience);
    for (key, _) in collection.setup.organizations.iter() {
        graph::register_quads(&collection.setup, audience, key, |quad| quads.push(quad));
    }
    quads
}

/// The organizations that somebody is or was at, and those of the register.
fn organizations(collection: &Collection, everything: &Value) -> BTreeSet<NamedNode> {
    let iris = Iris::new(&collection.setup.settings.base);
    let shown = everything["@graph"].as_array().unwrap().iter().filter(|node| node["@type"] != "ProfilePage");
    let shown = shown.map(|node| NamedNode::new(node["@id"].as_str().unwrap()).unwrap());
    shown.chain(collection.setup.organizations.iter().map(|(key, _)| iris.organization(key.as_str()))).collect()
}

/// The faults that the schema finds: pointer, keyword and place of the rule.
fn faults(validator: &Validator, document: &Value) -> Vec<(String, String, String)> {
    let fault = |error: jsonschema::ValidationError<'_>| {
        let rule = match error.kind() {
            jsonschema::error::ValidationErrorKind::Required { property } => {
                format!("{} {}", error.schema_path(), property.as_str().unwrap())
            }
            _ => error.schema_path().to_string(),
        };
        (error.instance_path().to_string(), error.kind().keyword().to_owned(), rule)
    };
    validator.iter_errors(document).map(fault).collect()
}

fn assert_valid(validator: &Validator, documents: &[(String, Value)]) {
    for (name, document) in documents {
        assert_eq!(faults(validator, document), Vec::new(), "{name}: {document:#}");
    }
}

/// People of whom every second shares papers with another, and has a second source.
fn generated_people(count: u64) -> Collection {
    let records = (0..count).flat_map(|number| {
        let (mut person, mut other) = (generated(number), generated(number + 1000));
        if number % 2 == 1 {
            person["publications"] = generated(number - 1)["publications"].clone();
            person["publications"][0]["type"] = "thesis".into();
            person["publications"][0]["releaseDate"] = "1999".into();
        }
        other["id"] = person["id"].clone();
        other["meta"]["id"] = "other".into();
        std::iter::once(person).chain((number % 2 == 1).then_some(other))
    });
    collection_of(records)
}

#[test]
fn the_schema_is_a_schema_and_the_program_prints_it() {
    let schema = schema();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert_eq!(jsonschema::draft202012::meta::validate(&schema).map_err(|error| error.to_string()), Ok(()));
    assert_eq!(serde_json::from_str::<Value>(&printed(&["schema", "--view", "seo"])).unwrap(), schema);
}

#[test]
fn each_definition_says_what_it_rests_on() {
    const GOOGLE: &str = "https://developers.google.com/search/docs/appearance/structured-data/";
    for (name, definition) in schema()["$defs"].as_object().unwrap() {
        let comment = definition["$comment"].as_str().unwrap_or_default();
        assert!(comment.starts_with(GOOGLE) || comment.starts_with("Ours: "), "{name}: {comment}");
    }
}

#[test]
fn the_classes_of_organizations_are_those_of_schema_org() {
    let facts = std::fs::read_to_string(root().join("ontology/schema-org.tsv")).unwrap();
    let fields = facts.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let classes: Vec<Vec<&str>> = fields.filter(|fields| fields[0] == "class").collect();
    let (mut known, mut below) = (0, BTreeSet::from(["Organization"]));
    while known < below.len() {
        known = below.len();
        let is_below = |class: &&Vec<&str>| class[2].split(' ').any(|above| below.contains(above));
        let found: Vec<&str> = classes.iter().filter(is_below).map(|class| class[1]).collect();
        below.extend(found);
    }
    assert_eq!(schema()["$defs"]["organizationClass"]["enum"], json!(below));
}

#[test]
fn the_documents_of_the_repository_keep_to_the_schema() {
    let (validator, collection) = (validator(&schema()), data());
    for language in ["en", "zh"] {
        for (audience, inline) in [(Public, false), (Public, true), (Private, false)] {
            let documents = documents(&collection, audience, language, inline);
            assert!(documents.len() >= collection.setup.organizations.iter().count() + collection.people.len() + 2);
            assert_valid(&validator, &documents);
        }
    }
}

#[test]
fn the_documents_of_200_generated_people_keep_to_the_schema() {
    let (validator, collection) = (validator(&schema()), generated_people(200));
    assert_eq!(collection.people.len(), 200);
    for language in ["en", "zh"] {
        assert_valid(&validator, &documents(&collection, Public, language, false));
    }
    assert_valid(&validator, &documents(&generated_people(20), Private, "en", false));
}

#[test]
fn what_is_private_by_default_is_in_no_public_document() {
    let mut stricter = schema();
    for definition in ["person", "address"] {
        let properties = stricter["$defs"][definition]["properties"].as_object_mut().unwrap();
        properties.retain(|name, _| !PRIVATE_BY_DEFAULT.contains(&name.as_str()));
    }
    let (validator, people) = (validator(&stricter), generated_people(20));
    assert_valid(&validator, &documents(&data(), Public, "en", false));
    assert_valid(&validator, &documents(&people, Public, "en", false));
    let private = documents(&people, Private, "en", false);
    assert!(private.iter().any(|(_, document)| !faults(&validator, document).is_empty()));
}

/// The documents that are broken below, by what they are about.
fn good_documents() -> BTreeMap<String, Value> {
    let people = [("people/ada.yaml", ADA), ("people/charles.yaml", CHARLES), ("people/anne.yaml", ANNE)];
    let folder = Folder::new(&[people.as_slice(), &[("organizations.yaml", ORGANIZATIONS)]].concat());
    let (collection, findings) = folder.load();
    assert_eq!(findings, Vec::<String>::new());
    let inline = documents(&collection, Private, "en", true).into_iter().find(|(name, _)| name == "ada").unwrap().1;
    let mut good = documents(&collection, Private, "en", false);
    good.push(("inline".into(), inline));
    assert_valid(&validator(&schema()), &good);
    good.into_iter().collect()
}

/// A broken document: from which good one, where what stands in place of what was there (null: nothing), and the rule.
type Broken = (&'static str, String, Value, &'static str);

/// All broken documents of the tables.
fn broken(good: &BTreeMap<String, Value>) -> Vec<Broken> {
    let mut broken: Vec<Broken> = Vec::new();
    for (document, at, required) in OBJECTS {
        broken.extend(required.split(' ').map(|name| (document, format!("{at}/{name}"), Value::Null, "required")));
        broken.extend(UNKNOWN.map(|name| (document, format!("{at}/{name}"), "x".into(), "additionalProperties")));
        broken.push((document, at.to_owned(), "x".into(), "type"));
    }
    for (document, at) in LISTS {
        let one = &good[document].pointer(at).unwrap()[0];
        broken.push((document, at.to_owned(), json!([]), "minItems"));
        broken.push((document, at.to_owned(), json!([one]), "minItems"));
        if !at.ends_with("author") {
            broken.push((document, at.to_owned(), json!([one, one]), "uniqueItems"));
        }
    }
    broken.extend(bad_values().into_iter().map(|(document, at, value, rule)| (document, at.to_owned(), value, rule)));
    broken
}

/// The document with another value at the pointer, or without it where the value is null.
fn changed(document: &Value, pointer: &str, value: Value) -> Value {
    let Some((parent, key)) = pointer.rsplit_once('/') else { return value };
    let mut document = document.clone();
    match document.pointer_mut(parent).unwrap() {
        Value::Object(entries) if value.is_null() => drop(entries.remove(key).unwrap()),
        Value::Object(entries) => drop(entries.insert(key.to_owned(), value)),
        list => list[key.parse::<usize>().unwrap()] = value,
    }
    document
}

#[test]
fn what_breaks_a_rule_is_refused_with_the_place_of_the_fault() {
    let (validator, good) = (validator(&schema()), good_documents());
    for (document, pointer, value, rule) in broken(&good) {
        let faults = faults(&validator, &changed(&good[document], &pointer, value.clone()));
        let of_parent = value.is_null() || rule == "additionalProperties";
        let place = if of_parent { pointer.rsplit_once('/').unwrap().0 } else { &pointer };
        let found = faults.iter().any(|(at, keyword, _)| at == place && keyword == rule);
        assert!(found, "{document} with {value} at {pointer}: expected {rule} at {place}, found {faults:#?}");
    }
}

/// The places of all clauses that can fail, with the names of required properties; what is under `if` only decides.
fn clauses(schema: &Value, path: &str, found: &mut BTreeSet<String>) {
    const NO_ASSERTIONS: [&str; 6] = ["$schema", "$comment", "title", "description", "$ref", "if"];
    let Value::Object(entries) = schema else {
        found.extend((*schema == false).then(|| path.to_owned()));
        return;
    };
    for (keyword, value) in entries.iter().filter(|(keyword, _)| !NO_ASSERTIONS.contains(&keyword.as_str())) {
        let path = format!("{path}/{keyword}");
        match (keyword.as_str(), value) {
            ("then" | "else" | "items", _) => clauses(value, &path, found),
            ("properties" | "$defs", Value::Object(inner)) => {
                inner.iter().for_each(|(name, schema)| clauses(schema, &format!("{path}/{name}"), found));
            }
            ("allOf", Value::Array(inner)) => {
                inner.iter().enumerate().for_each(|(at, schema)| clauses(schema, &format!("{path}/{at}"), found));
            }
            ("required", Value::Array(names)) => {
                found.extend(names.iter().map(|name| format!("{path} {}", name.as_str().unwrap())));
            }
            _ => drop(found.insert(path)),
        }
    }
}

#[test]
fn each_clause_of_the_schema_is_broken_by_some_document() {
    let (schema, good) = (schema(), good_documents());
    let validator = validator(&schema);
    let mut expected = BTreeSet::new();
    clauses(&schema, "", &mut expected);
    assert!(expected.len() > 100, "{}", expected.len());
    let faults = broken(&good)
        .into_iter()
        .flat_map(|(document, pointer, value, _)| faults(&validator, &changed(&good[document], &pointer, value)));
    let found: BTreeSet<String> = faults.map(|(.., clause)| clause).collect();
    assert_eq!(expected.difference(&found).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn each_property_of_the_schema_is_shown_by_some_document() {
    let shown: BTreeSet<String> = good_documents().values().flat_map(names).collect();
    for (name, definition) in schema()["$defs"].as_object().unwrap() {
        let closed = definition["additionalProperties"] == false;
        for property in definition["properties"].as_object().into_iter().flatten().filter(|_| closed) {
            assert!(shown.contains(property.0), "{name}: {}", property.0);
        }
    }
}

/// The names of all properties of a document.
fn names(document: &Value) -> Vec<String> {
    match document {
        Value::Array(items) => items.iter().flat_map(names).collect(),
        Value::Object(entries) => entries.keys().cloned().chain(entries.values().flat_map(names)).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn references_lead_to_nodes_of_the_document_and_lists_count_right() {
    let collections = [data(), generated_people(20)];
    let made = collections.iter().flat_map(|collection| documents(collection, Public, "en", false));
    for document in made.map(|(_, document)| document).chain(good_documents().into_values()) {
        let (mut described, mut referenced) = (BTreeSet::new(), BTreeSet::new());
        nodes(&document, &mut described, &mut referenced);
        assert!(referenced.is_subset(&described), "{referenced:?}");
        if let Some(items) = document["itemListElement"].as_array() {
            let positions: Vec<&Value> = items.iter().map(|item| &item["position"]).collect();
            assert_eq!(positions, (1..=items.len()).collect::<Vec<_>>());
            assert_eq!(document["numberOfItems"], items.len());
        }
    }
}

/// The IRIs of all nodes that a document describes, and of those that it only refers to.
fn nodes<'v>(value: &'v Value, described: &mut BTreeSet<&'v str>, referenced: &mut BTreeSet<&'v str>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| nodes(item, described, referenced)),
        Value::Object(entries) => {
            let found = if entries.contains_key("@type") { &mut *described } else { &mut *referenced };
            found.extend(value["@id"].as_str());
            entries
                .iter()
                .filter(|(key, _)| *key != "@context")
                .for_each(|(_, value)| nodes(value, described, referenced));
        }
        _ => {}
    }
}
