//! The entries of a section: which lines name a job or study, and which tell of it.
//!
//! A line with a period is the anchor of an entry. How many lines stand before it in the entry is seen at the first
//! one, because nothing but the section's title stands above that; the others are taken to be of the same shape.

mod anchors;
mod headers;
mod lines;
mod nested;
mod sentence;

use std::cell::OnceCell;
use std::ops::Range;

use lines::{ends_with_abbreviation, is_length, is_near, is_score, is_telling, labelled, parts_section};
pub use sentence::{is_header, is_prose};

use super::labels::{Label, label};
use super::outline::{Level, Line};
use super::parts::{Part, parts};
use super::words::{Kind, Words};
use crate::date::{Found, found};

/// An entry of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The indexes of the lines that name it.
    pub header: Vec<usize>,
    /// The indexes of the lines that tell of it.
    pub body: Vec<usize>,
}

/// How far an entry's lines stand out, for comparing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Style {
    level: Level,
    bold: bool,
}

impl Style {
    fn of(line: &Line) -> Self {
        Self { level: line.level, bold: line.bold > 0 }
    }

    /// Whether a line of this style may begin an entry where another of the other style does.
    fn like(self, other: Self) -> bool {
        self.level == other.level && (self.bold == other.bold || self.level != Level::Text)
    }

    fn stands_out(self) -> bool {
        self.bold || self.level != Level::Text
    }
}

/// How the first entry of a section begins.
#[derive(Clone, Copy, Debug)]
struct Shape {
    /// How many lines stand before the one with the date.
    lead: usize,
    /// How its first line stands out.
    style: Style,
    /// Whether there are empty lines within.
    loose: bool,
    /// Whether the block of lines that the date closes is all that names the post, as `block` finds it.
    block: bool,
}

/// The lines of a section with what they say of time.
pub struct Section<'a> {
    lines: &'a [Line],
    range: Range<usize>,
    dates: Vec<Vec<Found>>,
    parts: Vec<OnceCell<Vec<Part>>>,
    nested: OnceCell<bool>,
    groups: Vec<OnceCell<bool>>,
    words: &'a Words,
}

impl<'a> Section<'a> {
    /// A section of these lines.
    #[must_use]
    pub fn new(lines: &'a [Line], range: Range<usize>, words: &'a Words) -> Self {
        let dates: Vec<Vec<Found>> = lines[range.clone()].iter().map(|line| found(&line.text)).collect();
        let (parts, groups) = (vec![OnceCell::new(); dates.len()], vec![OnceCell::new(); dates.len()]);
        Self { lines, range, dates, parts, nested: OnceCell::new(), groups, words }
    }

    /// The dates of a line.
    #[must_use]
    pub fn dates(&self, at: usize) -> &[Found] {
        &self.dates[at - self.range.start]
    }

    /// The parts of a line.
    #[must_use]
    pub fn parts(&self, at: usize) -> &[Part] {
        self.parts[at - self.range.start].get_or_init(|| parts(&self.lines[at], at, self.dates(at), self.words))
    }

    /// The entries, in order. Lines before the first are in none.
    #[must_use]
    pub fn entries(&self) -> Vec<Entry> {
        let anchors = self.anchors();
        let starts = self.starts(&anchors);
        let ends = starts.iter().skip(1).map(|start| start.0).chain([self.range.end]);
        starts.iter().zip(ends).map(|((start, anchor), end)| self.entry(*start, *anchor, end)).collect()
    }

    /// The first line of each entry, with its anchor.
    fn starts(&self, anchors: &[usize]) -> Vec<(usize, Option<usize>)> {
        let mut starts: Vec<(usize, Option<usize>)> = Vec::new();
        let first = anchors.first().map(|anchor| self.first_start(*anchor));
        if let (Some(start), Some(anchor)) = (first, anchors.first()) {
            let loose = (start + 1..=*anchor).any(|at| self.lines[at].gap);
            let block = match self.block(self.range.start, *anchor) {
                Some(block) => block == start,
                None => *anchor == start && !self.is_bare(*anchor),
            };
            let shape = Shape { lead: anchor - start, style: Style::of(&self.lines[start]), loose, block };
            starts.push((start, Some(*anchor)));
            let top = self
                .heading(start)
                .filter(|top| (start..=*anchor).all(|at| self.heading(at).is_none_or(|level| level <= *top)));
            let mut last = *anchor;
            for anchor in &anchors[1..] {
                let start = self.start(last, *anchor, shape);
                // Below a heading with dates of its own, lower headings with dates are parts of it.
                if top.is_none_or(|top| self.heading(start).is_none_or(|level| level <= top)) || self.names_title(start)
                {
                    starts.push((start, Some(*anchor)));
                }
                last = *anchor;
            }
        }
        self.add_headings(&mut starts);
        starts
    }

