//! Answers to named queries, made beforehand: of those that need no value, and of those that need one person,
//! organization or skill, for each there is while these are not too many. Other pages say how to ask the program.

use std::time::{Duration, Instant};

use oxigraph::model::{Term, Variable};
use oxigraph::sparql::QueryResults;
use oxigraph::sparql::QuerySolution;
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};

use super::{Save, Site};
use crate::error::{Error, Kind};
use crate::pages::{Beforehand, Cell, Language, Pages, Results};
use crate::pieces::try_in_any_order;
use crate::query::{Datum, NamedQuery, ValueKind, Values};
use crate::store::budget::{LONGEST_TEXT, Limits, limited};

/// How many values answers are made for, of all queries together.
const VALUES: usize = 2000;
/// How many rows an answer has.
const ROWS: usize = 1000;
/// How long one answer may take, and all for values together.
const TIME: Duration = Duration::from_secs(5);
const WHOLE_TIME: Duration = Duration::from_secs(60);
/// How many terms, and bytes of computed texts, a query may hold.
const TERMS: usize = 5_000_000;
const TEXTS: usize = 128 << 20;

/// What is asked: a query, the only value that it needs, if any, as its key and its name, and in which language.
struct Job<'j> {
    query: &'j NamedQuery,
    value: Option<(&'j str, &'j (String, String))>,
    language: &'j Language,
    /// The values that were answered.
    answered: &'j [(String, String)],
}

/// An answer: its columns and rows, and whether there are more.
struct Answer {
    variables: Vec<Variable>,
    rows: Vec<Vec<Option<Term>>>,
    is_cut: bool,
}

impl Site<'_> {
    /// Makes the list of queries, a page for each, and those of answers for values. Gives how many pages.
    pub(super) fn answers(&self, progress: &(impl Fn(usize) + Sync), save: &Save<'_>) -> Result<usize, Error> {
        for language in &self.languages {
            let pages = self.pages_at(language, "queries/");
            self.save_page("queries/", language, &pages, pages.queries(self.catalogue), save)?;
        }
        let queries: Vec<&NamedQuery> = self.catalogue.iter().collect();
        progress(queries.len() * self.languages.len());
        let answered = self.for_values(&queries, progress, save)?;
        let in_languages =
            queries.iter().flat_map(|query| self.languages.iter().map(move |language| (query, language)));
        let jobs = in_languages.zip(&answered).map(|((query, language), answered)| Job {
            query,
            language,
            value: None,
            answered,
        });
        let jobs: Vec<Job<'_>> = jobs.collect();
        try_in_any_order(jobs.iter().collect(), self.options.threads, &|job: &Job<'_>| {
            progress(0);
            self.answer(job, save)
        })?;
        Ok(self.languages.len() + jobs.len() + answered.iter().map(Vec::len).sum::<usize>())
    }

    /// Makes the answers for values. Gives for each query in each language the names of the values that have answers, with
    /// their paths.
    fn for_values(
        &self,
        queries: &[&NamedQuery],
        progress: &(impl Fn(usize) + Sync),
        save: &Save<'_>,
    ) -> Result<Vec<Vec<(String, String)>>, Error> {
        let (values, until) = (self.values(queries), Instant::now() + WHOLE_TIME);
        let mut jobs = Vec::new();
        for (query, (name, values)) in queries.iter().zip(&values) {
            for language in &self.languages {
                jobs.push(values.iter().map(|value| Job {
                    query,
                    value: Some((name, value)),
                    language,
                    answered: &[],
                }));
            }
        }
        let sizes: Vec<usize> = jobs.iter().map(ExactSizeIterator::len).collect();
        let jobs: Vec<Job<'_>> = jobs.into_iter().flatten().collect();
        if !jobs.is_empty() {
            progress(jobs.len());
        }
        let made = try_in_any_order(jobs.iter().collect(), self.options.threads, &|job: &Job<'_>| {
            progress(0);
            if Instant::now() > until { Ok(false) } else { self.answer(job, save) }
        })?;
        let mut of_jobs = jobs.iter().zip(made).map(|(job, is_made)| {
            let (_, (key, name)) = job.value.filter(|_| is_made)?;
            Some((name.clone(), path(job.query, Some(key))))
        });
        Ok(sizes.into_iter().map(|size| of_jobs.by_ref().take(size).flatten().collect()).collect())
    }

    /// The name of the only parameter that each query needs, with all its values as keys and names, as long as there are
    /// not too many.
    fn values(&self, queries: &[&NamedQuery]) -> Vec<(String, Vec<(String, String)>)> {
        let pages = self.pages_at(&self.languages[0], "queries/");
        let mut left = VALUES;
        let values = queries.iter().map(|query| {
            let Some((name, kind)) = only_required(query).filter(|_| !query.is_graph()) else {
                return Default::default();
            };
            let values = pages.values(kind, left);
            left -= values.len();
            (name.to_owned(), values)
        });
        values.collect()
    }

    /// Makes the page of an answer, and its file for programs. An answer for a value that has no rows is not made.
    fn answer(&self, job: &Job<'_>, save: &Save<'_>) -> Result<bool, Error> {
        let answer = self.asked(job);
        if job.value.is_some() && answer.as_ref().is_none_or(|answer| answer.rows.is_empty()) {
            return Ok(false);
        }
        let path = path(job.query, job.value.map(|(_, (key, _))| key.as_str()));
        let whole = answer.as_ref().filter(|answer| !answer.is_cut);
        let json = whole.map(|_| [&path, ".json"].concat());
        if let (Some(answer), Some(json), true) = (whole, &json, self.is_first(job.language)) {
            save(json, &answer.json().map_err(Kind::Write)?).map_err(Kind::Write)?;
        }
        let told = Beforehand {
            command: command(job),
            json,
            values: job.answered.to_vec(),
            shown: answer.as_ref().filter(|answer| answer.is_cut).map(|answer| answer.rows.len()),
        };
        let pages = self.pages_at(job.language, &path);
        let title = match job.value {
            Some((_, (_, name))) => format!("{name}: {}", job.query.summary),
            None => job.query.summary.clone(),
        };
        let results = answer.map(|answer| answer.results(job.query, &title, &pages));
        let mut content = pages.results(&title, pages.beforehand(job.query, &told), results.as_ref());
        content.description = job.query.description.trim().to_owned();
        self.save_page(&path, job.language, &pages, content, save)?;
        Ok(true)
    }

    /// The answer, where there is one without more values, and it does not take too long or too much.
    fn asked(&self, job: &Job<'_>) -> Option<Answer> {
        let mut values: Values = job.value.iter().map(|(name, (key, _))| ((*name).to_owned(), key.clone())).collect();
        for parameter in job.query.parameters.iter().filter(|parameter| parameter.kind == ValueKind::Lang) {
            values.insert(parameter.name.clone(), job.language.tag.clone());
        }
        let query = job.query.bound(&values, &self.entities).ok().filter(|_| !job.query.is_graph())?;
        let limits = Limits { until: Some(Instant::now() + TIME), terms: TERMS, text: LONGEST_TEXT, texts: TEXTS };
        limited(&limits, || Answer::of(self.store.query(query).execute().ok()?)).ok()?
    }
}

