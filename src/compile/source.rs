//! `.proto` source through protox, on threads with stacks that deep nesting cannot exhaust.
//!
//! protox gets the files one by one, each behind its imports. Some of its habits are stepped around: for each option it
//! searches all source info of the file, so that is kept away from it where it is not needed; it does not look through more
//! than one public import, so what is visible through them is imported directly while it works; it reads `packed` too late.

use super::gather::{self, Gathered, Parsed};
use super::walk::Sources;
use super::{Described, SourceInfo, bundled, packed, parse};
use crate::descriptor::google::protobuf::{
    FileDescriptorSet, SourceCodeInfo, source_code_info::Location,
};
use crate::report::{Finding, Report};
use crate::wire::Message;
use bytes::Bytes;
use protox::file::{File, FileResolver};
use protox::prost_reflect::prost_types;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

const STACK: usize = 64 << 20;

/// A file with errors rolls back all that was linked before it. After this many files rolled back, it is enough.
const MOST_ROLLED_BACK: usize = 20_000;

/// Compiles files. Gives their descriptors with all imports, and the names of those asked for.
pub(super) fn compile(sources: Sources, source_info: SourceInfo) -> Result<Described, Report> {
    let pool = rayon::ThreadPoolBuilder::new().stack_size(STACK).build();
    let pool = pool
        .map_err(|error| Finding::error(format!("cannot start threads to compile in: {error}")))?;
    pool.install(|| {
        let gathered = gather::gather(&sources);
        let texts = gathered.report.sources.clone();
        let names = sources.files.keys();
        let bundled = names.clone().filter(|name| bundled::is_well_known(name));
        let set = link(gathered, bundled, source_info)?;
        let ours = names.filter(|name| !bundled::is_well_known(name));
        let mut inputs: HashSet<_> = ours.cloned().collect();
        if inputs.is_empty() {
            inputs = sources.files.into_keys().collect();
        }
        Ok(Described {
            set,
            inputs,
            sources: texts,
        })
    })
}

/// What was taken out of a file's descriptor, to be put back behind protox.
struct Withheld {
    imports: usize,
    source_info: Option<SourceCodeInfo>,
}

/// Hands protox the file that it is to add next.
#[derive(Clone, Default)]
struct Slot(Arc<Mutex<Option<File>>>);

impl Slot {
    fn put(&self, file: File) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(file);
    }
}

impl FileResolver for Slot {
    fn open_file(&self, name: &str) -> Result<File, protox::Error> {
        if let Some(descriptor) = bundled::descriptor(name) {
            let bytes = descriptor.encode_to_bytes();
            return File::decode_file_descriptor_proto(bytes).map_err(protox::Error::new);
        }
        let file = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        file.ok_or_else(|| protox::Error::file_not_found(name))
    }
}

fn link<'a>(
    gathered: Gathered,
    bundled: impl Iterator<Item = &'a String>,
    source_info: SourceInfo,
) -> Result<FileDescriptorSet, Report> {
    let Gathered {
        files,
        mut broken,
        mut report,
    } = gathered;
    let mut linker = Linker::new(&files, SourceInfo::Elements);
    for name in bundled {
        if let Err(error) = linker.compiler.open_file(name) {
            report.findings.extend(parse::findings(&error, name, ""));
        }
    }
    let mut rolled_back = 0;
    for (index, file) in files.iter().enumerate() {
        let imports = &mut file.imports.iter();
        // What is broken has its findings; in what imports it they would only be repeated.
        if broken.contains(&file.name) || imports.any(|import| broken.contains(import)) {
            broken.insert(file.name.clone());
            continue;
        }
        if let Err(error) = linker.add(file) {
            let findings = parse::findings(&error, &file.name, &file.text);
            report.findings.extend(findings);
            broken.insert(file.name.clone());
            rolled_back += index;
            if rolled_back > MOST_ROLLED_BACK {
                break;
            }
        }
    }
    report.findings.sort_by(|a, b| a.file.cmp(&b.file));
    report.into_result(())?;
    let mut set = linker.finish()?;
    if source_info == SourceInfo::Everything {
        // A second time for the source info: the parser knows the places of options, only the linker their numbers.
        let mut linker = Linker::new(&files, SourceInfo::Everything);
        let linked = files.iter().try_for_each(|file| linker.add(file));
        if linked.is_ok() {
            take_source_info(&mut set, linker.finish()?);
        }
    }
    Ok(set)
}

fn take_source_info(set: &mut FileDescriptorSet, other: FileDescriptorSet) {
    let infos = other.file.into_iter();
    let mut infos: HashMap<_, _> = infos
        .map(|file| (file.name, file.source_code_info))
        .collect();
    for file in &mut set.file {
        if let Some(Some(info)) = infos.remove(&file.name) {
            file.source_code_info = Some(info);
        }
    }
}

