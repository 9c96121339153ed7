//! The Reconciliation Service API: what queries, suggestions, previews and data extension answer.

use std::path::Path;

use serde_json::{Value, json};
use vitagraph::collection::Collection;
use vitagraph::decode::Visibility;
use vitagraph::report::Report;
use vitagraph::serve::reconcile::{BATCH, LENGTH, LIMIT, Reconciler, Refused, USUAL_LIMIT};
use vitagraph::store::Store;

use crate::support::{Folder, root};

fn service_of(folder: &Path, audience: Visibility) -> Reconciler {
    let collection = Collection::load(folder, &mut Report::default()).unwrap();
    let store = Store::from_people(&collection, audience).unwrap();
    Reconciler::new(&store, &collection)
}

fn data() -> Reconciler {
    service_of(&root().join("data"), Visibility::Public)
}

fn team() -> Reconciler {
    service_of(&root().join("tests/team"), Visibility::Public)
}

/// The candidates for one query.
fn candidates(service: &Reconciler, query: Value) -> Vec<Value> {
    let answer = service.queries(&json!({"q0": query})).unwrap();
    assert_result_batch(&answer);
    answer["q0"]["result"].as_array().unwrap().clone()
}

/// The identifier of the best candidate for a query, and whether it is a match.
fn best(service: &Reconciler, query: Value) -> (String, bool) {
    let candidates = candidates(service, query);
    let best = candidates.first().map(|best| (best["id"].as_str().unwrap().to_owned(), best["match"] == true));
    best.unwrap_or_default()
}

fn assert_matches(service: &Reconciler, class: &str, expected: &[(&str, &str)]) {
    for (text, id) in expected {
        let query = json!({"query": text, "type": class});
        assert_eq!(best(service, query), ((*id).to_owned(), true), "{text}");
    }
}

/// Holds an answer to what the protocol says of result batches.
fn assert_result_batch(answer: &Value) {
    for result in answer.as_object().unwrap().values() {
        let candidates = result["result"].as_array().unwrap();
        let scores: Vec<f64> = candidates.iter().map(|candidate| candidate["score"].as_f64().unwrap()).collect();
        assert!(scores.is_sorted_by(|one, two| one >= two), "{answer}");
        assert!(scores.iter().all(|score| (0.0..=100.0).contains(score)), "{answer}");
        assert!(candidates.iter().filter(|candidate| candidate["match"] == true).count() < 2, "{answer}");
        for candidate in candidates {
            assert_entity(candidate, "type");
            assert!(candidate["match"].is_boolean());
            for feature in candidate["features"].as_array().unwrap() {
                assert!(feature["id"].is_string() && (feature["value"].is_number() || feature["value"].is_boolean()));
            }
        }
    }
}

fn assert_entity(entity: &Value, types: &str) {
    assert!(["id", "name"].iter().all(|field| entity[field].as_str().is_some_and(|text| !text.is_empty())), "{entity}");
    assert!(entity.get("description").is_none_or(Value::is_string), "{entity}");
    for class in entity[types].as_array().unwrap() {
        assert!(class["id"].is_string() && class["name"].is_string(), "{entity}");
    }
}

