//! The full view: every node of a thing as it stands in the store, flat.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphNameRef, NamedNodeRef, QuadRef, TermRef};

use super::nodes::Nodes;
use super::tree::{Object, Tree};
use super::{Context, Thing};
use crate::vocab::{schema, vita};

/// The graphs of a dataset, the default one under the empty name.
pub(super) type Graphs<'q> = BTreeMap<&'q str, Nodes<'q>>;

/// The graphs of these quads, indexed.
pub(super) fn graphs<'q>(quads: impl IntoIterator<Item = QuadRef<'q>>) -> Graphs<'q> {
    let (mut graphs, mut default) = (Graphs::new(), Nodes::default());
    for quad in quads {
        match quad.graph_name {
            GraphNameRef::NamedNode(graph) => graphs.entry(graph.as_str()).or_default().add(quad),
            _ => default.add(quad),
        }
    }
    graphs.insert("", default);
    graphs.values_mut().for_each(Nodes::finish);
    graphs
}

pub(super) fn body<'q>(graphs: &Graphs<'q>, thing: &Thing, context: &Context) -> Object<'q> {
    let wanted = wanted(&graphs[""], thing);
    let shown = |nodes: &Nodes<'q>| -> Vec<Tree<'q>> {
        let names = nodes.all().into_iter().filter(|name| wanted.as_ref().is_none_or(|wanted| wanted.contains(*name)));
        names.map(|name| node(name, nodes, context)).collect()
    };
    let mut list = shown(&graphs[""]);
    for (graph, claims) in graphs.iter().filter(|(graph, _)| !graph.is_empty()) {
        let claims = shown(claims);
        if !claims.is_empty() {
            list.push(Tree::Object(vec![("@id".into(), (*graph).into()), ("@graph".into(), Tree::List(claims))]));
        }
    }
    vec![("@graph".into(), Tree::List(list))]
}

/// The nodes of a thing; all of them where the thing is all there is.
pub(super) fn wanted<'q>(nodes: &Nodes<'q>, thing: &'q Thing) -> Option<BTreeSet<&'q str>> {
    match thing {
        Thing::Person { .. } | Thing::Skill(_) | Thing::Work(_) | Thing::Everything => None,
        Thing::Organization(organization) => Some(organization_nodes(nodes, organization.as_ref())),
        Thing::Team(list) => {
            let people = nodes.subjects(rdf::TYPE, schema::PERSON).map(|node| node.as_str());
            Some(people.chain([list.as_str()]).collect())
        }
    }
}

/// An organization, its departments, what it belongs to, the Roles at it and who holds them.
fn organization_nodes<'q>(nodes: &Nodes<'q>, organization: NamedNodeRef<'q>) -> BTreeSet<&'q str> {
    let mut wanted = BTreeSet::new();
    let mut parts = vec![organization];
    while let Some(part) = parts.pop() {
        if wanted.insert(part.as_str()) {
            parts.extend(nodes.subjects(schema::PARENT_ORGANIZATION, part));
        }
    }
    let part = |name: &'q str| {
        [vita::AT, vita::DEPARTMENT].map(|property| nodes.subjects(property, NamedNodeRef::new_unchecked(name)))
    };
    let roles: BTreeSet<NamedNodeRef<'q>> = wanted.iter().flat_map(|name| part(name)).flatten().collect();
    let mut parents: Vec<NamedNodeRef<'q>> = nodes.linked(organization, schema::PARENT_ORGANIZATION).collect();
    while let Some(parent) = parents.pop() {
        if wanted.insert(parent.as_str()) {
            parents.extend(nodes.linked(parent, schema::PARENT_ORGANIZATION));
        }
    }
    wanted.extend(roles.iter().flat_map(|role| nodes.linked(*role, vita::HOLDER)).map(|node| node.as_str()));
    wanted.extend(roles.into_iter().map(|node| node.as_str()));
    wanted
}

/// A node with all its properties, in alphabetical order.
fn node<'q>(name: &'q str, nodes: &Nodes<'q>, context: &Context) -> Tree<'q> {
    let mut properties: BTreeMap<Cow<'q, str>, Vec<Tree<'q>>> = BTreeMap::new();
    for (predicate, term) in nodes.properties(name) {
        let (property, value) = match term {
            TermRef::NamedNode(class) if predicate == rdf::TYPE.as_str() => {
                ("@type".into(), Tree::Text(context.compact(class)))
            }
            term => {
                let property = context.compact(NamedNodeRef::new_unchecked(predicate));
                let value = context.value(&property, term);
                (property, value)
            }
        };
        properties.entry(property).or_default().push(value);
    }
    let mut node: Object<'q> = vec![("@id".into(), name.into())];
    node.extend(properties.into_iter().filter_map(|(property, values)| Some((property, Tree::one_or_many(values)?))));
    Tree::Object(node)
}
