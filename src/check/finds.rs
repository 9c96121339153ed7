//! Findings of one tree, gathered by byte offsets and told in the order of the text.

use crate::report::{Finding, Report, Rule, Severity};
use crate::tree::{Counted, Source};

/// What was found in a tree.
#[derive(Default)]
pub(super) struct Finds(Vec<Find>);

struct Find {
    rule: &'static Rule,
    severity: Severity,
    at: usize,
    message: String,
    hint: Option<String>,
}

impl Finds {
    /// Adds a finding with how to mend it.
    pub(super) fn add(&mut self, rule: &'static Rule, at: usize, message: String, hint: impl Into<String>) {
        self.0.push(Find { rule, severity: rule.severity, at, message, hint: Some(hint.into()) });
    }

    /// Adds a finding that is less certain than others of its rule.
    pub(super) fn add_note(&mut self, rule: &'static Rule, at: usize, message: String, hint: impl Into<String>) {
        self.0.push(Find { rule, severity: Severity::Note, at, message, hint: Some(hint.into()) });
    }

    /// Tells of all, with their places.
    pub(super) fn tell(mut self, source: &Source<'_>, report: &mut Report) {
        self.0.sort_by_key(|find| find.at);
        let mut counted = Counted::default();
        for Find { rule, severity, at, message, hint } in self.0 {
            let place = source.place_after(&mut counted, at);
            report.push(Finding { severity, hint, ..Finding::new(rule, place, message) });
        }
    }
}
