//! How to mend broken JSON: what people and programs most often get wrong.

use super::SyntaxError;

impl SyntaxError {
    /// The error with what would mend it, as far as the text around its place tells.
    pub(super) fn with_json_hint(mut self, text: &str) -> Self {
        if self.hint.is_some() {
            return self;
        }
        let rest = text.get(self.at..).unwrap_or_default();
        let next = rest.trim_start().chars().next();
        let before = text.get(..self.at).unwrap_or_default().trim_end();
        self.hint = match next {
            _ if text.trim().is_empty() => Some("the file is empty; the smallest record is `{}`".into()),
            _ if self.message.contains("control character") => Some(control_character(text, self.at).into()),
            None => return self.unclosed(text),
            Some('}' | ']') if before.ends_with(',') => Some("remove the comma before it".into()),
            Some(',') if before.ends_with(',') => Some("remove one of the two commas".into()),
            Some('\'' | '‘' | '’' | '“' | '”') => {
                Some("write texts and keys in straight double quotes: `\"…\"`".into())
            }
            Some('/' | '#') => Some("JSON has no comments; remove it, or write YAML, where they begin with `#`".into()),
            Some(c) => word_or_mark(c, rest, before, &self.message),
        };
        if self.hint.is_none() && self.message.contains("expected `,`") {
            return self.unclosed(text);
        }
        self
    }

    /// Points to the list, object or text that is open where the error is.
    fn unclosed(mut self, text: &str) -> Self {
        if let Some((at, mark)) = open_at(text, self.at) {
            let close = match mark {
                '{' => "`}`",
                '[' => "`]`",
                _ => "a double quote",
            };
            self.hint = Some(format!("close it with {close}: `{mark}` is open"));
            self.opened = Some(at);
        }
        self
    }
}

/// What to write for the control character at a place, or just before it.
fn control_character(text: &str, at: usize) -> &'static str {
    let (before, after) = text.split_at(text.floor_char_boundary(at));
    let mut near = before.chars().next_back().into_iter().chain(after.chars());
    match near.find(|c| c.is_control()) {
        Some('\t') => "write a tab within a text as `\\t`",
        Some('\n' | '\r') => "write a line break within a text as `\\n`, or close the text with a double quote",
        _ => "remove the character, or write it as `\\u0000` with its number",
    }
}

/// Hints for a letter or mark that stands where something else is expected.
fn word_or_mark(next: char, rest: &str, before: &str, message: &str) -> Option<String> {
    let word: String = rest.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').take(30).collect();
    let hint = match word.to_lowercase().as_str() {
        "none" | "nil" | "undefined" | "nan" => "write `null`".to_owned(),
        "true" | "false" => format!("write `{}`", word.to_lowercase()),
        _ if message.contains("trailing") => "one file holds one record; write `.jsonl` for one a line".to_owned(),
        _ if message.contains("key must be") => format!("write the key in double quotes: `\"{word}\"`"),
        _ if next == '"' && message.contains("expected `,`") => {
            "write a comma before it, or a backslash before a quote within a text".to_owned()
        }
        _ if matches!(next, '{' | '[') && before.ends_with(['}', ']']) => "write a comma before it".to_owned(),
        _ if !word.is_empty() && message.contains("expected value") => {
            "write texts in double quotes: `\"…\"`".to_owned()
        }
        _ => return None,
    };
    Some(hint)
}

/// The last list, object or text that has begun before a place and not ended.
fn open_at(text: &str, end: usize) -> Option<(usize, char)> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut escaped = false;
    for (at, c) in text.char_indices().take_while(|(at, _)| *at < end) {
        let quoted = open.last().is_some_and(|(_, mark)| *mark == '"');
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' if quoted => drop(open.pop()),
            '"' | '{' | '[' if !quoted => open.push((at, c)),
            '}' | ']' if !quoted => drop(open.pop()),
            _ => {}
        }
    }
    open.pop()
}

#[cfg(test)]
mod tests {
    use crate::tree::from_json;

    #[test]
    fn common_faults_of_json_are_hinted_at() {
        for (text, hint) in [
            ("", "is empty"),
            ("{\"a\": \"x\ny\"}", "`\\n`"),
            ("{\"a\": \"x\ty\"}", "`\\t`"),
            ("{\"a\": 1,}", "remove the comma"),
            ("[1, 2, ]", "remove the comma"),
            ("[1,, 2]", "one of the two commas"),
            ("{'a': 1}", "double quotes"),
            ("{\"a\": 'x'}", "double quotes"),
            ("{“a”: 1}", "double quotes"),
            ("{\"a\": 1 // one\n}", "no comments"),
            ("{\n/* one */ \"a\": 1}", "no comments"),
            ("# one\n{}", "no comments"),
            ("{a: 1}", "`\"a\"`"),
            ("{\"a\": x}", "double quotes"),
            ("{\"a\": None}", "`null`"),
            ("{\"a\": undefined}", "`null`"),
            ("{\"a\": True}", "`true`"),
            ("{\"a\": 1 \"b\": 2}", "comma before"),
            ("[{} {}]", "comma before"),
            ("{} {}", ".jsonl"),
            ("{\"a\": [1, 2}", "`]`"),
            ("{\"a\": [1, 2", "`]`"),
            ("{\"a\": {\"b\": 1}", "`}`"),
            ("{\"a\": {\"b\": \"x", "double quote"),
        ] {
            let error = from_json(text).unwrap_err();
            assert!(error.hint.as_deref().unwrap_or_default().contains(hint), "{text}: {error:?}");
        }
    }

    #[test]
    fn the_unclosed_bracket_is_found() {
        for (text, at) in [("{\"a\": {\"]\": 1", 6), ("[{}, [1], [2", 10), ("{\"a\\\"\": [1}", 8), ("[\"a", 1)] {
            assert_eq!(from_json(text).unwrap_err().opened, Some(at), "{text}");
        }
    }
}
