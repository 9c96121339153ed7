//! Values for the variables of a query: each variable is replaced by a term in the whole algebra.
//!
//! The text of a query is never touched, so that no value can change its meaning. The engine's own substitution and a
//! VALUES block do not reach into sub-selects, where a parameter is meant all the same.

use oxigraph::model::{Literal, Term, Variable};
use rustc_hash::FxHashMap;
use spargebra::Query;
use spargebra::algebra::{AggregateExpression, AggregateFunction, Expression, Function, GraphPattern, OrderExpression};
use spargebra::term::{GroundTerm, NamedNodePattern, TermPattern, TriplePattern};

/// The values of a query's variables.
pub type Bindings = FxHashMap<Variable, Term>;

/// The query with each of these variables replaced by its value. One that the query projects is still in its solutions.
///
/// # Errors
/// A variable that the query itself assigns, a value that cannot stand where its variable stands, or a SERVICE.
pub fn bind(query: Query, bindings: &Bindings) -> Result<Query, String> {
    let mut binder = Binder { bindings, error: None, nested: false, renamed: None };
    let query = binder.query(query);
    binder.error.map_or(Ok(query), Err)
}

/// A query as SPARQL. The library prints sums and products without parentheses; COALESCE of one thing has some.
pub fn printed(query: &Query) -> String {
    let mut binder = Binder { bindings: &Bindings::default(), error: None, nested: true, renamed: None };
    binder.query(query.clone()).to_string()
}

/// The query with another aggregate function for each, as `rename` says.
pub(super) fn with_aggregates(query: Query, mut rename: impl FnMut(AggregateFunction) -> AggregateFunction) -> Query {
    let mut binder = Binder { bindings: &Bindings::default(), error: None, nested: false, renamed: Some(&mut rename) };
    binder.query(query)
}

struct Binder<'b> {
    bindings: &'b Bindings,
    error: Option<String>,
    /// Whether sums and products within others are put into COALESCE.
    nested: bool,
    /// What stands for each aggregate function, where that is another.
    renamed: Option<&'b mut dyn FnMut(AggregateFunction) -> AggregateFunction>,
}

