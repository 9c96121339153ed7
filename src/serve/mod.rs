//! The server: SPARQL, named queries, pages of linked data and reconciliation over HTTP, for reading alone.
//!
//! Everything is answered from one state of the collection, the module `loaded`, which holds only what the audience may see.

mod answer;
mod assets;
mod connections;
mod dataset;
mod evaluate;
mod html;
mod live;
mod loaded;
mod metrics;
mod openapi;
mod outer;
mod pages;
mod pool;
mod queries;
pub mod reconcile;
mod reconciliation;
mod site;
mod sparql;

use std::fmt::{self, Debug, Formatter};
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Instant;

use axum::Router;
use axum::routing::{any, get};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tracing::info;

use crate::decode::Visibility;
use crate::error::{Error, Kind};
use answer::{Answer, Problem};
use evaluate::{Asked, Failed, evaluate};
use loaded::Loaded;
use metrics::Metrics;
use pool::{Pool, Watchdog};

pub use connections::ConnectionLimits;
pub use evaluate::QueryLimits;

/// How many clients may read the whole store at once.
const DUMPS: usize = 2;

/// How a collection is served.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder of the collection.
    pub root: PathBuf,
    /// Who is answered.
    pub audience: Visibility,
    /// What clients must show, if anything.
    pub token: Option<String>,
    /// Whether files are read again when they change.
    pub live: bool,
    /// What requests may take.
    pub limits: Limits,
}

/// What requests may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Of connections.
    pub connection: ConnectionLimits,
    /// Of queries.
    pub query: QueryLimits,
    /// The bytes of a body.
    pub body: usize,
    /// How many queries run at once.
    pub threads: usize,
    /// How many wait for their turn.
    pub queue: usize,
    /// The bytes of answers that are kept to be given again.
    pub cache: u64,
    /// The bytes of results and pages that are on their way to clients, all together.
    pub sending: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connection: ConnectionLimits::default(),
            query: QueryLimits::default(),
            body: 1 << 20,
            threads: crate::pieces::threads().max(2),
            queue: 64,
            cache: 128 << 20,
            sending: 256 << 20,
        }
    }
}

/// A server with a state of its collection.
pub struct Server {
    options: Options,
    loaded: RwLock<Arc<Loaded>>,
    health: RwLock<live::Health>,
    metrics: Metrics,
    /// Threads for pages, named queries and reconciliation.
    own: Pool,
    /// Threads for queries of strangers, which may take long: nothing else waits behind them.
    strange: Pool,
    /// The bytes that results and pages on their way may still take.
    sending: Arc<Semaphore>,
    /// How many clients may still read the whole store.
    dumps: Arc<Semaphore>,
    watchdog: Watchdog,
}

impl Debug for Server {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Server").field("options", &self.options).finish_non_exhaustive()
    }
}

impl Server {
    /// Reads the collection.
    ///
    /// # Errors
    /// Where its folder cannot be listed, or threads cannot be started.
    pub fn new(options: Options) -> Result<Arc<Self>, Error> {
        let limits = options.limits;
        let start = Instant::now();
        let loaded = Loaded::new(&options.root, options.audience, limits.cache)?;
        let pool = || Pool::new(limits.threads, limits.queue, limits.query.time);
        let (own, strange) = (pool().map_err(Kind::Threads)?, pool().map_err(Kind::Threads)?);
        let server = Self {
            health: RwLock::new(live::Health::of(&loaded)),
            metrics: Metrics::default(),
            sending: Arc::new(Semaphore::new(limits.sending.min(Semaphore::MAX_PERMITS))),
            dumps: Arc::new(Semaphore::new(DUMPS)),
            watchdog: Watchdog::default(),
            loaded: RwLock::new(Arc::new(loaded)),
            options,
            own,
            strange,
        };
        server.note_load(start);
        Ok(Arc::new(server))
    }

