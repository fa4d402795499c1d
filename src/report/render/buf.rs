//! buf's own formats, for programs that were made for its output.

use super::{Places, to_json};
use crate::report::{Report, Span};
use serde::Serialize;

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
pub(super) fn json(report: &Report, places: &Places) -> String {
    let lines = report.findings.iter().map(|finding| {
        let place = places.of(finding);
        to_json(&Annotation {
            path: finding.file.as_deref(),
            start_line: place.line,
            start_column: place.column,
            end_line: place.end_line,
            end_column: place.end_column,
            r#type: finding.id(),
            message: &finding.message,
        })
    });
    lines.map(|line| line + "\n").collect()
}

/// `path:line:column:message`.
pub(super) fn text(report: &Report, places: &Places) -> String {
    let mut lines = Vec::new();
    for finding in &report.findings {
        let file = finding.file.as_deref().unwrap_or("<input>");
        let Span { line, column, .. } = places.of(finding);
        lines.push(format!("{file}:{line}:{column}:{}\n", finding.message));
    }
    lines.concat()
}

/// `path(line,column) : error ID : message`.
pub(super) fn msvs(report: &Report, places: &Places) -> String {
    let mut lines = Vec::new();
    for finding in &report.findings {
        let file = finding.file.as_deref().unwrap_or("<input>");
        let Span { line, column, .. } = places.of(finding);
        let (severity, id) = (finding.severity.name(), finding.id());
        let message = &finding.message;
        lines.push(format!(
            "{file}({line},{column}) : {severity} {id} : {message}\n"
        ));
    }
    lines.concat()
}
