//! What an argument stands for: an INPUT or a BASE, opened.

use crate::compile::Input;
use crate::files::{Files, Opened, Reference, Revision};
use anyhow::bail;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Where imports are looked up.
#[derive(Debug, Default, clap::Args)]
pub(super) struct Roots {
    /// An import root; may be given more than once.
    #[arg(
        short = 'I',
        long = "proto_path",
        alias = "include",
        value_name = "DIR"
    )]
    pub(super) includes: Vec<PathBuf>,
}

/// Opens a reference.
pub(super) fn opened(reference: &str) -> anyhow::Result<Opened> {
    let parsed = Reference::parse(reference)?;
    if parsed.is_nowhere() {
        bail!("{reference} does not exist");
    }
    Ok(parsed.open(stdin)?)
}

/// Opens what `input` is held against: what [`opened`] opens, or another state of the input's own repository, by the name of
/// a revision alone.
pub(super) fn opened_base(base: &str, input: &str) -> anyhow::Result<Opened> {
    let parsed = Reference::parse(base)?;
    let names_revision = base == "latest-tag" || base.starts_with("merge-base:");
    if !names_revision && !parsed.is_nowhere() {
        return Ok(parsed.open(stdin)?);
    }
    let folder = Path::new(input);
    if !folder.exists() {
        bail!(
            "{base} is a revision of what lies in a folder, and {input} is none; write `.git#ref={base}`"
        );
    }
    let opened = Reference::revision_of(folder, Revision::parse(base)).open(stdin);
    opened.map_err(|error| {
        let is_named = names_revision || error.to_string().contains(base);
        let what = format!("{base} is neither a path nor a revision");
        let error = anyhow::Error::new(error);
        if is_named { error } else { error.context(what) }
    })
}

/// What a list of references stands for; several are paths.
pub(super) fn input(references: &[PathBuf], includes: Vec<PathBuf>) -> anyhow::Result<Input> {
    let parse = |reference: &PathBuf| Reference::parse(&reference.to_string_lossy());
    let sources = |files, paths| Input::Sources {
        files,
        paths,
        includes,
    };
    match references {
        [] => bail!(
            "no input: name a folder, .proto files or a descriptor set, or `inputs` in grpcgen.toml"
        ),
        [only] => Ok(match parse(only)?.open(stdin)? {
            Opened::DescriptorSet(bytes) => Input::DescriptorSet(bytes),
            Opened::Sources { files, path, .. } => sources(files, vec![path]),
        }),
        several => {
            for reference in several {
                if !parse(reference)?.is_path() {
                    bail!("{} must be the only input", reference.display());
                }
            }
            Ok(sources(Files::on_disk(), several.to_vec()))
        }
    }
}

/// What errors call a list of references.
pub(super) fn shown(references: &[PathBuf]) -> String {
    let shown: Vec<_> = references
        .iter()
        .map(|path| path.to_string_lossy())
        .collect();
    format!("{} cannot be compiled", shown.join(", "))
}

fn stdin() -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}
