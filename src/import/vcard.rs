//! vCard 3.0 and 4.0 (RFC 2426, RFC 6350), as address books write them.

use super::addresses::{Addresses, address};
use super::draft::{Block, Draft};
use super::taking::{ADDRESS, Book, CONTACT, Open, TEXT, View, is_tag, joined, period, private, single};
use super::unreadable;
use crate::error::Error;
use crate::text::folded;
use crate::tree::{Entry, Kind, Node, Value};

/// What says nothing about the person.
const TECHNICAL: [&str; 11] = [
    "version",
    "prodid",
    "uid",
    "kind",
    "clientpidmap",
    "sort-string",
    "x-abuid",
    "x-abshowas",
    "x-ablabel",
    "class",
    "xml",
];

/// Parameters that say nothing about the person.
const PARAMETERS: [&str; 12] = [
    "@type",
    "@pref",
    "@value",
    "@encoding",
    "@charset",
    "@altid",
    "@pid",
    "@mediatype",
    "@sort-as",
    "@language",
    "@index",
    "@service-type",
];

/// Whether a text is a card.
#[must_use]
pub fn is_card(text: &str) -> bool {
    let start = text.trim_start();
    start.get(..11).is_some_and(|start| start.eq_ignore_ascii_case("begin:vcard"))
}

/// Reads the first card of a text; that there are others is told.
///
/// # Errors
/// Where it has no card.
pub fn read(text: &str) -> Result<Draft, Error> {
    let cards = cards(text);
    let Some(card) = cards.first() else {
        return Err(unreadable("it has no vCard", "a card begins with `BEGIN:VCARD`"));
    };
    let book = Book::new(text);
    let view = book.view(card);
    let record = record(view);
    TECHNICAL.iter().for_each(|key| view.skip(key));
    view.skip_keys(&PARAMETERS);
    let mut draft = book.draft(card, record);
    for other in &cards[1..] {
        let name = other.get("fn").and_then(|name| name.get(TEXT)).and_then(Node::as_str).unwrap_or("no name");
        draft.unread.push((book.line(other.at), format!("another card: {name}")));
    }
    Ok(draft)
}

/// The cards of a text: maps of properties, whose parameters stand beside their values.
fn cards(text: &str) -> Vec<Node> {
    let (mut cards, mut open) = (Vec::new(), None::<Node>);
    for (at, line) in unfolded(text) {
        let Some((head, value)) = split_unquoted(&line, ':') else {
            if let (Some(Node { value: Value::Map(entries), .. }), false) = (&mut open, line.trim().is_empty()) {
                entries.push(scalar(at, "line", &line));
            }
            continue;
        };
        let (name, parameters) = property(head, at);
        match (name.as_str(), &mut open) {
            ("begin", _) => open = Some(Node { at, value: Value::Map(Vec::new()) }),
            ("end", _) => cards.extend(open.take()),
            (_, Some(Node { value: Value::Map(entries), .. })) => {
                let mut inner = parameters;
                inner.insert(0, scalar(at, TEXT, value));
                entries.push(Entry { at, key: name, value: Node { at, value: Value::Map(inner) } });
            }
            _ => {}
        }
    }
    cards.extend(open);
    cards
}

fn scalar(at: usize, key: &str, text: &str) -> Entry {
    let value = Node { at, value: Value::Scalar(Kind::Text, text.to_owned()) };
    Entry { at, key: key.to_owned(), value }
}

/// The lines of a text with their offsets; a line that begins with a space goes on the one before.
fn unfolded(text: &str) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end_matches(['\r', '\n']);
        match (bare.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(rest), Some((_, last))) => last.push_str(rest),
            _ => lines.push((at, bare.to_owned())),
        }
        at += line.len();
    }
    lines
}

/// Splits at the first sign that does not stand in quotes.
fn split_unquoted(text: &str, sign: char) -> Option<(&str, &str)> {
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        quoted ^= c == '"';
        if c == sign && !quoted {
            return Some((&text[..at], &text[at + c.len_utf8()..]));
        }
    }
    None
}

/// The name of a property without its group, and its parameters.
fn property(head: &str, at: usize) -> (String, Vec<Entry>) {
    let (name, mut rest) = split_unquoted(head, ';').unwrap_or((head, ""));
    let name = name.rsplit('.').next().unwrap_or(name).trim_start_matches('\u{feff}').to_ascii_lowercase();
    let mut parameters = Vec::new();
    while !rest.is_empty() {
        let (parameter, others) = split_unquoted(rest, ';').unwrap_or((rest, ""));
        let (key, value) = parameter.split_once('=').unwrap_or(("type", parameter));
        parameters.push(scalar(at, &format!("@{}", key.to_ascii_lowercase()), value.trim_matches('"')));
        rest = others;
    }
    (name, parameters)
}

