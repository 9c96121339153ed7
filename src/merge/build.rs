//! Profiles from records: which items each list has, and their slugs.

use std::collections::BTreeMap;

use super::align::{align, coalesce, overlap, own_key};
use super::{Item, Owner, OwnerKind, Part, Period, Profile, SourceInfo, is_messenger_account};
use crate::date::Date;
use crate::decode::{Comparator, Key, Lens, Link, Object, Visibility};
use crate::iri::{bare_doi, short_hash, slug, text_slug};
use crate::record::{
    Account, Award, Basics, Certificate, Education, Interest, Language, Patent, Project, Publication, Record,
    Reference, Skill, Statistic, Volunteer, Work,
};
use crate::setup::{OrganizationId, Setup};
use crate::text::{Text, folded};

pub(super) struct Merge<'a> {
    pub(super) key: &'a Key,
    pub(super) setup: &'a Setup,
    pub(super) records: Vec<(SourceInfo<'a>, &'a Record)>,
}

impl<'a> Merge<'a> {
    pub(super) fn profile(self) -> Profile<'a> {
        let record = Item { parts: self.whole_records(), slug: String::new() };
        let basics = self.inner(&record, Record::basics());
        let (work, education) = (self.posts(Record::work()), self.posts(Record::education()));
        let mut projects = self.parts(Record::projects());
        projects.extend(self.within(&work, OwnerKind::Work, Work::projects()));
        let projects = self.named(projects, Project::name());
        let mut awards = self.parts(Record::awards());
        awards.extend(self.within(&work, OwnerKind::Work, Work::awards()));
        awards.extend(self.within(&education, OwnerKind::Education, Education::awards()));
        awards.extend(self.within(&projects, OwnerKind::Project, Project::awards()));
        let awards = self.named(awards, Award::title());
        let languages = self.named(self.parts(Record::languages()), Language::language());
        let mut statistics = self.parts(Record::statistics());
        statistics.extend(self.within(&work, OwnerKind::Work, Work::statistics()));
        statistics.extend(self.within(&education, OwnerKind::Education, Education::statistics()));
        statistics.extend(self.within(&projects, OwnerKind::Project, Project::statistics()));
        statistics.extend(self.within(&awards, OwnerKind::Award, Award::statistics()));
        statistics.extend(self.within(&languages, OwnerKind::Language, Language::statistics()));
        Profile {
            key: self.key,
            meta: self.inner(&record, Record::meta()),
            record,
            location: self.inner(&basics, Basics::location()),
            accounts: self.accounts(&basics),
            basics,
            volunteer: self.posts(Record::volunteer()),
            certificates: self.named(self.parts(Record::certificates()), Certificate::name()),
            publications: self.publications(),
            patents: self.patents(),
            skills: self.skills(),
            interests: self.named(self.parts(Record::interests()), Interest::name()),
            references: self.references(),
            statistics: self.distinct(statistics),
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
    fn named<T: Object>(&self, parts: Vec<Part<'a, T>>, name: Lens<T, Option<Text>>) -> Vec<Item<'a, T>> {
        let same = |one: &T, two: &T| alike((name.get)(one), (name.get)(two));
        self.keyed(parts, same, |item| self.title_slug(item, name))
    }

    fn skills(&self) -> Vec<Item<'a, Skill>> {
        let slug = |skill: &Skill| skill.name.as_ref().map(|name| self.setup.skill_slug(name)).unwrap_or_default();
        let same = |one: &Skill, two: &Skill| u32::from(one.name.is_some() && slug(one) == slug(two));
        self.keyed(self.parts(Record::skills()), same, |item| match self.told(item, Skill::name()) {
            name if name.is_empty() => String::new(),
            name => self.setup.skill_slug(&name),
        })
    }

    fn references(&self) -> Vec<Item<'a, Reference>> {
        let words = |item: &Item<'a, Reference>| match self.told(item, Reference::reference()) {
            words if words.is_empty() => String::new(),
            words => short_hash(words.pick([])),
        };
        let slug = |item: &Item<'a, Reference>| joined(&[&self.title_slug(item, Reference::name()), &words(item)]);
        let same = |one: &Reference, two: &Reference| {
            alike(&one.name, &two.name) * u32::from(one.reference == two.reference)
                + alike(&one.reference, &two.reference)
        };
        self.keyed(self.parts(Record::references()), same, slug)
    }

    fn tells<T: Object, V>(&self, item: &Item<'_, T>, lens: Lens<T, V>) -> bool {
        item.tells(self.setup, lens)
    }

    /// The text of a field that IRIs may be made of.
    fn told<T: Object>(&self, item: &Item<'a, T>, lens: Lens<T, Option<Text>>) -> Text {
        if self.tells(item, lens) { item.text(lens) } else { Text::default() }
    }

    fn title_slug<T: Object>(&self, item: &Item<'a, T>, title: Lens<T, Option<Text>>) -> String {
        let title = self.told(item, title);
        if title.is_empty() { String::new() } else { text_slug(&title) }
    }

    /// Things that have no name, or none that everybody may know who sees them, are counted.
    fn count_unnamed<T>(&self, items: &mut [Item<'a, T>]) {
        for (number, item) in items.iter_mut().filter(|item| item.slug.is_empty()).enumerate() {
            let number = if number == 0 { String::new() } else { (number + 1).to_string() };
            item.slug = joined(&[self.key.as_str(), "unnamed", &number]);
        }
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
        self.count_unnamed(&mut items);
        coalesce(items)
    }

    /// Posts and studies: the same where organizations are related and periods overlap, the more so the more is alike.
    fn posts<T: Post>(&self, lens: Lens<Record, Vec<T>>) -> Vec<Item<'a, T>> {
        let same = |one: &T, two: &T| {
            let title = alike((T::title().get)(one), (T::title().get)(two));
            let department = alike((T::department().get)(one), (T::department().get)(two));
            let related = self.setup.related(&one.organizations(self.setup), &two.organizations(self.setup));
            u32::from(related) * overlap(one, two) * (1 + 4 * title + 2 * department)
        };
        let mut items = align(self.parts(lens), same);
        items.iter_mut().for_each(|item| item.slug = self.post_slug(item));
        if items.iter().enumerate().any(|(at, item)| items[..at].iter().any(|other| other.slug == item.slug)) {
            self.tell_apart(&mut items);
        }
        self.count_unnamed(&mut items);
        coalesce(items)
    }

    /// Gives each post the first of its slugs that no other post has.
    fn tell_apart<T: Post>(&self, items: &mut [Item<'a, T>]) {
        let slugs: Vec<Vec<String>> = items.iter().map(|item| self.post_slugs(item)).collect();
        for (at, item) in items.iter_mut().enumerate() {
            let others = || slugs.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, slugs)| slugs);
            let unique = |step: &usize| others().all(|other| other.get(*step) != slugs[at].get(*step));
            let step = (0..slugs[at].len()).find(unique).unwrap_or(slugs[at].len() - 1);
            item.slug.clone_from(&slugs[at][step]);
        }
    }

    /// The slug of a post: organization, else title, and year of the beginning; its own key instead, if it has one.
    /// A beginning that was set aside plays no part, because such claims are not for everybody.
    fn post_slug<T: Post>(&self, item: &Item<'a, T>) -> String {
        if let Some(key) = own_key(item) {
            return key;
        }
        let organizations = item.parts.iter().flat_map(|part| part.value.organizations(self.setup));
        let place = most_common(organizations.map(|id| id.as_str().to_owned())).filter(|_| T::tells_place(self, item));
        let year = self.start(item).map(|date| date.year().to_string()).unwrap_or_default();
        joined(&[&place.unwrap_or_else(|| self.title_slug(item, T::title())), &year])
    }

    /// The slugs that a post may have: that with department, title and dates behind it, one after the other.
    fn post_slugs<T: Post>(&self, item: &Item<'a, T>) -> Vec<String> {
        let mut slugs = vec![self.post_slug(item)];
        if own_key(item).is_some() {
            return slugs;
        }
        let end = item.end().filter(|_| self.tells(item, T::end())).map(|end| *end.value);
        let dates = joined(&[
            &self.start(item).map(|date| date.to_string()).unwrap_or_default(),
            &end.map(|end| end.to_string()).unwrap_or_default(),
        ]);
        for more in [self.title_slug(item, T::department()), self.title_slug(item, T::title()), dates] {
            slugs.push(joined(&[&slugs[slugs.len() - 1], &more]));
        }
        slugs
    }

    /// The beginning that IRIs may be made of.
    fn start<T: Post>(&self, item: &Item<'a, T>) -> Option<Date> {
        item.one(T::start()).filter(|_| self.tells(item, T::start())).map(|start| *start.value)
    }

    fn accounts(&self, basics: &Item<'a, Basics>) -> Vec<Item<'a, Account>> {
        let mut parts: Vec<Part<'a, Account>> = Vec::new();
        for part in &basics.parts {
            for mut account in listed(self.setup, part.value, Basics::profiles(), part.level, part.source, None) {
                let marked = part.value.common.marks.field("profiles").or(account.value.common.marks.whole).is_some();
                if !marked && is_messenger_account(account.value) {
                    account.level = Visibility::Private;
                }
                parts.push(account);
            }
        }
        let name = |account: &Account| {
            let name = account.username.as_deref().or(account.url.as_ref().map(Link::as_str));
            joined(&[&account.network.as_deref().map(slug).unwrap_or_default(), &name.map(slug).unwrap_or_default()])
        };
        let tells = |item: &Item<'a, Account>| {
            self.tells(item, Account::network())
                && self.tells(item, Account::username())
                && self.tells(item, Account::url())
        };
        let told = |item: &Item<'a, Account>| item.parts.first().filter(|_| tells(item)).map(|part| name(part.value));
        self.keyed(parts, |one, two| u32::from(name(one) == name(two)), |item| told(item).unwrap_or_default())
    }

    fn publications(&self) -> Vec<Item<'a, Publication>> {
        let doi = |publication: &Publication| publication.doi.as_deref().map(bare_doi);
        let same = |one: &Publication, two: &Publication| match (doi(one), doi(two)) {
            (Some(one), Some(two)) => u32::from(one == two),
            _ => alike(&one.name, &two.name),
        };
        let year = |item: &Item<'a, Publication>| {
            let date = item.one(Publication::release_date()).filter(|_| self.tells(item, Publication::release_date()));
            date.map(|date| date.value.year().to_string()).unwrap_or_default()
        };
        self.keyed(self.parts(Record::publications()), same, |item| {
            let doi = item.one(Publication::doi()).filter(|_| self.tells(item, Publication::doi()));
            let title = self.title_slug(item, Publication::name());
            match doi {
                Some(doi) => slug(&format!("doi {}", bare_doi(&doi.value))),
                None if title.is_empty() => title,
                None => joined(&[&title, &year(item)]),
            }
        })
    }

    fn patents(&self) -> Vec<Item<'a, Patent>> {
        let number = |patent: &Patent| patent.number.as_deref().map(folded);
        let same = |one: &Patent, two: &Patent| match (number(one), number(two)) {
            (Some(one), Some(two)) => u32::from(one == two),
            _ => alike(&one.name, &two.name),
        };
        self.keyed(self.parts(Record::patents()), same, |item| {
            let number = item.one(Patent::number()).filter(|_| self.tells(item, Patent::number()));
            let title = self.title_slug(item, Patent::name());
            match number {
                Some(number) => slug(&format!("patent {}", folded(&number.value))),
                None if title.is_empty() => title,
                None => joined(&["patent", &title]),
            }
        })
    }

    /// Figures are one where name, figure, comparator, status, date and owner are.
    fn distinct(&self, parts: Vec<Part<'a, Statistic>>) -> Vec<Item<'a, Statistic>> {
        let mut groups: Vec<Item<'a, Statistic>> = Vec::new();
        for part in parts {
            match groups.iter_mut().find(|group| group.parts.iter().any(|known| same_figure(known, &part))) {
                Some(group) => group.parts.push(part),
                None => groups.push(Item { parts: vec![part], slug: String::new() }),
            }
        }
        for item in &mut groups {
            item.parts.sort_by_key(|part| part.source);
            item.slug = own_key(item).unwrap_or_else(|| self.statistic_slug(item));
        }
        self.count_unnamed(&mut groups);
        coalesce(groups)
    }

    fn statistic_slug(&self, item: &Item<'a, Statistic>) -> String {
        let tells_figure = self.tells(item, Statistic::value()) && self.tells(item, Statistic::comparator());
        let Some(part) = item.parts.first().filter(|_| tells_figure) else { return String::new() };
        let comparator = part.value.comparator.filter(|comparator| *comparator != Comparator::Exactly);
        let status = part.value.status.as_deref().filter(|_| self.tells(item, Statistic::status()));
        let date = part.value.date.filter(|_| self.tells(item, Statistic::date()));
        joined(&[
            part.owner.as_ref().map(|owner| owner.slug.as_str()).unwrap_or_default(),
            &self.title_slug(item, Statistic::name()),
            &status.map(slug).unwrap_or_default(),
            &date.map(|date| date.to_string()).unwrap_or_default(),
            &comparator.map(|comparator| slug(comparator.name())).unwrap_or_default(),
            &part.value.value.map(|value| slug(&value.digits())).unwrap_or_default(),
        ])
    }
}

