//! The index as JSON, for `people.js`.
//!
//! Texts stand once, and people refer to them by number. How a Chinese character sounds stands once too; phrases have it alone.
//! For a phrase that is the shown text folded there is `=`: the script makes it.

use std::collections::BTreeMap;

use oxigraph::model::NamedNode;
use serde::Serialize;

use super::fold::fold;
use super::phrase::{MAX_WORDS, Phrases};
use super::{Index, Person};
use crate::names;
use crate::text::{Text, is_han};

/// Readings of characters, those of surnames alone where there are others; texts: what is shown, and phrases.
#[derive(Serialize)]
struct Document<'i> {
    sounds: BTreeMap<char, String>,
    surnames: BTreeMap<char, String>,
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
        let mut sounds = BTreeMap::new();
        let texts = self.texts.iter().map(|known| {
            let shown = self.shown(&known.name, language);
            (shown, keys(&known.phrases, shown, &mut sounds))
        });
        let texts = texts.collect();
        let people = self
            .people
            .iter()
            .zip(&self.names)
            .map(|(person, names)| self.row(person, names, language, &href, &mut sounds))
            .collect();
        let surname = |(c, common): (&char, &String)| {
            Some((*c, names::sounds(*c, true).join("/"))).filter(|(_, sounds)| sounds != common)
        };
        let surnames = sounds.iter().filter_map(surname).collect();
        serde_json::to_string(&Document { sounds, surnames, texts, people }).unwrap_or_default()
    }

    /// The wording of a text in a language, or else in those of the collection.
    #[must_use]
    pub fn shown<'t>(&self, text: &'t Text, language: &str) -> &'t str {
        text.pick(std::iter::once(language).chain(self.languages.iter().map(String::as_str)))
    }

    fn row<'i>(
        &'i self,
        person: &'i Person,
        names: &Phrases,
        language: &str,
        href: impl Fn(&NamedNode) -> String,
        sounds: &mut BTreeMap<char, String>,
    ) -> Row<'i> {
        let name = self.shown(&person.entry.name, language);
        let keys = keys(names, name, sounds);
        let address = href(&person.entry.iri);
        Row(name, address, keys, &person.organizations, &person.titles, &person.past, &person.skills)
    }
}

/// Phrases as the script gets them; notes how their characters sound.
fn keys(phrases: &Phrases, shown: &str, sounds: &mut BTreeMap<char, String>) -> String {
    let short = phrases.iter().map(|phrase| {
        let words = phrase.split(' ').map(|word| match han(word) {
            Some(c) => {
                sounds.entry(c).or_insert_with(|| names::sounds(c, false).join("/"));
                &word[..c.len_utf8()]
            }
            None => word,
        });
        words.collect::<Vec<_>>().join(" ")
    });
    let short: Vec<String> = short.collect();
    let made = made(shown);
    short.iter().map(|phrase| if *phrase == made { "=" } else { phrase }).collect::<Vec<_>>().join("|")
}

/// The Chinese character that a word is.
fn han(word: &str) -> Option<char> {
    let spelling = word.split('/').next().unwrap_or_default();
    spelling.chars().next().filter(|c| is_han(*c) && spelling.len() == c.len_utf8())
}

/// The phrase that the script makes of a text.
fn made(shown: &str) -> String {
    let apart: String = fold(shown).chars().map(|c| if is_han(c) { format!(" {c} ") } else { c.to_string() }).collect();
    apart.split(' ').filter(|word| !word.is_empty()).take(MAX_WORDS).collect::<Vec<_>>().join(" ")
}
