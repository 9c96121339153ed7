//! `vitagraph forget`: takes a person out.

use std::fs;
use std::io::{self, BufRead, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;

use anstyle::Style;
use anyhow::{Context, bail};
use clap::Args;

use super::output::{tell, write_file};
use super::{Arguments, print};
use crate::forget::{Change, Trace, traces};

const EXAMPLES: &str = "Examples:
  vitagraph forget jane-roe                          show where the person stands, and ask
  vitagraph forget jane-roe --made site public.nq    look in pages, exported documents and dumps too
  vitagraph forget jane-roe --made site --yes        without asking

What was committed to a version control system, published or sent to others is not reached.";

/// Take a person out of records, links and what was made of them; what is found is shown first
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Forget {
    /// The person: a key or a name
    person: String,
    /// Folders and files that were made of the collection: pages with script blocks, exported documents, dumps
    #[arg(long, value_name = "PATH", num_args = 1.., value_hint = clap::ValueHint::AnyPath)]
    made: Vec<PathBuf>,
    /// Do not ask
    #[arg(short, long)]
    yes: bool,
}

impl Forget {
    pub(super) fn run(&self, arguments: &Arguments) -> anyhow::Result<ExitCode> {
        if let Some(missing) = self.made.iter().find(|path| !path.exists()) {
            bail!("{} is not there", missing.display());
        }
        let (collection, _) = arguments.collection()?;
        let key = collection.find_person(&self.person)?;
        let traces = traces(&arguments.root()?, &collection, key, &self.made)?;
        for (title, wanted) in [("To be removed:", false), ("To be looked at by you:", true)] {
            show(title, traces.iter().filter(|trace| (trace.change == Change::Tell) == wanted))?;
        }
        if !self.yes && !is_wanted()? {
            return Ok(ExitCode::SUCCESS);
        }
        traces.iter().try_for_each(carry_out)?;
        tell(format_args!("`{}` is forgotten", key.as_str()));
        Ok(ExitCode::SUCCESS)
    }
}

fn show<'t>(title: &str, traces: impl Iterator<Item = &'t Trace>) -> anyhow::Result<()> {
    let bold = Style::new().bold();
    let lines: Vec<String> = traces.map(|trace| format!("  {}: {}\n", trace.path.display(), trace.what)).collect();
    if lines.is_empty() {
        return Ok(());
    }
    tell(format_args!("{bold}{title}{bold:#}"));
    print(&lines.concat())
}

/// Asks whether to go on, where somebody can answer.
fn is_wanted() -> anyhow::Result<bool> {
    if !io::stdin().is_terminal() {
        tell("nothing was changed; `--yes` removes what is shown");
        return Ok(false);
    }
    tell("Remove these? [y/N]");
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    let wanted = matches!(answer.trim().to_lowercase().as_str(), "y" | "yes");
    if !wanted {
        tell("nothing was changed");
    }
    Ok(wanted)
}

fn carry_out(trace: &Trace) -> anyhow::Result<()> {
    match &trace.change {
        Change::Delete => fs::remove_file(&trace.path).with_context(|| trace.path.display().to_string()),
        Change::Write(bytes) => write_file(&trace.path, bytes),
        Change::Tell => Ok(()),
    }
}
