//! A batch of queries, and what is answered to each.

use serde_json::{Map, Value, json};

use super::properties::without_schema;
use super::score::{Agreed, Likeness, RIVAL, Scorer, Wanted};
use super::things::{Kind, Thing};
use super::{BATCH, LIMIT, Reconciler, Refused, USUAL_LIMIT, cut};

/// Below this score nothing is answered.
const LEAST: f64 = 30.0;
/// How many properties of a query count.
const PROPERTIES: usize = 10;

/// A query.
struct Query<'q> {
    text: Option<&'q str>,
    types: Vec<&'q str>,
    strictness: Strictness,
    limit: usize,
    wanted: Vec<Wanted>,
}

/// What types do.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Strictness {
    /// A thing has one of them.
    Any,
    /// A thing has all of them.
    All,
    /// Things that have one of them come first.
    Should,
}

/// A thing that a query may mean.
struct Candidate {
    number: u32,
    name: Likeness,
    agreed: Agreed,
    has_type: bool,
    score: f64,
}

impl Reconciler {
    /// What a batch of queries means: for each of its keys the candidates, the best first. A query that cannot be read has
    /// none.
    ///
    /// # Errors
    /// Where the batch is no object of queries, or has more than [`BATCH`] of them.
    pub fn queries(&self, batch: &Value) -> Result<Value, Refused> {
        let Value::Object(batch) = batch else {
            return Err(Refused::Malformed("a batch is an object with a query under each key".into()));
        };
        if batch.len() > BATCH {
            return Err(Refused::TooLarge(format!(
                "a batch has at most {BATCH} queries, this one has {}",
                batch.len()
            )));
        }
        let answer = |query: &Value| self.query(query).unwrap_or_default();
        Ok(batch
            .iter()
            .map(|(key, query)| (key.clone(), json!({"result": answer(query)})))
            .collect::<Map<_, _>>()
            .into())
    }

    /// The candidates for a query; nothing where it cannot be read.
    fn query(&self, query: &Value) -> Option<Vec<Value>> {
        let query = self.read(query)?;
        let kinds = self.kinds(&query);
        let mut candidates = match query.text {
            Some(text) => self.named(text, &kinds, &query),
            None => self.with_properties(&kinds, &query),
        };
        candidates.retain(|candidate| candidate.score >= LEAST);
        candidates.sort_by(|one, two| two.score.total_cmp(&one.score).then_with(|| self.order(one, two)));
        let is_match = is_match(&candidates);
        let shown = candidates.iter().enumerate().take(query.limit);
        Some(shown.map(|(at, candidate)| self.told(candidate, at == 0 && is_match, &query)).collect())
    }

    fn order(&self, one: &Candidate, two: &Candidate) -> std::cmp::Ordering {
        self.things.get(one.number).id.cmp(&self.things.get(two.number).id)
    }

