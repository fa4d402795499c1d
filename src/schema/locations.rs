//! Where a file's elements stand, by descriptor path.

use super::Comments;
use crate::descriptor::google::protobuf::{SourceCodeInfo, source_code_info::Location};
use crate::report::Span;
use std::collections::HashMap;

/// The source info of one file; empty where the descriptor has none.
#[derive(Default)]
pub(super) struct Locations(HashMap<Vec<i32>, (Option<Span>, Comments)>);

impl Locations {
    pub(super) fn new(info: Option<SourceCodeInfo>) -> Self {
        let locations = info.map(|info| info.location).unwrap_or_default();
        let mut by_path = HashMap::with_capacity(locations.len() / 8);
        for location in locations {
            if !names_element(&location.path) {
                continue;
            }
            let Location {
                path,
                span,
                leading_comments,
                trailing_comments,
                leading_detached_comments,
                ..
            } = location;
            let comments = || {
                Comments::new(
                    leading_comments,
                    trailing_comments,
                    leading_detached_comments,
                )
            };
            by_path
                .entry(path)
                .or_insert_with(|| (self::span(&span), comments()));
        }
        Self(by_path)
    }

    /// The place and the comments of the element at `path`, which has them to itself from then on.
    pub(super) fn take(&mut self, path: &[i32]) -> (Option<Span>, Comments) {
        self.0
            .get_mut(path)
            .map(|(span, comments)| (*span, std::mem::take(comments)))
            .unwrap_or_default()
    }

    /// The place of the element at `path`.
    pub(super) fn span(&self, path: &[i32]) -> Option<Span> {
        self.0.get(path)?.0
    }
}

/// Whether a path leads to an element, a package or a syntax statement: a file has ten times as many locations, of names,
/// numbers, types and options, for which nobody asks.
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
