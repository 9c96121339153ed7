//! A profile as quads, for an audience.
//!
//! What the audience may not see is never made into a quad: there is no second filter anywhere.
//! What holds goes to the default graph; a claim that was set aside goes to the named graph of its source.

mod claim;
mod credential;
mod organization;
mod person;
mod role;
mod work;

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};
use std::rc::Rc;

use bumpalo::Bump;
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{
    GraphNameRef, Literal, LiteralRef, NamedNode, NamedNodeRef, NamedOrBlankNodeRef, Quad, QuadRef, Term, TermRef,
};
use rustc_hash::FxHashSet;

use crate::collection::SourceRecord;
use crate::date::{Date, End};
use crate::decode::{Common, Key, Lens, Link, Number, Object, Visibility};
use crate::iri::{Iris, fragment, node};
use crate::merge::{Fact, Item, Owner, OwnerKind, Period, Profile, Sources, bounds};
use crate::record::Record;
use crate::setup::Setup;
use crate::text::Text;
use crate::vocab::{prov, schema, vita};

pub use organization::register_quads;
pub use person::team;

/// Takes quads as they are made, each with the sources that it rests on: numbers of the profile's sources, none for
/// what a register says.
pub type Sink<'e> = dyn FnMut(QuadRef<'_>, &[usize]) + 'e;

/// How many quads a person mostly has no more than, in the view for search engines.
const USUAL_QUADS: usize = 256;

/// IRIs of properties, for who needs only some.
pub type Properties = HashSet<&'static str, BuildHasherDefault<EndHasher>>;

/// Hashes texts that begin alike, as IRIs of properties do, by their length and their last eight bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct EndHasher(u64);

