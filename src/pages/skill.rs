//! The page about a skill: who has it, and where it was used.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use oxigraph::model::{NamedNode, NamedOrBlankNode};

use super::document::Document;
use super::facts::Facts;
use super::layout::Content;
use super::words::counted;
use super::{Pages, main_thing};
use crate::vocab::{schema, vita};

/// How many people are shown with what they used it in.
const PEOPLE: usize = 200;

/// The page about a skill.
pub(super) fn content(pages: &Pages<'_>, page: &str, document: &Document<'_>) -> Content {
    let (store, words) = (pages.store(), pages.words());
    let nodes = store.subjects_of_page(page);
    let main = main_thing(&nodes).cloned().unwrap_or_else(|| crate::iri::fragment(page, "term"));
    let about = Facts::of(main, store);
    let name = pages.name(about.node.as_ref()).map_or_else(|| pages.short(page), |name| name.value().to_owned());
    let mut content = Content {
        canonical: Some(page.to_owned()),
        header: header(pages, &about, &name),
        document: Some(document.for_search_engines(pages.order())),
        ..Content::new("skill", name)
    };
    content.add("people", words.people, people(pages, &about.node));
    let others: Vec<Facts> =
        nodes.into_iter().filter(|node| *node != about.node).map(|node| Facts::of(node, store)).collect();
    content.add("more", words.more, pages.rest(&others, &BTreeSet::new()));
    content
}

fn header(pages: &Pages<'_>, about: &Facts, name: &str) -> Markup {
    let title = about.text(schema::NAME, pages.order());
    html! { div {
        h1 { @match title { Some(title) => (pages.said(title)), None => (name) } }
        p.headline { (pages.words().skill) }
        @if let Some(names) = pages.other_names(about) { (names) }
        @if let Some(links) = pages.outward(about) { (links) }
        @if let Some(summary) = pages.text(about, schema::DESCRIPTION) { p.summary { (summary) } }
    } }
}

/// The people who have a skill, those with most evidence first.
fn people(pages: &Pages<'_>, skill: &NamedNode) -> Option<Markup> {
    let store = pages.store();
    let mut people: BTreeMap<NamedNode, Vec<NamedNode>> = BTreeMap::new();
    for quad in store.quads_to(skill.as_ref()) {
        let NamedOrBlankNode::NamedNode(subject) = quad.subject else { continue };
        if quad.predicate == schema::KNOWS_ABOUT {
            people.entry(subject).or_default();
        } else if quad.predicate == vita::SKILL {
            let holders = store.objects(subject.as_ref(), vita::HOLDER);
            for holder in super::sections::nodes(holders.iter()) {
                people.entry(holder.clone()).or_default().push(subject.clone());
            }
        }
    }
    let is_use = |node: &NamedNode| !node.as_str().contains("#skill-");
    let mut people: Vec<(NamedNode, Vec<NamedNode>)> = people.into_iter().collect();
    people.iter_mut().for_each(|(_, places)| places.retain(is_use));
    people.sort_by_key(|(_, places)| Reverse(places.len()));
    let more = people.len().saturating_sub(PEOPLE);
    (!people.is_empty()).then(|| html! {
        ul.people { @for (person, places) in people.iter().take(PEOPLE) { li {
            span.title { (pages.link(person.as_ref())) }
            p.note { @if places.is_empty() { (pages.words().claimed) } @for (at, place) in places.iter().enumerate() {
                @if at > 0 { (pages.comma()) } (used_in(pages, place))
            } }
        } } }
        @if more > 0 { p.note { (counted(pages.words().and_more, more)) } }
    })
}

/// A role by its organization, a contribution by its project.
fn used_in(pages: &Pages<'_>, place: &NamedNode) -> Markup {
    let role = Facts::of(place.clone(), pages.store());
    let at = role.nodes(vita::AT).next().cloned().or_else(|| {
        let project = place.as_str().replacen("#contribution-", "#project-", 1);
        (project != place.as_str()).then(|| NamedNode::new_unchecked(project))
    });
    let (name, way) = (at.and_then(|at| pages.name(at.as_ref())), pages.way(place.as_str()));
    html! { @if let Some(name) = name {
        @match way { Some(way) => a href=(way) { (pages.said(&name)) }, None => (pages.said(&name)) }
        @if let Some(period) = pages.period(&role) { " " (period) }
    } }
}
