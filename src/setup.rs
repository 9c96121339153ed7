//! What all people of a collection share: its settings and registers, and what names mean by them.

use crate::decode::Key;
use crate::iri::text_slug;
use crate::record::{Education, Work};
use crate::register::{Organization, Register, Term};
use crate::settings::Settings;
use crate::text::Text;

/// What all people of a collection share.
#[derive(Clone, Debug, Default)]
pub struct Setup {
    /// The settings.
    pub settings: Settings,
    /// The organizations.
    pub organizations: Register<Organization>,
    /// The skills.
    pub skills: Register<Term>,
}

/// The organization that a text or keys mean: a key of the register, a key that the register has not, or the slug of a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OrganizationId<'a> {
    /// A key.
    Key(&'a str),
    /// The slug of a name that the register has not.
    Name(String),
}

impl OrganizationId<'_> {
    /// The key or slug, for IRIs.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Key(key) => key,
            Self::Name(slug) => slug,
        }
    }
}

impl Setup {
    /// The organization that a text means.
    #[must_use]
    pub fn organization_named<'a>(&'a self, text: &Text) -> Option<OrganizationId<'a>> {
        let key = self.organizations.find(text).map(|key| OrganizationId::Key(key.as_str()));
        key.or_else(|| (!text.is_empty()).then(|| OrganizationId::Name(text_slug(text))))
    }

    /// The organizations of a job, by their keys, else by the employer's name.
    #[must_use]
    pub fn employers<'a>(&'a self, work: &'a Work) -> Vec<OrganizationId<'a>> {
        match &work.organization.0[..] {
            [] => work.name.as_ref().and_then(|name| self.organization_named(name)).into_iter().collect(),
            keys => keys.iter().map(|key| OrganizationId::Key(key.as_str())).collect(),
        }
    }

    /// The institution of a study, by its key, else by its name.
    #[must_use]
    pub fn institution<'a>(&'a self, study: &'a Education) -> Option<OrganizationId<'a>> {
        let by_key = study.organization.as_ref().map(|key| OrganizationId::Key(key.as_str()));
        by_key.or_else(|| self.organization_named(study.institution.as_ref()?))
    }

    /// The key of a skill in the register, else the slug of its name.
    #[must_use]
    pub fn skill_slug(&self, name: &Text) -> String {
        self.skills.find(name).map_or_else(|| text_slug(name), |key| key.as_str().to_owned())
    }

    /// An organization and those it belongs to, upwards.
    pub(crate) fn lineage(&self, id: &OrganizationId<'_>) -> Vec<String> {
        let mut lineage = vec![id.as_str().to_owned()];
        while let Some(parent) = lineage.last().and_then(|last| parent_of(&self.organizations, last)) {
            if lineage.contains(&parent) {
                break;
            }
            lineage.push(parent);
        }
        lineage
    }

    /// Whether the organizations of one list are, belong to or hold one of the other's.
    pub(crate) fn related(&self, one: &[OrganizationId<'_>], two: &[OrganizationId<'_>]) -> bool {
        let within = |inner: &[OrganizationId<'_>], outer: &[OrganizationId<'_>]| {
            inner.iter().any(|id| self.lineage(id).iter().any(|up| outer.iter().any(|id| id.as_str() == up)))
        };
        within(one, two) || within(two, one)
    }
}

fn parent_of(register: &Register<Organization>, key: &str) -> Option<String> {
    register.get(&Key::new(key)?)?.parent.as_ref().map(|parent| parent.as_str().to_owned())
}
