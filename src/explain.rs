//! Where each statement about a person comes from, and what was set aside.

use std::collections::BTreeMap;
use std::fmt;

use oxigraph::model::vocab::rdf;
use oxigraph::model::{QuadRef, TermRef};
use serde::Serialize;

use crate::decode::Visibility;
use crate::graph::{page, statements};
use crate::jsonld::Context;
use crate::merge::{Profile, SourceInfo};
use crate::setup::Setup;

/// All statements about a person, by what they are about.
#[derive(Debug, Serialize)]
pub struct Explanation {
    /// The sources, the newest first.
    pub sources: Vec<SourceLine>,
    /// The nodes.
    pub nodes: Vec<NodeLines>,
}

/// A source, as far as the audience may know of it.
#[derive(Debug, Serialize)]
pub struct SourceLine {
    /// Its name.
    pub name: String,
    /// When it was last changed.
    pub modified: Option<String>,
    /// Its file.
    pub path: Option<String>,
}

/// What is said about a node.
#[derive(Debug, Serialize)]
pub struct NodeLines {
    /// The node.
    pub node: String,
    /// The statements.
    pub statements: Vec<StatementLine>,
}

/// A statement with its sources.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct StatementLine {
    /// The property.
    pub property: String,
    /// Whether it was set aside, because a newer source contradicts it.
    pub set_aside: bool,
    /// The value.
    pub value: String,
    /// The names of its sources; none for what a register says.
    pub sources: Vec<String>,
}

/// Explains what this audience may see of a person.
#[must_use]
pub fn explain(profile: &Profile<'_>, setup: &Setup, audience: Visibility) -> Explanation {
    let (context, page) = (Context::embedded(), page(profile, setup));
    let mut nodes: BTreeMap<String, Vec<StatementLine>> = BTreeMap::new();
    statements(profile, setup, audience, &mut |quad, sources| {
        let line = line(quad, sources, profile, context, &page);
        let lines = nodes.entry(short(&quad.subject.to_string(), &page)).or_default();
        if !lines.contains(&line) {
            lines.push(line);
        }
    });
    let mut nodes: Vec<NodeLines> =
        nodes.into_iter().map(|(node, statements)| NodeLines { node, statements }).collect();
    nodes.iter_mut().for_each(|node| node.statements.sort());
    Explanation { sources: profile.sources.iter().map(|source| source_line(source, audience)).collect(), nodes }
}

fn source_line(source: &SourceInfo<'_>, audience: Visibility) -> SourceLine {
    let modified = source.meta.and_then(|meta| meta.last_modified.as_ref()).map(|stamp| stamp.text.clone());
    let path = (audience >= Visibility::Internal).then(|| source.path.to_owned());
    SourceLine { name: source.slug.clone(), modified: modified.filter(|_| audience >= Visibility::Internal), path }
}

fn line(quad: QuadRef<'_>, sources: &[usize], profile: &Profile<'_>, context: &Context, page: &str) -> StatementLine {
    let QuadRef { predicate, object, graph_name, .. } = quad;
    let sources = sources.iter().map(|source| profile.sources[*source].slug.clone()).collect();
    let property = if predicate == rdf::TYPE { "a".to_owned() } else { context.compact(predicate).into_owned() };
    StatementLine {
        property,
        set_aside: !graph_name.is_default_graph(),
        value: if predicate == rdf::TYPE { class(object, context) } else { short(&object.to_string(), page) },
        sources,
    }
}

fn class(object: TermRef<'_>, context: &Context) -> String {
    if let TermRef::NamedNode(class) = object { context.compact(class).into_owned() } else { object.to_string() }
}

/// A term as a reader wants it: the page itself left out of its fragments, and no datatypes.
fn short(term: &str, page: &str) -> String {
    let term = term.split("\"^^<").next().map_or(term.to_owned(), |value| {
        if value.len() < term.len() { format!("{value}\"") } else { value.to_owned() }
    });
    match term.strip_prefix('<').and_then(|iri| iri.strip_suffix('>')) {
        Some(iri) => iri.strip_prefix(page).filter(|rest| rest.starts_with('#')).unwrap_or(iri).to_owned(),
        None => term,
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "sources, the newest first:")?;
        for source in &self.sources {
            let modified = source.modified.as_ref().map(|modified| format!(", changed {modified}")).unwrap_or_default();
            let path = source.path.as_ref().map(|path| format!(", {path}")).unwrap_or_default();
            writeln!(f, "  {}{modified}{path}", source.name)?;
        }
        for node in &self.nodes {
            writeln!(f, "\n{}", node.node)?;
            for StatementLine { property, set_aside, value, sources } in &node.statements {
                let mark = if *set_aside { "set aside: " } else { "" };
                let from = if sources.is_empty() { "the register".to_owned() } else { sources.join(", ") };
                writeln!(f, "  {mark}{property} {value}  ← {from}")?;
            }
        }
        Ok(())
    }
}
