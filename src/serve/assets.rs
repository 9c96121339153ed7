//! `/assets/NAME`: the scripts of pages, pressed once for all who read gzip; and the icon of the site.

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::LazyLock;
use std::time::SystemTime;

use axum::extract::{Path, Request};
use axum::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, VARY};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::answer::{Answer, Problem};
use super::outer;
use crate::assets;

/// A file as it is, and pressed.
struct Asset {
    plain: Answer,
    pressed: Answer,
}

/// Made when the first one is asked for. What the program holds is no younger than its run.
static ASSETS: LazyLock<(SystemTime, BTreeMap<String, Asset>)> = LazyLock::new(|| {
    let held = assets::names().filter_map(|name| Some((name.clone().into_owned(), Asset::new(&name)?)));
    (SystemTime::now(), held.collect())
});

impl Asset {
    fn new(name: &str) -> Option<Self> {
        let (bytes, media_type) = assets::get(name)?;
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&bytes).ok()?;
        let pressed = Answer::new(media_type, encoder.finish().ok()?).tagged();
        Some(Self { plain: Answer::new(media_type, bytes.into_owned()).tagged(), pressed })
    }
}

/// `/favicon.ico`, which browsers ask for.
pub(super) async fn icon(request: Request) -> Response {
    let answer = Answer::new("image/svg+xml", include_str!("icon.svg"));
    outer::conditional(request.headers(), ASSETS.0, answer)
}

/// `/assets/NAME`
pub(super) async fn asset(Path(name): Path<String>, request: Request) -> Result<Response, Problem> {
    let (modified, held) = &*ASSETS;
    let asset = held.get(&name).ok_or_else(Problem::not_found)?;
    let is_pressed = reads_gzip(request.headers());
    let answer = if is_pressed { &asset.pressed } else { &asset.plain };
    let mut response = outer::conditional(request.headers(), *modified, answer.clone());
    let headers = response.headers_mut();
    headers.append(VARY, HeaderValue::from_static("accept-encoding"));
    if is_pressed {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    Ok(response)
}

fn reads_gzip(headers: &HeaderMap) -> bool {
    let told = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    told.flat_map(|value| value.split(',')).any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
        let weight = weight.trim().strip_prefix("q=").map_or(Ok(1.0), str::parse::<f32>);
        name.trim().eq_ignore_ascii_case("gzip") && weight.is_ok_and(|weight| weight > 0.0)
    })
}
