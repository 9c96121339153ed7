//! Where sentences end: not behind `Dr.`, `Ph.D.` or the initial of a name.

/// The sentences of a text.
pub fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut from = 0;
    let mut all = Vec::new();
    for (at, mark) in text.char_indices().filter(|(_, c)| matches!(c, '.' | '。' | '；' | ';' | '!')) {
        let end = at + mark.len_utf8();
        if !matches!(mark, '.' | '!') || ends(&text[from..at], &text[end..]) {
            all.push(&text[from..end]);
            from = end;
        }
    }
    all.push(&text[from..]);
    all.into_iter().flat_map(|text| text.split("先后")).map(str::trim).filter(|text| !text.is_empty())
}

/// Whether a stop between these ends a sentence.
fn ends(before: &str, after: &str) -> bool {
    const ABBREVIATIONS: [&str; 24] = [
        "Dr", "Prof", "Mr", "Ms", "Mrs", "St", "Univ", "Dept", "Inc", "Ltd", "Co", "Corp", "vs", "Assoc", "Asst", "Sr",
        "Jr", "No", "Sc", "Eng", "Tech", "Ph", "Phil", "approx",
    ];
    // Words with which sentences begin, where the stop may be that of a degree.
    const BEGINNINGS: [&str; 30] = [
        "I",
        "He",
        "She",
        "They",
        "We",
        "My",
        "His",
        "Her",
        "Before",
        "After",
        "Then",
        "Prior",
        "Previously",
        "In",
        "From",
        "During",
        "Currently",
        "Since",
        "Now",
        "Earlier",
        "Later",
        "Until",
        "Between",
        "Following",
        "The",
        "This",
        "As",
        "Our",
        "At",
        "When",
    ];
    let Some(rest) = after.strip_prefix([' ', '\n', '\t']) else { return after.is_empty() };
    let word = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    let next = rest.trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let starts = rest.trim_start().starts_with(|c: char| c.is_uppercase() || !c.is_alphanumeric() || c.is_numeric());
    let initial = word.chars().count() == 1 || word.contains('.') || ABBREVIATIONS.contains(&word);
    starts && (!initial || BEGINNINGS.contains(&next) && !matches!(word, "Dr" | "Prof" | "Mr" | "Ms" | "Mrs"))
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn the_stop_of_an_abbreviation_ends_no_sentence() {
        let text = "I received my Ph.D. from KAIST in 2018 with Prof. J. Doe. Before that I held a B.Sc. I like tea.";
        let all: Vec<&str> = sentences(text).collect();
        let expected =
            ["I received my Ph.D. from KAIST in 2018 with Prof. J. Doe.", "Before that I held a B.Sc.", "I like tea."];
        assert_eq!(all, expected);
        assert_eq!(sentences("甲。乙；丙").collect::<Vec<_>>(), ["甲。", "乙；", "丙"]);
    }
}
