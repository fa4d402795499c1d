//! The elements of a schema, as plain data.

use super::Comments;
use crate::descriptor::google::protobuf as descriptor;
use crate::report::Span;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(u32);

        impl $name {
            /// Where the element stands in its arena.
            pub fn index(self) -> usize {
                self.0 as usize
            }

            pub(super) fn new(index: usize) -> Self {
                Self(u32::try_from(index).expect("a schema is far below four thousand million elements"))
            }
        }
    )*};
}

ids! {
    /// A file of a schema.
    FileId
    /// A message of a schema.
    MessageId
    /// An enum of a schema.
    EnumId
    /// A service of a schema.
    ServiceId
    /// An extension field of a schema.
    ExtensionId
}

/// The language version of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It was asked for.
    Input,
    /// Another file imports it.
    Import,
}

/// How a file is imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportKind {
    /// `import`.
    Normal,
    /// `import public`.
    Public,
    /// `import weak`.
    Weak,
}

/// One import of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    /// Why it is here.
    pub role: Role,
    /// Its imports, in order.
    pub imports: Vec<Import>,
    /// Its top-level messages, in order.
    pub messages: Vec<MessageId>,
    /// Its top-level enums, in order.
    pub enums: Vec<EnumId>,
    /// Its services, in order.
    pub services: Vec<ServiceId>,
    /// Its top-level extensions, in order.
    pub extensions: Vec<ExtensionId>,
    /// Its options, custom ones among their unknown fields.
    pub options: Option<Box<descriptor::FileOptions>>,
    /// The comments at its package statement.
    pub comments: Comments,
}

/// A message.
#[derive(Debug)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// The file it stands in.
    pub file: FileId,
    /// The message it is nested in.
    pub parent: Option<MessageId>,
    /// Its simple name.
    pub name: String,
    /// Its full name, without a leading dot.
    pub full_name: String,
    /// Its fields, in the order of the file.
    pub fields: Vec<Field>,
    /// Its oneofs; those that only carry proto3 `optional` are left out.
    pub oneofs: Vec<Oneof>,
    /// Messages nested in it, map entries included.
    pub messages: Vec<MessageId>,
    /// Enums nested in it.
    pub enums: Vec<EnumId>,
    /// Extensions declared in it.
    pub extensions: Vec<ExtensionId>,
    /// Whether it can be extended.
    pub extendable: bool,
    /// Whether it is the entry of a map field.
    pub map_entry: bool,
    /// Whether it has `message_set_wire_format`.
    pub message_set: bool,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// Its options, custom ones among their unknown fields.
    pub options: Option<Box<descriptor::MessageOptions>>,
    /// Its comments.
    pub comments: Comments,
    /// Where it stands.
    pub span: Option<Span>,
}

/// A field of a message, or an extension.
#[derive(Debug)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its full name.
    pub full_name: String,
    /// Its number.
    pub number: u32,
    /// Its name in ProtoJSON.
    pub json_name: String,
    /// What one value is.
    pub kind: Kind,
    /// How often it occurs, and whether it knows that it is set.
    pub shape: Shape,
    /// The oneof it belongs to: an index into [`Message::oneofs`].
    pub oneof: Option<usize>,
    /// Its declared default.
    pub default: Option<DefaultValue>,
    /// Whether strings are checked.
    pub utf8: Utf8,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// Whether debug output must hide it.
    pub debug_redact: bool,
    /// The message it extends, where it is an extension.
    pub extendee: Option<MessageId>,
    /// Its options, custom ones among their unknown fields.
    pub options: Option<Box<descriptor::FieldOptions>>,
    /// Its comments.
    pub comments: Comments,
    /// Where it stands.
    pub span: Option<Span>,
}

/// What one value of a field is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the scalar types of the language, by their own names
pub enum Kind {
    Double,
    Float,
    Int32,
    Int64,
    Uint32,
    Uint64,
    Sint32,
    Sint64,
    Fixed32,
    Fixed64,
    Sfixed32,
    Sfixed64,
    Bool,
    String,
    Bytes,
    Enum(EnumId),
    /// With its length in front.
    Message(MessageId),
    /// Between start and end tags.
    Group(MessageId),
}

