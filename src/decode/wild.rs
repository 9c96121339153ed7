//! Forms that live on in files of other programs: old names of fields, texts where objects are expected and the
//! other way round, periods in one field.
//!
//! What is surely meant is read, with a note that says how. What a reading leaves out is kept as raw text, so that
//! nothing of a file is lost; see [`Common::unread`].

use super::named::whole_name;
use super::{Common, Decode, Field, Key, Link, Reader};
use crate::date::{Date, End, Writing};
use crate::rules;
use crate::text::folded;
use crate::tree::{Entry, Kind, Node, Value, shortened};

/// The field that a text stands for where an object is expected.
const MAIN_FIELDS: [(&str, &str); 11] = [
    ("award", "title"),
    ("certificate", "name"),
    ("education", "institution"),
    ("interest", "name"),
    ("language", "language"),
    ("project", "name"),
    ("publication", "name"),
    ("reference", "reference"),
    ("skill", "name"),
    ("volunteer", "organization"),
    ("work", "name"),
];

/// The fields that hold the text of an object where a text is expected, the first that is there.
const TEXT_FIELDS: [&str; 12] = [
    "name",
    "title",
    "keyword",
    "text",
    "value",
    "label",
    "description",
    "summary",
    "content",
    "highlight",
    "course",
    "skill",
];

/// The fields that hold the address of an object where a URL is expected.
const LINK_FIELDS: [&str; 6] = ["url", "href", "link", "website", "src", "uri"];

/// The fields that make up a place, from the nearest to the widest; not the address, which is private.
const PLACE_FIELDS: [&str; 4] = ["city", "region", "country", "countryCode"];

