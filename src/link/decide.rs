//! From people and candidates to outcomes.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use super::block::{Block, Fits, Names, Spot, blocks};
use super::candidates::Candidate;
use super::cluster::{Clusters, Known, Member, prior};
use super::evidence::{Bag, Group, Scale};
use super::features::{Field, Item, Vocabulary};
use super::memory::{is_same, keys};
use super::people::{Person, Post};
use super::reasons::reasons;
use super::weights::Weights;
use super::{Likely, Outcome, State};
use crate::decode::Key;
use crate::names::NameKeys;
use crate::pieces::{in_order, threads};
use crate::works::Work;

/// What is known of a person that groups begin with.
type Begun = (Vec<Item>, Group);

/// What an ORCID iD is worth: a typing error, or the iD of a co-author, is rarer than once in a thousand.
const ORCID: f64 = 12.0;

/// What it is worth that the record of the person has the work.
const LISTED: f64 = 15.0;

/// The part that a skill or subject of a person counts of a word in a title.
const TOPIC: f32 = 0.5;

/// Decides who of the people the authors of the candidates are. `decided` says what somebody decided about a work and a person.
/// The outcomes are in the order of the candidates; an author who is probably nobody here has none. The order of
/// people and candidates makes no difference otherwise.
pub fn link(
    people: &[Person],
    candidates: &[Candidate],
    weights: &Weights,
    decided: impl Fn(&Work, &Key) -> Option<bool> + Sync,
) -> Vec<Outcome> {
    let order = order(candidates);
    let mut vocabulary = Vocabulary::default();
    let begun: Vec<Begun> = people.iter().map(|person| begin(person, &mut vocabulary)).collect();
    let mut items: Vec<Vec<Item>> = candidates.iter().map(|_| Vec::new()).collect();
    for number in &order {
        let Candidate { work, mentions } = &candidates[*number];
        let item = |author| vocabulary.item(work, Some(author), |_| false);
        items[*number] = mentions.iter().map(|mention| mention.author).map(item).collect();
    }
    vocabulary.finish();
    let scale = Scale { vocabulary: &vocabulary, weights };
    let work = |block: Block| {
        Decision { people, candidates, items: &items, begun: &begun, scale, decided: &decided }.of(&block)
    };
    let mut outcomes = Vec::new();
    let blocks = blocks(people.len(), candidates, &order);
    let taken = in_order(blocks.into_iter(), threads(), work, |found: Vec<Outcome>| {
        outcomes.extend(found);
        Ok(())
    });
    taken.unwrap_or_else(|_| unreachable!("taking does not fail"));
    outcomes.sort_by_key(|outcome| (outcome.work, outcome.author));
    outcomes
}

/// The numbers of the candidates in an order that does not depend on the order of lists.
fn order(candidates: &[Candidate]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by(|one, two| {
        let (one, two) = (&candidates[*one].work, &candidates[*two].work);
        (&one.id, &one.titles, &one.doi).cmp(&(&two.id, &two.titles, &two.doi))
    });
    order
}

/// The works of a person's records, and the group that they are.
fn begin(person: &Person, vocabulary: &mut Vocabulary) -> Begun {
    let own: Vec<NameKeys> = person.names.iter().map(|name| NameKeys::new(name)).collect();
    let is_own = |name: &str| {
        let keys = NameKeys::new(name);
        own.iter().any(|own| own.agreement(&keys).is_some())
    };
    let items: Vec<Item> = person.works.iter().map(|work| vocabulary.item(work, None, is_own)).collect();
    let mut group = Group::default();
    items.iter().for_each(|item| group.add(item));
    for topic in &person.topics {
        group.add_part(Field::Subjects, &vocabulary.words(Field::Subjects, topic), TOPIC);
    }
    person.posts.iter().for_each(|post| group.add_post(bag(post, vocabulary)));
    group.born(person.born);
    (items, group)
}

/// The words of the names of a post, each once, as far as the name stands for the organization.
fn bag(post: &Post, vocabulary: &mut Vocabulary) -> Bag {
    let mut numbers: Vec<(u32, f32)> = Vec::new();
    let mut words = 0;
    for (name, part) in &post.names {
        for number in vocabulary.words(Field::Organizations, name) {
            words += 1;
            match numbers.iter_mut().find(|(known, _)| *known == number) {
                Some((_, known)) => *known = known.max(*part),
                None => numbers.push((number, *part)),
            }
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "a name has some words")]
    let length = words as f32 / post.names.len().max(1) as f32;
    Bag { numbers, length, years: post.years }
}

/// All that the decision about a block is made from.
struct Decision<'a, D> {
    people: &'a [Person],
    candidates: &'a [Candidate],
    items: &'a [Vec<Item>],
    begun: &'a [Begun],
    scale: Scale<'a>,
    decided: &'a D,
}

