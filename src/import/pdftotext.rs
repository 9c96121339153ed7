//! The text of a PDF by `pdftotext`, where that program of Poppler is installed: it knows more fonts and layouts than
//! the reader of this program does.

use std::io::{Read, Write};
use std::process::{Command, Stdio};

/// How many bytes of text are read.
const MAX_BYTES: u64 = 8 << 20;

/// The text of a document as it stands on its pages, or nothing where the program is absent or finds none.
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
    let text = std::thread::scope(|scope| {
        // It begins to write before it has read all, so that both happen at once.
        scope.spawn(move || {
            let mut stdin = stdin;
            let _ = stdin.write_all(bytes);
        });
        let mut text = Vec::new();
        stdout.take(MAX_BYTES).read_to_end(&mut text).ok().map(|_| text)
    });
    let done = child.wait().ok()?.success();
    let text = String::from_utf8(text.filter(|_| done)?).ok()?;
    (text.chars().filter(|c| c.is_alphanumeric()).count() >= 20).then_some(text)
}
