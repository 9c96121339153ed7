use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::bail;
use clap::Args;
use vitagraph::record::Record;

use super::output::{tell, write_new};

const EXAMPLES: &str = "Examples:
  vitagraph init          make a collection in this folder
  vitagraph init team     make one in the folder `team`";

/// The files of a new collection, with their texts.
const FILES: [(&str, &str); 4] = [
    ("vitagraph.toml", include_str!("example/vitagraph.toml")),
    ("people/ada-lovelace.yaml", include_str!("example/people/ada-lovelace.yaml")),
    ("organizations.yaml", include_str!("example/organizations.yaml")),
    ("skills.yaml", include_str!("example/skills.yaml")),
];

/// The schema, for editors; the example names it.
const SCHEMA_FILE: &str = "record.schema.json";

/// Make a new collection with a commented example
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Init {
    /// The folder; it may exist, but none of the new files
    #[arg(value_name = "DIR", default_value = ".", value_hint = clap::ValueHint::DirPath)]
    folder: PathBuf,
}

impl Init {
    pub(super) fn run(&self) -> anyhow::Result<ExitCode> {
        let schema = format!("{:#}\n", Record::json_schema());
        let files: Vec<(PathBuf, &str)> = FILES
            .into_iter()
            .chain([(SCHEMA_FILE, schema.as_str())])
            .map(|(name, text)| (self.folder.join(name), text))
            .collect();
        if let Some((path, _)) = files.iter().find(|(path, _)| path.exists()) {
            bail!("{} exists already; nothing was written", path.display());
        }
        for (path, text) in &files {
            write_new(path, text.as_bytes())?;
            tell(format_args!("wrote {}", path.display()));
        }
        let place =
            if self.folder == Path::new(".") { String::new() } else { format!(" --data {}", self.folder.display()) };
        let record = self.folder.join(FILES[1].0);
        tell(format_args!("\nNext: edit {}, then run `vitagraph export{place}`", record.display()));
        Ok(ExitCode::SUCCESS)
    }
}
