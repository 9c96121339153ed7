//! Named queries: their results on a small team, values in every place of a query, and the command.

use std::collections::BTreeSet;

use oxigraph::model::{Literal, NamedNode, Term, Variable};
use oxigraph::sparql::QueryResults;
use vitagraph::decode::Visibility::{Internal, Public};
use vitagraph::query::{Bindings, Catalogue, bind, parse};
use vitagraph::store::Store;

use crate::roundtrip::{Dice, collection_of};
use crate::support::{Folder, root, run_in, text};

/// The files of expected results on a collection: the arguments, and what is printed.
fn results(folder: &str) -> Vec<(String, String, String)> {
    let mut results = Vec::new();
    for entry in std::fs::read_dir(root().join(folder)).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let (head, expected) = text.split_once('\n').unwrap();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        results.push((name, head.trim_start_matches("# ").to_owned(), expected.to_owned()));
    }
    results
}

/// Words as a shell takes them, with double quotes.
fn words(line: &str) -> Vec<String> {
    let quoted = line.split('"').enumerate();
    quoted
        .flat_map(|(at, part)| match at % 2 {
            0 => part.split_whitespace().map(str::to_owned).collect(),
            _ => vec![part.to_owned()],
        })
        .collect()
}

#[test]
fn each_query_of_the_catalogue_gives_the_expected_result_on_the_team() {
    compare("tests/team/results", "tests/team");
}

#[test]
fn queries_give_the_expected_results_on_the_data() {
    compare("tests/seeds/results", "data");
}

fn compare(folder: &str, data: &str) {
    for (name, arguments, expected) in results(folder) {
        let format = if name.ends_with(".nt") { "ntriples" } else { "csv" };
        let mut arguments = words(&arguments);
        arguments.extend(["--data", data, "--format", format].map(str::to_owned));
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let output = run_in(root(), &arguments);
        assert!(output.status.success(), "{name}: {}", text(&output.stderr));
        let printed = text(&output.stdout).replace("\r\n", "\n");
        assert_eq!(printed, expected, "{name}");
    }
}

#[test]
fn each_query_of_the_catalogue_has_an_expected_result_and_each_file_is_in_the_catalogue() {
    let tried: BTreeSet<String> =
        results("tests/team/results").iter().map(|(_, arguments, _)| words(arguments)[1].clone()).collect();
    let known: BTreeSet<String> = Catalogue::built_in().iter().map(|query| query.name.clone()).collect();
    assert_eq!(tried, known);
    let files = std::fs::read_dir(root().join("queries")).unwrap();
    let files = files.map(|entry| entry.unwrap().file_name().to_str().unwrap().trim_end_matches(".rq").to_owned());
    assert_eq!(files.collect::<BTreeSet<_>>(), known);
}

#[test]
fn each_query_of_the_catalogue_says_what_it_is_and_runs_on_the_data() {
    for query in Catalogue::built_in().iter() {
        assert!(!query.summary.is_empty() && !query.summary.ends_with('.'), "{}", query.name);
        assert!(!query.tags.is_empty(), "{}", query.name);
        let mut arguments = vec!["query".to_owned(), query.name.clone()];
        arguments.extend(words(&query.example));
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let output = run_in(root(), &arguments);
        assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
        for parameter in &query.parameters {
            assert!(!parameter.summary.is_empty(), "{} --{}", query.name, parameter.name);
        }
    }
}

#[test]
fn charts_of_the_catalogue_are_read_and_of_several_kinds() {
    let mut kinds = BTreeSet::new();
    for query in Catalogue::built_in().iter() {
        let says = query.text.lines().any(|line| line.starts_with("#+ chart:"));
        assert_eq!(query.chart.is_some(), says, "{}", query.name);
        kinds.extend(query.chart.as_ref().map(|chart| format!("{:?}", chart.kind())));
    }
    assert!(kinds.len() >= 4, "{kinds:?}");
}

