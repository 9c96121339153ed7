use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, CommandFactory};

use super::{Arguments, print};

const EXAMPLES: &str = "Examples:
  vitagraph man | man -l -
  vitagraph man export > vitagraph-export.1";

/// Print the manual page of vitagraph or of one of its commands
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Man {
    /// The command
    command: Option<String>,
}

impl Man {
    pub(super) fn run(&self) -> anyhow::Result<ExitCode> {
        let mut command = Arguments::command();
        command.build();
        if let Some(name) = &self.command {
            let inner = command.find_subcommand(name).with_context(|| format!("there is no command `{name}`"))?;
            command = inner.clone();
        }
        let mut page = Vec::new();
        let title = self.command.as_ref().map_or("vitagraph".to_owned(), |name| format!("vitagraph-{name}"));
        clap_mangen::Man::new(command).title(title).render(&mut page)?;
        print(&String::from_utf8(page)?)?;
        Ok(ExitCode::SUCCESS)
    }
}