/// The parts of a value, which `sign` parts, without escapes.
fn parts(value: &str, sign: char) -> Vec<String> {
    let (mut parts, mut escaped) = (vec![String::new()], false);
    for c in value.chars() {
        if c == sign && !escaped {
            parts.push(String::new());
            continue;
        }
        let Some(last) = parts.last_mut() else { continue };
        match (escaped, c) {
            (false, '\\') => {}
            (true, 'n' | 'N') => last.push('\n'),
            _ => last.push(c),
        }
        escaped = c == '\\' && !escaped;
    }
    parts.into_iter().map(|part| part.trim().to_owned()).collect()
}

/// A value without escapes.
fn plain(value: &str) -> String {
    parts(value, '\0').concat()
}

fn record(card: View<'_>) -> Block {
    let mut record = Block::default();
    record.block("basics", basics(card)).blocks("work", work(card));
    let skill = |view: View<'_>, field: &str| {
        let mut block = single(field, plain(&view.take()));
        block.text("level", if field == "name" { view.text("@level") } else { String::new() });
        block
    };
    record.blocks("skills", card.all("expertise").into_iter().map(|view| skill(view, "name")).collect());
    record.blocks("languages", card.all("lang").into_iter().map(|view| skill(view, "language")).collect());
    let interests = ["hobby", "interest"].iter().flat_map(|key| card.all(key));
    record.blocks("interests", interests.map(|view| single("name", plain(&view.take()))).collect());
    let stamp = card.peek_at("rev").to_owned();
    if let Some(date) = revision(&stamp) {
        card.skip("rev");
        record.block("meta", single("lastModified", date));
    }
    record
}

/// The day of a time stamp, which may be written without signs between its parts.
fn revision(stamp: &str) -> Option<String> {
    let day = stamp.split('T').next().unwrap_or_default();
    super::taking::date(day).filter(|day| day != "present")
}

fn basics(card: View<'_>) -> Block {
    let mut basics = Block::default();
    let parts_of_name = parts(card.peek_at("n"), ';');
    let part = |at: usize| parts_of_name.get(at).map_or("", String::as_str);
    let of_parts = joined(&[part(1), part(2), part(0)]);
    name(card, &mut basics, of_parts);
    let nicknames = card.texts("nickname").iter().flat_map(|names| parts(names, ',')).collect::<Vec<_>>();
    basics.texts("alternateNames", nicknames.into_iter().filter(|name| !name.is_empty()).collect());
    basics.text("label", plain(&card.text("title")));
    basics.text("image", card.link("photo"));
    basics.text("email", plain(preferred(card, "email").trim_start_matches("mailto:")));
    basics.text("phone", plain(preferred(card, "tel").trim_start_matches("tel:")));
    let found = Addresses::of([card.links("url"), card.links("socialprofile"), card.links("x-socialprofile")].concat());
    basics.text("url", found.homepage).text("summary", plain(&card.text("note"))).block("location", place(card));
    let mut profiles = found.accounts;
    profiles.extend(handles(card));
    basics.blocks("profiles", profiles);
    if let Some(date) = birthday(card.peek_at("bday")) {
        card.skip("bday");
        basics.text("birthDate", date);
    }
    private(&mut basics, &CONTACT);
    basics
}

/// The name in each language that it is written in, else as it stands, else of its parts.
fn name(card: View<'_>, basics: &mut Block, of_parts: String) {
    let names = card.all("fn");
    let mut wordings = Block::default();
    for view in &names {
        let language = view.peek_at("@language");
        if wordings.get(language).is_none() && is_tag(language) {
            wordings.text(language, plain(&view.take()));
        }
    }
    // The parts say the name again where they have the same letters.
    let written = names.first().map(|view| plain(view.peek())).unwrap_or_default();
    let sorted = |text: &str| {
        let mut letters: Vec<char> = folded(text).chars().filter(|c| c.is_alphanumeric()).collect();
        letters.sort_unstable();
        letters
    };
    let same = |view: &View<'_>| {
        let parts = sorted(&parts(view.peek(), ';').concat());
        names.iter().any(|name| sorted(&plain(name.peek())) == parts)
    };
    card.all("n").iter().filter(|view| same(view)).for_each(|view| view.settle());
    if wordings.fields.len() > 1 {
        basics.block("name", wordings);
    } else if let Some(first) = names.first().filter(|_| !written.is_empty()) {
        first.settle();
        basics.text("name", written);
    } else {
        card.all("n").first().into_iter().for_each(|view| view.settle());
        basics.text("name", of_parts);
    }
}

