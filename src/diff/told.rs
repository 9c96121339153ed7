//! Differences between what is said of a person, in words.

use std::collections::BTreeSet;

use super::Change;
use super::facts::{Fact, Facts};
use crate::tree::shortened;

/// Properties of a person, and what to call them.
const OF_PERSON: [(&str, &str); 16] = [
    ("name", "name"),
    ("alternateName", "other name"),
    ("jobTitle", "title"),
    ("description", "summary"),
    ("image", "image"),
    ("url", "homepage"),
    ("sameAs", "link"),
    ("email", "e-mail address"),
    ("telephone", "telephone number"),
    ("birthDate", "date of birth"),
    ("address", "address"),
    ("nationality", "nationality"),
    ("hasCredential", "credential"),
    ("award", "award"),
    ("knowsAbout", "skill"),
    ("knowsLanguage", "language"),
];

/// What leads to organizations where Roles are not told of.
const IN_SHORT: [(&str, &str); 3] =
    [("worksFor", "employer"), ("memberOf", "membership"), ("alumniOf", "earlier place")];

/// Properties of a Role, and what to call them.
const OF_ROLE: [(&str, &str); 5] = [
    ("roleName", "title"),
    ("department", "department"),
    ("startDate", "start"),
    ("endDate", "end"),
    ("description", "summary"),
];

/// Properties of a work, and what to call them.
const OF_WORK: [(&str, &str); 2] = [("name", "title"), ("datePublished", "date")];

/// Kinds of Roles by the beginnings of their fragments, how they begin and how they end.
const KINDS: [(&str, &str, &str); 3] =
    [("#role-", "job", "left"), ("#volunteer-", "unpaid post", "left"), ("#study-", "study", "finished at")];

/// All that changed about a person who is in both.
pub(super) fn changes(old: &Facts, new: &Facts, person: &str) -> Vec<Change> {
    let mut found = Vec::new();
    let short = if old.has_roles_of(person) || new.has_roles_of(person) { &[][..] } else { &IN_SHORT[..] };
    for (property, about) in OF_PERSON.iter().chain(short) {
        compare(old, new, person, property, about, "", &mut found);
    }
    for (prefix, kind, ends) in KINDS {
        roles(old, new, person, (prefix, kind, ends), &mut found);
    }
    works(old, new, person, &mut found);
    found
}

impl Facts {
    fn has_roles_of(&self, person: &str) -> bool {
        self.held_by(person).into_iter().any(|node| KINDS.iter().any(|(prefix, ..)| node.contains(prefix)))
    }
}

/// Compares what is said by one property. Of one value in a language in place of another it is said that it changed.
fn compare(
    old: &Facts,
    new: &Facts,
    node: &str,
    property: &str,
    about: &'static str,
    within: &str,
    found: &mut Vec<Change>,
) {
    let (mut gone, mut came) = (said(old, node, property), said(new, node, property));
    let same: BTreeSet<Fact> = gone.intersection(&came).cloned().collect();
    gone.retain(|fact| !same.contains(fact));
    came.retain(|fact| !same.contains(fact));
    let languages: BTreeSet<String> = gone.iter().chain(&came).map(|(_, language)| language.clone()).collect();
    for language in languages {
        let of = |facts: &BTreeSet<Fact>| -> Vec<String> {
            facts.iter().filter(|(_, tag)| *tag == language).map(|(text, _)| text.clone()).collect()
        };
        let tag = if language.is_empty() { String::new() } else { format!(" ({language})") };
        match (&of(&gone)[..], &of(&came)[..]) {
            ([from], [to]) => {
                let words = format!("{within}{about}{tag} changed from `{}` to `{}`", shortened(from), shortened(to));
                found.push(Change { about, from: Some(from.clone()), to: Some(to.clone()), words });
            }
            (gone, came) => {
                for from in gone {
                    let words = format!("{within}{about}{tag} `{}` is gone", shortened(from));
                    found.push(Change { about, from: Some(from.clone()), to: None, words });
                }
                for to in came {
                    let words = format!("{within}new {about}{tag} `{}`", shortened(to));
                    found.push(Change { about, from: None, to: Some(to.clone()), words });
                }
            }
        }
    }
}

/// What is said by a property, nodes by their names.
fn said(facts: &Facts, node: &str, property: &str) -> BTreeSet<Fact> {
    facts.of(node, property).into_iter().map(|fact| (facts.said(fact), fact.1.clone())).collect()
}

