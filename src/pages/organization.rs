//! The page about an organization: who is and was there, its departments, skills and works.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use oxigraph::model::{NamedNode, NamedOrBlankNode};

use super::document::{Document, ROLES};
use super::facts::Facts;
use super::layout::Content;
use super::words::counted;
use super::{Pages, main_thing};
use crate::date::OPEN;
use crate::pictures::timeline;
use crate::vocab::{schema, vita};

/// How many skills and works are shown.
const SHOWN: usize = 60;

/// What leads to an organization.
struct Leading<'l> {
    /// Roles, the latest first, and how many more there are.
    roles: Vec<Facts<'l>>,
    more: usize,
    works: Vec<Facts<'l>>,
    parts: Vec<NamedNode>,
}

/// The page about an organization.
pub(super) fn content(pages: &Pages<'_>, page: &str, document: &Document<'_>) -> Content {
    let (store, words) = (pages.store(), pages.words());
    let nodes = store.subjects_of_page(page);
    let main = main_thing(&nodes).cloned().unwrap_or_else(|| crate::iri::fragment(page, "organization"));
    let others = nodes.iter().filter(|node| **node != main).map(|node| Facts::of(node.clone(), store));
    let is_department = |facts: &Facts| facts.fragment().is_some_and(|fragment| fragment.starts_with("department-"));
    let (departments, rest): (Vec<Facts>, Vec<Facts>) = others.partition(is_department);
    let about = Facts::of(main, store);
    let leading = Leading::to(&about, &departments, pages);
    let name = pages.name(about.node.as_ref()).map_or_else(|| pages.short(page), |name| name.value().to_owned());
    let mut content = Content {
        description: about
            .text(schema::DESCRIPTION, pages.order())
            .map(|text| text.value().to_owned())
            .unwrap_or_default(),
        canonical: Some(page.to_owned()),
        header: header(pages, &about, &name),
        document: Some(document.for_search_engines(pages.order())),
        ..Content::new("organization", name)
    };
    let runs = |role: &&Facts| role.until() == OPEN.to_string();
    let (now, then): (Vec<&Facts>, Vec<&Facts>) = leading.roles.iter().partition(runs);
    let timeline = pages.picture("timeline-", |options| timeline::of_organization(store, about.node.as_ref(), options));
    content.add("timeline", words.timeline, timeline);
    content.add("now", words.current_people, people(pages, &now));
    content.add("then", words.former_people, people(pages, &then));
    let more = (leading.more > 0).then(|| html! { p.note { (counted(words.and_more, leading.more)) } });
    content.add("others", words.people, more);
    content.add("skills", words.skills, skills(pages, &leading.roles));
    content.add("works", words.works, pages.works_by_year(&leading.works, &mut BTreeSet::new()));
    content.add("departments", words.departments, units(pages, &departments));
    let parts: Vec<Facts> = leading.parts.iter().map(|part| Facts::of(part.clone(), store)).collect();
    content.add("parts", words.parts, units(pages, &parts));
    content.add("more", words.more, pages.rest(&rest, &BTreeSet::new()));
    content
}

impl<'l> Leading<'l> {
    fn to(about: &Facts<'_>, departments: &[Facts<'_>], pages: &Pages<'l>) -> Self {
        let (store, page) = (pages.store(), about.node.as_str().split('#').next().unwrap_or_default());
        let (mut roles, mut works, mut parts) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for unit in [about].into_iter().chain(departments) {
            for quad in store.quads_to(unit.node.as_ref()) {
                let NamedOrBlankNode::NamedNode(subject) = quad.subject else { continue };
                let property = quad.predicate.as_ref();
                if property == vita::AT || property == vita::DEPARTMENT {
                    roles.insert(subject);
                } else if property == schema::PARENT_ORGANIZATION && !subject.as_str().starts_with(page) {
                    parts.insert(subject);
                } else if subject.as_str().ends_with("#work") && works.len() < SHOWN {
                    works.insert(subject);
                }
            }
        }
        let more = roles.len().saturating_sub(ROLES);
        let mut roles: Vec<Facts> = roles.into_iter().take(ROLES).map(|role| Facts::of(role, store)).collect();
        roles.sort_by_key(|role| Reverse((role.until().to_owned(), role.from().to_owned())));
        let works = works.into_iter().map(|work| Facts::of(work, store)).collect();
        Self { roles, more, works, parts: parts.into_iter().collect() }
    }
}

