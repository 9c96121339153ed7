//! The documents about pages: the quads and JSON-LD that say what a page says.

use bumpalo::Bump;
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use serde_json::Value;

use super::Source;
use crate::folder::TEXTS;
use crate::graph;
use crate::iri::{Iris, fragment};
use crate::jsonld::{Directory, Documents, Options, Thing, Tree, View};
use crate::merge::Profile;
use crate::vocab::{schema, vita};

/// How many roles at an organization its page shows, and its document for search engines tells.
pub(super) const ROLES: usize = 300;

/// What a page is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Person,
    Team,
    Organization,
    Skill,
    Work,
    Other,
}

/// The document about a page.
pub struct Document<'l> {
    source: Source<'l>,
    page: String,
    kind: Kind,
    /// What it is about.
    pub thing: Thing,
}

impl<'l> Document<'l> {
    /// The document about a page.
    #[must_use]
    pub fn new(source: Source<'l>, page: &str) -> Self {
        let local = page.strip_prefix(source.addresses.base()).unwrap_or_default();
        let (folder, is_folder) = (local.split('/').next().unwrap_or_default(), local.ends_with('/'));
        let is_person = source.addresses.person_of(page, source.collection).is_some();
        let (kind, thing) = match folder {
            _ if is_person => (Kind::Person, Thing::Person { page: page.to_owned() }),
            "people" if local == "people/" => (Kind::Team, Thing::Team(Iris::new(source.addresses.base()).team())),
            "organizations" if !is_folder => (Kind::Organization, Thing::Organization(fragment(page, "organization"))),
            "skills" if !is_folder => (Kind::Skill, Thing::Skill(fragment(page, "term"))),
            "works" if !is_folder => (Kind::Work, Thing::Work(fragment(page, "work"))),
            _ => (Kind::Other, Thing::Everything),
        };
        Self { source, page: page.to_owned(), kind, thing }
    }

    pub(super) fn kind(&self) -> Kind {
        self.kind
    }

    /// The quads that the document is made from: those of a person as the person's records are mapped, else those of the
    /// page's things, and of what leads to an organization.
    #[must_use]
    pub fn quads(&self, view: View) -> Vec<Quad> {
        let Source { store, collection, audience, addresses, .. } = self.source;
        if let Some(key) = addresses.person_of(&self.page, collection) {
            let profile = Profile::new(key, &collection.people[key], &collection.setup);
            return graph::collect(&profile, &collection.setup, audience);
        }
        if let Thing::Team(_) = self.thing {
            let people = store.people();
            let short = people.iter().flat_map(|person| self.in_short(person.as_ref()));
            return short.chain(graph::team(&collection.setup, people.clone())).collect();
        }
        let mut nodes = store.subjects_of_page(&self.page);
        let mut quads = Vec::new();
        let mut at = 0;
        while let Some(node) = nodes.get(at).cloned() {
            at += 1;
            let own = store.quads_about(node.as_ref());
            match self.kind {
                Kind::Organization => {
                    let parents = own.iter().filter(|quad| quad.predicate == schema::PARENT_ORGANIZATION);
                    let related: Vec<NamedNode> = parents.filter_map(|quad| object_node(quad).cloned()).collect();
                    nodes.extend(related.into_iter().filter(|node| !nodes.contains(node)).collect::<Vec<_>>());
                    quads.extend(self.leading_to(node.as_ref(), view, &mut nodes));
                }
                Kind::Work if view == View::Seo => quads.extend(self.led_to(&own)),
                _ => {}
            }
            quads.extend(own);
        }
        quads
    }

    /// What a work leads to, as far as search engines are told of it: its people and organizations in short.
    fn led_to(&self, own: &[Quad]) -> Vec<Quad> {
        let people = own
            .iter()
            .filter(|quad| [schema::AUTHOR, schema::CREATOR, schema::PUBLISHER].contains(&quad.predicate.as_ref()));
        people.filter_map(object_node).flat_map(|node| self.in_short(node.as_ref())).collect()
    }

    /// What leads to an organization or a department: people in short, jobs and studies whole, other organizations as nodes
    /// to look at.
    fn leading_to(&self, node: NamedNodeRef<'_>, view: View, nodes: &mut Vec<NamedNode>) -> Vec<Quad> {
        let store = self.source.store;
        let mut quads = Vec::new();
        let mut leading = store.quads_to(node);
        if view == View::Seo {
            // A page shows no more, and search engines are told what it shows.
            leading.truncate(ROLES);
        }
        for leading in leading {
            let NamedOrBlankNode::NamedNode(subject) = &leading.subject else { continue };
            if leading.predicate == schema::PARENT_ORGANIZATION {
                if !nodes.contains(subject) {
                    nodes.push(subject.clone());
                }
            } else if leading.predicate == vita::AT || leading.predicate == vita::DEPARTMENT {
                let role = if view == View::Full { store.quads_about(subject.as_ref()) } else { Vec::new() };
                let holders = role.iter().filter(|quad| quad.predicate == vita::HOLDER).filter_map(object_node);
                quads.extend(holders.flat_map(|holder| store.quads_about(holder.as_ref())));
                quads.extend(role);
            } else if subject.as_str().ends_with("#person") {
                quads.extend(self.in_short(subject.as_ref()));
            }
        }
        quads
    }

    /// What a list of people or organizations shows of one.
    fn in_short(&self, thing: NamedNodeRef<'_>) -> Vec<Quad> {
        let mut quads = self.source.store.quads_about(thing);
        quads.retain(|quad| {
            View::Seo.properties().is_none_or(|properties| properties.contains(quad.predicate.as_str()))
        });
        quads
    }

    /// Shows the document in a view, in these languages.
    pub fn show<T>(&self, view: View, languages: &[String], show: impl FnOnce(Tree<'_>) -> T) -> T {
        let Source { collection, audience, addresses, .. } = self.source;
        let (setup, inline_context) = (&collection.setup, view == View::Full);
        let options = Options { view, languages, inline_context };
        if let Some(key) = addresses.person_of(&self.page, collection) {
            let texts = Bump::with_capacity(TEXTS);
            let profile = Profile::new(key, &collection.people[key], setup);
            let quads = graph::collect_in(&texts, &profile, setup, audience, view.properties());
            let framed = Documents::new(quads.iter().copied(), options);
            return show(framed.document_with(&self.thing, &Directory::default()));
        }
        let quads = self.quads(view);
        let framed = Documents::new(quads.iter().map(Quad::as_ref), options);
        let directory = Directory::new(framed.members());
        show(framed.document_with(&self.thing, &directory))
    }

    /// What search engines are told.
    pub(super) fn for_search_engines(&self, languages: &[String]) -> Value {
        self.show(View::Seo, languages, |document| document.into())
    }
}

fn object_node(quad: &Quad) -> Option<&NamedNode> {
    if let Term::NamedNode(node) = &quad.object { Some(node) } else { None }
}

/// The list of some people, as search engines are told of it.
pub(super) fn of_people(source: Source<'_>, people: &[&NamedNode], languages: &[String]) -> Value {
    let setup = &source.collection.setup;
    let document = Document::new(source, &[source.addresses.base(), "people/"].concat());
    let short = people.iter().flat_map(|person| document.in_short(person.as_ref()));
    let quads: Vec<Quad> =
        short.chain(graph::team(setup, people.iter().map(|person| (*person).clone()).collect())).collect();
    let options = Options { view: View::Seo, languages, inline_context: false };
    crate::jsonld::document(&quads, &document.thing, options)
}
