//! `vitagraph check`: what it prints, and its exit codes.

use serde_json::Value;

use crate::support::{Folder, root, run_in, text};

/// A record with a misspelled field, a date that is none, and another writing of one.
const RECORD: &str = "basics:\n  name: Jane\n  nmae: x\nwork:\n  - name: 刘氏 Acme\n    startDate: 2018-13 # ouch\n    endDate: Mar 2017\n";

fn broken(settings: &str) -> Folder {
    let settings = format!("base = \"https://a.example/\"\n{settings}");
    Folder::new(&[("vitagraph.toml", &settings), ("people/jane.yaml", RECORD)])
}

fn json(folder: &Folder, arguments: &[&str]) -> Value {
    let output = folder.run(&[&["check", "--format", "json"], arguments].concat());
    serde_json::from_slice(&output.stdout).unwrap()
}

fn rules(findings: &Value) -> Vec<&str> {
    findings.as_array().unwrap().iter().map(|finding| finding["rule"].as_str().unwrap()).collect()
}

#[test]
fn the_collection_of_the_repository_has_no_warning() {
    let output = run_in(root(), &["check", "--fail-on", "warning"]);
    assert!(output.status.success(), "{}", text(&output.stdout));
}

#[test]
fn findings_show_their_line_with_what_is_wrong_underlined() {
    let output = broken("").run(&["check", "--only", "field", "date"]);
    assert_eq!(output.status.code(), Some(1));
    let shown = text(&output.stdout);
    let lines: Vec<&str> = shown.lines().map(str::trim_end).collect();
    let at = lines.iter().position(|line| line.contains("startDate: 2018-13 # ouch")).unwrap();
    assert!(lines[at].starts_with(" 6 │"), "{shown}");
    let column = |line: &str, mark: &str| line.split_once(mark).map(|(before, _)| before.chars().count());
    assert_eq!(column(lines[at + 1], "──"), column(lines[at], "2018-13"), "{shown}");
    assert!(shown.contains("[date/unknown] error: unknown date `2018-13`"), "{shown}");
    assert!(shown.contains("people/jane.yaml:3:3") && shown.contains("did you mean `name`?"), "{shown}");
    assert!(!shown.contains('\u{1b}'), "no colours where nobody sees them");
    assert_eq!(text(&output.stderr).trim(), "1 error, 1 warning");
}

#[test]
fn notes_are_shown_where_they_are_wanted() {
    let folder = broken("");
    let shown = |arguments: &[&str]| text(&folder.run(arguments).stdout).contains("value/read-as");
    assert!(!shown(&["check"]) && shown(&["check", "-v"]) && shown(&["check", "--fail-on", "note"]));
}

#[test]
fn settings_give_rules_and_groups_levels_of_their_own() {
    let folder = broken("[rules]\n\"date/unknown\" = \"note\"\nfield = \"off\"\n\"dat\" = \"off\"\nvalue = \"loud\"\n");
    let findings = json(&folder, &[]);
    let level = |rule: &str| {
        let found = findings.as_array().unwrap().iter().find(|finding| finding["rule"] == rule);
        found.map(|finding| finding["severity"].as_str().unwrap())
    };
    assert_eq!(level("date/unknown"), Some("note"));
    assert_eq!(level("field/unknown"), None);
    assert_eq!((level("setting/unknown"), level("setting/value")), (Some("warning"), Some("error")));
}

#[test]
fn the_exit_code_follows_the_level_that_is_asked_for() {
    let folder = broken("[rules]\n\"date/unknown\" = \"warning\"\n");
    let code = |arguments: &[&str]| folder.run(arguments).status.code();
    assert_eq!(code(&["check"]), Some(0));
    assert_eq!(code(&["check", "--fail-on", "warning"]), Some(1));
    assert_eq!(code(&["check", "--only", "link", "--fail-on", "note"]), Some(0));
    assert_eq!(code(&["check", "--only", "dat"]), Some(2));
    assert_eq!(code(&["check", "--data", "nowhere"]), Some(2));
}

#[test]
fn sarif_names_each_rule_once_and_places_count_characters() {
    let output = broken("").run(&["check", "--format", "sarif"]);
    let sarif: Value = serde_json::from_slice(&output.stdout).unwrap();
    let run = &sarif["runs"][0];
    let declared: Vec<&str> =
        run["tool"]["driver"]["rules"].as_array().unwrap().iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    for result in run["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(declared[index], result["ruleId"]);
    }
    assert_eq!((sarif["version"].as_str(), run["columnKind"].as_str()), (Some("2.1.0"), Some("unicodeCodePoints")));
    let region = |rule: &str| {
        let found = run["results"].as_array().unwrap().iter().find(|result| result["ruleId"] == rule).unwrap();
        found["locations"][0]["physicalLocation"]["region"].clone()
    };
    assert_eq!(region("date/unknown"), serde_json::json!({"startLine": 6, "startColumn": 16}));
}

