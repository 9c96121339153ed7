//! The forms that can be compared: collections, folders of documents, documents and dumps.

use std::io;
use std::path::Path;

use serde_json::Value;

use super::facts::Facts;
use crate::collection::{Collection, SETTINGS_FILE, SourceRecord};
use crate::decode::{Key, Visibility};
use crate::error::{Error, Kind};
use crate::folder::{self, Index};
use crate::graph;
use crate::jsonld::{Options, View};
use crate::merge::Profile;
use crate::pieces::{in_order, threads};
use crate::rdf;
use crate::report::Report;

/// How many people's facts are gathered at once.
const PEOPLE_AT_ONCE: usize = 64;

/// What was read, to be compared.
#[derive(Debug)]
pub struct Input {
    pub(super) facts: Facts,
    /// How much it tells.
    pub form: Form,
    /// What is wrong with the files of a collection.
    pub report: Report,
}

/// How much of people is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// What search engines read: in one language, without Roles.
    Short,
    /// Everything.
    Full,
}

impl Input {
    /// Whether a path is that of a collection, which can be read in either form.
    #[must_use]
    pub fn is_collection(path: &Path) -> bool {
        path.join(SETTINGS_FILE).is_file() || (path.join("people").is_dir() && !path.join("index.json").is_file())
    }

    /// Reads a folder of documents, a document or a dump.
    ///
    /// # Errors
    /// Where it cannot be read, or is of no known form.
    pub fn of_export(path: &Path) -> Result<Self, Error> {
        let mut facts = Facts::default();
        for file in walkdir::WalkDir::new(path).sort_by_file_name() {
            let file = file.map_err(|error| Error::io(path, error.into()))?;
            let wanted = file.depth() == 0 || has_ending(file.path(), "jsonld");
            if file.file_type().is_file() && wanted {
                add_file(&mut facts, file.path())?;
            }
        }
        if facts.people().next().is_none() {
            return Err(Kind::Diff(format!("{}: there are no people in it", path.display())).into());
        }
        let form = if facts.has_roles() { Form::Full } else { Form::Short };
        Ok(Self { facts, form, report: Report::default() })
    }

    /// Reads a collection, as far as the audience may know it.
    ///
    /// # Errors
    /// Where there is no such folder.
    pub fn of_collection(path: &Path, audience: Visibility, form: Form) -> Result<Self, Error> {
        let mut report = Report::default();
        let collection = Collection::load(path, &mut report)?;
        let facts = match form {
            Form::Full => of_graph(&collection, audience),
            Form::Short => of_documents(&collection, audience),
        };
        Ok(Self { facts: facts.map_err(|error| Error::io(path, error))?, form, report })
    }
}

fn add_file(facts: &mut Facts, path: &Path) -> Result<(), Error> {
    let bytes = std::fs::read(path).map_err(|error| Error::io(path, error))?;
    let fault = |error: String| Kind::Diff(format!("{}: {error}", path.display()));
    if has_ending(path, "jsonld") || has_ending(path, "json") {
        let document: Value = serde_json::from_slice(&bytes).map_err(|error| fault(error.to_string()))?;
        facts.add_document(&document);
        return Ok(());
    }
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let format = rdf::Format::from_extension(ending);
    let format = format.ok_or_else(|| fault("it is neither a folder nor a dump such as `.nq` or `.jsonld`".into()))?;
    rdf::parse(&bytes, format, |quad| facts.add_quad(&quad)).map_err(|error| fault(error.to_string()).into())
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|known| known == ending)
}

/// What the graph says, gathered in several threads.
fn of_graph(collection: &Collection, audience: Visibility) -> io::Result<Facts> {
    let people: Vec<(&Key, &Vec<SourceRecord>)> = collection.people.iter().collect();
    let gather = |people: &[(&Key, &Vec<SourceRecord>)]| {
        let mut facts = Facts::default();
        for (key, records) in people {
            let profile = Profile::new(key, records, &collection.setup);
            let quads = graph::collect(&profile, &collection.setup, audience);
            quads.iter().for_each(|quad| facts.add_quad(quad));
        }
        facts
    };
    let mut all = Facts::default();
    let take = |facts: Facts| {
        all.extend(facts);
        Ok(())
    };
    in_order(people.chunks(PEOPLE_AT_ONCE), threads(), gather, take)?;
    Ok(all)
}

/// What the documents for search engines say, in the first language of the collection.
fn of_documents(collection: &Collection, audience: Visibility) -> io::Result<Facts> {
    let facts = std::sync::Mutex::new(Facts::default());
    let languages = &collection.setup.settings.languages;
    let options = Options { view: View::Seo, languages, inline_context: false };
    let take = |document: folder::Document<'_>| {
        let mut one = Facts::default();
        if document.path != "index" {
            one.add_document(&document.tree.into());
        }
        facts.lock().unwrap_or_else(std::sync::PoisonError::into_inner).extend(one);
        Ok(())
    };
    folder::documents(collection, audience, options, threads(), Index::new(), &take)?;
    Ok(facts.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner))
}
