//! The kinds of values: how each is read, and its JSON Schema.

use oxiri::Iri;
use serde_json::json;
use url::Url;

use super::{Comparator, Decode, Key, Link, Number, PostKind, Reader, Stamp, Tag, Visibility};
use crate::date::{Date, End, Writing};
use crate::report::{Finding, Severity, near};
use crate::rules;
use crate::text::{Text, folded, script_fits};
use crate::tree::{Node, Value, shortened};

impl Visibility {
    /// The three, from the widest to the narrowest.
    pub const ALL: [Self; 3] = [Self::Public, Self::Internal, Self::Private];

    /// Its name in files and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Internal => "internal",
            Self::Private => "private",
        }
    }

    /// The visibility of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|visibility| visibility.name() == name)
    }
}

impl Decode for Visibility {
    const KIND: &'static str = "visibility";

    fn schema() -> serde_json::Value {
        json!({"enum": Self::ALL.map(Self::name)})
    }

    fn decode(node: Node, reader: &mut Reader<'_>) -> Option<Self> {
        let found = node.as_str().and_then(Self::from_name);
        if found.is_none() {
            let message = format!("expected `public`, `internal` or `private`, found {}", node.description());
            reader.find(&rules::VISIBILITY, node.at, message, Some("until mended, it is kept private".into()));
            reader.keep(&node);
        }
        found
    }

    fn unreadable() -> Option<Self> {
        Some(Self::Private)
    }
}

impl Key {
    /// The key of a text, where it is a path segment.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        let segment =
            text.len() <= 200 && text.bytes().all(allowed) && text.bytes().any(|byte| byte.is_ascii_alphanumeric());
        segment.then(|| Self(text.to_owned()))
    }

    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Decode for Key {
    const KIND: &'static str = "key";

    fn schema() -> serde_json::Value {
        json!({"type": "string", "pattern": "^[A-Za-z0-9._-]*[A-Za-z0-9][A-Za-z0-9._-]*$"})
    }

    fn decode(node: Node, reader: &mut Reader<'_>) -> Option<Self> {
        let hint = "a key has ASCII letters, digits, `-`, `_` and `.` only, such as `stuart-lau`";
        node.as_str().and_then(Self::new).or_else(|| reader.expected(&node, "a key", Some(hint.into())))
    }
}

/// Whether an IRI is one that a browser can open.
#[must_use]
pub fn is_web(iri: &str) -> bool {
    iri.starts_with("https://") || iri.starts_with("http://")
}

impl Link {
    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The link of a text, or why it is none.
    ///
    /// # Errors
    /// A reason and a hint.
    pub fn new(text: &str) -> Result<Self, (&'static str, Option<String>)> {
        const SCHEMES: [&str; 9] = ["http", "https", "ftp", "mailto", "tel", "urn", "doi", "info", "ipfs"];
        let text = text.trim();
        let url = Url::parse(text).map_err(|error| ("an absolute URL", Some(Self::hint(text, error))))?;
        if !SCHEMES.contains(&url.scheme()) {
            return Err((
                "a URL that a page may link to",
                Some(format!("these begin with {}", SCHEMES.map(|scheme| format!("`{scheme}:`")).join(", "))),
            ));
        }
        if matches!(url.scheme(), "http" | "https") && text.split("://").nth(1).is_none_or(|rest| rest.starts_with('/'))
        {
            return Err(("a URL with a host", Some(format!("did you mean `{}`?", shortened(url.as_str())))));
        }
        let written = [text, url.as_str()].into_iter().find(|text| Iri::parse(*text).is_ok());
        written.map(|text| Self(text.to_owned())).ok_or(("a URL", None))
    }

    /// What would make a text a URL.
    fn hint(text: &str, error: url::ParseError) -> String {
        match (Self::with_scheme(text), error) {
            (Some(link), _) => format!("did you mean `{}`?", shortened(&link.0)),
            (None, url::ParseError::RelativeUrlWithoutBase) => "a URL begins with `https://`".to_owned(),
            (None, error) => format!("it has an {error}"),
        }
    }

