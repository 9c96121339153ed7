//! Pages as a server gives them: in the language that the reader has chosen, or else prefers.

use axum::http::header::{ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;

use super::answer::Answer;
use super::loaded::Loaded;
use crate::pages::{self, Content, Pages, Style};
use crate::search;

/// How a page is wanted: at which path below the root, and in which language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Look {
    /// The path, without ending and language.
    pub(super) path: String,
    /// What is asked behind the path.
    query: String,
    style: Style,
    /// Which of the languages.
    language: usize,
}

impl Look {
    /// What a request wants to look at.
    pub(super) fn new(loaded: &Loaded, uri: &Uri, headers: &HeaderMap) -> Self {
        let (path, query) = (local_path(loaded, uri), uri.query().unwrap_or_default().to_owned());
        let chosen = path.strip_suffix(".html").and_then(|path| {
            let (path, tag) = path.rsplit_once('.')?;
            Some((path, loaded.languages.iter().position(|language| language.tag == tag)?))
        });
        match chosen {
            Some((place, language)) => {
                Self { path: folder_of(place).to_owned(), query, style: Style::Chosen, language }
            }
            None => Self { path, query, style: Style::Plain, language: preferred(loaded, headers) },
        }
    }

    /// What the index of a page's search is made for, where it is asked for.
    pub(super) fn of_index(loaded: &Loaded, uri: &Uri) -> Option<Self> {
        let tag = local_path(loaded, uri).strip_prefix("people.")?.strip_suffix(".json")?.to_owned();
        let language = loaded.languages.iter().position(|language| language.tag == tag)?;
        let style = if uri.query() == Some("chosen") { Style::Chosen } else { Style::Plain };
        Some(Self { path: String::new(), query: String::new(), style, language })
    }

    /// Whether the reader has chosen the language, so that the path is without its ending.
    pub(super) fn is_chosen(&self) -> bool {
        self.style == Style::Chosen
    }

    /// What is asked behind the path plays no part.
    pub(super) fn forget_query(&mut self) {
        self.query.clear();
    }

    /// What tells it from others, for what is kept.
    pub(super) fn key(&self) -> String {
        format!("{} {} {:?} {}", self.path, self.query, self.style, self.language)
    }
}

/// The path of a folder, where a path is that of the file which stands for it.
pub(super) fn folder_of(path: &str) -> &str {
    path.strip_suffix("index").filter(|folder| folder.is_empty() || folder.ends_with('/')).unwrap_or(path)
}

/// The path of an address below the root. Where the base has a path of its own, a proxy may have left it on or taken it off.
pub(super) fn local_path(loaded: &Loaded, uri: &Uri) -> String {
    let path = percent_decode_str(uri.path().trim_start_matches('/')).decode_utf8_lossy().into_owned();
    let own =
        url::Url::parse(loaded.base()).map(|base| base.path().trim_start_matches('/').to_owned()).unwrap_or_default();
    path.strip_prefix(&own).map(str::to_owned).unwrap_or(path)
}

/// The first of the languages that the reader prefers.
fn preferred(loaded: &Loaded, headers: &HeaderMap) -> usize {
    let wanted = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let speaks = |tag: &String| loaded.languages.iter().position(|language| crate::text::speaks(&language.tag, tag));
    accept_language::parse(wanted).iter().find_map(speaks).unwrap_or(0)
}

impl Loaded {
    /// What makes the pages of a look.
    pub(super) fn pages(&self, look: &Look) -> Pages<'_> {
        Pages::new(self.source(), &self.languages, &self.languages[look.language], &look.path, look.style)
            .with_query(&look.query)
    }

    /// The whole page.
    pub(super) fn whole(&self, look: &Look, content: impl FnOnce(&Pages<'_>) -> Content) -> String {
        let pages = self.pages(look);
        pages::page(&pages, &content(&pages))
    }

    /// The whole page as an answer.
    pub(super) fn answered(&self, look: &Look, content: impl FnOnce(&Pages<'_>) -> Content) -> Answer {
        Answer::html(self.whole(look, content))
    }

    /// A page about what went wrong.
    pub(super) fn problem(&self, look: &Look, status: StatusCode, message: &str, hint: Option<&str>) -> String {
        let title = status.canonical_reason().unwrap_or("Error");
        self.whole(look, |pages| pages.problem(title, message, hint))
    }
}

/// The stylesheet of all pages.
pub(super) async fn style() -> Response {
    file("text/css;charset=utf-8", pages::style())
}

/// The script of the search for people.
pub(super) async fn people_script() -> Response {
    file("text/javascript;charset=utf-8", search::SCRIPT.to_owned())
}

fn file(media_type: &'static str, text: String) -> Response {
    ([(CONTENT_TYPE, media_type), (CACHE_CONTROL, "public, max-age=3600")], text).into_response()
}
