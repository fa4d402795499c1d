//! The linker: files as their text says them to descriptors as protoc writes them.
//!
//! In: descriptors with unresolved names and uninterpreted options, each file behind those it imports. Out: finished
//! descriptors, and everything that is wrong. Each pass is linear in its input, and where files are independent they are
//! done in parallel. It knows no text and no file system.

mod analyse;
mod check;
mod declare;
mod element;
mod features;
mod files;
mod finish;
mod meant;
mod model;
mod names;
mod options;
mod pool;
mod resolve;
mod scalars;
mod suggest;
mod visible;

use super::parsed::Parsed;
use super::places::Places;
use super::stage::Staged;
use super::{Verdicts, bundled};
use crate::descriptor::google::protobuf::FileDescriptorProto;
use crate::parallel;
use crate::report::Severity;

/// A file to be linked.
pub(super) struct Unit {
    pub(super) origin: Origin,
    /// Whether it was asked for, not only imported.
    pub(super) asked: bool,
    /// Whether errors in it have been told.
    pub(super) faulty: bool,
}

/// Where a file comes from.
pub(super) enum Origin {
    /// From its text.
    Source(Box<Parsed>),
    /// From a descriptor that is finished.
    Finished(&'static FileDescriptorProto),
}

/// The outcome of a run.
pub(super) struct Linked<T> {
    /// What was made of the files, in the order of the units; nothing where there are errors among the findings.
    pub(super) files: Vec<T>,
    pub(super) findings: Vec<Staged>,
}

impl Unit {
    fn file(&self) -> &FileDescriptorProto {
        match &self.origin {
            Origin::Source(parsed) => &parsed.file,
            Origin::Finished(file) => file,
        }
    }

    fn places(&self) -> Option<&Places> {
        match &self.origin {
            Origin::Source(parsed) => Some(&parsed.places),
            Origin::Finished(_) => None,
        }
    }

    /// Whether its text has faults, so that something may be missing.
    fn is_broken(&self) -> bool {
        match &self.origin {
            Origin::Source(parsed) => {
                let mut findings = parsed.findings.iter();
                findings.any(|finding| finding.severity == Severity::Error)
            }
            Origin::Finished(_) => false,
        }
    }
}

/// Links files, each behind those it imports, and hands their descriptors to `make`. Imports that are missing have been told.
pub(super) fn link<T: Send>(
    mut units: Vec<Unit>,
    verdicts: Verdicts,
    make: impl Fn(FileDescriptorProto) -> T + Send + Sync,
) -> Linked<T> {
    let count = units.len();
    let bundled = units.iter().any(
        |unit| matches!(unit.origin, Origin::Finished(file) if file.name() == bundled::DESCRIPTOR),
    );
    if !bundled && let Some(file) = bundled::descriptor(bundled::DESCRIPTOR) {
        // Last, so that nobody sees it: options are looked up in it where nobody has messages of their own for them.
        units.push(Unit {
            origin: Origin::Finished(file),
            asked: false,
            faulty: false,
        });
    }
    let (plans, findings) = analyse::analyse(&units, count, verdicts);
    units.truncate(count);
    let files = units.into_iter().zip(plans);
    Linked {
        files: parallel::map(files, |(unit, plan)| make(finish::finish(unit, plan))),
        findings,
    }
}
