//! Functions that queries have beside those of SPARQL.

use std::cell::RefCell;

use oxigraph::model::{Literal, NamedNodeRef, Term};

use crate::names::NameKeys;
use crate::text::folded;

/// The function `vita:nameMatches(name, wanted)`.
pub(super) const NAME_MATCHES: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("https://w3id.org/vitagraph#nameMatches");

/// `vita:nameMatches(name, wanted)`: whether two names may be of one person, in whatever scripts, or one has the other
/// in it.
pub(super) fn name_matches(arguments: &[Term]) -> Option<Term> {
    let [Term::Literal(name), Term::Literal(wanted)] = arguments else { return None };
    let matches = WANTED.with_borrow_mut(|last| {
        if last.as_ref().is_none_or(|last| last.text != wanted.value()) {
            *last = Some(Wanted::new(wanted.value()));
        }
        last.as_ref().is_some_and(|last| last.is_in(name.value()))
    });
    Some(Literal::from(matches).into())
}

thread_local! {
    /// What was wanted last: a query compares all names with the same text.
    static WANTED: RefCell<Option<Wanted>> = const { RefCell::new(None) };
}

/// A text that names are compared with.
struct Wanted {
    text: String,
    folded: String,
    keys: NameKeys,
}

impl Wanted {
    fn new(text: &str) -> Self {
        Self { text: text.to_owned(), folded: folded(text), keys: NameKeys::new(text) }
    }

    fn is_in(&self, name: &str) -> bool {
        folded(name).contains(&self.folded) || NameKeys::new(name).agreement(&self.keys).is_some()
    }
}
