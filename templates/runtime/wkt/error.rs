//! Why a value has no counterpart in the other type.

use std::fmt;

/// A value that the type it should become cannot hold, or a text that is not one of its type's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidValue {
    of: &'static str,
    problem: &'static str,
}

impl InvalidValue {
    pub(super) const fn new(of: &'static str, problem: &'static str) -> Self {
        Self { of, problem }
    }
}

impl fmt::Display for InvalidValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "google.protobuf.{}: {}", self.of, self.problem)
    }
}

impl std::error::Error for InvalidValue {}
