use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Args;
use clap::builder::PossibleValuesParser;

use super::output::{tell, write_new};
use super::{Arguments, print};
use crate::collection::{Collection, load_setup};
use crate::decode::Key;
use crate::error::Error;
use crate::import::{self, Document, Draft, Format, Words, import};
use crate::iri::slug;
use crate::report::{Finding, Place, Report};
use crate::rules;

const EXAMPLES: &str = "Examples:
  vitagraph import cv.md > data/people/me.yaml         a CV as a record
  vitagraph import cv.pdf --report                     and how much of it came into the record
  vitagraph import cv.docx --id ada --into data        into the collection in the folder `data`
  vitagraph import notes.txt --from markdown           of a format that its name does not tell
  vitagraph import linkedin.zip --into data            the export of LinkedIn, or its folder

The record is a beginning: what is doubtful in it has a comment `check:`, and what was not understood is told.
A record that exists is never written over; a second source is put beside it, or the difference is shown.

Exit codes: 0 fine, 1 there are errors in the files, 2 cannot run";

/// Make a record of a CV: Markdown, HTML, plain text, PDF with text, DOCX, or the export of a service
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Import {
    /// The documents; several of them only with `--into`, save CSV files, which are one export, as is a folder of them
    #[arg(value_name = "FILE", required = true, value_hint = clap::ValueHint::FilePath)]
    files: Vec<PathBuf>,
    /// The format [default: what content and name of the file tell]
    #[arg(long, value_name = "FORMAT", value_parser = PossibleValuesParser::new(Format::ALL.map(Format::name)))]
    from: Option<String>,
    /// The key of the person [default: after the name, else after the file]
    #[arg(long, value_name = "KEY")]
    id: Option<String>,
    /// Write into the folder `people` of this collection
    #[arg(long, value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    into: Option<PathBuf>,
    /// Tell how much of each document came into the record: the share of its letters and digits, without markup, that
    /// are in a word or date which stands in a field
    #[arg(long)]
    report: bool,
}

impl Import {
    pub(super) fn run(&self, arguments: &Arguments) -> anyhow::Result<ExitCode> {
        let documents = documents(&self.files);
        if self.into.is_none() && documents.len() > 1 {
            bail!("several documents make several records; name a collection for them with `--into`");
        }
        if let Some(id) = self.id.as_ref().filter(|id| Key::new(id).is_none()) {
            bail!("`{id}` is no key; a key has ASCII letters, digits, `-`, `_` and `.` only");
        }
        let mut report = Report::default();
        let here = || Collection::find_root(&std::env::current_dir().ok()?);
        let root = arguments.data.clone().or_else(|| self.into.clone()).or_else(here);
        let setup = root.map(|root| load_setup(&root, &mut report)).unwrap_or_default();
        let words = Words::new(&setup);
        for document in &documents {
            match read(document, self.from.as_deref().and_then(Format::from_name), &words) {
                Ok(draft) => self.deliver(document[0], draft, &mut report)?,
                Err(error) => report.push(failed(document[0], &error)),
            }
        }
        Ok(arguments.tell(&report))
    }

    fn deliver(&self, file: &Path, draft: Draft, report: &mut Report) -> anyhow::Result<()> {
        report_unread(file, &draft, report);
        if self.report {
            let (all, read) = draft.coverage();
            let share = if all == 0 { 100.0 } else { read as f64 * 100.0 / all as f64 };
            tell(format_args!(
                "{}: {share:.1} % of the text came into the record; lines of which nothing was understood: {}",
                file.display(),
                draft.unread.len()
            ));
        }
        match &self.into {
            Some(folder) => self.write(folder, file, draft),
            None => print(&with_id(self.id.as_deref(), &draft.to_yaml())),
        }
    }

    /// Writes a record under the person's key. Where there is one, a second source is put beside it, under the name of
    /// its document too; where that exists as well, the difference is shown.
    fn write(&self, folder: &Path, file: &Path, draft: Draft) -> anyhow::Result<()> {
        let people = folder.join("people");
        let stem = stem(file);
        let key = self.id.clone().unwrap_or_else(|| key(file, &draft));
        let taken = ["yaml", "yml", "json"].iter().any(|ending| people.join(format!("{key}.{ending}")).exists());
        let path = if taken || people.join(&key).exists() {
            people.join(format!("{key}-{stem}.yaml"))
        } else {
            people.join(format!("{key}.yaml"))
        };
        let yaml = with_id(Some(&key), &draft.to_yaml());
        if path.exists() {
            let known = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            let lines = difference(&known, &yaml);
            let told = if lines.is_empty() { "the document says no more" } else { "the document differs in:" };
            tell(format_args!("{} exists and stays as it is; {told}", path.display()));
            return print(&lines);
        }
        write_new(&path, yaml.as_bytes())?;
        tell(format_args!("wrote {}", path.display()));
        Ok(())
    }
}

