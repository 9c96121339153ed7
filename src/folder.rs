//! A collection as a folder of documents: one for each person and each organization, the list of people, and an index.
//!
//! People are mapped and framed one by one, on all processors; of each person only what organizations and the list
//! show is kept.

use std::collections::BTreeMap;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, NamedOrBlankNodeRef, Quad, QuadRef};
use rustc_hash::FxHashSet;
use serde_json::{Value, json};

use crate::collection::{Collection, SourceRecord};
use crate::decode::{Key, Visibility};
use crate::graph;
use crate::iri::Iris;
use crate::jsonld::{self, Options, Thing, View};
use crate::merge::Profile;
use crate::setup::Setup;
use crate::vocab::schema;

/// A document and where it belongs.
pub struct Document {
    /// The path below the folder, without ending, such as `people/stuart-lau`.
    pub path: String,
    /// The document.
    pub value: Value,
}

/// Makes all documents of a collection that this audience may see, and hands each to `save`, from several threads;
/// last comes the index. Returns how many there are.
///
/// # Errors
/// The first error of `save`; then no more documents are made.
pub fn documents(
    collection: &Collection,
    audience: Visibility,
    options: Options<'_>,
    threads: usize,
    save: &(impl Fn(Document) -> io::Result<()> + Sync),
) -> io::Result<usize> {
    let people: Vec<(&Key, &Vec<SourceRecord>)> = collection.people.iter().collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut made = Made::default();
        while let Some((key, records)) = people.get(next.fetch_add(1, Ordering::Relaxed)) {
            let profile = Profile::new(key, records, &collection.setup);
            made.person(&profile, &collection.setup, audience, options, save)?;
        }
        Ok::<Made, io::Error>(made)
    };
    let results: Vec<io::Result<Made>> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads.max(1)).map(|_| scope.spawn(work)).collect();
        let ended_early = |_| Err(io::Error::other("a thread of the export ended early"));
        workers.into_iter().map(|worker| worker.join().unwrap_or_else(ended_early)).collect()
    });
    let mut made = Made::default();
    for result in results {
        made.extend(result?);
    }
    made.shared(&collection.setup, options, save)
}

/// What has been made: the entries of the index, and the quads that documents about several people need.
#[derive(Default)]
struct Made {
    index: BTreeMap<String, String>,
    quads: FxHashSet<Quad>,
}

impl Made {
    fn extend(&mut self, other: Self) {
        self.index.extend(other.index);
        self.quads.extend(other.quads);
    }

    fn person(
        &mut self,
        profile: &Profile<'_>,
        setup: &Setup,
        audience: Visibility,
        options: Options<'_>,
        save: &impl Fn(Document) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut quads = Vec::new();
        graph::quads(profile, setup, audience, |quad| quads.push(quad.into_owned()));
        if quads.is_empty() {
            return Ok(());
        }
        let page = graph::page(profile, setup);
        let value = jsonld::document(&quads, &Thing::Person { page: page.clone() }, options);
        let organizations = format!("{}organizations/", setup.settings.base);
        let person = crate::iri::fragment(&page, "person");
        let all = options.view == View::Full;
        self.quads.extend(quads.into_iter().filter(|quad| all || is_shared(quad.as_ref(), &person, &organizations)));
        self.save(Document { path: format!("people/{}", profile.key.as_str()), value }, person.as_str(), save)
    }

    fn save(&mut self, document: Document, id: &str, save: &impl Fn(Document) -> io::Result<()>) -> io::Result<()> {
        self.index.insert(document.path.clone(), id.to_owned());
        save(document)
    }

    /// The documents about several people, and the index.
    fn shared(
        mut self,
        setup: &Setup,
        options: Options<'_>,
        save: &impl Fn(Document) -> io::Result<()>,
    ) -> io::Result<usize> {
        let iris = Iris::new(&setup.settings.base);
        let mut quads: Vec<Quad> = std::mem::take(&mut self.quads).into_iter().collect();
        let is_person = |quad: &&Quad| quad.predicate == rdf::TYPE && quad.object == schema::PERSON.into();
        let people: Vec<NamedNode> = quads.iter().filter(is_person).filter_map(|quad| named(&quad.subject)).collect();
        quads.extend(graph::team(setup, people));
        let framed = jsonld::Documents::new(&quads, options);
        for organization in framed.organizations() {
            let name = organization.as_str().trim_start_matches(&setup.settings.base).trim_end_matches("#organization");
            let value = framed.document(&Thing::Organization(organization.clone()));
            self.save(Document { path: name.to_owned(), value }, organization.as_str(), save)?;
        }
        let team = iris.team();
        let value = framed.document(&Thing::Team(team.clone()));
        self.save(Document { path: "people".into(), value }, team.as_str(), save)?;
        let count = self.index.len();
        let entries: Vec<Value> = self.index.iter().map(|(path, id)| json!({ "path": path, "id": id })).collect();
        save(Document { path: "index".into(), value: entries.into() })?;
        Ok(count)
    }
}

fn named(node: &NamedOrBlankNode) -> Option<NamedNode> {
    if let NamedOrBlankNode::NamedNode(node) = node { Some(node.clone()) } else { None }
}

/// What documents about organizations and the list of people show of a person: names, titles, addresses, and where
/// the person is or was.
fn is_shared(quad: QuadRef<'_>, person: &NamedNode, organizations: &str) -> bool {
    let NamedOrBlankNodeRef::NamedNode(subject) = quad.subject else { return false };
    let of_person = subject == person.as_ref() && (quad.predicate == rdf::TYPE || SHARED.contains(&quad.predicate));
    of_person || subject.as_str().starts_with(organizations)
}

const SHARED: [NamedNodeRef<'static>; 9] = [
    schema::NAME,
    schema::ALTERNATE_NAME,
    schema::JOB_TITLE,
    schema::IMAGE,
    schema::URL,
    schema::SAME_AS,
    schema::WORKS_FOR,
    schema::MEMBER_OF,
    schema::ALUMNI_OF,
];