/// The identifiers of suggestions.
fn suggested(answer: &Value) -> Vec<&str> {
    answer["result"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect()
}

#[test]
fn the_manifest_says_what_is_offered() {
    let manifest = team().manifest("https://serve.example/");
    assert_eq!(manifest["versions"], json!(["0.2"]));
    assert_eq!(manifest["identifierSpace"], "https://team.example/");
    assert_eq!(manifest["schemaSpace"], "http://schema.org/");
    assert_eq!(manifest["batchSize"], BATCH);
    let types: Vec<&str> =
        manifest["defaultTypes"].as_array().unwrap().iter().map(|class| class["id"].as_str().unwrap()).collect();
    assert_eq!(types, ["Person", "Organization", "DefinedTerm", "CreativeWork"]);
    assert_eq!(manifest["view"]["url"], "https://serve.example/reconcile/view?id={{id}}");
    assert_eq!(manifest["preview"]["url"], "https://serve.example/reconcile/preview?id={{id}}");
    assert!(manifest["preview"]["width"].is_u64() && manifest["preview"]["height"].is_u64());
    for service in ["entity", "type", "property"] {
        let path = format!("/reconcile/suggest/{service}");
        assert_eq!(manifest["suggest"][service], json!({"service_url": "https://serve.example", "service_path": path}));
    }
    assert_eq!(manifest["extend"]["propose_properties"]["service_path"], "/reconcile/properties");
    assert_eq!(manifest["extend"]["property_settings"][0]["type"], "number");
}

#[test]
fn people_are_found_by_names_in_any_script() {
    let service = data();
    let names = ["刘硕", "Stuart Lau", "Shuo Liu", "Lau, Stuart", "LIU Shuo", "stuart-lau", "people/stuart-lau"];
    for name in names {
        assert_eq!(
            best(&service, json!({"query": name, "type": "Person"})),
            ("people/stuart-lau".into(), true),
            "{name}"
        );
    }
    let page = "https://stuartlau.github.io/#person";
    assert_eq!(best(&service, json!({"query": page})), ("people/stuart-lau".into(), true));
    assert_eq!(service.iri("people/stuart-lau"), Some(page));
    for name in ["劉碩", "liushuo", "S. Lau", "Stuart Lua", "Shou Liu", "Liu", "Stuart", "刘"] {
        assert_eq!(
            best(&service, json!({"query": name, "type": "Person"})),
            ("people/stuart-lau".into(), false),
            "{name}"
        );
    }
    assert_eq!(best(&service, json!({"query": "Nobody Atall", "type": "Person"})), (String::new(), false));
}

#[test]
fn identifiers_and_accounts_name_people() {
    let service = data();
    let address = "http://github.com/stuartlau/";
    assert_eq!(best(&service, json!({"query": address})), ("people/stuart-lau".into(), true));
    let account = json!({"properties": [{"pid": "sameAs", "v": "https://github.com/stuartlau"}]});
    assert_eq!(best(&service, account), ("people/stuart-lau".into(), true));
}

const NAMESAKES: [(&str, &str); 4] = [
    ("vitagraph.toml", "base = \"https://names.example/\"\nlanguages = [\"en\"]\n"),
    ("organizations.yaml", "acme: { name: Acme, country: NL }\nbolt: { name: Bolt, country: FR }\n"),
    (
        "people/one.yaml",
        "basics: { name: Lei Liu, email: one@names.example, alternateNames: [Hidden Alias], visibility: { alternateNames: private }, profiles: [{ network: ORCID, username: 0000-0001-2345-6789 }] }\nwork: [{ organization: acme, startDate: 2019 }]\nskills: [{ name: Kafka }]\n",
    ),
    ("people/two.yaml", "basics: { name: Lei Liu }\nwork: [{ organization: bolt, startDate: 2018 }]\n"),
];

#[test]
fn namesakes_are_told_apart_by_properties_alone() {
    let folder = Folder::new(&NAMESAKES);
    let service = service_of(folder.path(), Visibility::Public);
    let found = candidates(&service, json!({"query": "Lei Liu", "type": "Person"}));
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|candidate| candidate["match"] == false && candidate["score"] == 100.0));
    for (pid, value, id) in [
        ("worksFor", json!("Acme Inc, Netherlands"), "people/one"),
        ("worksFor", json!({"id": "organizations/bolt", "name": "Bolt"}), "people/two"),
        ("organization", json!(["Nowhere", "Bolt"]), "people/two"),
        ("http://schema.org/knowsAbout", json!("kafka"), "people/one"),
        ("identifier", json!("https://orcid.org/0000-0001-2345-6789"), "people/one"),
    ] {
        let query = json!({"query": "Lei Liu", "type": "Person", "properties": [{"pid": pid, "v": value}]});
        assert_eq!(best(&service, query.clone()), (id.to_owned(), true), "{query}");
    }
    let both = json!([{"pid": "worksFor", "v": "Acme"}, {"pid": "worksFor", "v": "Bolt"}]);
    assert!(!best(&service, json!({"query": "Lei Liu", "type": "Person", "properties": both})).1);
    let unknown = json!([{"pid": "shoeSize", "v": 43}]);
    assert_eq!(candidates(&service, json!({"query": "Lei Liu", "type": "Person", "properties": unknown})).len(), 2);
}

