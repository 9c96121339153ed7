//! Records of one person into a profile.
//!
//! A [`Profile`] keeps the records as they are and says which of their items are one thing: each [`Item`] has
//! a part from each source that speaks of it. What holds of an item is worked out field by field, by [`Item::one`],
//! [`Item::wordings`] and [`Item::all`]: the newest source wins, unless an older one says the same more precisely.
//!
//! Visibility is decided before any audience is known: of all marks on a fact, in whatever source, the narrowest counts.

mod adopt;
mod align;
mod build;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rustc_hash::FxHashSet;
use smallvec::SmallVec;

pub use adopt::{Adopted, Fact, Period, Wordings, adopt, bounds};

use crate::collection::SourceRecord;
use crate::decode::{Key, Lens, Link, Object, Visibility};
use crate::iri::short_hash;
use crate::links;
use crate::record::{
    Account, Award, Basics, Certificate, Education, Interest, Language, Location, Meta, Patent, Project, Publication,
    Record, Reference, Skill, Statistic, Volunteer, Work,
};
use crate::setup::Setup;
use crate::text::folded;

/// All that the sources say about one person.
#[derive(Debug)]
pub struct Profile<'a> {
    /// The person's key.
    pub key: &'a Key,
    /// The sources, the newest first.
    pub sources: Vec<SourceInfo<'a>>,
    /// The records themselves.
    pub record: Item<'a, Record>,
    /// What the sources say about themselves; each part is about its own source.
    pub meta: Item<'a, Meta>,
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
    /// The link that it was made from, if any.
    pub link: Option<&'a links::Link>,
}

/// Numbers of sources. Nearly always they are few, and there are very many lists of them.
pub type Sources = SmallVec<[usize; 2]>;

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

impl<'a, T: Object> Item<'a, T> {
    /// Who may see the item: the narrowest of what its sources say.
    #[must_use]
    pub fn level(&self) -> Visibility {
        self.parts.iter().map(|part| part.level).max().unwrap_or_default()
    }

    /// Who may see a field: the narrowest of the marks in all sources, and of the default where a source states it unmarked.
    pub fn field_level<V>(&self, setup: &Setup, lens: Lens<T, V>, states: impl Fn(&V) -> bool) -> Visibility {
        let mut level = self.level();
        for part in &self.parts {
            match part.value.common().marks.field(lens.name) {
                Some(mark) => level = level.max(mark),
                None if states((lens.get)(part.value)) => level = level.max(setup.settings.default_visibility(lens)),
                None => {}
            }
        }
        level
    }

    /// Whether whoever may see the item may see this field of it. IRIs are made of such fields only.
    pub fn tells<V>(&self, setup: &Setup, lens: Lens<T, V>) -> bool {
        self.field_level(setup, lens, |_| true) <= self.level()
    }

    /// The sources that speak of the item.
    #[must_use]
    pub fn sources(&self) -> Sources {
        let mut sources: Sources = self.parts.iter().map(|part| part.source).collect();
        sources.sort_unstable();
        sources.dedup();
        sources
    }

    /// What it stands in, without repetition.
    #[must_use]
    pub fn owners(&self) -> BTreeSet<&Owner> {
        self.parts.iter().filter_map(|part| part.owner.as_ref()).collect()
    }
}

impl<'a> Profile<'a> {
    /// Merges the records of one person.
    #[must_use]
    pub fn new(key: &'a Key, records: &'a [SourceRecord], setup: &'a Setup) -> Self {
        build::Merge { key, setup, records: newest_first(records) }.profile()
    }

    /// The slugs of skills that the person keeps from an audience, wherever else they are mentioned.
    #[must_use]
    pub fn hidden_skills(&self, setup: &Setup, audience: Visibility) -> FxHashSet<String> {
        let hidden =
            self.skills.iter().filter(|skill| skill.field_level(setup, Skill::name(), Option::is_some) > audience);
        let names = hidden.flat_map(|skill| skill.parts.iter().filter_map(|part| part.value.name.as_ref()));
        names.map(|name| setup.skill_slug(name)).collect()
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
        Self { slug, path: &source.path, meta, link: source.link.as_deref() }
    }

    fn modified(&self) -> Option<(NaiveDate, &str)> {
        let stamp = self.meta?.last_modified.as_ref()?;
        Some((stamp.date.first_day(), &stamp.text))
    }
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

/// Whether an account is one at a messenger, known by its name or by its address.
fn is_messenger_account(account: &Account) -> bool {
    const HOSTS: [&str; 13] = [
        "t.me",
        "telegram.me",
        "wa.me",
        "whatsapp.com",
        "line.me",
        "discord.gg",
        "discord.com",
        "signal.me",
        "weixin.qq.com",
        "wechat.com",
        "qm.qq.com",
        "skype.com",
        "viber.com",
    ];
    let host = |link: &Link| url::Url::parse(link.as_str()).ok()?.host_str().map(str::to_owned);
    let host = account.url.as_ref().and_then(host).unwrap_or_default();
    let at_host = HOSTS.iter().any(|known| host == *known || host.ends_with(&format!(".{known}")));
    at_host || account.network.as_deref().is_some_and(is_messenger)
}
