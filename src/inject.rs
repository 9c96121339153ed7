//! JSON-LD into HTML pages: a script block, put into the head of a page that exists.
//!
//! Everything but the block stays as it is, byte for byte: the page is only read, by a tokenizer after the HTML
//! standard, to find where its head ends and where an earlier block stands.

use std::io;
use std::ops::Range;

use html5gum::{DefaultEmitter, EndTag, StartTag, Token, Tokenizer};
use serde::Serialize;
use serde_json::Value;
use serde_json::ser::{CompactFormatter, Formatter};

use crate::error::{Error, Kind};

/// The attribute that marks our block, so that the next run finds it. Its value is the digest of the document, so that a
/// block that somebody changed by hand is known from one that is only old.
const MARK: &str = "data-vitagraph";

/// Elements that may stand in a head; any other one ends it.
/// Rule: <https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inhead>
const HEAD_ELEMENTS: [&str; 12] = [
    "base", "basefont", "bgsound", "link", "meta", "noframes", "noscript", "script", "style", "template", "title",
    "head",
];

/// The script block of a document, on one line. No value can close the element, nor be an expression of the site
/// generator that includes the block: `<`, `>`, `&` and `{` are written as escapes of JSON, and with `ascii` so is
/// every character beyond ASCII.
#[must_use]
pub fn script(document: &Value, ascii: bool) -> String {
    let (digest, json) = (digest(document), escaped(document, ascii));
    format!("<script type=\"application/ld+json\" {MARK}=\"{digest}\">{json}</script>")
}

/// JSON as it may stand in a script block of a page, which nothing in it can end: see [`script`].
#[must_use]
pub fn escaped(value: &Value, ascii: bool) -> String {
    let mut json = Vec::new();
    let mut serializer =
        serde_json::Serializer::with_formatter(&mut json, HtmlSafe { ascii, compact: CompactFormatter });
    let written = value.serialize(&mut serializer).is_ok();
    debug_assert!(written, "a JSON value is always written");
    String::from_utf8_lossy(&json).into_owned()
}

/// A few letters that are others for nearly every other document (FNV-1a); spaces and escapes play no part.
#[must_use]
pub fn digest(document: &Value) -> String {
    let text = document.to_string();
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}

/// The page with the block of a document in its head: in place of an earlier block, else at the head's end.
/// Where the page does not declare UTF-8, the block is pure ASCII, which every encoding of pages holds alike.
///
/// # Errors
/// Where the page has no head, or one that nothing can be put into, or is UTF-16.
pub fn inject(page: &[u8], document: &Value) -> Result<Vec<u8>, Error> {
    if page.starts_with(&[0xff, 0xfe]) || page.starts_with(&[0xfe, 0xff]) {
        return Err(Kind::Page("the page is UTF-16; save it as UTF-8").into());
    }
    let places = Places::of(page);
    let block = script(document, !places.utf8);
    let (at, injected) = match places.blocks.first() {
        Some(first) => (first.start, replaced(page, &places.blocks, &block)),
        None => added(page, places.head_end, &block)?,
    };
    // Behind a script, title or comment that never ends, the block would be a part of that.
    if Places::of(&injected).blocks.contains(&(at..at + block.len())) {
        Ok(injected)
    } else {
        Err(Kind::Page("the head of the page has an element or comment that is not closed; close it").into())
    }
}

/// A block of ours in a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// The digest of the document that was written, where the block has one.
    pub mark: String,
    /// The JSON in it.
    pub json: String,
}

/// The blocks of ours that a page has.
#[must_use]
pub fn blocks(page: &[u8]) -> Vec<Block> {
    let block = |range: Range<usize>| {
        let block = String::from_utf8_lossy(&page[range.clone()]).into_owned();
        let inner = block.find('>').map_or(block.len(), |end| end + 1)..block.rfind('<').unwrap_or(block.len());
        let (mark, json) = (mark(&block[..inner.start]), block.get(inner).unwrap_or_default().to_owned());
        Block { mark: mark.to_owned(), json, range }
    };
    Places::of(page).blocks.into_iter().map(block).collect()
}

/// The value of the mark in a tag.
fn mark(tag: &str) -> &str {
    let rest = tag.split(MARK).nth(1).unwrap_or_default().trim_start_matches(['=', '"', '\'']);
    rest.split(|c: char| !c.is_ascii_hexdigit()).next().unwrap_or_default()
}

/// The page without those of our blocks that are wanted to be gone, and without the ends of their lines.
#[must_use]
pub fn without_blocks(page: &[u8], gone: impl Fn(&Block) -> bool) -> Vec<u8> {
    let mut kept = page.to_vec();
    for block in blocks(page).into_iter().rev().filter(gone) {
        let rest = &page[block.range.end..];
        let line_end = ["\r\n", "\n"].iter().find(|end| rest.starts_with(end.as_bytes())).map_or(0, |end| end.len());
        kept.drain(block.range.start..block.range.end + line_end);
    }
    kept
}

