//! Microdata in pages as the tree that JSON-LD has.

use super::page::Page;
use super::structured::{Found, Item, found};

/// The items of schema.org in a page that are no property of another.
#[must_use]
pub fn items(page: &Page) -> Found {
    let mut roots = Vec::new();
    gather(page, 0, None, &mut roots);
    found(roots)
}

fn gather(page: &Page, number: usize, mut item: Option<&mut Item>, roots: &mut Vec<Item>) {
    for inner in page.inner(number) {
        let element = &page.elements[inner];
        let names: Vec<&str> = element.attribute("itemprop").unwrap_or_default().split_whitespace().collect();
        if element.attribute("itemscope").is_some() {
            let mut new = Item::new(element);
            for kind in element.attribute("itemtype").unwrap_or_default().split_whitespace() {
                new.text("@type", kind.rsplit(['/', '#']).next().unwrap_or(kind), element.start);
            }
            if let Some(id) = element.attribute("itemid") {
                new.text("@id", id, element.start);
            }
            gather(page, inner, Some(&mut new), roots);
            match (&mut item, names.first()) {
                (Some(outer), Some(name)) => outer.item(name, new),
                _ => roots.push(new),
            }
            continue;
        }
        if let Some(item) = &mut item {
            names.iter().for_each(|name| item.property(name, &value(page, inner), element));
        }
        gather(page, inner, item.as_deref_mut(), roots);
    }
}

/// The value of a property: what its element states, else its text.
fn value(page: &Page, number: usize) -> String {
    let element = &page.elements[number];
    let stated = element.attribute("content").or_else(|| {
        element.attribute_of(&[
            ("a", "href"),
            ("area", "href"),
            ("link", "href"),
            ("img", "src"),
            ("source", "src"),
            ("object", "data"),
            ("data", "value"),
            ("meter", "value"),
            ("time", "datetime"),
        ])
    });
    stated.map_or_else(|| page.text(number), |stated| stated.trim().to_owned())
}
