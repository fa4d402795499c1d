//! Annotations of GitHub Actions: workflow commands, one a line.

use super::Places;
use crate::report::{Finding, Report, Severity};

/// The report as workflow commands.
pub(super) fn render(report: &Report, places: &Places) -> String {
    let findings = report.findings.iter();
    findings.map(|finding| command(finding, places)).collect()
}

fn command(finding: &Finding, places: &Places) -> String {
    let kind = match finding.severity {
        Severity::Info => "notice",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    let place = finding.file.as_deref().map(|file| {
        let place = places.of(finding);
        format!(
            "file={},line={},col={},endLine={},endColumn={},",
            property(file),
            place.line,
            place.column,
            place.end_line,
            place.end_column
        )
    });
    let place = place.unwrap_or_default();
    let mut text = finding.message.clone();
    for more in finding.all_notes().chain(finding.help.clone()) {
        text = format!("{text}\n{more}");
    }
    let (title, text) = (property(finding.id()), escaped(&text));
    format!("::{kind} {place}title={title}::{text}\n")
}

/// A text as the value of a property, which `:` and `,` would end.
fn property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}

fn escaped(text: &str) -> String {
    let percent = text.replace('%', "%25");
    percent.replace('\r', "%0D").replace('\n', "%0A")
}
