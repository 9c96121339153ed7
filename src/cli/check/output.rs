//! The findings in the forms that people and programs read.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::Range;
use std::path::Path;

use anstream::AutoStream;
use ariadne::{Color, Config, IndexType, Label, ReportKind, Source};
use serde_json::{Value, json};

use super::Format;
use crate::cli::output::tell;
use crate::cli::print;
use crate::report::{Finding, Report, Rule, Severity};
use crate::rules;

/// Prints the list of all rules.
pub(super) fn list(format: Format) -> anyhow::Result<()> {
    match format {
        Format::Json => {
            let rules: Vec<Value> = rules::all().map(described).collect();
            print(&(serde_json::to_string_pretty(&rules)? + "\n"))
        }
        Format::Sarif | Format::Github | Format::Text => {
            let line = |rule: &Rule| format!("{:<30} {:<8} {}\n", rule.id, rule.severity.to_string(), rule.wants);
            print(&rules::all().map(line).collect::<String>())
        }
    }
}

fn described(rule: &Rule) -> Value {
    json!({
        "id": rule.id, "level": rule.severity, "wants": rule.wants, "why": rule.why, "source": rule.source,
        "example": rule.example, "mend": rule.mend,
    })
}

/// Prints all that is known of a rule.
pub(super) fn explain(rule: &Rule) -> anyhow::Result<()> {
    print(&format!("{}\n\n{}", rule.id, rule.told()))
}

/// Prints each finding with the line that it is about, and how many there are; notes only where they are wanted.
pub(super) fn text(report: &Report, root: &Path, notes: bool) -> anyhow::Result<()> {
    let mut texts: BTreeMap<&str, Option<Source<String>>> = BTreeMap::new();
    let mut stdout = anstream::stdout();
    let colored = stdout.current_choice() != anstream::ColorChoice::Never;
    let findings = report.findings();
    for finding in findings.iter().filter(|finding| notes || finding.severity != Severity::Note) {
        let file = finding.place.file.as_str();
        let source = texts.entry(file).or_insert_with(|| fs::read_to_string(root.join(file)).ok().map(Source::from));
        match source.as_ref().and_then(|source| Some((source, span(source, finding)?))) {
            Some((source, span)) => excerpt(finding, source, span, colored, &mut stdout)?,
            None => plain(finding, &mut stdout)?,
        }
    }
    summary(report, notes);
    Ok(())
}

/// The longest line that is shown, in characters: of one that a program wrote, nobody sees the place.
const LONGEST: usize = 160;

/// Where the value that a finding is about stands in its file, in characters: to the end of its line, or of its text.
fn span(source: &Source<String>, finding: &Finding) -> Option<Range<usize>> {
    let line = source.line(finding.place.line.checked_sub(1)?).filter(|line| line.len() <= LONGEST)?;
    let start = (finding.place.column - 1).min(line.len());
    let rest: Vec<char> = source.get_line_text(line)?.chars().skip(start).take(80).collect();
    let end = match rest.first() {
        Some(quote @ ('"' | '\'')) => rest[1..].iter().position(|c| c == quote).map(|end| end + 2),
        _ => rest.windows(2).position(|pair| pair == [' ', '#']),
    };
    let trimmed = rest.iter().rposition(|c| !c.is_whitespace()).map_or(0, |last| last + 1);
    let start = line.offset() + start;
    Some(start..start + end.unwrap_or(trimmed).min(trimmed).max(1))
}

fn excerpt(
    finding: &Finding,
    source: &Source<String>,
    span: Range<usize>,
    colored: bool,
    stdout: &mut AutoStream<std::io::Stdout>,
) -> anyhow::Result<()> {
    let file = finding.place.file.as_str();
    let kind = match finding.severity {
        Severity::Error => ReportKind::Custom("error", Color::Red),
        Severity::Warning => ReportKind::Custom("warning", Color::Yellow),
        Severity::Note => ReportKind::Custom("note", Color::Cyan),
    };
    let config = Config::default().with_color(colored).with_index_type(IndexType::Char);
    let mut report = ariadne::Report::build(kind, (file, span.clone()))
        .with_config(config)
        .with_code(finding.rule.id)
        .with_message(&finding.message)
        .with_label(Label::new((file, span)).with_message(finding.rule.wants));
    if let Some(hint) = &finding.hint {
        report = report.with_help(hint);
    }
    Ok(report.finish().write((file, source), stdout)?)
}

