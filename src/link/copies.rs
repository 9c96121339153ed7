//! The same work once, though several lists and records tell of it.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::candidates::{Candidate, Index};
use super::decide::order;
use super::people::Person;
use crate::names::NameKeys;
use crate::text::is_han;
use crate::works::{Author, Patent, Same, Work};

/// Makes one candidate of those that are one work (see `docs/works.md`), with all that its copies tell, and says whose
/// records have it. A candidate takes the place of its first copy; the order of lists makes no difference otherwise.
#[must_use]
pub fn unite(candidates: Vec<Candidate>, people: &[Person], index: &Index) -> Vec<Candidate> {
    let order = order(&candidates);
    let mut same = Same::default();
    order.iter().for_each(|number| same.add(&candidates[*number].work));
    let known = || (0..).zip(people).flat_map(|(person, known)| known.works.iter().map(move |work| (person, work)));
    known().for_each(|(_, work)| same.add(work));
    let groups = same.groups().works;
    let (of_candidates, of_people) = groups.split_at(order.len());
    let mut listed: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    of_people.iter().zip(known()).for_each(|(group, (person, _))| listed.entry(*group).or_default().push(person));
    let mut copies: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    order.iter().zip(of_candidates).for_each(|(number, group)| copies.entry(*group).or_default().push(*number));
    let mut rest: Vec<Option<Candidate>> = candidates.into_iter().map(Some).collect();
    let mut united: Vec<(usize, Candidate)> = Vec::with_capacity(copies.len());
    for (group, numbers) in copies {
        let first = numbers.iter().copied().min().unwrap_or_default();
        let found = numbers.into_iter().filter_map(|number| rest[number].take()).collect();
        let whole = Candidate { listed: listed.remove(&group).unwrap_or_default(), ..merged(found, index) };
        united.push((first, whole));
    }
    united.sort_by_key(|(first, _)| *first);
    united.into_iter().map(|(_, candidate)| candidate).collect()
}

/// One candidate of several: the one that tells most, with what the others add.
fn merged(mut copies: Vec<Candidate>, index: &Index) -> Candidate {
    copies.sort_by_key(|candidate| Reverse(telling(&candidate.work)));
    let mut copies = copies.into_iter();
    let first = copies.next().unwrap_or_default();
    if copies.len() == 0 {
        return first;
    }
    let (mut work, mut ids) = (first.work, Vec::new());
    for copy in copies {
        fill(&mut work, &copy.work);
        ids.push(copy.work.id);
    }
    ids.sort();
    ids.dedup();
    ids.retain(|id| *id != work.id);
    Candidate { mentions: index.mentions(&work), work, copies: ids, listed: Vec::new() }
}

/// How much a copy tells: a grant is worth more than an application, a DOI more than none, names in full more than initials.
fn telling(work: &Work) -> (bool, bool, usize, usize) {
    let grant = work.patent.as_ref().is_some_and(|patent| patent.grant.is_some());
    let letters = work.authors.iter().map(|author| author.name.len()).sum();
    (grant, work.doi.is_some(), work.authors.len(), letters)
}

/// Adds to a work what a copy of it tells beyond.
fn fill(work: &mut Work, copy: &Work) {
    let is_hanzi = |title: &str| title.chars().any(is_han);
    let news: Vec<String> = copy
        .titles
        .iter()
        .filter(|title| work.titles.iter().all(|known| is_hanzi(known) != is_hanzi(title)))
        .cloned()
        .collect();
    work.titles.extend(news);
    let subjects: Vec<String> =
        copy.subjects.iter().filter(|subject| !work.subjects.contains(subject)).cloned().collect();
    work.subjects.extend(subjects);
    take(&mut work.doi, copy.doi.as_ref());
    take(&mut work.url, copy.url.as_ref());
    take(&mut work.venue, copy.venue.as_ref());
    take(&mut work.publisher, copy.publisher.as_ref());
    take(&mut work.kind, copy.kind.as_ref());
    take(&mut work.date, copy.date.as_ref());
    match (&mut work.patent, &copy.patent) {
        (Some(patent), Some(copy)) => fill_patent(patent, copy),
        (patent, copy) => take(patent, copy.as_ref()),
    }
    if work.authors.is_empty() {
        work.authors.clone_from(&copy.authors);
    }
    work.authors.iter_mut().for_each(|author| fill_author(author, &copy.authors));
}

fn fill_patent(patent: &mut Patent, copy: &Patent) {
    take(&mut patent.kind_code, copy.kind_code.as_ref());
    take(&mut patent.priority, copy.priority.as_ref());
    take(&mut patent.filing, copy.filing.as_ref());
    take(&mut patent.grant, copy.grant.as_ref());
    take(&mut patent.family, copy.family.as_ref());
    take(&mut patent.application, copy.application.as_ref());
    if patent.assignees.is_empty() {
        patent.assignees.clone_from(&copy.assignees);
    }
}

/// Adds what the only author of a copy whose name agrees tells; of two writings the one in full stays.
fn fill_author(author: &mut Author, copies: &[Author]) {
    let keys = NameKeys::new(&author.name);
    let mut agreeing = copies.iter().filter(|copy| NameKeys::new(&copy.name).agreement(&keys).is_some());
    let (Some(copy), None) = (agreeing.next(), agreeing.next()) else { return };
    if keys.full.is_empty() && !NameKeys::new(&copy.name).full.is_empty() {
        author.name.clone_from(&copy.name);
        author.family.clone_from(&copy.family);
    }
    take(&mut author.orcid, copy.orcid.as_ref());
    let news: Vec<String> =
        copy.affiliations.iter().filter(|place| !author.affiliations.contains(place)).cloned().collect();
    author.affiliations.extend(news);
}

/// Takes a value where there is none.
fn take<T: Clone>(own: &mut Option<T>, other: Option<&T>) {
    if own.is_none() {
        *own = other.cloned();
    }
}
