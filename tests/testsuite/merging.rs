//! Several records of one person become one profile, with IRIs that stay.

use std::collections::BTreeSet;

use serde_json::Value;
use vitagraph::decode::Visibility::{Internal, Private, Public};

use crate::support::{Folder, json};

const PERSON: &str = "https://stuartlau.github.io/#";

/// The nodes of the full view of the repository's example, by the fragments of their IRIs.
struct Graph(Vec<Value>);

impl Graph {
    fn of(person: &str) -> Self {
        let document = json(&["export", person, "--view", "full", "--audience", "private"]);
        Self(document["@graph"].as_array().unwrap().clone())
    }

    fn fragments(&self, kind: &str) -> Vec<String> {
        let names = self
            .0
            .iter()
            .filter(|node| node.get("@graph").is_none())
            .filter_map(|node| node["@id"].as_str()?.strip_prefix(PERSON));
        names.filter(|name| name.starts_with(kind)).map(str::to_owned).collect()
    }

    fn node(&self, fragment: &str) -> &Value {
        self.0.iter().find(|node| node["@id"] == format!("{PERSON}{fragment}") && node.get("@graph").is_none()).unwrap()
    }

    fn sources(&self, fragment: &str) -> Vec<String> {
        let value = &self.node(fragment)["prov:wasDerivedFrom"];
        let values = value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
        values.iter().map(|value| value["@id"].as_str().unwrap().replace(PERSON, "")).collect()
    }
}

#[test]
fn three_versions_of_one_page_are_one_person_with_four_employers_and_two_studies() {
    let graph = Graph::of("stuart-lau");
    assert_eq!(
        graph.fragments("role-"),
        ["role-amazon-2017", "role-kuaishou-2018", "role-xiaomi-2014", "role-zdns-2012"]
    );
    assert_eq!(graph.fragments("study-"), ["study-bupt-2009", "study-hebei-university-2005"]);
    let all = ["source-cv-2023", "source-page-2021", "source-page-2022"];
    for role in ["role-amazon-2017", "role-kuaishou-2018", "role-xiaomi-2014", "role-zdns-2012", "study-bupt-2009"] {
        assert_eq!(graph.sources(role), all, "{role}");
    }
    assert_eq!(graph.sources("study-hebei-university-2005"), ["source-cv-2023"]);
    let at: Vec<&str> = graph.node("role-zdns-2012")["vita:at"]
        .as_array()
        .unwrap()
        .iter()
        .map(|at| at["@id"].as_str().unwrap())
        .collect();
    assert_eq!(at, ["cas", "zdns"].map(|key| format!("https://vitagraph.example/organizations/{key}#organization")));
}

#[test]
fn the_paper_and_the_contribution_are_there_once_with_three_sources() {
    let graph = Graph::of("stuart-lau");
    let papers: Vec<&Value> = graph.0.iter().filter(|node| node["@type"] == "ScholarlyArticle").collect();
    assert_eq!(papers.len(), 1);
    assert_eq!(papers[0]["prov:wasDerivedFrom"].as_array().unwrap().len(), 3);
    let names =
        |node: &&Value| node["name"].to_string().contains("\"OpenDNSSEC\"") && node["@type"] == "SoftwareSourceCode";
    assert_eq!(graph.0.iter().filter(names).count(), 1);
    assert_eq!(graph.sources("project-opendnssec").len(), 3);
}

#[test]
fn the_five_statements_about_patents_stand_side_by_side() {
    let graph = Graph::of("stuart-lau");
    let english = |node: &Value| {
        node["name"].as_array().is_some_and(|names| {
            names.iter().any(|name| name["@value"].as_str().is_some_and(|name| name.ends_with("patents")))
        })
    };
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let fact = |node: &Value| {
        (
            text(&node["observationDate"]),
            node["value"].as_i64().unwrap(),
            text(&node["vita:comparator"]),
            text(&node["vita:status"]),
        )
    };
    let facts: BTreeSet<_> =
        graph.0.iter().filter(|node| node["@type"] == "Observation" && english(node)).map(fact).collect();
    let expected = [
        ("2021", 70, "atLeast", "granted"),
        ("2021", 180, "atLeast", "pending"),
        ("2022", 100, "atLeast", "granted"),
        ("2023", 80, "atLeast", "granted"),
        ("2023", 100, "about", "-"),
    ];
    assert_eq!(
        facts,
        expected.map(|(date, value, how, status)| (date.into(), value, how.into(), status.into())).into()
    );
}

#[test]
fn the_old_versions_add_no_false_still_works_there() {
    let person = json(&["export", "stuart-lau"])["mainEntity"].clone();
    assert_eq!(person["worksFor"]["name"], "Kuaishou");
    let graph = Graph::of("stuart-lau");
    assert_eq!(graph.node("role-amazon-2017")["vita:until"]["@value"], "2018-01-31");
    assert_eq!(graph.node("role-zdns-2012")["startDate"], "2012-04");
}

const OLD: &str = "id: x
basics: {name: X, label: Engineer}
work:
  - {organization: acme, position: Engineer, startDate: 2018, endDate: unknown}
  - {name: Other, position: Intern, kind: internship, startDate: 2015-05, endDate: 2015-08}
