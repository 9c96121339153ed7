use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fs, io};

use anyhow::{Context, bail};
use clap::{ArgGroup, Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Serializer, Value};

use super::output::{Folder, tell, write_file};
use super::pretty::Pretty;
use super::watch::watch;
use super::{Arguments, Audience, print};
use crate::collection::Collection;
use crate::decode::{Key, Visibility};
use crate::explain::explain;
use crate::folder::{self, Document, Index};
use crate::graph;
use crate::inject::{inject, script};
use crate::iri::Iris;
use crate::jsonld::{self, Options, Thing, View};
use crate::merge::Profile;
use crate::pieces::threads;
use crate::resume::json_resume;
use crate::store::Store;
use crate::vcard::vcard;
use crate::{rdf, references};

const EXAMPLES: &str = "Examples:
  vitagraph export stuart-lau                         the JSON-LD for the head of a homepage
  vitagraph export 刘硕 --lang zh                     the same in Chinese
  vitagraph export stuart-lau --view full --audience private
                                                      all that is known, for the person alone
  vitagraph export stuart-lau --explain               where each statement comes from
  vitagraph export stuart-lau --inject index.html     put it into the head of a page, or replace it there
  vitagraph export stuart-lau --format html --out _includes/profile.html
                                                      as a script block for a site generator
  vitagraph export --organization kuaishou            an organization and its people
  vitagraph export --all --view full > graph.jsonld   the whole graph
  vitagraph export --all --format nquads > graph.nq   the whole graph as N-Quads
  vitagraph export stuart-lau --format json-resume    for the themes of JSON Resume
  vitagraph export --out site/data                    one file for each person and organization, and an index
  vitagraph export --out site/data --watch            the same, and again whenever a record changes";

