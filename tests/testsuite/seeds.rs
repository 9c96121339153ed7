//! Nothing of the seed documents is lost on the way to the graph.
//!
//! The collection in `data` was made from the documents in `../shared/seeds`, which are not ours to publish. So
//! `tests/seeds/*.tsv` says of each line, without its text, which nodes of the `full` view state its facts; and every
//! figure, Latin word and address of the line must stand in these nodes, or be dismissed there with a reason.
//! `gold.json`, what a careful reader finds in the documents, is checked against the same view.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::{Map, Value};
use vitagraph::text::folded;

use crate::support::{json, root, shared};

const BASE: &str = "https://vitagraph.example/";

/// The documents, by the digits that they begin with, and whom they are about.
const DOCUMENTS: [(&str, &str); 5] =
    [("000", "stuart-lau"), ("001", "stuart-lau"), ("002", "stuart-lau"), ("003", "shijieqin"), ("004", "weiyong1024")];

/// Wordings of `gold.json` beside ours, where neither contains the other.
const WORDINGS: [(&str, &str); 3] = [
    ("高级开发工程师/架构师", "高级开发工程师与架构师"),
    ("高级开发工程师和架构师", "高级开发工程师与架构师"),
    ("近百项", "100 项"),
];

#[test]
fn every_line_of_the_documents_points_to_a_node() {
    report(seeds().iter().flat_map(|seed| seed.problems()));
}

#[test]
fn every_fact_of_a_careful_reader_stands_in_the_graph() {
    let seeds = seeds();
    let Some(gold) = shared("seeds/gold.json") else { return };
    let gold: Value = serde_json::from_str(&fs::read_to_string(gold).unwrap()).unwrap();
    let documents: Vec<_> = gold.as_object().into_iter().flatten().filter(|(name, _)| *name != "note").collect();
    let read = |name: &str| seeds.iter().any(|seed| seed.name == name);
    report(documents.iter().filter(|(name, _)| !read(name)).map(|(name, _)| format!("{name}: nobody reads it")));
    report(seeds.iter().flat_map(|seed| facts(&seed.graph, &seed.name, &gold[&seed.name])));
}

#[test]
fn figures_are_read_as_they_are_meant() {
    let figures = |text| Figures(text).collect::<Vec<_>>().join(" ");
    assert_eq!(figures("1w亿+、1千亿、1.3w+、10PB、99.99%、3,000"), "1000000000000 100000000000 13000 10 99.99 3000");
    assert_eq!(
        figures("2018.1 ~ 2016 年 9 月、2009 - 2012、2020-08、1.4.1"),
        "2018-01 2016-09 2009 2012 2020-08 1.4.1"
    );
}

/// The documents; none where the folder beside the repository is not there.
fn seeds() -> Vec<Seed> {
    let Some(folder) = shared("seeds") else { return Vec::new() };
    let names = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(".txt")).collect();
    names.sort();
    assert_eq!(names.len(), DOCUMENTS.len(), "{names:?}");
    names.into_iter().map(|name| Seed::new(&folder, name)).collect()
}

fn report(problems: impl Iterator<Item = String>) {
    let problems: Vec<String> = problems.collect();
    assert!(problems.is_empty(), "{} problems\n{}", problems.len(), problems.join("\n"));
}

/// A document, the rows about its lines and the graph of the person it is about.
struct Seed {
    name: String,
    lines: Vec<Line>,
    rows: BTreeMap<usize, Vec<Row>>,
    graph: Graph,
}

/// A line: whether anything stands on it, and its addresses, figures and Latin words.
struct Line {
    blank: bool,
    tokens: BTreeSet<String>,
}

/// What a row says of a line: the nodes that state its facts, tokens to dismiss, and reasons.
struct Row {
    nodes: Vec<String>,
    dismissed: BTreeSet<String>,
    reasons: bool,
}

impl Seed {
    fn new(folder: &Path, name: String) -> Self {
        let (digits, person) = DOCUMENTS.into_iter().find(|(digits, _)| name.starts_with(digits)).unwrap();
        let graph = Graph::of(person);
        let document = fs::read_to_string(folder.join(&name)).unwrap();
        let rows = fs::read_to_string(root().join(format!("tests/seeds/{digits}.tsv"))).unwrap();
        let mut seed = Self { name, lines: lines(&document), rows: BTreeMap::new(), graph };
        for row in rows.lines().filter(|row| !row.starts_with('#')) {
            let (line, row) = row.split_once('\t').unwrap();
            let row = Row::new(row, &seed.graph);
            seed.rows.entry(line.parse().unwrap()).or_default().push(row);
        }
        seed
    }

