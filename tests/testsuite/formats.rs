//! The formats beside JSON-LD: RDF, JSON Resume, BibTeX, CSL-JSON and vCard.

use std::collections::BTreeSet;

use biblatex::{Bibliography, ChunksExt, PermissiveType, Type};
use oxigraph::io::{JsonLdProfile, RdfFormat, RdfParser};
use oxigraph::model::{Literal, Quad};
use serde_json::{Value, json};
use vitagraph::collection::Collection;
use vitagraph::decode::Visibility::{self, Internal, Private, Public};
use vitagraph::merge::Profile;
use vitagraph::rdf::{Format, dump};
use vitagraph::references::{bibtex, csl_json};
use vitagraph::resume::{SCHEMA, json_resume};
use vitagraph::vcard::vcard;

use crate::support::{Folder, data, leaves, mapped};

/// What a function makes of each person of a collection.
fn of_people<T>(collection: &Collection, make: impl Fn(&Profile<'_>) -> T) -> Vec<T> {
    let people = collection.people.iter();
    people.map(|(key, records)| make(&Profile::new(key, records, &collection.setup))).collect()
}

fn languages(tags: &[&str]) -> Vec<String> {
    tags.iter().map(|tag| (*tag).to_owned()).collect()
}

/// A collection of one record, without faults.
fn one(name: &str, record: &str) -> Collection {
    with_registers(&[(name, record)])
}

fn with_registers(files: &[(&str, &str)]) -> Collection {
    let (collection, findings) = Folder::new(files).load();
    assert_eq!(findings, Vec::<String>::new());
    collection
}

fn resume(collection: &Collection, audience: Visibility, tags: &[&str]) -> Value {
    let languages = languages(tags);
    of_people(collection, |profile| json_resume(profile, &collection.setup, audience, &languages)).remove(0)
}

fn card(collection: &Collection, audience: Visibility, tags: &[&str]) -> String {
    let languages = languages(tags);
    of_people(collection, |profile| vcard(profile, &collection.setup, audience, &languages)).remove(0)
}

fn bib(collection: &Collection, audience: Visibility) -> String {
    let profiles = profiles(collection);
    bibtex(&profiles, &collection.setup, audience, &languages(&["en"]))
}

fn csl(collection: &Collection, audience: Visibility) -> Value {
    let profiles = profiles(collection);
    csl_json(&profiles, &collection.setup, audience, &languages(&["en"]))
}

fn profiles(collection: &Collection) -> Vec<Profile<'_>> {
    collection.people.iter().map(|(key, records)| Profile::new(key, records, &collection.setup)).collect()
}

mod rdf {
    use super::*;

    fn parsed(format: Format, text: &str) -> BTreeSet<String> {
        let format = match format {
            Format::Turtle => RdfFormat::Turtle,
            Format::NTriples => RdfFormat::NTriples,
            Format::NQuads => RdfFormat::NQuads,
            Format::TriG => RdfFormat::TriG,
            Format::RdfXml => RdfFormat::RdfXml,
            Format::JsonLdExpanded => RdfFormat::JsonLd { profile: JsonLdProfile::Expanded.into() },
        };
        RdfParser::from_format(format).for_slice(text).map(|quad| quad.unwrap().to_string()).collect()
    }

