//! What all tests share: collections in temporary folders, and the program run on them.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use oxigraph::model::Quad;
use serde_json::Value;
use tempfile::TempDir;
use vitagraph::collection::Collection;
use vitagraph::decode::Visibility;
use vitagraph::graph;
use vitagraph::merge::Profile;
use vitagraph::report::Report;

/// The root of the repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A file of the folder `shared` beside the repository, which holds documents for tests, or nothing where it is
/// not there: then the test that asked prints that it is skipped. `.ci/run` demands it where the folder is there.
pub(crate) fn shared(path: &str) -> Option<PathBuf> {
    let found = root().join("../shared").join(path);
    if found.exists() {
        return Some(found);
    }
    assert!(std::env::var_os("VITAGRAPH_SHARED").is_none(), "{} is not there", found.display());
    println!("skipped: {} is not there", found.display());
    None
}

/// A collection in a temporary folder.
pub(crate) struct Folder(TempDir);

impl Folder {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        files.iter().for_each(|(name, text)| folder.write(name, text));
        folder
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// The collection, and the findings as lines of text.
    pub(crate) fn load(&self) -> (Collection, Vec<String>) {
        let mut report = Report::default();
        let collection = Collection::load(self.path(), &mut report).unwrap();
        (collection, report.findings().iter().map(ToString::to_string).collect())
    }

    /// The sorted N-Quads of all people for an audience.
    pub(crate) fn quads(&self, audience: Visibility) -> Vec<String> {
        let (collection, findings) = self.load();
        assert_eq!(findings, Vec::<String>::new());
        quads(&collection, audience)
    }

    /// Runs the program in this folder.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        run_in(self.path(), arguments)
    }
}

/// The sorted N-Quads of all people of a collection for an audience.
pub(crate) fn quads(collection: &Collection, audience: Visibility) -> Vec<String> {
    let mut lines: Vec<String> = mapped(collection, audience).iter().map(ToString::to_string).collect();
    lines.sort();
    lines.dedup();
    lines
}

/// The quads of all people of a collection for an audience, as the mapping makes them.
pub(crate) fn mapped(collection: &Collection, audience: Visibility) -> Vec<Quad> {
    let mut quads = Vec::new();
    for (key, records) in &collection.people {
        let profile = Profile::new(key, records, &collection.setup);
        quads.extend(graph::collect(&profile, &collection.setup, audience));
    }
    quads
}

/// Runs the program in a folder.
pub(crate) fn run_in(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_vitagraph")).args(arguments).current_dir(folder).output().unwrap()
}

/// What the program prints on the repository's own data.
pub(crate) fn printed(arguments: &[&str]) -> String {
    let output = run_in(root(), arguments);
    assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
    text(&output.stdout)
}

/// The JSON that the program prints on the repository's own data.
pub(crate) fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&printed(arguments)).unwrap()
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A page around the first block of ours, and the JSON of the block.
pub(crate) fn around_block(page: &str) -> (&str, &str, &str) {
    let (before, rest) = page.split_once("<script type=\"application/ld+json\" data-vitagraph=\"").unwrap();
    let (json, after) = rest.split_once("\">").unwrap().1.split_once("</script>").unwrap();
    (before, json, after)
}

/// Compares a text with a file of the repository, or writes the file where changes are accepted.
pub(crate) fn assert_file(path: &str, actual: &str) {
    let path = root().join(path);
    if std::env::var_os("VITAGRAPH_ACCEPT").is_some() {
        return std::fs::write(path, actual).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = expected.lines().zip(actual.lines()).position(|(one, two)| one != two);
    let line = differs.unwrap_or(expected.lines().count().min(actual.lines().count()));
    assert!(
        expected == actual,
        "{} is not up to date from line {} on; `VITAGRAPH_ACCEPT=1 cargo test` makes it anew",
        path.display(),
        line + 1
    );
}

/// All strings and numbers of a JSON value, without keys.
pub(crate) fn leaves(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().flat_map(leaves).collect(),
        Value::Object(entries) => entries.values().flat_map(leaves).collect(),
        Value::String(text) => vec![text.clone()],
        other => vec![other.to_string()],
    }
}

/// The collection of the repository, which has no fault.
pub(crate) fn data() -> Collection {
    let mut report = Report::default();
    let collection = Collection::load(&root().join("data"), &mut report).unwrap();
    assert_eq!(report.findings(), Vec::<&vitagraph::report::Finding>::new());
    collection
}

/// A ZIP archive with these files.
pub(crate) fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}
