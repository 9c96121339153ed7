//! The same work once: rules on made lists, and how well they do on two lists like those of DBLP and ACM.

use std::collections::{BTreeMap, BTreeSet};

use vitagraph::date::Date;
use vitagraph::decode::Visibility;
use vitagraph::merge::Profile;
use vitagraph::report::{Place, Report};
use vitagraph::works::{self, Author, Groups, Patent, Same, Work};

use crate::roundtrip::Dice;
use crate::support::{Folder, root};

fn groups<'w>(works: impl IntoIterator<Item = &'w Work>) -> Groups {
    let mut same = Same::default();
    works.into_iter().for_each(|work| same.add(work));
    same.groups()
}

fn work(list: &str, title: &str, year: u16, authors: &[&str], venue: &str) -> Work {
    let author = |name: &&str| Author { name: (*name).to_owned(), ..Author::default() };
    Work {
        place: Place { file: list.to_owned(), line: 1, column: 1 },
        titles: vec![title.to_owned()],
        date: Date::new(year, None, None),
        authors: authors.iter().map(author).collect(),
        venue: (!venue.is_empty()).then(|| venue.to_owned()),
        ..Work::default()
    }
}

fn are_one(one: &Work, two: &Work) -> bool {
    groups([one, two]).works == [0, 0]
}

#[test]
fn titles_years_and_names_tell() {
    let kite = work("a", "Aurora: A Data Stream Management System", 2003, &["Ada B. Quill", "Józef Müller"], "SIGKITE");
    let same = [
        work("b", "AURORA - a data-stream management system", 2003, &["A. Quill", "J. Muller"], "Proc. of Kites"),
        work("b", "Aurora", 2003, &["Quill, Ada", "Müller, Józef"], ""),
        work("b", "Aurora: A Data Steram Management System", 2003, &["Józef Müller"], ""),
        work("b", "Aurora: A Data Stream Management System", 2003, &[], ""),
    ];
    for other in &same {
        assert!(are_one(&kite, other), "{other:?}");
    }
    let others = [
        work("b", "Aurora: A Data Stream Management System", 2004, &["Ada B. Quill", "Józef Müller"], "Kite Journal"),
        work("b", "Aurora: A Data Stream Management System", 2003, &["Somebody Else"], ""),
        work("b", "Aurora: A Visual Query Interface", 2003, &["Ada B. Quill", "Józef Müller"], ""),
        work("b", "Aurora 2: A Data Stream Management System", 2003, &["Ada B. Quill", "Józef Müller"], ""),
    ];
    for other in &others[..3] {
        assert!(!are_one(&kite, other), "{other:?}");
    }
    let part = |number: &str| work("a", &format!("Strings of kites, part {number}"), 2003, &["Ada Quill"], "");
    assert!(!are_one(&part("I"), &part("II")));
}

#[test]
fn dois_decide() {
    let with = |title: &str, doi: &str| Work { doi: Some(doi.into()), ..work("a", title, 2003, &["Ada Quill"], "") };
    assert!(are_one(&with("On kites", "10.5555/1"), &with("论风筝", "10.5555/1")));
    assert!(!are_one(&with("On strings of kites", "10.5555/1"), &with("On strings of kites", "10.5555/2")));
}

#[test]
fn what_no_title_tells_apart_is_not_taken_for_one() {
    let note = |list: &str| work(list, "Editor's Notes", 2002, &["Ada Quill"], "Kite Record");
    assert_eq!(groups(&[note("a"), note("a"), note("b"), note("b")]).works, [0, 1, 2, 3]);
    assert_eq!(groups(&[note("a"), note("b")]).works, [0, 0]);
}

#[test]
fn patents_agree_by_office_and_number_and_families_by_the_first_application() {
    let patent = |number: &str, family: &str| Work {
        patent: Some(Patent { family: Some(family.into()), ..Patent::of_number(number).unwrap() }),
        ..work("a", "Kite with two tails", 2018, &["Ada Quill"], "")
    };
    let application = |number: &str, application: &str| {
        let mut work = patent(number, "");
        work.patent =
            work.patent.map(|patent| Patent { application: Some(application.into()), family: None, ..patent });
        work
    };
    let found = groups(&[
        patent("CN101234567A", "CN201410000001"),
        patent("CN 101234567 B", "CN201410000001.3"),
        patent("US9999001B2", "CN 2014 1 0000001"),
        patent("US-9999002-B2", "US14600002"),
        application("US20160000001A1", "US 2015 14600001"),
        application("US9999003B2", "US14/600001"),
        work("a", "Kite with two tails", 2018, &["Ada Quill"], ""),
    ]);
    assert_eq!(found.works, [0, 0, 2, 3, 4, 4, 6]);
    assert_eq!(found.families, [0, 0, 0, 3, 4, 4, 6]);
}

