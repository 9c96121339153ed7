//! A state of the collection: read, mapped and stored, as one whole that never changes.
//!
//! Requests hold on to the state that they began with; when files change, the next state is made beside it and takes its
//! place at once.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, Term};
use quick_cache::sync::{Cache, DefaultLifecycle};
use quick_cache::{DefaultHashBuilder, OptionsBuilder, Weighter};
use walkdir::WalkDir;

use super::answer::Answer;
use super::reconcile::Reconciler;
use crate::collection::{Collection, SourceRecord, is_part};
use crate::decode::{Visibility, is_web};
use crate::error::{Error, Kind};
use crate::graph;
use crate::pages::{Addresses, Language, Source};
use crate::query::{Catalogue, Entities};
use crate::report::Report;
use crate::search::Index;
use crate::store::Store;

/// How large an answer is mostly, in bytes.
const ANSWER: u64 = 8 << 10;

/// A state of the collection.
pub(super) struct Loaded {
    pub(super) collection: Collection,
    pub(super) audience: Visibility,
    pub(super) store: Store,
    /// How many nodes there are, and how many of each class.
    pub(super) subjects: usize,
    pub(super) classes: BTreeMap<NamedNode, usize>,
    pub(super) entities: Entities,
    pub(super) catalogue: Catalogue,
    pub(super) reconciler: Reconciler,
    /// What is wrong with the files.
    pub(super) report: Report,
    /// When the newest of its files was changed.
    pub(super) modified: SystemTime,
    /// Where pages are.
    pub(super) addresses: Addresses,
    /// The people, to be searched for.
    pub(super) index: Index,
    /// The languages of pages.
    pub(super) languages: Vec<Language>,
    /// Answers that were made already.
    pub(super) answers: Cache<String, Answer, Bytes>,
}

impl Loaded {
    /// Reads the collection in a folder, as far as this audience may see it.
    pub(super) fn new(root: &Path, audience: Visibility, cache: u64) -> Result<Self, Error> {
        let mut report = Report::default();
        let modified = modified(root);
        let collection = Collection::load(root, &mut report)?;
        let catalogue = Catalogue::load(root, &mut report);
        let store = Store::from_people(&collection, audience)?;
        let (index, (entities, reconciler)) = thread::scope(|scope| {
            let others = scope.spawn(|| {
                // Pictures ask for it; so the first page need not wait.
                let _ = store.stays();
                (Entities::new(&store, &collection), Reconciler::new(&store, &collection))
            });
            let index = Index::new(&store, &collection.setup.settings.languages);
            others.join().map(|others| (index, others)).map_err(|_| Kind::Store("a thread ended early".to_owned()))
        })?;
        let (addresses, languages) = (Addresses::new(&collection), Language::all(&collection));
        let answers = answers(cache)?;
        let (subjects, classes) = counted(&store);
        Ok(Self {
            collection,
            audience,
            store,
            subjects,
            classes,
            entities,
            catalogue,
            reconciler,
            report,
            modified,
            addresses,
            index,
            languages,
            answers,
        })
    }

    /// The address that the pages are below.
    pub(super) fn base(&self) -> &str {
        &self.collection.setup.settings.base
    }

    /// What pages are made from.
    pub(super) fn source(&self) -> Source<'_> {
        let Self { collection, store, audience, addresses, index, .. } = self;
        Source { collection, store, audience: *audience, addresses, index }
    }

    /// Whether a file may be named: it is not about one person, or about one who is shown.
    pub(super) fn shows_file(&self, file: &str) -> bool {
        let has = |records: &[SourceRecord]| records.iter().any(|source| source.path == file);
        let owner = self.collection.people.iter().find(|(_, records)| has(records));
        let page = owner.map(|(key, records)| graph::page_of(key, records, &self.collection.setup));
        !file.starts_with("people/") || page.is_some_and(|page| !self.store.subjects_of_page(&page).is_empty())
    }

    /// Who is found by a text.
    pub(super) fn find(&self, text: &str) -> Vec<NamedNode> {
        self.index.find(text, usize::MAX).into_iter().map(|hit| hit.entry.iri.clone()).collect()
    }

    /// Where a browser finds a node: below the root of this server where it is ours, else at its own address.
    pub(super) fn place(&self, iri: &str) -> Option<String> {
        match self.addresses.place_of(iri) {
            Some((path, fragment)) => Some(["/", &path, fragment].concat()),
            None => is_web(iri).then(|| iri.to_owned()),
        }
    }

    /// The answer under a key, made where it is not there yet, and only once however many ask. Problems are not kept.
    pub(super) fn answer<E>(&self, key: &str, make: impl FnOnce() -> Result<Answer, E>) -> Result<Answer, E> {
        self.answers.get_or_insert_with(key, || make().map(Answer::tagged))
    }
}

fn counted(store: &Store) -> (usize, BTreeMap<NamedNode, usize>) {
    let mut classes: BTreeMap<NamedNode, usize> = BTreeMap::new();
    let mut subjects = HashSet::new();
    for quad in store.quads_with(rdf::TYPE) {
        if let Term::NamedNode(class) = quad.object {
            *classes.entry(class).or_default() += 1;
        }
        subjects.insert(quad.subject);
    }
    (subjects.len(), classes)
}

/// Answers up to so many bytes; in one part, so that a large one finds its place.
fn answers(bytes: u64) -> Result<Cache<String, Answer, Bytes>, Error> {
    let mut options = OptionsBuilder::new();
    options.shards(1).estimated_items_capacity((bytes / ANSWER) as usize).weight_capacity(bytes);
    let options = options.build().map_err(|error| Kind::Store(error.to_string()))?;
    Ok(Cache::with_options(options, Bytes, DefaultHashBuilder::default(), DefaultLifecycle::default()))
}

/// Answers are weighed by what they take of memory.
#[derive(Clone)]
pub(super) struct Bytes;

impl Weighter<String, Answer> for Bytes {
    fn weight(&self, key: &String, answer: &Answer) -> u64 {
        (key.len() + answer.body.len() + size_of::<Answer>()) as u64
    }
}

/// When the newest file of a collection was changed, in whole seconds, as HTTP has them.
fn modified(root: &Path) -> SystemTime {
    let files = WalkDir::new(root).into_iter().filter_map(Result::ok);
    let parts = files.filter(|entry| entry.path().strip_prefix(root).is_ok_and(is_part));
    let times = parts.filter_map(|entry| entry.metadata().ok()?.modified().ok());
    let newest = times.max().unwrap_or_else(SystemTime::now);
    UNIX_EPOCH + Duration::from_secs(newest.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs())
}
