//! Markdown as an outline, read by comrak; HTML inside is read as HTML.

use std::borrow::Cow;

use comrak::nodes::{Node, NodeValue};
use comrak::{Arena, Options, parse_document};

use super::outline::{Level, Line, Pen, joined};
use super::{html, plain};

/// The lines of a document, of which `before` lines stand before it.
#[must_use]
pub fn outline(markdown: &str, before: usize) -> Vec<Line> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.description_lists = false;
    let arena = Arena::new();
    let mut pen = Pen::default();
    let mut writer = Writer { pen: &mut pen, before };
    writer.blocks(parse_document(&arena, markdown, &options), 0);
    joined(pen.finish())
}

struct Writer<'p> {
    pen: &'p mut Pen,
    before: usize,
}

impl Writer<'_> {
    fn blocks<'a>(&mut self, node: Node<'a>, depth: u8) {
        for child in node.children() {
            self.block(child, depth);
        }
    }

    fn block<'a>(&mut self, node: Node<'a>, depth: u8) {
        let data = node.data.borrow();
        let number = data.sourcepos.start.line + self.before;
        match &data.value {
            NodeValue::Heading(heading) => {
                self.pen.block();
                self.pen.begin(Level::Heading(heading.level));
                self.inlines(node, Level::Heading(heading.level));
                self.pen.block();
            }
            NodeValue::Item(_) | NodeValue::TaskItem(_) => {
                self.pen.end();
                self.pen.begin(Level::Item((depth + 1).min(9)));
                self.blocks(node, depth + 1);
                self.pen.end();
            }
            NodeValue::Paragraph => {
                self.inlines(node, Level::Text);
                self.pen.block();
            }
            NodeValue::TableRow(_) => {
                self.pen.begin(Level::Row);
                for cell in node.children() {
                    self.pen.cell();
                    self.inlines(cell, Level::Row);
                }
                self.pen.end();
            }
            NodeValue::HtmlBlock(block) => {
                self.pen.block();
                html::write(&block.literal, number - 1, self.pen);
                self.pen.block();
            }
            NodeValue::CodeBlock(block) => self.code(&block.literal, number + usize::from(block.fenced)),
            NodeValue::ThematicBreak => self.rule(number),
            _ => self.blocks(node, depth),
        }
        if matches!(data.value, NodeValue::List(_) | NodeValue::Table(_)) {
            self.pen.block();
        }
    }

    fn rule(&mut self, number: usize) {
        self.pen.block();
        self.pen.text("-----", number);
        self.pen.block();
    }

    /// Text that is indented, mostly by chance, and HTML that is.
    fn code(&mut self, literal: &str, number: usize) {
        self.pen.block();
        if literal.trim_start().starts_with('<') {
            html::write(literal, number - 1, self.pen);
        } else {
            for (line, text) in literal.lines().enumerate() {
                let (level, text) =
                    plain::item(text.trim()).map_or((Level::Text, text.trim()), |rest| (Level::Item(1), rest));
                self.pen.begin(level);
                self.pen.text(text, number + line);
                self.pen.end();
            }
        }
        self.pen.block();
    }

    fn inlines<'a>(&mut self, node: Node<'a>, level: Level) {
        for child in node.children() {
            self.inline(child, level);
        }
    }

    fn inline<'a>(&mut self, node: Node<'a>, level: Level) {
        let data = node.data.borrow();
        let number = data.sourcepos.start.line + self.before;
        match &data.value {
            NodeValue::Text(text) => self.pen.text(&spaced(&without_tags(text)), number),
            NodeValue::Code(code) => self.pen.text(&code.literal, number),
            NodeValue::SoftBreak | NodeValue::LineBreak if level == Level::Row => self.pen.text(" ", number),
            NodeValue::SoftBreak | NodeValue::LineBreak => self.pen.end(),
            NodeValue::HtmlInline(tag) => self.tag(tag),
            // `**ACME *Engineer* (2023)**`: what is italic behind a name in bold is a part of its own.
            NodeValue::Emph if self.is_second(node) => {
                self.pen.cell();
                self.inlines(node, level);
                self.pen.cell();
            }
            NodeValue::Link(link) | NodeValue::Image(link) => {
                self.pen.link(link.url.clone());
                self.inlines(node, Level::Row);
                self.pen.link_end();
            }
            NodeValue::Strong => {
                self.pen.bold(true);
                self.inlines(node, level);
                self.pen.bold(false);
            }
            _ => self.inlines(node, level),
        }
    }

    /// Whether italic text closes bold text behind a name with capitals, but for what stands in brackets.
    fn is_second<'a>(&self, node: Node<'a>) -> bool {
        let text = |node: Node<'a>| match &node.data.borrow().value {
            NodeValue::Text(text) => text.trim().to_owned(),
            _ => "*".to_owned(),
        };
        let bold = node.parent().is_some_and(|parent| matches!(parent.data.borrow().value, NodeValue::Strong));
        let before = node.previous_sibling().map(text).filter(|_| bold).unwrap_or_default();
        let last = before.rsplit(' ').next().unwrap_or_default();
        let behind = node.next_sibling().map(text).unwrap_or_default();
        let closes = behind.is_empty() || behind.starts_with(['(', '[', '|', '–', '-']);
        closes && node.first_child().is_some() && last.starts_with(|c: char| c.is_uppercase() || c == '(')
            || closes && last.ends_with(')') && last.len() > 1
    }

    fn tag(&mut self, tag: &str) {
        let name: String = tag.trim_start_matches(['<', '/']).chars().take_while(char::is_ascii_alphanumeric).collect();
        match name.to_ascii_lowercase().as_str() {
            "br" | "p" | "div" => self.pen.end(),
            "b" | "strong" => self.pen.bold(!tag.starts_with("</")),
            // A component of VitePress: `<Badge type="tip" text="硕士" />`
            "badge" => {
                let text =
                    tag.split_once("text=\"").and_then(|(_, rest)| rest.split_once('"')).map_or("", |(text, _)| text);
                self.pen.text(&format!("\t{text}"), 0);
            }
            // What floats to the right, or stands in a span, is set apart.
            "span" | "small" | "time" | "font" => self.pen.text("\t", 0),
            _ => {}
        }
    }
}