#[test]
fn what_the_audience_may_not_see_is_never_found() {
    let folder = Folder::new(&NAMESAKES);
    let service = service_of(folder.path(), Visibility::Public);
    assert_eq!(candidates(&service, json!({"query": "Hidden Alias"})), Vec::<Value>::new());
    assert_eq!(suggested(&service.suggest_entity("Hidden", 0)), Vec::<&str>::new());
    let mail = json!([{"pid": "email", "v": "one@names.example"}]);
    assert_eq!(candidates(&service, json!({"properties": mail})), Vec::<Value>::new());
    let asked =
        json!({"ids": ["people/one"], "properties": [{"id": "alternateName"}, {"id": "email"}, {"id": "birthDate"}]});
    let rows = &service.extend(&asked).unwrap()["rows"]["people/one"];
    assert_eq!(*rows, json!({"alternateName": [], "email": [], "birthDate": []}));
    let shown = format!("{:?}", service.preview("people/one", &[]).unwrap());
    assert!(!shown.contains("Hidden") && !shown.contains("one@"), "{shown}");

    let service = service_of(folder.path(), Visibility::Private);
    assert_eq!(best(&service, json!({"query": "Hidden Alias"})), ("people/one".into(), true));
    assert_eq!(best(&service, json!({"properties": mail})), ("people/one".into(), true));
}

#[test]
fn organizations_are_found_in_noise() {
    let service = data();
    assert_matches(
        &service,
        "Organization",
        &[
            ("快手", "organizations/kuaishou"),
            ("Kuaishou", "organizations/kuaishou"),
            ("Amazon.com", "organizations/amazon"),
            ("https://www.amazon.com/", "organizations/amazon"),
        ],
    );
    for (text, id) in [
        ("School of Software, Beihang University, Beijing, China", "organizations/beihang"),
        ("Amazon.com, Inc.", "organizations/amazon"),
        ("kuaishuo", "organizations/kuaishou"),
        ("北航软件学院", "organizations/beihang"),
    ] {
        assert_eq!(best(&service, json!({"query": text, "type": "Organization"})).0, id, "{text}");
    }
}

#[test]
fn skills_are_found_by_aliases() {
    let service = data();
    assert_matches(
        &service,
        "DefinedTerm",
        &[
            ("k8s", "skills/kubernetes"),
            ("Kubernetes", "skills/kubernetes"),
            ("kafka", "skills/kafka"),
            ("Golang", "skills/go"),
        ],
    );
    assert_eq!(
        best(&service, json!({"query": "Kubernets", "type": "DefinedTerm"})),
        ("skills/kubernetes".into(), false)
    );
}

#[test]
fn works_are_found_by_title_and_number() {
    let service = team();
    assert_matches(
        &service,
        "CreativeWork",
        &[
            ("Fast Graphs", "works/doi-10-5555-fast"),
            ("fast graphs.", "works/doi-10-5555-fast"),
            ("https://doi.org/10.5555/FAST", "works/doi-10-5555-fast"),
            ("doi:10.5555/fast", "works/doi-10-5555-fast"),
            ("US 1000 B2", "works/patent-us1000"),
            ("US1000", "works/patent-us1000"),
        ],
    );
    let slip = json!({"query": "The fast grahps", "type": "CreativeWork"});
    assert_eq!(best(&service, slip).0, "works/doi-10-5555-fast");
    let dated = |date: &str| json!({"query": "Fast Graphs", "properties": [{"pid": "datePublished", "v": date}]});
    assert_eq!(best(&service, dated("2020")), ("works/doi-10-5555-fast".into(), true));
    assert_eq!(best(&service, dated("1999")), ("works/doi-10-5555-fast".into(), false));
    let by = json!({"query": "Graphs", "properties": [{"pid": "author", "v": "Ben Okoro"}]});
    assert_eq!(candidates(&service, by)[0]["name"], "Slow Graphs");
}

