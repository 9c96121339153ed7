//! The view for search engines: what Google's documentation of ProfilePage, Organization and authors asks for.
//!
//! Rules: <https://developers.google.com/search/docs/appearance/structured-data/profile-page>,
//! <https://developers.google.com/search/docs/appearance/structured-data/organization>.
//! Roles draw complaints from the Rich Results test, so that plain properties stand in their place.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, NamedNodeRef};

use super::Thing;
use super::directory::{Directory, Member};
use super::frame::{Frame, Framer, Show};
use super::tree::{Object, Tree};
use crate::graph::Properties;
use crate::iri::fragment;
use crate::vocab::{schema, vita};

/// How many of a person's newest works a page shows.
const RECENT_WORKS: usize = 10;

pub(super) const ROLES: &[NamedNodeRef<'static>] = &[schema::ROLE, schema::EMPLOYEE_ROLE, schema::ORGANIZATION_ROLE];

const PERSON: Frame = Frame {
    except: &[],
    properties: &[
        (schema::NAME, Show::Text),
        (schema::ALTERNATE_NAME, Show::OtherNames),
        (schema::JOB_TITLE, Show::Text),
        (schema::DESCRIPTION, Show::Text),
        (schema::IMAGE, Show::Links),
        (schema::URL, Show::Links),
        (schema::SAME_AS, Show::Links),
        (schema::EMAIL, Show::Values),
        (schema::TELEPHONE, Show::Values),
        (schema::BIRTH_DATE, Show::Values),
        (schema::ADDRESS, Show::Nodes(&ADDRESS)),
        (schema::WORKS_FOR, Show::Nodes(&ORGANIZATION_IN_SHORT)),
        (schema::MEMBER_OF, Show::Nodes(&ORGANIZATION_IN_SHORT)),
        (schema::ALUMNI_OF, Show::Nodes(&ORGANIZATION_IN_SHORT)),
        (schema::HAS_CREDENTIAL, Show::Nodes(&CREDENTIAL)),
        (schema::AWARD, Show::InverseNames(vita::HOLDER, vita::AWARD)),
        (schema::KNOWS_LANGUAGE, Show::Codes),
        (schema::KNOWS_ABOUT, Show::Names),
    ],
};

pub(super) const PERSON_IN_SHORT: Frame = Frame {
    except: ROLES,
    properties: &[
        (schema::NAME, Show::Text),
        (schema::ALTERNATE_NAME, Show::OtherNames),
        (schema::JOB_TITLE, Show::Text),
        (schema::IMAGE, Show::Links),
        (schema::URL, Show::Links),
        (schema::SAME_AS, Show::Links),
    ],
};

const ADDRESS: Frame = Frame {
    except: &[],
    properties: &[
        (schema::STREET_ADDRESS, Show::Text),
        (schema::POSTAL_CODE, Show::Values),
        (schema::ADDRESS_LOCALITY, Show::Text),
        (schema::ADDRESS_REGION, Show::Text),
        (schema::ADDRESS_COUNTRY, Show::Values),
    ],
};

const CREDENTIAL: Frame = Frame {
    except: &[],
    properties: &[
        (schema::NAME, Show::Text),
        (schema::CREDENTIAL_CATEGORY, Show::Text),
        (schema::EDUCATIONAL_LEVEL, Show::Text),
        (schema::ABOUT, Show::Text),
        (schema::DATE_CREATED, Show::Values),
        (schema::URL, Show::Links),
        (schema::RECOGNIZED_BY, Show::Nodes(&ORGANIZATION_IN_SHORT)),
    ],
};

const ORGANIZATION_IN_SHORT: Frame = Frame {
    except: ROLES,
    properties: &[(schema::NAME, Show::Text), (schema::URL, Show::Links), (schema::SAME_AS, Show::Links)],
};

const ORGANIZATION: Frame = Frame {
    except: &[],
    properties: &[
        (schema::NAME, Show::Text),
        (schema::ALTERNATE_NAME, Show::OtherNames),
        (schema::DESCRIPTION, Show::Text),
        (schema::URL, Show::Links),
        (schema::LOGO, Show::Links),
        (schema::SAME_AS, Show::Links),
        (schema::FOUNDING_DATE, Show::Values),
        (schema::PARENT_ORGANIZATION, Show::Nodes(&ORGANIZATION_IN_SHORT)),
    ],
};

const WORK: Frame = Frame {
    except: &[],
    properties: &[
        (schema::NAME, Show::Text),
        (schema::AUTHOR, Show::People),
        (schema::CREATOR, Show::People),
        (schema::DATE_PUBLISHED, Show::Values),
        (schema::PUBLISHER, Show::Nodes(&ORGANIZATION_IN_SHORT)),
        (schema::URL, Show::Links),
        (schema::SAME_AS, Show::Links),
    ],
};

/// A work that has a document of its own, in which nobody stands whole.
const WORK_ALONE: Frame = Frame {
    except: &[],
    properties: &[
        (schema::NAME, Show::Text),
        (schema::AUTHOR, Show::PeopleByName),
        (schema::CREATOR, Show::PeopleByName),
        (schema::DATE_PUBLISHED, Show::Values),
        (schema::PUBLISHER, Show::Nodes(&ORGANIZATION_IN_SHORT)),
        (schema::URL, Show::Links),
        (schema::SAME_AS, Show::Links),
    ],
};

const SKILL: Frame = Frame {
    except: &[],
    properties: &[
        (schema::NAME, Show::Text),
        (schema::ALTERNATE_NAME, Show::OtherNames),
        (schema::DESCRIPTION, Show::Text),
        (schema::URL, Show::Links),
        (schema::SAME_AS, Show::Links),
    ],
};

const PAGE: Frame = Frame { except: &[], properties: &[(schema::DATE_MODIFIED, Show::Time)] };

/// The properties that documents about one thing are made from.
pub(super) fn properties() -> &'static Properties {
    static PROPERTIES: LazyLock<Properties> = LazyLock::new(|| {
        let more = [rdf::TYPE, vita::HOLDER, schema::CREATOR, schema::POSITION, schema::DATE_PUBLISHED];
        let mut properties: Properties = more.iter().map(|property| property.as_str()).collect();
        [&PERSON, &ORGANIZATION, &WORK, &SKILL, &PAGE]
            .into_iter()
            .for_each(|frame| frame.add_properties(&mut properties));
        properties
    });
    &PROPERTIES
}

