//! JSON-LD and the markup of pages against the vocabulary, with the places of what is wrong.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::context::Context;
use super::facts::{Facts, Meaning, PropertyId, Term};
use super::judge::{self, Fault, Thing, Value};
use crate::report::Report;
use crate::tree::{self, Counted, Entry, Kind, Node, Source};

/// What a tree was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// JSON-LD, where a text is no link unless the context says so.
    JsonLd,
    /// Microdata or RDFa of a page, where what is an address was written as a link.
    Markup,
}

/// Checks structured data against the vocabulary. Names in it are those of schema.org, unless its `@context` says
/// otherwise; what other vocabularies define is let be.
pub fn check_tree(source: &Source<'_>, root: &Node, form: Form, report: &mut Report) {
    let mut reader = Reader {
        source,
        counted: Counted::default(),
        form,
        things: FxHashMap::default(),
        pending: BTreeSet::new(),
        report,
    };
    let context = Context::schema_org();
    reader.gather(root, &context);
    reader.check(root, &context, None);
}

struct Reader<'s, 'r> {
    source: &'s Source<'s>,
    counted: Counted,
    form: Form,
    /// What the document says of the things that have an `@id`.
    things: FxHashMap<String, Thing>,
    /// The names of which a note has been made.
    pending: BTreeSet<String>,
    report: &'r mut Report,
}

/// The entries of a thing, with the context that they are in.
fn opened<'n>(node: &'n Node, context: &Context) -> Option<(&'n [Entry], Context)> {
    let tree::Value::Map(entries) = &node.value else { return None };
    let added = entries.iter().find(|entry| entry.key == "@context");
    Some((entries, added.map_or_else(|| context.clone(), |added| context.clone().with(&added.value))))
}

/// The texts of the entries that are a keyword.
fn texts<'n>(entries: &'n [Entry], context: &Context, keyword: &str) -> Vec<(usize, &'n str)> {
    let values = entries.iter().filter(|entry| context.iri(&entry.key) == keyword).map(|entry| &entry.value);
    let each = |value: &'n Node| match &value.value {
        tree::Value::List(items) => items.iter().collect(),
        _ => vec![value],
    };
    values.flat_map(each).filter_map(|value| Some((value.at, value.as_str()?))).collect()
}

fn thing(entries: &[Entry], context: &Context) -> Thing {
    let mut thing = Thing::default();
    texts(entries, context, "@type").iter().for_each(|(_, class)| thing.add_class(&context.iri(class)));
    thing
}

/// The values of a property one by one, out of lists and sets.
fn each_value<'n>(node: &'n Node, values: &mut Vec<&'n Node>) {
    match &node.value {
        tree::Value::List(items) => items.iter().for_each(|item| each_value(item, values)),
        tree::Value::Map(_) => match node.get("@list").or_else(|| node.get("@set")) {
            Some(inner) => each_value(inner, values),
            None => values.push(node),
        },
        tree::Value::Scalar(..) => values.push(node),
    }
}

fn property(iri: &str) -> Option<PropertyId> {
    judge::property_name(iri).ok().flatten()
}

impl Reader<'_, '_> {
    /// Gathers what is said of things that have an `@id`, for where they are only named.
    fn gather(&mut self, node: &Node, context: &Context) {
        if let tree::Value::List(items) = &node.value {
            items.iter().for_each(|item| self.gather(item, context));
        }
        let Some((entries, context)) = opened(node, context) else { return };
        if let Some((_, id)) = texts(entries, &context, "@id").first() {
            let told = thing(entries, &context);
            let known = self.things.entry((*id).to_owned()).or_default();
            known.classes.extend(told.classes);
            known.is_foreign |= told.is_foreign;
        }
        for entry in entries.iter().filter(|entry| entry.key != "@context") {
            let mut values = Vec::new();
            each_value(&entry.value, &mut values);
            if let Some(property) = property(&context.iri(&entry.key)) {
                values.iter().filter_map(|value| value.get("@id")?.as_str()).for_each(|id| self.lead(id, property));
            }
            values.into_iter().for_each(|value| self.gather(value, &context));
        }
    }

    fn lead(&mut self, id: &str, property: PropertyId) {
        self.things.entry(id.to_owned()).or_default().leading.push(property);
    }

    /// What is known of the thing that entries are about, by `leading` among others.
    fn thing(&self, entries: &[Entry], context: &Context, leading: Option<PropertyId>) -> Thing {
        let id = texts(entries, context, "@id").first().map(|(_, id)| *id);
        let known = id.and_then(|id| self.things.get(id).cloned());
        let mut thing = known.unwrap_or_else(|| thing(entries, context));
        thing.leading.extend(leading);
        thing
    }

