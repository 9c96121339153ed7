//! Organizations: <https://developers.google.com/search/docs/appearance/structured-data/organization>.

use super::super::items;
use super::Walk;
use super::values::size;
use crate::rules;
use crate::tree::Node;

const ADVICE: &[&str] = &["name", "url", "logo", "sameAs", "address", "description", "foundingDate"];
const ADVICE_OF_REGISTER: &[&str] = &["url", "logo", "sameAs", "description", "foundingDate"];

/// The shortest side of a logo, in pixels.
const LOGO: u64 = 112;

/// What is advised of an organization that a document is about.
pub(super) fn advise(walk: &mut Walk<'_, '_>, root: &Node) {
    walk.advise(&rules::ORGANIZATION_ADVICE, root, ADVICE, ADVICE_OF_REGISTER);
}

/// Checks an organization.
pub(super) fn check(walk: &mut Walk<'_, '_>, node: &Node) {
    let old = ["duns", "leiCode"].into_iter().find(|name| items::has(node, name));
    if let Some(old) = old.filter(|_| !items::has(node, "iso6523Code")) {
        walk.find(&rules::ORGANIZATION_CODE, node.at, format!("{} has `{old}`, no `iso6523Code`", walk.spot(node)));
    }
    for logo in items::values(node, "logo") {
        let (width, height) = size(logo);
        let side = width.into_iter().chain(height).min();
        if let Some(side) = side.filter(|side| *side < LOGO) {
            let message = format!("{} is {side} pixels wide or high", walk.spot_of("logo"));
            walk.find(&rules::LOGO_SIZE, logo.at, message);
        }
    }
}