#[test]
fn works_of_all_fixtures_are_one_where_they_tell_of_one() {
    let names = ["google-patents.csv", "lens-patents.csv", "uspto.xml", "list.ris", "orcid.json", "csl.json"];
    let read = |name: &&str| {
        let bytes = std::fs::read(root().join("tests/fixtures/works").join(name)).unwrap();
        works::read(name, &bytes[..], None, &mut Report::default())
    };
    let works: Vec<Work> = names.iter().flat_map(read).collect();
    let mut sets: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
    for (work, first) in works.iter().zip(groups(&works).works) {
        sets.entry(first).or_default().push(&work.place.file);
    }
    let patent = sets.values().find(|files| files.contains(&"lens-patents.csv")).unwrap();
    assert_eq!(
        *patent,
        ["google-patents.csv", "lens-patents.csv", "uspto.xml", "uspto.xml", "list.ris", "orcid.json", "csl.json"]
    );
    let paper = sets.values().find(|files| files[0] == "list.ris").unwrap();
    assert_eq!(*paper, ["list.ris", "orcid.json", "csl.json"]);
}

const ADJECTIVES: [&str; 24] = [
    "Adaptive",
    "Scalable",
    "Efficient",
    "Incremental",
    "Distributed",
    "Approximate",
    "Parallel",
    "Semantic",
    "Temporal",
    "Spatial",
    "Declarative",
    "Dynamic",
    "Robust",
    "Optimal",
    "Secure",
    "Generic",
    "Active",
    "Mobile",
    "Visual",
    "Continuous",
    "Object-Oriented",
    "Multi-Dimensional",
    "Self-Tuning",
    "High-Level",
];
const OBJECTS: [&str; 32] = [
    "Query",
    "Index",
    "Join",
    "View",
    "Stream",
    "Cache",
    "Schema",
    "Transaction",
    "Buffer",
    "Workflow",
    "Cube",
    "Cluster",
    "Sensor",
    "Document",
    "Warehouse",
    "Rule",
    "Trigger",
    "Lock",
    "Log",
    "Graph",
    "Tree",
    "Path",
    "Sequence",
    "Image",
    "Video",
    "Web",
    "XML",
    "Metadata",
    "Version",
    "Constraint",
    "Aggregate",
    "Sampling",
];
const ACTIONS: [&str; 20] = [
    "Processing",
    "Maintenance",
    "Optimization",
    "Estimation",
    "Integration",
    "Management",
    "Mining",
    "Evaluation",
    "Compression",
    "Replication",
    "Recovery",
    "Discovery",
    "Selection",
    "Prefetching",
    "Partitioning",
    "Scheduling",
    "Verification",
    "Retrieval",
    "Placement",
    "Translation",
];
const SETTINGS: [&str; 16] = [
    "in Relational Databases",
    "for Large Archives",
    "over the Internet",
    "on Parallel Machines",
    "in Mobile Networks",
    "with User-Defined Types",
    "in Main Memory",
    "using Wavelets",
    "for Decision Support",
    "in Federated Systems",
    "under Updates",
    "with Limited Memory",
    "for Scientific Data",
    "in Digital Libraries",
    "on Modern Hardware",
    "by Random Walks",
];
const GIVEN: [&str; 24] = [
    "Ada", "Bruno", "Chiara", "Dmitri", "Elif", "Farid", "Greta", "Hiro", "Ines", "Jozef", "Kavita", "Lars", "Mina",
    "Nuno", "Olga", "Pavel", "Quentin", "Rosa", "Selim", "Tova", "Umberto", "Vera", "Wei", "Yannis",
];
const FAMILY: [&str; 40] = [
    "Abel", "Brandt", "Castro", "Dvorak", "Eriksen", "Fontana", "Garcia", "Hansen", "Ito", "Jansen", "Kowalski", "Lee",
    "Müller", "Novak", "Okafor", "Petrov", "Quinn", "Rossi", "Sato", "Tanaka", "Ullman", "Vogel", "Wang", "Xu", "Yang",
    "Zhang", "Chen", "Liu", "Li", "Kim", "Silva", "Costa", "Haddad", "Nagy", "Popov", "Weiss", "Young", "Marsh",
    "Gruber", "Öztürk",
];
/// Venues as one list names them and as the other does.
const VENUES: [(&str, &str); 5] = [
    ("VLKB", "Very Large Kite Bases"),
    ("SIGKITE Conference", "International Conference on Management of Kites"),
    ("SIGKITE Record", "ACME SIGKITE Record"),
    ("VLKB J.", "The VLKB Journal — The International Journal on Very Large Kite Bases"),
    ("ACME Trans. Kite Syst.", "ACME Transactions on Kite Systems (TOKS)"),
];

