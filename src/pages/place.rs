//! Which pages there are, and where.

use super::Source;
use super::{doubts, people, start};

/// What kind of page stands at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Start,
    /// A part of the list of people, counted from 1.
    People(usize),
    /// A list of organizations, skills or works.
    List,
    Doubts,
    /// A page of the graph.
    Thing,
}

/// The place of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    kind: Kind,
    path: String,
    page: Option<String>,
}

impl Place {
    /// The place at a path below the root, if there is a page. The page of a folder ends in a slash, which may be missing.
    #[must_use]
    pub fn at(source: Source<'_>, path: &str) -> Option<Self> {
        Self::exactly_at(source, path).or_else(|| Self::exactly_at(source, &[path, "/"].concat()))
    }

    fn exactly_at(source: Source<'_>, path: &str) -> Option<Self> {
        let page = Some(source.addresses.page_at(path)).filter(|page| !source.store.subjects_of_page(page).is_empty());
        let kind = match path {
            "people/" => Kind::People(1),
            doubts::PATH => Kind::Doubts,
            path if start::is_list(path) => Kind::List,
            "" if page.is_none() => Kind::Start,
            _ if page.is_some() => Kind::Thing,
            _ => Kind::People(people::part_at(path, source.index.entries().len())?),
        };
        let team = || (path == "people/").then(|| source.addresses.page_at(path));
        Some(Self { kind, path: path.to_owned(), page: page.or_else(team) })
    }

    /// All places, those of the graph by their addresses.
    #[must_use]
    pub fn all(source: Source<'_>) -> Vec<Self> {
        let parts = people::parts(source.index.entries().len());
        let paths = ["", doubts::PATH].map(str::to_owned).into_iter();
        let paths = paths.chain((1..=parts).map(people::path)).chain(start::lists().map(str::to_owned));
        let mut paths: Vec<String> =
            paths.chain(source.store.pages().filter_map(|page| source.addresses.path_of(page))).collect();
        paths.sort();
        paths.dedup();
        paths.iter().filter_map(|path| Self::exactly_at(source, path)).collect()
    }

    pub(super) fn kind(&self) -> &Kind {
        &self.kind
    }

    /// Its path below the root.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The page of the graph that it shows, if it is one.
    #[must_use]
    pub fn page(&self) -> Option<&str> {
        self.page.as_deref()
    }

    /// Whether it is the list of people, or its first part.
    #[must_use]
    pub fn is_directory(&self) -> bool {
        self.kind == Kind::People(1)
    }

    /// Its path, without what other forms of it end in.
    #[must_use]
    pub fn data(&self) -> &str {
        super::links::data(&self.path)
    }
}
