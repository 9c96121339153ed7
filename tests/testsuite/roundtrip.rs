//! The full view says exactly what the graph says: read again as JSON-LD, it gives the same quads.

use std::collections::BTreeSet;
use std::fmt::Write;

use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfParser};
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{Literal, Quad, Term};
use proptest::prelude::*;
use serde_json::{Value, json};
use vitagraph::collection::Collection;
use vitagraph::decode::Visibility::{self, Private, Public};
use vitagraph::graph;
use vitagraph::jsonld::{self, Options, Thing, View};
use vitagraph::merge::Profile;
use vitagraph::vocab::{owl, prov, schema, vita};

use crate::properties::{cases, object_with, read, shaped};
use crate::support::{data, mapped, root};

const GIVEN: [(&str, &str); 8] = [
    ("Wei", "伟"),
    ("Min", "敏"),
    ("Olena", "Олена"),
    ("Hiroshi", "浩"),
    ("Layla", "ليلى"),
    ("Eleni", "Ελένη"),
    ("Sofía", "София"),
    ("Yuki", "由紀"),
];
const FAMILY: [(&str, &str); 8] = [
    ("Liu", "刘"),
    ("Ouyang", "欧阳"),
    ("Petrov", "Петров"),
    ("Tanaka", "田中"),
    ("Haddad", "حداد"),
    ("O'Neill", "Όνιλ"),
    ("Šarić", "Шарић"),
    ("Chen", "陈"),
];
const TITLES: [&str; 6] = ["Software Engineer", "Architect", "Tech Lead", "Data Scientist", "CTO", "研究员"];
const SKILLS: [&str; 10] =
    ["Java", "C", "C++", "C#", "Kubernetes", "gRPC", "SPARQL", "\"quoted\" \\ back", "图数据库", "🦀 Rust"];
const KINDS: [&str; 5] = ["employment", "internship", "contract", "founder", "secondment"];
const STAMPS: [&str; 5] = ["2021", "2022-03", "2023-04-05", "2024-05-06T07:08:09Z", "2025-06-07T08:09:10"];

/// Numbers that look random and are the same on every machine (SplitMix64).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % limit as u64).unwrap()
    }

    pub(crate) fn one<'t, T: ?Sized>(&mut self, of: &[&'t T]) -> &'t T {
        of[self.below(of.len())]
    }

    /// A date in a year, of any precision.
    fn date(&mut self, year: usize) -> String {
        let (month, day) = (self.below(12) + 1, self.below(28) + 1);
        match self.below(3) {
            0 => year.to_string(),
            1 => format!("{year}-{month:02}"),
            _ => format!("{year}-{month:02}-{day:02}"),
        }
    }

    fn name(&mut self) -> Value {
        let (given, family) = (GIVEN[self.below(8)], FAMILY[self.below(8)]);
        json!({"en": format!("{} {}", given.0, family.0), "und": format!("{}{}", family.1, given.1)})
    }
}

/// A record with a name in two scripts, three jobs, two studies, skills, papers and one of most other things.
pub(crate) fn generated(number: u64) -> Value {
    let mut dice = Dice::new(number);
    let name = dice.name();
    json!({
        "id": format!("p{number}"),
        "basics": basics(&mut dice, &name, number),
        "work": jobs(&mut dice),
        "education": studies(&mut dice),
        "skills": (0..3).map(|_| json!({"name": dice.one(&SKILLS), "level": {"en": "good", "zh": "熟悉"}})).collect::<Vec<_>>(),
        "publications": papers(&mut dice, &name, number),
        "patents": [{"name": format!("Method {number}"), "number": format!("CN{number}A"), "office": "CN", "status": "granted",
            "filingDate": dice.date(2015), "grantDate": dice.date(2018), "inventors": [name, dice.name()], "assignee": "Company 1"}],
        "projects": [{"name": {"en": format!("Project {}", dice.below(9)), "zh": "项目"}, "type": dice.one(&["open source", "platform", "poem"]),
            "startDate": dice.date(2019), "url": "https://example.org/p?a=1&b=2#c", "roles": ["maintainer"], "mentions": ["Company 2"]}],
        "awards": [{"title": {"zh": "优秀奖", "en": "Prize"}, "date": dice.date(2016), "awarder": "Company 3",
            "statistics": [{"name": "rank", "value": dice.below(20)}]}],
        "languages": [{"language": dice.one(&["English", "zh-Hans", "Klingon"]), "fluency": "fluent"}],
        "interests": [{"name": "Chess", "keywords": ["Endgames"]}],
        "references": [{"name": "A. Smith", "reference": "Line one\nline two\ttab \u{7f}"}],
        "statistics": [
            {"name": "users", "value": dice.below(1 << 40) * 1_000_000, "comparator": "atLeast", "date": dice.date(2020), "unit": "a day"},
            {"name": "share", "value": 0.25, "comparator": "about"}, {"name": "balance", "value": -3},
        ],
        "meta": {"id": format!("s{}", dice.below(3)), "lastModified": dice.one(&STAMPS), "source": "https://example.org/cv", "version": "1.0", "language": "en"},
    })
}

