//! Works: papers and patents as lists of them tell, whatever the form of the list.
//!
//! A list is cut into [pieces], which several threads can [read](Piece::read): in constant memory where it has
//! one work a line, or whatever else ends a work in its format.

mod bibtex;
mod csl;
mod cutter;
mod dblp;
mod format;
mod google_patents;
mod json;
mod kind;
mod lens;
mod list;
mod openalex;
mod orcid;
mod patent;
mod patentsview;
mod plain;
mod profile;
mod ris;
mod same;
mod sheet;
mod table;
mod title;
mod union;
mod uspto;
mod xml;

pub use format::Format;
pub use kind::kind;
pub use list::{FOLDER, Piece, Read, files, open, open_all, pieces, read};
pub use profile::of_profile;
pub use same::{Groups, Same};
pub use title::{Likeness, likeness};

use crate::date::Date;
use crate::report::Place;

/// A paper, a patent or another work of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// What the list calls it: its id or key there, else its DOI or number.
    pub id: String,
    /// Where it stands.
    pub place: Place,
    /// The kind of publication in the words of a record's `publications[].type`; nothing for a patent.
    pub kind: Option<String>,
    /// Its title, and the same in other languages.
    pub titles: Vec<String>,
    /// Its authors or inventors, in order.
    pub authors: Vec<Author>,
    /// When it appeared; for a patent when it was granted or else published.
    pub date: Option<Date>,
    /// The journal, conference or series.
    pub venue: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Subjects and keywords.
    pub subjects: Vec<String>,
    /// Its DOI, bare and in lower case.
    pub doi: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// What only patents have.
    pub patent: Option<Patent>,
}

/// An author or inventor as the list prints the name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Author {
    /// The name as printed; given names first where the list keeps the parts apart.
    pub name: String,
    /// The family name, where the list keeps it apart.
    pub family: Option<String>,
    /// Where the author worked when the work appeared.
    pub affiliations: Vec<String>,
    /// The bare ORCID iD.
    pub orcid: Option<String>,
}

/// What only patents have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Patent {
    /// The office that published it, as two capital letters.
    pub office: String,
    /// The number without office and kind code.
    pub number: String,
    /// The kind code, such as `A` or `B2`.
    pub kind_code: Option<String>,
    /// Who owns it.
    pub assignees: Vec<String>,
    /// When the first application of its family was filed.
    pub priority: Option<Date>,
    /// When it was filed.
    pub filing: Option<Date>,
    /// When it was granted, where it was.
    pub grant: Option<Date>,
    /// The number of the first application of its family, with its office.
    pub family: Option<String>,
    /// The number of its own application, with its office.
    pub application: Option<String>,
}
