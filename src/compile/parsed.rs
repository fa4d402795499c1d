//! What the syntax half of the compiler hands to the linker: one file as its text says it, and where everything stands.
//!
//! In: the parser's results. Out: a descriptor with nothing resolved, and a table of places that becomes its source info once
//! the linker has given the options their final paths. It knows neither tokens nor symbols.

pub(super) use super::syntax::parse;
use crate::descriptor::google::protobuf::{
    FileDescriptorProto, SourceCodeInfo, source_code_info::Location,
};
use crate::report::{Finding, Span};
use std::ops::Range;
use std::sync::OnceLock;

/// One file as its text says it: as protoc's parser would leave it.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    /// Names as written, options uninterpreted (but `json_name` and `default`, which the parser takes as protoc's does), map
    /// entries, groups and synthetic oneofs made; no `source_code_info`.
    pub(super) file: FileDescriptorProto,
    /// Where everything stands, in protoc's order.
    pub(super) places: Places,
    /// Syntax errors and warnings, each with its span; the file is still as complete as recovery could make it.
    pub(super) findings: Vec<Finding>,
}

/// The comments around one place, as protoc attaches them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Comments {
    /// Those right before it.
    pub(super) leading: Option<String>,
    /// Those right behind it.
    pub(super) trailing: Option<String>,
    /// Those before it, but apart from it.
    pub(super) detached: Vec<String>,
}

/// Which part of a file stands where, with which comments.
#[cfg(test)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place<'a> {
    /// Field numbers and indexes that lead to the part from the file's descriptor.
    pub(super) path: &'a [i32],
    /// Where it stands, in protoc's counting: from zero, in bytes, a tab leads to the next multiple of eight.
    pub(super) span: Span,
    /// The comments, where there are some.
    pub(super) comments: Option<&'a Comments>,
}

/// What `SourceCodeInfo` holds, without an allocation for each location.
///
/// Uninterpreted options have the paths that protoc's parser gives them: `[…, 8, 999, index]`, and below that for their parts:
/// 2 for the name (2 and an index for each part of it), 3 to 8 for the value.
#[derive(Debug, Default)]
pub(super) struct Places {
    rows: Vec<Row>,
    /// The paths of all rows, one behind the other.
    paths: Vec<i32>,
    comments: Vec<Comments>,
    /// The rows of uninterpreted options, without those of their parts.
    options: Vec<u32>,
    /// The rows by path; of those with equal paths, only the first.
    by_path: OnceLock<Vec<u32>>,
}

#[derive(Clone, Copy, Debug)]
struct Row {
    path_start: u32,
    path_length: u32,
    span: Span,
    /// An index into the comments.
    comments: u32,
}

const NO_COMMENTS: u32 = u32::MAX;

/// The number of `uninterpreted_option` in the options of everything.
pub(super) const UNINTERPRETED_OPTION: i32 = 999;

impl Row {
    fn path(&self) -> Range<usize> {
        let start = self.path_start as usize;
        start..start + self.path_length as usize
    }
}

impl Places {
    pub(super) fn with_capacity(rows: usize) -> Self {
        Self {
            rows: Vec::with_capacity(rows),
            paths: Vec::with_capacity(rows * 6),
            ..Self::default()
        }
    }

    /// Adds a place with a path in two parts. Returns the number of the row.
    pub(super) fn push(&mut self, above: &[i32], below: &[i32], span: Span) -> usize {
        let row = Row {
            path_start: index(self.paths.len()),
            path_length: index(above.len() + below.len()),
            span,
            comments: NO_COMMENTS,
        };
        self.paths.extend_from_slice(above);
        self.paths.extend_from_slice(below);
        self.rows.push(row);
        self.rows.len() - 1
    }

    /// The same for an uninterpreted option, which will get another path.
    pub(super) fn push_option(&mut self, above: &[i32], below: &[i32], span: Span) -> usize {
        let row = self.push(above, below, span);
        self.options.push(index(row));
        row
    }

    /// Gives a row its comments.
    pub(super) fn comment(&mut self, row: usize, comments: Comments) {
        self.rows[row].comments = index(self.comments.len());
        self.comments.push(comments);
    }

