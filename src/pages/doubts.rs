//! The page of what is in doubt: claims of sources that disagree, and links of works to people with their reasons.
//!
//! Both are for the team alone; a store for everybody has none of them.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use oxigraph::model::{GraphName, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};

use super::Pages;
use super::facts::Facts;
use super::layout::Content;
use super::words::counted;
use crate::decode::Visibility;
use crate::vocab::{prov, vita};

/// How many conflicts and links are shown.
const SHOWN: usize = 500;

/// The path of the page.
pub(super) const PATH: &str = "doubts";

impl Pages<'_> {
    /// The page of conflicts and doubtful links.
    #[must_use]
    pub fn doubts(&self) -> Content {
        let words = self.words();
        let mut content = Content::new("doubts", words.doubts);
        let is_public = self.source.audience == Visibility::Public;
        content.header = html! { div {
            h1 { (words.doubts) }
            @if is_public { p.summary { (words.conflicts_hidden) } }
        } };
        if !is_public {
            let claims = self.store().claims();
            content.add("conflicts", words.conflicts, Some(self.conflicts(&claims)));
            content.add("links", words.doubtful, Some(self.doubtful(&claims)));
        }
        content
    }

    /// Claims that were set aside, by the person on whose page they are.
    fn conflicts(&self, claims: &[Quad]) -> Markup {
        let is_link = |quad: &Quad| [vita::DECISION, vita::CONFIDENCE, vita::REASON].contains(&quad.predicate.as_ref());
        let is_between =
            |quad: &&Quad| !is_link(quad) && quad.predicate != vita::PATH && quad.predicate != vita::UNREAD;
        let claims: Vec<&Quad> = claims.iter().filter(is_between).collect();
        let words = self.words();
        html! {
            @if claims.is_empty() { p { (words.conflicts_none) } } @else {
                div.wide tabindex="0" role="region" aria-label=(words.conflicts) { table {
                    thead { tr { @for head in [words.thing, words.property, words.claim, words.source_of_claim, words.adopted] { th scope="col" { (head) } } } }
                    tbody { @for claim in claims.iter().take(SHOWN) { (self.conflict(claim)) } }
                } }
                @if claims.len() > SHOWN { p.note { (counted(words.and_more, claims.len() - SHOWN)) } }
            }
        }
    }

    fn conflict(&self, claim: &Quad) -> Markup {
        let (NamedOrBlankNode::NamedNode(node), GraphName::NamedNode(source)) = (&claim.subject, &claim.graph_name)
        else {
            return html! {};
        };
        let facts = Facts::of(node.clone(), self.store());
        let language = if let Term::Literal(text) = &claim.object { text.language() } else { None };
        let same = |term: &&Term| matches!((term, language), (Term::Literal(text), Some(language)) if text.language() == Some(language));
        let held: Vec<&Term> = facts.objects(claim.predicate.as_ref()).collect();
        let own: Vec<&Term> = held.iter().copied().filter(same).collect();
        let held = if own.is_empty() { held } else { own };
        html! { tr {
            td { (self.thing_link(&facts)) }
            td { (self.called(claim.predicate.as_str())) }
            td { (self.term(&claim.object)) }
            td { (self.link_to_source(source.as_ref())) }
            td { @for (at, term) in held.iter().enumerate() { @if at > 0 { (self.comma()) } (self.term(term)) } }
        } }
    }

    /// A thing by its name, or by its organization.
    fn thing_link(&self, facts: &Facts) -> Markup {
        let name = self
            .name(facts.node.as_ref())
            .or_else(|| facts.nodes(vita::AT).next().and_then(|at| self.name(at.as_ref())));
        let holder = facts.nodes(vita::HOLDER).next().filter(|holder| **holder != facts.node);
        html! {
            @match (name, self.way(facts.node.as_str())) {
                (Some(name), Some(way)) => a href=(way) { (self.said(&name)) },
                _ => (self.link(facts.node.as_ref())),
            }
            @if let Some(holder) = holder { " " span.note { (self.link(holder.as_ref())) } }
        }
    }

    fn link_to_source(&self, source: NamedNodeRef<'_>) -> Markup {
        let label = source
            .as_str()
            .split_once('#')
            .map_or(source.as_str(), |(_, fragment)| fragment.trim_start_matches("source-"));
        html! { @match self.way(source.as_str()) { Some(way) => a href=(way) { (label) }, None => (label) } }
    }

    /// Links of works to people, the least certain first.
    fn doubtful(&self, claims: &[Quad]) -> Markup {
        let mut links: BTreeMap<&NamedNode, f64> = BTreeMap::new();
        for claim in
            claims.iter().filter(|claim| claim.predicate == vita::DECISION || claim.predicate == vita::CONFIDENCE)
        {
            let (NamedOrBlankNode::NamedNode(source), Term::Literal(value)) = (&claim.subject, &claim.object) else {
                continue;
            };
            let confidence = value.value().parse().ok().filter(|_| claim.predicate == vita::CONFIDENCE);
            let known = links.entry(source).or_insert(1.0);
            *known = confidence.unwrap_or(*known);
        }
        let mut links: Vec<(&NamedNode, f64)> = links.into_iter().collect();
        links.sort_by(|one, two| one.1.total_cmp(&two.1));
        html! {
            @if links.is_empty() { p { (self.words().doubtful_none) } }
            ul.works { @for (source, _) in links.iter().take(SHOWN) { li { (self.linked(source)) } } }
            @if links.len() > SHOWN { p.note { (counted(self.words().and_more, links.len() - SHOWN)) } }
        }
    }

    /// The works that are known from a link, and whose they are.
    fn linked(&self, source: &NamedNode) -> Markup {
        let from_it = self.store().subjects(prov::WAS_DERIVED_FROM, source.as_ref().into());
        let works: BTreeSet<NamedNodeRef<'_>> = from_it.filter(|node| node.as_str().ends_with("#work")).collect();
        let page = source.as_str().split('#').next().unwrap_or_default();
        let person = crate::iri::fragment(page, "person");
        html! {
            @for work in &works { span.title { (self.link(*work)) } " " }
            @if works.is_empty() { span.title { (self.link_to_source(source.as_ref())) } " " }
            "→ " (self.link(person.as_ref()))
            (self.reasons(source))
        }
    }

    /// Why a work was linked to a person; nothing where the audience may not know.
    pub(super) fn reasons(&self, source: &NamedNode) -> Markup {
        let quads = self.store().quads_about(source.as_ref());
        let of = |property: NamedNodeRef<'static>| {
            quads.iter().filter(move |quad| quad.predicate == property).map(|quad| &quad.object)
        };
        let words = self.words();
        let value = |property| {
            of(property).find_map(|term| if let Term::Literal(value) = term { Some(value.value()) } else { None })
        };
        let reasons: Vec<&Term> = of(vita::REASON).collect();
        html! {
            @if let Some(decision) = value(vita::DECISION) { p.note { (words.decision) ": " (decision)
                @if let Some(confidence) = value(vita::CONFIDENCE) { " · " (words.confidence) ": " (confidence) } } }
            @if !reasons.is_empty() { ul { @for reason in reasons { @if self.is_spoken(reason) { li { (self.term(reason)) } } } } }
        }
    }

    /// Whether a text is in the page's language, or in none.
    fn is_spoken(&self, term: &Term) -> bool {
        let Term::Literal(text) = term else { return true };
        text.language().is_none_or(|tag| crate::text::speaks(tag, self.words().tag))
    }
}
