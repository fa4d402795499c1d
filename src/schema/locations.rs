//! Where a file's elements stand, by descriptor path.

use super::Comments;
use super::source_info::{Cursor, Location};
use crate::report::Span;
use crate::wire::DecodeError;
use bytes::Bytes;
use std::cmp::Ordering;
use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::{self, AtomicUsize};

/// The source info of one file; empty where the descriptor has none.
#[derive(Debug, Default)]
pub struct Locations {
    /// As the descriptor has it.
    encoded: Bytes,
    /// Where the elements are, once that is known.
    elements: Option<Index>,
    /// Made when somebody has asked more than a few times for what does not stand at an element.
    everything: OnceLock<Index>,
    /// How often somebody has.
    asked: AtomicUsize,
}

/// So often the source info is gone through to find one location; from then on an index takes less time.
const FEW: usize = 4;

/// The names, numbers and types of an element stand among so many locations behind its own; in a long list of options they
/// need not.
const NEAR: usize = 16;

impl Locations {
    pub(crate) fn new(encoded: Bytes) -> Self {
        Self {
            encoded,
            ..Self::default()
        }
    }

    /// Source info that can be read, with an index of its elements.
    pub(super) fn indexed(encoded: Bytes) -> Result<Self, DecodeError> {
        Ok(Self {
            elements: Some(Index::of(&encoded, names_element)?),
            ..Self::new(encoded)
        })
    }

    pub(crate) fn encoded(&self) -> &[u8] {
        &self.encoded
    }

    pub(crate) fn into_encoded(self) -> Bytes {
        self.encoded
    }

    /// The location with a path.
    fn find(&self, path: &[i32]) -> Option<Location<'_>> {
        if let Some(elements) = &self.elements {
            let position = |path: &[i32]| elements.position(&self.encoded, path);
            if names_element(path) {
                return elements.location(&self.encoded, position(path)?);
            }
            let around = (1..path.len()).rev().map(|length| &path[..length]);
            let mut elements_around = around.filter(|path| names_element(path));
            let near = elements_around.find_map(position).and_then(|element| {
                let offset = elements.0[element];
                first_with(&self.encoded, offset, path, NEAR)
            });
            if near.is_some() {
                return near;
            }
        }
        if self.everything.get().is_none()
            && self.asked.fetch_add(1, atomic::Ordering::Relaxed) < FEW
        {
            return first_with(&self.encoded, 0, path, usize::MAX);
        }
        let everything = self
            .everything
            // Linking has read all of it, and refused it where that could not be done.
            .get_or_init(|| Index::of(&self.encoded, |_| true).unwrap_or_default());
        let position = everything.position(&self.encoded, path)?;
        everything.location(&self.encoded, position)
    }

    /// Where what has this descriptor path stands.
    pub fn span(&self, path: &[i32]) -> Option<Span> {
        self.find(path)?.span()
    }

    /// The comments around what has this descriptor path.
    pub fn comments(&self, path: &[i32]) -> Option<Comments> {
        Some(Comments::of(self.find(path)?, &self.encoded))
    }

    /// The place and the comments of an element, which is probably the one behind the element that `last` tells; it is told
    /// of this one.
    pub(super) fn element(&self, path: &[i32], last: &mut usize) -> (Option<Span>, Comments) {
        let location = self.elements.as_ref().and_then(|elements| {
            let position = elements.position_near(&self.encoded, path, *last + 1)?;
            *last = position;
            elements.location(&self.encoded, position)
        });
        let location = location.unwrap_or_default();
        (location.span(), Comments::of(location, &self.encoded))
    }

    /// Everything with comments right before or behind it that have `text` in them: descriptor paths, places and comments.
    pub fn mentioning(&self, text: &str) -> Vec<(Vec<i32>, Option<Span>, Comments)> {
        let mut found = Vec::new();
        let finder = memchr::memmem::Finder::new(text);
        if finder.find(&self.encoded).is_none() {
            return found;
        }
        let mut cursor = Cursor::new(&self.encoded, 0);
        while let Ok(Some(location)) = cursor.advance() {
            let around = [location.leading(), location.trailing()];
            let mut around = around.into_iter().flatten();
            if around.any(|comment| finder.find(comment).is_some()) {
                let comments = Comments::of(location, &self.encoded);
                found.push((location.path().collect(), location.span(), comments));
            }
        }
        found
    }
}

