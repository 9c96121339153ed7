//! Lines that say where somebody was by a preposition: `at Acme` below `Engineer`.

use super::{Level, Line};

/// Words before a place.
const AT: [&str; 8] = ["at ", "bei der ", "bei ", "beim ", "an der ", "am ", "chez ", "presso "];

/// Right below a line that names something, `at Acme` or `an der Hochschule …` becomes the name alone.
pub(super) fn without_prepositions(lines: &mut [Line]) {
    for at in 1..lines.len() {
        let Some(word) = AT.iter().find(|word| lines[at].text.starts_with(**word)) else { continue };
        if stands_below(&lines[at - 1], &lines[at], word.len()) {
            let line = &mut lines[at];
            line.text.drain(..word.len());
            line.bold = line.bold.saturating_sub(word.len());
        }
    }
}

/// Whether a line that begins with a word of this length says where the post or degree above it was.
fn stands_below(above: &Line, line: &Line, word: usize) -> bool {
    let heading = matches!(above.level, Level::Heading(_));
    let short = above.text.split(' ').count() <= 6 && above.text.starts_with(char::is_uppercase);
    let named = heading || above.is_bold() || short && above.level == Level::Text;
    let whole = !line.text.ends_with('.') && line.width() <= 80;
    let name = line.text[word..].starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    named && whole && name && line.level == Level::Text && (heading || !line.gap)
}