/// Print people, an organization, the team or the whole graph, as JSON-LD or in another form
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, group = ArgGroup::new("destination").args(["inject", "out"]))]
pub(super) struct Export {
    /// The person: a key or a name; not needed where the collection has only one
    #[arg(conflicts_with_all = ["organization", "team", "all"])]
    person: Option<String>,
    /// Print an organization: its key, name or alias
    #[arg(long, value_name = "KEY", conflicts_with_all = ["team", "all"])]
    organization: Option<String>,
    /// Print the list of all people
    #[arg(long, conflicts_with = "all")]
    team: bool,
    /// Print the whole graph
    #[arg(long)]
    all: bool,
    /// What to print: `seo` for search engines, `full` for programs
    #[arg(long, value_name = "VIEW", default_value = "seo")]
    view: ViewName,
    /// Who will see it [default: public; with --explain: internal]
    #[arg(long, value_name = "WHO")]
    audience: Option<Audience>,
    /// The language of the `seo` view [default: the first of the collection's languages]
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,
    /// Print the address of the context, or the context itself
    #[arg(long, value_name = "HOW", default_value = "address")]
    context: ContextForm,
    /// Indent the output (default)
    #[arg(long, overrides_with = "compact")]
    pretty: bool,
    /// Print everything on one line
    #[arg(long, overrides_with = "pretty")]
    compact: bool,
    /// Show which source each statement about a person comes from, and what was set aside
    #[arg(long, conflicts_with_all = ["organization", "team", "all", "view", "lang", "context"])]
    explain: bool,
    /// The form of the output [default: jsonld; with --explain: text]
    #[arg(long, value_name = "FORM")]
    format: Option<Format>,
    /// Put the script block into the head of these pages, or replace it there; nothing else in them changes
    #[arg(long, value_name = "PAGE", num_args = 1.., conflicts_with_all = ["explain", "format", "out"], value_hint = clap::ValueHint::FilePath)]
    inject: Vec<PathBuf>,
    /// Write to this file; or without a person, one file for each thing into this folder
    #[arg(long, value_name = "PATH", conflicts_with = "explain", value_hint = clap::ValueHint::AnyPath)]
    out: Option<PathBuf>,
    /// Write again whenever a file of the collection changes, until Ctrl-C
    #[arg(long, requires = "destination")]
    watch: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ViewName {
    Seo,
    Full,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ContextForm {
    Address,
    Inline,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// JSON-LD
    Jsonld,
    /// A script block for the head of a page
    Html,
    /// Turtle, without the claims that were set aside
    Turtle,
    /// N-Triples, without the claims that were set aside
    Ntriples,
    /// N-Quads, sorted
    Nquads,
    /// TriG
    Trig,
    /// RDF/XML, without the claims that were set aside
    Rdfxml,
    /// Expanded JSON-LD
    JsonldExpanded,
    /// JSON Resume, of one person
    JsonResume,
    /// Works as BibTeX
    Bibtex,
    /// Works as CSL-JSON
    CslJson,
    /// vCard
    Vcard,
    /// Text for people (with --explain)
    Text,
    /// JSON for programs (with --explain)
    Json,
}

impl Export {
    pub(super) fn run(&self, arguments: &Arguments) -> anyhow::Result<ExitCode> {
        self.check_format()?;
        if self.watch {
            watch(&arguments.root()?, &[], || self.export(arguments).map(drop))?;
            return Ok(ExitCode::SUCCESS);
        }
        self.export(arguments)
    }

    fn export(&self, arguments: &Arguments) -> anyhow::Result<ExitCode> {
        let (collection, code) = arguments.collection()?;
        match &self.out {
            _ if self.explain => print(&self.explanation(&collection)?)?,
            Some(folder) if self.is_for_all(&collection) => {
                self.write_all(&collection, code == ExitCode::SUCCESS, folder)?
            }
            Some(path) => write_file(path, self.output(&collection)?.as_bytes())?,
            None if !self.inject.is_empty() => self.inject(&self.document(&collection)?)?,
            None => print(&self.output(&collection)?)?,
        }
        if !self.watch {
            // The process ends here; to free each text of a large collection first would only take time.
            std::mem::forget(collection);
        }
        Ok(code)
    }

    /// Whether no single thing is named, and each is to be written as a document of its own. The only person of a
    /// collection needs no name where a file is to be written.
    fn is_for_all(&self, collection: &Collection) -> bool {
        let documents = matches!(self.format, None | Some(Format::Jsonld | Format::Html));
        let ending = self.out.as_ref().and_then(|path| path.extension()).and_then(|ending| ending.to_str());
        let one = collection.people.len() == 1 && matches!(ending, Some("html" | "json" | "jsonld"));
        documents && self.person.is_none() && self.organization.is_none() && !self.team && !self.all && !one
    }

    /// What is printed: a document, quads, or what another program reads.
    fn output(&self, collection: &Collection) -> anyhow::Result<String> {
        let rdf_format = self.format.and_then(|format| rdf::Format::from_name(format.to_possible_value()?.get_name()));
        if let Some(format) = rdf_format {
            let (store, thing) = self.thing(collection, self.audience())?;
            return Ok(rdf::dump(&jsonld::quads_about(store.quads(), &thing), format)?);
        }
        let (setup, audience) = (&collection.setup, self.audience());
        match self.format {
            Some(Format::JsonResume | Format::Bibtex | Format::CslJson | Format::Vcard) => {}
            _ => return self.text(&self.document(collection)?),
        }
        let (profiles, languages) = (self.profiles(collection)?, self.languages(collection)?);
        match (self.format, &profiles[..]) {
            (Some(Format::Bibtex), profiles) => Ok(references::bibtex(profiles, setup, audience, &languages)),
            (Some(Format::CslJson), profiles) => {
                self.json(&references::csl_json(profiles, setup, audience, &languages))
            }
            (Some(Format::JsonResume), [profile]) => self.json(&json_resume(profile, setup, audience, &languages)),
            (Some(Format::JsonResume), _) => bail!("a JSON Resume is about one person; name one"),
            (_, profiles) => Ok(profiles.iter().map(|profile| vcard(profile, setup, audience, &languages)).collect()),
        }
    }

    /// The people that are named, as far as the audience may know of them.
    fn profiles<'c>(&self, collection: &'c Collection) -> anyhow::Result<Vec<Profile<'c>>> {
        let setup = &collection.setup;
        if self.organization.is_some() {
            bail!("this form is about people; name one, or --team");
        }
        if !self.team && !self.all {
            let key = self.person(collection)?;
            let profile = Profile::new(key, &collection.people[key], setup);
            visible(&profile, self.audience())?;
            return Ok(vec![profile]);
        }
        let profiles = collection.people.iter().map(|(key, records)| Profile::new(key, records, setup));
        Ok(profiles.filter(|profile| profile.record.level() <= self.audience()).collect())
    }

