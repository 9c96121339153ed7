//! A person as a vCard 4.0 (RFC 6350), with the social profiles of RFC 9554, for address books.
//!
//! Names are written in all their languages; other texts in the first of the wanted ones that they have.

use chrono::{DateTime, Utc};

use crate::date::{Date, End};
use crate::decode::Visibility;
use crate::merge::Profile;
use crate::record::{Account, Basics, Language, Location, Work};
use crate::resume::{Seen, View};
use crate::setup::Setup;
use crate::text::{Text, is_han, language_tag};

/// How long a line may be, in octets, without its end.
const MAX_LINE: usize = 75;

/// What an audience may see of a profile, as a vCard. Organizations are those of jobs that still run, as far as the
/// audience knows. Without a name that the audience may see, the card bears the person's key.
#[must_use]
pub fn vcard(profile: &Profile<'_>, setup: &Setup, audience: Visibility, languages: &[String]) -> String {
    let seen = Seen::new(profile, setup, audience, languages);
    let mut card = Card::default();
    card.line("BEGIN", "VCARD");
    card.line("VERSION", "4.0");
    card.line("KIND", "individual");
    if seen.person() {
        card.person(&seen);
    } else {
        card.text("FN", profile.key.as_str());
    }
    card.line("END", "VCARD");
    card.0
}

/// A card in the making.
#[derive(Default)]
struct Card(String);

impl Card {
    fn person(&mut self, seen: &Seen<'_>) {
        let view = seen.single(&seen.profile.basics);
        self.names(seen, &view);
        self.jobs(seen, &view);
        let addresses = [("PHOTO", seen.link(&view, Basics::image())), ("URL", seen.link(&view, Basics::url()))];
        addresses.into_iter().for_each(|(name, link)| self.all(name, link));
        seen.one(&view, Basics::email()).iter().for_each(|email| self.text("EMAIL", email));
        seen.one(&view, Basics::phone()).iter().for_each(|phone| self.text("TEL", phone));
        self.address(seen);
        self.all("BDAY", seen.one(&view, Basics::birth_date()).map(vcard_date));
        seen.views(&seen.profile.accounts).iter().for_each(|account| self.account(seen, account));
        seen.views(&seen.profile.languages).iter().for_each(|language| self.language(seen, language));
        seen.text(&view, Basics::summary()).iter().for_each(|summary| self.text("NOTE", summary));
        self.all("REV", seen.modified().and_then(|stamp| vcard_stamp(&stamp)));
    }

    /// The name in each language, as alternatives of which the wanted one comes first, and other names.
    fn names(&mut self, seen: &Seen<'_>, view: &View<'_, '_, Basics>) {
        let name = seen.wordings(view, Basics::name());
        let wanted = seen.wording(&name);
        let mut wordings: Vec<(&str, &str)> = name.iter().collect();
        wordings.sort_by_key(|(_, wording)| wanted.as_deref() != Some(*wording));
        let several = if wordings.len() > 1 { ";ALTID=1" } else { "" };
        for (language, wording) in &wordings {
            self.text(&format!("FN{several}{}", language_parameter(language)), wording);
        }
        if wordings.is_empty() {
            self.text("FN", seen.profile.key.as_str());
        }
        let parts: Vec<_> = wordings.iter().filter_map(|(tag, name)| Some((tag, name_parts(tag, name)?))).collect();
        let several = if parts.len() > 1 { ";ALTID=1" } else { "" };
        for (language, (family, given)) in parts {
            let value = format!("{};{};;;", escaped(&family), escaped(&given));
            self.line(&format!("N{several}{}", language_parameter(language)), &value);
        }
        let others = seen.list(view, Basics::alternate_names());
        for (language, wording) in others.into_iter().flat_map(Text::iter) {
            self.text(&format!("NICKNAME{}", language_parameter(language)), wording);
        }
    }

    /// The headline, else the titles of current jobs; and their organizations.
    fn jobs(&mut self, seen: &Seen<'_>, basics: &View<'_, '_, Basics>) {
        let views = seen.views(&seen.profile.work);
        let current: Vec<_> = views.iter().filter(|job| is_current(seen, job)).collect();
        match seen.text(basics, Basics::label()) {
            Some(label) => self.text("TITLE", &label),
            None => {
                current.iter().filter_map(|job| seen.text(job, Work::position())).for_each(|it| self.text("TITLE", &it))
            }
        }
        for job in current {
            if let Some(employer) = seen.employer(job) {
                let units = [Some(employer), seen.named(job, Work::department())];
                let units: Vec<String> = units.iter().flatten().map(|unit| escaped(unit)).collect();
                self.line("ORG", &units.join(";"));
            }
        }
    }

    fn address(&mut self, seen: &Seen<'_>) {
        let view = seen.single(&seen.profile.location);
        let country = seen.one(&view, Location::country_code()).unwrap_or_default();
        let parts = [
            String::new(),
            String::new(),
            seen.text(&view, Location::address()).unwrap_or_default(),
            seen.text(&view, Location::city()).unwrap_or_default(),
            seen.text(&view, Location::region()).unwrap_or_default(),
            seen.one(&view, Location::postal_code()).unwrap_or_default(),
            country,
        ];
        if parts.iter().any(|part| !part.is_empty()) {
            self.line("ADR", &parts.map(|part| escaped(&part)).join(";"));
        }
    }

