//! Documents into pages, files and pipes.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, SystemTime};

use serde_json::Value;
use vitagraph::decode::Visibility;

use crate::support::{Folder, around_block, data, json, printed, quads, root, run_in, text};

#[test]
fn a_block_is_put_into_a_page_and_replaced_there_and_no_other_byte_changes() {
    let page = "<!doctype html>\r\n<head><meta charset=utf-8>\r\n<!-- </head> -->\r\n</head><body>\t\u{0}</bdoy>";
    let folder = Folder::new(&[("page.html", page)]);
    let path = folder.path().join("page.html");
    let run = |arguments: &[&str]| {
        run_in(root(), &[&["export", "stuart-lau"], arguments, &["--inject", path.to_str().unwrap()]].concat())
    };
    assert!(run(&[]).status.success());
    let english = std::fs::read_to_string(&path).unwrap();
    let (before, block, after) = around_block(&english);
    assert_eq!([before, after.strip_prefix("\r\n").unwrap()].concat(), page);
    assert_eq!(serde_json::from_str::<Value>(block).unwrap(), json(&["export", "stuart-lau"]));
    run(&["--lang", "zh"]);
    let chinese = std::fs::read_to_string(&path).unwrap();
    assert!(chinese.contains("\"name\":\"刘硕\"") && chinese.starts_with(before) && chinese.ends_with(after));
    run(&[]);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), english);
}

#[test]
fn a_page_that_cannot_take_the_block_is_told_and_the_others_are_written() {
    let folder = Folder::new(&[("good.html", "<head></head>"), ("bad.html", "<p>")]);
    let place = |name: &str| folder.path().join(name).display().to_string();
    let output = run_in(
        root(),
        &["export", "stuart-lau", "--inject", &place("bad.html"), &place("none.html"), &place("good.html")],
    );
    assert_eq!(output.status.code(), Some(2));
    let errors = text(&output.stderr);
    assert!(
        errors.contains("bad.html: the page has no <head>") && errors.contains("2 of 3 pages were not written"),
        "{errors}"
    );
    assert_eq!(std::fs::read_to_string(place("bad.html")).unwrap(), "<p>");
    assert!(std::fs::read_to_string(place("good.html")).unwrap().contains("ProfilePage"));
}

#[test]
fn a_script_block_is_printed_for_an_include() {
    let block = printed(&["export", "stuart-lau", "--format", "html"]);
    let (before, inner, after) = around_block(&block);
    assert_eq!((before, after), ("", "\n"));
    assert_eq!(serde_json::from_str::<Value>(inner).unwrap(), json(&["export", "stuart-lau"]));
}

#[test]
fn a_folder_gets_a_file_for_each_thing_and_an_index_and_keeps_what_is_there() {
    let folder = Folder::new(&[("mine.txt", "mine")]);
    let place = folder.path().display().to_string();
    for _ in 0..2 {
        assert!(run_in(root(), &["export", "--out", &place]).status.success());
    }
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!(read("mine.txt"), "mine");
    assert_eq!(read("people/stuart-lau.jsonld"), printed(&["export", "stuart-lau"]));
    assert_eq!(read("organizations/kuaishou.jsonld"), printed(&["export", "--organization", "kuaishou"]));
    assert_eq!(read("people.jsonld"), printed(&["export", "--team"]));
    let index: Value = serde_json::from_str(&read("index.json")).unwrap();
    for entry in index.as_array().unwrap() {
        let document: Value =
            serde_json::from_str(&read(&format!("{}.jsonld", entry["path"].as_str().unwrap()))).unwrap();
        assert!([&document["@id"], &document["mainEntity"]["@id"]].contains(&&entry["id"]), "{entry}");
    }
    let names = walkdir::WalkDir::new(folder.path()).min_depth(1).into_iter();
    assert!(
        names.map(|entry| entry.unwrap().file_name().to_str().unwrap().to_owned()).all(|name| !name.starts_with('.'))
    );
}

