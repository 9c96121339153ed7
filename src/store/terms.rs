//! Terms as numbers: each different term of a store is kept once, and all their texts stand in one string.
//!
//! A term is its text, as it was written, and its kind. What a date or a number means is worked out once, when all terms
//! are known, so that comparing them parses nothing.

use std::hash::Hasher;

use hashbrown::HashTable;
use oxigraph::model::vocab::xsd;
use oxigraph::model::{BlankNode, BlankNodeRef, Literal, LiteralRef, NamedNode, NamedNodeRef, Term, TermRef};
use rustc_hash::{FxHashMap, FxHasher};
use spareval::ExpressionTerm;

/// The terms of a store, or of a part of one.
#[derive(Default)]
pub(super) struct Terms {
    texts: Texts,
    kinds: Vec<Kind>,
    known: HashTable<u32>,
    languages: Names,
    datatypes: Names,
    values: FxHashMap<u32, ExpressionTerm>,
}

/// What a text stands for; languages and datatypes are numbers of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Iri,
    Blank,
    Simple,
    Language(u32),
    Typed(u32),
}

/// Texts, one after the other.
#[derive(Default)]
struct Texts {
    all: String,
    ends: Vec<u64>,
}

/// The languages or datatypes: texts that are few.
#[derive(Default)]
struct Names {
    texts: Vec<Box<str>>,
    numbers: FxHashMap<Box<str>, u32>,
}

impl Terms {
    /// How many terms there are.
    pub(super) fn len(&self) -> usize {
        self.kinds.len()
    }

    /// The number of a term, which it has from now on.
    pub(super) fn add(&mut self, term: TermRef<'_>) -> u32 {
        let (text, kind) = match term {
            TermRef::NamedNode(node) => (node.as_str(), Kind::Iri),
            TermRef::BlankNode(node) => (node.as_str(), Kind::Blank),
            TermRef::Literal(literal) => (literal.value(), self.kind_of(literal)),
        };
        self.put(text, kind)
    }

    fn kind_of(&mut self, literal: LiteralRef<'_>) -> Kind {
        match literal.language() {
            Some(tag) => Kind::Language(self.languages.add(tag)),
            None if literal.datatype() == xsd::STRING => Kind::Simple,
            None => Kind::Typed(self.datatypes.add(literal.datatype().as_str())),
        }
    }

    /// The numbers of all terms of a part, in the order of its own numbers.
    pub(super) fn add_all(&mut self, part: &Self) -> Vec<u32> {
        let languages: Vec<u32> = part.languages.texts.iter().map(|tag| self.languages.add(tag)).collect();
        let datatypes: Vec<u32> = part.datatypes.texts.iter().map(|iri| self.datatypes.add(iri)).collect();
        let numbers = part.kinds.iter().zip(0..).map(|(kind, number)| {
            let kind = match *kind {
                Kind::Language(language) => Kind::Language(languages[language as usize]),
                Kind::Typed(datatype) => Kind::Typed(datatypes[datatype as usize]),
                kind => kind,
            };
            self.put(part.texts.get(number), kind)
        });
        numbers.collect()
    }

    /// More terms than there are numbers all get the last one; whoever has them cannot become a store.
    fn put(&mut self, text: &str, kind: Kind) -> u32 {
        let hash = hash_of(text);
        if let Some(number) = self.find(hash, text, kind) {
            return number;
        }
        let number = u32::try_from(self.kinds.len()).unwrap_or(u32::MAX);
        self.texts.push(text);
        self.kinds.push(kind);
        self.known.insert_unique(hash, number, |number| hash_of(self.texts.get(*number)));
        number
    }

    fn find(&self, hash: u64, text: &str, kind: Kind) -> Option<u32> {
        let is_same = |number: &u32| self.kinds[*number as usize] == kind && self.texts.get(*number) == text;
        self.known.find(hash, is_same).copied()
    }

    /// The number of a term, if it has one.
    pub(super) fn number(&self, term: TermRef<'_>) -> Option<u32> {
        let (text, kind) = match term {
            TermRef::NamedNode(node) => (node.as_str(), Kind::Iri),
            TermRef::BlankNode(node) => (node.as_str(), Kind::Blank),
            TermRef::Literal(literal) => match literal.language() {
                Some(tag) => (literal.value(), Kind::Language(self.languages.number(tag)?)),
                None if literal.datatype() == xsd::STRING => (literal.value(), Kind::Simple),
                None => (literal.value(), Kind::Typed(self.datatypes.number(literal.datatype().as_str())?)),
            },
        };
        self.find(hash_of(text), text, kind)
    }

    /// The text of a term: its IRI or lexical form.
    pub(super) fn text(&self, number: u32) -> &str {
        self.texts.get(number)
    }

    /// Whether a term is an IRI.
    pub(super) fn is_iri(&self, number: u32) -> bool {
        self.kinds[number as usize] == Kind::Iri
    }

