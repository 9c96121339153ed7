//! Documents of word processors (Office Open XML) as an outline.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::outline::{Level, Line, Pen};
use super::{MAX_BYTES, unpacks_too_large, unreadable};
use crate::error::Error;

/// The lines of a document. Nothing but its own parts is read, and nothing is written, whatever the paths within say.
///
/// # Errors
/// Where it is no such document, or one of its parts is too large to be honest.
pub fn outline(bytes: &[u8]) -> Result<Vec<Line>, Error> {
    let broken = || unreadable("it is no DOCX document", "save it as DOCX, or as PDF with text");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
    let document = part(&mut archive, "word/document.xml")?.ok_or_else(broken)?;
    let styles = part(&mut archive, "word/styles.xml")?.map(|xml| styles(&xml)).unwrap_or_default();
    let links = part(&mut archive, "word/_rels/document.xml.rels")?.map(|xml| links(&xml)).unwrap_or_default();
    let mut writer = Writer { styles, links, ..Writer::default() };
    writer.read(&document);
    Ok(super::outline::joined(writer.finish()))
}

/// The text of a part of the archive, if it has it.
fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Option<String>, Error> {
    let Ok(file) = archive.by_name(name) else { return Ok(None) };
    let mut bytes = Vec::new();
    let read = file.take(MAX_BYTES + 1).read_to_end(&mut bytes);
    if bytes.len() as u64 > MAX_BYTES {
        return Err(unpacks_too_large());
    }
    Ok(read.is_ok().then(|| String::from_utf8_lossy(&bytes).into_owned()))
}

/// The names of the styles by their ids.
fn styles(xml: &str) -> HashMap<String, String> {
    let (mut styles, mut id) = (HashMap::new(), String::new());
    events(xml, |event| {
        if let Event::Start(tag) | Event::Empty(tag) = event {
            match tag.local_name().as_ref() {
                b"style" => id = attribute(tag, b"styleId"),
                b"name" if !id.is_empty() => {
                    styles.insert(std::mem::take(&mut id), attribute(tag, b"val").to_lowercase());
                }
                _ => {}
            }
        }
    });
    styles
}

/// The addresses of the links by their ids.
fn links(xml: &str) -> HashMap<String, String> {
    let mut links = HashMap::new();
    events(xml, |event| {
        if let Event::Start(tag) | Event::Empty(tag) = event
            && tag.local_name().as_ref() == b"Relationship"
        {
            links.insert(attribute(tag, b"Id"), attribute(tag, b"Target"));
        }
    });
    links
}

fn events(xml: &str, mut take: impl FnMut(&Event<'_>)) {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    // What is broken ends the document there.
    while let Ok(event) = reader.read_event() {
        if let Event::Eof = event {
            break;
        }
        take(&event);
    }
}

fn attribute(tag: &BytesStart<'_>, name: &[u8]) -> String {
    let found = tag.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name);
    found.and_then(|attribute| attribute.unescape_value().ok().map(|value| value.into_owned())).unwrap_or_default()
}

#[derive(Default)]
struct Writer {
    styles: HashMap<String, String>,
    links: HashMap<String, String>,
    lines: Vec<Line>,
    pen: Pen,
    paragraph: usize,
    cells: Vec<Vec<Line>>,
    row: usize,
    text: bool,
    bold: bool,
    skipped: usize,
}

impl Writer {
    fn read(&mut self, xml: &str) {
        let mut level = Level::Text;
        events(xml, |event| match event {
            Event::Start(tag) => self.start(tag, &mut level),
            Event::Empty(tag) => {
                self.start(tag, &mut level);
                self.end(tag.local_name().as_ref(), &mut level);
            }
            Event::End(tag) => self.end(tag.local_name().as_ref(), &mut level),
            Event::Text(text) if self.text && self.skipped == 0 => {
                let text = text.unescape().map(|text| text.into_owned()).unwrap_or_default();
                self.pen.text(&text, self.paragraph);
            }
            _ => {}
        });
    }

