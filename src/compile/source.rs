//! `.proto` source to descriptors: gathered, parsed and linked, in parallel where files are independent.

use super::gather::{self, File, Gathered};
use super::link::{self, Origin, Unit};
use super::stage::{Stage, Staged};
use super::syntax::Literals;
use super::walk::Sources;
use super::{Described, Verdicts, bundled, order};
use crate::descriptor::google::protobuf::FileDescriptorProto;
use crate::parallel;
use crate::report::{Other, Report, Severity, Span};
use std::collections::{HashMap, HashSet};

/// Compiles files. Gives what `make` makes of their descriptors, with all imports, and the names of those asked for.
pub(super) fn compile<T: Send>(
    sources: Sources,
    verdicts: Verdicts,
    make: impl Fn(FileDescriptorProto) -> T + Send + Sync,
) -> Result<Described<T>, Report> {
    let (files, report) = parallel::once(sources.files.len(), || {
        link(gather::gather(&sources), &sources, verdicts, make)
    });
    // What can be checked in spite of errors is for whoever checks to tell.
    if report.has_errors() && verdicts == Verdicts::Protoc {
        return Err(report);
    }
    let names = sources.files.keys();
    let ours = names.filter(|name| !bundled::is_well_known(name));
    let mut inputs: HashSet<_> = ours.cloned().collect();
    if inputs.is_empty() {
        inputs = sources.files.into_keys().collect();
    }
    Ok(Described {
        files,
        inputs,
        report,
    })
}

fn link<T: Send>(
    gathered: Gathered,
    sources: &Sources,
    verdicts: Verdicts,
    make: impl Fn(FileDescriptorProto) -> T + Send + Sync,
) -> (Vec<T>, Report) {
    let Gathered {
        files,
        mut report,
        imports,
        circular,
    } = gathered;
    let errors = report.findings.iter().chain(&imports);
    let errors = errors.filter(|finding| finding.severity == Severity::Error);
    let faulty: HashSet<_> = errors.filter_map(|finding| finding.file.clone()).collect();
    let order = order::files(&files, &sources.files, &report.findings);
    let units = files.into_iter().map(|(name, file)| Unit {
        asked: sources.files.contains_key(&name),
        // Where imports go in a circle, what is used of them is not known.
        faulty: circular || faulty.contains(&name),
        origin: match file {
            File::Source(parsed) => Origin::Source(parsed),
            File::Bundled(file) => Origin::Finished(file),
        },
    });
    let mut linked = link::link(units.collect(), verdicts, make);
    narrow(&mut linked.findings, &report);
    let texts = Stage::Text.of_all(std::mem::take(&mut report.findings));
    let all = texts.chain(Stage::Imports.of_all(imports));
    report.findings = order::sorted(all.chain(linked.findings).collect(), &order);
    (linked.files, report)
}

/// Puts what is wrong inside of message literals where it is: the linker knows their text, and not where the file has it.
fn narrow(findings: &mut [Staged], report: &Report) {
    let mut literals = HashMap::new();
    for Staged {
        finding, inside, ..
    } in findings
    {
        let (Some(inside), Some(file), Some(whole)) = (inside.take(), &finding.file, finding.span)
        else {
            continue;
        };
        let of_file = literals
            .entry(file.clone())
            .or_insert_with(|| report.sources.get(file).map(Literals::of));
        let exact = of_file
            .as_ref()
            .and_then(|of_file| of_file.span(whole, &inside));
        finding.span = exact.or(finding.span);
        if exact.is_some_and(|exact| exact.line != whole.line) {
            let brace = Span {
                end_line: whole.line,
                end_column: whole.column + 1,
                ..whole
            };
            finding.others.push(Other {
                label: "the literal begins".to_owned(),
                file: file.clone(),
                span: Some(brace),
            });
        }
    }
}
