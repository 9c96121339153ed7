//! The search of the directory: who is found, in which order, and by what the public may not know: nobody.

use std::path::Path;

use proptest::prelude::*;
use serde_json::{Value, json};
use vitagraph::collection::Collection;
use vitagraph::decode::Visibility::{self, Internal, Private, Public};
use vitagraph::report::Report;
use vitagraph::search::{Index, Rank, words};
use vitagraph::store::Store;

use crate::properties::cases;
use crate::support::{Folder, data, root};

/// What is asked of each collection, by Rust and by the script.
const QUERIES: [&str; 77] = [
    "",
    "constructor",
    " ",
    "刘",
    "刘硕",
    "硕刘",
    "刘硕 快手",
    "刘shuo",
    "liushuo",
    "LiuShuo",
    "shuo liu",
    "liu, shuo",
    "liush",
    "ls",
    "LS",
    "sl",
    "l",
    "stuart",
    "lau stuart",
    "laustu",
    "快手",
    "kuaishou",
    "kuai",
    "kuai shou",
    "ks",
    "KUAISHOU tech",
    "amazon",
    "亚马逊",
    "yamaxun",
    "cas",
    "zhongkeyuan",
    "beihang",
    "bei hang",
    "北航",
    "buaa",
    "k8s",
    "kubernetes",
    "java",
    "C++",
    "c#",
    "lead",
    "技术负责人",
    "jishu",
    "engineer ks",
    "ana",
    "silva",
    "Ana Silva",
    "ANA SILVÁ",
    "okoro acme",
    "acme",
    "顶点",
    "dingdian",
    "state university",
    "su",
    "zhouli",
    "José",
    "jose",
    "łukasz",
    "lukasz",
    "Олена",
    "olena",
    "김민준",
    "minjun",
    "민",
    "ﬀ",
    "zeng",
    "ceng",
    "shan",
    "danxiong",
    ".*",
    "(a|b)+",
    "\\",
    "[",
    "$^",
    "🦀",
    "\u{301}",
    "刘\u{0}硕",
];

/// Texts and what their words are.
const FOLDED: [&str; 14] = [
    "José ÅNGSTRÖM",
    "ΟΔΟΣ οδός",
    "İstanbul ı",
    "Ｋｕａｉ ｶﾞ",
    "½ ㎏ ①",
    "Straße ẞ",
    "नमस्ते ไทย",
    "한국어",
    "a\u{200d}b",
    "Ǆ ǅ ŉ",
    "ﬁ ﬀ ſ",
    "K Å Ω",
    "C++ C# .NET",
    "O’Brien-Śmith",
];

fn load(folder: &Path) -> Collection {
    Collection::load(folder, &mut Report::default()).unwrap()
}

fn index(collection: &Collection, audience: Visibility) -> Index {
    let store = Store::from_people(collection, audience).unwrap();
    Index::new(&store, &collection.setup.settings.languages)
}

/// People with names and places of many kinds.
fn odd() -> Folder {
    let person = |name: &str, more: &str| format!("{{name: {name}}}\n{more}");
    let folder = Folder::new(&[
        ("vitagraph.toml", "base = \"https://odd.example/\"\nlanguages = [\"zh\", \"en\"]\n"),
        (
            "organizations.yaml",
            "kuaishou: {name: {zh: 快手, en: Kuaishou}, aliases: [Kwai, 快手科技]}\ncas: {name: {zh: 中国科学院, en: Chinese Academy of Sciences}, aliases: [中科院]}\nict: {name: Institute of Computing, parent: cas}\n",
        ),
        ("skills.yaml", "kubernetes: {name: Kubernetes, aliases: [k8s]}\n"),
    ]);
    for (key, name, more) in [
        (
            "a",
            "{zh: 单雄信, en: Shan Xiongxin}",
            "work: [{organization: kuaishou, position: Engineer, startDate: 2020}]",
        ),
        (
            "b",
            "曾国藩",
            "work: [{organization: kuaishou, position: Engineer, startDate: 2010, endDate: 2012}]\nskills: [{name: k8s}]",
        ),
        ("c", "José Núñez", "work: [{organization: ict, position: Chief Technology Officer, startDate: 2020}]"),
        ("d", "Łukasz Żak", "skills: [{name: C++}, {name: Kubernetes}]"),
        ("e", "Олена Петров", ""),
        ("f", "김 민준", ""),
        ("g", "'<b>\"&'", "work: [{name: '</script>', position: '<img src=x>', startDate: 2020}]"),
        ("h", "Kuaishou Fan", ""),
        ("i", "Constructor Prototype", ""),
    ] {
        folder.write(&format!("people/{key}.yaml"), format!("basics: {}", person(name, more)));
    }
    folder
}

