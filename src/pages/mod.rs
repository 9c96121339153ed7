//! Pages for people, made from a store and the documents that its people are told search engines in.
//!
//! A server and a static folder show the same pages. Every page works without script and loads nothing from elsewhere;
//! all that comes from data is escaped by the templates. A page says all that the JSON-LD in its head says, because both
//! are made from the same quads.

mod answers;
mod document;
mod doubts;
mod facts;
mod figures;
mod layout;
mod links;
mod organization;
mod people;
mod person;
mod place;
mod queries;
mod sections;
mod skill;
mod start;
mod terms;
mod thing;
mod words;
mod work;

use maud::{Markup, html};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Term};

use crate::collection::Collection;
use crate::date::{Date, OPEN};
use crate::decode::{Visibility, is_web};
use crate::iri::short;
use crate::pictures::{self, Picture};
use crate::search::Index;
use crate::store::Store;
use crate::text::speaks;
use crate::vocab::{schema, vita};
use facts::Facts;
use words::{Words, words};

pub use answers::Beforehand;
pub use document::Document;
pub use layout::{Content, Parts, Section, page, parts as parts_of_page};
pub use links::{Addresses, Links, Style, file};
pub use people::{PEOPLE, parts};
pub use place::Place;
pub use queries::{Cell, Results};

/// How many people a picture of all of them may have.
const PICTURED: usize = 150;

/// The stylesheet of all pages, with that of the pictures in them.
#[must_use]
pub fn style() -> String {
    [include_str!("style.css"), pictures::STYLE].concat()
}

/// What pages are made from.
#[derive(Clone, Copy)]
pub struct Source<'l> {
    /// The collection.
    pub collection: &'l Collection,
    /// What the audience may see of it.
    pub store: &'l Store,
    /// Who sees the pages.
    pub audience: Visibility,
    /// Where the pages are.
    pub addresses: &'l Addresses,
    /// The people, to be searched for.
    pub index: &'l Index,
}

/// A language of pages: its tag, the order in which languages are looked for in data, and the words of the pages.
#[derive(Clone, Debug)]
pub struct Language {
    /// The tag, as the settings of the collection have it.
    pub tag: String,
    order: Vec<String>,
    words: &'static Words,
}

impl Language {
    /// The languages of a collection's pages, the preferred one first.
    #[must_use]
    pub fn all(collection: &Collection) -> Vec<Self> {
        let tags = &collection.setup.settings.languages;
        let others = |tag: &String| tags.iter().filter(|other| *other != tag).cloned().collect::<Vec<_>>();
        let order = |tag: &String| [vec![tag.clone()], others(tag)].concat();
        tags.iter().map(|tag| Self { tag: tag.clone(), order: order(tag), words: words(tag) }).collect()
    }
}

/// Makes the pages of one language, whose links lead from one path.
#[derive(Clone)]
pub struct Pages<'l> {
    source: Source<'l>,
    language: &'l Language,
    languages: &'l [Language],
    links: Links<'l>,
    path: String,
    /// What is asked behind the path, which other languages of the page ask as well.
    asked: String,
}

impl<'l> Pages<'l> {
    /// Makes the page at a path below the root, in one of these languages.
    #[must_use]
    pub fn new(
        source: Source<'l>,
        languages: &'l [Language],
        language: &'l Language,
        path: &str,
        style: Style,
    ) -> Self {
        let first = languages.first().map_or("en", |first| first.tag.as_str());
        let links = Links::from_path(path, style, &language.tag, first);
        Self { source, language, languages, links, path: path.to_owned(), asked: String::new() }
    }

    /// The same, for a page that is shown at any path below this root.
    #[must_use]
    pub fn from_root(self, root: &str) -> Self {
        Self { links: self.links.from_root(root), ..self }
    }

    /// The same, for a page at which more is asked than its path says, in the form of the query of an address.
    #[must_use]
    pub fn with_query(self, query: &str) -> Self {
        Self { asked: if query.is_empty() { String::new() } else { ["?", query].concat() }, ..self }
    }

    /// What leads to the root, such as `../`.
    #[must_use]
    pub fn root(&self) -> &str {
        self.links.root()
    }

    /// The way to this page in another language.
    fn translated(&self, language: &Language) -> String {
        self.links.translated(&self.path, &language.tag) + &self.asked
    }

    /// What the page at a place says.
    #[must_use]
    pub fn content(&self, place: &Place) -> Content {
        match (place.kind(), place.page()) {
            (place::Kind::Start, _) => self.start(),
            (place::Kind::Doubts, _) => self.doubts(),
            (place::Kind::List, _) => self.list_at(place.path()),
            (place::Kind::People(part), _) => people::content(self, *part, None),
            (place::Kind::Thing, page) => self.about(page.unwrap_or_default()),
        }
    }

    /// What is said of the things whose IRIs are this page or fragments of it.
    fn about(&self, page: &str) -> Content {
        let document = Document::new(self.source, page);
        match document.kind() {
            document::Kind::Person => person::content(self, page, &document),
            document::Kind::Organization => organization::content(self, page, &document),
            document::Kind::Skill => skill::content(self, page, &document),
            document::Kind::Work => work::content(self, page, &document),
            document::Kind::Team | document::Kind::Other => thing::content(self, page, &document),
        }
    }

    /// The index that the search of pages in this language has, as JSON, with addresses from the root.
    #[must_use]
    pub fn index_json(&self) -> String {
        let way = |person: &NamedNode| self.way(person.as_str()).unwrap_or_default();
        self.source.index.json(&self.language.tag, way)
    }

