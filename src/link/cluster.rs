//! The works of one block are put together: always the two groups that are most probably of one person.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::block::{Fits, Names};
use super::evidence::{Group, Scale};
use super::features::{Field, Item};

/// What is put together.
pub(super) struct Clusters<'a> {
    pub(super) scale: Scale<'a>,
    pub(super) names: Names,
    /// Of each person, how names fit.
    pub(super) fits: Vec<Fits>,
    /// The authors of candidates.
    pub(super) members: Vec<Member<'a>>,
    /// The people first, then the authors.
    pub(super) clusters: Vec<Cluster>,
    /// What was decided, and what identifiers say, of a person and an author.
    pub(super) known: FxHashMap<(usize, usize), Known>,
    heap: BinaryHeap<Pair>,
    /// The clusters that share something with a cluster.
    near: Vec<Vec<usize>>,
}

/// An author of a candidate.
pub(super) struct Member<'a> {
    /// The number of the candidate.
    pub(super) work: usize,
    pub(super) item: &'a Item,
    /// The number of the printed name.
    pub(super) name: usize,
    /// The cluster that it is in.
    pub(super) cluster: usize,
    /// What the sum was when it came there.
    pub(super) joined: f64,
}

/// Works that are put together.
pub(super) struct Cluster {
    pub(super) group: Group,
    pub(super) members: Vec<usize>,
    /// The names of its members.
    names: SmallVec<[usize; 2]>,
    is_person: bool,
    /// Changes whenever something is added; nothing where the cluster has become part of another.
    version: Option<u32>,
}

/// What is certain of a person and an author.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Known {
    Confirmed,
    Refused,
    /// What identifiers are worth.
    Worth(f64),
}

/// Two clusters that may become one, of these versions.
struct Pair {
    score: f64,
    clusters: (usize, usize),
    versions: (Option<u32>, Option<u32>),
}

impl Ord for Pair {
    fn cmp(&self, other: &Self) -> Ordering {
        self.score.total_cmp(&other.score).then_with(|| Reverse(self.clusters).cmp(&Reverse(other.clusters)))
    }
}

impl PartialOrd for Pair {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Pair {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Pair {}

/// A thing that more authors of a block share says too little to compare each with each.
const COMMON: usize = 100;

/// What has so large a part in the works of anybody says too little to compare a person with all who share it.
const FREQUENT: f64 = 0.01;

impl<'a> Clusters<'a> {
    pub(super) fn new(
        scale: Scale<'a>,
        names: Names,
        fits: Vec<Fits>,
        people: Vec<Group>,
        members: Vec<Member<'a>>,
        known: FxHashMap<(usize, usize), Known>,
    ) -> Self {
        let person =
            |group| Cluster { group, members: Vec::new(), names: SmallVec::new(), is_person: true, version: Some(0) };
        let author = |(number, member): (usize, &Member<'_>)| {
            let mut group = Group::default();
            group.add(member.item);
            let names = SmallVec::from_slice(&[member.name]);
            Cluster { group, members: vec![number], names, is_person: false, version: Some(0) }
        };
        let authors: Vec<Cluster> = members.iter().enumerate().map(author).collect();
        let clusters: Vec<Cluster> = people.into_iter().map(person).chain(authors).collect();
        let near = near(scale, &clusters, &members, &fits, known.keys());
        Self { scale, names, fits, members, clusters, known, heap: BinaryHeap::new(), near }
    }

    /// Puts together all that belongs together. After each step only those are looked at again that share something
    /// with what has come to a cluster; when nothing is left, all are, because a cluster that grows gains on all.
    pub(super) fn run(&mut self) {
        self.join_confirmed();
        loop {
            for one in 0..self.clusters.len() {
                let near = self.near[one].clone();
                self.offer(one, near, |two| two > one);
            }
            if self.heap.is_empty() {
                break;
            }
            while let Some(pair) = self.heap.pop() {
                self.take(&pair);
            }
        }
    }

