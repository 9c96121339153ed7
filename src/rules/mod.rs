//! The list of rules: what a finding is about, how grave it is, what is wanted and why. `vitagraph check --rules` lists
//! them, and `docs/rules.md` is made of them.

mod page;
mod people;
mod reading;
mod record;
mod seo;
mod shape;
mod vocabulary;

use std::collections::BTreeSet;
use std::fmt::Write as _;

pub use page::*;
pub use people::*;
pub use reading::*;
pub use record::*;
pub use seo::*;
pub use shape::*;
pub use vocabulary::*;

use crate::report::Rule;

/// Declares the rules of a group, and the list of them.
macro_rules! rules {
    ($(#[$about:meta])* $list:ident: $($name:ident = $id:literal, $severity:ident, $wants:literal, $why:literal, $source:literal, $example:literal, $mend:literal;)*) => {
        $(
            #[doc = $wants]
            pub static $name: $crate::report::Rule = $crate::report::Rule {
                id: $id,
                severity: $crate::report::Severity::$severity,
                wants: $wants,
                why: $why,
                source: $source,
                example: $example,
                mend: $mend,
            };
        )*
        $(#[$about])*
        pub static $list: &[&$crate::report::Rule] = &[$(&$name),*];
    };
}
pub(crate) use rules;

/// All rules, group by group.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    [READING, RECORD, PEOPLE, VOCABULARY, SHAPE_RULES, SEO, PAGES].into_iter().flatten().copied()
}

/// The names of all rules, and of their groups.
#[must_use]
pub fn names() -> BTreeSet<&'static str> {
    all().flat_map(|rule| [rule.id, rule.group()]).collect()
}

/// The rule of this name.
#[must_use]
pub fn named(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id == id)
}

/// The documentation of all rules, `docs/rules.md`.
#[must_use]
pub fn documentation() -> String {
    let mut text = String::from(
        "# Rules\n\nWhat `vitagraph check` looks for. A level of its own, or `off`, is set in `vitagraph.toml`:\n\n\
         ```toml\n[rules]\n\"date/gap\" = \"off\"\n\"link/http\" = \"error\"\n```\n\n| rule | level | what it wants |\n|---|---|---|\n",
    );
    for rule in all() {
        let link = rule.id.replace('/', "");
        let _ = writeln!(text, "| [`{}`](#{link}) | {} | {} |", rule.id, rule.severity, rule.wants);
    }
    for rule in all() {
        let _ = write!(text, "\n## {}\n\n{}", rule.id, rule.told());
    }
    text
}
