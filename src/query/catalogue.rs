//! The catalogue: the queries that the program brings along, and those of a collection.

use std::collections::BTreeMap;
use std::path::Path;

use super::NamedQuery;
use super::head::read;
use crate::error::{Error, Kind};
use crate::pieces::{file_error, read_text};
use crate::report::{Report, near};
use crate::rules;

/// The folder of a collection's own queries.
const FOLDER: &str = "queries";

macro_rules! built_in {
    ($($name:literal,)*) => { [ $( ($name, include_str!(concat!("../../queries/", $name, ".rq"))) ),* ] };
}

/// The queries of the folder `queries` beside the sources.
const BUILT_IN: &[(&str, &str)] = &built_in![
    "alumni",
    "career-moves",
    "coauthors",
    "colleagues",
    "conflicts",
    "credentials",
    "describe",
    "experts",
    "inventors-at",
    "missing",
    "overlap",
    "papers",
    "patents",
    "path",
    "products",
    "provenance",
    "search",
    "since",
    "skill-matrix",
    "skills",
    "statistics",
    "tenure",
    "timeline",
    "who-was-at",
];

/// Named queries by their names.
#[derive(Clone, Debug, Default)]
pub struct Catalogue(BTreeMap<String, NamedQuery>);

/// Whether a file is one of a collection's own queries, by its path below the collection's folder.
#[must_use]
pub fn is_query(path: &Path) -> bool {
    path.parent() == Some(Path::new(FOLDER)) && path.extension().is_some_and(|ending| ending == "rq")
}

impl Catalogue {
    /// The queries that the program brings along.
    #[must_use]
    pub fn built_in() -> Self {
        let (mut catalogue, mut report) = (Self::default(), Report::default());
        BUILT_IN.iter().for_each(|(name, text)| catalogue.add(name, &format!("{FOLDER}/{name}.rq"), text, &mut report));
        catalogue
    }

    /// These, and those of a collection in a folder, which stand in place of others of their name.
    pub fn load(root: &Path, report: &mut Report) -> Self {
        let mut catalogue = Self::built_in();
        let files = std::fs::read_dir(root.join(FOLDER)).into_iter().flatten().flatten().map(|entry| entry.path());
        let mut files: Vec<_> = files.filter(|path| path.extension().is_some_and(|ending| ending == "rq")).collect();
        files.sort();
        for path in files {
            let Some(name) = path.file_stem().and_then(|stem| stem.to_str()) else { continue };
            let file = format!("{FOLDER}/{name}.rq");
            match read_text(&path, &file) {
                Ok(text) => catalogue.add(name, &file, &text, report),
                Err(finding) => report.push(finding),
            }
        }
        catalogue
    }

    fn add(&mut self, name: &str, file: &str, text: &str, report: &mut Report) {
        match read(name, file, text, report) {
            Ok(query) => drop(self.0.insert(name.to_owned(), query)),
            Err(message) => report.push(file_error(&rules::LIST, file, message, None)),
        }
    }

    /// The queries in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = &NamedQuery> {
        self.0.values()
    }

    /// The query of a name.
    ///
    /// # Errors
    /// Where there is none; the error's hint names those that are near.
    pub fn get(&self, name: &str) -> Result<&NamedQuery, Error> {
        self.0.get(name).ok_or_else(|| {
            let near = near(name, self.0.keys().map(String::as_str)).into_iter().map(str::to_owned).collect();
            Kind::Unknown { kind: "query", name: name.to_owned(), near }.into()
        })
    }
}
