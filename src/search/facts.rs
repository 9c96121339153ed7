//! What a store knows of people and of what they are found by.

use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::store::Store;
use crate::text::Text;
use crate::vocab::{schema, vita};

/// How many organizations one may stand above another.
const HIGHEST: usize = 16;

/// A language and a text.
pub(super) type Wording = (Box<str>, Box<str>);

type Links = FxHashMap<NamedNode, Vec<NamedNode>>;
type Literals = FxHashMap<NamedNode, Vec<Wording>>;

/// Nodes and literals by their nodes.
pub(super) struct Facts {
    names: Literals,
    other_names: Literals,
    titles: Literals,
    positions: Literals,
    employers: Links,
    groups: Links,
    former: Links,
    skills: Links,
    parents: Links,
    /// The roles of each person, those that began last first.
    roles: Links,
    at: Links,
    departments: Links,
    ended: FxHashSet<NamedNode>,
}

/// What a person is found by beside the names. Organizations come with those that they belong to.
#[derive(Debug, Default)]
pub(super) struct Career<'f> {
    /// Those of today, employers first, and of these the one of the newest role.
    pub(super) organizations: Vec<&'f NamedNode>,
    pub(super) former: Vec<&'f NamedNode>,
    /// The title, then positions of today.
    pub(super) titles: Vec<&'f [Wording]>,
    pub(super) past_titles: Vec<&'f [Wording]>,
    pub(super) skills: &'f [NamedNode],
}

impl Facts {
    pub(super) fn new(store: &Store) -> Self {
        let mut facts = Self {
            names: Literals::default(),
            other_names: Literals::default(),
            titles: literals(store, schema::JOB_TITLE, |_| true),
            positions: literals(store, schema::ROLE_NAME, |_| true),
            employers: links(store, schema::WORKS_FOR),
            groups: links(store, schema::MEMBER_OF),
            former: links(store, schema::ALUMNI_OF),
            skills: links(store, schema::KNOWS_ABOUT),
            parents: links(store, schema::PARENT_ORGANIZATION),
            roles: roles(store),
            at: links(store, vita::AT),
            departments: links(store, vita::DEPARTMENT),
            ended: store.quads_with(schema::END_DATE).iter().filter_map(subject).collect(),
        };
        let wanted = facts.wanted(store);
        facts.names = literals(store, schema::NAME, |node| wanted.contains(node));
        facts.other_names = literals(store, schema::ALTERNATE_NAME, |node| wanted.contains(node));
        facts
    }

    /// The nodes whose names are needed; those of works, which are the most, are not.
    fn wanted(&self, store: &Store) -> FxHashSet<NamedNode> {
        let linked =
            [&self.employers, &self.groups, &self.former, &self.skills, &self.parents, &self.at, &self.departments];
        let linked = linked.into_iter().flat_map(Links::values).flatten().cloned();
        linked.chain(store.people()).collect()
    }

    /// The name of a node.
    pub(super) fn name(&self, node: &NamedNode) -> Text {
        self.names.get(node).map(|wordings| text(wordings)).unwrap_or_default()
    }

    /// All names of a node in all languages.
    pub(super) fn all_names(&self, node: &NamedNode) -> impl Iterator<Item = &str> {
        let names = [&self.names, &self.other_names].into_iter().filter_map(move |names| names.get(node));
        names.flatten().map(|(_, wording)| &**wording)
    }

