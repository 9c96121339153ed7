//! RenderCV: a CV in YAML, whose sections have titles of the author's choice and entries of a few kinds.

use super::addresses::Addresses;
use super::draft::{Block, Draft};
use super::outline::{Level, Line};
use super::sections::{self, Kind};
use super::taking::{Book, CONTACT, Open, View, period, private, single};
use super::unreadable;
use super::works::kind_of;
use crate::date::{End, Writing};
use crate::error::Error;
use crate::tree::{Entry, Node};

/// What tells how the document looks, not what it says.
const LOOKS: [&str; 4] = ["design", "locale", "rendercv_settings", "settings"];

/// Whether a tree is such a document.
#[must_use]
pub fn is_cv(root: &Node) -> bool {
    root.get("cv").is_some_and(|cv| cv.get("sections").is_some() || cv.get("name").is_some())
}

/// Reads a document.
///
/// # Errors
/// Where it is no such document.
pub fn read(text: &str, root: &Node) -> Result<Draft, Error> {
    if root.get("cv").is_none() {
        return Err(unreadable("it is YAML, but has no `cv`", "a RenderCV document has its content under `cv`"));
    }
    let book = Book::new(text);
    let view = book.view(root);
    LOOKS.iter().for_each(|key| view.skip(key));
    let mut cv = Cv::default();
    view.all("cv").into_iter().for_each(|part| cv.read(part));
    Ok(book.draft(root, cv.record()))
}

#[derive(Default)]
struct Cv {
    basics: Block,
    summary: Vec<String>,
    work: Vec<Block>,
    volunteer: Vec<Block>,
    education: Vec<Block>,
    awards: Vec<Block>,
    certificates: Vec<Block>,
    publications: Vec<Block>,
    patents: Vec<Block>,
    skills: Vec<Block>,
    languages: Vec<Block>,
    interests: Vec<Block>,
    references: Vec<Block>,
    projects: Vec<Block>,
}

impl Cv {
    fn record(mut self) -> Block {
        self.basics.text("summary", self.summary.join("\n\n"));
        private(&mut self.basics, &CONTACT);
        let mut record = Block::default();
        record
            .block("basics", self.basics)
            .blocks("work", self.work)
            .blocks("volunteer", self.volunteer)
            .blocks("education", self.education)
            .blocks("awards", self.awards)
            .blocks("certificates", self.certificates)
            .blocks("publications", self.publications)
            .blocks("patents", self.patents)
            .blocks("skills", self.skills)
            .blocks("languages", self.languages)
            .blocks("interests", self.interests)
            .blocks("references", self.references)
            .blocks("projects", self.projects);
        record
    }

    fn read(&mut self, cv: View<'_>) {
        self.basics = basics(cv);
        for section in cv.all("sections").into_iter().flat_map(View::entries) {
            self.section(cv, section);
        }
    }

