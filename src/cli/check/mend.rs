//! `check --fix`: the safe mends, shown and written.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anstyle::{AnsiColor, Style};
use anyhow::Context;

use crate::check::fix::{Change, mended};
use crate::cli::output::{tell, write_file};
use crate::report::{Finding, Report};

/// Shows the lines that the mends of a report change, and writes them unless it is only asked what they are. Says whether
/// there are any.
pub(super) fn mend(report: &Report, root: &Path, dry: bool) -> anyhow::Result<bool> {
    let findings = report.findings();
    let mut files: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in findings.into_iter().filter(|finding| finding.fix.is_some()) {
        files.entry(&finding.place.file).or_default().push(finding);
    }
    let mut any = false;
    for (file, findings) in files {
        let path = root.join(file);
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let (mended, changes) = mended(&text, &findings);
        changes.iter().for_each(|change| show(file, change));
        if !dry && !changes.is_empty() {
            write_file(&path, mended.as_bytes())?;
        }
        any |= !changes.is_empty();
    }
    if !any {
        tell("nothing that can be mended without harm");
    }
    Ok(any)
}

fn show(file: &str, change: &Change) {
    let (bold, old, new) = (Style::new().bold(), AnsiColor::Red.on_default(), AnsiColor::Green.on_default());
    tell(format_args!("{bold}{file}:{}{bold:#}", change.line));
    tell(format_args!("{old}- {}{old:#}\n{new}+ {}{new:#}", change.old, change.new));
}
