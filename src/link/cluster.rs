//! The works of one block are put together: always the two groups that are most probably of one person.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use super::block::{Fits, Names};
use super::evidence::{Group, Scale};
use super::features::{FIELDS, Item};
use super::lens::{Lens, Things};

/// What is put together.
pub(super) struct Clusters<'a> {
    pub(super) scale: Scale<'a>,
    pub(super) names: Names,
    /// Of each person, how names fit.
    pub(super) fits: Vec<Rc<Fits>>,
    /// The authors of candidates.
    pub(super) members: Vec<Member<'a>>,
    /// The people first, then the authors.
    pub(super) clusters: Vec<Cluster>,
    /// What was decided, and what identifiers say, of a person and an author.
    pub(super) known: FxHashMap<(usize, usize), Known>,
    things: Things,
    lens: Lens,
    /// Of each person, what the members of each cluster are worth together; empty after something has come to the person.
    worths: Vec<Vec<f64>>,
    heap: BinaryHeap<Pair>,
    /// The clusters that share something with a cluster.
    near: Vec<Vec<u32>>,
}

/// An author of a candidate.
pub(super) struct Member<'a> {
    /// The number of the candidate.
    pub(super) work: usize,
    pub(super) item: &'a Item,
    /// The numbers of the item's things in the block.
    pub(super) things: Box<[u32]>,
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
    /// The works of its members.
    works: FxHashSet<usize>,
    /// The names of its members.
    names: SmallVec<[usize; 2]>,
    is_person: bool,
    /// Whether something has come to it since its pairs were last looked at.
    has_grown: bool,
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

/// Where more pairs are looked at, it pays to know the co-authors of co-authors beforehand.
const SEVERAL: usize = 8;

impl<'a> Clusters<'a> {
    pub(super) fn new(
        scale: Scale<'a>,
        names: Names,
        fits: Vec<Rc<Fits>>,
        people: Vec<Group>,
        members: Vec<Member<'a>>,
        known: FxHashMap<(usize, usize), Known>,
        things: Things,
    ) -> Self {
        let person = |group| Cluster::of_person(group, scale);
        let authors = members.iter().enumerate().map(|(number, member)| Cluster::of_author(number, member));
        let clusters: Vec<Cluster> = people.into_iter().map(person).chain(authors).collect();
        let near = near(scale, &clusters, &members, &fits, known.keys());
        let (heap, lens, worths) = (BinaryHeap::new(), Lens::default(), vec![Vec::new(); fits.len()]);
        Self { scale, names, fits, members, clusters, known, things, lens, worths, heap, near }
    }

