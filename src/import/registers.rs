//! The registers of a collection that begins with one CV.

use std::collections::BTreeSet;

use super::draft::{Block, Draft, Field, Value};
use crate::iri::slug;
use crate::text::folded;

/// The organizations that a record names, as a register: employers, institutions and those of unpaid posts.
#[must_use]
pub fn organizations(draft: &Draft) -> Draft {
    let mut register = Register::default();
    for (list, name, class) in [
        ("work", "name", None),
        ("education", "institution", Some("EducationalOrganization")),
        ("volunteer", "organization", None),
    ] {
        blocks(&draft.record, list).for_each(|block| register.add(block, name, class));
    }
    register.draft("The organizations of the record. Add `aliases`, `url`, `sameAs` and the `parent` of departments.")
}

/// The skills that a record names, wherever it does, as a register.
#[must_use]
pub fn skills(draft: &Draft) -> Draft {
    let mut register = Register::default();
    blocks(&draft.record, "skills").for_each(|skill| register.add(skill, "name", None));
    register.add_keywords(&draft.record);
    register.draft("The skills of the record. Names of one skill belong under one key, as `aliases`.")
}

fn blocks<'b>(record: &'b Block, list: &'b str) -> impl Iterator<Item = &'b Block> {
    let lists = record.fields.iter().filter(move |field| field.name == list);
    lists.flat_map(|field| if let Value::Blocks(blocks) = &field.value { &blocks[..] } else { &[] })
}

/// Entries with distinct keys and names.
#[derive(Default)]
struct Register {
    entries: Block,
    names: BTreeSet<String>,
}

impl Register {
    /// Adds what a field of an object names: a text, or one in several languages.
    fn add(&mut self, block: &Block, field: &str, class: Option<&str>) {
        for field in block.fields.iter().filter(|known| known.name == field) {
            match &field.value {
                Value::Text(name) => self.entry(name, field.value.clone(), class),
                Value::Block(wordings) => {
                    let english = wordings
                        .get("en")
                        .or_else(|| wordings.fields.first().and_then(|field| wordings.get(&field.name)));
                    english.into_iter().for_each(|name| self.entry(name, field.value.clone(), class));
                }
                _ => {}
            }
        }
    }

    /// Adds the keywords of an object and of all within it.
    fn add_keywords(&mut self, block: &Block) {
        for field in &block.fields {
            match &field.value {
                Value::Texts(words) if field.name == "keywords" => {
                    words.iter().for_each(|word| self.entry(word, Value::Text(word.clone()), None));
                }
                Value::Block(inner) => self.add_keywords(inner),
                Value::Blocks(inner) => inner.iter().for_each(|inner| self.add_keywords(inner)),
                _ => {}
            }
        }
    }

    fn entry(&mut self, name: &str, value: Value, class: Option<&str>) {
        let key = slug(name);
        let is_new = self.names.insert(folded(name)) && self.entries.fields.iter().all(|field| field.name != key);
        if is_new {
            let mut entry = Block::default();
            entry.fields.push(Field { name: "name".into(), value, check: None });
            entry.text("type", class.unwrap_or_default());
            self.entries.block(&key, entry);
        }
    }

    fn draft(self, note: &str) -> Draft {
        Draft { notes: vec![note.to_owned()], record: self.entries, ..Draft::default() }
    }
}
