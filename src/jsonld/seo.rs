//! The view for search engines: what Google's documentation of ProfilePage, Organization and authors asks for.
//!
//! Rules: <https://developers.google.com/search/docs/appearance/structured-data/profile-page>,
//! <https://developers.google.com/search/docs/appearance/structured-data/organization>.
//! Roles draw complaints from the Rich Results test, so that plain properties stand in their place.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, NamedNodeRef};
use serde_json::{Map, Value, json};

use super::Thing;
use super::directory::{Directory, Member};
use super::frame::{Frame, Framer, Show, one_or_many};
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

const PAGE: Frame = Frame { except: &[], properties: &[(schema::DATE_MODIFIED, Show::Time)] };

/// The properties that documents about one thing are made from.
pub(super) fn properties() -> &'static Properties {
    static PROPERTIES: LazyLock<Properties> = LazyLock::new(|| {
        let more = [rdf::TYPE, vita::HOLDER, schema::CREATOR, schema::POSITION, schema::DATE_PUBLISHED];
        let mut properties: Properties = more.iter().map(|property| property.as_str()).collect();
        [&PERSON, &ORGANIZATION, &WORK, &PAGE].into_iter().for_each(|frame| frame.add_properties(&mut properties));
        properties
    });
    &PROPERTIES
}

pub(super) fn body(framer: &Framer<'_>, thing: &Thing, directory: &Directory) -> Map<String, Value> {
    match thing {
        Thing::Person { page } => profile_page(framer, page),
        Thing::Organization(node) => organization(framer, node.as_ref(), directory),
        Thing::Team(list) => team(list, directory),
        Thing::Everything => everything(framer, directory),
    }
}

/// The people that a document about a thing shows in short.
pub(super) fn members(framer: &Framer<'_>, thing: &Thing) -> Vec<Member> {
    match thing {
        Thing::Person { .. } => Vec::new(),
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
fn profile_page(framer: &Framer<'_>, page: &str) -> Map<String, Value> {
    let (node, person) = (NamedNode::new_unchecked(page), fragment(page, "person"));
    let mut tree = framer.tree(node.as_ref(), &PAGE);
    tree.insert("url".into(), page.into());
    tree.insert("inLanguage".into(), framer.languages.first().cloned().into());
    tree.insert("mainEntity".into(), framer.tree(person.as_ref(), &PERSON).into());
    let works = framer.works(person.as_ref()).into_iter().take(RECENT_WORKS);
    let works: Vec<Value> = works.map(|work| framer.tree(work, &WORK).into()).collect();
    if !works.is_empty() {
        tree.insert("hasPart".into(), works.into());
    }
    tree
}

/// An organization, with who works and who worked or studied there.
fn organization(framer: &Framer<'_>, node: NamedNodeRef<'_>, directory: &Directory) -> Map<String, Value> {
    let mut tree = framer.tree(node, &ORGANIZATION);
    for (name, property) in [("employee", schema::WORKS_FOR), ("alumni", schema::ALUMNI_OF)] {
        tree.extend(one_or_many(directory.people_at(node, property)).map(|people| (name.to_owned(), people)));
    }
    tree
}

fn team(list: &NamedNode, directory: &Directory) -> Map<String, Value> {
    let item = |(at, person)| json!({ "@type": "ListItem", "position": at + 1, "item": person });
    let items: Vec<Value> = directory.trees().enumerate().map(item).collect();
    let mut tree = Map::from_iter([("@type".to_owned(), Value::from("ItemList"))]);
    tree.insert("@id".into(), list.as_str().into());
    tree.insert("numberOfItems".into(), items.len().into());
    tree.insert("itemListElement".into(), items.into());
    tree
}

/// All pages about people, and all organizations that somebody is or was at.
fn everything(framer: &Framer<'_>, directory: &Directory) -> Map<String, Value> {
    let pages = framer.nodes.subjects(rdf::TYPE, schema::PROFILE_PAGE);
    let pages = pages.map(|page| Value::Object(profile_page(framer, page.as_str())));
    let roles = ROLES.iter().flat_map(|class| framer.nodes.subjects(rdf::TYPE, *class));
    let organizations: BTreeSet<NamedNodeRef<'_>> =
        roles.flat_map(|role| framer.nodes.linked(role, vita::AT)).collect();
    let organizations = organizations.into_iter().map(|node| Value::Object(organization(framer, node, directory)));
    Map::from_iter([("@graph".to_owned(), Value::Array(pages.chain(organizations).collect()))])
}
