//! Lists of items: <https://developers.google.com/search/docs/appearance/structured-data/carousel>.

use super::super::items;
use super::Walk;
use crate::rules;
use crate::tree::Node;

/// Checks a list: its positions are 1, 2, 3 and so on, and it has as many items as it says.
pub(super) fn check(walk: &mut Walk<'_, '_>, node: &Node) {
    if !items::classes(node).contains(&"ItemList") {
        return;
    }
    let list = items::values(node, "itemListElement");
    let number = |node: &Node, property| items::values(node, property).into_iter().find_map(items::text)?.parse().ok();
    let positions: Vec<Option<usize>> = list.iter().map(|item| number(item, "position")).collect();
    let mut sorted: Vec<usize> = positions.iter().flatten().copied().collect();
    sorted.sort_unstable();
    if !sorted.is_empty() && !sorted.iter().copied().eq(1..=list.len()) {
        walk.find(&rules::LIST_POSITIONS, node.at, format!("the positions of {} do not count from 1", walk.spot(node)));
    }
    if let Some(stated) = number(node, "numberOfItems").filter(|stated: &usize| *stated != list.len()) {
        let message = format!("{} says it has {stated} items, and has {}", walk.spot(node), list.len());
        walk.find(&rules::LIST_POSITIONS, node.at, message);
    }
}
