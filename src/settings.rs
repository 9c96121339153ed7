//! The settings of a collection: `vitagraph.toml`.

use std::collections::BTreeMap;

use oxiri::Iri;

use crate::decode::{Decode, Field, Lens, Link, Object, ObjectInfo, Reader, Visibility, is_web};
use crate::record::objects;
use crate::report::{Severity, near};
use crate::rules;
use crate::tree::{Entry, Node, Value, shortened};

/// The settings of a collection.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The address that the collection's pages are below; it ends in a slash.
    pub base: String,
    /// The languages of the collection, the preferred one first.
    pub languages: Vec<String>,
    /// The visibility of fields, by paths such as `basics.email`, in place of the built-in defaults.
    pub visibility: BTreeMap<String, Visibility>,
    /// How grave findings of rules are for `vitagraph check`, in place of the built-in levels; nothing is off.
    pub levels: BTreeMap<String, Option<Severity>>,
}

/// The settings and their meaning, for hints.
const NAMES: [&str; 4] = ["base", "languages", "visibility", "rules"];

impl Default for Settings {
    fn default() -> Self {
        Self {
            base: "https://example.org/".into(),
            languages: vec!["en".into()],
            visibility: BTreeMap::new(),
            levels: BTreeMap::new(),
        }
    }
}

impl Settings {
    /// What stands for settings that cannot be read: each field is private.
    #[must_use]
    pub fn closed() -> Self {
        let private = field_paths().into_iter().map(|path| (path, Visibility::Private));
        Self { visibility: private.collect(), ..Self::default() }
    }

    /// Reads settings from a tree. Findings go to the reader's report; what cannot be read keeps its default.
    pub fn from_node(node: Node, reader: &mut Reader<'_>) -> Self {
        let mut settings = Self::default();
        for entry in reader.entries(node, "settings").unwrap_or_default() {
            match entry.key.as_str() {
                "base" => settings.read_base(entry.value, reader),
                "languages" => settings.languages = languages(entry.value, reader).unwrap_or(settings.languages),
                "visibility" => settings.visibility = visibility(entry.value, reader),
                "rules" => settings.levels = levels(entry.value, reader),
                name if near(name, NAMES).first() == Some(&"visibility") => {
                    let message = format!("unknown setting `{}`; until mended, each field is private", shortened(name));
                    reader.find(&rules::VISIBILITY, entry.at, message, Some("did you mean `visibility`?".into()));
                    settings.visibility = Self::closed().visibility;
                }
                name => {
                    let hint = near(name, NAMES).first().map_or_else(
                        || format!("the settings are {}", NAMES.join(", ")),
                        |name| format!("did you mean `{name}`?"),
                    );
                    reader.find(
                        &rules::UNKNOWN_SETTING,
                        entry.at,
                        format!("unknown setting `{}`; it is left out", shortened(name)),
                        Some(hint),
                    );
                }
            }
        }
        settings
    }

    fn read_base(&mut self, node: Node, reader: &mut Reader<'_>) {
        let at = node.at;
        let Some(link) = Link::decode(node, reader) else { return };
        let web = is_web(link.as_str());
        match Iri::parse(link.as_str()) {
            Ok(iri) if web && iri.fragment().is_none() && iri.query().is_none() => {
                self.base = format!("{}/", link.as_str().trim_end_matches('/'))
            }
            _ => reader.find(
                &rules::SETTING,
                at,
                format!("`{}` is no base", shortened(link.as_str())),
                Some("write the address of a folder, such as `https://team.example/`".into()),
            ),
        }
    }

    /// Who may see a field unless a mark says otherwise.
    #[must_use]
    pub fn default_visibility<T: Object, V>(&self, lens: Lens<T, V>) -> Visibility {
        match self.visibility.is_empty() {
            true => lens.visibility,
            false => self.stated_default(T::NAME, lens.name).unwrap_or(lens.visibility),
        }
    }