fn basics(dice: &mut Dice, name: &Value, number: u64) -> Value {
    json!({
        "name": name, "alternateNames": [format!("nick{number}"), {"zh": "昵称"}], "label": dice.one(&TITLES),
        "email": format!("p{number}@example.org"), "phone": "+00 000", "url": format!("https://example.org/p{number}"),
        "image": "https://example.org/图.jpg", "birthDate": dice.date(1980),
        "summary": {"en": "A line.\nAnother \"line\".", "zh": "简介"},
        "location": {"city": {"en": "Beijing", "zh": "北京"}, "countryCode": "CN", "address": "1 Street", "postalCode": "00100"},
        "profiles": [{"network": "GitHub", "username": format!("p{number}")}, {"network": "WeChat", "username": "wx"}],
        "identifiers": {"orcid": "0000-0002-1825-0097", "other system": "a b"},
    })
}

fn jobs(dice: &mut Dice) -> Vec<Value> {
    let mut year = 1995 + dice.below(15);
    let mut job = |at: usize| {
        let company = dice.below(12);
        let mut job = json!({
            "name": {"en": format!("Company {company}"), "zh": format!("公司{company}")}, "position": dice.one(&TITLES),
            "kind": dice.one(&KINDS), "department": {"en": "R&D", "zh": "研发"}, "startDate": dice.date(year),
            "location": "Paris", "url": "https://company.example/", "highlights": [format!("Built {at}"), "made it"], "keywords": [dice.one(&SKILLS), dice.one(&SKILLS)],
        });
        if dice.below(3) > 0 {
            job["organization"] = format!("company-{company}").into();
        }
        year += 1 + dice.below(5);
        match dice.below(5) {
            0 => job["endDate"] = "unknown".into(),
            1 if at == 2 => {}
            _ => job["endDate"] = dice.date(year).into(),
        }
        year += 1;
        job
    };
    (0..3).map(&mut job).collect()
}

fn studies(dice: &mut Dice) -> Vec<Value> {
    let start = 1985 + dice.below(20);
    let study = |at: usize| {
        let (university, degree) = (dice.below(5), [("Bachelor", "学士"), ("Master", "硕士")][at]);
        json!({
            "institution": format!("University {university}"), "organization": format!("university-{university}"),
            "studyType": {"en": degree.0, "zh": degree.1}, "area": "Physics", "score": "GPA 3.7", "courses": ["Optics"],
            "startDate": dice.date(start + 4 * at), "endDate": dice.date(start + 4 * at + 4),
        })
    };
    [0, 1].map(study).to_vec()
}

fn papers(dice: &mut Dice, name: &Value, number: u64) -> Vec<Value> {
    let paper = |at: usize| {
        let year = 2001 + dice.below(20);
        json!({
            "name": format!("On {} and <tags> & more, part {number}.{at}", dice.one(&SKILLS)), "publisher": {"en": format!("Journal {}", dice.below(20))},
            "type": dice.one(&["article", "book", "talk", "poster"]), "releaseDate": dice.date(year), "doi": format!("10.5555/{number}.{at}"),
            "authors": [name, dice.name(), "Given Family", "Given Family"], "keywords": ["index"], "url": "https://example.org/a%20b",
        })
    };
    [0, 1, 2].map(paper).to_vec()
}

/// A collection in memory of these records.
pub(crate) fn collection_of(records: impl Iterator<Item = Value>) -> Collection {
    let lines = records.fold(String::new(), |mut lines, record| {
        writeln!(lines, "{record}").unwrap();
        lines
    });
    read([("people/all.jsonl", lines)]).0
}

fn document(quads: &[Quad], thing: &Thing, view: View, inline_context: bool) -> Value {
    jsonld::document(quads, thing, Options { view, languages: &["en".to_owned()], inline_context })
}

/// A document whose remote context is replaced by the part of it that the repository has.
fn with_local_context(mut document: Value) -> Value {
    let local: Value =
        serde_json::from_str(&std::fs::read_to_string(root().join("ontology/context.jsonld")).unwrap()).unwrap();
    let replace = |context: &mut Value| {
        if *context == "https://schema.org" {
            context.clone_from(&local["@context"]);
        }
    };
    match &mut document["@context"] {
        Value::Array(contexts) => contexts.iter_mut().for_each(replace),
        context => replace(context),
    }
    document
}

/// The quads that a document says.
fn parsed(document: &Value) -> BTreeSet<String> {
    let parser = RdfParser::from_format(RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() });
    let text = document.to_string();
    parser.for_slice(&text).map(|quad| stored(quad.unwrap()).to_string()).collect()
}