/// How often a field occurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Once, and not sent when it is the default.
    Implicit,
    /// At most once, and it knows whether it is set.
    Explicit,
    /// Exactly once.
    Required,
    /// Any number of times, each with its tag.
    Repeated,
    /// Any number of times, in one value.
    Packed,
    /// As the entries of a map; [`Field::kind`] is the entry message.
    Map,
}

/// Whether a string field's bytes must be UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Utf8 {
    /// They must.
    Verify,
    /// Nobody checks.
    None,
}

/// A declared default value.
#[derive(Clone, Debug, PartialEq)]
pub enum DefaultValue {
    /// Of `double` and `float`.
    Float(f64),
    /// Of signed integers.
    Int(i64),
    /// Of unsigned integers.
    Uint(u64),
    /// Of `bool`.
    Bool(bool),
    /// Of `string`.
    String(String),
    /// Of `bytes`.
    Bytes(Vec<u8>),
    /// Of an enum: an index into [`Enum::values`].
    Enum(usize),
}

/// A oneof.
#[derive(Debug)]
pub struct Oneof {
    /// Its name.
    pub name: String,
    /// Its members: indices into [`Message::fields`].
    pub fields: Vec<usize>,
    /// Its comments.
    pub comments: Comments,
}

/// An enum.
#[derive(Debug)]
pub struct Enum {
    /// Its id.
    pub id: EnumId,
    /// The file it stands in.
    pub file: FileId,
    /// The message it is nested in.
    pub parent: Option<MessageId>,
    /// Its simple name.
    pub name: String,
    /// Its full name, without a leading dot.
    pub full_name: String,
    /// Its values, in the order of the file; never empty.
    pub values: Vec<EnumValue>,
    /// Whether unknown numbers stay outside it.
    pub closed: bool,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// Its options, custom ones among their unknown fields.
    pub options: Option<Box<descriptor::EnumOptions>>,
    /// Its comments.
    pub comments: Comments,
    /// Where it stands.
    pub span: Option<Span>,
}

/// A value of an enum.
#[derive(Debug)]
pub struct EnumValue {
    /// Its name.
    pub name: String,
    /// Its number.
    pub number: i32,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// Its options, custom ones among their unknown fields.
    pub options: Option<Box<descriptor::EnumValueOptions>>,
    /// Its comments.
    pub comments: Comments,
}

/// A service.
#[derive(Debug)]
pub struct Service {
    /// Its id.
    pub id: ServiceId,
    /// The file it stands in.
    pub file: FileId,
    /// Its simple name.
    pub name: String,
    /// Its full name, without a leading dot.
    pub full_name: String,
    /// Its methods, in order.
    pub methods: Vec<Method>,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// Its options, custom ones among their unknown fields.
    pub options: Option<Box<descriptor::ServiceOptions>>,
    /// Its comments.
    pub comments: Comments,
}

/// A method of a service.
#[derive(Debug)]
pub struct Method {
    /// Its name.
    pub name: String,
    /// What it takes.
    pub input: MessageId,
    /// What it answers.
    pub output: MessageId,
    /// Which sides stream.
    pub shape: MethodShape,
    /// What a repeated call does.
    pub idempotency: Idempotency,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// Its options, custom ones among their unknown fields.
    pub options: Option<Box<descriptor::MethodOptions>>,
    /// Its comments.
    pub comments: Comments,
}

/// The four shapes of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MethodShape {
    /// One message each way.
    Unary,
    /// One message, answered by many.
    ServerStreaming,
    /// Many messages, answered by one.
    ClientStreaming,
    /// Many messages each way.
    Bidirectional,
}

/// `idempotency_level`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Idempotency {
    /// Not said.
    Unknown,
    /// It changes nothing.
    NoSideEffects,
    /// Doing it twice is doing it once.
    Idempotent,
}