    /// The default that the settings state for a field of an object.
    fn stated_default(&self, object: &str, field: &str) -> Option<Visibility> {
        match object {
            "record" => self.visibility.get(field).copied(),
            _ => self.visibility.get(&format!("{object}.{field}")).copied(),
        }
    }
}

fn languages(node: Node, reader: &mut Reader<'_>) -> Option<Vec<String>> {
    let at = node.at;
    let mut tags = reader.optional::<Vec<String>>(node)?;
    tags.retain(|tag| {
        let known = oxilangtag::LanguageTag::parse(tag.as_str()).is_ok();
        if !known {
            reader.find(
                &rules::UNKNOWN_LANGUAGE,
                at,
                format!("unknown language `{}`", shortened(tag)),
                Some("a language is a BCP 47 tag such as `zh` or `en`".into()),
            );
        }
        known
    });
    tags.iter_mut().for_each(|tag| tag.make_ascii_lowercase());
    (!tags.is_empty()).then_some(tags)
}

/// Reads the levels of rules, by their names or by their groups.
fn levels(node: Node, reader: &mut Reader<'_>) -> BTreeMap<String, Option<Severity>> {
    let (known, mut levels) = (rules::names(), BTreeMap::new());
    for entry in reader.entries(node, "levels of rules").unwrap_or_default() {
        let word = entry.value.as_str().unwrap_or_default();
        let level = if word == "off" { Some(None) } else { Severity::from_name(word).map(Some) };
        if !known.contains(entry.key.as_str()) {
            let near = near(&entry.key, known.iter().copied());
            let hint = near
                .first()
                .map_or("`vitagraph check --rules` lists them".into(), |name| format!("did you mean `{name}`?"));
            reader.find(
                &rules::UNKNOWN_SETTING,
                entry.at,
                format!("unknown rule `{}`", shortened(&entry.key)),
                Some(hint),
            );
        } else if let Some(level) = level {
            levels.insert(entry.key, level);
        } else {
            let hint = "a level is `error`, `warning`, `note` or `off`";
            reader.find(
                &rules::SETTING,
                entry.value.at,
                format!("unknown level `{}`", shortened(word)),
                Some(hint.into()),
            );
        }
    }
    levels
}

/// The paths of all fields of a record.
fn field_paths() -> Vec<String> {
    let path = |object: &ObjectInfo, field: &Field| match object.name {
        "record" => field.name.to_owned(),
        name => format!("{name}.{}", field.name),
    };
    objects().iter().flat_map(|object| object.fields.iter().map(|field| path(object, field))).collect()
}

/// Reads defaults of visibility. It fails closed: an unreadable one is private, and an unknown path is an error.
fn visibility(node: Node, reader: &mut Reader<'_>) -> BTreeMap<String, Visibility> {
    let (paths, mut defaults) = (field_paths(), BTreeMap::new());
    let Some(entries) = reader.entries(node, "defaults of visibility") else { return Settings::closed().visibility };
    for entry in dotted(entries) {
        if !paths.contains(&entry.key) {
            let hint = near(&entry.key, paths.iter().map(String::as_str)).first().map_or_else(
                || "a path is an object and a field, such as `basics.email`".to_owned(),
                |path| format!("did you mean `{path}`?"),
            );
            reader.find(&rules::VISIBILITY, entry.at, format!("unknown field `{}`", shortened(&entry.key)), Some(hint));
        }
        defaults.insert(entry.key, reader.optional(entry.value).unwrap_or(Visibility::Private));
    }
    defaults
}

/// TOML reads an unquoted `basics.email` as a table in a table: both writings are one.
fn dotted(entries: Vec<Entry>) -> Vec<Entry> {
    let flat = |entry: Entry| match entry.value.value {
        Value::Map(inner) => {
            inner.into_iter().map(|field| Entry { key: format!("{}.{}", entry.key, field.key), ..field }).collect()
        }
        _ => vec![entry],
    };
    entries.into_iter().flat_map(flat).collect()
}
