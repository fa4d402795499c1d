//! buf's own formats, for programs that were made for its output.

use crate::report::{Finding, Report, Span};
use serde::Serialize;
use std::fmt::Write;

#[derive(Serialize)]
struct Annotation<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
    r#type: &'a str,
    message: &'a str,
}

/// One JSON object a line.
pub(super) fn json(report: &Report) -> String {
    let mut text = String::new();
    for finding in &report.findings {
        let span = finding.span.unwrap_or_default();
        let annotation = Annotation {
            path: finding.file.as_deref(),
            start_line: span.line + 1,
            start_column: span.column + 1,
            end_line: span.end_line + 1,
            end_column: span.end_column + 1,
            r#type: id(finding),
            message: &finding.message,
        };
        let line = serde_json::to_string(&annotation);
        text += &line.expect("strings and numbers always serialise");
        text.push('\n');
    }
    text
}

/// `path:line:column:message`.
pub(super) fn text(report: &Report) -> String {
    let mut text = String::new();
    for finding in &report.findings {
        let file = finding.file.as_deref().unwrap_or("<input>");
        let Span { line, column, .. } = finding.span.unwrap_or_default();
        let (line, column) = (line + 1, column + 1);
        writeln!(text, "{file}:{line}:{column}:{}", finding.message)
            .expect("a string takes whatever is written");
    }
    text
}

/// What the compiler finds has no rule.
fn id(finding: &Finding) -> &str {
    finding.rule.as_deref().unwrap_or("COMPILE")
}
