//! Figures for Prometheus.

use std::sync::atomic::AtomicI64;
use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

/// The bounds of the classes of durations, in seconds.
const SECONDS: [f64; 11] = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.0, 10.0];

/// What a request is counted by.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct Route {
    /// The pattern of its path, never the path itself: there are few of them.
    pub(super) route: String,
    /// The status of its answer.
    pub(super) status: u16,
}

/// The figures of a server.
#[derive(Debug)]
pub(super) struct Metrics {
    registry: Registry,
    requests: Family<Route, Counter>,
    seconds: Histogram,
    /// Requests under way.
    pub(super) under_way: Gauge<i64, AtomicI64>,
    /// Queries that were refused before they ran.
    pub(super) refused: Counter,
    /// Queries that were ended at a limit.
    pub(super) ended: Counter,
    /// How often the collection was read.
    pub(super) loads: Counter,
    /// How often it could not be read, and the old state was kept.
    pub(super) failed_loads: Counter,
    /// Quads in the store.
    pub(super) quads: Gauge<i64, AtomicI64>,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut metrics = Self {
            registry: Registry::with_prefix("vitagraph"),
            requests: Family::default(),
            seconds: Histogram::new(SECONDS),
            under_way: Gauge::default(),
            refused: Counter::default(),
            ended: Counter::default(),
            loads: Counter::default(),
            failed_loads: Counter::default(),
            quads: Gauge::default(),
        };
        let registry = &mut metrics.registry;
        registry.register("requests", "Requests that were answered", metrics.requests.clone());
        registry.register_with_unit(
            "request_duration",
            "How long requests took",
            Unit::Seconds,
            metrics.seconds.clone(),
        );
        registry.register("requests_under_way", "Requests that are being answered", metrics.under_way.clone());
        registry.register("queries_refused", "Queries that were refused before they ran", metrics.refused.clone());
        registry.register("queries_ended", "Queries that were ended at a limit", metrics.ended.clone());
        registry.register("loads", "How often the collection was read", metrics.loads.clone());
        registry.register("failed_loads", "How often the old state was kept", metrics.failed_loads.clone());
        registry.register("quads", "Quads in the store", metrics.quads.clone());
        metrics
    }
}

impl Metrics {
    /// Counts a request.
    pub(super) fn count(&self, route: Route, took: Duration) {
        self.requests.get_or_create(&route).inc();
        self.seconds.observe(took.as_secs_f64());
    }

    /// The figures in the text format of OpenMetrics.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        // Writing into a string does not fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}
