//! JSON, read by jiter.

use super::{Entry, Kind, MAX_DEPTH, Node, SyntaxError, Value};

/// Reads JSON (RFC 8259).
///
/// # Errors
/// The first fault of the syntax.
pub fn from_json(text: &str) -> Result<Node, SyntaxError> {
    // A byte order mark is no JSON; spaces in its place keep all offsets.
    let unmarked = text.strip_prefix('\u{feff}').map(|rest| format!("   {rest}"));
    let text = unmarked.as_deref().unwrap_or(text);
    let mut json = Json { text, jiter: jiter::Jiter::new(text.as_bytes()) };
    let whole = json.value(0).and_then(|node| json.jiter.finish().map(|()| node).map_err(json_error));
    whole.map_err(|error| error.with_json_hint(text))
}

struct Json<'a> {
    text: &'a str,
    jiter: jiter::Jiter<'a>,
}

impl Json<'_> {
    fn value(&mut self, depth: usize) -> Result<Node, SyntaxError> {
        let peek = self.jiter.peek().map_err(json_error)?;
        let at = self.jiter.current_index();
        if depth > MAX_DEPTH {
            return Err(SyntaxError::too_deep(at));
        }
        let value = match peek {
            jiter::Peek::Null => {
                self.jiter.known_null().map(|()| Value::Scalar(Kind::Null, String::new())).map_err(json_error)?
            }
            jiter::Peek::True | jiter::Peek::False => self
                .jiter
                .known_bool(peek)
                .map(|value| Value::Scalar(Kind::Bool, value.to_string()))
                .map_err(json_error)?,
            jiter::Peek::String => {
                self.jiter.known_str().map(|text| Value::Scalar(Kind::Text, text.to_owned())).map_err(json_error)?
            }
            jiter::Peek::Array => Value::List(self.list(depth)?),
            jiter::Peek::Object => Value::Map(self.map(depth)?),
            _ => {
                self.jiter.known_number_bytes(peek).map_err(json_error)?;
                Value::Scalar(Kind::Number, self.text[at..self.jiter.current_index()].to_owned())
            }
        };
        Ok(Node { at, value })
    }

    fn list(&mut self, depth: usize) -> Result<Vec<Node>, SyntaxError> {
        let mut items = Vec::new();
        let mut next = self.jiter.known_array().map_err(json_error)?;
        while next.is_some() {
            items.push(self.value(depth + 1)?);
            next = self.jiter.array_step().map_err(json_error)?;
        }
        Ok(items)
    }

    fn map(&mut self, depth: usize) -> Result<Vec<Entry>, SyntaxError> {
        let mut entries = Vec::new();
        let mut next = self.jiter.known_object().map_err(json_error)?.map(str::to_owned);
        while let Some(key) = next {
            let at = self.key_start(&key);
            entries.push(Entry { at, key, value: self.value(depth + 1)? });
            next = self.jiter.next_key().map_err(json_error)?.map(str::to_owned);
        }
        Ok(entries)
    }

    /// Where the key begins that was read last: its closing quote is the last one before the cursor.
    fn key_start(&self, key: &str) -> usize {
        let before = &self.text.as_bytes()[..self.jiter.current_index()];
        memchr::memrchr(b'"', before).map_or(0, |quote| quote.saturating_sub(key.len() + 1))
    }
}

fn json_error(error: jiter::JiterError) -> SyntaxError {
    SyntaxError::new(error.index, error.error_type.to_string())
}
