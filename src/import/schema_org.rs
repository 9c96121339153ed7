//! A `Person` of schema.org: JSON-LD in a file or page, or microdata in a page.

use std::collections::HashMap;

use super::addresses::Addresses;
use super::draft::{Block, Draft};
use super::page::Page;
use super::structured::{self, Found};
use super::taking::{ADDRESS, CONTACT, Open, View, is_tag, joined, period, private};
use super::{json_ld, microdata, unreadable};
use crate::error::Error;
use crate::tree::Node;

/// Types of works that are publications.
const PUBLICATIONS: [&str; 9] =
    ["Article", "ScholarlyArticle", "TechArticle", "Book", "Chapter", "Thesis", "Report", "BlogPosting", "Dataset"];

/// Types of things that somebody has made.
const PROJECTS: [&str; 5] =
    ["SoftwareSourceCode", "SoftwareApplication", "WebApplication", "MobileApplication", "Project"];

/// Types of organizations where people study.
const SCHOOLS: [&str; 7] = [
    "EducationalOrganization",
    "CollegeOrUniversity",
    "HighSchool",
    "MiddleSchool",
    "ElementarySchool",
    "School",
    "Preschool",
];

/// Whether a tree is a document of things of schema.org.
#[must_use]
pub fn is_document(root: &Node) -> bool {
    let is = |node: &Node| ["@context", "@graph", "@type", "@id"].iter().any(|key| node.get(key).is_some());
    match &root.value {
        crate::tree::Value::List(items) => items.first().is_some_and(is),
        _ => is(root),
    }
}

/// Reads a document of JSON-LD.
///
/// # Errors
/// Where it has no person.
pub fn read_json(text: &str, root: &Node) -> Result<Draft, Error> {
    let found = (json_ld::things(root.clone()), Vec::new());
    let draft = structured::draft(text, &Page { elements: Vec::new() }, found, record);
    draft.ok_or_else(|| unreadable("it has no `Person` of schema.org", "state one with `\"@type\": \"Person\"`"))
}

/// Reads the person of a page: of its scripts, else of its microdata.
///
/// # Errors
/// Where the page has none.
pub fn read_html(html: &str) -> Result<Draft, Error> {
    let page = Page::of(html);
    let of = |found: Found| structured::draft(html, &page, found, record);
    of(json_ld::items(html, &page))
        .or_else(|| of(microdata::items(&page)))
        .ok_or_else(|| unreadable("the page has no `Person` of schema.org", "import it as a CV with `--from html`"))
}

/// The things of a document, and those of them that have an identifier.
struct Things<'b> {
    all: Vec<View<'b>>,
    named: HashMap<&'b str, View<'b>>,
}

fn record(root: View<'_>) -> Option<Block> {
    let all = root.all("item");
    let mut named: HashMap<&str, View<'_>> = HashMap::new();
    for view in all.iter().filter(|view| view.entries().len() > 1) {
        named.entry(view.peek_at("@id")).or_insert(*view);
    }
    named.remove("");
    let things = Things { all, named };
    let person = things.person()?;
    let record = things.record(person);
    // Types and identifiers of what was read say nothing more.
    person.skip_keys(&["@type", "@id", "@language"]);
    root.all("item").into_iter().filter(|item| !item.taken().is_empty() || !is(*item, &["Person"])).for_each(|item| {
        item.skip_keys(&["@type", "@id", "@language"]);
    });
    root.skip_keys(&["mainEntityOfPage"]);
    Some(record)
}

/// Whether a thing has one of these types.
fn is(view: View<'_>, types: &[&str]) -> bool {
    view.all("@type").iter().any(|kind| types.contains(&kind.peek()))
}

