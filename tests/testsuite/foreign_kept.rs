//! Nothing of a file is lost: what a record has no place for is kept for the person alone, in the graph and in the
//! JSON Resume that comes out again.

use serde_json::{Value, json};
use vitagraph::collection::Collection;
use vitagraph::decode::Visibility::{self, Internal, Private, Public};
use vitagraph::merge::Profile;
use vitagraph::resume::json_resume;

use crate::foreign::{SAMPLE, escaped, reads};
use crate::support::{Folder, leaves};

/// The JSON Resume of each person.
fn resumes(collection: &Collection, audience: Visibility) -> Vec<Value> {
    let profile = |(key, records)| Profile::new(key, records, &collection.setup);
    let people = collection.people.iter().map(|(key, records)| profile((key, records.as_slice())));
    people.map(|profile| json_resume(&profile, &collection.setup, audience, &[])).collect()
}

fn resume(record: &str, audience: Visibility) -> Value {
    resumes(&Folder::new(&[("people/x.json", record)]).load().0, audience).remove(0)
}

/// Values of every kind that may stand where another is expected; their texts begin with the mark.
fn shapes(mark: &str) -> Vec<Value> {
    let text = |number: usize| format!("{mark}-{number}");
    vec![
        json!(text(0)),
        json!(format!("  {}\t\"q\" \\ ", text(1))),
        json!(format!("img/{}.png", text(2))),
        json!(format!("skype:{}?call", text(3))),
        json!(format!("Winter 2018, {}", text(4))),
        json!([text(5), text(6)]),
        json!([{"name": text(7), "url": format!("https://m.example/{}", text(8))}, {"x": text(9)}]),
        json!({"foo": text(10), "bar": {"baz": [text(11)]}}),
        json!({"name": text(12), "more": text(13)}),
        json!({"title": text(14), "summary": text(15), "n": [text(16), {"q": text(17)}]}),
        json!([[text(18)], [text(19), text(20)]]),
        json!({(text(21)): text(22), (text(23)): [text(24)]}),
        json!({(text(25)): {"name": text(26), "k": text(27)}, (text(28)): {"level": text(29)}}),
        json!([text(30), {"name": text(31)}, null, 3, [text(32)], {}]),
        json!({"year": 2018, "month": 3, "note": text(33)}),
        json!({"en": text(34), "klingonese": text(35)}),
    ]
}

/// The places of a document, in lists only the first.
fn places(value: &Value, place: &str, found: &mut Vec<String>) {
    found.push(place.to_owned());
    match value {
        Value::Object(entries) => {
            entries.iter().for_each(|(key, value)| places(value, &format!("{place}/{key}"), found));
        }
        Value::Array(items) => places(&items[0], &format!("{place}/0"), found),
        _ => {}
    }
}

#[test]
fn whatever_stands_wherever_nothing_is_lost() {
    let sample: Value = serde_json::from_str(SAMPLE).unwrap();
    let mut found = Vec::new();
    places(&sample, "", &mut found);
    let objects: Vec<String> =
        found.iter().filter(|place| sample.pointer(place).unwrap().is_object()).map(|p| format!("{p}/foo")).collect();
    for (at, place) in found[1..].iter().chain(&objects).enumerate().filter(|(_, place)| *place != "/$schema") {
        let folder = Folder::new(&[]);
        let mark = format!("MARK{at}x");
        for (number, shape) in shapes(&mark).into_iter().enumerate() {
            let mut document = sample.clone();
            let (parent, key) = place.rsplit_once('/').unwrap();
            match document.pointer_mut(parent).unwrap() {
                Value::Array(items) => items[0] = shape,
                object => object[key] = shape,
            }
            folder.write(&format!("people/p{number}.json"), document.to_string());
        }
        let (collection, _) = folder.load();
        let kept = crate::support::quads(&collection, Private).join("\n");
        let out = resumes(&collection, Private).iter().map(Value::to_string).collect::<Vec<_>>().join("\n");
        for text in shapes(&mark).iter().flat_map(leaves).filter(|text| text.contains(&mark)) {
            assert!(kept.contains(&escaped(text.trim())), "{place}: `{text}` is not in the graph");
            let shown = out.contains(json!(text.trim()).to_string().trim_matches('"'));
            assert!(shown, "{place}: `{text}` is not in the JSON Resume");
        }
    }
    assert!(found.len() > 80 && objects.len() > 12, "{} {}", found.len(), objects.len());
}

