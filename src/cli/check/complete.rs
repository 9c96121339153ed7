//! How complete the profiles are.

use serde_json::json;

use super::Format;
use crate::check::completeness;
use crate::cli::print;
use crate::collection::Collection;

/// Prints a figure for each profile with what it lacks, the least complete first.
pub(super) fn show(collection: &Collection, format: Format) -> anyhow::Result<()> {
    let found = completeness(collection);
    if format != Format::Text {
        let figures: Vec<_> = found
            .iter()
            .map(|(key, complete)| {
                let missing: Vec<&str> = complete.missing.iter().map(|wanted| wanted.name).collect();
                json!({"person": key.as_str(), "percent": complete.percent, "missing": missing})
            })
            .collect();
        return print(&(serde_json::to_string_pretty(&figures)? + "\n"));
    }
    let mut text = String::new();
    for (key, complete) in &found {
        let missing: Vec<&str> = complete.missing.iter().map(|wanted| wanted.name).collect();
        let lacks = if missing.is_empty() { String::new() } else { format!("  lacks {}", missing.join(", ")) };
        text += &format!("{:>3} %  {}{lacks}\n", complete.percent, key.as_str());
    }
    print(&text)
}
