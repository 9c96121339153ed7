//! The roles of a person as stretches of time, and what has a single date.

use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, NamedNodeRef};

use super::Options;
use super::facts::Facts;
use crate::date::{Date, End};
use crate::store::Store;
use crate::vocab::{prov, schema, vita};

/// How many works of a person are looked at.
const WORKS: usize = 1_000;

/// What a role is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A job.
    Job,
    /// An internship.
    Internship,
    /// An unpaid post or a membership.
    Post,
    /// A study.
    Study,
}

/// A role in time.
#[derive(Clone, Debug)]
pub struct Span {
    /// The role.
    pub node: NamedNode,
    /// What it is.
    pub kind: Kind,
    /// The person.
    pub holder: NamedNode,
    /// Where, if that is known: the first organization.
    pub organization: Option<NamedNode>,
    /// What the organizations are called.
    pub place: Option<String>,
    /// The position; of a study, the degree.
    pub title: Option<String>,
    /// When it began, as far as that is known.
    pub start: Option<Date>,
    /// When it ended.
    pub end: End,
}

/// What a thing with a single date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkKind {
    /// A paper or another publication.
    Paper,
    /// A patent, by its filing.
    Patent,
    /// A certificate.
    Certificate,
    /// An award.
    Award,
}

/// A thing with a single date.
#[derive(Clone, Debug)]
pub struct Mark {
    /// The thing.
    pub node: NamedNode,
    /// What it is.
    pub kind: MarkKind,
    /// What it is called.
    pub name: String,
    /// Its date, where it has one.
    pub date: Option<Date>,
}

impl Span {
    /// What it is in one line: `Kuaishou, Tech Lead`.
    #[must_use]
    pub fn name(&self) -> String {
        let parts: Vec<&str> = [&self.place, &self.title].into_iter().flatten().map(String::as_str).collect();
        parts.join(", ")
    }

    /// Whether it can be drawn: one of its ends is known.
    #[must_use]
    pub fn is_dated(&self) -> bool {
        self.start.is_some() || matches!(self.end, End::Date(_))
    }
}

/// The roles of a person, in the order of their beginnings, those without a date last.
#[must_use]
pub fn spans(store: &Store, person: NamedNodeRef<'_>, options: &Options<'_>) -> Vec<Span> {
    let facts = Facts::new(store, options);
    let roles = store.subjects(vita::HOLDER, person.into());
    let mut spans: Vec<Span> = roles.filter_map(|role| span(facts, role, person)).collect();
    spans.sort_by_cached_key(order);
    spans
}

/// What tells the order of spans.
pub(super) fn order(span: &Span) -> impl Ord + use<> {
    let end = if let End::Date(date) = span.end { Some(date.first_day()) } else { None };
    let first = span.start.map(Date::first_day).or(end);
    (first.is_none(), first, end, span.kind, span.node.as_str().to_owned())
}

/// The works, certificates and awards of a person, by their dates.
#[must_use]
pub fn marks(store: &Store, person: NamedNodeRef<'_>, options: &Options<'_>) -> Vec<Mark> {
    let facts = Facts::new(store, options);
    let mut marks: Vec<Mark> = works(facts, person).filter_map(|work| mark_of_work(facts, work)).collect();
    let certificates = facts.nodes(person, schema::HAS_CREDENTIAL).filter(|node| is_certificate(facts, *node));
    marks.extend(certificates.filter_map(|node| mark(facts, node, MarkKind::Certificate, schema::DATE_CREATED)));
    let awards = store.subjects(vita::HOLDER, person.into()).filter(|node| facts.is_a(*node, vita::AWARD));
    marks.extend(awards.filter_map(|node| mark(facts, node, MarkKind::Award, schema::DATE_CREATED)));
    let order = |mark: &Mark| (mark.kind, mark.date.map(Date::first_day), mark.node.as_str().to_owned());
    marks.sort_by_cached_key(order);
    marks
}

