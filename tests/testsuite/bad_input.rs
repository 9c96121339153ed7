//! Files as they should not be: each fault is told with its place and a hint, and the good records come out all the same.
//!
//! Faults of the syntax of JSON, and of dates and addresses in the writings of other programs, are in `foreign`;
//! random files are in `properties`.

use serde_json::Value;

use crate::support::{Folder, around_block, text};

const GOOD: (&str, &str) = ("people/good.yaml", "basics: {name: Good}\n");

/// A collection with a good record beside these files.
fn beside_good(files: &[(&str, &[u8])]) -> Folder {
    let folder = Folder::new(&[GOOD]);
    files.iter().for_each(|(name, bytes)| folder.write(name, bytes));
    folder
}

/// Runs the program, and returns what it says, and what it prints, in which the good record must be.
fn run(folder: &Folder, arguments: &[&str], code: i32) -> (String, String) {
    let output = folder.run(arguments);
    let (told, printed) = (text(&output.stderr), text(&output.stdout));
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {told}");
    assert!(printed.contains("\"Good\""), "{arguments:?}: {told}");
    (told, printed)
}

/// That both ways through the program tell just this of a file, and print the good record beside it.
fn assert_told(name: &str, bytes: impl AsRef<[u8]>, code: i32, findings: &[&str]) {
    let folder = beside_good(&[(name, bytes.as_ref())]);
    let expected: String = findings.iter().map(|finding| format!("{name}{finding}\n")).collect();
    for arguments in [["export", "--team", "--data", "."].as_slice(), &["map", "people", "--data", "."]] {
        assert_eq!(run(&folder, arguments, code).0, expected, "{arguments:?}");
    }
}