    /// The service of all requests.
    pub fn router(self: &Arc<Self>) -> Router {
        let router = Router::new()
            .route("/sparql", any(sparql::sparql))
            .route("/store", any(dataset::store))
            .route("/.well-known/void", get(dataset::void))
            .route("/queries", get(queries::list))
            .route("/queries/", get(queries::list))
            .route("/queries/{name}", get(queries::answer))
            .route("/openapi.json", get(openapi::document))
            .route("/reconcile", get(reconciliation::manifest).post(reconciliation::batch))
            .route("/reconcile/preview", get(reconciliation::preview))
            .route("/reconcile/properties", get(reconciliation::properties))
            .route("/reconcile/view", get(reconciliation::view))
            .route("/reconcile/suggest/{what}", get(reconciliation::suggest))
            .route("/resource", get(pages::resource))
            .route("/health", get(live::health))
            .route("/metrics", get(live::metrics))
            .route("/robots.txt", get(site::robots))
            .route("/sitemap.xml", get(site::sitemap))
            .route("/sitemap/{part}", get(site::sitemap_part))
            .route("/llms.txt", get(site::llms))
            .route("/style.css", get(html::style))
            .route("/assets/{name}", get(assets::asset))
            .route("/favicon.ico", get(assets::icon))
            .route("/people.js", get(html::people_script))
            .fallback(pages::page)
            .with_state(Arc::clone(self));
        outer::wrapped(router, self)
    }

    /// Answers requests on a listener until `stop` is there, and reads the collection again when it changes.
    ///
    /// # Errors
    /// Where the files cannot be watched, or a query goes on a second after its end: only the end of the process ends it.
    pub async fn run(self: &Arc<Self>, listener: TcpListener, stop: impl Future<Output = ()>) -> Result<(), Error> {
        let _watcher = if self.options.live { Some(live::watch(self)?) } else { None };
        tokio::select! {
            () = connections::serve(listener, self.router(), self.options.limits.connection, stop) => {
                info!("stopped");
                Ok(())
            }
            () = self.watchdog.barks() => Err(Kind::Stuck.into()),
        }
    }

    /// The state at this moment.
    fn loaded(&self) -> Arc<Loaded> {
        Arc::clone(&self.loaded.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The answer of work on a state that takes the processor, done in a thread for it.
    async fn work(
        &self,
        loaded: Arc<Loaded>,
        work: impl FnOnce(&Loaded) -> Result<Answer, Problem> + Send + 'static,
    ) -> Result<Answer, Problem> {
        self.own.run(move || work(&loaded)).await?
    }

    /// The answer that a state keeps under a key, or else what work on it makes.
    async fn kept(
        &self,
        loaded: &Arc<Loaded>,
        key: String,
        make: impl FnOnce(&Loaded) -> Result<Answer, Problem> + Send + 'static,
    ) -> Result<Answer, Problem> {
        match loaded.answers.get(&key) {
            Some(answer) => Ok(answer),
            None => self.work(Arc::clone(loaded), move |loaded| loaded.answer(&key, || make(loaded))).await,
        }
    }

    /// The answer of a state to a query that `read` makes, in a thread for it, until `until` at the latest.
    async fn query(
        self: &Arc<Self>,
        pool: &Pool,
        loaded: Arc<Loaded>,
        until: Instant,
        read: impl FnOnce(&Loaded, &QueryLimits) -> Result<Asked, Failed> + Send + 'static,
    ) -> Result<Answer, Problem> {
        let (server, limits) = (Arc::clone(self), self.options.limits.query);
        let work = move || {
            let _watched = server.watchdog.watched(until);
            let answer = read(&loaded, &limits).and_then(|asked| evaluate(&loaded, &asked, &limits, until));
            answer.map_err(|failed| server.note_failure(failed))
        };
        pool.run(work).await?
    }

    fn note_failure(&self, failed: Failed) -> Problem {
        match &failed {
            Failed::Refused(_) => drop(self.metrics.refused.inc()),
            Failed::Ended(_) => drop(self.metrics.ended.inc()),
            Failed::Other(_) => {}
        }
        failed.into()
    }
}
