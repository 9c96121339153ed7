//! Sections that are lists: projects, publications, prizes, skills and others.

use super::{Cv, Header};
use crate::date::Found;
use crate::import::body::{Body, Project, span_of};
use crate::import::draft::{Block, Value};
use crate::import::entries::{Entry, is_prose};
use crate::import::outline::{Level, Line};
use crate::import::parts::parts;
use crate::import::sections::Section;
use crate::import::words::Kind as Word;
use crate::import::works::Patent;
use crate::import::{body, lists, projects, skills, works};
use crate::text::is_han;

impl Cv<'_> {
    pub(super) fn lost_project(&mut self, entry: &Entry, header: &Header) {
        let at = entry.header[0];
        let mut project = body::dated_project(&self.lines[at].text, at);
        let all: Vec<&Found> = header.dates.iter().collect();
        project.dates = span_of(&all);
        self.finish_project(project, &entry.body);
    }

    pub(super) fn finish_project(&mut self, mut project: Project, lines: &[usize]) {
        let inner = body::read(self.lines, lines);
        let links = self.lines[project.line].links.iter().find_map(|(_, address)| lists::web(address));
        let url = project.body.url.take().or(links).or_else(|| inner.url.clone());
        let summary = [project.body.summary, inner.summary].concat();
        let roles = [project.body.roles, inner.roles].concat();
        let unread = inner.unread;
        let more = inner.projects;
        project.body =
            Body { summary, url, roles, highlights: inner.highlights, keywords: inner.keywords, ..Body::default() };
        lines.iter().filter(|at| !unread.contains(at)).for_each(|at| self.used[*at] = true);
        self.used[project.line] = true;
        if project.name.is_empty() {
            return;
        }
        self.projects.push(project.block(self.lines));
        self.projects.extend(more.iter().map(|project| project.block(self.lines)));
    }

    pub(super) fn project_section(&mut self, section: &Section) {
        let starts = projects::starts(self.lines, section.start..section.end, self.words);
        let ends = starts.iter().skip(1).map(|start| start.first).chain([section.end]);
        let first = starts.first().map_or(section.end, |start| start.first);
        for at in section.start..first {
            if is_prose(&self.lines[at].text) {
                self.summarize(at);
            }
        }
        for (start, end) in starts.iter().zip(ends) {
            let project = projects::header(self.lines, start, self.words);
            (start.first..=start.last).for_each(|at| self.used[at] = true);
            self.finish_project(project, &(start.last + 1..end).collect::<Vec<_>>());
        }
    }

    pub(super) fn publications(&mut self, section: &Section) {
        let title = section.title.map_or("", |title| self.lines[title].text.as_str());
        let kind = works::kind_of(section.kind, title);
        (section.start..section.end).for_each(|at| self.publication(at, kind));
    }

    fn publication(&mut self, at: usize, kind: &str) {
        let line = &self.lines[at];
        if let Some(Patent::Many(block)) =
            works::patent(line).filter(|_| line.text.contains("专利") || line.text.to_lowercase().contains("patent"))
        {
            self.statistics.push(block);
        } else if self.goes_on(line) {
            let more = works::publication(line, "").unwrap_or_default();
            if let Some(last) = self.publications.last_mut() {
                let venue = more.get("name").unwrap_or_default();
                if last.get("venue").or(last.get("publisher")).is_none() {
                    last.text("venue", venue);
                }
                if last.get("releaseDate").is_none() {
                    last.text("releaseDate", more.get("releaseDate").unwrap_or_default());
                }
            }
        } else if let Some(block) = works::publication(line, kind) {
            self.publications.push(block);
        } else {
            return;
        }
        self.used[at] = true;
    }

    /// Whether a line of publications is the second one of the last: that has no year, or this has none.
    fn goes_on(&self, line: &Line) -> bool {
        let dated = !crate::date::found(&line.text).is_empty();
        let last = self.publications.last().filter(|last| last.line + 2 >= line.number);
        line.level == Level::Text && !line.gap && last.is_some_and(|last| last.get("releaseDate").is_none() || !dated)
    }

    pub(super) fn patent(&mut self, at: usize) {
        match works::patent(&self.lines[at]) {
            Some(Patent::One(block)) => self.patents.push(block),
            Some(Patent::Many(block)) => self.statistics.push(block),
            None => return,
        }
        self.used[at] = true;
    }

    /// Prizes: each item or line, with what stands below an item.
    pub(super) fn prizes(&mut self, section: &Section) {
        let items = (section.start..section.end).any(|at| matches!(self.lines[at].level, Level::Item(_)));
        for at in section.start..section.end {
            let line = &self.lines[at];
            if line.level == Level::Rule {
                continue;
            }
            let below = items && line.level == Level::Text && !line.gap;
            if below && let Some(last) = self.awards.last_mut() {
                if last.get("summary").is_none() {
                    last.text("summary", line.text.replace('\t', " "));
                }
            } else {
                let block = lists::award(line, "title", "awarder");
                if block.get("title").is_none() {
                    continue;
                }
                self.awards.push(block);
            }
            self.used[at] = true;
        }
    }

    /// Whether a section of certificates, such as `Training`, is one of studies.
    pub(super) fn has_studies(&self, section: &Section) -> bool {
        let school =
            |at: usize| parts(&self.lines[at], at, &[], self.words).iter().any(|part| part.kind == Some(Word::School));
        self.education.is_empty() && (section.start..section.end).any(school)
    }

    pub(super) fn certificate(&mut self, at: usize) {
        let block = lists::award(&self.lines[at], "name", "issuer");
        if block.get("name").is_some() {
            self.certificates.push(block);
            self.used[at] = true;
        }
    }

    /// Whether what is called `Software` is what the person wrote: each item leads to a page of its own.
    pub(super) fn has_software(&self, section: &Section) -> bool {
        let items: Vec<&Line> = self.lines[section.start..section.end]
            .iter()
            .filter(|line| matches!(line.level, Level::Item(_) | Level::Text))
            .collect();
        let leads = |line: &&&Line| line.links.iter().any(|(name, _)| line.text.starts_with(name.as_str()));
        items.len() > 1 && items.iter().filter(leads).count() == items.len()
    }

    /// Reads the skills of a line, and of the lines of its paragraph, if it is one.
    pub(super) fn skill(&mut self, at: usize) {
        let line = &self.lines[at];
        if line.level == Level::Rule || self.used[at] {
            return;
        }
        let end = self.end_of_sentences(at);
        let named = line.text.to_lowercase();
        let group = named.split([':', '：']).next().unwrap_or_default();
        let spoken = ["language", "语言", "外语", "英语"].iter().any(|word| group.contains(word))
            && !lists::languages(line, "").is_empty();
        let paragraph: Vec<&str> = self.lines[at..end].iter().map(|line| line.text.as_str()).collect();
        let found =
            if spoken { lists::languages(line, "") } else { skills::skills(&paragraph.join(" "), line, self.words) };
        let used = !found.is_empty() || matches!(line.level, Level::Heading(_)) || line.text.ends_with([':', '：']);
        self.used[at..end].iter_mut().for_each(|line| *line |= used);
        let list = if spoken { &mut self.languages } else { &mut self.skills };
        for block in found {
            let name = if spoken { "language" } else { "name" };
            if !list.iter().any(|known| known.get(name) == block.get(name)) {
                list.push(block);
            }
        }
    }

    /// Behind the last line of the English paragraph that begins with a line; of other lines, behind it.
    fn end_of_sentences(&self, at: usize) -> usize {
        let goes_on = |at: usize| {
            let (line, next) = (&self.lines[at], self.lines.get(at + 1));
            let open = line.width() >= 60 && !line.text.ends_with(['.', ':', ';']) || line.text.ends_with(',');
            open && line.level == Level::Text
                && next.is_some_and(|next| next.level == Level::Text && !next.gap && !next.text.contains(['\t', ':']))
                && !line.text.chars().any(is_han)
        };
        (at..self.lines.len()).find(|at| !goes_on(*at)).map_or(self.lines.len(), |last| last + 1)
    }

    pub(super) fn language_section(&mut self, section: &Section) {
        let title = section.title.map_or("", |at| self.lines[at].text.as_str());
        for at in section.start..section.end {
            let found = lists::languages(&self.lines[at], title);
            self.used[at] |= !found.is_empty();
            self.languages.extend(found);
        }
    }

    pub(super) fn interest(&mut self, at: usize) {
        let line = &self.lines[at];
        for name in lists::terms(&line.text) {
            let mut block = Block::new(line.number, &line.text);
            block.text("name", name);
            self.interests.push(block);
            self.used[at] = true;
        }
    }

    pub(super) fn reference(&mut self, at: usize) {
        let line = &self.lines[at];
        if line.level != Level::Rule {
            let mut block = Block::new(line.number, &line.text);
            block.text("reference", line.text.replace('\t', " "));
            self.references.push(block);
            self.used[at] = true;
        }
    }

    /// Courses belong to the last study.
    pub(super) fn course(&mut self, at: usize) {
        let courses = lists::terms(&self.lines[at].text);
        let Some(study) = self.education.last_mut().filter(|_| !courses.is_empty()) else { return };
        match study.fields.iter_mut().find(|field| field.name == "courses").map(|field| &mut field.value) {
            Some(Value::Texts(known)) => known.extend(courses),
            _ => {
                study.texts("courses", courses);
            }
        }
        self.used[at] = true;
    }
}
