//! Records of ORCID: JSON of the public API, version 3.0.

use super::addresses::Addresses;
use super::draft::{Block, Draft};
use super::taking::{Book, CONTACT, Open, View, joined, period, private, single};
use super::unreadable;
use crate::error::Error;
use crate::tree::Node;
use crate::works::kind;

/// What says nothing about the person: keys of the database, and who changed what when.
const TECHNICAL: [&str; 15] = [
    "put-code",
    "path",
    "visibility",
    "source",
    "created-date",
    "last-modified-date",
    "display-index",
    "history",
    "preferences",
    "assertion-origin-path",
    "external-id-normalized",
    "external-id-normalized-error",
    "external-id-relationship",
    "verified",
    "verified-date",
];

/// Whether a tree is such a record.
#[must_use]
pub fn is_record(root: &Node) -> bool {
    root.get("orcid-identifier").is_some() || root.get("activities-summary").is_some()
}

/// Reads a record.
///
/// # Errors
/// Where it is no such record.
pub fn read(text: &str, root: &Node) -> Result<Draft, Error> {
    if !is_record(root) {
        return Err(unreadable("it is JSON, but no ORCID record", "export `/v3.0/{your iD}/record` as JSON"));
    }
    let book = Book::new(text);
    let view = book.view(root);
    let record = record(view);
    view.skip_keys(&TECHNICAL);
    for group in view.all("activities-summary/works/group") {
        group.skip_texts(&group.taken());
    }
    Ok(book.draft(root, record))
}

fn record(view: View<'_>) -> Block {
    let mut record = Block::default();
    record.block("basics", basics(view));
    let Some(activities) = view.at("activities-summary") else { return record };
    let affiliations = |kind: &str, summary: &str, read: fn(View<'_>, &mut Block)| -> Vec<Block> {
        let path = format!("{kind}/affiliation-group/summaries/{summary}");
        activities.all(&path).into_iter().map(|item| entry(item, read)).collect()
    };
    // A work has a version from each source that knows it; the first one is shown.
    let works = activities.all("works/group").into_iter().filter_map(|group| group.at("work-summary"));
    let (patents, papers): (Vec<_>, Vec<_>) = works.partition(|work| work.peek_at("type") == "patent");
    let posts = [
        affiliations("employments", "employment-summary", job),
        affiliations("invited-positions", "invited-position-summary", job),
    ];
    let services = [
        affiliations("services", "service-summary", service),
        affiliations("memberships", "membership-summary", service),
    ];
    record
        .blocks("work", posts.concat())
        .blocks("volunteer", services.concat())
        .blocks("education", affiliations("educations", "education-summary", study))
        .blocks("awards", affiliations("distinctions", "distinction-summary", distinction))
        .blocks("certificates", affiliations("qualifications", "qualification-summary", qualification))
        .blocks("publications", papers.into_iter().map(|work| entry(work, publication)).collect())
        .blocks("patents", patents.into_iter().map(|work| entry(work, patent)).collect())
        .blocks("interests", view.all("person/keywords/keyword").into_iter().map(keyword).collect());
    record
}

fn entry(view: View<'_>, read: fn(View<'_>, &mut Block)) -> Block {
    let mut block = view.block();
    read(view, &mut block);
    hidden(view, &mut block);
    block
}

/// What the person shows to nobody, or to few, stays private.
fn hidden(view: View<'_>, block: &mut Block) {
    if matches!(view.peek_at("visibility").to_lowercase().as_str(), "limited" | "private") {
        block.text("visibility", "private");
    }
}

fn basics(view: View<'_>) -> Block {
    let mut basics = Block::default();
    let credit = view.text("person/name/credit-name/value");
    let parts = joined(&[&view.text("person/name/given-names/value"), &view.text("person/name/family-name/value")]);
    let others = view.texts("person/other-names/other-name/content");
    let known = |name: &String| !name.is_empty() && !credit.is_empty();
    let names: Vec<String> =
        [parts.clone()].into_iter().filter(known).chain(others).filter(|name| *name != credit).collect();
    basics.text("name", if credit.is_empty() { parts } else { credit.clone() }).texts("alternateNames", names);
    basics.text("email", email(view));
    let found = Addresses::of(view.links("person/researcher-urls/researcher-url/url/value"));
    basics
        .text("url", found.homepage)
        .text("summary", view.first(&["person/biography/content", "person/biography/value"]));
    basics.block("location", single("countryCode", view.text("person/addresses/address/country/value")));
    basics.blocks("profiles", found.accounts).block("identifiers", identifiers(view));
    private(&mut basics, &CONTACT);
    basics
}

/// The primary address; a record has one.
fn email(view: View<'_>) -> String {
    let mails = view.all("person/emails/email");
    let primary = mails.iter().find(|mail| mail.peek_at("primary") == "true").or(mails.first());
    mails.iter().for_each(|mail| mail.skip("primary"));
    primary.map(|mail| mail.text("email")).unwrap_or_default()
}

fn identifiers(view: View<'_>) -> Block {
    let mut identifiers = single("orcid", view.text("orcid-identifier/path"));
    view.skip("orcid-identifier");
    for id in view.all("person/external-identifiers/external-identifier") {
        let kind = id.peek_at("external-id-type");
        let system = match kind.to_lowercase().as_str() {
            "scopus author id" => "scopus".to_owned(),
            "researcherid" | "researcher id" => "researcherId".to_owned(),
            "isni" => "isni".to_owned(),
            _ => kind.split_whitespace().collect::<Vec<_>>().join("-"),
        };
        if identifiers.get(&system).is_none() && !system.is_empty() {
            identifiers.text(&system, id.text("external-id-value"));
            id.skip("external-id-type");
            id.skip("external-id-url");
        }
    }
    identifiers
}

