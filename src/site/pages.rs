//! The pages of the graph as files.

use maud::html;
use oxigraph::model::{NamedNodeRef, Term};
use percent_encoding::percent_decode_str;

use super::theme::At;
use super::{Save, Site};
use crate::decode::Visibility;
use crate::error::{Error, Kind};
use crate::pages::{self, Content, Language, Pages, Place};
use crate::pieces::try_in_any_order;
use crate::vocab::schema;

/// A page that was made, as a sitemap lists it.
#[derive(Debug)]
pub(super) struct Listed {
    /// Its address, where search engines may list it.
    pub(super) location: Option<String>,
    /// When what it is about was last changed.
    pub(super) modified: Option<String>,
    /// Its addresses in all languages, where there are several.
    pub(super) languages: Vec<(String, String)>,
}

impl Site<'_> {
    /// Makes the pages of all places in all languages.
    pub(super) fn pages(&self, progress: &(impl Fn(usize) + Sync), save: &Save<'_>) -> Result<Vec<Listed>, Error> {
        let places = Place::all(self.source());
        let places: Vec<Place> = places.into_iter().filter(|place| is_file(place.path())).collect();
        let languages = || self.languages.iter();
        let jobs: Vec<_> = places.iter().flat_map(|place| languages().map(move |language| (place, language))).collect();
        progress(jobs.len());
        try_in_any_order(jobs, self.options.threads, &|(place, language)| {
            let listed = self.page(place, language, save)?;
            progress(0);
            Ok(listed)
        })
    }

    fn page(&self, place: &Place, language: &Language, save: &Save<'_>) -> Result<Listed, Error> {
        let pages = self.pages_at(language, place.path());
        let mut content = pages.content(place);
        let is_here = content.canonical.as_ref().is_some_and(|own| own.starts_with(self.addresses.base()));
        let location = is_here.then(|| self.address_of(place.path(), language));
        if is_here {
            content.canonical.clone_from(&location);
        }
        self.save_page(place.path(), language, &pages, content, save)?;
        let several = is_here && self.languages.len() > 1;
        let in_all = self.languages.iter().filter(|_| several);
        Ok(Listed {
            location,
            modified: place.page().and_then(|page| self.modified(page)),
            languages: in_all.map(|one| (one.tag.clone(), self.address_of(place.path(), one))).collect(),
        })
    }

    /// Makes the file of a page.
    pub(super) fn save_page(
        &self,
        path: &str,
        language: &Language,
        pages: &Pages<'_>,
        mut content: Content,
        save: &Save<'_>,
    ) -> Result<(), Error> {
        let root = pages.root();
        content.head = html! {
            @if self.theme.has("extra.css") { link rel="stylesheet" href={ (root) "extra.css" }; }
            @if self.options.audience != Visibility::Public { meta name="robots" content="noindex"; }
            @if content.canonical.is_some() && self.has_feed() {
                link rel="alternate" type="application/atom+xml" title=(pages.feed_title()) href={ (root) (self.feed_file(language)) };
            }
        };
        let file = decoded(&self.file(path, language));
        let at = At { path, file: &file, root, language };
        let text = match self.theme.page(pages, &content, &at)? {
            Some(text) => text,
            None => pages::page(pages, &content),
        };
        Ok(save(&file, text.as_bytes()).map_err(Kind::Write)?)
    }

    /// The address of a page in a language: without ending in the first one, as the graph has it.
    fn address_of(&self, path: &str, language: &Language) -> String {
        let file = if self.is_first(language) { path.to_owned() } else { self.file(path, language) };
        self.address.clone() + &file
    }

    /// The day or time at which what a page is about was last changed, as far as everybody may know who sees it.
    pub(super) fn modified(&self, page: &str) -> Option<String> {
        let page = NamedNodeRef::new(page).ok()?;
        let stamps = self.store.objects(page, schema::DATE_MODIFIED);
        stamps.into_iter().find_map(|term| if let Term::Literal(stamp) = term { w3c(stamp.value()) } else { None })
    }
}

/// A date or a time stamp as sitemaps have it: a year, month, day, or time with its zone.
fn w3c(stamp: &str) -> Option<String> {
    let is_date = stamp.len() <= 10 && stamp.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let is_time = || chrono::DateTime::parse_from_rfc3339(stamp).is_ok();
    (is_date || is_time()).then(|| stamp.to_owned())
}

/// A path as files are named, where an address writes some characters otherwise.
fn decoded(path: &str) -> String {
    percent_decode_str(path).decode_utf8_lossy().into_owned()
}

/// Whether a path stays within its folder, whatever a record calls its page.
fn is_file(path: &str) -> bool {
    let path = decoded(path);
    let parts = path.strip_suffix('/').unwrap_or(&path).split('/');
    let is_name = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', '\0', '?', ':']);
    path.is_empty() || parts.into_iter().all(is_name)
}
