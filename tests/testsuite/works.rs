//! Lists of works: one fixture for each format, and what bad ones give.

use std::io::Write;

use proptest::prelude::proptest;
use proptest::sample::{Index, select};
use vitagraph::report::Report;
use vitagraph::works::{self, Format, Patent, Work};

use crate::properties::cases;
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

/// A work in a line: its id, kind, date, titles and authors.
fn line(work: &Work) -> String {
    let kind = work.kind.as_deref().unwrap_or("patent");
    format!("{} | {kind} | {} | {} | {}", work.id, date(work), work.titles.join(" / "), names(work).join(", "))
}

fn lines(works: &[Work]) -> Vec<String> {
    works.iter().map(line).collect()
}

/// A patent in a line: office, number and kind code, dates of priority, filing and grant, owners, family, application.
fn patent(work: &Work) -> String {
    let patent = work.patent.as_ref().unwrap();
    let dates = [patent.priority, patent.filing, patent.grant]
        .map(|date| date.map(|date| date.to_string()).unwrap_or_default());
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let number = format!("{} {} {}", patent.office, patent.number, text(&patent.kind_code));
    let last = [text(&patent.family), text(&patent.application)];
    format!("{number} | {} | {} | {}", dates.join(" "), patent.assignees.join("; "), last.join(" "))
}

#[test]
fn works_of_csl_json() {
    let (works, findings) = fixture("csl.json");
    assert_eq!(
        lines(&works),
        [
            "quill2019 | article | 2019-06 | On kites | Jo van der Beek, Kite Society",
            "7 | patent | 2018-05-01 | Kite with two tails | Ada Quill"
        ]
    );
    assert_eq!(works[0].authors[0].family.as_deref(), Some("van der Beek"));
    assert_eq!((works[0].doi.as_deref(), works[0].subjects.join("+")), (Some("10.5555/kite.1"), "kites+wind".into()));
    assert_eq!(patent(&works[1]), "US 9999001 B2 |  2015-02-03 2018-05-01 |  |  ");
    assert_eq!(findings, Vec::<String>::new());
}

#[test]
fn works_of_openalex() {
    let (works, findings) = fixture("openalex.json");
    assert_eq!(
        lines(&works),
        [
            "https://openalex.org/W0000000001 | article | 2021-04-05 | Lakes that vanish | A. Quill, Mo Siyuan",
            "https://openalex.org/W0000000002 | dataset | 2022 | A data set of lakes | "
        ]
    );
    assert_eq!(works[0].authors[0].orcid.as_deref(), Some("0000-0000-0000-0001"));
    assert_eq!(works[0].authors[0].affiliations, ["University of Nowhere"]);
    assert_eq!(
        (works[0].venue.as_deref(), works[0].publisher.as_deref()),
        (Some("Journal of Lakes"), Some("Nowhere Press"))
    );
    assert_eq!((works[0].doi.as_deref(), works[0].subjects.join("+")), (Some("10.5555/oa.1"), "Hydrology+lake".into()));
    assert_eq!(findings, Vec::<String>::new());
}

#[test]
fn works_of_orcid_have_their_owner_as_author() {
    let (works, findings) = fixture("orcid.json");
    assert_eq!(
        lines(&works),
        [
            "11 | article | 2019-06 | On kites: a view / 论风筝 | Ada Quill",
            "13 | patent | 2018 | Kite with two tails | Ada Quill"
        ]
    );
    assert_eq!(
        (works[0].doi.as_deref(), works[0].authors[0].orcid.as_deref()),
        (Some("10.5555/kite.1"), Some("0000-0000-0000-0001"))
    );
    assert_eq!(patent(&works[1]), "US 9999001 B2 |   2018 |  |  ");
    assert_eq!(findings, Vec::<String>::new());
}