meta: {id: old, lastModified: 2020}
";
const NEW: &str = "id: x
basics: {name: X, label: Boss}
work:
  - {organization: acme, position: Boss, startDate: 2018-03, endDate: 2019-02, keywords: [Java]}
meta: {id: new, lastModified: 2021-06}
";

fn merged(one: &str, two: &str) -> Vec<String> {
    Folder::new(&[("people/a.yaml", one), ("people/b.yaml", two), ("organizations.yaml", "acme: {name: Acme}\n")])
        .quads(Internal)
}

#[test]
fn the_newest_claim_holds_and_the_other_is_in_the_graph_of_its_source() {
    let quads = merged(OLD, NEW);
    let person = "<https://example.org/people/x#person> <http://schema.org/jobTitle>";
    assert!(quads.contains(&format!("{person} \"Boss\"")), "{quads:#?}");
    assert!(quads.contains(&format!("{person} \"Engineer\" <https://example.org/people/x#source-old>")));
    let role = "<https://example.org/people/x#role-acme-2018> <http://schema.org/roleName>";
    assert!(quads.contains(&format!("{role} \"Engineer\" <https://example.org/people/x#source-old>")));
}

#[test]
fn a_more_precise_date_contradicts_nothing_whatever_its_age() {
    let quads = merged(&OLD.replace("2018, endDate: unknown", "2018-03-05, endDate: unknown"), NEW);
    let starts: Vec<&String> =
        quads.iter().filter(|quad| quad.contains("role-acme-2018> <http://schema.org/startDate>")).collect();
    assert_eq!(starts.len(), 1, "{starts:?}");
    assert!(starts[0].contains("\"2018-03-05\""));
    assert!(!quads.iter().any(|quad| quad.contains("endDate> \"unknown\"")));
}

#[test]
fn the_order_of_files_and_of_lists_plays_no_part() {
    let quads =
        |one: &str, two: &str| merged(one, two).into_iter().filter(|quad| !quad.contains("#path>")).collect::<Vec<_>>();
    let expected = quads(OLD, NEW);
    assert_eq!(quads(NEW, OLD), expected);
    let lines: Vec<&str> = OLD.lines().collect();
    let reordered = [lines[0], lines[1], lines[2], lines[4], lines[3], lines[5], ""].join("\n");
    assert_eq!(quads(&reordered, NEW), expected);
}

#[test]
fn merging_a_record_with_itself_changes_only_its_provenance() {
    let other = NEW.replace("id: new", "id: copy");
    let about = |quads: Vec<String>| quads.into_iter().filter(|quad| !quad.contains("#source-")).collect::<Vec<_>>();
    assert_eq!(about(merged(NEW, &other)), about(merged(NEW, "id: x\nmeta: {id: copy}\n")));
}

/// The IRIs of a person's nodes.
fn iris(record: &str) -> BTreeSet<String> {
    let quads = Folder::new(&[("people/x.yaml", record)]).quads(Public);
    quads.iter().map(|quad| quad.split(' ').next().unwrap().to_owned()).collect()
}

#[test]
fn adding_a_job_learning_a_month_and_another_machine_change_no_other_iri() {
    let record = "work:\n  - {name: Acme, position: A, startDate: 2018}\nprojects: [{name: P}]\n";
    let before = iris(record);
    assert_eq!(iris(&record.replace("2018", "2018-07")), before);
    assert_eq!(iris(record), before);
    let more = iris(
        &record.replace("work:\n", "work:\n  - {name: Zeta, startDate: 2020}\n  - {name: Acme, startDate: 2021}\n"),
    );
    assert!(before.is_subset(&more));
    assert!(more.contains("<https://example.org/people/x#role-acme-2021>"));
}

#[test]
fn two_posts_at_one_place_in_one_year_are_told_apart_by_department_or_title() {
    let record = "work:\n  - {name: Acme, position: Cook, startDate: 2018, endDate: 2018}\n  - {name: Acme, position: Waiter, startDate: 2018}\n  - {name: Acme, startDate: 2018-05}\n";
    let roles: BTreeSet<String> = iris(record).into_iter().filter(|iri| iri.contains("#role-")).collect();
    let expected = ["acme-2018", "acme-2018-cook", "acme-2018-waiter"];
    assert_eq!(roles, expected.map(|role| format!("<https://example.org/people/x#role-{role}>")).into());
}

#[test]
fn former_ids_give_the_same_thing_its_old_iri() {
    let quads =
        Folder::new(&[("people/x.yaml", "work: [{name: Acme, startDate: 2018, id: here, formerIds: [acme-2018]}]\n")])
            .quads(Public);
    let same = "<https://example.org/people/x#role-here> <http://www.w3.org/2002/07/owl#sameAs> <https://example.org/people/x#role-acme-2018>";
    assert!(quads.contains(&same.to_owned()));
}

#[test]
fn there_are_no_blank_nodes() {
    let quads = crate::support::quads(&crate::support::data(), Private);
    assert!(quads.len() > 1000);
    assert!(!quads.iter().any(|quad| quad.contains("_:")));
}
