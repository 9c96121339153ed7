//! Studies: the header of an entry as a study, and what stands below it.

use super::{Cv, Header};
use crate::date::Found;
use crate::import::body::{Alone, dates, span_of};
use crate::import::draft::Block;
use crate::import::entries::{Entry, is_prose};
use crate::import::labels::{Label, label};
use crate::import::outline::{Level, Line, width};
use crate::import::parts::{Part, part, parts};
use crate::import::roles::{BY_PLACE, with_aside};
use crate::import::words::Kind as Word;
use crate::import::{body, lists, roles};

impl Cv<'_> {
    /// The pieces of a line without dates that names prizes.
    pub(super) fn prize_pieces<'l>(&self, line: &'l Line, dates: &[Found]) -> Option<Vec<&'l str>> {
        let pieces: Vec<&str> = line.text.split([';', '；', '\t', '|']).collect();
        let named = |piece: &&str| {
            lists::is_prize(piece) && !matches!(part(piece, 0, self.words).kind, Some(Word::School | Word::Degree))
        };
        (dates.is_empty() && label(&line.text).is_none() && pieces.iter().any(named)).then_some(pieces)
    }

    /// A part of a line that names prizes: one of these, or any other.
    pub(super) fn note(&self, piece: &str, at: usize) -> Part {
        let part = part(piece, at, self.words);
        let named = matches!(part.kind, Some(Word::School | Word::Department));
        if named {
            part
        } else {
            Part { text: piece.trim().to_owned(), label: Some(Label::Awards), aside: None, ..part }
        }
    }

    /// Notes a line that names a school with a degree and is no sentence: `本科/东海大学 软件工程`.
    pub(super) fn note_study(&mut self, at: usize) {
        let text = &self.lines[at].text;
        if let Some((kind @ (Label::Company | Label::Title | Label::School | Label::Degree | Label::Area), value)) =
            label(text)
            && !value.is_empty()
            && width(value) <= 60
        {
            self.labelled.push((kind, value.to_owned(), at));
        }
        let marks = self.words.marks(text);
        let has = |kind: Word| marks.iter().any(|mark| mark.kind == kind);
        if text.chars().count() <= 90 && has(Word::School) && has(Word::Degree) && !has(Word::Title) && !is_prose(text)
        {
            self.stated.push(at);
        }
    }

    /// The value that a label about the person has.
    fn labelled_value(&self, label: Label) -> Option<(&str, usize)> {
        self.labelled.iter().find(|(known, ..)| *known == label).map(|(_, value, at)| (value.as_str(), *at))
    }

    /// Reads the labels about the person that name the employer and the school, where nothing else does.
    pub(super) fn stated_labels(&mut self) {
        if let Some((name, at)) = self.labelled_value(Label::Company).filter(|_| self.work.is_empty()) {
            let mut block = Block::new(self.lines[at].number, &self.lines[at].text);
            self.name(&mut block, "name", name, None);
            let title = self.labelled_value(Label::Title).map_or("", |(title, _)| title);
            block.text("position", title).text("endDate", "present");
            self.work.push(block);
            self.used[at] = true;
        }
        if let Some((name, at)) = self.labelled_value(Label::School).filter(|_| self.education.is_empty()) {
            let mut block = Block::new(self.lines[at].number, &self.lines[at].text);
            self.name(&mut block, "institution", name, None);
            let value = |label: Label| self.labelled_value(label).map_or("", |(value, _)| value);
            block.text("area", value(Label::Area)).text("studyType", value(Label::Degree)).text("endDate", "unknown");
            self.education.push(block);
            self.used[at] = true;
        }
    }

    /// Reads the lines about the person that name studies, where no section does.
    pub(super) fn stated_studies(&mut self) {
        let stated = std::mem::take(&mut self.stated);
        for at in stated.into_iter().filter(|_| self.education.is_empty()).collect::<Vec<usize>>() {
            let mut line = self.lines[at].clone();
            line.text = label(&line.text).map_or(line.text.as_str(), |(_, value)| value).replace('/', "\t");
            let dates = crate::date::found(&line.text);
            let parts = parts(&line, at, &dates, self.words);
            let header = Header { parts, dates, ..Header::default() };
            self.study(&Entry { header: vec![at], body: Vec::new() }, header);
        }
    }

    /// Whether an entry among studies is a part of the one before, such as a thesis with dates of its own.
    pub(super) fn is_part_of_study(&self, entry: &Entry, header: &Header) -> bool {
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
        // So is a post within the studies, such as that of an editor of the school's journal.
        let has = |kind: Word| header.parts.iter().any(|part| part.kind == Some(kind));
        let post = || has(Word::Title) && !has(Word::Company) && !matches!(header.parts.len(), 0 | 1);
        (part || post() || lists::is_prize(&text)) && !named && !self.education.is_empty()
    }

    /// A degree in brackets, as in `市场营销（本科）`, becomes a part, where no other part names one.
    fn degree_in_brackets(&self, parts: &mut Vec<Part>) {
        let names_degree = |text: &str| part(text, 0, self.words).kind == Some(Word::Degree);
        if parts.iter().any(|part| part.kind == Some(Word::Degree) || part.label == Some(Label::Degree)) {
            return;
        }
        let bracketed = parts.iter_mut().find(|part| part.aside.as_deref().is_some_and(names_degree));
        let degree = bracketed.and_then(|part| Some((part.aside.take()?, part.line)));
        parts.extend(degree.map(|(text, line)| part(&text, line, self.words)));
    }

    /// The name of an institution without the town and country behind it: `University of Warsaw, Warsaw, Poland`.
    fn without_place<'t>(&self, name: &'t str) -> &'t str {
        let parts: Vec<&str> = name.split(", ").collect();
        let is_place = |text: &str| part(text, 0, self.words).kind == Some(Word::Place);
        match parts[..] {
            [first, town] | [first, town, _] if first.contains(town) || is_place(town) => first,
            _ => name,
        }
    }

    pub(super) fn study(&mut self, entry: &Entry, mut header: Header) {
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
        self.degree_in_brackets(&mut header.parts);
        let mut role = roles::study(header.parts, self.words);
        let mut block = Block::new(line.number, &line.text);
        let inherited = self.education.last().and_then(|last| last.get("institution").map(str::to_owned));
        match (role.organization.take(), inherited) {
            (Some(part), _) => {
                let name = self.without_place(&part.text);
                self.name(&mut block, "institution", name, role.guessed[0].then_some(BY_PLACE));
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

    pub(super) fn study_line(
        &self,
        at: usize,
        score: &mut String,
        prizes: &mut Vec<String>,
        courses: &mut Vec<String>,
        highlights: &mut Vec<String>,
    ) {
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
