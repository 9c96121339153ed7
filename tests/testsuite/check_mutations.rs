//! Errors that people make, planted one at a time into the records of the repository: each is found, and nothing else is.
//!
//! An operator changes one place of a record, and says which findings it calls for. The places are all scalars, fields and
//! items of lists of all records; of each operator a seeded choice of its places is tried. What an operator makes that
//! is no error, or one that nobody can see, stands in `MISSED`, with the reason.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;

use vitagraph::check::{Options, check};
use vitagraph::report::Severity;
use vitagraph::tree::{self, Entry, Kind, Node, Value};

use crate::support::{Folder, root};

/// How many mutants of each operator are made of each record, unless `VITAGRAPH_MUTANTS` says otherwise.
const OF_EACH: usize = 8;

/// A place in a tree: at each step the number of the entry or item.
type Path = Vec<usize>;

/// Something that goes wrong with a place: whether it can, what it does, and the findings that it calls for, of which one
/// must be told. Warnings of other rules are faults of the check.
struct Operator {
    name: &'static str,
    calls_for: &'static [&'static str],
    /// Rules that may speak too, because what is planted has two sides.
    may_call: &'static [&'static str],
    fits: fn(&Place<'_>) -> bool,
    plant: fn(&mut Node, &Path),
}

/// A place, as operators look at it.
struct Place<'n> {
    path: Path,
    /// The names of the fields that lead to it, outermost first.
    fields: Vec<&'n str>,
    node: &'n Node,
    /// What it stands in.
    parent: &'n Node,
}

/// Mutants that nobody can tell from what may be meant, by operator and the end of the place, with the reason.
const MISSED: &[(&str, &str, &str)] = &[
    ("misspell a field", "zh", "`hz` is the tag of the language Herero"),
    ("misspell a field", "en", "`ne` is the tag of the language Nepali"),
    ("misspell a skill", "keywords", "near no name of the register, or near several"),
];

