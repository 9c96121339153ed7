//! The person, the page about the person, and the sources.

use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};

use super::{Mapper, date_literal, link_node, literal, number_literal, typed};
use crate::accounts;
use crate::decode::{Lens, Link, Stamp, Visibility};
use crate::iri::{Iris, fragment, slug};
use crate::links;
use crate::merge::{Part, is_messenger};
use crate::record::{Account, Basics, Location, Meta, Record};
use crate::setup::Setup;
use crate::text::Text;
use crate::vocab::{prov, schema, vita};

/// The addresses that identifiers stand in, by the names of their systems: prefix of the address.
const IDENTIFIER_SYSTEMS: [(&str, &str); 9] = [
    ("orcid", "https://orcid.org/"),
    ("wikidata", "http://www.wikidata.org/entity/"),
    ("dblp", "https://dblp.org/pid/"),
    ("googlescholar", "https://scholar.google.com/citations?user="),
    ("scopus", "https://www.scopus.com/authid/detail.uri?authorId="),
    ("isni", "https://isni.org/isni/"),
    ("viaf", "https://viaf.org/viaf/"),
    ("gnd", "https://d-nb.info/gnd/"),
    ("openalex", "https://openalex.org/"),
];

/// The address of an account, where its network is known, however it is spelled: `GitHub`, `Github.com`, `Twitter/X`.
fn account_link(network: &str, username: &str) -> Option<Link> {
    let username = username.trim().trim_start_matches('@').trim_start_matches("in/").trim_matches('/');
    let whole = network.trim().trim_start_matches("https://").trim_start_matches("www.").trim_end_matches(".com");
    let spellings = std::iter::once(whole).chain(whole.split(['/', '(', ')', ',', '.', '|']));
    let prefix = spellings.filter_map(accounts::prefix).next()?;
    let numbered = prefix.contains("stackoverflow") && !username.starts_with(|c: char| c.is_ascii_digit());
    let odd = username.is_empty() || username.contains(|c: char| c.is_whitespace() || c == ':');
    (!odd && !numbered).then(|| Link::new(&format!("{prefix}{username}")).ok())?
}

/// The list of these people, in no stated order.
#[must_use]
pub fn team(setup: &Setup, people: Vec<NamedNode>) -> Vec<Quad> {
    let list = Iris::new(&setup.settings.base).team();
    let put =
        |predicate: NamedNodeRef<'_>, object: Term| Quad::new(list.clone(), predicate, object, GraphName::DefaultGraph);
    let count = typed(&people.len().to_string(), xsd::INTEGER);
    let head = [put(rdf::TYPE, schema::ITEM_LIST.into()), put(schema::NUMBER_OF_ITEMS, count.into())];
    head.into_iter().chain(people.into_iter().map(|person| put(schema::ITEM_LIST_ELEMENT, person.into()))).collect()
}

impl Mapper<'_, '_> {
    pub(super) fn person(&mut self) {
        let (profile, person) = (self.profile, self.person);
        self.node(person, schema::PERSON, &profile.record);
        for part in &profile.record.parts {
            for key in &part.value.common.former_ids {
                let former = fragment(&self.iris.person_page(key), "person");
                self.put(person, crate::vocab::owl::SAME_AS, &former, &[part.source]);
            }
        }
        if self.sees(profile.basics.level()) {
            self.basics(person);
            profile.basics.parts.iter().for_each(|part| self.unread(person, &part.value.common, part.source));
            self.address(person);
        }
        self.accounts(person);
        self.profile_page(person);
        self.source_nodes();
    }

