//! What an audience may not see is in no byte of any output: each field of each object is hidden in each way.
//!
//! The record of these tests is made from the declarations of the fields, so that a new field is tested without a
//! new line here. Each value in it is a mark that is found again in whatever way it is written: as a text, in a slug,
//! as a year in an IRI, or as a hash.

use std::collections::BTreeSet;

use oxigraph::model::{NamedNode, NamedOrBlankNode, Quad};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::{Map, Value, json};
use vitagraph::collection::{Collection, SourceRecord};
use vitagraph::date::{Date, End};
use vitagraph::decode::Visibility::{self, Internal, Private, Public};
use vitagraph::decode::{
    Comparator, Decode, Field, Key, Link, Number, ObjectInfo, OneOrMany, Pairs, PostKind, Stamp, Tag,
};
use vitagraph::explain::explain;
use vitagraph::graph;
use vitagraph::iri::{Iris, short_hash};
use vitagraph::jsonld::{self, Options, Thing, View};
use vitagraph::merge::Profile;
use vitagraph::query::Catalogue;
use vitagraph::record::objects;
use vitagraph::report::Severity;
use vitagraph::site::{self, Site, Theme};
use vitagraph::text::Text;

use crate::properties::read;
use crate::support::{Folder, mapped};

/// Fields that the IRIs of nodes are made from, so that hiding them takes more than leaving out a statement.
const IN_IRIS: &[(&str, &str)] = &[];

/// Fields whose values tell things apart: another value is about another thing, and contradicts nothing.
const TELLING_APART: &[(&str, &str)] = &[
    ("profile", "network"),
    ("profile", "username"),
    ("education", "organization"),
    ("publication", "doi"),
    ("patent", "number"),
    ("statistic", "value"),
    ("statistic", "status"),
    ("statistic", "date"),
];

/// A value of the record that outputs are searched for.
#[derive(Clone, Debug)]
struct Fact {
    /// The object that states it, as a JSON pointer.
    at: String,
    /// The kind of that object.
    kind: &'static str,
    /// Its field.
    field: &'static str,
    /// Who sees it where nothing is marked.
    default: Visibility,
    /// What to search for, in lower case.
    marks: Vec<String>,
    /// Hashes of texts: who guesses a text could prove it by its hash.
    hashes: Vec<String>,
}

impl Fact {
    fn is_one_of(&self, fields: &[(&str, &str)]) -> bool {
        fields.contains(&(self.kind, self.field))
    }

    fn name(&self) -> String {
        format!("{}/{}", self.at, self.field)
    }

    fn leaks_into(&self, output: &str) -> bool {
        self.marks.iter().chain(&self.hashes).any(|mark| output.contains(mark))
    }

    fn is_wholly_in(&self, output: &str) -> bool {
        self.marks.iter().all(|mark| output.contains(mark))
    }
}

/// A record with a value in every field, and all these values.
#[derive(Clone)]
struct Full {
    record: Value,
    facts: Vec<Fact>,
}

/// Makes the record; each value has a number of its own, from `next` on.
struct Maker {
    objects: Vec<ObjectInfo>,
    next: usize,
    facts: Vec<Fact>,
}

impl Full {
    fn numbered_from(first: usize) -> Self {
        let mut maker = Maker { objects: objects(), next: first, facts: Vec::new() };
        let mut record = maker.object("record", "", Public);
        record["id"] = "x".into();
        record["meta"]["id"] = "one".into();
        Self { record, facts: maker.facts }
    }

    fn new() -> Self {
        Self::numbered_from(1)
    }

    /// The same with every field of every object public.
    fn open() -> Self {
        let mut full = Self::new();
        let infos = objects();
        for (at, kind) in full.holders() {
            let info = infos.iter().find(|info| info.name == kind).unwrap();
            let marks: Map<String, Value> =
                info.fields.iter().map(|field| (field.name.to_owned(), "public".into())).collect();
            full.record.pointer_mut(&at).unwrap()["visibility"] = marks.into();
        }
        full
    }

    /// All objects, by their places, with their kinds.
    fn holders(&self) -> BTreeSet<(String, &'static str)> {
        self.facts
            .iter()
            .map(|fact| (fact.at.clone(), fact.kind))
            .chain([(String::new(), "record"), ("/basics".into(), "basics")])
            .collect()
    }

    /// All ways to hide something by one mark on an object.
    fn object_marks(&self) -> Vec<Hiding> {
        self.holders().into_iter().map(|(at, _)| Hiding { at, field: None }).collect()
    }

