//! Values of properties, whichever item has them: images, links, dates, IRIs, languages and texts.

use oxilangtag::LanguageTag;

use super::super::items::{self, Origin};
use super::{Walk, profile};
use crate::decode::is_web;
use crate::report::Severity;
use crate::rules;
use crate::tree::{Node, shortened};

const IMAGES: [&str; 4] = ["image", "logo", "photo", "thumbnailUrl"];
const LINKS: [&str; 2] = ["url", "sameAs"];
const DATES: [&str; 9] = [
    "dateCreated",
    "dateModified",
    "datePublished",
    "uploadDate",
    "birthDate",
    "deathDate",
    "foundingDate",
    "startDate",
    "endDate",
];

/// The fewest pixels of an image.
const PIXELS: u64 = 50_000;

/// What the addresses of pictures that show nobody have in them.
const PLACEHOLDERS: [&str; 14] = [
    "placeholder",
    "placehold.co",
    "placekitten.",
    "dummyimage.",
    "lorempixel.",
    "picsum.photos",
    "default-avatar",
    "default_avatar",
    "avatar-default",
    "avatar_default",
    "no-image",
    "no_image",
    "no-photo",
    "no_photo",
];

/// Checks a value of an item's property.
pub(super) fn check<'d>(walk: &mut Walk<'d, '_>, node: &'d Node, property: &str, value: &'d Node) {
    match property {
        "@id" => id(walk, node, value),
        name if name.starts_with('@') => {}
        name if IMAGES.contains(&name) => image(walk, value),
        name if LINKS.contains(&name) => link(walk, name, value),
        name if DATES.contains(&name) => date(walk, value),
        name if profile::COUNTERS.contains(&name) => profile::counter(walk, value),
        "knowsLanguage" => language(walk, value),
        "award" if items::text(value).is_none() => {
            walk.find(&rules::AWARD, value.at, format!("{} is an item, not a text", walk.spot(value)));
        }
        _ => {}
    }
    any(walk, node, property, value);
}

/// What holds of the values of all properties.
fn any<'d>(walk: &mut Walk<'d, '_>, node: &Node, property: &str, value: &'d Node) {
    if items::text(value).is_some_and(|text| text.trim().is_empty()) {
        walk.find(&rules::EMPTY, value.at, format!("{} is empty", walk.spot(value)));
    }
    if value.get("@value").is_some() && value.get("@language").is_some() {
        walk.find(&rules::TAGGED_TEXT, value.at, format!("{} is a text with a language tag", walk.spot(value)));
    }
    // Those of pages and authors have rules of their own.
    let told = property == "mainEntity" || (property == "author" && items::is(node, "CreativeWork"));
    if !told && items::is_reference(walk.document.resolve(value)) {
        dangling(walk, value);
    }
}

/// A reference that leads nowhere. From a page it may lead to another one, which search engines do not follow.
fn dangling(walk: &mut Walk<'_, '_>, value: &Node) {
    let id = items::id(value).unwrap_or_default();
    let elsewhere = walk.document.origin == Origin::Page && is_web(id);
    let severity = if elsewhere { Severity::Note } else { Severity::Warning };
    let message = format!("{} leads to `{}`, of which nothing is said here", walk.spot(value), shortened(id));
    walk.find_as(severity, &rules::DANGLING, value.at, message);
}

fn id(walk: &mut Walk<'_, '_>, node: &Node, value: &Node) {
    let Some(id) = items::text(value) else { return };
    let local = walk.document.origin == Origin::Page && !id.contains(':');
    if id.contains(|c: char| c.is_whitespace() || "<>\"{}|\\^`".contains(c)) || !(local || has_scheme(id)) {
        walk.find(&rules::ID, value.at, format!("{} is no IRI: `{}`", walk.spot(value), shortened(id)));
    }
    if is_personal(id) {
        let message = format!("{} has an e-mail address or a telephone number in it", walk.spot(value));
        walk.find(&rules::PERSONAL_ID, value.at, message);
    }
    let url = items::values(node, "url").into_iter().find_map(items::text).and_then(host);
    let own = host(id).filter(|_| items::is(node, "WebPage"));
    if let Some((own, url)) = own.zip(url).filter(|(own, url)| own != url) {
        walk.find(
            &rules::OWN_DOMAIN,
            value.at,
            format!("{} is at `{own}`, and its `url` at `{url}`", walk.spot(value)),
        );
    }
}

fn has_scheme(id: &str) -> bool {
    let scheme = id.split_once(':').map_or("", |(scheme, _)| scheme);
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
}

/// The host of an address, without `www.`.
fn host(iri: &str) -> Option<&str> {
    let rest = iri.strip_prefix("https://").or_else(|| iri.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host))
}

/// Whether an IRI has an e-mail address or a telephone number in it. `@name` alone is the name of an account.
fn is_personal(id: &str) -> bool {
    let is_mail = |at: usize| {
        let (before, behind) = (&id[..at], &id[at + 1..]);
        let domain = behind.split(['/', '?', '#']).next().unwrap_or_default();
        before.ends_with(|c: char| c.is_alphanumeric()) && domain.contains('.')
    };
    id.starts_with("tel:") || id.starts_with("mailto:") || id.match_indices('@').any(|(at, _)| is_mail(at))
}

/// The address of an image, or of the picture that an item is about.
fn address(value: &Node) -> Option<(&str, usize)> {
    let inner = ["url", "contentUrl", "@id"].into_iter().flat_map(|name| items::values(value, name));
    std::iter::once(value).chain(inner).find_map(|value| Some((items::text(value)?, value.at)))
}

