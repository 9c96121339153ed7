//! Whom a person worked with: colleagues, by the months at one organization at the same time, and co-authors, by works.
//!
//! Colleagues are found in the table of stays, once through those of each organization: some microseconds for a
//! thousand people. Names are looked up only of those who are shown.

use std::collections::BTreeMap;

use oxigraph::model::{NamedNode, NamedNodeRef};

use super::Options;
use super::facts::Facts;
use super::spans::works;
use crate::date::Date;
use crate::store::{Node, Stay, Store, month};
use crate::text::folded;
use crate::vocab::{schema, vita};

/// Somebody who was at the same organization at the same time.
#[derive(Clone, Debug)]
pub struct Colleague {
    /// Who.
    pub node: NamedNode,
    /// The person's name.
    pub name: String,
    /// Where they shared most months.
    pub organization: NamedNode,
    /// Its name.
    pub place: String,
    /// The months shared at all organizations; what dates leave open counts as possible.
    pub months: u32,
}

/// Colleagues, the longest shared time first.
#[derive(Clone, Debug, Default)]
pub struct Colleagues {
    /// The first of them.
    pub list: Vec<Colleague>,
    /// How many there are in all.
    pub count: usize,
}

/// Somebody who wrote or invented something with the person.
#[derive(Clone, Debug)]
pub struct CoAuthor {
    /// Who, if the store has a page about them.
    pub node: Option<NamedNode>,
    /// The name, as printed where there is no page.
    pub name: String,
    /// How many works they have in common.
    pub works: usize,
    /// The year of the last of these, where one is dated.
    pub latest: Option<u16>,
}

/// Months since the year 0, from the first to the one after the last.
pub(super) type Months = (i32, i32);

/// Somebody's months shared with a person at one organization.
#[derive(Clone, Copy)]
struct Shared {
    holder: Node,
    organization: Node,
    months: i32,
}

/// Those who were at the same organizations at the same time as a person, no more than `limit` of them.
#[must_use]
pub fn colleagues(store: &Store, person: NamedNodeRef<'_>, options: &Options<'_>, limit: usize) -> Colleagues {
    let facts = Facts::new(store, options);
    let Some(own) = store.node_of(person) else { return Colleagues::default() };
    let mut organizations: Vec<NamedNodeRef<'_>> =
        store.subjects(vita::HOLDER, person.into()).flat_map(|role| facts.nodes(role, vita::AT)).collect();
    organizations.sort_unstable();
    organizations.dedup();
    let now = after(options);
    let stays = organizations.into_iter().map(|organization| store.stays_at(organization));
    let mut shared: Vec<Shared> = stays.flat_map(|stays| shared_at(stays, own, now)).collect();
    // A stable sort takes advantage of runs, which these are.
    shared.sort_by_key(|shared| shared.holder);
    let mut people: Vec<Shared> =
        shared.chunk_by(|one, other| one.holder == other.holder).filter_map(together).collect();
    let count = people.len();
    let order = |one: &Shared, other: &Shared| other.months.cmp(&one.months).then(one.holder.cmp(&other.holder));
    if limit < count {
        people.select_nth_unstable_by(limit, order);
        people.truncate(limit);
    }
    people.sort_unstable_by(order);
    Colleagues { list: people.into_iter().map(|shared| colleague(facts, shared)).collect(), count }
}

/// Those who wrote papers or made inventions with a person, most works first. Whoever has no page here is known by
/// name alone, and is one where the name is the same.
#[must_use]
pub fn coauthors(store: &Store, person: NamedNodeRef<'_>, options: &Options<'_>) -> Vec<CoAuthor> {
    let facts = Facts::new(store, options);
    let mut people: BTreeMap<(Option<NamedNodeRef<'_>>, String), CoAuthor> = BTreeMap::new();
    for work in works(facts, person) {
        let year = [schema::DATE_CREATED, schema::DATE_PUBLISHED].into_iter().find_map(|dated| facts.date(work, dated));
        for (node, printed) in others(facts, work, person) {
            let key = (node, node.map_or_else(|| folded(&printed), |_| String::new()));
            let new = || CoAuthor { node: node.map(NamedNodeRef::into_owned), name: printed, works: 0, latest: None };
            let known = people.entry(key).or_insert_with(new);
            known.works += 1;
            known.latest = known.latest.max(year.map(Date::year));
        }
    }
    let mut people: Vec<CoAuthor> = people.into_values().collect();
    people.iter_mut().for_each(|known| {
        if let Some(node) = &known.node {
            known.name = facts.name(node.as_ref());
        }
    });
    people.sort_by(|one, other| (other.works, other.latest, &one.name).cmp(&(one.works, one.latest, &other.name)));
    people
}

/// The other authors of a work, each once: by node, or by printed name. The roles of one position, which the records of
/// several people gave, are one author.
fn others<'s>(
    facts: Facts<'s>,
    work: NamedNodeRef<'s>,
    person: NamedNodeRef<'_>,
) -> Vec<(Option<NamedNodeRef<'s>>, String)> {
    let mut found = Vec::new();
    let mut positions: BTreeMap<&str, Option<NamedNodeRef<'s>>> = BTreeMap::new();
    for relation in [schema::AUTHOR, schema::CREATOR] {
        for author in facts.nodes(work, relation).filter(|author| *author != person) {
            let Some(position) = facts.literals(author, schema::POSITION).next() else {
                if facts.is_a(author, schema::PERSON) {
                    found.push((Some(author), String::new()));
                }
                continue;
            };
            let is_linked = facts.nodes(author, relation).next().is_some();
            let role = positions.entry(position.value()).or_insert(Some(author));
            *role = role.filter(|_| !is_linked);
        }
    }
    let printed = positions.into_values().flatten().filter_map(|role| facts.text(role, schema::NAME));
    found.extend(printed.map(|name| (None, name)));
    found.sort();
    found.dedup();
    found
}

