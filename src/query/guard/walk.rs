//! What stands directly within patterns and expressions, in one place for all that walks through a query.

use spargebra::Query;
use spargebra::algebra::{AggregateExpression, Expression, GraphPattern, OrderExpression};

use super::Inner;

/// The pattern of a query.
pub(super) fn pattern(query: &Query) -> &GraphPattern {
    match query {
        Query::Select { pattern, .. }
        | Query::Construct { pattern, .. }
        | Query::Describe { pattern, .. }
        | Query::Ask { pattern, .. } => pattern,
    }
}

/// What stands directly within a pattern.
pub(super) fn of_pattern(pattern: &GraphPattern) -> Inner<'_> {
    use GraphPattern as P;
    match pattern {
        P::Bgp { .. } | P::Path { .. } | P::Values { .. } => Inner::default(),
        P::Join { left, right } | P::Lateral { left, right } | P::Union { left, right } | P::Minus { left, right } => {
            Inner { patterns: vec![left, right], expressions: Vec::new() }
        }
        P::LeftJoin { left, right, expression } => {
            Inner { patterns: vec![left, right], expressions: expression.iter().collect() }
        }
        P::Filter { expr: expression, inner } | P::Extend { inner, expression, .. } => {
            Inner { patterns: vec![inner], expressions: vec![expression] }
        }
        P::OrderBy { inner, expression } => {
            Inner { patterns: vec![inner], expressions: expression.iter().map(ordered).collect() }
        }
        P::Group { inner, aggregates, .. } => {
            let expressions = aggregates.iter().filter_map(|(_, aggregate)| aggregated(aggregate));
            Inner { patterns: vec![inner], expressions: expressions.collect() }
        }
        P::Graph { inner, .. }
        | P::Project { inner, .. }
        | P::Distinct { inner }
        | P::Reduced { inner }
        | P::Slice { inner, .. }
        | P::Service { inner, .. } => Inner { patterns: vec![inner], expressions: Vec::new() },
    }
}

fn ordered(order: &OrderExpression) -> &Expression {
    match order {
        OrderExpression::Asc(expression) | OrderExpression::Desc(expression) => expression,
    }
}

fn aggregated(aggregate: &AggregateExpression) -> Option<&Expression> {
    match aggregate {
        AggregateExpression::FunctionCall { expr, .. } => Some(expr),
        AggregateExpression::CountSolutions { .. } => None,
    }
}

/// What stands directly within an expression.
pub(super) fn of_expression(expression: &Expression) -> Inner<'_> {
    use Expression as E;
    let expressions = match expression {
        E::NamedNode(_) | E::Literal(_) | E::Variable(_) | E::Bound(_) => Vec::new(),
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
        | E::Divide(one, two) => vec![&**one, &**two],
        E::UnaryPlus(one) | E::UnaryMinus(one) | E::Not(one) => vec![&**one],
        E::In(one, list) => std::iter::once(&**one).chain(list).collect(),
        E::If(condition, one, two) => vec![&**condition, &**one, &**two],
        E::Coalesce(list) | E::FunctionCall(_, list) => list.iter().collect(),
        E::Exists(pattern) => return Inner { patterns: vec![pattern], expressions: Vec::new() },
    };
    Inner { patterns: Vec::new(), expressions }
}
