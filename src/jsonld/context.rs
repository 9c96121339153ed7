//! The context: names for IRIs, and how values are written under each name.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use oxigraph::model::vocab::xsd;
use oxigraph::model::{LiteralRef, NamedNodeRef, TermRef};
use rustc_hash::FxHashMap;
use serde_json::{Map, Value};

use super::tree::Tree;
use crate::vocab::{owl, prov, schema, vita};

/// The official context of schema.org, cut down to the terms that we use.
const OFFICIAL: &str = include_str!("../../ontology/context.jsonld");

/// The address that stands for the official context.
const ADDRESS: &str = "https://schema.org";

/// Prefixes, the longest first where one begins with another.
const PREFIXES: [(&str, &str); 3] = [("vita", vita::NAMESPACE), ("prov", prov::NAMESPACE), ("owl", owl::NAMESPACE)];

/// How a property's plain strings are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Coercion {
    None,
    Iri,
    Date,
}

/// A JSON-LD context over schema.org.
pub struct Context {
    definitions: Map<String, Value>,
    coercions: FxHashMap<String, Coercion>,
}

impl Context {
    /// The context of `ontology/context.jsonld`.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static EMBEDDED: LazyLock<Context> = LazyLock::new(Context::read);
        &EMBEDDED
    }

    fn read() -> Self {
        let parsed: Option<Value> = serde_json::from_str(OFFICIAL).ok();
        let definitions = parsed.and_then(|context| context.get("@context")?.as_object().cloned()).unwrap_or_default();
        let coercion = |definition: &Value| match definition.get("@type").and_then(Value::as_str) {
            Some("@id") => Coercion::Iri,
            Some("Date" | "DateTime") => Coercion::Date,
            _ => Coercion::None,
        };
        let coercions = definitions.iter().map(|(name, definition)| (name.clone(), coercion(definition))).collect();
        Self { definitions, coercions }
    }

    /// The name of a property or class.
    #[must_use]
    pub fn compact<'i>(&self, iri: NamedNodeRef<'i>) -> Cow<'i, str> {
        if let Some(local) = iri.as_str().strip_prefix(schema::NAMESPACE) {
            return local.into();
        }
        let prefixed = PREFIXES.iter().find_map(|(prefix, namespace)| {
            iri.as_str().strip_prefix(namespace).map(|local| format!("{prefix}:{local}"))
        });
        prefixed.map_or(iri.as_str().into(), Cow::Owned)
    }

    /// A value as it is written under a property, without loss.
    #[must_use]
    pub fn value<'t>(&self, property: &str, term: TermRef<'t>) -> Tree<'t> {
        match term {
            TermRef::NamedNode(node) if self.coercion(property) == Coercion::Iri => node.as_str().into(),
            TermRef::NamedNode(node) => Tree::entry("@id", node.as_str()),
            TermRef::Literal(literal) => self.literal(property, literal),
            other => other.to_string().into(),
        }
    }

    fn literal<'t>(&self, property: &str, literal: LiteralRef<'t>) -> Tree<'t> {
        let (text, datatype, coercion) = (literal.value(), literal.datatype(), self.coercion(property));
        match literal.language() {
            Some(language) => typed_value(text, "@language", language.into()),
            None if is_date(datatype) && coercion == Coercion::Date => text.into(),
            None if datatype == xsd::STRING && coercion == Coercion::None => text.into(),
            None if datatype == xsd::STRING => Tree::entry("@value", text),
            None if datatype == xsd::INTEGER && coercion == Coercion::None && is_safe_integer(text) => {
                Tree::Number(text.parse().unwrap_or_default())
            }
            None => typed_value(text, "@type", xsd_name(datatype).into()),
        }
    }

    fn coercion(&self, property: &str) -> Coercion {
        self.coercions.get(property).copied().unwrap_or(Coercion::None)
    }

    /// The address of the context; beside it our own prefix, where the document uses it.
    #[must_use]
    pub fn address(own: bool) -> Tree<'static> {
        let prefix = || Tree::entry("vita", vita::NAMESPACE);
        if own { Tree::List(vec![ADDRESS.into(), prefix()]) } else { ADDRESS.into() }
    }

    /// All of the context that a document uses.
    #[must_use]
    pub fn inline(&self, document: &Tree<'_>) -> Tree<'static> {
        let mut used = BTreeSet::new();
        names(document, &mut used);
        let always = |name: &str| matches!(name, "@vocab" | "schema");
        let definitions = self.definitions.iter().filter(|(name, _)| always(name) || used.contains(name.as_str()));
        Tree::Object(definitions.map(|(name, definition)| (name.clone().into(), of_value(definition))).collect())
    }
}

/// The names that a document uses: keys, types, and their prefixes.
fn names(value: &Tree<'_>, used: &mut BTreeSet<String>) {
    let mut add = |name: &str| {
        used.insert(name.split(':').next().unwrap_or_default().to_owned());
    };
    match value {
        Tree::List(items) => items.iter().for_each(|item| names(item, used)),
        Tree::Object(entries) => {
            for (key, value) in entries {
                add(key);
                match value {
                    Tree::Text(class) if key == "@type" => add(class),
                    Tree::List(classes) if key == "@type" => classes.iter().filter_map(Tree::as_str).for_each(&mut add),
                    _ => {}
                }
            }
            entries.iter().for_each(|(_, value)| names(value, used));
        }
        Tree::Shared(tree) => names(tree, used),
        Tree::Null | Tree::Number(_) | Tree::Text(_) => {}
    }
}

/// A part of the context, which has no numbers.
fn of_value(value: &Value) -> Tree<'static> {
    match value {
        Value::String(text) => text.clone().into(),
        Value::Array(items) => Tree::List(items.iter().map(of_value).collect()),
        Value::Object(entries) => {
            Tree::Object(entries.iter().map(|(key, value)| (key.clone().into(), of_value(value))).collect())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => Tree::Null,
    }
}

fn typed_value<'t>(text: &'t str, key: &'static str, kind: Cow<'t, str>) -> Tree<'t> {
    Tree::Object(vec![("@value".into(), text.into()), (key.into(), Tree::Text(kind))])
}

/// Whether a datatype is one of a date or time.
#[must_use]
pub(super) fn is_date(datatype: NamedNodeRef<'_>) -> bool {
    [xsd::DATE, xsd::G_YEAR, xsd::G_YEAR_MONTH, xsd::DATE_TIME].contains(&datatype)
}

/// Whether a JSON number says exactly this: canonical, and within what a double holds exactly.
fn is_safe_integer(text: &str) -> bool {
    text.parse::<i64>().is_ok_and(|number| number.unsigned_abs() < 1 << 53 && number.to_string() == text)
}

fn xsd_name(datatype: NamedNodeRef<'_>) -> String {
    const XSD: &str = "http://www.w3.org/2001/XMLSchema#";
    datatype.as_str().strip_prefix(XSD).map_or_else(|| datatype.as_str().to_owned(), |local| format!("xsd:{local}"))
}
