//! What changed about whom: the same change told in all forms that can be compared.

use serde_json::Value;

use crate::support::{Folder, root, run_in, text};

const JANE: &str = "
basics: {name: Jane Roe, label: Engineer, location: {city: Paris}, summary: {en: She builds., zh: 她建造。}}
work:
  - {organization: roe, position: Engineer, startDate: 2020}
education: [{institution: A School, studyType: Bachelor, area: Physics, startDate: 2014, endDate: 2018}]
skills: [{name: Rust}]
publications: [{name: Notes, doi: 10.5555/1, releaseDate: 2019}]
";
const JANE_NOW: &str = "
basics: {name: Jane Roe, label: CTO, location: {city: Rome}, summary: {en: She builds., zh: 她写作。}}
work:
  - {organization: roe, position: Engineer, startDate: 2020, endDate: 2024-03}
  - {organization: doe, position: CTO, startDate: 2024-04}
education: [{institution: A School, studyType: Bachelor, area: Physics, startDate: 2015, endDate: 2018}]
skills: [{name: Rust}, {name: RDF}]
publications: [{name: Notes, doi: 10.5555/1, releaseDate: 2019-05}, {name: Letters, doi: 10.5555/2}]
";

/// Two collections, `old` and `new`.
fn collections() -> Folder {
    let registers = "roe: {name: Roe}\ndoe: {name: Doe}\n";
    Folder::new(&[
        ("old/vitagraph.toml", "languages = [\"en\"]\n"),
        ("old/organizations.yaml", registers),
        ("old/people/jane.yaml", JANE),
        ("old/people/john.yaml", "basics: {name: John Doe}\n"),
        ("old/people/same.yaml", "basics: {name: Same}\nwork: [{name: Firm, startDate: 2020}]\n"),
        ("new/vitagraph.toml", "languages = [\"en\"]\n"),
        ("new/organizations.yaml", registers),
        ("new/people/jane.yaml", JANE_NOW),
        ("new/people/nia.yaml", "basics: {name: Nia}\n"),
        ("new/people/same.yaml", "# other words\nwork: [{startDate: 2020, name: Firm}]\nbasics: {name: Same}\n"),
    ])
}

fn told(folder: &Folder, arguments: &[&str]) -> String {
    let output = folder.run(&[&["diff"], arguments].concat());
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    text(&output.stdout)
}

const IN_FULL: &str = "Nia came (https://example.org/people/nia#person)
John Doe went (https://example.org/people/john#person)
Jane Roe (https://example.org/people/jane#person)
  title changed from `Engineer` to `CTO`
  summary (zh) changed from `她建造。` to `她写作。`
  address changed from `Paris` to `Rome`
  new skill `RDF`
  new job as `CTO` at Doe since 2024-04
  left Roe in 2024-03
  study at A School: start changed from `2014` to `2015`
  new work `Letters`
  work `Notes`: date changed from `2019` to `2019-05`
";

#[test]
fn two_collections_are_told_apart_in_words() {
    let folder = collections();
    let shown = told(&folder, &["old", "new"]);
    assert_eq!(shown, IN_FULL);
}

#[test]
fn a_dump_and_a_folder_of_documents_tell_the_same_as_their_collection() {
    let folder = collections();
    let private = ["--audience", "private"];
    for (name, collection) in [("old", "old"), ("new", "new")] {
        for arguments in [
            vec!["export", "--all", "--format", "nquads", "--out"],
            vec!["export", "--all", "--format", "turtle", "--out"],
            vec!["export", "--view", "full", "--out"],
        ] {
            let ending = arguments.get(3).map_or("", |_| if arguments.contains(&"nquads") { ".nq" } else { ".ttl" });
            let out = format!("{name}-full{}", if arguments.contains(&"full") { "" } else { ending });
            let all = [&arguments[..], &[&out, "--data", collection], &private].concat();
            assert!(folder.run(&all).status.success(), "{all:?}");
        }
    }
    for pair in [["old-full.nq", "new"], ["old", "new-full.ttl"], ["old-full", "new-full.nq"], ["old-full", "new-full"]]
    {
        assert_eq!(told(&folder, &pair), IN_FULL, "{pair:?}");
    }
}

#[test]
fn what_search_engines_read_is_compared_with_the_same_of_a_collection() {
    let folder = collections();
    assert!(folder.run(&["export", "--out", "site", "--data", "old"]).status.success());
    let shown = told(&folder, &["site", "new"]);
    assert!(shown.contains("Nia came") && shown.contains("John Doe went"), "{shown}");
    let jane = shown.split_once("Jane Roe (https://example.org/people/jane#person)\n").unwrap().1;
    assert_eq!(
        jane,
        "  title changed from `Engineer` to `CTO`\n  address changed from `Paris` to `Rome`\n  new skill `RDF`\n  employer changed from `Roe` to `Doe`\n  new earlier place `Roe`\n  new work `Letters`\n  work `Notes`: date changed from `2019` to `2019-05`\n"
    );
    let output = folder.run(&["diff", "site", "old"]);
    assert_eq!((output.status.code(), text(&output.stdout).as_str()), (Some(0), ""), "{}", text(&output.stderr));
}

#[test]
fn programs_get_a_list() {
    let folder = collections();
    let list: Value = serde_json::from_str(&told(&folder, &["old", "new", "--format", "json"])).unwrap();
    assert_eq!(list[0]["fate"], "came");
    assert_eq!(list[2]["person"], "https://example.org/people/jane#person");
    assert_eq!(list[2]["changes"][0]["from"], "Engineer");
    assert_eq!(list[2]["changes"][0]["about"], "title");
}

#[test]
fn what_cannot_be_compared_is_an_error() {
    let folder = collections();
    folder.write("empty.nq", "");
    folder.write("broken.nq", "<a");
    folder.write("page.txt", "x");
    assert!(folder.run(&["export", "--out", "site", "--data", "old"]).status.success());
    assert!(
        folder.run(&["export", "--all", "--format", "nquads", "--out", "all.nq", "--data", "old"]).status.success()
    );
    for (other, message) in [
        ("empty.nq", "there are no people in it"),
        ("broken.nq", "broken.nq: "),
        ("page.txt", "neither a folder nor a dump"),
        ("none", "cannot read none"),
        ("site", "export both in the same view"),
    ] {
        let output = folder.run(&["diff", other, "all.nq"]);
        assert_eq!(output.status.code(), Some(2), "{other}");
        assert!(text(&output.stderr).contains(message), "{other}: {}", text(&output.stderr));
    }
}

#[test]
fn the_data_of_the_repository_differs_in_nothing_from_itself() {
    let output = run_in(root(), &["diff", "data", "data"]);
    assert!(output.status.success() && output.stdout.is_empty());
}