    /// Whether a text may be an address relative to a page that nobody states, as JSON Resume allows for images.
    fn is_relative(text: &str) -> bool {
        let path = oxiri::IriRef::parse(text.trim()).is_ok_and(|reference| !reference.is_absolute());
        path && !text.contains('@') && text.contains(['.', '/'])
    }

    /// The link of an address that lacks its scheme: `www.example.org`, `example.org/x`, `//example.org`.
    fn with_scheme(text: &str) -> Option<Self> {
        const FILES: [&str; 12] =
            ["jpg", "jpeg", "png", "gif", "svg", "webp", "bmp", "pdf", "html", "htm", "md", "json"];
        let address = text.trim().trim_start_matches("//");
        let host = address.split(['/', '?', '#', ':']).next().unwrap_or_default();
        let labels: Vec<&str> = host.split('.').collect();
        let letters = |label: &str| label.chars().all(|c| c.is_alphanumeric() || c == '-') && !label.is_empty();
        let top = labels.last().copied().unwrap_or_default();
        let named = labels.len() > 1 && labels.iter().all(|label| letters(label));
        let file = address == host && FILES.contains(&top.to_lowercase().as_str());
        let worded = top.chars().all(char::is_alphabetic) && top.chars().count() > 1;
        (named && worded && !file && !address.contains(char::is_whitespace))
            .then(|| Self::new(&format!("https://{address}")).ok())?
    }
}

impl Decode for Link {
    const KIND: &'static str = "URL";

    fn schema() -> serde_json::Value {
        json!({"type": "string", "format": "iri"})
    }

    fn decode(node: Node, reader: &mut Reader<'_>) -> Option<Self> {
        let Some(text) = node.as_str() else { return reader.link_within(&node) };
        match Self::new(text).or_else(|error| Self::with_scheme(text).ok_or(error)) {
            Ok(link) => {
                if link.0 != text.trim() && link.0.ends_with(text.trim().trim_start_matches('/')) {
                    let message = format!("`{}` is read as `{}`", shortened(text), shortened(&link.0));
                    reader.read_as(node.at, message, text, &link.0);
                } else if link.0 != text.trim() {
                    reader.keep(&node);
                }
                Some(link)
            }
            Err((expected, hint)) if Self::is_relative(text) => {
                reader.find(&rules::LOOSE, node.at, format!("expected {expected}, found {}", node.description()), hint);
                reader.keep(&node);
                None
            }
            Err((expected, hint)) => reader.expected(&node, expected, hint),
        }
    }
}

impl Number {
    /// The number in plain decimal digits, without exponent.
    #[must_use]
    pub fn digits(self) -> String {
        self.0.to_string()
    }

    /// Whether it has no fraction.
    #[must_use]
    pub fn is_integer(self) -> bool {
        self.0.fract() == 0.0
    }
}

impl Decode for Number {
    const KIND: &'static str = "number";

    fn schema() -> serde_json::Value {
        json!({"type": "number"})
    }

    fn decode(node: Node, reader: &mut Reader<'_>) -> Option<Self> {
        let digits: Option<String> =
            node.as_str().map(|text| text.chars().filter(|c| !matches!(c, '_' | ',' | ' ')).collect());
        let number = digits.and_then(|digits| digits.parse().ok()).filter(|number: &f64| number.is_finite());
        number.map(Self).or_else(|| {
            reader.expected(&node, "a number", Some("write digits only; `comparator` says `atLeast` or `about`".into()))
        })
    }
}

impl Comparator {
    /// The three, with their names in files.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Exactly, "exactly"), (Self::AtLeast, "atLeast"), (Self::About, "about")];

    /// Its name in files and in the graph.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Exactly => "exactly",
            Self::AtLeast => "atLeast",
            Self::About => "about",
        }
    }
}

impl Decode for Comparator {
    const KIND: &'static str = "comparator";

