use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};
use vitagraph::collection::Collection;
use vitagraph::link::{self, Candidate, Index, Likely, Outcome, Person, State, Weights};
use vitagraph::merge::Profile;
use vitagraph::report::{Report, Severity};
use vitagraph::works;

use super::output::print;
use super::{Arguments, table};

const EXAMPLES: &str = "Examples:
  vitagraph link                                what the lists in works/ have by people of the collection
  vitagraph link crossref.jsonl --format tsv    accepted links for scripts: work, person, confidence, reasons
  vitagraph link --person 刘硕                  only the works of one person";

/// Find out which papers and patents of lists are by people of the collection, and why
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Link {
    /// Lists of works, or folders of them [default: the collection's works/]
    #[arg(value_name = "FILE", value_hint = clap::ValueHint::AnyPath)]
    files: Vec<PathBuf>,
    /// The form of the result
    #[arg(long, value_name = "FORM", default_value = "table")]
    format: Format,
    /// Only works of this person: a key, or a name in any script
    #[arg(long, value_name = "PERSON")]
    person: Option<String>,
    /// Only links that are at least so probable, between 0 and 1
    #[arg(long, value_name = "P", default_value_t = 0.0)]
    min_confidence: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table for people, of links and of those to review
    Table,
    /// JSON with all reasons
    Json,
    /// Accepted links only: work, person, confidence, reasons
    Tsv,
}

impl Link {
    pub(super) fn run(&self, arguments: &Arguments) -> anyhow::Result<ExitCode> {
        let (collection, code) = arguments.collection()?;
        let mut report = Report::default();
        let people = people(&collection);
        let candidates = self.candidates(&arguments.root()?, &people, &mut report);
        let outcomes = link::link(&people, &candidates, &Weights::default(), |_, _| None);
        let outcomes = self.wanted(outcomes, &collection)?;
        print(&match self.format {
            Format::Table => as_table(&outcomes, &candidates),
            Format::Json => as_json(&outcomes, &candidates)?,
            Format::Tsv => as_tsv(&outcomes, &candidates),
        })?;
        arguments.tell(&report);
        Ok(if report.count(Severity::Error) > 0 { ExitCode::from(1) } else { code })
    }

    /// The works of all lists that may be by somebody here.
    fn candidates(&self, root: &Path, people: &[Person], report: &mut Report) -> Vec<Candidate> {
        let own = [root.join("works")];
        let named = if self.files.is_empty() { &own[..] } else { &self.files };
        let index = Index::new(people);
        let files = named.iter().flat_map(|path| files(path));
        let pieces = files.flat_map(|file| works::open(&file, &file.display().to_string(), None));
        let bar = progress();
        let candidates = link::read(pieces, &index, report, |works| bar.inc(works as u64));
        bar.finish_and_clear();
        candidates
    }

    fn wanted(&self, mut outcomes: Vec<Outcome>, collection: &Collection) -> anyhow::Result<Vec<Outcome>> {
        let person = self.person.as_deref().map(|person| collection.find_person(person)).transpose()?;
        let is_wanted = |likely: &Likely| {
            likely.confidence >= self.min_confidence && person.is_none_or(|person| *person == likely.person)
        };
        outcomes.retain(|outcome| match outcome.state {
            State::Review => outcome.people.iter().any(is_wanted),
            _ => is_wanted(&outcome.people[0]),
        });
        Ok(outcomes)
    }
}

/// What linking knows of the people of a collection.
pub(super) fn people(collection: &Collection) -> Vec<Person> {
    let setup = &collection.setup;
    Person::all(collection.people.iter().map(|(key, records)| Profile::new(key, records, setup)), setup)
}

/// The files of a folder in the order of their names; a file is itself.
fn files(path: &Path) -> Vec<PathBuf> {
    if !path.is_dir() {
        return vec![path.to_owned()];
    }
    let is_list = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        path.is_file() && !name.starts_with('.') && !name.ends_with(".md")
    };
    let entries = walkdir::WalkDir::new(path).sort_by_file_name().into_iter().flatten();
    entries.map(walkdir::DirEntry::into_path).filter(is_list).collect()
}

/// A bar on standard error, where that is a terminal.
fn progress() -> ProgressBar {
    let style = ProgressStyle::with_template("{spinner} {human_pos} works read, {per_sec}");
    ProgressBar::new_spinner().with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()))
}

fn reasons(likely: &Likely) -> String {
    let reason = |reason: &link::Reason| format!("{} {:+.1}: {}", reason.kind.name(), reason.weight, reason.text);
    likely.reasons.iter().map(reason).collect::<Vec<_>>().join("; ")
}

/// A text without what parts the columns of TSV.
fn cell(text: &str) -> String {
    text.replace(['\t', '\n', '\r'], " ")
}

fn as_tsv(outcomes: &[Outcome], candidates: &[Candidate]) -> String {
    let line = |outcome: &Outcome| {
        let (work, first) = (&candidates[outcome.work].work, &outcome.people[0]);
        format!("{}\t{}\t{:.3}\t{}\n", cell(&work.id), first.person.as_str(), first.confidence, cell(&reasons(first)))
    };
    outcomes.iter().filter(|outcome| outcome.state.holds()).map(line).collect()
}

fn as_json(outcomes: &[Outcome], candidates: &[Candidate]) -> anyhow::Result<String> {
    let person = |likely: &Likely| json!({"person": likely.person.as_str(), "confidence": likely.confidence, "reasons": likely.reasons});
    let entry = |outcome: &Outcome| -> Value {
        let work = &candidates[outcome.work].work;
        json!({
            "work": work.id,
            "title": work.titles.first(),
            "position": outcome.author + 1,
            "author": work.authors[outcome.author].name,
            "state": outcome.state,
            "people": outcome.people.iter().map(person).collect::<Vec<_>>(),
        })
    };
    Ok(serde_json::to_string_pretty(&outcomes.iter().map(entry).collect::<Vec<_>>())? + "\n")
}

fn as_table(outcomes: &[Outcome], candidates: &[Candidate]) -> String {
    let columns = ["work", "title", "author", "person", "", "confidence", "strongest reasons"].map(str::to_owned);
    let row = |outcome: &Outcome| {
        let (work, first) = (&candidates[outcome.work].work, &outcome.people[0]);
        let strongest: Vec<&str> = first.reasons.iter().take(2).map(|reason| reason.text.as_str()).collect();
        let state = if outcome.state.holds() { "" } else { "review" };
        vec![
            work.id.clone(),
            work.titles.first().cloned().unwrap_or_default(),
            work.authors[outcome.author].name.clone(),
            first.person.as_str().to_owned(),
            state.to_owned(),
            format!("{:.2}", first.confidence),
            strongest.join("; "),
        ]
    };
    table::table(&columns, &outcomes.iter().map(row).collect::<Vec<_>>(), super::query::width())
}
