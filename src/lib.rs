//! x
pub mod collection;
pub mod date;
pub mod decode;
pub mod error;
pub mod explain;
pub mod graph;
pub mod iri;
pub mod jsonld;
pub mod merge;
pub mod record;
pub mod register;
pub mod report;
pub mod settings;
pub mod store;
pub mod text;
pub mod tree;
pub mod vocab;
