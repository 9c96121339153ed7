//! The page about a paper, a patent with its family, or another work.

use std::collections::BTreeSet;

use maud::{Markup, html};
use oxigraph::model::{LiteralRef, NamedNode, NamedNodeRef};

use super::document::Document;
use super::facts::Facts;
use super::layout::Content;
use super::{Pages, is_patent, main_thing};
use crate::vocab::{schema, vita};

/// The page about a work.
pub(super) fn content(pages: &Pages<'_>, page: &str, document: &Document<'_>) -> Content {
    let (store, words) = (pages.store(), pages.words());
    let nodes = store.subjects_of_page(page);
    let main = main_thing(&nodes).cloned().unwrap_or_else(|| crate::iri::fragment(page, "work"));
    let others: Vec<Facts> =
        nodes.iter().filter(|node| **node != main).map(|node| Facts::of(node.clone(), store)).collect();
    let about = Facts::of(main, store);
    let name = pages.name(about.node.as_ref()).map_or_else(|| pages.short(page), |name| name.value().to_owned());
    let summary = about.text(schema::ABSTRACT, pages.order()).or(about.text(schema::DESCRIPTION, pages.order()));
    let mut content = Content {
        description: summary.map(|text| text.value().to_owned()).unwrap_or_default(),
        canonical: Some(page.to_owned()),
        header: header(pages, &about, &name),
        document: Some(document.for_search_engines(pages.order())),
        ..Content::new("work", name)
    };
    let mut shown: BTreeSet<NamedNode> = about.nodes(schema::IDENTIFIER).cloned().collect();
    shown.extend(others.iter().filter(|facts| facts.is_a(schema::ROLE)).map(|facts| facts.node.clone()));
    content.add(
        "facts",
        if is_patent(&about) { words.patent } else { words.about_work },
        Some(told(pages, &about, &others)),
    );
    content.add("summary", words.summary, summary.map(|text| html! { p { (pages.said(text)) } }));
    content.add("family", words.family, family(pages, &about));
    content.add("sources", words.sources, origins(pages, &about));
    content.add("more", words.more, pages.rest(&others, &shown));
    content
}

fn header(pages: &Pages<'_>, about: &Facts, name: &str) -> Markup {
    let title = about.text(schema::NAME, pages.order());
    html! { div {
        h1 { @match title { Some(title) => (pages.said(title)), None => (name) } }
        p.headline { (pages.makers(about)) }
        @if let Some(names) = pages.other_names(about) { (names) }
        @if let Some(links) = pages.outward(about) { (links) }
    } }
}

/// Dates, numbers, where it appeared and who owns it.
fn told(pages: &Pages<'_>, about: &Facts, others: &[Facts]) -> Markup {
    let words = pages.words();
    let (filed, published) = match is_patent(about) {
        true => (words.filed, words.granted),
        false => (words.filed, words.published),
    };
    let dates = [(schema::DATE_CREATED, filed), (schema::DATE_PUBLISHED, published)];
    let organizations = [(schema::PUBLISHER, words.publisher), (schema::COPYRIGHT_HOLDER, words.assignee)];
    let texts = [
        (vita::VENUE, words.venue),
        (vita::PATENT_OFFICE, words.patent),
        (vita::PATENT_STATUS, words.status),
        (schema::GENRE, words.is_a),
    ];
    let numbers: Vec<&Facts> =
        others.iter().filter(|facts| about.nodes(schema::IDENTIFIER).any(|node| *node == facts.node)).collect();
    let keywords = about.texts(schema::KEYWORDS, pages.order());
    html! {
        dl {
            dt { (words.is_a) } dd { (pages.classes(about)) }
            @for (property, label) in dates { @if let Some(date) = about.value(property) { dt { (label) } dd { (pages.date(date)) } } }
            @for (property, label) in texts { @if let Some(text) = pages.text(about, property) { dt { (label) } dd { (text) } } }
            @for (property, label) in organizations { @for node in about.nodes(property) { dt { (label) } dd { (pages.organization(node.as_ref())) } } }
            @for number in numbers {
                dt { (number.value(schema::PROPERTY_ID).unwrap_or(words.number)) }
                dd id=[number.fragment()] { (number.value(schema::VALUE).unwrap_or_default()) }
            }
            @if !keywords.is_empty() { dt { (words.keywords) } dd { @for (at, word) in keywords.iter().enumerate() { @if at > 0 { (pages.comma()) } (pages.said(word)) } } }
        }
    }
}

/// The other patents of a patent's family.
fn family(pages: &Pages<'_>, about: &Facts) -> Option<Markup> {
    let number = about.value(vita::PATENT_FAMILY)?;
    let members = pages.store().subjects(vita::PATENT_FAMILY, LiteralRef::new_simple_literal(number).into());
    let members: BTreeSet<NamedNodeRef<'_>> = members.filter(|member| *member != about.node.as_ref()).collect();
    let members: Vec<Facts> = members.into_iter().map(|member| Facts::of(member.into_owned(), pages.store())).collect();
    Some(html! {
        p.note { (number) }
        @if members.is_empty() { p { (pages.words().family_none) } }
        ul.works { @for member in &members { li { (pages.work_line(member)) } } }
    })
}

/// Where the work is known from; for the team, why it was linked to somebody.
fn origins(pages: &Pages<'_>, about: &Facts) -> Option<Markup> {
    let sources: Vec<&NamedNode> = about.nodes(crate::vocab::prov::WAS_DERIVED_FROM).collect();
    (!sources.is_empty()).then(|| {
        html! {
            ul { @for source in sources { li { (pages.link(source.as_ref())) (pages.reasons(source)) } } }
        }
    })
}
