//! Importing CVs, measured: what is read of a document against what a careful reader finds in it.
//!
//! A position is right when organization, start and end are; its title and department count on their own. A study is
//! right when institution, degree, start and end are. Works are publications; projects are those of the list, and where
//! only their number is stated, that many count. Skills are named technologies, which have no Chinese characters in
//! their names. A field that the expected entry leaves open is not measured.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use vitagraph::collection::{Read, load_setup};
use vitagraph::date::End;
use vitagraph::import::{Document, Draft, Words, import};
use vitagraph::pieces::Piece;
use vitagraph::record::{Education, Project, Record, Work};
use vitagraph::report::{Report, Severity};
use vitagraph::setup::Setup;
use vitagraph::text::{Text, folded};

use crate::support::{root, shared};

/// Right, wrong and missing ones of a kind.
#[derive(Clone, Copy, Debug, Default)]
struct Score {
    right: usize,
    found: usize,
    expected: usize,
}

impl Score {
    fn f1(self) -> f64 {
        if self.found + self.expected == 0 {
            1.0
        } else {
            2.0 * self.right as f64 / (self.found + self.expected) as f64
        }
    }

    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.found += other.found;
        self.expected += other.expected;
    }
}

type Scores = BTreeMap<&'static str, Score>;

fn setup() -> Setup {
    load_setup(&root().join("data"), &mut Report::default())
}

pub(crate) fn draft(path: &Path, setup: &Setup) -> Option<Draft> {
    let bytes = fs::read(path).unwrap();
    let name = path.file_name().unwrap().to_str().unwrap();
    if cfg!(not(feature = "pdf")) && name.ends_with(".pdf") {
        return None;
    }
    let read = import(Document { name, bytes: &bytes, format: None }, &Words::new(setup));
    Some(read.unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

/// The record of a draft, read back by the program; it has no fault.
pub(crate) fn read_back(name: &str, yaml: &str, setup: &Setup) -> Record {
    let piece = Piece::File { name: "people/x.yaml".into(), text: yaml.to_owned() };
    let mut read = Read::piece(piece, setup);
    let faults: Vec<String> = read
        .report
        .findings()
        .iter()
        .filter(|finding| finding.severity != Severity::Note)
        .map(ToString::to_string)
        .collect();
    assert_eq!(faults, Vec::<String>::new(), "{name}\n{yaml}");
    read.records.remove(0).record
}

/// The spellings that an expected field accepts; none where it is left open.
fn spellings<'v>(entry: &'v Value, field: &str) -> Option<Vec<&'v str>> {
    match entry.get(field)? {
        Value::Array(all) => Some(all.iter().filter_map(Value::as_str).collect()),
        Value::String(one) => Some(vec![one]),
        _ => None,
    }
}

/// Whether a name is one of the spellings, with brackets behind it or not.
pub(crate) fn is_one(name: &str, spellings: &[&str]) -> bool {
    let cut = |text: &str| folded(text.split(['（', '(']).next().unwrap_or_default());
    spellings
        .iter()
        .any(|spelling| folded(name) == folded(spelling) || (!cut(name).is_empty() && cut(name) == cut(spelling)))
}

pub(crate) fn wording(text: Option<&Text>) -> &str {
    text.map_or("", |text| text.pick([]))
}

fn end_is(end: Option<&End>, expected: Option<&Value>) -> bool {
    match expected {
        None => true,
        Some(Value::String(date)) => end.is_some_and(|end| end.to_string() == *date),
        // Still running, or not stated.
        Some(_) => !matches!(end, Some(End::Date(_))),
    }
}

fn start_is(start: Option<String>, expected: Option<&Value>) -> bool {
    match expected {
        None => true,
        Some(Value::String(date)) => start.as_deref() == Some(date),
        Some(_) => start.is_none(),
    }
}

fn position_is(work: &Work, expected: &Value) -> bool {
    let names = spellings(expected, "organization").unwrap_or_default();
    is_one(wording(work.name.as_ref()), &names)
        && start_is(work.start_date.map(|date| date.to_string()), expected.get("start"))
        && end_is(work.end_date.as_ref(), expected.get("end"))
}

fn study_is(study: &Education, expected: &Value) -> bool {
    let names = spellings(expected, "institution").unwrap_or_default();
    let degree =
        spellings(expected, "degree").is_none_or(|degrees| is_one(wording(study.study_type.as_ref()), &degrees));
    let start = study.start_date.map(|date| date.to_string());
    // A date alone may be written as either end.
    let lone = matches!(expected.get("start"), Some(Value::Null)) || start_is(start, expected.get("start"));
    degree
        && lone
        && is_one(wording(study.institution.as_ref()), &names)
        && end_is(study.end_date.as_ref(), expected.get("end"))
}

