//! Parts that pages of several kinds have: names and links in a header, lists of works, sources, and all that is left.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term, TermRef};

use super::facts::Facts;
use super::{Pages, bare, is_patent, work_date, year};
use crate::decode::is_web;
use crate::vocab::{prov, schema, vita};

/// How many things that lead to a page are shown on it.
const LEADING: usize = 200;
/// How many values of a property are shown.
const VALUES: usize = 500;

impl Pages<'_> {
    /// Whether the root of the pages is a person's own page.
    pub(super) fn is_homepage(&self) -> bool {
        self.source.addresses.person_of(self.source.addresses.base(), self.source.collection).is_some()
    }

    /// All names of a thing but the one that is its title.
    pub(super) fn other_names(&self, facts: &Facts) -> Option<Markup> {
        let title = facts.text(schema::NAME, self.order()).map(|name| name.value().to_owned());
        let names = facts.literals(schema::NAME).chain(facts.literals(schema::ALTERNATE_NAME));
        let mut known = BTreeSet::from([title.unwrap_or_default()]);
        let names: Vec<_> = names.filter(|name| known.insert(name.value().to_owned())).collect();
        (!names.is_empty()).then(|| {
            html! {
                p.names { span.note { (self.words().also_called) } " " @for (at, name) in names.iter().enumerate() {
                    @if at > 0 { (self.comma()) } (self.said(name))
                } }
            }
        })
    }

    pub(super) fn comma(&self) -> &'static str {
        if self.words().tag == "zh" { "、" } else { ", " }
    }

    /// The addresses of a thing elsewhere.
    pub(super) fn outward(&self, facts: &Facts) -> Option<Markup> {
        let properties = [schema::URL, schema::CODE_REPOSITORY, schema::SAME_AS, schema::SUBJECT_OF];
        let mut known = BTreeSet::new();
        let links = properties.iter().flat_map(|property| facts.nodes(*property)).filter(|link| is_web(link.as_str()));
        let links: Vec<&str> =
            links.map(NamedNode::as_str).filter(|link| known.insert(bare(link).to_owned())).collect();
        (!links.is_empty()).then(|| {
            html! {
                ul.links aria-label=(self.words().links) { @for link in links {
                    li { a href=(link) rel="noopener" { (bare(link)) } }
                } }
            }
        })
    }

    /// An organization by its name, with its addresses elsewhere.
    pub(super) fn organization(&self, node: NamedNodeRef<'_>) -> Markup {
        html! { (self.link(node)) (self.outs_of(node)) }
    }

    /// The addresses of a thing elsewhere, behind its name.
    pub(super) fn outs(&self, facts: &Facts) -> Markup {
        self.outs_of(facts.node.as_ref())
    }

    /// The same by look-ups: an organization that many people name has as many sources, which nobody asks for here.
    fn outs_of(&self, node: NamedNodeRef<'_>) -> Markup {
        let links = [schema::URL, schema::SAME_AS].into_iter().flat_map(|property| self.store().values(node, property));
        let links =
            links.filter_map(|link| if let TermRef::NamedNode(link) = link { Some(link.as_str()) } else { None });
        let links: Vec<&str> = links.filter(|link| is_web(link)).collect();
        html! { @if !links.is_empty() { span.outs { @for link in links {
            " " a href=(link) rel="noopener" { (host(link)) }
        } } } }
    }

    /// A list of works, newest first, under their years.
    pub(super) fn works_by_year(&self, works: &[Facts], shown: &mut BTreeSet<NamedNode>) -> Option<Markup> {
        let mut years: BTreeMap<&str, Vec<&Facts>> = BTreeMap::new();
        for work in works {
            years.entry(work_date(work).map_or("", year)).or_default().push(work);
            shown.insert(work.node.clone());
        }
        (!works.is_empty()).then(|| {
            html! {
                @for (year, works) in years.iter().rev() {
                    h3 { @if year.is_empty() { (self.words().undated) } @else { (year) } }
                    ul.works { @for work in works { li { (self.work_line(work)) } } }
                }
            }
        })
    }

    /// A work in a list: its title, who made it, where it appeared.
    pub(super) fn work_line(&self, work: &Facts) -> Markup {
        let published = work.value(schema::DATE_PUBLISHED).map(year);
        let organizations =
            [schema::PUBLISHER, schema::COPYRIGHT_HOLDER].into_iter().flat_map(|property| work.nodes(property));
        let kind = if is_patent(work) { self.words().patent } else { "" };
        let facts = [vita::PATENT_OFFICE, vita::PATENT_STATUS].into_iter().filter_map(|property| work.value(property));
        html! {
            span.title { (self.link(work.node.as_ref())) }
            p.note {
                (self.makers(work))
                @if let Some(venue) = self.text(work, vita::VENUE) { " · " (venue) }
                @for organization in organizations { " · " (self.organization(organization.as_ref())) }
                @if !kind.is_empty() { " · " (kind) @for fact in facts { " " (fact) } }
                @if let Some(year) = published { " · " (year) }
                (self.outs(work))
            }
        }
    }

    /// The authors or inventors of a work in order, as printed; who has a page here is a link.
    pub(super) fn makers(&self, work: &Facts) -> Markup {
        let makers = self.makers_of(work);
        html! { @for (at, maker) in makers.iter().enumerate() { @if at > 0 { (self.comma()) } (maker) } }
    }

    fn makers_of(&self, work: &Facts) -> Vec<Markup> {
        let property = if work.nodes(schema::AUTHOR).next().is_some() { schema::AUTHOR } else { schema::CREATOR };
        let is_role = |node: &&NamedNode| node.as_str().contains("#author-") || node.as_str().contains("#creator-");
        let (roles, people): (Vec<&NamedNode>, Vec<&NamedNode>) = work.nodes(property).partition(is_role);
        let mut roles: Vec<Facts> = roles.into_iter().map(|role| Facts::of(role.clone(), self.store())).collect();
        let position = |role: &Facts| role.value(schema::POSITION).and_then(|number| number.parse::<u32>().ok());
        roles.sort_by_key(position);
        let linked: BTreeSet<&NamedNode> = roles.iter().flat_map(|role| role.nodes(property)).collect();
        let printed = |role: &Facts| {
            let name = role.text(schema::NAME, self.order()).map(|name| self.said(name));
            match role.nodes(property).next() {
                Some(person) => {
                    let way = self.way(person.as_str()).filter(|_| self.name(person.as_ref()).is_some());
                    html! { @match (&way, &name) {
                        (Some(way), Some(name)) => a href=(way) { (name) },
                        (None, Some(name)) => (name),
                        _ => (self.link(person.as_ref())),
                    } }
                }
                None => name.unwrap_or_default(),
            }
        };
        let others =
            people.into_iter().filter(|person| !linked.contains(*person)).map(|person| self.link(person.as_ref()));
        roles.iter().map(printed).chain(others).collect()
    }

    /// The sources of statements, with when they were changed.
    pub(super) fn sources(&self, things: &[Facts], shown: &mut BTreeSet<NamedNode>) -> Option<Markup> {
        let sources: Vec<&Facts> = things.iter().filter(|facts| facts.is_a(prov::ENTITY)).collect();
        shown.extend(sources.iter().map(|source| source.node.clone()));
        (!sources.is_empty()).then(|| {
            html! {
                ul.sources { @for source in sources { li id=[source.fragment()] { (self.source(source)) } } }
            }
        })
    }

    fn source(&self, source: &Facts) -> Markup {
        let label = self.name(source.node.as_ref()).map(|name| name.value().to_owned());
        let label = label.or_else(|| source.value(vita::PATH).map(str::to_owned));
        let label =
            label.or_else(|| source.fragment().map(|fragment| fragment.trim_start_matches("source-").to_owned()));
        html! {
            span.title { (label.unwrap_or_default()) }
            @if let Some(date) = source.value(schema::DATE_MODIFIED) { " " span.note { (self.date(date)) } }
            (self.outs(source))
        }
    }

    /// So many more things, shown when they are asked for.
    pub(super) fn folded(&self, count: usize, content: &Markup) -> Markup {
        html! { details { summary { (super::words::counted(self.words().and_more, count)) } (content) } }
    }

    /// Everything of a page that is not shown elsewhere on it, for who wants to know it all.
    pub(super) fn rest(&self, things: &[Facts], shown: &BTreeSet<NamedNode>) -> Option<Markup> {
        let rest: Vec<&Facts> = things.iter().filter(|facts| !shown.contains(&facts.node)).collect();
        (!rest.is_empty()).then(|| html! {
            (self.folded(rest.len(), &html! {
                @for facts in &rest { div.thing id=[facts.fragment()] { h3 { (self.thing_title(facts)) } (self.statements(facts)) } }
            }))
        })
    }

    fn thing_title(&self, facts: &Facts) -> Markup {
        match facts.text(schema::NAME, self.order()) {
            Some(name) => self.said(name),
            None => self.classes(facts),
        }
    }

    /// All that is said of a thing, property by property.
    pub(super) fn statements(&self, facts: &Facts) -> Markup {
        html! {
            dl {
                dt { (self.words().is_a) } dd { (self.classes(facts)) }
                @for (property, values) in facts.properties() {
                    dt { (self.called(property)) }
                    dd {
                        @for (at, value) in values.iter().take(VALUES).enumerate() { @if at > 0 { (self.comma()) } (self.term(value)) }
                        @if values.len() > VALUES { " " (super::words::counted(self.words().and_more, values.len() - VALUES)) }
                    }
                }
            }
        }
    }

    /// What leads to a thing from other pages.
    pub(super) fn named_at(&self, node: &NamedNode, page: &str) -> Option<Markup> {
        let mut things: BTreeMap<String, Vec<NamedNode>> = BTreeMap::new();
        for quad in self.store().quads_to(node.as_ref()).into_iter().take(LEADING) {
            if let NamedOrBlankNode::NamedNode(subject) = quad.subject
                && subject.as_str().split('#').next() != Some(page)
            {
                things.entry(quad.predicate.into_string()).or_default().push(subject);
            }
        }
        (!things.is_empty()).then(|| html! {
            dl { @for (property, nodes) in &things {
                dt { (self.called(property)) }
                dd { @for (at, node) in nodes.iter().enumerate() { @if at > 0 { (self.comma()) } (self.link(node.as_ref())) } }
            } }
        })
    }
}

/// The host of an address, without `www.`.
fn host(address: &str) -> &str {
    bare(address).split('/').next().unwrap_or_default()
}

/// The nodes among some terms.
pub(super) fn nodes<'t>(terms: impl Iterator<Item = &'t Term>) -> impl Iterator<Item = &'t NamedNode> {
    terms.filter_map(|term| if let Term::NamedNode(node) = term { Some(node) } else { None })
}
