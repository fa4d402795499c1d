//! Fields and extensions.

use super::{Comments, EnumId, Features, FileId, MessageId};
use crate::descriptor::google::protobuf as descriptor;
use crate::report::Span;

/// A field of a message, or an extension.
#[derive(Debug)]
pub struct Field {
    /// The file it stands in.
    pub file: FileId,
    /// Its name.
    pub name: String,
    /// Its full name, without a leading dot.
    pub full_name: String,
    /// Its number.
    pub number: u32,
    /// Its name in `ProtoJSON`.
    pub json_name: String,
    /// What one value is.
    pub kind: Kind,
    /// How often it occurs, and whether it knows that it is set.
    pub shape: Shape,
    /// Its position among the fields, or the extensions, of its scope.
    pub index: usize,
    /// The oneof it belongs to: an index into [`Message::oneofs`](super::Message::oneofs).
    pub oneof: Option<usize>,
    /// Its declared default.
    pub default: Option<DefaultValue>,
    /// Whether it is declared `optional` in proto3.
    pub proto3_optional: bool,
    /// Whether strings are checked.
    pub utf8: Utf8,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// Whether debug output must hide it.
    pub debug_redact: bool,
    /// The message it extends, where it is an extension.
    pub extendee: Option<MessageId>,
    /// The message it stands in: its own one, or for an extension that of its declaration.
    pub scope: Option<MessageId>,
    /// Its features, resolved.
    pub features: Features,
    /// Its options, custom ones among their unknown fields.
    pub options: Option<Box<descriptor::FieldOptions>>,
    /// Its comments.
    pub comments: Comments,
    /// Where it stands.
    pub span: Option<Span>,
}

/// What one value of a field is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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

impl Kind {
    /// The message that a value is, if it is one.
    pub fn message(self) -> Option<MessageId> {
        match self {
            Self::Message(id) | Self::Group(id) => Some(id),
            Self::Double
            | Self::Float
            | Self::Int32
            | Self::Int64
            | Self::Uint32
            | Self::Uint64
            | Self::Sint32
            | Self::Sint64
            | Self::Fixed32
            | Self::Fixed64
            | Self::Sfixed32
            | Self::Sfixed64
            | Self::Bool
            | Self::String
            | Self::Bytes
            | Self::Enum(_) => None,
        }
    }

    /// The keyword of a scalar type.
    pub fn keyword(self) -> Option<&'static str> {
        Some(match self {
            Self::Double => "double",
            Self::Float => "float",
            Self::Int32 => "int32",
            Self::Int64 => "int64",
            Self::Uint32 => "uint32",
            Self::Uint64 => "uint64",
            Self::Sint32 => "sint32",
            Self::Sint64 => "sint64",
            Self::Fixed32 => "fixed32",
            Self::Fixed64 => "fixed64",
            Self::Sfixed32 => "sfixed32",
            Self::Sfixed64 => "sfixed64",
            Self::Bool => "bool",
            Self::String => "string",
            Self::Bytes => "bytes",
            Self::Enum(_) | Self::Message(_) | Self::Group(_) => return None,
        })
    }

    /// Whether many values can share one tag.
    pub fn packable(self) -> bool {
        !matches!(self, Self::String | Self::Bytes) && self.message().is_none()
    }
}

/// How often a field occurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
    /// Of an enum: an index into [`Enum::values`](super::Enum::values).
    Enum(usize),
}
