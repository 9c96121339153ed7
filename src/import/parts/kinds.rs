//! What kind of thing a text names, by its words.

use super::commas::{is_city_with_state, is_state};
use crate::import::words::{Kind, Mark};
use crate::text::is_han;

/// What a text names, by its words: in Chinese the last one tells, in other languages a title comes before others.
pub(super) fn kind(text: &str, marks: &[Mark]) -> Option<Kind> {
    if text.is_empty() || text.contains("://") || tells_of_deeds(text) {
        return None;
    }
    if ["高中", "初中", "中学"].contains(&text) || text.eq_ignore_ascii_case("high school") {
        return Some(Kind::Degree);
    }
    let stages = ["primary school", "elementary school", "middle school", "secondary school", "grundschule"];
    if stages.iter().any(|stage| text.eq_ignore_ascii_case(stage)) {
        return Some(Kind::Degree);
    }
    if is_short_degree(text) {
        return Some(Kind::Degree);
    }
    if let Some(mark) = marks.iter().find(|mark| mark.key.is_some() && mark.start == 0 && mark.end == text.len()) {
        return Some(mark.kind);
    }
    let remote = || text.ends_with("remote") && marks.first().is_some_and(|m| m.start == 0 && m.kind == Kind::Place);
    let behind = || {
        // `Boston MA` is no degree.
        let city = marks.first().filter(|mark| mark.start == 0 && mark.kind == Kind::Place);
        city.is_some_and(|city| is_state(text[city.end..].trim_start_matches([',', ' '])))
    };
    if is_place(text, marks) || is_city_with_state(text) || remote() || behind() {
        return Some(Kind::Place);
    }
    let has = |kind: Kind| marks.iter().any(|mark| mark.kind == kind);
    if text.chars().any(is_han) {
        let last = marks.iter().rev().find(|mark| mark.kind != Kind::Place && mark.kind != Kind::Area);
        let ends = last.filter(|mark| text[mark.end..].chars().all(|c| !is_han(c)));
        if let Some(mark) = ends {
            return Some(mark.kind);
        }
        return [Kind::Title, Kind::School, Kind::Company, Kind::Department, Kind::Degree, Kind::Area]
            .into_iter()
            .find(|kind| has(*kind));
    }
    latin_kind(text, marks)
}

/// Whether a word of a name ends as German names of schools do: `Silberbergschule`, `Goethegymnasium`.
fn has_german_school(text: &str) -> bool {
    const ENDS: [&str; 5] = ["schule", "gymnasium", "kolleg", "universität", "lyzeum"];
    text.split([' ', '-']).any(|word| ENDS.iter().any(|end| word.len() > end.len() + 2 && word.ends_with(end)))
}

fn latin_kind(text: &str, marks: &[Mark]) -> Option<Kind> {
    let marks = &without_others(text, marks);
    let has = |kind: Kind| marks.iter().any(|mark| mark.kind == kind);
    let ends = |kind: Kind| {
        marks.last().is_some_and(|mark| mark.kind == kind && text[mark.end..].chars().all(|c| !c.is_alphanumeric()))
    };
    let part_of = |mark: &Mark| mark.kind == Kind::Department && mark.start == 0;
    // `University of Westmark Mathematics Department`
    if text.starts_with("University of ") && ends(Kind::Department) {
        return Some(Kind::School);
    }
    if marks.iter().any(part_of) {
        return Some(Kind::Department);
    }
    // `Bachelor degree Computer Engineer`
    let called = || {
        marks.first().is_some_and(|mark| {
            mark.kind == Kind::Degree
                && mark.start == 0
                && text[mark.end..].trim_start_matches(' ').to_ascii_lowercase().starts_with("degree")
        })
    };
    if called() || has(Kind::Degree) && !ends(Kind::Title) && !is_for_students(text, marks) {
        return Some(Kind::Degree);
    }
    if marks.iter().all(|mark| mark.kind == Kind::Place) && has_german_school(text) {
        return Some(Kind::School);
    }
    if has(Kind::School) && !ends(Kind::Title) && !leads(marks, Kind::Title) {
        return Some(Kind::School);
    }
    // `expert AG` is no expert.
    if let [title, form] = &marks[..]
        && title.kind == Kind::Title
        && form.kind == Kind::Company
        && title.start == 0
        && title.end + 1 == form.start
        && super::has_form(text)
    {
        return Some(Kind::Company);
    }
    if has(Kind::Company) && !has(Kind::Title) || ends(Kind::Company) && !leads(marks, Kind::Title) {
        return Some(Kind::Company);
    }
    [Kind::Title, Kind::School, Kind::Company, Kind::Department, Kind::Area].into_iter().find(|kind| has(*kind))
}