    fn problems(&self) -> Vec<String> {
        let blank = |number: &usize| self.lines.get(number.wrapping_sub(1)).is_none_or(|line| line.blank);
        let numbers: BTreeSet<usize> = self.rows.keys().copied().chain(1..=self.lines.len()).collect();
        let mut problems = Vec::new();
        for number in numbers {
            let found = match (blank(&number), self.rows.get(&number).map_or(&[][..], |rows| rows)) {
                (true, []) => continue,
                (true, _) => vec!["a row for a line that is blank or missing".to_owned()],
                (false, [row]) => self.line_problems(&self.lines[number - 1].tokens, row),
                (false, rows) => vec![format!("{} rows for this line", rows.len())],
            };
            problems.extend(found.into_iter().map(|problem| format!("{}:{number}: {problem}", self.name)));
        }
        problems
    }

    fn line_problems(&self, tokens: &BTreeSet<String>, row: &Row) -> Vec<String> {
        let unknown = row.nodes.iter().filter(|node| !self.graph.has(node)).map(|node| format!("no node `{node}`"));
        let mut problems: Vec<String> = unknown.collect();
        if !row.reasons {
            problems.push("a dismissal without reason".into());
        }
        if row.nodes.is_empty() {
            let facts =
                tokens.iter().filter(|token| token.starts_with(|c: char| c.is_ascii_digit()) || is_address(token));
            problems.extend(facts.map(|token| format!("`{token}` on a line without nodes")));
            return problems;
        }
        let evidence = self.graph.evidence(&row.nodes);
        let lost: BTreeSet<String> = tokens.iter().filter(|token| !evidence.states(token)).cloned().collect();
        problems.extend(lost.difference(&row.dismissed).map(|token| format!("`{token}` is in none of its nodes")));
        problems.extend(row.dismissed.difference(&lost).map(|token| format!("`{token}` needs no dismissal")));
        problems
    }
}

impl Row {
    /// Reads `nodes<TAB>dismissals`: `-<TAB>reason` where the line states nothing, else `word figure: reason; …`.
    fn new(row: &str, graph: &Graph) -> Self {
        let (nodes, dismissals) = row.split_once('\t').unwrap_or((row, ""));
        if nodes == "-" {
            return Self { nodes: Vec::new(), dismissed: BTreeSet::new(), reasons: !dismissals.is_empty() };
        }
        let dismissals = dismissals.split("; ").filter(|dismissal| !dismissal.is_empty());
        let (tokens, reasons): (Vec<&str>, Vec<&str>) =
            dismissals.map(|dismissal| dismissal.split_once(": ").unwrap_or((dismissal, ""))).unzip();
        Self {
            nodes: nodes.split(' ').map(|node| graph.full(node)).collect(),
            dismissed: tokens.iter().flat_map(|tokens| tokens.split(' ')).map(str::to_owned).collect(),
            reasons: reasons.iter().all(|reason| !reason.is_empty()),
        }
    }
}

/// The lines of a document, in Markdown or HTML; tags may run over several lines, and so may addresses in them.
fn lines(document: &str) -> Vec<Line> {
    let mut addresses: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    let address_end = |text: &str| text.find(|c: char| !c.is_ascii_graphic() || "<>)\"".contains(c));
    let text = without(document, "http", |before, text| {
        let end = if before.ends_with('"') { text.find('"') } else { address_end(text) }.unwrap_or(text.len());
        let address: String = text[..end].split_whitespace().collect();
        addresses.entry(before.matches('\n').count()).or_default().push(plain_address(&address));
        end
    });
    let text = without(&text, "<", |_, text| text.find('>').map_or(text.len(), |end| end + 1));
    let tokens = |(number, line): (usize, &str)| {
        let addresses = addresses.remove(&number).unwrap_or_default();
        addresses.into_iter().chain(Figures(line)).chain(words(line)).collect()
    };
    let tokens = text.split('\n').enumerate().map(tokens);
    document.lines().zip(tokens).map(|(line, tokens)| Line { blank: line.trim().is_empty(), tokens }).collect()
}

