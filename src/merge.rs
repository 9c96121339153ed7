//! Records of one person into a profile.
//!
//! A [`Profile`] keeps the records as they are and says which of their items are one thing: each [`Item`] has
//! a part from each source that speaks of it. What holds of an item is worked out field by field, by [`Item::one`],
//! [`Item::wordings`] and [`Item::all`]: the newest source wins, unless an older one says the same more precisely.
//!
//! Visibility is decided before any audience is known: of all marks on a fact, in whatever source, the narrowest counts.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::collection::{Setup, SourceRecord};
use crate::date::{Date, End, OPEN};
use crate::decode::{Key, Lens, Link, Number, Object, Visibility};
use crate::iri::{short_hash, slug, text_slug};
use crate::record::{
    Account, Award, Basics, Certificate, Education, Interest, Language, Location, Meta, Patent, Project, Publication,
    Record, Reference, Skill, Statistic, Volunteer, Work,
};
use crate::register::Register;
use crate::text::{Text, folded};

/// All that the sources say about one person.
#[derive(Debug)]
pub struct Profile<'a> {
    /// The person's key.
    pub key: &'a Key,
    /// The sources, the newest first.
    pub sources: Vec<SourceInfo<'a>>,
    /// The records themselves.
    pub record: Item<'a, Record>,
    /// The person.
    pub basics: Item<'a, Basics>,
    /// Where the person lives.
    pub location: Item<'a, Location>,
    /// Accounts elsewhere.
    pub accounts: Vec<Item<'a, Account>>,
    /// Jobs and internships.
    pub work: Vec<Item<'a, Work>>,
    /// Unpaid posts.
    pub volunteer: Vec<Item<'a, Volunteer>>,
    /// Studies and schools.
    pub education: Vec<Item<'a, Education>>,
    /// Prizes, with what they were won in.
    pub awards: Vec<Item<'a, Award>>,
    /// Certificates.
    pub certificates: Vec<Item<'a, Certificate>>,
    /// Papers and other publications.
    pub publications: Vec<Item<'a, Publication>>,
    /// Patents.
    pub patents: Vec<Item<'a, Patent>>,
    /// Skills.
    pub skills: Vec<Item<'a, Skill>>,
    /// Languages.
    pub languages: Vec<Item<'a, Language>>,
    /// Interests.
    pub interests: Vec<Item<'a, Interest>>,
    /// What others say.
    pub references: Vec<Item<'a, Reference>>,
    /// Projects, those within jobs included.
    pub projects: Vec<Item<'a, Project>>,
    /// Figures, those within other items included.
    pub statistics: Vec<Item<'a, Statistic>>,
}

/// A source of a profile.
#[derive(Debug)]
pub struct SourceInfo<'a> {
    /// What its IRI ends in: the `id` of its `meta`, else a hash of its path.
    pub slug: String,
    /// Its file.
    pub path: &'a str,
    /// What it says about itself.
    pub meta: Option<&'a Meta>,
}

/// One thing, with what each source says about it.
#[derive(Debug)]
pub struct Item<'a, T> {
    /// The parts, the newest first.
    pub parts: Vec<Part<'a, T>>,
    /// What its IRI ends in, within its kind.
    pub slug: String,
}

/// What one source says about a thing.
#[derive(Debug)]
pub struct Part<'a, T> {
    /// The number of the source.
    pub source: usize,
    /// Who may see the thing, by this source.
    pub level: Visibility,
    /// What the source says.
    pub value: &'a T,
    /// What it stands in, for what stands within another item.
    pub owner: Option<Owner>,
}

/// What an item stands in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Owner {
    /// The kind of thing.
    pub kind: OwnerKind,
    /// Its slug.
    pub slug: String,
}

/// The kinds of things that others stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OwnerKind {
    /// A job.
    Work,
    /// A study.
    Education,
    /// A project.
    Project,
    /// An award.
    Award,
    /// A language.
    Language,
}

/// A single value that holds, with the claims that it put aside.
#[derive(Debug)]
pub struct Adopted<'a, V: Clone> {
    /// The value.
    pub value: Cow<'a, V>,
    /// The sources that state it.
    pub sources: Vec<usize>,
    /// Claims that contradict it, with their sources.
    pub set_aside: Vec<(usize, &'a V)>,
}

/// A value of which an item has one: it may be the same as another, more or less precise, or a contradiction.
pub trait Fact: PartialEq + Clone {
    /// Whether each thing that `other` may mean is one that this may mean.
    fn contains(&self, other: &Self) -> bool {
        self == other
    }
}

impl Fact for Date {
    fn contains(&self, other: &Self) -> bool {
        Date::contains(*self, *other)
    }
}

