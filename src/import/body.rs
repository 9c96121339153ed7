//! What tells of a job, study or project: its summary, what was done, technologies, projects of its own.

use super::draft::Block;
use super::labels::{Label, label, label_named};
use super::lists::{terms, web};
use super::outline::{Level, Line, width};
use super::parts::tells_of_deeds;
use crate::date::{End, Found, Span, found};
use crate::text::is_han;

/// What was read of the lines below a header.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// What it was about.
    pub summary: Vec<String>,
    /// What was done.
    pub highlights: Vec<String>,
    /// Technologies.
    pub keywords: Vec<String>,
    /// Projects.
    pub projects: Vec<Project>,
    /// Roles in a project.
    pub roles: Vec<String>,
    /// An address.
    pub url: Option<String>,
    /// Lines that say nothing that a field takes, by their indexes.
    pub unread: Vec<usize>,
}

/// A project with what tells of it.
#[derive(Clone, Debug, Default)]
pub struct Project {
    /// The index of its line.
    pub line: usize,
    /// Its name.
    pub name: String,
    /// Why the name should be looked at.
    pub check: Option<&'static str>,
    /// Its dates.
    pub dates: Option<Span>,
    /// Whose it is.
    pub entity: String,
    /// What tells of it.
    pub body: Body,
}

/// Whether the lines are projects, or what was done.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Deeds,
    Projects(u8),
}

/// Reads the lines below a header; `lines` are those of the whole outline.
#[must_use]
pub fn read(lines: &[Line], indexes: &[usize]) -> Body {
    let mut reader = Reader { lines, body: Body::default(), mode: Mode::Deeds, open: None };
    indexes.iter().for_each(|at| reader.line(*at));
    reader.close();
    reader.body
}

struct Reader<'a> {
    lines: &'a [Line],
    body: Body,
    mode: Mode,
    open: Option<Project>,
}

impl Reader<'_> {
    fn line(&mut self, at: usize) {
        let line = &self.lines[at];
        let text = line.text.as_str();
        if line.level == Level::Rule {
            return;
        }
        let named = label(text)
            .or_else(|| (width(text) <= 24).then(|| label_named(text).map(|label| (label, ""))).flatten())
            .or_else(|| lead_in(text, self.next_is_item(at)));
        let heading = matches!(line.level, Level::Heading(_));
        match named {
            // `#### Client: Acme — Claims` is a project for somebody.
            Some((Label::Aside | Label::Company | Label::Name, value)) if heading && !value.is_empty() => {
                self.begin(heading_project(line, at))
            }
            Some((label, value)) => self.labelled(at, label, value),
            None if matches!(line.level, Level::Heading(_)) => self.begin(heading_project(line, at)),
            None => self.plain(at),
        }
    }

    fn next_is_item(&self, at: usize) -> bool {
        self.lines.get(at + 1).is_some_and(|next| matches!(next.level, Level::Item(_)))
    }

    fn labelled(&mut self, at: usize, label: Label, value: &str) {
        let lines = self.lines;
        // Below a list of projects, what is no item is about the whole.
        if matches!(self.mode, Mode::Projects(first) if first > 0) && depth(lines.get(at)) == 0 {
            self.close();
            self.mode = Mode::Deeds;
        }
        let target = self.target();
        match label {
            Label::Technologies => target.keywords.extend(terms(value)),
            Label::Summary => push(&mut target.summary, value),
            Label::Duties => {
                push(&mut target.highlights, value);
                self.mode = Mode::Deeds;
            }
            Label::Projects => {
                self.close();
                self.mode = Mode::Projects(depth(self.lines.get(at + 1)));
                if !value.is_empty() {
                    terms(value)
                        .into_iter()
                        .for_each(|name| self.body.projects.push(Project { line: at, name, ..Project::default() }));
                }
            }
            Label::Project if !value.is_empty() => self.begin(dated_project(value, at)),
            Label::Role => push(&mut target.roles, value),
            Label::Period => match (&mut self.open, found(value).first()) {
                (Some(project), Some(found)) => project.dates = Some(found.span),
                _ => self.body.unread.push(at),
            },
            Label::Web => match web(value) {
                Some(address) => target.url = Some(address),
                None => self.link(at),
            },
            Label::Aside | Label::Place | Label::End | Label::Start if width(value) <= 60 => self.body.unread.push(at),
            _ => push(&mut target.highlights, &lines[at].text),
        }
    }

    /// An address that a label's value is the text of.
    fn link(&mut self, at: usize) {
        match self.lines[at].links.iter().find_map(|(_, address)| web(address)) {
            Some(address) => self.target().url = Some(address),
            None => self.body.unread.push(at),
        }
    }

    fn plain(&mut self, at: usize) {
        let line = &self.lines[at];
        let depth = depth(Some(line));
        // Dates alone below the name of a project are its own.
        if let Some(project) = self.open.as_mut().filter(|open| open.line + 1 == at && open.dates.is_none())
            && let [date] = &found(&line.text)[..]
            && date.range.len() + 4 > line.text.len()
        {
            project.dates = Some(date.span);
            return;
        }
        match self.mode {
            Mode::Projects(first) if depth > 0 && depth <= first => self.begin(item_project(line, at)),
            _ if depth > 0 => push(&mut self.target().highlights, &line.text),
            _ => {
                if let Some(address) = web(&line.text) {
                    self.target().url = Some(address);
                    return;
                }
                let target = self.target();
                if target.highlights.is_empty() {
                    push(&mut target.summary, &line.text)
                } else {
                    push(&mut target.highlights, &line.text)
                }
            }
        }
        if let Some(address) = self.lines[at].links.iter().find_map(|(_, address)| web(address)) {
            self.target().url.get_or_insert(address);
        }
    }

    fn target(&mut self) -> &mut Body {
        self.open.as_mut().map_or(&mut self.body, |project| &mut project.body)
    }

    fn begin(&mut self, project: Project) {
        self.close();
        // What stands in two lists is one project.
        match self.body.projects.iter().position(|known| known.name == project.name) {
            Some(place) => {
                let mut known = self.body.projects.remove(place);
                known.body.summary.extend(project.body.summary);
                self.open = Some(known);
            }
            None => self.open = Some(project),
        }
    }

    fn close(&mut self) {
        self.body.projects.extend(self.open.take());
    }
}

