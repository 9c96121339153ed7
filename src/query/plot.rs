//! The rows that a chart draws: how their columns are read, and the marks that stand for them.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::chart::{Chart, ChartKind, Datum};
use crate::date::Date;

/// How many rows are drawn.
pub(super) const ROWS: usize = 300;
/// How many bars are drawn, each with its name.
pub(super) const BARS: usize = 50;
/// How high a row with a name is, in pixels.
pub(super) const STEP: usize = 22;

/// How a column is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scale {
    Quantitative,
    Temporal,
    Nominal,
}

impl Scale {
    /// The scale of a column: that of all values that are there.
    fn of<'a>(column: impl Iterator<Item = &'a Datum> + Clone) -> Self {
        let mut there = column.filter(|datum| **datum != Datum::None).peekable();
        let any = there.peek().is_some();
        if any && there.clone().all(|datum| matches!(datum, Datum::Number(_))) {
            Self::Quantitative
        } else if any && there.all(|datum| datum.date().is_some()) {
            Self::Temporal
        } else {
            Self::Nominal
        }
    }

    /// Whether a value has a place on it.
    fn takes(self, datum: &Datum) -> bool {
        match self {
            Self::Temporal => datum.date().is_some(),
            Self::Quantitative | Self::Nominal => *datum != Datum::None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Quantitative => "quantitative",
            Self::Temporal => "temporal",
            Self::Nominal => "nominal",
        }
    }
}

/// The rows of a chart, and how its columns are read.
pub(super) struct Plot<'a> {
    chart: &'a Chart,
    x: (usize, Scale),
    y: (usize, Scale),
    x2: Option<usize>,
    color: Option<(usize, Scale)>,
    pub(super) rows: Vec<&'a Vec<Datum>>,
    /// How many rows there are to draw, with those beyond the limit.
    pub(super) all: usize,
}

impl<'a> Plot<'a> {
    /// The rows that have what is drawn, or nothing where none has.
    pub(super) fn new(chart: &'a Chart, columns: &[String], rows: &'a [Vec<Datum>]) -> Option<Self> {
        let at = |name: &String| columns.iter().position(|column| column == name);
        let (x, y, x2, color) =
            (at(&chart.x)?, at(&chart.y)?, chart.x2.as_ref().and_then(at), chart.color.as_ref().and_then(at));
        let scale = |at: usize| (at, Scale::of(rows.iter().filter_map(move |row| row.get(at))));
        let (mut x, mut y, mut color) = (scale(x), scale(y), color.map(scale));
        match chart.kind {
            ChartKind::Matrix => (x.1, y.1) = (Scale::Nominal, Scale::Nominal),
            ChartKind::Timeline => (x.1, y.1) = (Scale::Temporal, Scale::Nominal),
            _ => {}
        }
        // Only the fields of a matrix have shades, others colors.
        if let (Some(color), false) = (&mut color, chart.kind == ChartKind::Matrix) {
            color.1 = Scale::Nominal;
        }
        let whole = rows.iter().filter(|row| x.1.takes(&row[x.0]) && y.1.takes(&row[y.0]));
        let limit = if chart.kind == ChartKind::Bar { BARS } else { ROWS };
        let (all, rows): (usize, Vec<_>) = (whole.clone().count(), whole.take(limit).collect());
        (!rows.is_empty()).then_some(Self { chart, x, y, x2, color, rows, all })
    }

    /// The data: each column as it is written, and what is a time once more as one.
    pub(super) fn values(&self) -> Vec<Value> {
        self.rows.iter().map(|row| Value::Object(self.datum(row))).collect()
    }

    fn datum(&self, row: &[Datum]) -> Map<String, Value> {
        let mut datum = Map::new();
        for (name, at) in self.told() {
            datum.insert(name.to_owned(), row[at].value());
        }
        let first = |date: Date| time(date.first_day());
        for (axis, (at, scale)) in [("x", self.x), ("y", self.y)] {
            if let (Scale::Temporal, Some(date)) = (scale, row[at].date()) {
                datum.insert(format!("{axis} time"), first(date));
            }
        }
        if let Some(date) = self.x2.and_then(|at| row[at].date()) {
            datum.insert("x2 time".to_owned(), time(date.last_day()));
        }
        datum
    }

