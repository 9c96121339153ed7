//! Documents of other kinds as records: CVs as people write them, and exports of services.
//!
//! Each format is one file here with one function, from bytes or text to a [`Draft`]; [`Format`] knows it by content
//! and name. A CV goes through three steps: its lines with what their markup says ([`outline`]), what each line names
//! ([`sections`], [`entries`], [`parts`]), and the record ([`cv`]).

pub mod body;
pub mod bytes;
pub mod career;
pub mod cv;
pub mod docx;
pub mod draft;
pub mod entries;
pub mod html;
pub mod json_resume;
pub mod labels;
pub mod lists;
pub mod markdown;
pub mod outline;
pub mod parts;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod person;
pub mod plain;
pub mod projects;
pub mod prose;
pub mod registers;
pub mod roles;
pub mod sections;
pub mod words;
pub mod works;

pub use draft::Draft;
pub use words::Words;

use crate::error::{Error, Kind};
use outline::Line;

/// How many bytes a document may have.
pub const MAX_BYTES: u64 = 32 << 20;

/// A format that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A CV in Markdown.
    Markdown,
    /// A CV as an HTML page, or a fragment of one.
    Html,
    /// A CV as plain text.
    Text,
    /// A CV as a PDF with text.
    Pdf,
    /// A CV as a document of a word processor (Office Open XML).
    Docx,
    /// A JSON Resume document, or a record in JSON.
    JsonResume,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 6] = [Self::Markdown, Self::Html, Self::Text, Self::Pdf, Self::Docx, Self::JsonResume];

    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Text => "text",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::JsonResume => "json-resume",
        }
    }

    /// The format of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// The format of bytes that say it by how they begin.
    fn of_bytes(bytes: &[u8]) -> Option<Self> {
        let head = &bytes[..bytes.len().min(1024)];
        if head.windows(5).any(|window| window == b"%PDF-") {
            return Some(Self::Pdf);
        }
        head.starts_with(b"PK\x03\x04").then_some(Self::Docx)
    }

    /// The format of a text, by what stands in it and by the file's name.
    fn of_text(name: &str, text: &str) -> Self {
        let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
        let closed = text.matches("</").count();
        let is_html = closed >= 3 && closed * 8 >= lines;
        match extension.as_deref() {
            Some("json") => Self::JsonResume,
            Some("html" | "htm" | "xhtml") => Self::Html,
            _ if is_html => Self::Html,
            Some("md" | "markdown" | "mdx" | "mkd") => Self::Markdown,
            _ if text.trim_start().starts_with('{') && crate::tree::from_json(text).is_ok() => Self::JsonResume,
            _ if is_markdown(text) => Self::Markdown,
            _ => Self::Text,
        }
    }
}

/// Whether a text has the marks of Markdown.
fn is_markdown(text: &str) -> bool {
    let heading = |line: &str| line.trim_start_matches('#').starts_with(' ') && line.starts_with('#');
    // Org has stars and hashes of its own.
    let org = text.lines().any(|line| line.starts_with("** ") || line.starts_with("#+"));
    !org && (text.lines().any(heading)
        || text.matches("**").count() >= 2
        || text.contains("](")
        || text.contains("|---"))
}

/// A document to import.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    /// Its name, by which its format may be known.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// Its format, where the user states it.
    pub format: Option<Format>,
}

/// Reads a document. What it says comes into the draft's record, and what was not understood is listed there.
///
/// # Errors
/// Where nothing can be read of it: a picture of a text, a program, a broken archive.
pub fn import(document: Document<'_>, words: &Words) -> Result<Draft, Error> {
    if document.bytes.len() as u64 > MAX_BYTES {
        return Err(too_large());
    }
    let format = document.format.or_else(|| Format::of_bytes(document.bytes));
    let mut draft = match format {
        Some(Format::Pdf) => cv::read(pdf_lines(document.bytes)?, words),
        Some(Format::Docx) => cv::read(docx::outline(document.bytes)?, words),
        _ => of_text(document, words)?,
    };
    if draft.record.fields.iter().all(|field| field.name == "meta") {
        return Err(unreadable("nothing in it was understood", "is it a CV? state its format with `--from`"));
    }
    draft.notes.insert(0, format!("Imported from {} by `vitagraph import`; look at each `check:`.", document.name));
    Ok(draft)
}

/// The error for a document that is too large.
#[must_use]
pub fn too_large() -> Error {
    unreadable("it has more than 32 MB, which no CV has", "import a part of it")
}

fn of_text(document: Document<'_>, words: &Words) -> Result<Draft, Error> {
    let not_text = || unreadable("it is no text", "import Markdown, HTML, plain text, PDF, DOCX or JSON Resume");
    let decoded = bytes::decode(document.bytes).ok_or_else(not_text)?;
    let text = decoded.text.trim_start_matches('\u{feff}');
    let mut notes: Vec<String> =
        decoded.encoding.map(|encoding| format!("The file is {encoding}, and was read as such.")).into_iter().collect();
    let format = document.format.unwrap_or_else(|| Format::of_text(document.name, text));
    if format == Format::JsonResume {
        return json_resume::read(text);
    }
    let (text, before, note) = without_front_matter(text);
    notes.extend(note);
    let lines = outline_of(format, text, before);
    Ok(Draft { notes, ..cv::read(lines, words) })
}

fn outline_of(format: Format, text: &str, before: usize) -> Vec<Line> {
    match format {
        Format::Html => html::outline(text, before),
        Format::Markdown => markdown::outline(text, before),
        _ => plain::outline(text),
    }
}

/// A text without the front matter of site generators, how many lines that has, and what is to be said of it.
fn without_front_matter(text: &str) -> (&str, usize, Option<String>) {
    let Some(rest) =
        text.strip_prefix("---").and_then(|rest| rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n')))
    else {
        return (text, 0, None);
    };
    let mut lines = 1;
    for line in rest.split_inclusive('\n') {
        lines += 1;
        if matches!(line.trim_end(), "---" | "...") {
            let end = line.as_ptr() as usize - text.as_ptr() as usize;
            let yaml = &text[text.len() - rest.len()..end];
            let note = crate::tree::from_yaml(yaml)
                .is_err()
                .then(|| "The front matter is no YAML; it is left out.".to_owned());
            return (&text[end + line.len()..], lines, note);
        }
        if lines > 200 {
            break;
        }
    }
    (text, 0, None)
}

#[cfg(feature = "pdf")]
fn pdf_lines(bytes: &[u8]) -> Result<Vec<Line>, Error> {
    pdf::outline(bytes)
}

#[cfg(not(feature = "pdf"))]
fn pdf_lines(_: &[u8]) -> Result<Vec<Line>, Error> {
    Err(unreadable(
        "it is a PDF, which this program was built without",
        "build it with the feature `pdf`, or import the text of `pdftotext -layout`",
    ))
}

/// The error for a document of which nothing can be read.
pub(crate) fn unreadable(message: &'static str, hint: &'static str) -> Error {
    Kind::Import { message, hint }.into()
}
