//! Literals as the values that they are: whether they are well formed, and which one is less.

use std::cmp::Ordering;
use std::str::FromStr;

use oxigraph::model::LiteralRef;
use oxsdatatypes::{Boolean, Date, DateTime, Decimal, Double, Float, GYear, GYearMonth, Time};

const XSD: &str = "http://www.w3.org/2001/XMLSchema#";

/// The types derived from `xsd:integer`, with the least and greatest of their values, where these are bounded.
const INTEGERS: [(&str, Option<i64>, Option<i64>); 9] = [
    ("integer", None, None),
    ("nonNegativeInteger", Some(0), None),
    ("positiveInteger", Some(1), None),
    ("long", Some(i64::MIN), Some(i64::MAX)),
    ("int", Some(i32::MIN as i64), Some(i32::MAX as i64)),
    ("short", Some(i16::MIN as i64), Some(i16::MAX as i64)),
    ("byte", Some(i8::MIN as i64), Some(i8::MAX as i64)),
    ("unsignedInt", Some(0), Some(u32::MAX as i64)),
    ("unsignedByte", Some(0), Some(u8::MAX as i64)),
];

fn kind<'l>(literal: LiteralRef<'l>) -> &'l str {
    literal.datatype().as_str().strip_prefix(XSD).unwrap_or_default()
}

/// Whether the text of a literal is one of its datatype; of what is not known here, any is.
pub(super) fn is_well_formed(literal: LiteralRef<'_>) -> bool {
    fn reads<T: FromStr>(text: &str) -> bool {
        text.parse::<T>().is_ok()
    }
    let text = literal.value();
    if let Some((_, least, most)) = INTEGERS.iter().find(|(name, ..)| *name == kind(literal)) {
        let number = i64::from_str(text.trim_start_matches('+'));
        let in_bounds = |number: i64| least.is_none_or(|it| it <= number) && most.is_none_or(|it| number <= it);
        return number.map_or_else(|_| least.is_none() && is_digits(text), in_bounds);
    }
    match kind(literal) {
        "boolean" => reads::<Boolean>(text),
        "decimal" => reads::<Decimal>(text),
        "double" => reads::<Double>(text),
        "float" => reads::<Float>(text),
        "date" => reads::<Date>(text),
        "dateTime" => reads::<DateTime>(text),
        "gYear" => reads::<GYear>(text),
        "gYearMonth" => reads::<GYearMonth>(text),
        "time" => reads::<Time>(text),
        _ => true,
    }
}

fn is_digits(text: &str) -> bool {
    let digits = text.trim_start_matches(['+', '-']);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// How two literals compare, where they are of kinds that do.
pub(super) fn compare(one: LiteralRef<'_>, other: LiteralRef<'_>) -> Option<Ordering> {
    fn read<T: FromStr + PartialOrd>(one: &str, other: &str) -> Option<Ordering> {
        one.parse::<T>().ok()?.partial_cmp(&other.parse::<T>().ok()?)
    }
    let (a, b) = (one.value(), other.value());
    match (kind(one), kind(other)) {
        ("date", "date") => read::<Date>(a, b),
        ("dateTime", "dateTime") => read::<DateTime>(a, b),
        ("gYear", "gYear") => read::<GYear>(a, b),
        ("gYearMonth", "gYearMonth") => read::<GYearMonth>(a, b),
        ("time", "time") => read::<Time>(a, b),
        ("string", "string") => Some(a.cmp(b)),

        (one, other) if is_number(one) && is_number(other) => numbers(a, b),
        _ => None,
    }
}

fn is_number(kind: &str) -> bool {
    matches!(kind, "decimal" | "double" | "float") || INTEGERS.iter().any(|(name, ..)| *name == kind)
}

fn numbers(one: &str, other: &str) -> Option<Ordering> {
    let decimals = Decimal::from_str(one).ok().zip(Decimal::from_str(other).ok());
    let exact = decimals.and_then(|(one, other)| one.partial_cmp(&other));
    exact.or_else(|| f64::from_str(one).ok()?.partial_cmp(&f64::from_str(other).ok()?))
}