#[test]
fn works_of_bibtex() {
    let (works, findings) = fixture("list.bib");
    assert_eq!(
        lines(&works),
        [
            "quill:2019 | article | 2019-06 | On Kites and k-Kites & Strings | Ada B. Quill, Józef Müller, The Kite Society",
            "child | article | 2020 | A child | Jo van der Beek",
            "parent | book | 2020 | Proceedings of Kites | ",
            "scholar | patent | 2018 | Kite with two tails | Ada Quill",
            "zwei | patent | 2017-03-04 | Drachen | 墨思远",
            "odd | article |  | Odd | "
        ]
    );
    assert_eq!(works[0].place.to_string(), "list.bib:5:1");
    assert_eq!((works[0].venue.as_deref(), works[0].subjects.join("+")), (Some("Kite Letters"), "kites+wind".into()));
    assert_eq!(works[1].venue.as_deref(), Some("Proceedings of Kites"));
    assert_eq!(works[5].venue.as_deref(), Some("unknownjournal"));
    assert_eq!(patent(&works[3]), "US 9999001  |   2018 |  |  ");
    assert_eq!(patent(&works[4]), "CN 101234567 A |   2017-03-04 | Kites, Inc. |  ");
    assert!(findings[0].starts_with("list.bib:18:1: error: an entry that cannot be read"), "{findings:?}");
    assert_eq!(findings.len(), 1, "{findings:?}");
}

#[test]
fn works_of_ris() {
    let (works, findings) = fixture("list.ris");
    assert_eq!(
        lines(&works),
        [
            "r1 | article | 2019-06-07 | On kites that fly over two lines | Ada B. Quill, 墨思远",
            " | patent | 2018 | Kite with two tails | Ada Quill",
            " | article | 2020 | A record without an end | "
        ]
    );
    assert_eq!((works[0].doi.as_deref(), works[0].subjects.join("+")), (Some("10.5555/kite.1"), "kites+wind".into()));
    assert_eq!(patent(&works[1]), "US 9999001 B2 |   2018 |  |  ");
    let places: Vec<&str> = findings.iter().map(|finding| finding.split(" error:").next().unwrap()).collect();
    assert_eq!(places, ["list.ris:21:1:", "list.ris:22:1:"]);
}

#[test]
fn works_of_dblp() {
    let (works, findings) = fixture("dblp.xml");
    assert_eq!(
        lines(&works),
        [
            "journals/kl/Quill19 | article | 2019 | On kites and k-kites & strings | Ada Quill, Józef Müller",
            "conf/kite/Beek20 | article | 2020 | A child | Jo van der Beek",
            "phd/Mo | thesis | 2011 | Strings | Mo Siyuan"
        ]
    );
    assert_eq!((works[0].doi.as_deref(), works[0].venue.as_deref()), (Some("10.5555/kite.1"), Some("Kite Letters")));
    assert_eq!(works[0].authors[0].orcid.as_deref(), Some("0000-0000-0000-0001"));
    assert_eq!(works[1].place.to_string(), "dblp.xml:6:50");
    let places: Vec<&str> = findings.iter().map(|finding| finding.split(" error:").next().unwrap()).collect();
    assert_eq!(places, ["dblp.xml:8:1:", "dblp.xml:11:1:"]);
}

#[test]
fn works_of_google_patents() {
    let (works, findings) = fixture("google-patents.csv");
    assert_eq!(
        lines(&works),
        [
            "US-9999001-B2 | patent | 2018-05-01 | Kite with two tails | Ada B. Quill, 墨思远",
            "CN-101234567-A | patent | 2016-08-09 | 风筝, 尾部 | 墨思远"
        ]
    );
    assert_eq!(patent(&works[0]), "US 9999001 B2 | 2014-02-03 2015-02-03 2018-05-01 | Kites, Inc.; Wind Ltd |  ");
    assert_eq!(patent(&works[1]), "CN 101234567 A | 2014-02-03 2015-02-03  | 风筝有限公司 |  ");
    assert!(
        findings[0].starts_with("google-patents.csv:5:1: error: a row of 11 cells under 10 columns"),
        "{findings:?}"
    );
    assert!(findings[1].starts_with("google-patents.csv:6:1: warning: "), "{findings:?}");
}

/// The first patents of an office have short numbers.
#[test]
fn a_short_number_of_a_patent_is_one() {
    let head = "search URL:,x\nid,title,assignee,inventor/author,publication date\n";
    let (works, findings) =
        read("p.csv", format!("{head}US-1-A,Traction wheels,,John Ruggles,1836-07-13\nUS1,Odd,,,\n").as_bytes());
    assert_eq!(lines(&works), ["US-1-A | patent | 1836-07-13 | Traction wheels | John Ruggles"]);
    assert_eq!(works[0].patent.as_ref().and_then(Patent::key).as_deref(), Some("US1"));
    assert!(
        findings[0].starts_with("p.csv:4:1: warning: a row without the number of a patent is left out"),
        "{findings:?}"
    );
}

