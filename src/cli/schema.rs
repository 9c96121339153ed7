use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::print;
use crate::record::Record;

const EXAMPLES: &str = "Examples:
  vitagraph schema > record.schema.json
  vitagraph schema --view seo > seo.schema.json

Let an editor use the first: write `# yaml-language-server: $schema=../record.schema.json` at the top of a record.
The second holds what search engines ask of a page; a validator that checks formats tells where a document breaks it.";

/// The rules for the `seo` view, each with the documentation that it rests on.
const SEO: &str = include_str!("../../ontology/seo.schema.json");

/// Print the JSON Schema of a record, for editors that complete and check
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Schema {
    /// Print the schema of the documents of this view in its place
    #[arg(long, value_name = "VIEW")]
    view: Option<View>,
}

/// A view of `export` that has a schema.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum View {
    /// What is for search engines
    Seo,
}

impl Schema {
    pub(super) fn run(&self) -> anyhow::Result<ExitCode> {
        match self.view {
            Some(View::Seo) => print(SEO)?,
            None => print(&format!("{:#}\n", Record::json_schema()))?,
        }
        Ok(ExitCode::SUCCESS)
    }
}
