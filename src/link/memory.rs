//! What was decided before: `links.yaml`, whose comments and order stay as somebody wrote them.

use std::path::Path;

use rustc_hash::{FxHashMap, FxHashSet};

use super::people::Person;
use super::{Candidate, Likely, Outcome, State};
use crate::collection::read_links;
use crate::date::Date;
use crate::decode::{Key, Object};
use crate::error::Error;
use crate::iri::bare_doi;
use crate::links::{Decision, LINKS_FILE, Link};
use crate::record::{Patent, Publication};
use crate::report::Report;
use crate::text::{Text, folded};
use crate::works::{self, Author, Work};

/// The links of a collection with the text of their file.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    text: String,
    /// The links, each with its work.
    links: Vec<(Link, Work)>,
    /// The numbers of the links of each person.
    by_person: FxHashMap<Key, Vec<usize>>,
}

/// What a file begins with that is new.
const HEAD: &str =
    "# What was decided about works of lists: `accepted` by the program, `confirmed` or `refused` by you.
# Change a decision here or with `vitagraph link --review`; yours always win. See docs/linking.md.
";

impl Memory {
    /// Reads the links of the collection in this folder; there may be none.
    ///
    /// # Errors
    /// Where the file is there and cannot be read: then it must not be written either.
    pub fn load(root: &Path, report: &mut Report) -> Result<Self, Error> {
        let path = root.join(LINKS_FILE);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(Error::io(&path, error)),
        };
        Ok(Self::of_text(text, report))
    }

    fn of_text(text: String, report: &mut Report) -> Self {
        let mut memory = Self { text, ..Self::default() };
        for link in read_links(&memory.text, report) {
            if let Some(person) = &link.person {
                memory.by_person.entry(person.clone()).or_default().push(memory.links.len());
            }
            let work = work(&link);
            memory.links.push((link, work));
        }
        memory
    }

    /// Whether anything can be read of the file, so that more can be added to it.
    #[must_use]
    pub fn is_readable(&self) -> bool {
        let says_something = |line: &str| !matches!(line.trim(), "" | "---") && !line.starts_with('#');
        !self.links.is_empty() || !self.text.lines().any(says_something)
    }

    /// The text of the file.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What somebody decided about a work and a person.
    #[must_use]
    pub fn decided(&self, work: &Work, person: &Key) -> Option<bool> {
        match self.find(work, person)?.decided()? {
            Decision::Confirmed => Some(true),
            Decision::Refused => Some(false),
            Decision::Accepted => None,
        }
    }

    /// Adds the confirmed works that no candidate is to what is known of their people.
    pub fn teach(&self, people: &mut [Person], candidates: &[Candidate]) {
        let listed = Listed::new(candidates);
        for (link, work) in self.links.iter().filter(|(link, _)| link.decided() == Some(Decision::Confirmed)) {
            let person = people.iter_mut().find(|person| Some(&person.key) == link.person.as_ref());
            if let Some(person) = person.filter(|_| listed.same(work).next().is_none()) {
                person.works.push(work.clone());
            }
        }
    }

    /// Keeps what somebody decided.
    pub fn keep(&mut self, work: &Work, likely: &Likely, decision: Decision, today: Date) {
        match self.find(work, &likely.person).map(|link| link.common().at) {
            Some(at) => self.change(at, decision, today),
            None => self.add(&entry(work, likely, decision, today)),
        }
    }

    /// Keeps the links that the program accepts, and forgets those that it accepted before and does no longer. What is in
    /// no list at hand stays; what somebody decided is not touched.
    pub fn accept(&mut self, outcomes: &[Outcome], candidates: &[Candidate], today: Date) {
        let accepted: Vec<&Outcome> = outcomes.iter().filter(|outcome| outcome.state == State::Accepted).collect();
        self.forget(&accepted, candidates);
        let mut added: FxHashMap<&Key, Vec<&Work>> = FxHashMap::default();
        let mut entries = String::new();
        for outcome in accepted {
            let (work, likely) = (&candidates[outcome.work].work, &outcome.people[0]);
            let of_person = added.entry(&likely.person).or_default();
            if self.find(work, &likely.person).is_none() && !of_person.iter().any(|other| is_same(other, work)) {
                entries.push_str(&entry(work, likely, Decision::Accepted, today));
                of_person.push(work);
            }
        }
        if !entries.is_empty() {
            self.add(&entries);
        }
    }

    fn forget(&mut self, accepted: &[&Outcome], candidates: &[Candidate]) {
        let listed = Listed::new(candidates);
        let holds: FxHashSet<(usize, &Key)> =
            accepted.iter().map(|outcome| (outcome.work, &outcome.people[0].person)).collect();
        let keeps = |link: &Link, work: &Work| {
            let (mut same, person) = (listed.same(work).peekable(), link.person.as_ref());
            same.peek().is_none() || same.any(|number| person.is_some_and(|person| holds.contains(&(number, person))))
        };
        let accepted = self.links.iter().filter(|(link, _)| link.decided() == Some(Decision::Accepted));
        let gone = accepted.filter(|(link, work)| !keeps(link, work)).map(|(link, _)| link.common().at);
        self.remove(gone.collect());
    }

    /// Forgets all links of a person, whoever decided. Returns how many there were.
    pub fn forget_person(&mut self, person: &Key) -> usize {
        let numbers = self.by_person.get(person).map_or(&[][..], Vec::as_slice);
        let gone: Vec<usize> = numbers.iter().map(|number| self.links[*number].0.common().at).collect();
        let count = gone.len();
        self.remove(gone);
        count
    }

    /// Removes the entries that begin at these bytes, in the order of the file; comments before others stay.
    fn remove(&mut self, entries: Vec<usize>) {
        for at in entries.into_iter().rev() {
            let span = self.span(at);
            self.text.replace_range(span, "");
        }
        self.read_again();
    }

    /// The link between a work and a person.
    fn find(&self, wanted: &Work, person: &Key) -> Option<&Link> {
        let mut links = self.by_person.get(person)?.iter().map(|number| &self.links[*number]);
        links.find(|(_, work)| is_same(work, wanted)).map(|(link, _)| link)
    }

    fn add(&mut self, entry: &str) {
        if self.text.trim().is_empty() {
            HEAD.clone_into(&mut self.text);
        }
        if !self.text.ends_with('\n') {
            self.text.push('\n');
        }
        self.text.push_str(entry);
        self.read_again();
    }

    /// Changes the decision of the entry that begins at this byte, and its date; comments beside them stay.
    fn change(&mut self, at: usize, decision: Decision, today: Date) {
        let span = self.span(at);
        let line = |line: &str| {
            let changed = [("decision:", decision.name().to_owned()), ("date:", today.to_string())];
            let found = changed.iter().find(|(field, _)| {
                let indented = line.trim_start_matches([' ', '-']);
                line.len() - indented.len() <= 2 && indented.starts_with(field)
            });
            found.map_or_else(|| line.to_owned(), |(field, value)| with_value(line, field, value))
        };
        let entry: String = self.text[span.clone()].split_inclusive('\n').map(line).collect();
        self.text.replace_range(span, &entry);
        self.read_again();
    }

    /// The lines of the entry that begins at this byte, without comments that stand before the next one.
    fn span(&self, at: usize) -> std::ops::Range<usize> {
        let line_start = |at: usize| self.text[..at].rfind('\n').map_or(0, |end| end + 1);
        let next = self.links.iter().map(|(link, _)| link.common().at).filter(|other| *other > at).min();
        let (start, end) = (line_start(at), next.map_or(self.text.len(), line_start));
        let is_own = |line: &&str| !line.trim_start().starts_with('#') && !line.trim().is_empty();
        let lines: Vec<&str> = self.text[start..end].split_inclusive('\n').collect();
        let count = lines.iter().rposition(is_own).map_or(lines.len(), |last| last + 1);
        start..start + lines[..count].iter().map(|line| line.len()).sum::<usize>()
    }

    fn read_again(&mut self) {
        *self = Self::of_text(std::mem::take(&mut self.text), &mut Report::default());
    }
}

