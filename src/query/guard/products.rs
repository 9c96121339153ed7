//! Parts of a query that share no variable: each row of one is put beside each row of the other.
//!
//! How many rows a part has is told by the counts of the store. Joins are taken apart as the engine takes them apart,
//! and what connects two parts is what connects them for the engine: a variable that is bound in every row of both. One
//! that may be unbound does not, nor does a FILTER that compares two variables.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::vocab::xsd;
use oxigraph::model::{NamedNode, Term};
use spargebra::algebra::{Expression, Function, GraphPattern, PropertyPathExpression};
use spargebra::term::{GroundTerm, NamedNodePattern, TermPattern, TriplePattern};

use super::{Count, Limits, Refusal, walk};

const CONNECT: &str = "add a pattern that connects them, or LIMIT in a sub-select";
const BIND_FIRST: &str = "the variable that both have may be unbound: move one into the braces of the other";

/// How many names of variables stand for a part.
const NAMES: usize = 3;

/// Says which parts of a pattern make too many rows together.
pub(super) fn check(pattern: &GraphPattern, count: &Count<'_>, limits: &Limits) -> Result<(), Refusal> {
    let sizes = Sizes { count, limits };
    sizes.part(pattern, &Scope::default()).map(drop)
}

/// What is known from outside: the graph, and the variables that a row has already.
#[derive(Clone, Default)]
struct Scope {
    graph: Option<String>,
    outside: BTreeSet<String>,
    /// Whether a row may bring variables along that are not known to be bound.
    open: bool,
}

/// The rows of a part, and its variables.
#[derive(Clone, Default)]
struct Part {
    rows: u64,
    /// Whether its conditions say that it has none, so that the engine leaves it out.
    empty: bool,
    /// Bound in every row.
    bound: BTreeSet<String>,
    /// Bound in some rows.
    seen: BTreeSet<String>,
    /// Variables that have another value in nearly each row, such as the subjects of a property.
    keys: BTreeSet<String>,
    /// How many rows may have the same values.
    same: u64,
    /// How many patterns it is of.
    patterns: usize,
}

struct Sizes<'c> {
    count: &'c Count<'c>,
    limits: &'c Limits,
}

