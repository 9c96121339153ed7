//! How long a query may take, and how much it may hold.
//!
//! The engine makes each row of a join, a product, a sort or a group by copying and comparing terms. So the terms of
//! our dataset count: each copy, comparison and quad read is a tick, after some ticks the clock is read, and copies and
//! drops tell how many terms are held. Where a limit is passed, the evaluation is left by unwinding, because the engine
//! asks nothing and nobody while it builds rows. One query is evaluated in one thread, so that the counters are those of
//! the thread.

use std::any::Any;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::thread;
use std::time::Instant;

/// How many ticks pass between two looks at the clock.
const TICKS: u32 = 4096;

/// How many bytes of text are worth a tick.
const BYTES_A_TICK: usize = 64;

/// The length in bytes that one computed text may well have.
pub const LONGEST_TEXT: usize = 1 << 20;

/// What a query may use.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// When it ends at the latest.
    pub until: Option<Instant>,
    /// How many terms its rows may hold at once.
    pub terms: usize,
    /// How many bytes one computed text may have.
    pub text: usize,
    /// How many bytes all computed texts that are held may have.
    pub texts: usize,
}

/// Which limit a query passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Exceeded {
    /// It takes too long.
    #[error("the query takes too long")]
    Time,
    /// It holds too many terms or texts.
    #[error("the query needs too much memory")]
    Memory,
    /// It makes too long a text.
    #[error("the query makes too long a text")]
    Text,
}

struct Budget {
    ticks: Cell<u32>,
    limits: Cell<Limits>,
    /// The number of terms at which there are too many.
    most_terms: Cell<usize>,
    terms: Cell<usize>,
    texts: Cell<usize>,
}

thread_local! {
    static BUDGET: Budget = const {
        Budget {
            ticks: Cell::new(TICKS),
            limits: Cell::new(Limits::NONE),
            most_terms: Cell::new(usize::MAX),
            terms: Cell::new(0),
            texts: Cell::new(0),
        }
    };
}

impl Limits {
    /// No limits.
    pub const NONE: Self = Self { until: None, terms: usize::MAX, text: usize::MAX, texts: usize::MAX };
}

impl Default for Limits {
    fn default() -> Self {
        Self::NONE
    }
}

/// Does some work on queries, which all evaluate in this thread, within these limits. No other limits may hold in the
/// thread.
///
/// # Errors
/// The limit that was passed; the work is then left where it was.
pub fn limited<T>(limits: &Limits, work: impl FnOnce() -> T) -> Result<T, Exceeded> {
    begin(*limits);
    let result = catch_unwind(AssertUnwindSafe(work));
    begin(Limits::NONE);
    result.map_err(reason)
}

/// How many terms the queries of this thread hold now.
#[must_use]
pub fn held() -> usize {
    BUDGET.with(|budget| budget.terms.get())
}

/// What is held already, as by results that somebody has yet to read, does not count.
fn begin(limits: Limits) {
    BUDGET.with(|budget| {
        budget.ticks.set(1);
        budget.limits.set(limits);
        budget.most_terms.set(limits.terms.saturating_add(budget.terms.get()));
    });
}

/// The limit because of which work was left; what was left for another reason goes on being left.
fn reason(panic: Box<dyn Any + Send>) -> Exceeded {
    panic.downcast::<Exceeded>().map_or_else(|panic| resume_unwind(panic), |exceeded| *exceeded)
}

/// Counts a step of the evaluation.
pub(super) fn tick() {
    BUDGET.with(|budget| budget.tick(1));
}

/// Counts a step that reads a text.
pub(super) fn tick_for(text: &str) {
    let ticks = u32::try_from(text.len() / BYTES_A_TICK).unwrap_or(u32::MAX);
    BUDGET.with(|budget| budget.tick(ticks.saturating_add(1)));
}

/// Counts terms that are about to be held.
pub(super) fn hold(count: usize) {
    BUDGET.with(|budget| {
        budget.tick(1);
        let terms = budget.terms.get().wrapping_add(count);
        if terms > budget.most_terms.get() {
            exceed(Exceeded::Memory);
        }
        budget.terms.set(terms);
    });
}

/// Counts a term that is no longer held.
pub(super) fn release() {
    BUDGET.with(|budget| budget.terms.set(budget.terms.get().wrapping_sub(1)));
}

/// Counts a computed text that is about to be held.
pub(super) fn hold_text(bytes: usize) {
    BUDGET.with(|budget| {
        let (limits, texts) = (budget.limits.get(), budget.texts.get().wrapping_add(bytes));
        if bytes > limits.text {
            exceed(Exceeded::Text);
        }
        if texts > limits.texts {
            exceed(Exceeded::Memory);
        }
        budget.texts.set(texts);
    });
}

/// Counts a computed text that is no longer held.
pub(super) fn release_text(bytes: usize) {
    BUDGET.with(|budget| budget.texts.set(budget.texts.get().wrapping_sub(bytes)));
}

/// A text that grows outside of the rows, as in an aggregate; it counts among the texts that are held.
#[derive(Debug, Default)]
pub struct GrowingText(String);

impl GrowingText {
    /// Adds to the text.
    pub fn push(&mut self, more: &str) {
        BUDGET.with(|budget| {
            let (limits, texts) = (budget.limits.get(), budget.texts.get().wrapping_add(more.len()));
            budget.tick(1);
            if self.0.len() + more.len() > limits.text {
                exceed(Exceeded::Text);
            }
            if texts > limits.texts {
                exceed(Exceeded::Memory);
            }
            budget.texts.set(texts);
        });
        self.0.push_str(more);
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }
}

impl Drop for GrowingText {
    fn drop(&mut self) {
        release_text(self.0.len());
    }
}

impl Budget {
    #[inline]
    fn tick(&self, ticks: u32) {
        match self.ticks.get().checked_sub(ticks) {
            Some(left) if left > 0 => self.ticks.set(left),
            _ => self.look_at_the_clock(),
        }
    }

    #[cold]
    fn look_at_the_clock(&self) {
        self.ticks.set(TICKS);
        if self.limits.get().until.is_some_and(|until| Instant::now() >= until) {
            exceed(Exceeded::Time);
        }
    }
}

/// Leaves the evaluation, unless it is being left already.
#[cold]
fn exceed(exceeded: Exceeded) {
    if !thread::panicking() {
        resume_unwind(Box::new(exceeded));
    }
}