impl Fact for End {
    fn contains(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Date(one), Self::Date(two)) => Fact::contains(one, two),
            (one, two) => *one == Self::Unknown || one == two,
        }
    }
}

impl Fact for String {}
impl Fact for Link {}
impl Fact for Number {}
impl Fact for Key {}

/// The one of several claims that holds: the newest, or an older one that it contains.
/// `claims` are the newest first; the claims that contradict it are put aside.
pub fn adopt<'a, V: Fact>(claims: impl Iterator<Item = (usize, &'a V)>) -> Option<Adopted<'a, V>> {
    let claims: Vec<(usize, &V)> = claims.collect();
    let newest = claims.first()?.1;
    let value = claims.iter().fold(newest, |held, (_, claim)| if held.contains(claim) { claim } else { held });
    let sources = claims.iter().filter(|(_, claim)| *claim == value).map(|(source, _)| *source).collect();
    let set_aside = claims.into_iter().filter(|(_, claim)| !claim.contains(value)).collect();
    Some(Adopted { value: Cow::Borrowed(value), sources, set_aside })
}

/// The wordings of a text that hold, one a language, and those put aside.
#[derive(Debug, Default)]
pub struct Wordings<'a> {
    /// Language, wording and sources.
    pub held: Vec<(&'a str, &'a str, Vec<usize>)>,
    /// Source, language and wording.
    pub set_aside: Vec<(usize, &'a str, &'a str)>,
}

impl<'a> Wordings<'a> {
    fn add(&mut self, source: usize, language: &'a str, wording: &'a str) {
        let same =
            |held: &&mut (&str, &str, Vec<usize>)| held.1 == wording && (held.0 == language || language.is_empty());
        if let Some((_, _, sources)) = self.held.iter_mut().find(same) {
            if !sources.contains(&source) {
                sources.push(source);
            }
        } else if self.held.iter().any(|held| held.0 == language) {
            self.set_aside.push((source, language, wording));
        } else {
            self.held.push((language, wording, vec![source]));
        }
    }

    /// The text that holds.
    #[must_use]
    pub fn text(&self) -> Text {
        self.held.iter().fold(Text::default(), |text, (language, wording, _)| text.with(*language, *wording))
    }
}

impl<'a, T: Object> Item<'a, T> {
    /// Who may see the item: the narrowest of what its sources say.
    #[must_use]
    pub fn level(&self) -> Visibility {
        self.parts.iter().map(|part| part.level).max().unwrap_or_default()
    }

    /// Who may see a field: the narrowest of the marks in all sources, and of the default where a source states it unmarked.
    pub fn field_level<V>(&self, setup: &Setup, lens: Lens<T, V>, states: impl Fn(&V) -> bool) -> Visibility {
        let of_part = |part: &Part<'a, T>| {
            let mark = part.value.common().marks.field(lens.name);
            mark.or_else(|| states((lens.get)(part.value)).then(|| setup.settings.default_visibility(lens)))
        };
        self.parts.iter().filter_map(of_part).max().unwrap_or_default().max(self.level())
    }

    /// The sources that speak of the item.
    #[must_use]
    pub fn sources(&self) -> Vec<usize> {
        let sources: BTreeSet<usize> = self.parts.iter().map(|part| part.source).collect();
        sources.into_iter().collect()
    }

    /// What it stands in, without repetition.
    #[must_use]
    pub fn owners(&self) -> BTreeSet<&Owner> {
        self.parts.iter().filter_map(|part| part.owner.as_ref()).collect()
    }

    /// The single value of a field.
    pub fn one<V: Fact>(&self, lens: Lens<T, Option<V>>) -> Option<Adopted<'a, V>> {
        adopt(self.parts.iter().filter_map(|part| Some((part.source, (lens.get)(part.value).as_ref()?))))
    }

    /// The wordings of a text, each language by itself. One without language is a claim of its own only
    /// where no wording of a stated language says the same.
    #[must_use]
    pub fn wordings(&self, lens: Lens<T, Option<Text>>) -> Wordings<'a> {
        let mut wordings = Wordings::default();
        for unstated in [false, true] {
            for part in &self.parts {
                let value: &'a Option<Text> = (lens.get)(part.value);
                let texts = value.iter().flat_map(Text::iter).filter(|(language, _)| language.is_empty() == unstated);
                texts.for_each(|(language, wording)| wordings.add(part.source, language, wording));
            }
        }
        wordings
    }

    /// The text that holds of a field.
    #[must_use]
    pub fn text(&self, lens: Lens<T, Option<Text>>) -> Text {
        self.wordings(lens).text()
    }

    /// All values of a list, without repetition, each with the sources that state it.
    pub fn all<V: PartialEq>(&self, lens: Lens<T, Vec<V>>) -> Vec<(&'a V, Vec<usize>)> {
        let mut values: Vec<(&'a V, Vec<usize>)> = Vec::new();
        for part in &self.parts {
            let list: &'a Vec<V> = (lens.get)(part.value);
            for value in list {
                match values.iter_mut().find(|(known, _)| *known == value) {
                    Some((_, sources)) if sources.contains(&part.source) => {}
                    Some((_, sources)) => sources.push(part.source),
                    None => values.push((value, vec![part.source])),
                }
            }
        }
        values
    }
}