/// The months that others shared with a person, of the stays at one organization.
fn shared_at(stays: &[Stay], own: Node, now: i32) -> Vec<Shared> {
    let mine: Vec<Months> = {
        let from = stays.partition_point(|stay| stay.holder < own);
        union(stays[from..].iter().take_while(|stay| stay.holder == own), now)
    };
    let (Some(first), Some(last)) = (mine.first(), mine.last()) else { return Vec::new() };
    let (first, last) = (first.0, last.1);
    let others = stays.chunk_by(|one, other| one.holder == other.holder).filter(|stays| stays[0].holder != own);
    let shared = others.filter_map(|stays| {
        let mut months = 0;
        each_stretch(stays.iter(), now, |theirs| {
            if theirs.0 < last && theirs.1 > first {
                months += common(&mine, theirs);
            }
        });
        (months > 0).then(|| Shared { holder: stays[0].holder, organization: stays[0].organization, months })
    });
    shared.collect()
}

/// The month after today's.
pub(super) fn after(options: &Options<'_>) -> i32 {
    month(options.today) + 1
}

/// The months of a stay before `now`, the month after today's.
pub(super) fn months(stay: &Stay, now: i32) -> Option<Months> {
    let after = stay.after.min(now);
    (stay.from < after).then_some((stay.from, after))
}

/// Months of stays in the order of their beginnings, each month once.
pub(super) fn union<'t>(stays: impl Iterator<Item = &'t Stay>, now: i32) -> Vec<Months> {
    let mut union = Vec::new();
    each_stretch(stays, now, |stretch| union.push(stretch));
    union
}

/// Gives the stretches of [`union`] one by one, so that going through thousands of people takes no memory.
fn each_stretch<'t>(stays: impl Iterator<Item = &'t Stay>, now: i32, mut take: impl FnMut(Months)) {
    let mut last: Option<Months> = None;
    for (from, after) in stays.filter_map(|stay| months(stay, now)) {
        match &mut last {
            Some(last) if from <= last.1 => last.1 = last.1.max(after),
            _ => {
                if let Some(last) = last.replace((from, after)) {
                    take(last);
                }
            }
        }
    }
    if let Some(last) = last {
        take(last);
    }
}

/// How many months are in a stretch and in these.
pub(super) fn common(mine: &[Months], (from, after): Months) -> i32 {
    mine.iter().map(|mine| (mine.1.min(after) - mine.0.max(from)).max(0)).sum()
}

/// All that somebody shared, at the organization with most of it.
fn together(shared: &[Shared]) -> Option<Shared> {
    let most = shared.iter().max_by_key(|shared| shared.months)?;
    Some(Shared { months: shared.iter().map(|shared| shared.months).sum(), ..*most })
}

fn colleague(facts: Facts<'_>, shared: Shared) -> Colleague {
    let [node, organization] = [shared.holder, shared.organization].map(|node| facts.store.iri(node));
    Colleague {
        node: node.into_owned(),
        name: facts.name(node),
        organization: organization.into_owned(),
        place: facts.name(organization),
        months: shared.months.unsigned_abs(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::vocab::prov;
    use oxigraph::model::{GraphName, Literal, Quad, Term};

    /// A store with stays at one organization, as pairs of first month and months that they take.
    fn store(stays: &[(usize, i32, i32)]) -> Store {
        let node = |name: &str| NamedNode::new_unchecked(format!("https://example.org/{name}"));
        let day = |month: i32| {
            Literal::new_typed_literal(
                format!("{:04}-{:02}-01", month / 12, month % 12 + 1),
                oxigraph::model::vocab::xsd::DATE,
            )
        };
        let quads = stays.iter().enumerate().flat_map(|(at, (person, from, long))| {
            let role = node(&format!("role-{at}"));
            let objects: [(NamedNodeRef<'_>, Term); 4] = [
                (vita::HOLDER, node(&format!("person-{person}")).into()),
                (vita::AT, node("organization").into()),
                (vita::FROM, day(*from).into()),
                (vita::UNTIL, day(from + long - 1).into()),
            ];
            objects.map(|(property, object)| Quad::new(role.clone(), property, object, GraphName::DefaultGraph))
        });
        let known = Quad::new(node("person-0"), prov::WAS_DERIVED_FROM, node("source"), GraphName::DefaultGraph);
        Store::new(quads.collect::<Vec<_>>().into_iter().chain([known])).unwrap()
    }

    proptest! {
        #[test]
        fn colleagues_are_those_with_a_month_in_common(
            stays in prop::collection::vec((0..6usize, 24_000..24_060i32, 1..20i32), 1..30),
            limit in 0..6usize,
        ) {
            let store = store(&stays);
            let at_work = |person: usize, month: i32| {
                stays.iter().any(|(who, from, long)| *who == person && *from <= month && month < from + long)
            };
            let common = |person: usize| (23_990..24_100).filter(|month| at_work(0, *month) && at_work(person, *month)).count();
            let mut expected: Vec<u32> = (1..6).map(|person| common(person) as u32).filter(|months| *months > 0).collect();
            expected.sort_unstable_by(|one, other| other.cmp(one));
            let today = chrono::NaiveDate::from_ymd_opt(2100, 1, 1).unwrap();
            let options =
                Options { languages: &[], today, href: &|_| None, words: Default::default(), width: 720, id: "p" };
            let found = colleagues(&store, NamedNodeRef::new_unchecked("https://example.org/person-0"), &options, limit);
            prop_assert_eq!(found.count, expected.len());
            expected.truncate(limit);
            prop_assert_eq!(found.list.iter().map(|known| known.months).collect::<Vec<_>>(), expected);
        }
    }
}