impl Hasher for EndHasher {
    fn write(&mut self, bytes: &[u8]) {
        let end = bytes.last_chunk().map_or(0, |end| u64::from_le_bytes(*end));
        self.0 = (end ^ bytes.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn write_u8(&mut self, _: u8) {}

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
}

/// The quads of a profile that this audience may see.
pub fn quads(profile: &Profile<'_>, setup: &Setup, audience: Visibility, mut emit: impl FnMut(QuadRef<'_>)) {
    statements(profile, setup, audience, &mut |quad, _| emit(quad));
}

/// The quads that [`quads`] gives.
#[must_use]
pub fn collect(profile: &Profile<'_>, setup: &Setup, audience: Visibility) -> Vec<Quad> {
    let mut quads = Vec::new();
    map(profile, setup, audience, None, &mut |quad, _| quads.push(quad.into_owned()));
    quads
}

/// The quads that [`quads`] gives, or of those of the default graph the ones with these properties; their texts are
/// put into `texts`, all at once to be forgotten.
pub fn collect_in<'t>(
    texts: &'t Bump,
    profile: &Profile<'_>,
    setup: &Setup,
    audience: Visibility,
    properties: Option<&Properties>,
) -> Vec<QuadRef<'t>> {
    let mut quads: Vec<QuadRef<'t>> = Vec::with_capacity(USUAL_QUADS);
    // A property's text is mostly one constant, so that its address tells at once which one it may be.
    let mut known: Vec<(*const u8, NamedNodeRef<'t>)> = Vec::with_capacity(64);
    map(profile, setup, audience, properties, &mut |quad, _| {
        let last = quads.last().map(|last| last.subject).filter(|last| *last == quad.subject);
        let address = quad.predicate.as_str().as_ptr();
        let is_known = |(_, property): &&(*const u8, NamedNodeRef<'t>)| *property == quad.predicate;
        let at_once = known.iter().filter(|(known, _)| *known == address).find(is_known);
        let found = at_once.or_else(|| known.iter().find(is_known)).map(|(_, property)| *property);
        let predicate = found.unwrap_or_else(|| {
            known.push((address, copied(texts, quad.predicate)));
            known[known.len() - 1].1
        });
        let subject = last.unwrap_or_else(|| copied_subject(texts, quad.subject));
        quads.push(QuadRef {
            subject,
            predicate,
            object: copied_term(texts, quad.object),
            graph_name: copied_graph(texts, quad.graph_name),
        });
    });
    quads
}

/// A quad whose texts are put into `texts`.
pub fn copied_quad<'t>(texts: &'t Bump, quad: QuadRef<'_>) -> QuadRef<'t> {
    QuadRef {
        subject: copied_subject(texts, quad.subject),
        predicate: copied(texts, quad.predicate),
        object: copied_term(texts, quad.object),
        graph_name: copied_graph(texts, quad.graph_name),
    }
}

fn copied_subject<'t>(texts: &'t Bump, subject: NamedOrBlankNodeRef<'_>) -> NamedOrBlankNodeRef<'t> {
    match subject {
        NamedOrBlankNodeRef::NamedNode(node) => copied(texts, node).into(),
        NamedOrBlankNodeRef::BlankNode(_) => unreachable!("every node has an IRI"),
    }
}

fn copied_graph<'t>(texts: &'t Bump, graph: GraphNameRef<'_>) -> GraphNameRef<'t> {
    match graph {
        GraphNameRef::NamedNode(graph) => copied(texts, graph).into(),
        _ => GraphNameRef::DefaultGraph,
    }
}

fn copied<'t>(texts: &'t Bump, node: NamedNodeRef<'_>) -> NamedNodeRef<'t> {
    NamedNodeRef::new_unchecked(texts.alloc_str(node.as_str()))
}

fn copied_term<'t>(texts: &'t Bump, term: TermRef<'_>) -> TermRef<'t> {
    match term {
        TermRef::NamedNode(node) => copied(texts, node).into(),
        TermRef::BlankNode(_) => unreachable!("every node has an IRI"),
        TermRef::Literal(literal) => {
            let value = texts.alloc_str(literal.value());
            match literal.language() {
                Some(tag) => LiteralRef::new_language_tagged_literal_unchecked(value, texts.alloc_str(tag)).into(),
                None if literal.datatype() == xsd::STRING => LiteralRef::new_simple_literal(value).into(),
                None => LiteralRef::new_typed_literal(value, copied(texts, literal.datatype())).into(),
            }
        }
    }
}

/// The quads of a profile that this audience may see, with their sources.
pub fn statements(profile: &Profile<'_>, setup: &Setup, audience: Visibility, emit: &mut Sink<'_>) {
    map(profile, setup, audience, None, emit);
}

fn map(
    profile: &Profile<'_>,
    setup: &Setup,
    audience: Visibility,
    properties: Option<&Properties>,
    emit: &mut Sink<'_>,
) {
    let page = &page(profile, setup);
    let sources: Vec<NamedNode> =
        profile.sources.iter().map(|source| fragment(page, &format!("source-{}", source.slug))).collect();
    let mut mapper = Mapper {
        page,
        person: &fragment(page, "person"),
        sources: &sources,
        hidden_skills: profile.hidden_skills(setup, audience),
        own_names: None,
        shared: Shared::default(),
        iris: Iris::new(&setup.settings.base),
        profile,
        setup,
        audience,
        properties,
        emit,
    };
    if mapper.sees(profile.record.level()) {
        mapper.person();
        mapper.roles();
        mapper.credentials();
        mapper.works();
        mapper.claims();
    }
}

/// The node of the person whom these records are about.
#[must_use]
pub fn person(key: &Key, records: &[SourceRecord], setup: &Setup) -> NamedNode {
    fragment(&page_of(key, records, setup), "person")
}

/// The page about the person whom these records are about. A profile is made only where one of them names a page.
#[must_use]
pub fn page_of(key: &Key, records: &[SourceRecord], setup: &Setup) -> String {
    match records.iter().any(|source| source.record.page.is_some()) {
        true => page(&Profile::new(key, records, setup), setup),
        false => Iris::new(&setup.settings.base).person_page(key),
    }
}

/// The page about a person: the one that the newest record with one names, else the collection's own.
#[must_use]
pub fn page(profile: &Profile<'_>, setup: &Setup) -> String {
    let told = profile.record.tells(setup, Record::page());
    let own = profile
        .record
        .one(Record::page())
        .filter(|_| told)
        .map(|page| page.value.as_str().split('#').next().unwrap_or_default().to_owned());
    own.unwrap_or_else(|| Iris::new(&setup.settings.base).person_page(profile.key))
}

struct Mapper<'a, 'e> {
    profile: &'a Profile<'a>,
    setup: &'a Setup,
    iris: Iris<'a>,
    audience: Visibility,
    properties: Option<&'a Properties>,
    page: &'a str,
    person: &'a NamedNode,
    sources: &'a [NamedNode],
    hidden_skills: FxHashSet<String>,
    /// The names of the person, once they are asked for.
    own_names: Option<Rc<work::OwnNames>>,
    shared: Shared,
    emit: &'e mut Sink<'e>,
}

/// What has been said of nodes that several facts share.
#[derive(Default)]
struct Shared {
    skills: FxHashSet<String>,
    organizations: FxHashSet<String>,
}

impl<'a, 'e> Mapper<'a, 'e> {
    fn sees(&self, level: Visibility) -> bool {
        level <= self.audience
    }

    fn wants(&self, property: NamedNodeRef<'_>) -> bool {
        self.properties.is_none_or(|properties| properties.contains(property.as_str()))
    }

    /// A node of the person's page.
    fn fragment(&self, kind: &str, slug: &str) -> NamedNode {
        node(&[self.page, "#", kind, "-", slug])
    }

    /// The node that stands for what an item stands in.
    fn owner(&self, owner: &Owner) -> NamedNode {
        match owner.kind {
            OwnerKind::Work => self.fragment("role", &owner.slug),
            OwnerKind::Education => self.fragment("study", &owner.slug),
            OwnerKind::Project => self.fragment("project", &owner.slug),
            OwnerKind::Award => self.fragment("award", &owner.slug),
            OwnerKind::Language => self.fragment("language", &owner.slug),
        }
    }

    fn put<'t>(
        &mut self,
        subject: &NamedNode,
        predicate: NamedNodeRef<'_>,
        object: impl Into<TermRef<'t>>,
        sources: &[usize],
    ) {
        if self.wants(predicate) {
            let (subject, object, graph_name) = (subject.into(), object.into(), GraphNameRef::DefaultGraph);
            (self.emit)(QuadRef { subject, predicate, object, graph_name }, sources);
        }
    }

    /// States a claim that was set aside, in the graph of its source; such claims are internal.
    fn put_aside<'t>(
        &mut self,
        subject: &NamedNode,
        predicate: NamedNodeRef<'_>,
        object: impl Into<TermRef<'t>>,
        source: usize,
    ) {
        if self.sees(Visibility::Internal) && self.properties.is_none() {
            let (subject, object) = (subject.into(), object.into());
            let graph_name = GraphNameRef::from(&self.sources[source]);
            (self.emit)(QuadRef { subject, predicate, object, graph_name }, &[source]);
        }
    }

    /// A node of an item: its class, where it comes from, and its former names.
    fn node<T: Object>(&mut self, iri: &NamedNode, class: NamedNodeRef<'_>, item: &Item<'_, T>) {
        let sources = item.sources();
        self.put(iri, rdf::TYPE, class, &sources);
        self.derived(iri, &sources);
        item.parts.iter().for_each(|part| self.unread(iri, part.value.common(), part.source));
    }

    /// What could not be read of an object, for the person alone: nobody knows how private it is.
    fn unread(&mut self, iri: &NamedNode, common: &Common, source: usize) {
        if self.sees(Visibility::Private) {
            for (field, text) in common.unread_texts() {
                self.put(iri, vita::UNREAD, literal("", &format!("{field}: {text}")), &[source]);
            }
        }
    }

    fn derived(&mut self, iri: &NamedNode, sources: &[usize]) {
        for source in sources {
            self.put(iri, prov::WAS_DERIVED_FROM, &self.sources[*source], &[*source]);
        }
    }

    /// `owl:sameAs` to the IRIs that the item's former keys gave it.
    fn former<T: Object>(&mut self, iri: &NamedNode, kind: &str, item: &Item<'_, T>) {
        for part in &item.parts {
            for key in &part.value.common().former_ids {
                let former = self.fragment(kind, key.as_str());
                self.put(iri, crate::vocab::owl::SAME_AS, &former, &[part.source]);
            }
        }
    }

    fn shows<T: Object, V>(&self, item: &Item<'_, T>, lens: Lens<T, V>, states: impl Fn(&V) -> bool) -> bool {
        self.sees(item.field_level(self.setup, lens, states))
    }

    /// A single-valued field, with the claims that it set aside.
    fn one<T: Object, V: Fact>(
        &mut self,
        subject: &NamedNode,
        predicate: NamedNodeRef<'_>,
        item: &Item<'_, T>,
        lens: Lens<T, Option<V>>,
        term: impl Fn(&V) -> Term,
    ) {
        if !self.wants(predicate) || !self.shows(item, lens, Option::is_some) {
            return;
        }
        let Some(adopted) = item.one(lens) else { return };
        self.put(subject, predicate, &term(&adopted.value), &adopted.sources);
        for (source, claim) in adopted.set_aside {
            self.put_aside(subject, predicate, &term(claim), source);
        }
    }

    fn string<T: Object>(
        &mut self,
        subject: &NamedNode,
        predicate: NamedNodeRef<'_>,
        item: &Item<'_, T>,
        lens: Lens<T, Option<String>>,
    ) {
        self.one(subject, predicate, item, lens, |text| Literal::from(text.as_str()).into());
    }

    fn link<T: Object>(
        &mut self,
        subject: &NamedNode,
        predicate: NamedNodeRef<'_>,
        item: &Item<'_, T>,
        lens: Lens<T, Option<Link>>,
    ) {
        self.one(subject, predicate, item, lens, |link| link_node(link).into());
    }

    fn date<T: Object>(
        &mut self,
        subject: &NamedNode,
        predicate: NamedNodeRef<'_>,
        item: &Item<'_, T>,
        lens: Lens<T, Option<Date>>,
    ) {
        self.one(subject, predicate, item, lens, |date| date_literal(*date).into());
    }

    /// A text: one literal a language.
    fn text<T: Object>(
        &mut self,
        subject: &NamedNode,
        predicate: NamedNodeRef<'_>,
        item: &Item<'_, T>,
        lens: Lens<T, Option<Text>>,
    ) {
        if !self.wants(predicate) || !self.shows(item, lens, Option::is_some) {
            return;
        }
        let wordings = item.wordings(lens);
        for (language, wording, sources) in wordings.held {
            self.put(subject, predicate, literal(language, wording), &sources);
        }
        for (source, language, wording) in wordings.set_aside {
            self.put_aside(subject, predicate, literal(language, wording), source);
        }
    }

    /// A list of texts.
    fn texts<T: Object>(
        &mut self,
        subject: &NamedNode,
        predicate: NamedNodeRef<'_>,
        item: &Item<'_, T>,
        lens: Lens<T, Vec<Text>>,
    ) {
        let texts = if self.wants(predicate) { self.visible(item, lens) } else { Vec::new() };
        for (text, sources) in texts {
            self.put_text(subject, predicate, text, &sources);
        }
    }

    fn put_text(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, text: &Text, sources: &[usize]) {
        for (language, wording) in text.iter() {
            self.put(subject, predicate, literal(language, wording), sources);
        }
    }

    /// The values of a list that the audience may see, with their sources.
    fn visible<'i, T: Object, V: PartialEq>(&self, item: &Item<'i, T>, lens: Lens<T, Vec<V>>) -> Vec<(&'i V, Sources)> {
        if self.shows(item, lens, |list| !list.is_empty()) { item.all(lens) } else { Vec::new() }
    }

    /// The dates of a period and its closed bounds. Returns the end that holds, where the audience may see it.
    fn period<T: Period>(&mut self, subject: &NamedNode, item: &Item<'_, T>) -> Option<End> {
        self.date(subject, schema::START_DATE, item, T::start());
        let start = item.one(T::start()).filter(|_| self.shows(item, T::start(), Option::is_some));
        let end = item.end().filter(|_| self.shows(item, T::end(), Option::is_some));
        if let Some(end) = &end {
            if let End::Date(date) = *end.value {
                self.put(subject, schema::END_DATE, &date_literal(date), &end.sources);
            }
            for (source, claim) in &end.set_aside {
                let claim =
                    if let End::Date(date) = claim { date_literal(*date) } else { Literal::from(claim.to_string()) };
                self.put_aside(subject, schema::END_DATE, &claim, *source);
            }
        }
        let hidden_end = item.end().is_some() && end.is_none();
        let known_end = if hidden_end { Some(End::Unknown) } else { end.as_ref().map(|end| *end.value) };
        if let Some((from, until)) = bounds(start.as_ref().map(|start| *start.value), known_end) {
            let mut sources: Sources = start
                .iter()
                .flat_map(|start| &start.sources)
                .chain(end.iter().flat_map(|end| &end.sources))
                .copied()
                .collect();
            sources.sort_unstable();
            sources.dedup();
            self.put(subject, vita::FROM, &typed(&from.to_string(), xsd::DATE), &sources);
            self.put(subject, vita::UNTIL, &typed(&until.to_string(), xsd::DATE), &sources);
        }
        known_end
    }

    /// Links to the skills of a list, on the subject and as something that the person knows about.
    fn skills<T: Object>(
        &mut self,
        subject: &NamedNode,
        predicate: NamedNodeRef<'_>,
        item: &Item<'_, T>,
        lens: Lens<T, Vec<Text>>,
    ) {
        for (name, sources) in self.visible(item, lens) {
            if let Some(term) = self.skill(name, &sources) {
                self.put(subject, predicate, &term, &sources);
                self.put(self.person, schema::KNOWS_ABOUT, &term, &sources);
            }
        }
    }
}

