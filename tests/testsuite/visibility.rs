//! What an audience may not see is in no quad.

use vitagraph::decode::Visibility::{self, Internal, Private, Public};

use crate::support::{Folder, text};

/// Whether a text is in any quad that the audience gets of these records.
fn seen(records: &[&str], marker: &str, audience: Visibility) -> bool {
    let files: Vec<(String, &str)> =
        records.iter().enumerate().map(|(at, record)| (format!("people/x{at}.yaml"), *record)).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, record)| (name.as_str(), *record)).collect();
    Folder::new(&files).quads(audience).iter().any(|quad| quad.contains(marker))
}

/// Who sees a text in these records.
fn audiences(records: &[&str], text: &str) -> Vec<Visibility> {
    [Public, Internal, Private].into_iter().filter(|audience| seen(records, text, *audience)).collect()
}

#[test]
fn contact_data_is_private_by_default() {
    let record = "basics:\n  name: X\n  email: MARK1\n  phone: MARK2\n  birthDate: 1987-05\n  location: {address: MARK3, postalCode: MARK4, city: MARK5}\n  profiles: [{network: WeChat, username: MARK6}, {network: GitHub, username: MARK7}]\n  identifiers: {qq: MARK8}\nreferences: [{name: Y, reference: MARK9}]\n";
    for mark in ["MARK1", "MARK2", "1987-05", "MARK3", "MARK4", "MARK6", "MARK8", "MARK9"] {
        assert_eq!(audiences(&[record], mark), [Private], "{mark}");
    }
    for mark in ["MARK5", "MARK7"] {
        assert_eq!(audiences(&[record], mark), [Public, Internal, Private], "{mark}");
    }
}

#[test]
fn marks_hold_for_a_record_an_object_and_a_field() {
    assert_eq!(audiences(&["visibility: internal\nbasics: {name: MARK}\n"], "MARK"), [Internal, Private]);
    assert_eq!(audiences(&["visibility: {work: private}\nwork: [{name: MARK}]\n"], "MARK"), [Private]);
    assert_eq!(audiences(&["work: [{name: MARK, visibility: internal}]\n"], "MARK"), [Internal, Private]);
    assert_eq!(audiences(&["work: [{name: Y, position: MARK, visibility: {position: private}}]\n"], "MARK"), [Private]);
    assert_eq!(audiences(&["work: [{name: Y, visibility: private, projects: [{name: MARK}]}]\n"], "MARK"), [Private]);
    assert_eq!(
        audiences(&["basics: {email: MARK, visibility: {email: public}}\n"], "MARK"),
        [Public, Internal, Private]
    );
    assert_eq!(audiences(&["basics: {email: MARK, visibility: public}\n"], "MARK"), [Private]);
}

#[test]
fn a_mark_that_cannot_be_read_keeps_the_object_private() {
    for mark in ["pubic", "{nmae: private}", "{name: secret}", "[private]"] {
        let folder = Folder::new(&[("people/x.yaml", &format!("work: [{{name: MARK, visibility: {mark}}}]\n"))]);
        let (collection, found) = folder.load();
        assert!(found[0].contains("error"), "{mark}");
        assert!(!crate::support::quads(&collection, Internal).iter().any(|quad| quad.contains("MARK")), "{mark}");
    }
}

#[test]
fn a_misspelled_table_of_defaults_keeps_everything_private() {
    let folder = Folder::new(&[
        ("people/x.yaml", "basics: {name: MARK}\n"),
        ("vitagraph.toml", "[visibilty]\n\"basics.name\" = \"private\"\n"),
    ]);
    let output = folder.run(&["export", "x", "--data", "."]);
    let told = text(&output.stderr);
    assert!(told.contains("vitagraph.toml:1:2: error: unknown setting `visibilty`; until mended, each field is private\n  hint: did you mean `visibility`?"), "{told}");
    assert!(output.status.code() == Some(1) && !text(&output.stdout).contains("MARK"));
}

#[test]
fn of_the_marks_in_several_sources_the_narrowest_counts() {
    let open = "id: x\nwork: [{name: Acme, position: MARK, startDate: 2018}]\nmeta: {id: open}\n";
    let closed = "id: x\nwork: [{name: Acme, position: MARK, startDate: 2018, visibility: {position: private}}]\nmeta: {id: closed}\n";
    let hidden = "id: x\nwork: [{name: Acme, startDate: 2018, visibility: internal}]\nmeta: {id: hidden}\n";
    assert_eq!(audiences(&[open, open.replace("open", "other").as_str()], "MARK"), [Public, Internal, Private]);
    assert_eq!(audiences(&[open, closed], "MARK"), [Private]);
    assert_eq!(audiences(&[open, hidden], "MARK"), [Internal, Private]);
}

#[test]
fn claims_set_aside_and_paths_of_files_are_internal() {
    let old = "id: x\nbasics: {label: MARK}\nmeta: {lastModified: 2020, id: old, source: cv/secret-path.pdf}\n";
    let new = "id: x\nbasics: {label: Boss}\nmeta: {lastModified: 2021, id: new}\n";
    assert_eq!(audiences(&[old, new], "MARK"), [Internal, Private]);
    assert_eq!(audiences(&[old, new], "secret-path"), [Internal, Private]);
    assert_eq!(audiences(&[old, new], "people/x0.yaml"), [Internal, Private]);
}

#[test]
fn a_skill_that_is_kept_private_is_in_no_job_either() {
    let record = "skills: [{name: Mark, visibility: private}]\nwork: [{name: Y, keywords: [mark, Java]}]\n";
    assert_eq!(audiences(&[record], "skills/mark"), [Private]);
    assert_eq!(audiences(&[record], "skills/java"), [Public, Internal, Private]);
}

#[test]
fn a_hidden_end_leaves_no_trace_in_the_bounds() {
    let record = "work: [{name: Y, startDate: 2018-02, endDate: 2019-07, visibility: {endDate: private}}]\n";
    assert_eq!(audiences(&[record], "2019-07"), [Private]);
    assert_eq!(audiences(&[record], "\"2018-02-28\""), [Public, Internal]);
    assert_eq!(audiences(&[record], "9999"), []);
}

#[test]
fn settings_change_the_defaults_of_what_sources_say_about_themselves() {
    let record =
        ("people/x.yaml", "basics: {name: X}\nmeta: {lastModified: 2021-02-03, version: MARK, language: en}\n");
    for hidden in ["meta", "meta.lastModified"] {
        let settings = format!("[visibility]\n\"{hidden}\" = \"private\"\n");
        let folder = Folder::new(&[record, ("vitagraph.toml", &settings)]);
        let (public, private) = (folder.quads(Public).concat(), folder.quads(Private).concat());
        assert!(!public.contains("2021-02-03") && private.contains("2021-02-03"), "{hidden}");
        assert_eq!(public.contains("MARK"), hidden != "meta");
    }
}

#[test]
fn settings_change_the_defaults() {
    let record = ("people/x.yaml", "basics: {email: MARK1, label: MARK2}\n");
    let settings = ("vitagraph.toml", "[visibility]\n\"basics.email\" = \"public\"\nbasics.label = \"internal\"\n");
    let quads = Folder::new(&[record, settings]).quads(Public).concat();
    assert!(quads.contains("MARK1") && !quads.contains("MARK2"));
}
