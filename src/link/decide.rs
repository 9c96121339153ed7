//! From people and candidates to outcomes.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rustc_hash::FxHashMap;

use super::block::{Block, Fits, Names, Spot, blocks};
use super::candidates::{Candidate, Mention};
use super::cluster::{Clusters, Known, Member, prior};
use super::evidence::{Bag, Group, Scale};
use super::features::{Draft, Field, Item, Vocabulary};
use super::lens::Things;
use super::people::{Person, Post};
use super::reasons::reasons;
use super::weights::Weights;
use super::{Likely, Outcome, State};
use crate::decode::Key;
use crate::names::{Agreement, NameKeys};
use crate::pieces::{in_any_order, in_order, threads};
use crate::reconcile::Reconciler;
use crate::works::{Author, Work};

/// What is decided with.
#[derive(Clone, Copy)]
pub struct Terms<'a> {
    /// How much each kind of evidence counts.
    pub weights: &'a Weights,
    /// The organizations of the register, to find them in affiliations.
    pub organizations: &'a Reconciler,
    /// What somebody decided about a work and a person.
    pub decided: &'a (dyn Fn(&Work, &Key) -> Option<bool> + Sync),
    /// Is told how many of all authors are decided about.
    pub told: &'a (dyn Fn(usize, usize) + Sync),
}

/// What an ORCID iD is worth: a typing error, or the iD of a co-author, is rarer than once in a thousand.
const ORCID: f64 = 12.0;

/// What it is worth that the record of the person has the work.
const LISTED: f64 = 15.0;

/// The part that a skill or subject of a person counts of a word in a title.
const TOPIC: f32 = 0.5;

/// How many people are told of that an author may be.
const TOLD: usize = 5;

/// How many candidates or people a thread takes at once.
const CHUNK: usize = 64;

/// Decides who of the people the authors of the candidates are. The outcomes are in the order of the candidates; an
/// author who is probably nobody here has none. The order of people and candidates makes no difference otherwise.
pub fn link(people: &[Person], candidates: &[Candidate], terms: Terms<'_>) -> Vec<Outcome> {
    let order = order(candidates);
    let mut vocabulary = Vocabulary::of(people);
    let begun = begun(people, &mut vocabulary);
    let items = items(candidates, &order, terms.organizations, &mut vocabulary);
    vocabulary.finish();
    let scale = Scale { vocabulary: &vocabulary, weights: terms.weights };
    let decision = Decision { people, candidates, items: &items, begun: &begun, scale, terms };
    let mut blocks = blocks(people.len(), candidates, &order);
    blocks.sort_by_key(|block| Reverse(block.spots.len() * block.people.len()));
    let all: usize = blocks.iter().map(|block| block.spots.len()).sum();
    let done = AtomicUsize::new(0);
    let work = |block: Block| {
        let found = decision.of(&block);
        (terms.told)(done.fetch_add(block.spots.len(), Ordering::Relaxed) + block.spots.len(), all);
        found
    };
    let mut outcomes = in_any_order(blocks, threads(), &work).concat();
    outcomes.sort_by_key(|outcome| (outcome.work, outcome.author));
    outcomes
}

/// The authors of the candidates that may be somebody here, as they are compared.
fn items(
    candidates: &[Candidate],
    order: &[usize],
    organizations: &Reconciler,
    vocabulary: &mut Vocabulary,
) -> Vec<Vec<Item>> {
    let draft = |number: &usize| {
        let Candidate { work, mentions, .. } = &candidates[*number];
        Draft::of_authors(work, mentions.iter().map(|mention| mention.author), organizations)
    };
    let mut items: Vec<Vec<Item>> = candidates.iter().map(|_| Vec::new()).collect();
    let work = |chunk: &[usize]| (chunk.to_vec(), chunk.iter().map(draft).collect::<Vec<_>>());
    let take = |(chunk, drafts): (Vec<usize>, Vec<Draft>)| {
        for (number, draft) in chunk.into_iter().zip(drafts) {
            items[number] = vocabulary.items(&draft, &candidates[number].work);
        }
        Ok(())
    };
    in_order(order.chunks(CHUNK), threads(), work, take).unwrap_or_else(|_| unreachable!("taking does not fail"));
    items
}

/// The groups that people are from the start.
fn begun(people: &[Person], vocabulary: &mut Vocabulary) -> Vec<Group> {
    let work = |chunk| <[Person]>::iter(chunk).map(|person| (person, drafts(person))).collect::<Vec<_>>();
    let mut groups = Vec::new();
    let take = |drafts: Vec<(&Person, Vec<Draft>)>| {
        groups.extend(drafts.into_iter().map(|(person, drafts)| begin(person, &drafts, vocabulary)));
        Ok(())
    };
    in_order(people.chunks(CHUNK), threads(), work, take).unwrap_or_else(|_| unreachable!("taking does not fail"));
    groups
}

