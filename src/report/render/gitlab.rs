//! A code quality report of GitLab.

use super::{Places, to_json};
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
    let issues: Vec<_> = report
        .findings
        .iter()
        .map(|finding| issue(finding, places))
        .collect();
    to_json(&issues) + "\n"
}

fn issue<'a>(finding: &'a Finding, places: &Places) -> Issue<'a> {
    let place = places.of(finding);
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

/// What tells one issue from another, in every run and on every machine.
fn fingerprint(finding: &Finding) -> String {
    let parts = [
        finding.id(),
        finding.any_file().unwrap_or_default(),
        &finding.message,
    ];
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
    // FNV-1a.
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    match &finding.fingerprint {
        Some(fingerprint) => format!("{fingerprint}-{hash:016x}"),
        None => format!("{hash:016x}"),
    }
}
