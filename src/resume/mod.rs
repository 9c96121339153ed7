//! JSON Resume 1.0 out of a profile, for its themes and tools.
//!
//! A JSON Resume document that was read comes out with the same values. Of richer records only that comes out for
//! which JSON Resume has a field: one language of each text, no patents, no figures, no keywords of jobs, no
//! provenance. Prizes and projects within jobs and studies join the lists of the document.

mod aside;
mod seen;

use serde_json::{Map, Value};

pub(crate) use seen::{Seen, View};

use crate::date::Date;
use crate::decode::{Lens, Link, Object, Visibility};
use crate::merge::{Item, OwnerKind, Period, Profile};
use crate::record::{
    Account, Award, Basics, Certificate, Education, Interest, Language, Location, Meta, Project, Publication, Record,
    Reference, Skill, Volunteer, Work,
};
use crate::setup::Setup;
use crate::text::Text;

/// The address of the schema that a document keeps to.
pub const SCHEMA: &str = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json";

/// The years that the schema has.
const YEARS: std::ops::RangeInclusive<u16> = 1000..=2999;

/// What an audience may see of a profile, as a JSON Resume document. Each text is in the first of the languages
/// that it has; an organization that is only named by its key has its name in the register.
///
/// JSON Resume takes an absent end for a present one and has no word for an unknown end: of a period whose end is
/// unknown, or hidden from the audience, neither date is written.
#[must_use]
pub fn json_resume(profile: &Profile<'_>, setup: &Setup, audience: Visibility, languages: &[String]) -> Value {
    let seen = Seen::new(profile, setup, audience, languages);
    let mut document = Map::from_iter([("$schema".to_owned(), SCHEMA.into())]);
    if seen.person() {
        sections(&seen, |name, value| put(&mut document, name, value));
        let whole = seen.single(&profile.record);
        document = Fields { seen: &seen, view: &whole, object: document }.unread().object;
    }
    document.into()
}

fn sections(seen: &Seen<'_>, mut put: impl FnMut(&str, Value)) {
    let profile = seen.profile;
    put(Record::basics().name, basics(seen).into());
    put(Record::work().name, list(seen, &profile.work, work));
    put(Record::volunteer().name, list(seen, &profile.volunteer, volunteer));
    put(Record::education().name, list(seen, &profile.education, education));
    put(Record::awards().name, list(seen, &profile.awards, award));
    put(Record::certificates().name, list(seen, &profile.certificates, certificate));
    put(Record::publications().name, list(seen, &profile.publications, publication));
    put(Record::skills().name, list(seen, &profile.skills, skill));
    put(Record::languages().name, list(seen, &profile.languages, language));
    put(Record::interests().name, list(seen, &profile.interests, interest));
    put(Record::references().name, list(seen, &profile.references, reference));
    put(Record::projects().name, list(seen, &profile.projects, project));
    put(Record::meta().name, meta(seen).into());
}

/// Puts a value under a name, unless there is nothing in it.
fn put(object: &mut Map<String, Value>, name: &str, value: Value) {
    let empty = match &value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    };
    if !empty {
        object.insert(name.to_owned(), value);
    }
}

/// The things of a list; of two that an item holds, one that says nothing more than the other is left out.
fn list<'p, T: Object>(
    seen: &Seen<'_>,
    items: &[Item<'p, T>],
    object: for<'s, 'v> fn(Fields<'s, 'v, 'p, T>) -> Fields<'s, 'v, 'p, T>,
) -> Value {
    let mut made: Vec<(&str, Map<String, Value>)> = Vec::new();
    for view in seen.views(items) {
        let slug = view.whole.slug.as_str();
        let fields = object(Fields { seen, view: &view, object: Map::new() }).unread().object;
        let within = |one: &Map<String, Value>, two: &Map<String, Value>| {
            one.iter().all(|(name, value)| two.get(name) == Some(value))
        };
        if !made.iter().any(|(known, other)| *known == slug && within(&fields, other)) {
            made.push((slug, fields));
        }
    }
    made.into_iter()
        .map(|(_, fields)| Value::from(fields))
        .filter(|value| *value != Value::Object(Map::new()))
        .collect()
}

/// An object in the making: the names of its fields are those of the record.
struct Fields<'s, 'v, 'p, T> {
    seen: &'s Seen<'s>,
    view: &'s View<'v, 'p, T>,
    object: Map<String, Value>,
}

