//! Names as numbers, and what each scope has under which name.
//!
//! A full name is never spelt out to find something: it is a walk from scope to scope, one simple name at a time.

use super::element::Id;
use foldhash::HashMap;
use std::ops::Range;

/// A simple name, interned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
pub(super) struct Scopes {
    /// What is in packages, which files share.
    packages: HashMap<(Id, Name), Id>,
    /// What is in messages and services: what is in one lies together, in the order of the names.
    members: Vec<(Name, Id)>,
    /// Where among these.
    ranges: HashMap<Id, Range<u32>>,
    /// What is in those that are being declared, the outermost first.
    open: Vec<(Name, Id)>,
}

/// Where the members begin of a scope that is being declared.
#[derive(Clone, Copy, Debug)]
pub(super) struct Opened(usize);

impl Scopes {
    /// Makes room for so many more elements in packages.
    pub(super) fn reserve(&mut self, elements: usize) {
        self.packages.reserve(elements);
    }

    pub(super) fn in_package(&self, package: Id, name: Name) -> Option<Id> {
        self.packages.get(&(package, name)).copied()
    }

    /// What is in a message or service.
    pub(super) fn in_element(&self, scope: Id, name: Name) -> Option<Id> {
        let Range { start, end } = self.ranges.get(&scope)?.clone();
        let members = &self.members[start as usize..end as usize];
        let at = members.binary_search_by_key(&name, |(name, _)| *name);
        Some(members[at.ok()?].1)
    }

    /// Puts an element into a package. Where the name is taken, that is by whom.
    pub(super) fn declare_in_package(
        &mut self,
        package: Id,
        name: Name,
        element: Id,
    ) -> Result<(), Id> {
        let holder = *self.packages.entry((package, name)).or_insert(element);
        if holder == element {
            Ok(())
        } else {
            Err(holder)
        }
    }

    /// What is declared until [`Self::close`] is in a message or service.
    pub(super) fn open(&self) -> Opened {
        Opened(self.open.len())
    }

    /// Puts an element into the message or service that was opened last.
    pub(super) fn declare(&mut self, name: Name, element: Id) {
        self.open.push((name, element));
    }

    /// A message or service is declared. Returns what has a name that is taken, each with whom by.
    pub(super) fn close(&mut self, scope: Id, opened: Opened) -> Vec<(Id, Id)> {
        let start = self.members.len();
        let own = &mut self.open[opened.0..];
        own.sort_unstable();
        let mut taken = Vec::new();
        for (name, element) in own {
            match self.members[start..].last() {
                Some((holder_name, holder)) if holder_name == name => {
                    taken.push((*element, *holder));
                }
                _ => self.members.push((*name, *element)),
            }
        }
        self.open.truncate(opened.0);
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let range = number(start)..number(self.members.len());
        self.ranges.insert(scope, range);
        taken.sort_unstable();
        taken
    }
}
