//! The same thing twice in one record.

use rustc_hash::FxHashMap;

use super::finds::Finds;
use super::view::{Holds, Object, Slot, items};
use crate::iri::bare_doi;
use crate::rules;
use crate::setup::Setup;
use crate::text::{Text, folded, letters};
use crate::tree::{Node, shortened};

/// Titles of fewer letters are those of several works: `Preface`.
const TELLING: usize = 12;

pub(super) fn check(objects: &[Object<'_>], setup: &Setup, finds: &mut Finds) {
    let mut seen: FxHashMap<(usize, &'static str, String), &Object<'_>> = FxHashMap::default();
    for object in objects {
        same_texts(object, finds);
        let Some((within, field)) = object.within else { continue };
        for identity in identities(object, setup) {
            let earlier = seen.entry((within, field, identity)).or_insert(object);
            if earlier.node.at != object.node.at {
                tell(object, earlier, finds);
                break;
            }
        }
    }
}

fn tell(object: &Object<'_>, earlier: &Object<'_>, finds: &mut Finds) {
    let named = ["name", "title", "institution", "language", "organization", "number", "url", "position"];
    let name = named.iter().find_map(|field| object.wordings(field).first().copied()).unwrap_or_default();
    let message = format!("{} `{}` stands here twice", object.kind.name, shortened(name));
    let hint = match object.node == earlier.node || shorter(object.node, earlier.node) {
        true => "remove one of them",
        false => "make one of both; where they are two, tell them apart",
    };
    finds.add(&rules::TWICE, object.node.at, message, hint);
}

/// Whether a thing says nothing that the earlier one does not say.
fn shorter(one: &Node, two: &Node) -> bool {
    use crate::tree::Value::Map;
    let (Map(one), Map(two)) = (&one.value, &two.value) else { return false };
    one.iter().all(|entry| two.iter().any(|other| other.key == entry.key && same(&other.value, &entry.value)))
}

/// Whether two nodes say the same, wherever they stand.
fn same(one: &Node, two: &Node) -> bool {
    use crate::tree::Value::{List, Map, Scalar};
    match (&one.value, &two.value) {
        (Scalar(_, one), Scalar(_, two)) => one == two,
        (List(one), List(two)) => one.len() == two.len() && one.iter().zip(two).all(|(one, two)| same(one, two)),
        (Map(one), Map(two)) => {
            one.len() == two.len()
                && one.iter().zip(two).all(|(one, two)| one.key == two.key && same(&one.value, &two.value))
        }
        _ => false,
    }
}

/// What a thing is known by. Two of one list that have one in common are one thing.
fn identities(object: &Object<'_>, setup: &Setup) -> Vec<String> {
    let first =
        |field: &str| object.wordings(field).first().map(|wording| folded(wording)).filter(|name| !name.is_empty());
    let text = |field: &str| object.text(field).map(folded).unwrap_or_default();
    let joined = |parts: Vec<String>| vec![parts.join("\n")];
    match object.kind.name {
        "work" | "education" | "volunteer" => post(object, setup),
        "publication" => {
            let doi = object.text("doi").map(bare_doi);
            let title = first("name").filter(|title| letters(title) >= TELLING);
            let title = title.map(|title| format!("{title}\n{}\n{}", text("type"), text("releaseDate")));
            // A translation or a second edition has another DOI.
            doi.map(|doi| format!("doi {doi}")).or(title).into_iter().collect()
        }
        "patent" => first("number").into_iter().collect(),
        "project" => first("name").map(|name| joined(vec![name, text("startDate"), text("url")])).unwrap_or_default(),
        "award" => first("title").map(|title| joined(vec![title, text("date"), text("awarder")])).unwrap_or_default(),
        "certificate" => first("name").map(|name| joined(vec![name, text("date"), text("issuer")])).unwrap_or_default(),
        "skill" => skill(object, setup),
        "language" | "interest" => first("language").or_else(|| first("name")).into_iter().collect(),
        "profile" => profile(object),
        "statistic" => first("name").map(|name| joined(figure(object, name))).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// A figure with all that tells it from others of its name.
fn figure(object: &Object<'_>, name: String) -> Vec<String> {
    let rest = ["date", "status", "unit", "comparator", "value"].map(|field| object.wordings(field).concat());
    let lists = ["regions", "keywords"].map(|field| object.wordings(field).concat());
    [name].into_iter().chain(rest).chain(lists).collect()
}

/// Employer, title and beginning; only where all are known, since one has many posts at one employer.
fn post(object: &Object<'_>, setup: &Setup) -> Vec<String> {
    let named = |wording: &&str| {
        let key = setup.organizations.find(&Text::plain(*wording));
        key.map_or_else(|| folded(wording), |key| folded(key.as_str()))
    };
    let fields = ["organization", "name", "institution"];
    let Some(place) = fields.iter().find_map(|field| object.wordings(field).first().map(named)) else {
        return Vec::new();
    };
    let title =
        ["position", "studyType"].iter().find_map(|field| object.wordings(field).first().map(|text| folded(text)));
    let start = object.date("startDate").map(|(date, _)| date.to_string());
    let more = ["area", "department", "kind", "location"].map(|field| object.wordings(field).concat());
    let (Some(title), Some(start)) = (title, start) else { return Vec::new() };
    vec![[place, title, start].into_iter().chain(more).collect::<Vec<_>>().join("\n")]
}

fn skill(object: &Object<'_>, setup: &Setup) -> Vec<String> {
    let names = object.wordings("name");
    let key = names.iter().find_map(|name| setup.skills.find(&Text::plain(*name)));
    key.map(|key| key.as_str().to_owned()).or_else(|| names.first().map(|name| folded(name))).into_iter().collect()
}

fn profile(object: &Object<'_>) -> Vec<String> {
    let url = object.text("url").map(|url| url.trim_end_matches('/').to_lowercase());
    let named = || Some(format!("{} {}", folded(object.text("network")?), object.text("username")?));
    url.or_else(named).into_iter().collect()
}

/// A line or a word that stands twice in one list.
fn same_texts(object: &Object<'_>, finds: &mut Finds) {
    // Two authors of one paper may have one name.
    let is_list = |slot: &Slot| {
        matches!(slot.holds, Holds::Text | Holds::Link) && !matches!(slot.field.name, "authors" | "inventors")
    };
    for (slot, node) in object.fields().filter(|(slot, _)| is_list(slot)) {
        let list = items(node);
        if list.len() < 2 {
            continue;
        }
        for (at, item) in list.iter().enumerate().filter(|(_, item)| !item.is_absent()) {
            if list[..at].iter().any(|earlier| says_same(earlier, item, slot.holds == Holds::Link)) {
                let text = texts(item).first().copied().unwrap_or_default();
                let message = format!("`{}` stands twice in `{}`", shortened(text), slot.field.name);
                finds.add(&rules::TWICE, item.at, message, "remove one of them");
            }
        }
    }
}

/// Whether two items of a list are equal, of texts but for case and punctuation. `C` and `C++` are not.
fn says_same(one: &Node, two: &Node, exactly: bool) -> bool {
    let (one, two) = (texts(one), texts(two));
    let alike = |one: &str, two: &str| {
        !exactly && one.len().abs_diff(two.len()) < 8 && folded(one) == folded(two) && !folded(one).is_empty()
    };
    !one.is_empty() && one.len() == two.len() && one.iter().zip(&two).all(|(one, two)| one == two || alike(one, two))
}

fn texts(node: &Node) -> Vec<&str> {
    match &node.value {
        crate::tree::Value::Map(entries) => entries.iter().filter_map(|entry| entry.value.as_str()).collect(),
        _ => node.as_str().into_iter().collect(),
    }
}
