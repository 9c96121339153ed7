//! The rules of search engines: for each a document that breaks it, and one that nearly does.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use vitagraph::check::{Options, check, structured_data};
use vitagraph::report::{Finding, Report, Severity};
use vitagraph::rules::SEO;

use crate::support::{Folder, root, run_in, text};

/// The rule, what breaks it, and what nearly does.
const CASES: &[(&str, &str, &str)] = &[
    ("seo/type", r#"{"name": "Jane Roe"}"#, r#"{"@type": "Person", "name": "Jane Roe"}"#),
    (
        "seo/profile-page-main-entity",
        r#"{"@type": "ProfilePage", "about": {"@type": "Person", "name": "Jane Roe"}}"#,
        r#"{"@type": "ProfilePage", "mainEntity": {"@type": "Person", "name": "Jane Roe"}}"#,
    ),
    (
        "seo/profile-page-one-entity",
        r#"{"@type": "ProfilePage", "mainEntity": [{"@type": "Person", "name": "Jane Roe"}, {"@type": "Person", "name": "John Doe"}]}"#,
        r##"{"@graph": [{"@type": "ProfilePage", "mainEntity": [{"@id": "#a"}, {"@id": "#a"}]}, {"@type": "Person", "@id": "#a", "name": "Jane Roe"}]}"##,
    ),
    (
        "seo/profile-page-entity-type",
        r#"{"@type": "ProfilePage", "mainEntity": {"@id": "https://jane.example/about#me"}}"#,
        r#"{"@graph": [{"@type": "ProfilePage", "mainEntity": {"@id": "https://jane.example/about#me"}}, {"@type": "Patient", "@id": "https://jane.example/about#me", "name": "Jane Roe"}]}"#,
    ),
    (
        "seo/profile-page-entity-type",
        r#"{"@type": "ProfilePage", "mainEntity": {"@type": "Product", "name": "Jane Roe"}}"#,
        r#"{"@type": "ProfilePage", "mainEntity": {"@type": ["Thing", "Corporation"], "name": "Roe"}}"#,
    ),
    (
        "seo/profile-page-name",
        r#"{"@type": "ProfilePage", "mainEntity": {"@type": "Person", "name": "", "url": "https://jane.example/"}}"#,
        r#"{"@type": "ProfilePage", "mainEntity": {"@type": "Person", "alternateName": "jane"}}"#,
    ),
    (
        "seo/profile-page-recommended",
        r#"{"@type": "ProfilePage", "dateModified": "2026-03-31T09:00:00Z", "mainEntity": {"@type": "Person", "name": "Jane Roe"}}"#,
        r#"{"@type": "ProfilePage", "dateCreated": "2026-03-31T09:00:00Z", "dateModified": "2026-03-31T09:00:00Z", "mainEntity": {"@type": "Person", "name": "Jane Roe"}}"#,
    ),
    (
        "seo/profile-page-date",
        r#"{"@type": "ProfilePage", "dateModified": "2026-03-31T09:00:00", "mainEntity": {"@type": "Person", "name": "Jane Roe"}}"#,
        r#"{"@type": "ProfilePage", "dateModified": "2026-03-31T09:00+08", "mainEntity": {"@type": "Person", "name": "Jane Roe"}}"#,
    ),
    (
        "seo/profile-page-date",
        r#"{"@type": "ProfilePage", "dateCreated": "2026-03-31", "mainEntity": {"@type": "Person", "name": "Jane Roe"}}"#,
        r#"{"@type": "ProfilePage", "dateCreated": "2026-03-31T09:00:00.25-05:00", "mainEntity": {"@type": "Person", "name": "Jane Roe", "birthDate": "2000"}}"#,
    ),
    (
        "seo/profile-entity-recommended",
        r#"{"@type": "ProfilePage", "mainEntity": {"@type": "Person", "name": "Jane Roe"}}"#,
        r#"{"@type": "ProfilePage", "mainEntity": {"@type": "Person", "name": "Jane Roe", "alternateName": "jane", "description": "Engineer", "identifier": "7", "image": "https://jane.example/jane.png", "sameAs": "https://social.example/jane", "interactionStatistic": {"@type": "InteractionCounter", "interactionType": "https://schema.org/FollowAction", "userInteractionCount": 1}, "agentInteractionStatistic": {"@type": "InteractionCounter", "interactionType": "https://schema.org/WriteAction", "userInteractionCount": "2"}}}"#,
    ),
    (
        "seo/profile-page-work-author",
        r##"{"@type": "ProfilePage", "mainEntity": {"@type": "Person", "@id": "#me", "name": "Jane Roe"}, "hasPart": {"@type": "Article", "author": {"@type": "Person", "name": "Jane Roe"}}}"##,
        r##"{"@type": "ProfilePage", "mainEntity": {"@type": "Person", "@id": "#me", "name": "Jane Roe"}, "hasPart": {"@type": "Article", "author": [{"@type": "Person", "name": "John Doe"}, {"@id": "#me"}]}}"##,
    ),
    (
        "seo/interaction-counter",
        r#"{"@type": "Person", "name": "Jane Roe", "interactionStatistic": {"@type": "InteractionCounter", "interactionType": "https://schema.org/FollowAction", "userInteractionCount": "1k"}}"#,
        r#"{"@type": "Person", "name": "Jane Roe", "interactionStatistic": {"@type": "InteractionCounter", "interactionType": "https://schema.org/FollowAction", "userInteractionCount": "1000"}}"#,
    ),
    (
        "seo/interaction-counter",
        r#"{"@type": "Person", "name": "Jane Roe", "agentInteractionStatistic": {"@type": "InteractionCounter", "userInteractionCount": 1}}"#,
        r#"{"@type": "Person", "name": "Jane Roe", "agentInteractionStatistic": {"@type": "InteractionCounter", "interactionType": "https://schema.org/WriteAction", "userInteractionCount": 0}}"#,
    ),
    (
        "seo/author-type",
        r#"{"@type": "ScholarlyArticle", "author": {"@type": "Thing", "name": "Jane Roe"}}"#,
        r#"{"@type": "ScholarlyArticle", "author": {"@type": "NGO", "name": "Roe"}}"#,
    ),
    (
        "seo/author-type",
        r#"{"@type": "Article", "author": "Jane Roe"}"#,
        r#"{"@type": "Person", "author": "Jane Roe", "name": "John Doe"}"#,
    ),
    (
        "seo/author-type",
        r#"{"@type": "Article", "author": {"@id": "https://jane.example/#me"}}"#,
        r##"{"@graph": [{"@type": "Article", "author": {"@id": "#me"}}, {"@type": "Person", "@id": "https://jane.example/#me", "name": "Jane Roe"}]}"##,
    ),
    (
        "seo/author-name",
        r#"{"@type": "Article", "author": {"@type": "Person", "givenName": "Jane"}}"#,
        r#"{"@type": "Article", "author": {"@type": "Person", "name": "Jane"}}"#,
    ),
    ("seo/name-alone", r#"{"@type": "Person", "name": "Dr. Jane Roe"}"#, r#"{"@type": "Person", "name": "Drew Roe"}"#),
    ("seo/name-alone", r#"{"@type": "Person", "name": "刘硕教授"}"#, r#"{"@type": "Person", "name": "教授"}"#),
    (
        "seo/name-alone",
        r#"{"@type": "Article", "author": "By Jane Roe"}"#,
        r#"{"@type": "Person", "name": "Byron Roe"}"#,
    ),
    (
        "seo/several-names",
        r#"{"@type": "Person", "name": "Jane Roe and John Doe"}"#,
        r#"{"@type": "Person", "name": "Roe, Sandy"}"#,
    ),
    (
        "seo/several-names",
        r#"{"@type": "Person", "name": "刘硕、刘山"}"#,
        r#"{"@type": "Organization", "name": "Roe & Co"}"#,
    ),
    (
        "seo/author-link",
        r#"{"@type": "Article", "author": {"@type": "Person", "name": "Jane Roe"}}"#,
        r#"{"@type": "Article", "author": {"@type": "Person", "name": "Jane Roe", "url": "/jane"}}"#,
    ),
    (
        "seo/article-recommended",
        r#"{"@type": "BlogPosting", "headline": "News"}"#,
        r#"{"@type": "ScholarlyArticle", "name": "News"}"#,
    ),
    (
        "seo/article-zone",
        r#"{"@type": "NewsArticle", "datePublished": "2026-03-31T09:00"}"#,
        r#"{"@type": "NewsArticle", "datePublished": "2026-03-31T09:00Z"}"#,
    ),
    (
        "seo/organization-recommended",
        r#"{"@type": "Corporation", "name": "Roe"}"#,
        r#"{"@type": "Person", "name": "Jane Roe", "worksFor": {"@type": "Corporation", "name": "Roe"}}"#,
    ),
    (
        "seo/organization-code",
        r#"{"@type": "Organization", "name": "Roe", "duns": "000000000"}"#,
        r#"{"@type": "Organization", "name": "Roe", "duns": "000000000", "iso6523Code": "0060:000000000"}"#,
    ),
    (
        "seo/logo-size",
        r#"{"@type": "Organization", "name": "Roe", "logo": {"@type": "ImageObject", "url": "https://roe.example/a.png", "width": 1000, "height": "111px"}}"#,
        r#"{"@type": "Organization", "name": "Roe", "logo": {"@type": "ImageObject", "url": "https://roe.example/a.png", "width": 1000, "height": 112}}"#,
    ),
    (
        "seo/image-address",
        r#"{"@type": "Person", "name": "Jane Roe", "image": {"@type": "ImageObject", "contentUrl": "data:image/png;base64,AA"}}"#,
        r#"{"@type": "Person", "name": "Jane Roe", "image": "/data:1.png"}"#,
    ),
    (
        "seo/image-placeholder",
        r#"{"@type": "Person", "name": "Jane Roe", "image": "https://jane.example/img/Default-Avatar.png"}"#,
        r#"{"@type": "Person", "name": "Jane Roe", "image": "https://jane.example/img/avatar.png"}"#,
    ),
    (
        "seo/image-size",
        r#"{"@type": "Person", "name": "Jane Roe", "image": {"@type": "ImageObject", "url": "https://jane.example/a.png", "width": 249, "height": 200}}"#,
        r#"{"@type": "Person", "name": "Jane Roe", "image": {"@type": "ImageObject", "url": "https://jane.example/a.png", "width": 250, "height": 200}}"#,
    ),
    (
        "seo/link",
        r#"{"@type": "Person", "name": "Jane Roe", "sameAs": ["https://a.example", "www.jane.example"]}"#,
        r#"{"@type": "Person", "name": "Jane Roe", "url": "/jane/", "sameAs": ["https://a.example"]}"#,
    ),
    (
        "seo/link",
        r#"{"@type": "Person", "name": "Jane Roe", "url": "mailto:jane@jane.example"}"#,
        r#"{"@type": "Person", "name": "Jane Roe", "email": "mailto:jane@jane.example"}"#,
    ),
    (
        "seo/date",
        r#"{"@type": "Person", "name": "Jane Roe", "birthDate": "2001-02-29"}"#,
        r#"{"@type": "Person", "name": "Jane Roe", "birthDate": "2000-02-29"}"#,
    ),
    (
        "seo/date",
        r#"{"@type": "Report", "datePublished": "31 March 2026"}"#,
        r#"{"@type": "Report", "datePublished": ["2026-03", 2026]}"#,
    ),
    (
        "seo/date",
        r#"{"@type": "Report", "datePublished": "2026-03-31T25:00"}"#,
        r#"{"@type": "Report", "datePublished": "2026-03-31T23:59:60+0800"}"#,
    ),
    (
        "seo/id",
        r#"{"@type": "Person", "name": "Jane Roe", "@id": "Jane Roe"}"#,
        r#"{"@type": "Person", "name": "Jane Roe", "@id": "jane-roe"}"#,
    ),
    (
        "seo/id-personal",
        r#"{"@type": "Person", "name": "Jane Roe", "@id": "https://jane.example/#jane@jane.example"}"#,
        r#"{"@type": "Person", "name": "Jane Roe", "@id": "https://social.example/@jane"}"#,
    ),
    (
        "seo/id-domain",
        r#"{"@type": "WebPage", "@id": "https://other.example/#page", "url": "https://jane.example/"}"#,
        r#"{"@type": "WebPage", "@id": "https://www.jane.example/#page", "url": "http://jane.example"}"#,
    ),
    (
        "seo/dangling",
        r##"{"@type": "Person", "@id": "#me", "name": "Jane Roe", "worksFor": {"@id": "#roe"}}"##,
        r##"[{"@context": "https://schema.org", "@type": "Person", "name": "Jane Roe", "worksFor": {"@id": "https://roe.example/#roe"}}, {"@context": "https://schema.org", "@type": "NGO", "@id": "#roe", "name": "Roe"}]"##,
    ),
    (
        "seo/role",
        r#"{"@type": "Person", "name": "Jane Roe", "worksFor": {"@type": "EmployeeRole", "worksFor": {"@type": "NGO", "name": "Roe"}}}"#,
        r#"{"@type": "Person", "name": "Jane Roe", "worksFor": {"@type": "NGO", "name": "Role"}}"#,
    ),
    (
        "seo/alumni-period",
        r#"{"@type": "Person", "name": "Jane Roe", "alumniOf": {"@type": "OrganizationRole", "startDate": "2014", "endDate": "2018", "alumniOf": {"@type": "School", "name": "Roe"}}}"#,
        r#"{"@type": "Person", "name": "Jane Roe", "alumniOf": {"@type": "OrganizationRole", "startDate": "2018", "alumniOf": {"@type": "School", "name": "Roe"}}, "memberOf": {"@type": "OrganizationRole", "startDate": "2014", "endDate": "2018", "memberOf": {"@type": "School", "name": "Roe"}}}"#,
    ),
    (
        "seo/knows-language",
        r#"{"@type": "Person", "name": "Jane Roe", "knowsLanguage": ["zh", "English"]}"#,
        r#"{"@type": "Person", "name": "Jane Roe", "knowsLanguage": ["zh-Hant-TW", "cmn", {"@type": "Language", "name": "English"}]}"#,
    ),
    (
        "seo/award",
        r#"{"@type": "Person", "name": "Jane Roe", "award": {"@type": "Thing", "name": "A prize"}}"#,
        r#"{"@type": "Person", "name": "Jane Roe", "award": ["A prize", {"@value": "Another"}]}"#,
    ),
    (
        "seo/plain-text",
        r#"{"@type": "Person", "name": {"@value": "刘硕", "@language": "zh"}}"#,
        r#"{"@type": "Person", "name": {"@value": "刘硕"}}"#,
    ),
    (
        "seo/empty",
        r#"{"@type": "Person", "name": "Jane Roe", "description": " "}"#,
        r#"{"@type": "Person", "name": "Jane Roe", "description": null}"#,
    ),
    (
        "seo/list-positions",
        r#"{"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "position": 0}, {"@type": "ListItem", "position": 1}]}"#,
        r#"{"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "position": 2}, {"@type": "ListItem", "position": 1}]}"#,
    ),
    (
        "seo/list-positions",
        r#"{"@type": "ItemList", "numberOfItems": 2, "itemListElement": [{"@type": "ListItem", "position": 1}]}"#,
        r#"{"@type": "ItemList", "numberOfItems": "1", "itemListElement": [{"@type": "ListItem", "position": "1"}]}"#,
    ),
    (
        "seo/nameless",
        r#"{"@type": "Person", "name": "Jane Roe", "worksFor": {"@type": "Organization", "url": "https://roe.example/"}}"#,
        r#"{"@type": "Person", "name": "Jane Roe", "worksFor": {"@type": "Organization", "alternateName": "Roe"}}"#,
    ),
];

/// A document with the context of schema.org.
fn document(json: &str) -> String {
    match json.strip_prefix('{') {
        Some(rest) => format!("{{\"@context\": \"https://schema.org\", {rest}"),
        None => json.to_owned(),
    }
}

fn rules(report: &Report) -> BTreeSet<&'static str> {
    report.findings().into_iter().map(|finding| finding.rule.id).collect()
}

#[test]
fn each_rule_finds_what_breaks_it_and_not_what_nearly_does() {
    for (rule, broken, near) in CASES {
        let report = structured_data("a.jsonld", &document(broken));
        assert!(rules(&report).contains(rule), "{rule}: {broken}: {report:?}");
        let report = structured_data("a.jsonld", &document(near));
        assert!(!rules(&report).contains(rule), "{rule}: {near}: {report:?}");
        let grave = |finding: &&Finding| finding.severity < Severity::Note && finding.rule.group() == "seo";
        let grave: Vec<_> = report.findings().into_iter().filter(grave).collect();
        assert!(grave.is_empty(), "{rule}: {near}: {grave:?}");
    }
}

#[test]
fn the_context_is_that_of_schema_org() {
    for (context, is_known) in [
        ("\"https://schema.org\"", true),
        ("\"http://schema.org/\"", true),
        ("[\"https://schema.org\", {\"a\": \"https://a.example/\"}]", true),
        ("{\"@vocab\": \"http://schema.org/\"}", true),
        ("\"https://a.example/\"", false),
        ("{}", false),
    ] {
        let json = format!("{{\"@context\": {context}, \"@type\": \"Person\", \"name\": \"Jane Roe\"}}");
        assert_eq!(!rules(&structured_data("a.json", &json)).contains("seo/context"), is_known, "{context}");
    }
    let written_out =
        r#"[{"@type": ["http://schema.org/Person"], "http://schema.org/name": [{"@value": "Jane Roe"}]}]"#;
    assert_eq!(rules(&structured_data("a.jsonld", written_out)), BTreeSet::new());
}

#[test]
fn the_tables_have_all_rules() {
    let known: BTreeSet<&str> = SEO.iter().map(|rule| rule.id).collect();
    let tested: BTreeSet<&str> = CASES.iter().map(|(rule, ..)| *rule).chain(["seo/context"]).collect();
    assert_eq!(known, tested);
}

#[test]
fn a_finding_has_the_place_of_its_value() {
    let json = "{\n  \"@context\": \"https://schema.org\",\n  \"@type\": \"Person\",\n  \"name\": \"Dr. Jane Roe\"\n}";
    let report = structured_data("a.jsonld", json);
    let finding = report.findings()[0].clone();
    assert_eq!((finding.place.line, finding.place.column), (4, 11));
    assert_eq!(finding.message, "the name `Dr. Jane Roe` has `Dr.` in it");
}

/// What the rule of names and the JSON Schema of the view say of the same names: both state it.
#[test]
fn the_rule_of_names_and_the_schema_agree() {
    let mut schema: Value =
        serde_json::from_str(&std::fs::read_to_string(root().join("ontology/seo.schema.json")).unwrap()).unwrap();
    let definitions = schema["$defs"].take();
    let schema = json!({"$ref": "#/$defs/personName", "$defs": definitions});
    let validator = jsonschema::validator_for(&schema).unwrap();
    for name in [
        "Jane Roe",
        "Dr Jane Roe",
        "Dr. Jane Roe",
        "Prof. Jane Roe",
        "Ms Jane",
        "Drew Roe",
        "Jane Roe, Ph.D.",
        "Jane Roe, PhD",
        "Jane Roe, CTO",
        "Roe, Jane",
        "Roe, Mary Ann",
        "Jane Roe, Editor",
        "刘硕",
        "刘硕博士",
        "刘硕先生",
        "By Jane Roe",
        "Written by Jane Roe",
        "Byron Roe",
        "Jane Roe; John Doe",
        "Jane Roe & John Doe",
        "Jane Roe et al",
        "Alexander Roe",
        "刘硕、刘山",
    ] {
        let json = document(&json!({"@type": "Person", "name": name}).to_string());
        let found = rules(&structured_data("a.jsonld", &json));
        let broken = found.contains("seo/name-alone") || found.contains("seo/several-names");
        assert_eq!(!broken, validator.is_valid(&name.into()), "{name}: {found:?}");
    }
}

#[test]
fn what_is_exported_of_the_data_breaks_no_rule() {
    let (_, report) = check(&root().join("data"), &Options::default()).unwrap();
    let grave: Vec<_> = report.findings().into_iter().filter(|finding| finding.severity < Severity::Note).collect();
    assert_eq!(grave, Vec::<&Finding>::new());
}

#[test]
fn findings_of_exported_documents_name_the_record_and_the_entry() {
    let folder = Folder::new(&[
        ("vitagraph.toml", ""),
        ("organizations.yaml", "other: {name: Other}\nroe:\n  name: Roe\n  logo: https://roe.example/logo.png\n"),
        (
            "people/jane.yaml",
            "basics: {name: Dr. Jane Roe, image: https://jane.example/placeholder.png}\nwork: [{organization: roe}, {name: A Company}]\n",
        ),
        ("people/more.jsonl", "\n{\"id\": \"john\", \"basics\": {\"image\": \"https://john.example/john.png\"}}\n"),
    ]);
    let (_, report) = check(folder.path(), &Options::default()).unwrap();
    let found: Vec<String> = report
        .findings()
        .iter()
        .filter(|finding| finding.rule.group() == "seo")
        .map(|finding| format!("{} {finding}", finding.rule.id))
        .collect();
    let starts = [
        "seo/organization-recommended organizations.yaml:2:1: note: the `Organization` `Roe` has no `url`, no `sameAs`",
        "seo/profile-page-recommended people/jane.yaml: note: the `ProfilePage` has no `dateModified`",
        "seo/profile-entity-recommended people/jane.yaml: note: `mainEntity` has no `description`, no `sameAs`",
        "seo/name-alone people/jane.yaml: warning: the name `Dr. Jane Roe` has `Dr.` in it",
        "seo/image-placeholder people/jane.yaml: warning: `mainEntity.image` shows nobody",
        "seo/profile-page-recommended people/more.jsonl:2:1: note",
        "seo/profile-page-name people/more.jsonl:2:1: error: `mainEntity` has no `name`",
        "seo/profile-entity-recommended people/more.jsonl:2:1: note",
    ];
    assert_eq!(found.len(), starts.len(), "{found:#?}");
    for (found, start) in found.iter().zip(starts) {
        assert!(found.starts_with(start), "{found}: {start}");
    }
}

#[test]
fn the_command_checks_files_of_others() {
    let folder = Folder::new(&[("a.jsonld", "{\"@context\": \"https://schema.org\", \"@type\": \"ProfilePage\"}")]);
    let output = folder.run(&["check", "a.jsonld", "--format", "github"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).contains("::error file=a.jsonld,line=1,col=1,title=seo/profile-page-main-entity::"));
    assert_eq!(run_in(folder.path(), &["check", "no.html"]).status.code(), Some(1));
}
