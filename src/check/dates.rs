//! Dates of a record that contradict each other, or what lives are like.

use chrono::{Days, Months, NaiveDate};

use super::finds::Finds;
use super::view::{Holds, Object};
use crate::date::{Date, End, today};
use crate::rules;
use crate::setup::Setup;
use crate::text::{Text, folded};

/// The days that two full-time jobs may overlap: periods of notice, and dates that are rounded.
const OVERLAP_DAYS: i64 = 92;

/// The days between two posts that nobody asks about.
const GAP_DAYS: i64 = 183;

/// How old somebody is who works.
const WORKING_AGE: u32 = 14;

/// The years before the first study in which nobody has a career.
const BEFORE_STUDY: u32 = 10;

/// How many years a study may take, by words in the name of its degree.
const LONGEST: [(&str, u32); 13] = [
    ("phd", 12),
    ("ph.d", 12),
    ("doctor", 12),
    ("博士", 12),
    ("master", 7),
    ("msc", 7),
    ("mba", 7),
    ("硕士", 7),
    ("bachelor", 9),
    ("bsc", 9),
    ("学士", 9),
    ("本科", 9),
    ("高中", 6),
];

/// How many years any other study may take.
const LONGEST_OTHER: u32 = 12;

/// Words in the title of a post that one has beside another.
const BESIDE: [&str; 19] = [
    "part-time",
    "part time",
    "advis",
    "consult",
    "visiting",
    "adjunct",
    "guest",
    "honorary",
    "board",
    "mentor",
    "volunteer",
    "intern",
    "student",
    "兼职",
    "顾问",
    "客座",
    "理事",
    "董事",
    "实习",
];

/// A job or study, with what is certain of its period.
struct Post<'o, 'n> {
    object: &'o Object<'n>,
    start: Date,
    start_at: usize,
    end: End,
    /// Whether the end is stated.
    has_end: bool,
}

