//! Pages: blocks that cannot be read, and what they say and the page does not show.

use std::collections::BTreeSet;

use vitagraph::check::structured_data;
use vitagraph::report::{Finding, Report, Severity};
use vitagraph::rules::PAGES as PAGES_RULES;

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
    let tested: BTreeSet<&str> = PAGES.iter().map(|(rule, ..)| *rule).chain(["page/not-shown"]).collect();
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
