//! The formats of lists of works, and how they are told apart.

use std::path::Path;

/// A format of lists of works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Works of the REST API of Crossref as JSON: one, an answer with several, a list, or one a line.
    Crossref,
    /// CSL-JSON, as Zotero and pandoc write it; also one item a line.
    CslJson,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 2] = [Self::Crossref, Self::CslJson];

    /// The name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Crossref => "crossref",
            Self::CslJson => "csl-json",
        }
    }

    /// The format that files with this ending have, where only one has it; `gz` says nothing.
    #[must_use]
    pub fn from_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "csljson" => Some(Self::CslJson),
            _ => None,
        }
    }

    /// The format of a list by its first lines, else by its name.
    #[must_use]
    pub fn detect(name: &str, head: &str) -> Option<Self> {
        Self::from_content(head.trim_start_matches('\u{feff}').trim_start()).or_else(|| Self::from_name(name))
    }

    fn from_name(name: &str) -> Option<Self> {
        let path = Path::new(name.trim_end_matches(".gz"));
        Self::from_extension(path.extension()?.to_str()?)
    }

    fn from_content(head: &str) -> Option<Self> {
        head.starts_with(['{', '[']).then(|| Self::of_json(head))
    }

    /// Titles of Crossref are lists, and nobody else's; the rest is CSL-JSON, which its reader reads too.
    fn of_json(head: &str) -> Self {
        let squeezed: String = head.chars().filter(|c| !c.is_whitespace()).collect();
        let has = |mark: &str| squeezed.contains(mark);
        match () {
            () if has("\"title\":[") || has("\"message-type\":") => Self::Crossref,
            () => Self::CslJson,
        }
    }
}
