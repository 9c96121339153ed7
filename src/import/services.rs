//! Exports of services and structured formats: which one a text is, and its reader.

use super::draft::{Block, Draft, Value};
use super::{Format, europass, json_resume, linkedin, microformats, orcid, rendercv, schema_org, unreadable, vcard};
use crate::error::Error;
use crate::tree::{Node, from_json, from_yaml};

/// The format of a text that is one of these, by what stands in it, and the tree of it where that was read for this.
#[must_use]
pub fn of_text(name: &str, text: &str) -> Option<(Format, Option<Node>)> {
    let start = text.trim_start();
    if vcard::is_card(start) {
        return Some((Format::VCard, None));
    }
    if linkedin::is_export(start) || linkedin::is_csv(name) {
        return Some((Format::LinkedIn, None));
    }
    if start.starts_with(['{', '[']) {
        return from_json(text).ok().map(|root| (of_json(&root), Some(root)));
    }
    if is_xml(start) {
        return Some((Format::Europass, None));
    }
    let may_be_yaml = text.lines().any(|line| line.trim_end() == "cv:");
    let root = may_be_yaml.then(|| from_yaml(text).ok()).flatten().filter(rendercv::is_cv)?;
    Some((Format::RenderCv, Some(root)))
}

fn of_json(root: &Node) -> Format {
    if root.get("basics").is_some() {
        Format::JsonResume
    } else if orcid::is_record(root) {
        Format::Orcid
    } else if europass::root_of(root).is_some() {
        Format::Europass
    } else if schema_org::is_document(root) {
        Format::SchemaOrg
    } else if rendercv::is_cv(root) {
        Format::RenderCv
    } else {
        Format::JsonResume
    }
}

/// Whether a text is a document of Europass: its first element is that of one.
fn is_xml(start: &str) -> bool {
    let head = start.char_indices().nth(2000).map_or(start, |(end, _)| &start[..end]);
    let elements = head.split('<').skip(1).filter(|tag| !tag.starts_with(['?', '!']));
    let first = elements.map(|tag| tag.split([' ', '>', '/', '\n', '\r', '\t']).next().unwrap_or_default()).next();
    start.starts_with('<') && first.is_some_and(|name| europass::is_root(name.rsplit(':').next().unwrap_or(name)))
}

/// Reads a text in one of these formats, whose tree may have been read before.
///
/// # Errors
/// Where it is not in that format.
pub fn read(format: Format, root: Option<Node>, name: &str, text: &str) -> Result<Draft, Error> {
    let is_json = text.trim_start().starts_with(['{', '[']);
    match format {
        Format::Orcid => orcid::read(text, &json(root, text)?),
        Format::Europass if is_json => europass::read_json(text, &json(root, text)?),
        Format::Europass => europass::read_xml(text),
        Format::RenderCv => {
            let broken = |_| unreadable("it is no YAML", "`rendercv render` tells where the fault is");
            rendercv::read(text, &root.map_or_else(|| from_yaml(text).map_err(broken), Ok)?)
        }
        Format::Microformats => microformats::read(text),
        Format::SchemaOrg if is_json => schema_org::read_json(text, &json(root, text)?),
        Format::SchemaOrg => schema_org::read_html(text),
        Format::VCard => vcard::read(text),
        Format::LinkedIn => linkedin::read(&[(name.to_owned(), text.as_bytes().to_vec())]),
        _ => json_resume::read(text, &json(root, text)?),
    }
}

fn json(root: Option<Node>, text: &str) -> Result<Node, Error> {
    let hint = "mend its syntax, or export it anew; `vitagraph export` tells where the fault of a record is";
    root.map_or_else(|| from_json(text).map_err(|_| unreadable("it is no JSON", hint)), Ok)
}

/// What the markup of a page says as data, where that tells of a career: a card alone is only the foot of a page.
#[must_use]
pub fn of_page(html: &str) -> Option<Draft> {
    let has = |signs: [&str; 2]| signs.iter().any(|sign| html.contains(sign));
    let resume = has(["h-resume", "hresume"]).then(|| microformats::read(html).ok()).flatten();
    let person = || has(["application/ld+json", "itemtype"]).then(|| schema_org::read_html(html).ok()).flatten();
    resume.filter(tells_of_career).or_else(person).filter(tells_of_career)
}

fn tells_of_career(draft: &Draft) -> bool {
    posts(draft).1 > 0
}

/// How many posts and studies of a record have dates, and how many there are.
#[must_use]
pub fn posts(draft: &Draft) -> (usize, usize) {
    let lists = draft.record.fields.iter().filter(|field| matches!(field.name.as_str(), "work" | "education"));
    let blocks = lists.flat_map(|field| if let Value::Blocks(blocks) = &field.value { blocks.as_slice() } else { &[] });
    let is_date = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    let is_dated = |block: &&Block| ["startDate", "endDate"].iter().any(|it| block.get(it).is_some_and(is_date));
    let all: Vec<&Block> = blocks.collect();
    (all.iter().copied().filter(is_dated).count(), all.len())
}
