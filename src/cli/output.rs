//! Where data goes: standard output, or files that are whole or not there at all.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anyhow::Context;
use tempfile::Builder;

/// Writes data to standard output.
pub(super) fn print(text: &str) -> anyhow::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    Ok(stdout.flush()?)
}

/// Writes a file under a temporary name beside its place and moves it there, so that nobody ever reads half of it.
/// A file that is there keeps its permissions; folders are made as they are needed.
pub(super) fn write_file(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    replace(path, folder, bytes).with_context(|| path.display().to_string())
}

fn replace(path: &Path, folder: &Path, bytes: &[u8]) -> io::Result<()> {
    let known = fs::metadata(path).ok().map(|metadata| metadata.permissions());
    if known.is_none() {
        fs::create_dir_all(folder)?;
    }
    let mut file = builder(known).tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
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
