//! JSON of lists: where the works stand in a document, and values that several programs write in several ways.

use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, DeserializeOwned, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::Work;
use super::sheet::Sheet;

/// The keys under which answers and exports keep their lists of works.
const LISTS: [&str; 4] = ["items", "results", "data", "works"];

/// Reads each work of a piece, which is a document or has one work a line.
pub(super) fn read<T: DeserializeOwned, W: IntoIterator<Item = Option<Work>>>(
    sheet: &mut Sheet<'_>,
    make: impl Fn(T) -> W,
) {
    let text = sheet.text();
    for range in if sheet.is_lines() { lines(text) } else { works(text) } {
        let at = range.start;
        match serde_json::from_str::<T>(&text[range]) {
            Ok(item) => make(item).into_iter().for_each(|work| sheet.take(at, work)),
            Err(error) => {
                let message = error.to_string();
                let message = message.rsplit_once(" at line").map_or(message.as_str(), |(message, _)| message);
                sheet.broken(at, message);
            }
        }
    }
}

/// The lines that hold something.
fn lines(text: &str) -> Vec<Range<usize>> {
    let (mut end, mut ranges) = (0, Vec::new());
    for line in text.split_inclusive('\n') {
        let start = end + line.len() - line.trim_start().len();
        end += line.len();
        if !line.trim().is_empty() {
            ranges.push(start..start + line.trim().len());
        }
    }
    ranges
}

/// The works of documents that follow each other: what the list of each holds, else the document itself. What breaks
/// off is cut into what is whole, and a rest.
fn works(text: &str) -> Vec<Range<usize>> {
    let mut scan = Scan { bytes: text.as_bytes(), at: 0 };
    let mut works = Vec::new();
    while scan.peek().is_some() {
        let start = scan.at;
        let found = scan.document(true);
        scan.at = start;
        let whole = scan.value();
        works.extend(found.unwrap_or_else(|| vec![whole]));
    }
    works
}

/// A walk through a document, without a look at its values.
struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Scan<'a> {
    /// The works of the list that the document is, or has under one of the keys, or in an answer that may stand in it.
    fn document(&mut self, with_answer: bool) -> Option<Vec<Range<usize>>> {
        match self.peek() {
            Some(b'[') => return Some(self.list()),
            Some(b'{') => self.at += 1,
            _ => return None,
        }
        while self.peek() == Some(b'"') {
            let key = self.text();
            let (is_list, is_answer) =
                (LISTS.iter().any(|list| list.as_bytes() == key), with_answer && key == b"message");
            self.skip(b':');
            match self.peek() {
                Some(b'[') if is_list => return Some(self.list()),
                Some(b'{') if is_answer => return Some(self.answer()),
                _ => drop(self.value()),
            }
            self.skip(b',');
        }
        None
    }

    /// The works of an answer of Crossref, which is a work where it has no list.
    fn answer(&mut self) -> Vec<Range<usize>> {
        let start = self.at;
        let works = self.document(false);
        self.at = start;
        works.unwrap_or_else(|| vec![self.value()])
    }

    fn list(&mut self) -> Vec<Range<usize>> {
        self.at += 1;
        let mut items = Vec::new();
        while self.peek().is_some_and(|byte| byte != b']') {
            items.push(self.value());
            self.skip(b',');
        }
        items
    }

    /// Walks over a value.
    fn value(&mut self) -> Range<usize> {
        self.space();
        let start = self.at;
        let mut depth = 0_usize;
        while let Some(byte) = self.bytes.get(self.at).copied() {
            match byte {
                b'"' => drop(self.text()),
                b',' | b']' | b'}' if depth == 0 => break,
                _ => {
                    depth += usize::from(matches!(byte, b'{' | b'['));
                    depth -= usize::from(matches!(byte, b'}' | b']'));
                    self.at += 1;
                    if depth == 0 && matches!(byte, b'}' | b']') {
                        break;
                    }
                }
            }
        }
        // Something that ends nothing must not stand still.
        self.at = self.at.max(start + 1).min(self.bytes.len());
        start..self.at
    }

    /// Walks over a string, and gives what stands between its quotes.
    fn text(&mut self) -> &'a [u8] {
        let start = self.at + 1;
        self.at = start;
        while let Some(found) = memchr::memchr2(b'"', b'\\', &self.bytes[self.at.min(self.bytes.len())..]) {
            self.at += found + 1;
            match self.bytes[self.at - 1] {
                b'"' => return &self.bytes[start..self.at - 1],
                _ => self.at += 1,
            }
        }
        self.at = self.bytes.len();
        &self.bytes[start.min(self.at)..]
    }

    fn peek(&mut self) -> Option<u8> {
        self.space();
        self.bytes.get(self.at).copied()
    }

    fn skip(&mut self, byte: u8) {
        if self.peek() == Some(byte) {
            self.at += 1;
        }
    }

    fn space(&mut self) {
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
    }
}

/// Texts, where one may stand without a list around it, and a number is written as one; what else stands there says
/// nothing.
#[derive(Debug, Default)]
pub(super) struct Texts(pub(super) Vec<String>);

impl Texts {
    /// The first one that says something, as plain text.
    pub(super) fn first(&self) -> Option<String> {
        self.0.iter().find_map(|text| super::plain::some(text))
    }

    /// All that say something, as plain texts.
    pub(super) fn all(&self) -> Vec<String> {
        self.0.iter().filter_map(|text| super::plain::some(text)).collect()
    }
}

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut texts = Vec::new();
        deserializer.deserialize_any(Leaves(&mut |text: &str| texts.push(text.to_owned())))?;
        Ok(Self(texts))
    }
}

/// The numbers in lists of lists, such as the parts of dates; digits in quotes are numbers too.
#[derive(Debug, Default)]
pub(super) struct Numbers(pub(super) Vec<i64>);

impl<'de> Deserialize<'de> for Numbers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut numbers = Vec::new();
        deserializer.deserialize_any(Leaves(&mut |text: &str| numbers.extend(text.trim().parse::<i64>())))?;
        Ok(Self(numbers))
    }
}

/// Hands all texts and numbers of lists of lists to a function.
struct Leaves<'f, F>(&'f mut F);

impl<'de, F: FnMut(&str)> Visitor<'de> for Leaves<'_, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text or a list of texts")
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        (self.0)(text);
        Ok(())
    }

    fn visit_i64<E>(self, number: i64) -> Result<(), E> {
        (self.0)(&number.to_string());
        Ok(())
    }

    fn visit_u64<E>(self, number: u64) -> Result<(), E> {
        (self.0)(&number.to_string());
        Ok(())
    }

    fn visit_f64<E>(self, number: f64) -> Result<(), E> {
        (self.0)(&number.to_string());
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element_seed(Again(&mut *self.0))?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(())
    }
}

struct Again<'f, F>(&'f mut F);

impl<'de, F: FnMut(&str)> serde::de::DeserializeSeed<'de> for Again<'_, F> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(Leaves(self.0))
    }
}
