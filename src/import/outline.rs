//! The outline of a document: its lines with what their markup says of them. All kinds of documents become one.

mod late_dates;
mod mended;
mod prepositions;

use mended::{
    employers, is_header_row, join_labels, join_periods, join_spread, order_days, set_mark_apart, split_titles,
    split_told, titled, with_labels,
};
use unicode_normalization::UnicodeNormalization;

use crate::date::found;

/// What the markup makes of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// A heading of this level, the first being 1.
    Heading(u8),
    /// A line of a paragraph, or outside of any markup.
    Text,
    /// The row of a table; tabs separate its cells.
    Row,
    /// A list item of this depth, the outermost being 1.
    Item(u8),
    /// A line that only separates, such as `=====`.
    Rule,
}

/// A line of the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its text, without markup. A tab separates what the document sets apart.
    pub text: String,
    /// What it is.
    pub level: Level,
    /// The number of its line in the document, from 1; in a document without lines, of its paragraph.
    pub number: usize,
    /// How many bytes at its beginning are bold.
    pub bold: usize,
    /// The addresses that its parts lead to, with these parts.
    pub links: Vec<(String, String)>,
    /// Whether an empty line, or the end of a block, is before it.
    pub gap: bool,
}

impl Line {
    /// Whether the whole line is bold.
    #[must_use]
    pub fn is_bold(&self) -> bool {
        self.bold > 0 && self.text[self.bold..].chars().all(|c| !c.is_alphanumeric())
    }

    /// About how many columns it takes: a Chinese character takes two.
    #[must_use]
    pub fn width(&self) -> usize {
        width(&self.text)
    }
}

/// About how many columns a text takes.
#[must_use]
pub fn width(text: &str) -> usize {
    text.chars().map(|c| if c as u32 >= 0x1100 { 2 } else { 1 }).sum()
}

/// Whether a text takes more columns than these.
#[must_use]
pub fn is_wider(text: &str, columns: usize) -> bool {
    // A column has three bytes at most.
    text.len() > columns * 3 || width(text) > columns
}

/// Writes an outline: what has no line of its own is gathered until the line ends.
#[derive(Debug, Default)]
pub struct Pen {
    lines: Vec<Line>,
    text: String,
    number: usize,
    level: Option<Level>,
    gap: bool,
    bold_depth: usize,
    bold_end: Option<usize>,
    plain_from: Option<usize>,
    links: Vec<(String, String)>,
    link: Option<(usize, String)>,
}

impl Pen {
    /// The lines.
    #[must_use]
    pub fn finish(mut self) -> Vec<Line> {
        self.end();
        self.lines
    }

    /// Adds text of this line of the document.
    pub fn text(&mut self, text: &str, number: usize) {
        if self.text.is_empty() {
            self.number = number;
        }
        let glued = self.bold_end.take().is_some_and(|end| end == self.text.len());
        if glued && text.starts_with(char::is_uppercase) && self.text.ends_with(char::is_alphanumeric) {
            self.text.push('\t');
        }
        if self.bold_depth == 0 && self.plain_from.is_none() && text.chars().any(char::is_alphanumeric) {
            self.plain_from = Some(self.text.len());
        }
        let mut rest = text;
        while let Some(at) = rest.find(|c| !is_tidy(c)) {
            self.text.push_str(&rest[..at]);
            let mut others = rest[at..].chars();
            others.next().into_iter().for_each(|c| tidy(c, &mut self.text));
            rest = others.as_str();
        }
        self.text.push_str(rest);
    }

    /// Adds text whose white space means nothing.
    pub fn flowing(&mut self, text: &str, number: usize) {
        let mut line = number;
        // Columns that somebody has set with spaces, though no browser shows them.
        let text = if text.contains("   ") { &columns(text) } else { text };
        for piece in text.split_inclusive(|c: char| c.is_ascii_whitespace()) {
            let word = piece.trim_end_matches(|c: char| c.is_ascii_whitespace());
            if !word.is_empty() {
                self.text(word, line);
            }
            if word.len() < piece.len() && !self.text.is_empty() && !self.text.ends_with([' ', '\t']) {
                self.text.push(if piece.ends_with('\t') { '\t' } else { ' ' });
            }
            line += usize::from(piece.ends_with('\n'));
        }
    }

    /// Sets the next cell of a row apart.
    pub fn cell(&mut self) {
        let cut = self.text.trim_end().len();
        self.text.truncate(cut);
        if !self.text.is_empty() {
            self.text.push('\t');
        }
    }

    /// Begins or ends bold text. What goes on behind it with a capital and no space is set apart.
    pub fn bold(&mut self, on: bool) {
        self.bold_end = (!on).then_some(self.text.len()).filter(|end| *end > 2);
        self.bold_depth = if on { self.bold_depth + 1 } else { self.bold_depth.saturating_sub(1) };
    }

    /// Begins a link.
    pub fn link(&mut self, address: String) {
        self.link = Some((self.text.len(), address));
    }

