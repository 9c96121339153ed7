//! Sections of projects: where each begins, and what its first lines say.

use std::ops::Range;

use super::body::{Project, dated_project, item_project, span_of};
use super::entries::{self, is_header, is_prose};
use super::labels::{Label, label};
use super::lists::web;
use super::outline::{Level, Line};
use super::parts::{Part, parts};
use super::words::{Kind, Words};
use crate::date::{Found, found};

/// The first and last line that name a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Start {
    /// The first.
    pub first: usize,
    /// The last.
    pub last: usize,
}

/// Where the projects of a section begin: at headings, else at labels, dates, bold lines or list items.
#[must_use]
pub fn starts(lines: &[Line], range: Range<usize>, words: &Words) -> Vec<Start> {
    let at = |test: &dyn Fn(&Line) -> bool| range.clone().filter(|at| test(&lines[*at])).collect::<Vec<usize>>();
    let headings = at(&|line| {
        matches!(line.level, Level::Heading(_))
            && label(&line.text).is_none()
            && super::labels::label_named(&line.text).is_none()
    });
    if let Some(top) = headings.iter().filter_map(|at| level(&lines[*at])).min() {
        let tops = headings.into_iter().filter(|at| level(&lines[*at]) == Some(top));
        return tops.map(|first| Start { first, last: with_dates(lines, first, range.end) }).collect();
    }
    let rows = at(&|line| line.level == Level::Row);
    if rows.len() > 1 {
        let named = |row: &usize| {
            lines[*row].text.split('\t').next().is_none_or(|cell| super::labels::label_named(cell).is_none())
        };
        return rows.into_iter().filter(named).map(|first| Start { first, last: first }).collect();
    }
    let labelled =
        at(&|line| matches!(label(&line.text), Some((Label::Project | Label::Name, value)) if !value.is_empty()));
    if !labelled.is_empty() {
        return labelled.into_iter().map(|first| Start { first, last: first }).collect();
    }
    let named = |line: &Line| line.bold > 0 || !line.links.is_empty() || !found(&line.text).is_empty();
    let items = at(&|line| line.level == Level::Item(1));
    if items.len() > 1 && items.first() == Some(&range.start) && items.iter().all(|at| named(&lines[*at])) {
        return items.into_iter().map(|first| Start { first, last: first }).collect();
    }
    let section = entries::Section::new(lines, range.clone(), words);
    let dated = section.entries();
    let has_date = |entry: &entries::Entry| entry.header.iter().any(|at| !section.dates(*at).is_empty());
    let bold = at(&|line| line.bold > 0 && !line.is_bold() && line.level == Level::Text);
    let more = bold.len() > dated.len() && bold.first() == Some(&range.start);
    if !more && dated.first().is_some_and(has_date) {
        return dated
            .iter()
            .filter_map(|entry| Some(Start { first: *entry.header.first()?, last: *entry.header.last()? }))
            .collect();
    }
    let bold = at(&|line| {
        line.bold > 0
            && (line.level == Level::Text || matches!(line.level, Level::Item(1)))
            && !is_prose(line.text.get(..line.bold).unwrap_or_default())
    });
    if bold.len() > 1 || bold.first() == Some(&range.start) {
        return bold.into_iter().map(|first| Start { first, last: first }).collect();
    }
    plain_starts(lines, range)
}

fn level(line: &Line) -> Option<u8> {
    if let Level::Heading(level) = line.level { Some(level) } else { None }
}

/// A heading with the line of dates, and of employer and role, below it.
fn with_dates(lines: &[Line], first: usize, end: usize) -> usize {
    let next = first + 1;
    let dated = next < end
        && !found(&lines[next].text).is_empty()
        && is_header(&lines[next], &found(&lines[next].text))
        && !matches!(lines[next].level, Level::Item(_))
        && lines[next].width() <= 80;
    if dated { next } else { first }
}

/// Without marks, the outermost items are projects, or short lines above items or sentences.
fn plain_starts(lines: &[Line], range: Range<usize>) -> Vec<Start> {
    let items = range.clone().filter(|at| matches!(lines[*at].level, Level::Item(_)));
    let named = |at: &usize| {
        lines[*at].level == Level::Text
            && is_header(&lines[*at], &[])
            && label(&lines[*at].text).is_none()
            && lines[*at].width() <= 70
    };
    let texts: Vec<usize> = range
        .clone()
        .filter(named)
        .filter(|at| {
            *at == range.start
                || lines[*at].gap
                || lines.get(at.wrapping_sub(1)).is_some_and(|line| matches!(line.level, Level::Item(_)))
        })
        .collect();
    let top = items
        .clone()
        .map(|at| lines[at].level)
        .min_by_key(|level| if let Level::Item(depth) = level { *depth } else { 9 });
    if !texts.is_empty() && texts.first() == Some(&range.start) {
        return texts.into_iter().map(|first| Start { first, last: first }).collect();
    }
    match top {
        Some(top) => items.filter(|at| lines[*at].level == top).map(|first| Start { first, last: first }).collect(),
        None => range
            .filter(|at| lines[*at].level == Level::Row || lines[*at].gap && lines[*at].level == Level::Text)
            .map(|first| Start { first, last: first })
            .collect(),
    }
}

