//! A collection as a folder of documents: one for each person and each organization, the list of people, and an index.
//!
//! People are mapped and framed one by one, on all processors; of each person only what organizations and the list
//! show is kept.

use std::collections::BTreeMap;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use bumpalo::Bump;
use oxigraph::model::{NamedOrBlankNodeRef, Quad, QuadRef};
use rustc_hash::FxHashSet;
use serde_json::{Value, json};

use crate::collection::{Collection, SourceRecord};
use crate::decode::{Key, Visibility};
use crate::graph;
use crate::iri::{Iris, fragment};
use crate::jsonld::{Directory, Documents, Member, Options, Thing, View};
use crate::merge::Profile;
use crate::setup::Setup;

/// How many bytes the texts of a person's quads take, mostly.
const TEXTS: usize = 32 * 1024;

/// The paths of documents with the IRIs of what they are about.
pub type Index = BTreeMap<String, String>;

/// A document and where it belongs.
pub struct Document {
    /// The path below the folder, without ending, such as `people/stuart-lau`.
    pub path: String,
    /// The document.
    pub value: Value,
}

/// Makes all documents of a collection that this audience may see, and hands each to `save`, from several threads;
/// last comes the index, which lists `kept` documents too, paths with IRIs. Returns the index.
///
/// # Errors
/// The first error of `save`; then no more documents are made.
pub fn documents(
    collection: &Collection,
    audience: Visibility,
    options: Options<'_>,
    threads: usize,
    kept: Index,
    save: &(impl Fn(Document) -> io::Result<()> + Sync),
) -> io::Result<Index> {
    let setup = &collection.setup;
    let maker = Maker { setup, iris: Iris::new(&setup.settings.base), audience, options, save };
    let people: Vec<(&Key, &Vec<SourceRecord>)> = collection.people.iter().collect();
    let of_people = in_threads(threads, &people, |made, (key, records)| maker.person(key, records, made))?;

    let (mut quads, directory) =
        (of_people.quads.into_iter().collect::<Vec<Quad>>(), Directory::new(of_people.members));
    quads.extend(graph::team(setup, directory.people().cloned().collect()));
    let framed = Documents::new(quads.iter().map(Quad::as_ref), options);
    let organizations = directory.organizations().cloned().map(Thing::Organization);
    let things: Vec<Thing> = organizations.chain([Thing::Team(maker.iris.team())]).collect();
    let of_several = in_threads(threads, &things, |made, thing| {
        let (path, id) = maker.place(thing);
        maker.save(path, id, framed.document_with(thing, &directory), made)
    })?;

    let index: Index = kept.into_iter().chain(of_people.index).chain(of_several.index).collect();
    let entries: Vec<Value> = index.iter().map(|(path, id)| json!({ "path": path, "id": id })).collect();
    save(Document { path: "index".into(), value: entries.into() })?;
    Ok(index)
}

/// Does `work` on each item, in several threads; each gathers what it has made.
fn in_threads<T: Sync>(
    threads: usize,
    items: &[T],
    work: impl Fn(&mut Made, &T) -> io::Result<()> + Sync,
) -> io::Result<Made> {
    let next = AtomicUsize::new(0);
    let work_on = || {
        let mut made = Made::default();
        while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
            work(&mut made, item)?;
        }
        Ok::<Made, io::Error>(made)
    };
    let results: Vec<io::Result<Made>> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads.max(1)).map(|_| scope.spawn(work_on)).collect();
        let ended_early = |_| Err(io::Error::other("a thread of the export ended early"));
        workers.into_iter().map(|worker| worker.join().unwrap_or_else(ended_early)).collect()
    });
    results.into_iter().try_fold(Made::default(), |made, more| Ok(made.with(more?)))
}

/// What has been made: the entries of the index, paths and IRIs, and what documents about several people need.
#[derive(Default)]
struct Made {
    index: Vec<(String, String)>,
    members: Vec<Member>,
    quads: FxHashSet<Quad>,
}

impl Made {
    fn with(mut self, other: Self) -> Self {
        self.index.extend(other.index);
        self.members.extend(other.members);
        match self.quads.is_empty() {
            true => self.quads = other.quads,
            false => self.quads.extend(other.quads),
        }
        self
    }
}

struct Maker<'a, S> {
    setup: &'a Setup,
    iris: Iris<'a>,
    audience: Visibility,
    options: Options<'a>,
    save: &'a S,
}

impl<S: Fn(Document) -> io::Result<()>> Maker<'_, S> {
    fn person(&self, key: &Key, records: &[SourceRecord], made: &mut Made) -> io::Result<()> {
        let profile = Profile::new(key, records, self.setup);
        let texts = Bump::with_capacity(TEXTS);
        let quads = graph::collect_in(&texts, &profile, self.setup, self.audience, self.options.view.properties());
        if quads.is_empty() {
            return Ok(());
        }
        let page = graph::page(&profile, self.setup);
        let framed = Documents::new(quads.iter().copied(), self.options);
        let document = framed.document(&Thing::Person { page: page.clone() });
        made.members.extend(framed.members());
        let all = self.options.view == View::Full;
        let kept = quads.into_iter().filter(|quad| all || self.is_of_organization(*quad));
        made.quads.extend(kept.map(QuadRef::into_owned));
        let id = fragment(&page, "person").into_string();
        self.save(format!("people/{}", profile.key.as_str()), id, document, made)
    }

    /// Whether a quad says something of an organization or a department.
    fn is_of_organization(&self, quad: QuadRef<'_>) -> bool {
        let NamedOrBlankNodeRef::NamedNode(subject) = quad.subject else { return false };
        let local = subject.as_str().strip_prefix(&self.setup.settings.base);
        local.is_some_and(|local| local.starts_with("organizations/"))
    }

    fn save(&self, path: String, id: String, value: Value, made: &mut Made) -> io::Result<()> {
        made.index.push((path.clone(), id));
        (self.save)(Document { path, value })
    }

    /// The path and the IRI of a thing that several people share.
    fn place(&self, thing: &Thing) -> (String, String) {
        let Thing::Organization(node) = thing else { return ("people".into(), self.iris.team().into_string()) };
        let path = node.as_str().trim_start_matches(&self.setup.settings.base).trim_end_matches("#organization");
        (path.to_owned(), node.as_str().to_owned())
    }
}