/// The numbers of the candidates in an order that does not depend on the order of lists.
pub(super) fn order(candidates: &[Candidate]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by(|one, two| {
        let (one, two) = (&candidates[*one].work, &candidates[*two].work);
        (&one.id, &one.titles, &one.doi).cmp(&(&two.id, &two.titles, &two.doi))
    });
    order
}

/// What the works of a person's records say beside the person.
fn drafts(person: &Person) -> Vec<Draft> {
    let own: Vec<NameKeys> = person.names.iter().map(|name| NameKeys::new(name)).collect();
    let is_own = |keys: &NameKeys| own.iter().any(|own| own.agreement(keys).is_some());
    person.works.iter().map(|work| Draft::of_work(work, is_own)).collect()
}

/// The group that a person is from the start.
fn begin(person: &Person, drafts: &[Draft], vocabulary: &mut Vocabulary) -> Group {
    let mut group = Group::default();
    for (work, draft) in person.works.iter().zip(drafts) {
        vocabulary.items(draft, work).iter().for_each(|item| group.add(item));
    }
    for topic in &person.topics {
        group.add_part(Field::Subjects, &vocabulary.words(Field::Subjects, topic), TOPIC);
    }
    person.posts.iter().for_each(|post| group.add_post(bag(post, vocabulary)));
    group.born(person.born);
    group
}

/// The words of the names of a post, each once, as far as the name stands for the organization.
fn bag(post: &Post, vocabulary: &mut Vocabulary) -> Bag {
    let mut numbers: FxHashMap<u32, f32> = FxHashMap::default();
    let mut words = 0;
    let mut add = |found: Vec<u32>, part: f32| {
        for number in found {
            words += 1;
            let known = numbers.entry(number).or_default();
            *known = known.max(part);
        }
    };
    post.names.iter().for_each(|(name, part)| add(vocabulary.words(Field::Organizations, name), *part));
    post.registered.iter().for_each(|(key, name, part)| add(vec![vocabulary.organization(key, name)], *part));
    #[expect(clippy::cast_precision_loss, reason = "a name has some words")]
    let length = words as f32 / post.names.len().max(1) as f32;
    Bag { numbers, length, years: post.years }
}

/// All that the decision about a block is made from.
struct Decision<'a> {
    people: &'a [Person],
    candidates: &'a [Candidate],
    items: &'a [Vec<Item>],
    begun: &'a [Group],
    scale: Scale<'a>,
    terms: Terms<'a>,
}

/// Of each author in a block, the people that it may be and is not linked to, with their sums.
type Others = Vec<Vec<(f64, usize)>>;

