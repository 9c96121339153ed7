//! Rules for records as they are written, on their trees, so that each finding has its place.

use crate::report::Report;
use crate::setup::Setup;
use crate::tree::{Node, Source};

/// Checks the tree of a record.
pub(super) fn check(_source: &Source<'_>, _node: &Node, _setup: &Setup, _report: &mut Report) {}