impl<T: Object> Fields<'_, '_, '_, T> {
    fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        put(&mut self.object, name, value.into());
        self
    }

    fn text(self, lens: Lens<T, Option<Text>>) -> Self {
        let text = self.seen.text(self.view, lens);
        self.with(lens.name, text)
    }

    fn texts(self, lens: Lens<T, Vec<Text>>) -> Self {
        let texts = self.seen.texts(self.view, lens);
        self.with(lens.name, texts)
    }

    fn skills(self, lens: Lens<T, Vec<Text>>) -> Self {
        let skills = self.seen.skills(self.view, lens);
        self.with(lens.name, skills)
    }

    fn string(self, lens: Lens<T, Option<String>>) -> Self {
        let string = self.seen.one(self.view, lens);
        self.with(lens.name, string)
    }

    fn link(self, lens: Lens<T, Option<Link>>) -> Self {
        let link = self.seen.link(self.view, lens);
        self.with(lens.name, link)
    }

    fn date(self, lens: Lens<T, Option<Date>>) -> Self {
        let date = self.seen.one(self.view, lens);
        self.written(lens.name, date)
    }

    /// A date of the years that the schema has; others stand aside.
    fn written(self, name: &str, date: Option<Date>) -> Self {
        match date {
            Some(date) if YEARS.contains(&date.year()) => self.with(name, date.to_string()),
            Some(date) => self.aside(name, date.to_string()),
            None => self,
        }
    }

    /// A text that the schema has in one form only; others stand aside.
    fn formed(self, lens: Lens<T, Option<String>>, is: fn(&str) -> bool) -> Self {
        match self.seen.one(self.view, lens) {
            Some(text) if is(&text) => self.with(lens.name, text),
            Some(text) => self.aside(lens.name, text),
            None => self,
        }
    }

    fn organization(self, lens: Lens<T, Option<Text>>) -> Self {
        let name = self.seen.named(self.view, lens);
        self.with(lens.name, name)
    }
}

impl<T: Period> Fields<'_, '_, '_, T> {
    fn period(self) -> Self {
        match self.seen.period(self.view) {
            (None, None) => match self.seen.one(self.view, T::start()) {
                Some(start) => self.aside(T::start().name, start.to_string()),
                None => self,
            },
            (start, end) => self.written(T::start().name, start).written(T::end().name, end),
        }
    }
}

fn basics(seen: &Seen<'_>) -> Map<String, Value> {
    let view = seen.single(&seen.profile.basics);
    let fields = Fields { seen, view: &view, object: Map::new() };
    let place = seen.single(&seen.profile.location);
    let place = Fields { seen, view: &place, object: Map::new() };
    fields
        .text(Basics::name())
        .beyond(|fields| fields.texts(Basics::alternate_names()))
        .text(Basics::label())
        .link(Basics::image())
        .formed(Basics::email(), is_address)
        .string(Basics::phone())
        .link(Basics::url())
        .text(Basics::summary())
        .with(Basics::location().name, location(place).unread().object)
        .with(Basics::profiles().name, list(seen, &seen.profile.accounts, account))
        .unread()
        .object
}

fn meta(seen: &Seen<'_>) -> Map<String, Value> {
    let item = &seen.profile.meta;
    let view = seen.single(item);
    let fields = Fields { seen, view: &view, object: Map::new() };
    let fields = fields.formed(Meta::canonical(), is_uri).string(Meta::version());
    fields.with(Meta::last_modified().name, seen.modified()).unread().object
}

fn is_uri(text: &str) -> bool {
    oxiri::Iri::parse(text).is_ok()
}

/// Whether a text is an e-mail address as the schema has them.
fn is_address(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    text.split_once('@').is_some_and(|(local, host)| {
        let dots = !local.split('.').any(str::is_empty) && host.contains('.');
        dots && local.chars().all(plain) && host.split('.').all(label)
    })
}

fn location<'s, 'v, 'p>(fields: Fields<'s, 'v, 'p, Location>) -> Fields<'s, 'v, 'p, Location> {
    fields
        .text(Location::address())
        .string(Location::postal_code())
        .text(Location::city())
        .string(Location::country_code())
        .text(Location::region())
}

fn account<'s, 'v, 'p>(fields: Fields<'s, 'v, 'p, Account>) -> Fields<'s, 'v, 'p, Account> {
    fields.string(Account::network()).string(Account::username()).link(Account::url())
}

