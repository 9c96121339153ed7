//! Exports of services and structured formats: each fixture gives its record, and loses nothing silently.
//!
//! A case of `tests/fixtures/services` is a document, or a folder `input` of the files of one export, with the record
//! (`expected.yaml`) and what was not understood (`expected.unread`).

use std::fs;
use std::path::{Path, PathBuf};

use vitagraph::collection::{Read, load_setup};
use vitagraph::date::End;
use vitagraph::decode::Visibility;
use vitagraph::import::{Document, Draft, Format, Words, import, import_files};
use vitagraph::pieces::Piece;
use vitagraph::record::Record;
use vitagraph::report::{Report, Severity};
use vitagraph::setup::Setup;
use vitagraph::text::{Text, folded};
use vitagraph::tree::{Node, Value, from_json, from_yaml};

use crate::import::read_back;
use crate::support::{Folder, archive, assert_file, root, text};

const FOLDER: &str = "tests/fixtures/services";

fn names() -> Vec<String> {
    let entries = fs::read_dir(root().join(FOLDER)).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// The files of a case.
fn files(name: &str) -> Vec<PathBuf> {
    let folder = root().join(FOLDER).join(name);
    let input = folder.join("input");
    let entries = fs::read_dir(if input.is_dir() { &input } else { &folder }).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| !file.file_name().unwrap().to_str().unwrap().starts_with("expected."));
    files.sort();
    files
}

fn contents(files: &[PathBuf]) -> Vec<(String, Vec<u8>)> {
    let name = |file: &Path| file.file_name().unwrap().to_str().unwrap().to_owned();
    files.iter().map(|file| (name(file), fs::read(file).unwrap())).collect()
}

fn words() -> Words {
    Words::new(&Setup::default())
}

fn read(name: &str, bytes: &[u8], format: Option<Format>) -> Result<Draft, String> {
    import(Document { name, bytes, format }, &words()).map_err(|error| error.to_string())
}

fn draft(name: &str) -> Draft {
    let files = contents(&files(name));
    match &files[..] {
        [(file, bytes)] => read(file, bytes, None).unwrap(),
        _ => import_files(name, &files).unwrap(),
    }
}

/// The record of a case, read by the program, which finds no fault in it.
fn record(name: &str) -> Record {
    let setup = load_setup(&root().join("data"), &mut Report::default());
    read_back(name, &draft(name).to_yaml(), &setup)
}

fn wording(text: &Option<Text>) -> String {
    text.as_ref().map_or(String::new(), |text| text.pick([]).to_owned())
}

fn work(record: &Record) -> Vec<String> {
    let line = |work: &vitagraph::record::Work| {
        let start = work.start_date.map(|date| date.to_string()).unwrap_or_default();
        let end = work.end_date.as_ref().map(End::to_string).unwrap_or_default();
        format!("{} | {} | {start} | {end}", wording(&work.name), wording(&work.position))
    };
    record.work.iter().map(line).collect()
}

fn education(record: &Record) -> Vec<String> {
    let line = |study: &vitagraph::record::Education| {
        let start = study.start_date.map(|date| date.to_string()).unwrap_or_default();
        let end = study.end_date.as_ref().map(End::to_string).unwrap_or_default();
        format!("{} | {} | {start} | {end}", wording(&study.institution), wording(&study.study_type))
    };
    record.education.iter().map(line).collect()
}

fn skills(record: &Record) -> Vec<String> {
    let all = record.skills.iter().flat_map(|skill| skill.name.iter().chain(&skill.keywords));
    all.map(|text| text.pick([]).to_owned()).collect()
}

/// The e-mail address and telephone number, and whether both are marked as private.
fn contact(record: &Record) -> (&str, &str) {
    let basics = record.basics.as_ref().unwrap();
    for field in ["email", "phone"] {
        let stated = basics.common.marks.field(field);
        assert_eq!(stated, Some(Visibility::Private), "{field}");
    }
    (basics.email.as_deref().unwrap_or_default(), basics.phone.as_deref().unwrap_or_default())
}

fn unread(name: &str) -> Vec<String> {
    draft(name).unread.into_iter().map(|(_, text)| text).collect()
}

