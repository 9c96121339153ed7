//! A collection: a folder with settings, registers and records.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::decode::{Key, Reader};
use crate::error::{Error, Kind};
use crate::record::Record;
use crate::register::{Named, Organization, Register};
use crate::report::{Finding, Place, Report, Severity, near};
use crate::settings::Settings;
use crate::setup::Setup;
use crate::text::{Text, folded};
use crate::tree::{self, Node, Source, SyntaxError, Value};

/// The name of the file of settings, which marks the folder of a collection.
pub const SETTINGS_FILE: &str = "vitagraph.toml";

/// A record with the file it was read from.
#[derive(Clone, Debug)]
pub struct SourceRecord {
    /// The person's key.
    pub key: Key,
    /// The file, relative to the folder of the collection, and the line in a file of many records.
    pub path: String,
    /// What it says.
    pub record: Record,
}

/// A collection, read.
#[derive(Clone, Debug, Default)]
pub struct Collection {
    /// What all people share.
    pub setup: Setup,
    /// The records of each person, in the order of their files.
    pub people: BTreeMap<Key, Vec<SourceRecord>>,
}

impl Collection {
    /// Reads the collection in a folder. What is wrong with its files goes to `report`; what is good is read.
    ///
    /// # Errors
    /// Only where there is no such folder, or it cannot be listed.
    pub fn load(root: &Path, report: &mut Report) -> Result<Self, Error> {
        std::fs::read_dir(root).map_err(|error| Error::io(root, error))?;
        let setup = load_setup(root, report);
        let mut people: BTreeMap<Key, Vec<SourceRecord>> = BTreeMap::new();
        let mut reader = RecordReader::new(&setup);
        let mut folder = Folder { root, report };
        for path in folder.record_files() {
            folder.read(&path, |file, text, report| {
                for record in reader.read_file(file, text, report) {
                    people.entry(record.key.clone()).or_default().push(record);
                }
            });
        }
        check_pages(&mut people, report);
        Ok(Self { setup, people })
    }

    /// The folder of the collection that holds `start`: the nearest upwards with a file of settings.
    #[must_use]
    pub fn find_root(start: &Path) -> Option<PathBuf> {
        start.ancestors().find(|folder| folder.join(SETTINGS_FILE).is_file()).map(Path::to_owned)
    }

    /// The person that a text means: a key, or the name of only one person.
    ///
    /// # Errors
    /// Where there is no such person, or several; the error's hint names those that are near.
    pub fn find_person(&self, text: &str) -> Result<&Key, Error> {
        if let Some((key, _)) = Key::new(text).and_then(|key| self.people.get_key_value(&key)) {
            return Ok(key);
        }
        let named: Vec<&Key> = self
            .people
            .iter()
            .filter(|(_, records)| records.iter().any(|source| is_named(&source.record, text)))
            .map(|(key, _)| key)
            .collect();
        match named[..] {
            [key] => Ok(key),
            [] => Err(Kind::Unknown {
                kind: "person",
                name: text.to_owned(),
                near: owned(near(text, self.people.keys().map(Key::as_str))),
            }
            .into()),
            _ => Err(Kind::Ambiguous {
                name: text.to_owned(),
                keys: named.iter().map(|key| key.as_str().to_owned()).collect(),
            }
            .into()),
        }
    }

    /// The organization that a text means: a key of the register, or a name or alias of only one.
    ///
    /// # Errors
    /// Where there is no such organization; the error's hint names those that are near.
    pub fn find_organization(&self, text: &str) -> Result<&Key, Error> {
        let keys = || self.setup.organizations.iter().map(|(key, _)| key.as_str());
        self.setup.organizations.find(&Text::plain(text)).ok_or_else(|| {
            Kind::Unknown { kind: "organization", name: text.to_owned(), near: owned(near(text, keys())) }.into()
        })
    }
}

/// Two people with one page would be one node: an error, and the second keeps the collection's own page.
fn check_pages(people: &mut BTreeMap<Key, Vec<SourceRecord>>, report: &mut Report) {
    let mut pages: BTreeMap<String, Key> = BTreeMap::new();
    for (key, sources) in people {
        for SourceRecord { path, record, .. } in sources {
            let Some(page) = &record.page else { continue };
            let page = page.as_str().split('#').next().unwrap_or_default().to_owned();
            let owner = pages.entry(page.clone()).or_insert_with(|| key.clone());
            if owner != key {
                let message = format!("`{}` and `{}` have the same page `{page}`", owner.as_str(), key.as_str());
                let hint =
                    format!("give each a page of its own; until then the page of `{}` is left out", key.as_str());
                report.push(Finding { severity: Severity::Error, place: whole_file(path), message, hint: Some(hint) });
                record.page = None;
            }
        }
    }
}

