//! The front matter of a page of a site generator. What lists posts and studies there, for a widget of the site, is read
//! too: each list of objects is a section, each object an entry of labelled lines.

use super::labels::{Label, label_named};
use super::outline::{Level, Line, Pen};
use super::sections::{Kind, kind_of};
use crate::tree::{Node, Source, SyntaxError, Value, from_toml, from_yaml};

/// How many lines front matter has at most.
const MOST: usize = 500;

/// A page in its parts.
#[derive(Debug, Default)]
pub struct Page<'t> {
    /// The text behind the front matter.
    pub text: &'t str,
    /// How many lines stand before that.
    pub before: usize,
    /// What the front matter says of posts and studies.
    pub lines: Vec<Line>,
    /// What is to be said of the front matter.
    pub note: Option<String>,
}

/// Parts a page; one without front matter is all text.
#[must_use]
pub fn split(text: &str) -> Page<'_> {
    let read = [("---", from_yaml as fn(&str) -> Result<Node, SyntaxError>), ("+++", from_toml)];
    let page = read.into_iter().find_map(|(mark, read)| marked(text, mark, read));
    page.unwrap_or(Page { text, ..Page::default() })
}

fn marked<'t>(text: &'t str, mark: &str, read: fn(&str) -> Result<Node, SyntaxError>) -> Option<Page<'t>> {
    let inner = text.strip_prefix(mark)?;
    let inner = inner.strip_prefix("\r\n").or_else(|| inner.strip_prefix('\n'))?;
    let mut end = 0;
    for (number, line) in inner.split_inclusive('\n').enumerate().take(MOST) {
        if line.trim_end() == mark || line.trim_end() == "..." {
            let (matter, text) = (&inner[..end], &inner[end + line.len()..]);
            let node = read(matter);
            let note = node.is_err().then(|| "The front matter is no YAML; it is left out.".to_owned());
            let note = note.filter(|_| mark == "---");
            let lines = node.map(|node| outline(&node, matter)).unwrap_or_default();
            return Some(Page { text, before: number + 2, lines, note });
        }
        end += line.len();
    }
    None
}

/// The lines of the lists in front matter, which begins behind the page's first line.
fn outline(node: &Node, matter: &str) -> Vec<Line> {
    let source = Source { file: "", text: matter, lines_before: 1 };
    let mut pen = Pen::default();
    // The page's title may be that of its first section.
    let dated = |title: &&str| matches!(kind_of(title), Some(Kind::Work | Kind::Internship | Kind::Education));
    if let Some(title) = node.get("title").and_then(Node::as_str).filter(dated) {
        line(&mut pen, Level::Heading(1), title, 2);
    }
    lists("", node, &mut |title, items| {
        pen.block();
        line(&mut pen, Level::Heading(2), title, source.place(items[0].at).line);
        for item in items {
            pen.block();
            entry(item, &source, &mut pen);
        }
    });
    pen.finish()
}

/// Gives each list of objects that have the fields of posts or studies, with its name.
fn lists<'n>(title: &str, node: &'n Node, found: &mut dyn FnMut(&str, &'n [Node])) {
    match &node.value {
        Value::Map(entries) => entries.iter().for_each(|entry| lists(&entry.key, &entry.value, found)),
        Value::List(items) if !items.is_empty() && items.iter().all(is_entry) => found(title, items),
        _ => {}
    }
}

/// Whether an object names somebody's employer or school, and when they were there.
fn is_entry(node: &Node) -> bool {
    let Value::Map(entries) = &node.value else { return false };
    let has = |wanted: &[Label]| {
        entries.iter().any(|entry| label_named(&entry.key).is_some_and(|label| wanted.contains(&label)))
    };
    has(&[Label::Company, Label::School]) && has(&[Label::Period, Label::Start, Label::End])
}

fn entry(item: &Node, source: &Source<'_>, pen: &mut Pen) {
    let Value::Map(entries) = &item.value else { return };
    let text = |node: &Node| {
        let named = || ["name", "title"].into_iter().find_map(|name| node.get(name));
        node.as_str().or_else(|| named().and_then(Node::as_str)).map(str::to_owned)
    };
    let stated = |label: Label| entries.iter().find(|entry| label_named(&entry.key) == Some(label));
    for field in entries {
        let number = source.place(field.value.at).line;
        let Some(value) = text(&field.value).filter(|value| !value.trim().is_empty()) else { continue };
        match label_named(&field.key) {
            Some(Label::End) if stated(Label::Start).is_some() => {}
            Some(Label::Start) => {
                let end = stated(Label::End).and_then(|field| text(&field.value)).unwrap_or_default();
                let end = if end.is_empty() { "present" } else { &end };
                line(pen, Level::Text, &format!("Period: {value} - {end}"), number);
            }
            Some(_) if !value.trim().contains('\n') => {
                line(pen, Level::Text, &format!("{}: {value}", field.key), number);
            }
            _ if value.contains(' ') || !value.is_ascii() => value
                .lines()
                .map(|text| text.trim_start_matches(['-', '*', ' ']))
                .for_each(|text| line(pen, Level::Item(1), text, number)),
            _ => {}
        }
    }
}

fn line(pen: &mut Pen, level: Level, text: &str, number: usize) {
    pen.begin(level);
    pen.text(text, number);
    pen.end();
}