/// The first location with a path among so many from an offset on.
fn first_with<'e>(
    encoded: &'e [u8],
    offset: u32,
    path: &[i32],
    most: usize,
) -> Option<Location<'e>> {
    let mut cursor = Cursor::new(encoded, offset as usize);
    let locations = std::iter::from_fn(|| cursor.advance().ok().flatten());
    locations
        .take(most)
        .find(|location| location.path().eq(path.iter().copied()))
}

/// Locations by path: where each begins, in the order of their paths; of several with one path, the first counts.
#[derive(Debug, Default)]
struct Index(Box<[u32]>);

impl Index {
    /// An index of the locations whose paths are wanted.
    fn of(encoded: &[u8], wanted: impl Fn(&[i32]) -> bool) -> Result<Self, DecodeError> {
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        // The paths of all entries, one behind the other; for each entry, where its own lies, and where its location begins.
        let mut paths = Vec::new();
        let mut entries = Vec::new();
        let mut cursor = Cursor::new(encoded, 0);
        let mut offset = 0;
        while let Some(location) = cursor.advance()? {
            let start = paths.len();
            paths.extend(location.path());
            if wanted(&paths[start..]) {
                entries.push((number(start)..number(paths.len()), number(offset)));
            } else {
                paths.truncate(start);
            }
            offset = cursor.offset();
        }
        let path = |range: &Range<u32>| &paths[range.start as usize..range.end as usize];
        entries.sort_by(|(one, _), (other, _)| path(one).cmp(path(other)));
        entries.dedup_by(|(other, _), (one, _)| path(other) == path(one));
        Ok(Self(
            entries.into_iter().map(|(_, offset)| offset).collect(),
        ))
    }

    /// The position of a path in the index.
    fn position(&self, encoded: &[u8], path: &[i32]) -> Option<usize> {
        let order = |offset: &u32| order(encoded, *offset, path);
        let position = self.0.partition_point(|offset| order(offset).is_lt());
        let found = self.0.get(position).map(order);
        (found == Some(Ordering::Equal)).then_some(position)
    }

    /// The same, which is `near` more often than not.
    fn position_near(&self, encoded: &[u8], path: &[i32], near: usize) -> Option<usize> {
        match self.0.get(near) {
            Some(offset) if order(encoded, *offset, path).is_eq() => Some(near),
            _ => self.position(encoded, path),
        }
    }

    fn location<'e>(&self, encoded: &'e [u8], position: usize) -> Option<Location<'e>> {
        Location::at(encoded, self.0[position] as usize)
    }
}

/// How the path of the location at an offset compares to another.
fn order(encoded: &[u8], offset: u32, path: &[i32]) -> Ordering {
    let location = Location::at(encoded, offset as usize).unwrap_or_default();
    location.path().cmp(path.iter().copied())
}

/// Whether a path leads to an element, a package or a syntax statement: a file has ten times as many locations, of names,
/// numbers, types and options, for which only checks ask.
fn names_element(path: &[i32]) -> bool {
    // What elements are called in FileDescriptorProto (3 is an import), and within the elements themselves.
    let nested = |numbers: &[i32]| {
        let mut numbers = numbers.iter().step_by(2);
        numbers.all(|number| matches!(number, 2 | 3 | 4 | 6 | 8))
    };
    match path {
        [2 | 12] => true,
        [3..=7, _, nested_path @ ..] => nested_path.len() % 2 == 0 && nested(nested_path),
        _ => false,
    }
}