impl<D: Fn(&Work, &Key) -> Option<bool>> Decision<'_, D> {
    fn of(&self, block: &Block) -> Vec<Outcome> {
        let names = Names::new(block.spots.iter().map(|spot| self.printed(*spot)));
        let fits = self.fits(block, &names);
        let member = |(number, spot): (usize, &Spot)| Member {
            work: spot.0,
            item: &self.items[spot.0][spot.1],
            name: names.number(self.printed(*spot)),
            cluster: block.people.len() + number,
            joined: f64::NEG_INFINITY,
        };
        let members = block.spots.iter().enumerate().map(member).collect();
        let groups = block.people.iter().map(|person| self.begun[*person].1.clone()).collect();
        let mut clusters = Clusters::new(self.scale, names, fits, groups, members, self.known(block));
        clusters.run();
        (0..block.spots.len()).filter_map(|member| self.outcome(block, &mut clusters, member)).collect()
    }

    /// How the names of a block fit its people.
    fn fits(&self, block: &Block, names: &Names) -> Vec<Fits> {
        let mut numbers = vec![BTreeSet::new(); block.people.len()];
        for spot in &block.spots {
            let number = names.number(self.printed(*spot));
            for person in self.people_for(block, *spot) {
                numbers[person].insert(number);
            }
        }
        block.people.iter().zip(&numbers).map(|(person, numbers)| names.fits(&self.people[*person], numbers)).collect()
    }

    /// The people for whom an author's name may stand, by their numbers in the block.
    fn people_for(&self, block: &Block, (candidate, mention): Spot) -> Vec<usize> {
        let people = &self.candidates[candidate].mentions[mention].people;
        people.iter().filter_map(|(person, _)| block.people.binary_search(&(*person as usize)).ok()).collect()
    }

    fn printed(&self, (candidate, mention): Spot) -> &str {
        let Candidate { work, mentions } = &self.candidates[candidate];
        &work.authors[mentions[mention].author].name
    }

    /// What is certain of the pairs of a block.
    fn known(&self, block: &Block) -> FxHashMap<(usize, usize), Known> {
        let mut known = FxHashMap::default();
        let listed: FxHashMap<usize, FxHashSet<String>> = block
            .people
            .iter()
            .map(|person| (*person, self.people[*person].works.iter().flat_map(keys).collect()))
            .collect();
        for (member, (candidate, mention)) in block.spots.iter().enumerate() {
            let Candidate { work, mentions } = &self.candidates[*candidate];
            let own: Vec<String> = keys(work).collect();
            for (person, agreement) in &mentions[*mention].people {
                let number = *person as usize;
                let Ok(at) = block.people.binary_search(&number) else { continue };
                let person = &self.people[number];
                let is_best = mentions.iter().all(|other| {
                    other
                        .people
                        .iter()
                        .all(|(one, fits)| self.people[*one as usize].key != person.key || fits <= agreement)
                });
                let certain = match (self.decided)(work, &person.key) {
                    Some(true) if is_best => Some(Known::Confirmed),
                    Some(false) => Some(Known::Refused),
                    _ => {
                        let may_be_listed = own.iter().any(|key| listed[&number].contains(key));
                        identity(work, mentions[*mention].author, person, may_be_listed).map(Known::Worth)
                    }
                };
                known.extend(certain.map(|certain| ((at, member), certain)));
            }
        }
        known
    }

    /// What comes out for an author.
    fn outcome(&self, block: &Block, clusters: &mut Clusters<'_>, member: usize) -> Option<Outcome> {
        let (work, home) = (clusters.members[member].work, clusters.members[member].cluster);
        let item = clusters.members[member].item;
        clusters.clusters[home].group.remove(item);
        let mut people = self.people_for(block, block.spots[member]);
        people.extend((home < block.people.len() && !people.contains(&home)).then_some(home));
        let mut sums: Vec<(f64, usize)> =
            people.into_iter().map(|person| (sum(clusters, person, member), person)).collect();
        let elsewhere =
            if home < block.people.len() { f64::NEG_INFINITY } else { sum_of_group(clusters, home, member) };
        sums.retain(|(sum, person)| *person == home || *sum >= self.scale.weights.review);
        sums.sort_by(|one, two| (two.1 == home).cmp(&(one.1 == home)).then(two.0.total_cmp(&one.0)));
        let all: f64 = 1.0 + elsewhere.exp() + sums.iter().map(|(sum, _)| sum.exp()).sum::<f64>();
        let likely = |(sum, person): &(f64, usize)| Likely {
            person: self.people[block.people[*person]].key.clone(),
            confidence: if sum.is_infinite() { 1.0 } else { sum.exp() / all },
            reasons: reasons(clusters, *person, member),
        };
        let people: Vec<Likely> = sums.iter().map(likely).collect();
        clusters.clusters[home].group.add(item);
        let state = match clusters.known.get(&(home, member)) {
            Some(Known::Confirmed) => State::Confirmed,
            _ if home < block.people.len() => State::Accepted,
            _ => State::Review,
        };
        let mention = &self.candidates[work].mentions[block.spots[member].1];
        (!people.is_empty()).then_some(Outcome { work, author: mention.author, state, people })
    }
}

/// The sum of the weights of a link.
fn sum(clusters: &Clusters<'_>, person: usize, member: usize) -> f64 {
    let author = &clusters.members[member];
    let group = &clusters.clusters[person].group;
    let own = clusters.name(person, author.name)
        + prior(group.works)
        + clusters.scale.weigh(author.item, group)
        + clusters.worth(person, member);
    if author.cluster == person { own.max(author.joined) } else { own }
}

/// The same for the works that an author is with, of a person who is nobody here.
fn sum_of_group(clusters: &Clusters<'_>, home: usize, member: usize) -> f64 {
    let (author, cluster) = (&clusters.members[member], &clusters.clusters[home]);
    match cluster.group.works {
        0 => f64::NEG_INFINITY,
        works => {
            prior(works) - clusters.scale.weights.name * clusters.names.namesakes(author.name).ln_1p()
                + clusters.scale.weigh(author.item, &cluster.group)
        }
    }
}

/// What identifiers say of a person and an author of a work, which may be in the person's record.
fn identity(work: &Work, author: usize, person: &Person, may_be_listed: bool) -> Option<f64> {
    let orcid = match (&work.authors.get(author)?.orcid, &person.orcid) {
        (Some(one), Some(two)) if one == two => ORCID,
        (Some(_), Some(_)) => -ORCID,
        _ => 0.0,
    };
    let is_listed = may_be_listed && person.works.iter().any(|known| is_same(known, work));
    let listed = if is_listed { LISTED } else { 0.0 };
    Some(orcid + listed).filter(|worth| *worth != 0.0)
}
