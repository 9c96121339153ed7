//! Files, folders, disks and pipes that fail: what can be read comes out, and a file that is written is whole or not there.

use std::fs::{self, Permissions};
use std::io::{ErrorKind, Read};
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::support::{Folder, text};

const PROGRAM: &str = env!("CARGO_BIN_EXE_vitagraph");

fn collection() -> Folder {
    let summary = "x".repeat(5000);
    Folder::new(&[
        ("people/good.yaml", &format!("basics: {{name: Good, summary: {summary}}}\n")),
        ("vitagraph.toml", ""),
    ])
}

/// A mode that lets nobody but root in.
fn lock(path: &Path) {
    fs::set_permissions(path, Permissions::from_mode(0o0)).unwrap();
}

/// Runs the program in a folder as a user for whom permissions count: as nobody, where the tests are run by root.
fn run_unprivileged(folder: &Folder, arguments: &[&str]) -> Output {
    let program = tempfile::tempdir().unwrap();
    let copy = program.path().join("vitagraph");
    fs::copy(PROGRAM, &copy).unwrap();
    for folder in [program.path(), folder.path()] {
        fs::set_permissions(folder, Permissions::from_mode(0o755)).unwrap();
    }
    let mut command = Command::new(copy);
    if fs::metadata(folder.path()).unwrap().uid() == 0 {
        command.uid(65534).gid(65534);
    }
    command.args(arguments).current_dir(folder.path());
    loop {
        match command.output() {
            // Another test, which started a program meanwhile, still holds the copy open for a moment.
            Err(error) if error.kind() == ErrorKind::ExecutableFileBusy => std::thread::yield_now(),
            output => return output.unwrap(),
        }
    }
}

/// Runs the program by a line of the shell, in which `"$0" "$@"` is the program with its arguments.
fn run_by_shell(folder: &Folder, line: &str, arguments: &[&str]) -> Output {
    Command::new("sh").args(["-c", line, PROGRAM]).args(arguments).current_dir(folder.path()).output().unwrap()
}

/// Runs the program where no file can become longer than a few hundred bytes, as on a disk that is nearly full.
fn run_on_full_disk(folder: &Folder, arguments: &[&str]) -> Output {
    run_by_shell(folder, "trap '' XFSZ; ulimit -f 1; exec \"$0\" \"$@\"", arguments)
}

/// The files below a folder, with their texts.
fn files(folder: &Path) -> Vec<(String, String)> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file());
    files
        .map(|file| (file.file_name().to_str().unwrap().to_owned(), fs::read_to_string(file.path()).unwrap()))
        .collect()
}

#[test]
fn what_may_not_be_read_is_told_and_what_may_be_comes_out() {
    let folder = collection();
    folder.write("people/locked/x.yaml", "basics: {name: Hidden}\n");
    folder.write("people/secret.yaml", "basics: {name: Hidden}\n");
    lock(&folder.path().join("people/locked"));
    lock(&folder.path().join("people/secret.yaml"));
    let hint = "hint: let it be read by the user who runs this, with `chmod` or `chown`";
    let error = |path: &str| format!("{path}: error: cannot be read: Permission denied (os error 13)\n  {hint}\n");
    for arguments in [["export", "--all"].as_slice(), &["map", "people"]] {
        let output = run_unprivileged(&folder, arguments);
        assert_eq!(text(&output.stderr), error("people/locked") + &error("people/secret.yaml"));
        assert_eq!(output.status.code(), Some(1));
        assert!(text(&output.stdout).contains("\"Good\"") && !text(&output.stdout).contains("Hidden"));
    }
    lock(&folder.path().join("people"));
    let output = run_unprivileged(&folder, &["export", "--team"]);
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(1), error("people")));
    let output = run_unprivileged(&folder, &["export", "--team", "--data", "people"]);
    let refused = format!("error: cannot read people: Permission denied (os error 13)\n  {hint}\n");
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(2), refused));
}

