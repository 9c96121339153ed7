//! Awards, skills with their levels, languages, interests, references and figures.

use oxigraph::model::{NamedNode, NamedNodeRef};

use super::{Mapper, link_node, literal, number_literal};
use crate::decode::{Comparator, Object};
use crate::merge::Item;
use crate::record::{Award, Interest, Language, Reference, Skill, Statistic};
use crate::vocab::{schema, vita};

impl<'a> Mapper<'a, '_> {
    pub(super) fn claims(&mut self) {
        let profile = self.profile;
        profile.awards.iter().for_each(|award| self.if_seen(award, Self::award));
        profile.skills.iter().for_each(|skill| self.if_seen(skill, Self::skill_claim));
        profile.languages.iter().for_each(|language| self.if_seen(language, Self::language_claim));
        profile.interests.iter().for_each(|interest| self.if_seen(interest, Self::interest));
        profile.references.iter().for_each(|reference| self.if_seen(reference, Self::reference));
        if self.wants(schema::OBSERVATION_ABOUT) {
            profile.statistics.iter().for_each(|statistic| self.if_seen(statistic, Self::statistic));
        }
    }

    fn if_seen<T: Object>(&mut self, item: &'a Item<'a, T>, map: fn(&mut Self, &'a Item<'a, T>)) {
        if self.sees(item.level()) {
            map(self, item);
        }
    }

    /// A node that is about the person by `vita:holder`.
    fn held<T: Object>(&mut self, kind: &str, class: NamedNodeRef<'_>, item: &Item<'_, T>) -> NamedNode {
        let (node, person) = (self.fragment(kind, &item.slug), self.person);
        self.node(&node, class, item);
        self.former(&node, kind, item);
        self.put(&node, vita::HOLDER, person, &item.sources());
        node
    }

    fn award(&mut self, award: &'a Item<'a, Award>) {
        let (node, person) = (self.held("award", vita::AWARD, award), self.person);
        self.text(&node, schema::NAME, award, Award::title());
        if self.shows(award, Award::title(), Option::is_some) {
            for (language, wording, sources) in award.wordings(Award::title()).held {
                self.put(person, schema::AWARD, literal(language, wording), &sources);
            }
        }
        self.date(&node, schema::DATE_CREATED, award, Award::date());
        self.text(&node, schema::DESCRIPTION, award, Award::summary());
        self.link(&node, schema::URL, award, Award::url());
        let awarder = award.text(Award::awarder());
        if self.shows(award, Award::awarder(), Option::is_some)
            && let Some(organization) = self.organization_named(&awarder, &award.sources())
        {
            self.put(&node, vita::AWARDER, &organization, &award.sources());
        }
        for owner in award.owners() {
            let owner = self.owner(owner);
            self.put(&node, schema::ABOUT, &owner, &award.sources());
        }
    }

    fn skill_claim(&mut self, skill: &'a Item<'a, Skill>) {
        if !self.shows(skill, Skill::name(), Option::is_some) {
            return;
        }
        let (person, sources, name) = (self.person, skill.sources(), skill.text(Skill::name()));
        let term = if name.is_empty() { None } else { self.skill(&name, &sources) };
        if term.is_none() && !name.is_empty() {
            return;
        }
        term.iter().for_each(|term| self.put(person, schema::KNOWS_ABOUT, term, &sources));
        let more =
            |skill: &Skill| skill.level.is_some() || !skill.keywords.is_empty() || !skill.common.unread.is_empty();
        if skill.parts.iter().any(|part| more(part.value)) {
            let node = self.held("skill", vita::PROFICIENCY, skill);
            term.iter().for_each(|term| self.put(&node, vita::SKILL, term, &sources));
            self.text(&node, vita::LEVEL, skill, Skill::level());
            self.skills(&node, vita::INCLUDES, skill, Skill::keywords());
        }
    }

    fn language_claim(&mut self, item: &'a Item<'a, Language>) {
        if !self.shows(item, Language::language(), Option::is_some) {
            return;
        }
        let (person, sources, name) = (self.person, item.sources(), item.text(Language::language()));
        let language = (!name.is_empty()).then(|| self.language(&name, &sources));
        let node = self.held("language", vita::PROFICIENCY, item);
        if let Some(language) = language {
            self.put(person, schema::KNOWS_LANGUAGE, &language, &sources);
            self.put(&node, schema::IN_LANGUAGE, &language, &sources);
        }
        self.text(&node, vita::FLUENCY, item, Language::fluency());
    }

    fn interest(&mut self, interest: &'a Item<'a, Interest>) {
        let node = self.held("interest", vita::INTEREST, interest);
        self.text(&node, schema::NAME, interest, Interest::name());
        self.texts(&node, schema::KEYWORDS, interest, Interest::keywords());
    }

    fn reference(&mut self, reference: &'a Item<'a, Reference>) {
        let node = self.held("reference", vita::REFERENCE, reference);
        self.text(&node, schema::NAME, reference, Reference::name());
        self.text(&node, schema::DESCRIPTION, reference, Reference::reference());
    }

    /// A figure that a source claims, about the person or about what it stands in.
    fn statistic(&mut self, item: &'a Item<'a, Statistic>) {
        let (node, sources) = (self.fragment("statistic", &item.slug), item.sources());
        self.node(&node, schema::OBSERVATION, item);
        self.former(&node, "statistic", item);
        let owners: Vec<NamedNode> = item.owners().into_iter().map(|owner| self.owner(owner)).collect();
        let subjects = if owners.is_empty() { vec![self.person.clone()] } else { owners };
        for subject in subjects {
            self.put(&node, schema::OBSERVATION_ABOUT, &subject, &sources);
        }
        self.text(&node, schema::NAME, item, Statistic::name());
        self.figure(&node, item);
        self.text(&node, schema::UNIT_TEXT, item, Statistic::unit());
        self.string(&node, vita::STATUS, item, Statistic::status());
        self.date(&node, schema::OBSERVATION_DATE, item, Statistic::date());
        self.link(&node, schema::URL, item, Statistic::url());
        for (link, sources) in self.visible(item, Statistic::links()) {
            self.put(&node, schema::SUBJECT_OF, &link_node(link), &sources);
        }
        self.texts(&node, vita::REGION, item, Statistic::regions());
        self.texts(&node, schema::KEYWORDS, item, Statistic::keywords());
    }

    fn figure(&mut self, node: &NamedNode, item: &Item<'_, Statistic>) {
        self.one(node, schema::VALUE, item, Statistic::value(), |value| number_literal(*value).into());
        if !self.shows(item, Statistic::comparator(), Option::is_some) {
            return;
        }
        let comparator = item.one(Statistic::comparator()).map(|comparator| *comparator.value).unwrap_or_default();
        self.put(node, vita::COMPARATOR, literal("", comparator.name()), &item.sources());
        if comparator == Comparator::AtLeast && self.shows(item, Statistic::value(), Option::is_some) {
            self.one(node, schema::MIN_VALUE, item, Statistic::value(), |value| number_literal(*value).into());
        }
    }
}
