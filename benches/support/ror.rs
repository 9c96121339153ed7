//! Names of organizations as the Research Organization Registry has them, made into a register, and strings whose
//! organizations are known, to measure how well these are found. Benchmark, example and tests share it.
#![allow(dead_code, reason = "each of them needs only some of it")]

use std::collections::HashSet;
use std::error::Error;
use std::path::Path;

use serde_json::{Map, Value, json};
use vitagraph::reconcile::Reconciler;

/// `organizations.yaml` from a table with the columns `ror`, `status`, `country`, `name` and `names_json`, the last of
/// which has a list of `[name, kinds, language]`. Entries that were withdrawn, which the registry says are no organizations
/// of their own, come in only where they are wanted, and countries too.
pub(crate) fn organizations_yaml(table: &Path, withdrawn: bool, countries: bool) -> Result<String, Box<dyn Error>> {
    let mut reader = csv::ReaderBuilder::new().delimiter(b'\t').from_path(table)?;
    let mut yaml = String::new();
    for record in reader.records() {
        let record = record?;
        if withdrawn || &record[1] != "withdrawn" {
            let names: Vec<(String, String, String)> = serde_json::from_str(&record[4])?;
            yaml +=
                &format!("\"{}\": {}\n", &record[0], entry(&record[0], Some(&record[2]).filter(|_| countries), &names));
        }
    }
    Ok(yaml)
}

/// The usual name, and all others as aliases, each with its language where it has one.
fn entry(id: &str, country: Option<&str>, names: &[(String, String, String)]) -> Value {
    let is_usual = |name: &&(String, String, String)| name.1.contains("ror_display");
    let aliases: Vec<Value> = names.iter().filter(|name| !is_usual(name)).map(wording).collect();
    json!({
        "name": names.iter().find(is_usual).map(wording),
        "aliases": aliases,
        "country": country,
        "sameAs": format!("https://ror.org/{id}"),
    })
}

fn wording((name, _, language): &(String, String, String)) -> Value {
    match language.as_str() {
        "" => json!(name),
        tag => Value::Object(Map::from_iter([(tag.to_owned(), json!(name))])),
    }
}

/// All keys of such a table, those of withdrawn entries too.
pub(crate) fn keys(table: &Path) -> Result<HashSet<String>, Box<dyn Error>> {
    let mut reader = csv::ReaderBuilder::new().delimiter(b'\t').from_path(table)?;
    reader.records().map(|record| Ok(record?[0].to_owned())).collect()
}

/// A string with the keys of its organizations; none where it is said to have none (`NP`).
pub(crate) struct Known {
    pub(crate) text: String,
    pub(crate) keys: Vec<String>,
}

/// Strings with their organizations, from a table with the columns `affiliation` and `ror_id`.
pub(crate) fn known(table: &Path) -> Result<Vec<Known>, Box<dyn Error>> {
    let text = std::fs::read_to_string(table)?;
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let row = |record: csv::StringRecord| {
        let keys = record[1].split([' ', ';']).filter_map(|id| id.strip_prefix("https://ror.org/"));
        Known { text: record[0].to_owned(), keys: keys.map(str::to_owned).collect() }
    };
    reader.records().map(|record| Ok(row(record?))).collect()
}

/// How well links agree with what is known.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Score {
    /// Links that were made.
    pub(crate) made: usize,
    /// Those to one of the string's organizations.
    pub(crate) right: usize,
    /// Strings that have an organization.
    pub(crate) known: usize,
}

impl Score {
    /// The score of some strings. A link on a string without an organization is wrong.
    pub(crate) fn of<'k>(reconciler: &Reconciler, known: impl Iterator<Item = &'k Known>) -> Self {
        let mut score = Self::default();
        for known in known {
            let decision = reconciler.find(&known.text);
            let link = decision.link().map(|link| link.key.as_str());
            score.made += usize::from(link.is_some());
            score.right += usize::from(link.is_some_and(|link| known.keys.iter().any(|key| key == link)));
            score.known += usize::from(!known.keys.is_empty());
        }
        score
    }

    pub(crate) fn precision(self) -> f64 {
        self.right as f64 / self.made.max(1) as f64
    }

    pub(crate) fn recall(self) -> f64 {
        self.right as f64 / self.known.max(1) as f64
    }

    pub(crate) fn f1(self) -> f64 {
        2.0 * self.right as f64 / (self.made + self.known).max(1) as f64
    }
}

/// Whether a string counts where only what the register can know does: one of its organizations is there, or it has none.
pub(crate) fn is_within(known: &Known, keys: &HashSet<String>) -> bool {
    known.keys.is_empty() || known.keys.iter().any(|key| keys.contains(key))
}
