//! Safe mends in the text of a file: what stands at the place of a finding is written anew, and nothing else changes.

use crate::report::{Finding, Fix};

/// A line that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its number.
    pub line: usize,
    /// What it was.
    pub old: String,
    /// What it becomes.
    pub new: String,
}

/// The text of a file with the mends of these findings about it, and the lines that change. A mend whose old text does
/// not stand at its place, such as one over several lines, is left out.
#[must_use]
pub fn mended(text: &str, findings: &[&Finding]) -> (String, Vec<Change>) {
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    let mut mends: Vec<(usize, usize, &Fix)> = findings
        .iter()
        .filter_map(|finding| Some((finding.place.line.checked_sub(1)?, finding.place.column, finding.fix.as_deref()?)))
        .collect();
    // From the end of each line on, so that earlier places stay as they are.
    mends.sort_by(|one, two| one.0.cmp(&two.0).then(two.1.cmp(&one.1)));
    mends.dedup_by_key(|(line, column, _)| (*line, *column));
    let mut changes: Vec<Change> = Vec::new();
    for (number, column, fix) in mends {
        let Some(line) = lines.get_mut(number) else { continue };
        let Some(new) = with_fix(line, column, fix) else { continue };
        let old = std::mem::replace(line, new);
        match changes.last_mut().filter(|change| change.line == number + 1) {
            Some(change) => change.new = line.trim_end().to_owned(),
            None => {
                let (old, new) = (old.trim_end().to_owned(), line.trim_end().to_owned());
                changes.push(Change { line: number + 1, old, new });
            }
        }
    }
    (lines.concat(), changes)
}

/// A line with a mend at a column, which counts characters from 1.
fn with_fix(line: &str, column: usize, fix: &Fix) -> Option<String> {
    let at = line.char_indices().nth(column.checked_sub(1)?)?.0;
    let quote = line[at..].chars().next().filter(|c| matches!(c, '"' | '\''));
    let start = at + quote.map_or(0, char::len_utf8);
    let rest = line[start..].strip_prefix(fix.old.as_str())?;
    // The whole value must have been there, and the new one must need no quotes.
    let ends = match quote {
        Some(quote) => rest.starts_with(quote),
        None => {
            rest.trim_start_matches([' ', '\t']).starts_with(['\n', '\r', ':', ',', '}', ']', '#'])
                || rest.trim().is_empty()
        }
    };
    let plain = !fix.new.contains(['"', '\'', '\\', '#', '\n']) && !fix.new.contains(": ");
    (ends && plain).then(|| format!("{}{}{rest}", &line[..start], fix.new))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Place;
    use crate::rules::READ_AS;

    fn finding(line: usize, column: usize, old: &str, new: &str) -> Finding {
        let place = Place { file: String::new(), line, column };
        Finding { fix: Some(Box::new(Fix { old: old.into(), new: new.into() })), ..Finding::new(&READ_AS, place, "") }
    }

    #[test]
    fn only_what_a_mend_names_changes() {
        let text = "# 注\r\nwork:\r\n- {刘: x, startDate: Mar 2017, endDate: \"Mar 2018\"} # Mar\r\nlast";
        let findings = [finding(3, 21, "Mar 2017", "2017-03"), finding(3, 40, "Mar 2018", "2018-03")];
        let (mended, changes) = mended(text, &findings.iter().collect::<Vec<_>>());
        assert_eq!(mended, text.replace("Mar 2017", "2017-03").replace("Mar 2018", "2018-03"));
        assert_eq!((changes.len(), changes[0].line), (1, 3));
        assert!(changes[0].old.contains("Mar 2017") && changes[0].new.contains("2018-03"));
    }

    #[test]
    fn a_mend_that_does_not_fit_its_place_is_left_out() {
        for (line, column, old, new) in [
            (1, 1, "b", "c"),
            (1, 4, "Mar", "c"),
            (9, 1, "a", "c"),
            (1, 99, "a", "c"),
            (1, 4, "Mar 2017", "c: d"),
            (0, 0, "a", "b"),
        ] {
            let text = "a: Mar 2017\n";
            assert_eq!(mended(text, &[&finding(line, column, old, new)]), (text.to_owned(), Vec::new()), "{old} {new}");
        }
    }
}
