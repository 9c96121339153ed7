//! Lines as the rules want them: tables with the labels of their columns, what goes over two lines joined, what stands in one
//! line parted.

use super::{Level, Line, width};
use crate::date::{Span, found};
use crate::import::labels::{Label, label_named};
use crate::import::sections;
use crate::text::is_han;

/// In a table of posts that has no column of employers, that of places has these.
pub(super) fn employers(mut columns: Vec<String>) -> Vec<String> {
    let place = |label: Label| columns.iter().position(|column| label_named(column) == Some(label));
    let employer = place(Label::Company).or(place(Label::School)).or(place(Label::Name));
    if let (None, Some(at), Some(_), Some(_)) =
        (employer, place(Label::Place), place(Label::Title), place(Label::Period))
    {
        columns[at] = "Company".to_owned();
    }
    columns
}

/// Whether most of these cells, which are short, are labels.
pub(super) fn is_header_row(cells: &[&str]) -> bool {
    let named = || cells.iter().filter(|cell| label_named(cell).is_some()).count();
    cells.iter().all(|cell| width(cell) <= 24) && named() * 2 > cells.len()
}

/// Dates such as `01/09/2016` get the order of days and months that the document has: some day is above the twelfth.
pub(super) fn order_days(lines: &mut [Line]) {
    let ordered = |line: &Line, first: bool| {
        full_dates(&line.text).any(|(_, a, b)| if first { a > 12 && b <= 12 } else { b > 12 && a <= 12 })
    };
    let (day_first, month_first) =
        (lines.iter().any(|line| ordered(line, true)), lines.iter().any(|line| ordered(line, false)));
    if day_first == month_first {
        return;
    }
    for line in lines.iter_mut().filter(|line| width(&line.text) <= 70) {
        let dates: Vec<(usize, u32, u32)> = full_dates(&line.text).collect();
        for (at, a, b) in dates {
            let (day, month) = if day_first { (a, b) } else { (b, a) };
            line.text.replace_range(at..at + 6, &format!("{day:02}.{month:02}."));
        }
    }
}

/// Where dates such as `01/09/2016` stand, with their first two figures.
pub(super) fn full_dates(text: &str) -> impl Iterator<Item = (usize, u32, u32)> {
    text.match_indices('/').filter_map(|(slash, _)| {
        let at = slash.checked_sub(2)?;
        let date = text.get(at..at + 10)?.as_bytes();
        let figures = |from: usize, until: usize| date[from..until].iter().all(u8::is_ascii_digit);
        let whole = figures(0, 2) && figures(3, 5) && date[5] == b'/' && figures(6, 10);
        let apart = !text[..at].ends_with(|c: char| c.is_ascii_digit() || c == '/');
        let value = |from: usize| u32::from(date[from] - b'0') * 10 + u32::from(date[from + 1] - b'0');
        (whole && apart).then(|| (at, value(0), value(3)))
    })
}

/// The title of posts or studies in bold, with text behind it in the same paragraph, gets a line of its own:
/// `**Work Experience** I have worked in two countries`.
pub(super) fn split_titles(lines: &mut Vec<Line>) {
    use sections::{Kind, kind_of};
    for at in (0..lines.len()).rev() {
        let line = &lines[at];
        let paragraph = line.level == Level::Text && line.gap && (9..30).contains(&line.bold);
        let (title, rest) = line.text.split_at(if paragraph { line.text[..line.bold].trim_end().len() } else { 0 });
        let apart = rest.starts_with([' ', '\t']) && rest.trim_start().starts_with(char::is_uppercase);
        if apart && matches!(kind_of(title), Some(Kind::Work | Kind::Education | Kind::Internship)) {
            let rest = Line { text: rest.trim().to_owned(), bold: 0, gap: false, ..line.clone() };
            let end = title.len();
            lines[at].text.truncate(end);
            lines[at].bold = end;
            lines[at].links.clear();
            lines.insert(at + 1, rest);
        }
    }
}

/// A label whose characters are spread to the width of others: `学　　历：` is `学历：`.
pub(super) fn join_spread(line: &mut Line) {
    let Some(end) = line.text.find(['：', ':']) else { return };
    let label = &line.text[..end];
    let spread = label.contains(['\t', ' ']) && label.chars().all(|c| is_han(c) || c.is_whitespace());
    if spread && label.chars().filter(|c| is_han(*c)).count() <= 4 {
        let joined: String = label.chars().filter(|c| is_han(*c)).collect();
        line.bold = if line.bold > end { line.bold - end + joined.len() } else { 0 };
        line.text.replace_range(..end, &joined);
    }
}

/// A label that goes over two lines beside its value: `Main activities and` above `responsibilities`.
pub(super) fn join_labels(lines: &mut Vec<Line>) {
    for at in (1..lines.len()).rev() {
        let Some((one, value)) = lines[at - 1].text.split_once('\t') else { continue };
        let (two, rest) = lines[at].text.split_once('\t').unwrap_or((&lines[at].text, ""));
        if width(two) > 60 || two.starts_with(char::is_uppercase) {
            continue;
        }
        let whole = format!("{} {}", one.trim_end_matches(['/', ' ']), two);
        if label_named(one).is_none()
            && label_named(two).is_none() | one.ends_with("and")
            && two.chars().any(char::is_alphabetic)
            && (label_named(&whole).is_some() || sections::is_title(&whole))
        {
            lines[at - 1].text = format!("{whole}\t{value} {rest}").trim_end().to_owned();
            lines.remove(at);
        }
    }
}

