//! `grpcgen build`: schema to descriptor set.

use super::input::{Roots, input, shown};
use super::{Outcome, print_findings, print_warnings};
use crate::compile::{self, Described, SourceInfo};
use crate::output;
use crate::wire::Message;
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

    /// Leave out files that are only imported.
    #[arg(long)]
    exclude_imports: bool,

    /// Leave out places and comments.
    #[arg(long)]
    exclude_source_info: bool,
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let input = input(&args.inputs, args.roots.includes.clone())?;
    let Described {
        mut set,
        inputs,
        report,
    } = match compile::descriptors(input, SourceInfo::Everything) {
        Ok(described) => described,
        Err(report) => return print_findings(&report).context(shown(&args.inputs)),
    };
    print_warnings(&report)?;
    if args.exclude_imports {
        set.file
            .retain(|file| file.name.as_ref().is_some_and(|name| inputs.contains(name)));
    }
    if args.exclude_source_info {
        set.file
            .iter_mut()
            .for_each(|file| file.source_code_info = None);
    }
    let bytes = set.encode_to_vec();
    if args.out == Path::new("-") {
        io::stdout().lock().write_all(&bytes)?;
    } else {
        output::write_file(&args.out, &bytes)?;
    }
    Ok(Outcome::Clean)
}
