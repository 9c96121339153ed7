//! The text of a PDF by `pdftotext`, where that program of Poppler is installed: it knows more fonts and layouts than
//! the reader of this program does.

use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// How many bytes of text are read.
const MAX_BYTES: u64 = 8 << 20;

/// How long it may take, as a small document that unpacks to a large one does.
const MAX_TIME: Duration = Duration::from_secs(20);

/// The text of a document as it stands on its pages, or nothing where the program is absent, takes too long, or finds none.
#[must_use]
pub fn text(bytes: &[u8]) -> Option<String> {
    let mut child = Command::new("pdftotext")
        .args(["-layout", "-enc", "UTF-8", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let (stdin, stdout) = (child.stdin.take()?, child.stdout.take()?);
    let (sender, receiver) = mpsc::channel();
    let text = std::thread::scope(|scope| {
        // It begins to write before it has read all, so that both happen at once; both end where it is stopped.
        scope.spawn(move || {
            let mut stdin = stdin;
            let _ = stdin.write_all(bytes);
        });
        scope.spawn(move || {
            let mut text = Vec::new();
            let read = stdout.take(MAX_BYTES).read_to_end(&mut text).ok().map(|_| text);
            let _ = sender.send(read);
        });
        let text = receiver.recv_timeout(MAX_TIME);
        if text.is_err() {
            let _ = child.kill();
        }
        text.ok().flatten()
    });
    let done = child.wait().ok()?.success();
    let text = String::from_utf8(text.filter(|_| done)?).ok()?;
    (text.chars().filter(|c| c.is_alphanumeric()).count() >= 20).then_some(text)
}
