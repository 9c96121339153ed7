//! Nodes of a graph against shapes.

use oxigraph::model::vocab::rdf;
use oxigraph::model::{LiteralRef, Term};
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use super::graph::{Graph, Id, Terms};
use super::model::{Bound, Constraint, NodeKind, Path, Shape, ShapeId, Shapes, Target};
use super::values::{compare, is_well_formed};

/// A constraint that does not hold of a node.
#[derive(Clone, Debug)]
pub(super) struct Broken {
    pub(super) shape: ShapeId,
    /// Which of the shape's constraints it is.
    pub(super) constraint: usize,
    pub(super) focus: Id,
    /// The property at fault, where the shape itself names none.
    pub(super) property: Option<Id>,
    pub(super) value: Option<Id>,
}

/// The values of a shape.
type Values = SmallVec<[Id; 4]>;

/// Checks nodes of a graph.
pub(super) struct Validator<'a> {
    pub(super) shapes: &'a Shapes,
    pub(super) terms: &'a Terms,
    pub(super) graph: &'a Graph,
    kind: Id,
    /// The classes that shapes speak of, each with those below it.
    classes: FxHashMap<Id, FxHashSet<Id>>,
}

/// A shape that looks at a node, with what it has found.
struct Look<'l> {
    shape: ShapeId,
    constraint: usize,
    focus: Id,
    broken: &'l mut Vec<Broken>,
}

impl Look<'_> {
    fn tell(&mut self, value: Option<Id>) {
        self.tell_of(None, value);
    }

    fn tell_of(&mut self, property: Option<Id>, value: Option<Id>) {
        let Self { shape, constraint, focus, .. } = *self;
        self.broken.push(Broken { shape, constraint, focus, property, value });
    }
}

impl<'a> Validator<'a> {
    /// A validator of this graph; `kind` and `sub_class` are the numbers of `rdf:type` and `rdfs:subClassOf`.
    pub(super) fn new(shapes: &'a Shapes, terms: &'a Terms, graph: &'a Graph, kind: Id, sub_class: Id) -> Self {
        let stated = graph.triples().filter(|[_, predicate, _]| *predicate == sub_class);
        let mut below: FxHashMap<Id, Vec<Id>> = FxHashMap::default();
        for (class, above) in stated.map(|[class, _, above]| (class, above)).chain(shapes.below.iter().copied()) {
            below.entry(above).or_default().push(class);
        }
        let classes = spoken_of(shapes).map(|class| (class, closure(class, &below))).collect();
        Self { shapes, terms, graph, kind, classes }
    }

    /// The nodes that each shape is about, in order.
    pub(super) fn focus_nodes(&self) -> Vec<(ShapeId, Vec<Id>)> {
        let shapes = self.shapes.shapes.iter().enumerate();
        let with_targets = shapes.filter(|(_, shape)| !shape.targets.is_empty() && !shape.is_deactivated);
        let mut found: Vec<(ShapeId, Vec<Id>)> = with_targets.map(|(number, _)| (number, Vec::new())).collect();
        for (number, nodes) in &mut found {
            for target in &self.shapes.shapes[*number].targets {
                if let Target::Node(node) = target {
                    nodes.push(*node);
                }
            }
        }
        for triple in self.graph.triples() {
            for (number, nodes) in &mut found {
                let targets = self.shapes.shapes[*number].targets.iter();
                nodes.extend(targets.filter_map(|target| self.targeted(*target, triple)));
            }
        }
        for (_, nodes) in &mut found {
            nodes.sort_unstable();
            nodes.dedup();
        }
        found
    }

    fn targeted(&self, target: Target, [subject, predicate, object]: [Id; 3]) -> Option<Id> {
        match target {
            Target::Class(class) if predicate == self.kind && self.classes[&class].contains(&object) => Some(subject),
            Target::SubjectsOf(property) if property == predicate => Some(subject),
            Target::ObjectsOf(property) if property == predicate => Some(object),
            _ => None,
        }
    }

    /// What of a shape does not hold of a node.
    pub(super) fn check(&self, number: ShapeId, focus: Id, broken: &mut Vec<Broken>) {
        let shape = &self.shapes.shapes[number];
        if shape.is_deactivated {
            return;
        }
        let values =
            shape.path.as_ref().map_or_else(|| SmallVec::from_slice(&[focus]), |path| self.values(path, focus));
        for (at, constraint) in shape.constraints.iter().enumerate() {
            let mut look = Look { shape: number, constraint: at, focus, broken };
            self.constraint(constraint, &values, &mut look);
        }
    }

    fn conforms(&self, shape: ShapeId, node: Id) -> bool {
        let mut broken = Vec::new();
        self.check(shape, node, &mut broken);
        broken.is_empty()
    }

