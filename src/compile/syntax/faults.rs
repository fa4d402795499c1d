//! Where the passes over one file put what they find.

use crate::report::{Finding, Span};

/// More than this of one file are not kept: a file of garbage must not take more memory than its text.
const MOST: usize = 1_000;

/// The findings of one file.
#[derive(Default)]
pub(super) struct Faults {
    findings: Vec<Finding>,
}

/// A finding that may be added to.
pub(super) struct Fault<'a>(Option<&'a mut Finding>);

impl Faults {
    /// Adds an error.
    pub(super) fn error(&mut self, span: Span, message: impl Into<String>) -> Fault<'_> {
        self.push(Finding::error(message).at(Some(span)))
    }

    /// Adds a warning.
    pub(super) fn warning(&mut self, span: Span, message: impl Into<String>) -> Fault<'_> {
        self.push(Finding::warning(message).at(Some(span)))
    }

    fn push(&mut self, finding: Finding) -> Fault<'_> {
        if self.findings.len() >= MOST {
            return Fault(None);
        }
        self.findings.push(finding);
        Fault(self.findings.last_mut())
    }

    /// All of them in the order of the text, with the file's name. Of several at one place only the first is kept: the others
    /// say the same in other words.
    pub(super) fn into_findings(mut self, file: &str) -> Vec<Finding> {
        let place = |finding: &Finding| finding.span.map(|span| (span.line, span.column));
        self.findings.sort_by_key(place);
        self.findings
            .dedup_by_key(|finding| (place(finding), finding.severity));
        let named = self
            .findings
            .into_iter()
            .map(|finding| finding.in_file(file));
        named.collect()
    }
}

impl Fault<'_> {
    /// Says what to do.
    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        if let Some(finding) = &mut self.0 {
            finding.help = Some(help.into());
        }
        self
    }
}
