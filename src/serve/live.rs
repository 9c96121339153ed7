//! Files that change are read again. What comes of them takes the place of the old state at once, and only as a whole: a
//! file that cannot be read leaves the old state as it is, and is told at `/health` and in the log.

use std::collections::HashSet;
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, SecondsFormat, Utc};
use notify_debouncer_mini::notify::{RecommendedWatcher, RecursiveMode};
use notify_debouncer_mini::{DebounceEventResult, Debouncer, new_debouncer};
use serde::Serialize;
use tracing::{error, info, warn};

use super::Server;
use super::loaded::Loaded;
use crate::collection::is_part;
use crate::decode::Visibility;
use crate::error::{Error, Kind};
use crate::query::is_query;
use crate::report::{Report, Severity};

/// How long a file must have been left alone: editors write in several steps.
const QUIET: Duration = Duration::from_millis(200);
/// How many findings are told at `/health`.
const FINDINGS: usize = 100;

/// How the server and its collection are.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Health {
    /// `ok`, or `degraded` where files have errors.
    status: &'static str,
    /// Whether the state is that of the files, and not an older one.
    current: bool,
    loaded: String,
    people: usize,
    quads: usize,
    /// What is wrong with the files.
    findings: Vec<Finding>,
}

/// Something wrong with a file.
#[derive(Clone, Debug, Serialize)]
struct Finding {
    file: String,
    line: usize,
    severity: String,
    rule: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
}

impl Health {
    /// How a state is that has just been read.
    pub(super) fn of(loaded: &Loaded) -> Self {
        Self {
            status: if loaded.report.count(Severity::Error) > 0 { "degraded" } else { "ok" },
            current: true,
            loaded: now(),
            people: loaded.collection.people.len(),
            quads: loaded.store.len(),
            findings: findings(&loaded.report),
        }
    }

    fn degraded(self, report: &Report) -> Self {
        Self { status: "degraded", current: false, findings: findings(report), ..self }
    }
}

impl Finding {
    /// Without what need not be for this audience; the log has all. A message may quote what it is about, and the name of a
    /// file may be that of somebody who is not shown.
    fn hide(&mut self, loaded: &Loaded) {
        self.message = None;
        if !loaded.shows_file(&self.file) {
            self.file = "people/…".to_owned();
        }
    }
}

fn now() -> String {
    DateTime::<Utc>::from(SystemTime::now()).to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn findings(report: &Report) -> Vec<Finding> {
    let grave = report.findings().into_iter().filter(|finding| finding.severity != Severity::Note);
    let told = grave.map(|finding| Finding {
        file: finding.place.file.clone(),
        line: finding.place.line,
        severity: finding.severity.to_string(),
        rule: finding.rule.id,
        message: Some(finding.message.clone()),
    });
    told.take(FINDINGS).collect()
}

/// `/health`: 200 where all is well or an old state serves, with what is wrong.
pub(super) async fn health(State(server): State<Arc<Server>>) -> Response {
    let mut health = server.health.read().unwrap_or_else(PoisonError::into_inner).clone();
    if server.options.audience != Visibility::Private {
        let loaded = server.loaded();
        health.findings.iter_mut().for_each(|finding| finding.hide(&loaded));
    }
    let body = serde_json::to_string(&health).unwrap_or_default() + "\n";
    (StatusCode::OK, [(CONTENT_TYPE, "application/json")], body).into_response()
}

/// `/metrics`: figures for Prometheus.
pub(super) async fn metrics(State(server): State<Arc<Server>>) -> Response {
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(CONTENT_TYPE, kind)], server.metrics.text()).into_response()
}

/// Reads the collection again whenever a file of it changes, as long as what is returned is kept.
pub(super) fn watch(server: &Arc<Server>) -> Result<Debouncer<RecommendedWatcher>, Error> {
    let root = server.options.root.canonicalize().map_err(|error| Error::io(&server.options.root, error))?;
    let (weak, watched) = (Arc::downgrade(server), root.clone());
    let changed = move |events: DebounceEventResult| {
        let Some(server) = weak.upgrade() else { return };
        match events {
            Ok(events)
                if events
                    .iter()
                    .filter_map(|event| event.path.strip_prefix(&root).ok())
                    .any(|path| is_part(path) || is_query(path)) =>
            {
                server.load_again();
            }
            Ok(_) => {}
            Err(error) => warn!(%error, "the files cannot be watched"),
        }
    };
    let failed = |error: notify_debouncer_mini::notify::Error| Error::from(Kind::Watch(error.to_string()));
    let mut watcher = new_debouncer(QUIET, changed).map_err(failed)?;
    watcher.watcher().watch(&watched, RecursiveMode::Recursive).map_err(failed)?;
    Ok(watcher)
}

impl Server {
    /// Reads the collection again. Where there are errors that the state in use has not, that state is kept.
    fn load_again(&self) {
        let start = Instant::now();
        let loaded = match Loaded::new(&self.options.root, self.options.audience, self.options.limits.cache) {
            Ok(loaded) => loaded,
            Err(error) => {
                error!(%error, "the collection cannot be read; the old state is kept");
                return self.keep(&Report::default());
            }
        };
        if has_more_errors(&loaded.report, &self.loaded().report) {
            tell(&loaded.report);
            error!("the files have errors; the old state is kept");
            return self.keep(&loaded.report);
        }
        *self.health.write().unwrap_or_else(PoisonError::into_inner) = Health::of(&loaded);
        *self.loaded.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(loaded);
        self.note_load(start);
    }

    fn keep(&self, report: &Report) {
        self.metrics.failed_loads.inc();
        let mut health = self.health.write().unwrap_or_else(PoisonError::into_inner);
        *health = health.clone().degraded(report);
    }

    /// Tells and counts that a state has been read.
    pub(super) fn note_load(&self, start: Instant) {
        let loaded = self.loaded();
        tell(&loaded.report);
        self.metrics.loads.inc();
        self.metrics.quads.set(i64::try_from(loaded.store.len()).unwrap_or(i64::MAX));
        let (people, quads) = (loaded.collection.people.len(), loaded.store.len());
        info!(people, quads, ms = start.elapsed().as_millis() as u64, "loaded");
    }
}

/// Whether there are errors that another report has not; their lines may have moved.
fn has_more_errors(report: &Report, other: &Report) -> bool {
    let known = errors(other);
    errors(report).iter().any(|error| !known.contains(error))
}

fn errors(report: &Report) -> HashSet<(&str, &str)> {
    let errors = report.findings().into_iter().filter(|finding| finding.severity == Severity::Error);
    errors.map(|finding| (finding.place.file.as_str(), finding.message.as_str())).collect()
}

fn tell(report: &Report) {
    for finding in report.findings() {
        let place = finding.place.to_string();
        match finding.severity {
            Severity::Error => error!(place, rule = finding.rule.id, hint = finding.hint, "{}", finding.message),
            Severity::Warning => warn!(place, rule = finding.rule.id, hint = finding.hint, "{}", finding.message),
            Severity::Note => {}
        }
    }
}
