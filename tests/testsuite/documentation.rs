//! The documentation says what the program does.

use vitagraph::decode::{ObjectInfo, Visibility};

use crate::support::{assert_file, printed, root};

const BEGIN: &str = "<!-- fields: begin -->\n";
const END: &str = "<!-- fields: end -->";

#[test]
fn the_tables_of_fields_are_those_of_the_program() {
    let text = std::fs::read_to_string(root().join("docs/record.md")).unwrap();
    let (head, rest) = text.split_once(BEGIN).unwrap();
    let (_, tail) = rest.split_once(END).unwrap();
    let mut tables: Vec<String> = vitagraph::record::objects().iter().map(|object| table(object, "###")).collect();
    tables.push(
        "\n## Entries of the registers\n\n`organizations.yaml` and `skills.yaml` are maps from keys to these.\n".into(),
    );
    tables.extend(vitagraph::register::objects().iter().map(|object| table(object, "###")));
    tables
        .push("\n## Entries of links.yaml\n\n`links.yaml` is a list of these; see [linking.md](linking.md).\n".into());
    tables.extend(vitagraph::links::objects().iter().map(|object| table(object, "###")));
    assert_file("docs/record.md", &format!("{head}{BEGIN}{}{END}{tail}", tables.concat()));
}

fn table(object: &ObjectInfo, level: &str) -> String {
    let head = "| field | type | meaning | example | visible to | in the graph |\n|---|---|---|---|---|---|\n";
    let rows: String = object
        .fields
        .iter()
        .map(|field| {
            let who = match field.visibility {
                Visibility::Public => "everybody",
                Visibility::Internal => "colleagues",
                Visibility::Private => "the person alone",
            };
            format!(
                "| `{}` | {} | {} | `{}` | {who} | {} |\n",
                field.name,
                field.kind,
                field.doc.trim(),
                field.example,
                field.graph
            )
        })
        .collect();
    format!("\n{level} {}\n\n{head}{rows}", object.name)
}

#[test]
fn every_field_has_a_meaning_an_example_and_a_place_in_the_graph() {
    for object in
        vitagraph::record::objects().iter().chain(&vitagraph::register::objects()).chain(&vitagraph::links::objects())
    {
        for field in object.fields {
            assert!(field.doc.trim().ends_with('.'), "{}.{}", object.name, field.name);
            assert!(!field.example.is_empty() && !field.graph.is_empty(), "{}.{}", object.name, field.name);
        }
    }
}

#[test]
fn the_output_in_the_readme_is_what_the_program_prints() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let output = printed(&["export", "stuart-lau"]);
    let excerpts: Vec<&str> = readme.split("```json\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert!(!excerpts.is_empty());
    for line in excerpts.iter().flat_map(|excerpt| excerpt.lines()).filter(|line| !line.contains('…')) {
        assert!(output.lines().any(|printed| printed == line), "README.md: {line}");
    }
}

#[test]
fn examples_of_fields_are_valid_records() {
    use vitagraph::tree::from_yaml;
    for object in vitagraph::record::objects() {
        for field in object.fields.iter().filter(|field| !field.example.contains('…')) {
            let text = format!("{}: {}\n", field.name, field.example);
            assert!(from_yaml(&text).is_ok_and(|node| node.get(field.name).is_some()), "{}.{text}", object.name);
        }
    }
}

#[test]
fn the_page_of_rules_is_made_of_the_rules() {
    assert_file("docs/rules.md", &vitagraph::rules::documentation());
}

#[test]
fn every_rule_says_what_it_wants_and_why_in_sentences() {
    let mut known = std::collections::BTreeSet::new();
    for rule in vitagraph::rules::all() {
        assert!(known.insert(rule.id), "{} is declared twice", rule.id);
        assert!(rule.id.split('/').count() == 2 && !rule.group().is_empty(), "{}", rule.id);
        for text in [rule.wants, rule.why, rule.mend] {
            let begins = text.starts_with(|c: char| c.is_uppercase() || c == '`');
            assert!(begins && text.ends_with('.'), "{}: {text}", rule.id);
        }
        assert!(
            !rule.example.is_empty() && (rule.source.is_empty() || rule.source.starts_with("https://")),
            "{}",
            rule.id
        );
    }
}
