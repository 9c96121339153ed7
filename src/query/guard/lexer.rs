//! The text of a query as brackets, before anything recurses over it.
//!
//! Strings, comments and IRIs are read as the parser reads them, so that nothing can hide in them. Where the parser
//! tries one alternative after the other on the same operand, such as a `!` with and without another one after it, or
//! REGEX with three arguments and with two, it reads the operand again, and what is nested in it again and again.

use super::{Limits, Refusal, at_most};

/// What the parser reads twice when it stands before a bracket.
const READ_AGAIN: [&str; 4] = ["REGEX", "SUBSTR", "REPLACE", "GROUP_CONCAT"];

/// How often the arguments of a function with an IRI double: it may be an aggregate.
const FUNCTION: u32 = 2;

/// How much longer than the text all that is looked at again may be.
const PASSES: usize = 16;

/// Reads a text, and says what is too much in it.
pub(super) fn check(text: &str, limits: &Limits) -> Result<(), Refusal> {
    let mut lexer =
        Lexer { text, bytes: text.as_bytes(), at: 0, open: Vec::new(), nots: 0, again: 0, loose: 0, looked: 0 };
    let (mut readings, mut variables) = (0_usize, 0);
    while lexer.at < lexer.bytes.len() {
        let before = lexer.at;
        variables += usize::from(lexer.token()?);
        let weight = 1_usize << lexer.doublings().min(30);
        readings = readings.saturating_add(weight.saturating_mul(lexer.at - before));
        if lexer.open.len() + lexer.loose > limits.depth {
            return Err(Refusal::Deep { limit: limits.depth });
        }
        if readings > limits.readings || lexer.looked > PASSES * limits.bytes {
            return Err(Refusal::Slow);
        }
        at_most("variables", variables, limits.variables)?;
    }
    Ok(())
}

struct Lexer<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    /// The brackets that are open, each with how often what is in it doubles.
    open: Vec<(u8, u32)>,
    /// The `!` before an operand.
    nots: u32,
    /// How often the arguments of the function before them double.
    again: u32,
    /// `!` in a row and `<<`, which nest without a bracket that closes.
    loose: usize,
    /// How many bytes were looked at to find the ends of strings and IRIs.
    looked: usize,
}

