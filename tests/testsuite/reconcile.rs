//! Strings find their organizations in a register.

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::Value;
use vitagraph::collection::load_setup;
use vitagraph::decode::{Key, Visibility};
use vitagraph::reconcile::{Decision, Reason, Reconciler, Relation, Verdict};
use vitagraph::report::{Finding, Report};
use vitagraph::setup::Setup;

use crate::support::{Folder, shared, text};

#[path = "../../benches/support/ror.rs"]
mod ror;

const REGISTER: &str = "
pku: { name: { en: Peking University, zh: 北京大学 }, aliases: [PKU], country: CN, type: CollegeOrUniversity }
nju: { name: { en: Nanjing University, zh: 南京大学 }, country: CN }
kuaishou: { name: { zh: 快手, en: Kuaishou }, aliases: [快手科技], country: CN }
dajia: { name: 达佳互联, aliases: [北京达佳互联信息技术有限公司], parent: kuaishou, country: CN }
milford: { name: University of Milford, country: GB }
milford-state: { name: Milford State University, country: US }
milford-hospital: { name: Milford University Hospital, parent: milford, country: GB }
polder: { name: Polder Institute for Water Engineering, aliases: [PIWE, Instituut Polder], country: NL }
orrin-gb: { name: Orrin College, country: GB }
orrin-ca: { name: Orrin College, country: CA }
physics: { name: Department of Physics }
ministry-fr: { name: Ministry of Health, country: FR }
quarz: { name: Quarz Instruments (Austria), country: AT }
varnholt: { name: Varnholt University in Tessel }
brenn: { name: Quillon University of Brenn }
tarsk: { name: Tarsk University }
tarsk-sud: { name: Tarsk University, aliases: [Tarsk University Sudhaven] }
";

/// The settings and registers of a folder with this register.
fn setup(register: &str) -> Setup {
    let folder = Folder::new(&[("organizations.yaml", register)]);
    let mut report = Report::default();
    let setup = load_setup(folder.path(), &mut report);
    assert_eq!(report.findings(), Vec::<&Finding>::new());
    setup
}

/// What strings mean by the register, each as verdict and best key.
fn meant(strings: &[&str]) -> Vec<(Verdict, String)> {
    let setup = setup(REGISTER);
    let reconciler = Reconciler::new(&setup.organizations);
    let best =
        |decision: &Decision| decision.candidates.first().map(|best| best.key.as_str().to_owned()).unwrap_or_default();
    strings.iter().map(|string| reconciler.find(string)).map(|decision| (decision.verdict, best(&decision))).collect()
}

fn assert_links(expected: &[(&str, &str)]) {
    let strings: Vec<&str> = expected.iter().map(|(string, _)| *string).collect();
    for ((string, key), found) in expected.iter().zip(meant(&strings)) {
        assert_eq!(found, (Verdict::Link, (*key).to_owned()), "{string}");
    }
}

fn decision(string: &str) -> Decision {
    let setup = setup(REGISTER);
    Reconciler::new(&setup.organizations).find(string)
}

#[test]
fn names_are_found_in_each_language_and_within_longer_strings() {
    assert_links(&[
        ("Peking University", "pku"),
        ("PEKING UNIVERSITY", "pku"),
        ("北京大学", "pku"),
        ("北京大学医学部", "pku"),
        ("School of Physics, Peking University, Beijing 100871, China", "pku"),
        ("北京大学 (Peking University)", "pku"),
        ("南京大学 计算机系", "nju"),
        ("Laboratory of Dikes, Instituut Polder, Delft", "polder"),
    ]);
}

#[test]
fn abbreviations_slips_and_missing_spaces_are_read_over() {
    assert_links(&[
        ("Dept. of Phys., Peking Univ.", "pku"),
        ("Polder Inst. for Water Eng.", "polder"),
        ("Polder Institut for Water Enginering", "polder"),
        ("Currently atPeking University", "pku"),
        ("NanjingUniversity", "nju"),
        ("Université de Milford", "milford"),
    ]);
}

