//! What holds of an item where its sources disagree.

use std::borrow::Cow;

use chrono::NaiveDate;
use smallvec::{SmallVec, smallvec};

use super::{Item, Sources};
use crate::date::{Date, End, OPEN};
use crate::decode::{Comparator, Key, Lens, Link, Number, Object, PostKind};
use crate::record::{Education, Project, Volunteer, Work};
use crate::text::Text;

/// A single value that holds, with the claims that it put aside.
#[derive(Debug)]
pub struct Adopted<'a, V: Clone> {
    /// The value.
    pub value: Cow<'a, V>,
    /// The sources that state it.
    pub sources: Sources,
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
impl Fact for Comparator {}
impl Fact for PostKind {}

/// The one of several claims that holds: the newest, or an older one that it contains.
/// `claims` are the newest first; the claims that contradict it are put aside.
pub fn adopt<'a, V: Fact>(claims: impl Iterator<Item = (usize, &'a V)>) -> Option<Adopted<'a, V>> {
    let claims: SmallVec<[(usize, &'a V); 2]> = claims.collect();
    let mut value = claims.first()?.1;
    for (_, claim) in &claims {
        if value.contains(claim) {
            value = claim;
        }
    }
    let mut adopted = Adopted { value: Cow::Borrowed(value), sources: Sources::new(), set_aside: Vec::new() };
    for (source, claim) in claims {
        if claim == value {
            adopted.sources.push(source);
        }
        if !claim.contains(value) {
            adopted.set_aside.push((source, claim));
        }
    }
    Some(adopted)
}

/// The wordings of a text that hold, one a language, and those put aside.
#[derive(Debug, Default)]
pub struct Wordings<'a> {
    /// Language, wording and sources.
    pub held: Vec<(&'a str, &'a str, Sources)>,
    /// Source, language and wording.
    pub set_aside: Vec<(usize, &'a str, &'a str)>,
}

impl<'a> Wordings<'a> {
    /// Adds the wordings of a text whose language is stated, or those whose is not.
    fn add_all(&mut self, source: usize, text: &'a Text, unstated: bool) {
        for (language, wording) in text.iter().filter(|(language, _)| language.is_empty() == unstated) {
            self.add(source, language, wording);
        }
    }

    fn add(&mut self, source: usize, language: &'a str, wording: &'a str) {
        let same = |held: &&mut (&str, &str, Sources)| held.1 == wording && (held.0 == language || language.is_empty());
        if let Some((_, _, sources)) = self.held.iter_mut().find(same) {
            if !sources.contains(&source) {
                sources.push(source);
            }
        } else if self.held.iter().any(|held| held.0 == language) {
            self.set_aside.push((source, language, wording));
        } else {
            self.held.push((language, wording, smallvec![source]));
        }
    }

    /// The text that holds.
    #[must_use]
    pub fn text(&self) -> Text {
        self.held.iter().fold(Text::default(), |text, (language, wording, _)| text.with(*language, *wording))
    }
}

impl<'a, T: Object> Item<'a, T> {
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
                if let Some(text) = (lens.get)(part.value) {
                    wordings.add_all(part.source, text, unstated);
                }
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
    pub fn all<V: PartialEq>(&self, lens: Lens<T, Vec<V>>) -> Vec<(&'a V, Sources)> {
        let mut values: Vec<(&'a V, Sources)> = Vec::new();
        for part in &self.parts {
            let list: &'a Vec<V> = (lens.get)(part.value);
            for value in list {
                match values.iter_mut().find(|(known, _)| *known == value) {
                    Some((_, sources)) if sources.contains(&part.source) => {}
                    Some((_, sources)) => sources.push(part.source),
                    None => values.push((value, smallvec![part.source])),
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