/// A period with two ends, as its sources state it.
pub trait Period: Object {
    /// The field of the beginning.
    fn start() -> Lens<Self, Option<Date>>;
    /// The field of the end.
    fn end() -> Lens<Self, Option<End>>;

    /// The end that this source states: one that is absent beside a stated beginning means that it still runs.
    fn stated_end(&self) -> Option<End> {
        (Self::end().get)(self).or_else(|| (Self::start().get)(self).map(|_| End::Present))
    }
}

macro_rules! periods {
    ($($name:ty),*) => { $(
        impl Period for $name {
            fn start() -> Lens<Self, Option<Date>> {
                <$name>::start_date()
            }
            fn end() -> Lens<Self, Option<End>> {
                <$name>::end_date()
            }
        }
    )* };
}

periods!(Work, Volunteer, Education, Project);

impl<'a, T: Period> Item<'a, T> {
    /// The end that holds, if any source states one.
    #[must_use]
    pub fn end(&self) -> Option<Adopted<'a, End>> {
        let claims: Vec<(usize, End)> =
            self.parts.iter().filter_map(|part| Some((part.source, part.value.stated_end()?))).collect();
        let adopted = adopt(claims.iter().map(|(source, end)| (*source, end)))?;
        let stated = |source: usize| {
            self.parts.iter().find(|part| part.source == source).and_then(|part| (T::end().get)(part.value).as_ref())
        };
        let set_aside = adopted.set_aside.iter().filter_map(|(source, _)| Some((*source, stated(*source)?))).collect();
        Some(Adopted { value: Cow::Owned(*adopted.value), sources: adopted.sources.clone(), set_aside })
    }
}

/// The first and the last day that a period may have; see the design of bounds in `docs/record.md`.
/// Of a side that is not known, only the other side is sure. Nothing where neither side is.
#[must_use]
pub fn bounds(start: Option<Date>, end: Option<End>) -> Option<(NaiveDate, NaiveDate)> {
    match (start, end) {
        (Some(start), Some(End::Date(end))) => Some((start.first_day(), end.last_day().max(start.first_day()))),
        (Some(start), Some(End::Unknown)) => Some((start.first_day(), start.last_day())),
        (Some(start), Some(End::Present) | None) => Some((start.first_day(), OPEN)),
        (None, Some(End::Date(end))) => Some((end.first_day(), end.last_day())),
        (None, _) => None,
    }
}

/// The organization that a text or keys mean: a key of the register, a key that the register has not, or the slug of a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OrganizationId<'a> {
    /// A key.
    Key(&'a str),
    /// The slug of a name that the register has not.
    Name(String),
}

impl OrganizationId<'_> {
    /// The key or slug, for IRIs.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Key(key) => key,
            Self::Name(slug) => slug,
        }
    }
}

