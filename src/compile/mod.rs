//! Inputs to schema: folders and files of `.proto` source, descriptor sets, plugin requests.
//!
//! In: [`Input`]. Out: a linked [`Schema`], or every fault found. Only here is a parser known; it stands behind
//! [`compile`], and nothing of it leaves this folder: it gets source, and gives encoded descriptors, which go the way of
//! descriptors from anywhere.

mod bundled;
mod checkable;
mod gather;
mod imports;
mod json;
mod link;
mod order;
mod parsed;
mod places;
mod read;
mod roots;
mod source;
mod stage;
mod suggest;
pub(crate) mod syntax;
mod walk;

pub use checkable::Checkable;
pub use syntax::outline::{Declaration, DeclarationKind, Outline};

use crate::descriptor::google::protobuf::{
    FileDescriptorProto, FileDescriptorSet, compiler::CodeGeneratorRequest,
};
use crate::files::Files;
use crate::report::{Finding, Report};
use crate::schema::{Schema, link};
use crate::wire::{DecodeError, Message};
use bytes::Bytes;
use std::collections::HashSet;
use std::path::PathBuf;

/// What a schema is made of.
#[derive(Clone, Debug)]
pub enum Input {
    /// Folders, `.proto` files and globs.
    Sources {
        /// Where they lie.
        files: Files,
        /// What to compile. A folder stands for every `.proto` file below it.
        paths: Vec<PathBuf>,
        /// Import roots, in order. Where there are none, each folder is its own root, and the root of a file is the folder
        /// from which its package's path leads to it.
        includes: Vec<PathBuf>,
    },
    /// The encoding of a `google.protobuf.FileDescriptorSet`, binary or JSON: every file in it is asked for, but the
    /// well-known ones.
    DescriptorSet(Vec<u8>),
    /// The encoding of a `google.protobuf.compiler.CodeGeneratorRequest`.
    PluginRequest(Vec<u8>),
    /// Descriptors at hand, of which those named are asked for.
    Descriptors {
        /// Every file, imports included.
        set: FileDescriptorSet,
        /// The names of those asked for.
        inputs: Vec<String>,
    },
}

/// Compiles an input. The report holds every fault of every file that can be told apart.
pub fn compile(input: Input) -> Result<Schema, Report> {
    let described = describe(input, Verdicts::Protoc, |file| file)?;
    schema(described)
}

fn schema(described: Described<FileDescriptorProto>) -> Result<Schema, Report> {
    let Described {
        files,
        inputs,
        report: Report { findings, sources },
    } = described;
    let set = FileDescriptorSet {
        file: files,
        ..FileDescriptorSet::default()
    };
    match link(set, &|name| inputs.contains(name)) {
        Ok(schema) => Ok(schema.with_sources(sources).with_warnings(findings)),
        Err(mut report) => {
            report.findings.splice(0..0, findings);
            report.sources.extend(&sources);
            Err(report)
        }
    }
}

/// Compiles an input to be checked: with all of its source info, and what buf lets pass is warned of where protoc refuses it.
///
/// Files with faults do not keep the others from being checked. The report is for inputs that have no files to tell apart.
pub fn compile_to_check(input: Input) -> Result<Checkable, Report> {
    let mut described = describe(input, Verdicts::Buf, |file| file)?;
    let (mut faults, mut left_out) = checkable::split(&mut described)?;
    let names = described.inputs.clone();
    let schema = match schema(described) {
        Ok(schema) => schema,
        Err(report) => {
            if report.findings.iter().any(|finding| finding.file.is_none()) {
                return Err(report);
            }
            faults.findings.extend(report.findings);
            faults.sources.extend(&report.sources);
            left_out.extend(names);
            link(FileDescriptorSet::default(), &|_| false)?
        }
    };
    Ok(Checkable {
        schema,
        faults,
        left_out,
    })
}

/// Whose verdict counts where the two differ, and reasonably so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdicts {
    Protoc,
    Buf,
}

/// The descriptors of an input, before they are a schema, each handed to `make`: what that keeps of them is all that is kept.
pub fn descriptors<T: Send>(
    input: Input,
    make: impl Fn(FileDescriptorProto) -> T + Send + Sync,
) -> Result<Described<T>, Report> {
    describe(input, Verdicts::Protoc, make)
}

/// The descriptors of an input, or what was made of them.
#[derive(Debug)]
pub struct Described<T> {
    /// With all imports, each behind those that it imports where they come from source.
    pub files: Vec<T>,
    /// The names of the files asked for.
    pub inputs: HashSet<String>,
    /// Warnings, and the text of the files, where they come from source.
    pub report: Report,
}

fn describe<T: Send>(
    input: Input,
    verdicts: Verdicts,
    make: impl Fn(FileDescriptorProto) -> T + Send + Sync,
) -> Result<Described<T>, Report> {
    let (files, inputs) = match input {
        Input::Sources {
            files,
            paths,
            includes,
        } => {
            let sources = walk::find(files, &paths, &includes)?;
            return source::compile(sources, verdicts, make);
        }
        Input::DescriptorSet(bytes) => {
            let bytes = Bytes::from(bytes);
            let set = if json::is_json(&bytes) {
                json::decode(&bytes)?
            } else {
                FileDescriptorSet::decode_bytes(&bytes).map_err(|error| {
                    let finding = undecodable("FileDescriptorSet", &bytes, &error);
                    let help =
                        "make one with `protoc --include_imports --include_source_info -o FILE …`";
                    finding.help(help)
                })?
            };
            if set.file.is_empty() {
                let finding = Finding::error("the descriptor set has no files");
                return Err(finding
                    .help("make it anew: whatever made it did not finish")
                    .into());
            }
            let names = set.file.iter().filter_map(|file| file.name.clone());
            let inputs = names.filter(|name| !bundled::is_well_known(name)).collect();
            (set.file, inputs)
        }
        Input::PluginRequest(bytes) => {
            let request = CodeGeneratorRequest::decode(&bytes).map_err(|error| {
                let finding = undecodable("CodeGeneratorRequest", &bytes, &error);
                finding.help("this is for protoc to call: `protoc --grpcgen_out=DIR …`")
            })?;
            let inputs: HashSet<_> = request.file_to_generate.into_iter().collect();
            (requested(request.proto_file, &inputs)?, inputs)
        }
        Input::Descriptors { set, inputs } => (set.file, inputs.into_iter().collect()),
    };
    Ok(Described {
        files: files.into_iter().map(make).collect(),
        inputs,
        report: Report::default(),
    })
}

fn undecodable(expected: &str, bytes: &[u8], error: &DecodeError) -> Finding {
    if bytes.is_empty() {
        return Finding::error(format!("the input is empty where a {expected} should be"));
    }
    Finding::error(format!("the input is not a {expected}: {error}"))
}

fn requested(
    files: Vec<FileDescriptorProto>,
    inputs: &HashSet<String>,
) -> Result<Vec<FileDescriptorProto>, Report> {
    let present: HashSet<_> = files
        .iter()
        .filter_map(|file| file.name.as_deref())
        .collect();
    let mut report = Report::default();
    let mut missing: Vec<_> = inputs
        .iter()
        .filter(|name| !present.contains(name.as_str()))
        .collect();
    missing.sort_unstable();
    for name in missing {
        let text = "the request asks for this file, but does not have its descriptor";
        report.push(Finding::error(text).in_file(name));
    }
    report.into_result(files)
}
