//! Where the parts of a file stand: its source info, encoded from the start.
//!
//! In: the parser's rows. Out: the same with the paths that the linker gives the options, as the descriptor has it; and, for
//! findings, single places. It knows neither tokens nor symbols. A file has a hundred places for each finding that asks for
//! one, so they lie as they will be written, and an index of them is made for files with findings only.

use crate::report::Span;
use crate::schema::Locations;
use crate::schema::source_info::{self, Cursor, Location};
use bytes::Bytes;
use foldhash::HashSet;

/// The number of `uninterpreted_option` in the options of everything.
pub(super) const UNINTERPRETED_OPTION: i32 = 999;

/// What `SourceCodeInfo` holds.
///
/// Uninterpreted options have the paths that protoc's parser gives them: `[…, 8, 999, index]`, and below that for their parts:
/// 2 for the name (2 and an index for each part of it), 3 to 8 for the value.
#[derive(Debug, Default)]
pub(super) struct Places {
    locations: Locations,
    /// Where in it each uninterpreted option begins, and where it ends with its parts.
    options: Vec<u32>,
}

impl Places {
    /// `encoded` is a `SourceCodeInfo`; `options` are, in turn, where in it an uninterpreted option begins, and where it ends
    /// with its parts.
    pub(super) fn new(encoded: Vec<u8>, options: Vec<u32>) -> Self {
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
    pub(super) fn each(&self, mut each: impl FnMut(Location<'_>)) {
        let mut cursor = Cursor::new(self.locations.encoded(), 0);
        while let Some(location) = next(&mut cursor) {
            each(location);
        }
    }

    /// The encoded source info of the finished file: uninterpreted options get the paths that `paths` has for them, and lose
    /// the places of their parts, as in protoc; what is at or below a path in `stripped` is left out.
    pub(super) fn finish(self, paths: &OptionPaths, stripped: &HashSet<Vec<i32>>) -> Bytes {
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

    fn with_options_at(&self, paths: &OptionPaths) -> Vec<u8> {
        let encoded = self.locations.encoded();
        let mut finished = Vec::with_capacity(encoded.len());
        let (mut done, mut near) = (0, 0);
        for [start, end] in self.options.as_chunks().0 {
            let (start, end) = (*start as usize, *end as usize);
            let option = source_info::split(&encoded[start..end]);
            let (path, rest, _) = option.expect("this program wrote it");
            let Some(option) = paths.position(path, near) else {
                continue;
            };
            near = option + 1;
            let path = paths.r#final(option);
            finished.extend_from_slice(&encoded[done..start]);
            source_info::push_path(&mut finished, path, rest.len());
            finished.extend_from_slice(rest);
            done = end;
        }
        finished.extend_from_slice(&encoded[done..]);
        finished
    }
}

/// The final path of each option, by its path among the uninterpreted ones. All of them are encoded.
#[derive(Debug, Default)]
pub(super) struct OptionPaths {
    /// One behind the other.
    paths: Vec<u8>,
    /// In the order of the paths by which they are found.
    options: Vec<OptionPath>,
}

#[derive(Clone, Copy, Debug)]
struct OptionPath {
    start: u32,
    /// Where its final path begins.
    r#final: u32,
    end: u32,
}

impl OptionPaths {
    /// From pairs of paths, those by which they are found and those that are to be found, in any order.
    pub(super) fn push(&mut self, uninterpreted: &[u8], r#final: &[u8]) {
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let start = number(self.paths.len());
        self.paths.extend_from_slice(uninterpreted);
        let middle = number(self.paths.len());
        self.paths.extend_from_slice(r#final);
        self.options.push(OptionPath {
            start,
            r#final: middle,
            end: number(self.paths.len()),
        });
    }

    /// Has to be called before anything is looked up.
    pub(super) fn sort(&mut self) {
        let paths = &self.paths;
        self.options
            .sort_by(|one, other| one.uninterpreted(paths).cmp(other.uninterpreted(paths)));
    }

    fn is_empty(&self) -> bool {
        self.options.is_empty()
    }

    /// The position of an option by its path among the uninterpreted ones, which is `near` more often than not.
    fn position(&self, path: &[u8], near: usize) -> Option<usize> {
        let order = |option: &OptionPath| option.uninterpreted(&self.paths).cmp(path);
        match self.options.get(near) {
            Some(option) if order(option).is_eq() => Some(near),
            _ => self.options.binary_search_by(order).ok(),
        }
    }

    fn r#final(&self, position: usize) -> &[u8] {
        let option = self.options[position];
        &self.paths[option.r#final as usize..option.end as usize]
    }
}

impl OptionPath {
    fn uninterpreted(self, paths: &[u8]) -> &[u8] {
        &paths[self.start as usize..self.r#final as usize]
    }
}

/// Locations without those at or below some paths.
fn without(encoded: &[u8], stripped: &HashSet<Vec<i32>>) -> Vec<u8> {
    let mut kept = Vec::with_capacity(encoded.len());
    let mut cursor = Cursor::new(encoded, 0);
    let mut start = 0;
    while let Some(location) = next(&mut cursor) {
        let path: Vec<_> = location.path().collect();
        let goes = (1..=path.len()).any(|length| stripped.contains(&path[..length]));
        let end = cursor.offset();
        if !goes {
            kept.extend_from_slice(&encoded[start..end]);
        }
        start = end;
    }
    kept
}

fn next<'a>(cursor: &mut Cursor<'a>) -> Option<Location<'a>> {
    cursor.advance().expect("this program wrote it")
}