impl Setup {
    /// The organization that a text means.
    #[must_use]
    pub fn organization_named<'a>(&'a self, text: &Text) -> Option<OrganizationId<'a>> {
        let key = self.organizations.find(text).map(|key| OrganizationId::Key(key.as_str()));
        key.or_else(|| (!text.is_empty()).then(|| OrganizationId::Name(text_slug(text))))
    }

    /// The organizations of a job, by their keys, else by the employer's name.
    #[must_use]
    pub fn employers<'a>(&'a self, work: &'a Work) -> Vec<OrganizationId<'a>> {
        match &work.organization.0[..] {
            [] => work.name.as_ref().and_then(|name| self.organization_named(name)).into_iter().collect(),
            keys => keys.iter().map(|key| OrganizationId::Key(key.as_str())).collect(),
        }
    }

    /// The institution of a study, by its key, else by its name.
    #[must_use]
    pub fn institution<'a>(&'a self, study: &'a Education) -> Option<OrganizationId<'a>> {
        let by_key = study.organization.as_ref().map(|key| OrganizationId::Key(key.as_str()));
        by_key.or_else(|| self.organization_named(study.institution.as_ref()?))
    }

    /// The key of a skill in the register, else the slug of its name.
    #[must_use]
    pub fn skill_slug(&self, name: &Text) -> String {
        self.skills.find(name).map_or_else(|| text_slug(name), |key| key.as_str().to_owned())
    }

    /// An organization and those it belongs to, upwards.
    pub(crate) fn lineage(&self, id: &OrganizationId<'_>) -> Vec<String> {
        let mut lineage = vec![id.as_str().to_owned()];
        while let Some(parent) = lineage.last().and_then(|last| parent_of(&self.organizations, last)) {
            if lineage.contains(&parent) {
                break;
            }
            lineage.push(parent);
        }
        lineage
    }

    /// Whether the organizations of one list are, belong to or hold one of the other's.
    fn related(&self, one: &[OrganizationId<'_>], two: &[OrganizationId<'_>]) -> bool {
        let within = |inner: &[OrganizationId<'_>], outer: &[OrganizationId<'_>]| {
            inner.iter().any(|id| self.lineage(id).iter().any(|up| outer.iter().any(|id| id.as_str() == up)))
        };
        within(one, two) || within(two, one)
    }
}

fn parent_of(register: &Register<crate::register::Organization>, key: &str) -> Option<String> {
    register.get(&Key::new(key)?)?.parent.as_ref().map(|parent| parent.as_str().to_owned())
}

impl<'a> Profile<'a> {
    /// Merges the records of one person.
    #[must_use]
    pub fn new(key: &'a Key, records: &'a [SourceRecord], setup: &'a Setup) -> Self {
        Merge { setup, records: newest_first(records) }.profile(key)
    }
}

/// The records, the newest first; those of one date or none in the order of their slugs.
fn newest_first(records: &[SourceRecord]) -> Vec<(SourceInfo<'_>, &Record)> {
    let mut sources: Vec<(SourceInfo<'_>, &Record)> =
        records.iter().map(|source| (SourceInfo::new(source), &source.record)).collect();
    sources.sort_by(|(one, _), (two, _)| two.modified().cmp(&one.modified()).then_with(|| one.slug.cmp(&two.slug)));
    sources
}

impl<'a> SourceInfo<'a> {
    fn new(source: &'a SourceRecord) -> Self {
        let meta = source.record.meta.as_ref();
        let id = meta.and_then(|meta| meta.common.id.as_ref());
        let slug = id.map_or_else(|| short_hash(&source.path), |id| id.as_str().to_owned());
        Self { slug, path: &source.path, meta }
    }

    fn modified(&self) -> Option<(NaiveDate, &str)> {
        let stamp = self.meta?.last_modified.as_ref()?;
        Some((stamp.date.first_day(), &stamp.text))
    }
}

struct Merge<'a> {
    setup: &'a Setup,
    records: Vec<(SourceInfo<'a>, &'a Record)>,
}

impl<'a> Merge<'a> {
    fn profile(self, key: &'a Key) -> Profile<'a> {
        let record = Item { parts: self.whole_records(), slug: String::new() };
        let basics = self.inner(&record, Record::basics());
        let work = self.work();
        let education = self.education();
        let mut projects = self.named(
            self.parts(Record::projects()),
            |project| project.name.as_ref(),
            text_slug,
            self.within(&work, OwnerKind::Work, Work::projects()),
        );
        projects.sort_by(|one, two| one.slug.cmp(&two.slug));
        let mut inner = self.within(&work, OwnerKind::Work, Work::awards());
        inner.extend(self.within(&education, OwnerKind::Education, Education::awards()));
        inner.extend(self.within(&projects, OwnerKind::Project, Project::awards()));
        let awards = self.named(self.parts(Record::awards()), |award| award.title.as_ref(), text_slug, inner);
        let languages =
            self.named(self.parts(Record::languages()), |language| language.language.as_ref(), text_slug, Vec::new());
        let mut inner = self.within(&work, OwnerKind::Work, Work::statistics());
        inner.extend(self.within(&education, OwnerKind::Education, Education::statistics()));
        inner.extend(self.within(&projects, OwnerKind::Project, Project::statistics()));
        inner.extend(self.within(&awards, OwnerKind::Award, Award::statistics()));
        inner.extend(self.within(&languages, OwnerKind::Language, Language::statistics()));
        Profile {
            key,
            record,
            location: self.inner(&basics, Basics::location()),
            accounts: self.accounts(&basics),
            basics,
            volunteer: self.volunteer(),
            certificates: self.named(
                self.parts(Record::certificates()),
                |certificate| certificate.name.as_ref(),
                text_slug,
                Vec::new(),
            ),
            publications: self.publications(),
            patents: self.patents(),
            skills: self.named(
                self.parts(Record::skills()),
                |skill| skill.name.as_ref(),
                |name| self.setup.skill_slug(name),
                Vec::new(),
            ),
            interests: self.named(
                self.parts(Record::interests()),
                |interest| interest.name.as_ref(),
                text_slug,
                Vec::new(),
            ),
            references: self.keyed(
                self.parts(Record::references()),
                |_, _| 0,
                |item| {
                    joined(&[
                        &text_slug(&item.text(Reference::name())),
                        &short_hash(item.text(Reference::reference()).pick([])),
                    ])
                },
            ),
            statistics: self.statistics(inner),
            work,
            education,
            awards,
            languages,
            projects,
            sources: self.records.into_iter().map(|(source, _)| source).collect(),
        }
    }

    fn whole_records(&self) -> Vec<Part<'a, Record>> {
        let part = |(source, (_, record)): (usize, &(SourceInfo<'a>, &'a Record))| Part {
            source,
            level: record.common.marks.whole.unwrap_or_default(),
            value: *record,
            owner: None,
        };
        self.records.iter().enumerate().map(part).collect()
    }