    /// Ends the link that has begun.
    pub fn link_end(&mut self) {
        if let Some((start, address)) = self.link.take()
            && let Some(text) = self.text.get(start..)
        {
            self.links.push((text.trim().to_owned(), address));
        }
    }

    /// Ends the line, and begins one of this level.
    pub fn begin(&mut self, level: Level) {
        self.end();
        self.level = Some(level);
    }

    /// Gives the line that is being written this level.
    pub fn set(&mut self, level: Level) {
        self.level = Some(level);
    }

    /// Whether the line that is being written has no text yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Whether the line that is being written has a short text.
    #[must_use]
    pub fn has_little(&self) -> bool {
        (1..=20).contains(&self.text.trim().len())
    }

    /// Sets what follows apart from what stands before.
    pub fn block(&mut self) {
        self.end();
        self.gap = true;
    }

    /// Ends the line.
    pub fn end(&mut self) {
        self.bold_end = None;
        let level = self.level.take().unwrap_or(Level::Text);
        let open = self.link.take();
        let text = std::mem::take(&mut self.text);
        let (links, plain) = (std::mem::take(&mut self.links), self.plain_from.take());
        let leading = text.len() - text.trim_start().len();
        let text = text.trim();
        if let Some((_, address)) = open {
            self.link = Some((0, address));
        }
        if text.is_empty() {
            self.level = Some(level).filter(|level| *level != Level::Text);
            return;
        }
        let bold = plain.map_or(text.len(), |plain| plain.saturating_sub(leading).min(text.len()));
        let bold = if text.is_char_boundary(bold) { bold } else { 0 };
        let level = if is_rule(text) { Level::Rule } else { level };
        self.lines.push(Line { text: text.to_owned(), level, number: self.number, bold, links, gap: self.gap });
        self.gap = false;
    }
}

/// A text with a tab in place of three spaces or more between words of one line.
fn columns(text: &str) -> String {
    let apart = |line: &str| {
        let indent = line.len() - line.trim_start().len();
        let (before, rest) = line.split_at(indent);
        let words = rest.split("   ").map(str::trim).filter(|words| !words.is_empty());
        let ends = if rest.ends_with('\n') { "\n" } else { "" };
        format!("{}{}{ends}", before.replace('\t', " "), words.collect::<Vec<_>>().join("\t"))
    };
    text.split_inclusive('\n').map(apart).collect()
}

/// Whether a line has nothing but strokes.
fn is_rule(text: &str) -> bool {
    text.chars().count() >= 3 && text.chars().all(|c| "-=_*~—–─━═· ".contains(c))
}

/// Whether a character is one of the many that `tidy` takes as they are: of ASCII, or a Chinese one.
fn is_tidy(c: char) -> bool {
    matches!(c, ' '..='~' | '、' | '。' | '，' | '\u{4e00}'..='\u{9fff}')
}

/// Adds a character in the form in which the rules know it: digits, letters and spaces of one kind, no radicals in
/// place of characters, nothing that is not seen.
fn tidy(c: char, text: &mut String) {
    match c {
        '\t' => text.push('\t'),
        '\n' | '\r' => text.push(' '),
        '\u{3000}' | '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}' => wide_space(text),
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{fffc}' => {}
        // Signs of icon fonts, which stand before addresses and telephone numbers.
        '\u{e000}'..='\u{f8ff}' => text.push(' '),
        '\u{2e80}'..='\u{2fdf}' | '\u{f900}'..='\u{faff}' | '\u{fb00}'..='\u{fb06}' => text.extend(c.nfkc()),
        '\u{ff10}'..='\u{ff19}'
        | '\u{ff21}'..='\u{ff3a}'
        | '\u{ff41}'..='\u{ff5a}'
        | '．'
        | '＋'
        | '＠'
        | '＃'
        | '｜' => {
            text.extend(c.nfkc());
        }
        _ if c.is_control() => {}
        _ => text.push(c),
    }
}

/// Adds a space that is wide or holds words together; with other spaces beside it, it sets words apart.
fn wide_space(text: &mut String) {
    if text.ends_with(' ') {
        text.pop();
        text.push('\t');
    } else if !text.ends_with('\t') {
        text.push(' ');
    }
}

/// Joins lines that a fixed width has cut: a line goes on where the next begins as no line of its own would.
#[must_use]
pub fn joined(lines: Vec<Line>) -> Vec<Line> {
    let full = lines.iter().map(Line::width).max().unwrap_or(0).min(130);
    let mut result: Vec<Line> = Vec::with_capacity(lines.len());
    for line in lines {
        match result.last_mut().filter(|last| goes_on(last, &line, full)) {
            Some(last) => {
                let wide = |c: Option<char>| c.is_some_and(|c| c as u32 >= 0x1100);
                if !(wide(last.text.chars().last()) || wide(line.text.chars().next())) {
                    last.text.push(' ');
                }
                last.text += &line.text;
                last.links.extend(line.links);
            }
            None => result.push(line),
        }
    }
    result
}