#[test]
fn a_chart_of_what_is_no_column_is_found_in_the_head() {
    let folder = Folder::new(&PEOPLE);
    for (name, head, fault, hint) in [
        ("column", "bar x=moths y=who", "unknown column `moths` of a chart", "did you mean `months`?"),
        ("kind", "bra x=months y=who", "unknown kind `bra` of a chart", "did you mean `bar`?"),
        ("field", "bar x=months y=who colour=who", "unknown field `colour` of a chart", "did you mean `color`?"),
        ("lacking", "bar x=months", "the chart lacks `x` and `y`", "write a chart as"),
    ] {
        let query = format!("#+ summary: x\n#+ chart: {head}\nSELECT ?who (1 AS ?months) {{ ?who a schema:Person }}");
        folder.write("mine.rq", &query);
        let output = folder.run(&["query", "--data", ".", "mine.rq"]);
        let told = text(&output.stderr);
        assert!(told.contains("mine.rq:2:") && told.contains(fault) && told.contains(hint), "{name}: {told}");
    }
    folder.write("mine.rq", "#+ chart: bar x=a y=b\nASK { ?s ?p ?o }");
    let told = text(&folder.run(&["query", "--data", ".", "mine.rq"]).stderr);
    assert!(told.contains("a chart needs an answer with columns"), "{told}");
}

#[test]
fn columns_are_found_below_limits_and_in_all() {
    let folder = Folder::new(&PEOPLE);
    for query in
        ["SELECT DISTINCT ?who ?n { ?who schema:name ?n } ORDER BY ?n LIMIT 3", "SELECT * { ?who schema:name ?n }"]
    {
        folder.write("mine.rq", format!("#+ chart: bar x=n y=who\n{query}"));
        let output = folder.run(&["query", "--data", ".", "mine.rq"]);
        let told = text(&output.stderr);
        assert!(output.status.success() && !told.contains("chart"), "{query}: {told}");
    }
}

const PEOPLE: [(&str, &str); 3] = [
    ("people/ann.yaml", "basics: {name: Ann}\nwork: [{organization: acme, startDate: 2010, endDate: 2012}]"),
    ("people/ben.yaml", "basics: {name: Ben}\nwork: [{organization: acme, startDate: 2012-05, endDate: 2013}]"),
    ("people/cyd.yaml", "basics: {name: Cyd}\nwork: [{organization: beta, startDate: 2011}]"),
];

fn store() -> Store {
    Store::from_people(&Folder::new(&PEOPLE).load().0, Public).unwrap()
}

fn person(name: &str) -> Term {
    NamedNode::new_unchecked(format!("https://example.org/people/{name}#person")).into()
}