#[test]
fn the_order_of_the_words_tells_universities_apart() {
    assert_links(&[
        ("University of Milford", "milford"),
        ("Univ. of Milford, School of Law", "milford"),
        ("Milford State University", "milford-state"),
        ("Milford State Univ, Department of Art", "milford-state"),
    ]);
}

#[test]
fn an_acronym_counts_in_capitals_and_confirms_a_name() {
    assert_links(&[("PIWE", "polder"), ("Polder Institute (PIWE)", "polder")]);
    assert_eq!(decision("piwe").verdict, Verdict::None);
    let reasons = &decision("Polder Institute for Water Engineering (PIWE)").candidates[0].reasons;
    assert!(reasons.contains(&Reason::Acronym("PIWE".into())), "{reasons:?}");
}

#[test]
fn what_belongs_to_an_organization_is_not_that_organization() {
    assert_links(&[
        ("北京达佳互联信息技术有限公司", "dajia"),
        ("快手", "kuaishou"),
        ("快手 达佳互联", "dajia"),
        ("Milford University Hospital", "milford-hospital"),
    ]);
    let reasons = &decision("快手 达佳互联").candidates[0].reasons;
    assert!(reasons.contains(&Reason::Parent(Key::new("kuaishou").unwrap())), "{reasons:?}");
}

#[test]
fn characters_are_no_words() {
    let found = meant(&["东京大学", "京达", "快", "手快"]);
    assert!(found.iter().all(|(verdict, _)| *verdict == Verdict::None), "{found:?}");
}

#[test]
fn common_words_alone_make_no_link() {
    let strings = [
        "Department of Physics",
        "Ministry of Health",
        "Department of Physics, University of Elsewhere",
        "University",
        "",
    ];
    let found = meant(&strings);
    assert!(found.iter().all(|(verdict, _)| *verdict != Verdict::Link), "{found:?}");
    assert_links(&[("Ministry of Health, France", "ministry-fr")]);
}

#[test]
fn a_country_tells_namesakes_apart() {
    let decision = decision("Orrin College");
    assert_eq!(decision.candidates.len(), 2, "{decision:?}");
    assert!(decision.candidates[0].reasons.contains(&Reason::Rivals(1)), "{decision:?}");
    assert_links(&[("Orrin College, Canada", "orrin-ca"), ("Orrin College, Leeds, UK", "orrin-gb")]);
}

#[test]
fn a_place_or_a_patron_may_be_left_out() {
    assert_links(&[
        ("Department of Physics, Varnholt University", "varnholt"),
        ("School of Law, University of Brenn", "brenn"),
        ("Quillon University", "brenn"),
    ]);
    let decision = decision("Varnholt University");
    assert!(
        matches!(&decision.candidates[0].reasons[0], Reason::Short(name) if name == "Varnholt University in Tessel")
    );
}

#[test]
fn a_name_goes_to_the_one_that_needs_no_addition() {
    assert_links(&[("Institute of Botany, Tarsk University", "tarsk"), ("Tarsk University Sudhaven", "tarsk-sud")]);
}

#[test]
fn the_mark_of_a_footnote_is_no_word() {
    assert_eq!(decision("Milford State University 1 , Norton"), decision("Milford State University, Norton"));
}

#[test]
fn a_country_in_brackets_is_no_part_of_a_name() {
    assert_links(&[("Quarz Instruments", "quarz"), ("Quarz Instruments GmbH, Linz, Austria", "quarz")]);
}

#[test]
fn confidences_are_shares_of_one_and_reasons_are_readable() {
    let decision = decision("Orrin College");
    let sum: f32 = decision.candidates.iter().map(|candidate| candidate.confidence).sum();
    assert!(sum <= 1.0 && decision.candidates.iter().all(|candidate| candidate.confidence > 0.0), "{decision:?}");
    let found = self::decision("Library, Peking Univ., China");
    let reasons: Vec<String> = found.candidates[0].reasons.iter().map(ToString::to_string).collect();
    assert_eq!(reasons, ["has its name `Peking University`", "names its country CN"]);
}

