//! What an audience may see of a profile, field by field, in the languages that are wanted.
//!
//! The mapping to the graph asks the same of each fact; formats that are written without the graph ask here.

use rustc_hash::FxHashSet;

use crate::date::{Date, End};
use crate::decode::{Key, Lens, Link, Object, Visibility};
use crate::merge::{Fact, Item, Part, Period, Profile};
use crate::record::{Education, Meta, Work};
use crate::setup::Setup;
use crate::text::{Text, speaks};

/// A profile as an audience may see it.
pub(crate) struct Seen<'a> {
    pub(crate) profile: &'a Profile<'a>,
    setup: &'a Setup,
    audience: Visibility,
    languages: &'a [String],
    hidden_skills: FxHashSet<String>,
}

/// An item with the parts that its values are taken from: all of them, save where one source says several things.
pub(crate) struct View<'i, 'a, T> {
    /// The whole item, whose marks decide who may see what.
    pub(crate) whole: &'i Item<'a, T>,
    /// The parts of the thing itself.
    pub(crate) own: Item<'a, T>,
}

impl<'i, 'a, T: Object> View<'i, 'a, T> {
    /// The things that an item holds. Merging takes what has one name for one thing; a source that lists two of one
    /// name, such as a yearly prize, means two.
    pub(crate) fn split(whole: &'i Item<'a, T>) -> Vec<Self> {
        let mut views: Vec<Self> = Vec::new();
        for part in &whole.parts {
            let free = views.iter_mut().find(|view| view.own.parts.iter().all(|known| known.source != part.source));
            match free {
                Some(view) => view.own.parts.push(copy(part)),
                None => views.push(Self { whole, own: Item { parts: vec![copy(part)], slug: whole.slug.clone() } }),
            }
        }
        views
    }

    /// Where it stands: its newest source, what stands within other items last, and the place in the file.
    pub(crate) fn place(&self) -> Option<(usize, bool, usize)> {
        self.own.parts.first().map(|part| (part.source, part.owner.is_some(), part.value.common().at))
    }
}

fn copy<'a, T>(part: &Part<'a, T>) -> Part<'a, T> {
    Part { source: part.source, level: part.level, value: part.value, owner: part.owner.clone() }
}

impl<'a> Seen<'a> {
    pub(crate) fn new(
        profile: &'a Profile<'a>,
        setup: &'a Setup,
        audience: Visibility,
        languages: &'a [String],
    ) -> Self {
        Self { profile, setup, audience, languages, hidden_skills: profile.hidden_skills(setup, audience) }
    }

    /// Whether the audience may see the person at all.
    pub(crate) fn person(&self) -> bool {
        self.sees(self.profile.record.level())
    }

    pub(crate) fn sees(&self, level: Visibility) -> bool {
        level <= self.audience
    }

    fn shows<T: Object, V>(&self, item: &Item<'_, T>, lens: Lens<T, V>, states: impl Fn(&V) -> bool) -> bool {
        self.sees(item.field_level(self.setup, lens, states))
    }

