//! A picture as PNG, its texts drawn with the fonts of the machine.
//!
//! Programs that draw SVG differ in what style sheets they know, so that the picture is given one theme and no
//! variables. A character that no font here has is told, because it would be missing without a word.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::{Database, FaceInfo, Stretch, Style};
use resvg::usvg::{self, FontResolver, Tree};

use super::{Picture, Theme};
use crate::error::{Error, Kind};

/// Families that look alike and are usual somewhere, the first one that is there being used.
const SANS: [&str; 8] = [
    "Noto Sans",
    "DejaVu Sans",
    "Liberation Sans",
    "Helvetica Neue",
    "Segoe UI",
    "Arial",
    "Noto Sans CJK SC",
    "PingFang SC",
];

/// The most pixels of one side.
const LARGEST: u32 = 16_384;

/// An image.
#[derive(Clone, Debug)]
pub struct Png {
    /// The file.
    pub bytes: Vec<u8>,
    /// Characters of the picture that no font has.
    pub missing: BTreeSet<char>,
}

/// A picture with `scale` pixels for each of its units; `Theme::Auto` is light.
///
/// # Errors
/// Where the machine has no fonts, or the image would be too large.
pub fn png(picture: &Picture, theme: Theme, scale: f32) -> Result<Png, Error> {
    let theme = if theme == Theme::Auto { Theme::Light } else { theme };
    let fonts = fonts();
    if fonts.is_empty() {
        let (message, hint) = (
            "no fonts are installed to draw texts with",
            "install some, such as the package `fonts-noto-core`, or write SVG",
        );
        return Err(Kind::Draw { message: message.to_owned(), hint }.into());
    }
    let missing = Mutex::new(BTreeSet::new());
    let tree = {
        let options =
            usvg::Options { fontdb: Arc::new(fonts), font_resolver: resolver(&missing), ..Default::default() };
        Tree::from_str(&picture.standalone(theme), &options).map_err(|error| failed(&error))?
    };
    let [wide, high] = [tree.size().width(), tree.size().height()].map(|side| (side * scale).round() as u32);
    if wide.max(high) > LARGEST {
        let message = format!("the image would have {wide} × {high} pixels, and {LARGEST} are the most of one side");
        return Err(Kind::Draw { message, hint: "give a smaller `--scale` or `--width`" }.into());
    }
    let mut pixels = Pixmap::new(wide.max(1), high.max(1)).ok_or_else(|| failed(&"it has no size"))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    let bytes = pixels.encode_png().map_err(|error| failed(&error))?;
    Ok(Png { bytes, missing: missing.into_inner().unwrap_or_else(PoisonError::into_inner) })
}

fn failed(error: &dyn std::fmt::Display) -> Error {
    Kind::Draw { message: format!("the image cannot be drawn: {error}"), hint: "write SVG" }.into()
}

/// The upright fonts of usual weights, those without serifs first: in this order they are tried for a character that the
/// first one has not.
fn fonts() -> Database {
    let mut all = Database::new();
    all.load_system_fonts();
    let mut faces: Vec<FaceInfo> = all.faces().filter(|face| is_plain(face)).cloned().collect();
    faces.sort_by_cached_key(rank);
    let mut fonts = Database::new();
    let has = |family: &&&str| faces.iter().any(|face| face.families.iter().any(|(name, _)| name == **family));
    let first = || faces.first().and_then(|face| face.families.first()).map(|(name, _)| name.clone());
    if let Some(family) = SANS.iter().find(has).map(|family| (*family).to_owned()).or_else(first) {
        // The serif one is where a picture falls back to that names no family which is there.
        fonts.set_serif_family(family.clone());
        fonts.set_sans_serif_family(family);
    }
    faces.into_iter().for_each(|face| {
        fonts.push_face_info(face);
    });
    fonts
}

fn is_plain(face: &FaceInfo) -> bool {
    face.style == Style::Normal && face.stretch == Stretch::Normal && matches!(face.weight.0, 400 | 600 | 700)
}

fn rank(face: &FaceInfo) -> impl Ord + use<> {
    let name = face.families.first().map(|(name, _)| name.clone()).unwrap_or_default();
    // The characters of China before those that look otherwise elsewhere.
    (
        face.monospaced,
        face.weight.0,
        name.contains("Serif"),
        Reverse(name.contains("Sans")),
        Reverse(name.contains("SC")),
        name,
    )
}

/// The usual choice of fonts, which writes down what it finds none for.
fn resolver(missing: &Mutex<BTreeSet<char>>) -> FontResolver<'_> {
    let usual = FontResolver::default_fallback_selector();
    FontResolver {
        select_font: FontResolver::default_font_selector(),
        select_fallback: Box::new(move |c, tried, fonts| {
            let found = usual(c, tried, fonts);
            if found.is_none() && !c.is_whitespace() {
                missing.lock().unwrap_or_else(PoisonError::into_inner).insert(c);
            }
            found
        }),
    }
}
