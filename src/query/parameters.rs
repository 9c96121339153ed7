//! The parameters of a named query, and their values as RDF terms.

use std::collections::BTreeMap;
use std::str::FromStr;

use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNode, Term, Variable};

use super::bind::Bindings;
use super::resolve::Entities;
use crate::date::{Date, today};
use crate::error::{Error, Kind as ErrorKind};

/// What kind of value a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A person: a key, an IRI or a name.
    Person,
    /// An organization: a key, an IRI or a name.
    Organization,
    /// A skill: a key, an IRI or a name.
    Skill,
    /// A paper, patent or project: an IRI, a title or a number.
    Work,
    /// A year, month or day, or `today`. For `?at` the query also has `?atFrom` and `?atUntil`, its first and last day.
    Date,
    /// A whole number.
    Integer,
    /// A text.
    Text,
    /// A language, as a BCP 47 tag.
    Lang,
    /// An absolute IRI.
    Iri,
}

/// The kinds with their names.
pub(super) const KINDS: [(Kind, &str); 9] = [
    (Kind::Person, "person"),
    (Kind::Organization, "organization"),
    (Kind::Skill, "skill"),
    (Kind::Work, "work"),
    (Kind::Date, "date"),
    (Kind::Integer, "integer"),
    (Kind::Text, "text"),
    (Kind::Lang, "lang"),
    (Kind::Iri, "iri"),
];

impl Kind {
    /// The kind of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        KINDS.iter().find(|(_, known)| *known == name).map(|(kind, _)| *kind)
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        KINDS.iter().find(|(kind, _)| *kind == self).map_or("text", |(_, name)| name)
    }
}

/// A value that a query takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// The name of its variable.
    pub name: String,
    /// What kind of value it takes.
    pub kind: Kind,
    /// What it is for.
    pub summary: String,
    /// Its value where none is given.
    pub default: Option<String>,
    /// Whether the query goes without it.
    pub optional: bool,
}

/// Values as they were given, by the names of their parameters.
pub type Values = BTreeMap<String, String>;

/// The terms of these values.
///
/// # Errors
/// A value that is missing, or not of its kind.
pub(super) fn bindings(parameters: &[Parameter], values: &Values, entities: &Entities) -> Result<Bindings, Error> {
    let mut bindings = Bindings::default();
    for parameter in parameters {
        match values.get(&parameter.name).or(parameter.default.as_ref()) {
            Some(value) => parameter.add(value, entities, &mut bindings)?,
            None if parameter.optional => {}
            None => {
                let (name, kind) = (parameter.name.clone(), parameter.kind.name());
                return Err(ErrorKind::MissingValue { name, kind }.into());
            }
        }
    }
    Ok(bindings)
}

impl Parameter {
    /// Whether the query needs a value for it.
    #[must_use]
    pub fn is_required(&self) -> bool {
        self.default.is_none() && !self.optional
    }

    fn add(&self, value: &str, entities: &Entities, bindings: &mut Bindings) -> Result<(), Error> {
        let mut put = |suffix: &str, term: Term| {
            bindings.insert(Variable::new_unchecked(format!("{}{suffix}", self.name)), term);
        };
        let bad = |hint| -> Error {
            let (name, value, kind) = (self.name.clone(), value.to_owned(), self.kind.name());
            ErrorKind::BadValue { name, value, kind, hint }.into()
        };
        match self.kind {
            Kind::Person | Kind::Organization | Kind::Skill | Kind::Work => {
                put("", entities.find(self.kind, value)?.into());
            }
            Kind::Date => {
                let date = if value == "today" { Some(today()) } else { Date::from_str(value).ok() };
                let date = date.ok_or_else(|| bad("write a year, month or day, such as `2018-05`, or `today`"))?;
                put("", crate::graph::date_literal(date).into());
                put("From", day(date.first_day()));
                put("Until", day(date.last_day()));
            }
            Kind::Integer => {
                let number: i64 = value.parse().map_err(|_| bad("write a whole number, such as `10`"))?;
                put("", Literal::from(number).into());
            }
            Kind::Text => put("", Literal::from(value).into()),
            Kind::Lang => {
                let tag = value.to_lowercase();
                oxilangtag::LanguageTag::parse(tag.as_str()).map_err(|_| bad("write a tag such as `zh` or `en`"))?;
                put("", Literal::from(tag).into());
            }
            Kind::Iri => put("", NamedNode::new(value).map_err(|_| bad("write it in full, with `https://`"))?.into()),
        }
        Ok(())
    }
}

fn day(date: chrono::NaiveDate) -> Term {
    Literal::new_typed_literal(date.to_string(), xsd::DATE).into()
}