    /// The record without keys and numbers, so that names stand in IRIs.
    fn by_names(mut self) -> Self {
        for path in [
            "/work/0/organization",
            "/education/0/organization",
            "/publications/0/doi",
            "/patents/0/number",
            "/basics/profiles/0/username",
        ] {
            let (at, field) = path.rsplit_once('/').unwrap();
            self.record.pointer_mut(at).and_then(Value::as_object_mut).unwrap().remove(field);
            self.facts.retain(|fact| fact.name() != path);
        }
        self
    }

    /// The facts of this kind of test: those of fields that IRIs are made from, or those of all others.
    fn field_marks_of(&self, in_iris: bool) -> Vec<Hiding> {
        let of_iri = |hiding: &Hiding| {
            let fact = self.facts.iter().find(|fact| hiding.is_on(fact));
            fact.is_some_and(|fact| fact.is_one_of(IN_IRIS)) == in_iris
        };
        self.field_marks().into_iter().filter(of_iri).collect()
    }

    /// All ways to hide something by one mark on a field, lists and objects included.
    fn field_marks(&self) -> Vec<Hiding> {
        let own = self.facts.iter().map(|fact| (fact.at.clone(), fact.field.to_owned()));
        let holding = self.holders().into_iter().filter_map(|(at, _)| {
            let (parent, field) = at.trim_end_matches("/0").rsplit_once('/')?;
            Some((parent.to_owned(), field.to_owned()))
        });
        let all: BTreeSet<(String, String)> = own.chain(holding).collect();
        all.into_iter().map(|(at, field)| Hiding { at, field: Some(field) }).collect()
    }
}

impl Maker {
    fn object(&mut self, kind: &str, at: &str, held: Visibility) -> Value {
        let info = *self.objects.iter().find(|object| object.name == kind).unwrap();
        let mut object = Map::new();
        for field in info.fields {
            let default = held.max(field.visibility);
            let mut marks = Vec::new();
            let value = self.value(&(field.schema)(), &format!("{at}/{}", field.name), default, field, &mut marks);
            object.insert(field.name.to_owned(), value);
            if !marks.is_empty() {
                let (hashes, marks) = marks.into_iter().partition(|mark| mark.len() == 16);
                self.facts.push(Fact { at: at.to_owned(), kind: info.name, field: field.name, default, marks, hashes });
            }
        }
        object.into()
    }

    fn value(
        &mut self,
        schema: &Value,
        at: &str,
        default: Visibility,
        field: &Field,
        marks: &mut Vec<String>,
    ) -> Value {
        if let Some(kind) = schema["$ref"].as_str().and_then(|path| path.strip_prefix("#/$defs/")) {
            return self.object(kind, at, default);
        }
        if schema["type"] == "array" {
            return json!([self.value(&schema["items"], &format!("{at}/0"), default, field, marks)]);
        }
        self.scalar(schema, field, marks)
    }

    /// A value of a kind that has no parts. A kind that is new needs a line here.
    fn scalar(&mut self, schema: &Value, field: &Field, marks: &mut Vec<String>) -> Value {
        let is = |known: Value| *schema == known;
        if is(Text::schema()) {
            return json!({ "en": self.mark(marks), "zh": self.mark(marks) });
        }
        if is(String::schema()) || is(PostKind::schema()) || is(Key::schema()) || is(OneOrMany::<Key>::schema()) {
            return self.mark(marks).into();
        }
        if is(Link::schema()) || is(OneOrMany::<Link>::schema()) {
            return format!("https://{}.example/", self.mark(marks).to_lowercase()).into();
        }
        if is(Pairs::schema()) {
            return json!({ (self.mark(marks)): self.mark(marks) });
        }
        if is(Date::schema()) || is(End::schema()) || is(Stamp::schema()) {
            return format!("{}-06-15", self.year(marks)).into();
        }
        if is(Number::schema()) {
            return (7_000_000 + self.number(marks, |number| (7_000_000 + number).to_string())).into();
        }
        if is(Tag::schema()) && field.kind == Tag::KIND {
            return format!("x-mark{:04}", self.number(marks, |number| format!("x-mark{number:04}"))).into();
        }
        if is(Comparator::schema()) {
            return Comparator::About.name().into();
        }
        panic!("no value is known for `{}`, whose schema is {schema}", field.name)
    }