impl Decision<'_> {
    fn of(&self, block: &Block) -> Vec<Outcome> {
        let bearers = |spot: Spot| self.candidates[spot.0].mentions[spot.1].people.len();
        let names = Names::new(block.spots.iter().map(|spot| (self.printed(*spot), bearers(*spot))));
        let fits = self.fits(block, &names);
        let mut things = Things::default();
        let member = |(number, spot): (usize, &Spot)| Member {
            work: spot.0,
            item: &self.items[spot.0][spot.1],
            things: things.of(&self.items[spot.0][spot.1]),
            name: names.number(self.printed(*spot)),
            cluster: block.people.len() + number,
            joined: f64::NEG_INFINITY,
        };
        let members = block.spots.iter().enumerate().map(member).collect();
        let groups = block.people.iter().map(|person| self.begun[*person].clone()).collect();
        let mut clusters = Clusters::new(self.scale, names, fits, groups, members, self.known(block), things);
        clusters.run();
        let others = self.others(block, &mut clusters);
        let found = others.into_iter().enumerate();
        found.filter_map(|(member, others)| self.outcome(block, &mut clusters, member, others)).collect()
    }

    /// How the names of a block fit its people; many of these may have one name.
    fn fits(&self, block: &Block, names: &Names) -> Vec<Rc<Fits>> {
        let mut numbers = vec![BTreeSet::new(); block.people.len()];
        for spot in &block.spots {
            let number = names.number(self.printed(*spot));
            for person in self.people_for(block, *spot) {
                numbers[person].insert(number);
            }
        }
        let mut known: FxHashMap<(&[String], BTreeSet<usize>), Rc<Fits>> = FxHashMap::default();
        let fits = |(person, numbers): (&usize, BTreeSet<usize>)| {
            let person = &self.people[*person];
            let fits = |numbers: &BTreeSet<usize>| Rc::new(names.fits(person, numbers));
            let key = (person.names.as_slice(), numbers);
            known.get(&key).cloned().unwrap_or_else(|| {
                let found = fits(&key.1);
                known.insert(key, Rc::clone(&found));
                found
            })
        };
        block.people.iter().zip(numbers).map(fits).collect()
    }

    /// The people for whom an author's name may stand, by their numbers in the block.
    fn people_for(&self, block: &Block, (candidate, mention): Spot) -> Vec<usize> {
        let people = &self.candidates[candidate].mentions[mention].people;
        people.iter().filter_map(|(person, _)| block.people.binary_search(&(*person as usize)).ok()).collect()
    }

    fn printed(&self, (candidate, mention): Spot) -> &str {
        let Candidate { work, mentions, .. } = &self.candidates[candidate];
        &work.authors[mentions[mention].author].name
    }

    /// What is certain of the pairs of a block.
    fn known(&self, block: &Block) -> FxHashMap<(usize, usize), Known> {
        let mut known = FxHashMap::default();
        for (member, (candidate, mention)) in block.spots.iter().enumerate() {
            let Candidate { work, mentions, listed, .. } = &self.candidates[*candidate];
            for (number, agreement) in mentions[*mention].people.iter() {
                let Ok(at) = block.people.binary_search(&(*number as usize)) else { continue };
                let person = &self.people[*number as usize];
                let certain = match (self.terms.decided)(work, &person.key) {
                    Some(true) if is_best(mentions, *number, *agreement) => Some(Known::Confirmed),
                    Some(false) => Some(Known::Refused),
                    _ => identity(&work.authors[mentions[*mention].author], person, listed.contains(number))
                        .map(Known::Worth),
                };
                known.extend(certain.map(|certain| ((at, member), certain)));
            }
        }
        known
    }

    /// What speaks for people to whom authors are not linked, as far as it is worth a look.
    fn others(&self, block: &Block, clusters: &mut Clusters<'_>) -> Others {
        let mut authors: Vec<Vec<usize>> = vec![Vec::new(); block.people.len()];
        for (member, spot) in block.spots.iter().enumerate() {
            let home = clusters.members[member].cluster;
            let people = self.people_for(block, *spot).into_iter().filter(|person| *person != home);
            people.for_each(|person| authors[person].push(member));
        }
        let mut others: Others = vec![Vec::new(); block.spots.len()];
        for (person, authors) in authors.iter().enumerate() {
            let sums = authors.iter().zip(clusters.sums(person, authors));
            let telling = sums.filter(|(_, sum)| *sum >= self.scale.weights.review);
            telling.for_each(|(member, sum)| others[*member].push((sum, person)));
        }
        others
    }

    /// What comes out for an author.
    fn outcome(
        &self,
        block: &Block,
        clusters: &mut Clusters<'_>,
        member: usize,
        mut sums: Vec<(f64, usize)>,
    ) -> Option<Outcome> {
        let (work, home) = (clusters.members[member].work, clusters.members[member].cluster);
        let (item, is_here) = (clusters.members[member].item, home < block.people.len());
        if !is_here && sums.is_empty() {
            return None;
        }
        let reach = clusters.clusters[home].group.without(item);
        let elsewhere = if is_here { f64::NEG_INFINITY } else { sum_of_group(clusters, home, member) };
        sums.sort_by(|one, two| two.0.total_cmp(&one.0));
        if is_here {
            sums.insert(0, (sum(clusters, home, member), home));
        }
        let all: f64 = 1.0 + elsewhere.exp() + sums.iter().map(|(sum, _)| sum.exp()).sum::<f64>();
        let likely = |(sum, person): &(f64, usize)| Likely {
            person: self.people[block.people[*person]].key.clone(),
            confidence: if sum.is_infinite() { 1.0 } else { sum.exp() / all },
            reasons: reasons(clusters, *person, member),
        };
        let people: Vec<Likely> = sums.iter().take(TOLD).map(likely).collect();
        clusters.clusters[home].group.with(item, reach);
        let state = match clusters.known.get(&(home, member)) {
            Some(Known::Confirmed) => State::Confirmed,
            _ if is_here && likelihood(&people[0]) >= self.scale.weights.accept => State::Accepted,
            _ => State::Review,
        };
        let mention = &self.candidates[work].mentions[block.spots[member].1];
        Some(Outcome { work, author: mention.author, state, people })
    }
}

/// Whether no other author of a work fits a person better.
fn is_best(mentions: &[Mention], person: u32, agreement: Agreement) -> bool {
    let mut all = mentions.iter().flat_map(|mention| mention.people.iter()).filter(|(one, _)| *one == person);
    all.all(|(_, fits)| *fits <= agreement)
}

/// The confidence in the best person, beside all others, as a sum of weights.
fn likelihood(best: &Likely) -> f64 {
    (best.confidence / (1.0 - best.confidence)).ln()
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
            prior(works) - clusters.scale.weights.name * clusters.names.rarity(author.name)
                + clusters.scale.weigh(author.item, &cluster.group)
        }
    }
}

/// What identifiers say of a person and an author of a work, which the person's record may have.
fn identity(author: &Author, person: &Person, is_listed: bool) -> Option<f64> {
    let orcid = match (&author.orcid, &person.orcid) {
        (Some(one), Some(two)) if one == two => ORCID,
        (Some(_), Some(_)) => -ORCID,
        _ => 0.0,
    };
    let listed = if is_listed { LISTED } else { 0.0 };
    Some(orcid + listed).filter(|worth| *worth != 0.0)
}
