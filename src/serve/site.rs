//! What visitors and crawlers look for at a site's root: `robots.txt`, `sitemap.xml` and `llms.txt`.

use std::sync::Arc;

use axum::extract::{Path, Request, State};
use axum::response::Response;
use chrono::{DateTime, Utc};

use super::answer::{Answer, Problem};
use super::loaded::Loaded;
use super::{Server, outer};
use crate::site::crawlers::{self, ADDRESSES, Address, Told};

/// The paths that are not for crawlers.
const HIDDEN: [&str; 4] = ["/sparql", "/store", "/queries/", "/reconcile"];
const XML: &str = "application/xml";

/// `/robots.txt`
pub(super) async fn robots(State(server): State<Arc<Server>>) -> Answer {
    let text = crawlers::robots(server.loaded().base(), server.options.audience, &HIDDEN);
    Answer::new("text/plain;charset=utf-8", text)
}

/// The addresses of pages that are here: a page elsewhere is in the sitemap of its own site.
fn addresses(loaded: &Loaded) -> Vec<&str> {
    loaded.store.pages_with_prefix(loaded.base()).collect()
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
        count => crawlers::sitemap_index(loaded.base(), count.div_ceil(ADDRESSES)),
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

/// One sitemap of no more addresses than one may have.
fn urls(loaded: &Loaded, addresses: &[&str]) -> String {
    let changed = DateTime::<Utc>::from(loaded.modified).format("%Y-%m-%d").to_string();
    let address = |location| Address { location, modified: Some(&changed), languages: &[] };
    crawlers::sitemaps(addresses.iter().copied().map(address)).concat()
}

/// `/llms.txt`
pub(super) async fn llms(State(server): State<Arc<Server>>) -> Result<Answer, Problem> {
    server.kept(&server.loaded(), "llms".to_owned(), |loaded| Ok(llms_page(loaded))).await
}

fn llms_page(loaded: &Loaded) -> Answer {
    let people = loaded.store.people().len();
    let told = Told { base: loaded.base(), people, catalogue: &loaded.catalogue, is_server: true };
    Answer::new("text/plain;charset=utf-8", crawlers::llms(told))
}
