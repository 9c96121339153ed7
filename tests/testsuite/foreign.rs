//! Records of other programs and other times: JSON Resume as it is written down, and as it is found.

use std::path::Path;

use serde_json::Value;
use vitagraph::decode::Visibility::{Internal, Private, Public};

use crate::support::{Folder, leaves, text};

/// A JSON Resume 1.0 document with every field of its schema.
pub(crate) const SAMPLE: &str = include_str!("../fixtures-foreign/sample.json");

/// The findings of a record in JSON.
fn findings(record: &str) -> Vec<String> {
    Folder::new(&[("people/x.json", record)]).load().1
}

/// The quads for the person alone, whatever the findings.
fn quads(record: &str) -> String {
    let (collection, _) = Folder::new(&[("people/x.json", record)]).load();
    crate::support::quads(&collection, Private).join("\n")
}

/// A text as it stands in N-Quads.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\r', "\\r").replace('\t', "\\t")
}

/// The texts of a JSON document that are not in its graph for the person alone, nor in the full view.
fn lost(document: &str) -> Vec<String> {
    let folder = Folder::new(&[("people/x.json", document)]);
    let (collection, _) = folder.load();
    let quads = crate::support::quads(&collection, Private).join("\n");
    let output = folder.run(&["export", "x", "--data", ".", "--view", "full", "--audience", "private"]);
    let view: Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
    let shown = leaves(&view).join("\n");
    let value: Value = serde_json::from_str(document).unwrap();
    let mut texts = leaves(&value);
    texts.retain(|text| !text.trim().is_empty() && text != "null");
    texts.retain(|text| !quads.contains(&escaped(text)) || !shown.contains(text.as_str()));
    texts
}

/// That a record loads with these findings, and that its graph has these terms.
pub(crate) fn reads(record: &str, expected: &[&str], in_graph: &[&str]) {
    let found = findings(record);
    assert_eq!(found, expected, "{record}");
    let quads = quads(record);
    for term in in_graph {
        assert!(quads.contains(term), "{record}: {term}\n{quads}");
    }
}

#[test]
fn a_whole_json_resume_loads_and_loses_no_text() {
    assert_eq!(findings(SAMPLE), Vec::<String>::new());
    assert_eq!(lost(SAMPLE), Vec::<String>::new());
}

#[test]
fn the_files_of_json_resume_itself_load_and_lose_no_text() {
    let Some(folder) = std::env::var_os("VITAGRAPH_JSONRESUME") else {
        return println!("skipped: VITAGRAPH_JSONRESUME names no folder with the package @jsonresume/schema");
    };
    let mut files: Vec<_> = walkdir::WalkDir::new(Path::new(&folder)).into_iter().map(Result::unwrap).collect();
    files.retain(|file| file.file_name().to_string_lossy().ends_with("resume.json"));
    assert!(!files.is_empty(), "{} has no file `*resume.json`", Path::new(&folder).display());
    for file in files {
        let document = std::fs::read_to_string(file.path()).unwrap();
        assert_eq!(findings(&document), Vec::<String>::new(), "{}", file.path().display());
        assert_eq!(lost(&document), Vec::<String>::new(), "{}", file.path().display());
        println!("read: {}, {} texts", file.path().display(), leaves(&serde_json::from_str(&document).unwrap()).len());
    }
}

#[test]
fn each_field_of_json_resume_is_found_where_it_stands_alone() {
    let sample: Value = serde_json::from_str(SAMPLE).unwrap();
    let mut seen = 0;
    for (section, value) in sample.as_object().unwrap() {
        let single = |item: &Value| -> Vec<Value> {
            let fields = item.as_object().into_iter().flatten();
            fields.map(|(name, value)| Value::Object([(name.clone(), value.clone())].into_iter().collect())).collect()
        };
        let documents: Vec<Value> = match value {
            Value::Array(items) => single(&items[0]).into_iter().map(|item| Value::Array(vec![item])).collect(),
            Value::Object(_) => single(value),
            _ => continue,
        };
        for document in documents {
            let document = serde_json::json!({ section: document }).to_string();
            assert_eq!(findings(&document), Vec::<String>::new(), "{document}");
            let quads = quads(&document);
            let lost: Vec<String> = leaves(&serde_json::from_str(&document).unwrap())
                .into_iter()
                .filter(|text| !quads.contains(&escaped(text)))
                .collect();
            assert_eq!(lost, Vec::<String>::new(), "{document}");
            seen += 1;
        }
    }
    assert!(seen > 65, "{seen}");
}

