//! `.proto` source through protox, on a thread with a stack that deep nesting cannot exhaust.

use super::bundled;
use super::resolver::Resolver;
use super::walk::Sources;
use crate::descriptor::google::protobuf::FileDescriptorSet;
use crate::report::{Finding, Report};
use crate::wire::Message;
use bytes::Bytes;
use std::collections::HashSet;
use std::sync::Arc;

const STACK: usize = 256 << 20;

pub(super) fn compile(sources: Sources) -> Result<(FileDescriptorSet, HashSet<String>), Report> {
    let inputs: HashSet<String> = sources.files.keys().cloned().collect();
    let thread = std::thread::Builder::new()
        .name("compile".to_owned())
        .stack_size(STACK);
    let set = thread
        .spawn(move || run(sources))
        .map(std::thread::JoinHandle::join);
    match set {
        Ok(Ok(set)) => Ok((set?, inputs)),
        Ok(Err(panic)) => std::panic::resume_unwind(panic),
        Err(error) => {
            Err(Finding::error(format!("cannot start a thread to compile in: {error}")).into())
        }
    }
}

fn run(sources: Sources) -> Result<FileDescriptorSet, Report> {
    let names: Vec<String> = sources.files.keys().cloned().collect();
    let resolver = Arc::new(Resolver::new(sources.files, sources.roots));
    let mut report = Report::default();
    // Every file is parsed before any is linked: a syntax error must not hide those of other files.
    for name in &names {
        if let Err(error) = resolver.parse_ahead(name) {
            resolver
                .findings(&error, name)
                .into_iter()
                .for_each(|finding| report.push(finding));
        }
    }
    report.into_result(())?;
    let mut report = Report::default();
    let mut compiler = protox::Compiler::with_file_resolver(Shared(Arc::clone(&resolver)));
    compiler.include_source_info(true).include_imports(true);
    for name in &names {
        if let Err(error) = compiler.open_file(name) {
            for finding in resolver.findings(&error, name) {
                if !report.findings.contains(&finding) {
                    report.push(finding);
                }
            }
            // Each failure rolls the whole pool back, so a broken tree is not followed to its end.
            if report.findings.len() >= 20 {
                break;
            }
        }
    }
    report.into_result(())?;
    // The bytes keep custom options; the typed set would lose them.
    let bytes = Bytes::from(compiler.encode_file_descriptor_set());
    let mut set = FileDescriptorSet::decode_bytes(&bytes).map_err(|error| {
        Finding::error(format!(
            "the compiler's descriptors cannot be read: {error}"
        ))
    })?;
    for file in &mut set.file {
        if let Some(bundled) = file.name.as_deref().and_then(bundled::descriptor) {
            file.clone_from(bundled);
        }
    }
    Ok(set)
}

struct Shared(Arc<Resolver>);

impl protox::file::FileResolver for Shared {
    fn open_file(&self, name: &str) -> Result<protox::file::File, protox::Error> {
        self.0.open_file(name)
    }
}