impl Answer {
    fn of(results: QueryResults<'_>) -> Option<Self> {
        match results {
            QueryResults::Solutions(solutions) => {
                let variables = solutions.variables().to_vec();
                let rows = solutions.take(ROWS + 1).map(|solution| Some(solution.ok()?.values().to_vec()));
                let mut rows: Vec<Vec<Option<Term>>> = rows.collect::<Option<_>>()?;
                let is_cut = rows.len() > ROWS;
                rows.truncate(ROWS);
                Some(Self { variables, rows, is_cut })
            }
            QueryResults::Boolean(value) => {
                let variables = vec![Variable::new_unchecked("answer")];
                Some(Self {
                    variables,
                    rows: vec![vec![Some(oxigraph::model::Literal::from(value).into())]],
                    is_cut: false,
                })
            }
            QueryResults::Graph(_) => None,
        }
    }

    fn results(&self, query: &NamedQuery, title: &str, pages: &Pages<'_>) -> Results {
        let cells =
            |row: &Vec<Option<Term>>| -> Vec<Cell> { row.iter().map(|term| pages.cell(term.as_ref())).collect() };
        let columns: Vec<String> = self.variables.iter().map(|name| name.as_str().to_owned()).collect();
        let rows: Vec<Vec<Cell>> = self.rows.iter().map(cells).collect();
        let chart = query.chart.as_ref().and_then(|chart| {
            let data = |(terms, cells): (&Vec<Option<Term>>, &Vec<Cell>)| {
                terms.iter().zip(cells).map(|(term, cell)| Datum::new(term.as_ref(), &cell.text)).collect()
            };
            let data: Vec<Vec<Datum>> = self.rows.iter().zip(&rows).map(data).collect();
            chart.spec(title, &columns, &data)
        });
        Results { columns, rows, chart }
    }

    /// The results as JSON: <https://www.w3.org/TR/sparql11-results-json/>.
    fn json(&self) -> std::io::Result<Vec<u8>> {
        let serializer = QueryResultsSerializer::from_format(QueryResultsFormat::Json);
        let mut writer = serializer.serialize_solutions_to_writer(Vec::new(), self.variables.clone())?;
        for row in &self.rows {
            writer.serialize(&QuerySolution::from((self.variables.clone(), row.clone())))?;
        }
        writer.finish()
    }
}

/// The only parameter that a query needs, where all its values are known.
fn only_required(query: &NamedQuery) -> Option<(&str, ValueKind)> {
    let mut required = query.parameters.iter().filter(|parameter| parameter.is_required());
    let (one, more) = (required.next()?, required.next());
    let is_known = matches!(one.kind, ValueKind::Person | ValueKind::Organization | ValueKind::Skill);
    (is_known && more.is_none()).then_some((one.name.as_str(), one.kind))
}

/// The path of a query's page, or that of its answer for a value.
fn path(query: &NamedQuery, key: Option<&str>) -> String {
    match key {
        Some(key) => ["queries/", &query.name, "/", key].concat(),
        None => ["queries/", &query.name].concat(),
    }
}

/// How to ask the program for an answer, or for one like it.
fn command(job: &Job<'_>) -> String {
    let arguments = match job.value {
        Some((name, (key, _))) => format!("--{name} {key}"),
        None => job.query.example.clone(),
    };
    format!("vitagraph query {} {arguments}", job.query.name).trim_end().to_owned()
}
