//! The scripts and stylesheets of pages, which `web/build` makes from packages of others into `web/dist`. The program
//! holds those that were there when it was built, so that it needs no files beside it; without them it does all else.

use std::borrow::Cow;

use rust_embed::Embed;

/// What stands in `web/dist`.
#[derive(Embed)]
#[folder = "web/dist"]
#[allow_missing = true]
struct Dist;

/// The bytes of a file, by its name, and its media type.
#[must_use]
pub fn get(name: &str) -> Option<(Cow<'static, [u8]>, &'static str)> {
    Some((Dist::get(name)?.data, media_type(name)))
}

/// Whether the program holds a file.
#[must_use]
pub fn has(name: &str) -> bool {
    names().any(|known| known == name)
}

/// The names of all files.
pub fn names() -> impl Iterator<Item = Cow<'static, str>> {
    Dist::iter()
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("js") => "text/javascript;charset=utf-8",
        Some("css") => "text/css;charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_named_is_held_and_has_a_media_type() {
        for name in names() {
            let (bytes, media_type) = get(&name).unwrap();
            assert!(has(&name) && !bytes.is_empty() && media_type != "application/octet-stream", "{name}");
        }
        assert!(!has("none.js") && get("none.js").is_none());
    }

    #[test]
    fn no_file_leaves_the_folder() {
        assert!(get("../package.json").is_none());
        assert!(get("/etc/hostname").is_none());
    }

    #[test]
    fn a_media_type_follows_from_the_ending() {
        assert_eq!(media_type("charts.js"), "text/javascript;charset=utf-8");
        assert_eq!(media_type("editor.css"), "text/css;charset=utf-8");
        assert_eq!(media_type("editor"), "application/octet-stream");
    }
}