    fn number(&mut self, marks: &mut Vec<String>, written: impl Fn(usize) -> String) -> usize {
        let number = self.next;
        self.next += 1;
        marks.push(written(number));
        number
    }

    fn mark(&mut self, marks: &mut Vec<String>) -> String {
        let number = self.number(marks, |number| format!("mark{number:04}x"));
        let mark = format!("MARK{number:04}X");
        marks.push(short_hash(&mark));
        mark
    }

    /// A year that no namespace has; each date has its own.
    fn year(&mut self, marks: &mut Vec<String>) -> usize {
        let used = self.facts.iter().flat_map(|fact| &fact.marks).filter(|mark| mark.len() == 4).count();
        let year = if self.next < 5_000 { 1900 + used } else { 1800 + used };
        marks.push(year.to_string());
        year
    }
}

/// A mark `private` on an object, or on one of its fields.
#[derive(Clone, Debug, PartialEq)]
struct Hiding {
    at: String,
    field: Option<String>,
}

impl Hiding {
    fn apply(&self, record: &mut Value) {
        let Some(object) = record.pointer_mut(&self.at) else { return };
        match &self.field {
            None => object["visibility"] = "private".into(),
            Some(_) if object["visibility"].is_string() => {}
            Some(field) => object["visibility"][field] = "private".into(),
        }
    }

    fn hides(&self, fact: &Fact) -> bool {
        let below =
            |place: &str| fact.at == place || fact.at.strip_prefix(place).is_some_and(|rest| rest.starts_with('/'));
        match &self.field {
            None => below(&self.at),
            Some(field) => (fact.at == self.at && fact.field == field) || below(&format!("{}/{field}", self.at)),
        }
    }

    fn is_on(&self, fact: &Fact) -> bool {
        fact.at == self.at && self.field.as_deref() == Some(fact.field)
    }

    /// Whether a record has what is hidden.
    fn finds(&self, record: &Value) -> bool {
        let object = record.pointer(&self.at);
        object.is_some_and(|object| self.field.as_ref().is_none_or(|field| object.get(field).is_some()))
    }

    /// Whether it hides something about the source, and not about the person.
    fn is_about_the_source(&self) -> bool {
        self.at == "/meta" || self.field.as_deref() == Some("meta")
    }

    fn on(&self, full: &Full) -> Value {
        let mut record = full.record.clone();
        self.apply(&mut record);
        record
    }
}

/// A collection in memory.
fn collection(files: &[(&str, &Value)]) -> Collection {
    let (collection, report) = read(files.iter().map(|(name, record)| (*name, record.to_string())));
    let faults: Vec<String> = report
        .findings()
        .iter()
        .filter(|finding| finding.severity != Severity::Note && !finding.message.contains("is before the beginning"))
        .map(ToString::to_string)
        .collect();
    assert_eq!(faults, Vec::<String>::new());
    collection
}

/// All that an audience gets of a collection in any form, in lower case.
fn outputs(collection: &Collection, audience: Visibility) -> String {
    let mut forms = documents(collection, audience, &mapped(collection, audience));
    forms.extend(explanations(collection, audience));
    format!("{}\n{}", statements(collection, audience), forms.join("\n").to_lowercase())
}

/// What an audience gets as statements, of which all other forms are made.
fn statements(collection: &Collection, audience: Visibility) -> String {
    mapped(collection, audience).iter().map(ToString::to_string).collect::<Vec<_>>().join("\n").to_lowercase()
}

fn explanations(collection: &Collection, audience: Visibility) -> Vec<String> {
    let of_person = |(key, records): (&Key, &Vec<SourceRecord>)| {
        let profile = Profile::new(key, records, &collection.setup);
        let explanation = explain(&profile, &collection.setup, audience);
        let json = serde_json::to_string(&explanation).unwrap();
        (profile.record.level() <= audience).then(|| format!("{explanation}\n{json}"))
    };
    collection.people.iter().filter_map(of_person).collect()
}