    /// The columns that play a part, by their names.
    fn told(&self) -> impl Iterator<Item = (&str, usize)> {
        let (chart, color) = (self.chart, self.color.map(|(at, _)| at));
        let all = [
            (Some(&chart.y), Some(self.y.0)),
            (Some(&chart.x), Some(self.x.0)),
            (chart.x2.as_ref(), self.x2),
            (chart.color.as_ref(), color),
        ];
        all.into_iter().filter_map(|(name, at)| Some((name?.as_str(), at?)))
    }

    /// The marks and what they stand for.
    pub(super) fn drawn(&self) -> Value {
        let mut drawn = json!({ "encoding": self.encoding() });
        match self.chart.kind {
            ChartKind::Bar => drawn["mark"] = "bar".into(),
            ChartKind::Line => drawn["mark"] = json!({ "type": "line", "point": true }),
            ChartKind::Point => drawn["mark"] = point(),
            ChartKind::Matrix => drawn["mark"] = "rect".into(),
            ChartKind::Timeline => drawn["layer"] = stretches(),
        }
        if self.y.1 == Scale::Nominal {
            let names: BTreeSet<String> = self.rows.iter().map(|row| row[self.y.0].value().to_string()).collect();
            drawn["height"] = (STEP * names.len()).into();
        }
        drawn
    }

    fn encoding(&self) -> Value {
        let chart = self.chart;
        let mut encoding = json!({ "x": axis("x", &chart.x, self.x.1), "y": axis("y", &chart.y, self.y.1) });
        if let (Some(name), Some((_, scale))) = (&chart.color, self.color) {
            encoding["color"] = json!({ "field": name, "type": scale.name(), "title": name });
        }
        match chart.kind {
            ChartKind::Bar if self.y.1 == Scale::Nominal => encoding["y"]["sort"] = "-x".into(),
            ChartKind::Bar if self.x.1 == Scale::Nominal => encoding["x"]["sort"] = "-y".into(),
            ChartKind::Matrix => {
                encoding["color"]["scale"] = json!({ "domainMin": 0 });
                encoding["x"]["scale"] = json!({ "paddingInner": 0.06 });
                encoding["y"]["scale"] = json!({ "paddingInner": 0.06 });
            }
            ChartKind::Timeline => encoding["y"]["sort"] = json!({ "field": "x time", "op": "min" }),
            _ => {}
        }
        let shown = self.told().map(|(name, _)| json!({ "field": name, "title": name }));
        encoding["tooltip"] = shown.collect();
        encoding
    }
}

/// Bars where an end is known, else points.
fn stretches() -> Value {
    json!([
        {
            "transform": [{ "filter": "isValid(datum['x2 time'])" }],
            "mark": { "type": "bar", "height": { "band": 0.6 }, "cornerRadius": 2 },
            "encoding": { "x2": { "field": "x2 time" } },
        },
        {
            "transform": [{ "filter": "!isValid(datum['x2 time'])" }],
            "mark": point(),
        },
    ])
}

fn point() -> Value {
    json!({ "type": "point", "filled": true, "size": 60, "opacity": 1 })
}

/// An axis of a column. Names and times need no title.
fn axis(axis: &str, name: &str, scale: Scale) -> Value {
    match scale {
        Scale::Temporal => json!({ "field": format!("{axis} time"), "type": "temporal", "title": null }),
        Scale::Nominal if axis == "x" => {
            json!({ "field": name, "type": "nominal", "title": null, "axis": { "labelAngle": -30, "labelLimit": 140 } })
        }
        Scale::Nominal => json!({ "field": name, "type": "nominal", "title": null }),
        Scale::Quantitative => json!({ "field": name, "type": "quantitative", "title": name }),
    }
}

/// A day as what draws reads it: its beginning, wherever that is read.
fn time(day: chrono::NaiveDate) -> Value {
    format!("{day}T00:00:00").into()
}
