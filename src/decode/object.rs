//! Objects: the macro that declares them, and the slots of their fields.

use super::{Decode, OneOrMany, Pairs, Reader};
use crate::tree::Node;

/// Declares objects of the record; see the head of this module.
macro_rules! record {
    ($(
        $(#[doc = $doc:literal])+
        $name:ident as $path:literal {
            $( $(#[doc = $field_doc:literal])+ $field:ident $json:literal $(| $was:literal)* : $type:ty, $visibility:ident, $example:literal => $graph:literal; )*
        }
    )*) => { $(
        $(#[doc = $doc])+
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            $( $(#[doc = $field_doc])+ pub $field: $type, )*
            /// What every object may have.
            pub common: $crate::decode::Common,
        }

        #[allow(clippy::self_named_constructors, reason = "accessors bear the names of their fields")]
        impl $name {
            $( $(#[doc = $field_doc])+ #[must_use] pub fn $field() -> $crate::decode::Lens<Self, $type> {
                $crate::decode::Lens { name: $json, visibility: $crate::decode::Visibility::$visibility, get: |object| &object.$field }
            } )*
        }

        impl $crate::decode::Object for $name {
            const NAME: &'static str = $path;
            const FIELDS: &'static [$crate::decode::Field] = &[ $( $crate::decode::Field {
                name: $json,
                was: &[$($was),*],
                doc: concat!($($field_doc),+),
                example: $example,
                graph: $graph,
                visibility: $crate::decode::Visibility::$visibility,
                kind: <<$type as $crate::decode::Slot>::Value as $crate::decode::Decode>::KIND,
                schema: <<$type as $crate::decode::Slot>::Value as $crate::decode::Decode>::schema,
            } ),* ];
            fn common(&self) -> &$crate::decode::Common {
                &self.common
            }
        }

        impl $crate::decode::Decode for $name {
            const KIND: &'static str = $path;

            fn schema() -> serde_json::Value {
                serde_json::json!({"$ref": concat!("#/$defs/", $path)})
            }

            fn fields() -> &'static [$crate::decode::Field] {
                <Self as $crate::decode::Object>::FIELDS
            }

            fn decode(node: $crate::tree::Node, reader: &mut $crate::decode::Reader<'_>) -> Option<Self> {
                use $crate::decode::{Object, Slot};
                let mut object = Self::default();
                let node = reader.as_object(node, $path);
                object.common.at = node.at;
                let entries = reader.entries(node, $path)?;
                let outer = object.common.begin(reader);
                for entry in reader.mended(entries, Self::FIELDS, &mut object.common) {
                    let Some(entry) = object.common.take(entry, reader, $path, Self::FIELDS) else { continue };
                    match entry.key.as_str() {
                        $( $json => object.$field.fill(entry.value, reader), )*
                        _ => reader.unknown_field(&entry, $path, Self::FIELDS),
                    }
                    object.common.keep(&entry.key, reader);
                }
                reader.resume(outer);
                Some(object)
            }
        }
    )* };
}

pub(crate) use record;

/// A field's place in an object: an option, a list, or a value that may stay empty.
pub trait Slot {
    /// What is read into it.
    type Value: Decode;
    /// Reads a value into it.
    fn fill(&mut self, node: Node, reader: &mut Reader<'_>);
}

impl<T: Decode> Slot for Option<T> {
    type Value = T;

    fn fill(&mut self, node: Node, reader: &mut Reader<'_>) {
        *self = reader.optional(node);
    }
}

impl<T: Decode> Slot for Vec<T> {
    type Value = Self;

    fn fill(&mut self, node: Node, reader: &mut Reader<'_>) {
        *self = reader.optional(node).unwrap_or_default();
    }
}

impl<T: Decode> Slot for OneOrMany<T> {
    type Value = Self;

    fn fill(&mut self, node: Node, reader: &mut Reader<'_>) {
        *self = reader.optional(node).unwrap_or_default();
    }
}

impl Slot for Pairs {
    type Value = Self;

    fn fill(&mut self, node: Node, reader: &mut Reader<'_>) {
        *self = reader.optional(node).unwrap_or_default();
    }
}
