//! `vitagraph check`: everything that is wrong with a collection, before anyone else sees it.

mod complete;
mod mend;
mod output;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use mend::mend;

use super::{Arguments, print};
use crate::check::{self, Options};
use crate::collection::load_setup;
use crate::report::{Report, Severity, near};
use crate::rules;

const EXAMPLES: &str = "Examples:
  vitagraph check                              the collection here
  vitagraph check index.html                   the structured data of a page, whoever wrote it
  vitagraph check --pages site                 whether blocks and documents in a folder are still true
  vitagraph check --fail-on warning            for CI: exit with 1 at warnings too
  vitagraph check --format github              as annotations of a GitHub workflow
  vitagraph check --format sarif > out.sarif   for code scanning
  vitagraph check --graph dump.nq              a graph that was written to a file
  vitagraph check --shapes my-shapes.ttl       the graph against SHACL of your own
  vitagraph check --rules                      all rules
  vitagraph check --explain date/gap           what one rule wants, and why
  vitagraph check --completeness               how complete each profile is

Exit codes: 0 fine, 1 there are findings at or above --fail-on, 2 cannot run";

/// Find what is wrong with a collection: its files, its records, its graph, and what search engines read
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Check {
    /// Pages and files of JSON-LD, or folders of them, whoever wrote them, in place of the collection
    #[arg(value_name = "FILE", value_hint = clap::ValueHint::AnyPath, conflicts_with_all = ["rules", "explain", "fix"])]
    files: Vec<PathBuf>,
    /// Compare the blocks and documents that were written into this folder with what would be written now
    #[arg(long, value_name = "DIR", value_hint = clap::ValueHint::DirPath, conflicts_with_all = ["files", "rules", "explain", "fix"])]
    pages: Option<PathBuf>,
    /// List all rules
    #[arg(long, conflicts_with_all = ["explain", "fail_on"])]
    rules: bool,
    /// Tell what one rule wants, and why
    #[arg(long, value_name = "RULE", conflicts_with = "fail_on")]
    explain: Option<String>,
    /// Look only for findings of these rules, or of these groups of rules
    #[arg(long, value_name = "RULE", num_args = 1.., value_delimiter = ',')]
    only: Vec<String>,
    /// The least grave findings that make the exit code 1
    #[arg(long, value_name = "LEVEL", default_value = "error")]
    fail_on: Level,
    /// Mend what can be mended without harm, in place; comments and layout stay. The lines that change are shown
    #[arg(long)]
    fix: bool,
    /// With --fix: show the lines that would change, and leave them
    #[arg(long, requires = "fix")]
    dry_run: bool,
    /// Tell in place of findings how complete each profile is, by what search engines recommend
    #[arg(long, conflicts_with_all = ["only", "fix", "fail_on"])]
    completeness: bool,
    /// Check the graph in this file, such as a dump in N-Quads or Turtle, in place of the collection
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath, conflicts_with_all = ["fix", "completeness"])]
    graph: Option<PathBuf>,
    /// Hold the graph to the shapes of this file, SHACL in Turtle, in place of those that come with the program
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    shapes: Option<PathBuf>,
    /// The form of the output
    #[arg(long, value_name = "FORM", default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Level {
    Error,
    Warning,
    Note,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Each finding with the lines that it is about
    Text,
    /// A list for programs
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of a GitHub workflow
    Github,
}

impl From<Level> for Severity {
    fn from(level: Level) -> Self {
        match level {
            Level::Error => Self::Error,
            Level::Warning => Self::Warning,
            Level::Note => Self::Note,
        }
    }
}

impl Check {
    pub(super) fn run(&self, arguments: &Arguments) -> anyhow::Result<ExitCode> {
        if self.rules {
            return output::list(self.format).map(|()| ExitCode::SUCCESS);
        }
        if let Some(id) = &self.explain {
            return output::explain(rule_named(id)?).map(|()| ExitCode::SUCCESS);
        }
        self.only.iter().try_for_each(|name| rule_or_group(name))?;
        let root = arguments.root()?;
        let shapes = self.shapes.as_deref().map(text_of).transpose()?;
        let shapes = shapes.as_ref().map(|(name, text)| (name.as_str(), text.as_str()));
        let options = Options { shapes, only: &self.only };
        if let Some(path) = &self.graph {
            return self.tell(dump(path, &options)?, Path::new(""), arguments.verbose);
        }
        if !self.files.is_empty() {
            let report = check::files(&self.files).with_levels(&levels(&root));
            return self.tell(report, Path::new(""), arguments.verbose);
        }
        if let Some(folder) = &self.pages {
            return self.tell(check::pages(&root, folder)?, Path::new(""), arguments.verbose);
        }
        if self.completeness {
            let (collection, code) = arguments.collection()?;
            return complete::show(&collection, self.format).map(|()| code);
        }
        let mut report = check::check(&root, &options)?.1;
        if self.fix && mend(&report, &root, self.dry_run)? && !self.dry_run {
            report = check::check(&root, &options)?.1;
        }
        self.tell(report, &root, arguments.verbose)
    }

    /// Prints the findings that are wanted, and says whether there are grave ones.
    fn tell(&self, report: Report, root: &Path, verbose: bool) -> anyhow::Result<ExitCode> {
        let options = Options { shapes: None, only: &self.only };
        let report = report.filter(|finding| options.wants(&[finding.rule]));
        self.show(&report, root, verbose)?;
        let failed = report.findings().iter().any(|finding| finding.severity <= self.fail_on.into());
        Ok(ExitCode::from(u8::from(failed)))
    }

    fn show(&self, report: &Report, root: &Path, verbose: bool) -> anyhow::Result<()> {
        match self.format {
            Format::Text => output::text(report, root, verbose || matches!(self.fail_on, Level::Note)),
            Format::Json => print(&(serde_json::to_string_pretty(&report.findings())? + "\n")),
            Format::Sarif => print(&(serde_json::to_string_pretty(&output::sarif(report))? + "\n")),
            Format::Github => print(&output::github(report)),
        }
    }
}

/// What is found in a file of RDF.
fn dump(path: &Path, options: &Options<'_>) -> anyhow::Result<Report> {
    let bytes = fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    let report = check::check_dump(&path.to_string_lossy(), &bytes, &ending, options);
    report.with_context(|| format!("{} has no ending of RDF, such as `.nq` or `.ttl`", path.display()))
}

/// The name and text of a file.
fn text_of(path: &Path) -> anyhow::Result<(String, String)> {
    let text = fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    Ok((path.display().to_string(), text))
}

/// The levels of rules in the settings of a collection, if there is one; what is wrong with them is told elsewhere.
fn levels(root: &Path) -> BTreeMap<String, Option<Severity>> {
    load_setup(root, &mut Report::default()).settings.levels
}

fn rule_named(id: &str) -> anyhow::Result<&'static crate::report::Rule> {
    let Some(rule) = rules::named(id) else { bail!(unknown(id, rules::all().map(|rule| rule.id))) };
    Ok(rule)
}

fn rule_or_group(name: &str) -> anyhow::Result<()> {
    if !rules::names().contains(name) {
        bail!(unknown(name, rules::names()));
    }
    Ok(())
}

fn unknown(name: &str, known: impl IntoIterator<Item = &'static str>) -> String {
    let near = near(name, known);
    let hint =
        near.first().map_or("`vitagraph check --rules` lists all".into(), |name| format!("did you mean `{name}`?"));
    format!("unknown rule `{name}`; {hint}")
}
