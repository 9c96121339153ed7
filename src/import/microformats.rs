//! Microformats in pages: h-resume and h-card, and their forerunners hResume and hCard.

use super::addresses::Addresses;
use super::draft::{Block, Draft};
use super::page::Page;
use super::structured::{self, Item};
use super::taking::{ADDRESS, CONTACT, Open, View, joined, period, private};
use super::unreadable;
use crate::error::Error;

/// How a property is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reading {
    Text,
    Link,
    Date,
}

/// The classes that begin an item, and what they are called today.
const OLD_ROOTS: [(&str, &str); 5] =
    [("vcard", "h-card"), ("hresume", "h-resume"), ("vevent", "h-event"), ("adr", "h-adr"), ("hentry", "h-entry")];

/// The classes of properties before they had prefixes, and how each is read.
const OLD_PROPERTIES: [(&str, Reading); 40] = [
    ("fn", Reading::Text),
    ("given-name", Reading::Text),
    ("family-name", Reading::Text),
    ("additional-name", Reading::Text),
    ("honorific-prefix", Reading::Text),
    ("honorific-suffix", Reading::Text),
    ("nickname", Reading::Text),
    ("url", Reading::Link),
    ("photo", Reading::Link),
    ("email", Reading::Link),
    ("tel", Reading::Text),
    ("bday", Reading::Date),
    ("title", Reading::Text),
    ("role", Reading::Text),
    ("org", Reading::Text),
    ("organization-name", Reading::Text),
    ("organization-unit", Reading::Text),
    ("note", Reading::Text),
    ("adr", Reading::Text),
    ("street-address", Reading::Text),
    ("extended-address", Reading::Text),
    ("post-office-box", Reading::Text),
    ("locality", Reading::Text),
    ("region", Reading::Text),
    ("postal-code", Reading::Text),
    ("country-name", Reading::Text),
    ("category", Reading::Text),
    ("summary", Reading::Text),
    ("description", Reading::Text),
    ("location", Reading::Text),
    ("dtstart", Reading::Date),
    ("dtend", Reading::Date),
    ("contact", Reading::Text),
    ("education", Reading::Text),
    ("experience", Reading::Text),
    ("skill", Reading::Text),
    ("affiliation", Reading::Text),
    ("publication", Reading::Text),
    ("award", Reading::Text),
    ("interest", Reading::Text),
];

/// Reads the résumé of a page, or its card.
///
/// # Errors
/// Where the page has neither.
pub fn read(html: &str) -> Result<Draft, Error> {
    let page = Page::of(html);
    let mut roots = Vec::new();
    items(&page, 0, &mut None, &mut roots);
    structured::draft(html, &page, structured::found(roots), |view| {
        let all = view.all("item");
        let of = |kind: &str| all.iter().copied().find(|item| item.peek_at("@type") == kind);
        let resume = of("h-resume");
        let card = of("h-card");
        resume.or(card).map(|item| record(item, card))
    })
    .ok_or_else(|| unreadable("the page has no h-resume and no h-card", "import it as a CV with `--from html`"))
}

/// Gathers the items of an element and of those within; their properties go to the item that they stand in.
fn items(page: &Page, number: usize, item: &mut Option<(&mut Item, bool)>, roots: &mut Vec<Item>) {
    for inner in page.inner(number) {
        let element = &page.elements[inner];
        let is_old = item.as_ref().is_some_and(|(_, old)| *old);
        let root = element.classes().find_map(|class| root_of(class, item.is_some()));
        let properties: Vec<(String, Reading)> = match item {
            Some(_) => element.classes().filter_map(|class| property(class, is_old)).collect(),
            None => Vec::new(),
        };
        if let Some((kind, old)) = root {
            let mut new = Item::new(element);
            new.text("@type", kind, element.start);
            items(page, inner, &mut Some((&mut new, old)), roots);
            imply(page, inner, kind, &mut new);
            match item {
                Some((outer, _)) => {
                    let names: Vec<&str> = properties.iter().map(|(name, _)| name.as_str()).collect();
                    outer.item(names.first().copied().unwrap_or("child"), new);
                }
                None => roots.push(new),
            }
            continue;
        }
        if let Some((outer, _)) = item {
            for (name, reading) in &properties {
                outer.property(name, &value(page, inner, *reading), element);
            }
        }
        items(page, inner, item, roots);
    }
}

