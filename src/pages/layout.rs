//! What all pages have around their content: head, navigation, languages.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde_json::Value;

use super::links::data;
use super::{Language, Pages};
use crate::inject::script;

/// What a page says, in parts that a theme may put in another order.
pub struct Content {
    /// What kind of page it is, such as `person`: themes have templates by this name.
    pub kind: &'static str,
    /// The title.
    pub title: String,
    /// What it is about, in a sentence or two.
    pub description: String,
    /// The address that is the page's own, where it has one.
    pub canonical: Option<String>,
    /// What stands above the sections.
    pub header: Markup,
    /// The sections, in order.
    pub sections: Vec<Section>,
    /// The document that it tells programs.
    pub document: Option<Value>,
    /// Scripts that add something, by their paths.
    pub scripts: Vec<&'static str>,
    /// Stylesheets beside that of all pages, by their paths.
    pub styles: Vec<&'static str>,
    /// What else stands in the head, behind the stylesheets.
    pub head: Markup,
}

/// A part of a page, which can be linked to.
pub struct Section {
    /// The fragment of its address.
    pub id: &'static str,
    /// Its title.
    pub title: String,
    /// What it says.
    pub body: Markup,
}

impl Content {
    /// A page that says nothing yet.
    #[must_use]
    pub fn new(kind: &'static str, title: impl Into<String>) -> Self {
        Self {
            kind,
            title: title.into(),
            description: String::new(),
            canonical: None,
            header: html! {},
            sections: Vec::new(),
            document: None,
            scripts: Vec::new(),
            styles: Vec::new(),
            head: html! {},
        }
    }

    /// Adds a section, where it says anything.
    pub(super) fn add(&mut self, id: &'static str, title: &str, body: Option<Markup>) {
        self.sections.extend(body.map(|body| Section { id, title: title.to_owned(), body }));
    }
}

/// The whole page.
#[must_use]
pub fn page(pages: &Pages<'_>, content: &Content) -> String {
    html! {
        (DOCTYPE)
        html lang=(pages.language.tag) {
            head { (head(pages, content)) }
            body class=(content.kind) {
                a.skip href="#content" { (pages.words().skip) }
                (navigation(pages))
                main #content tabindex="-1" { (body(pages, content)) }
                (footer(pages, content))
            }
        }
    }
    .into_string()
}

/// The parts of a page, for a template that puts them together in its own way.
pub struct Parts {
    /// What stands in the head.
    pub head: Markup,
    /// The text of the link to the content.
    pub skip: &'static str,
    /// The way to other pages and languages.
    pub navigation: Markup,
    /// All that the page says.
    pub main: Markup,
    /// The title of each section with what it says, in order.
    pub sections: Vec<Markup>,
    /// What stands at the end.
    pub footer: Markup,
    /// The languages with what they call themselves and where the page is in them.
    pub languages: Vec<(String, String, String)>,
}

/// The parts of a page.
#[must_use]
pub fn parts(pages: &Pages<'_>, content: &Content) -> Parts {
    let language =
        |language: &Language| (language.tag.clone(), autonym(&language.tag).to_owned(), pages.translated(language));
    Parts {
        head: head(pages, content),
        skip: pages.words().skip,
        navigation: navigation(pages),
        main: body(pages, content),
        sections: content.sections.iter().map(section).collect(),
        footer: footer(pages, content),
        languages: pages.languages.iter().map(language).collect(),
    }
}

/// What stands in the page's head.
pub(super) fn head(pages: &Pages<'_>, content: &Content) -> Markup {
    let links = &pages.links;
    html! {
        meta charset="utf-8";
        meta name="viewport" content="width=device-width, initial-scale=1";
        meta name="color-scheme" content="light dark";
        title { (content.title) }
        @if !content.description.is_empty() { meta name="description" content=(content.description); }
        link rel="stylesheet" href=(links.file("style.css"));
        @for style in &content.styles { link rel="stylesheet" href=(links.file(style)); }
        (content.head)
        @if let Some(canonical) = &content.canonical {
            link rel="canonical" href=(canonical);
            @if pages.languages.len() > 1 {
                @for language in pages.languages {
                    link rel="alternate" hreflang=(language.tag) href=(pages.translated(language));
                }
            }
            @if links.is_server() {
                link rel="alternate" type="application/ld+json" href=(data_way(pages, ".jsonld"));
                link rel="alternate" type="text/turtle" href=(data_way(pages, ".ttl"));
            }
        }
        @if let Some(document) = &content.document { (PreEscaped(script(document, false))) }
        @for name in &content.scripts { script type="module" src=(links.file(name)) {} }
    }
}

/// The way to a page's data in another form.
fn data_way(pages: &Pages<'_>, ending: &str) -> String {
    pages.links.file(&[data(&pages.path), ending].concat())
}

fn navigation(pages: &Pages<'_>) -> Markup {
    let (words, links) = (pages.words(), &pages.links);
    let mut places = vec![("", words.site), ("people/", words.people), ("queries/", words.queries)];
    places.extend(links.is_server().then_some(("sparql", words.sparql)));
    places.push(("doubts", words.doubts));
    let places = places.iter().skip(usize::from(pages.is_homepage()));
    html! {
        nav.site aria-label=(words.site) {
            ul { @for (path, name) in places {
                li { a href=(links.page(path)) aria-current=[(pages.path == *path).then_some("page")] { (name) } }
            } }
            @if pages.languages.len() > 1 {
                ul.languages aria-label=(words.languages) { @for language in pages.languages {
                    @let is_own = language.tag == pages.language.tag;
                    li { a href=(pages.translated(language)) hreflang=(language.tag) lang=(language.tag)
                        aria-current=[is_own.then_some("true")] { (autonym(&language.tag)) } }
                } }
            }
        }
    }
}

/// What a language calls itself, where the pages speak it, else its tag.
fn autonym(tag: &str) -> &str {
    let words = super::words(tag);
    if crate::text::speaks(tag, words.tag) { words.autonym } else { tag }
}

/// What a page says, sections with their contents before them.
pub(super) fn body(pages: &Pages<'_>, content: &Content) -> Markup {
    html! {
        header.top { (content.header) }
        @if content.sections.len() > 3 {
            nav.contents aria-label=(pages.words().contents) { ul { @for section in &content.sections {
                li { a href={ "#" (section.id) } { (section.title) } }
            } } }
        }
        @for section in &content.sections { (self::section(section)) }
    }
}

pub(super) fn section(section: &Section) -> Markup {
    let title = [section.id, "-title"].concat();
    html! {
        section #(section.id) aria-labelledby=(title) { h2 #(title) { (section.title) } (section.body) }
    }
}

fn footer(pages: &Pages<'_>, content: &Content) -> Markup {
    html! {
        @if content.canonical.is_some() && pages.links.is_server() {
            footer { p {
                (pages.words().also_as) " "
                a href=(data_way(pages, ".jsonld")) { "JSON-LD" } ", "
                a href=(data_way(pages, ".ttl")) { "Turtle" }
            } }
        }
    }
}