    fn basics(&mut self, person: &NamedNode) {
        let basics = &self.profile.basics;
        self.text(person, schema::NAME, basics, Basics::name());
        for (source, _, name) in basics.wordings(Basics::name()).set_aside {
            if self.shows(basics, Basics::name(), Option::is_some) {
                self.put(person, schema::ALTERNATE_NAME, literal("", name), &[source]);
            }
        }
        self.texts(person, schema::ALTERNATE_NAME, basics, Basics::alternate_names());
        self.text(person, schema::JOB_TITLE, basics, Basics::label());
        self.text(person, schema::DESCRIPTION, basics, Basics::summary());
        self.link(person, schema::IMAGE, basics, Basics::image());
        self.link(person, schema::URL, basics, Basics::url());
        self.string(person, schema::EMAIL, basics, Basics::email());
        self.string(person, schema::TELEPHONE, basics, Basics::phone());
        self.date(person, schema::BIRTH_DATE, basics, Basics::birth_date());
        self.identifiers(person);
    }

    fn identifiers(&mut self, person: &NamedNode) {
        let basics = &self.profile.basics;
        let lens = Basics::identifiers();
        let level = basics.field_level(self.setup, lens, |pairs| !pairs.0.is_empty());
        let marked = basics.parts.iter().any(|part| part.value.common.marks.field(lens.name).is_some());
        for part in &basics.parts {
            for (system, value) in &part.value.identifiers.0 {
                let default = if is_messenger(system) && !marked { Visibility::Private } else { Visibility::Public };
                if self.sees(level.max(default)) {
                    self.identifier(person, system, value, part.source);
                }
            }
        }
    }

    fn identifier(&mut self, person: &NamedNode, system: &str, value: &str, source: usize) {
        let node = self.fragment("identifier", &format!("{}-{}", slug(system), slug(value)));
        self.put(person, schema::IDENTIFIER, &node, &[source]);
        self.put(&node, rdf::TYPE, schema::PROPERTY_VALUE, &[source]);
        self.put(&node, schema::PROPERTY_ID, literal("", system), &[source]);
        self.put(&node, schema::VALUE, literal("", value), &[source]);
        self.derived(&node, &[source]);
        let address = super::lookup(&IDENTIFIER_SYSTEMS, system)
            .map(|prefix| if value.contains("://") { value.to_owned() } else { format!("{prefix}{value}") });
        if let Some(Ok(link)) = address.map(|address| Link::new(&address)) {
            self.put(person, schema::SAME_AS, &link_node(&link), &[source]);
        }
    }

    fn address(&mut self, person: &NamedNode) {
        let location = &self.profile.location;
        if location.parts.is_empty() || !self.sees(location.level()) {
            return;
        }
        let node = fragment(self.page, "address");
        self.put(person, schema::ADDRESS, &node, &location.sources());
        self.node(&node, schema::POSTAL_ADDRESS, location);
        self.text(&node, schema::STREET_ADDRESS, location, Location::address());
        self.string(&node, schema::POSTAL_CODE, location, Location::postal_code());
        self.text(&node, schema::ADDRESS_LOCALITY, location, Location::city());
        self.text(&node, schema::ADDRESS_REGION, location, Location::region());
        self.string(&node, schema::ADDRESS_COUNTRY, location, Location::country_code());
    }

    fn accounts(&mut self, person: &NamedNode) {
        for account in &self.profile.accounts {
            if !self.sees(account.level()) {
                continue;
            }
            let node = self.fragment("account", &account.slug);
            self.put(person, schema::IDENTIFIER, &node, &account.sources());
            self.node(&node, schema::PROPERTY_VALUE, account);
            self.string(&node, schema::PROPERTY_ID, account, Account::network());
            self.string(&node, schema::VALUE, account, Account::username());
            self.link(person, schema::SAME_AS, account, Account::url());
            let stated = account.one(Account::url());
            let known = account.one(Account::network()).zip(account.one(Account::username()));
            let shown = self.shows(account, Account::network(), Option::is_some)
                && self.shows(account, Account::username(), Option::is_some);
            if let (None, Some((network, username)), true) = (stated, known, shown)
                && let Some(link) = account_link(&network.value, &username.value)
            {
                self.put(person, schema::SAME_AS, &link_node(&link), &username.sources);
            }
        }
    }

