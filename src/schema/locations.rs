//! Where a file's elements stand, by descriptor path.

use super::Comments;
use crate::descriptor::google::protobuf::{SourceCodeInfo, source_code_info::Location};
use crate::report::Span;
use std::collections::HashMap;

/// The source info of one file; empty where the descriptor has none.
#[derive(Default)]
pub(super) struct Locations(HashMap<Vec<i32>, Location>);

impl Locations {
    pub(super) fn new(info: Option<SourceCodeInfo>) -> Self {
        let locations = info.map(|info| info.location).unwrap_or_default();
        let mut by_path = HashMap::with_capacity(locations.len());
        for mut location in locations {
            // Only what elements ask for is kept: a file has ten times as many locations as elements.
            let path = std::mem::take(&mut location.path);
            if path.len() % 2 == 0 || path == [2] || path == [12] {
                by_path.entry(path).or_insert(location);
            }
        }
        Self(by_path)
    }

    /// The place and the comments of the element at `path`.
    pub(super) fn take(&mut self, path: &[i32]) -> (Option<Span>, Comments) {
        let Some(location) = self.0.remove(path) else {
            return (None, Comments::default());
        };
        let comments = Comments::new(
            location.leading_comments,
            location.trailing_comments,
            location.leading_detached_comments,
        );
        (span(&location.span), comments)
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
