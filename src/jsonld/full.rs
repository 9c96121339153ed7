//! The full view: every node of a thing as it stands in the store, flat.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term};
use serde_json::{Map, Value};

use super::nodes::compare;
use super::{Context, Thing};
use crate::vocab::{schema, vita};

/// The nodes of one graph, by their IRIs.
type Nodes<'q> = BTreeMap<&'q str, Vec<&'q Quad>>;

pub(super) fn body(quads: &[Quad], thing: &Thing, context: &Context) -> Map<String, Value> {
    let wanted = wanted(quads, thing);
    let mut graphs: BTreeMap<&str, Nodes<'_>> = BTreeMap::new();
    for quad in quads {
        let graph = match &quad.graph_name {
            GraphName::NamedNode(graph) => graph.as_str(),
            _ => "",
        };
        let subject = subject(quad);
        if wanted.as_ref().is_none_or(|wanted| wanted.contains(subject)) {
            graphs.entry(graph).or_default().entry(subject).or_default().push(quad);
        }
    }
    let mut list: Vec<Value> =
        graphs.remove("").unwrap_or_default().into_values().map(|quads| node(&quads, context)).collect();
    for (graph, nodes) in graphs {
        let claims: Vec<Value> = nodes.into_values().map(|quads| node(&quads, context)).collect();
        list.push(Value::Object(Map::from_iter([("@id".into(), graph.into()), ("@graph".to_owned(), claims.into())])));
    }
    Map::from_iter([("@graph".to_owned(), Value::Array(list))])
}

fn subject(quad: &Quad) -> &str {
    match &quad.subject {
        NamedOrBlankNode::NamedNode(node) => node.as_str(),
        NamedOrBlankNode::BlankNode(node) => node.as_str(),
    }
}

/// The nodes of a thing; all of them where the thing is all there is in the store.
fn wanted(quads: &[Quad], thing: &Thing) -> Option<BTreeSet<String>> {
    match thing {
        Thing::Person { .. } | Thing::Everything => None,
        Thing::Organization(organization) => Some(organization_nodes(quads, organization)),
        Thing::Team(list) => Some(team_nodes(quads, list)),
    }
}

/// An organization, its departments, what it belongs to, the Roles at it and who holds them.
fn organization_nodes(quads: &[Quad], organization: &NamedNode) -> BTreeSet<String> {
    let object =
        |quad: &Quad| if let Term::NamedNode(node) = &quad.object { node.as_str().to_owned() } else { String::new() };
    let mut nodes = BTreeSet::from([organization.as_str().to_owned()]);
    let parents = |nodes: &mut BTreeSet<String>, up: bool| loop {
        let links = quads.iter().filter(|quad| quad.predicate == schema::PARENT_ORGANIZATION);
        let more: Vec<String> = links
            .filter_map(|quad| {
                if up {
                    nodes.contains(subject(quad)).then(|| object(quad))
                } else {
                    nodes.contains(&object(quad)).then(|| subject(quad).to_owned())
                }
            })
            .collect();
        let before = nodes.len();
        nodes.extend(more);
        if nodes.len() == before {
            break;
        }
    };
    parents(&mut nodes, false);
    let roles: BTreeSet<String> = quads
        .iter()
        .filter(|quad| quad.predicate == vita::AT || quad.predicate == vita::DEPARTMENT)
        .filter(|quad| nodes.contains(&object(quad)))
        .map(|quad| subject(quad).to_owned())
        .collect();
    let holders: Vec<String> = quads
        .iter()
        .filter(|quad| quad.predicate == vita::HOLDER && roles.contains(subject(quad)))
        .map(object)
        .collect();
    parents(&mut nodes, true);
    nodes.extend(roles);
    nodes.extend(holders);
    nodes
}

/// The list of people, and the people on it.
fn team_nodes(quads: &[Quad], list: &NamedNode) -> BTreeSet<String> {
    let people = quads
        .iter()
        .filter(|quad| quad.predicate == rdf::TYPE && quad.object == schema::PERSON.into())
        .map(|quad| subject(quad).to_owned());
    people.chain([list.as_str().to_owned()]).collect()
}

/// A node with all its properties, in alphabetical order.
fn node(quads: &[&Quad], context: &Context) -> Value {
    let mut properties: BTreeMap<String, Vec<&Term>> = BTreeMap::new();
    for quad in quads {
        let name =
            if quad.predicate == rdf::TYPE { "@type".to_owned() } else { context.compact(quad.predicate.as_ref()) };
        properties.entry(name).or_default().push(&quad.object);
    }
    let mut node =
        Map::from_iter([("@id".to_owned(), Value::from(quads.first().map(|quad| subject(quad)).unwrap_or_default()))]);
    for (name, mut terms) in properties {
        terms.sort_by(|one, two| compare(one, two));
        terms.dedup();
        let value = |term: &&Term| match term {
            Term::NamedNode(class) if name == "@type" => context.compact(class.as_ref()).into(),
            term => context.value(&name, term),
        };
        let mut values: Vec<Value> = terms.iter().map(value).collect();
        let value = if values.len() == 1 { values.remove(0) } else { Value::Array(values) };
        node.insert(name, value);
    }
    Value::Object(node)
}