    fn section<'b>(&mut self, cv: View<'b>, section: &'b Entry) {
        let title = section.key.replace(['_', '-'], " ");
        let kind = sections::title_kind(&heading(&title)).unwrap_or(Kind::Other);
        for item in cv.entry(section).items() {
            self.entry(item, kind, &title);
        }
    }

    /// An entry: its fields tell what it is, else the title of its section does.
    fn entry(&mut self, item: View<'_>, kind: Kind, title: &str) {
        let has = |field: &str| !item.peek_at(field).is_empty();
        let mut block = item.block();
        if has("institution") {
            study(item, &mut block);
            self.education.push(block);
        } else if has("company") && kind == Kind::Volunteer {
            post(item, &mut block, "organization");
            self.volunteer.push(block);
        } else if has("company") {
            post(item, &mut block, "name");
            if kind == Kind::Internship {
                block.text("kind", "internship");
            }
            self.work.push(block);
        } else if has("title") && item.at("authors").is_some() {
            publication(item, &mut block);
            block.text("type", kind_of(kind, title));
            self.publications.push(block);
        } else if has("label") {
            self.labelled(item, block, kind);
        } else if has("name") {
            self.named(item, block, kind, title);
        } else {
            self.line(item, block, kind, title);
        }
    }

    /// A label with details: a group of skills, or a language with how well it is spoken.
    fn labelled(&mut self, item: View<'_>, mut block: Block, kind: Kind) {
        let label = item.text("label");
        match kind {
            Kind::Languages => {
                block.text("language", label).text("fluency", item.text("details"));
                self.languages.push(block);
            }
            Kind::Interests => {
                block.text("name", label).texts("keywords", terms(&item.text("details")));
                self.interests.push(block);
            }
            Kind::Awards | Kind::Certificates => {
                let field = if kind == Kind::Awards { "title" } else { "name" };
                block.text(field, label);
                // A certificate has no place for more.
                if kind == Kind::Awards {
                    block.text("summary", item.text("details"));
                    self.awards.push(block);
                } else {
                    self.certificates.push(block);
                }
            }
            _ => {
                block.text("name", label).texts("keywords", terms(&item.text("details")));
                self.skills.push(block);
            }
        }
    }

    /// An entry with a name: what it is, its section's title says.
    fn named(&mut self, item: View<'_>, mut block: Block, kind: Kind, title: &str) {
        let name = item.text("name");
        match kind {
            Kind::Awards => {
                block.text("title", name).text("date", single_date(item)).text("summary", prose(item));
                self.awards.push(block);
            }
            Kind::Certificates => {
                block.text("name", name).text("date", single_date(item)).text("url", item.link("url"));
                self.certificates.push(block);
            }
            Kind::Patents => {
                block.text("name", name).text("grantDate", single_date(item)).text("summary", prose(item));
                self.patents.push(block);
            }
            Kind::Publications | Kind::Talks => {
                block.text("name", name).text("releaseDate", single_date(item));
                block.text("type", kind_of(kind, title)).text("summary", prose(item));
                self.publications.push(block);
            }
            Kind::References => {
                block.text("name", name).text("reference", prose(item)).text("visibility", "private");
                self.references.push(block);
            }
            Kind::Work | Kind::Internship => {
                block.text("name", name);
                details(item, &mut block);
                self.work.push(block);
            }
            Kind::Volunteer => {
                block.text("organization", name);
                let (start, end) = dates(item);
                period(&mut block, &start, &end, Open::Unknown);
                block.text("summary", item.text("summary")).texts("highlights", item.texts("highlights"));
                self.volunteer.push(block);
            }
            _ => {
                block.text("name", name).text("description", item.text("summary"));
                block.texts("highlights", item.texts("highlights"));
                let (start, end) = dates(item);
                period(&mut block, &start, &end, Open::Nothing);
                block.text("url", item.link("url"));
                self.projects.push(block);
            }
        }
    }

    /// A line of text, with a bullet or number or without.
    fn line(&mut self, item: View<'_>, mut block: Block, kind: Kind, title: &str) {
        let field = ["bullet", "number", "reversed_number"].into_iter().find(|field| !item.peek_at(field).is_empty());
        let Some(view) = field.map_or(Some(item), |field| item.at(field)).filter(|view| !view.peek().is_empty()) else {
            return;
        };
        const WHOLE: Option<&str> = Some("a line, not taken apart");
        let list = match kind {
            Kind::Summary => return self.summary.push(view.take()),
            Kind::Awards => {
                block.checked("title", view.take(), WHOLE);
                &mut self.awards
            }
            Kind::Certificates | Kind::Courses => {
                block.checked("name", view.take(), WHOLE);
                &mut self.certificates
            }
            Kind::Publications | Kind::Talks => {
                block.checked("name", view.take(), WHOLE).text("type", kind_of(kind, title));
                &mut self.publications
            }
            Kind::Patents => {
                block.checked("name", view.take(), WHOLE);
                &mut self.patents
            }
            Kind::Skills => {
                block.texts("keywords", terms(&view.take()));
                block.fields.insert(0, single("name", title).fields.remove(0));
                &mut self.skills
            }
            Kind::Languages => {
                block.text("language", view.take());
                &mut self.languages
            }
            Kind::Interests => {
                block.text("name", view.take());
                &mut self.interests
            }
            Kind::Projects | Kind::OpenSource => {
                block.checked("name", view.take(), WHOLE);
                &mut self.projects
            }
            // Prose under a title that nobody knows stays in the list of what was not understood.
            _ => return,
        };
        list.push(block);
    }
}

/// A title as the line of an outline.
fn heading(title: &str) -> Line {
    Line { text: title.to_owned(), level: Level::Heading(2), number: 0, bold: 0, links: Vec::new(), gap: true }
}

fn basics(cv: View<'_>) -> Block {
    let mut basics = Block::default();
    basics.text("name", cv.text("name")).text("label", cv.first(&["headline", "label"]));
    basics.text("image", cv.link("photo")).text("email", cv.text("email")).text("phone", phone(cv));
    let found = Addresses::of(cv.links("website"));
    basics.text("url", found.homepage);
    basics.block("location", single("city", cv.text("location")));
    let mut profiles = found.accounts;
    for network in cv.all("social_networks") {
        let mut account = network.block();
        let name = network.text("network");
        let private = ["Telegram", "WhatsApp", "Signal"].contains(&name.as_str());
        account.text("network", name).text("username", network.text("username"));
        account.text("visibility", if private { "private" } else { "" });
        profiles.push(account);
    }
    basics.blocks("profiles", profiles);
    basics
}

