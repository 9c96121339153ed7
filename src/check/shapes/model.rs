//! Shapes as they are checked: SHACL's words with the numbers of their terms.

use regex::Regex;

use super::graph::Id;
use crate::report::Severity;

/// The number of a shape.
pub(super) type ShapeId = usize;

/// The shapes of a file.
#[derive(Debug, Default)]
pub(super) struct Shapes {
    pub(super) shapes: Vec<Shape>,
    /// Classes with those right above them, as the file says.
    pub(super) below: Vec<(Id, Id)>,
}

/// A node shape, or a property shape where it has a path.
#[derive(Debug, Default)]
pub(super) struct Shape {
    /// Its name, or that of the nearest one around it.
    pub(super) name: String,
    pub(super) targets: Vec<Target>,
    pub(super) path: Option<Path>,
    pub(super) constraints: Vec<Constraint>,
    /// What to say where it is broken.
    pub(super) message: Option<String>,
    pub(super) severity: Option<Severity>,
    pub(super) is_deactivated: bool,
}

/// Which nodes a shape is about.
#[derive(Clone, Copy, Debug)]
pub(super) enum Target {
    Class(Id),
    Node(Id),
    SubjectsOf(Id),
    ObjectsOf(Id),
}

/// The way from a node to the values of a property shape.
#[derive(Clone, Debug)]
pub(super) enum Path {
    Property(Id),
    Inverse(Box<Self>),
    Sequence(Vec<Self>),
    Alternative(Vec<Self>),
    ZeroOrMore(Box<Self>),
    OneOrMore(Box<Self>),
    ZeroOrOne(Box<Self>),
}

/// What values must be.
#[derive(Debug)]
pub(super) enum Constraint {
    Class(Id),
    Datatype(Id),
    NodeKind(NodeKind),
    MinCount(usize),
    MaxCount(usize),
    Bound(Bound, Id),
    MinLength(usize),
    MaxLength(usize),
    Pattern(Box<Regex>),
    LanguageIn(Vec<String>),
    UniqueLang,
    Equals(Id),
    Disjoint(Id),
    LessThan(Id),
    LessThanOrEquals(Id),
    Not(ShapeId),
    And(Vec<ShapeId>),
    Or(Vec<ShapeId>),
    Xone(Vec<ShapeId>),
    Node(ShapeId),
    Property(ShapeId),
    /// A shape that so many values have; and shapes of the property's other parts, which these must not have.
    Qualified {
        shape: ShapeId,
        min: Option<usize>,
        max: Option<usize>,
        siblings: Vec<ShapeId>,
    },
    Closed(Vec<Id>),
    HasValue(Id),
    In(Vec<Id>),
}

/// Which kinds of terms may stand: IRIs, blank nodes, literals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NodeKind {
    pub(super) iri: bool,
    pub(super) blank: bool,
    pub(super) literal: bool,
}

/// A bound of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    MinExclusive,
    MinInclusive,
    MaxExclusive,
    MaxInclusive,
}

impl NodeKind {
    /// The kind of a local name in SHACL.
    pub(super) fn named(name: &str) -> Option<Self> {
        let (iri, blank, literal) = match name {
            "IRI" => (true, false, false),
            "BlankNode" => (false, true, false),
            "Literal" => (false, false, true),
            "BlankNodeOrIRI" => (true, true, false),
            "BlankNodeOrLiteral" => (false, true, true),
            "IRIOrLiteral" => (true, false, true),
            _ => return None,
        };
        Some(Self { iri, blank, literal })
    }
}

impl Path {
    /// Whether it leads backwards somewhere.
    fn is_backwards(&self) -> bool {
        match self {
            Self::Property(_) => false,
            Self::Inverse(_) => true,
            Self::Sequence(paths) | Self::Alternative(paths) => paths.iter().any(Self::is_backwards),
            Self::ZeroOrMore(path) | Self::OneOrMore(path) | Self::ZeroOrOne(path) => path.is_backwards(),
        }
    }
}

impl Shapes {
    /// Whether a path leads backwards.
    pub(super) fn are_backwards(&self) -> bool {
        self.shapes.iter().filter_map(|shape| shape.path.as_ref()).any(Path::is_backwards)
    }
}

impl Constraint {
    /// The word of SHACL that states it.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Class(_) => "class",
            Self::Datatype(_) => "datatype",
            Self::NodeKind(_) => "nodeKind",
            Self::MinCount(_) => "minCount",
            Self::MaxCount(_) => "maxCount",
            Self::Bound(Bound::MinExclusive, _) => "minExclusive",
            Self::Bound(Bound::MinInclusive, _) => "minInclusive",
            Self::Bound(Bound::MaxExclusive, _) => "maxExclusive",
            Self::Bound(Bound::MaxInclusive, _) => "maxInclusive",
            Self::MinLength(_) => "minLength",
            Self::MaxLength(_) => "maxLength",
            Self::Pattern(_) => "pattern",
            Self::LanguageIn(_) => "languageIn",
            Self::UniqueLang => "uniqueLang",
            Self::Equals(_) => "equals",
            Self::Disjoint(_) => "disjoint",
            Self::LessThan(_) => "lessThan",
            Self::LessThanOrEquals(_) => "lessThanOrEquals",
            Self::Not(_) => "not",
            Self::And(_) => "and",
            Self::Or(_) => "or",
            Self::Xone(_) => "xone",
            Self::Node(_) => "node",
            Self::Property(_) => "property",
            Self::Qualified { min: Some(_), .. } => "qualifiedMinCount",
            Self::Qualified { .. } => "qualifiedMaxCount",
            Self::Closed(_) => "closed",
            Self::HasValue(_) => "hasValue",
            Self::In(_) => "in",
        }
    }

    /// The shapes that it asks for.
    pub(super) fn shapes(&self) -> &[ShapeId] {
        match self {
            Self::Not(shape) | Self::Node(shape) | Self::Property(shape) | Self::Qualified { shape, .. } => {
                std::slice::from_ref(shape)
            }
            Self::And(shapes) | Self::Or(shapes) | Self::Xone(shapes) => shapes,
            _ => &[],
        }
    }
}