/// A quote without an end takes all that follows into one cell, or what follows up to the next quote.
#[test]
fn a_quote_without_an_end_takes_no_other_work() {
    let (works, findings) = read(
        "lens.csv",
        b"Lens ID,Title,Inventors,Publication Number\n1,\"On\nkites\",Ada Quill,US1234567B2\n2,\"Open,Ada Quill,US1234568B2\n\
          3,\"Good\",Ada Quill,US1234569B2\n4,\"Open,Ada Quill,US1234570B2\n5,Good too,Ada Quill,US1234571B2\n",
    );
    assert_eq!(works.iter().map(|work| work.id.as_str()).collect::<Vec<_>>(), ["1", "3", "5"]);
    let expected =
        ["lens.csv:4:1: error: a row with a quote that has no end", "lens.csv:6:1: error: a row with a quote"];
    assert!(findings.iter().zip(expected).all(|(found, expected)| found.starts_with(expected)), "{findings:?}");
    assert_eq!(findings.len(), 2);
}

/// A download that stopped: what came before is read, and the rest is told.
#[test]
fn a_packed_list_that_breaks_off_is_read_up_to_there() {
    let line =
        |n: u64| format!("{{\"id\": \"w{n}\", \"title\": [\"Kites {}\"]}}\n", n.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let plain: String = (0..60_000).map(line).collect();
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packer, plain.as_bytes()).unwrap();
    let packed = packer.finish().unwrap();
    for part in [20, 2] {
        let (works, findings) = read("list.jsonl.gz", &packed[..packed.len() - packed.len() / part]);
        let least = 60_000 - 60_000 / part - 2_000;
        assert!(works.len() > least, "{} works, {findings:?}", works.len());
        assert!(findings.iter().any(|finding| finding.contains("cannot be read: ")), "{findings:?}");
    }
}

#[test]
fn works_of_the_lens() {
    let (works, findings) = fixture("lens-patents.csv");
    assert_eq!(
        lines(&works),
        ["000-000-000-000-001 | patent | 2018-05-01 | Kite with two tails | QUILL ADA B, MO SIYUAN"]
    );
    assert_eq!(
        patent(&works[0]),
        "US 9999001 B2 | 2014-02-03 2015-02-03 2018-05-01 | KITES INC | CN201410000001 US201514600001"
    );
    assert_eq!(findings, Vec::<String>::new());
    let (works, _) = fixture("lens-works.csv");
    assert_eq!(lines(&works), ["000-000-000-000-002 | article | 2019-06-07 | On kites | Ada B. Quill, Mo Siyuan"]);
    assert_eq!(
        (works[0].doi.as_deref(), works[0].subjects.join("+")),
        (Some("10.5555/kite.1"), "Aerology+Strings".into())
    );
}

#[test]
fn tables_of_patentsview_are_read_together() {
    let folder = root().join("tests/fixtures/works");
    let files = |names: &[&str]| names.iter().map(|name| (folder.join(name), (*name).to_owned())).collect::<Vec<_>>();
    let all = files(&["g_patent.tsv", "g_inventor_disambiguated.tsv", "g_application.tsv"]);
    let works: Vec<Work> = works::open_all(&all, None).flat_map(|piece| piece.read().works).collect();
    assert_eq!(
        lines(&works),
        [
            "9999001 | patent | 2018-05-01 | Kite with \"two\" tails | Ada B. Quill, Siyuan Mo",
            "D999001 | patent | 2019-01-01 | Kite | "
        ]
    );
    assert_eq!(patent(&works[0]), "US 9999001 B2 |  2015-02-03 2018-05-01 |  |  US14600001");
    let alone = works::open_all(&files(&["g_application.tsv"]), None)
        .flat_map(|piece| piece.read().report.findings().into_iter().map(ToString::to_string).collect::<Vec<_>>())
        .collect::<Vec<_>>();
    assert!(alone[0].starts_with("g_application.tsv: error: a table that only adds"), "{alone:?}");
}