fn header(pages: &Pages<'_>, about: &Facts, name: &str) -> Markup {
    let title = about.text(schema::NAME, pages.order());
    let parents: Vec<Markup> =
        about.nodes(schema::PARENT_ORGANIZATION).map(|parent| pages.organization(parent.as_ref())).collect();
    html! {
        div {
            h1 { @match title { Some(title) => (pages.said(title)), None => (name) } }
            p.headline { (pages.classes(about)) }
            @if let Some(names) = pages.other_names(about) { (names) }
            @if !parents.is_empty() { p { (pages.words().part_of) " " @for (at, parent) in parents.iter().enumerate() { @if at > 0 { (pages.comma()) } (parent) } } }
            @if let Some(founded) = about.value(schema::FOUNDING_DATE) { p { (pages.words().founded) " " (pages.date(founded)) } }
            @if let Some(logo) = about.nodes(schema::LOGO).next() { p { a href=(logo.as_str()) rel="noopener" { "Logo" } } }
            @if let Some(links) = pages.outward(about) { (links) }
            @if let Some(summary) = pages.text(about, schema::DESCRIPTION) { p.summary { (summary) } }
        }
    }
}

/// Who holds these roles, and when; a person with several of them stands once.
fn people(pages: &Pages<'_>, roles: &[&Facts]) -> Option<Markup> {
    let mut people: Vec<(&NamedNode, Vec<&Facts>)> = Vec::new();
    let mut known: BTreeMap<&NamedNode, usize> = BTreeMap::new();
    for role in roles {
        let Some(holder) = role.nodes(vita::HOLDER).next() else { continue };
        let at = *known.entry(holder).or_insert_with(|| {
            people.push((holder, Vec::new()));
            people.len() - 1
        });
        people[at].1.push(role);
    }
    (!people.is_empty()).then(|| {
        html! {
            ul.people { @for (person, roles) in &people { li {
                span.title { (pages.link(person.as_ref())) }
                (in_short(pages, person))
                @for role in roles { p.note {
                    @if let Some(name) = pages.text(role, schema::ROLE_NAME) { (name) " · " }
                    @if let Some(period) = pages.period(role) { (period) }
                    @for department in role.nodes(vita::DEPARTMENT) { " · " (pages.link(department.as_ref())) }
                } }
            } } }
        }
    })
}

/// What else a document for search engines tells of a person in a list.
fn in_short(pages: &Pages<'_>, person: &NamedNode) -> Markup {
    let facts = Facts::of(person.clone(), pages.store());
    html! {
        @if let Some(title) = pages.text(&facts, schema::JOB_TITLE) { " " span.headline { (title) } }
        (pages.outs(&facts))
        @if let Some(image) = facts.nodes(schema::IMAGE).next() { " " span.outs { a href=(image.as_str()) rel="noopener" { (pages.words().portrait) } } }
    }
}

/// The skills that were used here, those of most people first.
fn skills(pages: &Pages<'_>, roles: &[Facts]) -> Option<Markup> {
    let mut users: BTreeMap<&NamedNode, BTreeSet<&NamedNode>> = BTreeMap::new();
    for role in roles {
        for skill in role.nodes(vita::SKILL) {
            users.entry(skill).or_default().extend(role.nodes(vita::HOLDER));
        }
    }
    let mut skills: Vec<(Reverse<usize>, &NamedNode)> =
        users.iter().map(|(skill, users)| (Reverse(users.len()), *skill)).collect();
    skills.sort();
    (!skills.is_empty()).then(|| html! {
        ul.terms { @for (Reverse(count), skill) in skills.iter().take(SHOWN) { li { (pages.link(skill.as_ref())) " " span.note { (count) } } } }
    })
}

/// Departments or other organizations by their names.
fn units(pages: &Pages<'_>, units: &[Facts]) -> Option<Markup> {
    (!units.is_empty()).then(|| {
        html! { ul { @for unit in units { li id=[unit.fragment().filter(|fragment| *fragment != "organization")] {
            span.title { (pages.link(unit.node.as_ref())) }
            @if let Some(names) = pages.other_names(unit) { (names) }
            @if let Some(text) = pages.text(unit, schema::DESCRIPTION) { p.note { (text) } }
            (pages.outs(unit))
        } } } }
    })
}