/// All documents about all things.
fn documents(collection: &Collection, audience: Visibility, quads: &[Quad]) -> Vec<String> {
    let setup = &collection.setup;
    let person: Vec<NamedNode> = subjects(quads, "#person");
    let with_team: Vec<Quad> = quads.iter().cloned().chain(graph::team(setup, person)).collect();
    let mut things = vec![Thing::Everything, Thing::Team(Iris::new(&setup.settings.base).team())];
    things.extend(subjects(quads, "#organization").into_iter().take(2).map(Thing::Organization));
    for (key, records) in &collection.people {
        let profile = Profile::new(key, records, setup);
        if profile.record.level() <= audience {
            things.push(Thing::Person { page: graph::page(&profile, setup) });
        }
    }
    let views = [(View::Seo, "en"), (View::Seo, "zh"), (View::Full, "en")];
    let document = |thing: &Thing, view, language: &str| {
        let quads = if matches!(thing, Thing::Team(_)) { &with_team } else { quads };
        let options = Options { view, languages: &[language.to_owned()], inline_context: false };
        jsonld::document(quads, thing, options).to_string()
    };
    things.iter().flat_map(|thing| views.map(|(view, language)| document(thing, view, language))).collect()
}

fn subjects(quads: &[Quad], fragment: &str) -> Vec<NamedNode> {
    let named = quads.iter().filter_map(|quad| match &quad.subject {
        NamedOrBlankNode::NamedNode(node) if node.as_str().ends_with(fragment) => Some(node.clone()),
        _ => None,
    });
    named.collect::<BTreeSet<_>>().into_iter().collect()
}

/// The facts that an output holds although they are hidden.
fn leaks<'f>(output: &str, hidden: impl IntoIterator<Item = &'f Fact>) -> Vec<String> {
    hidden.into_iter().filter(|fact| fact.leaks_into(output)).map(Fact::name).collect()
}

/// What leaks to everybody where these marks are set one after the other.
fn leaks_of(full: &Full, hidings: &[Hiding], output: fn(&Collection, Visibility) -> String) -> Vec<String> {
    let leaks_of_one = |hiding: &Hiding| {
        let output = output(&collection(&[("people/x.json", &hiding.on(full))]), Public);
        leaks(&output, full.facts.iter().filter(|fact| hiding.hides(fact)))
    };
    hidings.iter().flat_map(leaks_of_one).collect()
}

fn none() -> Vec<String> {
    Vec::new()
}

#[test]
fn everything_that_is_stated_is_shown_where_all_is_public() {
    let full = Full::open();
    let output = outputs(&collection(&[("people/x.json", &full.record)]), Private);
    let lost = full.facts.iter().filter(|fact| !fact.is_wholly_in(&output));
    assert_eq!(lost.map(Fact::name).collect::<Vec<_>>(), none());
    assert!(full.facts.len() > 200, "{}", full.facts.len());
}

#[test]
fn a_mark_on_an_object_hides_all_that_stands_in_it() {
    let full = Full::open();
    assert_eq!(leaks_of(&full, &full.object_marks(), outputs), none());
}

#[test]
fn a_mark_on_a_field_hides_it_in_every_statement() {
    let full = Full::open();
    assert_eq!(leaks_of(&full, &full.field_marks_of(false), statements), none());
}

#[test]
fn a_mark_on_a_field_that_iris_are_made_of_hides_it_in_iris_too() {
    for full in [Full::open(), Full::open().by_names()] {
        assert_eq!(leaks_of(&full, &full.field_marks_of(true), statements), none());
    }
}

/// The places where another hidden value gives everybody another graph.
fn influences(full: &Full, hiding: &Hiding, place: &str, values: &[Value]) -> Vec<String> {
    let graph = |value: &Value| {
        let mut record = hiding.on(full);
        record.pointer_mut(place).unwrap().clone_from(value);
        hiding.apply(&mut record);
        statements(&collection(&[("people/x.json", &record)]), Public)
    };
    let first = graph(&values[0]);
    values[1..].iter().filter(|value| graph(value) != first).map(|value| format!("{place}: {value}")).collect()
}

#[test]
fn what_is_hidden_has_no_influence_on_what_is_shown() {
    let (full, other) = (Full::open(), Full::numbered_from(5_000));
    let hidings = one_of_each_kind(&full, full.field_marks_of(false));
    let influence = |hiding: &Hiding| {
        let place = format!("{}/{}", hiding.at, hiding.field.as_ref().unwrap());
        let values = [&full, &other].map(|full| full.record.pointer(&place).unwrap().clone());
        influences(&full, hiding, &place, &values)
    };
    assert_eq!(hidings.iter().flat_map(influence).collect::<Vec<_>>(), none());
}

