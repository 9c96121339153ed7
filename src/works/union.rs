//! Sets of works that are one (union–find, with path halving).

use rustc_hash::FxHashMap;

/// Sets of works that are one, each known by its first one.
#[derive(Clone)]
pub(super) struct Union {
    firsts: Vec<u32>,
    /// The year and the DOI that works of a set have, by the first one: a work without a year does not join two of
    /// different years.
    known: Vec<(Option<u16>, Option<u64>)>,
}

impl Union {
    pub(super) fn new(known: Vec<(Option<u16>, Option<u64>)>) -> Self {
        Self { firsts: (0..u32::try_from(known.len()).unwrap_or(u32::MAX)).collect(), known }
    }

    /// The same sets, which may be joined whatever their years and DOIs.
    pub(super) fn without_known(self) -> Self {
        Self { known: vec![(None, None); self.firsts.len()], firsts: self.firsts }
    }

    /// Whether no years or DOIs of two sets differ.
    pub(super) fn agree(&self, one: usize, two: usize) -> bool {
        let (one, two) = (self.known[one], self.known[two]);
        let differ = |one: Option<u64>, two: Option<u64>| one.is_some() && two.is_some() && one != two;
        !differ(one.0.map(u64::from), two.0.map(u64::from)) && !differ(one.1, two.1)
    }

    pub(super) fn first(&mut self, work: usize) -> usize {
        let mut at = work;
        while self.firsts[at] as usize != at {
            self.firsts[at] = self.firsts[self.firsts[at] as usize];
            at = self.firsts[at] as usize;
        }
        at
    }

    pub(super) fn join(&mut self, one: usize, two: usize) {
        let (one, two) = (self.first(one), self.first(two));
        let (first, other) = (one.min(two), one.max(two));
        self.firsts[other] = self.firsts[first];
        self.known[first] = (self.known[first].0.or(self.known[other].0), self.known[first].1.or(self.known[other].1));
    }

    /// Joins all works that have a key in common.
    pub(super) fn join_equal<const N: usize>(&mut self, keys: impl Iterator<Item = [Option<u64>; N]>) {
        let mut owners: FxHashMap<u64, usize> = FxHashMap::default();
        for (work, keys) in keys.enumerate() {
            for key in keys.into_iter().flatten() {
                let owner = *owners.entry(key).or_insert(work);
                self.join(owner, work);
            }
        }
    }

    pub(super) fn firsts(mut self) -> Vec<u32> {
        (0..self.firsts.len()).map(|at| u32::try_from(self.first(at)).unwrap_or(u32::MAX)).collect()
    }
}
