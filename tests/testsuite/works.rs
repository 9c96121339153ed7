//! Lists of works: one fixture for each format, and what bad ones give.

use std::io::Write;

use vitagraph::report::Report;
use vitagraph::works::{self, Format, Work};

use crate::support::root;

/// The works of a fixture, and the findings.
fn fixture(name: &str) -> (Vec<Work>, Vec<String>) {
    let bytes = std::fs::read(root().join("tests/fixtures/works").join(name)).unwrap();
    read(name, &bytes)
}

fn read(name: &str, bytes: &[u8]) -> (Vec<Work>, Vec<String>) {
    let mut report = Report::default();
    let works = works::read(name, bytes, None, &mut report);
    (works, report.findings().iter().map(ToString::to_string).collect())
}

fn names(work: &Work) -> Vec<&str> {
    work.authors.iter().map(|author| author.name.as_str()).collect()
}

fn date(work: &Work) -> String {
    work.date.map(|date| date.to_string()).unwrap_or_default()
}

#[test]
fn works_of_crossref() {
    let (works, findings) = fixture("crossref.json");
    let [first, last] = &works[..] else { panic!("{works:?}") };
    assert_eq!(first.id, "10.5555/graph.2019.1");
    assert_eq!(first.doi.as_deref(), Some("10.5555/graph.2019.1"));
    assert_eq!(first.place.to_string(), "crossref.json:8:7");
    assert_eq!(first.titles, ["Streaming k-core Decomposition & Friends: A Survey"]);
    assert_eq!(names(first), ["Ada B. Quill", "墨思远", "The Graph Group"]);
    assert_eq!(first.authors[0].family.as_deref(), Some("Quill"));
    assert_eq!(first.authors[0].affiliations, ["University of Nowhere"]);
    assert_eq!(first.authors[0].orcid.as_deref(), Some("0000-0000-0000-0001"));
    assert_eq!((first.kind.as_deref(), date(first).as_str()), (Some("article"), "2019-03-07"));
    assert_eq!(first.venue.as_deref(), Some("Journal of Invented Graphs"));
    assert_eq!(first.publisher.as_deref(), Some("Nowhere Press"));
    assert_eq!(first.subjects, ["Graph theory"]);
    assert_eq!((last.titles[0].as_str(), date(last).as_str()), ("A title that is no list", "2020"));
    assert_eq!(
        findings,
        [
            "crossref.json:25:7: error: a work that cannot be read: invalid type: string \"Somebody\", expected a sequence\n  \
          hint: export the list anew, or leave the work out; all others are read"
        ]
    );
}

#[test]
fn works_stand_in_documents_lists_lines_and_packed_files() {
    let work = r#"{"id": "a1", "DOI": "10.5555/X", "title": ["T"]}"#;
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(format!("{work}\n").as_bytes()).unwrap();
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(work.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let (gbk, _, _) = encoding_rs::GBK.encode("[{\"id\": \"a1\", \"title\": \"图的划分方法研究与应用\"}]");
    let documents: [(&[u8], usize); 8] = [
        (work.as_bytes(), 1),
        (&format!("[{work}, {work}]").into_bytes(), 2),
        (&format!("{{\"message\": {work}}}").into_bytes(), 1),
        (&format!("\u{feff}{{\"items\": [{work}]}}").into_bytes(), 1),
        (&format!("{work}\r\n\n{work}\n").into_bytes(), 2),
        (&packed.finish().unwrap(), 1),
        (&wide, 1),
        (&gbk, 1),
    ];
    for (bytes, count) in documents {
        let (works, findings) = read("list", bytes);
        assert_eq!((works.len(), findings), (count, vec![]), "{}", String::from_utf8_lossy(bytes));
        assert!(works.iter().all(|work| work.id == "a1"));
    }
}

#[test]
fn a_broken_line_is_a_finding_and_the_others_are_read() {
    let text =
        "{\"id\": \"1\", \"title\": [\"A\"]}\n{\"id\": \"2\", \"title\": [\n{\"id\": \"3\", \"title\": [\"C\"]}\n{}\n";
    let (works, findings) = read("x.ndjson", text.as_bytes());
    assert_eq!(works.iter().map(|work| work.id.as_str()).collect::<Vec<_>>(), ["1", "3"]);
    assert!(findings[0].starts_with("x.ndjson:2:1: error: a work that cannot be read: EOF"), "{findings:?}");
    assert!(findings[1].starts_with("x.ndjson:4:1: warning: a work with neither title nor"), "{findings:?}");
}

#[test]
fn what_is_no_list_is_told_and_what_is_empty_is_none() {
    assert_eq!(read("empty.json", b""), (vec![], vec![]));
    let (works, findings) = read("letter.txt", b"Dear Sir or Madam");
    assert!(works.is_empty());
    assert!(
        findings[0].starts_with("letter.txt: error: it is in no format that lists of works have\n"),
        "{findings:?}"
    );
}

#[test]
fn formats_have_names_of_their_own() {
    let mut names = Format::ALL.map(Format::name).to_vec();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), Format::ALL.len());
}
