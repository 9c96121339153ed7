//! What the headers of entries say beyond their words: employers behind a post, posts by the place that they have in
//! all other entries.

use super::{Cv, Header};
use crate::date::found;
use crate::import::entries::{self, Entry, is_prose};
use crate::import::labels::{Label, label as labelled};
use crate::import::outline::Level;
use crate::import::parts::{self, Part};
use crate::import::roles;
use crate::import::sections::{Section, title_kind};
use crate::import::words::Kind as Word;

impl Cv<'_> {
    /// The employer or school that stands above a list or table of posts or degrees, as a heading or bold line of its own
    /// without dates.
    pub(super) fn named_above(&self, entry: usize) -> Option<Part> {
        let above = |at: &usize| {
            let line = &self.lines[*at];
            matches!(line.level, Level::Heading(_)) || line.is_bold() || line.text.ends_with([':', '：'])
        };
        let at = (entry.saturating_sub(12)..entry).rev().find(above)?;
        let line = &self.lines[at];
        let between =
            (at + 1..=entry).all(|at| matches!(self.lines[at].level, Level::Row | Level::Rule | Level::Item(_)));
        let name = line.text.trim_end_matches([':', '：', ' ']);
        let part = parts::part(name.split(", ").next().unwrap_or(name), at, self.words);
        let may_be = matches!(part.kind, None | Some(Word::Company | Word::School | Word::Department));
        let titled = title_kind(line).is_some() || !found(name).is_empty() || labelled(&line.text).is_some();
        (between && may_be && !titled && line.width() <= 80).then_some(part)
    }

    /// `Programadora en Talleres Segura`: where a post is all that a header names, the employer stands behind a word that
    /// is `at` in another language.
    pub(super) fn split_place(&self, parts: &mut Vec<Part>) {
        let named: Vec<usize> = (0..parts.len()).filter(|at| parts[*at].kind != Some(Word::Place)).collect();
        let [at] = named[..] else { return };
        let text = parts[at].text.clone();
        let words = [" en ", " em ", " na ", " presso ", " bij ", " hos ", " på "];
        let cut = words.iter().find_map(|word| Some((text.find(word)?, word.len())));
        let Some((end, word)) = cut.filter(|_| parts[at].label.is_none()) else { return };
        let (title, employer) = (
            parts::part(&text[..end], parts[at].line, self.words),
            parts::part(&text[end + word..], parts[at].line, self.words),
        );
        let name = employer.text.starts_with(char::is_uppercase);
        if name && title.kind == Some(Word::Title) && matches!(employer.kind, None | Some(Word::Company | Word::School))
        {
            parts[at].text = title.text;
            parts[at].kind = title.kind;
            parts.push(Part { label: Some(Label::Company), ..employer });
        }
    }

    /// Whether an entry, or the line right below its name, is a course of a few days.
    pub(super) fn is_workshop(&self, entry: &Entry) -> bool {
        let mut lines = entry.header.iter().chain(entry.body.first()).map(|at| &self.lines[*at]);
        let course = |text: &str| ["Workshop", "Seminar", "Webinar"].iter().any(|word| text.ends_with(word));
        lines.any(|line| line.width() <= 60 && line.text.split('\t').any(|text| course(text.trim())))
    }

    /// Whether a section about the person is rather a list of posts and studies with their dates.
    pub(super) fn has_entries(&self, section: &Section) -> bool {
        let read = entries::Section::new(self.lines, section.start..section.end, self.words);
        let told = |text: &str| text.starts_with('I') || ["I'm ", "I’m ", " I "].iter().any(|word| text.contains(word));
        let names = |at: &usize| {
            let line = &self.lines[*at];
            let dates = read.dates(*at);
            let apart = matches!(line.level, Level::Item(_) | Level::Row)
                || dates.first().is_some_and(|found| found.range.start == 0);
            let one = apart && dates.len() == 1;
            one && !told(&line.text) && !is_prose(line.text.trim_end_matches('!')) && read.names_any(*at)
        };
        let named = (section.start..section.end).filter(names).count();
        // What a label says of a study stands below it.
        let label = |at: &usize| self.lines[*at].level == Level::Rule || labelled(&self.lines[*at].text).is_some();
        let labels = (section.start..section.end).filter(|at| label(at) && !names(at)).count();
        let dated = |at: usize| read.dates(at).first().is_some_and(|found| found.range.start == 0);
        let all = named >= 2 && (section.start..section.end).all(dated);
        all || named >= 3 && named * 2 >= section.end - section.start - labels
    }
}