#[test]
fn each_fixture_gives_its_record_and_what_was_not_understood() {
    assert!(names().len() >= 12);
    for name in names() {
        let draft = draft(&name);
        record(&name);
        assert_file(&format!("{FOLDER}/{name}/expected.yaml"), &draft.to_yaml());
        let unread: String = draft.unread.iter().map(|(line, text)| format!("{line}: {text}\n")).collect();
        assert_file(&format!("{FOLDER}/{name}/expected.unread"), &unread);
    }
}

fn scalars(node: &Node, all: &mut String) {
    match &node.value {
        Value::Scalar(_, text) => *all += &format!("{text}\n"),
        Value::List(items) => items.iter().for_each(|item| scalars(item, all)),
        Value::Map(entries) => entries.iter().for_each(|entry| scalars(&entry.value, all)),
    }
}

/// The texts of a document, without its keys and markup.
fn texts(file: &str, bytes: &[u8]) -> String {
    let source = String::from_utf8(bytes.to_vec()).unwrap();
    let mut all = String::new();
    match file.rsplit('.').next().unwrap() {
        "json" => scalars(&from_json(&source).unwrap(), &mut all),
        "yaml" => scalars(&from_yaml(&source).unwrap(), &mut all),
        "csv" => all = source.lines().skip(1).collect::<Vec<_>>().join("\n"),
        "vcf" => {
            let unfolded = source.replace("\r\n ", "").replace("\\n", " ");
            all = unfolded
                .lines()
                .filter_map(|line| line.split_once(':'))
                .map(|(_, value)| format!("{value}\n"))
                .collect();
        }
        _ => {
            let (mut source, script) = (source, "application/ld+json\">");
            if let Some(at) = source.find(script).map(|at| at + script.len()) {
                let end = at + source[at..].find("</script>").unwrap();
                scalars(&from_json(&source[at..end]).unwrap(), &mut all);
                source.replace_range(at..end, "");
            }
            let source = source.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("&amp;", "&");
            let parts = source.split('<').filter_map(|part| part.split_once('>'));
            all.extend(parts.map(|(_, text)| format!("{text}\n")));
        }
    }
    all
}

fn is_month(word: &str) -> bool {
    word.len() >= 3
        && "january february march april may june july august september october november december autumn"
            .split(' ')
            .any(|month| month.starts_with(word))
}

const JSON_LD: &str = "https schema org me mailto doi profilepage person propertyvalue orcid postaladdress employeerole \
    organizationrole collegeoruniversity organization educationaloccupationalcredential degree definedterm certificate \
    language scholarlyarticle periodical";

#[test]
fn every_word_of_a_document_is_in_the_record_or_in_the_list() {
    let technical = |name: &str| match name {
        "linkedin" => "yes mobile portfolio other",
        "orcid" => {
            "person https orcid org direct amara okoye public limited journal article true false patent pat scopus author self doi"
        }
        "europass-xml" => "ecv mobile personal skype nl netherlands job applied for true false eqf publications",
        "europass-json" => "ecv home privat österreich personal statement false",
        "europass-candidate" => {
            "owner telephone mobile web home email language cef understanding listening writing production template true false ita eng"
        }
        "rendercv" => "tel classic english",
        "hresume" => "resume write home page switzerland",
        "h-resume" => "mail code",
        "json-ld" => JSON_LD,
        "microdata" => "mail",
        _ => "vcard example book uid urn uuid skype tel mailto homepage",
    };
    for name in names() {
        let draft = draft(&name);
        let mut known = String::new();
        scalars(&from_yaml(&draft.to_yaml()).unwrap(), &mut known);
        draft.unread.iter().for_each(|(_, text)| known += &format!("{text}\n"));
        let split = |text: &str| {
            let words = text.split(|c: char| !c.is_alphabetic()).map(folded);
            words.filter(|word| word.chars().count() > 2).collect::<Vec<String>>()
        };
        let known = split(&known);
        for (file, bytes) in contents(&files(&name)) {
            if file == "Connections.csv" {
                continue;
            }
            let lost: Vec<String> = split(&texts(&file, &bytes))
                .into_iter()
                .filter(|word| {
                    !known.contains(word) && !technical(&name).split(' ').any(|known| known == word) && !is_month(word)
                })
                .collect();
            assert_eq!(lost, Vec::<String>::new(), "{name}/{file}");
        }
    }
}