fn title(dice: &mut Dice) -> String {
    let (adjective, object, action) = (dice.one(&ADJECTIVES), dice.one(&OBJECTS), dice.one(&ACTIONS));
    let more = (dice.one(&ADJECTIVES), dice.one(&OBJECTS), dice.one(&SETTINGS));
    match dice.below(6) {
        0 => format!("{object} {action} {}", more.2),
        1 => format!("{adjective} {object} {action} {}", more.2),
        2 => format!(
            "{}{}ora: {} {adjective} {object} {action} System",
            &more.1[..2],
            &more.0[..2].to_lowercase(),
            ["A", "An"][dice.below(2)]
        ),
        3 => format!("{adjective} {object} {action} for {} {} Data", more.0, more.1),
        4 => format!("The {object} {action} Problem {} ({} Abstract)", more.2, ["Extended", "Panel"][dice.below(2)]),
        _ => format!("On the {action} of {} {object} Bases {}", more.0, more.2),
    }
}

fn people(dice: &mut Dice) -> Vec<String> {
    let count = 1 + dice.below(5);
    let initial = |dice: &mut Dice| char::from(b'A' + u8::try_from(dice.below(26)).unwrap());
    (0..count)
        .map(|_| match dice.below(3) {
            0 => format!("{} {}. {}", dice.one(&GIVEN), initial(dice), dice.one(&FAMILY)),
            _ => format!("{} {}", dice.one(&GIVEN), dice.one(&FAMILY)),
        })
        .collect()
}

/// Works, each with the number of what it tells of.
type List = Vec<(usize, Work)>;

/// Two lists of works, each work with the number of what it tells of. The second one has slips, abbreviations and
/// omissions; both have works that are hard to tell apart.
fn lists(dice: &mut Dice, size: usize) -> [List; 2] {
    let mut truth: Vec<(String, u16, Vec<String>, usize)> = Vec::new();
    while truth.len() < size {
        let first =
            (title(dice), 1994 + u16::try_from(dice.below(10)).unwrap(), people(dice), dice.below(VENUES.len()));
        let (name, year, people, venue) = first.clone();
        match dice.below(40) {
            // The journal version, a year later or in the same one, with the same title.
            0..3 => truth.push((name, year + 1, people, 3)),
            3 if venue == 1 => truth.push((name, year, people, 4)),
            // A second paper with one other word, and one of a series.
            4 => truth.push((name.replacen(' ', &format!(" {} ", dice.one(&OBJECTS)), 1), year + 1, people, venue)),
            5 => truth.push((swapped(&name, dice), year, people, venue)),
            6 => truth.extend(
                (4..7)
                    .map(|number| (format!("Report on the {number}th Workshop on {}", name), year, people.clone(), 2)),
            ),
            // The column of a magazine in each issue.
            7 if dice.below(8) == 0 => {
                truth.extend((0..3).map(|_| ("Editor's Notes".to_owned(), year, people[..1].to_vec(), 2)))
            }
            _ => {}
        }
        truth.push(first);
    }
    let (mut one, mut two) = (Vec::new(), Vec::new());
    for (number, (name, year, people, venue)) in truth.iter().enumerate() {
        let names: Vec<&str> = people.iter().map(String::as_str).collect();
        if dice.below(20) > 0 {
            one.push((number, work("dblp.csv", name, *year, &names, VENUES[*venue].0)));
        }
        if dice.below(10) > 0 {
            two.push((number, spoiled(work("acm.csv", name, *year, &names, VENUES[*venue].1), dice)));
        }
    }
    [one, two]
}

/// A title with its last word but one replaced.
fn swapped(title: &str, dice: &mut Dice) -> String {
    let mut words: Vec<&str> = title.split(' ').collect();
    let at = words.len() - 2;
    words[at] = dice.one(&OBJECTS);
    words.join(" ")
}

