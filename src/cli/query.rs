use std::collections::HashSet;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use clap::{Arg, ArgMatches, Args, Command, ValueEnum};

use super::output::print;
use super::{Arguments, Audience, root, table};
use crate::collection::Collection;
use crate::jsonld::{self, Options, Thing, View};
use crate::pieces::read_text;
use crate::query::model::Quad;
use crate::query::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use crate::query::sparql::{QueryResults, QuerySolutionIter, QueryTripleIter};
use crate::query::{Catalogue, Entities, NamedQuery, Parameter, Values, printed};
use crate::rdf;
use crate::report::{Report, Severity};
use crate::store::budget::{Limits, limited};
use crate::store::{Prepared, Store};

const EXAMPLES: &str = "Examples:
  vitagraph query --list                            what can be asked
  vitagraph query colleagues --help                 what a query answers, and the values that it takes
  vitagraph query colleagues --person 刘硕          by key, IRI, or name in any script
  vitagraph query colleagues --person p7 --format csv > colleagues.csv
  vitagraph query my.rq                             a query of your own, from a file
  echo 'SELECT ?name { ?p a schema:Person ; schema:name ?name }' | vitagraph query -";

/// Text of a result that may stand in memory, in bytes.
const MEMORY: usize = 256 << 20;

/// Ask the graph: a named query, a file with SPARQL, or `-` for standard input
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Query {
    /// The name of a query, a file that ends in `.rq`, or `-`
    #[arg(value_name = "QUERY", required_unless_present = "list")]
    query: Option<String>,
    /// Show the queries that have names
    #[arg(long)]
    list: bool,
    /// The form of the result [default: table; of triples: turtle]
    #[arg(long, value_name = "FORM")]
    format: Option<Format>,
    /// Who asks
    #[arg(long, value_name = "WHO", default_value = "internal")]
    audience: Audience,
    /// Show the plan of the engine and how long its steps took, in place of the result
    #[arg(long)]
    explain: bool,
    /// Show the query as SPARQL with its values, for other programs, in place of the result
    #[arg(long, conflicts_with = "explain")]
    sparql: bool,
    /// Print no more than so many solutions or triples
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Give up after so many seconds
    #[arg(long, value_name = "SECONDS")]
    timeout: Option<f64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table for people
    Table,
    /// A table of Markdown
    Markdown,
    /// CSV
    Csv,
    /// TSV, with datatypes and languages
    Tsv,
    /// JSON: SPARQL results; of --list an array
    Json,
    /// XML: SPARQL results
    Xml,
    /// Triples as Turtle
    Turtle,
    /// Triples as N-Triples
    Ntriples,
    /// Triples as N-Quads
    Nquads,
    /// Triples as TriG
    Trig,
    /// Triples as RDF/XML
    Rdfxml,
    /// Triples as JSON-LD
    Jsonld,
}

/// A query, with what is wrong with others of its catalogue.
pub(super) type Asked = Option<anyhow::Result<(NamedQuery, Report)>>;

/// The query that the command line asks for, if any, and the command line with its parameters as options.
pub(super) fn with_parameters(command: Command) -> (Command, Asked) {
    let given = command.clone().ignore_errors(true).disable_help_flag(true).try_get_matches();
    let asked = given.ok().and_then(|given| {
        let name = given.subcommand_matches("query")?.get_one::<String>("query")?.clone();
        let data = given.get_one::<PathBuf>("data").map(PathBuf::as_path);
        Some(root(data).map_err(anyhow::Error::from).and_then(|root| find(&name, &root)))
    });
    let Some(Ok((named, _))) = &asked else { return (command, asked) };
    let command = command.mut_subcommand("query", |query| {
        let about = format!("{}\n\n{}", named.summary, named.description).trim().to_owned();
        let example = format!("Example:\n  vitagraph query {} {}", named.name, named.example);
        let query = query.about(named.summary.clone()).long_about(about).after_help(example);
        named.parameters.iter().fold(query, |query, parameter| query.arg(argument(parameter)))
    });
    (command, asked)
}

fn argument(parameter: &Parameter) -> Arg {
    let default = parameter.default.as_ref().map(|default| format!(" [default: {default}]")).unwrap_or_default();
    Arg::new(format!("value of {}", parameter.name))
        .long(parameter.name.clone())
        .value_name(parameter.kind.name().to_uppercase())
        .help(format!("{}{default}", parameter.summary))
        .help_heading("Values")
        .required(parameter.is_required())
}