#[test]
fn linkedin_is_read_from_all_its_files() {
    let record = record("linkedin");
    assert_eq!(
        work(&record),
        [
            "Kestrel Data | Principal Engineer | 2018-03 | present",
            "Tarn Software AB | Developer | 2012-09 | 2018-02",
            "Fjord Labs | Intern | 2011 | unknown",
        ]
    );
    assert_eq!(
        education(&record),
        ["Example University of Uppsala | Master of Science, Computer Science | 2006 | 2011"]
    );
    assert_eq!(skills(&record), ["Rust", "Storage, distributed", "数据库"]);
    assert_eq!(contact(&record), ("nora@nora.example", "+00 000 000 000"));
    assert_eq!(record.patents[0].filing_date.unwrap().to_string(), "2017-01-07");
    assert_eq!(record.patents[0].inventors.len(), 2);
    assert_eq!(record.publications[0].release_date.unwrap().to_string(), "2016-10-12");
    assert_eq!(record.certificates[0].date.unwrap().to_string(), "2020-01");
    assert_eq!((record.languages.len(), record.volunteer.len(), record.projects.len()), (2, 1, 2));
    assert_eq!(record.basics.as_ref().unwrap().birth_date.unwrap().to_string(), "1987-05-04");
    let unread = unread("linkedin");
    for left in ["finished on: Autumn", "old@nora.example", "industry: Computer Software", "license number: CCA-123"] {
        assert!(unread.iter().any(|text| text.contains(left)), "{left}: {unread:?}");
    }
    assert!(!unread.iter().any(|text| text.contains("Somebody")), "contacts are nobody's career");
    assert!(unread.iter().any(|text| text.starts_with("Connections.csv: ")));
}

#[test]
fn orcid_is_read_with_works_and_identifiers() {
    let record = record("orcid");
    assert_eq!(
        work(&record),
        [
            "Example Polar University | Senior Lecturer | 2019-09-01 | present",
            "Institute of Radar | Postdoc | 2015 | 2019-08",
        ]
    );
    assert_eq!(education(&record), ["University of Samples | PhD | 2011 | 2015"]);
    assert_eq!(record.publications.len(), 1);
    assert_eq!(record.publications[0].doi.as_deref(), Some("10.5555/ice.1"));
    assert_eq!(record.publications[0].release_date.unwrap().to_string(), "2018-11");
    assert_eq!(record.patents[0].number.as_deref(), Some("NG0000001"));
    assert_eq!(wording(&record.certificates[0].name), "Chartered Physicist");
    assert_eq!(wording(&record.awards[0].title), "Young Glaciologist Prize");
    let basics = record.basics.as_ref().unwrap();
    assert_eq!(wording(&basics.name), "A. N. Okoye");
    assert!(basics.identifiers.0.contains(&("orcid".into(), "0000-0000-0000-0000".into())));
    assert_eq!(basics.email.as_deref(), Some("amara@ice.example"));
    assert!(unread("orcid").iter().any(|text| text == "value: Radar from the air"));
}

#[test]
fn europass_is_read_in_its_three_forms() {
    let old = record("europass-xml");
    assert_eq!(
        work(&old),
        [
            "Delta Works Bureau | Senior Hydrologist | 2012-09-01 | present",
            "River Survey | Field assistant | 2008 | 2012-08",
        ]
    );
    assert_eq!(
        old.work[0].highlights.iter().map(|text| text.pick([])).collect::<Vec<_>>(),
        ["Flood maps", "Sensors & gauges"]
    );
    assert_eq!(education(&old), ["Example University of Utrecht | MSc Hydrology | 2003 | 2008-06"]);
    assert_eq!(contact(&old), ("ilse@vermeer.example", "+00 000 000"));
    assert_eq!(
        wording(&old.languages[1].fluency),
        "Listening C1, Reading C2, SpokenInteraction C1, SpokenProduction C1, Writing B2"
    );
    let json = record("europass-json");
    assert_eq!(work(&json), ["Orgelwerk Beispiel | Orgelbauer | 2005-04 | 2010"]);
    assert_eq!(education(&json), ["Berufsschule Beispiel | Geselle | 2001 | unknown"]);
    assert_eq!(contact(&json), ("jonas@acker.example", "+00 111 111"));
    let new = record("europass-candidate");
    assert_eq!(work(&new), ["Ponti Esempio | Structural engineer | 2017-02 | present"]);
    assert_eq!(education(&new), ["Politecnico Esempio | MSc Civil Engineering | 2010-09 | 2016-07"]);
    assert_eq!(contact(&new), ("chiara@monti.example", "+00 000000"));
    assert_eq!(wording(&new.languages[1].fluency), "B2");
    assert_eq!(new.projects[0].start_date.unwrap().to_string(), "2020-01");
    assert_eq!(new.publications[0].release_date.unwrap().to_string(), "2019");
}

