//! Any bytes as a file of records, as a register and as settings, through all that the program makes of them.

#![no_main]

use libfuzzer_sys::fuzz_target;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Quad;
use vitagraph::collection::Collection;
use vitagraph::decode::Reader;
use vitagraph::decode::Visibility::{self, Private, Public};
use vitagraph::explain::explain;
use vitagraph::inject::script;
use vitagraph::jsonld::{self, Options, Thing, View};
use vitagraph::merge::Profile;
use vitagraph::pieces::Piece;
use vitagraph::register::Register;
use vitagraph::report::Report;
use vitagraph::resume::json_resume;
use vitagraph::settings::Settings;
use vitagraph::setup::Setup;
use vitagraph::tree::{Node, Source, SyntaxError, from_toml, from_yaml};
use vitagraph::{graph, rdf, references, vcard};

fuzz_target!(|bytes: &[u8]| {
    let lines = Piece::Lines { name: "people/x.jsonl".into(), before: 0, bytes: bytes.to_vec() };
    let of_lines = read(lines, Setup::default());
    let Ok(text) = str::from_utf8(bytes) else { return print_all(&of_lines) };
    let file = |name: &str, text: &str| Piece::File { name: name.into(), text: text.into() };
    let of_json = read(file("people/x.json", text), Setup::default());
    let of_yaml = read(file("people/x.yaml", text), setup(text).unwrap_or_default());
    // What one syntax makes of a text, the others mostly make too.
    let with_people = [of_yaml, of_json, of_lines].into_iter().find(|collection| !collection.people.is_empty());
    print_all(&with_people.unwrap_or_default());
    if let Some(settings) = decoded(text, from_toml, Settings::from_node) {
        let record = "basics: {name: X, label: Y}\nwork: [{name: Z, startDate: 2018}]\n";
        print_all(&read(file("people/x.yaml", record), Setup { settings, ..Setup::default() }));
    }
});

/// The text as registers of organizations and of skills.
fn setup(text: &str) -> Option<Setup> {
    let organizations = decoded(text, from_yaml, Register::from_node)?;
    let skills = decoded(text, from_yaml, Register::from_node)?;
    Some(Setup { organizations, skills, ..Setup::default() })
}

fn decoded<T>(
    text: &str,
    read: fn(&str) -> Result<Node, SyntaxError>,
    decode: impl FnOnce(Node, &mut Reader<'_>) -> T,
) -> Option<T> {
    let (source, mut report) = (Source { file: "x", text, lines_before: 0 }, Report::default());
    let mut node = read(text).ok()?;
    node.without_controls(&mut |_, _| ());
    Some(decode(node, &mut Reader::new(&source, &mut report, None)))
}

fn read(piece: Piece, setup: Setup) -> Collection {
    let mut report = Report::default();
    let collection = Collection::from_pieces(setup, std::iter::once(piece), &mut report, &|_, _, _, _| {});
    for finding in report.findings() {
        assert!(!finding.to_string().contains('\u{1b}'), "a terminal would obey what is told");
    }
    collection
}

fn print_all(collection: &Collection) {
    [Public, Private].into_iter().for_each(|audience| print_for(collection, audience));
}

/// All forms of output of all people.
fn print_for(collection: &Collection, audience: Visibility) {
    let (setup, languages) = (&collection.setup, ["zh".to_owned()]);
    let quads = mapped(collection, audience);
    assert_eq!(read_again(&quads), quads);
    for format in rdf::Format::ALL {
        rdf::dump(&quads, format).expect("texts hold no control characters");
    }
    for view in [View::Seo, View::Full] {
        let options = Options { view, languages: &languages, inline_context: view == View::Full };
        let block = script(&jsonld::document(&quads, &Thing::Everything, options), false);
        assert_eq!(block.matches('<').count(), 2);
    }
    let profiles: Vec<Profile<'_>> =
        collection.people.iter().map(|(key, records)| Profile::new(key, records, setup)).collect();
    for profile in &profiles {
        let page = graph::page(profile, setup);
        let options = Options { view: View::Seo, languages: &languages, inline_context: false };
        jsonld::document(&quads, &Thing::Person { page }, options).to_string();
        json_resume(profile, setup, audience, &languages).to_string();
        drop(vcard::vcard(profile, setup, audience, &languages));
        explain(profile, setup, audience).to_string();
    }
    drop(references::bibtex(&profiles, setup, audience, &languages));
    references::csl_json(&profiles, setup, audience, &languages).to_string();
}

fn mapped(collection: &Collection, audience: Visibility) -> Vec<Quad> {
    let mut quads = Vec::new();
    for (key, records) in &collection.people {
        let profile = Profile::new(key, records, &collection.setup);
        graph::quads(&profile, &collection.setup, audience, |quad| quads.push(quad.into_owned()));
    }
    for (key, _) in collection.setup.organizations.iter() {
        graph::register_quads(&collection.setup, audience, key, |quad| quads.push(quad));
    }
    quads
}

/// The quads, written and read again: each IRI and literal is one.
fn read_again(quads: &[Quad]) -> Vec<Quad> {
    let lines: String = quads.iter().map(|quad| format!("{quad} .\n")).collect();
    RdfParser::from_format(RdfFormat::NQuads).for_slice(&lines).collect::<Result<_, _>>().expect("the quads are valid")
}
