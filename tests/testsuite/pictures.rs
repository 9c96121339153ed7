//! Pictures: what `plot` draws, and whether it is true.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use oxigraph::model::NamedNode;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use vitagraph::collection::Collection;
use vitagraph::decode::Visibility;
use vitagraph::pictures::{self, Options, Words, timeline};
use vitagraph::report::Report;
use vitagraph::store::Store;

use crate::support::{Folder, assert_file, printed, root, run_in, text};

const TODAY: [&str; 2] = ["--today", "2026-11-28"];

/// What the documentation shows, and how it is made.
const SHOWN: [(&str, &[&str]); 6] = [
    ("docs/pictures/timeline.svg", &["timeline", "stuart-lau"]),
    ("docs/pictures/timeline-zh.svg", &["timeline", "weiyong1024", "--lang", "zh"]),
    ("docs/pictures/skills.svg", &["skills", "stuart-lau"]),
    ("docs/pictures/network.svg", &["network", "li-wei", "--data", "tests/team"]),
    ("docs/pictures/team-network.svg", &["network", "--team", "--data", "tests/team"]),
    ("docs/pictures/team-timeline.svg", &["timeline", "--team", "--data", "tests/team"]),
];

fn plotted(arguments: &[&str]) -> String {
    printed(&[&["plot"], arguments, &TODAY].concat())
}

/// The elements of a picture, each with its attributes; fails where it is not well-formed.
fn elements(svg: &str) -> Vec<(String, BTreeMap<String, String>)> {
    let mut reader = Reader::from_str(svg);
    let (mut elements, mut open) = (Vec::new(), 0);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                open += 1;
                elements.push(element(&start));
            }
            Event::Empty(start) => elements.push(element(&start)),
            Event::End(_) => open -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(open, 0);
    elements
}

fn element(start: &BytesStart<'_>) -> (String, BTreeMap<String, String>) {
    let attributes = start.attributes().map(|attribute| {
        let attribute = attribute.unwrap();
        (text(attribute.key.as_ref()), attribute.unescape_value().unwrap().into_owned())
    });
    (text(start.name().as_ref()), attributes.collect())
}

#[test]
fn the_pictures_of_the_documentation_are_what_the_program_draws() {
    for (path, arguments) in SHOWN {
        let svg = plotted(arguments);
        assert_eq!(svg, plotted(arguments), "the same twice");
        assert_file(path, &svg);
    }
}

#[test]
fn pictures_are_well_formed_and_refer_only_to_what_is_in_them() {
    for arguments in SHOWN.map(|(_, arguments)| arguments) {
        for more in [&["--theme", "dark"][..], &["--width", "360"], &["--lang", "zh"]] {
            let more = if arguments.contains(&"--lang") && more[0] == "--lang" { &[] } else { more };
            let elements = elements(&plotted(&[arguments, more].concat()));
            let ids: Vec<&String> = elements.iter().filter_map(|(_, attributes)| attributes.get("id")).collect();
            assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
            for (name, attributes) in &elements {
                assert!(!attributes.contains_key("style"), "{name}");
                let fill = attributes.get("fill").and_then(|fill| fill.strip_prefix("url(#")?.strip_suffix(')'));
                assert!(fill.is_none_or(|id| ids.iter().any(|known| *known == id)), "{fill:?}");
            }
        }
    }
}