impl Sizes<'_> {
    fn part(&self, pattern: &GraphPattern, scope: &Scope) -> Result<Part, Refusal> {
        use GraphPattern as P;
        match pattern {
            P::Bgp { .. } | P::Path { .. } | P::Join { .. } => self.join(pattern, scope),
            P::Graph { name, inner } => self.part(inner, &in_graph(scope, name)),
            P::Values { variables, bindings } => {
                Ok(values(variables.iter().map(ToString::to_string).collect(), bindings))
            }
            P::LeftJoin { left, right, .. } => {
                let (left, right) = (self.part(left, scope)?, self.part(right, scope)?);
                self.pair("has OPTIONAL with no variable that is bound on both sides", &left, &right, scope)?;
                self.expressions(pattern, &left, scope)?;
                Ok(left_join(left, right))
            }
            P::Lateral { left, right } => {
                let left = self.part(left, scope)?;
                let right = self.part(right, &with_outside(scope, &left))?;
                // A row of the left is put into the right, also where it is optional there.
                if left.bound.intersection(&right.seen).next().is_none() {
                    self.pair("has LATERAL with no variable that is bound on both sides", &left, &right, scope)?;
                }
                Ok(joined(left, right))
            }
            P::Minus { left, right } => {
                let (left, right) = (self.part(left, scope)?, self.part(right, scope)?);
                self.pair("has MINUS with no variable that is bound on both sides", &left, &right, scope)?;
                Ok(left)
            }
            P::Union { left, right } => Ok(union(self.part(left, scope)?, self.part(right, scope)?)),
            P::Filter { inner, expr } => {
                let inner = self.part(inner, scope)?;
                self.expressions(pattern, &inner, scope)?;
                Ok(if is_true(expr, &inner, scope) == Some(false) { none() } else { inner })
            }
            P::OrderBy { inner, .. } => {
                let inner = self.part(inner, scope)?;
                self.expressions(pattern, &inner, scope)?;
                Ok(inner)
            }
            P::Extend { inner, variable, expression } => {
                let mut inner = self.part(inner, scope)?;
                self.expressions(pattern, &inner, scope)?;
                if has_value(expression, &inner) {
                    inner.bound.insert(variable.to_string());
                }
                inner.seen.insert(variable.to_string());
                Ok(inner)
            }
            P::Group { inner, variables, aggregates } => {
                let inner = self.part(inner, scope)?;
                self.expressions(pattern, &inner, scope)?;
                let names: Vec<String> = variables.iter().map(ToString::to_string).collect();
                Ok(group(inner, &names, aggregates.iter().map(|(variable, _)| variable.to_string())))
            }
            P::Project { inner, variables } => {
                let names: BTreeSet<String> = variables.iter().map(ToString::to_string).collect();
                let inner_scope =
                    Scope { outside: scope.outside.intersection(&names).cloned().collect(), ..scope.clone() };
                Ok(only(self.part(inner, &inner_scope)?, &names))
            }
            P::Distinct { inner } => {
                let inner = self.part(inner, scope)?;
                Ok(if inner.seen.is_empty() { Part { rows: inner.rows.min(1), ..inner } } else { inner })
            }
            P::Reduced { inner } | P::Service { inner, .. } => self.part(inner, scope),
            P::Slice { inner, start, length } => {
                let inner = self.part(inner, scope)?;
                let rows = inner.rows.saturating_sub(*start as u64);
                let rows = length.map_or(rows, |length| rows.min(length as u64));
                Ok(Part { rows, same: inner.same.min(rows), ..inner })
            }
        }
    }

    /// The patterns within the EXISTS of expressions, with the rows that they are asked for.
    fn expressions(&self, pattern: &GraphPattern, rows: &Part, scope: &Scope) -> Result<(), Refusal> {
        let scope = with_outside(scope, rows);
        walk::of_pattern(pattern).expressions.into_iter().try_for_each(|expression| self.exists(expression, &scope))
    }

    fn exists(&self, expression: &Expression, scope: &Scope) -> Result<(), Refusal> {
        let inner = walk::of_expression(expression);
        inner.patterns.into_iter().try_for_each(|pattern| self.part(pattern, scope).map(drop))?;
        inner.expressions.into_iter().try_for_each(|expression| self.exists(expression, scope))
    }

    fn join(&self, pattern: &GraphPattern, scope: &Scope) -> Result<Part, Refusal> {
        let mut operands = Vec::new();
        self.operands(pattern, scope, &mut operands)?;
        if operands.iter().any(|operand| operand.empty) {
            return Ok(none());
        }
        let mut parts: Vec<Part> = connected(operands, scope);
        parts.sort_by_key(|part| std::cmp::Reverse(part.rows));
        let rows = parts.iter().map(|part| part.rows).fold(1, u64::saturating_mul);
        if let [one, two, ..] = &parts[..] {
            let how = format!("joins {} parts that share no variable", parts.len());
            self.product(&how, rows, one, two)?;
        }
        if let Some(part) = parts.iter().find(|part| part.same > self.limits.product) {
            return Err(Refusal::Repeated { rows: part.same });
        }
        let whole = parts.into_iter().reduce(joined);
        Ok(Part { rows, ..whole.unwrap_or_else(|| Part { rows: 1, same: 1, ..Part::default() }) })
    }

    fn operands(&self, pattern: &GraphPattern, scope: &Scope, operands: &mut Vec<Part>) -> Result<(), Refusal> {
        match pattern {
            GraphPattern::Bgp { patterns } => {
                operands.extend(patterns.iter().map(|triple| self.triple(triple, scope)));
            }
            GraphPattern::Path { subject, path, object } => {
                let rows = self.path(Some(subject), path, Some(object));
                operands.push(of_terms(rows, [name_of(subject), name_of(object), scope.graph.clone()]));
            }
            GraphPattern::Join { left, right } => {
                self.operands(left, scope, operands)?;
                self.operands(right, scope, operands)?;
            }
            GraphPattern::Graph { name, inner } => self.operands(inner, &in_graph(scope, name), operands)?,
            other => operands.push(self.part(other, scope)?),
        }
        Ok(())
    }

    fn triple(&self, triple: &TriplePattern, scope: &Scope) -> Part {
        let predicate = match &triple.predicate {
            NamedNodePattern::NamedNode(node) => Some(node),
            NamedNodePattern::Variable(_) => None,
        };
        let rows = self.matches(Some(&triple.subject), predicate, Some(&triple.object));
        let is_one = predicate.is_some() && is_fixed(Some(&triple.subject)) && is_fixed(Some(&triple.object));
        let rows = if is_one { rows.min(1) } else { rows };
        let names =
            [name_of(&triple.subject), variable_of(&triple.predicate), name_of(&triple.object), scope.graph.clone()];
        let keys = predicate.and_then(|_| name_of(&triple.subject)).into_iter().collect();
        Part { keys, ..of_terms(rows, names) }
    }

    fn matches(
        &self,
        subject: Option<&TermPattern>,
        predicate: Option<&NamedNode>,
        object: Option<&TermPattern>,
    ) -> u64 {
        let subject = match subject {
            Some(TermPattern::NamedNode(node)) => Some(node),
            _ => None,
        };
        let object = match object {
            Some(TermPattern::NamedNode(node)) => Some(Term::from(node.clone())),
            Some(TermPattern::Literal(literal)) => Some(Term::from(literal.clone())),
            _ => None,
        };
        (self.count)(subject, predicate, object.as_ref()) as u64
    }

    /// The pairs of a path, roughly: what repeats is taken for ten times what it repeats.
    fn path(&self, start: Option<&TermPattern>, path: &PropertyPathExpression, end: Option<&TermPattern>) -> u64 {
        use PropertyPathExpression as P;
        match path {
            P::NamedNode(node) => self.matches(start, Some(node), end),
            P::Reverse(inner) => self.path(end, inner, start),
            P::Sequence(one, two) => self.path(start, one, None).max(self.path(None, two, end)),
            P::Alternative(one, two) => self.path(start, one, end).saturating_add(self.path(start, two, end)),
            P::OneOrMore(inner) => self.path(None, inner, None).saturating_mul(10),
            P::ZeroOrMore(inner) | P::ZeroOrOne(inner) => {
                let nodes = if is_fixed(start) || is_fixed(end) { 1 } else { self.matches(None, None, None) };
                nodes.saturating_add(self.path(None, inner, None).saturating_mul(10))
            }
            P::NegatedPropertySet(_) => self.matches(start, None, end),
        }
    }

    /// Two sides that the engine compares row by row where no variable connects them.
    fn pair(&self, how: &str, left: &Part, right: &Part, scope: &Scope) -> Result<(), Refusal> {
        let connected = left.bound.intersection(&right.bound).next().is_some()
            || [left, right].iter().all(|part| part.bound.intersection(&scope.outside).next().is_some());
        if connected { Ok(()) } else { self.product(how, left.rows.saturating_mul(right.rows), left, right) }
    }

    fn product(&self, how: &str, rows: u64, one: &Part, two: &Part) -> Result<(), Refusal> {
        if rows <= self.limits.product || one.rows <= 1 || two.rows <= 1 {
            return Ok(());
        }
        let shared = one.seen.intersection(&two.seen).next().is_some();
        Err(Refusal::Product {
            how: how.to_owned(),
            one: one.label(),
            one_rows: one.rows,
            two: two.label(),
            two_rows: two.rows,
            hint: if shared { BIND_FIRST } else { CONNECT },
        })
    }
}