#[test]
fn types_narrow_unless_they_only_should() {
    let service = data();
    let ids = |query: Value| -> Vec<String> {
        candidates(&service, query).iter().map(|candidate| candidate["id"].as_str().unwrap().to_owned()).collect()
    };
    let both = ids(json!({"query": "Alibaba Cloud"}));
    assert!(["organizations/alibaba-cloud", "skills/alibaba-cloud"].iter().all(|id| both.contains(&(*id).to_owned())));
    assert!(!best(&service, json!({"query": "Alibaba Cloud"})).1, "two kinds of things have the name");
    let skills = ids(json!({"query": "Alibaba Cloud", "type": "DefinedTerm"}));
    assert!(skills[0] == "skills/alibaba-cloud" && skills.iter().all(|id| id.starts_with("skills/")), "{skills:?}");
    assert_eq!(ids(json!({"query": "Alibaba Cloud", "type": ["http://schema.org/DefinedTerm"]})), skills);
    assert_eq!(ids(json!({"query": "Alibaba Cloud", "type": "Corporation"}))[0], "organizations/alibaba-cloud");
    let should = json!({"query": "Alibaba Cloud", "type": ["DefinedTerm"], "type_strict": "should"});
    let should = ids(should);
    assert!(should[0] == "skills/alibaba-cloud" && should.len() > 1, "{should:?}");
    let all = json!({"query": "Alibaba Cloud", "type": ["Organization", "Corporation"], "type_strict": "all"});
    assert_eq!(ids(all)[0], "organizations/alibaba-cloud");
    let all = json!({"query": "Alibaba Cloud", "type": ["DefinedTerm", "Corporation"], "type_strict": "all"});
    assert_eq!(ids(all), Vec::<String>::new());
    assert_eq!(ids(json!({"query": "Alibaba Cloud", "type": "Q5"})), Vec::<String>::new());
}

#[test]
fn limits_hold() {
    let service = data();
    let count = |limit: Value| candidates(&service, json!({"query": "Amazon", "limit": limit})).len();
    assert_eq!(count(json!(1)), 1);
    assert_eq!(count(json!(2.0)), 2);
    assert!(count(Value::Null) <= USUAL_LIMIT && count(json!(1e300)) <= LIMIT);
    assert_eq!(count(json!(0)) + count(json!(-1)) + count(json!("three")), 0, "malformed limits");
    let long = format!("刘硕{}", "硕".repeat(LENGTH * 100));
    candidates(&service, json!({"query": long}));
    candidates(
        &service,
        json!({"query": "a ".repeat(100_000), "properties": [{"pid": "author", "v": "b ".repeat(100_000)}]}),
    );
}

#[test]
fn a_malformed_batch_is_refused_and_a_malformed_query_has_no_candidates() {
    let service = team();
    for batch in [json!([]), json!("q0"), json!(null), json!(1)] {
        assert!(matches!(service.queries(&batch), Err(Refused::Malformed(_))), "{batch}");
    }
    let large: serde_json::Map<_, _> = (0..=BATCH).map(|at| (format!("q{at}"), json!({"query": "Wei Li"}))).collect();
    assert_eq!(service.queries(&large.into()).unwrap_err().status(), 413);
    let batch = json!({
        "fine": {"query": "Wei Li"},
        "no object": 1,
        "no query": {"type": "Person"},
        "empty": {"query": "  "},
        "no text": {"query": 3},
        "types": {"query": "Wei Li", "type": 3},
        "properties": {"query": "Wei Li", "properties": {"pid": "x"}},
        "property": {"query": "Wei Li", "properties": [{"v": "x"}]},
        "": {"query": "🦀\u{0}\u{202e}"},
    });
    let answer = service.queries(&batch).unwrap();
    assert_result_batch(&answer);
    let counts: Vec<usize> =
        answer.as_object().unwrap().values().map(|one| one["result"].as_array().unwrap().len()).collect();
    assert!(counts[0] > 0 && counts[1..].iter().all(|count| *count == 0), "{answer}");
}

#[test]
fn things_are_suggested_while_somebody_types() {
    let service = data();
    for prefix in ["刘", "刘硕", "liushuo", "liu sh", "Stu", "stuart l", "Lau", "shuo"] {
        let answer = service.suggest_entity(prefix, 0);
        answer["result"].as_array().unwrap().iter().for_each(|item| assert_entity(item, "notable"));
        assert!(suggested(&answer).contains(&"people/stuart-lau"), "{prefix}: {answer}");
    }
    assert_eq!(suggested(&service.suggest_entity("刘", 0))[0], "people/stuart-lau");
    assert_eq!(suggested(&service.suggest_entity("people/stuart-lau", 0)), ["people/stuart-lau"]);
    assert!(suggested(&service.suggest_entity("kube", 0)).contains(&"skills/kubernetes"));
    assert!(suggested(&service.suggest_entity("航天", 0)).contains(&"organizations/beihang"));
    let (all, rest) = (service.suggest_entity("a", 0), service.suggest_entity("a", 1));
    assert_eq!(suggested(&all).len(), USUAL_LIMIT);
    assert_eq!(suggested(&all)[1..], suggested(&rest)[..USUAL_LIMIT - 1]);
    assert_eq!(suggested(&service.suggest_entity("", 0)), Vec::<&str>::new());
    assert_eq!(suggested(&service.suggest_entity("a", usize::MAX)), Vec::<&str>::new());
}