    /// Whether a line names a post.
    fn names_title(&self, at: usize) -> bool {
        self.parts(at).iter().any(|part| part.kind == Some(Kind::Title) && part.group == 0)
    }

    /// Whether a line names a degree.
    fn names_degree(&self, at: usize) -> bool {
        self.parts(at).iter().any(|part| part.kind == Some(Kind::Degree))
    }

    /// The level of a line that is a heading.
    fn heading(&self, at: usize) -> Option<u8> {
        if let Level::Heading(level) = self.lines[at].level { Some(level) } else { None }
    }

    /// Headings begin entries of their own where the first entry begins with one, or where nothing has a date.
    fn add_headings(&self, starts: &mut Vec<(usize, Option<usize>)>) {
        let headings = |at: &usize| matches!(self.lines[*at].level, Level::Heading(_));
        let level = match starts.first() {
            Some((start, _)) => match self.lines[*start].level {
                Level::Heading(level) => level,
                _ => return,
            },
            None => match self.range.clone().find(headings).map(|at| self.lines[at].level) {
                Some(Level::Heading(level)) => level,
                _ => return self.add_undated(starts),
            },
        };
        for at in self.range.clone().filter(headings) {
            let high = matches!(self.lines[at].level, Level::Heading(other) if other <= level);
            // A heading right below a dated one still names the same entry.
            let below = self.dates(at).is_empty()
                && starts.iter().any(|(_, anchor)| {
                    anchor.is_some_and(|anchor| anchor + 1 == at && self.heading(anchor) == self.heading(at))
                });
            let taken = below || starts.iter().any(|(start, anchor)| (*start..=anchor.unwrap_or(*start)).contains(&at));
            if high && !taken && !self.is_group(at) && label(&self.lines[at].text).is_none() {
                starts.push((at, None));
            }
        }
        starts.sort_unstable();
    }

    /// Without dates and headings, lines that name an organization and a post, or a school, begin entries.
    fn add_undated(&self, starts: &mut Vec<(usize, Option<usize>)>) {
        let names = |at: &usize| {
            let line = &self.lines[*at];
            let named = || {
                let parts = self.parts(*at);
                let degree = parts.len() > 1 && parts.iter().any(|part| part.kind == Some(Kind::Degree));
                degree || parts.iter().any(|part| matches!(part.kind, Some(Kind::Company | Kind::School)))
            };
            // `Principal Scientist, Kawaguchi AI` in a list.
            let post = || {
                let parts = self.parts(*at);
                let titles = parts.iter().filter(|part| part.kind == Some(Kind::Title)).count();
                matches!(line.level, Level::Item(_)) && titles == 1 && parts.len() == 2 && line.width() <= 80
            };
            is_header(line, &[]) && (named() || post())
                || matches!(label(&line.text), Some((Label::Company | Label::School, _)))
                || (line.is_bold() && line.gap && is_header(line, &[]))
        };
        for at in self.range.clone().filter(names) {
            // The second line of an item belongs to what the first one names.
            let item = |at: usize| matches!(self.lines[at].level, Level::Item(_));
            let schools = |at: usize| self.parts(at).iter().any(|part| part.kind == Some(Kind::School));
            let part = |last: usize| {
                schools(last)
                    && !self.names_degree(last)
                    && !schools(at)
                    && self.names_degree(at)
                    && !self.lines[at].gap
            };
            let within =
                starts.last().is_some_and(|(last, _)| last + 1 == at && (item(*last) && !item(at) || part(*last)));
            if !within {
                let lead = self.degree_above(at).filter(|lead| starts.last().is_none_or(|(last, _)| last < lead));
                starts.push((lead.unwrap_or(at), None));
            }
        }
    }

    /// The line of a degree alone that stands right above a school and begins a block.
    fn degree_above(&self, at: usize) -> Option<usize> {
        let above = at.checked_sub(1).filter(|above| *above >= self.range.start && !self.lines[at].gap)?;
        let begins = above == self.range.start || self.lines[above].gap;
        let names = |kind: Kind, at: usize| self.parts(at).iter().any(|part| part.kind == Some(kind));
        let apart = names(Kind::School, at) && names(Kind::Degree, above) && !names(Kind::School, above);
        (begins && apart && is_header(&self.lines[above], &[])).then_some(above)
    }