    fn schema() -> serde_json::Value {
        json!({"enum": Self::ALL.map(|(_, name)| name)})
    }

    fn decode(node: Node, reader: &mut Reader<'_>) -> Option<Self> {
        let word = folded(node.as_str().unwrap_or_default());
        let known = Self::ALL.into_iter().find(|(_, name)| folded(name) == word).map(|(comparator, _)| comparator);
        let nearest =
            || near(&word, Self::ALL.map(|(_, name)| name)).first().map(|name| format!("did you mean `{name}`?"));
        known.or_else(|| reader.expected(&node, "`exactly`, `atLeast` or `about`", nearest()))
    }

    /// A figure whose comparator cannot be read must not pass for an exact one.
    fn unreadable() -> Option<Self> {
        Some(Self::About)
    }
}

impl PostKind {
    /// The kinds that mean something to the mapping, and common others.
    pub const KNOWN: [&'static str; 5] = ["employment", "internship", "contract", "freelance", "founder"];
}

impl Decode for PostKind {
    const KIND: &'static str = "text";

    fn schema() -> serde_json::Value {
        json!({"anyOf": [{"enum": Self::KNOWN}, String::schema()]})
    }

    fn decode(node: Node, reader: &mut Reader<'_>) -> Option<Self> {
        let at = node.at;
        let word = String::decode(node, reader)?;
        let known = Self::KNOWN.contains(&word.to_lowercase().as_str());
        if let Some(nearest) = near(&word, Self::KNOWN).first().filter(|_| !known) {
            reader.find(
                &rules::UNKNOWN_KIND,
                at,
                format!("unusual kind of post `{}`", shortened(&word)),
                Some(format!("did you mean `{nearest}`?")),
            );
        }
        Some(Self(word))
    }
}

impl Decode for Tag {
    const KIND: &'static str = "language tag";

    fn schema() -> serde_json::Value {
        json!({"type": "string"})
    }

    fn decode(node: Node, reader: &mut Reader<'_>) -> Option<Self> {
        let tag = node.as_str().and_then(|text| oxilangtag::LanguageTag::parse(text.to_lowercase()).ok());
        let hint = || Some("write a BCP 47 tag such as `zh` or `en`".to_owned());
        tag.map(|tag| Self(tag.into_inner())).or_else(|| reader.expected(&node, "a language", hint()))
    }
}

impl Decode for Date {
    const KIND: &'static str = "date";

    fn schema() -> serde_json::Value {
        json!({"type": ["string", "integer"], "pattern": DATE_PATTERN})
    }

    fn decode(node: Node, reader: &mut Reader<'_>) -> Option<Self> {
        reader.date(&node, |end| if let End::Date(date) = end { Some(date) } else { None })
    }
}

impl Decode for End {
    const KIND: &'static str = "date, `present` or `unknown`";

    fn schema() -> serde_json::Value {
        json!({"anyOf": [Date::schema(), {"enum": ["present", "unknown"]}]})
    }

    fn decode(node: Node, reader: &mut Reader<'_>) -> Option<Self> {
        reader.date(&node, Some)
    }

