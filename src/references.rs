//! Publications and patents as BibTeX and as CSL-JSON, for LaTeX, pandoc, Zotero and other reference managers.
//!
//! A work without stated authors has the person as its author. Fields that these formats have no place for, such as
//! the family of a patent, are left out.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::date::Date;
use crate::decode::Visibility;
use crate::iri::bare_doi;
use crate::iri::{slug, text_slug};
use crate::merge::Profile;
use crate::record::{Basics, Patent, Publication};
use crate::resume::{Seen, View};
use crate::setup::Setup;
use crate::text::{Text, folded, is_han};

/// What an audience may see of the publications and patents of these people, as BibTeX. The types beyond those of
/// classic BibTeX (`@patent`, `@thesis`, `@online`, `@dataset`, `@software`) are those of biblatex.
#[must_use]
pub fn bibtex(profiles: &[Profile<'_>], setup: &Setup, audience: Visibility, languages: &[String]) -> String {
    let entries = keyed(profiles, setup, audience, languages);
    entries.iter().map(|(key, work)| bibtex_entry(key, work)).collect::<Vec<_>>().join("\n")
}

/// What an audience may see of the publications and patents of these people, as a list of CSL-JSON items.
#[must_use]
pub fn csl_json(profiles: &[Profile<'_>], setup: &Setup, audience: Visibility, languages: &[String]) -> Value {
    keyed(profiles, setup, audience, languages).iter().map(|(key, work)| csl_item(key, work)).collect()
}

/// The kinds of works that both formats tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Article,
    Paper,
    Book,
    Chapter,
    Thesis,
    Report,
    Talk,
    Post,
    Dataset,
    Software,
    Patent,
    Other,
}

/// The kinds by the words of records.
const KINDS: [(&str, Kind); 27] = [
    ("article", Kind::Article),
    ("articlejournal", Kind::Article),
    ("journalarticle", Kind::Article),
    ("paper", Kind::Article),
    ("conferencepaper", Kind::Paper),
    ("paperconference", Kind::Paper),
    ("inproceedings", Kind::Paper),
    ("book", Kind::Book),
    ("chapter", Kind::Chapter),
    ("bookchapter", Kind::Chapter),
    ("thesis", Kind::Thesis),
    ("mastersthesis", Kind::Thesis),
    ("masterthesis", Kind::Thesis),
    ("phdthesis", Kind::Thesis),
    ("doctoralthesis", Kind::Thesis),
    ("dissertation", Kind::Thesis),
    ("report", Kind::Report),
    ("techreport", Kind::Report),
    ("technicalreport", Kind::Report),
    ("talk", Kind::Talk),
    ("presentation", Kind::Talk),
    ("speech", Kind::Talk),
    ("blog", Kind::Post),
    ("blogpost", Kind::Post),
    ("dataset", Kind::Dataset),
    ("software", Kind::Software),
    ("sourcecode", Kind::Software),
];

/// Words in the names of conferences, by which an article in one is told from one in a journal.
const CONFERENCES: [&str; 7] = ["conference", "proceedings", "symposium", "workshop", "congress", "会议", "研讨会"];

/// Words that say nothing about a work, left out of keys.
const EMPTY_WORDS: [&str; 14] = [
    "about", "from", "into", "method", "over", "that", "the", "their", "this", "toward", "towards", "using", "with",
    "your",
];

/// A publication or patent as both formats need it.
struct Work {
    kind: Kind,
    slug: String,
    /// English where there is such, for the key: it must not depend on the wanted language.
    key_title: String,
    key_author: String,
    title: String,
    language: Option<String>,
    people: Vec<String>,
    date: Option<Date>,
    filed: Option<Date>,
    venue: Option<String>,
    publisher: Option<String>,
    doi: Option<String>,
    url: Option<String>,
    summary: Option<String>,
    keywords: Vec<String>,
    number: Option<String>,
    office: Option<String>,
    status: Option<String>,
}

/// All works under their keys, the newest first. A work of several people stands once.
fn keyed(profiles: &[Profile<'_>], setup: &Setup, audience: Visibility, languages: &[String]) -> Vec<(String, Work)> {
    let mut works: BTreeMap<String, Work> = BTreeMap::new();
    for profile in profiles {
        let seen = Seen::new(profile, setup, audience, languages);
        for work in visible_works(&seen) {
            works.entry(work.slug.clone()).or_insert(work);
        }
    }
    let mut works: Vec<Work> = works.into_values().collect();
    works.sort_by_key(|work| std::cmp::Reverse(work.date.or(work.filed).map(Date::first_day)));
    let keys = keys(&works);
    keys.into_iter().zip(works).collect()
}

fn visible_works(seen: &Seen<'_>) -> Vec<Work> {
    if !seen.person() {
        return Vec::new();
    }
    let profile = seen.profile;
    let own = seen.single(&profile.basics);
    let own = (seen.wordings(&own, Basics::name()), seen.text(&own, Basics::name()));
    let publications = profile.publications.iter().filter(|item| seen.sees(item.level()));
    let patents = profile.patents.iter().filter(|item| seen.sees(item.level()));
    let publications = publications.filter_map(|item| publication(seen, &seen.single(item)));
    let works = publications.chain(patents.filter_map(|item| patent(seen, &seen.single(item))));
    works.map(|work| work.with_author(&own.0, own.1.as_deref())).collect()
}

impl Work {
    /// A work with a title, which the audience may see.
    fn titled(seen: &Seen<'_>, kind: Kind, slug: &str, title: &Text) -> Option<Self> {
        let shown = seen.wording(title)?;
        let language = title.iter().find(|(_, wording)| *wording == shown).map(|(tag, _)| tag.to_owned());
        Some(Self {
            kind,
            slug: slug.to_owned(),
            key_title: text_slug(title),
            key_author: String::new(),
            title: shown,
            language: language.filter(|tag| !tag.is_empty()),
            people: Vec::new(),
            date: None,
            filed: None,
            venue: None,
            publisher: None,
            doi: None,
            url: None,
            summary: None,
            keywords: Vec::new(),
            number: None,
            office: None,
            status: None,
        })
    }

    /// The work with the person as its author where it names none.
    fn with_author(mut self, name: &Text, shown: Option<&str>) -> Self {
        if self.people.is_empty() {
            self.key_author = if name.is_empty() { String::new() } else { text_slug(name) };
            self.people.extend(shown.map(str::to_owned));
        }
        self
    }
}

fn publication(seen: &Seen<'_>, view: &View<'_, '_, Publication>) -> Option<Work> {
    let venue = seen.text(view, Publication::venue());
    let word = seen.one(view, Publication::kind()).unwrap_or_default();
    let kind = publication_kind(&word, venue.as_deref().unwrap_or_default());
    let title = seen.wordings(view, Publication::name());
    Some(Work {
        key_author: first_slug(seen.list(view, Publication::authors()).first().copied()),
        people: seen.first_list(view, Publication::authors()),
        date: seen.one(view, Publication::release_date()),
        publisher: seen.named(view, Publication::publisher()),
        doi: seen.one(view, Publication::doi()).map(|doi| bare_doi(&doi)),
        url: seen.link(view, Publication::url()),
        summary: seen.text(view, Publication::summary()),
        keywords: seen.texts(view, Publication::keywords()),
        venue,
        ..Work::titled(seen, kind, &view.whole.slug, &title)?
    })
}

fn patent(seen: &Seen<'_>, view: &View<'_, '_, Patent>) -> Option<Work> {
    let title = seen.wordings(view, Patent::name());
    Some(Work {
        key_author: first_slug(seen.list(view, Patent::inventors()).first().copied()),
        people: seen.first_list(view, Patent::inventors()),
        date: seen.one(view, Patent::grant_date()),
        filed: seen.one(view, Patent::filing_date()),
        publisher: seen.named(view, Patent::assignee()),
        url: seen.link(view, Patent::url()),
        summary: seen.text(view, Patent::summary()),
        number: seen.one(view, Patent::number()),
        office: seen.one(view, Patent::office()),
        status: seen.one(view, Patent::status()),
        ..Work::titled(seen, Kind::Patent, &view.whole.slug, &title)?
    })
}

fn first_slug(name: Option<&Text>) -> String {
    name.map(text_slug).unwrap_or_default()
}

fn publication_kind(word: &str, venue: &str) -> Kind {
    let word = folded(word);
    let known = KINDS.iter().find(|(name, _)| *name == word).map(|(_, kind)| *kind);
    let kind = known.unwrap_or(if word.is_empty() { Kind::Article } else { Kind::Other });
    let venue = venue.to_lowercase();
    let at_conference = CONFERENCES.iter().any(|word| venue.contains(word));
    if kind == Kind::Article && at_conference { Kind::Paper } else { kind }
}

/// A key for each work: author, year and a word of the title (the number, for a patent). Where two would be equal,
/// they get the whole title, else what the work's IRI ends in. Keys do not depend on the order of works.
fn keys(works: &[Work]) -> Vec<String> {
    let forms: Vec<[String; 3]> = works.iter().map(key_forms).collect();
    let unique = |at: usize, form: &usize| {
        forms.iter().enumerate().all(|(other, keys)| other == at || keys[*form] != forms[at][*form])
    };
    (0..works.len()).map(|at| forms[at][(0..3).find(|form| unique(at, form)).unwrap_or(2)].clone()).collect()
}

fn key_forms(work: &Work) -> [String; 3] {
    let year = work.date.or(work.filed).map(|date| date.year().to_string()).unwrap_or_default();
    let number = work.number.as_deref().map(slug);
    let words = || work.key_title.split('-');
    let telling = words().find(|word| word.len() > 3 && !EMPTY_WORDS.contains(word)).or_else(|| words().next());
    let joined = |last: &str| {
        let parts = [work.key_author.as_str(), &year, last];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
    };
    let short = number.as_deref().or(telling).unwrap_or_default();
    [joined(short), joined(&work.key_title), work.slug.clone()]
}

fn bibtex_entry(key: &str, work: &Work) -> String {
    let fields = bibtex_fields(work);
    let lines: String = fields.iter().map(|(name, value)| format!("  {name} = {value},\n")).collect();
    format!("@{}{{{key},\n{lines}}}\n", bibtex_type(work.kind))
}

fn bibtex_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Article => "article",
        Kind::Paper => "inproceedings",
        Kind::Book => "book",
        Kind::Chapter => "incollection",
        Kind::Thesis => "thesis",
        Kind::Report => "techreport",
        Kind::Post => "online",
        Kind::Dataset => "dataset",
        Kind::Software => "software",
        Kind::Patent => "patent",
        Kind::Talk | Kind::Other => "misc",
    }
}

