//! The people of an index, and the texts that they share.

use oxigraph::model::NamedNode;
use rustc_hash::{FxHashMap, FxHashSet};

use super::facts::{Career, Facts, Wording, text};
use super::phrase::{Phrases, sounding};
use super::{Entry, Known, Person};
use crate::store::Store;

/// All people by their names as these sound, the names of each, and the texts by number.
pub(super) fn people(store: &Store, languages: &[String]) -> (Vec<Person>, Vec<Phrases>, Vec<Known>) {
    let facts = Facts::new(store);
    let mut texts =
        Texts { facts: &facts, numbers: FxHashMap::default(), titles: FxHashMap::default(), all: Vec::new() };
    let mut people: Vec<(String, Person)> = Vec::new();
    for iri in store.people() {
        let person = texts.person(iri);
        people.push((sounding(person.entry.name.pick(languages.iter().map(String::as_str))), person));
    }
    // Those of one name stay in the order of their IRIs.
    people.sort_by(|(one, _), (other, _)| one.cmp(other));
    let people: Vec<Person> = people.into_iter().map(|(_, person)| person).collect();
    let names = people.iter().map(|person| Phrases::of_names(facts.all_names(&person.entry.iri)));
    let names = names.collect();
    (people, names, texts.all)
}

/// The texts of an index, as they come to be known.
struct Texts<'f> {
    facts: &'f Facts,
    /// Organizations and skills; none where one has no name.
    numbers: FxHashMap<&'f NamedNode, Option<u32>>,
    titles: FxHashMap<&'f [Wording], u32>,
    all: Vec<Known>,
}

impl<'f> Texts<'f> {
    fn person(&mut self, iri: NamedNode) -> Person {
        let Career { organizations, former, titles, past_titles, skills } = self.facts.career(&iri);
        let organizations = distinct(self.things(organizations));
        let titles = distinct(self.titled(titles));
        let mut past = distinct([self.titled(past_titles), self.things(former)].concat());
        past.retain(|text| !organizations.contains(text) && !titles.contains(text));
        let skills = self.things(skills);
        let shown = |texts: &[u32]| texts.first().map(|text| self.all[*text as usize].name.clone()).unwrap_or_default();
        let (title, organization) = (shown(&titles), shown(&organizations));
        let name = self.facts.name(&iri);
        Person { entry: Entry { iri, name, title, organization }, organizations, titles, past, skills }
    }

    fn things(&mut self, nodes: impl IntoIterator<Item = &'f NamedNode>) -> Vec<u32> {
        nodes.into_iter().filter_map(|node| self.thing(node)).collect()
    }

    /// The number of an organization or skill, if it has a name.
    fn thing(&mut self, node: &'f NamedNode) -> Option<u32> {
        if let Some(number) = self.numbers.get(node) {
            return *number;
        }
        let name = self.facts.name(node);
        let phrases = Phrases::of_texts(self.facts.all_names(node));
        let number = (!name.is_empty()).then(|| self.add(Known { name, phrases, people: Vec::new() }));
        self.numbers.insert(node, number);
        number
    }

    fn titled(&mut self, titles: Vec<&'f [Wording]>) -> Vec<u32> {
        titles.into_iter().map(|title| self.title(title)).collect()
    }

    fn title(&mut self, wordings: &'f [Wording]) -> u32 {
        if let Some(number) = self.titles.get(wordings) {
            return *number;
        }
        let phrases = Phrases::of_texts(wordings.iter().map(|(_, wording)| &**wording));
        let number = self.add(Known { name: text(wordings), phrases, people: Vec::new() });
        self.titles.insert(wordings, number);
        number
    }

    fn add(&mut self, known: Known) -> u32 {
        self.all.push(known);
        self.all.len() as u32 - 1
    }
}

/// Each number once, in the order of the first of each.
fn distinct(mut numbers: Vec<u32>) -> Vec<u32> {
    let mut seen = FxHashSet::default();
    numbers.retain(|number| seen.insert(*number));
    numbers
}