/// Whether the entries of a section name the post first, as far as words tell, in more than one of them.
pub(super) fn titles_lead(headers: &[Header]) -> bool {
    if let [one] = &headers.iter().filter(|header| is_told(header)).collect::<Vec<_>>()[..] {
        // One entry that names a post above its employer, and others of the same shape that name nothing.
        let same =
            |header: &Header| header.lead == one.lead && header.lead > 0 && header.parts.iter().all(|part| !part.bold);
        let named = |kind: Word| one.parts.iter().position(|part| part.kind == Some(kind));
        let order = named(Word::Title) == Some(0) && named(Word::Company).is_some();
        return order && headers.len() > 1 && headers.iter().all(same);
    }
    let firsts = headers.iter().filter_map(|header| header.parts.first()?.kind);
    let (titles, others): (Vec<Word>, Vec<Word>) = firsts.partition(|kind| *kind == Word::Title);
    titles.len() > 1 && others.is_empty()
}

/// Whether a word of a header tells what something in it is, but for places.
fn is_told(header: &Header) -> bool {
    header.parts.iter().any(|part| part.kind.is_some_and(|kind| kind != Word::Place))
}

/// Where all other entries name the post first, the first of two parts that no word tells of is one too.
pub(super) fn name_title(parts: &mut [Part]) {
    let title = |part: &Part| part.kind == Some(Word::Title) || part.label.is_some();
    let unknown = parts.iter().filter(|part| part.kind != Some(Word::Place)).count();
    if let [first, rest @ ..] = parts
        && first.kind.is_none()
        && unknown > 1
        && !rest.iter().any(title)
        && !first.bold
    {
        first.label = Some(Label::Title);
    }
}

/// Whether a part names an academic degree and no thesis or post on the way to it: `MSc in Physics`.
pub(super) fn is_degree(part: &Part) -> bool {
    let lower = part.text.to_lowercase();
    let other =
        ["thesis", "student", "candidate", "research", "project", "intern"].iter().any(|word| lower.contains(word));
    part.kind == Some(Word::Degree) && roles::level(&part.text).is_some() && !other
}

/// Whether a part names a post that nobody takes for a study: `Visiting research intern`.
pub(super) fn is_post(part: &Part) -> bool {
    const POSTS: [&str; 7] = ["intern", "internship", "clerkship", "assistant", "postdoc", "lecturer", "professor"];
    let last = part.text.rsplit(' ').next().unwrap_or_default().to_lowercase();
    part.kind == Some(Word::Title) && POSTS.contains(&last.as_str())
}

/// The first part of a line, or the first of it that its words tell to be one, is the organization.
pub(super) fn name_employer(parts: &mut [Part], line: usize) {
    let named = |part: &Part| part.line == line && matches!(part.kind, Some(Word::Company | Word::School));
    let at = parts.iter().position(named).or_else(|| parts.iter().position(|part| part.line == line));
    if let Some(part) = at.map(|at| &mut parts[at]).filter(|part| part.label.is_none()) {
        part.label = Some(Label::Company);
    }
}

/// Whether a part says that somebody was a guest at another school.
pub(super) fn is_guest(part: &Part) -> bool {
    let lower = part.text.to_lowercase();
    lower.ends_with("student") && ["visiting", "exchange"].iter().any(|word| lower.contains(word))
}

/// A town before its country in the last line of a header is no employer: `Garissa, Kenya`.
pub(super) fn name_place(parts: &mut [Part], line: usize) {
    let mut own: Vec<&mut Part> = parts.iter_mut().filter(|part| part.line == line).collect();
    if let [town, country] = &mut own[..]
        && town.kind.is_none()
        && country.kind == Some(Word::Place)
    {
        town.kind = Some(Word::Place);
    }
}

/// A part that says nothing: a length of time, a label alone.
pub(super) fn is_noise(part: &Part) -> bool {
    let text = part.text.to_lowercase();
    let counted = text.starts_with(|c: char| c.is_ascii_digit())
        && ["yr", "year", "mos", "month", "年", "个月"].iter().any(|unit| text.contains(unit))
        && text.chars().count() <= 24;
    let filler = [
        "full-time",
        "part-time",
        "permanent",
        "全职",
        "兼职",
        "expected",
        "预计",
        "in progress",
        "contract",
        "毕业",
        "在读",
        "present",
        "统招",
        "全日制",
        "full time",
        "part time",
        "·",
        "to",
        "from",
        "since",
        "to date",
        "entfällt",
    ];
    let address = part.text.starts_with("www.") || part.text.contains("://");
    counted
        || (address && !part.text.contains(' '))
        || (part.label.is_none() && filler.contains(&text.trim_matches(|c: char| !c.is_alphanumeric())))
        || (part.label.is_some() && part.text.is_empty())
}
