//! Whether what structured data says is seen on its page.
//!
//! Texts are compared without case, white space and punctuation, in the compatibility form of Unicode; a longer one
//! sentence by sentence. Of a date the year is looked for, because pages write dates in many ways.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;

use super::super::items::{self, Path};
use super::Block;
use crate::decode::is_web;
use crate::import::page::{Child, Element, Page};
use crate::report::{Finding, Place, Report, Severity};
use crate::rules;
use crate::text::folded;
use crate::tree::{Kind, Node, Source, Value, shortened};

/// Elements whose text nobody sees.
const HIDDEN: [&str; 7] = ["script", "style", "template", "noscript", "title", "head", "datalist"];

/// Attributes that lead somewhere.
const LINKS: [&str; 5] = ["href", "src", "content", "data", "data-src"];

/// Properties whose values are addresses.
const ADDRESSES: [&str; 7] = ["url", "sameAs", "image", "logo", "photo", "contentUrl", "thumbnailUrl"];

/// Properties whose values are for programs.
const MACHINE: [&str; 22] = [
    "inLanguage",
    "knowsLanguage",
    "identifier",
    "propertyID",
    "addressCountry",
    "encodingFormat",
    "additionalType",
    "dateCreated",
    "dateModified",
    "uploadDate",
    "availability",
    "itemCondition",
    "priceCurrency",
    "currenciesAccepted",
    "query-input",
    "urlTemplate",
    "actionPlatform",
    "interactionType",
    "gender",
    "iso6523Code",
    "duns",
    "leiCode",
];

/// Properties whose values pages rarely write in the same words.
const FREE: [&str; 4] = ["alternateName", "credentialCategory", "educationalLevel", "keywords"];

/// Classes of what is about the site, which its pages need not show.
const OF_SITE: [&str; 6] = ["WebPage", "WebSite", "BreadcrumbList", "ListItem", "MediaObject", "Action"];

/// What is seen on a page.
struct Seen {
    text: String,
    words: HashSet<String>,
    digits: String,
    links: HashSet<String>,
    /// Links within the site.
    paths: Vec<String>,
}

/// Tells of what the blocks of a page say, and the page does not.
pub(super) fn check(source: &Source<'_>, page: &Page, blocks: &[Block], report: &mut Report) {
    let seen = Seen::of(page);
    if blocks.is_empty() {
        return;
    }
    if seen.text.is_empty() {
        let message = "the page shows no text, so that nothing could be compared with it";
        return report.push(Finding::new(&rules::NO_TEXT, Place::of_file(source.file), message));
    }
    let mut told = HashSet::new();
    for item in blocks.iter().flat_map(|block| &block.items) {
        compare(item, &seen, &mut Path::default(), &mut |value, severity, path| {
            if told.insert((path.0.last().map(|(name, _)| *name), items::text(value))) {
                let text = shortened(items::text(value).unwrap_or_default());
                let message = format!("`{path}` is not seen on the page: `{text}`");
                let finding = Finding::new(&rules::NOT_SHOWN, source.place(value.at), message);
                report.push(Finding { severity, ..finding });
            }
        });
    }
}

/// Finds the values of an item that are not seen.
fn compare<'n>(item: &'n Node, seen: &Seen, path: &mut Path<'n>, tell: &mut impl FnMut(&'n Node, Severity, &Path<'n>)) {
    for entry in items::entries(item).iter().filter(|entry| !entry.key.starts_with('@')) {
        for (number, value) in items::numbered(entry) {
            path.0.push((&entry.key, number));
            if items::is_item(value) {
                compare(value, seen, path, tell);
            } else if !MACHINE.contains(&entry.key.as_str()) && !seen.shows(&entry.key, value) {
                tell(value, severity(item, &entry.key, value), path);
            }
            path.0.pop();
        }
    }
}

/// What is about the site, addresses, and free wordings are only noted.
fn severity(item: &Node, property: &str, value: &Node) -> Severity {
    let of_site = OF_SITE.iter().any(|class| items::is(item, class));
    let is_link = items::text(value).is_some_and(|text| is_address(property, text));
    if of_site || is_link || FREE.contains(&property) { Severity::Note } else { Severity::Warning }
}

