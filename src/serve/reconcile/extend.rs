//! Data extension: the properties of things that a client has found.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::properties::{PROPERTIES, Property, without_schema};
use super::things::{self, Thing};
use super::{ROWS, Reconciler, Refused};

impl Reconciler {
    /// The values of some properties of some things. What is unknown has no values.
    ///
    /// # Errors
    /// Where the request is not what the protocol says, or asks for more than [`ROWS`] things or properties.
    pub fn extend(&self, request: &Value) -> Result<Value, Refused> {
        let malformed = |message: &str| Refused::Malformed(message.to_owned());
        let list = |field: &str| request.get(field).and_then(Value::as_array);
        let ids = list("ids").ok_or_else(|| malformed("`ids` is a list of identifiers"))?;
        let properties = list("properties").ok_or_else(|| malformed("`properties` is a list of objects with `id`"))?;
        if ids.len().max(properties.len()) > ROWS {
            return Err(Refused::TooLarge(format!("at most {ROWS} things and properties are answered at once")));
        }
        let ids: Option<Vec<&str>> = ids.iter().map(Value::as_str).collect();
        let ids = ids.ok_or_else(|| malformed("identifiers are texts"))?;
        let columns: Option<Vec<(&str, usize)>> = properties.iter().map(column).collect();
        let columns = columns.ok_or_else(|| malformed("a property is an object with `id`"))?;
        let rows = ids.iter().map(|id| ((*id).to_owned(), self.row(id, &columns)));
        let meta: Vec<Value> = columns.iter().map(|(id, _)| meta(id)).collect();
        Ok(json!({"meta": meta, "rows": rows.collect::<Map<_, _>>()}))
    }

    fn row(&self, id: &str, columns: &[(&str, usize)]) -> Value {
        let thing = self.things.find(id).map(|number| self.things.get(number));
        let cell = |(id, most): &(&str, usize)| {
            let property = Property::find(id);
            let values = property.zip(thing).map(|(property, thing)| self.cell(property, thing)).unwrap_or_default();
            ((*id).to_owned(), values.into_iter().take(*most).collect::<Vec<_>>().into())
        };
        columns.iter().map(cell).collect::<Map<_, _>>().into()
    }

    fn cell(&self, property: &Property, thing: &Thing) -> Vec<Value> {
        match property.id {
            "name" => return texts(thing.names.iter().map(|name| &*name.text)),
            "alternateName" => return texts(thing.other_names.iter().map(|name| &*name.text)),
            _ => {}
        }
        let values: Vec<&things::Value> = property.values(thing).collect();
        let mut seen = BTreeSet::new();
        let others = values.iter().filter_map(|value| match value {
            things::Value::Thing(number) => seen.insert(*number).then_some(*number),
            things::Value::Text(_) => None,
        });
        let numbers: Vec<u32> = others.collect();
        let things = numbers.iter().map(|number| {
            let name = self.things.name(*number, &[]);
            json!({"id": self.things.get(*number).id, "name": name})
        });
        // Who is known is not told again by the name that is printed.
        let is_known =
            |text: &str| numbers.iter().any(|number| self.things.get(*number).all_names().any(|name| name == text));
        let plain = values.iter().filter_map(|value| match value {
            things::Value::Text(wording) => Some(&*wording.text).filter(|text| !is_known(text)),
            things::Value::Thing(_) => None,
        });
        things.chain(texts(plain)).collect()
    }

    /// The properties that things of a type have, at most `limit` of them.
    #[must_use]
    pub fn propose_properties(&self, class: &str, limit: Option<usize>) -> Value {
        let local = without_schema(class);
        let kinds: Vec<_> =
            self.prefixes.classes.iter().filter(|(_, own)| own == local).map(|(kind, _)| *kind).collect();
        let has =
            |property: &&Property| property.kinds.iter().any(|kind| kinds.contains(kind) || kind.class() == local);
        let proposed = PROPERTIES.iter().filter(has).take(limit.unwrap_or(usize::MAX));
        let properties: Vec<Value> =
            proposed.map(|property| json!({"id": property.id, "name": property.name})).collect();
        let mut answer = json!({"type": class, "properties": properties});
        if let (Some(limit), Value::Object(answer)) = (limit, &mut answer) {
            answer.insert("limit".into(), limit.into());
        }
        answer
    }
}

/// A property that is asked for, and how many of its values.
fn column(property: &Value) -> Option<(&str, usize)> {
    let limit = property.get("settings").and_then(|settings| settings.get("limit"));
    let number = limit.and_then(|limit| limit.as_u64().or_else(|| limit.as_str()?.parse().ok()));
    let most = number.filter(|most| *most > 0).and_then(|most| usize::try_from(most).ok()).unwrap_or(usize::MAX);
    Some((property.get("id")?.as_str()?, most))
}

fn meta(id: &str) -> Value {
    let Some(property) = Property::find(id) else { return json!({"id": id, "name": id}) };
    match property.values {
        Some(kind) => json!({"id": id, "name": property.name, "type": {"id": kind.class(), "name": kind.name()}}),
        None => json!({"id": id, "name": property.name}),
    }
}

fn texts<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<Value> {
    let texts: BTreeSet<&str> = texts.collect();
    texts.into_iter().map(|text| json!({"str": text})).collect()
}
