//! What is known of a person by which another record may be about the same one.
//!
//! Names, addresses and organizations are numbers: people are compared many times.

use chrono::{Datelike, NaiveDate};
use rustc_hash::FxHashMap;

use crate::collection::SourceRecord;
use crate::date::{Date, End};
use crate::decode::Key;
use crate::iri::bare_doi;
use crate::link::name_share;
use crate::merge::{Period, bounds};
use crate::names::NameKeys;
use crate::record::{Account, Basics};
use crate::report::Place;
use crate::setup::Setup;
use crate::text::{Text, folded, is_han};

/// Systems and services that give one name or number to one person.
const SINGLE: [&str; 9] = ["orcid", "wikidata", "dblp", "isni", "viaf", "scopus", "googlescholar", "gnd", "openalex"];

/// A name of one word with no more letters may be anybody's.
const LONG_WORD: usize = 5;

/// What is known of a person, in texts.
pub(super) struct Known<'a> {
    pub(super) key: &'a Key,
    pub(super) place: Place,
    /// The name as it is shown.
    pub(super) name: String,
    names: Vec<String>,
    /// Names of Chinese characters.
    pub(super) hanzi: Vec<String>,
    /// The share of all people who have such a name.
    pub(super) share: f64,
    /// What only one person has, with what it is called.
    contacts: Vec<(&'static str, String)>,
    posts: Vec<(String, Span)>,
    works: Vec<String>,
    pub(super) born: Option<Date>,
}

/// A post's period and kind.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub(super) start: Option<Date>,
    pub(super) end: Option<Date>,
    pub(super) days: Option<(NaiveDate, NaiveDate)>,
    pub(super) is_study: bool,
}

/// The same in numbers.
#[derive(Default)]
pub(super) struct Traits {
    pub(super) names: Vec<u32>,
    pub(super) contacts: Vec<u32>,
    pub(super) posts: Vec<(u32, Span)>,
    pub(super) works: Vec<u32>,
}

/// Numbers of texts, and the texts.
#[derive(Default)]
pub(super) struct Numbers {
    known: FxHashMap<String, u32>,
    texts: Vec<(&'static str, String)>,
}

impl Numbers {
    fn of(&mut self, kind: &'static str, text: String) -> u32 {
        let next = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        let key = format!("{kind} {text}");
        *self.known.entry(key).or_insert_with(|| {
            self.texts.push((kind, text));
            next
        })
    }

    /// What a number stands for: its kind, and the text.
    pub(super) fn text(&self, number: u32) -> (&'static str, &str) {
        self.texts.get(number as usize).map_or(("", ""), |(kind, text)| (kind, text))
    }
}

impl<'a> Known<'a> {
    pub(super) fn new(key: &'a Key, records: &[SourceRecord], setup: &Setup) -> Self {
        let basics: Vec<&Basics> = records.iter().filter_map(|record| record.record.basics.as_ref()).collect();
        let names: Vec<&str> = basics
            .iter()
            .flat_map(|basics| basics.name.iter().chain(&basics.alternate_names))
            .flat_map(Text::wordings)
            .collect();
        let keys: Vec<NameKeys> = names.iter().map(|name| NameKeys::new(name)).collect();
        Self {
            key,
            place: records.first().map(SourceRecord::place).unwrap_or_default(),
            name: names.first().copied().unwrap_or_default().to_owned(),
            share: keys.iter().map(name_share).reduce(f64::min).unwrap_or(1.0),
            names: keys.into_iter().flat_map(|keys| keys.full).filter(|key| tells(key)).collect(),
            hanzi: names
                .iter()
                .filter(|name| name.chars().all(is_han) && !name.is_empty())
                .map(|name| (*name).to_owned())
                .collect(),
            contacts: basics.iter().flat_map(|basics| contacts(basics)).collect(),
            posts: records.iter().flat_map(|record| posts(record, setup)).collect(),
            works: records
                .iter()
                .flat_map(|record| &record.record.publications)
                .filter_map(|work| work.doi.as_deref().map(bare_doi))
                .collect(),
            born: basics.iter().find_map(|basics| basics.birth_date),
        }
    }

