//! Who was where and when: the dated roles of a store as one sorted table.
//!
//! An organization of a large collection has thousands of people. To ask for the holder and the dates of each of their
//! roles takes milliseconds; a run of this table takes microseconds. It is made when it is first asked for, some 20
//! bytes for each role.

use chrono::{Datelike, NaiveDate};
use oxigraph::model::NamedNodeRef;

use super::Store;
use crate::vocab::vita;

/// A thing of a store that an IRI names, as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node(pub(super) u32);

/// A role at an organization, with the months in which it may have run, as `vita:from` and `vita:until` say. Months are
/// counted from the year 0 on: January 2018 is 12 × 2018.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stay {
    /// Where.
    pub organization: Node,
    /// Who.
    pub holder: Node,
    /// The first month in which it may have run.
    pub from: i32,
    /// The month after the last one in which it may have run; that after the year 9999 where it still runs.
    pub after: i32,
    /// The role.
    pub role: Node,
}

/// The month of a day, counted as in a [`Stay`].
#[must_use]
pub fn month(day: NaiveDate) -> i32 {
    day.year() * 12 + day.month0() as i32
}

impl Store {
    /// The dated roles at all organizations, those of an organization together, and in these those of a person, from the
    /// first on.
    #[must_use]
    pub fn stays(&self) -> &[Stay] {
        self.stays.get_or_init(|| {
            let mut stays: Vec<Stay> = self.rows_of_stays().collect();
            stays.sort_unstable();
            stays
        })
    }

    /// The dated roles at an organization.
    #[must_use]
    pub fn stays_at(&self, organization: NamedNodeRef<'_>) -> &[Stay] {
        let Some(at) = self.node_of(organization) else { return &[] };
        let stays = self.stays();
        let from = stays.partition_point(|stay| stay.organization < at);
        let until = stays.partition_point(|stay| stay.organization <= at);
        &stays[from..until]
    }

    /// The number of a thing, if the store knows it.
    #[must_use]
    pub fn node_of(&self, iri: NamedNodeRef<'_>) -> Option<Node> {
        self.terms.number(iri.into()).map(Node)
    }

    /// The IRI of a thing.
    #[must_use]
    pub fn iri(&self, node: Node) -> NamedNodeRef<'_> {
        NamedNodeRef::new_unchecked(self.terms.text(node.0))
    }

    fn rows_of_stays(&self) -> impl Iterator<Item = Stay> {
        let [holder, from, until] =
            [vita::HOLDER, vita::FROM, vita::UNTIL].map(|property| self.terms.number(property.into()));
        let object = move |subject: u32, property: Option<u32>| {
            self.index.of_default_graph([Some(subject), Some(property?), None]).next().map(|row| row[2])
        };
        let at = move |role, property| self.terms.text(object(role, property)?).parse().ok().map(month);
        self.rows([None, Some(vita::AT.into()), None]).filter_map(move |[role, _, organization, _]| {
            let is_iri = |term: &u32| self.terms.is_iri(*term);
            let holder = object(role, holder)?;
            Some(Stay {
                organization: Node(Some(organization).filter(is_iri)?),
                holder: Node(Some(holder).filter(is_iri)?),
                from: at(role, from)?,
                after: at(role, until)? + 1,
                role: Node(Some(role).filter(is_iri)?),
            })
        })
    }
}
