//! Structured data against the vocabulary of schema.org and our own: the graph of a collection, and documents of others.
//!
//! Both are judged by the same functions: `facts` knows the terms, `kinds` the data types, `judge` says what is wrong with
//! a class, a property or a value. `graph` shows it quads, and `document` JSON-LD and the markup of pages.

mod context;
mod document;
mod facts;
mod graph;
mod judge;
mod kinds;

pub(super) use facts::is_below;

pub use document::{Form, check_tree};
pub use graph::{Pending, check_quads};
