//! A record in the making: what was read, from which line, and how sure it is; written as commented YAML.

use super::coverage::Fields;
use crate::text::is_letter_or_digit;
use crate::tree::shortened;

/// An object of the record.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// The number of the line that it was read from, 0 where there is none.
    pub line: usize,
    /// The text of that line.
    pub source: String,
    /// Its fields in the order of the record.
    pub fields: Vec<Field>,
}

/// A field with its value.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name in the record.
    pub name: String,
    /// Its value.
    pub value: Value,
    /// Why it should be looked at.
    pub check: Option<&'static str>,
}

/// The value of a field.
#[derive(Clone, Debug)]
pub enum Value {
    /// A text, date or key.
    Text(String),
    /// A number or truth value, as it is written.
    Raw(String),
    /// Several texts.
    Texts(Vec<String>),
    /// An object.
    Block(Block),
    /// Several objects.
    Blocks(Vec<Block>),
}

/// A record in the making, and what of the document did not come into it.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// What the whole was read from, in a few words for the head of the file.
    pub notes: Vec<String>,
    /// The record.
    pub record: Block,
    /// The lines that nothing was understood of, with their numbers.
    pub unread: Vec<(usize, String)>,
    /// How many letters and digits the texts of the document have, without markup, and how many came into a field, as far
    /// as that was counted while reading.
    pub counted: (usize, usize),
    /// The lines of the document of which that is not counted, and whether something was read of each.
    pub lines: Vec<(String, bool)>,
}

impl Block {
    /// An object read from this line.
    #[must_use]
    pub fn new(line: usize, source: &str) -> Self {
        Self { line, source: source.to_owned(), fields: Vec::new() }
    }

    /// Adds a text, unless it is empty.
    pub fn text(&mut self, name: &str, text: impl Into<String>) -> &mut Self {
        self.checked(name, text, None)
    }

    /// Adds a text with the reason to look at it, unless it is empty.
    pub fn checked(&mut self, name: &str, text: impl Into<String>, check: Option<&'static str>) -> &mut Self {
        let text = text.into();
        if !text.trim().is_empty() {
            self.push(name, Value::Text(without_controls(text.trim())), check);
        }
        self
    }

    /// Adds texts, unless there are none.
    pub fn texts(&mut self, name: &str, texts: Vec<String>) -> &mut Self {
        if !texts.is_empty() {
            self.push(name, Value::Texts(texts.iter().map(|text| without_controls(text)).collect()), None);
        }
        self
    }

    /// Adds texts to those that a field has.
    pub fn add_texts(&mut self, name: &str, texts: Vec<String>) {
        let known = self.fields.iter_mut().find(|field| field.name == name).map(|field| &mut field.value);
        match known {
            Some(Value::Texts(known)) => known.extend(texts),
            _ => {
                self.texts(name, texts);
            }
        }
    }

    /// Adds an object, unless it is empty.
    pub fn block(&mut self, name: &str, block: Block) -> &mut Self {
        if !block.fields.is_empty() {
            self.push(name, Value::Block(block), None);
        }
        self
    }

    /// Adds objects, unless there are none.
    pub fn blocks(&mut self, name: &str, blocks: Vec<Block>) -> &mut Self {
        if !blocks.is_empty() {
            self.push(name, Value::Blocks(blocks), None);
        }
        self
    }

    /// Takes the fields that it lacks from another object; an unknown end gives way to one that is stated.
    pub fn complete(&mut self, other: Self) {
        for field in other.fields {
            match self.fields.iter_mut().find(|known| known.name == field.name) {
                Some(known) if matches!(&known.value, Value::Text(text) if text == "unknown") => *known = field,
                Some(_) => {}
                None => self.fields.push(field),
            }
        }
    }

    fn push(&mut self, name: &str, value: Value, check: Option<&'static str>) {
        self.fields.push(Field { name: name.to_owned(), value, check });
    }

    /// The text of a field.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|field| field.name == name).and_then(|field| match &field.value {
            Value::Text(text) | Value::Raw(text) => Some(text.as_str()),
            _ => None,
        })
    }
}

impl Draft {
    /// How many letters and digits the text of the document has, without markup, and how many came into a field.
    #[must_use]
    pub fn coverage(&self) -> (usize, usize) {
        let lines = self.lines.iter().map(|(line, read)| (line.as_str(), *read));
        let (all, read) = Fields::of(&self.record).coverage(lines);
        (self.counted.0 + all, self.counted.1 + read)
    }

    /// What the record says of the person.
    #[must_use]
    pub fn basics(&self) -> Option<&Block> {
        self.block("basics")
    }

    /// The language of the document, as a BCP 47 tag.
    #[must_use]
    pub fn language(&self) -> Option<&str> {
        self.block("meta")?.get("language")
    }

    fn block(&self, name: &str) -> Option<&Block> {
        let field = self.record.fields.iter().find(|field| field.name == name)?;
        if let Value::Block(block) = &field.value { Some(block) } else { None }
    }

    /// The record as YAML, with comments.
    #[must_use]
    pub fn to_yaml(&self) -> String {
        let mut yaml = String::new();
        for note in &self.notes {
            comment(&mut yaml, 0, note);
        }
        if self.record.fields.is_empty() {
            yaml += "{}\n";
        }
        fields(&mut yaml, 0, &self.record.fields, false);
        yaml
    }
}

