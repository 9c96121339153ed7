//! `vitagraph check`: everything that is wrong with a collection, before anyone else sees it.

mod complete;
mod mend;
mod output;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use mend::mend;

use super::{Arguments, print};
use crate::check::{Options, check_with};
use crate::report::{Report, Severity, near};
use crate::rules;

const EXAMPLES: &str = "Examples:
  vitagraph check                              the collection here
  vitagraph check --fail-on warning            for CI: exit with 1 at warnings too
  vitagraph check --format github              as annotations of a GitHub workflow
  vitagraph check --format sarif > out.sarif   for code scanning
  vitagraph check --shapes my-shapes.ttl       the graph against SHACL of your own
  vitagraph check --rules                      all rules
  vitagraph check --explain date/gap           what one rule wants, and why
  vitagraph check --completeness               how complete each profile is

Exit codes: 0 fine, 1 there are findings at or above --fail-on, 2 cannot run";

/// Find what is wrong with a collection: its files, its records, its graph, and what search engines read
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Check {
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
        if self.completeness {
            return complete::show(&check(&root)?.0, self.format).map(|()| ExitCode::SUCCESS);
        }
        let shapes =
            self.shapes.as_ref().map(|path| Ok::<_, anyhow::Error>((path.to_string_lossy(), shapes_of(path)?)));
        let shapes = shapes.transpose()?;
        let options = Options { shapes: shapes.as_ref().map(|(name, text)| (name.as_ref(), text.as_str())) };
        let mut report = self.wanted(check_with(&root, &options)?.1);
        if self.fix && mend(&report, &root, self.dry_run)? && !self.dry_run {
            report = self.wanted(check_with(&root, &options)?.1);
        }
        self.show(&report, &root, arguments.verbose)?;
        let failed = report.findings().iter().any(|finding| finding.severity <= self.fail_on.into());
        Ok(ExitCode::from(u8::from(failed)))
    }

    fn wanted(&self, report: Report) -> Report {
        let named = |name: &String, rule: &crate::report::Rule| name == rule.id || name == rule.group();
        report.filter(|finding| self.only.is_empty() || self.only.iter().any(|name| named(name, finding.rule)))
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

fn shapes_of(path: &Path) -> anyhow::Result<String> {
    fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))
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
