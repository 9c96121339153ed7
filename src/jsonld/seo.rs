//! The view for search engines: what Google's documentation of ProfilePage, Organization and authors asks for.
//!
//! Rules: <https://developers.google.com/search/docs/appearance/structured-data/profile-page>,
//! <https://developers.google.com/search/docs/appearance/structured-data/organization>.
//! Roles draw complaints from the Rich Results test, so that plain properties stand in their place.

use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, NamedNodeRef};
use serde_json::{Map, Value, json};

use super::frame::{Frame, Framer, Show};
use super::{Context, Thing};
use crate::error::Error;
use crate::iri::fragment;
use crate::store::Store;
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

pub(super) fn body(
    store: &Store,
    thing: &Thing,
    context: &Context,
    languages: &[String],
) -> Result<Map<String, Value>, Error> {
    let framer = Framer { store, context, languages };
    match thing {
        Thing::Person { page } => profile_page(&framer, page),
        Thing::Organization(node) => framer.tree(node.as_ref(), &ORGANIZATION),
        Thing::Team(list) => team(&framer, list),
        Thing::Everything => everything(&framer),
    }
}

/// A page about one person, who stands in it whole; the newest works are its parts.
fn profile_page(framer: &Framer<'_>, page: &str) -> Result<Map<String, Value>, Error> {
    let (node, person) = (NamedNode::new_unchecked(page), fragment(page, "person"));
    let mut tree = framer.tree(node.as_ref(), &PAGE)?;
    tree.insert("url".into(), page.into());
    tree.insert("inLanguage".into(), framer.languages.first().cloned().into());
    tree.insert("mainEntity".into(), framer.tree(person.as_ref(), &PERSON)?.into());
    let mut works = framer.works(person.as_ref())?;
    works.truncate(RECENT_WORKS);
    if !works.is_empty() {
        let works = works
            .iter()
            .map(|work| framer.tree(work.as_ref(), &WORK).map(Value::Object))
            .collect::<Result<Vec<_>, _>>()?;
        tree.insert("hasPart".into(), works.into());
    }
    Ok(tree)
}

fn team(framer: &Framer<'_>, list: &NamedNode) -> Result<Map<String, Value>, Error> {
    let mut items = Vec::new();
    for (at, person) in framer.store.people()?.iter().enumerate() {
        items.push(
            json!({ "@type": "ListItem", "position": at + 1, "item": framer.tree(person.as_ref(), &PERSON_IN_SHORT)? }),
        );
    }
    let mut tree =
        Map::from_iter([("@type".to_owned(), Value::from("ItemList")), ("@id".to_owned(), list.as_str().into())]);
    tree.insert("numberOfItems".into(), items.len().into());
    tree.insert("itemListElement".into(), items.into());
    Ok(tree)
}

/// All pages about people, and all organizations.
fn everything(framer: &Framer<'_>) -> Result<Map<String, Value>, Error> {
    let mut graph = Vec::new();
    for page in framer.store.subjects(rdf::TYPE, schema::PROFILE_PAGE.into())? {
        graph.push(Value::Object(profile_page(framer, page.as_str())?));
    }
    for organization in organizations(framer)? {
        graph.push(Value::Object(framer.tree(organization.as_ref(), &ORGANIZATION)?));
    }
    Ok(Map::from_iter([("@graph".to_owned(), Value::Array(graph))]))
}

/// The organizations that somebody is or was at, whatever their class.
fn organizations(framer: &Framer<'_>) -> Result<Vec<NamedNode>, Error> {
    let mut nodes: Vec<NamedNode> = Vec::new();
    for class in [schema::EMPLOYEE_ROLE, schema::ORGANIZATION_ROLE] {
        for role in framer.store.subjects(rdf::TYPE, class.into())? {
            nodes.extend(framer.linked(role.as_ref(), vita::AT)?);
        }
    }
    nodes.sort();
    nodes.dedup();
    Ok(nodes)
}