    /// An account: its address with the name as a parameter, or the name alone.
    fn account(&mut self, seen: &Seen<'_>, account: &View<'_, '_, Account>) {
        let service = seen.one(account, Account::network());
        let service = service.map(|name| format!(";SERVICE-TYPE={}", parameter(&name))).unwrap_or_default();
        match (seen.link(account, Account::url()), seen.one(account, Account::username())) {
            (Some(url), Some(name)) => {
                self.line(&format!("SOCIALPROFILE{service};USERNAME={}", parameter(&name)), &url)
            }
            (Some(url), None) => self.line(&format!("SOCIALPROFILE{service}"), &url),
            (None, Some(name)) if !service.is_empty() => {
                self.text(&format!("SOCIALPROFILE{service};VALUE=text"), &name)
            }
            _ => {}
        }
    }

    /// A language by its tag; one whose tag is not known is left out.
    fn language(&mut self, seen: &Seen<'_>, language: &View<'_, '_, Language>) {
        let name = seen.wordings(language, Language::language());
        self.all("LANG", language_tag(&name));
    }

    fn all(&mut self, name: &str, value: Option<String>) {
        value.iter().for_each(|value| self.line(name, value));
    }

    /// A property whose value is text.
    fn text(&mut self, name: &str, text: &str) {
        self.line(name, &escaped(text));
    }

    /// A line, folded where it is longer than it may be. A character is never split.
    fn line(&mut self, name: &str, value: &str) {
        let mut length = 0;
        for c in name.chars().chain([':']).chain(value.chars()).filter(|c| !matches!(c, '\r' | '\n')) {
            if length + c.len_utf8() > MAX_LINE {
                self.0.push_str("\r\n ");
                length = 1;
            }
            self.0.push(c);
            length += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

fn is_current(seen: &Seen<'_>, job: &View<'_, '_, Work>) -> bool {
    matches!(seen.end(job), Some(End::Present) | None)
}

/// A text without the meaning that `,`, `;`, `\` and line ends have in values.
fn escaped(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\\', "\\\\").replace(',', "\\,").replace(';', "\\;");
    text.replace(['\n', '\r'], "\\n")
}

/// The value of a parameter, in quotes where it needs them; RFC 6868 tells how to write quotes and line ends.
fn parameter(value: &str) -> String {
    let value = value.replace('^', "^^").replace('"', "^'").replace(['\n', '\r'], "^n");
    if value.contains([':', ';', ',']) { format!("\"{value}\"") } else { value }
}

fn language_parameter(tag: &str) -> String {
    if tag.is_empty() { String::new() } else { format!(";LANGUAGE={tag}") }
}

/// The family and the given name, where the writing tells them: `Lau, Stuart`, two words in a language that puts the
/// given name first, or a Chinese name of up to three characters.
fn name_parts(language: &str, name: &str) -> Option<(String, String)> {
    const FAMILY_FIRST: [&str; 6] = ["zh", "ja", "ko", "vi", "hu", "yue"];
    let owned = |(family, given): (&str, &str)| Some((family.trim().to_owned(), given.trim().to_owned()));
    if let Some(parts) = name.split_once(',') {
        return owned(parts);
    }
    let primary = language.split('-').next().unwrap_or_default();
    if name.chars().all(is_han) && matches!(primary, "zh" | "yue") {
        return chinese_parts(name).and_then(owned);
    }
    match name.split_whitespace().collect::<Vec<_>>()[..] {
        [given, family] if !FAMILY_FIRST.contains(&primary) && !name.chars().any(is_han) => owned((family, given)),
        _ => None,
    }
}

/// The parts of a Chinese name: the family name is its first character, or its first two where they are a known one.
fn chinese_parts(name: &str) -> Option<(&str, &str)> {
    const DOUBLE: [&str; 12] =
        ["欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯"];
    let double = DOUBLE.iter().any(|family| name.starts_with(family));
    let (family, most) = if double { (2, 4) } else { (1, 3) };
    let count = name.chars().count();
    let at = name.char_indices().nth(family).map(|(at, _)| at)?;
    (family < count && count <= most).then(|| name.split_at(at))
}

/// A date as RFC 6350 writes it: `1987`, `1987-05` or `19870512`.
fn vcard_date(date: Date) -> String {
    let text = date.to_string();
    if date.day().is_some() { text.replace('-', "") } else { text }
}

/// A time stamp as RFC 6350 writes it. A stamp without time or zone is none.
fn vcard_stamp(stamp: &str) -> Option<String> {
    let time = DateTime::parse_from_rfc3339(stamp).ok()?.with_timezone(&Utc);
    Some(time.format("%Y%m%dT%H%M%SZ").to_string())
}