/// The fields of an entry with their values, braces and all.
fn bibtex_fields(work: &Work) -> Vec<(&'static str, String)> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let people: Vec<String> = work.people.iter().map(|name| bibtex_name(name)).collect();
    let date = work.date.or(work.filed);
    let plain = |text: &Option<String>| text.as_deref().map(|text| braced(&escaped(text)));
    let verbatim = |text: &Option<String>| text.as_deref().map(|text| braced(&percent_encoded(text)));
    let fields = [
        ("author", (!people.is_empty()).then(|| braced(&people.join(" and ")))),
        ("title", Some(braced(&cased(&work.title)))),
        (venue_field(work.kind), work.venue.as_deref().map(|venue| braced(&cased(venue)))),
        (publisher_field(work.kind), plain(&work.publisher)),
        ("year", date.map(|date| braced(&format!("{:04}", date.year())))),
        ("month", date.and_then(Date::month).map(|month| MONTHS[usize::from(month) - 1].to_owned())),
        ("day", date.and_then(Date::day).map(|day| braced(&day.to_string()))),
        ("number", plain(&work.number)),
        ("location", plain(&work.office)),
        ("note", plain(&work.status)),
        ("doi", verbatim(&work.doi)),
        ("url", verbatim(&work.url)),
        ("abstract", plain(&work.summary)),
        ("keywords", (!work.keywords.is_empty()).then(|| braced(&escaped(&work.keywords.join(", "))))),
    ];
    fields.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

fn venue_field(kind: Kind) -> &'static str {
    match kind {
        Kind::Article => "journal",
        Kind::Paper | Kind::Chapter => "booktitle",
        Kind::Thesis => "school",
        Kind::Book => "series",
        Kind::Post => "organization",
        _ => "howpublished",
    }
}