#[test]
fn rendercv_is_read_by_its_kinds_of_entries() {
    let record = record("rendercv");
    assert_eq!(work(&record), ["Micro Tools | Lead | 2019-05 | present", "Chip Yard | Engineer | 2014-01 | 2019-04"]);
    assert_eq!(education(&record), ["Universidad de Muestra | BSc | 2009-09 | 2013-06"]);
    assert_eq!(skills(&record), ["Languages", "C", "Rust (embedded, async)", "Scheme"]);
    assert_eq!(contact(&record), ("tomas@rey.example", "+00-000-000"));
    assert_eq!(record.publications[0].authors.len(), 2);
    assert_eq!(wording(&record.languages[0].language), "Spanish");
    assert_eq!(unread("rendercv"), ["things_i_say: A line that belongs nowhere."]);
}

#[test]
fn pages_are_read_by_their_markup() {
    let old = record("hresume");
    assert_eq!(work(&old), ["Archive of Sounds | Curator | 2011-03-01 | 2019-12", " | Guide | 2009 | unknown"]);
    assert_eq!(education(&old), ["School of Ornithology | Diploma | 2005 | 2009"]);
    assert_eq!(contact(&old), ("ruth@amsel.example", "+00 222 222"));
    assert_eq!(skills(&old), ["audio", "birds"]);
    assert!(unread("hresume").contains(&"Last printed in spring".to_owned()));
    let new = record("h-resume");
    assert_eq!(work(&new), ["Biblioteca Exemple | Librarian | 2016-02 | 2020-06"]);
    assert_eq!(education(&new), ["Universitat Exemple | BA Information | 2008 | 2012"]);
    assert_eq!(skills(&new), ["MARC", "XSLT"]);
    let linked = record("json-ld");
    assert_eq!(
        work(&linked),
        ["Atlas House | Lead Cartographer | 2015-06 | present", "Land Office | Surveyor | 2013-07 | 2015-05"]
    );
    assert_eq!(education(&linked), ["University of Maps | Master | 2008 | 2013"]);
    assert_eq!(contact(&linked), ("ewa@ewa.example", "+00 333 333"));
    assert_eq!(skills(&linked), ["Projections", "GIS"]);
    assert_eq!(linked.publications[0].doi.as_deref(), Some("10.5555/mist"));
    assert_eq!(linked.basics.as_ref().unwrap().name.as_ref().unwrap().get("pl"), Some("Ewa Sowa"));
    assert_eq!(
        unread("json-ld"),
        ["height: 170 cm", "Cartographer at Atlas House since 2015-06", "Office hours on Friday"]
    );
    let micro = record("microdata");
    assert_eq!(work(&micro), ["Oven and Sons | Head baker | 2014-01 | 2018-03"]);
    assert_eq!(education(&micro), ["College of Bread |  |  | unknown"]);
}