    /// Joins a pair, where its sum is still what it was; else it has to wait for its turn.
    fn take(&mut self, pair: &Pair) {
        let (base, other) = pair.clusters;
        if self.clusters[base].version.is_none() || self.clusters[other].version.is_none() {
            return;
        }
        if (self.clusters[base].version, self.clusters[other].version) == pair.versions {
            let near = self.near[other].clone();
            self.join(base, other, pair.score);
            self.offer(base, near, |_| true);
        } else {
            self.offer(base, vec![other], |_| true);
        }
    }

    fn join_confirmed(&mut self) {
        let mut confirmed: Vec<(usize, usize)> =
            self.known.iter().filter(|(_, known)| **known == Known::Confirmed).map(|(pair, _)| *pair).collect();
        confirmed.sort_unstable();
        for (person, member) in confirmed {
            if self.clusters[self.people() + member].version.is_some() {
                self.join(person, self.people() + member, f64::INFINITY);
            }
        }
    }

    /// How many of the clusters began as people.
    pub(super) fn people(&self) -> usize {
        self.fits.len()
    }

    /// Puts the pairs of a cluster with those near it on the heap, where they are good enough.
    fn offer(&mut self, one: usize, mut near: Vec<usize>, wanted: impl Fn(usize) -> bool) {
        if self.clusters[one].version.is_none() {
            return;
        }
        near.iter_mut().for_each(|two| *two = self.now(*two));
        near.sort_unstable();
        near.dedup();
        for two in near.into_iter().filter(|two| *two != one && wanted(*two)) {
            let (base, other) = self.in_order(one, two);
            let score = self.score(base, other);
            if score >= self.scale.weights.accept {
                let versions = (self.clusters[base].version, self.clusters[other].version);
                self.heap.push(Pair { score, clusters: (base, other), versions });
            }
        }
    }

    /// The cluster that something is in now.
    fn now(&self, cluster: usize) -> usize {
        cluster.checked_sub(self.people()).map_or(cluster, |member| self.members[member].cluster)
    }

    /// The person first, else the larger one, else the earlier one.
    fn in_order(&self, one: usize, two: usize) -> (usize, usize) {
        let rank =
            |cluster: usize| (self.clusters[cluster].is_person, self.clusters[cluster].members.len(), Reverse(cluster));
        if rank(one) >= rank(two) { (one, two) } else { (two, one) }
    }

    fn join(&mut self, base: usize, other: usize, score: f64) {
        let taken = std::mem::take(&mut self.clusters[other].members);
        self.clusters[other].version = None;
        for member in &taken {
            self.members[*member].joined = self.members[*member].joined.max(score);
            self.members[*member].cluster = base;
            self.clusters[base].group.add(self.members[*member].item);
        }
        let (names, near) = (self.clusters[other].names.clone(), std::mem::take(&mut self.near[other]));
        self.near[base].extend(near);
        let cluster = &mut self.clusters[base];
        cluster.members.extend(taken);
        cluster.names.extend(names);
        cluster.names.sort_unstable();
        cluster.names.dedup();
        cluster.version = cluster.version.map(|version| version + 1);
    }

    /// What speaks for one person behind two clusters, or nothing where it cannot be.
    fn score(&self, base: usize, other: usize) -> f64 {
        let (one, two) = (&self.clusters[base], &self.clusters[other]);
        let names = || two.names.iter().copied();
        if two.is_person || one.members.iter().any(|member| self.are_of_one_work(*member, &two.members)) {
            return f64::NEG_INFINITY;
        }
        let name = if one.is_person {
            names().map(|name| self.name(base, name)).fold(f64::INFINITY, f64::min)
        } else {
            one.names.iter().flat_map(|one| names().map(|two| self.of_two(*one, two))).fold(f64::INFINITY, f64::min)
        };
        if name == f64::NEG_INFINITY {
            return name;
        }
        let weigh =
            |member: &usize| self.scale.weigh(self.members[*member].item, &one.group) + self.worth(base, *member);
        #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52")]
        let count = two.members.len() as f64;
        name + prior(one.group.works)
            + two.members.iter().map(weigh).sum::<f64>() / count.powf(self.scale.weights.group)
    }

