//! The outline of a CV as a record: each section by its kind, and what is said in sentences.

use super::body::{self, Alone, Body, Project, dates, span_of};
use super::draft::{Block, Draft};
use super::entries::{self, Entry, is_prose};
use super::lists;
use super::outline::{Level, Line};
use super::parts::{Part, part, parts};
use super::person::Person;
use super::prose;
use super::roles::{self, BY_PLACE, Role, with_aside};
use super::sections::{self, Kind, Section};
use super::words::{Kind as Word, Words};
use super::works::{self, Patent};
use crate::date::{End, Found, Span};
use crate::text::folded;

/// Reads the outline of a CV.
#[must_use]
pub fn read(lines: Vec<Line>, words: &Words) -> Draft {
    let lines = &super::outline::labelled(lines);
    let mut cv = Cv { lines, words, used: vec![false; lines.len()], ..Cv::empty(words) };
    for section in sections::sections(lines) {
        cv.section(&section);
    }
    cv.told_in_sentences();
    cv.draft()
}

struct Cv<'a> {
    lines: &'a [Line],
    words: &'a Words,
    used: Vec<bool>,
    person: Person,
    summary: Vec<String>,
    sentences: Vec<(usize, String)>,
    work: Vec<Block>,
    volunteer: Vec<Block>,
    education: Vec<Block>,
    projects: Vec<Block>,
    publications: Vec<Block>,
    patents: Vec<Block>,
    statistics: Vec<Block>,
    awards: Vec<Block>,
    certificates: Vec<Block>,
    skills: Vec<Block>,
    languages: Vec<Block>,
    interests: Vec<Block>,
    references: Vec<Block>,
    left: Vec<(usize, String)>,
    /// How many lines name an entry of the section, where the employer stands above the post.
    longest: usize,
    /// The last employer whose header names no post, and the period with it.
    parent: Option<(usize, Span)>,
    /// Whether posts with periods within that one followed.
    replaced: bool,
}

impl<'a> Cv<'a> {
    fn empty(words: &'a Words) -> Self {
        Self {
            lines: &[],
            words,
            used: Vec::new(),
            person: Person::default(),
            summary: Vec::new(),
            sentences: Vec::new(),
            work: Vec::new(),
            volunteer: Vec::new(),
            education: Vec::new(),
            projects: Vec::new(),
            publications: Vec::new(),
            patents: Vec::new(),
            statistics: Vec::new(),
            awards: Vec::new(),
            certificates: Vec::new(),
            skills: Vec::new(),
            languages: Vec::new(),
            interests: Vec::new(),
            references: Vec::new(),
            left: Vec::new(),
            longest: 0,
            parent: None,
            replaced: false,
        }
    }

    fn section(&mut self, section: &Section) {
        if let Some(title) = section.title {
            self.used[title] = true;
        }
        let range = section.start..section.end;
        match section.kind {
            Kind::Head | Kind::Other => self.head(section),
            Kind::Person => range.for_each(|at| self.personal(at, false)),
            Kind::Summary => range.for_each(|at| self.summarize(at)),
            Kind::Work | Kind::Internship | Kind::Volunteer | Kind::Education => self.dated(section),
            Kind::Projects | Kind::OpenSource => self.project_section(section),
            Kind::Publications | Kind::Talks => range.for_each(|at| self.publication(at, section.kind == Kind::Talks)),
            Kind::Patents => range.for_each(|at| self.patent(at)),
            Kind::Awards => self.prizes(section),
            Kind::Certificates if self.has_studies(section) => {
                self.dated(&Section { kind: Kind::Education, ..section.clone() })
            }
            Kind::Certificates => range.for_each(|at| self.certificate(at)),
            Kind::Skills => range.for_each(|at| self.skill(at)),
            Kind::Languages => self.language_section(section),
            Kind::Interests => range.for_each(|at| self.interest(at)),
            Kind::References => range.for_each(|at| self.reference(at)),
            Kind::Courses => range.for_each(|at| self.course(at)),
            Kind::Teaching => self.dated(section),
        }
    }