    /// Where the first entry begins: behind the section's title, or behind words that introduce the section.
    fn first_start(&self, anchor: usize) -> usize {
        if let Some(start) = self.labelled_start(self.range.start, anchor) {
            return start;
        }
        let mut start = anchor;
        while start > self.range.start && anchor - start < 4 {
            let before = &self.lines[start - 1];
            // A heading that names and dates an entry begins it; one above that names no employer is the title of several.
            let named = self.heading(anchor).is_some() && self.employs_somebody(anchor);
            let post = |at: usize| self.names_title(at) || self.names_degree(at);
            let title = named && self.heading(start - 1).is_some() && !self.employs_somebody(start - 1);
            let title = title && (!post(start - 1) || post(anchor) || self.has_siblings(anchor));
            if title || self.heading(anchor).is_some() && !self.is_bare(anchor) && before.level == Level::Text {
                break;
            }
            let gap = self.lines[start].gap && start < anchor && !is_near(before) && !self.is_first_block(anchor);
            if !(self.leads(start - 1) || is_score(before)) || gap || self.is_group(start - 1) {
                break;
            }
            start -= 1;
            if matches!(before.level, Level::Heading(_))
                && !(start > 0 && matches!(self.lines[start - 1].level, Level::Heading(_)))
            {
                break;
            }
        }
        start
    }

    /// Whether the next heading is one of the same level, so that what is above stands above several.
    fn has_siblings(&self, at: usize) -> bool {
        let next = (at + 1..self.range.end).find_map(|next| self.heading(next));
        next.is_some() && next == self.heading(at)
    }

    /// Where the list of labels begins that an anchor is in, by the label of an employer or school: `学校：…` above
    /// `专业：…` and `时间：…`.
    fn labelled_start(&self, from: usize, anchor: usize) -> Option<usize> {
        let named = |at: usize| label(&self.lines[at].text).map(|(label, _)| label);
        let bare = matches!(named(anchor), Some(Label::Period | Label::Start)) && self.is_alone(anchor);
        let name = |at: &usize| matches!(named(*at), Some(Label::Company | Label::School));
        let name = (from..anchor).rev().take(8).take_while(|at| bare && named(*at).is_some()).find(name)?;
        // A title may stand above, in the same block.
        let block = (from..name).rev().take_while(|at| named(*at).is_some() && !self.lines[at + 1].gap);
        let first = block.last().unwrap_or(name);
        // So may the name once more, as the heading.
        let told =
            |heading: usize| label(&self.lines[name].text).is_some_and(|(_, value)| value == self.lines[heading].text);
        let heading = first.checked_sub(1).filter(|at| *at >= from && self.heading(*at).is_some() && told(*at));
        Some(heading.unwrap_or(first))
    }

    /// Whether all lines above an anchor, up to the section's title, are few and short, so that all belong to it.
    fn is_first_block(&self, anchor: usize) -> bool {
        anchor - self.range.start <= 4
            && (self.range.start..anchor).all(|at| self.leads(at) && self.lines[at].width() <= 60)
    }

    /// Where the entry of an anchor begins, of which the entry before ends somewhere behind `last`.
    fn start(&self, last: usize, anchor: usize, shape: Shape) -> usize {
        let Shape { lead, style, .. } = shape;
        let complete = self.is_complete(anchor);
        if let Some(start) = self.labelled_start(last + 1, anchor).filter(|_| lead > 0) {
            return start;
        }
        if let Some(start) = self.block(last + 1, anchor).filter(|_| shape.block) {
            return start;
        }
        if let Some(start) = self.block_start(last, anchor, lead).filter(|_| !complete) {
            return start;
        }
        let mut start = anchor;
        let marked = |start: usize| anchor - start + 1 < lead && is_score(&self.lines[start - 1]);
        while start > last + 1 && (self.leads(start - 1) || marked(start)) && !self.is_group(start - 1) {
            let before = &self.lines[start - 1];
            let heading = matches!(before.level, Level::Heading(_));
            let same = style.stands_out() && style.level != Level::Row && Style::of(before).like(style);
            if !heading && (!same || complete) && (anchor - start >= lead || (complete && lead == 0)) {
                break;
            }
            let like = lead == 0 && heading && self.heading(anchor) == self.heading(start - 1);
            if like
                || anchor - start > lead + 1
                || (matches!(before.level, Level::Item(_))
                    && !matches!(style.level, Level::Item(_))
                    && !labelled(before))
            {
                break;
            }
            start -= 1;
            let short = heading && anchor - start < lead && matches!(self.lines[start - 1].level, Level::Heading(_));
            if same && !short || (self.lines[start].gap && !heading && anchor - start >= lead) {
                break;
            }
        }
        let start = self.trimmed(last, start, anchor, shape);
        // A place right below the date before belongs to that.
        let place = |at: usize| {
            let parts = self.parts(at);
            !parts.is_empty() && parts.iter().all(|part| part.kind == Some(Kind::Place))
        };
        if start == last + 1 && start < anchor && !self.lines[start].gap && self.is_bare(last) && place(start) {
            return start + 1;
        }
        start
    }

