//! Which lines name something, and which are sentences.

use crate::date::{Found, Span};
use crate::import::outline::{Level, Line, width};
use crate::import::parts::{tail, tells_of_deeds};
use crate::text::is_han;

/// Whether a line names something, rather than tells of it in a sentence.
#[must_use]
pub fn is_header(line: &Line, dates: &[Found]) -> bool {
    // A line may be a mark of the site's generator.
    if line.level == Level::Rule || line.text.starts_with("{%") {
        return false;
    }
    if matches!(line.level, Level::Heading(_) | Level::Row) {
        return line.width() <= 160;
    }
    let end = tail(&line.text, dates).unwrap_or(line.text.len());
    // A stop right behind a date closes no sentence: `BSc, Sample University, 2005.`
    let dated = dates.last().is_some_and(|found| is_little(&line.text[found.range.end..end]));
    let end = if dated { dates.last().map_or(end, |found| found.range.end) } else { end };
    let mut rest = line.text[..end].to_owned();
    for found in dates.iter().rev() {
        rest.replace_range(found.range.clone(), "");
    }
    let begins = dates.first().is_some_and(|found| found.range.start == 0 && !matches!(found.span, Span::At(_)));
    let closed = rest.trim_end().trim_end_matches(['.', '!']);
    let ends = dates.last().is_some_and(|found| {
        line.text[..found.range.start].ends_with('\t') && line.text[found.range.end..].trim().is_empty()
    });
    !is_prose(if begins && !closed.contains(". ") || ends && width(closed) <= 80 { closed } else { &rest })
}

/// Whether a text is a stop, or a place in Chinese before one: `，杭州。`
fn is_little(text: &str) -> bool {
    let place = text.strip_prefix('，').and_then(|rest| rest.strip_suffix('。'));
    matches!(text, "." | "。") || place.is_some_and(|place| place.chars().count() <= 4)
}

/// Whether a text is a sentence, or more.
#[must_use]
pub fn is_prose(text: &str) -> bool {
    let text = text.trim();
    let han = text.chars().filter(|c| is_han(*c)).count();
    let sentences = text.contains('。')
        || text.ends_with(['；', ';', '！', '!'])
        || (text.ends_with('.') && text.split(' ').count() > 6);
    if sentences || tells_of_deeds(text.trim_start_matches(|c: char| !c.is_alphanumeric())) {
        return true;
    }
    let clauses = text.matches(['，', ',', '；']).count();
    let words = text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count();
    if han * 2 > words.max(8) {
        width(text) > 110 || (clauses >= 1 && width(text) > 90)
    } else {
        words > 18 || (begins_deed(text) && words > 4) || text.starts_with(|c: char| c.is_lowercase()) && words > 6
    }
}

/// Whether an English text begins with what somebody did: `Built …`, `Designed …`.
fn begins_deed(text: &str) -> bool {
    const DEEDS: &str = " led built designed developed implemented created managed worked improved reduced increased wrote responsible launched maintained supported migrated conducted coordinated analyzed analysed delivered achieved collaborated optimized optimised established introduced organized organised mentored trained taught researched helped assisted performed provided prepared drove owned spearheaded architected automated integrated deployed tested published presented participated contributed supervised planned produced negotiated oversaw ran ";
    let first = text.split_whitespace().next().unwrap_or_default().to_lowercase();
    first.len() > 2 && DEEDS.contains(&format!(" {first} "))
}
