//! The command line as a new user meets it.

use std::process::{Command, Stdio};

use serde_json::Value;

use crate::support::{Folder, printed, root, run_in, text};

#[test]
fn a_new_collection_exports_without_reading_anything() {
    let folder = Folder::new(&[]);
    let output = folder.run(&["init"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(text(&output.stderr).ends_with("Next: edit ./people/ada-lovelace.yaml, then run `vitagraph export`\n"));
    let output = folder.run(&["export"]);
    assert_eq!((output.status.code(), text(&output.stderr).as_str()), (Some(0), ""));
    let page: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(page["mainEntity"]["name"], "Ada Lovelace");
    let inner = run_in(&folder.path().join("people"), &["export"]);
    assert_eq!(inner.stdout, output.stdout);
}

#[test]
fn an_edited_example_says_what_is_wrong_and_the_others_come_out() {
    let folder = Folder::new(&[]);
    folder.run(&["init", "team"]);
    let ada = folder.path().join("team/people/ada-lovelace.yaml");
    let edited = std::fs::read_to_string(&ada)
        .unwrap()
        .replace("startDate: 1842-10", "startDate: 1842-13")
        .replace("position:", "postion:");
    std::fs::write(&ada, edited).unwrap();
    folder.write("team/people/bob.yaml", "basics: {name: Bob}\n");
    let output = folder.run(&["export", "--team", "--data", "team"]);
    let errors = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        errors.contains("warning: unknown field `postion` in work; it is kept aside\n  hint: did you mean `position`?"),
        "{errors}"
    );
    assert!(
        errors
            .contains("people/ada-lovelace.yaml:23:16: error: unknown date `1842-13`\n  hint: write `2018`, `2018-03` or `2018-03-31`"),
        "{errors}"
    );
    assert!(text(&output.stdout).contains("Ada Lovelace") && text(&output.stdout).contains("Bob"));
}

#[test]
fn init_overwrites_nothing() {
    let folder = Folder::new(&[("skills.yaml", "mine: {name: Mine}\n")]);
    let output = folder.run(&["init"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("skills.yaml exists already; nothing was written"));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn what_is_not_there_is_told_with_what_is_near() {
    for (arguments, error, hint) in [
        (["export", "stuart-lua"].as_slice(), "unknown person `stuart-lua`", "did you mean `stuart-lau`?"),
        (&["export", "--organization", "kuaishuo"], "unknown organization `kuaishuo`", "did you mean `kuaishou`?"),
        (&["export", "x", "--data", "nowhere"], "cannot read nowhere: ", "vitagraph init"),
        (&["export"], "name a person, such as `shijieqin`, `stuart-lau`, `weiyong1024`", ""),
        (&["export", "stuart-lau", "--lang", "c h"], "`c h` is no language", ""),
        (&["export", "stuart-lau", "--format", "text"], "go with --explain", ""),
    ] {
        let output = run_in(root(), arguments);
        let errors = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(errors.starts_with("error: ") && errors.contains(error) && errors.contains(hint), "{errors}");
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn a_person_is_found_by_a_name_in_any_script() {
    let expected = printed(&["export", "stuart-lau"]);
    for name in ["刘硕", "Shuo Liu", "STUART LAU", "LAU, S."] {
        assert_eq!(printed(&["export", name]), expected);
    }
}

#[test]
fn the_form_of_the_output_is_chosen_by_flags() {
    let pretty = printed(&["export", "stuart-lau"]);
    assert_eq!(printed(&["export", "stuart-lau", "--pretty"]), pretty);
    let compact = printed(&["export", "stuart-lau", "--compact"]);
    assert_eq!(compact.lines().count(), 1);
    let value = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    assert_eq!(value(&compact), value(&pretty));
}

#[test]
fn a_closed_pipe_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_vitagraph"))
        .args(["export", "--all", "--view", "full"])
        .current_dir(root())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), text(&output.stderr).as_str()), (Some(0), ""));
}

#[test]
fn the_schema_has_each_field_and_no_loose_end() {
    let schema: Value = serde_json::from_str(&printed(&["schema"])).unwrap();
    let definitions = schema["$defs"].as_object().unwrap();
    for object in vitagraph::record::objects() {
        let definition = if object.name == "record" { &schema } else { &definitions[object.name] };
        for field in object.fields {
            let property = &definition["properties"][field.name];
            assert_eq!(property["description"], field.doc.trim(), "{}.{}", object.name, field.name);
        }
    }
    let mut references = Vec::new();
    collect_references(&schema, &mut references);
    references.iter().for_each(|name| assert!(definitions.contains_key(name), "{name}"));
}

fn collect_references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect_references(item, found)),
        Value::Object(entries) => {
            found.extend(entries.get("$ref").and_then(Value::as_str).map(|name| name.replace("#/$defs/", "")));
            entries.values().for_each(|value| collect_references(value, found));
        }
        _ => {}
    }
}

#[test]
fn every_command_has_a_summary_and_examples() {
    for command in ["export", "init", "link", "plot", "schema", "site", "completions", "man"] {
        let help = printed(&[command, "--help"]);
        assert!(help.contains("Example") && help.contains(&format!("vitagraph {command}")), "{help}");
        assert!(printed(&["man", command]).contains(".SH SYNOPSIS"));
    }
    assert!(printed(&["man"]).contains(".TH vitagraph"));
    for (shell, sign) in
        [("bash", "complete -F"), ("bash", "who-was-at"), ("zsh", "who-was-at"), ("fish", "complete -c")]
    {
        assert!(printed(&["completions", shell]).contains(sign));
    }
}

#[test]
fn colours_are_for_terminals_only() {
    let folder = Folder::new(&[("people/x.yaml", "nmae: X\n")]);
    let errors = |arguments: &[&str]| text(&folder.run(arguments).stderr);
    assert!(!errors(&["export", "--data", "."]).contains('\u{1b}'));
    assert!(errors(&["export", "--data", ".", "--color", "always"]).contains("\u{1b}["));
}