impl Binder<'_> {
    fn query(&mut self, query: Query) -> Query {
        match query {
            Query::Select { dataset, pattern, base_iri } => {
                Query::Select { dataset, pattern: self.outermost(pattern), base_iri }
            }
            Query::Describe { dataset, pattern, base_iri } => {
                Query::Describe { dataset, pattern: self.outermost(pattern), base_iri }
            }
            Query::Ask { dataset, pattern, base_iri } => {
                Query::Ask { dataset, pattern: self.pattern(pattern), base_iri }
            }
            Query::Construct { template, dataset, pattern, base_iri } => Query::Construct {
                template: template.into_iter().map(|triple| self.triple(triple)).collect(),
                dataset,
                pattern: self.pattern(pattern),
                base_iri,
            },
        }
    }

    fn value(&self, variable: &Variable) -> Option<&Term> {
        self.bindings.get(variable)
    }

    fn is_free(&self, variable: &Variable) -> bool {
        !self.bindings.contains_key(variable)
    }

    fn fail(&mut self, variable: &Variable, message: &str) {
        self.error.get_or_insert_with(|| format!("{variable} {message}"));
    }

    /// The pattern of a whole query: a parameter that its projection names is put back into the solutions.
    fn outermost(&mut self, pattern: GraphPattern) -> GraphPattern {
        match pattern {
            GraphPattern::Project { inner, variables } => {
                let bound = variables.iter().filter_map(|name| Some((name.clone(), self.value(name)?.clone())));
                let bound: Vec<(Variable, Term)> = bound.collect();
                let inner = bound.into_iter().fold(self.pattern(*inner), |inner, (variable, term)| {
                    GraphPattern::Extend { inner: Box::new(inner), variable, expression: constant(&term) }
                });
                GraphPattern::Project { inner: Box::new(inner), variables }
            }
            GraphPattern::Distinct { inner } => GraphPattern::Distinct { inner: Box::new(self.outermost(*inner)) },
            GraphPattern::Reduced { inner } => GraphPattern::Reduced { inner: Box::new(self.outermost(*inner)) },
            GraphPattern::Slice { inner, start, length } => {
                GraphPattern::Slice { inner: Box::new(self.outermost(*inner)), start, length }
            }
            other => self.pattern(other),
        }
    }

    #[expect(clippy::boxed_local, reason = "the algebra holds its patterns in boxes")]
    fn boxed(&mut self, pattern: Box<GraphPattern>) -> Box<GraphPattern> {
        Box::new(self.pattern(*pattern))
    }

    fn pattern(&mut self, pattern: GraphPattern) -> GraphPattern {
        match pattern {
            GraphPattern::Bgp { patterns } => {
                GraphPattern::Bgp { patterns: patterns.into_iter().map(|triple| self.triple(triple)).collect() }
            }
            GraphPattern::Path { subject, path, object } => {
                GraphPattern::Path { subject: self.term(subject), path, object: self.term(object) }
            }
            GraphPattern::Join { left, right } => {
                GraphPattern::Join { left: self.boxed(left), right: self.boxed(right) }
            }
            GraphPattern::LeftJoin { left, right, expression } => GraphPattern::LeftJoin {
                left: self.boxed(left),
                right: self.boxed(right),
                expression: expression.map(|expression| self.expression(expression)),
            },
            GraphPattern::Lateral { left, right } => {
                GraphPattern::Lateral { left: self.boxed(left), right: self.boxed(right) }
            }
            GraphPattern::Filter { expr, inner } => {
                GraphPattern::Filter { expr: self.expression(expr), inner: self.boxed(inner) }
            }
            GraphPattern::Union { left, right } => {
                GraphPattern::Union { left: self.boxed(left), right: self.boxed(right) }
            }
            GraphPattern::Graph { name, inner } => {
                GraphPattern::Graph { name: self.name(name), inner: self.boxed(inner) }
            }
            GraphPattern::Extend { inner, variable, expression } => {
                if !self.is_free(&variable) {
                    self.fail(&variable, "is a parameter, and the query assigns it");
                }
                GraphPattern::Extend { inner: self.boxed(inner), variable, expression: self.expression(expression) }
            }
            GraphPattern::Minus { left, right } => self.minus(*left, *right),
            GraphPattern::Values { variables, bindings } => self.values(variables, bindings),
            GraphPattern::OrderBy { inner, expression } => GraphPattern::OrderBy {
                inner: self.boxed(inner),
                expression: expression.into_iter().map(|order| self.order(order)).collect(),
            },
            GraphPattern::Project { inner, variables } => {
                let variables = variables.into_iter().filter(|variable| self.is_free(variable)).collect();
                GraphPattern::Project { inner: self.boxed(inner), variables }
            }
            GraphPattern::Distinct { inner } => GraphPattern::Distinct { inner: self.boxed(inner) },
            GraphPattern::Reduced { inner } => GraphPattern::Reduced { inner: self.boxed(inner) },
            GraphPattern::Slice { inner, start, length } => {
                GraphPattern::Slice { inner: self.boxed(inner), start, length }
            }
            GraphPattern::Group { inner, variables, aggregates } => self.group(*inner, variables, aggregates),
            GraphPattern::Service { .. } => {
                self.error.get_or_insert_with(|| "asks another server (SERVICE); a query sees this graph alone".into());
                pattern
            }
        }
    }

    /// MINUS looks at the variables that both sides share. A parameter that was one of them goes on being shared,
    /// under a name of its own.
    fn minus(&mut self, left: GraphPattern, right: GraphPattern) -> GraphPattern {
        let mut shared: Vec<Variable> = Vec::new();
        right.on_in_scope_variable(|variable| {
            if self.bindings.contains_key(variable) && !shared.contains(variable) {
                shared.push(variable.clone());
            }
        });
        let (left, right) = (self.pattern(left), self.pattern(right));
        let (left, right) = shared
            .iter()
            .fold((left, right), |(left, right), variable| (self.kept(left, variable), self.kept(right, variable)));
        GraphPattern::Minus { left: Box::new(left), right: Box::new(right) }
    }

    /// A constant to group by stays one, since a group without variables has a solution even where nothing matches.
    fn group(
        &mut self,
        inner: GraphPattern,
        variables: Vec<Variable>,
        aggregates: Vec<(Variable, AggregateExpression)>,
    ) -> GraphPattern {
        let mut inner = self.pattern(inner);
        let mut kept = Vec::new();
        for variable in variables {
            if self.is_free(&variable) {
                kept.push(variable);
            } else {
                inner = self.kept(inner, &variable);
                kept.push(kept_name(&variable));
            }
        }
        let aggregates = aggregates.into_iter().map(|(variable, aggregate)| (variable, self.aggregate(aggregate)));
        GraphPattern::Group { aggregates: aggregates.collect(), inner: Box::new(inner), variables: kept }
    }

    /// A pattern with the value of a parameter under a name that the query does not use.
    fn kept(&self, inner: GraphPattern, variable: &Variable) -> GraphPattern {
        match self.value(variable) {
            Some(term) => GraphPattern::Extend {
                inner: Box::new(inner),
                variable: kept_name(variable),
                expression: constant(term),
            },
            None => inner,
        }
    }

    /// The rows of a VALUES block that agree with the parameters, without these.
    fn values(&self, variables: Vec<Variable>, rows: Vec<Vec<Option<GroundTerm>>>) -> GraphPattern {
        let free: Vec<bool> = variables.iter().map(|variable| self.is_free(variable)).collect();
        let agrees = |row: &Vec<Option<GroundTerm>>| {
            variables.iter().zip(row).all(|(variable, value)| match (self.value(variable), value) {
                (Some(wanted), Some(value)) => Term::from(value.clone()) == *wanted,
                _ => true,
            })
        };
        let rows = rows.into_iter().filter(agrees);
        let bindings =
            rows.map(|row| row.into_iter().zip(&free).filter(|(_, free)| **free).map(|(value, _)| value).collect());
        let bindings = bindings.collect();
        let variables = variables.into_iter().filter(|variable| self.is_free(variable)).collect();
        GraphPattern::Values { variables, bindings }
    }

    fn triple(&mut self, triple: TriplePattern) -> TriplePattern {
        TriplePattern {
            subject: self.term(triple.subject),
            predicate: self.name(triple.predicate),
            object: self.term(triple.object),
        }
    }

    fn term(&mut self, term: TermPattern) -> TermPattern {
        match &term {
            TermPattern::Variable(variable) => self.value(variable).map_or(term.clone(), |value| value.clone().into()),
            _ => term,
        }
    }

    fn name(&mut self, name: NamedNodePattern) -> NamedNodePattern {
        let NamedNodePattern::Variable(variable) = &name else { return name };
        match self.value(variable) {
            None => name,
            Some(Term::NamedNode(node)) => node.clone().into(),
            Some(_) => {
                self.fail(&variable.clone(), "stands for a property or a graph, and its value is no IRI");
                name
            }
        }
    }

    fn order(&mut self, order: OrderExpression) -> OrderExpression {
        match order {
            OrderExpression::Asc(expression) => OrderExpression::Asc(self.expression(expression)),
            OrderExpression::Desc(expression) => OrderExpression::Desc(self.expression(expression)),
        }
    }

    fn aggregate(&mut self, aggregate: AggregateExpression) -> AggregateExpression {
        match aggregate {
            AggregateExpression::FunctionCall { name, expr, distinct } => {
                let expr = self.expression(expr);
                let name = match &mut self.renamed {
                    Some(rename) => rename(name),
                    None => name,
                };
                AggregateExpression::FunctionCall { name, expr, distinct }
            }
            count => count,
        }
    }

    fn expressions(&mut self, expressions: Vec<Expression>) -> Vec<Expression> {
        expressions.into_iter().map(|expression| self.expression(expression)).collect()
    }

    fn expression(&mut self, expression: Expression) -> Expression {
        use Expression as E;
        let nested = self.nested && is_arithmetic(&expression);
        let mut both = |make: fn(Box<E>, Box<E>) -> E, one: Box<E>, two: Box<E>| {
            let mut operand = |operand: E| {
                let within = nested && is_arithmetic(&operand);
                let operand = self.expression(operand);
                Box::new(if within { E::Coalesce(vec![operand]) } else { operand })
            };
            make(operand(*one), operand(*two))
        };
        match expression {
            E::Or(one, two) => both(E::Or, one, two),
            E::And(one, two) => both(E::And, one, two),
            E::Equal(one, two) => both(E::Equal, one, two),
            E::SameTerm(one, two) => both(E::SameTerm, one, two),
            E::Greater(one, two) => both(E::Greater, one, two),
            E::GreaterOrEqual(one, two) => both(E::GreaterOrEqual, one, two),
            E::Less(one, two) => both(E::Less, one, two),
            E::LessOrEqual(one, two) => both(E::LessOrEqual, one, two),
            E::Add(one, two) => both(E::Add, one, two),
            E::Subtract(one, two) => both(E::Subtract, one, two),
            E::Multiply(one, two) => both(E::Multiply, one, two),
            E::Divide(one, two) => both(E::Divide, one, two),
            E::In(one, list) => E::In(Box::new(self.expression(*one)), self.expressions(list)),
            E::UnaryPlus(one) => E::UnaryPlus(Box::new(self.expression(*one))),
            E::UnaryMinus(one) => E::UnaryMinus(Box::new(self.expression(*one))),
            E::Not(one) => E::Not(Box::new(self.expression(*one))),
            E::Exists(pattern) => E::Exists(self.boxed(pattern)),
            E::If(condition, one, two) => E::If(
                Box::new(self.expression(*condition)),
                Box::new(self.expression(*one)),
                Box::new(self.expression(*two)),
            ),
            E::Coalesce(list) => E::Coalesce(self.expressions(list)),
            E::FunctionCall(function, arguments) => E::FunctionCall(function, self.expressions(arguments)),
            E::Variable(variable) => self.value(&variable).map_or(E::Variable(variable.clone()), constant),
            E::Bound(variable) if !self.is_free(&variable) => E::Literal(Literal::from(true)),
            constant @ (E::NamedNode(_) | E::Literal(_) | E::Bound(_)) => constant,
        }
    }
}

fn is_arithmetic(expression: &Expression) -> bool {
    use Expression as E;
    matches!(expression, E::Add(..) | E::Subtract(..) | E::Multiply(..) | E::Divide(..))
}

fn kept_name(variable: &Variable) -> Variable {
    Variable::new_unchecked(format!("vitagraph_{}", variable.as_str()))
}

fn constant(term: &Term) -> Expression {
    match term {
        Term::NamedNode(node) => Expression::NamedNode(node.clone()),
        Term::Literal(literal) => Expression::Literal(literal.clone()),
        // A parameter is never a blank node.
        other => Expression::FunctionCall(Function::Str, vec![Expression::Literal(Literal::from(other.to_string()))]),
    }
}