#[test]
fn a_new_folder_gets_what_one_that_is_there_gets_and_files_that_say_the_same_are_left() {
    let folder = Folder::new(&[("there/mine.txt", "mine")]);
    let files = |place: &str| -> BTreeMap<PathBuf, (Vec<u8>, SystemTime)> {
        let place = folder.path().join(place);
        let entries = walkdir::WalkDir::new(&place).into_iter().map(Result::unwrap);
        let files = entries.filter(|entry| entry.file_type().is_file() && entry.file_name() != "mine.txt");
        let read = |path: &Path| (std::fs::read(path).unwrap(), path.metadata().unwrap().modified().unwrap());
        files.map(|file| (file.path().strip_prefix(&place).unwrap().to_owned(), read(file.path()))).collect()
    };
    let export = |place: &str| {
        let place = folder.path().join(place).display().to_string();
        assert!(run_in(root(), &["export", "--out", &place]).status.success());
    };
    export("there");
    export("new/data");
    let texts = |place: &str| files(place).into_iter().map(|(path, (text, _))| (path, text)).collect::<Vec<_>>();
    assert_eq!(texts("there"), texts("new/data"));
    assert_eq!(std::fs::read_dir(folder.path().join("new")).unwrap().count(), 1);
    let written = files("new/data");
    export("new/data");
    assert_eq!(files("new/data"), written);
}

#[test]
fn one_thing_goes_to_one_file() {
    let folder = Folder::new(&[]);
    let place = folder.path().join("_includes/profile.html").display().to_string();
    assert!(run_in(root(), &["export", "stuart-lau", "--format", "html", "--out", &place]).status.success());
    assert_eq!(std::fs::read_to_string(place).unwrap(), printed(&["export", "stuart-lau", "--format", "html"]));
}

#[test]
fn a_file_of_something_that_is_gone_is_removed_unless_a_record_cannot_be_read() {
    let folder = Folder::new(&[("people/ann.yaml", ANN), ("people/ben.yaml", "basics: { name: Ben }")]);
    let export = || folder.run(&["--data", ".", "export", "--out", "site"]);
    let is_there = |path: &str| folder.path().join(path).exists();
    folder.write("site/people/other.jsonld", "by hand");
    assert!(export().status.success());
    assert!(is_there("site/people/ben.jsonld") && is_there("site/organizations/acme.jsonld"));
    folder.write("people/ann.yaml", "basics: [");
    folder.write("people/ben.yaml", "visibility: private\nbasics: { name: Ben }");
    assert_eq!(export().status.code(), Some(1));
    assert!(is_there("site/people/ann.jsonld") && is_there("site/people/ben.jsonld"));
    folder.write("people/ann.yaml", "basics: { name: Ann }");
    let index = std::fs::read_to_string(folder.path().join("site/index.json")).unwrap();
    folder
        .write("site/index.json", index.replace("people/ben", "people/ben\", \"id\": \"\"}, {\"path\": \"people/../x"));
    folder.write("site/x.jsonld", "not ours");
    let output = export();
    assert!(text(&output.stderr).contains("removed 2 of things that are gone"), "{}", text(&output.stderr));
    assert!(!is_there("site/people/ben.jsonld") && !is_there("site/organizations/acme.jsonld"));
    assert!(is_there("site/people/ann.jsonld") && is_there("site/x.jsonld") && is_there("site/people/other.jsonld"));
}

const ANN: &str = "basics: { name: Ann }\nwork: [{ name: Acme, startDate: 2020 }]";

/// A process that is ended with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.kill().and_then(|()| self.0.wait()).unwrap();
    }
}

