use std::process::ExitCode;

use anyhow::bail;
use clap::{Args, ValueEnum};
use vitagraph::collection::Collection;
use vitagraph::decode::{Key, Visibility};
use vitagraph::explain::explain;
use vitagraph::graph;
use vitagraph::iri::Iris;
use vitagraph::jsonld::{self, Options, Thing, View};
use vitagraph::merge::Profile;
use vitagraph::store::Store;

use super::{Arguments, Audience, print};

const EXAMPLES: &str = "Examples:
  vitagraph export stuart-lau                         the JSON-LD for the head of a homepage
  vitagraph export 刘硕 --lang zh                     the same in Chinese
  vitagraph export stuart-lau --view full --audience private
                                                      all that is known, for the person alone
  vitagraph export stuart-lau --explain               where each statement comes from
  vitagraph export --organization kuaishou            an organization and its people
  vitagraph export --all --view full > graph.jsonld   the whole graph";

/// Print people, an organization, the team or the whole graph as JSON-LD
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
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
    /// Text for people (with --explain)
    Text,
    /// JSON for programs (with --explain)
    Json,
}

impl Export {
    pub(super) fn run(&self, arguments: &Arguments) -> anyhow::Result<ExitCode> {
        self.check_format()?;
        let (collection, code) = arguments.collection()?;
        let text = if self.explain { self.explanation(&collection)? } else { self.document(&collection)? };
        print(&text)?;
        Ok(code)
    }

    fn check_format(&self) -> anyhow::Result<()> {
        match (self.format, self.explain) {
            (Some(Format::Jsonld), true) => bail!("--explain prints `text` or `json`"),
            (Some(Format::Text | Format::Json), false) => {
                bail!("`--format text` and `--format json` go with --explain; a person is printed as `jsonld`")
            }
            _ => Ok(()),
        }
    }

    fn explanation(&self, collection: &Collection) -> anyhow::Result<String> {
        let key = self.person(collection)?;
        let audience = self.audience.unwrap_or(Audience::Internal).into();
        let profile = Profile::new(key, &collection.people[key], &collection.setup);
        visible(&profile, audience)?;
        let explanation = explain(&profile, &collection.setup, audience);
        Ok(if self.format == Some(Format::Json) { self.json(&explanation)? } else { explanation.to_string() })
    }

    fn document(&self, collection: &Collection) -> anyhow::Result<String> {
        let audience = self.audience.unwrap_or(Audience::Public).into();
        let (store, thing) = self.thing(collection, audience)?;
        let languages = self.languages(collection)?;
        let view = match self.view {
            ViewName::Seo => View::Seo,
            ViewName::Full => View::Full,
        };
        let options = Options { view, languages: &languages, inline_context: self.context == ContextForm::Inline };
        self.json(&jsonld::document(&store.quads()?, &thing, options))
    }

    /// What to print, and a store that holds it.
    fn thing(&self, collection: &Collection, audience: Visibility) -> anyhow::Result<(Store, Thing)> {
        let setup = &collection.setup;
        let iris = Iris::new(&setup.settings.base);
        let everybody = || Store::from_people(collection, audience, |_| true);
        if let Some(name) = &self.organization {
            let key = collection.find_organization(name)?;
            let store = everybody()?;
            let mut quads = Vec::new();
            graph::register_quads(setup, audience, key, |quad| quads.push(quad));
            store.extend(quads)?;
            return Ok((store, Thing::Organization(iris.organization(key.as_str()))));
        }
        if self.team {
            let store = everybody()?;
            store.extend(graph::team(setup, store.people()?))?;
            return Ok((store, Thing::Team(iris.team())));
        }
        if self.all {
            return Ok((everybody()?, Thing::Everything));
        }
        let key = self.person(collection)?;
        let profile = Profile::new(key, &collection.people[key], setup);
        visible(&profile, audience)?;
        Ok((
            Store::from_people(collection, audience, |known| known == key)?,
            Thing::Person { page: graph::page(&profile, setup) },
        ))
    }

    fn person<'c>(&self, collection: &'c Collection) -> anyhow::Result<&'c Key> {
        match (&self.person, collection.people.len()) {
            (Some(name), _) => Ok(collection.find_person(name)?),
            (None, 0) => bail!("the collection has no people; records belong into its folder `people`"),
            (None, 1) => Ok(collection.people.keys().next().unwrap_or_else(|| unreachable!("there is one"))),
            (None, _) => {
                let some: Vec<String> =
                    collection.people.keys().take(10).map(|key| format!("`{}`", key.as_str())).collect();
                bail!("name a person, such as {}; or --team, --organization KEY, --all", some.join(", "))
            }
        }
    }

    /// The wanted language, then those of the collection to fall back to.
    fn languages(&self, collection: &Collection) -> anyhow::Result<Vec<String>> {
        let mut languages: Vec<String> = self.lang.iter().map(|tag| tag.to_lowercase()).collect();
        if let Some(tag) = languages.first().filter(|tag| oxilangtag::LanguageTag::parse(tag.as_str()).is_err()) {
            bail!("`{tag}` is no language; write a BCP 47 tag such as `zh` or `en`");
        }
        languages.extend(collection.setup.settings.languages.iter().cloned());
        Ok(languages)
    }

    fn json(&self, value: &impl serde::Serialize) -> anyhow::Result<String> {
        let text = if self.compact { serde_json::to_string(value)? } else { serde_json::to_string_pretty(value)? };
        Ok(text + "\n")
    }
}

fn visible(profile: &Profile<'_>, audience: Visibility) -> anyhow::Result<()> {
    if profile.record.level() > audience {
        bail!("`{}` is not for the audience `{}`", profile.key.as_str(), audience.name());
    }
    Ok(())
}
