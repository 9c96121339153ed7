//! The structure of the sources: a module imports only from layers below its own, and libraries stay in their rooms.

use std::collections::BTreeMap;
use std::path::Path;

use crate::support::root;

/// The modules, the lowest first; those of one line do not import each other, save what the order of the line allows.
const LAYERS: &[&str] = &[
    "report",
    "rules",
    "error",
    "date",
    "text",
    "accounts",
    "assets",
    "names",
    "vocab",
    "tree",
    "decode",
    "record",
    "settings",
    "register",
    "reconcile",
    "iri",
    "setup",
    "bytes",
    "links",
    "pieces",
    "collection",
    "merge",
    "graph",
    "store",
    "query",
    "jsonld",
    "search",
    "pictures",
    "inject",
    "explain",
    "map",
    "folder",
    "pages",
    "site",
    "rdf",
    "resume",
    "references",
    "vcard",
    "works",
    "link",
    "forget",
    "import",
    "check",
    "diff",
    "serve",
    "cli",
    "main",
];

/// Libraries, and the only modules that may name them.
const ROOMS: [(&str, &[&str]); 19] = [
    (
        "oxigraph",
        &[
            "vocab", "iri", "graph", "store", "query", "jsonld", "search", "pictures", "explain", "map", "folder",
            "pages", "site", "rdf", "diff", "check", "serve",
        ],
    ),
    ("spareval", &["store"]),
    ("hashbrown", &["store"]),
    ("ariadne", &["cli"]),
    ("clap", &["cli", "main"]),
    ("anyhow", &["cli", "main"]),
    ("saphyr_parser", &["tree"]),
    ("jiter", &["tree"]),
    ("comrak", &["import"]),
    ("csv", &["import", "works", "cli"]),
    ("zip", &["import"]),
    ("quick_xml", &["import", "works", "site"]),
    ("encoding_rs", &["bytes"]),
    ("axum", &["serve"]),
    ("rust_embed", &["assets"]),
    ("maud", &["pages", "pictures", "site", "serve"]),
    ("resvg", &["pictures"]),
    ("minijinja", &["site"]),
    ("tokio", &["serve", "cli"]),
];

/// The sources by module, a folder's files together.
fn modules() -> BTreeMap<String, String> {
    let mut modules = BTreeMap::new();
    collect(&root().join("src"), None, &mut modules);
    modules.remove("lib");
    modules
}

fn collect(folder: &Path, module: Option<&str>, modules: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let module = module.unwrap_or(&stem);
        if path.is_dir() {
            collect(&path, Some(module), modules);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            modules.entry(module.to_owned()).or_default().push_str(&std::fs::read_to_string(&path).unwrap());
        }
    }
}

/// The modules of the crate that a source names.
fn imports(source: &str) -> Vec<String> {
    let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    let names = |line: &str| {
        let parts: Vec<String> =
            line.split("crate::").chain(line.split("vitagraph::").skip(1)).skip(1).map(str::to_owned).collect();
        parts.into_iter().map(|part| part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>())
    };
    code.flat_map(names).filter(|name| LAYERS.contains(&name.as_str())).collect()
}

#[test]
fn every_module_has_a_layer() {
    let known: Vec<String> = modules().into_keys().collect();
    let mut layers: Vec<String> = LAYERS.iter().map(|layer| (*layer).to_owned()).collect();
    layers.sort();
    assert_eq!(known, layers);
}

#[test]
fn a_module_imports_only_from_layers_below_its_own() {
    let layer = |name: &str| LAYERS.iter().position(|layer| *layer == name).unwrap();
    for (module, source) in modules() {
        for import in imports(&source) {
            assert!(import == module || layer(&import) < layer(&module), "{module} imports {import}");
        }
    }
}

#[test]
fn libraries_are_named_only_in_their_rooms() {
    for (module, source) in modules() {
        for (library, rooms) in ROOMS {
            let named = source
                .lines()
                .any(|line| line.contains(&format!("{library}::")) && !line.trim_start().starts_with("//"));
            assert!(!named || rooms.contains(&module.as_str()), "{module} names {library}");
        }
    }
}

#[test]
fn the_check_of_imports_sees_what_it_should() {
    assert_eq!(
        imports("use crate::merge::Item;\n// use crate::graph;\nlet x = crate::text::folded(y);"),
        ["merge", "text"]
    );
    assert_eq!(imports("use vitagraph::store::Store;"), ["store"]);
}
