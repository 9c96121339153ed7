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
use serde_json::Value;

use crate::collection::{Collection, SourceRecord};
use crate::decode::{Key, Visibility};
use crate::graph;
use crate::iri::{Iris, fragment};
use crate::jsonld::{Directory, Documents, Member, Options, Thing, Tree, View};
use crate::merge::Profile;
use crate::setup::Setup;

/// How many bytes the texts of a person's quads take, mostly.
pub(crate) const TEXTS: usize = 32 * 1024;

/// The paths of documents with the IRIs of what they are about.
pub type Index = BTreeMap<String, String>;

/// A document and where it belongs.
pub struct Document<'t> {
    /// The path below the folder, without ending, such as `people/stuart-lau`.
    pub path: &'t str,
    /// The document.
    pub tree: Tree<'t>,
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
    save: &(impl Fn(Document<'_>) -> io::Result<()> + Sync),
) -> io::Result<Index> {
    let setup = &collection.setup;
    let maker = Maker { setup, iris: Iris::new(&setup.settings.base), audience, options, save };
    let people: Vec<(&Key, &Vec<SourceRecord>)> = collection.people.iter().collect();
    let (mut texts, mut more_texts) = (arenas(threads), arenas(threads));
    let of_people =
        in_threads(&mut texts, &people, |made, texts, (key, records)| maker.person(key, records, made, texts))?;

    let directory = Directory::new(of_people.members);
    let team = graph::team(setup, directory.people().cloned().collect());
    let framed = Documents::new(of_people.quads.into_iter().chain(team.iter().map(Quad::as_ref)), options);
    let organizations = directory.organizations().cloned().map(Thing::Organization);
    let things: Vec<Thing> = organizations.chain([Thing::Team(maker.iris.team())]).collect();
    let of_several = in_threads(&mut more_texts, &things, |made, _, thing| {
        let (path, id) = maker.place(thing);
        maker.save(path, id, framed.document_with(thing, &directory), made)
    })?;

    let index: Index = kept.into_iter().chain(of_people.index).chain(of_several.index).collect();
    save(Document { path: "index", tree: Tree::List(index.iter().map(index_entry).collect()) })?;
    Ok(index)
}

/// Reads an index that was written earlier; nothing if the bytes are none.
#[must_use]
pub fn read_index(bytes: &[u8]) -> Option<Index> {
    let entries: Vec<Value> = serde_json::from_slice(bytes).ok()?;
    let text = |entry: &Value, name: &str| Some(entry.get(name)?.as_str()?.to_owned());
    let index: Option<Index> = entries.iter().map(|entry| Some((text(entry, "path")?, text(entry, "id")?))).collect();
    index.filter(|index| !index.is_empty())
}

fn index_entry<'t>((path, id): (&'t String, &'t String)) -> Tree<'t> {
    Tree::Object(vec![("path".into(), path.as_str().into()), ("id".into(), id.as_str().into())])
}

/// One for each thread.
fn arenas(threads: usize) -> Vec<Bump> {
    (0..threads.max(1)).map(|_| Bump::new()).collect()
}

/// Does `work` on each item, in a thread for each of `texts`; each gathers there what it has made.
fn in_threads<'t, T: Sync>(
    texts: &'t mut [Bump],
    items: &[T],
    work: impl Fn(&mut Made<'t>, &'t Bump, &T) -> io::Result<()> + Sync,
) -> io::Result<Made<'t>> {
    let next = &AtomicUsize::new(0);
    let work_on = &|texts: &'t mut Bump| {
        let texts: &'t Bump = texts;
        let mut made = Made::default();
        while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
            work(&mut made, texts, item)?;
        }
        Ok::<_, io::Error>(made)
    };
    let results: Vec<io::Result<_>> = thread::scope(|scope| {
        let workers: Vec<_> = texts.iter_mut().map(|texts| scope.spawn(move || work_on(texts))).collect();
        let ended_early = |_| Err(io::Error::other("a thread of the export ended early"));
        workers.into_iter().map(|worker| worker.join().unwrap_or_else(ended_early)).collect()
    });
    results.into_iter().try_fold(Made::default(), |made, more| Ok(made.with(more?)))
}

/// What has been made: the entries of the index, paths and IRIs, and what documents about several people need.
#[derive(Default)]
struct Made<'t> {
    index: Vec<(String, String)>,
    members: Vec<Member>,
    quads: FxHashSet<QuadRef<'t>>,
}

impl<'t> Made<'t> {
    fn with(mut self, other: Self) -> Self {
        self.index.extend(other.index);
        self.members.extend(other.members);
        match self.quads.is_empty() {
            true => self.quads = other.quads,
            false => self.quads.extend(other.quads),
        }
        self
    }

    /// Keeps a quad that is not there yet.
    fn keep(&mut self, quad: QuadRef<'_>, texts: &'t Bump) {
        let known: &FxHashSet<QuadRef<'_>> = &self.quads;
        if !known.contains(&quad) {
            self.quads.insert(graph::copied_quad(texts, quad));
        }
    }
}

struct Maker<'a, S> {
    setup: &'a Setup,
    iris: Iris<'a>,
    audience: Visibility,
    options: Options<'a>,
    save: &'a S,
}

impl<S: Fn(Document<'_>) -> io::Result<()>> Maker<'_, S> {
    fn person<'t>(&self, key: &Key, records: &[SourceRecord], made: &mut Made<'t>, kept: &'t Bump) -> io::Result<()> {
        let profile = Profile::new(key, records, self.setup);
        let texts = Bump::with_capacity(TEXTS);
        let quads = graph::collect_in(&texts, &profile, self.setup, self.audience, self.options.view.properties());
        if quads.is_empty() {
            return Ok(());
        }
        let page = graph::page(&profile, self.setup);
        let framed = Documents::new(quads.iter().copied(), self.options);
        let (nobody, thing) = (Directory::default(), Thing::Person { page: page.clone() });
        let document = framed.document_with(&thing, &nobody);
        made.members.extend(framed.members());
        let all = self.options.view == View::Full;
        for node in quads.chunk_by(|one, two| one.subject == two.subject) {
            if all || self.is_of_organization(node[0]) {
                node.iter().for_each(|quad| made.keep(*quad, kept));
            }
        }
        let id = fragment(&page, "person").into_string();
        self.save(format!("people/{}", profile.key.as_str()), id, document, made)
    }

    /// Whether a quad says something of an organization or a department.
    fn is_of_organization(&self, quad: QuadRef<'_>) -> bool {
        let NamedOrBlankNodeRef::NamedNode(subject) = quad.subject else { return false };
        let local = subject.as_str().strip_prefix(&self.setup.settings.base);
        local.is_some_and(|local| local.starts_with("organizations/"))
    }

    fn save(&self, path: String, id: String, tree: Tree<'_>, made: &mut Made<'_>) -> io::Result<()> {
        (self.save)(Document { path: &path, tree })?;
        made.index.push((path, id));
        Ok(())
    }

    /// The path and the IRI of a thing that several people share.
    fn place(&self, thing: &Thing) -> (String, String) {
        let Thing::Organization(node) = thing else { return ("people".into(), self.iris.team().into_string()) };
        let path = node.as_str().trim_start_matches(&self.setup.settings.base).trim_end_matches("#organization");
        (path.to_owned(), node.as_str().to_owned())
    }
}
