//! A code quality report of GitLab.

use super::to_json;
use crate::report::{Finding, Report, Severity};
use serde::Serialize;
use std::hash::{DefaultHasher, Hash, Hasher};

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
pub(super) fn render(report: &Report) -> String {
    let issues: Vec<_> = report.findings.iter().map(issue).collect();
    to_json(&issues) + "\n"
}

fn issue(finding: &Finding) -> Issue<'_> {
    let place = finding.place();
    Issue {
        description: &finding.message,
        check_name: finding.id(),
        fingerprint: fingerprint(finding),
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

/// What tells one issue from another.
fn fingerprint(finding: &Finding) -> String {
    let mut hasher = DefaultHasher::new();
    (finding.id(), &finding.file, &finding.message).hash(&mut hasher);
    let hash = format!("{:016x}", hasher.finish());
    match &finding.fingerprint {
        Some(fingerprint) => format!("{fingerprint}-{hash}"),
        None => hash,
    }
}