#[test]
fn what_stands_in_a_hidden_object_has_no_influence_on_what_is_shown() {
    let (full, other) = (Full::open(), Full::numbered_from(5_000));
    let influence = |hiding: &Hiding| {
        let values = [&full, &other].map(|full| full.record.pointer(&hiding.at).unwrap().clone());
        influences(&full, hiding, &hiding.at, &values)
    };
    let hidings = full.object_marks().into_iter().filter(|hiding| !hiding.at.is_empty());
    assert_eq!(hidings.collect::<Vec<_>>().iter().flat_map(influence).collect::<Vec<_>>(), none());
}

/// Values that mean something to the mapping, with their fields.
const MEANINGS: [(&str, &[&str]); 7] = [
    ("/work/0/kind", &["employment", "internship", "founder"]),
    ("/publications/0/type", &["article", "book", "poem"]),
    ("/projects/0/type", &["open source", "platform", "poem"]),
    ("/statistics/0/comparator", &["exactly", "atLeast", "about"]),
    ("/work/0/endDate", &["2100", "present", "unknown"]),
    ("/volunteer/0/endDate", &["2100", "present", "unknown"]),
    ("/education/0/endDate", &["2100", "present", "unknown"]),
];

#[test]
fn a_hidden_value_that_means_something_has_no_influence_on_what_is_shown() {
    let full = Full::open();
    let influence = |(place, values): &(&str, &[&str])| {
        let (at, field) = place.rsplit_once('/').unwrap();
        let hiding = Hiding { at: at.into(), field: Some(field.into()) };
        let values: Vec<Value> = values.iter().map(|value| Value::from(*value)).collect();
        influences(&full, &hiding, place, &values)
    };
    assert_eq!(MEANINGS.iter().flat_map(influence).collect::<Vec<_>>(), none());
}

#[test]
fn marks_on_all_fields_of_an_object_hide_them_in_every_output() {
    let full = Full::open();
    for (at, _) in full.holders() {
        let hidings: Vec<Hiding> = full.field_marks_of(false).into_iter().filter(|hiding| hiding.at == at).collect();
        let mut record = full.record.clone();
        hidings.iter().for_each(|hiding| hiding.apply(&mut record));
        let output = outputs(&collection(&[("people/x.json", &record)]), Public);
        let hidden = full.facts.iter().filter(|fact| hidings.iter().any(|hiding| hiding.hides(fact)));
        assert_eq!(leaks(&output, hidden), none(), "{at}");
    }
}

/// All files of a site, in lower case, but those that are the same for all collections.
fn site(collection: &Collection, audience: Visibility) -> String {
    let (catalogue, theme) = (Catalogue::default(), Theme::default());
    let options = site::Options { audience, address: None, languages: Vec::new(), threads: 1 };
    let files = std::sync::Mutex::new(String::new());
    let save = |path: &str, bytes: &[u8]| {
        if !["style.css", "people.js", "llms.txt"].contains(&path) {
            files.lock().unwrap().push_str(&format!("{path}\n{}\n", str::from_utf8(bytes).unwrap().to_lowercase()));
        }
        Ok(())
    };
    Site::new(collection, &catalogue, &theme, options).unwrap().make(&|_| {}, &save).unwrap();
    files.into_inner().unwrap()
}

#[test]
fn no_file_of_a_site_has_what_is_hidden() {
    // The timeline of a page names all years between others.
    let without_years = |mut full: Full| {
        full.facts.retain(|fact| fact.marks.iter().any(|mark| mark.len() != 4));
        full
    };
    let full = without_years(Full::open());
    let shown = site(&collection(&[("people/x.json", &full.record)]), Public);
    assert!(full.facts.iter().filter(|fact| fact.leaks_into(&shown)).count() > 150);
    assert_eq!(leaks_of(&full, &full.object_marks(), site), none());
    let full = without_years(Full::new());
    let hidden = full.facts.iter().filter(|fact| fact.default > Public);
    assert_eq!(leaks(&site(&collection(&[("people/x.json", &full.record)]), Public), hidden), none());
}

#[test]
fn the_defaults_hold_where_nothing_is_marked() {
    let full = Full::new();
    let collection = collection(&[("people/x.json", &full.record)]);
    let (hidden, open): (Vec<&Fact>, Vec<&Fact>) = full.facts.iter().partition(|fact| fact.default > Public);
    assert_eq!(leaks(&outputs(&collection, Public), hidden.iter().copied()), none());
    let fields: Vec<(&str, &str)> = hidden.iter().map(|fact| (fact.kind, fact.field)).collect();
    let documented = ["email", "phone", "birthDate", "address", "postalCode", "name", "reference"];
    assert_eq!(fields.iter().map(|(_, field)| *field).collect::<BTreeSet<_>>(), documented.into());
    let output = statements(&collection, Public);
    let unseen = open.iter().filter(|fact| !fact.is_wholly_in(&output));
    assert_eq!(unseen.map(|fact| fact.name()).collect::<Vec<_>>(), ["/meta/source"]);
}

