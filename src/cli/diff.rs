//! `vitagraph diff`: what changed about whom.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::bail;
use clap::{Args, ValueEnum};

use super::output::tell;
use super::{Arguments, Audience, print};
use crate::decode::Visibility;
use crate::diff::{Difference, Fate, Form, Input, diff};

const EXAMPLES: &str = "Examples:
  vitagraph diff ../last-year .                    two collections
  vitagraph diff graph.nq .                        an earlier dump, and the collection here
  vitagraph diff old/site/data new/site/data       two folders that `export --out` wrote
  git worktree add ../before HEAD~1 && vitagraph diff ../before .
                                                   what a commit changed

Exit codes: 0 nothing changed, 1 something did, 2 cannot run";

/// Tell in words what changed about whom between two collections, exports or dumps
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Diff {
    /// The older one: the folder of a collection, a folder that `export --out` wrote, or a dump (.nq, .nt, .jsonld, …)
    #[arg(value_hint = clap::ValueHint::AnyPath)]
    old: PathBuf,
    /// The newer one
    #[arg(value_hint = clap::ValueHint::AnyPath)]
    new: PathBuf,
    /// How much of a collection is told [default: private; beside what search engines read: public]
    #[arg(long, value_name = "WHO")]
    audience: Option<Audience>,
    /// The form of the output
    #[arg(long, value_name = "FORM", default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// Lines for people
    Text,
    /// A list for programs
    Json,
}

impl Diff {
    pub(super) fn run(&self, arguments: &Arguments) -> anyhow::Result<ExitCode> {
        let (old, new) = self.inputs()?;
        for input in [&old, &new] {
            arguments.tell(&input.report);
        }
        if old.form != new.form {
            bail!("one of the two is what search engines read, the other is all; export both in the same view");
        }
        let found = diff(&old, &new);
        match self.format {
            Format::Json => print(&(serde_json::to_string_pretty(&found)? + "\n"))?,
            Format::Text => print(&found.iter().map(lines).collect::<String>())?,
        }
        tell(summary(&found));
        Ok(ExitCode::from(u8::from(!found.is_empty())))
    }

    /// Both, a collection in the form of the other one.
    fn inputs(&self) -> anyhow::Result<(Input, Input)> {
        Ok(match (Input::is_collection(&self.old), Input::is_collection(&self.new)) {
            (true, true) => (self.collection(&self.old, Form::Full)?, self.collection(&self.new, Form::Full)?),
            (true, false) => {
                let new = Input::of_export(&self.new)?;
                (self.collection(&self.old, new.form)?, new)
            }
            (false, true) => {
                let old = Input::of_export(&self.old)?;
                let new = self.collection(&self.new, old.form)?;
                (old, new)
            }
            (false, false) => (Input::of_export(&self.old)?, Input::of_export(&self.new)?),
        })
    }

    fn collection(&self, path: &Path, form: Form) -> anyhow::Result<Input> {
        let default = if form == Form::Short { Visibility::Public } else { Visibility::Private };
        Ok(Input::of_collection(path, self.audience.map_or(default, Visibility::from), form)?)
    }
}

fn lines(difference: &Difference) -> String {
    let Difference { fate, person, name, changes } = difference;
    match fate {
        Fate::Came => format!("{name} came ({person})\n"),
        Fate::Went => format!("{name} went ({person})\n"),
        Fate::Changed => {
            let changes: String = changes.iter().map(|change| format!("  {}\n", change.words)).collect();
            format!("{name} ({person})\n{changes}")
        }
    }
}

fn summary(found: &[Difference]) -> String {
    let count = |fate: Fate| found.iter().filter(|difference| difference.fate == fate).count();
    match found.is_empty() {
        true => "nothing changed".to_owned(),
        false => format!("{} came, {} went, {} changed", count(Fate::Came), count(Fate::Went), count(Fate::Changed)),
    }
}
