//! What the names of a JSON-LD document mean: of its `@context` what tells names of schema.org from others.

use std::collections::BTreeMap;

use crate::tree::{Kind, Node, Value};
use crate::vocab::schema;

/// The meaning of names.
#[derive(Clone, Debug, Default)]
pub(super) struct Context {
    /// The namespace of names without prefix, if these mean anything.
    vocabulary: Option<String>,
    /// Names with meanings of their own, prefixes among them: the IRI or keyword, and whether their texts are IRIs.
    terms: BTreeMap<String, (String, bool)>,
    /// Whether the document names a context that is not known here, which may give names any meaning.
    is_open: bool,
}

impl Context {
    /// The context of schema.org.
    pub(super) fn schema_org() -> Self {
        let names = [("id", "@id"), ("type", "@type"), ("schema", schema::NAMESPACE)];
        let terms = names.map(|(name, meaning)| (name.to_owned(), (meaning.to_owned(), false)));
        Self { vocabulary: Some(schema::NAMESPACE.to_owned()), terms: terms.into(), is_open: false }
    }

    /// This context with what a document adds.
    pub(super) fn with(self, added: &Node) -> Self {
        match &added.value {
            Value::Scalar(Kind::Null, _) => Self::default(),
            Value::Scalar(_, address) if is_schema_org(address) => {
                let own = Self::schema_org();
                let terms = self.terms.into_iter().chain(own.terms).collect();
                Self { vocabulary: own.vocabulary, terms, is_open: self.is_open }
            }
            Value::Scalar(..) => Self { is_open: true, ..self },
            Value::List(items) => items.iter().fold(self, Self::with),
            Value::Map(entries) => entries.iter().fold(self, |context, entry| context.define(&entry.key, &entry.value)),
        }
    }

    fn define(mut self, name: &str, meaning: &Node) -> Self {
        if name == "@vocab" {
            return Self { vocabulary: meaning.as_str().map(secure_aside), ..self };
        }
        let text = |node: &Node| node.as_str().map(secure_aside);
        let is_link = meaning.get("@type").and_then(Node::as_str).is_some_and(|kind| kind == "@id" || kind == "@vocab");
        let told = text(meaning).or_else(|| meaning.get("@id").and_then(text));
        // A name with rules for its values alone keeps its meaning; one that leads backwards has none here.
        let backwards = meaning.get("@reverse").is_some() || matches!(meaning.value, Value::Scalar(Kind::Null, _));
        let iri = if backwards { String::new() } else { told.unwrap_or_else(|| self.iri(name)) };
        if !name.starts_with('@') {
            self.terms.insert(name.to_owned(), (iri, is_link));
        }
        self
    }

    /// The IRI or the keyword of a name; empty where it means nothing that is known here.
    pub(super) fn iri(&self, name: &str) -> String {
        let resolved = |name: &str| self.terms.get(name).map(|(iri, _)| iri.as_str());
        match resolved(name) {
            Some(iri) if iri != name && iri.contains(':') && !iri.contains("://") => return self.with_prefix(iri),
            Some(iri) => return iri.to_owned(),
            None => {}
        }
        if name.starts_with('@') || name.contains(':') {
            return self.with_prefix(name);
        }
        self.vocabulary.as_ref().map(|vocabulary| format!("{vocabulary}{name}")).unwrap_or_default()
    }

    fn with_prefix(&self, name: &str) -> String {
        let prefixed = name.split_once(':').filter(|(_, local)| !local.starts_with("//"));
        let namespace = prefixed.and_then(|(prefix, local)| Some((&self.terms.get(prefix)?.0, local)));
        namespace.map_or_else(|| secure_aside(name), |(namespace, local)| format!("{namespace}{local}"))
    }

    /// Whether the texts of a name are IRIs.
    pub(super) fn is_link(&self, name: &str) -> bool {
        self.terms.get(name).is_some_and(|(_, is_link)| *is_link)
    }

    /// Whether a name may mean something that is not known here.
    pub(super) fn may_mean_other(&self, name: &str) -> bool {
        self.is_open && !name.contains(':')
    }
}

/// Whether an address is that of the context of schema.org, in any of its writings.
fn is_schema_org(address: &str) -> bool {
    let bare = address.trim().trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
    bare.trim_end_matches(['/', '#']) == "schema.org" || bare.starts_with("schema.org/docs/jsonldcontext")
}

/// An IRI of schema.org in the namespace of the official context.
fn secure_aside(iri: &str) -> String {
    iri.strip_prefix("https://schema.org/")
        .map_or_else(|| iri.to_owned(), |name| format!("{}{name}", schema::NAMESPACE))
}
