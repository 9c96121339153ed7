//! The publications and patents of records, as works beside those of lists.

use super::{Author, Patent, Work, kind, plain};
use crate::decode::{Object, Visibility};
use crate::iri::bare_doi;
use crate::merge::{Item, Profile};
use crate::record::{Basics, Patent as PatentItem, Publication};
use crate::report::Place;
use crate::resume::{Seen, View};
use crate::setup::Setup;
use crate::text::Text;

/// The publications and patents of a person that an audience may see. A work that names nobody has the person as its
/// author; its id is what its IRI ends in, its place the file of its newest source.
#[must_use]
pub fn of_profile(profile: &Profile<'_>, setup: &Setup, audience: Visibility) -> Vec<Work> {
    let seen = Seen::new(profile, setup, audience, &[]);
    if !seen.person() {
        return Vec::new();
    }
    let owner = owner(&seen);
    let publications = profile.publications.iter().filter(|item| seen.sees(item.level()));
    let publications = publications.map(|item| publication(&seen, &seen.single(item)));
    let patents = profile.patents.iter().filter(|item| seen.sees(item.level()));
    let works = publications.chain(patents.map(|item| patent(&seen, &seen.single(item))));
    let titled = works.filter(|work| !work.titles.is_empty());
    titled.map(|work| if work.authors.is_empty() { Work { authors: owner.clone(), ..work } } else { work }).collect()
}

fn owner(seen: &Seen<'_>) -> Vec<Author> {
    let basics = seen.single(&seen.profile.basics);
    seen.text(&basics, Basics::name()).iter().filter_map(|name| plain::printed_author(name)).collect()
}

fn publication(seen: &Seen<'_>, view: &View<'_, '_, Publication>) -> Work {
    Work {
        kind: seen.one(view, Publication::kind()).as_deref().and_then(kind),
        titles: wordings(&seen.wordings(view, Publication::name())),
        authors: authors(&seen.first_list(view, Publication::authors())),
        date: seen.one(view, Publication::release_date()),
        venue: seen.text(view, Publication::venue()),
        publisher: seen.named(view, Publication::publisher()),
        subjects: seen.texts(view, Publication::keywords()),
        doi: seen.one(view, Publication::doi()).map(|doi| bare_doi(&doi)),
        url: seen.link(view, Publication::url()),
        ..placed(seen, view.whole)
    }
}

fn patent(seen: &Seen<'_>, view: &View<'_, '_, PatentItem>) -> Work {
    let text = |text: Option<String>| text.unwrap_or_default();
    let numbered =
        Patent::named(&text(seen.one(view, PatentItem::number())), &text(seen.one(view, PatentItem::office())));
    let grant = seen.one(view, PatentItem::grant_date());
    Work {
        titles: wordings(&seen.wordings(view, PatentItem::name())),
        authors: authors(&seen.first_list(view, PatentItem::inventors())),
        date: grant,
        url: seen.link(view, PatentItem::url()),
        patent: Some(Patent {
            assignees: seen.named(view, PatentItem::assignee()).into_iter().collect(),
            filing: seen.one(view, PatentItem::filing_date()),
            grant,
            family: seen.one(view, PatentItem::family()),
            ..numbered
        }),
        ..placed(seen, view.whole)
    }
}

/// A work with no more than its id and place.
fn placed<T: Object>(seen: &Seen<'_>, item: &Item<'_, T>) -> Work {
    let newest = item.parts.iter().map(|part| part.source).min();
    let file = newest.and_then(|source| seen.profile.sources.get(source)).map(|source| source.path.to_owned());
    Work {
        id: item.slug.clone(),
        place: Place { file: file.unwrap_or_default(), ..Place::default() },
        ..Work::default()
    }
}

fn wordings(text: &Text) -> Vec<String> {
    text.wordings().map(str::to_owned).collect()
}

fn authors(names: &[String]) -> Vec<Author> {
    names.iter().filter_map(|name| plain::printed_author(name)).collect()
}
