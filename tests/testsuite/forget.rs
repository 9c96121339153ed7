//! `vitagraph forget`: what it finds of a person, and what is left.

use crate::support::{Folder, text};

const JANE: &str =
    "basics: {name: Jane Roe, alternateNames: [J. Roe-Example]}\nwork: [{name: Acme, startDate: 2018}]\n";
const JOHN: &str = "basics: {name: John Doe}\npublications:\n- name: On graphs\n  authors: [John Doe, Jane Roe]\n";
const LINKS: &str = "# decided by us\n- person: jane\n  work: 10.5555/a\n  decision: confirmed\n  publication: {name: A, doi: 10.5555/a}\n\
                     # john's\n- person: john\n  work: 10.5555/b\n  decision: confirmed\n  publication: {name: B, doi: 10.5555/b}\n";
const LINES: &str = "{\"id\":\"ann\",\"basics\":{\"name\":\"Ann\"}}\n{\"id\":\"jane\",\"skills\":[{\"name\":\"Go\"}]}\n{\"id\":\"bob\",\"basics\":{\"name\":\"Bob\"}}\n";
const PAGE: &str = "<html><head>\n<title>x</title>\n</head><body>Hello</body></html>\n";

/// A collection with what was made of it.
fn made() -> Folder {
    let folder = Folder::new(&[
        ("vitagraph.toml", "base = \"https://a.example/\"\n"),
        ("people/jane.yaml", JANE),
        ("people/john.yaml", JOHN),
        ("people/more.jsonl", LINES),
        ("links.yaml", LINKS),
        ("site/jane.html", PAGE),
        ("site/john.html", PAGE),
    ]);
    let run = |arguments: &[&str]| {
        let output = folder.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
        text(&output.stdout)
    };
    run(&["export", "--out", "site/data"]);
    run(&["export", "jane", "--inject", "site/jane.html"]);
    run(&["export", "john", "--inject", "site/john.html"]);
    folder.write("site/graph.nq", run(&["export", "--all", "--format", "nquads"]));
    folder
}

fn read(folder: &Folder, name: &str) -> String {
    std::fs::read_to_string(folder.path().join(name)).unwrap()
}

#[test]
fn without_yes_all_is_shown_and_nothing_changes() {
    let folder = made();
    let before = read(&folder, "links.yaml");
    let output = folder.run(&["forget", "Jane Roe", "--made", "site"]);
    assert!(output.status.success());
    let shown = text(&output.stdout);
    for (file, what) in [
        ("people/jane.yaml", "the record"),
        ("people/more.jsonl", "the record on line 2"),
        ("links.yaml", "1 link"),
        ("people/john.yaml", "`Jane Roe` is named on line 4"),
        ("site/jane.html", "the script block in the page"),
        ("site/data/index.json", "an entry of the index"),
        ("site/data/people/jane.jsonld", "the document"),
        ("site/graph.nq", "statements of a dump"),
        ("site/data/people.jsonld", "make it anew"),
    ] {
        assert!(shown.lines().any(|line| line.contains(file) && line.ends_with(what)), "{file}: {what}\n{shown}");
    }
    assert!(text(&output.stderr).contains("nothing was changed"));
    assert_eq!(read(&folder, "links.yaml"), before);
    assert!(folder.path().join("people/jane.yaml").exists());
}

#[test]
fn with_yes_the_person_is_gone_and_all_else_stays() {
    let folder = made();
    assert!(folder.run(&["forget", "jane", "--made", "site", "--yes"]).status.success());
    assert!(
        !folder.path().join("people/jane.yaml").exists()
            && !folder.path().join("site/data/people/jane.jsonld").exists()
    );
    assert_eq!(
        read(&folder, "people/more.jsonl"),
        LINES.replace("{\"id\":\"jane\",\"skills\":[{\"name\":\"Go\"}]}\n", "")
    );
    assert!(!read(&folder, "links.yaml").contains("jane") && read(&folder, "links.yaml").contains("# decided by us"));
    assert!(read(&folder, "links.yaml").contains("- person: john"));
    assert_eq!(read(&folder, "site/jane.html"), PAGE);
    assert!(read(&folder, "site/john.html").contains("data-vitagraph"));
    let index = read(&folder, "site/data/index.json");
    assert!(!index.contains("jane") && index.contains("people/john"));
    let dump = read(&folder, "site/graph.nq");
    assert!(!dump.contains("people/jane#") && dump.contains("people/john#"));
    let rest = folder.run(&["export", "--team"]);
    assert!(!text(&rest.stdout).contains("people/jane"));
}

#[test]
fn somebody_who_is_not_here_or_a_path_that_is_not_there_is_an_error() {
    let folder = made();
    let unknown = folder.run(&["forget", "jan", "--yes"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(text(&unknown.stderr).contains("did you mean `jane`"), "{}", text(&unknown.stderr));
    let missing = folder.run(&["forget", "jane", "--made", "nowhere", "--yes"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(folder.path().join("people/jane.yaml").exists());
}

#[test]
fn a_graph_of_everybody_is_told_and_never_deleted() {
    let folder = Folder::new(&[
        ("vitagraph.toml", "base = \"https://a.example/\"\n"),
        ("people/jane.yaml", "basics: {name: Jane Roe}\n"),
        ("people/john.yaml", "basics: {name: John Doe}\n"),
    ]);
    let graph = text(&folder.run(&["export", "--all", "--view", "full"]).stdout);
    folder.write("site/graph.jsonld", &graph);
    let output = folder.run(&["forget", "jane", "--made", "site", "--yes"]);
    assert_eq!(read(&folder, "site/graph.jsonld"), graph);
    let is_told = |line: &str| line.contains("graph.jsonld") && line.ends_with("make it anew");
    assert!(text(&output.stdout).lines().any(is_told), "{}", text(&output.stdout));
}

#[test]
fn a_comment_before_the_next_link_stays() {
    let folder = made();
    assert!(folder.run(&["forget", "jane", "--yes"]).status.success());
    assert!(read(&folder, "links.yaml").starts_with("# decided by us\n# john's\n- person: john\n"));
}