    fn constraint(&self, constraint: &Constraint, values: &Values, look: &mut Look<'_>) {
        let focus = look.focus;
        match constraint {
            Constraint::MinCount(min) if values.len() < *min => look.tell(None),
            Constraint::MaxCount(max) if values.len() > *max => look.tell(None),
            Constraint::MinCount(_) | Constraint::MaxCount(_) => {}
            Constraint::HasValue(value) if !values.contains(value) => look.tell(None),
            Constraint::HasValue(_) => {}
            Constraint::UniqueLang => (0..self.repeated_languages(values)).for_each(|_| look.tell(None)),
            Constraint::Equals(property) => {
                let others: Values = self.graph.objects(focus, *property).collect();
                let only = |one: &Values, other: &Values| {
                    one.iter().filter(|it| !other.contains(it)).copied().collect::<Vec<_>>()
                };
                only(values, &others).into_iter().chain(only(&others, values)).for_each(|value| look.tell(Some(value)));
            }
            Constraint::Disjoint(property) => {
                let others: Values = self.graph.objects(focus, *property).collect();
                values.iter().filter(|value| others.contains(value)).for_each(|value| look.tell(Some(*value)));
            }
            Constraint::LessThan(property) => self.less(*property, false, values, look),
            Constraint::LessThanOrEquals(property) => self.less(*property, true, values, look),
            Constraint::Qualified { shape, min, max, siblings } => {
                let fits = |value: &&Id| {
                    self.conforms(*shape, **value) && !siblings.iter().any(|sibling| self.conforms(*sibling, **value))
                };
                let count = values.iter().filter(fits).count();
                if min.is_some_and(|min| count < min) || max.is_some_and(|max| count > max) {
                    look.tell(None);
                }
            }
            Constraint::Property(property) => {
                values.iter().for_each(|value| self.check(*property, *value, look.broken))
            }
            Constraint::Closed(allowed) => {
                for value in values {
                    for (property, object) in
                        self.graph.of(*value).iter().filter(|(property, _)| !allowed.contains(property))
                    {
                        look.tell_of(Some(*property), Some(*object));
                    }
                }
            }
            _ => {
                values.iter().filter(|value| !self.holds(constraint, **value)).for_each(|value| look.tell(Some(*value)))
            }
        }
    }

    /// Whether a constraint on each value alone holds of one.
    fn holds(&self, constraint: &Constraint, value: Id) -> bool {
        let term = self.terms.get(value);
        let literal = if let Term::Literal(literal) = term { Some(literal.as_ref()) } else { None };
        match constraint {
            Constraint::Class(class) => self.is_a(value, *class),
            Constraint::Datatype(datatype) => literal
                .is_some_and(|literal| self.is_node(*datatype, literal.datatype().as_str()) && is_well_formed(literal)),
            Constraint::NodeKind(kind) => is_kind(term, *kind),
            Constraint::Bound(bound, limit) => literal.is_some_and(|literal| self.within(literal, *bound, *limit)),
            Constraint::MinLength(min) => text(term).is_some_and(|text| text.chars().count() >= *min),
            Constraint::MaxLength(max) => text(term).is_some_and(|text| text.chars().count() <= *max),
            Constraint::Pattern(pattern) => text(term).is_some_and(|text| pattern.is_match(text)),
            Constraint::LanguageIn(tags) => {
                let tag = literal.and_then(|literal| literal.language());
                tag.is_some_and(|tag| tags.iter().any(|range| in_range(tag, range)))
            }
            Constraint::Not(shape) => !self.conforms(*shape, value),
            Constraint::And(shapes) => shapes.iter().all(|shape| self.conforms(*shape, value)),
            Constraint::Or(shapes) => shapes.iter().any(|shape| self.conforms(*shape, value)),
            Constraint::Xone(shapes) => shapes.iter().filter(|shape| self.conforms(**shape, value)).count() == 1,
            Constraint::Node(shape) => self.conforms(*shape, value),
            Constraint::In(allowed) => allowed.contains(&value),
            _ => true,
        }
    }

    fn is_a(&self, node: Id, class: Id) -> bool {
        self.graph.objects(node, self.kind).any(|kind| self.classes[&class].contains(&kind))
    }

    fn is_node(&self, id: Id, iri: &str) -> bool {
        matches!(self.terms.get(id), Term::NamedNode(node) if node.as_str() == iri)
    }