/// The item that a class begins, and whether it is of the old kind.
fn root_of(class: &str, within: bool) -> Option<(&str, bool)> {
    let old = OLD_ROOTS.iter().find(|(name, _)| *name == class && (within || *name != "adr"));
    let new = ["h-card", "h-resume", "h-event", "h-adr", "h-entry", "h-cite", "h-item"];
    old.map(|(_, name)| (*name, true)).or_else(|| new.contains(&class).then_some((class, false)))
}

/// The property that a class names.
fn property(class: &str, old: bool) -> Option<(String, Reading)> {
    if old {
        let found = OLD_PROPERTIES.iter().find(|(name, _)| *name == class)?;
        let name = match found.0 {
            "fn" => "name",
            "dtstart" => "start",
            "dtend" => "end",
            "title" => "job-title",
            other => other,
        };
        return Some((name.to_owned(), found.1));
    }
    let (prefix, name) = class.split_once('-')?;
    let reading = match prefix {
        "p" | "e" => Reading::Text,
        "u" => Reading::Link,
        "dt" => Reading::Date,
        _ => return None,
    };
    (!name.is_empty()).then(|| (name.to_owned(), reading))
}

/// The value of a property: what its element states for machines, else what is seen.
fn value(page: &Page, number: usize, reading: Reading) -> String {
    let element = &page.elements[number];
    let links =
        [("a", "href"), ("area", "href"), ("link", "href"), ("img", "src"), ("object", "data"), ("source", "src")];
    let dates = [("time", "datetime"), ("ins", "datetime"), ("del", "datetime")];
    let stated = match reading {
        Reading::Link => element.attribute_of(&links),
        Reading::Date => element.attribute_of(&dates),
        Reading::Text => element.attribute_of(&[("img", "alt"), ("area", "alt")]),
    };
    let stated = stated.or_else(|| element.attribute_of(&[("abbr", "title"), ("data", "value"), ("input", "value")]));
    match stated {
        Some(stated) => stated.trim().to_owned(),
        None => parts(page, number).unwrap_or_else(|| page.text(number)),
    }
}

/// The value that elements of the class `value` within state, or one of the class `value-title`.
fn parts(page: &Page, number: usize) -> Option<String> {
    let mut found = Vec::new();
    for inner in page.inner(number) {
        let element = &page.elements[inner];
        if element.classes().any(|class| class == "value-title") {
            found.push(element.attribute("title").unwrap_or_default().to_owned());
        } else if element.classes().any(|class| class == "value") {
            found.push(value(page, inner, Reading::Date));
        }
    }
    (!found.is_empty()).then(|| found.concat())
}

/// A card without properties has the name that is seen, and the address that it leads to.
fn imply(page: &Page, number: usize, kind: &str, item: &mut Item) {
    let element = &page.elements[number];
    if kind != "h-card" || item.has_properties() {
        return;
    }
    item.property("name", &value(page, number, Reading::Text), element);
    if let Some(address) = element.attribute_of(&[("a", "href"), ("area", "href")]) {
        item.property("url", address, element);
    }
}

fn record(item: View<'_>, card: Option<View<'_>>) -> Block {
    let mut record = Block::default();
    let person = item.at("contact").or(card).unwrap_or(item);
    let summary = if item.peek_at("@type") == "h-resume" { item.texts("summary").join("\n") } else { String::new() };
    let headline = if item.peek_at("@type") == "h-resume" { item.text("name") } else { String::new() };
    record.block("basics", basics(person, item, &headline, &summary));
    let list = |path: &str, read: fn(View<'_>, &mut Block)| -> Vec<Block> {
        item.all(path).into_iter().map(|view| entry(view, read)).filter(|block| !block.fields.is_empty()).collect()
    };
    let current = if item.all("experience").is_empty() { current(person) } else { Vec::new() };
    record
        .blocks("work", [list("experience", job), current].concat())
        .blocks("volunteer", list("affiliation", member))
        .blocks("education", list("education", study))
        .blocks("awards", list("award", |view, block| said(view, block, "title")))
        .blocks("publications", list("publication", publication))
        .blocks(
            "skills",
            [
                list("skill", |view, block| said(view, block, "name")),
                of_card(person, item, "category"),
                of_card(person, item, "skill"),
            ]
            .concat(),
        )
        .blocks("interests", list("interest", |view, block| said(view, block, "name")));
    record
}

fn of_card(person: View<'_>, item: View<'_>, path: &str) -> Vec<Block> {
    let views = if std::ptr::eq(person.node, item.node) && path == "skill" { Vec::new() } else { person.all(path) };
    views.into_iter().map(|view| entry(view, |view, block| said(view, block, "name"))).collect()
}

