//! Reads shapes from Turtle. What is not understood is a fault, never silence: a shape that is not checked would look
//! like one that holds.

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{Literal, NamedNodeRef, Quad, Term};
use regex::RegexBuilder;
use rustc_hash::FxHashMap;

use super::graph::{Graph, Id, Piece, Terms};
use super::model::{Bound, Constraint, NodeKind, Path, Shape, ShapeId, Shapes, Target};
use crate::rdf::told;
use crate::report::Severity;

const SHACL: &str = "http://www.w3.org/ns/shacl#";

/// The words that are understood, of constraints, targets and paths, and those that only tell.
const WORDS: &str = "path targetClass targetNode targetSubjectsOf targetObjectsOf class datatype nodeKind minCount maxCount \
    minExclusive minInclusive maxExclusive maxInclusive minLength maxLength pattern flags languageIn uniqueLang equals \
    disjoint lessThan lessThanOrEquals not and or xone node property qualifiedValueShape qualifiedMinCount \
    qualifiedMaxCount qualifiedValueShapesDisjoint closed ignoredProperties hasValue in severity message deactivated \
    inversePath alternativePath zeroOrMorePath oneOrMorePath zeroOrOnePath name description order group defaultValue \
    shapesGraph declare prefix namespace";

/// Makes a path of the one within.
type Form = fn(Box<Path>) -> Path;

/// A fault of a file of shapes, with line and column where these are known.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) message: String,
    pub(super) at: Option<(usize, usize)>,
}

impl Fault {
    fn new(message: String) -> Self {
        Self { message, at: None }
    }
}

/// The shapes of a file; their terms are added to `terms`.
pub(super) fn read(text: &str, terms: &mut Terms) -> Result<Shapes, Vec<Fault>> {
    let mut quads: Vec<Quad> = Vec::new();
    for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(text) {
        quads.push(quad.map_err(|error| {
            let (line, column, message) = told(&error);
            vec![Fault { message, at: Some((line, column)) }]
        })?);
    }
    let triples = terms.take(Piece::new(quads.iter().map(Quad::as_ref))).collect();
    let words = WORDS.split_whitespace().map(|word| (word, word_id(terms, word))).collect();
    let [kind, first, rest] = [rdf::TYPE, rdf::FIRST, rdf::REST].map(|term| terms.node(term));
    let (nil, sub_class) = (terms.node(rdf::NIL), terms.node(rdfs::SUB_CLASS_OF));
    let graph = Graph::new(triples, terms.len(), false);
    let mut reader = Reader {
        terms,
        graph,
        words,
        kind,
        first,
        rest,
        nil,
        sub_class,
        known: FxHashMap::default(),
        shapes: Shapes::default(),
        faults: Vec::new(),
    };
    reader.unknown_words();
    reader.roots();
    reader.recursion();
    if reader.faults.is_empty() { Ok(reader.shapes) } else { Err(reader.faults) }
}

fn word_id(terms: &mut Terms, word: &str) -> Id {
    terms.node(NamedNodeRef::new_unchecked(&format!("{SHACL}{word}")))
}

