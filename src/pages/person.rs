//! The page about a person: who it is, a career, works, skills with their evidence, sources.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef};

use super::document::Document;
use super::facts::Facts;
use super::layout::Content;
use super::{Pages, bare, main_thing};
use crate::pictures::{network, timeline};
use crate::vocab::{schema, vita};

/// How many lines of what was done in a role are shown at first, of more than two more.
const HIGHLIGHTS: usize = 5;

/// How many skills are shown at first.
const SKILLS: usize = 30;

/// A person with all that the person's page says.
struct Person<'p> {
    pages: &'p Pages<'p>,
    about: Facts<'p>,
    /// The other things of the page.
    things: Vec<Facts<'p>>,
    roles: Vec<usize>,
    /// Papers and patents.
    works: Vec<Facts<'p>>,
    /// What was shown already.
    shown: BTreeSet<NamedNode>,
}

/// The page about a person.
pub(super) fn content(pages: &Pages<'_>, page: &str, document: &Document<'_>) -> Content {
    let mut person = Person::read(pages, page);
    let words = pages.words();
    let name = pages.name(person.about.node.as_ref()).map_or_else(|| pages.short(page), |name| name.value().to_owned());
    let description =
        person.about.text(schema::DESCRIPTION, pages.order()).or(person.about.text(schema::JOB_TITLE, pages.order()));
    let mut content = Content {
        description: description.map(|text| text.value().to_owned()).unwrap_or_default(),
        canonical: Some(page.to_owned()),
        header: person.header(&name),
        document: Some(document.for_search_engines(pages.order())),
        ..Content::new("person", name)
    };
    let node = person.about.node.clone();
    let timeline = pages.picture("timeline-", |options| timeline::of_person(pages.store(), node.as_ref(), options));
    content.add("timeline", words.timeline, timeline);
    content.add("work", words.work, person.career(|role| role.is_a(schema::EMPLOYEE_ROLE)));
    content.add("study", words.study, person.career(|role| role.is_study()));
    let projects = person.projects();
    content.add("projects", words.projects, projects);
    let works = pages.works_by_year(&std::mem::take(&mut person.works), &mut person.shown);
    content.add("works", words.works, works);
    let awards = person.awards();
    content.add("awards", words.awards, awards);
    content.add("posts", words.posts, person.career(|role| !role.is_a(schema::EMPLOYEE_ROLE) && !role.is_study()));
    let skills = person.skills();
    content.add("skills", words.skills, skills);
    let credentials = person.credentials();
    content.add("credentials", words.certificates, credentials);
    let languages = person.languages();
    content.add("languages", words.languages, languages);
    let figures = person.figures_about(&person.about.node.clone());
    content.add("figures", words.figures, figures);
    let interests = person.held(vita::INTEREST);
    content.add("interests", words.interests, interests);
    let references = person.held(vita::REFERENCE);
    content.add("references", words.references, references);
    let network = pages.picture("network-", |options| network::of_person(pages.store(), node.as_ref(), options));
    content.add("network", words.network, network);
    let sources = pages.sources(&person.things, &mut person.shown);
    content.add("sources", words.sources, sources);
    let rest = pages.rest(&person.things, &person.shown);
    content.add("more", words.more, rest);
    content
}

impl<'p> Person<'p> {
    fn read(pages: &'p Pages<'p>, page: &str) -> Self {
        let store = pages.store();
        let nodes = store.subjects_of_page(page);
        let main = main_thing(&nodes).cloned().unwrap_or_else(|| crate::iri::fragment(page, "person"));
        let others = nodes.into_iter().filter(|node| *node != main && node.as_str() != page);
        let things: Vec<Facts> = others.map(|node| Facts::of(node, store)).collect();
        let is_role = |facts: &Facts| facts.is_a(schema::EMPLOYEE_ROLE) || facts.is_a(schema::ORGANIZATION_ROLE);
        let mut roles: Vec<usize> = (0..things.len()).filter(|at| is_role(&things[*at])).collect();
        roles.sort_by_key(|at| std::cmp::Reverse((things[*at].until().to_owned(), things[*at].from().to_owned())));
        let works = works_of(&main, page, pages);
        Self { pages, about: Facts::of(main, store), things, roles, works, shown: BTreeSet::new() }
    }

