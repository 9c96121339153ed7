use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, bail};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::output::{tell, write_new};
use super::renewed::Renewed;
use super::watch::watch;
use super::{Arguments, Audience};
use crate::pieces::threads;
use crate::query::Catalogue;
use crate::report::Report;
use crate::site::{self, Options, START, Theme};

const EXAMPLES: &str = "Examples:
  vitagraph site                                     all pages into the folder `site`
  vitagraph site --out public --base-url https://ann.github.io/team/
                                                     into another folder, to be published at this address
  vitagraph site --lang zh --lang en                 the first language is that of names without a language
  vitagraph site --init-theme theme                  a theme to start from
  vitagraph site --theme theme --watch               pages by its templates, again whenever something changes
  python3 -m http.server -d site                     look at it

The folder is written beside its place and then moved there, so that nobody sees half of it.";

/// Write the pages of the collection as a folder of files, for hosts such as GitHub Pages
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Site {
    /// The folder; one that is there is replaced as a whole, if this command has made it
    #[arg(long, value_name = "DIR", default_value = "site", value_hint = clap::ValueHint::DirPath)]
    out: PathBuf,
    /// The address where the site will be [default: the collection's `base`]; IRIs in data stay those of `base`
    #[arg(long, value_name = "URL", value_parser = address)]
    base_url: Option<String>,
    /// A folder with templates and files of your own
    #[arg(long, value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    theme: Option<PathBuf>,
    /// Write a theme to start from into this folder, and nothing else
    #[arg(long, value_name = "DIR", conflicts_with_all = ["theme", "watch"], value_hint = clap::ValueHint::DirPath)]
    init_theme: Option<PathBuf>,
    /// Who will see it
    #[arg(long, value_name = "WHO", default_value = "public")]
    audience: Audience,
    /// A language of the pages, in the order that is wanted; can be given several times [default: all of the collection]
    #[arg(long, value_name = "TAG")]
    lang: Vec<String>,
    /// Replace the site also where there are errors in the collection's files
    #[arg(long)]
    force: bool,
    /// Write again whenever a file of the collection or the theme changes, until Ctrl-C
    #[arg(long)]
    watch: bool,
}

impl Site {
    pub(super) fn run(&self, arguments: &Arguments) -> anyhow::Result<ExitCode> {
        if let Some(folder) = &self.init_theme {
            return init_theme(folder);
        }
        if self.watch {
            let queries = arguments.root()?.join("queries");
            let more: Vec<&Path> = self.theme.as_deref().into_iter().chain([queries.as_path()]).collect();
            watch(&arguments.root()?, &more, || self.write(arguments).map(drop))?;
            return Ok(ExitCode::SUCCESS);
        }
        self.write(arguments)
    }

    fn write(&self, arguments: &Arguments) -> anyhow::Result<ExitCode> {
        let (collection, code) = arguments.collection()?;
        let mut report = Report::default();
        let catalogue = Catalogue::load(&arguments.root()?, &mut report);
        arguments.tell(&report);
        let theme = self.theme.as_deref().map(Theme::read).transpose()?.unwrap_or_default();
        let folder = Renewed::new(&self.out)?;
        if code != ExitCode::SUCCESS && folder.replaces() && !self.force {
            tell("the site stays as it was, because of these errors; `--force` writes it all the same");
            return Ok(code);
        }
        let site = site::Site::new(&collection, &catalogue, &theme, self.options())?;
        let made = self.made(&site, &folder)?;
        folder.finish()?;
        let place = self.out.display();
        tell(format_args!("wrote {} page{} to {place}", made.pages, if made.pages == 1 { "" } else { "s" }));
        if !self.watch {
            // The process ends here; to free a large collection first would only take time.
            std::mem::forget(site);
            std::mem::forget(collection);
        }
        Ok(code)
    }

    /// Makes all files, and shows how far it is on a terminal.
    fn made(&self, site: &site::Site<'_>, folder: &Renewed) -> anyhow::Result<site::Made> {
        let style = ProgressStyle::with_template("{bar:40} {pos}/{len} pages, {per_sec}, {eta} left")?;
        let bar = ProgressBar::new(0).with_style(style);
        let progress = |more: usize| if more > 0 { bar.inc_length(more as u64) } else { bar.inc(1) };
        let for_jekyll = AtomicBool::new(false);
        let save = |path: &str, bytes: &[u8]| {
            if bytes.starts_with(b"---\n") {
                for_jekyll.store(true, Ordering::Relaxed);
            }
            folder.write(path, bytes)
        };
        let made = site.make(&progress, &save)?;
        if !for_jekyll.into_inner() {
            // GitHub Pages then gives the files as they are. Pages with front matter are for a generator to read.
            folder.write(".nojekyll", b"")?;
        }
        bar.finish_and_clear();
        Ok(made)
    }

    fn options(&self) -> Options {
        Options {
            audience: self.audience.into(),
            address: self.base_url.clone(),
            languages: self.lang.clone(),
            threads: threads(),
        }
    }
}

fn init_theme(folder: &Path) -> anyhow::Result<ExitCode> {
    for (name, text) in START {
        let path = folder.join(name);
        if path.symlink_metadata().is_ok() {
            bail!("{} is there already; name another folder", path.display());
        }
        write_new(&path, text.as_bytes()).context("the theme")?;
    }
    tell(format_args!("wrote a theme to {}; `vitagraph site --theme {0}` uses it", folder.display()));
    Ok(ExitCode::SUCCESS)
}

/// An address of the web as that of a folder.
fn address(text: &str) -> Result<String, String> {
    let hint = "write the address of a folder, such as `https://ann.github.io/team/`";
    let address = url::Url::parse(text).map_err(|_| hint.to_owned())?;
    let is_folder = address.query().is_none() && address.fragment().is_none();
    match address.scheme() {
        "http" | "https" if is_folder => Ok(format!("{}/", address.as_str().trim_end_matches('/'))),
        _ => Err(hint.to_owned()),
    }
}
