use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::bail;
use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Map, Value, json};

use super::output::{stream_file, tell};
use super::rows::{Row, Rows};
use super::{Arguments, probability, table};
use crate::collection::load_setup;
use crate::decode::Key;
use crate::pieces::{in_order, threads};
use crate::reconcile::{Candidate, Decision, Reconciler, Thresholds, Verdict};
use crate::register::{Organization, Register};
use crate::report::{Finding, Report};
use crate::tree::shortened;

const EXAMPLES: &str = "Examples:
  vitagraph reconcile affiliations.csv                       the only column, or the one named `affiliation`
  vitagraph reconcile people.csv --column employer > linked.csv
  echo 'Dept. of Physics, Peking Univ.' | vitagraph reconcile - --format table
  vitagraph reconcile strings.txt --format json --out linked.json
  vitagraph reconcile strings.txt --link 0.6                 fewer links, and fewer wrong ones

A table keeps its columns and gets: key, name, decision (link, review, none), confidence (0 to 1), reasons, and
candidates, which are the best three of those that a person should look at. Key and name are given for links only.

Exit codes: 0 fine, 1 there are errors in the files, 2 cannot run";

/// How many rows one thread takes at a time.
const ROWS: usize = 256;

/// The columns that a decision adds to a table.
const ADDED: [&str; 6] = ["key", "name", "decision", "confidence", "reasons", "candidates"];

/// Find the organizations of the register in strings, such as affiliations and employers
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Reconcile {
    /// A table (CSV or TSV with a head), or a text with one string on each line; `-` for standard input
    #[arg(value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    file: PathBuf,
    /// The column with the strings, which makes the input a table [default: the only one, or the one with a usual name]
    #[arg(long, value_name = "NAME")]
    column: Option<String>,
    /// How to write the result
    #[arg(long, value_name = "FORMAT", default_value = "csv")]
    format: Format,
    /// Write into this file
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    out: Option<PathBuf>,
    /// From which confidence on a string is linked, from 0 to 1
    #[arg(long, value_name = "P", default_value_t = Thresholds::default().link, value_parser = threshold)]
    link: f32,
    /// From which confidence on a person should look at it
    #[arg(long, value_name = "P", default_value_t = Thresholds::default().review, value_parser = threshold)]
    review: f32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The columns of the input, and those of the decision
    Csv,
    /// A list of objects
    Json,
    /// A table for people
    Table,
}

impl Reconcile {
    pub(super) fn run(&self, arguments: &Arguments) -> anyhow::Result<ExitCode> {
        let mut report = Report::default();
        let setup = load_setup(&arguments.root()?, &mut report);
        if setup.organizations.iter().next().is_none() {
            arguments.tell(&report);
            bail!("the collection has no organizations; its register is the file `organizations.yaml`");
        }
        let rows = Rows::open(&self.file, self.column.as_deref())?;
        let progress = progress(&self.file)?;
        let reconciler = Reconciler::new(&setup.organizations);
        let reconciler = reconciler.with_thresholds(Thresholds { link: self.link, review: self.review });
        let job = Job { format: self.format, head: rows.head().to_vec(), reconciler, register: &setup.organizations };
        let mut work = Work::default();
        self.write(|output| work.run(&job, rows, &progress, output))?;
        progress.finish_and_clear();
        work.findings.into_iter().for_each(|finding| report.push(finding));
        let [links, reviews, none] = work.counts;
        tell(format_args!("{links} linked, {reviews} to review, {none} without an organization of the register"));
        Ok(arguments.tell(&report))
    }

    /// Writes the result to its place: a file is whole or not there at all.
    fn write(&self, run: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>) -> anyhow::Result<()> {
        match &self.out {
            Some(path) => stream_file(path, run),
            None => Ok(run(&mut io::stdout())?),
        }
    }
}

/// What all rows need.
struct Job<'r> {
    format: Format,
    head: Vec<String>,
    reconciler: Reconciler,
    register: &'r Register<Organization>,
}

/// What became of some rows.
#[derive(Default)]
struct Done {
    text: String,
    lines: Vec<Vec<String>>,
    counts: [usize; 3],
    findings: Vec<Finding>,
    bytes: u64,
}

/// What became of all rows so far.
#[derive(Default)]
struct Work {
    counts: [usize; 3],
    findings: Vec<Finding>,
}

impl Work {
    fn run(
        &mut self,
        job: &Job<'_>,
        rows: Rows,
        progress: &ProgressBar,
        output: &mut (dyn Write + Send),
    ) -> io::Result<()> {
        output.write_all(job.head().as_bytes())?;
        let (mut lines, mut is_first) = (Vec::new(), true);
        in_order(
            rows.pieces(ROWS),
            threads(),
            |piece| job.work(piece),
            |mut done: Done| {
                progress.set_position(done.bytes);
                self.counts.iter_mut().zip(done.counts).for_each(|(sum, count)| *sum += count);
                self.findings.append(&mut done.findings);
                lines.append(&mut done.lines);
                if !is_first && !done.text.is_empty() {
                    output.write_all(job.separator().as_bytes())?;
                }
                is_first &= done.text.is_empty();
                output.write_all(done.text.as_bytes())
            },
        )?;
        output.write_all(job.end(&lines).as_bytes())?;
        output.flush()
    }
}