#[test]
fn settings_that_may_not_be_read_or_are_gone_keep_everything_private() {
    let folder = Folder::new(&[("people/x.yaml", "basics: {name: Secret}\n"), ("vitagraph.toml", "")]);
    let settings = folder.path().join("vitagraph.toml");
    let closed = "vitagraph.toml: error: the settings cannot be read\n  hint: until mended, they are taken to keep each field private\n";
    let assert_closed = |reason: &str| {
        let output = run_unprivileged(&folder, &["export", "x", "--data", "."]);
        assert_eq!(output.status.code(), Some(1));
        assert!(
            text(&output.stderr).contains(reason) && text(&output.stderr).contains(closed),
            "{}",
            text(&output.stderr)
        );
        assert!(!text(&output.stdout).contains("Secret"));
    };
    assert!(text(&run_unprivileged(&folder, &["export", "x", "--data", "."]).stdout).contains("Secret"));
    lock(&settings);
    assert_closed("cannot be read: Permission denied");
    fs::remove_file(&settings).unwrap();
    symlink("gone.toml", &settings).unwrap();
    assert_closed(
        "cannot be read: No such file or directory (os error 2)\n  hint: it is gone, or a link that leads nowhere",
    );
}

#[test]
fn a_file_that_vanishes_and_a_link_in_a_circle_are_told() {
    let folder = collection();
    symlink("/nowhere/x.yaml", folder.path().join("people/gone.yaml")).unwrap();
    symlink(".", folder.path().join("people/round")).unwrap();
    symlink("nowhere.yaml", folder.path().join("skills.yaml")).unwrap();
    let gone =
        "cannot be read: No such file or directory (os error 2)\n  hint: it is gone, or a link that leads nowhere";
    for arguments in [["export", "--team"].as_slice(), &["map", "people"]] {
        let output = folder.run(arguments);
        let told = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1));
        assert!(told.contains(&format!("people/gone.yaml: error: {gone}\n")), "{told}");
        assert!(told.contains(&format!("skills.yaml: error: {gone}\n")), "{told}");
        assert!(told.contains("people/round: error: cannot be read: File system loop found"), "{told}");
        assert!(text(&output.stdout).contains("\"Good\""));
    }
    let output = folder.run(&["map", "people/good.yaml", "vanished.jsonl"]);
    assert!(text(&output.stderr).contains(&format!("vanished.jsonl: error: {gone}\n")), "{}", text(&output.stderr));
    assert!(output.status.code() == Some(1) && text(&output.stdout).contains("\"Good\""));
}

#[test]
fn a_named_pipe_is_read_where_it_is_named_and_passed_over_in_a_folder() {
    let folder = collection();
    let pipe = folder.path().join("people/pipe.yaml");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    assert!(folder.run(&["export", "--team"]).status.success());
    let written = pipe.clone();
    let writer = std::thread::spawn(move || fs::write(written, "basics: {name: Piped}\n"));
    let output = folder.run(&["map", "people/pipe.yaml"]);
    writer.join().unwrap().unwrap();
    assert!(text(&output.stdout).contains("\"Piped\""), "{}", text(&output.stderr));
}

#[test]
fn on_a_full_disk_an_old_file_stays_whole_and_nothing_is_left_beside_it() {
    let old = "<head></head>old";
    let folder = collection();
    folder.write("site/x.jsonld", old);
    folder.write("site/page.html", old);
    for arguments in [
        ["export", "good", "--view", "full", "--out", "site/x.jsonld"].as_slice(),
        &["export", "good", "--out", "site/new.jsonld"],
        &["export", "--out", "site"],
        &["export", "good", "--inject", "site/page.html"],
    ] {
        let output = run_on_full_disk(&folder, arguments);
        let told = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.starts_with("error: site/") && told.contains(": File too large (os error 27)\n"), "{told}");
        assert_eq!(
            files(&folder.path().join("site")),
            [("page.html".into(), old.into()), ("x.jsonld".into(), old.to_owned())]
        );
    }
    assert!(folder.run(&["export", "good", "--out", "site/x.jsonld"]).status.success());
    let before = files(folder.path());
    let told = text(&run_on_full_disk(&folder, &["export", "--out", "site2/data"]).stderr);
    assert!(told.starts_with("error: site2/data/") && told.contains(": File too large"), "{told}");
    assert_eq!(files(folder.path()), before);
}

