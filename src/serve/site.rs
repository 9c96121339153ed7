//! What visitors and crawlers look for at a site's root: `robots.txt`, `sitemap.xml` and `llms.txt`.

use std::sync::Arc;

use axum::extract::{Path, Request, State};
use axum::response::Response;
use chrono::{DateTime, Utc};

use super::answer::{Answer, Problem};
use super::loaded::Loaded;
use super::{Server, outer};
use crate::decode::Visibility;

/// How many addresses a sitemap may have: <https://www.sitemaps.org/protocol.html>.
const ADDRESSES: usize = 50_000;
const XML: &str = "application/xml";

/// `/robots.txt`
pub(super) async fn robots(State(server): State<Arc<Server>>) -> Answer {
    let loaded = server.loaded();
    let text = match server.options.audience {
        Visibility::Public => format!(
            "User-agent: *\nDisallow: /sparql\nDisallow: /store\nDisallow: /queries/\nDisallow: /reconcile\nSitemap: {}sitemap.xml\n",
            loaded.base()
        ),
        _ => "User-agent: *\nDisallow: /\n".to_owned(),
    };
    Answer::new("text/plain;charset=utf-8", text)
}

/// The addresses of pages that are here: a page elsewhere is in the sitemap of its own site.
fn addresses(loaded: &Loaded) -> Vec<&str> {
    loaded.store.pages().filter(|page| page.starts_with(loaded.base())).collect()
}

/// `/sitemap.xml`: the addresses, or where there are too many for one file a list of its parts.
pub(super) async fn sitemap(State(server): State<Arc<Server>>, request: Request) -> Result<Response, Problem> {
    let loaded = server.loaded();
    let answer = server.kept(&loaded, "sitemap".to_owned(), |loaded| Ok(sitemap_of(loaded))).await?;
    Ok(outer::conditional(request.headers(), loaded.modified, outer::held(&server, answer)?))
}

fn sitemap_of(loaded: &Loaded) -> Answer {
    let addresses = addresses(loaded);
    let text = match addresses.len() {
        0..=ADDRESSES => urls(loaded, &addresses),
        count => {
            let parts = 1..=count.div_ceil(ADDRESSES);
            let parts = parts
                .map(|part| format!("<sitemap><loc>{}sitemap/{part}.xml</loc></sitemap>\n", escaped(loaded.base())));
            xml("sitemapindex", &parts.collect::<String>())
        }
    };
    Answer::new(XML, text)
}

/// `/sitemap/N.xml`
pub(super) async fn sitemap_part(
    State(server): State<Arc<Server>>,
    Path(part): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let loaded = server.loaded();
    let number = part.strip_suffix(".xml").and_then(|number| number.parse::<usize>().ok());
    let number = number.and_then(|number| number.checked_sub(1)).ok_or_else(Problem::not_found)?;
    let make = move |loaded: &Loaded| {
        let addresses = addresses(loaded);
        let part = addresses.chunks(ADDRESSES).nth(number).ok_or_else(Problem::not_found)?;
        Ok(Answer::new(XML, urls(loaded, part)))
    };
    let answer = server.kept(&loaded, format!("sitemap {number}"), make).await?;
    Ok(outer::conditional(request.headers(), loaded.modified, outer::held(&server, answer)?))
}

fn urls(loaded: &Loaded, addresses: &[&str]) -> String {
    let changed = DateTime::<Utc>::from(loaded.modified).format("%Y-%m-%d").to_string();
    let url = |address: &&str| format!("<url><loc>{}</loc><lastmod>{changed}</lastmod></url>\n", escaped(address));
    xml("urlset", &addresses.iter().map(url).collect::<String>())
}

fn xml(root: &str, content: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{root} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{content}</{root}>\n"
    )
}

fn escaped(text: &str) -> String {
    quick_xml::escape::escape(text).into_owned()
}

/// `/llms.txt`: what is here, for language models and who uses them (<https://llmstxt.org>).
pub(super) async fn llms(State(server): State<Arc<Server>>) -> Result<Answer, Problem> {
    server.kept(&server.loaded(), "llms".to_owned(), |loaded| Ok(llms_page(loaded))).await
}

fn llms_page(loaded: &Loaded) -> Answer {
    let base = loaded.base();
    let mut text = format!(
        "# People, and what they do\n\n> {} people as a schema.org knowledge graph: careers, studies, skills, papers and patents.\n\n\
         Each page is also there as JSON-LD (`.jsonld`) and Turtle (`.ttl`).\n\n## Data\n\n\
         - [People]({base}people/): all people\n- [SPARQL]({base}sparql): an endpoint for reading\n\
         - [Queries]({base}openapi.json): named queries as an OpenAPI description\n- [Dataset]({base}.well-known/void): the dataset in numbers\n\n## Queries\n\n",
        loaded.store.people().len()
    );
    for query in loaded.catalogue.iter() {
        text.push_str(&format!("- [{}]({base}queries/{}): {}\n", query.name, query.name, query.summary));
    }
    Answer::new("text/plain;charset=utf-8", text)
}