    /// A picture, whose ids begin with `id`.
    fn picture(&self, id: &str, draw: impl FnOnce(&pictures::Options<'_>) -> Option<Picture>) -> Option<Markup> {
        let href = |iri: &str| self.way(iri);
        let options = pictures::Options {
            languages: self.order(),
            today: crate::date::today().first_day(),
            href: &href,
            words: pictures::Words::of(&self.language.tag),
            width: pictures::WIDTH,
            id,
        };
        draw(&options).map(|picture| picture.boxed())
    }

    fn store(&self) -> &'l Store {
        self.source.store
    }

    fn words(&self) -> &'static Words {
        self.language.words
    }

    fn order(&self) -> &'l [String] {
        &self.language.order
    }

    /// The way from here to a thing: to its page here where it is ours, else to its own address.
    fn way(&self, iri: &str) -> Option<String> {
        match self.source.addresses.place_of(iri) {
            // The main thing of a page stands at its top.
            Some((path, fragment)) => Some(self.links.page(&(path + if is_main(fragment) { "" } else { fragment }))),
            None => is_web(iri).then(|| iri.to_owned()),
        }
    }

    /// The name of a thing.
    fn name(&self, node: NamedNodeRef<'_>) -> Option<Literal> {
        facts::name(node, self.store(), self.order())
    }

    /// A text, which says its language where that is not the page's.
    fn said(&self, text: &Literal) -> Markup {
        let other = text.language().filter(|tag| !speaks(tag, &self.language.tag));
        html! { @match other { Some(tag) => span lang=(tag) { (text.value()) }, None => (text.value()) } }
    }

    /// The first value of a property to show.
    fn text(&self, facts: &Facts, property: NamedNodeRef<'_>) -> Option<Markup> {
        facts.text(property, self.order()).map(|text| self.said(text))
    }

    /// A thing by its name, with a link to it.
    fn link(&self, node: NamedNodeRef<'_>) -> Markup {
        let (way, name) = (self.way(node.as_str()), self.name(node));
        let label = html! { @match &name { Some(name) => (self.said(name)), None => (self.short(node.as_str())) } };
        html! { @match way { Some(way) => a href=(way) { (label) }, None => (label) } }
    }

    /// An IRI in short.
    fn short(&self, iri: &str) -> String {
        short(iri, self.source.addresses.base())
    }

    /// A term as a value of a property or a result.
    fn term(&self, term: &Term) -> Markup {
        match term {
            Term::NamedNode(node) => self.link(node.as_ref()),
            Term::Literal(literal) if literal.value() == OPEN.to_string() => html! { (self.words().present) },
            Term::Literal(literal) => self.said(literal),
            other => html! { (other.to_string()) },
        }
    }

    /// When a role began and ended, as far as it is known.
    fn period(&self, facts: &Facts) -> Option<Markup> {
        let (start, end) = (facts.value(schema::START_DATE), facts.value(schema::END_DATE));
        let runs = facts.until() == OPEN.to_string();
        (start.is_some() || end.is_some() || runs).then(|| {
            let start = start.map_or_else(|| html! { "?" }, |start| self.date(start));
            let end = match end {
                Some(end) => self.date(end),
                None if runs => html! { (self.words().present) },
                None => html! { span title=(self.words().unknown_end) { "?" } },
            };
            html! { span.period { (start) " – " (end) } }
        })
    }

    /// A date as people write it.
    fn date(&self, date: &str) -> Markup {
        let told = date.parse::<Date>().map_or_else(|_| date.to_owned(), |date| self.date_text(date));
        html! { time datetime=(date) { (told) } }
    }

    fn date_text(&self, date: Date) -> String {
        let year = date.year();
        match (self.words().months, date.month(), date.day()) {
            (_, None, _) => year.to_string(),
            (Some(months), Some(month), None) => format!("{} {year}", months[usize::from(month) - 1]),
            (Some(months), Some(month), Some(day)) => format!("{day} {} {year}", months[usize::from(month) - 1]),
            (None, Some(month), None) => format!("{year}年{month}月"),
            (None, Some(month), Some(day)) => format!("{year}年{month}月{day}日"),
        }
    }
}

/// Whether a fragment is that of what a page is about.
fn is_main(fragment: &str) -> bool {
    ["#person", "#organization", "#work", "#term", "#language"].contains(&fragment)
}

/// The thing that a page is about.
fn main_thing(things: &[NamedNode]) -> Option<&NamedNode> {
    let is_main = |node: &&NamedNode| node.as_str().find('#').is_some_and(|at| is_main(&node.as_str()[at..]));
    things.iter().find(is_main).or(things.first())
}

/// An address without what every address has.
fn bare(address: &str) -> &str {
    let bare = address.trim_start_matches("https://").trim_start_matches("http://");
    bare.trim_start_matches("www.").trim_end_matches('/')
}

/// A text in which what stands between backticks is code.
fn with_code(text: &str) -> Markup {
    html! { @for (at, part) in text.split('`').enumerate() { @if at % 2 == 1 { code { (part) } } @else { (part) } } }
}

/// The year of a date as it is written.
fn year(date: &str) -> &str {
    date.get(..4).unwrap_or(date)
}

/// When a work was filed, or else published.
fn work_date<'f>(work: &'f Facts<'_>) -> Option<&'f str> {
    work.value(schema::DATE_CREATED).or_else(|| work.value(schema::DATE_PUBLISHED))
}

/// Whether a work is a patent.
fn is_patent(work: &Facts) -> bool {
    work.nodes(schema::ADDITIONAL_TYPE).any(|class| class.as_str() == crate::vocab::WIKIDATA_PATENT)
        || work.value(vita::PATENT_OFFICE).is_some()
}
