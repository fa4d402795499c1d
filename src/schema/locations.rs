//! Where a file's elements stand, by descriptor path.

use super::Comments;
use super::source_info::{Cursor, Location, PathAt};
use crate::report::Span;
use crate::wire::DecodeError;
use bytes::Bytes;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What of the source info a schema keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Places {
    /// The places and comments of elements, each with its element.
    Elements,
    /// Those of names, numbers, types, options and imports too, by descriptor path.
    Everything,
}

/// The source info of one file; empty where the descriptor has none.
#[derive(Debug, Default)]
pub struct Locations {
    /// As the descriptor has it.
    encoded: Bytes,
    /// Made when somebody has asked more than a few times.
    index: OnceLock<Index>,
    /// How often somebody has asked.
    asked: AtomicUsize,
}

/// So often the source info is gone through to find one location; from then on an index takes less time.
const FEW: usize = 4;

impl Locations {
    pub(crate) fn new(encoded: Bytes) -> Self {
        Self {
            encoded,
            ..Self::default()
        }
    }

    pub(crate) fn encoded(&self) -> &[u8] {
        &self.encoded
    }

    pub(crate) fn into_encoded(self) -> Bytes {
        self.encoded
    }

    /// The location with a path.
    fn find(&self, path: &[i32]) -> Option<Location<'_>> {
        if self.index.get().is_none() && self.asked.fetch_add(1, Ordering::Relaxed) < FEW {
            return first_with(&self.encoded, path);
        }
        let index = self
            .index
            // Linking has read all of it, and refused it where that could not be done.
            .get_or_init(|| Index::of(&self.encoded, |_| true).unwrap_or_default());
        index.find(&self.encoded, path)
    }

    /// Where what has this descriptor path stands.
    pub fn span(&self, path: &[i32]) -> Option<Span> {
        self.find(path)?.span()
    }

    /// The comments around what has this descriptor path.
    pub fn comments(&self, path: &[i32]) -> Option<Comments> {
        Some(comments(&self.find(path)?))
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
            let mut comments_around = [location.leading, location.trailing].into_iter().flatten();
            if comments_around.any(|comment| finder.find(comment).is_some()) {
                found.push((location.path.clone(), location.span(), comments(location)));
            }
        }
        found
    }
}

/// The first location with a path.
fn first_with<'e>(encoded: &'e [u8], path: &[i32]) -> Option<Location<'e>> {
    let mut cursor = Cursor::new(encoded, 0);
    while let Ok(Some(location)) = cursor.advance() {
        if location.path == path {
            return Some(location.clone());
        }
    }
    None
}

fn comments(location: &Location<'_>) -> Comments {
    let text = |text: &[u8]| String::from_utf8_lossy(text).into_owned();
    Comments::new(
        location.leading.map(text),
        location.trailing.map(text),
        location.detached.iter().copied().map(text).collect(),
    )
}

/// Locations by path: where each begins, in the order of their paths; of several with one path, the first counts.
#[derive(Debug, Default)]
pub(super) struct Index(Box<[u32]>);

impl Index {
    /// The places and comments of elements.
    pub(super) fn of_elements(encoded: &[u8]) -> Result<Self, DecodeError> {
        Self::of(encoded, names_element)
    }

    fn of(encoded: &[u8], wanted: impl Fn(&[i32]) -> bool) -> Result<Self, DecodeError> {
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        // The paths of all entries, one behind the other; for each entry, where its own lies, and where its location begins.
        let mut paths = Vec::new();
        let mut entries = Vec::new();
        let mut cursor = Cursor::new(encoded, 0);
        let mut offset = 0;
        while let Some(location) = cursor.advance()? {
            if wanted(&location.path) {
                let start = paths.len();
                paths.extend_from_slice(&location.path);
                entries.push((start..paths.len(), number(offset)));
            }
            offset = cursor.offset();
        }
        entries.sort_by(|(one, _), (other, _)| paths[one.clone()].cmp(&paths[other.clone()]));
        Ok(Self(
            entries.into_iter().map(|(_, offset)| offset).collect(),
        ))
    }

    fn find<'e>(&self, encoded: &'e [u8], path: &[i32]) -> Option<Location<'e>> {
        let order = |offset: u32| path_at(encoded, offset).cmp(path.iter().copied());
        let first = self.0.partition_point(|offset| order(*offset).is_lt());
        let offset = *self.0.get(first)?;
        let found = order(offset).is_eq();
        found.then(|| Cursor::location(encoded, offset as usize))?
    }

    /// The place of the element at `path`.
    pub(super) fn span(&self, encoded: &[u8], path: &[i32]) -> Option<Span> {
        self.find(encoded, path)?.span()
    }

    /// The place and the comments of the element at `path`.
    pub(super) fn element(&self, encoded: &[u8], path: &[i32]) -> (Option<Span>, Comments) {
        let location = self.find(encoded, path).unwrap_or_default();
        (location.span(), comments(&location))
    }
}

fn path_at(encoded: &[u8], offset: u32) -> PathAt<'_> {
    PathAt::new(encoded.get(offset as usize..).unwrap_or_default())
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