    fn are_of_one_work(&self, member: usize, others: &[usize]) -> bool {
        others.iter().any(|other| self.members[*other].work == self.members[member].work)
    }

    /// What a name says for a person.
    pub(super) fn name(&self, person: usize, name: usize) -> f64 {
        self.fits[person]
            .get(&name)
            .map_or(f64::NEG_INFINITY, |fit| fit.writing - self.scale.weights.name * fit.namesakes.ln_1p())
    }

    fn of_two(&self, one: usize, two: usize) -> f64 {
        match self.names.agree(one, two) {
            true => -self.scale.weights.name * self.names.namesakes(one).max(self.names.namesakes(two)).ln_1p(),
            false => f64::NEG_INFINITY,
        }
    }

    /// What is certain of a person and an author.
    pub(super) fn worth(&self, cluster: usize, member: usize) -> f64 {
        match self.known.get(&(cluster, member)) {
            Some(Known::Worth(worth)) => *worth,
            Some(Known::Refused) => f64::NEG_INFINITY,
            Some(Known::Confirmed) | None => 0.0,
        }
    }
}

/// The next work is by somebody who has written so many, in proportion to them.
pub(super) fn prior(works: u32) -> f64 {
    f64::from(works.max(1)).ln()
}

/// The clusters that share something, for each. People are also near all authors where a name alone may decide in the end.
fn near<'k>(
    scale: Scale<'_>,
    clusters: &[Cluster],
    members: &[Member<'_>],
    fits: &[Fits],
    known: impl Iterator<Item = &'k (usize, usize)>,
) -> Vec<Vec<usize>> {
    let people = fits.len();
    let mut near: Vec<Vec<usize>> = clusters.iter().map(|_| Vec::new()).collect();
    for field in [Field::CoAuthors, Field::Organizations, Field::Venues, Field::VenueWords, Field::Subjects] {
        let mut sharing: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
        for (number, member) in members.iter().enumerate() {
            member.item.of(field).iter().for_each(|thing| sharing.entry(*thing).or_default().push(people + number));
        }
        let says_little =
            |thing: u32, count: usize| count > COMMON && scale.vocabulary.background(field, thing) > FREQUENT;
        for (person, cluster) in clusters[..people].iter().enumerate() {
            let things = cluster.group.all_things(field).filter_map(|thing| Some((thing, sharing.get(&thing)?)));
            things
                .filter(|(thing, found)| !says_little(*thing, found.len()))
                .for_each(|(_, found)| near[person].extend(found));
        }
        for found in sharing.values().filter(|found| found.len() <= COMMON) {
            found.iter().for_each(|one| near[*one].extend(found.iter().filter(|two| *two != one)));
        }
    }
    for (person, fits) in fits.iter().enumerate() {
        let namesakes = fits.values().map(|fit| fit.namesakes).fold(f64::INFINITY, f64::min);
        let most = u32::try_from(members.len()).unwrap_or(u32::MAX).saturating_add(clusters[person].group.works);
        if prior(most) - scale.weights.name * namesakes.ln_1p() >= scale.weights.accept {
            near[person] = (people..clusters.len()).collect();
        }
    }
    known.for_each(|(person, member)| near[*person].push(people + member));
    both_ways(near)
}

/// Each is near those that are near it.
fn both_ways(mut near: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
    let pairs: Vec<(usize, usize)> =
        near.iter().enumerate().flat_map(|(one, near)| near.iter().map(move |two| (*two, one))).collect();
    pairs.into_iter().for_each(|(one, two)| near[one].push(two));
    near.iter_mut().for_each(|near| {
        near.sort_unstable();
        near.dedup();
    });
    near
}
