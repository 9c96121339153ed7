//! What all requests go through: who may ask, what is logged and counted, and the headers of all answers.

use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{
    AUTHORIZATION, CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, HeaderName, REFERRER_POLICY, VARY, WWW_AUTHENTICATE,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use headers::{ETag, HeaderMapExt, IfModifiedSince, IfNoneMatch, LastModified};
use subtle::ConstantTimeEq;
use tokio::sync::OwnedSemaphorePermit;
use tower_http::compression::CompressionLayer;
use tower_http::cors::{Any, CorsLayer};
use tracing::info;

use super::Server;
use super::answer::{self, Answer, Problem};
use super::connections::Client;
use super::metrics::Route;
use crate::decode::Visibility;

/// Nothing is loaded, runs or is asked but what this server has at an address of its own, and nobody frames it.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
    font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/// The same for what reconciliation clients show in a frame of their own.
pub(super) const FRAMED_POLICY: &str = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors *";
/// How long a browser may remember what it may ask of another origin.
const PREFLIGHT: Duration = Duration::from_secs(3600);

/// The routes, with what all requests go through.
pub(super) fn wrapped(router: Router, server: &Arc<Server>) -> Router {
    let router = router.layer(CompressionLayer::new().gzip(true));
    let router = match server.options.audience {
        // What is not for everybody is for no page of another origin, either.
        Visibility::Public => router.layer(cors()),
        _ => router,
    };
    router
        .layer(from_fn_with_state(Arc::clone(server), headers))
        .layer(from_fn_with_state(Arc::clone(server), answer::tell))
        .layer(from_fn_with_state(Arc::clone(server), told))
}

fn cors() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::HEAD, Method::POST])
        .allow_headers(Any)
        .expose_headers(Any)
        .max_age(PREFLIGHT)
}

/// Logs and counts a request.
async fn told(State(server): State<Arc<Server>>, request: Request, next: Next) -> Response {
    let start = Instant::now();
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let route = request.extensions().get::<MatchedPath>().map_or("page", MatchedPath::as_str).to_owned();
    let client = request.extensions().get::<Client>().map(|client| client.0.ip().to_string());
    server.metrics.under_way.inc();
    let under_way = UnderWay(Arc::clone(&server));
    let response = next.run(request).await;
    drop(under_way);
    let (status, took) = (response.status().as_u16(), start.elapsed());
    server.metrics.count(Route { route, status }, took);
    let ms = took.as_micros() as f64 / 1e3;
    info!(%method, ?path, status, ms, client, "request");
    response
}

/// Counts a request as under way until it is dropped, also where its client goes away.
struct UnderWay(Arc<Server>);

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.metrics.under_way.dec();
    }
}

/// Lets in who may ask, and gives all answers their headers.
async fn headers(State(server): State<Arc<Server>>, request: Request, next: Next) -> Response {
    let mut response = match admitted(&server, request.uri(), request.headers()) {
        Ok(()) => next.run(request).await,
        Err(problem) => problem.into_response(),
    };
    if response.status() == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    let headers = response.headers_mut();
    let is_public = server.options.audience == Visibility::Public;
    headers.entry(CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(POLICY));
    if headers.get(CONTENT_SECURITY_POLICY).is_some_and(|policy| policy == POLICY) {
        headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    }
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    let policy = if is_public { "cross-origin" } else { "same-origin" };
    headers.insert(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static(policy));
    if !is_public {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));
    }
    headers.append(VARY, HeaderValue::from_static("accept, accept-language"));
    response
}

/// Who shows the token is let in. Without one, what is not public is for programs of this machine, and not for a page in
/// one of its browsers that has a name of its own for this address.
fn admitted(server: &Server, uri: &Uri, headers: &HeaderMap) -> Result<(), Problem> {
    if let Some(token) = &server.options.token {
        let shown = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let shown =
            shown.and_then(|value| value.split_once(' ')).filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
        let is_right = shown.is_some_and(|(_, shown)| shown.trim().as_bytes().ct_eq(token.as_bytes()).into());
        let problem =
            || Problem::new(StatusCode::UNAUTHORIZED, "a token is needed").with_hint("send `Authorization: Bearer …`");
        return if is_right { Ok(()) } else { Err(problem()) };
    }
    // A host in the address counts in place of that in the head: RFC 9112, 3.2.2.
    let told = || headers.get(HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let host = uri.host().unwrap_or_else(told);
    if server.options.audience == Visibility::Public || is_local(host) {
        return Ok(());
    }
    let problem = Problem::new(StatusCode::FORBIDDEN, "this server answers this machine alone");
    Err(problem.with_hint("ask for it as `localhost` or `127.0.0.1`"))
}

fn is_local(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// An answer whose bytes count as on their way until the client has all of them.
pub(super) fn held(server: &Server, mut answer: Answer) -> Result<Answer, Problem> {
    let size = u32::try_from(answer.body.len()).unwrap_or(u32::MAX);
    let permit = Arc::clone(&server.sending).try_acquire_many_owned(size);
    let busy = |_| Problem::new(StatusCode::SERVICE_UNAVAILABLE, "too many answers are on their way");
    let permit = permit.map_err(busy)?;
    answer.body = Bytes::from_owner(Sending { body: answer.body, _permit: permit });
    Ok(answer)
}

struct Sending {
    body: Bytes,
    _permit: OwnedSemaphorePermit,
}

impl AsRef<[u8]> for Sending {
    fn as_ref(&self) -> &[u8] {
        &self.body
    }
}

/// An answer that clients may keep, or that they have already.
pub(super) fn conditional(headers: &HeaderMap, modified: SystemTime, answer: Answer) -> Response {
    let tag = format!("W/\"{:016x}\"", answer.tag());
    let tag: Option<ETag> = tag.parse().ok();
    let is_known = match (headers.typed_get::<IfNoneMatch>(), headers.typed_get::<IfModifiedSince>(), &tag) {
        (Some(known), _, Some(tag)) => !known.precondition_passes(tag),
        (None, Some(since), _) => !since.is_modified(modified),
        _ => false,
    };
    let mut response = if is_known { StatusCode::NOT_MODIFIED.into_response() } else { answer.into_response() };
    if let Some(tag) = tag {
        response.headers_mut().typed_insert(tag);
    }
    response.headers_mut().typed_insert(LastModified::from(modified));
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}