    /// The single object of a field.
    fn inner<O: Object, T: Object>(&self, item: &Item<'a, O>, lens: Lens<O, Option<T>>) -> Item<'a, T> {
        let inner = |part: &Part<'a, O>| {
            let object: &'a O = part.value;
            let value = (lens.get)(object).as_ref()?;
            Some(Part {
                source: part.source,
                level: item_level(self.setup, object, lens, value, part.level),
                value,
                owner: None,
            })
        };
        Item { parts: item.parts.iter().filter_map(inner).collect(), slug: String::new() }
    }

    /// The items of a list in all records.
    fn parts<T: Object>(&self, lens: Lens<Record, Vec<T>>) -> Vec<Part<'a, T>> {
        let records = self.records.iter().enumerate();
        records
            .flat_map(|(source, (_, record))| {
                listed(self.setup, *record, lens, record.common.marks.whole.unwrap_or_default(), source, None)
            })
            .collect()
    }

    /// The items of a list within other items.
    fn within<O: Object, T: Object>(
        &self,
        owners: &[Item<'a, O>],
        kind: OwnerKind,
        lens: Lens<O, Vec<T>>,
    ) -> Vec<Part<'a, T>> {
        let of_part = |owner: &Item<'a, O>| {
            let (slug, level) = (owner.slug.clone(), owner.level());
            let parts: Vec<_> = owner.parts.iter().map(|part| (part.source, part.value)).collect();
            parts.into_iter().flat_map(move |(source, value)| {
                listed(self.setup, value, lens, level, source, Some(Owner { kind, slug: slug.clone() }))
            })
        };
        owners.iter().flat_map(of_part).collect()
    }

    /// Things that are the same where they share a name.
    fn named<T: Object>(
        &self,
        parts: Vec<Part<'a, T>>,
        name: fn(&T) -> Option<&Text>,
        slug: impl Fn(&Text) -> String,
        inner: Vec<Part<'a, T>>,
    ) -> Vec<Item<'a, T>> {
        let same = |one: &T, two: &T| {
            u32::from(
                name(one).zip(name(two)).is_some_and(|(one, two)| one.shares_wording(two) || slug(one) == slug(two)),
            )
        };
        let lens =
            |item: &Item<'a, T>| {
                item.parts.iter().filter_map(|part| name(part.value)).fold(Text::default(), |text, more| {
                    more.iter().fold(text, |text, (language, wording)| {
                        if text.get(language).is_some() { text } else { text.with(language, wording) }
                    })
                })
            };
        self.keyed(parts.into_iter().chain(inner).collect(), same, |item| slug(&lens(item)))
    }

    /// Groups parts into items, and gives each its slug; items of one slug are one.
    fn keyed<T: Object>(
        &self,
        parts: Vec<Part<'a, T>>,
        same: impl Fn(&T, &T) -> u32,
        slug: impl Fn(&Item<'a, T>) -> String,
    ) -> Vec<Item<'a, T>> {
        let mut items = align(parts, same);
        for item in &mut items {
            item.slug = own_key(item).unwrap_or_else(|| slug(item));
        }
        coalesce(items)
    }

    fn work(&self) -> Vec<Item<'a, Work>> {
        let same = |one: &Work, two: &Work| {
            let related = self.setup.related(&self.setup.employers(one), &self.setup.employers(two));
            let place = if related { 1 } else { 0 };
            place
                * overlap(one, two)
                * (1 + 4 * alike(&one.position, &two.position) + 2 * alike(&one.department, &two.department))
        };
        let items = align(self.parts(Record::work()), same);
        self.with_period_slugs(
            items,
            |work| self.setup.employers(work).iter().map(|id| id.as_str().to_owned()).collect(),
            Work::department(),
            Work::position(),
        )
    }

    fn volunteer(&self) -> Vec<Item<'a, Volunteer>> {
        let id = |post: &Volunteer| {
            post.organization
                .as_ref()
                .and_then(|name| self.setup.organization_named(name))
                .map(|id| id.as_str().to_owned())
        };
        let same = |one: &Volunteer, two: &Volunteer| {
            u32::from(id(one).is_some() && id(one) == id(two))
                * overlap(one, two)
                * (1 + 4 * alike(&one.position, &two.position))
        };
        let items = align(self.parts(Record::volunteer()), same);
        self.with_period_slugs(
            items,
            |post| id(post).into_iter().collect(),
            Volunteer::position(),
            Volunteer::position(),
        )
    }

    fn education(&self) -> Vec<Item<'a, Education>> {
        let same = |one: &Education, two: &Education| {
            let ids: Vec<_> = [one, two]
                .into_iter()
                .map(|study| self.setup.institution(study).into_iter().collect::<Vec<_>>())
                .collect();
            u32::from(self.setup.related(&ids[0], &ids[1]))
                * overlap(one, two)
                * (1 + 4 * alike(&one.study_type, &two.study_type) + 2 * alike(&one.area, &two.area))
        };
        let items = align(self.parts(Record::education()), same);
        self.with_period_slugs(
            items,
            |study| self.setup.institution(study).map(|id| id.as_str().to_owned()).into_iter().collect(),
            Education::department(),
            Education::study_type(),
        )
    }

    /// Slugs from organization and year of the earliest beginning; where two would be equal, the department's,
    /// then the title's slug is added, then the dates.
    fn with_period_slugs<T: Period>(
        &self,
        mut items: Vec<Item<'a, T>>,
        organizations: impl Fn(&T) -> Vec<String>,
        department: Lens<T, Option<Text>>,
        title: Lens<T, Option<Text>>,
    ) -> Vec<Item<'a, T>> {
        let earliest = |item: &Item<'a, T>| {
            item.parts.iter().filter_map(|part| *(T::start().get)(part.value)).min_by_key(|date| date.first_day())
        };
        let organization =
            |item: &Item<'a, T>| most_common(item.parts.iter().flat_map(|part| organizations(part.value)));
        let text = |item: &Item<'a, T>, lens| {
            Some(item.text(lens)).filter(|text| !text.is_empty()).map(|text| text_slug(&text)).unwrap_or_default()
        };
        let name = |item: &Item<'a, T>| organization(item).unwrap_or_else(|| text(item, title));
        let year = |item: &Item<'a, T>| earliest(item).map(|date| date.year().to_string()).unwrap_or_default();
        let dates = |item: &Item<'a, T>| {
            joined(&[
                &earliest(item).map(|date| date.to_string()).unwrap_or_default(),
                &item.end().map(|end| end.value.to_string()).unwrap_or_default(),
            ])
        };
        let slugs = |item: &Item<'a, T>| {
            let mut slug = joined(&[&name(item), &year(item)]);
            let longer = [text(item, department), text(item, title), dates(item)];
            let mut slugs = vec![slug.clone()];
            for more in longer {
                slug = joined(&[&slug, &more]);
                slugs.push(slug.clone());
            }
            slugs
        };
        let choices: Vec<Vec<String>> =
            items.iter().map(|item| own_key(item).map_or_else(|| slugs(item), |key| vec![key])).collect();
        for (at, item) in items.iter_mut().enumerate() {
            let unique = |step: usize| {
                choices.iter().enumerate().all(|(other, slugs)| other == at || slugs.get(step) != choices[at].get(step))
            };
            let step = (0..choices[at].len()).find(|step| unique(*step)).unwrap_or(choices[at].len() - 1);
            item.slug = if choices[at][step].is_empty() { short_hash("") } else { choices[at][step].clone() };
        }
        coalesce(items)
    }

    fn accounts(&self, basics: &Item<'a, Basics>) -> Vec<Item<'a, Account>> {
        let mut parts: Vec<Part<'a, Account>> = Vec::new();
        for part in &basics.parts {
            for mut account in listed(self.setup, part.value, Basics::profiles(), part.level, part.source, None) {
                let marked = part.value.common.marks.field("profiles").or(account.value.common.marks.whole).is_some();
                if !marked && account.value.network.as_deref().is_some_and(is_messenger) {
                    account.level = Visibility::Private;
                }
                parts.push(account);
            }
        }
        let name = |account: &Account| {
            joined(&[
                &account.network.as_deref().map(slug).unwrap_or_default(),
                &account.username.as_deref().or(account.url.as_ref().map(Link::as_str)).map(slug).unwrap_or_default(),
            ])
        };
        self.keyed(
            parts,
            |one, two| u32::from(name(one) == name(two)),
            |item| item.parts.first().map(|part| name(part.value)).unwrap_or_default(),
        )
    }

    fn publications(&self) -> Vec<Item<'a, Publication>> {
        let doi = |publication: &Publication| publication.doi.as_deref().map(bare_doi);
        let same = |one: &Publication, two: &Publication| match (doi(one), doi(two)) {
            (Some(one), Some(two)) => u32::from(one == two),
            _ => alike(&one.name, &two.name),
        };
        self.keyed(self.parts(Record::publications()), same, |item| {
            let doi = item.one(Publication::doi()).map(|doi| slug(&format!("doi {}", bare_doi(&doi.value))));
            doi.unwrap_or_else(|| {
                joined(&[
                    &text_slug(&item.text(Publication::name())),
                    &item
                        .one(Publication::release_date())
                        .map(|date| date.value.year().to_string())
                        .unwrap_or_default(),
                ])
            })
        })
    }

    fn patents(&self) -> Vec<Item<'a, Patent>> {
        let number = |patent: &Patent| patent.number.as_deref().map(folded);
        let same = |one: &Patent, two: &Patent| match (number(one), number(two)) {
            (Some(one), Some(two)) => u32::from(one == two),
            _ => alike(&one.name, &two.name),
        };
        self.keyed(self.parts(Record::patents()), same, |item| {
            let number = item.one(Patent::number()).map(|number| slug(&format!("patent {}", folded(&number.value))));
            number.unwrap_or_else(|| joined(&["patent", &text_slug(&item.text(Patent::name()))]))
        })
    }

    /// Figures are one where name, figure, comparator, status, date and owner are.
    fn statistics(&self, inner: Vec<Part<'a, Statistic>>) -> Vec<Item<'a, Statistic>> {
        let parts: Vec<Part<'a, Statistic>> = self.parts(Record::statistics()).into_iter().chain(inner).collect();
        let slug_of = |part: &Part<'a, Statistic>| {
            let statistic = part.value;
            let owner = part.owner.as_ref().map(|owner| owner.slug.clone()).unwrap_or_default();
            let name = statistic.name.as_ref().map(text_slug).unwrap_or_default();
            let value = statistic.value.map(|value| slug(&value.digits())).unwrap_or_default();
            joined(&[
                &owner,
                &name,
                &statistic.status.as_deref().map(slug).unwrap_or_default(),
                &statistic.date.map(|date| date.to_string()).unwrap_or_default(),
                &statistic
                    .comparator
                    .as_deref()
                    .filter(|comparator| *comparator != "exactly")
                    .map(slug)
                    .unwrap_or_default(),
                &value,
            ])
        };
        let items = parts.into_iter().map(|part| {
            let slug = part.value.common.id.as_ref().map_or_else(|| slug_of(&part), |id| id.as_str().to_owned());
            Item { parts: vec![part], slug }
        });
        coalesce(items.collect())
    }
}

