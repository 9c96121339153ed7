//! GROUP_CONCAT that stops: the engine's own gathers without an end.

use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNode, Term};
use oxigraph::sparql::{AggregateFunctionAccumulator, SparqlEvaluator};
use spargebra::Query;
use spargebra::algebra::AggregateFunction;

use crate::query::bind::with_aggregates;
use crate::store::budget::GrowingText;

/// A bounded GROUP_CONCAT, by the name under which the query has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concat {
    name: NamedNode,
    separator: String,
}

/// The query with each GROUP_CONCAT as a bounded one, and those to [`register`].
#[must_use]
pub fn bounded(query: Query) -> (Query, Vec<Concat>) {
    let mut concats = Vec::new();
    let query = with_aggregates(query, |function| match function {
        AggregateFunction::GroupConcat { separator } => {
            AggregateFunction::Custom(named(separator.unwrap_or_else(|| " ".to_owned()), &mut concats))
        }
        other => other,
    });
    (query, concats)
}

/// An evaluator that knows these.
pub fn register(evaluator: SparqlEvaluator, concats: &[Concat]) -> SparqlEvaluator {
    concats.iter().cloned().fold(evaluator, |evaluator, Concat { name, separator }| {
        evaluator.with_custom_aggregate_function(name, move || Box::new(Gathered::new(&separator)))
    })
}

/// The name of what gathers with this separator.
fn named(separator: String, concats: &mut Vec<Concat>) -> NamedNode {
    if let Some(known) = concats.iter().find(|concat| concat.separator == separator) {
        return known.name.clone();
    }
    let name = NamedNode::new_unchecked(format!("urn:vitagraph:group-concat:{}", concats.len()));
    concats.push(Concat { name: name.clone(), separator });
    name
}

/// What a group has gathered so far. The result is that of the engine: a language where all texts have the same one, and
/// none where one of the values is no text.
struct Gathered {
    separator: String,
    text: Option<GrowingText>,
    /// The language of all so far; nothing before the first.
    language: Option<Option<String>>,
}

impl Gathered {
    fn new(separator: &str) -> Self {
        Self { separator: separator.to_owned(), text: Some(GrowingText::default()), language: None }
    }
}

impl AggregateFunctionAccumulator for Gathered {
    fn accumulate(&mut self, element: Term) {
        let Some(gathered) = &mut self.text else { return };
        let Some((value, language)) = text_of(element) else {
            self.text = None;
            return;
        };
        match &mut self.language {
            None => self.language = Some(language),
            Some(known) => {
                if *known != language {
                    *known = None;
                }
                gathered.push(&self.separator);
            }
        }
        gathered.push(&value);
    }

    fn finish(&mut self) -> Option<Term> {
        let text = self.text.take()?.text().to_owned();
        Some(match self.language.take().flatten() {
            Some(language) => Literal::new_language_tagged_literal_unchecked(text, language).into(),
            None => Literal::new_simple_literal(text).into(),
        })
    }
}

fn text_of(term: Term) -> Option<(String, Option<String>)> {
    let Term::Literal(literal) = term else { return None };
    if literal.language().is_none() && literal.datatype() != xsd::STRING {
        return None;
    }
    let language = literal.language().map(str::to_owned);
    Some((literal.destruct().0, language))
}