const OPERATORS: &[Operator] = &[
    Operator {
        name: "misspell a field",
        calls_for: &[
            "field/unknown",
            "value/read-as",
            "value/language",
            "text/wrong-language",
            "value/kind",
            "setting/unknown",
        ],
        may_call: &["record/names-differ"],
        fits: |place| {
            is_entry(place) && place.fields.last().is_some_and(|name| name.is_ascii() && !COMMON.contains(name))
        },
        plant: |root, path| {
            let (entries, at) = entries_at(root, path);
            let key = &mut entries[at].key;
            let mut letters: Vec<char> = key.chars().collect();
            let middle = letters.len() / 2;
            letters.swap(middle - 1, middle);
            *key = letters.into_iter().collect();
        },
    },
    Operator {
        name: "state a field twice",
        calls_for: &["field/repeated"],
        may_call: &[],
        fits: is_entry,
        plant: |root, path| {
            let (entries, at) = entries_at(root, path);
            let again = entries[at].clone();
            entries.insert(at + 1, again);
        },
    },
    Operator {
        name: "duplicate an item",
        calls_for: &["record/twice"],
        may_call: &["date/overlap"],
        fits: |place| {
            let list = place.fields.last().copied().unwrap_or_default();
            matches!(place.parent.value, Value::List(_)) && !matches!(list, "authors" | "inventors" | "references")
        },
        plant: |root, path| {
            let (items, at) = items_at(root, path);
            let again = items[at].clone();
            items.insert(at + 1, again);
        },
    },
    Operator {
        name: "turn a period",
        calls_for: &["date/end-before-start"],
        may_call: &["date/gap", "date/overlap"],
        fits: |place| {
            is_field(place, "startDate")
                && place.parent.get("endDate").is_some_and(is_date)
                && place.parent.get("endDate").map(start) != Some(start(place.node))
        },
        plant: |root, path| {
            let (entries, at) = entries_at(root, path);
            let other = entries.iter().position(|entry| entry.key == "endDate").unwrap();
            let value = entries[at].value.clone();
            entries[at].value = std::mem::replace(&mut entries[other].value, value);
        },
    },
    Operator {
        name: "break a date",
        calls_for: &["date/unknown"],
        may_call: &[],
        fits: |place| {
            is_date(place.node) && place.fields.last().is_some_and(|name| name.ends_with("Date") || *name == "date")
        },
        plant: |root, path| change(root, path, |date| format!("{}-13", &date[..4])),
    },
    Operator {
        name: "put a date into the future",
        calls_for: &["date/future", "date/end-before-start"],
        may_call: &[],
        fits: |place| is_date(place.node) && is_field(place, "startDate"),
        plant: |root, path| change(root, path, |date| format!("20{}{}", 99, &date[4..])),
    },
    Operator {
        name: "break an address",
        calls_for: &["value/kind", "value/read-as"],
        may_call: &[],
        fits: is_link,
        plant: |root, path| change(root, path, |link| link.replacen("https://", "https:///", 1)),
    },
    Operator {
        name: "double the scheme of an address",
        calls_for: &["link/malformed"],
        may_call: &["link/account-differs"],
        fits: is_link,
        plant: |root, path| change(root, path, |link| format!("https://{link}")),
    },
    Operator {
        name: "lose the domain of an address",
        calls_for: &["link/host"],
        may_call: &["link/account-differs"],
        fits: is_link,
        plant: |root, path| {
            change(root, path, |link| {
                let rest = link.trim_start_matches("https://");
                let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
                format!("https://{}/{path}", host.trim_start_matches("www.").split('.').next().unwrap())
            });
        },
    },
    Operator {
        name: "leave encryption out",
        calls_for: &["link/http", "link/repository"],
        may_call: &[],
        fits: is_link,
        plant: |root, path| change(root, path, |link| link.replacen("https://", "http://", 1)),
    },
    Operator {
        name: "swap two languages",
        calls_for: &["text/wrong-language"],
        may_call: &["record/names-differ"],
        fits: |place| {
            is_field(place, "zh") && has_han(place.node) && place.parent.get("en").is_some_and(|en| !has_han(en))
        },
        plant: |root, path| {
            let (entries, at) = entries_at(root, path);
            let other = entries.iter().position(|entry| entry.key == "en").unwrap();
            let value = entries[at].value.clone();
            entries[at].value = std::mem::replace(&mut entries[other].value, value);
        },
    },
    Operator {
        name: "move to another language",
        calls_for: &["text/wrong-language"],
        may_call: &["record/names-differ"],
        fits: |place| is_field(place, "zh") && mostly_han(place.node) && place.parent.get("en").is_some(),
        plant: |root, path| {
            let (entries, at) = entries_at(root, path);
            let value = entries[at].value.clone();
            entries.iter_mut().find(|entry| entry.key == "en").unwrap().value = value;
        },
    },
    Operator {
        name: "insert a telephone number",
        calls_for: &["privacy/phone"],
        may_call: &[],
        fits: is_prose,
        plant: |root, path| change(root, path, |text| format!("{text} +00 000 0000 0000")),
    },
    Operator {
        name: "insert an e-mail address",
        calls_for: &["privacy/email"],
        may_call: &[],
        fits: is_prose,
        plant: |root, path| change(root, path, |text| format!("me@team.example {text}")),
    },
    Operator {
        name: "insert the number of an identity card",
        calls_for: &["privacy/identity-card"],
        may_call: &[],
        fits: is_prose,
        plant: |root, path| change(root, path, |text| format!("{text}（00000019900101000X）")),
    },
    Operator {
        name: "leave a placeholder",
        calls_for: &["text/placeholder"],
        may_call: &["text/wrong-language"],
        fits: is_prose,
        plant: |root, path| change(root, path, |_| "TODO".to_owned()),
    },
    Operator {
        name: "misspell an organization",
        calls_for: &["register/unknown-organization", "register/near-organization"],
        may_call: &[],
        fits: |place| is_field(place, "organization") && place.node.as_str().is_some_and(|key| key.len() > 4),
        plant: |root, path| change(root, path, |key| format!("{}{}", &key[..2], &key[3..])),
    },
    Operator {
        name: "misspell a skill",
        calls_for: &["register/near-skill"],
        may_call: &[],
        fits: |place| {
            let list = place.fields.last().copied().unwrap_or_default();
            list == "keywords" && place.node.as_str().is_some_and(|name| name.len() > 7 && name.is_ascii())
        },
        plant: |root, path| change(root, path, |name| format!("{}{}", &name[..4], &name[5..])),
    },
    Operator {
        name: "take another kind of value",
        calls_for: &["value/kind"],
        may_call: &[],
        fits: |place| is_date(place.node) && is_field(place, "startDate"),
        plant: |root, path| {
            let node = node_at(root, path);
            *node = Node { at: 0, value: Value::List(vec![node.clone()]) };
        },
    },
    Operator {
        name: "misspell a mark",
        calls_for: &["privacy/unknown-mark"],
        may_call: &["value/kind"],
        fits: |place| {
            matches!(place.node.value, Value::Map(_)) && place.fields.last().is_some_and(|name| OBJECTS.contains(name))
        },
        plant: |root, path| {
            let Value::Map(entries) = &mut node_at(root, path).value else { return };
            entries.retain(|entry| entry.key != "visibility");
            entries.push(Entry { at: 0, key: "visibility".into(), value: scalar("privat") });
        },
    },
];