fn publisher_field(kind: Kind) -> &'static str {
    match kind {
        Kind::Thesis | Kind::Report => "institution",
        Kind::Patent => "holder",
        _ => "publisher",
    }
}

fn braced(text: &str) -> String {
    format!("{{{text}}}")
}

/// A text with what is special to TeX escaped. Braces become commands, because BibTeX counts even escaped ones.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("{\\textbackslash}"),
            '{' => out.push_str("{\\textbraceleft}"),
            '}' => out.push_str("{\\textbraceright}"),
            '~' => out.push_str("{\\textasciitilde}"),
            '^' => out.push_str("{\\textasciicircum}"),
            '&' | '%' | '$' | '#' | '_' => out.extend(['\\', c]),
            c if c.is_whitespace() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// An escaped title in which styles keep the case of names and acronyms, such as `iOS` and `DNS`.
fn cased(title: &str) -> String {
    let protect = |word: &str| {
        let mixed = word.chars().skip(1).any(char::is_uppercase);
        if mixed { braced(&escaped(word)) } else { escaped(word) }
    };
    title.split_whitespace().map(protect).collect::<Vec<_>>().join(" ")
}

/// An address or DOI, whose fields are read as they stand: without the characters that would end them.
fn percent_encoded(text: &str) -> String {
    text.replace('\\', "%5C").replace('{', "%7B").replace('}', "%7D")
}

