//! Organizations, departments and skills: nodes that several people share.

use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphName, NamedNode, NamedNodeRef, Quad, Term};

use super::{Mapper, date_literal, link_node};
use crate::decode::{Key, Link, Visibility};
use crate::iri::{Iris, fragment, text_slug};
use crate::setup::{OrganizationId, Setup};

use crate::register::{Organization, Term as Skill};
use crate::text::{Text, language_tag};
use crate::vocab::{prov, schema};

impl<'a> Mapper<'a, '_> {
    /// The node of an organization, with what its register says, or else with this name and homepage.
    pub(super) fn organization(
        &mut self,
        id: &OrganizationId<'_>,
        name: &Text,
        url: Option<&Link>,
        sources: &[usize],
    ) -> NamedNode {
        let node = self.iris.organization(id.as_str());
        let registered = Key::new(id.as_str())
            .and_then(|key| self.setup.organizations.get(&key).map(|organization| (key, organization)));
        match registered {
            Some((key, organization)) => self.registered(&key, organization),
            None => {
                let name = if name.is_empty() { Text::plain(id.as_str()) } else { name.clone() };
                self.put(&node, rdf::TYPE, schema::ORGANIZATION, sources);
                self.put_text(&node, schema::NAME, &name, sources);
                if let Some(url) = url {
                    self.put(&node, schema::URL, &link_node(url), sources);
                }
                self.derived(&node, sources);
            }
        }
        node
    }

    /// The organization that a text means, as a node.
    pub(super) fn organization_named(&mut self, text: &Text, sources: &[usize]) -> Option<NamedNode> {
        let setup = self.setup;
        let id = setup.organization_named(text)?;
        Some(self.organization(&id, text, None, sources))
    }

    /// The department that a text means, by IRI alone: an entry of the register that belongs to something, else a node
    /// of the organization's page.
    pub(super) fn department_iri(&self, id: &OrganizationId<'_>, text: &Text) -> NamedNode {
        match self.department_key(text) {
            Some(key) => self.iris.organization(key.as_str()),
            None => self.iris.department(id.as_str(), &text_slug(text)),
        }
    }

    fn department_key(&self, text: &Text) -> Option<&'a Key> {
        self.setup.organizations.find_among(text, |entry: &Organization| entry.parent.is_some())
    }

    /// The node of a department, with its name and the organization that it belongs to.
    pub(super) fn department(
        &mut self,
        organization: &NamedNode,
        id: &OrganizationId<'_>,
        text: &Text,
        sources: &[usize],
    ) -> NamedNode {
        if let Some(key) = self.department_key(text) {
            return self.organization(&OrganizationId::Key(key.as_str()), text, None, sources);
        }
        let node = self.department_iri(id, text);
        self.put(&node, rdf::TYPE, schema::ORGANIZATION, sources);
        self.put_text(&node, schema::NAME, text, sources);
        self.put(&node, schema::PARENT_ORGANIZATION, organization, sources);
        self.derived(&node, sources);
        node
    }

    fn registered(&mut self, key: &Key, organization: &Organization) {
        if !self.shared.organizations.insert(key.as_str().to_owned()) {
            return;
        }
        let (setup, iris, audience) = (self.setup, self.iris, self.audience);
        organization_quads(setup, iris, audience, key, organization, &mut |quad| self.put_quad(&quad));
        let parent = organization
            .parent
            .as_ref()
            .and_then(|parent| setup.organizations.get(parent).map(|entry| (parent, entry)));
        if let Some((key, parent)) = parent {
            self.registered(key, parent);
        }
    }

    /// A quad that a register gives.
    fn put_quad(&mut self, quad: &Quad) {
        if self.wants(quad.predicate.as_ref()) {
            (self.emit)(quad.as_ref(), &[]);
        }
    }

    /// The node of a skill, unless the person keeps it from this audience.
    pub(super) fn skill(&mut self, name: &Text, sources: &[usize]) -> Option<NamedNode> {
        let slug = self.setup.skill_slug(name);
        if self.hidden_skills.contains(&slug) {
            return None;
        }
        let node = self.iris.term(&slug);
        if self.shared.skills.is_empty() {
            let set = self.iris.term_set();
            self.put(&set, rdf::TYPE, schema::DEFINED_TERM_SET, &[]);
            self.put(&set, schema::NAME, super::literal("en", "Skills"), &[]);
        }
        let setup = self.setup;
        let registered = Key::new(&slug).and_then(|key| setup.skills.get(&key).map(|skill| (key, skill)));
        let first = self.shared.skills.insert(slug);
        match registered {
            Some((key, skill)) if first => {
                let (iris, audience) = (self.iris, self.audience);
                skill_quads(iris, audience, &key, skill, &mut |quad| self.put_quad(&quad));
            }
            Some(_) => {}
            None => {
                let set = self.iris.term_set();
                self.put(&node, rdf::TYPE, schema::DEFINED_TERM, sources);
                self.put_text(&node, schema::NAME, name, sources);
                self.put(&node, schema::IN_DEFINED_TERM_SET, &set, sources);
                self.derived(&node, sources);
            }
        }
        Some(node)
    }

    /// The node of a language: its name, and its BCP 47 tag as `alternateName`, where schema.org wants it.
    pub(super) fn language(&mut self, name: &Text, sources: &[usize]) -> NamedNode {
        let tag = language_tag(name);
        let node = self.iris.language(&tag.clone().unwrap_or_else(|| text_slug(name)));
        self.put(&node, rdf::TYPE, schema::LANGUAGE, sources);
        self.put_text(&node, schema::NAME, name, sources);
        if let Some(tag) = tag {
            self.put(&node, schema::ALTERNATE_NAME, super::literal("", &tag), sources);
        }
        node
    }
}

