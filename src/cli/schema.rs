use std::process::ExitCode;

use clap::Args;
use vitagraph::record::Record;

use super::print;

const EXAMPLES: &str = "Example:
  vitagraph schema > record.schema.json

Then let an editor use it: write `# yaml-language-server: $schema=../record.schema.json` at the top of a record.";

/// Print the JSON Schema of a record, for editors that complete and check
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Schema {}

impl Schema {
    pub(super) fn run(&self) -> anyhow::Result<ExitCode> {
        print(&format!("{:#}\n", Record::json_schema()))?;
        Ok(ExitCode::SUCCESS)
    }
}
