//! The files asked for and everything they import, parsed, each behind its imports.
//!
//! Every file is parsed before any is linked, and every import is looked up: one fault must not hide those of other files.

use super::parsed::{Parsed, parse};
use super::read::read;
use super::walk::Sources;
use super::{bundled, roots};
use crate::descriptor::google::protobuf::FileDescriptorProto;
use crate::files::Files;
use crate::report::{Finding, Report, Span};
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use rayon::prelude::*;
use std::collections::BTreeMap;
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
    pub(super) fn import(&self, index: usize) -> Option<&String> {
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
    /// The faults of the files' texts, and the text of every file.
    pub(super) report: Report,
    /// The faults of their imports.
    pub(super) imports: Vec<Finding>,
}

/// Of a longer cycle of imports, not every file is named.
const LONGEST_CYCLE: usize = 8;

/// What is to be parsed: a name, and the path where it was found.
type Wanted = (String, PathBuf);

pub(super) fn gather(sources: &Sources) -> Gathered {
    let mut gathering = Gathering {
        sources,
        report: Report::default(),
        imports: Vec::new(),
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
    path: PathBuf,
    /// Its text, where that has faults.
    text: Option<Arc<str>>,
    parsed: Result<Box<Parsed>, Box<Finding>>,
}

fn load(files: &Files, (name, path): Wanted) -> Loaded {
    let (text, parsed) = match read(files, &name, &path) {
        Ok(text) => {
            let parsed = parse(&name, &text);
            let text = (!parsed.findings.is_empty()).then(|| text.into());
            (text, Ok(Box::new(parsed)))
        }
        Err(finding) => (Some(Arc::from("")), Err(finding)),
    };
    Loaded {
        name,
        path,
        text,
        parsed,
    }
}

struct Gathering<'s> {
    sources: &'s Sources,
    report: Report,
    imports: Vec<Finding>,
    files: BTreeMap<String, File>,
    seen: HashSet<String>,
}

impl Gathering<'_> {
    fn add(&mut self, loaded: Loaded, next: &mut BTreeMap<String, PathBuf>) {
        let Loaded {
            name,
            path,
            text,
            parsed,
        } = loaded;
        let sources = &mut self.report.sources;
        if let Some(text) = text {
            sources.insert(name.clone(), text);
        } else {
            let (files, called) = (self.sources.disk.clone(), name.clone());
            let again = move || Some(read(&files, &called, &path).ok()?.into());
            sources.insert_unread(name.clone(), again);
        }
        match parsed {
            Ok(parsed) => {
                self.report.findings.extend(parsed.findings.iter().cloned());
                let missing = self.look_up_imports(&name, &parsed, next);
                self.imports.extend(missing);
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
                    cycles.extend(self.cycle(&stack, import));
                } else {
                    stack.push((import, 0));
                }
            }
        }
        self.imports.extend(cycles);
        let files = order.into_iter();
        let files = files.filter_map(|name| self.files.remove_entry(&name));
        Gathered {
            files: files.collect(),
            report: self.report,
            imports: self.imports,
        }
    }

    /// What is to be said where the last of the open files imports one of them again.
    fn cycle(&self, open: &[(&String, usize)], again: &String) -> Option<Finding> {
        let start = open.iter().position(|(name, _)| *name == again)?;
        let (first, next) = open[start];
        let mut names: Vec<&str> = open[start..]
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        if names.len() > LONGEST_CYCLE {
            names.splice(LONGEST_CYCLE / 2..names.len() - LONGEST_CYCLE / 2, ["…"]);
        }
        names.push(first);
        let text = format!("imports go in a circle: {}", names.join(" → "));
        let finding = Finding::error(text).in_file(first);
        let Some(File::Source(parsed)) = self.files.get(first) else {
            return Some(finding);
        };
        let span = import_span(parsed, next.saturating_sub(1));
        Some(finding.at(span).help("remove one of these imports"))
    }
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Open,
    Done,
}

fn import_span(parsed: &Parsed, index: usize) -> Option<Span> {
    let normal = parsed.file.dependency.len();
    let (list, index) = match index.checked_sub(normal) {
        Some(index) => (15, index),
        None => (3, index),
    };
    parsed.places.span(&[list, i32::try_from(index).ok()?])
}

fn find(import: &str, sources: &Sources) -> Option<PathBuf> {
    let mut candidates = sources.roots.iter().map(|root| root.join(import));
    candidates.find(|path| sources.disk.is_file(path))
}