impl Part {
    /// Its variables, as far as they are few.
    fn label(&self) -> String {
        let names: Vec<&str> = self.seen.iter().filter(|name| name.starts_with('?')).map(String::as_str).collect();
        match names.len() {
            0 if self.patterns == 0 => "rows without values".to_owned(),
            0 => "patterns without variables".to_owned(),
            few if few <= NAMES => names.join(" "),
            _ => format!("{} …", names[..NAMES].join(" ")),
        }
    }
}

fn is_fixed(term: Option<&TermPattern>) -> bool {
    matches!(term, Some(TermPattern::NamedNode(_) | TermPattern::Literal(_)))
}

fn name_of(term: &TermPattern) -> Option<String> {
    match term {
        TermPattern::Variable(variable) => Some(variable.to_string()),
        TermPattern::BlankNode(node) => Some(node.to_string()),
        TermPattern::NamedNode(_) | TermPattern::Literal(_) => None,
    }
}

fn variable_of(name: &NamedNodePattern) -> Option<String> {
    match name {
        NamedNodePattern::Variable(variable) => Some(variable.to_string()),
        NamedNodePattern::NamedNode(_) => None,
    }
}

fn in_graph(scope: &Scope, name: &NamedNodePattern) -> Scope {
    Scope { graph: variable_of(name), ..scope.clone() }
}