    fn lines<'q>(quads: impl IntoIterator<Item = &'q Quad>) -> BTreeSet<String> {
        quads.into_iter().map(ToString::to_string).collect()
    }

    #[test]
    fn every_format_parses_again_to_the_same_quads() {
        let quads = mapped(&data(), Private);
        assert!(quads.iter().any(|quad| !quad.graph_name.is_default_graph()));
        for format in Format::ALL {
            let held = quads.iter().filter(|quad| format.has_graphs() || quad.graph_name.is_default_graph());
            assert_eq!(parsed(format, &dump(&quads, format).unwrap()), lines(held), "{}", format.name());
        }
    }

    #[test]
    fn texts_of_all_kinds_come_through_every_format() {
        let record = "basics: {name: {zh: 刘硕, en-gb: 'a \"b\" \\ <c> & ]]>'}, summary: \"two\\nlines\\tand  blanks \", label: '{@id: x}'}\n";
        let quads = mapped(&one("people/x.yaml", record), Private);
        for format in Format::ALL {
            assert_eq!(parsed(format, &dump(&quads, format).unwrap()), lines(&quads), "{}", format.name());
        }
    }

    #[test]
    fn the_order_of_quads_plays_no_part() {
        let quads = mapped(&data(), Private);
        let mixed: Vec<Quad> = quads.iter().rev().chain(&quads).cloned().collect();
        for format in Format::ALL {
            assert_eq!(dump(&quads, format).unwrap(), dump(&mixed, format).unwrap(), "{}", format.name());
        }
        let lines = dump(&quads, Format::NQuads).unwrap();
        assert!(lines.lines().is_sorted());
    }

    #[test]
    fn prefixes_shorten_and_nodes_stand_together() {
        let turtle = dump(&mapped(&one("people/x.yaml", "basics: {name: Ada}\n"), Public), Format::Turtle).unwrap();
        assert!(turtle.contains("@prefix schema: <http://schema.org/> ."), "{turtle}");
        assert!(turtle.contains("<https://example.org/people/x#person> a schema:Person ;\n"), "{turtle}");
        assert!(turtle.contains("\tschema:name \"Ada\""), "{turtle}");
    }

    #[test]
    fn expanded_json_ld_is_a_list_of_nodes_without_context() {
        let quads = mapped(&data(), Private);
        let document: Value = serde_json::from_str(&dump(&quads, Format::JsonLdExpanded).unwrap()).unwrap();
        let nodes = document.as_array().unwrap();
        let person = nodes.iter().find(|node| node["@id"] == "https://stuartlau.github.io/#person").unwrap();
        assert_eq!(person["@type"], json!(["http://schema.org/Person"]));
        assert!(nodes.iter().any(|node| node["@graph"].is_array()));
        assert_eq!(dump(&[], Format::JsonLdExpanded).unwrap(), "[]\n");
    }

    #[test]
    fn names_and_endings_are_told_apart() {
        for format in Format::ALL {
            assert_eq!(Format::from_name(format.name()), Some(format));
            assert_eq!(Format::from_extension(format.extension()), Some(format));
            assert!(format.media_type().contains('/'));
        }
        assert_eq!(Format::from_name("csv"), None);
    }

    #[test]
    fn what_xml_cannot_hold_is_an_error() {
        let mut quads = mapped(&one("people/x.yaml", "basics: {name: a}\n"), Public);
        quads
            .iter_mut()
            .filter(|quad| quad.object.is_literal())
            .for_each(|quad| quad.object = Literal::from("\u{1}").into());
        let error = dump(&quads, Format::RdfXml).unwrap_err().to_string();
        assert!(error.contains("U+0001"), "{error}");
        assert!(dump(&quads, Format::NTriples).is_ok());
    }
}

mod resume {
    use super::*;

    /// The fields of JSON Resume 1.0.
    const FIELDS: [(&str, &str); 13] = [
        ("basics", "name label image email phone url summary location profiles"),
        ("work", "name location description position url startDate endDate summary highlights"),
        ("volunteer", "organization position url startDate endDate summary highlights"),
        ("education", "institution url area studyType startDate endDate score courses"),
        ("awards", "title date awarder summary"),
        ("certificates", "name date url issuer"),
        ("publications", "name publisher releaseDate url summary"),
        ("skills", "name level keywords"),
        ("languages", "language fluency"),
        ("interests", "name keywords"),
        ("references", "name reference"),
        ("projects", "name description highlights keywords startDate endDate url roles entity type"),
        ("meta", "canonical version lastModified"),
    ];

