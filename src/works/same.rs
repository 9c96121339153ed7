//! Which works of several lists are one.
//!
//! Two are one where DOI, or office and number of the patent, or its application agree; else by title, year and names.
//! Works are compared only where they share a rare word of the title in one year, so that the time grows hardly faster
//! than the number of works. The rules are told in `docs/works.md`.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use super::patent::without_check_digit;
use super::title::{Title, Words, ratio};
use super::union::Union;
use super::{Patent, Work};

/// How many works with one word in one year are compared each with each; of more, only those that share a name too.
const RUN: usize = 50;

/// How many works that share a word, a year and a name are compared with each one.
const NEAR: usize = 200;

/// Works of lists, of which one wants to know which are the same. It keeps of each only what that needs.
#[derive(Default)]
pub struct Same {
    works: Vec<Trace>,
    words: Words,
}

/// The works that are one, by their numbers in the order in which they were added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Groups {
    /// For each work the first one that is the same.
    pub works: Vec<u32>,
    /// For each work the first one of the same family of patents; for what is no patent, the first one that is the same.
    pub families: Vec<u32>,
}

/// What is kept of a work.
struct Trace {
    titles: Box<[Title]>,
    /// Hashes of the words in its authors' names, sorted; initials are none.
    names: Box<[u64]>,
    year: Option<u16>,
    doi: Option<u64>,
    venue: Venue,
    /// A hash of the list that it stands in.
    list: u64,
    patent: Option<PatentTrace>,
}

struct PatentTrace {
    /// A hash of office and number.
    number: Option<u64>,
    /// A hash of the number of its application; the two count each for itself.
    application: Option<u64>,
    /// A hash of the office and the day of filing.
    filed: Option<u64>,
    family: Option<u64>,
    /// A hash of the day of priority.
    priority: Option<u64>,
}

/// The kind of a venue by its words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Venue {
    Journal,
    Conference,
    Unclear,
}

impl Same {
    /// Adds a work.
    pub fn add(&mut self, work: &Work) {
        let titles = work.titles.iter().map(|title| self.words.title(title)).collect();
        let number = |patent: &Patent| patent.key().map(hash);
        self.works.push(Trace {
            titles,
            names: names(work),
            year: work.date.map(|date| date.year()),
            doi: work.doi.as_deref().map(hash),
            venue: Venue::of(work.venue.as_deref().unwrap_or_default()),
            list: hash(&work.place.file),
            patent: work.patent.as_ref().map(|patent| PatentTrace {
                number: number(patent),
                application: patent.application.as_deref().map(application),
                filed: patent.filing.map(|date| hash((&patent.office, date))).filter(|_| !patent.office.is_empty()),
                family: patent.family.as_deref().map(application),
                priority: patent.priority.filter(|date| date.day().is_some()).map(hash),
            }),
        });
    }

    /// Says which works are one.
    #[must_use]
    pub fn groups(self) -> Groups {
        let mut works = Union::new(self.works.iter().map(|work| (work.year, work.doi)).collect());
        let patents = || self.works.iter().map(|work| work.patent.as_ref());
        works.join_equal(self.works.iter().map(|work| [work.doi]));
        works.join_equal(patents().map(|patent| [patent.and_then(|patent| patent.number)]));
        works.join_equal(patents().map(|patent| [patent.and_then(|patent| patent.application)]));
        let blocks = self.blocks();
        let unclear = self.unclear(&blocks);
        self.compare(blocks, &mut works, |one, two| !unclear[one] && !unclear[two] && self.are_same(one, two));

        let mut families = works.clone().without_known();
        families.join_equal(patents().map(|patent| patent.map_or([None; 2], PatentTrace::family_keys)));
        let dated =
            self.works.iter().enumerate().filter_map(|(at, work)| Some((work.patent.as_ref()?.priority?, 0, at)));
        self.compare(dated.collect(), &mut families, |one, two| self.are_family(one, two));
        Groups { works: works.firsts(), families: families.firsts() }
    }

    /// Rare words of titles with the year and the work. Where works have no year, they and those that share a word with
    /// them stand in the year 0 too.
    fn blocks(&self) -> Vec<(u64, u16, usize)> {
        let words =
            |work: &Trace| work.titles.iter().flat_map(|title| self.words.signature(title)).collect::<Vec<u32>>();
        let undated = self.works.iter().filter(|work| work.year.is_none());
        let undated: FxHashSet<u32> = undated.flat_map(words).collect();
        let mut blocks = Vec::new();
        for (at, work) in self.works.iter().enumerate() {
            for word in words(work) {
                let zero = undated.contains(&word).then_some(0);
                blocks.extend(work.year.into_iter().chain(zero).map(|year| (u64::from(word), year, at)));
            }
        }
        blocks
    }

    /// Which works have a title that says little and that another one of their list has in the same year, such as the
    /// editor's notes of each issue: no title tells these apart.
    fn unclear(&self, blocks: &[(u64, u16, usize)]) -> Vec<bool> {
        let mut unclear = vec![false; self.works.len()];
        let mut seen: FxHashMap<(u64, u16, &[u32]), usize> = FxHashMap::default();
        for (_, year, at) in blocks {
            let work = &self.works[*at];
            for title in work.titles.iter().filter(|title| !title.is_long()) {
                let first = *seen.entry((work.list, *year, title.key())).or_insert(*at);
                if first != *at {
                    (unclear[first], unclear[*at]) = (true, true);
                }
            }
        }
        unclear
    }