/// Reads records, and remembers which unknown keys of organizations it has told of.
#[derive(Debug)]
pub struct RecordReader<'s> {
    organizations: &'s Register<Organization>,
    unknown_keys: BTreeSet<String>,
}

impl<'s> RecordReader<'s> {
    /// A reader for records of this collection.
    #[must_use]
    pub fn new(setup: &'s Setup) -> Self {
        Self { organizations: &setup.organizations, unknown_keys: BTreeSet::new() }
    }

    /// Reads the records of a file, whose syntax is known by its name (`.yaml`, `.yml`, `.json`, `.jsonl`, `.ndjson`).
    pub fn read_file(&mut self, file: &str, text: &str, report: &mut Report) -> Vec<SourceRecord> {
        let source = Source { file, text, lines_before: 0 };
        match Path::new(file).extension().and_then(|extension| extension.to_str()) {
            Some("jsonl" | "ndjson") => {
                let lines = text.lines().enumerate();
                lines.filter_map(|(number, line)| self.read_line(file, number, line, report)).collect()
            }
            Some("json") => self.read(&source, tree::from_json, stem(file), report).into_iter().collect(),
            _ => self.read(&source, tree::from_yaml, stem(file), report).into_iter().collect(),
        }
    }

    /// Reads the record on a line of a file of many; an empty line has none. Lines are counted from 0.
    pub fn read_line(&mut self, file: &str, number: usize, line: &str, report: &mut Report) -> Option<SourceRecord> {
        let source = Source { file, text: line, lines_before: number };
        let record = if line.trim().is_empty() { None } else { self.read(&source, tree::from_json, None, report) };
        record.map(|record| SourceRecord { path: format!("{file}:{}", number + 1), ..record })
    }

    fn read(
        &mut self,
        source: &Source<'_>,
        read: fn(&str) -> Result<Node, SyntaxError>,
        stem: Option<&str>,
        report: &mut Report,
    ) -> Option<SourceRecord> {
        let node = parse(source, read, report)?;
        self.check_organizations(&node, source, report);
        let language = Record::language_of(&node).map(str::to_owned);
        let mut reader = Reader::new(source, report, language.as_deref());
        let record = Record::from_node(node, &mut reader)?;
        let key = record.common.id.clone().or_else(|| stem.and_then(Key::new));
        if key.is_none() {
            let hint = "write `id: stuart-lau`, a key of ASCII letters, digits, `-`, `_` and `.`";
            reader.error(record.common.at, "the record has no `id`, and its file gives none".into(), Some(hint.into()));
        }
        Some(SourceRecord { key: key?, path: source.file.to_owned(), record })
    }

    /// A key that the register has not is probably a misspelling where one of its keys is near.
    fn check_organizations(&mut self, record: &Node, source: &Source<'_>, report: &mut Report) {
        for node in ["work", "education"].iter().flat_map(|list| organization_keys(record, list)) {
            let name = node.as_str().unwrap_or_default();
            let Some(key) = Key::new(name).filter(|key| self.organizations.get(key).is_none()) else { continue };
            if !self.unknown_keys.insert(name.to_owned()) {
                continue;
            }
            let known = near(key.as_str(), self.organizations.iter().map(|(key, _)| key.as_str()));
            let (severity, hint) = match known.first() {
                Some(known) => (Severity::Warning, format!("did you mean `{known}`?")),
                None => (
                    Severity::Note,
                    "its node is made from the key and the name; add it to organizations.yaml to give it more".into(),
                ),
            };
            let message = format!("organization `{name}` is not in the register");
            report.push(Finding { severity, place: source.place(node.at), message, hint: Some(hint) });
        }
    }
}

/// Reads the settings and registers in a folder; each of them may be absent.
pub fn load_setup(root: &Path, report: &mut Report) -> Setup {
    let mut folder = Folder { root, report };
    let settings = folder.read_tree(SETTINGS_FILE, tree::from_toml, Settings::from_node);
    Setup {
        settings: settings.unwrap_or_default(),
        organizations: folder.read_tree("organizations.yaml", tree::from_yaml, read_register).unwrap_or_default(),
        skills: folder.read_tree("skills.yaml", tree::from_yaml, read_register).unwrap_or_default(),
    }
}

fn owned(names: Vec<&str>) -> Vec<String> {
    names.into_iter().map(str::to_owned).collect()
}