    /// The first line of the block of names that a line of dates alone closes, with the employer and the time spent there
    /// that stand above several posts: `Acme`, `4 years 7 months`, then `Engineer`, `2018 – 2019`.
    fn block(&self, from: usize, anchor: usize) -> Option<usize> {
        let first = (from.max(1)..anchor).rev().take(3).find(|at| self.lines[*at].gap || *at == self.range.start)?;
        let names =
            |at: usize| self.leads(at) && self.lines[at].width() <= 70 && matches!(self.lines[at].level, Level::Text);
        let named = self.is_bare(anchor) && (first..anchor).all(names) && (first..anchor).any(|at| self.names_any(at));
        if !named {
            return None;
        }
        let spent = first.checked_sub(2).filter(|at| *at >= from && is_length(&self.lines[first - 1].text));
        Some(spent.filter(|at| names(*at)).unwrap_or(first))
    }

    /// The first line of the block that an anchor stands in, where the block has about as many lines before the anchor
    /// as the first entry has, and is set apart from what is above.
    fn block_start(&self, last: usize, anchor: usize, lead: usize) -> Option<usize> {
        let start = (last + 1..=anchor).rev().find(|at| self.lines[*at].gap)?;
        let whole = (start..anchor).all(|at| self.leads(at) && !matches!(self.lines[at].level, Level::Item(_)));
        (whole && anchor - start <= lead + 1 && anchor - start > lead && lead > 0).then_some(start)
    }

    /// A line that does not look as entries begin ends the entry before, where one that does comes later.
    fn trimmed(&self, last: usize, start: usize, anchor: usize, shape: Shape) -> usize {
        let Shape { lead, style, loose, .. } = shape;
        let full = anchor - start == lead && Style::of(&self.lines[start]).like(style);
        if full || lead == 0 {
            return start;
        }
        let later =
            (start..=anchor).find(|at| *at > last && style.stands_out() && Style::of(&self.lines[*at]).like(style));
        let whole = (loose || anchor - start == lead).then_some(start);
        later
            .or(whole)
            .unwrap_or_else(|| (start + 1..anchor).find(|at| self.lines[*at].gap && *at > last + 1).unwrap_or(start))
    }

    /// Whether a line alone names an employer or school with a post or degree.
    fn is_complete(&self, at: usize) -> bool {
        let kinds: Vec<Kind> = self.parts(at).iter().filter_map(|part| part.kind).collect();
        let has = |wanted: &[Kind]| kinds.iter().any(|kind| wanted.contains(kind));
        has(&[Kind::Company, Kind::School]) && has(&[Kind::Title, Kind::Degree])
    }

    /// Whether a line may stand before the anchor of its entry.
    fn leads(&self, at: usize) -> bool {
        let line = &self.lines[at];
        let told = is_telling(line);
        // `eBay` and `acme.io` begin no line that goes on.
        let word = line.text.split(' ').next().unwrap_or_default();
        let small = word.chars().all(|c| c.is_lowercase() || c == ',');
        let goes_on = line.level == Level::Text && small && word.starts_with(|c: char| c.is_lowercase());
        let closed = line.text.ends_with('.') && !ends_with_abbreviation(&line.text);
        !told
            && !goes_on
            && !closed
            && is_header(line, &[])
            && line.level != Level::Rule
            && !line.text.ends_with([':', '：'])
            && !parts_section(&line.text)
            && !self.tells_what_was(at)
    }
}
