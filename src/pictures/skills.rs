//! Skills by what shows them: of a person by jobs and projects, of a team or an organization by people.

use std::collections::{BTreeMap, BTreeSet};

use maud::html;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, NamedNodeRef};

use super::facts::Facts;
use super::measure::{SIZE, shortened, width};
use super::svg::{Px, item};
use super::{Options, Picture};
use crate::date::OPEN;
use crate::store::Store;
use crate::vocab::{schema, vita};

/// How many skills a picture shows.
pub const SKILLS: usize = 30;

/// From one skill to the next.
const ROW: f64 = 24.0;

const MARGIN: f64 = 10.0;

/// A skill of a person.
#[derive(Clone, Debug)]
pub struct Skill {
    /// The skill.
    pub node: NamedNode,
    /// What it is called.
    pub name: String,
    /// In how many jobs, posts, studies and projects it was used; 0 where it is only claimed.
    pub uses: usize,
    /// For how many months in all, each month counted once.
    pub months: u32,
}

/// The skills of a person, those with most uses first.
#[must_use]
pub fn of(store: &Store, person: NamedNodeRef<'_>, options: &Options<'_>) -> Vec<Skill> {
    let facts = Facts::new(store, options);
    let mut uses: BTreeMap<NamedNodeRef<'_>, Vec<Option<(i32, i32)>>> = BTreeMap::new();
    for term in facts.nodes(person, schema::KNOWS_ABOUT) {
        uses.entry(term).or_default();
    }
    for role in store.subjects(vita::HOLDER, person).filter(|role| !facts.is_a(*role, vita::PROFICIENCY)) {
        let mut terms: Vec<NamedNodeRef<'_>> = facts.nodes(role, vita::SKILL).collect();
        terms.dedup();
        let months = if terms.is_empty() { None } else { months(facts, role, options) };
        terms.into_iter().for_each(|term| uses.entry(term).or_default().push(months));
    }
    let skill = |(term, uses): (NamedNodeRef<'_>, Vec<Option<(i32, i32)>>)| Skill {
        node: term.into_owned(),
        name: facts.name(term),
        uses: uses.len(),
        months: together(uses.into_iter().flatten().collect()),
    };
    let mut skills: Vec<Skill> = uses.into_iter().map(skill).collect();
    skills.sort_by(|one, other| (other.uses, other.months, &one.name).cmp(&(one.uses, one.months, &other.name)));
    skills
}

/// The skills of a person as bars: a block for each job or project, hollow where the skill is only claimed.
#[must_use]
pub fn of_person(store: &Store, person: NamedNodeRef<'_>, options: &Options<'_>) -> Option<Picture> {
    let skills = of(store, person, options);
    let words = options.words;
    let rows = skills.iter().take(SKILLS).map(|skill| Row {
        node: &skill.node,
        name: &skill.name,
        count: skill.uses,
        detail: match (skill.uses, skill.months) {
            (0, _) => words.pick("claimed", "自述").to_owned(),
            (uses, 0) => uses_of(uses, options),
            (uses, months) => format!("{} · {}", uses_of(uses, options), words.months(months)),
        },
    });
    let name = Facts::new(store, options).name(person);
    let label = format!("{}{name}", words.pick("Skills of ", "技能："));
    picture(label, &rows.collect::<Vec<_>>(), skills.len(), options)
}

/// The skills of all people as bars, those that most people know first.
#[must_use]
pub fn of_team(store: &Store, options: &Options<'_>) -> Option<Picture> {
    let terms = store.subjects(rdf::TYPE, schema::DEFINED_TERM);
    let counted = terms.map(|term| (term, store.count(None, Some(schema::KNOWS_ABOUT), Some(term.into()))));
    let label = options.words.pick("Skills of the team", "团队技能").to_owned();
    by_people(store, counted.collect(), label, options)
}

/// The skills that were used in jobs, posts and studies at an organization as bars, those of most people first.
#[must_use]
pub fn of_organization(store: &Store, organization: NamedNodeRef<'_>, options: &Options<'_>) -> Option<Picture> {
    let facts = Facts::new(store, options);
    let mut known: BTreeSet<(NamedNodeRef<'_>, NamedNodeRef<'_>)> = BTreeSet::new();
    for role in store.subjects(vita::AT, organization) {
        for holder in facts.nodes(role, vita::HOLDER) {
            known.extend(facts.nodes(role, vita::SKILL).map(|term| (term, holder)));
        }
    }
    let mut counts: BTreeMap<NamedNodeRef<'_>, usize> = BTreeMap::new();
    known.into_iter().for_each(|(term, _)| *counts.entry(term).or_default() += 1);
    let label = format!("{}{}", options.words.pick("Skills at ", "技能："), facts.name(organization));
    by_people(store, counts.into_iter().collect(), label, options)
}

/// One bar.
struct Row<'t> {
    node: &'t NamedNode,
    name: &'t str,
    count: usize,
    detail: String,
}