    fn profile_page(&mut self, person: &NamedNode) {
        let page = NamedNode::new_unchecked(self.page);
        let sources = self.profile.record.sources();
        self.put(&page, rdf::TYPE, schema::PROFILE_PAGE, &sources);
        self.put(&page, schema::MAIN_ENTITY, person, &sources);
        let modified = self.profile.meta.parts.iter().find_map(|part| Some((part.source, self.modified(part)?)));
        if let Some((source, stamp)) = modified {
            self.put(&page, schema::DATE_MODIFIED, &stamp_literal(stamp), &[source]);
        }
    }

    /// When a source was last changed, where the audience may know.
    fn modified<'r>(&self, part: &Part<'r, Meta>) -> Option<&'r Stamp> {
        self.tells(part, Meta::last_modified()).then_some(part.value.last_modified.as_ref())?
    }

    /// Whether the audience may see what a source says in a field about itself. Sources are different things: a mark
    /// in one of them is about that one alone.
    fn tells<V>(&self, part: &Part<'_, Meta>, lens: Lens<Meta, V>) -> bool {
        let mark = part.value.common.marks.field(lens.name);
        self.sees(mark.unwrap_or_else(|| self.setup.settings.default_visibility(lens)).max(part.level))
    }

    /// The sources, as far as the audience may know of them: paths of files are internal.
    fn source_nodes(&mut self) {
        let profile = self.profile;
        for part in &profile.record.parts {
            let (source, record) = (part.source, part.value);
            let node = &self.sources[source];
            self.put(node, rdf::TYPE, prov::ENTITY, &[source]);
            if self.sees(Visibility::Internal) {
                self.put(node, vita::PATH, literal("", profile.sources[source].path), &[source]);
            }
            if let Some(link) = profile.sources[source].link {
                self.link_source(node, link, source);
            }
            let schema = record.schema.as_ref();
            if let Some(address) = schema.filter(|_| self.shows(&profile.record, Record::schema(), Option::is_some)) {
                self.put(node, vita::RECORD_SCHEMA, literal("", address), &[source]);
            }
        }
        for part in &profile.meta.parts {
            if self.sees(part.level) {
                self.source_node(part);
            }
        }
    }

    /// Why the work of a link is the person's, in the graph of the source that the link is. It is internal.
    fn link_source(&mut self, node: &NamedNode, link: &links::Link, source: usize) {
        if let Some(decision) = link.decided() {
            self.put_aside(node, vita::DECISION, literal("", decision.name()), source);
        }
        if let Some(confidence) = link.confidence {
            self.put_aside(node, vita::CONFIDENCE, &number_literal(confidence), source);
        }
        for (language, wording) in link.reasons.iter().flat_map(Text::iter) {
            self.put_aside(node, vita::REASON, literal(language, wording), source);
        }
    }

    /// What a source says about itself.
    fn source_node(&mut self, part: &Part<'_, Meta>) {
        let (source, meta) = (part.source, part.value);
        let node = &self.sources[source];
        self.unread(node, &meta.common, source);
        if let Some(stamp) = self.modified(part) {
            self.put(node, schema::DATE_MODIFIED, &stamp_literal(stamp), &[source]);
        }
        if let Some(language) = meta.language.as_ref().filter(|_| self.tells(part, Meta::language())) {
            self.put(node, schema::IN_LANGUAGE, literal("", &language.0), &[source]);
        }
        for (lens, predicate) in [(Meta::version(), schema::VERSION), (Meta::canonical(), vita::CANONICAL)] {
            if let Some(text) = (lens.get)(meta).as_ref().filter(|_| self.tells(part, lens)) {
                self.put(node, predicate, literal("", text), &[source]);
            }
        }
        let Some(place) = meta.source.as_deref().filter(|_| self.tells(part, Meta::source())) else { return };
        match Link::new(place) {
            Ok(link) => self.put(node, schema::URL, &link_node(&link), &[source]),
            Err(_) if self.sees(Visibility::Internal) => self.put(node, vita::PATH, literal("", place), &[source]),
            Err(_) => {}
        }
    }
}

fn stamp_literal(stamp: &Stamp) -> Literal {
    if stamp.text.contains('T') { typed(&stamp.text, xsd::DATE_TIME) } else { date_literal(stamp.date) }
}