fn is_address(property: &str, text: &str) -> bool {
    is_web(text) || ADDRESSES.contains(&property)
}

impl Seen {
    fn of(page: &Page) -> Self {
        let mut text = String::new();
        gather(page, 0, &mut text);
        let text: String = text.nfkc().collect();
        let addresses = page.elements.iter().flat_map(addresses).map(plain_link);
        let (links, paths) = addresses.partition::<Vec<_>, _>(|(_, whole)| *whole);
        Self {
            words: words(&text).collect(),
            digits: text.chars().filter(char::is_ascii_digit).collect(),
            links: links.into_iter().map(|(link, _)| link).collect(),
            paths: paths.into_iter().map(|(path, _)| path).filter(|path| path.len() > 1).collect(),
            text: folded(&text),
        }
    }

    /// Whether a value of a property is seen. What is no text is not looked for.
    fn shows(&self, property: &str, value: &Node) -> bool {
        let is_text = match &value.value {
            Value::Scalar(kind, _) => *kind == Kind::Text,
            Value::Map(_) => value.get("@value").is_some(),
            Value::List(_) => false,
        };
        let Some(text) = items::text(value).filter(|_| is_text) else { return true };
        match property {
            name if is_address(name, text) => self.links_to(text),
            "telephone" | "faxNumber" => self.digits.contains(&digits(text)),
            "email" => self.has(text.trim_start_matches("mailto:")) || self.links.contains(&plain_link(text).0),
            name if name.ends_with("Date") || name.starts_with("date") => self.has(text.get(..4).unwrap_or(text)),
            "name" | "alternateName" | "author" | "creator" => {
                self.has(text) || words(&text.nfkc().collect::<String>()).all(|word| self.words.contains(&word))
            }
            _ => self.has(text) || sentences(text).all(|sentence| self.has(sentence)),
        }
    }

    fn has(&self, text: &str) -> bool {
        self.text.contains(&folded(&text.nfkc().collect::<String>()))
    }

    fn links_to(&self, address: &str) -> bool {
        let (link, _) = plain_link(address);
        let within = |path: &String| link.strip_suffix(path.as_str()).is_some_and(|site| site.ends_with('/'));
        self.links.contains(&link) || self.paths.iter().any(within) || self.has(&link)
    }
}

/// The text of an element as it is seen, and what stands for pictures.
fn gather(page: &Page, number: usize, text: &mut String) {
    for child in &page.elements[number].children {
        match child {
            Child::Text(_, piece) => text.push_str(piece),
            Child::Element(inner) if is_hidden(&page.elements[*inner]) => {}
            Child::Element(inner) => {
                text.push(' ');
                text.push_str(page.elements[*inner].attribute("alt").unwrap_or_default());
                gather(page, *inner, text);
                text.push(' ');
            }
        }
    }
}

fn is_hidden(element: &Element) -> bool {
    let style: String = element.attribute("style").unwrap_or_default().split_whitespace().collect();
    HIDDEN.contains(&element.name.as_str())
        || element.attribute("hidden").is_some()
        || ["display:none", "visibility:hidden"].iter().any(|hiding| style.contains(hiding))
}

/// Where an element leads.
fn addresses(element: &Element) -> impl Iterator<Item = &str> {
    let sets = element.attribute("srcset").into_iter().flat_map(|set| set.split(','));
    let of_sets = sets.filter_map(|source| source.split_whitespace().next());
    LINKS.iter().filter_map(|name| element.attribute(name)).chain(of_sets)
}

/// An address as others would write it too, and whether it is whole.
fn plain_link(address: &str) -> (String, bool) {
    let address = address.trim().trim_start_matches("mailto:").to_lowercase();
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    let rest = rest.or_else(|| address.strip_prefix("//"));
    let whole = rest.is_some() || address.contains('@');
    let plain = rest.unwrap_or(address.trim_start_matches(['.', '/']));
    (plain.strip_prefix("www.").unwrap_or(plain).trim_end_matches('/').to_owned(), whole)
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(folded)
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The sentences of a text.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(['.', '!', '?', ';', '。', '！', '？', '；', '\n'])
}
