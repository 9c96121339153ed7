use std::process::ExitCode;

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::{Arguments, print};

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
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Arguments::command(), "vitagraph", &mut script);
        print(&String::from_utf8(script)?)?;
        Ok(ExitCode::SUCCESS)
    }
}
