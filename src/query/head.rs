//! The head of a query file.

use super::chart::Chart;
use super::parameters::{KINDS, Kind, Parameter};
use super::{NamedQuery, parse};
use crate::decode::Reader;
use crate::report::{Finding, Report, near};
use crate::rules;
use crate::tree::{self, Entry, Node, Source, Value, shortened};

/// What a head may say.
const FIELDS: [&str; 6] = ["summary", "description", "tags", "example", "chart", "params"];

/// What it may say of a parameter.
const PARAMETER_FIELDS: [&str; 4] = ["type", "summary", "default", "optional"];

/// Reads a query with its head. What is wrong with the head goes to the report.
///
/// # Errors
/// What is wrong with the query itself, in words.
pub(super) fn read(name: &str, file: &str, text: &str, report: &mut Report) -> Result<NamedQuery, String> {
    let algebra = parse(text)?;
    let (summary, description, example) = Default::default();
    let (tags, parameters, text) = (Vec::new(), Vec::new(), text.to_owned());
    let mut query = NamedQuery {
        name: name.to_owned(),
        summary,
        description,
        tags,
        example,
        parameters,
        chart: None,
        text,
        algebra,
    };
    let head = head(&query.text);
    let source = Source { file, text: &head, lines_before: 0 };
    match tree::from_yaml(&head) {
        Ok(node) => query.read_head(node, &mut Reader::new(&source, report, None)),
        Err(error) => {
            let place = source.place(error.at);
            report.push(Finding::new(&rules::LIST, place, error.message));
        }
    }
    Ok(query)
}

/// The head as YAML, each line in its place.
fn head(text: &str) -> String {
    let line = |line: &str| line.strip_prefix("#+").map(|rest| format!("  {rest}")).unwrap_or_default();
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

impl NamedQuery {
    fn read_head(&mut self, node: Node, reader: &mut Reader<'_>) {
        if matches!(node.value, Value::Scalar(..)) && node.as_str().is_none() {
            return;
        }
        for entry in reader.entries(node, "the head of a query").unwrap_or_default() {
            match entry.key.as_str() {
                "summary" => self.summary = text(entry.value, reader),
                "description" => self.description = text(entry.value, reader),
                "example" => self.example = text(entry.value, reader),
                "chart" => self.chart = self.read_chart(entry.value, reader),
                "tags" => self.tags = reader.optional(entry.value).unwrap_or_default(),
                "params" => {
                    let entries = reader.entries(entry.value, "parameters").unwrap_or_default();
                    self.parameters = entries.into_iter().filter_map(|entry| parameter(entry, reader)).collect();
                }
                _ => unknown(&entry, &FIELDS, reader),
            }
        }
    }
}

impl NamedQuery {
    fn read_chart(&self, node: Node, reader: &mut Reader<'_>) -> Option<Chart> {
        let at = node.at;
        let read = Chart::read(&text(node, reader), &self.columns());
        read.map_err(|(message, hint)| reader.find(&rules::LIST, at, message, Some(hint))).ok()
    }
}

fn parameter(entry: Entry, reader: &mut Reader<'_>) -> Option<Parameter> {
    let Entry { key: name, at, value } = entry;
    let (mut kind, mut summary, mut default, mut optional) = (None, String::new(), None, false);
    for field in reader.entries(value, "a parameter")? {
        match field.key.as_str() {
            "type" => kind = read_kind(field.value, reader),
            "summary" => summary = text(field.value, reader),
            "default" => default = Some(text(field.value, reader)),
            "optional" => optional = text(field.value, reader) == "true",
            _ => unknown(&field, &PARAMETER_FIELDS, reader),
        }
    }
    if kind.is_none() {
        reader.find(&rules::LIST, at, format!("the parameter `{}` has no type", shortened(&name)), Some(kinds()));
    }
    Some(Parameter { name, kind: kind?, summary, default, optional })
}

fn read_kind(node: Node, reader: &mut Reader<'_>) -> Option<Kind> {
    let at = node.at;
    let name = text(node, reader);
    let kind = Kind::from_name(&name);
    if kind.is_none() {
        reader.find(&rules::LIST, at, format!("unknown type `{}`", shortened(&name)), Some(kinds()));
    }
    kind
}

fn kinds() -> String {
    format!("the types are {}", KINDS.map(|(_, name)| name).join(", "))
}

fn text(node: Node, reader: &mut Reader<'_>) -> String {
    reader.optional::<String>(node).unwrap_or_default()
}

fn unknown(entry: &Entry, known: &[&str], reader: &mut Reader<'_>) {
    let hint = near(&entry.key, known.iter().copied())
        .first()
        .map_or_else(|| format!("there are {}", known.join(", ")), |name| format!("did you mean `{name}`?"));
    reader.find(
        &rules::UNKNOWN_FIELD,
        entry.at,
        format!("unknown field `{}`; it is left out", shortened(&entry.key)),
        Some(hint),
    );
}
