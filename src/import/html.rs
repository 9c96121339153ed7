//! HTML, whole pages and fragments, as an outline. A tokenizer is enough, and no markup is too broken for it.

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use super::outline::{Level, Line, Pen};
use crate::date::found;

/// Elements whose text nobody sees.
const HIDDEN: [&str; 8] = ["script", "style", "head", "template", "noscript", "svg", "select", "iframe"];

/// Elements that begin a line of their own.
const BLOCKS: [&str; 25] = [
    "p",
    "div",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "aside",
    "nav",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "table",
    "tbody",
    "thead",
    "blockquote",
    "pre",
    "figure",
    "address",
    "form",
    "time-line",
    "details",
    "summary",
];

/// The lines of a page or fragment, of which `before` lines stand before it in the document.
#[must_use]
pub fn outline(html: &str, before: usize) -> Vec<Line> {
    let mut pen = Pen::default();
    write(html, before, &mut pen);
    pen.finish()
}

/// Writes a page or fragment with a pen that may be at work.
pub fn write(html: &str, before: usize, pen: &mut Pen) {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut page = Page { pen, lists: 0, hidden: None, row: false, cells: 0, closed: false };
    let (mut at, mut number) = (0, before + 1);
    for token in Tokenizer::new_with_emitter(html.as_bytes(), emitter).flatten() {
        let start = match &token {
            Token::StartTag(tag) => tag.span.start,
            Token::EndTag(tag) => tag.span.start,
            Token::String(text) => text.span.start,
            Token::Comment(text) => text.span.start,
            _ => continue,
        };
        let start = start.clamp(at, html.len());
        number += memchr::memchr_iter(b'\n', &html.as_bytes()[at..start]).count();
        at = start;
        match token {
            Token::StartTag(tag) => page.start(&tag, number),
            Token::EndTag(tag) => page.close(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) if page.hidden.is_none() => page.string(&String::from_utf8_lossy(&text), number),
            Token::Comment(text) => page.comment(&String::from_utf8_lossy(&text), number),
            _ => {}
        }
    }
    page.pen.end();
}

struct Page<'p> {
    pen: &'p mut Pen,
    lists: u8,
    hidden: Option<String>,
    row: bool,
    cells: usize,
    /// Whether an element within a line has just ended: another right behind it is another part.
    closed: bool,
}