/// A text without the pieces that begin with `mark`, but with their line breaks; `end` tells the length of a piece.
fn without(text: &str, mark: &str, mut end: impl FnMut(&str, &str) -> usize) -> String {
    let (mut kept, mut rest) = (String::new(), text);
    while let Some(at) = rest.find(mark) {
        kept.push_str(&rest[..at]);
        let (piece, after) = rest[at..].split_at(end(&kept, &rest[at..]));
        kept.extend(piece.matches('\n'));
        rest = after;
    }
    kept + rest
}

fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

/// An address without its last slash; one of the documents has a slash too many in another place.
fn plain_address(address: &str) -> String {
    address.replace(":///", "://").trim_end_matches('/').to_owned()
}

/// The words of two and more Latin letters, in lower case.
fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 1);
    words.map(str::to_ascii_lowercase)
}

/// The figures of a text: numbers written out, `2018-01` for a month.
struct Figures<'a>(&'a str);

impl Iterator for Figures<'_> {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        let text = &self.0[self.0.find(|c: char| c.is_ascii_digit())?..];
        let (figure, rest) = month(text).unwrap_or_else(|| number(text));
        self.0 = rest;
        Some(figure)
    }
}

/// A month at the beginning of a text: `2018.1`, `2018-01`, `2018 年 1 月`.
fn month(text: &str) -> Option<(String, &str)> {
    let digits = |text: &str| text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (year, rest) = text.split_at(digits(text));
    let rest = rest.trim_start().strip_prefix(['.', '-', '年'])?.trim_start();
    let (month, rest) = rest.split_at(digits(rest));
    let known = year.len() == 4 && ["19", "20"].contains(&&year[..2]) && month.len() < 3;
    let month = month.parse::<u8>().ok().filter(|month| known && (1..=12).contains(month))?;
    Some((format!("{year}-{month:02}"), rest))
}

/// A number at the beginning of a text, with 千, 万 or `w`, and 亿 multiplied; a version such as `1.4.1` as it stands.
fn number(text: &str) -> (String, &str) {
    let digit = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    let point = |at: usize| matches!(text.as_bytes()[at], b'.' | b',') && digit(at + 1);
    let (digits, mut rest) = text.split_at((0..text.len()).find(|at| !digit(*at) && !point(*at)).unwrap_or(text.len()));
    let digits = digits.replace(',', "");
    let Ok(mut number) = digits.parse::<f64>() else { return (digits, rest) };
    while let Some(unit) = rest.chars().next().filter(|unit| "千万w亿".contains(*unit)) {
        number *= match unit {
            '千' => 1e3,
            '亿' => 1e8,
            _ => 1e4,
        };
        rest = &rest[unit.len_utf8()..];
    }
    (number.to_string(), rest)
}

/// All that the full view tells the person: node, property and value, claims that were set aside included.
struct Graph {
    facts: Vec<(String, String, String)>,
    page: String,
}

impl Graph {
    fn of(person: &str) -> Self {
        let document = json(&["export", person, "--view", "full", "--audience", "private"]);
        let mut graph = Self { facts: Vec::new(), page: String::new() };
        graph.add_nodes(&document);
        let page = graph.nodes("@type", "ProfilePage").next().map(str::to_owned);
        Self { page: page.unwrap(), ..graph }
    }

    fn add_nodes(&mut self, graph: &Value) {
        for node in graph["@graph"].as_array().unwrap() {
            if node.get("@graph").is_some() {
                self.add_nodes(node);
                continue;
            }
            let name = node["@id"].as_str().unwrap();
            for (property, values) in node.as_object().unwrap().iter().filter(|(property, _)| *property != "@id") {
                let values = values.as_array().map_or(std::slice::from_ref(values), Vec::as_slice);
                let fact = |value| (name.to_owned(), property.clone(), scalar(value));
                self.facts.extend(values.iter().map(fact));
            }
        }
    }

    fn full(&self, node: &str) -> String {
        if node.starts_with('#') { format!("{}{node}", self.page) } else { format!("{BASE}{node}") }
    }

    fn has(&self, node: &str) -> bool {
        self.facts.iter().any(|(subject, ..)| subject == node)
    }