#[test]
fn handles_of_messengers_are_private_however_they_are_written() {
    for network in [
        "WeChat",
        "weixin",
        "We Chat",
        "微信",
        "QQ",
        "Telegram",
        "WhatsApp",
        "LINE",
        "Signal",
        "Skype",
        "Discord",
        "Slack",
        "DingTalk",
        "钉钉",
        "Viber",
        "Threema",
        "ICQ",
        "KakaoTalk",
    ] {
        let accounts = json!({"basics": {"profiles": [{"network": network, "username": "MARK1", "url": "https://example.org/mark1"}], "identifiers": {(network): "MARK1"}}});
        let output = outputs(&collection(&[("people/x.json", &accounts)]), Public);
        assert!(!output.contains("mark1"), "{network}");
    }
}

/// The same record twice, as two sources; the second has the marks, and is the newer or the older one.
fn twice(full: &Full, hiding: &Hiding, newer: bool) -> Collection {
    let mut second = hiding.on(full);
    second["meta"]["id"] = "two".into();
    second["meta"]["lastModified"] = if newer { "2020" } else { "1700" }.into();
    collection(&[("people/a.json", &full.record), ("people/b.json", &second)])
}

/// One hiding for each kind of field.
fn one_of_each_kind(full: &Full, hidings: Vec<Hiding>) -> Vec<Hiding> {
    let mut seen = BTreeSet::new();
    let kind = |hiding: &Hiding| full.facts.iter().find(|fact| hiding.is_on(fact)).map(|fact| (fact.kind, fact.field));
    hidings.into_iter().filter(|hiding| kind(hiding).is_none_or(|kind| seen.insert(kind))).collect()
}

#[test]
fn what_one_of_two_sources_marks_private_is_hidden() {
    let full = Full::open();
    let mut hidings = one_of_each_kind(&full, full.field_marks_of(false));
    hidings.extend(full.object_marks());
    hidings.retain(|hiding| !hiding.is_about_the_source());
    for (at, hiding) in hidings.iter().enumerate() {
        let output = statements(&twice(&full, hiding, at % 2 == 0), Public);
        let hidden = full.facts.iter().filter(|fact| hiding.hides(fact) && !fact.at.starts_with("/meta"));
        assert_eq!(leaks(&output, hidden), none(), "{hiding:?}");
    }
}

#[test]
fn a_mark_counts_in_a_source_that_does_not_state_the_field() {
    let open = json!({"id": "x", "basics": {"label": "MARK1", "summary": "MARK1"}, "meta": {"id": "one"}});
    let mark = json!({"id": "x", "basics": {"visibility": {"label": "private", "summary": "internal"}}, "meta": {"id": "two"}});
    assert!(!outputs(&collection(&[("people/a.json", &open), ("people/b.json", &mark)]), Public).contains("mark1"));
}

/// An older source that differs from the record in one fact, with what it claims in its place.
fn contradicted(full: &Full, other: &Full, at: usize) -> Option<(Value, Fact)> {
    let fact = &other.facts[at];
    let claim = other.record.pointer(&fact.name()).unwrap();
    let mut older = full.record.clone();
    let place = older.pointer_mut(&fact.name()).unwrap();
    let mut lost = fact.clone();
    match claim.as_object() {
        Some(wordings) if wordings.contains_key("zh") => {
            place["zh"] = wordings["zh"].clone();
            lost.marks.drain(..1);
            lost.hashes.clear();
        }
        Some(_) => return None,
        None if claim.is_array() => return None,
        None => place.clone_from(claim),
    }
    older["meta"]["id"] = "two".into();
    older["meta"]["lastModified"] = "1700".into();
    Some((older, lost))
}

/// Whether a fact is about the source itself, so that two sources do not contradict each other by it.
fn is_about_the_source(fact: &Fact) -> bool {
    fact.kind == "meta" || fact.field == "$schema"
}

