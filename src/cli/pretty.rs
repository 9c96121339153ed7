//! Indented JSON. It reads as that of `serde_json` to the byte; but a line's break and indentation are written at once,
//! which is a good part of the time of a document.

use std::io;

use serde_json::ser::Formatter;

/// What separates two values, with the indentation of as many levels as ever stand in a document.
const SEPARATOR: &[u8] = b",\n                                                                                ";

/// Two spaces for each level.
#[derive(Default)]
pub(super) struct Pretty {
    level: usize,
    is_empty: bool,
}

impl Pretty {
    fn open<W: io::Write + ?Sized>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.level += 1;
        self.is_empty = true;
        writer.write_all(bracket)
    }

    fn close<W: io::Write + ?Sized>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.level -= 1;
        if !std::mem::take(&mut self.is_empty) {
            self.line(writer, true)?;
        }
        writer.write_all(bracket)
    }

    /// A new line, behind a comma if something stands before it.
    fn line<W: io::Write + ?Sized>(&self, writer: &mut W, first: bool) -> io::Result<()> {
        let (from, end) = (usize::from(first), 2 + 2 * self.level);
        writer.write_all(&SEPARATOR[from..end.min(SEPARATOR.len())])?;
        (SEPARATOR.len()..end).try_for_each(|_| writer.write_all(b" "))
    }
}

impl Formatter for Pretty {
    fn begin_array<W: io::Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b"[")
    }

    fn end_array<W: io::Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"]")
    }

    fn begin_array_value<W: io::Write + ?Sized>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.line(writer, first)
    }

    fn end_array_value<W: io::Write + ?Sized>(&mut self, _: &mut W) -> io::Result<()> {
        self.is_empty = false;
        Ok(())
    }

    fn begin_object<W: io::Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b"{")
    }

    fn end_object<W: io::Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"}")
    }

    fn begin_object_key<W: io::Write + ?Sized>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.line(writer, first)
    }

    fn begin_object_value<W: io::Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }

    fn end_object_value<W: io::Write + ?Sized>(&mut self, _: &mut W) -> io::Result<()> {
        self.is_empty = false;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize;
    use serde_json::{Serializer, Value, json};

    use super::*;

    fn written(value: &Value) -> String {
        let mut json = Vec::new();
        value.serialize(&mut Serializer::with_formatter(&mut json, Pretty::default())).unwrap();
        String::from_utf8(json).unwrap()
    }

    #[test]
    fn it_reads_as_that_of_serde_json() {
        let deep = (0..60).fold(json!(1), |value, _| json!([{ "a": value, "b": [] }, {}]));
        for value in [json!({}), json!([]), json!([[], {}, [1, "\n\"刘"]]), json!({"a": [], "b": {"c": null}}), deep] {
            assert_eq!(written(&value), serde_json::to_string_pretty(&value).unwrap());
        }
    }
}