#[test]
fn unknown_fields_come_out_where_they_stood_for_the_person_alone() {
    let record = json!({
        "theme": {"name": "flat", "columns": 2},
        "basics": {"name": "Ada Quill", "pronouns": "MARK1"},
        "work": [{"name": "Ink Ltd", "pinned": true, "clients": ["MARK2", {"x": "MARK3"}]}],
        "meta": {"theme": "MARK4"},
    });
    let out = resume(&record.to_string(), Private);
    for place in ["/theme", "/basics/pronouns", "/work/0/pinned", "/work/0/clients", "/meta/theme"] {
        assert_eq!(out.pointer(place), record.pointer(place), "{place}");
    }
    for audience in [Public, Internal] {
        let out = resume(&record.to_string(), audience).to_string();
        assert!(!out.contains("MARK") && !out.contains("flat"), "{out}");
    }
}

#[test]
fn what_the_schema_would_not_have_in_its_field_stands_aside() {
    let record = r#"{"basics": {"email": "on request", "url": "none yet"}, "meta": {"canonical": "resume.json"},
        "work": [{"name": "A", "startDate": "2015", "endDate": "soon"}, {"name": "B", "startDate": "0950", "endDate": "3001-02"}]}"#;
    let out = resume(record, Private);
    for (place, expected) in [
        ("/basics", json!({"aside": {"email": "on request", "url": "none yet"}})),
        ("/work/0", json!({"name": "A", "aside": {"startDate": "2015", "endDate": "soon"}})),
        ("/work/1", json!({"name": "B", "aside": {"startDate": "0950", "endDate": "3001-02"}})),
        ("/meta", json!({"aside": {"canonical": "resume.json"}})),
    ] {
        assert_eq!(out.pointer(place), Some(&expected), "{place}");
    }
    assert_eq!(resume(&out.to_string(), Private), out);
    assert!(!resume(record, Internal).to_string().contains("aside"));
}

#[test]
fn names_before_things_make_a_list() {
    for (record, list, in_graph) in [
        (
            r#"{"basics": {"profiles": {"GitHub": "quill", "LinkedIn": "https://l.example/in/quill"}}}"#,
            "1:25: note: the names of a map are read as those of a list of profiles",
            ["sameAs> <https://github.com/quill>", "sameAs> <https://l.example/in/quill>"],
        ),
        (
            r#"{"skills": {"Languages": ["MARK1", "C"], "Carving": "expert"}}"#,
            "1:12: note: the names of a map are read as those of a list of skills",
            ["skills/mark1#term", "level> \"expert\""],
        ),
        (
            r#"{"languages": {"Danish": "MARK1", "Maltese": "MARK2"}}"#,
            "1:15: note: the names of a map are read as those of a list of languages",
            ["fluency> \"MARK1\"", "fluency> \"MARK2\""],
        ),
        (
            r#"{"work": {"Ink Ltd": {"position": "MARK1"}, "Quill Co": {"position": "MARK2"}}}"#,
            "1:10: note: the names of a map are read as those of a list of works",
            ["\"Ink Ltd\"", "roleName> \"MARK2\""],
        ),
    ] {
        reads(record, &[&format!("people/x.json:{list}")], &in_graph);
    }
    let one = r#"{"skills": {"name": "Carving", "level": "expert"}}"#;
    let warning =
        "people/x.json:1:12: warning: expected a list of skills, found a map\n  hint: write it as a list: `- …`";
    reads(one, &[warning], &["skills/carving#term"]);
}

