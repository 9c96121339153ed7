//! The context: names for IRIs, and how values are written under each name.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use oxigraph::model::vocab::xsd;
use oxigraph::model::{LiteralRef, NamedNodeRef, TermRef};
use serde_json::{Map, Value, json};

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
    coercions: HashMap<String, Coercion>,
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
    pub fn compact(&self, iri: NamedNodeRef<'_>) -> String {
        if let Some(local) = iri.as_str().strip_prefix(schema::NAMESPACE) {
            return local.to_owned();
        }
        let prefixed = PREFIXES.iter().find_map(|(prefix, namespace)| {
            iri.as_str().strip_prefix(namespace).map(|local| format!("{prefix}:{local}"))
        });
        prefixed.unwrap_or_else(|| iri.as_str().to_owned())
    }

    /// A value as it is written under a property, without loss.
    #[must_use]
    pub fn value(&self, property: &str, term: TermRef<'_>) -> Value {
        match term {
            TermRef::NamedNode(node) if self.coercion(property) == Coercion::Iri => node.as_str().into(),
            TermRef::NamedNode(node) => json!({ "@id": node.as_str() }),
            TermRef::Literal(literal) => self.literal(property, literal),
            other => other.to_string().into(),
        }
    }

    fn literal(&self, property: &str, literal: LiteralRef<'_>) -> Value {
        let (text, datatype, coercion) = (literal.value(), literal.datatype(), self.coercion(property));
        match literal.language() {
            Some(language) => json!({ "@value": text, "@language": language }),
            None if is_date(datatype) && coercion == Coercion::Date => text.into(),
            None if datatype == xsd::STRING && coercion == Coercion::None => text.into(),
            None if datatype == xsd::STRING => json!({ "@value": text }),
            None if datatype == xsd::INTEGER && coercion == Coercion::None && is_safe_integer(text) => {
                text.parse::<i64>().unwrap_or_default().into()
            }
            None => json!({ "@value": text, "@type": xsd_name(datatype) }),
        }
    }

    fn coercion(&self, property: &str) -> Coercion {
        self.coercions.get(property).copied().unwrap_or(Coercion::None)
    }

    /// The address of the context; beside it our own prefix, where the document uses it.
    #[must_use]
    pub fn address(own: bool) -> Value {
        if own { json!([ADDRESS, { "vita": vita::NAMESPACE }]) } else { ADDRESS.into() }
    }

    /// All of the context that a document uses.
    #[must_use]
    pub fn inline(&self, document: &Value) -> Value {
        let mut used = BTreeSet::new();
        names(document, &mut used);
        let always = |name: &str| matches!(name, "@vocab" | "schema");
        let definitions = self.definitions.iter().filter(|(name, _)| always(name) || used.contains(name.as_str()));
        Value::Object(definitions.map(|(name, definition)| (name.clone(), definition.clone())).collect())
    }
}

/// The names that a document uses: keys, types, and their prefixes.
fn names(value: &Value, used: &mut BTreeSet<String>) {
    let mut add = |name: &str| {
        used.insert(name.split(':').next().unwrap_or_default().to_owned());
    };
    match value {
        Value::Array(items) => items.iter().for_each(|item| names(item, used)),
        Value::Object(entries) => {
            for (key, value) in entries {
                add(key);
                if key == "@type" {
                    let types = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
                    types.iter().filter_map(Value::as_str).for_each(&mut add);
                }
            }
            entries.values().for_each(|value| names(value, used));
        }
        _ => {}
    }
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
