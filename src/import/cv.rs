//! The outline of a CV as a record: each section by its kind, and what is said in sentences.

mod headers;
mod items;
mod jobs;
mod studies;
mod told;

use rustc_hash::FxHashSet;

use super::body::Body;
use super::draft::{Block, Draft};
use super::entries::{self, Entry, is_prose};
use super::labels::{Label, label};
use super::outline::{Level, Line};
use super::parts::{self, Part};
use super::person::Person;
use super::prose::Post;
use super::roles;
use super::sections::{self, Kind, Section};
use super::traditional::Original;
use super::words::{Kind as Word, Words};
use crate::date::{Found, Span, found};
use crate::text::{is_han, is_letter_or_digit, letters};
use headers::{is_degree, is_guest, is_noise, is_post, name_employer, name_place, name_title, titles_lead};

/// Reads the outline of a CV.
#[must_use]
pub fn read(lines: Vec<Line>, words: &Words) -> Draft {
    let mut lines = lines;
    let original = Original::take(&mut lines);
    let lines = super::outline::labelled(lines);
    let mut cv = Cv { lines: &lines, words, used: vec![false; lines.len()], ..Cv::empty(words) };
    let sections = sections::sections(&lines);
    sections.iter().for_each(|section| cv.section(section));
    cv.told_in_sentences();
    cv.merge_studies();
    let used = std::mem::take(&mut cv.used);
    let titles: FxHashSet<usize> = sections.iter().filter_map(|section| section.title).collect();
    let mut draft = cv.draft();
    let text = lines.into_iter().zip(used).enumerate().filter(|(at, _)| !titles.contains(at));
    for (_, (line, used)) in text {
        if !used && line.text.chars().any(is_letter_or_digit) {
            draft.unread.push((line.number, line.text.clone()));
        }
        draft.lines.push((line.text, used));
    }
    match original {
        Some(original) => original.restore(draft),
        None => draft,
    }
}

