//! How much of the lines of a CV stands in its record: word by word, because of most lines only parts are taken.

use rustc_hash::FxHashSet;

use super::draft::{Block, Value};
use super::lists::first_date;
use crate::date::found;
use crate::text::{is_han, is_letter_or_digit, letters};

/// What stands in the fields of a record.
#[derive(Debug, Default)]
pub struct Fields {
    dates: FxHashSet<String>,
    words: FxHashSet<u64>,
}

impl Fields {
    /// The fields of a record, those of objects within included.
    #[must_use]
    pub fn of(record: &Block) -> Self {
        let mut fields = Self::default();
        fields.add(record);
        fields
    }

    fn add(&mut self, block: &Block) {
        for field in &block.fields {
            match &field.value {
                Value::Text(text) | Value::Raw(text) => self.text(text),
                Value::Texts(texts) => texts.iter().for_each(|text| self.text(text)),
                Value::Block(block) => self.add(block),
                Value::Blocks(blocks) => blocks.iter().for_each(|block| self.add(block)),
            }
        }
    }

    fn text(&mut self, text: &str) {
        self.dates.extend((text.len() <= 10).then(|| text.to_owned()));
        words(text, &mut |_, spellings| self.words.extend(spellings.into_iter().flatten()));
    }

    /// How many letters and digits lines have, and how many of those of which something was read came into a field.
    #[must_use]
    pub fn coverage<'l>(&self, lines: impl Iterator<Item = (&'l str, bool)>) -> (usize, usize) {
        let counts = lines.map(|(line, read)| (letters(line), if read { self.letters(line) } else { 0 }));
        counts.fold((0, 0), |(all, read), (more, of_it)| (all + more, read + of_it))
    }

    /// How many letters and digits of a line are in a word, or in a date, that stands in a field.
    fn letters(&self, line: &str) -> usize {
        let mut rest = line.to_owned();
        let dates = found(line).into_iter().rev().filter(|date| self.dates.contains(&first_date(date)));
        let dates: usize = dates
            .map(|date| {
                rest.replace_range(date.range.clone(), " ");
                letters(&line[date.range])
            })
            .sum();
        let mut letters = dates;
        words(&rest, &mut |more, spellings| {
            if spellings.into_iter().flatten().any(|word| self.words.contains(&word)) {
                letters += more;
            }
        });
        letters
    }
}

/// Gives the words of a text as hashes, with how many letters each has: runs of letters in one script. Chinese sets no
/// words apart, so that each of its characters is one, known by those beside it: it has two spellings, unless it stands
/// alone.
fn words(text: &str, found: &mut dyn FnMut(usize, [Option<u64>; 2])) {
    let (mut run, mut length, mut last) = (0, 0, None);
    // Of Chinese characters, each is told when the one behind it is known.
    let mut han: Option<(char, Option<u64>)> = None;
    for c in text.chars().map(Some).chain([None]) {
        let next_han = c.filter(|c| is_han(*c));
        if let Some((one, before)) = han.take() {
            let pair = next_han.map(|two| hashed(hashed(1, one), two));
            let alone = (before.is_none() && pair.is_none()).then(|| hashed(0, one));
            found(1, [before.or(alone), pair]);
            last = pair;
        }
        if let Some(c) = next_han {
            han = Some((c, last.take()));
        }
        match c.filter(|c| next_han.is_none() && is_letter_or_digit(*c)) {
            Some(c) => {
                run = lower(c).fold(run, hashed);
                length += 1;
            }
            None if length > 0 => {
                found(length, [Some(run), None]);
                (run, length) = (0, 0);
            }
            None => {}
        }
    }
}

/// The small letters of a character.
fn lower(c: char) -> impl Iterator<Item = char> {
    let ascii = c.is_ascii().then(|| c.to_ascii_lowercase());
    ascii.into_iter().chain((!c.is_ascii()).then(|| c.to_lowercase()).into_iter().flatten())
}

/// The hash of characters with one more behind them; the multiplier is that of FxHash.
fn hashed(hash: u64, c: char) -> u64 {
    (hash.rotate_left(5) ^ u64::from(c)).wrapping_mul(0x517c_c1b7_2722_0a95)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_line_those_words_and_dates_count_that_stand_in_a_field() {
        let mut job = Block::default();
        job.text("name", "星河科技").text("position", "Engineer").text("startDate", "2018-03");
        let mut record = Block::default();
        record.blocks("work", vec![job]);
        let fields = Fields::of(&record);
        for (line, letters) in
            [("2018年3月，星河科技，engineer", 7 + 4 + 8), ("2019年3月，星河公司，engineering", 2), ("科", 0), ("", 0)]
        {
            assert_eq!(fields.letters(line), letters, "{line}");
        }
    }
}