#[test]
fn types_and_properties_are_suggested() {
    let service = data();
    assert_eq!(suggested(&service.suggest_type("pers")), ["Person"]);
    assert_eq!(suggested(&service.suggest_type("skill")), ["DefinedTerm"]);
    assert!(suggested(&service.suggest_type("Corp")).contains(&"Corporation"));
    assert_eq!(suggested(&service.suggest_property("works")), ["worksFor"]);
    assert_eq!(suggested(&service.suggest_property("homepage")), ["url"]);
    assert!(suggested(&service.suggest_property("")).len() > 10);
}

#[test]
fn a_preview_has_plain_lines() {
    let service = data();
    let preview = service.preview("people/stuart-lau", &["zh"]).unwrap();
    assert_eq!((preview.name.as_str(), preview.kind), ("刘硕", "Person"));
    let line = |label: &str| preview.lines.iter().find(|(own, _)| *own == label).map(|(_, values)| values.clone());
    assert_eq!(line("Other names").unwrap(), ["Stuart Lau", "Shuo Liu"]);
    assert_eq!(line("Works for").unwrap(), ["快手"]);
    assert_eq!(line("Since").unwrap().len(), 1);
    assert!(line("Headline").unwrap()[0].contains("快手") && line("Knows").unwrap().len() > 3);
    assert_eq!(service.preview("people/stuart-lau", &[]).unwrap().name, "Stuart Lau");
    assert!(service.preview("organizations/kuaishou", &["en"]).is_some_and(|preview| preview.name == "Kuaishou"));
    assert!(service.preview("people/nobody", &[]).is_none());
}

#[test]
fn properties_of_things_are_given() {
    let service = team();
    let asked = json!({
        "ids": ["people/li-wei", "works/doi-10-5555-fast", "people/nobody"],
        "properties": [
            {"id": "name"}, {"id": "worksFor"}, {"id": "knowsAbout", "settings": {"limit": 1}}, {"id": "author"}, {"id": "none"},
        ],
    });
    let answer = service.extend(&asked).unwrap();
    assert_eq!(
        answer["meta"][1],
        json!({"id": "worksFor", "name": "works for", "type": {"id": "Organization", "name": "Organization"}})
    );
    let rows = &answer["rows"];
    assert_eq!(rows["people/li-wei"]["name"], json!([{"str": "Wei Li"}, {"str": "李伟"}]));
    assert_eq!(rows["people/li-wei"]["worksFor"], json!([{"id": "organizations/globex", "name": "Globex"}]));
    assert_eq!(rows["people/li-wei"]["knowsAbout"].as_array().unwrap().len(), 1);
    assert_eq!(rows["people/li-wei"]["none"], json!([]));
    assert_eq!(rows["works/doi-10-5555-fast"]["author"].as_array().unwrap().len(), 2);
    assert_eq!(rows["people/nobody"]["name"], json!([]));
    for request in [json!({}), json!({"ids": [1], "properties": []}), json!({"ids": [], "properties": [1]}), json!(3)] {
        assert!(matches!(service.extend(&request), Err(Refused::Malformed(_))), "{request}");
    }
    let many: Vec<String> = (0..1000).map(|at| at.to_string()).collect();
    assert_eq!(service.extend(&json!({"ids": many, "properties": []})).unwrap_err().status(), 413);
    let proposed = service.propose_properties("Person", Some(2));
    assert_eq!((&proposed["type"], &proposed["limit"]), (&json!("Person"), &json!(2)));
    assert_eq!(proposed["properties"].as_array().unwrap().len(), 2);
    assert_eq!(service.propose_properties("Q5", None)["properties"], json!([]));
}