/// A post or study: something with a period, at organizations, with a department and a title.
pub(super) trait Post: Period {
    fn organizations<'s>(&'s self, setup: &'s Setup) -> Vec<OrganizationId<'s>>;
    fn department() -> Lens<Self, Option<Text>>;
    fn title() -> Lens<Self, Option<Text>>;
    /// Whether whoever may see the post may know where it is or was.
    fn tells_place(merge: &Merge<'_>, item: &Item<'_, Self>) -> bool;
}

impl Post for Work {
    fn organizations<'s>(&'s self, setup: &'s Setup) -> Vec<OrganizationId<'s>> {
        setup.employers(self)
    }
    fn department() -> Lens<Self, Option<Text>> {
        Self::department()
    }
    fn title() -> Lens<Self, Option<Text>> {
        Self::position()
    }
    fn tells_place(merge: &Merge<'_>, item: &Item<'_, Self>) -> bool {
        merge.tells(item, Self::organization()) && merge.tells(item, Self::name())
    }
}

impl Post for Volunteer {
    fn organizations<'s>(&'s self, setup: &'s Setup) -> Vec<OrganizationId<'s>> {
        self.organization.iter().filter_map(|name| setup.organization_named(name)).collect()
    }
    fn department() -> Lens<Self, Option<Text>> {
        Self::position()
    }
    fn title() -> Lens<Self, Option<Text>> {
        Self::position()
    }
    fn tells_place(merge: &Merge<'_>, item: &Item<'_, Self>) -> bool {
        merge.tells(item, Self::organization())
    }
}

impl Post for Education {
    fn organizations<'s>(&'s self, setup: &'s Setup) -> Vec<OrganizationId<'s>> {
        setup.institution(self).into_iter().collect()
    }
    fn department() -> Lens<Self, Option<Text>> {
        Self::department()
    }
    fn title() -> Lens<Self, Option<Text>> {
        Self::study_type()
    }
    fn tells_place(merge: &Merge<'_>, item: &Item<'_, Self>) -> bool {
        merge.tells(item, Self::organization()) && merge.tells(item, Self::institution())
    }
}

fn same_figure(one: &Part<'_, Statistic>, two: &Part<'_, Statistic>) -> bool {
    let (a, b) = (one.value, two.value);
    let keys = a.common.id.is_some() && a.common.id == b.common.id;
    let facts = (a.value, a.comparator, &a.status, a.date) == (b.value, b.comparator, &b.status, b.date);
    let names = || a.name == b.name || alike(&a.name, &b.name) > 0;
    keys || (facts && one.owner == two.owner && names() && (a.common.id.is_none() || b.common.id.is_none()))
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
