//! Pages: blocks that cannot be read, and what they say and the page does not show, and what is no longer so.

use std::collections::BTreeSet;
use std::fs;

use vitagraph::check::structured_data;
use vitagraph::report::{Finding, Report, Severity};
use vitagraph::rules::PAGES as PAGES_RULES;

use crate::support::{Folder, around_block, root, run_in, text};

/// A page with a block of JSON-LD in its head.
fn page(json: &str, body: &str) -> String {
    let block =
        format!("<script type=\"application/ld+json\">{{\"@context\": \"https://schema.org\", {json}}}</script>");
    format!("<!doctype html>\n<html><head><title>Hidden title</title>{block}</head><body>{body}</body></html>")
}

/// The rule, a page that breaks it, and one that nearly does.
const PAGES: &[(&str, &str, &str)] = &[
    (
        "page/syntax",
        "<script type=application/ld+json>{\"@type\": \"Person\",}</script>",
        "<script type=application/json>{\"@type\": \"Person\",}</script><p itemscope itemtype=https://schema.org/Person><i itemprop=name>Jane</i>",
    ),
    (
        "page/no-data",
        "<h1>Jane Roe</h1>",
        "<h1 itemscope itemtype=https://schema.org/Person><i itemprop=name>Jane Roe</i></h1>",
    ),
    (
        "page/rdfa",
        "<p vocab=https://schema.org/ typeof=Person><i property=name>Jane</i>",
        "<meta property=og:title content=Jane><p itemscope itemtype=https://schema.org/Person><i itemprop=name>Jane</i>",
    ),
    (
        "page/no-text",
        "<script type=application/ld+json>{\"@context\": \"https://schema.org\", \"@type\": \"Person\", \"name\": \"Jane\"}</script><div id=app></div>",
        "<script type=application/ld+json>{\"@context\": \"https://schema.org\", \"@type\": \"Person\", \"name\": \"Jane\"}</script><img alt=Jane>",
    ),
];

