//! Profile pages: <https://developers.google.com/search/docs/appearance/structured-data/profile-page>; and Roles, of
//! which the tools of search engines complain.

use super::super::items;
use super::Walk;
use super::values::{Iso, iso};
use crate::rules;
use crate::tree::{Node, shortened};

const PAGE: &[&str] = &["dateCreated", "dateModified"];
const ENTITY: &[&str] = &[
    "alternateName",
    "description",
    "identifier",
    "image",
    "sameAs",
    "interactionStatistic",
    "agentInteractionStatistic",
];
/// What records can say of it; other names are for those who have any.
const ENTITY_OF_RECORD: &[&str] = &["description", "image", "sameAs"];

/// The items that may count what people do, by the property that leads there.
pub(super) const COUNTERS: [&str; 2] = ["interactionStatistic", "agentInteractionStatistic"];

/// Checks a profile page.
pub(super) fn page<'d>(walk: &mut Walk<'d, '_>, node: &'d Node) {
    let entities = items::values(node, "mainEntity");
    if entities.is_empty() {
        walk.find(&rules::MAIN_ENTITY, node.at, format!("{} has no `mainEntity`", walk.spot(node)));
    }
    let of_one =
        entities.iter().all(|entity| items::id(entity).is_some() && items::id(entity) == items::id(entities[0]));
    if entities.len() > 1 && !of_one {
        let message = format!("{} is about {} entities", walk.spot(node), entities.len());
        walk.find(&rules::ONE_ENTITY, node.at, message);
    }
    PAGE.iter().for_each(|property| date(walk, node, property));
    walk.advise(&rules::PAGE_ADVICE, node, PAGE, &PAGE[1..]);
    for value in entities {
        let resolved = walk.document.resolve(value);
        entity(walk, value, resolved);
        works(walk, node, resolved);
    }
}

/// A time of an edit, with its zone.
fn date(walk: &mut Walk<'_, '_>, node: &Node, property: &str) {
    for value in items::values(node, property) {
        let Some(text) = items::text(value) else { continue };
        let what = match iso(text) {
            Some(Iso::Zoned) | None => continue,
            Some(Iso::Date) => "is a date without a time",
            Some(Iso::Local) => "has no time zone",
        };
        walk.find(&rules::PAGE_DATE, value.at, format!("{} {what}: `{}`", walk.spot_of(property), shortened(text)));
    }
}

fn entity(walk: &mut Walk<'_, '_>, value: &Node, entity: &Node) {
    let spot = walk.spot_of("mainEntity");
    if items::is_reference(entity) {
        let id = shortened(items::id(entity).unwrap_or_default());
        return walk.find(&rules::ENTITY_CLASS, value.at, format!("{spot} is `{id}`, of which the page says nothing"));
    }
    if !items::is_agent(entity) {
        let classes = items::classes(entity);
        let what = classes.first().map_or("is of no class".to_owned(), |class| format!("is a `{class}`"));
        return walk.find(
            &rules::ENTITY_CLASS,
            value.at,
            format!("{spot} {what}, neither a person nor an organization"),
        );
    }
    if !items::has(entity, "name") && !items::has(entity, "alternateName") {
        walk.find(&rules::ENTITY_NAME, value.at, format!("{spot} has no `name`"));
    }
    walk.path.0.push(("mainEntity", None));
    walk.advise(&rules::ENTITY_ADVICE, entity, ENTITY, ENTITY_OF_RECORD);
    walk.path.0.pop();
}

/// What the page shows of the works of its person says whose they are.
fn works(walk: &mut Walk<'_, '_>, page: &Node, entity: &Node) {
    let Some(id) = items::id(entity) else { return };
    for (number, work) in items::values(page, "hasPart").into_iter().enumerate() {
        let mut makers = ["author", "creator"].into_iter().flat_map(|property| items::values(work, property));
        if items::is(work, "CreativeWork") && !makers.any(|maker| items::id(maker) == Some(id)) {
            let message = format!("`hasPart[{number}]` has no `author` with the `@id` of `mainEntity`");
            walk.find(&rules::WORK_AUTHOR, work.at, message);
        }
    }
}

/// Checks a Role.
pub(super) fn role(walk: &mut Walk<'_, '_>, node: &Node, property: Option<&str>) {
    walk.find(&rules::ROLE, node.at, format!("{} is a Role", walk.spot(node)));
    if property == Some("alumniOf") && items::has(node, "startDate") && items::has(node, "endDate") {
        let message = format!("{} has a period, from `startDate` to `endDate`", walk.spot(node));
        walk.find(&rules::ALUMNI_PERIOD, node.at, message);
    }
}

/// Checks a counter of what people do.
pub(super) fn counter(walk: &mut Walk<'_, '_>, value: &Node) {
    let absent = ["interactionType", "userInteractionCount"].into_iter().filter(|name| !items::has(value, name));
    let absent: Vec<String> = absent.map(|name| format!("`{name}`")).collect();
    let count = items::values(value, "userInteractionCount").into_iter().find_map(items::text);
    if !absent.is_empty() {
        walk.find(&rules::COUNTER, value.at, format!("{} has no {}", walk.spot(value), absent.join(", no ")));
    } else if let Some(count) = count.filter(|count| count.parse::<u64>().is_err()) {
        let message = format!("`{}` of {} is no whole number", shortened(count), walk.spot(value));
        walk.find(&rules::COUNTER, value.at, message);
    }
}
