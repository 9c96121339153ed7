//! Named queries as forms, results as tables, and the form for queries of one's own.

use maud::{Markup, PreEscaped, html};
use oxigraph::model::{NamedNode, Term};
use serde_json::{Map, Value, json};

use super::layout::Content;
use super::start::{ORGANIZATIONS, SKILLS};
use super::words::counted;
use super::{Pages, with_code};
use crate::assets;
use crate::date::OPEN;
use crate::inject::escaped;
use crate::query::{Catalogue, NamedQuery, Parameter, ValueKind, Values};
use crate::vocab::{PREFIXES, owl, prov, schema, vita};

/// The query that is shown at first.
const EXAMPLE: &str = "SELECT ?name ?title WHERE {\n  ?person a schema:Person ; schema:name ?name .\n  OPTIONAL { ?person schema:jobTitle ?title }\n} LIMIT 20";

/// What a page is called that is not there.
const NOT_FOUND: &str = "Not Found";

/// How many values a form offers.
const OFFERED: usize = 500;

/// A block of data for scripts. What could end the block is escaped in it.
fn data_block(attribute: &str, value: &str, data: &Value) -> Markup {
    PreEscaped(format!("<script type=\"application/json\" {attribute}=\"{value}\">{}</script>", escaped(data, false)))
}

/// A value in a table.
#[derive(Clone, Debug)]
pub struct Cell {
    /// What is shown.
    pub text: String,
    /// Where it leads, if anywhere.
    pub link: Option<String>,
    /// Its language, where it is another one than the page's.
    pub language: Option<String>,
}

/// Results to show.
#[derive(Clone, Debug)]
pub struct Results {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
    /// A picture of them: a specification of Vega-Lite.
    pub chart: Option<Value>,
}

impl Cell {
    /// A text that leads nowhere.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), link: None, language: None }
    }

    fn markup(&self) -> Markup {
        html! {
            @match &self.link {
                Some(link) => a href=(link) lang=[self.language.as_deref()] { (self.text) },
                None => span lang=[self.language.as_deref()] { (self.text) },
            }
        }
    }
}

