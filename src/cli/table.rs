//! Solutions as a table for people, or in Markdown.

use std::io::{self, IsTerminal};

use comfy_table::{ContentArrangement, Table, presets};

use crate::iri::short;
use crate::query::model::{Literal, Term};

/// What a value is called in a table: an IRI by its end or with its prefix, a text without language and datatype.
pub(super) fn cell(term: Option<&Term>, base: &str) -> String {
    match term {
        Some(Term::NamedNode(node)) => short(node.as_str(), base),
        Some(Term::Literal(literal)) => plain(literal),
        Some(other) => other.to_string(),
        None => String::new(),
    }
}

fn plain(literal: &Literal) -> String {
    match literal.value() {
        "9999-12-31" => "today".into(),
        value => value.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

/// Rows below their heads, as wide as the terminal, or as they need where nobody sees one.
pub(super) fn table(columns: &[String], rows: &[Vec<String>], width: Option<u16>) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_header(columns);
    if let Some(width) = width {
        table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    }
    table.add_rows(rows);
    table.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}

/// The width of the terminal, if results go to one.
pub(super) fn width() -> Option<u16> {
    io::stdout().is_terminal().then(terminal_size::terminal_size).flatten().map(|(width, _)| width.0)
}

/// Rows as a table of Markdown.
pub(super) fn markdown(columns: &[String], rows: &[Vec<String>]) -> String {
    let line = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|cell| cell.replace('\\', "\\\\").replace('|', "\\|")).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let rule = format!("|{}\n", "---|".repeat(columns.len()));
    line(columns) + &rule + &rows.iter().map(|row| line(row)).collect::<String>()
}
