//! Schema to Rust: [`generate`].
//!
//! Decisions are made in `lower` (schema → plain model), printed in `template` (model → tokens) and laid out in
//! `format` (tokens → text). It writes no file and knows no runtime source: what parts of the runtime the tree needs is
//! part of the answer.

mod api;
mod boxing;
mod docs;
mod format;
mod lower;
mod model;
mod names;
mod options;
mod packages;
mod paths;
mod spacing;
mod template;

pub use api::{Api, ApiItem, ApiKind, api};
pub use options::{BytesType, ForType, MapType, OptionalPart, Options};

use crate::parallel;
use crate::report::Report;
use crate::schema::Schema;
use std::collections::{BTreeMap, BTreeSet};

/// A part of the runtime that goes out only when a tree needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The binary format.
    Wire,
    /// The well-known types.
    WellKnown,
    /// Calls, clients and servers.
    Rpc,
    /// Fakes of services.
    Fake,
    /// Compression with gzip.
    Gzip,
}

/// A generated tree, without the runtime's own files.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// Text by path below the output folder, with `/` between its parts.
    pub files: BTreeMap<String, String>,
    /// What the files need of the runtime.
    pub parts: BTreeSet<Part>,
}

/// How far a run has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// So many packages are to be rendered.
    Packages(usize),
    /// One of them is.
    Rendered,
}

/// Renders the input files of a schema, and the imported ones whose types they use.
pub fn generate(schema: &Schema, options: &Options) -> Result<Tree, Report> {
    generate_watched(schema, options, &|_| ())
}

/// As [`generate`], and says how far it is.
pub fn generate_watched(
    schema: &Schema,
    options: &Options,
    watch: &(dyn Fn(Progress) + Sync),
) -> Result<Tree, Report> {
    let paths = paths::Paths::new(schema, options)?;
    let lower = lower::Lower::new(schema, options, &paths)?;
    // One package at a time from model to text: the models of all would take more memory than the schema. They differ in
    // size by a thousand, so each is work of its own.
    let packages = lower.packages();
    watch(Progress::Packages(packages.len()));
    let files = parallel::map(packages, |package| {
        let file = lower.package(package);
        let text = format::file(&file);
        watch(Progress::Rendered);
        (file.path, text)
    });
    Ok(Tree {
        files: files.into_iter().collect(),
        parts: lower.parts(),
    })
}
