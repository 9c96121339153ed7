//! What holds for any input: dates, texts, slugs, merging, and reading of whatever a file may hold.
//!
//! The inputs are random, and the same in each run.

use std::collections::BTreeSet;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedNode, NamedOrBlankNode, Quad, Term};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::{Map, Value, json};
use vitagraph::collection::Collection;
use vitagraph::date::{Date, End};
use vitagraph::decode::Visibility::{Private, Public};
use vitagraph::decode::{Key, Link};
use vitagraph::explain::explain;
use vitagraph::iri::{fragment, short_hash, slug, text_slug};
use vitagraph::jsonld::{self, Options, Thing, View};
use vitagraph::merge::{Profile, bounds};
use vitagraph::pieces::Piece;
use vitagraph::record::objects;
use vitagraph::report::Report;
use vitagraph::setup::Setup;
use vitagraph::text::{Text, folded, preferred, script_fits, speaks};
use vitagraph::tree::{from_json, from_toml, from_yaml, shortened};

use crate::roundtrip::{Dice, collection_of, generated};
use crate::support::{Folder, mapped, quads};

pub(crate) fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() }
}

prop_compose! {
    /// A date of any precision; days that the calendar does not have become months.
    fn date()(year in 1u16..=9999, month in prop::option::of(1u8..=12), day in prop::option::of(1u8..=31)) -> Date {
        Date::new(year, month, day).or_else(|| Date::new(year, month, None)).unwrap()
    }
}

prop_compose! {
    /// Three dates near each other, so that some contain others.
    fn near_dates()(dates in prop::collection::vec((2020u16..=2021, prop::option::of(1u8..=2), prop::option::of(1u8..=2)), 3)) -> Vec<Date> {
        let date = |&(year, month, day): &(u16, Option<u8>, Option<u8>)| Date::new(year, month, day.filter(|_| month.is_some())).unwrap();
        dates.iter().map(date).collect()
    }
}

fn end() -> impl Strategy<Value = End> {
    prop_oneof![Just(End::Present), Just(End::Unknown), date().prop_map(End::Date)]
}

/// A text of letters of many scripts, signs, controls and what else there is.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::collection::vec(any::<char>(), 0..40).prop_map(String::from_iter),
        prop::collection::vec(
            prop::sample::select(
                "aZ0 -_.#+/?%:\"'\\<>{}[]|^`&=~@!\u{0}\n\t\u{200d}\u{feff}é刘硕Ω🦀ß".chars().collect::<Vec<_>>()
            ),
            0..40
        )
        .prop_map(String::from_iter),
    ]
}

/// A text in up to four languages, with the pairs it was made of.
fn wordings() -> impl Strategy<Value = Vec<(&'static str, String)>> {
    prop::collection::vec((prop::sample::select(vec!["", "en", "zh", "zh-hans", "fr"]), any_text()), 0..6)
}

