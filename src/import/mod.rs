//! Documents of other kinds as records: CVs as people write them, and exports of services.
//!
//! Each format is one file here with one function, from bytes or text to a [`Draft`]; [`Format`] knows it by content
//! and name. A CV goes through three steps: its lines with what their markup says ([`outline`]), what each line names
//! ([`sections`], [`entries`], [`parts`]), and the record ([`cv`]).

pub mod addresses;
pub mod body;
pub mod career;
pub mod coverage;
pub mod cv;
pub mod docx;
pub mod draft;
pub mod entries;
pub mod europass;
mod europass_candidate;
pub mod front;
pub mod html;
pub mod json_ld;
pub mod json_resume;
pub mod labels;
pub mod linkedin;
pub mod lists;
pub mod markdown;
pub mod microdata;
pub mod microformats;
pub mod orcid;
pub mod outline;
pub mod page;
pub mod parts;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod pdftotext;
pub mod person;
pub mod plain;
pub mod projects;
pub mod prose;
pub mod registers;
pub mod rendercv;
pub mod roles;
pub mod schema_org;
pub mod sections;
pub mod services;
pub mod skills;
pub mod structured;
pub mod taking;
pub mod traditional;
pub mod vcard;
pub mod words;
pub mod works;
pub mod xml;

pub use draft::Draft;
pub use words::Words;

use crate::bytes;
use crate::error::{Error, Kind};
use outline::Line;

/// How many bytes a document may have.
pub const MAX_BYTES: u64 = 32 << 20;

/// How many bytes a line of a CV may have.
const MAX_LINE: usize = 100_000;

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
    /// The data export of LinkedIn: a ZIP archive, or one of its CSV files.
    LinkedIn,
    /// A record of ORCID in JSON.
    Orcid,
    /// A CV of Europass in XML or JSON.
    Europass,
    /// A CV of RenderCV in YAML.
    RenderCv,
    /// A page with h-resume, h-card or their forerunners.
    Microformats,
    /// A page or JSON-LD document with a person of schema.org.
    SchemaOrg,
    /// A card of an address book.
    VCard,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 13] = [
        Self::Markdown,
        Self::Html,
        Self::Text,
        Self::Pdf,
        Self::Docx,
        Self::JsonResume,
        Self::LinkedIn,
        Self::Orcid,
        Self::Europass,
        Self::RenderCv,
        Self::Microformats,
        Self::SchemaOrg,
        Self::VCard,
    ];

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
            Self::LinkedIn => "linkedin",
            Self::Orcid => "orcid",
            Self::Europass => "europass",
            Self::RenderCv => "rendercv",
            Self::Microformats => "microformats",
            Self::SchemaOrg => "schema-org",
            Self::VCard => "vcard",
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
        let is_archive = head.starts_with(b"PK\x03\x04");
        is_archive.then(|| if linkedin::is_archive(bytes) { Self::LinkedIn } else { Self::Docx })
    }

    /// The format of a CV as text, by what stands in it and by the file's name.
    fn of_text(name: &str, text: &str) -> Self {
        let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
        let headings = text.lines().filter(|line| line.starts_with('#') && is_heading(line)).count();
        let closed = text.matches("</").count();
        let is_html = closed >= 3 && closed * 8 >= lines;
        let marks = headings + text.matches("](").count();
        match extension.as_deref() {
            Some("json") => Self::JsonResume,
            Some("html" | "htm" | "xhtml") => Self::Html,
            // Markdown with fonts and places of its own is still that.
            Some("md" | "markdown") if headings >= 3 && headings * 12 >= lines || marks >= 6 && marks >= closed => {
                Self::Markdown
            }
            _ if is_html => Self::Html,
            Some("md" | "markdown" | "mdx" | "mkd") => Self::Markdown,
            _ if is_markdown(text) => Self::Markdown,
            _ => Self::Text,
        }
    }
}

/// Whether a space stands behind the marks of a heading.
fn is_heading(line: &str) -> bool {
    line.trim_start_matches('#').starts_with(' ')
}

/// Whether a text has the marks of Markdown.
fn is_markdown(text: &str) -> bool {
    let heading = |line: &str| line.starts_with('#') && is_heading(line);
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
    if let Some(error) = other_kind(document) {
        return Err(error);
    }
    let kind = Format::of_bytes(document.bytes);
    let draft = match document.format.or(kind) {
        Some(Format::Pdf) => of_pdf(document, words)?,
        Some(Format::Europass) if kind == Some(Format::Pdf) => of_pdf(document, words)?,
        Some(Format::Docx) => of_lines(docx::outline(document.bytes)?, words)?,
        Some(Format::LinkedIn) if document.bytes.starts_with(b"PK") => {
            linkedin::read(&linkedin::unpacked(document.bytes)?)?
        }
        _ => of_text(document, words)?,
    };
    finished(draft, document.name)
}

/// Reads the files of an export that is a folder of them.
///
/// # Errors
/// Where nothing in them is understood.
pub fn import_files(name: &str, files: &[(String, Vec<u8>)]) -> Result<Draft, Error> {
    finished(linkedin::read(files)?, name)
}

fn finished(mut draft: Draft, name: &str) -> Result<Draft, Error> {
    if draft.record.fields.iter().all(|field| field.name == "meta") {
        return Err(unreadable("nothing in it was understood", "is it a CV? state its format with `--from`"));
    }
    draft.notes.insert(0, format!("Imported from {} by `vitagraph import`; look at each `check:`.", name));
    Ok(draft)
}

/// The error for a document that is too large.
#[must_use]
pub fn too_large() -> Error {
    unreadable("it has more than 32 MB, which no CV has", "import a part of it")
}

