//! Where data goes: standard output, or files that are whole or not there at all; and what people are told.

use std::fmt::Display;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use tempfile::{Builder, NamedTempFile, TempDir};

/// Writes data to standard output.
pub(super) fn print(text: &str) -> anyhow::Result<()> {
    print_bytes(text.as_bytes())
}

/// Writes data that may be no text to standard output.
pub(super) fn print_bytes(bytes: &[u8]) -> anyhow::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(bytes)?;
    Ok(stdout.flush()?)
}

/// Tells people a line, on standard error. Where nobody can be told, as on a full disk, the work goes on.
pub(super) fn tell(line: impl Display) {
    let _ = anstream::stderr().lock().write_all(format!("{line}\n").as_bytes());
}

/// Writes a file under a temporary name beside its place and moves it there, so that nobody ever reads half of it.
/// A file that is there keeps its permissions, and its time where it says the same; folders are made as needed.
pub(super) fn write_file(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    replace(path, bytes).with_context(|| path.display().to_string())
}

/// Writes a file in the same way, piece by piece, so that none of it stays in memory.
pub(super) fn stream_file(
    path: &Path,
    write: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>,
) -> anyhow::Result<()> {
    stream(path, write).with_context(|| path.display().to_string())
}

/// Writes a file in the same way, where there is none.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let file = beside(path, None, bytes).with_context(|| path.display().to_string())?;
    file.persist_noclobber(path).map_err(|error| error.error).with_context(|| path.display().to_string())?;
    Ok(())
}

/// A folder of files. One that is new gets a temporary name until it is whole; in one that is there, each file is.
pub(super) struct Folder {
    place: PathBuf,
    new: Option<TempDir>,
}

impl Folder {
    /// The folder with this path, and those that it stands in.
    pub(super) fn new(place: &Path) -> io::Result<Self> {
        let is_new = place.symlink_metadata().is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
        let new = is_new.then(|| folder_beside(place)).transpose()?;
        Ok(Self { place: place.to_owned(), new })
    }

    /// Writes the file with this path below the folder.
    pub(super) fn write(&self, path: &str, bytes: &[u8]) -> anyhow::Result<()> {
        let place = self.place.join(path);
        let Some(new) = &self.new else { return write_file(&place, bytes) };
        let path = new.path().join(path);
        let written = with_parent(&path, |_| fs::File::create_new(&path)).and_then(|mut file| file.write_all(bytes));
        written.with_context(|| place.display().to_string())
    }

    /// Moves a new folder to its place.
    pub(super) fn finish(self) -> anyhow::Result<()> {
        match self.new {
            Some(new) => fs::rename(new.keep(), &self.place).with_context(|| self.place.display().to_string()),
            None => Ok(()),
        }
    }
}

/// A new folder with a temporary name in the folder of a path.
pub(super) fn folder_beside(path: &Path) -> io::Result<TempDir> {
    with_parent(path, |parent| builder(None, 0o777).tempdir_in(parent))
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let known = fs::metadata(path).ok();
    if known.as_ref().is_some_and(|known| !known.is_file()) {
        // A device or a pipe takes the bytes itself; moved to its place, a file would take that from it.
        return fs::OpenOptions::new().write(true).open(path)?.write_all(bytes);
    }
    let same_size = known.as_ref().is_some_and(|known| known.len() == bytes.len() as u64);
    if same_size && fs::read(path).is_ok_and(|there| there == bytes) {
        return Ok(());
    }
    // The file behind a link is replaced, not the link.
    let place = if known.is_some() { fs::canonicalize(path)? } else { path.to_owned() };
    let file = beside(&place, known.map(|known| known.permissions()), bytes)?;
    file.persist(place).map_err(|error| error.error)?;
    Ok(())
}

fn stream(path: &Path, write: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>) -> io::Result<()> {
    let known = fs::metadata(path).ok();
    if known.as_ref().is_some_and(|known| !known.is_file()) {
        return write(&mut fs::OpenOptions::new().write(true).open(path)?);
    }
    let place = if known.is_some() { fs::canonicalize(path)? } else { path.to_owned() };
    let mut file = io::BufWriter::new(beside(&place, known.map(|known| known.permissions()), &[])?);
    write(&mut file)?;
    let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.persist(place).map_err(|error| error.error)?;
    Ok(())
}

/// A temporary file in the folder of a path, which goes away by itself where the bytes cannot be written.
fn beside(path: &Path, known: Option<fs::Permissions>, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let builder = builder(known, 0o666);
    let mut file = with_parent(path, |folder| builder.tempfile_in(folder))?;
    file.as_file_mut().write_all(bytes)?;
    Ok(file)
}

/// Makes something in the folder that a path stands in, and that folder where it is missing.
pub(super) fn with_parent<T>(path: &Path, make: impl Fn(&Path) -> io::Result<T>) -> io::Result<T> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    make(folder).or_else(|error| match error.kind() {
        io::ErrorKind::NotFound => fs::create_dir_all(folder).and_then(|()| make(folder)),
        _ => Err(error),
    })
}

#[cfg(unix)]
fn builder(known: Option<fs::Permissions>, mode: u32) -> Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt;
    let mut builder = Builder::new();
    builder.permissions(known.unwrap_or_else(|| fs::Permissions::from_mode(mode)));
    builder
}

#[cfg(not(unix))]
fn builder(_: Option<fs::Permissions>, _: u32) -> Builder<'static, 'static> {
    Builder::new()
}
