//! Dates as people and programs write them: `07/2025`, `Mar, 2018`, `12 März 2018`, `2018年1月`, time stamps,
//! words for now, and whole periods in one text.
//!
//! Nothing is guessed: where a text may mean two dates, the reading fails and says what is certain all the same.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{Date, DateError, End};

/// What a text says about time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writing {
    /// A date, or a word for now.
    At(End),
    /// A period with both its ends.
    Range(Date, End),
}

/// A part of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    Number(u32, usize),
    Month(u8),
}

/// The names of the months in English, German, French, Spanish, Portuguese, Italian and Dutch.
/// Three letters that begin the names of only one month stand for it.
const MONTHS: [&str; 12] = [
    "january januar jänner janvier enero janeiro gennaio januari",
    "february februar février fevrier febrero fevereiro febbraio februari",
    "march märz maerz mrz mars marzo março marco maart mrt",
    "april avril abril aprile",
    "may mai mayo maio maggio mei",
    "june juni juin junio junho giugno",
    "july juli juillet julio julho luglio",
    "august août aout agosto augustus",
    "september septembre septiembre setiembre setembro settembre",
    "october oktober octobre octubre outubro ottobre",
    "november novembre noviembre novembro",
    "december dezember décembre decembre diciembre dezembro dicembre",
];

/// Words that say nothing about the date that they stand in.
const FILLERS: &str = "of de del the den der am le el il di st nd rd th er º ª \
     mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday";

/// Words for now, as the end of a period.
pub(super) const NOW: [&str; 68] = [
    "present",
    "the present",
    "now",
    "current",
    "currently",
    "today",
    "ongoing",
    "on going",
    "on-going",
    "to date",
    "till date",
    "till now",
    "until now",
    "to present",
    "continuing",
    "in progress",
    "until present",
    "heute",
    "jetzt",
    "aktuell",
    "laufend",
    "andauernd",
    "gegenwärtig",
    "bis heute",
    "至今",
    "今",
    "今天",
    "现在",
    "現在",
    "目前",
    "迄今",
    "actuel",
    "actuellement",
    "aujourd'hui",
    "aujourd’hui",
    "à ce jour",
    "en cours",
    "maintenant",
    "présent",
    "presente",
    "el presente",
    "actualidad",
    "la actualidad",
    "actualmente",
    "actual",
    "hoy",
    "ahora",
    "atual",
    "atualmente",
    "hoje",
    "o momento",
    "agora",
    "oggi",
    "attuale",
    "attualmente",
    "in corso",
    "ad oggi",
    "huidig",
    "heden",
    "vandaag",
    "nu",
    "настоящее время",
    "по настоящее время",
    "до настоящего времени",
    "сейчас",
    "현재",
    "obecnie",
    "nå",
];

/// Words that say of a date that it is expected.
const EXPECTED: [&str; 9] =
    ["expected", "anticipated", "estimated", "planned", "exp.", "est.", "voraussichtlich", "prévu", "prevista"];

/// What begins a period, before its first date.
const SINCE: [&str; 14] = [
    "since ", "from ", "seit ", "von ", "vom ", "ab ", "depuis ", "desde ", "dal ", "sinds ", "van ", "vanaf ", "de ",
    "du ",
];

/// What stands between the two ends of a period.
const TO: [&str; 27] = [
    " to ",
    " bis zum ",
    " bis ",
    " until ",
    " till ",
    " through ",
    " thru ",
    " à ",
    " au ",
    " a ",
    " al ",
    " hasta ",
    " até ",
    " tot ",
    " t/m ",
    " fino a ",
    " ad ",
    " по ",
    "–",
    "—",
    "~",
    "〜",
    "～",
    "至",
    "到",
    "-",
    "/",
];

impl Writing {
    /// What a text says.
    ///
    /// # Errors
    /// Where it is no date, or may be two; the error has what is certain.
    pub fn of(text: &str) -> Result<Self, DateError> {
        let text = text.trim().trim_end_matches('.').to_lowercase();
        let text = expected(&text).unwrap_or(&text);
        if is_now(text) {
            return Ok(Self::At(End::Present));
        }
        let single = single(text);
        single.map(|date| Self::At(End::Date(date))).or_else(|error| range(text).ok_or(error))
    }