/// The query of a name, or of a file.
fn find(name: &str, root: &Path) -> anyhow::Result<(NamedQuery, Report)> {
    let mut report = Report::default();
    let query = if name == "-" {
        let mut text = String::new();
        io::stdin().read_to_string(&mut text).context("standard input")?;
        NamedQuery::new(name, &text, &mut report)?
    } else if name.ends_with(".rq") {
        let text = read_text(Path::new(name), name).map_err(|finding| anyhow::anyhow!("{finding}"))?;
        NamedQuery::new(name, &text, &mut report)?
    } else {
        Catalogue::load(root, &mut report).get(name)?.clone()
    };
    Ok((query, report))
}

impl Query {
    pub(super) fn run(&self, arguments: &Arguments, matches: &ArgMatches, asked: Asked) -> anyhow::Result<ExitCode> {
        let Some(asked) = asked.filter(|_| !self.list) else {
            let mut report = Report::default();
            print(&self.listing(&Catalogue::load(&arguments.root()?, &mut report))?)?;
            return Ok(arguments.tell(&report));
        };
        let (query, report) = asked?;
        let (collection, code) = arguments.collection()?;
        arguments.tell_once(&report, &mut HashSet::new());
        let code = if report.count(Severity::Error) > 0 { ExitCode::from(1) } else { code };
        let store = Store::from_people(&collection, self.audience.into())?;
        let values = values(&query, matches);
        let entities = if query.names_things() { Entities::new(&store, &collection) } else { Entities::default() };
        let algebra = query.bound(&values, &entities)?;
        if self.sparql {
            print(&(printed(&algebra) + "\n"))?;
            return Ok(code);
        }
        let results = store.query(algebra);
        self.within_time(|| match self.explain {
            true => print(&explanation(results)?),
            false => self.print(results.execute()?, &collection),
        })?;
        Ok(code)
    }

    /// Evaluates a query in no more than the time that it may take.
    fn within_time(&self, evaluate: impl FnOnce() -> anyhow::Result<()>) -> anyhow::Result<()> {
        let Some(seconds) = self.timeout else { return evaluate() };
        let longest = Duration::try_from_secs_f64(seconds.clamp(0.0, 1e9)).unwrap_or_default();
        let limits = Limits { until: Instant::now().checked_add(longest), ..Limits::NONE };
        match limited(&limits, evaluate) {
            Ok(result) => result,
            Err(_) => bail!("the query takes longer than {seconds} seconds"),
        }
    }

    fn listing(&self, catalogue: &Catalogue) -> anyhow::Result<String> {
        if self.format == Some(Format::Json) {
            let entry = |query: &NamedQuery| {
                let values: Vec<&str> = query.parameters.iter().map(|parameter| parameter.name.as_str()).collect();
                serde_json::json!({ "name": query.name, "summary": query.summary, "tags": query.tags, "values": values })
            };
            return Ok(serde_json::to_string_pretty(&catalogue.iter().map(entry).collect::<Vec<_>>())? + "\n");
        }
        let row = |query: &NamedQuery| vec![query.name.clone(), query.summary.clone()];
        let columns = ["query".to_owned(), "what it answers".to_owned()];
        let rows: Vec<Vec<String>> = catalogue.iter().map(row).collect();
        Ok(match self.format {
            Some(Format::Markdown) => table::markdown(&columns, &rows),
            _ => table::table(&columns, &rows, table::width()),
        })
    }

    fn print(&self, results: QueryResults<'_>, collection: &Collection) -> anyhow::Result<()> {
        match results {
            QueryResults::Solutions(solutions) => self.solutions(solutions, collection),
            QueryResults::Graph(triples) => self.triples(triples),
            QueryResults::Boolean(value) => match self.results_format()? {
                Some(format) => {
                    let bytes =
                        QueryResultsSerializer::from_format(format).serialize_boolean_to_writer(Vec::new(), value)?;
                    print(&String::from_utf8(bytes)?)
                }
                None => print(if value { "yes\n" } else { "no\n" }),
            },
        }
    }

    /// The format of the W3C that solutions are printed in, if not a table.
    fn results_format(&self) -> anyhow::Result<Option<QueryResultsFormat>> {
        Ok(match self.format {
            None | Some(Format::Table | Format::Markdown) => None,
            Some(Format::Csv) => Some(QueryResultsFormat::Csv),
            Some(Format::Tsv) => Some(QueryResultsFormat::Tsv),
            Some(Format::Json) => Some(QueryResultsFormat::Json),
            Some(Format::Xml) => Some(QueryResultsFormat::Xml),
            Some(_) => bail!("this query gives solutions; print them as table, markdown, csv, tsv, json or xml"),
        })
    }