    /// The items that the audience may see, in the order of their sources.
    pub(crate) fn views<'i, 'p, T: Object>(&self, items: &'i [Item<'p, T>]) -> Vec<View<'i, 'p, T>> {
        let mut views: Vec<_> = items.iter().filter(|item| self.sees(item.level())).flat_map(View::split).collect();
        views.sort_by_key(View::place);
        views
    }

    /// The single value of a field.
    pub(crate) fn one<T: Object, V: Fact>(&self, view: &View<'_, '_, T>, lens: Lens<T, Option<V>>) -> Option<V> {
        let shown = self.shows(view.whole, lens, Option::is_some);
        view.own.one(lens).filter(|_| shown).map(|adopted| adopted.value.into_owned())
    }

    /// The address in a field.
    pub(crate) fn link<T: Object>(&self, view: &View<'_, '_, T>, lens: Lens<T, Option<Link>>) -> Option<String> {
        self.one(view, lens).map(|link| link.as_str().to_owned())
    }

    /// All wordings of a field; none where the audience may not see it.
    pub(crate) fn wordings<T: Object>(&self, view: &View<'_, '_, T>, lens: Lens<T, Option<Text>>) -> Text {
        if self.shows(view.whole, lens, Option::is_some) { view.own.text(lens) } else { Text::default() }
    }

    /// The wording of a field in the first language that it has.
    pub(crate) fn text<T: Object>(&self, view: &View<'_, '_, T>, lens: Lens<T, Option<Text>>) -> Option<String> {
        self.wording(&self.wordings(view, lens))
    }

    /// The wordings of a list: as the newest source has it, then what others add.
    pub(crate) fn texts<T: Object>(&self, view: &View<'_, '_, T>, lens: Lens<T, Vec<Text>>) -> Vec<String> {
        self.list(view, lens).into_iter().filter_map(|text| self.wording(text)).collect()
    }

    /// As [`texts`](Self::texts), without the skills that the person keeps from this audience.
    pub(crate) fn skills<T: Object>(&self, view: &View<'_, '_, T>, lens: Lens<T, Vec<Text>>) -> Vec<String> {
        let mut names = self.list(view, lens);
        names.retain(|name| !self.hidden_skills.contains(&self.setup.skill_slug(name)));
        names.into_iter().filter_map(|text| self.wording(text)).collect()
    }

    /// The list of the newest source that has one.
    pub(crate) fn first_list<T: Object>(&self, view: &View<'_, '_, T>, lens: Lens<T, Vec<Text>>) -> Vec<String> {
        let shown = self.shows(view.whole, lens, |list| !list.is_empty());
        let lists = view.own.parts.iter().map(|part| (lens.get)(part.value));
        let first = lists.into_iter().find(|list| !list.is_empty() && shown);
        first.into_iter().flatten().filter_map(|text| self.wording(text)).collect()
    }

    pub(crate) fn list<'p, T: Object, V: PartialEq>(
        &self,
        view: &View<'_, 'p, T>,
        lens: Lens<T, Vec<V>>,
    ) -> Vec<&'p V> {
        let shown = self.shows(view.whole, lens, |list| !list.is_empty());
        let mut values: Vec<&'p V> = Vec::new();
        for part in view.own.parts.iter().filter(|_| shown) {
            let list: &'p Vec<V> = (lens.get)(part.value);
            let known = values.len();
            values.extend(list.iter().filter(|value| !values[..known].contains(value)).collect::<Vec<_>>());
        }
        values
    }

    /// The first and the last date of a period. Both are left out where the audience may not know whether it still
    /// runs: a start alone would say that it does.
    pub(crate) fn period<T: Period>(&self, view: &View<'_, '_, T>) -> (Option<Date>, Option<Date>) {
        let start = self.one(view, T::start());
        match self.end(view) {
            Some(End::Date(date)) => (start, Some(date)),
            Some(End::Present) | None => (start, None),
            Some(End::Unknown) => (None, None),
        }
    }

    /// The end of a period as far as the audience may know it: a hidden one is unknown.
    pub(crate) fn end<T: Period>(&self, view: &View<'_, '_, T>) -> Option<End> {
        let shown = self.shows(view.whole, T::end(), Option::is_some);
        view.own.end().map(|end| if shown { *end.value } else { End::Unknown })
    }

    /// The wording in the first language that there is.
    pub(crate) fn wording(&self, text: &Text) -> Option<String> {
        let wording = text.pick(self.languages.iter().map(String::as_str));
        (!wording.is_empty()).then(|| wording.to_owned())
    }

    /// The name of an employer: as it is written, else as the register has it.
    pub(crate) fn employer(&self, view: &View<'_, '_, Work>) -> Option<String> {
        let shown = self.shows(view.whole, Work::organization(), |keys| !keys.0.is_empty())
            && self.shows(view.whole, Work::name(), Option::is_some);
        let mut keys: Vec<&Key> = Vec::new();
        for key in view.own.parts.iter().flat_map(|part| &part.value.organization.0) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        self.organization(&view.own.text(Work::name()), &keys).filter(|_| shown)
    }

    /// The name of an institution: as it is written, else as the register has it.
    pub(crate) fn institution(&self, view: &View<'_, '_, Education>) -> Option<String> {
        let shown = self.shows(view.whole, Education::organization(), Option::is_some)
            && self.shows(view.whole, Education::institution(), Option::is_some);
        let key = view.own.one(Education::organization()).map(|key| key.value.into_owned());
        let keys: Vec<&Key> = key.iter().collect();
        self.organization(&view.own.text(Education::institution()), &keys).filter(|_| shown)
    }

    /// The name of an organization in a field that takes a key of the register or a name.
    pub(crate) fn named<T: Object>(&self, view: &View<'_, '_, T>, lens: Lens<T, Option<Text>>) -> Option<String> {
        let written = self.wordings(view, lens);
        match self.setup.organizations.find(&written) {
            Some(key) if written.iter().any(|(_, wording)| wording == key.as_str()) => {
                self.organization(&Text::default(), &[key])
            }
            key => self.organization(&written, &key.into_iter().collect::<Vec<_>>()),
        }
    }

    /// A name as it is written where that is in the first language or in none, else the names in the register.
    fn organization(&self, written: &Text, keys: &[&Key]) -> Option<String> {
        let first = self.languages.first();
        let wanted = |tag: &str| tag.is_empty() || first.is_some_and(|language| speaks(tag, language));
        let registered = || keys.iter().filter_map(|key| self.registered(key)).collect::<Vec<_>>().join(" / ");
        let names = if written.iter().any(|(tag, _)| wanted(tag)) { String::new() } else { registered() };
        let plain = || keys.iter().map(|key| key.as_str()).collect::<Vec<_>>().join(" / ");
        let name = Some(names).filter(|names| !names.is_empty()).or_else(|| self.wording(written));
        name.or_else(|| Some(plain()).filter(|keys| !keys.is_empty()))
    }

    /// The name of an organization of the register, where the audience may see it.
    fn registered(&self, key: &Key) -> Option<String> {
        let entry = self.setup.organizations.get(key)?;
        let marks = &entry.common.marks;
        let level = marks.field("name").max(marks.whole).unwrap_or_default();
        self.wording(entry.name.as_ref().filter(|_| self.sees(level))?)
    }

    /// When the newest source that says so was last changed.
    pub(crate) fn modified(&self) -> Option<String> {
        let (meta, lens) = (&self.profile.meta, Meta::last_modified());
        let shown = self.shows(meta, lens, Option::is_some);
        meta.parts.iter().find_map(|part| part.value.last_modified.as_ref()).filter(|_| shown).map(|s| s.text.clone())
    }

    /// The single thing that an item is.
    pub(crate) fn single<'i, 'p, T: Object>(&self, whole: &'i Item<'p, T>) -> View<'i, 'p, T> {
        View { whole, own: Item { parts: whole.parts.iter().map(copy).collect(), slug: whole.slug.clone() } }
    }
}
