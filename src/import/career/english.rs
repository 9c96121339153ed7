//! Posts told in English: `I'm an engineer at Acme. Before that I was an analyst at Widget (2013-2018).`

use crate::date::{End, Found, Span, found};
use crate::import::outline::width;
use crate::import::parts::{part, trimmed};
use crate::import::prose::{Post, sentences};
use crate::import::words::{Kind, Words};

/// Each `engineer at Acme`, with the dates that follow it.
pub(super) fn career(text: &str, words: &Words) -> Vec<Post> {
    let mut posts: Vec<Post> = Vec::new();
    for sentence in sentences(text) {
        let places = places(sentence, words);
        for number in 0..places.len() {
            posts.extend(dated(sentence, &places, number));
        }
    }
    posts
}

/// A post told in a sentence, with the place of its title and the end of its employer.
type Place = (usize, Post, usize);

/// The post of this number with its dates, if the sentence says when it was or that it is or was one of the person.
fn dated(sentence: &str, places: &[Place], number: usize) -> Option<Post> {
    let (at, post, end) = &places[number];
    let next = places.get(number + 1).map_or(sentence.len(), |(at, ..)| own_lead(sentence, *end, *at).unwrap_or(*at));
    let dates = found(&sentence[*end..next.max(*end)]);
    // Dates before the title are its own, unless they are the only ones behind the post before.
    let from = number.checked_sub(1).map_or(0, |before| places[before].2.min(*at));
    let lead = found(&sentence[from..*at]);
    let free = number == 0 || lead.len() > 1 || own_lead(sentence, from, *at).is_some();
    let lead_in = &sentence[from..*at];
    let joined = [" and a ", " and an "].iter().any(|word| lead_in.ends_with(word)) && lead_in.len() <= 60;
    let first = number == 0 || number == 1 && joined;
    let (present, past) = (is_present(sentence, *at, *end, first), post.past || is_past(&sentence[from..*at]));
    let span = dates.first().or(lead.last().filter(|_| free)).map(|found| found.span);
    // `In 2014 I joined Acme, where I was an engineer until 2019`
    let until = dates.first().filter(|found| {
        let before = sentence[..*end + found.range.start].trim_end();
        before.ends_with("until") || before.ends_with("till")
    });
    let span = match (until.map(|found| found.span), lead.last().map(|found| found.span)) {
        (Some(Span::At(until)), Some(Span::At(from))) if from.first_day() <= until.last_day() => {
            Some(Span::Period(from, End::Date(until)))
        }
        _ => match between(&sentence[from..*at], &lead).or(span) {
            Some(Span::At(date)) if present && !past => Some(Span::Since(date)),
            span => span,
        },
    };
    (span.is_some() || present || past).then(|| Post { span, past: past && span.is_none(), ..post.clone() })
}

/// The period of `between 2008 and 2012`.
fn between(text: &str, lead: &[Found]) -> Option<Span> {
    let [.., one, two] = lead else { return None };
    let named = text[..one.range.start].to_ascii_lowercase().ends_with("between ");
    match (one.span, two.span) {
        (Span::At(from), Span::At(until)) if named && &text[one.range.end..two.range.start] == " and " => {
            Some(Span::Period(from, End::Date(until)))
        }
        _ => None,
    }
}

/// Where the date stands that a new clause gives to the post behind it: `…, and from 2014 to 2018 I was …`.
fn own_lead(sentence: &str, from: usize, at: usize) -> Option<usize> {
    let between = sentence.get(from..at)?;
    let lead = found(between).last()?.range.clone();
    let behind = &between[lead.end..];
    let subject = [" I ", " I'm ", " I’m ", " he ", " she ", " they "].iter().any(|word| behind.starts_with(word));
    let clause = [", ", "; ", " and "].iter().any(|word| between[..lead.start].contains(word));
    (subject && clause && behind.len() <= 30).then_some(from + lead.start)
}

