//! How fast and how well strings find their organizations in a large register.
//!
//! ```text
//! cargo bench --bench reconcile -- NAMES.tsv KNOWN.csv…
//! ```
//!
//! `NAMES.tsv` and `KNOWN.csv` are tables as `benches/support/ror.rs` describes them. The register is written as
//! `organizations.yaml` and read as the program reads it.
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measures")]

#[path = "support/ror.rs"]
mod ror;

use std::collections::HashSet;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Instant;

use vitagraph::collection::load_setup;
use vitagraph::pieces::{in_order, threads};
use vitagraph::reconcile::Reconciler;
use vitagraph::report::Report;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<PathBuf> =
        std::env::args().skip(1).filter(|argument| argument != "--bench").map(PathBuf::from).collect();
    let [names, tables @ ..] = &arguments[..] else {
        println!("usage: cargo bench --bench reconcile -- NAMES.tsv KNOWN.csv…");
        return Ok(());
    };
    let folder = tempfile::tempdir()?;
    let yaml = ror::organizations_yaml(names, false, true)?;
    std::fs::write(folder.path().join("organizations.yaml"), &yaml)?;
    let before = memory();
    let setup = timed(&format!("register of {:.1} MB read", yaml.len() as f64 / 1e6), || {
        load_setup(folder.path(), &mut Report::default())
    });
    println!("{} organizations, {} MB", setup.organizations.iter().count(), memory() - before);
    let before = memory();
    let reconciler = timed("made ready", || Reconciler::new(&setup.organizations));
    println!("{} MB", memory() - before);
    let keys = ror::keys(names)?;
    tables.iter().try_for_each(|table| measure(table, &keys, &reconciler))
}

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    println!("{what}: {:.2} s", start.elapsed().as_secs_f64());
    result
}

fn measure(table: &Path, keys: &HashSet<String>, reconciler: &Reconciler) -> Result<(), Box<dyn Error>> {
    let known = ror::known(table)?;
    for threads in [1, threads()] {
        let start = Instant::now();
        in_order(
            known.chunks(256),
            threads,
            |some| some.iter().for_each(|one| drop(reconciler.find(&one.text))),
            |()| Ok(()),
        )?;
        println!("{} threads: {:.0} strings a second", threads, known.len() as f64 / start.elapsed().as_secs_f64());
    }
    let within = || known.iter().enumerate().filter(|(_, known)| ror::is_within(known, keys));
    let half = |odd: usize| within().filter(move |(at, _)| at % 2 == odd).map(|(_, known)| known);
    for (what, score) in [
        ("register has it, or none", ror::Score::of(reconciler, within().map(|(_, known)| known))),
        ("  even rows", ror::Score::of(reconciler, half(0))),
        ("  odd rows", ror::Score::of(reconciler, half(1))),
        ("all rows", ror::Score::of(reconciler, known.iter())),
    ] {
        let (precision, recall, f1) = (score.precision(), score.recall(), score.f1());
        println!("{} {what:26} precision {precision:.3} recall {recall:.3} F1 {f1:.3}", table.display());
    }
    Ok(())
}

/// The memory that the process takes, in MB (`VmRSS` of Linux; elsewhere 0).
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<u64>().ok()).unwrap_or_default() / 1024
}