    /// Whether a text says of its date that it is only expected.
    #[must_use]
    pub fn is_expected(text: &str) -> bool {
        expected(&text.trim().to_lowercase()).is_some()
    }
}

/// The date that a text in lower case says to be expected.
fn expected(text: &str) -> Option<&str> {
    let before = EXPECTED.iter().find_map(|word| text.strip_prefix(word)?.strip_prefix([' ', ':']));
    let after =
        || EXPECTED.iter().find_map(|word| text.trim_end_matches(')').strip_suffix(word)?.strip_suffix([' ', '(']));
    before.or_else(after).map(|date| date.trim().trim_end_matches('('))
}

fn is_now(text: &str) -> bool {
    NOW.contains(&text.trim().trim_matches(['(', ')', '.']))
}

/// The date that a text in lower case says, and nothing else.
fn single(text: &str) -> Result<Date, DateError> {
    match tokens(without_time(text)) {
        Some(tokens) => calendar(&tokens, text.contains('.')),
        None => Err(DateError { hint: None, certain: season_year(text) }),
    }
}

/// The text without the time of day at its end, and what follows that.
fn without_time(text: &str) -> &str {
    let colon = text.find(':').filter(|_| text.bytes().filter(u8::is_ascii_digit).count() >= 8);
    let Some(before) = colon.map(|colon| &text[..colon]) else { return text };
    let date = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = before.len() - date.len();
    let cut = date.trim_end_matches(['t', ' ', ',']);
    if (1..=2).contains(&digits) && cut.len() < date.len() { cut } else { text }
}

/// The numbers and months of a text, or nothing where it holds anything else.
fn tokens(text: &str) -> Option<Vec<Token>> {
    if text.contains(" - ") || text.contains(" -") || text.contains("- ") {
        return None;
    }
    let mut tokens = Vec::new();
    for run in runs(text) {
        match run.parse::<u32>() {
            Ok(number) if run.bytes().all(|byte| byte.is_ascii_digit()) => {
                tokens.push(Token::Number(number, run.len()));
            }
            _ if FILLERS.split_whitespace().any(|filler| filler == run) => {}
            _ => tokens.push(Token::Month(month(run)?)),
        }
    }
    text.chars().all(|c| c.is_alphanumeric() || " ,./-ºª".contains(c)).then_some(tokens)
}

/// The runs of digits and of letters in a text.
fn runs(text: &str) -> Vec<&str> {
    let kind = |c: char| match c {
        '年' | '月' | '日' | '号' | '년' | '월' | '일' => 0,
        c if c.is_ascii_digit() => 1,
        c if c.is_alphanumeric() => 2,
        _ => 0,
    };
    let mut runs = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c| kind(c) != kind(first)).unwrap_or(rest.len());
        if kind(first) != 0 {
            runs.push(&rest[..end]);
        }
        rest = &rest[end..];
    }
    runs
}

/// The only month whose name a word is, or begins with at least three letters.
pub(super) fn month(word: &str) -> Option<u8> {
    static KNOWN: LazyLock<HashMap<&str, Option<u8>>> = LazyLock::new(months);
    KNOWN.get(word).copied().flatten()
}

/// The names of months and their beginnings of three letters or more; a beginning of several names is none of them.
fn months() -> HashMap<&'static str, Option<u8>> {
    let names = || (1..).zip(MONTHS).flat_map(|(month, names)| names.split(' ').map(move |name| (month, name)));
    let mut known = HashMap::new();
    for (month, name) in names() {
        let ends = name.char_indices().map(|(end, _)| end).skip(3).chain([name.len()]);
        for end in ends {
            let only = known.entry(&name[..end]).or_insert(Some(month));
            *only = only.filter(|only| *only == month);
        }
    }
    // The whole name of one month is that, whatever it begins as well.
    for (month, name) in names() {
        known.entry(name).and_modify(|only| *only = only.or(Some(month)));
    }
    known
}

