//! Which lines name an entry, and which tell of it.

use super::lines::ends_with_abbreviation;
use super::{Entry, Section, is_header};
use crate::import::labels::{Label, label};
use crate::import::outline::Level;
use crate::import::words::Kind;

impl Section<'_> {
    pub(super) fn entry(&self, start: usize, anchor: Option<usize>, end: usize) -> Entry {
        let anchor = anchor.unwrap_or(start);
        let mut header: Vec<usize> = (start..=anchor).collect();
        // So does a date below a line that names nothing but a post.
        let titled = |at: usize| {
            let parts = self.parts(at);
            !parts.is_empty() && parts.iter().all(|part| part.kind == Some(Kind::Title))
        };
        let short = header.len() == 1 || header.len() == 2 && titled(start);
        let alone = short && self.is_alone(anchor);
        let mut next = anchor + 1;
        while next < end && self.follows(next, header.len(), alone) {
            header.push(next);
            next += 1;
        }
        // In a list of labels, those that name the entry may stand anywhere.
        let names = |at: &usize| {
            matches!(
                label(&self.lines[*at].text),
                Some((
                    Label::Company | Label::School | Label::Title | Label::Degree | Label::Area | Label::Department,
                    _
                ))
            )
        };
        let listed =
            header.iter().any(|at| matches!(label(&self.lines[*at].text), Some((Label::Period | Label::Start, _))));
        let below = |at: &usize| {
            *at < next + 5
                && self.lines[*at].width() <= 60
                && matches!(
                    label(&self.lines[*at].text),
                    Some((Label::Department | Label::Company | Label::School | Label::Degree | Label::Area, _))
                )
        };
        let (late, body): (Vec<usize>, Vec<usize>) = (next..end).partition(|at| listed && names(at) || below(at));
        header.extend(late);
        Entry { header, body }
    }

    /// Whether a line has nothing but dates, and a place at most.
    pub(super) fn is_bare(&self, at: usize) -> bool {
        self.is_alone(at)
            || !self.dates(at).is_empty() && self.parts(at).iter().all(|part| part.kind == Some(Kind::Place))
    }

    /// Whether a line has nothing but dates.
    pub(super) fn is_alone(&self, at: usize) -> bool {
        let dates = self.dates(at);
        let mut text = self.lines[at].text.clone();
        for found in dates.iter().rev() {
            text.replace_range(found.range.clone(), "");
        }
        label(&text).map_or(text.as_str(), |(_, rest)| rest).chars().filter(|c| c.is_alphanumeric()).count() <= 1
    }

    /// Whether a short line right below another names a post or degree.
    pub(super) fn names_post(&self, at: usize) -> bool {
        if at >= self.range.end || self.lines[at].gap || !self.dates(at).is_empty() || self.lines[at].width() > 60 {
            return false;
        }
        let line = &self.lines[at];
        let first = self.parts(at).first().and_then(|part| part.kind);
        line.level == Level::Text && is_header(line, &[]) && matches!(first, Some(Kind::Title | Kind::Degree))
    }

    /// Whether a line has the degree or post that the lines of a header above it lack.
    pub(super) fn completes(&self, at: usize, length: usize) -> bool {
        let kinds = |at: usize| self.parts(at).iter().filter_map(|part| part.kind).collect::<Vec<Kind>>();
        let above: Vec<Kind> = (at - length.min(at - self.range.start)..at).flat_map(kinds).collect();
        let has = |all: &[Kind], wanted: [Kind; 2]| all.iter().any(|kind| wanted.contains(kind));
        let names = |all: &[Kind]| has(all, [Kind::Degree, Kind::Title]);
        has(&above, [Kind::School, Kind::Company]) && !names(&above) && names(&kinds(at))
    }

    /// Whether a line right below a post or degree says where that was, from the group to the city:
    /// `Reef Lab, Marine Programme, Northern University, Springfield, IL`.
    pub(super) fn tells_where(&self, at: usize) -> bool {
        let line = &self.lines[at];
        let kinds = |at: usize| self.parts(at).iter().filter_map(|part| part.kind).collect::<Vec<Kind>>();
        let (above, own) = (kinds(at - 1), kinds(at));
        let named = |kind: &Kind| matches!(kind, Kind::Company | Kind::School);
        let lacks = !above.iter().any(named) && above.iter().any(|kind| matches!(kind, Kind::Title | Kind::Degree));
        let whole = line.level == Level::Text && !line.gap && line.width() <= 100;
        whole && lacks && own.iter().any(named) && own.last() == Some(&Kind::Place)
    }

    /// Whether an item right below the item of a post names its employer, which that lacks.
    pub(super) fn employs(&self, at: usize, length: usize) -> bool {
        let (Level::Item(depth), Level::Item(above)) = (self.lines[at].level, self.lines[at - 1].level) else {
            return false;
        };
        let post = self.parts(at - 1);
        let bare = !post.is_empty() && post.iter().all(|part| matches!(part.kind, Some(Kind::Title | Kind::Place)));
        let named = self.parts(at).first().is_some_and(|part| {
            matches!(part.kind, Some(Kind::Company | Kind::School | Kind::Department)) && part.label.is_none()
        });
        let told = self.lines.get(at + 1).is_some_and(|next| {
            ["Duties", "Supervisor", "Advisor"].iter().any(|word| next.text.starts_with(word))
                && next.level == self.lines[at].level
        });
        length == 1 && depth > above && bare && (named || told) && self.lines[at].width() <= 90
    }

    /// Whether a short line names a post or study and is closed as a sentence: `某某大学 副教授，北京。`
    pub(super) fn is_closed_name(&self, at: usize) -> bool {
        let line = &self.lines[at];
        line.width() <= 60 && line.text.find('。').is_some_and(|end| end + 3 == line.text.len()) && self.names_any(at)
    }

    /// Whether a line behind the anchor still names the entry.
    pub(super) fn follows(&self, at: usize, length: usize, alone: bool) -> bool {
        let line = &self.lines[at];
        match label(&line.text) {
            Some((
                Label::Company
                | Label::School
                | Label::Department
                | Label::Title
                | Label::Degree
                | Label::Area
                | Label::Place
                | Label::End
                | Label::Name
                | Label::Period,
                _,
            )) => return line.width() <= 100,
            Some(_) => return false,
            None => {}
        }
        let dated = alone && length <= 2;
        if matches!(line.level, Level::Heading(_))
            && self.heading(at) > self.heading(at - 1).or(Some(0))
            && !self.names_title(at)
            && !self.names_degree(at)
            && !dated
        {
            return false;
        }
        let item = |at: usize| matches!(self.lines[at].level, Level::Item(_));
        let nested = item(at) && !item(at - 1);
        let lower = || line.text.rsplit(' ').next().is_some_and(|word| word.starts_with(|c: char| c.is_lowercase()));
        let closed = line.text.ends_with('.')
            && !ends_with_abbreviation(&line.text)
            && (line.text.split(' ').count() > 2 || lower());
        // Below a heading that is a date, a name may be closed as a sentence.
        let named = length <= 2 && self.is_alone(at - 1) && self.heading(at - 1).is_some() && line.width() <= 100;
        let named = named && closed && self.is_complete(at);
        let closed = closed && !named;
        let header = named || is_header(line, self.dates(at)) || alone && length == 1 && self.is_closed_name(at);
        if nested || closed || length >= 6 || !header || !self.dates(at).is_empty() {
            return false;
        }
        if self.employs(at, length) || length == 1 && self.is_nested_name(at) {
            return true;
        }
        if named {
            return true;
        }
        let item = matches!(line.level, Level::Item(_));
        let kinds = self.parts(at);
        let known = kinds.iter().filter(|part| part.kind.is_some_and(|kind| kind != Kind::Area)).count();
        let first = kinds.first().and_then(|part| part.kind);
        let between = !item && known == 0 && line.width() <= 50 && !line.gap && self.names_post(at + 1);
        (alone && length <= 2 && !item)
            || between
            || (!item && line.width() <= 70 && kinds.len() <= 4 && self.completes(at, length))
            || length == 1 && self.tells_where(at)
            || (!item && known > 0 && line.width() <= 70 && (first.is_some() || known * 2 >= kinds.len()))
    }
}