#[test]
fn watching_writes_again_when_a_record_changes_and_goes_on_after_a_broken_one() {
    let folder = Folder::new(&[("people/ann.yaml", ANN), ("page.html", "<html><head></head></html>")]);
    let page = || std::fs::read_to_string(folder.path().join("page.html")).unwrap();
    let wait_for = |name: &str| {
        for _ in 0..600 {
            if page().contains(name) {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("{name} does not come: {}", page());
    };
    let mut command = Command::new(env!("CARGO_BIN_EXE_vitagraph"));
    command.args(["--data", ".", "export", "ann", "--inject", "page.html", "--watch"]).current_dir(folder.path());
    let mut running = Running(command.stderr(Stdio::piped()).spawn().unwrap());
    let mut told = BufReader::new(running.0.stderr.take().unwrap()).lines();
    assert!(told.next().unwrap().unwrap().starts_with("watching "));
    wait_for("\"Ann\"");
    folder.write("people/ann.yaml", "basics: [");
    assert!(told.next().unwrap().unwrap().contains("people/ann.yaml:1"));
    folder.write("people/ann.yaml", ANN.replace("Ann", "Anna"));
    wait_for("\"Anna\"");
    folder.write("vitagraph.toml", "base = \"https://ann.example/\"");
    wait_for("https://ann.example/people/ann");
}

#[test]
fn watching_needs_a_file_to_write() {
    let output = run_in(root(), &["export", "stuart-lau", "--watch"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("--inject <PAGE>...|--out <PATH>"), "{}", text(&output.stderr));
}

fn sorted(bytes: &[u8]) -> BTreeSet<String> {
    text(bytes).lines().map(str::to_owned).collect()
}

#[test]
fn mapping_records_of_one_source_gives_the_quads_of_the_graph() {
    let output =
        run_in(root(), &["map", "data/people/shijieqin.yaml", "data/people/weiyong1024.yaml", "--data", "data"]);
    let mut collection = data();
    collection.people.retain(|key, _| key.as_str() != "stuart-lau");
    let expected: BTreeSet<String> =
        quads(&collection, Visibility::Public).into_iter().map(|quad| quad + " .").collect();
    let paths = |line: &&String| !line.contains("source-");
    assert_eq!(
        sorted(&output.stdout).iter().filter(paths).collect::<Vec<_>>(),
        expected.iter().filter(paths).collect::<Vec<_>>()
    );
}

/// What `map` prints for lines on standard input.
fn mapped(lines: &str, arguments: &[&str]) -> std::process::Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_vitagraph"))
        .arg("map")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    std::thread::scope(|scope| {
        scope.spawn(move || input.write_all(lines.as_bytes()).unwrap());
        child.wait_with_output().unwrap()
    })
}

#[test]
fn records_come_out_in_the_order_of_the_input_whatever_the_number_of_threads() {
    let record = |number: usize| {
        format!(
            "{{\"id\": \"p{number}\", \"basics\": {{\"name\": \"N \\\"{number}\\\"\"}}, \"skills\": [{{\"name\": \"{}\"}}]}}\n",
            "x".repeat(400)
        )
    };
    let lines: String = (0..3000).map(record).collect();
    let one = mapped(&lines, &["--threads", "1"]);
    assert!(one.status.success(), "{}", text(&one.stderr));
    assert_eq!(mapped(&lines, &["--threads", "3"]).stdout, one.stdout);
    let out = text(&one.stdout);
    let names: Vec<&str> = out.lines().filter(|line| line.contains("schema.org/name> \"N")).collect();
    assert_eq!(names.len(), 3000);
    assert!(names[0].ends_with("\"N \\\"0\\\"\" .") && names[2999].ends_with("\"N \\\"2999\\\"\" ."));
}

#[test]
fn bad_lines_and_repeated_ids_are_told_and_the_others_come_out() {
    let output = mapped("{\"id\": \"a\"}\nnonsense\n\n{\"id\": \"a\"}\n{\"id\": \"b\"}\n", &[]);
    assert_eq!(output.status.code(), Some(1));
    let errors = text(&output.stderr);
    assert!(
        errors.contains("standard input:2:")
            && errors.contains("standard input:4:1: error: a record with this `id` came before"),
        "{errors}"
    );
    let out = text(&output.stdout);
    assert!(out.contains("people/a#person") && out.contains("people/b#person"));
    let folder = Folder::new(&[("a:1/x.yaml", "id: a\n"), ("a:1/y:2.yaml", "id: a\n")]);
    let told = text(&folder.run(&["map", "a:1"]).stderr);
    assert!(told.contains("a:1/y:2.yaml: error: a record with this `id` came before"), "{told}");
}
