//! Jobs, unpaid posts and studies: Roles between a person and organizations.

use oxigraph::model::{NamedNode, NamedNodeRef};

use super::Mapper;
use crate::date::End;
use crate::decode::{Lens, Object, Visibility};
use crate::merge::{Item, Sources};
use crate::record::{Education, Volunteer, Work};
use crate::setup::OrganizationId;
use crate::text::{Text, folded};
use crate::vocab::{schema, vita};

impl<'a> Mapper<'a, '_> {
    pub(super) fn roles(&mut self) {
        let profile = self.profile;
        for work in &profile.work {
            if self.sees(work.level()) {
                self.job(work);
            }
        }
        for post in &profile.volunteer {
            if self.sees(post.level()) {
                self.unpaid_post(post);
            }
        }
        for study in &profile.education {
            if self.sees(study.level()) {
                self.study(study);
            }
        }
    }

    fn job(&mut self, work: &'a Item<'a, Work>) {
        let role = self.fragment("role", &work.slug);
        let sources = work.sources();
        let kind = work.one(Work::kind()).filter(|_| self.shows(work, Work::kind(), Option::is_some));
        let kind = kind.map(|kind| folded(&kind.value.0)).unwrap_or_default();
        let employed = kind != "internship";
        let (class, relation) = if employed {
            (schema::EMPLOYEE_ROLE, schema::WORKS_FOR)
        } else {
            (schema::ORGANIZATION_ROLE, schema::MEMBER_OF)
        };
        self.role(&role, class, relation, work);
        self.former(&role, "role", work);
        self.text(&role, schema::ROLE_NAME, work, Work::position());
        self.text(&role, vita::LOCATION, work, Work::location());
        self.text(&role, vita::ORGANIZATION_DESCRIPTION, work, Work::description());
        self.one(&role, schema::ADDITIONAL_TYPE, work, Work::kind(), |kind| super::literal("", &kind.0).into());
        self.link(&role, schema::URL, work, Work::url());
        self.text(&role, schema::DESCRIPTION, work, Work::summary());
        self.texts(&role, vita::HIGHLIGHT, work, Work::highlights());
        self.skills(&role, vita::SKILL, work, Work::keywords());
        let end = self.period(&role, work).unwrap_or(End::Present);
        let organizations = self.employers(work);
        for organization in &organizations {
            self.place(&role, relation, organization, &sources);
            self.standing(relation, organization, end, &sources);
            if kind == "founder" {
                let person = self.person;
                self.put(organization, schema::FOUNDER, person, &sources);
            }
        }
        let setup = self.setup;
        let first = work.parts.iter().find_map(|part| setup.employers(part.value).into_iter().next());
        if let (Some(organization), Some(id)) = (organizations.first(), first) {
            self.departments(&role, organization, &id, work, Work::department());
        }
    }

    /// The organizations of a job: all that any source names, one post at two bodies being at both.
    fn employers(&mut self, work: &'a Item<'a, Work>) -> Vec<NamedNode> {
        let shown = self.shows(work, Work::organization(), |keys| !keys.0.is_empty())
            && self.shows(work, Work::name(), Option::is_some);
        let url = work.one(Work::url()).filter(|_| self.shows(work, Work::url(), Option::is_some));
        let name = work.text(Work::name());
        let mut seen: Vec<OrganizationId<'_>> = Vec::new();
        let mut nodes = Vec::new();
        for part in work.parts.iter().filter(|_| shown) {
            for id in self.setup.employers(part.value) {
                let node = self.organization(&id, &name, url.as_ref().map(|url| &*url.value), &[part.source]);
                if !seen.contains(&id) {
                    nodes.push(node);
                    seen.push(id);
                }
            }
        }
        nodes
    }

    fn unpaid_post(&mut self, post: &'a Item<'a, Volunteer>) {
        let role = self.fragment("volunteer", &post.slug);
        let sources = post.sources();
        self.role(&role, schema::ORGANIZATION_ROLE, schema::MEMBER_OF, post);
        self.former(&role, "volunteer", post);
        self.text(&role, schema::ROLE_NAME, post, Volunteer::position());
        self.link(&role, schema::URL, post, Volunteer::url());
        self.text(&role, schema::DESCRIPTION, post, Volunteer::summary());
        self.texts(&role, vita::HIGHLIGHT, post, Volunteer::highlights());
        let end = self.period(&role, post).unwrap_or(End::Present);
        let name = post.text(Volunteer::organization());
        let url = post.one(Volunteer::url()).filter(|_| self.shows(post, Volunteer::url(), Option::is_some));
        let id = self
            .setup
            .organization_named(&name)
            .filter(|_| self.shows(post, Volunteer::organization(), Option::is_some));
        if let Some(id) = id {
            let organization = self.organization(&id, &name, url.as_ref().map(|url| &*url.value), &sources);
            self.place(&role, schema::MEMBER_OF, &organization, &sources);
            self.standing(schema::MEMBER_OF, &organization, end, &sources);
        }
    }

    fn study(&mut self, study: &'a Item<'a, Education>) {
        let role = self.fragment("study", &study.slug);
        let sources = study.sources();
        self.role(&role, schema::ORGANIZATION_ROLE, schema::MEMBER_OF, study);
        self.former(&role, "study", study);
        self.put(&role, schema::ROLE_NAME, super::literal("en", "student"), &sources);
        self.put(&role, schema::ROLE_NAME, super::literal("zh", "学生"), &sources);
        self.text(&role, vita::LOCATION, study, Education::location());
        self.link(&role, schema::URL, study, Education::url());
        self.text(&role, vita::SCORE, study, Education::score());
        self.text(&role, schema::DESCRIPTION, study, Education::summary());
        self.texts(&role, vita::COURSE, study, Education::courses());
        if !self.finished(study) {
            self.text(&role, vita::AREA, study, Education::area());
            self.text(&role, vita::STUDY_TYPE, study, Education::study_type());
        }
        self.texts(&role, vita::HIGHLIGHT, study, Education::highlights());
        let end = self.period(&role, study).unwrap_or(End::Unknown);
        let Some((id, organization)) = self.institution(study) else { return };
        self.place(&role, schema::MEMBER_OF, &organization, &sources);
        self.standing(schema::MEMBER_OF, &organization, end, &sources);
        self.departments(&role, &organization, &id, study, Education::department());
    }

    /// The institution of a study, as far as the audience may know it.
    pub(super) fn institution(&mut self, study: &'a Item<'a, Education>) -> Option<(OrganizationId<'a>, NamedNode)> {
        let shown = self.shows(study, Education::organization(), Option::is_some)
            && self.shows(study, Education::institution(), Option::is_some);
        let setup = self.setup;
        let id = study.parts.iter().find_map(|part| setup.institution(part.value)).filter(|_| shown)?;
        let url = study.one(Education::url()).filter(|_| self.shows(study, Education::url(), Option::is_some));
        let node = self.organization(
            &id,
            &study.text(Education::institution()),
            url.as_ref().map(|url| &*url.value),
            &study.sources(),
        );
        Some((id, node))
    }

    /// A Role of the person, as schema.org builds it: the person's property leads to the Role, the Role's own one on.
    fn role<T: Object>(
        &mut self,
        role: &NamedNode,
        class: NamedNodeRef<'_>,
        relation: NamedNodeRef<'_>,
        item: &Item<'_, T>,
    ) {
        let (person, sources) = (self.person, item.sources());
        self.put(person, relation, role, &sources);
        self.node(role, class, item);
        self.put(role, vita::HOLDER, person, &sources);
    }

    fn place(&mut self, role: &NamedNode, relation: NamedNodeRef<'_>, organization: &NamedNode, sources: &[usize]) {
        self.put(role, relation, organization, sources);
        self.put(role, vita::AT, organization, sources);
    }

    /// How the person stands to the organization today: by the plain property while it runs, as alumnus after it
    /// has ended, and neither where nobody knows.
    fn standing(&mut self, relation: NamedNodeRef<'_>, organization: &NamedNode, end: End, sources: &[usize]) {
        let person = self.person;
        match end {
            End::Present => self.put(person, relation, organization, sources),
            End::Date(_) => self.put(person, schema::ALUMNI_OF, organization, sources),
            End::Unknown => {}
        }
    }

    /// The department that holds, and those set aside; one that holds another is no contradiction to it.
    fn departments<T: Object>(
        &mut self,
        role: &NamedNode,
        organization: &NamedNode,
        id: &OrganizationId<'_>,
        item: &'a Item<'a, T>,
        lens: Lens<T, Option<Text>>,
    ) {
        if !self.shows(item, lens, Option::is_some) {
            return;
        }
        let named: Vec<(&Text, NamedNode, usize)> = item
            .parts
            .iter()
            .filter_map(|part| {
                let text: &'a Text = (lens.get)(part.value).as_ref()?;
                Some((text, self.department_iri(id, text), part.source))
            })
            .collect();
        let Some((_, newest, _)) = named.first() else { return };
        let narrower = |held: &'_ NamedNode, other: &'_ NamedNode| self.belongs(other, held);
        let held =
            named.iter().fold(newest, |held, (_, node, _)| if narrower(held, node) { node } else { held }).clone();
        let (of_held, others): (Vec<_>, Vec<_>) = named.into_iter().partition(|(_, node, _)| *node == held);
        let wordings = of_held.iter().flat_map(|(text, ..)| text.iter());
        let known = |text: Text, (language, wording): (&str, &str)| match text.get(language) {
            Some(_) => text,
            None => text.with(language, wording),
        };
        let sources: Sources = of_held.iter().map(|(.., source)| *source).collect();
        self.department(organization, id, &wordings.fold(Text::default(), known), &sources);
        self.put(role, vita::DEPARTMENT, &held, &sources);
        for (text, node, source) in others {
            if self.sees(Visibility::Internal) && !self.belongs(&held, &node) {
                self.department(organization, id, text, &[source]);
                self.put_aside(role, vita::DEPARTMENT, &node, source);
            }
        }
    }

    /// Whether an organization of the register belongs to another one, at whatever distance.
    fn belongs(&self, inner: &NamedNode, outer: &NamedNode) -> bool {
        let registered = |node: &NamedNode| {
            self.setup
                .organizations
                .iter()
                .map(|(key, _)| key)
                .find(|key| self.iris.organization(key.as_str()) == *node)
        };
        registered(inner).zip(registered(outer)).is_some_and(|(inner, outer)| {
            self.setup.lineage(&OrganizationId::Key(inner.as_str())).iter().any(|up| up == outer.as_str())
        })
    }
}