/// The items of a list of an object, with who may see each: marks on the list and on the item count alike,
/// and stand in place of the default.
fn listed<'a, O: Object, T: Object>(
    setup: &Setup,
    object: &'a O,
    lens: Lens<O, Vec<T>>,
    held: Visibility,
    source: usize,
    owner: Option<Owner>,
) -> Vec<Part<'a, T>> {
    let part =
        |value| Part { source, level: item_level(setup, object, lens, value, held), value, owner: owner.clone() };
    (lens.get)(object).iter().map(part).collect()
}

fn item_level<O: Object, V, T: Object>(
    setup: &Setup,
    object: &O,
    lens: Lens<O, V>,
    item: &T,
    held: Visibility,
) -> Visibility {
    let marks = object.common().marks.field(lens.name).max(item.common().marks.whole);
    marks.unwrap_or_else(|| setup.settings.default_visibility(lens)).max(held)
}

/// Groups parts of several sources into things: the parts of one source stay apart, and each goes to the item
/// that it resembles most. `same` gives 0 for different things, and more the more two are alike; keys decide alone.
fn align<'a, T: Object>(parts: Vec<Part<'a, T>>, same: impl Fn(&T, &T) -> u32) -> Vec<Item<'a, T>> {
    let mut by_source: BTreeMap<usize, Vec<Part<'a, T>>> = BTreeMap::new();
    for part in parts {
        by_source.entry(part.source).or_default().push(part);
    }
    let mut items: Vec<Item<'a, T>> = Vec::new();
    for (_, parts) in by_source {
        let alike = |item: &Item<'a, T>, part: &Part<'a, T>| {
            item.parts.iter().map(|known| likeness(known.value, part.value, &same)).max().unwrap_or(0)
        };
        let mut pairs: Vec<(u32, usize, usize)> = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            pairs.extend(
                items
                    .iter()
                    .enumerate()
                    .map(|(item, known)| (alike(known, part), item, at))
                    .filter(|(score, ..)| *score > 0),
            );
        }
        pairs.sort_by_key(|&(score, item, at)| (std::cmp::Reverse(score), item, at));
        let mut home: Vec<Option<usize>> = vec![None; parts.len()];
        for (_, item, at) in pairs {
            if home[at].is_none() && !home.contains(&Some(item)) {
                home[at] = Some(item);
            }
        }
        for (part, home) in parts.into_iter().zip(home) {
            match home {
                Some(item) => items[item].parts.push(part),
                None => items.push(Item { parts: vec![part], slug: String::new() }),
            }
        }
    }
    items
}

