//! Importing a CV again and again on one processor.
//!
//! ```text
//! cargo bench --bench import -- CV… [RUNS]
//! ```
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measures")]

use std::time::Instant;

use vitagraph::import::{Document, Words, import};
use vitagraph::setup::Setup;

// The allocator of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let runs = arguments.last().and_then(|last| last.parse().ok()).unwrap_or(200);
    let files = arguments.iter().filter(|argument| argument.parse::<usize>().is_err());
    let words = Words::new(&Setup::default());
    for name in files {
        let bytes = std::fs::read(name).expect("a document");
        let started = Instant::now();
        let mut length = 0;
        for _ in 0..runs {
            let draft = import(Document { name, bytes: &bytes, format: None }, &words);
            length += draft.map_or(0, |draft| draft.to_yaml().len());
        }
        let each = started.elapsed().as_secs_f64() / f64::from(runs);
        println!(
            "{name}: {:.1} KB, {:.2} ms, {:.0} a second, {:.0} of 10 KB; record {:.1} KB",
            bytes.len() as f64 / 1e3,
            each * 1e3,
            1.0 / each,
            bytes.len() as f64 / 1e4 / each,
            length as f64 / f64::from(runs) / 1e3
        );
    }
}
