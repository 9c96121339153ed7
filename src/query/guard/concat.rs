//! GROUP_CONCAT that stops: the engine's own gathers without an end.

use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNode, Term};
use oxigraph::sparql::{AggregateFunctionAccumulator, SparqlEvaluator};
use spargebra::Query;
use spargebra::algebra::{AggregateExpression, AggregateFunction, Expression, GraphPattern, OrderExpression};

use crate::store::budget::GrowingText;

/// A bounded GROUP_CONCAT, by the name under which the query has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concat {
    name: NamedNode,
    separator: String,
}

/// The query with each GROUP_CONCAT as a bounded one, and those to [`register`].
#[must_use]
pub fn bounded(mut query: Query) -> (Query, Vec<Concat>) {
    let mut concats = Vec::new();
    match &mut query {
        Query::Select { pattern, .. }
        | Query::Construct { pattern, .. }
        | Query::Describe { pattern, .. }
        | Query::Ask { pattern, .. } => in_pattern(pattern, &mut concats),
    }
    (query, concats)
}

/// An evaluator that knows these.
pub fn register(evaluator: SparqlEvaluator, concats: &[Concat]) -> SparqlEvaluator {
    concats.iter().cloned().fold(evaluator, |evaluator, Concat { name, separator }| {
        evaluator.with_custom_aggregate_function(name, move || Box::new(Gathered::new(&separator)))
    })
}

fn in_pattern(pattern: &mut GraphPattern, concats: &mut Vec<Concat>) {
    use GraphPattern as P;
    match pattern {
        P::Bgp { .. } | P::Path { .. } | P::Values { .. } => {}
        P::Join { left, right } | P::Lateral { left, right } | P::Union { left, right } | P::Minus { left, right } => {
            in_pattern(left, concats);
            in_pattern(right, concats);
        }
        P::LeftJoin { left, right, expression } => {
            in_pattern(left, concats);
            in_pattern(right, concats);
            in_expressions(expression, concats);
        }
        P::Filter { expr: expression, inner } | P::Extend { inner, expression, .. } => {
            in_pattern(inner, concats);
            in_expression(expression, concats);
        }
        P::OrderBy { inner, expression } => {
            in_pattern(inner, concats);
            for OrderExpression::Asc(expression) | OrderExpression::Desc(expression) in expression {
                in_expression(expression, concats);
            }
        }
        P::Group { inner, aggregates, .. } => {
            in_pattern(inner, concats);
            aggregates.iter_mut().for_each(|(_, aggregate)| in_aggregate(aggregate, concats));
        }
        P::Graph { inner, .. }
        | P::Project { inner, .. }
        | P::Distinct { inner }
        | P::Reduced { inner }
        | P::Slice { inner, .. }
        | P::Service { inner, .. } => in_pattern(inner, concats),
    }
}

fn in_aggregate(aggregate: &mut AggregateExpression, concats: &mut Vec<Concat>) {
    let AggregateExpression::FunctionCall { name, expr, .. } = aggregate else { return };
    in_expression(expr, concats);
    if let AggregateFunction::GroupConcat { separator } = name {
        *name = AggregateFunction::Custom(named(separator.take().unwrap_or_else(|| " ".to_owned()), concats));
    }
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

fn in_expressions<'e>(expressions: impl IntoIterator<Item = &'e mut Expression>, concats: &mut Vec<Concat>) {
    expressions.into_iter().for_each(|expression| in_expression(expression, concats));
}

fn in_expression(expression: &mut Expression, concats: &mut Vec<Concat>) {
    use Expression as E;
    match expression {
        E::NamedNode(_) | E::Literal(_) | E::Variable(_) | E::Bound(_) => {}
        E::Or(one, two)
        | E::And(one, two)
        | E::Equal(one, two)
        | E::SameTerm(one, two)
        | E::Greater(one, two)
        | E::GreaterOrEqual(one, two)
        | E::Less(one, two)
        | E::LessOrEqual(one, two)
        | E::Add(one, two)
        | E::Subtract(one, two)
        | E::Multiply(one, two)
        | E::Divide(one, two) => in_expressions([&mut **one, &mut **two], concats),
        E::UnaryPlus(one) | E::UnaryMinus(one) | E::Not(one) => in_expression(one, concats),
        E::In(one, list) => in_expressions(std::iter::once(&mut **one).chain(list), concats),
        E::If(condition, one, two) => in_expressions([&mut **condition, &mut **one, &mut **two], concats),
        E::Coalesce(list) | E::FunctionCall(_, list) => in_expressions(list, concats),
        E::Exists(pattern) => in_pattern(pattern, concats),
    }
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
