//! The fields of one message that are set.

use super::tree::Value;
use crate::compile::link::element::Id;
use std::collections::BTreeMap;

/// Fields by number.
///
/// Most options are one field, so that few lie in a row. Literals may have thousands: many are in a map.
#[derive(Clone, Debug)]
pub(super) enum Fields {
    /// In the order of their numbers.
    Few(Vec<Entry>),
    Many(BTreeMap<i32, Entry>),
}

/// How many are few.
const FEW: usize = 32;

/// One field that is set.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) number: i32,
    pub(super) field: Id,
    first: Value,
    /// Those behind the first one, where the field is repeated.
    others: Vec<Value>,
}

impl Default for Fields {
    fn default() -> Self {
        Self::Few(Vec::new())
    }
}

impl Fields {
    pub(super) fn contains(&self, number: i32) -> bool {
        match self {
            Self::Few(few) => find(few, number).is_ok(),
            Self::Many(many) => many.contains_key(&number),
        }
    }

    /// In the order of their numbers.
    pub(super) fn values(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        let (few, many) = match self {
            Self::Few(few) => (&few[..], None),
            Self::Many(many) => (&[][..], Some(many)),
        };
        few.iter()
            .chain(many.into_iter().flat_map(BTreeMap::values))
    }

    /// The field with this number.
    pub(super) fn get_mut(&mut self, number: i32) -> Option<&mut Entry> {
        match self {
            Self::Few(few) => find(few, number).ok().map(|at| &mut few[at]),
            Self::Many(many) => many.get_mut(&number),
        }
    }

    /// Adds a field that is not there yet.
    pub(super) fn insert(&mut self, number: i32, field: Id, value: Value) {
        let entry = Entry {
            number,
            field,
            first: value,
            others: Vec::new(),
        };
        match self {
            Self::Few(few) if few.len() < FEW => {
                let at = find(few, number).unwrap_or_else(|at| at);
                if few.is_empty() {
                    few.reserve_exact(1);
                }
                few.insert(at, entry);
            }
            Self::Few(few) => {
                let few = few.drain(..).map(|entry| (entry.number, entry));
                *self = Self::Many(few.chain([(number, entry)]).collect());
            }
            Self::Many(many) => {
                many.insert(number, entry);
            }
        }
    }

    pub(super) fn retain(&mut self, mut keep: impl FnMut(&mut Entry) -> bool) {
        match self {
            Self::Few(few) => few.retain_mut(keep),
            Self::Many(many) => many.retain(|_, entry| keep(entry)),
        }
    }
}

fn find(few: &[Entry], number: i32) -> Result<usize, usize> {
    few.binary_search_by_key(&number, |entry| entry.number)
}

impl Entry {
    /// Adds a value.
    pub(super) fn push(&mut self, value: Value) {
        self.others.push(value);
    }

    pub(super) fn values(&self) -> impl DoubleEndedIterator<Item = &Value> {
        [&self.first].into_iter().chain(&self.others)
    }

    pub(super) fn values_mut(&mut self) -> impl Iterator<Item = &mut Value> {
        [&mut self.first].into_iter().chain(&mut self.others)
    }

    pub(super) fn first_mut(&mut self) -> &mut Value {
        &mut self.first
    }
}
