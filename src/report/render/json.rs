//! One JSON document with all that is known of each finding.

use super::{Places, to_json};
use crate::report::{Finding, Other, Place, Report, Severity, Span};
use serde::Serialize;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    tool: Tool,
    counts: Counts,
    findings: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Counts {
    error: usize,
    warning: usize,
    info: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
struct Item<'a> {
    severity: &'static str,
    rule: &'a str,
    element: Option<&'a str>,
    message: &'a str,
    file: Option<&'a str>,
    span: Option<Lines>,
    before: Option<Before<'a>>,
    fingerprint: Option<&'a str>,
    others: Vec<Beside<'a>>,
    notes: &'a [String],
    help: Option<&'a str>,
    edits: Vec<Replacement<'a>>,
}

/// What `check --fix` would do.
#[derive(Serialize)]
struct Replacement<'a> {
    span: Lines,
    text: &'a str,
}

#[derive(Serialize)]
struct Before<'a> {
    base: Option<&'a str>,
    file: &'a str,
    span: Option<Lines>,
}

/// Another place of the same schema.
#[derive(Serialize)]
struct Beside<'a> {
    label: &'a str,
    file: &'a str,
    span: Option<Lines>,
}

/// A span counted from one; the end is exclusive.
#[derive(Serialize)]
struct Lines {
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
}

/// The report as one document.
pub(super) fn render(report: &Report, places: &Places) -> String {
    let count = |severity: Severity| {
        let findings = report.findings.iter();
        findings
            .filter(|finding| finding.severity == severity)
            .count()
    };
    let document = Document {
        version: 1,
        tool: Tool {
            name: "grpcgen",
            version: env!("CARGO_PKG_VERSION"),
        },
        counts: Counts {
            error: count(Severity::Error),
            warning: count(Severity::Warning),
            info: count(Severity::Info),
        },
        findings: report
            .findings
            .iter()
            .map(|finding| item(finding, places))
            .collect(),
    };
    to_json(&document) + "\n"
}

fn item<'a>(finding: &'a Finding, places: &Places) -> Item<'a> {
    let edits = finding.edits.iter().map(|edit| Replacement {
        span: lines(places.of_edit(finding, edit)),
        text: &edit.text,
    });
    Item {
        severity: finding.severity.name(),
        rule: finding.id(),
        element: finding.element.as_deref(),
        message: &finding.message,
        file: finding.file.as_deref(),
        span: finding.span.map(|_| lines(places.of(finding))),
        before: finding.before.as_deref().map(before),
        fingerprint: finding.fingerprint.as_deref(),
        others: finding
            .others
            .iter()
            .map(|other| beside(other, places))
            .collect(),
        notes: &finding.notes,
        help: finding.help.as_deref(),
        edits: edits.collect(),
    }
}

fn before(place: &Place) -> Before<'_> {
    Before {
        base: place.base.as_deref(),
        file: &place.file,
        span: place.span.map(|span| lines(Places::of_old(place, span))),
    }
}

fn beside<'a>(other: &'a Other, places: &Places) -> Beside<'a> {
    Beside {
        label: &other.label,
        file: &other.file,
        span: other.span.map(|span| lines(places.of_other(other, span))),
    }
}

fn lines(span: Span) -> Lines {
    Lines {
        line: span.line,
        column: span.column,
        end_line: span.end_line,
        end_column: span.end_column,
    }
}
