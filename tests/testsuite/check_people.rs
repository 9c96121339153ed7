//! Rules of people: who is here twice, sources that disagree, and what profiles lack.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::{Value, json};
use vitagraph::check::{Options, check};
use vitagraph::report::{Report, Severity};
use vitagraph::rules;

use crate::support::{Folder, json as printed_json, text};

/// A rule, two records that break it, and two that nearly do.
type Case = (&'static str, [&'static str; 2], [&'static str; 2]);

const CASES: &[Case] = &[
    (
        "people/duplicate",
        ["basics: {name: Jane Roe, email: jane@team.example}", "basics: {name: Roe Jane, email: Jane@team.example}"],
        ["basics: {name: Jane Roe, email: jane@team.example}", "basics: {name: Jane Doe, email: jane@team.example}"],
    ),
    (
        "people/duplicate",
        [
            "basics: {name: 刘硕, identifiers: {orcid: 0000-0002-1825-0097}}",
            "basics: {name: Shuo Liu, identifiers: {ORCID: \"https://orcid.org/0000-0002-1825-0097\"}}",
        ],
        [
            "basics: {name: 刘硕, identifiers: {orcid: 0000-0002-1825-0097}}",
            "basics: {name: Shuo Liu, identifiers: {orcid: 0000-0001-5109-3700}}",
        ],
    ),
    (
        "people/duplicate",
        [
            "basics: {name: Wei Wang}\nwork: [{name: Acme, startDate: 2015-03, endDate: 2018-06}]",
            "basics: {name: 王伟}\nwork: [{name: Acme, startDate: 2015-03, endDate: 2018-06}]",
        ],
        [
            "basics: {name: Wei Wang}\nwork: [{name: Acme, startDate: 2015-03, endDate: 2018-06}]",
            "basics: {name: 王伟}\nwork: [{name: Bcme, startDate: 2014-03, endDate: 2018-06}]",
        ],
    ),
    (
        "people/duplicate",
        ["basics: {name: Jane Roe, birthDate: 1990-05-01}", "basics: {name: Jane Roe, birthDate: 1990-05-01}"],
        ["basics: {name: Jane Roe, birthDate: 1990-05-01}", "basics: {name: Jane Roe, birthDate: 1960-05-01}"],
    ),
    (
        "people/shared-identifier",
        [
            "basics: {name: Jane Roe, identifiers: {orcid: 0000-0002-1825-0097}}",
            "basics: {name: Ann Poe, identifiers: {orcid: 0000-0002-1825-0097}}",
        ],
        ["basics: {name: Jane Roe, identifiers: {team: 7}}", "basics: {name: Ann Poe, identifiers: {team: 7}}"],
    ),
    (
        "people/shared-identifier",
        [
            "basics: {name: Jane Roe, profiles: [{network: GitHub, url: \"https://github.com/roe\"}]}",
            "basics: {name: Ann Poe, profiles: [{network: GitHub, url: \"http://www.github.com/Roe/\"}]}",
        ],
        [
            "basics: {name: Jane Roe, profiles: [{network: GitHub, url: \"https://github.com/roe\"}]}",
            "basics: {name: Ann Poe, profiles: [{network: GitLab, url: \"https://gitlab.com/roe\"}]}",
        ],
    ),
    (
        "people/conflict",
        [
            "id: x\nbasics: {name: Jane Roe}\nwork: [{name: Acme, startDate: 2014-07}]",
            "id: x\nmeta: {lastModified: 2020}\nbasics: {name: Jane Roe}\nwork: [{name: Acme, startDate: 2014-08}]",
        ],
        [
            "id: x\nbasics: {name: Jane Roe}\nwork: [{name: Acme, startDate: 2014-07}]",
            "id: x\nbasics: {name: Jane Roe}\nwork: [{name: Acme, startDate: 2014}]",
        ],
    ),
    ("people/missing", ["basics: {name: Jane Roe}", COMPLETE], [COMPLETE, COMPLETE]),
];

const COMPLETE: &str = "id: whole\n\
basics:\n  name: Joan Whole\n  alternateNames: [jw]\n  label: Engineer\n  image: https://whole.dev/me.jpg\n  url: https://whole.dev/\n  \
summary: Builds things.\n  location: {city: Beijing}\n  profiles: [{network: GitHub, username: jw}]\n\
work: [{name: Acme, startDate: 2018}]\neducation: [{institution: U, studyType: Master, startDate: 2015, endDate: 2018}]\nskills: [{name: Java}]\n";

fn of_pair(records: &[&str; 2]) -> (Folder, Report) {
    let folder = Folder::new(&[
        ("vitagraph.toml", "base = \"https://team.example/\"\n"),
        ("people/one.yaml", records[0]),
        ("people/two.yaml", records[1]),
    ]);
    let (_, report) = check(folder.path(), &Options::default()).unwrap();
    (folder, report)
}

fn told(report: &Report, rule: &str) -> Vec<String> {
    report.findings().iter().filter(|finding| finding.rule.id == rule).map(ToString::to_string).collect()
}

#[test]
fn each_rule_is_broken_by_what_breaks_it_and_not_by_what_nearly_does() {
    for (rule, breaks, nearly) in CASES {
        assert!(!told(&of_pair(breaks).1, rule).is_empty(), "{rule} {breaks:?}");
        assert_eq!(told(&of_pair(nearly).1, rule), Vec::<String>::new(), "{rule} {nearly:?}");
    }
}

#[test]
fn every_rule_of_people_has_a_case() {
    let cases: BTreeSet<&str> = CASES.iter().map(|(rule, ..)| *rule).collect();
    assert_eq!(rules::PEOPLE.iter().map(|rule| rule.id).collect::<BTreeSet<_>>(), cases);
}

#[test]
fn a_duplicate_is_told_with_its_place_and_its_reasons() {
    let found = told(&of_pair(&CASES[0].1).1, "people/duplicate");
    assert_eq!(
        found,
        [
            "people/two.yaml: warning: `two` and `one` (people/one.yaml) are probably one person: the same e-mail address `jane@team.example`, both are called `Jane Roe`\n  hint: of one person, give both records the `id` `one`; of two, an ORCID iD tells them apart"
        ]
    );
}

#[test]
fn a_conflict_is_told_with_what_holds() {
    let found = told(&of_pair(&CASES[6].1).1, "people/conflict");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].contains("`startDate` of `") && found[0].contains("is `2014-07` here; `2014-08` holds"),
        "{found:?}"
    );
}

