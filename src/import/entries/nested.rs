//! Lists whose items name a post or degree, and whose first items within name where that was.

use super::{Section, is_header};
use crate::import::labels::label;
use crate::import::outline::Level;
use crate::import::words::Kind;

impl Section<'_> {
    /// Whether a line is the first item within another that has a date, in a section where such lines name the
    /// organizations.
    #[must_use]
    pub fn is_nested_name(&self, at: usize) -> bool {
        let below = at > self.range.start && self.depth(at) > self.depth(at - 1) && !self.dates(at - 1).is_empty();
        below && self.depth(at - 1) > 0 && self.may_be_name(at) && *self.nested.get_or_init(|| self.is_nested())
    }

    /// Whether the items with dates name no organization, and the first items within them do.
    fn is_nested(&self) -> bool {
        let named =
            |at: usize| self.parts(at).iter().any(|part| matches!(part.kind, Some(Kind::Company | Kind::School)));
        let dated = |at: &usize| self.depth(*at) > 0 && !self.dates(*at).is_empty();
        let first = self.range.clone().find(dated).map(|at| self.depth(at));
        let heads: Vec<usize> = self.range.clone().filter(|at| dated(at) && Some(self.depth(*at)) == first).collect();
        let within: Vec<usize> = heads.iter().map(|at| at + 1).filter(|at| *at < self.range.end).collect();
        let below = |at: &&usize| Some(self.depth(**at)) > first && self.may_be_name(**at);
        within.len() == heads.len()
            && !heads.iter().any(|at| named(*at))
            && within.iter().filter(below).count() == heads.len()
            && within.iter().filter(|at| named(**at) || !self.lines[**at].links.is_empty()).count() * 2 >= heads.len()
    }

    fn may_be_name(&self, at: usize) -> bool {
        let line = &self.lines[at];
        self.dates(at).is_empty() && line.width() <= 100 && is_header(line, &[]) && label(&line.text).is_none()
    }

    /// How deep an item is in its list; 0 for what is none.
    fn depth(&self, at: usize) -> u8 {
        if let Level::Item(depth) = self.lines[at].level { depth } else { 0 }
    }
}
