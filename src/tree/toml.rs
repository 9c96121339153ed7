//! TOML, read by the toml crate.

use std::borrow::Cow;
use std::ops::Range;

use super::{Entry, Kind, Node, SyntaxError, Value};

/// Reads TOML.
///
/// # Errors
/// The first fault of the syntax.
pub fn from_toml(text: &str) -> Result<Node, SyntaxError> {
    let table = toml::de::DeTable::parse(text)
        .map_err(|error| SyntaxError::read(error.span().map_or(0, |span| span.start), error.message()))?;
    Ok(toml_table(table.span(), table.get_ref()))
}

fn toml_table(span: Range<usize>, table: &toml::de::DeTable<'_>) -> Node {
    let entry = |(key, value): (&toml::Spanned<Cow<'_, str>>, &toml::Spanned<toml::de::DeValue<'_>>)| Entry {
        at: key.span().start,
        key: key.get_ref().to_string(),
        value: toml_value(value.span(), value.get_ref()),
    };
    Node { at: span.start, value: Value::Map(table.iter().map(entry).collect()) }
}

fn toml_value(span: Range<usize>, value: &toml::de::DeValue<'_>) -> Node {
    use toml::de::DeValue;
    let scalar = |kind, text: String| Node { at: span.start, value: Value::Scalar(kind, text) };
    match value {
        DeValue::String(text) => scalar(Kind::Text, text.to_string()),
        DeValue::Integer(number) => scalar(Kind::Number, number.as_str().to_owned()),
        DeValue::Float(number) => scalar(Kind::Number, number.as_str().to_owned()),
        DeValue::Boolean(value) => scalar(Kind::Bool, value.to_string()),
        DeValue::Datetime(date) => scalar(Kind::Text, date.to_string()),
        DeValue::Array(items) => Node {
            at: span.start,
            value: Value::List(items.iter().map(|item| toml_value(item.span(), item.get_ref())).collect()),
        },
        DeValue::Table(table) => toml_table(span, table),
    }
}