struct Reader<'t> {
    terms: &'t mut Terms,
    graph: Graph,
    words: FxHashMap<&'static str, Id>,
    kind: Id,
    first: Id,
    rest: Id,
    nil: Id,
    sub_class: Id,
    known: FxHashMap<Id, ShapeId>,
    shapes: Shapes,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn fault(&mut self, message: String) {
        self.faults.push(Fault::new(message));
    }

    /// The local name of a term of SHACL.
    fn word(&self, id: Id) -> Option<&str> {
        if let Term::NamedNode(node) = self.terms.get(id) { node.as_str().strip_prefix(SHACL) } else { None }
    }

    fn unknown_words(&mut self) {
        let is_unknown = |word: &&str| !WORDS.split_whitespace().any(|known| known == *word);
        let used = self.graph.triples().filter_map(|[_, predicate, _]| self.word(predicate));
        let mut unknown: Vec<String> = used.filter(is_unknown).map(str::to_owned).collect();
        unknown.sort();
        unknown.dedup();
        let message = |word| format!("`sh:{word}` is not supported: of SHACL, the core is checked");
        unknown.into_iter().for_each(|word| self.fault(message(word)));
    }

    /// Reads all shapes that are named as such, or have targets.
    fn roots(&mut self) {
        let targets = ["targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf"].map(|word| self.words[word]);
        let is_root = |[_, predicate, object]: &[Id; 3]| {
            targets.contains(predicate)
                || *predicate == self.kind && matches!(self.word(*object), Some("NodeShape" | "PropertyShape"))
        };
        let roots: Vec<Id> = self.graph.triples().filter(is_root).map(|[subject, ..]| subject).collect();
        roots.into_iter().for_each(|root| {
            self.shape(root, None);
        });
        let sub_class = self.sub_class;
        let below = self.graph.triples().filter(|[_, predicate, _]| *predicate == sub_class);
        self.shapes.below = below.map(|[class, _, above]| (class, above)).collect();
    }

    fn objects(&self, subject: Id, word: &str) -> Vec<Id> {
        self.graph.objects(subject, self.words[word]).collect()
    }

    fn object(&self, subject: Id, word: &str) -> Option<Id> {
        self.graph.object(subject, self.words[word])
    }

    fn literal(&self, id: Id) -> Option<&Literal> {
        if let Term::Literal(literal) = self.terms.get(id) { Some(literal) } else { None }
    }

    fn is_true(&self, subject: Id, word: &str) -> bool {
        let value = self.object(subject, word).and_then(|value| self.literal(value));
        value.is_some_and(|value| matches!(value.value(), "true" | "1"))
    }

    /// The members of a list.
    fn list(&self, mut list: Id) -> Vec<Id> {
        let mut members = Vec::new();
        while list != self.nil
            && let (Some(first), Some(rest)) = (self.graph.object(list, self.first), self.graph.object(list, self.rest))
            && members.len() < self.terms.len()
        {
            members.push(first);
            list = rest;
        }
        members
    }

    /// The shape of a node, within another one, whose name and message it has if it has none.
    fn shape(&mut self, id: Id, within: Option<ShapeId>) -> ShapeId {
        if let Some(known) = self.known.get(&id) {
            return *known;
        }
        let number = self.shapes.shapes.len();
        self.known.insert(id, number);
        let outer = within.map(|within| &self.shapes.shapes[within]);
        let (name, outer_message) = match self.terms.get(id) {
            Term::NamedNode(node) => (local(node.as_str()).to_owned(), None),
            _ => outer.map(|outer| (outer.name.clone(), outer.message.clone())).unwrap_or_default(),
        };
        let message = self.message(id).or(outer_message);
        self.shapes.shapes.push(Shape { name, message, ..Shape::default() });
        let path = self.object(id, "path").and_then(|path| self.path(path));
        let (targets, constraints) = (self.targets(id), self.constraints(id, number));
        let (severity, is_deactivated) = (self.severity(id), self.is_true(id, "deactivated"));
        let shape = &mut self.shapes.shapes[number];
        (shape.path, shape.targets, shape.constraints) = (path, targets, constraints);
        (shape.severity, shape.is_deactivated) = (severity, is_deactivated);
        number
    }

    fn targets(&self, id: Id) -> Vec<Target> {
        let is_class = |kind: Id| {
            let class = self.terms.get(kind).to_string();
            class == rdfs::CLASS.to_string() || class == "<http://www.w3.org/2002/07/owl#Class>"
        };
        let implicit = self.graph.objects(id, self.kind).any(is_class).then_some(Target::Class(id));
        let of =
            |word: &str, target: fn(Id) -> Target| self.objects(id, word).into_iter().map(target).collect::<Vec<_>>();
        let stated = [
            of("targetClass", Target::Class),
            of("targetNode", Target::Node),
            of("targetSubjectsOf", Target::SubjectsOf),
            of("targetObjectsOf", Target::ObjectsOf),
        ];
        stated.into_iter().flatten().chain(implicit).collect()
    }

    fn message(&self, id: Id) -> Option<String> {
        let messages: Vec<&Literal> = self.objects(id, "message").iter().filter_map(|id| self.literal(*id)).collect();
        let english = messages.iter().find(|message| message.language().is_none_or(|tag| tag.starts_with("en")));
        english.or(messages.first()).map(|message| message.value().to_owned())
    }

    fn severity(&self, id: Id) -> Option<Severity> {
        Some(match self.word(self.object(id, "severity")?) {
            Some("Warning") => Severity::Warning,
            Some("Info") => Severity::Note,
            _ => Severity::Error,
        })
    }

    fn path(&mut self, id: Id) -> Option<Path> {
        if let Term::NamedNode(_) = self.terms.get(id) {
            return Some(Path::Property(id));
        }
        let members = self.list(id);
        if !members.is_empty() {
            return members.into_iter().map(|member| self.path(member)).collect::<Option<_>>().map(Path::Sequence);
        }
        if let Some(list) = self.object(id, "alternativePath") {
            let members = self.list(list);
            return members.into_iter().map(|member| self.path(member)).collect::<Option<_>>().map(Path::Alternative);
        }
        let forms: [(&str, Form); 4] = [
            ("inversePath", Path::Inverse),
            ("zeroOrMorePath", Path::ZeroOrMore),
            ("oneOrMorePath", Path::OneOrMore),
            ("zeroOrOnePath", Path::ZeroOrOne),
        ];
        for (word, form) in forms {
            if let Some(inner) = self.object(id, word) {
                return self.path(inner).map(|path| form(Box::new(path)));
            }
        }
        self.fault("a path is none of SHACL's".into());
        None
    }

    fn constraints(&mut self, id: Id, number: ShapeId) -> Vec<Constraint> {
        let pairs: Vec<(Id, Id)> = self.graph.of(id).to_vec();
        let mut constraints = Vec::new();
        for (predicate, object) in pairs {
            let Some(word) = self.word(predicate).map(str::to_owned) else { continue };
            match self.constraint(id, &word, object, number) {
                Ok(found) => constraints.extend(found),
                Err(wanted) => {
                    let (found, name) = (self.terms.get(object).to_string(), &self.shapes.shapes[number].name);
                    let message = format!("`sh:{word}` of `{name}` wants {wanted}, not `{found}`");
                    self.fault(message);
                }
            }
        }
        constraints
    }

    /// The constraint that a word states, if it states one alone; or what the word wants.
    fn constraint(
        &mut self,
        id: Id,
        word: &str,
        object: Id,
        within: ShapeId,
    ) -> Result<Option<Constraint>, &'static str> {
        let number =
            |reader: &Self| reader.literal(object).and_then(|value| value.value().parse().ok()).ok_or("a whole number");
        Ok(Some(match word {
            "class" => Constraint::Class(object),
            "datatype" => Constraint::Datatype(object),
            "nodeKind" => {
                let kind = self.word(object).and_then(NodeKind::named);
                Constraint::NodeKind(kind.ok_or("a kind of nodes")?)
            }
            "minCount" => Constraint::MinCount(number(self)?),
            "maxCount" => Constraint::MaxCount(number(self)?),
            "minExclusive" => Constraint::Bound(Bound::MinExclusive, object),
            "minInclusive" => Constraint::Bound(Bound::MinInclusive, object),
            "maxExclusive" => Constraint::Bound(Bound::MaxExclusive, object),
            "maxInclusive" => Constraint::Bound(Bound::MaxInclusive, object),
            "minLength" => Constraint::MinLength(number(self)?),
            "maxLength" => Constraint::MaxLength(number(self)?),
            "pattern" => self.pattern(id, object)?,
            "languageIn" => {
                let tags = self.list(object).into_iter().filter_map(|tag| self.literal(tag));
                Constraint::LanguageIn(tags.map(|tag| tag.value().to_lowercase()).collect())
            }
            "uniqueLang" if self.is_true(id, "uniqueLang") => Constraint::UniqueLang,
            "equals" => Constraint::Equals(object),
            "disjoint" => Constraint::Disjoint(object),
            "lessThan" => Constraint::LessThan(object),
            "lessThanOrEquals" => Constraint::LessThanOrEquals(object),
            "not" => Constraint::Not(self.shape(object, Some(within))),
            "and" => Constraint::And(self.shapes_of(object, within)),
            "or" => Constraint::Or(self.shapes_of(object, within)),
            "xone" => Constraint::Xone(self.shapes_of(object, within)),
            "node" => Constraint::Node(self.shape(object, Some(within))),
            "property" => Constraint::Property(self.shape(object, Some(within))),
            "qualifiedMinCount" => self.qualified(id, Some(number(self)?), None, within)?,
            "qualifiedMaxCount" => self.qualified(id, None, Some(number(self)?), within)?,
            "closed" if self.is_true(id, "closed") => Constraint::Closed(self.allowed(id)),
            "hasValue" => Constraint::HasValue(object),
            "in" => Constraint::In(self.list(object)),
            _ => return Ok(None),
        }))
    }

    fn shapes_of(&mut self, list: Id, within: ShapeId) -> Vec<ShapeId> {
        self.list(list).into_iter().map(|member| self.shape(member, Some(within))).collect()
    }

    fn pattern(&self, id: Id, object: Id) -> Result<Constraint, &'static str> {
        let flags = self.object(id, "flags").and_then(|flags| self.literal(flags)).map_or("", Literal::value);
        let pattern = self.literal(object).ok_or("a text")?;
        let mut builder = RegexBuilder::new(pattern.value());
        for flag in flags.chars() {
            match flag {
                'i' => builder.case_insensitive(true),
                's' => builder.dot_matches_new_line(true),
                'm' => builder.multi_line(true),
                'x' => builder.ignore_whitespace(true),
                _ => return Err("flags among `i`, `s`, `m` and `x`"),
            };
        }
        let regex = builder.build().map_err(|_| "a regular expression without look-around and back-references")?;
        Ok(Constraint::Pattern(Box::new(regex)))
    }

    fn qualified(
        &mut self,
        id: Id,
        min: Option<usize>,
        max: Option<usize>,
        within: ShapeId,
    ) -> Result<Constraint, &'static str> {
        let shape = self.object(id, "qualifiedValueShape").ok_or("a `sh:qualifiedValueShape` beside it")?;
        let siblings = if self.is_true(id, "qualifiedValueShapesDisjoint") {
            self.siblings(id, shape, within)
        } else {
            Vec::new()
        };
        Ok(Constraint::Qualified { shape: self.shape(shape, Some(within)), min, max, siblings })
    }

    /// The qualified shapes of the other properties of the shapes that this one is a property of.
    fn siblings(&mut self, id: Id, own: Id, within: ShapeId) -> Vec<ShapeId> {
        let property = self.words["property"];
        let is_parent = |[_, predicate, object]: &[Id; 3]| *predicate == property && *object == id;
        let parents: Vec<Id> = self.graph.triples().filter(is_parent).map(|[parent, ..]| parent).collect();
        let parts = parents.into_iter().flat_map(|parent| self.objects(parent, "property")).collect::<Vec<_>>();
        let shapes = parts.into_iter().flat_map(|part| self.objects(part, "qualifiedValueShape"));
        let others: Vec<Id> = shapes.filter(|shape| *shape != own).collect();
        others.into_iter().map(|shape| self.shape(shape, Some(within))).collect()
    }

    /// The properties that a closed shape allows: those of its property shapes, and what it ignores.
    fn allowed(&self, id: Id) -> Vec<Id> {
        let of_shapes = self.objects(id, "property").into_iter().filter_map(|shape| self.object(shape, "path"));
        let ignored = self.object(id, "ignoredProperties").map(|list| self.list(list)).unwrap_or_default();
        of_shapes.chain(ignored).collect()
    }

    /// Shapes that ask for themselves would be asked for ever.
    fn recursion(&mut self) {
        let recursive = |start: ShapeId| {
            let (mut seen, mut next) = (vec![false; self.shapes.shapes.len()], vec![start]);
            while let Some(shape) = next.pop() {
                for asked in self.shapes.shapes[shape].constraints.iter().flat_map(Constraint::shapes) {
                    if *asked == start {
                        return true;
                    }
                    if !std::mem::replace(&mut seen[*asked], true) {
                        next.push(*asked);
                    }
                }
            }
            false
        };
        let all = 0..self.shapes.shapes.len();
        let mut names: Vec<String> =
            all.filter(|shape| recursive(*shape)).map(|shape| self.shapes.shapes[shape].name.clone()).collect();
        names.dedup();
        names
            .into_iter()
            .for_each(|name| self.fault(format!("`{name}` asks for itself: recursive shapes are not supported")));
    }
}

fn local(iri: &str) -> &str {
    iri.rsplit(['/', '#']).find(|part| !part.is_empty()).unwrap_or(iri)
}
