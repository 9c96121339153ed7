//! Questions about doubtful links, and answers from a file.

use std::fs;
use std::io::{self, BufRead};
use std::path::Path;

use anstyle::{AnsiColor, Style};
use anyhow::Context;

use super::output::tell;
use crate::bytes::decode;
use crate::date::today;
use crate::link::{Candidate, Likely, Memory, Outcome, Person, Reason, State};
use crate::links::Decision;
use crate::report::{Finding, Place, Report, near};
use crate::rules;
use crate::works::Work;

/// How many cells a bar has for a weight of one.
const CELLS: f64 = 2.0;

/// The longest bar, in cells.
const LONGEST: f64 = 20.0;

/// A doubtful link: the work, the author and the person.
struct Question<'a> {
    work: &'a Work,
    author: &'a str,
    likely: &'a Likely,
}

/// What somebody answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    Yes,
    No,
    Skip,
    Undo,
    Quit,
}

/// Asks about each doubtful link, and keeps the answers. A work that is confirmed for one author is not asked about again.
pub(super) fn ask(outcomes: &[Outcome], candidates: &[Candidate], memory: &mut Memory) -> anyhow::Result<()> {
    let questions = questions(outcomes, candidates);
    let (mut at, mut before) = (0, Vec::new());
    let mut lines = io::stdin().lock().split(b'\n');
    while let Some(question) = questions.get(at) {
        show(question, at + 1, questions.len());
        let Some(line) = lines.next().transpose()? else { break };
        match answer(&String::from_utf8_lossy(&line)) {
            Some(Answer::Quit) => break,
            Some(Answer::Undo) => match before.pop() {
                Some((last, known)) => (at, *memory) = (last, known),
                None => tell("there is nothing to undo"),
            },
            Some(answer) => {
                before.push((at, memory.clone()));
                keep(question.work, question.likely, answer, memory);
                at += 1;
            }
            None => tell("answer with y, n, s, u or q"),
        }
    }
    tell(format_args!("{} of {} answered", before.len(), questions.len()));
    Ok(())
}

fn questions<'a>(outcomes: &'a [Outcome], candidates: &'a [Candidate]) -> Vec<Question<'a>> {
    let doubtful = outcomes.iter().filter(|outcome| outcome.state == State::Review);
    let of = |outcome: &'a Outcome| {
        let work = &candidates[outcome.work].work;
        let author = work.authors[outcome.author].name.as_str();
        outcome.people.iter().map(move |likely| Question { work, author, likely })
    };
    doubtful.flat_map(of).collect()
}

fn answer(line: &str) -> Option<Answer> {
    match line.trim().to_lowercase().as_str() {
        "y" | "yes" => Some(Answer::Yes),
        "n" | "no" => Some(Answer::No),
        "s" | "skip" | "" => Some(Answer::Skip),
        "u" | "undo" => Some(Answer::Undo),
        "q" | "quit" => Some(Answer::Quit),
        _ => None,
    }
}

fn keep(work: &Work, likely: &Likely, answer: Answer, memory: &mut Memory) {
    match answer {
        Answer::Yes => memory.keep(work, likely, Decision::Confirmed, today()),
        Answer::No => memory.keep(work, likely, Decision::Refused, today()),
        Answer::Skip | Answer::Undo | Answer::Quit => {}
    }
}

/// Tells of the work, the person and the reasons, each with a bar.
fn show(question: &Question<'_>, number: usize, count: usize) {
    let bold = Style::new().bold();
    let title = question.work.titles.first().map_or("", String::as_str);
    let names: Vec<&str> = question.work.authors.iter().map(|author| author.name.as_str()).collect();
    let date = question.work.date.map(|date| date.to_string());
    let place = [question.work.venue.clone(), date].into_iter().flatten().collect::<Vec<_>>().join(", ");
    tell(format_args!("\n{number} of {count}: {bold}{title}{bold:#}"));
    tell(format_args!("  {}", names.join(", ")));
    tell(format_args!("  {place}"));
    let (author, person) = (question.author, question.likely.person.as_str());
    tell(format_args!(
        "  is {bold}{author}{bold:#} {bold}{person}{bold:#}? {:.0} %",
        question.likely.confidence * 100.0
    ));
    question.likely.reasons.iter().for_each(|reason| tell(format_args!("  {}", bar(reason))));
    tell("  [y]es, [n]o, [s]kip, [u]ndo, [q]uit");
}

