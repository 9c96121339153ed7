//! The command line: one file for each command, and here what they share.
//!
//! It stands in the library only so that what is generic is compiled once, not again for a binary that begins when the
//! library is done, which saves a few seconds of each build. Nothing in the library uses it; it alone prints and decides
//! exit codes.

mod check;
mod completions;
mod diff;
mod export;
mod forget;
mod import;
mod init;
mod link;
mod man;
mod map;
mod output;
mod plot;
mod pretty;
mod query;
mod reconcile;
mod renewed;
mod review;
mod rows;
mod schema;
#[cfg(feature = "server")]
mod serve;
mod site;
mod table;
mod watch;

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anstream::ColorChoice;
use anstyle::{AnsiColor, Style};
use anyhow::bail;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use crate::collection::Collection;
use crate::decode::{Key, Visibility};
use crate::error::Error;
use crate::report::{Report, Severity};
use output::{print, tell};

const EXAMPLES: &str = "Examples:
  vitagraph init team              make a collection with a commented example
  vitagraph import cv.md           print a record made of a CV
  vitagraph export stuart-lau      print the JSON-LD for a person's homepage
  vitagraph export --team          print the list of all people

Exit codes: 0 fine, 1 there are errors in the collection's files, 2 cannot run";

/// Professional profiles in, one schema.org knowledge graph out.
#[derive(Debug, Parser)]
#[command(name = "vitagraph", version, about, after_help = EXAMPLES, propagate_version = true, arg_required_else_help = true)]
struct Arguments {
    /// The folder of the collection [default: the nearest folder upwards with a vitagraph.toml, else `data`]
    #[arg(long, value_name = "DIR", global = true, value_hint = clap::ValueHint::DirPath)]
    data: Option<PathBuf>,
    /// When to use colours
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    color: Color,
    /// Show notes too
    #[arg(short, long, global = true)]
    verbose: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Check),
    Diff(diff::Diff),
    Export(export::Export),
    Forget(forget::Forget),
    Import(import::Import),
    Init(init::Init),
    Link(link::Link),
    Map(map::Map),
    Plot(plot::Plot),
    Query(query::Query),
    Reconcile(reconcile::Reconcile),
    Schema(schema::Schema),
    #[cfg(feature = "server")]
    Serve(serve::Serve),
    Site(site::Site),
    Completions(completions::Completions),
    Man(man::Man),
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

/// Who will see what is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Audience {
    /// Everybody
    Public,
    /// Colleagues
    Internal,
    /// The person alone
    Private,
}

impl From<Audience> for Visibility {
    fn from(audience: Audience) -> Self {
        match audience {
            Audience::Public => Self::Public,
            Audience::Internal => Self::Internal,
            Audience::Private => Self::Private,
        }
    }
}

/// Carries out what the command line of the process says, tells what is wrong, and gives the exit code: 0 fine, 1 there
/// are findings, 2 it cannot run. A pipe that nobody reads any more is fine.
#[must_use]
pub fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            tell_error(&error);
            ExitCode::from(2)
        }
    }
}

/// Reads the command line and carries out its command. A named query has options of its own, so that its name is looked for first.
fn run() -> anyhow::Result<ExitCode> {
    let (command, asked) = query::with_parameters(Arguments::command());
    let matches = command.get_matches();
    let arguments = &Arguments::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    match arguments.color {
        Color::Auto => {}
        Color::Always => ColorChoice::Always.write_global(),
        Color::Never => ColorChoice::Never.write_global(),
    }
    match &arguments.command {
        Command::Check(check) => check.run(arguments),
        Command::Diff(diff) => diff.run(arguments),
        Command::Export(export) => export.run(arguments),
        Command::Forget(forget) => forget.run(arguments),
        Command::Import(import) => import.run(arguments),
        Command::Init(init) => init.run(arguments),
        Command::Link(link) => link.run(arguments),
        Command::Map(map) => map.run(arguments),
        Command::Plot(plot) => plot.run(arguments),
        Command::Query(query) => query.run(arguments, &matches, asked),
        Command::Reconcile(reconcile) => reconcile.run(arguments),
        Command::Schema(schema) => schema.run(),
        #[cfg(feature = "server")]
        Command::Serve(serve) => serve.run(arguments),
        Command::Site(site) => site.run(arguments),
        Command::Completions(completions) => completions.run(),
        Command::Man(man) => man.run(),
    }
}

