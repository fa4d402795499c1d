//! The collections that can hold a map field.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, Hash};

/// A map field's storage.
pub trait Map {
    /// Its keys.
    type Key: Default;
    /// Its values.
    type Value: Default;

    /// Adds entries in their order; one that has the key of an earlier one replaces it.
    fn insert_entries(&mut self, entries: Vec<(Self::Key, Self::Value)>);

    /// Visits every entry, the last first where there is an order.
    fn for_each_backwards(&self, visit: impl FnMut(&Self::Key, &Self::Value));
}

impl<K: Default + Ord, V: Default> Map for BTreeMap<K, V> {
    type Key = K;
    type Value = V;

    fn insert_entries(&mut self, entries: Vec<(K, V)>) {
        if self.is_empty() {
            // Built in one go, and without a search where they come in order.
            *self = entries.into_iter().collect();
        } else {
            self.extend(entries);
        }
    }

    fn for_each_backwards(&self, mut visit: impl FnMut(&K, &V)) {
        for (key, value) in self.iter().rev() {
            visit(key, value);
        }
    }
}

impl<K: Default + Eq + Hash, V: Default, S: BuildHasher> Map for HashMap<K, V, S> {
    type Key = K;
    type Value = V;

    fn insert_entries(&mut self, entries: Vec<(K, V)>) {
        self.extend(entries);
    }

    fn for_each_backwards(&self, mut visit: impl FnMut(&K, &V)) {
        for (key, value) in self {
            visit(key, value);
        }
    }
}
