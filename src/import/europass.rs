//! Europass: the SkillsPassport (version 3) in XML and JSON, and the newer Candidate in XML.

use super::addresses::Addresses;
use super::draft::{Block, Draft};
use super::europass_candidate;
use super::html;
use super::outline::Level;
use super::taking::{ADDRESS, Book, CONTACT, Open, View, is_tag, joined, period, private, single};
use super::unreadable;
use crate::error::Error;
use crate::tree::{Entry, Node, Value};

/// What says nothing about the person: who made the file, how it is printed, what a list of terms calls a thing.
const TECHNICAL: [&str; 13] = [
    "DocumentInfo",
    "PrintingPreferences",
    "RenderingInformation",
    "DocumentID",
    "CandidateSupplier",
    "@languageID",
    "@languageCode",
    "@listName",
    "@listVersionID",
    "@schemeName",
    "@schemeID",
    "@typeCode",
    "@name",
];

/// Whether a root element is that of a Europass document.
#[must_use]
pub fn is_root(name: &str) -> bool {
    matches!(name, "SkillsPassport" | "Candidate" | "Europass")
}

/// Reads a document in XML.
///
/// # Errors
/// Where it is broken, or no Europass document.
pub fn read_xml(text: &str) -> Result<Draft, Error> {
    let (name, root) = super::xml::read(text)?;
    read(text, &name, &root)
}

/// Reads a document in JSON: the same elements, the root being the only key.
///
/// # Errors
/// Where it is no Europass document.
pub fn read_json(text: &str, root: &Node) -> Result<Draft, Error> {
    match root_of(root) {
        Some(Entry { key, value, .. }) => read(text, key, value),
        None => Err(other()),
    }
}

/// The root element of a document in JSON.
#[must_use]
pub fn root_of(root: &Node) -> Option<&Entry> {
    match &root.value {
        Value::Map(entries) => entries.iter().find(|entry| is_root(&entry.key)),
        _ => None,
    }
}

fn other() -> Error {
    unreadable("it is no Europass document", "its root is `SkillsPassport` or `Candidate`; export the profile anew")
}

fn read(text: &str, name: &str, root: &Node) -> Result<Draft, Error> {
    if !is_root(name) {
        return Err(other());
    }
    let book = Book::new(text);
    let view = book.view(root);
    let mut record = if name == "Candidate" { europass_candidate::record(view) } else { record(view) };
    let paths = ["@locale", "Locale", "CandidateProfile/@languageCode"];
    if let Some(path) = paths.iter().find(|path| is_tag(view.peek_at(path))) {
        record.block("meta", single("language", view.text(path)));
    }
    view.skip_keys(&TECHNICAL);
    Ok(book.draft(root, record))
}

/// The items of a list, which XML wraps in an element and JSON does not.
fn each<'b>(view: View<'b>, path: &str, item: &str) -> Vec<View<'b>> {
    let wrapped = view.all(&format!("{path}{item}List/{item}"));
    if wrapped.is_empty() { view.all(&format!("{path}{item}")) } else { wrapped }
}

fn record(view: View<'_>) -> Block {
    let mut record = Block::default();
    let Some(learner) = view.at("LearnerInfo") else { return record };
    record.block("basics", basics(learner));
    let list = |item: &str, read: fn(View<'_>, &mut Block)| -> Vec<Block> {
        each(learner, "", item).into_iter().map(|view| entry(view, read)).collect()
    };
    let mut achieved = Achievements::default();
    each(learner, "", "Achievement").into_iter().for_each(|view| achieved.read(view));
    record
        .blocks("work", list("WorkExperience", job))
        .blocks("volunteer", achieved.volunteer)
        .blocks("education", list("Education", study))
        .blocks("awards", achieved.awards)
        .blocks("certificates", achieved.certificates)
        .blocks("publications", achieved.publications)
        .blocks("skills", skills(learner))
        .blocks("languages", languages(learner))
        .blocks("references", list("ReferenceTo", reference))
        .blocks("projects", achieved.projects);
    record
}

fn entry(view: View<'_>, read: fn(View<'_>, &mut Block)) -> Block {
    let mut block = view.block();
    read(view, &mut block);
    block
}