fn with_outside(scope: &Scope, rows: &Part) -> Scope {
    Scope { outside: scope.outside.union(&rows.bound).cloned().collect(), graph: scope.graph.clone(), open: true }
}

fn of_terms(rows: u64, names: impl IntoIterator<Item = Option<String>>) -> Part {
    let bound: BTreeSet<String> = names.into_iter().flatten().collect();
    Part { rows, seen: bound.clone(), bound, same: 1, patterns: 1, ..Part::default() }
}

/// A block of values; rows that are the same in it multiply with those of another one.
fn values(names: Vec<String>, rows: &[Vec<Option<GroundTerm>>]) -> Part {
    let mut counts: BTreeMap<Vec<String>, u64> = BTreeMap::new();
    for row in rows {
        *counts
            .entry(row.iter().map(|value| value.as_ref().map_or(String::new(), ToString::to_string)).collect())
            .or_default() += 1;
    }
    let same = counts.into_values().max().unwrap_or(0);
    let has = |column: usize| rows.iter().filter(|row| row.get(column).is_some_and(Option::is_some)).count();
    let columns = || names.iter().enumerate();
    let bound = columns().filter(|(column, _)| has(*column) == rows.len()).map(|(_, name)| name.clone()).collect();
    let seen = columns().filter(|(column, _)| has(*column) > 0).map(|(_, name)| name.clone()).collect();
    let keys = names.iter().filter(|_| names.len() == 1 && same == 1).cloned().collect();
    Part { rows: rows.len() as u64, empty: rows.is_empty(), bound, seen, keys, same, patterns: 0 }
}

/// The operands put together where a variable connects them, or where all are asked for with a row from outside.
fn connected(operands: Vec<Part>, scope: &Scope) -> Vec<Part> {
    let outside = |part: &Part| part.bound.intersection(&scope.outside).next().is_some();
    let mut parts: Vec<Part> = Vec::new();
    for mut operand in operands {
        let mut apart = Vec::new();
        for part in parts {
            if part.bound.intersection(&operand.bound).next().is_some() || (outside(&part) && outside(&operand)) {
                operand = joined(part, operand);
            } else {
                apart.push(part);
            }
        }
        apart.push(operand);
        parts = apart;
    }
    parts
}

/// Two parts with a common variable. Where it is a key of one of them, there are as many rows as the other one has; else
/// as many as the larger one has, and more where rows of both are the same.
fn joined(one: Part, two: Part) -> Part {
    let by = |keys: &BTreeSet<String>, other: &Part| keys.intersection(&other.bound).next().is_some();
    let (by_one, by_two) = (by(&one.keys, &two), by(&two.keys, &one));
    let (rows, keys) = match (by_one, by_two) {
        (true, true) => (one.rows.min(two.rows), one.keys.union(&two.keys).cloned().collect()),
        (true, false) => (two.rows, two.keys.clone()),
        (false, true) => (one.rows, one.keys.clone()),
        (false, false) => (one.rows.max(two.rows), BTreeSet::new()),
    };
    let same = one.same.saturating_mul(two.same);
    let repeated = one.rows.saturating_mul(two.same).min(two.rows.saturating_mul(one.same));
    Part {
        rows: match (one.rows.min(two.rows), same) {
            (0, _) => 0,
            (_, 0 | 1) => rows,
            _ => rows.max(repeated),
        },
        empty: one.empty || two.empty,
        bound: one.bound.union(&two.bound).cloned().collect(),
        seen: one.seen.union(&two.seen).cloned().collect(),
        keys,
        same,
        patterns: one.patterns + two.patterns,
    }
}