/// Keys of those found, with their ranks.
fn found(index: &Index, text: &str) -> Vec<(String, Rank)> {
    let key = |iri: &str| iri.split('#').next().unwrap().rsplit('/').find(|part| !part.is_empty()).unwrap().to_owned();
    index.find(text, usize::MAX).into_iter().map(|hit| (key(hit.entry.iri.as_str()), hit.rank)).collect()
}

fn keys(index: &Index, text: &str) -> Vec<String> {
    found(index, text).into_iter().map(|(key, _)| key).collect()
}

#[test]
fn a_person_is_found_by_name_in_any_script() {
    let index = index(&data(), Public);
    for text in ["刘硕", "liushuo", "shuo liu", "Liu Shuo", "LAU, Stuart"] {
        assert_eq!(found(&index, text)[0], ("stuartlau.github.io".into(), Rank::Exact), "{text}");
    }
    assert_eq!(found(&index, "刘")[0], ("stuartlau.github.io".into(), Rank::Name));
    assert_eq!(found(&index, "liush")[0], ("stuartlau.github.io".into(), Rank::Prefix));
    assert!(found(&index, "LS").contains(&("stuartlau.github.io".into(), Rank::Initials)));
}

#[test]
fn organizations_skills_and_titles_find_their_people() {
    let folder = odd();
    let index = index(&folder.load().0, Public);
    for text in ["快手", "kuai", "ks", "kwai", "KUAISHOU"] {
        let found: Vec<_> = found(&index, text).into_iter().filter(|(key, _)| key != "h").collect();
        assert_eq!(found, [("a".into(), Rank::Organization), ("b".into(), Rank::Past)], "{text}");
    }
    assert_eq!(found(&index, "kuaishou")[0], ("h".into(), Rank::Name));
    for text in ["cas", "zhongkeyuan", "中科院", "institute of computing", "cto", "officer"] {
        assert_eq!(keys(&index, text), ["c"], "{text}");
    }
    for text in ["k8s", "kubern"] {
        assert_eq!(keys(&index, text), ["d", "b"], "{text}");
    }
    assert_eq!(keys(&index, "engineer"), ["a", "b"]);
}

