//! Tables of PatentsView: patents, and of each its inventors, assignees and application in tables of their own.
//!
//! Columns: `patentsview.org/download/data-download-dictionary` (2024): `g_patent`, `g_inventor_disambiguated`,
//! `g_inventor_not_disambiguated`, `g_assignee_disambiguated`, `g_assignee_not_disambiguated`, `g_application`.

use rustc_hash::FxHashMap;

use super::sheet::Sheet;
use super::table::{self, Head, Row};
use super::{Author, Patent, Work, plain};
use crate::date::Date;

/// The column by which the head is known.
pub(super) const COLUMN: &str = "patent_id";

/// What other tables say of patents, by their ids.
#[derive(Debug, Default)]
pub(super) struct Companions(FxHashMap<String, Companion>);

#[derive(Debug, Default)]
struct Companion {
    inventors: Vec<(u32, Author)>,
    assignees: Vec<String>,
    filing: Option<Date>,
    application: Option<String>,
}

/// Whether a table is that of patents, and none that goes with it.
pub(super) fn is_of_patents(head: &Head) -> bool {
    head.has("patent_title")
}

/// Reads the rows of a piece.
pub(super) fn read(sheet: &mut Sheet<'_>, head: &Head, companions: &Companions) {
    if !is_of_patents(head) {
        let hint = "give `g_patent.tsv` and its companions in one run";
        return sheet.fault(0, "a table that only adds to the table of patents, which is not there".into(), hint);
    }
    table::rows(sheet, head, |sheet, at, row| sheet.take(at, work(row, companions)));
}

fn work(row: &Row<'_>, companions: &Companions) -> Option<Work> {
    let id = row.text(COLUMN)?;
    let empty = Companion::default();
    let companion = companions.0.get(&id).unwrap_or(&empty);
    let grant = row.date("patent_date");
    let patent = Patent {
        office: "US".into(),
        number: id.clone(),
        kind_code: row.text("wipo_kind"),
        assignees: companion.assignees.clone(),
        filing: companion.filing,
        grant,
        application: companion.application.clone(),
        ..Patent::default()
    };
    Some(Work {
        id,
        titles: row.text("patent_title").into_iter().collect(),
        authors: companion.inventors.iter().map(|(_, author)| author.clone()).collect(),
        date: grant,
        patent: Some(patent),
        ..Work::default()
    })
}

impl Companions {
    /// Takes what a table says of patents.
    pub(super) fn take(&mut self, sheet: &mut Sheet<'_>, head: &Head) {
        table::rows(sheet, head, |sheet, at, row| match row.text(COLUMN) {
            Some(id) => self.0.entry(id).or_default().add(row),
            None => sheet.broken(at, "it has no `patent_id`"),
        });
    }
}

impl Companion {
    fn add(&mut self, row: &Row<'_>) {
        let first = |columns: [&str; 2]| columns.into_iter().find_map(|column| row.text(column));
        let given = first(["disambig_inventor_name_first", "raw_inventor_name_first"]);
        let family = first(["disambig_inventor_name_last", "raw_inventor_name_last"]);
        if let Some(author) = plain::author(&given.unwrap_or_default(), &family.unwrap_or_default()) {
            let position = row.get("inventor_sequence").and_then(|text| text.parse().ok()).unwrap_or(u32::MAX);
            let at = self.inventors.partition_point(|(known, _)| *known < position);
            // Both tables of inventors may be given: the second adds nobody.
            if self.inventors.get(at).is_none_or(|(known, _)| *known != position || position == u32::MAX) {
                self.inventors.insert(at, (position, author));
            }
        }
        let assignee = first(["disambig_assignee_organization", "raw_assignee_organization"]);
        self.assignees.extend(assignee.filter(|name| !self.assignees.contains(name)));
        self.filing = self.filing.or_else(|| row.date("filing_date"));
        self.application = self.application.take().or_else(|| row.text("application_id").map(|id| format!("US{id}")));
    }
}
