//! `JUnit` XML: a suite for each file, a case for each finding.

use super::Places;
use crate::report::{Finding, Report};
use std::collections::BTreeMap;

/// The report as `JUnit` XML.
pub(super) fn render(report: &Report, places: &Places) -> String {
    let mut suites = BTreeMap::<&str, Vec<&Finding>>::new();
    for finding in &report.findings {
        let file = finding.any_file().unwrap_or("<input>");
        let name = file.strip_suffix(".proto").unwrap_or(file);
        suites.entry(name).or_default().push(finding);
    }
    let suites: String = suites
        .iter()
        .map(|(name, cases)| suite(name, cases, places))
        .collect();
    format!("<testsuites>\n{suites}</testsuites>\n")
}

fn suite(name: &str, findings: &[&Finding], places: &Places) -> String {
    let cases: String = findings
        .iter()
        .map(|finding| case(finding, places))
        .collect();
    let (name, count) = (escaped(name), findings.len());
    format!(
        "  <testsuite name=\"{name}\" tests=\"{count}\" failures=\"{count}\" errors=\"0\">\n{cases}  </testsuite>\n"
    )
}

fn case(finding: &Finding, places: &Places) -> String {
    let (id, place) = (finding.id(), places.of(finding));
    let (line, column) = (place.line, place.column);
    let file = finding.file.as_deref().unwrap_or("<input>");
    let message = escaped(&format!("{file}:{line}:{column}:{}", finding.message));
    let more: Vec<_> = finding.all_notes().chain(finding.help.clone()).collect();
    let more: String = more.iter().map(|more| escaped(more) + "\n").collect();
    format!(
        "    <testcase name=\"{id}_{line}_{column}\">\n      <failure message=\"{message}\" type=\"{id}\">{}</failure>\n    </testcase>\n",
        more.trim_end()
    )
}

/// A text as it stands between tags or quotes; XML has no place for control characters.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&#34;"),
            '\'' => escaped.push_str("&#39;"),
            '\t' => escaped.push_str("&#9;"),
            '\n' => escaped.push_str("&#10;"),
            '\r' => escaped.push_str("&#13;"),
            control if control.is_control() => escaped.push('\u{fffd}'),
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            other => escaped.push(other),
        }
    }
    escaped
}
