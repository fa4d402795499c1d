//! Places while their file is being walked: comments and ends are found behind what comes in between.

use crate::compile::places::Places;
use crate::report::Span;
use crate::schema::source_info::Location;
use crate::wire::Writer;
use std::ops::Range;

/// The comments around one place, as protoc attaches them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::compile::syntax) struct Comments {
    /// Those right before it.
    pub(in crate::compile::syntax) leading: Option<String>,
    /// Those right behind it.
    pub(in crate::compile::syntax) trailing: Option<String>,
    /// Those before it, but apart from it.
    pub(in crate::compile::syntax) detached: Vec<String>,
}

/// Places in the order in which protoc writes them.
#[derive(Default)]
pub(super) struct Rows {
    rows: Vec<Row>,
    /// The paths of all rows, one behind the other.
    paths: Vec<i32>,
    /// The comments of rows, in the order in which their rows are.
    comments: Vec<(u32, Comments)>,
    /// The rows of uninterpreted options, without those of their parts.
    options: Vec<u32>,
}

struct Row {
    path: u32,
    length: u32,
    span: Span,
}

impl Row {
    fn path(&self) -> Range<usize> {
        let start = self.path as usize;
        start..start + self.length as usize
    }
}

impl Rows {
    pub(super) fn with_capacity(rows: usize) -> Self {
        Self {
            rows: Vec::with_capacity(rows),
            paths: Vec::with_capacity(rows * 6),
            ..Self::default()
        }
    }

    /// Adds a place with a path in two parts. Returns the number of the row.
    pub(super) fn push(&mut self, above: &[i32], below: &[i32], span: Span) -> usize {
        self.rows.push(Row {
            path: number(self.paths.len()),
            length: number(above.len() + below.len()),
            span,
        });
        self.paths.extend_from_slice(above);
        self.paths.extend_from_slice(below);
        self.rows.len() - 1
    }

    /// The same for an uninterpreted option, which will get another path.
    pub(super) fn push_option(&mut self, above: &[i32], below: &[i32], span: Span) -> usize {
        let row = self.push(above, below, span);
        self.options.push(number(row));
        row
    }

    /// Gives a row its comments.
    pub(super) fn comment(&mut self, row: usize, comments: Comments) {
        self.comments.push((number(row), comments));
    }

    pub(super) fn encode(mut self) -> Places {
        self.comments.sort_by_key(|(row, _)| *row);
        let length: usize = self.comments.iter().map(|(_, text)| text.length()).sum();
        let mut writer = Writer::with_capacity(length + self.rows.len() * 24);
        let mut comments = self.comments.iter().rev().peekable();
        let mut options = self.options.iter().rev().peekable();
        // From the end of the writing, until that is known.
        let mut places = Vec::with_capacity(self.options.len());
        let mut location = Location::default();
        for (at, row) in (0..number(self.rows.len())).zip(&self.rows).rev() {
            location.clear();
            location.path.extend_from_slice(&self.paths[row.path()]);
            location.set_span(row.span);
            if let Some((_, comments)) = comments.next_if(|(row, _)| *row == at) {
                location.leading = comments.leading.as_deref().map(str::as_bytes);
                location.trailing = comments.trailing.as_deref().map(str::as_bytes);
                let detached = comments.detached.iter();
                location.detached.extend(detached.map(String::as_bytes));
            }
            location.write(&mut writer);
            if options.next_if(|row| **row == at).is_some() {
                places.push(writer.len());
            }
        }
        let from_start = |place: &usize| number(writer.len() - place);
        let options = places.iter().rev().map(from_start).collect();
        Places::new(writer.as_slice().into(), options)
    }
}

impl Comments {
    fn length(&self) -> usize {
        let around = [&self.leading, &self.trailing].into_iter().flatten();
        let all = around.chain(&self.detached);
        all.map(|text| text.len() + 8).sum()
    }
}

/// A file is far smaller than what 32 bits can count.
fn number(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