/// Counts the expected entries that something found is, each thing found for one.
fn count<T>(found: &[T], expected: &[&Value], is: impl Fn(&T, &Value) -> bool) -> (Score, Vec<Option<usize>>) {
    let mut free: Vec<usize> = (0..found.len()).collect();
    let mut matched = Vec::new();
    for entry in expected {
        let place = free.iter().position(|at| is(&found[*at], entry));
        matched.push(place.map(|place| free.remove(place)));
    }
    let right = matched.iter().flatten().count();
    (Score { right, found: found.len(), expected: expected.len() }, matched)
}

fn list<'v>(value: &'v Value, name: &str) -> Vec<&'v Value> {
    value.get(name).and_then(Value::as_array).into_iter().flatten().collect()
}

/// A field of those positions that are right.
fn field(
    work: &[Work],
    positions: &[&Value],
    matched: &[Option<usize>],
    name: &str,
    get: impl Fn(&Work) -> &str,
) -> Score {
    let mut score = Score::default();
    for (entry, at) in positions.iter().zip(matched) {
        let Some(expected) = spellings(entry, name) else { continue };
        let found = at.map_or("", |at| get(&work[at]));
        score.add(Score {
            right: usize::from(is_one(found, &expected)),
            found: usize::from(!found.is_empty()),
            expected: 1,
        });
    }
    score
}

fn projects(record: &Record, expected: &Value, matched: &[Option<usize>]) -> Score {
    let all: Vec<&Project> = record.projects.iter().chain(record.work.iter().flat_map(|work| &work.projects)).collect();
    let mut score = Score::default();
    let named = list(expected, "projects");
    let within: usize = record.work.iter().map(|work| work.projects.len()).sum();
    if !named.is_empty() {
        score.add(
            count(&all, &named, |project, entry| {
                is_one(wording(project.name.as_ref()), &spellings(entry, "name").unwrap_or_default())
            })
            .0,
        );
    }
    for (entry, at) in list(expected, "positions").iter().zip(matched) {
        let Some(number) = entry.get("projects").and_then(Value::as_u64).map(|number| usize::try_from(number).unwrap())
        else {
            continue;
        };
        let found = at.map_or(0, |at| record.work[at].projects.len());
        score.add(Score { right: number.min(found), found, expected: number });
    }
    let contributions = list(expected, "contributions");
    if !contributions.is_empty() && named.is_empty() {
        let apart: Vec<&Project> = all.iter().copied().take(all.len() - within).collect();
        let is = |project: &&Project, entry: &Value| {
            spellings(entry, "project")
                .unwrap_or_default()
                .iter()
                .any(|name| folded(wording(project.name.as_ref())).contains(&folded(name)))
        };
        score.add(count(&apart, &contributions, is).0);
    }
    score
}

fn skills(record: &Record, expected: &Value) -> Score {
    let technology = |name: &str| !name.chars().any(vitagraph::text::is_han);
    let compare = |found: Vec<&str>, expected: Vec<&str>| {
        let known: Vec<&str> = found.into_iter().filter(|name| technology(name)).collect();
        let right = expected.iter().filter(|name| known.iter().any(|other| folded(other) == folded(name))).count();
        Score { right, found: known.len(), expected: expected.len() }
    };
    let mut score = Score::default();
    let listed = spellings(expected, "skills").unwrap_or_default();
    if !listed.is_empty() {
        score.add(compare(record.skills.iter().map(|skill| wording(skill.name.as_ref())).collect(), listed));
    }
    for entry in list(expected, "positions") {
        let Some(technologies) = spellings(entry, "technologies") else { continue };
        let names = spellings(entry, "organization").unwrap_or_default();
        let work = record.work.iter().find(|work| {
            is_one(wording(work.name.as_ref()), &names)
                && start_is(work.start_date.map(|date| date.to_string()), entry.get("start"))
        });
        score.add(compare(
            work.map(|work| work.keywords.iter().map(|text| text.pick([])).collect()).unwrap_or_default(),
            technologies,
        ));
    }
    score
}

/// The scores of a record by kind.
fn scores(record: &Record, expected: &Value) -> Scores {
    let positions = list(expected, "positions");
    let (mut position, matched) = count(&record.work, &positions, position_is);
    // Clubs, editors and the like may be read as positions, or not.
    let (others, _) = count(&record.work, &list(expected, "other_roles"), position_is);
    position.found -= others.right.min(position.found - position.right);
    let (study, _) = count(&record.education, &list(expected, "education"), study_is);
    let title = field(&record.work, &positions, &matched, "title", |work| wording(work.position.as_ref()));
    let department = field(&record.work, &positions, &matched, "department", |work| wording(work.department.as_ref()));
    let works = list(expected, "publications");
    let (work, _) = count(&record.publications, &works, |paper, entry| {
        is_one(wording(paper.name.as_ref()), &spellings(entry, "title").unwrap_or_default())
    });
    BTreeMap::from([
        ("position", position),
        ("study", study),
        ("title", title),
        ("department", department),
        ("work", work),
        ("project", projects(record, expected, &matched)),
        ("skill", skills(record, expected)),
    ])
}