    fn values<'g>(&'g self, node: &str, property: &str) -> impl Iterator<Item = &'g str> {
        self.facts.iter().filter(move |fact| fact.0 == node && fact.1 == property).map(|fact| &*fact.2)
    }

    /// The nodes that have this value.
    fn nodes<'g>(&'g self, property: &str, value: &str) -> impl Iterator<Item = &'g str> {
        self.facts.iter().filter(move |fact| fact.1 == property && fact.2 == value).map(|fact| &*fact.0)
    }

    /// The values of a property of all these nodes.
    fn all<'g, 'n>(&'g self, nodes: impl IntoIterator<Item = &'n str>, property: &str) -> Vec<&'g str> {
        nodes.into_iter().flat_map(|node| self.values(node, property).collect::<Vec<_>>()).collect()
    }

    fn person(&self) -> String {
        self.full("#person")
    }

    /// What these nodes state, and the nodes beside them. The person and the sources stand beside everything and count
    /// only where a row names them, and so do the neighbours of what people share.
    fn evidence(&self, nodes: &[String]) -> Evidence<'_> {
        let own = |node: &str| node.starts_with(&format!("{}#", self.page)) && node != self.person();
        let hub = |node: &str| node == self.page || node == self.person() || node.contains("#source-");
        let named = |node: &str| nodes.iter().any(|name| name == node);
        let expanded = |node: &str| named(node) && own(node);
        let mut wanted: BTreeSet<&str> = nodes.iter().map(String::as_str).collect();
        for (subject, _, value) in &self.facts {
            if expanded(subject) && !hub(value) {
                wanted.insert(value);
            }
            if expanded(value) && !hub(subject) {
                wanted.insert(subject);
            }
        }
        let derived = ["@type", "prov:wasDerivedFrom", "vita:from", "vita:until"];
        let facts = self.facts.iter().filter(|fact| wanted.contains(&*fact.0) && !derived.contains(&&*fact.1));
        let (addresses, texts) = facts.map(|fact| &*fact.2).partition(|value| is_address(value));
        Evidence { addresses, texts }
    }
}

/// A value as text: of a literal its text, of a link its IRI.
fn scalar(value: &Value) -> String {
    let value = value.get("@value").or(value.get("@id")).unwrap_or(value);
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// What some nodes state.
struct Evidence<'g> {
    addresses: Vec<&'g str>,
    texts: Vec<&'g str>,
}

impl Evidence<'_> {
    fn states(&self, token: &str) -> bool {
        if is_address(token) {
            self.addresses.iter().any(|address| plain_address(address) == token)
        } else if token.starts_with(|c: char| c.is_ascii_digit()) {
            self.texts.iter().any(|text| Figures(text).any(|figure| is_within(&figure, token)))
        } else {
            self.texts.iter().any(|text| has_word(text, token))
        }
    }
}

/// Whether a text has a word, longer ones also within or across words of its own: `AIAgent` for `AI Agent`.
fn has_word(text: &str, word: &str) -> bool {
    words(text).any(|own| own == word) || (word.len() > 3 && folded(text).contains(word))
}

/// Whether a date or number is this one, or a month of this year.
fn is_within(figure: &str, stated: &str) -> bool {
    figure == stated || figure.strip_prefix(stated).is_some_and(|rest| rest.starts_with('-'))
}

/// What of the gold facts about a document is not in the graph.
fn facts(graph: &Graph, document: &str, gold: &Value) -> Vec<String> {
    let Some(sections) = gold.as_object() else { return vec![format!("{document}: not in gold.json")] };
    let mut problems = Vec::new();
    for (section, entries) in sections.iter().filter(|(section, _)| *section != "format") {
        let entries = entries.as_array().map_or(std::slice::from_ref(entries), Vec::as_slice);
        let lacking = entries.iter().filter_map(|entry| lacking(graph, section, entry));
        problems.extend(lacking.map(|problem| format!("{document}: {section}: {problem}")));
    }
    problems
}

