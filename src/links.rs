//! The links of a collection: which works of lists are by which people, as `links.yaml` keeps it.
//!
//! A link holds the facts about its work, so that the graph needs no list: lists may be far longer than what they say
//! about the people at hand. Links that hold become records of their people, each a source of its own.

use crate::date::Date;
use crate::decode::{Key, Number, Object, ObjectInfo, Reader, record};
use crate::iri::{bare_doi, slug};
use crate::record::{Patent, Publication, Record};
use crate::report::near;
use crate::rules;
use crate::text::Text;
use crate::tree::Node;

/// The name of the file.
pub const LINKS_FILE: &str = "links.yaml";

record! {
    /// A link: what was decided about a work and a person.
    Link as "link" {
        /// The key of the person.
        person "person": Option<Key>, Public, "stuart-lau" => "the person, as author or creator of the work";
        /// What was decided: `accepted` by the program; `confirmed` or `refused` by somebody, which always wins.
        decision "decision": Option<String>, Internal, "confirmed" => "`vita:decision` of the source, in its named graph";
        /// How probable it was, between 0 and 1.
        confidence "confidence": Option<Number>, Internal, "0.98" => "`vita:confidence` of the source, in its named graph";
        /// When it was decided.
        date "date": Option<Date>, Internal, "2026-11-21" => "none";
        /// What the list calls the work.
        work "work": Option<String>, Internal, "10.5555/12345678" => "`vita:path` of the source, behind `links.yaml#`";
        /// The work, where it is a publication.
        publication "publication": Option<Publication>, Public, "{name: On graphs, authors: [S. Liu]}" => "as in a record";
        /// The work, where it is a patent.
        patent "patent": Option<Patent>, Public, "{name: Message recall, number: CN0000000A}" => "as in a record";
        /// Why, the weightiest reason first.
        reasons "reasons": Vec<Text>, Internal, "[co-author Qiaoyan Wen on 1 work]" => "`vita:reason` of the source, in its named graph";
    }
}

/// What the documentation tells about links.
#[must_use]
pub fn objects() -> Vec<ObjectInfo> {
    vec![ObjectInfo::of::<Link>()]
}

/// What was decided about a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The program found it probable enough.
    Accepted,
    /// Somebody says that it is so.
    Confirmed,
    /// Somebody says that it is not.
    Refused,
}

impl Decision {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Accepted, Self::Confirmed, Self::Refused];

    /// Its name in the file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Confirmed => "confirmed",
            Self::Refused => "refused",
        }
    }
}

impl Link {
    /// What was decided, where the file says so.
    #[must_use]
    pub fn decided(&self) -> Option<Decision> {
        Decision::ALL.into_iter().find(|decision| self.decision.as_deref() == Some(decision.name()))
    }

    /// What the work is known by: its DOI or number, else what its list calls it.
    #[must_use]
    pub fn identifier(&self) -> Option<String> {
        let doi = self.publication.as_ref().and_then(|publication| publication.doi.as_deref()).map(bare_doi);
        let number = || self.patent.as_ref().and_then(|patent| patent.number.clone());
        doi.or_else(number).or_else(|| self.work.clone())
    }

    /// The path of the source that the link is.
    #[must_use]
    pub fn path(&self) -> String {
        format!("{LINKS_FILE}#{}", slug(&self.identifier().unwrap_or_default()))
    }

    /// The record that the link gives its person, where it holds.
    #[must_use]
    pub fn record(&self) -> Option<Record> {
        matches!(self.decided()?, Decision::Accepted | Decision::Confirmed).then(|| Record {
            publications: self.publication.iter().cloned().collect(),
            patents: self.patent.iter().cloned().collect(),
            ..Record::default()
        })
    }
}

/// Reads the links of a file. One without a person, a work or a decision is a finding, and left out.
pub fn from_node(node: Node, reader: &mut Reader<'_>) -> Vec<Link> {
    let links: Vec<Link> = reader.optional(node).unwrap_or_default();
    let is_whole = |link: &Link| link.person.is_some() && link.identifier().is_some() && link.decided().is_some();
    let (whole, others): (Vec<Link>, Vec<Link>) = links.into_iter().partition(is_whole);
    for link in others {
        let written = link.decision.as_deref().unwrap_or_default();
        let known = near(written, Decision::ALL.map(Decision::name));
        let hint = match known.first() {
            Some(known) if link.decided().is_none() => format!("did you mean `{known}`?"),
            _ => "it has a `person`, a `work` and a `decision`: accepted, confirmed or refused".to_owned(),
        };
        reader.find(&rules::LINK, link.common().at, "a link that says too little is left out".into(), Some(hint));
    }
    whole
}
