//! A piece of a list while it is read: the text with its places, and what was found.

use super::Work;
use super::list::Read;
use crate::report::{Finding, Place};
use crate::rules;
use crate::tree::{Counted, Source};

/// A piece while it is read.
pub(super) struct Sheet<'a> {
    source: Source<'a>,
    lines: bool,
    head_lines: usize,
    counted: Counted,
    read: Read,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(source: Source<'a>, lines: bool, head_lines: usize) -> Self {
        Self { source, lines, head_lines, counted: Counted::default(), read: Read::default() }
    }

    pub(super) fn into_read(self) -> Read {
        self.read
    }

    pub(super) fn text(&self) -> &'a str {
        self.source.text
    }

    /// Whether it has one work a line.
    pub(super) fn is_lines(&self) -> bool {
        self.lines
    }

    /// The text without the head of a table.
    pub(super) fn rows(&self) -> &'a str {
        let head = if self.source.lines_before == 0 { self.head_lines } else { 0 };
        let text = self.text();
        &text[text.split_inclusive('\n').take(head).map(str::len).sum()..]
    }

    /// Adds the work that stands at this byte; none is told of.
    pub(super) fn take(&mut self, at: usize, work: Option<Work>) {
        match work {
            Some(work) => {
                let place = self.place(at);
                self.read.works.push(Work { place, ..work });
            }
            None => self.untitled(at),
        }
    }

    /// Adds an error about a work that cannot be read.
    pub(super) fn broken(&mut self, at: usize, message: &str) {
        let hint = "export the list anew, or leave the work out; all others are read";
        self.fault(at, format!("a work that cannot be read: {message}"), hint);
    }

    /// Adds an error about what stands at this byte.
    pub(super) fn fault(&mut self, at: usize, message: String, hint: &str) {
        let place = self.place(at);
        let finding = Finding::new(&rules::LIST, place, message).with_hint(hint);
        self.read.report.push(finding);
    }

    /// Adds a warning about a work that has neither title nor identifier.
    fn untitled(&mut self, at: usize) {
        let hint = "look whether the list is in the format that it is read as";
        self.left_out(at, "a work with neither title nor identifier", hint);
    }

    /// Adds a warning about what stands at this byte and is no work.
    pub(super) fn left_out(&mut self, at: usize, what: &str, hint: &str) {
        let (place, message) = (self.place(at), format!("{what} is left out"));
        self.read.report.push(Finding::new(&rules::LIST_ENTRY, place, message).with_hint(hint));
    }

    fn place(&mut self, at: usize) -> Place {
        self.source.place_after(&mut self.counted, at)
    }
}
