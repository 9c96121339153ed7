//! A collection: a folder with settings, registers and records.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use crate::decode::{Key, Reader, is_web};
use crate::error::{Error, Kind};
use crate::links::{self, LINKS_FILE, Link};
use crate::names::agreeing;
use crate::pieces::{Piece, file_error, in_order, is_record, not_utf8, pieces, read_text, threads};
use crate::record::Record;
use crate::register::{Named, Organization, Register};
use crate::report::{Finding, Place, Report, Severity, near};
use crate::rules;
use crate::settings::Settings;
use crate::setup::Setup;
use crate::text::{Text, folded, script_fits};
use crate::tree::{self, Counted, Node, Source, SyntaxError, Value, shortened};

/// The name of the file of settings, which marks the folder of a collection.
pub const SETTINGS_FILE: &str = "vitagraph.toml";

/// The name of the register of organizations.
pub(crate) const ORGANIZATIONS_FILE: &str = "organizations.yaml";
/// The name of the register of skills.
pub(crate) const SKILLS_FILE: &str = "skills.yaml";
const PEOPLE_FOLDER: &str = "people";

/// A record with the file it was read from.
#[derive(Clone, Debug)]
pub struct SourceRecord {
    /// The person's key.
    pub key: Key,
    /// The file, relative to the folder of the collection, and the line in a file of many records.
    pub path: String,
    /// What it says.
    pub record: Record,
    /// The link that it was made from, if any.
    pub link: Option<Box<Link>>,
}

impl SourceRecord {
    /// Where the record begins.
    #[must_use]
    pub fn place(&self) -> Place {
        place_of(&self.path)
    }
}

/// The place of a record by its path: its file, and the line in a file of many.
#[must_use]
pub fn place_of(path: &str) -> Place {
    if path.strip_prefix(LINKS_FILE).is_some_and(|rest| rest.starts_with('#')) {
        return Place::of_file(LINKS_FILE);
    }
    let lined = path.rsplit_once(':').and_then(|(file, line)| Some((file, line.parse().ok()?)));
    let (file, line) = lined.unwrap_or((path, 0));
    Place { file: file.to_owned(), line, column: usize::from(line > 0) }
}

