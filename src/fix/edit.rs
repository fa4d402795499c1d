//! Edits of a text, in bytes.

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

    pub(super) fn insert(at: usize, text: impl Into<String>) -> Self {
        Self::replace(at..at, text)
    }
}

/// The text with all edits. Of two that touch the same stretch only the first counts; the other one finds its place when it
/// is asked for again.
pub(super) fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    edits.dedup();
    let mut result = String::with_capacity(text.len());
    let mut done = 0;
    for edit in edits {
        if let Some(kept) = text.get(done..edit.range.start) {
            result += kept;
            result += &edit.text;
            done = edit.range.end;
        }
    }
    result += text.get(done..).unwrap_or_default();
    result
}