    fn audience(&self) -> Visibility {
        self.audience.unwrap_or(if self.explain { Audience::Internal } else { Audience::Public }).into()
    }

    fn check_format(&self) -> anyhow::Result<()> {
        match (self.format, self.explain) {
            (Some(Format::Text | Format::Json), true) | (None, _) => Ok(()),
            (Some(_), true) => bail!("--explain prints `text` or `json`"),
            (Some(Format::Text | Format::Json), false) => {
                bail!("`--format text` and `--format json` go with --explain; a person is printed as `jsonld`")
            }
            _ => Ok(()),
        }
    }

    /// Puts a document into pages. A page that cannot take it is told, and the others are written all the same.
    fn inject(&self, document: &Value) -> anyhow::Result<()> {
        let mut failed = 0;
        for path in &self.inject {
            if let Err(error) = inject_into(path, document) {
                super::tell_error(&error.context(path.display().to_string()));
                failed += 1;
            }
        }
        if failed > 0 { bail!("{failed} of {} pages were not written", self.inject.len()) } else { Ok(()) }
    }

    /// Writes one file for each thing, and shows how far it is on a terminal. Files of things that
    /// are gone are removed, unless the collection could not be read as a whole.
    fn write_all(&self, collection: &Collection, whole: bool, place: &Path) -> anyhow::Result<()> {
        let style = ProgressStyle::with_template("{bar:40} {pos}/{len} people, {per_sec}, {eta} left")?;
        let progress = ProgressBar::new(collection.people.len() as u64).with_style(style);
        let ending = if self.format == Some(Format::Html) { "html" } else { "jsonld" };
        let folder = Folder::new(place).with_context(|| place.display().to_string())?;
        let nameless = AtomicUsize::new(0);
        let save = |document: Document<'_>| {
            let person = document.tree.get("mainEntity");
            nameless
                .fetch_add(usize::from(person.is_some_and(|person| person.get("name").is_none())), Ordering::Relaxed);
            let (ending, text) = match document.path {
                "index" => ("json", self.json(&document.tree)),
                _ if self.format == Some(Format::Html) => (ending, self.text(&document.tree.into())),
                _ => (ending, self.json(&document.tree)),
            };
            let path = format!("{}.{ending}", document.path);
            let result = text.and_then(|text| folder.write(&path, text.as_bytes())).map_err(io::Error::other);
            progress.inc(u64::from(document.path.starts_with("people/")));
            result
        };
        let languages = self.languages(collection)?;
        let known = indexed(&place.join("index.json"));
        let kept = if whole { Index::new() } else { known.clone() };
        let index = folder::documents(collection, self.audience(), self.options(&languages), threads(), kept, &save)?;
        folder.finish()?;
        progress.finish_and_clear();
        tell_nameless(nameless.into_inner());
        tell(format_args!("wrote {} documents and their index to {}", index.len(), place.display()));
        let gone = known.into_keys().filter(|path| !index.contains_key(path));
        remove(gone.map(|path| place.join(format!("{path}.{ending}"))).filter(|path| path.exists()))
    }

    fn explanation(&self, collection: &Collection) -> anyhow::Result<String> {
        let key = self.person(collection)?;
        let audience = self.audience();
        let profile = Profile::new(key, &collection.people[key], &collection.setup);
        visible(&profile, audience)?;
        let explanation = explain(&profile, &collection.setup, audience);
        Ok(if self.format == Some(Format::Json) { self.json(&explanation)? } else { explanation.to_string() })
    }

    fn document(&self, collection: &Collection) -> anyhow::Result<Value> {
        let (store, thing) = self.thing(collection, self.audience())?;
        let languages = self.languages(collection)?;
        let document = jsonld::document(&store.quads(), &thing, self.options(&languages));
        tell_nameless(usize::from(is_nameless(&document)));
        Ok(document)
    }

    fn options<'l>(&self, languages: &'l [String]) -> Options<'l> {
        let view = match self.view {
            ViewName::Seo => View::Seo,
            ViewName::Full => View::Full,
        };
        Options { view, languages, inline_context: self.context == ContextForm::Inline }
    }

    /// A document in the form that is wanted.
    fn text(&self, document: &Value) -> anyhow::Result<String> {
        match self.format {
            Some(Format::Html) => Ok(script(document, false) + "\n"),
            _ => self.json(document),
        }
    }

    /// What to print, and a store that holds it.
    fn thing(&self, collection: &Collection, audience: Visibility) -> anyhow::Result<(Store, Thing)> {
        let setup = &collection.setup;
        let iris = Iris::new(&setup.settings.base);
        let everybody = || Store::from_people(collection, audience);
        if let Some(name) = &self.organization {
            let key = collection.find_organization(name)?;
            let store = everybody()?;
            let mut quads = Vec::new();
            graph::register_quads(setup, audience, key, |quad| quads.push(quad));
            return Ok((store.with(quads)?, Thing::Organization(iris.organization(key.as_str()))));
        }
        if self.team {
            let store = everybody()?;
            let team = graph::team(setup, store.people());
            return Ok((store.with(team)?, Thing::Team(iris.team())));
        }
        if self.all {
            return Ok((everybody()?, Thing::Everything));
        }
        let key = self.person(collection)?;
        let profile = Profile::new(key, &collection.people[key], setup);
        visible(&profile, audience)?;
        let quads = graph::collect(&profile, setup, audience);
        Ok((Store::new(quads)?, Thing::Person { page: graph::page(&profile, setup) }))
    }

    fn person<'c>(&self, collection: &'c Collection) -> anyhow::Result<&'c Key> {
        super::one_person(self.person.as_deref(), collection, "--team, --organization KEY, --all")
    }

    fn languages(&self, collection: &Collection) -> anyhow::Result<Vec<String>> {
        super::languages(self.lang.as_deref(), collection)
    }

    fn json(&self, value: &impl serde::Serialize) -> anyhow::Result<String> {
        let mut json = Vec::with_capacity(4096);
        match self.compact {
            true => serde_json::to_writer(&mut json, value)?,
            false => value.serialize(&mut Serializer::with_formatter(&mut json, Pretty::default()))?,
        }
        json.push(b'\n');
        Ok(String::from_utf8(json)?)
    }
}

