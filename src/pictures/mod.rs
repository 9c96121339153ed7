//! Pictures of people: a life as bars over the years, the people around somebody, and skills, as SVG.
//!
//! They stand alone because pages and the command line draw the same. All is collected from a store by looking up terms,
//! without queries, so that a picture of a person takes no more than some tenths of a millisecond, however many people there are:
//!
//! - `facts`: what the store says, with names in the wanted languages; `spans`, `ties`, `team`: roles, works,
//!   colleagues and co-authors, also for a page's text.
//! - `measure`: how wide a text is; `lanes`: which bars stand side by side; `axis`: where a day is; `force`: where
//!   the people of a team stand. These know nothing of graphs.
//! - `timeline` with `legend`, `network` with `web`, `skills`: the pictures; `svg`: as SVG, `png`: as PNG (feature `png`).
//!
//! A picture has no `style` attributes and no scripts, so that a page with a strict Content-Security-Policy can hold it;
//! its classes are those of [`STYLE`]. Whoever cannot tell colours apart has patterns, shapes and texts.

mod axis;
mod bars;
mod facts;
mod force;
mod lanes;
mod legend;
mod measure;
pub mod network;
#[cfg(feature = "png")]
mod png;
pub mod skills;
mod spans;
mod svg;
mod team;
mod ties;
pub mod timeline;
mod web;
mod words;

use chrono::NaiveDate;

#[cfg(feature = "png")]
pub use png::{Png, png};
pub use spans::{Kind, Mark, MarkKind, Span, marks, spans};
pub use svg::{Picture, STYLE, Theme};
pub use ties::{CoAuthor, Colleague, Colleagues, coauthors, colleagues};
pub use words::Words;

/// How wide a picture is where nothing else is asked for.
pub const WIDTH: u32 = 720;

/// How a picture is drawn.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// The languages of names, the preferred one first.
    pub languages: &'a [String],
    /// Up to when roles that still run are drawn.
    pub today: NaiveDate,
    /// Where a thing with this IRI has a page, if it has one.
    pub href: &'a dyn Fn(&str) -> Option<String>,
    /// The language of what is not data: legends, counts, dates.
    pub words: Words,
    /// How wide the picture is, in units of its own; texts are 12 of them high. No less than 320.
    pub width: u32,
    /// What the ids of this picture begin with: no two pictures of a page have the same.
    pub id: &'a str,
}

impl Options<'_> {
    /// The width as a number to reckon with.
    fn wide(&self) -> f64 {
        f64::from(self.width.max(320))
    }

    fn link(&self, iri: Option<&str>) -> Option<String> {
        iri.and_then(self.href)
    }
}
