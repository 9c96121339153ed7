//! The index as JSON, for `people.js`.
//!
//! Texts stand once, and people refer to them by number. A phrase that is the shown text folded is left out, where that is
//! of ASCII: the script makes it.

use oxigraph::model::NamedNode;
use serde::Serialize;

use super::fold::fold;
use super::phrase::{MAX_WORDS, Phrases};
use super::{Index, Person};
use crate::text::Text;

/// Texts: what is shown, and phrases.
#[derive(Serialize)]
struct Document<'i> {
    texts: Vec<(&'i str, String)>,
    people: Vec<Row<'i>>,
}

/// What is shown, the address, and phrases of a person; then organizations, titles, what is past, and skills.
#[derive(Serialize)]
struct Row<'i>(&'i str, String, String, &'i [u32], &'i [u32], &'i [u32], &'i [u32]);

impl Index {
    /// The index for pages in a language, with the addresses of people as `href` makes them of their nodes.
    #[must_use]
    pub fn json(&self, language: &str, href: impl Fn(&NamedNode) -> String) -> String {
        let texts = self.texts.iter().map(|known| {
            let shown = self.shown(&known.name, language);
            (shown, others(&known.phrases, shown))
        });
        let people = self.people.iter().map(|person| self.row(person, language, &href));
        let document = Document { texts: texts.collect(), people: people.collect() };
        serde_json::to_string(&document).unwrap_or_default()
    }

    /// The wording of a text in a language, or else in those of the collection.
    #[must_use]
    pub fn shown<'t>(&self, text: &'t Text, language: &str) -> &'t str {
        text.pick(std::iter::once(language).chain(self.languages.iter().map(String::as_str)))
    }

    fn row<'i>(&'i self, person: &'i Person, language: &str, href: impl Fn(&NamedNode) -> String) -> Row<'i> {
        let name = self.shown(&person.entry.name, language);
        let phrases = others(&person.names, name);
        let address = href(&person.entry.iri);
        Row(name, address, phrases, &person.organizations, &person.titles, &person.past, &person.skills)
    }
}

/// The phrases that the script does not make of what is shown.
fn others(phrases: &Phrases, shown: &str) -> String {
    let folded = fold(shown);
    let made: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).take(MAX_WORDS).collect();
    let made = made.join(" ");
    let others: Vec<&str> = phrases.iter().filter(|phrase| !shown.is_ascii() || **phrase != made).collect();
    others.join("|")
}
