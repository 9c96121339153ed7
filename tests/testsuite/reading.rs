//! Records are read whole: every fault with its place and a hint, and everything else with it.

use vitagraph::decode::{Key, Visibility};

use crate::support::Folder;

/// The findings of a record.
fn findings(record: &str) -> Vec<String> {
    Folder::new(&[("people/x.yaml", record)]).load().1
}

#[test]
fn all_faults_of_a_record_are_told_at_once_with_place_and_hint() {
    let found = findings(
        "basics:\n  nmae: X\n  url: http:///example.org\nwork:\n  - name: Y\n    startDate: 03/04/2018\n    endDate: 2018-13\n",
    );
    assert_eq!(
        found,
        [
            "people/x.yaml:2:3: warning: unknown field `nmae` in basics; it is kept aside\n  hint: did you mean `name`?",
            "people/x.yaml:3:8: error: expected a URL with a host, found `http:///example.org`\n  hint: did you mean `http://example.org/`?",
            "people/x.yaml:6:16: error: unknown date `03/04/2018`\n  hint: write `2018-03-04` or `2018-04-03`; it may mean both; until mended, `2018` counts",
            "people/x.yaml:7:14: error: unknown date `2018-13`\n  hint: write `2018`, `2018-03` or `2018-03-31`; until mended, `2018` counts",
        ]
    );
}

#[test]
fn an_unknown_value_is_told_with_the_nearest_one() {
    let found = findings(
        "work: [{name: Y, kind: intership}]\nstatistics:\n  - {name: Z, value: 1, comparator: atLeats}\nmeta: {language: c h}\n",
    );
    assert_eq!(
        found,
        [
            "people/x.yaml:1:24: warning: unusual kind of post `intership`\n  hint: did you mean `internship`?",
            "people/x.yaml:3:37: error: expected `exactly`, `atLeast` or `about`, found `atLeats`\n  hint: did you mean `atLeast`?",
            "people/x.yaml:4:18: error: expected a language, found `c h`\n  hint: write a BCP 47 tag such as `zh` or `en`",
        ]
    );
}

#[test]
fn an_end_that_cannot_be_read_does_not_mean_that_the_job_still_runs() {
    let folder = Folder::new(&[("people/x.yaml", "work: [{name: Y, startDate: 2018, endDate: soon}]\n")]);
    let (collection, _) = folder.load();
    let quads = crate::support::quads(&collection, Visibility::Private);
    assert!(quads.iter().any(|quad| quad.contains("vitagraph#until> \"2018-12-31\"")));
    assert!(
        !quads
            .iter()
            .any(|quad| quad.contains("#person> <http://schema.org/worksFor> <https://example.org/organizations/"))
    );
}

#[test]
fn a_broken_file_does_not_stop_the_others() {
    let folder = Folder::new(&[
        ("people/a.json", "{\"basics\": {\"name\": \"A\",}}"),
        ("people/b.yaml", "basics: [\n"),
        ("people/c.yaml", "basics: {name: C}\n"),
        ("people/d.jsonl", "{\"id\": \"d1\"}\nnot json\n{\"basics\": {}}\n{\"id\": \"d4\"}\n"),
        ("people/e.yaml", "- a list\n"),
        ("people/f.yaml", ""),
        ("people/notes.md", "no record"),
    ]);
    folder.write("people/g.yaml", b"basics: {name: \xff}\n");
    let (collection, found) = folder.load();
    assert_eq!(collection.people.keys().map(Key::as_str).collect::<Vec<_>>(), ["c", "d1", "d4"]);
    let places: Vec<&str> = found.iter().map(|finding| finding.split(" error: ").next().unwrap()).collect();
    assert_eq!(
        places,
        [
            "people/a.json:1:25:",
            "people/b.yaml:2:1:",
            "people/d.jsonl:2:2:",
            "people/d.jsonl:3:1:",
            "people/e.yaml:1:1:",
            "people/f.yaml:1:1:",
            "people/g.yaml:1:16:"
        ]
    );
}