impl Lexer<'_> {
    fn doublings(&self) -> u32 {
        self.open.last().map_or(0, |(_, doublings)| *doublings)
    }

    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    /// Takes the next token, and says whether it is a variable.
    fn token(&mut self) -> Result<bool, Refusal> {
        match self.peek(0) {
            b' ' | b'\t' | b'\r' | b'\n' => self.at += 1,
            b'#' => self.skip(|byte| byte != b'\n' && byte != b'\r'),
            quote @ (b'"' | b'\'') => self.string(quote),
            b'<' => self.less()?,
            b'!' if self.peek(1) == b'=' => self.other(2),
            b'!' => self.not(),
            bracket @ (b'(' | b'[' | b'{') => self.opens(bracket),
            bracket @ (b')' | b']' | b'}') => self.closes(bracket),
            b'?' | b'$' => {
                self.other(1);
                let start = self.at;
                self.skip(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii());
                return Ok(self.at > start);
            }
            byte if is_name(byte) => self.word(),
            _ => self.other(1),
        }
        Ok(false)
    }

    fn skip(&mut self, takes: impl Fn(u8) -> bool) {
        while self.at < self.bytes.len() && takes(self.bytes[self.at]) {
            self.at += 1;
        }
    }

    /// What ends an operand, and so a `!` or a function before it.
    fn other(&mut self, length: usize) {
        self.at += length;
        self.again = 0;
        self.nots = 0;
    }

    fn not(&mut self) {
        self.at += 1;
        self.loose += usize::from(self.nots > 0);
        self.nots += 1;
    }

    fn opens(&mut self, bracket: u8) {
        let again = if bracket == b'(' { self.again } else { 0 };
        let doublings = self.doublings().saturating_add(self.nots + again);
        self.open.push((bracket, doublings));
        self.other(1);
    }

    /// A bracket that closes another one than is open ends the parser, not the nesting.
    fn closes(&mut self, bracket: u8) {
        let opening = match bracket {
            b')' => b'(',
            b']' => b'[',
            _ => b'{',
        };
        if self.open.last().is_some_and(|(open, _)| *open == opening) {
            self.open.pop();
        }
        self.other(1);
    }

    /// A keyword, a number or a name with its prefix. The parser wants no space between keywords.
    fn word(&mut self) {
        let start = self.at;
        while self.at < self.bytes.len() && (is_name(self.bytes[self.at]) || self.bytes[self.at] == b'\\') {
            let escaped = self.bytes[self.at] == b'\\';
            self.at += 1;
            if escaped && self.at < self.bytes.len() {
                self.at += self.text[self.at..].chars().next().map_or(0, char::len_utf8);
            }
        }
        let word = &self.bytes[start..self.at];
        let reads_again = READ_AGAIN.iter().any(|name| ends_with(word, name));
        self.again = if word.contains(&b':') { FUNCTION } else { u32::from(reads_again) };
    }

    /// A string; a long one that does not end is an empty one and the begin of another.
    fn string(&mut self, quote: u8) {
        self.other(0);
        let long = self.peek(1) == quote && self.peek(2) == quote;
        let end = long.then(|| self.string_end(quote, 3)).flatten().or_else(|| self.string_end(quote, 1));
        self.at = end.unwrap_or(self.at + 1);
    }

    fn string_end(&mut self, quote: u8, quotes: usize) -> Option<usize> {
        let end = self.find_string_end(quote, quotes);
        self.looked += end.unwrap_or(self.bytes.len()) - self.at;
        end
    }

    fn find_string_end(&self, quote: u8, quotes: usize) -> Option<usize> {
        let mut at = self.at + quotes;
        while let Some(&byte) = self.bytes.get(at) {
            if byte == quote && self.bytes[at..].iter().take(quotes).filter(|byte| **byte == quote).count() == quotes {
                return Some(at + quotes);
            }
            at += match byte {
                b'\\' => escape(&self.text[at + 1..])?,
                b'\n' | b'\r' if quotes == 1 => return None,
                _ => 1,
            };
        }
        None
    }

    /// An IRI, or a comparison. With a scheme and `//` it is an IRI; what cannot be within one makes it a comparison; and
    /// what has the same brackets either way may be any.
    fn less(&mut self) -> Result<(), Refusal> {
        let rest = &self.bytes[self.at + 1..];
        let length = rest.iter().position(|byte| *byte == b'>').unwrap_or(rest.len());
        self.looked += length;
        let inner = &rest[..length];
        if length == rest.len() || inner.iter().any(|byte| byte.is_ascii_control() || b" <\"{}|^`".contains(byte)) {
            self.loose += usize::from(self.peek(1) == b'<');
            self.other(1);
            return Ok(());
        }
        if !is_full(inner) && inner.iter().any(|byte| b"()[]'#!\\".contains(byte)) {
            let found = String::from_utf8_lossy(&self.bytes[self.at..self.at + length + 2]);
            return Err(Refusal::Ambiguous { found: found.chars().take(40).collect() });
        }
        self.at += length + 2;
        self.again = FUNCTION;
        Ok(())
    }
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':' | b'-' | b'.' | b'%') || !byte.is_ascii()
}

fn ends_with(word: &[u8], name: &str) -> bool {
    word.len() >= name.len() && word[word.len() - name.len()..].eq_ignore_ascii_case(name.as_bytes())
}

/// Whether it begins with a scheme and `//`, which no comparison does.
fn is_full(iri: &[u8]) -> bool {
    let scheme = iri.iter().take_while(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(byte)).count();
    iri.first().is_some_and(u8::is_ascii_alphabetic) && iri[scheme..].starts_with(b"://")
}

/// The length of an escape in a string with its backslash, if it is one.
fn escape(rest: &str) -> Option<usize> {
    let digits = match rest.bytes().next()? {
        b't' | b'b' | b'n' | b'r' | b'f' | b'"' | b'\'' | b'\\' => return Some(2),
        b'u' => 4,
        b'U' => 8,
        _ => return None,
    };
    let code = u32::from_str_radix(rest.get(1..=digits)?, 16).ok()?;
    char::from_u32(code).map(|_| digits + 2)
}