/// The quads of an organization of the register, with those it belongs to, whoever mentions it.
pub fn register_quads(setup: &Setup, audience: Visibility, key: &Key, mut emit: impl FnMut(Quad)) {
    let iris = Iris::new(&setup.settings.base);
    let mut seen: Vec<&Key> = Vec::new();
    let mut next = setup.organizations.iter().find(|(known, _)| *known == key);
    while let Some((key, organization)) = next.filter(|(key, _)| !seen.contains(key)) {
        seen.push(key);
        organization_quads(setup, iris, audience, key, organization, &mut emit);
        next = organization
            .parent
            .as_ref()
            .and_then(|parent| setup.organizations.iter().find(|(known, _)| *known == parent));
    }
}

/// The properties of a node of a register, less those that the audience may not see.
struct Entry<'a> {
    node: NamedNode,
    marks: &'a crate::decode::Marks,
    audience: Visibility,
    emit: &'a mut dyn FnMut(Quad),
}

impl Entry<'_> {
    /// The country, at an address of its own, where schema.org wants it.
    fn country(&mut self, country: &str) {
        let address = fragment(self.node.as_str(), "address");
        self.put("country", schema::ADDRESS, address.clone());
        let mut place = Entry { node: address, marks: self.marks, audience: self.audience, emit: self.emit };
        place.put("country", rdf::TYPE, schema::POSTAL_ADDRESS);
        place.put("country", schema::ADDRESS_COUNTRY, super::literal("", country));
    }

    fn put(&mut self, field: &str, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        let level = self.marks.field(field).max(self.marks.whole).unwrap_or_default();
        if level <= self.audience {
            (self.emit)(Quad::new(self.node.clone(), predicate, object, GraphName::DefaultGraph));
        }
    }

    /// Says that the node comes from a register, which is a source.
    fn derived(&mut self, register: NamedNode) {
        self.put("", prov::WAS_DERIVED_FROM, register.clone());
        if self.marks.whole.unwrap_or_default() <= self.audience {
            (self.emit)(Quad::new(register, rdf::TYPE, prov::ENTITY, GraphName::DefaultGraph));
        }
    }

    fn text(&mut self, field: &str, predicate: NamedNodeRef<'_>, text: &Text) {
        for (language, wording) in text.iter() {
            self.put(field, predicate, super::literal(language, wording));
        }
    }
}

fn organization_quads(
    setup: &Setup,
    iris: Iris<'_>,
    audience: Visibility,
    key: &Key,
    organization: &Organization,
    emit: &mut dyn FnMut(Quad),
) {
    let class = organization.class.as_deref().unwrap_or("Organization");
    let class =
        NamedNode::new(format!("{}{class}", schema::NAMESPACE)).unwrap_or_else(|_| schema::ORGANIZATION.into_owned());
    let mut entry = Entry { node: iris.organization(key.as_str()), marks: &organization.common.marks, audience, emit };
    entry.put("type", rdf::TYPE, class);
    entry.derived(iris.register("organizations"));
    match &organization.name {
        Some(name) => entry.text("name", schema::NAME, name),
        None => entry.put("name", schema::NAME, super::literal("", key.as_str())),
    }
    organization.aliases.iter().for_each(|alias| entry.text("aliases", schema::ALTERNATE_NAME, alias));
    organization.description.iter().for_each(|text| entry.text("description", schema::DESCRIPTION, text));
    organization.url.iter().for_each(|url| entry.put("url", schema::URL, link_node(url)));
    organization.logo.iter().for_each(|logo| entry.put("logo", schema::LOGO, link_node(logo)));
    organization.same_as.0.iter().for_each(|link| entry.put("sameAs", schema::SAME_AS, link_node(link)));
    organization
        .founding_date
        .iter()
        .for_each(|date| entry.put("foundingDate", schema::FOUNDING_DATE, date_literal(*date)));
    organization.country.iter().for_each(|country| entry.country(country));
    if let Some(parent) = organization.parent.as_ref().filter(|parent| setup.organizations.get(parent).is_some()) {
        entry.put("parent", schema::PARENT_ORGANIZATION, iris.organization(parent.as_str()));
    }
}

fn skill_quads(iris: Iris<'_>, audience: Visibility, key: &Key, skill: &Skill, emit: &mut dyn FnMut(Quad)) {
    let mut entry = Entry { node: iris.term(key.as_str()), marks: &skill.common.marks, audience, emit };
    entry.put("name", rdf::TYPE, schema::DEFINED_TERM);
    entry.derived(iris.register("skills"));
    entry.put("name", schema::IN_DEFINED_TERM_SET, iris.term_set());
    match &skill.name {
        Some(name) => entry.text("name", schema::NAME, name),
        None => entry.put("name", schema::NAME, super::literal("", key.as_str())),
    }
    skill.aliases.iter().for_each(|alias| entry.text("aliases", schema::ALTERNATE_NAME, alias));
    skill.url.iter().for_each(|url| entry.put("url", schema::URL, link_node(url)));
    skill.same_as.0.iter().for_each(|link| entry.put("sameAs", schema::SAME_AS, link_node(link)));
}