    /// Puts together all that belongs together. After each step only those are looked at again that share something
    /// with what has come to a cluster; when nothing is left, all are, because a cluster that grows gains on all.
    pub(super) fn run(&mut self) {
        self.join_confirmed();
        loop {
            let all = 0..self.clusters.len();
            let grown: Vec<usize> = all.filter(|one| std::mem::take(&mut self.clusters[*one].has_grown)).collect();
            let is_first = grown.len() == self.clusters.len();
            for one in grown {
                let mut near = self.near[one].clone();
                // Each pair once.
                near.retain(|two| !is_first || *two as usize > one);
                self.offer(one, near);
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
            self.offer(base, near);
        } else {
            self.offer_pair(base, other);
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
    fn offer(&mut self, one: usize, mut near: Vec<u32>) {
        if self.clusters[one].version.is_none() {
            return;
        }
        near.iter_mut().for_each(|two| *two = self.now(*two));
        near.sort_unstable();
        near.dedup();
        if near.len() <= SEVERAL || self.clusters[one].is_person {
            near.into_iter().for_each(|two| self.offer_pair(one, two as usize));
            return;
        }
        let mut lens = std::mem::take(&mut self.lens);
        lens.look(&self.clusters[one].group, &self.things, self.scale);
        let mut others = Vec::new();
        for two in near {
            let (base, other) = self.in_order(one, two as usize);
            if base == one {
                let score = self.score(base, other, Some(&mut lens));
                self.push(base, other, score);
            } else {
                others.push(base);
            }
        }
        self.lens = lens;
        others.into_iter().for_each(|base| self.offer_pair(base, one));
    }

    fn offer_pair(&mut self, one: usize, two: usize) {
        let (base, other) = self.in_order(one, two);
        if self.worths.get(base).is_some_and(Vec::is_empty) && !self.clusters[other].is_person {
            self.look_around(base);
        }
        let score = self.score(base, other, None);
        self.push(base, other, score);
    }

    /// Works out what all authors that are with nobody are worth to a person.
    fn look_around(&mut self, person: usize) {
        let mut worths = vec![0.0; self.clusters.len()];
        let group = &self.clusters[person].group;
        self.lens.look(group, &self.things, self.scale);
        for (number, author) in self.members.iter().enumerate() {
            if author.cluster >= self.fits.len() && self.fits[person].contains_key(&author.name) {
                worths[author.cluster] +=
                    self.lens.weigh(author.item, &author.things, group, self.scale) + self.worth(person, number);
            }
        }
        self.worths[person] = worths;
    }

    fn push(&mut self, base: usize, other: usize, score: f64) {
        if score >= self.scale.weights.join && base != other {
            let versions = (self.clusters[base].version, self.clusters[other].version);
            self.heap.push(Pair { score, clusters: (base, other), versions });
        }
    }

    /// The cluster that something is in now.
    fn now(&self, cluster: u32) -> u32 {
        let member = (cluster as usize).checked_sub(self.people());
        member.map_or(cluster, |member| number(self.members[member].cluster))
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
            self.clusters[base].group.add_known(self.members[*member].item, self.scale.vocabulary);
        }
        let (names, works) = (self.clusters[other].names.clone(), std::mem::take(&mut self.clusters[other].works));
        self.clusters[other].group = Group::default();
        let near = std::mem::take(&mut self.near[other]);
        let mut near: Vec<u32> = self.near[base].iter().chain(&near).map(|two| self.now(*two)).collect();
        near.sort_unstable();
        near.dedup();
        self.near[base] = near;
        match self.worths.get_mut(base) {
            Some(of_person) => of_person.clear(),
            None => self.worths.iter_mut().filter(|worths| !worths.is_empty()).for_each(|worths| {
                worths[base] += worths[other];
            }),
        }
        let cluster = &mut self.clusters[base];
        cluster.works.extend(works);
        cluster.has_grown = true;
        cluster.members.extend(taken);
        cluster.names.extend(names);
        cluster.names.sort_unstable();
        cluster.names.dedup();
        cluster.version = cluster.version.map(|version| version + 1);
    }

    /// What speaks for one person behind two clusters, or nothing where it cannot be. The lens looks at the first one.
    fn score(&self, base: usize, other: usize, mut lens: Option<&mut Lens>) -> f64 {
        let (one, two) = (&self.clusters[base], &self.clusters[other]);
        let names = || two.names.iter().copied();
        if two.is_person {
            return f64::NEG_INFINITY;
        }
        let name = if one.is_person {
            names().map(|name| self.name(base, name)).fold(f64::INFINITY, f64::min)
        } else {
            one.names.iter().flat_map(|one| names().map(|two| self.of_two(*one, two))).fold(f64::INFINITY, f64::min)
        };
        if name == f64::NEG_INFINITY || share(&one.works, &two.works) {
            return f64::NEG_INFINITY;
        }
        let worth = |member: &usize| {
            let author = &self.members[*member];
            match &mut lens {
                Some(lens) => lens.weigh(author.item, &author.things, &one.group, self.scale),
                None => self.scale.weigh(author.item, &one.group),
            }
        };
        let worths = match self.worths.get(base) {
            Some(of_person) => of_person[other],
            None => two.members.iter().map(worth).sum::<f64>(),
        };
        #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52")]
        let count = two.members.len() as f64;
        name + prior(one.group.works) + worths / count.powf(self.scale.weights.group)
    }

    /// What a name says for a person.
    pub(super) fn name(&self, person: usize, name: usize) -> f64 {
        self.fits[person].get(&name).map_or(f64::NEG_INFINITY, |fit| fit.writing - self.scale.weights.name * fit.rarity)
    }

    fn of_two(&self, one: usize, two: usize) -> f64 {
        match self.names.agree(one, two) {
            true => -self.scale.weights.name * self.names.rarity(one).max(self.names.rarity(two)),
            false => f64::NEG_INFINITY,
        }
    }

    /// The sums of the weights of links of these authors with a person that they are not linked to.
    pub(super) fn sums(&mut self, person: usize, members: &[usize]) -> Vec<f64> {
        let mut lens = std::mem::take(&mut self.lens);
        let group = &self.clusters[person].group;
        lens.look(group, &self.things, self.scale);
        let sum = |member: &usize| {
            let author = &self.members[*member];
            self.name(person, author.name)
                + prior(group.works)
                + lens.weigh(author.item, &author.things, group, self.scale)
                + self.worth(person, *member)
        };
        let sums = members.iter().map(sum).collect();
        self.lens = lens;
        sums
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

/// Whether two sets have something in common.
fn share(one: &FxHashSet<usize>, two: &FxHashSet<usize>) -> bool {
    let (few, many) = if one.len() <= two.len() { (one, two) } else { (two, one) };
    few.iter().any(|work| many.contains(work))
}

impl Cluster {
    fn of_person(group: Group, scale: Scale<'_>) -> Self {
        group.reach(scale.vocabulary);
        Self {
            group,
            members: Vec::new(),
            works: FxHashSet::default(),
            names: SmallVec::new(),
            is_person: true,
            has_grown: true,
            version: Some(0),
        }
    }

    fn of_author(number: usize, member: &Member<'_>) -> Self {
        let mut group = Group::default();
        group.add(member.item);
        Self {
            group,
            members: vec![number],
            works: FxHashSet::from_iter([member.work]),
            names: SmallVec::from_slice(&[member.name]),
            is_person: false,
            has_grown: true,
            version: Some(0),
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
    fits: &[Rc<Fits>],
    known: impl Iterator<Item = &'k (usize, usize)>,
) -> Vec<Vec<u32>> {
    let people = fits.len();
    let mut near: Vec<Vec<u32>> = clusters.iter().map(|_| Vec::new()).collect();
    for field in FIELDS {
        let mut sharing: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for (at, member) in (people..).zip(members) {
            member.item.of(field).iter().for_each(|thing| sharing.entry(*thing).or_default().push(number(at)));
        }
        let says_little =
            |thing: u32, count: usize| count > COMMON && scale.vocabulary.background(field, thing) > FREQUENT;
        for (person, cluster) in clusters[..people].iter().enumerate() {
            let things = cluster.group.all_things(field).filter_map(|thing| Some((thing, sharing.get(&thing)?)));
            let telling = things.filter(|(thing, found)| !says_little(*thing, found.len()));
            telling.for_each(|(_, found)| near[person].extend(found));
            once(&mut near[person]);
        }
        for found in sharing.values().filter(|found| found.len() <= COMMON) {
            found.iter().for_each(|one| near[*one as usize].extend(found.iter().filter(|two| *two != one)));
        }
        near[people..].iter_mut().for_each(once);
    }
    for (person, fits) in fits.iter().enumerate() {
        let rarest = fits.values().map(|fit| fit.rarity).fold(f64::INFINITY, f64::min);
        let most = u32::try_from(members.len()).unwrap_or(u32::MAX).saturating_add(clusters[person].group.works);
        if prior(most) - scale.weights.name * rarest >= scale.weights.join {
            near[person] = (number(people)..number(clusters.len())).collect();
        }
    }
    known.for_each(|(person, member)| near[*person].push(number(people + member)));
    for person in 0..people {
        let found = near[person].clone();
        found.iter().for_each(|member| near[*member as usize].push(number(person)));
    }
    near.iter_mut().for_each(once);
    near
}

/// In order, each once.
fn once(numbers: &mut Vec<u32>) {
    numbers.sort_unstable();
    numbers.dedup();
}

/// A place in a block as it is kept.
fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