/// How alike two things are; a key in common, former ones included, decides for them, two different keys against.
fn likeness<T: Object>(one: &T, two: &T, same: &impl Fn(&T, &T) -> u32) -> u32 {
    let keys = |value: &T| value.common().id.iter().chain(&value.common().former_ids).cloned().collect::<Vec<_>>();
    let (one_keys, two_keys) = (keys(one), keys(two));
    match one_keys.iter().any(|key| two_keys.contains(key)) {
        true => u32::MAX,
        false if one.common().id.is_some() && two.common().id.is_some() => 0,
        false => same(one, two),
    }
}

/// Items of one slug are one thing.
fn coalesce<T>(items: Vec<Item<'_, T>>) -> Vec<Item<'_, T>> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut merged: Vec<Item<'_, T>> = Vec::new();
    for item in items {
        match places.get(&item.slug) {
            Some(&at) => {
                merged[at].parts.extend(item.parts);
                merged[at].parts.sort_by_key(|part| part.source);
            }
            None => {
                places.insert(item.slug.clone(), merged.len());
                merged.push(item);
            }
        }
    }
    merged
}

/// The key that the newest source with one gives an item.
fn own_key<T: Object>(item: &Item<'_, T>) -> Option<String> {
    item.parts.iter().find_map(|part| part.value.common().id.as_ref()).map(|key| key.as_str().to_owned())
}

