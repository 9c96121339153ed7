//! The JSON-LD that the program prints.

use serde_json::Value;
use vitagraph::decode::Visibility;
use vitagraph::text::is_han;

use crate::support::{Folder, json, leaves, printed, text};

/// All strings of a document by the names of their properties.
fn strings<'v>(value: &'v Value, property: &str, found: &mut Vec<(String, &'v str)>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| strings(item, property, found)),
        Value::Object(entries) => entries.iter().for_each(|(name, value)| strings(value, name, found)),
        Value::String(text) => found.push((property.to_owned(), text)),
        _ => {}
    }
}

#[test]
fn a_reader_of_english_sees_nothing_in_chinese_but_names() {
    for person in ["stuart-lau", "shijieqin", "weiyong1024"] {
        let document = json(&["export", person, "--lang", "en"]);
        let mut found = Vec::new();
        strings(&document, "", &mut found);
        let chinese: Vec<_> =
            found.iter().filter(|(property, text)| property != "alternateName" && text.chars().any(is_han)).collect();
        assert_eq!(chinese, Vec::<&(String, &str)>::new());
    }
    let person = json(&["export", "stuart-lau", "--lang", "en"])["mainEntity"].clone();
    assert_eq!(person["name"], "Stuart Lau");
    assert!(leaves(&person["alternateName"]).contains(&"刘硕".to_owned()));
}

/// Properties whose values are the same in every language.
const NOT_TEXT: [&str; 12] = [
    "@context",
    "@type",
    "@id",
    "url",
    "sameAs",
    "image",
    "inLanguage",
    "dateCreated",
    "dateModified",
    "datePublished",
    "alternateName",
    "knowsLanguage",
];

#[test]
fn a_reader_of_chinese_sees_nothing_in_english_that_has_a_chinese_wording() {
    let full = json(&["export", "stuart-lau", "--view", "full"]);
    let mut english = Vec::new();
    translated(&full, &mut english);
    assert!(english.len() > 50);
    let document = json(&["export", "stuart-lau", "--lang", "zh"]);
    let mut found = Vec::new();
    strings(&document, "", &mut found);
    for (property, text) in found.iter().filter(|(property, _)| !NOT_TEXT.contains(&property.as_str())) {
        assert!(text.chars().any(is_han) || !english.contains(&text.to_string()), "{property}: {text}");
    }
    assert_eq!(document["mainEntity"]["name"], "刘硕");
    assert!(leaves(&document["mainEntity"]["alternateName"]).contains(&"Stuart Lau".to_owned()));
    assert!(document["mainEntity"]["description"].as_str().unwrap().chars().any(is_han));
}

/// The English wordings of all values that have another one in Chinese beside it.
fn translated(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => {
            let wordings = |language: &str| -> Vec<String> {
                let tagged = items.iter().filter(|item| item["@language"] == language);
                tagged.map(|item| item["@value"].as_str().unwrap().to_owned()).collect()
            };
            let chinese = wordings("zh");
            found.extend(wordings("en").into_iter().filter(|text| !chinese.is_empty() && !chinese.contains(text)));
            items.iter().for_each(|item| translated(item, found));
        }
        Value::Object(entries) => entries.values().for_each(|value| translated(value, found)),
        _ => {}
    }
}

#[test]
fn the_page_of_a_person_follows_the_rules_of_search_engines() {
    for person in ["stuart-lau", "shijieqin", "weiyong1024"] {
        let page = json(&["export", person]);
        let entity = &page["mainEntity"];
        assert_eq!(page["@context"], "https://schema.org");
        assert_eq!((page["@type"].as_str(), entity["@type"].as_str()), (Some("ProfilePage"), Some("Person")));
        assert!(!entity["name"].as_str().unwrap().is_empty());
        assert!(page["@id"].as_str().is_some_and(|id| id.starts_with("https://")));
        for work in page["hasPart"].as_array().into_iter().flatten() {
            let own = work.get("author").or(work.get("creator")).unwrap();
            assert!(
                own == &serde_json::json!({"@id": entity["@id"]})
                    || own.as_array().unwrap().contains(&serde_json::json!({"@id": entity["@id"]}))
            );
        }
        assert_nodes_are_whole(&page, entity["@id"].as_str().unwrap());
    }
}

/// No Role, no vocabulary of our own, no language tag, no reference to a node that is not in the document.
fn assert_nodes_are_whole(value: &Value, person: &str) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| assert_nodes_are_whole(item, person)),
        Value::Object(entries) => {
            assert!(entries.contains_key("@type") || value["@id"] == person, "{value}");
            assert!(!value["@type"].as_str().unwrap_or_default().ends_with("Role"), "{value}");
            assert!(!entries.keys().any(|key| key.contains(':') || key == "@value" || key == "@language"), "{value}");
            entries.values().for_each(|value| assert_nodes_are_whole(value, person));
        }
        _ => {}
    }
}