/// The error for an archive or stream that is too large when it is unpacked.
pub(crate) fn unpacks_too_large() -> Error {
    unreadable("it unpacks to more than 32 MB, which no CV has", "open it and save it anew, or import a part of it")
}

/// Why a document of another kind is not read, by how it begins: (its first bytes, what it is, what to do).
fn other_kind(document: Document<'_>) -> Option<Error> {
    const SAVE: &str = "save it as DOCX, or as PDF with text";
    const SCAN: &str = "run it through OCR, such as `tesseract`, first";
    const KINDS: [(&[u8], &str, &str); 7] = [
        (b"\xd0\xcf\x11\xe0", "it is a document of an older word processor", SAVE),
        (b"{\\rtf", "it is RTF", SAVE),
        (b"\\documentclass", "it is the source of a LaTeX document", "make the PDF of it, and import that"),
        (b"\x89PNG", "it is a picture", SCAN),
        (b"\xff\xd8\xff", "it is a picture", SCAN),
        (b"GIF8", "it is a picture", SCAN),
        (b"PK\x05\x06", "it is an empty archive", "download it anew"),
    ];
    // The source of a LaTeX document may begin with comments.
    let mut lines = document.bytes.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_start);
    let first = lines.find(|line| !line.is_empty() && !line.starts_with(b"% "))?;
    let known = KINDS.into_iter().find(|(start, ..)| document.format.is_none() && first.starts_with(start))?;
    Some(unreadable(known.1, known.2))
}

/// A CV of these lines. The time for a line grows with its square.
fn of_lines(lines: Vec<Line>, words: &Words) -> Result<Draft, Error> {
    if lines.iter().any(|line| line.text.len() > MAX_LINE) {
        return Err(unreadable("it has a line of more than 100,000 bytes, which no CV has", "break its lines"));
    }
    Ok(cv::read(lines, words))
}

fn of_text(document: Document<'_>, words: &Words) -> Result<Draft, Error> {
    let not_text = || unreadable("it is no text", "import a CV as a document, or the export of a service");
    let decoded = bytes::decode(document.bytes).ok_or_else(not_text)?;
    let text = decoded.text.trim_start_matches('\u{feff}');
    let mut notes: Vec<String> =
        decoded.encoding.map(|encoding| format!("The file is {encoding}, and was read as such.")).into_iter().collect();
    let (format, root) = match document.format {
        Some(format) => (format, None),
        None => services::of_text(document.name, text).unwrap_or_else(|| (Format::of_text(document.name, text), None)),
    };
    if !matches!(format, Format::Markdown | Format::Html | Format::Text) {
        let draft = services::read(format, root, document.name, text)?;
        notes.extend(draft.notes.iter().cloned());
        return Ok(Draft { notes, ..draft });
    }
    let of_page = (format == Format::Html && document.format.is_none()).then(|| services::of_page(text)).flatten();
    let page = front::split(text);
    notes.extend(page.note);
    let lines = [page.lines, outline_of(format, page.text, page.before)].concat();
    let seen = of_lines(lines, words)?;
    // The markup of a page knows better where it tells of as much as what is seen.
    match of_page.filter(|marked| services::posts(marked) >= services::posts(&seen)) {
        Some(marked) => {
            notes.push("The markup of the page says this; `--from html` reads what is seen on it.".to_owned());
            Ok(Draft { notes, ..marked })
        }
        None => Ok(Draft { notes, ..seen }),
    }
}

fn outline_of(format: Format, text: &str, before: usize) -> Vec<Line> {
    match format {
        Format::Html => html::outline(text, before),
        Format::Markdown => markdown::outline(text, before),
        _ => plain::outline(text),
    }
}

/// A PDF: what Europass has attached to it says more than its pages.
fn of_pdf(document: Document<'_>, words: &Words) -> Result<Draft, Error> {
    let attached = if document.format == Some(Format::Pdf) { None } else { attached_europass(document.bytes) };
    match attached {
        Some(mut draft) => {
            draft.notes.push("The XML that is attached to the PDF says this; `--from pdf` reads its pages.".to_owned());
            Ok(draft)
        }
        None if document.format == Some(Format::Europass) => {
            Err(unreadable("the PDF has no Europass XML attached to it", "`--from pdf` reads its pages"))
        }
        None => of_lines(pdf_lines(document.bytes)?, words),
    }
}

#[cfg(feature = "pdf")]
fn attached_europass(bytes: &[u8]) -> Option<Draft> {
    let mut texts = pdf::attached(bytes).into_iter().filter_map(|file| Some(bytes::decode(&file)?.text));
    texts.find_map(|text| europass::read_xml(&text).ok())
}

#[cfg(not(feature = "pdf"))]
fn attached_europass(_: &[u8]) -> Option<Draft> {
    None
}

/// The lines of a PDF, by the program that is installed for that, or by the reader that was built in.
fn pdf_lines(bytes: &[u8]) -> Result<Vec<Line>, Error> {
    match pdftotext::text(bytes) {
        Some(text) => Ok(plain::outline(&text)),
        None => built_in_pdf_lines(bytes),
    }
}

#[cfg(feature = "pdf")]
fn built_in_pdf_lines(bytes: &[u8]) -> Result<Vec<Line>, Error> {
    pdf::outline(bytes)
}

#[cfg(not(feature = "pdf"))]
fn built_in_pdf_lines(_: &[u8]) -> Result<Vec<Line>, Error> {
    Err(unreadable(
        "it is a PDF, which this program was built without",
        "install `pdftotext`, or build the program with the feature `pdf`",
    ))
}

/// The error for a document of which nothing can be read.
pub(crate) fn unreadable(message: &'static str, hint: &'static str) -> Error {
    Kind::Import { message, hint }.into()
}
