//! What crawlers look for at a site's root: `sitemap.xml`, `robots.txt` and `llms.txt`.

use std::fmt::Write;

use crate::decode::Visibility;
use crate::query::Catalogue;

/// How many addresses a sitemap may have, and how many bytes, with some left for its head:
/// <https://www.sitemaps.org/protocol.html>.
pub const ADDRESSES: usize = 50_000;
const BYTES: usize = 50_000_000 - 1000;

/// An address of a sitemap.
#[derive(Clone, Debug)]
pub struct Address<'a> {
    /// The address of a page.
    pub location: &'a str,
    /// The day or time of its last change, where that is known.
    pub modified: Option<&'a str>,
    /// The same page in all languages, with their tags, where there are several.
    pub languages: &'a [(String, String)],
}

/// What is told language models.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// The address of the root, which ends in a slash.
    pub base: &'a str,
    /// How many people there are.
    pub people: usize,
    /// The named queries.
    pub catalogue: &'a Catalogue,
    /// Whether it is a server, which answers more than files do.
    pub is_server: bool,
}

/// The sitemaps of these addresses, as many as the protocol demands.
#[must_use]
pub fn sitemaps<'a>(addresses: impl Iterator<Item = Address<'a>>) -> Vec<String> {
    let (mut parts, mut part, mut count) = (Vec::new(), String::new(), 0);
    for address in addresses {
        let url = url(&address);
        if count == ADDRESSES || part.len() + url.len() > BYTES {
            parts.push(urlset(&std::mem::take(&mut part)));
            count = 0;
        }
        part.push_str(&url);
        count += 1;
    }
    parts.push(urlset(&part));
    parts
}

/// The list of so many sitemaps, which are `sitemap/1.xml` and so on below the base.
#[must_use]
pub fn sitemap_index(base: &str, parts: usize) -> String {
    let part = |part| format!("<sitemap><loc>{}sitemap/{part}.xml</loc></sitemap>\n", escaped(base));
    xml("sitemapindex", "", &(1..=parts).map(part).collect::<String>())
}

/// `robots.txt`: where the sitemap is, and what is not for crawlers; nothing is where not everybody may see the pages.
#[must_use]
pub fn robots(base: &str, audience: Visibility, hidden: &[&str]) -> String {
    if audience != Visibility::Public {
        return "User-agent: *\nDisallow: /\n".to_owned();
    }
    let lines = hidden.iter().map(|path| format!("Disallow: {path}\n")).collect::<String>();
    let lines = if lines.is_empty() { "Disallow:\n".to_owned() } else { lines };
    format!("User-agent: *\n{lines}Sitemap: {base}sitemap.xml\n")
}

/// `llms.txt`: what is here, for language models and who uses them (<https://llmstxt.org>).
#[must_use]
pub fn llms(told: Told<'_>) -> String {
    let Told { base, people, catalogue, is_server } = told;
    let mut text = format!(
        "# People, and what they do\n\n> {people} people as a schema.org knowledge graph: careers, studies, skills, papers and patents.\n\n"
    );
    text.push_str(match is_server {
        true => "Each page is also there as JSON-LD (`.jsonld`) and Turtle (`.ttl`).\n\n",
        false => "The head of each page has what it says as JSON-LD.\n\n",
    });
    let _ = writeln!(text, "## Data\n\n- [People]({base}people/): all people");
    if is_server {
        let _ = writeln!(
            text,
            "- [SPARQL]({base}sparql): an endpoint for reading\n\
             - [Queries]({base}openapi.json): named queries as an OpenAPI description\n\
             - [Dataset]({base}.well-known/void): the dataset in numbers"
        );
    } else {
        let _ = writeln!(text, "- [Addresses]({base}sitemap.xml): all pages");
    }
    text.push_str("\n## Queries\n\n");
    for query in catalogue.iter() {
        let _ = writeln!(text, "- [{0}]({base}queries/{0}): {1}", query.name, query.summary);
    }
    text
}

fn url(address: &Address<'_>) -> String {
    let mut url = format!("<url><loc>{}</loc>", escaped(address.location));
    if let Some(modified) = address.modified {
        let _ = write!(url, "<lastmod>{}</lastmod>", escaped(modified));
    }
    for (tag, place) in address.languages {
        let (tag, place) = (escaped(tag), escaped(place));
        let _ = write!(url, "<xhtml:link rel=\"alternate\" hreflang=\"{tag}\" href=\"{place}\"/>");
    }
    url + "</url>\n"
}

fn urlset(content: &str) -> String {
    let others = if content.contains("<xhtml:") { " xmlns:xhtml=\"http://www.w3.org/1999/xhtml\"" } else { "" };
    xml("urlset", others, content)
}

fn xml(root: &str, others: &str, content: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{root} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"{others}>\n{content}</{root}>\n"
    )
}

/// A text as XML has it.
pub(super) fn escaped(text: &str) -> String {
    quick_xml::escape::escape(text).into_owned()
}