/// Properties of a person, a body that does not show them, and one that does.
const SHOWN: &[(&str, &str, &str)] = &[
    (r#""name": "Jane Roe""#, "<h1>Jane</h1>", "<h1>Jane</h1><p>Ms <b>ROE</b></p>"),
    (
        r#""name": "Jane Roe", "jobTitle": "Senior Engineer""#,
        "Jane Roe, engineer",
        "Jane Roe<br>Senior\n<b>engineer</b>",
    ),
    (r#""name": "刘硕""#, "刘山", "刘 硕"),
    (r#""name": "Ｊａｎｅ""#, "John", "Jane"),
    (r#""name": "Jane""#, "<p hidden>Jane</p>x", "<p>Jane</p>x"),
    (r#""name": "Jane""#, "<p style='display: none'>Jane</p>x", "<p style='display: flex'>Jane</p>x"),
    (r#""name": "Jane""#, "<template>Jane</template>x", "<img alt=Jane>x"),
    (
        r#""name": "Jane", "description": "She works. And she plays chess.""#,
        "Jane. She works. And she plays go.",
        "Jane. And she plays chess!<p>She works",
    ),
    (r#""name": "Jane", "telephone": "+00 000-123""#, "Jane 000 456", "Jane (00) 000 123"),
    (r#""name": "Jane", "email": "mailto:a@jane.example""#, "Jane", "Jane <a href='mailto:A@jane.example'>mail</a>"),
    (r#""name": "Jane", "birthDate": "1990-03""#, "Jane, 1991", "Jane, March 1990"),
    (r#""name": "Jane", "worksFor": {"@type": "NGO", "name": "Roe & Co"}"#, "Jane", "Jane at Roe &amp; Co"),
];

fn found(report: &Report, gravest: Severity) -> BTreeSet<&'static str> {
    let of_page = |finding: &&Finding| ["seo", "page"].contains(&finding.rule.group());
    let findings = report.findings().into_iter().filter(of_page).filter(|finding| finding.severity <= gravest);
    findings.map(|finding| finding.rule.id).collect()
}

#[test]
fn each_rule_finds_what_breaks_it_and_not_what_nearly_does() {
    for (rule, broken, near) in PAGES {
        assert!(found(&structured_data("a.html", broken), Severity::Note).contains(rule), "{rule}: {broken}");
        let report = structured_data("a.html", near);
        assert!(!found(&report, Severity::Note).contains(rule), "{rule}: {near}: {report:?}");
        assert_eq!(found(&report, Severity::Warning), BTreeSet::new(), "{rule}: {near}: {report:?}");
    }
}

#[test]
fn the_tables_have_all_rules() {
    let known: BTreeSet<&str> = PAGES_RULES.iter().map(|rule| rule.id).collect();
    let tested: BTreeSet<&str> = PAGES
        .iter()
        .map(|(rule, ..)| *rule)
        .chain(["page/not-shown", "page/stale", "page/edited", "page/orphan"])
        .collect();
    assert_eq!(known, tested);
}

#[test]
fn what_a_block_says_is_seen_on_the_page() {
    for (properties, broken, near) in SHOWN {
        let person = format!("\"@type\": \"Person\", {properties}");
        let report = structured_data("a.html", &page(&person, broken));
        assert_eq!(found(&report, Severity::Warning), BTreeSet::from(["page/not-shown"]), "{properties}: {broken}");
        let report = structured_data("a.html", &page(&person, near));
        assert_eq!(found(&report, Severity::Note), BTreeSet::new(), "{properties}: {near}: {report:?}");
    }
}

#[test]
fn links_that_a_page_does_not_have_are_noted() {
    let person = r#""@type": "Person", "name": "Jane", "sameAs": "https://www.social.example/jane/", "image": "https://jane.example/img/jane.png""#;
    for (body, expected) in [
        ("Jane", 2),
        ("Jane <a href=http://social.example/jane>S</a>", 1),
        ("Jane <a href=http://social.example/Jane>S</a><img src=../img/jane.png>", 0),
        ("Jane social.example/jane <img srcset='/img/jane.png 2x'>", 0),
    ] {
        let report = structured_data("a.html", &page(person, body));
        assert_eq!(report.count(Severity::Note), expected, "{body}: {report:?}");
        assert_eq!(report.findings().len(), expected);
    }
}

#[test]
fn blocks_of_a_page_lead_to_each_other_and_have_their_places() {
    let html = "<p>Jane Roe</p>\n<script type='application/ld+json; charset=utf-8'>\n{\"@context\": \"https://schema.org\", \"@graph\": [\n {\"@type\": \"Person\", \"@id\": \"#me\", \"name\": \"Jane Roe\",\n  \"award\": \"A prize\"}]}</script>\n<script type=application/ld+json>{\"@context\": \"https://schema.org\", \"@type\": \"ProfilePage\", \"mainEntity\": {\"@id\": \"#me\"}}</script>";
    let report = structured_data("a.html", html);
    assert_eq!(found(&report, Severity::Warning), BTreeSet::from(["page/not-shown"]));
    let places = report.findings().into_iter().filter(|finding| finding.severity == Severity::Warning);
    let places: Vec<(usize, usize)> = places.map(|finding| (finding.place.line, finding.place.column)).collect();
    assert_eq!(places, [(5, 12)]);
}

#[test]
fn no_page_is_too_broken() {
    for html in [
        "",
        "<",
        "<script type=application/ld+json>",
        "<script type=application/ld+json></script>",
        "\u{0}<p itemscope>",
    ] {
        let _ = structured_data("a.html", html);
        let _ = structured_data("a.jsonld", html);
    }
}

const JANE: &str = "basics: {name: {en: Jane Roe, zh: 罗简}, label: Engineer}\nwork: [{organization: roe, position: Engineer, startDate: 2020, endDate: present}]\nvisibility: {work: internal}\n";

/// A collection with pages and documents that were made of it.
fn site() -> Folder {
    let page = "<!doctype html>\n<head><meta charset=utf-8></head><h1>Jane Roe 罗简</h1> Engineer";
    let folder = Folder::new(&[
        ("vitagraph.toml", "languages = [\"en\", \"zh\"]\n"),
        ("organizations.yaml", "roe: {name: Roe}\n"),
        ("people/jane.yaml", JANE),
        ("people/john.yaml", "basics: {name: John}\nwork: [{organization: roe}]\n"),
        ("site/index.html", page),
        ("site/zh.html", page),
        ("site/colleagues.html", page),
        ("site/other.html", "<head></head>no block of ours"),
        ("site/other.jsonld", "{\"@context\": \"https://schema.org\", \"@id\": \"https://other.example/\"}"),
    ]);
    for arguments in [
        &["export", "jane", "--inject", "site/index.html"][..],
        &["export", "jane", "--lang", "zh", "--context", "inline", "--inject", "site/zh.html"],
        &["export", "jane", "--audience", "internal", "--inject", "site/colleagues.html"],
        &["export", "jane", "--view", "full", "--compact", "--out", "site/full.jsonld"],
        &["export", "--out", "site/data"],
        &["export", "--organization", "roe", "--format", "html", "--out", "site/roe.html"],
    ] {
        assert!(folder.run(arguments).status.success(), "{arguments:?}");
    }
    folder
}

/// What is found in the pages of a site, as rule, file, line and column, and message.
fn fresh(folder: &Folder) -> Vec<String> {
    let output = folder.run(&["check", "--pages", "site", "--format", "json"]);
    let findings: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).unwrap();
    let grave = findings.iter().filter(|finding| finding["severity"] != "note");
    let line = |finding: &serde_json::Value| {
        let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        let (place, rule) = (&finding["place"], text(&finding["rule"]));
        format!("{rule} {}:{}:{} {}", text(&place["file"]), place["line"], place["column"], text(&finding["message"]))
    };
    grave.map(line).collect()
}

#[test]
fn what_was_just_written_is_fresh_however_it_was_written() {
    let folder = site();
    assert_eq!(fresh(&folder), Vec::<String>::new());
    // Tools that build a site may write the same block in another way.
    let page = fs::read_to_string(folder.path().join("site/index.html")).unwrap();
    folder.write("site/index.html", page.replace("\",\"", "\",\n \"").replace("Jane Roe\"", "Jane\\u0020Roe\""));
    assert_eq!(fresh(&folder), Vec::<String>::new());
}

#[test]
fn what_would_be_written_in_another_way_now_is_stale() {
    let folder = site();
    folder.write("people/jane.yaml", JANE.replace("label: Engineer", "label: Manager"));
    folder.write("people/new.yaml", "basics: {name: New}\n");
    fs::remove_file(folder.path().join("site/data/people/john.jsonld")).unwrap();
    let found = fresh(&folder);
    let starts = [
        "page/stale site/colleagues.html:2:27 the block is not what would be written now: `mainEntity.jobTitle` says `Engineer`, now `Manager`",
        "page/stale site/data/index.json:1:1 the folder has no document for `people/john`, `people/new`",
        "page/stale site/data/people.jsonld:1:1 the document is not what would be written now",
        "page/stale site/data/people/jane.jsonld:1:1 the document is not what would be written now: `mainEntity.jobTitle`",
        "page/stale site/full.jsonld:1:1",
        "page/stale site/index.html:2:27 the block is not what would be written now: `mainEntity.jobTitle` says `Engineer`, now `Manager`",
        "page/stale site/zh.html:2:27",
    ];
    assert_eq!(found.len(), starts.len(), "{found:#?}");
    found.iter().zip(starts).for_each(|(found, start)| assert!(found.starts_with(start), "{found}: {start}"));
}

#[test]
fn a_block_that_was_changed_by_hand_is_told_from_one_that_is_old() {
    let folder = site();
    let page = fs::read_to_string(folder.path().join("site/index.html")).unwrap();
    folder.write("site/index.html", page.replace("\"jobTitle\":\"Engineer\"", "\"jobTitle\":\"Engineer Jane\""));
    let (before, _, after) = around_block(&page);
    let broken = format!("{before}<script type=\"application/ld+json\" data-vitagraph>{{,}}</script>{after}");
    folder.write("site/zh.html", broken);
    let found = fresh(&folder);
    let starts = [
        "page/edited site/index.html:2:27 the block was changed since it was written; `mainEntity.jobTitle` says `Engineer Jane`, now `Engineer`",
        "page/not-shown site/index.html",
        "page/edited site/zh.html:2:27 the block is no JSON any more",
    ];
    found.iter().zip(starts).for_each(|(found, start)| assert!(found.starts_with(start), "{found}: {start}"));
    assert_eq!(found.len(), 3, "{found:#?}");
}

#[test]
fn what_is_about_nobody_here_is_an_orphan() {
    let folder = site();
    fs::remove_file(folder.path().join("people/jane.yaml")).unwrap();
    let found = fresh(&folder);
    let orphans: Vec<&str> =
        found.iter().filter_map(|line| line.strip_prefix("page/orphan site/")?.split(':').next()).collect();
    assert_eq!(orphans, ["colleagues.html", "data/people/jane.jsonld", "full.jsonld", "index.html", "zh.html"]);
    assert_eq!(found.len(), orphans.len() + 1, "the list of people is stale: {found:#?}");
    assert_eq!(folder.run(&["check", "--pages", "site"]).status.code(), Some(1));
    let shown = text(&folder.run(&["check", "--pages", ".", "--format", "github"]).stdout);
    assert!(shown.contains("::error file=site/index.html,line=2,col=27,title=page/orphan::"), "{shown}");
}

#[test]
fn a_page_of_the_repository_is_told_when_its_block_is_old() {
    let folder = Folder::new(&[("page.html", "<head></head><p>")]);
    let path = folder.path().display().to_string();
    let page = folder.path().join("page.html").display().to_string();
    assert!(run_in(root(), &["export", "stuart-lau", "--inject", &page]).status.success());
    let checked = || run_in(root(), &["check", "--pages", &path]);
    assert!(checked().status.success(), "{}", text(&checked().stdout));
    let old = fs::read_to_string(&page).unwrap().replace("Kuaishou", "Another");
    fs::write(&page, old).unwrap();
    assert_eq!(checked().status.code(), Some(1));
}