fn text_of(pairs: &[(&'static str, String)]) -> Text {
    pairs.iter().fold(Text::default(), |text, (language, wording)| text.with(*language, wording.as_str()))
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn a_date_is_read_as_it_is_written(date in date(), end in end()) {
        prop_assert_eq!(date.to_string().parse(), Ok(date));
        prop_assert_eq!(end.to_string().parse(), Ok(end));
    }

    #[test]
    fn the_first_day_of_a_date_is_not_after_its_last(date in date()) {
        prop_assert!(date.first_day() <= date.last_day());
        prop_assert!(date.contains(date));
        prop_assert!(Date::new(date.year(), None, None).unwrap().contains(date));
    }

    #[test]
    fn what_contains_what_contains_a_date_contains_it(dates in near_dates()) {
        let (one, two, three) = (dates[0], dates[1], dates[2]);
        prop_assert!(!(one.contains(two) && two.contains(three)) || one.contains(three));
        prop_assert!(!(one.contains(two) && two.contains(one)) || one == two);
    }

    #[test]
    fn the_bounds_of_a_period_are_in_order(start in prop::option::of(date()), end in prop::option::of(end())) {
        prop_assert!(bounds(start, end).is_none_or(|(from, until)| from <= until));
    }

    #[test]
    fn a_text_that_is_no_date_is_none(text in any_text()) {
        let written = text.parse::<Date>().map(|date| date.to_string());
        prop_assert!(written.is_err() || written == Ok(text));
    }

    #[test]
    fn a_text_keeps_each_language_once_and_in_order(pairs in wordings()) {
        let text = text_of(&pairs);
        let languages: Vec<&str> = text.iter().map(|(language, _)| language).collect();
        let expected: BTreeSet<&str> = pairs.iter().map(|(language, _)| *language).collect();
        prop_assert_eq!(languages, Vec::from_iter(expected));
        for (language, wording) in text.iter() {
            let last = pairs.iter().rev().find(|(other, _)| *other == language).unwrap();
            prop_assert_eq!(wording, &last.1);
        }
    }

    #[test]
    fn a_text_shows_one_of_its_wordings(pairs in wordings(), wanted in prop::collection::vec(prop::sample::select(vec!["en", "zh", "ar", "zh-Hant"]), 0..3)) {
        let text = text_of(&pairs);
        let shown = text.pick(wanted.iter().copied());
        prop_assert!(text.is_empty() && shown.is_empty() || text.iter().any(|(_, wording)| wording == shown));
        let spoken = wanted.first().is_some_and(|wanted| text.iter().any(|(language, wording)| speaks(language, wanted) && wording == shown));
        let known = wanted.first().is_some_and(|wanted| text.iter().any(|(language, _)| speaks(language, wanted)));
        prop_assert!(spoken || !known);
        prop_assert!(preferred(&[], wanted).is_none());
    }

    #[test]
    fn a_slug_is_a_segment_of_a_path_and_the_slug_of_itself(text in any_text()) {
        let slugged = slug(&text);
        prop_assert!(slugged.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'));
        prop_assert!(!slugged.is_empty() && slugged.len() <= 80 && !slugged.starts_with('-') && !slugged.ends_with('-'));
        prop_assert_eq!(slug(&slugged), slugged.clone());
        prop_assert!(Key::new(&slugged).is_some());
        prop_assert!(NamedNode::new(fragment("https://a.example/", &slugged).as_str()).is_ok());
        prop_assert_eq!(text_slug(&Text::plain(text)), slugged);
    }

    #[test]
    fn a_link_is_an_iri_and_a_link_again(text in any_text(), scheme in prop::sample::select(vec!["https://", "http://a.example/", "mailto:", "urn:", "tel:", ""])) {
        if let Ok(link) = Link::new(&format!("{scheme}{text}")) {
            prop_assert!(NamedNode::new(link.as_str()).is_ok(), "{link:?}");
            prop_assert_eq!(Link::new(link.as_str()), Ok(link.clone()));
        }
    }

    #[test]
    fn no_text_is_too_strange_to_be_folded_or_shortened(text in any_text(), other in any_text()) {
        prop_assert_eq!(folded(&folded(&text)), folded(&text));
        prop_assert!(shortened(&text).chars().count() <= 61 && !shortened(&text).contains(char::is_control));
        prop_assert_eq!(short_hash(&text) == short_hash(&other), text == other);
        let _ = script_fits(&text, &other);
    }
}

/// Bits of files, of which random files are put together.
const BITS: [&str; 40] = [
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"",
    "'",
    "-",
    "- ",
    "\n",
    "  ",
    "\t",
    "#",
    "&a ",
    "*a",
    "!",
    "!!str ",
    "|",
    "|\n",
    ">-\n",
    "---\n",
    "...\n",
    "? ",
    "%YAML 1.2\n",
    "<<",
    "~",
    "null",
    "2018.10",
    "basics",
    "work",
    "name",
    "visibility",
    "private",
    "\\u00e9",
    "\\ud800",
    "\u{feff}",
    "刘硕",
    "\r\n",
    "\"id\":\"x\"",
];

fn file() -> impl Strategy<Value = String> {
    prop_oneof![
        any_text(),
        prop::collection::vec(prop::sample::select(BITS.to_vec()), 0..40).prop_map(|bits| bits.concat())
    ]
}

const FILES: [&str; 4] = ["people/x.yaml", "people/x.json", "people/x.jsonl", "people/x.ndjson"];

/// A collection in memory of these files, and what is wrong with them.
pub(crate) fn read<N: AsRef<str>>(files: impl IntoIterator<Item = (N, String)>) -> (Collection, Report) {
    let mut report = Report::default();
    let pieces = files.into_iter().map(|(name, text)| Piece::File { name: name.as_ref().to_owned(), text });
    let collection = Collection::from_pieces(Setup::default(), pieces, &mut report, &|_, _, _, _| {});
    (collection, report)
}

/// Reads a file, and makes all of it that can be made.
fn use_file(name: &str, text: &str) {
    let (collection, report) = read([(name, text.to_owned())]);
    report.findings().iter().for_each(|finding| assert!(!finding.to_string().is_empty()));
    use_collection(&collection);
}

fn use_collection(collection: &Collection) {
    for audience in [Public, Private] {
        let mapped = mapped(collection, audience);
        for view in [View::Seo, View::Full] {
            let options = Options { view, languages: &["zh".to_owned()], inline_context: false };
            assert!(jsonld::document(&mapped, &Thing::Everything, options).is_object());
        }
        for (key, records) in &collection.people {
            let profile = Profile::new(key, records, &collection.setup);
            assert!(explain(&profile, &collection.setup, audience).to_string().contains("sources"));
        }
    }
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn no_text_is_too_strange_to_be_read(text in file()) {
        let _ = (from_json(&text), from_yaml(&text), from_toml(&text));
        FILES.iter().for_each(|name| use_file(name, &text));
    }
}

proptest! {
    #![proptest_config(cases(25))]

    #[test]
    fn no_bytes_are_too_strange_to_be_read(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let folder = Folder::new(&[]);
        for name in FILES.iter().chain(&["vitagraph.toml", "organizations.yaml", "skills.yaml"]) {
            folder.write(name, &bytes);
        }
        use_collection(&folder.load().0);
    }
}

/// The names of all fields, and some that are none.
fn field_name() -> impl Strategy<Value = String> {
    let mut names: Vec<&str> = objects().iter().flat_map(|object| object.fields).map(|field| field.name).collect();
    names.extend(["id", "formerIds", "visibility", "en", "zh", "und", "nonsense", ""]);
    prop::sample::select(names).prop_map(str::to_owned)
}

fn scalar() -> impl Strategy<Value = Value> {
    let words = [
        "",
        "x",
        "2018",
        "2018-02",
        "2018-02-30",
        "9999-12-31",
        "0001",
        "present",
        "unknown",
        "private",
        "public",
        "https://a.example/x#y",
        "https://例え.jp/ü?q= z",
        "a:b",
        "internship",
        "atLeast",
        "zh",
        "x-y",
        "10.1/a b",
        "2024-01-01T00:00:00+23:59",
        "..",
        "C#",
    ];
    prop_oneof![
        2 => any_text().prop_map(Value::from),
        6 => prop::sample::select(words.to_vec()).prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        1 => any::<f64>().prop_map(Value::from),
        1 => any::<bool>().prop_map(Value::from),
        1 => Just(Value::Null),
    ]
}

fn object_of(value: impl Strategy<Value = Value> + Clone) -> impl Strategy<Value = Value> {
    prop::collection::vec((field_name(), value), 0..8).prop_map(|entries| Map::from_iter(entries).into())
}

/// Any JSON, with the names of fields here and there.
fn any_json() -> impl Strategy<Value = Value> {
    scalar().prop_recursive(5, 60, 6, |inner| {
        prop_oneof![prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from), object_of(inner)]
    })
}

/// A record whose fields are of the right shape, as far as lists and objects go, and hold anything.
pub(crate) fn shaped(kind: &'static str, depth: u32) -> BoxedStrategy<Value> {
    let info = objects().into_iter().find(|object| object.name == kind).unwrap();
    let entry = |at: usize| {
        let field = info.fields[at];
        value_of(&(field.schema)(), depth).prop_map(move |value| (field.name.to_owned(), value)).boxed()
    };
    let fields: Vec<_> = (0..info.fields.len()).map(|at| prop::option::weighted(0.4, entry(at))).collect();
    fields.prop_map(|entries| Map::from_iter(entries.into_iter().flatten()).into()).boxed()
}

fn value_of(schema: &Value, depth: u32) -> BoxedStrategy<Value> {
    if let Some(kind) = schema["$ref"].as_str().and_then(|path| path.strip_prefix("#/$defs/")) {
        let kind = objects().into_iter().map(|object| object.name).find(|name| *name == kind).unwrap();
        return if depth == 0 { Just(json!({})).boxed() } else { shaped(kind, depth - 1) };
    }
    if schema["type"] == "array" {
        return prop::collection::vec(value_of(&schema["items"], depth), 0..3).prop_map(Value::from).boxed();
    }
    let wordings = (scalar(), scalar()).prop_map(|(en, zh)| json!({"en": en, "zh": zh}));
    prop_oneof![5 => scalar(), 1 => wordings].boxed()
}

/// Whether the quads are well-formed: what they are written as can be read, and is what they are.
fn assert_well_formed(quads: &[Quad]) {
    for quad in quads {
        let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { panic!("{quad}") };
        let object = if let Term::NamedNode(object) = &quad.object { object } else { subject };
        for node in [subject, object, &quad.predicate] {
            assert!(NamedNode::new(node.as_str()).is_ok(), "{node}");
        }
    }
    let lines: String = quads.iter().map(|quad| format!("{quad} .\n")).collect();
    let read: Result<Vec<Quad>, _> = RdfParser::from_format(RdfFormat::NQuads).for_slice(&lines).collect();
    assert_eq!(read.unwrap(), quads);
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn no_json_is_too_strange_for_a_record(one in any_json(), two in any_json()) {
        let collection = collection_of([object_with(one, "one"), object_with(two, "two")].into_iter());
        use_collection(&collection);
        assert_well_formed(&mapped(&collection, Private));
    }

    #[test]
    fn all_iris_are_valid_and_all_quads_can_be_read_again(one in shaped("record", 3), two in shaped("record", 3)) {
        let collection = collection_of([object_with(one, "one"), object_with(two, "two")].into_iter());
        for audience in [Public, Private] {
            assert_well_formed(&mapped(&collection, audience));
        }
    }
}

/// The value as a record of `x` whose source has this key, and a language that is one.
pub(crate) fn object_with(value: Value, source: &str) -> Value {
    let mut record = if value.is_object() { value } else { json!({"basics": value, "work": value}) };
    if !record["meta"].is_object() {
        record["meta"] = json!({});
    }
    record["meta"]["id"] = source.into();
    record["meta"]["language"] = "en".into();
    record["id"] = "x".into();
    record
}

#[test]
fn a_language_that_is_none_is_no_tag() {
    let record = json!({"id": "x", "basics": {"label": "Hello"}, "meta": {"language": "c h"}});
    assert_well_formed(&mapped(&collection_of([record].into_iter()), Private));
}

/// Three sources about one person, which share some things and contradict each other in others.
fn sources(number: u64) -> Vec<Value> {
    let mut dice = Dice::new(number);
    let base = generated(number);
    let source = |id: &str| {
        let mut record = base.clone();
        let other = generated(number + 1 + dice.below(1000) as u64);
        for list in ["work", "education", "skills", "projects", "publications", "statistics", "awards"] {
            match dice.below(4) {
                0 => record[list] = other[list].clone(),
                1 => record[list].as_array_mut().unwrap().truncate(1),
                2 => record[list].as_array_mut().unwrap().reverse(),
                _ => {}
            }
        }
        record["id"] = "x".into();
        record["meta"] = json!({"id": id, "lastModified": (["2020", "2021-02", "2022"][dice.below(3)])});
        record["basics"]["label"] = other["basics"]["label"].clone();
        record
    };
    ["one", "two", "three"].map(source).to_vec()
}

/// The N-Quads of sources about one person in the files `a`, `b` and `c`, without the names of the files.
fn merged<'r>(records: impl IntoIterator<Item = &'r Value>) -> Vec<String> {
    let files = ["a", "b", "c", "d"].iter().map(|file| format!("people/{file}.json"));
    let (collection, _) = read(files.zip(records.into_iter().map(Value::to_string)));
    quads(&collection, Private).into_iter().filter(|quad| !quad.contains("#path>")).collect()
}

fn assert_same(one: &[String], two: &[String], number: u64) {
    let less: Vec<&String> = one.iter().filter(|quad| !two.contains(quad)).collect();
    let more: Vec<&String> = two.iter().filter(|quad| !one.contains(quad)).collect();
    assert!(less.is_empty() && more.is_empty(), "sources {number}: less {less:#?}, more {more:#?}");
}

#[test]
fn the_order_of_the_files_of_sources_plays_no_part() {
    for number in 0..60 {
        let sources = sources(number);
        let expected = merged(&sources);
        for order in [[0, 2, 1], [1, 0, 2], [2, 1, 0]] {
            assert_same(&expected, &merged(order.map(|at| &sources[at])), number);
        }
    }
}

#[test]
fn a_source_that_says_what_another_says_adds_only_its_name() {
    let without_sources =
        |quads: Vec<String>| quads.into_iter().filter(|quad| !quad.contains("#source-")).collect::<Vec<_>>();
    for number in 0..60 {
        for count in 1..=2 {
            let sources = &sources(number)[..count];
            let mut copy = sources[0].clone();
            copy["meta"]["id"] = "copy".into();
            let (once, twice) = (merged(sources), merged(sources.iter().chain([&copy])));
            assert_same(&without_sources(once), &without_sources(twice), number);
        }
    }
}