impl Reader<'_> {
    /// Reports something worth knowing.
    pub fn note(&mut self, at: usize, message: String, hint: Option<String>) {
        self.find(&rules::READ_AS, at, message, hint);
    }

    /// The node of an object: itself, the only item of a list, or a text as the object's main field.
    pub fn as_object(&mut self, node: Node, kind: &str) -> Node {
        match node.value {
            Value::List(mut items) if kind != "record" && matches!(&items[..], [Node { value: Value::Map(_), .. }]) => {
                self.note(node.at, format!("a list of one is read as {kind}"), None);
                items.swap_remove(0)
            }
            Value::Scalar(kind_of_scalar, text) => {
                let value = Node { at: node.at, value: Value::Scalar(kind_of_scalar, text) };
                let Some((text, field)) = value.as_str().and_then(|text| Some((text, main_field(kind, text)?))) else {
                    return value;
                };
                self.note(node.at, format!("`{}` is read as the `{field}` of {kind}", shortened(text)), None);
                Node { at: node.at, value: Value::Map(vec![Entry { at: node.at, key: field.to_owned(), value }]) }
            }
            value => Node { at: node.at, value },
        }
    }

    /// The text of an object or list where a text is expected, or nothing where it is neither.
    pub(super) fn as_text(&mut self, node: &Node, between: &str) -> Option<String> {
        match &node.value {
            Value::Scalar(_, text) => Some(text.clone()),
            Value::List(items) => {
                let texts: Vec<&str> = items.iter().filter_map(Node::as_str).filter(|text| !text.is_empty()).collect();
                let plain = items.iter().all(|item| matches!(item.value, Value::Scalar(..))) && !texts.is_empty();
                plain.then(|| self.note(node.at, "a list is read as one text".into(), None))?;
                Some(texts.join(between))
            }
            Value::Map(entries) => {
                let text = |field: &&str| entries.iter().find(|entry| entry.key == **field)?.value.as_str();
                let place: Vec<&str> = PLACE_FIELDS.iter().filter_map(text).filter(|text| !text.is_empty()).collect();
                let named = TEXT_FIELDS.iter().find_map(text).map(str::to_owned);
                let placed = || (!place.is_empty()).then(|| place.join(", "));
                let found = named.or_else(placed).or_else(|| whole_name(entries))?;
                self.note(node.at, format!("a map is read as the text `{}`", shortened(&found)), None);
                self.keep(node);
                Some(found)
            }
        }
    }

    /// The address in a map, such as `{name: Slides, url: …}`, or the first of a list; the rest is kept.
    pub(super) fn link_within(&mut self, node: &Node) -> Option<Link> {
        let address = match &node.value {
            Value::List(items) => items.iter().find(|item| !item.is_absent()),
            _ => LINK_FIELDS.iter().find_map(|field| node.get(field)),
        };
        let Some(address) = address.filter(|address| address.as_str().is_some()) else {
            return self.expected(node, "a URL", None);
        };
        let found = shortened(address.as_str().unwrap_or_default());
        self.note(node.at, format!("{} is read as the URL `{found}`", node.description()), None);
        self.keep(node);
        Link::decode(address.clone(), self)
    }

    /// The entries of an object with the names that the fields have now, and each end of a period in its own field.
    pub fn mended(&mut self, mut entries: Vec<Entry>, fields: &[Field], common: &mut Common) -> Vec<Entry> {
        let is_field = |entry: &Entry| fields.iter().any(|field| field.name == entry.key);
        entries.retain(|entry| !(entry.value.is_absent() && is_field(entry)));
        self.unkey_organization(&mut entries, fields);
        self.join_name(&mut entries, fields, common);
        if !entries.iter().all(|entry| is_field(entry) || Common::NAMES.contains(&entry.key.as_str())) {
            let (mut mended, old): (Vec<Entry>, Vec<Entry>) = entries.into_iter().partition(is_field);
            for entry in old {
                self.renamed(entry, fields, common, &mut mended);
            }
            mended.sort_by_key(|entry| entry.at);
            entries = mended;
        }
        self.split_period(&mut entries, fields);
        self.check_order(&entries, fields);
        entries
    }

    /// Adds an entry under the name that its field has now, unless another entry has that already.
    fn renamed(&mut self, mut entry: Entry, fields: &[Field], common: &mut Common, mended: &mut Vec<Entry>) {
        let Some(field) = old_field(&entry.key, fields).filter(|_| !Common::NAMES.contains(&entry.key.as_str())) else {
            return mended.push(entry);
        };
        if entry.value.is_absent() {
            return;
        }
        let old = shortened(&entry.key);
        if let Some(new) = mended.iter().find(|new| new.key == field.name) {
            if new.value.as_str() != entry.value.as_str() || new.value.as_str().is_none() {
                self.keep(&entry.value);
                common.keep(&entry.key, self);
            }
            let message = format!("old name `{old}` beside `{}`, which counts", field.name);
            return self.note(entry.at, message, Some("what the old one says is kept for the person alone".into()));
        }
        self.read_as(entry.at, format!("old name `{old}`; it is read as `{}`", field.name), &entry.key, field.name);
        field.name.clone_into(&mut entry.key);
        mended.push(entry);
    }

    /// An organization that is no key of a register is the name, where the object has no other.
    fn unkey_organization(&mut self, entries: &mut [Entry], fields: &[Field]) {
        let has = |name: &str| fields.iter().any(|field| field.name == name && field.kind != "key");
        let Some(name) = ["institution", "name"].into_iter().find(|name| has(name)) else { return };
        let key_expected = fields.iter().any(|field| field.name == "organization" && field.kind == "key");
        if !key_expected || entries.iter().any(|entry| entry.key == name) {
            return;
        }
        let is_name = |entry: &&mut Entry| {
            entry.key == "organization" && entry.value.as_str().is_some_and(|text| Key::new(text).is_none())
        };
        if let Some(entry) = entries.iter_mut().find(is_name) {
            name.clone_into(&mut entry.key);
            let text = shortened(entry.value.as_str().unwrap_or_default());
            let at = entry.value.at;
            self.note(at, format!("`{text}` is no key of the register; it is read as the `{name}`"), None);
        }
    }

    /// A period that stands in the field of its beginning or its end alone, as two fields.
    fn split_period(&mut self, entries: &mut Vec<Entry>, fields: &[Field]) {
        const ENDS: [&str; 2] = ["startDate", "endDate"];
        if !ENDS.iter().all(|name| fields.iter().any(|field| field.name == *name)) {
            return;
        }
        let stated: Vec<usize> = (0..entries.len()).filter(|at| ENDS.contains(&entries[*at].key.as_str())).collect();
        let [at] = stated[..] else { return };
        let Some((text, (start, end))) = entries[at].value.as_str().and_then(|text| Some((text, period(text)?))) else {
            return;
        };
        let place = entries[at].value.at;
        self.note(place, format!("`{}` is read as `{start}` to `{end}`", shortened(text)), None);
        let ends = ENDS.into_iter().zip([start.to_string(), end.to_string()]);
        let entry = |(name, text): (&str, String)| Entry {
            at: entries[at].at,
            key: name.to_owned(),
            value: Node { at: place, value: Value::Scalar(Kind::Text, text) },
        };
        let both: Vec<Entry> = ends.map(entry).collect();
        entries.splice(at..=at, both);
    }
}

/// Both ends of a period in one text.
fn period(text: &str) -> Option<(Date, End)> {
    match Writing::of(text) {
        Ok(Writing::Range(start, end)) => Some((start, end)),
        _ => None,
    }
}

/// The field of this name.
pub(super) fn field_named<'f>(name: &str, fields: &'f [Field]) -> Option<&'f Field> {
    fields.iter().find(|field| field.name == name).or_else(|| old_field(name, fields))
}

/// The field that had this name once, or that is written so but for case and punctuation.
fn old_field<'f>(name: &str, fields: &'f [Field]) -> Option<&'f Field> {
    let name = folded(name);
    let is = |one: &str| folded(one) == name;
    fields
        .iter()
        .find(|field| is(field.name))
        .or_else(|| fields.iter().find(|field| field.was.iter().any(|old| is(old))))
}

/// The field of an object that a text alone stands for. A place with a number may be an address, which is private.
pub(super) fn main_field(kind: &str, text: &str) -> Option<&'static str> {
    match kind {
        "location" if text.chars().any(char::is_numeric) => Some("address"),
        "location" => Some("city"),
        "profile" if text.contains('/') || text.contains('.') => Some("url"),
        "profile" => Some("username"),
        _ => MAIN_FIELDS.iter().find(|(object, _)| *object == kind).map(|(_, field)| *field),
    }
}