fn push(texts: &mut Vec<String>, text: &str) {
    let text = text.trim();
    if text.chars().any(char::is_alphanumeric) {
        texts.push(text.replace('\t', " "));
    }
}

fn depth(line: Option<&Line>) -> u8 {
    match line.map(|line| line.level) {
        Some(Level::Item(depth)) => depth,
        _ => 0,
    }
}

/// A short line above list items that says what they are.
fn lead_in(text: &str, above_items: bool) -> Option<(Label, &str)> {
    let text = text.trim_end_matches([':', '：', ' ']);
    if !above_items || width(text) > 30 || text.contains(['，', ',', '。', '：', ':']) {
        return None;
    }
    let ends = |words: &[&str]| words.iter().any(|word| text.ends_with(word) || text.to_lowercase().ends_with(word));
    if ends(&["产品", "项目", "作品", "设计", "projects", "products"]) {
        return Some((Label::Projects, ""));
    }
    ends(&["职责", "业绩", "成果", "工作", "业务", "responsibilities", "achievements", "duties"])
        .then_some((Label::Duties, ""))
}

/// A project that a heading names, with a date behind.
fn heading_project(line: &Line, at: usize) -> Project {
    let project = dated_project(&line.text, at);
    let url = line.links.iter().find_map(|(_, address)| web(address));
    Project { body: Body { url, ..project.body }, ..project }
}

/// A project of a name with dates.
#[must_use]
pub fn dated_project(text: &str, line: usize) -> Project {
    let dates = found(text);
    let mut name = text.to_owned();
    dates.iter().rev().for_each(|found| name.replace_range(found.range.clone(), "\t"));
    let name = name
        .split('\t')
        .map(super::parts::trimmed)
        .find(|part| part.chars().any(char::is_alphanumeric))
        .unwrap_or_default();
    Project { line, name: name.to_owned(), dates: dates.first().map(|found| found.span), ..Project::default() }
}

/// A project of a list item: its name stands bold, or before a colon, or is what was worked on.
#[must_use]
pub fn item_project(line: &Line, at: usize) -> Project {
    let text = line.text.as_str();
    let bold = text.get(..line.bold).filter(|bold| !bold.is_empty() && !line.is_bold());
    // A link that the item begins with, behind the word `project` at most, is the name.
    let link = line.links.iter().map(|(name, _)| name.as_str()).find_map(|name| {
        let at = text.find(name).filter(|_| !name.is_empty() && !name.contains("://"))?;
        let lead = text[..at].trim().to_lowercase();
        ["", "开源项目", "项目", "project"].contains(&lead.as_str()).then(|| &text[..at + name.len()])
    });
    let colon = || text.find([':', '：']).filter(|cut| !text[*cut..].starts_with("://")).map(|cut| &text[..cut]);
    let dash =
        || [" - ", " – ", " — ", "——", "，", ", "].iter().find_map(|mark| text.find(mark)).map(|cut| &text[..cut]);
    let named = bold.or(link).or_else(colon).or_else(dash).filter(|name| width(name) <= 70 && !name.trim().is_empty());
    let (name, rest) = named.map_or((text, ""), |name| {
        (name, text[name.len()..].trim_start_matches(|c: char| !c.is_alphanumeric() && !"（(“\"".contains(c)))
    });
    let worked = worked_on(name);
    let check = (worked.len() < name.len() || named.is_none() && width(text) > 40)
        .then_some("the name is taken out of a sentence");
    let mut project = dated_project(worked, at);
    if let Some((_, name)) = link
        .and_then(|link| link.rsplit_once(' '))
        .filter(|(lead, _)| ["开源项目", "项目", "project"].contains(&lead.to_lowercase().as_str()))
    {
        name.clone_into(&mut project.name);
    }
    project.check = check;
    project.body.url = line.links.iter().find_map(|(_, address)| web(address));
    if !rest.is_empty() {
        project.body.summary.push(rest.to_owned());
    } else if check.is_some() {
        project.body.summary.push(text.to_owned());
    }
    project
}

