//! How the answer of a named query is drawn: what its head says of it, and the specification of the drawing.
//!
//! Specifications are those of Vega-Lite (<https://vega.github.io/vega-lite/docs/spec.html>), with the data in them, so
//! that whoever draws asks for nothing more.

use oxigraph::model::Term;
use oxigraph::model::vocab::xsd;
use serde_json::{Value, json};

use super::plot::Plot;
use crate::date::{Date, OPEN, today};
use crate::report::near;

/// The version of Vega-Lite.
const SCHEMA: &str = "https://vega.github.io/schema/vega-lite/v6.json";

/// What a chart looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartKind {
    /// A bar for each row, the longest first.
    Bar,
    /// Points in the order of `x`, joined by lines.
    Line,
    /// A point for each row.
    Point,
    /// Stretches of time, from `x` to `x2`, the earliest first.
    Timeline,
    /// A field for each pair of `x` and `y`, the stronger the larger `color` is.
    Matrix,
}

/// The kinds with their names.
const KINDS: [(ChartKind, &str); 5] = [
    (ChartKind::Bar, "bar"),
    (ChartKind::Line, "line"),
    (ChartKind::Point, "point"),
    (ChartKind::Timeline, "timeline"),
    (ChartKind::Matrix, "matrix"),
];
/// What a chart may say beside its kind.
const FIELDS: [&str; 5] = ["x", "y", "x2", "color", "title"];

/// How an answer is drawn: the columns are names of variables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    pub(super) kind: ChartKind,
    pub(super) x: String,
    pub(super) y: String,
    pub(super) x2: Option<String>,
    pub(super) color: Option<String>,
    title: Option<String>,
}

/// A value of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Datum {
    /// There is none.
    None,
    /// A number.
    Number(f64),
    /// A name, date or other text.
    Text(String),
}

impl Datum {
    /// The value of a term. What is no number is told as `text`, such as the name of a thing.
    #[must_use]
    pub fn new(term: Option<&Term>, text: &str) -> Self {
        let numeric = [xsd::INTEGER, xsd::DECIMAL, xsd::DOUBLE, xsd::FLOAT];
        match term {
            None => Self::None,
            Some(Term::Literal(literal)) if numeric.contains(&literal.datatype()) => {
                literal.value().parse().map_or(Self::None, Self::Number)
            }
            Some(_) => Self::Text(text.to_owned()),
        }
    }

    pub(super) fn value(&self) -> Value {
        match self {
            Self::None => Value::Null,
            Self::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => (*number as i64).into(),
            Self::Number(number) => (*number).into(),
            Self::Text(text) => text.as_str().into(),
        }
    }

    /// The day, month or year that it is.
    pub(super) fn date(&self) -> Option<Date> {
        match self {
            Self::Text(text) if text == "today" || *text == OPEN.to_string() => Some(today()),
            // Of a time of a day, the day.
            Self::Text(text) => text.split('T').next()?.parse().ok(),
            Self::None | Self::Number(_) => None,
        }
    }
}

impl Chart {
    /// Reads a chart as a head has it, such as `bar x=months y=colleague title="Months together"`, for an answer with
    /// these columns.
    ///
    /// # Errors
    /// What is wrong with it, and a hint.
    pub(super) fn read(text: &str, columns: &[&str]) -> Result<Self, (String, String)> {
        let mut words = words(text).into_iter();
        let kind = words.next().unwrap_or_default();
        let mut fields: [Option<String>; FIELDS.len()] = Default::default();
        for word in words {
            let (name, value) = word.split_once('=').unwrap_or((&word, ""));
            let at = FIELDS.iter().position(|field| *field == name).ok_or_else(|| unknown("field", name, &FIELDS))?;
            if name != "title" && !columns.contains(&value) {
                return Err(unknown("column", value, columns));
            }
            fields[at] = Some(value.to_owned());
        }
        let [x, y, x2, color, title] = fields;
        let names = KINDS.map(|(_, name)| name);
        let known = KINDS.iter().find(|(_, name)| *name == kind).ok_or_else(|| unknown("kind", &kind, &names))?;
        let (Some(x), Some(y)) = (x, y) else { return Err(lacks("`x` and `y`")) };
        match known.0 {
            ChartKind::Timeline if x2.is_none() => Err(lacks("`x2`, where a stretch of time ends")),
            ChartKind::Matrix if color.is_none() => Err(lacks("`color`, the number of a field")),
            kind => Ok(Self { kind, x, y, x2, color, title }),
        }
    }

    /// What it looks like.
    #[must_use]
    pub fn kind(&self) -> ChartKind {
        self.kind
    }

