//! Lines without the words and dates that only say something of what they name.

use std::ops::Range;

use crate::date::Found;
use crate::import::words::{Kind, Words};

/// `在某公司工作` is `某公司`, and `先后任技术员` is `技术员`.
pub(super) fn without_verbs(text: &str) -> &str {
    let gained = ["获得", "毕业于", "就读于", "考入", "获"].iter().find_map(|verb| text.strip_prefix(verb));
    let text = gained.filter(|rest| rest.contains(['学', '校'])).unwrap_or(text);
    let place = ["在", "于", "就职于", "任职于", "供职于"].iter().find_map(|verb| text.strip_prefix(verb));
    let ended = place.and_then(|text| ["工作", "任职", "就职", "实习"].iter().find_map(|verb| text.strip_suffix(verb)));
    let post =
        || ["先后担任", "先后任", "历任", "担任", "曾任", "现任", "任"].iter().find_map(|verb| text.strip_prefix(verb));
    ended.or_else(post).filter(|rest| rest.chars().count() >= 2).unwrap_or(text)
}

/// A text without brackets that say how somebody studied, or how the school is ranked: `某某大学(统招)本科`.
pub(super) fn without_modes(text: String) -> String {
    const MODES: [&str; 12] =
        ["统招", "全日制", "非全日制", "自考", "成人", "函授", "推免", "保研", "保送", "211", "985", "双一流"];
    if !text.contains("学") {
        return text;
    }
    MODES.iter().fold(text, |text, mode| text.replace(&format!("({mode})"), " ").replace(&format!("（{mode}）"), " "))
}

/// `在 某公司 做平台，职位是 工程师` with marks in place of the words that say what is what.
pub(super) fn told_place(text: String) -> String {
    let begun = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let Some(rest) = ["在", "于", "就职于", "任职于"].iter().find_map(|word| begun.strip_prefix(word)) else {
        return text;
    };
    let verbs = ["负责", "从事", "做", "担任", "任", "读书", "读", "当"];
    let verb = verbs.iter().filter_map(|verb| Some((rest.find(verb)?, verb.len()))).min();
    let Some((at, length)) = verb.filter(|(at, _)| *at > 0) else { return text };
    let stated = ["职位是", "职位为", "职务是", "职务为", "岗位是", "岗位为"];
    let told = &rest[at + length..];
    let title = stated.iter().find_map(|words| Some(told.split_once(words)?.1));
    // What somebody did stands behind the verb, and behind it perhaps the post.
    let told = match title {
        Some(title) => title,
        None if rest[at..].starts_with(['做', '负', '从']) => {
            told.split_once(['，', ',']).map_or("", |(_, post)| post)
        }
        None => told,
    };
    format!("{}\t{told}", rest[..at].trim())
}

/// Words behind the name of an organization that say what somebody did there.
pub(super) const DONE: [&str; 8] = ["工作", "任职", "就职", "就读", "学习", "进修", "求学", "攻读"];

/// `某某医院工作` is `某某医院`.
pub(super) fn without_deed<'t>(text: &'t str, words: &Words) -> &'t str {
    let Some(name) = DONE.iter().find_map(|word| text.strip_suffix(word)) else { return text };
    let ends = |kind: Kind| matches!(kind, Kind::Company | Kind::School | Kind::Department);
    let named = words.marks(name).iter().any(|mark| mark.end == name.len() && mark.start > 0 && ends(mark.kind));
    if named { name } else { text }
}

/// The text of a line with a tab in place of each date.
pub(super) fn without(text: &str, dates: &[Found]) -> String {
    let mut result = String::with_capacity(text.len());
    let mut from = 0;
    for Range { start, end } in dates.iter().map(|found| found.range.clone()).filter(|range| range.end <= text.len()) {
        let Some(before) = text.get(from..start) else { continue };
        result.push_str(without_preposition(before));
        result.push('\t');
        from = end;
        // Brackets that hold more than the date are no brackets around a name.
        let open = result.rfind(['(', '（']).filter(|open| !result[*open..].contains([')', '）']));
        if let (Some(open), Some(close)) = (open, text[end..].find([')', '）'])) {
            let width = result[open..].chars().next().map_or(1, char::len_utf8);
            result.replace_range(open..open + width, "\t");
            result.push_str(&text[end..end + close]);
            result.push('\t');
            from = end + close + text[end + close..].chars().next().map_or(1, char::len_utf8);
        }
    }
    result.push_str(&text[from.min(text.len())..]);
    result
}

/// A text without the word that leads over to the date behind it: `Acme from` before `2015 to today`.
pub(super) fn without_preposition(text: &str) -> &str {
    let cut = text.trim_end();
    let lower = cut.to_ascii_lowercase();
    let word = [" from", " since", " between", " during", " in", " as of", " seit", " von", " depuis"];
    word.iter().find(|word| lower.ends_with(**word)).map_or(text, |word| &cut[..cut.len() - word.len()])
}
