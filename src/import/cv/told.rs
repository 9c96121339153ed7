//! What sentences tell: careers by year, the present post, studies.

use super::Cv;
use crate::date::{End, Found, Span};
use crate::import::body::{Alone, dates};
use crate::import::draft::Block;
use crate::import::entries::is_prose;
use crate::import::parts::part;
use crate::import::prose::Post;
use crate::import::sections::{Kind, Section};
use crate::import::{body, career, lists, prose, roles};
use crate::text::folded;

impl Cv<'_> {
    /// A line of a section before its first entry.
    pub(super) fn outside(&mut self, at: usize, kind: Kind) {
        let studies = match kind {
            Kind::Education => prose::studies(&self.lines[at].text, self.words),
            _ => Vec::new(),
        };
        if !studies.is_empty() {
            self.used[at] = true;
            studies.iter().for_each(|study| self.add_study(at, study));
        } else if is_prose(&self.lines[at].text) {
            self.summarize(at);
        }
    }

    /// The post that a line with these dates tells of in a sentence.
    pub(super) fn post_of(&self, at: usize, dates: &[Found]) -> Option<Post> {
        let text = &self.lines[at].text;
        let early = text[..dates.first()?.range.start].chars().count() <= 24;
        let verb = || ["joined", "worked", "work ", "moved", "was "].iter().any(|word| text.contains(word));
        ((early || verb()) && is_prose(text)).then(|| prose::post(text, dates, self.words))?
    }

    /// Takes the posts that lines of a section tell of, in their order.
    pub(super) fn told(&mut self, section: &Section, told: Vec<(usize, Post)>) {
        let lines: Vec<usize> = told.iter().map(|(at, _)| *at).collect();
        let ends = lines.iter().skip(1).copied().chain([section.end]);
        for (number, ((at, post), end)) in told.into_iter().zip(ends).enumerate() {
            if self.told_studies(at) || self.told_posts(at) {
                continue;
            }
            // The line before the next one told names the employer of that.
            let lead = |next: &usize| number + 1 < lines.len() && next + 1 == end && !is_prose(&self.lines[*next].text);
            let more: Vec<usize> = (at + 1..end).filter(|next| !lead(next)).collect();
            let before = (at > section.start).then(|| at - 1).filter(|before| !lines.contains(before));
            self.told_alone(at, post, before, &more, section.kind);
        }
        let before = section.start..lines[0];
        before.for_each(|at| {
            if is_prose(&self.lines[at].text) {
                self.summarize(at)
            }
        });
    }

    /// Takes the studies that a line tells of, if it does.
    fn told_studies(&mut self, at: usize) -> bool {
        let text = &self.lines[at].text;
        let graduated = ["毕业", "学位", "graduated", "degree"].iter().any(|word| text.contains(word));
        let studies = if graduated { prose::studies(text, self.words) } else { Vec::new() };
        studies.iter().for_each(|study| self.add_study(at, study));
        self.used[at] |= !studies.is_empty();
        !studies.is_empty()
    }

    /// Takes the posts that a line tells of, if these are several.
    fn told_posts(&mut self, at: usize) -> bool {
        let text = &self.lines[at].text;
        self.end_left(text);
        let several = career::career(text, self.words);
        if several.len() < 2 {
            return false;
        }
        let before = self.work.len();
        several.iter().for_each(|post| self.told_post(at, post));
        if let Some(first) = self.work.get_mut(before) {
            first.text("summary", text.replace('\t', " "));
        }
        self.used[at] = true;
        true
    }

    /// Takes the one post that a line tells of; a short line before it is its employer, those of `more` tell of it.
    fn told_alone(&mut self, at: usize, mut post: Post, before: Option<usize>, more: &[usize], kind: Kind) {
        if post.organization.is_empty() && post.title.starts_with("自由") {
            post.organization.clone_from(&post.title);
        }
        let mut url = None;
        if let Some(lead) = before.filter(|lead| !self.used[*lead] && !is_prose(&self.lines[*lead].text)) {
            post.organization = part(&self.lines[lead].text, lead, self.words).text;
            url = self.lines[lead].links.iter().find_map(|(_, address)| lists::web(address));
            self.used[lead] = true;
        }
        let line = &self.lines[at];
        let mut block = Block::new(line.number, &line.text);
        self.name(&mut block, "name", &post.organization, None);
        block.text("department", post.department.as_str());
        let (name, alone) = match kind {
            Kind::Internship => ("internship", Alone::Both),
            _ => ("", Alone::Start),
        };
        block.text("kind", name).text("position", post.title.as_str()).text("url", url.unwrap_or_default());
        if let Some(span) = post.span {
            dates(&mut block, span, alone);
        }
        let body = body::read(self.lines, more);
        block.text("summary", line.text.replace('\t', " "));
        self.add_body(&mut block, &body, more, true);
        self.used[at] = true;
        self.work.push(block);
    }

    /// What sentences about the person state: posts, and studies that no section has.
    pub(super) fn told_in_sentences(&mut self) {
        let told = std::mem::take(&mut self.sentences);
        self.stated_studies();
        let stated = self.education.len();
        let none = self.work.is_empty();
        for (at, text) in &told {
            // Where a section has posts, only the present one is still of interest.
            let runs = |block: &Block| block.get("endDate") == Some("present");
            let wanted = none || !self.work.iter().any(runs);
            let posts = if wanted { career::career(text, self.words) } else { Vec::new() };
            for post in &posts {
                let new = if none { !self.is_bare_echo(post) } else { self.is_news(post) };
                if new {
                    self.told_post(*at, post);
                }
            }
            if let Some(post) = prose::present(text, self.words) {
                self.fill_post(*at, &post);
            }
            for study in prose::studies(text, self.words) {
                if !self.knows(stated, &study) {
                    self.add_study(*at, &study);
                }
            }
        }
        self.stated_labels();
    }

    /// Whether a post is one of the present, where no entry is, and none at the same employer.
    fn is_news(&self, post: &Post) -> bool {
        let present = |block: &Block| block.get("endDate") == Some("present");
        let same = |block: &Block| block.get("name").is_some_and(|name| are_like(name, &post.organization));
        let runs = !post.past && matches!(post.span, None | Some(Span::Since(_) | Span::Period(_, End::Present)));
        runs && !self.work.iter().any(|block| present(block) || same(block))
    }

    /// Whether a post without a title is at an employer that another one is at.
    fn is_bare_echo(&self, post: &Post) -> bool {
        let same = |block: &Block| block.get("name").is_some_and(|name| are_like(name, &post.organization));
        post.title.is_empty() && self.work.iter().any(same)
    }

    /// Whether a study was read before: in a section, one of the same level or school, else one with both.
    fn knows(&self, stated: usize, study: &prose::Study) -> bool {
        let school = |block: &Block| block.get("institution").is_some_and(|name| are_like(name, &study.institution));
        let level = |block: &Block| {
            let level = roles::level(&study.degree);
            level.is_some() && block.get("studyType").and_then(roles::level) == level
        };
        let bare = roles::level(&study.degree).is_none();
        let known = |(at, block): (usize, &Block)| match at < stated {
            true => school(block) || level(block),
            false => school(block) && (level(block) || bare),
        };
        self.education.iter().enumerate().any(known)
    }

    fn add_study(&mut self, at: usize, study: &prose::Study) {
        let block = self.told_study(at, study);
        self.education.push(block);
    }

    /// A post that a sentence tells of among others.
    fn told_post(&mut self, at: usize, post: &Post) {
        let line = &self.lines[at];
        let mut block = Block::new(line.number, &line.text);
        self.name(&mut block, "name", &post.organization, Some("told in a sentence"));
        block.text("department", post.department.as_str()).text("position", post.title.as_str());
        match post.span {
            Some(span) => dates(&mut block, span, Alone::Start),
            None => drop(block.text("endDate", if post.past { "unknown" } else { "present" })),
        }
        self.work.push(block);
    }

    /// `2023年，离开某公司` ends the post there.
    fn end_left(&mut self, text: &str) {
        let Some((_, rest)) = text.split_once("离开") else { return };
        let name = rest.split(['，', '。', '后', '加', ' ']).next().unwrap_or_default();
        let date = crate::date::found(text).first().map(|found| found.span);
        if let (Some(Span::At(date) | Span::Since(date)), Some(last)) = (date, self.work.last_mut())
            && name.chars().count() >= 2
            && last.get("name").is_some_and(|known| known.contains(name))
        {
            last.fields.retain(|field| field.name != "endDate");
            let place = last.fields.iter().position(|field| field.name == "startDate").map_or(0, |at| at + 1);
            last.text("endDate", End::Date(date).to_string());
            if let Some(field) = last.fields.pop() {
                last.fields.insert(place.min(last.fields.len()), field);
            }
        }
    }

    pub(super) fn told_study(&self, at: usize, study: &prose::Study) -> Block {
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
    pub(super) fn fill_post(&mut self, at: usize, post: &Post) {
        const STATED: Option<&str> = Some("stated in the summary");
        let same = |block: &&mut Block| block.get("name").is_some_and(|name| are_like(name, &post.organization));
        let none = self.work.is_empty();
        match self.work.iter_mut().find(same) {
            Some(block) if block.get("position").is_none() => {
                block.checked("position", post.title.as_str(), STATED);
                if block.get("department").is_none() {
                    block.checked("department", post.department.as_str(), STATED);
                }
            }
            Some(_) => {}
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
}

/// Whether one name is the other, or a part of it.
fn are_like(one: &str, other: &str) -> bool {
    let (one, other) = (folded(one), folded(other));
    one.contains(&other) || other.contains(&one)
}
