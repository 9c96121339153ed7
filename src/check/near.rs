//! Names of organizations and skills that a register has not, and that are near one that it has.

use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::finds::Finds;
use super::view::{Leaf, Object};
use crate::register::{Named, Register};
use crate::report::Rule;
use crate::rules;
use crate::setup::Setup;
use crate::text::Text;
use crate::tree::shortened;

/// Fields that name an organization by its key or its name.
const ORGANIZATIONS: [(&str, &str); 9] = [
    ("work", "name"),
    ("volunteer", "organization"),
    ("education", "institution"),
    ("award", "awarder"),
    ("certificate", "issuer"),
    ("project", "entity"),
    ("project", "mentions"),
    ("patent", "assignee"),
    ("publication", "publisher"),
];

/// Fields that name a skill.
const SKILLS: [(&str, &str); 4] =
    [("skill", "name"), ("skill", "keywords"), ("work", "keywords"), ("project", "keywords")];

/// What names that no register has are near to. Many people have the same ones, and each is looked for once.
#[derive(Default)]
pub(super) struct Near(Mutex<FxHashMap<(bool, String), Option<String>>>);

impl Near {
    pub(super) fn check(&self, object: &Object<'_>, leaves: &[Leaf<'_>], setup: &Setup, finds: &mut Finds) {
        let named = |leaf: &Leaf<'_>| (object.kind.name, leaf.slot.field.name);
        // An employer whose key is stated is known by that.
        let keyed = object.get("organization").is_some() && object.kind.name != "volunteer";
        for leaf in leaves {
            if !keyed && ORGANIZATIONS.contains(&named(leaf)) {
                self.look(leaf, leaves, &setup.organizations, &rules::NEAR_ORGANIZATION, finds);
            } else if SKILLS.contains(&named(leaf)) {
                self.look(leaf, leaves, &setup.skills, &rules::NEAR_SKILL, finds);
            }
        }
    }

    fn look<T: Named>(
        &self,
        leaf: &Leaf<'_>,
        leaves: &[Leaf<'_>],
        register: &Register<T>,
        rule: &'static Rule,
        finds: &mut Finds,
    ) {
        if register.iter().next().is_none() || is_known(leaf, leaves, register) {
            return;
        }
        let key = (std::ptr::eq(rule, &raw const rules::NEAR_SKILL), leaf.text.to_owned());
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        let near = known.unwrap_or_else(|| {
            let near = register.nearest(leaf.text).map(|(_, name)| name.to_owned());
            self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(key, near.clone());
            near
        });
        if let Some(near) = near {
            let message = format!("`{}` is not in the register", shortened(leaf.text));
            finds.add(rule, leaf.at, message, format!("did you mean `{near}`?"));
        }
    }
}

/// Whether a name, in this or another language, is one of the register.
fn is_known<T: Named>(leaf: &Leaf<'_>, leaves: &[Leaf<'_>], register: &Register<T>) -> bool {
    let known = |text: &str| register.find(&Text::plain(text)).is_some() || !register.keys_named(text).is_empty();
    leaves.iter().filter(|other| other.of == leaf.of).any(|other| known(other.text))
}
