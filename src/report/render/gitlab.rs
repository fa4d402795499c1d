//! A code quality report of GitLab.

use super::{Places, fingerprints, to_json};
use crate::report::{Finding, Report, Severity};
use serde::Serialize;

#[derive(Serialize)]
struct Issue<'a> {
    description: &'a str,
    check_name: &'a str,
    fingerprint: String,
    severity: &'a str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    positions: Positions,
}

#[derive(Serialize)]
struct Positions {
    begin: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: u32,
    column: u32,
}

/// The report as a list of issues. `GitLab` drops those without a path, so that of what is gone is where it was.
pub(super) fn render(report: &Report, places: &Places) -> String {
    let findings = report.findings.iter().zip(fingerprints(report));
    let issues: Vec<_> = findings
        .map(|(finding, fingerprint)| issue(finding, fingerprint, places))
        .collect();
    to_json(&issues) + "\n"
}

fn issue<'a>(finding: &'a Finding, fingerprint: String, places: &Places) -> Issue<'a> {
    let place = places.of(finding);
    Issue {
        description: &finding.message,
        check_name: finding.id(),
        fingerprint,
        severity: match finding.severity {
            Severity::Info => "info",
            Severity::Warning => "minor",
            Severity::Error => "major",
        },
        location: Location {
            path: finding.any_file().unwrap_or("."),
            positions: Positions {
                begin: Position {
                    line: place.line,
                    column: place.column,
                },
                end: Position {
                    line: place.end_line,
                    column: place.end_column,
                },
            },
        },
    }
}