fn is_named(record: &Record, name: &str) -> bool {
    let basics = record.basics.iter();
    basics
        .flat_map(|basics| basics.name.iter().chain(&basics.alternate_names))
        .flat_map(Text::iter)
        .any(|(_, wording)| folded(wording) == folded(name))
}

/// The nodes of the keys of organizations in a list of a record.
fn organization_keys<'n>(record: &'n Node, list: &str) -> Vec<&'n Node> {
    fn items(node: &Node) -> &[Node] {
        if let Value::List(items) = &node.value { items } else { std::slice::from_ref(node) }
    }
    let fields = record.get(list).map(items).unwrap_or_default().iter().filter_map(|item| item.get("organization"));
    fields.flat_map(items).collect()
}

fn read_register<T: Named>(node: Node, reader: &mut Reader<'_>) -> Register<T> {
    Register::from_node(node, reader)
}

fn stem(file: &str) -> Option<&str> {
    Path::new(file).file_stem().and_then(|stem| stem.to_str())
}

fn whole_file(path: &str) -> Place {
    Place { file: path.to_owned(), line: 0, column: 0 }
}

fn parse(source: &Source<'_>, read: fn(&str) -> Result<Node, SyntaxError>, report: &mut Report) -> Option<Node> {
    read(source.text)
        .map_err(|error| {
            report.push(Finding {
                severity: Severity::Error,
                place: source.place(error.at),
                hint: error.hint_in(source),
                message: error.message,
            })
        })
        .ok()
}

/// A folder whose files are read one by one, with findings for those that cannot be.
struct Folder<'a> {
    root: &'a Path,
    report: &'a mut Report,
}

impl Folder<'_> {
    /// The files of records, in the order of their names.
    fn record_files(&mut self) -> Vec<PathBuf> {
        let people = self.root.join("people");
        if people.is_dir() {
            return record_files(&people, self.report);
        }
        let hint = "records belong into `people/`; `vitagraph init` makes an example";
        self.report.push(file_error("people", "there is no folder of records".into(), Some(hint)));
        Vec::new()
    }

    fn read(&mut self, path: &Path, use_text: impl FnOnce(&str, &str, &mut Report)) {
        let name = self.relative(path);
        match read_text(path, &name) {
            Ok(text) => use_text(&name, &text, self.report),
            Err(finding) => self.report.push(finding),
        }
    }

    fn read_tree<T>(
        &mut self,
        name: &str,
        read: fn(&str) -> Result<Node, SyntaxError>,
        decode: impl FnOnce(Node, &mut Reader<'_>) -> T,
    ) -> Option<T> {
        let path = self.root.join(name);
        let mut decoded = None;
        if path.exists() {
            self.read(&path, |file, text, report| {
                let source = Source { file, text, lines_before: 0 };
                decoded =
                    parse(&source, read, report).map(|node| decode(node, &mut Reader::new(&source, report, None)));
            });
        }
        decoded
    }

    fn relative(&self, path: &Path) -> String {
        let relative = path.strip_prefix(self.root).unwrap_or(path);
        relative.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
    }
}

/// The files of records in a folder and those below it, in the order of their names; a file is itself.
pub fn record_files(path: &Path, report: &mut Report) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(path).sort_by_file_name().follow_links(true) {
        match entry {
            Ok(entry) if entry.file_type().is_file() && (entry.depth() == 0 || is_record(entry.path())) => {
                files.push(entry.into_path());
            }
            Ok(_) => {}
            Err(error) => {
                let place = error.path().unwrap_or(path).display().to_string();
                report.push(file_error(&place, format!("cannot be read: {error}"), None));
            }
        }
    }
    files
}

/// The text of a file, without byte order mark.
///
/// # Errors
/// A finding where it cannot be read, or is not UTF-8; it calls the file `name`.
pub fn read_text(path: &Path, name: &str) -> Result<String, Finding> {
    let bytes = std::fs::read(path).map_err(|error| file_error(name, format!("cannot be read: {error}"), None))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let byte = error.utf8_error().valid_up_to() + 1;
        file_error(name, format!("is not UTF-8 from byte {byte} on"), Some("save the file as UTF-8"))
    })?;
    Ok(if text.starts_with('\u{feff}') { text.trim_start_matches('\u{feff}').to_owned() } else { text })
}

fn file_error(name: &str, message: String, hint: Option<&str>) -> Finding {
    Finding { severity: Severity::Error, place: whole_file(name), message, hint: hint.map(str::to_owned) }
}

fn is_record(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    matches!(extension, Some("yaml" | "yml" | "json" | "jsonl" | "ndjson"))
}