fn image(walk: &mut Walk<'_, '_>, value: &Node) {
    if let Some((address, at)) = address(value).filter(|(address, _)| !address.trim().is_empty()) {
        if ["data:", "blob:", "file:"].iter().any(|scheme| address.starts_with(scheme)) || address.contains(' ') {
            let message = format!("{} cannot be fetched: `{}`", walk.spot(value), shortened(address));
            walk.find(&rules::IMAGE_ADDRESS, at, message);
        }
        let folded = address.to_lowercase();
        if PLACEHOLDERS.iter().any(|word| folded.contains(word)) {
            walk.find(
                &rules::IMAGE_PLACEHOLDER,
                at,
                format!("{} shows nobody: `{}`", walk.spot(value), shortened(address)),
            );
        }
    }
    if let (Some(width), Some(height)) = size(value)
        && width.saturating_mul(height) < PIXELS
    {
        walk.find(&rules::IMAGE_SIZE, value.at, format!("{} has {width} by {height} pixels", walk.spot(value)));
    }
}

/// The width and the height that an image states, in pixels.
pub(super) fn size(image: &Node) -> (Option<u64>, Option<u64>) {
    let side = |name| {
        let text = items::values(image, name).into_iter().find_map(items::text)?;
        text.trim_end_matches("px").trim().parse().ok()
    };
    (side("width"), side("height"))
}

fn link(walk: &mut Walk<'_, '_>, property: &str, value: &Node) {
    let Some(link) = items::text(value).map(str::trim).filter(|link| !link.is_empty()) else { return };
    let broken = link.contains(char::is_whitespace) || link.starts_with("www.") || link.starts_with("http:///");
    let scheme = has_scheme(link) && !is_web(link);
    let relative = !has_scheme(link) && (property == "sameAs" || walk.document.origin != Origin::Page);
    if broken || scheme || relative {
        walk.find(
            &rules::LINK_ADDRESS,
            value.at,
            format!("{} is no address of a page: `{}`", walk.spot(value), shortened(link)),
        );
    }
}

fn date(walk: &mut Walk<'_, '_>, value: &Node) {
    if let Some(text) = items::text(value).filter(|text| !text.trim().is_empty() && iso(text).is_none()) {
        walk.find(&rules::ISO_DATE, value.at, format!("{} is no date: `{}`", walk.spot(value), shortened(text)));
    }
}

fn language(walk: &mut Walk<'_, '_>, value: &Node) {
    let Some(text) = items::text(value) else { return };
    let known = |tag: &LanguageTag<&str>| match tag.primary_language() {
        two if two.len() == 2 => isolang::Language::from_639_1(two).is_some(),
        more => isolang::Language::from_639_3(more).is_some(),
    };
    if !LanguageTag::parse(text).is_ok_and(|tag| known(&tag)) {
        let message = format!("{} is no language tag: `{}`", walk.spot(value), shortened(text));
        walk.find(&rules::LANGUAGE_TAG, value.at, message);
    }
}

/// A person or an organization without a name, where no other rule wants one.
pub(super) fn nameless(walk: &mut Walk<'_, '_>, node: &Node, property: Option<&str>) {
    let told = matches!(property, Some("mainEntity" | "author"));
    if !told && items::is_agent(node) && !items::has(node, "name") && !items::has(node, "alternateName") {
        walk.find(&rules::AGENT_NAME, node.at, format!("{} has no `name`", walk.spot(node)));
    }
}

/// How much a date of ISO 8601 says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Iso {
    /// A year, a month or a day.
    Date,
    /// A time without its zone.
    Local,
    /// A time with its zone.
    Zoned,
}

/// What a date of ISO 8601 says, where it is one.
pub(super) fn iso(text: &str) -> Option<Iso> {
    let text = text.trim();
    let Some((day, time)) = text.split_once('T') else { return is_day(text).then_some(Iso::Date) };
    let zone = time.find(['Z', '+', '-']);
    let (clock, zone) = time.split_at(zone.unwrap_or(time.len()));
    let good = day.len() == 10 && is_day(day) && is_clock(clock) && (zone.is_empty() || is_zone(zone));
    good.then_some(if zone.is_empty() { Iso::Local } else { Iso::Zoned })
}

fn is_day(text: &str) -> bool {
    let numbers: Option<Vec<u32>> = text.split('-').map(|part| digits(part, part.len())).collect();
    let lengths = [4, 7, 10].contains(&text.len()) && text.find('-').is_none_or(|at| at == 4);
    let Some(numbers) = numbers.filter(|_| lengths) else { return false };
    let [year, month, day] = [0, 1, 2].map(|at| numbers.get(at).copied().unwrap_or(1));
    numbers.len() <= 3 && chrono::NaiveDate::from_ymd_opt(year.cast_signed(), month, day).is_some()
}

fn is_clock(text: &str) -> bool {
    let (clock, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let parts: Vec<Option<u32>> = clock.split(':').map(|part| digits(part, 2)).collect();
    let bounds = parts.iter().zip([24, 60, 61]).all(|(part, bound)| part.is_some_and(|part| part < bound));
    (2..=3).contains(&parts.len()) && bounds && digits(fraction, fraction.len()).is_some()
}

fn is_zone(text: &str) -> bool {
    let offset = text.trim_start_matches(['+', '-']).replacen(':', "", 1);
    text == "Z" || digits(&offset, 4).or_else(|| digits(&offset, 2)).is_some()
}

/// The number that a text of so many digits is.
fn digits(text: &str, length: usize) -> Option<u32> {
    let good = text.len() == length && !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if good { text.get(..text.len().min(9))?.parse().ok() } else { None }
}
