//! Skills by what shows them: of a person by jobs and projects, of a team or an organization by people.

use std::collections::BTreeMap;

use maud::{Markup, html};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, NamedNodeRef};
use rustc_hash::{FxHashMap, FxHashSet};

use super::facts::Facts;
use super::measure::{SIZE, SMALL, shortened, width};
use super::svg::{Px, item};
use super::{Options, Picture};
use crate::date::OPEN;
use crate::store::{Store, month};
use crate::vocab::{schema, vita};

/// How many skills a picture shows.
pub const SKILLS: usize = 20;

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
    /// In how many jobs, posts and studies it was used.
    pub roles: usize,
    /// In how many projects it was used. Without any of both it is only claimed.
    pub projects: usize,
    /// For how many months in all, each month counted once.
    pub months: u32,
}

/// That a skill was used in a role.
#[derive(Clone, Copy)]
struct Use {
    project: bool,
    months: Option<(i32, i32)>,
}

/// The skills of a person, those with most uses first.
#[must_use]
pub fn of(store: &Store, person: NamedNodeRef<'_>, options: &Options<'_>) -> Vec<Skill> {
    let facts = Facts::new(store, options);
    let mut known: BTreeMap<NamedNodeRef<'_>, Vec<Use>> = BTreeMap::new();
    for term in facts.nodes(person, schema::KNOWS_ABOUT) {
        known.entry(term).or_default();
    }
    for role in store.subjects(vita::HOLDER, person.into()).filter(|role| !facts.is_a(*role, vita::PROFICIENCY)) {
        let mut terms = facts.nodes(role, vita::SKILL).peekable();
        if terms.peek().is_some() {
            let used = Use { project: facts.is_a(role, schema::ROLE), months: months(facts, role, options) };
            terms.for_each(|term| known.entry(term).or_default().push(used));
        }
    }
    let skill = |(term, uses): (NamedNodeRef<'_>, Vec<Use>)| Skill {
        node: term.into_owned(),
        name: facts.name(term),
        roles: uses.iter().filter(|used| !used.project).count(),
        projects: uses.iter().filter(|used| used.project).count(),
        months: together(uses.into_iter().filter_map(|used| used.months).collect()),
    };
    let mut skills: Vec<Skill> = known.into_iter().map(skill).collect();
    let most = |skill: &Skill| (skill.roles + skill.projects, skill.months);
    skills.sort_by(|one, other| most(other).cmp(&most(one)).then_with(|| one.name.cmp(&other.name)));
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
        counts: (skill.roles, skill.projects),
        detail: detail(skill, options),
    });
    let rows: Vec<Row<'_>> = rows.collect();
    let name = Facts::new(store, options).name(person);
    let label = format!("{}{name}", words.pick("Skills of ", "技能："));
    let all = [
        ("full", words.pick("job, post or study", "工作、任职或学习"), rows.iter().any(|row| row.counts.0 > 0)),
        ("half", words.pick("project", "项目"), rows.iter().any(|row| row.counts.1 > 0)),
        ("hollow", words.pick("claimed", "自述"), rows.iter().any(|row| row.counts == (0, 0))),
    ];
    let legend: Vec<(&str, &str)> = all.into_iter().filter(|entry| entry.2).map(|entry| (entry.0, entry.1)).collect();
    picture(label, &rows, &legend, skills.len(), options)
}

/// The skills of all people as bars, those that most people know first.
#[must_use]
pub fn of_team(store: &Store, options: &Options<'_>) -> Option<Picture> {
    let terms = store.subjects(rdf::TYPE, schema::DEFINED_TERM.into());
    let counted = terms.map(|term| (term, store.count(None, Some(schema::KNOWS_ABOUT), Some(term.into()))));
    let label = options.words.pick("Skills of the team", "团队技能").to_owned();
    by_people(store, counted.collect(), label, options)
}

/// The skills that were used in jobs, posts and studies at an organization as bars, those of most people first.
#[must_use]
pub fn of_organization(store: &Store, organization: NamedNodeRef<'_>, options: &Options<'_>) -> Option<Picture> {
    let facts = Facts::new(store, options);
    let mut known: FxHashMap<NamedNodeRef<'_>, FxHashSet<NamedNodeRef<'_>>> = FxHashMap::default();
    for role in store.subjects(vita::AT, organization.into()) {
        for holder in facts.nodes(role, vita::HOLDER) {
            for term in facts.nodes(role, vita::SKILL) {
                known.entry(term).or_default().insert(holder);
            }
        }
    }
    let counts = known.into_iter().map(|(term, people)| (term, people.len()));
    let label = format!("{}{}", options.words.pick("Skills at ", "技能："), facts.name(organization));
    by_people(store, counts.collect(), label, options)
}

/// One bar.
struct Row<'t> {
    node: &'t NamedNode,
    name: &'t str,
    /// How many blocks it has, those that are full and the others.
    counts: (usize, usize),
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
        counts: (*people, 0),
        detail: match people {
            1 => options.words.pick("1 person", "1人").to_owned(),
            _ => format!("{people}{}", options.words.pick(" people", "人")),
        },
    });
    picture(label, &rows.collect::<Vec<_>>(), &[], count, options)
}

