//! How large the algebra is, and what it costs the optimizer.
//!
//! The steps are counted after the engine's own loops. It tries each pattern of a join with what it has joined so far,
//! and asks each time for the types of all variables within; it arranges what is optional twice; it looks at what is
//! grouped twice; it writes `?a IN (1, 2)` with `?a` twice; and it builds what SAMETERM, IF and COALESCE have in them as
//! terms first, and once more where that fails. All of it doubles with each level.

use spargebra::Query;
use spargebra::algebra::{Expression, Function, GraphPattern, PropertyPathExpression};

use super::{Limits, Refusal, at_most, walk};

/// How many steps a level of a chain takes for each operator below it.
const CHAIN: u64 = 16;

/// How many steps a condition takes at each pattern that it may be moved to.
const MOVED: u64 = 48;

/// Walks through a query, and says what is too much in it.
pub(super) fn check(query: &Query, limits: &Limits) -> Result<(), Refusal> {
    let mut shape = Shape { limits, nodes: 0, patterns: 0, paths: 0, values: 0, steps: 0 };
    if let Query::Construct { template, .. } = query {
        at_most("triples to construct", template.len(), limits.patterns)?;
    }
    shape.pattern(walk::pattern(query), 0)?;
    Ok(())
}

struct Shape<'l> {
    limits: &'l Limits,
    nodes: usize,
    patterns: usize,
    paths: usize,
    values: usize,
    steps: u64,
}

/// What one look at a part costs.
#[derive(Clone, Copy, Default)]
struct Cost {
    /// To ask for the types of its variables.
    types: u64,
    /// To build it.
    build: u64,
    /// To build it as a term.
    term: u64,
}

