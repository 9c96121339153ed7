//! Findings about a user's files: what is wrong, where, and how to mend it.
//!
//! Reading never stops at a finding. All findings of a run are in one [`Report`].

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use serde::{Serialize, Serializer};

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

/// What a finding is about.
#[derive(Debug)]
pub struct Rule {
    /// Its name: a group and what is wrong, such as `date/end-before-start`.
    pub id: &'static str,
    /// How grave a finding is, unless the settings say otherwise.
    pub severity: Severity,
    /// What it wants, in a sentence.
    pub wants: &'static str,
    /// Why it is wanted.
    pub why: &'static str,
    /// The address of the public rule behind it; empty where it is our own.
    pub source: &'static str,
    /// What breaks it.
    pub example: &'static str,
    /// How to mend it.
    pub mend: &'static str,
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Rule {}

impl Rule {
    /// The group that it belongs to: `date` of `date/gap`.
    #[must_use]
    pub fn group(&self) -> &'static str {
        self.id.split('/').next().unwrap_or_default()
    }

    /// All that is known of the rule, as Markdown.
    #[must_use]
    pub fn told(&self) -> String {
        let mut text = format!("{} It is {} by default.\n\n{}", self.wants, self.severity.with_article(), self.why);
        if !self.source.is_empty() {
            let _ = write!(text, " See <{}>.", self.source);
        }
        let _ = write!(text, "\n\n```text\n{}\n```\n\n{}\n", self.example, self.mend);
        text
    }
}

/// One thing that is wrong, or worth knowing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What it is about.
    #[serde(serialize_with = "id_of")]
    pub rule: &'static Rule,
    /// How grave it is.
    pub severity: Severity,
    /// Where it is.
    pub place: Place,
    /// What it is: one line, lower case, values in backticks.
    pub message: String,
    /// How to mend it.
    pub hint: Option<String>,
    /// How to mend it without harm, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<Box<Fix>>,
}

/// A text at the place of a finding, on one line, and what belongs there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fix {
    /// What stands there, a quote before it aside.
    pub old: String,
    /// What says the same as it should be written.
    pub new: String,
}

fn id_of<S: Serializer>(rule: &&'static Rule, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(rule.id)
}

impl Finding {
    /// A finding of a rule, as grave as that is by default.
    #[must_use]
    pub fn new(rule: &'static Rule, place: Place, message: impl Into<String>) -> Self {
        Self { rule, severity: rule.severity, place, message: message.into(), hint: None, fix: None }
    }

    /// The finding with how to mend it.
    #[must_use]
    pub fn with_hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}

impl Severity {
    /// All, the gravest first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Note];

    /// The severity of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.to_string() == name)
    }

    /// Its name behind an article, for sentences.
    #[must_use]
    pub fn with_article(self) -> &'static str {
        match self {
            Self::Error => "an error",
            Self::Warning => "a warning",
            Self::Note => "a note",
        }
    }
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

    /// The findings with the levels that the settings give their rules or the groups of these; those that are off are left
    /// out.
    #[must_use]
    pub fn with_levels(self, levels: &BTreeMap<String, Option<Severity>>) -> Self {
        let level = |rule: &Rule| levels.get(rule.id).or_else(|| levels.get(rule.group()));
        let set = |finding: Finding| match level(finding.rule) {
            Some(level) => level.map(|severity| Finding { severity, ..finding }),
            None => Some(finding),
        };
        Self { findings: self.findings.into_iter().filter_map(set).collect() }
    }

    /// The findings that pass.
    #[must_use]
    pub fn filter(mut self, pass: impl FnMut(&Finding) -> bool) -> Self {
        self.findings.retain(pass);
        self
    }

    /// The findings, ordered by file and place.
    #[must_use]
    pub fn findings(&self) -> Vec<&Finding> {
        let mut findings: Vec<&Finding> = self.findings.iter().collect();
        findings.sort_by(|one, two| one.place.cmp(&two.place));
        findings
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty()
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

impl Place {
    /// A file as a whole.
    #[must_use]
    pub fn of_file(file: &str) -> Self {
        Self { file: file.to_owned(), line: 0, column: 0 }
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
    // The beginning of a long text is enough, and takes no longer than a name.
    let folded: String = name.to_lowercase().chars().take(200).collect();
    let rank = |other: &'a str| (strsim::jaro_winkler(&folded, &other.to_lowercase()), other);
    let mut ranked: Vec<(f64, &str)> = names.into_iter().map(rank).filter(|(likeness, _)| *likeness > 0.6).collect();
    ranked.sort_unstable_by(|one, two| two.0.total_cmp(&one.0).then(one.1.cmp(two.1)));
    ranked.dedup();
    ranked.into_iter().take(5).map(|(_, other)| other).collect()
}