/// What looks at the tree of a record.
pub type Inspect<'i> = dyn Fn(&Source<'_>, &Node, &Setup, &mut Report) + Sync + 'i;

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
        Self::load_with(root, report, &|_, _, _, _| {})
    }

    /// Reads the collection in a folder, and shows `inspect` the tree of each record, with its source and setup, before it
    /// is decoded; from several threads.
    ///
    /// # Errors
    /// As [`load`](Self::load).
    pub fn load_with(root: &Path, report: &mut Report, inspect: &Inspect<'_>) -> Result<Self, Error> {
        std::fs::read_dir(root).map_err(|error| Error::io(root, error))?;
        let (setup, folder) = (load_setup(root, report), root.join(PEOPLE_FOLDER));
        if !folder.is_dir() {
            let hint = "records belong into `people/`; `vitagraph init` makes an example";
            report.push(file_error(
                &rules::NO_FOLDER,
                PEOPLE_FOLDER,
                "there is no folder of records".into(),
                Some(hint),
            ));
            return Ok(Self { setup, people: BTreeMap::new() });
        }
        let mut collection = Self::from_pieces(setup, pieces(&folder, |file| relative(file, root)), report, inspect);
        let links = read_tree(root, LINKS_FILE, tree::from_yaml, links::from_node, report);
        collection.add_links(links.unwrap_or_default(), report);
        Ok(collection)
    }

    /// A collection of the records in these pieces, read in several threads.
    pub fn from_pieces(
        setup: Setup,
        pieces: impl Iterator<Item = Piece>,
        report: &mut Report,
        inspect: &Inspect<'_>,
    ) -> Self {
        let mut people: BTreeMap<Key, Vec<SourceRecord>> = BTreeMap::new();
        let mut unknown = UnknownKeys::default();
        let take = |read: Read| {
            report.extend(read.report);
            unknown.extend(read.unknown, &setup, report);
            for record in read.records {
                people.entry(record.key.clone()).or_default().push(record);
            }
            Ok(())
        };
        let read = in_order(pieces, threads(), |piece| Read::piece_with(piece, &setup, inspect), take);
        read.unwrap_or_else(|_| unreachable!("taking does not fail"));
        check_pages(&mut people, report);
        people.values().for_each(|sources| check_names(sources, report));
        Self { setup, people }
    }

    /// Makes records of the links that hold.
    fn add_links(&mut self, links: Vec<Link>, report: &mut Report) {
        for link in links {
            let (Some(key), Some(record)) = (&link.person, link.record()) else { continue };
            let Some(records) = self.people.get_mut(key) else {
                let hint = owned(near(key.as_str(), self.people.keys().map(Key::as_str))).first().cloned();
                let hint = hint.map_or("remove the link".to_owned(), |key| format!("did you mean `{key}`?"));
                let message = format!("a link is about `{}`, who is not here", key.as_str());
                report.push(Finding::new(&rules::LINK_PERSON, Place::of_file(LINKS_FILE), message).with_hint(hint));
                continue;
            };
            records.push(SourceRecord { key: key.clone(), path: link.path(), record, link: Some(Box::new(link)) });
        }
    }

    /// The folder of the collection that holds `start`: the nearest upwards with a file of settings.
    #[must_use]
    pub fn find_root(start: &Path) -> Option<PathBuf> {
        start.ancestors().find(|folder| folder.join(SETTINGS_FILE).is_file()).map(Path::to_owned)
    }

    /// The person that a text means: a key, or the name of only one person, in whatever script.
    ///
    /// # Errors
    /// Where there is no such person, or several; the error's hint names those that are near.
    pub fn find_person(&self, text: &str) -> Result<&Key, Error> {
        if let Some((key, _)) = Key::new(text).and_then(|key| self.people.get_key_value(&key)) {
            return Ok(key);
        }
        let people = || self.people.iter().map(|(key, records)| (key, all_names(records)));
        let wanted = folded(text);
        let is_named = |names: &[&str]| names.iter().any(|name| folded(name) == wanted);
        let mut named: Vec<&Key> = people().filter(|(_, names)| is_named(names)).map(|(key, _)| key).collect();
        if named.is_empty() {
            named = agreeing(text, people());
        }
        match named[..] {
            [key] => Ok(key),
            [] => Err(Kind::Unknown {
                kind: "person",
                name: text.to_owned(),
                near: owned(near(text, self.people.keys().map(Key::as_str))),
            }
            .into()),
            _ => Err(Kind::Ambiguous {
                kind: "person",
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

/// Whether a file is part of a collection, by its path below the collection's folder.
#[must_use]
pub fn is_part(path: &Path) -> bool {
    let own = [SETTINGS_FILE, ORGANIZATIONS_FILE, SKILLS_FILE, LINKS_FILE].iter().any(|name| path == Path::new(name));
    own || (path.starts_with(PEOPLE_FOLDER) && is_record(path))
}

/// Two people with one page would be one node: an error, and the second keeps the collection's own page.
fn check_pages(people: &mut BTreeMap<Key, Vec<SourceRecord>>, report: &mut Report) {
    let mut pages: BTreeMap<String, Key> = BTreeMap::new();
    for (key, sources) in people {
        for SourceRecord { path, record, .. } in sources {
            let Some(page) = &record.page else { continue };
            if !is_web(page.as_str()) {
                let message = format!("`{}` is no page that a browser can open", page.as_str());
                let finding = Finding::new(&rules::PAGE, Place::of_file(path), message);
                report.push(finding.with_hint("write an address that begins with `https://`"));
                record.page = None;
                continue;
            }
            let page = page.as_str().split('#').next().unwrap_or_default().to_owned();
            let owner = pages.entry(page.clone()).or_insert_with(|| key.clone());
            if owner != key {
                let message = format!("`{}` and `{}` have the same page `{page}`", owner.as_str(), key.as_str());
                let hint =
                    format!("give each a page of its own; until then the page of `{}` is left out", key.as_str());
                report.push(Finding::new(&rules::PAGE, Place::of_file(path), message).with_hint(hint));
                record.page = None;
            }
        }
    }
}

/// Sources of one key that call the person quite differently are probably about two people.
fn check_names(sources: &[SourceRecord], report: &mut Report) {
    let Some((first, others)) = sources.split_first() else { return };
    for other in others.iter().filter(|other| !may_be_one(&first.record, &other.record)) {
        let names = [first, other].map(|source| source.record.basics.iter().find_map(|basics| basics.name.as_ref()));
        let [one, two] = names.map(|name| shortened(name.map_or("", |name| name.pick([]))));
        let message = format!("`{two}` has the `id` `{}` as `{one}` has in {}", other.key.as_str(), first.path);
        let finding = Finding::new(&rules::NAMES_DIFFER, Place::of_file(&other.path), message);
        report.push(
            finding.with_hint("give each of two people an `id`; of one, put the other name into `alternateNames`"),
        );
    }
}

/// Whether two records may be about one person: they share a name, or have none in a common script.
fn may_be_one(one: &Record, two: &Record) -> bool {
    let is_latin = |name: &&str| script_fits(name, "en");
    let (one, two): (Vec<&str>, Vec<&str>) = (names(one).collect(), names(two).collect());
    let shared = one.iter().any(|one| two.iter().any(|two| folded(one) == folded(two)));
    let (latin, other) = (one.iter().any(is_latin), one.iter().any(|name| !is_latin(name)));
    shared || !two.iter().any(|name| if is_latin(name) { latin } else { other })
}

/// What was read of a piece of the input.
#[derive(Debug, Default)]
pub struct Read {
    /// The records.
    pub records: Vec<SourceRecord>,
    /// What is wrong with the input.
    pub report: Report,
    /// Keys of organizations that no register has, each with its first place.
    pub unknown: BTreeMap<String, Place>,
}

impl Read {
    /// Reads a piece.
    #[must_use]
    pub fn piece(piece: Piece, setup: &Setup) -> Self {
        Self::piece_with(piece, setup, &|_, _, _, _| {})
    }

    /// Reads a piece, and shows `inspect` the tree of each record.
    #[must_use]
    pub fn piece_with(piece: Piece, setup: &Setup, inspect: &Inspect<'_>) -> Self {
        let mut read = Self::default();
        match piece {
            Piece::Fault(finding) => read.report.push(finding),
            Piece::File { name, text } => read.file(&name, &text, setup, inspect),
            Piece::Lines { name, before, bytes } => {
                for (number, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
                    read.line(&name, before + number, line, setup, inspect);
                }
            }
        }
        read
    }

    /// Reads the records of a file, whose syntax is known by its name (`.yaml`, `.yml`, `.json`, `.jsonl`, `.ndjson`).
    fn file(&mut self, file: &str, text: &str, setup: &Setup, inspect: &Inspect<'_>) {
        let source = Source { file, text, lines_before: 0 };
        let record = match Path::new(file).extension().and_then(|extension| extension.to_str()) {
            Some("jsonl" | "ndjson") => {
                return text
                    .lines()
                    .enumerate()
                    .for_each(|(number, line)| self.line(file, number, line.as_bytes(), setup, inspect));
            }
            Some("json") => self.record(&source, tree::from_json, stem(file), setup, inspect),
            _ => self.record(&source, tree::from_yaml, stem(file), setup, inspect),
        };
        self.records.extend(record);
    }

    /// Reads the record on a line of a file of many; an empty line has none. Lines are counted from 0.
    fn line(&mut self, file: &str, number: usize, line: &[u8], setup: &Setup, inspect: &Inspect<'_>) {
        let text = match str::from_utf8(line) {
            Ok(text) => text.trim_start_matches('\u{feff}'),
            Err(_) => return self.report.push(not_utf8(line, file, number)),
        };
        let source = Source { file, text, lines_before: number };
        if !text.trim().is_empty()
            && let Some(record) = self.record(&source, tree::from_json, None, setup, inspect)
        {
            self.records.push(SourceRecord { path: format!("{file}:{}", number + 1), ..record });
        }
    }

    fn record(
        &mut self,
        source: &Source<'_>,
        read: fn(&str) -> Result<Node, SyntaxError>,
        stem: Option<&str>,
        setup: &Setup,
        inspect: &Inspect<'_>,
    ) -> Option<SourceRecord> {
        let node = parse(source, read, &mut self.report)?;
        inspect(source, &node, setup, &mut self.report);
        self.note_unknown_keys(&node, source, &setup.organizations);
        let language = Record::language_of(&node).map(str::to_owned);
        let mut reader = Reader::new(source, &mut self.report, language.as_deref());
        let record = Record::from_node(node, &mut reader)?;
        let key = record.common.id.clone().or_else(|| stem.and_then(Key::new));
        if key.is_none() {
            let hint = "write `id: stuart-lau`, a key of ASCII letters, digits, `-`, `_` and `.`";
            reader.find(
                &rules::NO_KEY,
                record.common.at,
                "the record has no `id`, and its file gives none".into(),
                Some(hint.into()),
            );
        }
        Some(SourceRecord { key: key?, path: source.file.to_owned(), record, link: None })
    }

    fn note_unknown_keys(&mut self, record: &Node, source: &Source<'_>, organizations: &Register<Organization>) {
        let mut counted = Counted::default();
        for node in ["work", "education"].iter().flat_map(|list| organization_keys(record, list)) {
            let Some(name) = node.as_str().filter(|name| !self.unknown.contains_key(*name)) else { continue };
            if Key::new(name).is_some_and(|key| organizations.get(&key).is_none()) {
                self.unknown.insert(name.to_owned(), source.place_after(&mut counted, node.at));
            }
        }
    }
}

/// Tells of each key of an organization that no register has, once.
#[derive(Debug, Default)]
pub struct UnknownKeys(BTreeSet<String>);

impl UnknownKeys {
    /// Tells of those that it has not told of before. A key is probably a misspelling where one of the register is near.
    pub fn extend(&mut self, keys: BTreeMap<String, Place>, setup: &Setup, report: &mut Report) {
        for (name, place) in keys.into_iter().filter(|(name, _)| self.0.insert(name.clone())).collect::<Vec<_>>() {
            let known = near(&name, setup.organizations.iter().map(|(key, _)| key.as_str()));
            let known = known.first().copied().or_else(|| Some(setup.organizations.nearest(&name)?.0.as_str()));
            let (severity, hint) = match known {
                Some(known) => (Severity::Warning, format!("did you mean `{known}`?")),
                None => (
                    Severity::Note,
                    "its node is made from the key and the name; add it to organizations.yaml to give it more".into(),
                ),
            };
            let message = format!("organization `{name}` is not in the register");
            report.push(
                Finding { severity, ..Finding::new(&rules::UNKNOWN_ORGANIZATION, place, message) }.with_hint(hint),
            );
        }
    }
}

/// The links of a text of their file.
pub fn read_links(text: &str, report: &mut Report) -> Vec<Link> {
    let source = Source { file: LINKS_FILE, text, lines_before: 0 };
    let node = if text.trim().is_empty() { None } else { parse(&source, tree::from_yaml, report) };
    node.map(|node| links::from_node(node, &mut Reader::new(&source, report, None))).unwrap_or_default()
}

/// Reads the settings and registers in a folder; each of them may be absent.
pub fn load_setup(root: &Path, report: &mut Report) -> Setup {
    let settings = read_tree(root, SETTINGS_FILE, tree::from_toml, Settings::from_node, report);
    let settings = settings.unwrap_or_else(|| without_settings(root, report));
    let organizations = read_tree(root, ORGANIZATIONS_FILE, tree::from_yaml, read_organizations, report);
    let skills = read_tree(root, SKILLS_FILE, tree::from_yaml, read_register, report);
    let (organizations, mut parents) = organizations.unwrap_or_default();
    parents.retain(|key, _| Key::new(key).is_some_and(|key| organizations.get(&key).is_none()));
    let setup = Setup { settings, organizations, skills: skills.unwrap_or_default() };
    UnknownKeys::default().extend(parents, &setup, report);
    setup
}

/// The settings of a folder that has none, or has some that cannot be read: nobody knows what these keep private.
fn without_settings(root: &Path, report: &mut Report) -> Settings {
    if !is_there(&root.join(SETTINGS_FILE)) {
        return Settings::default();
    }
    let hint = "until mended, they are taken to keep each field private";
    report.push(file_error(&rules::SETTING, SETTINGS_FILE, "the settings cannot be read".into(), Some(hint)));
    Settings::closed()
}

/// Whether there is anything of this name, even if it cannot be read or is a link that leads nowhere.
fn is_there(path: &Path) -> bool {
    !path.symlink_metadata().is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
}

fn owned(names: Vec<&str>) -> Vec<String> {
    names.into_iter().map(str::to_owned).collect()
}

fn all_names(records: &[SourceRecord]) -> Vec<&str> {
    records.iter().flat_map(|source| names(&source.record)).collect()
}

/// The names of a person, in all languages.
fn names(record: &Record) -> impl Iterator<Item = &str> {
    let basics = record.basics.iter();
    let texts = basics.flat_map(|basics| basics.name.iter().chain(&basics.alternate_names));
    texts.flat_map(Text::wordings)
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

/// The register of organizations, and the keys that it names as parents, with their places.
fn read_organizations(node: Node, reader: &mut Reader<'_>) -> (Register<Organization>, BTreeMap<String, Place>) {
    let entries = if let Value::Map(entries) = &node.value { &entries[..] } else { &[] };
    let parents = entries.iter().filter_map(|entry| entry.value.get("parent"));
    let places = parents.filter_map(|parent| Some((parent.as_str()?.to_owned(), reader.place(parent.at)))).collect();
    (read_register(node, reader), places)
}

fn stem(file: &str) -> Option<&str> {
    Path::new(file).file_stem().and_then(|stem| stem.to_str())
}

fn parse(source: &Source<'_>, read: fn(&str) -> Result<Node, SyntaxError>, report: &mut Report) -> Option<Node> {
    let syntax_error = |error: SyntaxError| Finding {
        hint: error.hint_in(source),
        ..Finding::new(&rules::SYNTAX, source.place(error.at), error.message)
    };
    let mut node = read(source.text).map_err(|error| report.push(syntax_error(error))).ok()?;
    let mut counted = Counted::default();
    if !tree::may_hold_controls(source.text) {
        return Some(node);
    }
    node.without_controls(&mut |at, control| {
        let message = format!("the control character U+{:04X} in a text is read as a space", u32::from(control));
        let finding = Finding::new(&rules::CONTROL, source.place_after(&mut counted, at), message);
        report.push(finding.with_hint("remove it"));
    });
    Some(node)
}

/// What a file of the collection says, if it is there and can be read.
pub(crate) fn read_tree<T>(
    root: &Path,
    name: &str,
    read: fn(&str) -> Result<Node, SyntaxError>,
    decode: impl FnOnce(Node, &mut Reader<'_>) -> T,
    report: &mut Report,
) -> Option<T> {
    let path = root.join(name);
    let text = is_there(&path).then(|| read_text(&path, name))?.map_err(|finding| report.push(finding)).ok()?;
    let source = Source { file: name, text: &text, lines_before: 0 };
    let node = parse(&source, read, report)?;
    Some(decode(node, &mut Reader::new(&source, report, None)))
}

/// Shows the tree of a YAML file of the collection, if it is there and can be read; what is wrong with it is told by reading.
pub(crate) fn read_source(root: &Path, name: &str, look: &mut dyn FnMut(&Source<'_>, &Node)) {
    let Some(text) = is_there(&root.join(name)).then(|| read_text(&root.join(name), name).ok()).flatten() else {
        return;
    };
    let source = Source { file: name, text: &text, lines_before: 0 };
    if let Some(node) = parse(&source, tree::from_yaml, &mut Report::default()) {
        look(&source, &node);
    }
}

fn relative(path: &Path, root: &Path) -> String {
    let relative = path.strip_prefix(root).unwrap_or(path);
    relative.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
