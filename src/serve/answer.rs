//! Answers: bodies with their media types, and problems that say what went wrong, in the form that a client reads.

use std::hash::{DefaultHasher, Hasher};
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use headers::HeaderMapExt;
use headers_accept::Accept;
use mediatype::MediaType;
use serde_json::json;
use url::form_urlencoded;

use super::Server;
use super::html::Look;

/// A media type that is offered, and what is given for it.
pub(super) type Offer<T> = (&'static str, T);

/// What the client wants most of what is offered; the first of several that it wants as much, or where it says nothing.
///
/// # Errors
/// 406 where it wants none of them.
pub(super) fn negotiated<T: Copy>(headers: &HeaderMap, offers: &[Offer<T>]) -> Result<Offer<T>, Problem> {
    let first = offers.first().copied();
    let accept = match headers.contains_key(ACCEPT) {
        true => headers.typed_try_get::<Accept>().map_err(|_| not_acceptable(offers))?,
        false => None,
    };
    let Some(accept) = accept else { return first.ok_or_else(|| not_acceptable(offers)) };
    let types: Vec<MediaType<'_>> = offers.iter().filter_map(|(name, _)| MediaType::parse(name).ok()).collect();
    let chosen = accept.negotiate(&types).and_then(|wanted| types.iter().position(|known| known == wanted));
    chosen.map(|at| offers[at]).ok_or_else(|| not_acceptable(offers))
}

fn not_acceptable<T>(offers: &[Offer<T>]) -> Problem {
    let names: Vec<&str> = offers.iter().map(|(name, _)| *name).collect();
    let message = "none of the media types in `Accept` can be given";
    Problem::new(StatusCode::NOT_ACCEPTABLE, message).with_hint(format!("there are {}", names.join(", ")))
}

/// The first value that an address or a form has for a parameter.
pub(super) fn parameter(pairs: &[u8], name: &str) -> Option<String> {
    form_urlencoded::parse(pairs).find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
}

/// As [`parameter`], of an address.
pub(super) fn asked(uri: &Uri, name: &str) -> Option<String> {
    parameter(uri.query().unwrap_or_default().as_bytes(), name)
}

/// Why a request is not answered.
#[derive(Clone, Debug)]
pub(super) struct Problem {
    pub(super) status: StatusCode,
    message: String,
    hint: Option<String>,
    allow: Option<&'static str>,
}

impl Problem {
    pub(super) fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self { status, message: message.into(), hint: None, allow: None }
    }

    #[must_use]
    pub(super) fn with_hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// A request that is wrong.
    pub(super) fn bad(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }

    /// Nothing is there.
    pub(super) fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "there is nothing here").with_hint("`/` leads to what there is")
    }

    /// A method that the place does not know.
    pub(super) fn not_allowed(allow: &'static str) -> Self {
        let problem = Self::new(StatusCode::METHOD_NOT_ALLOWED, "the method is not allowed here");
        Self { allow: Some(allow), ..problem.with_hint(format!("use {allow}")) }
    }

    /// An error of the library. Only what the client did wrong is told.
    pub(super) fn of_error(error: &crate::error::Error) -> Self {
        let problem = Self::bad(error.to_string());
        match error.hint() {
            Some(hint) => problem.with_hint(hint),
            None => problem,
        }
    }

    fn text(&self) -> String {
        match &self.hint {
            Some(hint) => format!("{}\nhint: {hint}\n", self.message),
            None => format!("{}\n", self.message),
        }
    }

    fn json(&self) -> String {
        let title = self.status.canonical_reason().unwrap_or_default();
        let mut problem = json!({ "title": title, "status": self.status.as_u16(), "detail": self.message });
        if let Some(hint) = &self.hint {
            problem["hint"] = hint.as_str().into();
        }
        problem.to_string()
    }
}

impl IntoResponse for Problem {
    /// The body is put in by [`tell`], which knows what the client reads.
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Gives problems a body: a page for browsers, JSON for programs (RFC 9457), else text.
pub(super) async fn tell(State(server): State<Arc<Server>>, request: Request, next: Next) -> Response {
    /// The forms of a problem.
    #[derive(Clone, Copy)]
    enum Form {
        Text,
        Json,
        Html,
    }
    const FORMS: [Offer<Form>; 4] = [
        ("text/plain;charset=utf-8", Form::Text),
        ("application/problem+json", Form::Json),
        ("application/json", Form::Json),
        ("text/html;charset=utf-8", Form::Html),
    ];
    let (headers, uri) = (request.headers().clone(), request.uri().clone());
    let mut response = next.run(request).await;
    let told = response.extensions_mut().remove::<Problem>();
    // The router says nothing of a method that a route does not know.
    let is_unknown_method = response.status() == StatusCode::METHOD_NOT_ALLOWED;
    let unknown_method = || Problem::new(response.status(), "the method is not allowed here");
    let Some(problem) = told.or_else(|| is_unknown_method.then(unknown_method)) else { return response };
    let (media_type, form) = negotiated(&headers, &FORMS).unwrap_or(FORMS[0]);
    let (media_type, body) = match form {
        Form::Text => (media_type, problem.text()),
        Form::Json => ("application/problem+json", problem.json()),
        Form::Html => {
            let loaded = server.loaded();
            let look = Look::new(&loaded, &uri, &headers);
            (media_type, loaded.problem(&look, problem.status, &problem.message, problem.hint.as_deref()))
        }
    };
    *response.body_mut() = Body::from(body);
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    if problem.status == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("2"));
    }
    if let Some(allow) = problem.allow {
        response.headers_mut().insert(axum::http::header::ALLOW, HeaderValue::from_static(allow));
    }
    response
}

/// A body with its media type.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) media_type: &'static str,
    pub(super) body: Bytes,
    tag: Option<u64>,
}

impl Answer {
    pub(super) fn new(media_type: &'static str, body: impl Into<Bytes>) -> Self {
        Self { media_type, body: body.into(), tag: None }
    }

    /// With a hash of its body, so that this is made only once.
    #[must_use]
    pub(super) fn tagged(self) -> Self {
        Self { tag: Some(self.tag()), ..self }
    }

    /// A hash of its body.
    pub(super) fn tag(&self) -> u64 {
        self.tag.unwrap_or_else(|| {
            let mut hasher = DefaultHasher::new();
            hasher.write(&self.body);
            hasher.finish()
        })
    }

    /// A page.
    pub(super) fn html(page: String) -> Self {
        Self::new("text/html;charset=utf-8", page)
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        ([(CONTENT_TYPE, HeaderValue::from_static(self.media_type))], self.body).into_response()
    }
}
