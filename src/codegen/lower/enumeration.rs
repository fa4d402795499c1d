//! Enums: variants, and constants for the values that share another's number.

use super::{Lower, Scope, constant, undocumented};
use crate::codegen::docs;
use crate::codegen::model::{Alias, Enum, Value};
use crate::codegen::names::{self, Names};
use crate::codegen::paths::Place;
use crate::schema;
use std::collections::HashMap;

/// What every enum derives.
const DERIVED: [&str; 9] = [
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "PartialEq",
    "Eq",
    "PartialOrd",
    "Ord",
    "Hash",
];

/// The positions of the values that are the first with their number.
pub(super) fn canonical(enumeration: &schema::Enum) -> Vec<usize> {
    let mut first = HashMap::new();
    let values = enumeration.values.iter().enumerate();
    values
        .filter(|(index, value)| *first.entry(value.number).or_insert(*index) == *index)
        .map(|(index, _)| index)
        .collect()
}

impl Lower<'_> {
    pub(super) fn enumeration(&self, _: &Scope, enumeration: &schema::Enum) -> Enum {
        let closed = self.is_closed(enumeration.id);
        let canonical = canonical(enumeration);
        let proto_names = canonical
            .iter()
            .map(|index| enumeration.values[*index].name.as_str());
        let names = names::variant_names(&enumeration.name, proto_names, !closed);
        let docs_of = |value: &schema::EnumValue| {
            docs::lines(value.comments.doc(), || undocumented("value", &value.name))
        };
        let values: Vec<_> = canonical
            .iter()
            .zip(names)
            .map(|(index, name)| {
                let value = &enumeration.values[*index];
                Value {
                    docs: docs_of(value),
                    name,
                    proto: value.name.clone(),
                    number: value.number,
                    deprecated: value.deprecated,
                }
            })
            .collect();
        let mut taken = Names::default();
        taken.reserve("FULL_NAME");
        taken.reserve("VALUES");
        let aliases = enumeration
            .values
            .iter()
            .enumerate()
            .filter(|(index, _)| !canonical.contains(index));
        let aliases = aliases.map(|(_, value)| Alias {
            docs: docs_of(value),
            name: taken.unique(constant(&value.name)),
            proto: value.name.clone(),
            of: values
                .iter()
                .find(|other| other.number == value.number)
                .map(|other| other.name.clone())
                .unwrap_or_default(),
            deprecated: value.deprecated,
        });
        let aliases = aliases.collect();
        Enum {
            docs: docs::lines(enumeration.comments.doc(), || {
                undocumented("enum", &enumeration.full_name)
            }),
            attributes: self.type_attributes(&enumeration.full_name, &DERIVED),
            name: match self.paths.enumeration(enumeration.id) {
                Place::Inside { name, .. } => name.clone(),
                Place::External(_) | Place::WellKnown(_) => String::new(),
            },
            full_name: enumeration.full_name.clone(),
            closed,
            deprecated: enumeration.deprecated,
            values,
            aliases,
        }
    }
}
