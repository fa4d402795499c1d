//! Findings as text for people: message, place, source line with a caret, help.

use super::{Finding, Report, Severity};
use std::fmt;

/// More findings than this are counted, not shown: nobody reads a thousand.
const MOST: usize = 100;

pub(super) fn write(f: &mut fmt::Formatter<'_>, report: &Report) -> fmt::Result {
    for finding in report.findings.iter().take(MOST) {
        write_finding(f, finding)?;
    }
    if report.findings.len() > MOST {
        writeln!(f, "… and {} more", report.findings.len() - MOST)?;
    }
    Ok(())
}

fn write_finding(f: &mut fmt::Formatter<'_>, finding: &Finding) -> fmt::Result {
    let severity = match finding.severity {
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    writeln!(f, "{severity}: {}", finding.message)?;
    match (&finding.file, finding.span) {
        (Some(file), Some(span)) => {
            writeln!(f, "  --> {file}:{}:{}", span.line + 1, span.column + 1)?;
        }
        (Some(file), None) => writeln!(f, "  --> {file}")?,
        (None, _) => {}
    }
    if let (Some(source), Some(span)) = (&finding.source, finding.span) {
        let line = source.lines().next().unwrap_or_default();
        let column = span.column as usize;
        let width = if span.end_line == span.line {
            span.end_column.saturating_sub(span.column).max(1)
        } else {
            1
        };
        let number = (span.line + 1).to_string();
        let margin = " ".repeat(number.len());
        writeln!(f, "{margin} |\n{number} | {line}")?;
        writeln!(
            f,
            "{margin} | {}{}",
            " ".repeat(column.min(line.len())),
            "^".repeat(width as usize)
        )?;
    }
    if let Some(help) = &finding.help {
        writeln!(f, "  = help: {help}")?;
    }
    Ok(())
}