#[test]
fn documents_of_the_us_office() {
    let (works, findings) = fixture("uspto.xml");
    assert_eq!(
        lines(&works),
        [
            "US9999001B2 | patent | 2018-05-01 | Kite with two tails & one head | Ada B. Quill, Siyuan Mo",
            "US20160000001A1 | patent | 2016-08-04 | Kite with two tails | "
        ]
    );
    assert_eq!(
        patent(&works[0]),
        "US 9999001 B2 | 2014-02-03 2015-02-03 2018-05-01 | Kites, Inc. | CN201410000001 US14600001"
    );
    assert_eq!(patent(&works[1]), "US 20160000001 A1 | 2015-02-03 2015-02-03  |  | US14600001 US14600001");
    assert!(findings[0].starts_with("uspto.xml:24:1: error: a work that cannot be read: "), "{findings:?}");
}

/// Each fixture with its end cut off, at several places: what is whole before is read as it is.
#[test]
fn lists_that_break_off_are_read_up_to_there() {
    let all = [
        "crossref.json",
        "csl.json",
        "openalex.json",
        "orcid.json",
        "list.bib",
        "list.ris",
        "dblp.xml",
        "lens-patents.csv",
        "uspto.xml",
    ];
    for name in all {
        let bytes = std::fs::read(root().join("tests/fixtures/works").join(name)).unwrap();
        let (whole, _) = read(name, &bytes);
        for part in 1..20 {
            let (works, _) = read(name, &bytes[..bytes.len() * part / 20]);
            let (kept, last) = works.split_at(works.len().saturating_sub(1));
            assert!(works.len() <= whole.len(), "{name}");
            assert_eq!(kept, &whole[..kept.len()], "{name} {part}");
            assert!(last.iter().all(|last| last.place == whole[kept.len()].place), "{name} {part}");
        }
    }
}

#[test]
fn what_is_nested_deep_or_refers_to_itself_ends() {
    let deep = |open: &str, close: &str| [open.repeat(200_000), close.repeat(200_000)].concat();
    let documents = [
        deep("[", "]"),
        deep("{\"items\":[", "]}"),
        format!("@article{{a, title = {}}}", deep("{", "}")),
        format!("@article{{a, title = {{{}}}}}", deep("\\'{", "}")),
        "@article{a, title = {A}, crossref = {b}}\n@article{b, crossref = {a}}\n@book{c, xdata = {c}}".to_owned(),
        format!("<dblp><article key=\"a\"><title>{}</title></article></dblp>", deep("<i>", "</i>")),
    ];
    for text in documents {
        let (works, findings) = read("x", text.as_bytes());
        assert!(!works.is_empty() || !findings.is_empty(), "{}", &text[..60]);
    }
}

const FIXTURES: [&str; 12] = [
    "crossref.json",
    "csl.json",
    "dblp.xml",
    "g_patent.tsv",
    "google-patents.csv",
    "lens-patents.csv",
    "lens-works.csv",
    "list.bib",
    "list.ris",
    "openalex.json",
    "orcid.json",
    "uspto.xml",
];

proptest! {
    #![proptest_config(cases(300))]

    /// Whatever the bytes, and whatever they are said to be: reading them ends, with works or findings.
    #[test]
    fn no_bytes_do_harm(format in select(&Format::ALL[..]), bytes: Vec<u8>) {
        works::read("x", &bytes[..], Some(format), &mut Report::default());
        works::read("x", &bytes[..], None, &mut Report::default());
    }

    /// A list with some bytes changed, or taken out, or in double.
    #[test]
    fn no_damage_does_harm(name in select(&FIXTURES[..]), damage: Vec<(Index, u8, u8)>) {
        let mut bytes = std::fs::read(root().join("tests/fixtures/works").join(name)).unwrap();
        for (at, byte, what) in damage.into_iter().take(20) {
            let at = at.index(bytes.len());
            let end = (at + usize::from(byte)).min(bytes.len());
            match what % 4 {
                0 => bytes[at] = byte,
                1 => drop(bytes.drain(at..end.min(bytes.len() - 1).max(at))),
                2 => bytes.insert(at, *b"{}\"\\,;<>@&\n\t-[]".get(usize::from(byte) % 16).unwrap_or(&0)),
                _ => bytes.extend_from_within(at..end),
            }
        }
        works::read(name, &bytes[..], None, &mut Report::default());
    }
}
