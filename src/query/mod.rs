//! Named queries: SPARQL files whose head says what they answer and which values they take.
//!
//! The head is YAML in comments that begin with `#+`, after the convention of grlc
//! (<https://grlc.io>): `summary`, `description`, `tags`, `example`, and `params`, which are typed here, and `chart`,
//! how the answer is drawn. The same file is a command, and a resource on the web.

mod bind;
mod catalogue;
mod chart;
pub mod guard;
mod head;
mod parameters;
mod plot;
mod resolve;

use oxigraph::model::Variable;
use spargebra::algebra::GraphPattern;
use spargebra::{Query, SparqlParser};

/// The engine's terms and results, which queries take and give.
pub use oxigraph::{model, sparql};

pub use bind::{Bindings, bind, printed};
pub use catalogue::{Catalogue, is_query};
pub use chart::{Chart, ChartKind, Datum};
pub use parameters::{Kind as ValueKind, Parameter, Values};
pub use resolve::Entities;

use crate::error::{Error, Kind};
use crate::report::Report;
use crate::vocab;

/// A query with its head.
#[derive(Clone, Debug)]
pub struct NamedQuery {
    /// Its name: that of its file, without ending.
    pub name: String,
    /// What it answers, in one line.
    pub summary: String,
    /// More about it.
    pub description: String,
    /// What it belongs to.
    pub tags: Vec<String>,
    /// The arguments of an example.
    pub example: String,
    /// The values that it takes, in the order of its head.
    pub parameters: Vec<Parameter>,
    /// How its answer is drawn.
    pub chart: Option<Chart>,
    /// The whole file.
    pub text: String,
    algebra: Query,
}

impl NamedQuery {
    /// A query of a file or of standard input. What is wrong with its head goes to `report`.
    ///
    /// # Errors
    /// Where it cannot be parsed.
    pub fn new(name: &str, text: &str, report: &mut Report) -> Result<Self, Error> {
        head::read(name, name, text, report).map_err(|message| Kind::Query { name: name.to_owned(), message }.into())
    }

    /// Whether it gives triples, not solutions.
    #[must_use]
    pub fn is_graph(&self) -> bool {
        matches!(self.algebra, Query::Construct { .. } | Query::Describe { .. })
    }

    /// The columns of its answer; triples and booleans have none.
    fn columns(&self) -> Vec<&str> {
        let Query::Select { pattern, .. } = &self.algebra else { return Vec::new() };
        let mut pattern = pattern;
        loop {
            match pattern {
                GraphPattern::Slice { inner, .. }
                | GraphPattern::Distinct { inner }
                | GraphPattern::Reduced { inner } => pattern = inner,
                GraphPattern::Project { variables, .. } => return variables.iter().map(Variable::as_str).collect(),
                _ => return Vec::new(),
            }
        }
    }

    /// Whether a value may be the name of a thing of the graph.
    #[must_use]
    pub fn names_things(&self) -> bool {
        use parameters::Kind::{Organization, Person, Skill, Work};
        self.parameters.iter().any(|parameter| matches!(parameter.kind, Person | Organization | Skill | Work))
    }

    /// The algebra with these values in it.
    ///
    /// # Errors
    /// A missing value, one that is not of its parameter's kind, or a query that cannot take it.
    pub fn bound(&self, values: &Values, entities: &Entities) -> Result<Query, Error> {
        let bindings = parameters::bindings(&self.parameters, values, entities)?;
        bind(self.algebra.clone(), &bindings).map_err(|message| Kind::Query { name: self.name.clone(), message }.into())
    }
}

/// Parses a query; the prefixes of the graph need not be declared.
///
/// # Errors
/// What is wrong with it, in words: its syntax, or that it changes data or asks other servers.
pub fn parse(text: &str) -> Result<Query, String> {
    let parser = || {
        vocab::PREFIXES.iter().fold(SparqlParser::new(), |parser, (prefix, namespace)| {
            parser.with_prefix(*prefix, *namespace).unwrap_or_default()
        })
    };
    let query = parser().parse_query(text).map_err(|error| match parser().parse_update(text) {
        Ok(_) => "is an update; the graph is made from the records, and changes with them alone".to_owned(),
        Err(_) => error.to_string(),
    })?;
    // Binding nothing walks through all of it, and finds what is not allowed.
    bind(query, &Bindings::default())
}