/// Fields whose misspelling is looked at by other tests, or that every object may have.
const COMMON: [&str; 3] = ["id", "formerIds", "visibility"];

const OBJECTS: [&str; 7] = ["work", "education", "projects", "statistics", "awards", "publications", "basics"];

fn is_entry(place: &Place<'_>) -> bool {
    matches!(place.parent.value, Value::Map(_))
}

fn is_field(place: &Place<'_>, name: &str) -> bool {
    is_entry(place) && place.fields.last() == Some(&name)
}

fn is_date(node: &Node) -> bool {
    node.as_str().is_some_and(|text| text.len() >= 4 && text.bytes().take(4).all(|byte| byte.is_ascii_digit()))
}

fn start(node: &Node) -> String {
    node.as_str().unwrap_or_default().chars().take(7).collect()
}

fn is_link(place: &Place<'_>) -> bool {
    let named = place.fields.iter().any(|name| matches!(*name, "url" | "links"));
    named && place.node.as_str().is_some_and(|text| text.starts_with("https://"))
}

fn has_han(node: &Node) -> bool {
    node.as_str().is_some_and(|text| text.chars().any(vitagraph::text::is_han))
}

fn mostly_han(node: &Node) -> bool {
    let text = node.as_str().unwrap_or_default();
    let han = text.chars().filter(|c| vitagraph::text::is_han(*c)).count();
    han > 0 && han >= text.chars().filter(char::is_ascii_alphabetic).count()
}

/// Whether a place is a sentence that everybody sees.
fn is_prose(place: &Place<'_>) -> bool {
    let prose = place.fields.iter().any(|name| matches!(*name, "summary" | "highlights" | "description"));
    let hidden = place.fields.contains(&"visibility");
    prose && !hidden && place.node.as_str().is_some()
}

fn scalar(text: &str) -> Node {
    Node { at: 0, value: Value::Scalar(Kind::Text, text.to_owned()) }
}

fn child(node: &mut Node, at: usize) -> &mut Node {
    match &mut node.value {
        Value::List(items) => &mut items[at],
        Value::Map(entries) => &mut entries[at].value,
        Value::Scalar(..) => unreachable!("a path ends at a scalar"),
    }
}

fn node_at<'n>(root: &'n mut Node, path: &[usize]) -> &'n mut Node {
    path.iter().fold(root, |node, at| child(node, *at))
}

fn entries_at<'n>(root: &'n mut Node, path: &Path) -> (&'n mut Vec<Entry>, usize) {
    let (at, outer) = path.split_last().unwrap();
    match &mut node_at(root, outer).value {
        Value::Map(entries) => (entries, *at),
        _ => unreachable!("the place is an entry"),
    }
}

fn items_at<'n>(root: &'n mut Node, path: &Path) -> (&'n mut Vec<Node>, usize) {
    let (at, outer) = path.split_last().unwrap();
    match &mut node_at(root, outer).value {
        Value::List(items) => (items, *at),
        _ => unreachable!("the place is an item"),
    }
}

