//! What the vocabulary says to a property of a thing and to its value. Quads and documents are judged by the same words.

use std::sync::LazyLock;

use smallvec::SmallVec;

use super::facts::{ClassId, Facts, Meaning, PropertyId, Term};
use super::kinds::Kind;
use crate::report::{Finding, Place, Rule, near};
use crate::rules;
use crate::tree::shortened;

/// What is wrong, without its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) rule: &'static Rule,
    pub(super) message: String,
    hint: Option<String>,
}

/// What is known of a thing.
#[derive(Clone, Debug, Default)]
pub(super) struct Thing {
    /// The classes that it has.
    pub(super) classes: SmallVec<[ClassId; 2]>,
    /// Whether it has a class of another vocabulary, so that it may have properties that we know nothing of.
    pub(super) is_foreign: bool,
    /// The properties that lead to it, where it is a Role.
    pub(super) leading: SmallVec<[PropertyId; 2]>,
}

/// The value of a property.
#[derive(Clone, Copy, Debug)]
pub(super) enum Value<'v> {
    /// A text, number or date.
    Literal(&'v str),
    /// A thing of which something is said; `named` where it has an IRI.
    Thing { thing: &'v Thing, named: bool },
    /// An IRI of which nothing is said.
    Address(&'v str),
}

/// Classes that have a part of their own in the rules.
struct Classes {
    thing: ClassId,
    role: ClassId,
    duration: ClassId,
    url: ClassId,
    text: ClassId,
    enumeration: ClassId,
}

static CLASSES: LazyLock<Classes> = LazyLock::new(|| {
    let class = |name: &str| Facts::known().class(name).unwrap_or_default();
    Classes {
        thing: class("Thing"),
        role: class("Role"),
        duration: class("Duration"),
        url: class("URL"),
        text: class("Text"),
        enumeration: class("Enumeration"),
    }
});

impl Fault {
    fn new(rule: &'static Rule, message: String, hint: Option<String>) -> Self {
        Self { rule, message, hint }
    }

    /// The fault as a finding; `what` says what it was found at.
    pub(super) fn at(self, place: Place, what: &str) -> Finding {
        let finding = Finding::new(self.rule, place, format!("{what}{}", self.message));
        Finding { hint: self.hint, ..finding }
    }
}

impl Thing {
    /// Whether it is a Role, which stands between a thing and what one of its properties leads to.
    pub(super) fn is_role(&self) -> bool {
        self.classes.iter().any(|class| Facts::known().is_a(*class, CLASSES.role))
    }

    /// Adds a class by its IRI.
    pub(super) fn add_class(&mut self, iri: &str) {
        match Facts::known().meaning(iri) {
            Meaning::Known(Term::Class(class)) => self.classes.push(class),
            _ => self.is_foreign = true,
        }
    }
}

/// What is wrong with the name of a class.
pub(super) fn class_name(iri: &str) -> Option<Fault> {
    let facts = Facts::known();
    match facts.meaning(iri) {
        Meaning::Known(Term::Class(class)) => {
            let class = &facts.classes[usize::from(class)];
            superseded(&class.name, class.status.superseded.as_deref())
        }
        Meaning::Known(_) => Some(Fault::new(
            &rules::UNKNOWN_TERM,
            format!("`{}` is no class", local(iri)),
            Some("a class says what a thing is, such as `Person`".into()),
        )),
        Meaning::Unknown(name) => Some(unknown("class", name, |term| matches!(term, Term::Class(_)))),
        Meaning::Foreign => None,
    }
}

/// The property of this IRI, if it has one, or what is wrong with its name.
pub(super) fn property_name(iri: &str) -> Result<Option<PropertyId>, Fault> {
    let facts = Facts::known();
    match facts.meaning(iri) {
        Meaning::Known(Term::Property(property)) => Ok(Some(property)),
        Meaning::Known(_) => Err(Fault::new(&rules::UNKNOWN_TERM, format!("`{}` is no property", local(iri)), None)),
        Meaning::Unknown(name) => {
            // Actions state what they want and give by properties with these endings.
            let stem = name.strip_suffix("-input").or_else(|| name.strip_suffix("-output"));
            match stem.and_then(|stem| facts.named(stem)) {
                Some(Term::Property(_)) => Ok(None),
                _ => Err(unknown("property", name, |term| matches!(term, Term::Property(_)))),
            }
        }
        Meaning::Foreign => Ok(None),
    }
}

fn unknown(kind: &str, name: &str, is_kind: impl Fn(Term) -> bool) -> Fault {
    let hint = near(name, Facts::known().names(is_kind)).first().map(|name| format!("did you mean `{name}`?"));
    Fault::new(&rules::UNKNOWN_TERM, format!("there is no {kind} `{}`", shortened(name)), hint)
}

fn superseded(name: &str, by: Option<&str>) -> Option<Fault> {
    let by = by?.replace(' ', "` or `");
    let hint = Some(format!("use `{by}`"));
    Some(Fault::new(&rules::SUPERSEDED, format!("`{name}` has been superseded"), hint))
}

/// What is wrong with a thing that has this property, whatever the value.
pub(super) fn property_of(thing: &Thing, property: PropertyId) -> Option<Fault> {
    let facts = Facts::known();
    let known = &facts.properties[usize::from(property)];
    superseded(&known.name, known.status.superseded.as_deref()).or_else(|| {
        let nothing_known = thing.classes.is_empty() || thing.is_foreign || known.domains.is_empty();
        (!nothing_known && !belongs(thing, property)).then(|| {
            let message = format!("`{}` is no property of {}", known.name, names(&thing.classes));
            Fault::new(&rules::DOMAIN, message, Some(format!("it is one of {}", names(&known.domains))))
        })
    })
}

/// Whether a thing may have a property: by its class, or, for a Role, by that of either end of the link that it is on.
fn belongs(thing: &Thing, property: PropertyId) -> bool {
    let facts = Facts::known();
    let domains = &facts.properties[usize::from(property)].domains;
    let fits = |class: &ClassId| domains.iter().any(|domain| facts.is_a(*class, *domain));
    if thing.classes.iter().any(fits) {
        return true;
    }
    if !thing.is_role() {
        return false;
    }
    let ends = |link: &PropertyId| {
        let link = &facts.properties[usize::from(*link)];
        let below = |end: &ClassId| domains.iter().any(|domain| facts.is_a(*domain, *end) && *end != CLASSES.thing);
        link.domains.iter().chain(&link.ranges).any(|end| fits(end) || below(end))
    };
    thing.leading.is_empty() || thing.leading.contains(&property) || thing.leading.iter().any(ends)
}

/// What is wrong with the value of a property.
pub(super) fn value_of(property: PropertyId, value: Value<'_>) -> Option<Fault> {
    let known = &Facts::known().properties[usize::from(property)];
    if known.ranges.is_empty() {
        return None;
    }
    match value {
        Value::Thing { thing, named } => thing_fits(&known.name, &known.ranges, thing, named),
        Value::Address(iri) => address_fits(&known.name, &known.ranges, iri),
        Value::Literal(text) => literal_fits(&known.name, &known.ranges, text),
    }
}

fn thing_fits(name: &str, ranges: &[ClassId], thing: &Thing, named: bool) -> Option<Fault> {
    let facts = Facts::known();
    let fits = |class: &ClassId| *class == CLASSES.thing || ranges.iter().any(|range| facts.is_a(*class, *range));
    let takes_things = ranges.iter().any(|range| Kind::of(*range).is_none());
    let open = thing.is_foreign || thing.classes.is_empty() || thing.is_role() && takes_things;
    if open && takes_things || thing.classes.iter().any(fits) || named && ranges.contains(&CLASSES.url) {
        return None;
    }
    let what = if thing.classes.is_empty() { "a thing".to_owned() } else { names(&thing.classes) };
    let message = format!("the value of `{name}` is {what}");
    Some(Fault::new(&rules::RANGE, message, Some(format!("it takes {}", names(ranges)))))
}

fn address_fits(name: &str, ranges: &[ClassId], iri: &str) -> Option<Fault> {
    let facts = Facts::known();
    let takes = |range: &ClassId| Kind::of(*range).is_none_or(|kind| matches!(kind, Kind::Text | Kind::Url));
    match facts.meaning(iri) {
        Meaning::Known(Term::Member(class)) => {
            // Where one enumeration is wanted, a member of another is no text either.
            let is_open = !ranges.iter().any(|range| is_enumeration(*range)) && ranges.iter().any(takes);
            let fits = is_open || ranges.iter().any(|range| facts.is_a(class, *range));
            let message = format!("the value of `{name}` is `{}`", local(iri));
            (!fits).then(|| Fault::new(&rules::RANGE, message, Some(format!("it takes {}", names(ranges)))))
        }
        Meaning::Unknown(term) if !term.is_empty() && !term.contains(['/', '#', '?', '.']) => {
            Some(unknown("term", term, |_| true))
        }
        _ if ranges.iter().any(takes) => None,
        _ => Some(wrong_kind(name, ranges, iri)),
    }
}

fn is_enumeration(class: ClassId) -> bool {
    Facts::known().is_a(class, CLASSES.enumeration)
}

/// Any text is taken for a thing, as search engines do; but a link in its place leads nowhere.
fn literal_fits(name: &str, ranges: &[ClassId], text: &str) -> Option<Fault> {
    let kinds = || ranges.iter().filter_map(|range| Kind::of(*range));
    if kinds().any(|kind| kind.takes(text)) {
        return None;
    }
    if ranges.contains(&CLASSES.duration) && !ranges.contains(&CLASSES.text) {
        return (!Kind::is_duration(text)).then(|| wrong_kind(name, ranges, text));
    }
    if kinds().count() == ranges.len() {
        return Some(wrong_kind(name, ranges, text));
    }
    let is_link = ["http://", "https://"].iter().any(|scheme| text.starts_with(scheme));
    let is_member = matches!(Facts::known().meaning(text), Meaning::Known(_));
    (is_link && !is_member).then(|| {
        let message = format!("the value of `{name}` is a link written as a text, `{}`", shortened(text));
        Fault::new(&rules::LINK_AS_TEXT, message, Some("write it as `{\"@id\": …}`".into()))
    })
}

fn wrong_kind(name: &str, ranges: &[ClassId], text: &str) -> Fault {
    let hint = match ranges.contains(&CLASSES.url) && text.starts_with("www.") {
        true => format!("write `https://{}`", shortened(text)),
        false => {
            let mut forms: Vec<&str> = ranges.iter().filter_map(|range| Kind::of(*range)).map(Kind::form).collect();
            forms.dedup();
            if forms.is_empty() {
                "write a duration, such as `P3M`".into()
            } else {
                format!("write {}", forms.join(" or "))
            }
        }
    };
    let message = format!("the value of `{name}` is `{}`", shortened(text));
    Fault::new(&rules::VALUE_KIND, message, Some(hint))
}

/// A term that is still discussed, as a note.
pub(super) fn pending(name: &str) -> Fault {
    Fault::new(&rules::PENDING, format!("`{name}` is still being discussed at schema.org"), None)
}

fn local(iri: &str) -> &str {
    iri.rsplit(['/', '#']).next().unwrap_or(iri)
}

/// The names of some classes, for people; the first of many.
fn names(classes: &[ClassId]) -> String {
    const MOST: usize = 4;
    let name = |class: &ClassId| format!("`{}`", Facts::known().classes[usize::from(*class)].name);
    let mut names: Vec<String> = classes.iter().take(MOST).map(name).collect();
    if classes.len() > MOST {
        names.push(format!("{} more", classes.len() - MOST));
    }
    match names.pop() {
        Some(last) if !names.is_empty() => format!("{} or {last}", names.join(", ")),
        last => last.unwrap_or_default(),
    }
}
