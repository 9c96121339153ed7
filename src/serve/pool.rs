//! Threads for work that takes the processor: queries, and pages that must be made.
//!
//! There are as many as may run at once. What waits for one waits in a queue of limited length, and no longer than work
//! itself may take, so that a crowd is told at once to come back later. Their stacks are large, because parsers and
//! evaluators of queries recurse.

use std::collections::BTreeMap;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use tokio::sync::oneshot;

use super::answer::Problem;

/// The stack of a thread, in bytes; only what is used of it takes memory.
const STACK: usize = if cfg!(debug_assertions) { 256 << 20 } else { 64 << 20 };

/// How long a thread may work until another one goes on.
const LONG: Duration = Duration::from_millis(50);
/// How long there is nothing to do until a thread that came after long work ends, too.
const REST: Duration = Duration::from_secs(2);
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
            start(Arc::clone(&waiting), false)?;
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

/// Starts a thread, after long work of another one or not.
fn start(waiting: Arc<Mutex<Receiver<Job>>>, after_work: bool) -> io::Result<()> {
    let thread = thread::Builder::new().name("work".to_owned()).stack_size(STACK);
    thread.spawn(move || work(&waiting, after_work)).map(drop)
}

/// Does one job after the other. After long work, of one job or of many, another thread goes on: the allocator keeps for a
/// thread what it once had, and the end of the thread gives it back, with its stack. The allocator itself gives it back to
/// the system a moment later, when it is next looked after: so the next thread ends, too, once there is nothing to do.
fn work(waiting: &Arc<Mutex<Receiver<Job>>>, after_work: bool) {
    let mut worked = Duration::ZERO;
    loop {
        let next = next(&waiting.lock().unwrap_or_else(PoisonError::into_inner), after_work);
        let has_rested = matches!(next, Err(RecvTimeoutError::Timeout));
        match next {
            Ok(job) => {
                let begin = Instant::now();
                job();
                worked += begin.elapsed();
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        if (has_rested || worked > LONG) && start(Arc::clone(waiting), !has_rested).is_ok() {
            return;
        }
    }
}

fn next(jobs: &Receiver<Job>, after_work: bool) -> Result<Job, RecvTimeoutError> {
    match after_work {
        true => jobs.recv_timeout(REST),
        false => jobs.recv().map_err(|_| RecvTimeoutError::Disconnected),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn wait<T>(future: impl Future<Output = T>) -> T {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
        runtime.unwrap_or_else(|error| panic!("{error}")).block_on(future)
    }

    fn pool(threads: usize, queue: usize, patience: Duration) -> Pool {
        Pool::new(threads, queue, patience).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn work_that_panics_is_a_problem_and_the_threads_go_on() {
        let pool = pool(1, 1, Duration::from_secs(5));
        let failed = wait(pool.run(|| std::panic::resume_unwind(Box::new("told nobody"))));
        let failed: Result<(), Problem> = failed;
        assert_eq!(failed.map_err(|problem| problem.status), Err(StatusCode::INTERNAL_SERVER_ERROR));
        assert_eq!(wait(pool.run(|| 7)).ok(), Some(7));
    }

    #[test]
    fn who_finds_the_queue_full_is_told_at_once_and_who_waits_too_long_afterwards() {
        let pool = pool(1, 1, Duration::from_millis(100));
        let (release, held) = std::sync::mpsc::channel::<()>();
        wait(async {
            let first = pool.run(move || held.recv());
            let second = pool.run(|| 2);
            let third = async {
                tokio::time::sleep(Duration::from_millis(50)).await;
                let third = pool.run(|| 3).await;
                tokio::time::sleep(Duration::from_millis(100)).await;
                drop(release);
                third
            };
            let second = async {
                tokio::time::sleep(Duration::from_millis(20)).await;
                second.await
            };
            let (first, second, third) = tokio::join!(first, second, third);
            assert!(first.is_ok());
            for late in [second, third] {
                assert_eq!(late.map_err(|problem| problem.status), Err(StatusCode::SERVICE_UNAVAILABLE));
            }
        });
    }

    #[test]
    fn after_long_work_another_thread_goes_on() {
        let pool = pool(1, 1, Duration::from_secs(5));
        let id = || thread::current().id();
        let long = move || {
            thread::sleep(LONG * 2);
            id()
        };
        let (first, second) = (wait(pool.run(long)), wait(pool.run(id)));
        assert_ne!(first.ok(), second.ok());
    }

    #[test]
    fn the_watchdog_barks_at_a_query_that_goes_on_and_at_no_other() {
        let watchdog = Watchdog::default();
        let barks = |watchdog: &Watchdog| {
            let watchdog = watchdog.clone();
            wait(async move { tokio::time::timeout(ROUND * 2, watchdog.barks()).await.is_ok() })
        };
        let ended = Instant::now().checked_sub(GRACE * 2).unwrap_or_else(Instant::now);
        let in_time = watchdog.watched(Instant::now());
        assert!(!barks(&watchdog));
        let late = watchdog.watched(ended);
        assert!(barks(&watchdog));
        drop((in_time, late));
        assert!(!barks(&watchdog));
    }
}
