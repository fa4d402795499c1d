//! What a user may choose about the generated code.

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The options of one generated tree.
#[allow(clippy::struct_excessive_bools)] // each is a switch of its own in grpcgen.toml
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// Proto packages or types (`.acme.common`, `.acme.common.Money`) that exist elsewhere, and their Rust paths.
    pub extern_path: BTreeMap<String, String>,
    /// Only these packages (and those below them) are generated; all where it is empty.
    pub include: Vec<String>,
    /// These packages (and those below them) are not generated.
    pub exclude: Vec<String>,
    /// Attributes put before messages and enums, by the path of a package or type.
    pub type_attribute: Vec<ForType>,
    /// Attributes put before fields, by the path of a package, type or field.
    pub field_attribute: Vec<ForType>,
    /// Message fields held behind a `Box`, by the path of a package, type or field: large ones that are seldom set.
    pub boxed: Vec<String>,
    /// What holds a `bytes` field.
    pub bytes: BytesType,
    /// What holds a map field.
    pub map: MapType,
    /// What holds a `string` field, as a Rust path; `String` where it is empty.
    pub string: String,
    /// Whether fields that a message does not know are dropped instead of kept.
    pub drop_unknown_fields: bool,
    /// Whether closed enums keep every number, as open ones do.
    pub open_enums: bool,
    /// Leave out clients.
    pub no_client: bool,
    /// Leave out servers.
    pub no_server: bool,
    /// What the tree has beyond the usual.
    pub parts: BTreeSet<OptionalPart>,
    /// Generate the well-known types too, instead of using the runtime's.
    pub well_known: bool,
    /// The Rust path of a runtime that exists elsewhere; the tree then carries none of its own.
    pub runtime: Option<String>,
}

/// What a tree has only where it is asked for: code, runtime and crates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OptionalPart {
    /// A fake of each service, for tests.
    Fake,
    /// Messages compressed with gzip.
    Gzip,
}

impl OptionalPart {
    /// Every part with its name.
    pub const ALL: [(Self, &'static str); 2] = [(Self::Fake, "fake"), (Self::Gzip, "gzip")];
}

/// A text for everything at or below a path.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ForType {
    /// A package, type or field: `.acme.greet.v1.HelloRequest`.
    pub path: String,
    /// The attribute, as Rust: `#[derive(serde::Serialize)]`.
    pub attribute: String,
}

/// What holds a `bytes` field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum BytesType {
    /// `bytes::Bytes`, which slices the input without copying.
    #[default]
    #[serde(rename = "bytes")]
    Bytes,
    /// `Vec<u8>`.
    #[serde(rename = "vec")]
    Vec,
}

/// What holds a map field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum MapType {
    /// `BTreeMap`: two encodings of one message are equal.
    #[default]
    #[serde(rename = "btree")]
    BTree,
    /// `HashMap`.
    #[serde(rename = "hash")]
    Hash,
}

impl Options {
    /// Whether a package is to be generated.
    pub(super) fn wants(&self, package: &str) -> bool {
        let covers = |pattern: &String| is_below(pattern, package);
        (self.include.is_empty() || self.include.iter().any(covers))
            && !self.exclude.iter().any(covers)
    }

    /// The Rust path for a full name, where something of `extern_path` covers it: the longest proto path wins.
    pub(super) fn external(&self, full_name: &str) -> Option<(&str, &str)> {
        let covering = self
            .extern_path
            .iter()
            .filter(|(path, _)| is_below(path, full_name));
        covering
            .max_by_key(|(path, _)| path.len())
            .map(|(path, rust)| (path.as_str(), rust.as_str()))
    }
}

impl ForType {
    /// Whether this is for the element with a full name.
    pub(super) fn covers(&self, full_name: &str) -> bool {
        is_below(&self.path, full_name)
    }
}

/// Whether `name` is `path` (which may have a leading dot) or something inside it.
pub(super) fn is_below(path: &str, name: &str) -> bool {
    let path = path.trim_matches('.');
    path.is_empty()
        || name
            .strip_prefix(path)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}
