//! Inputs to schema: folders and files of `.proto` source, descriptor sets, plugin requests.
//!
//! In: [`Input`]. Out: a linked [`Schema`], or every fault found. Only here is a parser known; it stands behind
//! [`compile`], and nothing of it leaves this folder.

mod bundled;
mod resolver;
mod source;
mod walk;

use crate::descriptor::google::protobuf::FileDescriptorSet;
use crate::report::{Finding, Report};
use crate::schema::{Schema, link};
use crate::wire::Message;
use std::collections::HashSet;
use std::path::PathBuf;

/// What a schema is made of.
#[derive(Clone, Debug)]
pub enum Input {
    /// Folders, `.proto` files and globs.
    Sources {
        /// What to compile. A folder stands for every `.proto` file below it.
        paths: Vec<PathBuf>,
        /// Import roots, in order. Where there are none, each folder is its own root and each file's folder is its.
        includes: Vec<PathBuf>,
    },
    /// The encoding of a `google.protobuf.FileDescriptorSet`: every file in it is asked for, but the well-known ones.
    DescriptorSet(Vec<u8>),
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
    let (set, inputs) = descriptors(input)?;
    link(set, &|name| inputs.contains(name))
}

/// The descriptors of an input with their imports, and the names of the files asked for.
pub fn descriptors(input: Input) -> Result<(FileDescriptorSet, HashSet<String>), Report> {
    match input {
        Input::Sources { paths, includes } => {
            let sources = walk::find(&paths, &includes)?;
            source::compile(sources)
        }
        Input::DescriptorSet(bytes) => {
            let set = FileDescriptorSet::decode(&bytes).map_err(|error| {
                let finding = Finding::error(format!("this is not a FileDescriptorSet: {error}"));
                finding.help(
                    "make one with `protoc --include_imports --include_source_info -o FILE …`",
                )
            })?;
            let names = set.file.iter().filter_map(|file| file.name.clone());
            let inputs = names.filter(|name| !bundled::is_well_known(name)).collect();
            Ok((set, inputs))
        }
        Input::Descriptors { set, inputs } => Ok((set, inputs.into_iter().collect())),
    }
}