/// A period in a narrow column that goes over two lines: `Sept 2011–` above `Aug 2012`, each with text beside it.
pub(super) fn join_periods(lines: &mut Vec<Line>) {
    for at in (1..lines.len()).rev() {
        let Some((one, text)) = lines[at - 1].text.split_once('\t') else { continue };
        let (two, more) = lines[at].text.split_once('\t').unwrap_or((&lines[at].text, ""));
        if !one.ends_with(['–', '-', '—', '~', '至']) || lines[at].gap || width(two) > 20 || width(one) > 20 {
            continue;
        }
        let whole = |text: &str| {
            found(text).first().is_some_and(|found| found.range == (0..text.len()) && text.chars().count() > 3)
        };
        if whole(&format!("{one}{two}")) && whole(two) {
            lines[at - 1].text = format!("{one}{two}\t{text} {more}").trim_end().to_owned();
            lines.remove(at);
        }
    }
}

/// A mark told with a study is set apart: `B.Tech from Sample College, 2014 with 71.4%.`
pub(super) fn set_mark_apart(line: &mut Line) {
    let text = line.text.trim_end_matches('.');
    let Some((study, mark)) = text.rsplit_once(" with ").filter(|_| text.len() <= 200) else { return };
    let ends = mark.ends_with('%') || mark.to_ascii_uppercase().ends_with("GPA");
    if !ends || mark.split(' ').count() > 4 || !mark.contains(|c: char| c.is_ascii_digit()) {
        return;
    }
    if let Some((degree, school)) = study.split_once(" from ") {
        line.text = format!("{degree}\t{school}\t{mark}");
        line.bold = 0;
    }
}

/// What stands right below a period alone names the entry; the sentences behind it are set apart from it:
/// `Engineer at Acme, Berlin. I worked on maps.`
pub(super) fn split_told(lines: &mut Vec<Line>) {
    let bare = |line: &Line| {
        let dates = found(&line.text);
        dates.first().is_some_and(|found| found.range == (0..line.text.len()) && !matches!(found.span, Span::At(_)))
    };
    for at in (1..lines.len()).rev() {
        let line = &lines[at];
        if line.level != Level::Text || !line.text.ends_with('.') || !bare(&lines[at - 1]) {
            continue;
        }
        let head = line.text.split_once(". ").map_or(line.text.len() - 1, |(head, _)| head.len());
        let words = line.text[..head].split(' ').count();
        let named = line.text[..head].contains(" at ") && words >= 3 || line.bold > 0 && line.bold <= head + 2;
        if words > 14 || !named || line.text.starts_with("I ") {
            continue;
        }
        let rest = line.text[head + 1..].trim().to_owned();
        let told = Line { text: rest, bold: 0, gap: false, links: Vec::new(), ..line.clone() };
        lines[at].text.truncate(head);
        lines[at].bold = lines[at].bold.min(head);
        if !told.text.is_empty() {
            lines.insert(at + 1, told);
        }
    }
}

/// Cells with the labels of their columns; a start and an end are a period.
pub(super) fn with_labels(cells: &[&str], columns: &[String]) -> String {
    let mut text: Vec<String> = Vec::new();
    for (cell, column) in cells.iter().zip(columns) {
        match (label_named(column), text.last_mut()) {
            (Some(Label::End), Some(last)) if last.starts_with("Period：") => *last = format!("{last} - {cell}"),
            (Some(Label::Start), _) => text.push(format!("Period：{cell}")),
            (None, _) => text.push((*cell).to_owned()),
            _ => text.push(format!("{column}：{cell}")),
        }
    }
    text.join("\t")
}

/// A section's title that stands beside its first line, as in a layout of two columns, gets a line of its own.
pub(super) fn titled(lines: Vec<Line>) -> Vec<Line> {
    if !lines.iter().any(|line| line.text.contains('\t')) {
        return lines;
    }
    let mut result: Vec<Line> = Vec::with_capacity(lines.len());
    // Where most titles stand on lines of their own, such a word is a label.
    let beside = |line: &&Line| {
        line.text.split_once('\t').is_some_and(|(title, rest)| !rest.is_empty() && sections::is_title(title))
    };
    let alone = lines.iter().filter(|line| sections::is_title(&line.text)).count();
    let beside = lines.iter().filter(beside).count();
    for line in lines {
        let title = line.text.split_once('\t').filter(|(title, _)| {
            (line.level == Level::Row || line.level == Level::Text && (beside >= alone || title.contains(' ')))
                && sections::is_title(title)
                && (line.bold > 0 || label_named(title).is_none())
        });
        match title {
            Some((title, rest)) => {
                let rest = Line { text: rest.trim().to_owned(), bold: 0, gap: false, ..line.clone() };
                result.push(Line {
                    text: title.to_owned(),
                    level: Level::Heading(2),
                    links: Vec::new(),
                    bold: 0,
                    ..line
                });
                result.push(rest);
            }
            None => result.push(line),
        }
    }
    result
}