impl Pages<'_> {
    /// A term of a result, a thing by its name.
    #[must_use]
    pub fn cell(&self, term: Option<&Term>) -> Cell {
        let other = |tag: &str| (!crate::text::speaks(tag, &self.language.tag)).then(|| tag.to_owned());
        match term {
            Some(Term::NamedNode(node)) => {
                let name = self.name(node.as_ref());
                let language = name.as_ref().and_then(|name| name.language()).and_then(other);
                let text = name.map_or_else(|| self.short(node.as_str()), |name| name.value().to_owned());
                Cell { text, link: self.way(node.as_str()), language }
            }
            Some(Term::Literal(literal)) if literal.value() == OPEN.to_string() => Cell::text(self.words().present),
            Some(Term::Literal(literal)) => {
                Cell { text: literal.value().to_owned(), link: None, language: literal.language().and_then(other) }
            }
            Some(other) => Cell::text(other.to_string()),
            None => Cell::text(""),
        }
    }

    /// The list of all named queries.
    #[must_use]
    pub fn queries(&self, catalogue: &Catalogue) -> Content {
        let words = self.words();
        let mut content = Content::new("queries", words.queries);
        content.header = html! { div {
            h1 { (words.queries) }
            dl { @for query in catalogue.iter() {
                dt { a href=(self.links.page(&["queries/", &query.name].concat())) { (query.name) } } dd lang=[self.english()] { (with_code(&query.summary)) }
            } }
            @if self.links.is_server() { p { (words.for_programs) ": " a href=(self.links.file("openapi.json")) { "OpenAPI" } } }
        } };
        content
    }

    /// A named query with its results, or before anything is asked.
    #[must_use]
    pub fn query(&self, query: &NamedQuery, values: &Values, results: Option<&Results>) -> Content {
        let mut content = self.results(&query.summary, self.query_form(query, values), results);
        content.description = query.description.trim().to_owned();
        content
    }

    /// Results under a form.
    #[must_use]
    pub fn results(&self, title: &str, form: Markup, results: Option<&Results>) -> Content {
        let mut content = Content::new("query", title);
        content.header = html! { div {
            h1 lang=[self.english()] { (title) }
            (form)
            @if let Some(results) = results { (self.table(title, results)) }
        } };
        let chart = results.and_then(|results| results.chart.as_ref()).filter(|_| assets::has("charts.js"));
        content.scripts.extend(chart.map(|_| "assets/charts.js"));
        content
    }

    fn table(&self, title: &str, results: &Results) -> Markup {
        let words = self.words();
        let count =
            if results.rows.len() == 1 { words.row.to_owned() } else { counted(words.rows, results.rows.len()) };
        html! {
            @if let Some(chart) = results.chart.as_ref().filter(|_| assets::has("charts.js")) {
                figure.chart { figcaption { (chart["title"].as_str().unwrap_or_default()) } (data_block("class", "chart", chart)) }
            }
            p.note role="status" { (count) }
            @if !results.rows.is_empty() { div.wide tabindex="0" role="region" aria-label=(title) {
                table {
                    thead { tr { @for column in &results.columns { th scope="col" { (column) } } } }
                    tbody { @for row in &results.rows { tr { @for cell in row { td { (cell.markup()) } } } } }
                }
            } }
        }
    }

    /// A form for the values of a named query. Files answer no forms.
    #[must_use]
    pub fn query_form(&self, query: &NamedQuery, values: &Values) -> Markup {
        let own = ["queries/", &query.name].concat();
        html! {
            @if !query.description.is_empty() { p.summary lang=[self.english()] { (with_code(&query.description)) } }
            @if self.links.is_server() {
                form.query action=(self.links.page(&own)) method="get" {
                    @for parameter in &query.parameters { (self.field(parameter, values)) }
                    button { (self.words().ask) }
                }
            }
        }
    }

    fn field(&self, parameter: &Parameter, values: &Values) -> Markup {
        let value = values.get(&parameter.name).or(parameter.default.as_ref());
        let (list, offered) = (["offered-", &parameter.name].concat(), self.values(parameter.kind, OFFERED));
        let kind = if parameter.kind == ValueKind::Integer { "number" } else { "text" };
        html! {
            label for=(parameter.name) lang=[self.english()] { (parameter.name) " " span.note { (with_code(&parameter.summary)) } }
            input #(parameter.name) type=(kind) name=(parameter.name) value=[value] required[parameter.is_required()]
                list=[(!offered.is_empty()).then_some(&list)];
            @if !offered.is_empty() {
                datalist #(list) { @for (key, name) in &offered { option value=(key) { (name) } } }
            }
        }
    }

    /// All people, organizations or skills that a parameter may have as its value, keys with names; none where there are
    /// more than `most`.
    #[must_use]
    pub fn values(&self, kind: ValueKind, most: usize) -> Vec<(String, String)> {
        let nodes: Vec<NamedNode> = match kind {
            ValueKind::Person if self.source.index.entries().len() > most => Vec::new(),
            ValueKind::Person => self.store().people(),
            ValueKind::Organization => ORGANIZATIONS.things(self),
            ValueKind::Skill => SKILLS.things(self),
            _ => Vec::new(),
        };
        if nodes.len() > most {
            return Vec::new();
        }
        let key = |node: &NamedNode| {
            let path = self.source.addresses.path_of(node.as_str().split('#').next()?)?;
            Some(path.rsplit('/').next()?.to_owned())
        };
        let name = |node: &NamedNode| self.name(node.as_ref()).map(|name| name.value().to_owned());
        nodes.iter().filter_map(|node| Some((key(node)?, name(node)?))).collect()
    }

    /// The page where nothing is asked yet.
    #[must_use]
    pub fn sparql(&self) -> Content {
        let (words, has_editor) = (self.words(), assets::has("editor.js"));
        let mut content = Content::new("sparql", words.sparql);
        content.header = html! { div {
            h1 { (words.sparql) }
            p.note { (words.quads) ": " (self.store().len()) }
            (self.sparql_form(EXAMPLE))
            @if !has_editor { p.note { (words.no_editor) " " code { "web/build" } } }
            details { summary { "PREFIX" } dl { @for (prefix, namespace) in PREFIXES { dt { (prefix) } dd { code { (namespace) } } } } }
            @if has_editor { (data_block("id", "vocabulary", &self.vocabulary())) }
        } };
        if has_editor {
            content.scripts.push("assets/editor.js");
            content.styles.push("assets/editor.css");
        }
        content
    }

    /// What the editor completes: the prefixes with their namespaces, and the terms of the vocabularies, written with these.
    fn vocabulary(&self) -> Value {
        let prefixes = PREFIXES.iter().map(|(prefix, namespace)| ((*prefix).to_owned(), (*namespace).into()));
        let known = [owl::TERMS, prov::TERMS, schema::TERMS, vita::TERMS];
        let terms = known.iter().flat_map(|terms| terms.iter()).map(|term| Value::from(self.short(term.as_str())));
        json!({ "prefixes": prefixes.collect::<Map<String, Value>>(), "terms": terms.collect::<Vec<Value>>() })
    }

    /// A form for a query.
    #[must_use]
    pub fn sparql_form(&self, query: &str) -> Markup {
        html! {
            form.query #sparql action=(self.links.page("sparql")) method="get" data-endpoint=(self.links.file("sparql")) {
                label for="query" { "SPARQL" }
                textarea #query name="query" rows="10" spellcheck="false" { (query) }
                button { (self.words().ask) }
            }
        }
    }

    /// A page about what went wrong.
    #[must_use]
    pub fn problem(&self, title: &str, message: &str, hint: Option<&str>) -> Content {
        let words = self.words();
        let (title, lang) = if title == NOT_FOUND { (words.not_found, None) } else { (title, self.english()) };
        let mut content = Content::new("problem", title);
        content.header = html! { div {
            h1 lang=[lang] { (title) }
            p lang=[self.english()] { (with_code(message)) }
            @if let Some(hint) = hint { p.note lang=[self.english()] { (with_code(hint)) } }
            p { a href=(self.links.page("")) { (words.site) } }
        } };
        content
    }
}
