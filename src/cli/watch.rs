use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use std::time::Duration;

use notify_debouncer_mini::new_debouncer;
use notify_debouncer_mini::notify::RecursiveMode;

use super::output::tell;
use crate::collection::is_part;

/// How long a file must have been left alone: editors write in several steps.
const QUIET: Duration = Duration::from_millis(200);

/// Does a job, and does it again whenever a file of the collection changes, or one in `more` folders that are there, until
/// the process is ended. A job that fails is told, and the next change tries again.
pub(super) fn watch(root: &Path, more: &[&Path], mut job: impl FnMut() -> anyhow::Result<()>) -> anyhow::Result<()> {
    let root = root.canonicalize()?;
    let (changes, changed) = channel();
    let mut watcher = new_debouncer(QUIET, changes)?;
    watcher.watcher().watch(&root, RecursiveMode::Recursive)?;
    let more: Vec<PathBuf> = more.iter().filter_map(|folder| folder.canonicalize().ok()).collect();
    for folder in more.iter().filter(|folder| !folder.starts_with(&root)) {
        watcher.watcher().watch(folder, RecursiveMode::Recursive)?;
    }
    let is_one =
        |path: &Path| more.iter().any(|folder| path.starts_with(folder)) || path.strip_prefix(&root).is_ok_and(is_part);
    let mut again = || job().unwrap_or_else(|error| super::tell_error(&error));
    again();
    tell(format_args!("watching {}; Ctrl-C ends", root.display()));
    for events in changed {
        let events = events?;
        if events.iter().any(|event| is_one(&event.path)) {
            again();
        }
    }
    Ok(())
}