/// The telephone number, which may be written as an address.
fn phone(cv: View<'_>) -> String {
    let phone = cv.text("phone");
    phone.strip_prefix("tel:").map(str::to_owned).unwrap_or(phone)
}

/// The period of an entry: two fields, or one text.
fn dates(item: View<'_>) -> (String, String) {
    let (start, end) = (item.date("start_date"), item.date("end_date"));
    if !start.is_empty() || !end.is_empty() {
        // RenderCV writes `present` where there is a start alone.
        let missing = end.is_empty() && item.peek_at("end_date").is_empty();
        return (start, if missing { "present".to_owned() } else { end });
    }
    match Writing::of(item.peek_at("date")) {
        Ok(Writing::Range(start, end)) => {
            item.skip("date");
            (start.to_string(), end.to_string())
        }
        Ok(Writing::At(End::Date(_))) => (String::new(), item.date("date")),
        _ => (String::new(), String::new()),
    }
}

fn single_date(item: View<'_>) -> String {
    let date = item.date("date");
    if date.is_empty() { item.date("end_date") } else { date }
}

fn post(item: View<'_>, block: &mut Block, organization: &str) {
    block.text(organization, item.text("company")).text("position", item.text("position"));
    if organization == "name" {
        return details(item, block);
    }
    let (start, end) = dates(item);
    period(block, &start, &end, Open::Unknown);
    block.text("summary", item.text("summary")).texts("highlights", item.texts("highlights"));
}

fn details(item: View<'_>, block: &mut Block) {
    block.text("location", item.text("location"));
    let (start, end) = dates(item);
    period(block, &start, &end, Open::Unknown);
    block.text("summary", item.text("summary")).texts("highlights", item.texts("highlights"));
}

fn study(item: View<'_>, block: &mut Block) {
    block.text("institution", item.text("institution")).text("area", item.text("area"));
    block.text("studyType", item.text("degree"));
    let (start, end) = dates(item);
    period(block, &start, &end, Open::Unknown);
    block.text("score", item.text("gpa")).text("location", item.text("location"));
    block.text("summary", item.text("summary")).texts("highlights", item.texts("highlights"));
}

fn publication(item: View<'_>, block: &mut Block) {
    let authors = item.texts("authors").into_iter().map(|author| author.replace('*', ""));
    block.text("name", item.text("title")).texts("authors", authors.collect()).text("venue", item.text("journal"));
    block.text("releaseDate", item.date("date"));
    block.text("doi", item.text("doi")).text("url", item.link("url")).text("summary", item.text("summary"));
}

fn prose(item: View<'_>) -> String {
    let lines = [vec![item.text("summary")], item.texts("highlights")].concat();
    lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The terms of a list: by commas outside of brackets.
fn terms(text: &str) -> Vec<String> {
    let (mut terms, mut depth, mut from) = (Vec::new(), 0_usize, 0);
    for (at, c) in text.char_indices() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            ',' | ';' | '，' | '、' if depth == 0 => {
                terms.push(&text[from..at]);
                from = at + c.len_utf8();
            }
            _ => {}
        }
    }
    terms.push(&text[from..]);
    terms.into_iter().map(|term| term.trim().to_owned()).filter(|term| !term.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::from_yaml;

    fn draft(text: &str) -> Draft {
        read(text, &from_yaml(text).unwrap()).unwrap()
    }

    #[test]
    fn a_period_is_two_fields_or_one_text() {
        let draft = draft(
            "cv:\n  sections:\n    experience:\n      - {company: A, position: B, start_date: 2018-03}\n      \
             - {company: C, position: D, date: Jan 2015 - Feb 2016}\n      - {company: E, position: F, date: once}\n",
        );
        let yaml = draft.to_yaml();
        for period in ["2018-03\n    endDate: present", "2015-01\n    endDate: 2016-02", "endDate: unknown"] {
            assert!(yaml.contains(period), "{yaml}");
        }
        assert_eq!(draft.unread, [(6, "date: once".to_owned())]);
    }

    #[test]
    fn a_document_without_cv_is_refused_and_odd_ones_do_no_harm() {
        assert!(read("a: 1", &from_yaml("a: 1").unwrap()).is_err());
        assert_eq!(draft("cv: [1, [2], {sections: {x: {y: z}}}]\n").unread.len(), 3);
    }

    #[test]
    fn brackets_hold_terms_together() {
        assert_eq!(terms("Rust, SQL (Postgres, SQLite); C"), ["Rust", "SQL (Postgres, SQLite)", "C"]);
    }
}
