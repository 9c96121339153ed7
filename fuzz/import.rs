//! Any bytes as a document to import: its record reads back, and what is found of dates lies within its line.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use vitagraph::collection::Read;
use vitagraph::date::found;
use vitagraph::import::{Document, Format, Words, import};
use vitagraph::pieces::Piece;
use vitagraph::report::Severity;
use vitagraph::setup::Setup;

static WORDS: LazyLock<(Setup, Words)> = LazyLock::new(|| (Setup::default(), Words::new(&Setup::default())));

fuzz_target!(|bytes: &[u8]| {
    // The library that reads PDF panics on a broken one, which the program catches; here a panic ends all.
    if bytes.windows(5).any(|window| window == b"%PDF-") {
        return;
    }
    let (setup, words) = &*WORDS;
    for format in [None, Some(Format::Markdown), Some(Format::Html), Some(Format::Text), Some(Format::Docx)] {
        let Ok(draft) = import(Document { name: "cv", bytes, format }, words) else { continue };
        let piece = Piece::File { name: "people/x.yaml".into(), text: draft.to_yaml() };
        let read = Read::piece(piece, setup);
        // A record in JSON stays as it is, with its faults.
        if format.is_some() {
            let faults = read.report.findings().into_iter().filter(|finding| finding.severity != Severity::Note);
            assert_eq!(
                faults.map(ToString::to_string).collect::<Vec<_>>(),
                Vec::<String>::new(),
                "{}",
                draft.to_yaml()
            );
        }
    }
    for format in Format::ALL.into_iter().filter(|format| *format != Format::Pdf) {
        if let Ok(draft) = import(Document { name: "export", bytes, format: Some(format) }, words) {
            assert!(!draft.to_yaml().is_empty());
        }
    }
    if let Ok(text) = str::from_utf8(bytes) {
        for line in text.lines() {
            let mut end = 0;
            for found in found(line) {
                assert!(end <= found.range.start && line.get(found.range.clone()).is_some());
                end = found.range.end;
            }
        }
    }
});
