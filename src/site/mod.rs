//! The pages as files of a folder, for hosts that answer no queries: all pages in all languages, what they load, and what
//! crawlers and readers of feeds look for. Nothing here writes: who calls takes each file as it is made.

mod answers;
pub mod crawlers;
mod feed;
mod pages;
mod theme;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::assets;
use crate::collection::Collection;
use crate::decode::Visibility;
use crate::error::{Error, Kind};
use crate::pages::{Addresses, Language, Pages, Source, Style, file};
use crate::query::{Catalogue, Entities};
use crate::search::{self, Index};
use crate::store::Store;
use crawlers::{Address, Told};
pub use theme::{START, Theme};

/// What takes each file: its path below the folder, and its bytes.
pub type Save<'s> = dyn Fn(&str, &[u8]) -> std::io::Result<()> + Sync + 's;

/// The script that draws charts, where the program has it.
const CHARTS: &str = "charts.js";

/// How a site is made.
#[derive(Debug)]
pub struct Options {
    /// Who sees it.
    pub audience: Visibility,
    /// Where it will be: an address that ends in a slash, in place of the collection's base.
    pub address: Option<String>,
    /// The tags of its languages, the first one first; all of the collection's where there are none.
    pub languages: Vec<String>,
    /// How many threads make it.
    pub threads: usize,
}

/// What was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// The pages.
    pub pages: usize,
    /// The pages of answers among them.
    pub answers: usize,
}

/// A site to be made.
pub struct Site<'c> {
    collection: &'c Collection,
    catalogue: &'c Catalogue,
    theme: &'c Theme,
    options: Options,
    /// The address of its root.
    address: String,
    store: Store,
    entities: Entities,
    addresses: Addresses,
    index: Index,
    languages: Vec<Language>,
    news: OnceLock<Vec<feed::News>>,
}

impl<'c> Site<'c> {
    /// The site of a collection.
    ///
    /// # Errors
    /// A language that the collection has not, or what [`Store::from_people`] says.
    pub fn new(
        collection: &'c Collection,
        catalogue: &'c Catalogue,
        theme: &'c Theme,
        options: Options,
    ) -> Result<Self, Error> {
        let languages = languages(collection, &options.languages)?;
        let store = Store::from_people(collection, options.audience)?;
        let entities = Entities::new(&store, collection);
        let index = Index::new(&store, &collection.setup.settings.languages);
        let addresses = Addresses::new(collection);
        let address = options.address.clone().unwrap_or_else(|| addresses.base().to_owned());
        Ok(Self {
            collection,
            catalogue,
            theme,
            options,
            address,
            store,
            entities,
            addresses,
            index,
            languages,
            news: OnceLock::new(),
        })
    }

    /// Makes all files and hands each to `save`, from several threads.
    ///
    /// # Errors
    /// The first error of `save`, or of a template of the theme; then no more files are made.
    pub fn make(&self, progress: &(impl Fn(usize) + Sync), save: &Save<'_>) -> Result<Made, Error> {
        // What stands in a theme under the name of one of ours takes its place.
        self.theme.files(save)?;
        let save: &Save<'_> = &|path, bytes| if self.theme.has(path) { Ok(()) } else { save(path, bytes) };
        let listed = self.pages(progress, save)?;
        let answers = self.answers(progress, save)?;
        self.not_found(save)?;
        self.loaded(save)?;
        self.found(&listed, save).map_err(Kind::Write)?;
        let pages = listed.len() + answers;
        Ok(Made { pages, answers })
    }

    fn source(&self) -> Source<'_> {
        let (collection, store) = (self.collection, &self.store);
        let (addresses, index, audience) = (&self.addresses, &self.index, self.options.audience);
        Source { collection, store, audience, addresses, index }
    }

    /// What makes the page at a path in a language.
    fn pages_at<'s>(&'s self, language: &'s Language, path: &str) -> Pages<'s> {
        Pages::new(self.source(), &self.languages, language, path, Style::Files)
    }

    /// The file of a page in a language.
    fn file(&self, path: &str, language: &Language) -> String {
        file(path, (!self.is_first(language)).then_some(language.tag.as_str()))
    }

    /// Whether it is the language of files whose names tell none.
    fn is_first(&self, language: &Language) -> bool {
        self.languages.first().is_some_and(|first| first.tag == language.tag)
    }

    /// The pages for addresses where there is none, which may be shown at any of them.
    fn not_found(&self, save: &Save<'_>) -> Result<(), Error> {
        let root = url::Url::parse(&self.address).map_or_else(|_| "/".to_owned(), |address| address.path().to_owned());
        for language in &self.languages {
            let pages = self.pages_at(language, "404").from_root(&root);
            self.save_page("404", language, &pages, pages.not_found(), save)?;
        }
        Ok(())
    }

    /// What pages load.
    fn loaded(&self, save: &Save<'_>) -> Result<(), Error> {
        let indexes = self.languages.iter().map(|language| {
            let json = self.pages_at(language, "").index_json();
            (format!("people.{}.json", language.tag), json)
        });
        let files =
            [("style.css".to_owned(), crate::pages::style()), ("people.js".to_owned(), search::SCRIPT.to_owned())];
        let mut files = files.into_iter().chain(indexes);
        files.try_for_each(|(path, text)| save(&path, text.as_bytes())).map_err(Kind::Write)?;
        // The editor needs a server to ask.
        if let Some((script, _)) = assets::get(CHARTS) {
            save(&["assets/", CHARTS].concat(), &script).map_err(Kind::Write)?;
        }
        Ok(())
    }

    /// What crawlers and readers of feeds look for.
    fn found(&self, listed: &[pages::Listed], save: &Save<'_>) -> std::io::Result<()> {
        let base = self.address.as_str();
        let address = |page: &'_ pages::Listed| page.location.is_some();
        let listed = listed.iter().filter(|page| address(page));
        let maps = crawlers::sitemaps(listed.filter_map(|page| {
            let location = page.location.as_deref()?;
            Some(Address { location, modified: page.modified.as_deref(), languages: &page.languages })
        }));
        match &maps[..] {
            [map] => save("sitemap.xml", map.as_bytes())?,
            maps => {
                save("sitemap.xml", crawlers::sitemap_index(base, maps.len()).as_bytes())?;
                for (at, map) in maps.iter().enumerate() {
                    save(&format!("sitemap/{}.xml", at + 1), map.as_bytes())?;
                }
            }
        }
        save("robots.txt", crawlers::robots(base, self.options.audience, &[]).as_bytes())?;
        let people = self.index.entries().len();
        save(
            "llms.txt",
            crawlers::llms(Told { base, people, catalogue: self.catalogue, is_server: false }).as_bytes(),
        )?;
        for (path, feed) in self.feeds() {
            save(&path, feed.as_bytes())?;
        }
        Ok(())
    }
}

/// The languages of a site, in the order that is wanted.
fn languages(collection: &Collection, wanted: &[String]) -> Result<Vec<Language>, Error> {
    let all = Language::all(collection);
    if wanted.is_empty() {
        return Ok(all);
    }
    let mut known: BTreeMap<String, Language> =
        all.into_iter().map(|language| (language.tag.clone(), language)).collect();
    let tags: Vec<String> = known.keys().cloned().collect();
    let unknown =
        |tag: &String| Kind::Unknown { kind: "language of the collection", name: tag.clone(), near: tags.clone() };
    wanted.iter().map(|tag| known.remove(&tag.to_lowercase()).ok_or_else(|| unknown(tag).into())).collect()
}