    /// Joins the works that share a block and pass the test.
    fn compare(&self, mut blocks: Vec<(u64, u16, usize)>, union: &mut Union, test: impl Fn(usize, usize) -> bool) {
        blocks.sort_unstable();
        let mut test = |one: usize, two: usize| {
            let firsts = (union.first(one), union.first(two));
            if firsts.0 != firsts.1 && union.agree(firsts.0, firsts.1) && test(one, two) {
                union.join(one, two);
            }
        };
        for block in blocks.chunk_by(|one, two| (one.0, one.1) == (two.0, two.1)) {
            if block.len() <= RUN {
                pairs(block, block.len(), |one, two| test(one.2, two.2));
                continue;
            }
            let mut named: Vec<(u64, usize)> =
                block.iter().flat_map(|(_, _, at)| self.works[*at].names.iter().map(|name| (*name, *at))).collect();
            named.sort_unstable();
            for near in named.chunk_by(|one, two| one.0 == two.0) {
                pairs(near, NEAR, |one, two| test(one.1, two.1));
            }
        }
    }

    /// Whether two works with a word of the title and a year in common are one.
    fn are_same(&self, one: usize, two: usize) -> bool {
        let (one, two) = (&self.works[one], &self.works[two]);
        match (&one.patent, &two.patent) {
            (None, None) => !one.venue.excludes(two.venue) && self.are_titled_same(one, two),
            (Some(first), Some(second)) => {
                first.filed.is_some() && first.filed == second.filed && self.are_titled_same(one, two)
            }
            _ => false,
        }
    }

    /// Titles and names together: the fewer words the titles share, the more the names must tell.
    fn are_titled_same(&self, one: &Trace, two: &Trace) -> bool {
        let names = overlap(&one.names, &two.names);
        if names.is_some_and(|names| names < 0.5) {
            return false;
        }
        one.titles.iter().any(|first| {
            two.titles.iter().any(|second| {
                let Some(likeness) = self.words.likeness(first, second) else { return false };
                let is_telling = self.words.is_telling(first) && self.words.is_telling(second);
                match names {
                    None => likeness.common >= 0.99 && first.is_long() && second.is_long() && one.year == two.year,
                    Some(names) if names >= 0.7 => likeness.common >= 0.8 || is_telling && likeness.is_cut,
                    Some(_) => is_telling && likeness.common >= 0.85,
                }
            })
        })
    }

    /// Whether two patents with one day of priority are of one family: inventors in common, and titles alike unless
    /// they are in different languages.
    fn are_family(&self, one: usize, two: usize) -> bool {
        let (one, two) = (&self.works[one], &self.works[two]);
        if overlap(&one.names, &two.names).is_none_or(|names| names < 0.5) {
            return false;
        }
        let pairs = one.titles.iter().flat_map(|first| two.titles.iter().map(move |second| (first, second)));
        let common =
            pairs.filter_map(|(first, second)| self.words.likeness(first, second)).map(|likeness| likeness.common);
        let most = common.fold(0.0, f64::max);
        most >= 0.5 || most == 0.0
    }
}

impl PatentTrace {
    /// What all members of its family have: the first application, which may be its own.
    fn family_keys(&self) -> [Option<u64>; 2] {
        [self.family, self.application]
    }
}

impl Venue {
    fn of(name: &str) -> Self {
        const JOURNALS: [&str; 6] = ["journal", "trans.", "transactions", " j.", "letters", "学报"];
        const CONFERENCES: [&str; 6] = ["conference", "proc", "symposium", "workshop", "congress", "会议"];
        let name = format!(" {}", name.to_lowercase());
        let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
        match (has(&JOURNALS), has(&CONFERENCES)) {
            (true, false) => Self::Journal,
            (false, true) => Self::Conference,
            _ => Self::Unclear,
        }
    }

    /// Whether what appeared here cannot have appeared there: a journal is no conference.
    fn excludes(self, other: Self) -> bool {
        self != other && self != Self::Unclear && other != Self::Unclear
    }
}

/// Hands each pair of items that are not further apart to a function.
fn pairs<T>(items: &[T], reach: usize, mut take: impl FnMut(&T, &T)) {
    for (at, one) in items.iter().enumerate() {
        items[at + 1..].iter().take(reach).for_each(|two| take(one, two));
    }
}

/// How many of the words in names the shorter list has in common with the other (overlap coefficient); nothing where
/// one names nobody. So initials, missing authors and their order make no difference.
fn overlap(one: &[u64], two: &[u64]) -> Option<f64> {
    let (few, many) = if one.len() < two.len() { (one, two) } else { (two, one) };
    let common = few.iter().filter(|name| many.binary_search(name).is_ok()).count();
    (!few.is_empty()).then(|| ratio(common, few.len()))
}

/// The words in the names of the authors, in ASCII; initials say too little.
fn names(work: &Work) -> Box<[u64]> {
    let mut names: Vec<u64> = Vec::new();
    for author in &work.authors {
        let plain = deunicode::deunicode(&author.name).to_lowercase().replace('\'', "");
        let words = plain.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 1);
        names.extend(words.map(hash));
    }
    names.sort_unstable();
    names.dedup();
    names.into_boxed_slice()
}

/// A hash of the number of an application without what only parts it, its check digit, and the year that some put
/// before the numbers of the US office.
fn application(number: &str) -> u64 {
    let (number, _) = without_check_digit(number);
    let compact = number.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase();
    let dated = compact.strip_prefix("US20").filter(|rest| rest.len() == 10).map(|rest| &rest[2..]);
    hash(dated.map_or_else(|| compact.clone(), |rest| format!("US{rest}")))
}

fn hash(value: impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}
