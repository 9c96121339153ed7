//! Rules for records as they are written, on their trees, so that each finding has its place.

use super::finds::Finds;
use super::near::Near;
use super::private::Shown;
use super::view::{Kind, objects};
use super::{dates, links, private, same, texts};
use crate::report::Report;
use crate::setup::Setup;
use crate::tree::{Node, Source};

/// Checks the trees of records, from several threads.
#[derive(Default)]
pub(super) struct Records {
    near: Near,
}

impl Records {
    /// Checks the tree of a record.
    pub(super) fn check(&self, source: &Source<'_>, node: &Node, setup: &Setup, report: &mut Report) {
        let Some(kind) = Kind::named("record") else { return };
        let (objects, mut finds) = (objects(kind, node, &setup.settings), Finds::default());
        let shown = Shown::of(&objects, &setup.settings);
        dates::check(&objects, setup, &mut finds);
        same::check(&objects, setup, &mut finds);
        for object in &objects {
            let leaves = object.leaves();
            links::check(object, &leaves, &mut finds);
            texts::check(&leaves, &mut finds);
            private::check(&leaves, shown, &mut finds);
            self.near.check(object, &leaves, setup, &mut finds);
        }
        finds.tell(source, report);
    }
}