#[test]
fn relations_are_same_part_and_parent() {
    let setup = setup(REGISTER);
    let reconciler = Reconciler::new(&setup.organizations);
    for (string, key, relation) in [
        ("Peking Univ.", "pku", Relation::Same),
        ("达佳互联", "kuaishou", Relation::Part),
        ("快手科技", "dajia", Relation::Parent),
        ("Peking University", "nju", Relation::None),
        ("Department of Physics", "physics", Relation::None),
        ("Peking University", "unknown", Relation::None),
    ] {
        for _ in 0..2 {
            assert_eq!(reconciler.relation(string, &Key::new(key).unwrap()), relation, "{string} {key}");
        }
    }
}

#[test]
fn parents_in_a_circle_end() {
    let register = "a: { name: Alder Guild, parent: b }\nb: { name: Birch Guild, parent: a }\n";
    let setup = setup(register);
    let reconciler = Reconciler::new(&setup.organizations);
    assert_eq!(reconciler.relation("Alder Guild", &Key::new("b").unwrap()), Relation::Part);
}

#[test]
fn the_country_of_an_organization_is_in_the_graph() {
    let person = "basics: {name: Ann}\nwork: [{organization: pku, startDate: 2020}]\n";
    let quads = Folder::new(&[("organizations.yaml", REGISTER), ("people/ann.yaml", person)]).quads(Visibility::Public);
    let has = |end: &str| quads.iter().any(|quad| quad.contains("/pku#") && quad.contains(end));
    assert!(has("<http://schema.org/address> "), "{quads:#?}");
    assert!(has("<http://schema.org/addressCountry> \"CN\""), "{quads:#?}");
}

#[test]
fn a_table_keeps_its_columns_and_gets_the_decision() {
    let table = "id;affiliation\n1;\"Peking Univ.; Beijing\"\n2;Orrin College\n3;Nowhere Guild\n";
    let folder = Folder::new(&[("organizations.yaml", REGISTER), ("in.csv", table)]);
    let output = folder.run(&["reconcile", "in.csv", "--data", ".", "--out", "out.csv"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let written = std::fs::read_to_string(folder.path().join("out.csv")).unwrap();
    let rows: Vec<csv::StringRecord> = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(written.as_bytes())
        .records()
        .map(Result::unwrap)
        .collect();
    assert_eq!(
        rows[0].iter().take(6).collect::<Vec<_>>(),
        ["id", "affiliation", "key", "name", "decision", "confidence"]
    );
    assert_eq!(
        rows[1].iter().take(5).collect::<Vec<_>>(),
        ["1", "Peking Univ.; Beijing", "pku", "Peking University", "link"]
    );
    assert!(rows[2][7].contains("orrin-gb") && rows[2][7].contains("orrin-ca") || &rows[2][4] == "link", "{written}");
    assert_eq!(rows[3].iter().skip(2).take(3).collect::<Vec<_>>(), ["", "", "none"]);
}

#[test]
fn lines_of_standard_input_become_objects() {
    let folder = Folder::new(&[("organizations.yaml", REGISTER)]);
    let mut program = Command::new(env!("CARGO_BIN_EXE_vitagraph"))
        .args(["reconcile", "-", "--format", "json", "--data", "."])
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    program.stdin.take().unwrap().write_all("北京大学, \"unquoted\nKuaishou\n".as_bytes()).unwrap();
    let output = program.wait_with_output().unwrap();
    let rows: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(rows[0]["key"], "pku");
    assert_eq!(rows[0]["row"]["string"], "北京大学, \"unquoted");
    assert_eq!(rows[1]["candidates"][0]["key"], "kuaishou");
    assert_eq!(rows.as_array().unwrap().len(), 2);
}

#[test]
fn bad_rows_are_findings_and_the_rest_goes_on() {
    let table = b"name,affiliation\nAnn,Peking University\nBob\nC\xff,Nanjing University\nDee,Kuaishou\n";
    let folder = Folder::new(&[("organizations.yaml", REGISTER)]);
    folder.write("in.csv", table);
    let output = folder.run(&["reconcile", "in.csv", "--data", ".", "--color", "never"]);
    let (told, written) = (text(&output.stderr), text(&output.stdout));
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.contains("in.csv:3:1: error: the row has 1 cells, and the head has 2"), "{told}");
    assert!(told.contains("in.csv:4:1: error: the row is not UTF-8"), "{told}");
    assert!(written.contains("Ann,Peking University,pku") && written.contains("Dee,Kuaishou,kuaishou"), "{written}");
}

/// A quote without an end takes all that follows into one cell, or what follows up to the next quote.
#[test]
fn a_quote_without_an_end_takes_no_other_row() {
    let table = "id,affiliation,year\n1,\"Kuaishou\nBeijing\",2001\n2,\"Nowhere Guild,2002\n3,\"Peking University\",2003\n\
                 4,Kuaishou,2004\n5,\"Nowhere Guild,2005\n6,Peking University,2006\n7,Kuaishou\n8,Kuaishou,2008,x\n";
    let folder = Folder::new(&[("organizations.yaml", REGISTER), ("in.csv", table)]);
    let output = folder.run(&["reconcile", "in.csv", "--data", ".", "--color", "never"]);
    let (told, written) = (text(&output.stderr), text(&output.stdout));
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.contains("in.csv:4:1: error: a row with a quote that has no end"), "{told}");
    assert!(told.contains("in.csv:7:1: error: a row with a quote that has no end"), "{told}");
    assert!(told.contains("in.csv:10:1: error: the row has 4 cells"), "{told}");
    let rows: Vec<csv::StringRecord> =
        csv::Reader::from_reader(written.as_bytes()).records().map(Result::unwrap).collect();
    let found: Vec<(&str, &str)> = rows.iter().map(|row| (&row[0], &row[3])).collect();
    assert_eq!(found, [("1", "kuaishou"), ("3", "pku"), ("4", "kuaishou"), ("6", "pku"), ("7", "kuaishou")]);
    folder.write("in.csv", table.replace('\n', "\r\n"));
    let told = text(&folder.run(&["reconcile", "in.csv", "--data", ".", "--color", "never"]).stderr);
    assert!(["in.csv:4:1: ", "in.csv:7:1: ", "in.csv:10:1: "].iter().all(|place| told.contains(place)), "{told}");
}