    /// What stands under no title that is known: entries whose title is lost, else what says something of the person.
    fn head(&mut self, section: &Section) {
        let first = section.start == 0;
        let read = entries::Section::new(self.lines, section.start..section.end, self.words);
        let mut from = section.start;
        for entry in read.entries() {
            let header = self.header(&entry, &read, Kind::Head);
            let period = header.dates.iter().any(|found| matches!(found.span, Span::Period(..)));
            let named = |kind: Word| header.parts.iter().any(|part| part.kind == Some(kind));
            let study = named(Word::School) && named(Word::Degree) && !header.dates.is_empty();
            let undated = !first && header.dates.is_empty() && named(Word::Title) && header.parts.len() > 1;
            let known = header
                .parts
                .iter()
                .any(|part| matches!(part.kind, Some(Word::Company | Word::School | Word::Title | Word::Degree)));
            let heading = matches!(self.lines[entry.header[0]].level, Level::Heading(_));
            if section.kind == Kind::Other || !(period && (known || (heading && !first)) || undated && heading || study)
            {
                continue;
            }
            let start = entry.header[0];
            (from..start).for_each(|at| self.personal(at, first));
            from = entry.body.last().or(entry.header.last()).map_or(start, |last| last + 1);
            self.entry(&entry, header, Kind::Head);
        }
        (from..section.end).for_each(|at| self.personal(at, first && at < 3));
    }

    fn personal(&mut self, at: usize, first: bool) {
        let line = &self.lines[at];
        if is_prose(&line.text) {
            return self.summarize(at);
        }
        self.used[at] |= self.person.take(line, self.words, first);
    }

    fn summarize(&mut self, at: usize) {
        let line = &self.lines[at];
        if line.level != Level::Rule {
            self.person.take_introduction(&line.text);
            self.summary.push(line.text.replace('\t', " "));
            self.sentences.push((at, line.text.clone()));
            self.used[at] = true;
        }
    }

    fn dated(&mut self, section: &Section) {
        let read = entries::Section::new(self.lines, section.start..section.end, self.words);
        let entries = read.entries();
        let told: Vec<usize> = (section.start..section.end).filter(|at| self.is_told(*at)).collect();
        let anchored = entries.iter().any(|entry| {
            entry.header.iter().any(|at| read.dates(*at).iter().any(|found| !matches!(found.span, Span::At(_))))
        });
        if !told.is_empty() && !anchored && section.kind != Kind::Education {
            return self.told(section, &told);
        }
        let first = entries.first().map_or(section.end, |entry| entry.header[0]);
        (section.start..first).for_each(|at| self.outside(at, section.kind));
        // Where the first employer stands above the line of its post, posts without such a line are at the same one.
        let split = entries.first().is_some_and(|entry| {
            let header = self.header(entry, &read, section.kind);
            let first = entry.header[0];
            let title = header.parts.iter().find(|part| part.kind == Some(Word::Title)).map(|title| title.line);
            let employer = roles::job(header.parts).organization.map(|part| part.line);
            employer == Some(first) && title.is_some_and(|title| title > first) && read.dates(first).is_empty()
        });
        self.longest = if split { self.header(&entries[0], &read, section.kind).lead } else { 0 };
        for entry in &entries {
            let header = self.header(entry, &read, section.kind);
            self.entry(entry, header, section.kind);
        }
        self.longest = 0;
        self.end_parent();
    }

    /// A line of a section before its first entry.
    fn outside(&mut self, at: usize, kind: Kind) {
        if kind == Kind::Education
            && let Some(study) = prose::study(&self.lines[at].text, self.words)
        {
            let block = self.told_study(at, &study);
            self.education.push(block);
            self.used[at] = true;
        } else if is_prose(&self.lines[at].text) {
            self.summarize(at);
        }
    }

    /// Whether a line tells of a post in a sentence.
    fn is_told(&self, at: usize) -> bool {
        let text = &self.lines[at].text;
        let early =
            crate::date::found(text).first().is_some_and(|found| text[..found.range.start].chars().count() <= 24);
        let verb = || ["joined", "worked", "work ", "moved", "was "].iter().any(|word| text.contains(word));
        (early || verb()) && is_prose(text) && prose::post(text, self.words).is_some()
    }