#[test]
fn cards_are_read_with_what_is_preferred() {
    let old = record("vcard-3");
    assert_eq!(work(&old), ["Cedar Press | Typesetter |  | present"]);
    assert_eq!(contact(&old), ("samir@cedar.example", "+00 444 444"));
    let basics = old.basics.as_ref().unwrap();
    assert_eq!(wording(&basics.summary), "Sets type by hand, and\nprints on Sundays");
    assert_eq!(basics.birth_date.unwrap().to_string(), "1975-08-09");
    let new = record("vcard-4");
    assert_eq!(new.basics.as_ref().unwrap().name.as_ref().unwrap().get("zh"), Some("林远"));
    assert_eq!(contact(&new), ("lin@quiet.example", "+00-555-555"));
    assert_eq!(skills(&new), ["acoustics"]);
    assert_eq!(unread("vcard-4"), ["gender: F", "bday: --0412"]);
}

#[test]
fn an_archive_a_folder_and_files_of_linkedin_are_one() {
    let files = files("linkedin");
    let contents = contents(&files);
    let entries: Vec<(&str, &[u8])> = contents.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let draft = read("Basic_LinkedInDataExport.zip", &archive(&entries), None).unwrap();
    let expected = fs::read_to_string(root().join(FOLDER).join("linkedin/expected.yaml")).unwrap();
    let rest = |yaml: &str| yaml.split_once('\n').unwrap().1.to_owned();
    assert_eq!(rest(&draft.to_yaml()), rest(&expected));
    let folder = Folder::new(&[]);
    let input = root().join(FOLDER).join("linkedin/input");
    let by_folder = folder.run(&["import", input.to_str().unwrap()]);
    assert_eq!(rest(&text(&by_folder.stdout)), rest(&expected), "{}", text(&by_folder.stderr));
    let mut arguments = vec!["import".to_owned()];
    arguments.extend(files.iter().map(|file| file.to_str().unwrap().to_owned()));
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    assert_eq!(rest(&text(&folder.run(&arguments).stdout)), rest(&expected));
    let skills = contents.iter().find(|(name, _)| name == "Skills.csv").unwrap();
    assert!(read("Skills.csv", &skills.1, None).unwrap().to_yaml().contains("name: Rust"));
}

#[test]
fn archives_that_mean_harm_are_refused_or_read_without_any() {
    let zeros = vec![b'0'; 40 << 20];
    let bomb = archive(&[("Profile.csv", &zeros)]);
    assert!(bomb.len() < 1 << 20);
    assert!(read("x.zip", &bomb, None).unwrap_err().contains("more than 32 MB"));
    let leaving = archive(&[("../../Skills.csv", b"Name\nRust\n"), ("/etc/other.csv", b"a\nb\n"), ("a/b.html", b"x")]);
    let draft = read("x.zip", &leaving, None).unwrap();
    assert!(draft.to_yaml().contains("name: Rust"));
    let unread: Vec<String> = draft.unread.into_iter().map(|(_, text)| text).collect();
    let told = "a file that tells nothing about a career";
    assert_eq!(unread, [format!("/etc/other.csv: {told}"), format!("a/b.html: {told}")]);
    assert!(read("x.zip", &archive(&[("a.txt", b"x")]), None).is_err());
    assert!(read("x.zip", b"PK\x03\x04", Some(Format::LinkedIn)).is_err());
}

#[test]
fn bad_input_gives_a_message_or_a_smaller_record() {
    let deep_json = "{\"person\": ".repeat(5000);
    let deep_xml = "<Candidate>".repeat(5000);
    let deep_yaml = format!("cv:\n  name: x\n  sections: {}", "[".repeat(5000));
    let deep_html = "<div class='h-resume'>".repeat(5000);
    let deep = [
        ("x.json", Format::Orcid, deep_json.as_str()),
        ("x.xml", Format::Europass, &deep_xml),
        ("x.json", Format::Europass, &deep_json),
        ("x.yaml", Format::RenderCv, &deep_yaml),
        ("x.html", Format::Microformats, &deep_html),
        ("x.html", Format::SchemaOrg, &deep_html),
        ("x.jsonld", Format::SchemaOrg, &deep_json),
        ("x.vcf", Format::VCard, &deep_html),
        ("x.csv", Format::LinkedIn, &deep_html),
    ];
    for (name, format, text) in deep {
        assert!(read(name, text.as_bytes(), Some(format)).is_err(), "{name}");
        for bad in ["", "\n", "{}", "[]", "<a/>", "a: 1", "{", "<", "\u{0}\u{1}", "\"\"\"\"", "cv: 1", "<Candidate/>"] {
            assert!(read(name, bad.as_bytes(), Some(format)).is_err(), "{name}: {bad}");
        }
    }
    let latin = b"First Name,Last Name,Headline\nAndr\xe9,M\xfcller,Dr\n";
    let draft = read("Profile.csv", latin, None).unwrap();
    assert!(draft.to_yaml().contains("name: André Müller"), "{}", draft.to_yaml());
}