#[test]
fn json_and_yaml_of_one_record_give_the_same_graph() {
    let yaml = "basics: {name: {zh: 刘, en: Liu}}\nwork:\n  - {name: Y, startDate: 2018-01, keywords: [Java, 2]}\nmeta: {language: zh, id: s}\n";
    let json = r#"{"basics": {"name": {"zh": "刘", "en": "Liu"}}, "work": [{"name": "Y", "startDate": "2018-01", "keywords": ["Java", 2]}], "meta": {"language": "zh", "id": "s"}}"#;
    let quads = |name: &str, text: &str| Folder::new(&[(name, text)]).quads(Visibility::Public);
    let expected = quads("people/x.yaml", yaml);
    assert!(expected.len() > 20);
    assert_eq!(quads("people/x.json", json), expected);
    assert_eq!(quads("people/all.jsonl", &json.replacen('{', "{\"id\": \"x\", ", 1)), expected);
}

#[test]
fn plain_texts_are_in_the_language_of_the_record_where_their_script_is() {
    let quads = Folder::new(&[("people/x.yaml", "basics: {name: 刘, label: Tech Lead}\nmeta: {language: zh}\n")])
        .quads(Visibility::Public);
    assert!(quads.iter().any(|quad| quad.contains("\"刘\"@zh")));
    assert!(quads.iter().any(|quad| quad.ends_with("jobTitle> \"Tech Lead\"")));
}

#[test]
fn a_misspelled_organization_is_told_with_the_nearest_key() {
    let folder = Folder::new(&[
        ("organizations.yaml", "kuaishou: {name: Kuaishou}\n"),
        ("people/x.yaml", "work:\n  - {organization: kuaishuo}\n  - organization: [nowhere, kuaishuo]\n"),
    ]);
    let (_, found) = folder.load();
    assert_eq!(
        found,
        [
            "people/x.yaml:2:20: warning: organization `kuaishuo` is not in the register\n  hint: did you mean `kuaishou`?",
            "people/x.yaml:3:20: note: organization `nowhere` is not in the register\n  hint: its node is made from the key and the name; add it to organizations.yaml to give it more",
        ]
    );
}

#[test]
fn two_people_with_one_page_are_an_error_and_stay_two_nodes() {
    let record = "page: https://a.example/#x\nbasics: {name: A}\n";
    let folder = Folder::new(&[("people/a.yaml", record), ("people/b.yaml", record)]);
    let (collection, found) = folder.load();
    assert!(
        found[0].starts_with("people/b.yaml: error: `a` and `b` have the same page `https://a.example/`"),
        "{found:?}"
    );
    let quads = crate::support::quads(&collection, Visibility::Public);
    assert!(quads.iter().any(|quad| quad.starts_with("<https://a.example/#person>")));
    assert!(quads.iter().any(|quad| quad.starts_with("<https://example.org/people/b#person>")));
}

#[test]
fn faults_of_settings_and_registers_are_told() {
    let folder = Folder::new(&[
        (
            "vitagraph.toml",
            "base = \"nowhere\"\nlanguage = [\"en\"]\n[visibility]\nbasics.emial = \"public\"\n\"basics.email\" = \"publik\"\n",
        ),
        ("organizations.yaml", "a b: {name: X}\nc: {nam: Y}\n"),
        ("people/x.yaml", "basics: {email: a@b.example}\n"),
    ]);
    let (collection, found) = folder.load();
    let starts: Vec<&str> = found.iter().map(|finding| finding.split('\n').next().unwrap()).collect();
    assert_eq!(
        starts,
        [
            "organizations.yaml:1:1: error: `a b` is no key",
            "organizations.yaml:2:5: warning: unknown field `nam` in organization; it is kept aside",
            "vitagraph.toml:1:8: error: expected an absolute URL, found `nowhere`",
            "vitagraph.toml:2:1: warning: unknown setting `language`; it is left out",
            "vitagraph.toml:4:8: error: unknown field `basics.emial`",
            "vitagraph.toml:5:18: error: expected `public`, `internal` or `private`, found `publik`",
        ]
    );
    let quads = crate::support::quads(&collection, Visibility::Internal);
    assert!(!quads.iter().any(|quad| quad.contains("a@b.example")));
}