impl<'b> Things<'b> {
    /// The person that the document is about: a profile's main entity, else the first one.
    fn person(&self) -> Option<View<'b>> {
        let main = self.all.iter().flat_map(|view| self.each(*view, "mainEntity")).find(|view| is(*view, &["Person"]));
        main.or_else(|| self.all.iter().copied().find(|view| is(*view, &["Person"])))
    }

    /// The things at a path; a mere reference stands for the thing that it names.
    fn each(&self, view: View<'b>, path: &str) -> Vec<View<'b>> {
        let follow = |view: View<'b>| {
            let only = view.entries().iter().all(|entry| entry.key.starts_with('@') && entry.key != "@value");
            let known = self.named.get(view.peek_at("@id")).filter(|_| only && !view.entries().is_empty());
            known.map_or(view, |known| {
                view.skip("@id");
                *known
            })
        };
        view.all(path).into_iter().map(follow).collect()
    }

    fn record(&self, person: View<'b>) -> Block {
        let mut record = Block::default();
        record.block("basics", self.basics(person));
        let title = person.peek_at("jobTitle");
        let employers = self.each(person, "worksFor");
        let only = if employers.len() == 1 { title } else { "" };
        let mut work: Vec<Block> =
            employers.into_iter().map(|view| self.job(view, "worksFor", only, Open::Present)).collect();
        let (mut education, mut volunteer) = (Vec::new(), Vec::new());
        for view in self.each(person, "hasOccupation") {
            work.extend(self.occupation(view));
        }
        for (path, open) in [("alumniOf", Open::Unknown), ("memberOf", Open::Unknown), ("affiliation", Open::Unknown)] {
            for view in self.each(person, path) {
                let organization = self.organization(view, path);
                let is_role = organization.is_some_and(|inner| !std::ptr::eq(inner.node, view.node));
                let school =
                    organization.is_some_and(|inner| is(inner, &SCHOOLS)) || view.peek_at("roleName") == "student";
                match path {
                    "alumniOf" if school || !is_role => education.push(self.study(view, path)),
                    "alumniOf" => work.push(self.job(view, path, "", open)),
                    _ if school && is_role => education.push(self.study(view, path)),
                    _ => volunteer.push(self.member(view, path)),
                }
            }
        }
        let certificates = self.credentials(person, &mut education);
        let works: Vec<View<'b>> = self.all.iter().copied().chain(self.each(person, "subjectOf")).collect();
        let of = |types: &[&str]| works.iter().copied().filter(|view| is(*view, types)).collect::<Vec<_>>();
        record
            .blocks("work", work)
            .blocks("volunteer", volunteer)
            .blocks("education", education)
            .blocks("awards", self.each(person, "award").into_iter().map(award).collect())
            .blocks("certificates", certificates)
            .blocks("publications", of(&PUBLICATIONS).into_iter().map(|view| self.publication(view)).collect())
            .blocks(
                "skills",
                [self.named_list(person, "knowsAbout", "name"), self.named_list(person, "skills", "name")].concat(),
            )
            .blocks("languages", self.named_list(person, "knowsLanguage", "language"))
            .blocks("projects", of(&PROJECTS).into_iter().map(project).collect());
        record
    }

    fn basics(&self, person: View<'b>) -> Block {
        let mut basics = Block::default();
        let parts = ["givenName", "additionalName", "familyName"].map(|part| person.peek_at(part).to_owned());
        let of_parts = joined(&parts.each_ref().map(String::as_str));
        wordings(person, "name", &mut basics, "name");
        if basics.get("name").is_none() && basics.fields.is_empty() {
            basics.text("name", of_parts.as_str());
        }
        if basics.get("name") == Some(of_parts.as_str()) || basics.fields.is_empty() {
            ["givenName", "additionalName", "familyName"].iter().for_each(|part| person.skip(part));
        }
        basics.texts("alternateNames", person.texts("alternateName"));
        wordings(person, "jobTitle", &mut basics, "label");
        basics.text("image", image(person));
        basics.text("email", person.text("email").trim_start_matches("mailto:"));
        basics.text("phone", person.text("telephone").trim_start_matches("tel:"));
        let found = Addresses::of([person.links("url"), person.links("sameAs")].concat());
        basics.text("url", found.homepage);
        wordings(person, "description", &mut basics, "summary");
        basics.block("location", self.place(person)).blocks("profiles", found.accounts);
        basics.block("identifiers", identifiers(person)).text("birthDate", person.date("birthDate"));
        private(&mut basics, &CONTACT);
        basics
    }

    fn place(&self, person: View<'b>) -> Block {
        let mut place = Block::default();
        let found = self.each(person, "address").into_iter().chain(self.each(person, "homeLocation/address"));
        let Some(address) = found.into_iter().next() else {
            place.text("city", person.first(&["homeLocation/name", "homeLocation"]));
            return place;
        };
        place.text("address", address.text("streetAddress")).text("postalCode", address.text("postalCode"));
        place.text("city", address.text("addressLocality"));
        place.text("countryCode", address.first(&["addressCountry/name", "addressCountry"]));
        place.text("region", address.text("addressRegion"));
        if place.fields.is_empty() {
            place.text("city", address.take());
        }
        private(&mut place, &ADDRESS);
        place
    }

    /// The organization of a property, or of the role that stands between.
    fn organization(&self, view: View<'b>, path: &str) -> Option<View<'b>> {
        let paths = [path, "worksFor", "memberOf", "alumniOf", "organization", "affiliation"];
        let role = is(view, &["Role", "OrganizationRole", "EmployeeRole"]);
        if !role && view.at(path).is_none() {
            return Some(view);
        }
        paths.iter().find_map(|path| self.each(view, path).into_iter().next())
    }

    fn job(&self, view: View<'b>, path: &str, title: &str, open: Open) -> Block {
        let mut block = view.block();
        let organization = self.organization(view, path).unwrap_or(view);
        let is_role = !std::ptr::eq(organization.node, view.node);
        block.text("name", name(organization));
        self.department(view, organization, &mut block);
        let position = if is_role { view.first(&["roleName", "namedPosition", "name"]) } else { String::new() };
        let check = position.is_empty().then_some("the title of the person");
        block.checked("position", if position.is_empty() { title } else { position.as_str() }, check);
        block.text("url", organization.link("url"));
        let (start, end) = if is_role { (view.date("startDate"), view.date("endDate")) } else { Default::default() };
        period(&mut block, &start, &end, open);
        block.text("summary", if is_role { view.text("description") } else { String::new() });
        block
    }

    fn department(&self, view: View<'b>, organization: View<'b>, block: &mut Block) {
        let inner = self.each(organization, "department").into_iter().next();
        let own = self.each(view, "department").into_iter().next();
        block.text("department", inner.or(own).map(name).unwrap_or_default());
    }

    /// An occupation, or the role around it. One without a period is no post.
    fn occupation(&self, view: View<'b>) -> Option<Block> {
        let inner = self.each(view, "hasOccupation").into_iter().next();
        if view.peek_at("startDate").is_empty() && view.peek_at("endDate").is_empty() {
            return None;
        }
        let mut block = view.block();
        let employer =
            ["worksFor", "memberOf", "organization"].iter().find_map(|path| self.each(view, path).into_iter().next());
        block.text("name", employer.map(name).unwrap_or_default());
        let title = inner.map(name).unwrap_or_default();
        block.text("position", if title.is_empty() { view.first(&["roleName", "name"]) } else { title });
        block.text(
            "location",
            inner.map(|inner| inner.first(&["occupationLocation/name", "occupationLocation"])).unwrap_or_default(),
        );
        period(&mut block, &view.date("startDate"), &view.date("endDate"), Open::Unknown);
        block.text("summary", inner.unwrap_or(view).text("description"));
        Some(block)
    }

    fn study(&self, view: View<'b>, path: &str) -> Block {
        let mut block = view.block();
        let organization = self.organization(view, path).unwrap_or(view);
        let is_role = !std::ptr::eq(organization.node, view.node);
        block.text("institution", name(organization));
        self.department(view, organization, &mut block);
        block.text("url", organization.link("url"));
        if is_role && view.peek_at("roleName") == "student" {
            view.skip("roleName");
        }
        block.text("studyType", if is_role { view.first(&["roleName", "namedPosition"]) } else { String::new() });
        let (start, end) = if is_role { (view.date("startDate"), view.date("endDate")) } else { Default::default() };
        period(&mut block, &start, &end, Open::Unknown);
        block.text("summary", if is_role { view.text("description") } else { String::new() });
        block
    }

    fn member(&self, view: View<'b>, path: &str) -> Block {
        let mut block = view.block();
        let organization = self.organization(view, path).unwrap_or(view);
        let is_role = !std::ptr::eq(organization.node, view.node);
        block.text("organization", name(organization));
        block
            .text("position", if is_role { view.first(&["roleName", "namedPosition", "name"]) } else { String::new() });
        block.text("url", organization.link("url"));
        let (start, end) = if is_role { (view.date("startDate"), view.date("endDate")) } else { Default::default() };
        period(&mut block, &start, &end, Open::Unknown);
        block.text("summary", if is_role { view.text("description") } else { String::new() });
        block
    }

    /// Certificates; a degree completes the study at the institution that recognizes it, or is a study of its own.
    fn credentials(&self, person: View<'b>, education: &mut Vec<Block>) -> Vec<Block> {
        let mut certificates = Vec::new();
        for view in self.each(person, "hasCredential") {
            let category = view.first(&["credentialCategory/name", "credentialCategory"]);
            let issuer = self.each(view, "recognizedBy").into_iter().next().map(name).unwrap_or_default();
            let mut block = view.block();
            if !category.to_lowercase().contains("degree") {
                block
                    .text("name", name(view))
                    .text("date", date_of(view))
                    .text("url", view.link("url"))
                    .text("issuer", issuer);
                certificates.push(block);
                continue;
            }
            let level = view.first(&["educationalLevel/name", "educationalLevel", "name"]);
            let area = self.each(view, "about").into_iter().next().map(name).unwrap_or_default();
            let date = date_of(view);
            let fits = |study: &&mut Block| {
                study.get("institution") == Some(issuer.as_str()) && study.get("studyType").is_none()
            };
            if let Some(study) = education.iter_mut().find(fits) {
                study.text("area", area).text("studyType", level);
                if !date.is_empty() && study.get("endDate") == Some("unknown") {
                    study.fields.retain(|field| field.name != "endDate");
                    study.text("endDate", date);
                }
            } else {
                block.text("institution", issuer).text("area", area).text("studyType", level);
                period(&mut block, "", &date, Open::Unknown);
                education.push(block);
            }
        }
        certificates
    }

    fn publication(&self, view: View<'b>) -> Block {
        let mut block = view.block();
        block.text("name", view.first(&["name", "headline"]));
        block.texts("authors", self.authors(view)).text("publisher", view.first(&["publisher/name", "publisher"]));
        block.text("venue", view.first(&["isPartOf/name", "isPartOf/isPartOf/name"]));
        block.text("releaseDate", view.date("datePublished"));
        let kind = view.peek_at("@type");
        let kind = match kind {
            "Book" | "Chapter" | "Thesis" | "Report" | "Dataset" => kind.to_lowercase(),
            "BlogPosting" => "blog".to_owned(),
            _ => String::new(),
        };
        block.text("type", kind);
        let doi = view
            .all("sameAs")
            .into_iter()
            .chain(view.all("identifier"))
            .find(|link| link.peek().contains("doi.org/10."));
        if let Some(doi) = doi {
            let address = doi.take();
            block.text("doi", address.split_once("doi.org/").map_or("", |(_, doi)| doi));
        }
        block.text("url", view.link("url")).text("summary", view.first(&["abstract", "description"]));
        block.texts("keywords", view.texts("keywords"));
        block
    }

    fn authors(&self, view: View<'b>) -> Vec<String> {
        let of = |author: View<'b>| {
            let inner = self.each(author, "author").into_iter().next().unwrap_or(author);
            let own = inner.peek_at("name");
            if own.is_empty() { inner.take() } else { inner.text("name") }
        };
        let people = ["author", "creator"].iter().flat_map(|path| self.each(view, path));
        people.map(of).filter(|name| !name.is_empty()).collect()
    }

    /// A list of things that are only named.
    fn named_list(&self, person: View<'b>, path: &str, field: &str) -> Vec<Block> {
        let of = |view: View<'b>| {
            let mut block = view.block();
            wordings(view, "name", &mut block, field);
            if block.fields.is_empty() {
                block.text(field, view.take());
            }
            block
        };
        self.each(person, path).into_iter().map(of).filter(|block| !block.fields.is_empty()).collect()
    }
}

