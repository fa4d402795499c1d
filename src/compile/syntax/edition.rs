//! Which rules a file is written by.

use crate::descriptor::google::protobuf::Edition;
use crate::wire::Enumeration;

/// What `syntax` or `edition` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Syntax {
    Proto2,
    Proto3,
    Edition(Edition),
    /// Something that does not exist. No rule that depends on it is applied: one fault must not cause others.
    Unknown,
}

impl Syntax {
    /// What `syntax = "…"` stands for.
    pub(super) fn from_syntax(text: &str) -> Self {
        match text {
            "proto2" => Self::Proto2,
            "proto3" => Self::Proto3,
            _ => Self::Unknown,
        }
    }

    /// What `edition = "…"` stands for.
    pub(super) fn from_edition(text: &str) -> Self {
        match Edition::from_str_name(&format!("EDITION_{text}")) {
            None | Some(Edition::Unknown | Edition::Proto2 | Edition::Proto3) => Self::Unknown,
            Some(edition) => Self::Edition(edition),
        }
    }

    pub(super) fn is_edition(self) -> bool {
        matches!(self, Self::Edition(_))
    }

    /// Whether the file has an edition, and one that is at least this old.
    pub(super) fn is_at_least(self, edition: Edition) -> bool {
        matches!(self, Self::Edition(own) if own.number() >= edition.number())
    }

    /// Whether fields need no label.
    pub(super) fn has_implicit_labels(self) -> bool {
        self != Self::Proto2
    }
}
