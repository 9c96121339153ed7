//! The directory of people, in parts, with its search.

use maud::{Markup, html};
use oxigraph::model::{NamedNode, NamedNodeRef};

use super::document;
use super::facts::Facts;
use super::layout::Content;
use super::words::counted;
use super::{Pages, Style, bare};
use crate::vocab::schema;

/// How many people are on one page of their list.
pub const PEOPLE: usize = 200;

/// How many pages so many people take, one at least.
#[must_use]
pub fn parts(people: usize) -> usize {
    people.div_ceil(PEOPLE).max(1)
}

/// The path of a part of the list, counted from 1.
pub(super) fn path(part: usize) -> String {
    if part == 1 { "people/".to_owned() } else { format!("people/all/{part}") }
}

/// The part of the list at a path, where there are so many people.
pub(super) fn part_at(path: &str, people: usize) -> Option<usize> {
    let part = path.strip_prefix("people/all/")?.parse().ok()?;
    (2..=parts(people)).contains(&part).then_some(part)
}

/// A part of the list of all people, or who was found.
pub(super) fn content(pages: &Pages<'_>, part: usize, found: Option<(&str, Vec<NamedNode>)>) -> Content {
    let words = pages.words();
    let all = pages.source.index.entries();
    let count = all.len();
    let asked = found.as_ref().map(|(text, _)| *text);
    let shown: Vec<&NamedNode> = match &found {
        Some((_, found)) => found.iter().take(PEOPLE).collect(),
        None => all.skip((part - 1) * PEOPLE).take(PEOPLE).map(|entry| &entry.iri).collect(),
    };
    let status = match &found {
        Some((_, found)) if found.is_empty() => words.found_none.to_owned(),
        Some((_, found)) => counted(words.found, found.len()),
        None => counted(words.total, count),
    };
    Content {
        canonical: asked.is_none().then(|| [pages.source.addresses.base(), &path(part)].concat()),
        header: html! { div {
            h1 { (words.people) }
            (search_form(pages, asked))
            p.note role="status" { (status) }
            ol.people #people { @for person in &shown { (entry(pages, person.as_ref())) } }
            @if asked.is_none() { (parts_list(pages, part, parts(count))) }
        } },
        document: asked.is_none().then(|| document::of_people(pages.source, &shown, pages.order())),
        scripts: vec!["people.js"],
        ..Content::new("people", words.people)
    }
}

/// The form that asks for people; the script answers while one types.
pub(super) fn search_form(pages: &Pages<'_>, text: Option<&str>) -> Markup {
    let words = pages.words();
    let (index, is_server) = (pages.links.file(&index_path(pages)), pages.links.is_server());
    let failed = if is_server { words.found_failed } else { words.not_loaded };
    html! {
        // Files answer no forms: there the script shows the form that it answers.
        form.search role="search" action=(pages.links.page("people/")) method="get" hidden[!is_server] data-index=(index)
            data-found=(words.found) data-one=(words.found_one)
            data-none=(words.found_none) data-more=(words.found_more) data-failed=(failed) {
            label for="q" { (words.search) }
            input #q type="search" name="q" value=[text] placeholder=(words.search_hint) autocomplete="off" spellcheck="false";
            @if is_server { button { (words.search_button) } }
        }
    }
}

/// The path of what the script searches in.
fn index_path(pages: &Pages<'_>) -> String {
    let chosen = if pages.links.style() == Style::Chosen { "?chosen" } else { "" };
    format!("people.{}.json{chosen}", pages.language.tag)
}

/// A person in the list.
pub(super) fn entry(pages: &Pages<'_>, person: NamedNodeRef<'_>) -> Markup {
    let facts = Facts::of(person.into_owned(), pages.store());
    let organization = facts.nodes(schema::WORKS_FOR).find(|node| node.as_str().ends_with("#organization"));
    html! {
        li {
            span.title { (pages.link(person)) }
            @if let Some(title) = pages.text(&facts, schema::JOB_TITLE) { " " span.headline { (title) } }
            p.note {
                @if let Some(organization) = organization { (pages.link(organization.as_ref())) }
                (others(pages, &facts))
            }
        }
    }
}

/// What else the document tells of a person: other names and addresses, for who looks closer.
fn others(pages: &Pages<'_>, facts: &Facts) -> Markup {
    let own = facts.text(schema::NAME, pages.order()).map(|name| name.value());
    let names = facts
        .literals(schema::NAME)
        .chain(facts.literals(schema::ALTERNATE_NAME))
        .filter(|name| Some(name.value()) != own);
    let image = facts.nodes(schema::IMAGE).next();
    html! {
        span.outs {
            @for name in names { " " (pages.said(name)) }
            @if let Some(image) = image { " " a href=(image.as_str()) rel="noopener" title=(bare(image.as_str())) { (pages.words().portrait) } }
        }
        (pages.outs(facts))
    }
}

fn parts_list(pages: &Pages<'_>, part: usize, parts: usize) -> Markup {
    html! { @if parts > 1 {
        nav.parts aria-label=(pages.words().people) { ul { @for number in 1..=parts {
            li { a href=(pages.links.page(&path(number))) aria-current=[(number == part).then_some("page")] { (number) } }
        } } }
    } }
}

impl Pages<'_> {
    /// The page of who was found by a text.
    #[must_use]
    pub fn found(&self, text: &str, found: Vec<NamedNode>) -> Content {
        content(self, 1, Some((text, found)))
    }
}
