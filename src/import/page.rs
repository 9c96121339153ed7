//! A page of HTML as elements within elements, for what its markup says about data.

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

/// How deep elements may be nested; what is deeper stands beside.
const MAX_DEPTH: usize = 200;

/// Elements that have no content.
const VOID: [&str; 13] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// Elements that end where the next of their kind begins, and what they do not end beyond.
const SIBLINGS: [(&str, &[&str], &[&str]); 6] = [
    ("li", &["li"], &["ul", "ol"]),
    ("dt", &["dt", "dd"], &["dl"]),
    ("dd", &["dt", "dd"], &["dl"]),
    ("tr", &["tr", "td", "th"], &["table"]),
    ("td", &["td", "th"], &["tr", "table"]),
    ("th", &["td", "th"], &["tr", "table"]),
];

/// Elements whose text nobody sees.
const HIDDEN: [&str; 5] = ["script", "style", "template", "noscript", "title"];

/// An element of a page.
#[derive(Clone, Debug, Default)]
pub struct Element {
    /// Its name.
    pub name: String,
    /// Its attributes.
    pub attributes: Vec<(String, String)>,
    /// What is in it, in order.
    pub children: Vec<Child>,
    /// Where it begins, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// What is in an element.
#[derive(Clone, Debug)]
pub enum Child {
    /// A text, with where it begins.
    Text(usize, String),
    /// An element, by its number in the page.
    Element(usize),
}

/// A page.
#[derive(Debug)]
pub struct Page {
    /// Its elements in order; the first one stands for the page.
    pub elements: Vec<Element>,
}

impl Page {
    /// Reads a page or fragment; no markup is too broken for it.
    #[must_use]
    pub fn of(html: &str) -> Self {
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(true);
        let mut elements = vec![Element { end: html.len(), ..Element::default() }];
        let mut open = vec![0];
        for token in Tokenizer::new_with_emitter(html.as_bytes(), emitter).flatten() {
            match token {
                Token::StartTag(tag) => start(&mut elements, &mut open, &tag),
                Token::EndTag(tag) => {
                    let name = String::from_utf8_lossy(&tag.name);
                    if let Some(place) =
                        open.iter().rposition(|number| elements[*number].name == name).filter(|at| *at > 0)
                    {
                        close(&mut elements, &mut open, place, tag.span.end.min(html.len()));
                    }
                }
                Token::String(text) => {
                    let text =
                        Child::Text(text.span.start.min(html.len()), String::from_utf8_lossy(&text).into_owned());
                    if let Some(last) = open.last() {
                        elements[*last].children.push(text);
                    }
                }
                _ => {}
            }
        }
        close(&mut elements, &mut open, 0, html.len());
        Self { elements }
    }

    /// The text of an element as it is seen, with single spaces.
    #[must_use]
    pub fn text(&self, number: usize) -> String {
        let mut text = String::new();
        self.gather(number, &mut text);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn gather(&self, number: usize, text: &mut String) {
        for child in &self.elements[number].children {
            match child {
                Child::Text(_, piece) => text.push_str(piece),
                Child::Element(inner) => {
                    let element = &self.elements[*inner];
                    match element.name.as_str() {
                        hidden if HIDDEN.contains(&hidden) => {}
                        "br" | "p" | "div" | "li" => {
                            text.push(' ');
                            self.gather(*inner, text);
                            text.push(' ');
                        }
                        _ => self.gather(*inner, text),
                    }
                }
            }
        }
    }

    /// The elements within an element.
    pub fn inner(&self, number: usize) -> impl Iterator<Item = usize> {
        self.elements[number].children.iter().filter_map(|child| match child {
            Child::Element(inner) => Some(*inner),
            Child::Text(..) => None,
        })
    }

    /// The pieces of text that are seen, with where they begin.
    #[must_use]
    pub fn seen(&self) -> Vec<(usize, &str)> {
        let shown = self.elements.iter().filter(|element| !HIDDEN.contains(&element.name.as_str()));
        let mut seen: Vec<(usize, &str)> = shown
            .flat_map(|element| &element.children)
            .filter_map(|child| match child {
                Child::Text(at, text) if text.chars().any(char::is_alphanumeric) => Some((*at, text.trim())),
                _ => None,
            })
            .collect();
        seen.sort_unstable();
        seen
    }
}

impl Element {
    /// The value of an attribute.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The first of some attributes, on one of some elements.
    #[must_use]
    pub fn attribute_of(&self, names: &[(&str, &str)]) -> Option<&str> {
        names.iter().filter(|(element, _)| self.name == *element).find_map(|(_, name)| self.attribute(name))
    }

    /// Its classes.
    pub fn classes(&self) -> impl Iterator<Item = &str> {
        self.attribute("class").unwrap_or_default().split_whitespace()
    }
}

fn start(elements: &mut Vec<Element>, open: &mut Vec<usize>, tag: &StartTag<usize>) {
    let name = String::from_utf8_lossy(&tag.name).into_owned();
    if let Some((_, ended, borders)) = SIBLINGS.iter().find(|(kind, ..)| *kind == name) {
        let is = |names: &[&str], number: &usize| names.contains(&elements[*number].name.as_str());
        let border = open.iter().rposition(|number| is(borders, number)).unwrap_or(0);
        if let Some(place) = open.iter().position(|number| is(ended, number)).filter(|place| *place > border) {
            close(elements, open, place, tag.span.start);
        }
    }
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let attributes = tag.attributes.iter().map(|(key, value)| (text(key), text(value))).collect();
    let number = elements.len();
    let is_void = VOID.contains(&name.as_str());
    elements.push(Element { name, attributes, children: Vec::new(), start: tag.span.start, end: tag.span.end });
    if let Some(last) = open.last() {
        elements[*last].children.push(Child::Element(number));
    }
    if !is_void && open.len() < MAX_DEPTH {
        open.push(number);
    }
}

/// Ends an element and all that are open in it.
fn close(elements: &mut [Element], open: &mut Vec<usize>, place: usize, at: usize) {
    for number in open.drain(place..) {
        elements[number].end = at;
    }
    if open.is_empty() {
        open.push(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_know_what_is_in_them() {
        let page = Page::of("<ul><li class='a b'>one <b>two</b><li>three</ul><script>no</script><p>four<br>five");
        assert_eq!(page.text(0), "one two three four five");
        let names: Vec<&str> = page.elements.iter().map(|element| element.name.as_str()).collect();
        assert_eq!(names, ["", "ul", "li", "b", "li", "script", "p", "br"]);
        assert_eq!(page.elements[2].classes().collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(
            page.seen().into_iter().map(|(_, text)| text).collect::<Vec<_>>(),
            ["one", "two", "three", "four", "five"]
        );
    }

    #[test]
    fn no_markup_is_too_broken_or_too_deep() {
        for html in ["", "</p>", "<", "<a <b>", "<li><li></ul></li>"] {
            assert!(!Page::of(html).elements.is_empty(), "{html}");
        }
        let page = Page::of(&("<div>".repeat(100_000) + "x"));
        assert_eq!(page.text(0), "x");
    }
}