#[test]
fn conflicts_are_those_of_the_query() {
    let rows = printed_json(&["query", "conflicts", "--data", "data", "--format", "json"]);
    let (_, report) = check(&crate::support::root().join("data"), &Options::default()).unwrap();
    let rows = rows["results"]["bindings"].as_array().unwrap();
    assert_eq!(told(&report, "people/conflict").len(), rows.len());
}

#[test]
fn completeness_is_a_figure_for_each_profile() {
    let (folder, _) = of_pair(&[
        "basics: {name: Jane Roe, image: \"https://roe.dev/me.jpg\", visibility: {image: private}}",
        COMPLETE,
    ]);
    let output = folder.run(&["check", "--completeness", "--format", "json"]);
    let figures: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(figures[1], json!({"person": "whole", "percent": 100, "missing": []}));
    // What only the person sees helps no search engine.
    assert_eq!(figures[0]["missing"][0], "image");
    let shown = text(&folder.run(&["check", "--completeness"]).stdout);
    assert!(shown.contains("100 %  whole\n") && shown.contains("one  lacks image, description, sameAs"), "{shown}");
}

/// A row of numbers that looks like chance, the same on every machine.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// A person of few names, with three jobs and a study at places that many share.
fn person(chance: &mut Chance) -> Value {
    const GIVEN: [&str; 8] = ["Wei", "Min", "Jing", "Lei", "Na", "Qiang", "Olena", "Ivan"];
    const FAMILY: [&str; 8] = ["Liu", "Wang", "Zhang", "Li", "Zeng", "Petrov", "Tanaka", "Haddad"];
    let name = format!("{} {}", GIVEN[chance.below(8) as usize], FAMILY[chance.below(8) as usize]);
    let mut year = 1995 + chance.below(15);
    let study = json!({"institution": format!("University {}", chance.below(60)), "studyType": "Bachelor", "startDate": (year - 4).to_string(), "endDate": year.to_string()});
    let mut work = Vec::new();
    for _ in 0..3 {
        let start = format!("{year}-{:02}", 1 + chance.below(12));
        year += 1 + chance.below(5);
        work.push(json!({"name": format!("Company {}", chance.below(100)), "startDate": start, "endDate": format!("{year}-{:02}", 1 + chance.below(12))}));
        year += 1;
    }
    json!({"basics": {"name": name}, "work": work, "education": [study]})
}

/// The record once more as another source has it: family name first, without the last job, one date less precise.
fn again(person: &Value) -> Value {
    let mut other = person.clone();
    let name = person["basics"]["name"].as_str().unwrap();
    let (given, family) = name.split_once(' ').unwrap();
    other["basics"]["name"] = json!(format!("{} {given}", family.to_uppercase()));
    other["work"].as_array_mut().unwrap().pop();
    let year = person["work"][0]["startDate"].as_str().unwrap()[..4].to_owned();
    other["work"][0]["startDate"] = json!(year);
    other
}

#[test]
fn among_many_namesakes_those_who_are_here_twice_are_found_and_no_others() {
    let (mut chance, mut lines) = (Chance(7), String::new());
    let mut add = |id: String, mut person: Value| {
        person["id"] = json!(id);
        writeln!(lines, "{person}").unwrap();
    };
    let people: Vec<Value> = (0..1500).map(|_| person(&mut chance)).collect();
    people[..40].iter().enumerate().for_each(|(number, person)| add(format!("q{number}"), again(person)));
    people.into_iter().enumerate().for_each(|(number, person)| add(format!("p{number}"), person));
    let folder =
        Folder::new(&[("vitagraph.toml", "base = \"https://team.example/\"\n"), ("people/records.jsonl", &lines)]);
    let (_, report) = check(folder.path(), &Options::default()).unwrap();
    let found: BTreeSet<String> = told(&report, "people/duplicate")
        .into_iter()
        .filter_map(|line| Some(line.split('`').nth(1)?.to_owned() + " " + line.split('`').nth(3)?))
        .collect();
    let wanted: BTreeSet<String> = (0..40).map(|number| format!("q{number} p{number}")).collect();
    assert_eq!(found.difference(&wanted).collect::<Vec<_>>(), Vec::<&String>::new());
    assert_eq!(wanted.difference(&found).collect::<Vec<_>>(), Vec::<&String>::new());
    assert_eq!(report.count(Severity::Warning), 0);
}