fn plain(finding: &Finding, stdout: &mut AutoStream<std::io::Stdout>) -> anyhow::Result<()> {
    use std::io::Write;
    let Finding { severity, place, message, hint, rule, .. } = finding;
    let style = crate::cli::severity_style(*severity);
    writeln!(stdout, "{style}[{}] {severity}:{style:#} {place}: {message}", rule.id)?;
    if let Some(hint) = hint {
        writeln!(stdout, "  help: {hint}")?;
    }
    Ok(())
}

fn summary(report: &Report, notes: bool) {
    let count = |severity, one: &str| match report.count(severity) {
        0 => None,
        1 => Some(format!("1 {one}")),
        many => Some(format!("{many} {one}s")),
    };
    let kinds = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")];
    let counts: Vec<String> = kinds.into_iter().filter_map(|(severity, one)| count(severity, one)).collect();
    let hidden = !notes && report.count(Severity::Note) > 0;
    let hint = if hidden { "; `-v` shows the notes" } else { "" };
    match counts.is_empty() {
        true => tell("nothing found"),
        false => tell(format_args!("{}{hint}", counts.join(", "))),
    }
}

/// The findings as a log of SARIF 2.1.0, <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>.
pub(super) fn sarif(report: &Report) -> Value {
    let findings = report.findings();
    let used: BTreeSet<&str> = findings.iter().map(|finding| finding.rule.id).collect();
    let rules: Vec<&Rule> = rules::all().filter(|rule| used.contains(rule.id)).collect();
    let level = |severity: Severity| severity.to_string();
    let described = |rule: &&Rule| {
        let mut described = json!({
            "id": rule.id, "shortDescription": {"text": rule.wants}, "fullDescription": {"text": rule.why},
            "help": {"text": rule.mend}, "defaultConfiguration": {"level": level(rule.severity)},
        });
        if !rule.source.is_empty() {
            described["helpUri"] = rule.source.into();
        }
        described
    };
    let result = |finding: &&Finding| {
        let hint = finding.hint.as_ref().map(|hint| format!("; {hint}")).unwrap_or_default();
        let mut location = json!({"artifactLocation": {"uri": finding.place.file.replace(' ', "%20")}});
        if finding.place.line > 0 {
            location["region"] = json!({"startLine": finding.place.line, "startColumn": finding.place.column});
        }
        json!({
            "ruleId": finding.rule.id, "ruleIndex": rules.iter().position(|rule| *rule == finding.rule),
            "level": level(finding.severity), "message": {"text": format!("{}{hint}", finding.message)},
            "locations": [{"physicalLocation": location}],
        })
    };
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "vitagraph", "version": env!("CARGO_PKG_VERSION"), "rules": rules.iter().map(described).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": findings.iter().map(result).collect::<Vec<_>>(),
        }],
    })
}

/// The findings as workflow commands, which GitHub shows beside the lines.
pub(super) fn github(report: &Report) -> String {
    let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let command = |finding: &&Finding| {
        let kind = if finding.severity == Severity::Note { "notice".to_owned() } else { finding.severity.to_string() };
        let place = match finding.place.line {
            0 => String::new(),
            line => format!(",line={line},col={}", finding.place.column),
        };
        let hint = finding.hint.as_ref().map(|hint| format!("\n{hint}")).unwrap_or_default();
        let message = data(&format!("{}{hint}", finding.message));
        format!(
            "::{kind} file={}{place},title={}::{message}\n",
            property(&finding.place.file),
            property(finding.rule.id)
        )
    };
    report.findings().iter().map(command).collect()
}