impl Page<'_> {
    fn start(&mut self, tag: &StartTag<usize>, number: usize) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        if self.hidden.is_some() {
            return;
        }
        match name.as_str() {
            hidden if HIDDEN.contains(&hidden) && !tag.self_closing => self.hidden = Some(name),
            // A period in a narrow column goes over two lines.
            "br" if self.row && self.cells == 1 && self.pen.has_little() => self.pen.text(" ", number),
            "br" => self.pen.end(),
            "hr" => self.pen.block(),
            "li" => {
                self.pen.end();
                self.pen.begin(Level::Item(self.lists.max(1)));
            }
            "tr" => {
                self.pen.block();
                self.pen.begin(Level::Row);
                (self.row, self.cells) = (true, 0);
            }
            "td" | "th" => {
                self.pen.cell();
                self.cells += 1;
            }
            "b" | "strong" => {
                self.part();
                self.pen.bold(true);
            }
            "small" if !self.pen.is_empty() => self.pen.cell(),
            "span" | "em" | "i" | "time" | "small" => self.part(),
            "a" => self.pen.link(attribute(tag, "href").trim().to_owned()),
            "body" => self.hidden = None,
            heading if is_heading(heading) => {
                self.pen.block();
                self.pen.begin(Level::Heading(heading.as_bytes()[1] - b'0'));
            }
            block if BLOCKS.contains(&block) => self.block(block),
            _ => {}
        }
        let _ = number;
    }

    /// Hexo writes the dates of a time line in comments: `<!-- node 2018.09 - 2022.06 -->`.
    fn comment(&mut self, text: &str, number: usize) {
        let node = text.trim().split_once(' ').filter(|(name, _)| matches!(*name, "node" | "timeline"));
        if let Some((_, date)) = node.filter(|(_, date)| !found(date).is_empty()) {
            self.pen.block();
            self.pen.text(date, number);
            self.pen.end();
        }
    }

    fn part(&mut self) {
        if std::mem::take(&mut self.closed) {
            self.pen.cell();
        }
    }

    fn block(&mut self, name: &str) {
        if matches!(name, "ul" | "ol") {
            self.lists = self.lists.saturating_add(1).min(9);
        }
        // A paragraph in a cell of a table with several cells is still the cell.
        match name {
            "p" | "div" if self.row => {}
            "div" | "section" | "article" | "header" | "main" | "dt" | "dd" => self.pen.end(),
            _ => self.pen.block(),
        }
    }

    fn close(&mut self, name: &str) {
        if self.hidden.as_deref() == Some(name) {
            self.hidden = None;
            return;
        }
        self.closed |= matches!(name, "span" | "em" | "i" | "time" | "small" | "b" | "strong");
        match name {
            "b" | "strong" => self.pen.bold(false),
            "a" => self.pen.link_end(),
            "ul" | "ol" => {
                self.lists = self.lists.saturating_sub(1);
                self.pen.block();
            }
            "tr" | "table" => {
                self.row = false;
                self.pen.block();
            }
            // Two spans beside each other are two parts of a line where nothing else sets them apart.
            "li" | "dt" => self.pen.end(),
            "p" | "div" if self.row => self.pen.text("\t", 0),
            "div" | "section" | "header" | "main" | "dd" => self.pen.end(),
            heading if is_heading(heading) || BLOCKS.contains(&heading) => self.pen.block(),
            _ => {}
        }
    }

    fn string(&mut self, text: &str, number: usize) {
        self.closed &= text.trim().is_empty();
        // A page for Jekyll may have headings and bold lines of Markdown between its elements.
        let mut line = number;
        for piece in text.split_inclusive('\n') {
            let hashes = piece.bytes().take_while(|byte| *byte == b'#').count();
            if (1..=6).contains(&hashes) && piece[hashes..].starts_with(' ') {
                self.pen.block();
                self.pen.begin(Level::Heading(u8::try_from(hashes).unwrap_or(6)));
                self.pen.flowing(&piece[hashes..], line);
                self.pen.block();
            } else if let Some(bold) = starred(piece).filter(|_| self.pen.is_empty()) {
                self.pen.block();
                self.pen.bold(true);
                self.pen.flowing(bold, line);
                self.pen.bold(false);
                self.pen.block();
            } else {
                self.pen.flowing(piece, line);
            }
            line += usize::from(piece.ends_with('\n'));
        }
    }
}

/// What a line of bold Markdown says: `**Education**`.
fn starred(line: &str) -> Option<&str> {
    let bold = line.trim().strip_prefix("**")?.strip_suffix("**")?;
    (!bold.is_empty() && !bold.contains('*')).then_some(bold)
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

fn attribute(tag: &StartTag<usize>, name: &str) -> String {
    tag.attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(value).into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(html: &str) -> Vec<(Level, String, usize)> {
        outline(html, 0).into_iter().map(|line| (line.level, line.text, line.number)).collect()
    }

    #[test]
    fn elements_give_lines_their_levels() {
        let html = "<h2>Work</h2>\n<ul><li>one\n two<ul><li>three</ul></ul><p>a<br>b</p><table><tr><td>x<td>y</table>";
        assert_eq!(
            lines(html),
            [
                (Level::Heading(2), "Work".into(), 1),
                (Level::Item(1), "one two".into(), 2),
                (Level::Item(2), "three".into(), 3),
                (Level::Text, "a".into(), 3),
                (Level::Text, "b".into(), 3),
                (Level::Row, "x\ty".into(), 3),
            ]
        );
    }

    #[test]
    fn what_is_hidden_or_broken_does_no_harm() {
        assert_eq!(lines("<script>var a = '<p>x</p>'</script><p>y<b>z</p></i></a>"), [(Level::Text, "yz".into(), 1)]);
        assert_eq!(lines("<<<p"), [(Level::Text, "<<".into(), 1)]);
    }
}
