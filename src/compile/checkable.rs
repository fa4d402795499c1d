//! What can be checked of an input that does not compile as a whole.
//!
//! In: descriptors with the faults that were found. Out: those of the files that have none and import none that has, and what
//! is wrong with the others. One half-written file must not hide what is to be said of all the rest.

use super::Described;
use crate::descriptor::google::protobuf::FileDescriptorProto;
use crate::report::{Report, Severity};
use crate::schema::Schema;
use std::collections::HashSet;

/// What of an input can be checked.
#[derive(Debug, Default)]
pub struct Checkable {
    /// The files that compile, as do all that they import.
    pub schema: Schema,
    /// What is wrong with the others.
    pub faults: Report,
    /// The names of the others: those with faults, and those that import them.
    pub left_out: HashSet<String>,
}

/// Takes out the files with faults and those that import them. Gives the faults, and the names of what was taken out.
///
/// Nothing can be told of any file where a fault is in none.
pub(super) fn split(
    described: &mut Described<FileDescriptorProto>,
) -> Result<(Report, HashSet<String>), Report> {
    let Report { findings, sources } = std::mem::take(&mut described.report);
    let is_error = |severity| severity == Severity::Error;
    let (errors, warnings): (Vec<_>, _) = findings
        .into_iter()
        .partition(|finding| is_error(finding.severity));
    let names = errors.iter().map(|finding| finding.file.clone());
    let names: Option<HashSet<_>> = names.collect();
    let mut faults = Report::default();
    if !errors.is_empty() {
        faults.sources.extend(&sources);
    }
    faults.findings = errors;
    let Some(mut left_out) = names else {
        return Err(faults);
    };
    if !left_out.is_empty() {
        // A file comes behind its imports.
        described.files.retain(|file| {
            let mut imports = file.dependency.iter().chain(&file.option_dependency);
            let bad = left_out.contains(file.name()) || imports.any(|name| left_out.contains(name));
            if bad {
                left_out.insert(file.name().to_owned());
            }
            !bad
        });
        described.inputs.retain(|name| !left_out.contains(name));
    }
    described.report = Report {
        findings: warnings,
        sources,
    };
    described.report.findings.retain(|finding| {
        finding
            .file
            .as_ref()
            .is_none_or(|file| !left_out.contains(file))
    });
    Ok((faults, left_out))
}
