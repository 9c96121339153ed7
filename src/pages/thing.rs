//! The page about anything else: a language, a register, a folder of pages.

use std::collections::BTreeSet;

use maud::html;

use super::document::Document;
use super::facts::Facts;
use super::layout::Content;
use super::{Pages, main_thing};
use crate::vocab::schema;

/// The page about things of any kind: all that is said of each, and what leads to the first.
pub(super) fn content(pages: &Pages<'_>, page: &str, document: &Document<'_>) -> Content {
    let store = pages.store();
    let nodes = store.subjects_of_page(page);
    let main = main_thing(&nodes).cloned();
    let name = main.as_ref().and_then(|node| pages.name(node.as_ref()));
    let name = name.map_or_else(|| pages.short(page), |name| name.value().to_owned());
    let about = main.clone().map(|node| Facts::of(node, store));
    let mut content = Content {
        canonical: Some(page.to_owned()),
        header: html! { div {
            h1 { (name) }
            @if let Some(about) = &about {
                @if let Some(names) = pages.other_names(about) { (names) }
                @if let Some(links) = pages.outward(about) { (links) }
                @if let Some(text) = pages.text(about, schema::DESCRIPTION) { p.summary { (text) } }
            }
        } },
        document: Some(document.for_search_engines(pages.order())),
        ..Content::new("thing", name)
    };
    let others: Vec<Facts> =
        nodes.into_iter().filter(|node| Some(node) != main.as_ref()).map(|node| Facts::of(node, store)).collect();
    content.add("statements", pages.words().quads, about.as_ref().map(|about| pages.statements(about)));
    content.add("named", pages.words().named_at, main.as_ref().and_then(|main| pages.named_at(main, page)));
    content.add("more", pages.words().more, pages.rest(&others, &BTreeSet::new()));
    content
}
