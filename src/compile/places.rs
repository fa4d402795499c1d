//! Where the parts of a file stand: its source info, encoded from the start.
//!
//! In: the parser's rows. Out: the same with the paths that the linker gives the options, as the descriptor has it; and, for
//! findings, single places. It knows neither tokens nor symbols. A file has a hundred places for each finding that asks for
//! one, so they lie as they will be written, and an index of them is made for files with findings only.

use crate::report::Span;
use crate::schema::Locations;
use crate::schema::source_info::{Cursor, Location};
use crate::wire::Writer;
use bytes::Bytes;
use std::collections::{HashMap, HashSet};

/// The number of `uninterpreted_option` in the options of everything.
pub(super) const UNINTERPRETED_OPTION: i32 = 999;

/// What `SourceCodeInfo` holds.
///
/// Uninterpreted options have the paths that protoc's parser gives them: `[…, 8, 999, index]`, and below that for their parts:
/// 2 for the name (2 and an index for each part of it), 3 to 8 for the value.
#[derive(Debug, Default)]
pub(super) struct Places {
    locations: Locations,
    /// Where in it the uninterpreted options are, without their parts.
    options: Box<[u32]>,
}

impl Places {
    /// `encoded` is a `SourceCodeInfo`, `options` are the offsets of the uninterpreted options in it, without their parts.
    pub(super) fn new(encoded: Box<[u8]>, options: Box<[u32]>) -> Self {
        Self {
            locations: Locations::new(encoded.into()),
            options,
        }
    }

    /// Where the part with this path stands, the first where there are several: the name of an element has its path and 1,
    /// its number 3, its type 5 or 6, as the field numbers of the descriptors say.
    pub(super) fn span(&self, path: &[i32]) -> Option<Span> {
        self.locations.span(path)
    }

    /// Goes through all places, in order.
    #[cfg(test)]
    pub(super) fn each(&self, mut each: impl FnMut(&Location<'_>)) {
        let mut cursor = Cursor::new(self.locations.encoded(), 0);
        while let Some(location) = next(&mut cursor) {
            each(location);
        }
    }

    /// The encoded source info of the finished file: uninterpreted options get the paths that `paths` has for them, and lose
    /// the places of their parts, as in protoc; what is at or below a path in `stripped` is left out.
    pub(super) fn finish(
        self,
        paths: &HashMap<Vec<i32>, Vec<i32>>,
        stripped: &HashSet<Vec<i32>>,
    ) -> Bytes {
        let finished = if paths.is_empty() {
            self.locations.into_encoded()
        } else {
            self.with_options_at(paths).into()
        };
        if stripped.is_empty() {
            finished
        } else {
            without(&finished, stripped).into()
        }
    }

    fn with_options_at(&self, paths: &HashMap<Vec<i32>, Vec<i32>>) -> Vec<u8> {
        let encoded = self.locations.encoded();
        let mut finished = Vec::with_capacity(encoded.len());
        let mut done = 0;
        for option in &self.options {
            let start = *option as usize;
            let mut cursor = Cursor::new(encoded, start);
            let Some(location) = next(&mut cursor) else {
                break;
            };
            let Some(path) = paths.get(&location.path) else {
                continue;
            };
            finished.extend_from_slice(&encoded[done..start]);
            let mut location = location.clone();
            done = cursor.offset();
            while next(&mut cursor).is_some_and(|part| part.path.starts_with(&location.path)) {
                done = cursor.offset();
            }
            location.path.clone_from(path);
            let mut writer = Writer::default();
            location.write(&mut writer);
            finished.extend_from_slice(writer.as_slice());
        }
        finished.extend_from_slice(&encoded[done..]);
        finished
    }
}

/// Locations without those at or below some paths.
fn without(encoded: &[u8], stripped: &HashSet<Vec<i32>>) -> Vec<u8> {
    let mut kept = Vec::with_capacity(encoded.len());
    let mut cursor = Cursor::new(encoded, 0);
    let mut start = 0;
    while let Some(location) = next(&mut cursor) {
        let path = &location.path;
        let goes = (1..=path.len()).any(|length| stripped.contains(&path[..length]));
        let end = cursor.offset();
        if !goes {
            kept.extend_from_slice(&encoded[start..end]);
        }
        start = end;
    }
    kept
}

fn next<'c, 'a>(cursor: &'c mut Cursor<'a>) -> Option<&'c Location<'a>> {
    cursor.advance().expect("this program wrote it")
}
