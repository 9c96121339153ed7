//! Studies: the header of an entry as a study, and what stands below it.

use super::{Cv, Header};
use crate::date::Found;
use crate::import::body::{Alone, dates, span_of};
use crate::import::draft::Block;
use crate::import::entries::{Entry, is_prose};
use crate::import::labels::{Label, label};
use crate::import::outline::{Level, Line, width};
use crate::import::parts::{Part, part, parts};
use crate::import::roles::{BY_PLACE, Role, with_aside};
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
        if let Some((
            kind @ (Label::Company | Label::Title | Label::School | Label::Degree | Label::Area | Label::Period),
            value,
        )) = label(text)
            && !value.is_empty()
            && width(value) <= 60
        {
            self.labelled.push((kind, value.to_owned(), at));
        }
        // Sentences, which are read elsewhere, are most of the text.
        if text.len() > 300 || text.chars().count() > 90 {
            return;
        }
        let marks = self.words.marks(text);
        // A subject may end as titles do.
        let subject = |text: &str| ["技术", "设计", "管理", "市场", "财务", "行政", "测试", "开发"].contains(&text);
        let told = |kind: Word, text: &str| kind != Word::Title || !subject(text);
        let has = |kind: Word| marks.iter().any(|mark| mark.kind == kind && told(kind, &text[mark.start..mark.end]));
        let sex = || text.split(['/', '|', ' ', '-']).any(|part| matches!(part.trim(), "男" | "女"));
        let titled =
            || ["教育经历", "教育背景", "学历"].iter().any(|title| text.starts_with(title)) || text.contains("毕业");
        if has(Word::School) && (has(Word::Degree) || sex() || titled()) && !has(Word::Title) && !is_prose(text) {
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
            let value = |label: Label| self.labelled_value(label).map_or("", |(value, _)| value);
            let own = crate::date::found(name);
            let named = own.first().map_or(name, |found| &name[..found.range.start]);
            let (named, subject) = named.split_once('\t').unwrap_or((named, value(Label::Area)));
            self.name(&mut block, "institution", named.trim_end_matches(['(', '（', ' ']), None);
            block.text("area", subject).text("studyType", value(Label::Degree));
            let period = self.labelled_value(Label::Period).filter(|(_, line)| line.abs_diff(at) <= 5);
            let stated = || period.and_then(|(text, _)| crate::date::found(text).first().map(|found| found.span));
            match own.first().map(|found| found.span).or_else(stated) {
                Some(span) => dates(&mut block, span, Alone::End),
                None => drop(block.text("endDate", "unknown")),
            }
            self.education.push(block);
            self.used[at] = true;
        }
    }

    /// Reads the lines about the person that name studies, where no section does.
    pub(super) fn stated_studies(&mut self) {
        let stated = std::mem::take(&mut self.stated);
        let known = self.education.len();
        for at in stated {
            let mut line = self.lines[at].clone();
            line.text = label(&line.text).map_or(line.text.as_str(), |(_, value)| value).replace('/', "\t");
            let dates = crate::date::found(&line.text);
            let parts = parts(&line, at, &dates, self.words);
            // The year beside the sex is that of the birth.
            let birth = parts.iter().any(|part| matches!(part.text.as_str(), "男" | "女"));
            let header = Header { parts, dates: if birth { Vec::new() } else { dates }, ..Header::default() };
            self.study(&Entry { header: vec![at], body: Vec::new() }, header);
            if known > 0 {
                self.education.split_off(known).iter().for_each(|study| self.fill_degree(study));
            }
        }
    }

    /// A study without degree is the one at the same school that ended with it, or of which the end is not stated.
    pub(super) fn merge_studies(&mut self) {
        fn end(block: &Block) -> &str {
            block.get("endDate").unwrap_or("unknown")
        }
        let (mut bare, mut kept) = (Vec::new(), Vec::new());
        for (place, study) in std::mem::take(&mut self.education).into_iter().enumerate() {
            if study.get("studyType").is_none() { bare.push((place, study)) } else { kept.push((place, study)) }
        }
        for (place, study) in bare {
            let ends =
                |one: &str, two: &str| [one, two].contains(&"unknown") || one.starts_with(two) || two.starts_with(one);
            let same = |(_, known): &&mut (usize, Block)| {
                known.get("studyType").is_some()
                    && known.get("institution").is_some_and(|name| Some(name) == study.get("institution"))
                    && ends(end(known), end(&study))
            };
            match kept.iter_mut().find(same) {
                Some((_, known)) => known.complete(study),
                None => kept.push((place, study)),
            }
        }
        kept.sort_by_key(|(place, _)| *place);
        self.education.clear();
        for (_, study) in kept {
            match self.education.iter_mut().find(|known| is_told_again(known, &study)) {
                Some(known) => known.complete(study),
                None => self.education.push(study),
            }
        }
    }

    /// A degree that is stated about the person completes the study at the same school.
    fn fill_degree(&mut self, stated: &Block) {
        let Some((school, degree)) = stated.get("institution").zip(stated.get("studyType")) else { return };
        let same = |block: &&mut Block| {
            block.get("studyType").is_none() && block.get("institution").is_some_and(|name| name.starts_with(school))
        };
        if let Some(block) = self.education.iter_mut().find(same) {
            block.checked("studyType", degree, Some("stated about the person"));
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
        let minor = |part: &Part| part.text.ends_with("Minor");
        let degree = |part: &Part| part.kind == Some(Word::Degree) && !minor(part) || part.label == Some(Label::Degree);
        if parts.iter().any(degree) {
            return;
        }
        let bracketed = parts.iter_mut().find(|part| part.aside.as_deref().is_some_and(names_degree));
        let degree = bracketed.and_then(|part| Some((part.aside.take()?, part.line)));
        let place = degree.is_some().then(|| parts.iter().position(minor)).flatten().unwrap_or(parts.len());
        degree.into_iter().for_each(|(text, line)| parts.insert(place, part(&text, line, self.words)));
    }

    /// A degree or school that the header lacks is named by one of the first lines below it, if that is no sentence.
    fn named_below(&self, entry: &Entry, header: &mut Vec<Part>) {
        let has = |parts: &[Part], kind: Word| parts.iter().any(|part| part.kind == Some(kind));
        let labelled = |label: Label| header.iter().any(|part| part.label == Some(label));
        let degree = !has(header, Word::Degree) && has(header, Word::School) && !labelled(Label::Degree);
        let school = !has(header, Word::School) && has(header, Word::Degree) && !labelled(Label::School);
        let wanted = if degree { Word::Degree } else { Word::School };
        if !degree && !school {
            return;
        }
        for at in entry.body.iter().take(3) {
            let line = &self.lines[*at];
            if line.width() > 90 || is_prose(&line.text) || label(&line.text).is_some() {
                continue;
            }
            let below = parts(line, *at, &[], self.words);
            let first = below.first().is_some_and(|part| part.kind == Some(wanted) && part.label.is_none());
            // Right below the degree, the programme may stand before the school: `*Life Sciences, Northern University*`.
            let right_below = Some(at) == entry.body.first() && !line.gap && line.level == Level::Text;
            let behind = || right_below && below.iter().any(|part| part.kind == Some(wanted) && part.label.is_none());
            if (first || behind()) && !lists::is_prize(&line.text) {
                return header.extend(below);
            }
        }
        if school && let Some(at) = self.name_that_closes(entry, header) {
            let mut below = parts(&self.lines[at], at, &[], self.words);
            below.iter_mut().take(1).for_each(|part| part.label = Some(Label::School));
            return header.extend(below);
        }
        // Where entries are longer above, the next line is what this one lacks.
        let next = entry.body.first().map(|at| &self.lines[*at]).filter(|_| school && entry.header.len() < self.shape);
        if let Some(line) = next.filter(|line| line.level == Level::Text && !line.gap && line.width() <= 60)
            && !is_prose(&line.text)
            && label(&line.text).is_none()
        {
            let mut below = parts(line, entry.body[0], &[], self.words);
            below.iter_mut().take(1).for_each(|part| part.label = Some(Label::School));
            header.extend(below);
        }
    }

    /// The last of the few lines right below a degree, where no word in them tells of a school and the header has no
    /// other name: `Engineer's degree, 2006`, `Mathematics.`, `ENSIM`.
    fn name_that_closes(&self, entry: &Entry, header: &[Part]) -> Option<usize> {
        let block: Vec<usize> = entry.body.iter().copied().take_while(|at| !self.lines[*at].gap).collect();
        let line = &self.lines[*block.last().filter(|_| block.len() <= 2)?];
        let unnamed = header.iter().all(|part| part.kind.is_some_and(|kind| kind != Word::Company));
        let name = line.level == Level::Text && line.width() <= 60 && line.text.starts_with(char::is_uppercase);
        let told = line.text.ends_with('.') || is_prose(&line.text) || label(&line.text).is_some();
        let grade = lists::is_prize(&line.text) || line.text.contains(|c: char| c.is_ascii_digit());
        (unnamed && name && !told && !grade).then(|| block[block.len() - 1])
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
            return self.add_to_study(entry);
        }
        if header.parts.first().is_some_and(|part| is_course_code(&part.text)) {
            return entry.header.iter().for_each(|at| self.certificate(*at));
        }
        let line = &self.lines[entry.header[0]];
        self.degree_in_brackets(&mut header.parts);
        self.named_below(entry, &mut header.parts);
        let mut role = roles::study(header.parts, self.words);
        // `MSc, ECE, 2017` right below the doctorate stands below its school too.
        if role.guessed[0] && role.degree.is_some() && entry.header.len() < self.shape && !self.education.is_empty() {
            role.others.extend(role.organization.take());
        }
        if role.organization.is_none() && role.degree.is_some() {
            role.organization = self.named_above(entry.header[0]);
        }
        // What names neither a school nor a degree is no study, but at most a part of the one above.
        if role.organization.is_none() && role.degree.is_none() {
            return self.add_to_study(entry);
        }
        let mut block = Block::new(line.number, &line.text);
        self.institution(&mut block, &role);
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        block.text("department", text(&role.department)).text("area", text(&role.area));
        block.text("studyType", text(&role.degree)).text("location", text(&role.place));
        let link = role.organization.as_ref().and_then(|part| part.link.as_deref());
        block.text("url", link.and_then(lists::web).unwrap_or_default());
        match span_of(&header.dates.iter().collect::<Vec<&Found>>()) {
            Some(span) => dates(&mut block, span, Alone::End),
            None => drop(block.checked("endDate", "unknown", Some("the text states no dates"))),
        }
        let mut notes = Notes { score: role.score.unwrap_or_default(), ..Notes::default() };
        let asides = role.description.into_iter().chain(header.tails);
        role.others.iter().map(with_aside).chain(asides).for_each(|text| notes.sort(&text));
        entry.body.iter().for_each(|at| notes.line(&self.lines[*at]));
        notes.add_to(&mut block);
        let body = body::read(self.lines, &entry.body);
        entry.body.iter().filter(|at| !body.unread.contains(at)).for_each(|at| self.used[*at] = true);
        self.education.push(block);
    }

    /// Adds an entry to the study before, as something done there.
    fn add_to_study(&mut self, entry: &Entry) {
        let lines = entry.header.iter().chain(&entry.body);
        let texts: Vec<String> = lines.map(|at| self.lines[*at].text.replace('\t', " ")).collect();
        entry.body.iter().for_each(|at| self.used[*at] = true);
        if let Some(last) = self.education.last_mut() {
            last.add_texts("highlights", texts);
        }
    }

    /// The institution of a study: its own, or that of the study above.
    fn institution(&self, block: &mut Block, role: &Role) {
        let above = self.education.last().and_then(|last| last.get("institution")).filter(|_| role.degree.is_some());
        match (&role.organization, above) {
            (Some(part), _) => {
                let check = role.guessed[0].then_some(BY_PLACE);
                self.name(block, "institution", self.without_place(&part.text), check);
            }
            (None, Some(above)) => self.name(block, "institution", above, Some("taken from the study above")),
            (None, None) => {}
        }
    }
}

