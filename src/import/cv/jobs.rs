//! Jobs and unpaid posts: the header of an entry as a post, and posts below one employer.

use super::{Cv, Header};
use crate::date::{End, Found, Span};
use crate::import::body::{Alone, dates, span_of};
use crate::import::draft::Block;
use crate::import::entries::Entry;
use crate::import::parts::part;
use crate::import::roles::{BY_PLACE, Role};
use crate::import::sections::Kind;
use crate::import::words::Kind as Word;
use crate::import::{body, lists, roles};

impl Cv<'_> {
    pub(super) fn job(&mut self, entry: &Entry, header: Header, kind: Kind) {
        let periods = header.dates.iter().any(|found| matches!(found.span, Span::Period(..)));
        let first = header.parts.first().map(|part| part.text.clone()).unwrap_or_default();
        let title_line = header.parts.iter().find(|part| part.kind == Some(Word::Title)).map(|part| part.line);
        let mut role = roles::job(header.parts);
        if kind == Kind::Teaching && self.is_course(entry, &role, periods) || is_pause(&role) {
            return entry.header.iter().for_each(|at| self.used[*at] = false);
        }
        if role.organization.is_none() && role.title.is_none() && role.department.is_none() {
            return self.add_to_last(entry, kind);
        }
        // Below a title that nobody knows, a post without an employer may be anything; among teaching it is a course.
        let unnamed = role.organization.is_none() && role.department.is_none() && self.work.is_empty();
        if matches!(kind, Kind::Head | Kind::Teaching) && unnamed && own_business(&role).is_none() {
            return entry.header.iter().for_each(|at| self.used[*at] = false);
        }
        if let Some(word) = own_business(&role).filter(|_| role.organization.is_none()) {
            role.organization = Some(part(&word, entry.header[0], self.words));
        }
        let span = span_of(&header.dates.iter().collect::<Vec<&Found>>());
        // Below an employer with several posts, `Engineer, Maps` names no other employer.
        let within = self.within_parent(span, kind)
            && role.title.is_some()
            && role.organization.as_ref().is_none_or(|_| role.guessed[0]);
        let below = within || self.is_below(entry, &role, header.lead, title_line);
        self.place_below(&mut role, below, kind);
        if role.organization.is_none() && role.department.is_none() {
            role.organization = self.named_above(entry.header[0]);
        }
        if !within {
            self.raise_department(&mut role, entry, &first);
        }
        let block = self.post(entry, role, span, header.tails, kind);
        if kind == Kind::Volunteer {
            return self.volunteer.push(block);
        }
        if within {
            self.replaced = true;
        } else {
            self.end_parent();
            self.parent = span.filter(|_| block.get("position").is_none()).map(|span| (self.work.len(), span));
        }
        self.work.push(block);
    }

    /// Whether an entry among teaching is a course that somebody taught, and no post.
    fn is_course(&self, entry: &Entry, role: &Role, periods: bool) -> bool {
        let long = entry.header.len() > 1 && periods;
        let titled = |title: &str| self.words.marks(title).iter().any(|mark| mark.kind == Word::Title);
        let lone = entry.header.len() == 1 && !periods;
        role.guessed[0] && role.title.is_some() && lone || !long && !role.title.as_deref().is_some_and(titled)
    }

    /// Whether a post stands below the last employer: by its shape, which lacks the line of an employer.
    fn is_below(&self, entry: &Entry, role: &Role, lead: usize, title_line: Option<usize>) -> bool {
        // A name on a line of its own above that of the post is an employer.
        let first = entry.header[0];
        let apart = role.organization.as_ref().is_some_and(|part| part.line == first)
            && title_line.is_some_and(|title| title > first);
        // `Associate, Risk Technology`: what stands behind the post with a comma is a part of the employer.
        let unit = entry.header.len() == 1 && role.organization.as_ref().is_some_and(|part| is_field(&part.text));
        (role.guessed[0] || unit) && role.title.is_some() && lead < self.longest && !apart
    }

    /// What was taken for the employer of a post below another is its department.
    fn place_below(&self, role: &mut Role, below: bool, kind: Kind) {
        let none = if kind == Kind::Volunteer { self.volunteer.is_empty() } else { self.work.is_empty() };
        if below && !none && role.department.is_none() {
            role.department = role.organization.take().map(|part| part.text);
            role.guessed = [false, true, role.guessed[2]];
        }
    }

    /// A lab or group in an entry as long as the first one of the section is an employer, and so is what stands first in
    /// a line that names a post, if it is not called as nothing but departments are.
    fn raise_department(&self, role: &mut Role, entry: &Entry, first: &str) {
        // Lines that each name their employer do so with those that are called as departments are.
        let (length, alone) = (entry.header.len(), self.shape == 1);
        // Where the employer stands on the line of the post, shorter entries have theirs there too.
        let beside = self.longest == 0 && length > 1 && role.department.as_deref() == Some(first);
        let long = length >= self.shape || beside;
        if role.organization.is_none() && self.shape > 0 && long && role.title.is_some() {
            let leads =
                |name: &str| alone && name == first && !["部", "组", "室", "处"].iter().any(|end| name.ends_with(end));
            let small = |name: &str| (!alone && length > 1 || is_institute(name)) && is_small_employer(name);
            let employer = role.department.take_if(|name| small(name) || leads(name) && !name.is_ascii());
            role.organization = employer.map(|name| part(&name, entry.header[0], self.words));
        }
    }

    /// The block of a post, with what its entry tells of it.
    fn post(&mut self, entry: &Entry, mut role: Role, span: Option<Span>, tails: Vec<String>, kind: Kind) -> Block {
        let line = &self.lines[entry.header[0]];
        let mut block = Block::new(line.number, &line.text);
        self.employer(&mut block, &mut role, kind);
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let place = |guessed: bool| guessed.then_some(BY_PLACE);
        if kind != Kind::Volunteer {
            block.checked("department", text(&role.department), place(role.guessed[1]));
            block.text("kind", if kind == Kind::Internship || is_internship(&role) { "internship" } else { "" });
        }
        block.checked("position", text(&role.title), place(role.guessed[2]));
        if kind != Kind::Volunteer {
            block.text("location", text(&role.place)).text("description", text(&role.description));
        }
        let link = role.organization.as_ref().and_then(|part| part.link.as_deref());
        block.text("url", link.and_then(lists::web).unwrap_or_default());
        match span {
            Some(span) => dates(&mut block, span, Alone::Both),
            None => drop(block.checked("endDate", "unknown", Some("the text states no dates"))),
        }
        let mut body = body::read(self.lines, &entry.body);
        body.keywords.splice(0..0, role.keywords);
        body.summary.splice(0..0, tails);
        let others: Vec<String> = role.others.iter().map(|part| part.text.clone()).collect();
        if !others.is_empty() {
            body.summary.insert(0, others.join(", "));
        }
        self.add_body(&mut block, &body, &entry.body, kind != Kind::Volunteer);
        block
    }

    /// The employer of a post: its own, that of the post above, or its department where nothing else is named.
    fn employer(&self, block: &mut Block, role: &mut Role, kind: Kind) {
        let (list, name) =
            if kind == Kind::Volunteer { (&self.volunteer, "organization") } else { (&self.work, "name") };
        let above = list.last().and_then(|last| last.get(name)).filter(|_| role.title.is_some());
        match (&role.organization, above) {
            (Some(part), _) => self.name(block, name, &part.text, role.guessed[0].then_some(BY_PLACE)),
            (None, Some(above)) => self.name(block, name, above, Some("taken from the post above")),
            (None, None) => {
                if let Some(department) = role.department.take() {
                    self.name(block, name, &department, Some(BY_PLACE));
                }
            }
        }
    }

    /// Whether a period lies within that of the employer above, whose header names no post.
    pub(super) fn within_parent(&self, span: Option<Span>, kind: Kind) -> bool {
        let (Some((_, Span::Period(from, until))), Some(Span::Period(start, end))) = (self.parent, span) else {
            return false;
        };
        let before = match (end, until) {
            (_, End::Present | End::Unknown) => true,
            (End::Date(end), End::Date(until)) => end.first_day() <= until.last_day(),
            _ => false,
        };
        kind != Kind::Volunteer && from.first_day() <= start.last_day() && before
    }

    /// An employer whose posts have entries of their own is no post.
    pub(super) fn end_parent(&mut self) {
        if let Some((at, _)) = self.parent.take().filter(|_| std::mem::take(&mut self.replaced)) {
            self.work.remove(at);
        }
        self.replaced = false;
    }

    /// Lines with a date that name neither employer nor post tell of the job before.
    pub(super) fn add_to_last(&mut self, entry: &Entry, kind: Kind) {
        let texts: Vec<String> =
            entry.header.iter().chain(&entry.body).map(|at| self.lines[*at].text.replace('\t', " ")).collect();
        let list = if kind == Kind::Volunteer { &mut self.volunteer } else { &mut self.work };
        match list.last_mut() {
            Some(last) => {
                last.add_texts("highlights", texts);
                entry.header.iter().chain(&entry.body).for_each(|at| self.used[*at] = true);
            }
            None => entry.header.iter().for_each(|at| self.used[*at] = false),
        }
    }
}

