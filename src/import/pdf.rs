//! PDF with text, as an outline: its characters are put where they stand on the page, as in a text of fixed width, so
//! that columns and gaps are seen as they are there.

use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};

use flate2::read::ZlibDecoder;
use pdf_extract::{Document, MediaBox, OutputDev, OutputError, Stream, Transform, output_doc};

use super::outline::{Line, width};
use super::{MAX_BYTES, plain, unpacks_too_large, unreadable};
use crate::error::Error;

/// The name of the thread that reads a PDF. The library gives up with a panic on what is broken, which is caught.
pub const THREAD: &str = "pdf";

/// How many characters a document may have.
const MAX_CHARACTERS: usize = 2_000_000;

/// The lines of a document.
///
/// # Errors
/// Where it is no whole PDF, is locked, or has no text.
pub fn outline(bytes: &[u8]) -> Result<Vec<Line>, Error> {
    let text = on_thread(|| text(bytes));
    let text = text.ok_or_else(|| {
        unreadable(
            "the PDF is broken or locked",
            "save it anew without a password, or import the text of `pdftotext -layout`",
        )
    })?;
    let text = text?;
    if text.chars().filter(|c| c.is_alphanumeric()).count() < 20 {
        return Err(unreadable(
            "the PDF has no text, as one that was scanned",
            "run it through OCR, such as `ocrmypdf`, first",
        ));
    }
    Ok(plain::outline(&text))
}

/// The files that are attached to a document.
#[must_use]
pub fn attached(bytes: &[u8]) -> Vec<Vec<u8>> {
    // Streams are never within others, so that most documents need not be read for this.
    let may_have = memchr::memmem::find(bytes, b"EmbeddedFile").is_some();
    let files = || {
        let document = document(bytes)?;
        let streams = document.objects.values().filter_map(|object| object.as_stream().ok());
        Some(streams.filter(|stream| stream.dict.has_type(b"EmbeddedFile")).filter_map(content).collect())
    };
    may_have.then(|| on_thread(files)).flatten().unwrap_or_default()
}

/// The content of a stream, plain or deflated, as attachments are.
fn content(stream: &Stream) -> Option<Vec<u8>> {
    let mut content = Vec::new();
    match stream.filters().unwrap_or_default()[..] {
        [] => content.clone_from(&stream.content),
        [b"FlateDecode"] => {
            ZlibDecoder::new(&stream.content[..]).take(MAX_BYTES).read_to_end(&mut content).ok()?;
        }
        _ => return None,
    }
    Some(content)
}

/// What is read on a thread of its own, unless the library gives up.
fn on_thread<T: Send>(read: impl FnOnce() -> Option<T> + Send) -> Option<T> {
    std::thread::scope(|scope| {
        let reader = std::thread::Builder::new().name(THREAD.into()).stack_size(16 << 20);
        let spawned = reader.spawn_scoped(scope, || catch_unwind(AssertUnwindSafe(read)).ok().flatten());
        spawned.ok().and_then(|thread| thread.join().ok()).flatten()
    })
}

fn document(bytes: &[u8]) -> Option<Document> {
    Document::load_mem(bytes).ok().filter(|document| !document.is_encrypted())
}

/// How many bytes the deflated streams of a document have that its text may be in.
fn unpacked(document: &Document) -> u64 {
    let streams = document.objects.values().filter_map(|object| object.as_stream().ok());
    let packed = streams.filter(|stream| !is_image(stream) && stream.is_compressed());
    packed.fold(0, |sum, stream| {
        let mut content = ZlibDecoder::new(&stream.content[..]).take((MAX_BYTES + 1).saturating_sub(sum));
        sum + std::io::copy(&mut content, &mut std::io::sink()).unwrap_or(0)
    })
}

fn is_image(stream: &Stream) -> bool {
    stream.dict.get(b"Subtype").and_then(|kind| kind.as_name()).is_ok_and(|kind| kind == b"Image")
}

fn text(bytes: &[u8]) -> Option<Result<String, Error>> {
    let document = document(bytes)?;
    if unpacked(&document) > MAX_BYTES {
        return Some(Err(unpacks_too_large()));
    }
    let mut pages = Pages::default();
    // What was read before a fault is kept.
    let _ = catch_unwind(AssertUnwindSafe(|| output_doc(&document, &mut pages).is_ok()));
    pages.end();
    Some(Ok(pages.text))
}

/// A character where it stands, from the top.
struct Glyph {
    x: f64,
    y: f64,
    end: f64,
    size: f64,
    text: String,
}

/// The text of the pages that are done, and the characters of the one that is not.
#[derive(Default)]
struct Pages {
    text: String,
    glyphs: Vec<Glyph>,
    count: usize,
}

impl OutputDev for Pages {
    fn begin_page(&mut self, _: u32, _: &MediaBox, _: Option<(f64, f64, f64, f64)>) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        self.end();
        Ok(())
    }

    fn output_character(
        &mut self,
        trm: &Transform,
        width: f64,
        _: f64,
        font_size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        self.count += 1;
        let size = font_size * (trm.m11 * trm.m22 - trm.m12 * trm.m21).abs().sqrt();
        let whole = [trm.m31, trm.m32, size, width].iter().all(|number| number.is_finite());
        if whole && self.count <= MAX_CHARACTERS && size > 0.5 {
            let (x, y) = (trm.m31, -trm.m32);
            self.glyphs.push(Glyph { x, y, end: x + width * size, size, text: text.to_owned() });
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

impl Pages {
    /// Ends the page: its characters become lines from top to bottom.
    fn end(&mut self) {
        let mut glyphs = std::mem::take(&mut self.glyphs);
        glyphs.sort_by(|one, two| one.y.total_cmp(&two.y));
        let mut sizes: Vec<f64> = glyphs.iter().map(|glyph| glyph.size).collect();
        sizes.sort_by(f64::total_cmp);
        let Some(size) = sizes.get(sizes.len() / 2).copied() else { return };
        let left = glyphs.iter().map(|glyph| glyph.x).fold(f64::INFINITY, f64::min);
        let mut last = None;
        while !glyphs.is_empty() {
            let y = glyphs[0].y;
            let end = glyphs.iter().position(|glyph| glyph.y - y > glyph.size * 0.4).unwrap_or(glyphs.len());
            let mut line: Vec<Glyph> = glyphs.drain(..end).collect();
            line.sort_by(|one, two| one.x.total_cmp(&two.x));
            if last.is_some_and(|last| y - last > size * 1.9) {
                self.text.push('\n');
            }
            last = Some(y);
            self.text.push_str(fixed(&line, left, size).trim_end());
            self.text.push('\n');
        }
        self.text.push('\n');
    }
}

/// A line of characters as one of fixed width: half the usual size of the letters is a column.
fn fixed(glyphs: &[Glyph], left: f64, size: f64) -> String {
    let mut line = String::new();
    let mut end = left;
    for glyph in glyphs {
        let gap = (glyph.x - end) / glyph.size;
        let wide = gap > 1.2 || line.is_empty();
        if wide {
            let column = ((glyph.x - left) / (size * 0.5)).clamp(0.0, 400.0).round();
            // The cast is of a small whole number.
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is between 0 and 400")]
            let column = column as usize;
            let least = usize::from(!line.is_empty()) * 3;
            let spaces = column.saturating_sub(width(&line)).max(least);
            line.push_str(&" ".repeat(spaces));
        } else if gap > 0.18 && !line.ends_with(' ') {
            line.push(' ');
        }
        line.push_str(&glyph.text);
        end = glyph.end;
    }
    line
}
