//! Names as numbers, and what each scope has under which name.
//!
//! A full name is never spelt out to find something: it is a walk from scope to scope, one simple name at a time.

use super::element::Id;
use foldhash::HashMap;

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
pub(super) struct Scopes(HashMap<(Id, Name), Id>);

impl Scopes {
    /// Makes room for so many more.
    pub(super) fn reserve(&mut self, elements: usize) {
        self.0.reserve(elements);
    }

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
