//! The formats of lists of works, and how they are told apart.

use std::path::Path;

use super::table::Head;
use super::{dblp, google_patents, lens, patentsview, ris, uspto};

/// A format of lists of works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Works of the REST API of Crossref as JSON: one, an answer with several, a list, or one a line.
    Crossref,
    /// CSL-JSON, as Zotero and pandoc write it; also one item a line.
    CslJson,
    /// Works of the API of OpenAlex as JSON: one, an answer with several, or one a line.
    OpenAlex,
    /// The record of a person at ORCID as JSON, or its list of works.
    Orcid,
    /// BibTeX and BibLaTeX.
    BibTex,
    /// RIS, the format of reference managers.
    Ris,
    /// XML of DBLP.
    Dblp,
    /// CSV of a search with Google Patents.
    GooglePatents,
    /// CSV of The Lens, of patents or of scholarly works.
    Lens,
    /// Tables of PatentsView.
    PatentsView,
    /// XML of the US patent office, one document or many.
    Uspto,
}

/// Where a list may be cut.
pub(super) enum Cut {
    /// Nowhere.
    Never,
    /// Behind each line.
    Line,
    /// Behind each line that ends outside of quotes.
    Row,
    /// Behind each line that begins so.
    After(&'static str),
    /// Behind each of these.
    Behind(&'static [&'static str]),
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 11] = [
        Self::Crossref,
        Self::CslJson,
        Self::OpenAlex,
        Self::Orcid,
        Self::BibTex,
        Self::Ris,
        Self::Dblp,
        Self::GooglePatents,
        Self::Lens,
        Self::PatentsView,
        Self::Uspto,
    ];

    /// The name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Crossref => "crossref",
            Self::CslJson => "csl-json",
            Self::OpenAlex => "openalex",
            Self::Orcid => "orcid",
            Self::BibTex => "bibtex",
            Self::Ris => "ris",
            Self::Dblp => "dblp",
            Self::GooglePatents => "google-patents",
            Self::Lens => "lens",
            Self::PatentsView => "patentsview",
            Self::Uspto => "uspto",
        }
    }

    /// The format that files with this ending have, where only one has it.
    #[must_use]
    pub fn from_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "bib" | "bibtex" | "biblatex" => Some(Self::BibTex),
            "csljson" => Some(Self::CslJson),
            "ris" => Some(Self::Ris),
            _ => None,
        }
    }

    /// The format of a list by its first lines, else by its name.
    #[must_use]
    pub fn detect(name: &str, head: &str) -> Option<Self> {
        let by_name = || Self::from_extension(Path::new(name.trim_end_matches(".gz")).extension()?.to_str()?);
        Self::from_content(head.trim_start_matches('\u{feff}').trim_start()).or_else(by_name)
    }

    fn from_content(head: &str) -> Option<Self> {
        match head.as_bytes().first()? {
            b'{' | b'[' => Some(Self::of_json(head)),
            b'<' => Self::of_xml(head),
            _ => [Self::GooglePatents, Self::Lens, Self::PatentsView]
                .into_iter()
                .find(|format| format.head(head).is_some())
                .or_else(|| head.lines().take(200).find_map(Self::of_line)),
        }
    }

    /// Titles of Crossref are lists, and nobody else's. What has no mark is CSL-JSON.
    fn of_json(head: &str) -> Self {
        let squeezed: String = head.chars().filter(|c| !c.is_whitespace()).collect();
        let has = |marks: &[&str]| marks.iter().any(|mark| squeezed.contains(mark));
        match () {
            () if has(&["\"orcid-identifier\":", "\"activities-summary\":", "\"work-summary\":", "\"put-code\":"]) => {
                Self::Orcid
            }
            () if has(&["https://openalex.org/", "\"authorships\":"]) => Self::OpenAlex,
            () if has(&["\"title\":[", "\"message-type\":"]) => Self::Crossref,
            () => Self::CslJson,
        }
    }

    fn of_xml(head: &str) -> Option<Self> {
        let has = |mark: &str| head.contains(mark);
        match () {
            () if has("<dblp") || has("dblp.dtd") => Some(Self::Dblp),
            () if has("<us-patent-") => Some(Self::Uspto),
            () => None,
        }
    }

    fn of_line(line: &str) -> Option<Self> {
        let line = line.trim_start();
        let word = line.strip_prefix('@').map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_alphabetic()));
        match word {
            Some(rest) if rest.trim_start().starts_with(['{', '(']) => Some(Self::BibTex),
            _ => line.starts_with("TY  -").then_some(Self::Ris),
        }
    }

    /// The head of a table in this format; none where it has none.
    pub(super) fn head(self, text: &str) -> Option<Head> {
        match self {
            Self::GooglePatents => Head::find(text, b',', google_patents::COLUMN),
            Self::Lens => Head::find(text, b',', lens::COLUMN),
            Self::PatentsView => Head::find(text, b'\t', patentsview::COLUMN),
            _ => None,
        }
    }

    /// Where lists in this format may be cut; `lines` says that each line is a JSON object.
    pub(super) fn cut(self, lines: bool) -> Cut {
        match self {
            Self::Crossref | Self::CslJson | Self::OpenAlex | Self::Orcid if lines => Cut::Line,
            Self::Crossref | Self::CslJson | Self::OpenAlex | Self::Orcid | Self::BibTex => Cut::Never,
            Self::Ris => Cut::After(ris::END),
            Self::Dblp => Cut::Behind(&dblp::ENDS),
            Self::Uspto => Cut::Behind(&uspto::ENDS),
            Self::GooglePatents | Self::Lens | Self::PatentsView => Cut::Row,
        }
    }
}