/// The page with the block at the end of the head, and where it stands.
fn added(page: &[u8], head_end: Option<usize>, block: &str) -> Result<(usize, Vec<u8>), Error> {
    let end = head_end.ok_or(Kind::Page("the page has no <head>; write `<head></head>` where it belongs"))?;
    let line_end = if page.windows(2).any(|pair| pair == b"\r\n") { "\r\n" } else { "\n" };
    Ok((end, [&page[..end], block.as_bytes(), line_end.as_bytes(), &page[end..]].concat()))
}

/// The page with the block in place of the first earlier one, and without the others.
fn replaced(page: &[u8], blocks: &[Range<usize>], block: &str) -> Vec<u8> {
    let mut result = Vec::with_capacity(page.len() + block.len());
    let mut from = 0;
    for (number, old) in blocks.iter().enumerate() {
        result.extend_from_slice(&page[from..old.start]);
        result.extend_from_slice(if number == 0 { block.as_bytes() } else { b"" });
        from = old.end;
    }
    result.extend_from_slice(&page[from..]);
    result
}

/// What a page has, in bytes.
#[derive(Default)]
struct Places {
    blocks: Vec<Range<usize>>,
    head_end: Option<usize>,
    utf8: bool,
}

impl Places {
    fn of(page: &[u8]) -> Self {
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(true);
        let mut places = Self { utf8: page.starts_with(&[0xef, 0xbb, 0xbf]), ..Self::default() };
        let mut head = Head::Before;
        let mut block = None;
        for token in Tokenizer::new_with_emitter(page, emitter).flatten() {
            match &token {
                Token::StartTag(tag) if is_block(tag) => block = Some(tag.span.start),
                Token::StartTag(tag) => places.utf8 |= declares_utf8(tag),
                Token::EndTag(EndTag { name, span }) if **name == *b"script" => {
                    places.blocks.extend(block.take().map(|start| start..span.end));
                }
                _ => {}
            }
            head = head.after(&token, &mut places.head_end);
        }
        if let Head::Within = head {
            places.head_end = Some(page.len());
        }
        places.head_end = places.head_end.map(|end| line_start(page, end));
        places
    }
}

/// Where in the page a token stands.
enum Head {
    Before,
    Within,
    Behind,
}

impl Head {
    /// Where the next token stands; the end of the head is noted when it is seen.
    fn after(self, token: &Token<usize>, end: &mut Option<usize>) -> Self {
        let ended = match (&self, token) {
            (Self::Before, Token::StartTag(tag)) if *tag.name == *b"head" => return Self::Within,
            (Self::Before | Self::Within, Token::EndTag(tag)) if *tag.name == *b"head" => tag.span.start,
            (Self::Within, Token::StartTag(tag)) if !HEAD_ELEMENTS.iter().any(|name| *tag.name == *name.as_bytes()) => {
                tag.span.start
            }
            _ => return self,
        };
        *end = Some(ended);
        Self::Behind
    }
}

fn is_block(tag: &StartTag<usize>) -> bool {
    *tag.name == *b"script" && tag.attributes.contains_key(MARK.as_bytes())
}

/// Whether a tag is `<meta charset="utf-8">` or its older form.
fn declares_utf8(tag: &StartTag<usize>) -> bool {
    let attribute =
        |name: &str| tag.attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(value).to_lowercase());
    let charset = attribute("charset").or_else(|| attribute("content")?.split("charset=").nth(1).map(str::to_owned));
    *tag.name == *b"meta" && charset.is_some_and(|charset| matches!(charset.trim(), "utf-8" | "utf8"))
}

/// The beginning of the line, where only white space stands between it and this place.
fn line_start(page: &[u8], at: usize) -> usize {
    let blanks = page[..at].iter().rev().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    if at == blanks || page[at - blanks - 1] == b'\n' { at - blanks } else { at }
}

/// Compact JSON with escapes for what HTML or an encoding could misread.
struct HtmlSafe {
    ascii: bool,
    compact: CompactFormatter,
}