/// Reads a document: a file, or tables that belong together.
pub(super) fn read(document: &[&Path], format: Option<Format>, words: &Words) -> Result<Draft, anyhow::Error> {
    #[cfg(feature = "pdf")]
    hush_readers_of_pdf();
    let file = document[0];
    if document.len() > 1 || file.is_dir() {
        let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy();
        return Ok(import::import_files(&name, &tables(document)?)?);
    }
    let size = fs::metadata(file)?.len();
    if size > import::MAX_BYTES {
        return Err(import::too_large().into());
    }
    let bytes = fs::read(file)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    Ok(import(Document { name: &name, bytes: &bytes, format }, words)?)
}

/// The library that reads PDF gives up on a broken one with a panic, which is caught; nobody needs to see it.
#[cfg(feature = "pdf")]
fn hush_readers_of_pdf() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let tell = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if std::thread::current().name() != Some(import::pdf::THREAD) {
                tell(panic);
            }
        }));
    });
}

/// Tells of the lines that nothing was understood of.
pub(super) fn report_unread(file: &Path, draft: &Draft, report: &mut Report) {
    for (line, text) in &draft.unread {
        let place = Place { file: file.display().to_string(), line: *line, column: 1 };
        let message = format!("nothing was understood of `{}`", text.replace('\t', "  "));
        report.push(Finding::new(&rules::NOT_UNDERSTOOD, place, message));
    }
}

/// The key of the person whom a document is about: after the name, else after the file.
pub(super) fn key(file: &Path, draft: &Draft) -> String {
    let name = draft.basics().and_then(|basics| basics.get("name")).map(slug);
    name.filter(|key| Key::new(key).is_some()).unwrap_or_else(|| stem(file))
}

fn stem(file: &Path) -> String {
    slug(&file.file_stem().unwrap_or_default().to_string_lossy())
}

/// The documents that files make: tables are parts of one, which has the place of the first of them.
fn documents(files: &[PathBuf]) -> Vec<Vec<&Path>> {
    let mut documents: Vec<Vec<&Path>> = Vec::new();
    let is_table = |file: &Path| import::linkedin::is_csv(&file.to_string_lossy()) && !file.is_dir();
    for file in files {
        match documents.iter_mut().find(|document| is_table(file) && is_table(document[0])) {
            Some(tables) => tables.push(file),
            None => documents.push(vec![file]),
        }
    }
    documents
}

/// The tables of an export: these files, or those of a folder.
fn tables(document: &[&Path]) -> Result<Vec<(String, Vec<u8>)>, anyhow::Error> {
    let mut files: Vec<PathBuf> = document.iter().map(|file| file.to_path_buf()).collect();
    if document[0].is_dir() {
        let entries = walkdir::WalkDir::new(document[0]).max_depth(3).sort_by_file_name().into_iter().flatten();
        files = entries.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path).collect();
    }
    let mut left = import::MAX_BYTES;
    let mut tables = Vec::new();
    for file in files {
        let context = || file.display().to_string();
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if !import::linkedin::is_csv(&name) {
            // Of other files, the name is told.
            tables.push((name, Vec::new()));
            continue;
        }
        left = left.checked_sub(fs::metadata(&file).with_context(context)?.len()).ok_or_else(import::too_large)?;
        tables.push((name, fs::read(&file).with_context(context)?));
    }
    Ok(tables)
}

/// A record with the key of its person.
pub(super) fn with_id(id: Option<&str>, yaml: &str) -> String {
    match id {
        Some(id) => {
            let body = yaml.lines().position(|line| !line.starts_with('#')).unwrap_or(0);
            let at: usize = yaml.split_inclusive('\n').take(body).map(str::len).sum();
            let rest = if &yaml[at..] == "{}\n" { "" } else { &yaml[at..] };
            format!("{}id: {id}\n{rest}", &yaml[..at])
        }
        None => yaml.to_owned(),
    }
}

/// The lines that only one of two texts has, in order.
fn difference(old: &str, new: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let start = old.iter().zip(&new).take_while(|(one, two)| one == two).count();
    let same_end = old[start..].iter().rev().zip(new[start..].iter().rev()).take_while(|(one, two)| one == two).count();
    let gone =
        old[start..old.len() - same_end].iter().filter(|line| !new.contains(line)).map(|line| format!("- {line}\n"));
    let come =
        new[start..new.len() - same_end].iter().filter(|line| !old.contains(line)).map(|line| format!("+ {line}\n"));
    gone.chain(come).collect()
}

/// The finding for a document that cannot be read.
fn failed(file: &Path, error: &anyhow::Error) -> Finding {
    let place = Place { file: file.display().to_string(), line: 0, column: 0 };
    let hint = error.downcast_ref::<Error>().and_then(Error::hint);
    let message = match error.downcast_ref::<std::io::Error>() {
        Some(error) => format!("cannot be read: {error}"),
        None => error.to_string(),
    };
    Finding { hint, ..Finding::new(&rules::UNREADABLE_FILE, place, message) }
}