/// The papers and patents of a person, no more than [`WORKS`].
pub(super) fn works<'s>(
    facts: Facts<'s>,
    person: NamedNodeRef<'_>,
) -> impl Iterator<Item = NamedNodeRef<'s>> + use<'s> {
    let related = [schema::AUTHOR, schema::CREATOR].map(|relation| facts.store.subjects(relation, person.into()));
    // The other subjects are the roles of authors, which come from no source of their own.
    let is_work = move |node: &NamedNodeRef<'s>| facts.store.values(*node, prov::WAS_DERIVED_FROM).next().is_some();
    related.into_iter().flatten().filter(is_work).take(WORKS)
}

/// A role that is a job, a study or a post.
pub(super) fn span(facts: Facts<'_>, role: NamedNodeRef<'_>, person: NamedNodeRef<'_>) -> Option<Span> {
    let kind = kind(facts, role)?;
    let organizations: Vec<NamedNodeRef<'_>> = facts.nodes(role, vita::AT).collect();
    let names: Vec<String> = organizations.iter().map(|organization| facts.name(*organization)).collect();
    let end = match facts.date(role, schema::END_DATE) {
        Some(date) => End::Date(date),
        None if facts.is_open(role) => End::Present,
        None => End::Unknown,
    };
    let title = if kind == Kind::Study { degree(facts, role) } else { facts.text(role, schema::ROLE_NAME) };
    Some(Span {
        node: role.into_owned(),
        kind,
        holder: person.into_owned(),
        organization: organizations.first().map(|organization| (*organization).into_owned()),
        place: (!names.is_empty()).then(|| names.join(" / ")),
        title,
        start: facts.date(role, schema::START_DATE),
        end,
    })
}

fn kind(facts: Facts<'_>, role: NamedNodeRef<'_>) -> Option<Kind> {
    let class = facts.nodes(role, rdf::TYPE).find_map(|class| match class {
        schema::EMPLOYEE_ROLE => Some(Kind::Job),
        schema::ORGANIZATION_ROLE => Some(Kind::Post),
        _ => None,
    })?;
    if class == Kind::Job {
        return Some(class);
    }
    let says = |property, text: &str| facts.literals(role, property).any(|literal| literal.value() == text);
    Some(match class {
        _ if role.as_str().contains("#study-") || says(schema::ROLE_NAME, "student") => Kind::Study,
        _ if facts.literals(role, schema::ADDITIONAL_TYPE).next().is_some() => Kind::Internship,
        class => class,
    })
}

/// What a study led to, or would have led to: the credential has the key of the study.
fn degree(facts: Facts<'_>, study: NamedNodeRef<'_>) -> Option<String> {
    let credential = study.as_str().replacen("#study-", "#credential-", 1);
    let credential = NamedNodeRef::new_unchecked(&credential);
    let gained = facts.text(credential, schema::EDUCATIONAL_LEVEL).or_else(|| facts.text(study, vita::STUDY_TYPE));
    let subject = facts.text(credential, schema::ABOUT).or_else(|| facts.text(study, vita::AREA));
    match (gained, subject) {
        (Some(gained), Some(subject)) => Some(format!("{gained}, {subject}")),
        (gained, subject) => gained.or(subject),
    }
}

fn mark_of_work(facts: Facts<'_>, work: NamedNodeRef<'_>) -> Option<Mark> {
    let is_patent = facts.store.values(work, vita::PATENT_OFFICE).next().is_some()
        || facts.nodes(work, schema::ADDITIONAL_TYPE).any(|class| class.as_str() == crate::vocab::WIKIDATA_PATENT);
    let kind = if is_patent { MarkKind::Patent } else { MarkKind::Paper };
    let filed = if is_patent { facts.date(work, schema::DATE_CREATED) } else { None };
    let name = facts.text(work, schema::NAME)?;
    let date = filed.or_else(|| facts.date(work, schema::DATE_PUBLISHED));
    Some(Mark { node: work.into_owned(), kind, name, date })
}

fn is_certificate(facts: Facts<'_>, node: NamedNodeRef<'_>) -> bool {
    facts.literals(node, schema::CREDENTIAL_CATEGORY).any(|category| category.value() == "certificate")
}

fn mark(facts: Facts<'_>, node: NamedNodeRef<'_>, kind: MarkKind, dated: NamedNodeRef<'_>) -> Option<Mark> {
    let name = facts.text(node, schema::NAME)?;
    Some(Mark { node: node.into_owned(), kind, name, date: facts.date(node, dated) })
}