/// Whether a page is about somebody whose name it does not tell.
fn is_nameless(document: &Value) -> bool {
    document.get("mainEntity").is_some_and(|person| person.get("name").is_none())
}

/// Tells of such pages: search engines want a name.
fn tell_nameless(pages: usize) {
    match pages {
        0 => {}
        1 => tell("warning: the page has no name that this audience may see; search engines want one"),
        _ => tell(format_args!(
            "warning: {pages} pages have no name that this audience may see; search engines want one"
        )),
    }
}

/// The index that was written earlier.
fn indexed(path: &Path) -> Index {
    let entries: Option<Vec<Value>> = fs::read(path).ok().and_then(|text| serde_json::from_slice(&text).ok());
    let text = |entry: &Value, name: &str| Some(entry.get(name)?.as_str()?.to_owned());
    let pairs = entries.iter().flatten().filter_map(|entry| Some((text(entry, "path")?, text(entry, "id")?)));
    pairs.filter(|(path, _)| is_ours(path)).collect()
}

/// Whether a path is one that we write, and leads nowhere else.
fn is_ours(path: &str) -> bool {
    let mut parts = path.split('/');
    matches!(parts.next(), Some("people" | "organizations")) && parts.all(|part| Key::new(part).is_some())
}

fn remove(paths: impl Iterator<Item = PathBuf>) -> anyhow::Result<()> {
    let removed = paths.map(fs::remove_file).collect::<io::Result<Vec<()>>>()?;
    if !removed.is_empty() {
        tell(format_args!("removed {} of things that are gone", removed.len()));
    }
    Ok(())
}

fn inject_into(path: &Path, document: &Value) -> anyhow::Result<()> {
    let page = fs::read(path)?;
    let injected = inject(&page, document)?;
    if injected != page {
        write_file(path, &injected)?;
    }
    Ok(())
}

fn visible(profile: &Profile<'_>, audience: Visibility) -> anyhow::Result<()> {
    if profile.record.level() > audience {
        bail!("`{}` is not for the audience `{}`", profile.key.as_str(), audience.name());
    }
    Ok(())
}