    fn start(&mut self, tag: &BytesStart<'_>, level: &mut Level) {
        match tag.local_name().as_ref() {
            b"Fallback" => self.skipped += 1,
            b"p" => {
                self.paragraph += 1;
                *level = Level::Text;
            }
            b"pStyle" => {
                let id = attribute(tag, b"val");
                let name = self.styles.get(&id).cloned().unwrap_or_else(|| id.to_lowercase());
                *level = level_of(&name).unwrap_or(*level);
            }
            b"ilvl" if *level == Level::Text => {
                let depth: u8 = attribute(tag, b"val").parse().unwrap_or(0);
                *level = Level::Item(depth.min(8) + 1);
            }
            b"numPr" if *level == Level::Text => *level = Level::Item(1),
            b"b" if !matches!(attribute(tag, b"val").as_str(), "0" | "false") => self.bold = true,
            b"t" => {
                self.text = true;
                self.pen.bold(self.bold);
                self.pen_level(*level);
            }
            b"tab" if self.row > 0 || *level != Level::Rule => self.pen.text("\t", self.paragraph),
            b"br" => self.pen.end(),
            b"hyperlink" => {
                let address = self.links.get(&attribute(tag, b"id")).cloned().unwrap_or_default();
                self.pen_level(*level);
                self.pen.link(address);
            }
            b"tr" => {
                self.flush();
                self.row += 1;
                self.cells.clear();
            }
            b"tc" => self.flush(),
            _ => {}
        }
    }

    /// Gives the line that is being written its level.
    fn pen_level(&mut self, level: Level) {
        self.pen.set(level);
    }

    fn end(&mut self, name: &[u8], level: &mut Level) {
        match name {
            b"Fallback" => self.skipped = self.skipped.saturating_sub(1),
            b"t" => {
                self.text = false;
                self.pen.bold(false);
            }
            b"r" => self.bold = false,
            b"hyperlink" => self.pen.link_end(),
            b"p" => {
                self.bold = false;
                if self.pen.is_empty() {
                    self.pen.block()
                } else {
                    self.pen.end()
                }
                *level = Level::Text;
            }
            b"tc" if self.row > 0 => {
                let cell = std::mem::take(&mut self.pen).finish();
                self.cells.push(cell);
            }
            b"tr" => self.end_row(),
            _ => {}
        }
    }

    /// A row of short cells is one line; cells of several lines stand one after the other.
    fn end_row(&mut self) {
        self.row = self.row.saturating_sub(1);
        let cells = std::mem::take(&mut self.cells);
        if cells.iter().all(|cell| cell.len() <= 1) {
            let mut row: Option<Line> = None;
            for line in cells.into_iter().flatten() {
                match &mut row {
                    Some(row) => {
                        row.text = format!("{}\t{}", row.text, line.text);
                        row.links.extend(line.links);
                    }
                    None => row = Some(line),
                }
            }
            self.lines.extend(row.map(|line| Line {
                level: if line.text.contains('\t') { Level::Row } else { line.level },
                gap: true,
                ..line
            }));
        } else {
            self.lines.extend(cells.into_iter().flatten());
        }
    }

    /// Puts the lines of paragraphs before a table where they belong.
    fn flush(&mut self) {
        let lines = std::mem::take(&mut self.pen).finish();
        self.lines.extend(lines);
    }

    fn finish(mut self) -> Vec<Line> {
        self.flush();
        self.lines
    }
}

fn level_of(style: &str) -> Option<Level> {
    let digits: String = style.chars().filter(char::is_ascii_digit).collect();
    let heading = style.starts_with("heading") || style.starts_with("标题");
    if heading {
        return Some(Level::Heading(digits.parse().unwrap_or(1).clamp(1, 6)));
    }
    match style {
        "title" => Some(Level::Heading(1)),
        "subtitle" => Some(Level::Heading(2)),
        _ if style.starts_with("list") => Some(Level::Item(1)),
        _ => None,
    }
}
