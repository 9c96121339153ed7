//! People and authors whose names may stand for each other: no link leads out of a block.

use std::cell::RefCell;
use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::candidates::Candidate;
use super::people::Person;
use super::rarity;
use crate::names::{Agreement, NameKeys};
use crate::text::is_han;

/// An author of a candidate: the numbers of the candidate and of the mention in it.
pub(super) type Spot = (usize, usize);

/// People and authors of one block, by their numbers in the whole.
#[derive(Debug, Default)]
pub(super) struct Block {
    pub(super) people: Vec<usize>,
    pub(super) spots: Vec<Spot>,
}

/// The blocks, in the order of their first people. `order` is the order of the candidates.
pub(super) fn blocks(people: usize, candidates: &[Candidate], order: &[usize]) -> Vec<Block> {
    let mut parents: Vec<usize> = (0..people).collect();
    for mention in candidates.iter().flat_map(|candidate| &candidate.mentions) {
        for pair in mention.people.windows(2) {
            let (one, two) = (root(&mut parents, pair[0].0 as usize), root(&mut parents, pair[1].0 as usize));
            parents[one.max(two)] = one.min(two);
        }
    }
    let mut blocks: Vec<Block> = (0..people).map(|_| Block::default()).collect();
    for candidate in order {
        for (number, mention) in candidates[*candidate].mentions.iter().enumerate() {
            blocks[root(&mut parents, mention.people[0].0 as usize)].spots.push((*candidate, number));
        }
    }
    for person in 0..people {
        blocks[root(&mut parents, person)].people.push(person);
    }
    blocks.retain(|block| !block.spots.is_empty());
    blocks
}

fn root(parents: &mut [usize], mut node: usize) -> usize {
    while parents[node] != node {
        parents[node] = parents[parents[node]];
        node = parents[node];
    }
    node
}

/// The names of a block as they are printed.
#[derive(Debug)]
pub(super) struct Names {
    keys: Vec<NameKeys>,
    /// How many authors there are for whom each may stand, as a logarithm.
    rarity: Vec<f64>,
    /// How many of them are here at the least.
    here: Vec<f64>,
    printed: Vec<String>,
    /// Whether two of them may be of one person, once it has been asked.
    agree: RefCell<FxHashMap<(usize, usize), bool>>,
    numbers: FxHashMap<String, usize>,
}

/// How a printed name fits a person.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fit {
    /// How many authors there are for whom both the printed name and the person's may stand.
    pub(super) namesakes: f64,
    /// Its logarithm, of one more.
    pub(super) rarity: f64,
    /// What the writing says beyond that.
    pub(super) writing: f64,
}

/// How names fit a person, by their numbers.
pub(super) type Fits = FxHashMap<usize, Fit>;

/// What it takes away where both names are Chinese characters, and not the same: the same name may be written in
/// traditional and in simplified ones.
const OTHER_CHARACTERS: f64 = -4.0;

impl Names {
    /// The names as they are printed, each with how many people there are here for whom it may stand.
    pub(super) fn new<'n>(names: impl Iterator<Item = (&'n str, usize)>) -> Self {
        let mut names: Vec<(String, usize)> = names.map(|(name, here)| (name.to_owned(), here)).collect();
        names.sort();
        names.dedup_by(|one, two| one.0 == two.0);
        let (printed, here): (Vec<String>, Vec<usize>) = names.into_iter().unzip();
        let keys: Vec<NameKeys> = printed.iter().map(|name| NameKeys::new(name)).collect();
        let here: Vec<f64> = here.into_iter().map(|here| f64::from(u32::try_from(here).unwrap_or(u32::MAX))).collect();
        let rarity = keys.iter().zip(&here).map(|(keys, here)| rarity::namesakes(keys).max(*here).ln_1p()).collect();
        let numbers = printed.iter().cloned().zip(0..).collect();
        Self { keys, rarity, here, printed, agree: RefCell::default(), numbers }
    }

    pub(super) fn number(&self, name: &str) -> usize {
        self.numbers.get(name).copied().unwrap_or_default()
    }

    pub(super) fn agree(&self, one: usize, two: usize) -> bool {
        let agree = || self.keys[one].agreement(&self.keys[two]).is_some();
        *self.agree.borrow_mut().entry((one.min(two), one.max(two))).or_insert_with(agree)
    }

    /// How many authors there are for whom a name may stand, as a logarithm.
    pub(super) fn rarity(&self, name: usize) -> f64 {
        self.rarity[name]
    }

    /// How these names fit a person, where they may stand for that one.
    pub(super) fn fits(&self, person: &Person, numbers: &BTreeSet<usize>) -> Fits {
        let own: Vec<NameKeys> = person.names.iter().map(|name| NameKeys::new(name)).collect();
        let fit = |number: &usize| {
            let found = fit(&self.keys[*number], &self.printed[*number], self.here[*number], &own, &person.names)?;
            Some((*number, found))
        };
        numbers.iter().filter_map(fit).collect()
    }
}

/// Of the names of a person the one counts that fits best, and of both names the one that says less.
fn fit(keys: &NameKeys, printed: &str, here: f64, own: &[NameKeys], names: &[String]) -> Option<Fit> {
    let agreeing = |own: &NameKeys| own.agreement(keys);
    let best: Option<Agreement> = own.iter().filter_map(agreeing).max();
    let namesakes = own.iter().filter(|own| agreeing(own) == best).map(rarity::namesakes).reduce(f64::min)?;
    let namesakes = namesakes.max(rarity::namesakes(keys)).max(here);
    best?;
    let hanzi = |name: &str| name.chars().filter(|c| is_han(*c)).collect::<String>();
    let (here, there) = (hanzi(printed), names.iter().map(|name| hanzi(name)).filter(|name| !name.is_empty()));
    let there: Vec<String> = there.collect();
    let given = i32::try_from(here.chars().count().saturating_sub(1)).unwrap_or_default();
    let (namesakes, writing) = match () {
        () if here.is_empty() || there.is_empty() => (namesakes, 0.0),
        () if there.contains(&here) => (namesakes / rarity::CHARACTERS.powi(given), 0.0),
        () => (namesakes, OTHER_CHARACTERS),
    };
    Some(Fit { namesakes, rarity: namesakes.ln_1p(), writing })
}