/// What no node states of a gold entry: that which the node nearest to it lacks.
fn lacking(graph: &Graph, section: &str, entry: &Value) -> Option<String> {
    let Some(fields) = entry.as_object() else { return (!knows(graph, section, entry)).then(|| entry.to_string()) };
    let lacks = |node: &str| -> Vec<String> {
        let lost = fields.iter().filter(|(key, _)| !holds(graph, section, node, key, fields));
        lost.map(|(key, value)| format!("`{key}`: {value} unknown or not at {node}")).collect()
    };
    let nearest = candidates(graph, section).into_iter().map(lacks).min_by_key(Vec::len);
    let nearest = nearest.unwrap_or_else(|| vec![format!("nothing like {entry}")]);
    (!nearest.is_empty()).then(|| nearest.join("\n"))
}

fn knows(graph: &Graph, section: &str, skill: &Value) -> bool {
    let terms = graph.all([&*graph.person()], "knowsAbout");
    section == "skills" && skill.as_str().is_some_and(|skill| is_among(graph, skill, &terms))
}

/// Whether a skill is one of these, by a name or alias.
fn is_among(graph: &Graph, skill: &str, terms: &[&str]) -> bool {
    names(graph, terms.iter().copied()).iter().any(|name| folded(name) == folded(skill))
}

/// The nodes that an entry of a section may be about.
fn candidates<'g>(graph: &'g Graph, section: &str) -> Vec<&'g str> {
    let kind = match section {
        "person" => "#person",
        "positions" => "#role-",
        "education" => "#study-",
        "publications" => "#work",
        "contributions" | "projects" => "#project-",
        "languages" => "#language-",
        "patent_statements" => "#statistic-",
        "awards" => "#award-",
        _ => return Vec::new(),
    };
    let nodes: BTreeSet<&str> = graph.facts.iter().map(|fact| &*fact.0).filter(|node| node.contains(kind)).collect();
    nodes.into_iter().collect()
}

/// Whether a node states a field of a gold entry. A field that is not known here does not hold.
fn holds(graph: &Graph, section: &str, node: &str, key: &str, fields: &Map<String, Value>) -> bool {
    let value = &fields[key];
    let says = |property: &str| is_spelled(value, &graph.all([node], property));
    let credential = node.replace("#study-", "#credential-");
    match (section, key) {
        // Masked in the document, so not in the record.
        ("person", "phone") => value.as_array().is_some_and(|numbers| numbers.iter().all(is_masked)),
        ("person", "name") | ("publications", "title") | ("projects", "name") => {
            is_spelled(value, &names(graph, [node]))
        }
        ("person", "handle") => is_spelled(value, &graph.all(graph.all([node], "identifier"), "value")),
        ("positions", "organization") | ("education", "institution") => is_spelled(value, &bodies(graph, node)),
        ("positions" | "education", "department") => {
            is_spelled(value, &names(graph, graph.values(node, "vita:department")))
        }
        ("positions", "title") => says("roleName"),
        ("positions", "location") => says("vita:location"),
        ("positions", "kind") => says("additionalType"),
        ("positions", "projects") => graph.all([node], "vita:project").len() as u64 >= value.as_u64().unwrap(),
        ("positions", "technologies") => has_technologies(graph, node, value),
        ("education", "area") => is_spelled(value, &graph.all([&*credential], "about")),
        ("education", "degree") => is_spelled(value, &graph.all([&*credential], "name")),
        ("positions" | "education" | "projects", "start") => has_date(graph, &period(node), "startDate", value),
        ("positions" | "education" | "projects", "end") => ends(graph, &period(node), fields),
        ("publications", "authors") => has_authors(graph, node, value),
        ("publications", "venue") => says("vita:venue"),
        ("publications", "date") => has_date(graph, node, "datePublished", value),
        ("awards", "date") => has_date(graph, node, "dateCreated", value),
        ("awards", "title") => is_spelled(value, &names(graph, [node])),
        ("contributions", "project") => is_spelled(value, &names(graph, [node])),
        ("contributions", "count") => counts(graph, node, "", value),
        ("languages", "language") => is_spelled(value, &names(graph, graph.values(node, "inLanguage"))),
        ("languages", "scores") => {
            value.as_object().unwrap().iter().all(|(name, score)| counts(graph, node, name, score))
        }
        ("patent_statements", "text_has") => is_about_patents(graph, node, value.as_str().unwrap()),
        ("person" | "positions" | "publications" | "contributions", "url") => has_address(graph, node, value),
        _ => false,
    }
}