impl Arguments {
    /// Reads the collection, and tells what is wrong with its files.
    fn collection(&self) -> anyhow::Result<(Collection, ExitCode)> {
        let mut report = Report::default();
        let collection = Collection::load(&self.root()?, &mut report)?;
        Ok((collection, self.tell(&report)))
    }

    /// The folder of the collection.
    fn root(&self) -> io::Result<PathBuf> {
        root(self.data.as_deref())
    }

    /// Prints the findings of a run, notes only where they are wanted.
    fn tell(&self, report: &Report) -> ExitCode {
        let notes = report.count(Severity::Note);
        self.tell_once(report, &mut HashSet::new());
        if notes > 0 && !self.verbose {
            tell(format_args!(
                "{notes} note{}; `-v` shows {}",
                if notes == 1 { "" } else { "s" },
                if notes == 1 { "it" } else { "them" }
            ));
        }
        ExitCode::from(u8::from(report.count(Severity::Error) > 0))
    }

    /// Prints findings, a note only where notes are wanted and only once.
    fn tell_once(&self, report: &Report, told: &mut HashSet<String>) {
        for finding in report.findings() {
            if finding.severity != Severity::Note || (self.verbose && told.insert(finding.message.clone())) {
                let (bold, style) = (Style::new().bold(), severity_style(finding.severity));
                let (place, severity, message) = (&finding.place, finding.severity, &finding.message);
                tell(format_args!("{bold}{place}:{bold:#} {style}{severity}:{style:#} {message}"));
                if let Some(hint) = &finding.hint {
                    tell(format_args!("  hint: {hint}"));
                }
            }
        }
    }
}

/// The person of whom the command line tells, or the only one; `others` is what could be named in place of one.
fn one_person<'c>(name: Option<&str>, collection: &'c Collection, others: &str) -> anyhow::Result<&'c Key> {
    match (name, collection.people.len()) {
        (Some(name), _) => Ok(collection.find_person(name)?),
        (None, 0) => bail!("the collection has no people; records belong into its folder `people`"),
        (None, 1) => Ok(collection.people.keys().next().unwrap_or_else(|| unreachable!("there is one"))),
        (None, _) => {
            let some: Vec<String> =
                collection.people.keys().take(10).map(|key| format!("`{}`", key.as_str())).collect();
            bail!("name a person, such as {}; or {others}", some.join(", "))
        }
    }
}

/// The wanted language, then those of the collection to fall back to.
fn languages(wanted: Option<&str>, collection: &Collection) -> anyhow::Result<Vec<String>> {
    let mut languages: Vec<String> = wanted.map(str::to_lowercase).into_iter().collect();
    if let Some(tag) = languages.first().filter(|tag| oxilangtag::LanguageTag::parse(tag.as_str()).is_err()) {
        bail!("`{tag}` is no language; write a BCP 47 tag such as `zh` or `en`");
    }
    languages.extend(collection.setup.settings.languages.iter().cloned());
    Ok(languages)
}

/// A number between 0 and 1 of the command line.
fn probability(text: &str) -> Result<f64, String> {
    let number = text.parse::<f64>().map_err(|error| error.to_string())?;
    if (0.0..=1.0).contains(&number) { Ok(number) } else { Err("it is not between 0 and 1".to_owned()) }
}

/// The folder of the collection, where the command line names `data`.
fn root(data: Option<&Path>) -> io::Result<PathBuf> {
    let here = std::env::current_dir()?;
    Ok(data.map(Path::to_owned).or_else(|| Collection::find_root(&here)).unwrap_or_else(|| "data".into()))
}

fn severity_style(severity: Severity) -> Style {
    let color = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Note => AnsiColor::Cyan,
    };
    color.on_default().bold()
}

/// Whether an error is only that nobody reads the output any more.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// Tells why a command cannot run.
fn tell_error(error: &anyhow::Error) {
    let style = severity_style(Severity::Error);
    tell(format_args!("{style}error:{style:#} {error:#}"));
    if let Some(hint) = error.downcast_ref::<Error>().and_then(Error::hint) {
        tell(format_args!("  hint: {hint}"));
    }
}
