//! `grpcgen build`: schema to descriptor set.

use super::Outcome;
use super::findings::{Output, Style};
use super::input::{Roots, input, shown};
use crate::compile::{self, Described};
use crate::descriptor::google::protobuf::FileDescriptorProto;
use crate::output;
use crate::wire::{Message, WireType, Writer};
use anyhow::Context;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Write a descriptor set with imports and source info.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Folders, .proto files or globs.
    inputs: Vec<PathBuf>,

    /// The file to write; - for standard output.
    #[arg(short, long)]
    out: PathBuf,

    #[command(flatten)]
    roots: Roots,

    #[command(flatten)]
    style: Style,

    /// Leave out files that are only imported.
    #[arg(long)]
    exclude_imports: bool,

    /// Leave out places and comments.
    #[arg(long)]
    exclude_source_info: bool,
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let input = input(&args.inputs, args.roots.includes.clone())?;
    let encode = |mut file: FileDescriptorProto| {
        if args.exclude_source_info {
            file.source_code_info = None;
        }
        (file.encode_to_vec(), file.name.unwrap_or_default())
    };
    let Described {
        files,
        inputs,
        report,
    } = match compile::descriptors(input, encode) {
        Ok(described) => described,
        Err(report) => return args.style.refuse(&report).context(shown(&args.inputs)),
    };
    let is_taken = args.out == Path::new("-");
    let output = if is_taken {
        Output::Result
    } else {
        Output::Nothing
    };
    args.style.warn(&report, output)?;
    let files = files.iter();
    let files = files.filter(|(_, name)| !args.exclude_imports || inputs.contains(name));
    let files: Vec<_> = files.map(|(file, _)| (head(file), file)).collect();
    let mut parts = files
        .iter()
        .flat_map(|(head, file)| [head.as_slice(), file.as_slice()]);
    if is_taken {
        let mut stdout = io::stdout().lock();
        parts.try_for_each(|part| stdout.write_all(part))?;
    } else {
        output::write_file_in_parts(&args.out, parts)?;
    }
    Ok(Outcome::Clean)
}

/// What stands before an encoded file in a `FileDescriptorSet`.
fn head(file: &[u8]) -> Writer {
    let mut head = Writer::default();
    head.varint(file.len() as u64);
    head.tag(1, WireType::Delimited);
    head
}