/// A reason with a bar as long as it weighs: green for the link, red against it.
fn bar(reason: &Reason) -> String {
    let color = if reason.weight > 0.0 { AnsiColor::Green } else { AnsiColor::Red }.on_default();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and the longest bar")]
    let cells = (reason.weight.abs() * CELLS).clamp(1.0, LONGEST) as usize;
    let bar = if reason.weight > 0.0 { "+" } else { "-" }.repeat(cells);
    format!("{color}{bar:>20}{color:#} {:+5.1} {}", reason.weight, reason.text)
}

/// Keeps the answers of a file, one a line: work, person key, and yes or no, with tabs between.
pub(super) fn take(
    file: &Path,
    people: &[Person],
    candidates: &[Candidate],
    outcomes: &[Outcome],
    memory: &mut Memory,
    report: &mut Report,
) -> anyhow::Result<()> {
    let bytes = fs::read(file).with_context(|| file.display().to_string())?;
    let text = decode(&bytes).with_context(|| format!("{} is no text", file.display()))?.text;
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
    {
        if let Err((message, hint)) = take_line(line, people, candidates, outcomes, memory) {
            let place = Place { file: file.display().to_string(), line: number + 1, column: 1 };
            report.push(Finding::new(&rules::LIST, place, message).with_hint(hint));
        }
    }
    Ok(())
}

fn take_line(
    line: &str,
    people: &[Person],
    candidates: &[Candidate],
    outcomes: &[Outcome],
    memory: &mut Memory,
) -> Result<(), (String, String)> {
    let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
    let [work, person, decision, ..] = cells[..] else {
        return Err((
            "a line of too few columns".into(),
            "write work, person key, and yes or no, with tabs between".into(),
        ));
    };
    let answer = answer(decision).filter(|answer| matches!(answer, Answer::Yes | Answer::No | Answer::Skip));
    let answer =
        answer.ok_or_else(|| (format!("`{decision}` is no answer"), "write `yes`, `no` or `skip`".to_owned()))?;
    let is_meant = |outcome: &&Outcome| candidates[outcome.work].ids().any(|id| id == work);
    let likely = |outcome: &Outcome| {
        let likely = outcome.people.iter().find(|likely| likely.person.as_str() == person)?;
        Some((outcome.work, likely.clone()))
    };
    if !people.iter().any(|known| known.key.as_str() == person) {
        let near = near(person, people.iter().map(|known| known.key.as_str()));
        let hint = near
            .first()
            .map_or("write the key of somebody in `people/`".to_owned(), |key| format!("did you mean `{key}`?"));
        return Err((format!("`{person}` is not here"), hint));
    }
    let known = outcomes.iter().filter(is_meant).find_map(likely).or_else(|| unlikely(work, person, candidates));
    let (work, likely) = known.ok_or_else(|| {
        (
            format!("there is no work `{work}` that may be by `{person}`"),
            "look for both in `vitagraph link --format json`".into(),
        )
    })?;
    keep(&candidates[work].work, &likely, answer, memory);
    Ok(())
}

/// A work and a person of whom the program thinks nothing.
fn unlikely(work: &str, person: &str, candidates: &[Candidate]) -> Option<(usize, Likely)> {
    let at = candidates.iter().position(|candidate| candidate.ids().any(|id| id == work))?;
    let person = crate::decode::Key::new(person)?;
    Some((at, Likely { person, confidence: 0.0, reasons: Vec::new() }))
}
