//! Files and their imports.

use super::{Comments, EnumId, ExtensionId, Features, FileId, Locations, MessageId, ServiceId};
use crate::descriptor::google::protobuf as descriptor;
use crate::report::Span;

/// The language version of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Edition {
    /// `syntax = "proto2"`, or none.
    Proto2,
    /// `syntax = "proto3"`.
    Proto3,
    /// `edition = "2023"`.
    Edition2023,
    /// `edition = "2024"`.
    Edition2024,
    /// `edition = "2026"`.
    Edition2026,
    /// `edition = "UNSTABLE"`: protobuf's own tests.
    Unstable,
}

/// Why a file is part of the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// It was asked for.
    Input,
    /// Another file imports it.
    Import,
}

/// How a file is imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ImportKind {
    /// `import`.
    Normal,
    /// `import public`.
    Public,
    /// `import weak`.
    Weak,
    /// `import option`: for custom options only.
    Option,
}

/// One import of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Import {
    /// What is imported.
    pub file: FileId,
    /// How.
    pub kind: ImportKind,
}

/// A `.proto` file.
#[derive(Debug)]
pub struct File {
    /// Its id.
    pub id: FileId,
    /// Its path below its import root.
    pub name: String,
    /// Its package; empty where it has none.
    pub package: String,
    /// Its language version.
    pub edition: Edition,
    /// The features that its elements inherit.
    pub features: Features,
    /// Why it is here.
    pub role: Role,
    /// Its imports, in order, those for options last.
    pub imports: Vec<Import>,
    /// Its top-level messages, in order.
    pub messages: Vec<MessageId>,
    /// Its top-level enums, in order.
    pub enums: Vec<EnumId>,
    /// Its services, in order.
    pub services: Vec<ServiceId>,
    /// Its top-level extensions, in order.
    pub extensions: Vec<ExtensionId>,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// Its options, custom ones among their unknown fields.
    pub options: Option<Box<descriptor::FileOptions>>,
    /// The comments at its package statement.
    pub comments: Comments,
    /// The comments at its `syntax` or `edition` statement: where licences and overviews stand.
    pub head: Comments,
    /// Where its package statement stands.
    pub span: Option<Span>,
    /// Where everything in it stands.
    pub locations: Locations,
}
