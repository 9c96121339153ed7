//! Periods that end before they begin.

use super::{Field, Reader};
use crate::date::{Date, End, Writing};
use crate::rules;
use crate::tree::{Entry, Node};

impl Reader<'_> {
    /// Warns of a period that ends before it begins. Which of both is wrong nobody knows, so both stay as they are.
    pub(super) fn check_order(&mut self, entries: &[Entry], fields: &[Field]) {
        if !fields.iter().any(|field| field.name == "endDate") {
            return;
        }
        let value = |name: &str| entries.iter().find(|entry| entry.key == name).map(|entry| &entry.value);
        let (Some(start), Some(end)) = (value("startDate"), value("endDate")) else { return };
        if let (Some(from), Some(until)) = (date(start), date(end))
            && until.last_day() < from.first_day()
        {
            let hint = "mend the one that is wrong; until then both stay as they are";
            self.find(
                &rules::END_BEFORE_START,
                end.at,
                format!("the end `{until}` is before the beginning `{from}`"),
                Some(hint.into()),
            );
        }
    }
}

fn date(node: &Node) -> Option<Date> {
    let text = node.as_str()?.trim();
    text.parse().ok().or_else(|| match Writing::of(text) {
        Ok(Writing::At(End::Date(date))) => Some(date),
        _ => None,
    })
}
