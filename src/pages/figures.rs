//! Figures that sources claim, in short: `≥ 1.5 billion`, what is counted, and when.

use maud::{Markup, PreEscaped, html};

use super::Pages;
use super::facts::Facts;
use crate::vocab::{schema, vita};

/// The smallest number that is written with a word.
const LARGE: f64 = 1e6;

impl Pages<'_> {
    /// A list of figures. What was said again in another year stands once, with all years.
    pub(super) fn figures(&self, figures: &[&Facts]) -> Markup {
        let mut groups: Vec<(String, Vec<&Facts>)> = Vec::new();
        for figure in figures {
            let told = self.figure(figure).into_string();
            let same = |(known, group): &&mut (String, Vec<&Facts>)| {
                let regions = |figure: &Facts| figure.objects(vita::REGION).cloned().collect::<Vec<_>>();
                *known == told && regions(group[0]) == regions(figure)
            };
            match groups.iter_mut().find(same) {
                Some((_, group)) => group.push(figure),
                None => groups.push((told, vec![figure])),
            }
        }
        html! { ul.figures { @for (told, group) in &groups { li { (PreEscaped(told)) (self.when(group)) } } } }
    }

    /// Where a figure holds, and when it was said, by each source.
    fn when(&self, group: &[&Facts]) -> Markup {
        let regions = group.first().map(|figure| figure.texts(vita::REGION, self.order())).unwrap_or_default();
        html! { span.note {
            @for (at, region) in regions.iter().enumerate() { @if at > 0 { (self.comma()) } (self.said(region)) }
            @for (at, figure) in group.iter().enumerate() { span id=[figure.fragment()] {
                @if let Some(date) = figure.value(schema::OBSERVATION_DATE) {
                    @if at > 0 { (self.comma()) } @else if !regions.is_empty() { " · " }
                    (self.date(date))
                }
                (self.outs(figure))
            } }
        } }
    }

    /// A figure without its date.
    fn figure(&self, figure: &Facts) -> Markup {
        let text = |property| figure.text(property, self.order());
        let (name, unit) = (text(schema::NAME), text(schema::UNIT_TEXT));
        let says = |name: &str, unit: &str| name.to_lowercase().contains(&unit.to_lowercase());
        // `messages stored` need not be told to be messages.
        let unit = unit.filter(|unit| name.is_none_or(|name| !says(name.value(), unit.value())));
        html! {
            strong { (self.compared(figure)) } @if let Some(unit) = unit { " " (self.said(unit)) }
            @if let Some(name) = name { " " span.what { (self.said(name)) } }
        }
    }

    /// The number with how it is meant.
    fn compared(&self, figure: &Facts) -> Markup {
        let words = self.words();
        let sign = match figure.value(vita::COMPARATOR) {
            Some("about") => Some(("≈", words.about)),
            Some("atLeast") => Some(("≥", words.at_least)),
            _ => None,
        };
        html! {
            @if let Some((sign, meant)) = sign { abbr title=(meant) { (sign) } " " }
            @if let Some(value) = figure.value(schema::VALUE) { data value=(value) { (self.number(value)) } }
        }
    }

    /// A number as people write it: large ones with a word, others with their digits in groups.
    fn number(&self, value: &str) -> String {
        let number = value.parse::<f64>().ok().filter(|number| number.abs() >= LARGE && number.is_finite());
        number.and_then(|number| short(number, self.words().powers)).unwrap_or_else(|| grouped(value))
    }
}

/// A large number with the word for its power of ten, where no digit is lost.
fn short(number: f64, powers: &[(f64, &str)]) -> Option<String> {
    let (power, word) = powers.iter().find(|(power, _)| number.abs() >= *power)?;
    let share = number / power;
    // At most two digits behind the point, and not more than are read at a glance.
    let is_whole = (share * 100.0).fract() == 0.0 && share.abs() < 1e5;
    is_whole.then(|| format!("{share}{word}"))
}

/// A whole number with its digits in groups of three.
fn grouped(number: &str) -> String {
    let digits = number.len();
    if digits < 5 || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return number.to_owned();
    }
    let separated = |(at, digit): (usize, char)| {
        (at > 0 && (digits - at).is_multiple_of(3)).then_some(',').into_iter().chain([digit])
    };
    number.chars().enumerate().flat_map(separated).collect()
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    #[test]
    fn digits_have_groups() {
        assert_eq!(["123456", "1000", "12345", "1.5"].map(grouped), ["123,456", "1000", "12,345", "1.5"]);
    }

    #[test]
    fn large_numbers_have_words_where_no_digit_is_lost() {
        let (english, chinese) = (words("en").powers, words("zh").powers);
        assert_eq!(short(1.5e9, english).unwrap(), "1.5 billion");
        assert_eq!(short(1e12, english).unwrap(), "1 trillion");
        assert_eq!(short(1.5e9, chinese).unwrap(), "15亿");
        assert_eq!(short(1.2e6, chinese).unwrap(), "120万");
        assert_eq!(short(1_234_567.0, english), None);
    }
}
