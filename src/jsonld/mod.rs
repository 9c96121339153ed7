//! JSON-LD out of quads: context, frames and views.
//!
//! The `seo` view is for search engines: one thing, framed, in one language, with what a page about it shows.
//! The `full` view is for programs: every node of the thing as it stands in the store, flat, with language tags,
//! Roles, provenance and the claims that were set aside. Both are trees with a fixed order of keys and values.

mod context;
mod directory;
mod frame;
mod full;
mod nodes;
mod seo;
mod tree;

use oxigraph::model::{NamedNode, NamedOrBlankNode, Quad, QuadRef};
use serde_json::Value;

use crate::graph::Properties;
use frame::Framer;

pub use context::Context;
pub use directory::{Directory, Member};
pub use tree::{Object, Tree};

/// A way to look at a thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// For search engines: framed, in one language.
    #[default]
    Seo,
    /// For programs: all that the store says.
    Full,
}

impl View {
    /// The properties that its documents are made from, if not all.
    #[must_use]
    pub fn properties(self) -> Option<&'static Properties> {
        match self {
            Self::Seo => Some(seo::properties()),
            Self::Full => None,
        }
    }
}

/// What a document is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Thing {
    /// The person of this page.
    Person {
        /// The address of the page.
        page: String,
    },
    /// An organization.
    Organization(NamedNode),
    /// All people, as the list with this IRI.
    Team(NamedNode),
    /// A skill.
    Skill(NamedNode),
    /// A paper, a patent or another work.
    Work(NamedNode),
    /// The whole graph.
    Everything,
}

/// How a document is written.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// The view.
    pub view: View,
    /// The languages of the `seo` view, the wanted one first, then those to fall back to.
    pub languages: &'a [String],
    /// Whether the context is written out, in place of its address.
    pub inline_context: bool,
}

/// The document about a thing, from the quads of a store or of a mapping.
#[must_use]
pub fn document(quads: &[Quad], thing: &Thing, options: Options<'_>) -> Value {
    Documents::new(quads.iter().map(Quad::as_ref), options).document(thing)
}

/// Those of the quads that the full view of a thing shows.
#[must_use]
pub fn quads_about(quads: Vec<Quad>, thing: &Thing) -> Vec<Quad> {
    let graphs = full::graphs(quads.iter().map(Quad::as_ref));
    let Some(wanted) = full::wanted(&graphs[""], thing) else { return quads };
    let is_wanted =
        |quad: &&Quad| matches!(&quad.subject, NamedOrBlankNode::NamedNode(node) if wanted.contains(node.as_str()));
    quads.iter().filter(is_wanted).cloned().collect()
}

/// The IRI of what a document is about: the entity of its page, or else itself. A graph is about its one profile page.
#[must_use]
pub fn about(document: &Value) -> Option<&str> {
    let nodes = document.get("@graph").and_then(Value::as_array);
    let mut pages = nodes.into_iter().flatten().filter(|node| node["@type"] == "ProfilePage");
    let root = if nodes.is_some() { pages.next().filter(|_| pages.next().is_none())? } else { document };
    let entity = root.get("mainEntity").and_then(|entity| entity.get("@id").or(Some(entity)));
    entity.or_else(|| root.get("@id"))?.as_str()
}

/// Makes documents about several things out of the same quads.
pub struct Documents<'q> {
    graphs: full::Graphs<'q>,
    options: Options<'q>,
}

impl<'q> Documents<'q> {
    /// Documents of these quads, written in this way.
    #[must_use]
    pub fn new(quads: impl IntoIterator<Item = QuadRef<'q>>, options: Options<'q>) -> Self {
        Self { graphs: full::graphs(quads), options }
    }

    /// The people of these quads, as documents about several show them.
    #[must_use]
    pub fn members(&self) -> Vec<Member> {
        Member::all(&self.framer())
    }

    /// The document about a thing.
    #[must_use]
    pub fn document(&self, thing: &Thing) -> Value {
        match self.options.view {
            View::Seo => self.document_with(thing, &Directory::new(seo::members(&self.framer(), thing))).into(),
            View::Full => self.document_with(thing, &Directory::default()).into(),
        }
    }

    /// The document about a thing, where the `seo` view shows the people of a directory, of whom there need be no quads.
    #[must_use]
    pub fn document_with<'t>(&'t self, thing: &Thing, directory: &'t Directory) -> Tree<'t> {
        let context = Context::embedded();
        let body = Tree::Object(match self.options.view {
            View::Seo => seo::body(&self.framer(), thing, directory),
            View::Full => full::body(&self.graphs, thing, context),
        });
        let written = match self.options.inline_context {
            true => context.inline(&body),
            false => Context::address(self.options.view == View::Full),
        };
        let mut document: Object<'t> = vec![("@context".into(), written)];
        if let Tree::Object(body) = body {
            document.extend(body);
        }
        Tree::Object(document)
    }

    fn framer(&self) -> Framer<'_> {
        Framer { nodes: &self.graphs[""], context: Context::embedded(), languages: self.options.languages }
    }
}