#[test]
fn what_cannot_run_says_why() {
    let folder = Folder::new(&[("organizations.yaml", REGISTER), ("in.csv", "a,b\n1,2\n"), ("empty.csv", "")]);
    for (arguments, why) in [
        (&["reconcile", "in.csv", "--data", "."][..], "`--column` names one of `a`, `b`"),
        (&["reconcile", "in.csv", "--column", "c", "--data", "."], "`--column` names one of `a`, `b`"),
        (&["reconcile", "gone.csv", "--data", "."], "gone.csv"),
        (&["reconcile", "empty.csv", "--data", "."], "empty.csv: the table is empty"),
        (&["reconcile", "in.csv", "--column", "a", "--link", "7", "--data", "."], "it is not between 0 and 1"),
        (&["reconcile", "in.csv", "--data", "elsewhere"], "has no organizations"),
    ] {
        let output = folder.run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).contains(why), "{}", text(&output.stderr));
    }
}

/// Bars for strings whose organization a register of fifty thousand has, or that have none; see `benches/README.md`.
/// It takes a minute without optimization.
#[test]
#[ignore = "takes a minute; `.ci/run` runs it"]
fn affiliations_among_50_000_organizations() {
    let Some(folder) = shared("bench/organizations") else { return };
    let names = folder.join("ror_names.tsv");
    let setup = setup(&ror::organizations_yaml(&names, false, true).unwrap());
    let (reconciler, keys) = (Reconciler::new(&setup.organizations), ror::keys(&names).unwrap());
    for (table, bar) in [("crossref_train.csv", 0.86), ("queries_train.csv", 0.82)] {
        let known = ror::known(&folder.join(table)).unwrap();
        let score = ror::Score::of(&reconciler, known.iter().filter(|known| ror::is_within(known, &keys)));
        assert!(score.f1() >= bar, "{table}: {score:?}, F1 {:.3}", score.f1());
    }
}