    fn told(&mut self, section: &Section, told: &[usize]) {
        let ends = told.iter().skip(1).copied().chain([section.end]);
        for (at, end) in told.iter().copied().zip(ends) {
            let text = &self.lines[at].text;
            let graduated = ["毕业", "学位", "graduated", "degree"].iter().any(|word| text.contains(word));
            if let Some(study) = graduated.then(|| prose::study(text, self.words)).flatten() {
                let block = self.told_study(at, &study);
                self.education.push(block);
                self.used[at] = true;
                continue;
            }
            let Some(mut post) = prose::post(&self.lines[at].text, self.words) else { continue };
            let lead = (at > section.start)
                .then(|| at - 1)
                .filter(|lead| !self.used[*lead] && !is_prose(&self.lines[*lead].text) && !told.contains(lead));
            let mut url = None;
            if let Some(lead) = lead {
                let name = part(&self.lines[lead].text, lead, self.words).text;
                url = self.lines[lead].links.iter().find_map(|(_, address)| lists::web(address));
                post.organization = name;
                self.used[lead] = true;
            }
            let line = &self.lines[at];
            let mut block = Block::new(line.number, &line.text);
            self.name(&mut block, "name", &post.organization, None);
            block.text("department", post.department.as_str());
            block.text("kind", if section.kind == Kind::Internship { "internship" } else { "" });
            block.text("position", post.title.as_str()).text("url", url.unwrap_or_default());
            if let Some(span) = post.span {
                let alone = if section.kind == Kind::Internship { Alone::Both } else { Alone::Start };
                dates(&mut block, span, alone);
            }
            let more: Vec<usize> = (at + 1..end)
                .filter(|next| {
                    Some(*next) != told.iter().copied().find(|next| *next > at).map(|next| next - 1)
                        || is_prose(&self.lines[*next].text)
                })
                .collect();
            let body = body::read(self.lines, &more);
            block.text("summary", line.text.replace('\t', " "));
            self.add_body(&mut block, &body, &more, true);
            self.used[at] = true;
            self.work.push(block);
        }
        (section.start..told[0]).for_each(|at| {
            if is_prose(&self.lines[at].text) {
                self.summarize(at)
            }
        });
    }

    fn header(&self, entry: &Entry, read: &entries::Section<'_>, kind: Kind) -> Header {
        let mut header = Header::default();
        for at in &entry.header {
            let found = read.dates(*at);
            header.dates.extend(found.iter().cloned());
            header
                .tails
                .extend(super::parts::tail(&self.lines[*at].text, found).map(|tail| {
                    self.lines[*at].text[tail..].trim_start_matches([':', '：', ' ', '.', ';']).to_owned()
                }));
            let line = &self.lines[*at];
            match self.prize_pieces(line, found).filter(|_| kind == Kind::Education) {
                Some(pieces) => header.parts.extend(pieces.into_iter().map(|piece| self.note(piece, *at))),
                None => header.parts.extend(parts(line, *at, found, self.words)),
            }
        }
        header.parts.retain(|part| !is_noise(part));
        header.lead = entry.header.iter().position(|at| !read.dates(*at).is_empty()).unwrap_or(0);
        header
    }