    /// The specification of the drawing of rows under these columns, with a title and a description for those who do not
    /// see it. `title` is that of a chart which has none of its own. No more than some hundreds of rows are drawn, and
    /// none that lack a value: where none is left, there is nothing to draw.
    #[must_use]
    pub fn spec(&self, title: &str, columns: &[String], rows: &[Vec<Datum>]) -> Option<Value> {
        let plot = Plot::new(self, columns, rows)?;
        let title = self.title.as_deref().unwrap_or(title);
        let cut = if plot.rows.len() < plot.all {
            format!(" (the first {} of {})", plot.rows.len(), plot.all)
        } else {
            String::new()
        };
        let mut spec = json!({
            "$schema": SCHEMA,
            "title": format!("{title}{cut}"),
            "description": format!("{title}: {}{cut}. The table has the same rows.", self.told(plot.rows.len())),
            "width": "container",
            "autosize": { "type": "fit-x", "contains": "padding" },
            "data": { "values": plot.values() },
        });
        if let (Value::Object(spec), Value::Object(drawn)) = (&mut spec, plot.drawn()) {
            spec.extend(drawn);
        }
        Some(spec)
    }

    fn told(&self, count: usize) -> String {
        let name = KINDS.iter().find(|(kind, _)| *kind == self.kind).map_or("", |(_, name)| name);
        let rows = if count == 1 { "row" } else { "rows" };
        format!("{name} chart of {} by {}, {count} {rows}", self.x, self.y)
    }
}