#[test]
fn all_words_must_be_found() {
    let folder = odd();
    let index = index(&folder.load().0, Public);
    assert_eq!(keys(&index, "zeng kuaishou"), ["b"]);
    assert_eq!(keys(&index, "快手 xiong eng"), ["a"]);
    assert_eq!(keys(&index, "zeng cas"), Vec::<String>::new());
    for text in ["", "  ", "🦀", "...", "\u{301}"] {
        assert_eq!(keys(&index, text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_limit_keeps_the_best() {
    let folder = odd();
    let index = index(&folder.load().0, Public);
    let all = found(&index, "k");
    assert!(all.len() > 2 && all.is_sorted_by_key(|(_, rank)| *rank));
    let some: Vec<Rank> = index.find("k", 2).into_iter().map(|hit| hit.rank).collect();
    assert_eq!(some, [all[0].1, all[1].1]);
}

#[test]
fn an_entry_shows_title_and_organization_of_today() {
    let folder = odd();
    let index = index(&folder.load().0, Public);
    let shown = |key: &str| {
        let entry = index.entries().find(|entry| entry.iri.as_str().contains(&format!("/{key}#"))).unwrap();
        [&entry.name, &entry.title, &entry.organization].map(|text| index.shown(text, "en").to_owned())
    };
    assert_eq!(shown("a"), ["Shan Xiongxin", "Engineer", "Kuaishou"]);
    assert_eq!(shown("b"), ["曾国藩", "", ""]);
    assert_eq!(shown("c"), ["José Núñez", "Chief Technology Officer", "Institute of Computing"]);
}

#[test]
fn what_the_audience_may_not_see_finds_nobody() {
    let folder = odd();
    let hidden = "basics: {name: Mallory Hidden, alternateNames: [Zorro], label: Spymaster, visibility: {alternateNames: internal, label: private}}\n\
        work: [{organization: kuaishou, position: Mole, startDate: 2020, visibility: internal}, {name: Shellcorp, position: Agent, startDate: 2021, visibility: {name: private}}]\n\
        skills: [{name: Lockpicking, visibility: private}]\n";
    folder.write("people/m.yaml", hidden);
    let (collection, findings) = folder.load();
    assert!(!findings.iter().any(|finding| finding.contains("people/m.yaml")), "{findings:?}");
    let of = |audience| index(&collection, audience);
    let everything = of(Private);
    for text in ["zorro", "spymaster", "mallory kuaishou", "mole", "shellcorp", "lockpicking"] {
        assert_eq!(keys(&everything, text), ["m"], "{text}");
        assert_eq!(keys(&of(Public), text), Vec::<String>::new(), "{text}");
    }
    assert_eq!(keys(&of(Internal), "zorro mole"), ["m"]);
    assert_eq!(keys(&of(Public), "mallory agent"), ["m"]);
    let json = of(Public).json("en", |iri| iri.as_str().to_owned()).to_lowercase();
    for text in ["zorro", "spymaster", "mole", "shellcorp", "lockpicking"] {
        assert!(everything.json("en", |_| String::new()).to_lowercase().contains(text), "{text}");
        assert!(!json.contains(text), "{text}");
    }
}

#[test]
fn the_index_for_script_has_each_text_once() {
    let folder = odd();
    let index = index(&folder.load().0, Public);
    let json: Value = serde_json::from_str(&index.json("en", |iri| iri.as_str().to_owned())).unwrap();
    let texts: Vec<&str> = json["texts"].as_array().unwrap().iter().map(|text| text[0].as_str().unwrap()).collect();
    assert_eq!(texts.iter().filter(|text| **text == "Kuaishou").count(), 1);
    let people = json["people"].as_array().unwrap();
    assert_eq!(people.len(), index.entries().len());
    let first = people.iter().find(|person| person[0] == "Shan Xiongxin").unwrap();
    assert_eq!(texts[first[3][0].as_u64().unwrap() as usize], "Kuaishou");
    // The phrase of the name itself is made by the script, and how characters sound stands once.
    let keys: Vec<&str> = first[2].as_str().unwrap().split('|').collect();
    assert!(keys.len() == 2 && keys.contains(&"=") && keys.contains(&"单 雄 信"), "{first}");
    assert_eq!(
        [&json["sounds"]["雄"], &json["surnames"]["单"]].map(|sounds| sounds.as_str().unwrap().split('/').next()),
        [Some("xiong"), Some("shan")]
    );
}

/// Writes what `tests/e2e/search.mjs` reads into the folder that `VITAGRAPH_SEARCH` names, if it is set.
#[test]
fn cases_for_the_script_are_written() {
    let long = ["刘 ".repeat(300), "liu".repeat(300), "🦀a".repeat(150)];
    let odd = odd();
    let mut written = Vec::new();
    for folder in [&root().join("data"), &root().join("tests/team"), odd.path()] {
        let index = index(&load(folder), Public);
        let asked = QUERIES.into_iter().chain(long.iter().map(String::as_str));
        let answers: Vec<Value> = asked
            .map(|text| {
                let hits = index.find(text, usize::MAX);
                json!([
                    text,
                    hits.iter().map(|hit| json!([hit.entry.iri.as_str(), hit.rank as u8])).collect::<Vec<_>>()
                ])
            })
            .collect();
        let document: Value = serde_json::from_str(&index.json("en", |iri| iri.as_str().to_owned())).unwrap();
        written.push(json!({"index": document, "answers": answers}));
    }
    let found = |case: &Value| {
        case["answers"].as_array().unwrap().iter().filter(|answer| !answer[1].as_array().unwrap().is_empty()).count()
    };
    assert!(written.iter().all(|case| found(case) >= 8), "{:?}", written.iter().map(found).collect::<Vec<_>>());
    let folded: Vec<Value> = FOLDED.iter().chain(&QUERIES).map(|text| json!([text, words(text)])).collect();
    if let Some(folder) = std::env::var_os("VITAGRAPH_SEARCH") {
        let text = json!({"collections": written, "folded": folded}).to_string();
        std::fs::write(Path::new(&folder).join("cases.json"), text).unwrap();
    }
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn any_query_is_answered(text in ".{0,60}", known in prop::collection::vec(prop::sample::select(QUERIES.to_vec()), 0..4)) {
        static INDEX: std::sync::LazyLock<Index> = std::sync::LazyLock::new(|| index(&odd().load().0, Public));
        for text in [text.clone(), known.join(" "), known.join(&text)] {
            let hits = INDEX.find(&text, 3);
            prop_assert!(hits.len() <= 3 && hits.is_sorted_by_key(|hit| hit.rank));
            prop_assert!(hits.iter().all(|hit| INDEX.entries().any(|entry| entry == hit.entry)));
        }
    }

    #[test]
    fn any_name_finds_its_person(name in "[\\p{L}]{1,12}( [\\p{L}]{1,12}){0,2}") {
        let folder = Folder::new(&[("vitagraph.toml", "base = \"https://p.example/\"\n")]);
        folder.write("people/x.json", json!({"basics": {"name": name}}).to_string());
        let index = index(&folder.load().0, Public);
        let found = index.find(&name, 1);
        prop_assert!(words(&name).is_empty() || found.first().is_some_and(|hit| hit.rank == Rank::Exact), "{name}");
    }
}