/// The date of numbers and months in the order in which they stand.
fn calendar(tokens: &[Token], dotted: bool) -> Result<Date, DateError> {
    use Token::{Month, Number};
    match *tokens {
        [Number(year, 4)] => date(year, None, None),
        [Number(all, 8)] => date(all / 10_000, Some(all / 100 % 100), Some(all % 100)),
        [Number(year, 4), Number(month, 1 | 2)] | [Number(month, 1 | 2), Number(year, 4)] => {
            date(year, Some(month), None)
        }
        [Number(year, 4), Number(month, 1 | 2), Number(day, 1 | 2)] => date(year, Some(month), Some(day)),
        [Number(one, 1 | 2), Number(two, 1 | 2), Number(year, 4)] => day_and_month(year, one, two, dotted),
        [Month(month), Number(year, 4)] | [Number(year, 4), Month(month)] => date(year, Some(month.into()), None),
        [Number(day, 1 | 2), Month(month), Number(year, 4)]
        | [Month(month), Number(day, 1 | 2), Number(year, 4)]
        | [Number(year, 4), Month(month), Number(day, 1 | 2)]
        | [Number(year, 4), Number(day, 1 | 2), Month(month)] => date(year, Some(month.into()), Some(day)),
        _ => Err(DateError::default()),
    }
}

/// Which of two numbers is the day: the one that is no month; with dots, the first.
fn day_and_month(year: u32, one: u32, two: u32, dotted: bool) -> Result<Date, DateError> {
    if dotted || one > 12 || one == two {
        return date(year, Some(two), Some(one));
    }
    if two > 12 {
        return date(year, Some(one), Some(two));
    }
    let hint = format!("write `{year:04}-{one:02}-{two:02}` or `{year:04}-{two:02}-{one:02}`; it may mean both");
    Err(DateError { hint: Some(hint), certain: known(year, None, None) })
}

/// The date of these numbers, or what is certain of it where the calendar does not have it.
fn date(year: u32, month: Option<u32>, day: Option<u32>) -> Result<Date, DateError> {
    known(year, month, day).ok_or_else(|| {
        let month_only = known(year, month, None).filter(|_| day.is_some());
        let hint = month_only.map(|month| format!("`{month}` has {} days", month.last_day().format("%-d")));
        DateError { hint, certain: month_only.or_else(|| known(year, None, None)) }
    })
}

pub(super) fn known(year: u32, month: Option<u32>, day: Option<u32>) -> Option<Date> {
    let small = |number: Option<u32>| number.map(|number| u8::try_from(number).unwrap_or(u8::MAX));
    Date::new(u16::try_from(year).ok()?, small(month), small(day))
}

/// The year of a season that lies in one year, or of a quarter: `summer 2018`, `q1 2018`.
fn season_year(text: &str) -> Option<Date> {
    const SEASONS: [&str; 16] = [
        "spring",
        "summer",
        "fall",
        "autumn",
        "frühling",
        "frühjahr",
        "sommer",
        "herbst",
        "été",
        "automne",
        "verano",
        "otoño",
        "q1",
        "q2",
        "q3",
        "q4",
    ];
    let words: Vec<&str> = text.split([' ', ',', '/', '-']).filter(|word| !word.is_empty()).collect();
    match words[..] {
        [season, year] | [year, season] if year.len() == 4 && SEASONS.contains(&season) => {
            known(year.parse().ok()?, None, None)
        }
        _ => None,
    }
}

/// The period that a text in lower case says.
fn range(text: &str) -> Option<Writing> {
    let since = SINCE.iter().find_map(|word| text.strip_prefix(word));
    let text = since.unwrap_or(text);
    let between = TO.iter().flat_map(|word| text.match_indices(word));
    let ends = between.map(|(at, word)| (&text[..at], &text[at + word.len()..]));
    let whole = ends.filter_map(|(start, end)| Some((single(start.trim()).ok()?, end_of(end.trim())?)));
    let mut ordered = whole.filter(|(start, end)| match end {
        End::Date(end) => start.first_day() <= end.last_day(),
        _ => true,
    });
    let open = || since.and_then(|start| single(start).ok()).map(|start| (start, End::Present));
    ordered.next().or_else(open).map(|(start, end)| Writing::Range(start, end))
}