/// Prints the scores of documents and demands those of all together.
fn demand(documents: &[(String, Scores)], least: impl Fn(&str) -> f64, least_each: f64) {
    let mut all = Scores::new();
    for (name, scores) in documents {
        let line: Vec<String> = scores
            .iter()
            .map(|(kind, score)| {
                format!("{kind} {:.2} ({}/{}/{})", score.f1(), score.right, score.found, score.expected)
            })
            .collect();
        println!("{name}: {}", line.join(", "));
        scores.iter().for_each(|(kind, score)| all.entry(kind).or_default().add(*score));
    }
    for (kind, score) in &all {
        let (precision, recall) =
            (score.right as f64 / score.found.max(1) as f64, score.right as f64 / score.expected.max(1) as f64);
        println!("{kind}: precision {precision:.3}, recall {recall:.3}, F1 {:.3}", score.f1());
    }
    for (kind, score) in &all {
        assert!(score.f1() >= least(kind), "{kind}: {:.3}", score.f1());
    }
    for (name, scores) in documents {
        for (kind, score) in scores.iter().filter(|(kind, _)| matches!(**kind, "position" | "study")) {
            assert!(score.f1() >= least_each, "{name}: {kind} {:.3}", score.f1());
        }
    }
}

/// Prints positions and studies as they were found and as they are expected, where these differ.
fn tell_misses(name: &str, record: &Record, expected: &Value, scores: &Scores) {
    let date = |date: Option<vitagraph::date::Date>| date.map(|date| date.to_string()).unwrap_or_default();
    let end = |end: Option<&End>| end.map(ToString::to_string).unwrap_or_default();
    if scores["position"].f1() < 1.0 {
        println!("== {name}: positions");
        for work in &record.work {
            println!(
                "  found    {} | {} | {} | {}",
                wording(work.name.as_ref()),
                wording(work.position.as_ref()),
                date(work.start_date),
                end(work.end_date.as_ref())
            );
        }
        list(expected, "positions").iter().for_each(|entry| {
            println!(
                "  expected {} | {} | {} | {}",
                entry["organization"], entry["title"], entry["start"], entry["end"]
            )
        });
    }
    if scores["study"].f1() < 1.0 {
        println!("== {name}: studies");
        for study in &record.education {
            println!(
                "  found    {} | {} | {} | {}",
                wording(study.institution.as_ref()),
                wording(study.study_type.as_ref()),
                date(study.start_date),
                end(study.end_date.as_ref())
            );
        }
        list(expected, "education").iter().for_each(|entry| {
            println!(
                "  expected {} | {} | {} | {}",
                entry["institution"], entry["degree"], entry["start"], entry["end"]
            )
        });
    }
}

/// The documents with what is expected of each.
fn measured(documents: Vec<(PathBuf, Value)>) -> Vec<(String, Scores)> {
    let setup = setup();
    let measure = |(path, expected): (PathBuf, Value)| {
        let case = path.parent().and_then(Path::file_name).unwrap().to_string_lossy();
        let name = format!("{case}/{}", path.file_name().unwrap().to_str().unwrap());
        let Some(draft) = draft(&path, &setup) else { return (name, Scores::new()) };
        let yaml = draft.to_yaml();
        if std::env::var("VITAGRAPH_SHOW").is_ok_and(|shown| name.contains(&shown)) {
            println!("{yaml}\n{:#?}", draft.unread);
        }
        let record = read_back(&name, &yaml, &setup);
        let scores = scores(&record, &expected);
        if std::env::var_os("VITAGRAPH_MISSES").is_some() {
            tell_misses(&name, &record, &expected, &scores);
        }
        (name, scores)
    };
    documents.into_iter().map(measure).collect()
}

#[test]
fn the_seed_documents_are_read_as_a_careful_reader_reads_them() {
    let Some(gold) = shared("seeds/gold.json") else { return };
    let gold: Value = serde_json::from_str(&fs::read_to_string(&gold).unwrap()).unwrap();
    let documents = gold.as_object().unwrap().iter().filter(|(name, _)| *name != "note");
    let documents = documents.map(|(name, expected)| (root().join("../shared/seeds").join(name), expected.clone()));
    let least = |kind: &str| if matches!(kind, "position" | "study") { 0.95 } else { 0.90 };
    demand(&measured(documents.collect()), least, 0.80);
}

#[test]
fn the_documents_of_the_fixtures_are_read_as_their_readers_read_them() {
    let folder = root().join("tests/fixtures/cv");
    let mut cases: Vec<PathBuf> =
        fs::read_dir(&folder).into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
    cases.retain(|case| case.is_dir());
    cases.sort();
    let document = |case: &PathBuf| {
        let files = fs::read_dir(case).unwrap().map(|entry| entry.unwrap().path());
        let path = files.into_iter().find(|path| path.file_stem().is_some_and(|stem| stem == "cv")).unwrap();
        let expected = fs::read_to_string(case.join("expected.json")).unwrap();
        (path, serde_json::from_str(&expected).unwrap())
    };
    let least = |kind: &str| if matches!(kind, "position" | "study") { 0.85 } else { 0.0 };
    demand(&measured(cases.iter().map(document).collect()), least, 0.0);
}
