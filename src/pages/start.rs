//! The start page, and the lists of organizations, skills and works.

use std::cmp::Reverse;

use maud::{Markup, html};
use oxigraph::model::{NamedNode, NamedNodeRef};
use serde_json::{Value, json};

use super::facts::Facts;
use super::layout::Content;
use super::words::counted;
use super::{PICTURED, Pages, people, work_date};
use crate::iri::fragment;
use crate::pictures::network;
use crate::vocab::{schema, vita};

/// How many things of a kind the start page shows.
const FEW: usize = 24;
/// How many things a list shows.
const MANY: usize = 1000;

/// A folder of pages: its path, what its pages are about, and how much leads there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Folder {
    path: &'static str,
    main: &'static str,
    leading: Option<NamedNodeRef<'static>>,
}

pub(super) const ORGANIZATIONS: Folder =
    Folder { path: "organizations/", main: "organization", leading: Some(vita::AT) };
pub(super) const SKILLS: Folder = Folder { path: "skills/", main: "term", leading: Some(schema::KNOWS_ABOUT) };
const FOLDERS: [Folder; 3] = [ORGANIZATIONS, SKILLS, Folder { path: "works/", main: "work", leading: None }];

impl Folder {
    /// What the folder's pages are about, in the order of their addresses.
    pub(super) fn things(self, pages: &Pages<'_>) -> Vec<NamedNode> {
        let within = [pages.source.addresses.base(), self.path].concat();
        let below = pages.store().pages_with_prefix(&within).filter(|page| page.len() > within.len());
        below.map(|page| fragment(page, self.main)).collect()
    }
}

/// Whether a path below the root is that of a list.
#[must_use]
pub(super) fn is_list(path: &str) -> bool {
    lists().any(|list| list == path)
}

/// The paths of all lists.
pub(super) fn lists() -> impl Iterator<Item = &'static str> {
    FOLDERS.iter().map(|folder| folder.path)
}

impl Pages<'_> {
    /// The start page.
    #[must_use]
    pub fn start(&self) -> Content {
        let words = self.words();
        let people = self.source.index.entries();
        let mut content = Content::new("start", words.title);
        content.description = counted(words.total, people.len());
        content.canonical = Some(self.source.addresses.base().to_owned());
        content.header = html! { div {
            h1 { (words.title) }
            (people::search_form(self, None))
            p.note role="status" { (counted(words.total, people.len())) }
            ol.people #people { @for person in self.source.index.entries().take(FEW) { (people::entry(self, person.iri.as_ref())) } }
            @if people.len() > FEW { p { a href=(self.links.page("people/")) { (counted(words.and_more, people.len() - FEW)) } } }
        } };
        content.scripts.push("people.js");
        let network = (people.len() <= PICTURED)
            .then(|| self.picture("network-", |options| network::of_team(self.store(), options)));
        content.add("network", words.network, network.flatten());
        for (folder, title) in FOLDERS.iter().zip([words.organizations, words.skills, words.works]) {
            let mut things = self.things(folder);
            // What nobody leads to, such as the parent of an organization, is in the whole list.
            things.retain(|(count, _)| *count > 0 || folder.leading.is_none());
            content.add(folder.path.trim_end_matches('/'), title, self.list(folder, &things, FEW));
        }
        content
    }

    /// The list of all organizations, skills or works.
    #[must_use]
    pub fn list_at(&self, path: &str) -> Content {
        let words = self.words();
        let titles = [words.organizations, words.skills, words.works];
        let at = FOLDERS.iter().position(|folder| folder.path == path).unwrap_or_default();
        let (folder, title) = (&FOLDERS[at], titles[at]);
        let things = self.things(folder);
        let mut content = Content::new("list", title);
        let page = [self.source.addresses.base(), path].concat();
        content.document = Some(self.list_document(&page, &things));
        content.canonical = Some(page);
        content.header = html! { div { h1 { (title) } p.note { (things.len()) } (self.list(folder, &things, MANY).unwrap_or_default()) } };
        content
    }

    /// What search engines are told of a list: the pages that it leads to.
    fn list_document(&self, page: &str, things: &[(usize, NamedNode)]) -> Value {
        let items = (1..).zip(things.iter().take(MANY)).map(|(position, (_, node)): (usize, _)| {
            let name = self.name(node.as_ref()).map(|name| name.value().to_owned());
            let url = node.as_str().split('#').next();
            json!({ "@type": "ListItem", "position": position, "url": url, "name": name })
        });
        let items: Vec<Value> = items.collect();
        json!({
            "@context": "https://schema.org",
            "@type": "ItemList",
            "@id": page,
            "numberOfItems": items.len(),
            "itemListElement": items,
        })
    }

    /// The things of a folder, those that most leads to first; works by their dates, the newest first.
    fn things(&self, folder: &Folder) -> Vec<(usize, NamedNode)> {
        let store = self.store();
        let count = |node: &NamedNode| {
            folder.leading.map_or(0, |property| store.count(None, Some(property), Some(node.as_ref().into())))
        };
        let mut things: Vec<(usize, NamedNode)> =
            folder.things(self).into_iter().map(|node| (count(&node), node)).collect();
        match folder.leading {
            Some(_) => things.sort_by_key(|(count, node)| (Reverse(*count), node.as_str().to_owned())),
            None if things.len() <= MANY => things.sort_by_cached_key(|(_, node)| {
                let facts = Facts::of(node.clone(), store);
                (Reverse(work_date(&facts).map(str::to_owned)), node.as_str().to_owned())
            }),
            None => {}
        }
        things
    }

    fn list(&self, folder: &Folder, things: &[(usize, NamedNode)], most: usize) -> Option<Markup> {
        let is_works = folder.leading.is_none();
        let more = things.len().saturating_sub(most);
        (!things.is_empty()).then(|| html! {
            ul class=(if is_works { "works" } else { "terms" }) { @for (count, node) in things.iter().take(most) { li {
                @if is_works { (self.work_line(&Facts::of(node.clone(), self.store()))) } @else { (self.link(node.as_ref())) " " span.note { (count) } }
            } } }
            @if more > 0 && most == FEW { p { a href=(self.links.page(folder.path)) { (counted(self.words().and_more, more)) } } }
            @if more > 0 && most != FEW { p.note { (counted(self.words().and_more, more)) } }
        })
    }
}
