//! The files asked for and everything they import, parsed, each behind its imports.
//!
//! Every file is parsed before any is linked, and every import is looked up: one fault must not hide those of other files.

use super::walk::Sources;
use super::{bundled, parse, roots};
use crate::files::Files;
use crate::report::{Finding, Report, Span};
use protox::file::File;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

/// One file, parsed.
pub(super) struct Parsed {
    pub(super) name: String,
    pub(super) file: File,
    pub(super) text: Arc<str>,
    pub(super) imports: Vec<String>,
    pub(super) public_imports: Vec<String>,
}

/// Everything that could be parsed.
pub(super) struct Gathered {
    /// Each behind its imports.
    pub(super) files: Vec<Parsed>,
    /// The names of files with faults, parsed or not.
    pub(super) broken: HashSet<String>,
    /// The faults, and the text of every file.
    pub(super) report: Report,
}

/// What is to be parsed: a name, and the path where it was found.
type Wanted = (String, PathBuf);

pub(super) fn gather(sources: &Sources) -> Gathered {
    let mut report = Report::default();
    let mut broken = HashSet::new();
    let mut parsed = BTreeMap::new();
    let mut seen: HashSet<String> = sources.files.keys().cloned().collect();
    let files = sources.files.iter();
    let files = files.filter(|(name, _)| !bundled::is_well_known(name));
    let mut wave: Vec<Wanted> = files
        .map(|(name, path)| (name.clone(), path.clone()))
        .collect();
    while !wave.is_empty() {
        let load = |wanted| load(&sources.disk, wanted);
        let results: Vec<_> = wave.into_par_iter().map(load).collect();
        let mut next = BTreeMap::new();
        for result in results {
            let file = match result {
                Ok(file) => file,
                Err((findings, name, text)) => {
                    report.findings.extend(findings);
                    report.sources.insert(name.clone(), text);
                    broken.insert(name);
                    continue;
                }
            };
            for import in &file.imports {
                if seen.contains(import) || bundled::is_well_known(import) {
                    continue;
                }
                if let Some(path) = find(import, sources) {
                    seen.insert(import.clone());
                    next.insert(import.clone(), path);
                } else {
                    report.push(missing(&file, import, sources));
                    broken.insert(file.name.clone());
                }
            }
            report
                .sources
                .insert(file.name.clone(), Arc::clone(&file.text));
            parsed.insert(file.name.clone(), file);
        }
        wave = next.into_iter().collect();
    }
    let order = in_import_order(&parsed, &mut broken, &mut report);
    let files = order
        .iter()
        .filter_map(|name| parsed.remove(name))
        .collect();
    Gathered {
        files,
        broken,
        report,
    }
}

fn load(files: &Files, (name, path): Wanted) -> Result<Parsed, (Vec<Finding>, String, Arc<str>)> {
    let text = match parse::read(files, &name, &path) {
        Ok(text) => text,
        Err(finding) => return Err((vec![finding], name, Arc::from(""))),
    };
    let file = match parse::parse(&name, &text) {
        Ok(file) => file,
        Err(findings) => return Err((findings, name, text)),
    };
    let descriptor = file.file_descriptor_proto();
    let imports = descriptor.dependency.clone();
    let public = descriptor.public_dependency.iter();
    let public_imports = public
        .filter_map(|index| imports.get(usize::try_from(*index).ok()?).cloned())
        .collect();
    Ok(Parsed {
        name,
        file,
        text,
        imports,
        public_imports,
    })
}

fn find(import: &str, sources: &Sources) -> Option<PathBuf> {
    let candidates = sources.roots.iter().map(|root| root.join(import));
    candidates
        .into_iter()
        .find(|path| sources.disk.is_file(path))
}

fn missing(file: &Parsed, import: &str, sources: &Sources) -> Finding {
    let finding = Finding::error(format!("the import {import:?} was not found"));
    let roots: Vec<_> = sources
        .roots
        .iter()
        .map(|root| root.display().to_string())
        .collect();
    let finding = finding
        .in_file(&file.name)
        .at(import_span(file, import))
        .note(format!("looked in {}", roots.join(", ")));
    let importer = sources.files.get(&file.name);
    let root = roots::that_resolves(&sources.disk, import, importer, sources.files.values());
    finding.help(match root {
        Some(root) => format!("it is below {0}: add `-I {0}`", root.display()),
        None => "add the folder that it is below with `-I`".to_owned(),
    })
}

fn import_span(file: &Parsed, import: &str) -> Option<Span> {
    let index = file.imports.iter().position(|other| other == import)?;
    let info = file
        .file
        .file_descriptor_proto()
        .source_code_info
        .as_ref()?;
    let path = [3, i32::try_from(index).ok()?];
    let location = info
        .location
        .iter()
        .find(|location| location.path == path)?;
    let number = |index: usize| u32::try_from(*location.span.get(index)?).ok();
    let end = location.span.len().checked_sub(1)?;
    Some(Span {
        line: number(0)?,
        column: number(1)?,
        end_line: if end == 3 { number(2)? } else { number(0)? },
        end_column: number(end)?,
    })
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Open,
    Done,
}

fn in_import_order(
    parsed: &BTreeMap<String, Parsed>,
    broken: &mut HashSet<String>,
    report: &mut Report,
) -> Vec<String> {
    let mut states = HashMap::new();
    let mut order = Vec::with_capacity(parsed.len());
    for name in parsed.keys() {
        // An explicit stack: a chain of imports may be as long as there are files.
        let mut stack = vec![(name, 0)];
        while let Some((name, next)) = stack.pop() {
            let Some(file) = parsed.get(name) else {
                continue;
            };
            if states.get(name) == Some(&State::Done) {
                continue;
            }
            states.insert(name, State::Open);
            let Some(import) = file.imports.get(next) else {
                states.insert(name, State::Done);
                order.push(name.clone());
                continue;
            };
            stack.push((name, next + 1));
            if states.get(import) == Some(&State::Open) {
                broken.insert(name.clone());
                let text = format!("the import {import:?} closes a cycle of imports");
                let finding = Finding::error(text).in_file(name);
                report.push(finding.at(import_span(file, import)));
            } else {
                stack.push((import, 0));
            }
        }
    }
    order
}