    /// An end that cannot be read must not turn into none, which would mean that the thing still runs.
    fn unreadable() -> Option<Self> {
        Some(Self::Unknown)
    }
}

const DATE_PATTERN: &str = "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$";

impl Reader<'_> {
    /// Reads a date in its own writing, or with a note in one that lives on elsewhere. Of one that cannot be read,
    /// what is certain counts, and its text is kept.
    fn date<T>(&mut self, node: &Node, take: fn(End) -> Option<T>) -> Option<T> {
        let parts = date_of_parts(node);
        let Some(text) = node.as_str().or(parts.as_deref()) else { return self.expected(node, "a date", None) };
        if parts.is_some() {
            self.keep(node);
        }
        if let Some(value) = text.trim().parse().ok().and_then(take) {
            return Some(value);
        }
        let (hint, certain) = match Writing::of(text) {
            Ok(Writing::At(end)) => match take(end) {
                Some(value) => return self.understood(node, text, end, value),
                None => (None, None),
            },
            Ok(Writing::Range(..)) => (Some("a period goes into `startDate` and `endDate`".to_owned()), None),
            Err(error) => (error.hint, error.certain),
        };
        let hint = hint.unwrap_or_else(|| "write `2018`, `2018-03` or `2018-03-31`".into());
        let until = certain.map(|date| format!("; until mended, `{date}` counts")).unwrap_or_default();
        // Files that went through other programs have days such as 31 June; nothing is wrong but the day.
        let month_known = certain.is_some_and(|date| date.month().is_some());
        let severity = if month_known { Severity::Warning } else { Severity::Error };
        let place = self.place(node.at);
        let finding = Finding::new(&rules::UNKNOWN_DATE, place, format!("unknown date `{}`", shortened(text)));
        self.push(Finding { severity, ..finding }.with_hint(hint + &until));
        self.keep(node);
        certain.and_then(|date| take(End::Date(date)))
    }

    /// Notes what a writing was taken for; a time of day, and that a date is only expected, is kept aside.
    fn understood<T>(&mut self, node: &Node, text: &str, end: End, value: T) -> Option<T> {
        let message = format!("`{}` is read as `{end}`", shortened(text));
        if text.contains(':') || Writing::is_expected(text) {
            self.note(node.at, message, None);
            self.keep(node);
        } else {
            self.read_as(node.at, message, text, &end.to_string());
        }
        Some(value)
    }
}

/// The date of a map such as `{year: 2018, month: 3}`.
fn date_of_parts(node: &Node) -> Option<String> {
    let part = |name: &str| node.get(name).and_then(Node::as_str);
    let parts: Vec<&str> = ["year", "month", "day"].into_iter().map_while(part).collect();
    (!parts.is_empty()).then(|| parts.join("-"))
}

impl Decode for Stamp {
    const KIND: &'static str = "date or time stamp";

    fn schema() -> serde_json::Value {
        json!({"type": ["string", "integer"]})
    }

    fn decode(node: Node, reader: &mut Reader<'_>) -> Option<Self> {
        let text = node.as_str().unwrap_or_default().trim();
        if let Some(date) = stamp_day(text) {
            return Some(Self { date, text: text.to_owned() });
        }
        let date = Date::decode(node, reader)?;
        Some(Self { date, text: date.to_string() })
    }
}

/// The day of an RFC 3339 time stamp, or of one without zone.
fn stamp_day(text: &str) -> Option<Date> {
    let zoned = chrono::DateTime::parse_from_rfc3339(text).is_ok();
    let local = chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").is_ok();
    if text.contains('T') && (zoned || local) { text.get(..10)?.parse().ok() } else { None }
}

impl Decode for String {
    const KIND: &'static str = "text";

    fn schema() -> serde_json::Value {
        json!({"type": ["string", "number", "boolean"]})
    }

    fn decode(node: Node, reader: &mut Reader<'_>) -> Option<Self> {
        match reader.as_text(&node, ", ") {
            Some(text) => Some(text),
            None => reader.expected(&node, "a text", None),
        }
    }
}

impl Decode for Text {
    const KIND: &'static str = "text";

    fn schema() -> serde_json::Value {
        json!({"anyOf": [String::schema(), {"type": "object", "description": "The text by language, such as {zh: 快手, en: Kuaishou}.", "additionalProperties": {"type": "string"}}]})
    }

    fn decode(node: Node, reader: &mut Reader<'_>) -> Option<Self> {
        if let Value::Map(entries) = &node.value
            && !entries.iter().any(|entry| names_no_language(&entry.key) && !entry.value.is_absent())
        {
            return reader.language_map(node).filter(|text| !text.is_empty());
        }
        match reader.as_text(&node, "\n") {
            Some(text) => Some(reader.in_language(text)),
            None if matches!(node.value, Value::Map(_)) => reader.language_map(node).filter(|text| !text.is_empty()),
            None => reader.expected(&node, "a text or a map from languages to texts", None),
        }
    }
}

