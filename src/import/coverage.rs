//! How much of the lines of a CV stands in its record: word by word, because of most lines only parts are taken.

use rustc_hash::FxHashSet;

use super::draft::{Block, Value};
use super::lists::first_date;
use super::outline::Line;
use crate::date::found;
use crate::text::{is_han, is_letter_or_digit, letters};

/// What stands in the fields of a record.
#[derive(Debug, Default)]
pub struct Fields {
    dates: FxHashSet<String>,
    words: FxHashSet<String>,
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
        self.words.extend(words(text).into_iter().flat_map(|(_, spellings)| spellings));
    }

    /// How many letters and digits lines have, and how many of those of which something was read came into a field.
    #[must_use]
    pub fn coverage<'l>(&self, lines: impl Iterator<Item = (&'l Line, bool)>) -> (usize, usize) {
        let counts = lines.map(|(line, read)| (letters(&line.text), if read { self.letters(&line.text) } else { 0 }));
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
        let known = |(_, spellings): &(usize, Vec<String>)| spellings.iter().any(|word| self.words.contains(word));
        dates + words(&rest).into_iter().filter(known).map(|(letters, _)| letters).sum::<usize>()
    }
}

/// The words of a text, with how many letters each has: runs of letters in one script. Chinese sets no words apart, so
/// that each of its characters is one, known by those beside it: it has two spellings, unless it stands alone.
fn words(text: &str) -> Vec<(usize, Vec<String>)> {
    let runs = text.split(|c: char| !is_letter_or_digit(c));
    let chars = runs.map(|run| run.chars().flat_map(char::to_lowercase).collect::<Vec<char>>());
    let mut words = Vec::new();
    for run in chars.collect::<Vec<_>>().iter().flat_map(|run| run.chunk_by(|one, two| is_han(*one) == is_han(*two))) {
        match run {
            [first, _, ..] if is_han(*first) => {
                let pairs: Vec<String> = run.windows(2).map(|pair| pair.iter().collect()).collect();
                let beside = |at: usize| pairs[at.saturating_sub(1)..pairs.len().min(at + 1)].to_vec();
                words.extend((0..run.len()).map(|at| (1, beside(at))));
            }
            _ => words.push((run.len(), vec![run.iter().collect()])),
        }
    }
    words
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
