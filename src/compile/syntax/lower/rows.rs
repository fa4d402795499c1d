//! Places while their file is being walked: comments and ends are found behind what comes in between.

use crate::compile::places::Places;
use crate::report::Span;
use crate::schema::source_info::{self, EncodedPath};
use std::borrow::Cow;

/// The comments around one place, as protoc attaches them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::compile::syntax) struct Comments<'t> {
    /// Those right before it.
    pub(in crate::compile::syntax) leading: Option<Cow<'t, str>>,
    /// Those right behind it.
    pub(in crate::compile::syntax) trailing: Option<Cow<'t, str>>,
    /// Those before it, but apart from it.
    pub(in crate::compile::syntax) detached: Vec<Cow<'t, str>>,
}

/// Places in the order in which protoc writes them, and encoded as they will be, but for their comments.
#[derive(Default)]
pub(super) struct Rows<'t> {
    encoded: Vec<u8>,
    /// The path of what is being walked.
    path: EncodedPath,
    comments: Vec<(Row, Comments<'t>)>,
    /// Where each uninterpreted option begins, and where it ends with its parts.
    options: Vec<u32>,
}

/// A place that was added: where it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Row(u32);

impl<'t> Rows<'t> {
    /// With room for about so many places.
    pub(super) fn with_capacity(rows: usize) -> Self {
        Self {
            encoded: Vec::with_capacity(rows * 16),
            ..Self::default()
        }
    }

    /// Goes below: until [`Self::leave`], all paths begin with this.
    pub(super) fn enter(&mut self, below: &[i32]) {
        self.path.enter(below);
    }

    pub(super) fn leave(&mut self, below: &[i32]) {
        self.path.leave(below);
    }

    /// Adds a place below what is being walked.
    pub(super) fn push(&mut self, below: &[i32], span: Span) -> Row {
        let row = Row(self.end());
        self.path.enter(below);
        let path = self.path.as_slice();
        source_info::push_path(&mut self.encoded, path, source_info::span_length(span));
        source_info::push_span(&mut self.encoded, span);
        self.path.leave(below);
        row
    }

    /// The place that is added next is that of an uninterpreted option, which will get another path.
    pub(super) fn option_begins(&mut self) {
        self.options.push(self.end());
    }

    /// All parts of the option are added.
    pub(super) fn option_ends(&mut self) {
        self.options.push(self.end());
    }

    /// Gives a place its comments.
    pub(super) fn comment(&mut self, row: Row, comments: Comments<'t>) {
        self.comments.push((row, comments));
    }

    /// Puts the comments in.
    pub(super) fn finish(mut self) -> Places {
        self.comments.sort_by_key(|(row, _)| *row);
        let lengths = self.comments.iter().map(|(_, comments)| comments.length());
        let length: usize = lengths.map(|length| length + HEADER_GROWTH).sum();
        let mut finished = Vec::with_capacity(self.encoded.len() + length);
        let mut options = self.options.iter_mut().peekable();
        let mut done = 0;
        for (row, comments) in &self.comments {
            let start = row.0 as usize;
            let grown = number(finished.len() - done);
            // What begins here begins before the comments.
            while let Some(option) = options.next_if(|option| **option <= row.0) {
                *option += grown;
            }
            finished.extend_from_slice(&self.encoded[done..start]);
            let row = source_info::split(&self.encoded[start..]);
            let (path, span, rest) = row.expect("this program wrote it");
            source_info::push_path(&mut finished, path, span.len() + comments.length());
            finished.extend_from_slice(span);
            comments.push_to(&mut finished);
            done = self.encoded.len() - rest.len();
        }
        let grown = number(finished.len() - done);
        options.for_each(|option| *option += grown);
        finished.extend_from_slice(&self.encoded[done..]);
        Places::new(finished, self.options)
    }

    fn end(&self) -> u32 {
        number(self.encoded.len())
    }
}

/// By how many bytes the length in front of a place grows at most.
const HEADER_GROWTH: usize = 4;

impl Comments<'_> {
    fn length(&self) -> usize {
        let around = [&self.leading, &self.trailing].into_iter().flatten();
        let all = around.chain(&self.detached);
        all.map(|text| source_info::comment_length(text)).sum()
    }

    fn push_to(&self, to: &mut Vec<u8>) {
        let (leading, trailing) = (self.leading.as_deref(), self.trailing.as_deref());
        source_info::push_comments(to, leading, trailing, &self.detached);
    }
}

/// A file is far smaller than what 32 bits can count.
fn number(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
