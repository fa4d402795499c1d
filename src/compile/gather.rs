//! The files asked for and everything they import, parsed, each behind its imports.
//!
//! Every file is parsed before any is linked, and every import is looked up: one fault must not hide those of other files.

use super::parsed::{Parsed, parse};
use super::read::read;
use super::walk::Sources;
use super::{bundled, roots};
use crate::descriptor::google::protobuf::FileDescriptorProto;
use crate::files::Files;
use crate::report::{Finding, Report};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

/// One file.
pub(super) enum File {
    /// From its text.
    Source(Box<Parsed>),
    /// One of those that come with protobuf.
    Bundled(&'static FileDescriptorProto),
}

impl File {
    fn descriptor(&self) -> &FileDescriptorProto {
        match self {
            Self::Source(parsed) => &parsed.file,
            Self::Bundled(file) => file,
        }
    }

    /// The name of what it imports at this position, imports for options last.
    fn import(&self, index: usize) -> Option<&String> {
        let file = self.descriptor();
        let normal = file.dependency.len();
        match index.checked_sub(normal) {
            Some(index) => file.option_dependency.get(index),
            None => file.dependency.get(index),
        }
    }
}

/// Everything that could be read.
pub(super) struct Gathered {
    /// Each behind its imports.
    pub(super) files: Vec<(String, File)>,
    /// The faults so far, and the text of every file.
    pub(super) report: Report,
}

/// What is to be parsed: a name, and the path where it was found.
type Wanted = (String, PathBuf);

pub(super) fn gather(sources: &Sources) -> Gathered {
    let mut gathering = Gathering {
        sources,
        report: Report::default(),
        files: BTreeMap::new(),
        seen: HashSet::new(),
    };
    let mut first = BTreeMap::new();
    for (name, path) in &sources.files {
        if let Some(file) = bundled::preferred(name) {
            gathering.add_bundled(file, &mut first);
        } else {
            gathering.seen.insert(name.clone());
            first.insert(name.clone(), path.clone());
        }
    }
    let mut wave: Vec<Wanted> = first.into_iter().collect();
    while !wave.is_empty() {
        let loaded: Vec<_> = wave
            .into_par_iter()
            .map(|wanted| load(&sources.disk, wanted))
            .collect();
        let mut next = BTreeMap::new();
        for loaded in loaded {
            gathering.add(loaded, &mut next);
        }
        wave = next.into_iter().collect();
    }
    gathering.in_import_order()
}

/// A file that was read, or why it was not.
struct Loaded {
    name: String,
    text: Arc<str>,
    parsed: Result<Box<Parsed>, Box<Finding>>,
}

fn load(files: &Files, (name, path): Wanted) -> Loaded {
    let (text, parsed) = match read(files, &name, &path) {
        Ok(text) => {
            let parsed = parse(&name, &text);
            (text, Ok(Box::new(parsed)))
        }
        Err(finding) => (Arc::from(""), Err(finding)),
    };
    Loaded { name, text, parsed }
}

struct Gathering<'s> {
    sources: &'s Sources,
    report: Report,
    files: BTreeMap<String, File>,
    seen: HashSet<String>,
}

