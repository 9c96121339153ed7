//! Texts in the wrong language, and texts that say nothing.

use super::finds::Finds;
use super::view::{Holds, Leaf};
use crate::rules;
use crate::text::{folded, is_han, script_fits};
use crate::tree::shortened;

/// Languages that are written in Latin letters, and in no others.
const LATIN: [&str; 26] = [
    "en", "fr", "de", "es", "it", "pt", "nl", "sv", "da", "nb", "nn", "no", "fi", "pl", "cs", "sk", "hu", "ro", "hr",
    "sl", "et", "lv", "lt", "tr", "vi", "id",
];

/// Languages that are written in other letters.
const OTHERS: [&str; 14] = ["zh", "yue", "ja", "ko", "ru", "uk", "be", "bg", "el", "ar", "fa", "he", "th", "hi"];

/// So many Latin words in place of another script are a sentence; fewer may be a name: `{zh: Spring Boot}`.
const SENTENCE: usize = 4;

/// Whole texts that templates hold, folded.
const EMPTY: [&str; 50] = [
    "todo",
    "tbd",
    "tba",
    "tbc",
    "fixme",
    "xxx",
    "xxxx",
    "xxxxx",
    "placeholder",
    "yourname",
    "fullname",
    "firstnamelastname",
    "firstlast",
    "youremail",
    "jobtitle",
    "yourtitle",
    "yourjobtitle",
    "companyname",
    "yourcompany",
    "nameofcompany",
    "universityname",
    "schoolname",
    "projectname",
    "yoursummary",
    "summaryhere",
    "descriptionhere",
    "loremipsum",
    "nametobeadded",
    "tobeadded",
    "tobedone",
    "tobefilled",
    "tobedetermined",
    "inserttexthere",
    "待补",
    "待补充",
    "待定",
    "待填",
    "待填写",
    "待完善",
    "暂无",
    "占位",
    "占位符",
    "请填写",
    "请输入",
    "你的名字",
    "您的姓名",
    "公司名称",
    "学校名称",
    "项目名称",
    "职位名称",
];

/// What only unfinished texts have in them, in lower case.
const WITHIN: [&str; 14] = [
    "lorem ipsum",
    "{{",
    "}}",
    "[your ",
    "<your ",
    "[company",
    "[insert",
    "<insert",
    "（待补",
    "(待补",
    "【待补",
    "todo:",
    "fixme:",
    "todo：",
];

