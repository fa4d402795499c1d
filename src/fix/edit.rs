//! Edits of a text, in bytes.

use crate::report::{self, Span};
use std::ops::Range;

/// A stretch of text, and what stands there instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    range: Range<usize>,
    text: String,
}

impl Edit {
    pub(super) fn replace(range: Range<usize>, text: impl Into<String>) -> Self {
        Self {
            range,
            text: text.into(),
        }
    }

    /// The same for whoever has not the text in bytes.
    pub(super) fn placed_in(&self, text: &str) -> report::Edit {
        report::Edit {
            span: Span::of(text, self.range.clone()),
            text: self.text.clone(),
        }
    }

    pub(super) fn insert(at: usize, text: impl Into<String>) -> Self {
        Self::replace(at..at, text)
    }
}

/// The edits that can be made together, in the order of their places. Of two that touch the same stretch only the first
/// counts; the other one finds its place when it is asked for again.
pub(super) fn in_order(mut edits: Vec<Edit>) -> Vec<Edit> {
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    edits.dedup();
    let mut done = 0;
    edits.retain(|edit| {
        let free = done <= edit.range.start;
        if free {
            done = edit.range.end;
        }
        free
    });
    edits
}

/// The text with all edits that can be made together.
pub(super) fn apply(text: &str, edits: Vec<Edit>) -> String {
    let mut result = String::with_capacity(text.len());
    let mut done = 0;
    for edit in in_order(edits) {
        if let Some(kept) = text.get(done..edit.range.start) {
            result += kept;
            result += &edit.text;
            done = edit.range.end;
        }
    }
    result += text.get(done..).unwrap_or_default();
    result
}