/// What a phrase says that somebody worked on: `负责开发消息网关` is `消息网关`.
fn worked_on(text: &str) -> &str {
    const VERBS: [&str; 24] = [
        "负责", "参与", "主导", "独立", "研发", "开发", "建设", "搭建", "实现", "完成", "设计", "维护", "并", "和",
        "与", "对", "了", "从0到1", "构建", "主持", "牵头", "承担", "重构", "推动",
    ];
    if !tells_of_deeds(text) {
        return text.trim();
    }
    let mut rest = text.trim();
    while let Some(verb) = VERBS.iter().find(|verb| rest.starts_with(**verb) && rest.len() > verb.len() + 5) {
        rest = &rest[verb.len()..];
    }
    let rest = rest.split(['，', ',', '。', '；', '（', '(']).next().unwrap_or(rest);
    rest.trim()
}

impl Project {
    /// The project as an object of the record.
    #[must_use]
    pub fn block(&self, lines: &[Line]) -> Block {
        let line = &lines[self.line];
        let mut block = Block::new(line.number, &line.text);
        block.checked("name", self.name.as_str(), self.check);
        block.text("description", self.body.summary.join("\n"));
        if let Some(span) = self.dates {
            dates(&mut block, span, Alone::End);
        }
        block.texts("roles", self.body.roles.clone()).text("entity", self.entity.as_str());
        block.text("url", self.body.url.clone().unwrap_or_default());
        block.texts("highlights", self.body.highlights.clone()).texts("keywords", self.body.keywords.clone());
        block
    }
}

/// What a date means that stands alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alone {
    /// The start; the end is unknown.
    Start,
    /// The end, as of studies.
    End,
    /// All of the time, as of a short internship.
    Both,
}

/// Adds the start and the end of a period.
pub fn dates(block: &mut Block, span: Span, alone: Alone) {
    const ALONE: Option<&str> = Some("the only date that is stated");
    match span {
        Span::Period(start, End::Unknown) => {
            block.text("startDate", start.to_string()).checked("endDate", "unknown", Some("the text does not state it"))
        }
        Span::Period(start, end) => block.text("startDate", start.to_string()).text("endDate", end.to_string()),
        Span::Since(start) => block.text("startDate", start.to_string()).text("endDate", "present"),
        Span::At(date) => match alone {
            Alone::Start => block.checked("startDate", date.to_string(), ALONE).checked(
                "endDate",
                "unknown",
                Some("the text does not state it"),
            ),
            Alone::End => block.checked("endDate", date.to_string(), ALONE),
            Alone::Both => {
                block.checked("startDate", date.to_string(), ALONE).checked("endDate", date.to_string(), ALONE)
            }
        },
    };
}

/// The date or period of a header: the first period, else two dates as start and end, else the first date.
#[must_use]
pub fn span_of(dates: &[&Found]) -> Option<Span> {
    let period = dates.iter().find(|found| !matches!(found.span, Span::At(_)));
    if let Some(period) = period {
        return Some(period.span);
    }
    match dates {
        [one, two, ..] => match (one.span, two.span) {
            (Span::At(start), Span::At(end)) if start.first_day() <= end.last_day() => {
                Some(Span::Period(start, End::Date(end)))
            }
            _ => Some(one.span),
        },
        [one] => Some(one.span),
        [] => None,
    }
}

/// The Chinese characters of a text, counted.
#[must_use]
pub fn han_count(text: &str) -> usize {
    text.chars().filter(|c| is_han(*c)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::plain;

    #[test]
    fn lead_ins_say_what_the_items_below_are() {
        let text = "工作简述：带领团队\n主要项目：\n- 负责消息网关建设：多协议\n- 参与研发价格服务，为商家\n技术栈：Java, Go\n";
        let lines = plain::outline(text);
        let body = read(&lines, &(0..lines.len()).collect::<Vec<_>>());
        assert_eq!(body.summary, ["带领团队"]);
        let names: Vec<&str> = body.projects.iter().map(|project| project.name.as_str()).collect();
        assert_eq!(names, ["消息网关建设", "价格服务"]);
    }
}