/// The facts, one of each kind, whose older claim is public although a newer source contradicts it.
fn public_lost_claims(of_interest: impl Fn(&Fact) -> bool) -> Vec<String> {
    let (full, other) = (Full::open(), Full::numbered_from(5_000));
    let hidings = one_of_each_kind(&full, full.field_marks());
    let mut found = Vec::new();
    for (at, fact) in other.facts.iter().enumerate().filter(|(_, fact)| of_interest(fact)) {
        if !hidings.iter().any(|hiding| hiding.is_on(fact))
            || fact.is_one_of(TELLING_APART)
            || is_about_the_source(fact)
        {
            continue;
        }
        let Some((older, lost)) = contradicted(&full, &other, at) else { continue };
        let collection = collection(&[("people/a.json", &full.record), ("people/b.json", &older)]);
        found.extend(leaks(&statements(&collection, Public), [&lost]));
    }
    found
}

#[test]
fn a_claim_that_lost_is_hidden() {
    let known = [
        ("basics", "name"),
        ("work", "department"),
        ("education", "department"),
        ("work", "startDate"),
        ("volunteer", "startDate"),
        ("education", "startDate"),
        ("record", "page"),
        ("work", "organization"),
    ];
    assert_eq!(public_lost_claims(|fact| !fact.is_one_of(&known)), none());
}

#[test]
fn a_name_that_lost_is_another_name() {
    assert_eq!(public_lost_claims(|fact| fact.is_one_of(&[("basics", "name")])), ["/basics/name"]);
}

#[test]
fn a_department_that_lost_is_hidden() {
    assert_eq!(public_lost_claims(|fact| fact.field == "department"), none());
}

#[test]
fn a_beginning_that_lost_is_hidden() {
    assert_eq!(public_lost_claims(|fact| fact.field == "startDate"), none());
}

#[test]
fn a_skill_whose_name_is_private_is_in_no_job_either() {
    for mark in [json!({"skills": "private"}), json!({"name": "private"})] {
        let mut record = json!({"skills": [{"name": "MARK1"}], "work": [{"name": "Y", "keywords": ["mark1"]}]});
        let object = if mark["name"].is_null() { &mut record } else { &mut record["skills"][0] };
        object["visibility"] = mark.clone();
        assert!(!outputs(&collection(&[("people/x.json", &record)]), Public).contains("mark1"), "{mark}");
    }
}

#[test]
fn an_account_of_a_messenger_is_private_by_its_address_too() {
    for url in ["https://t.me/mark1", "https://wa.me/mark1", "https://discord.gg/mark1", "https://line.me/ti/p/mark1"] {
        let record = json!({"basics": {"profiles": [{"url": url}]}});
        assert!(!outputs(&collection(&[("people/x.json", &record)]), Public).contains("mark1"), "{url}");
    }
}

#[test]
fn what_cannot_be_read_is_for_the_person_alone() {
    let work = json!({"name": "Y", "startDate": "MARK1", "tlephone": "MARK2"});
    let record =
        json!({"work": [work], "mark4": "MARK5", "basics": {"email": {"home": "MARK6"}, "birthDate": "MARK7"}});
    let (collection, _) = read([("people/x.json", record.to_string())]);
    for audience in [Public, Internal] {
        let output = outputs(&collection, audience);
        let shown: Vec<&str> = output.lines().filter(|line| line.contains("mark")).collect();
        assert!(shown.is_empty(), "{audience:?}: {shown:#?}");
    }
}

#[test]
fn paths_of_files_are_hidden() {
    let record = json!({"id": "x", "basics": {"name": "X"}, "meta": {"source": "cv/MARK2.pdf"}});
    for file in ["people/MARK1.json", "people/MARK1/a.yaml", "people/MARK1.jsonl", "people/MARK1/MARK2.ndjson"] {
        let collection = collection(&[(file, &record)]);
        assert!(!outputs(&collection, Public).contains("mark"), "{file}");
        assert!(["mark1", "mark2"].iter().all(|mark| outputs(&collection, Internal).contains(mark)), "{file}");
    }
}

