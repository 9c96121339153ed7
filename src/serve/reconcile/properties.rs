//! The properties by which a query can be narrowed, and which data extension gives: names of schema.org for facts.

use oxigraph::model::NamedNodeRef;

use super::things::Kind::{self, Organization, Person, Skill, Work};
use super::things::{Thing, Value};
use crate::vocab::schema;

/// The predicates whose values are kept; a fact names one by its place.
pub(super) const FACTS: [NamedNodeRef<'static>; 20] = [
    schema::JOB_TITLE,
    schema::DESCRIPTION,
    schema::WORKS_FOR,
    schema::ALUMNI_OF,
    schema::KNOWS_ABOUT,
    schema::EMAIL,
    schema::URL,
    schema::SAME_AS,
    schema::IDENTIFIER,
    schema::BIRTH_DATE,
    schema::ADDRESS,
    schema::PARENT_ORGANIZATION,
    schema::FOUNDING_DATE,
    schema::AUTHOR,
    schema::CREATOR,
    schema::DATE_PUBLISHED,
    schema::DATE_CREATED,
    schema::PUBLISHER,
    schema::GENRE,
    schema::START_DATE,
];

/// A property.
#[derive(Debug, PartialEq)]
pub(super) struct Property {
    pub(super) id: &'static str,
    pub(super) name: &'static str,
    /// The kinds of things that have it.
    pub(super) kinds: &'static [Kind],
    pub(super) facts: &'static [NamedNodeRef<'static>],
    /// The kind of its values, where they are things.
    pub(super) values: Option<Kind>,
    /// Whether its value belongs to one thing alone.
    pub(super) is_identifier: bool,
}

/// All properties, the most useful first.
pub(super) const PROPERTIES: [Property; 19] = [
    property("name", "name", &Kind::ALL, &[], None),
    property("alternateName", "other name", &Kind::ALL, &[], None),
    property("jobTitle", "headline", &[Person], &[schema::JOB_TITLE], None),
    property("worksFor", "works for", &[Person], &[schema::WORKS_FOR], Some(Organization)),
    property("alumniOf", "was at", &[Person], &[schema::ALUMNI_OF], Some(Organization)),
    property("organization", "is or was at", &[Person], &[schema::WORKS_FOR, schema::ALUMNI_OF], Some(Organization)),
    property("knowsAbout", "knows", &[Person], &[schema::KNOWS_ABOUT], Some(Skill)),
    identifier("email", "e-mail address", &[Person], &[schema::EMAIL]),
    identifier("identifier", "identifier", &[Person, Work], &[schema::IDENTIFIER, schema::SAME_AS]),
    identifier("sameAs", "the same elsewhere", &Kind::ALL, &[schema::SAME_AS, schema::IDENTIFIER]),
    identifier("url", "homepage", &Kind::ALL, &[schema::URL]),
    property("birthDate", "date of birth", &[Person], &[schema::BIRTH_DATE], None),
    property("addressCountry", "country", &[Organization], &[schema::ADDRESS], None),
    property("parentOrganization", "belongs to", &[Organization], &[schema::PARENT_ORGANIZATION], Some(Organization)),
    property("foundingDate", "founded", &[Organization], &[schema::FOUNDING_DATE], None),
    property("author", "author or inventor", &[Work], &[schema::AUTHOR, schema::CREATOR], Some(Person)),
    property("datePublished", "date", &[Work], &[schema::DATE_PUBLISHED, schema::DATE_CREATED], None),
    property("publisher", "publisher", &[Work], &[schema::PUBLISHER], Some(Organization)),
    property("description", "description", &[Person, Organization, Work], &[schema::DESCRIPTION], None),
];

/// Other names for properties, which tables have as heads of columns.
const ALIASES: [(&str, &str); 8] = [
    ("country", "addressCountry"),
    ("employer", "worksFor"),
    ("affiliation", "organization"),
    ("skill", "knowsAbout"),
    ("orcid", "identifier"),
    ("doi", "identifier"),
    ("creator", "author"),
    ("year", "datePublished"),
];

const fn property(
    id: &'static str,
    name: &'static str,
    kinds: &'static [Kind],
    facts: &'static [NamedNodeRef<'static>],
    values: Option<Kind>,
) -> Property {
    Property { id, name, kinds, facts, values, is_identifier: false }
}

const fn identifier(
    id: &'static str,
    name: &'static str,
    kinds: &'static [Kind],
    facts: &'static [NamedNodeRef<'static>],
) -> Property {
    Property { is_identifier: true, ..property(id, name, kinds, facts, None) }
}

impl Property {
    /// The property with an identifier, with or without the address of schema.org before it.
    pub(super) fn find(id: &str) -> Option<&'static Self> {
        let local = without_schema(id);
        let id = ALIASES.iter().find(|(alias, _)| *alias == local).map_or(local, |(_, id)| id);
        PROPERTIES.iter().find(|property| property.id == id)
    }

    /// The values that a thing has of it, save names.
    pub(super) fn values<'t>(&self, thing: &'t Thing) -> impl Iterator<Item = &'t Value> {
        self.facts.iter().flat_map(|fact| thing.values(*fact))
    }
}

/// A term of schema.org without the address before it.
pub(super) fn without_schema(id: &str) -> &str {
    let prefixes = ["http://schema.org/", "https://schema.org/", "schema:"];
    prefixes.iter().find_map(|prefix| id.strip_prefix(prefix)).unwrap_or(id)
}
