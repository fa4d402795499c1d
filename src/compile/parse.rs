//! One file: from a path to what the parser makes of it, or to findings with their places.

use super::cursory;
use crate::files::Files;
use crate::report::{Finding, Severity, Span};
use miette::Diagnostic;
use protox::file::File;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// A larger `.proto` file is refused unread: the largest of googleapis has four megabytes.
const LARGEST_FILE: u64 = 64 << 20;

/// Reads a file's text. A fault is in the file called `name`.
pub(super) fn read(files: &Files, name: &str, path: &Path) -> Result<Arc<str>, Finding> {
    let unreadable = |error: std::io::Error| {
        Finding::error(format!("cannot read {}: {error}", path.display())).in_file(name)
    };
    // Bounded by what is read, not by what is declared: a file may grow, and a device has no size.
    let bytes = files.read_up_to(path, LARGEST_FILE + 1);
    let bytes = bytes.map_err(unreadable)?;
    if bytes.len() as u64 > LARGEST_FILE {
        let text = format!("the file is larger than {} MB", LARGEST_FILE >> 20);
        return Err(Finding::error(text).in_file(name).help("split it"));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let text = String::from_utf8_lossy(&error.as_bytes()[..valid]);
        Finding::error("the file is not UTF-8 from here on")
            .in_file(name)
            .at(Some(Span::of(&text, valid..valid)))
            .help("save it as UTF-8")
    })?;
    // Editors put a byte order mark there; it is no part of the text.
    Ok(text.strip_prefix('\u{feff}').unwrap_or(&text).into())
}

/// Parses a file.
pub(super) fn parse(name: &str, text: &str) -> Result<File, Vec<Finding>> {
    let at = |finding: Finding, range: Range<usize>| {
        vec![finding.in_file(name).at(Some(Span::of(text, range)))]
    };
    if let Some(edition) = cursory::edition(text) {
        let message =
            "the source of files with an edition cannot be read yet, only their descriptors";
        let command =
            format!("`protoc --include_imports --include_source_info -o schema.binpb {name}`");
        let help = format!("compile it with {command} and give schema.binpb");
        return Err(at(Finding::error(message).help(help), edition));
    }
    if let Some(bracket) = cursory::too_deep(text) {
        let finding = Finding::error("brackets are nested too deep to be read");
        return Err(at(finding, bracket));
    }
    File::from_source(name, text).map_err(|error| findings(&error, name, text))
}

/// An error of the parser or linker as findings, each with its place where it has one.
pub(super) fn findings(error: &protox::Error, name: &str, text: &str) -> Vec<Finding> {
    let related = error.related().into_iter().flatten();
    let all = std::iter::once(error as &dyn Diagnostic).chain(related);
    all.map(|diagnostic| finding(diagnostic, name, text))
        .collect()
}

fn finding(diagnostic: &dyn Diagnostic, name: &str, text: &str) -> Finding {
    let severity = match diagnostic.severity() {
        Some(miette::Severity::Warning | miette::Severity::Advice) => Severity::Warning,
        Some(miette::Severity::Error) | None => Severity::Error,
    };
    let labels: Vec<_> = diagnostic.labels().into_iter().flatten().collect();
    let range = |label: &miette::LabeledSpan| label.offset()..label.offset() + label.len();
    // The last label is the culprit, where there are several: earlier ones show what it clashes with.
    let span = labels.last().map(|label| Span::of(text, range(label)));
    let mut finding = Finding::error(diagnostic.to_string())
        .in_file(name)
        .at(span);
    finding.severity = severity;
    finding.help = diagnostic.help().map(|help| help.to_string());
    for label in labels.iter().rev().skip(1) {
        let line = Span::of(text, range(label)).line + 1;
        let what = label.label().unwrap_or("see").trim_end_matches('…');
        finding = finding.note(format!("{what} in line {line}"));
    }
    finding
}