/// Bars below each other: names to the left, blocks or a bar, then what is counted; below them what blocks mean.
fn picture(
    label: String,
    rows: &[Row<'_>],
    legend: &[(&str, &str)],
    count: usize,
    options: &Options<'_>,
) -> Option<Picture> {
    let wide = options.wide();
    let column = rows.iter().map(|row| width(row.name, SIZE)).fold(0.0, f64::max).min(wide * 0.36);
    let details = rows.iter().map(|row| width(&row.detail, SMALL)).fold(0.0, f64::max);
    let left = MARGIN + column + 10.0;
    let most = rows.iter().map(|row| row.counts.0 + row.counts.1).max()?.max(1);
    let unit = ((wide - MARGIN - details - 12.0 - left) / most as f64).clamp(0.01, 36.0);
    let bottom = 4.0 + ROW * rows.len() as f64;
    let drawn = rows.iter().zip(0..).map(|(row, at)| {
        let y = 4.0 + ROW * f64::from(at);
        let title = format!("{}{}{}", row.name, options.words.pick(": ", "："), row.detail);
        let end = left + unit * (row.counts.0 + row.counts.1).max(1) as f64;
        let drawn = html! {
            text x=(Px(MARGIN + column)) y=(Px(y + 14.0)) text-anchor="end" {
                (shortened(row.name, SIZE, column).unwrap_or_default())
            }
            (blocks(row.counts, unit, left, y + 3.0))
            text class="muted small" x=(Px(end + 8.0)) y=(Px(y + 14.0)) { (row.detail) }
        };
        item(&title, options.link(Some(row.node.as_str())).as_deref(), &drawn)
    });
    let drawn: Vec<Markup> = drawn.collect();
    let more = (count > rows.len()).then(|| options.words.more(count - rows.len()));
    let (notes, height) = notes(legend, more, left, bottom);
    Some(Picture {
        height,
        width: wide,
        content: html! {
            g role="list" aria-label=(label) { @for row in drawn { (row) } }
            (notes)
        },
        label,
    })
}

/// Blocks that can be counted, or one bar where they would be too narrow for that.
fn blocks((full, half): (usize, usize), unit: f64, left: f64, y: f64) -> Markup {
    if full + half == 0 {
        return block("hollow", left, unit.clamp(9.0, 36.0) - 3.0, y);
    }
    if unit < 8.0 {
        let middle = left + unit * full as f64;
        return html! {
            @if full > 0 { (block("full", left, unit * full as f64, y)) }
            @if half > 0 { (block("half", middle, unit * half as f64, y)) }
        };
    }
    html! {
        @for at in 0..full + half {
            (block(if at < full { "full" } else { "half" }, left + unit * at as f64, unit - 3.0, y))
        }
    }
}

fn block(class: &str, x: f64, wide: f64, y: f64) -> Markup {
    html! { rect class=(class) x=(Px(x)) y=(Px(y)) width=(Px(wide.max(1.0))) height="14" rx="2" {} }
}

/// What blocks mean and how many skills are left out, from `y` down, and where that ends.
fn notes(legend: &[(&str, &str)], more: Option<String>, left: f64, y: f64) -> (Markup, f64) {
    let (mut x, mut drawn) = (left, Vec::new());
    for (class, text) in legend {
        drawn.push(html! {
            (block(class, x, 20.0, y + 6.0))
            text class="muted small" x=(Px(x + 26.0)) y=(Px(y + 17.0)) { (text) }
        });
        x += 26.0 + width(text, SMALL) + 16.0;
    }
    if let Some(more) = more {
        drawn.push(html! { text class="muted small" x=(Px(x)) y=(Px(y + 17.0)) { (more) } });
    }
    let high = if drawn.is_empty() { 4.0 } else { 28.0 };
    (html! { g aria-hidden="true" { @for note in drawn { (note) } } }, y + high)
}

/// What shows a skill, in words: `2 jobs, 1 project · 3 y`.
fn detail(skill: &Skill, options: &Options<'_>) -> String {
    let words = options.words;
    let one = |count: usize, [one, many, chinese]: [&str; 3]| match count {
        0 => None,
        1 => Some(format!("1{}", words.pick(one, chinese))),
        _ => Some(format!("{count}{}", words.pick(many, chinese))),
    };
    let roles = one(skill.roles, [" role", " roles", "段经历"]);
    let projects = one(skill.projects, [" project", " projects", "个项目"]);
    let counts: Vec<String> = roles.into_iter().chain(projects).collect();
    match (counts.join(words.pick(", ", "、")), skill.months) {
        (counts, _) if counts.is_empty() => words.pick("claimed", "自述").to_owned(),
        (counts, 0) => counts,
        (counts, months) => format!("{counts} · {}", words.months(months)),
    }
}

/// The months of a role up to today, from the first to the one after the last.
fn months(facts: Facts<'_>, role: NamedNodeRef<'_>, options: &Options<'_>) -> Option<(i32, i32)> {
    let day = |property| facts.literals(role, property).find_map(|literal| literal.value().parse().ok());
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