/// A quad with its date as the store has it: `schema:Date` says nothing about the precision.
fn stored(mut quad: Quad) -> Quad {
    let Term::Literal(literal) = &quad.object else { return quad };
    let name = literal.datatype().as_str().strip_prefix(schema::NAMESPACE);
    if let Some("Date" | "DateTime") = name {
        let datatype = match literal.value().len() {
            4 => xsd::G_YEAR,
            7 => xsd::G_YEAR_MONTH,
            10 => xsd::DATE,
            _ => xsd::DATE_TIME,
        };
        quad.object = Literal::new_typed_literal(literal.value(), datatype).into();
    }
    quad
}

fn lines(quads: &[Quad]) -> BTreeSet<String> {
    quads.iter().map(ToString::to_string).collect()
}

/// The two ways to write the context: by its address, and in full.
const CONTEXTS: [bool; 2] = [false, true];

/// Fails unless the full view of this thing says all these quads, and nothing else.
fn assert_lossless(quads: &[Quad], thing: &Thing, inline_context: bool) {
    let expected = lines(quads);
    let document = document(quads, thing, View::Full, inline_context);
    let actual = parsed(&if inline_context { document } else { with_local_context(document) });
    let lost: Vec<&String> = expected.difference(&actual).collect();
    let added: Vec<&String> = actual.difference(&expected).collect();
    assert!(lost.is_empty() && added.is_empty(), "lost {lost:#?}, added {added:#?}");
}

/// The quads of a person of a collection, and the person.
pub(crate) fn people(collection: &Collection, audience: Visibility) -> Vec<(Vec<Quad>, Thing)> {
    let of_person = |(key, records)| {
        let profile = Profile::new(key, Vec::as_slice(records), &collection.setup);
        let quads = graph::collect(&profile, &collection.setup, audience);
        (quads, Thing::Person { page: graph::page(&profile, &collection.setup) })
    };
    collection.people.iter().map(of_person).collect()
}

#[test]
fn the_full_view_of_each_person_of_the_repository_says_what_the_graph_says() {
    let collection = data();
    for (audience, inline) in
        [Public, Private].into_iter().flat_map(|audience| CONTEXTS.map(|inline| (audience, inline)))
    {
        people(&collection, audience).iter().for_each(|(quads, thing)| assert_lossless(quads, thing, inline));
        assert_lossless(&mapped(&collection, audience), &Thing::Everything, inline);
    }
}

#[test]
fn the_full_view_of_500_generated_people_says_what_the_graph_says() {
    for hundred in 0..5 {
        let collection = collection_of((100 * hundred..100 * (hundred + 1)).map(generated));
        assert_eq!(collection.people.len(), 100);
        let audience = if hundred % 2 == 0 { Private } else { Public };
        assert_lossless(&mapped(&collection, audience), &Thing::Everything, hundred / 2 == 1);
    }
}

#[test]
fn the_full_view_keeps_the_graphs_of_claims_that_lost() {
    let twins = (0..10).flat_map(|number| {
        let mut other = generated(number + 1000);
        other["id"] = format!("p{number}").into();
        other["meta"]["id"] = "other".into();
        [generated(number), other]
    });
    let quads = mapped(&collection_of(twins), Private);
    assert!(quads.iter().filter(|quad| !quad.graph_name.is_default_graph()).count() > 20);
    CONTEXTS.into_iter().for_each(|inline| assert_lossless(&quads, &Thing::Everything, inline));
}

#[test]
fn the_seo_view_is_json_ld_of_known_terms() {
    let terms = [schema::TERMS, vita::TERMS, prov::TERMS, owl::TERMS].concat();
    let known: BTreeSet<String> = terms.iter().chain([&rdf::TYPE]).map(ToString::to_string).collect();
    let (repository, generated) = (data(), collection_of((0..20).map(generated)));
    let everyone = (mapped(&repository, Public), Thing::Everything);
    for (quads, thing) in people(&repository, Public).iter().chain(&people(&generated, Public)).chain([&everyone]) {
        let said = parsed(&with_local_context(document(quads, thing, View::Seo, false)));
        assert!(said.len() > 10);
        let unknown: Vec<&String> =
            said.iter().filter(|quad| !known.contains(quad.split(' ').nth(1).unwrap())).collect();
        assert!(unknown.is_empty(), "{unknown:#?}");
        assert_eq!(parsed(&document(quads, thing, View::Seo, true)).len(), said.len());
    }
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn the_full_view_of_any_record_says_what_the_graph_says(record in shaped("record", 3), inline: bool) {
        let collection = collection_of([object_with(record, "s")].into_iter());
        assert_lossless(&mapped(&collection, Private), &Thing::Everything, inline);
    }
}