/// A name that BibTeX reads as one where its parts are not to be told.
fn bibtex_name(name: &str) -> String {
    if is_whole(name) { braced(&escaped(name)) } else { escaped(name) }
}

/// Whether the parts of a name are not to be told: it is Chinese, or has a word that joins several names.
fn is_whole(name: &str) -> bool {
    let joining = |word: &str| ["and", "others"].contains(&word.to_lowercase().as_str());
    name.chars().any(is_han) || name.matches(',').count() > 1 || name.split_whitespace().any(joining)
}

fn csl_item(key: &str, work: &Work) -> Value {
    let people: Vec<Value> = work.people.iter().map(|name| csl_name(name)).collect();
    let mut item = Map::from_iter([("id".to_owned(), key.into()), ("type".to_owned(), csl_type(work.kind).into())]);
    let fields = [
        ("title", Some(work.title.as_str().into())),
        ("author", (!people.is_empty()).then(|| people.into())),
        ("issued", work.date.map(csl_date)),
        ("submitted", work.filed.map(csl_date)),
        (if work.kind == Kind::Talk { "event-title" } else { "container-title" }, text(&work.venue)),
        ("publisher", text(&work.publisher)),
        ("number", text(&work.number)),
        ("authority", text(&work.office)),
        ("status", text(&work.status)),
        ("DOI", text(&work.doi)),
        ("URL", text(&work.url)),
        ("abstract", text(&work.summary)),
        ("keyword", (!work.keywords.is_empty()).then(|| work.keywords.join(", ").into())),
        ("language", text(&work.language)),
    ];
    item.extend(fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
    item.into()
}

fn text(text: &Option<String>) -> Option<Value> {
    text.as_deref().map(Value::from)
}

fn csl_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Article => "article-journal",
        Kind::Paper => "paper-conference",
        Kind::Book => "book",
        Kind::Chapter => "chapter",
        Kind::Thesis => "thesis",
        Kind::Report => "report",
        Kind::Talk => "speech",
        Kind::Post => "post-weblog",
        Kind::Dataset => "dataset",
        Kind::Software => "software",
        Kind::Patent => "patent",
        Kind::Other => "document",
    }
}

fn csl_date(date: Date) -> Value {
    let parts = [Some(u32::from(date.year())), date.month().map(u32::from), date.day().map(u32::from)];
    json!({"date-parts": [parts.into_iter().flatten().collect::<Vec<_>>()]})
}

/// A name with its parts, read as BibTeX reads it: `Given Family` or `Family, Given`; particles in lower case belong
/// to the family name.
fn csl_name(name: &str) -> Value {
    if is_whole(name) {
        return json!({"literal": name});
    }
    if let Some((family, given)) = name.split_once(',') {
        return json!({"family": family.trim(), "given": given.trim()});
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let particle = |word: &&str| word.chars().next().is_some_and(char::is_lowercase);
    let family = words.iter().skip(1).position(particle).map_or(words.len().saturating_sub(1), |at| at + 1);
    match words.len() {
        0 | 1 => json!({"literal": name}),
        _ => json!({"family": words[family..].join(" "), "given": words[..family].join(" ")}),
    }
}