/// Whether a key is certainly no language: codes of languages have two or three letters.
fn names_no_language(key: &str) -> bool {
    key.split('-').next().is_none_or(|primary| primary.len() > 3)
}

impl Reader<'_> {
    fn in_language(&self, text: String) -> Text {
        match &self.language {
            Some(language) if script_fits(&text, language) => Text::default().with(language, text),
            _ => Text::plain(text),
        }
    }

    fn language_map(&mut self, node: Node) -> Option<Text> {
        let mut text = Text::default();
        for entry in self.entries(node, "a map from languages to texts")? {
            let tag = oxilangtag::LanguageTag::parse(entry.key.to_lowercase());
            let Some(tag) = tag.ok().filter(|_| !names_no_language(&entry.key)) else {
                self.find(
                    &rules::UNKNOWN_LANGUAGE,
                    entry.at,
                    format!("unknown language `{}`", shortened(&entry.key)),
                    Some("a key of a language map is a BCP 47 tag such as `zh` or `en`".into()),
                );
                self.entries_kept.push(entry);
                continue;
            };
            let language = if tag.as_str() == "und" { "" } else { tag.as_str() };
            if let Some(wording) = self.optional::<String>(entry.value) {
                text = text.with(language, wording);
            }
        }
        Some(text)
    }
}

impl Reader<'_> {
    fn items<T: Decode>(&mut self, items: Vec<Node>) -> Vec<T> {
        let mut read = Vec::with_capacity(items.len());
        read.extend(items.into_iter().filter_map(|item| self.optional(item)));
        read
    }
}

impl<T: Decode> Decode for Vec<T> {
    const KIND: &'static str = "list";

    fn schema() -> serde_json::Value {
        json!({"type": "array", "items": T::schema()})
    }

    fn decode(node: Node, reader: &mut Reader<'_>) -> Option<Self> {
        match node.value {
            Value::List(items) => Some(reader.items(items)),
            value => {
                let node = match reader.items_by_name(Node { at: node.at, value }, T::KIND, T::fields()) {
                    Ok(items) => return Some(reader.items(items)),
                    Err(node) => node,
                };
                reader.find(
                    &rules::LOOSE,
                    node.at,
                    format!("expected a list of {}, found {}", plural(T::KIND), node.description()),
                    Some("write it as a list: `- …`".into()),
                );
                reader.optional(node).map(|item| vec![item])
            }
        }
    }
}

/// One value, or a list of them.
#[derive(Clone, Debug, PartialEq)]
pub struct OneOrMany<T>(pub Vec<T>);

impl<T> Default for OneOrMany<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Decode> Decode for OneOrMany<T> {
    const KIND: &'static str = T::KIND;

    fn schema() -> serde_json::Value {
        json!({"anyOf": [T::schema(), <Vec<T>>::schema()]})
    }

    fn decode(node: Node, reader: &mut Reader<'_>) -> Option<Self> {
        match node.value {
            Value::List(_) => Vec::decode(node, reader).map(Self),
            _ => T::decode(node, reader).map(|item| Self(vec![item])),
        }
    }
}

/// Texts by free keys, such as identifiers by their systems.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pairs(pub Vec<(String, String)>);

impl Decode for Pairs {
    const KIND: &'static str = "map of texts";

    fn schema() -> serde_json::Value {
        json!({"type": "object", "additionalProperties": String::schema()})
    }

    fn decode(node: Node, reader: &mut Reader<'_>) -> Option<Self> {
        let entries = reader.entries(node, "a map of texts")?;
        Some(Self(entries.into_iter().filter_map(|entry| Some((entry.key, reader.optional(entry.value)?))).collect()))
    }
}

fn plural(kind: &str) -> String {
    match kind.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None => format!("{kind}s"),
    }
}
