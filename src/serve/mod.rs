//! What the server answers, without HTTP.

pub mod reconcile;