/// Candidates by the keys of their works.
struct Listed<'c> {
    candidates: &'c [Candidate],
    by_key: FxHashMap<String, Vec<usize>>,
}

impl<'c> Listed<'c> {
    fn new(candidates: &'c [Candidate]) -> Self {
        let mut by_key: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (number, candidate) in candidates.iter().enumerate() {
            keys(&candidate.work).for_each(|key| by_key.entry(key).or_default().push(number));
        }
        Self { candidates, by_key }
    }

    /// The numbers of the candidates that are this work.
    fn same<'l>(&'l self, work: &'l Work) -> impl Iterator<Item = usize> + 'l {
        let found = keys(work).filter_map(|key| self.by_key.get(&key)).flatten().copied();
        found.filter(|number| is_same(&self.candidates[*number].work, work))
    }
}

/// A line with another value of its field.
fn with_value(line: &str, field: &str, value: &str) -> String {
    let (head, rest) = line.split_once(field).unwrap_or((line, ""));
    let comment = rest.find(" #").map_or("", |at| rest[at..].trim_end());
    format!("{head}{field} {value}{comment}\n")
}

/// A new entry of the file. Texts are quoted as in JSON, which YAML reads.
fn entry(work: &Work, likely: &Likely, decision: Decision, today: Date) -> String {
    let mut lines = vec![
        format!("- person: {}", likely.person.as_str()),
        format!("  decision: {}", decision.name()),
        format!("  date: {today}"),
        format!("  confidence: {:.3}", likely.confidence),
        format!("  work: {}", quoted(&work.id)),
        if work.patent.is_some() { "  patent:" } else { "  publication:" }.to_owned(),
    ];
    let own = work.patent.as_ref().map_or_else(|| publication_fields(work), |patent| patent_fields(work, patent));
    let title = ("name", work.titles.first().map(|title| quoted(title)));
    let fields = [title].into_iter().chain(own).chain([("url", work.url.as_deref().map(quoted))]);
    lines.extend(fields.filter_map(|(name, value)| Some(format!("    {name}: {}", value?))));
    lines.push("  reasons:".to_owned());
    lines.extend(likely.reasons.iter().map(|reason| format!("    - {}", quoted(&reason.to_string()))));
    lines.join("\n") + "\n"
}