impl Formatter for HtmlSafe {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let unsafe_char = |c: char| {
            matches!(c, '<' | '>' | '&' | '{' | '\u{2028}' | '\u{2029}' | '\u{7f}') || (self.ascii && !c.is_ascii())
        };
        for piece in fragment.split_inclusive(unsafe_char) {
            let last = piece.chars().next_back().filter(|c| unsafe_char(*c));
            let safe = &piece[..piece.len() - last.map_or(0, char::len_utf8)];
            self.compact.write_string_fragment(writer, safe)?;
            for unit in last.iter().flat_map(|c| c.encode_utf16(&mut [0; 2]).to_vec()) {
                write!(writer, "\\u{unit:04x}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn injected(page: &str) -> String {
        String::from_utf8(inject(page.as_bytes(), &json!({"a": "刘"})).unwrap()).unwrap()
    }

    const BLOCK: &str =
        "<script type=\"application/ld+json\" data-vitagraph=\"f701f2e005ffd277\">{\"a\":\"\\u5218\"}</script>";

    #[test]
    fn no_value_can_close_the_element_or_be_an_expression_and_every_value_comes_back() {
        let nested = json!([{"{%": "${a}{{b}}{% endraw %}{#"}]);
        let document = json!({"</script>": "<!--<script>]]>&\u{2028}\u{1f980}\"\\\u{0}\u{7f}", "{{": nested});
        for ascii in [true, false] {
            let block = script(&document, ascii);
            let json = block.strip_prefix("<script type=\"application/ld+json\" data-vitagraph=\"").unwrap();
            let json = json.strip_prefix(&format!("{}\">", digest(&document))).unwrap();
            let json = json.strip_suffix("</script>").unwrap();
            assert!(!json.contains(['<', '>', '&', '\u{2028}']));
            assert!(["{{", "{%", "{#", "${"].iter().all(|template| !json.contains(template)));
            assert_eq!(serde_json::from_str::<Value>(json).unwrap(), document);
            assert!(!ascii || json.is_ascii());
        }
    }

    #[test]
    fn the_block_stands_at_the_end_of_the_head() {
        for (before, after) in [
            ("<html><head>\n  <title>x</title>\n", "  </head><body></body></html>"),
            ("<head>\r\n<!-- </head> -->\r\n", "</head>\r\n<p>\r\n"),
            ("<HEAD><script>'</head>'</script><title></head></title>", "</HEAD>"),
            ("<head><meta name='a>b' content='</head>'>", "<body class=x>"),
            ("<!doctype html><head><title>x</title>\n", "<p>no end tag"),
            ("<head>", ""),
        ] {
            let line_end = if before.contains("\r\n") { "\r\n" } else { "\n" };
            assert_eq!(injected(&format!("{before}{after}")), format!("{before}{BLOCK}{line_end}{after}"));
        }
    }

    #[test]
    fn an_earlier_block_is_replaced_and_nothing_else_is_touched() {
        let page = "\u{feff}<head>\r\n\t<SCRIPT data-vitagraph='' type=x>{\"old\": \"<b>\"}</SCRIPT >\r\n</head>\r\r\n\u{0}<body>é&amp;</bdoy>";
        let once = injected(page);
        assert_eq!(
            once,
            page.replace(
                "<SCRIPT data-vitagraph='' type=x>{\"old\": \"<b>\"}</SCRIPT >",
                &BLOCK.replace("\\u5218", "刘")
            )
        );
        assert_eq!(injected(&once), once);
        let twice = injected(&page.replace("</head>", "<script data-vitagraph>stale</script></head>"));
        assert_eq!(twice, once);
    }

    #[test]
    fn pages_in_other_encodings_get_a_block_in_ascii() {
        let gbk = b"<head><meta charset=gbk><title>\xc1\xf5\xcb\xb6</title></head>";
        let page = inject(gbk, &json!({"a": "刘"})).unwrap();
        assert!(page.windows(BLOCK.len()).any(|window| window == BLOCK.as_bytes()));
        assert!(page.starts_with(b"<head><meta charset=gbk><title>\xc1\xf5\xcb\xb6</title>"));
        let utf8 = injected("<head><meta http-equiv=Content-Type content='text/html; charset=UTF-8'></head>");
        assert!(utf8.contains("\"刘\""));
    }

    #[test]
    fn a_block_says_what_it_was_written_as() {
        let document = json!({"a": "刘", "b": [1]});
        let page = inject(b"<head><meta charset=gbk></head>", &document).unwrap();
        let block = &blocks(&page)[0];
        let read: Value = serde_json::from_str(&block.json).unwrap();
        assert_eq!((&read, &block.mark), (&document, &digest(&document)));
        for (tag, mark) in [("<script data-vitagraph>", ""), ("<script data-vitagraph=0a type=x>", "0a")] {
            assert_eq!(blocks(format!("{tag}{{}}</script>").as_bytes())[0].mark, mark);
        }
    }

    #[test]
    fn a_page_without_a_head_is_an_error() {
        for page in ["", "<p>x</p>", "<!-- <head></head> -->", "<script>'<head>'</script>"] {
            assert!(inject(page.as_bytes(), &json!({})).unwrap_err().to_string().contains("no <head>"), "{page}");
        }
        assert!(inject(b"\xff\xfe<\0", &json!({})).is_err());
    }

    #[test]
    fn a_page_that_would_swallow_the_block_is_an_error() {
        for page in [
            "<head><script>x",
            "<head><style>x",
            "<head><title>x",
            "<head><!-- x",
            "<head><link rel='x",
            "<head><script x",
        ] {
            let error = inject(page.as_bytes(), &json!({})).unwrap_err().to_string();
            assert!(error.contains("not closed"), "{page}: {error}");
        }
    }
}
