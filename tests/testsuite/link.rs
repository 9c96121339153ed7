//! Links between works of lists and people, on people and works made up for these tests.

use std::process::{Command, Stdio};

use serde_json::Value;

use crate::support::{Folder, root, shared, text};

/// A person with a job and a paper, and room for more.
fn person(name: &str, more: &str) -> String {
    format!("basics:\n  name: {name}\n{more}")
}

/// A list with these works in Crossref's JSON: id, title, authors, and further members.
fn list(works: &[(&str, &str, &[&str], &str)]) -> String {
    let author = |name: &&str| format!(r#"{{"literal": "{name}"}}"#);
    let line = |(id, title, authors, more): &(&str, &str, &[&str], &str)| {
        let authors = authors.iter().map(author).collect::<Vec<_>>().join(",");
        format!(r#"{{"id": "{id}", "title": ["{title}"], "author": [{authors}]{more}}}"#) + "\n"
    };
    works.iter().map(line).collect()
}

/// What `link` prints as JSON.
fn outcomes(folder: &Folder) -> Vec<Value> {
    let output = folder.run(&["--data", ".", "link", "--format", "json"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The accepted links as `work person`.
fn links(folder: &Folder) -> Vec<String> {
    let output = folder.run(&["--data", ".", "link", "--format", "tsv"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let line = |line: &str| line.split('\t').take(2).collect::<Vec<_>>().join(" ");
    text(&output.stdout).lines().map(line).collect()
}

/// Whether a work is linked to `a`, one of two people named Wei Xu, with evidence and without.
fn decides(record: &str, with: &str, without: &str) {
    for (more, expected) in [(with, vec!["w a".to_owned()]), (without, Vec::new())] {
        let folder = Folder::new(&[
            ("people/a.yaml", &person("Wei Xu", record)),
            ("people/b.yaml", &person("Wei Xu", "")),
            ("works/list.jsonl", more),
        ]);
        assert_eq!(links(&folder), expected, "{more}");
    }
}

const PAPER: &str = "publications:
  - {name: Glacier mass balance from altimetry, authors: [Wei Xu, Ottilie Grunwald], venue: Annals of Invented Glaciology, releaseDate: 2014}
";

#[test]
fn a_shared_co_author_decides() {
    let with = list(&[("w", "Something else", &["Ottilie Grunwald", "Wei Xu"], "")]);
    let without = list(&[("w", "Something else", &["Ferdinand Ostrowski", "Wei Xu"], "")]);
    decides(PAPER, &with, &without);
}

#[test]
fn a_co_author_with_a_common_name_says_less() {
    let common = PAPER.replace("Ottilie Grunwald", "Li Zhang");
    let work = list(&[("w", "Something else", &["Li Zhang", "Wei Xu"], "")]);
    let folder = Folder::new(&[("people/a.yaml", &person("Wei Xu", &common)), ("works/list.jsonl", &work)]);
    assert_eq!(links(&folder), Vec::<String>::new());
}

#[test]
fn venue_and_subject_decide_together() {
    let venue = r#", "container-title": ["Annals of Invented Glaciology"]"#;
    let with = list(&[("w", "Altimetry of a glacier and its mass balance", &["Wei Xu"], venue)]);
    let without = list(&[("w", "Sentiment of short messages", &["Wei Xu"], "")]);
    decides(PAPER, &with, &without);
}

const JOB: &str = "work:
  - {name: Zephyrine Turbinenwerke Oberursel, startDate: 2010, endDate: 2016}
";

fn with_affiliation(affiliation: &str, year: u16) -> String {
    format!(
        r#"{{"id": "w", "title": ["A work"], "issued": {{"date-parts": [[{year}]]}}, "author": [{{"given": "Wei", "family": "Xu", "affiliation": [{{"name": "{affiliation}"}}]}}]}}"#
    )
}

/// What the organization says for the first person, whatever comes of it.
fn organization_weight(folder: &Folder) -> f64 {
    folder.write("weights.toml", "review = -30.0\n");
    let found = outcomes(folder);
    let reasons = found[0]["people"][0]["reasons"].as_array().unwrap();
    reasons.iter().find(|reason| reason["kind"] == "organization").unwrap()["weight"].as_f64().unwrap()
}

#[test]
fn an_affiliation_decides_where_the_job_fits_the_time() {
    let name = "Zephyrine Turbinenwerke Oberursel";
    decides(JOB, &with_affiliation(name, 2014), &with_affiliation("Another Company Entirely", 2014));
    let weight = |year| {
        organization_weight(&Folder::new(&[
            ("people/a.yaml", &person("Wei Xu", JOB)),
            ("works/list.jsonl", &with_affiliation(name, year)),
        ]))
    };
    assert!(weight(2014) > weight(2024) + 0.5, "{} {}", weight(2014), weight(2024));
}

#[test]
fn a_subsidiary_of_the_register_counts() {
    let register = "zephyrine:\n  name: Zephyrine Holding\nquillon:\n  name: Quillon Laboratories Saarbruecken\n  parent: zephyrine\n";
    let job = "work:\n  - {organization: zephyrine, startDate: 2010}\n";
    let work = with_affiliation("Quillon Laboratories Saarbruecken", 2014);
    let weight = |register: &str| {
        organization_weight(&Folder::new(&[
            ("people/a.yaml", &person("Wei Xu", &format!("{PAPER}{job}"))),
            ("organizations.yaml", register),
            ("works/list.jsonl", &work),
        ]))
    };
    assert!(weight(register) > 3.0 && weight("zephyrine: {name: Zephyrine Holding}\n") < 0.0, "{}", weight(register));
}

#[test]
fn an_organization_far_below_counts_too() {
    let register = "zephyrine:\n  name: Zephyrine Holding\nmiddle:\n  name: Middle Works\n  parent: zephyrine\nquillon:\n  name: Quillon Laboratories Saarbruecken\n  parent: middle\n";
    let weight = |register: &str, affiliation: &str| {
        organization_weight(&Folder::new(&[
            (
                "people/a.yaml",
                &person("Wei Xu", &format!("{PAPER}work:\n  - {{organization: zephyrine, startDate: 2010}}\n")),
            ),
            ("organizations.yaml", register),
            ("works/list.jsonl", &with_affiliation(affiliation, 2014)),
        ]))
    };
    assert!(weight(register, "Dept. 3, Quillon Labs, Saarbruecken, Germany") > 3.0);
    assert!(weight(&register.replace("parent: middle", "country: DE"), "Dept. 3, Quillon Labs, Saarbruecken") < 0.0);
}

/// Two lists that tell of one work: one with initials and a DOI, one with the co-author and a slip.
fn copies() -> Folder {
    let one =
        list(&[("crossref", "Of ice and snow in valleys", &["O. Grunwald", "W. Xu"], r#", "DOI": "10.5555/ice""#)]);
    let two = list(&[("bib2014", "Of ice and snow in valeys", &["Ottilie Grunwald", "Wei Xu"], "")]);
    Folder::new(&[("people/a.yaml", &person("Wei Xu", PAPER)), ("works/a.jsonl", &one), ("works/b.jsonl", &two)])
}

#[test]
fn a_work_of_two_lists_is_told_once() {
    let folder = copies();
    let found = outcomes(&folder);
    assert_eq!(found.len(), 1, "{found:?}");
    let [first, second] = ["crossref", "bib2014"];
    assert_eq!((found[0]["work"].as_str(), found[0]["copies"][0].as_str()), (Some(first), Some(second)));
    assert_eq!(found[0]["author"], "Wei Xu");
    // Scripts look up works by what their list calls them.
    assert_eq!(links(&folder), ["crossref a", "bib2014 a"]);
    folder.run(&["--data", ".", "link", "--save"]);
    assert_eq!(kept(&folder).matches("- person: a").count(), 1);
    assert!(kept(&folder).contains("10.5555/ice") && kept(&folder).contains("Ottilie Grunwald"), "{}", kept(&folder));
    folder.write("answers.tsv", "bib2014\ta\tno\n");
    folder.run(&["--data", ".", "link", "--decisions", "answers.tsv"]);
    assert_eq!(links(&folder), Vec::<String>::new());
}

#[test]
fn a_work_of_a_list_and_a_record_is_one() {
    let work = list(&[(
        "w",
        "Glacier mass balance from altimetrie",
        &["W. Xu", "O. Grunwald"],
        r#", "issued": {"date-parts": [[2014]]}"#,
    )]);
    let folder = Folder::new(&[("people/a.yaml", &person("Wei Xu", PAPER)), ("works/list.jsonl", &work)]);
    let found = outcomes(&folder);
    assert_eq!(found[0]["people"][0]["reasons"][0]["kind"], "identifier", "{found:?}");
}

#[test]
fn people_of_one_name_who_are_equally_likely_are_asked_about() {
    let folder = Folder::new(&[
        ("people/a.yaml", &person("Wei Xu", PAPER)),
        ("people/b.yaml", &person("Wei Xu", PAPER)),
        ("works/list.jsonl", &list(&[("w", "Something else", &["Ottilie Grunwald", "Wei Xu"], "")])),
    ]);
    let found = outcomes(&folder);
    assert_eq!((found[0]["state"].as_str(), found[0]["people"].as_array().unwrap().len()), (Some("review"), 2));
    assert!(found[0]["people"][0]["confidence"].as_f64().unwrap() < 0.51, "{found:?}");
}

#[test]
fn an_orcid_decides_and_another_one_forbids() {
    let record = "  identifiers: {orcid: 0000-0002-1825-0097}\n";
    let work = |orcid: &str| {
        format!(
            r#"{{"id": "w", "title": ["A work"], "author": [{{"given": "Wei", "family": "Xu", "ORCID": "https://orcid.org/{orcid}"}}]}}"#
        )
    };
    decides(record, &work("0000-0002-1825-0097"), &work("0000-0001-5109-3700"));
    let other = work("0000-0002-1825-0097").replace("Xu", "Zhang");
    let folder = Folder::new(&[("people/a.yaml", &person("Wei Xu", record)), ("works/list.jsonl", &other)]);
    assert_eq!(outcomes(&folder), Vec::<Value>::new());
}

#[test]
fn a_rare_name_needs_no_more_and_a_common_one_does() {
    let papers = ["One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight"];
    let record: String = papers.iter().map(|title| format!("  - {{name: {title}, releaseDate: 2012}}\n")).collect();
    for (name, expected) in [("Ottilie Grunwald-Zwerenz", 1), ("Wei Xu", 0)] {
        let folder = Folder::new(&[
            ("people/a.yaml", &person(name, &format!("publications:\n{record}"))),
            ("works/list.jsonl", &list(&[("w", "Another", &[name], "")])),
        ]);
        assert_eq!(links(&folder).len(), expected, "{name}");
    }
}

#[test]
fn what_is_linked_first_is_evidence_for_the_rest() {
    let works = list(&[
        ("1", "First", &["Wei Xu", "Ottilie Grunwald", "Ferdinand Ostrowski"], ""),
        ("2", "Second", &["Wei Xu", "Ferdinand Ostrowski"], ""),
    ]);
    let files = |works: &str| Folder::new(&[("people/a.yaml", &person("Wei Xu", PAPER)), ("works/list.jsonl", works)]);
    assert_eq!(links(&files(&works)), ["1 a", "2 a"]);
    let second: String = works.lines().skip(1).collect();
    assert_eq!(links(&files(&second)), Vec::<String>::new());
}

#[test]
fn works_of_a_namesake_who_is_nobody_here_stay_with_each_other() {
    let venue = r#", "container-title": ["Annals of Invented Glaciology"]"#;
    let others = ["Ferdinand Ostrowski", "Wei Xu", "Balthasar Quendt"];
    let works = list(&[
        ("1", "Soil moisture of dunes", &others, ""),
        ("2", "Soil erosion of dunes", &others, venue),
        ("3", "Dunes and soil", &others, ""),
    ]);
    let folder = Folder::new(&[("people/a.yaml", &person("Wei Xu", PAPER)), ("works/list.jsonl", &works)]);
    assert_eq!(links(&folder), Vec::<String>::new());
}

#[test]
fn one_author_is_never_two_people() {
    let folder = Folder::new(&[
        ("people/a.yaml", &person("Wei Xu", PAPER)),
        ("people/b.yaml", &person("Wei Xu", PAPER)),
        ("works/list.jsonl", &list(&[("w", "Something else", &["Ottilie Grunwald", "Wei Xu"], "")])),
    ]);
    assert!(links(&folder).len() <= 1);
}

#[test]
fn a_name_is_known_in_every_script_and_form() {
    let record = "basics:
  name: {zh: 刘硕, en: Stuart Lau}
  alternateNames: [Shuo Liu]
publications:
  - {name: Glacier mass balance, authors: [Shuo Liu, Ottilie Grunwald], releaseDate: 2014}
";
    for name in ["刘硕", "Shuo Liu", "Liu, Shuo", "Stuart Lau", "S. Lau", "Liu S."] {
        let work = list(&[("w", "Something else", &["Ottilie Grunwald", name], "")]);
        let folder = Folder::new(&[("people/lau.yaml", record), ("works/list.jsonl", &work)]);
        assert_eq!(links(&folder), ["w lau"], "{name}");
    }
    let other = list(&[("w", "Something else", &["Ottilie Grunwald", "Shuang Liu"], "")]);
    let folder = Folder::new(&[("people/lau.yaml", record), ("works/list.jsonl", &other)]);
    assert_eq!(outcomes(&folder), Vec::<Value>::new());
}

#[test]
fn other_characters_of_one_sound_speak_against_a_link() {
    let weight = |name: &str| {
        let folder = Folder::new(&[
            ("people/a.yaml", "basics: {name: 刘硕}\npublications: [{name: One, authors: [刘硕, 欧阳峰]}]\n"),
            ("works/list.jsonl", &list(&[("w", "Something else", &[name, "欧阳峰"], "")])),
        ]);
        let found = outcomes(&folder);
        found[0]["people"][0]["reasons"].as_array().unwrap().iter().find(|reason| reason["kind"] == "name").unwrap()
            ["weight"]
            .as_f64()
            .unwrap()
    };
    assert!(weight("刘硕") > weight("刘朔") + 3.0);
}

#[test]
fn the_order_of_input_makes_no_difference() {
    let works = list(&[
        ("1", "First", &["Wei Xu", "Ottilie Grunwald", "Ferdinand Ostrowski"], ""),
        ("2", "Second", &["Wei Xu", "Ferdinand Ostrowski", "Balthasar Quendt"], ""),
        ("3", "Third", &["Balthasar Quendt", "Wei Xu"], ""),
        ("4", "Fourth about glaciers", &["Wei Xu", "Kunigunde Traxl"], ""),
    ]);
    let reversed: String = works.lines().rev().map(|line| format!("{line}\n")).collect();
    let sorted = |works: &str| {
        let folder = Folder::new(&[
            ("people/a.yaml", &person("Wei Xu", PAPER)),
            ("people/b.yaml", &person("Wei Xu", JOB)),
            ("works/list.jsonl", works),
        ]);
        let output = folder.run(&["--data", ".", "link", "--format", "tsv"]);
        let mut lines: Vec<String> = text(&output.stdout).lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert!(sorted(&works).len() >= 3);
    assert_eq!(sorted(&works), sorted(&reversed));
}

fn doubtful() -> Folder {
    let venue = r#", "container-title": ["Annals of Invented Glaciology"]"#;
    Folder::new(&[
        ("people/a.yaml", &person("Wei Xu", &PAPER.replace("Ottilie Grunwald", "Li Zhang"))),
        (
            "works/list.jsonl",
            &list(&[
                ("1", "A paper on something of its own", &["Li Zhang", "Wei Xu"], ""),
                ("2", "Altimetry of nothing", &["Wei Xu"], venue),
            ]),
        ),
    ])
}

/// Runs `link --review` with these answers.
fn review(folder: &Folder, answers: impl AsRef<[u8]>) -> String {
    let mut child = Command::new(env!("CARGO_BIN_EXE_vitagraph"))
        .args(["--data", ".", "link", "--review"])
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), answers.as_ref()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    text(&output.stderr)
}

fn kept(folder: &Folder) -> String {
    std::fs::read_to_string(folder.path().join("links.yaml")).unwrap_or_default()
}

#[test]
fn answers_are_kept_and_win() {
    let folder = doubtful();
    assert_eq!(links(&folder), Vec::<String>::new());
    let shown = review(&folder, "y\nn\n");
    assert!(shown.contains("1 of 2") && shown.contains("2 of 2 answered"), "{shown}");
    assert!(kept(&folder).contains("decision: confirmed") && kept(&folder).contains("decision: refused"));
    assert_eq!(links(&folder), ["1 a"]);
    assert_eq!(outcomes(&folder).len(), 1);
}

#[test]
fn an_answer_can_be_undone_and_an_end_of_answers_is_no_fault() {
    let folder = doubtful();
    review(&folder, "y\nu\nn\nq\n");
    assert!(!kept(&folder).contains("decision: confirmed"));
    assert!(kept(&folder).contains("decision: refused"));
    review(&folder, "");
}

#[test]
fn decisions_come_from_a_file_with_findings_for_bad_lines() {
    let folder = doubtful();
    folder.write("answers.tsv", "# work\tperson\tanswer\n1\ta\tyes\n2\ta\tmaybe\n9\ta\tno\n2\tb\tyes\n");
    let output = folder.run(&["--data", ".", "link", "--decisions", "answers.tsv"]);
    let told = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    assert!(told.contains("answers.tsv:3:1") && told.contains("answers.tsv:4:1"), "{told}");
    assert!(told.contains("answers.tsv:5:1: error: `b` is not here") && told.contains("did you mean `a`?"), "{told}");
    assert_eq!(kept(&folder).matches("decision: confirmed").count(), 1);
}

/// Spreadsheets save with a byte order mark, or in UTF-16; and no key loses the answers before it.
#[test]
fn answers_in_other_encodings_are_answers() {
    let folder = doubtful();
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    folder.write("marked.tsv", "\u{feff}1\ta\tyes\r\n");
    folder.write("wide.tsv", wide("\u{feff}2\ta\tno\r\n"));
    for name in ["marked.tsv", "wide.tsv"] {
        let output = folder.run(&["--data", ".", "link", "--decisions", name]);
        assert!(output.status.success(), "{}", text(&output.stderr));
    }
    assert!(kept(&folder).contains("decision: confirmed") && kept(&folder).contains("decision: refused"));
    let folder = doubtful();
    assert!(review(&folder, b"y\n\xff\nn\n").contains("answer with y, n, s, u or q"));
    assert!(kept(&folder).contains("decision: confirmed") && kept(&folder).contains("decision: refused"));
}

#[test]
fn what_somebody_wrote_into_the_links_stays() {
    let folder = doubtful();
    review(&folder, "y\nn\n");
    let commented = kept(&folder).replace("decision: refused", "decision: refused # I asked her") + "\n# a remark\n";
    folder.write("links.yaml", &commented);
    folder.write("answers.tsv", "2\ta\tyes\n");
    folder.run(&["--data", ".", "link", "--decisions", "answers.tsv"]);
    let kept = kept(&folder);
    assert!(kept.contains("decision: confirmed # I asked her") && kept.contains("\n# a remark\n"), "{kept}");
    assert_eq!(links(&folder), ["1 a", "2 a"]);
}

#[test]
fn a_bad_link_is_a_finding_and_the_rest_is_read() {
    let folder = doubtful();
    review(&folder, "y\n");
    folder.write("links.yaml", kept(&folder) + "- {person: a, decision: confirmd, work: x}\n- {person: nobody, decision: confirmed, work: y, publication: {name: Y}}\n");
    let (_, findings) = folder.load();
    assert!(findings.iter().any(|finding| finding.contains("did you mean `confirmed`?")), "{findings:?}");
    assert!(findings.iter().any(|finding| finding.contains("`nobody`, who is not here")), "{findings:?}");
    let output = folder.run(&["--data", ".", "link", "--format", "tsv"]);
    assert_eq!((output.status.code(), text(&output.stdout).starts_with("1\ta\t1.000")), (Some(1), true));
}

#[test]
fn saved_links_are_in_the_graph_and_can_be_taken_back() {
    let folder = Folder::new(&[
        ("people/a.yaml", &person("Wei Xu", PAPER)),
        (
            "works/list.jsonl",
            &list(&[("w", "Of ice and snow", &["Ottilie Grunwald", "W. Xu"], r#", "DOI": "10.5555/ice""#)]),
        ),
    ]);
    let papers = || text(&folder.run(&["--data", ".", "query", "papers", "--person", "a", "--format", "csv"]).stdout);
    assert!(!papers().contains("Of ice and snow"));
    folder.run(&["--data", ".", "link", "--save"]);
    assert!(papers().contains("Of ice and snow") && papers().contains("10.5555/ice"), "{}", papers());
    let page = text(&folder.run(&["--data", ".", "export", "a"]).stdout);
    assert!(page.contains("Of ice and snow"), "{page}");
    let quads = |audience: &str| {
        text(&folder.run(&["--data", ".", "export", "--all", "--format", "nquads", "--audience", audience]).stdout)
    };
    assert!(quads("internal").contains("#confidence>") && !quads("public").contains("#confidence>"));
    let role = quads("public")
        .lines()
        .any(|line| line.contains("author-w-xu> <http://schema.org/author> <") && line.contains("people/a#person>"));
    assert!(role, "{}", quads("public"));
    folder.write(
        "works/list.jsonl",
        list(&[("w", "Of ice and snow", &["Kunigunde Traxl", "W. Xu"], r#", "DOI": "10.5555/ice""#)]),
    );
    folder.run(&["--data", ".", "link", "--save"]);
    assert!(!papers().contains("Of ice and snow"), "{}", kept(&folder));
}

#[test]
fn a_refused_link_never_comes_back() {
    let folder = Folder::new(&[
        ("people/a.yaml", &person("Wei Xu", PAPER)),
        ("works/list.jsonl", &list(&[("w", "Of ice and snow", &["Ottilie Grunwald", "Wei Xu"], "")])),
        ("answers.tsv", "w\ta\tno\n"),
    ]);
    folder.run(&["--data", ".", "link", "--save"]);
    assert_eq!(links(&folder), ["w a"]);
    folder.run(&["--data", ".", "link", "--decisions", "answers.tsv"]);
    assert_eq!(outcomes(&folder), Vec::<Value>::new());
    folder.run(&["--data", ".", "link", "--save"]);
    assert_eq!(outcomes(&folder), Vec::<Value>::new());
    let quads =
        text(&folder.run(&["--data", ".", "export", "--all", "--format", "nquads", "--audience", "private"]).stdout);
    assert!(!quads.contains("Of ice and snow"));
}

/// What cannot be read may hold refusals: nothing is written beside them.
#[test]
fn links_that_cannot_be_read_are_not_written() {
    let folder = doubtful();
    let broken = "- person: a\n  decision: [refused\n foo: \"x\n";
    folder.write("links.yaml", broken);
    folder.write("answers.tsv", "1\ta\tyes\n");
    for way in [&["--save"][..], &["--review"], &["--decisions", "answers.tsv"]] {
        let output = folder.run(&[&["--data", ".", "link"], way].concat());
        assert_eq!(output.status.code(), Some(2), "{way:?}");
        assert!(text(&output.stderr).contains("links.yaml, because it cannot be read"), "{}", text(&output.stderr));
        assert_eq!(kept(&folder), broken);
    }
    assert_eq!(folder.run(&["--data", ".", "link"]).status.code(), Some(1));
}

#[test]
fn saving_again_changes_nothing() {
    let folder = Folder::new(&[
        ("people/a.yaml", &person("Wei Xu", PAPER)),
        ("works/list.jsonl", &list(&[("w", "Of ice: snow & 'wind'", &["Ottilie Grunwald", "Wei Xu"], "")])),
    ]);
    let first = text(&folder.run(&["--data", ".", "link", "--save"]).stderr);
    let before = kept(&folder);
    let second = text(&folder.run(&["--data", ".", "link", "--save"]).stderr);
    assert!(first.contains("links.yaml is written") && !second.contains("is written"), "{first}{second}");
    assert_eq!((kept(&folder), before.matches("- person").count()), (before.clone(), 1));
}

#[test]
fn a_result_is_told_in_numbers_even_where_it_is_empty() {
    let folder = doubtful();
    let told = |arguments: &[&str]| {
        let output = folder.run(&[&["--data", ".", "link"], arguments].concat());
        (output.status.code(), text(&output.stderr))
    };
    assert_eq!(told(&[]), (Some(0), "2 works read, 0 linked, 2 to review\n".into()));
    std::fs::create_dir(folder.path().join("empty")).unwrap();
    let (code, nothing) = told(&["empty"]);
    assert!(code == Some(0) && nothing.contains("there are no lists of works here"), "{nothing}");
    let (code, unknown) = told(&["--person", "nobody"]);
    assert!(code == Some(2) && unknown.contains("unknown person `nobody`"), "{unknown}");
    let (code, too_sure) = told(&["--min-confidence", "3"]);
    assert!(code == Some(2) && too_sure.contains("it is not between 0 and 1"), "{too_sure}");
}

#[test]
fn weights_are_fitted_to_decisions_and_read_again() {
    let folder = doubtful();
    assert_eq!(folder.run(&["--data", ".", "link", "--fit"]).status.code(), Some(2));
    folder.write("answers.tsv", "1\ta\tyes\n2\ta\tno\n");
    folder.run(&["--data", ".", "link", "--decisions", "answers.tsv"]);
    let output = folder.run(&["--data", ".", "link", "--fit"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let weights = std::fs::read_to_string(folder.path().join("weights.toml")).unwrap();
    let number = |name: &str| {
        let line = weights.lines().find_map(|line| line.strip_prefix(&format!("{name} = "))).unwrap();
        line.split(' ').next().unwrap().parse::<f64>().unwrap()
    };
    assert!(number("co-authors") > 1.0 && number("venues") < 0.7, "{weights}");
    folder.write("weights.toml", "acept = 3\n");
    let output = folder.run(&["--data", ".", "link"]);
    assert!(text(&output.stderr).contains("did you mean `accept`?"), "{}", text(&output.stderr));
}

#[test]
fn papers_of_ambiguous_names_reach_the_bar() {
    let Some(bench) = shared("bench/link") else { return };
    let folder = tempfile::tempdir().unwrap();
    let python = |arguments: &[&std::path::Path]| {
        let output = Command::new("python3").args(arguments).output().unwrap();
        assert!(output.status.success(), "{}", text(&output.stderr));
        text(&output.stdout)
    };
    python(&[&bench.join("convert.py"), &bench.join("aminer-110"), folder.path()]);
    let works = folder.path().join("works.jsonl");
    let data = folder.path().to_str().unwrap();
    let output = crate::support::run_in(root(), &["--data", data, "link", works.to_str().unwrap(), "--format", "tsv"]);
    let links = folder.path().join("links.tsv");
    std::fs::write(&links, output.stdout).unwrap();
    let score = python(&[&bench.join("score.py"), &folder.path().join("gold.tsv"), &links]);
    println!("{score}");
    let figure =
        |name: &str| score.split_whitespace().find_map(|part| part.strip_prefix(name)).unwrap().parse::<f64>().unwrap();
    assert!(figure("P=") >= 0.96 && figure("F1=") >= 0.90, "{score}");
}