    fn literal(&self, id: Id) -> Option<LiteralRef<'a>> {
        if let Term::Literal(literal) = self.terms.get(id) { Some(literal.as_ref()) } else { None }
    }

    fn within(&self, literal: LiteralRef<'_>, bound: Bound, limit: Id) -> bool {
        let order = self.literal(limit).and_then(|limit| compare(literal, limit));
        order.is_some_and(|order| match bound {
            Bound::MinExclusive => order.is_gt(),
            Bound::MinInclusive => order.is_ge(),
            Bound::MaxExclusive => order.is_lt(),
            Bound::MaxInclusive => order.is_le(),
        })
    }

    fn less(&self, property: Id, or_equal: bool, values: &Values, look: &mut Look<'_>) {
        for value in values {
            for other in self.graph.objects(look.focus, property).collect::<Values>() {
                let order =
                    self.literal(*value).zip(self.literal(other)).and_then(|(value, other)| compare(value, other));
                if !order.is_some_and(|order| order.is_lt() || or_equal && order.is_eq()) {
                    look.tell(Some(*value));
                }
            }
        }
    }

    /// How many languages have several values.
    fn repeated_languages(&self, values: &Values) -> usize {
        let mut tags: Vec<String> =
            values.iter().filter_map(|value| Some(self.literal(*value)?.language()?.to_lowercase())).collect();
        tags.sort_unstable();
        tags.chunk_by(|one, other| one == other).filter(|same| same.len() > 1).count()
    }

    fn values(&self, path: &Path, focus: Id) -> Values {
        match path {
            Path::Property(property) => self.graph.objects(focus, *property).collect(),
            Path::Inverse(inner) => match &**inner {
                Path::Property(property) => self.graph.subjects(*property, focus).collect(),
                inner => self.values(&backwards(inner), focus),
            },
            Path::Sequence(paths) => {
                let start = SmallVec::from_slice(&[focus]);
                paths.iter().fold(start, |nodes, path| unique(nodes.iter().flat_map(|node| self.values(path, *node))))
            }
            Path::Alternative(paths) => unique(paths.iter().flat_map(|path| self.values(path, focus))),
            Path::ZeroOrOne(inner) => unique(std::iter::once(focus).chain(self.values(inner, focus))),
            Path::ZeroOrMore(inner) => self.all(inner, SmallVec::from_slice(&[focus])),
            Path::OneOrMore(inner) => self.all(inner, self.values(inner, focus)),
        }
    }

    /// All nodes that a path leads to from some, again and again.
    fn all(&self, path: &Path, mut nodes: Values) -> Values {
        let (mut seen, mut at): (FxHashSet<Id>, _) = (nodes.iter().copied().collect(), 0);
        while let Some(node) = nodes.get(at).copied() {
            nodes.extend(self.values(path, node).into_iter().filter(|next| seen.insert(*next)));
            at += 1;
        }
        nodes
    }
}

/// A path from its end to its beginning.
fn backwards(path: &Path) -> Path {
    let boxed = |path: &Path| Box::new(backwards(path));
    match path {
        Path::Property(_) => Path::Inverse(Box::new(path.clone())),
        Path::Inverse(inner) => (**inner).clone(),
        Path::Sequence(paths) => Path::Sequence(paths.iter().rev().map(backwards).collect()),
        Path::Alternative(paths) => Path::Alternative(paths.iter().map(backwards).collect()),
        Path::ZeroOrMore(inner) => Path::ZeroOrMore(boxed(inner)),
        Path::OneOrMore(inner) => Path::OneOrMore(boxed(inner)),
        Path::ZeroOrOne(inner) => Path::ZeroOrOne(boxed(inner)),
    }
}

fn unique(nodes: impl Iterator<Item = Id>) -> Values {
    let mut nodes: Values = nodes.collect();
    nodes.sort_unstable();
    nodes.dedup();
    nodes
}

/// The classes that shapes speak of.
fn spoken_of(shapes: &Shapes) -> impl Iterator<Item = Id> {
    let of_target = |target: &Target| if let Target::Class(class) = target { Some(*class) } else { None };
    let of_constraint = |it: &Constraint| if let Constraint::Class(class) = it { Some(*class) } else { None };
    let of_shape = move |shape: &Shape| {
        let targets = shape.targets.iter().filter_map(of_target);
        targets.chain(shape.constraints.iter().filter_map(of_constraint)).collect::<Vec<_>>()
    };
    shapes.shapes.iter().flat_map(of_shape)
}

fn closure(class: Id, below: &FxHashMap<Id, Vec<Id>>) -> FxHashSet<Id> {
    let (mut all, mut next) = (FxHashSet::default(), vec![class]);
    while let Some(class) = next.pop() {
        if all.insert(class) {
            next.extend(below.get(&class).into_iter().flatten());
        }
    }
    all
}

fn is_kind(term: &Term, kind: NodeKind) -> bool {
    match term {
        Term::NamedNode(_) => kind.iri,
        Term::BlankNode(_) => kind.blank,
        Term::Literal(_) => kind.literal,
    }
}

/// What lengths and patterns are about.
fn text(term: &Term) -> Option<&str> {
    match term {
        Term::NamedNode(node) => Some(node.as_str()),
        Term::BlankNode(_) => None,
        Term::Literal(literal) => Some(literal.value()),
    }
}

fn in_range(tag: &str, range: &str) -> bool {
    let tag = tag.to_lowercase();
    range == "*" || tag.strip_prefix(range).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// The number of `rdf:type`.
pub(super) fn kind(terms: &mut Terms) -> Id {
    terms.node(rdf::TYPE)
}