/// What the program finds wrong in a record, save that ends come before beginnings, which stay as the source has them.
fn faults(yaml: &str) -> Vec<String> {
    let piece = Piece::File { name: "people/x.yaml".into(), text: yaml.to_owned() };
    let report = Read::piece(piece, &Setup::default()).report;
    let faults = report.findings().into_iter().filter(|finding| finding.severity != Severity::Note);
    faults.map(ToString::to_string).filter(|told| !told.contains("is before the beginning")).collect()
}

/// A document cut at many places, and with letters, digits and addresses that are no such.
fn harmed(bytes: &[u8]) -> Vec<Vec<u8>> {
    let step = (bytes.len() / 40).max(1);
    let mut all: Vec<Vec<u8>> = (0..bytes.len()).step_by(step).map(|end| bytes[..end].to_vec()).collect();
    let whole = String::from_utf8(bytes.to_vec()).unwrap();
    for (from, to) in [
        ("https://", "x:"),
        ("https://", "https:// "),
        ("example", "ex ample\u{7}"),
        ("0", "9"),
        ("-0", "-7"),
        ("1", ""),
        ("en", "e n"),
        ("NL", "Nowhere"),
        ("IT", "-"),
        ("orcid", "or cid#"),
        ("10.5555", "ten"),
        ("@", " "),
        (" ", "\u{3000}"),
        ("\": \"", "\": [\""),
    ] {
        all.push(whole.replace(from, to).into_bytes());
    }
    all
}

#[test]
fn documents_with_faults_give_records_without() {
    for name in names() {
        for (file, bytes) in contents(&files(&name)) {
            for bytes in harmed(&bytes) {
                let Ok(draft) = read(&file, &bytes, None) else { continue };
                assert_eq!(
                    faults(&draft.to_yaml()),
                    Vec::<String>::new(),
                    "{file}: {}",
                    String::from_utf8_lossy(&bytes)
                );
            }
        }
    }
}

#[test]
fn a_format_is_known_by_its_content() {
    for (case, format) in [
        ("orcid", "orcid"),
        ("europass-xml", "europass"),
        ("europass-json", "europass"),
        ("europass-candidate", "europass"),
        ("rendercv", "rendercv"),
        ("hresume", "microformats"),
        ("h-resume", "microformats"),
        ("json-ld", "schema-org"),
        ("microdata", "schema-org"),
        ("vcard-3", "vcard"),
        ("vcard-4", "vcard"),
    ] {
        let (_, bytes) = contents(&files(case)).remove(0);
        let stated = read("unnamed", &bytes, Format::from_name(format)).unwrap();
        assert_eq!(read("unnamed", &bytes, None).unwrap().record.fields.len(), stated.record.fields.len(), "{case}");
    }
}

#[test]
fn a_page_is_read_as_it_is_seen_where_its_markup_says_less() {
    let person =
        r#"{"@type": "Person", "name": "Ada", "worksFor": {"name": "Acme"}, "alumniOf": {"name": "Beta University"}}"#;
    let page = format!(
        "<html><body><script type=\"application/ld+json\">{person}</script><h1>Ada Example</h1><h2>Experience</h2>\
         <h3>Acme</h3><p>Engineer, 2018 - 2020</p><h2>Education</h2><h3>Beta University</h3><p>MSc, 2010 - 2015</p></body></html>"
    );
    let yaml = read("cv.html", page.as_bytes(), None).unwrap().to_yaml();
    assert!(yaml.contains("startDate: 2018") && !yaml.contains("The markup of the page"), "{yaml}");
    let marked = read("cv.html", page.as_bytes(), Some(Format::SchemaOrg)).unwrap().to_yaml();
    assert!(marked.contains("name: Acme") && !marked.contains("startDate"), "{marked}");
}
