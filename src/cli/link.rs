use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::bail;
use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};

use super::output::{print, tell, write_file};
use super::{Arguments, probability, review, table};
use crate::collection::{Collection, SourceRecord};
use crate::date::today;
use crate::decode::Key;
use crate::link::{self, Candidate, Index, Likely, Memory, Outcome, Person, State, Terms, WEIGHTS_FILE, Weights};
use crate::links::LINKS_FILE;
use crate::reconcile::Reconciler;
use crate::report::{Report, Severity};
use crate::works::{self, Work};

const EXAMPLES: &str = "Examples:
  vitagraph link                                what the lists in works/ have by people of the collection
  vitagraph link crossref.jsonl --format tsv    accepted links for scripts: work, person, confidence, reasons
  vitagraph link --person 刘硕                  only the works of one person
  vitagraph link --save                         keep what is accepted in links.yaml, for export and query
  vitagraph link --review                       decide the doubtful ones, one after the other
  vitagraph link --decisions answers.tsv        the same from a file: work, person, and yes or no a line";

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
    #[arg(long, value_name = "P", default_value_t = 0.0, value_parser = probability)]
    min_confidence: f64,
    /// Keep accepted links in the collection's links.yaml, from which export and query take them
    #[arg(long)]
    save: bool,
    /// Ask about the doubtful ones, and keep the answers in links.yaml
    #[arg(long, conflicts_with = "decisions")]
    review: bool,
    /// Keep the answers of a file in links.yaml: work, person key, and yes or no, with tabs between
    #[arg(long, value_name = "FILE")]
    decisions: Option<PathBuf>,
    /// Fit the weights of evidence to the decisions in links.yaml, and keep them in the collection's weights.toml
    #[arg(long, conflicts_with_all = ["review", "decisions", "save"])]
    fit: bool,
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
        let (root, mut report) = (arguments.root()?, Report::default());
        let mut memory = Memory::load(&root, &mut Report::default())?;
        if (self.save || self.review || self.decisions.is_some()) && !memory.is_readable() {
            bail!(
                "nothing can be added to {}, because it cannot be read; mend it first",
                root.join(LINKS_FILE).display()
            );
        }
        let before = memory.text().to_owned();
        let person = self.person.as_deref().map(|person| collection.find_person(person)).transpose()?;
        let mut people = people(&collection);
        let (candidates, works) = self.candidates(&root, &people, &mut report)?;
        memory.teach(&mut people, &candidates);
        let weights = Weights::load(&root, &mut report);
        let organizations = Reconciler::new(&collection.setup.organizations);
        if self.fit {
            arguments.tell(&report);
            fit(&root, &people, &candidates, &weights, &memory, &organizations)?;
            return Ok(exit_code(&report, code));
        }
        let outcomes = decide(&people, &candidates, &weights, &memory, &organizations);
        let wanted = self.wanted(&outcomes, person);
        if self.review {
            review::ask(&wanted, &candidates, &mut memory)?;
        } else if let Some(file) = &self.decisions {
            review::take(file, &people, &candidates, &outcomes, &mut memory, &mut report)?;
        } else {
            print(&self.printed(&wanted, &candidates)?)?;
            tell(summary(&wanted, works));
        }
        if self.save {
            memory.accept(&outcomes, &candidates, today());
        }
        if memory.text() != before {
            write_file(&root.join(LINKS_FILE), memory.text().as_bytes())?;
            tell(format_args!("{} is written", root.join(LINKS_FILE).display()));
        }
        arguments.tell(&report);
        Ok(exit_code(&report, code))
    }

    fn printed(&self, outcomes: &[Outcome], candidates: &[Candidate]) -> anyhow::Result<String> {
        Ok(match self.format {
            Format::Table => as_table(outcomes, candidates),
            Format::Json => as_json(outcomes, candidates)?,
            Format::Tsv => as_tsv(outcomes, candidates),
        })
    }

    /// The works of all lists that may be by somebody here, and how many works the lists have.
    fn candidates(&self, root: &Path, people: &[Person], report: &mut Report) -> anyhow::Result<(Vec<Candidate>, u64)> {
        let own = [root.join(works::FOLDER)];
        let named = if self.files.is_empty() { &own[..] } else { &self.files };
        if let Some(missing) = named.iter().find(|path| !path.exists()) {
            bail!("{} is not there; name lists of works, or put them into `{}/`", missing.display(), works::FOLDER);
        }
        let index = Index::new(people);
        let files: Vec<(PathBuf, String)> = named
            .iter()
            .flat_map(|path| works::files(path))
            .map(|file| (file.clone(), file.display().to_string()))
            .collect();
        if files.is_empty() {
            tell("there are no lists of works here; see `vitagraph link --help`");
        }
        let pieces = works::open_all(&files, None);
        let bar = progress("{spinner} {human_pos} works read, {per_sec}");
        let mut count = 0;
        let candidates = link::read(pieces, &index, report, |works| {
            count += works as u64;
            bar.set_position(count);
        });
        bar.finish_and_clear();
        Ok((link::unite(candidates, people, &index), count))
    }

    fn wanted<'o>(&self, outcomes: &'o [Outcome], person: Option<&Key>) -> Cow<'o, [Outcome]> {
        if person.is_none() && self.min_confidence <= 0.0 {
            return Cow::Borrowed(outcomes);
        }
        let is_wanted = |likely: &Likely| {
            likely.confidence >= self.min_confidence && person.is_none_or(|person| *person == likely.person)
        };
        let wanted = outcomes.iter().filter(|outcome| match outcome.state {
            State::Review => outcome.people.iter().any(is_wanted),
            _ => is_wanted(&outcome.people[0]),
        });
        wanted.cloned().collect()
    }
}

