//! A thing in some lines, to look at beside a table.

use oxigraph::model::NamedNodeRef;

use super::Reconciler;
use super::things::Kind;
use crate::vocab::schema;

/// How many values a line has.
const VALUES: usize = 12;

/// A thing in some lines of plain text. Nothing in it is markup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// Its identifier.
    pub id: String,
    /// Its IRI.
    pub iri: String,
    /// Its name.
    pub name: String,
    /// What kind of thing it is.
    pub kind: &'static str,
    /// What is known of it: what the values are, and the values.
    pub lines: Vec<(&'static str, Vec<String>)>,
}

impl Reconciler {
    /// A thing in some lines, in the first of some languages in which a text is known.
    #[must_use]
    pub fn preview(&self, id: &str, languages: &[&str]) -> Option<Preview> {
        let number = self.things.find(id)?;
        let thing = self.things.get(number);
        let name = self.things.name(number, languages).to_owned();
        let mut others: Vec<String> = thing.all_names().filter(|other| *other != name).map(str::to_owned).collect();
        others.dedup();
        let lines = std::iter::once(("Other names", others)).chain(self.lines(number, thing.kind, languages));
        let shown = |(label, mut values): (&'static str, Vec<String>)| {
            values.truncate(VALUES);
            (!values.is_empty()).then_some((label, values))
        };
        let (id, iri, kind) = (thing.id.clone(), thing.iri.as_str().to_owned(), thing.kind.name());
        Some(Preview { id, iri, kind, lines: lines.filter_map(shown).collect(), name })
    }

    fn lines(&self, number: u32, kind: Kind, languages: &[&str]) -> Vec<(&'static str, Vec<String>)> {
        let line = |label: &'static str, facts: &[NamedNodeRef<'_>]| {
            let mut values: Vec<String> = facts.iter().flat_map(|fact| self.texts(number, *fact, languages)).collect();
            values.dedup();
            (label, values)
        };
        match kind {
            Kind::Person => vec![
                line("Headline", &[schema::JOB_TITLE]),
                line("Works for", &[schema::WORKS_FOR]),
                line("Was at", &[schema::ALUMNI_OF]),
                line("Knows", &[schema::KNOWS_ABOUT]),
                ("Since", line("", &[schema::START_DATE]).1.into_iter().take(1).map(year).collect()),
            ],
            Kind::Organization => vec![
                line("Description", &[schema::DESCRIPTION]),
                line("Belongs to", &[schema::PARENT_ORGANIZATION]),
                line("Country", &[schema::ADDRESS]),
                line("Founded", &[schema::FOUNDING_DATE]),
                line("Homepage", &[schema::URL]),
            ],
            Kind::Skill => vec![line("Homepage", &[schema::URL])],
            Kind::Work => vec![
                line("By", &[schema::AUTHOR, schema::CREATOR]),
                line("Date", &[schema::DATE_PUBLISHED, schema::DATE_CREATED]),
                line("Publisher", &[schema::PUBLISHER]),
                line("Number", &[schema::IDENTIFIER]),
            ],
        }
    }
}

/// The year of a date.
fn year(date: String) -> String {
    date.split('-').next().unwrap_or_default().to_owned()
}