fn end_of(text: &str) -> Option<End> {
    if is_now(text) { Some(End::Present) } else { single(text).ok().map(End::Date) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> String {
        match Writing::of(text) {
            Ok(Writing::At(End::Date(date))) => date.to_string(),
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn dates_in_other_writings_are_understood() {
        for (expected, texts) in [
            ("2018", ["2018", " 2018. ", "2018年", "2018,"].as_slice()),
            ("2018-03", &["03/2018", "3/2018", "2018/3", "2018.03", "2018-3", "2018年3月", "Mar, 2018", "Mar. 2018"]),
            ("2018-03", &["March 2018", "MÄRZ 2018", "mars 2018", "marzo de 2018", "março de 2018", "maart 2018"]),
            ("2018-12", &["Dez 2018", "décembre 2018", "Dec-2018", "dic 2018", "2018 December", "dicembre 2018"]),
            ("2018-07", &["juillet 2018", "juil. 2018", "lug 2018", "Julho/2018"]),
            (
                "2018-03-12",
                &["12 March 2018", "March 12th, 2018", "12. März 2018", "2018/3/12", "2018-3-12", "20180312"],
            ),
            ("2018-03-12", &["12 de marzo de 2018", "2018年3月12日", "12.3.2018"]),
            ("2018-03-31", &["31/03/2018", "03/31/2018", "Sat, 31 Mar 2018 00:00:00 GMT", "2018-03-31T10:00:00.000Z"]),
            (
                "2018-03-31",
                &["2018-03-31 10:00", "Sat Mar 31 2018 00:00:00 GMT+0200 (CEST)", "2018-3-31T00:00:00+02:00"],
            ),
        ] {
            texts.iter().for_each(|text| assert_eq!(date(text), expected, "{text}"));
        }
    }

    #[test]
    fn what_may_mean_two_dates_or_none_is_no_date_but_its_sure_part_is_told() {
        for (text, certain) in [
            ("03/04/2018", Some("2018")),
            ("2019-02-30", Some("2019-02")),
            ("31 February 2019", Some("2019-02")),
            ("2018-13", Some("2018")),
            ("2018-00-00", Some("2018")),
            ("Summer 2018", Some("2018")),
            ("Winter 2018", None),
            ("Mar 18", None),
            ("ju 2018", None),
            ("jui 2018", None),
            ("soon", None),
            ("", None),
            ("circa 2018", None),
            ("1519862400000", None),
            ("2018/2015", None),
            ("２０１８", None),
        ] {
            let error = Writing::of(text).unwrap_err();
            assert_eq!(error.certain.map(|date| date.to_string()).as_deref(), certain, "{text}");
        }
    }

    #[test]
    fn words_for_now_are_understood_in_any_case() {
        for text in
            ["Present", "NOW", "current", "Heute", "至今", "Aujourd'hui", "Actualidad", "настоящее время", "(ongoing)"]
        {
            assert_eq!(Writing::of(text), Ok(Writing::At(End::Present)), "{text}");
        }
    }

    #[test]
    fn periods_in_one_text_give_both_ends() {
        for (text, start, end) in [
            ("Von Januar 2018 bis heute", "2018-01", "present"),
            ("2015 - 2018", "2015", "2018"),
            ("2015-2018", "2015", "2018"),
            ("2015–present", "2015", "present"),
            ("Jan 2015 – Mar. 2018", "2015-01", "2018-03"),
            ("2015-01-2018-03", "2015-01", "2018-03"),
            ("from 01/2015 to 03/2018", "2015-01", "2018-03"),
            ("2015年1月至今", "2015-01", "present"),
            ("desde enero de 2015 hasta la actualidad", "2015-01", "present"),
            ("since 2015", "2015", "present"),
        ] {
            let Ok(Writing::Range(from, until)) = Writing::of(text) else { panic!("{text}") };
            assert_eq!((from.to_string().as_str(), until.to_string().as_str()), (start, end), "{text}");
        }
    }
}
