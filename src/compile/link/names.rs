//! Names as numbers, and what each scope has under which name.
//!
//! A full name is never spelt out to find something: it is a walk from scope to scope, one simple name at a time.

use super::element::Id;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A simple name, interned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Name(u32);

/// Every simple name of a run, once.
#[derive(Default)]
pub(super) struct Names<'a> {
    texts: Vec<&'a str>,
    numbers: HashMap<&'a str, Name>,
}

impl<'a> Names<'a> {
    pub(super) fn intern(&mut self, text: &'a str) -> Name {
        *self.numbers.entry(text).or_insert_with(|| {
            self.texts.push(text);
            Name(u32::try_from(self.texts.len() - 1).unwrap_or(u32::MAX))
        })
    }

    /// The name, if anything is called so.
    pub(super) fn find(&self, text: &str) -> Option<Name> {
        self.numbers.get(text).copied()
    }

    pub(super) fn text(&self, name: Name) -> &'a str {
        self.texts[name.0 as usize]
    }
}

/// What each scope has under which name.
#[derive(Default)]
pub(super) struct Scopes(HashMap<(Id, Name), Id, BuildHasherDefault<PairHasher>>);

impl Scopes {
    pub(super) fn find(&self, scope: Id, name: Name) -> Option<Id> {
        self.0.get(&(scope, name)).copied()
    }

    /// Puts an element into a scope. Where the name is taken, that is by whom.
    pub(super) fn declare(&mut self, scope: Id, name: Name, element: Id) -> Result<(), Id> {
        let holder = *self.0.entry((scope, name)).or_insert(element);
        if holder == element {
            Ok(())
        } else {
            Err(holder)
        }
    }
}

/// Hashes two small numbers, which nobody outside chooses.
#[derive(Default)]
pub(super) struct PairHasher(u64);

impl Hasher for PairHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u32(u32::from(*byte));
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.0 = self.0 << 32 ^ self.0 >> 32 ^ u64::from(number);
    }

    fn finish(&self) -> u64 {
        // Every bit of the two reaches every bit of the hash; no two pairs have the same.
        let mut hash = self.0;
        hash = (hash ^ hash >> 33).wrapping_mul(0xff51_afd7_ed55_8ccd);
        hash = (hash ^ hash >> 33).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        hash ^ hash >> 33
    }
}