#[test]
fn bars_stand_where_their_dates_are() {
    let elements = elements(&plotted(&["timeline", "li-wei", "--data", "tests/team"]));
    let axis = &elements.iter().find(|(_, attributes)| attributes.contains_key("data-first")).unwrap().1;
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let number = |attributes: &BTreeMap<String, String>, name: &str| attributes[name].parse::<f64>().unwrap();
    let (first, last) = (day(&axis["data-first"]), day(&axis["data-last"]));
    let (left, right) = (number(axis, "data-left"), number(axis, "data-right"));
    let x =
        |text: &str| left + (right - left) * (day(text) - first).num_days() as f64 / (last - first).num_days() as f64;
    let bar = |from: &str| {
        let bars = elements.iter().map(|(_, attributes)| attributes);
        let bar = bars.into_iter().find(|bar| bar.get("data-from").is_some_and(|found| found == from)).unwrap();
        (bar["data-until"].clone(), number(bar, "x"), number(bar, "x") + number(bar, "width"))
    };
    for (from, until, begins, ends) in [
        ("2015-03", "2018-06", "2015-03-01", "2018-07-01"),
        ("2009", "2013", "2009-01-01", "2014-01-01"),
        ("2019-01", "present", "2019-01-01", "2026-11-28"),
    ] {
        let (told, start, end) = bar(from);
        assert_eq!(told, until);
        assert!((start - x(begins)).abs() < 0.3 && (end - x(ends)).abs() < 0.3, "{from}: {start} to {end}");
    }
}

#[test]
fn what_the_audience_may_not_see_is_not_drawn() {
    let record = "basics: { name: Ada }\nwork:\n  - { name: Open Works, position: Baker, startDate: 2010 }\n  - { name: Secret Works, position: Spy, startDate: 2015, visibility: private, keywords: [Lockpicking] }\n";
    let folder = Folder::new(&[("vitagraph.toml", ""), ("people/ada.yaml", record)]);
    let drawn = |what: &str, audience: &str| text(&folder.run(&["plot", what, "ada", "--audience", audience]).stdout);
    assert!(drawn("timeline", "public").contains("Open Works"));
    assert!(!drawn("timeline", "public").contains("Secret") && !drawn("timeline", "public").contains("2015"));
    assert!(drawn("timeline", "private").contains("Secret Works, Spy: 2015"));
    assert!(drawn("skills", "private").contains("Lockpicking"));
    let refused = folder.run(&["plot", "skills", "ada"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("nothing to draw"), "{}", text(&refused.stderr));
}

#[test]
fn names_that_are_markup_stay_text() {
    let record =
        "basics: { name: Ada }\nwork: [{ name: \"<script>&\\\"]]>\", position: \"a\\u0007b\", startDate: 2010 }]\n";
    let folder = Folder::new(&[("vitagraph.toml", ""), ("people/ada.yaml", record)]);
    let svg = text(&folder.run(&["plot", "timeline"]).stdout);
    assert!(elements(&svg).iter().all(|(name, _)| name != "script"));
    assert!(svg.contains("&lt;script&gt;") && svg.contains("ab"), "{svg}");
}

#[test]
fn what_cannot_be_drawn_is_told() {
    for (arguments, told) in [
        (&["timeline", "stuart-lua"][..], "unknown person `stuart-lua`"),
        (&["timeline"], "name a person, such as"),
        (&["timeline", "--organization", "kuaishuo"], "did you mean `kuaishou`?"),
        (&["network", "--organization", "kuaishou"], "a network is one of a person, or of the team"),
        (&["network", "shijieqin"], "there is nothing to draw that the audience `public` may see"),
        (&["timeline", "stuart-lau", "--today", "2018-13"], "`2018-13` is no day"),
        (&["timeline", "stuart-lau", "--out", "x.gif"], "`.gif` names no form of picture"),
        (&["timeline", "stuart-lau", "--lang", "c h"], "`c h` is no language"),
        (&["timeline", "stuart-lau", "--scale", "0"], "between 0.1 and 10"),
    ] {
        let output = run_in(root(), &[&["plot"], arguments].concat());
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).contains(told), "{arguments:?}: {}", text(&output.stderr));
    }
}

#[cfg(feature = "png")]
#[test]
fn an_image_has_as_many_pixels_as_are_asked_for() {
    let folder = Folder::new(&[]);
    let path = folder.path().join("life.png");
    let path = path.to_str().unwrap();
    let arguments = ["plot", "timeline", "stuart-lau", "--width", "400", "--scale", "1.5", "--out", path];
    let output = run_in(root(), &arguments);
    if text(&output.stderr).contains("no fonts are installed") {
        return println!("skipped: there are no fonts");
    }
    assert!(output.status.success(), "{}", text(&output.stderr));
    let png = std::fs::read(path).unwrap();
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    assert_eq!((&png[..8], number(16)), (&b"\x89PNG\r\n\x1a\n"[..], 600));
    let high = elements(&plotted(&["timeline", "stuart-lau", "--width", "400"]))[0].1["height"].parse::<f64>().unwrap();
    assert!((f64::from(number(20)) - high * 1.5).abs() <= 1.0);
}