/// The value of a property that is preferred, else of the first.
fn preferred(card: View<'_>, key: &str) -> String {
    let all = card.all(key);
    let rank = |view: &View<'_>| {
        let stated = view.peek_at("@pref").parse::<u32>().ok();
        let typed = view.all("@type").iter().any(|kind| kind.peek().to_lowercase().contains("pref"));
        stated.or(typed.then_some(1)).unwrap_or(u32::MAX)
    };
    all.iter().min_by_key(|view| rank(view)).map(|view| view.take()).unwrap_or_default()
}

/// A place: post box, extension, street, city, region, postal code, country.
fn place(card: View<'_>) -> Block {
    let mut place = Block::default();
    let Some(view) = card.at("adr").filter(|view| !view.peek().is_empty()) else { return place };
    let parts = parts(&view.take(), ';');
    let part = |at: usize| parts.get(at).cloned().unwrap_or_default();
    let street: Vec<String> = [part(0), part(1), part(2)].into_iter().filter(|part| !part.is_empty()).collect();
    place.text("address", street.join(", ")).text("postalCode", part(5)).text("city", part(3));
    place.text("countryCode", part(6)).text("region", part(4));
    private(&mut place, &ADDRESS);
    place
}

/// Accounts of messengers, which are private, and accounts that have a name in place of an address.
fn handles(card: View<'_>) -> Vec<Block> {
    let mut accounts = Vec::new();
    for view in card.all("impp") {
        let value = plain(&view.take());
        let (service, user) = value.split_once(':').unwrap_or(("", value.as_str()));
        let network = view.first(&["@service-type", "@x-service-type"]);
        let mut account = single("network", if network.is_empty() { service.to_owned() } else { network });
        account.text("username", user).text("visibility", "private");
        accounts.push(account);
    }
    for view in ["socialprofile", "x-socialprofile"].iter().flat_map(|key| card.all(key)) {
        if address(view.peek()).is_none() {
            let mut account = single("network", view.first(&["@service-type", "@type"]));
            account.text("username", plain(&view.take()));
            accounts.push(account);
        } else {
            view.skip("@username");
            view.skip("@x-user");
        }
    }
    accounts
}

/// An organization of a card is where the person is now.
fn work(card: View<'_>) -> Vec<Block> {
    let title = plain(card.peek_at("title"));
    let mut jobs = Vec::new();
    for view in card.all("org") {
        let units: Vec<String> = parts(&view.take(), ';').into_iter().filter(|unit| !unit.is_empty()).collect();
        let Some((name, departments)) = units.split_first() else { continue };
        let mut job = view.block();
        job.text("name", name.as_str()).text("department", departments.join(", "));
        let role = plain(&card.text("role"));
        job.checked("position", if jobs.is_empty() { title.as_str() } else { "" }, Some("the title of the card"));
        if job.get("position").is_none() {
            job.text("position", role);
        } else {
            job.text("summary", role);
        }
        period(&mut job, "", "present", Open::Present);
        jobs.push(job);
    }
    jobs
}

/// A date of birth, which may be written without signs between its parts; one without a year is none.
fn birthday(value: &str) -> Option<String> {
    let day = value.split('T').next().unwrap_or_default();
    super::taking::date(day).filter(|_| day.starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_unfolded_and_values_unescaped() {
        let text = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada\r\n  Example\r\nitem1.ORG;TYPE=\"a:b\":Acme\\, Inc.;R\\;D\r\nNOTE:one\\ntwo\r\nEND:VCARD\r\n";
        let draft = read(text).unwrap();
        let yaml = draft.to_yaml();
        for part in ["name: Ada Example", "name: \"Acme, Inc.\"", "department: \"R;D\"", "summary: \"one\\ntwo\""] {
            assert!(yaml.contains(part), "{part}\n{yaml}");
        }
        assert_eq!(draft.unread, []);
    }

    #[test]
    fn what_is_no_card_is_refused_and_broken_cards_do_no_harm() {
        assert!(read("").is_err() && read("FN:x").is_err());
        let draft =
            read("BEGIN:VCARD\nno colon\nFN\n:\n;;;:\nN:;;;;\nADR:x\nBDAY:--0412\nORG:;;\nBEGIN:VCARD\nFN:Second\n")
                .unwrap();
        assert!(!draft.to_yaml().contains("First"));
        let two = read("BEGIN:VCARD\nFN:A\nEND:VCARD\nBEGIN:VCARD\nFN:B\nEND:VCARD\n").unwrap();
        assert_eq!(two.unread, [(4, "another card: B".to_owned())]);
    }
}
