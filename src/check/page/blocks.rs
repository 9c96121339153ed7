//! The structured data of a page: scripts of JSON-LD, and microdata.

use super::super::vocabulary::{Form, check_tree};
use crate::import::json_ld::{shift, things};
use crate::import::microdata;
use crate::import::page::{Element, Page};
use crate::report::{Finding, Report};
use crate::rules;
use crate::tree::{Node, Source, SyntaxError, Value, from_json};

/// A block of structured data.
pub(super) struct Block {
    /// Its items, with the names of schema.org.
    pub(super) items: Vec<Node>,
}

impl Block {
    /// A file of JSON-LD as a block.
    pub(super) fn whole(source: &Source<'_>, report: &mut Report) -> Option<Self> {
        let node = from_json(source.text).map_err(|error| report.push(fault(source, 0, &error))).ok()?;
        Some(Self::of(node, source, report))
    }

    fn of(node: Node, source: &Source<'_>, report: &mut Report) -> Self {
        if !has_context(&node) {
            let message = "the block has no `@context` of schema.org";
            report.push(Finding::new(&rules::CONTEXT, source.place(node.at), message));
        }
        check_tree(source, &node, Form::JsonLd, report);
        Self { items: things(node) }
    }
}

/// The blocks of a page, and what of them cannot be read.
pub(super) fn of_page(source: &Source<'_>, page: &Page) -> (Vec<Block>, Report) {
    let mut report = Report::default();
    let scripts = page.elements.iter().filter(|element| is_data(element));
    let mut blocks: Vec<Block> = scripts.filter_map(|element| of_script(source, element, &mut report)).collect();
    let (items, _) = microdata::items(page);
    if !items.is_empty() {
        items.iter().for_each(|item| check_tree(source, item, Form::Markup, &mut report));
        blocks.push(Block { items });
    }
    (blocks, report)
}

fn of_script(source: &Source<'_>, element: &Element, report: &mut Report) -> Option<Block> {
    let whole = source.text.get(element.start..element.end.min(source.text.len()))?;
    let open = whole.find('>')? + 1;
    let close = whole.rfind("</").unwrap_or(whole.len()).max(open);
    let start = element.start + open;
    let read = from_json(&whole[open..close]).map_err(|error| report.push(fault(source, start, &error)));
    let mut node = read.ok()?;
    shift(&mut node, start);
    Some(Block::of(node, source, report))
}

fn fault(source: &Source<'_>, start: usize, error: &SyntaxError) -> Finding {
    let finding = Finding::new(&rules::BLOCK_SYNTAX, source.place(start + error.at), error.message.clone());
    Finding { hint: error.hint.clone(), ..finding }
}

/// Whether an element is a script of JSON-LD.
fn is_data(element: &Element) -> bool {
    let kind = element.attribute("type").and_then(|kind| kind.split(';').next()).unwrap_or_default();
    element.name == "script" && kind.trim().eq_ignore_ascii_case("application/ld+json")
}

/// Where the first element of RDFa is.
pub(super) fn rdfa(page: &Page) -> Option<usize> {
    page.elements.iter().find(|element| element.attribute("typeof").is_some()).map(|element| element.start)
}

/// Whether a document, or each of a list of them, has the context of schema.org, or writes out its names.
fn has_context(node: &Node) -> bool {
    match &node.value {
        Value::List(items) => items.iter().all(has_context),
        Value::Map(entries) => {
            let full = entries.iter().any(|entry| entry.key.contains("://schema.org/"));
            full || node.get("@context").is_some_and(names_schema_org)
        }
        Value::Scalar(..) => true,
    }
}

fn names_schema_org(context: &Node) -> bool {
    match &context.value {
        Value::List(items) => items.iter().any(names_schema_org),
        Value::Map(entries) => entries.iter().any(|entry| names_schema_org(&entry.value)),
        Value::Scalar(..) => context.as_str().is_some_and(|text| text.contains("://schema.org")),
    }
}
