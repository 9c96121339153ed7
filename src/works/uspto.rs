//! Grants and applications of the US office as XML, also many in one file, as its weekly files have them.
//!
//! Elements: `us-patent-grant-v45-2014-04-03.dtd` and its forerunners from version 4.0 (2005) on.

use super::sheet::Sheet;
use super::xml::{Element, records};
use super::{Author, Patent, Work, plain};
use crate::date::Date;

/// The elements of documents.
const RECORDS: [&str; 2] = ["us-patent-grant", "us-patent-application"];

/// What ends a document.
pub(super) const ENDS: [&str; 2] = ["</us-patent-grant>", "</us-patent-application>"];

/// The elements that tell what is read; the rest is the text of the patent, much longer.
const HEADS: [&str; 2] = ["us-bibliographic-data-grant", "us-bibliographic-data-application"];

/// Reads the documents of a piece.
pub(super) fn read(sheet: &mut Sheet<'_>) {
    let text = sheet.text();
    for range in records(text, &RECORDS) {
        let (at, document) = (range.start, &text[range]);
        let head = records(document, &HEADS).into_iter().next().map(|head| Element::read(&document[head]));
        match head {
            Some(Ok(head)) => sheet.take(at, work(&head)),
            Some(Err(error)) => sheet.broken(at, &error),
            None => sheet.broken(at, "it has no bibliographic data"),
        }
    }
}

fn work(head: &Element) -> Option<Work> {
    let patent = patent(head)?;
    let published = date(head, "publication-reference/document-id/date");
    let kind = patent.kind_code.clone().unwrap_or_default();
    Some(Work {
        id: [patent.office.as_str(), &patent.number, &kind].concat(),
        titles: head.texts("invention-title"),
        authors: inventors(head),
        date: patent.grant.or(published),
        patent: Some(patent),
        ..Work::default()
    })
}

fn patent(head: &Element) -> Option<Patent> {
    let own = |part: &str| head.text(&format!("publication-reference/document-id/{part}"));
    let applied = |part: &str| head.text(&format!("application-reference/document-id/{part}"));
    let office = own("country").unwrap_or_else(|| "US".into());
    let kind_code = own("kind");
    let granted = !kind_code.as_deref().unwrap_or_default().starts_with('A') && head.name == HEADS[0];
    let filing = date(head, "application-reference/document-id/date");
    let application = applied("doc-number").map(|number| [office.as_str(), &number].concat());
    let first = first_claim(head);
    Some(Patent {
        number: own("doc-number")?.trim_start_matches('0').to_owned(),
        kind_code,
        assignees: assignees(head),
        priority: first.as_ref().and_then(|(_, date)| *date).or(filing),
        filing,
        grant: date(head, "publication-reference/document-id/date").filter(|_| granted),
        family: first.map(|(number, _)| number).or_else(|| application.clone()),
        application,
        office,
    })
}

/// The earliest application that priority is claimed of, with its date.
fn first_claim(head: &Element) -> Option<(String, Option<Date>)> {
    let claims = head.all("priority-claims/priority-claim").into_iter();
    let claims =
        claims.filter_map(|claim| Some((claim.text("country")?, claim.text("doc-number")?, date(claim, "date"))));
    let first = claims.min_by_key(|(_, _, date)| date.map(Date::first_day));
    first.map(|(country, number, date)| (country + &number.replace([' ', '/', '-'], ""), date))
}

fn date(head: &Element, path: &str) -> Option<Date> {
    head.text(path).as_deref().and_then(plain::written_date)
}

/// The inventors; before 2012 they stand among the applicants.
fn inventors(head: &Element) -> Vec<Author> {
    let paths = ["us-parties/inventors/inventor", "parties/inventors/inventor", "parties/applicants/applicant"];
    let found = paths.iter().map(|path| head.all(path)).find(|found| !found.is_empty()).unwrap_or_default();
    let part = |person: &Element, name: &str| person.text(&format!("addressbook/{name}")).unwrap_or_default();
    found
        .into_iter()
        .filter_map(|person| plain::author(&part(person, "first-name"), &part(person, "last-name")))
        .collect()
}

fn assignees(head: &Element) -> Vec<String> {
    let assignees = head.all("assignees/assignee/addressbook").into_iter();
    let person = |book: &Element| plain::author(&book.text("first-name")?, &book.text("last-name")?);
    assignees.filter_map(|book| book.text("orgname").or_else(|| person(book).map(|person| person.name))).collect()
}