/// The accepted spellings of a gold value.
fn spellings(value: &Value) -> Vec<&str> {
    value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice).iter().filter_map(Value::as_str).collect()
}

/// Whether one of the texts is an accepted spelling, but for words around it. A list of no spellings states nothing.
fn is_spelled(value: &Value, texts: &[&str]) -> bool {
    let near = |one: &str, two: &str| one.contains(two) || two.contains(one);
    let alike =
        |gold: &str, text: &str| near(&folded(gold), &folded(text)) || near(&folded(&our_wording(gold)), &folded(text));
    let spellings = spellings(value);
    spellings.is_empty() || spellings.iter().any(|gold| texts.iter().any(|text| alike(gold, text)))
}

fn our_wording(gold: &str) -> String {
    WORDINGS.iter().fold(gold.to_owned(), |text, (theirs, ours)| text.replace(theirs, ours))
}

fn is_masked(number: &Value) -> bool {
    number.as_str().is_some_and(|number| number.ends_with("-000-0000-0000"))
}

/// The names of nodes, in whatever language.
fn names<'g, 'n>(graph: &'g Graph, nodes: impl IntoIterator<Item = &'n str>) -> Vec<&'g str> {
    let nodes: Vec<&str> = nodes.into_iter().collect();
    [graph.all(nodes.clone(), "name"), graph.all(nodes, "alternateName")].concat()
}

/// The names of the organizations of a Role, its departments and all that these belong to.
fn bodies<'g>(graph: &'g Graph, role: &str) -> Vec<&'g str> {
    let mut bodies = [graph.all([role], "vita:at"), graph.all([role], "vita:department")].concat();
    let mut at = 0;
    while let Some(body) = bodies.get(at).copied() {
        bodies.extend(graph.values(body, "parentOrganization"));
        at += 1;
    }
    names(graph, bodies)
}

fn has_technologies(graph: &Graph, role: &str, value: &Value) -> bool {
    let projects = graph.all([role], "vita:project");
    let contributions = graph.all(projects, "contributor");
    let terms = graph.all(contributions.into_iter().chain([role]), "vita:skill");
    spellings(value).iter().all(|technology| is_among(graph, technology, &terms))
}

/// The node that has the period of a thing: of a project it is the person's part in it.
fn period(node: &str) -> String {
    node.replace("#project-", "#contribution-")
}

/// Whether a date is the stated one or one within it. Where none is stated, any will do.
fn has_date(graph: &Graph, node: &str, property: &str, value: &Value) -> bool {
    value.as_str().is_none_or(|stated| graph.values(node, property).any(|date| is_within(date, stated)))
}

/// Whether an end is the stated one. Where none is stated there is none, unless another version knows the whole period
/// better: then it also knows a more precise beginning.
fn ends(graph: &Graph, node: &str, fields: &Map<String, Value>) -> bool {
    let has_end = graph.values(node, "endDate").next().is_some();
    let begins_as_stated =
        graph.values(node, "startDate").any(|date| fields.get("start").is_some_and(|start| start == date));
    has_date(graph, node, "endDate", &fields["end"]) && !(fields["end"].is_null() && has_end && begins_as_stated)
}

fn has_authors(graph: &Graph, work: &str, value: &Value) -> bool {
    let authors = graph.all(graph.values(work, "author"), "name");
    spellings(value).iter().all(|author| authors.contains(author))
}

fn has_address(graph: &Graph, node: &str, value: &Value) -> bool {
    let known = [graph.all([node], "url"), graph.all([node], "sameAs")].concat();
    let is_known = |address: &&str| known.iter().any(|known| plain_address(known) == plain_address(address));
    spellings(value).iter().any(is_known)
}

/// Whether an observation about a node, of this name, has this value.
fn counts(graph: &Graph, node: &str, name: &str, value: &Value) -> bool {
    let named = |figure: &&str| graph.values(figure, "name").any(|own| own.contains(name));
    let figures = graph.nodes("observationAbout", node).filter(named);
    graph.all(figures, "value").contains(&&*value.to_string())
}

fn is_about_patents(graph: &Graph, figure: &str, text: &str) -> bool {
    let value = Figures(&our_wording(text)).next();
    graph.values(figure, "name").any(|name| name.contains("专利"))
        && graph.values(figure, "value").next() == value.as_deref()
}