#[test]
fn init_on_a_full_disk_leaves_no_half_file() {
    let folder = Folder::new(&[]);
    let output = run_on_full_disk(&folder, &["init", "new"]);
    let told = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains("error: new/people/ada-lovelace.yaml: File too large (os error 27)\n"), "{told}");
    let written = files(&folder.path().join("new"));
    assert_eq!(written.len(), told.lines().filter(|line| line.starts_with("wrote ")).count());
    let whole = Folder::new(&[]);
    whole.run(&["init", "new"]);
    let expected = files(&whole.path().join("new"));
    assert!(written.iter().all(|file| expected.contains(file)), "{written:?}");
}

#[test]
fn standard_output_that_is_full_is_an_error() {
    let folder = collection();
    for arguments in [
        ["export", "good"].as_slice(),
        &["export", "--all", "--format", "nquads"],
        &["export", "good", "--explain"],
        &["map", "people"],
        &["schema"],
        &["man"],
        &["completions", "bash"],
    ] {
        let output = run_by_shell(&folder, "exec \"$0\" \"$@\" >/dev/full", arguments);
        let told = text(&output.stderr);
        assert_eq!(
            (output.status.code(), told.as_str()),
            (Some(2), "error: No space left on device (os error 28)\n"),
            "{arguments:?}"
        );
    }
}

#[test]
fn standard_error_that_takes_nothing_stops_nothing() {
    let folder = collection();
    folder.write("people/bad.yaml", "nmae: X\nbasics: [\n");
    for arguments in [["export", "--team", "-v"].as_slice(), &["map", "people"], &["export", "--out", "site"]] {
        for line in ["exec \"$0\" \"$@\" 2>/dev/full", "exec \"$0\" \"$@\" 2>&-"] {
            assert_eq!(run_by_shell(&folder, line, arguments).status.code(), Some(1), "{line} {arguments:?}");
        }
    }
    assert_eq!(run_by_shell(&folder, "exec \"$0\" \"$@\" 2>/dev/full", &["init", "new"]).status.code(), Some(0));
    assert_eq!(files(&folder.path().join("new")).len(), 5);
    assert_eq!(run_by_shell(&folder, "exec \"$0\" \"$@\" 2>/dev/full", &["export", "nobody"]).status.code(), Some(2));
}

#[test]
fn a_pipe_that_is_closed_ends_a_stream_without_a_word() {
    let folder = Folder::new(&[]);
    let record =
        |number: usize| format!("{{\"id\": \"p{number}\", \"basics\": {{\"name\": \"{}\"}}}}\n", "x".repeat(1000));
    folder.write("people.jsonl", (0..2000).map(record).collect::<String>());
    for arguments in [["map", "people.jsonl"].as_slice(), &["schema"]] {
        let mut child = Command::new(PROGRAM)
            .args(arguments)
            .current_dir(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdout.take().unwrap().read_exact(&mut [0; 10]).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), text(&output.stderr).as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
fn a_pipe_takes_what_is_written_to_it_and_stays_one() {
    let folder = collection();
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let read = pipe.clone();
    let reader = std::thread::spawn(move || fs::read_to_string(read).unwrap());
    let output = folder.run(&["export", "good", "--out", "pipe"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(fs::metadata(&pipe).unwrap().file_type().is_fifo());
    assert_eq!(reader.join().unwrap(), text(&folder.run(&["export", "good"]).stdout));
}

#[test]
fn the_file_behind_a_link_is_written_and_the_link_stays() {
    let folder = collection();
    folder.write("elsewhere/real.html", "<head></head>");
    symlink("elsewhere/real.html", folder.path().join("page.html")).unwrap();
    assert!(folder.run(&["export", "good", "--inject", "page.html"]).status.success());
    assert!(fs::symlink_metadata(folder.path().join("page.html")).unwrap().is_symlink());
    let real = fs::read_to_string(folder.path().join("elsewhere/real.html")).unwrap();
    assert!(real.contains("\"Good\"") && files(&folder.path().join("elsewhere")).len() == 1, "{real}");
}