/// Whether a study is another one told again, as among the posts: of the same level, school and period. Two subjects are
/// two studies.
fn is_told_again(known: &Block, study: &Block) -> bool {
    let same = |field: &str| known.get(field).is_some() && known.get(field) == study.get(field);
    let level = |block: &Block| block.get("studyType").and_then(roles::level);
    let subject = study.get("area").is_none_or(|area| known.get("area").is_none_or(|known| known == area));
    let period = same("startDate") && same("endDate");
    subject && period && same("institution") && level(known).is_some() && level(known) == level(study)
}

/// Whether a text begins with the number of a course, which is no study: `MAS.560 Maps and Media`, `CS 101`.
fn is_course_code(text: &str) -> bool {
    let mut words = text.split(' ');
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let letters = first.bytes().take_while(u8::is_ascii_uppercase).count();
    let rest = first[letters..].trim_start_matches(['.', '-']);
    let number = if rest.is_empty() { second } else { rest };
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    (2..=5).contains(&letters) && digits >= 2 && number.len() <= 5 && number.is_ascii()
}

/// What the lines of a study say besides its name: the mark, prizes, courses, and what else was done.
#[derive(Default)]
struct Notes {
    score: String,
    prizes: Vec<String>,
    courses: Vec<String>,
    highlights: Vec<String>,
}