#[test]
fn things_without_a_name_stay_apart() {
    let record = r#"{"awards": [{"awarder": "MARK1"}, {"awarder": "MARK2"}], "skills": [{"level": "MARK3"}, {"keywords": ["MARK4"]}],
        "languages": [{"fluency": "MARK5"}, {"fluency": "MARK6"}], "work": [{"summary": "MARK7"}, {"summary": "MARK8"}]}"#;
    reads(record, &[], &["MARK1", "MARK2", "MARK3", "MARK4", "MARK5", "MARK6", "MARK7", "MARK8"]);
    let subjects = quads(record);
    let subject = |mark: &str| subjects.lines().find(|line| line.contains(mark)).unwrap().split(' ').next().unwrap();
    for (one, two) in [("\"MARK5", "\"MARK6"), ("\"MARK7", "\"MARK8")] {
        assert_ne!(subject(one), subject(two));
    }
}

#[test]
fn old_names_of_fields_are_read_with_a_note() {
    for (record, message, in_graph) in [
        (r#"{"work": [{"company": "MARK"}]}"#, "1:12: note: old name `company`; it is read as `name`", "\"MARK\""),
        (
            r#"{"work": [{"website": "https://m.example/"}]}"#,
            "1:12: note: old name `website`; it is read as `url`",
            "<https://m.example/>",
        ),
        (
            r#"{"basics": {"picture": "https://m.example/"}}"#,
            "1:13: note: old name `picture`; it is read as `image`",
            "image> <https://m.example/>",
        ),
        (
            r#"{"basics": {"website": "https://m.example/"}}"#,
            "1:13: note: old name `website`; it is read as `url`",
            "url> <https://m.example/>",
        ),
        (r#"{"education": [{"gpa": 3.70}]}"#, "1:17: note: old name `gpa`; it is read as `score`", "score> \"3.70\""),
        (
            r#"{"publications": [{"website": "https://m.example/"}]}"#,
            "1:20: note: old name `website`; it is read as `url`",
            "url> <https://m.example/>",
        ),
        (
            r#"{"volunteer": [{"website": "https://m.example/"}]}"#,
            "1:17: note: old name `website`; it is read as `url`",
            "url> <https://m.example/>",
        ),
        (
            r#"{"certifications": [{"name": "MARK"}]}"#,
            "1:2: note: old name `certifications`; it is read as `certificates`",
            "\"MARK\"",
        ),
        (r#"{"hobbies": [{"name": "MARK"}]}"#, "1:2: note: old name `hobbies`; it is read as `interests`", "\"MARK\""),
        (r#"{"awards": [{"name": "MARK"}]}"#, "1:14: note: old name `name`; it is read as `title`", "award> \"MARK\""),
        (
            r#"{"work": [{"start_date": "2018"}]}"#,
            "1:12: note: old name `start_date`; it is read as `startDate`",
            "\"2018\"",
        ),
    ] {
        reads(record, &[&format!("people/x.json:{message}")], &[in_graph]);
    }
}

#[test]
fn an_old_name_beside_the_new_one_loses_nothing() {
    reads(
        r#"{"work": [{"company": "MARK1", "name": "MARK2"}]}"#,
        &[
            "people/x.json:1:12: note: old name `company` beside `name`, which counts\n  hint: what the old one says is kept for the person alone",
        ],
        &["unread> \"company: MARK1\"", "organizations/mark2#organization> <http://schema.org/name> \"MARK2\""],
    );
    let note = "people/x.json:1:12: note: old name `company`; it is read as `name`";
    reads(r#"{"work": [{"company": "MARK1", "name": ""}]}"#, &[note], &["organizations/mark1#organization"]);
    assert!(!quads(r#"{"work": [{"company": "MARK", "name": "MARK"}]}"#).contains("unread"));
}

#[test]
fn dates_in_other_writings_are_read_with_a_note() {
    for (date, read) in [
        ("07/2025", "2025-07"),
        ("2017/10/11", "2017-10-11"),
        ("2023-9-28", "2023-09-28"),
        ("2018.10", "2018-10"),
        ("Mar, 2018", "2018-03"),
        ("März 2018", "2018-03"),
        ("2018年1月", "2018-01"),
        ("12 March 2018", "2018-03-12"),
        ("25/12/2018", "2018-12-25"),
    ] {
        let record = format!(r#"{{"work": [{{"name": "Y", "startDate": "{date}", "endDate": "{date}"}}]}}"#);
        let found = findings(&record);
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(found[0], format!("people/x.json:1:38: note: `{date}` is read as `{read}`"));
        let quads = quads(&record);
        assert!(quads.contains(&format!("startDate> \"{read}\"")) && quads.contains(&format!("endDate> \"{read}\"")));
    }
    let yaml = Folder::new(&[("people/x.yaml", "awards: [{title: Y, date: 2018.10}]\n")]);
    assert_eq!(yaml.load().1, ["people/x.yaml:1:27: note: `2018.10` is read as `2018-10`"]);
}

#[test]
fn of_a_time_stamp_the_day_counts_and_the_time_is_kept() {
    let note = "people/x.json:1:37: note: `2018-03-01T10:30:00.000Z` is read as `2018-03-01`";
    let record = r#"{"awards": [{"title": "Y", "date":   "2018-03-01T10:30:00.000Z"}]}"#;
    reads(
        record,
        &[&note.replace("1:37", "1:38")],
        &["dateCreated> \"2018-03-01\"", "unread> \"date: 2018-03-01T10:30:00.000Z\""],
    );
}

#[test]
fn words_for_now_are_the_end_of_what_still_runs() {
    for word in ["Present", "now", "Current", "today", "heute", "至今", "aujourd'hui", "Actualidad", "настоящее время"]
    {
        let record = format!(r#"{{"work": [{{"name": "Y", "startDate": "2018", "endDate": "{word}"}}]}}"#);
        let note = format!("people/x.json:1:57: note: `{word}` is read as `present`");
        reads(&record, &[&note], &["until> \"9999-12-31\""]);
    }
    let found = findings(r#"{"work": [{"name": "Y", "startDate": "now"}]}"#);
    assert!(found[0].contains("error: unknown date `now`"), "{found:?}");
}

#[test]
fn a_period_in_one_field_gives_both_ends() {
    let record = r#"{"work": [{"name": "Y", "startDate": "Von Januar 2018 bis heute"}]}"#;
    let note = "people/x.json:1:38: note: `Von Januar 2018 bis heute` is read as `2018-01` to `present`";
    reads(record, &[note], &["startDate> \"2018-01\"", "until> \"9999-12-31\""]);
    let record = r#"{"work": [{"name": "Y", "startDate": "2015 - 2018", "endDate": ""}]}"#;
    let note = "people/x.json:1:38: note: `2015 - 2018` is read as `2015` to `2018`";
    reads(record, &[note], &["startDate> \"2015\"", "endDate> \"2018\""]);
    let record = r#"{"awards": [{"title": "Y", "date": "2015 - 2018"}]}"#;
    let error =
        "people/x.json:1:36: error: unknown date `2015 - 2018`\n  hint: a period goes into `startDate` and `endDate`";
    reads(record, &[error], &["unread> \"date: 2015 - 2018\""]);
}

#[test]
fn of_a_date_that_cannot_be_what_is_certain_counts_and_its_text_is_kept() {
    for (date, certain, hint) in [
        ("2019-02-30", Some("2019-02"), "`2019-02` has 28 days; until mended, `2019-02` counts"),
        (
            "03/04/2018",
            Some("2018"),
            "write `2018-03-04` or `2018-04-03`; it may mean both; until mended, `2018` counts",
        ),
        ("2018-13", Some("2018"), "write `2018`, `2018-03` or `2018-03-31`; until mended, `2018` counts"),
        ("Summer 2018", Some("2018"), "write `2018`, `2018-03` or `2018-03-31`; until mended, `2018` counts"),
        ("Winter 2018", None, "write `2018`, `2018-03` or `2018-03-31`"),
        ("soon", None, "write `2018`, `2018-03` or `2018-03-31`"),
    ] {
        let record = format!(r#"{{"awards": [{{"title": "Y", "date": "{date}"}}]}}"#);
        let severity = if certain.is_some_and(|certain| certain.contains('-')) { "warning" } else { "error" };
        let error = format!("people/x.json:1:36: {severity}: unknown date `{date}`\n  hint: {hint}");
        reads(&record, &[&error], &[&format!("unread> \"date: {date}\"")]);
        let stated = certain.map(|certain| format!("dateCreated> \"{certain}\""));
        assert_eq!(quads(&record).contains("dateCreated"), stated.is_some());
        assert!(stated.is_none_or(|stated| quads(&record).contains(&stated)), "{date}");
    }
}

#[test]
fn what_could_not_be_read_is_seen_by_the_person_alone() {
    let record = r#"{"basics": {"birthDate": "MARK1", "url": "MARK2 x", "location": ["MARK3", "y"]}, "skills": [{"name": "Z", "level": ["MARK4", ["y"]]}], "meta": {"language": "MARK 5"}}"#;
    let (collection, found) = Folder::new(&[("people/x.json", record)]).load();
    assert!(found.len() == 5 && found.iter().all(|finding| finding.contains("error")), "{found:?}");
    for (audience, seen) in [(Public, false), (Internal, false), (Private, true)] {
        let quads = crate::support::quads(&collection, audience).join("\n");
        for mark in ["birthDate: MARK1", "url: MARK2 x", "location: MARK3", "level: MARK4", "language: MARK 5"] {
            assert_eq!(quads.contains(mark), seen, "{mark}");
        }
    }
}

#[test]
fn empty_texts_and_nulls_are_absent_without_a_word() {
    let record = r#"{"basics": {"name": "X", "url": "", "image": null, "location": null, "profiles": [null]},
        "work": [{"name": "Y", "startDate": "2018", "endDate": "", "highlights": ["", null, "Z"], "url": " "}, null],
        "education": "", "skills": null, "picture": ""}"#;
    let record = record.replace(", \"picture\": \"\"", "");
    reads(&record, &[], &["until> \"9999-12-31\"", "highlight> \"Z\""]);
}

#[test]
fn addresses_without_scheme_are_read_as_https() {
    for address in ["www.example.org", "example.org/x?y#z", "m.example:8080/a", "//example.org"] {
        let record = format!(r#"{{"basics": {{"url": "{address}"}}}}"#);
        let read = format!("https://{}", address.trim_start_matches('/'));
        let note = format!("people/x.json:1:20: note: `{address}` is read as `{read}`");
        reads(&record, &[&note], &[&format!("url> <{read}>")]);
    }
    for address in ["me.jpg", "images/me.jpg", "./me.png", "profile-image.png"] {
        let record = format!(r#"{{"basics": {{"image": "{address}"}}}}"#);
        let found = findings(&record);
        assert!(found.len() == 1 && found[0].contains("warning: expected an absolute URL"), "{found:?}");
        assert!(quads(&record).contains(&format!("unread> \"image: {address}\"")), "{address}");
    }
    for address in ["me@example.org", "none", "see example.org", "javascript:x"] {
        let record = format!(r#"{{"basics": {{"image": "{address}"}}}}"#);
        let found = findings(&record);
        assert!(found[0].contains("error: expected"), "{found:?}");
        assert!(quads(&record).contains(&format!("unread> \"image: {address}\"")), "{address}");
    }
}

#[test]
fn texts_and_objects_stand_for_each_other() {
    for (record, note, in_graph) in [
        (r#"{"skills": ["MARK"]}"#, "1:13: note: `MARK` is read as the `name` of skill", "skills/mark#term"),
        (r#"{"languages": ["MARK"]}"#, "1:16: note: `MARK` is read as the `language` of language", "\"MARK\""),
        (r#"{"interests": ["MARK"]}"#, "1:16: note: `MARK` is read as the `name` of interest", "\"MARK\""),
        (r#"{"awards": ["MARK"]}"#, "1:13: note: `MARK` is read as the `title` of award", "\"MARK\""),
        (
            r#"{"basics": {"location": "MARK, X"}}"#,
            "1:25: note: `MARK, X` is read as the `city` of location",
            "addressLocality> \"MARK, X\"",
        ),
        (
            r#"{"basics": {"location": "1 MARK"}}"#,
            "1:25: note: `1 MARK` is read as the `address` of location",
            "streetAddress> \"1 MARK\"",
        ),
        (
            r#"{"basics": {"location": [{"city": "MARK"}]}}"#,
            "1:25: note: a list of one is read as location",
            "addressLocality> \"MARK\"",
        ),
        (
            r#"{"work": [{"keywords": [{"name": "MARK"}]}]}"#,
            "1:25: note: a map is read as the text `MARK`",
            "skills/mark#term",
        ),
        (
            r#"{"education": [{"courses": [{"title": "MARK", "x": "MARK2"}]}]}"#,
            "1:29: note: a map is read as the text `MARK`",
            "unread> \"courses.x: MARK2\"",
        ),
        (
            r#"{"work": [{"location": {"city": "MARK", "address": "Z", "countryCode": "YY"}}]}"#,
            "1:24: note: a map is read as the text `MARK, YY`",
            "location> \"MARK, YY\"",
        ),
        (r#"{"work": [{"summary": ["MARK1", "MARK2"]}]}"#, "1:23: note: a list is read as one text", "MARK1\\nMARK2"),
        (
            r#"{"work": [{"organization": "MARK Inc."}]}"#,
            "1:28: note: `MARK Inc.` is no key of the register; it is read as the `name`",
            "\"MARK Inc.\"",
        ),
        (
            r#"{"skills": {"name": "MARK"}}"#,
            "1:12: warning: expected a list of skills, found a map\n  hint: write it as a list: `- …`",
            "skills/mark#term",
        ),
        (
            r#"{"work": [{"highlights": "MARK"}]}"#,
            "1:26: warning: expected a list of texts, found `MARK`\n  hint: write it as a list: `- …`",
            "highlight> \"MARK\"",
        ),
    ] {
        reads(record, &[&format!("people/x.json:{note}")], &[in_graph]);
    }
    reads(r#"{"skills": [{"name": "X", "keywords": [2, true, "y"]}]}"#, &[], &["skills/2#term", "skills/true#term"]);
}

#[test]
fn a_job_without_organization_or_position_keeps_the_rest() {
    reads(r#"{"work": [{"position": "MARK1"}, {"name": "MARK2"}, {}]}"#, &[], &["roleName> \"MARK1\"", "\"MARK2\""]);
}

#[test]
fn extra_keys_are_kept_aside_with_a_warning() {
    let found = findings(r#"{"basics": {"name": "X"}, "theme": "flat", "x": {"y": [1]}}"#);
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|finding| finding.contains("warning: unknown field")), "{found:?}");
    let quads = quads(r#"{"theme": "flat", "x": {"y": [1, {"z": "MARK"}]}}"#);
    for kept in ["theme: flat", "x.y: 1", "x.y.z: MARK"] {
        assert!(quads.contains(&format!("unread> \"{kept}\"")), "{kept}");
    }
}

#[test]
fn a_byte_order_mark_is_no_fault() {
    for (name, text) in
        [("people/x.json", "\u{feff}{\"basics\": {\"name\": \"X\"}}"), ("people/x.yaml", "\u{feff}basics: {name: X}\n")]
    {
        assert!(Folder::new(&[(name, text)]).quads(Public).iter().any(|quad| quad.ends_with("\"X\"")));
    }
}

#[test]
fn networks_are_known_in_several_spellings() {
    for (network, username, link) in [
        ("GitHub", "me", "https://github.com/me"),
        ("github.com", "@me", "https://github.com/me"),
        ("Linked In", "in/me/", "https://www.linkedin.com/in/me"),
        ("LINKEDIN", "me", "https://www.linkedin.com/in/me"),
        ("Twitter / X", "@me", "https://twitter.com/me"),
        ("X (Twitter)", "me", "https://x.com/me"),
        ("Stack Overflow", "12/me", "https://stackoverflow.com/users/12/me"),
        ("StackOverflow", "12", "https://stackoverflow.com/users/12"),
    ] {
        let record = format!(r#"{{"basics": {{"profiles": [{{"network": "{network}", "username": "{username}"}}]}}}}"#);
        reads(&record, &[], &[&format!("sameAs> <{link}>"), &format!("value> \"{username}\"")]);
    }
    for (network, username) in [("Stack Overflow", "me"), ("GitHub", "my name"), ("Elsewhere", "me")] {
        let record = format!(r#"{{"basics": {{"profiles": [{{"network": "{network}", "username": "{username}"}}]}}}}"#);
        assert!(!quads(&record).contains("sameAs"), "{network}");
    }
}

#[test]
fn broken_json_is_an_error_with_its_place_and_a_hint() {
    for (record, expected) in [
        (
            "{\"basics\": {\"name\": \"X\ny\"}}",
            "1:23: error: control character (\\u0000-\\u001F) found while parsing a string\n  hint: write a line break within a text as `\\n`, or close the text with a double quote",
        ),
        ("{\"work\": [],}", "1:13: error: trailing comma\n  hint: remove the comma before it"),
        (
            "{\"basics\": {\"name\": \"X\"",
            "1:24: error: EOF while parsing an object\n  hint: close it with `}`: `{` is open since line 1, column 12",
        ),
        (
            "{\n \"work\": [{}\n}",
            "3:1: error: expected `,` or `]`\n  hint: close it with `]`: `[` is open since line 2, column 10",
        ),
        (
            "{'basics': {}}",
            "1:2: error: key must be a string\n  hint: write texts and keys in straight double quotes: `\"…\"`",
        ),
    ] {
        assert_eq!(findings(record), [format!("people/x.json:{expected}")], "{record}");
    }
    let folder = Folder::new(&[("people/x.jsonl", "{}\n{\"a\": [1\n")]);
    let found = folder.load().1;
    assert!(found.iter().any(|finding| finding.ends_with("`[` is open since line 2, column 7")), "{found:?}");
}

#[test]
fn notes_do_not_fail_a_run() {
    let folder = Folder::new(&[("people/x.json", r#"{"work": [{"company": "X", "startDate": "Mar, 2018"}]}"#)]);
    let output = folder.run(&["export", "--data", "."]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
}

#[test]
fn the_documentation_names_each_old_name() {
    let text = std::fs::read_to_string(crate::support::root().join("docs/record.md")).unwrap();
    let row =
        |name: &str| text.lines().find(|line| line.trim_start().starts_with(&format!("| {name} | `"))).unwrap_or("");
    for object in vitagraph::record::objects() {
        for field in object.fields.iter().filter(|field| !field.was.is_empty()) {
            let names: Vec<String> = field.was.iter().map(|name| format!("`{name}`")).collect();
            let entry = format!("{} → `{}`", names.join(", "), field.name);
            assert!(row(object.name).contains(&entry), "{}: {entry}", object.name);
        }
    }
}