fn left_join(left: Part, right: Part) -> Part {
    if right.empty {
        return left;
    }
    let single = right.keys.intersection(&left.bound).next().is_some();
    let rows = if left.rows == 0 || single { left.rows } else { left.rows.max(right.rows) };
    let keys = if single { left.keys.clone() } else { BTreeSet::new() };
    let seen = left.seen.union(&right.seen).cloned().collect();
    Part { rows, seen, keys, patterns: left.patterns + right.patterns, ..left }
}

fn union(one: Part, two: Part) -> Part {
    if one.empty || two.empty {
        return if one.empty { two } else { one };
    }
    Part {
        empty: false,
        keys: BTreeSet::new(),
        rows: one.rows.saturating_add(two.rows),
        bound: one.bound.intersection(&two.bound).cloned().collect(),
        seen: one.seen.union(&two.seen).cloned().collect(),
        same: one.same.saturating_add(two.same),
        patterns: one.patterns + two.patterns,
    }
}

/// What an aggregate gives may be unbound. Without variables to group by there is one row.
fn group(inner: Part, names: &[String], aggregates: impl Iterator<Item = String>) -> Part {
    let names: BTreeSet<String> = names.iter().cloned().collect();
    let rows = if names.is_empty() { 1 } else { inner.rows };
    let empty = inner.empty && !names.is_empty();
    let keys = if names.len() == 1 { names.clone() } else { BTreeSet::new() };
    let mut part = Part { rows, empty, keys, same: 1, ..only(inner, &names) };
    part.seen.extend(aggregates);
    part
}

fn only(part: Part, names: &BTreeSet<String>) -> Part {
    let keep = |set: &BTreeSet<String>| set.intersection(names).cloned().collect();
    Part { bound: keep(&part.bound), seen: keep(&part.seen), keys: keep(&part.keys), ..part }
}

/// A part without rows.
fn none() -> Part {
    Part { empty: true, ..Part::default() }
}

/// Whether a condition holds, as far as the engine sees it before it looks at the data.
fn is_true(expression: &Expression, rows: &Part, scope: &Scope) -> Option<bool> {
    let of = |expression: &Expression| is_true(expression, rows, scope);
    match expression {
        Expression::Literal(literal) if literal.datatype() == xsd::BOOLEAN => literal.value().parse().ok(),
        Expression::Bound(variable) => {
            let name = variable.to_string();
            match (rows.bound.contains(&name), rows.seen.contains(&name) || scope.open) {
                (true, _) => Some(true),
                (false, false) => Some(false),
                (false, true) => None,
            }
        }
        Expression::Not(inner) => of(inner).map(|holds| !holds),
        Expression::And(one, two) => match (of(one), of(two)) {
            (Some(true), Some(true)) => Some(true),
            (Some(false), _) | (_, Some(false)) => Some(false),
            _ => None,
        },
        Expression::Or(one, two) => match (of(one), of(two)) {
            (Some(false), Some(false)) => Some(false),
            (Some(true), _) | (_, Some(true)) => Some(true),
            _ => None,
        },
        _ => None,
    }
}

/// Whether an expression has a value in every row.
fn has_value(expression: &Expression, rows: &Part) -> bool {
    use Function as F;
    match expression {
        Expression::NamedNode(_) | Expression::Literal(_) | Expression::Exists(_) | Expression::Bound(_) => true,
        Expression::Variable(variable) => rows.bound.contains(&variable.to_string()),
        Expression::Coalesce(list) => list.iter().any(|one| has_value(one, rows)),
        Expression::FunctionCall(F::Rand | F::Now | F::Uuid | F::StrUuid, _) => true,
        Expression::FunctionCall(F::BNode, arguments) => arguments.is_empty(),
        _ => false,
    }
}
