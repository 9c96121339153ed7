use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::bail;
use chrono::NaiveDate;
use clap::{ArgGroup, Args, ValueEnum};

use super::output::write_file;
use super::{Arguments, Audience, print};
use crate::collection::Collection;
use crate::date::{self, Date};
use crate::decode::Visibility;
use crate::graph;
use crate::iri::Iris;
use crate::pictures::{self, Picture, Words, network, skills, timeline};
use crate::store::Store;

const EXAMPLES: &str = "Examples:
  vitagraph plot timeline stuart-lau --out life.svg      roles, papers and patents of a person over the years
  vitagraph plot network 刘硕 --lang zh --out people.svg  colleagues and co-authors, in Chinese
  vitagraph plot skills stuart-lau --out skills.svg      skills by the jobs and projects that show them
  vitagraph plot timeline --team --out team.svg          a row for each person
  vitagraph plot timeline --organization kuaishou        who was there when
  vitagraph plot skills --team --theme light --out skills.svg
                                                         one theme, for programs that know no other";

/// Draw a timeline, a network of people, or skills, as SVG
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, group = ArgGroup::new("whom").args(["person", "team", "organization"]))]
pub(super) struct Plot {
    /// What to draw
    what: What,
    /// The person: a key or a name; not needed where the collection has only one
    person: Option<String>,
    /// Draw all people
    #[arg(long)]
    team: bool,
    /// Draw the people of an organization: its key, name or alias
    #[arg(long, value_name = "KEY")]
    organization: Option<String>,
    /// The language of names and legends [default: the first of the collection's languages]
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,
    /// Who will see it
    #[arg(long, value_name = "WHO", default_value = "public")]
    audience: Audience,
    /// The colours; `auto` are those that the reader's system prefers
    #[arg(long, value_name = "THEME", default_value = "auto")]
    theme: Theme,
    /// How wide the picture is, in pixels; texts are 12 high
    #[arg(long, value_name = "PX", default_value_t = pictures::WIDTH, value_parser = clap::value_parser!(u32).range(320..=4000))]
    width: u32,
    /// Up to when roles that still run are drawn [default: today]
    #[arg(long, value_name = "DATE")]
    today: Option<String>,
    /// Write to this file
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum What {
    /// Roles over the years
    Timeline,
    /// Colleagues and co-authors
    Network,
    /// Skills by what shows them
    Skills,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Theme {
    Auto,
    Light,
    Dark,
}

impl Plot {
    pub(super) fn run(&self, arguments: &Arguments) -> anyhow::Result<ExitCode> {
        let (collection, code) = arguments.collection()?;
        let languages = super::languages(self.lang.as_deref(), &collection)?;
        let store = Store::from_people(&collection, self.audience.into())?;
        let options = pictures::Options {
            languages: &languages,
            today: self.today()?,
            href: &|_| None,
            words: Words::of(languages.first().map_or("en", String::as_str)),
            width: self.width,
            id: "p",
        };
        let Some(picture) = self.picture(&collection, &store, &options)? else {
            bail!("there is nothing to draw that the audience `{}` may see", Visibility::from(self.audience).name());
        };
        self.write(&picture.standalone(self.theme.into()))?;
        Ok(code)
    }

    /// The picture that is asked for, if there is anything to draw.
    fn picture(
        &self,
        collection: &Collection,
        store: &Store,
        options: &pictures::Options<'_>,
    ) -> anyhow::Result<Option<Picture>> {
        if let Some(name) = &self.organization {
            let key = collection.find_organization(name)?;
            let node = Iris::new(&collection.setup.settings.base).organization(key.as_str());
            return Ok(match self.what {
                What::Timeline => timeline::of_organization(store, node.as_ref(), options),
                What::Skills => skills::of_organization(store, node.as_ref(), options),
                What::Network => bail!("a network is one of a person, or of the team; name one, or --team"),
            });
        }
        if self.team {
            return Ok(match self.what {
                What::Timeline => timeline::of_team(store, options),
                What::Network => network::of_team(store, options),
                What::Skills => skills::of_team(store, options),
            });
        }
        let key = super::one_person(self.person.as_deref(), collection, "--team, --organization KEY")?;
        let person = graph::person(key, &collection.people[key], &collection.setup);
        if store.count(Some(person.as_ref()), None, None) == 0 {
            bail!("`{}` is not for the audience `{}`", key.as_str(), Visibility::from(self.audience).name());
        }
        Ok(match self.what {
            What::Timeline => timeline::of_person(store, person.as_ref(), options),
            What::Network => network::of_person(store, person.as_ref(), options),
            What::Skills => skills::of_person(store, person.as_ref(), options),
        })
    }

    fn today(&self) -> anyhow::Result<NaiveDate> {
        let Some(text) = &self.today else { return Ok(date::today().last_day()) };
        match text.parse::<Date>() {
            Ok(date) if date.day().is_some() => Ok(date.first_day()),
            _ => bail!("`{text}` is no day; write it as `2026-03-31`"),
        }
    }

    fn write(&self, picture: &str) -> anyhow::Result<()> {
        match &self.out {
            Some(path) => write_file(path, picture.as_bytes()),
            None => print(picture),
        }
    }
}

impl From<Theme> for pictures::Theme {
    fn from(theme: Theme) -> Self {
        match theme {
            Theme::Auto => Self::Auto,
            Theme::Light => Self::Light,
            Theme::Dark => Self::Dark,
        }
    }
}