fn spoiled(mut work: Work, dice: &mut Dice) -> Work {
    let title = &mut work.titles[0];
    match dice.below(30) {
        0..3 => *title = title.to_lowercase(),
        3 => *title = title.to_uppercase(),
        4 | 5 => *title = slipped(title, dice),
        6 => *title = slipped(&slipped(title, dice), dice),
        7 => *title = title.replace('-', ""),
        8 => *title = title.replace('-', " "),
        9 | 10 => *title = title.split([':', '(']).next().unwrap().trim().to_owned(),
        _ => {}
    }
    for author in &mut work.authors {
        let (given, family) = author.name.split_once(' ').unwrap();
        author.name = match dice.below(12) {
            0..3 => format!("{}. {family}", &given[..1]),
            3 => format!("{given} {}", family.rsplit(' ').next().unwrap()),
            4 => format!("{}, {given}", family.rsplit(' ').next().unwrap()),
            5 if dice.below(4) == 0 => slipped(&author.name, dice),
            _ => author.name.replace('ü', "u").replace('Ö', "O"),
        };
    }
    let last = work.authors.len();
    work.authors.rotate_left(dice.below(last));
    match dice.below(40) {
        0..2 => drop(work.authors.pop()),
        2 => work.authors.clear(),
        3 => work.venue = None,
        4 => work.date = None,
        _ => {}
    }
    work
}

/// A text with two neighbouring letters of a word swapped, or one left out.
fn slipped(text: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let at = dice.below(letters.len() - 1);
    match letters[at].is_alphabetic() && letters[at + 1].is_alphabetic() {
        false => return slipped(text, dice),
        true if dice.below(2) == 0 => letters.swap(at, at + 1),
        true => letters = [&letters[..at], &letters[at + 1..]].concat(),
    }
    letters.into_iter().collect()
}

/// How many pairs of lists are made, and of how many works; the original has 2,616 and 2,294.
const SIZE: usize = 600;
const SEEDS: u64 = 2;

#[test]
fn lists_like_those_of_dblp_and_acm_are_matched() {
    let mut scores = Vec::new();
    for seed in 1..=SEEDS {
        let [one, two] = lists(&mut Dice::new(seed), SIZE);
        let found = groups(one.iter().chain(&two).map(|(_, work)| work)).works;
        let (first, second) = found.split_at(one.len());
        let mut members: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        first.iter().enumerate().for_each(|(at, group)| members.entry(*group).or_default().push(at));
        let pairs: BTreeSet<(usize, usize)> = (second.iter().enumerate())
            .flat_map(|(at, group)| members.get(group).into_iter().flatten().map(move |first| (*first, at)))
            .collect();
        let right = pairs.iter().filter(|(first, second)| one[*first].0 == two[*second].0).count();
        let known: BTreeSet<usize> = one.iter().map(|(number, _)| *number).collect();
        let all = two.iter().filter(|(number, _)| known.contains(number)).count();
        let (precision, recall) = (right as f64 / pairs.len() as f64, right as f64 / all as f64);
        let f1 = 2.0 * precision * recall / (precision + recall);
        println!(
            "seed {seed}: {} and {} works, {all} pairs: precision {precision:.4}, recall {recall:.4}, F1 {f1:.4}",
            one.len(),
            two.len()
        );
        scores.push(f1);
    }
    assert!(scores.iter().all(|f1| *f1 >= 0.98), "{scores:?}");
}

#[test]
fn works_of_records_are_those_of_lists() {
    let folder = Folder::new(&[
        ("vitagraph.toml", "base = \"https://team.example/\"\n"),
        (
            "people/ada.yaml",
            "basics: {name: Ada Quill}\npublications:\n  - {name: {en: On kites, zh: 论风筝}, releaseDate: 2019, doi: 10.5555/KITE.1}\n  \
             - {name: A secret, visibility: private}\npatents:\n  - {name: Kite with two tails, number: US9999001B2, inventors: [Mo Siyuan, Ada Quill]}\n",
        ),
    ]);
    let (collection, findings) = folder.load();
    assert_eq!(findings, Vec::<String>::new());
    let (key, records) = collection.people.iter().next().unwrap();
    let profile = Profile::new(key, records, &collection.setup);
    let own = works::of_profile(&profile, &collection.setup, Visibility::Public);
    let [paper, patent] = &own[..] else { panic!("{own:?}") };
    assert_eq!((paper.titles.join("/"), paper.authors[0].name.as_str()), ("On kites/论风筝".into(), "Ada Quill"));
    assert_eq!((paper.doi.as_deref(), paper.place.file.as_str()), (Some("10.5555/kite.1"), "people/ada.yaml"));
    assert_eq!((patent.authors.len(), patent.patent.as_ref().unwrap().number.as_str()), (2, "9999001"));
    assert_eq!(works::of_profile(&profile, &collection.setup, Visibility::Private).len(), 3);

    let bytes = std::fs::read(root().join("tests/fixtures/works/uspto.xml")).unwrap();
    let listed = works::read("uspto.xml", &bytes[..], None, &mut Report::default());
    assert_eq!(groups(own.iter().chain(&listed)).works, [0, 1, 1, 1]);
}