#[test]
fn the_parts_of_a_name_make_the_whole_and_are_kept() {
    for (parts, name) in [
        (r#""firstName": "Ada", "lastName": "Quill""#, "Ada Quill"),
        (r#""family_name": "Quill", "middleName": "B.", "given_name": "Ada""#, "Ada B. Quill"),
        (r#""lastName": "王", "firstName": "五""#, "王五"),
    ] {
        let record = format!(r#"{{"basics": {{{parts}}}}}"#);
        let note = format!("people/x.json:1:13: note: the parts of a name are read as the `name` `{name}`");
        let graph = format!("person> <http://schema.org/name> \"{name}\"");
        reads(&record, &[&note], &[&graph, "unread> \"lastName: "][..if parts.contains('_') { 1 } else { 2 }]);
    }
    let both = r#"{"basics": {"name": "A. Quill", "firstName": "Ada", "lastName": "Quill"}}"#;
    let out = resume(both, Private);
    assert_eq!(out["basics"], json!({"name": "A. Quill", "firstName": "Ada", "lastName": "Quill"}));
}

#[test]
fn addresses_and_dates_in_maps_are_read() {
    reads(
        r#"{"basics": {"image": {"src": "https://m.example/a.png", "alt": "MARK"}}}"#,
        &["people/x.json:1:22: note: a map is read as the URL `https://m.example/a.png`"],
        &["image> <https://m.example/a.png>", "unread> \"image.alt: MARK\""],
    );
    reads(
        r#"{"awards": [{"title": "Y", "date": {"year": 2018, "month": 3}}]}"#,
        &["people/x.json:1:36: note: `2018-3` is read as `2018-03`"],
        &["dateCreated> \"2018-03\""],
    );
}

#[test]
fn an_expected_date_is_the_date_and_its_text_is_kept() {
    for text in ["Expected May 2030", "May 2030 (expected)", "voraussichtlich Mai 2030"] {
        let record = format!(r#"{{"education": [{{"institution": "Y", "startDate": "2026", "endDate": "{text}"}}]}}"#);
        let note = format!("people/x.json:1:69: note: `{text}` is read as `2030-05`");
        reads(&record, &[&note], &["endDate> \"2030-05\"", &format!("unread> \"endDate: {text}\"")]);
    }
}

#[test]
fn what_is_stated_twice_is_kept_where_it_stood() {
    let record = r#"{"awards": [{"title": "MARK1", "title": "MARK2"}, {"title": {"en": "MARK3", "en": "MARK4"}}]}"#;
    let (collection, found) = Folder::new(&[("people/x.json", record)]).load();
    assert!(found.len() == 2 && found.iter().all(|finding| finding.contains("is stated twice")), "{found:?}");
    let quads = crate::support::quads(&collection, Private).join("\n");
    for (award, kept) in [("award-mark2", "title: MARK1"), ("award-mark4", "title.en: MARK3")] {
        let line = quads.lines().find(|line| line.contains(kept)).unwrap_or_default();
        assert!(line.contains(award), "{kept}\n{quads}");
    }
}

#[test]
fn fields_that_json_resume_does_not_name_come_out_for_the_person_alone() {
    let record = json!({
        "work": [{"name": "Ink Ltd", "keywords": ["Ledger"], "department": "Bindery"}],
        "education": [{"institution": "Quill School", "location": "Ribe", "highlights": ["First of the year"]}],
        "awards": [{"title": "Golden Nib", "url": "https://nib.example/"}],
        "publications": [{"name": "On Ink", "authors": ["A. Quill"], "venue": "Ink Letters"}],
    });
    let (all, public) = (resume(&record.to_string(), Private), resume(&record.to_string(), Public));
    for section in ["work", "education", "awards", "publications"] {
        assert_eq!(all[section], record[section]);
        assert_eq!(public[section][0].as_object().unwrap().len(), 1, "{public}");
    }
}