#[test]
fn marks_in_the_registers_hold() {
    let mut maker = Maker { objects: vitagraph::register::objects(), next: 1, facts: Vec::new() };
    let organization = maker.object("organization", "", Public);
    let facts = std::mem::take(&mut maker.facts);
    for fact in facts.iter().chain([&Fact { field: "", marks: Vec::new(), ..facts[0].clone() }]) {
        let mut entry = organization.clone();
        entry["visibility"] = if fact.field.is_empty() { "private".into() } else { json!({(fact.field): "private"}) };
        let parent = entry["parent"].as_str().unwrap().to_owned();
        let register = json!({"acme": entry, (parent): {"name": "Parent"}}).to_string();
        let folder = Folder::new(&[
            ("organizations.yaml", &register),
            ("people/x.yaml", "work: [{organization: acme, startDate: 2018}]\n"),
        ]);
        let output = outputs(&folder.load().0, Public);
        let hidden = facts.iter().filter(|other| fact.field.is_empty() || other.field == fact.field);
        assert_eq!(leaks(&output, hidden.filter(|other| other.field != "parent")), none(), "{}", fact.field);
    }
}

/// The marks of one source of the random collection, and which lists of the record it has.
#[derive(Clone, Debug)]
struct Part {
    marks: Vec<prop::sample::Index>,
    lists: u32,
}

fn part() -> impl Strategy<Value = Part> {
    (prop::collection::vec(any::<prop::sample::Index>(), 0..12), any::<u32>())
        .prop_map(|(marks, lists)| Part { marks, lists })
}

/// A source with some lists of the record, and with these marks; and the marks that meet something.
fn source(full: &Full, hidings: &[Hiding], part: &Part, id: &str) -> (Value, Vec<Hiding>) {
    let mut record = full.record.clone();
    let mut number = 0;
    record.as_object_mut().unwrap().retain(|_, value| {
        number += u32::from(value.is_array());
        !value.is_array() || part.lists >> number & 1 == 0
    });
    record["meta"]["id"] = id.into();
    let mut marks: Vec<Hiding> = part.marks.iter().map(|index| index.get(hidings).clone()).collect();
    marks.retain(|hiding| hiding.finds(&record));
    marks.iter().for_each(|hiding| hiding.apply(&mut record));
    (record, marks)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() })]

    #[test]
    fn whatever_two_sources_mark_and_however_they_share_the_facts_nothing_private_is_public(one in part(), two in part()) {
        let full = Full::open();
        let mut hidings = full.field_marks_of(false);
        hidings.extend(full.object_marks());
        hidings.retain(|hiding| !hiding.is_about_the_source() && !hiding.at.is_empty());
        let ((one, mut marks), (two, more)) = (source(&full, &hidings, &one, "one"), source(&full, &hidings, &two, "two"));
        marks.extend(more);
        let collection = collection(&[("people/a.json", &one), ("people/b.json", &two)]);
        for audience in [Public, Internal] {
            let hidden = full.facts.iter().filter(|fact| marks.iter().any(|hiding| hiding.hides(fact)));
            prop_assert_eq!(leaks(&statements(&collection, audience), hidden), none());
        }
    }
}

#[test]
fn the_program_prints_nothing_that_is_private() {
    let record = json!({
        "basics": {"name": "Ada", "email": "MARK1", "phone": "MARK2", "summary": "MARK3", "visibility": {"summary": "internal"}},
        "work": [
            {"organization": "acme", "position": "MARK4", "startDate": "2018", "visibility": {"position": "private"}},
            {"name": "MARK5", "visibility": "private", "highlights": ["MARK6"], "projects": [{"name": "MARK7"}]},
        ],
        "references": [{"name": "MARK8", "reference": "MARK9"}],
    });
    let secret = json!({"basics": {"name": "MARK10"}, "work": [{"organization": "acme"}], "visibility": "private"});
    let folder = Folder::new(&[
        ("vitagraph.toml", ""),
        ("people/ada.json", &record.to_string()),
        ("people/secret.json", &secret.to_string()),
        ("organizations.yaml", "acme: {name: Acme}\n"),
    ]);
    let explained = ["export", "ada", "--explain", "--audience", "public"];
    let mut forms = vec![explained.to_vec(), vec!["map", "people"], vec!["export", "ada", "--format", "html"]];
    for what in ["ada", "--team", "--all", "--organization=acme"] {
        forms.extend(["seo", "full"].map(|view| vec!["export", what, "--view", view]));
    }
    for form in forms {
        let output = folder.run(&form);
        let printed = String::from_utf8(output.stdout).unwrap().to_lowercase();
        let errors = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success() && printed.contains("ada"), "{form:?}: {errors} {printed}");
        assert!(!printed.contains("mark"), "{form:?}: {printed}");
        assert!(!printed.contains("secret"), "{form:?}: {printed}");
    }
}