impl Job<'_> {
    fn work(&self, piece: Vec<Result<Row, Finding>>) -> Done {
        let mut done = Done::default();
        let mut texts = Vec::new();
        for row in piece {
            match row {
                Ok(row) => {
                    let decision = self.reconciler.find(&row.text);
                    done.counts[decision.verdict as usize] += 1;
                    done.bytes = row.end;
                    match self.format {
                        Format::Csv => texts.push(self.record(&row, &decision)),
                        Format::Json => texts.push(self.object(&row, &decision).to_string()),
                        Format::Table => done.lines.push(self.line(&row, &decision)),
                    }
                }
                Err(finding) => done.findings.push(finding),
            }
        }
        done.text = texts.join(self.separator());
        done
    }

    /// What stands before all rows.
    fn head(&self) -> String {
        match self.format {
            Format::Csv => csv_line(self.head.iter().map(String::as_str).chain(ADDED)),
            Format::Json => "[\n".into(),
            Format::Table => String::new(),
        }
    }

    /// What stands between two rows.
    fn separator(&self) -> &'static str {
        if self.format == Format::Json { ",\n" } else { "" }
    }

    /// What stands after all rows.
    fn end(&self, lines: &[Vec<String>]) -> String {
        match self.format {
            Format::Csv => String::new(),
            Format::Json => "\n]\n".into(),
            Format::Table => {
                let columns = ["string", "decision", "confidence", "key", "name", "reasons"].map(str::to_owned);
                table::table(&columns, lines, table::width())
            }
        }
    }

    fn record(&self, row: &Row, decision: &Decision) -> String {
        let link = decision.link();
        let best = decision.candidates.first();
        let review = if decision.verdict == Verdict::Review { &decision.candidates[..] } else { &[] };
        let added = [
            link.map(|link| link.key.as_str().to_owned()),
            link.map(|link| self.name(&link.key)),
            Some(decision.verdict.name().to_owned()),
            best.map(confidence),
            best.map(reasons),
            Some(review.iter().map(|candidate| self.candidate(candidate)).collect::<Vec<_>>().join(" | ")),
        ];
        let added = added.iter().map(|cell| cell.as_deref().unwrap_or_default());
        csv_line(row.cells.iter().map(String::as_str).chain(added))
    }

    /// A candidate for a person to look at.
    fn candidate(&self, candidate: &Candidate) -> String {
        let (key, name) = (candidate.key.as_str(), self.name(&candidate.key));
        format!("{key} ({name}, {}): {}", confidence(candidate), reasons(candidate))
    }

    fn object(&self, row: &Row, decision: &Decision) -> Value {
        let cells = self.head.iter().cloned().zip(row.cells.iter().cloned().map(Value::String));
        let candidate = |candidate: &Candidate| {
            let reasons: Vec<String> = candidate.reasons.iter().map(ToString::to_string).collect();
            let (key, name) = (candidate.key.as_str(), self.name(&candidate.key));
            json!({"key": key, "name": name, "confidence": rounded(candidate.confidence), "reasons": reasons})
        };
        let candidates: Vec<Value> = decision.candidates.iter().map(candidate).collect();
        json!({
            "row": cells.collect::<Map<_, _>>(),
            "decision": decision.verdict.name(),
            "key": decision.link().map(|link| link.key.as_str()),
            "candidates": candidates,
        })
    }

    /// A row of the table for people: one that is to be looked at has a line for each candidate.
    fn line(&self, row: &Row, decision: &Decision) -> Vec<String> {
        let shown = if decision.verdict == Verdict::Review { 3 } else { 1 };
        let candidates = &decision.candidates[..decision.candidates.len().min(shown)];
        let cell = |show: &dyn Fn(&Candidate) -> String| candidates.iter().map(show).collect::<Vec<_>>().join("\n");
        vec![
            shortened(&row.text),
            decision.verdict.name().to_owned(),
            cell(&confidence),
            cell(&|candidate| candidate.key.as_str().to_owned()),
            cell(&|candidate| self.name(&candidate.key)),
            cell(&reasons),
        ]
    }

    fn name(&self, key: &Key) -> String {
        let name = self.register.get(key).and_then(|organization| organization.name.as_ref());
        name.map_or(key.as_str(), |name| name.pick([])).to_owned()
    }
}

/// A probability as thresholds have it.
fn threshold(text: &str) -> Result<f32, String> {
    probability(text)?;
    text.parse().map_err(|error: std::num::ParseFloatError| error.to_string())
}

fn csv_line<'c>(cells: impl Iterator<Item = &'c str>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let written = writer.write_record(cells).ok().and_then(|()| writer.into_inner().ok());
    written.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

fn confidence(candidate: &Candidate) -> String {
    format!("{:.2}", candidate.confidence)
}

fn rounded(confidence: f32) -> f64 {
    (f64::from(confidence) * 100.0).round() / 100.0
}

fn reasons(candidate: &Candidate) -> String {
    candidate.reasons.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// A bar that fills with the bytes of a file that are read.
fn progress(file: &Path) -> anyhow::Result<ProgressBar> {
    let Ok(known) = std::fs::metadata(file) else { return Ok(ProgressBar::hidden()) };
    let style = ProgressStyle::with_template("{bar:40} {bytes} of {total_bytes}, {eta} left")?;
    Ok(ProgressBar::new(known.len()).with_style(style))
}