    /// A term as it was written.
    pub(super) fn term(&self, number: u32) -> Term {
        let text = self.text(number).to_owned();
        match self.kinds[number as usize] {
            Kind::Iri => NamedNode::new_unchecked(text).into(),
            Kind::Blank => BlankNode::new_unchecked(text).into(),
            Kind::Simple => Literal::new_simple_literal(text).into(),
            Kind::Language(tag) => Literal::new_language_tagged_literal_unchecked(text, self.languages.get(tag)).into(),
            Kind::Typed(datatype) => Literal::new_typed_literal(text, self.datatype(datatype)).into(),
        }
    }

    /// A term as it was written, its texts not copied.
    pub(super) fn term_ref(&self, number: u32) -> TermRef<'_> {
        let text = self.text(number);
        match self.kinds[number as usize] {
            Kind::Iri => NamedNodeRef::new_unchecked(text).into(),
            Kind::Blank => BlankNodeRef::new_unchecked(text).into(),
            Kind::Simple => LiteralRef::new_simple_literal(text).into(),
            Kind::Language(tag) => {
                LiteralRef::new_language_tagged_literal_unchecked(text, self.languages.get(tag)).into()
            }
            Kind::Typed(datatype) => {
                LiteralRef::new_typed_literal(text, NamedNodeRef::new_unchecked(self.datatypes.get(datatype))).into()
            }
        }
    }

    /// What a term means, where that is more than its text.
    pub(super) fn value(&self, number: u32) -> Option<ExpressionTerm> {
        if self.is_typed(number) { self.values.get(&number).cloned() } else { None }
    }

    /// A term that means no more than its text, as expressions take it.
    pub(super) fn expression_term(&self, number: u32) -> ExpressionTerm {
        let value = self.text(number).to_owned();
        match self.kinds[number as usize] {
            Kind::Iri => ExpressionTerm::NamedNode(NamedNode::new_unchecked(value)),
            Kind::Blank => ExpressionTerm::BlankNode(BlankNode::new_unchecked(value)),
            Kind::Simple => ExpressionTerm::StringLiteral(value),
            Kind::Language(tag) => {
                ExpressionTerm::LangStringLiteral { value, language: self.languages.get(tag).to_owned() }
            }
            Kind::Typed(datatype) => ExpressionTerm::OtherTypedLiteral { value, datatype: self.datatype(datatype) },
        }
    }

    fn is_typed(&self, number: u32) -> bool {
        matches!(self.kinds[number as usize], Kind::Typed(_))
    }

    fn datatype(&self, number: u32) -> NamedNode {
        NamedNode::new_unchecked(self.datatypes.get(number))
    }

    /// Works out what the typed literals mean, and gives back the memory that was kept for more terms.
    pub(super) fn finish(&mut self) {
        let count = u32::try_from(self.len()).unwrap_or(u32::MAX);
        let typed = (0..count).filter(|number| self.is_typed(*number) && !self.values.contains_key(number));
        let values: Vec<_> = typed.filter_map(|number| Some((number, value_of(&self.term(number))?))).collect();
        self.values.extend(values);
        self.texts.all.shrink_to_fit();
        self.texts.ends.shrink_to_fit();
        self.kinds.shrink_to_fit();
    }
}

/// What a typed literal means, if that is more than its text.
pub(super) fn value_of(term: &Term) -> Option<ExpressionTerm> {
    use ExpressionTerm::{BlankNode, LangStringLiteral, NamedNode, OtherTypedLiteral, StringLiteral};
    let Term::Literal(literal) = term else { return None };
    if literal.language().is_some() || literal.datatype() == xsd::STRING {
        return None;
    }
    let texts = |value: &ExpressionTerm| {
        matches!(
            value,
            NamedNode(_) | BlankNode(_) | StringLiteral(_) | LangStringLiteral { .. } | OtherTypedLiteral { .. }
        )
    };
    Some(ExpressionTerm::from(term.clone())).filter(|value| !texts(value))
}

fn hash_of(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

impl Texts {
    fn push(&mut self, text: &str) {
        self.all.push_str(text);
        self.ends.push(self.all.len() as u64);
    }

    fn get(&self, number: u32) -> &str {
        let number = number as usize;
        let start = if number == 0 { 0 } else { self.ends[number - 1] as usize };
        &self.all[start..self.ends[number] as usize]
    }
}

impl Names {
    fn add(&mut self, text: &str) -> u32 {
        if let Some(number) = self.number(text) {
            return number;
        }
        let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.texts.push(text.into());
        self.numbers.insert(text.into(), number);
        number
    }

    fn number(&self, text: &str) -> Option<u32> {
        self.numbers.get(text).copied()
    }

    fn get(&self, number: u32) -> &str {
        &self.texts[number as usize]
    }
}
