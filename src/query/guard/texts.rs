//! How long a text an expression may make, and the regular expressions.
//!
//! The evaluation looks only at the result of an expression. What it makes on the way is bounded here, by the
//! function: a variable may hold the longest text that there may be, and each function makes of its operands what it can.

use oxigraph::model::vocab::xsd;
use regex::RegexBuilder;
use spargebra::algebra::{Expression, Function, GraphPattern};

use super::{Limits, Refusal, walk};

/// The longest text of a number, a date or a hash.
const SHORT: u64 = 512;

/// Walks through all expressions of a pattern.
pub(super) fn check(pattern: &GraphPattern, limits: &Limits) -> Result<(), Refusal> {
    let inner = walk::of_pattern(pattern);
    inner.patterns.into_iter().try_for_each(|pattern| check(pattern, limits))?;
    inner.expressions.into_iter().try_for_each(|expression| size(expression, limits).map(drop))
}

/// The longest text that an expression may make, in bytes.
fn size(expression: &Expression, limits: &Limits) -> Result<u64, Refusal> {
    use Expression as E;
    let inner = walk::of_expression(expression);
    inner.patterns.into_iter().try_for_each(|pattern| check(pattern, limits))?;
    let sizes = inner.expressions.into_iter().map(|part| size(part, limits)).collect::<Result<Vec<_>, _>>()?;
    let longest = sizes.iter().copied().max().unwrap_or(0);
    Ok(match expression {
        E::NamedNode(node) => node.as_str().len() as u64,
        E::Literal(literal) => literal.value().len() as u64,
        E::Variable(_) => limits.term,
        E::If(..) => sizes[1..].iter().copied().max().unwrap_or(0),
        E::Coalesce(_) => longest,
        E::FunctionCall(function, arguments) => call(function, arguments, &sizes, limits)?,
        _ => SHORT,
    })
}

fn call(function: &Function, arguments: &[Expression], sizes: &[u64], limits: &Limits) -> Result<u64, Refusal> {
    use Function as F;
    let first = sizes.first().copied().unwrap_or(0);
    let longest = sizes.iter().copied().max().unwrap_or(0);
    let size = match function {
        F::Concat => sizes.iter().copied().fold(0, u64::saturating_add),
        F::Replace => {
            pattern("REPLACE", &arguments[1..2], arguments.get(3), limits)?;
            replaced(first, &arguments[2], sizes[2])
        }
        F::Regex => {
            pattern("REGEX", &arguments[1..2], arguments.get(2), limits)?;
            SHORT
        }
        // A byte becomes three, and so may a character that becomes another one.
        F::EncodeForUri | F::UCase | F::LCase => first.saturating_mul(3),
        F::Str | F::SubStr | F::StrBefore | F::StrAfter => first,
        F::Iri => first.saturating_add(limits.bytes as u64),
        F::StrLang | F::StrDt => sizes.iter().copied().fold(0, u64::saturating_add),
        F::Lang | F::Datatype | F::BNode => longest.max(SHORT),
        F::Custom(_) => longest.max(limits.term),
        _ => SHORT,
    };
    if size > limits.text {
        return Err(Refusal::Text { function: function.to_string(), found: size, limit: limits.text });
    }
    Ok(size)
}

/// There is at most one place more to replace than there are bytes, and each takes the whole replacement. What the
/// replacement takes from the text with `$` is no more than the text, all places together.
fn replaced(text: u64, replacement: &Expression, size: u64) -> u64 {
    let references = match replacement {
        Expression::Literal(literal) => literal.value().bytes().filter(|byte| *byte == b'$').count() as u64,
        _ => size,
    };
    let written = text.saturating_add(1).saturating_mul(size);
    text.saturating_mul(references.saturating_add(1)).saturating_add(written)
}

/// A regular expression: it stands in the query, and is small. One that is computed, or cannot be compiled, is compiled
/// anew for each row.
fn pattern(
    function: &'static str,
    pattern: &[Expression],
    flags: Option<&Expression>,
    limits: &Limits,
) -> Result<(), Refusal> {
    let [Expression::Literal(pattern)] = pattern else { return Err(Refusal::Computed { function }) };
    let flags = match flags {
        None => "",
        Some(Expression::Literal(flags)) if flags.datatype() == xsd::STRING => flags.value(),
        Some(_) => return Err(Refusal::Computed { function }),
    };
    let refused = |problem: String| Refusal::Regex { pattern: pattern.value().chars().take(40).collect(), problem };
    if pattern.value().len() > limits.regex {
        return Err(refused(format!("is longer than {} bytes; shorten it", limits.regex)));
    }
    if pattern.datatype() != xsd::STRING {
        return Err(refused("has a language or a datatype; write it as a plain text".into()));
    }
    compile(pattern.value(), flags, limits.compiled).map_err(refused)
}

/// Compiles it as the engine does.
fn compile(pattern: &str, flags: &str, limit: usize) -> Result<(), String> {
    if let Some(unknown) = flags.chars().find(|flag| !"smixq".contains(*flag)) {
        return Err(format!("has the unknown flag `{unknown}`; there are `s`, `m`, `i`, `x` and `q`"));
    }
    let quoted = if flags.contains('q') { regex::escape(pattern) } else { pattern.to_owned() };
    let mut builder = RegexBuilder::new(&quoted);
    builder.size_limit(limit);
    builder.dot_matches_new_line(flags.contains('s')).multi_line(flags.contains('m'));
    builder.case_insensitive(flags.contains('i')).ignore_whitespace(flags.contains('x'));
    match builder.build() {
        Ok(_) => Ok(()),
        Err(regex::Error::CompiledTooBig(_)) => Err("repeats too much; use smaller repetitions".into()),
        Err(_) => Err("cannot be understood; mend it, or give the flag `q` for a plain text".into()),
    }
}
