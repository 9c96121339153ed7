//! Documents in the forms of public pages and templates, each with a file of what a reader finds in it.
//!
//! A line of such a file is `position: name / other name | start | end` or `study: name | degree | start | end`; `?` is
//! left open, and an end `-` is not stated or the present. `other:` may be read as a position, or not. The documents are
//! inventions; the expectations were written before the program read them.

use std::fs;
use std::path::{Path, PathBuf};

use vitagraph::date::End;
use vitagraph::import::{Document, Words, import};
use vitagraph::record::Record;
use vitagraph::setup::Setup;

use crate::import::{is_one, read_back, wording};
use crate::support::root;

/// What was found, or is expected: names, degrees (of a study), start and end.
struct Fact {
    names: Vec<String>,
    degrees: Vec<String>,
    start: String,
    end: String,
}

fn alternatives(text: &str) -> Vec<String> {
    let whole = text.trim().to_owned();
    whole.split(" / ").map(|one| one.trim().to_owned()).chain([whole.clone()]).collect()
}

fn expected(text: &str, kind: &str) -> Vec<Fact> {
    let lines = text.lines().filter_map(|line| line.strip_prefix(kind)?.strip_prefix(": "));
    let fact = |line: &str| {
        let fields: Vec<&str> = line.split('|').map(str::trim).collect();
        let [name, rest @ ..] = &fields[..] else { unreachable!("a name stands first") };
        let (degrees, dates) = if kind == "study" { (alternatives(rest[0]), &rest[1..]) } else { (Vec::new(), rest) };
        Fact { names: alternatives(name), degrees, start: dates[0].to_owned(), end: dates[1].to_owned() }
    };
    lines.map(fact).collect()
}

impl Fact {
    /// Whether what was found is this; `loose` accepts any start where none is expected.
    fn is(&self, found: &Self, loose: bool) -> bool {
        let one = |wanted: &[String], found: &[String]| {
            let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
            wanted.contains(&"?") || wanted.is_empty() || is_one(&found[0], &wanted)
        };
        let open = |end: &str| matches!(end, "" | "present" | "unknown");
        one(&self.names, &found.names)
            && one(&self.degrees, &found.degrees)
            && (self.start == "?" || self.start == found.start || loose && self.start.is_empty())
            && match self.end.as_str() {
                "?" => true,
                "-" | "" => open(&found.end),
                end => end == found.end,
            }
    }

    fn told(&self) -> String {
        format!(
            "{} | {} | {} | {}",
            self.names[0],
            self.degrees.first().map_or("", String::as_str),
            self.start,
            self.end
        )
    }
}

fn found(record: &Record, kind: &str) -> Vec<Fact> {
    let end = |end: Option<&End>| end.map(ToString::to_string).unwrap_or_default();
    let start = |date: Option<vitagraph::date::Date>| date.map(|date| date.to_string()).unwrap_or_default();
    let work = record.work.iter().map(|work| Fact {
        names: vec![wording(work.name.as_ref()).to_owned()],
        degrees: Vec::new(),
        start: start(work.start_date),
        end: end(work.end_date.as_ref()),
    });
    let studies = record.education.iter().map(|study| Fact {
        names: vec![wording(study.institution.as_ref()).to_owned()],
        degrees: vec![wording(study.study_type.as_ref()).to_owned()],
        start: start(study.start_date),
        end: end(study.end_date.as_ref()),
    });
    if kind == "study" { studies.collect() } else { work.collect() }
}

/// How many facts of each kind are right, found and expected.
type Tally = [[usize; 3]; 2];

/// What is missing of a document, and what is too much, which the tally counts.
fn differences(path: &Path, setup: &Setup, tally: &mut Tally) -> Vec<String> {
    let name = path.file_name().unwrap().to_str().unwrap();
    let text = fs::read_to_string(path.with_extension("expected")).unwrap();
    let bytes = fs::read(path).unwrap();
    // Of a document of which nothing is understood, all is missing.
    let read = import(Document { name, bytes: &bytes, format: None }, &Words::new(setup));
    let yaml = read.map_or_else(|_| "basics: {}".to_owned(), |draft| draft.to_yaml());
    if std::env::var("VITAGRAPH_SHOW").is_ok_and(|shown| name.contains(&shown)) {
        println!("{yaml}");
    }
    let record = read_back(name, &yaml, setup);
    let mut differences = Vec::new();
    for (kind, counts) in ["position", "study"].into_iter().zip(tally) {
        let wanted = expected(&text, kind);
        let mut free = found(&record, kind);
        let mut take = |wanted: &Fact| {
            let at = free.iter().position(|found| wanted.is(found, kind == "study"));
            at.map(|at| free.remove(at)).is_some()
        };
        let all = wanted.len();
        let missing: Vec<Fact> = wanted.into_iter().filter(|wanted| !take(wanted)).collect();
        expected(&text, "other").iter().filter(|_| kind == "position").for_each(|other| {
            take(other);
        });
        let right = all - missing.len();
        let counted = [right, right + free.len(), all];
        counts.iter_mut().zip(counted).for_each(|(count, more)| *count += more);
        differences.extend(missing.iter().map(|fact| format!("{name}: missing {kind} {}", fact.told())));
        differences.extend(free.iter().map(|fact| format!("{name}: found {kind} {}", fact.told())));
    }
    differences
}

/// The documents of a folder that have a file of what is expected beside them.
fn documents(folder: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let expected = |path: &PathBuf| {
        path.extension().is_some_and(|end| end != "expected") && path.with_extension("expected").exists()
    };
    let mut documents: Vec<PathBuf> = files.filter(expected).collect();
    documents.sort();
    documents
}

#[test]
fn documents_in_the_forms_of_public_pages_are_read_as_their_readers_read_them() {
    let documents = documents(&root().join("tests/fixtures/layouts"));
    assert!(documents.len() >= 40, "{}", documents.len());
    let read = |path: &PathBuf| differences(path, &Setup::default(), &mut Tally::default());
    let differences: Vec<String> = documents.iter().flat_map(read).collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// Measures other documents: those of the folder that `VITAGRAPH_LAYOUTS` names.
#[test]
fn documents_of_a_folder_that_is_named_are_measured() {
    let Ok(folder) = std::env::var("VITAGRAPH_LAYOUTS") else { return };
    let mut tally = Tally::default();
    for path in documents(Path::new(&folder)) {
        differences(&path, &Setup::default(), &mut tally).iter().for_each(|difference| println!("{difference}"));
    }
    for (kind, [right, found, all]) in ["positions", "studies"].into_iter().zip(tally) {
        println!("{kind}: {right} right of {found} found, {all} expected: F1 {:.3}", f1(right, found, all));
    }
}

fn f1(right: usize, found: usize, expected: usize) -> f64 {
    2.0 * right as f64 / (found + expected).max(1) as f64
}
