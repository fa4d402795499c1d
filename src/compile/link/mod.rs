//! The linker: files as their text says them to descriptors as protoc writes them.
//!
//! In: descriptors with unresolved names and uninterpreted options, each file behind those it imports. Out: finished
//! descriptors, and everything that is wrong. Each pass is linear in its input, and where files are independent they are
//! done in parallel. It knows no text and no file system.

mod declare;
mod element;
mod features;
mod finish;
mod model;
mod names;
mod options;
mod pool;
mod resolve;
mod suggest;
#[cfg(test)]
mod tests;
mod visible;

use super::bundled;
use super::parsed::{Parsed, Places};
use crate::descriptor::google::protobuf::FileDescriptorProto;
use crate::report::{Finding, Severity};
use element::{FileId, Id};
use model::Model;
use options::{Interpreted, Phase};
use pool::Pool;
use rayon::prelude::*;
use suggest::Suggestions;
use visible::View;

/// A file to be linked.
pub(super) struct Unit {
    pub(super) origin: Origin,
    /// Whether it was asked for, not only imported.
    pub(super) asked: bool,
}

/// Where a file comes from.
pub(super) enum Origin {
    /// From its text.
    Source(Box<Parsed>),
    /// From a descriptor that is finished.
    Finished(&'static FileDescriptorProto),
}

/// The outcome of a run.
pub(super) struct Linked {
    /// In the order of the units. With errors among the findings, they are not to be used.
    pub(super) files: Vec<FileDescriptorProto>,
    pub(super) findings: Vec<Finding>,
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

/// The file that has the messages of options.
const DESCRIPTOR: &str = "google/protobuf/descriptor.proto";

/// Links files, each behind those it imports. Imports that are missing have been told.
pub(super) fn link(mut units: Vec<Unit>) -> Linked {
    let count = units.len();
    if !units.iter().any(|unit| unit.file().name() == DESCRIPTOR)
        && let Some(file) = bundled::descriptor(DESCRIPTOR)
    {
        // Last, so that nobody sees it: the names of options are looked up in it.
        units.push(Unit {
            origin: Origin::Finished(file),
            asked: false,
        });
    }
    let (plans, findings) = analyse(&units, count);
    units.truncate(count);
    let files = units.into_par_iter().zip(plans);
    Linked {
        files: files
            .map(|(unit, plan)| finish::finish(unit, plan))
            .collect(),
        findings,
    }
}

/// Finds out everything that is to be known of the files, and what is to be changed in each.
fn analyse(units: &[Unit], count: usize) -> (Vec<finish::Plan>, Vec<Finding>) {
    let mut pool = Pool::from(units);
    let mut findings = declare::declare(&mut pool, count);
    let suggestions = Suggestions::default();
    let files: Vec<FileId> = (0..).map(FileId).take(units.len()).collect();
    let resolved = files.par_iter().map(|file| {
        let view = View::new(&pool, *file);
        let (links, faults) = resolve::resolve(&view, &pool, &suggestions);
        (links, faults, view.into_used())
    });
    let resolved: Vec<_> = resolved.collect();
    let mut used = Vec::with_capacity(files.len());
    let mut found: Vec<Vec<Finding>> = Vec::new();
    let mut links = vec![resolve::Link::default(); pool.elements.len()];
    for (file, (own, faults, own_used)) in files.iter().zip(resolved) {
        used.push(own_used);
        let start = pool.file(*file).elements.start as usize;
        links[start..start + own.len()].copy_from_slice(&own);
        found.push(faults);
    }
    let mut model = Model {
        options: std::iter::repeat_with(|| None)
            .take(pool.elements.len())
            .collect(),
        features: Vec::new(),
        pool,
        links,
    };
    let none = files.iter().map(|_| Interpreted::default()).collect();
    let (used, mut interpreted) = interpret(&model, &suggestions, Phase::BuiltIn, used, none);
    let options: Vec<_> = interpreted
        .par_iter_mut()
        .map(|interpreted| interpreted.options(&model))
        .collect();
    for (id, options) in options.into_iter().flatten() {
        model.options[id.index()] = Some(options);
    }
    let features: Vec<_> = files
        .par_iter()
        .map(|file| features::resolve(&model, *file))
        .collect();
    model.features = vec![
        crate::schema::Features::preset(crate::schema::Edition::Proto2);
        model.pool.elements.len()
    ];
    for (file, (own, faults)) in files.iter().zip(features) {
        let start = model.pool.file(*file).elements.start as usize;
        model.features[start..start + own.len()].copy_from_slice(&own);
        found[file.index()].extend(faults);
    }
    let (used, mut interpreted) = interpret(&model, &suggestions, Phase::Custom, used, interpreted);
    let custom: Vec<_> = interpreted
        .par_iter()
        .map(|interpreted| interpreted.custom(&model))
        .collect();
    for (id, bytes) in custom.into_iter().flatten() {
        if let Some(options) = &mut model.options[id.index()]
            && let Err(error) = options.merge(&bytes)
        {
            let text = format!("the options do not fit the messages of descriptor.proto: {error}");
            findings.push(model.pool.finding(id, element::Part::Whole, text));
        }
    }
    for (file, interpreted) in found.iter_mut().zip(&mut interpreted) {
        file.append(&mut interpreted.findings);
    }
    let _ = (&used, Id::ROOT);
    let plans: Vec<_> = files[..count]
        .par_iter()
        .zip(interpreted)
        .map(|(file, interpreted)| finish::plan(&model, *file, interpreted))
        .collect();
    findings.extend(found.into_iter().take(count).flatten());
    (plans, findings)
}

/// One phase of interpreting options, file by file.
fn interpret(
    model: &Model<'_>,
    suggestions: &Suggestions,
    phase: Phase,
    used: Vec<visible::Used>,
    done: Vec<Interpreted>,
) -> (Vec<visible::Used>, Vec<Interpreted>) {
    let files = (0..).map(FileId).zip(used).zip(done).collect::<Vec<_>>();
    files
        .into_par_iter()
        .map(|((file, used), done)| {
            let view = View::again(&model.pool, file, used);
            let done = options::interpret(model, &view, suggestions, phase, done);
            (view.into_used(), done)
        })
        .unzip()
}
