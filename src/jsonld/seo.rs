//! The view for search engines: what Google's documentation of ProfilePage, Organization and authors asks for.
//!
//! Rules: <https://developers.google.com/search/docs/appearance/structured-data/profile-page>,
//! <https://developers.google.com/search/docs/appearance/structured-data/organization>.
//! Roles draw complaints from the Rich Results test, so that plain properties stand in their place.

use std::collections::BTreeSet;

use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, NamedNodeRef};
use serde_json::{Map, Value, json};

use super::frame::{Frame, Framer, Show};
use super::nodes::Nodes;
use super::{Context, Thing};
use crate::iri::fragment;
use crate::vocab::{schema, vita};

/// How many of a person's newest works a page shows.
const RECENT_WORKS: usize = 10;

const ROLES: &[NamedNodeRef<'static>] = &[schema::ROLE, schema::EMPLOYEE_ROLE, schema::ORGANIZATION_ROLE];

const PERSON: Frame = Frame {
    except: &[],
    properties: &[
        (schema::NAME, Show::Text),
        (schema::ALTERNATE_NAME, Show::OtherNames),
        (schema::JOB_TITLE, Show::Text),
        (schema::DESCRIPTION, Show::Text),
        (schema::IMAGE, Show::Values),
        (schema::URL, Show::Values),
        (schema::SAME_AS, Show::Values),
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

const PERSON_IN_SHORT: Frame = Frame {
    except: ROLES,
    properties: &[
        (schema::NAME, Show::Text),
        (schema::ALTERNATE_NAME, Show::OtherNames),
        (schema::JOB_TITLE, Show::Text),
        (schema::IMAGE, Show::Values),
        (schema::URL, Show::Values),
        (schema::SAME_AS, Show::Values),
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
        (schema::URL, Show::Values),
        (schema::RECOGNIZED_BY, Show::Nodes(&ORGANIZATION_IN_SHORT)),
    ],
};

const ORGANIZATION_IN_SHORT: Frame = Frame {
    except: ROLES,
    properties: &[(schema::NAME, Show::Text), (schema::URL, Show::Values), (schema::SAME_AS, Show::Values)],
};

const ORGANIZATION: Frame = Frame {
    except: &[],
    properties: &[
        (schema::NAME, Show::Text),
        (schema::ALTERNATE_NAME, Show::OtherNames),
        (schema::DESCRIPTION, Show::Text),
        (schema::URL, Show::Values),
        (schema::LOGO, Show::Values),
        (schema::SAME_AS, Show::Values),
        (schema::FOUNDING_DATE, Show::Values),
        (schema::PARENT_ORGANIZATION, Show::Nodes(&ORGANIZATION_IN_SHORT)),
        (schema::EMPLOYEE, Show::Inverse(schema::WORKS_FOR, &PERSON_IN_SHORT)),
        (schema::ALUMNI, Show::Inverse(schema::ALUMNI_OF, &PERSON_IN_SHORT)),
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
        (schema::URL, Show::Values),
        (schema::SAME_AS, Show::Values),
    ],
};

const PAGE: Frame = Frame { except: &[], properties: &[(schema::DATE_MODIFIED, Show::Time)] };

pub(super) fn body(nodes: &Nodes<'_>, thing: &Thing, context: &Context, languages: &[String]) -> Map<String, Value> {
    let framer = Framer { nodes, context, languages };
    match thing {
        Thing::Person { page } => profile_page(&framer, page),
        Thing::Organization(node) => framer.tree(node.as_ref(), &ORGANIZATION),
        Thing::Team(list) => team(&framer, list),
        Thing::Everything => everything(&framer),
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
    let works: Vec<Value> = works.map(|work| framer.tree(work.as_ref(), &WORK).into()).collect();
    if !works.is_empty() {
        tree.insert("hasPart".into(), works.into());
    }
    tree
}

fn team(framer: &Framer<'_>, list: &NamedNode) -> Map<String, Value> {
    let people = framer.nodes.subjects(rdf::TYPE, schema::PERSON);
    let item = |(at, person): (usize, &NamedNode)| json!({ "@type": "ListItem", "position": at + 1, "item": framer.tree(person.as_ref(), &PERSON_IN_SHORT) });
    let items: Vec<Value> = people.enumerate().map(item).collect();
    let mut tree = Map::from_iter([("@type".to_owned(), Value::from("ItemList"))]);
    tree.insert("@id".into(), list.as_str().into());
    tree.insert("numberOfItems".into(), items.len().into());
    tree.insert("itemListElement".into(), items.into());
    tree
}

/// All pages about people, and all organizations that somebody is or was at.
fn everything(framer: &Framer<'_>) -> Map<String, Value> {
    let pages = framer.nodes.subjects(rdf::TYPE, schema::PROFILE_PAGE);
    let pages = pages.map(|page| Value::Object(profile_page(framer, page.as_str())));
    let roles = ROLES.iter().flat_map(|class| framer.nodes.subjects(rdf::TYPE, *class));
    let organizations: BTreeSet<&NamedNode> =
        roles.flat_map(|role| framer.nodes.linked(role.as_ref(), vita::AT)).collect();
    let organizations = organizations.into_iter().map(|node| Value::Object(framer.tree(node.as_ref(), &ORGANIZATION)));
    Map::from_iter([("@graph".to_owned(), Value::Array(pages.chain(organizations).collect()))])
}

/// The organizations that somebody works or worked at, studied at or belongs to.
pub(super) fn organizations<'q>(nodes: &Nodes<'q>) -> BTreeSet<&'q NamedNode> {
    let people: Vec<&NamedNode> = nodes.subjects(rdf::TYPE, schema::PERSON).collect();
    let linked = |property| people.iter().flat_map(move |person| nodes.linked(person.as_ref(), property));
    let places = [schema::WORKS_FOR, schema::MEMBER_OF, schema::ALUMNI_OF].into_iter().flat_map(linked);
    let is_role =
        |node: &NamedNode| nodes.linked(node.as_ref(), rdf::TYPE).any(|class| ROLES.contains(&class.as_ref()));
    let described = |node: &NamedNode| nodes.linked(node.as_ref(), rdf::TYPE).next().is_some();
    places.filter(|node| described(node) && !is_role(node)).collect()
}