fn goes_on(last: &Line, next: &Line, full: usize) -> bool {
    let prose = matches!(last.level, Level::Text | Level::Item(_)) && next.level == Level::Text && !next.gap;
    if !prose || next.text.contains('\t') || last.text.contains('\t') {
        return false;
    }
    // A bracket that is cut within a period.
    let open = last.text.rfind(['(', '（']).is_some_and(|open| !last.text[open..].contains([')', '）']));
    if open && last.text.ends_with(['-', '–']) && next.text.starts_with(|c: char| c.is_ascii_digit()) {
        return true;
    }
    // A line that ends with a period is whole, and one that begins with a label is another.
    let dated = || {
        let closes = last.text.ends_with([')', '）', '今', ']']) || last.text.ends_with(|c: char| c.is_ascii_digit());
        let end = last.text.len();
        closes && found(&last.text).last().is_some_and(|found| found.range.end == end && found.range.len() > 8)
    };
    if super::labels::label(&next.text).is_some() || dated() {
        return false;
    }
    let ends = last.text.ends_with(['.', '。', ';', '；', ':', '：', '!', '？']);
    let lower =
        next.text.starts_with(|c: char| c.is_lowercase()) && !next.text.contains("://") && !next.text.contains('@');
    let comma = last.text.ends_with([',', '，', '、', '&']);
    let wide = last.text.chars().filter(|c| *c as u32 >= 0x2e80).count() * 2 > last.text.chars().count();
    let last_width = last.width();
    if wide {
        return !ends && full >= 60 && last_width + 4 >= full && !next.text.starts_with(|c: char| c.is_ascii_digit());
    }
    // In what somebody tells of themselves, a line that is about full goes on, be it with a name.
    let plain = last.level == Level::Text && last.bold == 0 && next.bold == 0;
    if plain && !ends && last_width >= 55 && tells_of_self(&last.text) {
        return true;
    }
    (!ends && lower && last_width >= 40)
        || (comma && last_width >= 44)
        || (last_width + 12 >= full && full >= 70 && !ends && next.bold == 0 && last.level != Level::Text)
}

/// Whether a text is a sentence in which somebody tells of themselves.
fn tells_of_self(text: &str) -> bool {
    const TOLD: [&str; 7] = [" I ", " I'm ", " I’m ", " my ", " me ", " I've ", " I’ve "];
    text.starts_with("I ") || text.starts_with("My ") || TOLD.iter().any(|word| text.contains(word))
}

/// Rows below a row of labels get these before their cells: `公司` above `星河` is `公司：星河`.
#[must_use]
pub fn labelled(mut lines: Vec<Line>) -> Vec<Line> {
    order_days(&mut lines);
    lines.iter_mut().for_each(join_spread);
    split_titles(&mut lines);
    join_labels(&mut lines);
    join_periods(&mut lines);
    split_told(&mut lines);
    prepositions::without_prepositions(&mut lines);
    late_dates::raise_dates(&mut lines);
    lines.iter_mut().for_each(set_mark_apart);
    let mut columns: Vec<String> = Vec::new();
    for line in &mut lines {
        let cells: Vec<&str> = line.text.split('\t').collect();
        let plain = line.level == Level::Text && cells.len() > 2;
        if plain && is_header_row(&cells) && found(&line.text).is_empty() {
            columns = cells.into_iter().map(str::to_owned).collect();
            line.level = Level::Rule;
            continue;
        }
        if line.level != Level::Row && !(plain && cells.len() == columns.len()) {
            columns.clear();
            continue;
        }
        if cells.len() > 1 && is_header_row(&cells) {
            columns = employers(cells.into_iter().map(str::to_owned).collect());
            line.level = Level::Rule;
        } else if cells.len() == columns.len() {
            line.text = with_labels(&cells, &columns);
            line.bold = 0;
        }
    }
    titled(lines)
}

/// A text as the first line of a document.
#[cfg(test)]
pub(super) fn line(text: &str) -> Line {
    let mut pen = Pen::default();
    pen.text(text, 1);
    pen.finish().remove(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_take_the_form_that_rules_know() {
        let mut pen = Pen::default();
        pen.text("⽤２０１８\u{200b}年\u{3000}Ａ ﬁt", 7);
        assert_eq!(pen.finish()[0].text, "用2018年 A fit");
    }

    #[test]
    fn lines_know_what_of_them_is_bold_and_where_they_lead() {
        let mut pen = Pen::default();
        pen.bold(true);
        pen.link("https://a.example/".into());
        pen.text("Acme", 1);
        pen.link_end();
        pen.bold(false);
        pen.text(", Berlin", 1);
        let line = pen.finish().remove(0);
        assert_eq!((line.bold, line.is_bold()), (4, false));
        assert_eq!(line.links, [("Acme".to_owned(), "https://a.example/".to_owned())]);
    }
}