impl Notes {
    /// Takes a line below the name of a study.
    fn line(&mut self, line: &Line) {
        match label(&line.text) {
            _ if line.level == Level::Rule => {}
            Some((Label::Score, value)) if self.score.is_empty() => value.clone_into(&mut self.score),
            Some((Label::Courses, value)) => self.courses.extend(lists::terms(value)),
            Some((Label::Awards, value)) => self.prizes.extend(lists::terms(value)),
            Some((_, value)) if !value.is_empty() => self.highlights.push(line.text.clone()),
            Some(_) => {}
            None => line.text.split([';', '；']).for_each(|text| self.sort(text.trim())),
        }
    }

    /// A note on a study is its mark, a prize, or something done.
    fn sort(&mut self, text: &str) {
        let text = text.trim();
        let lower = text.to_lowercase();
        let mark = ["gpa", "绩点", "均分"].iter().any(|word| lower.contains(word)) && text.chars().count() <= 40;
        if !text.chars().any(char::is_alphanumeric) {
        } else if self.score.is_empty() && mark {
            text.clone_into(&mut self.score);
        } else if lists::is_prize(text) {
            self.prizes.push(text.to_owned());
        } else {
            self.highlights.push(text.to_owned());
        }
    }

    fn add_to(self, block: &mut Block) {
        block.text("score", self.score).texts("courses", self.courses).texts("highlights", self.highlights);
        let prize = |title: &String| {
            let mut award = Block::default();
            award.text("title", title.as_str());
            award
        };
        block.blocks("awards", self.prizes.iter().map(prize).collect());
    }
}
