//! The error of operations that cannot go on.

use std::path::{Path, PathBuf};

use crate::report::Place;

/// Why an operation could not be done.
///
/// Faults of single records are no errors: they go to a [`Report`](crate::report::Report), and the run goes on.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(#[from] Kind);

#[derive(Debug, thiserror::Error)]
pub(crate) enum Kind {
    #[error("cannot read {}", .path.display())]
    Io { path: PathBuf, source: std::io::Error },
    #[error("{0}")]
    Store(String),
    #[error("unknown {kind} `{name}`")]
    Unknown { kind: &'static str, name: String, near: Vec<String> },
    #[cfg(feature = "server")]
    #[error("the files cannot be watched: {0}")]
    Watch(String),
    #[cfg(feature = "server")]
    #[error("threads cannot be started")]
    Threads(#[source] std::io::Error),
    #[cfg(feature = "server")]
    #[error("a query could not be ended")]
    Stuck,
    #[error("cannot write: {0}")]
    Write(#[source] std::io::Error),
    #[error("{file}{}: {message}", if *line > 0 { format!(":{line}") } else { String::new() })]
    Template { file: String, line: usize, message: String, hint: &'static str },
    #[error("{0}")]
    Diff(String),
    #[error("{0}")]
    Page(&'static str),
    #[error("`{name}` means more than one {kind}")]
    Ambiguous { kind: &'static str, name: String, keys: Vec<String> },
    #[error("the query `{name}` {message}")]
    Query { name: String, message: String },
    #[error("the query needs a value for `{name}`")]
    MissingValue { name: String, kind: &'static str },
    #[error("cannot be imported: {message}")]
    Import { message: &'static str, hint: &'static str },
    #[cfg(feature = "png")]
    #[error("{message}")]
    Draw { message: String, hint: &'static str },
    #[error("`{value}` is no {kind}, which `{name}` takes")]
    BadValue { name: String, value: String, kind: &'static str, hint: &'static str },
}

impl Error {
    pub(crate) fn io(path: &Path, source: std::io::Error) -> Self {
        Kind::Io { path: path.to_owned(), source }.into()
    }

    /// Where in the user's files the cause stands, if it stands in one.
    #[must_use]
    pub fn location(&self) -> Option<Place> {
        match &self.0 {
            Kind::Io { path, .. } => Some(Place { file: path.display().to_string(), line: 0, column: 0 }),
            _ => None,
        }
    }

    /// What the user can do about it, if anything is known to help.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        match &self.0 {
            Kind::Unknown { near, .. } if !near.is_empty() => Some(format!("did you mean {}?", quoted(near, " or "))),
            Kind::Ambiguous { keys, .. } => Some(format!("use one of the keys {}", quoted(keys, ", "))),
            Kind::MissingValue { name, kind } => Some(format!("give it with `--{name}`: {kind}")),
            Kind::BadValue { hint, .. } | Kind::Import { hint, .. } | Kind::Template { hint, .. } => {
                Some((*hint).to_owned())
            }
            #[cfg(feature = "png")]
            Kind::Draw { hint, .. } => Some((*hint).to_owned()),
            Kind::Io { source, .. } if source.kind() == std::io::ErrorKind::NotFound => {
                Some("check the path, or make a collection with `vitagraph init`".into())
            }
            Kind::Io { source, .. } if source.kind() == std::io::ErrorKind::PermissionDenied => {
                Some("let it be read by the user who runs this, with `chmod` or `chown`".into())
            }
            _ => None,
        }
    }
}

fn quoted(names: &[String], separator: &str) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(separator)
}
