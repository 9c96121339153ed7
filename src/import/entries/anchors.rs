//! The lines of a section that name its entries by a date.

use super::lines::is_telling;
use super::{Section, Style, is_header};
use crate::date::{Found, Span};
use crate::import::labels::{Label, label};
use crate::import::outline::{Level, Line};
use crate::import::parts::tail;
use crate::import::words::Kind;
use crate::text::is_han;

impl Section<'_> {
    /// The lines that name entries by a period or date.
    pub(super) fn anchors(&self) -> Vec<usize> {
        let named = |at: &usize| {
            let told = has_two_sentences(&self.lines[*at].text) && !self.names_any(*at);
            (is_header(&self.lines[*at], self.dates(*at)) && !told || self.is_long_header(*at))
                && !is_colophon(&self.lines[*at])
        };
        let dated = |at: &usize| self.has_period(*at) && named(at) && !self.lines[*at].text.ends_with([':', '：']);
        let mut anchors: Vec<usize> = self.range.clone().filter(dated).filter(|at| !self.is_group(*at)).collect();
        let single = |at: &usize| !self.has_period(*at) && self.is_dated_edge(*at) && !self.tells_what_was(*at);
        let lone: Vec<usize> = self.range.clone().filter(single).collect();
        let style = anchors.first().or(lone.first()).map(|first| self.lines[*first].level);
        let fits = |at: &usize| {
            let level = self.lines[*at].level;
            let item = |level: Level| matches!(level, Level::Item(_));
            match style {
                Some(Level::Heading(first)) if matches!(level, Level::Heading(other) if other > first) => {
                    self.names_title(*at)
                }
                Some(Level::Item(depth)) => !matches!(level, Level::Item(other) if other > depth),
                Some(_) => !item(level) || self.is_grouped(*at),
                None => true,
            }
        };
        let body_of = |at: &usize| {
            anchors.iter().rev().find(|anchor| *anchor < at).is_some_and(|anchor| self.is_body(*anchor, *at))
        };
        // Where all periods begin their lines, a year at the end of another is a part of what that tells.
        let leading = !anchors.is_empty() && anchors.iter().all(|at| self.leads_with_date(*at));
        let same_edge = |at: &usize| !leading || self.leads_with_date(*at);
        // Where all periods stand right below a heading, so does a year.
        let below = |at: &usize| self.range.start < *at && matches!(self.lines[*at - 1].level, Level::Heading(_));
        let all_below = anchors.iter().all(below);
        let tells = |at: &usize| {
            self.names_any(*at)
                || self.is_bare(*at)
                || Style::of(&self.lines[*at]).stands_out()
                || all_below && below(at)
                || leading && self.is_column(*at)
        };
        let lone: Vec<usize> =
            lone.into_iter().filter(|at| anchors.is_empty() || (!body_of(at) && same_edge(at) && tells(at))).collect();
        anchors.extend(lone);
        anchors.sort_unstable();
        anchors.retain(|at| {
            fits(at) && !self.is_end_label(*at) && !self.is_project_line(*at) && !is_telling(&self.lines[*at])
        });
        anchors.dedup_by(|next, last| self.translates(*next, *last));
        anchors
    }

    /// Whether a heading with a period names no organization, and stands above entries that do, with periods of their own:
    /// `2012 – 2021 Internet`.
    pub(super) fn is_group(&self, at: usize) -> bool {
        *self.groups[at - self.range.start].get_or_init(|| self.has_entries_below(at))
    }

    fn has_entries_below(&self, at: usize) -> bool {
        if self.heading(at).is_none() || !self.has_period(at) || self.employs_somebody(at) {
            return false;
        }
        let below = (at + 1..self.range.end).take_while(|below| self.heading(*below).is_none());
        let mut dated = below.filter(|at| self.has_period(*at) && is_header(&self.lines[*at], self.dates(*at)));
        dated.any(|at| self.employs_somebody(at))
    }

    /// Whether a line names an organization.
    pub(super) fn employs_somebody(&self, at: usize) -> bool {
        self.parts(at)
            .iter()
            .any(|part| matches!(part.kind, Some(Kind::Company | Kind::School)) || part.label.is_some())
    }

    /// Whether the heading above an item is that of a group of entries.
    fn is_grouped(&self, at: usize) -> bool {
        (self.range.start..at)
            .rev()
            .find(|above| self.heading(*above).is_some())
            .is_some_and(|above| self.is_group(above))
    }

    /// Whether a line says in another script what an entry just above is, with the same period.
    fn translates(&self, next: usize, last: usize) -> bool {
        let spans = |at: usize| self.dates(at).iter().map(|found| found.span).next();
        let han = |at: usize| self.lines[at].text.chars().filter(|c| is_han(*c)).count() > 1;
        let years = |span: Option<Span>| match span {
            Some(Span::Period(start, end)) => Some((start.year(), end)),
            _ => None,
        };
        next - last <= 2
            && han(last) != han(next)
            && years(spans(next)).is_some()
            && years(spans(next)) == years(spans(last))
    }

    /// Whether a line says what was in the year that it begins with, and no post or degree: `2016 first app for a school`.
    pub(super) fn tells_what_was(&self, at: usize) -> bool {
        let behind = self.dates(at).first().map_or("", |found| self.lines[at].text[found.range.end..].trim_start());
        let small =
            behind.split(' ').next().is_some_and(|word| word.len() > 1 && word.bytes().all(|b| b.is_ascii_lowercase()));
        let post = || self.parts(at).iter().any(|part| matches!(part.kind, Some(Kind::Title | Kind::Degree)));
        small && behind.contains(' ') && self.leads_with_date(at) && !behind.contains(" at ") && !post()
    }

    fn leads_with_date(&self, at: usize) -> bool {
        let text = &self.lines[at].text;
        self.dates(at).iter().any(|found| !text[..found.range.start].chars().any(char::is_alphanumeric))
            || matches!(label(text), Some((Label::Period | Label::Start, _)))
    }

    /// Whether a line names an organization, a post or a degree.
    #[must_use]
    pub fn names_any(&self, at: usize) -> bool {
        self.parts(at).iter().any(|part| {
            matches!(part.kind, Some(Kind::Company | Kind::School | Kind::Title | Kind::Degree)) || part.label.is_some()
        })
    }

    /// Whether a gap sets the date at the beginning of a line apart, as if it stood in a column.
    fn is_column(&self, at: usize) -> bool {
        let behind = self.dates(at).first().map(|found| &self.lines[at].text[found.range.end..]);
        self.leads_with_date(at) && behind.is_some_and(|text| text.starts_with('\t'))
    }

    /// Whether a line with a date alone stands in what tells of an entry: not as its anchor does.
    fn is_body(&self, anchor: usize, at: usize) -> bool {
        Style::of(&self.lines[anchor]).level != self.lines[at].level
    }

    /// Whether a long line is still one that names a job or study, by the words of its parts.
    fn is_long_header(&self, at: usize) -> bool {
        let line = &self.lines[at];
        const TOLD: [&str; 8] = [" I ", " my ", " was ", " we ", " he ", " she ", " his ", " her "];
        let told = line.text.contains('。') || TOLD.iter().any(|word| line.text.contains(word));
        line.width() <= 200 && !told && self.is_complete(at)
    }

    fn has_period(&self, at: usize) -> bool {
        self.dates(at).iter().any(|found| !matches!(found.span, Span::At(_)))
    }

    /// Whether a line begins or ends with a date, and has little else.
    fn is_dated_edge(&self, at: usize) -> bool {
        let (line, dates) = (&self.lines[at], self.dates(at));
        let end = tail(&line.text, dates).unwrap_or(line.text.len());
        let bare = |text: &str| !text.chars().any(char::is_alphanumeric);
        // A mark in brackets behind the date is the last thing that a line says.
        let closed =
            |text: &str| bare(text) || text.trim().starts_with(['(', '（']) && text.trim().ends_with([')', '）']);
        let edge = |found: &Found| {
            bare(&line.text[..found.range.start]) || line.text.get(found.range.end..end).is_some_and(closed)
        };
        let labelled = matches!(label(&line.text), Some((Label::Period | Label::Start, _)));
        let short = line.width() <= 100 || end < line.text.len();
        (dates.iter().any(edge) || labelled)
            && short
            && !is_colophon(line)
            && is_header(line, dates)
            && !line.text.ends_with([':', '：'])
    }

    fn is_end_label(&self, at: usize) -> bool {
        matches!(label(&self.lines[at].text), Some((Label::End | Label::Birth | Label::Aside, _)))
    }

    /// Whether a line begins a project within a job.
    fn is_project_line(&self, at: usize) -> bool {
        matches!(label(&self.lines[at].text), Some((Label::Project | Label::Projects, _)))
            && self.range.clone().take_while(|before| before < &at).any(|before| {
                self.has_period(before) && !matches!(label(&self.lines[before].text), Some((Label::Project, _)))
            })
    }
}

/// Whether a line says when the document was written, and by whom.
fn is_colophon(line: &Line) -> bool {
    const WORDS: [&str; 8] =
        ["©", "版权所有", "更新于", "最后更新", "更新日期", "Last updated", "Last update", "Copyright"];
    WORDS.iter().any(|word| line.text.contains(word))
}

/// Whether a sentence ends within a text: `Two shipped titles. Mixes for …`
fn has_two_sentences(text: &str) -> bool {
    text.match_indices(". ").any(|(at, _)| {
        let word = text[..at].rsplit(' ').next().unwrap_or_default();
        let words = text[..at].split(' ').count();
        words >= 3
            && word.len() >= 3
            && word.chars().all(char::is_lowercase)
            && text[at + 2..].starts_with(char::is_uppercase)
    })
}
