//! Numbers of patents as offices and search engines write them.

use super::Patent;

impl Patent {
    /// The patent of a publication number: `US-9876543-B2`, `US 2020/0123456 A1`, `CN101234567A`, `EP_0227762_B1_19900411`,
    /// `ZL201210123456.7`. Nothing where it begins with no office (WIPO ST.3: two letters) before a number.
    ///
    /// Numbers of applications at the US office have seven digits behind the year; the leading zero, which some leave
    /// out, is put back. A number with a check digit is that of an application in China (`ZL` before it: granted).
    #[must_use]
    pub fn of_number(text: &str) -> Option<Self> {
        let (text, application) = without_check_digit(text);
        let parts: Vec<&str> =
            text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect();
        let mut squeezed: String = parts.concat().to_ascii_uppercase();
        if let Some(last) = parts.last().filter(|last| parts.len() > 3 && last.len() == 8) {
            squeezed.truncate(squeezed.len() - last.len());
        }
        let chinese = squeezed.strip_prefix("CNZL").or_else(|| squeezed.strip_prefix("ZL")).map(str::to_owned);
        let (office, rest) = match &chinese {
            Some(number) => ("CN", number.as_str()),
            None => squeezed.split_at_checked(2)?,
        };
        let (number, kind) = without_kind(rest);
        let application = application.then(|| format!("{office}{number}"));
        let digits = number.bytes().filter(u8::is_ascii_digit).count();
        let is_office = office.bytes().all(|byte| byte.is_ascii_uppercase());
        (is_office && digits >= 4 && number.len() - digits <= 2).then(|| Self {
            office: office.to_owned(),
            number: with_zero(office, number),
            kind_code: kind.map(str::to_owned),
            application,
            ..Self::default()
        })
    }

    /// The patent of a number and an office as two fields have them.
    #[must_use]
    pub fn named(number: &str, office: &str) -> Self {
        let whole = || Self::of_number(&format!("{office}{number}")).filter(|_| !office.is_empty());
        let plain = || Self { office: office.to_owned(), number: number.to_owned(), ..Self::default() };
        Self::of_number(number).or_else(whole).unwrap_or_else(plain)
    }

    /// Office and number as they compare: without leading zeros, which some lists leave out.
    #[must_use]
    pub fn key(&self) -> Option<String> {
        let parsed =
            Self::of_number(&format!("{}{}", self.office, self.number)).or_else(|| Self::of_number(&self.number));
        let (office, number) =
            parsed.map_or((self.office.clone(), self.number.clone()), |one| (one.office, one.number));
        let letters = number.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let bare = letters.trim_start_matches('0');
        let prefix = &number[..number.len() - letters.len()];
        (!bare.is_empty() && !office.is_empty()).then(|| format!("{office}{prefix}{bare}"))
    }
}

/// A number without the check digit behind a stop that numbers of applications in China have, and whether it had one.
pub(super) fn without_check_digit(text: &str) -> (&str, bool) {
    let text = text.trim();
    match text.rsplit_once('.') {
        Some((number, "X" | "x")) => (number, true),
        Some((number, digit)) if digit.len() == 1 && digit.bytes().all(|byte| byte.is_ascii_digit()) => (number, true),
        _ => (text, false),
    }
}

/// A number and the kind code behind it (WIPO ST.16: a letter, and a digit or none).
fn without_kind(text: &str) -> (&str, Option<&str>) {
    let bytes = text.as_bytes();
    let letter = bytes.iter().rposition(u8::is_ascii_uppercase);
    match letter.filter(|at| *at > 3 && bytes.len() - at <= 2) {
        Some(at) => (&text[..at], Some(&text[at..])),
        None => (text, None),
    }
}

fn with_zero(office: &str, number: &str) -> String {
    let year = number.get(..4).and_then(|year| year.parse::<u16>().ok()).filter(|year| (2001..2100).contains(year));
    match year.filter(|_| office == "US" && number.len() == 10) {
        Some(year) => format!("{year}0{}", &number[4..]),
        None => number.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_an_office_a_number_and_a_kind_code() {
        let numbers = [
            ("US-9876543-B2", "US", "9876543", Some("B2"), "US9876543"),
            ("US 2020/0123456 A1", "US", "20200123456", Some("A1"), "US20200123456"),
            ("US-2020123456-A1", "US", "20200123456", Some("A1"), "US20200123456"),
            ("CN101234567A", "CN", "101234567", Some("A"), "CN101234567"),
            ("EP_0227762_B1_19900411", "EP", "0227762", Some("B1"), "EP227762"),
            ("EP 0 227 762", "EP", "0227762", None, "EP227762"),
            ("US-D812345-S1", "US", "D812345", Some("S1"), "USD812345"),
            ("ZL201210123456.7", "CN", "201210123456", None, "CN201210123456"),
            ("WO 2019/012345 A1", "WO", "2019012345", Some("A1"), "WO2019012345"),
        ];
        for (text, office, number, kind, key) in numbers {
            let patent = Patent::of_number(text).unwrap_or_else(|| panic!("{text}"));
            let parts = (patent.office.as_str(), patent.number.as_str(), patent.kind_code.as_deref());
            assert_eq!(parts, (office, number, kind), "{text}");
            assert_eq!(patent.key().as_deref(), Some(key), "{text}");
        }
        for text in ["", "pending", "12345678", "A1", "granted in 2019", "ÄÖ1234567"] {
            assert_eq!(Patent::of_number(text), None, "{text}");
        }
    }
}