    /// Prints solutions: as a table once all are there, in the other formats one by one.
    fn solutions(&self, solutions: QuerySolutionIter<'_>, collection: &Collection) -> anyhow::Result<()> {
        let limit = self.limit.unwrap_or(usize::MAX);
        if let Some(format) = self.results_format()? {
            let output = io::BufWriter::new(io::stdout().lock());
            let variables = solutions.variables().to_vec();
            let mut writer =
                QueryResultsSerializer::from_format(format).serialize_solutions_to_writer(output, variables)?;
            for solution in solutions.take(limit) {
                writer.serialize(&solution?)?;
            }
            return Ok(writer.finish()?.flush()?);
        }
        let columns: Vec<String> = solutions.variables().iter().map(|name| name.as_str().to_owned()).collect();
        let (mut rows, mut bytes) = (Vec::new(), 0);
        for solution in solutions.take(limit) {
            let solution = solution?;
            let row: Vec<String> = solution
                .values()
                .iter()
                .map(|term| table::cell(term.as_ref(), &collection.setup.settings.base))
                .collect();
            bytes += row.iter().map(String::len).sum::<usize>() + row.len() * size_of::<String>();
            if bytes > MEMORY {
                bail!(
                    "the result has more than {} MB; use `--limit`, or `--format csv`, which keeps nothing",
                    MEMORY >> 20
                );
            }
            rows.push(row);
        }
        match self.format {
            Some(Format::Markdown) => print(&table::markdown(&columns, &rows)),
            _ => print(&table::table(&columns, &rows, table::width())),
        }
    }

    fn triples(&self, triples: QueryTripleIter<'_>) -> anyhow::Result<()> {
        let quad = |triple: crate::query::model::Triple| triple.in_graph(crate::query::model::GraphName::DefaultGraph);
        let limit = self.limit.unwrap_or(usize::MAX);
        let quads = triples.take(limit).map(|triple| Ok(quad(triple?))).collect::<anyhow::Result<Vec<Quad>>>()?;
        let name = match self.format {
            None => "turtle".to_owned(),
            Some(Format::Jsonld | Format::Json) => {
                let options = Options { view: View::Full, languages: &[], inline_context: false };
                let document = jsonld::document(&quads, &Thing::Everything, options);
                return print(&(serde_json::to_string_pretty(&document)? + "\n"));
            }
            Some(format) => format.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default(),
        };
        match rdf::Format::from_name(&name) {
            Some(format) => print(&rdf::dump(&quads, format)?),
            None => bail!("this query gives triples; print them as turtle, ntriples, nquads, trig, rdfxml or jsonld"),
        }
    }
}

/// The values that the command line gives to a query.
fn values(query: &NamedQuery, matches: &ArgMatches) -> Values {
    let given = matches.subcommand_matches("query");
    let value = |parameter: &Parameter| {
        let value = given?.try_get_one::<String>(&format!("value of {}", parameter.name)).ok()??;
        Some((parameter.name.clone(), value.clone()))
    };
    query.parameters.iter().filter_map(value).collect()
}

/// The engine's plan, each step with its solutions and time, after all solutions have been read.
fn explanation(query: Prepared<'_>) -> anyhow::Result<String> {
    let start = Instant::now();
    let (results, plan) = query.compute_statistics().explain();
    let count = match results? {
        QueryResults::Solutions(solutions) => {
            solutions.map(|solution| solution.map(drop)).collect::<Result<Vec<()>, _>>()?.len()
        }
        QueryResults::Graph(triples) => triples.map(|triple| triple.map(drop)).collect::<Result<Vec<()>, _>>()?.len(),
        QueryResults::Boolean(_) => 1,
    };
    let took = start.elapsed();
    let mut json = Vec::new();
    plan.write_in_json(&mut json)?;
    let plan: serde_json::Value = serde_json::from_slice(&json)?;
    let mut text = format!("{count} results in {:.1} ms\n", took.as_secs_f64() * 1e3);
    step(&plan["plan"], 0, &mut text);
    Ok(text)
}

/// A step of a plan and those below it.
fn step(node: &serde_json::Value, depth: usize, text: &mut String) {
    let name = node["name"].as_str().unwrap_or_default();
    let seconds = node["duration in seconds"].as_f64();
    let time = seconds.map(|seconds| format!(", {:.1} ms", seconds * 1e3)).unwrap_or_default();
    let count =
        node["number of results"].as_u64().map(|count| format!("  [{count} results{time}]")).unwrap_or_default();
    text.push_str(&format!("{}{name}{count}\n", "  ".repeat(depth)));
    node["children"].as_array().into_iter().flatten().for_each(|child| step(child, depth + 1, text));
}
