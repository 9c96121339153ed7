//! The pages as a folder of files: what is in it, that its links hold, and that it is whole or as it was.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use regex::Regex;
use walkdir::WalkDir;

use crate::support::{Folder, root, run_in, text};

const SETTINGS: &str = "base = \"https://team.example/staff/\"\nlanguages = [\"en\", \"zh\"]\n";
const ANN: &str = "basics: { name: { en: Ann Lee, zh: 李安 }, email: hidden@team.example }
work: [{ name: Acme, position: Engineer, startDate: 2020-03 }]
skills: [{ name: \"{% raw %} {{ x }}\" }]
publications: [{ name: 'On <b>Tags</b> & \"Quotes\"', releaseDate: 2021-05-04 }]
meta: { lastModified: 2023-04-05 }
";
const BEN: &str =
    "basics: { name: Ben }\npage: https://ben.example/\nwork: [{ name: Acme, startDate: 2019, endDate: 2022 }]\n";

fn team() -> Folder {
    Folder::new(&[("vitagraph.toml", SETTINGS), ("people/ann.yaml", ANN), ("people/ben.yaml", BEN)])
}

fn site(folder: &Folder, arguments: &[&str]) -> Output {
    folder.run(&[&["--data", ".", "site"], arguments].concat())
}

/// Makes the site and gives its files.
fn made(folder: &Folder, arguments: &[&str]) -> BTreeMap<String, String> {
    let output = site(folder, arguments);
    assert!(output.status.success(), "{}", text(&output.stderr));
    files(&folder.path().join("site"))
}

fn files(folder: &Path) -> BTreeMap<String, String> {
    let entries = WalkDir::new(folder).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    let name = |path: &Path| path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
    entries.map(|entry| (name(entry.path()), fs::read_to_string(entry.path()).unwrap())).collect()
}

fn error(folder: &Folder, arguments: &[&str]) -> String {
    let output = site(folder, arguments);
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
    text(&output.stderr)
}

/// What a page's attributes lead to.
fn ways(page: &str) -> BTreeSet<String> {
    let attribute = Regex::new(r#"<[a-z][^>]*? (?:href|src|data-index|action)="([^"]*)""#).unwrap();
    let attributes = Regex::new(r#" (?:href|src|data-index|action)="([^"]*)""#).unwrap();
    let whole = attribute.find_iter(page).map(|tag| tag.as_str());
    whole.flat_map(|tag| attributes.captures_iter(tag)).map(|way| way[1].replace("&amp;", "&")).collect()
}

/// The file and the fragment that a relative way leads to from a file.
fn target(from: &str, way: &str) -> (String, Option<String>) {
    let (path, fragment) =
        way.split_once('#').map_or((way, None), |(path, fragment)| (path, Some(fragment.to_owned())));
    let mut parts: Vec<&str> = from.split('/').collect();
    if !path.is_empty() {
        parts.pop();
    }
    for part in path.split('/').filter(|part| !part.is_empty()) {
        match part {
            ".." => assert!(parts.pop().is_some(), "{from}: {way} leads out"),
            "." => {}
            part => parts.push(part),
        }
    }
    (parts.join("/"), fragment)
}

fn assert_links_hold(files: &BTreeMap<String, String>) {
    let mut checked = 0;
    for (name, page) in files.iter().filter(|(name, _)| name.ends_with(".html") && !name.starts_with("404")) {
        for way in ways(page) {
            if way.contains("://") || way.starts_with("mailto:") {
                continue;
            }
            let (file, fragment) = target(name, &way);
            let there = files.get(&file).unwrap_or_else(|| panic!("{name}: {way} leads nowhere"));
            if let Some(fragment) = fragment {
                let has = [format!("id=\"{fragment}\""), format!("id={fragment}")].iter().any(|id| there.contains(id));
                assert!(has, "{name}: {way}: no such id");
            }
            checked += 1;
        }
    }
    assert!(checked > 50, "{checked}");
}

#[test]
fn every_page_is_a_file_in_every_language_and_all_links_hold() {
    let files = made(&team(), &[]);
    for name in ["index", "people/index", "people/ann", "people/ben", "organizations/acme", "queries/index", "404"] {
        for ending in [".html", ".zh.html"] {
            assert!(files[&[name, ending].concat()].starts_with("<!DOCTYPE html>"), "{name}{ending}");
        }
    }
    for name in ["style.css", "people.js", "people.en.json", "people.zh.json", "sitemap.xml", "robots.txt", "llms.txt"]
    {
        assert!(!files[name].is_empty(), "{name}");
    }
    assert!(files["people/ann.html"].contains("Ann Lee") && files["people/ann.zh.html"].contains("李安"));
    assert_links_hold(&files);
    let names = files.keys().filter(|name| *name != ".nojekyll");
    assert!(names.flat_map(|name| name.split('/')).all(|part| !part.starts_with(['.', '_'])));
}

#[test]
fn nothing_is_loaded_from_another_host() {
    let source = Regex::new(r#" src="([^"]*)"|<link rel="stylesheet" href="([^"]*)""#).unwrap();
    for (name, page) in made(&team(), &[]) {
        for way in source
            .captures_iter(&page)
            .flat_map(|found| found.iter().skip(1).flatten().map(|way| way.as_str()).collect::<Vec<_>>())
        {
            assert!(!way.contains("//"), "{name}: {way}");
        }
        assert!(!page.contains("hidden@team.example"), "{name}");
    }
}

#[test]
fn the_form_of_the_search_is_hidden_until_the_script_answers_it() {
    let files = made(&team(), &[]);
    let form = Regex::new("<form class=\"search\"[^>]*>").unwrap();
    let form = form.find(&files["people/index.html"]).unwrap().as_str();
    assert!(form.contains(" hidden"), "{form}");
    assert!(files["people.js"].contains("form.hidden = false"));
    assert!(files["style.css"].contains("[hidden] { display: none"));
}

#[test]
fn addresses_are_those_of_the_base_or_of_the_address_that_is_given_and_iris_stay() {
    let folder = team();
    let canonical = |page: &str| {
        page.split("<link rel=\"canonical\" href=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    let own = made(&folder, &[]);
    assert_eq!(canonical(&own["people/ann.html"]), "https://team.example/staff/people/ann");
    assert_eq!(canonical(&own["people/ann.zh.html"]), "https://team.example/staff/people/ann.zh.html");
    assert_eq!(canonical(&own["people/ben.html"]), "https://ben.example/");
    assert!(
        own["404.html"].contains("href=\"/staff/people/index.html\"")
            && own["404.html"].contains("\"/staff/style.css\"")
    );
    let other = made(&folder, &["--base-url", "https://ann.github.io/team"]);
    assert_eq!(canonical(&other["people/ann.html"]), "https://ann.github.io/team/people/ann");
    assert_eq!(canonical(&other["people/ben.html"]), "https://ben.example/");
    assert!(other["people/ann.html"].contains("\"https://team.example/staff/people/ann#person\""));
    assert!(other["404.html"].contains("href=\"/team/people/index.html\""));
    for name in ["sitemap.xml", "robots.txt", "llms.txt"] {
        assert!(other[name].contains("https://ann.github.io/team/") && !other[name].contains("team.example"), "{name}");
    }
    for wrong in ["ftp://x.example/", "https://x.example/?a", "team"] {
        assert!(error(&folder, &["--base-url", wrong]).contains("write the address of a folder"), "{wrong}");
    }
}

#[test]
fn the_sitemap_lists_what_is_here_with_its_languages_and_dates() {
    let files = made(&team(), &[]);
    let map = &files["sitemap.xml"];
    let ann = map.lines().find(|line| line.contains("<loc>https://team.example/staff/people/ann</loc>")).unwrap();
    assert!(ann.contains("<lastmod>2023-04-05</lastmod>"), "{ann}");
    assert!(ann.contains("hreflang=\"zh\" href=\"https://team.example/staff/people/ann.zh.html\""), "{ann}");
    assert!(!map.contains("people/ben") && !map.contains("ben.example") && !map.contains("doubts"));
    let english = made(&team(), &["--lang", "en"]);
    assert!(!english["sitemap.xml"].contains("xhtml") && !english.contains_key("people/ann.zh.html"));
}

#[test]
fn the_feed_has_what_is_new_under_ids_that_stay() {
    let folder = team();
    let files = made(&folder, &[]);
    let id = Regex::new("<id>([^<]*)</id>").unwrap();
    let ids = |feed: &str| id.captures_iter(feed).map(|id| id[1].to_owned()).collect::<Vec<_>>();
    let feed = &files["feed.xml"];
    assert!(
        feed.contains("<updated>2023-04-05T00:00:00Z</updated>")
            && feed.contains("<updated>2021-05-04T00:00:00Z</updated>")
    );
    assert!(feed.contains("On &lt;b&gt;Tags&lt;/b&gt; &amp; &quot;Quotes&quot;"), "{feed}");
    assert!(files["feed.zh.xml"].contains("<title>李安</title>"));
    assert!(files["people/ann.html"].contains("href=\"../feed.xml\""));
    folder.write("people/ann.yaml", ANN.replace("Engineer", "Director"));
    assert_eq!(ids(&made(&folder, &[])["feed.xml"]), ids(feed));
    folder.write("people/ann.yaml", "basics: { name: Ann }");
    let undated = made(&folder, &[]);
    assert!(!undated.contains_key("feed.xml") && !undated["people/ann.html"].contains("atom+xml"));
}

#[test]
fn two_runs_give_the_same_bytes_and_files_that_say_the_same_keep_their_times() {
    let folder = team();
    let first = made(&folder, &[]);
    let time = |name: &str| fs::metadata(folder.path().join("site").join(name)).unwrap().modified().unwrap();
    let old = (time("people/ann.html"), time("people/ben.html"));
    assert_eq!(made(&folder, &[]), first);
    assert_eq!((time("people/ann.html"), time("people/ben.html")), old);
    folder.write("people/ann.yaml", ANN.replace("Engineer", "Director"));
    made(&folder, &[]);
    assert!(time("people/ann.html") > old.0);
    assert_eq!(time("people/ben.html"), old.1);
}

#[test]
fn nothing_stale_stays_and_a_folder_of_somebody_else_is_refused() {
    let folder = team();
    made(&folder, &[]);
    fs::remove_file(folder.path().join("people/ben.yaml")).unwrap();
    folder.write("site/.git", "gitdir: elsewhere");
    let files = made(&folder, &[]);
    assert!(!files.contains_key("people/ben.html") && files[".git"] == "gitdir: elsewhere");
    folder.write("site/mine.txt", "mine");
    let told = error(&folder, &[]);
    assert!(
        told.contains("`mine.txt`") && told.contains("nothing was changed") && told.contains("--out DIR"),
        "{told}"
    );
    folder.write("other/CNAME", "team.example");
    assert!(error(&folder, &["--out", "other"]).contains("`CNAME`"));
    assert_eq!(fs::read_dir(folder.path().join("other")).unwrap().count(), 1);
    fs::create_dir(folder.path().join("empty")).unwrap();
    assert!(site(&folder, &["--out", "empty"]).status.success());
    assert!(folder.path().join("empty/index.html").exists());
    assert!(error(&folder, &["--out", "vitagraph.toml"]).contains("is no folder"));
    let left = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
    assert!(left.into_iter().all(|name| !name.to_str().unwrap().starts_with(".tmp")));
}

#[test]
fn a_folder_that_cannot_be_finished_leaves_the_old_one() {
    let folder = team();
    let before = made(&folder, &[]);
    folder.write("theme/person.html", "{{ title }}\n{{ titel }}\n");
    folder.write("people/cid.yaml", "basics: { name: Cid }");
    let told = error(&folder, &["--theme", "theme"]);
    assert!(told.contains("theme/person.html:2: ") && told.contains("titel") && told.contains("hint: "), "{told}");
    assert_eq!(files(&folder.path().join("site")), before);
}

#[test]
fn errors_in_records_leave_a_site_that_is_there() {
    let folder = team();
    let before = made(&folder, &[]);
    folder.write("people/ben.yaml", "basics: [");
    let output = site(&folder, &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("`--force`"), "{}", text(&output.stderr));
    assert_eq!(files(&folder.path().join("site")), before);
    assert_eq!(site(&folder, &["--force"]).status.code(), Some(1));
    assert!(!folder.path().join("site/people/ben.html").exists());
}

#[test]
fn a_theme_to_start_from_gives_the_same_pages() {
    let folder = team();
    let without = made(&folder, &[]);
    assert!(site(&folder, &["--init-theme", "theme"]).status.success());
    fs::remove_file(folder.path().join("theme/extra.css")).unwrap();
    assert_eq!(made(&folder, &["--theme", "theme"]), without);
    assert!(error(&folder, &["--init-theme", "theme"]).contains("is there already"));
}

#[test]
fn a_theme_has_styles_files_and_templates_of_its_own() {
    let folder = team();
    let person = "{% extends \"layout.html\" %}{% block main %}{% include \"_top.html\" %}\
        {% if section.work %}{{ section.work.html }}{% endif %}\
        {% for one in sections %}<i>{{ one.id }}</i>{% endfor %}\
        {% if document.mainEntity.jobTitle %}{{ document.mainEntity.jobTitle }}{% endif %}{% if document.x %}never{% endif %}{% endblock %}";
    folder.write("theme/person.html", person);
    folder.write("theme/_top.html", "<b>{{ title }} {{ '<x>' }} {{ lang }} {{ root }} {{ kind }} {{ file }}</b>");
    folder.write("theme/style.css", "body { color: red }");
    folder.write("theme/extra.css", "a { color: blue }");
    folder.write("theme/fonts/own.woff2", "font");
    folder.write("theme/CNAME", "team.example");
    folder.write("theme/.DS_Store", "system");
    let files = made(&folder, &["--theme", "theme"]);
    let ann = &files["people/ann.zh.html"];
    assert!(ann.contains("<b>李安 &lt;x&gt; zh ../ person people/ann.zh.html</b>"), "{ann}");
    assert!(ann.contains("<i>work</i>") && ann.contains("Acme") && !ann.contains("never"), "{ann}");
    assert!(
        ann.contains("href=\"../extra.css\"") && files["organizations/acme.html"].contains("href=\"../extra.css\"")
    );
    assert_eq!(files["style.css"], "body { color: red }");
    assert_eq!((files["fonts/own.woff2"].as_str(), files["CNAME"].as_str()), ("font", "team.example"));
    assert!(!files.contains_key(".DS_Store") && !files.contains_key("_top.html") && !files.contains_key("person.html"));
}

#[test]
fn mistakes_in_themes_are_told_with_their_place() {
    let folder = team();
    let mistakes = [
        ("layout.html", "{% if %}", "theme/layout.html:1", "syntax"),
        ("layout.html", "\n{% include \"_none.html\" %}", "theme/layout.html:2", "begin with `_`"),
        ("_in.html", "\n\n{{ nothing.at.all }}", "theme/_in.html:3", "--init-theme"),
        ("persn.html", "{{ main }}", "theme/persn.html", "`person.html`"),
    ];
    for (name, template, place, hint) in mistakes {
        folder.write("theme/layout.html", "{% include \"_in.html\" %}");
        folder.write("theme/_in.html", "x");
        folder.write(&format!("theme/{name}"), template);
        let told = error(&folder, &["--theme", "theme"]);
        assert!(told.contains(place) && told.contains(hint), "{name} {template}: {told}");
    }
    assert!(error(&folder, &["--theme", "none"]).contains("none"));
    assert!(!folder.path().join("site").exists());
}

#[test]
fn answers_are_made_beforehand_where_they_need_no_more_than_one_thing() {
    let folder = team();
    folder.write(
        "queries/names.rq",
        "#+ summary: All names\nSELECT ?name WHERE { ?p a schema:Person ; schema:name ?name }",
    );
    let files = made(&folder, &[]);
    assert!(files["queries/names.html"].contains("Ann Lee"));
    let json: serde_json::Value = serde_json::from_str(&files["queries/names.json"]).unwrap();
    assert_eq!(json["results"]["bindings"].as_array().unwrap().len(), 3);
    // The two were at Acme at one time.
    assert!(files["queries/colleagues.html"].contains("href=\"../queries/colleagues/ann.html\""));
    assert!(files["queries/colleagues/ann.zh.html"].contains("Ben"));
    assert!(files["queries/colleagues/ann.html"].contains("vitagraph query colleagues --person ann"));
    assert!(!files.contains_key("queries/overlap.json"));
    assert!(files["queries/overlap.html"].contains("vitagraph query overlap --"));
    assert!(files.iter().all(|(name, page)| !name.ends_with(".html") || !page.contains("<form class=\"query\"")));
}

#[test]
fn a_query_that_would_take_for_ever_stops_no_site() {
    let folder = team();
    let long =
        "#+ summary: Long\nSELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n0 ?o }";
    folder.write("queries/long.rq", long);
    let files = made(&folder, &["--lang", "en"]);
    assert!(files["queries/long.html"].contains("vitagraph query long") && !files.contains_key("queries/long.json"));
}

#[test]
fn the_page_of_a_person_at_the_base_is_the_start() {
    let folder = Folder::new(&[
        ("vitagraph.toml", "base = \"https://ann.example/\"\n"),
        ("people/ann.yaml", "page: https://ann.example/\nbasics: { name: Ann }\nwork: [{ name: Acme }]\n"),
    ]);
    let files = made(&folder, &[]);
    assert!(files["index.html"].contains("class=\"person\"") && !files.contains_key("people/ann.html"));
    assert_links_hold(&files);
}

#[test]
fn pages_that_records_name_stay_in_the_folder() {
    let page = |page: &str| format!("page: https://team.example/staff/{page}\nbasics: {{ name: Eve }}\n");
    let folder = Folder::new(&[
        ("vitagraph.toml", SETTINGS),
        ("people/ann.yaml", &page("../../out")),
        ("people/ben.yaml", &page("own/ben.html")),
        ("people/cid.yaml", &page("a%2F..%2F..%2F..%2Fout")),
        ("people/dan.yaml", &page("dan/")),
    ]);
    let files = made(&folder, &[]);
    assert!(
        files.contains_key("own/ben.html")
            && files.contains_key("own/ben.zh.html")
            && files.contains_key("dan/index.html")
    );
    let outside: Vec<PathBuf> = WalkDir::new(folder.path())
        .into_iter()
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| path.to_str().unwrap().contains("out.html"))
        .collect();
    assert_eq!(outside, Vec::<PathBuf>::new());
}

#[test]
fn what_is_not_public_is_for_no_crawler() {
    let folder = team();
    let files = made(&folder, &["--audience", "private"]);
    assert!(files["people/ann.html"].contains("<meta name=\"robots\" content=\"noindex\">"));
    assert!(files["people/ann.html"].contains("hidden@team.example"));
    assert_eq!(files["robots.txt"], "User-agent: *\nDisallow: /\n");
}

#[test]
fn languages_are_those_that_are_wanted_in_their_order() {
    let folder = team();
    let files = made(&folder, &["--lang", "zh", "--lang", "en"]);
    assert!(files["people/ann.html"].contains("<html lang=\"zh\">") && files.contains_key("people/ann.en.html"));
    assert_links_hold(&files);
    let told = error(&folder, &["--lang", "de"]);
    assert!(told.contains("`de`") && told.contains("`en`"), "{told}");
}

#[test]
fn the_data_of_the_repository_makes_a_site_whose_links_hold() {
    let folder = Folder::new(&[]);
    let place = folder.path().join("new/site");
    let output = run_in(root(), &["--data", "data", "site", "--out", place.to_str().unwrap()]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let files = files(&place);
    let pages = files.keys().filter(|name| name.ends_with(".html") && !name.starts_with("404")).count();
    assert!(text(&output.stderr).contains(&format!("wrote {pages} pages to ")), "{pages} {}", text(&output.stderr));
    assert_links_hold(&files);
}