struct Cv<'a> {
    lines: &'a [Line],
    words: &'a Words,
    used: Vec<bool>,
    person: Person,
    summary: Vec<String>,
    sentences: Vec<(usize, String)>,
    /// Lines about the person that name a school with a degree.
    stated: Vec<usize>,
    /// Labelled values about the person that name an employer, a post or a school, with their lines.
    labelled: Vec<(Label, String, usize)>,
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
    /// How many lines name the first entry of the section.
    shape: usize,
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
            stated: Vec::new(),
            labelled: Vec::new(),
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
            shape: 0,
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
            Kind::Person if self.has_career(section) => self.head(section),
            Kind::Person => range.for_each(|at| self.personal(at, false)),
            Kind::Summary if self.has_entries(section) => self.dated(&Section { kind: Kind::Work, ..section.clone() }),
            Kind::Summary => range.for_each(|at| self.summarize(at)),
            Kind::Work | Kind::Internship | Kind::Volunteer | Kind::Education => self.dated(section),
            Kind::Projects | Kind::OpenSource => self.project_section(section),
            Kind::Publications | Kind::Talks => self.publications(section),
            Kind::Patents => range.for_each(|at| self.patent(at)),
            Kind::Awards => self.prizes(section),
            Kind::Certificates if self.has_studies(section) => {
                self.dated(&Section { kind: Kind::Education, ..section.clone() })
            }
            Kind::Certificates => range.for_each(|at| self.certificate(at)),
            Kind::Skills if self.has_software(section) => self.project_section(section),
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
        // Below a title that nobody knows, what names a post or an employer in headings of its own is work.
        let titled = section.title.is_some() && section.kind == Kind::Head;
        let read = entries::Section::new(self.lines, section.start..section.end, self.words);
        let mut from = section.start;
        let entries = read.entries();
        let dated = |at: &usize| read.dates(*at).iter().any(|found| !matches!(found.span, Span::At(_)));
        let lengths: Vec<usize> = entries.iter().map(|one| one.header.len()).filter(|length| *length > 2).collect();
        let shaped = entries.iter().any(|entry| entry.header.iter().any(dated));
        let item = |entry: &Entry| matches!(self.lines[entry.header[0]].level, Level::Item(_));
        let periods = entries.iter().filter(|entry| item(entry) && entry.header.iter().any(dated)).count();
        for mut entry in entries {
            // The name of the person, and the title of a list, are no part of what stands below.
            let above = entry.header[0];
            let heading = matches!(self.lines[above].level, Level::Heading(_)) && read.dates(above).is_empty();
            let listed = entry.header.get(1).is_some_and(|next| matches!(self.lines[*next].level, Level::Item(_)));
            let unnamed = read.parts(above).iter().all(|part| part.kind.is_none() || part.kind == Some(Word::Degree));
            if heading && entry.header.len() > 1 && unnamed && (above == 0 || listed) {
                entry.header.remove(0);
            }
            let header = self.header(&entry, &read, Kind::Head);
            let period = header.dates.iter().any(|found| !matches!(found.span, Span::At(_)));
            let named = |kind: Word| header.parts.iter().any(|part| part.kind == Some(kind));
            let study = named(Word::School) && named(Word::Degree) && !header.dates.is_empty();
            let undated = (!first || titled) && header.dates.is_empty() && named(Word::Title) && header.parts.len() > 1;
            // In a list of entries with periods, one of the same shape may have a year alone.
            let alike = shaped && lengths.iter().filter(|length| **length == entry.header.len()).count() > 1;
            let year = (alike || periods > 2 && item(&entry))
                && !header.dates.is_empty()
                && named(Word::Title)
                && header.parts.len() > 1;
            let known = header.parts.iter().any(|part| {
                matches!(part.kind, Some(Word::Company | Word::School | Word::Title | Word::Degree))
                    || part.label == Some(Label::Company)
            });
            let heading = matches!(self.lines[entry.header[0]].level, Level::Heading(_));
            if section.kind == Kind::Other
                || !(period && (known || (heading && !first)) || undated && heading || study || year)
            {
                continue;
            }
            let start = entry.header[0];
            (from..start).for_each(|at| self.personal(at, first));
            from = entry.body.last().or(entry.header.last()).map_or(start, |last| last + 1);
            let prose = entry.body.iter().filter(|at| is_prose(&self.lines[**at].text));
            self.sentences.extend(prose.map(|at| (*at, self.lines[*at].text.clone())));
            self.entry(&entry, header, Kind::Head);
        }
        (from..section.end).for_each(|at| self.personal(at, first && at < 3));
    }

    /// Whether several periods stand among what is said of the person.
    fn has_career(&self, section: &Section) -> bool {
        let dated = |line: &&Line| {
            let dates = found(&line.text);
            line.width() <= 80 && dates.iter().any(|found| matches!(found.span, Span::Period(..)))
        };
        self.lines[section.start..section.end].iter().filter(dated).count() > 1
    }

    fn personal(&mut self, at: usize, first: bool) {
        self.note_study(at);
        let line = &self.lines[at];
        if !first && matches!(label(&line.text), Some((Label::Technologies, value)) if !value.is_empty()) {
            return self.skill(at);
        }
        if is_prose(&line.text) {
            return self.summarize(at);
        }
        self.used[at] |= self.person.take(line, self.words, first);
    }

    fn summarize(&mut self, at: usize) {
        self.note_study(at);
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
        let anchored = entries.iter().any(|entry| {
            entry.header.iter().any(|at| read.dates(*at).iter().any(|found| !matches!(found.span, Span::At(_))))
        });
        if !anchored && section.kind != Kind::Education {
            let told = (section.start..section.end).filter_map(|at| Some((at, self.post_of(at, read.dates(at))?)));
            let told: Vec<(usize, Post)> = told.collect();
            if !told.is_empty() {
                return self.told(section, told);
            }
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
        self.shape = entries.first().map_or(0, |entry| entry.header.len());
        let headers: Vec<Header> = entries.iter().map(|entry| self.header(entry, &read, section.kind)).collect();
        let titles_lead = section.kind != Kind::Education && titles_lead(&headers);
        for (entry, mut header) in entries.iter().zip(headers) {
            if titles_lead {
                name_title(&mut header.parts);
            }
            self.entry(entry, header, section.kind);
        }
        self.longest = 0;
        self.end_parent();
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
                None => header.parts.extend(read.parts(*at).iter().cloned()),
            }
        }
        if let Some(line) = entry.header.get(1).filter(|at| read.is_nested_name(**at)) {
            name_employer(&mut header.parts, *line);
        }
        self.split_capitals(&mut header.parts);
        self.split_place(&mut header.parts);
        // A profile of a network tells by such lines that the employer stands above several posts.
        let terms = |at: &usize| ["Full-time", "Part-time", "全职", "兼职"].contains(&self.lines[*at].text.as_str());
        if let Some(last) = entry.header.last().filter(|_| entry.header.iter().any(terms)) {
            name_place(&mut header.parts, *last);
        }
        header.parts.retain(|part| !is_noise(part));
        header.lead = entry.header.iter().position(|at| !read.dates(*at).is_empty()).unwrap_or(0);
        header
    }

    /// A line of capitals that begins with a title and is all that names a post names the employer behind it, as in
    /// the documents of Europass: `DATA ANALYST VLTAVA HEALTH`.
    fn split_capitals(&self, parts: &mut Vec<Part>) {
        let named: Vec<usize> = (0..parts.len()).filter(|at| parts[*at].kind != Some(Word::Place)).collect();
        let [at] = named[..] else { return };
        let text = parts[at].text.clone();
        if parts[at].kind != Some(Word::Title) || text.contains(char::is_lowercase) || text.chars().any(is_han) {
            return;
        }
        let title = self.words.marks(&text).iter().rfind(|mark| mark.kind == Word::Title).map_or(0, |mark| mark.end);
        let rest = text[title..].trim_start();
        let goes_on = ["OF ", "FOR ", "IN ", "AND ", "&", "-", "(", "/", ","].iter().any(|word| rest.starts_with(word));
        if title > 0 && !goes_on && rest.len() > 3 && text[title..].starts_with(' ') {
            let employer = parts::part(rest, parts[at].line, self.words);
            parts[at].text.truncate(title);
            parts.push(Part { label: Some(Label::Company), ..employer });
        }
    }

    fn entry(&mut self, entry: &Entry, header: Header, kind: Kind) {
        entry.header.iter().for_each(|at| self.used[*at] = true);
        let has = |word: Word| header.parts.iter().any(|part| part.kind == Some(word));
        let studied = has(Word::School) && entry.header.iter().any(|at| parts::tells_of_study(&self.lines[*at].text));
        let lone = header.dates.iter().all(|found| matches!(found.span, Span::At(_)));
        let study = match kind {
            Kind::Teaching => false,
            // `Visiting student at …` among posts is one.
            Kind::Work | Kind::Internship if header.parts.iter().any(is_guest) => false,
            Kind::Work | Kind::Head if studied && !has(Word::Title) => true,
            Kind::Work if header.parts.iter().any(|part| part.label == Some(Label::School)) => !has(Word::Title),
            // A school with a period, and no post: that is where somebody studied.
            Kind::Head if has(Word::School) && !has(Word::Title) && !has(Word::Company) => true,
            // So is an internship among studies, if it led to no degree.
            Kind::Education if !lone && !has(Word::Degree) && header.parts.iter().any(is_post) => false,
            Kind::Education => {
                lone || !has(Word::Title) || !has(Word::Company) || has(Word::School) || has(Word::Degree)
            }
            Kind::Volunteer => has(Word::Degree) && has(Word::School) && !has(Word::Title),
            Kind::Head if !has(Word::Company) => !has(Word::Title) && has(Word::Degree),
            _ if has(Word::Title) => false,
            _ => {
                (has(Word::School) || has(Word::Company)) && has(Word::Degree)
                    || header.parts.first().is_some_and(is_degree)
            }
        };
        let employer = header.parts.iter().any(|part| part.label == Some(Label::Company));
        let job = kind != Kind::Head || has(Word::Title) || has(Word::Company) || has(Word::School) || employer;
        let certificate = study && !has(Word::School) && !has(Word::Degree) && kind == Kind::Education;
        match (study, job) {
            (true, _)
                if certificate
                    && (lone && has(Word::Title) && has(Word::Company)
                        || self.is_workshop(entry)
                        || entry.header.iter().all(|at| is_examination(&self.lines[*at].text))) =>
            {
                entry.header.iter().for_each(|at| self.certificate(*at));
            }
            (true, _) => self.study(entry, header),
            (false, true) => self.job(entry, header, kind),
            (false, false) => self.lost_project(entry, &header),
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

    /// The name of an organization, and its key where the register has it; of a post at two of the register, both keys.
    fn name(&self, block: &mut Block, field: &str, name: &str, check: Option<&'static str>) {
        block.checked(field, name, check);
        let key = |name: &str| {
            let marks = self.words.marks(name);
            let whole = marks.iter().find(|mark| mark.start == 0 && mark.end == name.len());
            whole.and_then(|mark| mark.key.as_ref()).map(|key| key.as_str().to_owned())
        };
        let several =
            || name.split(['/', '／', '&', '＆']).map(|part| key(part.trim())).collect::<Option<Vec<String>>>();
        match (key(name), field) {
            (Some(key), "name" | "institution") => drop(block.text("organization", key)),
            (None, "name") => drop(block.texts("organization", several().unwrap_or_default())),
            _ => {}
        }
    }

    /// The record, with what did not come into it; the titles of sections are markup.
    fn draft(self) -> Draft {
        let (mut record, mut meta) = (Block::default(), Block::default());
        let summary = self.summary.join("\n");
        let all = || self.lines.iter().map(|line| letters(&line.text)).sum::<usize>();
        // Names of products, and a name or two of the other script, are in any CV.
        let han = self.lines.iter().flat_map(|line| line.text.chars()).filter(|c| is_han(*c)).take(40).count();
        meta.text("language", if han == 40 || han * 4 >= all() { "zh" } else { "en" });
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
        Draft { record, unread: self.left, ..Draft::default() }
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

/// Whether a line names an examination or a certificate.
fn is_examination(text: &str) -> bool {
    ["资格", "考试", "证书", "认证", "Certified", "Certification"].iter().any(|word| text.contains(word))
}