pub(super) fn check(objects: &[Object<'_>], setup: &Setup, finds: &mut Finds) {
    let now = today().first_day();
    future(objects, now, finds);
    let mut posts: Vec<Post<'_, '_>> = objects.iter().filter_map(Post::of).collect();
    posts.sort_by_key(|post| (post.start.first_day(), post.start_at));
    overlaps(&posts, now, setup, finds);
    gaps(&posts, now, finds);
    posts.iter().for_each(|post| long_study(post, now, finds));
    let born = objects.iter().find(|object| object.kind.name == "basics").and_then(|basics| basics.date("birthDate"));
    match born {
        Some((born, _)) => posts.iter().for_each(|post| too_young(post, born, finds)),
        None => before_school(&posts, finds),
    }
}

impl<'o, 'n> Post<'o, 'n> {
    fn of(object: &'o Object<'n>) -> Option<Self> {
        if !matches!(object.kind.name, "work" | "education" | "volunteer") {
            return None;
        }
        let (start, start_at) = object.date("startDate")?;
        let end = object.end("endDate");
        let has_end = object.get("endDate").is_some();
        // An end that cannot be read is unknown, as in reading.
        let end = end.map_or(if has_end { End::Unknown } else { End::Present }, |(end, _)| end);
        Some(Self { object, start, start_at, end, has_end })
    }

    fn is(&self, kind: &str) -> bool {
        self.object.kind.name == kind
    }

    /// The last day that is certainly within the period, and the last that may be.
    fn ends(&self, now: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
        match self.end {
            End::Date(end) => Some((end.first_day().min(now), end.last_day())),
            End::Present => Some((now, now)),
            End::Unknown => None,
        }
    }

    /// Whether it is a job that leaves no time for another, as far as the record tells.
    fn is_full_time(&self) -> bool {
        let kind = self.object.text("kind").map(folded);
        let mut titles = self.object.wordings("position").into_iter().map(str::to_lowercase);
        self.is("work")
            && kind.is_none_or(|kind| kind == "employment")
            && !titles.any(|title| BESIDE.iter().any(|word| title.contains(word)))
    }

    fn organizations(&self, setup: &Setup) -> Vec<String> {
        let keys = self.object.wordings("organization").into_iter().map(str::to_owned);
        let name = |wording: &str| {
            setup
                .organizations
                .find(&Text::plain(wording))
                .map_or_else(|| folded(wording), |key| key.as_str().to_owned())
        };
        let names = ["name", "institution"].iter().flat_map(|field| self.object.wordings(field)).map(name);
        keys.chain(names).collect()
    }

    fn title(&self, setup: &Setup) -> String {
        let names = ["name", "institution", "organization"].iter().flat_map(|field| self.object.wordings(field));
        names.into_iter().next().map_or_else(|| self.organizations(setup).concat(), str::to_owned)
    }
}

/// What is told as begun or done, and lies in the future. Ends are often planned.
fn future(objects: &[Object<'_>], now: NaiveDate, finds: &mut Finds) {
    // Somewhere it is tomorrow already.
    let (tomorrow, planned) = (now + Days::new(1), now + Months::new(120));
    for object in objects {
        for (slot, node) in object.fields().filter(|(slot, _)| slot.holds == Holds::Date) {
            let Some((date, _)) = object.date(slot.field.name) else { continue };
            let limit = if slot.field.name == "endDate" { planned } else { tomorrow };
            if date.first_day() > limit {
                let message = format!("`{}` is in the future: `{date}`", slot.field.name);
                finds.add(&rules::FUTURE, node.at, message, "mend the year, or leave out what has not yet happened");
            }
        }
    }
}

fn overlaps(posts: &[Post<'_, '_>], now: NaiveDate, setup: &Setup, finds: &mut Finds) {
    let jobs: Vec<&Post<'_, '_>> = posts.iter().filter(|post| post.is_full_time()).collect();
    for (number, later) in jobs.iter().enumerate() {
        let days = |earlier: &Post<'_, '_>| {
            let end = earlier.ends(now)?.0.min(later.ends(now)?.0);
            Some((end - later.start.last_day()).num_days())
        };
        let other = jobs[..number].iter().find(|earlier| {
            days(earlier).is_some_and(|days| days > OVERLAP_DAYS) && !are_related(earlier, later, setup)
        });
        if let Some(other) = other {
            let months = days(other).unwrap_or_default() / 30;
            let message = format!(
                "full-time at `{}` and at `{}` at once, for {months} months",
                later.title(setup),
                other.title(setup)
            );
            finds.add(
                &rules::OVERLAP,
                later.start_at,
                message,
                "mend the dates, or state the `kind` of one: `contract`, `freelance`, `part-time`",
            );
        }
    }
}

/// Whether two posts may be within one organization.
fn are_related(one: &Post<'_, '_>, two: &Post<'_, '_>, setup: &Setup) -> bool {
    use crate::setup::OrganizationId::Name;
    let (one, two) = (one.organizations(setup), two.organizations(setup));
    let ids = |names: &[String]| names.iter().cloned().map(Name).collect::<Vec<_>>();
    one.is_empty() || two.is_empty() || setup.related(&ids(&one), &ids(&two))
}

/// A stretch in which nothing is told, between two posts.
fn gaps(posts: &[Post<'_, '_>], now: NaiveDate, finds: &mut Finds) {
    let mut until: Option<NaiveDate> = None;
    for post in posts.iter().filter(|post| post.start.first_day() <= now) {
        if let Some(until) = until.filter(|until| (post.start.first_day() - *until).num_days() > GAP_DAYS) {
            let months = (post.start.first_day() - until).num_days() / 30;
            let message = format!("nothing is told of the {months} months before it");
            finds.add(&rules::GAP, post.start_at, message, "add what is missing, if anything is");
        }
        // Behind an end that nobody knows there may be no gap.
        let Some((_, end)) = post.ends(now) else { return };
        until = until.max(Some(end));
    }
}

fn long_study(post: &Post<'_, '_>, now: NaiveDate, finds: &mut Finds) {
    if !post.is("education") {
        return;
    }
    let degree = post.object.wordings("studyType").join(" ").to_lowercase();
    let years = LONGEST.iter().find(|(word, _)| degree.contains(word)).map_or(LONGEST_OTHER, |(_, years)| *years);
    let Some((end, _)) = post.ends(now) else { return };
    if post.start.last_day() + Months::new(12 * years) >= end {
        return;
    }
    let so_far = if post.end == End::Present { " so far" } else { "" };
    let message = format!("a study of {} years{so_far}", (end - post.start.last_day()).num_days() / 365);
    let hint = match post.has_end {
        true => "mend the date that is wrong",
        false => "without `endDate` it still runs: state it, or `endDate: unknown`",
    };
    finds.add(&rules::LONG_STUDY, post.start_at, message, hint);
}

fn too_young(post: &Post<'_, '_>, born: Date, finds: &mut Finds) {
    let age = if post.is("work") { WORKING_AGE } else { 0 };
    if post.start.last_day() < born.first_day() + Months::new(12 * age) {
        let message = match age {
            0 => format!("it begins before the person was born, in {}", born.year()),
            _ => format!("a job before the age of {age}: the person was born in {}", born.year()),
        };
        finds.add(&rules::TOO_YOUNG, post.start_at, message, "mend the date that is wrong");
    }
}

fn before_school(posts: &[Post<'_, '_>], finds: &mut Finds) {
    let Some(first) = posts.iter().find(|post| post.is("education")) else { return };
    let is_early = |post: &&Post<'_, '_>| {
        post.is("work") && post.start.last_day() + Months::new(12 * BEFORE_STUDY) < first.start.first_day()
    };
    for post in posts.iter().filter(is_early) {
        let message = format!("a job more than {BEFORE_STUDY} years before the first study, of {}", first.start);
        finds.add(&rules::WORK_BEFORE_SCHOOL, post.start_at, message, "mend the date, or add the earlier study");
    }
}
