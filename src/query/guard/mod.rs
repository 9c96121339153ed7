//! What is decided before a query of a stranger runs: whether it is small enough to be parsed, optimized and evaluated.
//!
//! It stands alone because nothing later can stop these: the parser and the optimizer recurse and look at no clock, and
//! rows without bound terms cost the evaluation nothing that it could count. `text` looks at the text before it is parsed;
//! `algebra` at what was parsed; `bounded` makes GROUP_CONCAT stop. What needs time only while it runs is not judged here.

mod concat;
mod lexer;
mod products;
mod shape;
mod texts;
mod walk;

use oxigraph::model::{NamedNode, Term};
use spargebra::Query;
use spargebra::algebra::{Expression, GraphPattern};

pub use concat::{Concat, bounded, register};

/// How large a query may be.
///
/// A bracket takes at most 7 KiB of stack in a release build, and a link of a chain 4 KiB, so that the numbers that
/// stand here as defaults need a small part of 64 MiB; in a debug build they need less than 256 MiB. The time of the
/// optimizer grows with the fourth power of the patterns of a join, and is what the limits of operators are for.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of the text.
    pub bytes: usize,
    /// Brackets within each other, and levels of the algebra without its chains.
    pub depth: usize,
    /// Bytes that the parser reads, where it reads some several times.
    pub readings: usize,
    /// Places in the text where variables stand.
    pub variables: usize,
    /// Operators and operands of the algebra.
    pub nodes: usize,
    /// Triple patterns and property paths.
    pub patterns: usize,
    /// Operators of property paths.
    pub paths: usize,
    /// Rows of all VALUES blocks.
    pub values: usize,
    /// Steps of the optimizer, of some 10 ns each.
    pub steps: u64,
    /// Rows that parts without a common variable may make together.
    pub product: u64,
    /// Bytes of a text that a variable may hold.
    pub term: u64,
    /// Bytes of a text within an expression.
    pub text: u64,
    /// Bytes of a regular expression.
    pub regex: usize,
    /// Bytes of what a regular expression is compiled to.
    pub compiled: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 64 << 10,
            depth: 100,
            readings: 128 << 10,
            variables: 4_000,
            nodes: 10_000,
            patterns: 250,
            paths: 250,
            values: 10_000,
            steps: 30_000_000,
            product: 1_000_000,
            term: 1 << 20,
            text: 64 << 20,
            regex: 1 << 10,
            compiled: 256 << 10,
        }
    }
}

/// Why a query is not run.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// More of something than a query may have.
    #[error("has {found} {what}, and may have {limit}; ask for less in one query")]
    Many {
        /// What there is much of.
        what: &'static str,
        /// How much.
        found: usize,
        /// How much there may be.
        limit: usize,
    },
    /// Brackets or operators too deep within each other.
    #[error("has more than {limit} levels of brackets or operators within each other; write it flatter")]
    Deep {
        /// The levels that there may be.
        limit: usize,
    },
    /// An expression that takes the parser long.
    #[error(
        "has too much within nested `!`, REGEX, SUBSTR, REPLACE, GROUP_CONCAT or functions; put the inner ones into BIND"
    )]
    Slow,
    /// What may be an IRI or a comparison.
    #[error(
        "has `{found}`, which may be an IRI or a comparison; write the IRI in full with its scheme and `//` or with `%` escapes, or a space after the `<`"
    )]
    Ambiguous {
        /// The characters.
        found: String,
    },
    /// Too many operators for the optimizer.
    #[error("has too many patterns or operators together; split it into several queries")]
    Large,
    /// Parts without a common variable.
    #[error("{how}: {one} ({} rows) and {two} ({} rows); {hint}", grouped(*.one_rows), grouped(*.two_rows))]
    Product {
        /// What puts them together.
        how: String,
        /// The larger part.
        one: String,
        /// How many rows it has.
        one_rows: u64,
        /// The other part.
        two: String,
        /// How many rows it has.
        two_rows: u64,
        /// What to do.
        hint: &'static str,
    },
    /// Blocks of values that repeat each other's rows.
    #[error("has rows that repeat in several VALUES, which make {} rows together; write each row once", grouped(*.rows))]
    Repeated {
        /// The rows that are the same.
        rows: u64,
    },
    /// An expression that may make too long a text.
    #[error(
        "may make a text of {} bytes with `{function}`, and may make one of {}; shorten its parts with SUBSTR or use fewer of them", grouped(*.found), grouped(*.limit)
    )]
    Text {
        /// The function.
        function: String,
        /// The bytes.
        found: u64,
        /// The bytes that there may be.
        limit: u64,
    },
    /// A regular expression that is computed.
    #[error("computes a regular expression in `{function}`; write it as a text, or use CONTAINS, STRSTARTS or STRENDS")]
    Computed {
        /// The function.
        function: &'static str,
    },
    /// A regular expression that is wrong or too large.
    #[error("has the regular expression `{pattern}`, which {problem}")]
    Regex {
        /// Its beginning.
        pattern: String,
        /// What is wrong with it.
        problem: String,
    },
}

/// How many triples of the store have these terms.
pub type Count<'c> = dyn Fn(Option<&NamedNode>, Option<&NamedNode>, Option<&Term>) -> usize + 'c;

/// Looks at a text before it is parsed.
///
/// # Errors
/// Where it is too long, or the parser would need too much time or stack.
pub fn text(text: &str, limits: &Limits) -> Result<(), Refusal> {
    at_most("bytes", text.len(), limits.bytes)?;
    lexer::check(text, limits)
}

/// Looks at what was parsed, before it is optimized.
///
/// # Errors
/// Where it would need too much time or memory that nothing can stop later.
pub fn algebra(query: &Query, count: &Count<'_>, limits: &Limits) -> Result<(), Refusal> {
    let pattern = walk::pattern(query);
    shape::check(query, limits)?;
    texts::check(pattern, limits)?;
    products::check(pattern, count, limits)
}

fn at_most(what: &'static str, found: usize, limit: usize) -> Result<(), Refusal> {
    if found > limit { Err(Refusal::Many { what, found, limit }) } else { Ok(()) }
}

/// What stands directly within a pattern or an expression.
#[derive(Default)]
struct Inner<'q> {
    patterns: Vec<&'q GraphPattern>,
    expressions: Vec<&'q Expression>,
}

/// A number with commas.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