    fn read<'q>(&self, query: &'q Value) -> Option<Query<'q>> {
        let Value::Object(query) = query else { return None };
        let text = match query.get("query") {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => Some(cut(text.trim())).filter(|text| !text.is_empty()),
            Some(_) => return None,
        };
        let wanted = self.wanted(query.get("properties"))?;
        (text.is_some() || !wanted.is_empty()).then_some(())?;
        let strictness = match query.get("type_strict").and_then(Value::as_str) {
            Some("all") => Strictness::All,
            Some("should") => Strictness::Should,
            _ => Strictness::Any,
        };
        Some(Query { text, types: types(query.get("type"))?, strictness, limit: limit(query.get("limit"))?, wanted })
    }

    fn wanted(&self, properties: Option<&Value>) -> Option<Vec<Wanted>> {
        let properties = match properties {
            None | Some(Value::Null) => return Some(Vec::new()),
            Some(properties) => properties.as_array()?,
        };
        let mut wanted = Vec::new();
        for property in properties.iter().take(PROPERTIES) {
            let (pid, values) = (property.get("pid")?.as_str()?, property.get("v")?);
            wanted.extend(self.scorer().wanted(pid, values));
        }
        Some(wanted)
    }

    /// The kinds that can have the types of a query.
    fn kinds(&self, query: &Query<'_>) -> Vec<Kind> {
        let may_have = |kind: &Kind| self.classes_of(*kind).any(|class| query.types.contains(&class));
        let is_open =
            query.types.is_empty() || query.types.contains(&"Thing") || query.strictness == Strictness::Should;
        Kind::ALL.into_iter().filter(|kind| is_open || may_have(kind)).collect()
    }

    fn named(&self, text: &str, kinds: &[Kind], query: &Query<'_>) -> Vec<Candidate> {
        let asked = self.lookup.asked(text, kinds.contains(&Kind::Organization));
        let mut found = self.lookup.candidates(&self.things, &asked, kinds);
        found.extend(self.identified(kinds, query));
        found.sort_unstable();
        found.dedup();
        let scorer = self.scorer();
        let candidates = found.into_iter().map(|number| (number, scorer.likeness(number, &asked)));
        candidates.filter_map(|(number, name)| self.candidate(number, name, query)).collect()
    }

    /// The things that have an identifier which is wanted.
    fn identified(&self, kinds: &[Kind], query: &Query<'_>) -> Vec<u32> {
        let identifiers = query.wanted.iter().filter(|wanted| wanted.property.is_identifier);
        let identifiers: Vec<String> = identifiers.flat_map(Wanted::identifiers).collect();
        let things = self.lookup.things_identified(&identifiers);
        things.filter(|number| kinds.contains(&self.things.get(*number).kind)).take(LIMIT).collect()
    }

    /// What agrees with properties, where there is no name to look for.
    fn with_properties(&self, kinds: &[Kind], query: &Query<'_>) -> Vec<Candidate> {
        let things = (0..).zip(&self.things.all).filter(|(_, thing)| kinds.contains(&thing.kind));
        things.filter_map(|(number, _)| self.candidate(number, Likeness::default(), query)).collect()
    }

    fn candidate(&self, number: u32, name: Likeness, query: &Query<'_>) -> Option<Candidate> {
        let has_type = has_type(self.things.get(number), &query.types, query.strictness);
        if !has_type && query.strictness != Strictness::Should {
            return None;
        }
        let agreed = self.scorer().agreed(number, &query.wanted);
        let score = score(name, agreed, query.text.is_some()) * if has_type { 1.0 } else { 0.8 };
        Some(Candidate { number, name, agreed, has_type, score })
    }

    /// A candidate as the protocol has it.
    fn told(&self, candidate: &Candidate, is_match: bool, query: &Query<'_>) -> Value {
        let mut told = self.entity(candidate.number);
        told.insert("score".into(), rounded(candidate.score));
        told.insert("match".into(), is_match.into());
        told.insert("features".into(), features(candidate, query).into());
        told.into()
    }

    /// A thing with name, description and types.
    pub(super) fn entity(&self, number: u32) -> Map<String, Value> {
        let thing = self.things.get(number);
        let mut entity = Map::new();
        entity.insert("id".into(), thing.id.clone().into());
        entity.insert("name".into(), self.things.name(number, &[]).into());
        if let Some(description) = self.description(number) {
            entity.insert("description".into(), description.into());
        }
        entity.insert("type".into(), self.types_of(thing).into());
        entity
    }

    /// The types of a thing, that of its kind first.
    pub(super) fn types_of(&self, thing: &Thing) -> Vec<Value> {
        let kind = json!({"id": thing.kind.class(), "name": thing.kind.name()});
        let classes = thing.classes.iter().map(|class| json!({"id": class, "name": spaced(class)}));
        std::iter::once(kind).chain(classes).collect()
    }

    fn scorer(&self) -> Scorer<'_> {
        Scorer { things: &self.things, lookup: &self.lookup }
    }
}

