//! What search engines read, against their public documentation: documents that `export` would write, and the structured
//! data of pages that others wrote, as a consumer sees them.

mod author;
mod export;
mod list;
mod organization;
mod profile;
mod values;

pub(super) use export::check;

use super::items::{self, Document, Origin, Path};
use crate::report::{Finding, Report, Rule, Severity};
use crate::rules;
use crate::tree::{Node, shortened};

/// Checks the items of a document.
pub(super) fn document(document: &Document<'_>, report: &mut Report) {
    let mut walk = Walk { document, path: Path::default(), report };
    for root in &document.roots {
        if !items::is_reference(root) && items::classes(root).is_empty() {
            let names = items::entries(root).first().map_or("nothing", |entry| entry.key.as_str());
            walk.find(&rules::NO_CLASS, root.at, format!("an item with `{names}` has no `@type`"));
        }
        article_and_organization(&mut walk, root);
        walk.item(root, None);
    }
}

/// What is advised of the items that a page is about.
fn article_and_organization(walk: &mut Walk<'_, '_>, root: &Node) {
    author::article(walk, root);
    if items::is(root, "Organization") {
        organization::advise(walk, root);
    }
}

/// A walk through the items of a document.
pub(super) struct Walk<'d, 'r> {
    document: &'d Document<'d>,
    path: Path<'d>,
    report: &'r mut Report,
}

impl<'d> Walk<'d, '_> {
    /// Checks an item, and all within it; `property` led to it.
    fn item(&mut self, node: &'d Node, property: Option<&'d str>) {
        self.kinds(node, property);
        for entry in items::entries(node) {
            for (number, value) in items::numbered(entry) {
                self.path.0.push((&entry.key, number));
                values::check(self, node, &entry.key, value);
                if items::is_item(value) {
                    self.item(value, Some(&entry.key));
                }
                self.path.0.pop();
            }
        }
    }

    /// Checks an item by its class.
    fn kinds(&mut self, node: &'d Node, property: Option<&str>) {
        if items::is(node, "ProfilePage") {
            profile::page(self, node);
        }
        if items::is(node, "Person") {
            author::names(self, node);
        }
        if items::is(node, "Organization") {
            organization::check(self, node);
        }
        if items::is(node, "CreativeWork") {
            author::of_work(self, node);
        }
        if items::is(node, "Role") {
            profile::role(self, node, property);
        }
        list::check(self, node);
        values::nameless(self, node, property);
    }

    fn find(&mut self, rule: &'static Rule, at: usize, message: String) {
        self.report.push(Finding::new(rule, (self.document.place)(at), message));
    }

    fn find_as(&mut self, severity: Severity, rule: &'static Rule, at: usize, message: String) {
        let finding = Finding::new(rule, (self.document.place)(at), message);
        self.report.push(Finding { severity, ..finding });
    }

    /// A note of what is recommended and absent; of documents of ours only what records can say, which is `ours`.
    fn advise(&mut self, rule: &'static Rule, node: &Node, all: &[&str], ours: &[&str]) {
        let wanted = match self.document.origin {
            Origin::Page => all,
            Origin::Record => ours,
            Origin::Aside => &[],
        };
        let absent: Vec<String> =
            wanted.iter().filter(|name| !items::has(node, name)).map(|name| format!("`{name}`")).collect();
        if !absent.is_empty() {
            let message = format!("{} has no {}", self.spot(node), absent.join(", no "));
            self.find(rule, node.at, message);
        }
    }

    /// The item where the walk is, in words: the path to it, or its class and name.
    fn spot(&self, node: &Node) -> String {
        if !self.path.0.is_empty() {
            return format!("`{}`", self.path);
        }
        let class = items::classes(node).first().copied().unwrap_or("item");
        let name = items::values(node, "name").into_iter().find_map(items::text);
        name.map_or_else(|| format!("the `{class}`"), |name| format!("the `{class}` `{}`", shortened(name)))
    }

    /// A property of the item where the walk is, in words.
    fn spot_of(&self, property: &str) -> String {
        match self.path.0.is_empty() {
            true => format!("`{property}`"),
            false => format!("`{}.{property}`", self.path),
        }
    }
}
