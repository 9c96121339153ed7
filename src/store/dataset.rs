//! The store as the engine's evaluator reads it.

use std::convert::Infallible;
use std::hash::{Hash, Hasher};
use std::rc::Rc;

use oxigraph::model::{Term, TermRef};
use spareval::{ExpressionTerm, InternalQuad, QueryableDataset};

use super::budget::{hold, hold_text, release, release_text, tick, tick_for};
use super::index::{DEFAULT, Found, Index, Row};
use super::terms::{Terms, value_of};

/// A store under the evaluator.
#[derive(Clone, Copy)]
pub struct Dataset<'s> {
    pub(super) terms: &'s Terms,
    pub(super) index: &'s Index,
}

/// A term in a row of the evaluator. As many as there are, the budget counts them.
pub struct RowTerm(Held);

enum Held {
    /// A term of the store.
    Known(u32),
    /// A term that no quad has.
    Computed(Rc<Computed>),
}

struct Computed {
    term: Term,
    /// What it means, where that is more than its text.
    value: Option<ExpressionTerm>,
}

impl RowTerm {
    fn known(number: u32) -> Self {
        hold(1);
        Self(Held::Known(number))
    }

    fn computed(term: Term) -> Self {
        hold_text(text(&term).len());
        let computed = Rc::new(Computed { value: value_of(&term), term });
        hold(1);
        Self(Held::Computed(computed))
    }

    fn number(&self) -> Option<u32> {
        match self.0 {
            Held::Known(number) => Some(number),
            Held::Computed(_) => None,
        }
    }
}

impl Drop for Computed {
    fn drop(&mut self) {
        release_text(text(&self.term).len());
    }
}

impl Clone for RowTerm {
    fn clone(&self) -> Self {
        hold(1);
        Self(match &self.0 {
            Held::Known(number) => Held::Known(*number),
            Held::Computed(computed) => Held::Computed(Rc::clone(computed)),
        })
    }
}

impl Drop for RowTerm {
    fn drop(&mut self) {
        release();
    }
}

impl PartialEq for RowTerm {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Held::Computed(one), Held::Computed(other)) => {
                tick_for(text(&one.term));
                Rc::ptr_eq(one, other) || one.term == other.term
            }
            _ => {
                tick();
                self.number() == other.number()
            }
        }
    }
}

impl Eq for RowTerm {}

impl Hash for RowTerm {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match &self.0 {
            Held::Known(number) => {
                tick();
                state.write_u32(*number);
            }
            Held::Computed(computed) => {
                tick_for(text(&computed.term));
                text(&computed.term).hash(state);
            }
        }
    }
}

/// A term's IRI, name or lexical form.
fn text(term: &Term) -> &str {
    match term.as_ref() {
        TermRef::NamedNode(node) => node.as_str(),
        TermRef::BlankNode(node) => node.as_str(),
        TermRef::Literal(literal) => literal.value(),
    }
}

impl Dataset<'_> {
    /// A term of the store where it has an equal one, so that equal terms are always held alike.
    fn held(&self, term: Term) -> RowTerm {
        tick_for(text(&term));
        self.terms.number(term.as_ref()).map_or_else(|| RowTerm::computed(term), RowTerm::known)
    }
}

impl<'s> Dataset<'s> {
    fn found(&self, pattern: [Option<&RowTerm>; 3], graph: Option<Option<&RowTerm>>) -> Option<Found<'s>> {
        let mut known = [None; 3];
        for (known, term) in known.iter_mut().zip(pattern) {
            if let Some(term) = term {
                *known = Some(term.number()?);
            }
        }
        Some(match graph {
            Some(None) => self.index.of_default_graph(known),
            Some(Some(graph)) => self.index.of_named_graphs(known, Some(graph.number()?)),
            None => self.index.of_named_graphs(known, None),
        })
    }
}

impl<'s> QueryableDataset<'s> for Dataset<'s> {
    type InternalTerm = RowTerm;
    type Error = Infallible;

    fn internal_quads_for_pattern(
        &self,
        subject: Option<&RowTerm>,
        predicate: Option<&RowTerm>,
        object: Option<&RowTerm>,
        graph_name: Option<Option<&RowTerm>>,
    ) -> impl Iterator<Item = Result<InternalQuad<RowTerm>, Infallible>> + use<'s> {
        let found = self.found([subject, predicate, object], graph_name);
        found.into_iter().flatten().map(|row| Ok(quad(row)))
    }

    fn internal_named_graphs(&self) -> impl Iterator<Item = Result<RowTerm, Infallible>> + use<'s> {
        self.index.graphs().iter().map(|graph| Ok(RowTerm::known(*graph)))
    }

    fn contains_internal_graph_name(&self, graph_name: &RowTerm) -> Result<bool, Infallible> {
        Ok(graph_name.number().is_some_and(|graph| self.index.has_graph(graph)))
    }

    fn internalize_term(&self, term: Term) -> Result<RowTerm, Infallible> {
        Ok(self.held(term))
    }

    fn externalize_term(&self, term: RowTerm) -> Result<Term, Infallible> {
        Ok(match &term.0 {
            Held::Known(number) => {
                tick_for(self.terms.text(*number));
                self.terms.term(*number)
            }
            Held::Computed(computed) => {
                tick_for(text(&computed.term));
                computed.term.clone()
            }
        })
    }

    fn externalize_expression_term(&self, term: RowTerm) -> Result<ExpressionTerm, Infallible> {
        Ok(match &term.0 {
            Held::Known(number) => {
                tick();
                self.terms.value(*number).unwrap_or_else(|| {
                    tick_for(self.terms.text(*number));
                    self.terms.expression_term(*number)
                })
            }
            Held::Computed(computed) => {
                tick_for(text(&computed.term));
                computed.value.clone().unwrap_or_else(|| computed.term.clone().into())
            }
        })
    }

    fn internalize_expression_term(&self, term: ExpressionTerm) -> Result<RowTerm, Infallible> {
        Ok(self.held(term.into()))
    }
}

fn quad([subject, property, object, graph]: Row) -> InternalQuad<RowTerm> {
    let graph = Some(graph).filter(|graph| *graph != DEFAULT);
    hold(3 + usize::from(graph.is_some()));
    let held = |number| RowTerm(Held::Known(number));
    InternalQuad {
        subject: held(subject),
        predicate: held(property),
        object: held(object),
        graph_name: graph.map(held),
    }
}