fn entry(view: View<'_>, read: fn(View<'_>, &mut Block)) -> Block {
    let mut block = view.block();
    view.skip("@type");
    read(view, &mut block);
    block
}

fn basics(person: View<'_>, item: View<'_>, headline: &str, summary: &str) -> Block {
    let mut basics = Block::default();
    [person, item].iter().for_each(|view| view.skip("@type"));
    let name = person.text("name");
    let parts = ["given-name", "additional-name", "family-name"].map(|part| person.text(part));
    let of_parts = joined(&parts.each_ref().map(String::as_str));
    basics.text("name", if name.is_empty() { of_parts } else { name });
    basics.texts("alternateNames", person.texts("nickname"));
    let title = person.first(&["job-title", "role"]);
    basics.text("label", if title.is_empty() { headline } else { title.as_str() });
    basics.text("image", person.link("photo"));
    basics.text("email", person.text("email").trim_start_matches("mailto:"));
    basics.text("phone", person.first(&["tel", "tel/value"]).trim_start_matches("tel:"));
    let links: Vec<String> = [person.links("url"), person.links("uid")].concat();
    let found = Addresses::of(links);
    basics.text("url", found.homepage);
    let note = person.text("note");
    let about: Vec<&str> = [summary, note.as_str()].into_iter().filter(|text| !text.is_empty()).collect();
    basics.text("summary", about.join("\n")).block("location", place(person)).blocks("profiles", found.accounts);
    basics.text("birthDate", person.date("bday"));
    private(&mut basics, &CONTACT);
    basics
}

fn place(person: View<'_>) -> Block {
    let mut place = Block::default();
    let address =
        person.at("adr").filter(|view| !view.entries().is_empty() && view.peek().is_empty()).unwrap_or(person);
    address.skip("@type");
    let street = ["post-office-box", "extended-address", "street-address"].map(|part| address.texts(part)).concat();
    place.text("address", street.join(", ")).text("postalCode", address.text("postal-code"));
    place.text("city", address.text("locality")).text("countryCode", address.text("country-name"));
    place.text("region", address.text("region"));
    if place.fields.is_empty() {
        place.text("city", person.text("adr"));
    }
    private(&mut place, &ADDRESS);
    place
}

/// A thing that is only named.
fn said(view: View<'_>, block: &mut Block, field: &str) {
    let own = view.take();
    block.text(field, if own.is_empty() { view.text("name") } else { own });
    block.text("url", if field == "title" { view.link("url") } else { String::new() });
}

/// The name of an organization, which stands at some place of an entry or of a card in it.
fn organization(view: View<'_>) -> (String, String) {
    let name = view.first(&[
        "org/organization-name",
        "org/name",
        "org",
        "organization-name",
        "child/org/organization-name",
        "child/org",
        "child/organization-name",
        "location/org",
        "location/name",
        "name/org",
    ]);
    let unit = view.first(&[
        "org/organization-unit",
        "organization-unit",
        "child/org/organization-unit",
        "child/organization-unit",
    ]);
    ["org", "child", "location"].iter().for_each(|path| view.skip(&format!("{path}/@type")));
    (name, unit)
}

fn title(view: View<'_>) -> String {
    view.first(&["job-title", "child/job-title", "role", "child/role"])
}

fn dates(view: View<'_>, block: &mut Block) {
    let (start, end) = (view.date("start"), view.date("end"));
    let end = if end.is_empty() { view.date("child/end") } else { end };
    period(block, &start, &end, Open::Unknown);
}

fn link(view: View<'_>) -> String {
    let mut links = ["url", "child/url", "org/url", "location/url"].iter().map(|path| view.link(path));
    links.find(|link| !link.is_empty()).unwrap_or_default()
}