#[test]
fn a_time_of_change_is_printed_with_a_zone_and_only_where_a_day_is_known() {
    for (stated, printed) in [
        ("2023", Value::Null),
        ("2023-05", Value::Null),
        ("2023-05-01", "2023-05-01T00:00:00Z".into()),
        ("2023-05-01T10:20:30+08:00", "2023-05-01T10:20:30+08:00".into()),
        ("2023-05-01T10:20:30", "2023-05-01T10:20:30Z".into()),
    ] {
        let folder =
            Folder::new(&[("people/x.yaml", &format!("basics: {{name: X}}\nmeta: {{lastModified: {stated}}}\n"))]);
        let output = folder.run(&["export", "--data", "."]);
        let page: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(page["dateModified"], printed, "{stated}");
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for arguments in [
        ["export", "stuart-lau", "--view", "full"].as_slice(),
        &["export", "--all"],
        &["export", "--team", "--view", "full"],
    ] {
        assert_eq!(printed(arguments), printed(arguments));
    }
}

#[test]
fn an_inline_context_defines_each_name_that_is_used() {
    for view in ["seo", "full"] {
        let document = json(&["export", "stuart-lau", "--view", view, "--context", "inline"]);
        let context = document["@context"].as_object().unwrap();
        let mut found = Vec::new();
        keys(&document, &mut found);
        for key in found.iter().filter(|key| !key.starts_with('@')) {
            let name = key.split(':').next().unwrap();
            assert!(context.contains_key(name), "{key}");
        }
        assert!(
            context.keys().filter(|name| !name.starts_with('@')).all(|name| printed(&[
                "export",
                "stuart-lau",
                "--view",
                view
            ])
            .contains(name.as_str()))
        );
    }
}

fn keys(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| keys(item, found)),
        Value::Object(entries) => {
            for (key, value) in entries.iter().filter(|(key, _)| *key != "@context") {
                found.push(key.clone());
                keys(value, found);
            }
        }
        _ => {}
    }
}

#[test]
fn the_full_view_has_every_quad_of_the_store() {
    let document = json(&["export", "weiyong1024", "--view", "full", "--audience", "private"]);
    let mut values = 0;
    for node in document["@graph"].as_array().unwrap() {
        let nodes = node["@graph"].as_array().cloned().unwrap_or_else(|| vec![node.clone()]);
        for (_, value) in nodes.iter().flat_map(|node| node.as_object().unwrap()).filter(|(key, _)| *key != "@id") {
            values += value.as_array().map_or(1, Vec::len);
        }
    }
    let collection = crate::support::data();
    let (key, records) = collection.people.iter().find(|(key, _)| key.as_str() == "weiyong1024").unwrap();
    let profile = vitagraph::merge::Profile::new(key, records, &collection.setup);
    let mut quads = std::collections::BTreeSet::new();
    vitagraph::graph::quads(&profile, &collection.setup, Visibility::Private, |quad| {
        quads.insert(quad.to_string());
    });
    assert_eq!(values, quads.len());
}

#[test]
fn an_organization_shows_its_people_and_a_team_its_members() {
    let organization = json(&["export", "--organization", "快手"]);
    assert_eq!(
        (organization["@type"].as_str(), organization["name"].as_str()),
        (Some("Corporation"), Some("Kuaishou"))
    );
    assert_eq!(organization["employee"]["name"], "Stuart Lau");
    let former = json(&["export", "--organization", "xiaomi"]);
    assert_eq!((former["alumni"]["name"].as_str(), former.get("employee")), (Some("Stuart Lau"), None));
    let team = json(&["export", "--team"]);
    assert_eq!(team["numberOfItems"], 3);
    let positions: Vec<u64> =
        team["itemListElement"].as_array().unwrap().iter().map(|item| item["position"].as_u64().unwrap()).collect();
    assert_eq!(positions, [1, 2, 3]);
    let full = json(&["export", "--organization", "zdns", "--view", "full"]);
    let ids = leaves(&full);
    assert!(ids.contains(&"https://stuartlau.github.io/#role-zdns-2012".to_owned()));
    assert!(!ids.contains(&"https://vitagraph.example/people/shijieqin#person".to_owned()));
}

#[test]
fn an_explanation_names_sources_and_what_was_set_aside() {
    let explanation = printed(&["export", "stuart-lau", "--explain"]);
    assert!(explanation.contains("  jobTitle \"Tech Lead of the IM server side at Kuaishou\"@en  ← cv-2023\n"));
    assert!(explanation.contains("  set aside: roleName \"Server-side Tech Lead\"@en  ← page-2021\n"));
    assert!(!printed(&["export", "stuart-lau", "--explain", "--audience", "public"]).contains("set aside"));
    let lines = json(&["export", "stuart-lau", "--explain", "--format", "json"]);
    assert_eq!(lines["sources"][0]["name"], "cv-2023");
    assert!(lines["nodes"].as_array().unwrap().len() > 50);
}

#[test]
fn a_mapped_collection_gives_the_expected_quads() {
    let folder = crate::support::root().join("tests/fixtures");
    let mut cases = 0;
    for case in std::fs::read_dir(&folder).unwrap() {
        let case = case.unwrap().path();
        if !case.join("expected.nq").exists() {
            continue;
        }
        let mut report = vitagraph::report::Report::default();
        let collection = vitagraph::collection::Collection::load(&case.join("input"), &mut report).unwrap();
        let quads = crate::support::quads(&collection, Visibility::Private).join(" .\n") + " .\n";
        let expected = std::fs::read_to_string(case.join("expected.nq")).unwrap();
        assert_eq!(quads.lines().collect::<Vec<_>>(), expected.lines().collect::<Vec<_>>(), "{}", case.display());
        cases += 1;
    }
    assert!(cases > 0);
}

#[test]
fn a_private_person_is_not_printed() {
    let folder = Folder::new(&[
        ("people/x.yaml", "visibility: internal\nbasics: {name: X}\n"),
        ("people/y.yaml", "basics: {name: Y}\n"),
    ]);
    let output = folder.run(&["export", "x", "--data", "."]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("`x` is not for the audience `public`"));
    assert!(!text(&folder.run(&["export", "--team", "--data", "."]).stdout).contains("\"X\""));
    assert!(text(&folder.run(&["export", "x", "--data", ".", "--audience", "internal"]).stdout).contains("\"X\""));
}
