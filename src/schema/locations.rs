//! Where a file's elements stand, by descriptor path.

use super::Comments;
use crate::descriptor::google::protobuf::{SourceCodeInfo, source_code_info};
use crate::report::Span;
use std::ops::Range;

/// What of the source info a schema keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Places {
    /// The places and comments of elements, each with its element.
    Elements,
    /// Those of names, numbers, types, options and imports too, by descriptor path.
    Everything,
}

/// Drops what [`Places::Elements`] leaves out: nine entries of ten.
pub fn keep_elements(info: &mut SourceCodeInfo) {
    info.location
        .retain(|location| names_element(&location.path));
    info.location.shrink_to_fit();
}

/// The source info of one file; empty where the descriptor has none.
#[derive(Debug, Default)]
pub struct Locations {
    /// The paths of all entries, one behind the other.
    paths: Vec<i32>,
    /// In the order of their paths; of several with one path, the first counts.
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    path: Range<u32>,
    span: Option<Span>,
    comments: Comments,
}

impl Locations {
    pub(super) fn new(info: Option<SourceCodeInfo>, places: Places) -> Self {
        let mut locations = Self::default();
        for location in info.map(|info| info.location).unwrap_or_default() {
            if places == Places::Everything || names_element(&location.path) {
                locations.add(location);
            }
        }
        let Self { paths, entries } = &mut locations;
        entries.sort_by(|one, other| at(paths, one).cmp(at(paths, other)));
        locations
    }

    fn add(&mut self, location: source_code_info::Location) {
        let end = |paths: &[i32]| u32::try_from(paths.len()).unwrap_or(u32::MAX);
        let start = end(&self.paths);
        self.paths.extend_from_slice(&location.path);
        self.entries.push(Entry {
            path: start..end(&self.paths),
            span: span(&location.span),
            comments: Comments::new(
                location.leading_comments,
                location.trailing_comments,
                location.leading_detached_comments,
            ),
        });
    }

    fn entry(&self, path: &[i32]) -> Option<&Entry> {
        let first = self
            .entries
            .partition_point(|entry| at(&self.paths, entry) < path);
        let entry = self.entries.get(first)?;
        (at(&self.paths, entry) == path).then_some(entry)
    }

    /// The place and the comments of the element at `path`.
    pub(super) fn element(&self, path: &[i32]) -> (Option<Span>, Comments) {
        self.entry(path)
            .map(|entry| (entry.span, entry.comments.clone()))
            .unwrap_or_default()
    }

    /// Where what has this descriptor path stands.
    pub fn span(&self, path: &[i32]) -> Option<Span> {
        self.entry(path)?.span
    }

    /// Everything that has comments, by descriptor path.
    pub fn commented(&self) -> impl Iterator<Item = (&[i32], &Comments)> {
        let entries = self.entries.iter();
        let entries = entries.map(|entry| (at(&self.paths, entry), &entry.comments));
        entries.filter(|(_, comments)| comments.leading().or(comments.trailing()).is_some())
    }

    /// The comments around what has this descriptor path.
    pub fn comments(&self, path: &[i32]) -> Option<&Comments> {
        Some(&self.entry(path)?.comments)
    }
}

fn at<'a>(paths: &'a [i32], entry: &Entry) -> &'a [i32] {
    let Range { start, end } = entry.path;
    paths.get(start as usize..end as usize).unwrap_or_default()
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

/// A descriptor's span: three numbers where it begins and ends on one line, else four.
fn span(numbers: &[i32]) -> Option<Span> {
    let number = |index: usize| {
        numbers
            .get(index)
            .and_then(|number| u32::try_from(*number).ok())
    };
    let (line, column) = (number(0)?, number(1)?);
    match numbers.len() {
        3 => Some(Span {
            line,
            column,
            end_line: line,
            end_column: number(2)?,
        }),
        4 => Some(Span {
            line,
            column,
            end_line: number(2)?,
            end_column: number(3)?,
        }),
        _ => None,
    }
}
