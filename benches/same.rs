//! Which works of two lists are one, against pairs that somebody labelled.
//!
//! `cargo bench --bench same -- LIST LIST PAIRS.tsv`, where each line of the pairs has an id of the first list, one of the
//! second, and 1 where both are one work, else 0.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measures")]

use std::collections::HashMap;
use std::path::Path;
use std::time::Instant;

use vitagraph::report::Report;
use vitagraph::works::{Piece, Same, Work, open};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let [one, two, pairs] = &arguments[..] else { return Err("name two lists of works and a table of pairs".into()) };
    let mut report = Report::default();
    let [one, two] = [read(one, &mut report), read(two, &mut report)];
    let start = Instant::now();
    let mut same = Same::default();
    one.iter().chain(&two).for_each(|work| same.add(work));
    let groups = same.groups().works;
    println!("{} and {} works in {:.2?}", one.len(), two.len(), start.elapsed());
    let by_id = |works: &[Work], from: usize| -> HashMap<String, u32> {
        works.iter().enumerate().map(|(at, work)| (work.id.clone(), groups[from + at])).collect()
    };
    score(&std::fs::read_to_string(pairs)?, &by_id(&one, 0), &by_id(&two, one.len()));
    Ok(())
}

fn read(path: &str, report: &mut Report) -> Vec<Work> {
    open(Path::new(path), path, None)
        .map(Piece::read)
        .flat_map(|read| {
            report.extend(read.report);
            read.works
        })
        .collect()
}

/// Prints how many of the pairs that are one are found, and how many of those found are one.
fn score(pairs: &str, one: &HashMap<String, u32>, two: &HashMap<String, u32>) {
    let (mut found, mut right, mut all) = (0.0, 0.0, 0.0);
    for line in pairs.lines() {
        let [first, second, label] = line.split('\t').collect::<Vec<_>>()[..] else { continue };
        let (is_one, is_found) = (label == "1", one.get(first).is_some_and(|group| two.get(second) == Some(group)));
        found += f64::from(u8::from(is_found));
        all += f64::from(u8::from(is_one));
        right += f64::from(u8::from(is_found && is_one));
        if is_one != is_found {
            println!("{} {first} {second}", if is_found { "not one, but found:" } else { "one, but not found:" });
        }
    }
    let (precision, recall) = (right / f64::max(found, 1.0), right / f64::max(all, 1.0));
    let f1 = 2.0 * precision * recall / f64::max(precision + recall, f64::MIN_POSITIVE);
    println!("{all} pairs are one, {found} found: precision {precision:.4}, recall {recall:.4}, F1 {f1:.4}");
}
