//! Plain text, and text that was taken out of a PDF, as an outline.

use super::outline::{Level, Line, Pen, joined, width};

/// What marks a list item, besides figures.
const BULLETS: &str = "•·●■◆▪➢○◦‣►▶∙⚫√✓✔–—*-+※★☆❖❑□▸►♦‧⁃";

/// The lines of a text.
#[must_use]
pub fn outline(text: &str) -> Vec<Line> {
    let lines: Vec<&str> = text.lines().collect();
    let columns = columns(&lines);
    let mut pen = Pen::default();
    let outlined = lines.iter().any(|line| line.starts_with("** ") || line.starts_with("#+"));
    let lines: Vec<String> =
        lines.iter().enumerate().map(|(at, line)| marked(line, lines.get(at + 1), outlined)).collect();
    match columns {
        Some(cut) => {
            let halves = lines.iter().map(|line| split_at_column(line, cut));
            let (left, right): (Vec<&str>, Vec<&str>) = halves.unzip();
            left.iter().enumerate().for_each(|(number, line)| write(&mut pen, line, number + 1));
            pen.block();
            right.iter().enumerate().for_each(|(number, line)| write(&mut pen, line, number + 1));
        }
        None => lines.iter().enumerate().for_each(|(number, line)| write(&mut pen, line, number + 1)),
    }
    joined(pen.finish())
}

/// Whether a line is the number of a page, or syntax of Org that says nothing.
fn is_page_number(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    matches!(words[..], ["Page" | "page", _] | ["Page" | "page", _, "of", _])
        || matches!(line, ":PROPERTIES:" | ":END:")
        || (line.starts_with('第') && line.ends_with('页') && line.chars().count() <= 8)
}

/// A line as Markdown would have it, where it is a heading of Org (`** Work`), or one with strokes below.
fn marked(line: &str, next: Option<&&str>, outlined: bool) -> String {
    let stars = line.bytes().take_while(|byte| *byte == b'*').count();
    if outlined && stars > 0 && line[stars..].starts_with(' ') {
        return format!("{} {}", "#".repeat(stars.min(6)), line[stars..].trim());
    }
    let stroke = next.and_then(|next| next.trim_end().chars().next()).filter(|c| "=-~^".contains(*c));
    let below = stroke
        .filter(|stroke| next.is_some_and(|next| next.trim().chars().all(|c| c == *stroke) && next.trim().len() >= 3));
    match below {
        Some(stroke)
            if !line.trim().is_empty()
                && item(line.trim()).is_none()
                && width(line) <= 60
                && line.chars().any(char::is_alphabetic)
                && !line.contains("   ") =>
        {
            format!(
                "{} {}",
                if stroke == '=' {
                    "#"
                } else if stroke == '-' {
                    "##"
                } else {
                    "###"
                },
                line.trim()
            )
        }
        _ => line.to_owned(),
    }
}

fn write(pen: &mut Pen, line: &str, number: usize) {
    if line.trim().is_empty() || is_page_number(line.trim()) {
        return pen.block();
    }
    let indent = width(line) - width(line.trim_start());
    let text = line.trim();
    match item(text).filter(|_| !text.chars().all(|c| BULLETS.contains(c) || c == '=' || c == ' ')) {
        Some(rest) => {
            pen.begin(Level::Item(u8::try_from(1 + indent / 2).unwrap_or(9).min(9)));
            pen.text(&spaced(rest), number);
        }
        None => {
            let hashes = text.bytes().take_while(|byte| *byte == b'#').count();
            if (1..=6).contains(&hashes) && text[hashes..].starts_with(' ') {
                pen.begin(Level::Heading(u8::try_from(hashes).unwrap_or(6)));
                pen.text(text[hashes..].trim_matches([' ', '#']), number);
            } else {
                pen.begin(Level::Text);
                pen.text(&spaced(text), number);
            }
        }
    }
    pen.end();
}

/// The text of a list item.
#[must_use]
pub fn item(text: &str) -> Option<&str> {
    let mut characters = text.chars();
    let first = characters.next()?;
    let rest = characters.as_str();
    if BULLETS.contains(first)
        && (rest.starts_with([' ', '\t', '\u{3000}']) || !first.is_ascii() && !rest.starts_with(first))
    {
        return Some(item(rest.trim_start()).unwrap_or(rest.trim_start()));
    }
    if rest.starts_with(' ') && matches!(first, 'o' | '§' | 'l' | 'n' | '\u{f0b7}' | '\u{f06c}' | '\u{f0a7}') {
        return Some(rest.trim_start());
    }
    if matches!(first, '①'..='⑳') {
        return Some(rest.trim_start());
    }
    numbered(text)
}

/// `1. text`, `2、text`, `(3) text`, `4）text`.
fn numbered(text: &str) -> Option<&str> {
    let opened = text.trim_start_matches(['(', '（', '[']);
    let rest = opened.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = opened.len() - rest.len();
    let mark = rest.chars().next().filter(|c| ".、)）]．".contains(*c))?;
    let after = &rest[mark.len_utf8()..];
    let sure = !after.starts_with(|c: char| c.is_ascii_digit())
        && (mark != '.' || after.starts_with([' ', '\t']) || after.starts_with(|c: char| c as u32 > 0x2e80));
    ((1..=2).contains(&digits) && sure && !after.trim().is_empty()).then(|| after.trim_start())
}