    /// A document with every field of the schema.
    fn full() -> Value {
        json!({
            "$schema": SCHEMA,
            "basics": {
                "name": "Ada Example", "label": "Programmer", "image": "https://example.org/ada.jpg",
                "email": "ada@example.org", "phone": "(912) 555-4321", "url": "https://ada.example.org",
                "summary": "First line.\n\nThird line; with, marks: “these”.",
                "location": {"address": "1 Example Street\nFlat 2", "postalCode": "CA 94115", "city": "San Francisco", "countryCode": "US", "region": "California"},
                "profiles": [
                    {"network": "GitHub", "username": "ada", "url": "https://github.com/ada"},
                    {"network": "WeChat", "username": "ada-x"},
                    {"network": "Mastodon", "url": "https://social.example.org/@ada"}
                ]
            },
            "work": [
                {"name": "Acme", "location": "Berlin", "description": "Rockets", "position": "Lead", "url": "https://acme.example", "startDate": "2018-01", "summary": "Leads.", "highlights": ["One", "Two", "One"]},
                {"name": "Acme", "position": "Engineer", "startDate": "2015", "endDate": "2018-01-31"},
                {"name": "Acme", "position": "Advisor", "startDate": "2015", "endDate": "2015-06"},
                {"name": "Bolt", "endDate": "2014"},
                {"position": "Freelancer", "startDate": "2010-02-03", "endDate": "2011"}
            ],
            "volunteer": [
                {"organization": "Red Cross", "position": "Trainer", "url": "https://cross.example", "startDate": "2012-01-01", "endDate": "2013-01-01", "summary": "Courses.", "highlights": ["200 people"]},
                {"organization": "Red Cross", "position": "Driver", "startDate": "2012"}
            ],
            "education": [
                {"institution": "Example University", "url": "https://uni.example", "area": "Information Technology", "studyType": "Bachelor", "startDate": "2007", "endDate": "2010", "score": "4.0", "courses": ["DB1101 - Basic SQL", "CS2011"]},
                {"institution": "Example University", "studyType": "Master", "startDate": "2010"}
            ],
            "awards": [
                {"title": "Employee of the year", "date": "2018", "awarder": "Acme", "summary": "First time"},
                {"title": "Best paper", "date": "2019-11-01"},
                {"title": "Employee of the year", "date": "2020", "awarder": "Acme"}
            ],
            "certificates": [{"name": "CKA", "date": "2021-05", "url": "https://cert.example/1", "issuer": "CNCF"}, {"name": "CKA", "date": "2024-05"}],
            "publications": [
                {"name": "On graphs", "publisher": "Example Press", "releaseDate": "2014-10-01", "url": "https://press.example/graphs", "summary": "A model."},
                {"name": "On graphs", "publisher": "Other Press", "releaseDate": "2014"}
            ],
            "skills": [{"name": "Web Development", "level": "Master", "keywords": ["HTML", "CSS"]}, {"name": "Compression"}, {"keywords": ["Nameless"]}],
            "languages": [{"language": "English", "fluency": "Native speaker"}, {"language": "de"}],
            "interests": [{"name": "Wildlife", "keywords": ["Ferrets", "Unicorns"]}],
            "references": [{"name": "Erlich", "reference": "Reliable."}, {"reference": "Anonymous praise"}],
            "projects": [
                {"name": "Miss Direction", "description": "A mapping engine", "highlights": ["Won award"], "keywords": ["GoogleMaps"], "startDate": "2016-08-24", "endDate": "2016-08-24", "url": "https://miss.example", "roles": ["Team lead"], "entity": "Smoogle", "type": "application"},
                {"name": "Side", "startDate": "2020"}
            ],
            "meta": {"canonical": "https://example.org/resume.json", "version": "v1.0.0", "lastModified": "2017-12-24T15:53:00"}
        })
    }

    #[test]
    fn a_document_with_every_field_goes_in_and_out_with_nothing_lost() {
        let full = full();
        for (section, fields) in FIELDS {
            let found: BTreeSet<&str> = match &full[section] {
                Value::Array(items) => {
                    items.iter().flat_map(|item| item.as_object().unwrap().keys()).map(String::as_str).collect()
                }
                object => object.as_object().unwrap().keys().map(String::as_str).collect(),
            };
            assert_eq!(found, fields.split(' ').collect(), "{section}");
        }
        let collection = one("people/ada.json", &full.to_string());
        assert_eq!(resume(&collection, Private, &["en"]), full);
    }