/// The solutions of a query with values for its variables, as sorted lines.
fn solutions(store: &Store, query: &str, values: &[(&str, Term)]) -> Vec<String> {
    let values: Bindings = values.iter().map(|(name, term)| (Variable::new_unchecked(*name), term.clone())).collect();
    let query = bind(parse(query).unwrap(), &values).unwrap();
    let mut lines = match store.query(query).execute().unwrap() {
        QueryResults::Solutions(solutions) => solutions
            .map(|solution| {
                let values = solution.unwrap().values().to_vec();
                values
                    .iter()
                    .map(|term| term.as_ref().map_or(String::new(), ToString::to_string))
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .collect::<Vec<String>>(),
        QueryResults::Graph(triples) => triples.map(|triple| triple.unwrap().to_string()).collect(),
        QueryResults::Boolean(value) => vec![value.to_string()],
    };
    lines.sort();
    lines
}

#[test]
fn a_value_reaches_every_place_of_a_query() {
    let store = store();
    let (ann, acme) =
        ("<https://example.org/people/ann#person>", "<https://example.org/organizations/acme#organization>");
    let projected = format!("{ann} \"acme\"");
    let counted = format!("{ann} {}", integer(1));
    let constructed = format!("{ann} <http://schema.org/about> {acme}");
    let cases: [(&str, &[&str]); 24] = [
        ("SELECT ?n { ?r vita:holder ?p ; vita:at/schema:name ?n }", &["\"acme\""]),
        ("SELECT ?p ?n { ?r vita:holder ?p ; vita:at/schema:name ?n }", &[&projected]),
        ("SELECT ?n { ?x schema:name ?n FILTER(?x = ?p) }", &["\"Ann\""]),
        ("SELECT ?n { ?x schema:name ?n FILTER(?x IN (?p, <http://x.example/>)) }", &["\"Ann\""]),
        (
            "SELECT ?n ?o { ?x a schema:Person ; schema:name ?n OPTIONAL { ?r vita:holder ?x ; vita:at/schema:name ?o FILTER(?x = ?p) } }",
            &["\"Ann\" \"acme\"", "\"Ben\" ", "\"Cyd\" "],
        ),
        ("SELECT ?n { ?p ^vita:holder/vita:at/schema:name ?n }", &["\"acme\""]),
        ("SELECT ?n { ?r vita:at ?o ; vita:holder+ ?p . ?o schema:name ?n }", &["\"acme\""]),
        ("SELECT (COUNT(?r) AS ?n) { ?r vita:at ?o ; vita:holder ?p }", &[&integer(1)]),
        ("SELECT ?p (COUNT(?r) AS ?n) { ?r vita:at ?o ; vita:holder ?p } GROUP BY ?p", &[&counted]),
        ("SELECT (MAX(IF(?x = ?p, 1, 0)) AS ?n) { ?x a schema:Person }", &[&integer(1)]),
        ("SELECT ?n { ?x schema:name ?n } GROUP BY ?n HAVING(MIN(STR(?x)) = STR(?p))", &["\"Ann\""]),
        ("SELECT ?n { { SELECT ?o { ?r vita:holder ?p ; vita:at ?o } } ?o schema:name ?n }", &["\"acme\""]),
        ("SELECT ?n { { SELECT ?o ?p { ?r vita:holder ?p ; vita:at ?o } } ?o schema:name ?n }", &["\"acme\""]),
        ("SELECT ?n { { SELECT ?p (COUNT(*) AS ?n) { ?r vita:holder ?p ; vita:at ?o } GROUP BY ?p } }", &[&integer(1)]),
        ("SELECT ?n { ?o schema:name ?n FILTER EXISTS { ?r vita:at ?o ; vita:holder ?p } }", &["\"acme\""]),
        (
            "SELECT ?n { ?o a schema:Organization ; schema:name ?n FILTER NOT EXISTS { ?r vita:at ?o ; vita:holder ?p } }",
            &["\"beta\""],
        ),
        ("SELECT ?n { ?x a schema:Person ; schema:name ?n MINUS { ?p schema:name ?n } }", &["\"Ben\"", "\"Cyd\""]),
        ("SELECT ?n { ?p schema:name ?n MINUS { ?r vita:holder ?p ; vita:at ?o } }", &[]),
        (
            "SELECT ?n { { ?p schema:name ?n } UNION { ?r vita:holder ?p ; vita:at/schema:name ?n } }",
            &["\"Ann\"", "\"acme\""],
        ),
        ("SELECT ?n { BIND(IF(BOUND(?p), 1, 2) AS ?n) }", &[&integer(1)]),
        (
            "SELECT ?n { VALUES (?p ?n) { (<https://example.org/people/ann#person> 1) (<https://x.example/> 2) (UNDEF 3) } }",
            &[&integer(1), &integer(3)],
        ),
        ("SELECT ?n { ?x a schema:Person ; schema:name ?n } ORDER BY DESC(?x = ?p) LIMIT 1", &["\"Ann\""]),
        ("CONSTRUCT { ?p schema:about ?o } { ?r vita:holder ?p ; vita:at ?o }", &[&constructed]),
        ("ASK { ?p schema:name 'Ben' }", &["false"]),
    ];
    for (query, expected) in cases {
        assert_eq!(solutions(&store, query, &[("p", person("ann"))]), expected, "{query}");
    }
}

fn integer(number: i64) -> String {
    Literal::from(number).to_string()
}

#[test]
fn a_group_by_a_value_has_no_solution_where_nothing_matches() {
    let query = "SELECT (COUNT(?r) AS ?n) { ?r vita:holder ?p } GROUP BY ?p";
    assert_eq!(solutions(&store(), query, &[("p", person("nobody"))]), Vec::<String>::new());
}

#[test]
fn a_property_and_a_graph_may_be_values_and_a_text_there_is_an_error() {
    let name = NamedNode::new_unchecked("http://schema.org/name");
    let query = "SELECT ?n { ?x a schema:Person ; ?p ?n FILTER(?n = 'Ann') }";
    assert_eq!(solutions(&store(), query, &[("p", name.into())]), ["\"Ann\""]);
    let values: Bindings = [(Variable::new_unchecked("p"), Literal::from("x").into())].into_iter().collect();
    assert!(bind(parse(query).unwrap(), &values).unwrap_err().contains("its value is no IRI"));
    let assigned = parse("SELECT ?n { BIND(1 AS ?p) }").unwrap();
    assert!(bind(assigned, &values).unwrap_err().contains("the query assigns it"));
}

#[test]
fn the_patterns_of_the_documentation_are_sparql() {
    let page = std::fs::read_to_string(root().join("docs/queries.md")).unwrap();
    let blocks: Vec<&str> = page.split("```sparql\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    let (patterns, query) = (blocks[0], blocks[1]);
    let patterns: Vec<&str> = patterns.split("# ").filter(|pattern| !pattern.is_empty()).collect();
    assert_eq!(patterns.len(), 10);
    for pattern in patterns {
        let pattern = pattern.split_once('\n').unwrap().1;
        parse(&format!("SELECT * {{ {pattern} }}")).unwrap_or_else(|error| panic!("{pattern}: {error}"));
    }
    let folder = root().join("tests/team");
    let file = Folder::new(&[("on-a-day.rq", query)]);
    let file = file.path().join("on-a-day.rq").display().to_string();
    let output = run_in(&folder, &["query", &file, "--organization", "顶点", "--at", "2018-06", "--format", "csv"]);
    assert_eq!(text(&output.stdout).lines().count(), 3, "{}", text(&output.stderr));
}

#[test]
fn updates_and_other_servers_are_refused() {
    for (query, message) in [
        ("INSERT DATA { <a:a> <a:b> <a:c> }", "is an update"),
        ("CLEAR ALL", "is an update"),
        ("SELECT * { SERVICE <https://x.example/> { ?s ?p ?o } }", "asks another server"),
        ("SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE ?x { ?s ?p ?o } } }", "asks another server"),
        ("SELECT * { ?s ?p }", "expected"),
    ] {
        assert!(parse(query).unwrap_err().contains(message), "{query}: {}", parse(query).unwrap_err());
    }
}

/// What the program prints on the fixture, or what it tells where it fails.
fn asked(arguments: &[&str]) -> (bool, String) {
    let output = run_in(&root().join("tests/team"), &[&["query"], arguments].concat());
    let printed = if output.status.success() { &output.stdout } else { &output.stderr };
    (output.status.success(), text(printed))
}

#[test]
fn a_thing_is_found_by_key_iri_and_name_in_any_script() {
    let rows = |value: &str| asked(&["colleagues", "--person", value, "--today", "2024-06-30", "--format", "csv"]);
    let (_, expected) = rows("li-wei");
    assert!(expected.lines().count() > 3);
    for value in ["https://team.example/people/li-wei#person", "李伟", "Li Wei", "LI, Wei", "Will Lee", "W. Li"] {
        assert_eq!(rows(value), (true, expected.clone()), "{value}");
    }
    let (found, told) = rows("Ana Silvo");
    assert!(!found && told.contains("unknown person") && told.contains("ana-silva (Ana Silva)"), "{told}");
    let (found, told) = rows("Silvia Anna");
    assert!(!found && told.contains("did you mean `ana-silva (Ana Silva)`"), "{told}");
}

#[test]
fn results_come_in_each_form() {
    let colleagues = |format: &str| {
        let (fine, printed) =
            asked(&["colleagues", "--person", "cho-minji", "--today", "2024-06-30", "--format", format]);
        assert!(fine, "{format}: {printed}");
        printed
    };
    let table = colleagues("table");
    assert!(table.contains("people/li-wei     organizations/globex  2019-05-01  2022-09-30  41"), "{table}");
    assert!(
        colleagues("markdown")
            .starts_with("| colleague | organization | from | until | months |\n|---|---|---|---|---|\n")
    );
    assert!(colleagues("tsv").contains("\"2022-09-30\"^^<http://www.w3.org/2001/XMLSchema#date>"));
    assert!(colleagues("xml").contains("<sparql"));
    let json: serde_json::Value = serde_json::from_str(&colleagues("json")).unwrap();
    assert_eq!(json["results"]["bindings"][0]["months"]["value"], "41");
    let (fine, told) = asked(&["colleagues", "--person", "cho-minji", "--format", "turtle"]);
    assert!(!fine && told.contains("gives solutions"), "{told}");
}

#[test]
fn a_table_is_aligned_also_for_chinese() {
    let folder = Folder::new(&[
        ("a.rq", "SELECT ?a ?b { VALUES (?a ?b) { ('快手' 'x') ('Kuaishou' '中文') } }"),
        ("people/a.yaml", "basics: {}"),
    ]);
    let output = folder.run(&["query", "a.rq", "--data", "."]);
    assert_eq!(text(&output.stdout), " a         b\n 快手      x\n Kuaishou  中文\n");
}

#[test]
fn a_collection_adds_queries_and_replaces_them() {
    let folder = Folder::new(&PEOPLE);
    folder.write("queries/names.rq", "#+ summary: All names\n#+ params:\n#+   least: { type: integer, default: 1, summary: How many at least }\nSELECT (COUNT(?n) AS ?names) { ?x a schema:Person ; schema:name ?n } HAVING(COUNT(?n) >= ?least)");
    folder.write("queries/colleagues.rq", "#+ summary: Mine\nASK { ?s ?p ?o }");
    folder.write("queries/bad.rq", "#+ summry: x\n#+ params: { a: { type: colour } }\nSELECT ?s { ?s ?p ?o }");
    let run = |arguments: &[&str]| folder.run(&[&["query", "--data", "."], arguments].concat());
    assert_eq!(text(&run(&["names", "--format", "csv"]).stdout), "names\r\n3\r\n");
    assert_eq!(text(&run(&["names", "--least", "4", "--format", "csv"]).stdout), "names\r\n");
    assert_eq!(text(&run(&["colleagues"]).stdout), "yes\n");
    let help = text(&run(&["names", "--help"]).stdout);
    assert!(help.contains("--least <INTEGER>") && help.contains("How many at least [default: 1]"), "{help}");
    let listing = run(&["--list"]);
    assert!(text(&listing.stdout).contains("names ") && text(&listing.stdout).contains("All names"));
    let told = text(&listing.stderr);
    assert!(told.contains("queries/bad.rq:1:4: warning: unknown field `summry`"), "{told}");
    assert!(told.contains("did you mean `summary`?") && told.contains("queries/bad.rq:2:"), "{told}");
    folder.write("mine.rq", "#+ params:\n#+   who: { type: persn }\nASK { ?s ?p ?o }");
    let output = run(&["mine.rq"]);
    let told = text(&output.stderr);
    assert!(
        told.contains("mine.rq:2:") && told.contains(": error: unknown type `persn`\n  hint: the types are"),
        "{told}"
    );
    assert_eq!(output.status.code(), Some(1));
    let told = text(&run(&["names", "--least", "few"]).stderr);
    assert!(told.contains("`few` is no integer") && told.contains("write a whole number"), "{told}");
}

#[test]
fn a_date_is_asked_for_with_both_its_days() {
    let query = "#+ params: { at: { type: date } }\nSELECT ?n { ?r vita:holder/schema:name ?n ; vita:from ?f ; vita:until ?u FILTER(?f <= ?atUntil && ?u >= ?atFrom) } ORDER BY ?n";
    let folder = Folder::new(&PEOPLE);
    folder.write("at.rq", query);
    for (at, names) in [
        ("2009-12-31", ""),
        ("2010", "Ann"),
        ("2010-01-01", "Ann"),
        ("2010-12-31", "Ann"),
        ("2011-01", "Ann Cyd"),
        ("2012-04-30", "Ann Cyd"),
        ("2012-05", "Ann Ben Cyd"),
        ("2012-12-31", "Ann Ben Cyd"),
        ("2013-01-01", "Ben Cyd"),
        ("2013-12-31", "Ben Cyd"),
        ("2014", "Cyd"),
        ("today", "Cyd"),
    ] {
        let output = folder.run(&["query", "at.rq", "--data", ".", "--at", at, "--format", "csv"]);
        let printed = text(&output.stdout).replace("\r\n", " ");
        assert_eq!(printed.trim_start_matches('n').trim(), names, "{at}: {}", text(&output.stderr));
    }
}

#[test]
fn a_private_person_is_not_found() {
    let folder = Folder::new(&PEOPLE);
    folder.write("people/dan.yaml", "visibility: private\nbasics: {name: Dan}");
    let ask =
        |audience: &str| folder.run(&["query", "colleagues", "--data", ".", "--person", "dan", "--audience", audience]);
    assert!(ask("private").status.success());
    for audience in ["public", "internal"] {
        assert!(text(&ask(audience).stderr).contains("unknown person `dan`"), "{audience}");
    }
}

/// Where somebody was, from which day until which.
type Stays = Vec<(String, String, String)>;

fn stays(record: &serde_json::Value) -> Stays {
    let date = |value: &serde_json::Value, rest: &str| {
        value
            .as_str()
            .filter(|text| *text != "present")
            .map_or("9999-12-31".to_owned(), |text| format!("{text}{}", &rest[text.len()..]))
    };
    let of_job = |job: &serde_json::Value| {
        let end = job.get("endDate").unwrap_or(&serde_json::Value::Null);
        (
            job["organization"].as_str().unwrap().to_owned(),
            date(&job["startDate"], "0000-01-01"),
            date(end, "0000-12-31"),
        )
    };
    record["work"].as_array().unwrap().iter().map(of_job).collect()
}

/// Whom a person shared an organization with at a time, counted over all.
fn overlapping(people: &[Stays], person: usize) -> BTreeSet<String> {
    let shares = |stays: &Stays| {
        stays.iter().any(|(place, from, until)| {
            people[person]
                .iter()
                .any(|(own_place, own_from, own_until)| place == own_place && from <= own_until && own_from <= until)
        })
    };
    let others = people.iter().enumerate().filter(|(number, stays)| *number != person && shares(stays));
    others.map(|(number, _)| format!("p{number}")).collect()
}

/// Compares `colleagues` of some of these people with a count over their records.
fn count_colleagues(people: usize, organizations: usize, asked: usize) {
    let dates = |year: usize, dice: &mut Dice| match dice.below(2) {
        0 => year.to_string(),
        _ => format!("{year}-{:02}", 1 + dice.below(12)),
    };
    let mut dice = Dice::new(7);
    let record = |number: usize| {
        let job = |_| {
            let start = 1990 + dice.below(30);
            let (from, until) = (dates(start, &mut dice), dates(start + 1 + dice.below(5), &mut dice));
            let place = format!("c{}", dice.below(organizations));
            let mut job = serde_json::json!({"organization": place, "startDate": from, "endDate": until});
            if dice.below(5) == 0 {
                job["endDate"] = "present".into();
            }
            job
        };
        serde_json::json!({"id": format!("p{number}"), "work": (0..3).map(job).collect::<Vec<_>>()})
    };
    let records: Vec<serde_json::Value> = (0..people).map(record).collect();
    let counted: Vec<Stays> = records.iter().map(stays).collect();
    let store = Store::from_people(&collection_of(records.into_iter()), Internal).unwrap();
    let catalogue = Catalogue::built_in();
    let query = &catalogue.get("colleagues").unwrap().text;
    let today = Term::from(Literal::new_typed_literal("2026-01-01", oxigraph::model::vocab::xsd::DATE));
    for number in 0..asked {
        let name = format!("p{number}");
        let values = [("person", person(&name)), ("todayUntil", today.clone())];
        let found: BTreeSet<String> = solutions(&store, query, &values)
            .iter()
            .map(|line| line.split(['/', '#']).nth(4).unwrap().to_owned())
            .collect();
        assert!(!found.is_empty(), "{name}");
        assert_eq!(found, overlapping(&counted, number), "{name}");
    }
}

#[test]
fn colleagues_are_those_that_a_count_over_the_records_gives() {
    count_colleagues(2_000, 40, 40);
}

#[test]
#[ignore = "takes a minute; .ci/run has it"]
fn colleagues_among_20_000_are_those_that_a_count_over_the_records_gives() {
    count_colleagues(20_000, 400, 200);
}

#[test]
fn a_longer_chain_is_found_where_there_is_no_shorter_one() {
    let job = |name: &str, places: [&str; 2]| {
        let jobs = places.map(|place| format!("{{organization: {place}, startDate: 2010, endDate: 2012}}"));
        (format!("people/{name}.yaml"), format!("basics: {{name: {name}}}\nwork: [{}]", jobs.join(", ")))
    };
    let people =
        [("a", ["o0", "o1"]), ("b", ["o1", "o2"]), ("c", ["o2", "o3"]), ("d", ["o3", "o4"]), ("e", ["o4", "o5"])];
    let files = people.map(|(name, places)| job(name, places));
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let store = Store::from_people(&Folder::new(&files).load().0, Public).unwrap();
    let catalogue = Catalogue::built_in();
    let chains = |to: &str| {
        let lines =
            solutions(&store, &catalogue.get("path").unwrap().text, &[("from", person("a")), ("to", person(to))]);
        let short = |line: &String| {
            let words = line.split(' ').skip(1).map(|iri| iri.split(['/', '#']).nth(4).unwrap_or_default().to_owned());
            words.collect::<Vec<_>>().join(" ").trim().to_owned()
        };
        lines.iter().map(short).collect::<Vec<_>>()
    };
    assert_eq!(chains("b"), ["o1"]);
    assert_eq!(chains("c"), ["o1 b o2"]);
    assert_eq!(chains("d"), ["o1 b o2 c o3"]);
    assert_eq!(chains("e"), ["o1 b o2 c o3 d o4"]);
}

#[test]
fn a_query_shown_as_sparql_has_its_values_and_asks_the_same() {
    for (name, arguments, _) in results("tests/team/results") {
        let arguments = words(&arguments);
        let arguments: Vec<&str> = arguments[1..].iter().map(String::as_str).collect();
        let (fine, shown) = asked(&[&arguments[..], &["--sparql"]].concat());
        assert!(fine, "{name}: {shown}");
        let file = Folder::new(&[("shown.rq", &shown)]);
        let file = file.path().join("shown.rq").display().to_string();
        let format = if name.ends_with(".nt") { "ntriples" } else { "csv" };
        let (_, expected) = asked(&[&arguments[..], &["--format", format]].concat());
        assert_eq!(asked(&[&file, "--format", format]), (true, expected), "{name}: {shown}");
    }
}