/// Two spaces and more set apart as a tab does.
fn spaced(text: &str) -> String {
    let leader = ["....", "-----", "_____"].iter().find(|leader| text.contains(**leader));
    let leaders = leader.map(|leader| {
        text.split(leader)
            .map(|part| part.trim_matches([leader.chars().next().unwrap_or('.'), ' ']))
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("   ")
    });
    let text = leaders.as_deref().unwrap_or(text);
    let mut result = String::with_capacity(text.len());
    let mut spaces = 0;
    for c in text.chars() {
        match c {
            ' ' | '\u{3000}' | '\u{a0}' => spaces += if c == '\u{3000}' { 2 } else { 1 },
            _ => {
                match spaces {
                    0 => {}
                    1 => result.push(' '),
                    _ => result.push('\t'),
                }
                spaces = 0;
                result.push(c);
            }
        }
    }
    result
}

/// Where the second of two columns begins, if the text has two: most of its lines begin there behind a gap, and some
/// have text on both sides.
fn columns(lines: &[&str]) -> Option<usize> {
    if !lines.iter().any(|line| line.trim_start().contains("   ")) {
        return None;
    }
    let mut starts = std::collections::BTreeMap::new();
    for line in lines {
        for at in gap_ends(line) {
            *starts.entry(at).or_insert(0usize) += 1;
        }
    }
    let (cut, count) = starts.into_iter().max_by_key(|(_, count)| *count)?;
    let filled = lines.iter().filter(|line| !line.trim().is_empty());
    let (mut both, mut crossed, mut all) = (0, 0, 0);
    let (mut left_titles, mut right_titles, mut dated) = (0, 0, 0);
    for line in filled {
        let (left, right) = split_at_column(line, cut);
        all += 1;
        let beside = !left.trim().is_empty() && !right.trim().is_empty();
        both += usize::from(beside);
        dated += usize::from(beside && !crate::date::found(left).is_empty());
        crossed += usize::from(right.is_empty() && width(line) > cut + 2);
        left_titles += usize::from(super::sections::is_title(left.trim()));
        right_titles += usize::from(super::sections::is_title(right.trim()));
    }
    // Dates with what they are the dates of beside them are no column of their own.
    let split = dated * 2 <= both
        && count >= 5
        && both * 4 >= all
        && crossed * 5 <= all
        && left_titles >= 1
        && right_titles >= 1;
    split.then_some(cut)
}

/// The columns at which text begins behind a gap of at least three spaces.
fn gap_ends(line: &str) -> Vec<usize> {
    let (mut ends, mut column, mut spaces) = (Vec::new(), 0, 0);
    for c in line.chars() {
        if c == ' ' {
            spaces += 1;
        } else {
            if spaces >= 3 && column > 12 {
                ends.push(column);
            }
            spaces = 0;
        }
        column += if c as u32 >= 0x1100 { 2 } else { 1 };
    }
    ends
}

/// What stands left and right of a column; a line that runs across it is all left.
fn split_at_column(line: &str, cut: usize) -> (&str, &str) {
    let mut column = 0;
    for (at, c) in line.char_indices() {
        if column >= cut {
            let (left, right) = line.split_at(at);
            let free = column == cut && (left.ends_with("  ") || left.trim().is_empty());
            return if free { (left, right) } else { (line, "") };
        }
        column += if c as u32 >= 0x1100 { 2 } else { 1 };
    }
    (line, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bullets_and_figures_mark_items() {
        for (text, expected) in [
            ("- a", Some("a")),
            ("•a", Some("a")),
            ("1. a", Some("a")),
            ("2、负责", Some("负责")),
            ("（3）负责", Some("负责")),
            ("2018.3 a", None),
            ("3.5 years", None),
            ("a - b", None),
            ("-5", None),
        ] {
            assert_eq!(item(text), expected, "{text}");
        }
    }

    #[test]
    fn two_columns_are_read_one_after_the_other() {
        let text = "\
CONTACT                  EXPERIENCE
a@b.example              Engineer, Acme
Berlin                   2018 - 2019
SKILLS                   - Built things
Java                     Intern, Widget Ltd
Rust                     2016 - 2017
";
        let lines: Vec<String> = outline(text).into_iter().map(|line| line.text).collect();
        assert_eq!(lines[..5], ["CONTACT", "a@b.example", "Berlin", "SKILLS", "Java"]);
        assert_eq!(lines[6], "EXPERIENCE");
    }

    #[test]
    fn lines_that_a_width_has_cut_are_joined() {
        let text =
            "• Built the first version of the service that sends all messages of the\n  company to its customers\nNext";
        let lines = outline(text);
        assert_eq!(lines.len(), 2);
        assert!(lines[0].text.ends_with("of the company to its customers"));
    }
}