/// The name of a thing, which may be a mere text.
fn name(view: View<'_>) -> String {
    let own = view.first(&["name", "legalName"]);
    if own.is_empty() { view.take() } else { own }
}

/// A text in each language that it has.
fn wordings(view: View<'_>, path: &str, block: &mut Block, field: &str) {
    let mut texts = Block::default();
    for wording in view.all(path).into_iter().filter(|wording| !wording.peek().is_empty()) {
        let language = wording.peek_at("@language");
        if is_tag(language) && texts.get(language).is_none() {
            texts.text(language, wording.take());
        }
    }
    if texts.fields.is_empty() {
        block.text(field, view.text(path));
    } else {
        block.block(field, texts);
    }
}

fn image(person: View<'_>) -> String {
    let paths = ["image", "image/contentUrl", "image/url"].iter().map(|path| person.link(path));
    paths.into_iter().find(|link| !link.is_empty()).unwrap_or_default()
}

/// Identifiers by their systems.
fn identifiers(person: View<'_>) -> Block {
    let mut identifiers = Block::default();
    for view in person.all("identifier") {
        let system = view.text("propertyID").to_lowercase();
        let value = view.peek_at("value");
        if !system.is_empty() && !value.is_empty() && identifiers.get(&system).is_none() {
            identifiers.text(&system, value.trim_start_matches("https://orcid.org/"));
            view.skip("value");
        } else if let Some((_, orcid)) = view.peek().split_once("orcid.org/") {
            identifiers.text("orcid", orcid);
            view.settle();
        }
    }
    identifiers
}

fn date_of(view: View<'_>) -> String {
    let dates = ["dateCreated", "validFrom", "datePublished"].map(|path| view.date(path));
    dates.into_iter().find(|date| !date.is_empty()).unwrap_or_default()
}

fn award(view: View<'_>) -> Block {
    let mut block = view.block();
    block.text("title", name(view)).text("date", date_of(view));
    block
}

fn project(view: View<'_>) -> Block {
    let mut block = view.block();
    block.text("name", view.text("name")).text("description", view.text("description"));
    let repository = view.link("codeRepository");
    block.text("url", if repository.is_empty() { view.link("url") } else { repository });
    block.texts("keywords", view.texts("programmingLanguage"));
    block
}