pub(super) fn body<'t>(framer: &Framer<'t>, thing: &Thing, directory: &'t Directory) -> Object<'t> {
    match thing {
        Thing::Person { page } => profile_page(framer, page),
        Thing::Organization(node) => organization(framer, node.as_ref(), directory),
        Thing::Team(list) => team(list, directory),
        Thing::Skill(node) => framer.tree(node.as_ref(), &SKILL),
        Thing::Work(node) => framer.tree(node.as_ref(), &WORK_ALONE),
        Thing::Everything => everything(framer, directory),
    }
}

/// The people that a document about a thing shows in short.
pub(super) fn members(framer: &Framer<'_>, thing: &Thing) -> Vec<Member> {
    match thing {
        Thing::Person { .. } | Thing::Skill(_) | Thing::Work(_) => Vec::new(),
        Thing::Organization(node) => {
            let people = |property| framer.nodes.subjects(property, node.as_ref());
            let people: BTreeSet<NamedNodeRef<'_>> =
                people(schema::WORKS_FOR).chain(people(schema::ALUMNI_OF)).collect();
            let people = people.into_iter().filter(|node| framer.is_a(*node, &[schema::PERSON]));
            people.map(|node| Member::new(node, framer)).collect()
        }
        Thing::Team(_) | Thing::Everything => Member::all(framer),
    }
}

/// A page about one person, who stands in it whole; the newest works are its parts.
fn profile_page<'t>(framer: &Framer<'t>, page: &str) -> Object<'t> {
    let (node, person) = (NamedNode::new_unchecked(page), fragment(page, "person"));
    let mut tree = framer.tree(node.as_ref(), &PAGE);
    tree.push(("url".into(), page.to_owned().into()));
    tree.push(("inLanguage".into(), framer.languages.first().map_or(Tree::Null, |tag| tag.as_str().into())));
    tree.push(("mainEntity".into(), Tree::Object(framer.tree(person.as_ref(), &PERSON))));
    let works = framer.works(person.as_ref()).into_iter().take(RECENT_WORKS);
    let works: Vec<Tree<'t>> = works.map(|work| Tree::Object(framer.tree(work, &WORK))).collect();
    if !works.is_empty() {
        tree.push(("hasPart".into(), Tree::List(works)));
    }
    tree
}

/// An organization, with who works and who worked or studied there.
fn organization<'t>(framer: &Framer<'t>, node: NamedNodeRef<'_>, directory: &'t Directory) -> Object<'t> {
    let mut tree = framer.tree(node, &ORGANIZATION);
    for (name, property) in [("employee", schema::WORKS_FOR), ("alumni", schema::ALUMNI_OF)] {
        tree.extend(Tree::one_or_many(directory.people_at(node, property)).map(|people| (name.into(), people)));
    }
    tree
}

fn team<'t>(list: &NamedNode, directory: &'t Directory) -> Object<'t> {
    let items: Vec<Tree<'t>> = (1..).zip(directory.trees()).map(list_item).collect();
    vec![
        ("@type".into(), "ItemList".into()),
        ("@id".into(), list.as_str().to_owned().into()),
        ("numberOfItems".into(), Tree::Number(items.len() as i64)),
        ("itemListElement".into(), Tree::List(items)),
    ]
}

fn list_item((position, item): (i64, Tree<'_>)) -> Tree<'_> {
    Tree::Object(vec![
        ("@type".into(), "ListItem".into()),
        ("position".into(), Tree::Number(position)),
        ("item".into(), item),
    ])
}

/// All pages about people, and all organizations that somebody is or was at.
fn everything<'t>(framer: &Framer<'t>, directory: &'t Directory) -> Object<'t> {
    let pages = framer.nodes.subjects(rdf::TYPE, schema::PROFILE_PAGE);
    let pages = pages.map(|page| Tree::Object(profile_page(framer, page.as_str())));
    let roles = ROLES.iter().flat_map(|class| framer.nodes.subjects(rdf::TYPE, *class));
    let organizations: BTreeSet<NamedNodeRef<'_>> =
        roles.flat_map(|role| framer.nodes.linked(role, vita::AT)).collect();
    let organizations = organizations.into_iter().map(|node| Tree::Object(organization(framer, node, directory)));
    vec![("@graph".into(), Tree::List(pages.chain(organizations).collect()))]
}