struct Linker {
    compiler: protox::Compiler,
    slot: Slot,
    visible: Visible,
    source_info: SourceInfo,
    withheld: HashMap<String, Withheld>,
}

impl Linker {
    fn new(files: &[Parsed], source_info: SourceInfo) -> Self {
        let slot = Slot::default();
        let mut compiler = protox::Compiler::with_file_resolver(slot.clone());
        compiler.include_source_info(true).include_imports(true);
        Self {
            compiler,
            slot,
            visible: Visible::of(files),
            source_info,
            withheld: HashMap::with_capacity(files.len()),
        }
    }

    /// Adds a file whose imports were added.
    fn add(&mut self, file: &Parsed) -> Result<(), protox::Error> {
        let first = match self.attempt(file, Vec::new()) {
            Ok(()) => return Ok(()),
            Err(error) => error,
        };
        let further = self.visible.further(file);
        if !further.is_empty() && self.attempt(file, further).is_ok() {
            return Ok(());
        }
        if self.source_info == SourceInfo::Everything {
            return Err(first);
        }
        // Once more with source info, which is where the places of errors come from.
        self.slot.put(file.file.clone());
        self.compiler.open_file(&file.name).map(drop)
    }

    fn attempt(&mut self, file: &Parsed, further: Vec<String>) -> Result<(), protox::Error> {
        let (stripped, withheld) = strip(&file.file, further, self.source_info);
        self.slot.put(stripped);
        self.compiler.open_file(&file.name)?;
        self.withheld.insert(file.name.clone(), withheld);
        Ok(())
    }

    /// The descriptors out of protox's encoding of them. The bytes keep custom options; its typed descriptors would lose
    /// them.
    fn finish(mut self) -> Result<FileDescriptorSet, Report> {
        let encoded = Bytes::from(self.compiler.encode_file_descriptor_set());
        drop(self.compiler);
        let mut set = FileDescriptorSet::decode_bytes(&encoded).map_err(|error| {
            Finding::error(format!(
                "the compiler's descriptors cannot be read: {error}"
            ))
        })?;
        for file in &mut set.file {
            let name = file.name.as_deref().unwrap_or_default();
            if let Some(withheld) = self.withheld.remove(name) {
                file.dependency.truncate(withheld.imports);
                file.source_code_info = file.source_code_info.take().or(withheld.source_info);
            } else if let Some(bundled) = bundled::descriptor(name) {
                file.clone_from(bundled);
            }
        }
        Ok(set)
    }
}

/// A file as protox is to see it, and what it is not to see.
fn strip(file: &File, further: Vec<String>, source_info: SourceInfo) -> (File, Withheld) {
    let mut descriptor = file.file_descriptor_proto().clone();
    let imports = descriptor.dependency.len();
    descriptor.dependency.extend(further);
    let source_info = match source_info {
        SourceInfo::Elements => {
            // This takes options away, by whose position source info would refer to them.
            packed::interpret(&mut descriptor);
            descriptor.source_code_info.take().map(own_source_info)
        }
        SourceInfo::Everything => None,
    };
    let kept = Withheld {
        imports,
        source_info,
    };
    (File::from_file_descriptor_proto(descriptor), kept)
}

fn own_source_info(info: prost_types::SourceCodeInfo) -> SourceCodeInfo {
    let own = |location: prost_types::source_code_info::Location| Location {
        path: location.path,
        span: location.span,
        leading_comments: location.leading_comments,
        trailing_comments: location.trailing_comments,
        leading_detached_comments: location.leading_detached_comments,
        ..Location::default()
    };
    SourceCodeInfo {
        location: info.location.into_iter().map(own).collect(),
        ..SourceCodeInfo::default()
    }
}

/// What each file lets others see: what it imports publicly.
struct Visible(BTreeMap<String, Vec<String>>);

impl Visible {
    fn of(parsed: &[Parsed]) -> Self {
        let public = parsed.iter().filter(|file| !file.public_imports.is_empty());
        Self(
            public
                .map(|file| (file.name.clone(), file.public_imports.clone()))
                .collect(),
        )
    }

    /// What a file sees through public imports and does not import itself.
    fn further(&self, file: &Parsed) -> Vec<String> {
        let mut seen: HashSet<&str> = file.imports.iter().map(String::as_str).collect();
        seen.insert(&file.name);
        let mut stack: Vec<&String> = file.imports.iter().collect();
        let mut further = Vec::new();
        while let Some(name) = stack.pop() {
            for public in self.0.get(name).into_iter().flatten() {
                if seen.insert(public) {
                    further.push(public.clone());
                    stack.push(public);
                }
            }
        }
        further
    }
}
