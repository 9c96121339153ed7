//! Findings about a user's files: what is wrong, where, and how to mend it.
//!
//! Reading never stops at a finding. All findings of a run are in one [`Report`].

use std::fmt;

use serde::Serialize;

/// A place in a file. Lines and columns count from 1, columns in characters; a line of 0 is the file as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// The file, relative to the folder of the collection.
    pub file: String,
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something was left out or could not be read.
    Error,
    /// Something is probably not what was meant.
    Warning,
    /// Something worth knowing.
    Note,
}

/// One thing that is wrong, or worth knowing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// How grave it is.
    pub severity: Severity,
    /// Where it is.
    pub place: Place,
    /// What it is: one line, lower case, values in backticks.
    pub message: String,
    /// How to mend it.
    pub hint: Option<String>,
}

/// All findings of a run, in the order in which they were made.
#[derive(Clone, Debug, Default)]
pub struct Report {
    findings: Vec<Finding>,
}

impl Report {
    /// Adds a finding.
    pub fn push(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Adds the findings of another report.
    pub fn extend(&mut self, other: Self) {
        self.findings.extend(other.findings);
    }

    /// The findings, ordered by file and place.
    #[must_use]
    pub fn findings(&self) -> Vec<&Finding> {
        let mut findings: Vec<&Finding> = self.findings.iter().collect();
        findings.sort_by(|one, two| one.place.cmp(&two.place));
        findings
    }

    /// How many findings have this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}

impl From<Finding> for Report {
    fn from(finding: Finding) -> Self {
        Self { findings: vec![finding] }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => f.write_str(&self.file),
            line => write!(f, "{}:{line}:{}", self.file, self.column),
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        })
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}", self.place, self.severity, self.message)?;
        self.hint.as_ref().map_or(Ok(()), |hint| write!(f, "\n  hint: {hint}"))
    }
}

/// Those of `names` that are nearest to `name` (Damerau–Levenshtein), nearest first, at most three;
/// none that differs in more than a third of its letters.
pub fn near<'a>(name: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let folded = name.to_lowercase();
    let length = folded.chars().count();
    let rank = |other: &'a str| {
        let (other_length, other_folded) = (other.chars().count(), other.to_lowercase());
        let allowed = other_length.max(3) / 3;
        // The distance is no less than the difference of the lengths, and takes long for a long text.
        let distance = (length.abs_diff(other_folded.chars().count()) <= allowed)
            .then(|| strsim::damerau_levenshtein(&folded, &other_folded))?;
        (distance <= allowed).then_some((distance, other))
    };
    let mut ranked: Vec<(usize, &str)> = names.into_iter().filter_map(rank).collect();
    ranked.sort_unstable();
    ranked.dedup();
    ranked.into_iter().take(3).map(|(_, other)| other).collect()
}

/// Those of `names` that have most in common with `name` (Jaro–Winkler), the most first, at most five; none that has
/// next to nothing.
pub fn alike<'a>(name: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let folded = name.to_lowercase();
    let rank = |other: &'a str| (strsim::jaro_winkler(&folded, &other.to_lowercase()), other);
    let mut ranked: Vec<(f64, &str)> = names.into_iter().map(rank).filter(|(likeness, _)| *likeness > 0.6).collect();
    ranked.sort_unstable_by(|one, two| two.0.total_cmp(&one.0).then(one.1.cmp(two.1)));
    ranked.dedup();
    ranked.into_iter().take(5).map(|(_, other)| other).collect()
}