/// Whether a title stands before those whom it is there for: `Mentor for undergraduate students`.
fn is_for_students(text: &str, marks: &[Mark]) -> bool {
    let degree = marks.iter().find(|mark| mark.kind == Kind::Degree);
    let between = degree.and_then(|degree| text.get(marks.first()?.end..degree.start));
    leads(marks, Kind::Title) && between.is_some_and(|text| [" for ", " to "].iter().any(|word| text.starts_with(word)))
}

/// Words of a name without those that mean something else in it: surnames, `James Cook University`, and legal forms.
fn without_others(text: &str, marks: &[Mark]) -> Vec<Mark> {
    const SURNAMES: [&str; 12] = [
        "Cook",
        "Baker",
        "Carpenter",
        "Butcher",
        "Farmer",
        "Gardener",
        "Judge",
        "Porter",
        "Dean",
        "Chancellor",
        "Steward",
        "Hunter",
    ];
    let named = |mark: &Mark| text[mark.end..].trim_start_matches(['.', ' ']).starts_with(char::is_uppercase);
    // `Skarven Data AS` has the form of a company in Norway, and no degree.
    let form = |mark: &Mark| {
        let last = mark.kind == Kind::Degree && mark.start > 0 && mark.end == text.len();
        last && ["AS", "AB"].contains(&&text[mark.start..]) && !marks.iter().any(|mark| mark.kind == Kind::Area)
    };
    // `Dr. A. Rao College of Engineering` is called after a person.
    let named_after = |mark: &Mark| {
        let doctor = mark.kind == Kind::Degree && text[mark.start..mark.end].trim_end_matches('.') == "Dr";
        doctor && named(mark) && marks.iter().any(|other| other.kind == Kind::School && other.start > mark.end)
    };
    let surname = |mark: &&Mark| SURNAMES.contains(&&text[mark.start..mark.end]) && named(mark);
    marks
        .iter()
        .filter(|mark| !(form(mark) || named_after(mark) || mark.kind == Kind::Title && surname(mark)))
        .cloned()
        .collect()
}

/// Whether a text is a degree in the short form that universities of many countries give: `B.Math.`, `S.Kom`.
fn is_short_degree(text: &str) -> bool {
    let Some((level, subject)) = text.trim_end_matches('.').split_once('.') else { return false };
    let capitals = |c: char| c.is_ascii_uppercase();
    ["B", "M", "S", "D", "Ph"].contains(&level)
        && (2..=4).contains(&subject.len())
        && subject.starts_with(capitals)
        && subject[1..].bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Words that begin what somebody did, in Chinese.
const DEEDS: [&str; 38] = [
    "负责", "领导", "带领", "管理", "参与", "主导", "完成", "实现", "设计", "构建", "开发", "搭建", "优化", "使用",
    "基于", "支持", "提供", "通过", "协助", "组织", "推动", "独立", "担任", "熟悉", "掌握", "了解", "精通", "获得",
    "荣获", "从事", "包括", "采用", "针对", "利用", "具有", "具备", "拥有", "能够",
];

/// Whether a text begins as one that says what somebody did.
#[must_use]
pub fn tells_of_deeds(text: &str) -> bool {
    if !text.starts_with(is_han) {
        return false;
    }
    let verb = DEEDS.iter().find(|verb| text.starts_with(**verb));
    verb.is_some_and(|verb| {
        text.chars().count() > 5
            && !["工程师", "部", "经理", "总监", "师", "中心", "学院", "公司", "岗", "专业", "平台"]
                .iter()
                .any(|end| text.ends_with(end))
            && text.len() > verb.len()
            // `管理学学士` is a degree.
            && !text[verb.len()..].starts_with('学')
    })
}

/// Whether a kind comes first among the words.
fn leads(marks: &[Mark], kind: Kind) -> bool {
    marks.first().is_some_and(|mark| mark.kind == kind)
}

/// Whether a text is names of places and nothing else.
fn is_place(text: &str, marks: &[Mark]) -> bool {
    let places: usize = marks
        .iter()
        .filter(|mark| mark.kind == Kind::Place)
        .map(|mark| text[mark.start..mark.end].chars().filter(|c| c.is_alphanumeric()).count())
        .sum();
    let all = text.chars().filter(|c| c.is_alphanumeric()).count();
    places > 0
        && (places == all
            || (text.ends_with(['市', '区', '省'])
                && text.chars().count() <= 9
                && marks.iter().all(|mark| mark.kind == Kind::Place)))
}