/// Whether a sentence says that the person holds the post whose title stands here.
fn is_present(sentence: &str, at: usize, end: usize, first: bool) -> bool {
    let is = [
        "I'm ",
        "I’m ",
        "I am ",
        "currently",
        "Currently",
        " is an ",
        " is a ",
        " is the ",
        "now ",
        "am currently ",
        "serve as ",
        "serves as ",
        "work as ",
        "works as ",
    ];
    let works = [
        "I work ",
        "I now work ",
        "working at ",
        " works at ",
        " works for ",
        "currently work",
        "currently lead",
        "has been employed ",
        "has been with ",
        "have been employed ",
        "I lead ",
    ];
    let before = &sentence[..at];
    works.iter().any(|word| sentence[..end].contains(word))
        || first
            && is.iter().any(|word| {
                before.contains(word) || sentence.get(..before.len() + 2).is_some_and(|b| b.ends_with(word))
            })
}

/// Whether the words before a title say that the post is over.
fn is_past(before: &str) -> bool {
    let lower = before.to_ascii_lowercase();
    [
        " was ",
        " joined ",
        "worked ",
        "served ",
        "spent ",
        "interned ",
        "previously",
        "formerly",
        "have been ",
        "had been ",
    ]
    .iter()
    .any(|word| lower.contains(word) || lower.trim_start().starts_with(word.trim_start()))
}

/// The posts of a sentence: where each title begins, and where its employer ends.
fn places(sentence: &str, words: &Words) -> Vec<Place> {
    let mut all = Vec::new();
    for word in [" at ", " with ", " for ", " @ ", " of "] {
        all.extend(sentence.match_indices(word).filter_map(|(at, _)| title_at(sentence, at, word, words)));
    }
    all.extend(listed(sentence, words));
    all.extend(led(sentence));
    for verb in VERBS {
        all.extend(sentence.match_indices(verb).filter_map(|(at, _)| verb_at(sentence, at, verb, words)));
    }
    all.sort_by_key(|(start, ..)| *start);
    // `as an engineer at Acme` behind `worked`, found twice, is one post.
    all.dedup_by(|next, last| {
        let same = next.0 == last.0 || next.1.organization == last.1.organization && next.0 < last.2;
        last.1.past |= same && next.1.past;
        same
    });
    all
}

/// `engineer at Acme`, `Senior Lecturer in the School of Health at the University of Cape`.
fn title_at(sentence: &str, at: usize, word: &str, words: &Words) -> Option<Place> {
    let before = &sentence[..at];
    let leads = [" a ", " an ", " the ", " as ", ", ", "; ", ": ", " my ", " am ", " is ", " was ", " became "];
    let (name, unit, end) = employer(sentence, at + word.len());
    let starts = leads.iter().flat_map(|lead| before.match_indices(lead).map(|(place, lead)| place + lead.len()));
    let mut starts: Vec<usize> = starts.collect();
    starts.sort_unstable_by(|one, other| other.cmp(one));
    let (start, title, department) = starts.iter().take(3).find_map(|start| {
        let phrase = trimmed(&before[*start..]);
        let (title, department) = [" in the ", " of the ", " on the ", " in ", " of "]
            .iter()
            .find_map(|word| phrase.split_once(word).filter(|(title, _)| is_title(title, words)))
            .unwrap_or((phrase, ""));
        is_title(title, words).then_some((*start, title, department))
    })?;
    // A `partner of Acme` is there, a `professor of statistics` is not.
    const HEADS: [&str; 8] = ["partner", "founder", "director", "ceo", "cto", "head", "president", "co-founder"];
    let last = title.rsplit(' ').next().unwrap_or_default().to_lowercase();
    if word == " of " && !HEADS.contains(&last.as_str()) {
        return None;
    }
    let department = department.split([',', ';']).next().filter(|text| !text.is_empty()).unwrap_or(unit);
    let post = Post {
        organization: name.to_owned(),
        title: title.to_owned(),
        department: if width(department) <= 60 { department.to_owned() } else { String::new() },
        ..Post::default()
    };
    (!name.is_empty()).then_some((start, post, end))
}

