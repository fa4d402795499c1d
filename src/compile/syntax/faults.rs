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
    /// Whether more would not be kept.
    pub(super) fn is_full(&self) -> bool {
        self.findings.len() >= MOST
    }

    /// Those found so far.
    pub(super) fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Says something else instead of all that was found.
    pub(super) fn replace(&mut self, findings: Vec<Finding>) {
        self.findings = findings;
    }

    /// Adds an error.
    pub(super) fn error(&mut self, span: Span, message: impl Into<String>) -> Fault<'_> {
        self.push(Finding::error(message).at(Some(span)))
    }

    /// Adds a warning.
    pub(super) fn warning(&mut self, span: Span, message: impl Into<String>) -> Fault<'_> {
        self.push(Finding::warning(message).at(Some(span)))
    }

    fn push(&mut self, finding: Finding) -> Fault<'_> {
        if self.is_full() {
            return Fault(None);
        }
        self.findings.push(finding);
        Fault(self.findings.last_mut())
    }

    /// All of them in the order of the text, with the file's name. Where errors overlap, only the smallest is kept: the others
    /// say the same less exactly.
    pub(super) fn into_findings(mut self, file: &str) -> Vec<Finding> {
        self.findings.sort_by_key(|finding| finding.span);
        self.findings.dedup_by(|later, kept| {
            let overlaps = later.severity == kept.severity && overlap(kept.span, later.span);
            if overlaps && width(later.span) < width(kept.span) {
                std::mem::swap(later, kept);
            }
            overlaps
        });
        let named = self
            .findings
            .into_iter()
            .map(|finding| finding.in_file(file));
        named.collect()
    }
}

/// Whether a later span begins in an earlier one, or where that does.
fn overlap(earlier: Option<Span>, later: Option<Span>) -> bool {
    let (Some(earlier), Some(later)) = (earlier, later) else {
        return false;
    };
    let start = (later.line, later.column);
    start == (earlier.line, earlier.column) || start < (earlier.end_line, earlier.end_column)
}

/// How much a span covers: lines count more than columns.
fn width(span: Option<Span>) -> (u32, u32) {
    let span = span.unwrap_or_default();
    let lines = span.end_line.saturating_sub(span.line);
    (lines, span.end_column.saturating_sub(span.column))
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