fn location(view: View<'_>) -> String {
    let parts =
        ["location/locality", "location/region", "location/country-name", "location"].map(|path| view.text(path));
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// What an entry tells, with its summary unless this is its name.
fn told(view: View<'_>, is_name: bool) -> String {
    let summary = if is_name { Vec::new() } else { view.texts("summary") };
    let parts = [summary, view.texts("description"), view.texts("note")].concat();
    parts.join("\n")
}

fn job(view: View<'_>, block: &mut Block) {
    let (organization, unit) = organization(view);
    let position = title(view);
    let name = view.first(&["name", "child/name"]);
    let (organization, name) = if organization.is_empty() { (name, String::new()) } else { (organization, name) };
    // Before prefixes, the summary of an event was its name.
    let summary = if position.is_empty() && name.is_empty() { view.text("summary") } else { String::new() };
    let is_name = !summary.is_empty();
    let position = [position, name.clone(), summary].into_iter().find(|text| !text.is_empty() && *text != organization);
    block.text("name", organization).text("department", unit);
    block.text("position", position.clone().unwrap_or_default());
    block.text("location", location(view)).text("url", link(view));
    dates(view, block);
    let rest = if position.as_ref() == Some(&name) { String::new() } else { name };
    let rest = if block.get("name") == Some(rest.as_str()) { String::new() } else { rest };
    block.text(
        "summary",
        [rest, told(view, is_name)].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join("\n"),
    );
    if view.entries().is_empty() {
        block.fields.clear();
        block.checked("position", view.take(), Some("a line, not taken apart")).text("endDate", "unknown");
    }
}

fn study(view: View<'_>, block: &mut Block) {
    let (organization, unit) = organization(view);
    let name = view.first(&["name", "child/name"]);
    let degree = view.first(&["degree", "job-title", "child/job-title"]);
    let summary = view.text("summary");
    let mut named = [organization, name, summary].into_iter().filter(|text| !text.is_empty());
    block.text("institution", named.next().unwrap_or_default()).text("department", unit).text("url", link(view));
    let first = block.get("institution").unwrap_or_default().to_owned();
    let rest: Vec<String> = named.filter(|text| *text != first).collect();
    let check = (degree.is_empty() && !rest.is_empty()).then_some("degree and subject in one");
    block.text("area", view.text("category"));
    block.checked("studyType", if degree.is_empty() { rest.join(", ") } else { degree.clone() }, check);
    dates(view, block);
    block.text("location", location(view));
    let more = if degree.is_empty() { Vec::new() } else { rest };
    block.text("summary", [more, view.texts("description"), view.texts("note")].concat().join("\n"));
    if view.entries().is_empty() {
        block.fields.clear();
        block.checked("institution", view.take(), Some("a line, not taken apart")).text("endDate", "unknown");
    }
}

fn member(view: View<'_>, block: &mut Block) {
    let (organization, _) = organization(view);
    let name = view.first(&["name"]);
    let own = view.take();
    let named = [organization, name, own].into_iter().find(|text| !text.is_empty());
    block.text("organization", named.unwrap_or_default()).text("position", title(view)).text("url", link(view));
    dates(view, block);
    block.text("summary", told(view, false));
}

fn publication(view: View<'_>, block: &mut Block) {
    let own = view.take();
    block.text("name", if own.is_empty() { view.text("name") } else { own });
    block.texts("authors", [view.texts("author"), view.texts("author/name")].concat());
    block.text("venue", view.text("publication")).text("releaseDate", view.date("published"));
    block.text("url", view.link("url"));
}

/// The organization of a card alone is where the person is now.
fn current(person: View<'_>) -> Vec<Block> {
    let (name, unit) = organization(person);
    if name.is_empty() {
        return Vec::new();
    }
    let mut job = person.at("org").unwrap_or(person).block();
    job.text("name", name).text("department", unit);
    let title = person.peek_at("job-title");
    job.checked("position", title, Some("the title of the card")).text("endDate", "present");
    job.text("url", person.link("org/url"));
    vec![job]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_without_properties_has_a_name_and_an_address() {
        let draft = read("<p>By <a class='h-card' href='https://ada.example/'>Ada Example</a></p>").unwrap();
        let yaml = draft.to_yaml();
        assert!(yaml.contains("name: Ada Example") && yaml.contains("https://ada.example/"), "{yaml}");
        assert_eq!(draft.unread, [(1, "By".to_owned())]);
    }

    #[test]
    fn values_are_what_machines_read() {
        let html = "<div class='vcard'><span class='fn'>Ada</span> <abbr class='bday' title='1990-05-01'>1 May</abbr>\
                    <span class='tel'><span class='type'>work</span> <span class='value'>000</span></span></div>";
        let yaml = read(html).unwrap().to_yaml();
        assert!(yaml.contains("birthDate: 1990-05-01") && yaml.contains("phone: \"000\""), "{yaml}");
    }

    #[test]
    fn a_page_without_items_is_refused() {
        assert!(read("<p>x</p>").is_err() && read("").is_err());
        let deep = "<div class='h-card'>".repeat(5000);
        assert!(read(&(deep + "x")).is_ok());
    }
}