/// The employer that stands at a place, with the group of it that stands before, as in `the Vision team at Acme`, and
/// where both end.
fn employer(sentence: &str, at: usize) -> (&str, &str, usize) {
    const UNITS: [&str; 8] = ["group", "team", "lab", "laboratory", "department", "division", "unit", "center"];
    let unit = name(&sentence[at..]);
    let end = at + unit.len();
    if let Some((from, until)) = university_behind(sentence, at, end) {
        let faculty = sentence[at..end].trim_start_matches("the ");
        return (&sentence[from..until], faculty, until);
    }
    let rest = &sentence[end..];
    let word = rest.trim_start().split([' ', ',', '.']).next().unwrap_or_default();
    let last = unit.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let behind = if UNITS.contains(&word) { end + 1 + word.len() } else { end };
    let lead = [" at ", " of ", " in ", ", "]
        .iter()
        .find(|lead| sentence.get(behind..).is_some_and(|t| t.starts_with(**lead)));
    let whole = |name: &'_ str| name.len() - name.strip_prefix("the ").unwrap_or(name).len();
    if let Some(lead) = lead.filter(|_| !unit.is_empty() && (UNITS.contains(&word) || UNITS.contains(&last.as_str()))) {
        let from = behind + lead.len();
        let name = name(&sentence[from..]);
        if !name.is_empty() {
            return (trimmed(&name[whole(name)..]), trimmed(&sentence[at + whole(unit)..behind]), from + name.len());
        }
    }
    (trimmed(&unit[whole(unit)..]), "", end)
}

/// The university that stands with commas behind a part of it: `the Department of Physics, Faculty of Science, Northern
/// University`.
fn university_behind(sentence: &str, at: usize, end: usize) -> Option<(usize, usize)> {
    const PARTS: [&str; 8] =
        ["Department of", "Faculty of", "School of", "Center for", "Centre for", "Institut", "Chair of", "College of"];
    let is_part = |name: &str| {
        let name = name.strip_prefix("the ").unwrap_or(name);
        PARTS.iter().any(|part| name.starts_with(part)) && !name.contains("Universit")
    };
    let mut unit = at..end;
    for _ in 0..3 {
        let from = unit.end + 2;
        let behind = sentence.get(from..).filter(|_| is_part(&sentence[unit.clone()]));
        let name =
            behind.filter(|_| sentence[unit.end..].starts_with(", ")).map(name).filter(|name| !name.is_empty())?;
        unit = from..from + name.len();
        if name.contains("Universit") {
            return Some((unit.start, unit.end));
        }
    }
    None
}

/// Whether a text is the title of a post, in few words of which the last tells.
fn is_title(text: &str, words: &Words) -> bool {
    let titled = words.marks(text).iter().any(|mark| mark.kind == Kind::Title && mark.end == text.len());
    titled && text.split(' ').count() <= 6
}

/// Verbs before an employer.
const VERBS: [&str; 17] = [
    "job was at ",
    "been with ",
    "employed with ",
    "employed at ",
    "worked at ",
    "works at ",
    "working at ",
    "works for ",
    "worked for ",
    "work at ",
    "work for ",
    "joined ",
    "moved to ",
    "employed by ",
    "years at ",
    "years with ",
    "months at ",
];

/// `I currently lead the payments platform at Acme`: what somebody leads is no title, but where that is, is the employer.
fn led(sentence: &str) -> Option<Place> {
    const LEAD: [&str; 9] = [
        "currently work on ",
        "I work on ",
        "currently working on ",
        "currently lead ",
        "I lead ",
        "currently run ",
        "I now lead ",
        "currently head ",
        "I head ",
    ];
    let from = LEAD.iter().find_map(|verb| Some(sentence.find(verb)? + verb.len()))?;
    let at = from + sentence[from..].find(" at ")?;
    let (name, unit, end) = employer(sentence, at + " at ".len());
    let near = !name.is_empty() && sentence[from..at].split(' ').count() <= 8;
    near.then(|| (at, Post { organization: name.to_owned(), department: unit.to_owned(), ..Post::default() }, end))
}

