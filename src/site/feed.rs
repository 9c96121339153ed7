//! What is new, as Atom feeds (RFC 4287), one for each language: the newest works, and records that were changed. Entries
//! are known by the IRIs of what they are about, so that they stay the same.

use std::cmp::Reverse;

use oxigraph::model::{NamedNode, NamedNodeRef, Term};

use super::Site;
use super::crawlers::escaped;
use crate::date::Date;
use crate::iri::fragment;
use crate::pages::{Language, Pages};
use crate::vocab::schema;

/// How many entries a feed has.
const ENTRIES: usize = 50;

/// What an entry is about.
#[derive(Debug)]
pub(super) struct News {
    /// When it happened, as RFC 3339 has it.
    when: String,
    page: String,
    node: NamedNode,
}

impl Site<'_> {
    /// Whether anything that is here has a date, so that there are feeds.
    pub(super) fn has_feed(&self) -> bool {
        !self.news.get_or_init(|| self.newest()).is_empty()
    }

    /// The file of a language's feed.
    pub(super) fn feed_file(&self, language: &Language) -> String {
        self.file("feed", language).replace(".html", ".xml")
    }

    /// The feeds with their paths; none where nothing has a date, which entries need.
    pub(super) fn feeds(&self) -> Vec<(String, String)> {
        let news = self.news.get_or_init(|| self.newest());
        let languages = self.languages.iter().filter(|_| !news.is_empty());
        languages.map(|language| (self.feed_file(language), self.feed(language, news))).collect()
    }

    /// What is new, the newest first.
    fn newest(&self) -> Vec<News> {
        let works = [self.addresses.base(), "works/"].concat();
        let news = self.store.pages().filter_map(|page| {
            let (node, when) = match page.strip_prefix(&works) {
                Some(_) => (fragment(page, "work"), self.published(page)),
                None => (fragment(page, "person"), self.modified(page)),
            };
            Some(News { when: moment(&when?)?, page: page.to_owned(), node })
        });
        let mut news: Vec<News> = news.collect();
        news.sort_by(|one, two| (Reverse(&one.when), &one.page).cmp(&(Reverse(&two.when), &two.page)));
        news.truncate(ENTRIES);
        news
    }

    /// When a work was published, or else filed.
    fn published(&self, page: &str) -> Option<String> {
        let work = fragment(page, "work");
        let date = |property: NamedNodeRef<'_>| self.store.objects(work.as_ref(), property).into_iter().find_map(value);
        date(schema::DATE_PUBLISHED).or_else(|| date(schema::DATE_CREATED))
    }

    fn feed(&self, language: &Language, news: &[News]) -> String {
        let pages = self.pages_at(language, "");
        let own = self.address.clone() + &self.feed_file(language);
        let updated = news.first().map_or("", |newest| newest.when.as_str());
        let host = url::Url::parse(&self.address).ok().and_then(|address| address.host_str().map(str::to_owned));
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
             <id>{own}</id>\n<title>{}</title>\n<updated>{updated}</updated>\n<author><name>{}</name></author>\n\
             <link rel=\"self\" type=\"application/atom+xml\" href=\"{own}\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n{}</feed>\n",
            escaped(&language.tag),
            escaped(&pages.feed_title()),
            escaped(&host.unwrap_or_else(|| "vitagraph".to_owned())),
            escaped(&self.address),
            news.iter().map(|one| self.entry(&pages, language, one)).collect::<String>(),
            own = escaped(&own),
        )
    }

    fn entry(&self, pages: &Pages<'_>, language: &Language, news: &News) -> String {
        let when = &news.when;
        let title = pages.cell(Some(&news.node.clone().into())).text;
        let path = self.addresses.path_of(&news.page).unwrap_or_default();
        format!(
            "<entry>\n<id>{}</id>\n<title>{}</title>\n<updated>{when}</updated>\n<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n{}</entry>\n",
            escaped(news.node.as_str()),
            escaped(&title),
            escaped(&(self.address.clone() + &self.file(&path, language))),
            self.authors(pages, &news.node),
        )
    }

    /// The authors of a work, by their names.
    fn authors(&self, pages: &Pages<'_>, work: &NamedNode) -> String {
        let of = |property| self.store.objects(work.as_ref(), property);
        let authors = of(schema::AUTHOR).into_iter().chain(of(schema::CREATOR));
        authors
            .map(|author| format!("<author><name>{}</name></author>\n", escaped(&pages.cell(Some(&author)).text)))
            .collect()
    }
}

fn value(term: Term) -> Option<String> {
    if let Term::Literal(literal) = term { Some(literal.value().to_owned()) } else { None }
}

/// The moment of a date or a time stamp: the first of the day, month or year.
fn moment(stamp: &str) -> Option<String> {
    match stamp.parse::<Date>() {
        Ok(date) => Some(format!("{}T00:00:00Z", date.first_day())),
        Err(_) => {
            let stamp = chrono::DateTime::parse_from_rfc3339(stamp).ok()?;
            Some(stamp.to_utc().to_rfc3339_opts(chrono::SecondsFormat::Secs, true))
        }
    }
}