impl Shape<'_> {
    fn node(&mut self, depth: usize) -> Result<(), Refusal> {
        self.nodes += 1;
        at_most("operators", self.nodes, self.limits.nodes)?;
        if depth > self.limits.nodes.min(CHAINED) { Err(Refusal::Deep { limit: CHAINED }) } else { Ok(()) }
    }

    fn step(&mut self, steps: u64) -> Result<(), Refusal> {
        self.steps = self.steps.saturating_add(steps);
        if self.steps > self.limits.steps { Err(Refusal::Large) } else { Ok(()) }
    }

    fn pattern(&mut self, pattern: &GraphPattern, depth: usize) -> Result<Cost, Refusal> {
        self.node(depth)?;
        match pattern {
            GraphPattern::Bgp { patterns } => return self.triples(patterns.len()),
            GraphPattern::Path { path, .. } => {
                self.path(path, depth)?;
                return self.triples(1);
            }
            GraphPattern::Values { variables, bindings } => return self.rows(variables.len(), bindings.len()),
            GraphPattern::Join { .. } => return self.join(pattern, depth),
            _ => {}
        }
        let inner = walk::of_pattern(pattern);
        let (mut cost, mut before) = (Cost { types: 1, build: 1, term: 0 }, self.steps);
        for part in inner.patterns {
            before = self.steps;
            let part = self.pattern(part, depth + 1)?;
            cost.types = cost.types.saturating_add(part.types);
            cost.build = cost.build.saturating_add(part.build);
        }
        match pattern {
            // What is optional is arranged once for each row of the left, and once for all of them.
            GraphPattern::LeftJoin { .. } => self.step((self.steps - before).saturating_add(cube(cost.types)))?,
            GraphPattern::Group { .. } => cost.types = cost.types.saturating_mul(2),
            _ => self.step(cost.types.saturating_mul(CHAIN))?,
        }
        for expression in inner.expressions {
            let (nodes, built) = (self.nodes, self.expression(expression, depth + 1)?);
            self.step(MOVED.saturating_mul((self.nodes - nodes) as u64).saturating_mul(cost.types))?;
            cost.build = cost.build.saturating_add(built.build).saturating_add(built.term);
        }
        self.step(cost.build)?;
        Ok(cost)
    }

    /// The operands of a join, however it is nested, are tried against each other.
    fn join(&mut self, pattern: &GraphPattern, depth: usize) -> Result<Cost, Refusal> {
        let (mut todo, mut operands) = (vec![(pattern, depth)], 0_u64);
        let mut cost = Cost::default();
        while let Some((pattern, depth)) = todo.pop() {
            if let GraphPattern::Join { left, right } = pattern {
                self.node(depth)?;
                todo.extend([(&**right, depth + 1), (&**left, depth + 1)]);
                continue;
            }
            let part = self.pattern(pattern, depth)?;
            operands += if let GraphPattern::Bgp { patterns } = pattern { patterns.len() as u64 } else { 1 };
            cost.types = cost.types.saturating_add(part.types);
            cost.build = cost.build.saturating_add(part.build);
        }
        self.step(square(operands).saturating_mul(square(cost.types)))?;
        Ok(cost)
    }

    fn triples(&mut self, patterns: usize) -> Result<Cost, Refusal> {
        self.patterns += patterns;
        at_most("triple patterns", self.patterns, self.limits.patterns)?;
        let types = patterns.max(1) as u64;
        self.step(square(square(types)))?;
        Ok(Cost { types, build: types, term: 0 })
    }

    fn rows(&mut self, variables: usize, rows: usize) -> Result<Cost, Refusal> {
        self.values += rows;
        at_most("rows of VALUES", self.values, self.limits.values)?;
        self.step((rows as u64).saturating_mul(variables as u64))?;
        Ok(Cost { types: 1 + variables as u64 / 3 + rows as u64 / 100, build: rows as u64, term: 0 })
    }

    fn path(&mut self, path: &PropertyPathExpression, depth: usize) -> Result<(), Refusal> {
        use PropertyPathExpression as P;
        self.node(depth)?;
        self.paths += 1;
        at_most("operators of property paths", self.paths, self.limits.paths)?;
        match path {
            P::NamedNode(_) => Ok(()),
            P::NegatedPropertySet(names) => {
                self.paths += names.len();
                at_most("operators of property paths", self.paths, self.limits.paths)
            }
            P::Reverse(one) | P::ZeroOrMore(one) | P::OneOrMore(one) | P::ZeroOrOne(one) => self.path(one, depth + 1),
            P::Sequence(one, two) | P::Alternative(one, two) => {
                self.path(one, depth + 1)?;
                self.path(two, depth + 1)
            }
        }
    }

    fn expression(&mut self, expression: &Expression, depth: usize) -> Result<Cost, Refusal> {
        self.node(depth)?;
        if let Expression::Exists(pattern) = expression {
            let inner = self.pattern(pattern, depth + 1)?;
            return Ok(Cost { build: 1 + inner.build, ..inner });
        }
        let mut parts = Vec::new();
        for part in walk::of_expression(expression).expressions {
            parts.push(self.expression(part, depth + 1)?);
        }
        let cost = built(expression, &parts);
        self.step(cost.types.saturating_mul(CHAIN))?;
        Ok(cost)
    }
}

/// The links that a chain may have. They take 4 KiB of stack each.
const CHAINED: usize = 1_000;

fn built(expression: &Expression, parts: &[Cost]) -> Cost {
    let sum = |of: fn(&Cost) -> u64| parts.iter().map(of).fold(1, u64::saturating_add);
    let (types, build, term) = (sum(|part| part.types), sum(|part| part.build), sum(|part| part.term));
    match expression {
        Expression::In(..) => {
            let again = |cost: u64| cost.saturating_mul(parts.len() as u64);
            let first = parts.first().copied().unwrap_or_default();
            let (types, build) = (types.saturating_add(again(first.types)), build.saturating_add(again(first.build)));
            Cost { types, build, term: 1 }
        }
        Expression::SameTerm(..) => Cost { types, build: build.saturating_add(term), term: 1 },
        Expression::Coalesce(_) => Cost { types, build, term },
        Expression::If(..) => {
            let condition = parts.first().map_or(0, |part| part.build);
            Cost { types, build, term: term.saturating_add(condition) }
        }
        // A regular expression is compiled.
        Expression::FunctionCall(Function::Regex | Function::Replace, _) => {
            Cost { types, build: build + 10_000, term: 1 }
        }
        _ => Cost { types, build, term: 1 },
    }
}

fn square(number: u64) -> u64 {
    number.saturating_mul(number)
}

fn cube(number: u64) -> u64 {
    square(number).saturating_mul(number)
}