fn change(root: &mut Node, path: &Path, with: impl Fn(&str) -> String) {
    if let Value::Scalar(kind, text) = &mut node_at(root, path).value {
        (*kind, *text) = (Kind::Text, with(text));
    }
}

/// All places of a tree.
fn places<'n>(node: &'n Node, at: (Path, Vec<&'n str>), found: &mut Vec<Place<'n>>) {
    let (path, fields) = at;
    let mut step = |number: usize, name: Option<&'n str>, child: &'n Node| {
        let path: Path = path.iter().copied().chain([number]).collect();
        let fields: Vec<&str> = fields.iter().copied().chain(name).collect();
        found.push(Place { path: path.clone(), fields: fields.clone(), node: child, parent: node });
        places(child, (path, fields), found);
    };
    match &node.value {
        Value::Scalar(..) => {}
        Value::List(items) => items.iter().enumerate().for_each(|(number, item)| step(number, None, item)),
        Value::Map(entries) => {
            entries.iter().enumerate().for_each(|(number, entry)| step(number, Some(&entry.key), &entry.value));
        }
    }
}

/// A tree as JSON, in which a key may stand twice.
fn json(node: &Node, text: &mut String) {
    let quoted = |value: &str| serde_json::to_string(value).unwrap();
    match &node.value {
        Value::Scalar(Kind::Null, _) => text.push_str("null"),
        Value::Scalar(Kind::Number | Kind::Bool, raw) => text.push_str(raw),
        Value::Scalar(Kind::Text, raw) => text.push_str(&quoted(raw)),
        Value::List(items) => {
            let parts: Vec<String> = items.iter().map(written).collect();
            write!(text, "[{}]", parts.join(",")).unwrap();
        }
        Value::Map(entries) => {
            let parts: Vec<String> =
                entries.iter().map(|entry| format!("{}:{}", quoted(&entry.key), written(&entry.value))).collect();
            write!(text, "{{{}}}", parts.join(",\n")).unwrap();
        }
    }
}

fn written(node: &Node) -> String {
    let mut text = String::new();
    json(node, &mut text);
    text
}

/// A collection with the registers of the repository, and one record.
fn folder() -> Folder {
    let files = ["vitagraph.toml", "organizations.yaml", "skills.yaml"];
    let folder = Folder::new(&[]);
    files.iter().for_each(|name| folder.write(name, fs::read(root().join("data").join(name)).unwrap()));
    folder
}

/// How many findings of each rule and level.
type Counts = BTreeMap<(&'static str, Severity), usize>;

/// The findings of records that are people of one collection, for each record. Whether two of them are one person is not
/// asked: they all are.
fn findings(folder: &Folder, records: &[Node]) -> Vec<Counts> {
    let file = |number: usize| format!("people/{number}.json");
    fs::remove_dir_all(folder.path().join("people")).ok();
    records.iter().enumerate().for_each(|(number, record)| folder.write(&file(number), written(record)));
    let (_, report) = check(folder.path(), &Options::default()).unwrap();
    let of_file = |number: usize| {
        let mut counts = Counts::new();
        let name = file(number);
        let findings = report.findings().into_iter().filter(|finding| finding.place.file == name);
        for finding in findings.filter(|finding| finding.rule.group() != "people") {
            *counts.entry((finding.rule.id, finding.severity)).or_default() += 1;
        }
        counts
    };
    (0..records.len()).map(of_file).collect()
}

/// The trees of all records of the repository, by their files.
fn records() -> Vec<(String, Node)> {
    let files = walkdir::WalkDir::new(root().join("data/people")).sort_by_file_name().into_iter().map(Result::unwrap);
    let files = files.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "yaml"));
    let read = |entry: walkdir::DirEntry| {
        let text = fs::read_to_string(entry.path()).unwrap();
        let mut record = tree::from_yaml(&text).unwrap();
        // Each mutant is a person of its own.
        if let Value::Map(entries) = &mut record.value {
            entries.retain(|entry| !matches!(entry.key.as_str(), "id" | "page"));
        }
        (entry.file_name().to_str().unwrap().to_owned(), record)
    };
    files.map(read).collect()
}

