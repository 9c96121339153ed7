//! Rules for the registers: names and addresses that several entries share, circles of parents, and what holds of all texts.

use std::path::Path;

use rustc_hash::FxHashMap;

use super::finds::Finds;
use super::view::{Kind, Object, objects};
use super::{links, texts};
use crate::collection::{ORGANIZATIONS_FILE, SKILLS_FILE, read_source};
use crate::register::{Named, Register};
use crate::report::{Report, Rule};
use crate::rules;
use crate::setup::Setup;
use crate::tree::{Entry, Node, Value, shortened};

/// Checks both registers of a folder.
pub(super) fn check(root: &Path, setup: &Setup, report: &mut Report) {
    check_file(root, ORGANIZATIONS_FILE, "organization", setup, &setup.organizations, report);
    check_file(root, SKILLS_FILE, "term", setup, &setup.skills, report);
}

fn check_file<T: Named>(
    root: &Path,
    file: &str,
    kind: &str,
    setup: &Setup,
    register: &Register<T>,
    report: &mut Report,
) {
    let Some(kind) = Kind::named(kind) else { return };
    let mut tell = |source: &crate::tree::Source<'_>, node: &Node| {
        let entries: &[Entry] = if let Value::Map(entries) = &node.value { entries } else { &[] };
        let entries: Vec<(&str, Object<'_>)> = entries
            .iter()
            .flat_map(|entry| {
                objects(kind, &entry.value, &setup.settings).into_iter().map(|object| (entry.key.as_str(), object))
            })
            .collect();
        let mut finds = Finds::default();
        shared_names(&entries, register, &mut finds);
        shared_addresses(&entries, &mut finds);
        circles(&entries, &mut finds);
        for (_, entry) in &entries {
            let leaves = entry.leaves();
            links::check(entry, &leaves, &mut finds);
            texts::check(&leaves, &mut finds);
        }
        finds.tell(source, report);
    };
    read_source(root, file, &mut tell);
}

/// A name of one entry that another has before it.
fn shared_names<T: Named>(entries: &[(&str, Object<'_>)], register: &Register<T>, finds: &mut Finds) {
    for (key, entry) in entries {
        let leaves = entry.leaves();
        let names = leaves.iter().filter(|leaf| matches!(leaf.slot.field.name, "name" | "aliases"));
        for leaf in names.filter(|leaf| register.keys_named(leaf.text).len() > 1) {
            // Of two entries the first one is told of by the second.
            let first = register.keys_named(leaf.text).iter().find(|other| other.as_str() != *key);
            let is_first = register.keys_named(leaf.text).first().is_some_and(|first| first.as_str() == *key);
            if let Some(other) = first.filter(|_| !is_first) {
                tell(
                    &rules::SHARED_NAME,
                    leaf.at,
                    leaf.text,
                    other.as_str(),
                    "leave it to the one that is mostly meant",
                    finds,
                );
            }
        }
    }
}

fn shared_addresses(entries: &[(&str, Object<'_>)], finds: &mut Finds) {
    let mut owners: FxHashMap<String, &str> = FxHashMap::default();
    for (key, entry) in entries {
        for leaf in entry.leaves().iter().filter(|leaf| leaf.slot.field.name == "sameAs") {
            let address = leaf.text.trim_end_matches('/').replace("http://", "https://");
            let owner = *owners.entry(address).or_insert(key);
            if owner != *key {
                tell(
                    &rules::SHARED_IDENTITY,
                    leaf.at,
                    leaf.text,
                    owner,
                    "make one entry of both, or correct the address",
                    finds,
                );
            }
        }
    }
}

fn tell(rule: &'static Rule, at: usize, shared: &str, other: &str, hint: &str, finds: &mut Finds) {
    finds.add(rule, at, format!("`{}` is that of `{}` too", shortened(shared), shortened(other)), hint);
}

/// Circles of parents, each told of once, at the entry that stands first.
fn circles(entries: &[(&str, Object<'_>)], finds: &mut Finds) {
    let parents: FxHashMap<&str, &str> =
        entries.iter().filter_map(|(key, entry)| Some((*key, entry.text("parent")?))).collect();
    let mut done: Vec<&str> = Vec::new();
    for (key, entry) in entries {
        let mut chain = vec![*key];
        while let Some(parent) =
            chain.last().and_then(|last| parents.get(last)).filter(|parent| !chain.contains(parent))
        {
            chain.push(parent);
        }
        let closes = chain.last().and_then(|last| parents.get(last)) == Some(key);
        if let Some(node) = entry.get("parent").filter(|_| closes && !done.contains(key)) {
            let circle: Vec<String> = chain.iter().chain([key]).map(|key| format!("`{}`", shortened(key))).collect();
            let message = format!("a circle of parents: {}", circle.join(", "));
            finds.add(&rules::CIRCULAR, node.at, message, "remove the wrong `parent`");
            done.extend(&chain);
        }
    }
}