#[test]
fn a_file_that_is_not_utf8_is_told_with_the_place_of_the_first_wrong_byte() {
    let error = "error: the file is not UTF-8 from here on\n  hint: save the file as UTF-8";
    assert_told("people/x.yaml", b"basics:\n  name: Andr\xe9\n", 1, &[&format!(":2:13: {error}")]);
    assert_told("people/x.json", b"{\"basics\": {\"name\": \"\xe5\x88\x98\xe5\"}}", 1, &[&format!(":1:23: {error}")]);
    let wide: Vec<u8> =
        [0xfeff].into_iter().chain("basics: {name: X}".encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let seems = "error: the file is not UTF-8 from here on\n  hint: it seems to be UTF-16; save the file as UTF-8";
    assert_told("people/x.yaml", wide, 1, &[&format!(":1:1: {seems}")]);
    assert_told("organizations.yaml", b"# \xff\n", 1, &[&format!(":1:3: {error}")]);
}

#[test]
fn a_line_that_is_not_utf8_leaves_the_other_lines_as_they_are() {
    let lines = b"{\"id\": \"a\", \"basics\": {\"name\": \"A\"}}\n{\"id\": \"b\xff\"}\n{\"id\": \"c\", \"basics\": {\"name\": \"C\"}}\n";
    let folder = beside_good(&[("people/x.jsonl", lines)]);
    for arguments in [["export", "--team", "--data", "."].as_slice(), &["map", "people"]] {
        let (told, printed) = run(&folder, arguments, 1);
        assert_eq!(
            told,
            "people/x.jsonl:2:10: error: the file is not UTF-8 from here on\n  hint: save the file as UTF-8\n"
        );
        assert!(printed.contains("\"A\"") && printed.contains("\"C\""), "{printed}");
    }
}

#[test]
fn an_empty_file_is_no_record() {
    for (empty, place) in
        [("", "1:1"), ("\n", "1:1"), ("# a comment\n", "1:1"), ("---\n...\n", "2:1"), ("\u{feff}", "1:1")]
    {
        let error = "error: expected record, found nothing\n  hint: write a map of fields and values";
        assert_told("people/x.yaml", empty, 1, &[&format!(":{place}: {error}")]);
    }
    let json = "error: EOF while parsing a value\n  hint: the file is empty; the smallest record is `{}`";
    assert_told("people/x.json", "", 1, &[&format!(":1:1: {json}")]);
    assert_told("people/x.jsonl", "\n\n", 0, &[]);
    for name in ["vitagraph.toml", "organizations.yaml", "skills.yaml"] {
        assert_told(name, "", 0, &[]);
    }
}

#[test]
fn a_list_where_a_map_should_be_is_told_and_what_is_beside_it_is_read() {
    let hint = "\n  hint: write a map of fields and values";
    assert_told(
        "people/x.yaml",
        "- basics: {name: X}\n",
        1,
        &[&format!(":1:1: error: expected record, found a list{hint}")],
    );
    assert_told(
        "people/x.json",
        "[{\"basics\": {}}]",
        1,
        &[&format!(":1:1: error: expected record, found a list{hint}")],
    );
    let record = "basics: [a, b]\nwork: [{position: Beside}]\n";
    assert_told("people/x.yaml", record, 1, &[&format!(":1:9: error: expected basics, found a list{hint}")]);
    let (_, printed) = run(&beside_good(&[("people/x.yaml", record.as_bytes())]), &["map", "people"], 1);
    assert!(printed.contains("\"Beside\""));
    assert_told("organizations.yaml", "[a]\n", 1, &[&format!(":1:1: error: expected a register, found a list{hint}")]);
}

#[test]
fn a_key_that_is_stated_twice_is_told_and_the_last_one_counts() {
    let hint = "\n  hint: the last one counts; remove the other";
    for (name, record, place) in [
        ("people/x.yaml", "basics:\n  name: First\n  name: Last\n", ":2:3"),
        ("people/x.json", "{\"basics\": {\"name\": \"First\",\n \"name\": \"Last\"}}", ":1:13"),
    ] {
        assert_told(name, record, 1, &[&format!("{place}: error: `name` is stated twice{hint}")]);
        let (_, printed) = run(&beside_good(&[(name, record.as_bytes())]), &["map", "people"], 1);
        assert!(printed.contains("\"Last\"") && !printed.contains("\"First\""));
    }
    assert_told(
        "organizations.yaml",
        "a: {name: A}\na: {name: B}\n",
        1,
        &[&format!(":1:1: error: `a` is stated twice{hint}")],
    );
}

#[test]
fn an_unknown_field_is_a_warning() {
    assert_told(
        "people/x.yaml",
        "basics: {name: X, nmae: Y}\nfavourites: 1\n",
        0,
        &[
            ":1:19: warning: unknown field `nmae` in basics; it is kept aside\n  hint: did you mean `name`?",
            ":2:1: warning: unknown field `favourites` in record; it is kept aside\n  hint: the fields of record are listed in docs/record.md",
        ],
    );
}

#[test]
fn a_period_that_ends_before_it_begins_is_a_warning_and_both_dates_stay() {
    let hint = "hint: mend the one that is wrong; until then both stay as they are";
    for list in ["work", "volunteer", "education", "projects"] {
        let record = format!("{list}:\n  - {{id: one, startDate: 2019-03, endDate: 2019-02}}\n");
        let warning = format!("warning: the end `2019-02` is before the beginning `2019-03`\n  {hint}");
        let column = record.lines().nth(1).unwrap().find("2019-02").unwrap() + 1;
        assert_told("people/x.yaml", &record, 0, &[&format!(":2:{column}: {warning}")]);
        let (_, printed) = run(&beside_good(&[("people/x.yaml", record.as_bytes())]), &["map", "people"], 0);
        assert!(printed.contains("\"2019-03\"") && printed.contains("\"2019-02\""), "{printed}");
    }
    let other_writings = "work: [{startDate: März 2019, endDate: 02/2019}]\n";
    let (told, _) =
        run(&beside_good(&[("people/x.yaml", other_writings.as_bytes())]), &["export", "--team", "--data", "."], 0);
    assert!(
        told.starts_with("people/x.yaml:1:40: warning: the end `2019-02` is before the beginning `2019-03`"),
        "{told}"
    );
    for (start, end) in [("2019-03", "2019"), ("2019", "2019-01"), ("2019-02-01", "2019-02"), ("2019", "present")] {
        assert_told("people/x.yaml", format!("work: [{{startDate: {start}, endDate: {end}}}]\n"), 0, &[]);
    }
}

#[test]
fn an_id_that_is_no_path_segment_is_told_and_the_name_of_the_file_stands_for_it() {
    let hint = "hint: a key has ASCII letters, digits, `-`, `_` and `.` only, such as `stuart-lau`";
    for id in ["a/b", "../x", "..", "a b", "刘硕", "a?b", "a#b", "%41"] {
        let record = format!("id: \"{id}\"\nbasics: {{name: Kept}}\n");
        assert_told("people/x.yaml", &record, 1, &[&format!(":1:5: error: expected a key, found `{id}`\n  {hint}")]);
        let (_, printed) = run(&beside_good(&[("people/x.yaml", record.as_bytes())]), &["map", "people"], 1);
        assert!(printed.contains("<https://example.org/people/x#person> <http://schema.org/name> \"Kept\""));
    }
    let nameless = ":1:1: error: the record has no `id`, and its file gives none\n  hint: write `id: stuart-lau`, a key of ASCII letters, digits, `-`, `_` and `.`";
    assert_told("people/刘 硕.yaml", "basics: {name: X}\n", 1, &[nameless]);
}

#[test]
fn an_id_never_leads_out_of_the_folder_that_is_written() {
    let folder = beside_good(&[("people/x.yaml", b"id: ../../escaped\nbasics: {name: X}\n")]);
    let output = folder.run(&["export", "--data", ".", "--out", "site/data"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(folder.path().join("site/data/people/x.jsonld").exists());
    let top: Vec<String> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(top.len() == 2 && !top.iter().any(|name| name.contains("escaped")), "{top:?}");
}

#[test]
fn two_people_with_one_id_and_different_names_are_a_warning() {
    let export = ["export", "--team", "--data", "."];
    let told = |one: &str, two: &str| {
        let record = |basics: &str| format!("id: x\nbasics: {{{basics}}}\n");
        let folder =
            beside_good(&[("people/a.yaml", record(one).as_bytes()), ("people/b.yaml", record(two).as_bytes())]);
        run(&folder, &export, 0).0
    };
    assert_eq!(
        told("name: Ada Lovelace", "name: Grace Hopper"),
        "people/b.yaml: warning: `Grace Hopper` has the `id` `x` as `Ada Lovelace` has in people/a.yaml\n  \
         hint: give each of two people an `id`; of one, put the other name into `alternateNames`\n"
    );
    for (one, two) in [
        ("name: Ada Lovelace", "name: ADA  LOVELACE"),
        ("name: Ada Lovelace", "name: Ada Byron, alternateNames: [Ada Lovelace]"),
        ("name: {zh: 刘硕}", "name: Stuart Lau"),
        ("name: {zh: 刘硕, en: Stuart Lau}", "name: 刘硕"),
        ("name: Ada Lovelace", "label: no name"),
    ] {
        assert_eq!(told(one, two), "", "{one} {two}");
    }
    let lines = b"{\"id\": \"x\", \"basics\": {\"name\": \"A\"}}\n{\"id\": \"x\", \"basics\": {\"name\": \"B\"}}\n";
    let (told, _) = run(&beside_good(&[("people/a.jsonl", lines)]), &export, 0);
    assert!(
        told.starts_with("people/a.jsonl:2: warning: `B` has the `id` `x` as `A` has in people/a.jsonl:1\n"),
        "{told}"
    );
}

#[test]
fn a_parent_that_the_register_has_not_is_told_like_a_missing_key_of_a_record() {
    let register = "acme: {name: Acme}\nlab: {name: Lab, parent: amce}\nshop: {name: Shop, parent: nowhere}\n";
    let folder = beside_good(&[("organizations.yaml", register.as_bytes())]);
    let (told, _) = run(&folder, &["export", "--team", "--data", ".", "-v"], 0);
    assert_eq!(
        told,
        "organizations.yaml:2:26: warning: organization `amce` is not in the register\n  hint: did you mean `acme`?\n\
         organizations.yaml:3:28: note: organization `nowhere` is not in the register\n  \
         hint: its node is made from the key and the name; add it to organizations.yaml to give it more\n"
    );
}

#[test]
fn a_url_that_is_none_is_told_with_what_is_wrong_and_the_rest_is_read() {
    for (url, hint) in [
        ("http://", "it has an empty host"),
        ("http://a b/", "it has an invalid international domain name"),
        ("https://a.example:port/", "it has an invalid port number"),
        ("https://[::1/", "it has an invalid IPv6 address"),
        ("nonsense", "a URL begins with `https://`"),
    ] {
        let record = format!("basics: {{name: Kept, url: \"{url}\"}}\n");
        let error = format!(":1:27: error: expected an absolute URL, found `{url}`\n  hint: {hint}");
        assert_told("people/x.yaml", &record, 1, &[&error]);
        let (_, printed) = run(&beside_good(&[("people/x.yaml", record.as_bytes())]), &["map", "people"], 1);
        assert!(printed.contains("\"Kept\"") && !printed.contains("schema.org/url"));
    }
}

#[test]
fn html_in_a_text_stays_text() {
    let name = "</script><script>alert(1)</script><!-- & \" ' -->";
    let record = serde_json::json!({"id": "x", "basics": {"name": name}}).to_string();
    let page = "<!doctype html><head><meta charset=utf-8>\n</head><body></body>";
    let folder = beside_good(&[("people/x.json", record.as_bytes()), ("page.html", page.as_bytes())]);
    let block = text(&folder.run(&["export", "x", "--data", ".", "--format", "html"]).stdout);
    assert!(folder.run(&["export", "x", "--data", ".", "--inject", "page.html"]).status.success());
    let injected = std::fs::read_to_string(folder.path().join("page.html")).unwrap();
    assert_eq!(injected, page.replace("</head>", &format!("{block}</head>")));
    let (_, json, _) = around_block(&block);
    assert!(!json.contains(['<', '>', '&']), "{json}");
    assert_eq!(serde_json::from_str::<Value>(json).unwrap()["mainEntity"]["name"], name);
}

/// The forms of output that hold one person, each with what writes it.
const FORMS: [&str; 11] = [
    "jsonld",
    "html",
    "turtle",
    "ntriples",
    "nquads",
    "trig",
    "rdfxml",
    "jsonld-expanded",
    "json-resume",
    "vcard",
    "bibtex",
];

#[test]
fn control_characters_in_a_text_are_told_and_reach_no_output() {
    let warning = |place: &str, code: &str| {
        format!("{place}: warning: the control character U+{code} in a text is read as a space\n  hint: remove it")
    };
    let json = "{\"basics\": {\"name\": \"A\\u001b[31mB\\u0000\",\n \"summary\": \"C\\uffff\\tD\\n\"},\n \"publications\": [{\"name\": \"\\u0085\"}]}";
    let expected = [warning(":1:21", "001B"), warning(":2:13", "FFFF"), warning(":3:28", "0085")];
    assert_told("people/x.json", json, 0, &expected.each_ref().map(String::as_str));
    assert_told("people/x.yaml", "basics: {name: \"A\\eB\"}\n", 0, &[&warning(":1:16", "001B")]);
    assert_told("people/x.yaml", "basics: {name: A\u{7f}B}\n", 0, &[&warning(":1:16", "007F")]);
    assert_told("organizations.yaml", "a: {name: \"A\\0B\"}\n", 0, &[&warning(":1:11", "0000")]);
    let folder = beside_good(&[("people/x.json", json.as_bytes())]);
    for form in FORMS {
        let output = folder.run(&["export", "x", "--data", ".", "--format", form]);
        let printed = text(&output.stdout);
        assert_eq!(output.status.code(), Some(0), "{form}");
        assert!(printed.contains("A [31mB") || form == "bibtex", "{form}: {printed}");
        let control = |c: char| (c.is_control() && !matches!(c, '\t' | '\n' | '\r')) || c == '\u{ffff}';
        assert!(!printed.contains(control) && !printed.contains("\\u0085"), "{form}: {printed}");
    }
    assert!(!text(&folder.run(&["export", "x", "--data", ".", "--explain"]).stdout).contains('\u{1b}'));
}

#[test]
fn texts_from_right_to_left_and_combining_characters_come_out_byte_for_byte() {
    let texts = [
        "محمد بن موسى الخوارزمي",
        "עִבְרִית (English) 123",
        "\u{202b}a\u{202c}b\u{200f}\u{2067}c\u{2069}",
        "e\u{301}\u{327} ≠ é",
        "Z\u{351}\u{36b}\u{343}a\u{321}",
        "หัวใจ नमस्ते 각",
        "👩\u{200d}👩\u{200d}👧\u{fe0f}🇨🇳",
        "\u{feff}x\u{200b}\u{ad}y\u{fffd}\u{10ffff}",
    ];
    let record = serde_json::json!({"id": "x", "basics": {"name": texts[0]}, "work": [{"id": "w", "name": "W", "highlights": texts}]});
    for (name, record) in [("people/x.json", record.to_string()), ("people/x.yaml", record.to_string())] {
        let folder = beside_good(&[(name, record.as_bytes())]);
        let full = ["export", "x", "--data", ".", "--view", "full"].as_slice();
        for arguments in [full, &["map", name], &["export", "x", "--data", ".", "--format", "turtle"]] {
            let output = folder.run(arguments);
            assert_eq!((output.status.code(), text(&output.stderr).as_str()), (Some(0), ""));
            let printed = text(&output.stdout);
            texts.iter().for_each(|text| assert!(printed.contains(&format!("\"{text}\"")), "{arguments:?}: {text}"));
        }
    }
}

#[test]
fn a_text_of_fifty_megabytes_comes_out_whole() {
    let record = format!("{{\"basics\": {{\"name\": \"Long\", \"summary\": \"{}\"}}}}", "x".repeat(50_000_000));
    let folder = beside_good(&[("people/long.json", record.as_bytes())]);
    let (told, printed) = run(&folder, &["map", "people"], 0);
    assert_eq!(told, "");
    assert!(printed.lines().any(|line| line.contains("description> \"xxx") && line.len() > 50_000_000));
    let output = folder.run(&["export", "long", "--data", "."]);
    assert!(output.status.success() && output.stdout.len() > 50_000_000);
}

#[test]
fn a_long_text_where_a_short_one_is_expected_is_shortened_in_what_is_told() {
    let long = "x".repeat(1_000_000);
    let fields = ["url", "birthDate", "image", &long].map(|field| format!("\"{field}\": \"{long}\""));
    let record = format!("{{\"id\": \"{long}\", \"basics\": {{{}}}, \"visibility\": \"{long}\"}}", fields.join(", "));
    let (told, _) = run(&beside_good(&[("people/x.json", record.as_bytes())]), &["map", "people"], 1);
    assert_eq!(told.lines().count(), 12, "{}", told.len());
    assert!(told.lines().all(|line| line.len() < 250), "{}", told.len());
}

#[test]
fn aliases_that_multiply_are_refused() {
    let levels = (1..9).map(|level| {
        format!("a{level}: &a{level} [{}]\n", ["*a0"; 9].join(", ").replace("a0", &format!("a{}", level - 1)))
    });
    let bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned() + &levels.collect::<String>();
    let long = format!("a: &a {}\nb: [{}]\n", "x".repeat(10_000), "*a, ".repeat(1000));
    let hint = "hint: write out what is needed, without `&` and `*`";
    for bomb in [bomb, long] {
        let folder = beside_good(&[("people/x.yaml", bomb.as_bytes())]);
        for arguments in [["export", "--team", "--data", "."].as_slice(), &["map", "people"]] {
            let (told, _) = run(&folder, arguments, 1);
            let (place, message) = told.split_once(" error: ").unwrap();
            assert!(place.starts_with("people/x.yaml:"), "{told}");
            assert_eq!(message, format!("anchors and aliases repeat too much of the document\n  {hint}\n"));
        }
    }
}

#[test]
fn ten_thousand_levels_are_refused_in_each_syntax() {
    let nested = |open: &str, close: &str| open.repeat(10_000) + "x" + &close.repeat(10_000);
    let indented: String = (0..10_000).map(|level| " ".repeat(level) + "a:\n").collect();
    for (name, text) in [
        ("people/x.json", nested("[", "]")),
        ("people/x.json", nested("{\"basics\":", "}")),
        ("people/x.jsonl", nested("{\"basics\":", "}")),
        ("people/x.yaml", nested("[", "]")),
        ("people/x.yaml", nested("{a: ", "}")),
        ("people/x.yaml", nested("- ", "")),
        ("people/x.yaml", nested("? ", "")),
        ("people/x.yaml", indented),
        ("organizations.yaml", nested("[", "]")),
        ("vitagraph.toml", "a = ".to_owned() + &nested("[", "]")),
        ("vitagraph.toml", "a = ".to_owned() + &nested("{a = ", "}")),
        ("vitagraph.toml", "a.".repeat(10_000) + "a = 1"),
    ] {
        let folder = beside_good(&[(name, text.as_bytes())]);
        let output = folder.run(&["export", "--team", "--data", ".", "--audience", "private"]);
        let told = crate::support::text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{name}: {told}");
        assert!(crate::support::text(&output.stdout).contains("\"Good\""), "{name}");
        assert!(told.contains(&format!("{name}:")), "{told}");
        assert!(
            told.contains(
                " error: lists and maps are nested more than 64 deep\n  hint: records need fewer than ten levels"
            ),
            "{name}: {told}"
        );
    }
}

#[test]
fn settings_that_cannot_be_read_keep_everything_private() {
    let record = "basics: {name: Secret, email: secret@a.example}\nwork: [{name: Secret Inc}]\n";
    for settings in ["[visibility\n", "visibility = \"private\"\n", "\u{0}", "a = [[[[["] {
        let folder = Folder::new(&[("people/x.yaml", record), ("vitagraph.toml", settings)]);
        for arguments in [["export", "x", "--view", "full"].as_slice(), &["export", "--all"], &["map", "people"]] {
            let output = folder.run(arguments);
            assert_eq!(output.status.code(), Some(1), "{settings}");
            assert!(text(&output.stderr).starts_with("vitagraph.toml"), "{}", text(&output.stderr));
            assert!(!text(&output.stdout).contains("Secret"), "{settings}: {}", text(&output.stdout));
        }
        let private = folder.run(&["export", "x", "--audience", "private"]);
        assert!(text(&private.stdout).contains("Secret Inc"));
    }
}