/// A date of its parts, each under `value`.
fn date(view: View<'_>, path: &str) -> String {
    let Some(date) = view.at(path) else { return String::new() };
    let parts = ["year/value", "month/value", "day/value"].map(|part| date.peek_at(part));
    let written: Vec<&str> = parts.into_iter().take_while(|part| !part.is_empty()).collect();
    let padded = written.iter().map(|part| format!("{part:0>2}")).collect::<Vec<_>>().join("-");
    let found = super::taking::date(&padded);
    if found.is_some() {
        date.skip("");
    }
    found.unwrap_or_default()
}

fn organization(view: View<'_>) -> String {
    view.text("organization/name")
}

fn place(view: View<'_>, block: &mut Block) {
    let parts = ["city", "region", "country"].map(|part| view.text(&format!("organization/address/{part}")));
    block.text("location", parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(", "));
}

/// ORCID shows a post without an end as one that lasts.
fn dates(view: View<'_>, block: &mut Block) {
    let start = date(view, "start-date");
    let end = date(view, "end-date");
    let open = if start.is_empty() { Open::Unknown } else { Open::Present };
    period(block, &start, &end, open);
}

fn job(view: View<'_>, block: &mut Block) {
    block.text("name", organization(view)).text("department", view.text("department-name"));
    block.text("position", view.text("role-title"));
    place(view, block);
    block.text("url", view.link("url/value"));
    dates(view, block);
}

fn service(view: View<'_>, block: &mut Block) {
    block.text("organization", organization(view)).text("position", view.text("role-title"));
    block.text("url", view.link("url/value"));
    dates(view, block);
    block.text("summary", view.text("department-name"));
}

fn study(view: View<'_>, block: &mut Block) {
    block.text("institution", organization(view)).text("department", view.text("department-name"));
    block.text("url", view.link("url/value")).text("studyType", view.text("role-title"));
    dates(view, block);
    place(view, block);
}

fn distinction(view: View<'_>, block: &mut Block) {
    block.text("title", view.text("role-title")).text("date", date(view, "start-date"));
    block.text("awarder", organization(view)).text("summary", view.text("department-name"));
    block.text("url", view.link("url/value"));
}

fn qualification(view: View<'_>, block: &mut Block) {
    let end = date(view, "end-date");
    block.text("name", view.text("role-title"));
    block.text("date", if end.is_empty() { date(view, "start-date") } else { end });
    block.text("url", view.link("url/value")).text("issuer", organization(view));
}

fn publication(view: View<'_>, block: &mut Block) {
    let title = [view.text("title/title/value"), view.text("title/subtitle/value")];
    block.text("name", title.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": "));
    block.text("venue", view.text("journal-title/value")).text("releaseDate", date(view, "publication-date"));
    block.text("type", kind(&view.text("type")).unwrap_or_default());
    let ids = view.all("external-ids/external-id");
    if let Some(doi) = ids.iter().find(|id| id.peek_at("external-id-type").eq_ignore_ascii_case("doi")) {
        let value = doi.text("external-id-value");
        block.text("doi", value.trim_start_matches("https://doi.org/").trim_start_matches("http://dx.doi.org/"));
        doi.skip("");
    }
    let own = view.link("url/value");
    let linked = ids.iter().map(|id| id.link("external-id-url/value")).find(|link| !link.is_empty());
    block.text("url", if own.is_empty() { linked.unwrap_or_default() } else { own });
}

fn patent(view: View<'_>, block: &mut Block) {
    block.text("name", view.text("title/title/value"));
    view.skip("type");
    let ids = view.all("external-ids/external-id");
    if let Some(number) = ids.iter().find(|id| id.peek_at("external-id-type").starts_with("pat")) {
        block.text("number", number.text("external-id-value"));
        number.skip("external-id-type");
    }
    block.text("grantDate", date(view, "publication-date"));
    let own = view.link("url/value");
    block.text("url", if own.is_empty() { view.link("external-ids/external-id/external-id-url/value") } else { own });
}

fn keyword(view: View<'_>) -> Block {
    let mut block = view.block();
    block.text("name", view.text("content"));
    block
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::from_json;

    fn draft(text: &str) -> Draft {
        read(text, &from_json(text).unwrap()).unwrap()
    }

    #[test]
    fn dates_have_one_to_three_parts() {
        let text = r#"{"activities-summary": {"employments": {"affiliation-group": [{"summaries": [
            {"employment-summary": {"organization": {"name": "Acme"},
             "start-date": {"year": {"value": "2018"}, "month": {"value": "3"}, "day": null},
             "end-date": {"year": {"value": "20x"}}}}]}]}}}"#;
        let draft = draft(text);
        assert!(draft.to_yaml().contains("startDate: 2018-03\n    endDate: present"), "{}", draft.to_yaml());
        assert_eq!(draft.unread.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>(), ["value: 20x"]);
    }

    #[test]
    fn what_is_no_record_is_refused_and_what_is_empty_is_no_harm() {
        let other = "{\"a\": 1}";
        assert!(read(other, &from_json(other).unwrap()).is_err());
        let odd = r#"{"orcid-identifier": [], "person": [[], 1, {"name": "x"}], "activities-summary": {"works": 3}}"#;
        assert_eq!(draft(odd).unread.len(), 3);
    }
}