    /// What a person is found by.
    pub(super) fn career(&self, person: &NamedNode) -> Career<'_> {
        let roles = of(&self.roles, person);
        let now = self.organizations(person, roles);
        let (current, ended): (Vec<_>, Vec<_>) = roles.iter().partition(|role| self.is_current(role, &now));
        let places = roles.iter().flat_map(|role| of(&self.at, role)).chain(of(&self.former, person));
        let former = places.chain(self.departments(&ended));
        let own = self.titles.get(person).map(Vec::as_slice);
        Career {
            organizations: self.lineages(now.iter().copied().chain(self.departments(&current))),
            former: self.lineages(former),
            titles: own.into_iter().chain(self.positions(person, &current)).collect(),
            past_titles: self.positions(person, &ended).collect(),
            skills: of(&self.skills, person),
        }
    }

    /// Where a person is today.
    fn organizations<'f>(&'f self, person: &NamedNode, roles: &[NamedNode]) -> Vec<&'f NamedNode> {
        let newest = roles.iter().filter(|role| !self.ended.contains(role)).flat_map(|role| of(&self.at, role));
        let newest: Vec<&NamedNode> = newest.collect();
        let age = |node: &&NamedNode| newest.iter().position(|newer| newer == node).unwrap_or(usize::MAX);
        let sorted = |linked: &'f Links| {
            // A property leads to roles too.
            let named =
                of(linked, person).iter().filter(|node| !self.at.contains_key(node) && self.names.contains_key(node));
            let mut named: Vec<&NamedNode> = named.collect();
            named.sort_by_key(age);
            named
        };
        [sorted(&self.employers), sorted(&self.groups)].concat()
    }

    fn is_current(&self, role: &NamedNode, now: &[&NamedNode]) -> bool {
        !self.ended.contains(role) && of(&self.at, role).iter().any(|organization| now.contains(&organization))
    }

    fn departments<'f>(&'f self, roles: &[&NamedNode]) -> impl Iterator<Item = &'f NamedNode> {
        roles.iter().flat_map(|role| of(&self.departments, role))
    }

    /// The positions of those roles that are jobs.
    fn positions<'f>(&'f self, person: &NamedNode, roles: &[&NamedNode]) -> impl Iterator<Item = &'f [Wording]> {
        let jobs = roles.iter().filter(|role| of(&self.employers, person).contains(role));
        jobs.filter_map(|role| self.positions.get(*role)).map(Vec::as_slice)
    }

    /// Organizations, and those that they belong to, upwards.
    fn lineages<'f>(&'f self, organizations: impl Iterator<Item = &'f NamedNode>) -> Vec<&'f NamedNode> {
        organizations.flat_map(|organization| self.lineage(organization)).collect()
    }

    fn lineage<'f>(&'f self, organization: &'f NamedNode) -> Vec<&'f NamedNode> {
        let mut all = vec![organization];
        let mut at = 0;
        while at < all.len() && all.len() < HIGHEST {
            for parent in of(&self.parents, all[at]) {
                if !all.contains(&parent) {
                    all.push(parent);
                }
            }
            at += 1;
        }
        all
    }
}

/// The first wording in each language.
pub(super) fn text(wordings: &[Wording]) -> Text {
    wordings.iter().fold(Text::default(), |text, (language, wording)| match text.get(language) {
        Some(_) => text,
        None => text.with(&**language, &**wording),
    })
}

/// The roles of each person.
fn roles(store: &Store) -> Links {
    let dates = literals(store, schema::START_DATE, |_| true);
    let began = |role: &NamedNode| dates.get(role).and_then(|dates| dates.last()).map_or("", |(_, date)| date);
    let mut roles = Links::default();
    for quad in store.quads_with(vita::HOLDER) {
        if let (Some(role), Some(holder)) = (subject(&quad), node(quad.object)) {
            roles.entry(holder).or_default().push(role);
        }
    }
    for of_one in roles.values_mut() {
        of_one.sort_by(|one, other| began(other).cmp(began(one)).then_with(|| one.cmp(other)));
    }
    roles
}

/// What a property leads to from each node, in alphabetical order.
fn links(store: &Store, property: NamedNodeRef<'_>) -> Links {
    let mut links = Links::default();
    for quad in store.quads_with(property) {
        if let (Some(from), Some(to)) = (subject(&quad), node(quad.object)) {
            links.entry(from).or_default().push(to);
        }
    }
    links.values_mut().for_each(|linked| linked.sort_unstable());
    links
}

/// The literals that some nodes have by a property, in the order of languages and texts.
fn literals(store: &Store, property: NamedNodeRef<'_>, wanted: impl Fn(&NamedNode) -> bool) -> Literals {
    let mut literals = Literals::default();
    for quad in store.quads_with(property) {
        if let (Some(node), Term::Literal(literal)) = (subject(&quad).filter(&wanted), &quad.object) {
            let wording = (literal.language().unwrap_or_default().into(), literal.value().into());
            literals.entry(node).or_default().push(wording);
        }
    }
    literals.values_mut().for_each(|wordings| wordings.sort_unstable());
    literals
}

fn of<'l>(links: &'l Links, node: &NamedNode) -> &'l [NamedNode] {
    links.get(node).map_or(&[], Vec::as_slice)
}

fn subject(quad: &Quad) -> Option<NamedNode> {
    match &quad.subject {
        NamedOrBlankNode::NamedNode(node) => Some(node.clone()),
        NamedOrBlankNode::BlankNode(_) => None,
    }
}

fn node(term: Term) -> Option<NamedNode> {
    if let Term::NamedNode(node) = term { Some(node) } else { None }
}