/// A text without what site generators read in it: `{:target="_blank"}` behind a link, and the marks of Hexo around
/// what they show, `{% u text %}`.
fn without_tags(text: &str) -> Cow<'_, str> {
    const MARKS: [&str; 7] = ["u", "emp", "wavy", "psw", "kbd", "del", "mark"];
    if !text.contains('{') {
        return text.into();
    }
    let Some(open) = text.find("{:").or_else(|| text.find("{%")) else { return text.into() };
    let (before, tag) = text.split_at(open);
    let close = if tag.starts_with("{:") { "}" } else { "%}" };
    let Some((inner, rest)) = tag[2..].split_once(close) else { return text.into() };
    let shown = match inner.trim().split_once(' ') {
        Some((mark, shown)) if MARKS.contains(&mark) => shown.trim(),
        _ if close == "}" => "",
        _ => return text.into(),
    };
    format!("{before}{shown}{}", without_tags(rest)).into()
}

/// Two spaces and more, which Markdown does not show, were often a gap in what the text was taken from.
fn spaced(text: &str) -> Cow<'_, str> {
    if !text.contains("  ") {
        return text.into();
    }
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("  ") {
        result.push_str(&rest[..at]);
        result.push('\t');
        rest = rest[at..].trim_start();
    }
    result.push_str(rest);
    result.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_gives_lines_their_levels() {
        let text = "# A\n\n**Acme** — x\n*2018*\n\n- one\n  - two\n\n| a | b |\n|---|---|\n| c | d |\n\n<p>e</p>\n\n[f](https://f.example)";
        let lines = outline(text, 3);
        let told: Vec<(Level, &str, usize)> =
            lines.iter().map(|line| (line.level, line.text.as_str(), line.number)).collect();
        assert_eq!(
            told,
            [
                (Level::Heading(1), "A", 4),
                (Level::Text, "Acme — x", 6),
                (Level::Text, "2018", 7),
                (Level::Item(1), "one", 9),
                (Level::Item(2), "two", 10),
                (Level::Row, "a\tb", 12),
                (Level::Row, "c\td", 14),
                (Level::Text, "e", 16),
                (Level::Text, "f", 18),
            ]
        );
        assert_eq!(lines[1].bold, 4);
        assert_eq!(lines[8].links[0].1, "https://f.example");
    }
}