/// Whether the best candidate is clearly the one that is meant: its name or an identifier is exact, or agrees and a property
/// confirms it, nothing speaks against it, and no other one is as good.
fn is_match(candidates: &[Candidate]) -> bool {
    let Some((best, others)) = candidates.split_first() else { return false };
    let (name, agreed) = (best.name, best.agreed);
    let is_confirmed = agreed.agreeing > 0 && name.score >= RIVAL;
    let is_sure = name.is_exact || agreed.is_identified || is_confirmed;
    let is_rival = |other: &Candidate| match agreed.is_identified {
        true => other.agreed.is_identified,
        false => {
            other.has_type
                && other.name.score >= RIVAL
                && other.agreed.agreeing >= agreed.agreeing
                && other.agreed.contradicting <= agreed.contradicting
        }
    };
    is_sure && best.has_type && agreed.contradicting == 0 && !others.iter().any(is_rival)
}

/// The score from 0 to 100: that of the name, nearer to 100 for each property that agrees, and less for each that does not.
fn score(name: Likeness, agreed: Agreed, has_name: bool) -> f64 {
    let given = f64::from(agreed.agreeing + agreed.contradicting + agreed.unknown);
    if agreed.is_identified {
        return 100.0 * 0.75_f64.powi(agreed.contradicting.into());
    }
    if !has_name {
        return 90.0 * f64::from(agreed.agreeing) / given.max(1.0);
    }
    let raised = 100.0 - (100.0 - name.score) * 0.7_f64.powi(agreed.agreeing.into());
    let raised = if name.score < LEAST { name.score } else { raised };
    raised * 0.75_f64.powi(agreed.contradicting.into()) * 0.95_f64.powi(agreed.unknown.into())
}

fn features(candidate: &Candidate, query: &Query<'_>) -> Vec<Value> {
    let name = query.text.map(|_| json!({"id": "name", "value": rounded(candidate.name.score)}));
    let has_type = (!query.types.is_empty()).then(|| json!({"id": "type", "value": candidate.has_type}));
    let agreed = &candidate.agreed;
    let properties = (!query.wanted.is_empty()).then(|| {
        vec![
            json!({"id": "properties_agreeing", "value": agreed.agreeing}),
            json!({"id": "properties_contradicting", "value": agreed.contradicting}),
        ]
    });
    name.into_iter().chain(has_type).chain(properties.into_iter().flatten()).collect()
}

/// The types of a query; nothing where they are malformed.
fn types(types: Option<&Value>) -> Option<Vec<&str>> {
    fn one(value: &Value) -> Option<&str> {
        value.as_str().or_else(|| value.get("id")?.as_str()).map(without_schema)
    }
    match types {
        None | Some(Value::Null) => Some(Vec::new()),
        Some(Value::Array(types)) => types.iter().map(one).collect(),
        Some(value) => {
            Some(one(value)?).filter(|text| !text.is_empty()).map_or(Some(Vec::new()), |text| Some(vec![text]))
        }
    }
}

/// The limit of a query; nothing where it is no positive number.
fn limit(limit: Option<&Value>) -> Option<usize> {
    match limit {
        None | Some(Value::Null) => Some(USUAL_LIMIT),
        Some(value) => {
            let limit = value.as_f64().filter(|limit| *limit >= 1.0)?;
            Some((1..LIMIT).find(|most| limit < (*most as f64) + 1.0).unwrap_or(LIMIT))
        }
    }
}

fn has_type(thing: &Thing, types: &[&str], strictness: Strictness) -> bool {
    let has = |class: &&str| {
        *class == "Thing" || thing.kind.class() == *class || thing.classes.iter().any(|own| **own == **class)
    };
    match strictness {
        Strictness::All => types.iter().all(has),
        _ => types.is_empty() || types.iter().any(has),
    }
}

/// A score with one digit behind the point.
fn rounded(score: f64) -> Value {
    ((score * 10.0).round() / 10.0).into()
}

/// The name of a class in words: `ScholarlyArticle` is a scholarly article.
pub(super) fn spaced(class: &str) -> String {
    let mut name = String::new();
    for c in class.chars() {
        match c.is_uppercase() && !name.is_empty() {
            true => name.extend([' ', c.to_ascii_lowercase()]),
            false => name.push(c),
        }
    }
    name
}
