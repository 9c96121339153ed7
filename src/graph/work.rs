//! Papers, patents and projects.

use std::cell::OnceCell;
use std::rc::Rc;

use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, NamedNodeRef};

use super::{Mapper, link_node, literal, typed};
use crate::decode::{Lens, Link, Object};
use crate::iri::{bare_doi, fragment, node, slug, text_slug};
use crate::merge::{Item, OwnerKind, Sources};
use crate::names::NameKeys;
use crate::record::{Basics, Patent, Project, Publication};
use crate::text::{Text, folded};
use crate::vocab::{WIKIDATA_PATENT, schema, vita};

/// The classes of publications, by their kinds.
const PUBLICATIONS: [(&str, NamedNodeRef<'static>); 14] = [
    ("article", schema::SCHOLARLY_ARTICLE),
    ("articlejournal", schema::SCHOLARLY_ARTICLE),
    ("paper", schema::SCHOLARLY_ARTICLE),
    ("conferencepaper", schema::SCHOLARLY_ARTICLE),
    ("book", schema::BOOK),
    ("chapter", schema::CHAPTER),
    ("thesis", schema::THESIS),
    ("report", schema::REPORT),
    ("talk", schema::PRESENTATION),
    ("presentation", schema::PRESENTATION),
    ("blog", schema::BLOG_POSTING),
    ("blogpost", schema::BLOG_POSTING),
    ("dataset", schema::DATASET),
    ("software", schema::SOFTWARE_SOURCE_CODE),
];

/// The classes of projects, by their kinds.
const PROJECTS: [(&str, NamedNodeRef<'static>); 11] = [
    ("opensource", schema::SOFTWARE_SOURCE_CODE),
    ("library", schema::SOFTWARE_SOURCE_CODE),
    ("framework", schema::SOFTWARE_SOURCE_CODE),
    ("sourcecode", schema::SOFTWARE_SOURCE_CODE),
    ("application", schema::SOFTWARE_APPLICATION),
    ("app", schema::SOFTWARE_APPLICATION),
    ("product", schema::SOFTWARE_APPLICATION),
    ("platform", schema::SOFTWARE_APPLICATION),
    ("service", schema::SOFTWARE_APPLICATION),
    ("software", schema::SOFTWARE_APPLICATION),
    ("tool", schema::SOFTWARE_APPLICATION),
];

/// The names of the person that the audience may see, to compare printed ones with.
pub(super) struct OwnNames {
    names: Vec<String>,
    folded: Vec<String>,
    /// Hardly anybody's name is printed in other ways, so that these are made when they are asked for.
    keys: OnceCell<NameKeys>,
}

impl<'a> Mapper<'a, '_> {
    pub(super) fn works(&mut self) {
        let profile = self.profile;
        for publication in profile.publications.iter().filter(|item| item.level() <= self.audience).collect::<Vec<_>>()
        {
            self.publication(publication);
        }
        for patent in profile.patents.iter().filter(|item| item.level() <= self.audience).collect::<Vec<_>>() {
            self.patent(patent);
        }
        for project in profile.projects.iter().filter(|item| item.level() <= self.audience).collect::<Vec<_>>() {
            self.project(project);
        }
    }

    fn publication(&mut self, item: &Item<'_, Publication>) {
        let page = self.iris.work_page(&item.slug);
        let (node, sources) = (fragment(&page, "work"), item.sources());
        let kind = item.one(Publication::kind()).filter(|_| self.shows(item, Publication::kind(), Option::is_some));
        let class = kind.map_or(schema::SCHOLARLY_ARTICLE, |kind| {
            super::lookup(&PUBLICATIONS, &kind.value).copied().unwrap_or(schema::CREATIVE_WORK)
        });
        self.node(&node, class, item);
        self.text(&node, schema::NAME, item, Publication::name());
        self.string(&node, schema::GENRE, item, Publication::kind());
        self.text(&node, vita::VENUE, item, Publication::venue());
        self.date(&node, schema::DATE_PUBLISHED, item, Publication::release_date());
        self.link(&node, schema::URL, item, Publication::url());
        self.text(&node, schema::ABSTRACT, item, Publication::summary());
        self.texts(&node, schema::KEYWORDS, item, Publication::keywords());
        self.organization_field(&node, schema::PUBLISHER, item, Publication::publisher());
        if let Some(doi) =
            item.one(Publication::doi()).filter(|_| self.shows(item, Publication::doi(), Option::is_some))
        {
            let doi = bare_doi(&doi.value);
            if let Some(address) = doi_node(&doi) {
                self.put(&node, schema::SAME_AS, &address, &sources);
            }
            self.work_identifier(&node, &page, "doi", &doi, &sources);
        }
        self.people(&node, &page, schema::AUTHOR, item, Publication::authors());
    }

    fn patent(&mut self, item: &Item<'_, Patent>) {
        let page = self.iris.work_page(&item.slug);
        let (node, sources) = (fragment(&page, "work"), item.sources());
        self.node(&node, schema::CREATIVE_WORK, item);
        self.put(&node, schema::ADDITIONAL_TYPE, &NamedNode::new_unchecked(WIKIDATA_PATENT), &sources);
        self.text(&node, schema::NAME, item, Patent::name());
        self.string(&node, vita::PATENT_OFFICE, item, Patent::office());
        self.string(&node, vita::PATENT_STATUS, item, Patent::status());
        self.string(&node, vita::PATENT_FAMILY, item, Patent::family());
        self.date(&node, schema::DATE_CREATED, item, Patent::filing_date());
        self.date(&node, schema::DATE_PUBLISHED, item, Patent::grant_date());
        self.link(&node, schema::URL, item, Patent::url());
        self.text(&node, schema::ABSTRACT, item, Patent::summary());
        self.organization_field(&node, schema::COPYRIGHT_HOLDER, item, Patent::assignee());
        if let Some(number) = item.one(Patent::number()).filter(|_| self.shows(item, Patent::number(), Option::is_some))
        {
            self.work_identifier(&node, &page, "patent number", &number.value, &number.sources);
        }
        self.people(&node, &page, schema::CREATOR, item, Patent::inventors());
    }

    fn work_identifier(&mut self, work: &NamedNode, page: &str, system: &str, value: &str, sources: &[usize]) {
        if !self.wants(schema::IDENTIFIER) {
            return;
        }
        let node = fragment(page, &format!("identifier-{}", slug(system)));
        self.put(work, schema::IDENTIFIER, &node, sources);
        self.put(&node, rdf::TYPE, schema::PROPERTY_VALUE, sources);
        self.put(&node, schema::PROPERTY_ID, literal("", system), sources);
        self.put(&node, schema::VALUE, literal("", value), sources);
    }

    /// Authors or inventors in order, each a Role with position and the name as printed; the person by node, others by name.
    /// A work that names nobody is the person's all the same.
    fn people<T: Object>(
        &mut self,
        work: &NamedNode,
        page: &str,
        relation: NamedNodeRef<'_>,
        item: &Item<'_, T>,
        lens: Lens<T, Vec<Text>>,
    ) {
        let (person, sources) = (self.person, item.sources());
        self.put(work, relation, person, &sources);
        if !self.shows(item, lens, |names| !names.is_empty()) {
            return;
        }
        let Some(part) = item.parts.iter().find(|part| !(lens.get)(part.value).is_empty()) else { return };
        let names = (lens.get)(part.value);
        let agreeing: Sources =
            item.parts.iter().filter(|other| (lens.get)(other.value) == names).map(|other| other.source).collect();
        let own = self.own_in(names);
        let (kind, slugs) = (folded(relation_name(relation)), names.iter().map(text_slug).collect::<Vec<_>>());
        for (at, ((name, slug), is_own)) in names.iter().zip(&slugs).zip(own).enumerate() {
            let role = match slugs.iter().filter(|other| *other == slug).count() {
                1 => node(&[page, "#", &kind, "-", slug]),
                _ => node(&[page, "#", &kind, "-", slug, "-", &(at + 1).to_string()]),
            };
            self.put(work, relation, &role, &agreeing);
            self.put(&role, rdf::TYPE, schema::ROLE, &agreeing);
            self.put_text(&role, schema::NAME, name, &agreeing);
            self.put(
                &role,
                schema::POSITION,
                &typed(&(at + 1).to_string(), oxigraph::model::vocab::xsd::INTEGER),
                &agreeing,
            );
            match is_own {
                true => self.put(&role, relation, person, &agreeing),
                false => self.put_text(&role, relation, name, &agreeing),
            }
        }
    }

    /// Which of some printed names are the person's: those that the person has, else the only one that may stand for
    /// one of them, such as `S. Liu`.
    fn own_in(&mut self, names: &[Text]) -> Vec<bool> {
        let own = self.own_names();
        let exact = |name: &Text| name.wordings().any(|wording| own.folded.contains(&folded(wording)));
        let exact: Vec<bool> = names.iter().map(exact).collect();
        if exact.contains(&true) {
            return exact;
        }
        let keys = own.keys.get_or_init(|| NameKeys::of_all(own.names.iter().map(String::as_str)));
        let agrees = |name: &Text| name.wordings().any(|wording| keys.agreement(&NameKeys::new(wording)).is_some());
        let agreeing: Vec<bool> = names.iter().map(agrees).collect();
        if agreeing.iter().filter(|agrees| **agrees).count() == 1 { agreeing } else { exact }
    }

    /// All names of the person that the audience may see.
    fn own_names(&mut self) -> Rc<OwnNames> {
        if let Some(names) = &self.own_names {
            return names.clone();
        }
        let basics = &self.profile.basics;
        let name = basics
            .parts
            .iter()
            .filter(|_| self.shows(basics, Basics::name(), Option::is_some))
            .flat_map(|part| &part.value.name);
        let others = basics
            .parts
            .iter()
            .filter(|_| self.shows(basics, Basics::alternate_names(), |names| !names.is_empty()))
            .flat_map(|part| &part.value.alternate_names);
        let names: Vec<String> = name.chain(others).flat_map(Text::wordings).map(str::to_owned).collect();
        let folded = names.iter().map(|name| folded(name)).collect();
        self.own_names.insert(Rc::new(OwnNames { names, folded, keys: OnceCell::new() })).clone()
    }

    fn project(&mut self, item: &'a Item<'a, Project>) {
        let (node, sources) = (self.fragment("project", &item.slug), item.sources());
        let kind = item.one(Project::kind()).filter(|_| self.shows(item, Project::kind(), Option::is_some));
        let class =
            kind.and_then(|kind| super::lookup(&PROJECTS, &kind.value).copied()).unwrap_or(schema::CREATIVE_WORK);
        self.node(&node, class, item);
        self.former(&node, "project", item);
        self.text(&node, schema::NAME, item, Project::name());
        self.text(&node, schema::DESCRIPTION, item, Project::description());
        self.string(&node, schema::GENRE, item, Project::kind());
        self.date(&node, schema::DATE_PUBLISHED, item, Project::release_date());
        self.link(&node, schema::URL, item, Project::url());
        for (link, sources) in self.visible(item, Project::links()) {
            self.put(&node, schema::SUBJECT_OF, &link_node(link), &sources);
        }
        for (name, sources) in self.visible(item, Project::mentions()) {
            if let Some(organization) = self.organization_named(name, &sources) {
                self.put(&node, schema::MENTIONS, &organization, &sources);
            }
        }
        self.organization_field(&node, schema::PRODUCER, item, Project::entity());
        for owner in item.owners().into_iter().filter(|owner| owner.kind == OwnerKind::Work) {
            let role = self.owner(owner);
            self.put(&role, vita::PROJECT, &node, &sources);
        }
        self.contribution(&node, item);
    }

    /// The person's part in a project, as a Role.
    fn contribution(&mut self, project: &NamedNode, item: &'a Item<'a, Project>) {
        let (role, person, sources) = (self.fragment("contribution", &item.slug), self.person, item.sources());
        self.put(project, schema::CONTRIBUTOR, &role, &sources);
        self.put(project, schema::CONTRIBUTOR, person, &sources);
        self.node(&role, schema::ROLE, item);
        self.put(&role, schema::CONTRIBUTOR, person, &sources);
        self.put(&role, vita::HOLDER, person, &sources);
        self.texts(&role, schema::ROLE_NAME, item, Project::roles());
        self.texts(&role, vita::HIGHLIGHT, item, Project::highlights());
        self.skills(&role, vita::SKILL, item, Project::keywords());
        self.period(&role, item);
    }

    fn organization_field<T: Object>(
        &mut self,
        node: &NamedNode,
        predicate: NamedNodeRef<'_>,
        item: &Item<'_, T>,
        lens: Lens<T, Option<Text>>,
    ) {
        if !self.shows(item, lens, Option::is_some) {
            return;
        }
        let sources: Sources =
            item.parts.iter().filter(|part| (lens.get)(part.value).is_some()).map(|part| part.source).collect();
        if let Some(organization) = self.organization_named(&item.text(lens), &sources) {
            self.put(node, predicate, &organization, &sources);
        }
    }
}

/// The address of a DOI; where it holds characters that no IRI has, these are escaped.
fn doi_node(doi: &str) -> Option<NamedNode> {
    let address = format!("https://doi.org/{doi}");
    NamedNode::new(address.as_str()).ok().or_else(|| Some(link_node(&Link::new(&address).ok()?)))
}

fn relation_name(relation: NamedNodeRef<'_>) -> &str {
    relation.as_str().trim_start_matches(schema::NAMESPACE)
}
