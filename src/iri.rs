//! The IRIs of nodes: fragments of the page about them, made from keys, names and years, never from positions.

use oxigraph::model::NamedNode;

use crate::decode::Key;
use crate::text::Text;
use crate::vocab::PREFIXES;

/// How long a slug may be, in bytes.
const MAX_SLUG: usize = 80;

/// Makes the IRIs of a collection.
#[derive(Clone, Copy, Debug)]
pub struct Iris<'a> {
    base: &'a str,
}

impl<'a> Iris<'a> {
    /// IRIs below this base, an absolute IRI that ends in a slash.
    #[must_use]
    pub fn new(base: &'a str) -> Self {
        Self { base }
    }

    /// The page about a person.
    #[must_use]
    pub fn person_page(&self, key: &Key) -> String {
        [self.base, "people/", key.as_str()].concat()
    }

    /// The organization with this key or slug.
    #[must_use]
    pub fn organization(&self, key: &str) -> NamedNode {
        node(&[self.base, "organizations/", key, "#organization"])
    }

    /// A department, named by its slug, of the organization with this key or slug.
    #[must_use]
    pub fn department(&self, organization: &str, slug: &str) -> NamedNode {
        node(&[self.base, "organizations/", organization, "#department-", slug])
    }

    /// The page about a paper or patent.
    #[must_use]
    pub fn work_page(&self, slug: &str) -> String {
        [self.base, "works/", slug].concat()
    }

    /// The skill with this key or slug.
    #[must_use]
    pub fn term(&self, key: &str) -> NamedNode {
        node(&[self.base, "skills/", key, "#term"])
    }

    /// The set of all skills.
    #[must_use]
    pub fn term_set(&self) -> NamedNode {
        node(&[self.base, "skills/#set"])
    }

    /// The language with this tag or slug.
    #[must_use]
    pub fn language(&self, tag: &str) -> NamedNode {
        node(&[self.base, "languages/", tag, "#language"])
    }

    /// The list of all people.
    #[must_use]
    pub fn team(&self) -> NamedNode {
        node(&[self.base, "people/#team"])
    }

    /// The register of organizations or skills, as a source.
    #[must_use]
    pub fn register(&self, name: &str) -> NamedNode {
        node(&[self.base, name, "/#register"])
    }
}

/// A node of a page: the page's address without fragment, and this fragment.
#[must_use]
pub fn fragment(page: &str, fragment: &str) -> NamedNode {
    let page = page.split('#').next().unwrap_or_default();
    node(&[page, "#", fragment])
}

/// The node whose IRI has these parts.
pub(crate) fn node(parts: &[&str]) -> NamedNode {
    NamedNode::new_unchecked(parts.concat())
}

/// An IRI as people read it: `{base}people/ann#person` as `people/ann`, a term with its prefix, and anything else as it
/// is.
#[must_use]
pub fn short(iri: &str, base: &str) -> String {
    if let Some(local) = iri.strip_prefix(base) {
        let usual = ["#person", "#organization", "#term", "#work"].iter().find_map(|end| local.strip_suffix(end));
        return usual.unwrap_or(local).to_owned();
    }
    let prefixed = PREFIXES.iter().find_map(|(prefix, namespace)| Some((prefix, iri.strip_prefix(namespace)?)));
    prefixed.map_or_else(|| iri.to_owned(), |(prefix, local)| format!("{prefix}:{local}"))
}

/// A text as a path segment of lower-case ASCII letters, digits and hyphens: other scripts are transliterated,
/// `+` and `#` are spelled out (C, C++ and C# differ), and what is too long ends in a hash of the whole.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '+' => "-plus".bytes().for_each(|byte| push(&mut slug, byte)),
            '#' => "-sharp".bytes().for_each(|byte| push(&mut slug, byte)),
            c if c.is_ascii() => push(&mut slug, c as u8),
            c => deunicode::deunicode_char(c).unwrap_or("-").bytes().for_each(|byte| push(&mut slug, byte)),
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    match slug.len() {
        0 => short_hash(text),
        1..=MAX_SLUG => slug,
        _ => format!("{}-{}", slug[..MAX_SLUG - 17].trim_end_matches('-'), short_hash(text)),
    }
}

/// Adds a letter or digit, or a hyphen for any other character where none stands yet.
fn push(slug: &mut String, byte: u8) {
    if byte.is_ascii_alphanumeric() {
        slug.push(char::from(byte.to_ascii_lowercase()));
    } else if !slug.is_empty() && !slug.ends_with('-') {
        slug.push('-');
    }
}

/// The slug of a text's English wording, else of that without language, else of the first.
#[must_use]
pub fn text_slug(text: &Text) -> String {
    slug(text.pick(["en"]))
}

/// 64 bits of FNV-1a as 16 hexadecimal digits: the same on every machine and for ever.
#[must_use]
pub fn short_hash(text: &str) -> String {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    format!("{:016x}", text.bytes().fold(0xcbf2_9ce4_8422_2325, step))
}

/// A DOI without address or prefix, in lower case.
#[must_use]
pub fn bare_doi(doi: &str) -> String {
    let lower = doi.trim().to_lowercase();
    let bare = ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:"]
        .iter()
        .find_map(|prefix| lower.strip_prefix(prefix));
    bare.unwrap_or(&lower).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_ascii_and_tell_names_apart() {
        assert_eq!(slug("刘硕"), "liu-shuo");
        assert_eq!(slug("  Elastic-MapReduce (AWS) "), "elastic-mapreduce-aws");
        assert_eq!([slug("C"), slug("C++"), slug("C#")], ["c", "c-plus-plus", "c-sharp"]);
        assert_eq!(slug("Ελένη Петров"), "elene-petrov");
        assert_ne!(slug("🦀"), "");
        let long = "a very long title ".repeat(20);
        assert!(slug(&long).len() <= MAX_SLUG && slug(&long) != slug(&format!("{long}x")));
    }

    #[test]
    fn a_fragment_replaces_the_fragment_of_a_page() {
        assert_eq!(fragment("https://a.example/#top", "person").as_str(), "https://a.example/#person");
    }
}