/// The fields of an entry, with their values as they are written.
type Fields = Vec<(&'static str, Option<String>)>;

fn publication_fields(work: &Work) -> Fields {
    vec![
        ("authors", list(work.authors.iter().map(|author| &author.name))),
        ("venue", work.venue.as_deref().map(quoted)),
        ("publisher", work.publisher.as_deref().map(quoted)),
        ("releaseDate", work.date.map(|date| quoted(&date.to_string()))),
        ("type", work.kind.as_deref().map(quoted)),
        ("doi", work.doi.as_deref().map(quoted)),
        ("keywords", list(work.subjects.iter())),
    ]
}

fn patent_fields(work: &Work, patent: &works::Patent) -> Fields {
    let number = format!("{}{}{}", patent.office, patent.number, patent.kind_code.as_deref().unwrap_or_default());
    let stated = |text: &str| Some(quoted(text)).filter(|_| !text.is_empty());
    let date = |date: Option<Date>| date.map(|date| quoted(&date.to_string()));
    vec![
        ("inventors", list(work.authors.iter().map(|author| &author.name))),
        ("number", stated(&number)),
        ("office", stated(&patent.office)),
        ("assignee", patent.assignees.first().map(|name| quoted(name))),
        ("filingDate", date(patent.filing)),
        ("grantDate", date(patent.grant)),
        ("family", patent.family.as_deref().map(quoted)),
        ("status", patent.grant.map(|_| "granted".to_owned())),
    ]
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A list of texts, unless it is empty.
fn list<'t>(texts: impl Iterator<Item = &'t String>) -> Option<String> {
    let texts: Vec<String> = texts.map(|text| quoted(text)).collect();
    (!texts.is_empty()).then(|| format!("[{}]", texts.join(", ")))
}

/// The work of a link, as far as its links tell.
fn work(link: &Link) -> Work {
    let known = link.publication.as_ref().map(publication).or_else(|| link.patent.as_ref().map(patent));
    Work { id: link.work.clone().unwrap_or_default(), ..known.unwrap_or_default() }
}

fn wordings(text: Option<&Text>) -> Vec<String> {
    text.into_iter().flat_map(Text::wordings).map(str::to_owned).collect()
}

fn authors(names: &[Text]) -> Vec<Author> {
    let author = |name: &Text| Author { name: name.pick([]).to_owned(), ..Author::default() };
    names.iter().map(author).collect()
}

fn publication(publication: &Publication) -> Work {
    Work {
        titles: wordings(publication.name.as_ref()),
        authors: authors(&publication.authors),
        date: publication.release_date,
        venue: wordings(publication.venue.as_ref()).into_iter().next(),
        subjects: publication.keywords.iter().flat_map(|word| wordings(Some(word))).collect(),
        doi: publication.doi.as_deref().map(bare_doi),
        ..Work::default()
    }
}

fn patent(patent: &Patent) -> Work {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let of_patent = works::Patent {
        assignees: wordings(patent.assignee.as_ref()),
        ..works::Patent::named(&text(&patent.number), &text(&patent.office))
    };
    Work {
        titles: wordings(patent.name.as_ref()),
        authors: authors(&patent.inventors),
        date: patent.grant_date.or(patent.filing_date),
        patent: Some(of_patent),
        ..Work::default()
    }
}

/// By which a work is found again among many; two that are one share a key.
pub(super) fn keys(work: &Work) -> impl Iterator<Item = String> {
    let number = number(work).map(|number| format!("no {number}"));
    let titles = work.titles.iter().map(|title| folded(title));
    work.doi.iter().map(|doi| format!("doi {doi}")).chain(number).chain(titles)
}

/// Whether two are one work: by DOI or number where both have one, else by title and year.
pub(super) fn is_same(one: &Work, two: &Work) -> bool {
    match (&one.doi, &two.doi, number(one), number(two)) {
        (Some(one), Some(two), ..) => one == two,
        (_, _, Some(one), Some(two)) => one == two,
        _ => is_titled_alike(one, two),
    }
}

/// The number of a patent as numbers compare.
fn number(work: &Work) -> Option<String> {
    work.patent.as_ref().and_then(works::Patent::key)
}

fn is_titled_alike(one: &Work, two: &Work) -> bool {
    /// So many letters say enough: `Introduction` and `Editorial` have fewer.
    const TELLING: usize = 13;
    let year = |work: &Work| work.date.map(|date| date.year());
    let title = |work: &Work| work.titles.iter().map(|title| folded(title)).collect::<Vec<_>>();
    let (titles, others) = (title(one), title(two));
    let shared = titles.iter().filter(|title| others.contains(title)).map(|title| title.chars().count()).max();
    let of_one_list = !one.id.is_empty() && one.id == two.id;
    year(one) == year(two) && shared.is_some_and(|letters| of_one_list || letters >= TELLING)
}
