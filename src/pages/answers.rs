//! Named queries whose answers are files: made beforehand, or asked by the program.

use maud::{Markup, html};

use super::words::counted;
use super::{Content, Pages};
use crate::query::NamedQuery;

/// What a page says of answers that were made beforehand.
#[derive(Clone, Debug, Default)]
pub struct Beforehand {
    /// How to ask the program.
    pub command: String,
    /// The path of the results for programs.
    pub json: Option<String>,
    /// The values that were asked for, by their names, with the paths of their pages.
    pub values: Vec<(String, String)>,
    /// How many rows are shown, where there are more.
    pub shown: Option<usize>,
}

impl Pages<'_> {
    /// What stands above the results of a named query on pages that answer no forms.
    #[must_use]
    pub fn beforehand(&self, query: &NamedQuery, answers: &Beforehand) -> Markup {
        let words = self.words();
        let note = match answers.shown {
            Some(rows) => counted(words.shown_rows, rows),
            None => words.not_precomputed.to_owned(),
        };
        html! {
            @if !query.description.is_empty() { p.summary { (query.description) } }
            p.note { (note) }
            p { (words.example) ": " code { (answers.command) } }
            @if let Some(json) = &answers.json { p { (words.for_programs) ": " a href=(self.links.file(json)) { "JSON" } } }
            @if !answers.values.is_empty() {
                ul.terms { @for (name, path) in &answers.values { li { a href=(self.links.page(path)) { (name) } } } }
            }
        }
    }

    /// The page for addresses where there is none.
    #[must_use]
    pub fn not_found(&self) -> Content {
        let words = self.words();
        let mut content = Content::new("problem", words.not_found);
        content.header = html! { div {
            h1 { (words.not_found) }
            p { (words.not_found_hint) }
            p { a href=(self.links.page("people/")) { (words.people) } }
        } };
        content
    }

    /// The title of the feed of what is new.
    #[must_use]
    pub fn feed_title(&self) -> String {
        format!("{}: {}", self.words().title, self.words().feed)
    }
}