    /// The pieces of a line without dates that names prizes.
    fn prize_pieces<'l>(&self, line: &'l Line, dates: &[Found]) -> Option<Vec<&'l str>> {
        let pieces: Vec<&str> = line.text.split([';', '；', '\t', '|']).collect();
        let named = |piece: &&str| {
            lists::is_prize(piece) && !matches!(part(piece, 0, self.words).kind, Some(Word::School | Word::Degree))
        };
        (dates.is_empty() && super::labels::label(&line.text).is_none() && pieces.iter().any(named)).then_some(pieces)
    }

    /// A part of a line that names prizes: one of these, or any other.
    fn note(&self, piece: &str, at: usize) -> Part {
        let part = part(piece, at, self.words);
        let named = matches!(part.kind, Some(Word::School | Word::Department));
        if named {
            part
        } else {
            Part { text: piece.trim().to_owned(), label: Some(super::labels::Label::Awards), aside: None, ..part }
        }
    }

    fn entry(&mut self, entry: &Entry, header: Header, kind: Kind) {
        entry.header.iter().for_each(|at| self.used[*at] = true);
        let has = |word: Word| header.parts.iter().any(|part| part.kind == Some(word));
        let study = match kind {
            Kind::Education => !has(Word::Title) || !has(Word::Company) || has(Word::School) || has(Word::Degree),
            Kind::Volunteer => has(Word::Degree) && has(Word::School) && !has(Word::Title),
            _ => has(Word::School) && !has(Word::Title) && has(Word::Degree),
        };
        let job = kind != Kind::Head || has(Word::Title) || has(Word::Company) || has(Word::School);
        match (study, job) {
            (true, _) => self.study(entry, header),
            (false, true) => self.job(entry, header, kind),
            (false, false) => self.lost_project(entry, &header),
        }
    }

    fn job(&mut self, entry: &Entry, header: Header, kind: Kind) {
        let line = &self.lines[entry.header[0]];
        let mut role = roles::job(header.parts);
        if kind == Kind::Teaching
            && !(entry.header.len() > 1 && header.dates.iter().any(|found| matches!(found.span, Span::Period(..))))
            && role
                .title
                .as_deref()
                .is_none_or(|title| self.words.marks(title).iter().all(|mark| mark.kind != Word::Title))
            || is_pause(&role)
        {
            return entry.header.iter().for_each(|at| self.used[*at] = false);
        }
        if role.organization.is_none() && role.title.is_none() && role.department.is_none() {
            return self.add_to_last(entry, kind);
        }
        if role.organization.is_none()
            && let Some(word) = own_business(&role)
        {
            role.organization = Some(part(&word, entry.header[0], self.words));
        }
        let mut block = Block::new(line.number, &line.text);
        let all: Vec<&Found> = header.dates.iter().collect();
        let span = span_of(&all);
        // Below an employer with several posts, `Engineer, Maps` names no other employer.
        let within = self.within_parent(span, kind)
            && role.title.is_some()
            && role.organization.as_ref().is_none_or(|_| role.guessed[0]);
        let below = within || role.guessed[0] && role.title.is_some() && header.lead < self.longest;
        let last = if kind == Kind::Volunteer { self.volunteer.last() } else { self.work.last() };
        if below && last.is_some() && role.department.is_none() {
            role.department = role.organization.take().map(|part| part.text);
            role.guessed[0] = false;
            role.guessed[1] = true;
        }
        let name = if kind == Kind::Volunteer { "organization" } else { "name" };
        let inherited = last.and_then(|last| last.get(name).map(str::to_owned));
        match (&role.organization, inherited) {
            (Some(part), _) => {
                let check = role.guessed[0].then_some(BY_PLACE);
                let text = part.text.clone();
                self.name(&mut block, name, &text, check);
            }
            (None, Some(inherited)) if role.title.is_some() => {
                self.name(&mut block, name, &inherited, Some("taken from the post above"))
            }
            (None, _) => {
                if let Some(department) = role.department.take() {
                    self.name(&mut block, name, &department, Some(BY_PLACE));
                }
            }
        }
        if kind != Kind::Volunteer {
            block.checked(
                "department",
                role.department.clone().unwrap_or_default(),
                role.guessed[1].then_some(BY_PLACE),
            );
            block.text("kind", if kind == Kind::Internship || is_internship(&role) { "internship" } else { "" });
        }
        block.checked("position", role.title.clone().unwrap_or_default(), role.guessed[2].then_some(BY_PLACE));
        if kind != Kind::Volunteer {
            block
                .text("location", role.place.clone().unwrap_or_default())
                .text("description", role.description.clone().unwrap_or_default());
        }
        block.text(
            "url",
            role.organization.as_ref().and_then(|part| part.link.as_deref().and_then(lists::web)).unwrap_or_default(),
        );
        if let Some(span) = span {
            dates(&mut block, span, Alone::Both);
        } else {
            block.checked("endDate", "unknown", Some("the text states no dates"));
        }
        let mut body = body::read(self.lines, &entry.body);
        body.keywords.splice(0..0, role.keywords);
        body.summary.splice(0..0, header.tails);
        let others: Vec<String> = role.others.iter().map(|part| part.text.clone()).collect();
        if !others.is_empty() {
            body.summary.insert(0, others.join(", "));
        }
        self.add_body(&mut block, &body, &entry.body, kind != Kind::Volunteer);
        if kind == Kind::Volunteer {
            return self.volunteer.push(block);
        }
        if within {
            self.replaced |= true;
        } else {
            self.end_parent();
            self.parent = span.filter(|_| role.title.is_none()).map(|span| (self.work.len(), span));
        }
        self.work.push(block);
    }

    /// Whether a period lies within that of the employer above, whose header names no post.
    fn within_parent(&self, span: Option<Span>, kind: Kind) -> bool {
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
    fn end_parent(&mut self) {
        if let Some((at, _)) = self.parent.take().filter(|_| std::mem::take(&mut self.replaced)) {
            self.work.remove(at);
        }
        self.replaced = false;
    }

    /// Lines with a date that name neither employer nor post tell of the job before.
    fn add_to_last(&mut self, entry: &Entry, kind: Kind) {
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

    /// Adds what tells of a job or study, and notes which of its lines were read.
    fn add_body(&mut self, block: &mut Block, body: &Body, lines: &[usize], full: bool) {
        if block.get("summary").is_none() {
            block.text("summary", body.summary.join("\n"));
        } else {
            block.texts("highlights", body.summary.clone());
        }
        if !block.fields.iter().any(|field| field.name == "highlights") {
            block.texts("highlights", body.highlights.clone());
        }
        if full {
            block.texts("keywords", body.keywords.clone());
            block.blocks("projects", body.projects.iter().map(|project| project.block(self.lines)).collect());
        } else {
            self.projects.extend(body.projects.iter().map(|project| project.block(self.lines)));
        }
        lines.iter().filter(|at| !body.unread.contains(at)).for_each(|at| self.used[*at] = true);
    }

    /// The name of an organization, and its key where the register has it.
    fn name(&self, block: &mut Block, field: &str, name: &str, check: Option<&'static str>) {
        block.checked(field, name, check);
        let marks = self.words.marks(name);
        if let Some(key) =
            marks.iter().find(|mark| mark.start == 0 && mark.end == name.len()).and_then(|mark| mark.key.as_ref())
            && field != "organization"
        {
            block.text("organization", key.as_str());
        }
    }

    /// Whether an entry among studies is a part of the one before, such as a thesis with dates of its own.
    fn is_part_of_study(&self, entry: &Entry, header: &Header) -> bool {
        let text = self.lines[entry.header[0]].text.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let part = [
            "thesis",
            "dissertation",
            "project",
            "毕业设计",
            "毕业论文",
            "exchange",
            "erasmus",
            "bachelorarbeit",
            "masterarbeit",
            "advisor",
        ]
        .iter()
        .any(|word| text.starts_with(word));
        let named = header.parts.iter().any(|part| matches!(part.kind, Some(Word::School | Word::Degree)));
        part && !named && !self.education.is_empty()
    }

    fn study(&mut self, entry: &Entry, header: Header) {
        if self.is_part_of_study(entry, &header) {
            let texts: Vec<String> =
                entry.header.iter().chain(&entry.body).map(|at| self.lines[*at].text.replace('\t', " ")).collect();
            entry.body.iter().for_each(|at| self.used[*at] = true);
            if let Some(last) = self.education.last_mut() {
                last.add_texts("highlights", texts);
            }
            return;
        }
        let line = &self.lines[entry.header[0]];
        let mut role = roles::study(header.parts, self.words);
        let mut block = Block::new(line.number, &line.text);
        let inherited = self.education.last().and_then(|last| last.get("institution").map(str::to_owned));
        match (role.organization.take(), inherited) {
            (Some(part), _) => {
                self.name(&mut block, "institution", &part.text, role.guessed[0].then_some(BY_PLACE));
                role.organization = Some(part);
            }
            (None, Some(inherited)) if role.degree.is_some() => {
                self.name(&mut block, "institution", &inherited, Some("taken from the study above"))
            }
            (None, _) => {}
        }
        block
            .text("department", role.department.clone().unwrap_or_default())
            .text("area", role.area.clone().unwrap_or_default());
        block
            .text("studyType", role.degree.clone().unwrap_or_default())
            .text("location", role.place.clone().unwrap_or_default());
        block.text(
            "url",
            role.organization.as_ref().and_then(|part| part.link.as_deref().and_then(lists::web)).unwrap_or_default(),
        );
        let all: Vec<&Found> = header.dates.iter().collect();
        match span_of(&all) {
            Some(span) => dates(&mut block, span, Alone::End),
            None => {
                block.checked("endDate", "unknown", Some("the text states no dates"));
            }
        }
        let mut score = role.score.take().unwrap_or_default();
        let (mut prizes, mut courses, mut highlights) = (Vec::new(), Vec::new(), Vec::new());
        let asides = role.description.iter().cloned().chain(header.tails);
        for text in role.others.iter().map(with_aside).chain(asides) {
            sort_note(&text, &mut score, &mut prizes, &mut highlights);
        }
        let body = body::read(self.lines, &entry.body);
        for at in &entry.body {
            self.study_line(*at, &mut score, &mut prizes, &mut courses, &mut highlights);
        }
        block.text("score", score).texts("courses", courses).texts("highlights", highlights);
        let prize = |title: &String| {
            let mut award = Block::default();
            award.text("title", title.as_str());
            award
        };
        block.blocks("awards", prizes.iter().map(prize).collect());
        entry.body.iter().filter(|at| !body.unread.contains(at)).for_each(|at| self.used[*at] = true);
        self.education.push(block);
    }

    fn study_line(
        &self,
        at: usize,
        score: &mut String,
        prizes: &mut Vec<String>,
        courses: &mut Vec<String>,
        highlights: &mut Vec<String>,
    ) {
        use super::labels::{Label, label};
        let text = &self.lines[at].text;
        match label(text) {
            _ if self.lines[at].level == Level::Rule => {}
            Some((Label::Score, value)) if score.is_empty() => value.clone_into(score),
            Some((Label::Courses, value)) => courses.extend(lists::terms(value)),
            Some((Label::Awards, value)) => prizes.extend(lists::terms(value)),
            Some((_, value)) if !value.is_empty() => highlights.push(text.clone()),
            Some(_) => {}
            None => text.split([';', '；']).for_each(|text| sort_note(text.trim(), score, prizes, highlights)),
        }
    }

    fn lost_project(&mut self, entry: &Entry, header: &Header) {
        let at = entry.header[0];
        let mut project = body::dated_project(&self.lines[at].text, at);
        let all: Vec<&Found> = header.dates.iter().collect();
        project.dates = span_of(&all);
        self.finish_project(project, &entry.body);
    }

    fn finish_project(&mut self, mut project: Project, lines: &[usize]) {
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

    fn project_section(&mut self, section: &Section) {
        let starts = super::projects::starts(self.lines, section.start..section.end, self.words);
        let ends = starts.iter().skip(1).map(|start| start.first).chain([section.end]);
        let first = starts.first().map_or(section.end, |start| start.first);
        for at in section.start..first {
            if is_prose(&self.lines[at].text) {
                self.summarize(at);
            }
        }
        for (start, end) in starts.iter().zip(ends) {
            let project = super::projects::header(self.lines, start, self.words);
            (start.first..=start.last).for_each(|at| self.used[at] = true);
            self.finish_project(project, &(start.last + 1..end).collect::<Vec<_>>());
        }
    }

    fn publication(&mut self, at: usize, talk: bool) {
        let line = &self.lines[at];
        if let Some(Patent::Many(block)) =
            works::patent(line).filter(|_| line.text.contains("专利") || line.text.to_lowercase().contains("patent"))
        {
            self.statistics.push(block);
        } else if let Some(mut block) = works::publication(line) {
            if talk {
                block.text("type", "talk");
            }
            self.publications.push(block);
        } else {
            return;
        }
        self.used[at] = true;
    }

    fn patent(&mut self, at: usize) {
        match works::patent(&self.lines[at]) {
            Some(Patent::One(block)) => self.patents.push(block),
            Some(Patent::Many(block)) => self.statistics.push(block),
            None => return,
        }
        self.used[at] = true;
    }

    /// Prizes: each item or line, with what stands below an item.
    fn prizes(&mut self, section: &Section) {
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
    fn has_studies(&self, section: &Section) -> bool {
        let school =
            |at: usize| parts(&self.lines[at], at, &[], self.words).iter().any(|part| part.kind == Some(Word::School));
        self.education.is_empty() && (section.start..section.end).any(school)
    }

    fn certificate(&mut self, at: usize) {
        let block = lists::award(&self.lines[at], "name", "issuer");
        if block.get("name").is_some() {
            self.certificates.push(block);
            self.used[at] = true;
        }
    }

    fn skill(&mut self, at: usize) {
        let line = &self.lines[at];
        if line.level == Level::Rule {
            return;
        }
        let named = line.text.to_lowercase();
        let group = named.split([':', '：']).next().unwrap_or_default();
        let spoken = ["language", "语言", "外语", "英语"].iter().any(|word| group.contains(word))
            && !lists::languages(line, "").is_empty();
        let found = if spoken { lists::languages(line, "") } else { lists::skills(line, self.words) };
        self.used[at] |=
            !found.is_empty() || matches!(line.level, Level::Heading(_)) || line.text.ends_with([':', '：']);
        let list = if spoken { &mut self.languages } else { &mut self.skills };
        for block in found {
            let name = if spoken { "language" } else { "name" };
            if !list.iter().any(|known| known.get(name) == block.get(name)) {
                list.push(block);
            }
        }
    }

    fn language_section(&mut self, section: &Section) {
        let title = section.title.map_or("", |at| self.lines[at].text.as_str());
        for at in section.start..section.end {
            let found = lists::languages(&self.lines[at], title);
            self.used[at] |= !found.is_empty();
            self.languages.extend(found);
        }
    }

    fn interest(&mut self, at: usize) {
        let line = &self.lines[at];
        for name in lists::terms(&line.text) {
            let mut block = Block::new(line.number, &line.text);
            block.text("name", name);
            self.interests.push(block);
            self.used[at] = true;
        }
    }

    fn reference(&mut self, at: usize) {
        let line = &self.lines[at];
        if line.level != Level::Rule {
            let mut block = Block::new(line.number, &line.text);
            block.text("reference", line.text.replace('\t', " "));
            self.references.push(block);
            self.used[at] = true;
        }
    }

    /// Courses belong to the last study.
    fn course(&mut self, at: usize) {
        let courses = lists::terms(&self.lines[at].text);
        let Some(study) = self.education.last_mut().filter(|_| !courses.is_empty()) else { return };
        match study.fields.iter_mut().find(|field| field.name == "courses").map(|field| &mut field.value) {
            Some(super::draft::Value::Texts(known)) => known.extend(courses),
            _ => {
                study.texts("courses", courses);
            }
        }
        self.used[at] = true;
    }

    /// What sentences about the person state: the present post, and studies that no section has.
    fn told_in_sentences(&mut self) {
        for (at, text) in std::mem::take(&mut self.sentences) {
            if let Some(post) = prose::present(&text, self.words) {
                self.fill_post(at, &post);
            }
            for sentence in prose::sentences(&text) {
                let Some(study) = prose::study(sentence, self.words) else { continue };
                let known = |block: &Block| {
                    block.get("institution").is_some_and(|name| {
                        folded(name).contains(&folded(&study.institution))
                            || folded(&study.institution).contains(&folded(name))
                    })
                };
                if !self.education.iter().any(known) {
                    let block = self.told_study(at, &study);
                    self.education.push(block);
                }
            }
        }
    }

    fn told_study(&self, at: usize, study: &prose::Study) -> Block {
        let line = &self.lines[at];
        let mut block = Block::new(line.number, &line.text);
        self.name(&mut block, "institution", &study.institution, Some("told in a sentence"));
        block
            .text("department", study.department.as_str())
            .text("area", study.area.as_str())
            .text("studyType", study.degree.as_str());
        match study.span {
            Some(span) => dates(&mut block, span, Alone::End),
            None => {
                block.text("endDate", "unknown");
            }
        }
        block
    }

    /// The present post that a summary states completes the one at the same employer, or is one where there is none.
    fn fill_post(&mut self, at: usize, post: &prose::Post) {
        const STATED: Option<&str> = Some("stated in the summary");
        let same = |block: &&mut Block| {
            block.get("name").is_some_and(|name| {
                folded(name).contains(&folded(&post.organization)) || folded(&post.organization).contains(&folded(name))
            })
        };
        let none = self.work.is_empty();
        match self.work.iter_mut().find(same) {
            Some(block) => {
                if block.get("position").is_none() {
                    block.checked("position", post.title.as_str(), STATED);
                    if block.get("department").is_none() {
                        block.checked("department", post.department.as_str(), STATED);
                    }
                }
            }
            None if none => {
                let mut block = Block::new(self.lines[at].number, &self.lines[at].text);
                self.name(&mut block, "name", &post.organization, STATED);
                block
                    .checked("department", post.department.as_str(), STATED)
                    .checked("position", post.title.as_str(), STATED)
                    .text("endDate", "present");
                self.work.push(block);
            }
            None => {}
        }
    }

    fn draft(mut self) -> Draft {
        let mut record = Block::default();
        let summary = self.summary.join("\n");
        let han = body::han_count(&self.lines.iter().map(|line| line.text.as_str()).collect::<String>());
        let mut meta = Block::default();
        meta.text("language", if han >= 40 { "zh" } else { "en" });
        record.block("meta", meta).block("basics", self.person.block(&summary));
        record.blocks("work", self.work).blocks("volunteer", self.volunteer).blocks("education", self.education);
        record
            .blocks("projects", self.projects)
            .blocks("publications", self.publications)
            .blocks("patents", self.patents);
        record.blocks("awards", self.awards).blocks("certificates", self.certificates).blocks("skills", self.skills);
        record
            .blocks("languages", self.languages)
            .blocks("interests", self.interests)
            .blocks("references", self.references);
        record.blocks("statistics", self.statistics);
        let letters = |line: &Line| line.text.chars().filter(|c| c.is_alphanumeric()).count();
        let all: usize = self.lines.iter().map(letters).sum();
        let read = self.lines.iter().zip(&self.used).filter(|(_, used)| **used).map(|(line, _)| letters(line)).sum();
        let unread = self.lines.iter().zip(&self.used).filter(|(line, used)| !**used && letters(line) > 0);
        self.left.extend(unread.map(|(line, _)| (line.number, line.text.clone())));
        Draft { notes: Vec::new(), record, unread: self.left, coverage: (all, read) }
    }
}

/// The parts and dates of an entry's header.
#[derive(Default)]
struct Header {
    parts: Vec<Part>,
    dates: Vec<Found>,
    /// Sentences behind them.
    tails: Vec<String>,
    /// How many lines stand before the one with the date.
    lead: usize,
}

/// A part that says nothing: a length of time, a label alone.
fn is_noise(part: &Part) -> bool {
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
    counted
        || (part.label.is_none() && filler.contains(&text.trim_matches(|c: char| !c.is_alphanumeric())))
        || (part.label.is_some() && part.text.is_empty())
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

/// A note on a study is its mark, a prize, or something done.
fn sort_note(text: &str, score: &mut String, prizes: &mut Vec<String>, highlights: &mut Vec<String>) {
    let lower = text.to_lowercase();
    let text = text.trim();
    if !text.chars().any(char::is_alphanumeric) {
    } else if score.is_empty()
        && ["gpa", "绩点", "均分"].iter().any(|word| lower.contains(word))
        && text.chars().count() <= 40
    {
        text.clone_into(score);
    } else if lists::is_prize(text) {
        prizes.push(text.to_owned());
    } else {
        highlights.push(text.to_owned());
    }
}