/// 1 where the periods of two things overlap or one has none, 2 where they also begin in one year.
fn overlap<T: Period>(one: &T, two: &T) -> u32 {
    let period = |thing: &T| bounds(*(T::start().get)(thing), thing.stated_end());
    match (period(one), period(two)) {
        (Some((from, until)), Some((other_from, other_until))) => match from <= other_until && other_from <= until {
            true => 1 + u32::from((T::start().get)(one).map(Date::year) == (T::start().get)(two).map(Date::year)),
            false => 0,
        },
        _ => 1,
    }
}

fn alike(one: &Option<Text>, two: &Option<Text>) -> u32 {
    u32::from(one.as_ref().zip(two.as_ref()).is_some_and(|(one, two)| one.shares_wording(two)))
}

fn most_common(names: impl Iterator<Item = String>) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for name in names {
        *counts.entry(name).or_default() += 1;
    }
    counts.into_iter().max_by(|one, two| one.1.cmp(&two.1).then_with(|| two.0.cmp(&one.0))).map(|(name, _)| name)
}

fn joined(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("-")
}

/// A DOI without address or prefix, in lower case.
#[must_use]
pub fn bare_doi(doi: &str) -> String {
    let lower = doi.trim().to_lowercase();
    let bare = ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:"]
        .iter()
        .find_map(|prefix| lower.strip_prefix(prefix));
    bare.unwrap_or(&lower).trim().to_owned()
}

/// Whether a service is a messenger, whose handles are private by default.
#[must_use]
pub fn is_messenger(network: &str) -> bool {
    const MESSENGERS: [&str; 17] = [
        "wechat",
        "weixin",
        "微信",
        "qq",
        "telegram",
        "whatsapp",
        "line",
        "signal",
        "skype",
        "discord",
        "slack",
        "dingtalk",
        "钉钉",
        "viber",
        "threema",
        "icq",
        "kakaotalk",
    ];
    MESSENGERS.contains(&folded(network).as_str())
}