    fn thing(&self, node: &NamedNode) -> Option<&Facts<'p>> {
        self.things.iter().find(|facts| facts.node == *node)
    }

    /// Name, portrait, headline and how to reach the person.
    fn header(&self, name: &str) -> Markup {
        let (pages, about) = (self.pages, &self.about);
        let title = about.text(schema::NAME, pages.order());
        html! {
            (self.portrait(name))
            div {
                h1 { @match title { Some(title) => (pages.said(title)), None => (name) } }
                @if let Some(headline) = pages.text(about, schema::JOB_TITLE) { p.headline { (headline) } }
                @if let Some(names) = pages.other_names(about) { (names) }
                (self.reach())
                @if let Some(links) = pages.outward(about) { (links) }
                @if let Some(summary) = pages.text(about, schema::DESCRIPTION) { p.summary { (summary) } }
            }
        }
    }

    /// The portrait, or the initials. A picture elsewhere is not loaded, but linked.
    fn portrait(&self, name: &str) -> Markup {
        let image = self.about.nodes(schema::IMAGE).next();
        let own = image.and_then(|image| self.pages.source.addresses.path_of(image.as_str()));
        html! { @match (own, image) {
            (Some(path), _) => img.portrait src=(self.pages.links.file(&path)) alt=(name) width="96" height="96";,
            (None, Some(image)) => a.portrait href=(image.as_str()) rel="noopener" title=(bare(image.as_str())) { (initials(name)) },
            (None, None) => span.portrait aria-hidden="true" { (initials(name)) },
        } }
    }

    /// Address, e-mail and the like, as far as the audience may see them.
    fn reach(&self) -> Markup {
        let pages = self.pages;
        let address = self.about.nodes(schema::ADDRESS).next().and_then(|node| self.thing(node));
        let address = address.map(|address| {
            let parts = [
                schema::STREET_ADDRESS,
                schema::POSTAL_CODE,
                schema::ADDRESS_LOCALITY,
                schema::ADDRESS_REGION,
                schema::ADDRESS_COUNTRY,
            ];
            parts.iter().filter_map(|part| pages.text(address, *part)).collect::<Vec<_>>()
        });
        let (email, telephone) = (self.about.value(schema::EMAIL), self.about.value(schema::TELEPHONE));
        let born = self.about.value(schema::BIRTH_DATE);
        html! { @if address.is_some() || email.is_some() || telephone.is_some() || born.is_some() { ul.reach {
            @if let Some(parts) = address { li { @for (at, part) in parts.iter().enumerate() { @if at > 0 { (pages.comma()) } (part) } } }
            @if let Some(email) = email { li { a href={ "mailto:" (email) } { (email) } } }
            @if let Some(telephone) = telephone { li { a href={ "tel:" (telephone) } { (telephone) } } }
            @if let Some(born) = born { li { (pages.words().born) " " (pages.date(born)) } }
        } } }
    }

    /// The roles of a kind, the latest first.
    fn career(&mut self, is_wanted: impl Fn(&Facts) -> bool) -> Option<Markup> {
        let roles: Vec<usize> = self.roles.iter().copied().filter(|at| is_wanted(&self.things[*at])).collect();
        let entries: Vec<Markup> = roles.into_iter().map(|at| self.role(at)).collect();
        (!entries.is_empty()).then(|| html! { ol.career { @for entry in &entries { (entry) } } })
    }

    fn role(&mut self, at: usize) -> Markup {
        let projects: Vec<NamedNode> = self.things[at].nodes(vita::PROJECT).cloned().collect();
        let projects: Vec<Markup> = projects.iter().filter_map(|project| self.project(project, "h4")).collect();
        let node = self.things[at].node.clone();
        let (figures, credential) = (self.figures_about(&node), self.credential_of(at));
        self.shown.insert(node);
        let (pages, role) = (self.pages, &self.things[at]);
        let title = if role.is_study() { credential.clone() } else { pages.text(role, schema::ROLE_NAME) };
        let place: Vec<Markup> = role.nodes(vita::AT).map(|place| pages.organization(place.as_ref())).collect();
        let departments = role.nodes(vita::DEPARTMENT).map(|department| pages.link(department.as_ref()));
        html! {
            li id=[role.fragment()] {
                div.when { @if let Some(period) = pages.period(role) { (period) } }
                div.what {
                    h3 { @if let Some(title) = title { (title) } @else { (pages.words().work) } }
                    p.place {
                        @for place in &place { span { (place) } }
                        @for department in departments { span { (department) } }
                        @if let Some(location) = pages.text(role, vita::LOCATION) { span.note { (location) } }
                    }
                    (self.told(role))
                    @if let Some(figures) = figures { (figures) }
                    (self.used(role))
                    @for project in &projects { (project) }
                }
            }
        }
    }

    /// What is told of a role or a contribution.
    fn told(&self, role: &Facts) -> Markup {
        let pages = self.pages;
        let lines = [vita::ORGANIZATION_DESCRIPTION, schema::DESCRIPTION, vita::SCORE];
        let (highlights, courses) =
            (role.texts(vita::HIGHLIGHT, pages.order()), role.texts(vita::COURSE, pages.order()));
        html! {
            @for property in lines { @if let Some(text) = pages.text(role, property) { p { (text) } } }
            @if !highlights.is_empty() { (self.highlights(&highlights)) }
            @if !courses.is_empty() { ul.terms { @for text in courses { li { (pages.said(text)) } } } }
        }
    }

    /// What was done and reached: of many lines the first, and the others when they are asked for.
    fn highlights(&self, texts: &[&Literal]) -> Markup {
        let pages = self.pages;
        let first = if texts.len() > HIGHLIGHTS + 2 { HIGHLIGHTS } else { texts.len() };
        let list = |texts: &[&Literal]| html! { ul { @for text in texts { li { (pages.said(text)) } } } };
        html! { (list(&texts[..first])) @if first < texts.len() { (pages.folded(texts.len() - first, &list(&texts[first..]))) } }
    }

    /// The skills that were used in a role.
    fn used(&self, role: &Facts) -> Markup {
        let skills: Vec<&NamedNode> = role.nodes(vita::SKILL).collect();
        html! { @if !skills.is_empty() {
            ul.terms aria-label=(self.pages.words().skills) { @for skill in skills { li { (self.pages.link(skill.as_ref())) } } }
        } }
    }

    /// What a study led to: the degree and its subject.
    fn credential_of(&mut self, at: usize) -> Option<Markup> {
        let (pages, role) = (self.pages, &self.things[at]);
        let places: BTreeSet<&NamedNode> = role.nodes(vita::AT).collect();
        let slug = role.fragment()?.strip_prefix("study-")?;
        let own = self.things.iter().find(|facts| {
            facts.is_a(schema::CREDENTIAL)
                && facts.fragment().and_then(|fragment| fragment.strip_prefix("credential-")) == Some(slug)
                && facts.nodes(schema::RECOGNIZED_BY).any(|place| places.contains(place))
        });
        let (level, area) = match own {
            Some(own) => (pages.text(own, schema::NAME), pages.text(own, schema::ABOUT)),
            None => (pages.text(role, vita::STUDY_TYPE), pages.text(role, vita::AREA)),
        };
        let fragment = own.and_then(Facts::fragment);
        let markup = html! { span id=[fragment] {
            @match (&level, &area) {
                (Some(level), Some(area)) => { (level) (pages.comma()) (area) },
                (Some(one), None) | (None, Some(one)) => (one),
                (None, None) => (pages.words().study),
            }
        } };
        let own = own.map(|own| own.node.clone());
        self.shown.extend(own);
        Some(markup)
    }

    /// A project with what the person did in it; nothing where it was shown already.
    fn project(&mut self, node: &NamedNode, level: &str) -> Option<Markup> {
        let project = self.thing(node)?;
        if self.shown.contains(node) {
            return None;
        }
        let fragment = project.fragment()?.strip_prefix("project-").map(|slug| ["contribution-", slug].concat());
        let part = self.things.iter().find(|facts| facts.fragment() == fragment.as_deref());
        let part_node = part.map(|part| part.node.clone());
        let figures = self.figures_of(node);
        let pages = self.pages;
        let title = html! { @if let Some(name) = pages.text(project, schema::NAME) { (name) } (pages.outs(project)) };
        let markup = html! {
            div.project id=[project.fragment()] {
                @if level == "h4" { h4 { (title) } } @else { h3 { (title) } }
                @if let Some(part) = part { (self.part_in_short(part)) }
                @if let Some(text) = pages.text(project, schema::DESCRIPTION) { p { (text) } }
                @if let Some(part) = part { (self.told(part)) }
                @if let Some((figures, _)) = &figures { (figures) }
                @if let Some(part) = part { (self.used(part)) }
            }
        };
        self.shown.insert(node.clone());
        self.shown.extend(part_node);
        self.shown.extend(figures.into_iter().flat_map(|(_, nodes)| nodes));
        Some(markup)
    }

    /// As what and when somebody took part in a project.
    fn part_in_short(&self, part: &Facts) -> Markup {
        let (role, period) = (self.pages.text(part, schema::ROLE_NAME), self.pages.period(part));
        html! { p.note id=[part.fragment()] {
            @if let Some(role) = &role { (role) }
            @if role.is_some() && period.is_some() { " · " }
            @if let Some(period) = &period { (period) }
        } }
    }

    /// Projects of no job.
    fn projects(&mut self) -> Option<Markup> {
        let is_project = |facts: &&Facts| facts.fragment().is_some_and(|fragment| fragment.starts_with("project-"));
        let nodes: Vec<NamedNode> = self.things.iter().filter(is_project).map(|facts| facts.node.clone()).collect();
        let projects: Vec<Markup> = nodes.iter().filter_map(|node| self.project(node, "h3")).collect();
        (!projects.is_empty()).then(|| html! { @for project in &projects { (project) } })
    }

    /// Degrees and certificates; those of studies stand there, and are told here with who gave them.
    fn credentials(&mut self) -> Option<Markup> {
        let pages = self.pages;
        let credentials: Vec<&Facts> =
            self.about.nodes(schema::HAS_CREDENTIAL).filter_map(|node| self.thing(node)).collect();
        let markup = (!credentials.is_empty()).then(|| html! {
            ul { @for credential in &credentials {
                // The degree of a study has its place there.
                @let own = credential.fragment().filter(|_| !self.shown.contains(&credential.node));
                li id=[own] {
                    span.title { @if let Some(name) = pages.text(credential, schema::NAME) { (name) } }
                    @if let Some(about) = pages.text(credential, schema::ABOUT) { (pages.comma()) (about) }
                    @for giver in credential.nodes(schema::RECOGNIZED_BY) { " · " (pages.organization(giver.as_ref())) }
                    @if let Some(kind) = pages.text(credential, schema::CREDENTIAL_CATEGORY) { " · " (kind) }
                    @if let Some(level) = self.level_beside_name(credential) { " · " (level) }
                    @if let Some(date) = credential.value(schema::DATE_CREATED) { " · " (pages.date(date)) }
                    (pages.outs(credential))
                }
            } }
        });
        let nodes: Vec<NamedNode> = credentials.iter().map(|credential| credential.node.clone()).collect();
        self.shown.extend(nodes);
        markup
    }

    /// The level of a degree, where its name does not say the same.
    fn level_beside_name(&self, credential: &Facts) -> Option<Markup> {
        let text = |property| credential.text(property, self.pages.order());
        let level = text(schema::EDUCATIONAL_LEVEL)?;
        (text(schema::NAME).map(Literal::value) != Some(level.value())).then(|| self.pages.said(level))
    }

    fn awards(&mut self) -> Option<Markup> {
        let pages = self.pages;
        let awards: Vec<&Facts> = self.things.iter().filter(|facts| facts.is_a(vita::AWARD)).collect();
        let markup = (!awards.is_empty()).then(|| {
            html! { ul { @for award in &awards {
                li id=[award.fragment()] {
                    span.title { @if let Some(name) = pages.text(award, schema::NAME) { (name) } }
                    @for giver in award.nodes(vita::AWARDER) { " · " (pages.link(giver.as_ref())) }
                    @if let Some(date) = award.value(schema::DATE_CREATED) { " · " (pages.date(date)) }
                    @if let Some(text) = pages.text(award, schema::DESCRIPTION) { p.note { (text) } }
                }
            } } }
        });
        let nodes: Vec<NamedNode> = awards.iter().map(|award| award.node.clone()).collect();
        self.shown.extend(nodes);
        markup
    }

    /// Each skill with where it was used.
    fn skills(&mut self) -> Option<Markup> {
        let pages = self.pages;
        let is_level = |facts: &&Facts| facts.fragment().is_some_and(|fragment| fragment.starts_with("skill-"));
        let levels: Vec<&Facts> = self.things.iter().filter(is_level).collect();
        let evidence = self.evidence();
        let mut skills: Vec<(String, &NamedNode)> = self
            .about
            .nodes(schema::KNOWS_ABOUT)
            .map(|skill| {
                (pages.name(skill.as_ref()).map(|name| name.value().to_lowercase()).unwrap_or_default(), skill)
            })
            .collect();
        let used = |skill: &NamedNode| evidence.get(skill).map_or(0, Vec::len);
        skills.sort_by(|one, two| used(two.1).cmp(&used(one.1)).then_with(|| one.0.cmp(&two.0)));
        let skill = |skill: &NamedNode| {
            let own = levels.iter().filter(|level| level.nodes(vita::SKILL).any(|known| known == skill));
            self.skill(skill, &own.copied().collect::<Vec<_>>(), evidence.get(skill).map(Vec::as_slice))
        };
        let list = |skills: &[(String, &NamedNode)]| html! { ul.skills { @for (_, node) in skills { (skill(node)) } } };
        let first = if skills.len() > SKILLS + 6 { SKILLS } else { skills.len() };
        let markup = (!skills.is_empty()).then(|| {
            html! { (list(&skills[..first])) @if first < skills.len() { (pages.folded(skills.len() - first, &list(&skills[first..]))) } }
        });
        let nodes: Vec<NamedNode> = levels.iter().map(|level| level.node.clone()).collect();
        self.shown.extend(nodes);
        markup
    }

    /// A skill with how well it is known, as stated, and where it was used.
    fn skill(&self, skill: &NamedNode, levels: &[&Facts], evidence: Option<&[&Facts]>) -> Markup {
        let pages = self.pages;
        html! { li {
            span.title { (pages.link(skill.as_ref())) }
            p.note {
                @for level in levels { @if let Some(text) = pages.text(level, vita::LEVEL) {
                    span.level id=[level.fragment()] { (text) } " · "
                } }
                @match evidence {
                    Some(places) => @for (at, place) in places.iter().enumerate() { @if at > 0 { (pages.comma()) } (self.evidence_link(place)) },
                    None => (pages.words().claimed),
                }
            }
        } }
    }

    /// The roles and contributions that each skill was used in.
    fn evidence(&self) -> BTreeMap<&NamedNode, Vec<&Facts<'p>>> {
        let mut evidence: BTreeMap<&NamedNode, Vec<&Facts<'p>>> = BTreeMap::new();
        let is_use = |facts: &&Facts| {
            facts.is_a(schema::ROLE) || facts.is_a(schema::EMPLOYEE_ROLE) || facts.is_a(schema::ORGANIZATION_ROLE)
        };
        for facts in self.things.iter().filter(is_use) {
            facts.nodes(vita::SKILL).for_each(|skill| evidence.entry(skill).or_default().push(facts));
        }
        evidence
    }

    fn evidence_link(&self, place: &Facts) -> Markup {
        let pages = self.pages;
        let project = place.fragment().and_then(|fragment| fragment.strip_prefix("contribution-"));
        let project = project.and_then(|slug| {
            let fragment = ["project-", slug].concat();
            self.things.iter().find(|facts| facts.fragment() == Some(fragment.as_str()))
        });
        let named = project.and_then(|project| pages.text(project, schema::NAME));
        let at =
            || place.nodes(vita::AT).next().and_then(|place| pages.name(place.as_ref())).map(|name| pages.said(&name));
        html! { @if let Some(label) = named.or_else(at) {
            a href={ "#" (place.fragment().unwrap_or_default()) } { (label) }
        } }
    }

    fn languages(&mut self) -> Option<Markup> {
        let pages = self.pages;
        let is_fluency = |facts: &&Facts| facts.fragment().is_some_and(|fragment| fragment.starts_with("language-"));
        let fluencies: Vec<&Facts> = self.things.iter().filter(is_fluency).collect();
        let languages: Vec<&NamedNode> = self.about.nodes(schema::KNOWS_LANGUAGE).collect();
        let markup = (!languages.is_empty()).then(|| html! { ul { @for language in &languages {
            li {
                (pages.link(language.as_ref()))
                @for fluency in fluencies.iter().filter(|fluency| fluency.nodes(schema::IN_LANGUAGE).any(|known| known == *language)) {
                    @if let Some(text) = pages.text(fluency, vita::FLUENCY) { ": " span id=[fluency.fragment()] { (text) } }
                }
            }
        } } });
        let nodes: Vec<NamedNode> = fluencies.iter().map(|fluency| fluency.node.clone()).collect();
        self.shown.extend(nodes);
        markup
    }

    /// What belongs to the person and has a name and a text: interests, references.
    fn held(&mut self, class: NamedNodeRef<'_>) -> Option<Markup> {
        let pages = self.pages;
        let held: Vec<&Facts> = self.things.iter().filter(|facts| facts.is_a(class)).collect();
        let markup = (!held.is_empty()).then(|| {
            html! { ul { @for facts in &held {
                li id=[facts.fragment()] {
                    span.title { @if let Some(name) = pages.text(facts, schema::NAME) { (name) } }
                    @if let Some(text) = pages.text(facts, schema::DESCRIPTION) { p { (text) } }
                    @let keywords = facts.texts(schema::KEYWORDS, pages.order());
                    @if !keywords.is_empty() { ul.terms { @for word in keywords { li { (pages.said(word)) } } } }
                }
            } } }
        });
        let nodes: Vec<NamedNode> = held.iter().map(|facts| facts.node.clone()).collect();
        self.shown.extend(nodes);
        markup
    }

    /// The figures about a thing, which are shown then.
    fn figures_about(&mut self, node: &NamedNode) -> Option<Markup> {
        let (markup, nodes) = self.figures_of(node)?;
        self.shown.extend(nodes);
        Some(markup)
    }

    fn figures_of(&self, node: &NamedNode) -> Option<(Markup, Vec<NamedNode>)> {
        let is_about = |facts: &&Facts| {
            facts.is_a(schema::OBSERVATION) && facts.nodes(schema::OBSERVATION_ABOUT).any(|about| about == node)
        };
        let figures: Vec<&Facts> =
            self.things.iter().filter(is_about).filter(|facts| !self.shown.contains(&facts.node)).collect();
        let markup = self.pages.figures(&figures);
        (!figures.is_empty()).then(|| (markup, figures.iter().map(|figure| figure.node.clone()).collect()))
    }
}

/// The papers and patents of a person, which have pages of their own.
fn works_of<'p>(person: &NamedNode, page: &str, pages: &'p Pages<'_>) -> Vec<Facts<'p>> {
    let store = pages.store();
    let works =
        [schema::AUTHOR, schema::CREATOR].into_iter().flat_map(|maker| store.subjects(maker, person.as_ref().into()));
    let is_elsewhere = |work: &NamedNodeRef<'_>| work.as_str().ends_with("#work") && !work.as_str().starts_with(page);
    let works: BTreeSet<NamedNodeRef<'_>> = works.filter(is_elsewhere).collect();
    works.into_iter().map(|work| Facts::of(work.into_owned(), store)).collect()
}

/// The first letters of the first and last name; of a Chinese name the given name's.
fn initials(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    match words[..] {
        [one] if one.chars().any(crate::text::is_han) => one.chars().last().into_iter().collect(),
        [] => String::new(),
        [one] => one.chars().take(1).collect(),
        [first, .., last] => first.chars().take(1).chain(last.chars().take(1)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_those_of_a_name_in_any_script() {
        assert_eq!(["Stuart Lau", "刘硕", "Ada", ""].map(initials), ["SL", "硕", "A", ""]);
    }
}
