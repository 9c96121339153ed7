use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Args;

use super::output::{tell, write_new};
use super::{Arguments, import};
use crate::import::{Draft, Words, registers};
use crate::record::Record;
use crate::report::Report;
use crate::setup::Setup;

const EXAMPLES: &str = "Examples:
  vitagraph init                     make a collection in this folder
  vitagraph init team                make one in the folder `team`
  vitagraph init me --from cv.md     make one around a CV: record, registers, settings";

/// The settings and registers of a new collection, with their texts.
const SETTINGS: (&str, &str) = ("vitagraph.toml", include_str!("example/vitagraph.toml"));
const ORGANIZATIONS: (&str, &str) = ("organizations.yaml", include_str!("example/organizations.yaml"));
const SKILLS: (&str, &str) = ("skills.yaml", include_str!("example/skills.yaml"));
const RECORD: (&str, &str) = ("people/ada-lovelace.yaml", include_str!("example/people/ada-lovelace.yaml"));

/// The schema, for editors; the example names it.
const SCHEMA_FILE: &str = "record.schema.json";

/// Make a new collection with a commented example, or around a CV
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Init {
    /// The folder; it may exist, but none of the new files
    #[arg(value_name = "DIR", default_value = ".", value_hint = clap::ValueHint::DirPath)]
    folder: PathBuf,
    /// A CV or another document that `import` reads, in place of the example
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    from: Option<PathBuf>,
}

impl Init {
    pub(super) fn run(&self, arguments: &Arguments) -> anyhow::Result<ExitCode> {
        let mut report = Report::default();
        let files = match &self.from {
            Some(file) => around(file, &mut report).with_context(|| file.display().to_string())?,
            None => [RECORD, SETTINGS, ORGANIZATIONS, SKILLS].map(|(name, text)| (name.to_owned(), text.to_owned())),
        };
        let record = self.folder.join(&files[0].0);
        let schema = (SCHEMA_FILE.to_owned(), format!("{:#}\n", Record::json_schema()));
        let files: Vec<(PathBuf, String)> =
            files.into_iter().chain([schema]).map(|(name, text)| (self.folder.join(name), text)).collect();
        if let Some((path, _)) = files.iter().find(|(path, _)| path.exists()) {
            bail!("{} exists already; nothing was written", path.display());
        }
        for (path, text) in &files {
            write_new(path, text.as_bytes())?;
            tell(format_args!("wrote {}", path.display()));
        }
        let code = arguments.tell(&report);
        let place =
            if self.folder == Path::new(".") { String::new() } else { format!(" --data {}", self.folder.display()) };
        tell(format_args!("\nNext: edit {}, then run `vitagraph export{place}`", record.display()));
        Ok(code)
    }
}

/// The files of a collection around a document: its record first.
fn around(file: &Path, report: &mut Report) -> anyhow::Result<[(String, String); 4]> {
    let draft = import::read(&[file], None, &Words::new(&Setup::default()))?;
    import::report_unread(file, &draft, report);
    let key = import::key(file, &draft);
    Ok([
        (format!("people/{key}.yaml"), import::with_id(Some(&key), &draft.to_yaml())),
        (SETTINGS.0.to_owned(), settings(&draft)),
        (ORGANIZATIONS.0.to_owned(), registers::organizations(&draft).to_yaml()),
        (SKILLS.0.to_owned(), registers::skills(&draft).to_yaml()),
    ])
}

/// The example's settings, with the address of the person's homepage and the language of the document.
fn settings(draft: &Draft) -> String {
    let homepage = draft.basics().and_then(|basics| url::Url::parse(basics.get("url")?).ok());
    let base = homepage
        .filter(|url| matches!(url.scheme(), "http" | "https") && url.path() == "/")
        .map(|url| url.origin().ascii_serialization() + "/");
    let languages = match draft.language() {
        None | Some("en") => "[\"en\"]".to_owned(),
        Some(tag) => format!("[\"{tag}\", \"en\"]"),
    };
    let settings = SETTINGS.1.replace("[\"en\"]", &languages);
    base.map_or(settings.clone(), |base| settings.replace("https://example.org/", &base))
}