/// Whether a name is that of a center or laboratory, which is rather an employer than `研发部` is.
fn is_institute(name: &str) -> bool {
    let lower = name.to_lowercase();
    let ends = ["lab", "labs", "center", "centre", "laboratory", " office"].iter().any(|word| lower.ends_with(word));
    let latin = ends || lower.contains(" office of ");
    latin || INSTITUTES.iter().any(|end| name.ends_with(end)) && name.chars().count() > 4
}

/// How institutes are called at their end.
const INSTITUTES: [&str; 5] = ["中心", "实验室", "研究院", "研究所", "工作室"];

/// Whether a name ends as those of departments do, and those of some employers as well.
fn is_small_employer(name: &str) -> bool {
    if INSTITUTES.iter().any(|end| name.ends_with(end)) || name.contains(" Office of ") {
        return true;
    }
    let last = name.rsplit(' ').next().unwrap_or_default().to_lowercase();
    ["lab", "labs", "group", "center", "centre", "organization", "platform", "office", "laboratory"]
        .contains(&last.as_str())
}

/// Whether a header names a time without work.
fn is_pause(role: &Role) -> bool {
    let name = role.organization.as_ref().map(|part| part.text.to_lowercase()).unwrap_or_default();
    let pause =
        ["career break", "parental leave", "sabbatical", "gap year", "maternity leave", "间隔年", "休假", "待业"];
    pause.iter().any(|word| {
        name.starts_with(word) || role.title.as_ref().is_some_and(|title| title.to_lowercase().starts_with(word))
    })
}

