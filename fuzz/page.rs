//! Any bytes as a page that takes a script block.

#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};
use vitagraph::inject::{inject, script};

fuzz_target!(|page: &[u8]| {
    let _ = vitagraph::check::structured_data("page.html", &String::from_utf8_lossy(page));
    let document = json!({ "name": String::from_utf8_lossy(page), "刘": ["</script>", 1] });
    let blocks = [true, false].map(|ascii| script(&document, ascii));
    blocks.iter().for_each(|block| assert_eq!(json_of(block), document));
    let Ok(once) = inject(page, &document) else { return };
    assert!(blocks.iter().any(|block| contains(&once, block.as_bytes())), "the block is not in the page");
    let has_block = contains(&page.to_ascii_lowercase(), b"data-vitagraph");
    assert!(has_block || holds_in_order(&once, page), "bytes of the page are lost");
    assert_eq!(inject(&once, &document).expect("the page takes the block again"), once);
});

fn json_of(block: &str) -> Value {
    let inner = block.strip_prefix("<script type=\"application/ld+json\" data-vitagraph=\"");
    let inner = inner.and_then(|rest| rest.split_once("\">")).map(|(_, rest)| rest);
    let inner = inner.and_then(|rest| rest.strip_suffix("</script>")).expect("the block is one element");
    assert!(!inner.contains(['<', '>']), "the block holds what may be a tag");
    serde_json::from_str(inner).expect("the block holds JSON")
}

fn contains(bytes: &[u8], searched: &[u8]) -> bool {
    bytes.windows(searched.len()).any(|window| window == searched)
}

/// Whether the page stands in the result, with one piece put in between.
fn holds_in_order(result: &[u8], page: &[u8]) -> bool {
    let same = |(one, two): &(&u8, &u8)| one == two;
    let before = result.iter().zip(page).take_while(same).count();
    let after = result.iter().rev().zip(page.iter().rev()).take_while(same).count();
    before + after >= page.len()
}
