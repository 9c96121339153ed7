use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::bail;
use chrono::NaiveDate;
use clap::{ArgGroup, Args, ValueEnum};

use super::output::{print_bytes, write_file};
use super::{Arguments, Audience};
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
  vitagraph plot skills --team --out skills.png          as an image, its form by the ending of the name
  vitagraph plot timeline stuart-lau --out life.png --theme dark --scale 3
                                                         light on dark, three pixels for each unit";

/// Draw a timeline, a network of people, or skills, as SVG or PNG
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
    /// How many pixels a PNG has for each pixel of the width
    #[arg(long, value_name = "N", default_value_t = 2.0, value_parser = scale)]
    scale: f32,
    /// Up to when roles that still run are drawn [default: today]
    #[arg(long, value_name = "DATE")]
    today: Option<String>,
    /// The form of the picture [default: that of the file's ending, else svg]
    #[arg(long, value_name = "FORM")]
    format: Option<Format>,
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

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Svg,
    Png,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Theme {
    Auto,
    Light,
    Dark,
}

impl Plot {
    pub(super) fn run(&self, arguments: &Arguments) -> anyhow::Result<ExitCode> {
        let format = self.format()?;
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
        match format {
            Format::Svg => self.write(picture.standalone(self.theme.into()).as_bytes())?,
            Format::Png => self.write(&self.png(&picture)?)?,
        }
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

    /// The form that is asked for. An image is not for the eyes of a terminal.
    fn format(&self) -> anyhow::Result<Format> {
        let ending =
            self.out.as_ref().and_then(|path| path.extension()).map(|ending| ending.to_string_lossy().to_lowercase());
        let format = match (self.format, ending.as_deref()) {
            (Some(format), _) => format,
            (None, Some("png")) => Format::Png,
            (None, Some("svg") | None) => Format::Svg,
            (None, Some(ending)) => {
                bail!("`.{ending}` names no form of picture; end the name in `.svg` or `.png`, or give --format")
            }
        };
        if format == Format::Png && self.out.is_none() && io::stdout().is_terminal() {
            bail!("a PNG is nothing for a terminal; write it to a file with --out");
        }
        Ok(format)
    }

    #[cfg(feature = "png")]
    fn png(&self, picture: &Picture) -> anyhow::Result<Vec<u8>> {
        let png = pictures::png(picture, self.theme.into(), self.scale)?;
        if !png.missing.is_empty() {
            let some: String = png.missing.iter().take(10).collect();
            let han = png.missing.iter().any(|c| crate::text::is_han(*c));
            let package = if han { "fonts-noto-cjk" } else { "fonts-noto-core" };
            super::tell(format_args!(
                "warning: no installed font has `{some}`{}; the picture lacks such characters",
                if png.missing.len() > 10 { format!(" and {} more", png.missing.len() - 10) } else { String::new() }
            ));
            super::tell(format_args!("  hint: install one, such as the package `{package}`"));
        }
        Ok(png.bytes)
    }

    #[cfg(not(feature = "png"))]
    #[expect(clippy::unused_self, reason = "as with the feature")]
    fn png(&self, _: &Picture) -> anyhow::Result<Vec<u8>> {
        bail!("this program is built without PNG; write SVG, or build it with the feature `png`")
    }

    fn write(&self, picture: &[u8]) -> anyhow::Result<()> {
        match &self.out {
            Some(path) => write_file(path, picture),
            None => print_bytes(picture),
        }
    }
}

/// A factor of the command line.
fn scale(text: &str) -> Result<f32, String> {
    let scale = text.parse::<f32>().map_err(|error| error.to_string())?;
    if (0.1..=10.0).contains(&scale) { Ok(scale) } else { Err("it is not between 0.1 and 10".to_owned()) }
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
