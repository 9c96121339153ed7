//! DBLP: its dump `dblp.xml`, and the pages of its API for people and records.
//!
//! Elements: `dblp.org/xml/dblp.dtd`. Entities such as `&uuml;` are those of HTML.

use super::sheet::Sheet;
use super::xml::{Element, records};
use super::{Author, Work, kind, plain};

/// The elements of publications; `www` is the page of a person.
const RECORDS: [&str; 8] =
    ["article", "inproceedings", "proceedings", "book", "incollection", "phdthesis", "mastersthesis", "data"];

/// What ends a record.
pub(super) const ENDS: [&str; 8] = [
    "</article>",
    "</inproceedings>",
    "</proceedings>",
    "</book>",
    "</incollection>",
    "</phdthesis>",
    "</mastersthesis>",
    "</data>",
];

/// Reads the records of a piece.
pub(super) fn read(sheet: &mut Sheet<'_>) {
    let text = sheet.text();
    for range in records(text, &RECORDS) {
        let at = range.start;
        match Element::read(&text[range]) {
            Ok(record) => sheet.take(at, work(&record)),
            Err(error) => sheet.broken(at, &error),
        }
    }
}

fn work(record: &Element) -> Option<Work> {
    let addresses = record.texts("ee");
    let title = record.text("title").map(|title| title.trim_end_matches('.').to_owned());
    let id = record.attribute("key").map(str::to_owned).filter(|key| !key.is_empty());
    (id.is_some() || title.is_some()).then(|| Work {
        id: id.unwrap_or_default(),
        kind: kind(if record.name == "data" { "dataset" } else { &record.name }),
        titles: title.into_iter().collect(),
        authors: record.all("author").into_iter().filter_map(author).collect(),
        date: record.text("year").as_deref().and_then(plain::written_date),
        venue: record.text("journal").or_else(|| record.text("booktitle")).or_else(|| record.text("series")),
        publisher: record.text("publisher").or_else(|| record.text("school")),
        doi: addresses.iter().find_map(|address| plain::doi(address)),
        url: addresses.into_iter().next(),
        ..Work::default()
    })
}

/// An author; people of one name have numbers behind it, such as `Wei Wang 0012`.
fn author(element: &Element) -> Option<Author> {
    let name = element.own_text()?;
    let numbered = name.rsplit_once(' ').filter(|(_, number)| number.len() == 4 && number.parse::<u16>().is_ok());
    let orcid = element.attribute("orcid").and_then(plain::orcid);
    let name = numbered.map_or(name.as_str(), |(name, _)| name).to_owned();
    Some(Author { name, orcid, ..Author::default() })
}