/// A seeded choice of some of several.
fn chosen<'p, 'n>(places: Vec<&'p Place<'n>>, of_each: usize, seed: u64) -> Vec<&'p Place<'n>> {
    let hash = |place: &Place<'_>| {
        place.path.iter().fold(seed, |hash, at| (hash ^ *at as u64).wrapping_mul(0x0100_0000_01b3).rotate_left(29))
    };
    let mut places: Vec<(u64, &Place<'_>)> = places.into_iter().map(|place| (hash(place), place)).collect();
    places.sort_by_key(|(hash, place)| (*hash, place.path.clone()));
    places.into_iter().take(of_each).map(|(_, place)| place).collect()
}

/// What is wrong with the findings of a mutant.
fn fault(operator: &Operator, before: &Counts, after: &Counts) -> Option<String> {
    let more: Vec<(&str, Severity)> = after
        .iter()
        .filter(|(key, count)| before.get(key).is_none_or(|known| known < count))
        .map(|(key, _)| *key)
        .collect();
    if !more.iter().any(|(rule, _)| operator.calls_for.contains(rule)) {
        return Some(format!("missed: {more:?}"));
    }
    let expected = |rule: &str| operator.calls_for.contains(&rule) || operator.may_call.contains(&rule);
    let others: Vec<_> =
        more.iter().filter(|(rule, severity)| *severity <= Severity::Warning && !expected(rule)).collect();
    (!others.is_empty()).then(|| format!("also told: {others:?}"))
}

/// A mutant, and the operator that made it.
struct Mutant<'o> {
    operator: &'o Operator,
    record: Node,
    /// The field that it is about.
    end: String,
    place: String,
}

/// The mutants of a record, in rounds with one of each operator: so no two of a round have the same unknown key, of
/// which is told but once.
fn rounds(record: &Node, of_each: usize, seed: u64) -> Vec<Vec<Mutant<'static>>> {
    let mut all = Vec::new();
    places(record, (Path::new(), Vec::new()), &mut all);
    let mut rounds: Vec<Vec<Mutant<'_>>> = (0..of_each).map(|_| Vec::new()).collect();
    for operator in OPERATORS {
        let fitting = all.iter().filter(|place| (operator.fits)(place)).collect();
        for (round, place) in rounds.iter_mut().zip(chosen(fitting, of_each, seed)) {
            let mut mutant = record.clone();
            (operator.plant)(&mut mutant, &place.path);
            let end = place.fields.last().copied().unwrap_or_default().to_owned();
            let place = format!("{} {}", place.fields.join("."), place.node.description());
            round.push(Mutant { operator, record: mutant, end, place });
        }
    }
    rounds
}

#[test]
fn each_error_that_is_planted_is_found_and_no_other_is() {
    let (folder, seed) = (folder(), 20_261_127);
    let of_each = std::env::var("VITAGRAPH_MUTANTS").ok().and_then(|number| number.parse().ok()).unwrap_or(OF_EACH);
    let (mut faults, mut made, mut used) = (Vec::new(), BTreeMap::new(), BTreeSet::new());
    for (file, record) in records() {
        let before = findings(&folder, std::slice::from_ref(&record)).remove(0);
        for round in rounds(&record, of_each, seed) {
            let trees: Vec<Node> = round.iter().map(|mutant| mutant.record.clone()).collect();
            for (Mutant { operator, end, place, .. }, after) in round.iter().zip(findings(&folder, &trees)) {
                *made.entry(operator.name).or_insert(0) += 1;
                let Some(fault) = fault(operator, &before, &after) else { continue };
                match MISSED.iter().position(|(name, place, _)| *name == operator.name && place == end) {
                    Some(known) if fault.starts_with("missed") => drop(used.insert(known)),
                    _ => faults.push(format!("{}: {file} {place}: {fault}", operator.name)),
                }
            }
        }
    }
    println!("{} mutants: {made:?}", made.values().sum::<usize>());
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    assert_eq!(made.len(), OPERATORS.len(), "each operator has a place: {made:?}");
    let unused: Vec<_> = (0..MISSED.len()).filter(|known| !used.contains(known)).map(|known| MISSED[known]).collect();
    assert_eq!(unused, Vec::new(), "what is found is not missed");
}