/// `interned at Acme, Widget Labs (summer 2019), and Gadget Inc.`
fn listed(sentence: &str, words: &Words) -> Vec<Place> {
    let verbs = [
        ("interned at ", "Intern"),
        ("interned with ", "Intern"),
        ("intern with ", "Intern"),
        ("interning at ", "Intern"),
        ("summer at ", "Intern"),
        ("spent time at ", ""),
        ("have worked at ", ""),
        ("has worked at ", ""),
        ("co-founded ", "Co-founder"),
        ("cofounded ", "Co-founder"),
        ("I founded ", "Founder"),
    ];
    let begin = verbs.iter().find_map(|(verb, title)| Some((sentence.find(verb)? + verb.len(), *title)));
    let Some((mut at, title)) = begin else { return Vec::new() };
    let mut all = Vec::new();
    // One employer alone may have the post behind it.
    let listed = |all: Vec<Place>| if all.len() > 1 || !sentence.contains(" worked at ") { all } else { Vec::new() };
    loop {
        let (name, unit, end) = employer(sentence, at);
        if name.is_empty() {
            return listed(all);
        }
        // The stop of `Acme Inc.` before a comma is none of the sentence.
        let end = end + usize::from(sentence[end..].starts_with(".,"));
        // `a summer at Acme, London`: a town is none.
        if part(name, 0, words).kind != Some(Kind::Place) {
            let (organization, department) = (name.to_owned(), unit.to_owned());
            let post = Post { organization, department, title: title.to_owned(), past: true, ..Post::default() };
            all.push((at, post, end));
        }
        // What stands in brackets behind a name is about it.
        let rest = &sentence[end..];
        let bracket = rest.strip_prefix(" (").and_then(|rest| rest.find(')')).map_or(0, |close| close + 3);
        let Some(lead) = [", and ", " and ", ", "].iter().find(|lead| rest[bracket..].starts_with(**lead)) else {
            return listed(all);
        };
        at = end + bracket + lead.len();
        at += if sentence[at..].starts_with("at ") { 3 } else { 0 };
    }
}

/// `worked at Acme as an engineer`.
fn verb_at(sentence: &str, at: usize, verb: &str, words: &Words) -> Option<Place> {
    let (name, unit, end) = employer(sentence, at + verb.len());
    if name.is_empty() {
        return None;
    }
    let (organization, department) = (name.to_owned(), unit.to_owned());
    let rest = sentence[end..].split(';').next().unwrap_or_default();
    let lead = ["as an ", "as a ", "as the ", "as "];
    let titled = lead.iter().find_map(|word| {
        rest.find(word).filter(|at| *at < 30).map(|at| (end + at + word.len(), &rest[at + word.len()..]))
    });
    let Some((place, title)) = titled else {
        return Some((at, Post { organization, department, ..Post::default() }, end));
    };
    let stops = [" from ", " in ", " between ", " (", ",", " and ", " until ", " where ", " for ", " on ", "."];
    let length = stops.iter().filter_map(|stop| title.find(stop)).min().unwrap_or(title.len());
    let title = trimmed(&title[..length]);
    let post = Post { organization, department, title: title.to_owned(), ..Post::default() };
    words.marks(title).iter().any(|mark| mark.kind == Kind::Title).then_some((place, post, place + length))
}

/// Small words within names.
pub(in crate::import) const SMALL: [&str; 22] = [
    "del", "dos", "das", "et", "für", "und", "of", "for", "the", "and", "&", "de", "bin", "di", "du", "la", "des",
    "der", "van", "von", "do", "da",
];

/// The name that a text begins with: words with capitals, and the small ones between them.
fn name(text: &str) -> &str {
    const STOPS: [&str; 18] = [
        ",",
        ";",
        ". ",
        " (",
        " where ",
        " in ",
        " from ",
        " since ",
        " until ",
        " as ",
        " to ",
        " on ",
        " working ",
        " who ",
        " which ",
        " – ",
        " — ",
        " - ",
    ];
    let end = STOPS.iter().filter_map(|stop| text.find(stop)).min().unwrap_or(text.len());
    let name = text[..end].trim_end_matches(['.', ' ']);
    let (mut last, mut at) = (0, 0);
    for word in name.split_inclusive(' ') {
        at += word.len();
        let capital = word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        if capital {
            last = at;
        } else if !SMALL.contains(&word.trim_end()) {
            break;
        }
    }
    let name = name[..last].trim_end();
    let begins =
        name.strip_prefix("the ").unwrap_or(name).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    if begins && name.split(' ').count() <= 7 && !name.bytes().all(|byte| byte.is_ascii_digit()) { name } else { "" }
}
