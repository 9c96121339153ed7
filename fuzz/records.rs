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
    use_piece(lines, Setup::default());
    let Ok(text) = str::from_utf8(bytes) else { return };
    for name in ["people/x.yaml", "people/x.json"] {
        let setup = || setup(text).unwrap_or_default();
        use_piece(Piece::File { name: name.into(), text: text.to_owned() }, setup());
    }
    if let Some(settings) = decoded(text, from_toml, Settings::from_node) {
        let record = "basics: {name: X, label: Y}\nwork: [{name: Z, startDate: 2018}]\n";
        let record = Piece::File { name: "people/x.yaml".into(), text: record.into() };
        use_piece(record, Setup { settings, ..Setup::default() });
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

fn use_piece(piece: Piece, setup: Setup) {
    let mut report = Report::default();
    let collection = Collection::from_pieces(setup, std::iter::once(piece), &mut report);
    for finding in report.findings() {
        assert!(!finding.to_string().contains('\u{1b}'), "what is told obeys the input");
    }
    for audience in [Public, Private] {
        print_all(&collection, audience);
    }
}

/// All forms of output of all people.
fn print_all(collection: &Collection, audience: Visibility) {
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