pub(super) fn check(leaves: &[Leaf<'_>], finds: &mut Finds) {
    for leaf in leaves.iter().filter(|leaf| leaf.slot.holds == Holds::Text) {
        placeholder(leaf, finds);
        language(leaf, leaves, finds);
    }
}

fn placeholder(leaf: &Leaf<'_>, finds: &mut Finds) {
    let text = leaf.text.trim();
    let whole = || text.len() <= 60 && is_empty(text);
    let lower = if text.is_ascii() { text.to_ascii_lowercase() } else { text.to_lowercase() };
    if whole() || WITHIN.iter().any(|mark| lower.contains(mark)) || has_blank(text) {
        let message = format!("`{}` is a placeholder", shortened(text));
        finds.add(&rules::PLACEHOLDER, leaf.at, message, "write the text, or leave the field out");
    }
}

/// Whether a whole text is one of a template. A project may be called `Todo`, so that this one is so only in capitals.
fn is_empty(text: &str) -> bool {
    let known = folded(text);
    match known.as_str() {
        "todo" => text == "TODO" || text == "ToDo:",
        // A Roman numeral or a size may be two, and a volume `XXX`.
        "xxx" => !text.contains('X') || text == "XXX",
        known => EMPTY.contains(&known),
    }
}

/// Whether letters stand for a name that is not there: `XX公司`, `xxx大学`.
fn has_blank(text: &str) -> bool {
    let at = |mark: &str| {
        text.match_indices(mark).any(|(at, _)| {
            let rest = text[at..].trim_start_matches(['x', 'X', '×']);
            let before = text[..at].chars().next_back();
            let nouns = ["公司", "集团", "大学", "学院", "项目", "有限", "部门", "学校", "科技"];
            nouns.iter().any(|noun| rest.starts_with(noun)) && before.is_none_or(|c| is_han(c) || !c.is_alphanumeric())
        })
    };
    !text.is_ascii() && (at("xx") || at("XX") || at("××"))
}

fn language(leaf: &Leaf<'_>, leaves: &[Leaf<'_>], finds: &mut Finds) {
    let Some(tag) = leaf.language else { return };
    // `zh-Latn` and `zh-pinyin` state another script.
    if tag.contains("-Latn") || tag.contains("-latn") || tag.contains("pinyin") || tag.contains("-x-") {
        return;
    }
    let primary = tag.split('-').next().unwrap_or_default().to_lowercase();
    let found = if LATIN.contains(&primary.as_str()) {
        (mostly_foreign(leaf.text) || has_foreign(leaf.text) && is_swapped(leaf, leaves)).then_some(true)
    } else if OTHERS.contains(&primary.as_str()) && is_latin_text(leaf.text) && !script_fits(leaf.text, &primary) {
        Some(is_sentence(leaf.text) || is_swapped(leaf, leaves))
    } else {
        None
    };
    let Some(certain) = found else { return };
    let message = format!("`{}` is not in the language `{}`", shortened(leaf.text), shortened(tag));
    let hint = match is_swapped(leaf, leaves) {
        true => "the wordings stand under each other's tags: swap them",
        false => "put it under the tag of its language",
    };
    if certain {
        finds.add(&rules::WRONG_LANGUAGE, leaf.at, message, hint);
    } else if is_prose(leaf) {
        finds.add_note(&rules::WRONG_LANGUAGE, leaf.at, message, hint);
    }
}

/// Whether most letters of a text are none of Latin script.
fn mostly_foreign(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let (foreign, latin): (Vec<char>, Vec<char>) = letters.partition(|c| !is_latin(*c));
    // A Chinese character says as much as two or three letters.
    foreign.len() * 2 > latin.len()
}

/// Whether a text has letters that are none of Latin script.
fn has_foreign(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(|c| c.is_alphabetic() && !is_latin(c))
}

/// Whether a letter is one of Latin script.
fn is_latin(c: char) -> bool {
    (c as u32) < 0x370 || (0x1e00..0x1f00).contains(&(c as u32))
}

/// Whether a text has Latin letters, and none of any other script.
fn is_latin_text(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) && script_fits(text, "en")
}

fn is_sentence(text: &str) -> bool {
    let is_word =
        |word: &&str| word.len() > 1 && word.chars().all(|c| c.is_lowercase() || matches!(c, ',' | '.' | '-' | '\''));
    text.split_whitespace().count() >= SENTENCE && text.split_whitespace().filter(is_word).count() >= SENTENCE / 2
}

/// Whether another wording of the same text is foreign to its language too.
fn is_swapped(leaf: &Leaf<'_>, leaves: &[Leaf<'_>]) -> bool {
    let siblings = leaves.iter().filter(|other| other.of == leaf.of && other.language.is_some());
    let own_is_latin = is_latin_text(leaf.text);
    siblings.filter(|other| other.at != leaf.at).any(|other| {
        let tag = other.language.unwrap_or_default().split('-').next().unwrap_or_default().to_lowercase();
        match own_is_latin {
            true => LATIN.contains(&tag.as_str()) && has_foreign(other.text),
            false => OTHERS.contains(&tag.as_str()) && is_latin_text(other.text) && !script_fits(other.text, &tag),
        }
    })
}

/// Whether a text is one of several words in a language, and no name: names are often the same in all.
fn is_prose(leaf: &Leaf<'_>) -> bool {
    matches!(leaf.slot.field.name, "summary" | "description" | "highlights" | "reference")
}
