//! Who is compared with whom: people who share something that few share, so that the time grows hardly faster than the
//! number of people.

use rustc_hash::{FxHashMap, FxHashSet};

use super::known::Traits;

/// How many people who share something are compared each with each; of more, only those that share something else too.
const RUN: usize = 40;

/// Pairs of people, by their numbers, each once.
pub(super) fn pairs(people: &[Traits]) -> Vec<(u32, u32)> {
    let mut pairs = FxHashSet::default();
    let contacts = blocks(people, |traits| traits.contacts.iter().map(|contact| u64::from(*contact)).collect());
    let names = blocks(people, |traits| traits.names.iter().map(|name| u64::from(*name)).collect());
    let (small, large): (Vec<Block>, Vec<Block>) = names.into_iter().partition(|block| block.len() <= RUN);
    contacts.iter().filter(|block| block.len() <= RUN).chain(&small).for_each(|block| add(block, &mut pairs));
    large.iter().for_each(|block| add_within(block, people, &mut pairs));
    let mut pairs: Vec<(u32, u32)> = pairs.into_iter().collect();
    pairs.sort_unstable();
    pairs
}

type Block = Vec<u32>;

/// People by what they share, where several do.
fn blocks(people: &[Traits], keys: impl Fn(&Traits) -> Vec<u64>) -> Vec<Block> {
    let mut blocks: FxHashMap<u64, Block> = FxHashMap::default();
    for (number, traits) in (0..).zip(people) {
        keys(traits).into_iter().for_each(|key| blocks.entry(key).or_default().push(number));
    }
    blocks.into_values().map(distinct).filter(|block| block.len() > 1).collect()
}

fn distinct(mut block: Block) -> Block {
    block.sort_unstable();
    block.dedup();
    block
}

fn add(block: &Block, pairs: &mut FxHashSet<(u32, u32)>) {
    for (at, one) in block.iter().enumerate() {
        pairs.extend(block[at + 1..].iter().map(|two| (*one, *two)));
    }
}

/// Of many people of one name those who were at one place, or of too many of these those who began there in one year.
fn add_within(block: &Block, people: &[Traits], pairs: &mut FxHashSet<(u32, u32)>) {
    let mut places: FxHashMap<(u32, Option<i32>), Block> = FxHashMap::default();
    for number in block {
        let traits = &people[*number as usize];
        for (place, span) in &traits.posts {
            places.entry((*place, None)).or_default().push(*number);
            places.entry((*place, span.year())).or_default().push(*number);
        }
        traits.works.iter().for_each(|work| places.entry((*work, None)).or_default().push(*number));
    }
    places.into_values().map(distinct).filter(|block| block.len() <= RUN).for_each(|block| add(&block, pairs));
}
