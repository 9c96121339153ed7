//! Learns the weights of the clues by which `vitagraph::reconcile` tells organizations apart:
//!
//!     cargo run --release --example reconcile_weights -- even|all NAMES.tsv KNOWN.csv…
//!
//! The tables are those of `benches/support/ror.rs`. With `even` only each other row is learned from, so that the rest
//! show what such weights are worth: `cargo bench --bench reconcile` scores both halves. What is printed belongs into
//! `CLUES` in `src/reconcile/clues.rs`. The register has all entries, those that were withdrawn too: these are mostly
//! schools of universities, which registers may have. Each string is learned from twice, in a register with countries
//! and in one without them.
#![expect(clippy::print_stdout, reason = "an example prints what it finds")]

#[path = "../benches/support/ror.rs"]
mod ror;

use std::error::Error;
use std::path::{Path, PathBuf};

use vitagraph::collection::load_setup;
use vitagraph::reconcile::{CLUES, COUNT, Reconciler};
use vitagraph::report::Report;

/// How often the weights are mended, how much at first, and what keeps them small.
const STEPS: usize = 800;
const RATE: f32 = 0.1;
const DECAY: f32 = 1e-4;
/// How much a row of a table after the first counts: these are short, and tell more about strings of other kinds.
const LATER: f32 = 3.0;

/// A string: the clues of each organization that it may name, and whether it is the right one.
struct Case {
    importance: f32,
    organizations: Vec<([f32; COUNT], bool)>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<PathBuf> = std::env::args().skip(1).map(PathBuf::from).collect();
    let [half, names, tables @ ..] = &arguments[..] else {
        return Err("say `even` or `all`, and name the table of names, and those of strings".into());
    };
    let each = if half == Path::new("all") { 1 } else { 2 };
    let mut cases = Vec::new();
    for countries in [false, true] {
        let folder = tempfile::tempdir()?;
        std::fs::write(folder.path().join("organizations.yaml"), ror::organizations_yaml(names, true, countries)?)?;
        let setup = load_setup(folder.path(), &mut Report::default());
        let reconciler = Reconciler::new(&setup.organizations);
        for (at, table) in tables.iter().enumerate() {
            let importance = if at == 0 { 1.0 } else { LATER };
            cases.extend(ror::known(table)?.iter().step_by(each).map(|known| case(known, importance, &reconciler)));
        }
    }
    for ((clue, _), weight) in CLUES.iter().zip(learn(&cases)) {
        println!("    ({clue:?}, {weight:.2}),");
    }
    Ok(())
}

fn case(known: &ror::Known, importance: f32, reconciler: &Reconciler) -> Case {
    let is_right = |key: &str| known.keys.iter().any(|known| known == key);
    let clues = reconciler.clues(&known.text).into_iter();
    Case { importance, organizations: clues.map(|(key, clues)| (clues, is_right(key.as_str()))).collect() }
}

/// The weights under which the right organizations, or none where there is none, are likeliest; by steps along the
/// slope that are larger where it has been even (Adam; D. Kingma and J. Ba, 2015).
fn learn(cases: &[Case]) -> [f32; COUNT] {
    let (mut weights, mut mean, mut square) = ([0.0; COUNT], [0.0; COUNT], [0.0; COUNT]);
    for step in 0..STEPS {
        let slope = slope(cases, &weights);
        let rate = RATE * (1.0 - step as f32 / STEPS as f32);
        for at in 0..COUNT {
            mean[at] = 0.9 * mean[at] + 0.1 * slope[at];
            square[at] = 0.99 * square[at] + 0.01 * slope[at] * slope[at];
            weights[at] -= rate * mean[at] / (f32::sqrt(square[at]) + 1e-6);
        }
    }
    weights
}

/// How the weights would have to change for the right organizations to become less likely.
fn slope(cases: &[Case], weights: &[f32; COUNT]) -> [f32; COUNT] {
    let all: f32 = cases.iter().map(|case| case.importance).sum();
    let mut slope = weights.map(|weight| DECAY * weight);
    for case in cases {
        let chances = chances(case, weights);
        let right: f32 =
            case.organizations.iter().zip(&chances).filter(|((_, right), _)| *right).map(|(_, chance)| chance).sum();
        for ((clues, is_right), chance) in case.organizations.iter().zip(&chances) {
            let wanted = if *is_right { chance / right.max(1e-9) } else { 0.0 };
            let push = case.importance / all * (chance - wanted);
            slope.iter_mut().zip(clues).for_each(|(slope, clue)| *slope += push * clue);
        }
    }
    slope
}

fn chances(case: &Case, weights: &[f32; COUNT]) -> Vec<f32> {
    let score = |clues: &[f32; COUNT]| clues.iter().zip(weights).map(|(clue, weight)| clue * weight).sum::<f32>();
    let odds: Vec<f32> = case.organizations.iter().map(|(clues, _)| score(clues).min(30.0).exp()).collect();
    let all = 1.0 + odds.iter().sum::<f32>();
    odds.into_iter().map(|odds| odds / all).collect()
}
