//! In which order the faults of a file are told: those first from which others may come.

use crate::report::Finding;
use std::ops::Range;

/// What is looked at one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    Text,
    Imports,
    /// What is declared: names, ranges, whatever one declaration says.
    Declarations,
    /// What names stand for, and what depends on nothing else.
    Names,
    BuiltInOptions,
    Features,
    CustomOptions,
    /// What proto3 can extend.
    Extended,
    /// What the language allows.
    Rules,
    /// What there is in an edition, and how things are called there.
    Editions,
    /// What only files that are asked for have to keep to.
    Asked,
}

/// A finding, and where it was found.
#[derive(Debug)]
pub(super) struct Staged {
    pub(super) stage: Stage,
    pub(super) finding: Finding,
    /// Where in the text of a message literal, of which the finding has the place as a whole.
    pub(super) inside: Option<Range<usize>>,
}

impl Stage {
    /// A finding of this stage.
    pub(super) fn of(self, finding: Finding) -> Staged {
        Staged {
            stage: self,
            finding,
            inside: None,
        }
    }

    /// Findings of this stage.
    pub(super) fn of_all(self, findings: Vec<Finding>) -> impl Iterator<Item = Staged> {
        findings.into_iter().map(move |finding| self.of(finding))
    }
}
