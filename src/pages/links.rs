//! Where a page's links lead: relative addresses, so that the same pages work on a server, behind a proxy that changes
//! the path, and as files on any host.

use std::collections::HashMap;

use crate::collection::Collection;
use crate::decode::Key;
use crate::graph;
use crate::iri::Iris;

/// The pages of people that are elsewhere than below the collection's base, and the addresses at which they are shown here.
#[derive(Clone, Debug, Default)]
pub struct Addresses {
    base: String,
    elsewhere: HashMap<String, Key>,
    pages: HashMap<Key, String>,
}

impl Addresses {
    /// The addresses of a collection's pages.
    #[must_use]
    pub fn new(collection: &Collection) -> Self {
        let setup = &collection.setup;
        let base = setup.settings.base.clone();
        let pages = collection.people.iter().map(|(key, records)| (key.clone(), graph::page_of(key, records, setup)));
        let pages: HashMap<Key, String> =
            pages.filter(|(key, page)| *page != Iris::new(&base).person_page(key)).collect();
        Self { elsewhere: pages.iter().map(|(key, page)| (page.clone(), key.clone())).collect(), pages, base }
    }

    /// The address that pages are below.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The page about a person, where it is not below the base.
    #[must_use]
    pub fn page_of(&self, key: &Key) -> Option<&str> {
        self.pages.get(key).map(String::as_str)
    }

    /// The person whom a page is about, who need not be shown.
    #[must_use]
    pub fn person_of<'c>(&'c self, page: &str, collection: &'c Collection) -> Option<&'c Key> {
        if let Some(key) = self.elsewhere.get(page) {
            return Some(key);
        }
        let key = Key::new(page.strip_prefix(&self.base)?.strip_prefix("people/")?)?;
        let (key, _) = collection.people.get_key_value(&key)?;
        (!self.pages.contains_key(key)).then_some(key)
    }

    /// The path below the root under which a page is shown, if it is one of ours. A page at the base itself is the root.
    #[must_use]
    pub fn path_of(&self, page: &str) -> Option<String> {
        match (page.strip_prefix(&self.base), self.elsewhere.get(page)) {
            (Some(local), _) => Some(local.to_owned()),
            (None, key) => key.map(|key| format!("people/{}", key.as_str())),
        }
    }

    /// The path under which a thing is shown, and its fragment with the `#`, if its page is one of ours.
    #[must_use]
    pub fn place_of<'i>(&self, iri: &'i str) -> Option<(String, &'i str)> {
        let (page, fragment) = iri.split_at(iri.find('#').unwrap_or(iri.len()));
        Some((self.path_of(page)?, fragment))
    }

    /// The page that is shown under a path.
    #[must_use]
    pub fn page_at(&self, path: &str) -> String {
        let key = path.strip_prefix("people/").and_then(Key::new);
        let elsewhere = key.and_then(|key| self.page_of(&key).map(str::to_owned));
        elsewhere.unwrap_or_else(|| [&self.base, path].concat())
    }
}

/// How addresses are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// As they are asked for, where a server finds the language by what the reader prefers.
    Plain,
    /// With the language, where the reader has chosen one on a server.
    Chosen,
    /// As files, in the first language of the collection without naming it.
    Files,
}

/// What links lead from and how.
#[derive(Clone, Debug)]
pub struct Links<'l> {
    /// What leads to the root, such as `../`.
    root: String,
    style: Style,
    language: &'l str,
    first: &'l str,
}

impl<'l> Links<'l> {
    /// Links from the page at a path, in a language of a collection whose first one is `first`.
    #[must_use]
    pub fn from_path(path: &str, style: Style, language: &'l str, first: &'l str) -> Self {
        Self { root: "../".repeat(path.matches('/').count()), style, language, first }
    }

    /// Links below another root, such as `/team/`, for a page that is shown at any path.
    #[must_use]
    pub fn from_root(self, root: &str) -> Self {
        Self { root: root.to_owned(), ..self }
    }

    /// The way to a page of this language by its path below the root, with its fragment if any.
    #[must_use]
    pub fn page(&self, path: &str) -> String {
        self.page_in(path, self.language, self.style)
    }

    /// The way to the same page in another language that the reader chooses.
    #[must_use]
    pub fn translated(&self, path: &str, language: &str) -> String {
        let style = if self.style == Style::Files { Style::Files } else { Style::Chosen };
        self.page_in(path, language, style)
    }

    fn page_in(&self, path: &str, language: &str, style: Style) -> String {
        let (path, fragment) = path.split_at(path.find('#').unwrap_or(path.len()));
        let place = match style {
            Style::Plain => path.to_owned(),
            Style::Chosen => file(path, Some(language)),
            Style::Files => file(path, Some(language).filter(|language| *language != self.first)),
        };
        match [&self.root, &place, fragment].concat() {
            empty if empty.is_empty() => "./".to_owned(),
            way => way,
        }
    }

    /// What leads to the root.
    #[must_use]
    pub fn root(&self) -> &str {
        &self.root
    }

    /// The way to what is no page, by its path below the root.
    #[must_use]
    pub fn file(&self, path: &str) -> String {
        [&self.root, path].concat()
    }

    /// Whether pages are asked of a server, which has more than pages.
    #[must_use]
    pub fn is_server(&self) -> bool {
        self.style != Style::Files
    }

    /// How addresses are written.
    #[must_use]
    pub fn style(&self) -> Style {
        self.style
    }
}

/// The file of a page, in a language that its name tells or not. A path may end in `.html` itself.
#[must_use]
pub fn file(path: &str, language: Option<&str>) -> String {
    let path = path.strip_suffix(".html").unwrap_or(path);
    let index = if path.is_empty() || path.ends_with('/') { "index" } else { "" };
    match language {
        Some(language) => [path, index, ".", language, ".html"].concat(),
        None => [path, index, ".html"].concat(),
    }
}

/// The path of a page without what other forms of it end in.
pub(super) fn data(path: &str) -> &str {
    if path.is_empty() { "index" } else { path.trim_end_matches('/') }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_relative_and_name_the_language_where_it_was_chosen() {
        let plain = Links::from_path("people/ann", Style::Plain, "zh", "en");
        assert_eq!(plain.page("works/x#work"), "../works/x#work");
        assert_eq!(plain.page(""), "../");
        assert_eq!(plain.translated("people/ann", "zh"), "../people/ann.zh.html");
        let files = Links::from_path("", Style::Files, "en", "en");
        assert_eq!(files.page("people/"), "people/index.html");
        assert_eq!(files.translated("people/", "zh"), "people/index.zh.html");
        assert_eq!(files.file("style.css"), "style.css");
        assert_eq!(Links::from_path("", Style::Plain, "en", "en").page(""), "./");
        assert_eq!(files.from_root("/team/").page("queries/"), "/team/queries/index.html");
    }
}