    pub(super) fn numbered(&mut self, numbers: &mut Numbers) -> Traits {
        let mut all = |kind, texts: Vec<String>| {
            let mut found: Vec<u32> = texts.into_iter().map(|text| numbers.of(kind, text)).collect();
            found.sort_unstable();
            found.dedup();
            found
        };
        let names = all("name", std::mem::take(&mut self.names));
        let works = all("work", std::mem::take(&mut self.works));
        let mut contacts: Vec<u32> = self.contacts.drain(..).map(|(kind, text)| numbers.of(kind, text)).collect();
        contacts.sort_unstable();
        contacts.dedup();
        let posts = self.posts.drain(..).map(|(place, span)| (numbers.of("post", place), span)).collect();
        Traits { names, contacts, posts, works }
    }
}

/// Whether a key of a name is that of few people: it has given names, or is a long word such as a handle.
fn tells(key: &str) -> bool {
    !key.ends_with(' ') || key.len() > LONG_WORD
}

fn contacts(basics: &Basics) -> Vec<(&'static str, String)> {
    let email = basics.email.iter().map(|email| ("e-mail address", email.trim().to_lowercase()));
    let digits = |phone: &String| phone.chars().filter(char::is_ascii_digit).collect::<String>();
    let phone =
        basics.phone.iter().map(digits).filter(|digits| digits.len() >= 7).map(|digits| ("telephone number", digits));
    let single = basics.identifiers.0.iter().filter_map(|(system, value)| {
        let system = SINGLE.iter().find(|known| **known == folded(system))?;
        Some((*system, value.trim_end_matches('/').rsplit('/').next()?.to_lowercase()))
    });
    email.chain(phone).chain(single).chain(basics.profiles.iter().filter_map(account)).collect()
}

/// An account by its address, else by service and name.
fn account(account: &Account) -> Option<(&'static str, String)> {
    let url = account.url.as_ref().map(|url| url.as_str().trim_end_matches('/').to_lowercase());
    let url = url.map(|url| url.replace("http://", "https://").replace("://www.", "://"));
    let named =
        || Some(format!("{} {}", folded(account.network.as_deref()?), account.username.as_deref()?.to_lowercase()));
    Some(("account", url.or_else(named)?))
}

fn posts(record: &SourceRecord, setup: &Setup) -> Vec<(String, Span)> {
    let record = &record.record;
    let jobs = record.work.iter().flat_map(|job| {
        setup
            .employers(job)
            .into_iter()
            .map(|place| (place.as_str().to_owned(), Span::of(job, false)))
            .collect::<Vec<_>>()
    });
    let studies = record
        .education
        .iter()
        .filter_map(|study| Some((setup.institution(study)?.as_str().to_owned(), Span::of(study, true))));
    jobs.chain(studies).collect()
}

impl Span {
    fn of<T: Period>(post: &T, is_study: bool) -> Self {
        let (start, end) = ((T::start().get)(post), post.stated_end());
        let date = match end {
            Some(End::Date(date)) => Some(date),
            _ => None,
        };
        Self { start: *start, end: date, days: bounds(*start, end), is_study }
    }

    /// Whether two periods have one beginning, or one end; years alone say less.
    pub(super) fn same_ends(&self, other: &Self) -> (bool, bool) {
        let same = |one: Option<Date>, two: Option<Date>| one.is_some() && one == two;
        (same(self.start, other.start), same(self.end, other.end))
    }

    /// How many years both last at once.
    pub(super) fn common_years(&self, other: &Self) -> Option<f64> {
        let ((from, until), (other_from, other_until)) = (self.days?, other.days?);
        Some((until.min(other_until) - from.max(other_from)).num_days() as f64 / 365.0)
    }

    /// The year that it began, for words.
    pub(super) fn year(&self) -> Option<i32> {
        self.days.map(|(from, _)| from.year())
    }
}