/// Compares the Roles of a kind. A Role whose start was corrected has another IRI: it is known by place and title.
fn roles(
    old: &Facts,
    new: &Facts,
    person: &str,
    (prefix, kind, ends): (&str, &'static str, &str),
    found: &mut Vec<Change>,
) {
    let of = |facts: &Facts| -> BTreeSet<String> {
        facts.held_by(person).into_iter().filter(|node| node.contains(prefix)).map(str::to_owned).collect()
    };
    let (before, after) = (of(old), of(new));
    let mut pairs: Vec<(String, String)> =
        before.intersection(&after).map(|node| (node.clone(), node.clone())).collect();
    let mut came: Vec<&String> = after.difference(&before).collect();
    for gone in before.difference(&after) {
        let alike = |node: &&String| {
            place(old, gone) == place(new, node)
                && ["roleName", "startDate"].iter().any(|property| {
                    !old.of(gone, property).is_empty() && old.of(gone, property) == new.of(node, property)
                })
        };
        match came.iter().position(alike) {
            Some(at) => pairs.push((gone.clone(), came.remove(at).clone())),
            None => {
                let words = format!("{kind} {} is gone", described(old, gone, kind));
                found.push(Change { about: kind, from: Some(described(old, gone, kind)), to: None, words });
            }
        }
    }
    for node in came {
        let to = described(new, node, kind);
        found.push(Change { about: kind, from: None, words: format!("new {kind} {to}"), to: Some(to) });
    }
    for (one, two) in pairs {
        role(old, new, (&one, &two), (kind, ends), found);
    }
}

/// Compares a Role. That it ended is said so.
fn role(
    old: &Facts,
    new: &Facts,
    (one, two): (&str, &str),
    (kind, ends): (&'static str, &str),
    found: &mut Vec<Change>,
) {
    let place = place(new, two);
    let within = format!("{kind} at {place}: ");
    for (property, about) in OF_ROLE {
        let ended = new.wording(two, property).filter(|_| property == "endDate" && old.of(one, property).is_empty());
        if let Some(end) = ended {
            let words = format!("{ends} {place} in {end}");
            found.push(Change { about: kind, from: None, to: Some(end.to_owned()), words });
        } else if one == two {
            compare(old, new, one, property, about, &within, found);
        } else {
            let mut renamed = Facts::default();
            renamed.copy(old, one, two, property);
            compare(&renamed, new, two, property, about, &within, found);
        }
    }
}

impl Facts {
    /// Takes over what other facts say of a node by a property, as of another node, nodes by their names.
    fn copy(&mut self, other: &Self, node: &str, as_node: &str, property: &str) {
        said(other, node, property).into_iter().for_each(|fact| self.put(as_node, property, fact));
    }
}

/// The organizations of a Role.
fn place(facts: &Facts, role: &str) -> String {
    let places: Vec<String> = said(facts, role, "at").into_iter().map(|(name, _)| name).collect();
    if places.is_empty() { "an unnamed place".to_owned() } else { places.join(" and ") }
}

/// A Role in words: the post, the place and the period.
fn described(facts: &Facts, role: &str, kind: &str) -> String {
    let title = facts.wording(role, "roleName").filter(|_| kind != "study");
    let title = title.map(|title| format!("as `{}` ", shortened(title))).unwrap_or_default();
    let period = match (facts.wording(role, "startDate"), facts.wording(role, "endDate")) {
        (Some(start), Some(end)) => format!(" from {start} to {end}"),
        (Some(start), None) => format!(" since {start}"),
        (None, Some(end)) => format!(" until {end}"),
        (None, None) => String::new(),
    };
    format!("{title}at {}{period}", place(facts, role))
}

/// Compares the works of a person.
fn works(old: &Facts, new: &Facts, person: &str, found: &mut Vec<Change>) {
    let of = |facts: &Facts| -> BTreeSet<String> {
        let held = facts.held_by(person).into_iter();
        let is_work = |node: &&str| !facts.of(node, "name").is_empty() && facts.of(node, "holder").is_empty();
        held.filter(is_work).map(str::to_owned).collect()
    };
    let (before, after) = (of(old), of(new));
    for gone in before.difference(&after) {
        let from = old.label(gone);
        let words = format!("work `{}` is gone", shortened(&from));
        found.push(Change { about: "work", from: Some(from), to: None, words });
    }
    for came in after.difference(&before) {
        let to = new.label(came);
        let words = format!("new work `{}`", shortened(&to));
        found.push(Change { about: "work", from: None, to: Some(to), words });
    }
    for work in before.intersection(&after) {
        let within = format!("work `{}`: ", shortened(&new.label(work)));
        OF_WORK.iter().for_each(|(property, about)| compare(old, new, work, property, about, &within, found));
    }
}
