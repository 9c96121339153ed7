//! What documents about several people show of each, and where they are or were.
//!
//! It is kept apart from the quads so that the people of a large collection can be taken one by one.

use std::collections::BTreeMap;

use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, NamedNodeRef};

use super::frame::Framer;
use super::seo::{PERSON_IN_SHORT, ROLES};
use super::tree::Tree;
use crate::vocab::schema;

/// The properties that lead from a person to an organization.
const PLACES: [NamedNodeRef<'static>; 3] = [schema::WORKS_FOR, schema::MEMBER_OF, schema::ALUMNI_OF];

/// A person in short.
#[derive(Debug)]
pub struct Member {
    node: NamedNode,
    tree: Tree<'static>,
    /// Organizations, each with the number of the property that leads there.
    places: Vec<(usize, NamedNode)>,
}

impl Member {
    pub(super) fn new(node: NamedNodeRef<'_>, framer: &Framer<'_>) -> Self {
        let mut places = Vec::new();
        for (number, property) in PLACES.iter().enumerate() {
            let organizations = framer
                .nodes
                .linked(node, *property)
                .filter(|place| framer.is_described(*place) && !framer.is_a(*place, ROLES));
            places.extend(organizations.map(|place| (number, place.into_owned())));
        }
        let tree = Tree::Object(framer.tree(node, &PERSON_IN_SHORT)).into_owned();
        Self { node: node.into_owned(), tree, places }
    }

    /// All people of these nodes.
    pub(super) fn all(framer: &Framer<'_>) -> Vec<Self> {
        framer.nodes.subjects(rdf::TYPE, schema::PERSON).map(|node| Self::new(node, framer)).collect()
    }
}

/// People in alphabetical order of their IRIs, and by organization.
#[derive(Debug, Default)]
pub struct Directory {
    members: Vec<Member>,
    places: BTreeMap<NamedNode, [Vec<usize>; PLACES.len()]>,
}

impl Directory {
    /// A directory of these people.
    #[must_use]
    pub fn new(mut members: Vec<Member>) -> Self {
        members.sort_unstable_by(|one, two| one.node.cmp(&two.node));
        let mut places: BTreeMap<NamedNode, [Vec<usize>; PLACES.len()]> = BTreeMap::new();
        for (at, member) in members.iter_mut().enumerate() {
            for (property, place) in std::mem::take(&mut member.places) {
                places.entry(place).or_default()[property].push(at);
            }
        }
        Self { members, places }
    }

    /// The organizations that somebody works or worked at, studied at or belongs to.
    pub fn organizations(&self) -> impl Iterator<Item = &NamedNode> {
        self.places.keys()
    }

    /// The people, as IRIs.
    pub fn people(&self) -> impl Iterator<Item = &NamedNode> {
        self.members.iter().map(|member| &member.node)
    }

    pub(super) fn trees(&self) -> impl Iterator<Item = Tree<'_>> {
        self.members.iter().map(|member| Tree::Shared(&member.tree))
    }

    /// The people from whom a property leads to an organization.
    pub(super) fn people_at(&self, organization: NamedNodeRef<'_>, property: NamedNodeRef<'_>) -> Vec<Tree<'_>> {
        let lists = self.places.get(&organization.into_owned()).into_iter().flatten();
        let (_, list) = PLACES.iter().zip(lists).find(|(place, _)| **place == property).unzip();
        list.into_iter().flatten().map(|at: &usize| Tree::Shared(&self.members[*at].tree)).collect()
    }
}