    /// Where the part with this path stands, the first where there are several: the name of an element has its path and 1,
    /// its number 3, its type 5 or 6, as the field numbers of the descriptors say.
    pub(super) fn span(&self, path: &[i32]) -> Option<Span> {
        let order = self.by_path.get_or_init(|| self.sorted());
        let found = order.binary_search_by(|row| self.path(*row).cmp(path));
        found.ok().map(|at| self.rows[order[at] as usize].span)
    }

    fn sorted(&self) -> Vec<u32> {
        let mut order: Vec<u32> = (0..index(self.rows.len())).collect();
        order.sort_by(|a, b| self.path(*a).cmp(self.path(*b)));
        order.dedup_by(|later, kept| self.path(*later) == self.path(*kept));
        order
    }

    fn path(&self, row: u32) -> &[i32] {
        &self.paths[self.rows[row as usize].path()]
    }

    /// Every place, in order.
    #[cfg(test)]
    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = Place<'_>> {
        self.rows.iter().map(|row| Place {
            path: &self.paths[row.path()],
            span: row.span,
            comments: self.comments.get(row.comments as usize),
        })
    }

    /// Gives the uninterpreted options other paths. `edit` gets the path of each, in order, and changes it or leaves it. What
    /// is changed loses the places of its parts, as in protoc.
    pub(super) fn rewrite(&mut self, mut edit: impl FnMut(&mut Vec<i32>)) {
        let mut path = Vec::new();
        let mut removed = vec![];
        let mut remaining = Vec::with_capacity(self.options.len());
        for option in std::mem::take(&mut self.options) {
            let old = self.rows[option as usize].path();
            path.clear();
            path.extend_from_slice(&self.paths[old.clone()]);
            edit(&mut path);
            if path == self.paths[old.clone()] {
                remaining.push(option);
                continue;
            }
            let behind = option as usize + 1;
            let parts = self.rows[behind..]
                .iter()
                .take_while(|row| self.paths[row.path()].starts_with(&self.paths[old.clone()]));
            removed.push(behind..behind + parts.count());
            let row = &mut self.rows[option as usize];
            row.path_start = index(self.paths.len());
            row.path_length = index(path.len());
            self.paths.extend_from_slice(&path);
        }
        self.options = remaining;
        self.by_path = OnceLock::new();
        self.remove(&removed);
    }

    /// Removes rows: ranges in ascending order, with nothing in common.
    fn remove(&mut self, ranges: &[Range<usize>]) {
        let mut ranges = ranges.iter().peekable();
        let mut options = self.options.iter_mut().peekable();
        let (mut at, mut kept) = (0, 0);
        self.rows.retain(|_| {
            while ranges.next_if(|range| range.end <= at).is_some() {}
            let keeps = ranges.peek().is_none_or(|range| !range.contains(&at));
            if let Some(option) = options.next_if(|option| **option as usize == at) {
                *option = kept;
            }
            at += 1;
            kept += u32::from(keeps);
            keeps
        });
    }

    /// The same as protobuf's own message, in the order of the rows.
    pub(super) fn into_source_code_info(self) -> SourceCodeInfo {
        let mut comments = self.comments;
        let locations = self.rows.iter().map(|row| {
            let comments = comments.get_mut(row.comments as usize);
            let comments = comments.map(std::mem::take).unwrap_or_default();
            Location {
                path: self.paths[row.path()].to_vec(),
                span: numbers(row.span),
                leading_comments: comments.leading,
                trailing_comments: comments.trailing,
                leading_detached_comments: comments.detached,
                ..Location::default()
            }
        });
        SourceCodeInfo {
            location: locations.collect(),
            ..SourceCodeInfo::default()
        }
    }
}

/// The span as descriptors have it: the line of the end is left out where it is that of the start.
fn numbers(span: Span) -> Vec<i32> {
    let number = |value: u32| i32::try_from(value).unwrap_or(i32::MAX);
    let all = [
        number(span.line),
        number(span.column),
        number(span.end_line),
        number(span.end_column),
    ];
    if span.end_line == span.line {
        vec![all[0], all[1], all[3]]
    } else {
        all.to_vec()
    }
}

fn index(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