fn basics(learner: View<'_>) -> Block {
    let Some(person) = learner.at("Identification") else { return Block::default() };
    let mut basics = Block::default();
    basics.text("name", joined(&[&person.text("PersonName/FirstName"), &person.text("PersonName/Surname")]));
    let headline = labelled(learner, "Headline/Description");
    let statement = ["statement", "personal_statement"].contains(&learner.peek_at("Headline/Type/Code"));
    learner.skip("Headline/Type");
    basics.text("label", if statement { "" } else { headline.as_str() });
    basics.text("email", person.text("ContactInfo/Email/Contact"));
    let phones = each(person, "ContactInfo/", "Telephone");
    if let Some(phone) = phones.first() {
        basics.text("phone", phone.text("Contact"));
        phone.skip("Use");
    }
    let sites = each(person, "ContactInfo/", "Website");
    let links = sites.iter().flat_map(|site| {
        site.skip("Use");
        site.links("Contact")
    });
    let found = Addresses::of(links.collect());
    basics.text("url", found.homepage).text("summary", if statement { headline.as_str() } else { "" });
    basics.block("location", place(person));
    let mut profiles = found.accounts;
    profiles.extend(each(person, "ContactInfo/", "InstantMessaging").into_iter().map(messenger));
    basics.blocks("profiles", profiles).text("birthDate", date(person, "Demographics/Birthdate"));
    private(&mut basics, &CONTACT);
    basics
}

/// The label of a term that has a code too.
fn labelled(view: View<'_>, path: &str) -> String {
    let label = view.text(&format!("{path}/Label"));
    view.skip(&format!("{path}/Code"));
    if label.is_empty() { view.text(path) } else { label }
}

fn place(person: View<'_>) -> Block {
    let mut place = Block::default();
    let Some(address) = person.at("ContactInfo/Address/Contact") else { return place };
    place.text("address", address.texts("AddressLine").join(", ")).text("postalCode", address.text("PostalCode"));
    place.text("city", address.text("Municipality"));
    let code = address.text("Country/Code");
    if code.is_empty() {
        place.text("countryCode", address.text("Country/Label"));
    } else {
        place.text("countryCode", iso_country(&code));
        address.skip("Country/Label");
    }
    private(&mut place, &ADDRESS);
    place
}

/// The code of a country: Europass has its own for the United Kingdom and Greece.
pub(super) fn iso_country(code: &str) -> String {
    match code.to_ascii_uppercase().as_str() {
        "UK" => "GB".to_owned(),
        "EL" => "GR".to_owned(),
        code => code.to_owned(),
    }
}

fn messenger(view: View<'_>) -> Block {
    let mut account = view.block();
    account.text("network", labelled(view, "Use")).text("username", view.text("Contact"));
    account.text("visibility", "private");
    account
}

/// A date of its parts: attributes as XML Schema writes them (`--05` for May), or numbers.
fn date(view: View<'_>, path: &str) -> String {
    let Some(date) = view.at(path) else { return String::new() };
    let part = |attribute: &str, key: &str| {
        let written = date.peek_at(attribute);
        let written = if written.is_empty() { date.peek_at(key) } else { written };
        written.trim_start_matches('-').to_owned()
    };
    let parts = [part("@year", "Year"), part("@month", "Month"), part("@day", "Day")];
    let written: Vec<String> =
        parts.iter().take_while(|part| !part.is_empty()).map(|part| format!("{part:0>2}")).collect();
    let found = super::taking::date(&written.join("-"));
    if found.is_some() {
        date.skip("");
    }
    found.unwrap_or_default()
}

fn dates(view: View<'_>, block: &mut Block) {
    let end = date(view, "Period/To");
    let current = view.peek_at("Period/Current") == "true";
    view.skip("Period/Current");
    period(block, &date(view, "Period/From"), &end, if current { Open::Present } else { Open::Unknown });
}