/// What the first lines of a project say.
#[must_use]
pub fn header(lines: &[Line], start: &Start, words: &Words) -> Project {
    let line = &lines[start.first];
    let item = matches!(line.level, Level::Item(_)) || line.bold > 0 && !line.is_bold();
    let labelled =
        label(&line.text).filter(|(label, value)| matches!(label, Label::Project | Label::Name) && !value.is_empty());
    let mut project = match labelled {
        Some((_, value)) => dated_project(value, start.first),
        None if item && found(&line.text).is_empty() => item_project(line, start.first),
        None => shortened(dated_project(&line.text, start.first), line),
    };
    let dates: Vec<Vec<Found>> = (start.first..=start.last).map(|at| found(&lines[at].text)).collect();
    project.dates = span_of(&dates.iter().flatten().collect::<Vec<_>>());
    let all: Vec<_> =
        (start.first..=start.last).zip(&dates).flat_map(|(at, dates)| parts(&lines[at], at, dates, words)).collect();
    if project.name.is_empty() || project.body.summary.is_empty() && labelled.is_none() {
        let free = all.iter().find(|part| {
            !matches!(part.kind, Some(Kind::Title | Kind::Place))
                && part.label.is_none_or(|label| matches!(label, Label::Project | Label::Name))
                && !part.text.contains("://")
        });
        if let Some(name) = free.filter(|part| {
            !part.text.is_empty() && part.group == 0 && part.line != start.first || project.name.is_empty()
        }) {
            project.name.clone_from(&name.text);
        }
    }
    for part in &all {
        match (part.kind, part.label) {
            (Some(Kind::Title), None) | (_, Some(Label::Role | Label::Title))
                if part.text != project.name && !project.name.contains(&part.text) =>
            {
                project.body.roles.push(part.text.clone())
            }
            (Some(Kind::Company), None) | (_, Some(Label::Company))
                if part.text != project.name && !project.name.contains(&part.text) && project.entity.is_empty() =>
            {
                project.entity.clone_from(&part.text)
            }
            _ => {}
        }
    }
    if let Some((fund, name)) = funded(&all).filter(|_| labelled.is_none()) {
        project.entity = fund;
        project.name = name;
        project.check = None;
    }
    project.body.url = line.links.iter().find_map(|(_, address)| web(address));
    project
}

/// A project of a dated line whose name is bold, or a link, or stands before a colon or a stroke.
fn shortened(mut project: Project, line: &Line) -> Project {
    let bold = line.text.get(..line.bold).map(super::parts::trimmed).filter(|_| !line.is_bold());
    let link = line.links.first().map(|(name, _)| name.as_str());
    let marked = bold.into_iter().chain(link).find(|name| !name.is_empty() && project.name.starts_with(name));
    let cut = || {
        let item = matches!(line.level, Level::Item(_));
        let ends = [": ", "：", " - ", " – ", " — "].iter().filter_map(|mark| project.name.find(mark)).min();
        ends.filter(|end| item && *end <= 60 && *end > 0)
    };
    let stroke = || project.name.find(['|', '｜']).filter(|end| *end > 0);
    let end = marked.map(str::len).or_else(stroke).or_else(cut);
    if let Some(end) = end.filter(|end| *end < project.name.len()) {
        let rest = project.name[end..].trim_start_matches(|c: char| !c.is_alphanumeric()).to_owned();
        project.name.truncate(end);
        project.name = super::parts::trimmed(&project.name).to_owned();
        project.body.summary.extend((!rest.is_empty()).then_some(rest));
    }
    project
}

/// The fund and the title of a project in research: `某基金面上项目，某某的研究，2021—2024，主持`.
fn funded(parts: &[Part]) -> Option<(String, String)> {
    let at = parts.iter().position(|part| {
        let name = ["项目", "课题", "基金", "计划", "专项", "Grant", "Fund", "Foundation"];
        name.iter().any(|end| part.text.ends_with(end))
            && ["基金", "课题", "计划", "国家", "省", "市", "部", "横向", "Foundation", "Grant", "Fund", "Council"]
                .iter()
                .any(|word| part.text.contains(word))
    })?;
    let next = parts.get(at + 1).filter(|next| next.line == parts[at].line && next.text.chars().count() >= 6)?;
    (at == 0).then(|| (parts[at].text.clone(), next.text.clone()))
}