/// One where there are errors in the lists, else that of the collection.
fn exit_code(report: &Report, of_collection: ExitCode) -> ExitCode {
    if report.count(Severity::Error) > 0 { ExitCode::from(1) } else { of_collection }
}

/// A line about the result for people.
fn summary(outcomes: &[Outcome], works: u64) -> String {
    let links = outcomes.iter().filter(|outcome| outcome.state.holds()).count();
    format!("{works} works read, {links} linked, {} to review", outcomes.len() - links)
}

/// What linking knows of the people of a collection: what their records say, and not what it made of links itself.
fn people(collection: &Collection) -> Vec<Person> {
    let own = |(key, records)| {
        let records: &[SourceRecord] = records;
        let is_own = |record: &&SourceRecord| record.link.is_none();
        match records.iter().all(|record| is_own(&record)) {
            true => (key, Cow::Borrowed(records)),
            false => (key, Cow::Owned(records.iter().filter(is_own).cloned().collect())),
        }
    };
    Person::all(collection.people.iter().map(|(key, records)| own((key, records.as_slice()))), &collection.setup)
}

/// Fits weights to what was decided, and keeps them. They are fitted anew each time, so that no decision counts twice.
fn fit(
    root: &Path,
    people: &[Person],
    candidates: &[Candidate],
    old: &Weights,
    memory: &Memory,
    organizations: &Reconciler,
) -> anyhow::Result<()> {
    let decided = |work: &Work, person: &Key| memory.decided(work, person);
    let terms = Terms { weights: &Weights::default(), organizations, decided: &decided, told: &|_, _| {} };
    let (fitted, count) = link::fit(people, candidates, terms);
    if count == 0 {
        bail!("no decision is about a work of these lists; answer some questions of `vitagraph link --review` first");
    }
    let head = format!("Weights of evidence, fitted on {} to {count} decisions by `vitagraph link --fit`.", today());
    write_file(&root.join(WEIGHTS_FILE), fitted.dump(&head).as_bytes())?;
    tell(format_args!(
        "{} is {}",
        root.join(WEIGHTS_FILE).display(),
        if fitted == *old { "as it was" } else { "written" }
    ));
    Ok(())
}

/// Decides, with a bar on standard error.
fn decide(
    people: &[Person],
    candidates: &[Candidate],
    weights: &Weights,
    memory: &Memory,
    organizations: &Reconciler,
) -> Vec<Outcome> {
    let bar = progress("{bar:40} {human_pos} of {human_len} authors decided about");
    let told = |done: usize, all: usize| {
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    };
    let decided = |work: &Work, person: &Key| memory.decided(work, person);
    let terms = Terms { weights, organizations, decided: &decided, told: &told };
    let outcomes = link::link(people, candidates, terms);
    bar.finish_and_clear();
    outcomes
}

/// A bar on standard error, where that is a terminal.
fn progress(template: &str) -> ProgressBar {
    let style = ProgressStyle::with_template(template);
    ProgressBar::new_spinner().with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()))
}

fn reasons(likely: &Likely) -> String {
    likely.reasons.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// A text without what parts the columns of TSV.
fn cell(text: &str) -> String {
    text.replace(['\t', '\n', '\r'], " ")
}

fn as_tsv(outcomes: &[Outcome], candidates: &[Candidate]) -> String {
    let lines = |outcome: &Outcome| {
        let (candidate, first) = (&candidates[outcome.work], &outcome.people[0]);
        let (person, confidence, reasons) = (first.person.as_str(), first.confidence, cell(&reasons(first)));
        let line = |id: &String| format!("{}\t{person}\t{confidence:.3}\t{reasons}\n", cell(id));
        candidate.ids().map(line).collect::<String>()
    };
    outcomes.iter().filter(|outcome| outcome.state.holds()).map(lines).collect()
}

fn as_json(outcomes: &[Outcome], candidates: &[Candidate]) -> anyhow::Result<String> {
    let person = |likely: &Likely| json!({"person": likely.person.as_str(), "confidence": likely.confidence, "reasons": likely.reasons});
    let entry = |outcome: &Outcome| -> Value {
        let work = &candidates[outcome.work].work;
        json!({
            "work": work.id,
            "copies": candidates[outcome.work].copies,
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
    table::table(&columns, &outcomes.iter().map(row).collect::<Vec<_>>(), table::width())
}
