//! Where a list can be cut, so that each piece holds whole works.

use std::io::{self, BufRead};

use memchr::{memchr_iter, memmem};

use super::format::Cut;

/// How many bytes a row of a table may have. What is longer has a quote that never ends: the rows go on behind it.
const LONGEST_ROW: usize = 1 << 20;

/// A reader that gives a list piece by piece.
pub(super) struct Cutter<R> {
    reader: R,
    cut: Cut,
    /// What was read behind the end of the last piece.
    rest: Vec<u8>,
    /// Why the list cannot be read on, where the last piece ends there.
    failed: Option<io::Error>,
}

impl<R: BufRead> Cutter<R> {
    pub(super) fn new(reader: R, cut: Cut) -> Self {
        Self { reader, cut, rest: Vec::new(), failed: None }
    }

    /// The next piece, of at least so many bytes where the list does not end before; empty at the end.
    ///
    /// # Errors
    /// Where the list cannot be read on, behind a piece with all that was read before.
    pub(super) fn piece(&mut self, least: usize) -> io::Result<Vec<u8>> {
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        let mut piece = std::mem::take(&mut self.rest);
        let mut quoted = false;
        loop {
            let start = piece.len();
            match self.reader.read_until(b'\n', &mut piece) {
                Ok(0) => return Ok(piece),
                Ok(_) => {}
                Err(error) if piece.is_empty() => return Err(error),
                Err(error) => {
                    self.failed = Some(error);
                    return Ok(piece);
                }
            }
            let line = &piece[start..];
            quoted ^= matches!(self.cut, Cut::Row) && memchr_iter(b'"', line).count() % 2 == 1;
            let end = match &self.cut {
                Cut::Never => None,
                Cut::Line => Some(piece.len()),
                Cut::Row => (!quoted || piece.len() > LONGEST_ROW).then_some(piece.len()),
                Cut::After(mark) => line.starts_with(mark.as_bytes()).then_some(piece.len()),
                Cut::Behind(marks) => marks.iter().filter_map(|mark| last_end(line, mark)).max().map(|at| start + at),
            };
            if let Some(end) = end.filter(|end| *end >= least) {
                self.rest = piece.split_off(end);
                return Ok(piece);
            }
        }
    }
}

/// Where the last one of these marks ends in a line.
fn last_end(line: &[u8], mark: &str) -> Option<usize> {
    memmem::rfind(line, mark.as_bytes()).map(|at| at + mark.len())
}
