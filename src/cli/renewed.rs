//! A folder that is made anew as a whole: beside the one that is there, in whose place it comes at once.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::{fs, io};

use anyhow::{Context, bail};
use tempfile::TempDir;
use walkdir::WalkDir;

use super::output::{folder_beside, with_parent};

/// The file that lists what was written. Its name does not begin with `.` or `_`, so that no host leaves it out.
const LIST: &str = "vitagraph-site.txt";
const LIST_HEAD: &str =
    "# Written by `vitagraph site`, which writes this folder anew as a whole; other files are not kept.";
/// What is kept in the folder all the same: it says where the folder is published.
const KEPT: &str = ".git";
/// How many files an error names.
const NAMED: usize = 5;

/// A folder to be made anew.
pub(super) struct Renewed {
    place: PathBuf,
    new: TempDir,
    /// The folder that is there.
    old: Option<PathBuf>,
    written: Mutex<Vec<String>>,
}

impl Renewed {
    /// A folder in place of the one at this path. Where that one has files that were not written in this way, it is an
    /// error.
    pub(super) fn new(place: &Path) -> anyhow::Result<Self> {
        let told = || place.display().to_string();
        let old = match fs::canonicalize(place) {
            Ok(old) => Some(old),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error).with_context(told),
        };
        if let Some(old) = &old {
            check(old).with_context(told)?;
        }
        let place = old.clone().unwrap_or_else(|| place.to_owned());
        let new = folder_beside(&place).with_context(told)?;
        Ok(Self { place, new, old, written: Mutex::default() })
    }

    /// Whether there is a folder that would be replaced.
    pub(super) fn replaces(&self) -> bool {
        self.old.as_ref().is_some_and(|old| old.join(LIST).exists())
    }

    /// Writes the file with this path below the folder. One that says what it said before keeps its time.
    pub(super) fn write(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let place = self.new.path().join(path);
        let known = self.old.as_ref().map(|old| old.join(path)).filter(|known| is_same(known, bytes));
        let linked = |known: &Path| with_parent(&place, |_| fs::hard_link(known, &place)).is_ok();
        if !known.is_some_and(|known| linked(&known)) {
            with_parent(&place, |_| fs::write(&place, bytes))?;
        }
        self.written.lock().unwrap_or_else(PoisonError::into_inner).push(path.to_owned());
        Ok(())
    }

    /// Puts the folder in its place.
    pub(super) fn finish(self) -> anyhow::Result<()> {
        let mut written = std::mem::take(&mut *self.written.lock().unwrap_or_else(PoisonError::into_inner));
        written.sort();
        written.dedup();
        self.write(LIST, [LIST_HEAD, "\n", &written.join("\n"), "\n"].concat().as_bytes())?;
        let told = || self.place.display().to_string();
        let Some(old) = &self.old else {
            return fs::rename(self.new.keep(), &self.place).with_context(|| self.place.display().to_string());
        };
        fs::set_permissions(self.new.path(), fs::metadata(old).with_context(told)?.permissions()).with_context(told)?;
        exchange(self.new.path(), old).with_context(told)?;
        // Now the new folder is in its place, and the old one has the temporary name.
        let kept = self.new.path().join(KEPT);
        if kept.symlink_metadata().is_ok() {
            fs::rename(kept, old.join(KEPT)).with_context(told)?;
        }
        self.new.close().with_context(told)
    }
}

/// Whether a file has these bytes. Links are not looked through.
fn is_same(path: &Path, bytes: &[u8]) -> bool {
    let size = path.symlink_metadata().ok().filter(fs::Metadata::is_file).map(|known| known.len());
    size == Some(bytes.len() as u64) && fs::read(path).is_ok_and(|there| there == bytes)
}

/// Whether a folder may be replaced: it is empty, or has only files that it lists.
fn check(folder: &Path) -> anyhow::Result<()> {
    if !folder.is_dir() {
        bail!("is no folder; name another one with `--out DIR`");
    }
    let files = WalkDir::new(folder).min_depth(1).into_iter();
    let files = files.filter_entry(|entry| entry.depth() > 1 || entry.file_name() != KEPT);
    let list = fs::read_to_string(folder.join(LIST)).unwrap_or_default();
    let known: HashSet<&str> = list.lines().skip(1).chain([LIST]).collect();
    let mut strange = Vec::new();
    for file in files {
        let file = file?;
        let local = file.path().strip_prefix(folder)?.iter().map(|part| part.to_string_lossy());
        let local = local.collect::<Vec<_>>().join("/");
        let is_known = list.starts_with(LIST_HEAD) && known.contains(local.as_str());
        if !is_known && !file.file_type().is_dir() {
            strange.push(format!("`{local}`"));
        }
    }
    strange.sort();
    match strange.len() {
        0 => Ok(()),
        count => {
            let more = if count > NAMED { format!(" and {} more", count - NAMED) } else { String::new() };
            strange.truncate(NAMED);
            bail!(
                "has files that `vitagraph site` did not write, and nothing was changed: {}{more}; name another folder with \
                 `--out DIR`, remove them, or give them in the folder of a theme",
                strange.join(", ")
            )
        }
    }
}

/// Exchanges two folders at once.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn exchange(new: &Path, old: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    // Some file systems cannot do it at once.
    renameat_with(CWD, new, CWD, old, RenameFlags::EXCHANGE).or_else(|_| exchange_by_renames(new, old))
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn exchange(new: &Path, old: &Path) -> io::Result<()> {
    exchange_by_renames(new, old)
}

/// Exchanges two folders one after the other; for a moment there is none in the place of the old one.
fn exchange_by_renames(new: &Path, old: &Path) -> io::Result<()> {
    let aside = new.with_extension("old");
    fs::rename(old, &aside)?;
    if let Err(error) = fs::rename(new, old) {
        fs::rename(&aside, old)?;
        return Err(error);
    }
    fs::rename(aside, new)
}
