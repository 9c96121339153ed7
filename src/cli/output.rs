//! Where data goes: standard output, or files that are whole or not there at all; and what people are told.

use std::fmt::Display;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anyhow::Context;
use tempfile::{Builder, NamedTempFile};

/// Writes data to standard output.
pub(super) fn print(text: &str) -> anyhow::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    Ok(stdout.flush()?)
}

/// Tells people a line, on standard error. Where nobody can be told, as on a full disk, the work goes on.
pub(super) fn tell(line: impl Display) {
    let _ = anstream::stderr().lock().write_all(format!("{line}\n").as_bytes());
}

/// Writes a file under a temporary name beside its place and moves it there, so that nobody ever reads half of it.
/// A file that is there keeps its permissions; folders are made as they are needed.
pub(super) fn write_file(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    replace(path, bytes).with_context(|| path.display().to_string())
}

/// Writes a file in the same way, where there is none.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let file = beside(path, None, bytes).with_context(|| path.display().to_string())?;
    file.persist_noclobber(path).map_err(|error| error.error).with_context(|| path.display().to_string())?;
    Ok(())
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let known = fs::metadata(path).ok();
    if known.as_ref().is_some_and(|known| !known.is_file()) {
        // A device or a pipe takes the bytes itself; moved to its place, a file would take that from it.
        return fs::OpenOptions::new().write(true).open(path)?.write_all(bytes);
    }
    // The file behind a link is replaced, not the link.
    let place = if known.is_some() { fs::canonicalize(path)? } else { path.to_owned() };
    let file = beside(&place, known.map(|known| known.permissions()), bytes)?;
    file.persist(place).map_err(|error| error.error)?;
    Ok(())
}

/// A temporary file in the folder of a path, which goes away by itself where the bytes cannot be written.
fn beside(path: &Path, known: Option<fs::Permissions>, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let builder = builder(known);
    let made = builder.tempfile_in(folder).or_else(|error| match error.kind() {
        io::ErrorKind::NotFound => fs::create_dir_all(folder).and_then(|()| builder.tempfile_in(folder)),
        _ => Err(error),
    });
    let mut file = made?;
    file.as_file_mut().write_all(bytes)?;
    Ok(file)
}

#[cfg(unix)]
fn builder(known: Option<fs::Permissions>) -> Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt;
    let mut builder = Builder::new();
    builder.permissions(known.unwrap_or_else(|| fs::Permissions::from_mode(0o666)));
    builder
}

#[cfg(not(unix))]
fn builder(_: Option<fs::Permissions>) -> Builder<'static, 'static> {
    Builder::new()
}
