//! Generation from a build script.

use crate::codegen::{self, Options, Progress};
use crate::compile::{Input, compile};
use crate::files::{Files, Glob};
use crate::report::Report;
use crate::{output, vendor};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Compiles `.proto` files and writes a Rust tree: what `grpcgen generate` does, as a library.
///
/// ```no_run
/// let run = grpcgen::Builder::new().input("proto").out_dir("src/gen").generate().expect("the schema is sound");
/// for line in run.rerun_if_changed() {
///     println!("{line}");
/// }
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "a builder does nothing until it generates"]
pub struct Builder {
    inputs: Vec<PathBuf>,
    includes: Vec<PathBuf>,
    out: PathBuf,
    options: Options,
}

/// What a run did.
#[derive(Debug)]
pub struct Generated {
    /// What changed on disk.
    pub changes: output::Changes,
    /// The lines that the crate's `[dependencies]` need.
    pub dependencies: String,
    /// What is worth knowing of the schema.
    pub warnings: Report,
    watched: Vec<PathBuf>,
}

/// A run that failed.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The schema or the options have faults.
    Schema(Report),
    /// The tree could not be written.
    Output(output::Error),
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Schema(report) => report.fmt(f),
            Self::Output(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {}

impl Builder {
    /// A builder without inputs that writes to the current folder.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a folder, a `.proto` file or a glob.
    pub fn input(mut self, path: impl Into<PathBuf>) -> Self {
        self.inputs.push(path.into());
        self
    }

    /// Adds an import root.
    pub fn include(mut self, path: impl Into<PathBuf>) -> Self {
        self.includes.push(path.into());
        self
    }

    /// Sets the folder to write to; `std::env::var("OUT_DIR")` of a build script, or a folder below `src`.
    pub fn out_dir(mut self, path: impl Into<PathBuf>) -> Self {
        self.out = path.into();
        self
    }

    /// Sets how to generate.
    pub fn options(mut self, options: Options) -> Self {
        self.options = options;
        self
    }

    /// The tree, in memory.
    pub fn render(&self) -> Result<Rendered, Error> {
        let input = Input::Sources {
            files: Files::on_disk(),
            paths: self.inputs.clone(),
            includes: self.includes.clone(),
        };
        render(input, &self.options, &|_| ()).map_err(Error::Schema)
    }

    /// Compiles, renders and writes.
    pub fn generate(&self) -> Result<Generated, Error> {
        let Rendered {
            files,
            dependencies,
            warnings,
        } = self.render()?;
        let changes = output::write(&files, &self.out).map_err(Error::Output)?;
        let watched = self.inputs.iter().chain(&self.includes).cloned().collect();
        Ok(Generated {
            changes,
            dependencies,
            warnings,
            watched,
        })
    }
}

impl Generated {
    /// What a build script prints so that cargo runs it again when an input changes.
    ///
    /// Of a glob these are its files, and the folder before its first wildcard, where new ones come: cargo knows no
    /// wildcards. The current folder is left out; it has what the build writes.
    pub fn rerun_if_changed(&self) -> impl Iterator<Item = String> {
        let files = Files::on_disk();
        let watched = self.watched.iter().flat_map(move |path| {
            match Glob::parse(path).filter(|_| !path.exists()) {
                Some(Ok(glob)) => {
                    let mut paths = files.matching(&glob);
                    paths.extend(Some(glob.root).filter(|root| root != Path::new(".")));
                    paths
                }
                Some(Err(_)) | None => vec![path.clone()],
            }
        });
        watched.map(|path| format!("cargo::rerun-if-changed={}", path.display()))
    }
}

/// A tree that is yet to be written.
#[derive(Debug)]
pub struct Rendered {
    /// Text by path.
    pub files: BTreeMap<String, String>,
    /// The lines that the crate's `[dependencies]` need.
    pub dependencies: String,
    /// What is worth knowing of the schema.
    pub warnings: Report,
}

/// A whole tree with its runtime, and the crates it stands on; `watch` is told how far it is.
pub fn render(
    input: Input,
    options: &Options,
    watch: &(dyn Fn(Progress) + Sync),
) -> Result<Rendered, Report> {
    let schema = compile(input)?;
    let tree = codegen::generate_watched(&schema, options, watch)?;
    let mut files = tree.files;
    if options.runtime.is_none() {
        files.extend(vendor::files(&tree.parts));
    }
    let warnings = Report {
        findings: schema.warnings().to_vec(),
        sources: schema.sources().clone(),
    };
    Ok(Rendered {
        files,
        dependencies: vendor::dependencies(&tree.parts),
        warnings,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_is_told_of_files_and_not_of_globs() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let proto = "syntax = \"proto3\";\nmessage M {}\n";
        for name in ["a/one.proto", "b/two.proto", "b/three.txt"] {
            let path = root.join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, proto.replace('M', &name[2..5])).unwrap();
        }
        let run = Builder::new()
            .input(root.join("a"))
            .input(root.join("b/*.proto"))
            .include(root)
            .out_dir(root.join("out"));
        let said: Vec<_> = run.generate().unwrap().rerun_if_changed().collect();
        let expected = ["a", "b/two.proto", "b", ""];
        let line = |path: &str| format!("cargo::rerun-if-changed={}", root.join(path).display());
        let expected = expected
            .map(line)
            .map(|line| line.trim_end_matches('/').to_owned());
        assert_eq!(said, expected);
    }
}