/// The city and country of an organization.
fn location(view: View<'_>, path: &str) -> String {
    let address = format!("{path}/ContactInfo/Address/Contact");
    let city = view.text(&format!("{address}/Municipality"));
    let country = labelled(view, &format!("{address}/Country"));
    [city, country].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn website(view: View<'_>, path: &str) -> String {
    let one = view.link(&format!("{path}/ContactInfo/Website/Contact"));
    if one.is_empty() { view.link(&format!("{path}/ContactInfo/WebsiteList/Website/Contact")) } else { one }
}

fn job(view: View<'_>, block: &mut Block) {
    block.text("name", view.text("Employer/Name")).text("position", labelled(view, "Position"));
    block.text("location", location(view, "Employer"));
    block.text("description", labelled(view, "Employer/Sector")).text("url", website(view, "Employer"));
    dates(view, block);
    told(block, "summary", &view.text("Activities"));
}

fn study(view: View<'_>, block: &mut Block) {
    block.text("institution", view.text("Organisation/Name")).text("url", website(view, "Organisation"));
    block.text("area", labelled(view, "Field"));
    let level = labelled(view, "Level");
    let title = view.text("Title");
    block.text("studyType", if title.is_empty() { level.as_str() } else { title.as_str() });
    dates(view, block);
    block.text("location", location(view, "Organisation"));
    let activities = view.text("Activities");
    let level = if title.is_empty() { "" } else { level.as_str() };
    told(block, "summary", &[activities.as_str(), level].join("\n"));
}

/// Writes what rich text says: its items as highlights, the rest as one text.
pub(super) fn told(block: &mut Block, field: &str, rich: &str) {
    let lines = html::outline(rich, 0);
    let (items, rest): (Vec<_>, Vec<_>) = lines.into_iter().partition(|line| matches!(line.level, Level::Item(_)));
    block.text(field, rest.into_iter().map(|line| line.text).collect::<Vec<_>>().join("\n"));
    block.texts("highlights", items.into_iter().map(|line| line.text).collect());
}

/// The lines of rich text.
pub(super) fn lines(rich: &str) -> Vec<String> {
    html::outline(rich, 0).into_iter().map(|line| line.text.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

/// The skills that are told in prose, each kind a group.
fn skills(learner: View<'_>) -> Vec<Block> {
    let groups = [
        ("Communication", "Communication skills"),
        ("Organisational", "Organisational skills"),
        ("JobRelated", "Job-related skills"),
        ("Computer", "Digital skills"),
        ("Driving", "Driving licence"),
        ("Other", "Other skills"),
    ];
    let group = |(key, name): (&str, &str)| {
        let view = learner.at("Skills")?.at(key)?;
        let mut texts = lines(&view.text("Description"));
        texts.extend(each(view, "Description/", "Licence").into_iter().map(View::take));
        let mut block = view.block();
        block.text("name", name).texts("keywords", texts);
        (block.fields.len() > 1).then_some(block)
    };
    groups.into_iter().filter_map(group).collect()
}

fn languages(learner: View<'_>) -> Vec<Block> {
    let Some(linguistic) = learner.at("Skills/Linguistic") else { return Vec::new() };
    let mother = each(linguistic, "", "MotherTongue").into_iter().map(|view| {
        let mut block = view.block();
        block.text("language", labelled(view, "Description")).text("fluency", "mother tongue");
        block
    });
    let foreign = each(linguistic, "", "ForeignLanguage").into_iter().map(|view| {
        let mut block = view.block();
        block.text("language", labelled(view, "Description"));
        let levels = ["Listening", "Reading", "SpokenInteraction", "SpokenProduction", "Writing"]
            .map(|skill| (skill, view.text(&format!("ProficiencyLevel/{skill}"))));
        block.text("fluency", fluency(&levels));
        block
    });
    mother.chain(foreign).collect()
}

/// How well a language is known: one level where all are the same, else each by its name.
pub(super) fn fluency(levels: &[(&str, String)]) -> String {
    let known: Vec<&(&str, String)> = levels.iter().filter(|(_, level)| !level.is_empty()).collect();
    match known.first() {
        Some((_, first)) if known.iter().all(|(_, level)| level == first) => first.clone(),
        _ => known.iter().map(|(skill, level)| format!("{skill} {level}")).collect::<Vec<_>>().join(", "),
    }
}

fn reference(view: View<'_>, block: &mut Block) {
    block.text("name", view.first(&["Name", "Label", "Description"])).text("visibility", "private");
}

/// Achievements, which are lines of prose under a title.
#[derive(Default)]
struct Achievements {
    volunteer: Vec<Block>,
    awards: Vec<Block>,
    certificates: Vec<Block>,
    publications: Vec<Block>,
    projects: Vec<Block>,
}

impl Achievements {
    fn read(&mut self, view: View<'_>) {
        let (list, field) = match view.peek_at("Title/Code") {
            "publications" | "presentations" => (&mut self.publications, "name"),
            "projects" => (&mut self.projects, "name"),
            "honors_awards" | "honours_awards" => (&mut self.awards, "title"),
            "certifications" | "courses" => (&mut self.certificates, "name"),
            "memberships" => (&mut self.volunteer, "organization"),
            _ => return,
        };
        let all = lines(&view.text("Description"));
        view.skip("Title");
        for text in all {
            let mut block = view.block();
            block.checked(field, text, Some("a line, not taken apart"));
            if field == "organization" {
                period(&mut block, "", "", Open::Unknown);
            }
            list.push(block);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rich_text_has_items_and_prose() {
        let mut block = Block::default();
        told(&mut block, "summary", "<p>Ran <b>it</b>.</p><ul><li>One</li><li>Two</li></ul>");
        assert_eq!(block.get("summary"), Some("Ran it."));
        assert_eq!(block.fields.len(), 2);
    }

    #[test]
    fn what_is_no_document_is_refused_and_odd_ones_do_no_harm() {
        assert!(read_xml("<html/>").is_err() && read_xml("").is_err());
        let odd = "<SkillsPassport><LearnerInfo><WorkExperienceList><WorkExperience><Period><From year='x'/></Period>\
                   </WorkExperience>y</WorkExperienceList></LearnerInfo></SkillsPassport>";
        let draft = read_xml(odd).unwrap();
        assert_eq!(
            draft.unread.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>(),
            ["@year: x", "WorkExperienceList: y"]
        );
    }
}