    fn check(&mut self, node: &Node, context: &Context, leading: Option<PropertyId>) {
        if let tree::Value::List(items) = &node.value {
            items.iter().for_each(|item| self.check(item, context, leading));
        }
        let Some((entries, context)) = opened(node, context) else { return };
        let thing = self.thing(entries, &context, leading);
        for (at, class) in texts(entries, &context, "@type") {
            self.class(at, class, &context);
        }
        for entry in entries {
            match context.iri(&entry.key).as_str() {
                "@graph" | "@included" => self.check(&entry.value, &context, None),
                "@reverse" => self.check_reverse(&entry.value, &thing, &context),
                keyword if keyword.starts_with('@') => {}
                iri => self.check_entry(entry, iri, &thing, &context),
            }
        }
    }

    fn class(&mut self, at: usize, name: &str, context: &Context) {
        let iri = context.iri(name);
        if let Some(fault) = judge::class_name(&iri).filter(|_| !context.may_mean_other(name)) {
            self.tell(at, fault);
        }
        let facts = Facts::known();
        if let Meaning::Known(Term::Class(class)) = facts.meaning(&iri) {
            let class = &facts.classes[usize::from(class)];
            self.note_pending(at, class.status.pending, &class.name);
        }
    }

    fn check_entry(&mut self, entry: &Entry, iri: &str, thing: &Thing, context: &Context) {
        let property = judge::property_name(iri).unwrap_or_else(|fault| {
            if !context.may_mean_other(&entry.key) {
                self.tell(entry.at, fault);
            }
            None
        });
        if let Some(property) = property {
            let known = &Facts::known().properties[usize::from(property)];
            self.note_pending(entry.at, known.status.pending, &known.name);
            if let Some(fault) = judge::property_of(thing, property) {
                self.tell(entry.at, fault);
            }
        }
        let (mut values, is_link) = (Vec::new(), context.is_link(&entry.key));
        each_value(&entry.value, &mut values);
        for value in values {
            if let Some(property) = property {
                self.check_value(property, value, is_link, context);
            }
            self.check(value, context, property);
        }
    }

    fn check_value(&mut self, property: PropertyId, value: &Node, is_link: bool, context: &Context) {
        let fault = match &value.value {
            tree::Value::List(_) | tree::Value::Scalar(Kind::Null, _) => None,
            tree::Value::Scalar(_, text) => {
                let in_markup = self.form == Form::Markup && ["http:", "https:"].iter().any(|it| text.starts_with(it));
                judge::value_of(
                    property,
                    if is_link || in_markup { Value::Address(text) } else { Value::Literal(text) },
                )
            }
            tree::Value::Map(_) => self.fault_of_object(property, value, context),
        };
        if let Some(fault) = fault {
            self.tell(value.at, fault);
        }
    }

    fn fault_of_object(&self, property: PropertyId, value: &Node, context: &Context) -> Option<Fault> {
        if let Some(literal) = value.get("@value") {
            return judge::value_of(property, Value::Literal(literal.as_str()?));
        }
        let (entries, context) = opened(value, context)?;
        let id = texts(entries, &context, "@id").first().map(|(_, id)| *id);
        let thing = self.thing(entries, &context, Some(property));
        match id {
            Some(id) if entries.len() == 1 && thing.classes.is_empty() && !thing.is_foreign => {
                judge::value_of(property, Value::Address(&context.iri(id)))
            }
            _ => judge::value_of(property, Value::Thing { thing: &thing, named: id.is_some() }),
        }
    }

    /// Properties that lead from other things to this one.
    fn check_reverse(&mut self, node: &Node, thing: &Thing, context: &Context) {
        let tree::Value::Map(entries) = &node.value else { return };
        for entry in entries {
            let property = judge::property_name(&context.iri(&entry.key)).unwrap_or_else(|fault| {
                self.tell(entry.at, fault);
                None
            });
            let mut values = Vec::new();
            each_value(&entry.value, &mut values);
            for value in values {
                self.check(value, context, None);
                let (Some(property), Some((entries, context))) = (property, opened(value, context)) else { continue };
                let other = self.thing(entries, &context, None);
                let of_thing = judge::property_of(&other, property);
                let of_value = judge::value_of(property, Value::Thing { thing, named: true });
                of_thing.into_iter().chain(of_value).for_each(|fault| self.tell(entry.at, fault));
            }
        }
    }

    fn note_pending(&mut self, at: usize, is_pending: bool, name: &str) {
        if is_pending && self.pending.insert(name.to_owned()) {
            self.tell(at, judge::pending(name));
        }
    }

    fn tell(&mut self, at: usize, fault: Fault) {
        let place = self.source.place_after(&mut self.counted, at);
        self.report.push(fault.at(place, ""));
    }
}
