//! What the service says of itself.

use serde_json::{Value, json};

use super::things::Kind;
use super::{BATCH, Reconciler};
use crate::vocab::schema;

impl Reconciler {
    /// What the service at this address offers; the address ends in a slash and the service is at `reconcile` below it.
    ///
    /// An identifier is the path of a page below the base of the collection, which is the identifier space; what has no page
    /// there is identified by its whole IRI. Clients put identifiers into addresses percent-encoded, slashes too, which
    /// few servers take for a path; so view and preview take them as a parameter.
    #[must_use]
    pub fn manifest(&self, base: &str) -> Value {
        let base = base.trim_end_matches('/');
        let service = |path: &str| json!({"service_url": base, "service_path": format!("/reconcile/{path}")});
        json!({
            "versions": ["0.2"],
            "name": format!("vitagraph: {}", self.things.base),
            "identifierSpace": self.things.base,
            "schemaSpace": schema::NAMESPACE,
            "defaultTypes": Kind::ALL.map(|kind| json!({"id": kind.class(), "name": kind.name()})),
            "view": {"url": format!("{base}/reconcile/view?id={{{{id}}}}")},
            "preview": {"url": format!("{base}/reconcile/preview?id={{{{id}}}}"), "width": 430, "height": 300},
            "suggest": {
                "entity": service("suggest/entity"),
                "type": service("suggest/type"),
                "property": service("suggest/property"),
            },
            "extend": {
                "propose_properties": service("properties"),
                "property_settings": [{
                    "name": "limit",
                    "label": "Limit",
                    "type": "number",
                    "default": 0,
                    "help_text": "How many values to give at most; 0 for all",
                }],
            },
            "batchSize": BATCH,
        })
    }
}