/// The words of a text; spaces within quotes divide none.
fn words(text: &str) -> Vec<String> {
    let (mut words, mut is_quoted) = (vec![String::new()], false);
    for c in text.chars() {
        match (c, words.last_mut()) {
            ('"', _) => is_quoted = !is_quoted,
            (c, _) if c.is_whitespace() && !is_quoted => words.push(String::new()),
            (c, Some(word)) => word.push(c),
            _ => {}
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn unknown(what: &str, name: &str, known: &[&str]) -> (String, String) {
    let hint = match near(name, known.iter().copied()).first() {
        Some(name) => format!("did you mean `{name}`?"),
        None if known.is_empty() => "a chart needs an answer with columns".to_owned(),
        None => format!("there are {}", known.join(", ")),
    };
    (format!("unknown {what} `{}` of a chart", crate::tree::shortened(name)), hint)
}

fn lacks(what: &str) -> (String, String) {
    (format!("the chart lacks {what}"), "write a chart as `bar x=COLUMN y=COLUMN`".to_owned())
}

#[cfg(test)]
mod tests {
    use oxigraph::model::Literal;

    use super::super::plot::{BARS, ROWS, STEP};
    use super::*;

    const COLUMNS: [&str; 5] = ["who", "months", "from", "until", "kind"];

    fn chart(text: &str) -> Chart {
        Chart::read(text, &COLUMNS).unwrap()
    }

    fn text(text: &str) -> Datum {
        if text.is_empty() { Datum::None } else { Datum::Text(text.to_owned()) }
    }

    fn row(who: &str, months: f64, from: &str, until: &str) -> Vec<Datum> {
        vec![text(who), Datum::Number(months), text(from), text(until), text("job")]
    }

    fn spec(head: &str, rows: &[Vec<Datum>]) -> Value {
        chart(head).spec("Who", &COLUMNS.map(str::to_owned), rows).unwrap()
    }

    #[test]
    fn a_title_may_have_spaces() {
        assert_eq!(chart("bar x=months y=who title=\"Months  here\"").title.as_deref(), Some("Months  here"));
        assert_eq!(chart(" bar  x=months y=who ").title, None);
    }

    #[test]
    fn what_is_wrong_with_a_chart_is_told_with_a_hint() {
        for (text, message, hint) in [
            ("bra x=months y=who", "unknown kind `bra` of a chart", "did you mean `bar`?"),
            ("bar x=month y=who", "unknown column `month` of a chart", "did you mean `months`?"),
            ("bar x=zzzzzz y=who", "unknown column `zzzzzz`", "there are who, months, from, until, kind"),
            ("bar x=months y=who colour=kind", "unknown field `colour`", "did you mean `color`?"),
            ("bar x=months", "the chart lacks `x` and `y`", "bar x=COLUMN y=COLUMN"),
            ("timeline x=from y=who", "the chart lacks `x2`", "bar x=COLUMN"),
            ("matrix x=from y=who", "the chart lacks `color`", "bar x=COLUMN"),
        ] {
            let (told, helped) = Chart::read(text, &COLUMNS).unwrap_err();
            assert!(told.contains(message) && helped.contains(hint), "{text}: {told} {helped}");
        }
        assert!(Chart::read("bar x=a y=b", &[]).unwrap_err().1.contains("columns"));
    }

    #[test]
    fn bars_are_sorted_and_lack_nothing() {
        let rows = [row("Ann", 3.0, "", ""), row("", 4.0, "", ""), row("Bob", 7.5, "", "")];
        let spec = spec("bar x=months y=who", &rows);
        assert_eq!(spec["data"]["values"], json!([{"who": "Ann", "months": 3}, {"who": "Bob", "months": 7.5}]));
        assert_eq!(spec["encoding"]["x"]["type"], "quantitative");
        assert_eq!((&spec["encoding"]["y"]["type"], &spec["encoding"]["y"]["sort"]), (&"nominal".into(), &"-x".into()));
        assert_eq!((&spec["title"], &spec["height"]), (&"Who".into(), &(2 * STEP).into()));
        assert!(spec["description"].as_str().unwrap().contains("bar chart of months by who, 2 rows"));
    }

    #[test]
    fn stretches_of_time_begin_and_end_on_days() {
        let rows = [
            row("Ann", 1.0, "2018-02", "2019"),
            row("Bob", 1.0, "2020-01-05", "9999-12-31"),
            row("Cyd", 1.0, "2012", ""),
        ];
        let spec = spec("timeline x=from x2=until y=who color=kind", &rows);
        let values = &spec["data"]["values"];
        assert_eq!(values[0]["x time"], "2018-02-01T00:00:00");
        assert_eq!(values[0]["x2 time"], "2019-12-31T00:00:00");
        assert_eq!(values[0]["from"], "2018-02");
        assert_eq!(values[1]["x2 time"], format!("{}T00:00:00", today().last_day()));
        assert_eq!(values[2].get("x2 time"), None);
        assert_eq!(spec["encoding"]["x"]["type"], "temporal");
    }

    #[test]
    fn a_matrix_has_names_on_both_sides_and_numbers_as_colors() {
        let rows = [row("Ann", 0.0, "2018", ""), row("Bob", 2.0, "2018", ""), row("Bob", 3.0, "2019", "")];
        let encoding = &spec("matrix x=from y=who color=months", &rows)["encoding"];
        let kinds = ["x", "y", "color"].map(|channel| encoding[channel]["type"].as_str().unwrap());
        assert_eq!(kinds, ["nominal", "nominal", "quantitative"]);
        assert_eq!(encoding["color"]["scale"]["domainMin"], 0);
    }

    #[test]
    fn a_column_is_of_time_only_where_all_of_it_is() {
        let years = [row("Ann", 1.0, "2018", ""), row("Ann", 2.0, "2019-05", "")];
        assert_eq!(spec("line x=from y=months", &years)["encoding"]["x"]["type"], "temporal");
        let mixed = [row("Ann", 1.0, "2018", ""), row("Ann", 2.0, "soon", "")];
        assert_eq!(spec("line x=from y=months", &mixed)["encoding"]["x"]["type"], "nominal");
    }

    #[test]
    fn no_more_rows_are_drawn_than_can_be_read() {
        let rows: Vec<_> = (0..1000).map(|at| row(&format!("Ann {at}"), f64::from(at), "2018", "2019")).collect();
        let bars = spec("bar x=months y=who", &rows);
        assert_eq!(bars["data"]["values"].as_array().unwrap().len(), BARS);
        assert_eq!(bars["title"], "Who (the first 50 of 1000)");
        let times = spec("timeline x=from x2=until y=who", &rows);
        assert_eq!(times["data"]["values"].as_array().unwrap().len(), ROWS);
    }

    #[test]
    fn nothing_is_drawn_of_nothing() {
        let columns = COLUMNS.map(str::to_owned);
        assert_eq!(chart("bar x=months y=who").spec("Who", &columns, &[]), None);
        assert_eq!(chart("timeline x=from x2=until y=who").spec("Who", &columns, &[row("Ann", 1.0, "soon", "")]), None);
    }

    #[test]
    fn a_term_is_a_number_or_a_text() {
        let literal = |value: &str, kind| Term::from(Literal::new_typed_literal(value, kind));
        assert_eq!(Datum::new(Some(&literal("3", xsd::INTEGER)), "3"), Datum::Number(3.0));
        assert_eq!(Datum::new(Some(&literal("2018", xsd::G_YEAR)), "2018"), text("2018"));
        assert_eq!(Datum::new(None, ""), Datum::None);
    }
}
