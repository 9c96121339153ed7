//! Threads for work that takes the processor: queries, and pages that must be made.
//!
//! There are as many as may run at once. What waits for one waits in a queue of limited length, and no longer than work
//! itself may take, so that a crowd is told at once to come back later. Their stacks are large, because parsers and
//! evaluators of queries recurse.

use std::collections::BTreeMap;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use tokio::sync::oneshot;

use super::answer::Problem;

/// The stack of a thread, in bytes; only what is used of it takes memory.
const STACK: usize = if cfg!(debug_assertions) { 256 << 20 } else { 64 << 20 };

/// How long work may take until it counts as long.
const LONG: Duration = Duration::from_millis(50);
/// How long a query may go on after its end.
const GRACE: Duration = Duration::from_secs(1);
/// How often queries are looked at.
const ROUND: Duration = Duration::from_millis(250);

type Job = Box<dyn FnOnce() + Send>;

/// Threads and the queue before them.
#[derive(Debug)]
pub(super) struct Pool {
    jobs: SyncSender<Job>,
    patience: Duration,
}

impl Pool {
    /// So many threads; so much work may wait, each for no longer than `patience`.
    pub(super) fn new(threads: usize, queue: usize, patience: Duration) -> io::Result<Self> {
        let (jobs, waiting) = sync_channel::<Job>(queue);
        let waiting = Arc::new(Mutex::new(waiting));
        for _ in 0..threads.max(1) {
            start(Arc::clone(&waiting))?;
        }
        Ok(Self { jobs, patience })
    }

    /// What the work gives, done in one of the threads.
    pub(super) async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
        let (give, given) = oneshot::channel();
        let until = Instant::now() + self.patience;
        let job = move || {
            if Instant::now() > until || give.is_closed() {
                // Nobody waits for it any more; dropping `give` says so.
                return;
            }
            let _ = give.send(catch_unwind(AssertUnwindSafe(work)).map_err(|_| failed()));
        };
        self.jobs.try_send(Box::new(job)).map_err(|_| busy())?;
        given.await.map_err(|_| busy())?
    }
}

fn start(waiting: Arc<Mutex<Receiver<Job>>>) -> io::Result<()> {
    thread::Builder::new().name("work".to_owned()).stack_size(STACK).spawn(move || work(&waiting)).map(drop)
}

/// Does one job after the other. After a long one another thread goes on: the allocator keeps for a thread what it once
/// had, and the end of the thread gives it back, with its stack.
fn work(waiting: &Arc<Mutex<Receiver<Job>>>) {
    loop {
        let job = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = job else { return };
        let begin = Instant::now();
        job();
        if begin.elapsed() > LONG && start(Arc::clone(waiting)).is_ok() {
            return;
        }
    }
}

fn busy() -> Problem {
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, "the server is busy").with_hint("try again in a few seconds")
}

/// What went wrong stands in the log, where the panic was told, and is nobody else's business.
fn failed() -> Problem {
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the server could not answer")
}

/// Looks whether queries end in time. All do that we know of; one that does not would take a processor, and more and more
/// memory, until the process ends.
#[derive(Clone, Debug, Default)]
pub(super) struct Watchdog {
    ends: Arc<Mutex<BTreeMap<u64, Instant>>>,
    next: Arc<AtomicU64>,
}

/// A query that is looked at, until it is dropped.
pub(super) struct Watched {
    watchdog: Watchdog,
    number: u64,
}

impl Watchdog {
    /// Looks at a query that is to end by `until`.
    pub(super) fn watched(&self, until: Instant) -> Watched {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        self.ends().insert(number, until);
        Watched { watchdog: self.clone(), number }
    }

    /// Ends when a query does not.
    pub(super) async fn barks(&self) {
        while !self.ends().values().any(|end| end.elapsed() > GRACE) {
            tokio::time::sleep(ROUND).await;
        }
    }

    fn ends(&self) -> MutexGuard<'_, BTreeMap<u64, Instant>> {
        self.ends.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        self.watchdog.ends().remove(&self.number);
    }
}