#[test]
fn annotations_of_github_are_one_line_each() {
    let folder = Folder::new(&[("vitagraph.toml", ""), ("people/a,b: c%.yaml", "basics: {name: A, nmae: B}\n")]);
    let output = folder.run(&["check", "--only", "field", "--format", "github"]);
    let line = text(&output.stdout);
    assert_eq!(line.lines().count(), 1);
    assert!(line.starts_with("::warning file=people/a%2Cb%3A c%25.yaml,line=1,col=19,title=field/unknown::"), "{line}");
    assert!(line.contains("%0Adid you mean"), "{line}");
}

#[test]
fn rules_are_listed_and_explained() {
    let listed = text(&run_in(root(), &["check", "--rules"]).stdout);
    assert_eq!(listed.lines().count(), vitagraph::rules::all().count());
    let told = text(&run_in(root(), &["check", "--explain", "date/unknown"]).stdout);
    assert!(told.starts_with("date/unknown\n\n") && told.contains("startDate: 2018-13"), "{told}");
    let near = run_in(root(), &["check", "--explain", "date/unknwn"]);
    assert_eq!(near.status.code(), Some(2));
    assert!(text(&near.stderr).contains("did you mean `date/unknown`?"));
    let data: Value =
        serde_json::from_slice(&run_in(root(), &["check", "--rules", "--format", "json"]).stdout).unwrap();
    assert!(rules_have(&data, &["id", "level", "wants", "why", "source", "example", "mend"]));
}

fn rules_have(rules: &Value, fields: &[&str]) -> bool {
    rules.as_array().unwrap().iter().all(|rule| fields.iter().all(|field| rule.get(field).is_some()))
}

#[test]
fn only_names_rules_and_groups() {
    let folder = broken("");
    assert_eq!(rules(&json(&folder, &["--only", "field/unknown"])), ["field/unknown"]);
    assert_eq!(rules(&json(&folder, &["--only", "date,field"])), ["field/unknown", "date/unknown"]);
}

#[test]
fn safe_mends_are_shown_and_written_and_nothing_else_changes() {
    let record = "# mine\nbasics: {name: Jane, website: a.example} # home\nwork:\n  - name: \"Acme\"\n    \
                  startDate: \"Mar 2017\"   # spring\n    endDate: April 2018\n";
    let folder = Folder::new(&[
        ("vitagraph.toml", ""),
        ("people/jane.yaml", record),
        (
            "people/roe.jsonl",
            "{\"id\":\"roe\",\"basics\":{\"name\":\"Roe\"},\"work\":[{\"company\":\"B\",\"startDate\":\"03/2017\"}]}\n",
        ),
    ]);
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    let shown = text(&folder.run(&["check", "--fix", "--dry-run"]).stderr);
    assert!(
        shown.contains(
            "people/jane.yaml:5\n-     startDate: \"Mar 2017\"   # spring\n+     startDate: \"2017-03\"   # spring"
        ),
        "{shown}"
    );
    assert_eq!(read("people/jane.yaml"), record);
    assert!(folder.run(&["check", "--fix"]).status.success());
    let mended = record
        .replace("website: a.example", "url: https://a.example")
        .replace("Mar 2017", "2017-03")
        .replace("April 2018", "2018-04");
    assert_eq!(read("people/jane.yaml"), mended);
    assert_eq!(
        read("people/roe.jsonl"),
        "{\"id\":\"roe\",\"basics\":{\"name\":\"Roe\"},\"work\":[{\"name\":\"B\",\"startDate\":\"2017-03\"}]}\n"
    );
    let again = folder.run(&["check", "--fix"]);
    assert!(text(&again.stderr).contains("nothing that can be mended"), "{}", text(&again.stderr));
}

#[test]
fn of_a_line_that_is_too_long_to_be_shown_the_place_is_told() {
    let record =
        format!("{{\"id\": \"jane\", \"basics\": {{\"summary\": \"{}\", \"nmae\": \"x\"}}}}\n", "word ".repeat(60));
    let folder = Folder::new(&[("vitagraph.toml", ""), ("people/all.jsonl", &record)]);
    let shown = text(&folder.run(&["check", "--only", "field"]).stdout);
    let lines: Vec<&str> = shown.lines().collect();
    assert_eq!(lines.len(), 2, "{shown}");
    assert!(lines[0].starts_with("[field/unknown] warning: people/all.jsonl:1:"), "{shown}");
    assert_eq!(lines[1], "  help: did you mean `name`?");
}

#[test]
fn lists_of_works_are_read_too() {
    let folder = Folder::new(&[
        ("vitagraph.toml", ""),
        ("people/jane.yaml", "basics: {name: Jane}\n"),
        ("works/README.md", "Lists."),
        ("works/good.bib", "@article{a, title = {On graphs}, author = {Jane Roe}, year = 2019}\n"),
        ("works/broken.bib", "@article{a, title = {On graphs\n"),
    ]);
    let findings = json(&folder, &["--only", "list"]);
    let places: Vec<&str> =
        findings.as_array().unwrap().iter().map(|finding| finding["place"]["file"].as_str().unwrap()).collect();
    assert_eq!((rules(&findings), places), (vec!["list/unreadable"], vec!["works/broken.bib"]));
}