impl Gathering<'_> {
    fn add(&mut self, loaded: Loaded, next: &mut BTreeMap<String, PathBuf>) {
        let Loaded { name, text, parsed } = loaded;
        self.report.sources.insert(name.clone(), text);
        match parsed {
            Ok(parsed) => {
                self.report.findings.extend(parsed.findings.iter().cloned());
                let missing = self.look_up_imports(&name, &parsed, next);
                self.report.findings.extend(missing);
                self.files.insert(name, File::Source(parsed));
            }
            Err(finding) => self.report.push(*finding),
        }
    }

    /// Notes where the imports of a file are to be found, and gives those that are not.
    fn look_up_imports(
        &mut self,
        name: &str,
        parsed: &Parsed,
        next: &mut BTreeMap<String, PathBuf>,
    ) -> Vec<Finding> {
        let mut missing = Vec::new();
        let normal = (0..).map(|index| [3, index]).zip(&parsed.file.dependency);
        let options = (0..)
            .map(|index| [15, index])
            .zip(&parsed.file.option_dependency);
        for (place, import) in normal.chain(options) {
            if !self.look_up(import, next) {
                let span = parsed.places.span(&place);
                missing.push(self.missing(name, import).at(span));
            }
        }
        missing
    }

    /// Notes where a file is to be found. Says whether it is.
    fn look_up(&mut self, name: &str, next: &mut BTreeMap<String, PathBuf>) -> bool {
        if self.seen.contains(name) {
            return true;
        }
        if let Some(file) = bundled::preferred(name) {
            self.add_bundled(file, next);
        } else if let Some(path) = find(name, self.sources) {
            self.seen.insert(name.to_owned());
            next.insert(name.to_owned(), path);
        } else if let Some(file) = bundled::descriptor(name) {
            self.add_bundled(file, next);
        } else {
            return false;
        }
        true
    }

    /// Adds a bundled file. What it imports may be anyone's.
    fn add_bundled(
        &mut self,
        file: &'static FileDescriptorProto,
        next: &mut BTreeMap<String, PathBuf>,
    ) {
        let name = file.name();
        if self.seen.insert(name.to_owned()) {
            self.files.insert(name.to_owned(), File::Bundled(file));
            for import in &file.dependency {
                self.look_up(import, next);
            }
        }
    }

    fn missing(&self, name: &str, import: &str) -> Finding {
        let sources = self.sources;
        let roots: Vec<_> = sources
            .roots
            .iter()
            .map(|root| root.display().to_string())
            .collect();
        let finding = Finding::error(format!("the import {import:?} was not found"))
            .in_file(name)
            .note(format!("looked in {}", roots.join(", ")));
        let importer = sources.files.get(name);
        let root = roots::that_resolves(&sources.disk, import, importer, sources.files.values());
        finding.help(match root {
            Some(root) => format!("it is below {0}: add `-I {0}`", root.display()),
            None => "add the folder that it is below with `-I`".to_owned(),
        })
    }

    fn in_import_order(mut self) -> Gathered {
        let mut states = HashMap::new();
        let mut order = Vec::with_capacity(self.files.len());
        let mut cycles = Vec::new();
        for name in &self.sources.order {
            // An explicit stack: a chain of imports may be as long as there are files.
            let mut stack = vec![(name, 0)];
            while let Some((name, next)) = stack.pop() {
                let Some(file) = self.files.get(name) else {
                    continue;
                };
                if states.get(name) == Some(&State::Done) {
                    continue;
                }
                states.insert(name, State::Open);
                let Some(import) = file.import(next) else {
                    states.insert(name, State::Done);
                    order.push(name.clone());
                    continue;
                };
                stack.push((name, next + 1));
                if states.get(import) == Some(&State::Open) {
                    cycles.push(cycle(name, file, import, next));
                } else {
                    stack.push((import, 0));
                }
            }
        }
        self.report.findings.extend(cycles);
        let files = order.into_iter();
        let files = files.filter_map(|name| self.files.remove_entry(&name));
        Gathered {
            files: files.collect(),
            report: self.report,
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Open,
    Done,
}

fn cycle(name: &str, file: &File, import: &str, index: usize) -> Finding {
    let text = format!("the import {import:?} closes a cycle of imports");
    let finding = Finding::error(text).in_file(name);
    let File::Source(parsed) = file else {
        return finding;
    };
    let normal = parsed.file.dependency.len();
    let (list, index) = match index.checked_sub(normal) {
        Some(index) => (15, index),
        None => (3, index),
    };
    let path = [list, i32::try_from(index).unwrap_or(i32::MAX)];
    finding.at(parsed.places.span(&path))
}

fn find(import: &str, sources: &Sources) -> Option<PathBuf> {
    let mut candidates = sources.roots.iter().map(|root| root.join(import));
    candidates.find(|path| sources.disk.is_file(path))
}
