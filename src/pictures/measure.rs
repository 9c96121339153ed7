//! How wide texts are, before any font is known: widths of usual sans-serif fonts, rather too wide than too narrow.

use std::borrow::Cow;

/// The size of usual texts, in units of the picture.
pub(super) const SIZE: f64 = 12.0;

/// The size of small texts.
pub(super) const SMALL: f64 = 11.0;

/// How wide a text of this size is.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(advance).sum::<f64>() * size
}

/// The text, or as much of it as is no wider than this, with `…` in place of the rest. Nothing where not even two
/// characters of it have room.
pub(super) fn shortened(text: &str, size: f64, room: f64) -> Option<Cow<'_, str>> {
    if width(text, size) <= room {
        return Some(text.into());
    }
    let (mut used, mut end, mut kept) = (advance('…') * size, 0, 0);
    for (at, c) in text.char_indices() {
        used += advance(c) * size;
        if used > room {
            break;
        }
        (end, kept) = (at + c.len_utf8(), kept + 1);
    }
    (kept >= 2).then(|| format!("{}…", text[..end].trim_end()).into())
}

/// How wide a character is, as a part of the size of the font.
fn advance(c: char) -> f64 {
    match c {
        ' ' | '.' | ',' | ':' | ';' | '|' | '!' | '\'' | 'i' | 'j' | 'l' => 0.32,
        'f' | 'r' | 't' | 'I' | '(' | ')' | '[' | ']' | '/' | '-' => 0.42,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '…' | '—' | '·' => 1.0,
        'A'..='Z' | '&' => 0.72,
        '0'..='9' | '–' => 0.64,
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' => 0.0,
        c if is_wide(c) => 1.0,
        c if (c as u32) >= 0x1_f000 => 1.3,
        c if c.is_uppercase() => 0.75,
        _ => 0.61,
    }
}

/// Whether a character is as wide as it is high, as those of Chinese, Japanese and Korean texts are.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '\u{20000}'..='\u{3fffd}'
        | '“' | '”' | '‘' | '’')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_chinese_character_is_as_wide_as_its_size_and_a_latin_one_about_half() {
        assert!((width("快手", 12.0) - 24.0).abs() < 1e-9);
        assert!((0.5..0.65).contains(&(width("the quick brown fox jumps over a lazy dog", 1.0) / 41.0)));
    }

    proptest! {
        #[test]
        fn what_is_shortened_has_room(text in "\\PC{0,40}", room in 0.0..300.0f64) {
            if let Some(short) = shortened(&text, SIZE, room) {
                prop_assert!(width(&short, SIZE) <= room);
                let kept = short.trim_end_matches('…');
                prop_assert!(text.starts_with(kept));
            }
        }
    }
}