    #[test]
    fn what_is_private_is_left_out_for_others() {
        let collection = one("people/ada.json", &full().to_string());
        let (all, public) = (resume(&collection, Private, &["en"]), resume(&collection, Public, &["en"]));
        for path in
            ["/basics/email", "/basics/phone", "/basics/location/address", "/basics/location/postalCode", "/references"]
        {
            assert!(all.pointer(path).is_some() && public.pointer(path).is_none(), "{path}");
        }
        assert_eq!(public["basics"]["location"]["city"], "San Francisco");
        assert!(!leaves(&public).contains(&"ada-x".to_owned()));
    }

    #[test]
    fn documents_of_the_repository_have_only_fields_and_dates_of_json_resume() {
        let collection = data();
        let languages = languages(&["en"]);
        for document in of_people(&collection, |profile| json_resume(profile, &collection.setup, Public, &languages)) {
            for (section, value) in document.as_object().unwrap().iter().skip(1) {
                let fields = FIELDS.iter().find(|(name, _)| name == section).unwrap().1;
                let items = value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
                for (name, value) in items.iter().flat_map(|item| item.as_object().unwrap()) {
                    assert!(fields.split(' ').any(|field| field == name), "{section}.{name}");
                    if name.ends_with("Date") || name == "date" {
                        assert!(value.as_str().unwrap().parse::<vitagraph::date::Date>().is_ok(), "{value}");
                    }
                }
            }
            assert!(document["work"].as_array().unwrap().iter().all(|job| job["name"].is_string()));
        }
    }

    #[test]
    fn registers_name_organizations_that_are_only_keys() {
        let register = ("organizations.yaml", "acme: {name: {en: Acme Corporation, zh: 顶点}}\nbolt: {name: Bolt}\n");
        let record = (
            "people/x.yaml",
            "work: [{organization: acme, startDate: 2018, projects: [{name: P}]}, {organization: [acme, bolt], startDate: 2010}, {organization: acme, name: {en: The Acme}, startDate: 2000}]\neducation: [{organization: bolt}]\nvolunteer: [{organization: acme}]\nawards: [{title: T, awarder: bolt}]\n",
        );
        let collection = with_registers(&[register, record]);
        let english = resume(&collection, Public, &["en"]);
        let names: Vec<&Value> = english["work"].as_array().unwrap().iter().map(|job| &job["name"]).collect();
        assert_eq!(names, ["Acme Corporation", "Acme Corporation / Bolt", "The Acme"]);
        assert_eq!(english["education"][0]["institution"], "Bolt");
        assert_eq!(english["volunteer"][0]["organization"], "Acme Corporation");
        assert_eq!(english["awards"][0]["awarder"], "Bolt");
        assert_eq!(english["projects"], json!([{"name": "P", "entity": "Acme Corporation"}]));
        assert_eq!(resume(&collection, Public, &["zh"])["work"][2]["name"], "顶点");
    }

    #[test]
    fn an_end_that_nobody_may_know_is_not_turned_into_a_present_one() {
        let record = "work: [{name: A, startDate: 2018, endDate: unknown}, {name: B, startDate: 2018-02, endDate: 2019, visibility: {endDate: private}}, {name: C, startDate: 2018, endDate: present}]\n";
        let collection = one("people/x.yaml", record);
        let expected = json!([{"name": "A"}, {"name": "B"}, {"name": "C", "startDate": "2018"}]);
        assert_eq!(resume(&collection, Public, &["en"])["work"], expected);
        assert_eq!(resume(&collection, Private, &["en"])["work"][1]["endDate"], "2019");
    }

    #[test]
    fn things_of_one_name_are_hidden_together_and_repetitions_left_out() {
        let record = "work: [{name: A, awards: [{title: Hidden, date: 2001}], visibility: private}, {name: B, awards: [{title: Shown}]}]\nawards: [{title: Hidden, date: 2002}, {title: Shown, date: 2003}]\nskills: [{name: Secret, visibility: private}, {name: Open, keywords: [secret, Java]}]\n";
        let public = resume(&one("people/x.yaml", record), Public, &["en"]);
        assert_eq!(public["awards"], json!([{"title": "Shown", "date": "2003"}]));
        assert_eq!(public["skills"], json!([{"name": "Open", "keywords": ["Java"]}]));
        assert_eq!(public["work"], json!([{"name": "B"}]));
    }