fn fields(yaml: &mut String, indent: usize, fields: &[Field], follows_dash: bool) {
    let mut first = follows_dash;
    for field in fields {
        if let Value::Block(block) = &field.value
            && !first
        {
            source(yaml, indent, block);
        }
        if !std::mem::take(&mut first) {
            yaml.push_str(&" ".repeat(indent));
        }
        yaml.push_str(&scalar(&field.name));
        yaml.push(':');
        value(yaml, indent, field);
    }
}

fn value(yaml: &mut String, indent: usize, field: &Field) {
    let check = field.check.map(|reason| format!(" # check: {reason}")).unwrap_or_default();
    match &field.value {
        Value::Text(text) => *yaml += &format!(" {}{check}\n", scalar(text)),
        Value::Raw(text) => *yaml += &format!(" {text}{check}\n"),
        Value::Texts(texts) if fits(texts) => *yaml += &format!(" [{}]{check}\n", flow(texts)),
        Value::Texts(texts) => {
            *yaml += &format!("{check}\n");
            texts.iter().for_each(|text| *yaml += &format!("{}- {}\n", " ".repeat(indent + 2), scalar(text)));
        }
        Value::Block(block) => {
            *yaml += &format!("{check}\n");
            fields(yaml, indent + 2, &block.fields, false);
        }
        Value::Blocks(blocks) => {
            *yaml += &format!("{check}\n");
            let mut last = 0;
            for block in blocks.iter().filter(|block| !block.fields.is_empty()) {
                if block.line != last {
                    source(yaml, indent + 2, block);
                }
                last = block.line;
                *yaml += &format!("{}- ", " ".repeat(indent + 2));
                fields(yaml, indent + 4, &block.fields, true);
            }
        }
    }
}

/// The comment with the line that an object was read from.
fn source(yaml: &mut String, indent: usize, block: &Block) {
    if block.line > 0 {
        comment(yaml, indent, &format!("line {}: {}", block.line, shortened(&block.source.trim().replace('\t', "  "))));
    }
}

fn comment(yaml: &mut String, indent: usize, text: &str) {
    *yaml += &format!("{}# {}\n", " ".repeat(indent), shortened_line(text));
}

/// A text without the characters that no text has, which terminals obey; each is a space.
fn without_controls(text: &str) -> String {
    let is_control = |c: char| (c.is_control() && !matches!(c, '\t' | '\n')) || matches!(c, '\u{fffe}' | '\u{ffff}');
    if !text.contains(is_control) {
        return text.to_owned();
    }
    text.replace("\r\n", "\n").replace(is_control, " ")
}

fn shortened_line(text: &str) -> String {
    text.replace(|c: char| c.is_control(), " ")
}

/// Whether texts are short enough for one line.
fn fits(texts: &[String]) -> bool {
    let total: usize = texts.iter().map(|text| super::outline::width(text) + 2).sum();
    total <= 100 && texts.iter().all(|text| super::outline::width(text) <= 30)
}

fn flow(texts: &[String]) -> String {
    texts.iter().map(|text| scalar(text)).collect::<Vec<_>>().join(", ")
}

/// A text as a YAML scalar: plain where nothing in it could be taken for syntax, else quoted.
fn scalar(text: &str) -> String {
    let letters = |c: char| is_letter_or_digit(c) || " -_./+()（），。、：；？！“”《》—–·&'~".contains(c);
    let plain = text.starts_with(char::is_alphanumeric)
        && text.chars().all(letters)
        && !text.ends_with(' ')
        && !text.contains(" #")
        && !is_other(text);
    if plain { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}

/// Whether a plain scalar of this text would be no text: a number, a truth value, nothing.
fn is_other(text: &str) -> bool {
    let number = text.parse::<f64>().is_ok() || text.starts_with("0x") || text.starts_with("0o");
    let year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n", "inf", "nan"];
    (number && !year) || words.iter().any(|word| text.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_is_yaml_with_its_sources() {
        let mut job = Block::new(3, "Acme: x\t2018");
        job.text("name", "Acme: x")
            .checked("startDate", "2018", Some("alone"))
            .texts("keywords", vec!["C".into(), "D, E".into()]);
        let mut record = Block::default();
        record.blocks("work", vec![job]);
        let draft = Draft { notes: vec!["from a test".into()], record, ..Draft::default() };
        let expected = "\
# from a test
work:
  # line 3: Acme: x  2018
  - name: \"Acme: x\"
    startDate: 2018 # check: alone
    keywords: [C, \"D, E\"]
";
        assert_eq!(draft.to_yaml(), expected);
        assert_eq!(Draft::default().to_yaml(), "{}\n");
    }

    #[test]
    fn texts_that_look_like_syntax_are_quoted() {
        for text in ["- a", "a: b", "a #b", "true", "1.5", "[x", "\"", "@a", "", "a\nb", "0x1F", "~"] {
            assert!(scalar(text).starts_with('"'), "{text}");
        }
        for text in ["Acme", "快手（中国）", "2018-01", "a/b", "C++"] {
            assert_eq!(scalar(text), text);
        }
    }
}