/// A text as a literal of its language, or a plain one.
fn literal<'t>(language: &'t str, text: &'t str) -> LiteralRef<'t> {
    match language {
        "" => LiteralRef::new_simple_literal(text),
        _ => LiteralRef::new_language_tagged_literal_unchecked(text, language),
    }
}

fn typed(text: &str, datatype: NamedNodeRef<'_>) -> Literal {
    Literal::new_typed_literal(text, datatype)
}

/// A date as `xsd:gYear`, `xsd:gYearMonth` or `xsd:date`, by its precision.
#[must_use]
pub fn date_literal(date: Date) -> Literal {
    let datatype = match (date.month(), date.day()) {
        (None, _) => xsd::G_YEAR,
        (Some(_), None) => xsd::G_YEAR_MONTH,
        (Some(_), Some(_)) => xsd::DATE,
    };
    typed(&date.to_string(), datatype)
}

fn number_literal(number: Number) -> Literal {
    typed(&number.digits(), if number.is_integer() { xsd::INTEGER } else { xsd::DECIMAL })
}

fn link_node(link: &Link) -> NamedNode {
    NamedNode::new_unchecked(link.as_str())
}

/// A name that stands in a table, with case and punctuation put aside.
fn lookup<'t, V>(table: &'t [(&str, V)], name: &str) -> Option<&'t V> {
    let name = crate::text::folded(name);
    table.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
}
