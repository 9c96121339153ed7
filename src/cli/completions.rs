use std::process::ExitCode;

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::{Arguments, print};
use crate::query::Catalogue;

const EXAMPLES: &str = "Examples:
  vitagraph completions bash > ~/.local/share/bash-completion/completions/vitagraph
  vitagraph completions zsh > ~/.zfunc/_vitagraph
  vitagraph completions fish > ~/.config/fish/completions/vitagraph.fish";

/// Print completions for a shell
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    pub(super) fn run(&self) -> anyhow::Result<ExitCode> {
        let (mut script, catalogue) = (Vec::new(), Catalogue::built_in());
        let names = catalogue.iter().map(|query| PossibleValue::new(query.name.clone()).help(query.summary.clone()));
        let names = PossibleValuesParser::new(names.collect::<Vec<_>>());
        let mut command = Arguments::command()
            .mut_subcommand("query", |query| query.mut_arg("query", |name| name.value_parser(names)));
        clap_complete::generate(self.shell, &mut command, "vitagraph", &mut script);
        print(&String::from_utf8(script)?)?;
        Ok(ExitCode::SUCCESS)
    }
}