fn work<'s, 'v, 'p>(fields: Fields<'s, 'v, 'p, Work>) -> Fields<'s, 'v, 'p, Work> {
    let employer = fields.seen.employer(fields.view);
    fields
        .with(Work::name().name, employer)
        .text(Work::location())
        .text(Work::description())
        .text(Work::position())
        .link(Work::url())
        .period()
        .text(Work::summary())
        .texts(Work::highlights())
        .beyond(|fields| fields.organization(Work::department()).skills(Work::keywords()))
}

fn volunteer<'s, 'v, 'p>(fields: Fields<'s, 'v, 'p, Volunteer>) -> Fields<'s, 'v, 'p, Volunteer> {
    fields
        .organization(Volunteer::organization())
        .text(Volunteer::position())
        .link(Volunteer::url())
        .period()
        .text(Volunteer::summary())
        .texts(Volunteer::highlights())
}

fn education<'s, 'v, 'p>(fields: Fields<'s, 'v, 'p, Education>) -> Fields<'s, 'v, 'p, Education> {
    let institution = fields.seen.institution(fields.view);
    fields
        .with(Education::institution().name, institution)
        .link(Education::url())
        .text(Education::area())
        .text(Education::study_type())
        .period()
        .text(Education::score())
        .texts(Education::courses())
        .beyond(|fields| fields.text(Education::location()).text(Education::summary()).texts(Education::highlights()))
}

fn award<'s, 'v, 'p>(fields: Fields<'s, 'v, 'p, Award>) -> Fields<'s, 'v, 'p, Award> {
    let fields = fields.text(Award::title()).date(Award::date()).organization(Award::awarder());
    fields.text(Award::summary()).beyond(|fields| fields.link(Award::url()))
}

fn certificate<'s, 'v, 'p>(fields: Fields<'s, 'v, 'p, Certificate>) -> Fields<'s, 'v, 'p, Certificate> {
    fields
        .text(Certificate::name())
        .date(Certificate::date())
        .link(Certificate::url())
        .organization(Certificate::issuer())
}

fn publication<'s, 'v, 'p>(fields: Fields<'s, 'v, 'p, Publication>) -> Fields<'s, 'v, 'p, Publication> {
    fields
        .text(Publication::name())
        .organization(Publication::publisher())
        .date(Publication::release_date())
        .link(Publication::url())
        .text(Publication::summary())
        .beyond(|fields| fields.texts(Publication::authors()).text(Publication::venue()).string(Publication::kind()))
        .beyond(|fields| fields.string(Publication::doi()).texts(Publication::keywords()))
}

fn skill<'s, 'v, 'p>(fields: Fields<'s, 'v, 'p, Skill>) -> Fields<'s, 'v, 'p, Skill> {
    fields.text(Skill::name()).text(Skill::level()).skills(Skill::keywords())
}

fn language<'s, 'v, 'p>(fields: Fields<'s, 'v, 'p, Language>) -> Fields<'s, 'v, 'p, Language> {
    fields.text(Language::language()).text(Language::fluency())
}

fn interest<'s, 'v, 'p>(fields: Fields<'s, 'v, 'p, Interest>) -> Fields<'s, 'v, 'p, Interest> {
    fields.text(Interest::name()).texts(Interest::keywords())
}

fn reference<'s, 'v, 'p>(fields: Fields<'s, 'v, 'p, Reference>) -> Fields<'s, 'v, 'p, Reference> {
    fields.text(Reference::name()).text(Reference::reference())
}

fn project<'s, 'v, 'p>(fields: Fields<'s, 'v, 'p, Project>) -> Fields<'s, 'v, 'p, Project> {
    let entity = fields.seen.named(fields.view, Project::entity()).or_else(|| employer_of(fields.seen, fields.view));
    fields
        .text(Project::name())
        .text(Project::description())
        .texts(Project::highlights())
        .skills(Project::keywords())
        .period()
        .link(Project::url())
        .texts(Project::roles())
        .with(Project::entity().name, entity)
        .string(Project::kind())
}

/// The employer in whose job a project stands, unless the project states an entity of its own.
fn employer_of(seen: &Seen<'_>, project: &View<'_, '_, Project>) -> Option<String> {
    if project.whole.parts.iter().any(|part| part.value.entity.is_some()) {
        return None;
    }
    let owner = project.own.owners().into_iter().find(|owner| owner.kind == OwnerKind::Work)?;
    let job = seen.profile.work.iter().find(|job| job.slug == owner.slug).filter(|job| seen.sees(job.level()))?;
    seen.employer(&seen.single(job))
}