/// The word by which a header says that somebody worked for themselves.
fn own_business(role: &Role) -> Option<String> {
    if let Some(title) = role.title.as_ref().filter(|title| title.starts_with("自由")) {
        return Some(title.clone());
    }
    let title = role.title.as_deref().unwrap_or_default().to_lowercase();
    let words = [
        ("self-employed", "self-employed"),
        ("freelance", "Freelance"),
        ("自由职业", "自由职业"),
        ("independent", "Independent"),
    ];
    words.iter().find(|(word, _)| title.contains(word)).map(|(_, name)| (*name).to_owned())
}

fn is_internship(role: &Role) -> bool {
    let lower = role.title.as_deref().unwrap_or_default().to_lowercase();
    lower.contains("实习")
        || lower.split(|c: char| !c.is_alphanumeric()).any(|word| word == "intern" || word == "internship")
}

/// Whether a name ends with a word by which companies and parts of them are called alike.
fn is_field(name: &str) -> bool {
    const FIELDS: [&str; 10] = [
        "technology",
        "media",
        "digital",
        "health",
        "security",
        "systems",
        "solutions",
        "global",
        "energy",
        "software",
    ];
    let last = name.rsplit(' ').next().unwrap_or_default().to_lowercase();
    FIELDS.contains(&last.as_str())
}