#[cfg(not(feature = "png"))]
#[test]
fn a_program_without_images_says_so() {
    let output = run_in(root(), &["plot", "timeline", "stuart-lau", "--out", "x.png"]);
    assert!(text(&output.stderr).contains("built without PNG"), "{}", text(&output.stderr));
}

/// The people of a query's result, with the numbers of a column added up.
fn asked(query: &str, person: &str, key: usize, number: usize) -> BTreeMap<String, u64> {
    let table = printed(&[
        "query",
        query,
        "--person",
        person,
        "--data",
        "tests/team",
        "--format",
        "csv",
        "--audience",
        "public",
    ]);
    let mut people = BTreeMap::new();
    for row in table.lines().skip(1) {
        let cells: Vec<&str> = row.split(',').collect();
        *people.entry(cells[key].to_owned()).or_default() += cells[number].trim().parse::<u64>().unwrap();
    }
    people
}

#[test]
fn colleagues_and_co_authors_are_those_of_the_queries() {
    let mut report = Report::default();
    let collection = Collection::load(&root().join("tests/team"), &mut report).unwrap();
    let store = Store::from_people(&collection, Visibility::Public).unwrap();
    let languages = ["en".to_owned()];
    let today = vitagraph::date::today().last_day();
    let options = Options { languages: &languages, today, href: &|_| None, words: Words::English, width: 720, id: "p" };
    for key in ["ana-silva", "ben-okoro", "cho-minji", "li-wei"] {
        let person = NamedNode::new(format!("https://team.example/people/{key}#person")).unwrap();
        let found = pictures::colleagues(&store, person.as_ref(), &options, 100);
        assert_eq!(found.count, found.list.len());
        let months = found.list.into_iter().map(|known| (known.node.into_string(), u64::from(known.months)));
        assert_eq!(months.collect::<BTreeMap<_, _>>(), asked("colleagues", key, 0, 4), "{key}");
        let works = pictures::coauthors(&store, person.as_ref(), &options).into_iter();
        let works = works.map(|known| (known.name, known.works as u64)).collect::<BTreeMap<_, _>>();
        assert_eq!(works, asked("coauthors", key, 1, 2), "{key}");
    }
}

#[test]
fn a_picture_in_a_page_links_what_has_a_page() {
    let mut report = Report::default();
    let collection = Collection::load(&root().join("tests/team"), &mut report).unwrap();
    let store = Store::from_people(&collection, Visibility::Public).unwrap();
    let languages = ["en".to_owned()];
    let today = NaiveDate::from_ymd_opt(2026, 11, 28).unwrap();
    let href = |iri: &str| iri.contains("acme").then(|| "/organizations/acme".to_owned());
    let options = Options { languages: &languages, today, href: &href, words: Words::English, width: 720, id: "life" };
    let person = NamedNode::new("https://team.example/people/li-wei#person").unwrap();
    let picture = timeline::of_person(&store, person.as_ref(), &options).unwrap();
    let drawn = picture.inline().into_string();
    let elements = elements(&drawn);
    let links: Vec<&BTreeMap<String, String>> =
        elements.iter().filter(|(name, _)| name == "a").map(|(_, attributes)| attributes).collect();
    assert_eq!(links.len(), 1);
    assert_eq!(links[0]["href"], "/organizations/acme");
    assert!(
        drawn.contains("<a href=\"/organizations/acme\"><title>Acme, Engineer: 2015-03 – 2018-06 (job)</title>"),
        "{drawn}"
    );
    assert!(elements.iter().filter_map(|(_, attributes)| attributes.get("id")).all(|id| id.starts_with("life-")));
}