    #[test]
    fn sources_are_merged_and_a_private_record_gives_nothing() {
        let old = (
            "people/a.yaml",
            "id: x\nbasics: {label: Old}\nwork: [{name: A, startDate: 2018, highlights: [one]}]\nmeta: {id: a, lastModified: 2020}\n",
        );
        let new = (
            "people/b.yaml",
            "id: x\nbasics: {label: New}\nwork: [{name: A, startDate: 2018-03, highlights: [two, one]}]\nmeta: {id: b, lastModified: 2021}\n",
        );
        let merged = resume(&with_registers(&[old, new]), Public, &["en"]);
        assert_eq!(merged["basics"]["label"], "New");
        assert_eq!(merged["work"], json!([{"name": "A", "startDate": "2018-03", "highlights": ["two", "one"]}]));
        assert_eq!(merged["meta"], json!({"lastModified": "2021"}));
        let hidden = one("people/x.yaml", "visibility: internal\nbasics: {name: X}\n");
        assert_eq!(resume(&hidden, Public, &["en"]), json!({"$schema": SCHEMA}));
        assert_eq!(resume(&hidden, Internal, &["en"])["basics"]["name"], "X");
    }
}

mod references {
    use super::*;

    const WORKS: &str = r##"
basics: {name: {en: Stuart Lau, zh: 刘硕}}
publications:
- name: A Distributed {Cluster} of IM & DNS_servers, 100 % \o/ ~^$#
  authors: [Shuo Liu, "Wen, Qiaoyan", 刘硕, Ludwig van Beethoven, Rock and Roll Inc.]
  venue: Proceedings of the 3rd Conference on Graphs
  publisher: IEEE
  releaseDate: 2012-03-05
  doi: https://doi.org/10.5555/12345_678
  url: https://example.org/a_b?c=1&d=%20
  summary: "Two\nlines"
  keywords: [Ei, C#]
- {name: A Distributed Cluster, authors: [Shuo Liu], venue: Journal of Graphs, releaseDate: 2012}
- {name: My Thesis, type: thesis, releaseDate: 2009-06, publisher: Example University}
- {name: Notes, type: blog, visibility: private}
patents:
- {name: {zh: 一种消息撤回方法, en: Message recall}, number: CN0000000A, office: CN, status: granted, filingDate: 2019-02, grantDate: 2021-06-01, inventors: [刘硕], assignee: kuaishou}
- {name: Pending thing, filingDate: 2022}
"##;

    fn works() -> Collection {
        with_registers(&[
            ("people/stuart-lau.yaml", WORKS),
            ("organizations.yaml", "kuaishou: {name: {en: Kuaishou, zh: 快手}}\n"),
        ])
    }

    fn field(entry: &biblatex::Entry, name: &str) -> String {
        entry.get(name).unwrap_or_else(|| panic!("no {name} in {}", entry.key)).format_verbatim()
    }

    #[test]
    fn bibtex_is_read_again_as_it_was_meant() {
        let text = bib(&works(), Public);
        let library = Bibliography::parse(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
        let keys: Vec<&str> = library.iter().map(|entry| entry.key.as_str()).collect();
        assert_eq!(
            keys,
            [
                "stuart-lau-2022-pending",
                "liu-shuo-2021-cn0000000a",
                "shuo-liu-2012-a-distributed-cluster-of-im-dns-servers-100-o-sharp",
                "shuo-liu-2012-a-distributed-cluster",
                "stuart-lau-2009-thesis",
            ]
        );
        let paper = library.get(keys[2]).unwrap();
        assert_eq!(paper.entry_type.to_string(), "inproceedings");
        assert_eq!(field(paper, "title"), "A Distributed {Cluster} of IM & DNS_servers, 100 % \\o/ ~^$#");
        assert_eq!(field(paper, "booktitle"), "Proceedings of the 3rd Conference on Graphs");
        assert_eq!(field(paper, "doi"), "10.5555/12345_678");
        assert_eq!(field(paper, "url"), "https://example.org/a_b?c=1&d=%20");
        assert_eq!(field(paper, "abstract"), "Two lines");
        assert_eq!(field(paper, "keywords"), "Ei, C#");
        let names: Vec<(String, String)> = paper
            .author()
            .unwrap()
            .into_iter()
            .map(|name| (format!("{} {}", name.prefix, name.name).trim().to_owned(), name.given_name))
            .collect();
        let expected = [
            ("Liu", "Shuo"),
            ("Wen", "Qiaoyan"),
            ("刘硕", ""),
            ("van Beethoven", "Ludwig"),
            ("Rock and Roll Inc.", ""),
        ];
        assert_eq!(names, expected.map(|(family, given)| (family.to_owned(), given.to_owned())));
        let PermissiveType::Typed(date) = paper.date().unwrap() else { panic!("a date") };
        assert_eq!(date.to_chunks().format_verbatim(), "2012-03-05");
    }

    #[test]
    fn patents_have_a_type_and_fields_of_their_own() {
        let text = bib(&works(), Public);
        let patent = text.split("@patent{liu-shuo-2021-cn0000000a,").nth(1).unwrap().split("\n}").next().unwrap();
        let expected = "\n  author = {{刘硕}},\n  title = {Message recall},\n  holder = {Kuaishou},\n  year = {2021},\n  month = jun,\n  day = {1},\n  number = {CN0000000A},\n  location = {CN},\n  note = {granted},";
        assert_eq!(patent, expected);
        assert!(text.contains("@thesis{stuart-lau-2009-thesis,\n  author = {Stuart Lau},\n  title = {My Thesis},\n  institution = {Example University},\n  year = {2009},\n  month = jun,\n}\n"), "{text}");
    }

    #[test]
    fn csl_json_says_the_same() {
        let items = csl(&works(), Public);
        let types: Vec<&Value> = items.as_array().unwrap().iter().map(|item| &item["type"]).collect();
        assert_eq!(types, ["patent", "patent", "paper-conference", "article-journal", "thesis"]);
        let paper = &items[2];
        assert_eq!(
            paper["author"],
            json!([
                {"family": "Liu", "given": "Shuo"}, {"family": "Wen", "given": "Qiaoyan"}, {"literal": "刘硕"},
                {"family": "van Beethoven", "given": "Ludwig"}, {"literal": "Rock and Roll Inc."}
            ])
        );
        assert_eq!(paper["issued"], json!({"date-parts": [[2012, 3, 5]]}));
        assert_eq!(paper["DOI"], "10.5555/12345_678");
        assert_eq!(items[1]["submitted"], json!({"date-parts": [[2019, 2]]}));
        assert_eq!(items[1]["title"], "Message recall");
        assert_eq!(items[1]["publisher"], "Kuaishou");
        assert_eq!(items[0].get("issued"), None);
    }

    #[test]
    fn works_and_fields_that_an_audience_may_not_see_are_left_out() {
        let collection = works();
        assert!(!bib(&collection, Public).contains("Notes") && bib(&collection, Private).contains("Notes"));
        let record = "publications: [{name: T, authors: [MARK], releaseDate: 2012, visibility: {authors: private}}, {name: MARK, visibility: {name: internal}}]\n";
        let collection = one("people/x.yaml", record);
        assert!(!bib(&collection, Public).to_lowercase().contains("mark"));
        assert!(!csl(&collection, Public).to_string().to_lowercase().contains("mark"));
        assert_eq!(csl(&collection, Private).as_array().unwrap().len(), 2);
    }

    #[test]
    fn works_of_the_repository_parse_and_have_keys_of_their_own() {
        let collection = data();
        let (library, items) = (Bibliography::parse(&bib(&collection, Public)).unwrap(), csl(&collection, Public));
        let keys: BTreeSet<String> = library.iter().map(|entry| entry.key.clone()).collect();
        let ids: BTreeSet<String> =
            items.as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect();
        assert!(!keys.is_empty() && keys == ids && library.len() == items.as_array().unwrap().len());
        assert!(keys.iter().all(|key| key.is_ascii()));
    }
}

mod cards {
    use super::*;

    /// The properties of a card as names with parameters and values, unfolded.
    fn properties(card: &str) -> Vec<(String, String)> {
        let lines: Vec<&str> = card.split_inclusive("\r\n").collect();
        assert!(
            lines.iter().all(|line| line.ends_with("\r\n")
                && line.len() <= 77
                && !line[..line.len() - 2].contains(['\r', '\n']))
        );
        let unfolded = card.replace("\r\n ", "");
        let split = |line: &str| line.split_once(':').map(|(name, value)| (name.to_owned(), value.to_owned())).unwrap();
        unfolded.lines().map(split).collect()
    }

    fn value(card: &str, name: &str) -> Vec<String> {
        let found = properties(card).into_iter().filter(|(known, _)| known == name);
        found.map(|(_, value)| value).collect()
    }

    const ADA: &str = r#"
basics:
  name: {en: Ada Lovelace, zh: 刘硕}
  alternateNames: ["Ada, Countess; of Lovelace", {zh: 阿达}]
  email: ada@example.org
  phone: +00 000 0000
  url: https://ada.example.org
  image: "https://ada.example.org/me.jpg?a=1,2;b"
  birthDate: 1987-05
  summary: "One\nTwo; a \\ and, so on"
  location: {address: 1 Example Street, postalCode: "100000", city: {en: Beijing, zh: 北京}, countryCode: CN}
  profiles: [{network: GitHub, username: ada, url: "https://github.com/ada"}, {network: WeChat, username: ada-x}, {network: "A: b", username: ada}]
work:
- {organization: acme, department: Research; Labs, position: Lead, startDate: 2018}
- {name: Secret, position: Spy, startDate: 2018, visibility: private}
- {name: Past, position: Clerk, startDate: 2010, endDate: 2012}
- {name: Somewhen, startDate: 2010, endDate: unknown}
- {name: Veiled, startDate: 2010, endDate: 2011, visibility: {endDate: private}}
languages: [{language: English}, {language: zh-Hans}, {language: Klingonish}]
meta: {lastModified: "2023-05-01T10:00:00+02:00"}
"#;

    fn ada() -> Collection {
        with_registers(&[
            ("people/ada.yaml", ADA),
            ("organizations.yaml", "acme: {name: {en: 'Acme, Inc.', zh: 顶点}}\n"),
        ])
    }

    #[test]
    fn a_card_says_what_the_record_says() {
        let expected = [
            ("BEGIN", "VCARD"),
            ("VERSION", "4.0"),
            ("KIND", "individual"),
            ("FN;ALTID=1;LANGUAGE=en", "Ada Lovelace"),
            ("FN;ALTID=1;LANGUAGE=zh", "刘硕"),
            ("N;ALTID=1;LANGUAGE=en", "Lovelace;Ada;;;"),
            ("N;ALTID=1;LANGUAGE=zh", "刘;硕;;;"),
            ("NICKNAME", "Ada\\, Countess\\; of Lovelace"),
            ("NICKNAME;LANGUAGE=zh", "阿达"),
            ("TITLE", "Lead"),
            ("ORG", "Acme\\, Inc.;Research\\; Labs"),
            ("PHOTO", "https://ada.example.org/me.jpg?a=1,2;b"),
            ("URL", "https://ada.example.org"),
            ("ADR", ";;;Beijing;;;CN"),
            ("SOCIALPROFILE;SERVICE-TYPE=GitHub;USERNAME=ada", "https://github.com/ada"),
            ("LANG", "en"),
            ("LANG", "zh-Hans"),
            ("NOTE", "One\\nTwo\\; a \\\\ and\\, so on"),
            ("REV", "20230501T080000Z"),
            ("END", "VCARD"),
        ];
        let found = properties(&card(&ada(), Public, &["en"]));
        let found: Vec<_> = found.into_iter().filter(|(name, _)| !name.contains("SERVICE-TYPE=\"A")).collect();
        assert_eq!(found, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }

    #[test]
    fn contact_data_is_on_the_private_card_alone() {
        let (public, private) = (card(&ada(), Public, &["en"]), card(&ada(), Private, &["en"]));
        for (name, text) in [
            ("EMAIL", "ada@example.org"),
            ("TEL", "+00 000 0000"),
            ("BDAY", "1987-05"),
            ("ADR", ";;1 Example Street;Beijing;;100000;CN"),
            ("SOCIALPROFILE;SERVICE-TYPE=WeChat;VALUE=text", "ada-x"),
        ] {
            assert_eq!(value(&private, name), [text]);
            assert!(!value(&public, name).contains(&text.to_owned()), "{name}");
        }
        assert!(private.contains("ORG:Secret") && !public.contains("Secret"));
        assert!(!public.contains("Veiled") && !private.contains("Veiled"));
    }

    #[test]
    fn parameters_are_quoted_and_wanted_names_come_first() {
        let card = card(&ada(), Public, &["zh"]);
        assert!(card.contains("SOCIALPROFILE;SERVICE-TYPE=\"A: b\";VALUE=text:ada\r\n"));
        assert!(card.find("FN;ALTID=1;LANGUAGE=zh").unwrap() < card.find("FN;ALTID=1;LANGUAGE=en").unwrap());
        assert_eq!(value(&card, "ADR"), [";;;北京;;;CN"]);
    }

    #[test]
    fn long_lines_are_folded_between_characters() {
        let long = "消息平台的架构与高可用，".repeat(30);
        let collection = one("people/x.yaml", &format!("basics: {{name: X, summary: {long}}}\n"));
        assert_eq!(value(&card(&collection, Public, &["zh"]), "NOTE"), [long]);
    }

    #[test]
    fn names_are_split_only_where_their_writing_tells_how() {
        let name =
            |name: &str| value(&card(&one("people/x.yaml", &format!("basics: {{name: {name}}}\n")), Public, &[]), "N");
        assert_eq!(name("Stuart Lau"), ["Lau;Stuart;;;"]);
        assert_eq!(name("'Lau, Stuart'"), ["Lau;Stuart;;;"]);
        assert_eq!(name("Ada King Lovelace"), Vec::<String>::new());
        assert_eq!(name("刘硕"), Vec::<String>::new());
        let chinese = |name: &str| {
            let collection = one("people/x.yaml", &format!("basics: {{name: {name}}}\nmeta: {{language: zh}}\n"));
            value(&card(&collection, Public, &[]), "N;LANGUAGE=zh")
        };
        assert_eq!(chinese("刘硕"), ["刘;硕;;;"]);
        assert_eq!(chinese("欧阳修"), ["欧阳;修;;;"]);
        assert_eq!(chinese("一二三四"), Vec::<String>::new());
        assert_eq!(value(&card(&one("people/x.yaml", "basics: {label: L}\n"), Public, &[]), "FN"), ["x"]);
    }

    #[test]
    fn cards_of_the_repository_are_well_formed() {
        let collection = data();
        let languages = languages(&["en"]);
        for card in of_people(&collection, |profile| vcard(profile, &collection.setup, Public, &languages)) {
            assert!(properties(&card).iter().any(|(name, _)| name.starts_with("FN")));
            assert!(!properties(&card).iter().any(|(name, _)| ["EMAIL", "TEL", "BDAY"].contains(&name.as_str())));
        }
    }
}

#[test]
fn the_same_input_gives_the_same_text() {
    let texts = |audience| {
        let collection = data();
        let languages = languages(&["zh", "en"]);
        let people = of_people(&collection, |profile| {
            let resume = json_resume(profile, &collection.setup, audience, &languages);
            format!("{resume}\n{}", vcard(profile, &collection.setup, audience, &languages))
        });
        format!("{people:?}{}{}", bib(&collection, audience), csl(&collection, audience))
    };
    for audience in Visibility::ALL {
        assert_eq!(texts(audience), texts(audience));
    }
}