fn by_people(
    store: &Store,
    mut counted: Vec<(NamedNodeRef<'_>, usize)>,
    label: String,
    options: &Options<'_>,
) -> Option<Picture> {
    let facts = Facts::new(store, options);
    counted.retain(|(_, people)| *people > 0);
    counted.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(&other.0)));
    let count = counted.len();
    let shown: Vec<(NamedNode, String, usize)> =
        counted.into_iter().take(SKILLS).map(|(term, people)| (term.into_owned(), facts.name(term), people)).collect();
    let rows = shown.iter().map(|(node, name, people)| Row {
        node,
        name,
        count: *people,
        detail: match people {
            1 => options.words.pick("1 person", "1人").to_owned(),
            _ => format!("{people}{}", options.words.pick(" people", "人")),
        },
    });
    picture(label, &rows.collect::<Vec<_>>(), count, options)
}

/// Bars below each other: names to the left, blocks or a bar, then what is counted.
fn picture(label: String, rows: &[Row<'_>], count: usize, options: &Options<'_>) -> Option<Picture> {
    if rows.is_empty() {
        return None;
    }
    let wide = options.wide();
    let column = rows.iter().map(|row| width(row.name, SIZE)).fold(0.0, f64::max).min(wide * 0.36);
    let details = rows.iter().map(|row| width(&row.detail, SIZE)).fold(0.0, f64::max);
    let left = MARGIN + column + 10.0;
    let most = rows.iter().map(|row| row.count).max().unwrap_or_default().max(1);
    let unit = ((wide - MARGIN - details - 12.0 - left) / most as f64).min(36.0);
    let bottom = ROW * rows.len() as f64 + 4.0;
    let more = (count > rows.len()).then(|| options.words.more(count - rows.len()));
    Some(Picture {
        height: bottom + if more.is_some() { 20.0 } else { 4.0 },
        width: wide,
        content: html! {
            g role="list" aria-label=(label) {
                @for (row, at) in rows.iter().zip(0..) {
                    @let y = 4.0 + ROW * f64::from(at);
                    @let title = format!("{}{}{}", row.name, options.words.pick(": ", "："), row.detail);
                    (item(&title, options.link(Some(row.node.as_str())).as_deref(), &html! {
                        text x=(Px(MARGIN + column)) y=(Px(y + 14.0)) text-anchor="end" {
                            (shortened(row.name, SIZE, column).unwrap_or_default())
                        }
                        (bar(row.count, unit, left, y))
                        text class="muted small" x=(Px(left + unit * row.count.max(1) as f64 + 8.0)) y=(Px(y + 14.0)) { (row.detail) }
                    }))
                }
            }
            @if let Some(more) = more {
                text class="muted small" x=(Px(left)) y=(Px(bottom + 12.0)) { (more) }
            }
        },
        label,
    })
}

/// Blocks that can be counted, or one bar where they would be too narrow for that.
fn bar(count: usize, unit: f64, left: f64, y: f64) -> maud::Markup {
    let block = |class: &str, x: f64, wide: f64| {
        html! { rect class=(class) x=(Px(x)) y=(Px(y + 3.0)) width=(Px(wide.max(1.0))) height="14" rx="2" {} }
    };
    match count {
        0 => block("hollow", left, unit.clamp(6.0, 36.0) - 3.0),
        count if unit < 8.0 => block("full", left, unit * count as f64),
        count => html! { @for at in 0..count { (block("full", left + unit * at as f64, unit - 3.0)) } },
    }
}

fn uses_of(uses: usize, options: &Options<'_>) -> String {
    match uses {
        1 => options.words.pick("1 use", "1项经历").to_owned(),
        _ => format!("{uses}{}", options.words.pick(" uses", "项经历")),
    }
}

/// The months of a role up to today, from the first to the one after the last.
fn months(facts: Facts<'_>, role: NamedNodeRef<'_>, options: &Options<'_>) -> Option<(i32, i32)> {
    use chrono::{Datelike, NaiveDate};
    let day = |property| facts.literals(role, property).find_map(|literal| literal.value().parse::<NaiveDate>().ok());
    let month = |day: NaiveDate| day.year() * 12 + day.month0() as i32;
    let (from, until) = (day(vita::FROM)?, day(vita::UNTIL).unwrap_or(OPEN).min(options.today));
    Some((month(from), month(until) + 1)).filter(|(from, after)| from < after)
}

/// How many months there are in stretches, each counted once.
fn together(mut stretches: Vec<(i32, i32)>) -> u32 {
    stretches.sort_unstable();
    let (mut sum, mut done) = (0, i32::MIN);
    for (from, after) in stretches {
        sum += (after - from.max(done)).max(0);
        done = done.max(after);
    }
    sum.unsigned_abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_that_two_uses_share_count_once() {
        assert_eq!(together(vec![(10, 14), (12, 20), (30, 31)]), 11);
        assert_eq!(together(Vec::new()), 0);
    }
}
