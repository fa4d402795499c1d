//! The files asked for and everything they import, parsed, each behind its imports.
//!
//! Every file is parsed before any is linked, and every import is looked up: one fault must not hide those of other files.

use super::parsed::{Parsed, parse};
use super::read::read;
use super::walk::Sources;
use super::{bundled, imports};
use crate::descriptor::google::protobuf::FileDescriptorProto;
use crate::files::Files;
use crate::parallel;
use crate::report::{Finding, Report, Severity, Span};
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use std::collections::{BTreeMap, BTreeSet};
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
    /// Whether imports go in a circle.
    pub(super) circular: bool,
}

/// Of a longer cycle of imports, not every file is named.
const LONGEST_CYCLE: usize = 8;

/// So many imports that are not there are compared with all files that are.
const MOST_COMPARED: usize = 64;

/// What is to be parsed: a name, and the path where it was found.
type Wanted = (String, PathBuf);

pub(super) fn gather(sources: &Sources) -> Gathered {
    let mut gathering = Gathering {
        sources,
        report: Report::default(),
        imports: Vec::new(),
        missing: Vec::new(),
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
        let loaded = parallel::map(wave, |wanted| load(&sources.disk, wanted));
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
    missing: Vec<Missing>,
    files: BTreeMap<String, File>,
    seen: HashSet<String>,
}

/// An import that leads to no file.
struct Missing {
    importer: String,
    import: String,
    span: Option<Span>,
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
                self.look_up_imports(&name, &parsed, next);
                self.files.insert(name, File::Source(parsed));
            }
            Err(finding) => self.report.push(*finding),
        }
    }

    /// Notes where the imports of a file are to be found, and which are not.
    fn look_up_imports(
        &mut self,
        name: &str,
        parsed: &Parsed,
        next: &mut BTreeMap<String, PathBuf>,
    ) {
        let normal = (0..).map(|index| [3, index]).zip(&parsed.file.dependency);
        let options = (0..)
            .map(|index| [15, index])
            .zip(&parsed.file.option_dependency);
        for (place, import) in normal.chain(options) {
            if !self.look_up(import, next) {
                self.missing.push(Missing {
                    importer: name.to_owned(),
                    import: import.clone(),
                    span: parsed.places.span(&place),
                });
            }
        }
    }

    /// What is to be said of the imports that are not there.
    fn missing_imports(&mut self) {
        let asked = self.sources.files.keys().chain(self.files.keys());
        let known = asked.map(String::as_str).chain(bundled::names());
        let known: BTreeSet<&str> = known.filter(|_| !self.missing.is_empty()).collect();
        let none = BTreeSet::new();
        let importers: HashSet<&str> = self
            .missing
            .iter()
            .map(|missing| missing.importer.as_str())
            .collect();
        let mut faults = HashMap::<&str, Vec<Option<Span>>>::new();
        for fault in &self.report.findings {
            let file = fault
                .file
                .as_deref()
                .filter(|file| importers.contains(file));
            if let (Severity::Error, Some(file)) = (fault.severity, file) {
                faults.entry(file).or_default().push(fault.span);
            }
        }
        for (count, missing) in self.missing.iter().enumerate() {
            // After so many, it is not a slip any more, and every one costs time.
            let known = if count < MOST_COMPARED { &known } else { &none };
            let mut faults = faults.get(missing.importer.as_str()).into_iter().flatten();
            // A name that is torn was told, and is not the one that was meant.
            if faults.any(|fault| within(*fault, missing.span)) {
                continue;
            }
            let finding = imports::missing(self.sources, &missing.importer, &missing.import, known);
            self.imports.push(finding.at(missing.span));
        }
    }

    /// Notes where a file is to be found. Says whether it is.
    fn look_up(&mut self, name: &str, next: &mut BTreeMap<String, PathBuf>) -> bool {
        if self.seen.contains(name) {
            return true;
        }
        if let Some(file) = bundled::preferred(name) {
            self.add_bundled(file, next);
        } else if let Some(path) = self.sources.find(name) {
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

    fn in_import_order(mut self) -> Gathered {
        self.missing_imports();
        let mut states = HashMap::new();
        let mut order = Vec::with_capacity(self.files.len());
        let mut cycles = Vec::new();
        let mut circular = false;
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
                    circular = true;
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
            circular,
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
        let text = match names.as_slice() {
            [_, _] => "the file imports itself".to_owned(),
            _ => format!("imports go in a circle: {}", names.join(" → ")),
        };
        let finding = Finding::error(text).in_file(first);
        let Some(File::Source(parsed)) = self.files.get(first) else {
            return Some(finding);
        };
        let span = import_span(parsed, next.saturating_sub(1));
        let help = match names.as_slice() {
            [_, _] => "remove the import",
            _ => "remove one of these imports",
        };
        Some(finding.at(span).help(help))
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

/// Whether a fault is in a stretch of text.
fn within(fault: Option<Span>, stretch: Option<Span>) -> bool {
    let (Some(fault), Some(stretch)) = (fault, stretch) else {
        return false;
    };
    let start = (fault.line, fault.column);
    (stretch.line, stretch.column) <= start && start < (stretch.end_line, stretch.end_column)
}
